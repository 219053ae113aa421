#!/usr/bin/env bash
# docs/LAW.md says what is implemented, where, and which test shows it: all it names must be there.
. tests/lib.sh

# named FILE - its words in code type, one a line: names of files and what is found in them
named() { grep -o '`[^`]*`' "$1" | tr -d '`' | sort -u; }

# found NAME - whether a file of that name, or a name in the program, its data or its rules, is there
found() {
	case $1 in
	*\**) compgen -G "$1" >/dev/null ;;
	*/*) [ -e "$1" ] ;;
	*.csv) [ -e "rules/law/$1" ] ;;
	adquem\ *) read -r _ command option <<<"$1" && "$ADQUEM" "$command" --help | grep -q -- "$option" ;;
	--*) grep -qF "\"${1#--}\"" checker/command.c ;;
	lint\ --* | check\ --*) found "adquem $1" ;;
	*) grep -rqwF -- "$1" checker feeds rules ;;
	esac
}

missing=''
while read -r name; do found "$name" || missing+="$name; "; done < <(named docs/LAW.md)
is 'all that docs/LAW.md names in code type exists' "$missing" ''

is 'every provision has its test' "$(grep '^|' docs/LAW.md | tail -n +3 | grep -vE '\| `tests/[^|]*\|$')" ''

# Tests that it names by their words stand in a test script.
missing=''
while read -r words; do grep -qrF -- "$words" tests || missing+="$words; "; done < <(grep '^|' docs/LAW.md |
	sed 's/.*| \([^|]*\) |$/\1/' | grep -o '"[^"]*"' | tr -d '"')
is 'tests named by their words exist' "$missing" ''

# The tests themselves must be able to fail.
! found tests/no-such-test.t && ! found no_such_function && ! found rules/no-such-*.sql
ok 'a name that does not exist is noticed' $?

# The other way round: each function of the law that SQL has, each file of law data, and each kind of deadline is in it.
text=$(<docs/LAW.md)
unsaid=''
for file in rules/law/*.csv; do grep -qF "${file##*/}" <<<"$text" || unsaid+="$file "; done
is 'every file of law data is named there' "$unsaid" 'rules/law/model.csv '

done_testing
