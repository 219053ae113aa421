#include "checker/document_private.h"

/* What the parts read is worked out once: a page then asks for its own rows by key. */

static const char since[] =
	"DROP TABLE IF EXISTS i_since; CREATE TEMP TABLE i_since AS "
	"SELECT CASE WHEN since IS NULL THEN 'yes' ELSE 'no' END AS baseline, since FROM (SELECT (SELECT as_of FROM i_run "
	"WHERE id < (SELECT max(id) FROM i_run WHERE as_of = (SELECT as_of FROM v_context)) ORDER BY id DESC LIMIT 1) "
	"AS since)";

/* Every event of the runs, with what was so before. The act of a key is found by index; whole keys alone would be compared
 * with those of all cells. */
static const char events_of_runs[] =
	"DROP TABLE IF EXISTS i_run_event; CREATE TEMP TABLE i_run_event AS "
	"SELECT e.run, r.as_of AS on_day, e.event, e.key AS finding, f.celex, "
	"CASE WHEN f.celex IS NOT NULL THEN coalesce(a.short_title, act_number(f.celex)) END AS short, "
	"f.deadline_no AS \"deadline-no\", f.state, p.letter AS \"letter-was\", e.letter, "
	"p.level AS \"level-was\", e.level, p.stage AS \"stage-was\", e.stage, e.message "
	"FROM main.finding_event AS e JOIN i_run AS r ON r.id = e.run "
	"LEFT JOIN main.finding_event AS p ON p.key = e.key AND p.run = (SELECT max(run) FROM main.finding_event "
	"WHERE key = e.key AND run < e.run AND run IN (SELECT id FROM i_run)) "
	"LEFT JOIN v_cell AS f ON f.celex = substr(e.key, 6, instr(substr(e.key, 6), '/') - 1) AND e.key = 'cell/' || f.celex || '/' || f.deadline_no || '/' || f.state "
	"LEFT JOIN v_act AS a ON a.celex = f.celex "
	"WHERE NOT e.silent AND e.level <> 'note' AND r.as_of <= (SELECT as_of FROM v_context) "
	"AND e.run > (SELECT max(id) - 30 FROM i_run) "
	"ORDER BY e.run DESC, CASE e.event WHEN 'worse' THEN 1 WHEN 'case-step' THEN 2 WHEN 'reopened' THEN 3 "
	"WHEN 'new' THEN 4 WHEN 'better' THEN 5 ELSE 6 END, f.celex, f.deadline_no, f.position, e.key;"
	"CREATE INDEX temp.run_event_by_finding ON i_run_event(finding)";

static const char changes[] =
	"DROP TABLE IF EXISTS i_change; CREATE TEMP TABLE i_change AS SELECT event, finding, celex, short, \"deadline-no\", "
	"state, \"letter-was\", letter, \"level-was\", level, \"stage-was\", stage, message FROM i_run_event "
	"WHERE run = (SELECT max(id) FROM i_run) AND on_day = (SELECT as_of FROM v_context) ORDER BY rowid;"
	"CREATE INDEX temp.change_by_cell ON i_change(celex, \"deadline-no\", state)";

static const char sources[] =
	"DROP TABLE IF EXISTS i_source; CREATE TEMP TABLE i_source AS "
	"SELECT what, group_concat(DISTINCT source) AS name, count(*) AS scopes, max(read_on) AS \"read-on\", "
	"CASE WHEN min(read_on) < max(read_on) THEN min(read_on) END AS oldest, "
	"CASE WHEN max(status = 'failed') THEN 'failed' WHEN max(status = 'stale') THEN 'stale' "
	"WHEN max(status = 'implausible') THEN 'implausible' WHEN max(status = 'incomplete') THEN 'incomplete' ELSE 'ok' "
	"END AS status, limit_days AS \"limit-days\", min(cite) AS cite, min(rank) AS rank, "
	"min(evidence) AS evidence FROM v_source GROUP BY what "
	"UNION ALL SELECT feed, source, count(*), max(read_on), CASE WHEN min(read_on) < max(read_on) THEN min(read_on) END, "
	"'ok', NULL, min(cite), min(rank), min(sha) FROM i_evidence "
	"WHERE feed NOT IN ('measures', 'sparql-results', 'register-json') GROUP BY feed, source ORDER BY 1, 2";

static const char indexes[] =
	"CREATE INDEX IF NOT EXISTS temp.level_by_cell ON i_level(celex, deadline_no, state);"
	"CREATE INDEX IF NOT EXISTS temp.letter_by_state ON v_letter(state, letter, celex, deadline_no);"
	"CREATE INDEX IF NOT EXISTS temp.declaration_by_act ON v_declaration(celex);"
	"CREATE INDEX IF NOT EXISTS temp.source_by_scope ON v_source(scope, what);"
	"CREATE INDEX IF NOT EXISTS temp.serves_by_judged ON i_serves(judged);"
	"CREATE INDEX IF NOT EXISTS temp.title_by_act ON v_title(celex, lang);"
	"CREATE INDEX IF NOT EXISTS temp.note_by_act ON v_note(celex);"
	"CREATE INDEX IF NOT EXISTS temp.wave_by_act ON v_wave(celex);"
	"CREATE INDEX IF NOT EXISTS temp.list_by_act ON v_list(celex);"
	"CREATE INDEX IF NOT EXISTS temp.act_by_celex ON v_act(celex);"
	"CREATE INDEX IF NOT EXISTS temp.case_by_id ON v_case(case_id);"
	"CREATE INDEX IF NOT EXISTS temp.case_by_state ON v_case(state);"
	"CREATE INDEX IF NOT EXISTS temp.eea_by_act ON i_eea(celex, deadline_no);";

/* Totals that many pages show. */
static const char totals[] =
	"DROP TABLE IF EXISTS i_judged_state; CREATE TEMP TABLE i_judged_state AS SELECT DISTINCT state FROM v_cell;"
	"DROP TABLE IF EXISTS i_letter_total; CREATE TEMP TABLE i_letter_total AS WITH n AS (SELECT letter, count(*) AS n "
	"FROM v_letter GROUP BY letter) SELECT code, coalesce(n, 0) AS n, o FROM (SELECT 'B' AS code, 1 AS o UNION ALL VALUES "
	"('U', 2), ('X', 3), ('C', 4), ('N', 5), ('S', 6), ('P', 7), ('A', 8), ('I', 9), ('O', 10)) LEFT JOIN n ON letter = code;"
	"DROP TABLE IF EXISTS i_reason; CREATE TEMP TABLE i_reason AS SELECT substr(reason, 1, instr(reason, ':') - 1) AS kind, "
	"substr(reason, instr(reason, ':') + 1) AS name, count(*) AS cells, count(DISTINCT celex) AS acts FROM v_letter "
	"WHERE letter = 'U' GROUP BY reason;"
	"DROP TABLE IF EXISTS i_fired_total; CREATE TEMP TABLE i_fired_total AS SELECT rule, count(*) AS n FROM i_fired "
	"WHERE met GROUP BY rule";

/* What a page shows of each cell. */
static const char cells[] =
	"DROP TABLE IF EXISTS i_shown; CREATE TEMP TABLE i_shown AS SELECT c.celex, c.deadline_no, c.position, "
	"c.measures <> 'never read' AS read, c.state, c.due, c.due_cite AS \"due-cite\", l.letter, c.stage, "
	"CASE WHEN c.case_id IS NOT NULL THEN c.stage_date END AS \"stage-date\", c.case_id AS \"case\", "
	"CASE WHEN c.case_id IS NOT NULL THEN CASE c.case_open WHEN 1 THEN 'yes' ELSE 'no' END END AS \"case-open\", "
	"CASE WHEN i.level <> 'none' THEN i.level END AS level, "
	"CASE WHEN l.letter IN ('I', 'O') THEN c.days_past END AS \"days-overdue\", c.binding, c.binding_basis AS basis, "
	"c.notified AS measures, c.first_notified AS first, CASE WHEN c.undecided > 0 THEN c.undecided END AS undecided, "
	"CASE WHEN i.level <> 'none' THEN 'cell/' || c.celex || '/' || c.deadline_no || '/' || c.state END AS finding, "
	"i.rule, l.reason, (SELECT 'yes' FROM i_change AS g WHERE g.celex = c.celex AND g.\"deadline-no\" = c.deadline_no "
	"AND g.state = c.state) AS changed, "
	"CASE WHEN c.unverified OR c.case_open AND c.case_unverified THEN 'yes' END AS unverified, "
	"l.message || CASE WHEN i.level IN ('case', 'none') THEN '; ' || i.message "
	"WHEN l.letter <> 'A' AND c.case_id IS NOT NULL AND NOT c.case_open THEN CASE c.case_ended_how WHEN 'not active' THEN "
	"'; the register called the case not active on ' || c.case_ended_on || ', no end of it is on record' "
	"ELSE '; the case on record ended (' || c.case_ended_on || ')' END "
	"WHEN c.stage = 'none' THEN '; no case known' WHEN c.stage = 'unread' AND l.letter IN ('I', 'O') "
	"THEN '; cases not read' ELSE '' END || coalesce('; ' || k.text, '') AS message "
	"FROM v_cell AS c JOIN v_letter AS l USING (celex, deadline_no, state) "
	"LEFT JOIN i_level AS i USING (celex, deadline_no, state) LEFT JOIN i_acknowledged AS k ON k.key = 'cell/' || c.celex || '/' "
	"|| c.deadline_no || '/' || c.state;"
	"CREATE INDEX temp.shown_by_deadline ON i_shown(celex, deadline_no, position)";

/* The gravest first: their rowid is their place. Keys are put in order and rows then read in it, because sorting rows with
 * their texts takes twice the time. */
static const char flags[] =
	"DROP TABLE IF EXISTS i_flag_place; CREATE TEMP TABLE i_flag_place (place INTEGER PRIMARY KEY, finding INTEGER, "
	"cell INTEGER); INSERT INTO i_flag_place SELECT NULL, f.rowid, c.rowid FROM i_finding AS f JOIN v_cell AS c "
	"USING (celex, deadline_no, state) WHERE f.letter IS NOT NULL ORDER BY CASE f.level "
	"WHEN 'case' THEN 1 WHEN 'strong' THEN 2 WHEN 'candidate' THEN 3 WHEN 'watch' THEN 4 ELSE 5 END, c.days_past DESC, "
	"f.celex, f.deadline_no, c.position;"
	"DROP TABLE IF EXISTS i_flag; CREATE TEMP TABLE i_flag AS SELECT "
	"f.key AS finding, f.celex, act_number(f.celex) AS number, "
	"coalesce(a.short_title, act_number(a.celex)) AS short, f.deadline_no AS \"deadline-no\", c.due AS deadline, "
	"f.state, f.letter, c.stage, CASE WHEN c.case_id IS NOT NULL THEN c.stage_date END AS \"stage-date\", f.level, "
	"f.rule, CASE WHEN f.letter IN ('I', 'O') THEN c.days_past END AS \"days-overdue\", CASE f.level WHEN 'case' "
	"THEN (SELECT l.message FROM v_letter AS l WHERE l.celex = f.celex AND l.deadline_no = f.deadline_no "
	"AND l.state = f.state) || '; ' || f.message ELSE f.message END || coalesce('; ' || k.text, '') AS message, "
	"CASE WHEN c.unverified OR c.case_open AND c.case_unverified THEN 'yes' END AS unverified, k.text AS acknowledged, p.pillar, "
	"p.pillar_title AS \"pillar-title\", p.position AS pillar_position, "
	"CASE c.measures WHEN 'never read' THEN 'unread' ELSE 'read' END AS measures "
	"FROM i_flag_place AS g JOIN i_finding AS f ON f.rowid = g.finding JOIN v_cell AS c ON c.rowid = g.cell "
	"JOIN v_act AS a ON a.celex = f.celex LEFT JOIN i_portfolio AS p ON p.celex = f.celex "
	"LEFT JOIN i_acknowledged AS k ON k.key = f.key ORDER BY g.place;"
	"CREATE INDEX temp.flag_by_state ON i_flag(state, pillar_position, deadline, celex, \"deadline-no\");"
	"CREATE INDEX temp.flag_by_act ON i_flag(celex);"
	"DROP TABLE IF EXISTS i_open_act; CREATE TEMP TABLE i_open_act AS SELECT celex, row_number() OVER "
	"(ORDER BY measures, place) AS place FROM (SELECT celex, min(measures) AS measures, min(place) AS place FROM ("
	"SELECT celex, measures, rowid AS place FROM i_flag WHERE level <> 'dormant' "
	"UNION ALL SELECT celex, 'unread', 1000000000 FROM i_open) GROUP BY celex); CREATE INDEX temp.open_by_act ON i_open_act(celex);"
	"DROP TABLE IF EXISTS i_matrix; CREATE TEMP TABLE i_matrix AS SELECT DISTINCT celex, deadline_no, "
	"coalesce(substr(deadline, 1, 4), '') AS year FROM v_cell WHERE measures <> 'never read';"
	"DROP TABLE IF EXISTS i_year; CREATE TEMP TABLE i_year AS SELECT year AS name, count(*) AS deadlines, "
	"count(DISTINCT celex) AS acts, CASE WHEN (SELECT count(DISTINCT celex) FROM i_matrix) > 500 THEN 1 ELSE 0 END AS apart "
	"FROM i_matrix GROUP BY year";

static const char pillars[] =
	"DROP TABLE IF EXISTS i_pillar; CREATE TEMP TABLE i_pillar AS SELECT p.pillar AS name, min(p.pillar_title) AS title, "
	"count(d.celex) AS acts, count(CASE WHEN d.celex IS NOT NULL THEN s.scope END) AS \"acts-read\", min(p.position) AS position, "
	"coalesce(sum(o.n), 0) AS \"open-cases\" "
	"FROM i_portfolio AS p LEFT JOIN (SELECT DISTINCT celex FROM v_deadline JOIN v_act USING (celex)) AS d USING (celex) "
	"LEFT JOIN v_source AS s ON s.what = 'measures' AND s.scope = p.celex "
	"LEFT JOIN (SELECT celex, count(*) AS n FROM i_open GROUP BY celex) AS o ON o.celex = p.celex "
	"WHERE NOT p.context GROUP BY p.pillar HAVING acts > 0 OR \"open-cases\" > 0;"
	"DROP TABLE IF EXISTS i_pillar_letter; CREATE TEMP TABLE i_pillar_letter AS SELECT pillar, letter, count(*) AS n "
	"FROM v_letter JOIN i_portfolio USING (celex) GROUP BY pillar, letter";

/* One row per Member State, judged or not. Rates leave out what is unknown or not bound, and deadlines ahead. */
static const char standings[] =
	"DROP TABLE IF EXISTS i_standing; CREATE TEMP TABLE i_standing AS SELECT state, position, "
	"count(CASE WHEN letter IN ('X', 'C', 'A', 'I', 'O') AND days_past > 0 THEN 1 END) AS judged, "
	"count(CASE letter WHEN 'O' THEN 1 END) AS \"nothing-notified\", count(CASE letter WHEN 'I' THEN 1 END) AS open, "
	"count(CASE letter WHEN 'A' THEN 1 END) AS assumed, count(CASE WHEN letter IN ('C', 'X') THEN 1 END) AS complete, "
	"count(CASE letter WHEN 'U' THEN 1 END) AS unknown, count(CASE letter WHEN 'B' THEN 1 END) AS \"not-bound\", "
	"count(CASE WHEN letter IN ('N', 'S', 'P') THEN 1 END) AS ahead, "
	"coalesce(o.n, 0) AS cases, "
	"count(CASE WHEN letter IN ('I', 'O') AND days_past <= 183 THEN 1 END) AS \"band-6\", "
	"count(CASE WHEN letter IN ('I', 'O') AND days_past BETWEEN 184 AND 365 THEN 1 END) AS \"band-12\", "
	"count(CASE WHEN letter IN ('I', 'O') AND days_past BETWEEN 366 AND 730 THEN 1 END) AS \"band-24\", "
	"count(CASE WHEN letter IN ('I', 'O') AND days_past > 730 THEN 1 END) AS \"band-over\", "
	"CAST(round(avg(CASE WHEN letter IN ('I', 'O') THEN days_past END)) AS INTEGER) AS \"average-days\" "
	"FROM (SELECT c.state, c.position, l.letter, c.days_past FROM v_letter AS l CROSS JOIN v_cell AS c USING (celex, deadline_no, state) "
	"UNION ALL SELECT state, position, NULL, NULL FROM v_state) AS c "
	"LEFT JOIN (SELECT state, count(DISTINCT case_id) AS n FROM i_open GROUP BY state) AS o USING (state) GROUP BY state";

/* What feeds tell: steps of cases, deadlines that passed, what turned in a run; each on its own day. An entry keeps its id
 * when the number of its case becomes known. */
static const char events[] =
	"DROP TABLE IF EXISTS i_event; CREATE TEMP TABLE i_event AS WITH first AS MATERIALIZED ("
	"SELECT case_id, min(alias) AS alias FROM main.case_alias, v_context WHERE read_on <= known_on GROUP BY case_id) "
	"SELECT a.celex || '/' || d.state || '/' || coalesce(first.alias, d.case_id) || '/' || d.type || CASE WHEN d.additional THEN '-additional' "
	"ELSE '' END || '/' || d.date AS id, d.holds_from AS date, 'decision' AS kind, a.celex, d.state, d.case_id AS \"case\", "
	"d.type, NULL AS event, NULL AS \"letter-was\", NULL AS letter, NULL AS level, NULL AS \"deadline-no\", NULL AS provisions, "
	"NULL AS message "
	"FROM i_portfolio AS p JOIN i_case_act AS a USING (celex) JOIN v_decision AS d ON " JUDGE_OF_ACT
	" LEFT JOIN first USING (case_id) WHERE NOT d.lost "
	"UNION ALL SELECT d.celex || '/' || d.deadline_no || '/deadline/' || d.date, d.date, 'deadline', d.celex, NULL, NULL, NULL, "
	"NULL, NULL, NULL, NULL, d.deadline_no, d.provisions, NULL FROM v_deadline AS d, v_context WHERE d.kind = 'transposition' "
	"AND d.date <= as_of AND d.celex IN (SELECT celex FROM i_portfolio) "
	"UNION ALL SELECT finding || '/' || event || '/' || on_day, on_day, 'finding', celex, state, NULL, NULL, event, \"letter-was\", "
	"letter, level, \"deadline-no\", NULL, message FROM i_run_event WHERE celex IS NOT NULL AND event <> 'case-step';"
	"CREATE INDEX temp.event_by_act ON i_event(celex, date); CREATE INDEX temp.event_by_state ON i_event(state, date);"
	"CREATE INDEX temp.event_by_date ON i_event(date)";

/* The runs of this portfolio, with the findings about cells that stood open after each. */
static const char runs[] =
	"DROP TABLE IF EXISTS i_history; CREATE TEMP TABLE i_history AS SELECT id, as_of, sum(turn) OVER (ORDER BY id) AS open "
	"FROM (SELECT r.id, r.as_of, coalesce(sum(CASE WHEN e.event IN ('new', 'reopened') AND e.status = 'open' THEN 1 "
	"WHEN e.event = 'closed' THEN -1 ELSE 0 END), 0) AS turn FROM i_run AS r LEFT JOIN main.finding_event AS e "
	"ON e.run = r.id AND e.key GLOB 'cell/*' AND e.level <> 'note' WHERE r.as_of <= (SELECT as_of FROM v_context) "
	"GROUP BY r.id)";

const char *const document_tables[] = {
	indexes, totals, since, events_of_runs, changes, sources, cells, flags, pillars, standings, events, runs, NULL,
};
