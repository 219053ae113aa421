#include "checker/sql.h"

#include "checker/error.h"

static void fail(sqlite3 *db, GError **error)
{
	int code = sqlite3_errcode(db) & 0xff;
	const char *why = code == SQLITE_CORRUPT || code == SQLITE_NOTADB
	                          ? "the database is damaged; restore a copy or start a new one"
	                          : "the database refuses";
	const char *name = sqlite3_db_filename(db, "main");
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s: %s: %s", name && *name ? name : "database", why,
	            sqlite3_errmsg(db));
}

gboolean sql_exec(sqlite3 *db, const char *text, GError **error)
{
	if (sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK)
		return TRUE;
	fail(db, error);
	return FALSE;
}

sqlite3_stmt *sql_prepare(sqlite3 *db, const char *text, GError **error)
{
	sqlite3_stmt *stmt = NULL;
	if (sqlite3_prepare_v2(db, text, -1, &stmt, NULL) != SQLITE_OK)
		fail(db, error);
	return stmt;
}

sqlite3_stmt *sql_query(sqlite3 *db, const char *text, const char *const *values, int n, GError **error)
{
	sqlite3_stmt *stmt = sql_prepare(db, text, error);
	for (int i = 0; stmt && i < n; i++)
		sqlite3_bind_text(stmt, i + 1, values[i], -1, SQLITE_STATIC);
	return stmt;
}

gboolean sql_row(sqlite3_stmt *stmt, GError **error)
{
	int rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		return TRUE;
	if (rc != SQLITE_DONE)
		fail(sqlite3_db_handle(stmt), error);
	return FALSE;
}

gboolean sql_run(sqlite3_stmt *stmt, GError **error)
{
	int rc = sqlite3_step(stmt);
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		fail(sqlite3_db_handle(stmt), error);
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE || rc == SQLITE_ROW;
}

gboolean sql_again(sqlite3_stmt *stmt, const char *const *values, int n, GError **error)
{
	for (int i = 0; i < n; i++)
		sqlite3_bind_text(stmt, i + 1, values[i], -1, SQLITE_STATIC);
	return sql_run(stmt, error);
}

void sql_bind(sqlite3_stmt *stmt, const char *name, const char *value)
{
	int at = sqlite3_bind_parameter_index(stmt, name);
	if (at > 0)
		sqlite3_bind_text(stmt, at, value, -1, SQLITE_TRANSIENT);
}

void sql_bind_int(sqlite3_stmt *stmt, const char *name, gint64 value)
{
	int at = sqlite3_bind_parameter_index(stmt, name);
	if (at > 0)
		sqlite3_bind_int64(stmt, at, value);
}

const char *sql_text(sqlite3_stmt *stmt, int column)
{
	return (const char *)sqlite3_column_text(stmt, column);
}

char *sql_value(sqlite3 *db, const char *text, const char *const *values, int n, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_query(db, text, values, n, error);
	return stmt && sql_row(stmt, error) ? g_strdup(sql_text(stmt, 0)) : NULL;
}
