/* Financial sanctions: every published sum of the Commission whose factors are known comes out exactly; what is not known
 * is missing; what is no official figure is used only when allowed, and then marked. */
#include "checker/day.h"
#include "checker/error.h"
#include "checker/file.h"
#include "checker/sanction.h"
#include "feeds/csvread.h"

#include <stdio.h>
#include <string.h>

static struct sanction *ask(const struct sanction_query *query)
{
	g_autoptr(GError) error = NULL;
	struct sanction *sanction = sanction_new(query, &error);
	g_assert_no_error(error);
	return sanction;
}

static struct sanction_sums sums_of(const struct sanction *sanction)
{
	return sanction_sums(sanction, sanction->factors[SANCTION_SERIOUSNESS].value);
}

static void assert_cents(gint64 cents, const char *expected)
{
	g_autofree char *text = cents == SANCTION_UNKNOWN ? g_strdup("unknown") : sanction_text(cents, 2);
	g_assert_cmpstr(text, ==, expected);
}

static gboolean lists(const GPtrArray *names, const char *name)
{
	for (guint i = 0; i < names->len; i++)
		if (strcmp(names->pdata[i], name) == 0)
			return TRUE;
	return FALSE;
}

static void assert_noted(const struct sanction *sanction, const char *words)
{
	for (guint i = 0; i < sanction->notes->len; i++)
		if (strstr(sanction->notes->pdata[i], words))
			return;
	g_error("no note says: %s", words);
}

/* ---- published sums */

enum sum { PENALTY, DAILY_LUMP, LUMP, MINIMUM };

static gint64 sum_of(const struct sanction_sums *sums, enum sum sum)
{
	return sum == PENALTY      ? sums->penalty_per_day
	       : sum == DAILY_LUMP ? sums->lump_sum_per_day
	       : sum == LUMP       ? sums->lump_sum
	                           : sums->minimum_lump_sum;
}

struct published {
	const char *name; /* the case; what the sum is */
	const char *state, *regime, *seriousness, *duration, *days;
	enum sum sum;
	const char *expected;
	gboolean estimate; /* a factor is known from no official text */
};

/* Claims of the Commission as the Court or its Advocate General quotes them. The regime's figures and n are data. */
static const struct published published[] = {
	{ "C-543-17 Belgium, penalty a day", "BE", "2016", "9", "1.8", NULL, PENALTY, "54639.36", FALSE },
	{ "C-569-17 Spain, penalty a day", "ES", "2016", "10", "1.3", NULL, PENALTY, "105991.60", FALSE },
	{ "C-549-18 Romania, penalty a day", "RO", "2017", "8", "1.2", NULL, PENALTY, "21974.40", FALSE },
	{ "C-549-18 Romania, lump sum a day", "RO", "2017", "8", NULL, NULL, DAILY_LUMP, "6016.80", FALSE },
	{ "C-549-18 Romania, lump sum of 754 days", "RO", "2017", "8", NULL, "754", LUMP, "4536667.20", FALSE },
	{ "C-550-18 Ireland, lump sum of 515 days", "IE", "2017", "8", NULL, "515", LUMP, "2766992.00", FALSE },
	{ "C-658-19 Spain, penalty a day", "ES", "2019a", "10", "1.4", NULL, PENALTY, "89548.20", FALSE },
	{ "C-439-22 Ireland, lump sum a day", "IE", "2022", "10", NULL, NULL, DAILY_LUMP, "5544.90", FALSE },
	{ "C-439-22 Ireland, minimum (published as 1376000)", "IE", "2022", NULL, NULL, NULL, MINIMUM, "1375550.00",
	  FALSE },
	{ "C-452-22 Poland, lump sum a day", "PL", "2022", "10", NULL, NULL, DAILY_LUMP, "13180.50", TRUE },
	{ "C-452-22 Poland, minimum (published as 3270000)", "PL", "2022", NULL, NULL, NULL, MINIMUM, "3269750.00",
	  TRUE },
	{ "C-449-22 Portugal, lump sum a day", "PT", "2022", "10", NULL, NULL, DAILY_LUMP, "5181.30", TRUE },
	{ "C-149-23 Germany, minimum", "DE", "2023", NULL, NULL, NULL, MINIMUM, "17248000.00", FALSE },
	{ "C-149-23 Germany, penalty a day (over 240000)", "DE", "2023", "10", "1.3", NULL, PENALTY, "240240.00",
	  FALSE },
	{ "C-150-23 Luxembourg, minimum", "LU", "2023", NULL, NULL, NULL, MINIMUM, "252000.00", FALSE },
	{ "C-147-23 Poland, lump sum a day", "PL", "2023", "10", NULL, NULL, DAILY_LUMP, "13700.00", TRUE },
	{ "C-147-23 Poland, minimum", "PL", "2023", NULL, NULL, NULL, MINIMUM, "3836000.00", TRUE },
	{ "C-147-23 Poland, penalty a day", "PL", "2023", "10", "1.3", NULL, PENALTY, "53430.00", TRUE },
	{ "C-152-23 Czechia, lump sum a day", "CZ", "2023", "10", NULL, NULL, DAILY_LUMP, "4900.00", TRUE },
	{ "C-152-23 Czechia, minimum", "CZ", "2023", NULL, NULL, NULL, MINIMUM, "1372000.00", TRUE },
	{ "C-154-23 Estonia, lump sum a day", "EE", "2023", "10", NULL, NULL, DAILY_LUMP, "600.00", TRUE },
	{ "C-154-23 Estonia, minimum", "EE", "2023", NULL, NULL, NULL, MINIMUM, "168000.00", TRUE },
	{ "C-154-23 Estonia, penalty a day", "EE", "2023", "10", "1.3", NULL, PENALTY, "2340.00", TRUE },
	{ "C-155-23 Hungary, lump sum a day", "HU", "2023", "10", NULL, NULL, DAILY_LUMP, "3500.00", TRUE },
	{ "C-155-23 Hungary, minimum", "HU", "2023", NULL, NULL, NULL, MINIMUM, "980000.00", TRUE },
};

static struct sanction_query query_of(const struct published *p)
{
	struct sanction_query query = { .state = p->state, .regime = p->regime };
	query.given[SANCTION_SERIOUSNESS] = p->seriousness;
	query.given[SANCTION_DURATION] = p->duration;
	query.given[SANCTION_DAYS] = p->days;
	return query;
}

static void test_published(gconstpointer data)
{
	const struct published *p = data;
	struct sanction_query query = query_of(p);
	g_autoptr(Sanction) strict = ask(&query);
	query.allow_estimates = TRUE;
	g_autoptr(Sanction) free = ask(&query);
	struct sanction_sums of_strict = sums_of(strict), of_free = sums_of(free);
	assert_cents(sum_of(&of_strict, p->sum), p->estimate ? "unknown" : p->expected);
	assert_cents(sum_of(&of_free, p->sum), p->expected);
	g_assert_false(sanction_is_estimate(strict));
	g_assert_true(!p->estimate || free->factors[SANCTION_N].estimate);
}

/* The worked examples again, by their factors alone and from the file. */
static void test_worked_examples(void)
{
	static const char path[] = "../shared/data/law/worked_examples_part.csv";
	g_autoptr(FILE) in = fopen(path, "r");
	if (!in) {
		g_test_skip("the shared worked examples are not here");
		return;
	}
	g_autoptr(GError) error = NULL;
	g_autoptr(Csv) csv = csv_open(in, path, &error);
	int rows = 0;
	for (; csv && csv_next(csv, &error); rows++) {
		const char *kind = csv_get(csv, "kind"), *flat = csv_get(csv, "flat_or_reference");
		enum sum sum = strcmp(kind, "penalty/day") == 0 ? PENALTY
		               : strcmp(kind, "lump/day") == 0  ? DAILY_LUMP
		                                                : MINIMUM;
		struct sanction_query query = { .state = csv_get(csv, "member_state") };
		const char *seriousness = csv_get(csv, "seriousness"), *duration = csv_get(csv, "duration");
		query.given[SANCTION_N] = csv_get(csv, "n");
		query.given[SANCTION_SERIOUSNESS] = *seriousness ? seriousness : NULL;
		query.given[SANCTION_DURATION] = *duration ? duration : NULL;
		query.given[sum == PENALTY      ? SANCTION_FLAT_PENALTY
		            : sum == DAILY_LUMP ? SANCTION_FLAT_LUMP
		                                : SANCTION_REFERENCE_LUMP] = flat;
		g_autoptr(Sanction) sanction = ask(&query);
		struct sanction_sums sums = sums_of(sanction);
		assert_cents(sum_of(&sums, sum), csv_get(csv, "computed"));
	}
	g_assert_no_error(error);
	g_assert_cmpint(rows, >=, 6);
}

/* C-658/19 from its dates alone: the Sunday of the deadline is kept, 14 months are complete on 25 July 2019. */
static void test_exposure_at_referral(void)
{
	struct sanction_query query = { .state = "ES", .deadline = "2018-05-06", .referral = "2019-07-25" };
	query.given[SANCTION_SERIOUSNESS] = "10";
	g_autoptr(Sanction) sanction = ask(&query);
	g_assert_cmpstr(sanction->regime, ==, "2019a");
	g_assert_cmpint(sanction->factors[SANCTION_DURATION].value, ==, 14);
	assert_cents(sums_of(sanction).penalty_per_day, "89548.20");
	g_assert_true(lists(sanction->missing, "flat_lump"));
	g_assert_true(lists(sanction->missing, "days"));
	g_assert_false(lists(sanction->missing, "n"));
}

/* ---- dates */

static void test_days(void)
{
	struct sanction_query romania = {
		.state = "RO", .deadline = "2017-06-26", .until = "2019-07-20", .regime = "2017"
	};
	romania.given[SANCTION_SERIOUSNESS] = "8";
	g_autoptr(Sanction) ro = ask(&romania);
	g_assert_cmpint(ro->factors[SANCTION_DAYS].value, ==, 754);
	assert_cents(sums_of(ro).lump_sum, "4536667.20");
	g_assert_true(sums_of(ro).lump_sum_at_least); /* the reference lump sum of 2017 is not known */
	struct sanction_query ireland = {
		.state = "IE", .deadline = "2017-06-26", .until = "2018-11-23", .regime = "2017"
	};
	g_autoptr(Sanction) ie = ask(&ireland);
	g_assert_cmpint(ie->factors[SANCTION_DAYS].value, ==, 515);
	struct sanction_query second = {
		.state = "IE", .basis = "260-2", .judgment = "2020-02-28", .until = "2020-03-01"
	};
	g_autoptr(Sanction) after_judgment = ask(&second);
	g_assert_cmpint(after_judgment->factors[SANCTION_DAYS].value, ==, 2); /* 29 February and 1 March */
}

struct duration {
	const char *deadline, *referral;
	int expected;
};

static void test_duration(void)
{
	static const struct duration cases[] = {
		{ "2018-05-06", "2018-05-07", 10 }, { "2018-05-06", "2018-10-10", 10 },
		{ "2018-05-06", "2019-03-06", 10 }, { "2018-05-06", "2019-04-05", 10 },
		{ "2018-05-06", "2019-04-06", 11 }, { "2018-05-06", "2019-07-05", 13 },
		{ "2018-05-06", "2019-07-06", 14 }, { "2018-05-06", "2020-10-06", 29 },
		{ "2018-05-06", "2020-11-06", 30 }, { "2018-05-06", "2035-01-01", 30 },
		{ "2019-01-31", "2020-02-28", 12 }, { "2019-01-31", "2020-02-29", 13 },
		{ "2021-12-17", "2023-02-15", 13 }, { "2017-06-26", "2018-07-19", 12 },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct sanction_query query = { .state = "ES", .regime = "2023" };
		query.deadline = cases[i].deadline;
		query.referral = cases[i].referral;
		g_autoptr(Sanction) third = ask(&query);
		g_assert_cmpint(third->factors[SANCTION_DURATION].value, ==, cases[i].expected);
		query.basis = "260-2";
		query.deadline = NULL;
		query.judgment = cases[i].deadline;
		g_autoptr(Sanction) second = ask(&query);
		g_assert_cmpint(second->factors[SANCTION_DURATION].value, ==, cases[i].expected);
	}
}

/* Under the communication of 2005 the months count from the seventh on, which no text at hand confirms. */
static void test_duration_from_seventh_month(void)
{
	struct sanction_query query = {
		.state = "ES", .basis = "260-2", .judgment = "2006-06-01", .referral = "2008-01-01"
	};
	g_autoptr(Sanction) strict = ask(&query);
	g_assert_cmpint(strict->factors[SANCTION_DURATION].value, ==, SANCTION_UNKNOWN);
	query.allow_estimates = TRUE;
	g_autoptr(Sanction) free = ask(&query);
	g_assert_cmpint(free->factors[SANCTION_DURATION].value, ==,
	                13); /* 19 months, of which the first six do not count */
	g_assert_true(free->factors[SANCTION_DURATION].estimate);
}

/* ---- regimes */

struct regime_day {
	const char *basis, *referral, *regime; /* NULL: two may apply */
};

static void test_regime_of_referral(void)
{
	static const struct regime_day days[] = {
		{ "260-3", "2011-01-15", "2011-art260(3)" },
		{ "260-2", "2011-01-15", "2010" },
		{ "260-2", "2010-08-31", "2005" },
		{ "260-2", "1997-02-28", "1997" },
		{ "260-3", "2016-07-31", "2015" },
		{ "260-3", "2016-08-01", NULL },
		{ "260-2", "2016-08-31", NULL },
		{ "260-3", "2016-09-01", "2016" },
		{ "260-3", "2019-02-24", "2018" },
		{ "260-3", "2019-02-25", "2019a" },
		{ "260-3", "2023-01-03", "2022" },
		{ "260-3", "2023-01-04", "2023" },
		{ "260-3", "2024-01-25", "2023" },
		{ "260-3", "2024-01-26", "2024" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
		struct sanction_query query = { .state = "BE", .basis = days[i].basis, .referral = days[i].referral };
		g_autoptr(Sanction) sanction = ask(&query);
		g_assert_cmpstr(sanction->regime, ==, days[i].regime);
		g_assert_cmpint(lists(sanction->missing, "regime"), ==, days[i].regime == NULL);
	}
}

static void test_month_of_two_regimes(void)
{
	struct sanction_query query = { .state = "BE", .deadline = "2014-09-18", .referral = "2016-08-10" };
	query.given[SANCTION_SERIOUSNESS] = "9";
	g_autoptr(Sanction) open = ask(&query);
	assert_noted(open, "regime 2015 or regime 2016 may apply");
	assert_cents(sums_of(open).penalty_per_day, "unknown");
	query.regime = "2016";
	g_autoptr(Sanction) chosen = ask(&query);
	g_assert_cmpstr(chosen->regime, ==, "2016");
	assert_cents(sums_of(chosen).penalty_per_day, "66781.44"); /* 680 x 9 x 2.2 x 4.96 */
}

static void test_regime_overridden(void)
{
	struct sanction_query query = { .state = "ES", .referral = "2019-07-25", .regime = "2016" };
	g_autoptr(Sanction) sanction = ask(&query);
	g_assert_cmpstr(sanction->regime, ==, "2016");
	assert_noted(sanction, "regime 2019a was in force");
}

/* ---- what is missing, and what is an estimate */

static void test_gaps_taken_by_option(void)
{
	struct sanction_query query = { .state = "FR", .referral = "2025-06-01" };
	g_autoptr(GError) error = NULL;
	g_assert_null(sanction_new(&query, &error));
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_USAGE);
	query.given[SANCTION_FLAT_PENALTY] = "3000.00";
	query.given[SANCTION_SERIOUSNESS] = "10";
	query.given[SANCTION_DURATION] = "1.5";
	query.given[SANCTION_N] = "4.5";
	g_autoptr(Sanction) sanction = ask(&query);
	assert_cents(sums_of(sanction).penalty_per_day, "202500.00");
	assert_cents(sums_of(sanction).lump_sum_per_day, "unknown");
	g_assert_true(lists(sanction->missing, "flat_lump"));
	g_assert_false(lists(sanction->missing, "flat_penalty"));
	g_assert_cmpstr(sanction->factors[SANCTION_N].source, ==, "given by --n");
	g_assert_false(sanction_is_estimate(sanction));
}

static void test_estimates_only_when_allowed(void)
{
	struct sanction_query query = { .state = "FR", .regime = "2023" };
	query.given[SANCTION_SERIOUSNESS] = "1";
	g_autoptr(Sanction) strict = ask(&query);
	g_assert_true(lists(strict->missing, "n"));
	assert_noted(strict, "--allow-estimates uses it");
	query.allow_estimates = TRUE;
	g_autoptr(Sanction) free = ask(&query);
	assert_cents(sums_of(free).lump_sum_per_day, "4450.00");
	g_assert_true(free->factors[SANCTION_N].estimate);
	g_assert_cmpstr(free->factors[SANCTION_N].confidence, ==, "estimate");
	g_assert_false(free->factors[SANCTION_FLAT_LUMP].estimate);
	query.given[SANCTION_N] = "4.45";
	g_autoptr(Sanction) given = ask(&query);
	g_assert_false(sanction_is_estimate(given));
}

/* Every figure of 2024 is marked `?`: none is used unasked. */
static void test_question_marks(void)
{
	struct sanction_query query = { .state = "DE", .referral = "2024-06-01", .deadline = "2023-06-01" };
	query.given[SANCTION_N] = "6";
	query.given[SANCTION_SERIOUSNESS] = "10";
	g_autoptr(Sanction) strict = ask(&query);
	for (int i = 0; i < SANCTION_REGIME_FIGURES; i++)
		g_assert_true(lists(strict->missing, sanction_name((enum sanction_name)i)));
	query.allow_estimates = TRUE;
	g_autoptr(Sanction) free = ask(&query);
	assert_cents(sums_of(free).penalty_per_day, "228960.00"); /* 3180 x 10 x 1.2 x 6 */
	g_assert_true(free->factors[SANCTION_FLAT_PENALTY].estimate);
}

/* No figure that is not known from an official text ever gets into a sum unasked, for any state and regime. */
static void test_no_estimate_unasked(void)
{
	static const char *const regimes[] = { "2012",  "2015", "2016", "2017", "2018",
		                               "2019a", "2021", "2022", "2023", "2024" };
	static const char *const states[] = { "BE", "DE", "IE", "ES", "FR", "PL", "LU", "RO" };
	for (size_t r = 0; r < G_N_ELEMENTS(regimes); r++)
		for (size_t s = 0; s < G_N_ELEMENTS(states); s++) {
			struct sanction_query query = { .state = states[s], .regime = regimes[r] };
			g_autoptr(Sanction) sanction = ask(&query);
			g_assert_false(sanction_is_estimate(sanction));
			for (int i = 0; i < SANCTION_FACTORS; i++)
				g_assert_true(sanction->factors[i].value == SANCTION_UNKNOWN ||
				              strcmp(sanction->factors[i].confidence, "high") == 0);
		}
}

/* ---- arithmetic */

static struct sanction *with(const char *n, const char *duration, const char *days)
{
	struct sanction_query query = { .state = "DE", .regime = "2023" };
	query.given[SANCTION_N] = n;
	query.given[SANCTION_DURATION] = duration;
	query.given[SANCTION_DAYS] = days;
	return ask(&query);
}

/* Each sum grows with each of its factors, and seriousness multiplies; the lump sum is never below its minimum. */
static void test_monotone(void)
{
	for (int i = 0; i < 300; i++) {
		int n = g_test_rand_int_range(1, 9999), duration = g_test_rand_int_range(10, 30);
		int days = g_test_rand_int_range(1, 9999), seriousness = g_test_rand_int_range(1, 20);
		g_autofree char *n1 = sanction_text(n, 2), *n2 = sanction_text(n + 1, 2);
		g_autofree char *c1 = sanction_text(duration, 1), *c2 = sanction_text(duration + 1, 1);
		g_autofree char *d1 = sanction_text(days, 0), *d2 = sanction_text(days + 1, 0);
		g_autoptr(Sanction) one = with(n1, c1, d1);
		g_autoptr(Sanction) larger_n = with(n2, c1, d1);
		g_autoptr(Sanction) longer = with(n1, c2, d2);
		struct sanction_sums a = sanction_sums(one, seriousness), b = sanction_sums(larger_n, seriousness);
		struct sanction_sums c = sanction_sums(longer, seriousness), d = sanction_sums(one, seriousness + 1);
		g_assert_cmpint(a.penalty_per_day, ==, (gint64)3000 * seriousness * duration * n / 10);
		g_assert_cmpint(a.lump_sum_per_day, ==, (gint64)1000 * seriousness * n);
		g_assert_cmpint(a.minimum_lump_sum, ==, (gint64)2800000 * n);
		g_assert_cmpint(a.lump_sum, ==, MAX(a.lump_sum_per_day * days, a.minimum_lump_sum));
		g_assert_false(a.lump_sum_at_least);
		g_assert_cmpint(b.penalty_per_day, >, a.penalty_per_day);
		g_assert_cmpint(b.lump_sum, >, a.lump_sum);
		g_assert_cmpint(c.penalty_per_day, >, a.penalty_per_day);
		g_assert_cmpint(c.lump_sum, >=, a.lump_sum);
		g_assert_cmpint(d.penalty_per_day, >, a.penalty_per_day);
		g_assert_cmpint(d.lump_sum, >=, a.lump_sum);
	}
}

/* With the largest values that are taken nothing overflows; a fraction of a cent is rounded half up. */
static void test_bounds(void)
{
	struct sanction_query query = { .state = "DE" };
	query.given[SANCTION_FLAT_PENALTY] = query.given[SANCTION_FLAT_LUMP] = query.given[SANCTION_REFERENCE_LUMP] =
		"100000000";
	query.given[SANCTION_SERIOUSNESS] = "20";
	query.given[SANCTION_DURATION] = "3";
	query.given[SANCTION_N] = "100";
	query.given[SANCTION_DAYS] = "99999";
	g_autoptr(Sanction) largest = ask(&query);
	g_assert_cmpint(largest->missing->len, ==, 0); /* not even the regime: nothing is left for it to say */
	struct sanction_sums sums = sums_of(largest);
	assert_cents(sums.penalty_per_day, "600000000000.00");
	assert_cents(sums.lump_sum, "19999800000000000.00");
	query.given[SANCTION_FLAT_PENALTY] = "0.05";
	query.given[SANCTION_SERIOUSNESS] = query.given[SANCTION_DURATION] = "1";
	query.given[SANCTION_N] = "0.1";
	g_autoptr(Sanction) half = ask(&query);
	assert_cents(sums_of(half).penalty_per_day, "0.01");
	query.given[SANCTION_N] = "0.09";
	g_autoptr(Sanction) less = ask(&query);
	assert_cents(sums_of(less).penalty_per_day, "0.00");
}

static void test_numbers(void)
{
	static const char *const bad[] = { "",   "1e9",   "1,5",  "-1",  "+1",    " 1",    "1 ",          ".5",
		                           "1.", "1.2.3", "0x10", "nan", "1.005", "1 000", "12345678901", "\xd9\xa1" };
	gint64 value = 7;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(sanction_parse(bad[i], 2, &value));
	g_assert_cmpint(value, ==, 7);
	g_assert_true(sanction_parse("1.4", 1, &value) && value == 14);
	g_assert_true(sanction_parse("1.400", 1, &value) && value == 14);
	g_assert_true(sanction_parse("0007", 2, &value) && value == 700);
	for (int i = 0; i < 20000; i++) {
		guint decimals = (guint)g_test_rand_int_range(0, 4);
		gint64 expected = g_test_rand_int_range(0, G_MAXINT32);
		g_autofree char *text = sanction_text(expected, decimals);
		g_assert_true(sanction_parse(text, decimals, &value));
		g_assert_cmpint(value, ==, expected);
	}
}

/* ---- what cannot be */

static void assert_refused(const struct sanction_query *query, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_assert_null(sanction_new(query, &error));
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_USAGE);
	if (!strstr(error->message, words))
		g_error("'%s' does not say: %s", error->message, words);
}

static void test_refused(void)
{
	static const struct {
		struct sanction_query query;
		const char *words;
	} cases[] = {
		{ { .state = NULL }, "not a Member State" },
		{ { .state = "XX" }, "XX: not a Member State" },
		{ { .state = "BE", .basis = "258" }, "not one of 260-3, 260-2" },
		{ { .state = "BE", .regime = "1999" }, "--regime 1999: not one of 1997, 2005" },
		{ { .state = "BE", .regime = "2026" }, "none of its figures is known" },
		{ { .state = "BE", .regime = "2010" }, "for --basis 260-2 only" },
		{ { .state = "BE", .referral = "2011-01-14" }, "before the first parameters" },
		{ { .state = "BE", .basis = "260-2", .referral = "1997-02-27" }, "before the first parameters" },
		{ { .state = "BE", .referral = "2019-02-30" }, "not a day" },
		{ { .state = "BE", .deadline = "2019-01-01", .referral = "2019-01-01" }, "is not after --deadline" },
		{ { .state = "BE", .deadline = "2019-01-02", .until = "2019-01-01" }, "is not after --deadline" },
		{ { .state = "BE", .judgment = "2019-01-02" }, "belongs to --basis 260-2" },
		{ { .state = "BE", .basis = "260-2", .deadline = "2019-01-02" }, "belongs to --basis 260-3" },
		{ { .state = "HR", .referral = "2013-06-30" }, "Croatia became a Member State on 2013-07-01" },
		{ { .state = "UK", .referral = "2025-01-01" }, "Article 87(1)" },
		{ { .state = "UK", .deadline = "2021-01-01" }, "bound by Union law until 2020-12-31" },
		{ { .state = "BE", .given = { [SANCTION_SERIOUSNESS] = "0" } },
		  "--seriousness 0: not a whole number from 1" },
		{ { .state = "BE", .given = { [SANCTION_SERIOUSNESS] = "21" } }, "--seriousness 21" },
		{ { .state = "BE", .given = { [SANCTION_DURATION] = "3.1" } }, "from 1.0 to 3.0" },
		{ { .state = "BE", .given = { [SANCTION_DURATION] = "1,5" } }, "--duration 1,5" },
		{ { .state = "BE", .given = { [SANCTION_DAYS] = "-1" } }, "--days -1: not a whole number" },
		{ { .state = "BE", .given = { [SANCTION_N] = "0.00" } }, "--n 0.00" },
		{ { .state = "BE", .given = { [SANCTION_FLAT_LUMP] = "1e9" } }, "--flat-lump 1e9" },
		{ { .state = "BE",
		    .deadline = "2019-01-01",
		    .until = "2019-01-11",
		    .given = { [SANCTION_DAYS] = "11" } },
		  "--days 11 contradicts the dates: from the day after 2019-01-01 to 2019-01-11 are 10 days" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_refused(&cases[i].query, cases[i].words);
}

/* The other side of the bounds above: the last day, or the first, is taken. */
static void test_just_taken(void)
{
	struct sanction_query query = { .state = "UK", .deadline = "2020-12-31", .referral = "2024-12-31" };
	g_autoptr(Sanction) uk = ask(&query);
	g_assert_cmpint(uk->factors[SANCTION_DURATION].value, ==,
	                SANCTION_UNKNOWN); /* of 2024: known to no official text */
	struct sanction_query croatia = { .state = "HR", .basis = "260-2", .referral = "2013-07-01" };
	g_autoptr(Sanction) hr = ask(&croatia);
	g_assert_cmpstr(hr->regime, ==, "2012");
	struct sanction_query days = { .state = "BE", .deadline = "2019-01-01", .until = "2019-01-11" };
	days.given[SANCTION_DAYS] = "10";
	g_autoptr(Sanction) agreed = ask(&days);
	g_assert_cmpint(agreed->factors[SANCTION_DAYS].value, ==, 10);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(published); i++) {
		g_autofree char *path = g_strdup_printf("/sanction/published/%s", published[i].name);
		g_test_add_data_func(path, &published[i], test_published);
	}
	g_test_add_func("/sanction/worked-examples", test_worked_examples);
	g_test_add_func("/sanction/exposure-at-referral-C-658-19", test_exposure_at_referral);
	g_test_add_func("/sanction/days-of-the-lump-sum", test_days);
	g_test_add_func("/sanction/duration", test_duration);
	g_test_add_func("/sanction/duration-from-the-seventh-month", test_duration_from_seventh_month);
	g_test_add_func("/sanction/regime-of-the-referral", test_regime_of_referral);
	g_test_add_func("/sanction/month-of-two-regimes", test_month_of_two_regimes);
	g_test_add_func("/sanction/regime-overridden", test_regime_overridden);
	g_test_add_func("/sanction/gaps-are-taken-by-option", test_gaps_taken_by_option);
	g_test_add_func("/sanction/estimates-only-when-allowed", test_estimates_only_when_allowed);
	g_test_add_func("/sanction/question-marks", test_question_marks);
	g_test_add_func("/sanction/no-estimate-unasked", test_no_estimate_unasked);
	g_test_add_func("/sanction/monotone", test_monotone);
	g_test_add_func("/sanction/bounds", test_bounds);
	g_test_add_func("/sanction/numbers", test_numbers);
	g_test_add_func("/sanction/refused", test_refused);
	g_test_add_func("/sanction/just-taken", test_just_taken);
	return g_test_run();
}
