/* output.h - the judged cells as tables: the columns of `check` (design section 6). */
#ifndef ADQUEM_OUTPUT_H
#define ADQUEM_OUTPUT_H

#include <stdio.h>

#include "checker/judge.h"

/* A table of rows: the name of its file, its query. Cells come first, then findings. */
struct output_table {
	const char *name, *sql;
};

extern const struct output_table output_tables[];
extern const gsize output_tables_n;

/* The cells with four further columns, the same for each state of a deadline: eea, eea_decision, eea_in_force, eea_due
 * (context: the EEA EFTA states are not judged). */
extern const struct output_table output_cells_eea;

/* How CSV is written: lines that end in LF, for pipes; a file as RFC 4180 has it, lines ending in CRLF; the same with a
 * byte order mark and semicolons, as some spreadsheets want it. */
enum csv_kind { CSV_LINES, CSV_FILE, CSV_EXCEL };

/* A table as CSV, header first. What a spreadsheet would take for a formula gets an apostrophe. The cells begin celex,
 * deadline_no, provisions, deadline, state, letter, stage, stage_date, days_overdue, level, rule, evidence, finding,
 * reason. FALSE with ADQ_ERROR_STORE, or without an error when out cannot be written. */
gboolean output_csv(struct judgement *judgement, const struct output_table *table, enum csv_kind kind, FILE *out,
                    GError **error);

/* Cells (that table), findings and sources as one JSON object; all: measures and decisions too. Errors as those of
 * output_csv(). */
gboolean output_json(struct judgement *judgement, const struct output_table *cells, gboolean all, FILE *out,
                     GError **error);

/* One line for a monitoring system, with perfdata; *status receives 0, 1, 2 or 3 (OK, WARNING, CRITICAL, UNKNOWN). Unless
 * its day was asked for, a judgement of a day long past is trouble too: no run has been since. */
GString *output_nagios(struct judgement *judgement, const char *fail_on, const char *trouble, gboolean asked,
                       int *status, GError **error);

#endif
