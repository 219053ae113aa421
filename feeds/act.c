#include "feeds/act.h"

#include <string.h>

#include "checker/day.h"
#include "feeds/annotation.h"

/* What becomes of several values of one variable for one act. */
enum merge {
	ONE,      /* an act has one: another is an error of the source or of the query, and its row is rejected */
	FIRST,    /* the first counts */
	EARLIEST, /* CELLAR files dates of application with the entry into force */
	LATEST,   /* CELLAR files partial ends beside the open end */
	JOIN,     /* all count */
};

typedef const char *(*cleaner)(struct value_row *v, const char *name, const char *text);

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
	return value && g_str_has_prefix(value, ACT_OPEN_END) ? ACT_OPEN_END : value_day(v, name, text);
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
	const char *column;
	cleaner clean;
	enum merge merge;
} fields[ACT_FIELDS] = {
	/* of two expressions of one title the first in the order of texts */
	[ACT_TITLE] = { "title", clean_text, EARLIEST },
	[ACT_SHORT_TITLE] = { "short_title", clean_text, FIRST },
	[ACT_TYPE] = { "type", clean_type, ONE },
	[ACT_ADOPTED] = { "date", value_day, ONE },
	[ACT_PUBLISHED] = { "published", value_day, EARLIEST },
	[ACT_ENTRY] = { "entry_into_force", value_day, EARLIEST },
	[ACT_IN_FORCE] = { "in_force", clean_flag, ONE },
	[ACT_ENDED] = { "ended", clean_end, LATEST },
	[ACT_ENDED_BY] = { "ended_by", clean_act, FIRST },
	[ACT_ENDED_HOW] = { "ended_how", clean_text, FIRST },
	[ACT_ELI] = { "eli", clean_text, FIRST },
	[ACT_LEGAL_BASIS] = { "legal_basis", clean_text, JOIN },
	[ACT_LEGISLATIVE] = { "legislative", clean_flag, FIRST },
	[ACT_EEA] = { "eea", clean_eea, FIRST },
	[ACT_DIRECTORY] = { "directory_code", clean_text, JOIN },
	[ACT_SERVICE] = { "service", clean_text, JOIN },
};

const char *act_column(enum act_field field)
{
	return fields[field].column;
}

const char *act_clean(enum act_field field, struct value_row *row, const char *text)
{
	return fields[field].clean(row, fields[field].column, text);
}

static void deadline_free(gpointer data)
{
	struct act_deadline *d = data;
	g_free(d->date);
	g_string_free(d->annotation, TRUE);
	g_free(d);
}

struct act *act_new(const char *celex, guint line)
{
	struct act *act = g_new0(struct act, 1);
	act->celex = g_strdup(celex);
	act->line = line;
	act->deadlines = g_ptr_array_new_with_free_func(deadline_free);
	return act;
}

void act_free(struct act *act)
{
	if (!act)
		return;
	for (int f = 0; f < ACT_FIELDS; f++)
		g_free(act->values[f]);
	g_ptr_array_unref(act->deadlines);
	g_free(act->celex);
	g_free(act);
}

void act_join(GString *all, const char *text, const char *between)
{
	g_auto(GStrv) parts = g_strsplit(all->str, between, -1);
	if (g_strv_contains((const char *const *)parts, text))
		return;
	if (all->len)
		g_string_append(all, between);
	g_string_append(all, text);
}

void act_check(const struct act *act, enum act_field field, struct value_row *row, const char *value)
{
	const char *known = act->values[field];
	if (fields[field].merge == ONE && known && value && strcmp(known, value) != 0)
		value_fail(row, "%s: another value than an earlier row has for %s (line %u)", fields[field].column,
		           act->celex, act->line);
}

void act_add(struct act *act, enum act_field field, const char *value)
{
	char **slot = &act->values[field];
	enum merge merge = fields[field].merge;
	if (!value)
		return;
	if (merge == JOIN) {
		GString *all = g_string_new(*slot);
		act_join(all, value, ", ");
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

struct act_deadline *act_add_deadline(struct act *act, const char *kind, const char *date, const char *annotation,
                                      guint line)
{
	struct act_deadline *d = NULL;
	for (guint i = 0; i < act->deadlines->len && !d; i++) {
		struct act_deadline *known = g_ptr_array_index(act->deadlines, i);
		if (g_strcmp0(known->date, date) == 0 && strcmp(known->kind, kind) == 0)
			d = known;
	}
	if (!d) {
		d = g_new0(struct act_deadline, 1);
		*d = (struct act_deadline){ g_strdup(date), kind, g_string_new(NULL), NULL, line };
		g_ptr_array_add(act->deadlines, d);
	}
	if (annotation)
		act_join(d->annotation, annotation, "\n");
	return d;
}

const char *act_of_row(struct value_row *row, const char *text, const char **skip)
{
	const char *given = value_required(row, "celex", text);
	const char *celex = given ? value_keep(row, celex_of_uri(given)) : NULL;
	enum celex_kind kind = celex_kind(celex ? celex : given);
	if (kind == CELEX_CORRIGENDUM)
		*skip = "a corrigendum, not an act";
	if (kind == CELEX_CONSOLIDATED)
		*skip = "a consolidated text, not an act";
	if (*skip || !given)
		return NULL;
	return value_celex(row, "celex", celex ? celex : given, VALUE_KIND(CELEX_ACT));
}

static const char *type_of(const struct act *act)
{
	static const char *const types[][2] = {
		{ "L", "directive" }, { "F", "framework decision" }, { "R", "regulation" }, { "D", "decision" }
	};
	for (size_t i = 0; !act->values[ACT_TYPE] && i < G_N_ELEMENTS(types); i++)
		if (act->celex[5] == *types[i][0])
			return types[i][1];
	return act->values[ACT_TYPE];
}

static gboolean take_act(const struct act *act, const struct feed_sink *sink, GError **error)
{
	char *const *v = act->values;
	gboolean open = g_strcmp0(v[ACT_ENDED], ACT_OPEN_END) == 0;
	struct record record = { .kind = RECORD_ACT, .line = act->line };
	record.u.act = (struct record_act){
		.celex = act->celex,
		.type = type_of(act),
		.eli = v[ACT_ELI],
		.title = v[ACT_TITLE],
		.short_title = v[ACT_SHORT_TITLE],
		.adopted = v[ACT_ADOPTED],
		.published = v[ACT_PUBLISHED],
		.entry_into_force = v[ACT_ENTRY],
		.in_force = v[ACT_IN_FORCE],
		.ended = open ? NULL : v[ACT_ENDED],
		.ended_by = v[ACT_ENDED_BY],
		.ended_how = v[ACT_ENDED_HOW],
		.legal_basis = v[ACT_LEGAL_BASIS],
		.legislative = v[ACT_LEGISLATIVE],
		.eea = v[ACT_EEA],
		.directory_code = v[ACT_DIRECTORY],
		.service = v[ACT_SERVICE],
	};
	return sink->take(sink->user, &record, error);
}

static int by_date(gconstpointer a, gconstpointer b)
{
	const struct act_deadline *x = *(const struct act_deadline *const *)a;
	const struct act_deadline *y = *(const struct act_deadline *const *)b;
	if (!x->date || !y->date)
		return !x->date - !y->date;
	int order = strcmp(x->date, y->date);
	return order ? order : strcmp(x->kind, y->kind);
}

/* The property says what kind of date it is; of a transposition only a comment that says otherwise in so many words
 * makes it something else. */
static const char *kind_of(const struct act_deadline *d, const struct annotation *said)
{
	gboolean other = g_strcmp0(said->kind, "application") == 0 || g_strcmp0(said->kind, "option") == 0;
	return other && strcmp(d->kind, "transposition") == 0 ? said->kind : d->kind;
}

static gboolean take_deadline(const struct act *act, const struct act_deadline *d, const struct feed_sink *sink,
                              GError **error)
{
	g_autoptr(Annotation) said = annotation_read(d->annotation->str);
	g_autofree char *provisions = annotation_shown(said);
	struct record record = { .kind = RECORD_DEADLINE, .line = d->line, .confidence = d->confidence };
	record.u.deadline = (struct record_deadline){
		.celex = act->celex,
		.date = d->date,
		.kind = kind_of(d, said),
		.provisions = provisions,
		.annotation = value_text(d->annotation->str),
	};
	return sink->take(sink->user, &record, error);
}

gboolean act_take(struct act *act, const struct feed_sink *sink, GError **error)
{
	if (!take_act(act, sink, error))
		return FALSE;
	g_ptr_array_sort(act->deadlines, by_date);
	for (guint i = 0; i < act->deadlines->len; i++)
		if (!take_deadline(act, g_ptr_array_index(act->deadlines, i), sink, error))
			return FALSE;
	return TRUE;
}
