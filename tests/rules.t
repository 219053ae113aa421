#!/usr/bin/env bash
# Every rule with a case that fires and the nearest one that does not; the ten letters, their order, the reasons of U, the
# levels, and the deadlines as the law counts them. Seen through `check`, as a user sees it.
. tests/lib.sh
db=$dir/rules.db

# ---- the fixture: one act for each question; deadlines fall on 2022-06-30 unless the question needs another day

snapshot "$dir/facts" 2022-09-01
acts='32020L0001 32020L0002 32020L0003 32020L0004 32020L0005 32020L0006 32020L0007 32020L0008 32020L0009 32020L0010
32020L0011 32020L0012 32020L0013 32020L0014 32020L0015 32020L0016 32020L0017 32020L0018'
{
	for act in $acts; do echo "$act,directive,Act $act,2020-01-15,,,,,yes"; done
	echo '32010L0001,directive,Before an accession,2010-01-15,,,,,no'
	echo '32018L0001,directive,Before a withdrawal,2018-01-15,,,,,'
	echo '32018L0002,directive,Repealed,2018-01-15,2022-08-01,32020L0001,repealed,,yes'
	echo '32018L0003,directive,Repealed for some,2018-01-15,2022-08-01,32020L0012,repealed,32020L0012,yes'
	echo '32018L0004,directive,Codified later,2018-01-15,,,,,yes'
	echo '32021L0001,directive,Codification,2021-01-15,,,,,yes'
} | rows acts.csv acts celex,type,title,adopted,ended,ended_by,ended_how,ended_for,legislative
{
	for act in $acts; do [ $act = 32020L0011 ] || echo "$act,1,2022-06-30,transposition,"; done
	echo '32020L0011,1,,transposition,
32020L0014,2,2022-12-31,transposition,
32020L0014,3,2022-12-31,duty,
32010L0001,1,2012-01-01,transposition,
32018L0001,1,2020-01-15,transposition,
32018L0002,1,2020-12-31,transposition,
32018L0003,1,2020-12-31,transposition,
32018L0004,1,2020-12-31,transposition,
32021L0001,1,2020-12-31,inherited,32018L0004'
} | rows deadlines.csv deadlines celex,number,date,kind,inherited_from
rows binding.csv binding celex,state,value,basis <<'ROWS'
32020L0010,BG,not bound,Protocol A
32018L0001,UK,bound,outside Title V
32020L0012,BG,not bound,Protocol A
32020L0012,CZ,in part,Protocol B
32020L0012,DK,international law,Protocol 22
32020L0012,IE,bound,Protocol 21
32020L0013,DK,international law,Protocol 22
32020L0013,FR,not established,nobody said
ROWS

measures 32020L0001 <<'ROWS'
BE,m1,,2022-06-30,Law of Belgium,
DE,m2,,2022-07-10,Law of Germany,
CZ,m3,,2022-05-10,Law of Czechia,https://example.eu/DECL_CPL
PL,m4,,2022-05-01,Law of Poland,https://example.eu/DECL_CPL
PT,m5,,2022-06-01,Law of Portugal,
EE,m6,2020-01-15,,Law of Estonia,
LV,m7,2020-01-14,,Law of Latvia,
ES,m8,,2022-07-01,Law of Spain,
IT,m9,,2022-07-01,Law of Italy,
ROWS
measures 32020L0002 <<'ROWS'
BE,m2-1,,2022-06-01,Law of Belgium,
MT,m2-2,2010-01-01,,Law of Malta,https://example.eu/DECL_CPL
ROWS
measures 32020L0003 <<<'BE,m3-1,,2022-06-01,Law of Belgium,'
six='BE DE FR ES IT PT'
for state in $six NL; do echo "$state,far-$state,,2022-06-01,Law of $state,"; done | measures 32020L0004 read=2024-07-05
for state in $six; do echo "$state,few-$state,,2022-06-01,Law of $state,"; done | measures 32020L0005 read=2024-06-29
for state in $six; do echo "$state,few-$state,,2022-06-01,Law of $state,"; done | measures 32020L0006 read=2024-06-30
measures 32020L0007 read=2022-07-09 </dev/null
measures 32020L0008 read=2022-07-10 <<<'BE,m8-1,,2022-06-01,Law of Belgium,'
measures 32020L0009 whole=no <<<'BE,m9-1,,2022-06-01,Law of Belgium,'
measures 32020L0011 </dev/null
measures 32020L0012 </dev/null
measures 32020L0013 </dev/null
measures 32020L0014 read=2023-02-10 </dev/null
measures 32020L0015 read=2023-07-30 </dev/null
measures 32020L0016 <<'ROWS'
FR,l1,,2022-06-01,INFR(2022)0500,
ES,l2,,2022-06-01,Law on INFR(2022)0501,
ROWS
measures 32020L0017 </dev/null
measures 32020L0018 </dev/null
measures 32010L0001 read=2013-07-10 </dev/null
measures 32018L0001 read=2020-02-05 </dev/null
measures 32018L0002 read=2022-08-05 </dev/null
measures 32018L0003 read=2022-08-05 </dev/null
measures 32018L0004 read=2022-08-05 </dev/null
measures 32021L0001 read=2022-08-05 <<<'NL,c1,,2022-03-01,Law of the Netherlands,'

rows declarations.csv declarations celex,state,value,date <<'ROWS'
32020L0001,HU,not necessary,2022-05-01
32020L0001,PL,not necessary,2022-05-01
32020L0001,SK,complete,2022-07-05
32020L0001,PT,partial,2022-06-01
32020L0004,PT,partial,2022-06-01
32020L0008,HU,not necessary,2022-05-01
ROWS
rows decisions.csv decisions infr,celex,state,kind,date,type <<'ROWS'
,32020L0001,FR,non-communication,2022-07-20,LFN258
,32020L0001,ES,non-communication,2022-07-20,LFN258
INFR(2022)0001,32020L0001,IT,non-communication,2022-07-20,LFN258
INFR(2022)0001,32020L0001,IT,non-communication,2022-08-10,C
,32020L0002,FR,non-communication,2022-07-20,LFN258
,32020L0002,ES,non-communication,2022-07-20,LFN258
,32020L0003,FR,non-communication,2022-07-20,LFN258
,32020L0003,ES,non-communication,2022-07-20,LFN258
,32020L0003,IT,non-communication,2022-07-20,LFN258
INFR(2022)0041,32020L0004,DE,non-communication,2022-07-20,LFN258
INFR(2022)0041,32020L0004,DE,non-communication,2023-01-10,C
INFR(2022)0042,32020L0004,AT,non-communication,2022-07-20,LFN258
INFR(2022)0042,32020L0004,AT,non-communication,2023-01-10,C
INFR(2022)0043,32020L0004,PT,non-communication,2022-07-20,LFN258
INFR(2022)0043,32020L0004,PT,non-communication,2023-01-10,C
INFR(2022)0044,32020L0004,ES,non-communication,2022-07-20,LFN258
INFR(2022)0044,32020L0004,ES,non-communication,2023-02-01,W
INFR(2022)0044,32020L0004,ES,non-communication,2023-03-01,RO258
,32020L0008,FR,non-communication,2022-07-11,LFN258
,32020L0010,FR,non-communication,2022-07-11,LFN258
,32020L0013,DK,non-communication,2022-07-20,LFN258
INFR(2022)0141,32020L0014,FR,non-communication,2022-07-20,LFN258
INFR(2023)0142,32020L0014,ES,non-communication,2023-02-01,LFN258
INFR(2022)0143,32020L0014,IT,non-communication,2022-06-30,LFN258
INFR(2022)0144,32020L0014,NL,non-communication,2022-07-01,LFN258
INFR(2022)0151,32020L0015,FR,non-communication,2022-07-20,LFN258
INFR(2022)0151,32020L0015,FR,non-communication,2023-07,RO258
INFR(2022)0500,32020L0016,FR,non-communication,2022-07-20,LFN258
,32020L0017,FR,non-conformity,2022-07-20,LFN258
,32018L0002,FR,non-communication,2021-02-01,LFN258
ROWS
rows lists.csv lists celex,type,date,complete,states <<'ROWS'
32020L0001,LFN258,2022-07-20,yes,3
32020L0002,LFN258,2022-07-20,yes,2
32020L0003,LFN258,2022-07-20,no,3
ROWS

does 0 --db "$db" import --snapshot "$dir/facts"
ok 'the fixture is taken whole' $? "$(said)"

# ---- asking

# judged DAY [FORMAT] - the file with all cells as of that day, made once
judged() {
	local file=$dir/$1.${2:-csv}
	[ -s "$file" ] || "$ADQUEM" --db "$db" check --as-of "$1" --format "${2:-csv}" >"$file" 2>"$dir/err"
	echo "$file"
}

# cell NAME DAY ACT/NO/STATE COLUMNS WANT
cell() {
	local act no state
	IFS=/ read -r act no state <<<"$3"
	is "$1 ($3, $2)" "$(column "$(judged "$2")" "$act" "$no" "$state" "$4")" "$5"
}

declare -A hit miss
level_of() { sed -n 's/^-- level: //p' "rules/$1.sql"; }

# shows DAY RULE SUBJECT - whether the rule decides what the user sees of the subject on that day
shows() {
	local act no state level
	IFS=/ read -r act no state <<<"$3"
	level=$(level_of "$2")
	case $level in
	letter*) [ "$(column "$(judged "$1")" "$act" "$no" "$state" letter)" = "${level#letter }" ] ;;
	note) [ -n "$(json "$(judged "$1" json)" "map { \$_->{message} } grep { \$_->{finding} eq '$2/$3' } @{\$d->{findings}}")" ] ;;
	*) [ "$(column "$(judged "$1")" "$act" "$no" "$state" level,rule)" = "$level $2" ] ;;
	esac
}
row() {
	local act no state
	IFS=/ read -r act no state <<<"$2"
	column "$(judged "$1")" "$act" "$no" "$state" letter,stage,level,rule,reason
}
fires() { # fires RULE DAY SUBJECT WHY
	hit[$1]=1
	shows "$2" "$1" "$3"
	ok "$1 fires: $4 ($3, $2)" $? "$(row "$2" "$3")"
}
spares() { # spares RULE DAY SUBJECT WHY
	miss[$1]=1
	! shows "$2" "$1" "$3"
	ok "$1 does not: $4 ($3, $2)" $? "$(row "$2" "$3")"
}

# ---- the ten letters

A=32020L0001/1
fires letter-p 2022-03-31 $A/AT 'due in 91 days'
spares letter-p 2022-04-01 $A/AT 'due in 90 days'
fires letter-s 2022-04-01 $A/AT 'due in 90 days'
fires letter-s 2022-06-30 $A/AT 'due today'
spares letter-s 2022-03-31 $A/AT 'due in 91 days'
spares letter-s 2022-07-01 $A/AT 'due yesterday'
fires due-soon 2022-04-01 $A/AT 'due in 90 days'
spares due-soon 2022-03-31 $A/AT 'due in 91 days'
spares due-soon 2022-06-30 $A/BE 'a measure is notified'
fires letter-n 2022-06-30 $A/BE 'notified on the last day'
spares letter-n 2022-06-29 $A/BE 'not notified yet'
spares letter-n 2022-07-01 $A/BE 'the deadline has passed'
fires letter-i 2022-07-01 $A/BE 'the first moment of the next day'
spares letter-i 2022-06-30 $A/BE 'the last day is still in time'
fires letter-o 2022-07-01 $A/AT 'nothing notified, one day late'
spares letter-o 2022-06-30 $A/AT 'the last day is still in time'
fires letter-o 2022-07-09 $A/DE 'the day before the notification'
spares letter-o 2022-07-10 $A/DE 'notified on this day'
fires letter-x 2022-05-01 $A/HU 'the state says so from this day'
spares letter-x 2022-04-30 $A/HU 'the day before it says so'
fires letter-c 2022-05-10 $A/CZ 'declared on a measure notified for this act'
spares letter-c 2022-05-09 $A/CZ 'the day before'
fires letter-c 2022-07-05 $A/SK 'declared for the act, nothing notified'
spares letter-c 2022-07-04 $A/SK 'the day before'
spares letter-c 2022-09-01 32020L0002/1/MT 'declared on a measure whose date is not one for this act'
cell 'and the reason says so' 2022-09-01 32020L0002/1/MT letter,reason \
	'I a declaration is on record for a measure that also serves other acts'
fires letter-a 2022-08-03 $A/BE 'a whole wave to three states is 14 days old'
spares letter-a 2022-08-02 $A/BE 'it is 13 days old'
spares letter-a 2022-08-20 32020L0002/1/BE 'the wave went to two states only'
spares letter-a 2022-08-20 32020L0003/1/BE 'the list of addressees is not complete and the register was never read'
spares letter-a 2022-08-20 $A/PT 'the state declared partial transposition'
spares letter-a 2022-08-20 $A/ES 'the wave names this state'
spares letter-a 2022-08-20 $A/AT 'nothing is notified'
fires letter-a 2022-08-10 $A/IT 'its case was closed on this day'
spares letter-a 2022-08-09 $A/IT 'the day before the closing'
cell 'A says provisional for twelve months' 2023-06-30 32020L0004/1/DE letter,stage,stage_date,reason 'A closed 2023-01-10 provisional'
cell 'and not after them' 2023-07-01 32020L0004/1/DE letter,reason 'A '
cell 'I where cases were not read says so' 2022-08-20 32020L0003/1/BE letter,stage,reason 'I unread cases not read'
cell 'I where a complete list was too small' 2022-08-20 32020L0002/1/BE letter,stage,reason 'I none '
fires letter-b 2022-07-01 32020L0012/1/BG 'not bound'
fires letter-b 2022-07-01 32020L0012/1/DK 'bound under international law only, no decision'
spares letter-b 2022-07-01 32020L0012/1/CZ 'bound in part'
spares letter-b 2022-07-01 32020L0012/1/IE 'bound by choice'
fires letter-b 2022-07-19 32020L0013/1/DK 'international law, the day before the letter'
spares letter-b 2022-07-20 32020L0013/1/DK 'a decision on record treats it as bound'
cell 'it is judged then' 2022-07-20 32020L0013/1/DK letter,stage,level 'O LFN case'
does 0 --db "$db" explain 32020L0013 DK --as-of 2022-07-20
like 'and the contradiction is stated' "$(tr -s ' \n' ' ' <"$dir/out")" 'Protocol 22; yet treated as bound by the Commission'

# The order, where more than one letter would apply.
cell 'B before U' 2022-07-15 32020L0010/1/BG letter B
cell 'U before X' 2022-07-25 32020L0008/1/HU letter,reason 'U trouble:stale'
cell 'X before C' 2022-07-01 $A/PL letter X
cell 'C before N' 2022-06-01 $A/CZ letter C
cell 'C before A' 2022-08-20 $A/CZ letter C
cell 'A before I' 2022-08-20 $A/EE letter A

# ---- U, and its reasons

fires letter-u 2022-07-15 32020L0010/1/BE 'never read'
spares letter-u 2022-07-15 32020L0008/1/BE 'read five days ago'
cell 'never read is a gap' 2022-07-15 32020L0010/1/BE reason 'gap:never read'
cell 'fourteen days old is fresh' 2022-07-24 32020L0008/1/AT letter O
cell 'fifteen days old is stale, and trouble' 2022-07-25 32020L0008/1/AT letter,reason 'U trouble:stale'
cell 'a read after the day judged is not stale' 2022-07-02 32020L0008/1/AT letter O
cell 'incomplete: absence is unknown' 2022-07-15 32020L0009/1/AT letter,reason 'U trouble:incomplete'
cell 'incomplete: absence before the deadline too' 2022-06-01 32020L0009/1/AT letter,reason 'U trouble:incomplete'
cell 'incomplete: a measure is a measure' 2022-07-15 32020L0009/1/BE letter I
cell 'a date before the act: undecided until the first read' 2022-08-31 $A/LV letter,reason 'U gap:notification undated'
cell 'and notified from the first read' 2022-09-01 $A/LV letter A
cell 'a date on the day of adoption is one' 2022-07-01 $A/EE letter I
cell 'undecided only from the adoption' 2020-01-14 $A/LV letter 'no cell'
cell 'Ireland without a fact on its binding' 2022-07-15 $A/IE letter,reason 'U gap:binding not established'
cell 'Denmark without a fact on its binding' 2022-07-15 $A/DK letter,reason 'U gap:binding not established'
cell 'a fact that says not established' 2022-07-15 32020L0013/1/FR letter,reason 'U gap:binding not established'
cell 'no calendar date' 2022-07-15 32020L0011/1/BE letter,reason,deadline 'U gap:no date '
cell 'few states, 730 days after the deadline' 2024-06-29 32020L0005/1/AT letter O
cell 'few states, 731 days after it' 2024-06-30 32020L0006/1/AT letter,reason 'U gap:not covered'
cell 'not covered says nothing of a state with a measure' 2024-06-30 32020L0006/1/BE letter I
cell 'seven states are enough' 2024-07-05 32020L0004/1/HU letter O
fires pair-not-covered 2024-06-30 32020L0006/1/AT 'six states, 731 days after the deadline'
spares pair-not-covered 2024-06-29 32020L0005/1/AT '730 days after it'
spares pair-not-covered 2024-07-05 32020L0004/1/HU 'seven states'
is 'gaps never change the exit status' "$("$ADQUEM" --db "$db" check --as-of 2022-07-15 --act 32020L0010 --state BE \
	--format csv >/dev/null 2>&1; echo $?)" 0
does 2 --db "$db" check --as-of 2022-07-25 --act 32020L0008 --format csv
ok 'trouble does, and is named on standard error' $? "$(said)"
like 'with its act' "$(cat "$dir/err")" 'measures of 32020L0008: stale'

# ---- levels

fires nothing-notified-yet 2022-07-09 $A/AT 'nine days after the deadline'
spares nothing-notified-yet 2022-07-10 $A/AT 'ten days after it'
fires nothing-notified 2022-07-10 $A/AT 'ten days after, read later'
spares nothing-notified 2022-07-09 $A/AT 'nine days after the deadline'
fires nothing-notified 2022-07-15 32020L0008/1/AT 'the read is ten days after the deadline'
spares nothing-notified 2022-07-15 32020L0007/1/AT 'the read is nine days after it'
cell 'it stays a candidate' 2022-07-15 32020L0007/1/AT letter,level 'O candidate'
fires completeness-open 2022-07-01 $A/BE 'measures notified, completeness not declared'
spares completeness-open 2022-06-30 $A/BE 'the deadline is ahead'
spares completeness-open 2022-08-03 $A/BE 'no case after a whole wave'
fires completeness-open 2024-06-30 32020L0004/1/BE 'twenty-four months after the deadline'
spares completeness-open 2024-07-01 32020L0004/1/BE 'a day more: dormant'
fires dormant 2024-07-01 32020L0004/1/BE 'more than twenty-four months, no case'
spares dormant 2024-06-30 32020L0004/1/BE 'twenty-four months to the day'
spares dormant 2024-07-01 32020L0004/1/PT 'a case is on record'
fires case-open 2022-07-20 $A/FR 'the day of the letter'
spares case-open 2022-07-19 $A/FR 'the day before'
spares case-open 2022-08-10 $A/IT 'closed on this day'
spares case-open 2022-09-01 32020L0017/1/FR 'the case is one of non-conformity'
fires case-without-measure 2022-07-20 $A/FR 'open case, nothing notified'
spares case-without-measure 2022-07-20 $A/ES 'open case, a measure notified'
fires case-closed-nothing-notified 2023-01-10 32020L0004/1/AT 'O, closed on this day'
spares case-closed-nothing-notified 2023-01-09 32020L0004/1/AT 'the day before'
cell 'O whose case was closed has no level' 2023-01-10 32020L0004/1/AT letter,stage,stage_date,level,finding 'O closed 2023-01-10 none '
cell 'and had one till then' 2023-01-09 32020L0004/1/AT letter,stage,level 'O LFN case'
does 0 --db "$db" explain 32020L0004 AT --as-of 2023-01-10
like 'and says who closed it, and what the register shows' "$(tr -s ' \n' ' ' <"$dir/out")" \
	'the Commission closed the case .10 January 2023.; the register shows no measure'
cell 'steps after a withdrawal reopen the case' 2023-03-01 32020L0004/1/ES stage,stage_date,level 'RO 2023-03-01 case'
cell 'between them it is closed' 2023-02-28 32020L0004/1/ES letter,stage,level 'A closed none'
cell 'a case stays a case under U' 2022-07-25 32020L0008/1/FR letter,level 'U case'
cell 'also where nobody read' 2022-07-15 32020L0010/1/FR letter,level 'U case'
cell 'X has none' 2022-07-15 $A/HU level none

# ---- links, dates, sources

fires case-link 2022-09-01 32020L0016/0/FR 'a row INFR(...) among the measures'
spares case-link 2022-09-01 32020L0016/0/ES 'a law with such a number inside its title'
cell 'the row is no measure' 2022-09-01 32020L0016/1/FR letter,level 'O case'
cell 'the law is' 2022-09-01 32020L0016/1/ES letter I
like 'the link is tied to its case' "$(json "$(judged 2022-09-01 json)" \
	'map { $_->{message} } grep { $_->{finding} eq "case-link/32020L0016/0/FR" } @{$d->{findings}}')" \
	'INFR\(2022\)0500 .*the case is open, LFN of 2022-07-20'
fires notification-before-act 2022-09-01 32020L0001/0/LV 'the day before the adoption'
spares notification-before-act 2022-09-01 32020L0001/0/EE 'the day of the adoption'
fires source-trouble 2022-07-25 measures:32020L0008/0/- 'read fifteen days ago'
spares source-trouble 2022-07-24 measures:32020L0008/0/- 'read fourteen days ago'

# ---- deadlines as the law counts them

cell 'a state is not judged before its accession' 2013-06-30 32010L0001/1/HR letter 'no cell'
cell 'its due day is that of the accession' 2013-07-01 32010L0001/1/HR deadline,letter '2013-07-01 S'
cell 'missed from the next day' 2013-07-02 32010L0001/1/HR letter,days_overdue 'O 1'
cell 'the others keep the date of the act' 2013-07-02 32010L0001/1/BE deadline '2012-01-01'
cell 'the United Kingdom on its last day' 2020-01-31 32018L0001/1/UK letter O
cell 'and in the transition' 2020-02-01 32018L0001/1/UK letter O
cell 'and after it' 2021-01-01 32018L0001/1/UK letter 'no cell'
cell 'an act on the day before its repeal' 2022-07-31 32018L0002/1/BE letter O
cell 'leaves the list on that day' 2022-08-01 32018L0002/1/BE letter 'no cell'
cell 'but an open case stays a case' 2022-08-01 32018L0002/1/FR letter,level 'O case'
cell 'repealed for the states bound by another act' 2022-08-01 32018L0003/1/BE letter 'no cell'
cell 'for a state bound in part too' 2022-08-01 32018L0003/1/CZ letter 'no cell'
cell 'not for one that is not bound by it' 2022-08-01 32018L0003/1/BG letter O
cell 'an inherited deadline makes no cell' 2022-08-01 32021L0001/1/NL letter 'no cell'
cell 'measures notified for the codification count' 2022-08-01 32018L0004/1/NL letter I
cell 'from their day' 2022-02-28 32018L0004/1/NL letter O
cell 'and only for that state' 2022-08-01 32018L0004/1/BE letter O
cell 'a duty makes no cell' 2023-01-15 32020L0014/3/BE letter 'no cell'
cell 'each deadline is judged alone: the first' 2022-07-15 32020L0014/1/BE letter O
cell 'the second' 2022-07-15 32020L0014/2/BE letter P
cell 'a case belongs to the deadline that had passed' 2023-02-01 32020L0014/1/FR level case
cell 'not to the next one' 2023-02-01 32020L0014/2/FR level strong
cell 'a later case to the later deadline' 2023-02-01 32020L0014/2/ES level case
cell 'not to the earlier one' 2023-02-01 32020L0014/1/ES level strong
cell 'a letter on the last day belongs to none' 2022-07-15 32020L0014/1/IT stage,level 'unread strong'
cell 'a day later it does' 2022-07-15 32020L0014/1/NL stage,level 'LFN case'
cell 'a month is not over before its last day' 2023-07-30 32020L0015/1/FR stage,stage_date 'LFN 2022-07-20'
cell 'then its step counts, and shows the month' 2023-07-31 32020L0015/1/FR stage,stage_date 'RO 2023-07'

# ---- what a user states

snapshot "$dir/stated" 2022-09-01
rows stated.csv declarations celex,state,value,date source=me rank=stated author='Jane Doe' expires=2022-08-20 <<'ROWS'
32020L0017,PT,complete,2022-07-10
32020L0017,HU,not necessary,2022-07-10
ROWS
cp "$db" "$dir/stated.db"
does 0 --db "$dir/stated.db" import --snapshot "$dir/stated"
ok 'facts of a user are taken' $? "$(said)"
stated() { # stated DAY STATE [ARGUMENTS...] - the letter
	local day=$1 state=$2
	shift 2
	"$ADQUEM" --db "$dir/stated.db" check --as-of "$day" --act 32020L0017 --format csv "$@" >"$dir/stated.csv" 2>"$dir/err"
	column "$dir/stated.csv" 32020L0017 1 "$state" letter
}
is 'they decide' "$(stated 2022-08-20 PT) $(stated 2022-08-20 HU)" 'C X'
is 'until they expire' "$(stated 2022-08-21 PT) $(stated 2022-08-21 HU)" 'O O'
is 'but not with --official-only' "$(stated 2022-08-20 PT --official-only) $(stated 2022-08-20 HU --official-only)" 'O O'
does 0 --db "$dir/stated.db" explain 32020L0017 PT --as-of 2022-08-20
is 'who stated them is said where they decide, and only there' \
	"$(stated 2022-08-20 PT >/dev/null
	for state in PT AT; do echo "$state $(column "$dir/stated.csv" 32020L0017 1 $state reason)"; done)" 'PT stated by Jane Doe
AT '
like 'in the explanation too' "$(tr -s ' \n' ' ' <"$dir/out")" 'stated by Jane Doe'

# ---- what a rule of the user gives: a letter is a statement, a level has the rule's own words

mkdir "$dir/own"
own() { # own NAME LEVEL MESSAGE - for AT
	printf -- "-- title: Ours\n-- basis: none\n-- level: %s\n-- needs: none\n-- clears: nothing\n-- since: 2022-01-01\nSELECT celex AS subject, deadline_no, state, due, evidence,
	'%s' AS message FROM v_cell WHERE celex = '32020L0017' AND state = 'AT'\n" "$2" "$3" >"$dir/own/$1.sql"
}
own own-c 'letter C' 'all is in print'
own own-strong strong 'we were told'
is 'a letter of the user says by which rule' "$(stated 2022-08-21 AT --rules "$dir/own") $(column "$dir/stated.csv" 32020L0017 1 AT reason)" 'C by rule own-c'
like 'it is marked' "$("$ADQUEM" --db "$dir/stated.db" check --as-of 2022-08-21 --act 32020L0017 --state AT --rules "$dir/own")" 'AT†'
is 'and left out with --official-only' "$(stated 2022-08-21 AT --rules "$dir/own" --official-only)" O
does 0 --db "$dir/stated.db" explain 32020L0017 AT --as-of 2022-08-21 --rules "$dir/own"
like 'explain has the words of the rule, not those of another one of its level' "$(tr -s ' \n' ' ' <"$dir/out")" 'strong candidate: we were told'

own own-strong strong 'we were told'
does 0 --db "$dir/stated.db" lint --rules "$dir/own"
ok 'lint takes good rules' $? "$(said)"
sed -i "s/deadline_no, state, due/deadline_no, 'GR' AS state, due/" "$dir/own/own-strong.sql"
does 1 --db "$dir/stated.db" lint --rules "$dir/own"
like 'and finds a row that breaks every run' "$(cat "$dir/out")" 'own-strong.sql:.*state must be .*EL, not GR'
does 0 --db "$dir/no.db" lint --rules "$dir/own"
ok 'without a database there are no rows' $? "$(said)"

# ---- what no import can reach yet: a failed read, a register read whole

if command -v sqlite3 >/dev/null; then
	cp "$db" "$dir/failed.db"
	sqlite3 "$dir/failed.db" "UPDATE reading SET status = 'failed', whole = 0 WHERE scope = '32020L0007';
		INSERT INTO reading (what, scope, source, read_on, evidence, status, whole, rows, rejected, rank, query) SELECT what, scope, source, '2022-07-12', evidence, 'failed', 0, 0, 0, rank, query
		FROM reading WHERE scope = '32020L0008';
		INSERT INTO reading (what, scope, source, read_on, evidence, status, whole, rows, rejected, rank, query) SELECT 'register', '*', 'register', '2022-08-01', evidence, 'ok', 1, 9, 0, rank, query
		FROM reading WHERE scope = '32020L0008' AND status = 'ok'"
	db=$dir/failed.db
	rm -f "$dir"/2*.csv "$dir"/2*.json
	cell 'never read whole and failed: U at once' 2022-07-10 32020L0007/1/BE letter,reason 'U trouble:failed'
	cell 'a failed read leaves the letters standing' 2022-07-24 32020L0008/1/AT letter O
	cell 'until the last whole read is stale' 2022-07-25 32020L0008/1/AT letter,reason 'U trouble:failed'
	does 2 --db "$db" check --as-of 2022-07-20 --act 32020L0008 --format csv
	ok 'with status 2 in the meantime' $? "$(said)"
	cell 'a wave is whole when the register was read whole' 2022-08-15 32020L0003/1/BE letter,stage 'A none'
	cell 'where A would rest on a stale register: U' 2022-08-16 32020L0003/1/BE letter,reason 'U trouble:stale'
	cell 'not where a complete list speaks' 2022-08-16 $A/BE letter A
	cell 'nor where a case is open' 2022-08-16 $A/ES letter,level 'I case'
	cell 'nor where nothing is notified' 2022-08-16 $A/AT letter,level 'O strong'
else
	skip 'sqlite3 is not installed: a failed read and a register read whole'
fi

for file in rules/*.sql; do
	rule=$(basename "$file" .sql)
	is "$rule has a case that fires and one that does not" "${hit[$rule]:-no} ${miss[$rule]:-no}" '1 1'
done
done_testing
