#!/usr/bin/env bash
# The HTML part of mail in a browser, wide and narrow, light and dark: readable, within its edges, without a script and without a
# request for anything, whatever titles say.
. tests/lib.sh
browser=${CHROMIUM:-chromium}
command -v "$browser" >/dev/null || { echo "1..0 # SKIP $browser is not installed: no mail was looked at"; exit 0; }
act=32020L0001
mkdir "$dir/site"
printf '#!/bin/sh\nexec cat >"%s/site/$ADQUEM_TO.html"\n' "$dir" >"$dir/take"
chmod +x "$dir/take"
printf '[channel it]\ntype=command\ncommand=%s/take\nformat=html\n[subscription it]\nchannel=it\nto=mail\nlevel=candidate\n' "$dir" >"$dir/adquem.conf"
export ADQUEM_CONFIG=$dir/adquem.conf
title=$'Sch\xc3\xa4rfe <script>alert(1)</script><img src=https://example.org/x.png>\xe2\x80\xae exe.txt '$(printf 'Unbreakable%.0s' {1..30})
for day in 2022-07-20 2022-07-21; do
	snapshot "$dir/$day" $day
	rows acts.csv acts celex,type,short_title,title,adopted <<<"$act,directive,$title,An act,2020-01-15"
	rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
	for state in AT BE; do echo "$state,$act-$state,,2022-06-01,Law of $state,"; done | measures $act
	{
		echo "INFR(2022)0011,$act,PL,non-communication,2022-07-05,LFN258"
		[ $day = 2022-07-20 ] || printf "INFR(2022)002%s,$act,%s,non-communication,2022-07-21,LFN258\n" 1 EL 2 ES
	} | rows decisions.csv decisions infr,celex,state,kind,date,type
	"$ADQUEM" --db "$dir/x.db" run --snapshot "$dir/$day" >"$dir/out" 2>"$dir/err"
done
[ -s "$dir/site/mail.html" ]
ok 'a mail' $? "$(cat "$dir/err")"
unlike 'nothing turns its text round' "$(cat "$dir/site/mail.html")" $'\xe2\x80\xae'
printf '[channel it]\ntype=command\ncommand=%s/take\nformat=html\nto=test\n' "$dir" >"$dir/adquem.conf"
does 0 alert --test it
ok 'a mail with a change of each kind' $? "$(said)"
# What is wrong with a page; mail comes without a server's policy and has no menu to be skipped.
looks() { perl tests/servers/browser.pl every "file://$dir/site/" "$@" 2>&1 | grep -v ': no strict policy came with it$\|: the first stop is no way past the head: '; }
is 'both are as they should be' "$(looks mail.html test.html)" ''
sed -i 's|</main>|<img src="https://example.org/y.png" alt=""><p style="width: 900px">wide</p></main>|' "$dir/site/test.html"
said=$(looks test.html)
like 'what is asked for would be seen' "$said" 'https://example.org/y.png'
like 'and what is too wide' "$said" '900|px wide|past the edge'
done_testing
