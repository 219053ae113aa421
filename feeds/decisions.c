#include "feeds/decisions.h"

#include <string.h>

#include "feeds/caserow.h"
#include "feeds/csvread.h"
#include "feeds/value.h"

struct reading {
	const struct csv *csv;
	const struct feed_sink *sink;
	GHashTable *seen; /* all fields of a row -> its line */
};

static const char *const columns[] = {
	"infr_number",       "decision_date",     "stage", "additional", "member_state", "dg", "dg_name", "case_type",
	"celex_first_cited", "press_release_url", NULL
};
static const char *const flags[] = { "0", "1", NULL };
static const char *const kinds[] = { "NCM", "OTHER", NULL };

/* By its word (RO258, "ro 258"), else as the register's own text says it; a step that is none of these is OTHER when the
 * row says so, and an error otherwise: a slip of the pen would take the step from its case. */
static const char *type_of(struct value_row *v, const char *stage)
{
	g_auto(GStrv) parts = g_strsplit(stage, " ", -1);
	g_autofree char *word = g_strjoinv("", parts);
	for (const char *const *type = case_types; *type; type++)
		if (g_ascii_strcasecmp(word, *type) == 0)
			return *type;
	const char *type = case_type_of(stage);
	if (strcmp(type, "OTHER") != 0)
		return type;
	g_autofree char *known = g_strjoinv(", ", (char **)case_types);
	value_fail(v, "stage: '%s' is none of %s", stage, known);
	return NULL;
}

static void clean(const struct reading *r, struct value_row *v, struct record_decision *d)
{
	const struct csv *csv = r->csv;
	d->infr = value_required(v, "infr_number", value_infr(v, "infr_number", csv_get(csv, "infr_number")));
	d->date = value_required(v, "decision_date", value_day(v, "decision_date", csv_get(csv, "decision_date")));
	d->text = value_required(v, "stage", csv_get(csv, "stage"));
	d->type = d->text ? type_of(v, d->text) : NULL;
	d->additional = g_strcmp0(value_choice(v, "additional", csv_get(csv, "additional"), flags), "1") == 0;
	d->state = value_state(v, "member_state", csv_get(csv, "member_state"));
	const char *type = value_choice(v, "case_type", csv_get(csv, "case_type"), kinds);
	d->kind = g_strcmp0(type, "NCM") == 0 ? "non-communication" : "other";
	d->celex = value_celex(v, "celex_first_cited", csv_get(csv, "celex_first_cited"), VALUE_KIND(CELEX_ACT));
	const char *name = value_text(csv_get(csv, "dg_name"));
	d->department = name ? name : value_text(csv_get(csv, "dg"));
	d->url = value_text(csv_get(csv, "press_release_url"));
	d->active = TRUE;
}

static char *all_fields(const struct csv *csv)
{
	GString *all = g_string_new(NULL);
	for (const char *const *column = csv_columns(csv); *column; column++) {
		g_string_append(all, csv_get(csv, *column));
		g_string_append_c(all, 0x1f);
	}
	return g_string_free(all, FALSE);
}

/* TRUE if the row is the same as an earlier one, and has been skipped. */
static gboolean is_duplicate(const struct reading *r)
{
	char *key = all_fields(r->csv);
	guint before = GPOINTER_TO_UINT(g_hash_table_lookup(r->seen, key));
	if (!before) {
		g_hash_table_insert(r->seen, key, GUINT_TO_POINTER(csv_line(r->csv)));
		return FALSE;
	}
	g_autofree char *reason = g_strdup_printf("same as line %u", before);
	r->sink->skip(r->sink->user, csv_line(r->csv), reason);
	g_free(key);
	return TRUE;
}

static gboolean take_row(const struct reading *r, GError **error)
{
	if (is_duplicate(r))
		return TRUE;
	struct value_row v = { 0 };
	struct record record = { .kind = RECORD_DECISION, .line = csv_line(r->csv) };
	clean(r, &v, &record.u.decision);
	gboolean ok = !value_good(&v, r->sink, record.line) || r->sink->take(r->sink->user, &record, error);
	value_clear(&v);
	return ok;
}

gboolean decisions_read(FILE *in, const struct feed_options *options, const struct feed_sink *sink, GError **error)
{
	g_autoptr(Csv) csv = csv_open(in, options->name, error);
	if (!csv || !csv_require(csv, columns, error))
		return FALSE;
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct reading r = { csv, sink, seen };
	GError *failed = NULL;
	while (csv_next(csv, &failed))
		if (!take_row(&r, error))
			return FALSE;
	if (failed)
		g_propagate_error(error, failed);
	return !failed;
}
