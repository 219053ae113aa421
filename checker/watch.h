/* watch.h - whether a long piece of work is to end early: a signal came, or its time is over.
 * A thread waits for SIGTERM, SIGINT and SIGHUP, which are blocked everywhere else; children inherit that and have to
 * unblock them. The first is noted; the work asks between its steps, so that none is left half done. A second one ends the
 * process at once, as it would have without a watch. */
#ifndef ADQUEM_WATCH_H
#define ADQUEM_WATCH_H

#include <glib.h>

struct watch;
typedef struct watch Watch;

/* Begins to watch; one at a time, before any other thread. seconds: the time allowed, 0 for any. */
struct watch *watch_new(guint seconds);
void watch_free(struct watch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Watch, watch_free)

/* TRUE with ADQ_ERROR_STOPPED, and a sentence that says why, when the work is to end. watch may be NULL: never. */
gboolean watch_stops(const struct watch *watch, GError **error);

#endif
