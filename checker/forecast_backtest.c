#include "checker/forecast_backtest.h"

#include <math.h>
#include <string.h>

#include "checker/error.h"

enum { DRAWS = 400 };

static const double flag_levels[FLAGS] = { 0.5, 0.75 };

void backtest_free(struct backtest *b)
{
	if (!b)
		return;
	g_clear_pointer(&b->left_out.few_acts, g_ptr_array_unref);
	g_clear_pointer(&b->left_out.noise_acts, g_ptr_array_unref);
	g_free(b);
}

/* ---- the baseline: how often the event came in each state, in the cases whose window was over by a day */

struct rates {
	double n[STATES_MAX], yes[STATES_MAX], all, all_yes;
};

/* The first day on which a letter is judged again. */
static int day_after_wave(const struct unit *u)
{
	return u->origin + 1;
}

/* after: of the cases without the event on the day after the wave. */
static void rates_learn(struct rates *r, const struct history *h, const GArray *units, int as_of, gboolean after)
{
	memset(r, 0, sizeof *r);
	for (guint i = 0; i < units->len; i++) {
		const struct unit *u = &g_array_index(units, struct unit, i);
		if (u->judged > as_of || u->window > as_of || !unit_exact(h, u, as_of) ||
		    (after && u->event <= day_after_wave(u)))
			continue;
		double y = unit_outcome(h, u, as_of) == 1 ? 1.0 : 0.0;
		r->n[u->state] += 1.0;
		r->yes[u->state] += y;
		r->all += 1.0;
		r->all_yes += y;
	}
}

static double rate_of(const struct rates *r, int state)
{
	if (r->n[state] > 0.0)
		return (r->yes[state] + 0.5) / (r->n[state] + 1.0);
	return (r->all_yes + 0.5) / (r->all + 1.0);
}

/* ---- walking through time */

struct walk {
	const struct history *history;
	struct backtest *backtest;
	enum step step;
	GArray *units, *scored, *after; /* scored, after: of struct scored */
	GHashTable *groups, *groups_after;
	struct forecast_model *model;
	struct rates rates, rates_after;
	guint waves; /* how many waves the model knows */
	int tried;   /* the day of the last fit */
};

static int by_day_judged(const void *a, const void *b)
{
	const struct unit *x = a, *y = b;
	int keys[][2] = {
		{ x->judged, y->judged }, { x->act, y->act }, { x->deadline, y->deadline }, { x->state, y->state }
	};
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (keys[i][0] != keys[i][1])
			return keys[i][0] < keys[i][1] ? -1 : 1;
	return 0;
}

static guint waves_until(const struct history *h, int day)
{
	guint n = 0;
	for (guint i = 0; i < h->days->len && g_array_index(h->days, struct letter_day, i).day <= day; i++)
		n += g_array_index(h->days, struct letter_day, i).letters >= WAVE_LETTERS_MIN;
	return n;
}

/* The model knows what was known on the day, refitted when a wave has passed since the last time; as long as there was
 * not enough to fit it to, on every day. */
static gboolean refit(struct walk *w, int day, GError **error)
{
	guint waves = waves_until(w->history, day) + 1;
	if (waves == w->waves && (w->model->steps[w->step].fitted || day == w->tried))
		return TRUE;
	w->waves = waves;
	w->tried = day;
	rates_learn(&w->rates, w->history, w->units, day, FALSE);
	if (w->step == STEP_NOTICE)
		rates_learn(&w->rates_after, w->history, w->units, day, TRUE);
	return forecast_model_fit(w->model, w->history, w->units, w->step, day, error);
}

static guint group_of(GHashTable *groups, int act)
{
	gpointer key = GINT_TO_POINTER(act + 1);
	guint group = GPOINTER_TO_UINT(g_hash_table_lookup(groups, key));
	if (!group) {
		group = g_hash_table_size(groups) + 1;
		g_hash_table_insert(groups, key, GUINT_TO_POINTER(group));
	}
	return group - 1;
}

/* The letter again, on the day after the wave, for those that have none by then: who has one needs no forecast. */
static void score_after(struct walk *w, const struct unit *u, struct scored s)
{
	double time = forecast_model_time(&w->model->steps[STEP_NOTICE], STEP_NOTICE, 1);
	if (u->event <= day_after_wave(u)) {
		w->backtest->results[AFTER_WAVE].already++;
		return;
	}
	s.p = logistic(logit(s.p) + time);
	s.baseline = rate_of(&w->rates_after, u->state);
	s.group = group_of(w->groups_after, u->act);
	g_array_append_val(w->after, s);
}

static gboolean score_one(struct walk *w, const struct unit *u, GError **error)
{
	struct step_result *result = &w->backtest->results[w->step];
	if (!refit(w, u->judged, error))
		return FALSE;
	if (!w->model->steps[w->step].fitted) {
		result->too_early++;
		return TRUE;
	}
	struct scored s = { .p = forecast_model_score(w->model, u, w->step),
		            .baseline = rate_of(&w->rates, u->state),
		            .y = unit_outcome(w->history, u, w->backtest->test_until) == 1,
		            .group = group_of(w->groups, u->act),
		            .state = (guint)u->state };
	g_array_append_val(w->scored, s);
	if (w->step == STEP_NOTICE)
		score_after(w, u, s);
	return TRUE;
}

static gboolean walk_units(struct walk *w, GError **error)
{
	const struct backtest *b = w->backtest;
	for (guint i = 0; i < w->units->len; i++) {
		const struct unit *u = &g_array_index(w->units, struct unit, i);
		if (u->judged <= b->train_until || u->judged > b->test_until ||
		    !unit_exact(w->history, u, b->test_until))
			continue;
		if (u->window > b->test_until)
			w->backtest->results[w->step].censored++;
		else if (!score_one(w, u, error))
			return FALSE;
	}
	return TRUE;
}

/* ---- measuring */

struct sample {
	const struct scored *cases;
	guint n, groups;
	guint *by_p, *by_baseline;
};

enum { AUC, AUC_BASELINE, AUC_GAIN, BRIER, BRIER_BASELINE, BRIER_GAIN, MEASURES };

static void measure(const struct sample *s, const guint *times, double *out)
{
	out[AUC] = measure_auc(s->cases, s->n, s->by_p, FALSE, times);
	out[AUC_BASELINE] = measure_auc(s->cases, s->n, s->by_baseline, TRUE, times);
	out[AUC_GAIN] = out[AUC] - out[AUC_BASELINE];
	out[BRIER] = measure_brier(s->cases, s->n, FALSE, times);
	out[BRIER_BASELINE] = measure_brier(s->cases, s->n, TRUE, times);
	out[BRIER_GAIN] = out[BRIER] - out[BRIER_BASELINE];
}

static guint decile_of(double p)
{
	return (guint)CLAMP((int)(p * DECILES), 0, DECILES - 1);
}

/* The share of events in each tenth of the forecasts; NAN where there is none. */
static void observed_by_decile(const struct sample *s, const guint *times, double *share)
{
	double n[DECILES] = { 0.0 }, yes[DECILES] = { 0.0 };
	for (guint i = 0; i < s->n; i++) {
		guint d = decile_of(s->cases[i].p);
		double k = times ? times[s->cases[i].group] : 1.0;
		n[d] += k;
		yes[d] += s->cases[i].y ? k : 0.0;
	}
	for (int d = 0; d < DECILES; d++)
		share[d] = n[d] > 0.0 ? yes[d] / n[d] : (double)NAN;
}

static void count_deciles(const struct sample *s, struct decile *deciles)
{
	double share[DECILES];
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	observed_by_decile(s, NULL, share);
	for (guint i = 0; i < s->n; i++) {
		guint d = decile_of(s->cases[i].p);
		deciles[d].n++;
		deciles[d].forecast += s->cases[i].p;
		deciles[d].acts +=
			g_hash_table_add(seen, GUINT_TO_POINTER(s->cases[i].group * DECILES + d + 1)) ? 1 : 0;
	}
	for (int d = 0; d < DECILES; d++) {
		deciles[d].observed = share[d];
		deciles[d].forecast = deciles[d].n ? deciles[d].forecast / deciles[d].n : (double)NAN;
		deciles[d].low = deciles[d].high = (double)NAN;
	}
}

/* The intervals of all figures, from the same draws of acts. */
static void draw(const struct sample *s, struct interval **figures, struct decile *deciles)
{
	g_autofree guint *times = g_new(guint, s->groups + 1);
	g_autofree double *drawn = g_new(double, (MEASURES + DECILES) * DRAWS);
	for (guint k = 0; k < DRAWS; k++) {
		double measures[MEASURES], shares[DECILES];
		bootstrap_draw(k, s->groups, times);
		measure(s, times, measures);
		observed_by_decile(s, times, shares);
		for (guint i = 0; i < MEASURES; i++)
			drawn[i * DRAWS + k] = measures[i];
		for (guint i = 0; i < DECILES; i++)
			drawn[(MEASURES + i) * DRAWS + k] = shares[i];
	}
	for (guint i = 0; i < MEASURES; i++)
		interval_of(drawn + i * DRAWS, DRAWS, &figures[i]->low, &figures[i]->high);
	for (guint i = 0; i < DECILES; i++)
		if (deciles[i].acts >= ACTS_FEW)
			interval_of(drawn + (MEASURES + i) * DRAWS, DRAWS, &deciles[i].low, &deciles[i].high);
}

static void count_flags(const struct sample *s, struct step_result *r)
{
	for (guint f = 0; f < FLAGS; f++)
		r->flags[f].p = flag_levels[f];
	for (guint i = 0; i < s->n; i++) {
		const struct scored *c = &s->cases[i];
		r->positives += c->y ? 1 : 0;
		r->states[c->state].n++;
		r->states[c->state].positives += c->y ? 1 : 0;
		r->states[c->state].forecast += c->p;
		for (guint f = 0; f < FLAGS; f++) {
			r->flags[f].n += c->p >= flag_levels[f];
			r->flags[f].right += c->p >= flag_levels[f] && c->y;
		}
	}
	for (guint i = 0; i < STATES_MAX; i++)
		if (r->states[i].n)
			r->states[i].forecast /= r->states[i].n;
}

static void summarise(const GArray *cases, guint groups, struct step_result *r)
{
	struct sample s = { (const struct scored *)(const void *)cases->data, cases->len, groups, NULL, NULL };
	struct interval *figures[MEASURES] = { &r->auc,   &r->auc_baseline,   &r->auc_gain,
		                               &r->brier, &r->brier_baseline, &r->brier_gain };
	double values[MEASURES];
	g_autofree guint *by_p = scored_order(s.cases, s.n, FALSE), *by_baseline = scored_order(s.cases, s.n, TRUE);
	s.by_p = by_p;
	s.by_baseline = by_baseline;
	r->n = s.n;
	r->acts = groups;
	measure(&s, NULL, values);
	for (guint i = 0; i < MEASURES; i++)
		*figures[i] = (struct interval){ values[i], (double)NAN, (double)NAN };
	count_deciles(&s, r->deciles);
	count_flags(&s, r);
	if (groups >= ACTS_FEW)
		draw(&s, figures, r->deciles);
}

static gboolean test_step(struct backtest *b, const struct history *h, enum step step, GError **error)
{
	g_autoptr(GArray) units = units_new(h, step), scored = g_array_new(FALSE, FALSE, sizeof(struct scored));
	g_autoptr(GArray) after = g_array_new(FALSE, FALSE, sizeof(struct scored));
	g_autoptr(GHashTable) groups = g_hash_table_new(NULL, NULL);
	g_autoptr(ForecastModel) model = forecast_model_new(h);
	g_autoptr(GHashTable) groups_after = g_hash_table_new(NULL, NULL);
	struct walk w = { .history = h,
		          .backtest = b,
		          .step = step,
		          .units = units,
		          .scored = scored,
		          .after = after,
		          .groups = groups,
		          .groups_after = groups_after,
		          .model = model };
	g_array_sort(units, by_day_judged);
	if (!walk_units(&w, error))
		return FALSE;
	summarise(scored, g_hash_table_size(groups), &b->results[step]);
	if (step == STEP_NOTICE)
		summarise(after, g_hash_table_size(groups_after), &b->results[AFTER_WAVE]);
	return TRUE;
}

/* ---- waves */

static gboolean inside(const struct wave_window *w, int day)
{
	return w->from <= day && day <= w->until;
}

static void test_deadline(struct backtest *b, const struct history *h, const struct fc_deadline *d,
                          const struct calendar *calendar, double *share)
{
	struct wave_window windows[2];
	guint sent;
	int wave = history_wave(h, d, b->test_until, &sent);
	if (!calendar_enough(calendar))
		return;
	calendar_windows(calendar, d->date, d->date, windows);
	gboolean first = inside(&windows[0], wave);
	b->hits.n++;
	b->hits.first += first ? 1 : 0;
	b->hits.second += first || inside(&windows[1], wave) ? 1 : 0;
	*share += windows[0].share;
}

/* The calendar is learned anew when a wave has passed; the deadlines come in order of date. */
static void test_waves(struct backtest *b, const struct history *h)
{
	double share = 0.0;
	guint waves = 0;
	g_autoptr(Calendar) calendar = calendar_new();
	for (guint i = 0; i < h->deadlines->len; i++) {
		const struct fc_deadline *d = &HISTORY_DEADLINE(h, i);
		if (d->date <= b->train_until || d->date + YEAR > b->test_until || !history_usable(d, b->test_until))
			continue;
		if (waves_until(h, d->date) + 1 != waves) {
			waves = waves_until(h, d->date) + 1;
			calendar_free(calendar);
			calendar = calendar_learn(h, d->date);
			calendar_prepare(calendar, d->date);
		}
		test_deadline(b, h, d, calendar, &share);
	}
	b->window_share = b->hits.n ? share / b->hits.n : (double)NAN;
}

static void count_letters(struct backtest *b, const struct history *h)
{
	for (guint i = 0; i < h->letters->len; i++) {
		const struct letter *l = &HISTORY_LETTER(h, i);
		if (l->date <= b->train_until || l->date > b->test_until)
			continue;
		b->left_out.letters++;
		b->left_out.by_use[l->use]++;
	}
}

static void count_left_out(struct backtest *b, const struct history *h)
{
	b->left_out.few_acts = g_ptr_array_new();
	b->left_out.noise_acts = g_ptr_array_new();
	for (guint i = 0; i < h->deadlines->len; i++) {
		const struct fc_deadline *d = &HISTORY_DEADLINE(h, i);
		if (d->date <= b->train_until || d->date > b->test_until || history_usable(d, b->test_until))
			continue;
		gboolean noise = d->noise <= b->test_until;
		*(noise ? &b->left_out.noise : &b->left_out.few_letters) += 1;
		g_ptr_array_add(noise ? b->left_out.noise_acts : b->left_out.few_acts,
		                g_ptr_array_index(h->acts, (guint)d->act));
	}
}

gboolean backtest_claims(const struct step_result *r)
{
	return MIN(r->positives, r->n - r->positives) >= FEW_OUTCOMES && r->acts >= ACTS_FEW;
}

gboolean backtest_days(const struct history *h, int train_until, int test_until, GError **error)
{
	g_autofree char *covered = history_day_text(h->observed_until);
	const char *why = NULL;
	if (train_until >= h->observed_until)
		why = "the training cannot end on or after";
	else if (test_until < FAR && test_until > h->observed_until)
		why = "the test cannot end after";
	else if (test_until <= train_until) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE, "the test must end after the training");
		return FALSE;
	}
	if (why)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE, "%s %s: the decisions in this store reach no further",
		            why, covered);
	return why == NULL;
}

struct backtest *backtest_new(const struct history *h, int train_until, int test_until, GError **error)
{
	g_autoptr(Backtest) b = g_new0(struct backtest, 1);
	b->train_until = train_until;
	b->test_until = MIN(test_until, h->observed_until);
	b->waves = waves_until(h, b->test_until) - waves_until(h, b->train_until);
	count_letters(b, h);
	count_left_out(b, h);
	for (int s = 0; s < STEPS; s++)
		if (!test_step(b, h, (enum step)s, error))
			return NULL;
	test_waves(b, h);
	return g_steal_pointer(&b);
}

void backtest_vouch(const struct backtest *b, struct forecast_model *model)
{
	for (int s = 0; s < STEPS; s++)
		memcpy(model->steps[s].deciles, b->results[s].deciles, sizeof model->steps[s].deciles);
	memcpy(model->after_wave, b->results[AFTER_WAVE].deciles, sizeof model->after_wave);
	model->hits = b->hits;
}
