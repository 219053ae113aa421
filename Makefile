# adquem: one Makefile, not recursive; everything built lands in out/ (`make help` lists the targets,
# `make V=1` shows every command).
# A new source, test, rule or stylesheet is found by its place and name: nothing is listed here by hand.

OUT      = out
PREFIX   = /usr/local
CFLAGS  ?= -O2 -g
PKG_CONFIG ?= pkg-config
WERROR   = $(if $(CI),-Werror)
Q        = $(if $(V),,@)

# What the program is linked with; tools/deps names the packages. Expanded at first use, which is after tools/deps
# has run: a fresh machine has no pkg-config when this file is read.
PKGS       = glib-2.0 gio-2.0 libxml-2.0 libxslt libexslt sqlite3 libcurl libcrypto lapacke xlsxwriter libical
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell $$(PKG_CONFIG) --cflags $$(PKGS)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(shell $$(PKG_CONFIG) --libs $$(PKGS)) -lm)$(PKG_LIBS)

STANDARD = -std=c17 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -I.
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla
SANITIZE = $(if $(SAN),-fsanitize=address$(,)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
,       := ,
COMPILE  = $(CC) $(STANDARD) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) $(SANITIZE)
LINK     = $(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -Wl,--as-needed

LIB_SOURCES  = $(filter-out checker/main.c,$(wildcard checker/*.c feeds/*.c))
TEST_SOURCES = $(wildcard tests/test_*.c)
TOOL_SOURCES = $(wildcard tests/tool_*.c)
SOURCES      = checker/main.c $(LIB_SOURCES) $(TEST_SOURCES) $(TOOL_SOURCES)
HEADERS      = $(wildcard checker/*.h feeds/*.h tests/*.h)
DATA         = $(wildcard checker/*.sql feeds/*.rq feeds/*.conf rules/*.sql rules/law/*.csv rules/portfolios/*.ini reports/*)
MANUALS      = $(wildcard man/*.[1-9])

object       = $(OUT)/obj/$(subst /,_,$(1:.c=.o))
LIB_OBJECTS  = $(foreach s,$(LIB_SOURCES),$(call object,$s)) $(OUT)/obj/data_resource.o
OBJECTS      = $(foreach s,$(SOURCES),$(call object,$s)) $(OUT)/obj/data_resource.o
TESTS        = $(TEST_SOURCES:tests/%.c=$(OUT)/tests/%)
TOOLS        = $(TOOL_SOURCES:tests/%.c=$(OUT)/tests/%)
SCRIPT_TESTS = $(wildcard tests/*.t)

.DELETE_ON_ERROR:
.PHONY: all check check-servers soak demo deb deps lint san bench install uninstall clean help objects tests ready FORCE

all: $(OUT)/adquem ## build the program: out/adquem

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

# ---- building

deps: ## install what building and testing need (Debian, Ubuntu; elsewhere say what to install)
	@sh tools/deps install

ready:
	@sh tools/deps build

$(OUT)/obj $(OUT)/tests:
	@mkdir -p $@

$(OUT)/obj/checker_%.o: checker/%.c Makefile | ready $(OUT)/obj
	@echo '  cc $<'
	$Q$(COMPILE) $(WARNINGS) $(WERROR) -MMD -MP -c -o $@ $<

$(OUT)/obj/feeds_%.o: feeds/%.c Makefile | ready $(OUT)/obj
	@echo '  cc $<'
	$Q$(COMPILE) $(WARNINGS) $(WERROR) -MMD -MP -c -o $@ $<

$(OUT)/obj/tests_%.o: tests/%.c Makefile | ready $(OUT)/obj
	@echo '  cc $<'
	$Q$(COMPILE) $(WARNINGS) $(WERROR) -MMD -MP -c -o $@ $<

# The files compiled into the program (checker/data.h). The list is rewritten only when it has changed, so that a
# removed rule leaves the program and nothing is built twice. The generated source is not held to our warnings.
$(OUT)/obj/data.gresource.xml: FORCE | $(OUT)/obj
	@{ printf '<gresources>\n<gresource prefix="/adquem">\n'; \
	printf '<file>%s</file>\n' $(sort $(DATA)); \
	printf '</gresource>\n</gresources>\n'; } >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(OUT)/obj/data_resource.c: $(OUT)/obj/data.gresource.xml $(DATA) | ready
	@echo '  data $(words $(DATA)) files'
	$Qglib-compile-resources --generate-source --manual-register --c-name adq_data --sourcedir . --target $@ $<

$(OUT)/obj/data_resource.o: $(OUT)/obj/data_resource.c
	$Q$(COMPILE) -w -c -o $@ $<

$(OUT)/libadquem.a: $(LIB_OBJECTS)
	@rm -f $@
	$Q$(AR) rcs $@ $^

$(OUT)/adquem: $(OUT)/obj/checker_main.o $(OUT)/libadquem.a
	@echo '  link $@'
	$Q$(LINK) -o $@ $^ $(PKG_LIBS)

$(OUT)/tests/%: $(OUT)/obj/tests_%.o $(OUT)/libadquem.a | $(OUT)/tests
	@echo '  link $@'
	$Q$(LINK) -o $@ $^ $(PKG_LIBS)

objects: $(OBJECTS)

tests: $(TESTS) $(TOOLS)

-include $(wildcard $(OUT)/obj/*.d)

# ---- testing

# Tests run in this folder with a clean environment; ADQUEM is the program under test.
TEST_ENV = env -u ADQUEM_DB -u ADQUEM_DATA -u XDG_DATA_HOME -u XDG_CONFIG_HOME ADQUEM_CONFIG=/dev/null ADQUEM=$(abspath $(OUT))/adquem ADQUEM_OUT=$(abspath $(OUT)) \
	G_DEBUG=fatal-criticals $(if $(SAN),G_SLICE=always-malloc UBSAN_OPTIONS=print_stacktrace=1)
PROVE    = prove --jobs 2 --exec 'sh tools/run-test'

check: $(OUT)/adquem $(TESTS) $(TOOLS) ## build everything and run all tests
	@sh tools/deps check
	@$(TEST_ENV) $(PROVE) $(TESTS) $(SCRIPT_TESTS)

check-servers: $(OUT)/adquem ## the tests on real servers: Virtuoso and what else tests/servers starts
	@sh tools/deps servers
	@$(TEST_ENV) $(PROVE) $(wildcard tests/servers/*.t)

soak: $(OUT)/adquem ## thirteen months of nights with failing servers, outages and kills; SEED=N repeats one
	@$(TEST_ENV) SOAK=1 SEED=$(SEED) prove --verbose --exec 'sh tools/run-test' tests/soak.t

san: ## the same with the address and undefined behaviour sanitizers, in out/san
	@$(MAKE) --no-print-directory OUT=$(OUT)/san SAN=1 CFLAGS='-O1 -g' check

bench: $(OUT)/adquem $(OUT)/tests/tool_fetch ## time the program on real data, beside other tools
	@ADQUEM=$(abspath $(OUT))/adquem bash tools/bench

CLANG_FORMAT = clang-format
CLANG_TIDY   = clang-tidy

# checker/error.c: clang-format takes the hyphen in G_DEFINE_QUARK(adquem-error, ...) for a minus.
lint: all ## format, static analysis, warnings of two compilers, man pages, rules and data
	@sh tools/deps lint
	$(CLANG_FORMAT) --dry-run -Werror $(filter-out checker/error.c,$(SOURCES) $(HEADERS))
	@bash tools/layers
	@$(MAKE) --no-print-directory OUT=$(OUT)/gcc CC=gcc WERROR=-Werror objects >/dev/null
	@$(MAKE) --no-print-directory OUT=$(OUT)/clang CC=clang WERROR=-Werror objects >/dev/null
	$(CLANG_TIDY) --quiet $(SOURCES) -- $(STANDARD) $(PKG_CFLAGS)
	mandoc -T lint -W warning $(MANUALS)
	$(OUT)/adquem lint

# ---- running

DEMO      = $(OUT)/adquem --db $(OUT)/demo/adquem.db
DEMO_RUN  = $(DEMO) run --snapshot snapshot --portfolio security-union --out $(OUT)/demo/report
DEMO_SHOW = $(DEMO) check --portfolio security-union --format text

# Each time from nothing. check says 1 when it has findings, which is no failure of the demonstration; sed reads all of
# its output, so that it is not cut off by a closed pipe.
demo: $(OUT)/adquem ## judge the bundled data, write the report, show the five lines that matter
	@rm -rf $(OUT)/demo && mkdir -p $(OUT)/demo
	@$(DEMO_RUN) || [ $$? -eq 1 ]
	@test -s $(OUT)/demo/report/index.html
	@echo; echo 'The report: $(abspath $(OUT))/demo/report/index.html'; echo
	@$(DEMO_SHOW) | sed -n 1,5p

UNITDIR   = $(PREFIX)/lib/systemd/system
DATADIR   = $(PREFIX)/share/adquem
DOCDIR    = $(PREFIX)/share/doc/adquem
# FILE with the place of the program filled in, to stand at PATH
unit      = sed 's|@PREFIX@|$(PREFIX)|g' install/$(1) >$(DESTDIR)$(2) && chmod 644 $(DESTDIR)$(2)

install: all ## install below $(DESTDIR)$(PREFIX): program, pages, bundled data, units of systemd, examples
	install -d $(addprefix $(DESTDIR),$(PREFIX)/bin $(DATADIR)/snapshot $(DOCDIR)/examples $(UNITDIR) $(PREFIX)/lib/sysusers.d)
	install -m 755 $(OUT)/adquem $(DESTDIR)$(PREFIX)/bin/adquem
	install -m 644 snapshot/* $(DESTDIR)$(DATADIR)/snapshot
	install -m 644 LICENSE README.md CHANGES.md docs/*.md $(DESTDIR)$(DOCDIR)
	install -m 644 install/adquem.conf $(DESTDIR)$(DOCDIR)/examples/adquem.conf
	install -m 644 install/adquem.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/adquem.conf
	$(call unit,crontab,$(DOCDIR)/examples/crontab)
	$(call unit,adquem.service,$(UNITDIR)/adquem.service)
	$(call unit,adquem.timer,$(UNITDIR)/adquem.timer)
	for m in $(MANUALS); do \
		d=$(DESTDIR)$(PREFIX)/share/man/man$${m##*.} && install -d $$d && install -m 644 $$m $$d || exit 1; done

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/adquem $(addprefix $(DESTDIR)$(UNITDIR)/,adquem.service adquem.timer)
	rm -f $(DESTDIR)$(PREFIX)/lib/sysusers.d/adquem.conf
	rm -rf $(DESTDIR)$(DATADIR) $(DESTDIR)$(DOCDIR)
	for m in $(MANUALS); do rm -f $(DESTDIR)$(PREFIX)/share/man/man$${m##*.}/$${m##*/}; done

# Built in a copy, so that nothing but out/ is written. lintian's tags that stay are explained in debian/*.lintian-overrides.
deb: ## build the Debian package in out/deb, and check it with lintian
	@sh tools/deps deb
	@rm -rf $(OUT)/deb && mkdir -p $(OUT)/deb/adquem
	@cp -a $(filter-out out,$(wildcard *)) $(OUT)/deb/adquem
	cd $(OUT)/deb/adquem && env -u MAKEFLAGS dpkg-buildpackage -b -us -uc >../build.log 2>&1 || { tail -n 30 ../build.log; exit 1; }
	@rm -rf $(OUT)/deb/adquem
	lintian --fail-on error,warning $(OUT)/deb/*.changes
	@ls $(OUT)/deb/adquem_*.deb

clean: ## remove out/
	rm -rf $(OUT)
