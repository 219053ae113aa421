/* cmd_alert.h - delivering what is pending, for `alert` and the end of `run`, and what a run warns of. */
#ifndef ADQUEM_CMD_ALERT_H
#define ADQUEM_CMD_ALERT_H

#include "checker/command.h"
#include "checker/judge.h"
#include "checker/store.h"
#include "checker/watch.h"

/* Delivers the outbox and says on standard error, a line each, what could not be delivered: then *bad becomes TRUE. Between
 * two deliveries watch, which may be NULL, can end it. FALSE with ADQ_ERROR_STORE or ADQ_ERROR_STOPPED. */
gboolean alert_now(const struct options *options, struct store *store, const struct watch *watch, gboolean *bad,
                   GError **error);

/* Says on standard error which subscriptions ask for what the portfolio judged does not have: alert_unknown(). FALSE
 * with ADQ_ERROR_RULE. */
gboolean alert_warn(const struct options *options, struct judgement *judgement, GError **error);

#endif
