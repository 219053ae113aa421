#!/usr/bin/env bash
# diff: what turned between two days, or between two runs as they showed it.
. tests/lib.sh
act=32020L0001
db=$dir/x.db
night() { # night DAY DECISIONS, measures on standard input - a run of that day
	snapshot "$dir/$1" "$1"
	rows acts.csv acts celex,type,title,adopted <<<"$act,directive,An act,2020-01-15"
	rows deadlines.csv deadlines celex,number,date,kind <<<"$act,1,2022-06-30,transposition"
	rows decisions.csv decisions infr,celex,state,kind,date,type <<<"$2"
	measures $act
	does "$3" --db "$db" run --snapshot "$dir/$1"
}
letter="INFR(2022)0001,$act,PL,non-communication,2022-07-05,LFN258"
night 2022-07-20 "$letter" 0 <<<'BE,m1,2022-06-01,,Law of Belgium,
ES,m2,2022-06-01,,Law of Spain,'
night 2022-08-20 "$letter
INFR(2022)0001,$act,PL,non-communication,2022-08-10,RO258
INFR(2022)0002,$act,FR,non-communication,2022-08-10,LFN258" 1 <<<'BE,m1,2022-06-01,,Law of Belgium,
IT,m3,2022-08-01,,Law of Italy,'
turned() { cut -d' ' -f1-3 "$dir/out" | sed "s,cell/$act/1/,,; s/:$//"; }
night=$(turned)

does 0 --db "$db" diff --runs 1 2
ok 'two runs' $? "$(said)"
is 'as the second told it' "$(turned | sort)" "$(sort <<<"$night")"
like 'which has something of each' "$(turned | cut -d' ' -f1 | sort -u | paste -sd' ')" '^better case-step worse$'
does 1 --db "$db" diff --runs 1 2 --exit-code
ok '--exit-code: something is worse' $? "$(said)"
does 0 --db "$db" diff --runs 2 1
is 'backwards, what was worse is better' "$(turned | grep -E ' (FR|PL)$' | cut -d' ' -f1,3 | paste -sd,)" 'better FR'

does 0 --db "$db" diff --from 2022-07-20 --to 2022-08-20
ok 'two days' $? "$(said)"
is 'the letter and the opinion' "$(turned | grep -E ' (FR|PL)$' | paste -sd,)" 'worse case FR,case-step case PL'
does 0 --db "$db" diff --from 2022-08-20 --to 2022-08-20 --exit-code
is 'a day and itself' "$status $(cat "$dir/out" "$dir/err")" '0 '
does 1 --db "$db" diff --from 2022-06-01 --to 2022-07-20 --state FR --exit-code
like 'what the end of the period brought' "$(turned)" '^(new|worse) strong FR$'
does 0 --db "$db" diff --from 2022-07-20 --to 2022-08-20 --format json
is 'as JSON' "$(json "$dir/out" 'map { join " ", map { $_ // "none" } @{$_}{qw(event level_was level letter_was letter stage_was stage)} } grep { $_->{finding} =~ /FR$/ } @{$d->{changes}}')" 'worse strong case O O unread LFN'
like 'the number of the deadline is a number, as in that of check' "$(cat "$dir/out")" '"deadline_no":1,'
is 'the portfolio is named as check names it' "$(json "$dir/out" '$d->{portfolio}')" all
does 0 --db "$db" diff --runs 1 2 --format json
is 'of two runs it is theirs, and not asked for' "$(json "$dir/out" '$d->{portfolio} // "none"')" none
does 0 --db "$db" diff --from 2022-08-20 --to 2022-12-01
unlike 'what cannot be judged any more is not closed' "$(cat "$dir/out")" '^closed'

refused() { does 2 --db "$db" diff "${@:2}" && like "refused: $1" "$(cat "$dir/err")" "^adquem diff: .*${1#--}"; }
refused 'name two days' --from 2022-07-20
refused 'name two runs' --runs 1
refused 'name two runs' --runs 1x 2
refused '--state: two runs are compared as they showed it' --runs 1 2 --state FR
refused 'not two runs of one portfolio' --runs 1 3
refused 'not two runs of one portfolio' --runs 1 1
does 2 --db "$db" diff --runs 1 9 --format json
is 'half an answer is none' "$(cat "$dir/out")" ''
refused 'lies after' --from 2022-08-20 --to 2022-07-20
refused 'compared with --runs' 1 2

done_testing
