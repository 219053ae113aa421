#include "checker/jsonwrite.h"

#include "checker/sql.h"

/* How many bytes at text stand in a string as they are. */
static gssize plain_length(const char *text)
{
	const char *p = text;
	while ((guchar)*p >= 0x20 && *p != '"' && *p != '\\')
		p++;
	return p - text;
}

static void append_valid(GString *out, const char *text)
{
	for (gssize n = plain_length(text);; n = plain_length(text)) {
		g_string_append_len(out, text, n);
		text += n;
		if (!*text)
			return;
		g_string_append_printf(out, (guchar)*text < 0x20 ? "\\u%04x" : "\\%c", (guint)*text);
		text++;
	}
}

void json_string(GString *out, const char *text)
{
	if (!text) {
		g_string_append(out, "null");
		return;
	}
	g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
	g_string_append_c(out, '"');
	append_valid(out, valid ? valid : text);
	g_string_append_c(out, '"');
}

char **json_keys(sqlite3_stmt *stmt)
{
	int n = sqlite3_column_count(stmt);
	char **keys = g_new0(char *, (gsize)n + 1);
	for (int i = 0; i < n; i++) {
		g_autoptr(GString) key = g_string_new(i ? "," : "{");
		json_string(key, sqlite3_column_name(stmt, i));
		g_string_append_c(key, ':');
		keys[i] = g_string_free(g_steal_pointer(&key), FALSE);
	}
	return keys;
}

void json_object(GString *out, sqlite3_stmt *stmt, char *const *keys)
{
	for (int i = 0; keys[i]; i++) {
		g_string_append(out, keys[i]);
		int type = sqlite3_column_type(stmt, i);
		if (type == SQLITE_INTEGER || type == SQLITE_FLOAT)
			g_string_append(out, sql_text(stmt, i));
		else
			json_string(out, sql_text(stmt, i));
	}
	g_string_append_c(out, '}');
}

gboolean json_rows(GString *out, sqlite3_stmt *stmt, GError **error)
{
	g_auto(GStrv) keys = json_keys(stmt);
	const char *comma = "";
	GError *local = NULL;
	g_string_append_c(out, '[');
	while (sql_row(stmt, &local)) {
		g_string_append(out, comma);
		g_string_append_c(out, '\n');
		json_object(out, stmt, keys);
		comma = ",";
	}
	g_string_append(out, "]");
	if (local)
		g_propagate_error(error, local);
	return local == NULL;
}
