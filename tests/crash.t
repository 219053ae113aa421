#!/usr/bin/env bash
# What a crash, a full disk, a folder that cannot be written and a second writer leave behind: the old state or the new one.
. tests/lib.sh
act=32020L0001
n=3000 # rows: enough for an import to last some time
snapshot "$dir/facts" 2022-09-01
rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2020-01-15"
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
for ((i = 0; i < n; i++)); do echo "BE,m$i,,2022-06-01,Law number $i of Belgium,"; done | measures $act
db=$dir/base.db
snapshot "$dir/base" 2022-08-25
rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2020-01-15"
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
measures $act </dev/null
does 0 --db "$db" run --snapshot "$dir/base"
ok 'the base is judged' $? "$(said)"

# what DB - the letter of Belgium and the day the store stands at
what() {
	"$ADQUEM" --db "$1" check --state BE --format csv >"$dir/what.csv" 2>"$dir/what.err"
	local status=$?
	[ $status -le 1 ] || { echo "status $status: $(cat "$dir/what.err")"; return; }
	column "$dir/what.csv" $act 1 BE letter,days_overdue
}
old=$(what "$db")
is 'before' "$old" 'O 56'
cp "$db" "$dir/after.db"
start=$(date +%s%N)
does 0 --db "$dir/after.db" import --snapshot "$dir/facts"
ok 'the import' $? "$(said)"
took=$((($(date +%s%N) - start) / 1000000)) # milliseconds
new=$(what "$dir/after.db")
is 'after' "$new" 'I 63'

# ---- killed at any moment

torn='' broken='' unfinished='' olds=0
for ((i = 0; i < 12; i++)); do
	rm -f "$dir"/kill.db*
	cp "$db" "$dir/kill.db"
	"$ADQUEM" --db "$dir/kill.db" import --snapshot "$dir/facts" >/dev/null 2>&1 &
	pid=$!
	sleep "$(printf '0.%04d' $((took * 11 * (i + 1) / 12 % 10000)))"
	{ kill -9 $pid && wait $pid; } 2>/dev/null
	state=$(what "$dir/kill.db")
	[ "$state" = "$old" ] && olds=$((olds + 1))
	[ "$state" = "$old" ] || [ "$state" = "$new" ] || torn+="try $i: $state
"
	if command -v sqlite3 >/dev/null; then
		check=$(sqlite3 "$dir/kill.db" 'PRAGMA integrity_check; PRAGMA foreign_key_check')
		[ "$check" = ok ] || broken+="try $i: $check
"
	fi
	"$ADQUEM" --db "$dir/kill.db" import --snapshot "$dir/facts" >"$dir/out" 2>&1
	[ "$(what "$dir/kill.db")" = "$new" ] || unfinished+="try $i: $(head -c 200 "$dir/out")
"
done
is 'killed at twelve moments: the store is as before or as after' "$torn" ''
is 'it is sound' "$broken" ''
is 'and the next import completes' "$unfinished" ''
diag "killed within $took ms: $olds of 12 times the old state stood"

# A run killed does not leave findings without their run.
torn=''
for ((i = 0; i < 6; i++)); do
	rm -f "$dir"/kill.db*
	cp "$db" "$dir/kill.db"
	"$ADQUEM" --db "$dir/kill.db" run --snapshot "$dir/facts" --out "$dir/killed" >/dev/null 2>&1 &
	pid=$!
	sleep "$(printf '0.%04d' $((took * 12 * (i + 1) / 7 % 10000)))"
	{ kill -9 $pid && wait $pid; } 2>/dev/null
	"$ADQUEM" --db "$dir/kill.db" run --snapshot "$dir/facts" --out "$dir/killed" >"$dir/out" 2>"$dir/err"
	[ $? = 0 ] && [ "$(what "$dir/kill.db")" = "$new" ] && [ -s "$dir/killed/index.html" ] || torn+="try $i: $(cat "$dir/err")
"
	tail -c 20 "$dir/killed/index.html" | grep -q '</html>' || torn+="try $i: the page is cut
"
done
is 'a run killed at six moments: the next completes, the report is whole' "$torn" ''

# ---- what cannot be written

before=$(sha256sum <"$db")
stands() { [ "$(sha256sum <"$db")" = "$before" ] && [ "$(what "$db")" = "$old" ]; }
# File sizes are limited as a full disk would: the old state stands.
(
	ulimit -f 100 # kB: too little for the log of this import
	trap '' XFSZ
	does 2 --db "$db" import --snapshot "$dir/facts" && grep -qE '^adquem: .*(full|disk|I/O|written|space)' "$dir/err"
)
ok 'a full disk: status 2, with a sentence' $? "$(said)"
stands
ok 'and the old state stands' $? "$(what "$db")"
if [ "$(stat -f -c %T /dev/shm 2>/dev/null)" != '' ] && [ -w /dev/full ]; then
	for format in 'text 2' 'csv 2' 'json 2' 'nagios 3'; do # 3 is "unknown" to a monitoring system, 2 "critical"
		"$ADQUEM" --db "$db" check --format "${format% *}" >/dev/full 2>"$dir/err"
		[ $? = "${format#* }" ] && grep -q 'standard output: cannot be written' "$dir/err"
		ok "check onto a full disk, format and status $format, with a sentence" $? "$(cat "$dir/err")"
	done
	"$ADQUEM" --db "$db" explain $act BE >/dev/full 2>"$dir/err"
	is 'explain too' "$?" 2
	cp "$db" "$dir/full.db"
	"$ADQUEM" --db "$dir/full.db" import --snapshot "$dir/facts" >/dev/full 2>"$dir/err"
	is 'import too' "$?" 2
else
	skip 'there is no /dev/full here'
fi
"$ADQUEM" --db "$db" check --format csv >&- 2>"$dir/err"
[ $? = 2 ] && grep -q 'standard output' "$dir/err"
ok 'standard output closed: status 2, with a sentence' $? "$(cat "$dir/err")"
stands
ok 'and the old state stands' $? "$(what "$db")"

does 2 --db "$dir" check
ok 'a folder in place of the database' $? "$(said)"
like 'with a sentence' "$(cat "$dir/err")" "^adquem: $dir: "
does 2 --db "$dir/no/such/folder/x.db" import --snapshot "$dir/facts"
like 'a folder that is not there' "$status $(cat "$dir/err")" "^2 adquem: $dir/no/such/folder/x.db: "
echo 'not a database, only a text that somebody wrote' >"$dir/text.db"
does 2 --db "$dir/text.db" check
like 'a file that is no database' "$status $(cat "$dir/err")" '^2 adquem: .*database'
does 2 --db "$dir/text.db" import --snapshot "$dir/facts"
is 'it is not touched' "$status $(cat "$dir/text.db")" '2 not a database, only a text that somebody wrote'
if command -v sqlite3 >/dev/null; then
	cp "$db" "$dir/newer.db"
	sqlite3 "$dir/newer.db" 'PRAGMA user_version = 999'
	sum=$(sha256sum <"$dir/newer.db")
	for command in 'check' "import --snapshot $dir/facts" "run --snapshot $dir/facts" status; do
		# shellcheck disable=SC2086
		does 2 --db "$dir/newer.db" $command
		like "a database of a newer version is refused: ${command%% *}" "$status $(cat "$dir/err")" '^2 adquem: .*newer version'
	done
	is 'and not touched' "$(sha256sum <"$dir/newer.db")" "$sum"
	sqlite3 "$dir/foreign.db" 'CREATE TABLE mine (x)'
	does 2 --db "$dir/foreign.db" import --snapshot "$dir/facts"
	like 'nor is the database of another program' "$status $(cat "$dir/err")" '^2 adquem: .*not one of adquem'
else
	skip 'sqlite3 is not installed: newer and foreign databases'
fi
cp "$dir/after.db" "$dir/damaged.db"
size=$(stat -c %s "$dir/damaged.db")
dd if=/dev/urandom of="$dir/damaged.db" bs=4096 seek=$((size / 8192)) count=8 conv=notrunc status=none
does 2 --db "$dir/damaged.db" import --snapshot "$dir/facts"
like 'a damaged database is refused' "$status $(cat "$dir/err")" '^2 adquem: .*(damaged|malformed)'

mkdir "$dir/folder.db"
for command in "import --snapshot $dir/facts" check; do
	# shellcheck disable=SC2086
	does 2 --db "$dir/folder.db" $command
	like "a folder is no database: ${command%% *}" "$(cat "$dir/err")" '^adquem: .*/folder.db: a folder, no database$'
done
is 'and nothing is laid beside it' "$(ls "$dir"/folder.db.* 2>&1 | grep -c 'No such file')" 1

mkdir "$dir/locked"
cp "$db" "$dir/locked/x.db"
chmod 555 "$dir/locked"
chmod 444 "$dir/locked/x.db"
if [ "$(id -u)" = 0 ]; then
	# root may write anywhere: as nobody, where that can be done
	if command -v setpriv >/dev/null && setpriv --reuid=65534 --regid=65534 --clear-groups "$ADQUEM" --version >/dev/null 2>&1; then
		as='setpriv --reuid=65534 --regid=65534 --clear-groups'
		chmod 755 "$dir"
		chmod -R a+rX "$dir/facts"
	else
		as=''
	fi
else
	as=env
fi
mkdir "$dir/trap"
cp "$db" "$dir/trap/x.db"
echo precious >"$dir/precious"
ln -s "$dir/precious" "$dir/trap/x.db.lock"
does 2 --db "$dir/trap/x.db" import --snapshot "$dir/facts"
is 'a lock that is a link is not followed' "$(cat "$dir/precious")" precious
if [ -n "$as" ] && [ "$(id -u)" = 0 ]; then
	mkdir "$dir/theirs"
	cp "$db" "$dir/theirs/x.db"
	chown -R 65534:65534 "$dir/theirs"
	does 0 --db "$dir/theirs/x.db" import --snapshot "$dir/facts"
	is 'what root makes beside a database is its owner'"'"'s' "$(find "$dir/theirs" ! -uid 65534)" ''
	$as "$ADQUEM" --db "$dir/theirs/x.db" import --snapshot "$dir/facts" >"$dir/out" 2>"$dir/err"
	ok 'who can go on' $? "$(said)"
fi
if [ -n "$as" ]; then
	# shellcheck disable=SC2086
	$as "$ADQUEM" --db "$dir/locked/x.db" import --snapshot "$dir/facts" >"$dir/out" 2>"$dir/err"
	is 'a read-only folder: status 2' $? 2
	like 'with a sentence' "$(cat "$dir/err")" '^adquem: .*(read-?only|readonly|cannot open|unable to open)'
	is 'and the old state stands' "$(sha256sum <"$dir/locked/x.db")" "$before"
	# shellcheck disable=SC2086
	$as "$ADQUEM" --db "$dir/after.db" report --out "$dir/locked/site" >"$dir/out" 2>"$dir/err"
	is 'a report into it: status 2' $? 2
	like 'with a sentence' "$(cat "$dir/err")" "^adquem: $dir/locked/site"
	# shellcheck disable=SC2086
	$as "$ADQUEM" --db "$dir/locked/x.db" check --state BE --format csv >"$dir/out" 2>"$dir/err"
	status=$?
	[ $status = 2 ] && grep -q '^adquem: .*readonly' "$dir/err" ||
		[ $status = 1 ] && [ "$(column "$dir/out" $act 1 BE letter)" = O ]
	ok 'reading it works, or ends with 2 and a sentence' $? "$(said)"
else
	skip 'root cannot be refused, and there is no way to become another user: a read-only folder'
fi

# ---- two at once

# turns FILE... - each writer of pids ended well, or waited its five seconds and said who writes: the machine may be slow
turns() {
	local i=0 file
	for file; do
		wait "${pids[i++]}"
		case $? in
			0) ;;
			2) grep -q 'is writing this database; try again later$' "$file" || echo "status 2: $(cat "$file")" ;;
			*) echo "neither 0 nor 2: $(cat "$file")" ;;
		esac
	done >"$dir/bad"
}

cp "$db" "$dir/two.db"
pids=()
for i in 1 2 3; do
	"$ADQUEM" --db "$dir/two.db" import --snapshot "$dir/facts" >"$dir/out$i" 2>"$dir/err$i" &
	pids+=($!)
done
"$ADQUEM" --db "$dir/two.db" check --state BE --format csv >"$dir/out" 2>"$dir/err"
during=$?
turns "$dir"/err{1,2,3}
is 'three writers at once: each waits for its turn' "$(cat "$dir/bad")" ''
is 'a reader meanwhile is not disturbed' $((during <= 1)) 1
is 'and the store is as after one' "$(what "$dir/two.db")" "$new"
cp "$db" "$dir/two2.db"
pids=()
for i in 1 2; do
	"$ADQUEM" --db "$dir/two2.db" run --snapshot "$dir/facts" --out "$dir/site" >"$dir/out$i" 2>"$dir/err$i" &
	pids+=($!)
done
turns "$dir"/err{1,2}
is 'two runs at once' "$(cat "$dir/bad")" ''
is 'tell the news once' "$(cat "$dir/out1" "$dir/out2" | grep -c "better candidate cell/$act/1/BE")" 1
tail -c 20 "$dir/site/index.html" | grep -q '</html>'
ok 'and leave a whole report' $?

# ---- a writer that does not end

mkfifo "$dir/never"
"$ADQUEM" --db "$dir/two2.db" import "$dir/never" >/dev/null 2>&1 & # waits for the other end of the pipe
holder=$!
until grep -q "process $holder" "$dir/two2.db.lock"; do sleep 0.05; done
does 2 --db "$dir/two2.db" run --snapshot "$dir/facts"
ok 'a run beside one that does not end gives 2' $? "$(said)"
like 'and says who holds the lock, since when' "$(cat "$dir/err")" "process $holder, since 20[0-9T:-]*Z, is writing this database"
does 1 --db "$dir/two2.db" check
[ $? -lt 2 ]
ok 'reading goes on meanwhile' $?
kill $holder
wait $holder 2>/dev/null
does 0 --db "$dir/two2.db" run --snapshot "$dir/facts"
ok 'the lock is gone with its holder' $? "$(said)"
done_testing
