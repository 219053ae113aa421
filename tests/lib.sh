# lib.sh - what the script tests share: TAP on standard output, a temporary folder that goes away, hand-made snapshots.
# A test sources it first: `. tests/lib.sh`, and ends with `done_testing`. The program under test is $ADQUEM.
# shellcheck shell=bash
set -u
: "${ADQUEM:=$PWD/out/adquem}"
export LC_ALL=C
unset ADQUEM_DB ADQUEM_DATA XDG_DATA_HOME XDG_CONFIG_HOME
export ADQUEM_CONFIG=/dev/null # not that of this machine
dir=$(mktemp -d) || exit 1
trap 'chmod -R u+rwX "$dir"; rm -rf "$dir"' EXIT
export HOME=$dir/home
mkdir "$HOME"
tests=0 failures=0

diag() { # diag TEXT - for the reader of a failure, where prove does not show it otherwise
	head -c 3000 <<<"$*" | sed 's/^/# /' >&2
}

ok() { # ok NAME STATUS [DETAIL]
	tests=$((tests + 1))
	if [ "$2" = 0 ]; then
		echo "ok $tests - $1"
	else
		failures=$((failures + 1))
		echo "not ok $tests - $1"
		diag "failed: $1${3:+
$3}"
	fi
}

is() { # is NAME GOT WANT
	[ "$2" = "$3" ]
	ok "$1" $? "got:  $2
want: $3"
}

like() { # like NAME TEXT REGEX
	grep -qE -- "$3" <<<"$2"
	ok "$1" $? "got:  $2
want: something like $3"
}

unlike() { # unlike NAME TEXT REGEX
	! grep -qE -- "$3" <<<"$2"
	ok "$1" $? "got:  $2
want: nothing like $3"
}

skip() { # skip REASON - a point that cannot be tested here, loudly
	tests=$((tests + 1))
	echo "ok $tests # SKIP $1"
	diag "SKIPPED: $1"
}

done_testing() {
	echo "1..$tests"
	exit $((failures > 0))
}

# ---- running the program

# does STATUS ARGUMENTS... - runs the program; output in $dir/out and $dir/err, 0 if it ended with STATUS.
does() {
	local want=$1
	shift
	"$ADQUEM" "$@" >"$dir/out" 2>"$dir/err"
	status=$?
	[ "$status" = "$want" ]
}

said() { # what the last `does` left, for the detail of `ok`
	echo "status $status; out: $(head -c 2000 "$dir/out"); err: $(head -c 2000 "$dir/err")"
}

# ---- snapshots: a folder in the format of snapshot/README.md

declare -A columns=(
	[acts]=celex,type,short_title,title,eli,adopted,published,entry_into_force,in_force,ended,ended_by,ended_how,ended_for,legal_basis,legislative,eea,reference,note
	[deadlines]=celex,number,date,kind,provisions,addressee,inherited_from,annotation
	[binding]=celex,state,value,basis
	[measures]=celex,state,nim,nim_celex,title,type,journal,number,published,notified,notified_act,in_force,link,declaration
	[declarations]=celex,state,value,date,nim,text
	[decisions]=infr,celex,state,kind,date,type,additional,text,title,department,court_case,amount,url
	[lists]=celex,type,date,complete,states
	[notes]=celex,state,date,text
	[relations]=celex,relation,other,comment
	[derogations]=celex,state,number,date,basis
)

# snapshot FOLDER AS_OF - begins one
snapshot() {
	snap=$1
	read_on=$2
	mkdir -p "$snap"
	printf '[snapshot]\nformat=1\ntitle=A fixture\nas_of=%s\n' "$2" >"$snap/manifest.ini"
}

# rows FILE KIND COLUMNS [KEY=VALUE...] <<ROWS - adds a file to it. Standard input holds the rows, only the columns named
# (a,b,c); the others stay empty. Keys go into the manifest in place of the usual ones.
rows() {
	local file=$1 kind=$2 given=$3 column more='' blank=''
	shift 3
	for column in ${columns[$kind]//,/ } cite rank confidence; do
		case ,$given, in *,$column,*) ;; *) more+=,$column blank+=, ;; esac
	done
	{
		echo "$given$more"
		sed "/./!d; s/\$/$blank/"
	} >"$snap/$file"
	declare_file "$file" "$kind" "$@"
}

# declare_file FILE KIND [KEY=VALUE...] - the group of a file that is there already
declare_file() {
	local file=$1 kind=$2 key
	shift 2
	local -A keys=([kind]=$kind [source]=$kind [title]="Fixture of $kind" [read]=$read_on [rank]=official
		[sha256]=$(sha256sum "$snap/$file" | cut -c1-64))
	for key; do keys[${key%%=*}]=${key#*=}; done
	{
		printf '\n[%s]\n' "$file"
		for key in "${!keys[@]}"; do printf '%s=%s\n' "$key" "${keys[$key]}"; done | sort
	} >>"$snap/manifest.ini"
}

# measures CELEX [KEY=VALUE...] <<ROWS - a whole read of the measures of one act: state,nim,notified,notified_act,title,declaration
measures() {
	local celex=$1
	shift
	sed "/./!d; s/^/$celex,/" |
		rows "measures-$celex.csv" measures celex,state,nim,notified,notified_act,title,declaration scope="$celex" \
			whole=yes query="the measures of $celex" source=cellar "$@"
}

# ---- reading what `check` printed

# column FILE.csv CELEX NO STATE COLUMN - the value in that row; "no cell" if there is none
column() {
	perl -e '
		my ($file, $celex, $no, $state, $want) = @ARGV;
		open my $in, "<", $file or die; local $/; my $text = <$in>;
		my (@rows, @row);
		while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^,"\n]*))(,|\n)/g) {
			my $value = defined $1 ? $1 =~ s/""/"/gr : $2;
			push @row, $value;
			if ($3 eq "\n") { push @rows, [@row]; @row = (); }
		}
		my @names = @{shift @rows};
		for (@rows) {
			my %r; @r{@names} = @$_;
			next unless $r{celex} eq $celex && $r{deadline_no} eq $no && $r{state} eq $state;
			print join(" ", map { $r{$_} } split /,/, $want); exit;
		}
		print "no cell";' "$@"
}

# json FILE PERL - the value of a Perl expression in which $d is the document
json() {
	perl -MJSON::PP -e '
		use utf8; binmode STDOUT, ":utf8";
		open my $in, "<", $ARGV[0] or die; local $/; our $d = decode_json(<$in>);
		my @r = eval $ARGV[1]; die $@ if $@; print join("\n", map { $_ // "" } @r);' "$@"
}

dump() { # dump DB - all that a database holds, to compare
	sqlite3 "$1" .dump | sha256sum
}
