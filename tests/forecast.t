#!/usr/bin/env bash
# forecast and backtest: bad input, no knowledge of later days, and what must hold on the real decisions.
. tests/lib.sh

printf 'celex,deadline\n32010L0031,2012-07-09\n' >"$dir/deadlines.csv"
"$ADQUEM" --db "$dir/none.db" import --read-on 2014-01-01 "$dir/deadlines.csv" >/dev/null
does 2 --db "$dir/none.db" backtest
ok 'without decisions there is no backtest' $? "$(said)"
like 'and a sentence says so' "$(cat "$dir/err")" 'no letters of formal notice are on record'
unlike 'and no number' "$(cat "$dir/out")" '[0-9]'
does 2 --db "$dir/none.db" forecast --fit
ok 'nothing is fitted without decisions' $? "$(said)"
does 2 --db "$dir/none.db" forecast --format csv
ok 'csv is for the model alone' $? "$(said)"

header=infr_number,decision_date,stage,additional,member_state,member_state_name,dg,dg_name,case_type,celex_first_cited,press_release_url
printf '%s\nINFR(2012)0001,2012-09-21,LFN258,0,AT,Austria,ENER,Energy,NCM,32010L0031,\n' "$header" >"$dir/one.csv"
"$ADQUEM" --db "$dir/none.db" import --read-on 2014-01-01 "$dir/one.csv" >/dev/null 2>&1
does 2 --db "$dir/none.db" backtest
like 'one state only is refused' "$(cat "$dir/err")" 'one Member State'
does 2 --db "$dir/none.db" forecast 32010L0031 --as-of 2012-10-01
like 'too few decisions and a bundled model of later days: no number' "$(cat "$dir/err")" 'not enough cases'

"$ADQUEM" --db "$dir/s.db" import --snapshot snapshot >/dev/null 2>&1
does 0 --db "$dir/s.db" forecast 32022L2555 IT --as-of 2024-10-18 --format json
ok 'the bundled model serves a store with few decisions' $? "$(said)"
is 'and says so' "$(json "$dir/out" '$d->{model}')" 'the bundled model'
is 'the window holds the wave of 28 November 2024' \
	"$(json "$dir/out" 'my $w = $d->{forecasts}[0]{window}; $w->{from} le "2024-11-28" && $w->{until} ge "2024-11-28" ? "yes" : "no"')" yes
before=$(json "$dir/out" '$d->{forecasts}[0]{probability}')
does 0 --db "$dir/s.db" forecast 32022L2555 IT --as-of 2024-11-30 --format json
ok 'after the wave has passed without it, a state is much less likely to get a letter' \
	"$(json "$dir/out" "\$d->{forecasts}[0]{probability} < $before / 3 ? 0 : 1")" "$(said)"
does 0 --db "$dir/s.db" forecast 32022L2555 --as-of 2026-08-05 --format json
ok 'the open cases are ranked with reasons' \
	"$(json "$dir/out" 'my @p = map { $_->{probability} // -1 } @{$d->{forecasts}}; (@p > 10 && "@p" eq join(" ", sort { $b <=> $a } @p) && @{$d->{forecasts}[0]{reasons}}) ? 0 : 1')" "$(said)"

real=../shared/data/infringements
if [ ! -r "$real/euip_decisions_2002_2013.csv" ]; then
	skip "$real is not there: the forecasts were not tested on real decisions"
	done_testing
fi
"$ADQUEM" --db "$dir/r.db" import --read-on 2026-01-01 "$real/euip_decisions_2002_2013.csv" \
	"$real/deadlines_unverified_to_2012.csv" >/dev/null 2>&1
does 0 --db "$dir/r.db" backtest --train-until 2009-12-31 --format json
ok 'the backtest runs on the real decisions' $? "$(said)"
holds() { # holds NAME PERL
	ok "$1" "$(json "$dir/out" "($2) ? 0 : 1")" "$(head -c 400 "$dir/out")"
}
holds 'letters: not worse than the own rate' \
	'$d->{formal_notice}{auc} >= $d->{formal_notice}{auc_baseline} && $d->{formal_notice}{brier} <= $d->{formal_notice}{brier_baseline}'
holds 'letters after the wave: those already sent are left out' \
	'$d->{formal_notice_after_wave}{n} + $d->{formal_notice_after_wave}{already} == $d->{formal_notice}{n} && $d->{formal_notice_after_wave}{already} > 0.9 * $d->{formal_notice}{positives}'
holds 'of the others few get one: Brier below that of the own rate, and no claim of so few' \
	'$d->{formal_notice_after_wave}{brier} < $d->{formal_notice_after_wave}{brier_baseline} && $d->{formal_notice_after_wave}{positives} < 30 && !$d->{formal_notice_after_wave}{claim}'
holds 'opinions: AUC at least 0.05 better, Brier below' \
	'$d->{reasoned_opinion}{auc} >= $d->{reasoned_opinion}{auc_baseline} + 0.05 && $d->{reasoned_opinion}{brier} < $d->{reasoned_opinion}{brier_baseline}'
holds 'referrals: too few, no claim' '$d->{referral}{positives} < 30 && !$d->{referral}{claim}'
holds 'the wave lies in the window of 31 days, or in the second' \
	'$d->{batch_window_days} <= 31 && $d->{batch_date_hit_rate} >= 0.7 && $d->{batch_second_hit_rate} >= 0.85'
holds 'calibration of large deciles' \
	'!grep { $_->{n} >= 100 && $_->{acts} >= 10 && abs($_->{forecast} - $_->{observed}) > 0.1 && ($_->{low} > $_->{forecast} || $_->{high} < $_->{forecast}) } map { @{$d->{$_}{calibration}} } qw(formal_notice reasoned_opinion)'
cp "$dir/out" "$dir/first"
does 0 --db "$dir/r.db" backtest --train-until 2009-12-31 --format json
cmp -s "$dir/out" "$dir/first"
ok 'the same figures again' $?
unlike 'without measures nothing is said of publication' "$(cat "$dir/first")" 'published_by_deadline":{"acts":[1-9]'
# Measures with days of publication, as a bundle: two acts of the decisions are among them.
perl -e 'my %code = qw(AUT AT BEL BE BGR BG CYP CY CZE CZ DEU DE DNK DK ESP ES EST EE FIN FI FRA FR GBR UK GRC EL HRV HR HUN HU IRL IE ITA IT LTU LT LUX LU LVA LV MLT MT NLD NL POL PL PRT PT ROU RO SVK SK SVN SI SWE SE);
	my $n; while (<>) { next unless /^(32009L002[89]),.*?,(?:True|False),([A-Z]{3}),.*,(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d),/; $n++; print "$1,$code{$2},gd-$n,$4\n" }' \
	"$real/greendeal_nim_part.csv" >"$dir/published"
for act in 32009L0028 32009L0029; do
	snapshot "$dir/$act" 2026-01-01
	grep "^$act" "$dir/published" | rows "measures-$act.csv" measures celex,state,nim,published scope="$act" whole=yes query="the measures of $act" source=reader
	does 0 --db "$dir/r.db" import --snapshot "$dir/$act"
	ok "the measures of $act are taken" $? "$(said)"
done
does 0 --db "$dir/r.db" backtest --train-until 2009-12-31
like 'publication against letters, two by two' "$(cat "$dir/out")" 'letter  no letter
  published by then  +[0-9]+ +[0-9]+
  not published  +[0-9]+ +[0-9]+
  2 acts prove nothing'
grep -A5 'Measures published' "$dir/out" | sed 's/^/# /'
does 2 --db "$dir/r.db" backtest --train-until 2030-01-01
like 'a training that ends in the future is refused' "$(cat "$dir/err")" 'reach no further'

# Everything after the day judged exchanged: decisions reversed among the later cases, stages and all.
{
	head -1 "$real/euip_decisions_2002_2013.csv"
	awk -F, 'NR > 1 && $2 <= "2010-06-30"' "$real/euip_decisions_2002_2013.csv"
	awk -F, -v OFS=, 'NR > 1 && $2 > "2010-06-30" && NR % 3 { $3 = $3 == "LFN258" ? "RO258" : "LFN258"; print }' \
		"$real/euip_decisions_2002_2013.csv"
} >"$dir/shuffled.csv"
"$ADQUEM" --db "$dir/x.db" import --read-on 2026-01-01 "$dir/shuffled.csv" "$real/deadlines_unverified_to_2012.csv" >/dev/null 2>&1
for act in 32008L0056 32008L0050 32007L0066; do
	does 0 --db "$dir/r.db" forecast $act --as-of 2010-06-30 --format json
	cp "$dir/out" "$dir/first"
	does 0 --db "$dir/x.db" forecast $act --as-of 2010-06-30 --format json
	cmp -s "$dir/out" "$dir/first"
	ok "what came later changes no forecast of $act" $? "$(said)"
done

# How far such forecasts held: STATE DAY of 2008/56, whose deadline was 2010-07-15, its wave 2010-09-20.
held() {
	does 0 --db "$dir/r.db" forecast 32008L0056 "$1" --as-of "$2" --format json
	json "$dir/out" '$d->{forecasts}[0]{reliability}'
}
like 'of a few acts no share is said' "$(held ES 2010-05-01)" '^too few cases were tested at 70-80 % \(cases: [0-9]+, acts: [1-4]\)$'
like 'a case judged later than those tested is not called comparable' "$(held ES 2010-12-30)" \
	'^of [0-9]+ cases tested at [0-9-]+ % on the day of the letter, [0-9]+ % got a reasoned opinion \(no later day was tested\)$'
like 'nor a letter long after the wave' "$(held LU 2010-12-30)" \
	'^of [0-9]+ cases tested at [0-9-]+ % on the day after the wave, [0-9]+ % got a letter of formal notice \(no later day was tested\)$'
ok 'on the day of the wave its letters are on record' "$(held LU 2010-09-20 >"$dir/wave"; json "$dir/out" '$d->{forecasts}[0]{probability} < 0.3 ? 0 : 1')" "$(said)"
like 'one judged with those tested is' "$(held LU 2010-09-21)" '^of [0-9]+ comparable cases at [0-9-]+ %, [0-9]+ % got a letter of formal notice$'

does 0 --db "$dir/r.db" forecast --fit
ok 'the model is fitted and kept' $? "$(said)"
does 0 --db "$dir/r.db" forecast --show-model --format csv
head -5 "$dir/out" >"$dir/kept"
like 'and shown' "$(cat "$dir/kept")" '^model,until,2013-12-31'
does 0 --db "$dir/r.db" forecast 32008L0056 --as-of 2010-06-30 --format json
unlike 'a model that knows later days is not used for an earlier one' "$(json "$dir/out" '$d->{model}')" 'kept'
done_testing
