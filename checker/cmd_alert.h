/* cmd_alert.h - delivering what is pending, for `alert` and the end of `run`. */
#ifndef ADQUEM_CMD_ALERT_H
#define ADQUEM_CMD_ALERT_H

#include "checker/command.h"
#include "checker/store.h"

/* Delivers the outbox and says on standard error, a line each, what could not be delivered: then *bad becomes TRUE. FALSE
 * with ADQ_ERROR_STORE. */
gboolean alert_now(const struct options *options, struct store *store, gboolean *bad, GError **error);

#endif
