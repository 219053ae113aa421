#!/usr/bin/env bash
# Stages, periods to reply and exposure as `explain` shows them; the law's bad input, in one place; the check of law data.
. tests/lib.sh
db=$dir/exposure.db
led=32016L0680

# C-658/19: due on Sunday 6 May 2018; letter, opinion, and a referral on 25 July 2019 that the bundled data lack.
snapshot "$dir/facts" 2019-07-25
rows acts.csv acts celex,type,title,adopted,legislative <<ROWS
$led,directive,Police data,2016-04-27,yes
32010L0001,directive,Not legislative,2010-01-15,no
32010L0002,directive,Not established,2010-01-15,
ROWS
rows deadlines.csv deadlines celex,number,date,kind <<ROWS
$led,1,2018-05-06,transposition
32010L0001,1,2018-05-06,transposition
32010L0002,1,2018-05-06,transposition
ROWS
rows decisions.csv decisions infr,celex,state,kind,date,type <<ROWS
INFR(2018)0164,$led,ES,non-communication,2018-07-19,LFN258
INFR(2018)0164,$led,ES,non-communication,2019-01-25,RO258
INFR(2018)0164,$led,ES,non-communication,2019-07-25,RF258_260_3
INFR(2018)0165,$led,FR,non-communication,2018-07-19,LFN258
INFR(2018)0001,32010L0001,ES,non-communication,2018-07-19,LFN258
INFR(2018)0002,32010L0002,ES,non-communication,2018-07-19,LFN258
INFR(2018)0003,32010L0002,PL,non-communication,2019-01-25,RO258
ROWS
does 0 --db "$db" import --snapshot "$dir/facts"
ok 'the fixture is taken whole' $? "$(said)"

shows() { # shows NAME DAY "CELEX STATE" REGEX - in the text, its lines joined
	local act state
	read -r act state <<<"$3"
	"$ADQUEM" --db "$db" explain "$act" "$state" --as-of "$2" >"$dir/out" 2>&1
	like "$1" "$(tr '\n\302\240' '   ' <"$dir/out" | tr -s ' ')" "$4"
}
of_case() { # of_case DAY "CELEX STATE" PERL - of the case in the JSON, as $c; $x is its exposure
	local act state
	read -r act state <<<"$2"
	does 0 --db "$db" explain "$act" "$state" --as-of "$1" --format json
	json "$dir/out" "my \$c = \$d->{act}[0]{case}[0]; my \$x = \$c->{exposure}[0]; $3"
}

shows 'the letter: days, and until when to reply' 2018-08-01 "$led ES" \
	'Stage LFN, letter of formal notice, since 19 July 2018: 13 days.*may reply until 19 September 2018, an estimate: the usual two months'
shows 'the opinion of 25 January 2019 expires on 25 March 2019' 2019-03-25 "$led ES" 'may reply until 25 March 2019'
shows 'and has expired on the next day' 2019-03-26 "$led ES" 'time to reply ended on 25 March 2019'
shows 'with its provision' 2019-03-26 "$led ES" 'Regulation 1182/71, Article 3\(2\)\(c\)'
shows 'an earlier step that is not on record is named' 2019-03-26 '32010L0002 PL' 'Earlier steps that are not on record: LFN'

# 3105 x 1.4 x 2.06 = 8954.82; with seriousness 10 it is the published 89548.20, with 20 it is 179096.40
is 'exposure at the referral of C-658/19' "$(of_case 2019-07-25 "$led ES" '@{$x}{qw(regime referral penalty-low penalty-high)}, $x->{"penalty-estimate"} // "official"' | xargs)" \
	'2019a 2019-07-25 8954.82 179096.40 official'
is 'ten times the least is what the Commission claimed' "$(of_case 2019-07-25 "$led ES" 'sprintf "%.2f", 10 * $x->{"penalty-low"}')" 89548.20
is 'each parameter has its source' "$(of_case 2019-07-25 "$led ES" 'scalar(grep { !$_->{source} } @{$x->{factor}}), @{$x->{factor}} > 3 ? "some" : "none"' | xargs)" '0 some'
shows 'the text has the range' 2019-07-25 "$led ES" 'under Article 260\(3\) TFEU for a referral on 25 July 2019, with seriousness 1 to 20: penalty payment: 8 954\.82 to 179 096\.40 EUR a day'
shows 'before a referral one is assumed, and said to be' 2019-07-24 "$led ES" 'No referral is on record: one on the day judged is assumed'
shows 'what is missing is named' 2019-07-24 "$led FR" 'Missing: reference lump sum\. - Missing: n factor\.'
like 'in other languages too' "$("$ADQUEM" --db "$db" explain $led FR --as-of 2019-07-24 --lang de)" 'Es fehlt: Referenzpauschalbetrag\.'
like 'and a regime without figures' "$("$ADQUEM" --db "$db" explain $led FR --as-of 2026-08-05 --lang fr | tr -s '\n ' ' ')" 'aucun de ses montants n’est connu'
shows 'a regime without figures says so' 2026-08-05 "$led FR" 'is not worked out: - Regime 2026 .*none of its figures is known\.'
shows 'not for an act outside the legislative procedure' 2019-07-25 '32010L0001 ES' 'Article 260\(3\) TFEU cannot apply: the act was not adopted under a legislative procedure'
is 'and there no sum is given' "$(of_case 2019-07-25 '32010L0001 ES' '$x->{"penalty-low"} // "none"')" none
shows 'a procedure not established is said' 2019-07-25 '32010L0002 ES' 'Whether Article 260\(3\) TFEU applies is not established'
shows 'a rule that did not fire says what holds instead' 2019-07-25 "$led ES" 'did not fire letter-b: no exemption of the state from the act is on record'
is 'no line is longer than 80 characters' "$(sed 's/\xc2\xa0/ /g; s/\xe2\x80\x99/x/g' "$dir/out" | grep -E '^.{81,}')" ''
does 0 --db "$db" report --as-of 2019-07-25 --out "$dir/report" --format xml
if command -v xmllint >/dev/null; then
	xmllint --noout --relaxng reports/findings.rng "$dir/report/data/findings.xml" 2>"$dir/err"
	ok 'the document is valid' $? "$(cat "$dir/err")"
else
	skip 'xmllint is not installed'
fi
is 'each sum is marked by its own parameters' "$(of_case 2019-07-25 "$led ES" '$x->{"lump-estimate"}')" yes
like 'and has the range of the open case' "$(cat "$dir/report/data/findings.xml")" 'penalty-low="8954.82" penalty-high="179096.40"'
does 0 --db "$db" lint --gaps
like 'the missing step is a gap' "$(cat "$dir/out")" '^missing step: INFR\(2018\)0003: LFN not on record before RO of 2019-01-25'

# ---- bad input: one sentence, nothing on standard output, status 2

refuses() { # refuses NAME FRAGMENT ARGUMENTS...
	local name=$1 fragment=$2
	shift 2
	does 2 "$@" && [ ! -s "$dir/out" ] && [ "$(wc -l <"$dir/err")" = 1 ] && grep -qF -- "$fragment" "$dir/err"
	ok "refused: $name" $? "$(said)"
}
refuses 'an unknown state' 'not a Member State' sanction --state XX
refuses 'an unknown state of a period' 'not a Member State' period --from 2024-01-01 --length P2M --state XX
refuses 'a regime without parameters' 'none of its figures is known' sanction --state BE --regime 2025
refuses 'P2X' 'P2X' period --from 2024-01-01 --length P2X
refuses 'a date before 1951' '1951' period --from 1950-12-31 --length P2M
refuses 'a holiday year not covered' '2031' period --from 2031-01-10 --length P2M --state BE

# ---- published sums, row by row, from their factors

examples=../shared/data/law/worked_examples_part.csv
if [ -r "$examples" ]; then
	while IFS=, read -r id _ state _ kind flat seriousness duration n _ computed _; do
		case $kind in
		penalty/day) key=penalty_per_day factors=(--flat-penalty "$flat" --seriousness "$seriousness" --duration "$duration") ;;
		lump/day) key=lump_sum_per_day factors=(--flat-lump "$flat" --seriousness "$seriousness") ;;
		min*) key=minimum_lump_sum factors=(--reference-lump "$flat") ;;
		esac
		does 0 sanction --format json --state "$state" --n "$n" "${factors[@]}"
		is "$id is reproduced" "$(grep -oE "\"$key\":[0-9.]+" "$dir/out" | head -1)" "\"$key\":$computed"
	done < <(sed 1d "$examples")
else
	skip "$examples is not there"
fi

# ---- lint checks the law data too

broken() { # broken FILE LINE PLACE - with that line added, lint says where and ends with 1
	rm -rf "$dir/data"
	mkdir -p "$dir/data"
	cp -r checker rules reports "$dir/data"
	printf '%s\n' "$2" >>"$dir/data/rules/law/$1"
	local at
	at="rules/law/$1:$(wc -l <"$dir/data/rules/law/$1"):"
	ADQUEM_DATA=$dir/data does 1 lint && grep -qF "$at" "$dir/out"
	ok "lint names $1 and the line" $? "$at; $(said)"
}
broken sanctions.csv '2030,flat_lump,1e3,high,somewhere'
broken n-factors.csv '2023,XX,1.00,high,somewhere'
broken holidays.csv 'BE,02-30,no day,,,somewhere,high'
broken scoreboard.csv 'target,1.0,percent,high,again'
does 0 lint
ok 'and has nothing to say of its own' $? "$(said)"

done_testing
