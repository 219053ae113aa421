/* store_pass.h - what passes over a source leave for the next one. Times are "2026-11-23T22:15:00Z". */
#ifndef ADQUEM_STORE_PASS_H
#define ADQUEM_STORE_PASS_H

#include "checker/store.h"

/* Keeps a pass: when it began, whether everything was asked, whether all of it was answered well. */
gboolean store_pass(struct store *store, const char *source, const char *time, gboolean whole, gboolean good,
                    GError **error);

/* When the last good pass began (whole: the last good one that asked for everything), new; NULL if there is none, or
 * on error. */
char *store_last_pass(struct store *store, const char *source, gboolean whole, GError **error);

/* What is known of every act of the store from earlier reads of this source: CELEX -> struct source_known
 * (feeds/source.h), new. NULL on error. */
GHashTable *store_known(struct store *store, const char *source, GError **error);

/* The decisions of this source on record, as its register counts them; before: only those of earlier days than this one,
 * or NULL. -1 if it was never read whole, -2 on error. */
gint64 store_known_decisions(struct store *store, const char *source, const char *before, GError **error);

struct source_shares; /* feeds/source.h */

/* What the decisions of the register say that stand; all noughts if there are none. FALSE with ADQ_ERROR_STORE. */
gboolean store_known_shares(struct store *store, const char *source, struct source_shares *shares, GError **error);

/* How many days reads of what may lie back before they are stale; written only if it differs. */
gboolean store_freshness(struct store *store, const char *what, guint days, GError **error);

/* The sums of all bodies that facts, reads or the last pass lead to, as a set. NULL on error. */
GHashTable *store_bodies(struct store *store, GError **error);

#endif
