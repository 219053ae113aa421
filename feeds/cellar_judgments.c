/* Step 3 of the source CELLAR: what the Court decided on failures to fulfil obligations under the judged acts. */
#include "feeds/cellar_part.h"
#include "feeds/cellar_private.h"

#define BATCHES 5 /* as many batches of acts at once: few have a case */

struct cases {
	const struct source_conf *conf;
	struct cellar_part *part;
};

static void cases_free(gpointer data)
{
	struct cases *cases = data;
	cellar_part_free(cases->part);
	g_free(cases);
}

static enum unit_verdict judge(struct unit *unit, GPtrArray *more, GError **error);

static gboolean read_cases(struct unit *unit, const struct feed_sink *sink, GError **error)
{
	const struct cases *cases = unit->data;
	guint rejected = 0;
	return cellar_read(cases->part->data, NULL, NULL, sink, &rejected, error);
}

static gboolean add_unit(const struct source_conf *conf, const GPtrArray *acts, GPtrArray *units, GError **error)
{
	struct cellar_terms terms = { .query = "cellar-judgments.rq", .what = "judgments", .acts = acts };
	g_autofree char *acts_name = cellar_acts_name(acts);
	g_autofree char *name = g_strdup_printf("judgments on %s", acts_name);
	struct unit *unit = unit_new(name);
	unit->again = TRUE;
	struct cases *cases = g_new0(struct cases, 1);
	cases->conf = conf;
	unit->judge = judge;
	unit->read = read_cases;
	unit->data = cases;
	unit->data_free = cases_free;
	g_ptr_array_add(units, unit);
	cases->part = cellar_ask(unit, conf, &terms, FALSE, error);
	return cases->part != NULL;
}

static gboolean add_slices(const struct source_conf *conf, const GPtrArray *acts, guint size, GPtrArray *units,
                           GError **error)
{
	for (guint from = 0; from < acts->len; from += size) {
		g_autoptr(GPtrArray) some = cellar_acts_slice(acts, from, MIN(from + size, acts->len));
		if (!add_unit(conf, some, units, error))
			return FALSE;
	}
	return TRUE;
}

static enum unit_verdict judge(struct unit *unit, GPtrArray *more, GError **error)
{
	const struct cases *cases = unit->data;
	const GPtrArray *acts = cases->part->acts;
	g_autoptr(GError) why = NULL;
	enum cellar_proof proof = cellar_prove(cases->part, &why);
	if (proof == CELLAR_PROVEN)
		return UNIT_READ;
	if (proof == CELLAR_TOO_MUCH && acts->len > 1)
		return add_slices(cases->conf, acts, (acts->len + 1) / 2, more, error) ? UNIT_SPLIT : UNIT_FAILED;
	g_propagate_error(error, g_steal_pointer(&why));
	return UNIT_FAILED;
}

gboolean cellar_plan_judgments(const struct source_task *task, const char *since, GPtrArray *units, GError **error)
{
	g_autoptr(GPtrArray) acts = cellar_judged(task);
	(void)since;
	return add_slices(task->conf, acts, MAX(task->conf->batch, 1) * BATCHES, units, error);
}
