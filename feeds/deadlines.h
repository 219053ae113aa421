/* deadlines.h - transposition deadlines as CSV: the columns celex and deadline, one row per date; a row whose kind, if there is
 * one, is another than transposition is rejected, other columns are ignored.
 * For users without access to CELLAR; the type of an act is read off its number. */
#ifndef ADQUEM_DEADLINES_H
#define ADQUEM_DEADLINES_H

#include "feeds/feed.h"

/* A feed_reader (feeds/feed.h). An act is handed on once, before its first deadline. */
gboolean deadlines_read(FILE *in, const struct feed_options *options, const struct feed_sink *sink, GError **error);

#endif
