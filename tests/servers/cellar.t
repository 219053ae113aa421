#!/usr/bin/env bash
# The queries of feeds/cellar-*.rq on a real Virtuoso, with a graph in CELLAR's shape (cdm-graph.pl): what they find, that
# their twins count the same, and that the program reads the answers. Not part of `make check`: `make check-servers`.
. tests/lib.sh
. tests/servers/virtuoso.sh
virtuoso_there || { echo "1..0 # SKIP virtuoso-t, isql-vt or curl is not there: the queries are not tried"; exit 0; }
trap 'stop_virtuoso; rm -rf "$dir"' EXIT

shared=
[ -d ../shared/data ] && shared=../shared
perl tests/servers/cdm-graph.pl snapshot "$shared" "${SCALE:-400}" >"$dir/graph.nt"
ok "the graph is made" $?
start_virtuoso "$dir/virtuoso" && load_virtuoso "$dir/graph.nt"
ok "Virtuoso runs and has it" $? "$(tail -n 5 "$dir"/virtuoso/{out,load} 2>&1)"

# ask QUERY [count] - the answer to feeds/cellar-QUERY.rq, its rows in $dir/rows as "name=value|...". Acts in $acts.
acts=32016L0680 year=2016 since=9999-12-31T00:00:00Z
ask() {
	local literals='' act
	for act in $acts; do literals+="\"$act\"^^xsd:string \"$act\" "; done
	local language=http://publications.europa.eu/resource/authority/language
	sed "/^#/d; s/%YEAR%/$year/; s/%YEAR%/$year/; s/%SINCE%/$since/; s|%LANGUAGES%|<$language/ENG> <$language/DEU>|" \
		"feeds/cellar-$1.rq" | LITERALS=$literals perl -pe 's/%ACTS%/$ENV{LITERALS}/' >"$dir/query"
	[ -z "${2:-}" ] || perl -0pi -e 's/^SELECT .* WHERE \{$/SELECT ?celex (COUNT(*) AS ?rows) (COUNT(DISTINCT ?nim) AS ?n) WHERE {/m; $_ .= "GROUP BY ?celex\n"' "$dir/query"
	ask_virtuoso "$dir/query" >"$dir/answer.xml"
	perl -0ne 'while (m{<result>(.*?)</result>}sg) {
		my ($r, @v) = $1;
		while ($r =~ m{<binding name="(\w+)">(.*?)</binding>}sg) {
			my ($n, $v) = ($1, $2); $v =~ s/<[^>]*>//g; $v =~ s/\s+/ /g; $v =~ s{http://publications.europa.eu/}{}g; push @v, "$n=$v" }
		print join("|", @v), "\n" }' "$dir/answer.xml" >"$dir/rows"
}
rows() { grep -c "${1:-}" "$dir/rows"; }
agrees() { # QUERY - twin and query have as many rows for each act
	ask "$1"
	cut -d'|' -f1 "$dir/rows" | sort | uniq -c | awk '{ print $2 "|rows=" $1 }' >"$dir/got"
	ask "$1" count
	cut -d'|' -f1,2 "$dir/rows" | sort >"$dir/counted"
	[ -s "$dir/got" ] && diff "$dir/got" "$dir/counted" >"$dir/diff"
	ok "$1: the count of ${2:-$acts} agrees" $? "$(head "$dir/diff" "$dir/answer.xml")"
}

# ---- the list of a year
ask index
is "no corrigendum is listed" "$(rows 'R(01)')" 0
is "a record of yesterday (do_not_index) is none" "$(grep -c '^celex=32016L0680$' "$dir/rows")" 1
agrees index 2016
year=2008 && ask index && is "a framework decision is listed" "$(rows '^celex=32008F0977$')" 1
year=2014 && ask index && is "an act of two types is listed once" "$(rows '^celex=32014L0099$')" 1
year=2015 && ask index && is "an implementing directive is listed" "$(rows '^celex=32015L0566$')" 1
year=1977 && ask index && is "an act whose number has no type is listed" "$(rows '^celex=31977L0001$')" 1
year=2022 && ask index && is "changes of other records before the day are left out" "$(rows '32022L2464.*modified')" 1
since=2026-01-01T00:00:00Z && ask index && is "those after it are not" "$(rows '32022L2464.*modified')" 2
year=1990 && agrees index 1990
year=1957 && ask index && is "a year without acts is empty" "$(rows)" 0

# ---- what is said of acts
acts='32016L0680 31999L0031 32019L0790 32022L2464 32008F0977 31977L0001 32002L0013 32019L1937 31959L9999'
agrees acts
ask acts
is "both deadlines of one act" "$(rows '32019L1937.*directive_date_transposition|value=20[0-9-]*$')" 2
is "both annotations of one date" "$(grep '32019L0790.*directive_date_transposition.*axiom' "$dir/rows" | grep -o 'axiom=[^|]*' | sort -u | wc -l)" 2
is "the deadline of a framework decision" "$(rows '32008F0977.*police-and-judicial_date_transposition|value=2010-11-27$')" 1
is "the dates of yesterday's record are not there" "$(rows '2009-09-09\|1999-09-09')" 0
is "the amending act, and what it changed" "$(rows '32022L2464.*amends_resource_legal|value=32025L0794')" 3
is "the partial end beside the open one" "$(rows '31999L0031.*end-of-validity|value=[0-9-]*$')" 2
is "the corrigendum" "$(rows '32016L0680.*corrects_resource_legal|value=32016L0680R(01)$')" 1
is "titles in two languages" "$(rows '32016L0680.*expression_title')" 2
is "an act whose number has no type" "$(rows '31977L0001.*resource-type')" 1
is "an act that is not there has no row" "$(rows '31959L9999')" 0
"$ADQUEM" --db "$dir/a.db" import "$dir/answer.xml" >"$dir/out" 2>&1
is "the program reads the answer" "$?: $(grep -c rejected: "$dir/out")" "0: 0"
like "as acts with their deadlines" "$(cat "$dir/out")" 'deadlines: [0-9]+ new'

# ---- measures
many=$(printf '31990L%04d ' $(seq 101 300))
acts='32016L0680 32022L2555 32022L2464 31959L9999'
agrees measures
ask measures
is "an act without measures is there" "$(rows '^celex=32022L2464$')" 1
is "an act that is not there has no row" "$(rows '31959L9999')" 0
is "the measures of the snapshot, one row each" "$(rows '32022L2555.*country=')" "$(grep -c ,32022L2555 <(sed 's/^/,/' snapshot/measures-32022L2555.csv))"
is "two links make no second measure" "$(rows '32016L0680.*country=.*GRC')" 1
is "both links" "$(rows 'national_website_link|value=http://[ab].example')" 2
is "a measure of a former Member State" "$(rows '32016L0680.*country=.*GBR')" 1
is "the day of notification for this act" "$(rows '32016L0680.*transposition_notification|value=2018-06-07')" 1
"$ADQUEM" --db "$dir/m.db" import "$dir/answer.xml" >"$dir/out" 2>&1
like "the program reads the answer" "$?: $(cat "$dir/out")" '^0: .* 0 rejected'
acts=$(head -c 1100 <<<"$many")
agrees measures "a measure that serves 200 directives"
ask measures
is "it has one number for each" "$(rows 'resource_legal_id_celex|value=71990L....CZE')" "$(wc -w <<<"$acts")"

# ---- changes and judgments
acts='32016L0680 32022L2464' since=2026-05-01T07:00:00Z
agrees changes
is "all changed since, in another time zone" "$(grep 32016L0680 "$dir/rows" | grep -o 'rows=.*')" "rows=11|n=5"
since=2026-05-01T09:00:00Z && ask changes count
is "none an hour later" "$(grep 32016L0680 "$dir/rows" | grep -o 'rows=.*')" "rows=6|n=5"
agrees judgments
ask judgments
is "three relations to the Court's cases" "$(rows 'case=620')" 3
"$ADQUEM" --db "$dir/a.db" import "$dir/answer.xml" >"$dir/out" 2>&1
like "the program takes the judgment" "$?: $(cat "$dir/out")" 'decisions: 1 new'

# ---- how Virtuoso fails: cut without a word in the body
stop_virtuoso
start_virtuoso "$dir/small" 100 && load_virtuoso "$dir/graph.nt"
ok "a Virtuoso that cuts at 100 rows" $?
acts=32022L2555 && ask measures
like "says so in a header" "$(tr -d '\r' <"$dir/small/headers")" '^X-SPARQL-MaxRows: 100$'
is "and gives 100" "$(rows)" 100
ask measures count
is "its count is not cut" "$(grep -o '|n=.*' "$dir/rows")" "|n=303"
acts=32016L0680 && ask measures
unlike "an answer within the limit has no such header" "$(cat "$dir/small/headers")" 'X-SPARQL-MaxRows'
done_testing
