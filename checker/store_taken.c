/* store_taken.c - files that were taken already: what taking them again would come to. */
#include "checker/data.h"
#include "checker/sql.h"
#include "checker/store_private.h"

/* What must be the same beside the body, for the same records to come of it. */
static char *mark_of(const struct store_file *file)
{
	return g_strdup_printf(ADQUEM_VERSION " %s", file->act ? file->act : "");
}

gboolean store_has(struct store *store, const struct store_file *file, guint *rows, GError **error)
{
	GError *local = NULL;
	g_autofree char *mark = mark_of(file);
	const char *values[] = { file->source, file->sha256, file->read_on, mark };
	g_autofree char *found = sql_value(store->db,
	                                   "SELECT taken_rows FROM evidence WHERE source = ?1 AND sha256 = ?2 "
	                                   "AND read_on = ?3 AND taken = ?4",
	                                   values, 4, &local);
	if (local)
		g_propagate_error(error, local);
	*rows = found ? (guint)g_ascii_strtoull(found, NULL, 10) : 0;
	return found != NULL;
}

/* Whether it wrote what an earlier body, taken again, might change: another value, or a measure that a whole read of that
 * day did not show. */
static gboolean unsettles(const struct store_load *load)
{
	const struct store_tally *t = &load->tally;
	guint changed = 0;
	for (int kind = 0; kind < RECORD_KINDS; kind++)
		changed += t->changed[kind];
	return changed > 0 || (load->readings->len == 0 && t->fresh[RECORD_MEASURE] + t->fresh[RECORD_LINK] > 0);
}

/* Dates and steps of cases depend on what other sources have told since; a row that was rejected is told each time. */
static gboolean lasts(const struct store_tally *t)
{
	static const enum record_kind others[] = { RECORD_DEADLINE, RECORD_DECISION };
	guint n = t->rejected;
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		n += t->fresh[others[i]] + t->changed[others[i]] + t->same[others[i]];
	return n == 0;
}

static gboolean tells_of_trouble(const struct store_load *load)
{
	gboolean trouble = FALSE;
	for (guint i = 0; i < load->readings->len; i++)
		trouble |= g_array_index(load->readings, struct reading, i).status != NULL;
	return trouble;
}

gboolean taken_note(struct store_load *load, GError **error)
{
	static const char stir[] = "UPDATE evidence SET taken = NULL WHERE source = ?1 AND taken IS NOT NULL";
	static const char note[] =
		"UPDATE evidence SET taken = ?2, taken_rows = CAST(?3 AS INTEGER) "
		"WHERE id = CAST(?1 AS INTEGER) AND (taken, taken_rows) IS NOT (?2, CAST(?3 AS INTEGER))";
	const struct body *body = &g_array_index(load->bodies, struct body, 0);
	gboolean trouble = tells_of_trouble(load);
	if (trouble || load->late || load->stirs || unsettles(load)) {
		g_autoptr(sqlite3_stmt) stmt = sql_query(load->db, stir, &load->file.source, 1, error);
		if (!stmt || !sql_run(stmt, error))
			return FALSE;
	}
	if (trouble || !body->evidence || load->bodies->len > 1 || !lasts(&load->tally))
		return TRUE;
	g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, body->evidence);
	g_autofree char *rows = g_strdup_printf("%u", load->tally.rows);
	g_autofree char *mark = mark_of(&load->file);
	const char *values[] = { id, mark, rows };
	g_autoptr(sqlite3_stmt) stmt = sql_query(load->db, note, values, 3, error);
	return stmt && sql_run(stmt, error);
}
