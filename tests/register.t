#!/usr/bin/env bash
# Files of the register through the program: the JSON of its application, and the table of its former page.
# shellcheck source=tests/lib.sh
. tests/lib.sh

cat >"$dir/old.csv" <<'ROWS'
Infringement number;Decision date;Decision type;Press release;Memo;Member State;Department in charge;Title;Active;Non-communication
20160001;2016/05/26 00:00:00;Formal notice Art. 258 TFEU;;;Luxemburg;Home Affairs;Directives 2011/16/EU and 2014/107/EU;Yes;Yes
20160002;2016/05/26 00:00:00;Formal notice Art. 258 TFEU;;;Spain;Climate;Directive 2018/410/EU amending Directive 2003/87/EC;Yes;Yes
20160003;2016/02/30 00:00:00;Formal notice Art. 258 TFEU;;;Spain;Climate;;Yes;Yes
ROWS

does 1 --db "$dir/a.db" import "$dir/old.csv"
ok "a table of the former page is taken, but for a row" $? "$(said)"
like "the row is named" "$(cat "$dir/out" "$dir/err")" "4: rejected: decision date: '2016-02-30' is not a day"
printf 'celex,deadline\n32011L0016,2013-01-01\n32003L0087,2003-12-31\n' >"$dir/deadlines.csv"
does 0 --db "$dir/a.db" import "$dir/deadlines.csv"
does 0 --db "$dir/a.db" explain 32011L0016 LU
like "the case is told of its first act" "$(cat "$dir/out")" 'INFR\(2016\)0001'
like "and how the act was found" "$(cat "$dir/out")" 'title: the first act it names'
does 0 --db "$dir/a.db" explain 32003L0087 ES
unlike "an act that is only amended has no case" "$(cat "$dir/out" "$dir/err")" 'INFR\(2016\)0002'

# The same case and day as JSON: one source, nothing new.
cat >"$dir/new.json" <<'JSON'
{"totalRows":1,"records":[{"infringementNumber":"INFR(2016)0001","memberState":"Luxembourg","leadDg":"Home Affairs",
"title":"Directives 2011/16/EU and 2014/107/EU","activeInfringementCase":"Yes","nonCommunicationCase":"Yes",
"decisionDate":"26/05/2016","decisionType":"Formal notice Art. 258 TFEU"}]}
JSON
does 0 --db "$dir/a.db" import "$dir/new.json"
like "the same decision in both formats is one fact" "$(cat "$dir/out")" '0 new, 0 changed, 1 unchanged'

does 0 --db "$dir/a.db" import "$dir/old.csv" "$dir/new.json" || does 1 --db "$dir/a.db" import "$dir/old.csv" "$dir/new.json"
ok "a table beside an answer does not count for its totalRows" $? "$(said)"

cut -d ';' -f 1-4,6- "$dir/old.csv" >"$dir/nine.csv"
does 2 --db "$dir/a.db" import "$dir/nine.csv"
ok "a table without one of the columns is refused" $? "$(said)"
like "and the column is named" "$(cat "$dir/err" "$dir/out")" 'nine.csv:1: no column for the memo'

if command -v sqlite3 >/dev/null; then
	is "a second subject has the case too" "$(sqlite3 "$dir/a.db" "SELECT celex, case_id FROM v_case WHERE celex = '32014L0107'")" \
		'32014L0107|INFR(2016)0001'
	is "the link is no row of the measures" "$(sqlite3 "$dir/a.db" "SELECT count(*) FROM v_link")" 0
else
	skip "no sqlite3 here"
fi

# ---- pages of one answer: the same page twice is one

page() { # page CASE... - of an answer of four
	local case sep=
	printf '{"totalRows":4,"records":['
	for case; do
		printf '%s{"infringementNumber":"%s","memberState":"Luxembourg","leadDg":"Home Affairs","title":"Directive 2011/16/EU","activeInfringementCase":"Yes",
			"nonCommunicationCase":"Yes","decisionDate":"26/05/2016","decisionType":"Formal notice Art. 258 TFEU"}' "$sep" "$case"
		sep=,
	done
	printf ']}'
}
page 'INFR(2016)0011' 'INFR(2016)0012' >"$dir/p1.json"
page 'INFR(2016)0013' 'INFR(2016)0014' >"$dir/p2.json"
cp "$dir/p1.json" "$dir/copy.json"
does 2 --db "$dir/b.db" import "$dir/p1.json" "$dir/copy.json"
like "a page and its copy are no whole answer" "$(cat "$dir/err")" 'totalRows says 4, the answers given together do not hold that many'
does 0 --db "$dir/b.db" import "$dir/p1.json" "$dir/copy.json" "$dir/p2.json"
ok "all pages are, with a copy too" $? "$(said)"

done_testing
