/* The law's functions in SQL. */
#include "checker/error.h"
#include "checker/sqlfunc.h"

#include <string.h>

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

static void assert_has(const char *text, const char *fragment, const char *about)
{
	if (strstr(text, fragment))
		return;
	g_test_message("'%s' is not in '%s' (%s)", fragment, text, about);
	g_test_fail();
}

static sqlite3 *open_db(void)
{
	sqlite3 *db = NULL;
	g_assert_cmpint(sqlite3_open(":memory:", &db), ==, SQLITE_OK);
	g_assert_true(sqlfunc_register(db, "2026-08-05", NULL));
	return db;
}

static void test_functions(void)
{
	static const struct {
		const char *sql, *answer;
	} calls[] = {
		{ "as_of()", "2026-08-05" },
		{ "day_add('2024-10-17', 10)", "2024-10-27" },
		{ "day_add('2024-03-01', -1)", "2024-02-29" },
		{ "day_add('0001-01-02', -1)", "0001-01-01" },
		{ "day_add('9999-12-30', 1)", "9999-12-31" },
		{ "day_add('0001-01-01', -1)", "error: day_add: 0001-01-01 moved by -1 leaves the years 1 to 9999" },
		{ "day_add('9999-12-31', 1)", "error: day_add: 9999-12-31 moved by 1 leaves the years 1 to 9999" },
		{ "day_add('2024-01-01', -9223372036854775808)", "error: day_add: 2024-01-01 moved by" },
		{ "day_add('2024-01-01', 1.5)", "error: day_add: '1.5' is not a whole number" },
		{ "day_add('2024-01-01', 'two')", "error: day_add: 'two' is not a whole number" },
		{ "day_add('2024-01-01', x'')", "error: day_add: '' is not a whole number" },
		{ "add_months('2024-01-31', 1)", "2024-02-29" },
		{ "add_months('2023-01-31', 1)", "2023-02-28" },
		{ "add_months('2024-10-17', 24)", "2026-10-17" },
		{ "add_months('2024-03-31', -1)", "2024-02-29" },
		{ "add_months('0001-01-15', 0)", "0001-01-15" },
		{ "add_months('0001-01-15', -1)", "error: add_months: 0001-01-15 moved by -1 leaves" },
		{ "add_months('9999-11-30', 1)", "9999-12-30" },
		{ "add_months('9999-12-01', 1)", "error: add_months: 9999-12-01 moved by 1 leaves" },
		{ "add_months('0001-12-31', -11)", "0001-01-31" },
		{ "add_months('2024-02-30', 1)", "error: add_months: '2024-02-30' is not a day" },
		{ "add_months('2024-02-01' || CAST(x'0041' AS TEXT), 1)",
		  "error: add_months: '2024-02-01' is not a day" },
		{ "add_months(20240101, 1)", "error: add_months: '20240101' is not a day" },
		{ "days_between('2024-10-17', '2026-08-05')", "657" },
		{ "days_between('2026-08-05', '2024-10-17')", "-657" },
		{ "days_between('2024-10-17', 'today')", "error: days_between: 'today' is not a day" },
		{ "act_number('32022L2555')", "2022/2555" },
		{ "act_number('31995L0046')", "95/46" },
		{ "act_number('something')", "something" },
		{ "day_add(NULL, 1) IS NULL AND day_add('2024-01-01', NULL) IS NULL AND add_months(NULL, NULL) IS NULL AND"
		  " days_between('x', NULL) IS NULL AND act_number(NULL) IS NULL",
		  "1" },
		{ "as_of(1)", "error: wrong number of arguments" },
	};
	sqlite3 *db = open_db();
	for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
		g_autofree char *sql = g_strconcat("SELECT ", calls[i].sql, NULL);
		g_autofree char *answer = one_text(db, sql);
		if (g_str_has_prefix(calls[i].answer, "error: "))
			assert_has(answer, calls[i].answer, sql);
		else
			g_assert_cmpstr(answer, ==, calls[i].answer);
	}
	g_assert_cmpint(sqlite3_close(db), ==, SQLITE_OK);
}

static void test_register(void)
{
	g_autoptr(GError) error = NULL;
	sqlite3 *db = open_db();
	g_assert_false(sqlfunc_register(db, "2024-02-30", &error));
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_USAGE);
	g_assert_true(sqlfunc_register(db, "2024-10-18", NULL));
	g_autofree char *day = one_text(db, "SELECT as_of()");
	g_assert_cmpstr(day, ==, "2024-10-18");
	g_auto(GStrv) names = sqlfunc_names();
	g_assert_cmpuint(g_strv_length(names), ==, 7);
	g_assert_true(g_strv_contains((const char *const *)names, "act_number"));
	g_assert_cmpint(sqlite3_close(db), ==, SQLITE_OK);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sqlfunc/functions", test_functions);
	g_test_add_func("/sqlfunc/register", test_register);
	return g_test_run();
}
