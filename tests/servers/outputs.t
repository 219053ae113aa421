#!/usr/bin/env bash
# The workbook in an office program, sheet by sheet beside the tables, and the calendars in a calendar library.
. tests/lib.sh
db=$dir/a.db site=$dir/site
does 0 --db "$db" run --snapshot snapshot --portfolio security-union --out "$site"
ok 'the report is made' $? "$(said)"

table() { # table FILE - its rows as the values of their cells, days and numbers as both programs write them
	perl -e '
		local $/; open my $in, "<", shift or die; my ($text, @row) = <$in>; $text =~ s/^\xef\xbb\xbf//; $text =~ s/\r\n/\n/g;
		while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^,"\n]*))(,|\n|\z)/g) {
			last if pos($text) == length $text && !@row && ($1 // $2) eq "";
			my ($value, $end) = ($1 // $2, $3); $value =~ s/""/"/g; $value =~ s/\n/ /g; $value =~ s/^\x27(?=[=+@\t-])//; push @row, $value;
			if ($end ne ",") { print join("\x1f", @row), "\n"; @row = (); }
		}' "$1"
}
if command -v soffice >/dev/null; then
	# -1: every sheet, each to a file of its own
	soffice --headless -env:UserInstallation="file://$dir/office" \
		--convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1' --outdir "$dir/csv" "$site/data/adquem.xlsx" >"$dir/out" 2>&1
	for sheet in cells findings measures decisions; do
		table "$dir/csv/adquem-$sheet.csv" >"$dir/theirs"
		table "$site/data/$sheet.csv" >"$dir/ours"
		is "an office program reads as many rows of $sheet" "$(wc -l <"$dir/theirs")" "$(wc -l <"$dir/ours")"
		is "and the same values" "$(diff "$dir/ours" "$dir/theirs" | tr '\037' '|' | head -c 600)" ''
	done
else
	skip 'soffice (Debian: libreoffice-calc-nogui) is missing: the workbook was not opened in an office program'
fi

python=/usr/bin/python3 # Debian's, which has Debian's modules
if $python -c 'import icalendar' 2>/dev/null; then
	events() { # events FILE... - those a library finds: UID, day, sequence, status
		$python - "$@" <<'P'
import icalendar, sys
for path in sys.argv[1:]:
    calendar = icalendar.Calendar.from_ical(open(path, "rb").read())
    for event in calendar.walk("VEVENT"):
        day = event["DTSTART"]
        assert day.params["VALUE"] == "DATE", path
        print(event["UID"], day.dt, event["SEQUENCE"], event["STATUS"], sep="\t")
P
	}
	events "$site/deadlines.ics" >"$dir/all"
	is 'a calendar library finds every event' "$(wc -l <"$dir/all")" "$(grep -c '^BEGIN:VEVENT' "$site/deadlines.ics")"
	like 'NIS2 on its day' "$(cat "$dir/all")" $'32022L2555-1@adquem\t2024-10-17\t0\tCONFIRMED'
	events "$site"/calendars/*.ics >"$dir/states"
	is 'and those of the states' "$(wc -l <"$dir/states")" "$(cat "$site"/calendars/*.ics | grep -c '^BEGIN:VEVENT')"
	is 'open cells are in the calendar of their state' "$(awk -F, '$6 == "O" { print $1 "-" $2 "-" $5 "@adquem" }' "$site/data/cells.csv" | sort)" \
		"$(awk -F, '$6 == "O" { print $1 "-" $2 "-" $5 "@adquem" }' "$site/data/cells.csv" | sort | grep -Fxf <(cut -f 1 "$dir/states"))"
else
	skip 'python3-icalendar is missing: the calendars were not read by a calendar library'
fi
done_testing
