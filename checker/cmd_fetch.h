/* cmd_fetch.h - what `fetch` and `run` share. */
#ifndef ADQUEM_CMD_FETCH_H
#define ADQUEM_CMD_FETCH_H

#include "checker/command.h"
#include "checker/gather.h"

/* Brings the sources up to date as the options say, telling troubles and progress on standard error. tallies receives
 * a struct gather_tally per source. *bad: a read failed, or a row was rejected. */
struct fetch_job {
	const struct options *options;
	struct store *store;
	const struct watch *watch; /* or NULL */
	const char *today;
};
gboolean fetch_sources(const struct fetch_job *job, GArray *tallies, gboolean *bad, GError **error);

#endif
