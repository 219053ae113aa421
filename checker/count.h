/* count.h - the numbers. Every headline, mail, metric and table takes them from here, so that no two can differ. */
#ifndef ADQUEM_COUNT_H
#define ADQUEM_COUNT_H

#include "checker/judge.h"

/* Fills TEMP TABLE i_due (the dates of the next 90 days) and the one row of TEMP TABLE i_count: acts, acts-read,
 * acts-unread, deadlines, cells, cells-read, gap, trouble, a count for each level (case, strong, candidate, watch,
 * dormant), nothing-notified, completeness-open, declared-complete, due-90-days, states-nothing, acts-nothing,
 * states-case, open-cases, quality. Called by judge(). */
gboolean count_fill(sqlite3 *db, GError **error);

/* One of the numbers of i_count; -1 on error. */
int count_of(const struct judgement *judgement, const char *name, GError **error);

/* Makes TEMP TABLE i_letter_count: letter, state, position, n; a row for each letter in each state. */
gboolean count_letters(const struct judgement *judgement, GError **error);

#endif
