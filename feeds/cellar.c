/* The source CELLAR: the Publications Office's repository, asked by SPARQL. docs/FEEDS.md says what is asked and why. */
#include <string.h>

#include "checker/day.h"
#include "checker/error.h"
#include "feeds/cellar_part.h"
#include "feeds/cellar_private.h"
#include "feeds/source_table.h"

/* ---- step 0: something that must be there */

static void part_free(gpointer part)
{
	cellar_part_free(part);
}

static enum unit_verdict judge_canary(struct unit *unit, GPtrArray *more, GError **error)
{
	struct cellar_part *part = unit->data;
	(void)more;
	if (cellar_prove(part, error) != CELLAR_PROVEN)
		return UNIT_FAILED;
	const char *celex = part->acts->pdata[0];
	const struct cellar_count *count = cellar_counted(part, celex);
	if (count && count->nims)
		return UNIT_READ;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE,
	            "CELLAR %s %s, which must have measures: nothing it says today is believed",
	            count ? "shows no measure for" : "does not know", celex);
	return UNIT_FAILED;
}

/* ---- the plan */

static int by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *cellar_judged(const struct source_task *task)
{
	GPtrArray *acts = g_ptr_array_new_with_free_func(g_free);
	GHashTableIter iter;
	gpointer celex, known;
	for (const char *const *act = task->acts; act && *act; act++)
		g_ptr_array_add(acts, g_strdup(*act));
	g_hash_table_iter_init(&iter, task->known);
	while (!task->acts && g_hash_table_iter_next(&iter, &celex, &known))
		if (((const struct source_known *)known)->judged)
			g_ptr_array_add(acts, g_strdup(celex));
	g_ptr_array_sort(acts, by_text);
	return acts;
}

/* Without it the measures of no act are read. */
static gboolean plan_canary(const struct source_task *task, const char *since, GPtrArray *units, GError **error)
{
	(void)since;
	if (!task->conf->canary)
		return TRUE;
	g_autoptr(GPtrArray) acts = g_ptr_array_new();
	g_ptr_array_add(acts, task->conf->canary);
	struct cellar_terms terms = { .query = "cellar-changes.rq", .what = "measures", .acts = acts };
	struct unit *unit = unit_new("an act that must have measures");
	unit->vital = TRUE;
	unit->judge = judge_canary;
	unit->data_free = part_free;
	unit->data = cellar_ask(unit, task->conf, &terms, TRUE, error);
	g_autoptr(GPtrArray) judged = cellar_judged(task);
	for (guint i = 0; i < judged->len; i++)
		unit_add_scope(unit, "measures", judged->pdata[i]);
	g_ptr_array_add(units, unit);
	return unit->data != NULL;
}

/* Two days before: clocks differ, and a change may show later than it is dated. */
static char *since_of(const struct source_task *task)
{
	g_autofree char *day = task->since ? day_clean(task->since) : NULL;
	if (!day || !*day)
		return NULL;
	g_autofree char *earlier = day_add_days(day, -2);
	return g_strconcat(earlier, "T00:00:00Z", NULL);
}

static const cellar_step steps[] = { plan_canary, cellar_plan_acts, cellar_plan_measures, cellar_plan_judgments };

static gboolean plan(const struct source_task *task, guint step, GPtrArray *units, GError **error)
{
	g_autofree char *since = since_of(task);
	return step >= G_N_ELEMENTS(steps) || steps[step](task, since, units, error);
}

const struct source source_cellar = {
	.name = "cellar",
	.title = "CELLAR, the repository of the Publications Office",
	.freshness = "measures",
	.by_act = TRUE,
	.steps = G_N_ELEMENTS(steps),
	.plan = plan,
};
