/* caserow.h - what the readers of the register share, whatever the format: the words of its columns, and rows of
 * decisions with the acts that their titles name. */
#ifndef ADQUEM_CASEROW_H
#define ADQUEM_CASEROW_H

#include "feeds/value.h"

/* The types of record_decision, NULL-terminated. */
extern const char *const case_types[];

/* The type of record_decision that the register's text means; "OTHER" for a text this program has no word for. */
const char *case_type_of(const char *text);

/* The kind of case: by the flag of non-communication (Yes, No; NULL: by case_type alone), then by case_type or NULL. */
const char *case_kind_of(const char *flag, const char *case_type);

/* TRUE if text is the word, in any case. */
gboolean case_says(const char *text, const char *word);

/* HTML text as plain text on one line, new: entities resolved, white space and control characters one space each. */
char *case_plain_text(const char *text);

/* Rows being read into one sink: the same decision is taken once, whatever the number of files. */
struct case_rows;
typedef struct case_rows CaseRows;

struct case_rows *case_rows_new(const struct feed_sink *sink);
void case_rows_free(struct case_rows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CaseRows, case_rows_free)

/* Sets the decision's text, type and additional from the register's text of its type, which must be there. */
void case_set_type(struct value_row *row, const char *name, const char *text, struct record_decision *decision);

/* Sets the decision's title, in plain text, and its act: the first that the title is about; NULL if in doubt. The
 * record's confidence says how the act was found. */
void case_set_title(struct case_rows *rows, struct value_row *row, const char *title, struct record *record);

/* Ends the row: rejects it if a value failed, skips a decision taken before ("same decision as ..."), else hands it on,
 * with a RECORD_LINK for each further act its title is about. Clears row. FALSE with the sink's error. */
gboolean case_take(struct case_rows *rows, struct value_row *row, const struct record *record, GError **error);

#endif
