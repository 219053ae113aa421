#include "feeds/deadlines.h"

#include <string.h>

#include "feeds/csvread.h"
#include "feeds/value.h"

struct reading {
	const struct csv *csv;
	const struct feed_sink *sink;
	GHashTable *seen; /* "celex" and "celex deadline" -> line */
};

static const char *const columns[] = { "celex", "deadline", NULL };

/* TRUE the first time; remembers the line. Takes ownership of key. */
static gboolean first_time(const struct reading *r, char *key, guint *before)
{
	*before = GPOINTER_TO_UINT(g_hash_table_lookup(r->seen, key));
	if (*before) {
		g_free(key);
		return FALSE;
	}
	g_hash_table_insert(r->seen, key, GUINT_TO_POINTER(csv_line(r->csv)));
	return TRUE;
}

static gboolean take_deadline(const struct reading *r, const char *celex, const char *date, GError **error)
{
	guint before;
	struct record record = { .kind = RECORD_DEADLINE, .line = csv_line(r->csv) };
	record.u.deadline = (struct record_deadline){ .celex = celex, .date = date, .kind = "transposition" };
	if (first_time(r, g_strdup_printf("%s %s", celex, date ? date : ""), &before))
		return r->sink->take(r->sink->user, &record, error);
	g_autofree char *reason = g_strdup_printf("same as line %u", before);
	r->sink->skip(r->sink->user, record.line, reason);
	return TRUE;
}

static gboolean take_act(const struct reading *r, const char *celex, GError **error)
{
	guint before;
	struct record record = { .kind = RECORD_ACT, .line = csv_line(r->csv) };
	record.u.act =
		(struct record_act){ .celex = celex, .type = celex[5] == 'L' ? "directive" : "framework decision" };
	return !first_time(r, g_strdup(celex), &before) || r->sink->take(r->sink->user, &record, error);
}

static const char *row_celex(const struct reading *r, struct value_row *v)
{
	const char *celex = value_celex(v, "celex", csv_get(r->csv, "celex"), VALUE_KIND(CELEX_ACT));
	if (celex && celex[5] != 'L' && celex[5] != 'F')
		value_fail(v, "celex: %s is neither a directive nor a framework decision", celex);
	return value_required(v, "celex", celex);
}

static gboolean take_row(const struct reading *r, GError **error)
{
	struct value_row v = { 0 };
	gboolean ok = TRUE;
	if (celex_kind(csv_get(r->csv, "celex")) == CELEX_CORRIGENDUM) {
		r->sink->skip(r->sink->user, csv_line(r->csv), "a corrigendum, not an act");
		return TRUE;
	}
	const char *celex = row_celex(r, &v);
	value_required(&v, "deadline", csv_get(r->csv, "deadline"));
	const char *date = value_day(&v, "deadline", csv_get(r->csv, "deadline"));
	value_after_act(&v, "deadline", celex, date);
	const char *kind = value_text(csv_get(r->csv, "kind"));
	if (kind && strcmp(kind, "transposition") != 0)
		value_fail(&v, "kind: '%s' is no deadline for transposition, which are all that this table can hold",
		           kind);
	if (value_good(&v, r->sink, csv_line(r->csv)))
		ok = take_act(r, celex, error) && take_deadline(r, celex, date, error);
	value_clear(&v);
	return ok;
}

gboolean deadlines_read(FILE *in, const struct feed_options *options, const struct feed_sink *sink, GError **error)
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
