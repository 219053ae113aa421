#include "checker/portfolio.h"

#include <string.h>

#include "checker/celex.h"
#include "checker/data.h"
#include "checker/keyfile.h"
#include "checker/sql.h"

#define DEFAULT_PILLARS "security-union"

/* A portfolio on its way into the connection. */
struct portfolio {
	const char *name; /* for messages */
	GKeyFile *file;
	GHashTable *seen; /* act -> its group */
	sqlite3_stmt *put;
};

static GKeyFile *refuse_name(const char *name, GError **error)
{
	g_auto(GStrv) names = data_names("rules/portfolios", ".ini");
	g_autofree char *list = g_strjoinv(", ", names);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE,
	            "portfolio '%s': there is none of that name (all, %s, or a file ending in .ini)", name, list);
	return NULL;
}

static GKeyFile *open_file(const char *name, GError **error)
{
	if (g_str_has_suffix(name, ".ini"))
		return keyfile_read(name, error);
	g_autofree char *path = g_strdup_printf("rules/portfolios/%s.ini", name);
	g_autoptr(GBytes) bytes = data_bytes(path, NULL);
	if (!bytes)
		return refuse_name(name, error);
	gsize n;
	const char *data = g_bytes_get_data(bytes, &n);
	g_autofree char *text = g_strndup(data, n);
	return keyfile_parse(text, n, path, error);
}

/* Only keys that a portfolio has: an act behind another one would not be watched. */
static gboolean keys_known(const struct portfolio *p, const char *group, GError **error)
{
	static const char *const of_portfolio[] = { "name", "title", NULL }, *const of_pillar[] = { "title", "acts",
		                                                                                    NULL };
	const char *const *known = strcmp(group, "portfolio") == 0 ? of_portfolio : of_pillar;
	g_auto(GStrv) keys = g_key_file_get_keys(p->file, group, NULL, NULL);
	for (char **key = keys; *key; key++)
		if (!g_strv_contains(known, *key)) {
			const struct keyfile_place at = { p->name, group, *key };
			return keyfile_refuse(&at, error, "no key of a portfolio; those of [%s] are %s and %s", group,
			                      known[0], known[1]);
		}
	return TRUE;
}

static gboolean add_act(const struct portfolio *p, const struct keyfile_place *at, const char *celex, GError **error)
{
	enum celex_kind kind = celex_kind(celex);
	if (kind != CELEX_ACT && kind != CELEX_PROPOSAL)
		return keyfile_refuse(at, error, "'%s' is not a CELEX number", celex);
	const char *before = g_hash_table_lookup(p->seen, celex);
	if (before)
		return keyfile_refuse(at, error, "%s stands in [%s] already", celex, before);
	g_hash_table_insert(p->seen, g_strdup(celex), g_strdup(at->group));
	sql_bind(p->put, ":celex", celex);
	return sql_run(p->put, error);
}

static gboolean add_pillar(const struct portfolio *p, const char *group, int position, GError **error)
{
	const struct keyfile_place at = { p->name, group, "acts" };
	g_autofree char *title = g_key_file_get_string(p->file, group, "title", NULL);
	g_auto(GStrv) acts = g_key_file_get_string_list(p->file, group, "acts", NULL, NULL);
	if (!acts)
		return keyfile_refuse(&at, error, "is missing, or not one text");
	sql_bind(p->put, ":pillar", group);
	sql_bind(p->put, ":title", title ? title : group);
	sql_bind_int(p->put, ":position", position);
	sql_bind_int(p->put, ":context", strcmp(group, "context") == 0);
	for (char **a = acts; *a; a++)
		if (!add_act(p, &at, g_strstrip(*a), error))
			return FALSE;
	return TRUE;
}

static gboolean add_pillars(const struct portfolio *p, GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(p->file, NULL);
	for (int i = 0; groups[i]; i++)
		if (!keys_known(p, groups[i], error) ||
		    (strcmp(groups[i], "portfolio") != 0 && !add_pillar(p, groups[i], i, error)))
			return FALSE;
	return TRUE;
}

static gboolean fill(sqlite3 *db, const char *name, GKeyFile *file, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(sqlite3_stmt) put =
		sql_prepare(db, "INSERT INTO i_portfolio VALUES (:celex, :pillar, :title, :position, :context)", error);
	const struct portfolio p = { name, file, seen, put };
	return put && add_pillars(&p, error);
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
	const struct keyfile_place at = { name, "portfolio", "title" };
	if (!fill(db, name, file, error))
		return FALSE;
	*title = all ? g_strdup("All directives on record") : keyfile_text(file, &at);
	if (!*title)
		return keyfile_refuse(&at, error, "is missing");
	return !all || sql_exec(db,
	                        "DELETE FROM i_portfolio WHERE celex NOT IN (SELECT celex FROM v_act); "
	                        "INSERT OR IGNORE INTO i_portfolio SELECT celex, 'other', 'Other acts', 1000000, 0 "
	                        "FROM v_act",
	                        error);
}
