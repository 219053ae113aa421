#include "checker/forecast.h"

#include <math.h>
#include <string.h>

#include "checker/error.h"
#include "checker/forecast_backtest.h"
#include "checker/forecast_store.h"
#include "checker/sql.h"

void forecast_free(struct forecast *f)
{
	if (!f)
		return;
	for (guint i = 0; i < f->n_reasons; i++)
		g_free(f->reasons[i].text);
	char *texts[] = { f->celex, f->state, f->why, f->sample, f->reliability };
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_free(f);
}

gboolean forecast_possible(const struct history *h, GError **error)
{
	guint states = 0, linked = 0;
	for (guint s = 0; s + 1 < STATES_MAX; s++)
		states += h->of_state[s]->len > 0;
	linked = h->by_deadline->len;
	const char *why = h->letters->len == 0
	                          ? "no letters of formal notice are on record by this day; import decisions"
	                  : states < 2  ? "all letters on record went to one Member State; there is nothing to compare"
	                  : linked == 0 ? "no letter on record is about an act with a known deadline; import deadlines"
	                                : NULL;
	if (why)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE, "no forecast: %s", why);
	return why == NULL;
}

/* ---- the model */

static gboolean any_fitted(const struct forecast_model *m)
{
	for (int s = 0; s < STEPS; s++)
		if (m->steps[s].fitted)
			return TRUE;
	return FALSE;
}

static struct forecast_model *fit(const struct history *h, GError **error)
{
	g_autoptr(ForecastModel) m = forecast_model_new(h);
	int day = h->observed_until;
	for (int s = 0; s < STEPS; s++) {
		g_autoptr(GArray) units = units_new(h, (enum step)s);
		if (!forecast_model_fit(m, h, units, (enum step)s, day, error))
			return NULL;
	}
	calendar_free(m->calendar);
	m->calendar = calendar_learn(h, day);
	m->from = h->letters->len ? HISTORY_LETTER(h, 0).date : day;
	m->until = day;
	m->decisions = h->letters->len;
	m->origin = g_strdup("the decisions in this store, fitted for this answer");
	return g_steal_pointer(&m);
}

struct forecast_model *forecast_fit(const struct history *h, GError **error)
{
	g_autoptr(ForecastModel) m = fit(h, error);
	g_autoptr(Backtest) b = m && any_fitted(m) ? backtest_new(h, 0, FAR, error) : NULL;
	if (b)
		backtest_vouch(b, m);
	return m && (b || !any_fitted(m)) ? g_steal_pointer(&m) : NULL;
}

struct forecast_model *forecast_model_for(struct judgement *j, const struct history *h, GError **error)
{
	GError *local = NULL;
	struct forecast_model *kept = model_kept(j->db, h, h->as_of, &local);
	if (kept || local) {
		if (local)
			g_propagate_error(error, local);
		return kept;
	}
	g_autoptr(ForecastModel) fresh = forecast_fit(h, error);
	if (!fresh || any_fitted(fresh))
		return g_steal_pointer(&fresh);
	g_autoptr(ForecastModel) bundled = model_bundled(h, error);
	if (bundled && bundled->until > h->as_of) {
		g_set_error(
			error, ADQ_ERROR, ADQ_ERROR_RULE,
			"no forecast: the decisions on record by this day are not enough cases to learn from, and the "
			"bundled model knows later days");
		return NULL;
	}
	return g_steal_pointer(&bundled);
}

/* ---- the reasons */

static const struct {
	const char *kind, *key, *text;
} words[] = {
	{ "load", "", "letters to the state in the year before, beside the average" },
	{ "others", "", "other states that had notified nothing" },
	{ "delay", "", "time that the earlier step took" },
	{ "evidence", "before", "measures notified before the deadline" },
	{ "evidence", "late", "measures notified only after the deadline" },
	{ "evidence", "none", "nothing notified" },
	{ "evidence", "complete", "declared complete" },
	{ "procedure", "legislative", "adopted under a legislative procedure" },
	{ "procedure", "other", "not adopted under a legislative procedure" },
};

static char *reason_text(const struct column *c)
{
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(c->kind, words[i].kind) == 0 && strcmp(c->key, words[i].key) == 0)
			return g_strdup(words[i].text);
	return strcmp(c->kind, "state") == 0 ? g_strdup_printf("earlier record of %s", c->key)
	                                     : g_strdup_printf("earlier record of the service %s", c->key);
}

static void add_reason(struct forecast *f, char *text, double value)
{
	if (fabs(value) < 0.005 || f->n_reasons == REASONS_MAX) {
		g_free(text);
		return;
	}
	guint i = f->n_reasons++;
	for (; i > 0 && fabs(f->reasons[i - 1].value) < fabs(value); i--)
		f->reasons[i] = f->reasons[i - 1];
	f->reasons[i] = (struct reason){ text, value };
}

static void score(struct forecast *f, const struct forecast_model *m, const struct unit *u, int days)
{
	const struct step_model *s = &m->steps[f->step];
	struct fit_row row;
	unit_row(m->layout, u, &row);
	double time = forecast_model_time(s, f->step, days), sum = logistic_score(&row, s->coefficients) + time;
	f->base = s->coefficients[0];
	for (guint i = 1; i < row.terms; i++)
		add_reason(f, reason_text(&g_array_index(m->layout->columns, struct column, row.columns[i])),
		           row.values[i] * s->coefficients[row.columns[i]]);
	add_reason(
		f,
		g_strdup_printf(f->step == STEP_NOTICE ? "%d days since the wave of the act" : "%d days in this stage",
	                        MAX(days, 0)),
		time);
	f->probability = logistic(sum);
	f->known = TRUE;
}

/* The days between which eight of ten came, from the share that came later by time in the stage. */
static void span(struct forecast *f, const struct step_model *s, int origin, int as_of)
{
	f->from = f->until = FAR;
	for (int b = 0; b < AGE_BINS; b++) {
		if (s->later[b] > 0.9)
			f->from = origin + b * AGE_BIN;
		if (s->later[b] > 0.1)
			f->until = origin + (b + 1) * AGE_BIN;
	}
	f->from = MAX(f->from == FAR ? origin : f->from, as_of + 1);
	f->until = f->until <= f->from ? FAR : f->until;
}

static void vouch(struct forecast *f, const struct forecast_model *m, int days)
{
	const struct step_model *s = &m->steps[f->step];
	g_autofree char *from = history_day_text(m->from), *until = history_day_text(m->until);
	const struct decile *d = &s->deciles[CLAMP((int)(f->probability * DECILES), 0, DECILES - 1)];
	int low = CLAMP((int)(f->probability * DECILES), 0, DECILES - 1) * 10;
	f->sample = g_strdup_printf("fitted to %u cases of %u acts, %u with the step (decisions %s to %s)", s->n,
	                            s->acts, s->positives, from, until);
	f->reliability = d->n ? g_strdup_printf("of %u comparable cases at %d-%d %%, %.0f %% got a %s%s", d->n, low,
	                                        low + 10, 100 * d->observed, step_words(f->step),
	                                        days > 0 ? " (tested on the day their stage began)" : "")
	                      : g_strdup("no comparable case was tested");
}

/* ---- a cell */

static void unknown(struct forecast *f, const char *why)
{
	f->known = FALSE;
	g_free(f->why);
	f->why = g_strdup(why);
}

static void foresee(struct forecast *f, const struct history *h, const struct forecast_model *m, struct unit *u,
                    const struct letter *l, gboolean own_day)
{
	const struct fc_deadline *d = &HISTORY_DEADLINE(h, u->deadline);
	const struct step_model *s = &m->steps[f->step];
	int due = history_add_months(d->date, step_months(f->step));
	u->origin = f->step == STEP_NOTICE ? (d->onset <= h->as_of ? d->onset : h->as_of) : u->judged;
	if (f->step != STEP_NOTICE && l && l->deadline >= 0)
		u->delay = f->step == STEP_OPINION ? CLAMP(l->date - d->date - 50, -50, YEAR) / 100.0
		                                   : CLAMP(l->opinion - l->date - 270, -YEAR, 2 * YEAR) / 365.0;
	unit_features(h, u, h->as_of);
	if (!s->fitted)
		unknown(f, "not enough cases");
	else if (own_day)
		unknown(f, "the state has a later day of its own, and letters are counted from that of the act");
	else if (h->as_of >= due)
		unknown(f, "the months within which the step counts are over");
	else {
		score(f, m, u, h->as_of - u->origin);
		vouch(f, m, h->as_of - u->origin);
		if (f->step == STEP_NOTICE && d->onset > h->as_of && calendar_enough(m->calendar))
			calendar_windows(m->calendar, d->date, h->as_of, f->windows);
		if (f->step != STEP_NOTICE)
			span(f, s, u->origin, h->as_of);
	}
}

static gboolean begin(struct forecast *f, const char *stage, const struct letter *l)
{
	f->step = strcmp(stage, "LFN") == 0 ? STEP_OPINION : strcmp(stage, "RO") == 0 ? STEP_REFERRAL : STEP_NOTICE;
	if (strcmp(stage, "none") != 0 && strcmp(stage, "unread") != 0 && f->step == STEP_NOTICE)
		return FALSE; /* the steps after a referral, and ended cases, are not foreseen */
	return f->step == STEP_NOTICE || (l && (f->step == STEP_OPINION || l->opinion < FAR));
}

struct forecast *forecast_for(const struct history *h, const struct forecast_model *m, sqlite3_stmt *cell)
{
	const char *celex = sql_text(cell, 0), *code = sql_text(cell, 2), *binding = sql_text(cell, 4);
	int act = history_act(h, celex), number = sqlite3_column_int(cell, 1), state = history_state(code);
	int index = history_deadline(h, act, number);
	if (index < 0 || state < 0)
		return NULL;
	if (g_strcmp0(binding, "not bound") == 0 || g_strcmp0(binding, "international law") == 0)
		return NULL;
	g_autoptr(Forecast) f = g_new0(struct forecast, 1);
	const struct letter *l = history_letter(h, &HISTORY_DEADLINE(h, index), state);
	f->windows[0].from = f->windows[1].from = f->from = f->until = FAR;
	if (!begin(f, sql_text(cell, 3), l))
		return NULL;
	f->celex = g_strdup(celex);
	f->state = g_strdup(code);
	f->deadline_no = number;
	struct unit u = { .act = act, .state = state, .deadline = index, .end = FAR, .event = FAR };
	u.department = l ? l->department : -1;
	u.judged = f->step == STEP_NOTICE    ? MIN(h->as_of, HISTORY_DEADLINE(h, index).date)
	           : f->step == STEP_OPINION ? l->date
	                                     : l->opinion;
	foresee(f, h, m, &u, l, sqlite3_column_int(cell, 5));
	return g_steal_pointer(&f);
}
