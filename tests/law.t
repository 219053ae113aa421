#!/usr/bin/env bash
# The law end to end, as a user sees it: which dates an act has, of what kind and for which provisions, from CELLAR's rows
# and from the snapshot; dates that were printed wrong, moved, repeated or never set; whom an act binds.
. tests/lib.sh

# acts FILE <<ROWS - SPARQL results; a row is celex|date of the act|legal basis|deadline|comment, empty: not bound
acts() {
	{
		echo '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
		printf '<variable name="%s"/>' celex date legal_basis deadline annotation title
		echo '</head><results distinct="false" ordered="true">'
		while IFS='|' read -r celex date basis deadline annotation; do
			echo '<result>'
			for pair in "celex=$celex" "date=$date" "legal_basis=$basis" "deadline=$deadline" "annotation=$annotation" "title=Act $celex"; do
				[ -z "${pair#*=}" ] || printf '<binding name="%s"><literal>%s</literal></binding>\n' "${pair%%=*}" "${pair#*=}"
			done
			echo '</result>'
		done
		echo '</results></sparql>'
	} >"$1"
}

# dates DB CELEX DAY - the dates of an act as of that day: number date kind provisions, one a line
dates() {
	"$ADQUEM" --db "$1" explain "$2" --as-of "$3" --format json >"$dir/explain.json" 2>"$dir/err" || cat "$dir/err"
	json "$dir/explain.json" 'map { join " ", map { $_ // "-" } @$_{qw(no date kind provisions)} }
		sort { $a->{no} <=> $b->{no} } @{$d->{act}[0]{deadline}}'
}

# cell DB DAY CELEX/NO/STATE COLUMNS - from `check`
cell() {
	local act no state
	IFS=/ read -r act no state <<<"$3"
	"$ADQUEM" --db "$1" check --as-of "$2" --act "$act" --format csv >"$dir/cells.csv" 2>"$dir/err"
	column "$dir/cells.csv" "$act" "$no" "$state" "$4"
}

gaps() { # gaps DB - what lint finds not to be established
	"$ADQUEM" --db "$1" lint --gaps 2>&1
}

late='{AU+TARD|http://publications.europa.eu/resource/authority/fd_361/AU%2BTARD} {V|http://x/V} {ART|http://x/ART}'
and='{ET|http://x/ET}'

# ---- staggered deadlines, from CELLAR's rows alone

acts "$dir/acts.srx" <<ROWS
32022L2555|2022-12-14|12016E114|2024-10-17|$late 41.1
32022L2555|2022-12-14|12016E114|2025-01-17|$late 27 $and 36
32022L2555|2022-12-14|12016E114|2025-04-17|$late 3
32022L2557|2022-12-14|12016E114|2024-10-17|$late 26(1)
32022L2557|2022-12-14|12016E114|2026-01-17|$late 4, 5
32022L2557|2022-12-14|12016E114|2026-07-17|$late 6
32016L0680|2016-04-27|12012E016|2018-05-06|$late 63.1
32016L0680|2016-04-27|12012E016|2023-05-06|Member States may, see Art. 63.2
32016L0680|2016-04-27|12012E016|2026-05-06|Member States may, see Art. 63.3
32024L1640|2024-05-31|12016E114|2025-07-10|$late 74
32024L1640|2024-05-31|12016E114|2026-07-10|$late 11, 12, 13 $and 15
32024L1640|2024-05-31|12016E114|2027-07-10|$late 78
32024L1640|2024-05-31|12016E114|2029-07-10|$late 18
32023L2843|2023-12-13|12016E081, 12016E082|1001-01-01|See Art 12 ET 13 ET 14 ET 15
32022L0001|2022-01-01|12016E114|2024-01-01|$late 9
32022L0001|2022-01-01|12016E114|2024-01-02|{MA|http://x/MA} {V|http://x/V} {ART|http://x/ART} 10
32022L0002|2022-01-01|12016E114|2024-01-01|$late 9 first sentence
ROWS
does 0 --db "$dir/cellar.db" import --read-on 2026-08-05 "$dir/acts.srx"
ok 'rows of CELLAR are taken' $? "$(said)"
is 'NIS2 from CELLAR: CELLAR does not tell duties from transposition' "$(dates "$dir/cellar.db" 32022L2555 2026-08-05)" \
	'1 2024-10-17 transposition Article 41(1)
2 2025-01-17 transposition Articles 27 and 36
3 2025-04-17 transposition Article 3'
is 'CER from CELLAR' "$(dates "$dir/cellar.db" 32022L2557 2026-08-05)" '1 2024-10-17 transposition Article 26(1)
2 2026-01-17 transposition Articles 4 and 5
3 2026-07-17 transposition Article 6'
is 'police data from CELLAR: dates a state may use are options' "$(dates "$dir/cellar.db" 32016L0680 2026-08-05)" \
	'1 2018-05-06 transposition Article 63(1)
2 2023-05-06 option Article 63(2)
3 2026-05-06 option Article 63(3)'
is '2024/1640 from CELLAR: four deadlines' "$(dates "$dir/cellar.db" 32024L1640 2026-08-05)" \
	'1 2025-07-10 transposition Article 74
2 2026-07-10 transposition Articles 11, 12, 13 and 15
3 2027-07-10 transposition Article 78
4 2029-07-10 transposition Article 18'
is 'a date of application is told from one of transposition' "$(dates "$dir/cellar.db" 32022L0001 2026-08-05)" \
	'1 2024-01-01 transposition Article 9
2 2024-01-02 application Article 10'
is 'and makes no cell' "$(cell "$dir/cellar.db" 2026-08-05 32022L0001/2/BE letter)" 'no cell'
like 'what is not understood of a comment is shown as it stands' "$(dates "$dir/cellar.db" 32022L0002 2026-08-05)" \
	'transposition \[\{ART\} 9 first sentence\]$'
is 'no calendar date: the dummy day is none' "$(dates "$dir/cellar.db" 32023L2843 2026-08-05)" \
	'1 - transposition Articles 12, 13, 14 and 15'
is 'the cell says so' "$(cell "$dir/cellar.db" 2026-08-05 32023L2843/1/BE letter,reason,deadline)" 'U gap:no date '
like 'so does lint' "$(gaps "$dir/cellar.db")" '^no date: 32023L2843 1: '

# ---- from the snapshot, and from both

does 0 --db "$dir/snap.db" import --snapshot snapshot
ok 'the snapshot is taken' $? "$(said)"
nis2='1 2024-10-17 transposition Art 41(1)
2 2025-01-17 duty Art 27(2): entities submit registry data
3 2025-01-17 duty Art 36: notify rules on penalties
4 2025-04-17 duty Art 3(3): list of essential and important entities'
is 'NIS2 from the snapshot' "$(dates "$dir/snap.db" 32022L2555 2026-08-05)" "$nis2"
is 'police data from the snapshot' "$(dates "$dir/snap.db" 32016L0680 2026-08-05)" '1 2018-05-06 transposition Art 63(1)
2 2023-05-06 option Art 63(2)
3 2026-05-06 option Art 63(3)'
is 'CER from the snapshot' "$(dates "$dir/snap.db" 32022L2557 2026-08-05 | cut -d' ' -f1-3 | paste -sd,)" \
	'1 2024-10-17 transposition,2 2026-01-17 duty,3 2026-07-17 duty'
is '2024/1640 from the snapshot' "$(dates "$dir/snap.db" 32024L1640 2026-08-05)" '1 2025-07-10 transposition Art 74
2 2026-07-10 transposition Arts 11, 12, 13, 15
3 2027-07-10 transposition Art 78(1)
4 2029-07-10 transposition Art 18'
is 'duties of a regulation are context' "$(dates "$dir/snap.db" 32021R0784 2026-08-05)" '1 2022-06-07 application -
2 2022-06-07 duty Art 18: notify rules on penalties'
is 'and make no cell' "$(cell "$dir/snap.db" 2026-08-05 32021R0784/2/BE letter)" 'no cell'
is 'a codification: its dates are those of the acts it codifies' "$(dates "$dir/snap.db" 32021L0555 2026-08-05 | cut -d' ' -f1-3 | paste -sd,)" \
	'1 1993-01-01 inherited,2 2010-07-28 inherited,3 2018-09-14 inherited,4 2019-12-14 inherited'
is 'judged once, at the act that set it' "$(cell "$dir/snap.db" 2026-08-05 32021L0555/3/BE letter) $(cell "$dir/snap.db" 2026-08-05 32017L0853/1/BE deadline)" \
	'no cell 2018-09-14'
is 'a recast is judged for its own date' "$(dates "$dir/snap.db" 32014L0028 2026-08-05)" '1 2016-04-19 transposition Art 54(1)'

does 0 --db "$dir/snap.db" import --read-on 2026-08-05 "$dir/acts.srx"
ok 'CELLAR beside the snapshot' $? "$(said)"
is 'the same dates keep their numbers, and the kinds that reading the act gave them' \
	"$(dates "$dir/snap.db" 32022L2555 2026-08-05 | cut -d' ' -f1-3)" "$(cut -d' ' -f1-3 <<<"$nis2")"
is 'no duty has become a cell' "$(cell "$dir/snap.db" 2026-08-05 32022L2555/2/BE letter)" 'no cell'
like 'that CELLAR has another kind stays visible' "$(gaps "$dir/snap.db")" \
	'^conflict: kind of date 32022L2555: duty kept .*transposition lost \(cellar\)$'
is 'deadlines are counted once' "$(cell "$dir/snap.db" 2026-08-05 32022L2555/1/BE provisions,deadline)" 'Article 41(1) 2024-10-17'

# ---- a day that was printed wrong: CELLAR's wins, the other stays visible

acts "$dir/legalaid.srx" <<<"32016L1919|2016-10-26|12012E082|2019-05-05|$late 12"
printf 'celex,deadline\n32016L1919,2019-05-25\n' >"$dir/printed.csv"
for order in 'legalaid.srx printed.csv' 'printed.csv legalaid.srx'; do
	db=$dir/print${order%%.*}.db
	for file in $order; do "$ADQUEM" --db "$db" import --read-on 2019-06-01 "$dir/$file" >"$dir/out" 2>&1; done
	is "one deadline, CELLAR's day ($order)" "$(dates "$db" 32016L1919 2019-06-01)" '1 2019-05-05 transposition Article 12'
	like "the day printed is a conflict ($order)" "$(gaps "$db")" '^conflict: deadline 32016L1919: 2019-05-05 kept \(cellar\), 2019-05-25 lost'
done

# A row that is rejected withdraws no date that it may have told.
acts "$dir/b1.xml" <<<'32022L0007|2022-01-10||2024-01-01|
32022L0007|2022-01-10||2025-06-30|'
acts "$dir/b2.xml" <<<'32022L0007|2022-01-10||2024|
32022L0007|2022-01-10||2025-06-30|'
does 0 --db "$dir/b.db" import --read-on 2026-01-01 "$dir/b1.xml"
ok 'two dates' $? "$(said)"
does 1 --db "$dir/b.db" import --read-on 2026-01-02 "$dir/b2.xml"
ok 'one of them cannot be read' $? "$(said)"
is 'both stand' "$(dates "$dir/b.db" 32022L0007 2026-01-03 | cut -d' ' -f1,2 | paste -sd,)" '1 2024-01-01,2 2025-06-30'

# ---- a date moved by another act, derogations, accession

snapshot "$dir/base" 2025-01-10
rows acts.csv acts celex,type,title,adopted,entry_into_force,legal_basis <<'ROWS'
32022L0100,directive,Base act,2022-01-10,2022-02-01,TFEU 114
32025L0100,directive,Stop the clock,2025-04-14,2025-04-17,TFEU 114
32000L0100,directive,Old act,2000-01-10,2000-02-01,EC 95
ROWS
rows deadlines.csv deadlines celex,number,date,kind source=cellar <<'ROWS'
32022L0100,1,2025-07-06,transposition
32022L0100,2,2026-07-06,transposition
32025L0100,1,2025-12-31,transposition
32000L0100,1,2002-01-01,transposition
ROWS
rows relations.csv relations celex,relation,other,comment <<'ROWS'
32022L0100,amended by,32025L0100,
32000L0100,incorporated by,22003D0050,2003-05-17 (Decision of the EEA Joint Committee No 50/2003)
ROWS
rows derogations.csv derogations celex,state,number,date,basis <<'ROWS'
32000L0100,PL,0,2007-12-31,"Act of Accession 2003, Annex XII"
32000L0100,CZ,1,2003-01-01,a day before its accession
ROWS
db=$dir/move.db
does 0 --db "$db" import --snapshot "$dir/base"
ok 'relations and derogations are taken' $? "$(said)"
like 'an act with a deadline of its own amends one whose date lies ahead: read it' "$(gaps "$db")" \
	'^date may have been moved: 32022L0100 2: 2026-07-06: the date may have been moved: read 32025L0100, '
is 'the date is not guessed' "$(cell "$db" 2026-01-01 32022L0100/2/BE deadline)" 2026-07-06

is 'a derogation is the due day of its state' "$(cell "$db" 2026-01-01 32000L0100/1/PL deadline)" 2007-12-31
is 'one that ends before the accession is not' "$(cell "$db" 2026-01-01 32000L0100/1/CZ deadline)" 2004-05-01
is 'the accession of 2004' "$(cell "$db" 2026-01-01 32000L0100/1/HU deadline)" 2004-05-01
is 'of 2007' "$(cell "$db" 2026-01-01 32000L0100/1/BG deadline)" 2007-01-01
is 'of 2013' "$(cell "$db" 2026-01-01 32000L0100/1/HR deadline)" 2013-07-01
is 'the others keep the date of the act' "$(cell "$db" 2026-01-01 32000L0100/1/BE deadline)" 2002-01-01
does 0 --db "$db" explain 32000L0100 PL --as-of 2026-01-01
like 'explain names the ground of the derogation' "$(tr -s '\n ' ' ' <"$dir/out")" 'derogation until 2007-12-31: Act of Accession 2003, Annex XII'
if command -v sqlite3 >/dev/null; then
	is 'the EEA: the later of the date and the Joint Committee Decision' "$(sqlite3 "$db" \
		"SELECT decision, in_force, due FROM v_eea WHERE celex = '32000L0100'")" '22003D0050|2003-05-17|2003-05-17'
else
	skip 'sqlite3 is not installed: v_eea not seen'
fi

does 0 --db "$db" explain 32000L0100 --as-of 2026-01-01
like 'explain says what is on record of the EEA' "$(tr -s '\n ' ' ' <"$dir/out")" \
	'part of the Agreement by 22003D0050, in force 17 May 2003; for the EEA EFTA states the day is 17 May 2003 \(Articles 7 and 103 EEA\)'
does 0 --db "$db" check --act 32000L0100 --as-of 2026-01-01 --format csv
plain=$(head -1 "$dir/out")
does 0 --db "$db" check --act 32000L0100 --as-of 2026-01-01 --format csv --eea
is 'check shows the EEA when asked, after all other columns' "$(head -1 "$dir/out")" "$plain,eea,eea_decision,eea_in_force,eea_due"
is 'with the decision, its day and the day due' "$(column "$dir/out" 32000L0100 1 BE eea_decision,eea_in_force,eea_due)" '22003D0050 2003-05-17 2003-05-17'
is 'it makes no cell for an EFTA state' "$(grep -cE ',(NO|IS|LI),' "$dir/out")" 0
does 0 --db "$db" check --act 32022L0100 --as-of 2026-01-01 --format csv --eea
is 'nothing on record: nothing said' "$(column "$dir/out" 32022L0100 1 BE eea,eea_decision,eea_in_force,eea_due)" '   '
does 0 --db "$db" check --act 32000L0100 --as-of 2026-01-01 --format json --eea
like 'JSON has them too' "$(cat "$dir/out")" '"eea_decision":"22003D0050","eea_in_force":"2003-05-17","eea_due":"2003-05-17"'
does 2 --db "$db" check --format text --eea
is 'other formats have no columns' "$(cat "$dir/err")" 'adquem check: --eea adds columns to csv and json, not to text'
does 0 --db "$db" report --out "$dir/eea-site" --as-of 2026-01-01
like 'the page of the act says it' "$(cat "$dir/eea-site/acts/32000L0100.html")" 'part of the Agreement by 22003D0050, in force 17 May 2003'

# The findings of a deadline that passed, and after it was moved.
snapshot "$dir/read" 2025-01-10
measures 32022L0100 read=2026-07-20 </dev/null
"$ADQUEM" --db "$db" import --snapshot "$dir/read" >"$dir/out" 2>&1
is 'missed as long as nothing moves it' "$(cell "$db" 2026-07-20 32022L0100/2/BE letter,level,finding)" 'O strong cell/32022L0100/2/BE'
snapshot "$dir/moved" 2025-04-20
rows moved.csv deadlines celex,number,date,kind,provisions,moved_by source=reader rank=stated author=Reader <<'ROWS'
32022L0100,2,2028-07-06,transposition,"Article 5, as amended",32025L0100
ROWS
does 0 --db "$db" import --snapshot "$dir/moved"
ok 'a moved date is taken' $? "$(said)"
is 'the deadline keeps its number' "$(dates "$db" 32022L0100 2026-01-01 | cut -d' ' -f1-3 | paste -sd,)" \
	'1 2025-07-06 transposition,2 2028-07-06 transposition'
is 'before the amending act had effect the earlier date holds' "$(cell "$db" 2025-04-16 32022L0100/2/BE deadline)" 2026-07-06
is 'from that day the new one' "$(cell "$db" 2025-04-17 32022L0100/2/BE deadline)" 2028-07-06
is 'nothing is missed any more' "$(cell "$db" 2026-07-20 32022L0100/2/BE letter,level)" 'P none'
does 0 --db "$db" explain 32022L0100 --as-of 2026-01-01
like 'explain says what moved it, and from when' "$(cat "$dir/out")" '^32025L0100 set this date in place of 6 July 2026\.$'
unlike 'lint asks no more' "$(gaps "$db")" '^date may have been moved: 32022L0100 2'
"$ADQUEM" --db "$db" check --as-of 2026-01-01 --official-only --act 32022L0100 --format csv >"$dir/cells.csv" 2>"$dir/err"
is 'official facts only: the earlier date' "$(column "$dir/cells.csv" 32022L0100 2 BE deadline)" 2026-07-06

# ---- the act that moves a date has no number yet

snapshot "$dir/unnumbered" 2025-04-20
rows acts.csv acts celex,type,title,adopted <<'ROWS'
32021L0100,directive,Base act,2021-01-10
ROWS
rows deadlines.csv deadlines celex,number,date,kind source=cellar <<'ROWS'
32021L0100,1,2025-07-06,transposition
ROWS
rows moved.csv deadlines celex,number,date,kind,moved_by source=reader rank=stated author=Reader <<'ROWS'
32021L0100,1,2027-07-06,transposition,2025-04-17 Directive of 14 April 2025 on the postponement
ROWS
does 0 --db "$dir/unnumbered.db" import --snapshot "$dir/unnumbered"
ok 'a date moved by an act without a number is taken' $? "$(said)"
is 'it holds from the day given, not before' "$(for day in 2025-04-16 2025-04-17; do cell "$dir/unnumbered.db" $day 32021L0100/1/BE deadline; echo; done | xargs)" \
	'2025-07-06 2027-07-06'
like 'explain names the act by its title' "$("$ADQUEM" --db "$dir/unnumbered.db" explain 32021L0100 --as-of 2026-01-01 | tr -s '\n ' ' ')" \
	'2025-04-17 Directive of 14 April 2025 on the postponement set this date in place of 6 July 2025'
snapshot "$dir/nameless" 2025-04-20
rows moved.csv deadlines celex,number,date,kind,moved_by source=reader rank=stated author=Reader <<'ROWS'
32021L0100,1,2028-07-06,transposition,2025-02-30 Directive of no day
32021L0100,1,2029-07-06,transposition,2025-02-20
ROWS
"$ADQUEM" --db "$dir/unnumbered.db" import --snapshot "$dir/nameless" >"$dir/out" 2>"$dir/err"
is 'a title without a day, or a day that is none, is rejected' "$? $(cat "$dir/err" "$dir/out" | grep -c 'moved_by')" '1 2'

# ---- who is bound: the protocols, without a fact on record

acts "$dir/bases.srx" <<ROWS
32021L0001|2021-01-10|12016E114|2023-01-01|$late 9
32021L0002|2021-01-10|12016E082, 12016E083|2023-01-01|$late 9
32021L0003|2021-01-10|12016E016|2023-01-01|$late 9
32021L0004|2021-01-10|12016E082, 12016E114|2023-01-01|$late 9
32021L0005|2021-01-10|32016L0680|2023-01-01|$late 9
32021L0006|2021-01-10|12016E087|2023-01-01|$late 9
32021L0007|2021-01-10||2023-01-01|$late 9
32001L0055|2001-07-20|11997E063|2002-12-31|$late 32
32018L0008|2018-01-10|12016E114|2020-06-30|$late 9
32018L0009|2018-01-10|12016E114|2021-06-30|$late 9
32018L0010|2018-01-10|12016E082|2019-06-30|$late 9
32008F0011|2008-01-10|11997M034|2010-01-01|$late 9
ROWS
db=$dir/bound.db
snapshot "$dir/letters" 2023-06-30
rows decisions.csv decisions infr,celex,state,kind,date,type <<'ROWS'
,32021L0006,DK,non-communication,2023-02-20,LFN258
ROWS
"$ADQUEM" --db "$db" import --read-on 2023-06-30 "$dir/bases.srx" >"$dir/out" 2>&1
does 0 --db "$db" import --snapshot "$dir/letters"
ok 'acts of each basis are taken' $? "$(said)"
who() { # who ACT STATE DAY - letter and reason
	cell "$db" "$3" "$1/1/$2" letter,reason
}
why() { # why ACT STATE - the ground shown
	"$ADQUEM" --db "$db" explain "$1" "$2" --as-of 2023-06-30 2>&1 | tr -s '\n ' ' '
}
unestablished='U gap:binding not established'
is 'Article 114: Denmark and Ireland are bound' "$(who 32021L0001 DK 2023-06-30)/$(who 32021L0001 IE 2023-06-30)" \
	'U gap:never read/U gap:never read'
like 'the ground names the article and the protocol' "$(why 32021L0001 DK)" 'legal basis TFEU 114: outside Title V of Part Three TFEU: Protocol 22 does not apply'
is 'Title V: Denmark is not bound' "$(who 32021L0002 DK 2023-06-30)" 'B '
like 'with the articles, and Schengen left open' "$(why 32021L0002 DK)" 'legal basis TFEU 82, 83: Title V of Part Three TFEU: Protocol 22, Articles 1 and 2; if the act builds on the Schengen acquis'
is 'Title V: of Ireland it is not established' "$(who 32021L0002 IE 2023-06-30)" "$unestablished"
is 'Article 16: neither' "$(who 32021L0003 DK 2023-06-30)/$(who 32021L0003 IE 2023-06-30)" "$unestablished/$unestablished"
is 'mixed bases: neither' "$(who 32021L0004 DK 2023-06-30)/$(who 32021L0004 IE 2023-06-30)" "$unestablished/$unestablished"
is 'secondary law as basis: neither' "$(who 32021L0005 DK 2023-06-30)/$(who 32021L0005 IE 2023-06-30)" "$unestablished/$unestablished"
is 'no basis on record: neither' "$(who 32021L0007 DK 2023-06-30)/$(who 32021L0007 IE 2023-06-30)" "$unestablished/$unestablished"
is 'Ireland before the act was accepted for it' "$(who 32001L0055 IE 2003-10-01)" 'B '
is 'from the day on which it was' "$(who 32001L0055 IE 2003-10-02)" 'U gap:never read'
is 'its due day is that day, that of others the one of the act' "$(cell "$db" 2023-06-30 32001L0055/1/IE deadline) $(cell "$db" 2023-06-30 32001L0055/1/BE deadline)" \
	'2003-10-02 2002-12-31'
like 'with the decision and its source' "$(why 32001L0055 IE)" 'participates from 2 October 2003 on: .*Article 4; Article 11a EC; Commission Decision 2003/690/EC.*\(high\)'
is 'the other states are bound whatever the basis' "$(who 32021L0004 BE 2023-06-30)" 'U gap:never read'
is 'a framework decision binds all' "$(who 32008F0011 DK 2023-06-30)/$(who 32008F0011 IE 2023-06-30)" 'U gap:never read/U gap:never read'
is 'Denmark before a letter' "$(who 32021L0006 DK 2023-02-19)" 'B '
is 'Denmark after a letter: treated as bound' "$(who 32021L0006 DK 2023-02-20)" 'U gap:never read'
like 'and the contradiction stated' "$(why 32021L0006 DK)" 'yet treated as bound by the Commission \(decision of 20 February 2023\)'
like 'lint lists what is not established' "$(gaps "$db")" '^binding not established: 32021L0002 IE: legal basis TFEU 82, 83: '
is 'the United Kingdom: a member' "$(who 32018L0010 UK 2020-01-31)" "$unestablished"
is 'in the transition, for a date within it' "$(who 32018L0008 UK 2020-12-31)" 'U gap:never read'
is 'not after it' "$(who 32018L0008 UK 2021-01-01)" 'no cell'
is 'a date after the transition, while it was a member' "$(who 32018L0009 UK 2020-01-31)" 'U gap:never read'
is 'such a date in the transition' "$(who 32018L0009 UK 2020-02-01)" 'no cell'

does 2 --db "$db" explain 32018L0008 UK --as-of 2021-06-01
is 'explain of a state that has left says so' "$(cat "$dir/err")" "adquem explain: United Kingdom was no Member State on 2021-06-01 (member from \
1973-01-01 to 2020-01-31, bound until 2020-12-31: Treaty of Accession 1972; Article 50 TEU; Withdrawal Agreement (OJ L 29 of 31 January 2020), \
Articles 126 and 127: Union law applied until the end of the transition)"
does 2 --db "$db" explain 32008F0011 HR --as-of 2013-06-30
like 'and of one that had not acceded' "$(cat "$dir/err")" '^adquem explain: Croatia was no Member State on 2013-06-30 \(member from 2013-07-01: Treaty of Accession'
like 'a date after the transition is explained' "$("$ADQUEM" --db "$db" explain 32018L0009 UK --as-of 2020-06-01 | tr -s '\n ' ' ')" \
	'No deadline of this act is judged for United Kingdom: it ends after the last day on which Union law applied to this state\.'
like 'an act that ended' "$("$ADQUEM" --db "$dir/snap.db" explain 32006L0024 DE --as-of 2026-08-05 | tr -s '\n ' ' ')" \
	'judged: the act has ended\. .*in force from 3 May 2006, declared invalid by judgment of 8 April 2014\.'
repealed() { "$ADQUEM" --db "$dir/snap.db" explain "$@" --as-of 2026-08-05 | tr -s '\n ' ' ' | grep -o 'The act: [^.]*\.\|no longer'; }
is 'one that will end is in force until then' "$(repealed 32015L0849 FR)" \
	'The act: adopted 20 May 2015, published 5 June 2015, in force from 25 June 2015, repealed with effect from 10 July 2027 by 32024L1640.'
like 'a judgment under Article 260(2) is not called a referral, nor its day that of opening' "$("$ADQUEM" --db "$dir/snap.db" explain 32006L0024 SE --as-of 2026-08-05 | tr -s '\n ' ' ')" \
	'second judgment of 30 May 2013 \(Article 260\(2\) TFEU\).* since 30 May 2013: [^.]* days\. Next step.*“Open” means that no end is on record'
like 'a letter after two deadlines is taken to be about the later' "$("$ADQUEM" --db "$dir/snap.db" explain 32018L0843 IE --as-of 2026-08-05 | tr -s '\n ' ' ')" \
	'More than one deadline had passed by the day of the letter: the case is taken to be about the latest\.'
like 'one that ended for some says for whom' "$(repealed 32008L0099 DK)" 'repealed with effect from 21 May 2026 by 32024L1203, for the states bound by 32024L1203\.$'
like 'a codification names the acts that set its dates' "$("$ADQUEM" --db "$dir/snap.db" explain 32021L0555 ES --as-of 2026-08-05 | tr -s '\n ' ' ')" \
	'the dates it repeats were set by other acts, which have ended or are not on record.* 14 September 2018, inherited \(states\), set by 32017L0853; that act has ended'

# ---- the facts of the snapshot, and what the legal bases alone would have said

bindings() { # bindings DB - celex, state, value of Denmark and Ireland, from v_binding
	sqlite3 -separator ' ' "$1" "SELECT celex, state, value FROM v_binding WHERE state IN ('DK', 'IE') ORDER BY 1, 2"
}
if command -v sqlite3 >/dev/null; then
	perl -e '
		use strict; my %want; open my $in, "<", "snapshot/binding.csv" or die; <$in>;
		while (<$in>) { my ($c, $s, $v) = split /,/; print "$c $s $v\n" if /,high\s*$/ && $s ne "UK" && $c =~ /^.{5}L/; }' |
		sort >"$dir/high"
	bindings "$dir/snap.db" | sort >"$dir/have"
	is 'Denmark and Ireland as stated with high confidence, but for a letter that names one' \
		"$(comm -23 "$dir/high" "$dir/have")" '32023L0977 DK international law'
	like '2023/977: Denmark by its own flag' "$("$ADQUEM" --db "$dir/snap.db" explain 32023L0977 DK --as-of 2026-08-05 | tr -s '\n ' ' ')" \
		'Protocol 22 Article 4.*yet treated as bound by the Commission \(decision of 31 January 2025\)'
	cp -r snapshot "$dir/nofacts"
	chmod -R u+w "$dir/nofacts"
	rm "$dir/nofacts/binding.csv"
	for drop in binding decisions; do
		perl -0pi -e "s/\\[$drop\\.csv\\]\\n.*?(?=\\n\\[|\\z)//s" "$dir/nofacts/manifest.ini"
		rm -f "$dir/nofacts/$drop.csv"
	done
	does 0 --db "$dir/nofacts.db" import --snapshot "$dir/nofacts"
	ok 'the snapshot without its facts of binding' $? "$(said)"
	bindings "$dir/nofacts.db" >"$dir/computed"
	# A computed value is the stated one, or leaves it open; "not bound" and "international law" are both B.
	is 'no legal basis contradicts a fact stated with high confidence' "$(perl -e '
		open my $h, "<", $ARGV[0]; my %w; while (<$h>) { my ($c, $s, $v) = /^(\S+) (\S+) (.*)$/; $w{"$c $s"} = $v; }
		open my $g, "<", $ARGV[1]; my ($same, $open) = (0, 0);
		while (<$g>) { my ($c, $s, $v) = /^(\S+) (\S+) (.*)$/; my $w = $w{"$c $s"} or next;
			if ($v eq "not established") { $open++ }
			elsif ($v eq $w || "$v/$w" eq "not bound/international law") { $same++ }
			else { print "$c $s: $v, stated $w\n" } }
		print "same or B: $same, left open: $open";' "$dir/high" "$dir/computed")" 'same or B: 43, left open: 25'
else
	skip 'sqlite3 is not installed: v_binding of the snapshot not compared'
fi

done_testing
