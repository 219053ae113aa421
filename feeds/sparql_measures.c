/* The set "measures" of SPARQL results; what a row means is in feeds/measure.h. */
#include <string.h>

#include "checker/error.h"
#include "feeds/measure.h"
#include "feeds/sparql_set.h"

struct state {
	const struct feed_options *options;
	const struct feed_sink *sink;
	struct measures *measures;
};

static void *begin(const struct feed_options *options, const struct feed_sink *sink)
{
	struct state *s = g_new0(struct state, 1);
	s->options = options;
	s->sink = sink;
	s->measures = measures_new(options, sink);
	return s;
}

static gboolean take_row(void *set, const struct sparql_row *row, GError **error)
{
	struct state *s = set;
	struct measure_row measure = {
		.line = row->line,
		.act = sparql_get(row, "act"),
		.celex = sparql_get(row, "celex"),
		.nim = sparql_get(row, "nim"),
		.country = sparql_get(row, "country"),
		.title = sparql_get(row, "title"),
		.type = sparql_get(row, "type"),
		.journal = sparql_get(row, "journal"),
		.number = sparql_get(row, "number"),
		.published = sparql_get(row, "published"),
		.notified = sparql_get(row, "notified"),
		.notified_act = sparql_get(row, "notified_act"),
		.in_force = sparql_get(row, "in_force"),
		.link = sparql_get(row, "link"),
		.declaration = sparql_get(row, "declaration"),
	};
	return measures_take(s->measures, &measure, error);
}

static gboolean take_read(const struct state *s, const char *act, gboolean whole, GError **error)
{
	struct record record = { .kind = RECORD_READ };
	record.u.read = (struct record_read){ .what = "measures", .scope = act, .whole = whole };
	return s->sink->take(s->sink->user, &record, error);
}

/* Absence counts only where the caller vouches for the scope; a file about other acts than the one named is a
 * mistake that would prove absence for the wrong act. */
static gboolean end(void *set, GError **error)
{
	const struct state *s = set;
	const char *asked = s->options->act;
	g_autoptr(GList) acts = measures_acts(s->measures);
	gboolean met = !acts || !asked;
	for (const GList *act = acts; act; act = act->next)
		met |= g_strcmp0(act->data, asked) == 0;
	if (!met) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT,
		            "%s:1: no row is about %s, the act named; the first is about %s", s->options->name, asked,
		            (const char *)acts->data);
		return FALSE;
	}
	for (const GList *act = acts; act; act = act->next)
		if (g_strcmp0(act->data, asked) != 0 && !take_read(s, act->data, FALSE, error))
			return FALSE;
	return !asked || take_read(s, asked, measures_rejected(s->measures) == 0, error);
}

static void state_free(void *set)
{
	struct state *s = set;
	measures_free(s->measures);
	g_free(s);
}

const struct sparql_set sparql_measures = {
	.title = "measures",
	.needs = "nim, country",
	.all = { "nim", "country" },
	.without = "property",
	.begin = begin,
	.row = take_row,
	.end = end,
	.free = state_free,
};
