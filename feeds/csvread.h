/* csvread.h - rows of a CSV file, one at a time, from a stream (RFC 4180).
 * Fields are separated by commas, or by semicolons or tabs where the header has those and no comma. Lines end in LF or CRLF; a UTF-8 byte order mark is skipped; the first record is the header. The file is refused,
 * ADQ_ERROR_INPUT with "NAME:LINE: reason", when its structure fails: a record with more or fewer fields than the
 * header, a broken or unfinished quote, text after a closing quote, a NUL byte, text that is not UTF-8, a field over
 * 1 MB, a column named twice. Memory is that of one record. */
#ifndef ADQUEM_CSVREAD_H
#define ADQUEM_CSVREAD_H

#include <glib.h>
#include <stdio.h>

typedef struct csv Csv; /* the name g_autoptr needs */

/* Reads the header of in, a file in which one can go back; new, or NULL with an error. The reader does not close in, which
 * must outlive it; name is the file's, for messages. */
struct csv *csv_open(FILE *in, const char *name, GError **error);

/* The same with another separator, and without a header: columns are named "1", "2", ..., as many as the first record
 * has, which is the first that csv_next() goes to. */
struct csv *csv_open_plain(FILE *in, const char *name, char separator, GError **error);
void csv_free(struct csv *csv);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Csv, csv_free)

/* TRUE if the header has every column of the NULL-terminated list; else "NAME:1: column 'x' is missing". */
gboolean csv_require(const struct csv *csv, const char *const *columns, GError **error);

/* The columns of the header, in order, NULL-terminated; the reader's. */
const char *const *csv_columns(const struct csv *csv);

/* Goes to the next record. FALSE at the end of the file, and with an error set when the file is refused. */
gboolean csv_next(struct csv *csv, GError **error);

/* The current record's field in this column, "" if empty; NULL if there is no such column. The reader's, until the
 * next csv_next(). */
const char *csv_get(const struct csv *csv, const char *column);

/* The line, counted from 1, on which the current record starts. */
guint csv_line(const struct csv *csv);

#endif
