#include "checker/forecast.h"

#include <math.h>
#include <string.h>

#include "checker/error.h"
#include "checker/forecast_backtest.h"
#include "checker/forecast_store.h"
#include "checker/sql.h"

#define PAUSE_DAYS 92     /* between two days of decisions: hardly ever more */
#define SHARE_SMALL 0.005 /* of the steps on record: no days are said from less */

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
	/* What a kept model was fitted to is not held back by the day of reading, nor by the rank of a source. */
	gboolean all_known = !j->official_only && strcmp(j->known_on, KNOWN_ALWAYS) == 0;
	struct forecast_model *kept = all_known ? model_kept(j->db, h, h->as_of, &local) : NULL;
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

/* A cell on the day judged: what its forecast is made from. */
struct outlook {
	const struct history *history;
	const struct forecast_model *model;
	const struct fc_deadline *deadline;
	struct unit unit;
	int due;              /* the last day on which the step counts */
	gboolean waved;       /* of a letter: the wave of the act has come */
	gboolean read;        /* the cases of the cell were read */
	guint later, waiting; /* of a letter whose wave is late: calendar_later() */
};

static int elapsed(const struct outlook *o)
{
	return o->history->as_of - o->unit.origin;
}

/* The deadline has passed without a wave: there may be none. */
static gboolean wave_late(const struct forecast *f, const struct outlook *o)
{
	return f->step == STEP_NOTICE && !o->waved && o->history->as_of > o->deadline->date;
}

/* A wave would be on record: the cases of the cell were read, or the decisions reach the day judged, or nearly so. If not,
 * that there is none says nothing. */
static gboolean wave_missed(const struct forecast *f, const struct outlook *o)
{
	return wave_late(f, o) && (o->read || o->history->as_of - o->history->observed_until <= PAUSE_DAYS);
}

/* On the day of the wave its letters are on record: it counts as the day after. */
static void score(struct forecast *f, const struct outlook *o)
{
	const struct step_model *s = &o->model->steps[f->step];
	struct fit_row row;
	int days = MAX(elapsed(o), 0);
	unit_row(o->model->layout, &o->unit, &row);
	double time = forecast_model_time(s, f->step, o->waved ? MAX(days, 1) : days),
	       sum = logistic_score(&row, s->coefficients) + time;
	f->base = s->coefficients[0];
	for (guint i = 1; i < row.terms; i++)
		add_reason(f, reason_text(&g_array_index(o->model->layout->columns, struct column, row.columns[i])),
		           row.values[i] * s->coefficients[row.columns[i]]);
	add_reason(
		f,
		g_strdup_printf(f->step == STEP_NOTICE ? "%d days since the wave of the act" : "%d days in this stage",
	                        days),
		time);
	f->probability = logistic(sum);
	if (wave_missed(f, o)) {
		days = o->history->as_of - o->deadline->date;
		f->probability *= (double)o->later / o->waiting;
		add_reason(f,
		           g_strdup_printf(days == 1 ? "%d day after the deadline without a wave of the act on record"
		                                     : "%d days after the deadline without a wave of the act on record",
		                           days),
		           logit(f->probability) - sum);
	}
	f->known = TRUE;
}

/* The share of the steps that came later than so many days in the stage, between the bins by a straight line. */
static double later_than(const struct step_model *s, int days)
{
	int bin = days / AGE_BIN;
	double part = (double)(days % AGE_BIN) / AGE_BIN;
	if (bin >= AGE_BINS)
		return 0.0;
	return s->later[bin] + part * ((bin + 1 < AGE_BINS ? s->later[bin + 1] : 0.0) - s->later[bin]);
}

/* The days between which eight of ten came, of those that had not come by the time passed and came while the step
 * counts. */
static void span(struct forecast *f, const struct outlook *o)
{
	const struct step_model *s = &o->model->steps[f->step];
	int now = MAX(elapsed(o), 0), last = o->due - o->unit.origin;
	double end = later_than(s, last), whole = later_than(s, now) - end;
	if (whole < SHARE_SMALL)
		return;
	for (int day = now + 1; day <= last; day++) {
		double left = (later_than(s, day) - end) / whole;
		if (f->from == FAR && left <= 0.9)
			f->from = o->unit.origin + day;
		if (f->until == FAR && left <= 0.1)
			f->until = o->unit.origin + day;
	}
}

/* The wave is looked for as long as the step counts. */
static void windows(struct forecast *f, const struct outlook *o)
{
	calendar_windows(o->model->calendar, o->deadline->date, o->history->as_of, f->windows);
	for (int k = 0; k < 2; k++) {
		struct wave_window *w = &f->windows[k];
		if (w->from > o->due)
			w->from = FAR;
		w->until = MIN(w->until, o->due);
	}
}

/* ---- how far such forecasts held */

/* What the cases of a backtest were judged on. */
struct tested {
	const struct decile *deciles;
	const char *on;
	int day;
};

static struct tested tested_of(const struct forecast *f, const struct outlook *o)
{
	const struct decile *deciles = o->model->steps[f->step].deciles;
	if (f->step == STEP_OPINION)
		return (struct tested){ deciles, "the day of the letter", o->unit.origin };
	if (f->step == STEP_REFERRAL)
		return (struct tested){ deciles, "the day of the opinion", o->unit.origin };
	if (o->waved)
		return (struct tested){ o->model->after_wave, "the day after the wave", o->unit.origin + 1 };
	return (struct tested){ deciles, "the day of the deadline", o->deadline->date };
}

/* Cases judged on another day than this one are not called comparable, and of few acts no share is said. */
static char *reliability_of(const struct forecast *f, const struct outlook *o)
{
	struct tested t = tested_of(f, o);
	int tenth = CLAMP((int)(f->probability * DECILES), 0, DECILES - 1), low = tenth * 10;
	const struct decile *d = &t.deciles[tenth];
	if (d->n == 0)
		return g_strdup("no comparable case was tested");
	if (d->acts < ACTS_FEW)
		return g_strdup_printf("too few cases were tested at %d-%d %% (cases: %u, acts: %u)", low, low + 10,
		                       d->n, d->acts);
	if (o->history->as_of <= t.day)
		return g_strdup_printf("of %u comparable cases at %d-%d %%, %.0f %% got a %s", d->n, low, low + 10,
		                       100 * d->observed, step_words(f->step));
	return g_strdup_printf("of %u cases tested at %d-%d %% on %s, %.0f %% got a %s (no later day was tested)", d->n,
	                       low, low + 10, t.on, 100 * d->observed, step_words(f->step));
}

/* What a letter is learned from holds for acts about which the Commission writes to three states: before the wave that
 * is a condition, and after the deadline a doubt that grows. */
static char *sample_of(const struct forecast *f, const struct outlook *o)
{
	const struct step_model *s = &o->model->steps[f->step];
	g_autofree char *from = history_day_text(o->model->from), *until = history_day_text(o->model->until);
	g_autofree char *made = g_strdup_printf("%u with the step (decisions %s to %s)", s->positives, from, until);
	if (f->step != STEP_NOTICE)
		return g_strdup_printf("fitted to %u cases of %u acts, %s", s->n, s->acts, made);
	g_autofree char *cases = g_strdup_printf(
		"fitted to %u cases of %u acts about which the Commission wrote to at least three states, %s", s->n,
		s->acts, made);
	if (wave_missed(f, o))
		return g_strdup_printf(
			"%s, times the share of acts that still got a wave so long after the deadline, %u of %u", cases,
			o->later, o->waiting);
	return o->waved ? g_steal_pointer(&cases)
	                : g_strdup_printf("if the Commission writes to at least three states about the act, %s", cases);
}

/* ---- a cell */

/* Why there is no number; NULL if there can be one. */
static const char *obstacle(const struct forecast *f, struct outlook *o, const struct letter *l, gboolean own_day)
{
	if (!o->model->steps[f->step].fitted)
		return "not enough cases";
	if (own_day)
		return "the state has a later day of its own, and letters are counted from that of the act";
	if (o->history->as_of >= o->due)
		return "the months within which the step counts are over";
	if (f->step != STEP_NOTICE && l->date - o->deadline->date > YEAR)
		return "the letter came more than a year after the deadline, and what follows such letters was not "
		       "tested";
	if (!wave_late(f, o))
		return NULL;
	calendar_later(o->model->calendar, o->history->as_of - o->deadline->date, o->model->until, &o->later,
	               &o->waiting);
	return o->later ? NULL : "no wave of letters on record came so late after the deadline";
}

static void foresee(struct forecast *f, struct outlook *o, const struct letter *l, gboolean own_day)
{
	const struct history *h = o->history;
	const struct fc_deadline *d = o->deadline;
	struct unit *u = &o->unit;
	o->due = history_add_months(d->date, step_months(f->step));
	o->waved = f->step == STEP_NOTICE && d->onset <= h->as_of;
	u->origin = f->step != STEP_NOTICE ? u->judged : o->waved ? d->onset : h->as_of;
	if (f->step != STEP_NOTICE)
		u->delay = f->step == STEP_OPINION ? CLAMP(l->date - d->date - 50, -50, YEAR) / 100.0
		                                   : CLAMP(l->opinion - l->date - 270, -YEAR, 2 * YEAR) / 365.0;
	unit_features(h, u, h->as_of);
	f->why = g_strdup(obstacle(f, o, l, own_day));
	if (f->why)
		return;
	score(f, o);
	f->sample = sample_of(f, o);
	f->reliability = reliability_of(f, o);
	if (f->step != STEP_NOTICE)
		span(f, o);
	else if (!o->waved && calendar_enough(o->model->calendar))
		windows(f, o);
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
	struct outlook o = { .history = h, .model = m, .deadline = &HISTORY_DEADLINE(h, index) };
	o.unit = (struct unit){ .act = act, .state = state, .deadline = index, .end = FAR, .event = FAR };
	o.unit.department = l ? l->department : -1;
	o.unit.judged = f->step == STEP_NOTICE    ? MIN(h->as_of, o.deadline->date)
	                : f->step == STEP_OPINION ? l->date
	                                          : l->opinion;
	o.read = strcmp(sql_text(cell, 3), "none") == 0;
	foresee(f, &o, l, sqlite3_column_int(cell, 5));
	return g_steal_pointer(&f);
}
