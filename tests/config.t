#!/usr/bin/env bash
# adquem.conf: where it is looked for, what it decides, what it refuses.
. tests/lib.sh
unset ADQUEM_CONFIG
export XDG_CONFIG_HOME=$dir/etc
mkdir -p "$dir/etc/adquem"
own=$dir/etc/adquem/adquem.conf
conf=$dir/other.conf

# value GROUP KEY [OPTIONS] - what is in force, and where it is from
value() {
	local group=$1 key=$2
	shift 2
	"$ADQUEM" "$@" status --config 2>&1 | sed -n "s/^\[$group\] $key = //p" | tr '\t' ' '
}

does 0 status --config
ok 'without a file there are defaults' $? "$(said)"
is 'such as this' "$(value run fail-on)" 'strong (default)'
is 'and the database in its usual place' "$(value store db)" "$HOME/.local/share/adquem/adquem.db (default)"
[ ! -e "$HOME/.local" ]
ok 'showing it makes no folder' $?

printf '[store]\ndb=%s\n[run]\nfail-on=watch\nportfolio = security-union\n' "$dir/own.db" >"$own"
is "the user's file" "$(value run fail-on)" "watch ($own)"
is 'names the database' "$(value store db)" "$dir/own.db ($own)"
is 'a variable is stronger' "$(ADQUEM_DB=$dir/v.db value store db)" "$dir/v.db (\$ADQUEM_DB)"
is 'an option is strongest' "$(ADQUEM_DB=$dir/v.db value store db --db "$dir/o.db")" "$dir/o.db (--db)"
printf '[run]\nfail-on=case\n' >"$conf"
is '--config stands alone' "$(value run fail-on --config "$conf")|$(value run portfolio --config "$conf")" "case ($conf)| (default)"
is 'as does the variable' "$(ADQUEM_CONFIG=$conf value run fail-on)" "case ($conf)"
printf '[run]\nfail-on=\n' >"$conf"
is 'an empty value is none' "$(value run fail-on --config "$conf")" "strong (default)"
does 0 --config "$conf" status --config --format json
is 'as JSON' "$(json "$dir/out" 'map { "$_->{value} $_->{from}" } grep { $_->{key} eq "fail-on" } @{$d->{configuration}}')" 'strong default'

# ---- what it decides

snapshot "$dir/facts" 2022-09-01
act=32020L0001
rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2020-01-15"
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
measures $act </dev/null
printf '[store]\ndb=%s\n[run]\nout=%s\nformats=text;csv\n' "$dir/own.db" "$dir/site" >"$own"
does 0 run --snapshot "$dir/facts"
ok 'a run by the configuration alone' $? "$(said)"
[ -s "$dir/own.db" ] && [ -s "$dir/site/report.txt" ] && [ ! -e "$dir/site/index.html" ]
ok 'writes the outputs it names where it says' $? "$(ls "$dir/site")"
does 1 check
ok 'strong findings give 1' $?
echo 'fail-on=case' >>"$own"
does 0 check
ok 'unless the configuration says otherwise' $? "$(said)"
does 1 check --fail-on strong
ok 'an option is stronger' $?

# ---- what it refuses

# refused TEXT REGEX - that file: one sentence that names it, and the place
refused() {
	printf '%b' "$1" >"$conf"
	does 2 --config "$conf" status
	like "refused: $(head -n 2 "$conf" | tail -n 1)" "$status $(wc -l <"$dir/err") $(cat "$dir/err")" "^2 1 adquem: $conf:?$2"
}
refused '[run]\nfailon=case\n' ' \[run\] failon: no such key'
refused '[runn]\nfail-on=case\n' ' \[runn\]: no such group'
refused '[run]\nfail-on=case\nfail-on=watch\n' '3: \[run\] fail-on is there twice'
refused '[run]\nout=/x\n[run]\nlang=en\n' '3: \[run\] is there twice'
refused '[run]\nfail-on=grave\n' " \[run\] fail-on: 'grave' is not one of dormant, watch"
refused '[run]\ntime-limit=soon\n' " \[run\] time-limit: 'soon' is not a number from 0 to 604800"
refused '[run]\nout=report\n' " \[run\] out: 'report' does not begin with /"
refused '[run]\nbase-url=eu.example.org\n' " \[run\] base-url: 'eu.example.org' is not an address that begins with https://"
refused '[run]\nformats=text;pdf\n' " \[run\] formats: 'pdf' is not one of html"
refused '[run]\nportfolio=mine.ini\n' " \[run\] portfolio: 'mine.ini' does not begin with /"
refused '[run]\nportfolio=security-unoin\n' " \[run\] portfolio: 'security-unoin' is not one of all, .*security-union.*, nor a file that ends in .ini"
refused '[run]\nlang=xx\n' ' \[run\] lang: .*xx.*not one of'
refused '[run]\ncontact=a\x01b\n' ' \[run\] contact: holds a control character'
refused '[run]\ncontact=\xff\n' ' '
refused '[channel ops]\nurl=https://example.org/\n' ' \[channel ops\] type: it is missing'
refused '[channel ops]\ntype=pigeon\n' " \[channel ops\] type: 'pigeon' is not one of smtp"
refused '[channel]\ntype=smtp\n' ' \[channel\]: no such group'
refused '[channel ops]\ntype=smtp\npassword=x\n' ' \[channel ops\] password: credentials are given by'
refused '[subscription a]\nchannel=ops\n' ' \[subscription a\] channel: there is no \[channel ops\]'
refused 'fail-on=case\n' ' '
# What would otherwise be found out at night, or never.
refused '[channel ops]\ntype=smtp\nfrom=a@example.org\n' ' \[channel ops\] url: it is missing'
refused '[channel ops]\ntype=smtp\nurl=smtp://localhost\n' ' \[channel ops\] from: it is missing'
refused '[channel ops]\ntype=webhook\n' ' \[channel ops\] url: it is missing'
refused '[channel ops]\ntype=atom\n' ' \[channel ops\] file: it is missing'
refused '[channel ops]\ntype=command\n' ' \[channel ops\] command: it is missing'
refused '[channel ops]\ntype=sendmail\nfrom=a@example.org\n[subscription a]\nchannel=ops\n' ' \[subscription a\] to: it is missing'
hook='[channel ops]\ntype=command\ncommand=/bin/true\n[subscription a]\nchannel=ops\n'
refused "${hook}states=ES;GR\n" " \[subscription a\] states: 'GR' is not one of BE, BG"
refused "${hook}states=es\n" " \[subscription a\] states: 'es' is not one of BE, BG"
refused "${hook}acts=32022L2555;2022/2555\n" " \[subscription a\] acts: '2022/2555' is not the CELEX number of an act"
does 2 --config "$dir/none.conf" status
like 'a file that is not there' "$status $(cat "$dir/err")" "^2 adquem: .*$dir/none.conf"
printf '[channel ops]\ntype=smtp\nurl=smtp://localhost\nfrom=a@example.org\nto=b@example.org\npassword-file=$SECRETS/smtp\n[subscription a]\nchannel=ops\nstates=ES;FR\n' >"$conf"
is 'a secret is shown as the name of its file' "$(value 'channel ops' password-file --config "$conf")" "\$SECRETS/smtp ($conf)"
is 'a subscription' "$(value 'subscription a' states --config "$conf")" "ES;FR ($conf)"

# ---- the file of a portfolio

does 2 --config /dev/null --db "$dir/own.db" check --portfolio security-unoin
like 'a name that there is none of: those that there are' "$(cat "$dir/err")" \
	"^adquem: portfolio 'security-unoin': there is none of that name \\(all, .*security-union.*, or a file ending in \\.ini\\)"

snapshot "$dir/facts" 2024-01-10
rows acts.csv acts celex,type,title <<<'32022L2555,directive,NIS2'
rows deadlines.csv deadlines celex,number,date,kind <<<'32022L2555,1,2024-10-17,transposition'
does 0 --config /dev/null --db "$dir/p.db" import --snapshot "$dir/facts"
portfolio() { # portfolio TEXT - what check says of it
	printf '%b' "$1" >"$dir/p.ini"
	"$ADQUEM" --config /dev/null --db "$dir/p.db" check --portfolio "$dir/p.ini" 2>&1 | tr -s ' \n' ' '
}
like 'acts of which nothing is on record are named' "$(portfolio '\xef\xbb\xbf[portfolio]\ntitle=P\n[a]\nacts=32022L2257;32022L2555;32019L0771\n')" \
	'Nothing is on record of 32019L0771, 32022L2257\.'
while IFS='|' read -r text sentence; do
	like "portfolio: $sentence" "$(portfolio "$text")" "^adquem: $dir/p.ini:? ?$sentence"
done <<'CASES'
[portfolio]\ntitle=P\n[a]\nacts=32022L2555\nacts=32019L0771\n|5: \[a\] acts is there twice
[portfolio]\ntitle=P\n[a]\nact=32022L2555\n|\[a\] act: no key of a portfolio; those of \[a\] are title and acts
[portfolio]\ntitel=P\n[a]\nacts=32022L2555\n|\[portfolio\] titel: no key of a portfolio; those of \[portfolio\] are name and title
[portfolio]\ntitle=P\n[context]\nacts=32022L2555\n[b]\nacts=32022L2555\n|\[b\] acts: 32022L2555 stands in \[context\] already
[portfolio]\ntitle=P\n[a]\ntitle=A\n|\[a\] acts: is missing
[a]\nacts=32022L2555\n|\[portfolio\] title: is missing
[portfolio]\ntitle=P\n[a]\nacts=2022/2555\n|\[a\] acts: '2022/2555' is not a CELEX number
CASES
done_testing
