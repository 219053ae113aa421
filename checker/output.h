/* output.h - the judged cells as tables: the columns of `check` (design section 6). */
#ifndef ADQUEM_OUTPUT_H
#define ADQUEM_OUTPUT_H

#include "checker/judge.h"

/* The cells as CSV (RFC 4180, LF), header first: celex, deadline_no, provisions, deadline, state, letter, stage,
 * stage_date, days_overdue, level, rule, evidence, finding, reason. NULL with ADQ_ERROR_STORE. */
GString *output_csv(struct judgement *judgement, GError **error);

/* The rows of any query as CSV in the same way, the columns' names first. NULL with ADQ_ERROR_STORE. */
GString *output_query(sqlite3 *db, const char *sql, GError **error);

/* The same cells, the findings and the sources as one JSON object. */
GString *output_json(struct judgement *judgement, GError **error);

/* One line for a monitoring system, with perfdata; *status receives 0, 1, 2 or 3 (OK, WARNING, CRITICAL, UNKNOWN). */
GString *output_nagios(struct judgement *judgement, const char *fail_on, const char *trouble, int *status,
                       GError **error);

#endif
