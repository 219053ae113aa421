#!/usr/bin/env bash
# `adquem scoreboard` over the bundled decisions and a register of measures made by hand, against a table counted by hand.
. tests/lib.sh
db=$dir/scoreboard.db
acts=(32022L2555 32022L2557 32016L0680 32019L1153 32023L0977)
only=("${acts[@]/#/--act=}" --state=BE --state=ES --state=IE --state=PL)
cut=(--cutoff-deadline 2025-11-30 --cutoff-notified 2025-12-05)

# ---- the fixture: the bundled acts, deadlines, bindings and decisions, and measures of four acts

snapshot "$dir/facts" 2025-12-05
for kind in acts deadlines binding decisions lists; do
	cp "snapshot/$kind.csv" "$snap"
	declare_file "$kind.csv" "$kind" rank=unverified 'confidence=per row'
done
measures 32022L2555 <<'ROWS'
BE,n1,,2024-05-17,Law of Belgium,
IE,n2,,2025-06-01,Law of Ireland,
PL,n3,,2025-09-01,Law of Poland,https://example.eu/DECL_CPL
ROWS
measures 32022L2557 <<<'BE,c1,,2025-02-01,Law of Belgium,'
# seven states and more: on an act this old, fewer would say that the register hardly covers it
for state in BE IE DE FR IT NL AT FI; do echo "$state,l-$state,,2018-05-01,Law of $state,"; done | measures 32016L0680
for state in BE ES IE PL; do echo "$state,f-$state,,2021-07-01,Law of $state,https://example.eu/DECL_CPL"; done |
	measures 32019L1153
rows declarations.csv declarations celex,state,value,date <<<'32022L2557,PL,not necessary,2024-09-01'
does 0 --db "$db" import --snapshot "$dir/facts"
ok 'the fixture is taken whole' $? "$(said)"

# ---- the letters, by which the table was counted

# 2022/2555 and 2022/2557: due 2024-10-17; letters of 28 November 2024 to ES, IE (2555 alone), PL, BE (2557 alone)
# 2016/680: due 2018-05-06; the cases of BE and PL were closed, that of ES was decided (C-658/19)
# 2019/1153: due 2021-08-01, declared complete by all four; 2023/977: due 2024-12-12, its measures were never read
does 1 --db "$db" check --as-of 2025-12-05 "${only[@]}" --format csv
cp "$dir/out" "$dir/cells.csv"
while read -r celex want; do
	is "the letters of $celex in BE, IE, ES, PL" "$(for s in BE IE ES PL; do column "$dir/cells.csv" "$celex" 1 $s letter; echo; done | xargs)" "$want"
done <<'ROWS'
32022L2555 A I O C
32022L2557 I O O X
32016L0680 A I O O
32019L1153 C C C C
ROWS
is 'the act that was not read' "$(grep -c '^32023L0977,1,.*,U,' "$dir/cells.csv")" 4

# ---- the table
#
# From the due days to 30 November 2025: 409 days from 2024-10-17, 2765 from 2018-05-06 (more than two years: long).
# A month is 365.25 / 12 days: 409 days are 13.4 months, 2765 days 90.8.
#
# BE  4 cells, 1 unknown. O: none. O+I: 2557. 1/4 = 25.0 %, 13.4 months.
# ES  4 cells, 1 unknown. O: 2555, 2557, 680. 3/4 = 75.0 %; (409 + 409 + 2765) / 3 = 1194.3 days = 39.2 months; 1 long.
# IE  4 cells, 1 unknown. O: 2557. 25.0 %, 13.4. O+I: 2555, 2557, 680: as ES.
# PL  4 cells, 1 unknown. O: 680, whose case was closed. 25.0 %, 90.8 months, 1 long. O+I: the same.
# all 16 cells, 4 unknown. O: 0 + 3 + 1 + 1 = 5; 5/16 = 31.25 = 31.3 %; 3583 + 409 + 2765 = 6757 days / 5 = 1351.4 = 44.4
#     months; 2 long. O+I: 1 + 3 + 3 + 1 = 8; 50.0 %; 409 + 3583 + 3583 + 2765 = 10340 / 8 = 1292.5 = 42.5 months; 3 long.
#     Acts known: 2555, 2557, 680, 1153, but not 977: three of four have a state with O, the same with O+I. 75.0 %.
# On 5 August 2025, deadlines until 31 July: PL had notified nothing for 2555 yet, so that it had one O more.
board() { does 0 --db "$db" scoreboard "${only[@]}" "$@"; }
board "${cut[@]}" --since 2025-08-05 --format csv
is 'the table counted by hand' "$(cat "$dir/out")" \
	'state,cells,unknown,unnotified,unnotified_percent,unnotified_delay,unnotified_long,outstanding,outstanding_percent,outstanding_delay,outstanding_long,unnotified_incomplete,outstanding_incomplete,unnotified_change,outstanding_change
-,16,4,5,31.3,44.4,2,8,50.0,42.5,3,75.0,75.0,-1,-1
BE,4,1,0,0.0,,0,1,25.0,13.4,0,,,0,0
IE,4,1,1,25.0,13.4,0,3,75.0,39.2,1,,,0,0
ES,4,1,3,75.0,39.2,1,3,75.0,39.2,1,,,0,0
PL,4,1,1,25.0,90.8,1,1,25.0,90.8,1,,,-1,-1'

# ---- the two cut-off days

board --cutoff-notified 2025-12-05 --cutoff-deadline 2024-10-17 --format csv
is 'a deadline on the cut-off day counts' "$(sed -n 2p "$dir/out" | cut -d, -f2,3)" 16,0
board --cutoff-notified 2025-12-05 --cutoff-deadline 2024-10-16 --format csv
is 'one after it does not' "$(sed -n 2p "$dir/out" | cut -d, -f2,3)" 8,0
board --as-of 2024-10-17 --format csv
is 'nothing is late on the last day itself' "$(sed -n 2p "$dir/out" | cut -d, -f2,3)" 8,0
board --as-of 2024-10-18 --format csv
is 'on the next it is' "$(sed -n 2p "$dir/out" | cut -d, -f2,3)" 16,0
board --as-of 2020-05-06 --format csv --act 32016L0680
is 'two years are long overdue' "$(grep ^ES "$dir/out" | cut -d, -f4-7)" '1,100.0,24.0,1'
board --as-of 2020-05-05 --format csv --act 32016L0680
is 'a day less is not' "$(grep ^ES "$dir/out" | cut -d, -f4-7)" '1,100.0,24.0,0'
does 0 --db "$db" scoreboard --as-of 2025-12-05 --act 32016L0680 --state DK --state IE --format csv
is 'a state that is not bound is in no base' "$(cut -d, -f1,2 "$dir/out" | sed 1d | xargs)" '-,1 IE,1'
does 0 --db "$db" scoreboard --as-of 2025-12-05 --act 32023L0977 --state ES --format csv
is 'unknown alone gives no percentage' "$(sed -n 2p "$dir/out")" '-,0,1,0,,,0,0,,,0,,,,'

# ---- the other forms

board "${cut[@]}" --since 2025-08-05 --format json
is 'JSON has the same rows' "$(json "$dir/out" 'map { join ",", @{$_}{qw(state cells unnotified outstanding_percent unnotified_change)} } @{$d->{rows}}' | xargs)" \
	'-,16,5,50.0,-1 BE,4,0,25.0,0 IE,4,1,75.0,0 ES,4,3,75.0,0 PL,4,1,25.0,-1'
is 'and says its days' "$(json "$dir/out" '@{$d}{qw(due_by notified_by since)}' | xargs)" '2025-11-30 2025-12-05 2025-08-05'
is 'and the thresholds with their sources' "$(json "$dir/out" 'map { "$_->{name}=$_->{value}" } grep { $_->{source} } @{$d->{thresholds}}' | xargs)" \
	'ambition=0.5 long_overdue=24 target=1'
board "${cut[@]}" --since 2025-08-05
text=$(tr '\n' ' ' <"$dir/out" | tr -s ' ')
like 'the text has the row of all' "$text" ' - 16 4 5 31\.3 44\.4 2 8 50\.0 42\.5 3 -1 -1 '
like 'and says that the base is another' "$text" 'the base is not: the Commission counts the directives of the single market'
like 'and what is counted' "$text" 'completeness is open \(O and I\)'
like 'and the targets' "$text" '1\.0 % \(European Council of 8 and 9 March 2007\)'
unlike 'without --since no change is shown' "$("$ADQUEM" --db "$db" scoreboard)" '[+]0'
is 'no line is longer than 80 characters' "$(awk 'length > 80' "$dir/out")" ''
board --since 2025-08-05 "${cut[@]}" --format csv
cp "$dir/out" "$dir/once"
TZ=Pacific/Apia board --since 2025-08-05 "${cut[@]}" --format csv
is 'the same facts and days give the same bytes' "$(cmp "$dir/once" "$dir/out" 2>&1)" ''

# ---- what cannot be

refuses() { # refuses NAME FRAGMENT ARGUMENTS...
	local name=$1 fragment=$2
	shift 2
	does 2 --db "$db" scoreboard "$@" && [ ! -s "$dir/out" ] && [ "$(wc -l <"$dir/err")" = 1 ] && grep -qF -- "$fragment" "$dir/err"
	ok "refused: $name" $? "$(said)"
}
refuses 'deadlines that have not passed' 'they have not passed' --cutoff-notified 2025-11-30 --cutoff-deadline 2025-12-01
refuses 'a comparison with no earlier day' 'is not before the day judged' --as-of 2025-12-05 --since 2025-12-05
refuses 'two days to be judged' '--cutoff-notified is the day judged' --as-of 2025-12-05 --cutoff-notified 2025-12-06
refuses 'an unknown state' 'not a Member State' --state XX
thresholds() { # thresholds NAME FRAGMENT SED - with the file changed so, the command says file, line and reason
	rm -rf "$dir/data"
	mkdir -p "$dir/data"
	cp -r checker rules reports "$dir/data"
	sed -i "$3" "$dir/data/rules/law/scoreboard.csv"
	ADQUEM_DATA=$dir/data refuses "$1" "$2" --as-of 2025-12-05
}
thresholds 'a threshold that is no number' 'rules/law/scoreboard.csv:2: the value is no number' 's/^target,1.0/target,1 %/'
thresholds 'a threshold of another name' 'rules/law/scoreboard.csv:3: the name is none of' 's/^ambition/ambitoin/'
thresholds 'a threshold given twice' 'rules/law/scoreboard.csv:3: the threshold is given twice' 's/^ambition/target/'
thresholds 'a threshold that is not there' 'must all be there' '/^long/d'

# ---- what was unknown on one of the two days has not changed

does 0 --db "$dir/stale.db" import --snapshot snapshot
board_of() { does 0 --db "$dir/stale.db" scoreboard --portfolio security-union --format csv "$@"; }
board_of --as-of 2026-09-15 --since 2026-08-05
is 'a source gone stale clears nothing' "$(tail -n +2 "$dir/out" | grep -c ',,$')" 28
does 0 --db "$dir/stale.db" scoreboard --portfolio security-union --as-of 2026-09-15
like 'and where nothing is known nothing is said to be complete' "$(cat "$dir/out")" 'No cell whose deadline has passed is known'
unlike 'in no words' "$(cat "$dir/out")" 'none has'
board_of --since 2024-10-18
is 'what was unknown then did not get worse' "$(grep '^BG,' "$dir/out" | grep -c ',,$')" 1
is 'what was known on both days may have' "$(grep '^DE,' "$dir/out" | grep -o ',[-0-9]*,[-0-9]*$')" ',-1,0'
done_testing
