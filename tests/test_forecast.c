/* The arithmetic of the forecasts, against values worked out by hand. */
#include <math.h>
#include <string.h>

#include "checker/forecast_math.h"
#include "checker/forecast_wave.h"

static void near(double got, double want, double by)
{
	g_assert_cmpfloat_with_epsilon(got, want, by);
}

/* One column and no prior: the coefficient is the log-odds of the share, ln(3/1). With two groups, those of each. */
static void test_fit(void)
{
	struct fit_row rows[8];
	memset(rows, 0, sizeof rows);
	for (guint i = 0; i < 8; i++) {
		fit_row_add(&rows[i], i < 4 ? 0 : 1, 1.0);
		rows[i].y = i < 4 ? (i < 3) : (i < 5);
		rows[i].weight = 1.0;
	}
	const double ridge[] = { 1e-12, 1e-12 };
	double at[] = { 0.0, 0.0 };
	g_assert_true(logistic_fit(rows, 8, ridge, 2, at, NULL));
	near(at[0], log(3.0), 1e-6);
	near(at[1], -log(3.0), 1e-6);
	const double strong[] = { 1e6, 1e6 };
	g_assert_true(logistic_fit(rows, 8, strong, 2, at, NULL));
	near(at[0], 0.0, 1e-5);
}

static void test_fit_refuses(void)
{
	struct fit_row row;
	memset(&row, 0, sizeof row);
	double at[] = { 0.0 };
	const double none[] = { 0.0 };
	g_autoptr(GError) error = NULL;
	g_assert_false(logistic_fit(&row, 1, none, 1, at, &error));
	g_assert_nonnull(strstr(error->message, "cannot be fitted"));
}

/* Forecasts 0.2 0.4 0.4 0.8, outcomes no no yes yes: of four pairs three and a half are right. */
static void test_measures(void)
{
	const struct scored cases[] = {
		{ 0.2, 0.5, FALSE, 0, 0 }, { 0.4, 0.5, FALSE, 1, 0 }, { 0.4, 0.5, TRUE, 2, 0 }, { 0.8, 0.5, TRUE, 3, 0 }
	};
	g_autofree guint *order = scored_order(cases, 4, FALSE), *flat = scored_order(cases, 4, TRUE);
	near(measure_auc(cases, 4, order, FALSE, NULL), 0.875, 1e-12);
	near(measure_auc(cases, 4, flat, TRUE, NULL), 0.5, 1e-12);
	near(measure_brier(cases, 4, FALSE, NULL), (0.04 + 0.16 + 0.36 + 0.04) / 4, 1e-12);
	const guint only_yes[] = { 0, 0, 1, 1 };
	g_assert_true(isnan(measure_auc(cases, 4, order, FALSE, only_yes)));
	g_assert_true(isnan(measure_brier(cases, 0, FALSE, NULL)));
}

static void test_bootstrap(void)
{
	guint a[10], b[10], other[10], sum = 0;
	bootstrap_draw(7, 10, a);
	bootstrap_draw(7, 10, b);
	bootstrap_draw(8, 10, other);
	g_assert_cmpint(memcmp(a, b, sizeof a), ==, 0);
	g_assert_cmpint(memcmp(a, other, sizeof a), !=, 0);
	for (guint i = 0; i < 10; i++)
		sum += a[i];
	g_assert_cmpuint(sum, ==, 10);
	double values[101], low, high;
	for (int i = 0; i <= 100; i++)
		values[i] = 100 - i;
	interval_of(values, 101, &low, &high);
	near(low, 2.0, 1e-9);
	near(high, 98.0, 1e-9);
	interval_of(values, 19, &low, &high);
	g_assert_true(isnan(low) && isnan(high));
}

/* Waves at the end of every November, fifty days after deadlines: the window holds the next; none after a year. */
static void test_window(void)
{
	g_autoptr(Calendar) c = calendar_new();
	for (int year = 2000; year < 2012; year++) {
		g_autofree char *text = g_strdup_printf("%d-11-28", year);
		struct letter_day day = { history_day(text), 50 };
		struct wave_lag lag = { day.day - 50, 50 };
		g_array_append_val(c->days, day);
		g_array_append_val(c->lags, lag);
	}
	g_assert_true(calendar_enough(c));
	int deadline = history_day("2012-10-10"), wave = history_day("2012-11-28");
	struct wave_window w[2];
	calendar_prepare(c, deadline);
	calendar_windows(c, deadline, deadline, w);
	g_assert_cmpint(w[0].until - w[0].from + 1, ==, WAVE_WINDOW_DAYS);
	g_assert_cmpint(w[0].from, <=, wave);
	g_assert_cmpint(w[0].until, >=, wave);
	g_assert_true(w[1].from > w[0].until || w[1].until < w[0].from);
	calendar_windows(c, deadline, deadline + 365, w);
	g_assert_cmpint(w[0].from, ==, FAR);
	g_assert_cmpint(w[1].from, ==, FAR);
}

/* Lags of 50, 100 and 350 days, the last of a year that is not over; two deadlines without a wave. */
static void test_later(void)
{
	g_autoptr(Calendar) c = calendar_new();
	const struct wave_lag lags[] = { { 1000, 50 }, { 1100, 100 }, { 1200, 350 } };
	guint later, waiting;
	g_array_append_vals(c->lags, lags, G_N_ELEMENTS(lags));
	c->without = 2;
	calendar_later(c, 50, 1100 + YEAR, &later, &waiting);
	g_assert_cmpuint(later, ==, 1);
	g_assert_cmpuint(waiting, ==, 3);
	calendar_later(c, 100, 1100 + YEAR, &later, &waiting);
	g_assert_cmpuint(later, ==, 0);
	calendar_later(c, 100, 1200 + YEAR, &later, &waiting);
	g_assert_cmpuint(later, ==, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/forecast/fit", test_fit);
	g_test_add_func("/forecast/fit-refuses", test_fit_refuses);
	g_test_add_func("/forecast/measures", test_measures);
	g_test_add_func("/forecast/bootstrap", test_bootstrap);
	g_test_add_func("/forecast/window", test_window);
	g_test_add_func("/forecast/later", test_later);
	return g_test_run();
}
