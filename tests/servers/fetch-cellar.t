#!/usr/bin/env bash
# `adquem fetch` from a real Virtuoso behind TLS: everything, then only what changed, then a server that cuts its answers.
. tests/lib.sh
. tests/servers.sh
. tests/servers/virtuoso.sh
reason=$(can_serve) && virtuoso_there || { echo "1..0 # SKIP ${reason:-virtuoso-t, isql-vt or curl is not there}"; exit 0; }
trap 'stop_virtuoso; stop_servers; rm -rf "$dir"' EXIT

perl tests/servers/cdm-graph.pl snapshot '' "${SCALE:-120}" >"$dir/graph.nt"
start_virtuoso "$dir/virtuoso" && load_virtuoso "$dir/graph.nt"
ok "Virtuoso runs and has the graph" $?
front() { # nginx in front of the Virtuoso that runs
	server_port=${virtuoso_url#http://127.0.0.1:} server_port=${server_port%/sparql}
	tls_front() { echo 'stream {'; tls good "${ports[0]}"; echo '}'; }
	start_nginx tls_front 1
}
make_ca ca && make_certificate good ca 2 DNS:localhost && front
ok "nginx has it behind TLS" $? "$(tail -n 5 "$dir"/nginx-*/*.log)"

settings() { # settings [KEY=VALUE]... - sources.conf for the server that runs
	printf '[cellar]\nurl=https://localhost:%s/sparql\nca_file=%s\npause_ms=0\nbackoff_ms=1\nattempts=2\n' "${ports[0]}" "$dir/ca.crt"
	printf '%s\n' "$@"
}
settings >"$dir/sources.conf"
fetch() { # fetch STATUS [OPTIONS]
	local want=$1
	shift
	does "$want" --db "$dir/a.db" fetch --source cellar --sources-file "$dir/sources.conf" "$@"
}
sql() { sqlite3 "$dir/a.db" "$@"; }
requests() { sql "SELECT count(*) FROM transfer"; }

fetch 0 --full
ok "everything is fetched" $? "$(said)"
is "the measures of the snapshot's act" "$(sql "SELECT count(DISTINCT nim) FROM measure_fact WHERE celex = '32022L2555'")" 303
is "none of the acts of yesterday, no corrigenda" "$(sql "SELECT count(*) FROM act_fact WHERE adopted = '1999-09-09' OR celex LIKE '%R(%'")" 0
is "all reads are whole" "$(sql "SELECT count(*) FROM reading WHERE NOT whole OR status <> 'ok'")" 0
is "both deadlines of one act" "$(sql "SELECT group_concat(date) FROM (SELECT DISTINCT date FROM deadline_fact WHERE celex = '32019L1937' AND kind = 'transposition' ORDER BY 1)")" 2021-12-17,2023-12-17
all=$(requests)

# row for row what importing the same facts from files gives
does 0 --db "$dir/file.db" import --snapshot snapshot
measures_of() { sqlite3 "$1" "SELECT celex, nim, state, title, type, journal, published, notified, link, declaration FROM measure_fact WHERE source = 'cellar' AND celex IN ('32022L2555', '32022L2557') ORDER BY 1, 2, 3"; }
is "the measures are, row for row, those that importing the files gives" "$(diff <(measures_of "$dir/a.db") <(measures_of "$dir/file.db") | head -6)" ""
dates_of() { sqlite3 "$1" "SELECT DISTINCT celex, date FROM deadline_fact WHERE kind = 'transposition' AND celex IN (SELECT celex FROM act_fact WHERE source = 'cellar') AND celex IN ('32022L2555', '32022L2557', '32016L0680', '32017L0541', '32019L1937') ORDER BY 1, 2"; }
is "and so are the deadlines" "$(dates_of "$dir/a.db")" "$(sqlite3 "$dir/file.db" "SELECT DISTINCT celex, date FROM deadline_fact WHERE kind = 'transposition' AND celex IN ('32022L2555', '32022L2557', '32016L0680', '32017L0541', '32019L1937') ORDER BY 1, 2")"

facts() { sql "SELECT * FROM act_fact ORDER BY 1, 2, 3; SELECT * FROM deadline_fact ORDER BY 1, 2, 3, 4; SELECT * FROM measure_fact ORDER BY 1, 2, 3, 4, 5" | sha256sum; }
before=$(facts)
fetch 0
ok "a second pass" $? "$(said)"
is "it changes no fact" "$(facts)" "$before"
is "and asks less" "$(($(requests) - all < all))" 1
diag "requests: first pass $all, second $(($(requests) - all))"

# what a graph can lack, each told at the door: facts and letters stand, status 2
letters() { "$ADQUEM" --db "$dir/a.db" check --act 32022L2555 --format csv 2>/dev/null; }
old_letters=$(letters)
# The band is for acts with ten measures or more: of fewer, half may well go.
many=$(sql "SELECT group_concat(quote(celex)) FROM (SELECT celex FROM measure_fact GROUP BY celex HAVING count(DISTINCT nim) >= 10)")
of_many() { sql "SELECT * FROM act_fact ORDER BY 1, 2, 3; SELECT * FROM deadline_fact ORDER BY 1, 2, 3, 4; SELECT * FROM measure_fact WHERE celex IN ($many) ORDER BY 1, 2, 3, 4, 5" | sha256sum; }
before_many=$(of_many)
lacks() { # lacks NAME REGEX PERL - with the lines of the graph for which PERL is true gone
	perl -ne "print unless $3" "$dir/graph.nt" >"$dir/less.nt"
	load_virtuoso "$dir/less.nt"
	fetch 2 --full
	ok "$1: trouble" $? "$(said)"
	like "$1: said" "$(cat "$dir/err")" "$2"
	is "$1: no fact changes" "$(of_many)" "$before_many"
	is "$1: no letter turns" "$(letters)" "$old_letters"
}
lacks 'the canary is missing' '32016L0680.*nothing it says today is believed' '/32016L0680/'
lacks 'half the measures are gone' 'measures of 32022L2555: implausible' '/measure_national_implementing_implements_resource_legal> / && $n++ % 2'
load_virtuoso "$dir/graph.nt"

# a server that cuts every answer at 60 rows: large acts fail alone, in a sentence; their facts stand
stop_virtuoso
start_virtuoso "$dir/small" 60 && load_virtuoso "$dir/graph.nt" && front
settings >"$dir/sources.conf"
fetch 2 --full
ok "a server that cuts its answers is trouble" $? "$(said)"
like "said so" "$(cat "$dir/err")" 'measures of 32022L2555.*cut its answer at its limit of rows'
is "no measure is lost" "$(sql "SELECT count(*) FROM measure_fact WHERE celex = '32022L2555' AND NOT present")" 0
is "an act with few is read all the same" "$(sql "SELECT status FROM reading WHERE what = 'measures' AND scope = '32016L0680' ORDER BY read_on DESC LIMIT 1")" ok
done_testing
