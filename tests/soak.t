#!/usr/bin/env bash
# Nights on end over the bundled data: servers that refuse, delay, drop and lose, snapshots that cannot be read, runs that are
# killed. Everything that turned is told once, or once more with the same id after a kill or a lost answer; nothing else is.
# `make check` runs 30 nights around 2024-10-17 and 25 kills, `make soak` 2024-06-01 to 2025-06-30 and 500 kills; SEED=N repeats.
. tests/lib.sh
command -v sqlite3 >/dev/null || { skip 'sqlite3 is not installed'; done_testing; }
if [ "${SOAK:-}" ]; then first=2024-06-01 nights=395 kills=500; else first=2024-10-03 nights=30 kills=25; fi
seed=${SEED:-$((RANDOM * 32768 + RANDOM))}
RANDOM=$((seed % 32768))
echo "# SEED=$seed"
db=$dir/soak.db
servers=()
for server in smtp hook; do
	mkdir "$dir/$server"
	echo ok >"$dir/$server/how"
	perl tests/$server.pl "$dir/$server" &
	servers+=($!)
done
trap 'kill "${servers[@]}" 2>/dev/null; wait "${servers[@]}" 2>/dev/null; chmod -R u+rwX "$dir"; rm -rf "$dir"' EXIT
for _ in {1..500}; do [ -s "$dir/smtp/port" ] && [ -s "$dir/hook/port" ] && break; sleep 0.02; done
echo '{"id":{{id}},"xml":{{xml}}}' >"$dir/template"
cat >"$dir/adquem.conf" <<ROWS
[channel mail]
type=smtp
url=smtp://127.0.0.1:$(cat "$dir/smtp/port")
from=adquem@example.org
to=one@example.org
tls=none
timeout=5
[channel hook]
type=webhook
url=http://127.0.0.1:$(cat "$dir/hook/port")/
template=$dir/template
tls=none
timeout=5
[subscription mail]
channel=mail
level=candidate
[subscription hook]
channel=hook
level=candidate
ROWS
export ADQUEM_CONFIG=$dir/adquem.conf
cp -r snapshot "$dir/broken" && chmod -R u+w "$dir/broken" && echo 'x,y' >>"$dir/broken/decisions.csv"

pick() { local n=$((RANDOM % $#)); shift "$n"; echo "$1"; }
# night DAY SNAPSHOT [ARGUMENTS...] - a run; its status, 137 if it was killed at a random moment ($kill_within milliseconds)
night() {
	"$ADQUEM" --db "$db" run --as-of "$1" --snapshot "$2" "${@:3}" >"$dir/out" 2>"$dir/err" &
	local pid=$!
	if [ "${kill_within:-}" ]; then
		sleep "0.$(printf %03d $((RANDOM % kill_within)))"
		kill -9 $pid 2>/dev/null
	fi
	wait $pid 2>/dev/null
}

# ---- the nights

outages=0 killed=0 wrong='' days=()
for ((n = 0; n < nights; n++)); do
	day=$(date -d "$first + $n days" +%F)
	pick ok ok ok ok refuse greylist slow drop lose >"$dir/smtp/how"
	pick ok ok ok ok refuse slow drop lose >"$dir/hook/how"
	kill_within=''
	if [ $((RANDOM % 10)) = 0 ]; then
		night "$day" "$dir/broken"
		status=$?
		[ $status = 2 ] || wrong+="$day: a broken snapshot ended with $status; "
		outages=$((outages + 1))
		continue
	elif [ $((RANDOM % 6)) = 0 ]; then
		kill_within=500
		night "$day" snapshot
		killed=$((killed + 1))
	else
		night "$day" snapshot
		status=$?
		[ $status -le 2 ] || wrong+="$day: status $status; "
	fi
done
is 'every night ends as it should' "$wrong" ''
kill_within=''
echo ok >"$dir/smtp/how"
echo ok >"$dir/hook/how"
monday=$(date -d "$(sqlite3 "$db" 'SELECT max(as_of) FROM run') + 8 days" +%F)
night "$monday" snapshot
ok 'in the end everything is delivered' "$(sqlite3 "$db" 'SELECT count(*) FROM outbox WHERE delivered_at IS NULL')" "$(cat "$dir/err")"
diag "seed $seed: $nights nights, $outages outages, $killed kills, $(sqlite3 "$db" 'SELECT count(*) FROM outbox') messages, $(sqlite3 "$db" 'SELECT sum(attempts) FROM outbox') attempts"

# What the life of findings says, and what arrived.
sqlite3 "$db" "SELECT e.key || ' ' || e.event || ' ' || r.as_of FROM finding_event AS e JOIN run AS r ON r.id = e.run WHERE NOT silent AND (level IN
	('candidate', 'strong', 'case') OR EXISTS (SELECT 1 FROM finding_event AS p WHERE p.key = e.key AND p.run = (SELECT max(run) FROM finding_event
	AS q WHERE q.key = e.key AND q.run < e.run) AND p.level IN ('candidate', 'strong', 'case'))) ORDER BY 1" | LC_ALL=C sort >"$dir/turned"
perl -MJSON::PP -e '
	my %seen;
	for my $file (@ARGV) {
		local $/; open my $in, "<", $file or die; my $post = decode_json(<$in>);
		if (exists $seen{$post->{id}}) { print STDERR "$post->{id} came with another body\n" if $seen{$post->{id}} ne $post->{xml}; next }
		$seen{$post->{id}} = $post->{xml};
		while ($post->{xml} =~ /<change ([^>]*)/g) {
			my %a = $1 =~ /([\w-]+)="([^"]*)"/g;
			print "$a{finding} $a{event} $a{on}\n" unless $a{event} =~ /^(moved|reply-ending)$/;
		}
	}' "$dir"/hook/post.* 2>"$dir/err" | LC_ALL=C sort >"$dir/told"
[ -s "$dir/turned" ]
ok "something turned: $(wc -l <"$dir/turned") transitions" $?
is 'each is told once, and nothing else' "$(diff "$dir/turned" "$dir/told")" ''
is 'a message sent again is the same message' "$(cat "$dir/err")" ''
sent() { grep -h '^Message-ID' "$dir"/smtp/mail.* | tr -d '\r' | sed 's/.*<\(.*\)@.*/\1/' | LC_ALL=C sort; }
is 'every mail of the outbox arrived' "$(sent | uniq)" "$(sqlite3 "$db" "SELECT id FROM outbox WHERE channel = 'mail'" | LC_ALL=C sort)"
twice=$(sent | uniq -d | wc -l)
[ "$twice" -le $((killed + $(grep -c ^lose "$dir/smtp/log")  )) ]
ok "a mail came twice only after a kill or a lost answer ($twice)" $?

# The nights that came to a run, on a machine where nothing ever goes wrong.
sqlite3 "$db" 'SELECT as_of FROM run ORDER BY id' >"$dir/days"
troubled=$db db=$dir/calm.db
export ADQUEM_CONFIG=/dev/null
while read -r day; do night "$day" snapshot; done <"$dir/days"
life="SELECT r.as_of, e.key, e.event, e.silent, e.level, e.letter, e.stage FROM finding_event AS e JOIN run AS r ON r.id = e.run ORDER BY 1, 2, 3"
is 'outages and kills neither hide nor invent anything' "$(diff <(sqlite3 "$troubled" "$life") <(sqlite3 "$db" "$life") | head -20)" ''

# ---- killed at random moments, report and all

export ADQUEM_CONFIG=$dir/adquem.conf
torn='' old='' new=''
whole() { # the day of the report, if it is whole
	tail -c 20 "$dir/report/index.html" | grep -q '</html>' || { echo torn; return; }
	grep -o 'as-of="[0-9-]*"' "$dir/report/data/findings.xml" | head -1
}
day=2025-08-01
kill_within=''
night $day snapshot --out "$dir/report"
kill_within=990
for ((n = 1; n <= kills; n++)); do
	old=$(whole) day=$(date -d "2025-08-01 + $n days" +%F)
	night "$day" snapshot --out "$dir/report"
	new=$(whole)
	[ "$new" = "$old" ] || [ "$new" = "as-of=\"$day\"" ] || torn+="kill $n: the report is $new; "
	check=$(sqlite3 "$db" 'PRAGMA integrity_check; PRAGMA foreign_key_check' 2>&1)
	[ "$check" = ok ] || torn+="kill $n: $check; "
done
is "killed at $kills moments: the database is sound, the report old or new, whole" "$torn" ''
kill_within=''
night "$(date -d "2025-08-01 + $((kills + 1)) days" +%F)" snapshot --out "$dir/report"
ok 'and the next run does its work' "$(($? == 2))" "$(cat "$dir/err")"

done_testing
