/* table.h - the rows of a query as a table for a terminal, and paragraphs beside it. */
#ifndef ADQUEM_TABLE_H
#define ADQUEM_TABLE_H

#include <glib.h>
#include <sqlite3.h>

/* Appends the rows of stmt under a heading of its column names, columns padded to their widest value (counted in
 * characters), each line indented by two; "  none" where there is no row. FALSE with ADQ_ERROR_STORE. */
gboolean table_append(GString *out, sqlite3_stmt *stmt, GError **error);

/* Appends text and a line end, broken between words at 80 characters; what stands on the line already is column
 * characters wide, and the lines after the first are indented by as many. */
void table_paragraph(GString *out, const char *text, guint column);

#endif
