#include "checker/count.h"

#include "checker/sql.h"

/* The dates of a time, with how many states have notified nothing by letters none, and something by letters some. */
#define DATES(table, none, some, time)                                                                                 \
	"CREATE TEMP TABLE " table " AS SELECT d.celex, d.deadline_no, d.date, d.kind, d.addressee, d.provisions, "    \
	"CAST(julianday(d.date) - julianday(as_of) AS INTEGER) AS days_left, d.rank, d.confidence, "                   \
	"EXISTS (SELECT 1 FROM v_source AS s WHERE s.what = 'measures' AND s.scope = d.celex) AS is_read, "            \
	"NOT EXISTS (SELECT 1 FROM v_letter AS l WHERE l.celex = d.celex AND l.deadline_no = d.deadline_no "           \
	"AND l.reason GLOB 'trouble:*') AS judged, "                                                                   \
	"(SELECT count(*) FROM v_letter AS l WHERE l.celex = d.celex AND l.deadline_no = d.deadline_no "               \
	"AND l.letter IN (" none ")) AS none, "                                                                        \
	"(SELECT count(*) FROM v_letter AS l WHERE l.celex = d.celex AND l.deadline_no = d.deadline_no "               \
	"AND l.letter IN (" some ")) AS notified "                                                                     \
	"FROM v_deadline AS d JOIN v_context JOIN i_portfolio AS p USING (celex) JOIN v_act AS a USING (celex) "       \
	"WHERE d.kind <> 'inherited' AND d.date " time " AND (a.ended IS NULL OR a.ended > as_of);"

static const char dates[] = DATES("i_due", "'S', 'P'", "'N', 'C'", "BETWEEN as_of AND date(as_of, '+90 days')")
	DATES("i_past", "'O'", "'A', 'C', 'I', 'X'", "BETWEEN date(as_of, '-90 days') AND date(as_of, '-1 day')");

/* The open non-communication cases on the acts and states judged; a cell may have more than one. */
static const char open_cases[] =
	"CREATE TEMP TABLE i_open AS SELECT DISTINCT case_id, celex, state FROM v_case WHERE open "
	"AND kind = 'non-communication' AND celex IN (SELECT celex FROM i_portfolio WHERE NOT context) AND state IN i_states";

static const char quality[] =
	"CREATE TEMP TABLE i_quality AS "
	"SELECT 'conflict' AS kind, count(*) AS n, 'facts on which sources disagree; the better source is shown, the other "
	"kept' AS message FROM v_conflict JOIN i_portfolio USING (celex) "
	"UNION ALL SELECT 'stub', count(*), 'acts known by their number only' FROM v_act JOIN i_portfolio USING (celex) WHERE stub "
	"UNION ALL SELECT 'notification-date', count(*), 'measures whose notification date cannot be one for the act' "
	"FROM v_measure JOIN i_portfolio USING (celex) WHERE notified IS NOT NULL AND notified_usable IS NULL "
	"UNION ALL SELECT 'unverified', count(*), 'deadlines that no official text confirms yet' "
	"FROM v_deadline JOIN i_portfolio USING (celex) WHERE rank = 6 "
	"UNION ALL SELECT 'note', count(*), 'statements without a usable day, kept as notes' FROM v_note JOIN i_portfolio USING (celex) "
	"UNION ALL SELECT 'case-number', count(*), 'open cases whose number is not known' "
	"FROM i_open WHERE case_id GLOB 'NOINFR:*' "
	"UNION ALL SELECT 'case-link', count(*), 'rows of measures that name a case instead of a measure' "
	"FROM v_link JOIN i_portfolio USING (celex)";

static const char count[] =
	"CREATE TEMP TABLE i_count AS SELECT "
	"(SELECT group_concat(celex, ', ') FROM (SELECT celex FROM i_portfolio WHERE NOT context AND celex NOT IN "
	"(SELECT celex FROM v_act) ORDER BY position, celex)) AS \"acts-missing\", "
	"count(DISTINCT c.celex) AS \"acts\", "
	"count(DISTINCT CASE WHEN c.measures <> 'never read' THEN c.celex END) AS \"acts-read\", "
	"count(DISTINCT CASE WHEN c.measures = 'never read' THEN c.celex END) AS \"acts-unread\", "
	"count(DISTINCT c.celex || '/' || c.deadline_no) AS \"deadlines\", count(*) AS \"cells\", "
	"count(CASE WHEN c.measures <> 'never read' THEN 1 END) AS \"cells-read\", "
	"count(CASE WHEN l.reason GLOB 'gap:*' THEN 1 END) AS \"gap\", "
	"count(CASE WHEN l.reason GLOB 'trouble:*' THEN 1 END) AS \"trouble\", "
	"count(CASE WHEN i.level = 'strong' THEN 1 END) AS \"strong\", "
	"count(CASE WHEN i.level = 'candidate' THEN 1 END) AS \"candidate\", "
	"count(CASE WHEN i.level = 'case' THEN 1 END) AS \"case\", "
	"count(CASE WHEN i.level = 'watch' THEN 1 END) AS \"watch\", "
	"count(CASE WHEN i.level = 'dormant' THEN 1 END) AS \"dormant\", "
	"count(CASE WHEN l.letter = 'O' THEN 1 END) AS \"nothing-notified\", "
	"count(CASE WHEN l.letter = 'I' THEN 1 END) AS \"completeness-open\", "
	"count(CASE WHEN l.letter = 'C' THEN 1 END) AS \"declared-complete\", "
	"(SELECT count(*) FROM i_due) AS \"due-90-days\", "
	"count(DISTINCT CASE WHEN l.letter = 'O' THEN c.state END) AS \"states-nothing\", "
	"count(DISTINCT CASE WHEN l.letter = 'O' THEN c.celex END) AS \"acts-nothing\", "
	"(SELECT count(DISTINCT state) FROM i_open) AS \"states-case\", "
	"(SELECT count(DISTINCT case_id) FROM i_open) AS \"open-cases\", "
	"(SELECT coalesce(sum(n), 0) FROM i_quality) AS \"quality\" "
	"FROM v_cell AS c JOIN v_letter AS l USING (celex, deadline_no, state) "
	"LEFT JOIN i_level AS i USING (celex, deadline_no, state)";

gboolean count_fill(sqlite3 *db, GError **error)
{
	return sql_exec(db, dates, error) && sql_exec(db, open_cases, error) && sql_exec(db, quality, error) &&
	       sql_exec(db, count, error);
}

int count_of(const struct judgement *judgement, const char *name, GError **error)
{
	g_autofree char *text = g_strdup_printf("SELECT \"%s\" FROM i_count", name);
	g_autofree char *value = sql_value(judgement->db, text, NULL, 0, error);
	return value ? (int)g_ascii_strtoll(value, NULL, 10) : -1;
}

/* With noughts: figures that go away look like figures that were not taken. */
static const char letters[] =
	"CREATE TEMP TABLE IF NOT EXISTS i_letter_count AS WITH n AS (SELECT letter, state, count(*) AS n FROM v_letter "
	"JOIN v_cell USING (celex, deadline_no, state) GROUP BY letter, state), l AS (SELECT substr('BUXCNSPAIO', column1, 1) "
	"AS letter FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10))) SELECT letter, state, position, "
	"coalesce(n, 0) AS n FROM v_state JOIN l LEFT JOIN n USING (letter, state)";

gboolean count_letters(const struct judgement *judgement, GError **error)
{
	return sql_exec(judgement->db, letters, error);
}
