/* command_judge.h - a day judged as the options say. */
#ifndef ADQUEM_COMMAND_JUDGE_H
#define ADQUEM_COMMAND_JUDGE_H

#include "checker/command.h"
#include "checker/judge.h"

/* The day, NULL for that of the last run, judged with the portfolio, rules, acts and states of the options; judgement_free().
 * NULL with the errors of judge(). */
struct judgement *command_judge(const struct options *options, const char *as_of, GError **error);

/* TRUE if state, an EU code or NULL, was a Member State, or bound, on the day judged: one that was not is not answered as if
 * nothing were known of it. Else FALSE with ADQ_ERROR_USAGE, which says from when to when it was one. */
gboolean command_state_judged(struct judgement *judgement, const char *state, GError **error);

#endif
