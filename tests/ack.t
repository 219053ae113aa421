#!/usr/bin/env bash
# A finding is acknowledged: it rests, says so wherever it is shown, and counts again when it should.
. tests/lib.sh
act=32020L0001
facts() { # facts FOLDER DAY [DECISIONS]
	snapshot "$1" "$2"
	rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2020-01-15"
	rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
	measures $act <<<'BE,m1,2022-06-01,,Law of Belgium,'
	[ -z "${3:-}" ] || rows decisions.csv decisions infr,celex,state,kind,date,type <<<"$3"
}
facts "$dir/one" 2022-08-25
db=$dir/x.db
does 0 --db "$db" run --snapshot "$dir/one"
ok 'the run' $? "$(said)"
fr=cell/$act/1/FR
only=(--db "$db" check --state FR --act $act)
does 1 "${only[@]}"
ok 'a strong finding: status 1' $? "$(said)"
is 'nothing is acknowledged' "$("$ADQUEM" --db "$db" ack | tr -d '\n ')" none

does 2 --db "$db" ack "$fr"
like 'without a reason it is not taken' "$(cat "$dir/err")" '^adquem ack: --why TEXT is missing'
does 2 --db "$db" ack cell/$act/1/XX --why x
like 'nor a finding that is none' "$(cat "$dir/err")" "^adquem ack: cell/$act/1/XX: no finding of that name"
does 2 --db "$db" ack "$fr" --why x --until 2022-08-24
like 'nor an end before the day judged' "$(cat "$dir/err")" 'lies before the day judged'
does 0 --db "$db" ack "$fr" --why 'the law is <in> print' --until 2022-09-10 --who 'A. Person'
ok 'acknowledged' $? "$(said)"
is 'silently' "$(cat "$dir/out" "$dir/err")" ''
mark='acknowledged by A. Person on 25 August 2022 until 10 September 2022: the law is <in> print'
does 0 "${only[@]}"
ok 'it does not count any more' $? "$(said)"
does 1 --db "$db" check --act $act
ok 'but the others do' $?
like 'check says so' "$(tr -s ' \n' ' ' <"$dir/out")" "$mark"
does 1 --db "$db" check --format json
is 'as JSON' "$(json "$dir/out" 'map { $_->{acknowledged} } grep { $_->{acknowledged} } @{$d->{findings}}')" \
	'acknowledged by A. Person on 2022-08-25 until 2022-09-10: the law is <in> print'
does 0 --db "$db" explain $act FR
like 'explain too' "$(tr -s ' \n' ' ' <"$dir/out")" "$mark"
does 0 --db "$db" report --out "$dir/site"
like 'and the report' "$(cat "$dir/site/acts/$act.html")" 'acknowledged by A. Person on 25 August 2022 until 10 September 2022: the law is &lt;in&gt; print'
like 'and the summary' "$(tr -s ' \n' ' ' <"$dir/site/report.txt")" "$mark"
like 'and the table of findings' "$(grep "^$fr," "$dir/site/data/findings.csv")" 'the law is <in> print'
does 0 "${only[@]}" --as-of 2022-08-25 --format nagios
ok 'nagios: no warning' $? "$(said)"
does 1 "${only[@]}" --as-of 2022-08-24
ok 'the day before, it was not acknowledged' $? "$(said)"

facts "$dir/last" 2022-09-10
does 0 --db "$db" run --snapshot "$dir/last"
does 0 "${only[@]}"
ok 'on the last day it rests' $? "$(said)"
facts "$dir/over" 2022-09-11
does 0 --db "$db" run --snapshot "$dir/over"
does 1 "${only[@]}"
ok 'the day after it counts again' $? "$(said)"

does 0 --db "$db" ack "$fr" --why 'still in print'
does 0 "${only[@]}"
ok 'acknowledged without end' $? "$(said)"
like 'by the user, where nobody else is named' "$("$ADQUEM" --db "$db" ack)" "$fr +rests +$(id -un) +2022-09-11"
facts "$dir/letter" 2022-09-12 "INFR(2022)0001,$act,FR,non-communication,2022-09-12,LFN258"
does 1 --db "$db" run --snapshot "$dir/letter" --fail-on case
does 1 "${only[@]}"
ok 'graver than acknowledged, it counts' $? "$(said)"
like 'and the list says so' "$("$ADQUEM" --db "$db" ack)" "$fr +worse since"
does 0 --db "$db" ack "$fr" --why 'the letter is known'
does 0 "${only[@]}"
ok 'acknowledged as a case' $? "$(said)"
does 0 --db "$db" ack "$fr" --undo --who 'B. Person'
ok 'taken back' $? "$(said)"
does 1 "${only[@]}"
ok 'it counts' $? "$(said)"
does 2 --db "$db" ack "$fr" --undo
like 'what is not acknowledged cannot be taken back' "$(cat "$dir/err")" '^adquem ack: .*it is not acknowledged'
if command -v sqlite3 >/dev/null; then
	is 'who took it back stays on record' "$(sqlite3 "$db" "SELECT DISTINCT undone_by FROM acknowledgement WHERE undone_by IS NOT NULL")" 'B. Person'
else
	skip 'sqlite3 is not installed'
fi

# ---- news that is acknowledged is news no more

facts "$dir/newest" 2022-09-13 "INFR(2022)0001,$act,FR,non-communication,2022-09-13,RO258"
does 1 --db "$db" run --snapshot "$dir/newest" --fail-on case
does 2 "${only[@]}" --as-of 2022-09-13 --format nagios
ok 'a step of a case is critical' $? "$(said)"
does 0 --db "$db" ack "$fr" --why 'the opinion is known'
does 0 "${only[@]}" --as-of 2022-09-13 --format nagios
ok 'and OK once it is acknowledged' $? "$(said)"

# ---- two case numbers among the measures of one state are one finding, which can be acknowledged

snapshot "$dir/2022-09-13" 2022-09-13
rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2020-01-15"
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
printf 'FR,l1,,2022-06-01,INFR(2022)0500,\nFR,l2,,2022-06-01,INFR(2022)0501,\n' | measures $act
does 0 --db "$dir/links.db" run --snapshot "$dir/2022-09-13"
link=case-link/$act/0/FR
does 1 --db "$dir/links.db" check --format json
is 'both in one' "$(json "$dir/out" 'map { $_->{message} =~ /INFR.2022.050./g } grep { $_->{finding} eq "'$link'" } @{$d->{findings}}' | xargs)" 'INFR(2022)0500 INFR(2022)0501'
does 0 --db "$dir/links.db" ack "$link" --why seen
does 1 --db "$dir/links.db" check --format json
is 'acknowledged' "$(json "$dir/out" 'map { $_->{acknowledged} } grep { $_->{finding} eq "'$link'" } @{$d->{findings}}')" "acknowledged by $(id -un) on 2022-09-13: seen"
does 0 --db "$dir/links.db" ack "$link" --undo
ok 'and taken back' $? "$(said)"

# ---- findings of a user's rules

mkdir "$dir/rules"
cat >"$dir/rules/mine.sql" <<ROWS
-- title: Mine
-- basis: mine
-- level: note
-- needs: none
-- clears: nothing
-- since: 2022-01-01
-- otherwise: not mine
SELECT celex AS subject, 0 AS deadline_no, '-' AS state, NULL AS due, '-' AS evidence, 'mine' AS message FROM v_act, (SELECT 1 UNION ALL SELECT 2)
ROWS
does 1 --db "$dir/links.db" check --rules "$dir/rules" --format json
is 'the same row twice is said once' "$(json "$dir/out" 'map { $_->{message} } grep { $_->{rule} eq "mine" } @{$d->{findings}}')" mine
does 2 --db "$dir/links.db" ack "mine/$act/0/-" --why known
like 'are not known without them' "$(cat "$dir/err")" 'no finding of that name'
does 0 --db "$dir/links.db" ack "mine/$act/0/-" --why known --rules "$dir/rules"
like 'and rest with them' "$("$ADQUEM" --db "$dir/links.db" ack --rules "$dir/rules")" "mine/$act/0/- +rests"

# ---- what comes after a finding closed, or turned worse, is another matter

later=(--db "$dir/later.db")
night() { # night DAY STATUS [DECISIONS] - with the measures on standard input
	snapshot "$dir/$1" "$1"
	rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2020-01-15"
	rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
	measures $act
	[ -z "${3:-}" ] || rows decisions.csv decisions infr,celex,state,kind,date,type <<<"$3"
	does "$2" "${later[@]}" run --snapshot "$dir/$1"
	ok "run of $1: status $2" $? "$(said)"
}
be='BE,m1,2022-06-01,,Law of Belgium,'
all=$be$'\n'"FR,m2,2022-06-01,,Law of France,"
letter="INFR(2022)0001,$act,FR,non-communication,2022-07-28,LFN258"
night 2022-07-27 0 "INFR(2022)0009,$act,ES,non-communication,2022-07-20,LFN258" <<<"$all"
night 2022-07-28 1 "$letter" <<<"$all"
does 2 "${later[@]}" ack "$fr" --why $'a\nb'
like 'a reason is a line of text' "$(cat "$dir/err")" '^adquem ack: --why: this is not text of one line'
does 2 "${later[@]}" ack "$fr" --why $'\e[31mred'
ok 'without what moves the cursor' $? "$(said)"
does 0 "${later[@]}" ack "$fr" --why 'the case is known'
does 0 "${later[@]}" check --state FR
night 2022-07-29 0 "$letter"$'\n'"INFR(2022)0001,$act,FR,non-communication,2022-07-29,C" <<<"$all"
night 2022-08-04 1 "INFR(2022)0002,$act,FR,non-communication,2022-08-04,LFN258" <<<"$all"
does 1 "${later[@]}" check --state FR
ok 'another case is not acknowledged' $? "$(said)"
like 'and the list says so' "$("$ADQUEM" "${later[@]}" ack)" "$fr +worse since"
does 0 "${later[@]}" check --state FR --as-of 2022-07-28
ok 'on the day of the first it rests' $? "$(said)"
done_testing
