/* outcome.h - how a run ended, for machines: an XML file, and figures for Prometheus. Both replace the file before in one
 * step; the numbers are those of count.h. */
#ifndef ADQUEM_OUTCOME_H
#define ADQUEM_OUTCOME_H

#include "checker/judge.h"

struct outcome {
	const char *began, *ended; /* "2026-11-23T22:15:00Z" */
	double seconds;
	int status;                  /* the exit status */
	const char *message;         /* what went wrong, or NULL */
	struct judgement *judgement; /* NULL: the run did not come so far */
};

/* Writes the file at path. FALSE with ADQ_ERROR_REPORT, or ADQ_ERROR_STORE. */
gboolean outcome_status(const struct outcome *outcome, const char *path, GError **error);

/* The same in the text format of Prometheus. When the run failed, the time of the last success is taken over from the file
 * that is there. */
gboolean outcome_metrics(const struct outcome *outcome, const char *path, GError **error);

#endif
