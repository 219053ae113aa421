#include "checker/forecast_published.h"

#include "checker/sql.h"

static const char sql[] =
	"WITH first AS (SELECT celex, state, min(published) AS day FROM v_measure WHERE published IS NOT NULL GROUP BY celex, state), "
	"due AS (SELECT celex, min(date) AS date FROM v_deadline WHERE kind = 'transposition' AND celex IN (SELECT celex FROM first) "
	"GROUP BY celex), "
	"letter AS (SELECT DISTINCT d.celex, d.state FROM v_decision AS d JOIN due USING (celex) WHERE d.type = 'LFN258' "
	"AND d.kind = 'non-communication' AND NOT d.lost AND d.date > due.date), "
	"act AS (SELECT celex, date FROM due WHERE (SELECT count(*) FROM letter WHERE letter.celex = due.celex) >= 3) "
	"SELECT (SELECT count(*) FROM act), (SELECT group_concat(celex, ' ') FROM (SELECT celex FROM act ORDER BY celex)), "
	"coalesce(f.day <= a.date, 0) AS published, l.state IS NOT NULL AS got, count(*) "
	"FROM act AS a JOIN membership AS m ON m.member_from <= a.date AND (m.member_until IS NULL OR m.member_until > a.date) "
	"LEFT JOIN first AS f ON f.celex = a.celex AND f.state = m.state LEFT JOIN letter AS l ON l.celex = a.celex AND l.state = "
	"m.state GROUP BY published, got";

gboolean published_count(struct judgement *judgement, struct published *published, GError **error)
{
	GError *local = NULL;
	*published = (struct published){ 0 };
	g_autoptr(sqlite3_stmt) rows = sql_prepare(judgement->db, sql, error);
	while (rows && sql_row(rows, &local)) {
		published->acts = (guint)sqlite3_column_int(rows, 0);
		g_free(published->names);
		published->names = g_strdup(sql_text(rows, 1));
		published->cells[sqlite3_column_int(rows, 2)][sqlite3_column_int(rows, 3)] =
			(guint)sqlite3_column_int(rows, 4);
	}
	if (local)
		g_propagate_error(error, local);
	return rows && !local;
}
