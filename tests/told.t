#!/usr/bin/env bash
# What subscriptions are told beside what alert.t shows: the end of a period to reply, days that move, acknowledgements, reminders;
# and who is told: by state, act, pillar, level and portfolio, each recipient by itself.
. tests/lib.sh
db=$dir/told.db
act=32020L0001 other=32020L0002
mkdir "$dir/told"
cat >"$dir/take" <<SH
#!/bin/sh
cat >"$dir/told/\$ADQUEM_TO"
SH
chmod +x "$dir/take"
cat >"$dir/mine.ini" <<ROWS
[portfolio]
name=mine
title=Mine
[one]
title=One
acts=$act
[two]
title=Two
acts=$other
ROWS
export ADQUEM_CONFIG=$dir/adquem.conf
printf '[channel out]\ntype=command\ncommand=%s/take\nformat=xml\n' "$dir" >"$ADQUEM_CONFIG"
while read -r name keys; do
	printf '[subscription %s]\nchannel=out\nto=%s\n' "$name" "$name" | sed "s/=all$/=all;twin/"
	tr ' ' '\n' <<<"$keys"
done >>"$ADQUEM_CONFIG" <<ROWS
all level=candidate reminder-days=14 weekday=monday
spain level=candidate states=ES
act level=candidate acts=$other
pillar level=candidate pillars=two
cases level=case
elsewhere level=candidate portfolio=security-union pillars=cyber
ROWS

begin() { snapshot "$dir/$1" "$1"; }
laws() { for state in "${@:2}"; do echo "$state,$1-$state,,2022-06-01,Law of $state,"; done | measures "$1"; }
night() { # night DAY STATUS - the run; what was told in it, who: lines of it
	rm -f "$dir"/told/*
	does "$2" --db "$db" run --snapshot "$dir/$1" --portfolio "$dir/mine.ini"
	ok "run of $1: status $2" $? "$(said)"
}
who() { (cd "$dir/told" && echo *) }
lines() { # lines TO - "EVENT STATE", in their order
	[ -e "$dir/told/$1" ] && grep -o '<change [^>]*' "$dir/told/$1" | sed -E 's/.* event="([^"]*)".* state="([^"]*)".*/\1 \2/' | paste -sd,
}
same() { # same DAY - a night on which the sources show what they showed before
	begin "$1"
	laws $act AT BE
	laws $other AT BE ES
	night "$1" 0
}
quiet() { # quiet DAY - one on which nobody is told anything
	same "$1"
	is 'nobody is told anything' "$(who)" '*'
}

begin 2022-07-20
rows acts.csv acts celex,type,short_title,title,adopted <<ROWS
$act,directive,First,First act,2020-01-15
$other,directive,Second,Second act,2020-01-15
ROWS
rows deadlines.csv deadlines celex,number,date,kind <<ROWS
$act,1,2022-06-30,transposition
$other,1,2022-06-30,transposition
ROWS
laws $act AT BE
laws $other AT BE ES
rows decisions.csv decisions infr,celex,state,kind,date,type <<<"INFR(2022)0011,$act,PL,non-communication,2022-07-20,LFN258"
night 2022-07-20 0
is 'the first run is silent' "$(who)$(cat "$dir/err")" '*'
sed 's/pillars=two/pillars=one;tow/; s/^acts=.*/&;32099L9999/' "$ADQUEM_CONFIG" >"$dir/typo.conf"
does 0 --config "$dir/typo.conf" --db "$dir/typo.db" run --snapshot "$dir/2022-07-20" --portfolio "$dir/mine.ini"
ok 'a pillar that the portfolio does not have ends no run' $?
is 'but is warned of' "$(cat "$dir/err")" \
	"adquem: [subscription act] acts: '32099L9999' is not in portfolio $dir/mine.ini; if another one is meant, name it with portfolio=
adquem: [subscription pillar] pillars: 'tow' is not in portfolio $dir/mine.ini; if another one is meant, name it with portfolio="

# ---- who is told

begin 2022-07-21
laws $act AT BE
laws $other AT BE ES
rows decisions.csv decisions infr,celex,state,kind,date,type <<ROWS
INFR(2022)0011,$act,PL,non-communication,2022-07-20,LFN258
INFR(2022)0012,$act,FR,non-communication,2022-07-21,LFN258
INFR(2022)0013,$other,ES,non-communication,2022-07-21,LFN258
ROWS
night 2022-07-21 1
is 'two letters: whoever asked' "$(who)" 'act all cases pillar spain twin'
is 'all of it' "$(lines all)" 'worse FR,worse ES'
is 'each recipient by itself' "$(lines twin)" 'worse FR,worse ES'
is 'by level' "$(lines cases)" 'worse FR,worse ES'
is 'by state' "$(lines spain)" 'worse ES'
is 'by act' "$(lines act)" 'worse ES'
is 'by pillar' "$(lines pillar)" 'worse ES'

# ---- acknowledged: with the digest, once

does 0 --db "$db" ack "cell/$act/1/IT" --why 'the law is <in> print' --until 2022-12-31 --who 'A. Person'
ok 'a finding is acknowledged' $? "$(said)"
quiet 2022-07-22
same 2022-07-25
is 'Monday: those whom it concerns hear of it' "$(who)" 'all twin'
is 'of nothing else' "$(lines all)" 'acknowledged IT'
like 'by whom, until when and why' "$(cat "$dir/told/all")" 'group="acknowledged".*message="acknowledged by A. Person on 21 July 2022 until 31 December 2022: the law is &lt;in&gt; print"'
command -v xmllint >/dev/null && { xmllint --noout --relaxng reports/findings.rng "$dir/told/all" 2>"$dir/err"; ok 'in the vocabulary' $? "$(cat "$dir/err")"; }
quiet 2022-08-01

# ---- reminders: what nothing was said of for a fortnight, with the digest

same 2022-08-08
open=$("$ADQUEM" --db "$db" check --portfolio "$dir/mine.ini" --format csv | cut -d, -f10 | grep -cE 'candidate|strong|case')
is 'the first Monday after a fortnight: all that is open but what is acknowledged' \
	"$(lines all | tr ',' '\n' | cut -d' ' -f1 | sort | uniq -c | xargs)" "$((open - 1)) reminder"
unlike 'which is not named' "$(grep -o '<change [^>]*' "$dir/told/all")" "cell/$act/1/IT"
is 'who did not ask for it gets none' "$(who)" 'all twin'
quiet 2022-08-15
same 2022-08-22
is 'a fortnight after the first reminder: the second' "$(lines all | tr ',' '\n' | cut -d' ' -f1 | sort | uniq -c | xargs)" "$((open - 1)) reminder"

like 'with what is so today' "$(grep -o '<change [^>]*state="DE"[^>]*' "$dir/told/all")" 'event="reminder".*nothing notified \(as read on 22 August 2022\), 53 days'

# ---- the end of a period to reply: critical, once for each

sed -i 's/reminder-days=14//' "$ADQUEM_CONFIG"
quiet 2022-09-05
same 2022-09-06
is 'fourteen days before the end' "$(who): $(lines cases)" 'all cases twin: reply-ending PL'
like 'the day is told, as an estimate' "$(cat "$dir/told/cases")" 'estimate, ends on 20 September 2022 \(INFR\(2022\)0011\)'
same 2022-09-07
is 'the next day: the others' "$(lines all)" 'reply-ending FR,reply-ending ES'
quiet 2022-09-08

# ---- a deadline that moves

begin 2022-09-14
rows deadlines.csv deadlines celex,number,date,kind <<ROWS
$act,1,2022-07-05,transposition
$other,1,2022-06-30,transposition
ROWS
laws $act AT BE
laws $other AT BE ES
night 2022-09-14 0
is 'a day that moved under open findings cannot wait' "$(lines all | tr ',' '\n' | sort -u | cut -d' ' -f1 | uniq)" moved
is 'one line for each of them' "$(lines all | tr ',' '\n' | wc -l)" "$("$ADQUEM" --db "$db" check --portfolio "$dir/mine.ini" --act $act --format csv | cut -d, -f10 | grep -cE 'candidate|strong|case')"
if command -v xsltproc >/dev/null; then
	like 'in words, what is the same for several states is one line' "$(xsltproc reports/mail-text.xsl "$dir/told/all" | tr -s ' \n' ' ')" \
		'^adquem: 25 with a moved deadline: First, 2022-09-14 Portfolio: mine.ini\. .* Deadlines that moved \(25\) - First \(32020L0001\), AT, BE: candidate, due 5 July 2022 \(was: 30 June 2022\).*- First \(32020L0001\), BG, CY, CZ, DE, .* 71 days - First \(32020L0001\), FR: '
else
	skip 'xsltproc is not installed: the words'
fi
like 'with the new day' "$(cat "$dir/told/all")" 'due="2022-07-05"'
begin 2022-09-15
rows deadlines.csv deadlines celex,number,date,kind <<ROWS
$act,1,2022-07-05,transposition
$other,1,2023-06-30,transposition
ROWS
laws $act AT BE
laws $other AT BE ES
night 2022-09-15 0
like 'one that moved into the future closes, and says why' "$(cat "$dir/told/act")" 'event="closed".*tier="critical".*message="the deadline is now 30 June 2023, it was 30 June 2022'
is 'whoever asked for the act, its pillar, its state or a case of it' "$(who)" 'act all cases pillar spain twin'

# ---- what turned graver after it was acknowledged counts again, and is named again

db=$dir/graver.db
printf '[channel out]\ntype=command\ncommand=%s/take\nformat=xml\n[subscription all]\nchannel=out\nto=all\nlevel=candidate\nreminder-days=14\nweekday=monday\n' "$dir" >"$ADQUEM_CONFIG"
whole() {
	begin "$1"
	rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2020-01-15"
	rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
	laws $act AT BE
}
whole 2022-07-20
rows decisions.csv decisions infr,celex,state,kind,date,type <<<"INFR(2022)0011,$act,PL,non-communication,2022-07-05,LFN258"
night 2022-07-20 0
does 0 --db "$db" ack "cell/$act/1/IT" --why known
does 0 --db "$db" ack "cell/$act/1/ES" --why known
whole 2022-07-21
rows decisions.csv decisions infr,celex,state,kind,date,type <<<"INFR(2022)0014,$act,IT,non-communication,2022-07-21,LFN258"
night 2022-07-21 1
is 'graver than acknowledged' "$(lines all)" 'worse IT'
whole 2022-08-08
night 2022-08-08 0
is 'it, not what is as it was' "$(lines all | tr ',' '\n' | grep -E 'reminder (IT|ES)')" 'reminder IT'
db=$dir/told.db

# ---- the nights leave no mark on the report

does 0 --db "$db" report --portfolio "$dir/mine.ini" --out "$dir/site"
is 'what came with the same bytes every night is one file on the page of sources' \
	"$(grep -o "measures-$act.csv" "$dir/site/sources.html" | wc -l)" 1

done_testing
