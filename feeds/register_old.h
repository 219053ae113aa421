/* register_old.h - the table that the register's former page let people download, saved as CSV.
 * Ten columns: infringement number (YYYYNNNN), decision date (YYYY/MM/DD and a time), decision type, press release, memo,
 * Member State, department in charge, title, active (Yes/No), non-communication (Yes/No). Separated by commas, semicolons
 * or tabs; known by the words of its header, which exporters vary, or, without one, by the shape of its first row. */
#ifndef ADQUEM_REGISTER_OLD_H
#define ADQUEM_REGISTER_OLD_H

#include "feeds/feed.h"

/* TRUE if in, rewound, begins like such a table, also one that lacks columns. Leaves in anywhere. */
gboolean register_old_recognise(FILE *in);

/* A feed_reader (feeds/feed.h). "NAME:1: no column for ..." refuses a table that lacks one. */
gboolean register_old_read(FILE *in, const struct feed_options *options, const struct feed_sink *sink, GError **error);

#endif
