-- views-cells.sql - what is worked out from the facts of views.sql, which are laid before: the procedure of a case, the waves
-- of letters, whom an act binds, and the cell that is judged. The same rules hold.

-- The newest version of each step and source, by its key and what orders the steps of a case: the rows themselves are wide.
CREATE VIEW i_decision AS
SELECT d.case_id, d.date, d.type, d.additional, d.source, d.read_on, d.rank,
       coalesce(al.case_id, d.case_id) AS of_case, al.alias IS NOT NULL AS by_alias,
       CASE WHEN length(d.date) = 7 THEN date(d.date || '-01', '+1 month', '-1 day') ELSE d.date END AS holds_from
FROM (SELECT f.case_id, f.date, f.type, f.additional, f.source, f.read_on, f.rank, f.present, f.evidence, max(f.read_on) AS newest
      FROM decision_fact AS f, v_context
      WHERE f.read_on <= known_on AND NOT (f.present = 0 AND f.read_on > as_of)
      GROUP BY f.case_id, f.date, f.type, f.additional, f.source) AS d
LEFT JOIN case_alias AS al ON al.alias = d.case_id AND al.read_on <= (SELECT known_on FROM v_context)
WHERE d.present = 1 AND d.evidence IN (SELECT id FROM i_evidence);

-- What the register calls a case, by its reads up to the day judged: active_on, the newest read that called it active;
-- ended_since, the first read after that which called it not active. The flag has no date of its own: it holds from its read.
CREATE VIEW i_called AS
SELECT case_id, active_on, min(CASE WHEN read_on > coalesce(active_on, '') THEN read_on END) AS ended_since
FROM (SELECT coalesce(al.case_id, f.case_id) AS case_id, f.read_on,
             max(CASE WHEN f.active THEN f.read_on END) OVER (PARTITION BY coalesce(al.case_id, f.case_id)) AS active_on
      FROM decision_fact AS f JOIN v_context
      LEFT JOIN case_alias AS al ON al.alias = f.case_id AND al.read_on <= known_on
      WHERE f.source = 'register' AND f.present = 1 AND f.read_on <= min(known_on, as_of)
        AND f.evidence IN (SELECT id FROM i_evidence))
GROUP BY case_id;

-- The same step of a case told by two sources within three days, or once with its day and once with its month, is
-- one step: the better source's day wins, and of one source a day before a month; the other row stays, lost = 1. A
-- withdrawal ends a case unless the register called it active on a later day.
CREATE VIEW v_decision AS
SELECT i.of_case AS case_id, d.state, d.kind, d.celex, d.date, i.holds_from, d.type, d.additional,
       CASE d.type WHEN 'LFN258' THEN 'LFN' WHEN 'RO258' THEN 'RO' WHEN 'RF258' THEN 'REF' WHEN 'RF258_260_3' THEN 'REF'
                   WHEN 'J258' THEN 'J' WHEN 'LFN260' THEN 'LFN2' WHEN 'RO260' THEN 'LFN2' WHEN 'RF260' THEN 'REF2'
                   WHEN 'J260' THEN 'REF2' WHEN 'C' THEN 'closed'
                   WHEN 'W' THEN CASE WHEN n.ended_since IS NULL AND n.active_on > i.holds_from THEN NULL ELSE 'closed' END END AS step,
       d.text, d.title, d.department, d.court_case, d.amount, d.url, d.rank, d.confidence,
       coalesce(d.cite, e.title, e.name) AS cite, e.shown AS evidence, d.place, e.author, d.case_id AS as_filed,
       CASE d.source WHEN 'register' THEN d.active END AS active, i.lost
FROM (SELECT *, row_number() OVER (PARTITION BY of_case, type, additional, same
                                   ORDER BY rank, by_alias, length(date) = 7, read_on DESC, source, date) > 1 AS lost
      FROM (SELECT *, sum(far) OVER (PARTITION BY of_case, type, additional ORDER BY holds_from, source
                                     ROWS UNBOUNDED PRECEDING) AS same
            FROM (SELECT *, CASE WHEN before IS NULL THEN 1
                                 WHEN length(date) = 7 OR length(before) = 7 THEN substr(before, 1, 7) <> substr(date, 1, 7)
                                 ELSE julianday(date) - julianday(before) > 3 END AS far
                  FROM (SELECT *, lag(date) OVER (PARTITION BY of_case, type, additional ORDER BY holds_from, source) AS before
                        FROM i_decision)))) AS i
JOIN v_context
JOIN decision_fact AS d USING (case_id, date, type, additional, source, read_on)
JOIN evidence AS e ON e.id = d.evidence
LEFT JOIN i_called AS n ON n.case_id = i.of_case
WHERE i.holds_from <= as_of;

CREATE VIEW v_judgment AS
SELECT case_id, state, celex, date, type, court_case, amount, rank, confidence, cite
FROM v_decision WHERE type IN ('J258', 'J260') AND NOT lost;

-- The steps in the order of the procedure: Article 258 TFEU, then, after a first judgment, Article 260(2).
CREATE VIEW i_step AS
SELECT column1 AS step, column2 AS height
FROM (VALUES ('LFN', 1), ('RO', 2), ('REF', 3), ('J', 4), ('LFN2', 5), ('REF2', 6), ('closed', 7));

-- The procedure as a state machine: a case at one stage ('': nothing yet) that takes a step is then at another. Every
-- step is taken as the sources tell it. verdict: regular, again, early (steps before it are not on record), order (it
-- belongs before a step with an earlier date: it changes nothing), reopens (the case had ended).
CREATE VIEW i_path AS
SELECT a.step AS at, s.step, s.height,
       CASE WHEN s.height < a.height AND a.height < 7 THEN a.step ELSE s.step END AS then_at,
       CASE WHEN s.height = a.height THEN 'again' WHEN a.height = 7 THEN 'reopens'
            WHEN s.height = a.height + 1 OR (s.height = 7 AND a.height > 0) THEN 'regular'
            WHEN s.height < a.height THEN 'order' ELSE 'early' END AS verdict
FROM (SELECT '' AS step, 0 AS height UNION ALL SELECT step, height FROM i_step) AS a JOIN i_step AS s;

-- Each case walked along that machine, by date. In a month of which one step has no day, the steps are taken in the order of
-- the procedure. A step after an end begins a new round. An additional letter may follow any step.
CREATE VIEW i_walk AS
SELECT w.case_id, w.state, w.celex, w.kind, w.date, w.holds_from, w.type, w.additional, w.step, w.height, w.round, w.cite,
       p.at, p.then_at, CASE WHEN w.additional AND p.verdict = 'order' THEN 'again' ELSE p.verdict END AS verdict
FROM (SELECT *, max(height) OVER (PARTITION BY case_id, round ORDER BY turn, height, type, date
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
      FROM (SELECT *, 1 + sum(begins) OVER (PARTITION BY case_id ORDER BY turn, height, type, date
                                            ROWS UNBOUNDED PRECEDING) AS round
            FROM (SELECT *, step <> 'closed' AND coalesce(lag(step) OVER (PARTITION BY case_id ORDER BY turn, height, type, date), '')
                            = 'closed' AS begins
                  FROM (SELECT d.case_id, d.state, d.celex, d.kind, d.date, d.holds_from, d.type, d.additional, step, d.cite, i.height,
                               CASE WHEN max(length(d.date) = 7) OVER (PARTITION BY d.case_id, substr(d.holds_from, 1, 7))
                                 THEN substr(d.holds_from, 1, 7) ELSE d.holds_from END AS turn
                        FROM v_decision AS d JOIN i_step AS i USING (step) WHERE NOT d.lost)))) AS w
LEFT JOIN i_step AS r ON r.height = w.reached
JOIN i_path AS p ON p.at = coalesce(r.step, CASE w.round WHEN 1 THEN '' ELSE 'closed' END) AND p.step = w.step;

-- The steps after the last end of a case are its present round; none: it is closed.
CREATE VIEW i_round AS
SELECT case_id, step, max(date) AS date, height
FROM (SELECT case_id, step, date, height, round, max(round) OVER (PARTITION BY case_id) AS last,
             max(height) OVER (PARTITION BY case_id, round) AS top FROM i_walk)
WHERE round = last AND top < 7
GROUP BY case_id, step, height;

CREATE VIEW i_case AS
SELECT case_id, state, min(rank || kind) AS ranked_kind, min(rank) AS rank,
       min(CASE WHEN type = 'LFN258' AND NOT additional THEN holds_from END) AS first_letter,
       min(CASE WHEN type = 'LFN258' AND NOT additional THEN date END) AS opened,
       min(holds_from) AS first_step, max(holds_from) AS last_step, max(CASE WHEN step = 'closed' THEN date END) AS ended_on,
       substr(max(CASE WHEN step = 'closed' THEN holds_from || type END), 11) AS ended_how,
       count(*) AS steps, max(rank = 6) AS unverified,
       group_concat(DISTINCT evidence) AS evidence
FROM v_decision WHERE NOT lost GROUP BY case_id;

-- The acts a case concerns: those its decisions are filed under, and those named beside them.
CREATE VIEW i_case_act AS
SELECT case_id, celex, max(by_title) AS by_title
FROM (SELECT DISTINCT case_id, celex, 0 AS by_title FROM v_decision WHERE celex IS NOT NULL
      UNION ALL SELECT infr, celex, 1 FROM i_link WHERE by_title)
GROUP BY case_id, celex;

-- The latest derogation of a state from each deadline.
CREATE VIEW i_derogated AS
SELECT d.celex, d.deadline_no, g.state, max(g.date) AS date, g.rank, g.cite, g.author
FROM v_deadline AS d JOIN v_derogation AS g ON g.celex = d.celex AND g.deadline_no IN (0, d.deadline_no)
GROUP BY d.celex, d.deadline_no, g.state;

-- The transposition deadlines that had passed for the state of a case by its first letter: as they stood then, a date moved
-- since being the earlier one, and not before the state's own day. Where several had, the latest is assumed.
CREATE VIEW i_passed AS
SELECT case_id, celex, deadline_no, max(owed || date) AS latest, count(*) AS passed
FROM (SELECT c.case_id, c.first_letter, coalesce(c.first_letter, c.first_step) AS letter, d.celex, d.deadline_no, d.date,
             max(min(d.date, coalesce(d.moved_from, d.date)), s.member_from, coalesce(g.date, ''), coalesce(q.from_day, '')) AS owed
      FROM i_case AS c JOIN i_case_act AS a USING (case_id) JOIN v_deadline AS d USING (celex)
      JOIN membership AS s ON s.state = c.state
      LEFT JOIN i_derogated AS g ON g.celex = d.celex AND g.deadline_no = d.deadline_no AND g.state = c.state
      LEFT JOIN opt_in AS q ON q.celex = d.celex AND q.state = c.state
      WHERE d.kind = 'transposition')
WHERE owed < letter
GROUP BY case_id, celex HAVING first_letter IS NOT NULL OR count(*) = 1;

-- One row per case and act it concerns. A case belongs to the latest transposition deadline that had passed for its state on
-- the day of its first letter; deadline_no 0: to none, or not established (no letter on record, and more than one deadline
-- had passed before the first step that is). A case without an end on record which the register no longer calls active has
-- ended on a day that is not known: ended_on is the first read that said so, ended_how 'not active'.
CREATE VIEW v_case AS
SELECT case_id, state, kind, celex, deadline_no, deadline_assumed, opened, first_step,
       CASE WHEN ended_since IS NULL THEN coalesce(step, 'closed') ELSE 'closed' END AS stage,
       coalesce(ended_since, step_date, ended_on) AS stage_date,
       step IS NOT NULL AND ended_since IS NULL AS open, coalesce(ended_since, ended_on) AS ended_on,
       CASE WHEN ended_since IS NULL THEN ended_how ELSE 'not active' END AS ended_how,
       steps, placeholder, rank, unverified, evidence
FROM (SELECT c.case_id, c.state, substr(c.ranked_kind, 2) AS kind, a.celex, coalesce(d.deadline_no, 0) AS deadline_no,
             d.passed > 1 AS deadline_assumed, c.opened, c.first_step, r.step, r.date AS step_date, c.ended_on, c.ended_how,
             CASE WHEN r.step IS NOT NULL AND n.ended_since >= c.last_step THEN n.ended_since END AS ended_since,
             c.steps, c.case_id LIKE 'NOINFR:%' AS placeholder, c.rank, c.unverified, c.evidence
      FROM i_case AS c
      LEFT JOIN i_case_act AS a USING (case_id)
      LEFT JOIN (SELECT case_id, step, date, max(height) AS top FROM i_round GROUP BY case_id) AS r USING (case_id)
      LEFT JOIN i_passed AS d ON d.case_id = c.case_id AND d.celex = a.celex
      LEFT JOIN i_called AS n ON n.case_id = c.case_id
      WHERE r.step IS NOT NULL OR c.ended_on IS NOT NULL);

-- How long a case has been where it is, and what comes next. Two months to reply to a letter or an opinion are what the
-- Commission usually gives, from receipt: the day of the decision is the nearest day on record, so the end is an
-- estimate. A period ends on the same date (Regulation 1182/71, Article 3(2)(c)) and is moved from a weekend (3(4)).
CREATE VIEW i_reply AS
SELECT letter, nominal,
       CASE strftime('%w', nominal) WHEN '6' THEN date(nominal, '+2 days') WHEN '0' THEN date(nominal, '+1 day')
                                    ELSE nominal END AS due
FROM (SELECT date AS letter, min(date(date, '+2 months'), date(date, 'start of month', '+3 months', '-1 day')) AS nominal
      FROM (SELECT DISTINCT date FROM decision_fact WHERE length(date) = 10 AND type IN ('LFN258', 'RO258')));

CREATE VIEW v_stage AS
SELECT c.case_id, c.state, c.kind, c.stage, c.stage_date,
       CASE WHEN length(c.stage_date) = 10 THEN CAST(julianday(as_of) - julianday(c.stage_date) AS INTEGER) END
         AS days_in_stage,
       CAST(julianday(CASE WHEN c.open THEN as_of ELSE c.ended_on END) - julianday(c.opened) AS INTEGER) AS case_age_days,
       w.rounds, m.missing, coalesce(w.misplaced, 0) AS misplaced,
       r.due AS reply_due, CASE WHEN r.due IS NOT NULL THEN 1 END AS reply_estimated,
       CASE WHEN r.due IS NOT NULL THEN 'the usual two months, counted from the day of the decision because the day of '
              || 'receipt is not on record: the same date (Regulation 1182/71, Article 3(2)(c))'
              || CASE WHEN r.due > r.nominal THEN ', moved from the weekend of ' || r.nominal || ' (Article 3(4))' ELSE '' END
              || '; public holidays are left aside'
            WHEN c.open AND c.stage IN ('LFN', 'RO') THEN 'only the month of the decision is on record' END AS reply_how,
       as_of <= r.due AS reply_running,
       CASE WHEN c.open THEN coalesce(n.step, 'closed') END AS next_step
FROM (SELECT DISTINCT case_id, state, kind, stage, stage_date, open, opened, ended_on FROM v_case) AS c JOIN v_context
LEFT JOIN i_step AS o ON o.step = c.stage
LEFT JOIN i_step AS n ON n.height = o.height + 1
JOIN (SELECT case_id, max(round) AS rounds, sum(verdict = 'order') AS misplaced FROM i_walk GROUP BY case_id) AS w
  USING (case_id)
LEFT JOIN i_reply AS r ON r.letter = c.stage_date AND c.open AND c.stage IN ('LFN', 'RO')
LEFT JOIN (SELECT h.case_id, group_concat(i.step, ' ') AS missing
           FROM (SELECT case_id, group_concat(DISTINCT step) AS has FROM i_walk GROUP BY case_id) AS h
           JOIN (SELECT case_id, max(height) AS top FROM i_round GROUP BY case_id) AS t USING (case_id)
           JOIN (SELECT step, height FROM i_step ORDER BY height) AS i ON i.height < t.top
           WHERE ',' || h.has || ',' NOT LIKE '%,' || i.step || ',%'
           GROUP BY h.case_id) AS m ON m.case_id = c.case_id AND c.open;

-- The letters of formal notice for one deadline sent on one day. whole: a list of that day, or of the days beside
-- it, is marked complete, or the register was read whole.
CREATE VIEW v_wave AS
SELECT c.celex, c.deadline_no, d.date, count(DISTINCT c.state) AS n, group_concat(DISTINCT c.state) AS states,
       (EXISTS (SELECT 1 FROM v_list AS l WHERE l.celex = c.celex AND l.type = 'LFN258' AND l.complete
                AND abs(julianday(l.date) - julianday(d.date)) <= 3)
        OR '*' IN (SELECT scope FROM v_source WHERE what = 'register' AND proven)
        OR c.celex IN (SELECT scope FROM v_source WHERE what = 'register' AND proven)) AS whole
FROM v_case AS c JOIN v_decision AS d USING (case_id) JOIN i_case_act AS a ON a.case_id = c.case_id AND a.celex = c.celex
WHERE c.kind = 'non-communication' AND c.deadline_no > 0 AND (d.celex = c.celex OR a.by_title) AND d.type = 'LFN258'
  AND NOT d.additional AND NOT d.lost AND length(d.date) = 10
GROUP BY c.celex, c.deadline_no, d.date;

-- The deadlines for which a complete list of letters tells who was written to, and so who was not; the day of the last.
CREATE VIEW i_letters_complete AS
SELECT w.celex, w.deadline_no, max(w.date) AS date
FROM v_list AS l JOIN v_wave AS w ON w.celex = l.celex AND abs(julianday(l.date) - julianday(w.date)) <= 3
WHERE l.type = 'LFN258' AND l.complete
GROUP BY w.celex, w.deadline_no;

-- Whether an act binds a state, with its basis. Without a fact: every state; for those with protocols on Title V what the
-- legal basis says. What the basis leaves open, and what is only inferred from it, a decision on record settles.
CREATE VIEW i_binding AS
SELECT *, row_number() OVER (PARTITION BY celex, state ORDER BY rank, read_on DESC, source) AS place_in_rank FROM (
  SELECT f.*, max(f.read_on) AS newest FROM binding_fact AS f, v_context
  WHERE f.read_on <= known_on AND NOT (f.present = 0 AND f.read_on > as_of)
  GROUP BY f.celex, f.state, f.source)
WHERE present = 1 AND evidence IN (SELECT id FROM i_evidence);

CREATE VIEW i_by_law AS
SELECT a.celex, s.state,
       CASE WHEN s.state NOT IN ('DK', 'IE', 'UK') OR a.type = 'framework decision' THEN 'bound'
            WHEN q.from_day IS NOT NULL THEN CASE WHEN q.from_day <= as_of THEN 'bound' ELSE 'not bound' END
            WHEN s.state = 'DK' THEN coalesce(l.denmark, 'not established')
            ELSE coalesce(l.ireland, 'not established') END AS value,
       CASE WHEN a.type = 'framework decision' THEN 'Article 34(2)(b) EU: a framework decision binds all Member States'
            WHEN s.state NOT IN ('DK', 'IE', 'UK') AND a.type = 'regulation'
              THEN 'Article 288 TFEU: a regulation is binding in its entirety and directly applicable in all Member States'
            WHEN s.state NOT IN ('DK', 'IE', 'UK')
              THEN 'Article 288 TFEU: a directive binds every Member State to which it is addressed'
            WHEN q.from_day IS NOT NULL
              THEN 'participates from ' || q.from_day || ' on: ' || q.provision || '; ' || q.source || ' (' || q.confidence || ')'
            WHEN l.text IS NULL
              THEN 'no fact on record: Protocols 21 and 22 may apply, depending on the legal basis of the act'
            WHEN s.state = 'DK' THEN l.denmark_why
            ELSE l.ireland_why END AS basis
FROM v_act AS a JOIN v_state AS s JOIN v_context LEFT JOIN legal_basis AS l ON l.text = a.legal_basis
LEFT JOIN opt_in AS q ON q.celex = a.celex AND q.state = s.state
WHERE a.celex IN (SELECT celex FROM v_deadline UNION SELECT ended_for FROM v_act WHERE ended_for IS NOT NULL);

CREATE VIEW v_binding AS
SELECT celex, state,
       CASE WHEN settled THEN 'bound' ELSE value END AS value,
       basis || CASE WHEN settled THEN '; yet treated as bound by the Commission (decision of ' || first_step || ')'
                     ELSE '' END AS basis,
       contradicted, rank, confidence, cite, author
FROM (SELECT *, contradicted AND (rank IS NULL OR value <> 'not bound') AS settled
      FROM (SELECT i.celex, i.state, coalesce(b.value, i.value) AS value, coalesce(b.basis, i.basis) AS basis, c.first_step,
                   coalesce(b.value, i.value) IN ('not bound', 'international law', 'not established')
                     AND c.first_step IS NOT NULL AS contradicted,
                   b.rank, b.confidence, coalesce(b.cite, e.cite) AS cite, e.author
            FROM i_by_law AS i
            LEFT JOIN i_binding AS b ON b.celex = i.celex AND b.state = i.state AND b.place_in_rank = 1
            LEFT JOIN i_evidence AS e ON e.id = b.evidence
            LEFT JOIN (SELECT celex, state, min(first_step) AS first_step FROM v_case
                       WHERE kind = 'non-communication' AND celex IS NOT NULL GROUP BY celex, state) AS c
              ON c.celex = i.celex AND c.state = i.state));

-- The case that speaks for a cell: an open one before an ended one, the further step before the nearer.
CREATE VIEW i_cell_case AS
SELECT *, row_number() OVER (PARTITION BY celex, deadline_no, state
                             ORDER BY open DESC, CASE stage WHEN 'REF2' THEN 1 WHEN 'LFN2' THEN 2 WHEN 'J' THEN 3
                                                            WHEN 'REF' THEN 4 WHEN 'RO' THEN 5 ELSE 6 END,
                                      stage_date DESC, case_id) AS place_in_rank
FROM v_case WHERE kind = 'non-communication' AND deadline_no > 0;

CREATE VIEW i_notified AS
SELECT v.judged AS celex, m.state, sum(m.status = 'notified') AS notified, sum(m.status = 'undecided') AS undecided,
       min(CASE WHEN m.status = 'notified' THEN m.notified_usable END) AS first_notified,
       max(CASE WHEN m.status = 'notified' THEN m.notified_usable END) AS last_notified,
       group_concat(DISTINCT m.evidence) AS evidence,
       max(m.author) AS author
FROM v_measure AS m JOIN i_serves AS v ON v.act = m.celex
GROUP BY v.judged, m.state;

CREATE VIEW i_declared AS
SELECT celex, state, max(CASE WHEN value = 'not necessary' THEN holds_from END) AS not_necessary_on,
       max(value = 'complete' AND usable) AS complete, max(value = 'complete' AND NOT usable) AS complete_elsewhere,
       max(value = 'partial') AS partial, max(CASE WHEN value = 'partial' AND nim = '' THEN holds_from END) AS partial_on,
       max(CASE WHEN value = 'complete' AND usable THEN holds_from END) AS complete_last,
       min(CASE WHEN value = 'complete' AND usable THEN holds_from END) AS complete_on,
       group_concat(DISTINCT evidence) AS evidence, max(author) AS author
FROM v_declaration GROUP BY celex, state;

-- How many states entered anything: the register hardly covers acts for which nobody did.
CREATE VIEW i_covered AS
SELECT celex, count(*) AS states FROM i_notified WHERE notified > 0 GROUP BY celex;

-- Open cases of non-communication on an act and a state which belong to no deadline of it, or to the latest of several by
-- assumption: they may be about any of them, or about any that had passed before reach.
CREATE VIEW i_near_case AS
SELECT celex, state, max(CASE deadline_no WHEN 0 THEN '9999' ELSE opened END) AS reach,
       group_concat(CASE WHEN placeholder THEN '(number not known)' ELSE case_id END, ', ') AS cases
FROM (SELECT * FROM v_case WHERE kind = 'non-communication' AND open AND celex IS NOT NULL AND (deadline_no = 0 OR deadline_assumed)
      ORDER BY case_id)
GROUP BY celex, state;

-- Each deadline and state, and the day that is the state's, due: the latest of the act's date, the accession, an opt-in and a
-- derogation; with the source of that day where it is not the act's.
CREATE VIEW i_owed AS
SELECT celex, deadline_no, state, position, CASE WHEN date IS NOT NULL THEN max(date, own, derogated) END AS due,
       CASE WHEN derogated > max(date, own) THEN g_cite WHEN own > date THEN own_cite END AS cite,
       CASE WHEN derogated > max(date, own) THEN g_rank END AS rank,
       CASE WHEN derogated > max(date, own) THEN g_author END AS author
FROM (SELECT d.celex, d.deadline_no, d.date, s.state, s.position, max(s.member_from, coalesce(q.from_day, '')) AS own,
             CASE WHEN q.from_day > s.member_from THEN q.provision || '; ' || q.source ELSE s.basis END AS own_cite,
             coalesce(g.date, '') AS derogated, g.cite AS g_cite, g.rank AS g_rank, g.author AS g_author
      FROM v_deadline AS d JOIN v_context JOIN v_state AS s
      LEFT JOIN i_derogated AS g ON g.celex = d.celex AND g.deadline_no = d.deadline_no AND g.state = s.state
      LEFT JOIN opt_in AS q ON q.celex = d.celex AND q.state = s.state
      WHERE d.kind = 'transposition' AND NOT (s.member_until IS NOT NULL AND as_of > s.member_until AND d.date > s.bound_until));

-- The unit that is judged: (transposition deadline, Member State) with everything known about it. Acts ended before the day
-- judged have no cell, unless a case is open. Letters tell of a state only what they could: those sent after its own day.
-- stage none: the cases were read, or a complete list of addressees does not name the state; unread: neither.
CREATE VIEW v_cell AS
SELECT *, coalesce(case_stage, CASE WHEN letters_complete OR register_proven THEN 'none' ELSE 'unread' END) AS stage
FROM (
SELECT d.celex, d.deadline_no, o.state, o.position, d.provisions, d.date AS deadline, o.due, o.cite AS due_cite,
       coalesce(a.short_title, a.title, d.celex) AS act_name, a.adopted, a.legislative, a.ended,
       b.value AS binding, b.basis AS binding_basis, b.contradicted,
       coalesce(src.status, 'never read') AS measures, src.read_on AS measures_read_on,
       coalesce(src.last_status, 'ok') IN ('failed', 'implausible') AS measures_trouble,
       coalesce(reg.status, 'never read') AS register, reg.read_on AS register_read_on, coalesce(reg.proven, 0) AS register_proven,
       coalesce(n.notified, 0) AS notified, coalesce(n.undecided, 0) AS undecided, n.first_notified, n.last_notified,
       coalesce(x.not_necessary_on >= coalesce(n.last_notified, ''), 0) AS not_necessary,
       coalesce(x.complete AND x.complete_last >= coalesce(x.partial_on, ''), 0) AS complete, x.complete_on,
       coalesce(x.complete_elsewhere, 0) AS complete_elsewhere, coalesce(x.partial, 0) AS partial,
       c.case_id, c.stage AS case_stage, c.stage_date, coalesce(c.open, 0) AS case_open, c.ended_on AS case_ended_on,
       c.ended_how AS case_ended_how, coalesce(c.unverified, 0) AS case_unverified, CASE WHEN c.case_id IS NULL THEN k.cases END AS near_case,
       CASE WHEN w.date <= o.due THEN (SELECT min(date) FROM v_wave WHERE celex = d.celex AND deadline_no = d.deadline_no AND whole
         AND n >= 3 AND date > o.due) ELSE w.date END AS wave_date,
       coalesce(lc.date > o.due, 0) AS letters_complete,
       coalesce(v.states, 0) AS states_with_measures,
       NOT (src.read_on IS NOT NULL AND d.date IS NOT NULL
            AND julianday(src.read_on) - julianday(d.date) > 730 AND coalesce(v.states, 0) < 7) AS covered,
       CAST(julianday(as_of) - julianday(o.due) AS INTEGER) AS days_past,
       d.rank AS deadline_rank, b.rank AS binding_rank, d.confidence,
       coalesce(d.rank = 6, 0) OR coalesce(b.rank = 6 AND b.value <> 'bound', 0)
       OR coalesce(o.rank = 6, 0) OR coalesce(x.author, n.author, o.author, d.author, b.author) IS NOT NULL AS unverified,
       coalesce(x.author, n.author, o.author, d.author, b.author) AS stated_by,
       (SELECT group_concat(value, ' ') FROM (
         SELECT DISTINCT value FROM json_each('["' || replace(
           coalesce(src.evidence, '') || ',' || coalesce(n.evidence, '') || ','
           || coalesce(x.evidence, '') || ',' || coalesce(c.evidence, ''), ',', '","') || '"]')
         WHERE value <> '' ORDER BY value)) AS evidence
FROM i_owed AS o CROSS JOIN v_deadline AS d USING (celex, deadline_no) JOIN v_context JOIN v_act AS a USING (celex)
JOIN v_binding AS b ON b.celex = d.celex AND b.state = o.state
LEFT JOIN v_source AS src ON src.what = 'measures' AND src.scope = d.celex
LEFT JOIN v_source AS reg ON reg.what = 'register' AND reg.scope = '*'
LEFT JOIN i_notified AS n ON n.celex = d.celex AND n.state = o.state
LEFT JOIN i_declared AS x ON x.celex = d.celex AND x.state = o.state
LEFT JOIN i_cell_case AS c ON c.celex = d.celex AND c.deadline_no = d.deadline_no AND c.state = o.state
                           AND c.place_in_rank = 1
LEFT JOIN (SELECT celex, deadline_no, min(date) AS date FROM v_wave WHERE whole AND n >= 3 GROUP BY celex, deadline_no)
  AS w ON w.celex = d.celex AND w.deadline_no = d.deadline_no
LEFT JOIN i_letters_complete AS lc ON lc.celex = d.celex AND lc.deadline_no = d.deadline_no
LEFT JOIN i_covered AS v ON v.celex = d.celex
LEFT JOIN v_binding AS eb ON eb.celex = a.ended_for AND eb.state = o.state
LEFT JOIN i_near_case AS k ON k.celex = d.celex AND k.state = o.state AND k.reach > o.due
WHERE (a.adopted IS NULL OR a.adopted <= as_of)
  AND NOT (a.ended IS NOT NULL AND a.ended <= as_of AND coalesce(c.open, 0) = 0
           AND (a.ended_for IS NULL OR eb.value IN ('bound', 'in part'))));

-- Facts on which sources disagree, the losing value beside the winning one.
CREATE VIEW v_conflict AS
SELECT 'deadline' AS what, w.celex, w.number AS deadline_no, NULL AS state, w.date AS kept, l.date AS lost,
       w.source AS kept_from, l.source AS lost_from
FROM i_deadline AS w JOIN i_deadline AS l USING (celex, number)
WHERE w.place_in_rank = 1 AND l.place_in_rank > 1 AND w.date IS NOT l.date AND NOT (w.moved_on IS NOT NULL AND l.moved_on IS NULL)
UNION ALL
SELECT 'kind of date', d.celex, d.deadline_no, NULL, d.kind, i.kind, t.source, i.source
FROM v_deadline AS d JOIN i_deadline AS i ON i.celex = d.celex AND i.number = d.deadline_no AND i.place_in_rank = 1
JOIN i_told AS t ON t.celex = d.celex AND t.number = d.deadline_no AND t.date IS d.date AND t.place = 1
WHERE d.kind <> i.kind
UNION ALL
SELECT 'binding', w.celex, 0, w.state, w.value, l.value, w.source, l.source
FROM i_binding AS w JOIN i_binding AS l USING (celex, state)
WHERE w.place_in_rank = 1 AND l.place_in_rank > 1 AND w.value <> l.value
UNION ALL
SELECT 'binding against decision', celex, 0, state, 'decision on record', basis, 'decisions', 'law'
FROM v_binding WHERE contradicted
UNION ALL
SELECT 'decision day', k.celex, 0, k.state, k.date, l.date, k.cite, l.cite
FROM v_decision AS k JOIN v_decision AS l USING (case_id, type, additional)
WHERE l.lost AND NOT k.lost AND k.date <> l.date AND abs(julianday(k.holds_from) - julianday(l.holds_from)) <= 6
UNION ALL
SELECT 'order of steps', celex, 0, state, at, step || ' of ' || date, 'steps dated earlier', cite
FROM i_walk WHERE verdict = 'order'
UNION ALL
SELECT 'declaration', celex, 0, state, 'partial', 'complete', 'declarations', 'declarations'
FROM i_declared WHERE partial_on > complete_last
UNION ALL
SELECT 'end of a case', d.celex, 0, d.state, CASE c.open WHEN 1 THEN 'active' ELSE d.type || ' of ' || d.date END,
       CASE c.open WHEN 1 THEN d.type || ' of ' || d.date ELSE 'active' END,
       CASE c.open WHEN 1 THEN 'register' ELSE d.cite END, CASE c.open WHEN 1 THEN d.cite ELSE 'register' END
FROM v_decision AS d JOIN i_called AS n USING (case_id) JOIN (SELECT DISTINCT case_id, open FROM v_case) AS c USING (case_id)
WHERE d.type IN ('C', 'W') AND NOT d.lost AND n.ended_since IS NULL AND n.active_on > d.holds_from AND (d.step IS NULL OR NOT c.open)
UNION ALL
SELECT 'end of a case', celex, deadline_no, state, 'not active', 'no end on record', 'register', 'decisions'
FROM v_case WHERE ended_how = 'not active'
UNION ALL
SELECT 'referral against procedure', d.celex, 0, d.state, 'legislative: no', d.type || ' of ' || d.date, a.cite, d.cite
FROM v_decision AS d JOIN v_act AS a USING (celex)
WHERE d.type = 'RF258_260_3' AND a.legislative = 'no' AND NOT d.lost;

-- What is acknowledged on the day judged: the newest one of each finding. It is over once a later run told that the finding
-- closed or turned worse: what comes after is another matter. Whether it covers a finding that is graver on the day judged is
-- known only once the finding is (i_acknowledged, checker/judge.c).
CREATE VIEW v_acknowledgement AS
SELECT key, who, day, time, why, until, level, stage, (
  SELECT min(r.as_of) FROM finding_event AS e JOIN run AS r ON r.id = e.run
  WHERE e.key = k.key AND NOT e.silent AND e.event IN ('closed', 'worse', 'case-step', 'reopened') AND r.as_of <= v_context.as_of
    AND CASE WHEN k.run IS NULL THEN r.as_of > k.day ELSE e.run > k.run END) AS over
FROM (
  SELECT a.*, max(a.id) AS newest FROM acknowledgement AS a, v_context
  WHERE day <= as_of AND (undone_on IS NULL OR undone_on > as_of)
  GROUP BY key) AS k, v_context
WHERE until IS NULL OR until >= as_of;
