/* forecast_model.h - the fitted model: for each step log-odds that a person can add up, how time in the stage changes
 * them, how often such forecasts held, and the calendar of waves. A model made as of a day knows nothing later. */
#ifndef ADQUEM_FORECAST_MODEL_H
#define ADQUEM_FORECAST_MODEL_H

#include "checker/forecast_unit.h"
#include "checker/forecast_wave.h"

/* Less is not enough to learn from, and too few outcomes of one kind say nothing of the other. */
enum { CASES_ENOUGH = 300, ACTS_ENOUGH = 20, OUTCOMES_ENOUGH = 30, AGE_BIN = 30, AGE_BINS = 37, DECILES = 10 };

/* Of fewer acts no share and no interval is said: cases of one act are no trials of their own. */
enum { ACTS_FEW = 5 };

/* Forecasts between a tenth and the next, and what came of them in the backtest. */
struct decile {
	guint n, acts;
	double forecast, observed, low, high; /* low, high: 95 %, drawn by act; NAN if there are too few */
};

struct step_model {
	gboolean fitted;
	guint n, positives, acts; /* the cases whose window was over */
	double half_life;         /* days after which a case counts half */
	double *coefficients;     /* by column */
	guint *counts;            /* cases per column */
	double rate;              /* the share of positives, recent ones counting more */
	double later[AGE_BINS]; /* the share of the positives that came later than so many times 30 days in the stage */
	double open[AGE_BINS];  /* the share of the others still open then */
	struct decile deciles[DECILES];
};

struct hits {
	guint n, first, second;
};

typedef struct forecast_model {
	struct layout *layout;
	struct step_model steps[STEPS];
	struct calendar *calendar;
	struct hits hits;
	struct decile after_wave[DECILES]; /* of letters judged again on the day after the wave */
	int from, until;                   /* the period of the decisions it was made from */
	guint decisions;                   /* letters among them */
	char *origin; /* where it is from: a sentence's object, "the decisions in this store, fitted now" */
} ForecastModel;

struct forecast_model *forecast_model_new(const struct history *history);
void forecast_model_free(struct forecast_model *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ForecastModel, forecast_model_free)

/* Fits one step to the cases as known on a day. The half life of a step fitted before stays; else it is chosen among two,
 * four and eight years by how well the fit of an earlier day foretold the cases after it. The coefficients the step has are the starting point. Too few
 * cases leave it not fitted, which is no error. */
gboolean forecast_model_fit(struct forecast_model *model, const struct history *history, const GArray *units,
                            enum step step, int as_of, GError **error);

/* The log-odds that time in the stage adds: a step that mostly comes early grows unlikely as time passes. */
double forecast_model_time(const struct step_model *model, enum step step, int days);

/* The probability of a case judged on the day it entered the stage. */
double forecast_model_score(const struct forecast_model *model, const struct unit *unit, enum step step);

#endif
