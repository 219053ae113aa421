#!/usr/bin/env perl
# browser.pl SITE SHOTS PAGE... - opens pages of a folder in a headless Chromium, driven over its debugging pipe, and
# prints what is wrong with each: a request off the folder, an error, text past the edge, too little contrast, a link
# or a picture without a name, a heading out of order. SHOTS: a folder for pictures of the pages, or - for none.
# CHROMIUM names the program. Exit status 0 when nothing is wrong, 1 when something is, 2 when the browser failed.
use strict;
use warnings;
use IO::Handle;
use JSON::PP;
use Cwd 'abs_path';
use File::Temp 'tempdir';
use MIME::Base64;
use POSIX ();

my ($site, $shots, @pages) = @ARGV;
die "usage: browser.pl SITE SHOTS PAGE...\n" unless @pages;
$site = abs_path($site);
my $json = JSON::PP->new->utf8;
my $wrong = 0;
$SIG{ALRM} = sub { print STDERR "browser.pl: the browser does not answer\n"; exit 2 };
$SIG{PIPE} = 'IGNORE';

# ---- the browser: commands on its descriptor 3, answers and events on 4, each ended by a zero byte
pipe(my $in_r, my $in_w) or die;
pipe(my $out_r, my $out_w) or die;
my $profile = tempdir(CLEANUP => 1);
my $pid = fork // die "fork: $!\n";
if (!$pid) {
	setpgrp(0, 0);
	POSIX::dup2(fileno($in_r), 20); POSIX::dup2(fileno($out_w), 21);
	POSIX::dup2(20, 3); POSIX::dup2(21, 4);
	POSIX::close($_) for 5 .. 30;
	open STDOUT, '>', '/dev/null'; open STDERR, '>', '/dev/null';
	exec $ENV{CHROMIUM} // 'chromium', '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking',
	  '--disable-component-update', '--hide-scrollbars', '--remote-debugging-pipe', "--user-data-dir=$profile", 'about:blank' or POSIX::_exit(127);
}
close $in_r; close $out_w; $in_w->autoflush(1);
END { if ($pid) { my $status = $?; kill 'KILL', -$pid; waitpid $pid, 0; $? = $status } }

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
	alarm 60;
	print $in_w $json->encode({ id => $n, method => $method, params => \%p, $session ? (sessionId => $session) : () }), "\0";
	for (;;) {
		my $m = message();
		if (($m->{id} // 0) == $n) {
			alarm 0;
			die "browser.pl: $method: $m->{error}{message}\n" if $m->{error};
			return $m->{result};
		}
		push @events, $m if $m->{method};
	}
}
sub until_event {
	my ($name) = @_;
	alarm 60;
	until (grep { $_->{method} eq $name } @events) { my $m = message(); push @events, $m if $m->{method} }
	alarm 0;
}
sub look { my $r = ask('Runtime.evaluate', expression => $_[0], returnByValue => JSON::PP::true); return $r->{result}{value} }

my $target = ask('Target.createTarget', url => 'about:blank')->{targetId};
$session = ask('Target.attachToTarget', targetId => $target, flatten => JSON::PP::true)->{sessionId};
ask("$_.enable") for qw(Page Network Runtime Log);

# ---- what a page is asked
my $overflow = <<'JS';
(() => { const w = document.documentElement.clientWidth, out = [];
  if (document.documentElement.scrollWidth > w) out.push('the page is ' + document.documentElement.scrollWidth + ' px wide on ' + w);
  for (const e of document.querySelectorAll('main *, footer *, nav *')) { const r = e.getBoundingClientRect();
    if (r.width && r.right > w + 1 && !e.closest('.scroll, .vh') && out.length < 3) out.push('past the edge: ' + e.outerHTML.slice(0, 120)); }
  for (const e of document.querySelectorAll('.scroll')) if (e.scrollWidth > e.clientWidth + 1 && !e.querySelector('.matrix') && out.length < 4)
    out.push('a table that must be scrolled: ' + (e.getAttribute('aria-labelledby') || '')); return out.join('\n') })()
JS
my $cut = <<'JS';
(() => { const w = document.documentElement.clientWidth, out = [];
  for (const e of document.querySelectorAll('td, th, svg, p, h1, h2, li')) { const r = e.getBoundingClientRect();
    if (r.width && r.right > w + 1 && !e.closest('.vh') && out.length < 3) out.push('cut off on paper (' + Math.round(r.right) + ' of ' + w + ' px): ' + e.outerHTML.slice(0, 120)); }
  return out.join('\n') })()
JS
my $contrast = <<'JS';
(() => { const out = new Set(), parse = c => { const m = c.match(/[\d.]+/g).map(Number); return { rgb: m.slice(0, 3), a: m.length > 3 ? m[3] : 1 } };
  const lum = c => { const [r, g, b] = c.map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b };
  const ratio = (x, y) => { const a = lum(x), b = lum(y); return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; n = walk.nextNode();) { if (!n.data.trim()) continue; const e = n.parentElement, s = getComputedStyle(e);
    if (e.closest('.vh, svg, style, .skip') || s.display === 'none' || !e.getClientRects().length) continue;
    let b = e, back; for (; b; b = b.parentElement) { back = parse(getComputedStyle(b).backgroundColor); if (back.a === 1) break } if (!b) back = { rgb: matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255] };
    const size = parseFloat(s.fontSize), big = size >= 24 || (size >= 18.66 && +s.fontWeight >= 700), r = ratio(parse(s.color).rgb, back.rgb);
    if (r < (big ? 3 : 4.5)) out.add('contrast ' + r.toFixed(2) + ': ' + e.outerHTML.slice(0, 100)); }
  return [...out].slice(0, 3).join('\n') })()
JS
my $names = <<'JS';
(() => { const out = [], bad = (what, e) => out.length < 6 && out.push(what + ': ' + e.outerHTML.slice(0, 120));
  if (!document.documentElement.lang) out.push('no language'); if (!document.title.trim()) out.push('no title');
  if (document.querySelectorAll('main').length !== 1 || document.querySelectorAll('h1').length !== 1) out.push('not one main and one h1');
  for (const e of document.querySelectorAll('a')) if (!(e.textContent.trim() || e.getAttribute('aria-label'))) bad('a link without a name', e);
  for (const e of document.querySelectorAll('th')) if (!e.textContent.trim()) bad('an empty heading of a table', e);
  for (const e of document.querySelectorAll('table')) if (!e.caption || !e.caption.textContent.trim()) bad('a table without a caption', e);
  for (const e of document.querySelectorAll('svg[role=img]')) if (!e.querySelector('title')) bad('a picture without a name', e);
  for (const e of document.querySelectorAll('[aria-labelledby]')) for (const i of e.getAttribute('aria-labelledby').split(' ')) if (!document.getElementById(i)) bad('a name that is not there', e);
  let last = 0; for (const e of document.querySelectorAll('h1, h2, h3, h4, h5')) { const n = +e.tagName[1]; if (n > last + 1) bad('a heading out of order', e); last = n }
  const ids = new Set(); for (const e of document.querySelectorAll('[id]')) { if (ids.has(e.id)) bad('an id twice', e); ids.add(e.id) }
  for (const e of document.querySelectorAll('.scroll')) if (e.scrollWidth > e.clientWidth && e.tabIndex < 0) bad('cannot be scrolled by keyboard', e);
  for (const e of document.querySelectorAll('ul > *, ol > *')) if (e.tagName !== 'LI') bad('no item of a list', e);
  for (const e of document.querySelectorAll('main a, nav a, summary')) { const r = e.getBoundingClientRect(), i = getComputedStyle(e).display === 'inline'; if (r.width && !i && (r.width < 24 || r.height < 24)) bad('too small to hit', e) }
  return out.join('\n') })()
JS

our $page; # the subs below see it
sub complain { for (split /\n/, $_[0] // '') { print "$page: $_\n"; $wrong = 1 } }
sub view {
	my ($width, $height, $media, $scheme) = @_;
	ask('Emulation.setDeviceMetricsOverride', width => $width, height => $height, deviceScaleFactor => 1, mobile => JSON::PP::false);
	ask('Emulation.setEmulatedMedia', media => $media, features => [ { name => 'prefers-color-scheme', value => $scheme } ]);
}
sub shot {
	my ($kind) = @_;
	return if $shots eq '-';
	(my $name = "$page-$kind.png") =~ s{/}{_}g;
	my $high = look('Math.min(document.documentElement.scrollHeight, 6000)');
	my $wide = look('document.documentElement.clientWidth');
	my $r = ask('Page.captureScreenshot', format => 'png', captureBeyondViewport => JSON::PP::true, clip => { x => 0, y => 0, width => $wide, height => $high, scale => 1 });
	open my $f, '>:raw', "$shots/$name" or die "$shots/$name: $!\n";
	print $f decode_base64($r->{data});
}

for $page (@pages) {
	@events = ();
	view(1280, 900, 'screen', 'light');
	ask('Page.navigate', url => "file://$site/$page");
	until_event('Page.loadEventFired');
	complain(look($overflow)); complain(look($contrast)); complain(look($names)); shot('wide');
	view(1280, 900, 'screen', 'dark');
	complain(look($contrast)); shot('dark');
	view(320, 700, 'screen', 'light');
	complain(look($overflow)); shot('narrow');
	view(1032, 700, 'print', 'light'); # A4 across, less its margins
	complain(look($cut)); shot('paper');
	for (@events) {
		my $p = $_->{params};
		complain("asks for $p->{request}{url}") if $_->{method} eq 'Network.requestWillBeSent' && index($p->{request}{url}, "file://$site/") != 0;
		complain("says $p->{entry}{text}") if $_->{method} eq 'Log.entryAdded' && $p->{entry}{level} eq 'error';
		complain("a script ran") if $_->{method} eq 'Runtime.consoleAPICalled';
	}
	if ($ENV{PDF}) {
		my $pdf = decode_base64(ask('Page.printToPDF', preferCSSPageSize => JSON::PP::true, printBackground => JSON::PP::true, generateTaggedPDF => JSON::PP::true)->{data});
		complain('the PDF has no tags') unless $pdf =~ m{/StructTreeRoot};
		(my $name = "$page.pdf") =~ s{/}{_}g;
		open my $f, '>:raw', "$ENV{PDF}/$name" or die "$ENV{PDF}/$name: $!\n";
		print $f $pdf;
	}
}
print scalar(@pages), " pages opened\n";
exit $wrong;
