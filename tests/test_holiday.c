/* The public holidays of Regulation 1182/71: Easter by the Churches' tables, days and numbers the acts fix, what is not on
 * record, and the file. */
#include "checker/day.h"
#include "checker/error.h"
#include "checker/file.h"
#include "checker/holiday.h"
#include "checker/sqlfunc.h"

#include <string.h>

static Holidays *all_holidays(void)
{
	g_autoptr(GError) error = NULL;
	struct holidays *holidays = holidays_new(&error);
	g_assert_no_error(error);
	return holidays;
}

/* ---- Easter, by the tables in which the Churches print the paschal full moon */

static char *sunday_after(int year, const char *moon, int lag)
{
	g_autofree char *text = g_strdup_printf("%04d-%s", year, moon);
	g_autofree char *full_moon = day_add_days(text, lag);
	int weekday = (day_diff("1970-01-01", full_moon) % 7 + 7 + 3) % 7;
	return day_add_days(full_moon, 7 - (weekday + 1) % 7);
}

static void test_easter(void)
{
	/* By golden number: the Gregorian moons of 1900 to 2199, and those of the Julian calendar, 13 days behind until
	 * 2099. */
	static const char *const gregorian[] = { "04-14", "04-03", "03-23", "04-11", "03-31", "04-18", "04-08",
		                                 "03-28", "04-16", "04-05", "03-25", "04-13", "04-02", "03-22",
		                                 "04-10", "03-30", "04-17", "04-07", "03-27" };
	static const char *const julian[] = { "04-05", "03-25", "04-13", "04-02", "03-22", "04-10", "03-30",
		                              "04-18", "04-07", "03-27", "04-15", "04-04", "03-24", "04-12",
		                              "04-01", "03-21", "04-09", "03-29", "04-17" };
	for (int year = 1951; year <= 2070; year++) {
		g_autofree char *west = holiday_easter(year), *east = holiday_easter_orthodox(year);
		g_autofree char *west_expected = sunday_after(year, gregorian[year % 19], 0);
		g_autofree char *east_expected = sunday_after(year, julian[year % 19], 13);
		g_assert_cmpstr(west, ==, west_expected);
		g_assert_cmpstr(east, ==, east_expected);
		g_assert_cmpint(holiday_weekday(west), ==, 6);
		g_assert_cmpint(day_diff(west, east), >=, 0);
		g_assert_cmpint(day_diff(west, east), <=, 35);
	}
}

static void test_easter_known(void)
{
	static const struct {
		int year;
		const char *west, *east;
	} known[] = { { 1954, "1954-04-18", "1954-04-25" }, { 1981, "1981-04-19", "1981-04-26" },
		      { 2000, "2000-04-23", "2000-04-30" }, { 2008, "2008-03-23", "2008-04-27" },
		      { 2011, "2011-04-24", "2011-04-24" }, { 2019, "2019-04-21", "2019-04-28" },
		      { 2024, "2024-03-31", "2024-05-05" }, { 2025, "2025-04-20", "2025-04-20" },
		      { 2038, "2038-04-25", "2038-04-25" }, { 2049, "2049-04-18", "2049-04-25" } };
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		g_autofree char *west = holiday_easter(known[i].year), *east = holiday_easter_orthodox(known[i].year);
		g_assert_cmpstr(west, ==, known[i].west);
		g_assert_cmpstr(east, ==, known[i].east);
	}
}

/* ---- the holidays */

static const struct {
	const char *owner, *day, *name; /* NULL: an ordinary day */
} days[] = {
	{ "BE", "2024-07-21", "national day" },
	{ "BE", "2024-12-26", NULL },
	{ "PL", "2024-12-24", NULL },
	{ "PL", "2025-12-24", "Christmas Eve" },
	{ "PL", "2018-11-12", "100 years" },
	{ "PL", "2019-11-12", NULL },
	{ "LU", "2018-05-09", NULL },
	{ "LU", "2019-05-09", "Europe Day" },
	{ "IT", "2025-10-04", NULL },
	{ "IT", "2027-10-04", "Saint Francis" },
	{ "DE", "2017-10-31", "Reformation Day" },
	{ "DE", "2018-10-31", NULL },
	{ "IE", "2022-02-07", NULL },
	{ "IE", "2023-02-06", "Saint Brigid" },
	{ "IE", "2024-02-05", "Saint Brigid" },
	{ "IE", "2030-02-01", "Saint Brigid" },
	{ "IE", "2030-02-04", NULL },
	{ "IE", "2024-10-28", "last Monday in October" },
	{ "IE", "2024-10-21", NULL },
	{ "NL", "2025-04-26", "King's Day" },
	{ "NL", "2025-04-27", NULL },
	{ "NL", "2024-04-27", "King's Day" },
	{ "NL", "2024-04-26", NULL },
	{ "RO", "2023-04-14", "Orthodox Good Friday" },
	{ "RO", "2023-04-07", NULL },
	{ "RO", "2023-01-06", NULL },
	{ "RO", "2024-01-06", "Epiphany" },
	{ "RO", "2024-06-24", "Orthodox Whit Monday" },
	{ "SK", "2018-10-30", "100 years" },
	{ "AT", "2024-05-30", "Corpus Christi" },
	{ "BG", "2022-12-28", "Christmas Day, moved from a Sunday" }, /* 24 and 25 at a weekend: 27 and 28 */
	{ "BG", "2022-12-29", NULL },
	{ "BG", "2024-05-03", "Orthodox Good Friday" },
	{ "BG", "2024-03-29", NULL },
	{ "BG", "2021-05-04", "Labour Day, moved" },
	{ "BG", "2021-05-05", NULL },
	{ "DK", "2023-05-05", "General Prayer Day" },
	{ "DK", "2024-04-26", NULL },
	{ "DK", "2024-06-05", NULL },
	{ "ES", "2024-12-06", "Constitution Day" },
	{ "ES", "2022-12-26", NULL },
	{ "LV", "2018-11-19", "proclamation day, moved" },
	{ "LV", "2020-11-19", NULL },
	{ "LV", "2023-05-29", "ice hockey" },
	{ "LV", "2024-05-29", NULL },
	{ "HU", "2016-03-25", NULL },
	{ "HU", "2017-04-14", "Good Friday" },
	{ "FI", "2024-06-21", NULL },
	{ "FI", "2024-12-06", "independence" },
	{ "SE", "2024-06-06", "national day" },
	{ "UK", "2019-05-06", "first Monday in May" },
	{ "UK", "2020-05-04", NULL },
	{ "UK", "2020-05-08", "first Monday in May, moved" },
	{ "UK", "2016-12-27", "Christmas Day, moved" },
	{ "UK", "2018-08-27", "last Monday in August" },
	{ "COMMISSION", "2023-12-27", "end of" },
	{ "COMMISSION", "2023-06-23", NULL },
	{ "COMMISSION", "2014-05-30", "day after" },
	{ "COMMISSION", "2008-05-09", "Schuman" },
};

static void test_holidays(void)
{
	g_autoptr(Holidays) holidays = all_holidays();
	for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
		const struct holiday *holiday = holidays_on(holidays, days[i].owner, days[i].day);
		if (!holiday == !days[i].name && (!holiday || strstr(holiday->name, days[i].name)))
			continue;
		g_test_message("%s %s: '%s'", days[i].owner, days[i].day, holiday ? holiday->name : "none");
		g_test_fail();
	}
}

static int count_holidays(const struct holidays *holidays, const char *owner, int year)
{
	g_autofree char *day = g_strdup_printf("%d-01-01", year);
	int n = 0;
	while (g_ascii_strtoll(day, NULL, 10) == year) {
		const struct holiday *holiday = holidays_on(holidays, owner, day);
		n += holiday != NULL;
		g_assert_true(!holiday || (*holiday->name && *holiday->source));
		char *next = day_add_days(day, 1);
		g_free(day);
		day = next;
	}
	return n;
}

/* How many days each act names, those that always fall on a Sunday left out. */
static void test_numbers_of_holidays(void)
{
	static const struct {
		const char *owner;
		int year, n;
	} numbers[] = { { "BE", 2024, 10 }, { "CZ", 2024, 13 }, { "DE", 2024, 9 },  { "EE", 2023, 10 },
		        { "IE", 2023, 10 }, { "FR", 2024, 11 }, { "HR", 2023, 13 }, { "IT", 2024, 11 },
		        { "LT", 2024, 13 }, { "LU", 2023, 11 }, { "MT", 2024, 14 }, { "NL", 2024, 9 },
		        { "AT", 2024, 13 }, { "PL", 2024, 11 }, { "PT", 2024, 12 }, { "RO", 2023, 13 },
		        { "SI", 2024, 13 }, { "SK", 2022, 15 }, { "BG", 2024, 14 }, { "DK", 2023, 9 },
		        { "DK", 2024, 8 },  { "ES", 2024, 10 }, { "LV", 2022, 12 }, { "HU", 2016, 10 },
		        { "HU", 2023, 11 }, { "FI", 2024, 9 },  { "SE", 2024, 9 },  { "UK", 2018, 8 } };
	g_autoptr(Holidays) holidays = all_holidays();
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		int n = count_holidays(holidays, numbers[i].owner, numbers[i].year);
		if (n == numbers[i].n)
			continue;
		g_test_message("%s %d: %d holidays, not %d", numbers[i].owner, numbers[i].year, n, numbers[i].n);
		g_test_fail();
	}
}

static void test_not_on_record(void)
{
	static const struct {
		const char *owner;
		int year;
		const char *sentence;
	} refused[] = {
		{ "BE", 2009, "the public holidays of BE are on record for 2010 to 2030 only, not for 2009" },
		{ "BE", 2031, "the public holidays of BE are on record for 2010 to 2030 only, not for 2031" },
		{ "SK", 2024, "the public holidays of SK are on record for 2015 to 2023 only, not for 2024" },
		{ "EL", 2024, "the public holidays of EL are not on record" },
		{ "CY", 2024, "the public holidays of CY are not on record" },
		{ "HU", 2024, "the public holidays of HU are on record for 2013 to 2023 only, not for 2024" },
		{ "UK", 2021, "the public holidays of UK are on record for 2013 to 2020 only, not for 2021" },
		{ "COMMISSION", 2013,
		  "the public holidays of the Commission are on record for 2008, 2014 and 2023 only, not for 2013" },
	};
	g_autoptr(Holidays) holidays = all_holidays();
	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(holidays_cover(holidays, refused[i].owner, refused[i].year, &error));
		g_assert_error(error, ADQ_ERROR, ADQ_ERROR_USAGE);
		g_assert_cmpstr(error->message, ==, refused[i].sentence);
		g_autofree char *day = g_strdup_printf("%d-01-01", refused[i].year);
		g_assert_null(holidays_on(holidays, refused[i].owner, day));
	}
}

static Holidays *read_text(const char *rows, GError **error)
{
	g_autofree char *text = g_strconcat("owner,rule,name,from,until,source,confidence\n", rows, NULL);
	g_autoptr(FILE) in = fmemopen(text, strlen(text), "r");
	return holidays_read(in, "h.csv", error);
}

static void test_file(void)
{
	static const char *const bad[] = {
		"XX,05-01,May,,,act,high",
		"GR,05-01,May,,,act,high",
		"be,05-01,May,,,act,high",
		",05-01,May,,,act,high",
		"BE,13-01,May,,,act,high",
		"BE,02-29,leap,,,act,high",
		"BE,5-1,May,,,act,high",
		"BE,05-011,May,,,act,high",
		"BE,,May,,,act,high",
		"BE,easter1,May,,,act,high",
		"BE,easter+,May,,,act,high",
		"BE,easter+1000,May,,,act,high",
		"BE,easter +1,May,,,act,high",
		"BE,05-01 sun,May,,,act,high",
		"BE,05-01 xyz-1,May,,,act,high",
		"BE,mon in 05-01..05-08,M,,,act,high",
		"BE,foo in 05-01..05-07,M,,,act,high",
		"BE,2018-02-30,May,,,act,high",
		"BE,05-01,May,20,,act,high",
		"BE,05-01,May,1949,,act,high",
		"BE,05-01,May,2020,2019,act,high",
		"BE,05-01,May,,2x20,act,high",
		"BE,05-01,,,,act,high",
		"BE,05-01,May,,,,high",
		"BE,05-01,May,,,act,",
		"BE,05-01,May,,,act,medium",
		"BE,years,,,,act,high",
		"BE,years,,2020,,act,high",
		"BE,years+1,,2020,2021,act,high",
		"BE,05-01,May,,,act",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Holidays) holidays = read_text(bad[i], &error);
		if (holidays)
			g_error("this row was taken: %s", bad[i]);
		g_assert_error(error, ADQ_ERROR, ADQ_ERROR_INPUT);
		g_assert_true(g_str_has_prefix(error->message, "h.csv:2: "));
	}
	g_autoptr(GError) error = NULL;
	g_autoptr(Holidays) none = read_text("", &error);
	g_assert_no_error(error);
	g_assert_null(holidays_on(none, "BE", "2020-05-01"));
}

static void test_file_rules(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Holidays) holidays = read_text("SE,years,,2020,2021,act,high\n"
	                                         "SE,years,,2025,2025,act,high\n"
	                                         "SE,sat in 06-20..06-26,Midsummer Day,,,act,high\n"
	                                         "SE,fri in 12-26..01-01,none,2020,2020,act,high\n",
	                                         &error);
	g_assert_null(holidays); /* seven days that cross the end of the year are none of one year */
	g_clear_error(&error);
	holidays = read_text("SE,years,,2020,2021,act,high\nSE,years,,2025,2025,act,high\n"
	                     "SE,sat in 06-20..06-26,Midsummer Day,,,act,high\nSE,orthodox,Easter,2021,2021,act,high\n"
	                     "SE,01-01 sat+2,moved,,,act,high\n",
	                     &error);
	g_assert_no_error(error);
	g_assert_nonnull(holidays_on(holidays, "SE", "2020-06-20"));
	g_assert_nonnull(holidays_on(holidays, "SE", "2021-06-26"));
	g_assert_null(holidays_on(holidays, "SE", "2021-06-19"));
	g_assert_nonnull(holidays_on(holidays, "SE", "2021-05-02"));
	g_assert_null(holidays_on(holidays, "SE", "2020-04-19"));
	g_assert_nonnull(holidays_on(holidays, "SE", "2025-01-01"));
	g_assert_null(holidays_on(holidays, "SE", "2023-06-24"));
	g_assert_null(holidays_cover(holidays, "SE", 2023, &error));
	g_assert_nonnull(strstr(error->message, "on record for 2020 to 2021 and 2025 only, not for 2023"));
}

/* ---- the functions of SQL */

static char *sql_answer(sqlite3 *db, const char *expression)
{
	g_autofree char *sql = g_strconcat("SELECT ", expression, NULL);
	sqlite3_stmt *stmt = NULL;
	char *text;
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		text = g_strdup((const char *)sqlite3_column_text(stmt, 0));
	else
		text = g_strconcat("error: ", sqlite3_errmsg(db), NULL);
	sqlite3_finalize(stmt);
	return text ? text : g_strdup("NULL");
}

static void test_sql(void)
{
	static const struct {
		const char *sql, *answer;
	} calls[] = {
		{ "period_end('2019-01-25', 'P2M')", "2019-03-25" },
		{ "period_end('2018-03-06', 'P2M')", "2018-05-06" }, /* a Sunday: it does not roll */
		{ "period_end('2024-03-01', '10 working days')", "2024-03-15" },
		{ "period_end(NULL, 'P2M')", "NULL" },
		{ "period_end('2019-01-25', NULL)", "NULL" },
		{ "period_end('2019-02-30', 'P2M')", "error: period_end: '2019-02-30' is not a day" },
		{ "period_end('2019-01-25', 'P2X')", "error: period_end: P2X: not a length of time" },
		{ "period_end('2019-01-25', 'P2M' || char(0) || 'x')",
		  "error: period_end: 'P2M' is not a length of time" },
		{ "period_end('1950-01-25', 'P2M')", "error: period_end: 1950-01-25 lies outside the years 1951" },
		{ "period_end('2024-01-25', 2)", "error: period_end: 2: not a length of time" },
		{ "is_working_day('2024-04-01', 'BE')", "0" },
		{ "is_working_day('2024-04-02', 'BE')", "1" },
		{ "is_working_day('2024-03-30', 'BE')", "0" },
		{ "is_working_day('2023-12-27', 'COMMISSION')", "0" },
		{ "is_working_day('2023-12-22', 'COMMISSION')", "1" },
		{ "is_working_day('2024-04-02', 'CY')", "NULL" },
		{ "is_working_day('2024-04-06', 'CY')", "0" }, /* a Saturday is none anywhere */
		{ "is_working_day('2009-04-02', 'BE')", "NULL" },
		{ "is_working_day(NULL, 'BE')", "NULL" },
		{ "is_working_day('2024-04-02', NULL)", "NULL" },
		{ "is_working_day('today', 'BE')", "error: is_working_day: 'today' is not a day" },
		{ "is_working_day('2024-04-02', 'GR')",
		  "error: is_working_day: 'GR' is not the code of a Member State or" },
		{ "is_working_day('2024-04-02', 'commission')", "error: is_working_day: 'commission' is not" },
	};
	sqlite3 *db = NULL;
	g_assert_cmpint(sqlite3_open(":memory:", &db), ==, SQLITE_OK);
	g_assert_true(sqlfunc_register(db, "2026-08-05", NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
		g_autofree char *answer = sql_answer(db, calls[i].sql);
		if (g_str_has_prefix(answer, "error: ") && g_str_has_prefix(answer, calls[i].answer))
			continue;
		g_assert_cmpstr(answer, ==, calls[i].answer);
	}
	g_assert_cmpint(sqlite3_close(db), ==, SQLITE_OK);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/holiday/Easter 1951 to 2070 by the tables of full moons", test_easter);
	g_test_add_func("/holiday/Easter on days one remembers", test_easter_known);
	g_test_add_func("/holiday/days that are one, and are not", test_holidays);
	g_test_add_func("/holiday/as many as the act names", test_numbers_of_holidays);
	g_test_add_func("/holiday/what is not on record is refused", test_not_on_record);
	g_test_add_func("/holiday/rows that cannot be read are refused", test_file);
	g_test_add_func("/holiday/kinds of rules", test_file_rules);
	g_test_add_func("/holiday/period_end() and is_working_day() in SQL", test_sql);
	return g_test_run();
}
