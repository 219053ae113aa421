/* finding_ack.h - acknowledgements: a finding somebody has seen, and why it may rest. */
#ifndef ADQUEM_FINDING_ACK_H
#define ADQUEM_FINDING_ACK_H

#include "checker/judge.h"
#include "checker/store.h"

struct ack {
	const char *key, *who, *why;
	const char *until; /* the last day, or NULL */
	const char *time;  /* "2026-11-23T22:15:00Z" */
};

/* Acknowledges the finding as the judgement shows it, from the day judged on. FALSE with ADQ_ERROR_USAGE: there is no such
 * finding, or until lies before that day; ADQ_ERROR_STORE. */
gboolean finding_ack(struct store *store, const struct judgement *judgement, const struct ack *ack, GError **error);

/* Takes back what is acknowledged of the finding on the day judged. FALSE with ADQ_ERROR_USAGE when nothing is. */
gboolean finding_ack_undo(struct store *store, const struct judgement *judgement, const struct ack *ack,
                          GError **error);

#endif
