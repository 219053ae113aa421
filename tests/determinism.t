#!/usr/bin/env bash
# The same facts, rules and day give the same bytes: whatever the time zone, the locale, the order of rows and files, the
# folder, the day of the import and what lies in the store besides.
. tests/lib.sh
act=32020L0001 other=32020L0002

# ---- two snapshots with the same facts, written down in another order

snapshot "$dir/one" 2022-09-01
printf '%s\n' "$act,directive,Ein Gesetz über Äpfel,2020-01-15" "$other,directive,Zweite Öffnung,2020-01-15" |
	rows acts.csv acts celex,type,short_title,adopted
printf '%s\n' "$act,1,2022-06-30,transposition" "$act,2,2022-12-31,transposition" "$act,3,2023-01-31,duty" \
	"$other,1,2022-06-30,transposition" | rows deadlines.csv deadlines celex,number,date,kind
printf '%s\n' "$act,DK,not bound,Protocol" "$act,IE,bound,Protocol" "$other,IE,bound,Protocol" | rows binding.csv binding celex,state,value,basis
for celex in $act $other; do
	for state in BE BG CZ DE EE EL ES HR IT; do
		printf '%s\n' "$state,$celex-$state-1,,2022-06-01,Law of $state," "$state,$celex-$state-2,2010-01-01,,Older law of $state,"
	done | measures $celex
done
{
	for state in FR NL SE PL LT; do echo ",$act,$state,non-communication,2022-07-20,LFN258"; done
	echo "INFR(2022)0100,$act,FR,non-communication,2022-07-21,LFN258
INFR(2022)0100,$act,FR,non-communication,2022-08-10,RO258
,$other,NL,non-communication,2022-07-20,LFN258
,$other,NL,non-communication,2022-08-20,C"
} | rows decisions.csv decisions infr,celex,state,kind,date,type
rows lists.csv lists celex,type,date,complete,states <<<"$act,LFN258,2022-07-20,yes,5"
rows notes.csv notes celex,text <<<"$act,something was said"

mkdir "$dir/two"
# The rows of each file and the groups of the manifest the other way round.
for file in "$dir"/one/*.csv; do
	{ head -1 "$file"; tail -n +2 "$file" | tac; } >"$dir/two/${file##*/}"
done
perl -e 'local $/ = ""; open my $in, "<", "$ARGV[0]/one/manifest.ini"; my ($head, @groups) = <$in>;
	$_ .= "\n" for $groups[-1]; print $head, reverse @groups' "$dir" >"$dir/two/manifest.ini"
for file in "$dir"/two/*.csv; do
	sed -i "/^\[${file##*/}\]$/,/^$/s/^sha256=.*/sha256=$(sha256sum <"$file" | cut -c1-64)/" "$dir/two/manifest.ini"
done

# make NAME SNAPSHOT [VARIABLE=VALUE...] - runs it and keeps all that comes out of it in $dir/made/NAME
make() {
	local name=$1 from=$2
	shift 2
	mkdir -p "$dir/made/$name"
	env "$@" "$ADQUEM" --db "$dir/$name.db" run --snapshot "$from" --out "$dir/made/$name/site" \
		--archive "$dir/made/$name/archive" >"$dir/made/$name/run" 2>&1
	for format in text csv json nagios; do
		env "$@" "$ADQUEM" --db "$dir/$name.db" check --format $format >"$dir/made/$name/check.$format" 2>&1
	done
	for what in "explain $act" "explain $act FR" "explain $act BE --format json" 'lint --gaps'; do
		# shellcheck disable=SC2086
		env "$@" "$ADQUEM" --db "$dir/$name.db" $what >"$dir/made/$name/${what// /_}" 2>&1
	done
}
# same NAME LESS - is what came out of NAME what came out of the first? LESS: a sed script for what may differ
same() {
	cmp -s <(cd "$dir/made/first" && find . -type f | sort | xargs cat | sed -E "${3:-}" | sha256sum) \
		<(cd "$dir/made/$2" && find . -type f | sort | xargs cat | sed -E "${3:-}" | sha256sum)
	ok "$1" $? "$(diff -r "$dir/made/first" "$dir/made/$2" | cut -c1-300 | head -10)"
}
make first "$dir/one"
[ -s "$dir/made/first/site/index.html" ] && [ -s "$dir/made/first/site/data/findings.xml" ] && [ "$(wc -l <"$dir/made/first/check.csv")" = 82 ]
ok 'the fixture is judged' $? "$(head -5 "$dir"/made/first/run "$dir"/made/first/check.*)"
make again "$dir/one"
same 'a second store' again
make zone "$dir/one" TZ=Pacific/Apia
same 'the other end of the world' zone
make zone2 "$dir/one" TZ=America/Adak
same 'and the other' zone2
for locale in de_DE.UTF-8 tr_TR.UTF-8 C.UTF-8 POSIX; do
	make "locale-$locale" "$dir/one" LC_ALL=$locale LANG=$locale LANGUAGE=${locale%.*}
	same "the locale $locale" "locale-$locale"
done
cp -r "$dir/one" "$dir/elsewhere"
make elsewhere "$dir/elsewhere"
same 'another folder' elsewhere
make home "$dir/one" HOME=/nonexistent USER=nobody HOSTNAME=elsewhere COLUMNS=40 TERM=dumb
same 'another user' home

# Lines, checksums and with them the version of the store's facts tell of the file, not of the facts.
make two "$dir/two"
same 'rows and files in another order' two 's/"?place"?[=:]"line [0-9]+"//g; s/[0-9a-f]{12,64}//g; s/line [0-9]+//g'

# The tables of cells are the same to the byte.
for table in check.csv check.nagios site/data/cells.csv; do
	is "$table does not depend on the order of rows" "$(cmp "$dir/made/first/$table" "$dir/made/two/$table" 2>&1)" ''
done

# ---- files one by one, in any order

fetch='<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="nim"/><variable name="country"/><variable name="title"/><variable name="notified_act"/></head><results>'
for n in 1 2 3 4 5 6 7; do
	states=(BE BG CZ DE EE EL ES)
	printf '<result><binding name="nim"><uri>n%s</uri></binding><binding name="country"><literal>%s</literal></binding><binding name="title"><literal>Law</literal></binding><binding name="notified_act"><literal>2022-06-01</literal></binding></result>\n' $n "${states[n - 1]}"
done >"$dir/body"
{ echo "$fetch"; cat "$dir/body"; echo '</results></sparql>'; } >"$dir/measures.srx"
{ echo "$fetch"; tac "$dir/body"; echo '</results></sparql>'; } >"$dir/measures2.srx"
echo "celex,deadline
$act,2022-06-30
$act,2022-12-31" >"$dir/deadlines.csv"
echo "celex,deadline
$act,2022-12-31
$act,2022-06-30" >"$dir/deadlines2.csv"
head='infr_number,decision_date,stage,additional,member_state,dg,dg_name,case_type,celex_first_cited,press_release_url'
body="INFR(2022)2001,2022-07-20,LFN258,0,FR,CNECT,x,NCM,$act,
INFR(2022)2001,2022-08-20,RO258,0,FR,CNECT,x,NCM,$act,
INFR(2022)2002,2022-07-20,LFN258,0,SE,CNECT,x,NCM,$act,"
printf '%s\n' "$head" "$body" >"$dir/decisions.csv"
{ echo "$head"; tac <<<"$body"; } >"$dir/decisions2.csv"
echo "$head" | cat - <(sed 1d <<<"$body") >"$dir/later.csv"
# files NAME FILE... - imports them in that order and judges
files() {
	local name=$1 file
	shift
	for file; do
		does 0 --db "$dir/$name.db" import --act $act --read-on 2022-09-01 "$dir/$file" || diag "$(said)"
	done
	"$ADQUEM" --db "$dir/$name.db" check --as-of 2022-09-05 --format csv >"$dir/$name.csv" 2>"$dir/err"
}
# plain NAME - without the checksums of the files
plain() { sed -E 's/\b[0-9a-f]{12}( [0-9a-f]{12})*\b/-/' "$dir/$1.csv"; }
files abc measures.srx deadlines.csv decisions.csv later.csv
is 'files make cells' "$(column "$dir/abc.csv" $act 1 FR letter,stage,level) $(column "$dir/abc.csv" $act 1 BE letter)" 'O RO case I'
is 'each file a cell rests on is named' "$(column "$dir/abc.csv" $act 1 FR evidence)" "$(cd "$dir" &&
	sha256sum measures.srx decisions.csv | cut -c1-12 | sort | paste -sd' ')"
files cba later.csv decisions.csv deadlines.csv measures.srx
is 'the other way round' "$(diff <(plain abc) <(plain cba))" ''
files bac decisions.csv measures.srx later.csv deadlines.csv
is 'in another order yet, to the byte' "$(diff "$dir/abc.csv" "$dir/bac.csv")" ''
files bca deadlines2.csv decisions2.csv measures2.srx
is 'with their rows turned round too' "$(diff <(plain abc) <(plain bca))" ''
does 0 --db "$dir/once.db" import --act $act --read-on 2022-09-01 "$dir/decisions.csv" "$dir/measures.srx" "$dir/deadlines.csv"
"$ADQUEM" --db "$dir/once.db" check --as-of 2022-09-05 --format csv >"$dir/once.csv"
is 'all at once' "$(diff "$dir/abc.csv" "$dir/once.csv")" ''

# Two files that tell one case each in part.
{ echo "$head"; sed -n 1p <<<"$body"; } >"$dir/letter.csv"
{ echo "$head"; sed -n 2p <<<"$body"; } >"$dir/opinion.csv"
files ab deadlines.csv letter.csv opinion.csv
files ba opinion.csv letter.csv deadlines.csv
is 'the files of one case, in either order' "$(diff "$dir/ab.csv" "$dir/ba.csv")" ''
is 'both are named' "$(column "$dir/ab.csv" $act 1 FR evidence | wc -w)" 2

# A read of June that comes in after one of September does not undo it.
sed 's/BE/FI/' "$dir/measures.srx" >"$dir/older.srx"
"$ADQUEM" --db "$dir/abc.db" import --act $act --read-on 2022-06-15 "$dir/older.srx" >/dev/null 2>"$dir/err"
"$ADQUEM" --db "$dir/order.db" import --act $act --read-on 2022-06-15 "$dir/older.srx" >/dev/null 2>"$dir/err"
files order measures.srx deadlines.csv decisions.csv later.csv
"$ADQUEM" --db "$dir/abc.db" check --as-of 2022-09-05 --format csv >"$dir/abc.csv"
is 'an older read that comes in later is the same as one that came in time' "$(diff <(plain abc) <(plain order))" ''
is 'and the newer read holds' "$(column "$dir/abc.csv" $act 1 FI letter) $(column "$dir/abc.csv" $act 1 BE letter)" 'O I'
done_testing
