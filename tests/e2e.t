#!/usr/bin/env bash
# The main job on real data, end to end: the bundled snapshot in, judged day by day, explained; the statuses a cron host
# relies on; the decisions of 2002 to 2013 where the shared data are there.
. tests/lib.sh
db=$dir/adquem.db
nis2=32022L2555

# who FILE COLUMNS VALUES - the states whose NIS2 cell has these values, in protocol order
who() {
	perl -e '
		my ($file, $columns, $values) = @ARGV;
		open my $in, "<", $file or die; my @names = split /,/, <$in> =~ s/\n//r;
		while (<$in>) {
			chomp; next unless /^32022L2555,1,/;
			my %r; @r{@names} = split /,/, $_, -1;
			push @found, $r{state} if join(" ", map { $r{$_} } split /,/, $columns) eq $values;
		}
		print "@found";' "$@"
}
on() { # on DAY [ARGUMENTS...] - judges NIS2 as of the day into $dir/DAY.csv and $status
	local day=$1
	shift
	"$ADQUEM" --db "$db" check --as-of "$day" --act $nis2 --format csv "$@" >"$dir/$day.csv" 2>"$dir/err"
	status=$?
}

# ---- the first run, and what it says of 5 August 2026

does 2 --db "$db" check
like 'without a database check says how to make one' "$status $(cat "$dir/err")" '^2 .*no database there yet.*run --snapshot'
does 0 --db "$db" run --snapshot snapshot --out "$dir/report"
ok 'run reads the snapshot and ends with 0' $? "$(said)"
is 'and prints nothing: the first run is a baseline' "$(cat "$dir/out" "$dir/err")" ''
for page in index.html report.txt data/findings.xml data/cells.csv; do
	[ -s "$dir/report/$page" ]
	ok "the report has $page" $?
done

# ---- the text: what it counts adds up, and what is estimated says how far it held

like 'the open cases of directives read and not read are all' "$(perl -0ne 's/\n {10,}(?=[A-Z]{2})/ /g; ($all) = /^(\d+) open cases/m; ($unread) = /Open\s+cases\s+on\s+acts\s+not\s+read:\s+([^.]*)/;
	$n += $1 while $unread =~ /(\d+)\s+[A-Z]/g; $n += () = $1 =~ /\b[A-Z]{2}\b/g while /^  [A-Z]  .*? (?:LFN2?|RO|REF2?|J)  +([A-Z ]+)$/mg;
	print "$all $n"' "$dir/report/report.txt")" '^([1-9][0-9]+) \1$'
# In each page of a state the number above, and the rows of cases below it.
open_cases() { perl -0 -e 'for (@ARGV) {
	open my $in, "<", $_ or die; my $page = <$in>; my ($n) = $page =~ m{<dt>open cases</dt>.*?>(\d+)<}s; my ($table) = $page =~ m{<section aria-labelledby="cases">(.*?)</section>}s;
	$all += $n; $rows += grep { />non-communication</ && !/>closed</ } $table =~ m{<tr.*?</tr>}sg } print "$all $rows"' "$@"; }
like 'and those of the pages of states, by their number and by their rows' "$(open_cases "$dir"/report/states/*.html)" \
	"^($(perl -ne 'print $1 if /^(\d+) open cases/' "$dir/report/report.txt")) \1\$"
like 'the report says how to name an act to a command' "$(grep -A2 '^NIS2 ' "$dir/report/report.txt" | head -n 1)" '^NIS2 2022/2555 \(32022L2555\), 17 October 2024'
text=$(tr -s '\n ' ' ' <"$dir/report/report.txt")
read -r acts read <<<"$(grep -o '<counts[^>]*' "$dir/report/data/findings.xml" | sed -E 's/.* acts="([0-9]+)" acts-read="([0-9]+)".*/\1 \2/')"
reach="Measures were read for $read of $acts directives; for the others notification is unknown"
like 'the text says how far its finding reaches' "${text:0:700}" "$reach"
like 'and so does the first page' "$(grep '<p class="delta">' "$dir/report/index.html")" "$reach"
is 'feeds lead to no place of it on pages, which have none' "$(cat "$dir"/report/feeds/*.atom | grep -c 'html#UK"')" 0
like 'a state that has left has a name' "$(grep -o '<title>[^<]*' "$dir/report/cases/INFR-2018-0399.html")" 'INFR\(2018\)0399.*, United Kingdom \(UK\)'
page=$(tr -d '\n' <"$dir/report/acts/32006L0024.html")
like 'states of which nothing is on record stand in one line' "$page" 'no case on record: <a id="BE" [^>]*>Belgium</a>,'
is 'the others have a heading each' "$(grep -o '<article id="[A-Z]*"' <<<"$page" | xargs)" '<article id=SE'
like 'a forecast says until when, and what came of such' "$text" \
	'Forecast, reasoned opinion within 24 months of the deadline: EL [^;]*; (of [0-9]+ cases tested at [^;]* on the day of the letter|too few cases were tested at [^;]* .cases)'
like 'a share of few deadlines is not given' "$text" 'Spain 1 1 - 1 - 0 .*No rate is given'
like 'a deadline that has just passed is named, though nobody read its measures' "$text" '2026-05-21† 76 days ago transposition 2024/1203'
like 'on the first page too' "$(tr -d '\n' <"$dir/report/index.html")" 'id="past".*76 days ago.*2024/1203.*not read'
like 'the first page says that it does not show all that was not read' "$(tr -d '\n' <"$dir/report/index.html")" 'Shown are [0-9]+ of them.*portfolio.html'

does 1 --db "$db" check --format csv
ok 'check ends with 1: there are findings' $? "$(said | head -c 300)"
cells=$dir/cells.csv
cp "$dir/out" "$cells"
is 'the columns' "$(head -1 "$cells")" \
	'celex,deadline_no,provisions,deadline,state,letter,stage,stage_date,days_overdue,level,rule,evidence,finding,reason,case_id,unverified'
is 'the table beside the report is the same, its lines ended as RFC 4180 ends them' \
	"$(sed 's/$/\r/' "$cells" | cmp - "$dir/report/data/cells.csv" 2>&1)" ''
# Provisions may hold commas; behind the day the columns are plain.
is 'one row per cell, by CELEX, deadline and protocol order' "$(perl -e '
	my $n = 0; my %place = map { $_ => $n++ } qw(BE BG CZ DK DE EE IE EL ES FR HR IT CY LV LT LU HU MT NL AT PL PT RO SI
		SK FI SE);
	my $last = ""; <>;
	while (<>) {
		/^(\d{5}[A-Z]\d{4}),(\d+),.*?,((?:\d{4}-\d\d-\d\d)?),([A-Z]{2}),[BUXCNSPAIO],/ or die "not a cell: $_";
		my $key = sprintf "%s %03d %02d", $1, $2, $place{$4};
		die "out of order: $_" unless $key gt $last;
		$last = $key;
	}
	print "sorted"' "$cells" 2>&1)" sorted

is 'EL is C' "$(who "$cells" letter C)" EL
is 'ES and IE are O' "$(who "$cells" letter O)" 'IE ES'
is 'with a referral of which the month is known' "$(who "$cells" letter,stage,stage_date 'O REF 2026-07')" 'IE ES'
is 'BE, HR, IT, LT are A' "$(who "$cells" letter A)" 'BE HR IT LT'
is 'no longer provisional, no case, no level' "$(who "$cells" letter,stage,level,finding,reason 'A none none  ')" 'BE HR IT LT'
is 'the other twenty are I' "$(who "$cells" letter I)" 'BG CZ DK DE EE FR CY LV LU HU MT NL AT PL PT RO SI SK FI SE'
is 'FR and NL among them with a referral' "$(who "$cells" letter,stage,level 'I REF case')" 'FR NL'
is 'nobody is U' "$(who "$cells" letter U)" ''
is 'days overdue are counted for I and O' "$(who "$cells" days_overdue 657)" \
	'BG CZ DK DE EE IE ES FR CY LV LU HU MT NL AT PL PT RO SI SK FI SE'
is 'and not for A and C' "$(who "$cells" days_overdue '')" 'BE EL HR IT LT'
is 'a finding has its key' "$(column "$cells" $nis2 1 ES finding)" "cell/$nis2/1/ES"
is 'bundled facts have no evidence of their own' "$(cut -d, -f1,12 "$cells" | grep $nis2 | sort -u)" "$nis2,-"

numbers() { perl -e '<>; my %n; while (<>) { /^(\w+),(\d+),/ and $1 eq "'"$1"'" and $n{$2}++ } print join " ", map { "$_:$n{$_}" } sort keys %n' "$cells"; }
is 'the duties of NIS2 of 2025 are no cells' "$(numbers $nis2)" 1:27
is 'the two dates of 2019/1937 are' "$(numbers 32019L1937)" '1:27 2:27'
is 'and the four of 2024/1640' "$(numbers 32024L1640)" '1:27 2:27 3:27 4:27'
is 'the options of 2016/680 are not' "$(numbers 32016L0680)" 1:27
like 'acts whose measures nobody read are U, gap, never read' "$(column "$cells" 32022L2557 1 FR letter,reason)" '^U gap:never read$'
like 'and keep their open cases' "$(grep -c 'gap:never read' "$cells") $(grep -c ',U,[A-Z0-9]*,[0-9-]*,,case,case-open,' "$cells")" \
	'^[1-9][0-9]+ [1-9][0-9]+$'
is 'regulations are context, not judged' "$(grep -c '^3....R' "$cells")" 0

does 1 --db "$db" check --format json
ok 'the same as JSON' $? "$(said | head -c 300)"
cp "$dir/out" "$dir/all.json"
is 'its keys' "$(json "$dir/all.json" 'join " ", sort keys %$d')" 'as_of cells files findings known_on official_only portfolio sources'
is 'its day and portfolio' "$(json "$dir/all.json" '"$d->{as_of} $d->{portfolio}"')" '2026-08-05 all'
is 'a cell has the columns of the table' "$(json "$dir/all.json" 'join ",", sort keys %{$d->{cells}[0]}')" \
	"$(head -1 "$cells" | tr ',' '\n' | sort | paste -sd,)"
is 'as many cells as the table has rows' "$(json "$dir/all.json" 'scalar @{$d->{cells}}')" "$(($(wc -l <"$cells") - 1))"
is 'every case a finding' "$(json "$dir/all.json" 'scalar grep { $_->{level} eq "case" } @{$d->{findings}}')" \
	"$(grep -c ',case,case-open,' "$cells")"
is 'what does not apply is null' "$(json "$dir/all.json" '(map { defined $_->{days_overdue} ? "set" : "null" }
	grep { $_->{celex} eq "32022L2555" && $_->{state} eq "EL" } @{$d->{cells}})[0]')" null

cases=$(grep -c ',case,case-open,' "$cells")
does 3 --db "$db" check --format nagios
like 'nagios: no run for long is unknown, whatever was found' "$(cat "$dir/out")" "^TRANSPOSITION UNKNOWN - .*; no run for [0-9]{3,} days"
does 1 --db "$db" check --as-of 2026-08-05 --format nagios
like 'nagios: old findings are a warning' "$status $(cat "$dir/out")" \
	"^1 TRANSPOSITION WARNING - as of 2026-08-05: 0 new .* $cases case.*\|.* case=$cases .*trouble=0$"
does 0 --db "$db" check --act $nis2 --state BE --format csv
ok 'check ends with 0 where nothing is found' $? "$(said)"
does 0 --db "$db" check --act $nis2 --state BE --as-of 2026-08-05 --format nagios
like 'nagios: OK' "$(cat "$dir/out")" '^TRANSPOSITION OK - '
does 1 --db "$db" check --act $nis2 --state ES --fail-on case
ok 'check --fail-on case' $? "$(said)"
for format in text csv json; do
	"$ADQUEM" --db "$db" check --format $format --act $nis2 --state ES >"$dir/out" 2>"$dir/err"
	is "check --format $format: the status is the same" "$? $(cat "$dir/err")" '1 '
done
for command in status lint 'lint --gaps' "explain $nis2" "explain $nis2 ES" 'status --format json'; do
	# shellcheck disable=SC2086
	does 0 --db "$db" $command
	ok "$command ends with 0" $? "$(said | head -c 500)"
done
does 2 --db "$db" explain 32099L0001
like 'explain of an act nobody knows ends with 2' "$status $(cat "$dir/err")" '^2 adquem: 32099L0001: no such act'

# ---- explain

flat() { tr -s ' \n' ' ' <"$dir/out"; }
while IFS='|' read -r state dates; do
	does 0 --db "$db" explain $nis2 "$state"
	text=$(flat)
	IFS=, read -ra all <<<"$dates"
	for date in "${all[@]}"; do
		like "explain $state: $date cannot be a day of notification" "$text" \
			"Notification date unknown \(the register gives $date, before the act\)"
	done
	like "explain $state: it counts from the first read" "$text" 'Counts as notified from 5 August 2026, the first read'
	like "explain $state: what else dates the text" "$text" 'What else dates the text: (published|in force|no )'
	unlike "explain $state: no conclusion from its age" "$text" \
		'old law|older law|pre-exist|existing law|already in force|late notification|notified late|years before'
done <<'DATES'
BG|2004-02-18
EE|2004-02-05,2020-04-08
MT|2004-01-19
SI|2011-08-02
DATES
# An act of which nothing is judged: its cases are said all the same, without rules that did not run.
does 0 --db "$db" explain 32018L1972 IE
like 'explain of an act known by its number has its judgment' "$(flat)" '^2018/1972: Ireland.*Stage J, judgment, since 14 March 2024.*C-439/22'
unlike 'and no rules' "$(flat)" 'Rules: which fired'
does 0 --db "$db" explain 32018L1972
like 'the whole act has the cases of all its states' "$(flat)" ' IE: .*open. Stage J.* LV: .* PL: .* PT: .* SI: '
does 0 --db "$db" explain 32021R0784 BE
like 'a regulation binds as a regulation' "$(flat)" 'a regulation is binding in its entirety and directly applicable in all Member States'
"$ADQUEM" --db "$db" explain $nis2 EE --format json >"$dir/ee.json"
is 'the rule on notification dates is shown as fired' "$(json "$dir/ee.json" 'join " ", map { $_->{result} } grep {
	$_->{rule} eq "notification-before-act" } map { @{$_->{outcome}} } map { @{$_->{outcomes}} } @{$d->{act}}')" fired
is 'the dates of EE reach from 2004 to 2020' "$(json "$dir/ee.json" 'join " ", (sort map { substr $_->{notified}, 0, 4 }
	grep { $_->{"notified-usable"} eq "no" } map { @{$_->{"measures-list"}} } @{$d->{act}})[0, -1]')" '2004 2020'

does 0 --db "$db" explain $nis2 ES
text=$(flat)
like 'explain ES: the letter and its rule' "$text" 'deadline passed, nothing notified \(as read on 5 August 2026\).* Rule letter-o'
like 'explain ES: the case, its steps and their sources' "$text" 'INFR\(2024\)0270 .*28 November 2024: letter of formal notice.*Source: .*7 May 2025: reasoned opinion.*July 2026: referral'
like 'explain ES: the legal basis' "$text" 'Legal basis: Article 258 TFEU; Article 260\(3\)'
like 'explain ES: what would clear it' "$text" 'What would clear it .*the decision of the Commission to close the case'
like 'explain ES: what is not known' "$text" 'What is not known .*register of infringement decisions was never read'
like 'explain ES: only the Court rules on a breach' "$text" 'Only the Court of Justice rules on a breach'
unlike 'explain ES: it does not accuse' "$text" 'Spain (infringes|has infringed|violates|failed to transpose)|not transposed'
does 0 --db "$db" explain $nis2 --format json
is 'the dates of 17 January and 17 April 2025 are duties' "$(json "$dir/out" \
	'join " ", map { "$_->{date}:$_->{kind}" } grep { $_->{date} =~ /^2025/ } map { @{$_->{deadline}} } @{$d->{act}}')" \
	'2025-01-17:duty 2025-01-17:duty 2025-04-17:duty'

# All titles, out of the file and out of the store.
titles='use Encode; use JSON::PP; sub walk { my ($x) = @_; if (ref $x eq "ARRAY") { walk($_) for @$x }
	elsif (ref $x eq "HASH") { push @t, $x->{title} if exists $x->{nim} && exists $x->{title}; walk($_) for values %$x } }'
perl -e "$titles"' local $/; open my $in, "<", $ARGV[0]; walk(decode_json(<$in>)); print join "\0", map { encode_utf8($_) } sort @t' \
	"$dir/out" >"$dir/titles.out"
perl -e 'use Encode; local $/; open my $in, "<", $ARGV[0]; my $text = <$in>; my (@rows, @row);
	while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^,"\n]*))(,|\n)/g) {
		push @row, decode_utf8(defined $1 ? $1 =~ s/""/"/gr : $2);
		if ($3 eq "\n") { push @rows, [@row]; @row = () } }
	my @names = @{shift @rows}; my ($i) = grep { $names[$_] eq "title" } 0 .. $#names;
	print join "\0", map { encode_utf8($_) } sort map { $_->[$i] } @rows' snapshot/measures-$nis2.csv >"$dir/titles.in"
is 'there are 303 titles' "$(tr -cd '\0' <"$dir/titles.in" | wc -c)" 302
cmp "$dir/titles.in" "$dir/titles.out" 2>"$dir/err"
ok 'and all survive byte for byte' $? "$(cat "$dir/err")"
ok 'in Latin, Greek and Cyrillic letters' "$(grep -qaP '\xce[\x91-\xbf]' "$dir/titles.out" && grep -qaP '\xd0[\x90-\xbf]' "$dir/titles.out"; echo $?)"

# ---- a second, identical run

(cd "$dir" && find adquem.db report -type f -print0 | sort -z | xargs -0 sha256sum) >"$dir/before"
does 0 --db "$db" run --snapshot snapshot --out "$dir/report"
is 'the second run prints nothing and ends with 0' "$status $(cat "$dir/out" "$dir/err")" '0 '
is 'it changes no byte of the report or the database' \
	"$(cd "$dir" && find adquem.db report -type f -print0 | sort -z | xargs -0 sha256sum | diff - before)" ''
does 1 --db "$db" check --format csv
is 'nor of what check prints' "$(cmp "$dir/out" "$cells" 2>&1)" ''
does 2 --db "$db" run --snapshot snapshot --out "$dir/report" --as-of 2026-08-04
like 'a run of an earlier day is refused' "$status $(cat "$dir/err")" \
	'^2 adquem run: 2026-08-04 is before the last run, which judged 2026-08-05'
is 'and nothing changed' \
	"$(cd "$dir" && find adquem.db report -type f -print0 | sort -z | xargs -0 sha256sum | diff - before)" ''

# ---- the same store on other days

on 2024-10-17
is '2024-10-17: no cell is overdue' "$(who "$dir/2024-10-17.csv" letter I)$(who "$dir/2024-10-17.csv" letter O)" ''
is '2024-10-17: nothing at or above candidate, status 0' "$status $(cut -d, -f10 "$dir/2024-10-17.csv" | sort -u | paste -sd' ')" \
	'0 level none watch'
on 2024-10-18
is '2024-10-18: I' "$(who "$dir/2024-10-18.csv" letter I)" 'BE CZ HR IT LV HU RO SK'
is '2024-10-18: O, candidates' "$(who "$dir/2024-10-18.csv" letter,level 'O candidate')" 'DE IE ES FR CY LU NL PL PT FI SE'
is '2024-10-18: U, notification undated' "$(who "$dir/2024-10-18.csv" letter,reason 'U gap:notification undated')" \
	'BG DK EE EL LT MT AT SI'
is '2024-10-18: one day overdue' "$(column "$dir/2024-10-18.csv" $nis2 1 ES days_overdue)" 1
is '2024-10-18: candidates do not fail' $status 0
on 2024-10-26
is '2024-10-26: nobody is strong yet' "$status $(who "$dir/2024-10-26.csv" level strong)" '0 '
on 2024-10-27
is '2024-10-27: O is strong' "$(who "$dir/2024-10-27.csv" letter,level 'O strong')" "$(who "$dir/2024-10-27.csv" letter O)"
is '2024-10-27: which fails the check' $status 1
on 2024-12-11
is '2024-12-11: DE is I' "$(column "$dir/2024-12-11.csv" $nis2 1 DE letter)" I
is '2024-12-11: nobody is A' "$(who "$dir/2024-12-11.csv" letter A)" ''
on 2024-12-12
is '2024-12-12: the wave of 28 November is 14 days old' "$(who "$dir/2024-12-12.csv" letter,reason 'A provisional')" 'BE HR IT'
on 2026-08-19
is '2026-08-19: the read is 14 days old and fresh' "$status $(who "$dir/2026-08-19.csv" letter U)" '1 '
on 2026-08-20
is '2026-08-20: it is stale' "$status $(who "$dir/2026-08-20.csv" letter,reason 'U trouble:stale' | wc -w)" '2 27'
on 2026-11-23
is '2026-11-23: NIS2 is U' "$(who "$dir/2026-11-23.csv" letter,reason 'U trouble:stale' | wc -w)" 27
is '2026-11-23: its 23 open cases keep level case' "$(who "$dir/2026-11-23.csv" level case | wc -w)" 23
is '2026-11-23: status 2' $status 2
like '2026-11-23: and the trouble is named' "$(cat "$dir/err")" "measures of $nis2: stale; last whole read on 2026-08-05"
does 3 --db "$db" check --as-of 2026-11-23 --format nagios
like 'nagios: trouble outranks a warning' "$status $(cat "$dir/out")" '^3 TRANSPOSITION UNKNOWN .*source trouble: .*stale'
cp "$db" "$dir/late.db"
does 2 --db "$dir/late.db" run --snapshot snapshot --as-of 2026-11-23
like 'run on such a day ends with 2 and says why' "$status $(cat "$dir/err")" '^2 adquem: .*stale'
is 'and sends nothing' "$(cat "$dir/out")" ''
does 2 --db "$dir/late.db" check --act $nis2 --format csv
is 'the cases are findings still' "$(cut -d, -f10 "$dir/out" | grep -c case)" 23

# ---- what a source marks as unverified stays marked

does 0 --db "$db" explain 32004L0080 IE
like 'explain marks what is unverified' "$(flat)" 'unverified'
does 0 --db "$db" explain 32004L0080 IE --format json
is 'in JSON too' "$(json "$dir/out" 'join " ", map { $_->{rank} } grep { $_->{no} == 1 } map { @{$_->{deadline}} } @{$d->{act}}')" 6
grep -q 'unverified' "$dir/report/index.html"
ok 'in the report too' $?

# ---- the decisions of 2002 to 2013

data=../shared/data/infringements/euip_decisions_2002_2013.csv
if [ -r $data ]; then
	old=$dir/old.db
	does 0 --db "$old" import --read-on 2026-08-05 $data
	ok 'the decisions of 2002 to 2013 are taken whole' $? "$(said | head -c 500)"
	like 'rows read, none rejected, 11 skipped' "$(cat "$dir/out")" ': 39362 rows read, 0 rejected, 11 skipped$'
	like 'decisions' "$(cat "$dir/out")" 'decisions: 39351 new, 0 changed'
	like 'cases' "$(cat "$dir/out")" 'cases: 16233 new'
	is 'the duplicates are named by line, eleven of them' "$(grep -cE "^$data:[0-9]+: skipped: same as line [0-9]+$" "$dir/out")" 11
	line=$(grep -oE ':[0-9]+: skipped: same as line [0-9]+' "$dir/out" | tail -1)
	is 'and are duplicates' "$(sed -n "$(cut -d: -f2 <<<"$line")p" $data)" "$(sed -n "${line##* }p" $data)"
	sum=$(sha256sum <"$old")
	does 0 --db "$old" import --read-on 2026-08-05 $data
	like 'the second time nothing is new or changed' "$(cat "$dir/out")" 'decisions: 0 new, 0 changed, 39351 unchanged'
	unlike 'no case either' "$(cat "$dir/out")" 'cases: '
	is 'not a byte of the database' "$(sha256sum <"$old")" "$sum"
	stage() { # stage DAY ACT STATE CASE
		"$ADQUEM" --db "$old" explain "$2" "$3" --as-of "$1" --format json >"$dir/case.json" 2>"$dir/err"
		json "$dir/case.json" "map { join ' ', @{\$_}{qw(stage stage-date open)} } grep { \$_->{id} eq '$4' }
			map { @{\$_->{case} // []} } @{\$d->{act}}"
	}
	is 'a case before its first step' "$(stage 2012-01-29 32011L0018 SI 'INFR(2012)0134')" ''
	is 'on that day' "$(stage 2012-01-30 32011L0018 SI 'INFR(2012)0134')" 'LFN 2012-01-30 yes'
	is 'at the opinion' "$(stage 2013-02-20 32011L0018 SI 'INFR(2012)0134')" 'RO 2012-10-24 yes'
	is 'at the referral' "$(stage 2013-09-25 32011L0018 SI 'INFR(2012)0134')" 'REF 2013-02-21 yes'
	is 'the withdrawal ends it' "$(stage 2013-09-26 32011L0018 SI 'INFR(2012)0134')" 'closed 2013-09-26 no'
	IFS=, read -r infr day _ _ state _ _ _ _ act _ < <(grep -E ',C,0,.*,NCM,3....L....' $data | head -1)
	like "a closing ends it ($infr)" "$(stage "$day" "$act" "$state" "$infr")" "^closed $day no$"
	if command -v sqlite3 >/dev/null; then
		reopened() { sqlite3 "$old" "UPDATE context SET as_of = '$1'; SELECT stage || ' ' || stage_date || ' ' || open
			FROM v_case WHERE case_id = 'INFR(2010)2072'"; }
		is 'INFR(2010)2072, withdrawn' "$(reopened 2013-10-16)" 'closed 2012-02-27 0'
		is 'and reopened by the step after it' "$(reopened 2013-10-17)" 'RO 2013-10-17 1'
	else
		skip 'sqlite3 is not installed: the views as an analyst asks them'
	fi
else
	skip "$data is not there: the import of 39,362 decisions was not tested"
fi
done_testing
