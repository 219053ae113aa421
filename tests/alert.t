#!/usr/bin/env bash
# Alerts: who is told what, exactly once, over servers that refuse, delay and drop; a silent first run; what mail looks like.
. tests/lib.sh
mkdir "$dir/smtp"
perl tests/smtp.pl "$dir/smtp" &
smtp=$!
trap 'kill $smtp 2>/dev/null; wait $smtp 2>/dev/null; chmod -R u+rwX "$dir"; rm -rf "$dir"' EXIT
for _ in {1..500}; do [ -s "$dir/smtp/port" ] && break; sleep 0.02; done
port=$(cat "$dir/smtp/port")
act=32020L0001
db=$dir/alert.db

cat >"$dir/hook" <<ROWS
#!/bin/sh
cat >"$dir/hook.\$ADQUEM_ID"
printf '%s\n' "\$ADQUEM_ID" >>"$dir/hook.log"
ROWS
chmod +x "$dir/hook"
cat >"$dir/adquem.conf" <<ROWS
[channel mail]
type=smtp
url=smtp://127.0.0.1:$port
from=adquem@example.org
tls=none
timeout=5
[channel hook]
type=command
command=$dir/hook
format=xml
[channel feed]
type=atom
file=$dir/alerts.atom
[subscription all]
channel=mail
to=one@example.org;two@example.org
level=candidate
weekday=monday
[subscription greece]
channel=hook
states=EL
level=strong
tier=critical
[subscription weekly]
channel=feed
level=candidate
tier=digest
weekday=monday
ROWS
export ADQUEM_CONFIG=$dir/adquem.conf

begin() { snapshot "$dir/$1" "$1"; }
laws() { for state in "${@:2}"; do echo "$state,$1-$state,,2022-06-01,Law of $state,"; done | measures "$1"; }
decided() { rows decisions.csv decisions infr,celex,state,kind,date,type; }
run() { does "$2" --db "$db" run --snapshot "$dir/$1"; ok "run of $1: status $2" $? "$(said)"; }
mails() { find "$dir/smtp" -name 'mail.*' | wc -l; }
header() { sed -n "/^\r*$/q; s/^$2: //p" "$dir/smtp/mail.$(printf %03d "$1")" | tr -d '\r'; }
subject() { # subject N - decoded
	perl -MMIME::Base64 -e 'local $/; $_ = <>; /^Subject:(.*?)\r\n(?! )/ms or exit; $_ = $1; s/\r\n//g; s/\?= =\?UTF-8\?B\?//g;
		s/=\?UTF-8\?B\?(.*?)\?=/decode_base64($1)/ge; print' "$dir/smtp/mail.$(printf %03d "$1")" | sed 's/^ *//'
}
part() { # part N TYPE - a decoded part
	perl -MMIME::Base64 -e 'my $type = shift; local $/; $_ = <>; s/\r//g;
		m{Content-Type: \Q$type\E.*?\n\n(.*?)(\n\n--|\z)}s and print decode_base64($1)' "$2" "$dir/smtp/mail.$(printf %03d "$1")"
}
how() { echo "$*" >"$dir/smtp/how"; }
title=$'Sch\xc3\xa4rfe\rBcc: x@example.org' # a title that would like to be a header
turn=$'\xe2\x80\xae' # turns round what follows

# ---- the first run is silent

begin 2022-07-20
rows acts.csv acts celex,type,short_title,title,adopted <<ROWS
$act,directive,"$title =?UTF-8?Q?x?= <b>$turn","An act",2020-01-15
ROWS
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
laws $act BE ES IT PT LU NL RO
decided <<<"INFR(2022)0011,$act,PL,non-communication,2022-07-05,LFN258"
run 2022-07-20 0
is 'the first run sends nothing' "$(mails) $(ls "$dir"/hook.* "$dir/alerts.atom" 2>/dev/null)" '0 '

# ---- what cannot wait is sent at once, to each recipient one message; the rest waits for Monday

begin 2022-07-21
laws $act BE DE PT LU NL RO IT
decided <<<"INFR(2022)0012,$act,EL,non-communication,2022-07-21,LFN258"
run 2022-07-21 1
is 'one message for each recipient' "$(mails): $(for i in 1 2; do header $i To; done | sort | xargs -0 printf %s | paste -sd' ')" '2: <one@example.org> <two@example.org>'
like 'the subject counts, worse first' "$(subject 1)" '^adquem: 2 worse: '
like 'what could be mistaken for a header is part of the subject' "$(subject 1)" 'Schärfe Bcc: x@example.org'
is 'and is none' "$(grep -ci '^bcc' "$dir/smtp/mail.001")" 0
unlike 'nor can it turn anything round' "$(subject 1)$(part 1 text/plain)$(part 1 text/html)" "$turn"
like 'what got better is not in it' "$(part 1 text/plain)" 'Turned worse \(2\)'
unlike 'it waits for the digest' "$(part 1 text/plain)" 'better'
is 'lines have at most 72 columns' "$(part 1 text/plain | perl -CS -ne 'chomp; print if length > 72')" ''
unlike 'the page has no script and takes nothing from elsewhere' "$(part 1 text/html)" '<script|src=|https?://|url\('
like 'what is no markup is not taken for it' "$(part 1 text/html)" '&lt;b&gt;'
like 'what is still open is a number' "$(part 1 text/plain | tr '\n' ' ')" 'In the whole portfolio [0-9]+ findings are open'
is 'threads by act' "$(header 1 References | grep -c '^<adquem.thread.*@example.org>$')" 1
is 'a subscription of one state hears of it alone' "$(grep -ho 'state="[A-Z]*"' "$dir"/hook.adquem* | sort -u)" 'state="EL"'
if command -v xmllint >/dev/null; then
	xmllint --noout --relaxng reports/findings.rng "$dir"/hook.adquem* 2>"$dir/err"
	ok 'the document is of the vocabulary' $? "$(cat "$dir/err")"
else
	skip 'xmllint is not installed'
fi
ok 'who wants the digest alone has nothing yet' "$([ ! -e "$dir/alerts.atom" ]; echo $?)"
run 2022-07-21 0
is 'the same run again sends nothing' "$(mails)" 2
cp "$db" "$dir/thursday.db"

# ---- the digest, on its day

begin 2022-07-25
laws $act BE DE PT LU NL RO IT
run 2022-07-25 0
is 'Monday: one digest each' "$(mails)" 4
like 'it tells what could wait' "$(subject 3)" '^adquem: 1 better'
like 'and what was so before' "$(part 3 text/plain | tr -s ' \n' ' ')" 'completeness open \(was: nothing notified\), due 30 June 2022'
unlike 'and not again what was told' "$(part 3 text/plain)" 'Turned worse'
is 'the feed has one entry' "$(grep -c '<entry>' "$dir/alerts.atom")" 1
like 'with everything of the week' "$(cat "$dir/alerts.atom")" 'adquem: 2 worse, 1 better'
begin 2022-07-26
laws $act BE DE PT LU NL RO IT
run 2022-07-26 0
is 'Tuesday: nothing' "$(mails)" 4

# ---- servers that do not take it

letter() { # letter DAY STATE NUMBER - a run with a new case
	begin "$1"
	laws $act BE DE PT LU NL RO IT
	decided <<<"INFR(2022)00$3,$act,$2,non-communication,$1,LFN258"
}
for way in refuse greylist drop; do
	n=$(mails)
	case $way in refuse) day=2022-07-27 state=FR ;; greylist) day=2022-07-28 state=AT ;; drop) day=2022-07-29 state=SK ;; esac
	how $way
	letter "$day" "$state" "$((20 + ${#way}))"
	run "$day" 2
	is "$way: nothing arrives" "$(mails)" "$n"
	like "$way: and a sentence says so" "$(cat "$dir/err")" 'alert adquem\..* to one@example.org: smtp://.*; the next run tries again'
	does 2 --db "$db" alert
	ok "$way: alert fails as well" $? "$(said)"
	how ok
	does 0 --db "$db" alert
	ok "$way: once the server takes it, alert delivers" $? "$(said)"
	is "$way: once each" "$(mails)" $((n + 2))
	does 0 --db "$db" alert
	is "$way: and not again" "$(mails)" $((n + 2))
done

# ---- a crash between sending and noting: the same id again

n=$(mails)
how lose
letter 2022-08-01 SI 31
run 2022-08-01 2
how ok
does 0 --db "$db" alert
is 'taken, but the answer lost: sent again' "$(mails)" $((n + 4))
ids() { for i in $(seq $((n + 1)) "$(mails)"); do header "$i" Message-ID; done | sort | uniq -c | awk '{ print $1 }' | sort -n | xargs; }
is 'with the same id' "$(ids)" '2 2'
n=$(mails)
letter 2022-08-02 FI 32
how "kill $dir/pid"
"$ADQUEM" --db "$db" run --snapshot "$dir/2022-08-02" >/dev/null 2>&1 &
echo $! >"$dir/pid"
wait $!
is 'a run that is killed after sending' $? 137
how ok
does 0 --db "$db" alert
ok 'the next one delivers' $? "$(said)"
is 'one message twice with one id, the other once' "$(ids)" '1 2'

# ---- an outage

n=$(mails)
begin 2022-08-17
rows notes.csv notes celex,text <<<"$act,nothing was read today"
run 2022-08-17 2
like 'a source in trouble is reported' "$(mails) $(subject $((n + 1)))" "^$((n + 2)) adquem: 1 source in trouble: Sch.*, 2022-08-17\$"
like 'what cannot be judged is not said to be over' "$(part $((n + 1)) text/plain | tr -s ' \n' ' ')" '[1-9][0-9]? more were open and cannot be judged now\.'
begin 2022-08-18
rows notes.csv notes celex,text <<<"$act,nothing was read today"
run 2022-08-18 2
is 'once' "$(mails)" $((n + 2))
begin 2022-08-19
laws $act BE DE PT LU NL RO IT
run 2022-08-19 0
like 'and so is its return' "$(mails) $(subject $((n + 3)))" "^$((n + 4)) adquem: 1 source back: Sch.*, 2022-08-19\$"

# ---- a subscription that is added hears of nothing old; a test message

printf '[subscription late]\nchannel=mail\nto=late@example.org\n' >>"$dir/adquem.conf"
n=$(mails)
begin 2022-08-20
laws $act BE DE PT LU NL RO IT
run 2022-08-20 0
is 'a new subscription is silent at first' "$(mails)" "$n"
does 0 alert --test mail
ok 'alert --test' $? "$(said)"
like 'says that it is one, and has a change of each kind' "$(subject $((n + 1)))" '^\[test\] adquem: 3 worse, 1 to reply soon, 1 new, 1 with a moved deadline, 1 better, 1 closed, 1 acknowledged, 1 reminded of, 1 source in trouble, 1 source back: '
sed -i 's/^tls=none/tls=required/' "$dir/adquem.conf"
n=$(mails)
does 2 alert --test mail
ok 'a server without TLS gets nothing where TLS is required' $? "$(said)"
is 'nothing was sent' "$(mails)" "$n"
does 2 alert --test nobody
like 'a channel that is not there' "$(cat "$dir/err")" 'no \[channel nobody\]'

# ---- a server that is down is down for every act: one source, and one line of those it says the same of

cat >"$dir/told" <<ROWS
#!/bin/sh
{ echo "\$ADQUEM_SUBJECT"; cat; } >"$dir/told.\$ADQUEM_TO"
ROWS
chmod +x "$dir/told"
printf '[channel told]\ntype=command\ncommand=%s\n' "$dir/told" >"$dir/down.conf"
for one in 'all' 'third acts=32020L0013' 'elsewhere acts=32020L0099'; do
	printf '[subscription %s]\nchannel=told\nto=%s\n%s\n' "${one%% *}" "${one%% *}" "${one#"${one%% *}"}"
done >>"$dir/down.conf"
whole() { # whole DAY N - a snapshot of that day, with measures of the first N acts
	begin "$1"
	for ((i = 1; i <= 7; i++)); do echo "32020L001$i,directive,Act $i,2020-01-15"; done | rows acts.csv acts celex,type,short_title,adopted
	for ((i = 1; i <= 7; i++)); do echo "32020L001$i,1,2022-06-30,transposition"; done | rows deadlines.csv deadlines celex,number,date,kind
	for ((i = 1; i <= $2; i++)); do laws "32020L001$i" BE DE; done
}
down() { does "$2" --config "$dir/down.conf" --db "$dir/down.db" run --snapshot "$dir/$1"; ok "run of $1: status $2" $? "$(said)"; }
whole 2023-01-01 7
down 2023-01-01 0
whole 2023-01-02 1
down 2023-01-02 0
whole 2023-01-16 0
down 2023-01-16 2
is 'in trouble: one line on standard error' "$(grep measures "$dir/err")" \
	"adquem: measures of 32020L0012 and 5 more: stale; last whole read on 2023-01-01"
is 'a source, and the acts that rest on it, in one line' "$(sed -n '1p; /^- /,/^$/p' "$dir/told.all" | paste -sd' ' | tr -s ' ')" \
	"adquem: 1 source in trouble, 2023-01-16 - Measures of 6 acts: Act 2, Act 3, Act 4, Act 5, Act 6, … stale; last whole read on 1 January 2023 "
is 'a subscription to an act hears of that act' "$(sed -n '1p; /^- /p' "$dir/told.third")" \
	$'adquem: 1 source in trouble: Act 3, 2023-01-16\n- Measures of Act 3'
is 'one to another act does not' "$(ls "$dir"/told.*)" "$dir/told.all"$'\n'"$dir/told.third"
rm "$dir"/told.*
whole 2023-01-17 7
down 2023-01-17 0
is 'what can be read again is said without what it had' "$(sed -n '1p; /^- /,/^$/p' "$dir/told.all" | paste -sd' ')" \
	"adquem: 1 source back, 2023-01-17 - Measures of 6 acts: Act 2, Act 3, Act 4, Act 5, Act 6, … "

rm "$dir"/told.*
whole 2023-02-10 0
down 2023-02-10 2
rm "$dir"/told.*
begin 2023-02-11
for ((i = 1; i <= 7; i++)); do echo "32020L001$i,directive,Act $i,2020-01-15$([ $i = 4 ] && echo ,2023-02-01,repealed || echo ,,)"; done |
	rows acts.csv acts celex,type,short_title,adopted,ended,ended_how
down 2023-02-11 2
is 'an act that ended takes its trouble along: the source is not back' "$(ls "$dir"/told.* 2>&1 | grep -c told.all)" 0

# ---- with the address of the report, a line links to the page that shows it

{ printf '[run]\nbase-url=https://example.org/eu\n' && cat "$dir/down.conf"; } >"$dir/links.conf"
linked() { # linked DAY STATUS STATES DECISION... - a run of that day, with measures of these states
	begin "$1"
	rows acts.csv acts celex,type,short_title,adopted <<<"$act,directive,An act,2020-01-15"
	rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
	laws $act $3
	printf '%s\n' "${@:4}" | sed "s/^\([A-Z]*\)\([0-9]\)/INFR(2023)000\2,$act,\1,non-communication/" | decided
	does "$2" --config "$dir/links.conf" --db "$dir/links.db" run --snapshot "$dir/$1"
	ok "run of $1: status $2" $? "$(said)"
}
pl=PL1,2023-01-01,LFN258
linked 2023-03-01 0 'BE DE EL IT PL' $pl
linked 2023-03-02 1 'BE DE PL' $pl PL1,2023-03-02,RO258
is 'to the state, to the act where it is of several, to the whole' "$(grep -o 'https://.*' "$dir/told.all" | paste -sd' ')" \
	"https://example.org/eu/acts/$act.html#PL https://example.org/eu/acts/$act.html https://example.org/eu/"

# ---- a recipient that is down keeps nobody waiting, and is done with when it is taken out

cat >"$dir/flaky" <<ROWS
#!/bin/sh
echo "\$ADQUEM_ID" >>"$dir/tried"
[ ! -e "$dir/is-down" ] && cat >"$dir/got.\$ADQUEM_TO"
ROWS
chmod +x "$dir/flaky"
flaky() { printf '[channel out]\ntype=command\ncommand=%s\n[subscription one]\nchannel=out\nto=%s\n' "$dir/flaky" "$1" >"$dir/links.conf"; }
flaky 'stays;goes'
rm "$dir/links.db"
linked 2023-03-01 0 'BE DE EL IT PL' $pl
cp "$dir/links.db" "$dir/backup.db"
touch "$dir/is-down"
linked 2023-03-02 2 'BE DE EL IT PL' $pl PL1,2023-03-02,RO258
first=$(cat "$dir/tried")
rm "$dir/tried"
linked 2023-03-03 2 'BE DE EL IT PL' $pl PL1,2023-03-02,RO258 EL2,2023-03-03,LFN258
is 'what is new is tried first' "$(cut -d. -f2 "$dir/tried" | uniq | paste -sd' ')" '3 2'
rm "$dir/is-down"
flaky stays
does 2 --config "$dir/links.conf" --db "$dir/links.db" alert
is 'who is named no more gets nothing, which is said' "$(ls "$dir"/got.*) $(grep -c 'to goes: not sent, the configuration names goes no more' "$dir/err")" "$dir/got.stays 2"
does 0 --config "$dir/links.conf" --db "$dir/links.db" alert
is 'once' "$(cat "$dir/err")" ''

# ---- a database that is put back: the run that follows has other news, and its message another name

rm "$dir"/links.db*
mv "$dir/backup.db" "$dir/links.db"
rm "$dir/tried"
flaky 'stays;goes'
linked 2023-03-02 1 'BE DE EL IT PL' $pl EL2,2023-03-02,LFN258
unlike 'no name is given twice' "$(cat "$dir/tried")" "${first//$'\n'/|}"
rm "$dir"/got.*
linked 2023-03-04 0 'BE DE EL IT PL' $pl PL1,2023-03-04,C EL2,2023-03-02,LFN258
like 'that a case was closed waits for no Monday' "$(tr -s ' \n' ' ' <"$dir/got.stays")" \
	"An act \\($act\\), PL: .*closed \\(was: letter of formal notice\\)"
done_testing
