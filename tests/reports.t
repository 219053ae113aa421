#!/bin/bash
# The vocabulary, the catalogue and the three stylesheets, on two invented documents. xsltproc stands in for the program:
# the catalogue is put into the document, the style sheet is given as parameter. TAP.
set -u
export LC_ALL=C.UTF-8
top=$(cd "$(dirname "$0")/.." && pwd)
if ! command -v xsltproc >/dev/null || ! command -v xmllint >/dev/null; then
	echo "1..0 # SKIP xsltproc or xmllint is missing: the stylesheets were NOT tested (Debian: xsltproc, libxml2-utils)"
	exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

ok() { # RESULT NAME
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

is() { # GOT WANTED NAME
	[ "$1" = "$2" ]
	ok $? "$3"
	[ "$1" = "$2" ] || printf '#      got: %s\n#   wanted: %s\n' "$1" "$2"
}

# with_messages IN: the document as the program would give it, catalogue inside.
with_messages() {
	awk 'FNR == NR { if (/<messages/) on = 1; if (on) m = m $0 "\n"; next } /<states>/ { printf "%s", m } { print }' \
		"$top/reports/en.xml" "$1"
}

html() { # IN OUT
	xsltproc --nonet --param css "'$(cat "$top/reports/style.css")'" "$top/reports/html.xsl" "$1" >"$2"
}

xpath() { # FILE EXPRESSION: of an HTML file
	xmllint --html --nonet --xpath "$2" "$1" 2>/dev/null
}

valid() { xmllint --noout --nonet --relaxng "$top/reports/findings.rng" "$1" 2>/dev/null; }

# invalid SED NAME: the sample, changed, must be refused.
invalid() {
	sed "$1" "$work/index.xml" >"$work/bad.xml"
	! cmp -s "$work/bad.xml" "$work/index.xml" && ! valid "$work/bad.xml"
	ok $? "$2"
}

with_messages "$top/tests/reports/sample.xml" >"$work/index.xml"
with_messages "$top/tests/reports/sample-explain.xml" >"$work/cell.xml"
sed 's/scope="cell" state="EE"/scope="act"/' "$work/cell.xml" >"$work/act.xml"

# the schema
for f in index cell act; do valid "$work/$f.xml"; ok $? "schema: the $f document is valid"; done
valid "$top/tests/reports/sample.xml"; ok $? "schema: valid without the catalogue"
invalid 's/letter="O"/letter="Z"/' "schema: a letter that is none is refused"
invalid 's/date="2029-06-30"/date="30.6.2029"/' "schema: a date that is not ISO 8601 is refused"
invalid 's/level="strong"/level="certain"/' "schema: a level that is none is refused"
invalid 's/ gap="[0-9]*"//' "schema: counts without gap are refused"
invalid 's/<due>/<colour\/><due>/' "schema: an unknown element is refused"
invalid 's/urn:adquem:findings:1/urn:adquem:findings:2/' "schema: another namespace is refused"

# the catalogue: every key the stylesheets name in full is there, once
grep -oh "key=\"[a-z0-9.-]*\"" "$top/reports/en.xml" | sort | uniq -d >"$work/twice"
is "$(cat "$work/twice")" "" "catalogue: no key twice"
grep -oh "key('m', '[^']*')\|\$m\[@key='[^']*'\]\|name=\"key\" select=\"'[^']*'\"" "$top"/reports/*.xsl |
	sed "s/.*'\([^']*\)'.*/\1/" | sort -u | while read -r key; do
	grep -q "key=\"$key\(\.n\)\{0,1\}\"" "$top/reports/en.xml" || echo "$key"
done >"$work/missing"
is "$(cat "$work/missing")" "" "catalogue: no stylesheet names a key that is missing"
! grep -riE 'infring(es|ed)\b|not transposed' "$top/reports/en.xml" | grep -v '"infringes" here'
ok $? "catalogue: nobody infringes, nothing is not transposed"

# text
xsltproc --nonet "$top/reports/text.xsl" "$work/index.xml" >"$work/index.txt"
ok $? "text: made"
is "$(sed -n 1p "$work/index.txt")" "2 Member States have notified nothing for 1 directive past its deadline" "text: line 1 is the finding"
is "$(sed -n 2p "$work/index.txt")" "Since the run as of 23 June 2030: 1 case step, 1 closed." "text: line 2 says what changed"
is "$(sed -n 5p "$work/index.txt")" "Unknown (U): 55 for a gap in the data, 0 for trouble with a source." "text: gap and trouble apart"
is "$(grep -E '^.{81,}' "$work/index.txt")" "" "text: no line over 80 columns"
grep -q '^  O  nothing notified  *REF  *ES$' "$work/index.txt"
ok $? "text: states stand by letter and stage"
grep -q 'MT†' "$work/index.txt"
ok $? "text: an unverified cell is marked"

# the title in all its cases
title() { # SED WANTED NAME
	is "$(sed "$1" "$work/index.xml" | xsltproc --nonet "$top/reports/text.xsl" - | sed -n 1p)" "$2" "title: $3"
	[ "$(echo "$2" | wc -w)" -lt 15 ] || ok 1 "title: under 15 words ($3)"
}
title 's/states-nothing="2"/states-nothing="1"/; s/acts-nothing="1"/acts-nothing="3"/' \
	"1 Member State has notified nothing for 3 directives past their deadline" "one state, several directives"
title 's/states-nothing="2"/states-nothing="0"/' \
	"No missing notification is known; completeness is open in 19 cells" "none, but completeness open"
title 's/states-nothing="2"/states-nothing="0"/; s/completeness-open="[0-9]*"/completeness-open="0"/' \
	"No missing notification is known for 1 directive read" "nothing at all"
title 's/states-nothing="2"/states-nothing="0"/; s/trouble="0"/trouble="1"/' \
	"Sources are in trouble: 1 cell cannot be judged" "trouble"
title 's/states-nothing="2"/states-nothing="0"/; s/acts-read="1"/acts-read="0"/' \
	"No measures were read: notification is unknown for 2 directives" "nothing read"
sed 's/baseline="no" since="2030-06-23"/baseline="yes"/; /<change /d' "$work/index.xml" >"$work/first.xml"
is "$(xsltproc --nonet "$top/reports/text.xsl" "$work/first.xml" | sed -n 2p)" \
	"A baseline: no earlier run of this portfolio is on record to compare it to." "delta: the first run is a baseline"
sed '/<change /d' "$work/index.xml" >"$work/same.xml"
is "$(xsltproc --nonet "$top/reports/text.xsl" "$work/same.xml" | sed -n 2p)" \
	"Since the run as of 23 June 2030, nothing changed." "delta: nothing changed"

# HTML
html "$work/index.xml" "$work/index.html"
ok $? "html: made"
h=$work/index.html
is "$(sed -n 1p "$h")" '<!DOCTYPE html>' "html: HTML5 doctype"
is "$(xpath "$h" 'string(//h1)')" "$(sed -n 1p "$work/index.txt")" "html: the title says what the text says"
is "$(xpath "$h" 'string(//meta[@http-equiv="Content-Security-Policy"]/@content)')" \
	"default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:" "html: the page carries its own policy"
is "$(xpath "$h" 'count(//script | //link[not(@rel="icon" and starts-with(@href, "data:") or @rel="alternate")] | //img | //iframe | //@style | //@onclick | //@src)')" 0 "html: no script, no style attribute, nothing loaded"
is "$(xpath "$h" 'count(//a[not(starts-with(@href, "#") or starts-with(@href, "https://eur-lex.europa.eu/") or not(contains(@href, ":")))])')" 0 "html: links lead into the site or to EUR-Lex"
is "$(xpath "$h" 'count(//a[starts-with(@href, "https")][@rel != "noreferrer noopener"])')" 0 "html: links out tell nothing about the reader"
is "$(xpath "$h" 'count(//table[not(caption)] | //th[not(@scope)])')" 0 "html: every table has a caption, every head a scope"
is "$(xpath "$h" 'count(//section[@class="scroll"][@tabindex="0"][table/caption/@id=@aria-labelledby])')" 1 "html: what scrolls, the matrix, takes the keyboard and has a name"
is "$(xpath "$h" '//@id' | sort | uniq -d)" "" "html: no id twice"
xpath "$h" '//a[starts-with(@href, "#")]/@href' | sed 's/.*"#\(.*\)"/\1/' | sort -u | while read -r id; do
	[ "$(xpath "$h" "count(//*[@id='$id'])")" = 1 ] || echo "$id"
done >"$work/dangling"
is "$(cat "$work/dangling")" "" "html: no link dangles"
is "$(xpath "$h" 'count(//h1)')" 1 "html: one h1"
is "$(xpath "$h" 'count(//table[@class="matrix"]/tbody/tr)')" 2 "html: a matrix row per deadline read"
is "$(xpath "$h" 'count(//table[@class="matrix"]/tbody/tr[1]/td)')" 27 "html: 27 cells in a row"
is "$(xpath "$h" 'count(//table[@class="matrix"]//td[not(contains(@title, ": ")) or not(span[@class="vh"] or a/span[@class="vh"])])')" 0 "html: every cell says its full text"
is "$(xpath "$h" 'string(//table[@class="matrix"]/thead/tr/th[10]/abbr/@title)')" "Spain" "html: ES is the ninth state of the protocol order"
is "$(xpath "$h" 'string(//table[@class="matrix"]/tbody/tr[1]/td[9]/a/@href)')" "#c32028L0001-1-ES" "html: the cell leads to its finding"
is "$(xpath "$h" 'string(//table[@class="matrix"]/tbody/tr[1]/td[9]/a/small)')" "changed" "html: a changed cell says so in words"
is "$(xpath "$h" 'count(//*[@id="c32028L0001-1-ES"])')" 1 "html: the finding has its anchor"
is "$(xpath "$h" 'count(//tr[@id="c32028L0001-1-MT"]//span[@class="unv"])')" 1 "html: an unverified finding is marked"
is "$(xpath "$h" 'count(//tr[@id="c32028L0001-1-MT"]//em)')" 1 "html: a finding not re-judged says so"
is "$(xpath "$h" 'string(//dl[@class="numbers"]/div[5]/dd[1]/span[1])')" "55 gap" "html: gap is a number of its own"
is "$(xpath "$h" 'string(//dl[@class="numbers"]/div[5]/dd[1]/span[2])')" "0 trouble" "html: trouble is a number of its own"
is "$(xpath "$h" 'count(//p[@class="alarm"])')" 0 "html: no alarm without trouble"
is "$(sed 's/trouble="0"/trouble="7"/' "$work/index.xml" | { cat >"$work/t.xml"; html "$work/t.xml" "$work/t.html"; xpath "$work/t.html" 'count(//p[@class="alarm"])'; })" 1 "html: trouble is announced on top"
is "$(xpath "$h" 'string(//tr[@id="a32028L0002"]/th/span[@class="sub"][1])')" '<script>alert(1)</script> & {0} "buoys"' "html: hostile text stays text"
is "$(xpath "$h" 'count(//@href[contains(., "javascript")])')" 0 "html: a hostile address is no link"
is "$(xpath "$h" 'count(//tr[@id="a32028L0002"]//span[@class="dag"])')" 2 "html: unverified act and case carry their dagger"
is "$(xpath "$h" 'count(//table[@class="matrix"]//tr[contains(., "Buoys")])')" 0 "html: an act not read is not in the matrix"
is "$(xpath "$h" 'count(//svg[@role="img"]/g)')" 54 "html: a tile for each cell"
is "$(xpath "$h" 'count(//svg[@role="img"][not(title) or not(desc)])')" 0 "html: maps are named"
is "$(xpath "$h" 'count(//time[string-length(@datetime) != 10 and string-length(@datetime) != 7])')" 0 "html: dates are machine-readable"
grep -q 'infringes\|not transposed' "$h" "$work/index.txt"
is $? 1 "wording: no breach is claimed"

# explain
xsltproc --nonet "$top/reports/explain.xsl" "$work/cell.xml" >"$work/cell.txt"
ok $? "explain: made"
xsltproc --nonet "$top/reports/explain.xsl" "$work/act.xml" >"$work/act.txt"
ok $? "explain: made for an act"
is "$(cat "$work/cell.txt" "$work/act.txt" | grep -E '^.{81,}')" "" "explain: no line over 80 columns"
is "$(sed -n 1p "$work/cell.txt")" "Lighthouses, 2028/1: Estonia (EE)" "explain: act and state on top"
says() { # TEXT NAME
	tr '\n' ' ' <"$work/cell.txt" | tr -s ' ' | grep -qF "$1"
	ok $? "explain: $2"
}
says "Letter I: completeness open. An open case for non-communication is on record. [unverified]" "letter, level and doubt"
says "Notification date unknown (the register gives 2004-02-18, before the act)." "a date before the act is none"
says "Whether it was notified between 10 January 2028 and that day cannot be told." "what is undecided"
says "Notified 5 July 2029, as read." "a usable date"
says "published 30 December 2003" "what else dates the text"
says "Veeteede seadus, Πλοηγοί, Фарове" "titles as they are"
says "{0} <i>XXX" "hostile titles are text"
says "It is on record for a measure that also serves other acts" "a declaration that does not decide"
says "a better record of the same step prevails" "the losing value stays visible"
says "Estonia is among them." "whom the wave named"
says "did not fire nothing-notified: measures are notified" "rules that did not fire, and why"
says "case-open: the Commission closes or withdraws the case" "what would clear it"
says "1 July 2030, duty (states), Article 4: list of lights [unverified]" "other dates, marked"
says "The deadline is 46 days ahead, on 15 August 2030." "time of each deadline"
grep -q 'infringes\|not transposed' "$work/cell.txt" "$work/act.txt"
is $? 1 "explain: no breach is claimed"

echo "1..$n"
