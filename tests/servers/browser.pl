#!/usr/bin/env perl
# browser.pl HOW BASE PAGE... - opens pages below the address BASE in a headless Chromium, driven over its debugging pipe,
# and prints what is wrong with each (tests/servers/page.js; axe-core): one line per fault, none for a good page.
#   once    1280 px wide, light
#   every   320 and 1280 px, light and dark, with scripts and without, on paper
#   table   1280 px, dark and light: the letters with their contrasts
# The environment names AXE (axe.min.js), CHROMIUM, and folders for what is to be looked at: SHOTS (pictures), PDF.
# Exit status 0 when nothing is wrong, 1 when something is, 2 when the browser failed.
use strict;
use warnings;
use IO::Handle;
use JSON::PP;
use File::Basename 'dirname';
use File::Temp 'tempdir';
use MIME::Base64;
use POSIX ();

my ($how, $base, @pages) = @ARGV;
my %ways = (once => \&once, every => \&every, table => \&table);
die "usage: browser.pl once|every|table BASE PAGE...\n" unless @pages && $ways{$how};
my ($true, $false) = (JSON::PP::true, JSON::PP::false);
my $json = JSON::PP->new->utf8;
my $wrong = 0;
$SIG{ALRM} = sub { print STDERR "browser.pl: the browser does not answer\n"; exit 2 };
$SIG{PIPE} = 'IGNORE';

# ---- the browser: commands on its descriptor 3, answers and events on 4, each ended by a zero byte
pipe(my $in_r, my $in_w) or die;
pipe(my $out_r, my $out_w) or die;
my $profile = tempdir(CLEANUP => 1);
my @flags = qw(--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update
  --disable-sync --disable-dev-shm-usage --hide-scrollbars --remote-debugging-pipe);
my $pid = fork // die "fork: $!\n";
become_browser() if !$pid;
close $in_r; close $out_w; $in_w->autoflush(1);
END { if ($pid) { my $status = $?; kill 'KILL', -$pid; waitpid $pid, 0; $? = $status } }

sub become_browser {
	setpgrp(0, 0);
	POSIX::dup2(fileno($in_r), 20); POSIX::dup2(fileno($out_w), 21);
	POSIX::dup2(20, 3); POSIX::dup2(21, 4);
	POSIX::close($_) for 5 .. 30;
	open STDOUT, '>', '/dev/null'; open STDERR, '>', '/dev/null';
	exec $ENV{CHROMIUM} // 'chromium', @flags, "--user-data-dir=$profile", 'about:blank' or POSIX::_exit(127);
}

my ($buffer, $id, @events) = ('', 0);
sub message {
	until ($buffer =~ /\0/) { sysread($out_r, $buffer, 1 << 20, length $buffer) or die "browser.pl: the browser ended\n" }
	$buffer =~ s/^([^\0]*)\0//;
	return $json->decode($1);
}
my $session;
sub ask {
	my ($method, %p) = @_;
	my $n = ++$id;
	alarm 120;
	print $in_w $json->encode({ id => $n, method => $method, params => \%p, $session ? (sessionId => $session) : () }), "\0";
	for (;;) {
		my $m = message();
		push @events, $m if $m->{method};
		next unless ($m->{id} // 0) == $n;
		alarm 0;
		die "browser.pl: $method: $m->{error}{message}\n" if $m->{error};
		return $m->{result};
	}
}
sub until_event {
	my ($name) = @_;
	alarm 120;
	until (grep { $_->{method} eq $name } @events) { my $m = message(); push @events, $m if $m->{method} }
	alarm 0;
}
sub look { # the value of an expression in the page
	my $r = ask('Runtime.evaluate', expression => $_[0], returnByValue => $true, awaitPromise => $true);
	return $r->{exceptionDetails} ? "$_[0]: $r->{exceptionDetails}{exception}{description}" : $r->{result}{value};
}

my $target = ask('Target.createTarget', url => 'about:blank')->{targetId};
$session = ask('Target.attachToTarget', targetId => $target, flatten => $true)->{sessionId};
ask("$_.enable") for qw(Page Network Runtime Log);

# ---- the page
our $page; # the subs below see it
sub slurp { open my $f, '<:encoding(UTF-8)', $_[0] or die "$_[0]: $!\n"; local $/; return scalar <$f> }
my $ours = slurp(dirname($0) . '/page.js');
ask('Page.addScriptToEvaluateOnNewDocument', source => slurp($ENV{AXE}) . ";\n") if $ENV{AXE};

sub complain { my ($where, $what) = @_; for (split /\n/, $what // '') { print substr("$page ($where): $_", 0, 300), "\n"; $wrong = 1 } }
sub view {
	my ($width, $scheme, $media) = @_;
	ask('Emulation.setDeviceMetricsOverride', width => $width, height => 900, deviceScaleFactor => 1, mobile => $false);
	ask('Emulation.setEmulatedMedia', media => $media // 'screen', features => [ { name => 'prefers-color-scheme', value => $scheme } ]);
	return "$width px, $scheme";
}
sub open_page {
	my ($scripts) = @_;
	@events = ();
	ask('Emulation.setScriptExecutionDisabled', value => $scripts ? $false : $true);
	my $went = ask('Page.navigate', url => "$base$page");
	die "browser.pl: $base$page: $went->{errorText}\n" if $went->{errorText};
	until_event('Page.loadEventFired');
	ask('Emulation.setScriptExecutionDisabled', value => $false);
	look("$ours; 0");
}
# What the page asked for, what the browser had to say about it.
sub heard {
	my ($where) = @_;
	look('0');
	for (@events) {
		my ($m, $p) = ($_->{method}, $_->{params});
		complain($where, "asks for $p->{request}{url}") if $m eq 'Network.requestWillBeSent' && index($p->{request}{url}, $base) != 0;
		complain($where, "is answered $p->{response}{status}") if $m eq 'Network.responseReceived' && $p->{response}{status} != 200;
		complain($where, "no strict policy came with it") if $m eq 'Network.responseReceived' && !grep { lc eq 'content-security-policy' } keys %{$p->{response}{headers}};
		complain($where, "the browser says: $p->{entry}{text}") if $m eq 'Log.entryAdded' && $p->{entry}{level} =~ /error|warning/;
		complain($where, 'a script ran') if $m eq 'Runtime.consoleAPICalled';
	}
}
sub asks { my ($where, @what) = @_; complain($where, look("adquem.$_()")) for @what; }
sub keep { my ($folder, $name, $bytes) = @_; $name =~ tr{/}{_}; open my $f, '>:raw', "$folder/$name" or die "$folder/$name: $!\n"; print $f $bytes }
sub shot {
	my ($kind) = @_;
	return unless $ENV{SHOTS};
	my $high = look('Math.min(document.documentElement.scrollHeight, 16000)');
	my $clip = { x => 0, y => 0, width => look('document.documentElement.clientWidth'), height => $high, scale => 1 };
	keep($ENV{SHOTS}, "$page-$kind.png", decode_base64(ask('Page.captureScreenshot', format => 'png', captureBeyondViewport => $true, clip => $clip)->{data}));
}

# ---- the ways to look
sub once {
	my $where = view(1280, 'light');
	open_page(1);
	asks($where, qw(overflow contrast names), $ENV{AXE} ? 'rules' : ());
	heard($where);
}
sub every {
	view(1280, 'light');
	open_page(1);
	my $tree = look('adquem.tree()');
	for my $width (1280, 320) {
		for my $scheme ('light', 'dark') {
			my $where = view($width, $scheme);
			asks($where, qw(overflow contrast names spaced), $ENV{AXE} ? 'rules' : ());
			shot("$width-$scheme");
		}
	}
	heard('with scripts');
	paper();
	for my $width (1280, 320) {
		view($width, 'light');
		open_page(0);
		asks("without scripts, $width px", qw(overflow names));
		complain('without scripts', 'the page is another one') if $width == 1280 && look('adquem.tree()') ne $tree;
	}
	heard('without scripts');
}
# A4 across, less its margins.
sub paper {
	view(1032, 'light', 'print');
	asks('on paper', qw(cut contrast));
	shot('paper');
	return unless $ENV{PDF};
	ask('Emulation.clearDeviceMetricsOverride');
	my $pdf = ask('Page.printToPDF', preferCSSPageSize => $true, printBackground => $true, generateTaggedPDF => $true);
	keep($ENV{PDF}, "$page.pdf", decode_base64($pdf->{data}));
}
sub table {
	open_page(1);
	for my $scheme ('light', 'dark') { view(1280, $scheme); print "$scheme $_\n" for split /\n/, look('adquem.palette()') }
}

for $page (@pages) { $ways{$how}->() }
exit $wrong;
