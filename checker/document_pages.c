#include "checker/document_private.h"

#define NUMBER "act_number(a.celex) AS number, coalesce(a.short_title, act_number(a.celex)) AS short"

/* What turned in the runs before the last. */
static const struct part history_change[] = {
	{ NULL, "change",
	  "SELECT event, finding, celex, short, \"deadline-no\", state, \"letter-was\", letter, \"level-was\", level, "
	  "\"stage-was\", stage, said(message) AS message FROM i_run_event WHERE run = :no ORDER BY rowid",
	  FALSE, NULL },
	PARTS_END,
};

static const struct part history[] = {
	{ "history", "run",
	  "SELECT id AS no, as_of AS \"on\", open FROM i_history WHERE id < (SELECT max(id) FROM i_run) ORDER BY id DESC "
	  "LIMIT 30",
	  FALSE, history_change },
	PARTS_END,
};

/* The step line: one point per run, across and up in thousandths. */
static const struct part runs[] = {
	{ "runs", "run",
	  "SELECT id AS no, as_of AS \"on\", open, CAST(1000 * (row_number() OVER (ORDER BY id) - 1) / "
	  "(count(*) OVER () - 1) AS INTEGER) AS across, CAST(1000 * open / max(1, max(open) OVER ()) AS INTEGER) AS up "
	  "FROM (SELECT * FROM i_history ORDER BY id DESC LIMIT 60) WHERE (SELECT count(*) FROM i_history) > 1 ORDER BY id",
	  FALSE, NULL },
	PARTS_END,
};

static const struct part years[] = {
	{ "years", "year", "SELECT name, deadlines, acts FROM i_year WHERE apart ORDER BY name DESC", FALSE, NULL },
	PARTS_END,
};

#define STANDING                                                                                                                               \
	"SELECT state, judged, \"nothing-notified\", open, assumed, complete, unknown, \"not-bound\", ahead, cases, \"band-6\", \"band-12\", " \
	"\"band-24\", \"band-over\", \"average-days\", CASE WHEN judged >= 50 THEN printf('%.1f', 100.0 * \"nothing-notified\" / judged) END " \
	"AS deficit, CASE WHEN judged >= 50 THEN printf('%.1f', 100.0 * (\"nothing-notified\" + open) / judged) END AS incomplete "            \
	"FROM i_standing "

static const struct part standings[] = {
	{ "standings", "standing", STANDING "ORDER BY position", FALSE, NULL },
	PARTS_END,
};

#define CASE_ROWS CASE_COLUMNS ", a.celex, " NUMBER " FROM v_case AS c JOIN v_act AS a USING (celex) "

/* A state: where it stands, its open cells, its cases, what it owes next. */
static const struct part state_page[] = {
	{ "standings", "standing", STANDING "WHERE state = :state", FALSE, NULL },
	PARTS_END,
};

/* Every deadline of a state, by letter; the acts in the order of their numbers, which the index has: the cells are looked up. */
static const struct part letter_cells[] = {
	{ NULL, "cell",
	  "SELECT l.celex, " NUMBER
	  ", l.deadline_no AS \"deadline-no\", c.due AS deadline FROM v_letter AS l CROSS JOIN v_cell AS c "
	  "USING (celex, deadline_no, state) CROSS JOIN v_act AS a USING (celex) WHERE l.state = :state AND l.letter = :code ORDER BY l.celex, l.deadline_no",
	  FALSE, NULL },
	PARTS_END,
};

static const struct part state_letters[] = {
	{ "letters", "letter",
	  "SELECT letter AS code, count(*) AS n FROM v_letter WHERE state = :state GROUP BY letter "
	  "ORDER BY instr('OIACXNSPBU', letter)",
	  FALSE, letter_cells },
	PARTS_END,
};

static const struct part state_cases[] = {
	{ "cases", "case",
	  CASE_ROWS "WHERE c.state = :state AND c.celex IN (SELECT celex FROM i_portfolio) "
	            "ORDER BY c.open DESC, c.first_step DESC, c.case_id, c.celex",
	  FALSE, NULL },
	PARTS_END,
};

static const struct part state_due[] = {
	{ "due", "item",
	  "SELECT d.celex, " NUMBER ", d.deadline_no AS \"deadline-no\", d.date, d.kind, d.addressee, d.provisions, "
	  "d.days_left AS \"days-left\", l.letter, CASE d.is_read WHEN 1 THEN 'yes' ELSE 'no' END AS read, d.confidence, "
	  "d.rank FROM i_due AS d JOIN v_act AS a USING (celex) LEFT JOIN v_letter AS l ON l.celex = d.celex "
	  "AND l.deadline_no = d.deadline_no AND l.state = :state ORDER BY d.date, d.celex, d.deadline_no",
	  FALSE, NULL },
	PARTS_END,
};

/* A case, once per act it concerns, and its steps; across: thousandths of the time from the first date to the last. */
static const struct part case_rows[] = {
	{ "cases", "case", CASE_ROWS "WHERE c.case_id = :key ORDER BY c.celex", FALSE, NULL },
	PARTS_END,
};

static const struct part case_decisions[] = {
	{ "decisions", "decision",
	  "SELECT d.celex, d.state, d.case_id AS \"case\", d.date, d.type, CASE WHEN d.additional THEN 'yes' END AS additional, "
	  "d.text, d.title, d.department, d.court_case AS \"court-case\", d.amount, d.url, d.kind, d.rank, d.confidence, "
	  "d.cite, d.evidence, said('line ' || d.place) AS place, CASE WHEN d.lost THEN 'yes' END AS lost FROM v_decision AS d WHERE d.case_id = :key "
	  "ORDER BY d.holds_from, d.type, d.lost, d.celex, d.cite",
	  FALSE, NULL },
	PARTS_END,
};

#define POINTS(rows)                                                                                                           \
	"SELECT date, kind, type, n, CAST(1000 * (julianday(day) - min(julianday(day)) OVER ()) / max(1, max(julianday(day)) " \
	"OVER () - min(julianday(day)) OVER ()) AS INTEGER) AS across FROM (SELECT date, CASE WHEN length(date) = 7 THEN "     \
	"date || '-15' ELSE date END AS day, kind, type, sum(n) AS n, min(o) AS o FROM (" rows                                 \
	") WHERE date IS NOT NULL "                                                                                            \
	"GROUP BY date, kind, type) ORDER BY day, o, kind, type"

static const struct part case_timeline[] = {
	{ "timeline", "point",
	  POINTS("SELECT date, 'decision' AS kind, type, 1 AS n, 3 AS o FROM (SELECT DISTINCT date, type FROM v_decision "
	         "WHERE case_id = :key AND NOT lost) UNION ALL SELECT d.date, 'deadline', NULL, 1, 2 FROM v_case AS c "
	         "JOIN v_deadline AS d USING (celex, deadline_no) WHERE c.case_id = :key "
	         "UNION ALL SELECT as_of, 'as-of', NULL, 1, 9 FROM v_context"),
	  FALSE, NULL },
	PARTS_END,
};

static const struct part act_timeline[] = {
	{ "timeline", "point",
	  POINTS("SELECT adopted AS date, CASE WHEN celex LIKE '5%' THEN 'proposed' ELSE 'adopted' END AS kind, NULL AS type, 1 AS n, 0 AS o FROM v_act WHERE celex = :celex "
	         "UNION ALL SELECT date, kind, NULL, 1, 2 FROM v_deadline WHERE celex = :celex AND kind <> 'inherited' "
	         "UNION ALL SELECT d.date, 'decision', d.type, 1, 3 FROM i_case_act AS a JOIN v_decision AS d ON " JUDGE_OF_ACT
	         " WHERE a.celex = :celex AND NOT d.lost AND d.type IN ('LFN258', 'RO258', 'RF258', 'RF258_260_3', 'J258', 'RF260', 'J260') "
	         "UNION ALL SELECT ended, 'ended', NULL, 1, 4 FROM v_act WHERE celex = :celex "
	         "UNION ALL SELECT as_of, 'as-of', NULL, 1, 9 FROM v_context"),
	  FALSE, NULL },
	PARTS_END,
};

/* Dates by month. Where there are very many acts, older ones stand on the pages of the acts alone. */
#define DATED                                                                                                                     \
	" FROM v_deadline AS d JOIN v_context JOIN i_portfolio AS p USING (celex) JOIN v_act AS a USING (celex) WHERE d.kind <> " \
	"'inherited' AND d.date >= CASE WHEN (SELECT count(*) FROM i_portfolio) > 500 THEN date(as_of, '-1 year') ELSE '' END "

static const struct part month_items[] = {
	{ NULL, "item",
	  "SELECT a.celex, " NUMBER ", d.deadline_no AS \"deadline-no\", d.date, d.kind, d.addressee, d.provisions, "
	  "CAST(julianday(d.date) - julianday(as_of) AS INTEGER) AS \"days-left\", "
	  "CASE WHEN EXISTS (SELECT 1 FROM v_source AS s WHERE s.what = 'measures' AND s.scope = d.celex) THEN 'yes' ELSE 'no' "
	  "END AS read, d.confidence, d.rank" DATED
	  "AND substr(d.date, 1, 7) = :name ORDER BY CASE WHEN :ahead = 'yes' THEN julianday(d.date) ELSE -julianday(d.date) END, "
	  "d.celex, d.deadline_no",
	  FALSE, NULL },
	PARTS_END,
};

static const struct part months[] = {
	{ "months", "month",
	  "SELECT substr(d.date, 1, 7) AS name, count(*) AS n, CASE WHEN substr(d.date, 1, 7) >= substr(as_of, 1, 7) THEN 'yes' "
	  "ELSE 'no' END AS ahead" DATED
	  "GROUP BY 1 ORDER BY 3 DESC, CASE WHEN substr(d.date, 1, 7) >= substr(as_of, 1, 7) "
	  "THEN julianday(d.date) ELSE -julianday(d.date) END",
	  FALSE, month_items },
	PARTS_END,
};

/* Where facts come from: every read of a scope, every file. */
static const struct part reads[] = {
	{ "reads", "read",
	  "SELECT what, scope, coalesce(read_on, last_attempt) AS \"on\", CASE WHEN read_on IS NULL THEN 'no' ELSE 'yes' END AS "
	  "whole, rows, query, evidence, file, status FROM v_source ORDER BY what, scope",
	  FALSE, NULL },
	PARTS_END,
};

/* Bytes that came again are shown with the newest day on which they came. */
static const struct part files[] = {
	{ "files", "file",
	  "SELECT substr(sha256, 1, 12) AS sha, sha256, source, name, title, feed, read_on AS \"read-on\", rank, author FROM (SELECT "
	  "*, row_number() OVER (PARTITION BY sha256, source, name ORDER BY read_on DESC, rank, author, title) AS place "
	  "FROM i_evidence) WHERE place = 1 ORDER BY source, name, read_on, sha256",
	  FALSE, NULL },
	PARTS_END,
};

static const struct part conflicts[] = {
	{ "conflicts", "conflict",
	  "SELECT what, celex, CASE WHEN deadline_no > 0 THEN deadline_no END AS \"deadline-no\", state, coalesce(said(v.kept), '') AS "
	  "kept, coalesce(said(v.lost), '') AS lost, kept_from AS \"kept-from\", lost_from AS \"lost-from\" FROM v_conflict AS v "
	  "ORDER BY what, celex, deadline_no, state, v.kept, v.lost, lost_from LIMIT 200",
	  FALSE, NULL },
	PARTS_END,
};

/* The newest hundred of all, of a state, of an act. */
static const struct part events[] = {
	{ "events", "event",
	  "WITH e AS (SELECT * FROM i_event WHERE :celex IS NOT NULL AND celex = :celex "
	  "UNION ALL SELECT * FROM i_event WHERE :celex IS NULL AND :state IS NOT NULL AND (state = :state OR kind = 'deadline') "
	  "UNION ALL SELECT * FROM i_event WHERE :celex IS NULL AND :state IS NULL) "
	  "SELECT e.id, e.date, e.kind, e.celex, " NUMBER
	  ", e.state, e.\"case\", e.type, e.event, e.\"letter-was\", e.letter, e.level, "
	  "e.\"deadline-no\", e.provisions, said(e.message) AS message FROM e JOIN v_act AS a USING (celex) "
	  "ORDER BY e.date DESC, e.id LIMIT 100",
	  FALSE, NULL },
	PARTS_END,
};

/* What the forecasts are from, and how far such forecasts held. */
static const struct part tenths[] = {
	{ NULL, "tenth",
	  "SELECT tenth * 10 AS \"from\", n, of_acts AS acts, forecast, observed, low, high FROM i_reliability WHERE step = :name "
	  "ORDER BY tenth",
	  FALSE, NULL },
	PARTS_END,
};

static const struct part steps[] = {
	{ NULL, "step",
	  "SELECT step AS name, months, cases, acts, positives FROM i_reliability GROUP BY step ORDER BY months", FALSE,
	  tenths },
	PARTS_END,
};

static const struct part model[] = {
	{ NULL, "model",
	  "SELECT said(origin) AS origin, from_day AS \"from\", until_day AS \"until\", letters, waves, first, second, "
	  "window_days AS days, said(why) AS why "
	  "FROM i_model",
	  FALSE, steps },
	PARTS_END,
};

const struct document_kind document_kinds[] = {
	{ "index",
	  TRUE,
	  { document_counts, document_changes, document_open_flags, document_due, document_open_acts, document_context,
	    document_quality, document_scoreboard, document_rules, runs } },
	{ "all",
	  TRUE,
	  { document_counts, document_changes, document_flags, document_due, document_all_acts, document_context,
	    document_quality, document_scoreboard, document_rules } },
	{ "act", FALSE, { document_one_act, act_timeline } },
	{ "cell", FALSE, { document_one_act } },
	{ "changes", TRUE, { document_counts, document_changes, history, runs } },
	{ "matrix", TRUE, { document_counts, years, document_matrix } },
	{ "state", TRUE, { state_page, document_state_flags, state_letters, state_due, state_cases } },
	{ "case", FALSE, { case_rows, case_decisions, case_timeline } },
	{ "deadlines", TRUE, { months } },
	{ "portfolio", TRUE, { document_counts, document_pillars, document_context } },
	{ "scoreboard", TRUE, { document_counts, standings, document_scoreboard } },
	{ "reliability", FALSE, { model } },
	{ "method", TRUE, { document_counts, document_quality, document_rules, conflicts } },
	{ "sources", TRUE, { reads, files } },
	{ "feed", FALSE, { events } },
};

const gsize document_kinds_n = G_N_ELEMENTS(document_kinds);
