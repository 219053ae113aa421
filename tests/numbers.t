#!/usr/bin/env bash
# One judgement, the same numbers everywhere: counted from rows where there are rows, read where they are written.
. tests/lib.sh
act=32020L0001 other=32020L0002 db=$dir/a.db site=$dir/site
night() { # night DAY ROW... - two acts, and what the states have notified for the first
	snapshot "$dir/$1" "$1"
	rows acts.csv acts celex,type,short_title,adopted <<<"$act,directive,First,2020-01-15
$other,directive,\"Second, \"\"the\"\" act\",2020-01-15"
	rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition
$other,1,2022-06-30,transposition
$other,2,2022-10-31,transposition"
	printf '%s\n' "${@:2}" | measures $act
	measures $other <<<"BE,n-9,,2022-06-01,Another law,"
	rows decisions.csv decisions infr,celex,state,kind,date,type <<<"INFR(2022)0100,$act,FR,non-communication,2022-07-21,LFN258"
}
cat >"$dir/my.conf" <<ROWS
[metrics]
file=$dir/metrics
[status]
file=$dir/status.xml
[channel mail]
type=command
command=$dir/mail
format=text
[subscription all]
channel=mail
level=watch
tier=both
weekday=monday
ROWS
printf '#!/bin/sh\ncat >"%s/mail.txt"\n' "$dir" >"$dir/mail"
chmod +x "$dir/mail"
export ADQUEM_CONFIG=$dir/my.conf
night 2022-08-01 "BE,n-1,,2022-06-01,A law," "ES,n-2,,2022-06-01,Otra ley," "IT,n-3,,2022-06-01,Una legge,C"
does 0 --db "$db" run --snapshot "$dir/2022-08-01" --out "$site"
night 2022-08-08 "BE,n-1,,2022-06-01,A law," "IT,n-3,,2022-06-01,Una legge,C"
does 1 --db "$db" run --snapshot "$dir/2022-08-08" --out "$site"
ok 'the second night is judged' $? "$(said)"
cp "$dir/out" "$dir/news"
for format in text csv json nagios; do
	"$ADQUEM" --db "$db" check --as-of 2022-08-08 --format $format >"$dir/check.$format" 2>/dev/null
done

# ---- letters and levels: O, I, U for a gap, U for trouble; case, strong, candidate, watch
of_table() { # of_table FILE - counted from the rows of a table
	perl -e '
		local $/; open my $in, "<", shift or die; my $text = <$in>; my (@rows, @row, %n); $text =~ s/\r\n/\n/g;
		while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^,"\n]*))(,|\n)/g) { push @row, $1 // $2; if ($3 eq "\n") { push @rows, [@row]; @row = () } }
		my @names = @{shift @rows};
		for (@rows) { my %r; @r{@names} = @$_; $n{$r{letter}}++; $n{$r{level}}++; $n{gap}++ if $r{reason} =~ /^gap:/; $n{trouble}++ if $r{reason} =~ /^trouble:/ }
		print join " ", map { $n{$_} // 0 } qw(O I gap trouble case strong candidate watch)' "$1"
}
of_json() {
	json "$1" 'my %n; for (@{$d->{cells}}) { $n{$_->{letter}}++; $n{$_->{level}}++; $n{$1}++ if ($_->{reason} // "") =~ /^(gap|trouble):/ }
		join " ", map { $n{$_} // 0 } qw(O I gap trouble case strong candidate watch)'
}
of_findings() { # the four levels alone
	json "$1" 'my %n; for (@{$d->{findings}}) { $n{$_->{level}}++ } join " ", map { $n{$_} // 0 } qw(case strong candidate watch)'
}
want=$(of_table "$dir/check.csv")
levels=${want#* * * * }
is 'the night has something of each' "$want" '47 3 6 0 1 46 3 24'
is 'the table beside the report' "$(of_table "$site/data/cells.csv")" "$want"
is 'check as JSON' "$(of_json "$dir/check.json")" "$want"
is 'the JSON beside the report' "$(of_json "$site/data/findings.json")" "$want"
is 'its findings' "$(of_findings "$site/data/findings.json")" "$levels"
is 'those of check' "$(of_findings "$dir/check.json")" "$levels"
is 'the document' "$(for name in nothing-notified completeness-open gap trouble case strong candidate watch; do
	grep -o '<counts[^>]*' "$site/data/findings.xml" | grep -o " $name=\"[0-9]*" | tr -cd '0-9\n'; done | paste -sd' ')" "$want"
is 'the metrics' "$(perl -ne '
	$n{$1} += $2 if /^adquem_cells\{.*letter="(.)".*\} (\d+)/; $n{$1} = $2 if /^adquem_(?:findings|unknown_cells)\{.*(?:level|kind)="(\w+)"\} (\d+)/;
	END { print join " ", map { $n{$_} } qw(O I gap trouble case strong candidate watch) }' "$dir/metrics")" "$want"
is 'the status' "$(perl -ne '
	$n{$1} += $2 if /<letter letter="(.)".* n="(\d+)"/; $n{$1} = $2 if /<(?:level|unknown) (?:level|kind)="(\w+)" n="(\d+)"/;
	END { print join " ", map { $n{$_} } qw(O I gap trouble case strong candidate watch) }' "$dir/status.xml")" "$want"
read -r o i gap trouble case strong candidate watch <<<"$want"
is 'the line for a monitoring system' "$(sed 's/.*| //' "$dir/check.nagios")" \
	"case=$case strong=$strong candidate=$candidate watch=$watch nothing-notified=$o gap=$gap trouble=$trouble"
is 'the numbers on the first page' "$(perl -0ne 'm{<dl class="numbers">(.*?)</dl>}s; print join " ", $1 =~ />(\d+)(?= ?<)/g' "$site/index.html")" \
	"$o $i 1 1 $gap $trouble"
is 'the text' "$(head -6 "$site/report.txt" | grep -oE '[0-9]+ (cells|with|for a gap|for trouble)' | grep -oE '^[0-9]+' | paste -sd' ')" "$o $i $gap $trouble"
is 'check as text is that text' "$(head -5 "$dir/check.text")" "$(head -5 "$site/report.txt")"
is 'the mail counts what is open' "$(grep -oE '[0-9]+ findings are open' "$dir/mail.txt")" "$((case + strong + candidate + watch)) findings are open"

# ---- the headline
states=$(awk -F, '$6 == "O" { print $5 }' "$dir/check.csv" | sort -u | wc -l)
acts=$(awk -F, '$6 == "O" { print $1 }' "$dir/check.csv" | sort -u | wc -l)
for file in index.html report.txt; do
	like "the headline of $file" "$(head -c 20000 "$site/$file")" "$states Member States have notified nothing for $acts directives"
done
is 'the pages of the states add up' "$(perl -0ne '$n += $1 if /<div id="l-O"><dt>.*?(\d+)<\/dt>/s; END { print $n }' "$site"/states/*.html)" "$o"
is 'and flag as many' "$(for page in "$site"/states/*.html; do grep -o '<td><span class="chip O">' "$page" | wc -l; done | awk '{ n += $1 } END { print n }')" "$o"

# ---- what turned: standard output, headline, page of changes, mail, feed
worse=$(grep -c '^worse ' "$dir/news") new=$(grep -c '^new ' "$dir/news")
is 'one turned worse' "$worse" 1
delta="Since the run as of 1 August 2022: $new new, $worse worse."
like 'the delta of the first page' "$(grep -o '<p class="delta">[^<]*' "$site/index.html")" "$delta"
like 'of the text' "$(sed -n 2p "$site/report.txt")" "$delta"
is 'the document' "$(grep -c '<change event="worse"' "$site/data/findings.xml") $(grep -c '<change event="new"' "$site/data/findings.xml")" "$worse $new"
like 'the mail' "$(cat "$dir/mail.txt")" "Turned worse \($worse\)"
is 'the mail says the headline of what is new' "$(grep -oE '^New \([0-9]+\)' "$dir/mail.txt")" "New ($new)"
is 'the feed' "$(grep -c "<id>tag:adquem,2026:transposition/cell/.*/worse/2022-08-08" "$site/feeds/all.atom")" "$worse"
done_testing
