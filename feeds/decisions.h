/* decisions.h - Commission decisions as CSV, one row per decision.
 * Columns: infr_number, decision_date, stage (a word of case_types, or the register's text), additional (0/1), member_state, dg,
 * dg_name, case_type (NCM, OTHER), celex_first_cited, press_release_url; others are ignored. Exact duplicates are skipped,
 * "same as line N". */
#ifndef ADQUEM_DECISIONS_H
#define ADQUEM_DECISIONS_H

#include "feeds/feed.h"

/* A feed_reader (feeds/feed.h). */
gboolean decisions_read(FILE *in, const struct feed_options *options, const struct feed_sink *sink, GError **error);

#endif
