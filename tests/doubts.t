#!/usr/bin/env bash
# What a lawyer would doubt in a cell: a state with a day of its own, a deadline that was moved, two deadlines and one case,
# statements that were overtaken, a case the register no longer calls active, days of which only the month is known.
. tests/lib.sh
db=$dir/doubts.db

snapshot "$dir/facts" 2026-03-01
rows acts.csv acts celex,type,title,adopted,published,entry_into_force,legal_basis,legislative <<'ROWS'
32010L0103,directive,Before an accession,2010-01-15,2010-01-15,2010-02-01,TFEU 114,yes
32020L0101,directive,Two deadlines,2020-01-15,2020-01-15,2020-02-01,TFEU 114,yes
32020L0102,directive,With derogations,2020-01-15,2020-01-15,2020-02-01,TFEU 114,yes
32020L0104,directive,With statements,2020-01-15,2020-01-15,2020-02-01,TFEU 114,yes
32020L0109,directive,Two deadlines and a derogation,2020-01-15,2020-01-15,2020-02-01,TFEU 114,yes
32022L0107,directive,Put off,2022-01-15,2022-01-15,2022-02-01,TFEU 114,yes
32025L0108,directive,Stop the clock,2025-04-14,2025-04-14,2025-04-17,TFEU 114,yes
ROWS
rows deadlines.csv deadlines celex,number,date,kind source=law <<'ROWS'
32010L0103,1,2011-12-31,transposition
32020L0101,1,2022-01-01,transposition
32020L0101,2,2023-01-01,transposition
32020L0102,1,2022-06-30,transposition
32020L0104,1,2022-06-30,transposition
32020L0109,1,2022-01-01,transposition
32020L0109,2,2023-01-01,transposition
32022L0107,1,2024-07-06,transposition
32025L0108,1,2025-12-31,transposition
ROWS
columns[deadlines]+=,moved_by
rows moved.csv deadlines celex,number,date,kind,moved_by source=reader <<'ROWS'
32022L0107,1,2027-07-26,transposition,32025L0108
ROWS
rows derogations.csv derogations celex,state,number,date,basis,cite,rank <<'ROWS'
32020L0102,MT,1,2025-06-30,Art 9(2),Decision M,official
32020L0102,CY,1,2025-06-30,Art 9(2),A weblog,unverified
32020L0109,EL,2,2027-01-01,Art 7,Decision E,official
ROWS
rows stated.csv derogations celex,state,number,date,basis rank=stated author=Rossi source=rossi <<'ROWS'
32020L0102,LU,1,2027-06-30,Art 9(2)
ROWS
most='BE BG CZ DK DE EE IE IT LV LT HU NL AT PT RO SI SK FI SE'
laws() { for state in $most; do echo "$state,$1-$state,,$2,Law of $state,"; done; } # laws NAME DAY
{ laws a 2012-06-01; echo 'HR,a-HR,,2013-08-01,Law of Croatia,'; } | measures 32010L0103
laws b 2021-12-01 | measures 32020L0101
{ laws c 2022-06-01; echo 'MT,c-MT,,2025-07-01,Law of Malta,'; } | measures 32020L0102
{ laws d 2022-06-01; echo 'LU,d-LU,,2023-05-01,Law of Luxembourg,'; echo 'FR,d-FR,,2022-05-01,Law of France,'; } | measures 32020L0104
laws e 2021-12-01 | measures 32020L0109
laws f 2024-05-01 | measures 32022L0107
rows declarations.csv declarations celex,state,value,date,nim <<'ROWS'
32020L0104,LU,not necessary,2022-05-01,
32020L0104,MT,not necessary,2022-05-01,
32020L0104,FR,complete,2022-05-01,d-FR
32020L0104,FR,partial,2024-05-01,
ROWS
letter() { echo "INFR($1)$2,$3,$4,non-communication,$5,LFN258"; } # letter YEAR NUMBER CELEX STATE DAY
{
	for state in ES:1 FR:2 PL:3; do letter 2012 "010${state#*:}" 32010L0103 "${state%:*}" 2012-03-20; done
	for state in ES:1 FR:2 PL:3; do letter 2022 "020${state#*:}" 32020L0102 "${state%:*}" 2022-09-20; done
	letter 2023 0301 32020L0101 ES 2023-03-15
	letter 2023 0302 32020L0109 EL 2023-03-15
	letter 2019 0303 32020L0109 FR 2021-12-20
	letter 2024 0304 32022L0107 ES 2024-09-26
	letter 2022 0305 32020L0104 PL 2022-09-20
	echo 'INFR(2022)0305,32020L0104,PL,non-communication,2023-06,RF258'
	echo 'INFR(2022)0305,32020L0104,PL,non-communication,2023-06-15,C'
} | rows decisions.csv decisions infr,celex,state,kind,date,type
rows lists.csv lists celex,type,date,complete,states <<'ROWS'
32010L0103,LFN258,2012-03-20,yes,3
32020L0102,LFN258,2022-09-20,yes,3
ROWS
does 0 --db "$db" run --snapshot "$dir/facts"
ok 'the facts are taken and judged' $? "$(said)"

# cell DAY CELEX/NO/STATE COLUMNS
cell() {
	local act no state
	IFS=/ read -r act no state <<<"$2"
	"$ADQUEM" --db "$db" check --as-of "$1" --act "$act" --format csv >"$dir/cells.csv" 2>"$dir/err"
	column "$dir/cells.csv" "$act" "$no" "$state" "$3"
}
explain() { "$ADQUEM" --db "$db" explain "$@" 2>&1 | tr -s '\n ' ' '; }
now=2026-03-01

# ---- a state with a day of its own

is 'letters sent before the accession of a state say nothing of it' "$(cell $now 32010L0103/1/HR deadline,letter,stage)" '2013-07-01 I unread'
is 'nor those before the end of its derogation' "$(cell $now 32020L0102/1/MT deadline,letter,stage)" '2025-06-30 I unread'
is 'of the others they do' "$(cell $now 32020L0102/1/BE letter,stage)" 'A none'
like 'the source of such a day is that of the derogation' "$(explain 32020L0102 MT)" 'For this state: 30 June 2025 Source: Decision M\.'
like 'also where it is said how long ago it passed' "$(explain 32020L0102 MT)" 'passed [0-9]+ days ago, on 30 June 2025\. Source: Decision M\.'
like 'an accession is one' "$(explain 32010L0103 HR)" 'For this state: 1 July 2013 Source: Treaty of Accession 2011\.'
like 'a derogation that nobody confirmed is marked' "$(explain 32020L0102 CY)" 'Letter O: [^[]*\[unverified\]'
like 'one that a user stated has the name' "$(explain 32020L0102 LU)" 'Letter P: .*stated by Rossi'
is 'and is left out when only official facts are asked for' \
	"$("$ADQUEM" --db "$db" check --official-only --act 32020L0102 --format csv >"$dir/cells.csv"; column "$dir/cells.csv" 32020L0102 1 LU deadline,letter)" '2022-06-30 O'
like 'no step is foreseen by the day of the others' "$("$ADQUEM" --db "$db" forecast 32020L0102 LU 2>&1)" 'later day of its own'
is 'a case belongs to a deadline that had passed for the state' "$(cell $now 32020L0109/1/EL letter,stage,level)" 'O LFN case'
is 'not to one that had not' "$(cell $now 32020L0109/2/EL letter,stage,level)" 'P unread none'

# ---- deadlines and cases

like 'a deadline without a case says that the case of another may be its own' "$(explain 32020L0101 ES)" \
	'Deadline 1: .*an open case on this act and state may be about this deadline: INFR\(2023\)0301'
like 'and so one with a letter earlier than any of them' "$(explain 32020L0109 FR)" 'may be about this deadline: INFR\(2019\)0303'
unlike 'one that had not passed by the letter does not' "$(explain 32020L0109 EL)" 'may be about this deadline'
like 'what is missing there is not the letter' "$("$ADQUEM" --db "$db" lint --gaps)" \
	'^deadline of a case: INFR\(2019\)0303 32020L0109: no deadline had passed before the letter of 2021-12-20; LFN of 2021-12-20$'
is 'before a deadline is put off its case is at it' "$(cell 2025-04-01 32022L0107/1/ES deadline,letter,stage,level)" '2024-07-06 O LFN case'
is 'and stays there after' "$(cell $now 32022L0107/1/ES deadline,letter,stage,level)" '2027-07-26 P LFN case'
like 'what it may cost cannot be counted from a day to come' "$(explain 32022L0107 ES)" 'The deadline, as it stands, lies after the referral or the day judged'
does 0 --db "$db" diff --from 2025-04-01 --to 2025-05-01 --act 32022L0107
unlike 'so no case is told to be closed' "$(cat "$dir/out")" 'closed +case'

# ---- statements that were overtaken

is 'a measure notified after the statement that none is needed' "$(cell $now 32020L0104/1/LU letter)" I
is 'without one it stands' "$(cell $now 32020L0104/1/MT letter)" X
is 'complete, and later partial: open' "$(cell $now 32020L0104/1/FR letter)" I
is 'until then complete' "$(cell 2024-04-30 32020L0104/1/FR letter)" C
like 'the two statements are a conflict' "$("$ADQUEM" --db "$db" lint --gaps)" '^conflict: declaration 32020L0104 FR: partial kept '

# ---- months, and the register's flag

is 'a step in the month of the end came before it' "$(cell $now 32020L0104/1/PL stage,stage_date)" 'closed 2023-06-15'
# register DAY ACTIVE - its table, read on that day
register() {
	printf '"Infringement number","Decision date","Decision type","Press release","Memo","Member State","Department in charge","Title","Active","Non-communication"\n' >"$dir/register.csv"
	printf '"20200420","2022/09/20 00:00","Formal notice Art. 258 TFEU","","","Croatia","Justice","Directive (EU) 2020/102 With derogations","%s","Yes"\n' "$2" >>"$dir/register.csv"
	does 0 --db "$db" import --read-on "$1" "$dir/register.csv"
}
register 2026-02-20 Yes
ok 'the register is taken' $? "$(said)"
like 'the case it calls active is open' "$(explain 32020L0102 HR --as-of 2026-02-24)" 'INFR\(2020\)0420 \(non-communication\), open'
register 2026-02-25 No
is 'a run of the next day tells what it calls ended' "$(cell $now 32020L0102/1/HR letter)" O
like 'with the day of the read, and that the day of the end is not known' "$(explain 32020L0102 HR)" 'the register called the case not active on 25 February 2026, no end of it is on record'
like 'in French too' "$(explain 32020L0102 HR --lang fr)" 'le registre indiquait le 25 février 2026 que la procédure n’est plus en cours'
like 'and in German' "$(explain 32020L0102 HR --lang de)" 'laut Register war das Verfahren am 25\..{1,3}Februar.{1,3}2026 nicht mehr anhängig'
like 'beside the stage that day is not given as that of the end' "$(explain 32020L0102 HR)" 'The day of the end is not on record'
like 'it is a gap' "$("$ADQUEM" --db "$db" lint --gaps)" '^conflict: end of a case 32020L0102 HR: not active kept \(register\), no end on record lost'

# ---- one case, two acts: each has its decisions

sed -i '2,$d' "$dir/register.csv"
printf '"20160001","2022/10/20 00:00","Formal notice Art. 258 TFEU","","","Cyprus","Justice","Directives (EU) 2020/101 and (EU) 2020/104","Yes","Yes"\n' >>"$dir/register.csv"
does 0 --db "$db" import --read-on 2026-02-27 "$dir/register.csv"
ok 'a case on two acts is taken' $? "$(said)"
does 0 --db "$db" report --out "$dir/site"
ok 'a report' $? "$(said)"
for act in 32020L0101 32020L0104; do
	is "$act: its cell has the case" "$(column "$dir/site/data/cells.csv" $act 1 CY stage,case_id)" 'LFN INFR(2016)0001'
	is "$act: its decision is in the table" "$(grep -c "^INFR(2016)0001,CY,non-communication,$act,2022-10-20,LFN258" "$dir/site/data/decisions.csv")" 1
	like "$act: explain has it" "$(explain $act CY)" '20 October 2022: letter of formal notice'
	like "$act: its feed too" "$(cat "$dir/site/feeds/$act.atom")" "INFR\(2016\)0001"
done
is 'what is unverified is marked in the tables' \
	"$(for state in CY LU BE; do cell $now 32020L0102/1/$state state,unverified; echo ,; done | tr -d '\n')" 'CY 1,LU 1,BE ,'
grep -v '^cell/' "$dir/site/data/findings.csv" >"$dir/notes"
like 'notes of cells with a case' "$(grep -c '^case-without-measure/' "$dir/notes")" '^[1-9]'
is 'have no forecast of their own' "$(grep -cE 'formal_notice|reasoned_opinion' "$dir/notes")" 0

# ---- a row of the register that is rejected every night: neither a candidate more, nor a case less

snapshot "$dir/reg" 2026-03-20
rows acts.csv acts celex,type,title,adopted,legislative <<<'32021L0001,directive,An act,2020-01-15,yes'
rows deadlines.csv deadlines celex,number,date,kind <<<'32021L0001,1,2022-06-30,transposition'
laws r 2022-06-01 | measures 32021L0001
for state in ES:1 FR:2 PL:3; do letter 2022 "050${state#*:}" 32021L0001 "${state%:*}" 2022-09-20; done |
	rows decisions.csv decisions infr,celex,state,kind,date,type
does 0 --db "$dir/reg.db" import --snapshot "$dir/reg"
ok 'a wave that only the register proves whole' $? "$(said)"
if command -v sqlite3 >/dev/null; then
	read_register() { # read_register DAY STATUS REJECTED
		sqlite3 "$dir/reg.db" "INSERT INTO reading (what, scope, source, read_on, status, whole, rows, rejected, rank)
			VALUES ('register', '*', 'register', '$1', '$2', $([ "$2" = ok ] && echo 1 || echo 0), 9, $3, 1)"
	}
	of_be() { # of_be DAY - the letter of Belgium and its reason
		"$ADQUEM" --db "$dir/reg.db" check --as-of "$1" --act 32021L0001 --format csv >"$dir/cells.csv" 2>/dev/null
		column "$dir/cells.csv" 32021L0001 1 BE letter,reason
	}
	read_register 2026-02-24 failed 0
	is 'never read whole, and failed: trouble' "$(of_be 2026-02-24)" 'U trouble:failed'
	read_register 2026-02-25 ok 0
	is 'read whole: nobody wrote to this state' "$(of_be 2026-02-25)" 'A '
	for day in 2026-02-28 2026-03-05 2026-03-12; do read_register $day ok 1; done
	is 'what a whole read proved stands beside one of which a row was rejected' "$(of_be 2026-03-11)" 'A '
	is 'for as long as it would alone; then it is unknown' "$(of_be 2026-03-12)" 'U trouble:incomplete'
	like 'an open case stays one' "$("$ADQUEM" --db "$dir/reg.db" explain 32021L0001 ES --as-of 2026-03-12)" 'INFR\(2022\)0501 \(non-communication\), open'
else
	skip 'sqlite3 is not installed: reads of the register'
fi

# ---- one source tells one date under a number

snapshot "$dir/double" 2026-03-01
rows double.csv deadlines celex,number,date,kind,moved_by <<'ROWS'
32022L0107,1,2024-07-06,transposition,
32022L0107,1,2027-07-26,transposition,32025L0108
ROWS
does 1 --db "$dir/double.db" import --snapshot "$dir/double"
like 'a date beside the one it replaces is refused, not made a second deadline' "$status $(cat "$dir/out" "$dir/err")" \
	'double\.csv:3: rejected: 32022L0107: deadline 1 is in record 2 too'
done_testing
