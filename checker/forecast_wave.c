#include "checker/forecast_wave.h"

#include <math.h>

/* Waves lie within a week or so of the same days each year, lags are spread more widely; what is older than four
 * years counts half. The results hardly depend on these (docs/FORECAST.md). */
#define PHASE_SPREAD 6.0
#define LAG_SPREAD 12.0
#define HALF_LIFE 1461.0
#define TROPICAL_YEAR 365.2425
#define FLOOR 1e-6 /* no day is impossible */

struct calendar *calendar_new(void)
{
	struct calendar *c = g_new0(struct calendar, 1);
	c->days = g_array_new(FALSE, FALSE, sizeof(struct letter_day));
	c->lags = g_array_new(FALSE, FALSE, sizeof(struct wave_lag));
	return c;
}

void calendar_free(struct calendar *c)
{
	if (!c)
		return;
	g_array_unref(c->days);
	g_array_unref(c->lags);
	g_free(c);
}

/* A deadline whose year lies whole within the decisions and had no wave. One that another deadline of the act follows
 * within the year is none: the letters are about that one. */
static gboolean stayed_without(const struct history *h, const struct fc_deadline *d, int as_of)
{
	int first = h->letters->len ? HISTORY_LETTER(h, 0).date : FAR;
	return d->date >= first && d->date + YEAR <= as_of && d->onset > as_of && as_of < d->noise &&
	       d->next > d->date + YEAR;
}

struct calendar *calendar_learn(const struct history *h, int as_of)
{
	struct calendar *c = calendar_new();
	for (guint i = 0; i < h->days->len; i++) {
		struct letter_day day = g_array_index(h->days, struct letter_day, i);
		if (day.day <= as_of && day.letters >= WAVE_LETTERS_MIN)
			g_array_append_val(c->days, day);
	}
	for (guint i = 0; i < h->deadlines->len; i++) {
		const struct fc_deadline *d = &HISTORY_DEADLINE(h, i);
		guint sent;
		c->without += stayed_without(h, d, as_of) ? 1 : 0;
		if (!history_usable(d, as_of))
			continue;
		struct wave_lag lag = { d->date, history_wave(h, d, as_of, &sent) - d->date };
		g_array_append_val(c->lags, lag);
	}
	return c;
}

static double phase_of(int day)
{
	return fmod((double)day, TROPICAL_YEAR);
}

static double bell(double distance, double spread)
{
	double z = distance / spread;
	return exp(-0.5 * z * z);
}

static double recency(int as_of, int day)
{
	return exp2(-(double)MAX(as_of - day, 0) / HALF_LIFE);
}

void calendar_prepare(struct calendar *c, int as_of)
{
	for (int i = 0; i < PHASES; i++) {
		c->phase[i] = FLOOR;
		for (guint k = 0; k < c->days->len; k++) {
			const struct letter_day *d = &g_array_index(c->days, struct letter_day, k);
			double far = fabs(phase_of(d->day) - i);
			c->phase[i] += recency(as_of, d->day) * sqrt(MIN(d->letters, 100u)) *
			               bell(MIN(far, TROPICAL_YEAR - far), PHASE_SPREAD);
		}
	}
	double weights[YEAR + 1] = { 0.0 };
	for (guint k = 0; k < c->lags->len; k++) {
		const struct wave_lag *l = &g_array_index(c->lags, struct wave_lag, k);
		weights[CLAMP(l->lag, 0, YEAR)] += recency(as_of, l->deadline);
	}
	for (int i = 0; i <= YEAR; i++) {
		c->by_lag[i] = FLOOR;
		for (int lag = 0; lag <= YEAR; lag++)
			if (weights[lag] > 0.0)
				c->by_lag[i] += weights[lag] * bell(lag - i, LAG_SPREAD);
	}
}

void calendar_later(const struct calendar *c, int days, int learned_until, guint *later, guint *waiting)
{
	*later = 0;
	for (guint k = 0; k < c->lags->len; k++) {
		const struct wave_lag *l = &g_array_index(c->lags, struct wave_lag, k);
		*later += l->lag > days && l->deadline + YEAR <= learned_until;
	}
	*waiting = *later + c->without;
}

gboolean calendar_enough(const struct calendar *c)
{
	return c->days->len >= WAVES_ENOUGH && c->lags->len >= LAGS_ENOUGH;
}

/* The window with the largest sum of chance that does not touch `taken`. sums[i]: the chance before day i. */
static struct wave_window best(const double *sums, int first, int last, const struct wave_window *taken)
{
	struct wave_window w = { FAR, FAR, -1.0 };
	for (int from = first; from + WAVE_WINDOW_DAYS - 1 <= last; from++) {
		int until = from + WAVE_WINDOW_DAYS - 1;
		double share = sums[until + 1] - sums[from];
		if (share > w.share && !(taken && from <= taken->until && until >= taken->from))
			w = (struct wave_window){ from, until, share };
	}
	return w;
}

void calendar_windows(const struct calendar *c, int deadline, int as_of, struct wave_window window[2])
{
	double sums[YEAR + 2 + WAVE_WINDOW_DAYS] = { 0.0 };
	int first = MAX(as_of - deadline, 0) + 1, last = YEAR + WAVE_WINDOW_DAYS - 1;
	for (int i = 0; i <= last; i++) {
		int phase = (int)phase_of(deadline + i);
		sums[i + 1] = sums[i] + (i < first || i > YEAR ? 0.0 : c->phase[phase] * c->by_lag[i]);
	}
	window[0] = first > YEAR ? (struct wave_window){ FAR, FAR, 0.0 } : best(sums, first, last, NULL);
	window[1] = window[0].from == FAR ? window[0] : best(sums, first, last, &window[0]);
	for (int k = 0; k < 2; k++) {
		if (window[k].from == FAR)
			continue;
		window[k].from += deadline;
		window[k].until += deadline;
		window[k].share /= sums[last + 1];
	}
}
