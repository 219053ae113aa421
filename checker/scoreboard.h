/* scoreboard.h - the indicators of the Single Market Scoreboard, over what was judged: transposition deficit, average
 * delay, long overdue, incompleteness, per Member State and for all. The base is not the Commission's; the statement
 * says in which way. Thresholds are data: rules/law/scoreboard.csv.
 * Answers are TEMP tables of the judgement's connection:
 *   v_scoreboard  one row per state in protocol order, state '-' (all together) first
 *   i_board       the cells it counts; i_threshold the thresholds, i_scoreboard the two cut-off days. */
#ifndef ADQUEM_SCOREBOARD_H
#define ADQUEM_SCOREBOARD_H

#include "checker/judge.h"

/* What is counted, and how it differs from the Commission's count; static. */
extern const char scoreboard_statement[];

/* Counts the cells whose deadline is due_by or earlier (NULL: the day judged) and had passed on the day judged, which is
 * the day to which notifications count. Cells of states not bound (B) are left out, unknown ones (U) counted beside.
 * Columns of change are NULL. FALSE with ADQ_ERROR_USAGE if due_by is after the day judged, ADQ_ERROR_RULE for broken
 * thresholds. */
gboolean scoreboard_fill(struct judgement *judgement, const char *due_by, GError **error);

/* Reads the thresholds alone. FALSE with ADQ_ERROR_RULE, "FILE:LINE: reason". */
gboolean scoreboard_check(GError **error);

/* Fills the columns of change: the counts of judgement minus those of an earlier one. Both must have been filled. */
gboolean scoreboard_compare(struct judgement *judgement, struct judgement *earlier, GError **error);

#endif
