#include "checker/table.h"

#include "checker/sql.h"

static void measure(glong *widths, int column, const char *text)
{
	glong n = text ? g_utf8_strlen(text, -1) : 0;
	widths[column] = MAX(widths[column], n);
}

static void add_line(GString *out, const GPtrArray *row, const glong *widths)
{
	g_string_append_c(out, ' ');
	for (guint i = 0; i < row->len; i++) {
		const char *text = g_ptr_array_index(row, i);
		glong pad = widths[i] - g_utf8_strlen(text, -1);
		g_string_append_printf(out, " %s", text);
		if (i + 1 < row->len)
			g_string_append_printf(out, "%*s", (int)pad, "");
	}
	g_string_append_c(out, '\n');
}

static GPtrArray *read_row(sqlite3_stmt *stmt, glong *widths)
{
	GPtrArray *row = g_ptr_array_new_with_free_func(g_free);
	for (int i = 0; i < sqlite3_column_count(stmt); i++) {
		const char *text = sql_text(stmt, i);
		measure(widths, i, text);
		g_ptr_array_add(row, g_strdup(text ? text : ""));
	}
	return row;
}

gboolean table_append(GString *out, sqlite3_stmt *stmt, GError **error)
{
	int n = sqlite3_column_count(stmt);
	g_autofree glong *widths = g_new0(glong, (gsize)n);
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	GPtrArray *head = g_ptr_array_new_with_free_func(g_free);
	GError *local = NULL;
	for (int i = 0; i < n; i++) {
		measure(widths, i, sqlite3_column_name(stmt, i));
		g_ptr_array_add(head, g_strdup(sqlite3_column_name(stmt, i)));
	}
	g_ptr_array_add(rows, head);
	while (sql_row(stmt, &local))
		g_ptr_array_add(rows, read_row(stmt, widths));
	for (guint i = 0; i < rows->len && rows->len > 1; i++)
		add_line(out, g_ptr_array_index(rows, i), widths);
	g_string_append(out, rows->len > 1 ? "" : "  none\n");
	if (local)
		g_propagate_error(error, local);
	return local == NULL;
}

void table_paragraph(GString *out, const char *text, guint column)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	glong at = column;
	for (char **word = words; *word; word++) {
		glong width = g_utf8_strlen(*word, -1);
		gboolean first = word == words;
		if (!first && at + 1 + width > 80) {
			g_string_append_printf(out, "\n%*s", (int)column, "");
			at = column;
			first = TRUE;
		}
		g_string_append_printf(out, "%s%s", first ? "" : " ", *word);
		at += width + (first ? 0 : 1);
	}
	g_string_append_c(out, '\n');
}
