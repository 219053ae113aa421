#!/usr/bin/env bash
# `adquem fetch` as an operator meets it: the register through TLS, row for row what importing its decisions gives; kills at
# any moment; and every way in which a server can misbehave, none of which costs a fact or turns a letter.
. tests/lib.sh
. tests/servers.sh
missing=$(can_serve) && command -v sqlite3 >/dev/null || { echo "1..0 # SKIP ${missing:-sqlite3 is not installed}: nothing was fetched"; exit 0; }
seed=${SEED:-$RANDOM}
RANDOM=$seed

# ---- the register: decisions of 300 cases on 60 acts, invented, and its stand-in

letter=$(date -d '-60 days' +%F)
decisions() {
	echo infr_number,decision_date,stage,additional,member_state,member_state_name,dg,dg_name,case_type,celex_first_cited,press_release_url
	echo 'INFR(2022)9001,'"$letter,LFN258,0,BE,Belgium,JUST,Justice,NCM,32020L0001,"
	perl -e '
		my @states = (["BE", "Belgium"], ["EL", "Greece"], ["PL", "Poland"], ["FR", "France"]);
		for my $n (1 .. 300) {
			my ($year, $s) = (2004 + $n % 9, $states[$n % 4]);
			my $case = sprintf "INFR(%d)%04d,%%s,%%s,0,%s,%s,ENV,Environment,%s,3%dL%04d,\n", $year, $n, @$s, $n % 3 ? "NCM" : "OTHER", $year - 2, $n % 60 + 1;
			printf $case, "$year-03-20", "LFN258";
			printf $case, "$year-10-14", "RO258" if $n % 2;
			printf $case, $year + 1 . "-02-2" . $n % 9, $n % 5 ? "C" : "RF258" if $n % 7;
		}'
}
decisions >"$dir/decisions.csv"
csv=$dir/decisions.csv
[ -z "${REGISTER_CSV:-}" ] || csv=$REGISTER_CSV

start_register() { # start_register [OPTION]... - the stand-in with that misbehaviour; register_port
	stop_register
	rm -f "$dir/register.port" "$dir/register.log"
	exec {register_hold}> >(exec perl tests/servers/register.pl --log="$dir/register.log" "$@" "$csv" >"$dir/register.port")
	await test -s "$dir/register.port" && register_port=$(<"$dir/register.port")
}
stop_register() {
	[ -z "${register_hold:-}" ] || exec {register_hold}>&-
	register_hold=
}
front_register() {
	echo 'stream {'
	server_port=$register_port tls good "${ports[0]}"
	echo '}'
}
settings() { # settings SOURCE URL [SETTINGS] - sources.conf: that source at URL; impatient without SETTINGS
	printf '[%s]\nurl=%s\nca_file=%s\npause_ms=0\nbackoff_ms=1\nattempts=2\n%s\n' "$1" "$2" "$dir/ca.crt" "${3:-idle_seconds=1
max_megabytes=1}"
}
register() { # register [OPTION]... - the stand-in behind TLS, and sources.conf for it
	start_register "$@" && start_nginx front_register 1
	settings register "https://localhost:${ports[0]}/app" "batch=${REGISTER_BATCH:-100}" >"$dir/sources.conf"
}
fetch() { # fetch STATUS DB SOURCE [OPTIONS]
	local want=$1 db=$2 source=$3
	shift 3
	does "$want" --db "$db" fetch --source "$source" --sources-file "$dir/sources.conf" "$@"
}
# The decisions a store holds, without how they came.
decided() {
	sqlite3 "$1" "SELECT DISTINCT case_id, date, type, additional, celex, state, replace(kind, 'application', 'other') FROM decision_fact ORDER BY 1, 2, 3, 4, 5" 2>&1
}

make_ca ca && make_certificate good ca 2 DNS:localhost && make_certificate expired ca -1 DNS:localhost &&
	make_certificate elsewhere ca 2 DNS:example.org && register
ok 'the register and nginx before it run' $? "$(cat "$dir/openssl.log" "$dir"/nginx-*/*.log 2>/dev/null | tail -5)"

fetch 0 "$dir/a.db" register
ok 'the register is fetched' $? "$(said)"
does 0 --db "$dir/file.db" import "$csv"
is 'row for row what importing the file gives' "$(decided "$dir/a.db" | diff - <(decided "$dir/file.db") | head -5)" ''
ok 'and that is not nothing' $(($(decided "$dir/a.db" | wc -l) < 600))
is 'the read is whole' "$(sqlite3 "$dir/a.db" "SELECT what, whole, status FROM reading WHERE what = 'register'")" 'register|1|ok'
full=$(sqlite3 "$dir/a.db" 'SELECT count(*), sum(bytes) FROM transfer')
before=$(dump "$dir/a.db" | grep -c 'decision_fact')
fetch 0 "$dir/a.db" register
ok 'once more' $? "$(said)"
is 'no decision is new' "$(dump "$dir/a.db" | grep -c 'decision_fact')" "$before"
second=$(sqlite3 "$dir/a.db" 'SELECT count(*), sum(bytes) FROM transfer')
requests=$((${second%|*} - ${full%|*})) bytes=$((${second#*|} - ${full#*|}))
ok 'and less was moved' $((requests >= ${full%|*} || bytes * 5 > ${full#*|})) "first $full, second $requests|$bytes"
diag "requests and bytes: first $full, second $requests|$bytes"
like 'status leads to the body' "$("$ADQUEM" --db "$dir/a.db" status --evidence 2>&1)" 'register'

# With decisions of one's own (tests/servers/fetch-register.t) that was all.
[ -z "${REGISTER_CSV:-}" ] || { done_testing; exit; }

# ---- kill -9 at any moment: the next run completes it

completed=0 half=0 failed=
mkdir "$dir/tmp"
for try in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf "$dir"/kill.db*
	TMPDIR=$dir/tmp "$ADQUEM" --db "$dir/kill.db" fetch --source register --sources-file "$dir/sources.conf" >/dev/null 2>&1 &
	pid=$!
	sleep "0.$(printf '%03d' $((RANDOM % 600)))"
	kill -KILL "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	n=0
	[ ! -s "$dir/kill.db" ] || n=$(decided "$dir/kill.db" | grep -c '|')
	[ "$n" = 0 ] || [ "$n" = "$(decided "$dir/a.db" | wc -l)" ] || half=$((half + 1))
	if fetch 0 "$dir/kill.db" register &&
		[ "$(sqlite3 "$dir/kill.db" 'PRAGMA integrity_check')" = ok ] &&
		[ "$(decided "$dir/kill.db")" = "$(decided "$dir/a.db")" ]; then
		completed=$((completed + 1))
	else
		failed=$(said)
	fi
done
[ $completed = 10 ]
ok "ten fetches were killed, ten completed (seed $seed)" $? "$completed; $failed"
is 'never was half a register believed' $half 0
is 'no killed run left a temporary file' "$(ls -A "$dir/tmp")" ''

# ---- a store with letters, and what must not turn them

today=$(sqlite3 "$dir/a.db" "SELECT max(read_on) FROM reading")
act=32020L0001
snapshot "$dir/facts" "$today"
due=$(date -d "$today -200 days" +%F) # coreutils' date: Debian's
rows acts.csv acts celex,type,short_title,adopted <<<"$act,directive,One,2020-01-15"
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,$due,transposition"
measures $act <<<"DE,n-1,$due,$due,A law,"
does 0 --db "$dir/a.db" import --snapshot "$dir/facts"
ok 'the measures of an act are there' $? "$(said)"
facts() { sqlite3 "$1" 'SELECT * FROM measure_fact; SELECT * FROM deadline_fact; SELECT * FROM decision_fact; SELECT * FROM infringement' | sha256sum; }
letters() { "$ADQUEM" --db "$1" check --as-of "$today" --act $act --format csv 2>/dev/null; }
old_facts=$(facts "$dir/a.db") old_letters=$(letters "$dir/a.db")
like 'letters of three kinds stand' "$(cut -d, -f5,6,7,10 <<<"$old_letters" | paste -sd' ')" 'BE,O,LFN,case .*DE,I,.*SE,O,'

# stands NAME REGEX SOURCE [OPTION]... - a fetch that fails: status 2, the sentence, and all as it was
stands() {
	local name=$1 regex=$2 wrong=''
	cp "$dir/a.db" "$dir/b.db"
	fetch 2 "$dir/b.db" "${@:3}" || wrong="status: $(said)"
	grep -Eq "^adquem: $3: .*($regex)" "$dir/err" || wrong+=" said: $(head -c 600 "$dir/err")"
	[ "$(facts "$dir/b.db")" = "$old_facts" ] || wrong+=' facts changed'
	[ "$(letters "$dir/b.db")" = "$old_letters" ] || wrong+=' letters changed'
	"$ADQUEM" --db "$dir/b.db" check --as-of "$today" --act $act >/dev/null 2>"$dir/err"
	[ $? = 2 ] || wrong+=' check does not say that a source is in trouble'
	[ -z "$wrong" ]
	ok "$name" $? "$wrong"
}

# ---- the register misbehaves

while IFS='|' read -r option name regex; do
	register "$option"
	stands "register: $name" "$regex" register --full
done <<'CASES'
--total=7|totals that do not reconcile|the register says [0-9]+; nothing of it is taken
--fail=2010-01-01|500 for one window|decisions of 2010: .*status 500
--html|an HTML page|text/html
--empty|no decisions at all|implausible|no decision
--half|half the decisions gone|implausible
CASES
stop_register

# ---- a server misbehaves: CELLAR's queries, each way that facts and experience know

front() {
	echo 'stream {'
	local i=0 name
	for name in good expired elsewhere; do tls "$name" "${ports[i++]}"; done
	echo '}'
}
start_server && start_nginx front 3
ok 'the server that misbehaves runs' $? "$(cat "$dir/server/errors")"
at=https://localhost:${ports[0]} expired=https://localhost:${ports[1]} elsewhere=https://localhost:${ports[2]}
while IFS='|' read -r url name regex; do
	settings cellar "${url/#\//$at/}" >"$dir/sources.conf"
	[[ $url != EXPIRED && $url != ELSEWHERE ]] || settings cellar "$([ $url = EXPIRED ] && echo "$expired/ok" || echo "$elsewhere/ok")" >"$dir/sources.conf"
	stands "$name" "$regex" cellar
done <<'CASES'
/empty/202|202 without a body|status 202
/empty/200|200 without a body|empty body
/type/text/html|200 with HTML|text/html
/virtuoso/200|a Virtuoso error with 200|Virtuoso 22023 Error SR353
/ok|an answer without the rows asked for|.
/cut|a body shorter than said|bytes remaining
/open|a cut that nothing on the wire tells|.
/drip|an endless slow drip|bytes came in|timed out
/endless|an endless body|larger than
/bomb|a gzip bomb|larger than
/to/302/http|a redirect to http|redirected
/to/302/other|a redirect to another host|redirected to another host
/to/302/file|a redirect to a file|not https
/to/302/loop|a redirect in a loop|redirected more than
/status/429|429 for ever|status 429
/status/403|a refusal|refuses us
/garbage|garbage|HTTP
EXPIRED|an expired certificate|certificate has expired
ELSEWHERE|a certificate for another name|certificate
https://name.invalid/sparql|a name that does not resolve|resolve host
CASES

# ---- no room for evidence

register
if [ "$(id -u)" = 0 ] && unshare -m mount -t tmpfs none "$dir/server" 2>/dev/null; then
	cp "$dir/a.db" "$dir/b.db"
	mkdir -p "$dir/b.db.evidence"
	unshare -m sh -c 'mount -t tmpfs -o size=8k none "$0.evidence" && exec "$1" --db "$0" fetch --source register --full --sources-file "$2"' \
		"$dir/b.db" "$ADQUEM" "$dir/sources.conf" >"$dir/out" 2>"$dir/err"
	like 'a full disk under the evidence: said, status 2' "$? $(cat "$dir/err")" '^2 adquem: register: .*(No space left|full)'
	is 'and nothing is taken' "$(facts "$dir/b.db") $(letters "$dir/b.db")" "$old_facts $old_letters"
else
	skip 'a small file system cannot be mounted here: a full disk was not tried'
fi
done_testing
