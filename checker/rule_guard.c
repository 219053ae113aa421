#include "checker/rule_guard.h"

#include "checker/sqlfunc.h"

#include <string.h>

#define STEPS_PER_CALL 1000
#define MEMORY_MAX (256 * 1024 * 1024) /* more than SQLite uses already */

static const char *const views[] = {
	"v_act",      "v_deadline", "v_state",    "v_binding",  "v_cell",     "v_measure", "v_declaration",
	"v_decision", "v_case",     "v_wave",     "v_judgment", "v_source",   "v_list",    "v_note",
	"v_link",     "v_letter",   "v_conflict", "v_title",    "v_relation", "v_stage",   NULL,
};

/* SQLite's own functions a rule may call: those whose answer follows from their arguments alone. */
static const char *const functions[] = {
	"avg",      "count",       "group_concat", "max",        "min",     "sum",   "total",      "abs",
	"coalesce", "format",      "glob",         "ifnull",     "iif",     "instr", "length",     "like",
	"lower",    "nullif",      "printf",       "quote",      "replace", "round", "substr",     "trim",
	"upper",    "first_value", "lag",          "last_value", "lead",    "rank",  "row_number", NULL,
};

/* Why some of the others are refused; what is not here is refused without a reason. */
static const struct {
	const char *name, *why;
} refused_functions[] = {
	{ "current_date", "a rule knows no clock; the day being judged is as_of()" },
	{ "current_time", "a rule knows no clock; the day being judged is as_of()" },
	{ "current_timestamp", "a rule knows no clock; the day being judged is as_of()" },
	{ "date", "a rule knows no clock; use as_of(), day_add() and add_months()" },
	{ "datetime", "a rule knows no clock; use as_of(), day_add() and add_months()" },
	{ "julianday", "a rule knows no clock; use days_between()" },
	{ "strftime", "a rule knows no clock; use as_of() and substr()" },
	{ "time", "a rule knows no clock; use as_of()" },
	{ "unixepoch", "a rule knows no clock; use days_between()" },
	{ "random", "two runs must give the same answer" },
	{ "randomblob", "two runs must give the same answer" },
	{ "load_extension", "a rule loads no code" },
};

static const struct {
	int code;
	const char *verb;
} writes[] = {
	{ SQLITE_DELETE, "DELETE" },
	{ SQLITE_INSERT, "INSERT" },
	{ SQLITE_UPDATE, "UPDATE" },
};

static const struct {
	int id, value;
} limits[RULE_LIMITS] = {
	{ SQLITE_LIMIT_LENGTH, 1000000 },     { SQLITE_LIMIT_SQL_LENGTH, RULE_SIZE_MAX + 1 },
	{ SQLITE_LIMIT_COLUMN, 500 },         { SQLITE_LIMIT_EXPR_DEPTH, 200 },
	{ SQLITE_LIMIT_COMPOUND_SELECT, 50 }, { SQLITE_LIMIT_VDBE_OP, 25000 },
	{ SQLITE_LIMIT_FUNCTION_ARG, 20 },    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200 },
};

const char *const *rule_views(void)
{
	return views;
}

const char *const *rule_functions(void)
{
	return functions;
}

static int refuse_word(struct rule_guard *guard, const char *word, char *sentence)
{
	if (guard->refused) {
		g_free(sentence);
		return SQLITE_DENY;
	}
	guard->refused = sentence;
	guard->refused_word = g_strdup(word);
	return SQLITE_DENY;
}

/* A table of which no column is read (count(*)) is reported by the name in the FROM clause, which may be that of a common
 * table expression: that is none of the connection's tables, and what it reads itself is reported on its own. */
static gboolean is_expression_name(const struct rule_guard *guard, const char *table, const char *column,
                                   const char *schema)
{
	if (*column || schema)
		return FALSE;
	g_autofree char *key = g_ascii_strdown(table, -1);
	return !g_str_has_prefix(key, "sqlite_") && !g_str_has_prefix(key, "pragma_") &&
	       !g_hash_table_contains(guard->tables, key);
}

static gboolean is_view(const char *table)
{
	for (const char *const *view = views; *view; view++)
		if (g_ascii_strcasecmp(*view, table) == 0)
			return TRUE;
	return FALSE;
}

static int authorize_read(struct rule_guard *guard, const char *table, const char *column, const char *schema)
{
	if (is_view(table) || is_expression_name(guard, table, column, schema))
		return SQLITE_OK;
	return refuse_word(guard, table,
	                   g_strdup_printf("reads %s; a rule reads nothing but the views of adquem-rule(7)", table));
}

static int authorize_function(struct rule_guard *guard, const char *name)
{
	if (g_strv_contains(functions, name) || g_strv_contains((const char *const *)guard->law_functions, name))
		return SQLITE_OK;
	for (size_t i = 0; i < G_N_ELEMENTS(refused_functions); i++)
		if (strcmp(refused_functions[i].name, name) == 0)
			return refuse_word(guard, name,
			                   g_strdup_printf("calls %s: %s", name, refused_functions[i].why));
	return refuse_word(guard, name,
	                   g_strdup_printf("calls %s, which is none of the functions of adquem-rule(7)", name));
}

/* SQLite writes a table-valued function into its schema in memory when it is first used, and asks for that. */
static int authorize_other(struct rule_guard *guard, int action, const char *table)
{
	const char *verb = "do that";
	if (action == SQLITE_UPDATE && table && strcmp(table, "sqlite_master") == 0)
		return refuse_word(guard, "",
		                   g_strdup("uses a table-valued function; a rule reads nothing but the views of "
		                            "adquem-rule(7)"));
	for (size_t i = 0; i < G_N_ELEMENTS(writes); i++)
		if (writes[i].code == action)
			verb = writes[i].verb;
	return refuse_word(guard, verb, g_strdup_printf("a rule only reads; it may not %s", verb));
}

static int authorize(void *user, int action, const char *first, const char *second, const char *schema,
                     const char *context)
{
	struct rule_guard *guard = user;
	(void)context; /* a common table expression can take a view's name here, so it proves nothing */
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_READ:
		return authorize_read(guard, first, second ? second : "", schema);
	case SQLITE_FUNCTION:
		return authorize_function(guard, second);
	default:
		return authorize_other(guard, action, first);
	}
}

static int progress(void *user)
{
	struct rule_guard *guard = user;
	return ++guard->calls > RULE_CALLS_MAX;
}

/* All that can stand in a FROM clause, before the authorizer forbids to ask. */
static gboolean tables_list(struct rule_guard *guard, GError **error)
{
	static const char sql[] = "SELECT lower(name) FROM pragma_table_list UNION SELECT name FROM pragma_module_list";
	sqlite3_stmt *stmt = NULL;
	guard->tables = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	int rc = sqlite3_prepare_v2(guard->db, sql, -1, &stmt, NULL);
	while (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		g_hash_table_add(guard->tables, g_strdup((const char *)sqlite3_column_text(stmt, 0)));
		rc = SQLITE_OK;
	}
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE ||
	       rule_refuse(error, guard->rule->file, 0, "cannot be prepared: %s", sqlite3_errmsg(guard->db));
}

static void guard_clear(struct rule_guard *guard)
{
	g_strfreev(guard->law_functions);
	g_hash_table_destroy(guard->tables);
	g_free(guard->refused);
	g_free(guard->refused_word);
}

/* Nested common table expressions can multiply while they are compiled, where no step is counted yet, and a sorter or a
 * queue can hold whatever the steps put in it. SQLite has this limit for the whole process only. */
static void memory_limit(struct rule_guard *guard)
{
	guard->soft_limit = sqlite3_soft_heap_limit64(-1);
	guard->hard_limit = sqlite3_hard_heap_limit64(-1);
	sqlite3_int64 limit = sqlite3_memory_used() + MEMORY_MAX;
	if (guard->hard_limit == 0 || limit < guard->hard_limit)
		sqlite3_hard_heap_limit64(limit);
}

static void memory_unlimit(const struct rule_guard *guard)
{
	sqlite3_hard_heap_limit64(guard->hard_limit);
	sqlite3_soft_heap_limit64(guard->soft_limit);
}

gboolean rule_guard_on(struct rule_guard *guard, sqlite3 *db, const struct rule *rule, GError **error)
{
	*guard = (struct rule_guard){ .db = db, .rule = rule };
	guard->law_functions = sqlfunc_names();
	if (!tables_list(guard, error)) {
		guard_clear(guard);
		return FALSE;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++)
		guard->limits[i] = sqlite3_limit(db, limits[i].id, limits[i].value);
	/* "x" is a name: without this a mistyped name in double quotes is a string, and the rule silently never fires */
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, -1, &guard->quotes);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_set_authorizer(db, authorize, guard);
	sqlite3_progress_handler(db, STEPS_PER_CALL, progress, guard);
	memory_limit(guard);
	return TRUE;
}

void rule_guard_off(struct rule_guard *guard)
{
	memory_unlimit(guard);
	sqlite3_progress_handler(guard->db, 0, NULL, NULL);
	sqlite3_set_authorizer(guard->db, NULL, NULL);
	sqlite3_db_config(guard->db, SQLITE_DBCONFIG_DQS_DML, guard->quotes, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++)
		sqlite3_limit(guard->db, limits[i].id, guard->limits[i]);
	guard_clear(guard);
}
