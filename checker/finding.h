/* finding.h - the life of findings across runs (design section 4, "finding"). Written by `run` alone. */
#ifndef ADQUEM_FINDING_H
#define ADQUEM_FINDING_H

#include "checker/judge.h"
#include "checker/store.h"

/* Compares the judgement with the last run and records what turned. A judgement of the same day, knowledge, portfolio,
 * rules and facts as the last run adds nothing. *worse tells whether something turned worse at or above the level
 * fail_on in the run on record, *news whether anything was said. FALSE with ADQ_ERROR_STORE; ADQ_ERROR_USAGE when the
 * day judged is before that of the last run. */
gboolean finding_record(struct store *store, struct judgement *judgement, const char *fail_on, gboolean *worse,
                        gboolean *news, GError **error);

/* The act in a finding's key: that of its cell or, of a source in trouble, the one whose measures it was read for; new,
 * NULL if there is none. */
char *finding_act(const char *key);

/* TRUE if a finding at or above the level, not acknowledged, stands in the judgement. */
gboolean finding_any(struct judgement *judgement, const char *level, GError **error);

#endif
