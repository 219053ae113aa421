/* measure.h - rows about national measures turned into records; shared by SPARQL results and snapshots.
 * One row can be a measure, a declaration ("no measure is necessary"), a measure with a declaration on it, or a link
 * to a case where the title is a case number. An exact duplicate is skipped, a row that contradicts an earlier one of
 * the same measure and act is rejected: the marks of OPTIONAL cross products and of values swapped between rows. */
#ifndef ADQUEM_MEASURE_H
#define ADQUEM_MEASURE_H

#include "feeds/record.h"

/* A row as the source gives it, nothing cleaned; NULL or "" where it says nothing. */
struct measure_row {
	guint line;
	const char *act;   /* CELEX or an URI with one; a CELLAR URI names no act */
	const char *celex; /* the sector-7 number */
	const char *nim, *country, *title, *type, *journal, *number;
	const char *published, *notified, *notified_act, *in_force;
	const char *link, *declaration;
	enum rank rank;
	const char *cite, *confidence;
};

struct measures;
typedef struct measures Measures; /* the name g_autoptr needs */

/* Begins a file: its name for messages, the act its rows belong to where they name none (or NULL). Both and the sink
 * must outlive the result; new. */
struct measures *measures_new(const struct feed_options *options, const struct feed_sink *sink);
void measures_free(struct measures *measures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Measures, measures_free)

/* Hands on the records of one row. FALSE with an error when the file is refused (a row that names no act, and none
 * is given) or the sink stops. A row with a bad value goes to sink->reject and is TRUE. */
gboolean measures_take(struct measures *measures, const struct measure_row *row, GError **error);

/* How many rows were rejected. */
guint measures_rejected(const struct measures *measures);

/* The acts that rows were about, CELEX as keys; the container is the caller's, the texts are not. */
GList *measures_acts(const struct measures *measures);

#endif
