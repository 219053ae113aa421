#!/usr/bin/env bash
# The report as a site: every page is there, every link leads somewhere, every document is valid, a foreign folder is left
# alone, what has not changed is taken over.
. tests/lib.sh
db=$dir/a.db site=$dir/site
does 0 --db "$db" run --snapshot snapshot --portfolio security-union --out "$site"
ok 'the site is made' $? "$(said)"
for page in index changes matrix deadlines portfolio scoreboard method sources states/EL acts/32022L2555 cases/INFR-2024-0270; do
	[ -s "$site/$page.html" ]
	ok "$page.html" $?
done
is 'the portfolio lists every act of its pillars' "$(grep -o '<tr id="a[0-9]' "$site/portfolio.html" | wc -l)" "$(perl -ne '$n += $1 if /<p>(\d+) directives?; /; END { print $n }' <(sed 's/<p>/\n<p>/g' "$site/portfolio.html"))"
is 'a page per Member State' "$(find "$site/states" -name '*.html' | wc -l)" 27
is 'nothing is left beside it' "$(ls -A "$dir" | grep -v "^a[.]db")" "$(printf 'err\nhome\nout\nsite')"

# ---- links, anchors, markup of all pages
# dangling SITE - what is wrong with links and markup of its pages
dangling() {
	perl -MFile::Find -MFile::Spec -e '
	my (%ids, %links); my $top = shift; local $/;
	find(sub { return unless /\.html$/; open my $in, "<", $_ or die; my $text = <$in>; my $page = $File::Find::name;
		my %seen; for ($text =~ /\sid="([^"]*)"/g) { print "$page: id $_ twice\n" if $seen{$_}++ } $ids{$page} = \%seen;
		print "$page: a script, a style attribute or something loaded\n" if $text =~ /<(script|link(?! rel="(?:icon" href="data:|alternate" type="application.atom))|img|iframe)\b|\s(style|src|onclick)=/i;
		print "$page: control characters\n" if $text =~ /[\x00-\x08\x0b-\x1f]/;
		print "$page: an element of the document\n" if $text =~ /urn:adquem/;
		print "$page: accuses\n" if $text =~ /infringes|not transposed/;
		for ($text =~ /<tr\b(.*?)<\/tr>/sg) { print "$page: days of a row that nothing names on a narrow screen\n" if 1 < grep(!/^[^>]*data-th/ && /<time/, /<td\b(.*?)<\/td>/sg) || /<td class="nowrap">\d[^<]* days?</ }
		print "$page: not one h1\n" unless 1 == (() = $text =~ /<h1>/g);
		$links{$page} = [$text =~ /\shref="([^"]*)"/g] }, $top);
	for my $page (sort keys %links) { for (@{$links{$page}}) {
		next if m{^(https://|data:image/svg)};
		my ($file, $id) = /^([^#]*)#?(.*)$/; (my $folder = $page) =~ s{[^/]*$}{};
		my $to = $file eq "" ? $page : "$folder$file"; 1 while $to =~ s{[^/]+/\.\./}{};
		print "$page: $_ leads nowhere\n" if $ids{$to} ? $id ne "" && !$ids{$to}{$id} : $id ne "" || !-f $to;
	} }' "$1" 2>&1 | sort -u | head -20
}
is 'every link and anchor of every page is there; no script, nothing loaded; no id twice' "$(dangling "$site")" ''
is 'the same number in the headline and the table' \
	"$(perl -0ne 'print $1 if /nothing notified<\/dt><dd class="big"><a[^>]*>(\d+)/' "$site/index.html")" \
	"$(grep -c ',O,' "$site/data/cells.csv")"
unlike 'of an act that is not transposed no measures are missed' "$(cat "$site/acts/52023PC0637.html" "$site/acts/32024R0982.html" | tr '\n' ' ' | sed 's/<style>.*<\/style>//g')" \
	'/NIM/|adquem import|never read<|260\(3\)|>Belgium<|12 December 2023</time> adopted'
is 'the page of a state has each of its deadlines, under its letter' \
	"$(perl -0ne 'my ($state) = $ARGV =~ m{(\w\w)\.html$}; while (m{<div id="l-(\w)">(.*?)</div>}gs) { my ($letter, $cells) = ($1, $2);
		print "$1 $2 $state $letter\n" while $cells =~ m{acts/(\w+)\.html#d(\d+)-$state"}g }' "$site"/states/*.html | sort)" \
	"$(json "$site/data/findings.json" 'join "\n", map { "$_->{celex} $_->{deadline_no} $_->{state} $_->{letter}" } @{$d->{cells}}' | sort)"
is 'a case whose number is not known is said to be one; its name until then stands on its own page alone' \
	"$(grep -rl '>[^<]*NOINFR:' "$site" --include='*.html' | grep -v "$site/cases/NOINFR")$(grep -h -o '<h1>[^<]*' "$site/cases/NOINFR-32022L2557-DK-non-communication-1.html")" \
	'<h1>Case whose number is not known: CER, Denmark (DK)'
is 'the page of a state has a cell per column of its cases, and no column for that state' \
	"$(tr '\n' ' ' <"$site/states/DK.html" | grep -o '<caption id="cap-cases".*' | perl -ne 's/<\/table>.*//; printf "%d ", scalar(() = /<t[hd]\b/g) for split /<tr>/; print /Member State/ ? "named" : ""' | tr ' ' '\n' | sort -u | xargs)" '0 5'
grep -q '<bdi lang="bg">' "$site/acts/32022L2555.html"
ok 'a Bulgarian title says its language' $?

# ---- data and feeds
json "$site/data/findings.json" 'join " ", sort keys %$d' >"$dir/keys"
is 'JSON has every table' "$(cat "$dir/keys")" 'as_of cells decisions files findings known_on measures official_only portfolio sources'
is 'as many measures as the CSV has' "$(json "$site/data/findings.json" 'scalar @{$d->{measures}}')" 303
if command -v xmllint >/dev/null; then
	xmllint --noout --nonet "$site"/feeds/*.atom 2>"$dir/err" &&
		xmllint --noout --nonet --relaxng reports/findings.rng "$site/data/findings.xml" 2>"$dir/err"
	ok 'feeds are XML, the document is valid' $? "$(head -3 "$dir/err")"
	xmllint --noout --nonet --relaxng tests/atom.rng "$site"/feeds/*.atom >"$dir/err" 2>&1
	ok 'and feeds are Atom' $? "$(grep -v validates "$dir/err" | head -3)"
else
	skip 'xmllint is missing: feeds and document were not checked'
fi
is 'a note says of which states it is, and what is said of many stands once' \
	"$(tr '\n' ' ' <"$site/acts/32022L2555.html" | grep -o '<h2 id="notes">.*' | sed 's/<h2[^/]*<\/h2>//; s/ ([A-Z][A-Z])//g; s/<[^>]*>//g; s/; date.*//; s/^[[:space:]]*//')" \
	'Bulgaria, Spain, France, Ireland, Luxembourg, Netherlands, Portugal, Sweden: unclear further step'
feeds_of() { grep -o 'href="[./a-z]*feeds/[^"]*"' "$site/$1" | sort | uniq -c | sed 's/^ *//' | paste -sd' '; }
is 'pages name the feed of what they show, for readers of feeds and of pages' "$(feeds_of index.html) $(feeds_of states/EL.html) $(feeds_of acts/32022L2555.html)" \
	'2 href="feeds/all.atom" 2 href="../feeds/EL.atom" 2 href="../feeds/32022L2555.atom"'
is 'a case without a letter is not said to have been opened' "$(tr -d '\n' <"$site/cases/NOINFR-32006L0024-SE-non-communication-1.html" | grep -oE 'data-th="Opened">[^<]*')" 'data-th="Opened">not known'
is 'an act has a feed once something has happened to it' "$(cd "$site" && grep -l 'feeds/3[0-9A-Z]*\.atom"' acts/*.html | sed 's/.*\/\(.*\)\.html/\1/' | paste -sd' ')" \
	"$(cd "$site/feeds" && ls | grep '^3' | sed 's/\.atom//' | paste -sd' ')"
printf '[run]\nbase-url=https://example.org/adquem\n' >"$dir/my.conf"
does 0 --config "$dir/my.conf" --db "$db" report --portfolio security-union --out "$dir/feeds" --format atom
is 'a feed can say where it is' "$(grep -o '<link rel="[a-z]*"[^>]*href="[^"]*"' "$dir/feeds/feeds/EL.atom" | grep -o 'rel.*' | head -2 | sed 's/ type="[^"]*"//' | paste -sd' ')" \
	'rel="self" href="https://example.org/adquem/feeds/EL.atom" rel="alternate" href="https://example.org/adquem/index.html"'
is 'entries go from new to old' "$(grep -o '<updated>[^<]*' "$site/feeds/all.atom" | tail -n +2 | sort -rc 2>&1)" ''
is 'no id of an entry twice' "$(grep -oh '<id>tag:adquem,2026:transposition[^<]*' "$site/feeds/all.atom" | sort | uniq -d)" ''

# ---- what has not changed is taken over; a page that was touched is made anew
inode() { stat -c %i "$site/$1"; }
before=$(inode acts/32022L2555.html)
sum() { (cd "$site" && find . -type f | sort | xargs sha256sum | sha256sum); }
whole=$(sum)
does 0 --db "$db" report --portfolio security-union --out "$site"
is 'the same facts: the same files' "$(inode acts/32022L2555.html) $(sum)" "$before $whole"
echo x >>"$site/states/EL.html"
does 0 --db "$db" report --portfolio security-union --out "$site"
is 'a page that was touched is made anew' "$(sum)" "$whole"
cp -r "$site" "$dir/whole"
does 0 --db "$db" report --portfolio security-union --out "$site" --format csv --csv-excel
is 'only what was asked for is there' "$(cd "$site" && find . -type f | sort | paste -sd' ')" \
	'./data/cells.csv ./data/decisions.csv ./data/findings.csv ./data/measures.csv ./data/pages.txt'
is 'for spreadsheets: a byte order mark, semicolons' "$(head -c 9 "$site/data/cells.csv")" $'\xef\xbb\xbfcelex;'

# ---- the documents behind the pages: another processor makes the same of them
if command -v xsltproc >/dev/null; then
	does 0 --db "$db" report --portfolio security-union --out "$dir/slices" --format slices
	is 'a document for every page, and nothing else' "$(cd "$dir/slices/slices" && find . -type f | sed 's/\.xml$//' | sort | sha256sum)" \
		"$(cd "$dir/whole" && find . -name '*.html' -o -name '*.atom' -o -name report.txt | sort | sha256sum)"
	is 'xsltproc makes the same text' "$(xsltproc --nonet reports/text.xsl "$dir/slices/slices/report.txt.xml" | sha256sum)" "$(sha256sum <"$dir/whole/report.txt")"
	for page in feeds/EL.atom index.html acts/32022L2555.html cases/INFR-2024-0270.html; do
		facts=$(awk -v page="$page" '$3 == page { print $1 }' "$dir/whole/data/pages.txt")
		xsltproc --nonet --stringparam css X --stringparam page "$page" --stringparam facts "$facts" "reports/${page##*.}.xsl" "$dir/slices/slices/$page.xml" >"$dir/page"
		is "and the same $page" "$(sha256sum <"$dir/page")" "$(perl -0pe 's{<style>.*?</style>}{<style>X</style>}s' "$dir/whole/$page" | sha256sum)"
	done
else
	skip 'xsltproc is missing: no page was made by another processor'
fi

# ---- a foreign folder, a bad style sheet
mkdir "$dir/mine" && echo mine >"$dir/mine/index.html"
does 2 --db "$db" report --out "$dir/mine"
like 'a folder of somebody else is left alone' "$status $(cat "$dir/err" "$dir/mine/index.html" | paste -sd' ')" \
	'^2 adquem: .*/mine: this is not empty and no report of this program .* mine$'
does 2 --db "$db" report --out "$site" --css "$dir/none.css"
like 'a style sheet that is not there' "$status $(cat "$dir/err")" '^2 adquem: .*none.css: the style sheet cannot be read'
echo 'body { color: teal }' >"$dir/my.css"
does 0 --db "$db" report --portfolio security-union --out "$dir/styled" --format html --css "$dir/my.css"
grep -q 'color: teal' "$dir/styled/index.html"
ok 'another style sheet' $?
is 'pages alone do not speak of feeds and tables' "$(dangling "$dir/styled")" ''

# ---- formulas in tables stay text
act=32020L0001
snapshot "$dir/facts" 2022-09-01
rows acts.csv acts celex,type,short_title,adopted <<<"$act,directive,One,2020-01-15"
rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
measures $act <<ROWS
BE,n-1,,2022-06-01,=HYPERLINK(1),
BG,n-2,,2022-06-01,+1+cmd,
CZ,n-3,,2022-06-01,-1+cmd,
DE,n-4,,2022-06-01,@SUM(1),
EE,n-5,,2022-06-01,-12.5,
ROWS
does 0 --db "$dir/b.db" run --snapshot "$dir/facts" --out "$dir/formula"
grep -q ",'=HYPERLINK(1)," "$dir/formula/data/measures.csv"
ok 'a title that would be a formula gets an apostrophe' $? "$(tail -1 "$dir/formula/data/measures.csv")"
is 'so do those with other signs, numbers do not' "$(grep -oE ",('?[+@-][^,]+)," "$dir/formula/data/measures.csv" | tr -d ',' | paste -sd' ')" "'+1+cmd '-1+cmd '@SUM(1) -12.5"

# ---- what was told keeps its id: the number of a case becomes known, a source goes stale, an act ends

# of_event UID FILE WHAT - a property of an event
of_event() { tr -d '\r' <"$2" | of=$1 what=$3 perl -0777 -ne 's/\n //g; for (split /BEGIN:VEVENT/) { print $1 if /^UID:\Q$ENV{of}\E\n/m && /^$ENV{what}:(.*)/m }'; }
site=$dir/ids db=$dir/ids.db
does 0 --db "$db" run --snapshot snapshot --portfolio security-union --out "$site"
old=NOINFR:32024L1226:EL:non-communication:1
is 'a letter of a case without a number' "$(grep -c "$old/LFN258/2025-07-24" "$site/feeds/all.atom")" 1
snapshot "$dir/numbered" 2026-08-05
rows decisions.csv decisions infr,celex,state,kind,date,type <<<'INFR(2025)0345,32024L1226,EL,non-communication,2025-07-24,LFN258'
cp "$db" "$dir/c.db"
does 0 --db "$dir/c.db" import --snapshot "$dir/numbered"
does 0 --db "$dir/c.db" report --portfolio security-union --out "$dir/numbered-site"
like 'the case has its number' "$(cat "$dir/numbered-site/cases/INFR-2025-0345.html")" 'INFR\(2025\)0345'
is 'the entry of its letter has the id it had' "$(grep -c "$old/LFN258/2025-07-24" "$dir/numbered-site/feeds/all.atom")" 1
is 'and no other' "$(grep -c '<id>.*INFR-2025-0345' "$dir/numbered-site/feeds/all.atom")" 0
is 'a deadline declared complete is cancelled' "$(of_event 32022L2555-1-EL@adquem "$site/calendars/EL.ics" STATUS)" CANCELLED
does 0 --db "$db" report --portfolio security-union --as-of 2026-08-25 --out "$dir/stale" --format ics
is 'still so when the source is stale' "$(for what in STATUS SEQUENCE; do of_event 32022L2555-1-EL@adquem "$dir/stale/calendars/EL.ics" $what; echo; done | xargs)" 'CANCELLED 3'
for day in 2026-05-20 2026-05-21; do does 0 --db "$db" report --portfolio security-union --as-of $day --out "$dir/$day" --format ics; done
is 'a deadline of an act that ends stands until then' "$(of_event 32008L0099-1-ES@adquem "$dir/2026-05-20/calendars/ES.ics" STATUS)" CONFIRMED
is 'and is cancelled then, not left out' "$(of_event 32008L0099-1-ES@adquem "$dir/2026-05-21/calendars/ES.ics" STATUS)" CANCELLED
is 'on the day of that state, marked as it was' "$(for what in 'DTSTART;VALUE=DATE' SUMMARY; do of_event 32008L0114-1-HR@adquem "$dir/2026-05-21/calendars/HR.ics" "$what"; echo; done | xargs)" '20130701 Deadline for transposition: ECI †'
is 'the open cases without a number are some of the open cases' "$(grep -o 'kind="case-number" n="[0-9]*"' "$site/data/findings.xml")" \
	"kind=\"case-number\" n=\"$(grep -o '<case [^>]*' "$site/data/findings.xml" | grep ' kind="non-communication"' | grep ' open="yes"' | grep ' placeholder="yes"' | grep -o ' id="[^"]*"' | sort -u | wc -l)\""
done_testing
