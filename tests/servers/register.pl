#!/usr/bin/perl
# register.pl [OPTIONS] DECISIONS.csv - a stand-in for the Commission's register of decisions, on a free loopback port,
# which it prints. Plain HTTP, one request per connection; ends when its standard input is closed.
# Answers POST .../api/decisions as the application does: decisionDateFrom, decisionDateTo (DD/MM/YYYY), page, size;
# totalRows; D/MM/YYYY dates; names of states; titles by hand, with entities and line breaks. sortColumns is not
# honoured: the order differs from answer to answer. Core modules only.
#
# The rows are those of a CSV as feeds/decisions.c reads it. Misbehaviour:
#   --total=N      says N more than there are, without a filter
#   --fail=DAY     status 500 for the window that begins on this ISO day
#   --half         has only every other row
#   --html         an HTML page with status 200
#   --empty        no rows
#   --page-max=N   never more than N rows in an answer
#   --log=FILE     one line per answer: from to size bytes
use strict;
use warnings;
use Getopt::Long;
use IO::Socket::INET;
use JSON::PP;
use List::Util qw(shuffle);

my %opt = (total => 0, 'page-max' => 1_000_000);
GetOptions(\%opt, 'total=i', 'fail=s', 'half', 'html', 'empty', 'page-max=i', 'log=s') or exit 2;
srand 1;

my %types = (
	LFN258 => 'ormal notice Art. 258 TFEU', RO258 => 'easoned opinion Art. 258 TFEU',
	LFN260 => 'ormal notice Art. 260 TFEU', RO260 => 'easoned opinion Art. 260 TFEU',
	RF258 => 'eferral to Court Art. 258 TFEU', RF258_260_3 => 'eferral to Court Art. 258 TFEU and Art. 260(3) TFEU',
	RF260 => 'eferral to Court Art. 260 TFEU', C => 'losing of the case', W => 'ithdrawal from Court',
);

sub decision_type {
	my ($stage, $additional) = @_;
	my $rest = $types{$stage} or return $stage;
	my $first = { L => 'f', R => 'r', C => 'c', W => 'w' }->{substr $stage, 0, 1};
	return $additional ? "Additional $first$rest" : uc($first) . $rest;
}

# The number of an act as titles write it: 96/98/EC, 2006/123/EC.
sub number_of {
	my ($year, $number) = @_;
	my $ending = $year < 1993 ? 'EEC' : $year < 2010 ? 'EC' : 'EU';
	return ($year < 1999 ? $year % 100 : $year) . '/' . (0 + $number) . "/$ending";
}

my @styles = (
	'Non-communication of  national measures transposing Directive %s',
	"Dir. %s\n- waste &amp; water",
	'Failure to implement&nbsp;Directive %s',
	"Council  Directive %s on r&eacute;gimes\nof aid",
	'Directive %s, amending Directive 68/151/EEC',
	'Services Directive (%s) &#8211; bad application',
	'Directive %s, as amended by Directive 2013/62/EU',
	'DIRECTIVE  %s of the Council',
);

sub title {
	my ($infr, $celex) = @_;
	my ($year, $letter, $number) = $celex =~ /^3(\d{4})([A-Z])(\d{4})$/ or return "Complaint &lt;about&gt;\n a permit";
	return "Framework Decision $year/" . (0 + $number) . '/JHA' if $letter eq 'F';
	my ($digits) = $infr =~ /(\d+)$/;
	return sprintf $styles[$digits % @styles], number_of($year, $number);
}

sub quoted {
	my ($text) = @_;
	return 'null' if !defined $text || $text eq '';
	$text =~ s/(["\\])/\\$1/g;
	$text =~ s/\n/\\n/g;
	return "\"$text\"";
}

sub fields {
	my ($line) = @_;
	my @fields;
	push @fields, defined $1 ? $1 =~ s/""/"/gr : $2 while $line =~ /\G(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g && @fields < 11;
	return @fields;
}

sub record {
	my %r = @_;
	my ($year, $month, $day) = split /-/, $r{decision_date};
	my $ncm = $r{case_type} eq 'NCM';
	my @pairs = (
		infringementNumber => $r{infr_number}, memberState => $r{member_state_name}, leadDg => $r{dg_name},
		caseType => $ncm ? 'Non-communication' : 'Bad application', title => title(@r{qw(infr_number celex_first_cited)}),
		activeInfringementCase => 'Yes', nonCommunicationCase => $ncm ? 'Yes' : 'No',
		decisionDate => (0 + $day) . "/$month/$year", decisionType => decision_type(@r{qw(stage additional)}),
		pressRelease => undef, pressReleaseURL => $r{press_release_url}, memo => undef, memoURL => undef,
		normalCuriaReference => undef, normalCuriaReferenceURL => undef,
	);
	my $text = '{';
	while (my ($name, $value) = splice @pairs, 0, 2) {
		$text .= "\"$name\":" . quoted($value) . ',';
	}
	return [$r{decision_date}, $text . '"policyAreas":["Water","Water"]}'];
}

open my $csv, '<', $ARGV[0] or die "$ARGV[0]: $!\n";
chomp(my $header = <$csv>);
my @names = fields($header);
my @rows;
while (my $line = <$csv>) {
	chomp $line;
	my %r;
	@r{@names} = fields($line);
	push @rows, record(%r);
}
close $csv;
@rows = () if $opt{empty};
@rows = @rows[grep { $_ % 2 == 0 } 0 .. $#rows] if $opt{half};

sub iso { my ($day) = @_; return $day && $day =~ m{^(\d\d)/(\d\d)/(\d{4})$} ? "$3-$2-$1" : undef }

sub answer {
	my ($body) = @_;
	my $asked = eval { decode_json($body) } or return (400, '{}', '');
	my ($from, $to) = (iso($asked->{decisionDateFrom}), iso($asked->{decisionDateTo}));
	return (500, '{"error":"internal"}', $from) if $opt{fail} && ($from // '') eq $opt{fail};
	my @found = grep { (!$from || $_->[0] ge $from) && (!$to || $_->[0] le $to) } @rows;
	my $total = @found + ($from || $to ? 0 : $opt{total});
	my $size = $asked->{size} < $opt{'page-max'} ? $asked->{size} : $opt{'page-max'};
	my @page = grep { defined } (shuffle @found)[$asked->{page} * $size .. ($asked->{page} + 1) * $size - 1];
	my $what = join ' ', $from // '-', $to // '-', $asked->{size};
	return (200, "{\"totalRows\":$total,\"records\":[" . join(",\n", map { $_->[1] } @page) . ']}', $what);
}

sub serve {
	my ($client) = @_;
	my ($length, $first) = (0, scalar <$client> // '');
	while (my $line = <$client>) {
		$length = $1 if $line =~ /^content-length:\s*(\d+)/i;
		last if $line =~ /^\r?\n$/;
	}
	read($client, my $body, $length);
	my ($status, $text, $what) = $first =~ m{^POST \S*/api/decisions } ? answer($body) : (404, '{}', $first);
	my $type = $opt{html} ? 'text/html' : 'application/json';
	$text = '<!DOCTYPE html><html><body>maintenance</body></html>' if $opt{html};
	print $client "HTTP/1.1 $status X\r\nContent-Type: $type\r\nContent-Length: ", length $text,
		"\r\nConnection: close\r\n\r\n", $text;
	return unless $opt{log};
	open(my $log, '>>', $opt{log}) or return;
	print $log $what, ' ', length $text, "\n";
	close $log;
}

my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Proto => 'tcp', Listen => 64)
	or die "cannot listen: $!\n";
$| = 1;
$SIG{PIPE} = 'IGNORE'; # a client that was killed while it was answered
print $server->sockport, "\n";

# The one who started it holds the other end of standard input.
while (1) {
	my $ready = '';
	vec($ready, fileno($_), 1) = 1 for $server, \*STDIN;
	next if select($ready, undef, undef, undef) <= 0;
	last if vec($ready, fileno(STDIN), 1) && !sysread(STDIN, my $rest, 4096);
	next unless vec($ready, fileno($server), 1);
	my $client = $server->accept or next;
	serve($client);
	close $client;
}
