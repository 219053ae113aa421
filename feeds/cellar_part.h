/* cellar_part.h - a question to CELLAR about some acts, its twin that counts, and the proof that they agree.
 * Every query (feeds/cellar-*.rq) selects ?celex; the twin has the same pattern and counts the rows, and the different
 * ?nim, per act. An answer is whole when it has, for each act, as many rows as were counted. */
#ifndef ADQUEM_CELLAR_PART_H
#define ADQUEM_CELLAR_PART_H

#include "feeds/source.h"

/* What goes into a query in place of %ACTS%, %YEAR%, %SINCE%, %LANGUAGES%. */
struct cellar_terms {
	const char *query; /* "cellar-acts.rq" */
	const char *what;  /* for people: "measures" */
	const char *year, *since;
	const GPtrArray *acts; /* CELEX numbers; NULL: the query is not about given acts */
};

struct cellar_part {
	GPtrArray *acts;       /* CELEX, owned; empty if none were given */
	struct question *data; /* the unit's; NULL if it is only counted */
	struct question *count;
	GHashTable *counts; /* CELEX -> struct cellar_count; NULL until proven */
};

struct cellar_count {
	guint64 rows, nims; /* as counted */
	guint64 got;        /* rows in the answer */
};

enum cellar_proof {
	CELLAR_PROVEN,
	CELLAR_TOO_MUCH, /* half of it may be answered; *error says why the whole was not */
	CELLAR_FAILED,
};

/* Asks: adds both questions to the unit, or with only_count the second alone. New; NULL with an error if the query
 * cannot be read. */
struct cellar_part *cellar_ask(struct unit *unit, const struct source_conf *conf, const struct cellar_terms *terms,
                               gboolean only_count, GError **error);
void cellar_part_free(struct cellar_part *part);
void cellar_part_destroy(gpointer part);

/* Judges the answers. Sets *error unless they are proven. */
enum cellar_proof cellar_prove(struct cellar_part *part, GError **error);

/* What was counted for the act; NULL if CELLAR does not know it. */
const struct cellar_count *cellar_counted(const struct cellar_part *part, const char *celex);

/* Acts from (inclusive) to (exclusive) of the part, new; the texts are copies. */
GPtrArray *cellar_acts_slice(const GPtrArray *acts, guint from, guint to);

/* "32016L0680" or "32016L0680 and 39 more", new. */
char *cellar_acts_name(const GPtrArray *acts);

/* Reads the answer with the readers of feeds/sparql.h. Every record gets the number of its body, then goes through
 * filter (NULL: to the sink): what it does not want it does not hand on. *rejected counts rows with bad values. */
typedef gboolean (*cellar_filter)(void *user, struct record *record, const struct feed_sink *sink, GError **error);
gboolean cellar_read(const struct question *question, cellar_filter filter, void *user, const struct feed_sink *sink,
                     guint *rejected, GError **error);

/* Hands on a read; body: that of the question. */
gboolean cellar_take_read(const struct question *question, const struct record_read *read, const struct feed_sink *sink,
                          GError **error);

/* The query of a read as it is kept, new: its file and what stands for %ACTS% or %YEAR%. */
char *cellar_query_note(const char *query, const char *scope);

/* TRUE if now is fewer than the band's share of what was known (from 10 on). */
gboolean cellar_implausible(const struct source_conf *conf, gint64 known, gint64 now);

#endif
