#include "checker/portfolio.h"

#include <string.h>

#include "checker/celex.h"
#include "checker/data.h"
#include "checker/sql.h"

#define DEFAULT_PILLARS "security-union"

static GKeyFile *open_file(const char *name, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GBytes) bytes = NULL;
	if (g_str_has_suffix(name, ".ini")) {
		char *text;
		gsize n;
		if (!g_file_get_contents(name, &text, &n, error))
			return NULL;
		bytes = g_bytes_new_take(text, n);
	} else {
		g_autofree char *path = g_strdup_printf("rules/portfolios/%s.ini", name);
		bytes = data_bytes(path, NULL);
	}
	if (!bytes) {
		g_set_error(
			error, ADQ_ERROR, ADQ_ERROR_RULE,
			"portfolio '%s': there is none of that name (security-union, all, or a file ending in .ini)",
			name);
		return NULL;
	}
	GError *local = NULL;
	if (!g_key_file_load_from_bytes(file, bytes, G_KEY_FILE_NONE, &local)) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE, "portfolio '%s': %s", name, local->message);
		g_error_free(local);
		return NULL;
	}
	return g_steal_pointer(&file);
}

static gboolean add_act(sqlite3_stmt *put, const char *where, const char *celex, GError **error)
{
	enum celex_kind kind = celex_kind(celex);
	if (kind != CELEX_ACT && kind != CELEX_PROPOSAL) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE, "portfolio: %s: acts: '%s' is not a CELEX number", where,
		            celex);
		return FALSE;
	}
	sql_bind(put, ":celex", celex);
	return sql_run(put, error);
}

static gboolean add_pillar(sqlite3_stmt *put, GKeyFile *file, const char *group, int position, GError **error)
{
	g_autofree char *title = g_key_file_get_string(file, group, "title", NULL);
	g_auto(GStrv) acts = g_key_file_get_string_list(file, group, "acts", NULL, error);
	if (!acts)
		return FALSE;
	sql_bind(put, ":pillar", group);
	sql_bind(put, ":title", title ? title : group);
	sql_bind_int(put, ":position", position);
	sql_bind_int(put, ":context", strcmp(group, "context") == 0);
	for (char **a = acts; *a; a++)
		if (!add_act(put, group, g_strstrip(*a), error))
			return FALSE;
	return TRUE;
}

static gboolean add_pillars(sqlite3 *db, GKeyFile *file, GError **error)
{
	g_autoptr(sqlite3_stmt) put = sql_prepare(
		db, "INSERT OR IGNORE INTO i_portfolio VALUES (:celex, :pillar, :title, :position, :context)", error);
	g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
	for (int i = 0; put && groups[i]; i++)
		if (strcmp(groups[i], "portfolio") != 0 && !add_pillar(put, file, groups[i], i, error))
			return FALSE;
	return put != NULL;
}

gboolean portfolio_load(sqlite3 *db, const char *name, char **title, GError **error)
{
	gboolean all = strcmp(name, "all") == 0;
	g_autoptr(GKeyFile) file = open_file(all ? DEFAULT_PILLARS : name, error);
	if (!file || !sql_exec(db,
	                       "CREATE TEMP TABLE i_portfolio (celex TEXT PRIMARY KEY, pillar TEXT, pillar_title TEXT, "
	                       "position INTEGER, context INTEGER)",
	                       error))
		return FALSE;
	*title = all ? g_strdup("All directives on record") : g_key_file_get_string(file, "portfolio", "title", error);
	if (!*title || !add_pillars(db, file, error))
		return FALSE;
	return !all || sql_exec(db,
	                        "INSERT OR IGNORE INTO i_portfolio SELECT celex, 'other', 'Other acts', 1000000, 0 "
	                        "FROM v_act",
	                        error);
}
