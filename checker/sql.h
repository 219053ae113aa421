/* sql.h - SQLite with GError: the few calls everything above the database uses. Messages are SQLite's own, in the
 * domain ADQ_ERROR_STORE. Statement texts are constants; values are bound, never printed into them. */
#ifndef ADQUEM_SQL_H
#define ADQUEM_SQL_H

#include <glib.h>
#include <sqlite3.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close_v2)

/* Runs every statement of text. FALSE with the database's own message. */
gboolean sql_exec(sqlite3 *db, const char *text, GError **error);

/* The first statement of text, prepared; NULL with an error. The caller finalizes. */
sqlite3_stmt *sql_prepare(sqlite3 *db, const char *text, GError **error);

/* Prepares text and binds n texts to ?1 ... (NULL binds NULL). The texts must outlive the statement. */
sqlite3_stmt *sql_query(sqlite3 *db, const char *text, const char *const *values, int n, GError **error);

/* One step: TRUE while there is a row; FALSE at the end, or with *error set on failure. */
gboolean sql_row(sqlite3_stmt *stmt, GError **error);

/* Steps a statement that gives no rows, and resets it. */
gboolean sql_run(sqlite3_stmt *stmt, GError **error);

/* Binds n texts to ?1 ... of a statement that gives no rows and has run before or not, and runs it. */
gboolean sql_again(sqlite3_stmt *stmt, const char *const *values, int n, GError **error);

/* Binds value to the named parameter if the statement has it; NULL binds NULL. */
void sql_bind(sqlite3_stmt *stmt, const char *name, const char *value);
void sql_bind_int(sqlite3_stmt *stmt, const char *name, gint64 value);

/* Column as text owned by the statement until the next step; NULL where it is null. */
const char *sql_text(sqlite3_stmt *stmt, int column);

/* The first column of the first row of a query with up to n bound texts, new; NULL if there is no row, it is null,
 * or on error. */
char *sql_value(sqlite3 *db, const char *text, const char *const *values, int n, GError **error);

#endif
