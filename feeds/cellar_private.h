/* cellar_private.h - the steps of the source CELLAR, each in a file of its own. */
#ifndef ADQUEM_CELLAR_PRIVATE_H
#define ADQUEM_CELLAR_PRIVATE_H

#include "feeds/source.h"

/* As source.plan, for one step. since: from when on changes count, with two days to spare; NULL for a full pass. */
typedef gboolean (*cellar_step)(const struct source_task *task, const char *since, GPtrArray *units, GError **error);

gboolean cellar_plan_acts(const struct source_task *task, const char *since, GPtrArray *units, GError **error);
gboolean cellar_plan_measures(const struct source_task *task, const char *since, GPtrArray *units, GError **error);
gboolean cellar_plan_judgments(const struct source_task *task, const char *since, GPtrArray *units, GError **error);

/* The acts whose measures are wanted, sorted: those named, else the judged ones; new, texts are copies. */
GPtrArray *cellar_judged(const struct source_task *task);

#endif
