/* jsonwrite.h - JSON out (RFC 8259): strings escaped, rows of a query as objects. */
#ifndef ADQUEM_JSONWRITE_H
#define ADQUEM_JSONWRITE_H

#include <glib.h>
#include <sqlite3.h>

/* Appends text as a JSON string, or null for NULL. Text that is not UTF-8 gets U+FFFD in its place. */
void json_string(GString *out, const char *text);

/* What stands before each value of a row, up to the colon, once for all rows; new, NULL-terminated, g_strfreev(). */
char **json_keys(sqlite3_stmt *stmt);

/* Appends the row stmt stands on as an object: column names are the keys, integers numbers, NULL null. */
void json_object(GString *out, sqlite3_stmt *stmt, char *const *keys);

/* Appends the rows of stmt as an array of objects, one per line: column names are the keys, integers numbers, NULL
 * null. FALSE with ADQ_ERROR_STORE. */
gboolean json_rows(GString *out, sqlite3_stmt *stmt, GError **error);

#endif
