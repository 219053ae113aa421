#include "checker/forecast_math.h"

#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "checker/error.h"

#define ITERATIONS 50
#define STEP_SMALL 1e-9
#define STEP_LARGE 4.0 /* a longer step than this is cut: far from the maximum Newton's step can overshoot */

void fit_row_add(struct fit_row *row, guint column, double value)
{
	if (value == 0.0)
		return;
	g_assert(row->terms < FIT_TERMS);
	row->columns[row->terms] = column;
	row->values[row->terms++] = value;
}

double logistic(double log_odds)
{
	return 1.0 / (1.0 + exp(-log_odds));
}

double logit(double p)
{
	p = CLAMP(p, 1e-6, 1.0 - 1e-6);
	return log(p / (1.0 - p));
}

double logistic_score(const struct fit_row *row, const double *coefficients)
{
	double sum = 0.0;
	for (guint i = 0; i < row->terms; i++)
		sum += row->values[i] * coefficients[row->columns[i]];
	return sum;
}

/* The gradient of the penalised likelihood, and minus its second derivatives (lower half, column by column). */
static void derivatives(const struct fit_row *rows, guint n, guint columns, const double *at, double *gradient,
                        double *h)
{
	for (guint r = 0; r < n; r++) {
		const struct fit_row *row = &rows[r];
		double p = logistic(logistic_score(row, at));
		double slope = row->weight * (row->y - p), curve = row->weight * p * (1.0 - p);
		for (guint i = 0; i < row->terms; i++) {
			guint a = row->columns[i];
			gradient[a] += slope * row->values[i];
			for (guint j = 0; j < row->terms; j++)
				if (row->columns[j] <= a)
					h[row->columns[j] * columns + a] += curve * row->values[i] * row->values[j];
		}
	}
}

/* Takes one step; *size receives the largest change. */
static gboolean newton(const struct fit_row *rows, guint n, const double *ridge, guint columns, double *at,
                       double *size)
{
	g_autofree double *step = g_new0(double, columns), *h = g_new0(double, (gsize)columns *columns);
	derivatives(rows, n, columns, at, step, h);
	for (guint i = 0; i < columns; i++) {
		step[i] -= ridge[i] * at[i];
		h[i * columns + i] += ridge[i];
	}
	lapack_int k = (lapack_int)columns;
	if (LAPACKE_dposv(LAPACK_COL_MAJOR, 'L', k, 1, h, k, step, k) != 0)
		return FALSE;
	*size = 0.0;
	for (guint i = 0; i < columns; i++)
		*size = MAX(*size, fabs(step[i]));
	double scale = *size > STEP_LARGE ? STEP_LARGE / *size : 1.0;
	for (guint i = 0; i < columns; i++)
		at[i] += scale * step[i];
	return isfinite(*size);
}

gboolean logistic_fit(const struct fit_row *rows, guint n, const double *ridge, guint columns, double *coefficients,
                      GError **error)
{
	double size = 1.0;
	for (guint i = 0; i < ITERATIONS && size > STEP_SMALL; i++)
		if (!newton(rows, n, ridge, columns, coefficients, &size)) {
			g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE,
			            "the model cannot be fitted: its equations have no single solution");
			return FALSE;
		}
	for (guint i = 0; i < columns; i++)
		coefficients[i] = round(coefficients[i] * 1e6) / 1e6 + 0.0;
	return TRUE;
}

static double forecast_of(const struct scored *c, gboolean baseline)
{
	return baseline ? c->baseline : c->p;
}

struct ranked {
	double p;
	guint i;
};

static int by_forecast(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	if (x->p < y->p || x->p > y->p)
		return x->p < y->p ? -1 : 1;
	return x->i < y->i ? -1 : x->i > y->i;
}

guint *scored_order(const struct scored *cases, guint n, gboolean by_baseline)
{
	g_autofree struct ranked *all = g_new(struct ranked, n + 1);
	for (guint i = 0; i < n; i++)
		all[i] = (struct ranked){ forecast_of(&cases[i], by_baseline), i };
	qsort(all, n, sizeof *all, by_forecast);
	guint *order = g_new(guint, n + 1);
	for (guint i = 0; i < n; i++)
		order[i] = all[i].i;
	return order;
}

double measure_auc(const struct scored *cases, guint n, const guint *order, gboolean baseline, const guint *times)
{
	double below = 0.0, won = 0.0, positives = 0.0; /* below: cases without the event and a lower forecast */
	for (guint i = 0; i < n;) {
		double p = forecast_of(&cases[order[i]], baseline), yes = 0.0, no = 0.0;
		for (; i < n && forecast_of(&cases[order[i]], baseline) <= p; i++) {
			const struct scored *c = &cases[order[i]];
			double k = times ? times[c->group] : 1.0;
			yes += c->y ? k : 0.0;
			no += c->y ? 0.0 : k;
		}
		won += yes * (below + 0.5 * no);
		below += no;
		positives += yes;
	}
	return positives > 0.0 && below > 0.0 ? won / (positives * below) : (double)NAN;
}

double measure_brier(const struct scored *cases, guint n, gboolean baseline, const guint *times)
{
	double sum = 0.0, count = 0.0;
	for (guint i = 0; i < n; i++) {
		double k = times ? times[cases[i].group] : 1.0;
		double d = forecast_of(&cases[i], baseline) - (cases[i].y ? 1.0 : 0.0);
		sum += k * d * d;
		count += k;
	}
	return count > 0.0 ? sum / count : (double)NAN;
}

/* SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere. */
static guint64 next_random(guint64 *state)
{
	guint64 z = *state += G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
	z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

void bootstrap_draw(guint draw, guint groups, guint *times)
{
	guint64 state = (guint64)draw * G_GUINT64_CONSTANT(0xD1342543DE82EF95) + 258;
	memset(times, 0, groups * sizeof *times);
	for (guint i = 0; i < groups; i++)
		times[(guint)(next_random(&state) % groups)]++;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

void interval_of(double *values, guint n, double *low, double *high)
{
	guint kept = 0;
	for (guint i = 0; i < n; i++)
		if (isfinite(values[i]))
			values[kept++] = values[i];
	*low = *high = (double)NAN;
	if (kept < 20)
		return;
	qsort(values, kept, sizeof *values, by_value);
	*low = values[(guint)((kept - 1) * 0.025)];
	*high = values[(guint)ceil((kept - 1) * 0.975)];
}
