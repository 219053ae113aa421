#include "checker/rule_guard.h"

#include "checker/day.h"
#include "checker/state.h"

#include <limits.h>
#include <string.h>

#define ROWS_MAX 1000000

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

static gboolean refuse_at(const struct rule_guard *guard, const char *at, const char *reason, GError **error)
{
	return rule_refuse(error, guard->rule->file, line_at(guard->rule, at), "%s", reason);
}

/* Where SQLite says its error is; NULL if it does not. */
static const char *error_place(const struct rule_guard *guard)
{
#if SQLITE_VERSION_NUMBER >= 3038000
	int offset = sqlite3_error_offset(guard->db);
	if (offset >= 0 && (size_t)offset <= strlen(guard->rule->sql))
		return guard->rule->sql + offset;
#endif
	return NULL;
}

static gboolean refuse_prepare(const struct rule_guard *guard, int rc, GError **error)
{
	if (guard->refused)
		return refuse_at(guard, word_find(guard->rule->sql, guard->refused_word), guard->refused, error);
	if (rc == SQLITE_NOMEM || rc == SQLITE_TOOBIG)
		return refuse_at(guard, NULL, "too complicated: compiled, it is larger than a rule may be", error);
	return refuse_at(guard, error_place(guard), sqlite3_errmsg(guard->db), error);
}

static gboolean first_word_check(const struct rule_guard *guard, GError **error)
{
	const char *first = skip_blank(guard->rule->sql);
	size_t n = word_length(first);
	if (word_is(first, n, "SELECT") || word_is(first, n, "WITH"))
		return TRUE;
	if (*first == '\0')
		return refuse_at(guard, NULL, "no SELECT after the header", error);
	g_autofree char *shown = g_strndup(first, n ? MIN(n, 40) : 1);
	g_autofree char *reason =
		g_strdup_printf("a rule is one SELECT (or WITH ... SELECT); this begins with '%s'", shown);
	return refuse_at(guard, first, reason, error);
}

static gboolean tail_check(const struct rule_guard *guard, const char *tail, GError **error)
{
	tail = skip_blank(tail);
	while (*tail == ';')
		tail = skip_blank(tail + 1);
	return *tail == '\0' ||
	       refuse_at(guard, tail, "goes on after its first statement; a rule is one SELECT", error);
}

static gboolean columns_check(const struct rule_guard *guard, sqlite3_stmt *stmt, GError **error)
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

static gboolean statement_check(const struct rule_guard *guard, sqlite3_stmt *stmt, const char *tail, GError **error)
{
	if (!tail_check(guard, tail, error))
		return FALSE;
	if (sqlite3_bind_parameter_count(stmt) > 0)
		return refuse_at(guard, NULL, "holds a parameter (?, :name, @name or $name), which nothing fills",
		                 error);
	if (!sqlite3_stmt_readonly(stmt))
		return refuse_at(guard, NULL, "a rule only reads; this would write", error);
	return columns_check(guard, stmt, error);
}

static sqlite3_stmt *prepare(struct rule_guard *guard, GError **error)
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
	struct rule_guard guard;
	if (!rule_guard_on(&guard, db, rule, error))
		return FALSE;
	sqlite3_stmt *stmt = prepare(&guard, error);
	gboolean ok = stmt != NULL;
	sqlite3_finalize(stmt);
	rule_guard_off(&guard);
	return ok;
}

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

static gboolean row_read(const struct rule_guard *guard, sqlite3_stmt *stmt, guint n, struct rule_row *row,
                         GError **error)
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

static gboolean refuse_run(const struct rule_guard *guard, int rc, GError **error)
{
	const char *reason = sqlite3_errmsg(guard->db);
	if (guard->calls > RULE_CALLS_MAX)
		reason = "runs too long (over 200 million steps); does a recursion never end?";
	else if (rc == SQLITE_NOMEM)
		reason = "needs too much memory (over 256 MB)";
	return rule_refuse(error, guard->rule->file, 0, "rule %s: %s", guard->rule->name, reason);
}

static gboolean rows_take(const struct rule_guard *guard, sqlite3_stmt *stmt, rule_row_fn fn, void *user,
                          GError **error)
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
	struct rule_guard guard;
	if (!rule_guard_on(&guard, db, rule, error))
		return FALSE;
	sqlite3_stmt *stmt = prepare(&guard, error);
	gboolean ok = stmt && rows_take(&guard, stmt, fn, user, error);
	sqlite3_finalize(stmt);
	rule_guard_off(&guard);
	return ok;
}
