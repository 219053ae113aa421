#include "checker/scoreboard.h"

#include <stdio.h>
#include <string.h>

#include "checker/data.h"
#include "checker/error.h"
#include "checker/file.h"
#include "checker/sql.h"
#include "feeds/csvread.h"

#define THRESHOLDS "rules/law/scoreboard.csv"
#define MAKE_THRESHOLDS                                                                                                \
	"CREATE TEMP TABLE i_threshold (name TEXT PRIMARY KEY, value, unit TEXT, confidence TEXT, source TEXT);"

const char scoreboard_statement[] =
	"The formulas are those of the Single Market Scoreboard, the base is not: the Commission counts the directives of the "
	"single market that a state has not notified as fully transposed; justice and home affairs stand outside. Here each "
	"transposition deadline that has passed counts once for each state bound. Nothing: no measure is notified (O). "
	"Outstanding: nothing is notified, or measures are notified and completeness is open (O and I). Not outstanding: "
	"declared complete (C), no measure necessary (X), measures notified and no case known (A). Unknown (U): in no "
	"percentage, counted beside. A missing notification is no finding of a breach.";

/* What the thresholds must name; the value of each is a number. */
static const char *const needed[] = { "target", "ambition", "long_overdue" };

static gboolean refuse(const struct csv *csv, const char *why, GError **error)
{
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE, "%s:%u: %s", THRESHOLDS, csv_line(csv), why);
	return FALSE;
}

static gboolean is_number(const char *text)
{
	char *end;
	double value = g_ascii_strtod(text, &end);
	return g_ascii_isdigit(*text) && *end == '\0' && value > 0 && value <= 1000;
}

static gboolean take_threshold(sqlite3_stmt *put, const struct csv *csv, GError **error)
{
	static const char *const columns[] = { "name", "value", "unit", "confidence", "source" };
	if (!g_strv_contains((const char *const[]){ needed[0], needed[1], needed[2], NULL }, csv_get(csv, "name")))
		return refuse(csv, "the name is none of target, ambition, long_overdue", error);
	if (!is_number(csv_get(csv, "value")))
		return refuse(csv, "the value is no number from 0 to 1000", error);
	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
		const char *text = csv_get(csv, columns[i]);
		if (!*text)
			return refuse(csv, "a field is empty", error);
		sqlite3_bind_text(put, (int)i + 1, text, -1, SQLITE_TRANSIENT);
	}
	return sql_run(put, NULL) || refuse(csv, "the threshold is given twice", error);
}

static gboolean take_thresholds(sqlite3 *db, struct csv *csv, GError **error)
{
	g_autoptr(sqlite3_stmt) put = sql_prepare(db, "INSERT INTO i_threshold VALUES (?1, ?2, ?3, ?4, ?5)", error);
	GError *local = NULL;
	guint n = 0;
	for (; put && csv_next(csv, &local); n++)
		if (!take_threshold(put, csv, error))
			return FALSE;
	if (local)
		g_propagate_error(error, local);
	if (!put || local)
		return FALSE;
	return n == G_N_ELEMENTS(needed) || refuse(csv, "target, ambition and long_overdue must all be there", error);
}

static gboolean read_thresholds(sqlite3 *db, GError **error)
{
	static const char *const columns[] = { "name", "value", "unit", "confidence", "source", NULL };
	g_autoptr(FILE) in = data_open(THRESHOLDS, error);
	g_autoptr(Csv) csv = in ? csv_open(in, THRESHOLDS, error) : NULL;
	return csv && csv_require(csv, columns, error) && take_thresholds(db, csv, error);
}

static gboolean run_file(sqlite3 *db, const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = data_bytes(path, error);
	return bytes && sql_exec(db, g_bytes_get_data(bytes, NULL), error);
}

gboolean scoreboard_check(GError **error)
{
	sqlite3 *opened = NULL;
	int code = sqlite3_open(":memory:", &opened);
	g_autoptr(sqlite3) db = opened;
	if (code == SQLITE_OK)
		return sql_exec(db, MAKE_THRESHOLDS, error) && read_thresholds(db, error);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "no memory for a database");
	return FALSE;
}

gboolean scoreboard_fill(struct judgement *j, const char *due_by, GError **error)
{
	static const char begin[] =
		"DROP TABLE IF EXISTS i_threshold; DROP TABLE IF EXISTS i_scoreboard; DROP TABLE IF EXISTS i_board;"
		"DROP TABLE IF EXISTS i_board_act; DROP TABLE IF EXISTS i_board_state; DROP TABLE IF EXISTS i_board_tenths;"
		"DROP TABLE IF EXISTS i_board_whole; DROP TABLE IF EXISTS v_scoreboard;" MAKE_THRESHOLDS
		"CREATE TEMP TABLE i_scoreboard (due_by TEXT, notified_by TEXT, message TEXT)";
	const char *days[] = { due_by ? due_by : j->as_of, j->as_of, scoreboard_statement };
	if (strcmp(days[0], days[1]) > 0)
		return adq_usage(error, "deadlines until %s cannot be counted as of %s: they have not passed", days[0],
		                 days[1]);
	if (!sql_exec(j->db, begin, error) || !read_thresholds(j->db, error))
		return FALSE;
	g_autoptr(sqlite3_stmt) put = sql_query(j->db, "INSERT INTO i_scoreboard VALUES (?1, ?2, ?3)", days, 3, error);
	return put && sql_run(put, error) && run_file(j->db, "checker/scoreboard.sql", error);
}

/* Only what is known on both days can have changed; a deadline that had not passed then was not missed then. */
static const char begin_change[] =
	"DROP TABLE IF EXISTS i_board_then; CREATE TEMP TABLE i_board_then (celex TEXT, deadline_no INTEGER, state TEXT, "
	"unknown INTEGER, unnotified INTEGER, outstanding INTEGER, PRIMARY KEY (celex, deadline_no, state))";
static const char count_change[] =
	"DROP TABLE IF EXISTS i_board_change; CREATE TEMP TABLE i_board_change AS SELECT state, "
	"sum(unnotified) AS unnotified, sum(outstanding) AS outstanding FROM (SELECT state, n.unnotified - "
	"coalesce(t.unnotified, 0) AS unnotified, n.outstanding - coalesce(t.outstanding, 0) AS outstanding "
	"FROM i_board AS n LEFT JOIN i_board_then AS t USING (celex, deadline_no, state) "
	"WHERE NOT n.unknown AND NOT coalesce(t.unknown, 0) UNION ALL SELECT state, -t.unnotified, -t.outstanding "
	"FROM i_board_then AS t LEFT JOIN i_board AS n USING (celex, deadline_no, state) "
	"WHERE n.celex IS NULL AND NOT t.unknown) GROUP BY state;"
	"INSERT INTO i_board_change SELECT '-', sum(unnotified), sum(outstanding) FROM i_board_change;"
	"UPDATE v_scoreboard SET (unnotified_change, outstanding_change) = (SELECT unnotified, outstanding "
	"FROM i_board_change AS c WHERE c.state = v_scoreboard.state)";

gboolean scoreboard_compare(struct judgement *j, struct judgement *earlier, GError **error)
{
	if (!sql_exec(j->db, begin_change, error))
		return FALSE;
	g_autoptr(sqlite3_stmt) then = sql_prepare(
		earlier->db, "SELECT celex, deadline_no, state, unknown, unnotified, outstanding FROM i_board", error);
	g_autoptr(sqlite3_stmt) put =
		sql_prepare(j->db, "INSERT INTO i_board_then VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
	GError *local = NULL;
	while (then && put && !local && sql_row(then, &local)) {
		for (int i = 0; i < 6; i++)
			sqlite3_bind_value(put, i + 1, sqlite3_column_value(then, i));
		(void)sql_run(put, &local);
	}
	if (local)
		g_propagate_error(error, local);
	return then && put && !local && sql_exec(j->db, count_change, error);
}
