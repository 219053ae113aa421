#!/usr/bin/perl
# nights.pl SNAPSHOT DAY FOLDER [KIND=TROUBLE]... - the snapshot as a night could have read it: each file read on that day, without
# the rows that are dated later. TROUBLE of the files of a kind: none (not read that night), slip (a row that is rejected), part
# (nine rows of ten are missing, and it is not called whole), bad (not the file of the manifest: nothing can be taken).
use strict;
use warnings;
use Digest::SHA 'sha256_hex';

my ($from, $day, $folder, @trouble) = @ARGV;
my %trouble = map { split /=/ } @trouble;
my %dated = (decisions => ['date'], lists => ['date'], notes => ['date'], measures => [qw(notified notified_act published)]);
my %seen; # the states that have shown a measure

sub slurp { open my $in, '<', $_[0] or die "$_[0]: $!\n"; local $/; return scalar <$in> }
sub spew { open my $out, '>', $_[0] or die "$_[0]: $!\n"; print $out $_[1]; close $out or die }

# The records of a CSV file: each its text and its fields.
sub records {
	my ($text, @all, @fields) = $_[0];
	my $start = 0;
	while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^,"\n]*))(,|\n)/g) {
		push @fields, $1 // $2;
		next if $3 eq ',';
		push @all, [substr($text, $start, pos($text) - $start), [@fields]];
		($start, @fields) = pos $text;
	}
	return @all;
}

# What could be seen of a file of that kind on the day.
sub visible {
	my ($kind, $text) = @_;
	my ($head, @rows) = records($text);
	my @names = @{$head->[1]};
	my @shown = grep {
		my %r;
		@r{@names} = @{$_->[1]};
		my $yes = !grep { ($r{$_} // '') gt $day } @{$dated{$kind} // []};
		$seen{$r{state}} = 1 if $yes && $kind eq 'measures';
		$kind eq 'declarations' && !$r{date} ? $seen{$r{state}} : $yes;
	} @rows;
	my $how = $trouble{$kind} // '';
	@shown = @shown[grep { $_ % 10 == 0 } 0 .. $#shown] if $how eq 'part';
	return join '', $head->[0], map({ $_->[0] } @shown), $how eq 'slip' ? 'X' . ',' x $#names . "\n" : ();
}

my (%kind, %text, @order, $file);
mkdir $folder;
unlink glob "$folder/*";
my @manifest = split /^/, slurp("$from/manifest.ini");
for (@manifest) {
	push @order, $file = $1 if /^\[(.*)\]$/ && $1 ne 'snapshot';
	$kind{$file} = $1 if /^kind=(.*)$/;
}
for (sort { $kind{$b} cmp $kind{$a} } @order) { # measures before declarations
	my $how = $trouble{$kind{$_}} // '';
	$text{$_} = visible($kind{$_}, slurp("$from/$_"));
	spew("$folder/$_", $how eq 'bad' ? $text{$_} . "\n" : $text{$_}) unless $how eq 'none';
}
my ($out, $skip) = ('', 0);
for (@manifest) {
	if (/^\[(.*)\]$/) { $file = $1; $skip = ($trouble{$kind{$file} // ''} // '') eq 'none' }
	s/^(as_of|read)=.*/$1=$day/;
	s/^whole=.*/whole=no/ if $file && ($trouble{$kind{$file} // ''} // '') eq 'part';
	s/^sha256=.*/'sha256=' . sha256_hex($text{$file})/e;
	$out .= $_ unless $skip;
}
spew("$folder/manifest.ini", $out);
