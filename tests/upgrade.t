#!/usr/bin/env bash
# A database made by an earlier version: it is brought up to date by the first writer, and holds what it held. And copies:
# how docs/OPERATOR.md says they are made and put back.
. tests/lib.sh
command -v sqlite3 >/dev/null || { echo '1..0 # SKIP sqlite3 is not installed: no database of an earlier version can be made'; exit 0; }
act=32020L0001
snapshot "$dir/facts" 2022-08-25
rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2020-01-15"
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
measures $act <<<'BE,m1,2022-06-01,,Law of Belgium,'

# The steps of the schema's history, as the program takes them.
mapfile -t steps < <(sed -n '/migrations\[\] = {/,/}/p' checker/store.c | grep -o 'checker/schema[-0-9]*\.sql')
now=${#steps[@]}
[ "$now" -ge 5 ]
ok "there are earlier versions than $now" $?

does 0 --db "$dir/new.db" run --snapshot "$dir/facts"
"$ADQUEM" --db "$dir/new.db" check --format csv >"$dir/new.csv"
is 'a new database has the newest schema' "$(sqlite3 "$dir/new.db" 'PRAGMA user_version')" "$now"
schema() { sqlite3 "$1" "SELECT type, name, sql FROM sqlite_schema WHERE type <> 'view' ORDER BY type, name" | sha256sum; }

for ((v = 1; v < now; v++)); do
	old=$dir/old$v.db
	# With an act of its own, in the words of that version.
	{
		cat "${steps[@]:0:v}"
		echo "PRAGMA application_id = 1633972589; PRAGMA user_version = $v;
			INSERT INTO evidence (id, source, sha256, name, feed, bytes, read_on, rank)
			VALUES (1, 'old', printf('%064d', $v), 'old.csv', 'deadlines', 1, '2020-05-01', 3);
			INSERT INTO act VALUES ('32019L0009');
			INSERT INTO act_fact (celex, source, read_on, evidence, place, rank, type, title, adopted)
			VALUES ('32019L0009', 'old', '2020-05-01', 1, 1, 3, 'directive', 'An act of long ago', '2019-02-01');
			INSERT INTO deadline VALUES ('32019L0009', 1);
			INSERT INTO deadline_fact (celex, number, source, read_on, evidence, place, rank, date, kind)
			VALUES ('32019L0009', 1, 'old', '2020-05-01', 1, 1, 3, '2021-02-01', 'transposition');"
		[ $v = 1 ] || echo "INSERT INTO transfer (source, question, url, request, time, status, bytes, wire_bytes, attempts)
			SELECT 'old', 'acts', 'https://example.org/', value, '2020-05-01T03:00:00Z', 200, 1, 1, 1 FROM json_each('[\"a\", \"b\", \"a\", null, null]');"
	} | sqlite3 "$old" || ok "a database of version $v can be made" 1
	does 2 --db "$old" check
	like "version $v: who only reads is told what to do" "$(cat "$dir/err")" "holds schema $v, this program reads $now; 'adquem run'"
	does 0 --db "$old" run --snapshot "$dir/facts"
	ok "version $v: a run brings it up to date" $? "$(said)"
	is "version $v: to the schema of a new one" "$(sqlite3 "$old" 'PRAGMA user_version') $(schema "$old")" "$now $(schema "$dir/new.db")"
	is "version $v: it is sound" "$(sqlite3 "$old" 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok
	[ $v = 1 ] || [ $v -ge 9 ] || is "version $v: each request stands once" "$(sqlite3 "$old" 'SELECT request FROM transfer ORDER BY id' | paste -sd' ')" 'a b as #1  '
	"$ADQUEM" --db "$old" check --format csv >"$dir/old.csv"
	is "version $v: what is new is judged as in a new one" "$(grep "^$act," "$dir/old.csv")" "$(grep "^$act," "$dir/new.csv")"
	is "version $v: what it held is there" "$(column "$dir/old.csv" 32019L0009 1 FR deadline,letter)" '2021-02-01 U'
done

# ---- the same schema, but other views: what they say is not what this program would

cp "$dir/new.db" "$dir/views.db"
sqlite3 "$dir/views.db" "DROP VIEW i_views; CREATE VIEW i_views AS SELECT 'x' AS sha256"
for command in check 'explain 32020L0001' "report --out $dir/never-written" status; do
	# shellcheck disable=SC2086
	does 2 --db "$dir/views.db" $command
	like "other views: ${command%% *} says how to bring them up to date" "$(cat "$dir/err")" "another version of this program; 'adquem run'"
done
does 0 --db "$dir/views.db" run --snapshot "$dir/facts"
does 1 --db "$dir/views.db" check --format csv
is 'which a run does' "$(cat "$dir/out")" "$(cat "$dir/new.csv")"

# ---- copies

page=docs/OPERATOR.md
grep -qF "sqlite3 /var/lib/adquem/adquem.db \"VACUUM INTO '/var/backups/adquem.db'\"" "$page"
ok 'the guide says how to copy a database in use' $?
sqlite3 "$dir/new.db" "VACUUM INTO '$dir/copy.db'"
mkfifo "$dir/never"
"$ADQUEM" --db "$dir/new.db" import "$dir/never" >/dev/null 2>&1 & # a writer that does not end
writer=$!
until grep -q "process $writer" "$dir/new.db.lock"; do sleep 0.05; done
sqlite3 "$dir/new.db" "VACUUM INTO '$dir/copy2.db'"
ok 'a copy can be made while another writes' $?
kill $writer
wait $writer 2>/dev/null
for copy in copy copy2; do
	"$ADQUEM" --db "$dir/$copy.db" check --format csv >"$dir/copy.csv"
	cmp -s "$dir/new.csv" "$dir/copy.csv"
	ok "a copy put back judges as the original: $copy" $?
	does 0 --db "$dir/$copy.db" run --snapshot "$dir/facts"
	ok 'and goes on from there' $? "$(said)"
done
done_testing
