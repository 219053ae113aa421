#include "checker/rule.h"

#include "checker/day.h"
#include "checker/sqlfunc.h"
#include "checker/state.h"

#include <limits.h>
#include <string.h>

#define STEPS_PER_CALL 1000
#define CALLS_MAX 200000 /* of the progress handler: 200 million steps, seconds of work */
#define MEMORY_MAX (256 * 1024 * 1024) /* more than SQLite uses already */
#define ROWS_MAX 1000000

static const char *const views[] = {
	"v_act",         "v_deadline", "v_state", "v_binding", "v_cell",     "v_measure", "v_declaration",
	"v_decision",    "v_case",     "v_wave",  "v_judgment", "v_source",  "v_list",    "v_note",
	"v_link",        "v_letter",   "v_conflict", NULL,
};

/* SQLite's own functions a rule may call: those whose answer follows from their arguments alone. */
static const char *const functions[] = {
	"avg",    "count", "group_concat", "max",    "min",       "sum",    "total",       "abs",
	"coalesce", "format", "glob",      "ifnull", "iif",       "instr",  "length",      "like",
	"lower",  "nullif", "printf",      "quote",  "replace",   "round",  "substr",      "trim",
	"upper",  "first_value", "lag",    "last_value", "lead",  "rank",   "row_number",  NULL,
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
} limits[] = {
	{ SQLITE_LIMIT_LENGTH, 1000000 },
	{ SQLITE_LIMIT_SQL_LENGTH, RULE_SIZE_MAX + 1 },
	{ SQLITE_LIMIT_COLUMN, 500 },
	{ SQLITE_LIMIT_EXPR_DEPTH, 200 },
	{ SQLITE_LIMIT_COMPOUND_SELECT, 50 },
	{ SQLITE_LIMIT_VDBE_OP, 25000 },
	{ SQLITE_LIMIT_FUNCTION_ARG, 20 },
	{ SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200 },
};

/* A rule's stay on the connection: what it may see there, why it was stopped, what to put back. */
struct guard {
	sqlite3 *db;
	const struct rule *rule;
	char **law_functions;
	GHashTable *tables; /* names of all real tables, lower case */
	char *refused;      /* the first thing refused, as a sentence */
	char *refused_word; /* and the word of it that stands in the SQL */
	guint calls;        /* of the progress handler */
	sqlite3_int64 soft_limit, hard_limit;
	int limits[G_N_ELEMENTS(limits)];
	int quotes;
};

const char *const *rule_views(void)
{
	return views;
}

const char *const *rule_functions(void)
{
	return functions;
}

/* --- reading SQL just far enough to name a place in it --- */

/* Behind white space and comments. */
static const char *skip_blank(const char *sql)
{
	for (;;) {
		sql += strspn(sql, " \t\r\n\f");
		if (strncmp(sql, "--", 2) == 0) {
			sql += strcspn(sql, "\n");
		} else if (strncmp(sql, "/*", 2) == 0) {
			const char *end = strstr(sql + 2, "*/");
			sql = end ? end + 2 : sql + strlen(sql);
		} else {
			return sql;
		}
	}
}

static size_t word_length(const char *sql)
{
	size_t n = 0;
	while (g_ascii_isalnum(sql[n]) || sql[n] == '_' || (sql[n] & 0x80))
		n++;
	return n;
}

static gboolean word_is(const char *sql, size_t length, const char *word)
{
	return length == strlen(word) && g_ascii_strncasecmp(sql, word, length) == 0;
}

/* Where word stands outside comments and strings; NULL if nowhere. */
static const char *word_find(const char *sql, const char *word)
{
	while (*(sql = skip_blank(sql))) {
		size_t n = word_length(sql);
		if (n && word_is(sql, n, word))
			return sql;
		if (*sql == '\'') {
			const char *end = strchr(sql + 1, '\'');
			n = end ? (size_t)(end - sql) + 1 : strlen(sql);
		}
		sql += MAX(n, 1);
	}
	return NULL;
}

/* The line of the file on which at, a place in the rule's SQL, stands; the first of the SQL if at is NULL. */
static guint line_at(const struct rule *rule, const char *at)
{
	guint line = rule->sql_line;
	for (const char *c = rule->sql; at && c < at; c++)
		line += *c == '\n';
	return line;
}

/* --- the authorizer --- */

static int refuse_word(struct guard *guard, const char *word, char *sentence)
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
static gboolean is_expression_name(const struct guard *guard, const char *table, const char *column, const char *schema)
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

static int authorize_read(struct guard *guard, const char *table, const char *column, const char *schema)
{
	if (is_view(table) || is_expression_name(guard, table, column, schema))
		return SQLITE_OK;
	return refuse_word(guard, table,
	                   g_strdup_printf("reads %s; a rule reads nothing but the views of adquem-rule(7)", table));
}

static int authorize_function(struct guard *guard, const char *name)
{
	if (g_strv_contains(functions, name) || g_strv_contains((const char *const *)guard->law_functions, name))
		return SQLITE_OK;
	for (size_t i = 0; i < G_N_ELEMENTS(refused_functions); i++)
		if (strcmp(refused_functions[i].name, name) == 0)
			return refuse_word(guard, name,
			                   g_strdup_printf("calls %s: %s", name, refused_functions[i].why));
	return refuse_word(guard, name, g_strdup_printf("calls %s, which is none of the functions of adquem-rule(7)", name));
}

/* SQLite writes a table-valued function into its schema in memory when it is first used, and asks for that. */
static int authorize_other(struct guard *guard, int action, const char *table)
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
	struct guard *guard = user;
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
	struct guard *guard = user;
	return ++guard->calls > CALLS_MAX;
}

/* --- taking and leaving the connection --- */

/* All that can stand in a FROM clause, before the authorizer forbids to ask. */
static gboolean tables_list(struct guard *guard, GError **error)
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
	return rc == SQLITE_DONE || rule_refuse(error, guard->rule->file, 0, "cannot be prepared: %s",
	                                        sqlite3_errmsg(guard->db));
}

static void guard_clear(struct guard *guard)
{
	g_strfreev(guard->law_functions);
	g_hash_table_destroy(guard->tables);
	g_free(guard->refused);
	g_free(guard->refused_word);
}

/* Nested common table expressions can multiply while they are compiled, where no step is counted yet, and a sorter or a
 * queue can hold whatever the steps put in it. SQLite has this limit for the whole process only. */
static void memory_limit(struct guard *guard)
{
	guard->soft_limit = sqlite3_soft_heap_limit64(-1);
	guard->hard_limit = sqlite3_hard_heap_limit64(-1);
	sqlite3_int64 limit = sqlite3_memory_used() + MEMORY_MAX;
	if (guard->hard_limit == 0 || limit < guard->hard_limit)
		sqlite3_hard_heap_limit64(limit);
}

static void memory_unlimit(const struct guard *guard)
{
	sqlite3_hard_heap_limit64(guard->hard_limit);
	sqlite3_soft_heap_limit64(guard->soft_limit);
}

static gboolean guard_on(struct guard *guard, sqlite3 *db, const struct rule *rule, GError **error)
{
	*guard = (struct guard){ .db = db, .rule = rule };
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

static void guard_off(struct guard *guard)
{
	memory_unlimit(guard);
	sqlite3_progress_handler(guard->db, 0, NULL, NULL);
	sqlite3_set_authorizer(guard->db, NULL, NULL);
	sqlite3_db_config(guard->db, SQLITE_DBCONFIG_DQS_DML, guard->quotes, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++)
		sqlite3_limit(guard->db, limits[i].id, guard->limits[i]);
	guard_clear(guard);
}

/* --- preparing --- */

static gboolean refuse_at(const struct guard *guard, const char *at, const char *reason, GError **error)
{
	return rule_refuse(error, guard->rule->file, line_at(guard->rule, at), "%s", reason);
}

/* Where SQLite says its error is; NULL if it does not. */
static const char *error_place(const struct guard *guard)
{
#if SQLITE_VERSION_NUMBER >= 3038000
	int offset = sqlite3_error_offset(guard->db);
	if (offset >= 0 && (size_t)offset <= strlen(guard->rule->sql))
		return guard->rule->sql + offset;
#endif
	return NULL;
}

static gboolean refuse_prepare(const struct guard *guard, int rc, GError **error)
{
	if (guard->refused)
		return refuse_at(guard, word_find(guard->rule->sql, guard->refused_word), guard->refused, error);
	if (rc == SQLITE_NOMEM || rc == SQLITE_TOOBIG)
		return refuse_at(guard, NULL, "too complicated: compiled, it is larger than a rule may be", error);
	return refuse_at(guard, error_place(guard), sqlite3_errmsg(guard->db), error);
}

static gboolean first_word_check(const struct guard *guard, GError **error)
{
	const char *first = skip_blank(guard->rule->sql);
	size_t n = word_length(first);
	if (word_is(first, n, "SELECT") || word_is(first, n, "WITH"))
		return TRUE;
	if (*first == '\0')
		return refuse_at(guard, NULL, "no SELECT after the header", error);
	g_autofree char *shown = g_strndup(first, n ? MIN(n, 40) : 1);
	g_autofree char *reason = g_strdup_printf("a rule is one SELECT (or WITH ... SELECT); this begins with '%s'", shown);
	return refuse_at(guard, first, reason, error);
}

static gboolean tail_check(const struct guard *guard, const char *tail, GError **error)
{
	tail = skip_blank(tail);
	while (*tail == ';')
		tail = skip_blank(tail + 1);
	return *tail == '\0' || refuse_at(guard, tail, "goes on after its first statement; a rule is one SELECT", error);
}

static gboolean columns_check(const struct guard *guard, sqlite3_stmt *stmt, GError **error)
{
	static const char promised[] = "subject, deadline_no, state, due, evidence, message";
	g_autoptr(GString) columns = g_string_new(NULL);
	for (int i = 0; i < sqlite3_column_count(stmt); i++)
		g_string_append_printf(columns, "%s%s", i ? ", " : "", sqlite3_column_name(stmt, i));
	if (strcmp(columns->str, promised) == 0)
		return TRUE;
	g_autofree char *shown = g_strndup(columns->str, 200);
	g_autofree char *reason = g_strdup_printf("the columns are '%s', but must be '%s'", shown, promised);
	return refuse_at(guard, NULL, reason, error);
}

static gboolean statement_check(const struct guard *guard, sqlite3_stmt *stmt, const char *tail, GError **error)
{
	if (!tail_check(guard, tail, error))
		return FALSE;
	if (sqlite3_bind_parameter_count(stmt) > 0)
		return refuse_at(guard, NULL, "holds a parameter (?, :name, @name or $name), which nothing fills", error);
	if (!sqlite3_stmt_readonly(stmt))
		return refuse_at(guard, NULL, "a rule only reads; this would write", error);
	return columns_check(guard, stmt, error);
}

static sqlite3_stmt *prepare(struct guard *guard, GError **error)
{
	sqlite3_stmt *stmt = NULL;
	const char *tail = NULL;
	if (!first_word_check(guard, error))
		return NULL;
	int rc = sqlite3_prepare_v2(guard->db, guard->rule->sql, -1, &stmt, &tail);
	gboolean ok = rc == SQLITE_OK ? statement_check(guard, stmt, tail, error) : refuse_prepare(guard, rc, error);
	if (ok)
		return stmt;
	sqlite3_finalize(stmt);
	return NULL;
}

gboolean rule_check(sqlite3 *db, const struct rule *rule, GError **error)
{
	struct guard guard;
	if (!guard_on(&guard, db, rule, error))
		return FALSE;
	sqlite3_stmt *stmt = prepare(&guard, error);
	gboolean ok = stmt != NULL;
	sqlite3_finalize(stmt);
	guard_off(&guard);
	return ok;
}

/* --- running --- */

/* The text in a column: valid UTF-8 without NUL; NULL if it is anything else. */
static const char *text_at(sqlite3_stmt *stmt, int column)
{
	if (sqlite3_column_type(stmt, column) != SQLITE_TEXT)
		return NULL;
	const char *text = (const char *)sqlite3_column_text(stmt, column);
	return text && g_utf8_validate(text, sqlite3_column_bytes(stmt, column), NULL) ? text : NULL;
}

static gboolean is_blank(const char *text)
{
	return !text || text[strspn(text, " \t\r\n")] == '\0';
}

static gboolean is_null(sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt, column) == SQLITE_NULL;
}

/* A code as the program writes it: a name or GR would make a second key for the same finding. */
static gboolean is_state(const char *text)
{
	const struct state *state = text ? state_lookup(text) : NULL;
	return text && (strcmp(text, "-") == 0 || (state && strcmp(state->code, text) == 0));
}

enum column { SUBJECT, DEADLINE_NO, STATE, DUE, EVIDENCE, MESSAGE };

/* Each column check fills its part of the row. */
static gboolean subject_take(sqlite3_stmt *stmt, struct rule_row *row)
{
	row->subject = text_at(stmt, SUBJECT);
	return !is_blank(row->subject);
}

static gboolean deadline_take(sqlite3_stmt *stmt, struct rule_row *row)
{
	sqlite3_int64 number = sqlite3_column_int64(stmt, DEADLINE_NO);
	if (sqlite3_column_type(stmt, DEADLINE_NO) != SQLITE_INTEGER || number < 0 || number > INT_MAX)
		return FALSE;
	row->deadline_no = (int)number;
	return TRUE;
}

static gboolean state_take(sqlite3_stmt *stmt, struct rule_row *row)
{
	row->state = text_at(stmt, STATE);
	return is_state(row->state);
}

static gboolean due_take(sqlite3_stmt *stmt, struct rule_row *row)
{
	row->due = text_at(stmt, DUE);
	return is_null(stmt, DUE) || day_valid(row->due);
}

static gboolean evidence_take(sqlite3_stmt *stmt, struct rule_row *row)
{
	const char *text = text_at(stmt, EVIDENCE);
	row->evidence = is_blank(text) ? "-" : text;
	return text || is_null(stmt, EVIDENCE);
}

static gboolean message_take(sqlite3_stmt *stmt, struct rule_row *row)
{
	row->message = text_at(stmt, MESSAGE);
	return !is_blank(row->message);
}

static const struct {
	gboolean (*take)(sqlite3_stmt *stmt, struct rule_row *row);
	const char *wanted;
} columns[] = {
	[SUBJECT] = { subject_take, "subject must be text, not empty" },
	[DEADLINE_NO] = { deadline_take, "deadline_no must be a whole number, 0 or more" },
	[STATE] = { state_take, "state must be a state's code (EL, not GR) or '-'" },
	[DUE] = { due_take, "due must be a day (YYYY-MM-DD) or NULL" },
	[EVIDENCE] = { evidence_take, "evidence must be text or NULL" },
	[MESSAGE] = { message_take, "message must be text, not empty" },
};

/* What a column holds, for a message; new. */
static char *value_shown(sqlite3_stmt *stmt, int column)
{
	if (is_null(stmt, column))
		return g_strdup("NULL");
	if (sqlite3_column_type(stmt, column) == SQLITE_BLOB)
		return g_strdup("a blob");
	const char *text = (const char *)sqlite3_column_text(stmt, column);
	return g_strdup_printf("'%.40s'", text ? text : "");
}

static gboolean row_read(const struct guard *guard, sqlite3_stmt *stmt, guint n, struct rule_row *row, GError **error)
{
	for (int i = 0; i < (int)G_N_ELEMENTS(columns); i++) {
		if (columns[i].take(stmt, row))
			continue;
		g_autofree char *shown = value_shown(stmt, i);
		return rule_refuse(error, guard->rule->file, 0, "rule %s, row %u: %s, but is %s", guard->rule->name, n,
		                   columns[i].wanted, shown);
	}
	return TRUE;
}

static gboolean refuse_run(const struct guard *guard, int rc, GError **error)
{
	const char *reason = sqlite3_errmsg(guard->db);
	if (guard->calls > CALLS_MAX)
		reason = "runs too long (over 200 million steps); does a recursion never end?";
	else if (rc == SQLITE_NOMEM)
		reason = "needs too much memory (over 256 MB)";
	return rule_refuse(error, guard->rule->file, 0, "rule %s: %s", guard->rule->name, reason);
}

static gboolean rows_take(const struct guard *guard, sqlite3_stmt *stmt, rule_row_fn fn, void *user, GError **error)
{
	int rc;
	for (guint n = 1; (rc = sqlite3_step(stmt)) == SQLITE_ROW; n++) {
		struct rule_row row;
		if (n > ROWS_MAX)
			return rule_refuse(error, guard->rule->file, 0, "rule %s: gives more than %d rows",
			                   guard->rule->name, ROWS_MAX);
		if (!row_read(guard, stmt, n, &row, error) || !fn(user, guard->rule, &row, error))
			return FALSE;
	}
	return rc == SQLITE_DONE || refuse_run(guard, rc, error);
}

gboolean rule_run(sqlite3 *db, const struct rule *rule, rule_row_fn fn, void *user, GError **error)
{
	struct guard guard;
	if (!guard_on(&guard, db, rule, error))
		return FALSE;
	sqlite3_stmt *stmt = prepare(&guard, error);
	gboolean ok = stmt && rows_take(&guard, stmt, fn, user, error);
	sqlite3_finalize(stmt);
	guard_off(&guard);
	return ok;
}
