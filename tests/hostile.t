#!/usr/bin/env bash
# Hostile input at the command line: the message names file, place and reason, the status is right, the store stands as it
# was; hostile texts come out as text; hostile rules are refused.
. tests/lib.sh
db=$dir/hostile.db
act=32020L0001

snapshot "$dir/facts" 2022-09-01
rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2020-01-15"
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
measures $act <<<'BE,m1,,2022-06-01,Law of Belgium,'
does 0 --db "$db" import --snapshot "$dir/facts"
ok 'the fixture is taken' $? "$(said)"
before=$(sha256sum <"$db")
unchanged() { [ "$(sha256sum <"$db")" = "$before" ] && [ ! -s "$db-wal" ]; }

# refuses NAME PLACE REASON ARGUMENTS... - import ends with 2, says FILE:PLACE: REASON, and changes nothing
refuses() {
	local name=$1 place=$2 reason=$3
	shift 3
	does 2 --db "$db" import --read-on 2022-09-10 "$@" && grep -qE "^adquem: [^ ]*$place:? .*$reason" "$dir/err" && unchanged
	ok "refused: $name" $? "$(said)
want: $place ... $reason"
}

# ---- files whose structure fails

srx='<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="nim"/><variable name="country"/><variable name="title"/><variable name="notified"/></head>'
# result NIM COUNTRY TITLE NOTIFIED
result() {
	printf '<result><binding name="nim"><uri>%s</uri></binding><binding name="country"><literal>%s</literal></binding><binding name="title"><literal>%s</literal></binding><binding name="notified"><literal>%s</literal></binding></result>\n' "$@"
}
good() { printf '<?xml version="1.0"?>\n%s<results>\n' "$srx"; result n1 BE 'A law' 2022-06-01; result n2 DE 'Ein Gesetz' 2022-06-01; }
end='</results></sparql>'
register() { printf '{"totalRows":%s,"records":[%s]}' "$1" "$2"; }
record() {
	printf '{"infringementNumber":"INFR(2022)%s","memberState":"%s","leadDg":"CNECT","caseType":"Non-communication","title":"A case","activeInfringementCase":"Yes","nonCommunicationCase":"Yes","decisionDate":"%s","decisionType":"%s"}' "$@"
}
a=$(record 2001 Spain 1/08/2022 'Formal notice Art. 258 TFEU') b=$(record 2002 France 1/08/2022 'Formal notice Art. 258 TFEU')
decisions=infr_number,decision_date,stage,additional,member_state,dg,dg_name,case_type,celex_first_cited,press_release_url
file() { cat >"$dir/$1"; }

{ good; echo '<result><binding name="nim">'; } | file cut.srx
refuses 'results that are cut' cut.srx:5 'end|Premature|closed' --act $act "$dir/cut.srx"
file doctype.srx <<<"<?xml version=\"1.0\"?><!DOCTYPE sparql [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>$srx<results>&a;$end"
refuses 'a DOCTYPE with an entity' doctype.srx:1 DOCTYPE --act $act "$dir/doctype.srx"
{
	echo '<?xml version="1.0"?>' "<!-- $(printf 'x%.0s' {1..5000}) -->" '<!DOCTYPE lolz [<!ENTITY l0 "lol">'
	for i in 1 2 3 4 5 6 7 8 9; do
		echo "<!ENTITY l$i \"&l$((i - 1));&l$((i - 1));&l$((i - 1));&l$((i - 1));&l$((i - 1));&l$((i - 1));&l$((i - 1));&l$((i - 1))\">"
	done
	echo "]>$srx<results><result><binding name=\"title\"><literal>&l9;</literal></binding></result>$end"
} | file laughs.srx
refuses 'a billion laughs' 'laughs.srx:[0-9]+' DOCTYPE --act $act "$dir/laughs.srx"
{ good; echo "$end"; } | sed 's/2005/2006/' | file namespace.srx
refuses 'another namespace' namespace.srx:2 'root element' --act $act "$dir/namespace.srx"
file page.srx <<<'<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>'
refuses 'an HTML page' page.srx:1 HTML --act $act "$dir/page.srx"
: >"$dir/empty.srx"
refuses 'an empty file' empty.srx:1 'is empty' --act $act "$dir/empty.srx"
{ good; echo "$end"; } | file good.srx
refuses 'results that do not name their act' 'good.srx:[0-9]+' '--act' "$dir/good.srx"
head -c 300 /dev/zero | file nul.bin
refuses 'NUL bytes' nul.bin:1 NUL "$dir/nul.bin"
refuses 'a file that is not there' absent.srx 'No such file' "$dir/absent.srx"
refuses 'a folder' facts 'folder' "$dir/facts"
refuses 'a device without an end' /dev/zero 'not a regular file' /dev/zero
refuses 'a pipe' '/dev/fd/[0-9]+' 'not a regular file' <(good)
for ((i = 10; i < 60; i++)); do printf 'celex,deadline\n32020L00%d,2022-06-30\n' $i | file many-$i.csv; done
(
	ulimit -n 30
	does 0 --db "$dir/many.db" import "$dir"/many-*.csv
)
ok 'more files than a process may hold open' $? "$(tail -n 2 "$dir/err")"
file prose.txt <<<'Dear Sir or Madam'
refuses 'a file of no known kind' prose.txt:1 'no kind of file' "$dir/prose.txt"
register 3 "$a,$b" | file total.json
refuses 'a register that does not add up to totalRows' total.json 'totalRows says 3' "$dir/total.json"
register 4 "$a" | file page1.json
register 4 "$b" | file page2.json
refuses 'pages of it that do not' page1.json 'totalRows says 4' "$dir/page1.json" "$dir/page2.json"
register 2 "$a,$b" | head -c 400 | file cut.json
refuses 'JSON that is cut' cut.json:1 'not JSON: a text is never closed' "$dir/cut.json"
printf '%s\nINFR(2022)2001,2022-08-01,"LFN258,0,ES,CNECT,x,NCM,,\n' $decisions | file quote.csv
refuses 'a broken quote' 'quote.csv:2' quot "$dir/quote.csv"
printf '%s\nINFR(2022)2001,2022-08-01,LFN258\n' $decisions | file fields.csv
refuses 'a row of another length' fields.csv:2 '3 fields' "$dir/fields.csv"
printf '%s\nINFR(2022)2001,2022-08-01,LFN258,0,ES,CN\0ECT,x,NCM,,\n' $decisions | file nul.csv
refuses 'a NUL byte in a CSV' 'nul.csv:[12]' NUL "$dir/nul.csv"
printf '%s\n' "${decisions/,case_type/}" | file column.csv
refuses 'a missing column' column.csv:1 "'case_type' is missing" "$dir/column.csv"

does 2 --db "$db" import --read-on 2022-09-01 --act $act "$dir/empty.srx" --format json
ok 'the report as JSON says so too' $? "$(said)"
like 'with the reason' "$(json "$dir/out" '$d->{files}[0]{refused}')" 'empty.srx:1: is empty'

if grep -q __asan_init "$ADQUEM"; then
	skip 'the program is built with the address sanitizer: the limit of memory cannot be set'
else
	{ good; head -c 100000000 /dev/zero | tr '\0' ' '; echo "$end"; } | file spaces.srx
	{ head -c 100000000 /dev/zero | tr '\0' ' '; } | file blank.srx
	(
		ulimit -v 150000
		does 2 --db "$db" import --act $act "$dir/blank.srx" && grep -q 'only white space' "$dir/err" && unchanged
	)
	ok 'refused: 100 MB of spaces, in little memory' $? "$(said)"
	cp "$db" "$dir/spaces.db"
	(
		ulimit -v 150000
		"$ADQUEM" --db "$dir/spaces.db" import --act $act "$dir/spaces.srx" >"$dir/out" 2>"$dir/err"
		[ $? -le 2 ] && [ "$(grep -ci 'memory' "$dir/err")" = 0 ]
	)
	ok '100 MB of spaces between rows, in little memory' $? "$(cat "$dir/err")"
	rm -f "$dir/spaces.srx" "$dir/blank.srx"
fi

# ---- a bad file beside a good one

cp "$db" "$dir/two.db"
does 2 --db "$dir/two.db" import --act $act --read-on 2022-09-10 "$dir/cut.srx" "$dir/good.srx"
ok 'one refused file gives status 2' $? "$(said)"
like 'the other is taken' "$(cat "$dir/out")" 'good.srx .*: 2 rows read, 0 rejected'
does 0 --db "$dir/two.db" check --as-of 2022-09-10 --act $act --state DE --format csv
is 'and is there' "$(column "$dir/out" $act 1 DE letter)" I

# ---- values that fail: the row is rejected, the scope is incomplete

# rejects NAME NIM COUNTRY NOTIFIED REASON
rejects() {
	rm -f "$dir"/row.db*
	cp "$db" "$dir/row.db"
	{ good; result "$2" "$3" 'A law' "$4"; echo "$end"; } | file row.srx
	does 1 --db "$dir/row.db" import --act $act --read-on 2022-09-10 "$dir/row.srx" &&
		grep -qE "row.srx:5: rejected: .*$5" "$dir/out" && grep -q '3 rows read, 1 rejected' "$dir/out"
	ok "rejected: $1" $? "$(said)"
}
rejects '30 February' n3 FR 2022-02-30 '2022-02-30'
like 'the rest is taken' "$(cat "$dir/out")" 'measures: 2 new'
does 2 --db "$dir/row.db" check --as-of 2022-09-20 --act $act --format csv
is 'the scope is incomplete: what rested on the last whole read is unknown once that is stale' \
	"$(column "$dir/out" $act 1 FR letter,reason)" 'U trouble:incomplete'
like 'and the trouble is named' "$(cat "$dir/err")" "measures of $act"
does 2 --db "$dir/row.db" check --as-of 2022-09-10 --act $act --format csv
is 'a cell that rests on absence is unknown' "$(column "$dir/out" $act 1 FR letter,reason)" 'U trouble:incomplete'
is 'a cell with a measure keeps its letter' "$(column "$dir/out" $act 1 DE letter)" I
rejects 'an unknown state' n3 Utopia 2022-06-01 Utopia
rejects 'a state that is no member' n3 NOR 2022-06-01 NOR
{ good; result n3 FR 'A law' 2022-06-01; echo "$end"; } | sed 's/<variable name="nim"/<variable name="act"\/>&/' |
	sed "5s/<result>/<result><binding name=\"act\"><literal>$(printf '3%.0s' {1..10000})<\/literal><\/binding>/" | file celex.srx
cp "$db" "$dir/celex.db"
does 1 --db "$dir/celex.db" import --act $act --read-on 2022-09-10 "$dir/celex.srx"
ok 'rejected: a CELEX number of 10 kB' $? "$(said)"
[ "$(wc -c <"$dir/out")" -lt 2000 ]
ok 'which is not repeated in full' $?

# many BAD GOOD - decisions, so many of them wrong; the status of their import
many() {
	{
		echo $decisions
		for ((i = 0; i < $1; i++)); do printf 'INFR(2022)%04d,2022-02-30,LFN258,0,ES,CNECT,x,NCM,,\n' $((2000 + i)); done
		for ((i = 0; i < $2; i++)); do printf 'INFR(2021)%04d,2022-02-28,LFN258,0,ES,CNECT,x,NCM,,\n' $((2000 + i)); done
	} | file many.csv
	rm -f "$dir"/many.db*
	"$ADQUEM" --db "$dir/many.db" import --read-on 2022-09-01 "$dir/many.csv" >"$dir/out" 2>"$dir/err"
	echo $?
}
is 'four wrong rows of ten: taken' "$(many 4 6)" 1
is 'five of ten: refused' "$(many 5 5)" 2
like 'with their number and the first of them' "$(cat "$dir/err")" 'many.csv: .*5 of 10 rows .* line 2: .*2022-02-30'
is 'five of five hundred are one in a hundred: taken' "$(many 5 495)" 1
is 'six of them are more: refused' "$(many 6 494)" 2

# ---- snapshots that are not what they say

# spoil NAME REASON - the fixture, spoilt by the commands on standard input, is refused whole
spoil() {
	rm -rf "$dir/spoilt"
	cp -r "$dir/facts" "$dir/spoilt"
	(cd "$dir/spoilt" && bash -s)
	does 2 --db "$db" import --snapshot "$dir/spoilt" && grep -qE "^adquem: $dir/spoilt/(manifest.ini|[a-z]+.csv)(:[0-9]+)?: .*$2" "$dir/err" && unchanged
	ok "refused: $1" $? "$(said)
want: $2"
}
spoil 'a file that is not the one described' sha256 <<<'echo >>acts.csv'
spoil 'a file that is missing' 'deadlines.csv|No such' <<<'rm deadlines.csv'
spoil 'an unknown key' colour <<<'echo colour=red >>manifest.ini'
spoil 'an unknown kind' 'tales|kind' <<<"sed -i 's/^kind=acts/kind=tales/' manifest.ini"
spoil 'a day that is none' '2022-02-30|day' <<<"sed -i 's/^as_of=.*/as_of=2022-02-30/' manifest.ini"
spoil 'facts stated by nobody' author <<<"sed -i 's/^rank=official/rank=stated/' manifest.ini"
spoil 'a file outside the folder' '\.\./|name' <<<"sed -i 's/^.acts.csv.$/[..\/facts\/acts.csv]/' manifest.ini"
does 2 --db "$db" import --snapshot "$dir/nowhere"
like 'refused: a folder that is not there' "$status $(cat "$dir/err")" '^2 adquem: .*nowhere'

# ---- texts come out as texts

snapshot "$dir/texts" 2022-09-01
long=$(printf 'ten bytes %.0s' {1..1000})
cat >"$snap/acts.csv" <<ROWS
${columns[acts]},cite,rank,confidence
$act,directive,"<script>alert(1)</script> ]]> & ""quoted"" <![CDATA[",Title $(printf '\001\033')[31m red,,2020-01-15,,,,,,,,,,,,,,,
32020L0002,directive,$(printf '\342\200\256')desrever,Right to left,,2020-01-15,,,,,,,,,,,,,,,
32020L0003,directive,Long,$long,,2020-01-15,,,,,,,,,,,,,,,
ROWS
declare_file acts.csv acts
cat >"$snap/deadlines.csv" <<ROWS
${columns[deadlines]},cite,rank,confidence
$act,1,2022-06-30,transposition,"Art. 1, ""second"" line
next <b>",,,,,,
32020L0002,1,2022-06-30,transposition,]]>,,,,,,
32020L0003,1,2022-06-30,transposition,,,,,,,
ROWS
declare_file deadlines.csv deadlines
for celex in $act 32020L0002 32020L0003; do
	cat >"$snap/m-$celex.csv" <<ROWS
${columns[measures]},cite,rank,confidence
$celex,BE,n-$celex,,"</td><script>alert(2)</script> ]]> $(printf '\001\033')[31m $(printf '\342\200\256') ""q""
two lines",,,,,,2022-06-01,,"javascript:alert(3)",,,,
ROWS
	declare_file "m-$celex.csv" measures scope="$celex" whole=yes query=q source=cellar
done
does 0 --db "$dir/texts.db" run --snapshot "$snap" --out "$dir/site"
ok 'markup, control characters, right-to-left text and 10 kB are taken' $? "$(said)"
does 1 --db "$dir/texts.db" check --format csv
is 'CSV: a quoted field, to the letter' "$(column "$dir/out" $act 1 BE provisions)" 'Art. 1, "second" line
next <b>'
does 1 --db "$dir/texts.db" check --format json
is 'JSON too' "$(json "$dir/out" '(map { $_->{provisions} } grep { $_->{celex} eq "32020L0001" } @{$d->{cells}})[0]')" \
	'Art. 1, "second" line
next <b>'
does 0 --db "$dir/texts.db" explain $act BE --format json
like 'JSON: a title with markup' "$(json "$dir/out" 'map { $_->{title} } map { @{$_->{"measures-list"}} } @{$d->{act}}' | cat -v)" \
	'^</td><script>alert\(2\)</script> \]\]> .*"q"$'
for command in "explain $act BE" "explain $act" 'check --format text' status lint; do
	# shellcheck disable=SC2086
	"$ADQUEM" --db "$dir/texts.db" $command >"$dir/out" 2>&1
	! grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$dir/out"
	ok "$command: no control character reaches the terminal" $? "$(grep -P '[\x00-\x08\x0b-\x1f\x7f]' "$dir/out" | head -3 | cat -v)"
done
grep -qF '<script' "$dir/site/index.html"
ok 'HTML: no element comes out of a text' $((! $?)) "$(grep -F '<script' "$dir/site/index.html" | head -3)"
grep -qF '&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp; "quoted" &lt;![CDATA[' "$dir/site/index.html"
ok 'HTML: the text is there' $?
! grep -qiE 'href *= *"?javascript:' "$dir/site/index.html"
ok 'HTML: no link runs a script' $?
! grep -qP '[\x00-\x08\x0b-\x1f]' "$dir/site/index.html" "$dir/site/data/findings.xml" "$dir/site/report.txt"
ok 'no control character in the report' $?
if command -v xmllint >/dev/null; then
	xmllint --noout --nonet "$dir/site/data/findings.xml" 2>"$dir/err"
	ok 'XML: well-formed' $? "$(head -c 1000 "$dir/err")"
	xmllint --noout --nonet --relaxng reports/findings.rng "$dir/site/data/findings.xml" 2>"$dir/err"
	ok 'XML: valid against its schema' $? "$(head -c 1000 "$dir/err")"
	is 'XML: the text, to the letter' "$(xmllint --xpath "string(//*[local-name()='act'][@celex='$act']/@short)" "$dir/site/data/findings.xml")" \
		"$(printf '<script>alert(1)</script> ]]> & "quoted" <![CDATA[')"
	is 'XML: all of a title of 10 kB' "$(xmllint --xpath "string-length(//*[local-name()='act'][@celex='32020L0003']/@title)" "$dir/site/data/findings.xml")" \
		"$(($(wc -c <<<"$long") - 1))"
else
	skip 'xmllint is not installed: the XML was not checked'
fi

# ---- rules

mkdir "$dir/rules"
# rule NAME [REASON] - the SQL on standard input, under a good header, is refused by lint and by check
rule() {
	rm -f "$dir"/rules/*
	{
		printf -- '-- title: T\n-- basis: B\n-- level: note\n-- needs: none\n-- clears: nothing\n-- since: 2022-01-01\n'
		cat
	} >"$dir/rules/bad.sql"
	does 1 --db "$db" lint --rules "$dir/rules" && grep -qE "bad.sql:[0-9]+: .*${2:-}" "$dir/out"
	ok "lint refuses: $1" $? "$(said)"
	does 2 --db "$db" check --rules "$dir/rules" && grep -qE "^adquem: .*bad.sql:[0-9]+: .*${2:-}" "$dir/err" && [ ! -s "$dir/out" ] && unchanged
	ok "check too: $1" $? "$(said)"
}
columns="'x' AS subject, 0 AS deadline_no, '-' AS state, NULL AS due, '-' AS evidence"
rule DELETE <<<'DELETE FROM v_act'
rule ATTACH <<<"ATTACH '/tmp/x' AS x"
rule PRAGMA <<<'PRAGMA writable_schema = 1'
rule load_extension load_extension <<<"SELECT $columns, load_extension('x') AS message"
rule sqlite_master sqlite_ <<<"SELECT $columns, sql AS message FROM sqlite_master"
rule 'a table of the store' measure_fact <<<"SELECT $columns, title AS message FROM main.measure_fact"
rule 'two statements' 'first statement|one SELECT' <<<"SELECT $columns, 'm' AS message; SELECT 1"
rule 'wrong columns' column <<<'SELECT 1 AS one'
rule "date('now')" 'now|date' <<<"SELECT $columns, date('now') AS message"
rule CURRENT_TIMESTAMP 'CURRENT_TIMESTAMP|clock|current' <<<"SELECT $columns, CURRENT_TIMESTAMP AS message"
rule 'random()' random <<<"SELECT $columns, random() AS message"
rule 'no SQL at all' 'SELECT' <<<''
rm -f "$dir"/rules/*
{ printf -- '-- title: T\n-- basis: B\n-- level: note\n-- needs: none\n-- clears: nothing\n-- since: 2022-01-01\n'
	echo "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT $columns, max(i) AS message FROM n"; } >"$dir/rules/endless.sql"
start=$SECONDS
does 2 --db "$db" check --rules "$dir/rules" && grep -q 'endless.sql: .*too long' "$dir/err" && unchanged
ok 'check ends an endless recursion' $? "$(said)"
[ $((SECONDS - start)) -le 90 ]
ok 'and not for ever' $?
sed -i 's/^-- basis.*/-- colour: red/' "$dir/rules/endless.sql"
does 1 --db "$db" lint --rules "$dir/rules"
like 'lint refuses: another header' "$(cat "$dir/out")" 'endless.sql:2: '
mkdir -p "$dir/above/rules"
does 2 --db "$db" check --rules "$dir/above"
like 'a folder without a rule is not the one that was meant' "$(cat "$dir/err")" 'above: holds no rule'
done_testing
