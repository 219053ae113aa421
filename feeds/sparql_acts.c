/* The set "acts" of SPARQL results: directives and framework decisions with their deadlines, one column per value.
 * An act comes as several rows, one per deadline and per value of what CELLAR holds several times. The rows of an act
 * are gathered and handed on once, after the last row. */
#include <string.h>

#include "feeds/act.h"
#include "feeds/sparql_set.h"

struct state {
	const struct feed_sink *sink;
	GHashTable *acts; /* CELEX -> struct act */
	GPtrArray *order; /* of first sight */
};

static void act_destroy(gpointer act)
{
	act_free(act);
}

static void *begin(const struct feed_options *options, const struct feed_sink *sink)
{
	struct state *s = g_new0(struct state, 1);
	(void)options;
	s->sink = sink;
	s->acts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, act_destroy);
	s->order = g_ptr_array_new();
	return s;
}

static void state_free(void *set)
{
	struct state *s = set;
	g_ptr_array_unref(s->order);
	g_hash_table_unref(s->acts);
	g_free(s);
}

static struct act *act_of(struct state *s, const char *celex, guint line)
{
	struct act *act = g_hash_table_lookup(s->acts, celex);
	if (act)
		return act;
	act = act_new(celex, line);
	g_hash_table_insert(s->acts, act->celex, act);
	g_ptr_array_add(s->order, act);
	return act;
}

/* The act of the row; NULL after a value that failed, or for a text that is about an act without being one. */
static const char *row_celex(struct value_row *v, const struct sparql_row *row, const char **skip)
{
	const char *celex = act_of_row(v, sparql_get(row, "celex"), skip);
	g_autofree char *act = celex_of_uri(sparql_get(row, "act"));
	if (celex && act && strcmp(act, celex) != 0)
		value_fail(v, "celex: %s, but the row's act is %s", celex, act);
	return celex;
}

static void merge_row(struct state *s, const struct sparql_row *row, struct value_row *v, const char *celex)
{
	const char *values[ACT_FIELDS];
	const struct act *known = celex ? g_hash_table_lookup(s->acts, celex) : NULL;
	for (enum act_field f = 0; f < ACT_FIELDS; f++)
		values[f] = act_clean(f, v, sparql_get(row, act_column(f)));
	const char *given = value_text(sparql_get(row, "deadline"));
	const char *deadline = value_day(v, "deadline", given);
	for (enum act_field f = 0; known && f < ACT_FIELDS; f++)
		act_check(known, f, v, values[f]);
	if (!value_good(v, s->sink, row->line))
		return;
	struct act *act = act_of(s, celex, row->line);
	for (enum act_field f = 0; f < ACT_FIELDS; f++)
		act_add(act, f, values[f]);
	if (given)
		act_add_deadline(act, "transposition", deadline, value_text(sparql_get(row, "annotation")), row->line);
}

static gboolean take_row(void *set, const struct sparql_row *row, GError **error)
{
	struct state *s = set;
	struct value_row v = { 0 };
	const char *skip = NULL;
	(void)error;
	const char *celex = row_celex(&v, row, &skip);
	if (skip)
		s->sink->skip(s->sink->user, row->line, skip);
	else
		merge_row(s, row, &v, celex);
	value_clear(&v);
	return TRUE;
}

static gboolean end(void *set, GError **error)
{
	const struct state *s = set;
	for (guint i = 0; i < s->order->len; i++)
		if (!act_take(g_ptr_array_index(s->order, i), s->sink, error))
			return FALSE;
	struct record record = { .kind = RECORD_READ };
	record.u.read = (struct record_read){ .what = "acts", .scope = "*" };
	return s->sink->take(s->sink->user, &record, error);
}

const struct sparql_set sparql_acts = {
	.title = "acts",
	.needs = "celex, deadline or date, no nim",
	.all = { "celex" },
	.one = { "deadline", "date" },
	.without = "nim",
	.begin = begin,
	.row = take_row,
	.end = end,
	.free = state_free,
};
