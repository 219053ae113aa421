#include "feeds/measure.h"

#include <string.h>

#include "checker/error.h"
#include "checker/sum.h"
#include "feeds/value.h"

#define TITLE_OF_NOTE_MAX 300 /* bytes; a longer title is that of a law */

/* Where a measure was first met, and a digest of all its values. */
struct seen {
	guint line;
	char *digest;
};

struct measures {
	const struct feed_options *options;
	const struct feed_sink *sink;
	GHashTable *seen; /* act and measure -> struct seen */
	GHashTable *acts; /* CELEX */
	GRegex *not_necessary;
	guint rejected;
};

/* How the register writes that a state considers no measure necessary: lower case, without accents. */
static const char not_necessary_pattern[] =
	"^(the )?(ms|member state) does not consider (nem|[a-z ]*measures?) (to be )?necessary|"
	"^(l')?(em|etat membre) estime (mne|[a-z ]*mesures?[a-z ]*) non necessaires?";

static void seen_free(gpointer data)
{
	struct seen *seen = data;
	g_free(seen->digest);
	g_free(seen);
}

struct measures *measures_new(const struct feed_options *options, const struct feed_sink *sink)
{
	struct measures *m = g_new0(struct measures, 1);
	m->options = options;
	m->sink = sink;
	m->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, seen_free);
	m->acts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	m->not_necessary = g_regex_new(not_necessary_pattern, 0, 0, NULL);
	return m;
}

void measures_free(struct measures *m)
{
	if (!m)
		return;
	g_hash_table_unref(m->seen);
	g_hash_table_unref(m->acts);
	g_regex_unref(m->not_necessary);
	g_free(m);
}

guint measures_rejected(const struct measures *m)
{
	return m->rejected;
}

GList *measures_acts(const struct measures *m)
{
	return g_list_sort(g_hash_table_get_keys(m->acts), (GCompareFunc)strcmp);
}

/* A CELLAR URI is an identity, but not one this program keys by: it names no act. */
static const char *act_text(const char *text)
{
	const char *value = value_text(text);
	return value && strstr(value, "/resource/cellar/") ? NULL : value;
}

/* What the measure's own number says; NULLs where it has none or it is broken. */
struct number {
	const char *act, *country;
};

static struct number read_number(struct value_row *v, const char *celex)
{
	struct number number = { value_keep(v, celex_act_of_measure(celex)), NULL };
	if (number.act)
		number.country = value_keep(v, celex_country_of_measure(celex));
	else
		value_celex(v, "celex", celex, VALUE_KIND(CELEX_MEASURE));
	return number;
}

/* The act a row is about: what it says, else what the measure's own number says, else the act given with the file. */
static const char *row_act(const struct measures *m, struct value_row *v, const struct measure_row *row,
                           const struct number *number)
{
	const char *from = act_text(row->act);
	if (!from)
		return row->celex ? number->act : m->options->act;
	const char *act = value_keep(v, celex_of_uri(from));
	return value_celex(v, "act", act ? act : from, VALUE_KIND(CELEX_ACT));
}

/* The state and the act must be those of the measure's own number: values swapped between rows show here. */
static void check_number(struct value_row *v, const struct record_measure *m, const struct number *number)
{
	if (!number->act || v->problem)
		return;
	if (strcmp(number->act, m->celex) != 0)
		value_fail(v, "celex: %s is a measure for %s, the row is about %s", m->nim_celex, number->act,
		           m->celex);
	else if (g_strcmp0(value_state(v, "celex", number->country), m->state) != 0)
		value_fail(v, "celex: %s is a measure of another state than %s", m->nim_celex, m->state);
}

static void clean(const struct measures *all, struct value_row *v, const struct measure_row *row,
                  struct record_measure *m)
{
	struct number number = read_number(v, row->celex);
	m->nim_celex = row->celex;
	m->celex = value_required(v, "act", row_act(all, v, row, &number));
	m->state = value_state(v, "country", value_text(row->country) ? row->country : number.country);
	m->nim = value_text(row->nim) ? value_text(row->nim) : m->nim_celex;
	if (!m->nim)
		value_fail(v, "nim and celex are missing: the measure has no identity");
	m->title = value_text(row->title);
	m->type = value_tail(value_text(row->type));
	m->journal = value_text(row->journal);
	m->number = value_text(row->number);
	m->published = value_day(v, "published", row->published);
	m->notified = value_day(v, "notified", row->notified);
	m->notified_act = value_day(v, "notified_act", row->notified_act);
	m->in_force = value_day(v, "in_force", row->in_force);
	m->link = value_text(row->link);
	m->declaration = value_text(row->declaration);
	check_number(v, m, &number);
}

/* Tells equal rows from different ones. */
static char *digest_of(const struct record_measure *m)
{
	const char *const values[] = { m->state,        m->nim_celex, m->title,     m->type,
		                       m->journal,      m->number,    m->published, m->notified,
		                       m->notified_act, m->in_force,  m->link,      m->declaration };
	g_autoptr(GString) all = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		g_string_append(all, values[i] ? values[i] : "");
		g_string_append_c(all, 0x1f);
	}
	return sum_of(all->str, all->len);
}

/* TRUE for a measure and act not met before; else the row has been skipped or rejected. */
static gboolean is_new(struct measures *m, const struct record_measure *measure, guint line)
{
	g_autofree char *key = g_strdup_printf("%s %s", measure->celex, measure->nim);
	g_autofree char *digest = digest_of(measure);
	const struct seen *before = g_hash_table_lookup(m->seen, key);
	if (!before) {
		struct seen first = { line, g_steal_pointer(&digest) };
		g_hash_table_insert(m->seen, g_steal_pointer(&key), g_memdup2(&first, sizeof(first)));
		return TRUE;
	}
	gboolean same = strcmp(before->digest, digest) == 0;
	g_autofree char *reason =
		same ? g_strdup_printf("same as line %u", before->line)
		     : g_strdup_printf("another value than line %u has for the same measure and act", before->line);
	(same ? m->sink->skip : m->sink->reject)(m->sink->user, line, reason);
	m->rejected += !same;
	return FALSE;
}

/* Lower case, without accents. */
static char *plain(const char *text)
{
	g_autofree char *parts = g_utf8_normalize(text, -1, G_NORMALIZE_DEFAULT);
	GString *out = g_string_new(NULL);
	for (const char *p = parts; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (c == 0x2019)
			g_string_append_c(out, '\'');
		else if (!g_unichar_ismark(c))
			g_string_append_unichar(out, g_unichar_tolower(c));
	}
	return g_string_free(out, FALSE);
}

static gboolean says_not_necessary(const struct measures *m, const struct record_measure *measure)
{
	if (!measure->title || measure->journal || strlen(measure->title) > TITLE_OF_NOTE_MAX)
		return FALSE;
	g_autofree char *title = g_strstrip(plain(measure->title));
	return g_regex_match(m->not_necessary, title, 0, NULL);
}

static gboolean take(const struct measures *m, struct record *record, const struct measure_row *row, GError **error)
{
	record->line = row->line;
	record->rank = row->rank;
	record->cite = value_text(row->cite);
	record->confidence = value_text(row->confidence);
	return m->sink->take(m->sink->user, record, error);
}

static gboolean take_link(const struct measures *m, const struct record_measure *measure, const char *infr,
                          const struct measure_row *row, GError **error)
{
	struct record record = { .kind = RECORD_LINK };
	record.u.link = (struct record_link){ measure->celex, measure->state, infr, measure->nim };
	return take(m, &record, row, error);
}

/* A declaration has no day of its own but that of the notification for this act. */
static gboolean take_declaration(const struct measures *m, const struct record_measure *measure,
                                 const struct measure_row *row, const char *value, GError **error)
{
	gboolean on_measure = measure->declaration && strcmp(value, "not necessary") != 0;
	struct record record = { .kind = RECORD_DECLARATION };
	record.u.declaration = (struct record_declaration){
		.celex = measure->celex,
		.state = measure->state,
		.value = value,
		.date = measure->notified_act,
		.nim = on_measure ? measure->nim : NULL,
		.text = on_measure ? measure->declaration : measure->title,
	};
	return take(m, &record, row, error);
}

static gboolean take_measure(const struct measures *m, const struct record_measure *measure,
                             const struct measure_row *row, GError **error)
{
	struct record record = { .kind = RECORD_MEASURE };
	record.u.measure = *measure;
	if (!take(m, &record, row, error))
		return FALSE;
	if (!measure->declaration)
		return TRUE;
	gboolean complete = g_str_has_suffix(measure->declaration, "_CPL");
	return take_declaration(m, measure, row, complete ? "complete" : "other", error);
}

static gboolean take_row(struct measures *m, const struct record_measure *measure, const struct measure_row *row,
                         GError **error)
{
	const char *rest;
	g_hash_table_add(m->acts, g_strdup(measure->celex));
	if (!is_new(m, measure, row->line))
		return TRUE;
	gboolean number = measure->title && g_str_has_prefix(measure->title, "INFR(");
	g_autofree char *infr = number ? value_infr_prefix(measure->title, &rest) : NULL;
	if (infr)
		return take_link(m, measure, infr, row, error);
	if (says_not_necessary(m, measure))
		return take_declaration(m, measure, row, "not necessary", error);
	return take_measure(m, measure, row, error);
}

/* EUR-Lex shows one number, "7*EST_202103476", for a measure that serves several acts: an identity, no CELEX. */
static void normalise_number(struct measure_row *row)
{
	row->celex = value_text(row->celex);
	if (!row->celex || !g_str_has_prefix(row->celex, "7*"))
		return;
	if (!value_text(row->nim))
		row->nim = row->celex;
	row->celex = NULL;
}

gboolean measures_take(struct measures *m, const struct measure_row *given, GError **error)
{
	struct measure_row row = *given;
	normalise_number(&row);
	if (!act_text(row.act) && !row.celex && !m->options->act) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT,
		            "%s:%u: the rows do not say which act they are about: name the act with --act",
		            m->options->name, row.line);
		return FALSE;
	}
	struct value_row v = { 0 };
	struct record_measure measure = { 0 };
	clean(m, &v, &row, &measure);
	gboolean good = value_good(&v, m->sink, row.line);
	m->rejected += !good;
	gboolean ok = !good || take_row(m, &measure, &row, error);
	value_clear(&v);
	return ok;
}
