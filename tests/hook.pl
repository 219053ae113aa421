#!/usr/bin/perl
# hook.pl FOLDER - a webhook on loopback, of Perl itself alone. FOLDER/port gets its port; FOLDER/how says how it answers: ok,
# refuse (503), slow, drop (before the answer, not taken), lose (taken, but the answer is lost), elsewhere (302). What it takes is
# FOLDER/post.N, with its headers in FOLDER/head.N.
use strict;
use warnings;
use IO::Socket::INET;

my $folder = shift or die "hook.pl FOLDER\n";
my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 16) or die "no port: $!\n";
open my $port, '>', "$folder/port.new" or die;
print $port $listener->sockport, "\n";
close $port;
rename "$folder/port.new", "$folder/port" or die;

my $posts = 0;

sub put {
	open my $out, '>', sprintf('%s/%s.%04d', $folder, $_[0], $posts) or die;
	print $out $_[1];
	close $out;
}

sub take {
	$posts++;
	put(head => $_[0]);
	put(post => $_[1]);
}

sub serve {
	my $client = shift;
	open my $in, '<', "$folder/how" or die;
	my $how = <$in> // 'ok';
	chomp $how;
	my ($head, $length, $body) = ('', 0, '');
	while (my $line = <$client>) {
		last if $line eq "\r\n";
		$head .= $line;
		$length = $1 if $line =~ /^Content-Length: (\d+)/i;
		print $client "HTTP/1.1 100 Continue\r\n\r\n" if $line =~ /^Expect:/i;
	}
	return unless $head; # a connection without a request
	while (length $body < $length) { read $client, $body, $length - length $body, length $body or return }
	select undef, undef, undef, 0.3 if $how eq 'slow';
	return if $how eq 'drop';
	my $answer = { refuse => '503 Busy', elsewhere => "302 Elsewhere\r\nLocation: /" }->{$how};
	take($head, $body) unless $answer;
	return if $how eq 'lose';
	print $client 'HTTP/1.1 ', $answer // '204 Taken', "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
}

$SIG{PIPE} = 'IGNORE';
while (my $client = $listener->accept) { $client->autoflush(1); serve($client); close $client }
