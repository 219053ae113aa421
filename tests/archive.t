#!/usr/bin/env bash
# The archive: one folder per day judged, never rewritten, and a link to the newest; whole whenever the program dies.
. tests/lib.sh
act=32020L0001 db=$dir/a.db site=$dir/site keep=$dir/keep
snapshot "$dir/one" 2022-09-01
rows acts.csv acts celex,type,short_title,adopted <<<"$act,directive,One,2020-01-15"
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
measures $act <<<"BE,n-1,,2022-06-01,A law,"
report() { does 0 --db "$db" report --out "$site" --archive "$keep" "$@"; }
sums() { (cd "$1" && find . -type f | sort | xargs sha256sum); }
listed() { (cd "$keep" && ls -A | paste -sd' '); }
latest() { readlink "$keep/latest"; }

does 0 --db "$db" run --snapshot "$dir/one" --out "$site" --archive "$keep"
ok 'a run keeps its report' $? "$(said)"
is 'in a folder of the day judged, with a link to it' "$(listed) $(latest)" '2022-09-01 latest 2022-09-01'
is 'it is the report' "$(sums "$keep/2022-09-01")" "$(sums "$site")"
is 'its files are linked, not copied' "$(stat -c %i "$keep/latest/index.html")" "$(stat -c %i "$site/index.html")"
is 'and write-protected' "$(stat -c %A "$keep/latest/index.html" | tr -cd w)" ''

first=$(sums "$keep/2022-09-01")
report
is 'the same report again adds nothing' "$(listed)" '2022-09-01 latest'
report --as-of 2022-09-02
is 'the next day' "$(listed) $(latest)" '2022-09-01 2022-09-02 latest 2022-09-02'
report --as-of 2022-08-01
is 'a day judged afterwards is no newer one' "$(listed) $(latest)" '2022-08-01 2022-09-01 2022-09-02 latest 2022-09-02'
echo 'body { color: teal }' >"$dir/my.css"
report --as-of 2022-09-02 --css "$dir/my.css"
is 'another report of the same day gets a number' "$(listed) $(latest)" \
	'2022-08-01 2022-09-01 2022-09-02 2022-09-02-2 latest 2022-09-02-2'
report --as-of 2022-09-02 --css "$dir/my.css"
is 'once' "$(listed)" '2022-08-01 2022-09-01 2022-09-02 2022-09-02-2 latest'
is 'what was kept first is as it was' "$(sums "$keep/2022-09-01")" "$first"
mkdir "$keep/2022-09-02-10" "$keep/2022-09-32" "$keep/2022-09-02-x"
report --as-of 2022-09-02
is 'numbers are counted, other names are nobody' "$(latest)" '2022-09-02-11'
is 'nothing else is left' "$(find "$keep" "$dir" -maxdepth 1 -name '.*.adquem-*' -o -maxdepth 1 -name '.latest*')" ''

# ---- what is refused
does 2 --db "$db" report --out "$site" --archive "$site/old"
like 'an archive in the report would go with it' "$status $(cat "$dir/err")" '^2 adquem: .*/old: the archive may not lie in the report'
ln -s "$site" "$dir/www"
does 2 --db "$db" report --out "$dir/www" --archive "$dir/www/old"
like 'nor behind a link to it' "$status $(cat "$dir/err")" '^2 adquem: .*/old: the archive may not lie in the report'
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	mkdir -m 0311 "$dir/dark"
	chown 65534 "$dir/dark"
	chmod 755 "$dir"
	as() { timeout 20 setpriv --reuid=65534 --regid=65534 --clear-groups "$ADQUEM" --db "$db" report --out "$dir/dark/site" --archive "$dir/dark" >"$dir/out" 2>"$dir/err"; }
	if setpriv --reuid=65534 --regid=65534 --clear-groups "$ADQUEM" --version >/dev/null 2>&1; then
		as && as
		is 'an archive that cannot be listed is an error' "$? $(grep -c "$dir/dark" "$dir/err")" '2 1'
	else
		skip 'another user cannot run the program here: an archive that cannot be listed'
	fi
else
	skip 'this user can list anything: an archive that cannot be listed'
fi
does 2 --db "$db" run --snapshot "$dir/one" --archive "$keep"
like 'an archive without a report' "$status $(cat "$dir/err")" '^2 adquem run: --archive .*--out is missing'
mkdir -p "$dir/other/latest"
does 2 --db "$db" report --out "$site" --archive "$dir/other"
like 'a folder named latest is left alone' "$status $(cat "$dir/err")" '^2 adquem: .*/other/latest: this is no link'
printf '[run]\nout=%s\narchive=%s\n' "$dir/site2" "$dir/keep2" >"$dir/my.conf"
does 0 --config "$dir/my.conf" --db "$db" run --snapshot "$dir/one"
is 'the configuration can name it' "$(readlink "$dir/keep2/latest")" 2022-09-01

# ---- killed at any moment: every folder with a name is whole, latest leads to one, the next run goes on
whole() { # whole FOLDER - every page is what its list says
	(cd "$1" && tail -n +2 data/pages.txt | awk '{ print $2 "  " $3 }' | sha256sum --check --quiet --strict &&
		[ -s data/findings.xml ] && [ -s data/adquem.xlsx ]) >>"$dir/broken" 2>&1 || echo "$1" >>"$dir/broken"
}
: >"$dir/broken"
killed=0
began=${EPOCHREALTIME/./}
report
took=$((${EPOCHREALTIME/./} - began))
for i in $(seq 1 10); do
	echo "body { top: ${i}px }" >"$dir/my.css"
	"$ADQUEM" --db "$db" report --out "$site" --archive "$dir/crash" --css "$dir/my.css" >/dev/null 2>&1 &
	pid=$!
	sleep "$(awk "BEGIN { print $took * (0.4 + 0.06 * $i) / 1e6 }")"
	kill -9 $pid 2>/dev/null && killed=$((killed + 1))
	wait $pid 2>/dev/null
	for folder in "$site" "$dir"/crash/2*; do [ ! -d "$folder" ] || whole "$folder"; done
	[ ! -L "$dir/crash/latest" ] || [ -s "$dir/crash/latest/index.html" ] || echo "latest: $i" >>"$dir/broken"
done
is 'whatever stands under its name is whole' "$(cat "$dir/broken")" ''
ok "some runs were killed: $killed of 10" $((killed == 0))
does 0 --db "$db" report --out "$site" --archive "$dir/crash"
is 'the next run clears up' "$(cd "$dir" && find . -name '.*adquem-*') $(sums "$dir/crash/latest")" " $(sums "$site")"
done_testing
