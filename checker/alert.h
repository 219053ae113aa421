/* alert.h - who is told what: from the life of findings into the outbox (docs/ALERTS.md). Nothing is sent here. */
#ifndef ADQUEM_ALERT_H
#define ADQUEM_ALERT_H

#include <libxml/tree.h>

#include "checker/config.h"
#include "checker/judge.h"
#include "checker/store.h"
#include "checker/watch.h"

/* Writes what each subscription of conf has not been told of the runs of this portfolio into the outbox, one message per
 * run and recipient. Called after finding_record(), before the commit: run and messages are written together or not at
 * all. A subscription seen for the first time is given nothing. FALSE with ADQ_ERROR_STORE, ADQ_ERROR_RULE. */
gboolean alert_queue(struct store *store, struct judgement *judgement, const struct config *conf, GError **error);

/* The pillars and acts that subscriptions ask for and the portfolio judged does not have, which nobody will be told of: a
 * line for each, "" if there is none; new. Subscriptions of another portfolio are left aside. NULL with ADQ_ERROR_RULE. */
char *alert_unknown(struct judgement *judgement, const struct config *conf, GError **error);

/* A message as XML of the findings vocabulary, scope alert, with the catalogue of its language; new. The same message has
 * the same bytes whenever it is asked for. site: the address of the report's folder, with / at its end, that lines link to;
 * or NULL. NULL with ADQ_ERROR_STORE or ADQ_ERROR_REPORT. */
xmlDoc *alert_document(struct store *store, const char *id, const char *site, GError **error);

/* A message with one change of each kind, about no real state of affairs, marked as a test, still without an id. New. */
xmlDoc *alert_document_test(const char *lang, const char *site, const char *as_of, GError **error);

/* Delivers what is pending, oldest first; now is the time of the mail, "2026-11-23T22:15:00Z". Each delivery is committed by
 * itself. A message that cannot be delivered stays, and *sentences, new and never NULL, has a line for it. Between two of
 * them watch, which may be NULL, can end it. FALSE with ADQ_ERROR_STORE or ADQ_ERROR_STOPPED. */
gboolean alert_deliver(struct store *store, const struct config *conf, const struct watch *watch, const char *now,
                       char **sentences, GError **error);

/* Sends a test message through every channel, or the one named. Errors as above, for the first that fails. */
gboolean alert_test(const struct config *conf, const char *channel, const char *now, GError **error);

#endif
