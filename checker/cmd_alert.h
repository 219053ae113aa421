/* cmd_alert.h - delivering what is pending, for `alert` and the end of `run`. */
#ifndef ADQUEM_CMD_ALERT_H
#define ADQUEM_CMD_ALERT_H

#include "checker/command.h"
#include "checker/store.h"
#include "checker/watch.h"

/* Delivers the outbox and says on standard error, a line each, what could not be delivered: then *bad becomes TRUE. Between
 * two deliveries watch, which may be NULL, can end it. FALSE with ADQ_ERROR_STORE or ADQ_ERROR_STOPPED. */
gboolean alert_now(const struct options *options, struct store *store, const struct watch *watch, gboolean *bad,
                   GError **error);

#endif
