#!/usr/bin/env bash
# What is told twice, withdrawn, told for some states alone, or told later: no fact is multiplied, revived or lost by it.
. tests/lib.sh
command -v sqlite3 >/dev/null || { echo '1..0 # SKIP sqlite3 is not installed: the views are not seen'; exit 0; }
act=32022L0100
ask() { sqlite3 "$1" "$2" | paste -sd' '; }

# ---- one relation, two sources

snapshot "$dir/eea" 2025-01-10
rows acts.csv acts celex,type,title,adopted,eea <<<'32000L0100,directive,Old act,2000-01-10,yes'
rows deadlines.csv deadlines celex,number,date,kind <<<'32000L0100,1,2002-01-01,transposition'
for source in cellar law; do
	rows $source.csv relations celex,relation,other,comment source=$source <<<'32000L0100,incorporated by,22003D0050,2003-05-17 (Decision 50/2003)'
done
does 0 --db "$dir/eea.db" import --snapshot "$dir/eea"
is 'a relation told by two sources is one' "$(ask "$dir/eea.db" 'SELECT decision, due FROM v_eea')" '22003D0050|2003-05-17'

# ---- ended for the states that an act binds which has no date

snapshot "$dir/ended" 2026-01-10
rows acts.csv acts celex,type,title,adopted,ended,ended_by,ended_for <<'ROWS'
32010L0100,directive,Old act,2010-01-10,2022-06-01,32022R0200,32022R0200
32022R0200,regulation,New act,2022-01-10,,,
ROWS
rows deadlines.csv deadlines celex,number,date,kind <<<'32010L0100,1,2012-01-01,transposition'
rows binding.csv binding celex,state,value,basis <<<'32022R0200,DK,not bound,Protocol 22'
does 0 --db "$dir/ended.db" import --snapshot "$dir/ended"
is 'a state that the new act does not bind keeps the old one' "$(ask "$dir/ended.db" "SELECT state FROM v_cell WHERE state IN ('BE', 'DK')")" DK

# ---- a case that is gone from the register takes up no decision of another source

snapshot "$dir/first" 2026-01-10
rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2022-01-10"
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2024-01-01,transposition"
rows decisions.csv decisions infr,celex,state,kind,date,type source=register <<ROWS
INFR(2024)0001,$act,BE,non-communication,2024-03-20,LFN258
INFR(2024)0003,$act,FR,non-communication,2024-03-20,LFN258
ROWS
db=$dir/a.db
does 0 --db "$db" import --snapshot "$dir/first"
snapshot "$dir/second" 2026-02-10
rows decisions.csv decisions infr,celex,state,kind,date,type source=register <<<"INFR(2024)0002,$act,BE,non-communication,2024-03-20,LFN258"
does 0 --db "$db" import --snapshot "$dir/second"
# As a whole read of the register writes that it shows a decision no more (checker/store_read.c).
sqlite3 "$db" "INSERT INTO decision_fact SELECT case_id, date, type, additional, source, '2026-02-10', evidence, 0, rank, cite, confidence, 0,
	celex, state, kind, text, title, department, court_case, amount, url, active FROM decision_fact WHERE case_id = 'INFR(2024)0001'"
snapshot "$dir/third" 2026-03-10
rows decisions.csv decisions infr,celex,state,kind,date,type source=press <<<",$act,BE,non-communication,2024-03-21,LFN258"
does 0 --db "$db" import --snapshot "$dir/third"
is 'it goes to the case that is there' "$(ask "$db" 'SELECT DISTINCT state, case_id FROM v_case WHERE open ORDER BY state')" 'BE|INFR(2024)0002 FR|INFR(2024)0003'

# ---- --state: what is counted and what is noted is that state's

rows notes.csv notes celex,state,date,text <<ROWS
$act,BE,2026-03-01,Belgium told the Commission in March
$act,FR,2026-03-01,France told the Commission in March
ROWS
does 0 --db "$db" import --snapshot "$dir/third"
does 0 --db "$db" check --state FR --fail-on case || does 1 --db "$db" check --state FR --fail-on case
like 'the open cases are those of the state asked for' "$(cat "$dir/out")" '^1 open case in 1 Member State'
for state in BE FR; do
	"$ADQUEM" --db "$db" check --state $state --format json >"$dir/$state.json" 2>"$dir/err"
	is "no finding of another state: $state" "$(json "$dir/$state.json" 'join " ", keys %{{map { ($_->{state} // "none") => 1 } @{$d->{findings}}}}')" $state
done

# ---- on a day in the past nothing is known that a state told later

for day in 2026-02-28 2026-03-01; do
	does 0 --db "$db" explain $act BE --as-of $day
	is "what was told by $day" "$(grep -c 'Belgium told' "$dir/out")" "$([ $day = 2026-03-01 ] && echo 1 || echo 0)"
done

# ---- a derogation moves a date: that is news

does 0 --db "$db" run --snapshot "$dir/third" --as-of 2026-03-10
rows derogations.csv derogations celex,state,number,date,basis <<<"$act,ES,1,2027-12-31,a later day"
does 0 --db "$db" run --snapshot "$dir/third" --as-of 2026-03-10
is 'the day before and after' "$(ask "$db" "SELECT due FROM v_cell WHERE state = 'ES'") $(ask "$db" 'SELECT count(*) FROM run')" '2027-12-31 2'

# ---- who reads keeps nobody waiting

mkfifo "$dir/reader"
sqlite3 "$db" <"$dir/reader" >"$dir/read" &
exec 3>"$dir/reader"
echo 'BEGIN; SELECT count(*) FROM run;' >&3
for try in {1..200}; do [ -s "$dir/read" ] || sleep 0.05; done
snapshot "$dir/fourth" 2026-03-11
rows decisions.csv decisions infr,celex,state,kind,date,type source=register <<<"INFR(2024)0004,$act,ES,non-communication,2024-03-20,LFN258"
began=${EPOCHREALTIME/./}
does 0 --db "$db" import --snapshot "$dir/fourth"
[ $((${EPOCHREALTIME/./} - began)) -lt 4500000 ]
ok 'a writer does not wait for one who reads' $? "$((${EPOCHREALTIME/./} - began)) microseconds"
echo 'COMMIT;' >&3
exec 3>&-
wait

done_testing
