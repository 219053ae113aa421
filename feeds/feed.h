/* feed.h - the table of readers and the recognition of a file's kind by its content. */
#ifndef ADQUEM_FEED_H
#define ADQUEM_FEED_H

#include "feeds/record.h"

/* Reads the whole of in and hands its records to the sink. FALSE with ADQ_ERROR_INPUT when the file's structure
 * fails: "NAME:LINE: reason". Rows with bad values go to sink->reject. Does not close in. */
typedef gboolean (*feed_reader)(FILE *in, const struct feed_options *options, const struct feed_sink *sink,
                                GError **error);

struct feed {
	const char *name;   /* "sparql-results", "register-json", "register-csv", ... */
	const char *source; /* the source its facts are of: cellar, register, decisions, deadlines */
	const char *title;  /* for people */
	enum rank rank;     /* of its facts: official where the format is an official source's own, else as the origin
	                       of the rows can be shown */
	feed_reader read;
};

/* The feed that reads a file beginning like in, by content alone, and in rewound; NULL with ADQ_ERROR_INPUT
 * ("NAME:1: ...") if none does: empty, white space only, HTML, NUL bytes, an unknown root or header line. */
const struct feed *feed_recognise(FILE *in, const char *name, GError **error);

#endif
