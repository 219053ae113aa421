#include "checker/finding_ack.h"

#include <string.h>

#include "checker/error.h"
#include "checker/plain.h"
#include "checker/sql.h"

static gboolean refuse(GError **error, const char *key, const char *reason)
{
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_USAGE, "%s: %s", key, reason);
	return FALSE;
}

/* Who and why are printed as they are, a line each. */
static gboolean plain(const char *text, const char *option, GError **error)
{
	gboolean clean = text && *text && g_utf8_validate(text, -1, NULL) && !strpbrk(text, "\t\n\r");
	g_autofree char *other = clean ? plain_text(text) : NULL;
	return (clean && !other) || refuse(error, option, "this is not text of one line");
}

static gboolean put(struct store *store, const struct judgement *judgement, const struct ack *ack,
                    sqlite3_stmt *finding, GError **error)
{
	static const char insert[] =
		"INSERT INTO acknowledgement (key, who, day, time, why, until, level, stage, run) VALUES (:key, "
		":who, :day, :time, :why, :until, :level, :stage, (SELECT coalesce(max(id), 0) FROM run))";
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(store_db(store), insert, error);
	if (!stmt)
		return FALSE;
	sql_bind(stmt, ":key", ack->key);
	sql_bind(stmt, ":who", ack->who);
	sql_bind(stmt, ":day", judgement->as_of);
	sql_bind(stmt, ":time", ack->time);
	sql_bind(stmt, ":why", ack->why);
	sql_bind(stmt, ":until", ack->until);
	sql_bind(stmt, ":level", sql_text(finding, 0));
	sql_bind(stmt, ":stage", sql_text(finding, 1));
	return sql_run(stmt, error);
}

gboolean finding_ack(struct store *store, const struct judgement *judgement, const struct ack *ack, GError **error)
{
	g_autoptr(sqlite3_stmt) finding =
		sql_query(judgement->db, "SELECT level, stage FROM i_finding WHERE key = ?1", &ack->key, 1, error);
	GError *local = NULL;
	gboolean there = finding && sql_row(finding, &local);
	if (local)
		g_propagate_error(error, local);
	if (!finding || local)
		return FALSE;
	if (!there)
		return refuse(error, ack->key,
		              "no finding of that name on the day judged; check --format json lists them");
	if (!plain(ack->why, "--why", error) || !plain(ack->who, "--who", error))
		return FALSE;
	if (ack->until && strcmp(ack->until, judgement->as_of) < 0)
		return refuse(error, ack->key, "--until lies before the day judged");
	return put(store, judgement, ack, finding, error);
}

gboolean finding_ack_undo(struct store *store, const struct judgement *judgement, const struct ack *ack, GError **error)
{
	static const char update[] = "UPDATE acknowledgement SET undone_by = ?1, undone_on = ?2 WHERE key = ?3 AND "
				     "undone_on IS NULL AND (until IS NULL OR until >= ?2)";
	const char *values[] = { ack->who, judgement->as_of, ack->key };
	g_autoptr(sqlite3_stmt) stmt = sql_query(store_db(store), update, values, 3, error);
	if (!stmt || !sql_run(stmt, error))
		return FALSE;
	return sqlite3_changes(store_db(store)) > 0 || refuse(error, ack->key, "it is not acknowledged");
}
