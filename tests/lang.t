#!/usr/bin/env bash
# Reports in other languages: nothing of ours is left in English, plurals and dates are those of the language, a catalogue
# that is not whole is refused, and a file is all that a language needs.
. tests/lib.sh
db=$dir/a.db
act=32020L0001 late=32020L0002 ahead=32020L0003

# own_data - a copy of the program's data in $dir/data, to be changed
own_data() {
	rm -rf "$dir/data"
	mkdir -p "$dir/data/checker" "$dir/data/feeds"
	cp -r rules reports "$dir/data"
	cp checker/*.sql "$dir/data/checker"
	cp feeds/*.rq feeds/*.conf "$dir/data/feeds"
}

# pseudo - a language xx, English in Cyrillic letters, by a file alone: what is in Latin ones is not from its catalogue
pseudo() {
	perl -CSD -Mutf8 -pe 's{(<m key="[^"]*">)(.*)</m>}{my ($key, $text) = ($1, $2);
			$text =~ s/(\{\d\}|&#?\w+;)|([a-zA-Z]+)/defined $1 ? $1 : $2 =~ tr,a-zA-Z,а-щА-Щ,r/ge; "$key$text</m>"}e;
		s/lang="en"/lang="xx"/' reports/en.xml >"$dir/data/reports/xx.xml"
}

# report LANG DAY OUT FORMAT... - of the fixture
report() {
	local lang=$1 day=$2 out=$3 format formats=()
	shift 3
	for format; do formats+=(--format "$format"); done
	does 0 --db "$db" report --lang "$lang" --as-of "$day" --out "$out" "${formats[@]}" || said
}

# leaks FILE... - text of HTML pages, feeds and plain reports in Latin letters that is not marked as another language,
# code, a number, a state, a letter, an identifier, a quotation, or a short name or provision, which titles and plain text cannot mark
leaks() {
	{ cut -d, -f3 snapshot/acts.csv && cut -d, -f5 snapshot/deadlines.csv; } | perl -CSDA -Mutf8 -e '
		chomp(my @names = <STDIN>); my %seen;
		@names = sort { length $b <=> length $a } grep { /../ } @names, "A late act", "An act ahead", "Article 5", "A test act";
		sub note { my ($file, $text) = @_; return if $text !~ /[A-Za-z]{2}/ || $seen{$text}++; $text =~ s/&amp;/&/g; $text =~ s/&quot;/"/g;
			$text =~ s/\s+/ /g; $text =~ s/"[^"]*"//g; $text =~ s/\b(tag:)?adquem\b( [a-z]+|\S*)//g; $text =~ s/\b[0-9a-f]{12}\b//g;
			$text =~ s/\bNOINFR:\S+//g; for (@names, "An act", "test") { $text =~ s/\Q$_\E//g }
			$text =~ s/\b\d\w*//g; $text =~ s/\b[A-Z]{1,7}\d?\b//g;
			print "$file: $text\n" if $text =~ /[A-Za-z]{2}/ }
		for my $file (@ARGV) { open my $in, "<", $file or die; local $/; my $page = <$in>; my (@open, $out);
			if ($file =~ /txt$/) { $page =~ s/\b[a-z]+ (?=\([а-я])//g; $page =~ s/\n +/ /g; note($file, $_) for split /\n/, $page; next }
			my ($lang) = $page =~ /\blang="([^"]*)"/;
			print "$file: lang $lang\n" if $lang ne "xx";
			while ($page =~ /\G(?:<[!?][^>]*>|<(\/?)([\w:]+)((?:[^>"]|"[^"]*")*)>|([^<]+))/gs) {
				if (defined $4) { note($file, $4) if !$out; next } next if !$2;
				my ($end, $tag, $with) = ($1, $2, $3);
				if ($end) { while (my $top = pop @open) { $out -= $top->[1]; last if $top->[0] eq $tag } next }
				my $other = $tag =~ /^(code|style|bdi|id|updated|uri)$/ || $with =~ /[\s:]lang="(?!xx)/ ? 1 : 0;
				if (!$out && !$other) { note($file, $1) while $with =~ /\s(?:title|aria-label|data-th)="([^"]*)"/g }
				next if $tag =~ /^(meta|br|link)$/ || $with =~ m{/$}; push @open, [$tag, $other]; $out += $other } }' -- "$@"
}

# ---- every sentence of ours on every page of the snapshot's site

own_data
pseudo
export ADQUEM_DATA=$dir/data
does 0 --db "$dir/s.db" import --snapshot snapshot
does 0 --db "$dir/s.db" report --portfolio security-union --lang xx --out "$dir/xx" --format html --format atom --format text
ok 'a file is a language' $? "$(said)"
is 'no page, feed or report of the snapshot has a text outside the catalogue' \
	"$(find "$dir/xx" -name '*.html' -o -name '*.atom' -o -name report.txt | sort | xargs bash -c "$(declare -f leaks); leaks \"\$@\"" _ | head -n 20)" ''
printf '<html lang="xx"><body title="seen"><p>слово 1</p> left <b lang="en">out</b></body></html>' >"$dir/leak.html"
is 'what is outside would be seen' "$(leaks "$dir/leak.html" | sed 's/.*: *//' | xargs)" 'seen left'

printf '#!/bin/sh\nexec cat >"%s/mail"\n' "$dir" >"$dir/keep"
chmod +x "$dir/keep"
printf '[channel ops]\ntype=command\ncommand=%s\nformat=html\n[subscription a]\nchannel=ops\nlanguage=xx\n' "$dir/keep" >"$dir/conf"
does 0 --config "$dir/conf" --db "$dir/s.db" alert --test
cp "$dir/mail" "$dir/mail.html"
is 'nor has an alert, with every kind of change' "$(leaks "$dir/mail.html")" ''

# ---- the same of a fixture in which every letter and level occurs, on days on which each sentence does

snapshot "$dir/facts" 2022-09-01
rows acts.csv acts celex,type,short_title,title,adopted,legislative,ended,ended_how,ended_by <<ROWS
$act,directive,An act,An act,2020-01-15,yes,,,
$late,directive,A late act,A late act,2020-01-15,,,,
$ahead,directive,An act ahead,An act ahead,2020-01-15,no,,,
32010L0009,directive,,,2010-01-15,,2021-01-01,repealed,32020L0001
32020L0004,directive,A test act,A test act,2020-01-15,,,,
ROWS
rows deadlines-2.csv deadlines celex,number,date,kind source=law <<<'32020L0004,1,,transposition'
rows deadlines-3.csv deadlines celex,number,date,kind source=cellar <<<'32020L0004,1,2022-06-01,transposition'
rows deadlines.csv deadlines celex,number,date,kind,provisions <<ROWS
$act,1,2022-08-31,transposition,Article 5
$act,2,2022-10-01,application,
$late,1,2020-03-01,transposition,
$ahead,1,2022-11-01,transposition,
$ahead,2,2022-10-31,transposition,
32010L0009,1,2011-01-01,transposition,
ROWS
rows binding.csv binding celex,state,value,basis <<ROWS
$act,DK,not bound,Protocol 22 Articles 1 and 2
$late,DK,not established,the legal basis is not on record
ROWS
for state in BE BG CZ DE IE EL ES FR HR IT CY LV LT LU HU MT; do echo "$state,$act-$state,2022-07-01,2022-07-01,Law,"; done | measures $act
for state in BE BG CZ DE IE EL ES FR HR IT CY LV LT LU HU MT; do echo "$state,$late-$state,2020-02-01,2020-02-01,Law,"; done | measures $late
printf '%s\n' "BE,$ahead-BE,2022-07-01,2022-07-01,Law," "BG,$ahead-BG1,2022-07-01,2022-07-01,Law," "BG,$ahead-BG2,2022-07-01,2022-07-01,Law," \
	"ES,$ahead-ES,2019-07-01,2019-07-01,Old law," | measures $ahead
rows declarations.csv declarations celex,state,value,date <<ROWS
$act,BE,complete,2022-07-01
$act,BG,partial,2022-07-01
$act,FI,not necessary,2022-07-01
ROWS
rows decisions.csv decisions infr,celex,state,kind,date,type <<ROWS
INFR(2020)0001,$late,CZ,non-communication,2020-05-14,LFN258
INFR(2020)0001,$late,CZ,non-communication,2021-05-14,C
INFR(2020)0002,$late,DE,non-communication,2020-05-14,LFN258
INFR(2020)0002,$late,DE,non-communication,2022-07-15,RO258
,$late,PL,non-communication,2020-05-14,LFN258
,$late,PT,non-communication,2020-05-14,LFN258
INFR(2020)0005,$late,SE,non-communication,2020-05-14,LFN258
INFR(2020)0005,$late,SE,non-communication,2021-05,C
INFR(2020)0006,$late,AT,non-communication,2020-07-19,RO258
INFR(2020)0006,$late,AT,non-communication,2020-09-20,LFN258
ROWS
rows lists.csv lists celex,type,date,complete,states <<<"$late,LFN258,2020-05-14,yes,5"
does 0 --db "$db" import --snapshot "$dir/facts"
ok 'a fixture is read' $? "$(said)"
for day in 2022-10-31 2024-12-01; do
	report xx "$day" "$dir/x$day" html text atom
	is "nothing of ours is in English on $day" "$(find "$dir/x$day" -name '*.html' -o -name '*.atom' -o -name report.txt | sort | xargs bash -c "$(declare -f leaks); leaks \"\$@\"" _ | head -n 20)" ''
done

# explained DAY - what explain says in the language xx of the fixture's acts and a few states; names of rules and sources are data
explained() {
	local celex state rule names
	for rule in rules/*.sql; do rule=${rule##*/} names+="|${rule%.sql}"; done
	for celex in $act $late $ahead 32010L0009 32020L0004; do
		for state in '' BE BG CZ DK EL ES FI PL SE AT; do "$ADQUEM" --db "$db" explain --lang xx --as-of "$1" "$celex" $state; done
	done 2>/dev/null | perl -0pe "s/^ {4,6}(?:- )?\\S.*\\n//gm; s/\\n +/ /g; s{https?://\\S+}{}g; s/\\b(?:${names#|})\\b//g; s/Fixture of [-\\w]+|\\b(?:Old law|Law|closed|the measures of|[-\\w]+\\.csv)\\b//g" >"$dir/explained.txt"
	leaks "$dir/explained.txt" | sort -u
}
for day in 2022-10-31 2024-12-01; do is "nor in an explanation on $day" "$(explained $day | head -n 20)" ''; done
like 'there is one' "$(cat "$dir/explained.txt")" 'Лдуудс'
unset ADQUEM_DATA

# ---- French and German as they are read

page() { perl -CSD -0777 -pe 's/<style>.*?<\/style>//s; s/<[^>]*>/ /g; s/\x{a0}/ /g; s/\s+/ /g' "$1"; }
command -v sqlite3 >/dev/null && sqlite3 "$db" "INSERT INTO title_fact (celex, lang, source, read_on, evidence, place, rank, title) \
	SELECT '$act', 'fr', source, read_on, id, 1, 1, 'Un acte sur quelque chose' FROM evidence WHERE feed = 'acts' LIMIT 1"
for lang in fr de; do report $lang 2022-09-01 "$dir/$lang" html text atom ics csv json xml; done
report en 2022-09-01 "$dir/en" csv json xml
like 'a French page says so' "$(head -c 200 "$dir/fr/index.html")" '<html lang="fr">'
like 'a German page says so' "$(head -c 200 "$dir/de/states/EL.html")" '<html lang="de">'
like 'the first of a month in French' "$(page "$dir/fr/acts/$ahead.html")" '1er novembre 2022 +transposition'
like 'the first of a month in German' "$(page "$dir/de/acts/$ahead.html")" '1\. November 2022 +Umsetzung'
like 'any other day in French' "$(page "$dir/fr/acts/$act.html")" 'États membres, échéance 31 août 2022'
like 'any other day in German' "$(page "$dir/de/acts/$act.html")" 'Mitgliedstaaten, Frist 31\. August 2022'
like 'one day in French' "$(page "$dir/fr/acts/$act.html")" 'rien de notifié \(lecture : 1er septembre 2022\), 1 jour ;'
like 'one day in German' "$(page "$dir/de/acts/$act.html")" 'nichts mitgeteilt \(Abruf: 1\. September 2022\), 1 Tag;'
like 'none and one are singular in French, two are plural' "$(page "$dir/fr/acts/$ahead.html")" \
	'Aucune mesure notifiée pour cet acte n’a été trouvée.*échéance à venir, 1 mesure notifiée .*échéance à venir, 2 mesures notifiées|échéance à venir, 1 mesure notifiée .*échéance à venir, 2 mesures notifiées.*Aucune mesure notifiée'
like 'one and two in German' "$(page "$dir/de/acts/$ahead.html")" 'Frist läuft noch, 1 Maßnahme mitgeteilt.*Frist läuft noch, 2 Maßnahmen mitgeteilt'
like 'the unknown in French' "$(head -n 5 "$dir/fr/report.txt")" '^Inconnu \(U\).*: [0-9]+ par lacune'
like 'a state by its name' "$(page "$dir/de/states/EL.html")" 'Griechenland'
like 'steps that sources tell in another order, in French' "$(page "$dir/fr/method.html")" \
	'avis motivé étapes aux dates antérieures +lettre de mise en demeure, 20 septembre 2020 '
like 'a day that one source has and the other has not, in French' "$(page "$dir/fr/method.html")" \
	'échéance 32020L0004 +1er juin 2022 cellar +pas de date law '
like 'a calendar in French' "$(tr -d '\r' <"$dir/fr/deadlines.ics")" 'SUMMARY:Échéance de transposition.*: An act'
like 'a feed in German' "$(cat "$dir/de/feeds/all.atom")" 'Umsetzung von EU-Richtlinien: Alle verzeichneten Richtlinien'
like 'a month in French' "$(page "$dir/fr/acts/$late.html")" 'la Commission a classé la procédure \(mai 2021\) ;'
like 'a month in German' "$(page "$dir/de/acts/$late.html")" 'die Kommission hat das Verfahren eingestellt \(Mai 2021\);'
does 0 --db "$db" explain "$act" DK --as-of 2022-09-01 --lang de
like 'an explanation in German' "$(page "$dir/out")" 'Stand 1\. September 2022'
does 0 --db "$db" explain "$act" DK --as-of 2022-09-01 --lang de --format json
unlike 'JSON is for programs' "$(cat "$dir/out")" 'gebunden|Frist'
does 1 --db "$db" check --as-of 2022-09-01 --lang fr
is 'check as text is the French text' "$(head -5 "$dir/out")" "$(head -5 "$dir/fr/report.txt")"
unlike 'no French text accuses' "$(cat reports/fr.xml)" 'enfrein|non transpos|pas transpos|viol(e|ation)'
unlike 'no German text accuses' "$(cat reports/de.xml)" 'verstöß|verstoß|nicht umgesetzt|verletzt '
unlike 'no English text accuses' "$(grep '<m ' reports/en.xml)" 'infringes|not transposed'
is 'tables and JSON are the same in every language' \
	"$(for lang in en fr de; do cat "$dir/$lang"/data/*.{csv,json,xml} | cksum; done | uniq | wc -l)" 1

# ---- the title of an act in the language of the report, else in English and marked

if command -v sqlite3 >/dev/null; then
	like 'a title in the language of the page' "$(cat "$dir/fr/acts/$act.html")" '<p class="lead">Un acte sur quelque chose</p>'
	like 'a title in another one says so' "$(cat "$dir/de/acts/$act.html")" '<p class="lead" lang="en">An act</p>'
else
	skip 'sqlite3 is missing: no title was put into the store'
fi

# ---- a catalogue that is not whole is refused, with its file and its key

does 0 lint
ok 'the catalogues are whole' $? "$(said)"
refused() { # refused NAME PERL WHAT - French changed so
	own_data
	perl -CSDA -Mutf8 -i -pe "$2" "$dir/data/reports/fr.xml"
	ADQUEM_DATA=$dir/data does 1 lint
	like "$1" "$status $(cat "$dir/out")" "^1 reports/fr\.xml: $3"
}
refused 'a key that is missing' 's/.*key="month.02".*//' 'month\.02: it is missing'
refused 'a form that is missing' 's/.*key="n.day.1".*//' 'n\.day\.1: it is missing'
refused 'a key that nothing has' 's/(key="month\.)02/${1}13/' 'month\.13: no such key'
refused 'a form that the language has not' 's/(key="n\.day\.)1/${1}2/' 'n\.day\.2: no such key'
refused 'a key that is there twice' 's/(.*key="month.02".*)/$1$1/' 'month\.02: it is there twice'
refused 'an empty text' 's/février//' 'month\.02: its text is empty'
refused 'another placeholder' 's/(key="cut.as-of">.*)\{0\}/$1\{1\}/' 'cut\.as-of: its \{0\}, \{1\} are not'
refused 'a brace too many' 's/(key="cut.as-of">.*)\{0\}/$1\{0\} \{/' 'cut\.as-of: its \{0\}, \{1\} are not'
refused 'a form that is no digit' 's/form="1"/form="one"/' 'plural: its form is no digit'
refused 'the mark of another language, as a copy has it' 's/lang="fr"/lang="en"/' 'lang: it is not the language that the file is named by'
refused 'no XML' 's/<messages/<message/' 'no message catalogue'

# ---- a language with more forms, as Polish has them

own_data
perl -CSD -pe 's/lang="en"/lang="pl"/; s|<plural.*|<plural form="1" n="1"/><plural form="2" end="2 3 4" mod="10" but="12 13 14"/>|;
	s|(.*)key="([^"]*)\.1">(.*)|$1key="$2.1">$3\n$1key="$2.2">$3| if !/"rank/; s|(key="n\.days-ago\.2">).*?<|${1}{0} dni<|;
	s|(key="said\.o\.2">).*?<|${1}{0} razy, {1}<|' reports/en.xml >"$dir/data/reports/pl.xml"
days() { ADQUEM_DATA=$dir/data report pl "$1" "$dir/pl" text ics; perl -CSD -0777 -pe 's/\r?\n ?/ /g' "$dir/pl/report.txt" "$dir/pl/calendars/PL.ics"; }
like 'two days have the form of two, in words and in the data' "$(days 2022-09-02)" '\(2 dni\).*2 razy.*1 September 2022'
like 'twelve days have not' "$(days 2022-09-12)" '\(12 days ago\).*12 days'
like 'but twenty-two have' "$(days 2022-09-09)" '\(922 dni\).*922 razy'

# ---- which languages there are

does 2 report --lang pl --out "$dir/none"
like 'a language without a catalogue' "$(cat "$dir/err")" '^adquem report: --lang pl: not one of ([a-z]+, )*en(, [a-z]+)*$'
does 2 report --lang ../reports/en --out "$dir/none"
like 'no path' "$(cat "$dir/err")" 'not one of ([a-z]+, )*en(, [a-z]+)*$'
printf '[run]\nlang=fr\n[channel ops]\ntype=command\ncommand=/bin/cat\n[subscription a]\nchannel=ops\nlanguage=pl\n' >"$dir/conf"
does 2 --config "$dir/conf" status
like 'nor in a subscription' "$(cat "$dir/err")" "\[subscription a\] language: 'pl' is not one of ([a-z]+, )*en(, [a-z]+)*$"
sed -i 's/=pl/=de/' "$dir/conf"
does 0 --config "$dir/conf" --db "$db" report --as-of 2022-09-01 --format text --out "$dir/conf.fr"
like 'the configuration chooses' "$(cat "$dir/conf.fr/report.txt")" 'Mesures non lues|Sources et dates de lecture'

done_testing
