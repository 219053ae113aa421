/* forecast_backtest.h - how good the forecasts would have been: every case judged with a model refitted at every wave
 * from what was known then, and compared with what came. A case whose window is not over is left out; after the wave,
 * so is one that has its letter: that is known then, not foreseen. */
#ifndef ADQUEM_FORECAST_BACKTEST_H
#define ADQUEM_FORECAST_BACKTEST_H

#include "checker/forecast_model.h"

enum { AFTER_WAVE = STEPS, BACKTESTS, FLAGS = 2, FEW_OUTCOMES = 30 };

struct interval {
	double value, low, high; /* NAN where there is none */
};

/* Cases with a forecast of at least p: how many, and how many of them had the event. */
struct flag {
	double p;
	guint n, right;
};

struct state_result {
	guint n, positives;
	double forecast; /* the mean */
};

/* One step, or the letter judged again on the day after the wave. The gains: the model's figure minus the baseline's
 * (a state's own rate so far; after the wave, that of the cases without a letter by then). */
struct step_result {
	guint n, positives, acts, censored, too_early; /* too_early: judged when there was not enough to learn from */
	guint already;                                 /* had the letter by the day after the wave */
	struct interval auc, auc_baseline, auc_gain, brier, brier_baseline, brier_gain;
	struct decile deciles[DECILES];
	struct flag flags[FLAGS];
	struct state_result states[STATES_MAX];
};

/* What was left out of the cases between the end of the training and that of the test, and why (facts of the register,
 * docs/FORECAST.md). */
struct exclusions {
	guint letters, by_use[LETTER_USES]; /* letters of these days, and of them those of each use */
	guint few_letters, noise;           /* deadlines */
	GPtrArray *few_acts, *noise_acts;   /* of char *, "32008L0068": owned by the history */
};

typedef struct backtest {
	int train_until, test_until;
	struct step_result results[BACKTESTS];
	struct hits hits;
	double window_share; /* the mean chance the calendar gave the first window */
	struct exclusions left_out;
	guint waves; /* between the end of the training and that of the test: the model is refitted after each */
} Backtest;

/* Judges all cases after train_until whose window was over on test_until. NULL with ADQ_ERROR_RULE: nothing to learn
 * from, one state only, no event, days that make no sense; the sentence says which. */
struct backtest *backtest_new(const struct history *history, int train_until, int test_until, GError **error);

/* TRUE if the days make sense: the test ends after the training, and neither lies after what the decisions cover;
 * else ADQ_ERROR_RULE with a sentence. 0 and FAR stand for days that were not given. */
gboolean backtest_days(const struct history *history, int train_until, int test_until, GError **error);

/* TRUE if the cases are enough for a claim: outcomes of both kinds, of several acts. */
gboolean backtest_claims(const struct step_result *result);

void backtest_free(struct backtest *backtest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Backtest, backtest_free)

/* Copies what the backtest says of reliability into the model. */
void backtest_vouch(const struct backtest *backtest, struct forecast_model *model);

#endif
