#!/usr/bin/perl
# cdm-graph.pl SNAPSHOT [SHARED] [SCALE] - a graph in the shape of CELLAR's, as N-Triples on standard output: the acts
# and measures of a snapshot folder, real measures from SHARED/data where that is given, the traps below, and SCALE
# synthetic directives with 25 measures each. The same arguments give the same bytes.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha1_hex);
use JSON::PP;

my ($snapshot, $shared, $scale) = (@ARGV, '', 0);
$scale = $ARGV[2] // 0;
binmode STDOUT, ':raw';

my $cdm       = 'http://publications.europa.eu/ontology/cdm#';
my $cmr       = 'http://publications.europa.eu/ontology/cdm/cmr#';
my $ann       = 'http://publications.europa.eu/ontology/annotation#';
my $owl       = 'http://www.w3.org/2002/07/owl#';
my $xsd       = 'http://www.w3.org/2001/XMLSchema#';
my $resource  = 'http://publications.europa.eu/resource';
my $authority = "$resource/authority";
my $implements = "${cdm}measure_national_implementing_implements_resource_legal";

# ---- terms and triples

sub escape { my $t = shift; $t =~ s/([\\"])/\\$1/g; $t =~ s/\n/\\n/g; $t =~ s/\r/\\r/g; utf8::encode($t); return $t }
sub uri    { return "<$_[0]>" }
sub string { return '"' . escape($_[0]) . "\"^^<${xsd}string>" }
sub plain  { return '"' . escape($_[0]) . '"' }
sub typed  { return "\"$_[0]\"^^<$xsd$_[1]>" }
sub date   { return typed($_[0], 'date') }
sub add    { print "$_[0] <$_[1]> $_[2] .\n" }

sub cellar {
	my $h = sha1_hex($_[0]);
	return uri("$resource/cellar/" . join '-', unpack 'A8 A4 A4 A4 A12', $h);
}

# axiom SUBJECT PROPERTY TARGET NAME [ANNOTATION VALUE]... - NAME keeps two of one date apart
sub axiom {
	my ($s, $p, $o, $name, @notes) = @_;
	my $x = uri("$resource/.well-known/genid/" . substr(sha1_hex($s), 0, 12) . '/' . substr(sha1_hex("$p $o $name"), 0, 12));
	add($x, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type', uri("${owl}Axiom"));
	add($x, "${owl}annotatedSource", $s);
	add($x, "${owl}annotatedProperty", uri($p));
	add($x, "${owl}annotatedTarget", $o);
	while (my ($note, $value) = splice @notes, 0, 2) { add($x, $ann . $note, string($value)) }
}

sub token { # token CODE TABLE - CELLAR's way to write a word in an annotation
	my ($code, $table) = (@_, 'fd_335');
	(my $in_uri = $code) =~ s/([^A-Za-z0-9.])/sprintf '%%%02X', ord $1/ge;
	return "{$code|$authority/$table/$in_uri}";
}

# ---- what a CSV file holds

sub csv {
	my ($file) = @_;
	open my $in, '<:encoding(UTF-8)', $file or return;
	local $/;
	my $text = <$in>;
	my (@rows, @row);
	while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n)/g) {
		my ($quoted, $bare, $after) = ($1, $2, $3);
		push @row, defined $quoted ? $quoted =~ s{""}{"}gr : $bare;
		next if $after eq q{,};
		push @rows, [@row];
		@row = ();
	}
	my @names = @{ shift @rows };
	return map { my %r; @r{@names} = @$_; \%r } @rows;
}

# ---- acts

my %types = ('directive' => 'DIR', 'framework decision' => 'DEC_FRAMW', 'regulation' => 'REG', 'decision' => 'DEC');
my %works;

# act CELEX TYPE [VALUES] - a work, once; date, in_force, title may be given
sub act {
	my ($celex, $type, %v) = @_;
	return $works{$celex} if $works{$celex};
	my $w = $works{$celex} = cellar($celex);
	add($w, "${cdm}resource_legal_id_celex", string($celex));
	add($w, "${cdm}work_has_resource-type", uri("$authority/resource-type/$_")) for split / /, $type;
	add($w, "${owl}sameAs", uri("$resource/celex/$celex"));
	add($w, "${cdm}work_date_document", date($v{date})) if $v{date};
	add($w, "${cdm}resource_legal_in-force", typed($v{in_force}, 'boolean')) if defined $v{in_force};
	add($w, "${cmr}lastModificationDate", typed($v{modified} // '2026-05-01T10:00:00.000+02:00', 'dateTime'));
	title($w, 'ENG', $v{title}) if $v{title};
	return $w;
}

sub title {
	my ($w, $language, $title) = @_;
	my $e = uri(substr($w, 1, -1) . '.' . sprintf '%04d', unpack '%32W*', $language);
	add($e, "${cdm}expression_belongs_to_work", $w);
	add($e, "${cdm}expression_uses_language", uri("$authority/language/$language"));
	add($e, "${cdm}expression_title", string($title));
}

# deadline WORK DATE COMMENT [PROPERTY] - a date of transposition and its annotation
sub deadline {
	my ($w, $date, $comment, $property) = @_;
	my $p = $cdm . ($property // 'directive_date_transposition');
	add($w, $p, date($date));
	add($w, "${cdm}date_transposition", date($date)) if !$property;
	axiom($w, $p, date($date), $comment, comment_on_date => $comment) if $comment;
}

sub late { # late ARTICLE - "at the latest, see Article N"
	return join ' ', token('AU+TARD'), token('V'), token('ART'), $_[0];
}

sub entry {
	my ($w, $date, $type, $comment) = @_;
	my $p = "${cdm}resource_legal_date_entry-into-force";
	add($w, $p, date($date));
	axiom($w, $p, date($date), $type, type_of_date => $type, $comment ? (comment_on_date => $comment) : ()) if $type;
}

sub ends {
	my ($w, $date, $comment) = @_;
	my $p = "${cdm}resource_legal_date_end-of-validity";
	add($w, $p, date($date));
	axiom($w, $p, date($date), $comment, comment_on_date => $comment) if $comment;
}

sub relates { # relates OTHER RELATION WORK [ANNOTATION VALUE]...
	my ($other, $relation, $w, @notes) = @_;
	my $p = "${cdm}resource_legal_${relation}_resource_legal";
	add($other, $p, $w);
	axiom($other, $p, $w, '', @notes) if @notes;
}

sub basis {
	my ($w, $celex, $comment) = @_;
	my $treaty = act($celex, 'TREATY');
	my $p = "${cdm}resource_legal_based_on_resource_legal";
	add($w, $p, $treaty);
	axiom($w, $p, $treaty, '', comment_on_legal_basis => $comment);
}

# ---- measures

my $number = 202600000;

# measure CELEX STATE [VALUES] - one notified for one act; more acts by for
sub measure {
	my ($celex, $country, %v) = @_;
	my $n = $v{uri} ? uri($v{uri}) : cellar('nim ' . ++$number);
	my $p = "${cdm}measure_national_implementing_";
	add($n, "${cdm}work_has_resource-type", uri("$authority/resource-type/MEAS_NATION_IMPL"));
	add($n, "${p}implemented_by_country", uri("$authority/country/$country"));
	add($n, "${cmr}lastModificationDate", typed($v{modified} // '2026-05-01T10:00:00.000+02:00', 'dateTime'));
	add($n, "${cdm}work_title", string($v{title})) if $v{title};
	add($n, "${p}type_act", string($v{type})) if $v{type};
	add($n, "${p}name_official_journal", string($v{journal})) if $v{journal};
	add($n, "${p}number_official_journal", string($v{number})) if $v{number};
	add($n, "${p}date_official_journal", date($v{published})) if $v{published};
	add($n, "${p}date_notification", date($v{notified})) if $v{notified};
	add($n, "${cdm}resource_legal_date_entry-into-force", date($v{in_force})) if $v{in_force};
	add($n, "${p}national_website_link", typed($_, 'anyURI')) for grep { $_ } split / /, $v{link} // '';
	add($n, "${p}declaration_transposition_member-state", string($_)) for grep { $_ } split / /, $v{declaration} // '';
	serves($n, $_, $country, %v) for $celex, @{ $v{for} // [] };
	return $n;
}

sub serves {
	my ($n, $celex, $country, %v) = @_;
	my $w = $works{$celex} or die "no act $celex";
	add($n, $implements, $w);
	my $own = '7' . substr($celex, 1) . "${country}_" . ++$number;
	add($n, "${cdm}resource_legal_id_celex", string($own)) unless $v{no_celex};
	axiom($n, $implements, $w, '', transposition_notification => $v{notified_act},
		transposition_deadline_transmitted => '1001-01-01') if $v{notified_act};
}

# ---- the snapshot

my %alpha3 = qw(BE BEL BG BGR CZ CZE DK DNK DE DEU EE EST IE IRL EL GRC ES ESP FR FRA HR HRV IT ITA CY CYP LV LVA LT LTU
	LU LUX HU HUN MT MLT NL NLD AT AUT PL POL PT PRT RO ROU SI SVN SK SVK FI FIN SE SWE UK GBR);

sub snapshot_act {
	my ($r) = @_;
	my $w = act($r->{celex}, $types{ $r->{type} }, date => $r->{adopted}, title => $r->{title},
		in_force => $r->{in_force} eq 'no' ? 0 : 1);
	title($w, 'FRA', "FR $r->{title}") if $r->{title};
	add($w, "${cdm}resource_legal_eli", typed($r->{eli}, 'anyURI')) if $r->{eli};
	add($w, "${cdm}resource_legal_eea", typed($r->{eea} eq 'yes' ? 1 : 0, 'boolean')) if $r->{eea} =~ /^(yes|no)$/;
	entry($w, $r->{entry_into_force}, token('EV'), join ' ', token('DATPUB'), '+20') if $r->{entry_into_force};
	basis($w, '12016E114', 'A114') if $r->{legal_basis} =~ /114/;
	basis($w, '12016E082', 'A82P2') if $r->{legal_basis} =~ /82\(2\)/;
	ends($w, '9999-12-31', '') unless $r->{ended};
	return $w;
}

sub day_before {
	my ($y, $m, $d) = split /-/, $_[0];
	return sprintf '%04d-%02d-%02d', $y, $m, $d - 1 if $d > 1;
	my @days = (31, $y % 4 ? 28 : 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
	return $m > 1 ? sprintf('%04d-%02d-%02d', $y, $m - 1, $days[$m - 2]) : sprintf('%04d-12-31', $y - 1);
}

my @acts = grep { $types{ $_->{type} } } csv("$snapshot/acts.csv");
snapshot_act($_) for @acts;
for my $r (grep { $_->{ended} } @acts) {
	my $by = $r->{ended_by};
	ends($works{ $r->{celex} }, day_before($r->{ended}), $by ? token('A/PAR', 'fd_330') . " $by" : '');
	relates(act($by, 'DIR'), 'repeals', $works{ $r->{celex} }) if $by;
}
for my $r (csv("$snapshot/deadlines.csv")) {
	my $w = $works{ $r->{celex} } or next;
	next unless $r->{date} && $r->{kind} eq 'transposition';
	my ($article) = $r->{provisions} =~ /^Art (\d+(?:\(\d+\))?)/;
	deadline($w, $r->{date}, $article ? late($article) : '');
}
for my $file (glob "$snapshot/measures-*.csv") {
	for my $r (csv($file)) {
		measure($r->{celex}, $alpha3{ $r->{state} }, uri => $r->{nim}, title => $r->{title},
			published => $r->{published} || '1001-01-01',
			map { ($_ => $r->{$_}) } qw(type journal number notified notified_act in_force link declaration));
	}
}

# ---- the traps, each told by its comment in tests/servers/cellar.t

my $led = $works{'32016L0680'} // die 'the snapshot has no 32016L0680';
title($led, 'DEU', 'Richtlinie (EU) 2016/680');
add($led, "${cdm}directive_service_responsible", string('JUST'));
add($led, "${cdm}resource_legal_is_about_concept_directory-code", uri("$authority/fd_555/$_")) for '19', '193010', '1930';
add($led, "${cdm}resource_legal_information_miscellaneous", string('$BUILD_INFO$'));

my $corrigendum = act('32016L0680R(01)', 'DIR CORRIGENDUM', date => '2018-05-23');
relates($corrigendum, 'corrects', $led);

my $old = cellar('32016L0680 of yesterday');
add($old, "${cdm}resource_legal_id_celex", string('32016L0680'));
add($old, "${cdm}work_has_resource-type", uri("$authority/resource-type/DIR"));
add($old, "${cdm}do_not_index", typed('true', 'boolean'));
add($old, "${cdm}work_date_document", date('1999-09-09'));
deadline($old, '2009-09-09', '');

measure('32016L0680', 'GRC', title => 'Νόμος 4624/2019', type => 'Law', notified => '2019-09-02',
	notified_act => '2019-09-02', declaration => 'MS_PRT GRC_CPL', link => 'http://b.example/2 http://a.example/1');
measure('32016L0680', 'GBR', title => 'Data Protection Act 2018', notified => '2018-05-25', published => '2018-05-23');
measure('32016L0680', 'ESP', title => 'INFR(2018)0164', notified => '2019-01-01');
measure('32016L0680', 'MLT', title => 'MS does not consider NEM necessary', notified => '2018-06-01');
measure('32016L0680', 'IRL', title => 'Data Protection Act 2018', no_celex => 1, notified => '2004-01-15',
	notified_act => '2018-06-07', type => "$authority/legal-act/LAW");

my $telecom = act('32002L0012', 'DIR', date => '2002-03-05', in_force => 0, title => 'Solvency margin, life assurance');
my $review = act('32002L0013', 'DIR', date => '2002-03-05', in_force => 0, title => 'Solvency margin, non-life insurance');
my $field = 'resource_legal_date_deadline';
deadline($telecom, '2003-09-20', late('3.1'), $field);
deadline($review, '2003-09-20', late('3.1'), $field);
deadline($review, '2007-01-01', late('3.3'), $field);

my $framework = act('32008F0977', 'DEC_FRAMW', date => '2008-11-27', in_force => 0, title => 'Data protection, police');
deadline($framework, '2010-11-27', late(29), 'cooperation_police-and-judicial_date_transposition');

my $csrd = act('32022L2464', 'DIR', date => '2022-12-14', in_force => 1, title => 'Corporate sustainability reporting');
deadline($csrd, '2024-07-06', late(5));
add($csrd, "${cdm}resource_legal_information_miscellaneous", string('{P/EEE}'));
my $clock = act('32025L0794', 'DIR', date => '2025-04-14', in_force => 1, title => 'Stop the clock');
deadline($clock, '2025-12-31', late(3));
relates($clock, 'amends', $csrd, reference_to_modified_location => token('ART') . ' 5', start_of_validity => '2025-04-17');

my $waste = act('31999L0031', 'DIR', date => '1999-04-26', in_force => 1, title => 'Landfill of waste');
deadline($waste, '2001-07-16', late('18.1'));
deadline($waste, '1001-01-01', '');
ends($waste, '9999-12-31', '');
ends($waste, '2009-07-16', token('FIN/VAL/PART', 'fd_330'));
entry($waste, '1999-07-16', token('EV'), token('DATPUB'));
entry($waste, '2001-07-16', token('MA/PART'), join ' ', token('V'), token('ART'), 14);
entry($waste, '2002-07-16', '', '');

# two annotations of one date
my $delayed = act('32019L0790', 'DIR', date => '2019-04-17', in_force => 1, title => 'Copyright');
deadline($delayed, '2021-06-07', late(29));
axiom($delayed, "${cdm}directive_date_transposition", date('2021-06-07'), 'second', type_of_date => token('ECHEL'),
	comment_on_date => join ' ', token('SAUF'), token('ART'), 26);

act('32015L0566', 'DIR_IMPL', date => '2015-04-08', in_force => 1, title => 'Import of tissues');
deadline($works{'32015L0566'}, '2016-10-29', late(2));
act('32014L0099', 'DIR_DEL DIR', date => '2014-10-21', in_force => 1, title => 'Petrol vapour recovery');
deadline($works{'32014L0099'}, '2016-05-13', late(2));
act('31995L0046', 'DIR', date => '1995-10-24', in_force => 0, title => 'Data protection');
deadline($works{'31995L0046'}, '1998-10-24', late(32));
measure('31995L0046', 'GBR', title => 'Data Protection Act 1998', notified => '1998-12-01');

# an older way to write CELEX numbers
my $untyped = cellar('31977L0001');
add($untyped, "${cdm}resource_legal_id_celex", plain('31977L0001'));
add($untyped, "${cdm}work_has_resource-type", uri("$authority/resource-type/DIR"));

# one measure, 200 directives, one number for each
my @many = map { sprintf '31990L%04d', 100 + $_ } 1 .. 200;
act($_, 'DIR', date => '1990-06-01', in_force => 0) for @many;
deadline($works{$_}, '1992-01-01', '') for @many;
measure($many[0], 'CZE', title => 'Zákon č. 183/2017 Sb.', type => 'Zákon', notified => '2017-07-01',
	for => [ @many[1 .. $#many] ]);

# the Court
sub court {
	my ($celex, $relation, $ecli, $date, $country) = @_;
	my $w = act($celex, 'JUDG', date => $date);
	add($w, $cdm . $relation, $led);
	add($w, "${cdm}case-law_ecli", string($ecli)) if $ecli;
	add($w, $cdm . ($celex =~ /CN/ ? 'communication_cjeu_defended_by_agent' : 'case-law_defended_by_agent'),
		uri("$authority/corporate-body/$country"));
}
court('62019CJ0658', 'case-law_states_failure_concerning_resource_legal', 'ECLI:EU:C:2021:138', '2021-02-25', 'ESP');
court('62019CN0658', 'communication_case_new_requests_establishment_of_failure_of_obligation_resource_legal', '',
	'2019-09-04', 'ESP');
court('62019CC0658', 'case-law_requests_for_failure_to_fulfill_an_obligation_for_resource_legal', '', '2020-10-01', 'ESP');

# ---- real rows

if ($shared) {
	my $file = "$shared/data/cellar/nims/32023L0970_PL_CZ_MT_IT_rows_20260911.json";
	if (open my $in, '<:raw', $file) {
		local $/;
		for my $r (@{ decode_json(<$in>)->{rows} }) {
			act('32023L0970', 'DIR', date => '2023-05-10', in_force => 1, title => 'Pay transparency');
			my ($country) = $r->{celex} =~ /([A-Z]{3})_/;
			measure('32023L0970', $country, title => $r->{title}, journal => $r->{official_journal},
				number => $r->{oj_number}, published => $r->{oj_date} // '1001-01-01', notified => $r->{notified_at},
				link => $r->{national_link});
		}
		deadline($works{'32023L0970'}, '2026-06-07', late(34));
	}
	for my $r (csv("$shared/data/infringements/greendeal_nim_part.csv")) {
		next unless $r->{CELEX} =~ /^3\d{4}L\d{4}$/;
		my $new = !$works{ $r->{CELEX} };
		my $w = act($r->{CELEX}, 'DIR', date => $r->{'Date of document'}, title => $r->{'Directive name'});
		deadline($w, $r->{'Transposition Deadline'}, '') if $new && $r->{'Transposition Deadline'};
		measure($r->{CELEX}, $r->{'Country Code'}, title => $r->{'Measure Title'},
			published => $r->{'Publication Date'} || '1001-01-01', notified => $r->{'Publication Date'});
	}
}

# ---- scale

my @countries = grep { $_ ne 'GBR' } map { $alpha3{$_} } sort keys %alpha3;
for my $i (1 .. $scale) {
	my $celex = sprintf '3%04dL%04d', 1960 + $i % 60, 5000 + int($i / 60);
	my $w = act($celex, 'DIR', date => sprintf('%04d-03-01', 1960 + $i % 60), in_force => 1, title => "Directive $celex on things");
	deadline($w, sprintf('%04d-09-01', 1962 + $i % 60), late($i % 40));
	measure($celex, $countries[$_], title => "Law $_ of $celex", type => 'Law', journal => 'Gazette', number => $_,
		published => '2011-01-01', notified => '2011-02-02', in_force => '2011-01-15') for 0 .. 24;
}
