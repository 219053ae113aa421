/* The base facts: days against a calendar counted day by day, CELEX numbers, states, the embedded files. */
#include "checker/sum.h"
#include "checker/celex.h"
#include "checker/data.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/state.h"

#include <glib/gstdio.h>
#include <string.h>

enum { FIRST_YEAR = 1583, LAST_YEAR = 2400 };

/* The reference: the rules of the Gregorian calendar written out, sharing nothing with checker/day.c. */
static int month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : lengths[month - 1];
}

static char *text_of(int year, int month, int day)
{
	return g_strdup_printf("%04d-%02d-%02d", year, month, day);
}

/* Every day from 1583 to 2400, in order. */
static GPtrArray *calendar(void)
{
	GPtrArray *days = g_ptr_array_new_with_free_func(g_free);
	for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= month_length(year, month); day++)
				g_ptr_array_add(days, text_of(year, month, day));
	return days;
}

static void test_day_calendar(void)
{
	g_autoptr(GPtrArray) days = calendar();
	for (guint i = 0; i + 1 < days->len; i++) {
		const char *day = days->pdata[i], *next = days->pdata[i + 1];
		g_assert_true(day_valid(day));
		g_autofree char *after = day_add_days(day, 1);
		g_assert_cmpstr(after, ==, next);
		g_autofree char *before = day_add_days(next, -1);
		g_assert_cmpstr(before, ==, day);
	}
}

static void test_day_distance(void)
{
	g_autoptr(GPtrArray) days = calendar();
	int n = (int)days->len;
	for (int i = 0; i < 200000; i++) {
		int a = g_test_rand_int_range(0, n), b = g_test_rand_int_range(0, n);
		g_assert_cmpint(day_diff(days->pdata[a], days->pdata[b]), ==, b - a);
		g_autofree char *there = day_add_days(days->pdata[a], b - a);
		g_assert_cmpstr(there, ==, days->pdata[b]);
	}
	g_assert_cmpint(day_diff("2024-10-17", "2026-08-05"), ==, 657);
	g_assert_cmpint(day_diff("2024-10-18", "2024-10-17"), ==, -1);
}

static void test_day_months(void)
{
	for (int i = 0; i < 100000; i++) {
		int year = g_test_rand_int_range(FIRST_YEAR + 100, LAST_YEAR - 100);
		int month = g_test_rand_int_range(1, 13);
		int day = g_test_rand_int_range(1, month_length(year, month) + 1);
		int n = g_test_rand_int_range(-1200, 1201);
		int count = year * 12 + month - 1 + n;
		int to_year = count / 12, to_month = count % 12 + 1;
		g_autofree char *from = text_of(year, month, day);
		g_autofree char *expected = text_of(to_year, to_month, MIN(day, month_length(to_year, to_month)));
		g_autofree char *got = day_add_months(from, n);
		g_assert_cmpstr(got, ==, expected);
	}
	g_autofree char *clamped = day_add_months("2024-01-31", 1);
	g_assert_cmpstr(clamped, ==, "2024-02-29");
	g_autofree char *back = day_add_months("2023-03-31", -1);
	g_assert_cmpstr(back, ==, "2023-02-28");
}

static void test_day_invalid(void)
{
	static const char *const bad[] = {
		"",
		"2024",
		"2024-02",
		"2023-02-29",
		"2024-02-30",
		"1900-02-29",
		"2024-04-31",
		"2024-00-01",
		"2024-13-01",
		"2024-01-00",
		"0000-01-01",
		"2024-1-1",
		"24-01-01",
		"2024/01/01",
		"20240101",
		"2024-01-01 ",
		" 2024-01-01",
		"+024-01-01",
		"2024-01-0x",
		"2024-01-01T00:00:00",
	};
	g_assert_false(day_valid(NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		if (day_valid(bad[i]))
			g_error("'%s' is taken for a day", bad[i]);
	for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
		for (int month = 1; month <= 12; month++) {
			g_autofree char *beyond = text_of(year, month, month_length(year, month) + 1);
			g_assert_false(day_valid(beyond));
		}
}

static void test_day_or_month(void)
{
	g_assert_true(day_or_month_valid("2026-07"));
	g_assert_true(day_or_month_valid("2026-07-08"));
	g_assert_false(day_or_month_valid("2026-00"));
	g_assert_false(day_or_month_valid("2026-13"));
	g_assert_false(day_or_month_valid("0000-07"));
	g_assert_false(day_or_month_valid("2026-7"));
	g_assert_false(day_or_month_valid("2026"));
	g_assert_false(day_or_month_valid("2026-02-30"));
	g_assert_false(day_or_month_valid(NULL));
}

static void test_day_clean(void)
{
	static const struct {
		const char *text, *day;
	} cases[] = {
		{ "2024-10-17", "2024-10-17" },
		{ "2024-10-17+02:00", "2024-10-17" },
		{ "2024-10-17Z", "2024-10-17" },
		{ "2024-10-17-05:00", "2024-10-17" },
		{ "2024-10-17T00:00:00", "2024-10-17" },
		{ "2024-10-17T23:59:59.999+02:00", "2024-10-17" },
		{ "  2024-10-17\n", "2024-10-17" },
		{ "1001-01-01", "" },
		{ "1001-01-01+01:00", "" },
		{ "9999-12-31", "" },
		{ "9999-12-31T00:00:00", "" },
		{ "$BUILD_INFO$", "" },
		{ "9999-12-30", "9999-12-30" },
		{ "1001-01-02", "1001-01-02" },
		{ "2023-02-30", NULL },
		{ "2023-02-30+01:00", NULL },
		{ "2024-10-17 or later", NULL },
		{ "2024-10-171", NULL },
		{ "17/10/2024", NULL },
		{ "", NULL },
		{ "$", NULL },
		{ NULL, NULL },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = day_clean(cases[i].text);
		g_assert_cmpstr(got, ==, cases[i].day);
	}
}

static void test_day_today(void)
{
	g_autofree char *today = day_today();
	g_assert_true(day_valid(today));
	/* Brussels is never more than a day away from UTC, whatever TZ says. */
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autofree char *utc = g_date_time_format(now, "%Y-%m-%d");
	g_assert_cmpint(ABS(day_diff(utc, today)), <=, 1);
	g_setenv("TZ", "Pacific/Kiritimati", TRUE);
	g_autofree char *elsewhere = day_today();
	g_unsetenv("TZ");
	g_assert_cmpint(day_diff(today, elsewhere), <=, 1); /* 1 if midnight came in between */
	g_assert_cmpint(day_diff(today, elsewhere), >=, 0);
}

static void test_celex_kinds(void)
{
	static const struct {
		const char *text;
		enum celex_kind kind;
	} cases[] = {
		{ "32022L2555", CELEX_ACT },
		{ "32008F0841", CELEX_ACT },
		{ "32022R2554", CELEX_ACT },
		{ "32024D0001(01)", CELEX_ACT },
		{ "32016L1919R(01)", CELEX_CORRIGENDUM },
		{ "02009R1223-20191218", CELEX_CONSOLIDATED },
		{ "52023PC0637", CELEX_PROPOSAL },
		{ "62019CJ0658", CELEX_CASE },
		{ "72022L2555DEU_202500123", CELEX_MEASURE },
		{ "72022L2555DEU_", CELEX_NONE },
		{ "32022L255", CELEX_NONE },
		{ "32022L25555", CELEX_NONE },
		{ "32022l2555", CELEX_NONE },
		{ " 32022L2555", CELEX_NONE },
		{ "32022L2555\n", CELEX_NONE },
		{ "32022X2555", CELEX_NONE },
		{ "2022/2555", CELEX_NONE },
		{ "", CELEX_NONE },
		{ NULL, CELEX_NONE },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		if (celex_kind(cases[i].text) != cases[i].kind)
			g_error("'%s' is of kind %d", cases[i].text, (int)celex_kind(cases[i].text));
	g_autofree char *huge = g_strnfill(10240, '3');
	g_assert_cmpint(celex_kind(huge), ==, CELEX_NONE);
}

static void test_celex_parts(void)
{
	g_autofree char *act = celex_act_of_measure("72022L2555DEU_202500123");
	g_assert_cmpstr(act, ==, "32022L2555");
	g_autofree char *country = celex_country_of_measure("72022L2555GRC_1");
	g_assert_cmpstr(country, ==, "GRC");
	g_assert_null(celex_act_of_measure("32022L2555"));
	g_assert_null(celex_country_of_measure("32022L2555"));
	g_autofree char *of_uri = celex_of_uri("http://publications.europa.eu/resource/celex/32016L1919R%2801%29");
	g_assert_cmpstr(of_uri, ==, "32016L1919R(01)");
	g_autofree char *plain = celex_of_uri("32022L2555");
	g_assert_cmpstr(plain, ==, "32022L2555");
	g_assert_null(celex_of_uri("http://publications.europa.eu/resource/cellar/32022L2555"));
	g_assert_null(celex_of_uri(NULL));
}

static void test_celex_number(void)
{
	static const char *const cases[][2] = {
		{ "32022L2555", "2022/2555" }, { "31995L0046", "95/46" },     { "31998L0005", "98/5" },
		{ "31999L0031", "1999/31" },   { "32006L0024", "2006/24" },   { "32008F0841", "2008/841" },
		{ "32013R0604", "604/2013" },  { "32022R2554", "2022/2554" }, { "52023PC0637", "52023PC0637" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *number = celex_act_number(cases[i][0]);
		g_assert_cmpstr(number, ==, cases[i][1]);
	}
	static const char *const typed[][2] = {
		{ "2022/2555", "32022L2555" }, { "Directive 95/46/EC", "31995L0046" },
		{ "2555/2022", "32022L2555" }, { "910/2014", "32014L0910" },
		{ "65/2014", "32014L0065" },   { "1182/71", "31971L1182" },
		{ "2019/1937", "32019L1937" }, { "10/10", NULL },
		{ "22022/2555", NULL },        { "NIS2", NULL },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(typed); i++) {
		g_autofree char *celex = celex_of_number(typed[i][0]);
		g_assert_cmpstr(celex, ==, typed[i][1]);
	}
}

static void test_state_order(void)
{
	static const char order[] =
		"BE BG CZ DK DE EE IE EL ES FR HR IT CY LV LT LU HU MT NL AT PL PT RO SI SK FI SE UK";
	size_t n;
	const struct state *all = state_all(&n);
	g_autoptr(GString) got = g_string_new(NULL);
	for (size_t i = 0; i < n; i++)
		g_string_append_printf(got, "%s%s", i ? " " : "", all[i].code);
	g_assert_cmpstr(got->str, ==, order);
}

static void test_state_names(void)
{
	size_t n;
	const struct state *all = state_all(&n);
	for (size_t i = 0; i < n; i++) {
		g_autofree char *uri =
			g_strconcat("http://publications.europa.eu/resource/authority/country/", all[i].alpha3, NULL);
		g_assert_true(state_lookup(all[i].code) == &all[i]);
		g_assert_true(state_lookup(all[i].alpha3) == &all[i]);
		g_assert_true(state_lookup(all[i].name) == &all[i]);
		g_assert_true(state_lookup(uri) == &all[i]);
	}
	g_assert_cmpstr(state_lookup("GR")->code, ==, "EL");
	g_assert_cmpstr(state_lookup("GRC")->code, ==, "EL");
	g_assert_cmpstr(state_lookup("GB")->code, ==, "UK");
	g_assert_cmpstr(state_lookup("GBR")->code, ==, "UK");
	g_assert_cmpstr(state_lookup("es")->code, ==, "ES");
	g_assert_cmpstr(state_lookup("el")->code, ==, "EL");
	g_assert_cmpstr(state_lookup("gr")->code, ==, "EL");
	g_assert_cmpstr(state_lookup("Gb")->code, ==, "UK");
	g_assert_cmpstr(state_lookup("Czech Republic")->code, ==, "CZ");
	g_assert_cmpstr(state_lookup(" The Netherlands ")->code, ==, "NL");
	static const char *const none[] = { "", " ", "NO", "NOR", "EU", "bel", "Bel", "|", "Atlantis", "BEL/" };
	for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
		if (state_lookup(none[i]))
			g_error("'%s' is taken for a state", none[i]);
	g_assert_null(state_lookup(NULL));
}

/* bytes are text, and the NUL after them is not counted. */
static void assert_holds(GBytes *bytes, const char *text)
{
	g_assert_nonnull(bytes);
	g_assert_cmpuint(g_bytes_get_size(bytes), ==, strlen(text));
	g_assert_cmpstr(g_bytes_get_data(bytes, NULL), ==, text);
}

static void test_data_embedded(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = data_bytes("rules/law/membership.csv", &error);
	g_assert_no_error(error);
	g_autofree char *text = NULL;
	g_assert_true(g_file_get_contents("rules/law/membership.csv", &text, NULL, NULL));
	assert_holds(bytes, text);
	g_auto(GStrv) names = data_list("rules/law");
	g_assert_true(g_strv_contains((const char *const *)names, "membership.csv"));
	for (char **name = names; name[0] && name[1]; name++)
		g_assert_cmpstr(name[0], <, name[1]);
	g_auto(GStrv) rules = data_list("rules");
	g_assert_false(g_strv_contains((const char *const *)rules, "law/"));
	g_auto(GStrv) catalogues = data_names("reports", ".xml");
	g_assert_true(g_strv_contains((const char *const *)catalogues, "en"));
	g_assert_false(g_strv_contains((const char *const *)catalogues, "html.xsl"));
	g_auto(GStrv) none = data_list("no/such/folder");
	g_assert_cmpuint(g_strv_length(none), ==, 0);
}

static void test_data_refused(void)
{
	static const char *const bad[] = { "rules/absent.sql", "rules/../Makefile", "/etc/hosts", "..", "", "rules" };
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(data_bytes(bad[i], &error));
		g_assert_error(error, ADQ_ERROR, ADQ_ERROR_RULE);
	}
}

/* ADQUEM_DATA replaces the embedded files, and still lets nobody out of the folder. */
static void test_data_folder(void)
{
	g_autofree char *folder = g_dir_make_tmp("adquem-data-XXXXXX", NULL);
	g_autofree char *rules = g_build_filename(folder, "rules", NULL);
	g_autofree char *law = g_build_filename(rules, "law", NULL);
	g_autofree char *b = g_build_filename(rules, "b.sql", NULL);
	g_autofree char *a = g_build_filename(rules, "a.sql", NULL);
	g_assert_cmpint(g_mkdir_with_parents(law, 0700), ==, 0);
	g_assert_true(g_file_set_contents(b, "beta", -1, NULL) && g_file_set_contents(a, "alpha", -1, NULL));
	g_setenv("ADQUEM_DATA", folder, TRUE);
	g_auto(GStrv) names = data_list("rules");
	g_autoptr(GBytes) bytes = data_bytes("rules/b.sql", NULL);
	test_data_refused();
	g_unsetenv("ADQUEM_DATA");
	g_autofree char *list = g_strjoinv(" ", names);
	g_assert_cmpstr(list, ==, "a.sql b.sql");
	assert_holds(bytes, "beta");
	g_remove(a);
	g_remove(b);
	g_rmdir(law);
	g_rmdir(rules);
	g_rmdir(folder);
}

/* The examples of NIST for SHA-256, whole and in pieces. */
static void test_sum(void)
{
	static const struct {
		const char *text;
		int times;
		const char *digits;
	} sums[] = {
		{ "", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ "aaaaaaaaaa", 100000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(sums); i++) {
		g_autoptr(Sum) sum = sum_new();
		for (int n = 0; n < sums[i].times; n++)
			sum_add(sum, sums[i].text, strlen(sums[i].text));
		g_assert_cmpstr(sum_text(sum), ==, sums[i].digits);
		g_assert_cmpstr(sum_text(sum), ==, sums[i].digits);
		sum_again(sum);
		sum_add(sum, "abc", 3);
		g_assert_cmpstr(sum_text(sum), ==, sums[1].digits);
	}
	g_autofree char *once = sum_of("abc", 3);
	g_assert_cmpstr(once, ==, sums[1].digits);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sum/examples", test_sum);
	g_test_add_func("/day/calendar", test_day_calendar);
	g_test_add_func("/day/distance", test_day_distance);
	g_test_add_func("/day/months", test_day_months);
	g_test_add_func("/day/invalid", test_day_invalid);
	g_test_add_func("/day/or-month", test_day_or_month);
	g_test_add_func("/day/clean", test_day_clean);
	g_test_add_func("/day/today", test_day_today);
	g_test_add_func("/celex/kinds", test_celex_kinds);
	g_test_add_func("/celex/parts", test_celex_parts);
	g_test_add_func("/celex/number", test_celex_number);
	g_test_add_func("/state/order", test_state_order);
	g_test_add_func("/state/names", test_state_names);
	g_test_add_func("/data/embedded", test_data_embedded);
	g_test_add_func("/data/refused", test_data_refused);
	g_test_add_func("/data/folder", test_data_folder);
	return g_test_run();
}
