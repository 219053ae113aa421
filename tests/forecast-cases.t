#!/usr/bin/env bash
# forecast and backtest on invented decisions: what came later is not known earlier, time that passes without a wave
# speaks against a letter, and what a few acts cannot show is not said.
. tests/lib.sh

# Sixty acts; a state gets the letter of the sixtieth day if it has notified nothing by then. On the deadline nobody has.
leak=$dir/leak
snapshot "$leak" 2013-12-31
perl -MPOSIX -e 'srand 3; my @states = qw(BE BG CZ DK DE EE IE EL ES FR IT CY LV LT LU HU MT NL AT PL PT RO SI SK FI SE UK);
	sub day { strftime("%Y-%m-%d", gmtime(1171497600 + 86400 * $_[0])) }
	open my $d, ">", "$ARGV[0]/due"; open my $l, ">", "$ARGV[0]/letters"; my $n;
	for my $a (0 .. 59) { my ($act, $due) = (sprintf("32007L%04d", 100 + $a), 30 * $a); print $d "$act,1,", day($due), ",transposition,states\n";
		open my $m, ">", "$ARGV[0]/of-$act";
		for my $s (@states) { my $in = rand() < 0.8 ? 200 : 1 + int rand 58; print $m "$s,n-$act-$s,", day($due + $in), ",,Law,\n";
			printf $l "INFR(%s)%04d,$act,$s,non-communication,%s,LFN258\n", substr(day($due + 60), 0, 4), ++$n, day($due + 60) if $in >= 60 } }' "$leak"
rows deadlines.csv deadlines celex,number,date,kind,addressee <"$leak/due"
rows decisions.csv decisions infr,celex,state,kind,date,type <"$leak/letters"
for act in "$leak"/of-*; do
	measures "${act##*/of-}" <"$act"
done
rm "$leak"/of-* "$leak/due" "$leak/letters"
does 0 --db "$dir/leak.db" import --snapshot "$leak"
ok 'measures notified between the deadline and the wave are taken' $? "$(said)"
does 0 --db "$dir/leak.db" backtest --train-until 2010-06-30 --format json
ok 'a forecast of the day of the deadline does not know what was notified after it' \
	"$(json "$dir/out" '$d->{formal_notice}{n} > 200 && abs($d->{formal_notice}{auc} - 0.5) < 0.1 ? 0 : 1')" "$(head -c 400 "$dir/out")"

# decisions NAME SHARE... - a store of 60 acts a month apart, the k-th with letters to SHARE of the states (the last share
# stands for all that follow). Every sixth act has no letter at all. Waves come 40 to 120 days after the deadline, one
# in five after 350; of the letters half are followed by an opinion, 100 to 500 days later.
decisions() {
	local name=$1
	shift
	perl -MPOSIX -e 'srand 1; my ($to, @share) = @ARGV; my @states = qw(BE BG CZ DK DE EE IE EL ES FR IT CY LV LT LU HU MT NL AT PL PT RO SI SK FI SE UK);
		sub day { strftime("%Y-%m-%d", gmtime(1200355200 + 86400 * $_[0])) }
		open my $l, ">", "$to-letters.csv"; open my $d, ">", "$to-due.csv"; print $d "celex,deadline\n"; my $n;
		print $l "infr_number,decision_date,stage,additional,member_state,member_state_name,dg,dg_name,case_type,celex_first_cited,press_release_url\n";
		for my $a (0 .. 59) { my ($act, $due) = (sprintf("32007L%04d", 100 + $a), 30 * $a); print $d "$act,", day($due), "\n"; next if $a % 6 == 5;
			my ($wave, $p) = ($due + (40, 60, 90, 120, 350)[$a % 5], $share[$a < @share ? $a : -1]);
			for my $s (@states) { next if rand() >= $p; my $infr = sprintf "INFR(%s)%04d", substr(day($wave), 0, 4), ++$n;
				print $l "$infr,", day($wave), ",LFN258,0,$s,,MARKT,Internal,NCM,$act,\n";
				print $l "$infr,", day($wave + 100 * (1 + int rand 5)), ",RO258,0,$s,,MARKT,Internal,NCM,$act,\n" if $a < 48 && rand() < 0.5 } }' "$dir/$name" "$@"
	"$ADQUEM" --db "$dir/$name.db" import --read-on 2016-01-01 "$dir/$name-letters.csv" "$dir/$name-due.csv" >/dev/null 2>&1
}
holds() { # holds NAME PERL
	ok "$1" "$(json "$dir/out" "($2) ? 0 : 1")" "$(head -c 1500 "$dir/out")"
}
decisions half 0.5
does 0 --db "$dir/half.db" backtest --format json
holds 'without a day of twenty letters the model is fitted as soon as there is enough' \
	'$d->{formal_notice}{n} > 300 && $d->{formal_notice}{too_early} > 100'
holds 'after the wave, letters already sent are no forecasts' \
	'sub { my ($a, $n) = ($d->{formal_notice_after_wave}, $d->{formal_notice}{n}); $a->{n} + $a->{already} == $n && $a->{already} > 100 && !grep { $_->{n} && $_->{forecast} > 0.9 } @{$a->{calibration}} }->()'
reach=$(json "$dir/out" '$d->{test_until}')
is 'all letters before the end are in the test' "$(json "$dir/out" '$d->{left_out}{letters}')" "$(awk -F, -v until="$reach" '$3 == "LFN258" && $2 <= until' "$dir/half-letters.csv" | wc -l)"
does 0 --db "$dir/half.db" backtest --train-until 2011-01-31 --format json
is 'what is left out is of the days tested' "$(json "$dir/out" '$d->{left_out}{letters}')" \
	"$(awk -F, -v until="$reach" '$3 == "LFN258" && $2 > "2011-01-31" && $2 <= until' "$dir/half-letters.csv" | wc -l)"
is 'so are the waves: there is none' "$(json "$dir/out" '$d->{refits}')" 0
for stray in '' 2010-11-20; do
	awk -F, 'NR == 1 || $2 <= "2010-06-30"' "$dir/half-letters.csv" >"$dir/stray-letters.csv"
	[ -z "$stray" ] || printf 'INFR(2010)9999,%s,LFN258,0,AT,,MARKT,Internal,NCM,32007L0100,\n' "$stray" >>"$dir/stray-letters.csv"
	"$ADQUEM" --db "$dir/stray$stray.db" import --read-on 2016-01-01 "$dir/stray-letters.csv" "$dir/half-due.csv" >/dev/null 2>&1
	does 0 --db "$dir/stray$stray.db" backtest --format json
	is "the decisions reach until June${stray:+, whatever a stray one says}" "$(json "$dir/out" '$d->{test_until}')" 2010-06-30
done

# 32007L0153: the deadline of 2012-05-23, no letter.
chance() { # chance DAY - the probability, and the sum of the reasons as one
	does 0 --db "$dir/half.db" forecast 32007L0153 AT --as-of "$1" --format json
	json "$dir/out" 'my $f = $d->{forecasts}[0]; my $sum = $f->{base}; $sum += $_->{log_odds} for @{$f->{reasons}}; defined $f->{probability} ? sprintf "%.2f %.2f", $f->{probability}, 1 / (1 + exp -$sum) : "none"'
}
read -r before sum <<<"$(chance 2012-05-23)"
ok 'base and reasons add up' "$(perl -e 'print abs($ARGV[0] - $ARGV[1]) <= 0.02 ? 0 : 1' "$before" "$sum")" "$before $sum"
like 'before the wave the condition is said' "$(json "$dir/out" '$d->{forecasts}[0]{sample}')" '^if the Commission writes to at least three states about the act, fitted to'
like 'in explain as well' "$("$ADQUEM" --db "$dir/half.db" explain 32007L0153 AT --as-of 2012-05-23 | tr -s '\n ' ' ')" 'if the Commission writes to at least three states about the act'
read -r soon _ <<<"$(chance 2012-06-22)"
read -r late sum <<<"$(chance 2012-10-20)"
ok 'days without a wave speak against a letter' "$(perl -e 'print $ARGV[0] > $ARGV[1] && $ARGV[1] > 1.2 * $ARGV[2] ? 0 : 1' "$before" "$soon" "$late")" "$before $soon $late"
ok 'they are one of the reasons that add up' "$(perl -e 'print abs($ARGV[0] - $ARGV[1]) <= 0.02 ? 0 : 1' "$late" "$sum")" "$late $sum"
like 'and said in the sample' "$(json "$dir/out" '$d->{forecasts}[0]{sample}')" 'at least three states, .*times the share of acts that still got a wave so long after the deadline, [0-9]+ of [0-9]+'
is 'later than every wave on record there is no number' "$(chance 2013-05-12)" none
like 'and a reason' "$(json "$dir/out" '$d->{forecasts}[0]{why}')" 'no wave of letters on record came so late'

awk -F, 'NR == 1 || $2 <= "2011-12-31"' "$dir/half-letters.csv" >"$dir/ends-letters.csv"
"$ADQUEM" --db "$dir/ends.db" import --read-on 2016-01-01 "$dir/ends-letters.csv" "$dir/half-due.csv" >/dev/null 2>&1
does 0 --db "$dir/ends.db" forecast 32007L0153 AT --as-of 2012-10-20 --format json
like 'where the decisions end long before, that no wave is on record says nothing' "$(json "$dir/out" '$d->{forecasts}[0]{sample}')" \
	'^if the Commission writes to at least three states about the act, fitted to'

# 32007L0142: the deadline of 2011-06-28, letters 90 days later; of the opinions on record a fifth came after each
# hundred days.
letter=$(awk -F, '$10 == "32007L0142" && $3 == "LFN258" { print $5, $2; exit }' "$dir/half-letters.csv")
sed -E "/,RO258,0,${letter% *},.*32007L0142/d" "$dir/half-letters.csv" >"$dir/open-letters.csv"
"$ADQUEM" --db "$dir/open.db" import --read-on 2016-01-01 "$dir/open-letters.csv" "$dir/half-due.csv" >/dev/null 2>&1
day=$(date -u -d "${letter#* } + 220 days" +%F)
does 0 --db "$dir/open.db" forecast 32007L0142 "${letter% *}" --as-of "$day" --format json
ok 'the days of an opinion are those of the steps that come later than the time passed' \
	"$(json "$dir/out" "my \$w = \$d->{forecasts}[0]{window}; \$w->{from} gt '$(date -u -d "$day + 40 days" +%F)' && \$w->{until} le '2013-06-28' ? 0 : 1")" "$(said)"
printf 'INFR(2013)8888,2013-07-05,LFN258,0,MT,,MARKT,Internal,NCM,32007L0153,\n' >>"$dir/open-letters.csv"
"$ADQUEM" --db "$dir/open2.db" import --read-on 2016-01-01 "$dir/open-letters.csv" "$dir/half-due.csv" >/dev/null 2>&1
does 0 --db "$dir/open2.db" forecast 32007L0153 MT --as-of 2013-08-01 --format json
like 'what follows a letter of more than a year after the deadline is not foreseen' "$(json "$dir/out" '$d->{forecasts}[0]{why}')" 'more than a year after the deadline'

does 0 --db "$dir/open.db" forecast --fit --show-model --format json
ok 'a model that is kept and shown is JSON alone' "$(json "$dir/out" 'ref $d->{terms} ? 0 : 1')" "$(said)"
like 'and said on standard error' "$(cat "$dir/err")" '^kept as version 1'
day=2016-01-01
does 0 --db "$dir/open.db" forecast 32007L0153 --as-of $day --format json
like 'it serves a day that knows all' "$(json "$dir/out" '$d->{model}')" 'version 1'
for held in --known-on=2016-01-02 --official-only; do
	does 0 --db "$dir/open.db" forecast 32007L0153 --as-of $day --format json "$held"
	is "not one that does not: $held" "$(json "$dir/out" '$d->{model}')" 'the decisions in this store, fitted for this answer'
done

mapfile -t shares < <(yes 0.5 | head -40)
decisions all "${shares[@]}" 1
does 0 --db "$dir/all.db" forecast 32007L0153 AT --as-of 2013-04-25 --format json
is 'the wave is looked for as long as the step counts' "$(json "$dir/out" '$d->{forecasts}[0]{window}{until}')" 2013-05-23
does 0 --db "$dir/all.db" backtest --train-until 2011-05-15
like 'a measure that is not defined says why' "$(cat "$dir/out")" 'AUC +not defined: all had the step'
unlike 'and is no number' "$(cat "$dir/out")" '[^a-z]nan'
like 'outcomes of one kind prove nothing' "$(cat "$dir/out")" 'fewer than 30 without the step: figures only, nothing is claimed'
does 0 --db "$dir/half.db" backtest --train-until 2012-08-25
like 'so do a few acts' "$(sed -n '/judged on the day of the deadline/,/forecast  /p' "$dir/out")" 'fewer than 5 acts: figures only, nothing is claimed'
unlike 'of them there is no interval' "$(sed -n '/judged on the day of the deadline/,/by state/p' "$dir/out")" '95 %: |[0-9]-[0-9]+ %$'
done_testing
