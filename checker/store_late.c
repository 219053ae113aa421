/* store_late.c - reads that come in after newer ones of their source. */
#include "checker/sql.h"
#include "checker/store_private.h"

/* Whether anything newer is on record that a row of this load could stand behind. ?1: the act, or NULL. Each branch is a
 * search by the key of its table. */
static const char is_late[] =
	"SELECT 1 FROM reading WHERE what = 'measures' AND scope = ?1 AND source = ?2 AND read_on > ?3 UNION ALL "
	"SELECT 1 FROM reading WHERE what = 'register' AND scope = '*' AND source = ?2 AND read_on > ?3 UNION ALL "
	"SELECT 1 FROM deadline_fact WHERE celex = ?1 AND source = ?2 AND read_on > ?3 LIMIT 1";

gboolean late_note(struct store_load *load, const char *celex, GError **error)
{
	GError *local = NULL;
	if (load->late)
		return TRUE;
	sqlite3_stmt *stmt = store_statement(load->store, is_late, error);
	if (!stmt)
		return FALSE;
	const char *values[] = { celex, load->file.source, load->file.read_on };
	for (int i = 0; i < 3; i++)
		sqlite3_bind_text(stmt, i + 1, values[i], -1, SQLITE_STATIC);
	load->late = sql_row(stmt, &local);
	sqlite3_reset(stmt);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	return !load->late || run_embedded(load->db, "checker/late.sql", error);
}

gboolean late_done(struct store_load *load, GError **error)
{
	static const char drop[] = "DROP TRIGGER temp.measure_read_late; DROP TRIGGER temp.declaration_read_late; "
				   "DROP TRIGGER temp.link_read_late; DROP TRIGGER temp.decision_read_late; "
				   "DROP TRIGGER temp.deadline_read_late";
	return !load->late || sql_exec(load->db, drop, error);
}
