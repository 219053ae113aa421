# servers.sh - servers on loopback for script tests; sourced after tests/lib.sh. Ports are free ones, files go into the
# test's folder, and all that was started ends with the test, by its process id.
# shellcheck shell=bash
server_pids=()
# The environment may have its own certificates and proxies; here only ours count.
unset CURL_CA_BUNDLE SSL_CERT_FILE http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY
stop_servers() {
	local pid
	for pid in "${server_pids[@]}"; do kill "$pid" 2>/dev/null; done
	for pid in "${server_pids[@]}"; do wait "$pid" 2>/dev/null; done
	server_pids=()
}
trap 'stop_servers; chmod -R u+rwX "$dir"; rm -rf "$dir"' EXIT

can_serve() { # can_serve - 0 if nginx (with its stream module) and openssl are there; else says what is missing
	PATH=$PATH:/usr/sbin
	command -v nginx >/dev/null || { echo 'nginx is not installed'; return 1; }
	command -v openssl >/dev/null || { echo 'openssl is not installed'; return 1; }
	stream_module >/dev/null || { echo 'the stream module of nginx is not installed'; return 1; }
}

stream_module() { # the line that loads it; none if it is built in
	nginx -V 2>&1 | grep -q -- '--with-stream\( \|$\)' && return
	local module
	for module in /usr/lib/nginx/modules /usr/lib64/nginx/modules /usr/libexec/nginx; do
		[ -e "$module/ngx_stream_module.so" ] && echo "load_module $module/ngx_stream_module.so;" && return
	done
	return 1
}

free_ports() { # free_ports N - sets the array ports to N ports that nobody has now
	mapfile -t ports < <(perl -MIO::Socket::INET -e '
		my @s = map { IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => 0, Listen => 1) // die } 1 .. $ARGV[0];
		print $_->sockport, "\n" for @s;' "$1")
}

answers() { # answers PORT - 0 if somebody listens there
	(: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

await() { # await COMMAND... - until it succeeds, for ten seconds
	local try
	for try in {1..500}; do
		"$@" && return
		sleep 0.02
	done
	return 1
}

# make_ca NAME - a certificate authority: $dir/NAME.crt and .key
make_ca() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$dir/$1.key" -out "$dir/$1.crt" \
		-days 2 -subj "/CN=$1" >>"$dir/openssl.log" 2>&1
}

# make_certificate NAME CA DAYS ALTERNATIVE_NAMES - $dir/NAME.crt and .key, signed by that authority; DAYS negative: expired
make_certificate() {
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$dir/$1.key" -out "$dir/$1.csr" \
		-subj "/CN=$1" >>"$dir/openssl.log" 2>&1 &&
		openssl x509 -req -in "$dir/$1.csr" -CA "$dir/$2.crt" -CAkey "$dir/$2.key" -CAcreateserial -days "$3" \
			-extfile <(echo "subjectAltName=$4") -out "$dir/$1.crt" >>"$dir/openssl.log" 2>&1
}

# start_nginx FUNCTION N - runs nginx with the configuration that FUNCTION prints for the N free ports in the array ports.
# Another program may take a port between our look and its start: then with other ones.
start_nginx() {
	local try pid home=$dir/nginx-$1
	mkdir -p "$home"
	for try in 1 2 3 4 5; do
		free_ports "$2"
		{
			stream_module
			echo "daemon off; master_process off; pid $home/pid; error_log $home/error.log; events { }"
			"$1"
		} >"$home/nginx.conf"
		nginx -p "$home" -c "$home/nginx.conf" -e "$home/error.log" >>"$home/start.log" 2>&1 &
		pid=$!
		if await started "$pid" "${ports[-1]}" && kill -0 "$pid" 2>/dev/null; then
			server_pids+=("$pid")
			return
		fi
		kill "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
	done
	return 1
}

started() { # started PID PORT - it answers, or has ended
	! kill -0 "$1" 2>/dev/null || answers "$2"
}

# start_server - tests/server.pl; its port in server_port, its files in $dir/server
start_server() {
	mkdir -p "$dir/server"
	rm -f "$dir/server/port"
	perl tests/server.pl "$dir/server" 2>>"$dir/server/errors" &
	server_pids+=($!)
	await test -s "$dir/server/port" && server_port=$(<"$dir/server/port")
}

# tls NAME PORT - a server of nginx's stream module: TLS with the certificate NAME before the server of start_server
tls() {
	echo "server { listen 127.0.0.1:$2 ssl; ssl_certificate $dir/$1.crt; ssl_certificate_key $dir/$1.key;
		proxy_pass 127.0.0.1:$server_port; }"
}
