/* cmd_fetch.h - what `fetch` and `run` share. */
#ifndef ADQUEM_CMD_FETCH_H
#define ADQUEM_CMD_FETCH_H

#include "checker/command.h"
#include "checker/gather.h"

/* Brings the sources up to date as the options say, telling troubles and progress on standard error. tallies receives
 * a struct gather_tally per source. *bad: a read failed, or a row was rejected. */
gboolean fetch_sources(const struct options *options, struct store *store, const char *today, GArray *tallies,
                       gboolean *bad, GError **error);

#endif
