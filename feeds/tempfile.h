/* tempfile.h - a file without a name in the temporary folder, for bodies that do not belong into memory. */
#ifndef ADQUEM_TEMPFILE_H
#define ADQUEM_TEMPFILE_H

#include <glib.h>
#include <stdio.h>

/* New, empty, open for reading and writing; gone when closed. Unlike tmpfile() it respects TMPDIR. NULL with
 * ADQ_ERROR_SOURCE, which names the folder. */
FILE *tempfile_new(GError **error);

#endif
