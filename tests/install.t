#!/usr/bin/env bash
# make install: what it puts where, that what it puts there works, and that uninstall takes it all away.
. tests/lib.sh
unset MAKEFLAGS MAKELEVEL MFLAGS
out=${ADQUEM_OUT:-$PWD/out}
run_make() { make -s OUT="$out" "$@" >"$dir/make.out" 2>&1; }

run_make install DESTDIR="$dir/image" PREFIX=/usr
ok 'make install DESTDIR= PREFIX=' $? "$(tail -n 5 "$dir/make.out")"
is 'nothing outside the prefix' "$(ls "$dir/image")" usr
is 'the program' "$("$dir/image/usr/bin/adquem" --version)" "$("$ADQUEM" --version)"
missing=''
for page in man/*.[1-9]; do [ -s "$dir/image/usr/share/$(dirname "$page")/man${page##*.}/${page##*/}" ] || missing+="$page "; done
is 'every manual page' "$missing" ''
does 0 --config /dev/null --db "$dir/x.db" run --snapshot "$dir/image/usr/share/adquem/snapshot" --out "$dir/site"
ok 'the bundled facts, installed' $? "$(said)"
is 'the licence, which every copy is to have' "$(cmp LICENSE "$dir/image/usr/share/doc/adquem/LICENSE" 2>&1)" ''
like 'flags of the environment are taken, as packagers set them' \
	"$(CPPFLAGS=-DPACKAGED CFLAGS=-O1 LDFLAGS=-Wl,-z,now make -n V=1 OUT="$dir/flags" "$dir/flags/adquem" 2>&1 | tr '\n' ' ')" \
	' -DPACKAGED -O1 .*-Wl,-z,now'
example=$dir/image/usr/share/doc/adquem/examples/adquem.conf
does 0 --config "$example" status --config
ok 'the example of the configuration is a configuration' $? "$(said)"
sed 's/^#\([a-z-]*=\|\[\)/\1/' "$example" >"$dir/all.conf"
does 0 --config "$dir/all.conf" status --config
ok 'also with all of it in force' $? "$(said)"
like 'the crontab names the program, as its user' "$(cat "$dir/image/usr/share/doc/adquem/examples/crontab")" \
	'^[0-9]+ [0-9]+ \* \* \*  adquem  /usr/bin/adquem run$'
unlike 'no placeholder is left' "$(grep -r '@PREFIX@' "$dir/image/usr/lib" "$dir/image/usr/share/doc/adquem/examples")" .

# The units, with a program that is there.
run_make install PREFIX="$dir/local"
units=$dir/local/lib/systemd/system
if command -v systemd-analyze >/dev/null; then
	said=$(systemd-analyze verify "$units/adquem.service" "$units/adquem.timer" 2>&1 | grep -F "$units")
	is 'systemd-analyze verify has nothing to say of the units' "$said" ''
	sed 's/^User=/Usre=/' "$units/adquem.service" >"$dir/adquem.service"
	like 'but would of a slip of the pen' "$(systemd-analyze verify "$dir/adquem.service" 2>&1)" Usre
	systemd-analyze security --offline=yes --threshold=20 "$units/adquem.service" >"$dir/security" 2>&1
	ok 'the service is exposed to little (2.0 of 10 at most)' $? "$(tail -n 2 "$dir/security")"
else
	skip 'systemd-analyze is not installed'
fi
for key in NoNewPrivileges=yes PrivateTmp=yes ProtectSystem=strict StateDirectory=adquem User=adquem SuccessExitStatus=1; do
	grep -qx "$key" "$units/adquem.service"
	ok "the service: $key" $?
done

# As the service runs it: a user of its own, without a home, that can write into its state directory and nowhere else.
chmod 755 "$dir"
mkdir -m 755 "$dir/state" "$dir/state/adquem"
as=
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	as='setpriv --reuid=65534 --regid=65534 --clear-groups'
	chown 65534:65534 "$dir/state/adquem"
fi
if [ -n "$as" ] && $as "$dir/local/bin/adquem" --version >/dev/null 2>&1; then
	(cd / && $as env -i XDG_DATA_HOME="$dir/state" ADQUEM_CONFIG=/dev/null "$dir/local/bin/adquem" run \
		--snapshot "$dir/local/share/adquem/snapshot" --out "$dir/state/adquem/report" >"$dir/out" 2>"$dir/err")
	is 'a user without a home runs it' "$? $(cat "$dir/out" "$dir/err")" '0 '
	[ -s "$dir/state/adquem/adquem.db" ] && [ -s "$dir/state/adquem/report/index.html" ]
	ok 'and all it writes is in its state directory' $? "$(ls -l "$dir/state/adquem")"
else
	skip 'only root can become another user'
fi

run_make uninstall DESTDIR="$dir/image" PREFIX=/usr
is 'uninstall leaves no file' "$(find "$dir/image" ! -type d)" ''

# ---- the package

is 'the package has the version of the program' "$(sed -n '1s/^adquem (\(.*\)) .*/\1/p' debian/changelog)" \
	"$("$ADQUEM" --version | cut -d' ' -f2)"
done_testing
