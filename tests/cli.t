#!/usr/bin/env bash
# The command line as a user meets it, in an empty HOME: help, messages, exit statuses.
set -u
: "${ADQUEM:=$PWD/out/adquem}"
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
export HOME=$dir/home
unset ADQUEM_DB XDG_DATA_HOME ADQUEM_DATA
mkdir "$HOME"
n=0
ok() { # ok NAME STATUS [DETAIL]
	n=$((n + 1))
	if [ "$2" = 0 ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; sed 's/^/# /' <<<"${3:-}"; fi
}
# says STATUS FRAGMENT ARGUMENTS... - ends with STATUS, FRAGMENT on standard error, nothing on standard output
says() {
	local want=$1 fragment=$2 status
	shift 2
	"$ADQUEM" "$@" >"$dir/out" 2>"$dir/err"
	status=$?
	[ $status = "$want" ] && [ ! -s "$dir/out" ] && grep -qF -- "$fragment" "$dir/err"
	ok "adquem $* (status $want: $fragment)" $? "status $status; $(cat "$dir/out" "$dir/err")"
}
# prints FRAGMENT ARGUMENTS... - ends with 0, FRAGMENT on standard output, nothing on standard error
prints() {
	local fragment=$1 status
	shift
	"$ADQUEM" "$@" >"$dir/out" 2>"$dir/err"
	status=$?
	[ $status = 0 ] && [ ! -s "$dir/err" ] && grep -qF -- "$fragment" "$dir/out"
	ok "adquem $* prints: $fragment" $? "status $status; $(cat "$dir/out" "$dir/err")"
}

says 2 'Usage: adquem'
prints 'Usage: adquem' --help
prints 'Usage: adquem' help
prints 'Usage: adquem check [OPTIONS]' check --help
prints 'Usage: adquem check [OPTIONS]' help check
prints 'Usage: adquem explain [OPTIONS] CELEX [STATE]' explain -h
prints 'Usage: adquem [--db' help --help
prints 'Usage: adquem check [OPTIONS]' help --help check
prints 'adquem 0.' --version
prints 'adquem 0.' check --version

says 2 "adquem: unknown command 'chekc'; did you mean 'check'?" chekc
says 2 "adquem: unknown command 'xyzzy'; adquem --help lists them" xyzzy
says 2 "adquem: unknown command ''" ''
says 2 "adquem: unknown command '$(printf 'x%.0s' {1..3000})'" "$(printf 'x%.0s' {1..3000})"
says 2 'adquem: Unknown option --bogus' --bogus
says 2 'adquem check: Unknown option --bogus' check --bogus
says 2 'adquem check: Unknown option --snapshot' check --snapshot snapshot
says 2 'adquem check: Missing argument for --as-of' check --as-of
says 2 "adquem explain: Unknown option --bogus; see 'adquem explain --help'" explain --bogus
says 2 "adquem: Unknown option --bogus; see 'adquem --help'" --bogus
says 2 'adquem check: Unknown option --as-off; did you mean --as-of?' check --as-off 2024-01-01
says 2 'adquem check: Unknown option --portfoli; did you mean --portfolio?' check --portfoli=all
says 2 'adquem explain: Unknown option --act; act and state stand without options: adquem explain CELEX [STATE]' explain --act 32022L2555
says 2 'adquem forecast: Unknown option --state; act and state stand without options: adquem forecast [CELEX [STATE]]' forecast --state ES
says 2 "adquem: 'check' was taken as the value of --db; no command is left" --db check
says 2 "adquem check: 'surplus' is one argument too many" check surplus
says 2 "adquem explain: 'DE' is one argument too many" explain 32022L2555 ES DE

for day in 2024-02-30 2023-02-29 2024-13-01 24-01-01 2024-1-1 tomorrow '2024-01-01 '; do
	says 2 "adquem check: --as-of $day: not a day (YYYY-MM-DD)" check --as-of "$day"
done
says 2 'adquem check: --as-of: its value is empty' check --as-of=
says 2 'adquem check: --known-on 2024-00-10: not a day' check --known-on 2024-00-10
says 2 'adquem import: --read-on 10/10/2024: not a day' import --read-on 10/10/2024 file
says 2 'adquem check: --state NO: not a Member State' check --state BE --state NO
says 2 'adquem explain: STATE Utopia: not a Member State' explain 32022L2555 Utopia
says 2 'adquem check: --act 2022/2555: not the CELEX number of an act' check --act 32016L0680 --act 2022/2555
says 2 "(2022/2555 is 32022L2555 if it is a directive; 'adquem check --format csv' lists them)" check --act 2022/2555
says 2 '(95/46 is 31995L0046 if it is a directive;' explain 95/46
says 2 "(such as 32022L2555; 'adquem check --format csv' lists them)" explain NIS2
says 2 'adquem explain: STATE Utopia' explain ' celex: 32022l2555' Utopia
says 2 'adquem check: --act 62019CJ0658: not the CELEX number of an act' check --act 62019CJ0658
says 2 'adquem explain: CELEX 72022L2555DEU_1: not the CELEX number of an act' explain 72022L2555DEU_1
says 2 'adquem explain: name the act by its CELEX number' explain
says 2 'adquem check: --fail-on none: not one of dormant, watch, candidate, strong, case' check --fail-on none
says 2 'adquem check: --format html: not one of text, csv, json, nagios' check --format html
says 2 'adquem fetch: --source CELLAR: no source of that name (cellar, register)' --db "$dir/f.db" fetch --source CELLAR
says 2 'adquem fetch: --source register: it cannot be asked about single acts; leave --act out' --db "$dir/f.db" fetch --source register --act 32022L2555
says 2 'adquem report: --format pdf: not one of html, text, atom, csv, json, xml' report --format html --format pdf
says 2 'adquem report: --lang xx: not one of ' report --lang xx
says 2 'adquem import: name the files to be read, or --snapshot DIR' import
says 2 'adquem import: files and --snapshot DIR exclude each other' import --snapshot snapshot file
says 2 'adquem import: --read-on: the manifest of the snapshot says it' import --snapshot snapshot --read-on 2026-01-01
says 2 'adquem run: --full: a snapshot is read from a folder, not from the sources' run --full --snapshot snapshot
says 2 'adquem check: --portfolio: its value is not UTF-8' check --portfolio $'\xff'

# A terminal does not obey what stands in a message.
"$ADQUEM" check --portfolio a --as-of $'\e[31m' 2>"$dir/err"
! grep -q $'\e' "$dir/err"
ok 'control characters do not reach the terminal' $? "$(cat -v "$dir/err")"

[ ! -e "$HOME/.local" ]
ok 'help and mistakes leave no trace in HOME' $?
"$ADQUEM" import "$dir/absent" >"$dir/out" 2>&1
[ $? = 2 ] && [ -d "$HOME/.local/share/adquem" ] && grep -q absent "$dir/out"
ok 'a missing file is refused by name; the folder of the default database is made' $? "$(cat "$dir/out")"
XDG_DATA_HOME=$dir/data "$ADQUEM" import "$dir/absent" >"$dir/out" 2>&1
[ -d "$dir/data/adquem" ]
ok 'XDG_DATA_HOME is where the default database lies' $? "$(cat "$dir/out")"
rm -rf "$HOME/.local"
ADQUEM_DB=$dir/mine.db "$ADQUEM" import "$dir/absent" >"$dir/out" 2>&1
[ ! -e "$HOME/.local" ]
ok 'ADQUEM_DB takes its place' $?
echo file >"$dir/file"
XDG_DATA_HOME=$dir/file says 2 "adquem: $dir/file/adquem: cannot make this folder" status

if [ -w /dev/full ]; then
	"$ADQUEM" --help >/dev/full 2>"$dir/err"
	[ $? = 2 ] && grep -qF 'adquem: standard output: cannot be written: No space left' "$dir/err"
	ok 'a full disk under standard output is an error' $? "$(cat "$dir/err")"
else
	n=$((n + 1))
	echo "ok $n # SKIP there is no /dev/full here"
fi
{ sleep 0.2; "$ADQUEM" --help 2>"$dir/err"; echo $? >"$dir/status"; } | true
[ "$(cat "$dir/status")" = 2 ] && grep -qF 'cannot be written: Broken pipe' "$dir/err"
ok 'a closed pipe under standard output is an error' $? "$(cat "$dir/err")"

"$ADQUEM" --help >"$dir/one"
LC_ALL=C LANGUAGE=de TZ=Pacific/Apia "$ADQUEM" --help >"$dir/two"
LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 TZ=America/New_York "$ADQUEM" --help >"$dir/three"
cmp -s "$dir/one" "$dir/two" && cmp -s "$dir/one" "$dir/three"
ok 'locale and time zone do not change the output' $?
echo "1..$n"
