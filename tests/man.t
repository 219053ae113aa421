#!/usr/bin/env bash
# The man page and --help say the same: every command and every option of one stands in the other.
set -u
: "${ADQUEM:=out/adquem}"
page=man/adquem.1
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
n=0
same() { # same NAME FILE FILE
	n=$((n + 1))
	if [ -s "$2" ] && out=$(diff "$2" "$3"); then echo "ok $n - $1"; else echo "not ok $n - $1"; sed 's/^/# /' <<<"$out"; fi
}

"$ADQUEM" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p' | sort >"$dir/help.commands"
# The list of commands in the page: from its heading to the next; "help" is a way of writing --help.
sed -n '/^\.Ss Commands/,/^\.Ss Options/s/^\.It Cm \([a-z-]*\).*/\1/p' "$page" | grep -vx help | sort >"$dir/man.commands"
same 'the commands of --help are those of the man page' "$dir/help.commands" "$dir/man.commands"

n=$((n + 1))
[ "$(wc -l <"$dir/help.commands")" -ge 7 ] && echo "ok $n - there are commands" || echo "not ok $n - there are commands"

while read -r command; do
	"$ADQUEM" "$command" --help
done <"$dir/help.commands" | sed -n 's/^  --\([a-z-]*\).*/\1/p' | sort -u >"$dir/help.options"
sed -n 's/^\.It Fl -\([a-z-]*\).*/\1/p' "$page" | sort -u >"$dir/man.options"
same 'the options of --help are those described in the man page' "$dir/help.options" "$dir/man.options"

# The synopsis of a command names exactly the options the command has; "judging options" stands for five.
judging=$(sed -n '/^\.Ss Judging/,/^\.Ss Options of/s/^\.It Fl -\([a-z-]*\).*/\1/p' "$page")
while read -r command; do
	awk -v cmd="$command" -v judging="$judging" '
		/^\.Sh DESCRIPTION/ { exit }
		/^\.Nm/ { on = 0 }
		$1 == ".Cm" { on = $2 == cmd }
		on && /judging options/ { print judging }
		on { for (i = 1; i < NF; i++) if ($i == "Fl" || $i == ".Fl") print substr($(i + 1), 2) }' "$page" |
		sort -u >"$dir/man"
	"$ADQUEM" "$command" --help | sed -n '/^Options:/,/^$/s/^  --\([a-z-]*\).*/\1/p' | sort -u >"$dir/help"
	same "the synopsis of $command has its options" "$dir/help" "$dir/man"
done <"$dir/help.commands"

# The other pages: what they list is what the code and the data have. items PAGE HEADING - the items of a section's lists
items() { sed -n "/^\.S[sh] $2\$/,/^\.S[sh]/s/^\.It [A-Z][a-z] \([a-z_-]*\)\$/\1/p" "$1" | sort; }
sed -n 's/^\[\([a-z]*\)\]$/\1/p' feeds/sources.conf | grep -vx evidence | sort >"$dir/code"
items man/adquem-feeds.7 Sources >"$dir/page"
same 'adquem-feeds names the sources' "$dir/code" "$dir/page"
{ sed -n '/^} keys\[\] = {/,/^};/s/^\t{ "\([a-z_]*\)".*/\1/p' feeds/sources.c; sed -n 's/^#define MAX_BYTES "\(.*\)"/\1/p' feeds/sources.c; } | sort >"$dir/code"
items man/adquem-feeds.7 sources.conf >"$dir/page"
same 'and the keys of sources.conf' "$dir/code" "$dir/page"
sed -n 's/^\t\[[A-Z_]*\] = { "\([a-z-]*\)".*/\1/p' feeds/feed.c | sort >"$dir/code"
items man/adquem-feeds.7 Files >"$dir/page"
same 'and the kinds of files' "$dir/code" "$dir/page"
sed -n 's/^\t{ "\([a-z]*\)",\( "celex.*\| "infr.*\)*$/\1/p' feeds/snapshot_rows.c | sort >"$dir/code"
items man/adquem-feeds.7 Snapshots >"$dir/page"
same 'and those of snapshots' "$dir/code" "$dir/page"
grep -o '<element name="[a-z-]*"' reports/findings.rng | cut -d'"' -f2 | sort -u >"$dir/code"
items man/adquem-findings.5 Elements >"$dir/page"
same 'adquem-findings names the elements of the schema' "$dir/code" "$dir/page"
"$ADQUEM" --config /dev/null --db "$dir/x.db" import --snapshot snapshot >/dev/null
"$ADQUEM" --config /dev/null --db "$dir/x.db" check --format csv >"$dir/cells.csv"
head -n 1 "$dir/cells.csv" | tr ',' '\n' | sort >"$dir/code"
items man/adquem-findings.5 Tables >"$dir/page"
same 'and the columns of the cells' "$dir/code" "$dir/page"
"$ADQUEM" --config /dev/null --db "$dir/x.db" report --format csv --out "$dir/tables"
head -n 1 "$dir/tables/data/findings.csv" | tr -d '\r' | tr ',' '\n' | sort >"$dir/code"
items man/adquem-findings.5 Findings >"$dir/page"
same 'and those of the findings' "$dir/code" "$dir/page"

for manual in man/*.[1-9]; do
	n=$((n + 1))
	if ! command -v mandoc >/dev/null; then
		echo "ok $n # SKIP mandoc is not installed"
	elif out=$(mandoc -T lint -W warning "$manual"); then
		echo "ok $n - $manual is clean"
	else
		echo "not ok $n - $manual is clean"
		sed 's/^/# /' <<<"$out"
	fi
done
echo "1..$n"
