#!/usr/bin/perl
# server.pl FOLDER - a server on loopback that misbehaves as its path says; plain HTTP, nginx puts TLS in front. It needs
# nothing but Perl itself. FOLDER/port gets its port, FOLDER/log a line per request and per end of one. A child serves
# each connection, one request; all end with the parent.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use Fcntl qw(:flock);
use IO::Compress::Gzip qw(gzip);
use IO::Socket::INET;
use Socket qw(SOL_SOCKET SO_LINGER);

my $folder = shift or die "server.pl FOLDER\n";
my $xml = 'application/sparql-results+xml';
my $ok = "<?xml version=\"1.0\"?>\n<sparql><head/><results/></sparql>\n";

my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 128, ReuseAddr => 1)
	or die "no port: $!\n";
open my $port, '>', "$folder/port.new" or die;
print $port $listener->sockport, "\n";
close $port;
rename "$folder/port.new", "$folder/port" or die;

# ---- what the behaviours are made of

my ($client, %q); # the request: method, path, header (lower-case name -> value), body

sub out { print $client @_; $client->flush }
sub pause { select undef, undef, undef, shift }

# answer STATUS, { HEADER => VALUE }, BODY - a whole response
sub answer {
	my ($status, $headers, $body) = @_;
	my %all = ('Content-Type' => $xml, 'Content-Length' => length $body, %$headers);
	out("HTTP/1.1 $status Thing\r\n", map({ "$_: $all{$_}\r\n" } grep { defined $all{$_} } sort keys %all),
		"Connection: close\r\n\r\n", $status == 304 ? '' : $body);
}

# The beginning of a response whose end is the caller's business.
sub start { out("HTTP/1.1 200 OK\r\nContent-Type: $xml\r\n", map({ "$_\r\n" } @_), "Connection: close\r\n\r\n") }

# How often the path was asked for before.
sub before {
	my $name = $q{path} =~ s/\W/_/gr;
	open my $count, '>>', "$folder/count$name" or die;
	flock $count, LOCK_EX;
	my $n = -s $count;
	syswrite $count, '.';
	return $n;
}

sub lead { answer($_[0], { Location => $_[1], 'Content-Type' => 'text/html' }, '<p>elsewhere</p>') }

sub bomb {
	my $file = "$folder/bomb.gz";
	unless (-e $file) {
		my $z = IO::Compress::Gzip->new("$file.$$", -Level => 9) or die;
		$z->print("\0" x 1_000_000) for 1 .. 210;
		$z->close;
		rename "$file.$$", $file;
	}
	open my $in, '<:raw', $file or die;
	local $/;
	return scalar <$in>;
}

sub zipped { my $plain = shift; gzip(\$plain => \my $packed) or die; return $packed }

# ---- the behaviours: the path up to the second slash

my %behaviour = (
	ok => sub { answer(200, { 'X-SPARQL-MaxRows' => '10000' }, $ok) },
	size => sub { answer(200, {}, 'x' x $_[0]) }, # /size/BYTES
	echo => sub { answer(200, { 'Content-Type' => 'text/plain' }, "$q{method} " . length($q{body}) . ' ' . sha256_hex($q{body})) },
	wait => sub { pause(0.3); note('answer', $q{path}); answer(200, {}, $ok) },
	silent => sub { pause(2); answer(200, {}, $ok) }, # a database that thinks before its first byte
	interim => sub { out("HTTP/1.1 103 Early Hints\r\nX-Early: yes\r\n\r\n"); answer(200, {}, $ok) },
	status => sub { answer($_[0], { 'Content-Type' => 'text/html' }, '<p>no</p>') },
	plain => sub { answer($_[0], { 'Content-Type' => 'text/plain' }, "\n\nso says \e[31mthe server\e[0m\nand more\n") },
	type => sub { answer(200, { 'Content-Type' => join('/', @_) || undef }, $ok) },
	empty => sub { answer($_[0], {}, '') },
	virtuoso => sub {
		answer($_[0], { 'Content-Type' => 'text/plain; charset=UTF-8' },
			"Virtuoso 22023 Error SR353: Sorted TOP clause specifies more then 21000 rows to sort.\n\nSPARQL query:\n...\n");
	},
	# /flaky/STATUS/TIMES/NAME[/RETRY-AFTER]: that many times so, then well; each NAME is counted for itself
	flaky => sub {
		return answer(200, {}, $ok) if before() >= $_[1];
		answer($_[0], { 'Retry-After' => $_[3] && ($_[3] eq 'date' ? 'Mon, 02 Nov 2020 10:00:00 GMT' : $_[3]) }, '');
	},
	shaky => sub { before() ? answer(200, {}, $ok) : reset_connection() }, # /shaky/NAME
	reset => sub { start('Content-Length: 1000'); out('<sparql>'); reset_connection() },
	nothing => sub { },
	cut => sub { start('Content-Length: 1000'); out('<sparql>') },
	cutchunk => sub { start('Transfer-Encoding: chunked'); out("100\r\n<sparql>") },
	open => sub { start(); out('<sparql>') }, # cut, and nothing on the wire tells
	stall => sub { start('Content-Length: 1000'); out('<sparql>'); pause(60) },
	drip => sub { start(); while (1) { out('x') or last; pause(0.2) } },
	endless => sub { start(); my $much = 'x' x 65536; while (1) { out($much) or last } },
	headers => sub { out("HTTP/1.1 200 OK\r\n"); for (1 .. 20000) { out("X-$_: " . 'y' x 50 . "\r\n") or last } },
	bomb => sub { answer(200, { 'Content-Encoding' => 'gzip' }, bomb()) },
	gzip => sub { answer(200, { 'Content-Encoding' => 'gzip' }, zipped($ok x 1000)) },
	badgzip => sub { answer(200, { 'Content-Encoding' => 'gzip' }, "this is not gzip" x 100) },
	tagged => sub { answer(200, { ETag => '"Con-20231213063525000"' }, $ok) },
	lie => sub { answer(304, {}, '') },
	garbage => sub { out("\0\1\2 what is this\r\n\r\n") },
	# Redirects. /to/STATUS/KIND
	to => sub {
		my ($host, $hostport) = ($q{header}{host} =~ s/:\d+$//r, $q{header}{host});
		my %where = (http => "http://$hostport/echo", bare => "http://$host/echo", relative => '/echo',
			https => "https://$hostport/echo", other => 'https://example.invalid/ok', file => 'file:///etc/passwd',
			ftp => "ftp://$host/ok", loop => "/to/$_[0]/loop", sibling => 'https://b.x.' . $hostport =~ s/.*x\.//r . '/echo',
			user => "https://me:secret\@$hostport/echo", break => "/to/$_[0]/break/" . 'a' x 20);
		lead($_[0], $where{$_[1]});
	},
	nowhere => sub { answer(303, {}, '') },
	hop => sub { $_[0] ? lead(302, '/hop/' . ($_[0] - 1)) : answer(200, {}, $ok) }, # /hop/TIMES
);

sub reset_connection {
	setsockopt $client, SOL_SOCKET, SO_LINGER, pack('ii', 1, 0);
}

# ---- the connection

sub read_request {
	my $line = <$client> // return 0;
	(@q{qw(method path)}) = $line =~ /^(\S+) (\S+) HTTP/ or return 0;
	while (defined($line = <$client>) && $line =~ /^([^:]+): *(.*?)\r?$/) { $q{header}{lc $1} = $2 }
	read $client, $q{body}, $q{header}{'content-length'} if $q{header}{'content-length'};
	$q{body} //= '';
	return 1;
}

sub note {
	open my $log, '>>', "$folder/log" or die;
	syswrite $log, join(' ', @_) . "\n"; # one write: lines of several children do not mix
}

sub serve {
	read_request() or return;
	note('ask', $q{method}, $q{path}, map { "$_=<$q{header}{$_}>" } sort keys %{$q{header}});
	my (undef, $name, @rest) = split m{/}, $q{path} =~ s/\?.*//r;
	my $do = $behaviour{$name // ''};
	$do ? $do->(@rest) : answer(404, { 'Content-Type' => 'text/plain' }, "Resource [system 'celex'] not found.\n");
	note('end', $q{path});
}

$SIG{CHLD} = 'IGNORE';
$SIG{TERM} = sub { $SIG{TERM} = 'IGNORE'; kill TERM => -$$; exit };
setpgrp;
while (1) {
	$client = $listener->accept or next;
	my $pid = fork // die "fork: $!\n";
	if (!$pid) {
		$SIG{TERM} = 'DEFAULT';
		$SIG{PIPE} = 'IGNORE';
		close $listener;
		serve();
		close $client;
		exit;
	}
	close $client;
}
