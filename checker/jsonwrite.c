#include "checker/jsonwrite.h"

#include "checker/sql.h"

void json_string(GString *out, const char *text)
{
	if (!text) {
		g_string_append(out, "null");
		return;
	}
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_string_append_c(out, '"');
	for (const char *p = valid; *p; p++) {
		if (*p == '"' || *p == '\\')
			g_string_append_printf(out, "\\%c", *p);
		else if ((guchar)*p < 0x20)
			g_string_append_printf(out, "\\u%04x", (guint)*p);
		else
			g_string_append_c(out, *p);
	}
	g_string_append_c(out, '"');
}

void json_object(GString *out, sqlite3_stmt *stmt)
{
	g_string_append_c(out, '{');
	for (int i = 0; i < sqlite3_column_count(stmt); i++) {
		g_string_append(out, i ? "," : "");
		json_string(out, sqlite3_column_name(stmt, i));
		g_string_append_c(out, ':');
		if (sqlite3_column_type(stmt, i) == SQLITE_INTEGER)
			g_string_append(out, sql_text(stmt, i));
		else
			json_string(out, sql_text(stmt, i));
	}
	g_string_append_c(out, '}');
}

gboolean json_rows(GString *out, sqlite3_stmt *stmt, GError **error)
{
	const char *comma = "";
	GError *local = NULL;
	g_string_append_c(out, '[');
	while (sql_row(stmt, &local)) {
		g_string_append_printf(out, "%s\n", comma);
		json_object(out, stmt);
		comma = ",";
	}
	g_string_append(out, "]");
	if (local)
		g_propagate_error(error, local);
	return local == NULL;
}
