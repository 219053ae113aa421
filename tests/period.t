#!/usr/bin/env bash
# `adquem period` as a user meets it: the end, the steps and their provisions, JSON, and what is refused.
. tests/lib.sh

# ends DAY ARGUMENTS... - the first word of the output
ends() {
	local want=$1
	shift
	does 0 period "$@" && [ "$(sed 's/ .*//;q' "$dir/out")" = "$want" ] && [ ! -s "$dir/err" ]
	ok "period $*: $want" $? "$(said)"
}
# refuses SENTENCE ARGUMENTS... - status 2, one line on standard error, nothing else
refuses() {
	local sentence=$1
	shift
	does 2 period "$@" && [ ! -s "$dir/out" ] && [ "$(cat "$dir/err")" = "adquem period: $sentence" ]
	ok "period $*: $sentence" $? "$(said)"
}

ends 2019-03-25 --from 2019-01-25 --length P2M
ends 2019-03-25 --from 2019-01-25 --length P2M --state RO
ends 2019-03-26 --from 2019-01-25 --length P2M --reading next
ends 2018-05-06 --from 2018-03-06 --length P2M
ends 2018-05-07 --from 2018-03-06 --length P2M --roll
ends 2024-04-02 --from 2024-01-30 --length P2M --state Belgium
ends 2023-04-11 --from 2023-02-06 --length P2M --institution
ends 2025-01-07 --from 2024-12-20 --length '10 working days' --state BE
ends 2024-02-29 --from 2024-03-31 --length -P1M
ends 2024-02-25 --from 2024-01-10 --length=P1.5M

# ---- the steps, one a line, each with its provision and the day it gives

does 0 period --from 2024-01-30 --length P2M --state BE
is 'the steps name their provisions, in order' "$(sed -n '3,$p' "$dir/out" | cut -c1-19 | sed 's/ *$//' | paste -sd';')" \
	'Article 3(1);Article 3(2)(c);Article 3(3);Article 2(1);Article 3(4);Article 3(5);Articles 4(1), 5(1);Article 3(2)(c)'
is 'the first line says the end, its day of the week, and what was counted' "$(sed q "$dir/out")" \
	'2024-04-02 (Tuesday), with its last hour: the end of P2M from 2024-01-30'
like 'the day from which it moved is said' "$(cat "$dir/out")" \
	'^Article 3\(4\) +2024-04-02  2024-03-30 is a Saturday: the period ends on the following working day$'
like 'a source that was not read is marked' "$(cat "$dir/out")" 'Article 2\(1\).*Royal Decree of 18 April 1974.*unverified'
like 'a fixed date would stay' "$(cat "$dir/out")" '^Articles 4\(1\), 5\(1\) +2024-03-30 '
does 0 period --from 2023-02-06 --length P2M --institution
unlike 'a source that was read is not' "$(cat "$dir/out")" unverified
like 'the holiday is named' "$(cat "$dir/out")" '2023-04-06 is a public holiday \(Maundy Thursday\)'
does 0 period --from 2018-03-06 --length P2M
like 'a fixed date on a Sunday stays, with the provisions' "$(cat "$dir/out")" \
	'^Articles 4\(1\), 5\(1\) +2018-05-06 .*the date stays, here a Sunday'
unlike 'Article 3(4) is not among its steps' "$(cut -c1-19 "$dir/out")" '3\(4\)'
does 0 period --from 2019-01-25 --length P2M
like 'the reading not used is shown' "$(cat "$dir/out")" '2019-03-26  the other reading, .*--reading next'
does 0 period --from 2019-01-25 --length P2M --reading next
like 'and the other way round' "$(cat "$dir/out")" '2019-03-25  the other reading, .*--reading same'

# ---- JSON

does 0 period --from 2024-01-30 --length P2M --state BE --format json
is 'JSON: end' "$(json "$dir/out" '$d->{end}')" 2024-04-02
is 'JSON: what the end rests on' \
	"$(json "$dir/out" 'join " ", @$d{qw(from length reading holidays nominal other_end)}, $d->{roll} ? "rolls" : "stays"')" \
	'2024-01-30 P2M same BE 2024-03-30 2024-04-02 rolls'
is 'JSON: every step has a provision and a text, some a day' \
	"$(json "$dir/out" 'scalar(grep { !$_->{provision} || !$_->{text} || !exists $_->{day} } @{$d->{steps}})')" 0
is 'JSON: as many steps as lines in the text' "$(json "$dir/out" 'scalar @{$d->{steps}}')" \
	"$("$ADQUEM" period --from 2024-01-30 --length P2M --state BE | sed 1,2d | wc -l)"
is 'JSON: the keys' "$(json "$dir/out" 'join " ", sort keys %$d')" \
	'end from holidays length nominal other_end reading roll steps'
does 0 period --from 2019-01-25 --length P10D --format json
is 'JSON: null where there is nothing' "$(json "$dir/out" 'grep { !defined $d->{$_} } qw(end holidays nominal other_end)')" \
	"$(printf 'holidays\nother_end')"

# ---- what is refused

usage='not a length of time (P2M, P1Y6M, P3W, P10D, or "10 working days")'
refuses "--length P2X: $usage" --from 2019-01-25 --length P2X
refuses "--length 2 months: $usage" --from 2019-01-25 --length '2 months'
refuses "--length P1M2W: $usage" --from 2019-01-25 --length P1M2W
refuses '--length P0D: a period of no days does not end' --from 2019-01-25 --length P0D
refuses '--length PT48H: hours are not counted here, only days, weeks, months and years' --from 2019-01-25 --length PT48H
refuses '--length P1.25M: a part of a month must come to whole days, thirty to the month (Article 3(2)(d))' \
	--from 2019-01-25 --length P1.25M
refuses '1950-12-31 lies outside the years 1951 to 9990 for which periods are counted' --from 1950-12-31 --length P2M
refuses 'the period would end outside the years 1951 to 9990 for which periods are counted' \
	--from 2024-01-01 --length P9999Y
refuses 'the public holidays of BE are on record for 2010 to 2030 only, not for 2040' \
	--from 2040-01-25 --length P2M --state BE
refuses 'the public holidays of EL are not on record' --from 2020-01-25 --length P2M --state EL
refuses 'the public holidays of the Commission are on record for 2008, 2014 and 2023 only, not for 2020' \
	--from 2020-01-25 --length P2M --institution
refuses '--from 2019-02-29: not a day (YYYY-MM-DD)' --from 2019-02-29 --length P2M
refuses '--state XX: not a Member State (AT, BE, ...)' --from 2019-01-25 --length P2M --state XX
refuses '--reading both: not one of same, next' --from 2019-01-25 --length P2M --reading both
refuses '--from DATE is missing' --length P2M
refuses '--length DURATION is missing' --from 2019-01-25
refuses '--state: only one Member State at a time' --from 2019-01-25 --length P2M --state BE --state FR
refuses '--state and --institution exclude each other: the holidays are those of the place where the action is to be taken (Article 2(1))' \
	--from 2019-01-25 --length P2M --state BE --institution

[ ! -e "$HOME/.local" ]
ok 'no database is made for it' $?
"$ADQUEM" period --from 2024-01-30 --length P2M --state BE >"$dir/one"
LC_ALL=de_DE.UTF-8 TZ=Pacific/Apia "$ADQUEM" period --from 2024-01-30 --length P2M --state BE >"$dir/two"
cmp -s "$dir/one" "$dir/two"
ok 'locale and time zone do not change the output' $?

# ---- the file of holidays is data: a wrong row is refused with its line

mkdir -p "$dir/data/rules/law"
printf 'owner,rule,name,from,until,source,confidence\nBE,years,,2024,2024,my own list,high\nBE,04-02,my day,,,my own list,high\n' \
	>"$dir/data/rules/law/holidays.csv"
ADQUEM_DATA=$dir/data ends 2024-04-03 --from 2024-02-02 --length P2M --state BE
echo 'BE,04-31,no day,,,my own list,high' >>"$dir/data/rules/law/holidays.csv"
ADQUEM_DATA=$dir/data does 2 period --from 2024-02-02 --length P2M --state BE &&
	grep -qF 'rules/law/holidays.csv:4: the rule cannot be read' "$dir/err"
ok 'a rule that is none is named by its line' $? "$(said)"
done_testing
