#!/usr/bin/perl
# smtp.pl FOLDER [starttls|tls CERTIFICATE KEY] - a mail server on loopback. FOLDER/port gets its port; FOLDER/how says how it treats the
# next mail (read anew each time): ok, refuse (550), greylist (451), slow, drop (in the middle of DATA), lose (taken, but the
# answer is lost), kill PID (the same, and the client is killed). Each mail taken is FOLDER/mail.N; FOLDER/log has a line for every try.
# With a certificate nobody gets anywhere but over TLS (IO::Socket::SSL; "starttls": it begins in clear). FOLDER/login holds
# "NAME PASSWORD METHOD...": who must log in, by PLAIN or LOGIN, before a mail is taken; without it nobody needs to.
use strict;
use warnings;
use IO::Socket::INET;
use MIME::Base64;

my ($folder, $mode, @pair) = @ARGV;
$folder or die "smtp.pl FOLDER [starttls|tls CERTIFICATE KEY]\n";
$mode //= 'plain';
my %tls = (SSL_server => 1, SSL_cert_file => $pair[0], SSL_key_file => $pair[1]);
require IO::Socket::SSL if @pair;
my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 16) or die "no port: $!\n";
open my $port, '>', "$folder/port.new" or die;
print $port $listener->sockport, "\n";
close $port;
rename "$folder/port.new", "$folder/port" or die;

my $mails = 0;

sub line_of { open my $in, '<', "$folder/$_[0]" or return; my $line = <$in> // return; chomp $line; return $line }
sub note { open my $out, '>>', "$folder/log" or die; print $out "@_\n" }

# One client. Of it: the socket, how it is treated, whether TLS is on, whether it is logged in.
my %c;

sub say_to { my $to = $c{socket}; print $to "$_[0]\r\n" }
sub hear { my $from = $c{socket}; return scalar <$from> }
sub secure { return $c{tls} = defined IO::Socket::SSL->start_SSL($c{socket}, %tls) }
sub login { my (undef, undef, @methods) = split / /, line_of('login') // ''; return @methods }

sub hello {
	my @offers = ($mode eq 'starttls' && !$c{tls} ? 'STARTTLS' : (), login() && ($c{tls} || $mode eq 'plain') ? 'AUTH ' . join ' ', login() : (), '8BITMIME');
	say_to('250-loopback');
	say_to($_ < $#offers ? "250-$offers[$_]" : "250 $offers[$_]") for 0 .. $#offers;
}

sub ask { say_to('334 ' . encode_base64($_[0], '')); return decode_base64(hear() // '') }

sub authenticate {
	my ($method, $first) = split ' ', $_[0];
	my ($name, $password) = split / /, line_of('login') // '';
	my @given = $method eq 'PLAIN' ? (split /\0/, $first ? decode_base64($first) : ask(''))[1, 2]
		: ($first ? decode_base64($first) : ask('Username:'), ask('Password:'));
	$c{known} = ($given[0] // '') eq $name && ($given[1] // '') eq $password;
	note('auth', $method, $c{known} ? 'yes' : 'no', $c{tls} ? 'tls' : 'clear');
	say_to($c{known} ? '235 welcome' : '535 who are you?');
}

# Takes a mail; false when the connection is to end without an answer.
sub data {
	my $mail = '';
	say_to('354 go on');
	while (defined(my $text = hear())) {
		return 0 if $c{how} eq 'drop';
		last if $text eq ".\r\n";
		$mail .= $text =~ s/^\.\././r;
	}
	open my $out, '>', sprintf('%s/mail.%03d', $folder, ++$mails) or die;
	print $out $mail;
	close $out;
	if ($c{how} =~ /^kill (.+)/) { kill 'KILL', do { open my $in, '<', $1 or die; <$in> + 0 } }
	return 0 if $c{how} =~ /^(lose|kill)/;
	say_to('250 taken');
	return 1;
}

sub recipient {
	note("$c{how} $_[0]" =~ s/\r?\n//r);
	say_to($c{how} eq 'refuse' ? '550 no such user' : $c{how} eq 'greylist' ? '451 come back later' : '250 ok');
}

# One command; false ends the connection.
sub obey {
	local $_ = shift;
	if (/^(EHLO|HELO)/i) { hello() }
	elsif (/^STARTTLS/i && $mode eq 'starttls' && !$c{tls}) { say_to('220 go on'); return secure() }
	elsif (/^QUIT/i) { say_to('221 bye'); return 0 }
	elsif ($mode ne 'plain' && !$c{tls}) { note('clear', s/\s+$//r); say_to('530 STARTTLS first') }
	elsif (/^AUTH (.*?)\r\n/i && login()) { authenticate($1) }
	elsif (login() && !$c{known}) { say_to('530 log in first') }
	elsif (/^(MAIL|RSET)/i) { say_to('250 ok') }
	elsif (/^RCPT/i) { recipient($_) }
	elsif (/^DATA/i) { return data() }
	else { say_to('502 what?') }
	return 1;
}

sub serve {
	%c = (socket => shift, how => line_of('how') // 'ok', tls => 0, known => 0);
	$c{socket}->autoflush(1);
	select undef, undef, undef, 1 if $c{how} eq 'slow';
	return note('no tls') if $mode eq 'tls' && !secure();
	say_to('220 loopback');
	while (my $line = hear()) { obey($line) or last }
	close $c{socket};
}

$SIG{PIPE} = 'IGNORE';
while (my $client = $listener->accept) { serve($client); close $client }
