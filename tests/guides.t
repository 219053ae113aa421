#!/usr/bin/env bash
# What the guides in docs/ tell people to type works as they say, on the bundled facts.
. tests/lib.sh
top=$PWD
export ADQUEM_DB=$dir/x.db
does 0 run --snapshot snapshot --portfolio security-union
ok 'the bundled facts' $? "$(said)"
mkdir "$dir/bin" "$dir/mine"
ln -s "$ADQUEM" "$dir/bin/adquem"
PATH=$dir/bin:$PATH

# blocks FILE LANGUAGE - its fenced blocks of that language, each ended by NUL
blocks() { perl -0777 -ne 'print "$1\0" while /^```'"$2"'\n(.*?)^```/msg' "$1"; }

# The worked example's files first: commands name them.
blocks docs/WRITING.md ini | tr -d '\0' >"$dir/mine/interior.ini"
mkdir "$dir/mine/my-rules"
blocks docs/WRITING.md sql | tr -d '\0' >"$dir/mine/my-rules/eight-weeks.sql"

cd "$dir/mine" || exit 1
for guide in OFFICER ANALYST WRITING; do
	n=0
	while IFS= read -r line; do
		[ -n "$line" ] || continue
		n=$((n + 1))
		bash -c "$line" >"$dir/out" 2>"$dir/err"
		status=$?
		[ $status -le 1 ] && [ ! -s "$dir/err" ]
		ok "$guide: $line" $? "$(said)"
	done < <(blocks "$top/docs/$guide.md" sh | tr '\0' '\n')
	[ $n -ge 2 ]
	ok "$guide has commands" $?
done
is 'the ministry sees its five acts, for its state' "$(adquem check --portfolio ./interior.ini --state ES --format csv | sed 1d | cut -d, -f1,5 | sort -u | tr '\n' ' ')" \
	'32017L0541,ES 32019L0713,ES 32022L2555,ES 32022L2557,ES 32024L1203,ES '
like 'under its own title' "$(adquem check --portfolio ./interior.ini --state ES)" 'Directives of the Ministry of the Interior'

blocks "$top/docs/WRITING.md" conf | tr -d '\0' >adquem.conf
does 0 --config "$PWD/adquem.conf" status --config
like 'the configuration of the example is one' "$(cat "$dir/out")" '^\[subscription unit\] states = ES'

# The rule of the example: a day on which it fires, the day before, and none without it.
snap_rule() {
	snapshot "$dir/rule" "$1"
	rows acts.csv acts celex,type,title,adopted <<<'32020L0001,directive,An act,2020-01-15'
	rows deadlines.csv deadlines celex,number,date,kind <<<'32020L0001,1,2022-06-30,transposition'
	measures 32020L0001 </dev/null
}
notes() { # notes DAY [OPTIONS]
	local day=$1
	shift
	adquem --db "$dir/rule.db" check --as-of "$day" --state ES --format json "$@" >"$dir/out"
	json "$dir/out" 'scalar grep { $_->{rule} eq "eight-weeks" } @{$d->{findings}}'
}
snap_rule 2022-05-01
does 0 --db "$dir/rule.db" import --snapshot "$dir/rule"
is 'the rule of the example fires eight weeks ahead, not the day before, and not without it' \
	"$(notes 2022-05-05 --rules my-rules) $(notes 2022-05-04 --rules my-rules) $(notes 2022-05-05)" '1 0 0'
cd "$top" || exit 1

# ---- the analyst's queries, in a client that is not ours

if command -v sqlite3 >/dev/null; then
	n=0
	while IFS= read -r -d '' query; do
		n=$((n + 1))
		rows=$(sqlite3 -readonly -bail "$ADQUEM_DB" "$query" 2>&1)
		status=$?
		[ $status = 0 ] && [ -n "$rows" ]
		ok "query $n: $(head -n 1 <<<"$query")" $? "$rows"
	done < <(blocks docs/ANALYST.md sql)
	is 'there are ten' $n 10
else
	skip 'sqlite3 is not installed: the queries'
fi

# ---- what the page of the bundled data counts

rows_of() { perl -0ne 's/"(?:[^"]|"")*"//g; print tr/\n// - 1' "snapshot/$1"; } # line breaks within quotes are none
grep -oE '^\| `[A-Za-z0-9-]+\.csv` \| [0-9]+' snapshot/README.md | tr -d '|`' | while read -r file n; do
	[ "$(rows_of "$file")" = "$n" ] || echo "$file: $(rows_of "$file"), not $n"
done >"$dir/rows"
is 'the rows of each file' "$(cat "$dir/rows")" ''
is 'and the kinds of files there are' "$(grep -oE 'which of the [a-z]+ kinds' snapshot/README.md) $(grep -cE '^\| `[a-z]+` \| `(celex|infr)' snapshot/README.md)" \
	'which of the ten kinds 10'

# ---- the commands of the first page judge what the demonstration judged

is 'its summary is that of the report' "$(grep -E 'adquem.db check' README.md | grep -vc -- '--portfolio security-union')" 0

# ---- what the guides point to is there

missing=''
for file in $(grep -ohE '`[A-Za-z]+/[A-Za-z.-]+\.(md|csv|conf)`' docs/{OPERATOR,OFFICER,ANALYST,WRITING}.md | tr -d '`' | sort -u); do
	[ -e "$file" ] || [ -e "$dir/site/$file" ] || case $file in data/*) ;; *) missing+="$file " ;; esac
done
is 'files that the guides name are there' "$missing" ''
metrics=''
for name in $(grep -ohE 'adquem_[a-z_]+' docs/OPERATOR.md | sort -u); do
	case $name in adquem_VERSION*) continue ;; esac
	grep -rqF "\"$name\"" checker/ || metrics+="$name "
done
is 'and every figure' "$metrics" ''
done_testing
