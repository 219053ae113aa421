/* The set "measure values" of SPARQL results (cellar-measures.rq): per act a row, per act and measure a row with what a
 * measure has once, and a row for each further value. They are gathered, so that two links or two declarations on one
 * measure make no second measure and no contradiction; then feeds/measure.h says what each is. */
#include <string.h>

#include "feeds/measure.h"
#include "feeds/sparql_set.h"
#include "feeds/value.h"

enum column { COUNTRY, TITLE, TYPE, JOURNAL, NUMBER, PUBLISHED, NOTIFIED, IN_FORCE, COLUMNS };
enum further { CELEX, LINK, DECLARATION, NOTIFIED_ACT, FURTHER };

static const char *const columns[COLUMNS] = {
	[COUNTRY] = "country", [TITLE] = "title",         [TYPE] = "type",         [JOURNAL] = "journal",
	[NUMBER] = "number",   [PUBLISHED] = "published", [NOTIFIED] = "notified", [IN_FORCE] = "in_force",
};

/* Properties that a measure may have several times, and the one that counts: the least text, whatever their order. */
static const char *const properties[FURTHER] = {
	[CELEX] = "resource_legal_id_celex",
	[LINK] = "measure_national_implementing_national_website_link",
	[DECLARATION] = "measure_national_implementing_declaration_transposition_member-state",
	[NOTIFIED_ACT] = "transposition_notification",
};

struct measure {
	char *nim;
	guint line;
	char *columns[COLUMNS], *further[FURTHER];
};

/* The measures of one act. */
struct act {
	char *celex;
	GHashTable *measures; /* nim -> struct measure */
	GPtrArray *order;
};

struct state {
	const struct feed_options *options;
	const struct feed_sink *sink;
	GHashTable *acts; /* CELEX -> struct act */
	GPtrArray *order;
	guint rejected; /* of the rows that name no act */
};

static void measure_free(gpointer data)
{
	struct measure *m = data;
	for (int i = 0; i < COLUMNS; i++)
		g_free(m->columns[i]);
	for (int i = 0; i < FURTHER; i++)
		g_free(m->further[i]);
	g_free(m->nim);
	g_free(m);
}

static void act_free(gpointer data)
{
	struct act *act = data;
	g_ptr_array_unref(act->order);
	g_hash_table_unref(act->measures);
	g_free(act->celex);
	g_free(act);
}

static void *begin(const struct feed_options *options, const struct feed_sink *sink)
{
	struct state *s = g_new0(struct state, 1);
	s->options = options;
	s->sink = sink;
	s->acts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, act_free);
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

static struct act *act_of(struct state *s, const char *celex)
{
	struct act *act = g_hash_table_lookup(s->acts, celex);
	if (act)
		return act;
	act = g_new0(struct act, 1);
	act->celex = g_strdup(celex);
	act->measures = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, measure_free);
	act->order = g_ptr_array_new();
	g_hash_table_insert(s->acts, act->celex, act);
	g_ptr_array_add(s->order, act);
	return act;
}

static struct measure *measure_of(struct act *act, const char *nim, guint line)
{
	struct measure *m = g_hash_table_lookup(act->measures, nim);
	if (m)
		return m;
	m = g_new0(struct measure, 1);
	m->nim = g_strdup(nim);
	m->line = line;
	g_hash_table_insert(act->measures, m->nim, m);
	g_ptr_array_add(act->order, m);
	return m;
}

/* The first in the order of texts; the day that stands for none is never it. */
static void keep_least(char **slot, const char *value)
{
	if (!value_text(value) || g_str_has_prefix(value, "1001-01-01") || (*slot && g_strcmp0(*slot, value) <= 0))
		return;
	g_free(*slot);
	*slot = g_strdup(value);
}

/* A declaration of completeness goes before any other. */
static void keep_declaration(char **slot, const char *value)
{
	gboolean complete = value && g_str_has_suffix(value, "_CPL");
	gboolean had = *slot && g_str_has_suffix(*slot, "_CPL");
	if (complete && !had)
		g_clear_pointer(slot, g_free);
	if (complete == had || !*slot)
		keep_least(slot, value);
}

/* One measure serves many acts and has a number for each; only that for this act belongs here. */
static void keep_number(char **slot, const char *celex, const char *value)
{
	g_autofree char *act = celex_act_of_measure(value);
	if (g_strcmp0(act, celex) == 0)
		keep_least(slot, value);
}

static void keep_further(struct measure *m, const char *celex, const struct sparql_row *row)
{
	const char *property = sparql_get(row, "property"), *value = sparql_get(row, "value");
	const char *name = property ? strrchr(property, '#') : NULL;
	for (int i = 0; name && i < FURTHER; i++) {
		if (strcmp(name + 1, properties[i]) != 0)
			continue;
		if (i == CELEX)
			keep_number(&m->further[i], celex, value);
		else if (i == DECLARATION)
			keep_declaration(&m->further[i], value);
		else
			keep_least(&m->further[i], value);
	}
}

static gboolean take_row(void *set, const struct sparql_row *row, GError **error)
{
	struct state *s = set;
	struct value_row v = { 0 };
	(void)error;
	const char *text = value_text(sparql_get(row, "celex")), *nim = value_text(sparql_get(row, "nim"));
	const char *celex = value_celex(&v, "celex", text ? text : s->options->act, VALUE_KIND(CELEX_ACT));
	value_required(&v, "celex", celex);
	if (value_good(&v, s->sink, row->line)) {
		struct act *act = act_of(s, celex);
		struct measure *m = nim ? measure_of(act, nim, row->line) : NULL;
		for (int i = 0; m && i < COLUMNS; i++)
			keep_least(&m->columns[i], sparql_get(row, columns[i]));
		if (m)
			keep_further(m, celex, row);
	} else {
		s->rejected++;
	}
	value_clear(&v);
	return TRUE;
}

static gboolean take_measure(struct measures *measures, const char *celex, const struct measure *m, GError **error)
{
	struct measure_row row = {
		.line = m->line,
		.act = celex,
		.celex = m->further[CELEX],
		.nim = m->nim,
		.country = m->columns[COUNTRY],
		.title = m->columns[TITLE],
		.type = m->columns[TYPE],
		.journal = m->columns[JOURNAL],
		.number = m->columns[NUMBER],
		.published = m->columns[PUBLISHED],
		.notified = m->columns[NOTIFIED],
		.notified_act = m->further[NOTIFIED_ACT],
		.in_force = m->columns[IN_FORCE],
		.link = m->further[LINK],
		.declaration = m->further[DECLARATION],
	};
	return measures_take(measures, &row, error);
}

/* Absence counts only where the caller vouches for it, by the act he asked for or by a count of his own (reason NULL:
 * every row of the act was good). */
static gboolean take_read(const struct state *s, const struct act *act, guint rejected, GError **error)
{
	gboolean asked = g_strcmp0(s->options->act, act->celex) == 0;
	g_autofree char *reason = rejected ? g_strdup_printf("%u of its measures cannot be read", rejected) : NULL;
	struct record record = { .kind = RECORD_READ };
	record.u.read = (struct record_read){
		.what = "measures",
		.scope = act->celex,
		.whole = asked && !rejected && !s->rejected,
		.reason = reason,
		.by_scope = TRUE,
		.rejected = rejected + s->rejected,
	};
	return s->sink->take(s->sink->user, &record, error);
}

static gboolean take_act(const struct state *s, struct measures *measures, const struct act *act, GError **error)
{
	guint before = measures_rejected(measures);
	for (guint i = 0; i < act->order->len; i++)
		if (!take_measure(measures, act->celex, g_ptr_array_index(act->order, i), error))
			return FALSE;
	return take_read(s, act, measures_rejected(measures) - before, error);
}

static gboolean end(void *set, GError **error)
{
	const struct state *s = set;
	g_autoptr(Measures) measures = measures_new(s->options, s->sink);
	for (guint i = 0; i < s->order->len; i++)
		if (!take_act(s, measures, g_ptr_array_index(s->order, i), error))
			return FALSE;
	return TRUE;
}

const struct sparql_set sparql_measure_values = {
	.title = "values of measures",
	.needs = "nim, country, property",
	.all = { "nim", "country", "property" },
	.begin = begin,
	.row = take_row,
	.end = end,
	.free = state_free,
};
