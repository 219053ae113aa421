/* Running rules: what they may do, what hostile SQL is told, and that the connection is as before. */
#include "checker/error.h"
#include "checker/rule.h"
#include "checker/sqlfunc.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEAD                                                                                                           \
	"-- title: Deadline passed\n"                                                                                  \
	"-- basis: Article 258 TFEU;\n"                                                                                \
	"--   Article 260(3) TFEU\n"                                                                                   \
	"-- level: strong\n"                                                                                           \
	"-- needs: measures complete, cases\n"                                                                         \
	"-- clears: a measure notified\n"                                                                              \
	"-- since: 2026-11-23\n"
#define HEAD_LINES 7
#define SIX                                                                                                            \
	"'32022L2555' AS subject, 1 AS deadline_no, 'ES' AS state, '2024-10-17' AS due, 'ab12' AS evidence, 'late' AS message"
#define GOOD "SELECT " SIX
/* Six columns of which the message is an expression. */
#define MESSAGE(expression)                                                                                            \
	"SELECT 'x' AS subject, 0 AS deadline_no, '-' AS state, NULL AS due, NULL AS evidence, " expression            \
	" AS message"
#define ENDLESS "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) "

/* --- a judging connection: a store that is read-only, views as temporary tables --- */

struct bench {
	char *folder, *path;
	sqlite3 *db;
};

static void exec(sqlite3 *db, const char *sql)
{
	g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static void bench_open(struct bench *bench, gconstpointer data)
{
	(void)data;
	GError *error = NULL;
	bench->folder = g_dir_make_tmp("adquem-rule-XXXXXX", NULL);
	bench->path = g_build_filename(bench->folder, "store.db", NULL);
	g_assert_cmpint(sqlite3_open(bench->path, &bench->db), ==, SQLITE_OK);
	exec(bench->db, "CREATE TABLE measure(nim TEXT, v_title TEXT); INSERT INTO measure VALUES('secret', 'secret');"
	                "CREATE VIEW v_source AS SELECT nim, v_title FROM measure");
	g_assert_cmpint(sqlite3_close(bench->db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_open_v2(bench->path, &bench->db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
	exec(bench->db,
	     "PRAGMA temp_store = MEMORY; CREATE TEMP TABLE v_cell(celex TEXT, deadline_no INTEGER, state TEXT, due TEXT, letter TEXT);"
	     "INSERT INTO v_cell VALUES('32022L2555', 1, 'ES', '2024-10-17', 'O'),"
	     "('32022L2555', 1, 'EL', '2024-10-17', 'C'), ('32022L2557', 1, 'IE', '2024-10-17', 'O');"
	     "CREATE TEMP TABLE v_measure(celex TEXT, state TEXT, title TEXT)");
	g_assert_true(sqlfunc_register(bench->db, "2026-08-05", &error));
}

static void bench_close(struct bench *bench, gconstpointer data)
{
	(void)data;
	g_assert_cmpint(sqlite3_close(bench->db), ==, SQLITE_OK); /* BUSY if a rule left a statement behind */
	g_unlink(bench->path);
	g_rmdir(bench->folder);
	g_free(bench->path);
	g_free(bench->folder);
}

static char *one_text(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	char *text = NULL;
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		text = g_strdup((const char *)sqlite3_column_text(stmt, 0));
	else
		text = g_strconcat("error: ", sqlite3_errmsg(db), NULL);
	sqlite3_finalize(stmt);
	return text;
}

/* What a rule must leave as it was: the limits, the reading of double quotes, no authorizer, and the data. */
static char *connection_state(sqlite3 *db)
{
	GString *state = g_string_new(NULL);
	int quotes;
	for (int i = 0; i <= SQLITE_LIMIT_WORKER_THREADS; i++)
		g_string_append_printf(state, "%d ", sqlite3_limit(db, i, -1));
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, -1, &quotes);
	g_autofree char *data = one_text(db, "SELECT group_concat(nim) || (SELECT count(*) FROM v_cell) || "
	                                     "(random() IS NULL) || date('2024-01-01') || "
	                                     "(SELECT count(*) FROM temp.sqlite_schema) FROM measure");
	g_string_append_printf(state, "quotes %d %s", quotes, data);
	return g_string_free(state, FALSE);
}

/* --- helpers --- */

static struct rule *parse(const char *text)
{
	GError *error = NULL;
	struct rule *rule = rule_parse("test", "test.sql", text, -1, &error);
	g_assert_no_error(error);
	return rule;
}

static struct rule *rule_of(const char *sql)
{
	g_autofree char *text = g_strconcat(HEAD "\n", sql, "\n", NULL);
	return parse(text);
}

static gboolean collect(void *user, const struct rule *rule, const struct rule_row *row, GError **error)
{
	(void)error;
	g_string_append_printf(user, "%s|%s|%d|%s|%s|%s|%s\n", rule->name, row->subject, row->deadline_no, row->state,
	                       row->due ? row->due : "NULL", row->evidence, row->message);
	return TRUE;
}

/* The rows of a rule, or its error as "! message"; new. */
static char *run(sqlite3 *db, const char *sql)
{
	GError *error = NULL;
	struct rule *rule = rule_of(sql);
	GString *rows = g_string_new(NULL);
	if (rule_run(db, rule, collect, rows, &error)) {
		g_assert_no_error(error);
	} else {
		g_assert_error(error, ADQ_ERROR, ADQ_ERROR_RULE);
		g_string_printf(rows, "! %s", error->message);
		g_clear_error(&error);
	}
	rule_free(rule);
	return g_string_free(rows, FALSE);
}

static void assert_has(const char *text, const char *fragment, const char *about)
{
	if (strstr(text, fragment))
		return;
	g_test_message("'%s' is not in '%s' (%s)", fragment, text, about);
	g_test_fail();
}

/* --- what a rule may do --- */

static void test_runs(struct bench *bench, gconstpointer data)
{
	(void)data;
	g_autofree char *before = connection_state(bench->db);
	g_autofree char *rows =
		run(bench->db, "SELECT celex AS subject, deadline_no, state, due, '' AS evidence,"
	                       " 'nothing notified, ' || days_between(due, as_of()) || ' days' AS message"
	                       " FROM v_cell WHERE letter = 'O' ORDER BY state; -- the end\n/* really */ ;");
	g_assert_cmpstr(rows, ==,
	                "test|32022L2555|1|ES|2024-10-17|-|nothing notified, 657 days\n"
	                "test|32022L2557|1|IE|2024-10-17|-|nothing notified, 657 days\n");
	g_autofree char *after = connection_state(bench->db);
	g_assert_cmpstr(before, ==, after);
}

static void test_allowed(struct bench *bench, gconstpointer data)
{
	(void)data;
	static const struct {
		const char *sql, *rows;
	} allowed[] = {
		{ "/* a */ -- b\n " GOOD, "test|32022L2555|1|ES|2024-10-17|ab12|late\n" },
		{ "WITH v AS (SELECT * FROM v_cell) " MESSAGE("count(*)||''") " FROM v", "test|x|0|-|NULL|-|3\n" },
		{ "WITH measure AS (SELECT letter FROM v_cell) " MESSAGE("max(letter)") " FROM measure",
		  "test|x|0|-|NULL|-|O\n" },
		{ ENDLESS MESSAGE("group_concat(n)") " FROM (SELECT n FROM r LIMIT 4)", "test|x|0|-|NULL|-|1,2,3,4\n" },
		{ MESSAGE("group_concat(c.s)") " FROM (SELECT state AS s FROM v_cell ORDER BY state) AS c",
		  "test|x|0|-|NULL|-|EL,ES,IE\n" },
		{ MESSAGE("'n' || (SELECT count(*) FROM temp.v_cell)"), "test|x|0|-|NULL|-|n3\n" },
		{ MESSAGE("'it''s date(''now'') random() sqlite_master' /* load_extension('x') */"),
		  "test|x|0|-|NULL|-|it's date('now') random() sqlite_master\n" },
		{ MESSAGE("lag(state) OVER (ORDER BY state)") " FROM v_cell ORDER BY state LIMIT 1 OFFSET 2",
		  "test|x|0|-|NULL|-|ES\n" },
		{ MESSAGE("iif(upper('a') LIKE 'a', printf('%s', quote(round(1.25, 1))), coalesce(NULL, '-'))"),
		  "test|x|0|-|NULL|-|1.3\n" },
		{ MESSAGE("state") " FROM v_cell AS c WHERE EXISTS (SELECT 1 FROM v_cell WHERE state = 'EL' AND celex = c.celex"
		                   " AND c.state <> 'EL')",
		  "test|x|0|-|NULL|-|ES\n" },
		{ MESSAGE("'a'") " WHERE 0", "" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(allowed); i++) {
		g_autofree char *rows = run(bench->db, allowed[i].sql);
		g_assert_cmpstr(rows, ==, allowed[i].rows);
	}
}

/* --- what it may not --- */

#define ONE_SELECT "a rule is one SELECT"
#define ONLY_VIEWS "reads nothing but the views"

/* Each of 25 expressions names the one before it twice: 33 million copies, if they were made. */
#define TWICE(name, of, first, second, third) name " AS NOT MATERIALIZED (" first " " of " " second " " of " " third ")"
#define DOUBLED(base, first, second, third)                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                   \
	"WITH " TWICE("a", base, first, second,                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                               \
	              third) ", " TWICE("b", "a", first, second, third) ", " TWICE("c", "b", first, second,                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                   \
	                                                                           third) ", " TWICE("d", "c", first, second, third) ", " TWICE("e", "d", first, second, third) ", " TWICE("f", "e", first, second, third) ", " TWICE("g", "f", first, second, third) ", " TWICE("h", "g",                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                    \
	                                                                                                                                                                                                                                                                         first, second, third) ", " TWICE("i", "h", first, second, third) ", " TWICE("j",                                                                                                                                                                                                                                                                                                                                                                                                                                                                                             \
	                                                                                                                                                                                                                                                                                                                                                     "i", first, second, third) ", " TWICE("k",                                                                                                                                                                                                                                                                                                                                                                                                                                                       \
	                                                                                                                                                                                                                                                                                                                                                                                           "j",                                                                                                                                                                                                                                                                                                                                                                                                                                                       \
	                                                                                                                                                                                                                                                                                                                                                                                           first,                                                                                                                                                                                                                                                                                                                                                                                                                                                     \
	                                                                                                                                                                                                                                                                                                                                                                                           second,                                                                                                                                                                                                                                                                                                                                                                                                                                                    \
	                                                                                                                                                                                                                                                                                                                                                                                           third) ", " TWICE("l", "k", first,                                                                                                                                                                                                                                                                                                                                                                                                                         \
	                                                                                                                                                                                                                                                                                                                                                                                                             second, third) ", " TWICE("m",                                                                                                                                                                                                                                                                                                                                                                                                           \
	                                                                                                                                                                                                                                                                                                                                                                                                                                       "l",                                                                                                                                                                                                                                                                                                                                                                                                           \
	                                                                                                                                                                                                                                                                                                                                                                                                                                       first,                                                                                                                                                                                                                                                                                                                                                                                                         \
	                                                                                                                                                                                                                                                                                                                                                                                                                                       second,                                                                                                                                                                                                                                                                                                                                                                                                        \
	                                                                                                                                                                                                                                                                                                                                                                                                                                       third) ", " TWICE("n",                                                                                                                                                                                                                                                                                                                                                                                         \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                         "m",                                                                                                                                                                                                                                                                                                                                                                                         \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                         first, second, third) ", " TWICE("o",                                                                                                                                                                                                                                                                                                                                                        \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                          "n",                                                                                                                                                                                                                                                                                                                                                        \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                          first, second, third) ", " TWICE("p",                                                                                                                                                                                                                                                                                                                       \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           "o",                                                                                                                                                                                                                                                                                                                       \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           first, second, third) ", " TWICE("q",                                                                                                                                                                                                                                                                                      \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                            "p",                                                                                                                                                                                                                                                                                      \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                            first, second, third) ", " TWICE("r",                                                                                                                                                                                                                                                     \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                             "q",                                                                                                                                                                                                                                                     \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                             first, second, third) ", " TWICE("s", "r", first, second, third) ", " TWICE("t",                                                                                                                                                                         \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                         "s",                                                                                                                                                                         \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                         first, second, third) ", " TWICE("u", "t", first, second, third) ", " TWICE("v",                                                                                             \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                     "u",                                                                                             \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                     first, second, third) ", " TWICE("w",                                                            \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                      "v",                                                            \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                      first, second,                                                  \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                      third) ", " TWICE("x",                                          \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                        "w", first, second, third) ", " TWICE("z",    \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                              "x",    \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                              first,  \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                              second, \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                              third)  \
		MESSAGE("(SELECT count(*) FROM z)")

static const struct hostile {
	const char *sql;
	guint line; /* of the SQL, from 1 */
	const char *fragment;
} hostile[] = {
	{ "DELETE FROM measure", 1, ONE_SELECT " (or WITH ... SELECT); this begins with 'DELETE'" },
	{ "-- hello\n\nINSERT INTO measure VALUES(1, 2)", 3, "this begins with 'INSERT'" },
	{ "UPDATE v_cell SET letter = 'C'", 1, "this begins with 'UPDATE'" },
	{ "ATTACH '/etc/passwd' AS x", 1, "this begins with 'ATTACH'" },
	{ "PRAGMA writable_schema = 1", 1, "this begins with 'PRAGMA'" },
	{ "CREATE TABLE t(a)", 1, "this begins with 'CREATE'" },
	{ "DROP TABLE temp.v_cell", 1, "this begins with 'DROP'" },
	{ "VACUUM INTO 'copy.db'", 1, "this begins with 'VACUUM'" },
	{ "BEGIN IMMEDIATE", 1, "this begins with 'BEGIN'" },
	{ "EXPLAIN " GOOD, 1, "this begins with 'EXPLAIN'" },
	{ "EXPLAIN QUERY PLAN " GOOD, 1, "this begins with 'EXPLAIN'" },
	{ "VALUES('x', 0, '-', NULL, NULL, 'm')", 1, "this begins with 'VALUES'" },
	{ "; " GOOD, 1, "this begins with ';'" },
	{ "-- only a comment", 1, "no SELECT after the header" },
	{ "/* never ends " GOOD, 1, "no SELECT after the header" },
	{ "WITH x AS (SELECT 1) DELETE FROM measure", 1, "a rule only reads; it may not DELETE" },
	{ "WITH x AS (SELECT 1)\nINSERT INTO v_cell SELECT * FROM v_cell", 2, "it may not INSERT" },
	{ "WITH x AS (SELECT 1) UPDATE v_cell SET letter = 'C' RETURNING " SIX, 1, "it may not UPDATE" },
	{ GOOD "; " GOOD, 1, "goes on after its first statement" },
	{ GOOD ";\n-- so\nDROP TABLE measure", 3, "goes on after its first statement" },
	{ GOOD "; garbage", 1, "goes on after its first statement" },
	{ GOOD "\ngarbage garbage", 2, "syntax error" },
	{ "SELECT\n FROM v_cell", 2, "near \"FROM\": syntax error" },
	{ "SELECT 'open", 1, "unrecognized token" },
	{ "SELECT (1", 1, "incomplete input" },
	{ GOOD "\nFROM v_cell\nWHERE lettr = 'O'", 3, "no such column: lettr" },
	{ GOOD " FROM v_cell\nWHERE letter = \"O\"", 2, "no such column: " },
	{ MESSAGE("name") "\nFROM sqlite_master", 2, "reads sqlite_master; a rule " ONLY_VIEWS },
	{ MESSAGE("name") " FROM sqlite_schema", 1, ONLY_VIEWS },
	{ MESSAGE("name") " FROM temp.sqlite_master", 1, ONLY_VIEWS },
	{ MESSAGE("count(*)") " FROM sqlite_schema", 1, "reads sqlite_schema; a rule " ONLY_VIEWS },
	{ MESSAGE("count(*)") " FROM sqlite_master", 1, "reads sqlite_master; a rule " ONLY_VIEWS },
	{ MESSAGE("count(*)") " FROM sqlite_temp_master", 1, "reads sqlite_temp_master; a rule " ONLY_VIEWS },
	{ MESSAGE("count(*)") " FROM pragma_compile_options", 1, ONLY_VIEWS },
	{ MESSAGE("count(*)") " FROM main.sqlite_master", 1, ONLY_VIEWS },
	{ MESSAGE("nim") " FROM main.measure", 1, "reads measure; a rule " ONLY_VIEWS },
	{ MESSAGE("nim") " FROM measure AS v_cell", 1, "reads measure; a rule " ONLY_VIEWS },
	{ MESSAGE("count(*)") " FROM measure", 1, "reads measure; a rule " ONLY_VIEWS },
	{ MESSAGE("count(*)") " FROM \"MEASURE\"", 1, ONLY_VIEWS },
	{ MESSAGE("'a'") "\n/* measure */ -- measure\nWHERE EXISTS (SELECT 1 FROM\nmeasure)", 4, ONLY_VIEWS },
	{ MESSAGE("'a'") " WHERE 'secret' IN (SELECT nim FROM measure)", 1, ONLY_VIEWS },
	{ MESSAGE("'a'") " FROM v_cell ORDER BY (SELECT nim FROM measure)", 1, ONLY_VIEWS },
	{ MESSAGE("'a'") " FROM v_cell JOIN measure", 1, ONLY_VIEWS },
	{ MESSAGE("nim") " FROM v_source", 1, "reads measure; a rule " ONLY_VIEWS },
	{ MESSAGE("count(*)") " FROM main.v_source", 1, "reads measure; a rule " ONLY_VIEWS },
	{ "WITH v_cell AS (SELECT * FROM measure) " MESSAGE("nim") " FROM v_cell", 1, "reads measure" },
	{ "WITH v_cell AS (SELECT count(*) AS n FROM measure) " MESSAGE("n") " FROM v_cell", 1, "reads measure" },
	{ MESSAGE("celex") " FROM v_cell, pragma_table_list", 1, "reads pragma_table_list; a rule " ONLY_VIEWS },
	{ MESSAGE("name") " FROM pragma_database_list", 1, ONLY_VIEWS },
	{ MESSAGE("value") " FROM json_each('[1,2]')", 1, ONLY_VIEWS },
	{ MESSAGE("count(*)") " FROM json_tree('[1,2]')", 1, ONLY_VIEWS },
	{ MESSAGE("value") " FROM generate_series(1, 9)", 1, "no such table: generate_series" },
	{ MESSAGE("load_extension('evil.so')"), 1, "calls load_extension: a rule loads no code" },
	{ MESSAGE("random()"), 1, "calls random: two runs must give the same answer" },
	{ MESSAGE("hex(randomblob(8))"), 1, "calls hex, which is none of the functions" },
	{ MESSAGE("date('now')"), 1, "calls date: a rule knows no clock" },
	{ MESSAGE("datetime('now')"), 1, "calls datetime: a rule knows no clock" },
	{ MESSAGE("julianday('now')"), 1, "calls julianday: a rule knows no clock" },
	{ MESSAGE("strftime('%s', 'now')"), 1, "calls strftime: a rule knows no clock" },
	{ MESSAGE("'on '\n|| CURRENT_DATE"), 2, "calls current_date: a rule knows no clock" },
	{ MESSAGE("CURRENT_TIMESTAMP"), 1, "calls current_timestamp: a rule knows no clock" },
	{ MESSAGE("CURRENT_TIME"), 1, "calls current_time: a rule knows no clock" },
	{ MESSAGE("zeroblob(1000000000)"), 1, "calls zeroblob" },
	{ MESSAGE("sqlite_version()"), 1, "calls sqlite_version" },
	{ MESSAGE("last_insert_rowid()"), 1, "calls last_insert_rowid" },
	{ MESSAGE("json_extract('{}', '$')"), 1, "calls json_extract" },
	{ MESSAGE("'{}' ->> '$'"), 1, "calls ->>" },
	{ MESSAGE("no_such(1)"), 1, "no such function: no_such" },
	{ MESSAGE("?"), 1, "holds a parameter" },
	{ MESSAGE(":name"), 1, "holds a parameter" },
	{ "SELECT 1 AS subject", 1,
	  "the columns are 'subject', but must be 'subject, deadline_no, state, due, evidence" },
	{ "SELECT 1", 1, "the columns are '1', but must be" },
	{ GOOD ", 1 AS more", 1, "message, more', but must be" },
	{ "SELECT 'm' AS message, 1 AS deadline_no, 'ES' AS state, NULL AS due, NULL AS evidence, 'x' AS subject", 1,
	  "the columns are 'message, deadline_no" },
	{ MESSAGE("'a' LIKE 'b') FROM v_cell; --"), 1, "syntax error" },
	{ DOUBLED("(SELECT 1 AS n)", "SELECT x.n FROM", "x,", "y"), 1, "too complicated" },
	{ DOUBLED("(SELECT 1 AS n)", "SELECT n FROM", "UNION ALL SELECT n FROM", ""), 1, "too complicated" },
	{ DOUBLED("v_cell", "SELECT 1 FROM", "x,", "y"), 1, "too many references" },
};

static void test_hostile(struct bench *bench, gconstpointer data)
{
	(void)data;
	g_autofree char *before = connection_state(bench->db);
	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		const struct hostile *h = &hostile[i];
		GError *error = NULL;
		struct rule *rule = rule_of(h->sql);
		if (rule_check(bench->db, rule, &error))
			g_error("accepted: %s", h->sql);
		g_assert_error(error, ADQ_ERROR, ADQ_ERROR_RULE);
		g_autofree char *place = g_strdup_printf("test.sql:%u: ", HEAD_LINES + 1 + h->line);
		assert_has(error->message, place, h->sql);
		assert_has(error->message, h->fragment, h->sql);
		g_autofree char *checked = g_strconcat("! ", error->message, NULL);
		g_autofree char *ran = run(bench->db, h->sql);
		g_assert_cmpstr(ran, ==, checked);
		g_clear_error(&error);
		rule_free(rule);
	}
	g_autofree char *after = connection_state(bench->db);
	g_assert_cmpstr(before, ==, after);
}

/* What only shows when it runs: check accepts it, run ends it. */
static void test_aborted(struct bench *bench, gconstpointer data)
{
	(void)data;
	static const struct {
		const char *sql, *message;
	} bad[] = {
		{ ENDLESS MESSAGE("count(*)") " FROM r",
		  "! test.sql: rule test: runs too long (over 200 million steps)" },
		{ ENDLESS MESSAGE("'row'") " FROM r", "! test.sql: rule test: gives more than 1000000 rows" },
		{ "WITH RECURSIVE r(t) AS (SELECT printf('%5000d', 1) UNION ALL SELECT t FROM r, v_cell) " //
		  MESSAGE("count(*)") " FROM r",
		  "! test.sql: rule test: needs too much memory (over 256 MB)" },
		{ MESSAGE("replace(printf('%*d', 900000, 1), ' ', 'ab')"),
		  "! test.sql: rule test: string or blob too big" },
		{ "WITH RECURSIVE r(t) AS (SELECT 'ab' UNION ALL SELECT t || t FROM r) " MESSAGE("max(t)") " FROM r",
		  "! test.sql: rule test: string or blob too big" },
		{ MESSAGE("add_months('2024-02-30', 1)"),
		  "! test.sql: rule test: add_months: '2024-02-30' is not a day" },
	};
	g_autofree char *before = connection_state(bench->db);
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct rule *rule = rule_of(bad[i].sql);
		GError *error = NULL;
		g_assert_true(rule_check(bench->db, rule, &error));
		g_assert_no_error(error);
		g_autofree char *ran = run(bench->db, bad[i].sql);
		assert_has(ran, bad[i].message, bad[i].sql);
		rule_free(rule);
	}
	g_autofree char *after = connection_state(bench->db);
	g_assert_cmpstr(before, ==, after);
}

#define ROW(subject, number, state, due, evidence, message)                                                            \
	"SELECT " subject " AS subject, " number " AS deadline_no, " state " AS state, " due " AS due, " evidence      \
	" AS evidence, " message " AS message"

static void test_rows(struct bench *bench, gconstpointer data)
{
	(void)data;
	static const struct {
		const char *sql, *answer;
	} rows[] = {
		{ ROW("'x'", "0", "'-'", "NULL", "NULL", "'m'"), "test|x|0|-|NULL|-|m\n" },
		{ ROW("'x'", "7", "'UK'", "'2024-02-29'", "'ab cd'", "'Ελλάδα'"),
		  "test|x|7|UK|2024-02-29|ab cd|Ελλάδα\n" },
		{ ROW("''", "0", "'-'", "NULL", "NULL", "'m'"),
		  "! test.sql: rule test, row 1: subject must be text, not empty" },
		{ ROW("NULL", "0", "'-'", "NULL", "NULL", "'m'"), "not empty, but is NULL" },
		{ ROW("5", "0", "'-'", "NULL", "NULL", "'m'"), "not empty, but is '5'" },
		{ ROW("'x'", "-1", "'-'", "NULL", "NULL", "'m'"),
		  "deadline_no must be a whole number, 0 or more, but is '-1'" },
		{ ROW("'x'", "1.5", "'-'", "NULL", "NULL", "'m'"), "but is '1.5'" },
		{ ROW("'x'", "'1'", "'-'", "NULL", "NULL", "'m'"), "deadline_no must be a whole number" },
		{ ROW("'x'", "NULL", "'-'", "NULL", "NULL", "'m'"), "but is NULL" },
		{ ROW("'x'", "9999999999", "'-'", "NULL", "NULL", "'m'"), "but is '9999999999'" },
		{ ROW("'x'", "0", "'GR'", "NULL", "NULL", "'m'"),
		  "state must be a state's code (EL, not GR) or '-', but is 'GR'" },
		{ ROW("'x'", "0", "'Greece'", "NULL", "NULL", "'m'"), "but is 'Greece'" },
		{ ROW("'x'", "0", "NULL", "NULL", "NULL", "'m'"), "but is NULL" },
		{ ROW("'x'", "0", "''", "NULL", "NULL", "'m'"), "state must be" },
		{ ROW("'x'", "0", "'-'", "'2024-02-30'", "NULL", "'m'"),
		  "due must be a day (YYYY-MM-DD) or NULL, but is '2024-02-30'" },
		{ ROW("'x'", "0", "'-'", "''", "NULL", "'m'"), "due must be" },
		{ ROW("'x'", "0", "'-'", "20240101", "NULL", "'m'"), "due must be" },
		{ ROW("'x'", "0", "'-'", "NULL", "x'00ff'", "'m'"), "evidence must be text or NULL, but is a blob" },
		{ ROW("'x'", "0", "'-'", "NULL", "NULL", "'  '"), "message must be text, not empty" },
		{ ROW("'x'", "0", "'-'", "NULL", "NULL", "NULL"), "message must be text, not empty, but is NULL" },
		{ ROW("'x'", "0", "'-'", "NULL", "NULL", "CAST(x'c328' AS TEXT)"), "message must be text" },
		{ ROW("'x'", "0", "'-'", "NULL", "NULL", "CAST(x'610062' AS TEXT)"), "message must be text" },
		{ GOOD " UNION ALL " ROW("'x'", "0", "'XX'", "NULL", "NULL", "'m'"),
		  "! test.sql: rule test, row 2: state" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *answer = run(bench->db, rows[i].sql);
		assert_has(answer, rows[i].answer, rows[i].sql);
	}
}

static gboolean give_up(void *user, const struct rule *rule, const struct rule_row *row, GError **error)
{
	(void)user;
	(void)row;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s: the disk is full", rule->name);
	return FALSE;
}

static void test_callback_error(struct bench *bench, gconstpointer data)
{
	(void)data;
	g_autoptr(GError) error = NULL;
	g_autofree char *before = connection_state(bench->db);
	struct rule *rule = rule_of(GOOD);
	g_assert_false(rule_run(bench->db, rule, give_up, NULL, &error));
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_STORE);
	g_assert_cmpstr(error->message, ==, "test: the disk is full");
	g_autofree char *after = connection_state(bench->db);
	g_assert_cmpstr(before, ==, after);
	rule_free(rule);
}

/* The two lists are what the page tells: each function answers, each view's name passes the authorizer. */
static void test_lists(struct bench *bench, gconstpointer data)
{
	(void)data;
	for (const char *const *view = rule_views(); *view; view++) {
		g_autofree char *make = g_strdup_printf("CREATE TABLE IF NOT EXISTS temp.%s(a)", *view);
		g_autofree char *sql = g_strdup_printf(MESSAGE("count(*) || ''") " FROM %s", *view);
		exec(bench->db, make);
		g_autofree char *rows = run(bench->db, sql);
		assert_has(rows, "test|x|0|-|NULL|-|", *view);
	}
	for (const char *const *function = rule_functions(); *function; function++) {
		g_autofree char *sql =
			g_strdup_printf("SELECT 1 FROM pragma_function_list WHERE name = '%s'", *function);
		g_autofree char *known = one_text(bench->db, sql);
		if (strcmp(*function, "format") != 0 || sqlite3_libversion_number() >= 3038000)
			g_assert_cmpstr(known, ==, "1");
	}
}

typedef void (*bench_test)(struct bench *bench, gconstpointer data);

static const struct {
	const char *path;
	bench_test test;
} on_bench[] = {
	{ "/rule/runs", test_runs },       { "/rule/allowed", test_allowed },
	{ "/rule/hostile", test_hostile }, { "/rule/aborted", test_aborted },
	{ "/rule/rows", test_rows },       { "/rule/callback-error", test_callback_error },
	{ "/rule/lists", test_lists },
};

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(on_bench); i++)
		g_test_add(on_bench[i].path, struct bench, NULL, bench_open, on_bench[i].test, bench_close);
	return g_test_run();
}
