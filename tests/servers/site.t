#!/usr/bin/env bash
# The site in a browser: every page of the snapshot's site once; every kind of page in every language, light and dark, 320 and
# 1280 px, with scripts and without, and on paper; the same for a store full of hostile texts. KEEP=FOLDER keeps pictures
# and PDF for those who want to look.
. tests/lib.sh
. tests/servers.sh
node=$PWD/out/npm/node_modules
export AXE=$node/axe-core/axe.min.js
kinds='index changes matrix deadlines portfolio scoreboard reliability method sources states/EL acts/32022L2555
	acts/32022L2557 acts/32019L0068 cases/INFR-2024-0270 cases/INFR-2018-0126'
browse() { # browse HOW SITE PAGE... - what is wrong with pages of a site, in $dir/wrong
	local how=$1 site=$2
	shift 2
	perl tests/servers/browser.pl "$how" "http://127.0.0.1:${ports[0]}/$site/" "$@" >"$dir/wrong" 2>&1
}
web() { # nginx as the strictest host there is: what a page breaks of its own policy is an error in the browser
	local kind
	echo "http { access_log off; types { text/html html; } charset utf-8;"
	for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $dir/nginx-$kind;"; done
	echo "server { listen 127.0.0.1:${ports[0]}; root $dir/site;
		add_header Content-Security-Policy \"default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:\" always; } }"
}

# hostile_store DAY - a snapshot of texts that pages must not break on; what was notified changes from one day to the next
hostile_store() {
	local n state
	mapfile -t titles < <(perl -CO -e '
		print "$_\n" for q{"<script>alert(1)</script> & ]]> &amp; <!-- ""quoted"" -->"}, "x" x 10000, "Law of many words, " =~ s/,//r x 500,
		  "\x{202e}\x{5d7}\x{5d5}\x{5e7} \x{5d4}\x{5d2}\x{5e0}\x{5d4} 2022/7 \x{627}\x{644}\x{642}\x{627}\x{646}\x{648}\x{646}", "bell \x{7} escape \x{1b}[31m delete \x{7f} next \x{85} end",
		  "\x{417}\x{430}\x{43a}\x{43e}\x{43d} \x{437}\x{430} \x{43a}\x{438}\x{431}\x{435}\x{440}\x{441}\x{438}\x{433}\x{443}\x{440}\x{43d}\x{43e}\x{441}\x{442}",
		  "\x{39d}\x{3cc}\x{3bc}\x{3bf}\x{3c2} \x{3c0}\x{3b5}\x{3c1}\x{3af} \x{3ba}\x{3c5}\x{3b2}\x{3b5}\x{3c1}\x{3bd}\x{3bf}\x{3b1}\x{3c3}\x{3c6}\x{3ac}\x{3bb}\x{3b5}\x{3b9}\x{3b1}\x{3c2}",
		  "Li\x{121}i dwar i\x{10b}-\x{10b}ibersigurt\x{e0} u l-\x{127}arsien tal-g\x{127}odod", "e\x{301}\x{323}\x{330}z" x 200, "https://example.org/" . "a/" x 300')
	local states=(IE EL BG MT CY HU LV PL FI SE) due=(2022-06-30 2022-06-30 2023-10-13 2023-10-14 2023-10-15)
	snapshot "$dir/facts-$1" "$1"
	for n in {11..15}; do echo "32020L00$n,directive,${titles[n - 11]},${titles[20 - n]},2020-01-15,yes"; done |
		rows acts.csv acts celex,type,short_title,title,adopted,legislative
	for n in {11..15}; do
		echo "32020L00$n,1,${due[n - 11]},transposition,${titles[n - 6]}"
		echo "32020L00$n,2,2022-10-$n,duty,${titles[n - 11]}"
	done | rows deadlines.csv deadlines celex,number,date,kind,provisions
	for n in {11..15}; do
		for state in {0..9}; do echo "${states[state]},n-$n-$state,2022-06-01,2022-06-02,${titles[state]},"; done |
			if [ "$1" = 2022-07-01 ]; then cat; else head -n $((2 * n - 20)); fi | measures "32020L00$n"
		echo "INFR(2022)00$n,32020L00$n,${states[n - 11]},non-communication,2022-08-$n,LFN258,${titles[n - 11]},${titles[20 - n]},javascript:alert($n)" >>"$dir/decisions-$1"
	done
	rows decisions.csv decisions infr,celex,state,kind,date,type,text,title,url <"$dir/decisions-$1"
}

# ---- the sites: one per catalogue, and one of hostile texts
languages=$(grep -l '<messages ' reports/*.xml | sed 's,.*/,,; s/\.xml$//')
mkdir "$dir/site" "$dir/pdf"
does 0 --db "$dir/a.db" run --snapshot snapshot --portfolio security-union
for lang in $languages; do
	does 0 --db "$dir/a.db" report --portfolio security-union --lang "$lang" --out "$dir/site/$lang"
	ok "the site in $lang is made" $? "$(said)"
done
hostile_store 2022-07-01 && does 0 --db "$dir/b.db" run --snapshot "$dir/facts-2022-07-01" --as-of 2022-07-01 &&
	hostile_store 2022-09-01 && does 1 --db "$dir/b.db" run --snapshot "$dir/facts-2022-09-01" --as-of 2022-09-01 --out "$dir/site/hostile"
ok 'a site of hostile texts is made' $? "$(said)"
mapfile -t pages < <(cd "$dir/site/en" && find . -name '*.html' | sed 's,^\./,,' | sort)
mapfile -t hostile < <(cd "$dir/site/hostile" && find . -name '*.html' | sed 's,^\./,,' | sort | grep -Ev '^(states/([^E]|E[ES])|scoreboard|reliability|method|sources)')

# ---- valid HTML
if [ -x "$node/.bin/html-validate" ]; then
	"$node/.bin/html-validate" -c tests/servers/htmlvalidate.cjs -f text "$dir"/site/*/*.html "$dir"/site/*/*/*.html >"$dir/wrong" 2>&1
	ok "all pages are valid HTML: $(find "$dir/site" -name '*.html' | wc -l)" $? "$(sed "s,$dir/,," "$dir/wrong" | head -20)"
else
	skip 'html-validate is not installed (npm): no page was validated'
fi

# ---- in the browser
why=$(can_serve) || { skip "$why: no page was opened in a browser"; done_testing; }
command -v "${CHROMIUM:-chromium}" >/dev/null || { skip 'chromium is not installed: no page was opened in a browser'; done_testing; }
[ -s "$AXE" ] || { skip 'axe-core is not installed (npm): its rules were not checked'; unset AXE; }
start_nginx web 1
ok 'a server on loopback' $?
browse once en "${pages[@]}"
ok "every page of the site once: ${#pages[@]}" $? "$(head -20 "$dir/wrong")"
for lang in $languages hostile; do
	mkdir "$dir/pdf/$lang"
	# shellcheck disable=SC2086
	if [ "$lang" = hostile ]; then these=("${hostile[@]}"); else these=($(printf '%s.html ' $kinds)); fi
	PDF=$dir/pdf/$lang SHOTS=${KEEP:+$dir/pdf/$lang} browse every "$lang" "${these[@]}"
	ok "every kind of page, $lang: light, dark, narrow, wide, without scripts, on paper" $? "$(head -20 "$dir/wrong")"
done

# ---- letters: text on every colour of their fill
perl tests/servers/browser.pl table "http://127.0.0.1:${ports[0]}/en/" method.html >"$dir/letters" 2>&1
diag "$(paste -sd' ' "$dir/letters" | sed 's/ \(light\|dark\) /\n\1 /g')"
is 'ten letters, light and dark, with a contrast of at least 7' \
	"$(perl -ane '$n++ if $F[3] >= 7; END { print $n + 0 }' "$dir/letters") of $(wc -l <"$dir/letters")" '20 of 20'

# ---- paper
command -v pdftotext >/dev/null || { skip 'pdftotext is not installed (poppler-utils): print was not read'; done_testing; }
for pdf in "$dir"/pdf/*/*.pdf; do
	pdfinfo "$pdf" 2>&1 | grep -E '^(Tagged|Page size)' | tr -s ' ' | paste -sd' '
done | sort | uniq -c >"$dir/info"
is 'print is A4 across, and tagged' "$(sed 's/^ *[0-9]* //; s/84[12][.0-9]* x 59[45][.0-9]*/A4 across/' "$dir/info")" 'Tagged: yes Page size: A4 across pts (A4)'
# columns PDF - the states on the line of the matrix's heads that lie on the page and have a letter, as text, below them
columns() {
	pdftotext -bbox "$1" - | perl -ne '
		$w = $1 if /<page width="([\d.]+)"/ && !$w;
		push @words, [($1 + $3) / 2, $2, $3, $5] if /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</;
		END {
			my ($be) = grep { $_->[3] eq "BE" } @words;
			my @heads = grep { abs($_->[1] - $be->[1]) < 2 && $_->[3] =~ /^[A-Z]{2}$/ && $_->[2] < $w - 20 } @words;
			print join(" ", map { $_->[3] } sort { $a->[0] <=> $b->[0] } grep { my $h = $_; grep { $_->[3] =~ /^[OIACXNSPBU](?:†)?$/ && abs($_->[0] - $h->[0]) < 10 && $_->[1] > $h->[1] && $_->[1] < $h->[1] + 60 } @words } @heads);
		}'
}
states='BE BG CZ DK DE EE IE EL ES FR HR IT CY LV LT LU HU MT NL AT PL PT RO SI SK FI SE'
for lang in $languages; do
	is "the matrix on paper, $lang: all columns on the page, a letter as text in each" "$(columns "$dir/pdf/$lang/matrix.html.pdf")" "$states"
done
[ -n "${KEEP:-}" ] && cp -r "$dir/site" "$dir/pdf" "$KEEP"
done_testing
