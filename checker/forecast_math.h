/* forecast_math.h - the arithmetic of the forecasts: a penalised logistic regression, and measures of how good
 * probabilities were. Pure functions of numbers: no database, no day, the same bits on every run. */
#ifndef ADQUEM_FORECAST_MATH_H
#define ADQUEM_FORECAST_MATH_H

#include <glib.h>

enum { FIT_TERMS = 10 }; /* more than any step uses */

/* One case: the few columns that are not zero, the outcome (a share where it is not yet certain) and its weight. */
struct fit_row {
	guint columns[FIT_TERMS];
	double values[FIT_TERMS];
	guint terms;
	double y, weight;
};

/* Adds a column to a row. A value of 0 adds nothing. */
void fit_row_add(struct fit_row *row, guint column, double value);

/* Log-odds to probability, and back; p is kept within 1e-6 of 0 and 1. */
double logistic(double log_odds);
double logit(double p);

/* The coefficients that maximise the weighted likelihood minus half the sum of ridge[i] * coefficient[i]^2 (a normal
 * prior of variance 1 / ridge[i]), by Newton's method; coefficients holds the starting point and receives the result,
 * rounded to six decimals. FALSE with ADQ_ERROR_RULE if the matrix cannot be solved. */
gboolean logistic_fit(const struct fit_row *rows, guint n, const double *ridge, guint columns, double *coefficients,
                      GError **error);

/* The log-odds of a row. */
double logistic_score(const struct fit_row *row, const double *coefficients);

/* A forecast and what came of it. group: what is drawn together in a bootstrap (the act). */
struct scored {
	double p, baseline;
	gboolean y;
	guint group, state;
};

/* The order of cases by forecast (or by baseline), for measure_auc(); new, n indices. */
guint *scored_order(const struct scored *cases, guint n, gboolean by_baseline);

/* Area under the ROC curve: the chance that a case with the event has the higher forecast, ties counting half; times:
 * how often each case counts, by group (NULL: once). NAN without both outcomes. */
double measure_auc(const struct scored *cases, guint n, const guint *order, gboolean baseline, const guint *times);

/* Mean squared distance of forecast and outcome; NAN for none. */
double measure_brier(const struct scored *cases, guint n, gboolean baseline, const guint *times);

/* How often each of the groups is drawn when as many are drawn with replacement: draw number `draw` of a fixed
 * sequence. times receives groups numbers. */
void bootstrap_draw(guint draw, guint groups, guint *times);

/* The 2.5 % and 97.5 % points of values, which it sorts; values that are not numbers are left out. NAN, NAN if fewer
 * than 20 remain. */
void interval_of(double *values, guint n, double *low, double *high);

#endif
