/* The set "act values" of SPARQL results (cellar-acts.rq): one row per value of an act, with its annotations.
 * The rows of an act are gathered, put in order and compiled after the last one, so that the order in which a server
 * gives them does not matter. A row with a bad value is rejected, the rest of the act is taken. */
#include <string.h>

#include "feeds/act_dates.h"
#include "feeds/language.h"
#include "feeds/sparql_set.h"

/* A row: NULL where it has nothing. */
struct fact {
	char *property, *value, *axiom, *note, *text; /* the names without what all of them begin with */
	guint line;
};

struct state {
	const struct feed_sink *sink;
	GHashTable *acts; /* CELEX -> GPtrArray of struct fact, in the order they have after sorting */
	GPtrArray *order; /* CELEX, in the order of first sight */
};

/* What another act does to this one, or a title of it. */
struct extra {
	struct record record;
	GString *comment;
};

/* An act being compiled. */
struct work {
	struct act *act;
	GPtrArray *dates;     /* of struct act_date */
	GPtrArray *extras;    /* of struct extra; the texts are the facts' */
	GPtrArray *repealers; /* CELEX, the facts' */
	const char *axiom;    /* of the fact before */
	gboolean spoilt;      /* a date of it cannot be read */
};

typedef void (*taker)(struct work *work, struct value_row *row, const struct fact *fact, int detail);

static void fact_free(gpointer data)
{
	struct fact *fact = data;
	g_free(fact->property);
	g_free(fact->value);
	g_free(fact->axiom);
	g_free(fact->note);
	g_free(fact->text);
	g_free(fact);
}

static void facts_free(gpointer facts)
{
	g_ptr_array_unref(facts);
}

static int by_value(gconstpointer a, gconstpointer b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;
	const char *const pairs[][2] = {
		{ x->property, y->property }, { x->value, y->value },
		{ x->axiom, y->axiom },       { y->note, x->note }, /* type_of_date before comment_on_date */
		{ x->text, y->text },
	};
	int order = 0;
	for (size_t i = 0; order == 0 && i < G_N_ELEMENTS(pairs); i++)
		order = g_strcmp0(pairs[i][0], pairs[i][1]);
	return order;
}

static void *begin(const struct feed_options *options, const struct feed_sink *sink)
{
	struct state *s = g_new0(struct state, 1);
	(void)options;
	s->sink = sink;
	s->acts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, facts_free);
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

/* "work_date_document" for "http://.../cdm#work_date_document". */
static char *local_name(const char *uri)
{
	const char *hash = uri ? strrchr(uri, '#') : NULL;
	return g_strdup(hash ? hash + 1 : uri);
}

static GPtrArray *facts_of(struct state *s, const char *celex)
{
	GPtrArray *facts = g_hash_table_lookup(s->acts, celex);
	if (facts)
		return facts;
	char *key = g_strdup(celex);
	facts = g_ptr_array_new_with_free_func(fact_free);
	g_hash_table_insert(s->acts, key, facts);
	g_ptr_array_add(s->order, key);
	return facts;
}

static void keep(struct state *s, const char *celex, const struct sparql_row *row)
{
	struct fact *fact = g_new0(struct fact, 1);
	*fact = (struct fact){
		.property = local_name(value_text(sparql_get(row, "property"))),
		.value = g_strdup(value_text(sparql_get(row, "value"))),
		.axiom = g_strdup(sparql_get(row, "axiom")),
		.note = local_name(sparql_get(row, "note")),
		.text = g_strdup(value_text(sparql_get(row, "text"))),
		.line = row->line,
	};
	g_ptr_array_add(facts_of(s, celex), fact);
}

static gboolean take_row(void *set, const struct sparql_row *row, GError **error)
{
	struct state *s = set;
	struct value_row v = { 0 };
	const char *skip = NULL;
	(void)error;
	const char *celex = act_of_row(&v, sparql_get(row, "celex"), &skip);
	if (skip)
		s->sink->skip(s->sink->user, row->line, skip);
	else if (value_good(&v, s->sink, row->line))
		keep(s, celex, row);
	value_clear(&v);
	return TRUE;
}

/* ---- what each property becomes */

static void take_field(struct work *w, struct value_row *v, const struct fact *fact, int field)
{
	if (fact->axiom)
		return;
	const char *value = act_clean((enum act_field)field, v, fact->value);
	act_check(w->act, (enum act_field)field, v, value);
	if (!v->problem)
		act_add(w->act, (enum act_field)field, value);
}

/* A work has further types, of no concern here. Articles 290(1) and 291 TFEU: delegated and implementing acts are
 * adopted by the Commission or the Council under no legislative procedure. */
static void take_type(struct work *w, struct value_row *v, const struct fact *fact, int field)
{
	static const char *const types[] = { "DIR", "DIR_IMPL", "DIR_DEL", "DEC_FRAMW", "FRAMW_DEC", NULL };
	const char *type = value_tail(fact->value);
	if (type && g_strv_contains(types, type))
		take_field(w, v, fact, field);
	if (g_strcmp0(type, "DIR_IMPL") == 0 || g_strcmp0(type, "DIR_DEL") == 0)
		act_add(w->act, ACT_LEGISLATIVE, "no");
}

/* "{P/EEE" begins the remark that an act is relevant for the European Economic Area. */
static void take_remark(struct work *w, struct value_row *v, const struct fact *fact, int field)
{
	(void)v;
	if (fact->value && g_str_has_prefix(fact->value, "{P/EEE"))
		act_add(w->act, (enum act_field)field, "yes");
}

/* "19.30.10" for the concept "193010". */
static void take_directory(struct work *w, struct value_row *v, const struct fact *fact, int field)
{
	(void)v;
	g_autoptr(GString) code = g_string_new(NULL);
	const char *tail = value_tail(fact->value);
	for (size_t i = 0; tail && tail[i]; i++)
		g_string_append_printf(code, "%s%c", i && i % 2 == 0 ? "." : "", tail[i]);
	act_add(w->act, (enum act_field)field, value_text(code->str));
}

static void take_service(struct work *w, struct value_row *v, const struct fact *fact, int field)
{
	(void)v;
	act_add(w->act, (enum act_field)field, value_tail(fact->value));
}

/* "12016E082 A82P2": the article of the Treaty as CELLAR numbers it, and as it writes it; the second comes as an axiom. */
static void take_basis(struct work *w, struct value_row *v, const struct fact *fact, int field)
{
	(void)v;
	g_autofree char *both = g_strjoin(" ", fact->value, fact->text, NULL);
	act_add(w->act, (enum act_field)field, fact->value && fact->text ? both : NULL);
}

static struct act_date *date_of(struct work *w, enum act_date_kind kind, const char *day, guint line)
{
	for (guint i = 0; i < w->dates->len; i++) {
		struct act_date *known = g_ptr_array_index(w->dates, i);
		if (known->kind == kind && g_strcmp0(known->day, day) == 0)
			return known;
	}
	struct act_date *date = g_new0(struct act_date, 1);
	*date = (struct act_date){ kind, g_strdup(day), g_ptr_array_new_with_free_func(g_free), line };
	g_ptr_array_add(w->dates, date);
	return date;
}

/* Type and comment of one axiom come one after the other and make one note. */
static void take_date(struct work *w, struct value_row *v, const struct fact *fact, int kind)
{
	gboolean open = kind == ACT_DATE_END && fact->value && g_str_has_prefix(fact->value, ACT_OPEN_END);
	const char *day = open ? ACT_OPEN_END : value_day(v, fact->property, fact->value);
	if (v->problem)
		return;
	GPtrArray *notes = date_of(w, (enum act_date_kind)kind, day, fact->line)->notes;
	if (!fact->axiom || !fact->text)
		return;
	g_autofree char *before = NULL;
	if (notes->len && g_strcmp0(w->axiom, fact->axiom) == 0)
		before = g_ptr_array_steal_index(notes, notes->len - 1);
	g_ptr_array_add(notes, before ? g_strjoin(" ", before, fact->text, NULL) : g_strdup(fact->text));
}

static struct extra *add_extra(struct work *w, enum record_kind kind, guint line)
{
	struct extra *extra = g_new0(struct extra, 1);
	extra->record.kind = kind;
	extra->record.line = line;
	extra->comment = g_string_new(NULL);
	g_ptr_array_add(w->extras, extra);
	return extra;
}

/* CELLAR may hold two expressions of one title: the values come in order, and the first counts. */
static gboolean has_title(const struct work *w, const char *lang)
{
	for (guint i = 0; i < w->extras->len; i++) {
		const struct extra *e = g_ptr_array_index(w->extras, i);
		if (e->record.kind == RECORD_TITLE && strcmp(e->record.u.title.lang, lang) == 0)
			return TRUE;
	}
	return FALSE;
}

static void take_title(struct work *w, struct value_row *v, const struct fact *fact, int field)
{
	const char *lang = language_of(fact->text);
	if (!lang || !fact->value)
		return;
	if (strcmp(lang, "en") == 0)
		take_field(w, v, fact, field);
	if (field == ACT_TITLE && !v->problem && !has_title(w, lang))
		add_extra(w, RECORD_TITLE, fact->line)->record.u.title =
			(struct record_title){ w->act->celex, lang, fact->value };
}

static struct extra *relation_of(struct work *w, const char *relation, const struct fact *fact)
{
	struct extra *last = w->extras->len ? g_ptr_array_index(w->extras, w->extras->len - 1) : NULL;
	const struct record_relation *known = last ? &last->record.u.relation : NULL;
	if (last && last->record.kind == RECORD_RELATION && strcmp(known->relation, relation) == 0 &&
	    strcmp(known->other, fact->value) == 0)
		return last;
	last = add_extra(w, RECORD_RELATION, fact->line);
	last->record.u.relation = (struct record_relation){ w->act->celex, relation, fact->value, NULL };
	return last;
}

static const char *const relations[] = { "repealed by", "implicitly repealed by", "amended by", "corrected by" };

static void take_relation(struct work *w, struct value_row *v, const struct fact *fact, int relation)
{
	if (!value_required(v, fact->property, fact->value))
		return;
	struct extra *extra = relation_of(w, relations[relation], fact);
	if (relation == 0 && !fact->axiom)
		g_ptr_array_add(w->repealers, fact->value);
	if (fact->note && fact->text) {
		g_autofree char *line = g_strdup_printf("%s: %s", fact->note, fact->text);
		act_join(extra->comment, line, "\n");
	}
}

static const struct {
	const char *property;
	taker take;
	int detail;
} properties[] = {
	{ "work_has_resource-type", take_type, ACT_TYPE },
	{ "work_date_document", take_field, ACT_ADOPTED },
	{ "resource_legal_in-force", take_field, ACT_IN_FORCE },
	{ "resource_legal_eli", take_field, ACT_ELI },
	{ "resource_legal_eea", take_field, ACT_EEA },
	{ "resource_legal_information_miscellaneous", take_remark, ACT_EEA },
	{ "resource_legal_is_about_concept_directory-code", take_directory, ACT_DIRECTORY },
	{ "resource_legal_based_on_concept_treaty", take_service, ACT_LEGAL_BASIS },
	{ "resource_legal_based_on_resource_legal", take_basis, ACT_LEGAL_BASIS },
	{ "directive_service_responsible", take_service, ACT_SERVICE },
	{ "resource_legal_responsibility_of_agent", take_service, ACT_SERVICE },
	{ "directive_date_transposition", take_date, ACT_DATE_TRANSPOSITION },
	{ "cooperation_police-and-judicial_date_transposition", take_date, ACT_DATE_TRANSPOSITION },
	{ "decision_date_transposition", take_date, ACT_DATE_TRANSPOSITION },
	{ "resource_legal_date_deadline", take_date, ACT_DATE_DEADLINE },
	{ "resource_legal_date_entry-into-force", take_date, ACT_DATE_ENTRY },
	{ "resource_legal_date_end-of-validity", take_date, ACT_DATE_END },
	{ "resource_legal_repeals_resource_legal", take_relation, 0 },
	{ "resource_legal_implicitly_repeals_resource_legal", take_relation, 1 },
	{ "resource_legal_amends_resource_legal", take_relation, 2 },
	{ "resource_legal_corrects_resource_legal", take_relation, 3 },
	{ "expression_title", take_title, ACT_TITLE },
	{ "expression_title_short", take_title, ACT_SHORT_TITLE },
};

/* ---- an act */

static void date_free(gpointer data)
{
	struct act_date *date = data;
	g_free(date->day);
	g_ptr_array_unref(date->notes);
	g_free(date);
}

static void extra_free(gpointer data)
{
	struct extra *extra = data;
	g_string_free(extra->comment, TRUE);
	g_free(extra);
}

static void compile(struct work *w, const struct fact *fact, const struct feed_sink *sink)
{
	struct value_row v = { 0 };
	gboolean date = FALSE;
	for (size_t i = 0; i < G_N_ELEMENTS(properties); i++)
		if (g_strcmp0(fact->property, properties[i].property) == 0) {
			properties[i].take(w, &v, fact, properties[i].detail);
			date = properties[i].take == take_date;
		}
	w->spoilt |= !value_good(&v, sink, fact->line) && date;
	value_clear(&v);
	w->axiom = fact->axiom;
}

/* Of "19, 19.30, 19.30.10" the last: the others are its headings. The codes are in order. */
static void drop_headings(struct act *act)
{
	char **slot = &act->values[ACT_DIRECTORY];
	g_auto(GStrv) codes = g_strsplit(*slot ? *slot : "", ", ", -1);
	g_autoptr(GString) kept = g_string_new(NULL);
	for (char **code = codes; *code; code++)
		if (!code[1] || !g_str_has_prefix(code[1], *code))
			g_string_append_printf(kept, "%s%s", kept->len ? ", " : "", *code);
	g_free(*slot);
	*slot = g_strdup(value_text(kept->str));
}

static gboolean take_extras(const struct work *w, const struct feed_sink *sink, GError **error)
{
	for (guint i = 0; i < w->extras->len; i++) {
		struct extra *extra = g_ptr_array_index(w->extras, i);
		if (extra->record.kind == RECORD_RELATION)
			extra->record.u.relation.comment = value_text(extra->comment->str);
		if (!sink->take(sink->user, &extra->record, error))
			return FALSE;
	}
	return TRUE;
}

/* Of an act of which a date cannot be read nothing is said but that it is there: what is known of it stands. Without
 * that date an act that was repealed would be in force again, and a deadline would be gone. */
static gboolean take_spoilt(const struct act *act, const struct feed_sink *sink, GError **error)
{
	struct record record = { .kind = RECORD_ACT, .line = act->line, .u.act.celex = act->celex };
	return sink->take(sink->user, &record, error);
}

static gboolean take_act(const char *celex, GPtrArray *facts, const struct feed_sink *sink, GError **error)
{
	g_ptr_array_sort(facts, by_value);
	const struct fact *first = g_ptr_array_index(facts, 0);
	g_autoptr(Act) act = act_new(celex, first->line);
	g_autoptr(GPtrArray) dates = g_ptr_array_new_with_free_func(date_free);
	g_autoptr(GPtrArray) extras = g_ptr_array_new_with_free_func(extra_free);
	g_autoptr(GPtrArray) repealers = g_ptr_array_new();
	struct work work = { act, dates, extras, repealers, NULL, FALSE };
	for (guint i = 0; i < facts->len; i++)
		compile(&work, g_ptr_array_index(facts, i), sink);
	if (work.spoilt)
		return take_spoilt(act, sink, error) && take_extras(&work, sink, error);
	drop_headings(act);
	return act_dates_add(act, dates, repealers, sink, error) && act_take(act, sink, error) &&
	       take_extras(&work, sink, error);
}

static gboolean end(void *set, GError **error)
{
	const struct state *s = set;
	for (guint i = 0; i < s->order->len; i++) {
		const char *celex = g_ptr_array_index(s->order, i);
		if (!take_act(celex, g_hash_table_lookup(s->acts, celex), s->sink, error))
			return FALSE;
	}
	struct record record = { .kind = RECORD_READ };
	record.u.read = (struct record_read){ .what = "acts", .scope = "*" };
	return s->sink->take(s->sink->user, &record, error);
}

const struct sparql_set sparql_act_values = {
	.title = "values of acts",
	.needs = "celex, property, value, no nim",
	.all = { "celex", "property", "value" },
	.without = "nim",
	.begin = begin,
	.row = take_row,
	.end = end,
	.free = state_free,
};
