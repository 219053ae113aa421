#include "checker/forecast_model.h"

#include <math.h>
#include <string.h>

/* The prior of an effect: a state or a service mostly lies within 0.5 of the others in log-odds, a slope within 1. The
 * intercept is hardly held. Effects of small groups so stay near nought. */
#define RIDGE_GROUP 4.0
#define RIDGE_SLOPE 1.0
#define RIDGE_INTERCEPT 1e-3
#define GUESSED_WEIGHT 0.5 /* of a case whose window is a guess because the deadline is not known */
#define WAVE_DAYS 3
#define YOUNG 60 /* days in the stage before which a case says nothing yet */

static const double half_lives[] = { 731.0, 1461.0, 2922.0 };
#define HALF_LIFE_USUAL 1461.0

/* What no term says is not known. */
static void deciles_new(struct decile *deciles)
{
	for (int d = 0; d < DECILES; d++)
		deciles[d] = (struct decile){ 0, 0, (double)NAN, (double)NAN, (double)NAN, (double)NAN };
}

struct forecast_model *forecast_model_new(const struct history *h)
{
	struct forecast_model *m = g_new0(struct forecast_model, 1);
	m->layout = layout_new(h);
	m->calendar = calendar_new();
	deciles_new(m->after_wave);
	for (int s = 0; s < STEPS; s++) {
		m->steps[s].coefficients = g_new0(double, m->layout->columns->len);
		m->steps[s].counts = g_new0(guint, m->layout->columns->len);
		deciles_new(m->steps[s].deciles);
	}
	return m;
}

void forecast_model_free(struct forecast_model *m)
{
	if (!m)
		return;
	for (int s = 0; s < STEPS; s++) {
		g_free(m->steps[s].coefficients);
		g_free(m->steps[s].counts);
	}
	layout_free(m->layout);
	calendar_free(m->calendar);
	g_free(m->origin);
	g_free(m);
}

/* ---- time in the stage */

/* In the stage of the letter time counts from the wave, and the first bin holds the wave itself (a few days, should it
 * be filed so); once it has passed, only later letters remain. */
static guint bin_of(enum step step, int days, int wave_days)
{
	int bin = step != STEP_NOTICE ? days / AGE_BIN : days <= wave_days ? 0 : 1 + days / AGE_BIN;
	return (guint)CLAMP(bin, 0, AGE_BINS - 1);
}

double forecast_model_time(const struct step_model *m, enum step step, int days)
{
	guint bin = bin_of(step, days, 0);
	return log(MAX(m->later[bin], 1e-3) / MAX(m->open[bin], 1e-3));
}

/* A case that has been in the stage so long still has this chance. */
static double still_possible(const struct step_model *m, enum step step, int days)
{
	return logistic(logit(m->rate) + forecast_model_time(m, step, days));
}

struct training {
	const struct history *history;
	const GArray *units;
	enum step step;
	int as_of;
	double half_life;
};

static double weight_of(const struct training *t, const struct unit *u, gboolean exact)
{
	return exp2(-MAX(t->as_of - u->origin, 0) / t->half_life) * (exact ? 1.0 : GUESSED_WEIGHT);
}

/* A case that can be learned from as of the day: for a letter the deadline must be usable, elsewhere the window may
 * be guessed. */
static gboolean takes_part(const struct training *t, const struct unit *u, gboolean *exact)
{
	*exact = unit_exact(t->history, u, t->as_of);
	return u->judged <= t->as_of && t->as_of - u->origin >= YOUNG && (*exact || t->step != STEP_NOTICE);
}

static gboolean window_over(const struct training *t, const struct unit *u, gboolean exact)
{
	return t->as_of >= (exact ? u->window : u->window_guess);
}

/* The cases whose window is over give the rate and the shares by time in the stage. */
static void learn_times(struct step_model *m, const struct training *t)
{
	double yes = 0.0, no = 0.0, later[AGE_BINS] = { 0.0 }, open[AGE_BINS] = { 0.0 };
	g_autoptr(GHashTable) acts = g_hash_table_new(NULL, NULL);
	m->n = m->positives = 0;
	for (guint i = 0; i < t->units->len; i++) {
		const struct unit *u = &g_array_index(t->units, struct unit, i);
		gboolean exact;
		if (!takes_part(t, u, &exact) || !window_over(t, u, exact))
			continue;
		gboolean positive = unit_outcome(t->history, u, t->as_of) == 1;
		double w = weight_of(t, u, exact);
		guint bin = bin_of(t->step, (positive ? u->event : MIN(u->end, t->as_of)) - u->origin, WAVE_DAYS);
		*(positive ? &yes : &no) += w;
		(positive ? later : open)[bin] += w;
		m->n++;
		m->positives += positive ? 1 : 0;
		g_hash_table_add(acts, GINT_TO_POINTER(u->act + 1));
	}
	m->acts = g_hash_table_size(acts);
	m->rate = yes + no > 0.0 ? yes / (yes + no) : 0.0;
	double sum_yes = 0.0, sum_no = 0.0;
	for (int b = AGE_BINS; b-- > 0;) { /* from the end: how much lies in this bin or later */
		sum_yes += later[b];
		sum_no += open[b];
		m->later[b] = round(sum_yes / MAX(yes, 1e-9) * 1e6) / 1e6;
		m->open[b] = round(sum_no / MAX(no, 1e-9) * 1e6) / 1e6;
	}
	m->rate = round(m->rate * 1e6) / 1e6;
}

static guint fill_rows(struct forecast_model *model, const struct training *t, struct fit_row *rows)
{
	struct step_model *m = &model->steps[t->step];
	guint n = 0;
	memset(m->counts, 0, model->layout->columns->len * sizeof *m->counts);
	for (guint i = 0; i < t->units->len; i++) {
		const struct unit *u = &g_array_index(t->units, struct unit, i);
		gboolean exact;
		if (!takes_part(t, u, &exact))
			continue;
		int outcome = unit_outcome(t->history, u, t->as_of);
		unit_row(model->layout, u, &rows[n]);
		rows[n].y = outcome >= 0 ? outcome : still_possible(m, t->step, t->as_of - u->origin);
		rows[n].weight = weight_of(t, u, exact);
		for (guint k = 0; k < rows[n].terms; k++)
			m->counts[rows[n].columns[k]]++;
		n++;
	}
	return n;
}

static gboolean fit_once(struct forecast_model *model, const struct training *t, GError **error)
{
	struct step_model *m = &model->steps[t->step];
	const struct layout *l = model->layout;
	learn_times(m, t);
	m->half_life = t->half_life;
	m->fitted = m->n >= CASES_ENOUGH && m->acts >= ACTS_ENOUGH && m->positives >= OUTCOMES_ENOUGH &&
	            m->n - m->positives >= OUTCOMES_ENOUGH;
	if (!m->fitted)
		return TRUE;
	g_autofree struct fit_row *rows = g_new(struct fit_row, t->units->len + 1);
	g_autofree double *ridge = g_new(double, l->columns->len);
	guint n = fill_rows(model, t, rows);
	for (guint i = 0; i < l->columns->len; i++)
		ridge[i] = i == 0 ? RIDGE_INTERCEPT : i < l->load ? RIDGE_GROUP : RIDGE_SLOPE;
	return logistic_fit(rows, n, ridge, l->columns->len, m->coefficients, error);
}

double forecast_model_score(const struct forecast_model *model, const struct unit *u, enum step step)
{
	struct fit_row row;
	unit_row(model->layout, u, &row);
	return logistic(logistic_score(&row, model->steps[step].coefficients));
}

/* ---- the half life */

/* The surprise at the cases judged after `from` whose outcome is known by the day of the training. */
static double surprise(const struct forecast_model *model, const struct training *t, int from, guint *n)
{
	double sum = 0.0;
	*n = 0;
	for (guint i = 0; i < t->units->len; i++) {
		const struct unit *u = &g_array_index(t->units, struct unit, i);
		gboolean exact;
		if (u->judged <= from || !takes_part(t, u, &exact) || !window_over(t, u, exact))
			continue;
		double p = CLAMP(forecast_model_score(model, u, t->step), 0.01, 0.99);
		sum -= log(unit_outcome(t->history, u, t->as_of) == 1 ? p : 1.0 - p);
		(*n)++;
	}
	return sum;
}

static gboolean choose_half_life(struct forecast_model *model, struct training *t, double *chosen, GError **error)
{
	struct training past = *t;
	past.as_of = t->as_of - step_months(t->step) * 30 - YEAR;
	*chosen = HALF_LIFE_USUAL;
	double least = INFINITY;
	for (size_t i = 0; i < G_N_ELEMENTS(half_lives); i++) {
		guint n;
		past.half_life = half_lives[i];
		if (!fit_once(model, &past, error))
			return FALSE;
		if (!model->steps[t->step].fitted)
			return TRUE;
		double sum = surprise(model, t, past.as_of, &n);
		if (n >= OUTCOMES_ENOUGH && sum < least) {
			least = sum;
			*chosen = half_lives[i];
		}
	}
	return TRUE;
}

gboolean forecast_model_fit(struct forecast_model *model, const struct history *h, const GArray *units, enum step step,
                            int as_of, GError **error)
{
	const struct step_model *m = &model->steps[step];
	struct training t = { h, units, step, MIN(as_of, h->observed_until), m->half_life };
	if (!m->fitted && !choose_half_life(model, &t, &t.half_life, error))
		return FALSE;
	return fit_once(model, &t, error);
}
