#!/usr/bin/env bash
# `adquem sanction` as a user meets it: the sheet, the JSON, the sentences for what cannot be, and broken tables.
. tests/lib.sh

# sum NAME KEY WANT ARGUMENTS... - that value of the JSON as it is written, so that 89548.20 is not 89548.2
sum() {
	local name=$1 key=$2 want=$3
	shift 3
	does 0 sanction --format json "$@"
	is "$name: $key" "$status $(grep -oE "^(\"|.*[,{]\")$key\":[^,}]*" "$dir/out" | head -1 | sed "s/.*\"$key\"://")" "0 $want"
}
# refuses FRAGMENT ARGUMENTS... - one sentence on standard error, nothing on standard output, status 2
refuses() {
	local fragment=$1
	shift
	does 2 sanction "$@" && [ ! -s "$dir/out" ] && [ "$(wc -l <"$dir/err")" = 1 ] && grep -qF -- "$fragment" "$dir/err"
	ok "refused: $* ($fragment)" $? "$(said)"
}

# ---- published sums, from the options a user would give

sum 'C-658/19' penalty_per_day 89548.20 --state ES --deadline 2018-05-06 --referral 2019-07-25 --seriousness 10
sum 'C-658/19' lump_sum null --state ES --deadline 2018-05-06 --referral 2019-07-25 --seriousness 10
sum 'C-549/18' lump_sum 4536667.20 --state RO --regime 2017 --deadline 2017-06-26 --until 2019-07-20 --seriousness 8
sum 'C-550/18' lump_sum 2766992.00 --state IE --regime 2017 --deadline 2017-06-26 --until 2018-11-23 --seriousness 8
sum 'C-149/23' minimum_lump_sum 17248000.00 --state DE --regime 2023
sum 'C-149/23, whose minimum is above ten days' lump_sum 17248000.00 --state DE --regime 2023 --seriousness 10 --days 10
sum 'C-149/23, whose minimum is below 500 days' lump_sum 30800000.00 --state DE --regime 2023 --seriousness 10 --days 500
sum 'C-543/17 by its factors' penalty_per_day 54639.36 --state BE --flat-penalty 680 --seriousness 9 --duration 1.8 --n 4.96
sum 'C-439/22 by its factors' lump_sum_per_day 5544.90 --state IE --flat-lump 909 --seriousness 10 --n 0.61
sum 'as many places as there are cents' lump_sum_per_day 5544.90 --state ie --flat-lump 909.00 --seriousness 10 --n 0.61
sum 'Greece is GR as well' state '"EL"' --state GR --regime 2023

# ---- the JSON

does 0 sanction --format json --state FR --regime 2023 --days 100 --allow-estimates
is 'without seriousness there is the table of 1 to 20' \
	"$(json "$dir/out" 'scalar @{$d->{table}}, $d->{table}[19]{lump_sum_per_day}, $d->{penalty_per_day} // "null"')" $'20\n89000\nnull'
is 'what is missing is named' "$(json "$dir/out" 'join " ", @{$d->{missing}}')" 'seriousness duration'
is 'the estimate is marked, alone' "$(json "$dir/out" 'join " ", map { $_->{name} } grep { $_->{estimate} } @{$d->{factors}}')" n
is 'each factor that is there has its source' \
	"$(json "$dir/out" 'scalar grep { defined $_->{value} && !$_->{source} } @{$d->{factors}}')" 0
does 0 sanction --format json --state FR --regime 2023 --days 100 --seriousness 10
is 'without --allow-estimates n is missing' "$(json "$dir/out" 'join " ", @{$d->{missing}}, defined $d->{lump_sum} ? 1 : 0')" \
	'duration n 0'
does 0 sanction --format json --state FR --referral 2025-06-01 --flat-lump 5000 --n 4 --seriousness 10 --days 10
is 'a regime that is not known is computed with what is given, and says what it lacks' \
	"$(json "$dir/out" '$d->{lump_sum_per_day}, $d->{lump_sum_at_least} ? "at least" : "", join " ", @{$d->{missing}}')" \
	$'200000\nat least\nflat_penalty reference_lump duration'

# ---- the sheet

does 0 sanction --state BE --regime 2016 --seriousness 9 --duration 1.8
text=$(cat "$dir/out")
like 'the sheet shows the formula with its numbers' "$text" '= 680\.00 x 9 x 1\.8 x 4\.96'
like 'and the result' "$text" '= 54,639\.36 EUR'
like 'and the source of a factor' "$text" 'C-543/17'
like 'and what is missing' "$text" '^Missing: flat_lump, reference_lump, days'
like 'and that the Court is free' "$text" 'the Court fixes them freely'
unlike 'and calls nothing an estimate that is none' "$text" 'estimate:|\(estimate'
is 'no line is longer than 80 characters' "$(awk 'length > 80' <<<"$text")" ''
does 0 sanction --state BE --referral 2023-06-01 --allow-estimates --seriousness 1
like 'an estimate is marked in the sheet' "$(cat "$dir/out")" '~0\.84'
like 'and in the results' "$(cat "$dir/out")" '^Results \(estimates'
does 0 sanction --state BE --referral 2016-08-31
like 'a month of two regimes says so' "$(tr '\n' ' ' <"$dir/out" | tr -s ' ')" 'regime 2015 or regime 2016 may apply'
does 0 sanction --state BE --referral 2016-09-01
unlike 'the next month does not' "$(cat "$dir/out")" 'may apply'
does 0 sanction --state BE --referral 2023-06-01 --basis 260-2 --judgment 2021-01-15
like 'Article 260(2) counts from the first judgment' "$(tr '\n' ' ' <"$dir/out" | tr -s ' ')" \
	'2\.8 28 months completed from the first judgment, 2021-01-15'

# ---- what cannot be

refuses '--state XX is missing'
refuses '--state XX: not a Member State' --state XX
refuses 'one Member State' --state BE --state FR
refuses '--regime 1999: not one of 1997, 2005' --state BE --regime 1999
refuses 'none of its figures is known; give --flat-penalty' --state BE --regime 2025
refuses 'none of its figures is known' --state BE --referral 2026-04-01 --seriousness 10
refuses 'before the first parameters of the Commission for Article 260(3)' --state BE --referral 2011-01-14
refuses '--seriousness 0: not a whole number from 1 to 20' --state BE --seriousness 0
refuses '--seriousness 21: not a whole number from 1 to 20' --state BE --seriousness 21
refuses '--days -1: not a whole number' --state BE --days -1
refuses '--days 1e9: not a whole number' --state BE --days 1e9
refuses '--n 1,5: not a number with at most two decimal places' --state BE --n 1,5
refuses '--flat-penalty 3.000: not a number with at most two decimal places' --state BE --flat-penalty 3.000
refuses '--reference-lump 10.000: not a number' --state BE --reference-lump 10.000
refuses '--duration 1.80: not a number with at most one decimal place' --state BE --duration 1.80
refuses '--days 10.0: not a whole number' --state BE --days 10.0
refuses '--flat-lump 1e9: not a number' --state BE --flat-lump 1e9
refuses 'contradicts the dates' --state BE --deadline 2019-01-01 --until 2019-01-11 --days 11
refuses 'is not after --deadline' --state BE --deadline 2019-01-01 --referral 2018-01-01
refuses 'Article 87(1)' --state UK --referral 2025-01-01
refuses 'not one of 260-3, 260-2' --state BE --basis 258

# ---- other tables

tables() { # tables - the program's own, to be changed
	rm -rf "$dir/data"
	mkdir -p "$dir/data/rules/law"
	cp rules/law/*.csv "$dir/data/rules/law"
}
broken() { # broken FRAGMENT FILE LINE - with that line added, the tables are refused whole
	tables
	printf '%s\n' "$3" >>"$dir/data/rules/law/$2"
	ADQUEM_DATA=$dir/data does 2 sanction --state BE --regime 2023 && [ ! -s "$dir/out" ] && grep -qF -- "$1" "$dir/err"
	ok "a table is refused: $1" $? "$(said)"
}
broken 'the value is no number' sanctions.csv '2030,flat_lump,1e3,high,somewhere'
broken 'the source is missing' sanctions.csv '2030,flat_lump,1000,high,'
broken 'the confidence is none' sanctions.csv '2030,flat_lump,1000,certain,somewhere'
broken 'the name is none' sanctions.csv '2030,flat,1000,high,somewhere'
broken 'given twice' sanctions.csv '2023,flat_lump,1000,high,somewhere'
broken 'neither a day nor a month' sanctions.csv '2030,valid_from,2030-02-30,high,somewhere'
broken 'regime 2030 has no first day' sanctions.csv '2030,flat_lump,1000,high,somewhere'
broken 'fields where the header has' sanctions.csv '2030,flat_lump,1000,high'
broken 'no Member State' n-factors.csv '2023,XX,1.00,high,somewhere'
broken 'the regime is none of sanctions.csv' n-factors.csv '2030,BE,1.00,high,somewhere'
broken "n is given twice" n-factors.csv '2023,DE,1.00,high,somewhere'
tables
sed -i 's|^2025,flat_lump,,unverified,.*|2025,flat_lump,1100,high,the table itself|' "$dir/data/rules/law/sanctions.csv"
printf '2025,BE,0.90,high,the table itself\n' >>"$dir/data/rules/law/n-factors.csv"
ADQUEM_DATA=$dir/data does 0 sanction --state BE --referral 2025-06-01 --seriousness 10 --format json
is 'a figure that is entered into the tables is used' "$(json "$dir/out" '$d->{lump_sum_per_day}')" 9900

done_testing
