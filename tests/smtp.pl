#!/usr/bin/perl
# smtp.pl FOLDER - a mail server on loopback, of Perl itself alone. FOLDER/port gets its port; FOLDER/how says how it treats the
# next mail (read anew each time): ok, refuse (550), greylist (451), slow, drop (in the middle of DATA), lose (taken, but the
# answer is lost), kill PID (the same, and the client is killed). Each mail taken is FOLDER/mail.N; FOLDER/log has a line for every try.
use strict;
use warnings;
use IO::Socket::INET;

my $folder = shift or die "smtp.pl FOLDER\n";
my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 16) or die "no port: $!\n";
open my $port, '>', "$folder/port.new" or die;
print $port $listener->sockport, "\n";
close $port;
rename "$folder/port.new", "$folder/port" or die;

my $mails = 0;

sub how { open my $in, '<', "$folder/how" or return 'ok'; my $line = <$in> // 'ok'; chomp $line; return $line }
sub note { open my $out, '>>', "$folder/log" or die; print $out "@_\n" }

sub serve {
	my $client = shift;
	my $how = how();
	my $say = sub { print $client "$_[0]\r\n" };
	select((select($client), $| = 1)[0]);
	select undef, undef, undef, 1 if $how eq 'slow';
	$say->('220 loopback');
	while (my $line = <$client>) {
		if ($line =~ /^(EHLO|HELO|MAIL|RSET)/i) { $say->('250 ok') }
		elsif ($line =~ /^RCPT/i) {
			note("$how $line" =~ s/\r?\n//r);
			$say->($how eq 'refuse' ? '550 no such user' : $how eq 'greylist' ? '451 come back later' : '250 ok');
		} elsif ($line =~ /^DATA/i) {
			$say->('354 go on');
			my $mail = '';
			while (my $text = <$client>) {
				return if $how eq 'drop';
				last if $text eq ".\r\n";
				$mail .= $text =~ s/^\.\././r;
			}
			open my $out, '>', sprintf('%s/mail.%03d', $folder, ++$mails) or die;
			print $out $mail;
			close $out;
			if ($how =~ /^kill (.+)/) { kill 'KILL', do { open my $in, '<', $1 or die; <$in> + 0 } }
			return if $how =~ /^(lose|kill)/;
			$say->('250 taken');
		} elsif ($line =~ /^QUIT/i) { $say->('221 bye'); return }
		else { $say->('502 what?') }
	}
}

$SIG{PIPE} = 'IGNORE';
while (my $client = $listener->accept) { serve($client); close $client }
