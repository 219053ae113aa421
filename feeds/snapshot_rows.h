/* snapshot_rows.h - the kinds of files in a snapshot: their columns, and their rows as records. */
#ifndef ADQUEM_SNAPSHOT_ROWS_H
#define ADQUEM_SNAPSHOT_ROWS_H

#include "feeds/snapshot.h"

/* TRUE if kind is one of the kinds of files. */
gboolean snapshot_kind_known(const char *kind);

/* Reads in, a CSV file of the kind file->kind, and hands its records to the sink. FALSE with ADQ_ERROR_INPUT when the
 * structure fails (feeds/csvread.h) or its columns are not exactly those of the kind. Rows with a bad value go to
 * sink->reject. */
gboolean snapshot_rows_read(FILE *in, const struct snapshot_file *file, const struct feed_sink *sink, GError **error);

#endif
