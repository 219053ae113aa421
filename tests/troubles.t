#!/usr/bin/env bash
# What a night can bring: a full disk, a state directory that cannot be written, a clock set back, a database of a newer
# program, a slip of the pen in the configuration. Each: one sentence, status 2, and what was there stands.
. tests/lib.sh
act=32020L0001
facts() { # facts FOLDER DAY - a snapshot of that day
	snapshot "$1" "$2"
	rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2020-01-15"
	rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
	for ((i = 0; i < ${3:-1}; i++)); do echo "BE,m$i,2022-06-01,,Law number $i of Belgium,"; done | measures $act
}
facts "$dir/one" 2022-08-25
facts "$dir/two" 2022-08-26 3000
mkdir "$dir/state"
trap 'umount "$dir/small" 2>/dev/null; chmod -R u+rwX "$dir"; rm -rf "$dir"' EXIT
db=$dir/state/adquem.db
does 0 --db "$db" run --snapshot "$dir/one" --out "$dir/state/report"
ok 'a first night' $? "$(said)"
before=$(dump "$db")
page=$(sha256sum <"$dir/state/report/index.html")

# trouble NAME REGEX - what the last run left: status 2, one sentence like that, and all as before
trouble() {
	like "$1: status 2, a sentence" "$status $(wc -l <"$dir/err") $(cat "$dir/err")" "^2 1 adquem: .*$2"
	is "$1: the database is as before" "$(dump "$db")" "$before"
	is "$1: so is the report" "$(sha256sum <"$dir/state/report/index.html")" "$page"
}
command -v sqlite3 >/dev/null || { echo '1..0 # SKIP sqlite3 is not installed: what the database holds cannot be compared'; exit 0; }

# a full disk: a limit on the size of files stands for it, and where it can be had a file system of its own
(
	ulimit -f 100 # kB: too little for the log of this run
	does 2 --db "$db" run --snapshot "$dir/two" --out "$dir/state/report"
	echo "$status" >"$dir/status"
)
status=$(<"$dir/status")
trouble 'no room for a larger file' '(full|disk|I/O|space|large)'
if [ "$(id -u)" = 0 ] && mkdir "$dir/small" && mount -t tmpfs -o size=1200k none "$dir/small" 2>/dev/null; then
	cp "$db" "$dir/small/adquem.db"
	does 2 --db "$dir/small/adquem.db" run --snapshot "$dir/two" --out "$dir/small/report"
	like 'a full disk: status 2, a sentence' "$status $(wc -l <"$dir/err") $(cat "$dir/err")" '^2 1 adquem: .*(full|disk|I/O|space)'
	# What was read may have been taken whole before the disk was full; nothing is half.
	is 'a full disk: the database is sound' "$(sqlite3 "$dir/small/adquem.db" 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok
	rm -rf "$dir/small/report"
	mount -o remount,size=50m "$dir/small"
	does 0 --db "$dir/small/adquem.db" run --snapshot "$dir/two" --out "$dir/small/report"
	ok 'with room again the next run completes' $? "$(said)"
	umount "$dir/small"
else
	skip 'no file system can be mounted here: a full disk'
fi

# a state directory that cannot be written
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	as='setpriv --reuid=65534 --regid=65534 --clear-groups'
else
	as=env
fi
chmod 755 "$dir"
chmod 555 "$dir/state"
if $as "$ADQUEM" --version >/dev/null 2>&1 && ! $as touch "$dir/state/x" 2>/dev/null; then
	$as "$ADQUEM" --db "$db" run --snapshot "$dir/two" --out "$dir/state/report" >"$dir/out" 2>"$dir/err"
	status=$?
	chmod 755 "$dir/state"
	trouble 'a state directory that cannot be written' "$db"
else
	chmod 755 "$dir/state"
	skip 'this user can write anywhere: a state directory that cannot be written'
fi

# a closed folder hides neither the configuration nor the database
mkdir -p "$dir/closed/adquem"
printf '[run]\nportfolio=nothing-of-the-kind\n' >"$dir/closed/adquem/adquem.conf"
cp "$db" "$dir/closed/adquem/adquem.db"
chmod 700 "$dir/closed/adquem"
if $as "$ADQUEM" --version >/dev/null 2>&1 && ! $as ls "$dir/closed/adquem" >/dev/null 2>&1; then
	$as env -u ADQUEM_CONFIG XDG_CONFIG_HOME="$dir/closed" "$ADQUEM" --db "$db" check >"$dir/out" 2>"$dir/err"
	like 'a configuration that cannot be reached is told, not passed over' "$? $(cat "$dir/err")" '^2 .*adquem\.conf.*Permission denied'
	$as "$ADQUEM" --db "$dir/closed/adquem/adquem.db" status >"$dir/out" 2>"$dir/err"
	like 'a database that cannot be reached is not said to be missing' "$? $(cat "$dir/err")" '^2 adquem: .*adquem\.db: cannot be read: Permission denied'
else
	skip 'this user can read anywhere: a closed folder'
fi

# a clock set back: a source was read on a day to come; the day judged lies ahead
printf '[cellar]\nurl=https://127.0.0.1:1/\n[register]\nenabled=false\n' >"$dir/sources.conf"
cp "$db" "$dir/clock.db"
sqlite3 "$dir/clock.db" "UPDATE reading SET read_on = '2999-01-01', rank = 1"
was=$(dump "$dir/clock.db")
for command in run fetch; do
	does 2 --db "$dir/clock.db" $command --sources-file "$dir/sources.conf"
	like "a clock set back: $command ends with 2 and a sentence" "$status $(wc -l <"$dir/err") $(cat "$dir/err")" \
		'^2 1 adquem( [a-z]+)?: the clock says 20[0-9-]+, but sources were read on 2999-01-01 already'
done
is 'a clock set back: the database is as before' "$(dump "$dir/clock.db")" "$was"
facts "$dir/ahead" 2022-12-31
cp "$db" "$dir/ahead.db"
does 0 --db "$dir/ahead.db" run --snapshot "$dir/ahead"
does 2 --db "$dir/ahead.db" run --snapshot "$dir/two"
like 'a night before the last one' "$status $(wc -l <"$dir/err") $(cat "$dir/err")" \
	'^2 1 adquem run: 2022-08-26 is before the last run, which judged 2022-12-31'

# a database of a newer program
cp "$db" "$dir/kept.db"
sqlite3 "$db" 'PRAGMA user_version = 999'
does 2 --db "$db" run --snapshot "$dir/two" --out "$dir/state/report"
trouble 'a database of a newer program' 'made by a newer version of adquem \(schema 999, this program knows [0-9]+\)'
cp "$dir/kept.db" "$db"

# a slip of the pen
printf '[run]\nfail-onn=case\n' >"$dir/adquem.conf"
does 2 --config "$dir/adquem.conf" --db "$db" run --snapshot "$dir/two" --out "$dir/state/report"
trouble 'a slip of the pen in the configuration' "$dir/adquem.conf: \[run\] fail-onn: no such key"

does 0 --db "$db" run --snapshot "$dir/two" --out "$dir/state/report"
ok 'and the night after all that is as any other' $? "$(said)"
done_testing
