#include "checker/store_pass.h"

#include "checker/sql.h"
#include "checker/store_private.h"
#include "feeds/source.h"

gboolean store_pass(struct store *store, const char *source, const char *time, gboolean whole, gboolean good,
                    GError **error)
{
	const char *values[] = { source, time, whole ? "1" : "0", good ? "1" : "0" };
	g_autoptr(sqlite3_stmt) put = sql_query(store->db,
	                                        "INSERT INTO pass VALUES (?1, ?2, CAST(?3 AS INTEGER), CAST(?4 AS "
	                                        "INTEGER)) ON CONFLICT DO UPDATE SET whole = excluded.whole, "
	                                        "good = excluded.good",
	                                        values, G_N_ELEMENTS(values), error);
	return put && sql_run(put, error);
}

char *store_last_pass(struct store *store, const char *source, gboolean whole, GError **error)
{
	const char *values[] = { source, whole ? "1" : "0" };
	return sql_value(store->db,
	                 "SELECT max(time) FROM pass WHERE source = ?1 AND good AND whole >= CAST(?2 AS INTEGER)",
	                 values, 2, error);
}

static void known_free(gpointer data)
{
	struct source_known *k = data;
	g_free(k->read_on);
	g_free(k);
}

/* The last whole read counted the rows it proved; a file that was imported did not, and counts as never read. */
static const char known_sql[] =
	"SELECT a.celex, w.rows, w.read_on, EXISTS (SELECT 1 FROM deadline_fact AS d WHERE d.celex = a.celex "
	"AND d.kind = 'transposition' AND d.present), EXISTS (SELECT 1 FROM act_fact AS f WHERE f.celex = a.celex "
	"AND f.source = ?1 AND f.rank = 1), n.read_on > w.read_on, EXISTS (SELECT 1 FROM (SELECT present, max(read_on) FROM deadline_fact AS d "
	"WHERE d.celex = a.celex AND d.source = ?1 GROUP BY number) WHERE present) FROM act AS a LEFT JOIN (SELECT scope, rows, max(read_on) AS read_on "
	"FROM reading WHERE what = 'measures' AND source = ?1 AND status = 'ok' AND whole AND NOT rejected AND rank = 1 "
	"GROUP BY scope) AS w ON w.scope = a.celex LEFT JOIN (SELECT scope, max(read_on) AS read_on FROM reading "
	"WHERE what = 'measures' AND source = ?1 AND status = 'ok' AND rank = 1 GROUP BY scope) AS n ON n.scope = a.celex";

GHashTable *store_known(struct store *store, const char *source, GError **error)
{
	GError *local = NULL;
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, known_free);
	g_autoptr(sqlite3_stmt) stmt = sql_query(store->db, known_sql, &source, 1, &local);
	while (stmt && sql_row(stmt, &local)) {
		struct source_known k = { .measures = sql_text(stmt, 2) ? sqlite3_column_int64(stmt, 1) : -1,
			                  .read_on = g_strdup(sql_text(stmt, 2)),
			                  .judged = sqlite3_column_int(stmt, 3),
			                  .listed = sqlite3_column_int(stmt, 4),
			                  .spoilt = sqlite3_column_int(stmt, 5),
			                  .dated = sqlite3_column_int(stmt, 6) };
		g_hash_table_insert(known, g_strdup(sql_text(stmt, 0)), g_memdup2(&k, sizeof k));
	}
	if (!local)
		return g_steal_pointer(&known);
	g_propagate_error(error, local);
	return NULL;
}

gboolean store_known_shares(struct store *store, const char *source, struct source_shares *shares, GError **error)
{
	static const char sql[] =
		"SELECT count(*), total(type <> 'OTHER'), total(kind = 'non-communication'), count(celex) FROM (SELECT type, kind, celex, "
		"present, max(read_on) FROM decision_fact WHERE source = ?1 GROUP BY case_id, date, type, additional) WHERE present";
	g_autoptr(sqlite3_stmt) stmt = sql_query(store->db, sql, &source, 1, error);
	if (!stmt || !sql_row(stmt, error))
		return FALSE;
	*shares = (struct source_shares){ sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
		                          sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3) };
	return TRUE;
}

/* A register may tell one step twice: by how many its last full read counted more than there were steps, is added. */
gint64 store_known_decisions(struct store *store, const char *source, const char *before, GError **error)
{
	static const char sql[] =
		"WITH last AS (SELECT rows, read_on FROM reading WHERE what = 'register' AND source = ?1 AND status = 'ok' "
		"AND whole AND rank = 1 AND same_as IS NULL ORDER BY read_on DESC LIMIT 1) "
		"SELECT (SELECT count(*) FROM (SELECT present, date, max(read_on) FROM decision_fact WHERE source = ?1 "
		"GROUP BY case_id, date, type, additional) WHERE present AND (?2 IS NULL OR date < ?2)) + coalesce((SELECT rows "
		"FROM last) - (SELECT count(*) FROM (SELECT present, max(read_on) FROM decision_fact WHERE source = ?1 AND "
		"read_on <= (SELECT read_on FROM last) GROUP BY case_id, date, type, additional) WHERE present), 0) "
		"FROM reading WHERE what = 'register' AND source = ?1 AND status = 'ok' AND whole AND (?2 IS NULL OR NOT (SELECT "
		"rejected FROM reading WHERE what = 'register' AND source = ?1 AND status = 'ok' ORDER BY read_on DESC LIMIT 1)) "
		"LIMIT 1";
	const char *values[] = { source, before };
	GError *local = NULL;
	g_autofree char *n = sql_value(store->db, sql, values, 2, &local);
	if (!local)
		return n ? g_ascii_strtoll(n, NULL, 10) : -1;
	g_propagate_error(error, local);
	return -2;
}

gboolean store_freshness(struct store *store, const char *what, guint days, GError **error)
{
	char number[16];
	g_snprintf(number, sizeof number, "%u", days);
	const char *values[] = { what, number };
	g_autoptr(sqlite3_stmt) set = sql_query(store->db,
	                                        "UPDATE freshness SET limit_days = CAST(?2 AS INTEGER) WHERE what = ?1 "
	                                        "AND limit_days <> CAST(?2 AS INTEGER)",
	                                        values, 2, error);
	return set && sql_run(set, error);
}

static const char bodies_sql[] =
	"SELECT sha256 FROM evidence WHERE id IN (SELECT evidence FROM act_fact UNION SELECT evidence FROM deadline_fact "
	"UNION SELECT evidence FROM measure_fact UNION SELECT evidence FROM declaration_fact UNION SELECT evidence FROM "
	"decision_fact UNION SELECT evidence FROM link_fact UNION SELECT evidence FROM title_fact UNION SELECT evidence "
	"FROM relation_fact UNION SELECT evidence FROM note_fact UNION SELECT evidence FROM binding_fact UNION SELECT evidence "
	"FROM list_fact UNION SELECT evidence FROM derogation_fact UNION SELECT evidence FROM (SELECT evidence, max(read_on) FROM reading GROUP BY what, scope, "
	"source))";

GHashTable *store_bodies(struct store *store, GError **error)
{
	GError *local = NULL;
	GHashTable *bodies = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(store->db, bodies_sql, &local);
	while (stmt && sql_row(stmt, &local))
		g_hash_table_add(bodies, g_strdup(sql_text(stmt, 0)));
	if (!local)
		return bodies;
	g_propagate_error(error, local);
	g_hash_table_unref(bodies);
	return NULL;
}
