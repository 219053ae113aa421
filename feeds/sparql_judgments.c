/* The set "judgments" of SPARQL results: decisions of the Court for failure to fulfil obligations. */
#include <stdlib.h>
#include <string.h>

#include "feeds/sparql_set.h"
#include "feeds/value.h"

struct state {
	const struct feed_sink *sink;
	GHashTable *seen; /* "case act state" -> line */
};

static void *begin(const struct feed_options *options, const struct feed_sink *sink)
{
	struct state *s = g_new0(struct state, 1);
	(void)options;
	s->sink = sink;
	s->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return s;
}

/* How the Court writes the number of a case: "C-658/19" for 62019CJ0658. */
static char *case_number(const char *celex)
{
	return g_strdup_printf("%c-%d/%.2s", celex[5], atoi(celex + 7), celex + 3);
}

/* Only a judgment is a step; a notice of a new action (CN), an opinion (CC) or an order (CO) is none. A judgment that
 * merely interprets the act, or an action not yet decided, says so in the relation. */
static const char *why_not(const char *of, const char *relation)
{
	if (of[6] != 'J')
		return "not a judgment";
	if (relation && (!strstr(relation, "failure") || g_str_has_prefix(relation, "communication_case")))
		return "not a judgment on a failure to fulfil obligations";
	return NULL;
}

static void clean(struct value_row *v, const struct sparql_row *row, struct record_decision *d)
{
	g_autofree char *act = celex_of_uri(sparql_get(row, "celex"));
	d->celex = value_keep(v, act ? g_strdup(act) : g_strdup(sparql_get(row, "celex")));
	d->celex = value_required(v, "celex", value_celex(v, "celex", d->celex, VALUE_KIND(CELEX_ACT)));
	d->state = value_state(v, "country", sparql_get(row, "country"));
	d->date = value_required(v, "judged", value_day(v, "judged", sparql_get(row, "judged")));
	d->text = value_text(sparql_get(row, "ecli"));
	d->kind = "other";
	d->type = "J258";
	d->active = TRUE;
}

static gboolean take_new(struct state *s, const char *of, const struct sparql_row *row, struct record *record,
                         GError **error)
{
	const struct record_decision *d = &record->u.decision;
	g_autofree char *key = g_strdup_printf("%s %s %s", of, d->celex, d->state);
	guint before = GPOINTER_TO_UINT(g_hash_table_lookup(s->seen, key));
	if (before) {
		g_autofree char *reason = g_strdup_printf("same as line %u", before);
		s->sink->skip(s->sink->user, row->line, reason);
		return TRUE;
	}
	g_hash_table_insert(s->seen, g_steal_pointer(&key), GUINT_TO_POINTER(row->line));
	return s->sink->take(s->sink->user, record, error);
}

/* cellar-judgments.rq has a row for each act, also for those without a case. */
static gboolean only_names_act(const struct sparql_row *row)
{
	return sparql_get(row, "celex") && row->n == 1;
}

static gboolean take_row(void *set, const struct sparql_row *row, GError **error)
{
	struct state *s = set;
	if (only_names_act(row))
		return TRUE;
	struct value_row v = { 0 };
	struct record record = { .kind = RECORD_DECISION, .line = row->line };
	g_autofree char *of_uri = celex_of_uri(sparql_get(row, "case"));
	const char *of = value_celex(&v, "case", of_uri ? of_uri : sparql_get(row, "case"), VALUE_KIND(CELEX_CASE));
	value_required(&v, "case", of);
	const char *reason = of ? why_not(of, value_tail(sparql_get(row, "relation"))) : NULL;
	if (!reason)
		clean(&v, row, &record.u.decision);
	gboolean ok = TRUE;
	if (reason) {
		s->sink->skip(s->sink->user, row->line, reason);
	} else if (value_good(&v, s->sink, row->line)) {
		record.u.decision.court_case = value_keep(&v, case_number(of));
		ok = take_new(s, of, row, &record, error);
	}
	value_clear(&v);
	return ok;
}

static gboolean end(void *set, GError **error)
{
	(void)set, (void)error;
	return TRUE;
}

static void state_free(void *set)
{
	struct state *s = set;
	g_hash_table_unref(s->seen);
	g_free(s);
}

const struct sparql_set sparql_judgments = {
	.title = "judgments",
	.needs = "case",
	.all = { "case" },
	.begin = begin,
	.row = take_row,
	.end = end,
	.free = state_free,
};
