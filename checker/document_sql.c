#include "checker/document_private.h"

#define EURLEX "'https://eur-lex.europa.eu/legal-content/' || upper(report_lang()) || '/TXT/?uri=CELEX:'"
#define SHORT "coalesce(a.short_title, act_number(a.celex))"
/* Whether states are to turn act ?1 into their law: a directive or a framework decision, by its number (CELEX sector 3), or one
 * of which measures were read. Others are bound as they stand, or bind nobody yet. */
#define TRANSPOSED "(?1 GLOB '3????[LF]*' OR EXISTS (SELECT 1 FROM v_source WHERE what = 'measures' AND scope = ?1)) "

/* The title in the report's language where there is one; else in English, as v_act has it. */
#define OTHER_TITLE "FROM v_title WHERE celex = a.celex AND lang = nullif(report_lang(), 'en')"
#define TITLE                                                                                                          \
	"coalesce((SELECT title " OTHER_TITLE "), a.title, a.celex) AS title, coalesce((SELECT lang " OTHER_TITLE      \
	"), CASE WHEN a.title IS NOT NULL THEN 'en' END) AS \"title-lang\", "

#define CELL_COLUMNS                                                                                                                  \
	"SELECT state, due, \"due-cite\", letter, stage, \"stage-date\", \"case\", \"case-open\", level, \"days-overdue\", binding, " \
	"basis, measures, first, undecided, finding, rule, reason, "                                                                  \
	"said(substr(reason, instr(reason, ':') + 1)) AS \"reason-name\", changed, unverified, said(message) AS message "             \
	"FROM i_shown WHERE celex = ?1 AND deadline_no = ?2 "

static const struct part index_deadline[] = {
	{ NULL, "cell", CELL_COLUMNS "AND read ORDER BY position", TRUE, NULL },
	{ NULL, "tally",
	  "SELECT letter, count(*) AS n FROM i_shown WHERE celex = ?1 AND deadline_no = ?2 GROUP BY letter "
	  "ORDER BY instr('BUXCNSPAIO', letter)",
	  FALSE, NULL },
	PARTS_END,
};

#define DEADLINES                                                                                                                                        \
	"SELECT d.deadline_no AS no, d.date, d.kind, d.provisions, d.addressee, CAST(julianday(as_of) - julianday(d.date) "                              \
	"AS INTEGER) AS days, d.confidence, d.rank, d.cite, d.inherited_from AS \"inherited-from\", "                                                    \
	"CASE WHEN d.inherited_from IS NOT NULL AND NOT EXISTS (SELECT 1 FROM v_cell AS x JOIN v_act AS y USING (celex) WHERE celex = d.inherited_from " \
	"AND (y.ended IS NULL OR y.ended > as_of)) THEN 'yes' END AS \"inherited-ended\", "                                                              \
	"d.moved_by AS \"moved-by\", d.moved_from AS \"moved-from\", e.eea, e.decision AS \"eea-decision\", "                                            \
	"e.in_force AS \"eea-in-force\", e.due AS \"eea-due\" FROM v_deadline AS d JOIN v_context "                                                      \
	"LEFT JOIN i_eea AS e USING (celex, deadline_no) WHERE d.celex = ?1 "
#define BY_DATE "ORDER BY d.date IS NULL, d.date, d.deadline_no"

#define CASES                                                                                                            \
	CASE_COLUMNS                                                                                                     \
	", g.days_in_stage AS \"days-in-stage\", g.case_age_days AS \"age-days\", nullif(g.rounds, 1) AS "               \
	"rounds, g.missing, nullif(g.misplaced, 0) AS misplaced, g.reply_due AS \"reply-due\", CASE g.reply_estimated "  \
	"WHEN 1 THEN 'yes' END AS \"reply-estimated\", CASE g.reply_running WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS "  \
	"\"reply-running\", said(g.reply_how) AS \"reply-how\", g.next_step AS next, x.penalty_low AS \"penalty-low\", " \
	"x.penalty_high AS \"penalty-high\", CASE WHEN x.penalty_estimate THEN 'yes' END AS \"penalty-estimate\" "       \
	"FROM v_case AS c JOIN membership AS m USING (state) LEFT JOIN v_stage AS g ON g.case_id = c.case_id "           \
	"LEFT JOIN i_exposure AS x ON x.celex = c.celex AND x.case_id = c.case_id WHERE c.celex = ?1 "

static const struct part index_act[] = {
	{ NULL, "deadline", DEADLINES BY_DATE, FALSE, index_deadline },
	{ NULL, "case",
	  CASES "AND c.state IN (SELECT state FROM i_judged_state) ORDER BY m.position, first_step, c.case_id", FALSE,
	  NULL },
	PARTS_END,
};

static const struct part context_act[] = {
	{ NULL, "deadline", DEADLINES BY_DATE, FALSE, NULL },
	PARTS_END,
};

#define ACT_COLUMNS                                                                                                     \
	"SELECT a.celex, act_number(a.celex) AS number, " SHORT " AS short, " TITLE "said(a.type) AS type, "            \
	"a.eli, a.adopted, a.published, a.entry_into_force AS \"in-force-from\", a.ended, a.ended_by AS \"ended-by\", " \
	"CASE WHEN a.ended IS NOT NULL THEN a.ended_for END AS \"ended-for\", "                                         \
	"said(a.ended_how) AS \"ended-how\", CASE WHEN a.ended_how IN ('annulled', 'declared invalid') THEN 'yes' END " \
	"AS \"ended-by-court\", p.pillar, said(p.pillar_title) AS \"pillar-title\", a.legislative, "                    \
	"CASE WHEN s.scope IS NULL THEN 'unread' ELSE 'read' END AS measures, s.read_on AS \"read-on\", a.confidence, " \
	"coalesce(a.rank, 6) AS rank, coalesce(a.cite, 'known by its number only') AS cite, " EURLEX                    \
	" || a.celex AS eurlex, a.note, (SELECT 'yes' FROM i_event AS e WHERE e.celex = a.celex) AS feed "              \
	"FROM v_act AS a LEFT JOIN i_portfolio AS p USING (celex) "                                                     \
	"LEFT JOIN v_source AS s ON s.what = 'measures' AND s.scope = a.celex "

const struct part document_states[] = {
	{ "states", "state",
	  "SELECT state AS code, said(name) AS name, member_from AS \"from\", member_until AS \"until\" "
	  "FROM main.membership JOIN v_context ON member_from <= as_of ORDER BY position",
	  FALSE, NULL },
	PARTS_END,
};

const struct part document_sources[] = {
	{ "sources", "source", "SELECT * FROM i_source", FALSE, NULL },
	PARTS_END,
};

static const struct part count_parts[] = {
	{ NULL, "letter", "SELECT code, n FROM i_letter_total ORDER BY o", FALSE, NULL },
	{ NULL, "reason", "SELECT kind, said(name) AS name, cells, acts FROM i_reason ORDER BY kind DESC, 2", FALSE,
	  NULL },
	PARTS_END,
};

static const struct part scoreboard_line[] = {
	{ NULL, "line",
	  "SELECT nullif(state, '-') AS state, cells, unknown, unnotified, unnotified_percent AS \"unnotified-percent\", "
	  "unnotified_delay AS \"unnotified-delay\", unnotified_long AS \"unnotified-long\", outstanding, "
	  "outstanding_percent AS \"outstanding-percent\", outstanding_delay AS \"outstanding-delay\", "
	  "outstanding_long AS \"outstanding-long\", unnotified_incomplete AS \"unnotified-incomplete\", "
	  "outstanding_incomplete AS \"outstanding-incomplete\" FROM v_scoreboard",
	  FALSE, NULL },
	PARTS_END,
};

const struct part document_counts[] = {
	{ NULL, "counts", "SELECT * FROM i_count", FALSE, count_parts },
	PARTS_END,
};

static const struct part change_parts[] = {
	{ NULL, "change",
	  "SELECT event, finding, celex, short, \"deadline-no\", state, \"letter-was\", letter, \"level-was\", level, "
	  "\"stage-was\", stage, said(message) AS message FROM i_change",
	  FALSE, NULL },
	PARTS_END,
};

/* Without an earlier run to compare with there is a baseline, not news. */
const struct part document_changes[] = {
	{ NULL, "changes", "SELECT * FROM i_since", FALSE, change_parts },
	PARTS_END,
};

static const struct part forecast_parts[] = {
	{ NULL, "reason",
	  "SELECT said(text) AS text, value FROM i_forecast_reason WHERE celex = ?1 AND deadline_no = ?2 AND state = :state "
	  "ORDER BY no",
	  FALSE, NULL },
	PARTS_END,
};

static const struct part forecasts[] = {
	{ NULL, "forecast",
	  "SELECT step, months, probability, from_day AS \"from\", until_day AS \"until\", second_from AS \"second-from\", "
	  "second_until AS \"second-until\", said(sample) AS sample, "
	  "said(reliability) AS reliability, said(why) AS why FROM i_forecast WHERE celex = ?1 AND deadline_no = ?2 "
	  "AND state = :state",
	  FALSE, forecast_parts },
	PARTS_END,
};

#define FLAG_COLUMNS                                                                                                             \
	"SELECT finding, celex, number, short, \"deadline-no\", deadline, state, letter, stage, \"stage-date\", f.level, rule, " \
	"\"days-overdue\", said(message) AS message, said(basis) AS basis, said(clears) AS clears, unverified, "                 \
	"said(acknowledged) AS acknowledged, pillar, said(\"pillar-title\") AS \"pillar-title\", measures "                      \
	"FROM i_flag AS f JOIN i_rule ON name = rule "

const struct part document_flags[] = {
	{ "flags", "flag", FLAG_COLUMNS "ORDER BY f.rowid", FALSE, forecasts },
	PARTS_END,
};

/* Those of the acts an index shows, and those of one state. */
const struct part document_open_flags[] = {
	{ "flags", "flag",
	  FLAG_COLUMNS "WHERE celex IN (SELECT celex FROM i_open_act WHERE place <= 60) ORDER BY f.rowid", FALSE,
	  forecasts },
	PARTS_END,
};

const struct part document_state_flags[] = {
	{ "flags", "flag",
	  FLAG_COLUMNS "WHERE state = :state ORDER BY pillar_position, deadline, celex, \"deadline-no\"", FALSE,
	  forecasts },
	PARTS_END,
};

/* Dates of a table of count.c, in an order. */
#define DATED(table, order)                                                                                                          \
	"SELECT d.celex, act_number(d.celex) AS number, " SHORT                                                                      \
	" AS short, d.deadline_no AS \"deadline-no\", d.date, d.kind, "                                                              \
	"d.addressee, d.provisions, d.days_left AS \"days-left\", CASE WHEN d.is_read AND d.judged THEN d.none END AS none, "        \
	"CASE WHEN d.is_read AND d.judged THEN d.notified END AS notified, CASE d.is_read WHEN 1 THEN 'yes' ELSE 'no' END AS read, " \
	"d.confidence, d.rank FROM " table " AS d JOIN v_act AS a USING (celex) ORDER BY d.date" order                               \
	", d.celex, d.deadline_no"

const struct part document_due[] = {
	{ "due", "item", DATED("i_due", ""), FALSE, NULL },
	{ "past", "item", DATED("i_past", " DESC"), FALSE, NULL },
	PARTS_END,
};

/* The acts that ask for a look, the gravest first to be chosen: an index stays short however many there are. */
const struct part document_open_acts[] = {
	{ "acts", "act",
	  ACT_COLUMNS "WHERE a.celex IN (SELECT celex FROM i_open_act WHERE place <= 60) ORDER BY p.position, "
	              "(SELECT min(due) FROM v_cell WHERE celex = a.celex), a.celex",
	  FALSE, index_act },
	PARTS_END,
};

const struct part document_all_acts[] = {
	{ "acts", "act",
	  ACT_COLUMNS "WHERE a.celex IN (SELECT celex FROM v_cell) ORDER BY p.position, "
	              "(SELECT min(due) FROM v_cell WHERE celex = a.celex), a.celex",
	  FALSE, index_act },
	PARTS_END,
};

const struct part document_context[] = {
	{ "context", "act",
	  "SELECT a.celex, act_number(a.celex) AS number, " SHORT " AS short, " TITLE "said(a.type) AS type, " EURLEX
	  " || a.celex AS eurlex FROM v_act AS a JOIN i_portfolio AS p USING (celex) "
	  "WHERE p.context ORDER BY a.celex",
	  FALSE, context_act },
	PARTS_END,
};

const struct part document_quality[] = {
	{ "quality", "item", "SELECT kind, n, said(message) AS message FROM i_quality WHERE n > 0", TRUE, NULL },
	PARTS_END,
};

const struct part document_scoreboard[] = {
	{ NULL, "scoreboard",
	  "SELECT due_by AS \"due-by\", notified_by AS \"notified-by\", (SELECT value FROM i_threshold WHERE name = 'target') "
	  "AS target, (SELECT value FROM i_threshold WHERE name = 'ambition') AS ambition, (SELECT value FROM i_threshold "
	  "WHERE name = 'long_overdue') AS \"long-overdue\", said(message) AS message FROM i_scoreboard",
	  TRUE, scoreboard_line },
	PARTS_END,
};

const struct part document_rules[] = {
	{ "rules", "rule",
	  "SELECT name, said(title) AS title, level, said(basis) AS basis, said(needs) AS needs, since, coalesce(n, 0) AS fired FROM i_rule "
	  "LEFT JOIN i_fired_total ON rule = name ORDER BY name",
	  FALSE, NULL },
	PARTS_END,
};

/* The matrix: every deadline read, of one year or of all. */
static const struct part matrix_act[] = {
	{ NULL, "deadline",
	  DEADLINES "AND d.kind = 'transposition' AND (:key IS NULL OR substr(d.date, 1, 4) = :key) " BY_DATE, FALSE,
	  index_deadline },
	PARTS_END,
};

const struct part document_matrix[] = {
	{ "acts", "act",
	  ACT_COLUMNS "WHERE a.celex IN (SELECT celex FROM i_matrix WHERE :key IS NULL OR year = :key) "
	              "ORDER BY p.position, (SELECT min(due) FROM v_cell WHERE celex = a.celex), a.celex",
	  FALSE, matrix_act },
	PARTS_END,
};

/* The portfolio by its pillars; a pillar of very many acts shows those that ask for a look. */
static const struct part pillar_deadline[] = {
	{ NULL, "tally",
	  "SELECT letter, count(*) AS n FROM i_shown WHERE celex = ?1 AND deadline_no = ?2 GROUP BY letter "
	  "ORDER BY instr('BUXCNSPAIO', letter)",
	  FALSE, NULL },
	PARTS_END,
};

static const struct part pillar_act_parts[] = {
	{ NULL, "deadline", DEADLINES BY_DATE, FALSE, pillar_deadline },
	{ NULL, "case",
	  CASES "AND c.state IN (SELECT state FROM i_judged_state) ORDER BY m.position, first_step, c.case_id", FALSE,
	  NULL },
	PARTS_END,
};

static const struct part pillar_parts[] = {
	{ NULL, "letter",
	  "SELECT letter AS code, n FROM i_pillar_letter WHERE pillar = :name ORDER BY instr('BUXCNSPAIO', letter)",
	  FALSE, NULL },
	{ NULL, "act",
	  ACT_COLUMNS
	  "WHERE p.pillar = :name AND (CAST(:acts AS INTEGER) <= 300 OR a.celex IN (SELECT celex FROM i_open_act)) "
	  "ORDER BY (SELECT min(date) FROM v_deadline WHERE celex = a.celex AND kind = 'transposition'), "
	  "a.celex LIMIT 300",
	  FALSE, pillar_act_parts },
	PARTS_END,
};

const struct part document_pillars[] = {
	{ "pillars", "pillar",
	  "SELECT name, said(title) AS title, acts, \"acts-read\", position, \"open-cases\" FROM i_pillar ORDER BY position",
	  FALSE, pillar_parts },
	PARTS_END,
};

static const struct part act_deadline[] = {
	{ NULL, "cell", CELL_COLUMNS "AND (?3 = '' OR state = ?3) ORDER BY position", TRUE, forecasts },
	PARTS_END,
};

static const struct part act_outcome[] = {
	{ NULL, "outcome",
	  "SELECT r.name AS rule, r.own, said(r.title) AS title, r.level, said(r.basis) AS basis, CASE WHEN f.met THEN 'fired' WHEN f.met = 0 "
	  "OR r.needs <> 'none' AND c.measures NOT IN ('ok', 'incomplete') THEN 'unknown' ELSE 'clean' END AS result, "
	  "said(CASE WHEN f.met AND r.level GLOB 'letter ?' AND r.name <> l.rule THEN 'an earlier letter applies' "
	  "WHEN f.met AND r.level NOT GLOB 'letter ?' AND r.level <> 'note' AND r.name <> i.rule THEN 'a higher level applies' "
	  "WHEN coalesce(f.met, 0) = 0 AND r.needs <> 'none' AND c.measures NOT IN ('ok', 'incomplete') "
	  "THEN 'measures: ' || c.measures WHEN f.met IS NULL THEN coalesce(r.otherwise, 'its condition is not met') END) AS why, "
	  "said(f.message) AS message, said(r.clears) AS clears, said(r.needs) AS needs FROM i_rule AS r JOIN v_cell AS c ON c.celex = ?1 AND c.deadline_no = ?2 "
	  "AND c.state = ?3 JOIN v_letter AS l USING (celex, deadline_no, state) "
	  "LEFT JOIN i_level AS i USING (celex, deadline_no, state) "
	  "LEFT JOIN i_fired AS f ON f.rule = r.name AND f.subject IN (c.celex, 'measures:' || c.celex) "
	  "AND f.deadline_no IN (c.deadline_no, 0) AND f.state IN (c.state, '-') ORDER BY CASE WHEN r.level GLOB 'letter ?' THEN instr('BUXCNSPAIO', substr(r.level, 8)) "
	  "WHEN r.level = 'note' THEN 99 ELSE 20 END, r.name",
	  FALSE, NULL },
	PARTS_END,
};

static const struct part case_exposure[] = {
	{ NULL, "factor",
	  "SELECT said(name) AS name, value, source, confidence, CASE WHEN estimate THEN 'yes' END AS estimate FROM i_exposure_factor "
	  "WHERE celex = ?1 AND case_id = :id ORDER BY no",
	  FALSE, NULL },
	{ NULL, "remark",
	  "SELECT said(message) AS message FROM i_exposure_note WHERE celex = ?1 AND case_id = :id ORDER BY no", TRUE,
	  NULL },
	PARTS_END,
};

static const struct part act_case[] = {
	{ NULL, "exposure",
	  "SELECT said(basis) AS basis, since, referral, CASE WHEN assumed THEN 'yes' END AS assumed, regime, regime_source AS "
	  "\"regime-source\", CASE WHEN penalty_estimate THEN 'yes' END AS \"penalty-estimate\", CASE WHEN lump_estimate THEN "
	  "'yes' END AS \"lump-estimate\", penalty_low AS \"penalty-low\", penalty_high AS \"penalty-high\", lump_day_low AS "
	  "\"lump-day-low\", lump_day_high AS \"lump-day-high\", lump_low AS \"lump-low\", lump_high AS \"lump-high\", "
	  "minimum, days FROM i_exposure WHERE celex = ?1 AND case_id = :id",
	  FALSE, case_exposure },
	PARTS_END,
};

static const struct part act_parts[] = {
	{ NULL, "deadline", DEADLINES BY_DATE, FALSE, act_deadline },
	{ NULL, "case", CASES "AND (?2 = '' OR c.state = ?2) ORDER BY m.position, first_step, c.case_id", FALSE,
	  act_case },
	{ NULL, "binding",
	  "SELECT b.state, value, said(b.basis || coalesce((SELECT group_concat('; derogation until ' || date || ': ' || g.basis, '') "
	  "FROM v_derogation AS g WHERE g.celex = b.celex AND g.state = b.state), '')) AS basis, coalesce(rank, 3) AS rank, confidence, cite FROM v_binding AS b "
	  "JOIN v_state AS s USING (state) WHERE celex = ?1 AND (?2 = '' OR b.state = ?2) ORDER BY s.position",
	  FALSE, NULL },
	{ "measures", "measure",
	  "SELECT m.state, nim, coalesce(title, '(no title)') AS title, m.type, journal, m.number, published, notified, "
	  "CASE WHEN notified_usable IS NULL THEN 'no' ELSE 'yes' END AS \"notified-usable\", counts_from AS \"counts-from\", "
	  "undecided_from AS \"undecided-from\", m.in_force AS \"in-force\", link, declaration, first_read AS \"first-read\", "
	  "m.rank, m.evidence, said('line ' || m.place) AS place, m.cite "
	  "FROM v_measure AS m JOIN v_state AS s USING (state) WHERE m.celex IN (SELECT act FROM i_serves WHERE judged = ?1) "
	  "AND (?2 = '' OR m.state = ?2) ORDER BY s.position, counts_from, nim",
	  FALSE, NULL },
	{ "declarations", "declaration",
	  "SELECT d.state, said(value) AS value, date, text, nullif(nim, '') AS nim, first_read AS \"first-read\", "
	  "CASE usable WHEN 1 THEN 'yes' ELSE 'no' END AS usable, d.rank, d.cite, "
	  "d.evidence FROM v_declaration AS d JOIN v_state AS s "
	  "USING (state) WHERE d.celex = ?1 AND (?2 = '' OR d.state = ?2) ORDER BY s.position, nim",
	  FALSE, NULL },
	{ "decisions", "decision",
	  "SELECT d.state, d.case_id AS \"case\", d.date, d.type, CASE WHEN d.additional THEN 'yes' END AS additional, d.text, "
	  "d.court_case AS \"court-case\", d.amount, d.kind, (SELECT c.deadline_no FROM v_case AS c WHERE c.case_id = d.case_id "
	  "AND c.celex = a.celex) AS \"deadline-no\", d.rank, d.confidence, d.cite, d.evidence, CASE WHEN d.lost THEN 'yes' END AS lost "
	  "FROM i_case_act AS a JOIN v_decision AS d ON " JUDGE_OF_ACT
	  " JOIN membership AS s USING (state) WHERE a.celex = ?1 AND (?2 = '' OR d.state = ?2) ORDER BY s.position, d.holds_from, d.case_id, d.type",
	  FALSE, NULL },
	{ "waves", "wave",
	  "SELECT w.deadline_no AS \"deadline-no\", w.date, 'LFN258' AS type, w.n AS states, "
	  "CASE w.whole WHEN 1 THEN 'yes' ELSE 'no' END AS complete, (SELECT group_concat(state, ' ') FROM (SELECT state FROM "
	  "membership WHERE ',' || w.states || ',' LIKE '%,' || state || ',%' ORDER BY position)) AS names, "
	  "coalesce((SELECT group_concat(state, ' ') FROM (SELECT state FROM v_state WHERE ',' || w.states || ',' NOT LIKE "
	  "'%,' || state || ',%' ORDER BY position)), '') AS \"not-named\", coalesce((SELECT l.cite FROM v_list AS l "
	  "WHERE l.celex = w.celex AND l.type = 'LFN258' AND abs(julianday(l.date) - julianday(w.date)) <= 3), "
	  "said('the decisions on record')) AS cite FROM v_wave AS w WHERE w.celex = ?1 ORDER BY w.date",
	  FALSE, NULL },
	{ "reads", "read",
	  "SELECT what, scope, coalesce(read_on, last_attempt) AS \"on\", CASE WHEN read_on IS NULL THEN 'no' ELSE 'yes' END AS "
	  "whole, rows, query, evidence, file, status FROM v_source "
	  "WHERE scope IN (?1, '*') ORDER BY what, scope",
	  FALSE, NULL },
	{ "notes", "note",
	  "SELECT nullif(state, '') AS state, CASE WHEN date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*' THEN date "
	  "END AS date, text, cite, rank FROM v_note WHERE celex = ?1 AND (?2 = '' OR state IN ('', ?2)) "
	  "ORDER BY state, text",
	  FALSE, NULL },
	{ NULL, "outcomes",
	  "SELECT deadline_no AS \"deadline-no\", state FROM v_cell WHERE celex = ?1 AND state = ?2 "
	  "ORDER BY deadline_no",
	  FALSE, act_outcome },
	{ "unknowns", "unknown",
	  "SELECT said(message) AS message FROM ("
	  "SELECT 1 AS o, 'whether the act was adopted under a legislative procedure, and so whether Article 260(3) TFEU applies' "
	  "AS message FROM v_act WHERE celex = ?1 AND legislative IS NULL AND " TRANSPOSED
	  "UNION ALL SELECT 2, 'deadline ' || deadline_no || ' (' || coalesce(date, 'no date') || '): no official text on record "
	  "confirms it' FROM v_deadline WHERE celex = ?1 AND rank = 6 "
	  "UNION ALL SELECT 3, 'the measures notified for this act: never read' WHERE " TRANSPOSED
	  "AND NOT EXISTS (SELECT 1 FROM v_source WHERE what = 'measures' AND scope = ?1) "
	  "UNION ALL SELECT 4, 'the register of infringement decisions was never read whole: decisions other than those listed "
	  "may exist' WHERE NOT EXISTS (SELECT 1 FROM v_source WHERE what = 'register' AND scope = '*' AND read_on IS NOT NULL) "
	  "UNION ALL SELECT 5, group_concat(state, ', ') || ': the number of the case' || CASE WHEN deadline_no > 0 "
	  "THEN ' on deadline ' || deadline_no ELSE ', and the deadline it is about' END FROM (SELECT DISTINCT deadline_no, "
	  "position, c.state FROM v_case AS c JOIN membership AS m USING (state) WHERE celex = ?1 AND (?2 = '' OR c.state = ?2) "
	  "AND placeholder AND open ORDER BY deadline_no, position) GROUP BY deadline_no "
	  "UNION ALL SELECT 6, 'the day on which each of these measures was notified for this act: ' || list FROM ("
	  "SELECT group_concat(state || ' (' || n || ')', ', ') AS list FROM (SELECT m.state, count(*) AS n FROM v_measure AS m "
	  "JOIN membership AS s USING (state) WHERE celex = ?1 AND (?2 = '' OR m.state = ?2) AND notified_usable IS NULL "
	  "GROUP BY s.position)) WHERE list IS NOT NULL "
	  "UNION ALL SELECT 7, 'whether what is notified is complete and correct: the register of measures proves neither' "
	  "WHERE " TRANSPOSED ") ORDER BY o, message",
	  TRUE, NULL },
	PARTS_END,
};

const struct part document_one_act[] = {
	{ NULL, "act", ACT_COLUMNS "WHERE a.celex = ?1", FALSE, act_parts },
	PARTS_END,
};
