-- views.sql - the vocabulary promised to rules and analysts (adquem-rule(7)).
-- Every view answers for one day, v_context.as_of, with what was known on v_context.known_on. The program judges
-- any other day by filling TEMP tables of the same names from the same texts, in this order (checker/judge.c);
-- so a view may use only views that stand before it. Views named i_... are steps on the way, promised to nobody.

CREATE VIEW v_context AS
SELECT coalesce(as_of, (SELECT max(read_on) FROM reading), (SELECT max(read_on) FROM evidence), '0001-01-01') AS as_of,
       known_on, official_only
FROM context;

-- The members on the day judged, and those that have left while Union law still binds them.
CREATE VIEW v_state AS
SELECT state, name, alpha3, position, member_from, member_until, bound_until, basis
FROM membership, v_context
WHERE member_from <= as_of AND (member_until IS NULL OR as_of <= coalesce(bound_until, member_until));

-- What may be used at all: not stated facts that have expired, none of them under official_only.
CREATE VIEW i_evidence AS
SELECT e.id, e.source, e.shown AS sha, e.sha256, e.name, e.title, e.feed, e.read_on, e.rank,
       coalesce(e.title, e.name) AS cite, e.author
FROM evidence AS e, v_context
WHERE e.read_on <= known_on AND (e.expires IS NULL OR as_of <= e.expires) AND NOT (official_only AND e.rank = 5);

-- The newest version of every key and source. max() fixes the row the other columns come from.
CREATE VIEW i_act AS
SELECT * FROM (
  SELECT f.*, max(f.read_on) AS newest FROM act_fact AS f, v_context
  WHERE f.read_on <= known_on AND NOT (f.present = 0 AND f.read_on > as_of)
  GROUP BY f.celex, f.source)
WHERE present = 1 AND evidence IN (SELECT id FROM i_evidence);

-- Each column from the best source that says it: the rank is one digit, so the smallest text wins.
CREATE VIEW v_act AS
SELECT a.celex,
       coalesce(substr(min(f.rank || f.type), 2),
                CASE substr(a.celex, 6, 1) WHEN 'L' THEN 'directive' WHEN 'F' THEN 'framework decision'
                                           WHEN 'R' THEN 'regulation' WHEN 'D' THEN 'decision'
                                           ELSE 'other' END) AS type,
       substr(min(f.rank || f.title), 2) AS title, substr(min(f.rank || f.short_title), 2) AS short_title,
       substr(min(f.rank || f.eli), 2) AS eli, substr(min(f.rank || f.adopted), 2) AS adopted,
       substr(min(f.rank || f.published), 2) AS published,
       substr(min(f.rank || f.entry_into_force), 2) AS entry_into_force,
       substr(min(f.rank || f.in_force), 2) AS in_force, substr(min(f.rank || f.ended), 2) AS ended,
       substr(min(f.rank || f.ended_by), 2) AS ended_by, substr(min(f.rank || f.ended_how), 2) AS ended_how,
       substr(min(f.rank || f.ended_for), 2) AS ended_for,
       substr(min(f.rank || f.legal_basis), 2) AS legal_basis,
       substr(min(f.rank || f.legislative), 2) AS legislative, substr(min(f.rank || f.eea), 2) AS eea,
       substr(min(f.rank || f.reference), 2) AS reference,
       substr(min(f.rank || f.directory_code), 2) AS directory_code, substr(min(f.rank || f.service), 2) AS service,
       substr(min(f.rank || f.note), 2) AS note,
       count(f.celex) = 0 AS stub, min(f.rank) AS rank,
       substr(min(f.rank || f.confidence), 2) AS confidence,
       substr(min(f.rank || coalesce(f.cite, e.cite)), 2) AS cite
FROM act AS a LEFT JOIN i_act AS f ON f.celex = a.celex LEFT JOIN i_evidence AS e ON e.id = f.evidence
GROUP BY a.celex;

CREATE VIEW v_title AS
SELECT f.celex, f.lang, f.title, f.rank, f.confidence, coalesce(f.cite, e.cite) AS cite, e.sha AS evidence
FROM (SELECT *, row_number() OVER (PARTITION BY celex, lang ORDER BY rank, read_on DESC, source) AS place_in_rank FROM (
        SELECT f.*, max(f.read_on) AS newest FROM title_fact AS f, v_context
        WHERE f.read_on <= known_on AND NOT (f.present = 0 AND f.read_on > as_of)
        GROUP BY f.celex, f.lang, f.source)
      WHERE present = 1 AND evidence IN (SELECT id FROM i_evidence)) AS f
JOIN i_evidence AS e ON e.id = f.evidence
WHERE f.place_in_rank = 1;

CREATE VIEW v_relation AS
SELECT f.celex, f.relation, f.other, f.comment, f.rank, f.confidence, coalesce(f.cite, e.cite) AS cite, e.sha AS evidence
FROM (SELECT *, row_number() OVER (PARTITION BY celex, relation, other ORDER BY rank, read_on DESC, source)
                AS place_in_rank FROM (
        SELECT f.*, max(f.read_on) AS newest FROM relation_fact AS f, v_context
        WHERE f.read_on <= known_on AND NOT (f.present = 0 AND f.read_on > as_of)
        GROUP BY f.celex, f.relation, f.other, f.source)
      WHERE present = 1 AND evidence IN (SELECT id FROM i_evidence)) AS f
JOIN i_evidence AS e ON e.id = f.evidence
WHERE f.place_in_rank = 1;

-- The days from which acts that move a date of another have effect; without a day of their own the first read. An act
-- that has no number yet stands there with its day and title.
CREATE VIEW i_moving AS
SELECT m.celex, coalesce(a.entry_into_force, a.published, a.adopted, date(substr(m.celex, 1, 10))) AS from_day
FROM (SELECT DISTINCT moved_by AS celex FROM deadline_fact WHERE moved_by IS NOT NULL) AS m LEFT JOIN v_act AS a USING (celex);

-- A date set by a later act replaces the earlier one, whatever the ranks: sources do not update the act amended.
CREATE VIEW i_deadline AS
SELECT *, row_number() OVER (PARTITION BY celex, number ORDER BY moved_on IS NULL, moved_on DESC, rank, read_on DESC, source)
            AS place_in_rank,
       row_number() OVER (PARTITION BY celex, number, moved_on IS NULL ORDER BY rank, read_on DESC, source) AS place_apart
FROM (
  SELECT f.*, max(f.read_on) AS newest
  FROM (SELECT d.*, CASE WHEN d.moved_by IS NOT NULL THEN coalesce(m.from_day, d.read_on) END AS moved_on
        FROM deadline_fact AS d LEFT JOIN i_moving AS m ON m.celex = d.moved_by) AS f, v_context
  WHERE f.read_on <= known_on AND NOT (f.present = 0 AND f.read_on > as_of) AND (f.moved_on IS NULL OR f.moved_on <= as_of)
  GROUP BY f.celex, f.number, f.source)
WHERE present = 1 AND evidence IN (SELECT id FROM i_evidence);

-- CELLAR files every date of an act as one of transposition, and may not say for which provisions: where a source that
-- read the act gives the same day another kind, or its provisions, these are taken from there.
CREATE VIEW i_told AS
SELECT celex, number, date, kind, provisions, addressee, inherited_from, source,
       row_number() OVER (PARTITION BY celex, number, date ORDER BY rank, read_on DESC, source) AS place
FROM i_deadline WHERE source <> 'cellar';

CREATE VIEW v_deadline AS
SELECT d.celex, d.number AS deadline_no, d.date,
       CASE WHEN d.source = 'cellar' AND d.kind = 'transposition' THEN coalesce(t.kind, d.kind) ELSE d.kind END AS kind,
       coalesce(d.provisions, t.provisions) AS provisions, coalesce(d.addressee, t.addressee) AS addressee,
       coalesce(d.inherited_from, t.inherited_from) AS inherited_from, d.annotation, d.moved_by,
       CASE WHEN d.moved_by IS NOT NULL THEN b.date END AS moved_from,
       d.rank, d.confidence, coalesce(d.cite, e.cite) AS cite, e.sha AS evidence, e.author
FROM i_deadline AS d JOIN i_evidence AS e ON e.id = d.evidence
LEFT JOIN i_told AS t ON t.celex = d.celex AND t.number = d.number AND t.date IS d.date AND t.place = 1
LEFT JOIN i_deadline AS b ON b.celex = d.celex AND b.number = d.number AND b.moved_on IS NULL AND b.place_apart = 1
WHERE d.place_in_rank = 1;

-- Deadlines ahead of acts that were amended by an act with a deadline of its own: a date may have been moved.
CREATE VIEW i_moved_perhaps AS
SELECT DISTINCT d.celex, d.deadline_no, d.date, r.other
FROM v_deadline AS d JOIN v_context JOIN v_relation AS r ON r.celex = d.celex AND r.relation = 'amended by'
JOIN v_deadline AS o ON o.celex = r.other AND o.kind = 'transposition'
WHERE d.kind = 'transposition' AND d.date > as_of AND d.moved_by IS NOT r.other;

-- The EEA: the flag of the act, and the Joint Committee Decision that made it part of the Agreement, where one is on
-- record; due: the later of the act's date and the day the decision entered into force (the comment of the relation).
CREATE VIEW v_eea AS
SELECT d.celex, d.deadline_no, a.eea, r.other AS decision, date(substr(r.comment, 1, 10)) AS in_force,
       CASE WHEN date(substr(r.comment, 1, 10)) IS NOT NULL THEN max(d.date, date(substr(r.comment, 1, 10))) END AS due
FROM v_deadline AS d JOIN v_act AS a USING (celex)
LEFT JOIN v_relation AS r ON r.celex = d.celex AND r.relation = 'incorporated by'
WHERE d.kind = 'transposition';

-- One row per deadline; which of several decisions counts is not said here, so then no day is given.
CREATE VIEW i_eea AS
SELECT celex, deadline_no, eea, group_concat(decision, ' ') AS decision, CASE WHEN count(*) = 1 THEN in_force END AS in_force,
       CASE WHEN count(*) = 1 THEN due END AS due
FROM (SELECT * FROM v_eea ORDER BY celex, deadline_no, decision) GROUP BY celex, deadline_no;

CREATE VIEW v_derogation AS
SELECT d.celex, d.state, d.number AS deadline_no, d.date, d.basis, d.rank, d.confidence, coalesce(d.cite, e.cite) AS cite,
       e.author
FROM (SELECT *, row_number() OVER (PARTITION BY celex, state, number ORDER BY rank, read_on DESC, source) AS place_in_rank
      FROM (SELECT f.*, max(f.read_on) AS newest FROM derogation_fact AS f, v_context
            WHERE f.read_on <= known_on AND NOT (f.present = 0 AND f.read_on > as_of)
            GROUP BY f.celex, f.state, f.number, f.source)
      WHERE present = 1 AND evidence IN (SELECT id FROM i_evidence)) AS d
JOIN i_evidence AS e ON e.id = d.evidence
WHERE d.place_in_rank = 1;

-- Measures count for the act they are notified for, and for an act whose date that act repeats (inherited).
CREATE VIEW i_serves AS
SELECT celex AS act, celex AS judged FROM act
UNION
SELECT celex, inherited_from FROM v_deadline WHERE kind = 'inherited' AND inherited_from IS NOT NULL;

-- The version of each measure that counts, by its key alone: the rows themselves are wide, and are read once. first_read is
-- the first day on which any source showed it.
CREATE VIEW i_measure AS
SELECT celex, state, nim, source, read_on,
       (SELECT min(m.read_on) FROM measure_fact AS m WHERE m.celex = f.celex AND m.state = f.state AND m.nim = f.nim
        AND m.present = 1 AND m.read_on <= known_on) AS first_read,
       row_number() OVER (PARTITION BY celex, state, nim ORDER BY rank, read_on DESC, source) AS place_in_rank
FROM (SELECT f.celex, f.state, f.nim, f.source, f.read_on, f.rank, f.present, f.evidence, known_on, max(f.read_on) AS newest
      FROM measure_fact AS f, v_context
      WHERE f.read_on <= known_on AND NOT (f.present = 0 AND f.read_on > as_of)
      GROUP BY f.celex, f.state, f.nim, f.source) AS f
WHERE present = 1 AND evidence IN (SELECT id FROM i_evidence);

-- The measures that count on the day judged, and those of which it cannot be said whether they did (undecided:
-- the notification date is missing, or lies before the act, and the first read came later).
CREATE VIEW v_measure AS
SELECT celex, state, nim, nim_celex, title, type, journal, number, published, as_read AS notified, usable AS notified_usable,
       coalesce(usable, first_read) AS counts_from,
       CASE WHEN usable IS NULL THEN coalesce(adopted, '0001-01-01') END AS undecided_from,
       CASE WHEN coalesce(usable, first_read) <= as_of THEN 'notified' ELSE 'undecided' END AS status,
       in_force, link, declaration, first_read, rank, confidence, sha AS evidence, coalesce(cite, said_by) AS cite, place, author
FROM (SELECT m.*, a.adopted, i.first_read, e.shown AS sha, coalesce(e.title, e.name) AS said_by, e.author,
             coalesce(m.notified_act, m.notified) AS as_read,
             CASE WHEN m.notified_act BETWEEN coalesce(a.adopted, '0001-01-01') AND i.first_read THEN m.notified_act
                  WHEN m.notified BETWEEN coalesce(a.adopted, '0001-01-01') AND i.first_read THEN m.notified
             END AS usable
      FROM i_measure AS i JOIN measure_fact AS m USING (celex, state, nim, source, read_on) JOIN v_act AS a USING (celex)
      JOIN evidence AS e ON e.id = m.evidence
      WHERE i.place_in_rank = 1) AS m, v_context
WHERE coalesce(usable, first_read) <= as_of OR (usable IS NULL AND coalesce(adopted, '0001-01-01') <= as_of);

CREATE VIEW i_declaration AS
SELECT d.*, e.sha, coalesce(d.cite, e.cite) AS said_by, e.author, first.first_read,
       coalesce(d.date, first.first_read) AS holds_from,
       row_number() OVER (PARTITION BY d.celex, d.state, d.nim ORDER BY d.rank, d.read_on DESC, d.source) AS place_in_rank
FROM (SELECT f.*, max(f.read_on) AS newest FROM declaration_fact AS f, v_context
      WHERE f.read_on <= known_on AND NOT (f.present = 0 AND f.read_on > as_of)
      GROUP BY f.celex, f.state, f.nim, f.source) AS d
JOIN (SELECT celex, state, nim, min(read_on) AS first_read FROM declaration_fact, v_context
      WHERE present = 1 AND read_on <= known_on GROUP BY celex, state, nim) AS first USING (celex, state, nim)
JOIN i_evidence AS e ON e.id = d.evidence
WHERE d.present = 1;

-- usable = 0: the declaration hangs on a measure whose date is not one for this act; it may be meant for another.
CREATE VIEW v_declaration AS
SELECT d.celex, d.state, d.value, d.date, d.nim, d.text, d.holds_from, d.first_read,
       (d.nim = '' OR d.value = 'not necessary' OR coalesce(m.notified_usable, '') <> '') AS usable,
       d.rank, d.confidence, d.said_by AS cite, d.sha AS evidence, d.author
FROM i_declaration AS d JOIN v_context LEFT JOIN v_measure AS m USING (celex, state, nim)
WHERE d.place_in_rank = 1 AND d.holds_from <= as_of;

-- Links of two kinds: a list of measures shows a case number, or a case is about an act beside the one its decisions are
-- filed under, by its title in the register or by a further row for the same step.
CREATE VIEW i_link AS
SELECT l.celex, l.state, l.infr, l.nim, l.rank, e.sha AS evidence, l.nim IS NULL AS by_title FROM (
  SELECT f.*, max(f.read_on) AS newest FROM link_fact AS f, v_context
  WHERE f.read_on <= known_on AND NOT (f.present = 0 AND f.read_on > as_of)
  GROUP BY f.celex, f.state, f.infr, f.nim IS NULL, f.source = 'register') AS l JOIN i_evidence AS e ON e.id = l.evidence
WHERE l.present = 1;

CREATE VIEW v_link AS
SELECT celex, state, infr, nim, rank, evidence FROM i_link WHERE NOT by_title;

CREATE VIEW v_list AS
SELECT l.celex, l.type, l.date, l.complete, l.states, l.rank, l.confidence, coalesce(l.cite, l.said_by) AS cite,
       l.sha AS evidence
FROM (SELECT f.*, e.cite AS said_by, e.sha,
             row_number() OVER (PARTITION BY f.celex, f.type, f.date ORDER BY f.rank, f.read_on DESC, f.source)
               AS place_in_rank
      FROM (SELECT f.*, max(f.read_on) AS newest FROM list_fact AS f, v_context
            WHERE f.read_on <= known_on GROUP BY f.celex, f.type, f.date, f.source) AS f
      JOIN i_evidence AS e ON e.id = f.evidence WHERE f.present = 1) AS l JOIN v_context
WHERE l.place_in_rank = 1 AND l.date <= as_of;

-- What a state is told to have done or said, from that day on; what is noted of an act has a date that is read with it.
CREATE VIEW v_note AS
SELECT n.celex, n.state, n.date, n.text, n.rank, n.confidence, coalesce(n.cite, e.cite) AS cite FROM (
  SELECT f.*, max(f.read_on) AS newest FROM note_fact AS f, v_context
  WHERE f.read_on <= known_on AND (f.state IS NULL OR f.date IS NULL OR f.date <= as_of)
  GROUP BY f.celex, f.state, f.text) AS n
JOIN i_evidence AS e ON e.id = n.evidence
WHERE n.present = 1;

-- The last whole read of every scope, and the last attempt. Status of a scope nobody tried: no row ("never read").
-- tried: what came of the last attempt; one that failed after a read of the same day stands in later. A read of which rows were
-- rejected is incomplete, never stale while such reads go on: what rests on rows stands. proven: a whole read is young enough,
-- whatever came after it: what rests on absence stands too.
CREATE VIEW v_source AS
SELECT what, scope, last.source, whole.read_on, last.read_on AS last_attempt,
       CASE WHEN tried <> 'ok' THEN tried WHEN last.whole AND NOT last.rejected THEN 'ok'
            ELSE 'incomplete' END AS last_status,
       CASE WHEN whole.read_on IS NULL THEN CASE WHEN tried <> 'ok' THEN tried ELSE 'incomplete' END
            WHEN limit_days IS NOT NULL AND julianday(as_of) - julianday(whole.read_on) > limit_days
              THEN CASE WHEN tried = 'failed' THEN 'failed'
                        WHEN tried = 'ok' AND last.rejected AND julianday(as_of) - julianday(last.read_on) <= limit_days THEN 'incomplete'
                        ELSE 'stale' END
            WHEN last.status = 'ok' AND last.read_on > whole.read_on THEN 'incomplete'
            ELSE 'ok' END AS status,
       whole.read_on IS NOT NULL AND coalesce(julianday(as_of) - julianday(whole.read_on) <= limit_days, 1) AS proven,
       limit_days, coalesce(whole.rows, last.rows) AS rows, coalesce(whole.rank, last.rank) AS rank,
       coalesce(whole.query, last.query) AS query,
       CASE WHEN whole.same_as IS NOT NULL THEN 'unchanged since ' || whole.same_as
            WHEN whole.read_on IS NOT NULL THEN 'rows' END AS proof,
       CASE WHEN tried <> 'ok' THEN last.reason END AS reason,
       (SELECT time FROM transfer WHERE id = CASE WHEN tried = last.status THEN last.transfer
                                                  ELSE last.later_transfer END) AS attempted,
       e.sha AS evidence, e.name AS file, e.cite
FROM (SELECT r.*, coalesce(r.later, r.status) AS tried, max(r.read_on) AS newest FROM reading AS r, v_context
      WHERE r.read_on <= known_on GROUP BY r.what, r.scope) AS last
JOIN v_context
LEFT JOIN (SELECT r.*, max(r.read_on) AS newest FROM reading AS r, v_context
           WHERE r.read_on <= known_on AND r.status = 'ok' AND r.whole AND NOT r.rejected
           GROUP BY r.what, r.scope) AS whole USING (what, scope)
LEFT JOIN freshness USING (what)
LEFT JOIN i_evidence AS e ON e.id = coalesce(whole.evidence, last.evidence);
