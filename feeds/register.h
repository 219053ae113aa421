/* register.h - the Commission's register of infringement decisions, as its application answers: JSON, an object with
 * totalRows and records. Titles lose their HTML entities and line breaks, dates D/MM/YYYY become ISO days, states are
 * English names. Rows are counted from 1. */
#ifndef ADQUEM_REGISTER_H
#define ADQUEM_REGISTER_H

#include "feeds/caserow.h"
#include "feeds/feed.h"

/* A feed_reader (feeds/feed.h). The last record says that the register was read, never that it was read whole: the
 * answer does not say what was asked. Does not compare totalRows, which counts over several files. */
gboolean register_read(FILE *in, const struct feed_options *options, const struct feed_sink *sink, GError **error);

/* One answer of several. */
struct register_part {
	const char *name;      /* for messages */
	guint body;            /* its number in the load */
	const char *from, *to; /* the days it was asked for; NULL: not known */
};

/* Hands the decisions of one answer to rows. FALSE with ADQ_ERROR_INPUT as register_read(), and for a decision of
 * another day than was asked for. Does not rewind in. */
gboolean register_read_part(FILE *in, const struct register_part *part, struct case_rows *rows, GError **error);

/* What the answer counts (totalRows) and how many records it holds, for a check over the files given together. FALSE
 * with ADQ_ERROR_INPUT as register_read(). Does not rewind in. */
gboolean register_totals(FILE *in, const char *name, gint64 *total, gint64 *records, GError **error);

#endif
