/* Step 2 of the source CELLAR: the national measures of the judged acts, in batches. */
#include <string.h>

#include "checker/error.h"
#include "feeds/cellar_part.h"
#include "feeds/cellar_private.h"

#define CHANGES_BATCHES 5 /* of how many batches the changes are asked at once: a count is small */

/* Some acts: which of them changed, then the measures of those. */
struct batch {
	const struct source_conf *conf;
	char *since;                        /* NULL: all are read again */
	GPtrArray *acts;                    /* CELEX */
	GHashTable *known;                  /* CELEX -> struct source_known, without its day */
	struct cellar_part *changes, *part; /* NULL until asked */
	GPtrArray *changed;
	gboolean shrunk; /* acts of few measures have far fewer, all together, than at their last whole reads */
};

static void batch_free(gpointer data)
{
	struct batch *batch = data;
	g_free(batch->since);
	g_ptr_array_unref(batch->acts);
	g_hash_table_unref(batch->known);
	g_ptr_array_unref(batch->changed);
	cellar_part_free(batch->changes);
	cellar_part_free(batch->part);
	g_free(batch);
}

static gint64 known_of(const struct batch *batch, const char *celex)
{
	const struct source_known *known = g_hash_table_lookup(batch->known, celex);
	return known ? known->measures : -1;
}

static enum unit_verdict judge(struct unit *unit, GPtrArray *more, GError **error);
static gboolean read_batch(struct unit *unit, const struct feed_sink *sink, GError **error);

static gboolean ask(struct unit *unit, gboolean changes, const GPtrArray *acts, GError **error)
{
	struct batch *batch = unit->data;
	struct cellar_terms terms = {
		.query = changes ? "cellar-changes.rq" : "cellar-measures.rq",
		.what = "measures",
		.since = batch->since,
		.acts = acts,
	};
	struct cellar_part **slot = changes ? &batch->changes : &batch->part;
	*slot = cellar_ask(unit, batch->conf, &terms, changes, error);
	return *slot != NULL;
}

/* A unit for acts, with its first question; NULL with an error. */
static struct unit *batch_new(const struct source_conf *conf, const char *since, GHashTable *known, GPtrArray *acts,
                              GError **error)
{
	g_autofree char *acts_name = cellar_acts_name(acts);
	g_autofree char *name = g_strdup_printf("measures of %s", acts_name);
	struct unit *unit = unit_new(name);
	struct batch *batch = g_new0(struct batch, 1);
	batch->conf = conf;
	batch->since = g_strdup(since);
	batch->acts = acts;
	batch->known = g_hash_table_ref(known);
	batch->changed = g_ptr_array_new();
	unit->again = TRUE;
	unit->judge = judge;
	unit->read = read_batch;
	unit->data = batch;
	unit->data_free = batch_free;
	for (guint i = 0; i < acts->len; i++)
		unit_add_scope(unit, "measures", acts->pdata[i]);
	if (ask(unit, since != NULL, acts, error))
		return unit;
	unit_free(unit);
	return NULL;
}

static enum unit_verdict split(const struct batch *batch, GPtrArray *more, GError **error)
{
	guint n = batch->acts->len, half = n / 2;
	for (guint from = 0; from < n; from += from ? n : half) {
		GPtrArray *acts = cellar_acts_slice(batch->acts, from, from ? n : half);
		struct unit *unit = batch_new(batch->conf, batch->since, batch->known, acts, error);
		if (!unit)
			return UNIT_FAILED;
		g_ptr_array_add(more, unit);
	}
	return UNIT_SPLIT;
}

/* Unchanged: the last read was whole, with as many measures, and no row for a changed record among those counted. */
static gboolean is_changed(const struct batch *batch, const char *celex)
{
	const struct cellar_count *count = cellar_counted(batch->changes, celex);
	const struct source_known *last = g_hash_table_lookup(batch->known, celex);
	gint64 known = known_of(batch, celex);
	return count && (known < 0 || last->spoilt || (guint64)known != count->nims || count->rows != count->nims + 1);
}

/* What follows from the changes: the unit asks for the measures of the acts that changed. */
static enum unit_verdict judge_changes(struct unit *unit, GError **error)
{
	struct batch *batch = unit->data;
	for (guint i = 0; i < batch->acts->len; i++)
		if (is_changed(batch, batch->acts->pdata[i]))
			g_ptr_array_add(batch->changed, batch->acts->pdata[i]);
	if (batch->changed->len == 0)
		return UNIT_READ;
	return ask(unit, FALSE, batch->changed, error) ? UNIT_ASK : UNIT_FAILED;
}

static enum unit_verdict judge(struct unit *unit, GPtrArray *more, GError **error)
{
	struct batch *batch = unit->data;
	g_autoptr(GError) why = NULL;
	enum cellar_proof proof = cellar_prove(batch->part ? batch->part : batch->changes, &why);
	if (proof == CELLAR_PROVEN)
		return batch->part ? UNIT_READ : judge_changes(unit, error);
	if (proof == CELLAR_TOO_MUCH && batch->acts->len > 1)
		return split(batch, more, error);
	g_propagate_error(error, g_steal_pointer(&why));
	return UNIT_FAILED;
}

/* ---- reading */

/* Whether the acts of a batch that are plausible one by one, having too few measures to tell, are not together. */
static gboolean has_shrunk(const struct batch *batch)
{
	gint64 known = 0, now = 0;
	for (guint i = 0; batch->part && i < batch->part->acts->len; i++) {
		const struct cellar_count *count = cellar_counted(batch->part, batch->part->acts->pdata[i]);
		gint64 before = known_of(batch, batch->part->acts->pdata[i]);
		if (!count || before < 0 || cellar_implausible(batch->conf, before, (gint64)count->nims))
			continue;
		known += before;
		now += (gint64)count->nims;
	}
	return cellar_implausible(batch->conf, known, now);
}

static gboolean implausible(const struct batch *batch, const char *celex)
{
	const struct cellar_count *count = batch->part ? cellar_counted(batch->part, celex) : NULL;
	gint64 known = known_of(batch, celex);
	return count && (cellar_implausible(batch->conf, known, (gint64)count->nims) ||
	                 (batch->shrunk && (gint64)count->nims < known));
}

static const char *act_of(const struct record *record)
{
	switch (record->kind) {
	case RECORD_MEASURE:
		return record->u.measure.celex;
	case RECORD_DECLARATION:
		return record->u.declaration.celex;
	case RECORD_LINK:
		return record->u.link.celex;
	default:
		return NULL;
	}
}

/* The reader's word for an act: all its rows are counted, so it is whole if none of them was bad. */
static gboolean take_read(const struct batch *batch, const struct record_read *given, const struct feed_sink *sink,
                          GError **error)
{
	const struct cellar_count *count = cellar_counted(batch->part, given->scope);
	if (!count) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "it has rows of %s, of which none were counted",
		            given->scope);
		return FALSE;
	}
	gboolean few = implausible(batch, given->scope);
	g_autofree char *query = cellar_query_note("cellar-measures.rq", given->scope);
	g_autofree char *reason =
		g_strdup_printf("%" G_GUINT64_FORMAT " measures where the last whole read had %" G_GINT64_FORMAT,
	                        count->nims, known_of(batch, given->scope));
	struct record_read read = {
		.what = "measures",
		.scope = given->scope,
		.whole = !few && !given->reason,
		.query = query,
		.rows = (gint64)count->nims,
		.status = few ? "implausible" : NULL,
		.reason = few ? reason : given->reason,
		.by_scope = given->by_scope,
		.rejected = given->rejected,
	};
	return cellar_take_read(batch->part->data, &read, sink, error);
}

static gboolean filter(void *user, struct record *record, const struct feed_sink *sink, GError **error)
{
	const struct batch *batch = user;
	if (record->kind == RECORD_READ)
		return take_read(batch, &record->u.read, sink, error);
	const char *act = act_of(record);
	return (act && implausible(batch, act)) || sink->take(sink->user, record, error);
}

/* The acts of which no rows were read: those that did not change, and those CELLAR does not know. */
static gboolean take_other(const struct batch *batch, const char *celex, const struct feed_sink *sink, GError **error)
{
	const struct cellar_part *first = batch->changes ? batch->changes : batch->part;
	gboolean known = cellar_counted(first, celex) != NULL;
	if (known && (!batch->changes || is_changed(batch, celex)))
		return TRUE;
	g_autofree char *query = cellar_query_note(batch->changes ? "cellar-changes.rq" : "cellar-measures.rq", celex);
	struct record_read read = {
		.what = "measures",
		.scope = celex,
		.whole = known,
		.query = query,
		.unchanged = known,
		.status = known ? NULL : "failed",
		.reason = known ? NULL : "CELLAR does not know this act",
		.by_scope = TRUE,
	};
	return cellar_take_read(first->count, &read, sink, error);
}

static gboolean read_batch(struct unit *unit, const struct feed_sink *sink, GError **error)
{
	struct batch *batch = unit->data;
	guint rejected = 0;
	batch->shrunk = has_shrunk(batch);
	for (guint i = 0; i < batch->acts->len; i++)
		if (!take_other(batch, batch->acts->pdata[i], sink, error))
			return FALSE;
	return !batch->part || cellar_read(batch->part->data, filter, batch, sink, &rejected, error);
}

/* ---- the plan */

static GHashTable *copy_known(GHashTable *known)
{
	GHashTable *copy = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	GHashTableIter iter;
	gpointer celex, value;
	g_hash_table_iter_init(&iter, known);
	while (g_hash_table_iter_next(&iter, &celex, &value)) {
		const struct source_known *of = value;
		struct source_known plain = { .measures = of->measures, .spoilt = of->spoilt };
		g_hash_table_insert(copy, g_strdup(celex), g_memdup2(&plain, sizeof(plain)));
	}
	return copy;
}

/* Never read, then read long ago, first: a run that ends before its pass does goes on where it ended. */
static int by_last_read(gconstpointer a, gconstpointer b, gpointer known)
{
	const char *x = *(char *const *)a, *y = *(char *const *)b;
	const struct source_known *of_x = g_hash_table_lookup(known, x), *of_y = g_hash_table_lookup(known, y);
	int order = g_strcmp0(of_x ? of_x->read_on : NULL, of_y ? of_y->read_on : NULL);
	return order ? order : strcmp(x, y);
}

gboolean cellar_plan_measures(const struct source_task *task, const char *since, GPtrArray *units, GError **error)
{
	g_autoptr(GPtrArray) acts = cellar_judged(task);
	g_autoptr(GHashTable) known = copy_known(task->known);
	g_ptr_array_sort_with_data(acts, by_last_read, task->known);
	const char *changed_since = task->acts ? NULL : since;
	guint size = MAX(task->conf->batch, 1) * (changed_since ? CHANGES_BATCHES : 1);
	for (guint from = 0; from < acts->len; from += size) {
		GPtrArray *some = cellar_acts_slice(acts, from, MIN(from + size, acts->len));
		struct unit *unit = batch_new(task->conf, changed_since, known, some, error);
		if (!unit)
			return FALSE;
		g_ptr_array_add(units, unit);
	}
	return TRUE;
}
