#!/bin/bash
# What a report holds beside its pages: the workbook and the calendars, read by programs that share no code with ours. An
# office program and a calendar library read them in tests/servers/outputs.t.
. "$(dirname "$0")/lib.sh"
db=$dir/a.db site=$dir/site
does 0 --db "$db" run --snapshot snapshot --portfolio security-union --out "$site"

# calendar FILE: RFC 5545 as far as a subscriber needs it. Prints each event as UID DAY SEQUENCE STATUS, or what is wrong.
calendar() {
	perl -e '
		use Encode; local $/; open my $in, "<:raw", shift or die; my $text = <$in>; my (%event, $open, %uid);
		print "an end of line is not CRLF\n" if $text =~ /[^\r]\n|\r[^\n]/ || $text !~ /\r\n\z/;
		for (split /\r\n/, $text) { print "longer than 75 octets: $_\n" if length > 75; eval { decode("UTF-8", my $copy = $_, 1); 1 } or print "a fold inside a character: $_\n" }
		$text =~ s/\r\n[ \t]//g;
		print "a control character\n" if $text =~ /[\x00-\x08\x0b\x0c\x0e-\x1f]/;
		my @lines = split /\r\n/, $text;
		print "not a calendar\n" unless $lines[0] eq "BEGIN:VCALENDAR" && $lines[-1] eq "END:VCALENDAR" && $text =~ /^VERSION:2\.0\r$/m && $text =~ /^PRODID:./m;
		for (@lines) {
			if ($_ eq "BEGIN:VEVENT") { print "an event inside an event\n" if $open; $open = 1; %event = () }
			elsif ($_ eq "END:VEVENT") {
				$open = 0; print "no $_\n" for grep !$event{$_}, qw(UID DTSTAMP DTSTART SUMMARY);
				print "twice: $event{UID}\n" if $uid{$event{UID}}++;
				print "not a day: $event{DTSTART}\n" unless $event{DTSTART} =~ /^VALUE=DATE:(\d{4})(0[1-9]|1[0-2])([0-2]\d|3[01])$/;
				(my $day = $event{DTSTART}) =~ s/.*://; print "$event{UID} $day $event{SEQUENCE} $event{STATUS}\n" }
			elsif (/^([A-Z-]+)[:;](.*)/) { $event{$1} = $2 if $open } else { print "no property: $_\n" } }' "$1"
}
calendar "$site/deadlines.ics" >"$dir/events"
is 'every event of the calendar is whole' "$(grep -v '^3[0-9]*[A-Z][0-9]*-[0-9]*@adquem [0-9]\{8\} [0-9]* [A-Z]*$' "$dir/events")" ''
like 'the deadline of NIS2 is an all-day event' "$(cat "$dir/events")" $'\n32022L2555-1@adquem 20241017 0 CONFIRMED\n'
for state in "$site"/calendars/*.ics; do
	calendar "$state" | grep -v '@adquem [0-9]\{8\} [0-9]* [A-Z]*$'
done >"$dir/wrong"
is 'so are those of the states' "$(ls "$site"/calendars | wc -l) $(cat "$dir/wrong")" '27 '
calendar "$site/calendars/ES.ics" >"$dir/events"
is 'what is not verified is marked, there too' "$(perl -0pe 's/\r\n //g; s/\r//g' "$site/calendars/ES.ics" | grep -A1 '^SUMMARY:.*Firearms 2017.*†$' | grep -c '^DESC.*is unverified')" 2
like 'Spain has NIS2 as an open item' "$(cat "$dir/events")" '32022L2555-1-ES@adquem 20241017 0 CONFIRMED'

# ---- a date that moves, one that is withdrawn, a declaration of completeness
act=32020L0001
snapshot "$dir/one" 2022-01-10
rows acts.csv acts celex,type,short_title,adopted <<<"$act,directive,\"$(printf 'Größe, %.0s' {1..12})\"\"One\"\"; x\",2020-01-15"
rows deadlines.csv deadlines celex,number,date,kind <<E2
$act,1,2022-06-30,transposition
$act,2,2023-06-30,application
E2
does 0 --db "$dir/b.db" run --snapshot "$dir/one" --out "$dir/before"
ok 'a title with commas, quotes and umlauts is taken' $? "$(said)"
calendar "$dir/before/deadlines.ics" >"$dir/events"
is 'two dates' "$(paste -sd, "$dir/events")" "$act-1@adquem 20220630 0 CONFIRMED,$act-2@adquem 20230630 0 CONFIRMED"
snapshot "$dir/two" 2022-02-10
rows acts.csv acts celex,type,short_title,adopted <<<"$act,directive,One,2020-01-15"
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-12-31,transposition"
measures $act <<<"BE,n-1,,2022-02-01,A law,C"
does 0 --db "$dir/b.db" run --snapshot "$dir/two" --out "$dir/after"
calendar "$dir/after/deadlines.ics" >"$dir/events"
is 'a moved date raises SEQUENCE, a withdrawn one is cancelled' "$(paste -sd, "$dir/events")" \
	"$act-1@adquem 20221231 2 CONFIRMED,$act-2@adquem 20230630 3 CANCELLED"

# ---- a declaration that is made, taken back and made again: each time a newer event, or a subscriber keeps the older one
for day in 2022-02-20 2022-02-21 2022-02-22 2022-02-23; do
	snapshot "$dir/$day" $day
	rows acts.csv acts celex,type,short_title,adopted <<<"$act,directive,One,2020-01-15"
	rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-12-31,transposition"
	measures $act <<<'BE,m1,2022-02-01,,Law of Belgium,'
	if [[ $day == *[13] ]]; then value=complete; else value=partial; fi
	echo "$act,BE,$value,2022-02-15" | rows declarations.csv declarations celex,state,value,date
	"$ADQUEM" --db "$dir/d.db" run --snapshot "$dir/$day" --out "$dir/declared" >/dev/null 2>&1
	calendar "$dir/declared/calendars/BE.ics" | grep -- -BE@
done >"$dir/events"
is 'what is declared and what is not alternate' "$(cut -d' ' -f4 "$dir/events" | paste -sd' ')" 'CONFIRMED CANCELLED CONFIRMED CANCELLED'
is 'and no event is older than one before' "$(cut -d' ' -f3 "$dir/events")" "$(cut -d' ' -f3 "$dir/events" | sort -nu)"

# ---- a reply that is waited for, asked for again, and waited for no more
steps() { rows decisions.csv decisions infr,celex,state,kind,date,type,additional; }
for day in 2022-02-20 2022-03-20 2022-04-01; do
	snapshot "$dir/$day" $day
	rows acts.csv acts celex,type,short_title,adopted <<<"$act,directive,One,2020-01-15"
	rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2021-12-31,transposition"
	{
		echo "INFR(2022)0100,$act,BE,non-communication,2022-02-09,LFN258,"
		[ $day = 2022-02-20 ] || echo "INFR(2022)0100,$act,BE,non-communication,2022-03-10,LFN258,yes"
		[ $day != 2022-04-01 ] || echo "INFR(2022)0100,$act,BE,non-communication,2022-03-31,C,"
	} | steps
	"$ADQUEM" --db "$dir/c.db" run --snapshot "$dir/$day" --out "$dir/reply" >/dev/null 2>&1
	calendar "$dir/reply/calendars/BE.ics" | grep LFN
done >"$dir/events"
is 'its day moves, and it is cancelled when the case ends' "$(paste -sd, "$dir/events")" \
	'INFR(2022)0100-LFN@adquem 20220411 0 CONFIRMED,INFR(2022)0100-LFN@adquem 20220510 2 CONFIRMED,INFR(2022)0100-LFN@adquem 20220510 3 CANCELLED'

# ---- the workbook: as many rows as the tables, days that are days, links, text that is no formula
sheet() { # sheet N: the XML of the Nth sheet
	perl -MIO::Uncompress::Unzip=unzip,\$UnzipError -e 'unzip $ARGV[0] => "-", Name => "xl/worksheets/sheet$ARGV[1].xml" or die $UnzipError' "$site/data/adquem.xlsx" "$1"
}
n=0
for table in cells findings measures decisions; do
	n=$((n + 1))
	perl -e 'local $/; $_ = <>; 1 while s/"[^"]*"//; $n = tr/\n//; print $n' "$site/data/$table.csv" >"$dir/lines"
	is "the sheet of $table has the rows of the table" "$(sheet $n | grep -o '<row ' | wc -l)" "$(cat "$dir/lines")"
done
sheet 1 >"$dir/cells"
like 'the header is frozen and filtered' "$(cat "$dir/cells")" 'state="frozen".*<autoFilter ref="A1:P'
like 'the deadline of NIS2 is a number that is shown as a day' "$(cat "$dir/cells")" '<c r="D[0-9]+" s="[0-9]+"><v>45582</v></c>'
like 'letters have colours by condition' "$(cat "$dir/cells")" '<cfRule type="cellIs"[^>]*><formula>"O"</formula>'
unlike 'no cell is a formula' "$(cat "$dir/cells")" '<f>'
TZ=Pacific/Kiritimati LC_ALL=C does 0 --db "$db" report --portfolio security-union --out "$dir/again" --format xlsx --format ics
is 'the same bytes elsewhere' "$(cd "$dir/again" && find . -type f ! -name pages.txt | sort | xargs sha256sum)" \
	"$(cd "$site" && find . -name '*.ics' -o -name '*.xlsx' | sort | xargs sha256sum)"

# ---- no file left for the sheets of the workbook: an error, and the old site stands

before=$(sha256sum <"$dir/again/data/adquem.xlsx")
(
	ulimit -n 12
	does 2 --db "$db" report --portfolio security-union --out "$dir/again" --format xlsx
)
ok 'a workbook without its files is an error' $? "$(tail -n 3 "$dir/err")"
is 'and the one there was stands' "$(sha256sum <"$dir/again/data/adquem.xlsx")" "$before"
done_testing
