/* The set "acts" of SPARQL results: directives and framework decisions with their deadlines.
 * An act comes as several rows, one per deadline and per value of what CELLAR holds several times. The rows of an act
 * are gathered and handed on once, after the last row. */
#include <string.h>

#include "checker/day.h"
#include "feeds/annotation.h"
#include "feeds/sparql_set.h"
#include "feeds/value.h"

#define OPEN_END "9999-12-31"

/* What becomes of several values of one variable for one act. */
enum merge {
	ONE,      /* an act has one: another is an error of the source or of the query, and its row is rejected */
	FIRST,    /* the first counts */
	EARLIEST, /* CELLAR files dates of application with the entry into force */
	LATEST,   /* CELLAR files partial ends beside the open end */
	JOIN,     /* all count */
};

enum field { TITLE, TYPE, ADOPTED, PUBLISHED, ENTRY, IN_FORCE, ENDED, ENDED_BY, ELI, LEGAL_BASIS, EEA, N_FIELDS };

typedef const char *(*cleaner)(struct value_row *v, const char *name, const char *text);

struct act {
	char *celex;
	guint line;
	char *values[N_FIELDS];
	GPtrArray *deadlines; /* struct deadline */
};

struct deadline {
	char *date; /* NULL: there is one, its day is not known */
	GString *annotation;
	guint line;
};

struct state {
	const struct feed_sink *sink;
	GHashTable *acts; /* CELEX -> struct act */
	GPtrArray *order; /* of first sight */
};

static const char *clean_text(struct value_row *v, const char *name, const char *text)
{
	(void)v, (void)name;
	return value_text(text);
}

/* SPARQL results write booleans as 1 and 0, notices as true and false. */
static const char *yes_or_no(const char *text)
{
	static const char *const words[][2] = { { "1", "yes" }, { "true", "yes" }, { "0", "no" }, { "false", "no" } };
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(text, words[i][0]) == 0)
			return words[i][1];
	return NULL;
}

static const char *clean_flag(struct value_row *v, const char *name, const char *text)
{
	const char *value = value_text(text);
	const char *word = value ? yes_or_no(value) : NULL;
	if (value && !word) {
		g_autofree char *quoted = value_quote(value);
		value_fail(v, "%s: %s is neither true nor false", name, quoted);
	}
	return word;
}

static const char *clean_eea(struct value_row *v, const char *name, const char *text)
{
	(void)v, (void)name;
	const char *value = value_text(text);
	const char *word = value ? yes_or_no(value) : NULL;
	return word ? word : value;
}

/* The open end is a value here: it outlives every partial end. */
static const char *clean_end(struct value_row *v, const char *name, const char *text)
{
	const char *value = value_text(text);
	return value && g_str_has_prefix(value, OPEN_END) ? OPEN_END : value_day(v, name, text);
}

static const char *clean_act(struct value_row *v, const char *name, const char *text)
{
	const char *value = value_text(text);
	if (!value || strstr(value, "/resource/cellar/"))
		return NULL;
	const char *celex = value_keep(v, celex_of_uri(value));
	return value_celex(v, name, celex ? celex : value, VALUE_KIND(CELEX_ACT));
}

static const char *clean_type(struct value_row *v, const char *name, const char *text)
{
	static const char *const types[][2] = {
		{ "DIR", "directive" },
		{ "DIR_IMPL", "directive" },
		{ "DIR_DEL", "directive" },
		{ "DEC_FRAMW", "framework decision" },
		{ "FRAMW_DEC", "framework decision" },
	};
	const char *tail = value_tail(value_text(text));
	for (size_t i = 0; tail && i < G_N_ELEMENTS(types); i++)
		if (strcmp(tail, types[i][0]) == 0)
			return types[i][1];
	if (tail) {
		g_autofree char *quoted = value_quote(tail);
		value_fail(v, "%s: %s is not a type of act with deadlines", name, quoted);
	}
	return NULL;
}

static const struct {
	const char *variable;
	cleaner clean;
	enum merge merge;
} fields[N_FIELDS] = {
	[TITLE] = { "title", clean_text, ONE },
	[TYPE] = { "type", clean_type, ONE },
	[ADOPTED] = { "date", value_day, ONE },
	[PUBLISHED] = { "published", value_day, EARLIEST },
	[ENTRY] = { "entry_into_force", value_day, EARLIEST },
	[IN_FORCE] = { "in_force", clean_flag, ONE },
	[ENDED] = { "ended", clean_end, LATEST },
	[ENDED_BY] = { "ended_by", clean_act, FIRST },
	[ELI] = { "eli", clean_text, FIRST },
	[LEGAL_BASIS] = { "legal_basis", clean_text, JOIN },
	[EEA] = { "eea", clean_eea, FIRST },
};

static void deadline_free(gpointer data)
{
	struct deadline *d = data;
	g_free(d->date);
	g_string_free(d->annotation, TRUE);
	g_free(d);
}

static void act_free(gpointer data)
{
	struct act *act = data;
	for (int f = 0; f < N_FIELDS; f++)
		g_free(act->values[f]);
	g_ptr_array_unref(act->deadlines);
	g_free(act->celex);
	g_free(act);
}

static void *begin(const struct feed_options *options, const struct feed_sink *sink)
{
	struct state *s = g_new0(struct state, 1);
	(void)options;
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

static struct act *act_of(struct state *s, const char *celex, guint line)
{
	struct act *act = g_hash_table_lookup(s->acts, celex);
	if (act)
		return act;
	act = g_new0(struct act, 1);
	act->celex = g_strdup(celex);
	act->line = line;
	act->deadlines = g_ptr_array_new_with_free_func(deadline_free);
	g_hash_table_insert(s->acts, act->celex, act);
	g_ptr_array_add(s->order, act);
	return act;
}

/* Adds a line of text that is not there yet. */
static void join(GString *all, const char *text, const char *between)
{
	g_auto(GStrv) parts = g_strsplit(all->str, between, -1);
	if (g_strv_contains((const char *const *)parts, text))
		return;
	if (all->len)
		g_string_append(all, between);
	g_string_append(all, text);
}

static void merge_value(char **slot, const char *value, enum merge merge)
{
	if (!value)
		return;
	if (*slot && merge == JOIN) {
		GString *all = g_string_new(*slot);
		join(all, value, ", ");
		g_free(*slot);
		*slot = g_string_free(all, FALSE);
		return;
	}
	int order = *slot ? strcmp(value, *slot) : 0;
	if (!*slot || (merge == EARLIEST && order < 0) || (merge == LATEST && order > 0)) {
		g_free(*slot);
		*slot = g_strdup(value);
	}
}

static void merge_deadline(struct act *act, const char *date, const char *annotation, guint line)
{
	struct deadline *d = NULL;
	for (guint i = 0; i < act->deadlines->len && !d; i++) {
		struct deadline *known = g_ptr_array_index(act->deadlines, i);
		if (g_strcmp0(known->date, date) == 0)
			d = known;
	}
	if (!d) {
		d = g_new0(struct deadline, 1);
		*d = (struct deadline){ g_strdup(date), g_string_new(NULL), line };
		g_ptr_array_add(act->deadlines, d);
	}
	if (annotation)
		join(d->annotation, annotation, "\n");
}

/* Two values where an act has one: values of two acts mixed up by the query or the server. */
static void check_conflicts(struct value_row *v, const struct act *act, const char *const values[N_FIELDS])
{
	for (int f = 0; act && f < N_FIELDS; f++)
		if (fields[f].merge == ONE && act->values[f] && values[f] && strcmp(act->values[f], values[f]) != 0)
			value_fail(v, "%s: another value than an earlier row has for %s (line %u)", fields[f].variable,
			           act->celex, act->line);
}

/* The act of the row; NULL after a value that failed, or for a text that is about an act without being one. */
static const char *row_celex(struct value_row *v, const struct sparql_row *row, const char **skip)
{
	const char *given = value_required(v, "celex", sparql_get(row, "celex"));
	const char *celex = given ? value_keep(v, celex_of_uri(given)) : NULL;
	enum celex_kind kind = celex_kind(celex ? celex : given);
	if (kind == CELEX_CORRIGENDUM)
		*skip = "a corrigendum, not an act";
	if (kind == CELEX_CONSOLIDATED)
		*skip = "a consolidated text, not an act";
	if (*skip || !given)
		return NULL;
	celex = value_celex(v, "celex", celex ? celex : given, VALUE_KIND(CELEX_ACT));
	g_autofree char *act = celex_of_uri(sparql_get(row, "act"));
	if (celex && act && strcmp(act, celex) != 0)
		value_fail(v, "celex: %s, but the row's act is %s", celex, act);
	return celex;
}

static void merge_row(struct state *s, const struct sparql_row *row, struct value_row *v, const char *celex)
{
	const char *values[N_FIELDS];
	for (int f = 0; f < N_FIELDS; f++)
		values[f] = fields[f].clean(v, fields[f].variable, sparql_get(row, fields[f].variable));
	const char *given = value_text(sparql_get(row, "deadline"));
	const char *deadline = value_day(v, "deadline", given);
	check_conflicts(v, celex ? g_hash_table_lookup(s->acts, celex) : NULL, values);
	if (!value_good(v, s->sink, row->line))
		return;
	struct act *act = act_of(s, celex, row->line);
	for (int f = 0; f < N_FIELDS; f++)
		merge_value(&act->values[f], values[f], fields[f].merge);
	if (given)
		merge_deadline(act, deadline, value_text(sparql_get(row, "annotation")), row->line);
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

static const char *type_of(const struct act *act)
{
	static const char *const types[][2] = {
		{ "L", "directive" }, { "F", "framework decision" }, { "R", "regulation" }, { "D", "decision" }
	};
	for (size_t i = 0; !act->values[TYPE] && i < G_N_ELEMENTS(types); i++)
		if (act->celex[5] == *types[i][0])
			return types[i][1];
	return act->values[TYPE];
}

static gboolean take_act(const struct state *s, const struct act *act, GError **error)
{
	char *const *v = act->values;
	gboolean open = g_strcmp0(v[ENDED], OPEN_END) == 0;
	struct record record = { .kind = RECORD_ACT, .line = act->line };
	record.u.act = (struct record_act){
		.celex = act->celex,
		.type = type_of(act),
		.eli = v[ELI],
		.title = v[TITLE],
		.adopted = v[ADOPTED],
		.published = v[PUBLISHED],
		.entry_into_force = v[ENTRY],
		.in_force = v[IN_FORCE],
		.ended = open ? NULL : v[ENDED],
		.ended_by = v[ENDED_BY],
		.legal_basis = v[LEGAL_BASIS],
		.eea = v[EEA],
	};
	return s->sink->take(s->sink->user, &record, error);
}

static int by_date(gconstpointer a, gconstpointer b)
{
	const struct deadline *x = *(const struct deadline *const *)a, *y = *(const struct deadline *const *)b;
	if (!x->date || !y->date)
		return !x->date - !y->date;
	return strcmp(x->date, y->date);
}

/* The property says transposition; only a comment that says otherwise in so many words makes it something else. */
static const char *kind_of(const struct annotation *said)
{
	gboolean other = g_strcmp0(said->kind, "application") == 0 || g_strcmp0(said->kind, "option") == 0;
	return other ? said->kind : "transposition";
}

static gboolean take_deadlines(const struct state *s, const struct act *act, GError **error)
{
	g_ptr_array_sort(act->deadlines, by_date);
	for (guint i = 0; i < act->deadlines->len; i++) {
		const struct deadline *d = g_ptr_array_index(act->deadlines, i);
		g_autoptr(Annotation) said = annotation_read(d->annotation->str);
		g_autofree char *provisions = annotation_shown(said);
		struct record record = { .kind = RECORD_DEADLINE, .line = d->line };
		record.u.deadline = (struct record_deadline){
			.celex = act->celex,
			.date = d->date,
			.kind = kind_of(said),
			.provisions = provisions,
			.annotation = value_text(d->annotation->str),
		};
		if (!s->sink->take(s->sink->user, &record, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean end(void *set, GError **error)
{
	const struct state *s = set;
	for (guint i = 0; i < s->order->len; i++) {
		const struct act *act = g_ptr_array_index(s->order, i);
		if (!take_act(s, act, error) || !take_deadlines(s, act, error))
			return FALSE;
	}
	struct record record = { .kind = RECORD_READ };
	record.u.read = (struct record_read){ "acts", "*", FALSE, NULL };
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
