#!/usr/bin/env bash
# Channels over the wire: mail over TLS of either kind, with a password; whose certificate is trusted; what is refused before
# anything is said; webhooks over HTTPS; sendmail.
. tests/lib.sh
. tests/servers.sh
why=$(can_serve) || { echo "1..0 # SKIP $why: no channel was tested over TLS"; exit 0; }
perl -MIO::Socket::SSL -e 1 2>/dev/null || { echo '1..0 # SKIP IO::Socket::SSL is not installed: no mail server with TLS'; exit 0; }
make_ca ca && make_ca stranger && make_certificate loopback ca 2 'IP:127.0.0.1' && make_certificate other ca 2 'DNS:mail.example.org' &&
	make_certificate late ca -1 'IP:127.0.0.1'
ok 'certificates' $? "$(cat "$dir/openssl.log")"

# start NAME PROGRAM [ARGUMENTS...] - a server with a folder of its own; its port in the variable of its name
start() {
	mkdir "$dir/$1"
	echo ok >"$dir/$1/how"
	perl "tests/$2.pl" "$dir/$1" "${@:3}" 2>>"$dir/$1/errors" &
	server_pids+=($!)
	await test -s "$dir/$1/port" && declare -g "$1=$(<"$dir/$1/port")"
}
start begun smtp starttls "$dir/loopback.crt" "$dir/loopback.key"
start whole smtp tls "$dir/loopback.crt" "$dir/loopback.key"
start named smtp starttls "$dir/other.crt" "$dir/other.key"
start expired smtp tls "$dir/late.crt" "$dir/late.key"
start plain smtp
start hook hook
front() { server_port=$hook; echo "stream { $(tls loopback "${ports[0]}") $(tls other "${ports[1]}") }"; }
start_nginx front 2
ok 'servers' $? "$(cat "$dir"/*/errors "$dir/nginx-front/error.log" 2>/dev/null)"
https=${ports[0]} misnamed=${ports[1]}
export ADQUEM_CONFIG=$dir/adquem.conf
echo secret-of-another >"$dir/password"
printf 'secret-\xc3\xa9\n' >"$dir/word"
chmod 600 "$dir/password" "$dir/word"

# channel LINES... - the configuration: one channel
channel() {
	local type=smtp
	case $1 in type=*) type=${1#type=}; shift ;; esac
	printf '[channel it]\ntype=%s\nfrom=adquem@example.org\nto=one@example.org\nca-file=%s/ca.crt\ntimeout=5\n' "$type" "$dir" >"$ADQUEM_CONFIG"
	printf '%s\n' "$@" >>"$ADQUEM_CONFIG"
}
count() { find "$dir/$1" -name "$2.*" | wc -l; }
mails() { echo "$(count begun mail) $(count whole mail) $(count named mail) $(count expired mail) $(count plain mail)"; }
# sends NAME STATUS MAILS - one test message
sends() {
	does "$2" alert --test it
	ok "$1: status $2" $? "$(said)"
	is "$1: what the servers have" "$(mails)" "$3"
}

# ---- TLS

channel "url=smtp://127.0.0.1:$begun"
sends 'STARTTLS' 0 '1 0 0 0 0'
channel "url=smtps://127.0.0.1:$whole"
sends 'TLS from the first byte' 0 '1 1 0 0 0'
channel "url=smtp://127.0.0.1:$begun" tls=starttls
sends 'STARTTLS, and only that' 0 '2 1 0 0 0'
channel "url=smtps://127.0.0.1:$whole" tls=starttls
sends 'only STARTTLS, at an address of the other kind' 2 '2 1 0 0 0'
like 'it says what is wrong' "$(cat "$dir/err")" 'tls = starttls wants an address smtp://'
for url in "smtp://127.0.0.1:$begun" "smtps://127.0.0.1:$whole"; do
	channel "url=$url" "ca-file=$dir/stranger.crt"
	sed -i '0,/^ca-file/{/^ca-file/d}' "$ADQUEM_CONFIG"
	sends "${url%%:*}: a certificate by nobody we know" 2 '2 1 0 0 0'
	like 'it is named' "$(cat "$dir/err")" '[Cc]ertificate'
done
channel "url=smtp://127.0.0.1:$named"
sends 'a certificate for another name' 2 '2 1 0 0 0'
channel "url=smtps://127.0.0.1:$expired"
sends 'a certificate that has ended' 2 '2 1 0 0 0'
for tls in required starttls; do
	channel "url=smtp://127.0.0.1:$plain" tls=$tls
	sends "a server without TLS, tls=$tls" 2 '2 1 0 0 0'
done
is 'and it was told of no sender and no recipient' "$(cat "$dir/plain/log" 2>/dev/null)" ''
channel "url=smtp://127.0.0.1:$plain" tls=none
sends 'the same, where the operator wants it' 0 '2 1 0 0 1'
is 'servers with TLS were told nothing in clear' "$(grep -h ^clear "$dir"/*/log)" ''

# ---- who logs in

for method in PLAIN LOGIN; do
	echo "adquem $(<"$dir/word") $method" >"$dir/begun/login"
	channel "url=smtp://127.0.0.1:$begun" username=adquem "password-file=$dir/word"
	does 0 alert --test it
	ok "AUTH $method" $? "$(said)"
	is "AUTH $method: after TLS" "$(tail -n 2 "$dir/begun/log" | grep ^auth)" "auth $method yes tls"
done
n=$(mails)
channel "url=smtp://127.0.0.1:$begun" username=adquem "password-file=$dir/password"
sends 'the wrong password' 2 "$n"
unlike 'it is not shown' "$(cat "$dir/err")" 'secret'
channel "url=smtp://127.0.0.1:$begun"
sends 'no password where one is wanted' 2 "$n"
chmod 644 "$dir/word"
channel "url=smtp://127.0.0.1:$begun" username=adquem "password-file=$dir/word"
sends 'a password that others can read' 2 "$n"
like 'the key is named' "$(cat "$dir/err")" "$ADQUEM_CONFIG: \[channel it\] password-file: "
chmod 600 "$dir/word"
export PASSWORDS=$dir
channel "url=smtp://127.0.0.1:$begun" username=adquem 'password-file=$PASSWORDS/word'
does 0 alert --test it
ok 'a password in a folder that the environment names' $? "$(said)"
# systemd opens a credential by an access list, which stat(2) shows as the group's right to read.
chmod 440 "$dir/word"
CREDENTIALS_DIRECTORY=$dir
export CREDENTIALS_DIRECTORY
channel "url=smtp://127.0.0.1:$begun" username=adquem 'password-file=$CREDENTIALS_DIRECTORY/word'
does 0 alert --test it
ok 'a credential of a service' $? "$(said)"
chmod 444 "$dir/word"
does 2 alert --test it
like 'one that all may read is refused' "$(cat "$dir/err")" 'others than its owner may read it'
chmod 600 "$dir/word"

# ---- webhooks

printf '{"text": {{text}}, "key": {{id}}, "both": [{{subject}}, {{to}}], "html": {{html}}, "xml": {{xml}}}' >"$dir/template"
channel type=webhook "url=https://127.0.0.1:$https/alerts" "template=$dir/template" username=me "password-file=$dir/word"
does 0 alert --test it
ok 'HTTPS' $? "$(said)"
is 'it is JSON by the template' "$(json "$dir/hook/post.0001" 'join ",", sort keys %$d')" 'both,html,key,text,xml'
like 'with the subject' "$(json "$dir/hook/post.0001" '$d->{both}[0]')" '^\[test\] adquem: '
like 'the id is a header, too' "$(cat "$dir/hook/head.0001")" "^Idempotency-Key: $(json "$dir/hook/post.0001" '$d->{key}')"
like 'and who asks' "$(cat "$dir/hook/head.0001")" '^Authorization: Basic '
n=$(count hook post)
channel type=webhook "url=https://127.0.0.1:$misnamed/"
does 2 alert --test it
ok 'a certificate for another name' $? "$(said)"
channel type=webhook "url=http://127.0.0.1:$hook/"
does 2 alert --test it
ok 'no TLS' $? "$(said)"
for how in elsewhere refuse drop; do
	echo $how >"$dir/hook/how"
	channel type=webhook "url=https://127.0.0.1:$https/"
	does 2 alert --test it
	ok "$how" $? "$(said)"
done
is 'none of these was taken' "$(count hook post)" "$n"
echo ok >"$dir/hook/how"
printf '{"text": {{txt}}}' >"$dir/template"
channel type=webhook "url=https://127.0.0.1:$https/" "template=$dir/template"
does 2 alert --test it
like 'a word that the template cannot have' "$(cat "$dir/err")" "$dir/template: there is no \{\{txt\}\}"

# ---- sendmail

cat >"$dir/sendmail" <<SH
#!/bin/sh
echo "\$*" >"$dir/sendmail.args"
exec cat >"$dir/sendmail.mail"
SH
chmod +x "$dir/sendmail"
channel type=sendmail "command=$dir/sendmail"
does 0 alert --test it
ok 'sendmail' $? "$(said)"
is 'it finds the recipient in the mail' "$(cat "$dir/sendmail.args") $(grep ^To: "$dir/sendmail.mail")" '-t -i To: <one@example.org>'
is 'lines end as on Unix' "$(grep -c $'\r' "$dir/sendmail.mail")" 0
same() { tr -d '\r' <"$1" | sed -E '/^Date:/d; s/[0-9a-f]{20,}/ID/g' | sha256sum; } # but for its time and its name
is 'the mail is the one that SMTP carries' "$(same "$dir/sendmail.mail")" "$(same "$dir/begun/mail.001")"
printf '#!/bin/sh\nexit 75\n' >"$dir/sendmail"
does 2 alert --test it
ok 'a sendmail that fails' $? "$(said)"
printf '#!/bin/sh\nsleep 61 &\necho $! >%s\nwait\n' "$dir/sleeper" >"$dir/sendmail"
sed -i 's/^timeout=.*/timeout=1/' "$ADQUEM_CONFIG"
does 2 alert --test it
like 'one that does not end' "$(cat "$dir/err")" 'did not end in time'
await bash -c '! kill -0 "$(cat "$1")" 2>/dev/null' _ "$dir/sleeper"
ok 'nor is what it started left behind' $?
printf '#!/bin/sh\ncat >%s\n' "$dir/sendmail.mail" >"$dir/sendmail"
does_ignoring() { perl -e '$SIG{CHLD} = "IGNORE"; exec @ARGV' "$ADQUEM" "$@" >"$dir/out" 2>"$dir/err"; }
does_ignoring alert --test it
ok 'a parent that ignores the end of its children does not make a delivery fail' $? "$(cat "$dir/err")"

# ---- a feed

channel type=atom "file=$dir/alerts.atom"
entries() { grep -o '<entry' "$dir/alerts.atom" | wc -l; }
echo '<feed xmlns="http://www.w3.org/2005/Atom"/>' >"$dir/alerts.atom"
does 0 alert --test it
is 'an empty feed gets its entry' "$status $(entries)" '0 1'
sed -i 's/<id>[^<]*alert[^<]*</<id>an-older-one</; s/></>\n  </g' "$dir/alerts.atom"
does 0 alert --test it
is 'the newest comes first, however the file is laid out' "$(grep -o "<id>[^<]*" "$dir/alerts.atom" | sed "s/test.*/test/" | paste -sd" ")" \
	"<id>tag:adquem,2026:alert/adquem.test <id>an-older-one"
mkdir "$dir/folder.atom"
channel type=atom "file=$dir/folder.atom"
does 2 alert --test it
like 'what cannot be read is not replaced' "$(cat "$dir/err")" "$dir/folder.atom"
channel type=sendmail "command=$dir/sendmail"
channel type=sendmail "command=$dir/sendmail" from=x
sed -i '0,/^from/{/^from/d}' "$ADQUEM_CONFIG"
does 2 alert --test it
like 'a sender that is none' "$(cat "$dir/err")" 'mail: from "x" cannot stand in a header'


# ---- a test goes through every channel, and names those that fail

printf '[channel a]\ntype=command\ncommand=%s/absent\n[channel b]\ntype=command\ncommand=%s\n[channel c]\ntype=command\ncommand=/bin/false\n' \
	"$dir" "$dir/sendmail" >"$ADQUEM_CONFIG"
rm -f "$dir/sendmail.mail"
does 2 alert --test
like 'each by its name' "$(paste -sd' ' "$dir/err")" '^adquem: \[channel a\]: .*absent.* \[channel c\]: /bin/false: .*code 1'
ok 'the one that works gets its message' "$([ -s "$dir/sendmail.mail" ]; echo $?)"

done_testing
