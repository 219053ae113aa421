#include <stdio.h>
#include <string.h>

#include "checker/command_judge.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/jsonwrite.h"
#include "checker/output.h"
#include "checker/scoreboard.h"
#include "checker/sql.h"
#include "checker/table.h"

/* The two days that are compared; of the earlier one the deadlines are cut off equally early. */
typedef struct boards {
	struct judgement *now, *then;
	char *due_by;
} boards; /* the name g_auto needs */

static void boards_clear(struct boards *b)
{
	judgement_free(b->now);
	judgement_free(b->then);
	g_free(b->due_by);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(boards, boards_clear)

static gboolean compare(const struct options *o, struct boards *b, GError **error)
{
	if (strcmp(o->since, b->now->as_of) >= 0)
		return adq_usage(error, "--since %s is not before the day judged, %s", o->since, b->now->as_of);
	g_autofree char *due_by = day_add_days(o->since, day_diff(b->now->as_of, b->due_by));
	b->then = command_judge(o, o->since, error);
	return b->then && scoreboard_fill(b->then, due_by, error) && scoreboard_compare(b->now, b->then, error);
}

static gboolean make(const struct options *o, struct boards *b, GError **error)
{
	b->now = command_judge(o, o->cutoff_notified ? o->cutoff_notified : o->as_of, error);
	if (!b->now || !scoreboard_fill(b->now, o->cutoff_deadline, error))
		return FALSE;
	b->due_by = g_strdup(o->cutoff_deadline ? o->cutoff_deadline : b->now->as_of);
	return !o->since || compare(o, b, error);
}

static const char thresholds[] =
	"SELECT name, value + 0 AS value, unit, confidence, source FROM i_threshold ORDER BY name";

/* The columns of the text, short enough for 80 characters. */
static const char narrow[] =
	"SELECT state, cells, unknown AS U, unnotified AS O, coalesce(unnotified_percent, '-') AS \"O %\", "
	"coalesce(unnotified_delay, '-') AS months, unnotified_long AS long, outstanding AS \"O+I\", "
	"coalesce(outstanding_percent, '-') AS \"O+I %\", coalesce(outstanding_delay, '-') AS months, "
	"outstanding_long AS long, CASE WHEN unnotified_change IS NULL THEN '' ELSE printf('%+d %+d', unnotified_change, "
	"outstanding_change) END AS change FROM v_scoreboard";

static const char notes[] =
	"SELECT 'Incompleteness: of the acts known, ' || coalesce(unnotified_incomplete || ' % have', 'none has') || "
	"' a state with nothing notified, ' || coalesce(outstanding_incomplete || ' %', 'none') || ' one outstanding.' "
	"FROM v_scoreboard WHERE state = '-' AND cells > 0 UNION ALL SELECT 'No cell whose deadline has passed is known: there "
	"is nothing to count.' WHERE NOT EXISTS (SELECT 1 FROM v_scoreboard WHERE state = '-' AND cells > 0) "
	"UNION ALL SELECT 'A percentage of fewer than 50 cells says nothing of how a state transposes.' WHERE EXISTS (SELECT 1 "
	"FROM v_scoreboard WHERE cells BETWEEN 1 AND 49) UNION ALL SELECT 'Deficit target ' || (SELECT value || ' % (' || source || ')' "
	"FROM i_threshold WHERE name = 'target') || '; ' || (SELECT value || ' % (' || source || ')' FROM i_threshold WHERE "
	"name = 'ambition') || '; long: overdue by ' || value || ' months or more.' FROM i_threshold "
	"WHERE name = 'long_overdue'";

static gboolean print_text(const struct options *o, const struct boards *b, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(sqlite3_stmt) table = sql_prepare(b->now->db, narrow, error);
	g_autoptr(sqlite3_stmt) lines = sql_prepare(b->now->db, notes, error);
	GError *local = NULL;
	g_autofree char *since =
		o->since ? g_strdup_printf(" Change (of O, of O+I) since %s, of what was known on both days.", o->since)
			 : g_strdup("");
	g_autofree char *days =
		g_strdup_printf("Deadlines until %s, notifications until %s.%s", b->due_by, b->now->as_of, since);
	g_string_append_printf(out, "%s\n", b->now->portfolio_title);
	table_paragraph(out, days, 0);
	g_string_append_c(out, '\n');
	if (!table || !lines || !table_append(out, table, error))
		return FALSE;
	g_string_append_c(out, '\n');
	while (sql_row(lines, &local))
		table_paragraph(out, sql_text(lines, 0), 0);
	table_paragraph(out, scoreboard_statement, 0);
	fputs(out->str, stdout);
	if (local)
		g_propagate_error(error, local);
	return local == NULL;
}

static gboolean print_json(const struct options *o, const struct boards *b, GError **error)
{
	const struct {
		const char *key, *value;
	} head[] = {
		{ "as_of", b->now->as_of },
		{ "known_on", o->known_on },
		{ "portfolio", b->now->portfolio },
		{ "due_by", b->due_by },
		{ "notified_by", b->now->as_of },
		{ "since", o->since },
		{ "statement", scoreboard_statement },
	};
	const struct {
		const char *key, *sql;
	} lists[] = { { "thresholds", thresholds }, { "rows", "SELECT * FROM v_scoreboard" } };
	g_autoptr(GString) out = g_string_new("{");
	for (size_t i = 0; i < G_N_ELEMENTS(head); i++) {
		g_string_append_printf(out, "\"%s\":", head[i].key);
		json_string(out, head[i].value);
		g_string_append(out, ",\n");
	}
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
		g_autoptr(sqlite3_stmt) stmt = sql_prepare(b->now->db, lists[i].sql, error);
		g_string_append_printf(out, "%s\"%s\":", i ? ",\n" : "", lists[i].key);
		if (!stmt || !json_rows(out, stmt, error))
			return FALSE;
	}
	printf("%s}\n", out->str);
	return TRUE;
}

static gboolean print_csv(const struct boards *b, GError **error)
{
	static const struct output_table table = { "scoreboard", "SELECT * FROM v_scoreboard" };
	return output_csv(b->now, &table, CSV_LINES, stdout, error) || !*error;
}

int cmd_scoreboard(const struct options *o, GError **error)
{
	g_auto(boards) b = { 0 };
	if (!make(o, &b, error))
		return 2;
	gboolean done = strcmp(o->format, "csv") == 0    ? print_csv(&b, error)
	                : strcmp(o->format, "json") == 0 ? print_json(o, &b, error)
	                                                 : print_text(o, &b, error);
	return done ? 0 : 2;
}
