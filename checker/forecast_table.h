/* forecast_table.h - forecasts as TEMP tables of a judgement's connection, for documents and tables:
 *   i_forecast         one row per cell that has a step to foresee: the step, its probability in per cent, the days (the
 *                      wave of a letter, or between which eight of ten came), how many cases are behind it, how far such
 *                      forecasts held; or why there is no number
 *   i_forecast_reason  the base, then the reasons for (value > 0) and against, the strongest first, as log-odds that add up
 *   i_model            one row: what the forecasts are from, or why there are none
 *   i_reliability      per step and tenth of probability: forecast and observed in per cent, with the 95 % interval */
#ifndef ADQUEM_FORECAST_TABLE_H
#define ADQUEM_FORECAST_TABLE_H

#include "checker/judge.h"

/* Foresees the cells of an act or, with NULL, those with a level. Too few data is no error: i_model says it. FALSE with
 * ADQ_ERROR_STORE. */
gboolean forecast_fill(struct judgement *judgement, const char *celex, GError **error);

#endif
