/* forecast.h - what is likely next in a cell: the step, its probability, its days, the reasons, and how far such
 * forecasts held. No number where there are not enough cases to learn from. */
#ifndef ADQUEM_FORECAST_H
#define ADQUEM_FORECAST_H

#include "checker/forecast_model.h"

enum { REASONS_MAX = 8 };

/* What the base is, in words. */
#define FORECAST_BASE "the base, to which the reasons are added"

/* A contribution to the log-odds; value > 0 speaks for the step. */
struct reason {
	char *text;
	double value;
};

typedef struct forecast {
	char *celex, *state;
	int deadline_no;
	enum step step;
	gboolean known;                /* FALSE: no number, and why says so */
	char *why;                     /* new or NULL */
	double probability, base;      /* base: the log-odds to which the reasons are added */
	struct wave_window windows[2]; /* for a letter whose wave is to come; from FAR: none */
	int from,
		until; /* for later steps: the days between which eight of ten of those still to come came; FAR: none */
	struct reason reasons[REASONS_MAX]; /* the strongest first */
	guint n_reasons;
	char *sample, *reliability; /* sentences */
} Forecast;

void forecast_free(struct forecast *forecast);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Forecast, forecast_free)

/* TRUE if forecasts can be made from the history at all: it has letters, to more than one state, linked to acts with
 * deadlines; else ADQ_ERROR_RULE and a sentence. */
gboolean forecast_possible(const struct history *history, GError **error);

/* The model to be used for a day: the newest one kept in the store that knows nothing later and no less than the
 * bundled one, if the judgement holds nothing back that was read later or is not official; else one fitted for this
 * call, if the store has enough; else the bundled one, if it is not of later days. Its origin says which. NULL with an error only when something is broken. */
struct forecast_model *forecast_model_for(struct judgement *judgement, const struct history *history, GError **error);

/* Fits all steps and the calendar as of the history's day, with the reliability of the backtest. */
struct forecast_model *forecast_fit(const struct history *history, GError **error);

/* The columns of v_cell that a forecast is made from. */
#define FORECAST_CELL "celex, deadline_no, state, stage, binding, due > deadline"

/* The forecast of a cell: a row that begins with the columns FORECAST_CELL. NULL if there is no step to foresee. */
struct forecast *forecast_for(const struct history *history, const struct forecast_model *model, sqlite3_stmt *cell);

#endif
