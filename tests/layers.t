#!/usr/bin/env bash
# The layers of docs/ARCHITECTURE.md: includes go downward only, and every header compiles alone.
set -u
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
n=0
ok() { # ok NAME STATUS OUTPUT
	n=$((n + 1))
	if [ "$2" = 0 ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; sed 's/^/# /' <<<"$3"; fi
}
refused() { # refused NAME FRAGMENT - tools/layers fails on the planted tree, saying FRAGMENT
	local out
	if out=$(bash tools/layers "$dir" 2>&1); then ok "$1" 1 "accepted"; return; fi
	grep -qF -- "$2" <<<"$out"
	ok "$1" $? "$out"
}

out=$(bash tools/layers 2>&1)
ok 'includes go downward only' $? "$out"

mkdir "$dir/checker" "$dir/feeds"
touch "$dir/feeds/a.c" "$dir/checker/day.h"
printf '#include <glib.h>\n#include "checker/store.h"\n' >"$dir/checker/day.c"
touch "$dir/checker/store.h"
refused 'an include of a higher layer is found' 'checker/day.c:2: checker/store.h is of the layer store, above base'
printf '#include "day.h"\n' >"$dir/checker/day.c"
refused 'an include by a short name is found' 'checker/day.c:1: "day.h" is not written from the top folder'
printf '' >"$dir/checker/day.c"
printf 'int x;\n' >"$dir/checker/misc.c"
refused 'a file without a layer is found' 'checker/misc.c: this file has no place'
rm "$dir/checker/misc.c"
printf '#include "checker/store.h"\n#include "feeds/a.h"\n' >"$dir/checker/cmd_x.c"
out=$(bash tools/layers "$dir" 2>&1)
ok 'a downward include is none of them' $? "$out"

flags=$(pkg-config --cflags gio-2.0 libxml-2.0 libxslt sqlite3)
for header in checker/*.h feeds/*.h; do
	# Twice, so that a missing guard shows too.
	printf '#include "%s"\n#include "%s"\n' "$header" "$header" >"$dir/alone.c"
	# shellcheck disable=SC2086
	out=$(cc -std=c17 -D_POSIX_C_SOURCE=200809L -I. $flags -Wall -Wextra -Werror -fsyntax-only "$dir/alone.c" 2>&1)
	ok "$header compiles alone" $? "$out"
done
echo "1..$n"
