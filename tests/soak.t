#!/usr/bin/env bash
# Nights on end, each over what the bundled facts show on that day: sources that are not read for weeks, rows that are wrong, reads
# that are not whole, files that are not those listed; servers for mail and webhooks, both with TLS, that refuse, delay, drop,
# greylist and lose; runs that are killed. A second machine has the same nights without any of it. Everything that turned is
# told once, or once more with the same id after a kill or a lost answer; nothing else is, and no trouble makes or hides anything.
# `make check` runs 30 nights around 2024-10-17 and 25 kills, `make soak` 2024-06-01 to 2025-06-30 and 500 kills; SEED=N repeats,
# NIGHTS=N and KILLS=N ask for more or fewer.
. tests/lib.sh
. tests/servers.sh
command -v sqlite3 >/dev/null || { skip 'sqlite3 is not installed'; done_testing; }
if [ "${SOAK:-}" ]; then first=2024-06-01 nights=395 kills=500; else first=2024-10-03 nights=30 kills=25; fi
nights=${NIGHTS:-$nights} kills=${KILLS:-$kills}
seed=${SEED:-$((RANDOM * 32768 + RANDOM))}
RANDOM=$((seed % 32768))
echo "# SEED=$seed"
pick() { local n=$((RANDOM % $#)); shift "$n"; echo "$1"; }

# ---- servers, with TLS where it can be had

tls=none scheme=http mode=()
if can_serve >/dev/null && perl -MIO::Socket::SSL -e 1 2>/dev/null && make_ca ca && make_certificate loopback ca 2 IP:127.0.0.1; then
	tls=required scheme=https mode=(starttls "$dir/loopback.crt" "$dir/loopback.key")
fi
mkdir "$dir/smtp" "$dir/hook"
how() { echo "$1" >"$dir/smtp/how"; echo "$2" >"$dir/hook/how"; }
how ok ok
perl tests/smtp.pl "$dir/smtp" "${mode[@]}" &
server_pids+=($!)
perl tests/hook.pl "$dir/hook" &
server_pids+=($!)
await test -s "$dir/smtp/port" && await test -s "$dir/hook/port"
ports=("$(<"$dir/hook/port")")
front() { server_port=$(<"$dir/hook/port"); echo "stream { $(tls loopback "${ports[0]}") }"; }
[ $tls = none ] || start_nginx front 1
ok "servers (TLS: $tls)" $?
echo '{"id":{{id}},"xml":{{xml}}}' >"$dir/template"
cat >"$dir/adquem.conf" <<ROWS
[run]
formats=html;text;xml
[channel mail]
type=smtp
url=smtp://127.0.0.1:$(<"$dir/smtp/port")
from=adquem@example.org
to=one@example.org
tls=$tls
ca-file=$dir/ca.crt
timeout=5
[channel hook]
type=webhook
url=$scheme://127.0.0.1:${ports[0]}/
template=$dir/template
tls=$tls
ca-file=$dir/ca.crt
timeout=5
[subscription mail]
channel=mail
level=candidate
[subscription hook]
channel=hook
level=candidate
ROWS
cat >"$dir/few.ini" <<ROWS
[portfolio]
name=few
title=One act
[all]
title=All
acts=32022L2555
ROWS

# ---- one night

killed=0 # in all
took=500 # milliseconds that a run takes
# run CONFIGURATION ARGUMENTS... - a run to its end; its status
run() {
	local start status
	start=$(date +%s%3N)
	ADQUEM_CONFIG=$1 "$ADQUEM" run "${@:2}" >"$dir/out" 2>"$dir/err"
	status=$?
	took=$(($(date +%s%3N) - start))
	return $status
}
# run_killed CONFIGURATION ARGUMENTS... - a run killed at a moment of the time the last one took, or a little later
run_killed() {
	local pid wait=$((RANDOM * 32768 + RANDOM))
	ADQUEM_CONFIG=$1 "$ADQUEM" run "${@:2}" >"$dir/out" 2>"$dir/err" &
	pid=$!
	wait=$((wait % (took * 11 / 10)))
	sleep "$((wait / 1000)).$(printf %03d $((wait % 1000)))"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	killed=$((killed + 1))
}
quarter() { [ $((RANDOM % 4)) = 0 ]; }

# The decisions of 2002 to 2013 on the acts judged, where they are.
old=../shared/data/infringements/euip_decisions_2002_2013.csv
db=$dir/soak.db calm=$dir/calm.db
if [ -r $old ]; then
	{ head -n 1 $old; grep -E "$(sed 1d snapshot/acts.csv | cut -d, -f1 | sort -u | paste -sd'|')" $old; } >"$dir/old.csv"
	for file in "$db" "$calm"; do "$ADQUEM" --db "$file" import --read-on "$(date -d "$first - 1 day" +%F)" "$dir/old.csv" >/dev/null 2>&1; done
	is 'the decisions of 2002 to 2013 are there' "$(sqlite3 "$db" 'SELECT count(*) > 100 FROM decision_fact')" 1
fi

# ---- the nights

silent_until=0 outages=0 wrong='' kind='' slips=0
for ((n = 0; n < nights; n++)); do
	day=$(date -d "$first + $n days" +%F)
	perl tests/nights.pl snapshot "$day" "$dir/calm.night"
	run /dev/null --db "$calm" --snapshot "$dir/calm.night" --portfolio security-union
	[ $? -le 1 ] || wrong+="$day: without trouble: $(cat "$dir/err"); "
	night=$dir/calm.night trouble=()
	if [ $n -ge $silent_until ] && [ $((RANDOM % 20)) = 0 ]; then
		kind=$(pick measures measures decisions all) silent_until=$((n + 1 + RANDOM % 25)) outages=$((outages + 1))
	fi
	if [ $n -lt $silent_until ]; then
		case $kind in all) trouble=(measures=none declarations=none decisions=none lists=none notes=none) ;; *) trouble=("$kind=none") ;; esac
	elif [ $((RANDOM % 8)) = 0 ]; then
		trouble=("$(pick measures=slip measures=part decisions=slip decisions=bad measures=bad)") slips=$((slips + 1))
	fi
	if [ ${#trouble[@]} -gt 0 ]; then
		night=$dir/night
		perl tests/nights.pl snapshot "$day" "$night" "${trouble[@]}"
	fi
	how "$(pick ok ok ok ok refuse greylist slow drop lose)" "$(pick ok ok ok ok refuse slow drop lose)"
	if [ $((RANDOM % 6)) = 0 ]; then
		run_killed "$dir/adquem.conf" --db "$db" --snapshot "$night" --portfolio security-union
		quarter || continue
	fi
	run "$dir/adquem.conf" --db "$db" --snapshot "$night" --portfolio security-union
	status=$?
	case ${trouble[*]} in
	*=bad | *=slip) [ $status = 2 ] || wrong+="$day: ${trouble[*]} ended with $status; " ;;
	*) [ $status -le 2 ] || wrong+="$day: status $status; " ;;
	esac
done
is 'every night ends as it should' "$wrong" ''
how ok ok
for ((; n < nights + 8; n++)); do # a week without trouble, and a day for the last digest
	day=$(date -d "$first + $n days" +%F)
	perl tests/nights.pl snapshot "$day" "$dir/calm.night"
	run /dev/null --db "$calm" --snapshot "$dir/calm.night" --portfolio security-union
	run "$dir/adquem.conf" --db "$db" --snapshot "$dir/calm.night" --portfolio security-union
done
diag "seed $seed: $nights nights, $outages outages, $slips nights with slips, $killed kills, $(sqlite3 "$db" \
	'SELECT count(*) || " messages, " || sum(attempts) || " attempts" FROM outbox')"

# Both lives: DAY KEY SILENT STATUS LEVEL LETTER STAGE EVENT, by day.
lives() {
	sqlite3 -separator ' ' "$1" "SELECT r.as_of, e.key, e.silent, e.status, e.level, coalesce(nullif(e.letter, ''), '-'), coalesce(nullif(e.stage, ''), '-'),
		e.event FROM finding_event AS e JOIN run AS r ON r.id = e.run WHERE r.portfolio = 'security-union' ORDER BY e.run, e.key"
}
lives "$db" >"$dir/lived"
lives "$calm" >"$dir/quiet"
# What a finding became was so on the quiet machine at some time in the 45 days before; what lasted there for 45 days came; and
# in the end both say the same. No outage lasts longer than 25 nights.
compared=$(perl -MTime::Local -e '
	my (%calm, %was, $end, $checked);
	sub days { my ($y, $m, $d) = split /-/, $_[0]; return timegm(0, 0, 0, $d, $m - 1, $y) / 86400 }
	sub state { my ($silent, $status, $level, undef, $stage) = @_; return $status eq "closed" ? "closed" : "$level/$stage" }
	sub load { my %all; open my $in, "<", $_[0] or die; while (<$in>) {
		my ($day, $key, @rest) = split; next unless $key =~ /^cell/;
		push @{$all{$key}}, [days($day), state(@rest), @rest] } return %all }
	my %quiet = load("$ARGV[0]/quiet"); my %lived = load("$ARGV[0]/lived");
	for my $key (sort keys %lived) {
		for my $e (@{$lived{$key}}) {
			next if $e->[2];
			my @all = @{$quiet{$key} // []};
			$checked++;
			next if grep { my $until = $_ < $#all ? $all[$_ + 1][0] : 1e9; $all[$_][1] eq $e->[1] && $all[$_][0] <= $e->[0] && $until >= $e->[0] - 45 } 0 .. $#all;
			print "invented: $key became $e->[1] by $e->[-1] on ", substr(scalar gmtime $e->[0] * 86400, 4), "\n";
		}
	}
	for my $key (sort keys %quiet) {
		my @all = @{$quiet{$key}};
		my @states = map { $_->[1] } @{$lived{$key} // []};
		print "other end: $key: ", $all[-1][1], " and ", $states[-1] // "nothing", "\n" unless ($states[-1] // "") eq $all[-1][1];
		for my $i (0 .. $#all - 1) {
			next if $all[$i + 1][0] - $all[$i][0] < 45 || grep { $_ eq $all[$i][1] } @states;
			print "lost: $key: $all[$i][1] of $all[$i][-1]\n";
		}
	}
	print "nothing was compared\n" unless $checked;' "$dir")
is 'trouble neither hides nor invents anything' "$compared" ''
is 'without trouble no source was in trouble' "$(grep -c source-trouble "$dir/quiet")" 0
if [ "${SOAK:-}" ]; then
	ok "with trouble some were: $(grep -c 'source-trouble.*new$\|source-trouble.*reopened$' "$dir/lived")" "$(($(grep -c source-trouble "$dir/lived") < 6))"
fi
is 'what was in trouble came back' "$(sqlite3 "$db" "SELECT key FROM (SELECT *, max(run) FROM finding_event WHERE key LIKE 'source-trouble/%' GROUP BY key) WHERE status = 'open'")" ''

# ---- killed at random moments, report and all

torn='' looked=0
# whole - the day of the report, if every page of it is the one that its list names
whole() {
	(cd "$dir/report" && sed '1d; s/^[0-9a-f]* \([0-9a-f]*\) /\1  /' data/pages.txt | sha256sum --check --quiet --strict) >"$dir/whole" 2>&1 ||
		{ echo "torn: $(head -n 3 "$dir/whole")"; return; }
	grep -o 'as-of="[0-9-]*"' "$dir/report/data/findings.xml" | head -1
}
few=(--db "$db" --snapshot "$dir/calm.night" --portfolio "$dir/few.ini" --out "$dir/report" --as-of)
run "$dir/adquem.conf" "${few[@]}" "$(date -d "$first + $n days" +%F)"
new=$(whole)
for ((k = 1; k <= kills; k++)); do
	before=$new day=$(date -d "$first + $((n + k)) days" +%F)
	how "$(pick ok ok ok ok refuse greylist drop lose)" "$(pick ok ok ok ok refuse drop lose)"
	[ $((k % 25)) = 1 ] && run "$dir/adquem.conf" "${few[@]}" "$day" && before=$(whole) # how long it takes at this hour
	run_killed "$dir/adquem.conf" "${few[@]}" "$day"
	new=$(whole)
	[ "$new" = "$before" ] || [ "$new" = "as-of=\"$day\"" ] || torn+="kill $k: the report is $new; "
	[ "$new" = "$before" ] || looked=$((looked + 1))
	check=$(sqlite3 "$db" 'PRAGMA integrity_check; PRAGMA foreign_key_check' 2>&1)
	[ "$check" = ok ] || torn+="kill $k: $check; "
done
is "killed at $kills moments: the database is sound, the report old or new, whole" "$torn" ''
diag "of $kills killed runs $looked had put their report in its place"
how ok ok
monday=$(date -d "$first + $((n + kills + 8)) days" +%F)
run "$dir/adquem.conf" "${few[@]}" "$monday"
ok 'and the next run does its work' "$(($? == 2 && $(wc -l <"$dir/err") > 1))" "$(cat "$dir/err")"
is 'its report is whole' "$(whole)" "as-of=\"$monday\""
is 'nothing of the killed ones lies beside it' "$(find "$dir" -maxdepth 1 -name '.report*')" ''

# ---- what turned, and what arrived

is 'in the end everything is delivered' "$(sqlite3 "$db" 'SELECT count(*) FROM outbox WHERE delivered_at IS NULL')" 0
sqlite3 "$db" "WITH life AS (SELECT e.*, r.as_of, r.portfolio, lag(e.level) OVER (PARTITION BY r.portfolio, e.key ORDER BY e.run) AS was FROM finding_event AS e
	JOIN run AS r ON r.id = e.run) SELECT portfolio || ' ' || key || ' ' || event || ' ' || as_of FROM life WHERE NOT silent AND (key LIKE 'source-trouble/%'
	OR level IN ('candidate', 'strong', 'case') OR was IN ('candidate', 'strong', 'case'))" | LC_ALL=C sort >"$dir/turned"
perl -MJSON::PP -e '
	my (%seen, %ends);
	for my $file (@ARGV) {
		local $/; open my $in, "<", $file or die; my $post = decode_json(<$in>);
		if (exists $seen{$post->{id}}) { print STDERR "$post->{id} came with another body\n" if $seen{$post->{id}} ne $post->{xml}; next }
		$seen{$post->{id}} = $post->{xml};
		my ($portfolio) = $post->{xml} =~ / portfolio="([^"]*)"/;
		while ($post->{xml} =~ /<change ([^>]*)/g) {
			my %a = $1 =~ /([\w-]+)="([^"]*)"/g;
			print STDERR "$a{finding}: $a{message}: twice\n" if $a{event} eq "reply-ending" && $ends{"$portfolio $a{finding} $a{message}"}++;
			print "$portfolio $a{finding} $a{event} $a{on}\n" unless $a{event} =~ /^(moved|reply-ending)$/;
		}
	}' "$dir"/hook/post.* 2>"$dir/err" | LC_ALL=C sort >"$dir/told"
[ -s "$dir/turned" ]
ok "something turned: $(wc -l <"$dir/turned") transitions" $?
is 'each is told once, and nothing else' "$(diff "$dir/turned" "$dir/told")" ''
is 'a message sent again is the same message, an end of a period is told once' "$(cat "$dir/err")" ''
sent() { grep -h '^Message-ID' "$dir"/smtp/mail.* | tr -d '\r' | sed 's/.*<\(.*\)@.*/\1/' | LC_ALL=C sort; }
is 'every mail of the outbox arrived' "$(sent | uniq)" "$(sqlite3 "$db" "SELECT id FROM outbox WHERE channel = 'mail'" | LC_ALL=C sort)"
twice=$(sent | uniq -d | wc -l)
[ "$twice" -le $((killed + $(grep -c ^lose "$dir/smtp/log"))) ]
ok "a mail came twice only after a kill or a lost answer ($twice)" $?
diag "$(wc -l <"$dir/turned") transitions in $(sent | uniq | wc -l) mails and as many posts, $(sent | wc -l) mails arrived, $killed kills"

done_testing
