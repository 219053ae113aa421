/* value.h - the values of one row, cleaned and judged.
 * A row is taken whole or rejected whole: the first value that fails is kept as the reason, in the words of the
 * source's own column. Absent values are NULL: an empty text, white space only, an unsubstituted "$NAME$". */
#ifndef ADQUEM_VALUE_H
#define ADQUEM_VALUE_H

#include "checker/celex.h"
#include "feeds/record.h"

/* One row being judged. Start from { 0 }; value_clear() ends a row and makes it ready for the next. */
struct value_row {
	char *problem;    /* why the row is rejected; NULL: it is not */
	GPtrArray *owned; /* cleaned texts, alive until value_clear() */
};

/* Frees what the row holds. */
void value_clear(struct value_row *row);

/* Hands text (may be NULL) to the row, which frees it; returns it. */
const char *value_keep(struct value_row *row, char *text);

/* Makes the row a rejected one, unless it already is. */
void value_fail(struct value_row *row, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* TRUE if no value failed; else the reason has gone to sink->reject with this line. */
gboolean value_good(const struct value_row *row, const struct feed_sink *sink, guint line);

/* Text for a message: in quotes, at most 40 characters, nothing that a terminal would obey; new. */
char *value_quote(const char *text);

/* Text as it is, or NULL where it says nothing. */
const char *value_text(const char *text);

/* Text; a row without it fails: "NAME is missing". */
const char *value_required(struct value_row *row, const char *name, const char *text);

/* An ISO day; NULL for an absent one and for the sentinels of CELLAR (checker/day.h). */
const char *value_day(struct value_row *row, const char *name, const char *text);

/* The same, or a month "2026-07". */
const char *value_day_or_month(struct value_row *row, const char *name, const char *text);

/* A CELEX number of one of the kinds in the mask, VALUE_KIND(CELEX_ACT) | ...; NULL if absent. */
#define VALUE_KIND(kind) (1U << (kind))
const char *value_celex(struct value_row *row, const char *name, const char *text, guint kinds);

/* Fails if the deadline set by an act is before the year that its number names; either may be NULL. */
void value_after_act(struct value_row *row, const char *name, const char *celex, const char *date);

/* The code of the Member State that text names (checker/state.h); static. Mandatory. */
const char *value_state(struct value_row *row, const char *name, const char *text);

/* Text if it is one of the NULL-terminated choices; NULL if absent. */
const char *value_choice(struct value_row *row, const char *name, const char *text, const char *const *choices);

/* A whole number of 0 to 1,000,000; 0 if absent. */
int value_number(struct value_row *row, const char *name, const char *text);

/* The number of a case at the start of text, "INFR(2024)0270", also written "INFR(2024) 0270" or "20240270" there;
 * new, in the first form; NULL if there is none. *rest receives what follows it. */
char *value_infr_prefix(const char *text, const char **rest);

/* The number of a case and nothing else; NULL if absent. */
const char *value_infr(struct value_row *row, const char *name, const char *text);

/* What an authority URI names: "DIR" for ".../resource-type/DIR"; other text as it is. Points into text. */
const char *value_tail(const char *text);

#endif
