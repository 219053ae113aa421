# virtuoso.sh - a real Virtuoso (the engine CELLAR runs on) on free loopback ports, with its own folder.
#   start_virtuoso FOLDER [ROWS]  starts it; answers hold ROWS rows at most; sets virtuoso_url; 1 if it does not start
#   load_virtuoso FILE.nt         replaces the graph
#   ask_virtuoso QUERY_FILE       prints the answer as SPARQL results in XML
#   stop_virtuoso                 ends it by its process id
# shellcheck shell=bash
virtuoso_pid=

virtuoso_there() { command -v virtuoso-t isql-vt curl >/dev/null 2>&1; }

free_port() {
	perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}

virtuoso_ini() { # FOLDER SQL_PORT HTTP_PORT ROWS
	cat <<INI
[Database]
DatabaseFile = $1/v.db
ErrorLogFile = $1/v.log
LockFile = $1/v.lck
TransactionFile = $1/v.trx
xa_persistent_file = $1/v.pxa
[TempDatabase]
DatabaseFile = $1/t.db
TransactionFile = $1/t.trx
[Parameters]
ServerPort = 127.0.0.1:$2
DirsAllowed = $1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:$3
[SPARQL]
ResultSetMaxRows = $4
MaxQueryExecutionTime = 60
INI
}

# A port that was free may be taken by another a moment later: then the next pair is tried.
start_virtuoso() {
	local try http
	virtuoso_folder=$1
	mkdir -p "$1"
	for try in 1 2 3; do
		virtuoso_sql=$(free_port)
		http=$(free_port)
		rm -f "$1"/v.* "$1"/t.*
		virtuoso_ini "$1" "$virtuoso_sql" "$http" "${2:-100000}" >"$1/v.ini"
		(cd "$1" && exec virtuoso-t +foreground +configfile v.ini >"$1/out" 2>&1) &
		virtuoso_pid=$!
		virtuoso_url=http://127.0.0.1:$http/sparql
		for _ in $(seq 150); do
			curl -sf -o /dev/null "$virtuoso_url?query=ASK%20%7B%7D" && return 0
			kill -0 "$virtuoso_pid" 2>/dev/null || break
			sleep 0.2
		done
		stop_virtuoso
	done
	return 1
}

load_virtuoso() {
	cp "$1" "$virtuoso_folder/graph.nt"
	isql-vt "127.0.0.1:$virtuoso_sql" dba dba EXEC="delete from DB.DBA.load_list; sparql clear graph <http://adquem/graph>;
		ld_dir('$virtuoso_folder', 'graph.nt', 'http://adquem/graph'); rdf_loader_run(); checkpoint;
		select 'errors', count(*) from DB.DBA.load_list where ll_error is not null;" >"$virtuoso_folder/load" 2>&1
	grep -q '^errors *0' "$virtuoso_folder/load"
}

ask_virtuoso() {
	curl -sS -D "$virtuoso_folder/headers" -H 'Accept: application/sparql-results+xml' \
		--data-urlencode "query@$1" -d format=application/sparql-results+xml "$virtuoso_url"
}

stop_virtuoso() {
	[ -n "$virtuoso_pid" ] || return 0
	kill "$virtuoso_pid" 2>/dev/null
	for _ in $(seq 50); do kill -0 "$virtuoso_pid" 2>/dev/null || break; sleep 0.1; done
	kill -9 "$virtuoso_pid" 2>/dev/null
	wait "$virtuoso_pid" 2>/dev/null
	virtuoso_pid=
}
