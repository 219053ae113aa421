/* sqlfunc.h - the law's functions, for SQL.
 * One const table in sqlfunc.c: name, arguments, and the provision each one applies. All are deterministic, give NULL
 * for a NULL argument, and fail the statement with "NAME: 'VALUE' is not a day" rather than guess. */
#ifndef ADQUEM_SQLFUNC_H
#define ADQUEM_SQLFUNC_H

#include <glib.h>
#include <sqlite3.h>

/* Gives db the functions, as_of() answering as_of (copied). Registering again replaces the day. FALSE with
 * ADQ_ERROR_USAGE if as_of is not a day, ADQ_ERROR_STORE if SQLite refuses. */
gboolean sqlfunc_register(sqlite3 *db, const char *as_of, GError **error);

/* The names of the functions, in the order of the table; new, NULL at the end, free with g_strfreev(). */
char **sqlfunc_names(void);

#endif
