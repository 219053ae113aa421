#!/usr/bin/env bash
# A run beside the judging: signals, the time limit, messages by level, and the two files that say how it ended.
. tests/lib.sh
act=32020L0001
snapshot "$dir/facts" 2022-08-25
rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2020-01-15"
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
measures $act <<<'BE,m1,2022-06-01,,Law of Belgium,'
db=$dir/x.db
configure() { # configure [LINES] - the configuration
	printf '[status]\nfile=%s/status.xml\n[metrics]\nfile=%s/adquem.prom\n%b' "$dir" "$dir" "${1:-}" >"$dir/adquem.conf"
}
export ADQUEM_CONFIG=$dir/adquem.conf
xpath() { xmllint --xpath "string($1)" "$dir/status.xml"; }
metric() { sed -n "s/^$1 //p" "$dir/adquem.prom"; }

# ---- the two files

configure
does 0 --db "$db" run --snapshot "$dir/facts" --out "$dir/site"
ok 'a run' $? "$(said)"
if command -v xmllint >/dev/null; then
	is 'status.xml: how it ended, of which day' "$(xpath /status/@exit) $(xpath /status/@as-of) $(xpath /status/@portfolio)" '0 2022-08-25 all'
	is 'the letters add up to the cells' "$(xpath 'sum(/status/letter/@n)')" "$("$ADQUEM" --db "$db" check --format csv | sed 1d | wc -l)"
	is 'those of O are those of check' "$(xpath 'sum(/status/letter[@letter="O"]/@n)')" "$("$ADQUEM" --db "$db" check --format csv | cut -d, -f6 | grep -c '^O$')"
	is 'the sources, with their age' "$(xpath '/status/source[@what="measures"]/@age_days')" "$(metric 'adquem_source_age_days{portfolio="all",what="measures",source="cellar"}')"
else
	skip 'xmllint is not installed'
fi
is 'figures: exit status' "$(metric adquem_last_run_exit_status)" 0
is 'a letter of a state' "$(metric 'adquem_cells{portfolio="all",letter="I",state="BE"}')" 1
is 'a letter that no cell has is a nought' "$(metric 'adquem_cells{portfolio="all",letter="X",state="BE"}')" 0
is 'the levels' "$(metric 'adquem_findings{portfolio="all",level="strong"}')" "$("$ADQUEM" --db "$db" check --format csv | cut -d, -f10 | grep -c '^strong$')"
is 'the age of a source, to this day' "$(metric 'adquem_source_age_days{portfolio="all",what="measures",source="cellar"}')" \
	$((($(date -ud "$(date -u +%F)" +%s) - $(date -ud 2022-08-25 +%s)) / 86400))
is 'the day judged' "$(metric adquem_as_of_timestamp_seconds)" "$(date -ud 2022-08-25 +%s)"
bad=$(grep -vE '^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="([^"\\]|\\.)*"(,[a-z_]+="([^"\\]|\\.)*")*\})? -?[0-9.]+)$' "$dir/adquem.prom")
is 'every line is of the text format' "$bad" ''
is 'each gauge is announced once' "$(grep '^# TYPE' "$dir/adquem.prom" | sort | uniq -d)" ''
success=$(metric adquem_last_success_timestamp_seconds)
[ "$success" -gt 1600000000 ]
ok 'the time of the success' $? "$success"

printf 'not a database, only text, however long it may be made to be' >"$dir/bad.db"
does 2 --db "$dir/bad.db" run --snapshot "$dir/facts"
ok 'a run that cannot even begin' $? "$(said)"
is 'is told in figures' "$(metric adquem_last_run_exit_status)" 2
is 'the last success stays' "$(metric adquem_last_success_timestamp_seconds)" "$success"
like 'and in status.xml, with the reason' "$(tr '\n' ' ' <"$dir/status.xml")" 'exit="2".*<message>.*bad.db'
is 'nothing is left beside them' "$(ls "$dir" | grep -cE '^(status.xml|adquem.prom).')" 0
mkdir "$dir/sub"
printf '[metrics]\nfile=%s/none/x.prom\n' "$dir" >"$dir/adquem.conf"
does 2 --db "$db" run --snapshot "$dir/facts"
like 'a file that cannot be written: status 2, with a sentence' "$status $(cat "$dir/err")" "^2 adquem: .*$dir/none/x.prom"

# ---- messages

configure '[log]\nlevel=info\n'
does 0 --db "$db" run --snapshot "$dir/facts"
like 'level info tells the steps' "$(cat "$dir/err")" '^adquem: judging all as of 2022-08-25'
configure '[log]\nto=journald\n'
does 2 --db "$dir/bad.db" run --snapshot "$dir/facts"
like 'for the journal: a line with its priority' "$(cat "$dir/err")" "^<3>$dir/bad.db: "
configure
: >"$dir/err"
JOURNAL_STREAM=$(stat -c %d:%i "$dir/err") "$ADQUEM" --db "$dir/bad.db" run --snapshot "$dir/facts" 2>>"$dir/err"
like 'which is found out, where nothing is said' "$(cat "$dir/err")" "^<3>$dir/bad.db: "
JOURNAL_STREAM=1:1 "$ADQUEM" --db "$dir/bad.db" run --snapshot "$dir/facts" 2>"$dir/err"
like 'but not taken for it' "$(cat "$dir/err")" "^adquem: $dir/bad.db: "
does 0 --db "$db" run --snapshot "$dir/facts"
is 'silent when nothing is new and nothing is wrong' "$(cat "$dir/out" "$dir/err")" ''

# ---- signals and time: a source that takes the connection and then says nothing

cat >"$dir/mute.pl" <<'PERL'
use strict; use IO::Socket::INET;
my $s = IO::Socket::INET->new(Listen => 5, LocalAddr => "127.0.0.1") or die;
open my $f, ">", "$ARGV[0].new" or die; print $f $s->sockport; close $f; rename "$ARGV[0].new", $ARGV[0];
my @held; alarm 120;
while (my $c = $s->accept) { push @held, $c; open my $t, ">", "$ARGV[0].taken"; close $t }
PERL
perl "$dir/mute.pl" "$dir/port" &
mute=$!
trap 'kill $mute 2>/dev/null; chmod -R u+rwX "$dir"; rm -rf "$dir"' EXIT
until [ -s "$dir/port" ]; do sleep 0.05; done
printf '[cellar]\nurl=https://127.0.0.1:%s/\n[register]\nenabled=false\n' "$(cat "$dir/port")" >"$dir/sources.conf"

# begin - a run that waits for the source; its id in $pid
begin() {
	rm -f "$dir/port.taken"
	"$ADQUEM" --db "$db" run --sources-file "$dir/sources.conf" >"$dir/out" 2>"$dir/err" &
	pid=$!
	until [ -e "$dir/port.taken" ] || ! kill -0 $pid 2>/dev/null; do sleep 0.05; done
}
before=$("$ADQUEM" --db "$db" check --format csv --as-of 2022-08-25)
for signal in TERM HUP; do
	begin
	kill -$signal $pid
	wait $pid
	status=$?
	like "SIG$signal ends a run: status 2, with a sentence" "$status $(cat "$dir/err")" '^2 adquem: stopped by a signal'
	is 'no journal of the database is left' "$(ls "$dir" | grep -c '^x.db-')" 0
	is 'the facts are as before' "$("$ADQUEM" --db "$db" check --format csv --as-of 2022-08-25)" "$before"
	like 'status.xml says so' "$(cat "$dir/status.xml")" '<message>stopped by a signal'
done
(
	trap '' HUP # as nohup(1) does
	begin
	kill -HUP $pid
	sleep 0.3
	kill -0 $pid
	echo $? >"$dir/alive"
	kill -TERM $pid
	wait $pid
)
is 'a hangup that was ignored from the start ends nothing' "$(cat "$dir/alive")" 0
configure '[run]\ntime-limit=1\n'
begin
wait $pid
like 'the time limit ends a run likewise' "$? $(cat "$dir/err")" '^2 adquem: stopped: its time limit of 1 seconds is over'
configure
does 0 --db "$db" run --snapshot "$dir/facts"
ok 'the next run is as if nothing had happened' $? "$(said)"

# A mail server that takes the connection and then says nothing: what stops a run stops it between two deliveries.
configure "[channel mail]\ntype=smtp\nurl=smtp://127.0.0.1:$(cat "$dir/port")\nfrom=a@example.org\ntls=none\ntimeout=1\n
[subscription s]\nchannel=mail\nto=b@example.org;c@example.org;d@example.org;e@example.org;f@example.org\nlevel=candidate\n"
does 0 --db "$db" run --snapshot "$dir/facts"
ok 'a subscription' $? "$(said)"
snapshot "$dir/more" 2022-08-26
measures $act </dev/null
rm -f "$dir/port.taken"
"$ADQUEM" --db "$db" run --snapshot "$dir/more" >"$dir/out" 2>"$dir/err" &
pid=$!
until [ -e "$dir/port.taken" ] || ! kill -0 $pid 2>/dev/null; do sleep 0.05; done
kill -TERM $pid
wait $pid
like 'a signal ends a run that delivers' "$? $(tail -n 1 "$dir/err")" '^2 adquem: stopped by a signal'
like 'it says what was not delivered' "$(cat "$dir/err")" '^adquem: alert .* the next run tries again'
if command -v sqlite3 >/dev/null; then
	is 'what was not tried waits like what was' "$(sqlite3 "$db" 'SELECT count(*), sum(attempts) < 5 FROM outbox WHERE delivered_at IS NULL')" '5|1'
else
	skip 'sqlite3 is not installed: what waits in the outbox'
fi

# ---- one file that cannot be written does not keep the other from saying so

printf '[status]\nfile=%s/none/status.xml\n[metrics]\nfile=%s/adquem.prom\n' "$dir" "$dir" >"$dir/adquem.conf"
sed -i 's/^\(adquem_last_success_timestamp_seconds\) .*/\1 1234567890/' "$dir/adquem.prom"
does 2 --db "$db" run --snapshot "$dir/facts"
like 'named by its key' "$(cat "$dir/err")" "^adquem: \\[status\\] file: .*$dir/none/status.xml"
is 'the other says how it ended' "$(metric adquem_last_run_exit_status)" 2
is 'and that it was no success' "$(metric adquem_last_success_timestamp_seconds)" 1234567890

# ---- what turned is said, although the report cannot be written afterwards

configure
mkdir "$dir/foreign"
echo mine >"$dir/foreign/file"
snapshot "$dir/back" 2022-08-27
measures $act <<<'BE,m1,2022-06-01,,Law of Belgium,'
does 2 --db "$db" run --snapshot "$dir/back" --out "$dir/foreign"
like 'the news' "$(cat "$dir/out")" "^(better|closed) .* cell/$act/1/BE: "
like 'and why the report is not there' "$(cat "$dir/err")" "$dir/foreign.*left"
does 0 --db "$db" report --out "$dir/report"
does 0 --db "$db" report --out "$dir/report"
mkdir "$dir/report/.well-known"
echo mine >"$dir/report/.well-known/security.txt"
was=$(find "$dir/report" -type f | sort | xargs sha256sum)
does 2 --db "$db" report --out "$dir/report"
like 'a file beside those of the report is named' "$(cat "$dir/err")" "^adquem: $dir/report/.well-known/security.txt: this is no file of the report"
is 'and nothing is lost' "$(find "$dir/report" -type f | sort | xargs sha256sum)" "$was"

# ---- a monitoring system is told that nothing is known, not that something is wrong

for bad in "--db $dir/nothing.db check" "--db $db check --act 32099L9999" "--db $db check --portfolio $dir/none.ini" "--config $dir/none.conf check" "check --bogus"; do
	# shellcheck disable=SC2086
	does 3 $bad --format nagios
	like "nagios, ${bad/"$dir/"/}" "$status $(cat "$dir/out")" '^3 TRANSPOSITION UNKNOWN - .+$'
done
does 2 --db "$db" check --act 32099L9999
like 'an act that is not there is an error' "$(cat "$dir/err")" 'no such act in portfolio all'
does 2 --db "$dir/nothing.db" alert
like 'alert makes no database' "$(cat "$dir/err") $(ls "$dir/nothing.db" 2>&1)" 'no database there yet.*No such file'
printf '[cellar]\nurl=https://127.0.0.1:1/\n[register]\nenabled=false\n' >"$dir/sources.conf"
does 2 --db "$db" run --sources-file "$dir/sources.conf" --as-of 2999-01-01
like 'a live run judges no day to come' "$(cat "$dir/err")" '^adquem run: 2999-01-01 is yet to come'
does 2 --db "$db" run --snapshot "$dir/back" --as-of 2999-01-01
like 'nor does one of a snapshot' "$(cat "$dir/err")" '^adquem run: 2999-01-01 is yet to come'
sed 's/^as_of=.*/as_of=2999-01-01/' "$dir/back/manifest.ini" >"$dir/manifest.ini"
cp -r "$dir/back" "$dir/slipped" && cp "$dir/manifest.ini" "$dir/slipped"
does 2 --db "$db" run --snapshot "$dir/slipped"
like 'not even if its manifest says so' "$(cat "$dir/err")" '^adquem run: 2999-01-01 is yet to come'
cp "$db" "$dir/ahead.db"
sqlite3 "$dir/ahead.db" "UPDATE run SET as_of = '2999-01-01' WHERE id = (SELECT max(id) FROM run)"
does 2 --db "$dir/ahead.db" run --sources-file "$dir/sources.conf"
is 'after one that did nothing is asked before it is refused' "$(wc -l <"$dir/err") $(grep -c 'before the last run, which judged 2999-01-01' "$dir/err")" '1 1'
cp -r "$dir/facts" "$dir/slip"
echo >>"$dir/slip/measures-$act.csv"
does 2 --db "$dir/slip.db" import --snapshot "$dir/slip"
is 'an import that takes nothing does not say that it did' "$(cat "$dir/out") $(grep -c "measures-$act.csv" "$dir/err")" ' 1'

# ---- a deadline just passed is no good news where its source is stale

none() { does 0 --db "$db" report --as-of "$1" --out "$dir/stale" && tr -d '\n' <"$dir/stale/data/findings.xml" | grep -o '<past>.*</past>' | grep -o ' none="[0-9]*"\| read="[a-z]*"' | paste -sd' '; }
like 'read: so many states have notified nothing' "$(none 2022-08-27)" '^ none="[1-9][0-9]*"  read="yes"$'
is 'stale: nothing is said of that' "$(none 2022-09-20)" ' read="yes"'

# ---- only what cells rest on is trouble: a list of acts that could not be read is told, and does not end a check with 2

if command -v sqlite3 >/dev/null; then
	cp "$db" "$dir/acts.db"
	"$ADQUEM" --db "$dir/acts.db" check --act $act >/dev/null 2>&1
	before=$?
	sqlite3 "$dir/acts.db" "CREATE TEMP TABLE r AS SELECT * FROM reading WHERE what = 'measures' LIMIT 1;
		UPDATE r SET what = 'acts', scope = '2022', status = 'failed', whole = 0; INSERT INTO reading SELECT * FROM r"
	"$ADQUEM" --db "$dir/acts.db" check --act $act >/dev/null 2>"$dir/err"
	is 'a list of acts in trouble is none of the cells' "$? $(cat "$dir/err")" "$before "
	like 'but is shown' "$("$ADQUEM" --db "$dir/acts.db" status)" 'acts +2022 .*failed'
else
	skip 'sqlite3 is not installed: a list of acts in trouble'
fi
done_testing
