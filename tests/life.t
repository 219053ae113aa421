#!/usr/bin/env bash
# The life of findings over several runs: what a cron host is told, and what it is not.
. tests/lib.sh
db=$dir/life.db
act=32020L0001 other=32020L0002

# begin DAY - a snapshot of that day, in a folder of that name, with the measures known so far ($law: "STATE DECLARATION" per line)
begin() { snapshot "$dir/$1" "$1"; }
laws() { # laws ACT STATE... - a whole read that shows one law of each state
	local celex=$1
	shift
	for state; do echo "$state,$celex-$state,,2022-06-01,Law of $state,"; done | measures "$celex"
}
decided() { rows decisions.csv decisions infr,celex,state,kind,date,type; }
# run DAY STATUS NAME [ARGUMENTS...] - the run of that day's snapshot; what it printed, without the sentences, in $news
run() {
	local day=$1 want=$2 name=$3
	shift 3
	does "$want" --db "$db" run --snapshot "$dir/$day" "$@"
	ok "$name: status $want" $? "$(said)"
	news=$(sed 's/: .*//' "$dir/out")
}
life() { # life KEY - the last event in the life of a finding, and its state
	command -v sqlite3 >/dev/null || { echo 'no sqlite3'; return; }
	sqlite3 "$db" "SELECT event || ' ' || status || ' ' || level FROM finding_event WHERE key = '$1' ORDER BY run DESC LIMIT 1"
}

# ---- the baseline

begin 2022-07-20
rows acts.csv acts celex,type,title,adopted <<ROWS
$act,directive,An act,2020-01-15
$other,directive,Another act,2020-01-15
ROWS
rows deadlines.csv deadlines celex,number,date,kind <<ROWS
$act,1,2022-06-30,transposition
$other,1,2022-06-30,transposition
ROWS
laws $act BE ES IT PT LU NL RO
decided <<ROWS
INFR(2022)0011,$act,PL,non-communication,2022-07-05,LFN258
ROWS
run 2022-07-20 0 'the first run'
is 'it is a baseline and prints nothing, whatever it finds' "$(cat "$dir/out" "$dir/err")" ''
does 1 --db "$db" check --as-of 2022-07-20 --format nagios
like 'nothing is new after it' "$(cat "$dir/out")" 'WARNING .* 0 new'

# ---- new, worse, better, closed

begin 2022-07-25
laws $act BE DE ES PT LU NL RO
rows declarations.csv declarations celex,state,value,date <<ROWS
$act,ES,complete,2022-07-22
ROWS
decided <<ROWS
INFR(2022)0011,$act,PL,non-communication,2022-07-05,LFN258
INFR(2022)0011,$act,PL,non-communication,2022-07-21,C
INFR(2022)0012,$act,FR,non-communication,2022-07-22,LFN258
ROWS
run 2022-07-25 1 'something turned worse'
is 'what turned is told, worse first, each once' "$news" "worse case cell/$act/1/FR
worse strong cell/$act/1/IT
better candidate cell/$act/1/DE
closed candidate cell/$act/1/ES
closed case cell/$act/1/PL"
like 'a closed one says why' "$(said)" "closed candidate cell/$act/1/ES: letter I to C; complete transposition declared"
like 'and so does one whose case is closed' "$(said)" "closed case cell/$act/1/PL: stage LFN to closed; "
like 'and what is another than before' "$(said)" "better candidate cell/$act/1/DE: level strong to candidate; letter O to I; candidate"
does 0 --db "$db" report --out "$dir/feeds" --format atom
like 'in the feeds as well' "$(tr '\n' ' ' <"$dir/feeds/feeds/DE.atom")" '<title>[^<]*, DE: better: completeness open \(was: nothing notified\)</title>.*<summary>candidate'
does 2 --db "$db" check --as-of 2022-07-25 --format nagios
like 'nagios: CRITICAL for what is new at or above strong' "$status $(cat "$dir/out")" '^2 TRANSPOSITION CRITICAL .* 2 new at or above strong'
does 2 --db "$db" check --as-of 2022-08-20 --format nagios
like 'trouble does not hide it, and is named beside it' "$(cat "$dir/out")" 'CRITICAL .*source trouble: .*stale'
run 2022-07-25 0 'the same run again'
is 'it prints nothing' "$(cat "$dir/out" "$dir/err")" ''

# ---- a step of a case, a reopened one; better alone is no failure

begin 2022-08-01
laws $act AT BE DE ES PT LU NL RO
decided <<ROWS
INFR(2022)0012,$act,FR,non-communication,2022-07-28,RO258
INFR(2022)0011,$act,PL,non-communication,2022-07-29,RO258
ROWS
cp "$db" "$dir/before.db"
run 2022-08-01 1 'a reasoned opinion'
is 'steps of cases are told' "$news" "case-step case cell/$act/1/FR
reopened case cell/$act/1/PL
better candidate cell/$act/1/AT"
like 'with the step before' "$(said)" "case-step case cell/$act/1/FR: stage LFN to RO; open"

begin 2022-08-03
laws $act AT BE CZ DE ES PT LU NL RO
run 2022-08-03 0 'only better'
is 'better is told, and is no failure' "$news" "better candidate cell/$act/1/CZ"

begin 2022-08-04
laws $act AT BE CZ DE ES PT LU NL
run 2022-08-04 0 'worse below --fail-on' --fail-on case
is 'worse is told all the same' "$news" "worse strong cell/$act/1/RO"
begin 2022-08-05
laws $act AT BE CZ DE ES PT LU
run 2022-08-05 1 'worse at --fail-on' --fail-on strong
is 'and fails' "$news" "worse strong cell/$act/1/NL"

# ---- a source goes stale and comes back

begin 2022-08-22
rows notes.csv notes celex,text <<<"$act,nothing was read today"
run 2022-08-22 2 'a stale source is trouble'
is 'it opens and closes nothing' "$news" ''
like 'and is named on standard error' "$(cat "$dir/err")" "measures of $act: stale; last whole read on 2022-08-05"
like 'a finding that cannot be judged stays open' "$(life "cell/$act/1/BE")" '^(not-rejudged open candidate|no sqlite3)$'
begin 2022-08-24
rows notes.csv notes celex,text <<<"$act,nothing was read today"
decided <<ROWS
INFR(2022)0012,$act,FR,non-communication,2022-08-23,RF258
INFR(2022)0013,$act,BE,non-communication,2022-08-23,LFN258
ROWS
run 2022-08-24 2 'cases go on meanwhile'
is 'and are told' "$news" "worse case cell/$act/1/BE
case-step case cell/$act/1/FR"
begin 2022-08-26
laws $act AT BE CZ DE ES PT
run 2022-08-26 1 'the source is back'
is 'only what turned in the meantime is told' "$news" "worse strong cell/$act/1/LU"

# ---- what is added is no change: a rule, an act read for the first time, a new act, a source of decisions

mkdir "$dir/rules"
cat >"$dir/rules/mine.sql" <<'ROWS'
-- title: Mine
-- basis: my own
-- level: strong
-- needs: measures
-- clears: nothing
-- since: 2022-08-28
SELECT celex AS subject, deadline_no, state, due, evidence, 'as I see it' AS message FROM v_cell WHERE state IN ('DE', 'ES')
ROWS
begin 2022-08-28
laws $act AT BE CZ DE ES PT
run 2022-08-28 0 'a new rule' --rules "$dir/rules"
is 'what it finds, or raises, is no news' "$news" ''
like 'though it counts' "$(life "cell/$act/1/DE") $(life "cell/$act/1/ES")" '^(worse open strong (new|reopened) open strong|no sqlite3)'
begin 2022-08-29
laws $act AT BE CZ DE ES PT
run 2022-08-29 0 'the rule is taken away'
is 'and so is what it found, in silence' "$news" ''

begin 2022-08-30
laws $act AT BE CZ DE ES PT
laws $other BE
run 2022-08-30 0 'an act read for the first time'
is 'is no news' "$news" ''
begin 2022-08-31
laws $act AT BE CZ DE ES PT
laws $other AT
run 2022-08-31 1 'but from then on it is'
is 'told like any other' "$news" "worse strong cell/$other/1/BE
better candidate cell/$other/1/AT"

begin 2022-09-01
laws $act AT BE CZ DE ES PT
laws $other AT
rows acts.csv acts celex,type,title,adopted <<<'32020L0003,directive,A third act,2020-01-15'
rows deadlines.csv deadlines celex,number,date,kind <<<'32020L0003,1,2022-06-30,transposition'
decided <<<'INFR(2022)0031,32020L0003,FR,non-communication,2022-07-05,LFN258'
run 2022-09-01 0 'a new act with an old case'
is 'is no news' "$news" ''
begin 2022-09-02
laws $act AT BE CZ DE ES PT
laws $other AT
decided <<<'INFR(2022)0032,32020L0003,IT,non-communication,2022-09-02,LFN258'
run 2022-09-02 1 'a letter on an act that nobody reads'
is 'is news' "$news" 'new case cell/32020L0003/1/IT'
begin 2022-09-03
laws $act AT BE CZ DE ES PT
laws $other AT
rows old.csv decisions infr,celex,state,kind,date,type source=archive <<<"INFR(2022)0033,$act,SE,non-communication,2022-07-05,LFN258"
run 2022-09-03 0 'a source of decisions read for the first time'
is 'is no news' "$news" ''

# ---- another portfolio has a life of its own

does 0 --db "$db" run --snapshot "$dir/2022-09-03" --portfolio security-union
is 'a run of another portfolio closes nothing' "$(cat "$dir/out" "$dir/err")" ''
does 0 --db "$db" run --snapshot "$dir/2022-09-03"
is 'nor does the next of the first open anything' "$(cat "$dir/out" "$dir/err")" ''
does 0 --db "$db" check --portfolio security-union --as-of 2022-09-03 --format nagios
like 'the one is not measured by the run of the other' "$(cat "$dir/out")" ' 0 new '

# ---- an act that is taken out of a portfolio, and put back

mine() { printf '[portfolio]\nname=mine\ntitle=Mine\n[all]\ntitle=All\nacts=%s\n' "$1" >"$dir/mine.ini"; }
mine "$act;$other"
does 0 --db "$db" run --snapshot "$dir/2022-09-03" --portfolio "$dir/mine.ini"
ok 'a portfolio of two acts' $? "$(said)"
day=3
for acts in "$other" "$act;$other"; do
	mine "$acts"
	day=$((day + 1))
	does 0 --db "$db" run --snapshot "$dir/2022-09-03" --portfolio "$dir/mine.ini" --as-of "2022-09-0$day"
	is "that becomes $acts: no news" "$status $(cat "$dir/out" "$dir/err")" '0 '
done

# ---- dormant

begin 2024-06-30
for state in AT BE CZ DE ES PT RO; do echo "$state,$act-$state,,2022-06-01,Law of $state,"; done | measures $act
laws $other AT BE CZ DE ES PT RO
run 2024-06-30 0 'twenty-four months after the deadline'
is 'what was notified meanwhile is told' "$news" "better candidate cell/$act/1/RO
$(printf "better candidate cell/$other/1/%s\n" BE CZ DE ES PT RO)"
begin 2024-07-01
for state in AT BE CZ DE ES PT RO; do echo "$state,$act-$state,,2022-06-01,Law of $state,"; done | measures $act
laws $other AT BE CZ DE ES PT RO
run 2024-07-01 0 'a day later'
is 'what becomes dormant sends nothing' "$news" ''
like 'it is there, though' "$(life "cell/$act/1/DE")" '^(moved open dormant|no sqlite3)$'
begin 2024-07-02
for state in AT BE CZ ES PT RO FI SK; do echo "$state,$act-$state,,2022-06-01,Law of $state,"; done | measures $act
laws $other AT BE CZ DE ES PT RO
run 2024-07-02 1 'a dormant one turns worse'
is 'and that is told' "$(grep -v FI <<<"$news" | grep -v SK)" "worse strong cell/$act/1/DE"

# ---- a deadline that moves: with the finding still open, and away from under it

main_db=$db
db=$dir/moving.db
acts_of() { # acts_of DAY - a snapshot with two acts; $other has an act that amends it
	begin "$1"
	rows acts.csv acts celex,type,title,adopted,entry_into_force <<-ROWS
	$act,directive,An act,2020-01-15,2020-02-01
	$other,directive,Another act,2020-01-15,2020-02-01
	32022L0009,directive,An act that moves a date,2022-07-20,2022-07-25
	ROWS
	measures $act </dev/null
	measures $other </dev/null
}
dates_of() { rows deadlines.csv deadlines celex,number,date,kind; }
acts_of 2022-07-20
dates_of <<ROWS
$act,1,2022-06-30,transposition
$other,1,2022-06-30,transposition
ROWS
run 2022-07-20 0 'two deadlines passed'
acts_of 2022-07-26
dates_of <<ROWS
$act,1,2022-07-01,transposition
ROWS
rows moved.csv deadlines celex,number,date,kind,provisions,moved_by source=reader rank=stated author=Reader <<ROWS
$other,1,2024-06-30,transposition,Article 9,32022L0009
ROWS
run 2022-07-26 0 'one was corrected by a day, the other put off for two years'
like 'the life of a finding that stays open says that its day moved' "$(life "cell/$act/1/AT")" '^(moved open strong|no sqlite3)$'
is 'it is no news' "$(grep -c "/$act/" <<<"$news")" 0
like 'a finding from under which the day moved is closed' "$(life "cell/$other/1/AT")" '^(closed closed strong|no sqlite3)$'
like 'and the run says that the day moved, not that anything was done' "$(cat "$dir/out")" \
	"^closed strong cell/$other/1/AT: letter O to P; the deadline is now 2024-06-30, it was 2022-06-30 \\(set by 32022L0009\\)$"
run 2022-07-26 0 'once more'
is 'nothing is repeated' "$(cat "$dir/out")" ''
acts_of 2022-07-28
dates_of <<ROWS
$act,2,2023-07-01,duty
ROWS
run 2022-07-28 0 'a date is withdrawn'
like 'what closes for that says so' "$(cat "$dir/out")" "^closed strong cell/$act/1/AT: no such deadline of the act is on record any more$"
acts_of 2022-07-29
dates_of <<ROWS
$act,1,2022-07-01,transposition
$act,2,2023-07-01,duty
ROWS
run 2022-07-29 1 'it is back'
like 'who was told that it closed is told that it did not' "$(cat "$dir/out")" "^reopened strong cell/$act/1/AT"
db=$main_db

# ---- what a run knew

does 0 --db "$db" check --as-of 2022-07-26 --known-on 2022-07-26 --act $act --state AT --fail-on case --format csv
is 'as of a past day with what was known then' "$(column "$dir/out" $act 1 AT letter)" O
does 0 --db "$db" check --as-of 2022-07-26 --act $act --state AT --fail-on case --format csv
is 'and with all that is known today' "$(column "$dir/out" $act 1 AT letter)" I
# ---- what a newer whole list no longer says is withdrawn with it

db=$dir/withdrawn.db
listed() { # listed DAY, a list of measures on standard input
	begin "$1"
	measures $act
	does 0 --db "$db" import --snapshot "$dir/$1"
	rm "$dir/$1"/measures-*.csv
}
begin 2022-07-01
rows acts.csv acts celex,type,title,adopted <<ROWS
$act,directive,An act,2020-01-15
ROWS
rows deadlines.csv deadlines celex,number,date,kind <<ROWS
$act,1,2022-06-30,transposition
ROWS
does 0 --db "$db" import --snapshot "$dir/2022-07-01"
listed 2022-08-01 <<ROWS
BE,law-be,,2022-06-01,Law of BE,http://example.org/DECL_CPL
HU,none-hu,,,MS does not consider NEM necessary,
PT,link-pt,,,INFR(2022)0099,
ROWS
letter() { does "$1" --db "$db" check --as-of "$2" --format csv; column "$dir/out" $act 1 "$3" letter; }
links() { does 0 --db "$db" explain $act PT --as-of "$1" --format json; grep -c 'INFR(2022)0099 instead of a measure' "$dir/out"; }
is 'a declaration on a listed measure counts' "$(letter 1 2022-08-02 BE)" C
is 'so does the row that none is necessary' "$(letter 1 2022-08-02 HU)" X
is 'and the row that names a case' "$(links 2022-08-02)" 1
listed 2022-08-11 <<ROWS
BE,law-be,,2022-06-01,Law of BE,
ROWS
is 'a whole list without the declaration withdraws it' "$(letter 1 2022-08-12 BE)" I
is 'and the statement that none is necessary' "$(letter 1 2022-08-12 HU)" O
is 'and the row that named a case' "$(links 2022-08-12)" 0
is 'for a day before, they stand' "$(letter 1 2022-08-02 BE) $(letter 1 2022-08-02 HU)" 'C X'
listed 2022-08-20 <<ROWS
BE,law-be,,2022-06-01,Law of BE,
HU,law-hu,,2022-08-15,Law of HU,
ROWS
is 'a law of the morning' "$(letter 1 2022-08-21 HU)" I
listed 2022-08-20 <<ROWS
BE,law-be,,2022-06-01,Law of BE,
ROWS
is 'which a whole read of the same day no longer shows' "$(letter 1 2022-08-21 HU) $(letter 1 2022-08-21 BE)" 'O I'
listed 2022-08-20 <<ROWS
BE,law-be,,2022-06-01,Law of BE,
HU,law-hu,,2022-08-15,Law of HU,
ROWS
is 'and a third one shows again' "$(letter 1 2022-08-21 HU)" I

# ---- nor does an older list that comes in late bring back what was withdrawn

db=$dir/backwards.db
does 0 --db "$db" import --snapshot "$dir/2022-07-01"
listed 2022-08-11 <<ROWS
BE,law-be,,2022-06-01,Law of BE,
ROWS
listed 2022-08-01 <<ROWS
BE,law-be,,2022-06-01,Law of BE,http://example.org/DECL_CPL
HU,none-hu,,,MS does not consider NEM necessary,
PT,link-pt,,,INFR(2022)0099,
ROWS
is 'what the newer list withdrew stays so' "$(letter 1 2022-08-12 BE) $(letter 1 2022-08-12 HU) $(links 2022-08-12)" 'I O 0'
is 'and what the older one held, for its day' "$(letter 1 2022-08-02 BE) $(letter 1 2022-08-02 HU) $(links 2022-08-02)" 'C X 1'

# ---- days replayed with facts read later: what turned is told as it would have been

db=$dir/replay.db
replay() { does "$1" --db "$db" run --snapshot snapshot --as-of "$2"; cut -d' ' -f1,2 "$dir/out" | sort | uniq -c | sed 's/^ *//'; }
is 'the day of the deadline: a silent baseline' "$(replay 0 2024-10-17)" ''
is 'ten days later: what is strong by then' "$(replay 1 2024-10-27)" '8 new candidate
1 worse candidate
10 worse strong'
like 'after the letters: the cases are told' "$(replay 1 2024-12-12)" '16 worse case'
like 'after the opinions: the steps are told' "$(replay 1 2025-05-08)" '24 case-step case'

# ---- one step of one case, told of two acts: the case is about both, and the next read changes nothing

db=$dir/both.db
both() {
	begin "$1"
	printf '%s,directive,An act,2020-01-15\n' $act $other | rows acts.csv acts celex,type,title,adopted
	printf '%s,1,2022-06-30,transposition\n' $act $other | rows deadlines.csv deadlines celex,number,date,kind
	rows decisions.csv decisions infr,celex,state,kind,date,type
	does 0 --db "$db" import --snapshot "$dir/$1"
}
steps="INFR(2022)0300,$act,FR,non-communication,2022-07-20,LFN258
INFR(2022)0300,$other,FR,non-communication,2022-07-20,LFN258"
both 2022-08-01 <<<"$steps"
stages() { "$ADQUEM" --db "$db" check --as-of 2022-08-03 --state FR --format csv | sed 1d | cut -d, -f1,7 | paste -sd' '; }
is 'both acts have the letter' "$(stages)" "$act,LFN $other,LFN"
both 2022-08-02 <<<"$(tac <<<"$steps")"
is 'whichever row comes first' "$(stages)" "$act,LFN $other,LFN"
both 2022-08-03 <<<"$(tac <<<"$steps")"
like 'and the same rows again change nothing' "$(cat "$dir/out")" 'decisions: 0 new, 0 changed, 1 unchanged'

# ---- a judgment whose letters come in later is of the same case

db=$dir/later.db
late() {
	begin "$1"
	printf '%s,directive,An act,2020-01-15\n' $act | rows acts.csv acts celex,type,title,adopted
	printf '%s,transposition\n' $act,1,2020-06-30 $act,2,2021-06-30 | rows deadlines.csv deadlines celex,number,date,kind
	rows decisions.csv decisions infr,celex,state,kind,date,type
	does 0 --db "$db" import --snapshot "$dir/$1"
}
late 2022-08-01 <<<",$act,FR,non-communication,2022-07-20,J258"
stages() { "$ADQUEM" --db "$db" check --as-of 2022-08-03 --state FR --format csv | sed 1d | cut -d, -f2,7 | paste -sd' '; }
is 'of which deadline is not known' "$(stages)" '1,unread 2,unread'
late 2022-08-02 <<ROWS
,$act,FR,non-communication,2020-09,LFN258
,$act,FR,non-communication,2021-02-01,RF258_260_3
,$act,FR,non-communication,2022-07-20,J258
ROWS
is 'until the letter says it' "$(stages)" '1,J 2,unread'
does 0 --db "$db" explain $act FR --as-of 2022-08-03
is 'and it is one case' "$(grep -c '(non-communication), open' "$dir/out")" 1
done_testing
