#!/usr/bin/env bash
# feeds/fetch against servers on loopback: TLS by nginx with certificates of our own, misbehaviour by tests/server.pl.
. tests/lib.sh
. tests/servers.sh
tool=${ADQUEM_OUT:-out}/tests/tool_fetch
agent='adquem-test/1 (test@example.org)'
log=$dir/server/log

if ! missing=$(can_serve); then
	skip "$missing: nothing is fetched here"
	done_testing
fi

# ---- servers: one with a good certificate, three with bad ones

make_ca ca && make_ca stranger &&
	make_certificate good ca 2 'DNS:localhost,DNS:*.x.localhost' &&
	make_certificate expired ca -1 'DNS:localhost' &&
	make_certificate elsewhere ca 2 'DNS:example.org' &&
	make_certificate unknown stranger 2 'DNS:localhost'
ok 'the certificates are made' $? "$(cat "$dir/openssl.log")"

front() {
	echo 'stream {'
	local i=0 name
	for name in good expired elsewhere unknown; do tls "$name" "${ports[i++]}"; done
	echo '}'
}
start_server && start_nginx front 4
ok 'the servers run' $? "$(cat "$dir"/server/errors "$dir"/nginx-front/*.log)"
port=${ports[0]} at=https://localhost:${ports[0]}
expired=https://localhost:${ports[1]} elsewhere=https://localhost:${ports[2]} unknown=https://localhost:${ports[3]}

# ---- helpers

get() { # get OPTION... URL... - asks; what came is in $said
	said=$("$tool" --ca "$dir/ca.crt" "$@" 2>&1)
}

of() { # of NAME - that value of the last answer
	case $1 in
	error) sed -n 's/^tag=.* error=//p' <<<"$said" ;;
	*) sed -n "s/^tag=.* $1=\\([^ ]*\\) .*/\\1/p" <<<"$said" ;;
	esac
}

ran() { # ran NAME - of the whole run
	sed -n "s/^ran .*\\<$1=\\([0-9]*\\).*/\\1/p" <<<"$said"
}

fails() { # fails NAME STATUS ATTEMPTS REGEX ARGUMENT... - the answer is that error, after so many attempts
	local name=$1 status=$2 attempts=$3 regex=$4
	shift 4
	get "$@"
	like "$name" "status=$(of status) attempts=$(of attempts) $(of error)" \
		"^status=$status attempts=$attempts https://.*($regex).* \\($attempts attempts?\\)\$"
}

comes() { # comes NAME ATTEMPTS ARGUMENT... - the answer is good, after so many attempts
	local name=$1 attempts=$2
	shift 2
	get "$@"
	is "$name" "$(of status) $(of attempts) $(of body) $(of error)" "200 $attempts yes -"
}

asked() { # asked PATH - how often the server was
	grep -c "^ask [A-Z]* $1 " "$log"
}

# ---- a plain answer

get --accept 'application/sparql-results+xml' --header X-Sparql-MaxRows --save "$dir/body" --progress "$at/ok"
is 'an answer arrives' "$(of status) $(of type) $(of error)" '200 application/sparql-results+xml -'
is 'its sum is that of the body' "$(of sha256)" "$(sha256sum <"$dir/body" | cut -c1-64)"
is 'its length as well' "$(of bytes)" "$(wc -c <"$dir/body")"
is 'headers are found in any case' "$(of header)" 10000
like 'the time is in UTC' "$(of time)" '^20[0-9-]{8}T[0-9:]{8}Z$'
is 'the progress was told' "$(ran progressed)" 1
like 'the User-Agent is ours' "$(grep ' /ok ' "$log")" "user-agent=<${agent//[()]/.}>"
unlike 'no credentials unless there are some' "$(grep ' /ok ' "$log")" 'authorization'

get --accept text/plain "$at/gzip" --accept application/sparql-results+xml --save "$dir/body"
is 'a compressed answer is decoded' "$(of bytes) $(of error)" '57000 -'
ok 'and its length on the wire known' "$(($(of wire) >= 57000))" "$said"
is 'and its sum is that of what was decoded' "$(of sha256)" "$(sha256sum <"$dir/body" | cut -c1-64)"

perl -e 'print "query=", "SELECT%20" x 400000' >"$dir/query"
get --post "$dir/query" --type application/x-www-form-urlencoded --save "$dir/body" "$at/echo"
is 'a long body is posted whole' "$(cat "$dir/body")" "POST 3600006 $(sha256sum <"$dir/query" | cut -c1-64)"
like 'with its type, and no question before' "$(grep 'ask POST /echo' "$log")" 'content-type=<application/x-www-form'
unlike 'that is, without Expect' "$(grep 'ask POST /echo' "$log")" 'expect='

comes 'headers before the real ones do not confuse' 1 --header x-early "$at/interim"
is 'and are no part of the answer' "$(of header)" -
comes 'a long silence before the first byte is normal' 1 --idle 1 "$at/silent"
fails 'an answer cut without a length is whole as far as we see' 200 1 'with application/sparql' --accept a/b "$at/open"
comes 'it is for the reader to refuse' 1 "$at/open"

# ---- answers that are none

fails 'unchanged is no answer to who has not said what it has' 304 1 'answered with status 304' "$at/lie"
get "$at/tagged"
is 'what names a version of the answer is kept' "$(of etag)" '"Con-20231213063525000"'

fails '202 without a body is asked again' 202 3 'status 202 \(it is not ready' --attempts 3 "$at/empty/202"
fails 'so is 200 without one' 200 3 'empty body' --attempts 3 "$at/empty/200"
fails 'HTML is not what was asked for' 200 1 'answered with text/html, not application/sparql-results\+xml' \
	--attempts 3 --accept 'application/sparql-results+xml' "$at/type/text/html"
fails 'nor is no type at all' 200 1 'answered with no media type, not a/b' --accept a/b "$at/type"
comes 'parameters of the type do not count' 1 --accept 'application/xml;notice=branch' "$at/type/application/xml;charset=utf-8"
fails 'a plain text says why, with 200' 200 1 'with text/plain, not a/b: Virtuoso 22023 Error SR353: Sorted TOP' \
	--accept a/b --attempts 3 "$at/virtuoso/200"
fails 'and with 500, which is asked again' 500 2 'status 500 \(it failed\): Virtuoso 22023 Error SR353' --attempts 2 "$at/virtuoso/500"
fails 'unless the source knows better' 500 1 'Virtuoso 22023' --attempts 3 --lasting SR353 "$at/virtuoso/500"
is 'the body of a failure is kept for the record' "$(of body) $(of bytes)" 'yes 105'
get "$at/plain/400"
unlike 'nothing of it can command the terminal' "$said" $'\e'
for status in 400 404 406 410 418; do
	fails "$status is final" "$status" 1 "with status $status" --attempts 3 "$at/status/$status"
done
fails 'with the words of the server' 404 1 "no such thing\\): Resource \\[system 'celex'\\] not found" "$at/none"
for status in 401 403; do
	fails "$status is a refusal of us" "$status" 1 "refuses us with status $status; we came as \"${agent//[()]/.}\"" \
		--attempts 3 "$at/status/$status"
done
for status in 429 500 502 503 504; do
	fails "$status for ever ends" "$status" 3 "status $status" --attempts 3 "$at/status/$status"
	comes "$status once is mended" 2 --attempts 3 "$at/flaky/$status/1/once"
done
is 'by asking as often as said' "$(asked /status/503) $(asked /flaky/503/1/once)" '3 2'
comes 'so is 202' 3 --attempts 3 "$at/flaky/202/2/twice"
comes 'and a broken connection' 2 --attempts 2 "$at/shaky/once"
comes 'Retry-After in seconds is waited for' 2 --attempts 2 --backoff 0 "$at/flaky/429/1/seconds/1"
ok 'really' "$(($(ran ms) < 1000))" "$said"
comes 'a date that has passed is not' 2 --attempts 2 "$at/flaky/503/1/past/date"
fails 'a wait too long is not begun' 503 1 'asks us not to come back for 9999 seconds: .*status 503' --attempts 3 "$at/flaky/503/1/long/9999"

# ---- connections that fail

fails 'a body shorter than said is none' 200 2 '992 bytes remaining' --attempts 2 "$at/cut"
fails 'nor one cut between its pieces' 200 2 'closed with outstanding' --attempts 2 "$at/cutchunk"
fails 'nor one cut off' 200 2 'remaining|reset' --attempts 2 "$at/reset"
fails 'silence is asked again' 0 2 'Empty reply' --attempts 2 "$at/nothing"
fails 'garbage is not' 0 1 'HTTP/0.9' --attempts 2 "$at/garbage"
fails 'nor is wrong compression' 200 1 'unencoding' --attempts 2 "$at/badgzip"
fails 'a slow drip ends' 200 2 'only [0-9]+ bytes came in 1 s' --idle 1 --attempts 2 "$at/drip"
fails 'so does one that stalls' 200 1 'only [0-9]+ bytes came in 1 s' --idle 1 "$at/stall"
fails 'and a long thought, by the total time' 0 2 'timed out' --total 1 --attempts 2 "$at/silent"
fails 'a name that does not exist is asked again' 0 3 'Could not resolve host: name.invalid' --attempts 3 https://name.invalid/
free_ports 1
fails 'so is a port where nobody listens' 0 2 'connect' --attempts 2 "https://localhost:${ports[0]}/"

# ---- ceilings

fails 'an endless body ends at the ceiling' 200 1 'larger than 1000000 bytes' --max 1000000 --attempts 3 "$at/endless"
fails 'so does a bomb' 200 1 'larger than 50000000 bytes' --max 50000000 --attempts 3 "$at/bomb"
ok 'of which little had come' "$(($(of wire) > 150000))" "$said"
# The address sanitizer keeps what was freed.
ok 'and memory stays flat' "$(($(ran peak_kb) > ${UBSAN_OPTIONS:+9}60000))" "$said"
comes 'a body as large as the ceiling passes' 1 --max 5000 "$at/size/5000"
fails 'one byte more does not' 200 1 'larger than 4999' --max 4999 "$at/size/5000"
fails 'nor do endless headers' 200 1 'headers .* larger than' --attempts 3 "$at/headers"
fails 'a full disk is said' 200 1 'cannot be written to a temporary file: File too large' --file-size 4096 --attempts 3 "$at/size/100000"
fails 'even if the last bytes fill it' 200 1 'cannot be written' --file-size 4000 "$at/size/4001"
if [ "$(id -u)" = 0 ] && unshare -m mount -t tmpfs none "$dir/server" 2>/dev/null; then
	mkdir "$dir/small"
	said=$(TMPDIR=$dir/small unshare -m sh -c 'mount -t tmpfs -o size=64k none "$TMPDIR" && exec "$@"' - \
		"$tool" --ca "$dir/ca.crt" "$at/size/100000")
	like 'so is a full file system' "$(of error)" 'cannot be written to a temporary file: No space left'
else
	skip 'a small file system cannot be mounted here'
fi
said=$(TMPDIR=$dir/nowhere "$tool" --ca "$dir/ca.crt" "$at/ok")
like 'and a temporary folder that is not there' "$(of error)" "no temporary file can be made in $dir/nowhere: No such"

# ---- redirects

for kind in http https relative; do
	get "$at/to/303/$kind"
	is "a redirect ($kind) is followed" "$(of status) $(of url) $(of error)" "200 $at/echo -"
done
for status in 301 302 307 308; do
	comes "so is $status" 1 "$at/to/$status/http"
done
get "$at/to/303/bare"
is 'http without a port, to the same host, goes where we are' "$(of url)" "$at/echo"
get --post "$dir/query" --type text/plain --save "$dir/body" "$at/to/303/http"
like 'after 303 a POST becomes a GET' "$(cat "$dir/body")" '^GET 0 '
get --post "$dir/query" --type text/plain --save "$dir/body" "$at/to/307/http"
like 'after 307 it is posted again' "$(cat "$dir/body")" '^POST 3600006 '
comes 'five redirects are enough' 1 "$at/hop/5"
fails 'six are too many' 302 1 'redirected more than 5 times' --attempts 3 "$at/hop/6"
fails 'a loop ends' 302 1 'redirected more than 5 times' --attempts 3 "$at/to/302/loop"
fails 'another host is not asked' 302 1 'redirected to another host: "https://example.invalid/ok"' --attempts 3 "$at/to/302/other"
fails 'nor is a file' 302 1 'redirected to "file:///etc/passwd", which is not https' --attempts 3 "$at/to/302/file"
fails 'nor ftp' 302 1 'which is not https' "$at/to/302/ftp"
fails 'a redirect needs a place' 303 1 'leads nowhere' --attempts 3 "$at/nowhere"
fails '300 is no redirect but a choice' 300 1 'with status 300' "$at/status/300"
fails 'a failure behind a redirect names both' 200 1 'redirected to https://localhost:[0-9]*/echo: .*with text/plain' --accept a/b "$at/to/302/http"

: >"$log"
family=https://a.x.localhost:$port
get --user me:secret "$family/to/302/sibling"
is 'a host of the same family is followed' "$(of status) $(of url)" "200 https://b.x.localhost:$port/echo"
like 'credentials go to the host they are for' "$(grep ' /to/' "$log")" 'authorization=<Basic bWU6c2VjcmV0>'
unlike 'and to no other of its family' "$(grep ' /echo ' "$log")" 'authorization'
: >"$log"
get --user me:secret "$family/to/302/http"
like 'but again to the same one' "$(grep ' /echo ' "$log")" 'authorization=<Basic bWU6c2VjcmV0>'
: >"$log"
get "$at/to/302/user"
unlike 'those in a Location are dropped' "$(grep ' /echo ' "$log")" 'authorization'
is 'and not shown' "$(of url)" "$at/echo"

# ---- trust

: >"$log"
fails 'an expired certificate is refused' 0 1 'certificate has expired' --attempts 3 "$expired/ok"
fails 'so is one for another name' 0 1 'no alternative certificate subject name matches' --attempts 3 "$elsewhere/ok"
fails 'and one that nobody known has signed' 0 1 'unable to get local issuer|self.signed' --attempts 3 "$unknown/ok"
is 'none of them heard what we wanted' "$(asked /ok)" 0
said=$(CURL_CA_BUNDLE=$dir/ca.crt "$tool" "$at/ok")
is 'the authority may come from CURL_CA_BUNDLE' "$(of status)" 200
said=$(SSL_CERT_FILE=$dir/ca.crt "$tool" "$at/ok")
is 'or from SSL_CERT_FILE' "$(of status)" 200
said=$(CURL_CA_BUNDLE=$dir/stranger.crt SSL_CERT_FILE=$dir/ca.crt "$tool" "$at/ok")
like 'which comes second' "$(of error)" 'SSL certificate problem'
said=$(CURL_CA_BUNDLE=$dir/stranger.crt "$tool" --ca "$dir/ca.crt" "$at/ok")
is 'the one that is configured comes first' "$(of status)" 200
said=$("$tool" "$at/ok")
like 'ours is not trusted by the system' "$(of error)" 'SSL|CA'
said=$("$tool" --ca "$dir/nowhere" "$at/ok")
like 'a file of authorities that is not there is said' "$said" "^error=$dir/nowhere: the certificates .* No such file"
said=$(SSL_CERT_FILE=/dev/null "$tool" "$at/ok")
like 'so is an empty one' "$said" '^error=/dev/null: .* empty'
echo rubbish >"$dir/rubbish"
said=$("$tool" --ca "$dir/rubbish" --attempts 3 "$at/ok")
like 'and one that is none' "$(of error)" 'rubbish.* \(1 attempt\)'
for url in "http://localhost:$port/ok" file:///etc/passwd ftp://localhost/ "localhost:$port/ok" '' 'https://'; do
	get --attempts 3 "$url"
	like "\"$url\" is not asked" "$(of attempts) $(of error)" '^0 .*(only https|no URL)'
done
get "https://me:secret@localhost:$port/ok"
like 'nor is a URL with a password' "$(of error)" "holds a user's name"

# ---- proxies, as libcurl takes them from the environment

said=$(https_proxy=http://127.0.0.1:$server_port "$tool" --ca "$dir/ca.crt" "$at/ok")
like 'a proxy is used' "$(of error)" 'CONNECT tunnel failed, response 404'
is 'and asked for a tunnel' "$(asked "localhost:$port")" 1
said=$(https_proxy=http://127.0.0.1:$server_port no_proxy=localhost "$tool" --ca "$dir/ca.crt" "$at/ok")
is 'but not for hosts that need none' "$(of status)" 200

# ---- pace

at_once() { # the most requests the server had at a time; one that is answered may be followed before it has noted its end
	awk '/^ask/ { if (++n > most) most = n } /^answer/ { n-- } END { print most }' "$log"
}
: >"$log"
get --parallel 3 --repeat 9 "$at/wait"
is 'no more requests at a time than said' "$(at_once)" 3
is 'and none is lost' "$(asked /wait) $(grep -c '^tag=.*status=200' <<<"$said")" '9 9'
: >"$log"
get --parallel 1 --repeat 4 "$at/wait"
is 'one at a time if so said' "$(at_once)" 1
get --parallel 8 --pause 150 --repeat 5 "$at/ok"
ok 'starts are apart by the pause, whatever the number in parallel' "$(($(ran ms) < 600))" "$said"
get --pause 150 "$at/hop/4"
ok 'redirects count as starts' "$(($(ran ms) < 600))" "$said"
get --parallel 2 --repeat 2 "$at/ok" "$family/ok" "$expired/ok"
is 'several hosts are served in one run' "$(grep -c 'status=200' <<<"$said") $(grep -c 'expired' <<<"$said")" '4 2'

: >"$log"
get --repeat 10 "$at/status/503"
is 'a host that has failed three times in a row is left alone' "$(asked /status/503) $(grep -c '^tag=' <<<"$said")" '3 10'
like 'and the others are told so' "$said" "attempts=0 .*: not asked, since localhost:$port has failed 3 requests in a row\$"
: >"$log"
get --parallel 8 --total 1 --repeat 30 "$at/silent"
ok 'so is one that thinks without end' "$(($(asked /silent) >= 30))" "$(asked /silent) $said"
like 'in as many words' "$said" "not asked, since localhost:$port has failed 2[0-9] requests in a row"
: >"$log"
get --repeat 2 "$at/status/503" "$at/status/503" "$at/ok"
is 'three in a row: an answer begins the count anew' "$(asked /status/503) $(asked /ok)" '4 2'
get --repeat 5 "$at/status/500"
is 'what only that request meets does not count' "$(grep -c 'attempts=1' <<<"$said")" 5

get --parallel 2 --repeat 3 --stop-at /size/7 "$at/wait" "$at/size/7" "$at/ok"
like 'the caller may end it all' "$said" '^ran .*error=stopped at /size/7'

mkdir "$dir/tmp" # of its own: other tests have files in the common one
TMPDIR=$dir/tmp "$tool" --ca "$dir/ca.crt" "$at/stall" >"$dir/out" &
tool_pid=$!
await asked /stall >/dev/null
kill -TERM "$tool_pid"
wait "$tool_pid"
is 'a signal ends the program as usual' "$?" $((128 + 15))
is 'and leaves no file behind' "$(ls -A "$dir/tmp")" ''
done_testing
