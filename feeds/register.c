#include "feeds/register.h"

#include <stdlib.h>
#include <string.h>

#include "checker/error.h"
#include "feeds/jsonread.h"

struct reading {
	struct json *json;
	const struct register_part *part;
	struct case_rows *rows;
};

/* "2/07/2021" as an ISO day, new; the text itself if it has another shape, so that value_day() refuses it. */
static char *iso_day(const char *text)
{
	g_auto(GStrv) part = g_strsplit(text, "/", -1);
	if (g_strv_length(part) != 3 || strlen(part[2]) != 4)
		return g_strdup(text);
	for (int i = 0; i < 3; i++)
		if (!*part[i] || strlen(part[i]) > 4 || strspn(part[i], "0123456789") != strlen(part[i]))
			return g_strdup(text);
	return g_strdup_printf("%s-%02d-%02d", part[2], atoi(part[1]), atoi(part[0]));
}

static const char *member(const struct reading *r, const char *name)
{
	return value_text(json_text(r->json, name));
}

static void clean(const struct reading *r, struct value_row *v, struct record *record)
{
	struct record_decision *d = &record->u.decision;
	const char *date = member(r, "decisionDate");
	d->infr = value_required(v, "infringementNumber",
	                         value_infr(v, "infringementNumber", member(r, "infringementNumber")));
	d->state = value_state(v, "memberState", member(r, "memberState"));
	date = date ? value_keep(v, iso_day(date)) : NULL;
	d->date = value_required(v, "decisionDate", value_day(v, "decisionDate", date));
	case_set_type(v, "decisionType", member(r, "decisionType"), d);
	case_set_title(r->rows, v, member(r, "title"), record);
	d->kind = case_kind_of(member(r, "nonCommunicationCase"), member(r, "caseType"));
	d->department = member(r, "leadDg");
	d->court_case = member(r, "normalCuriaReference");
	d->url = member(r, "pressReleaseURL");
	d->active = !case_says(member(r, "activeInfringementCase"), "No");
}

/* A server that does not heed the days asked for answers something else: nothing of it can be believed. */
static gboolean in_window(const struct register_part *part, const struct record *record, GError **error)
{
	const char *date = record->u.decision.date;
	if (!date || !part->from || (strcmp(part->from, date) <= 0 && strcmp(date, part->to) <= 0))
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: record %u is of %s, which was not asked for", part->name,
	            record->line, date);
	return FALSE;
}

static gboolean take_record(const struct reading *r, GError **error)
{
	struct value_row v = { 0 };
	struct record record = { .kind = RECORD_DECISION, .line = json_row(r->json), .body = r->part->body };
	clean(r, &v, &record);
	if (in_window(r->part, &record, error))
		return case_take(r->rows, &v, &record, error);
	value_clear(&v);
	return FALSE;
}

gboolean register_read_part(FILE *in, const struct register_part *part, struct case_rows *rows, GError **error)
{
	gint64 total;
	GError *failed = NULL;
	g_autoptr(Json) json = json_open_file(in, part->name, error);
	if (!json || !json_integer(json, "totalRows", &total, error) || !json_each(json, "records", error))
		return FALSE;
	struct reading r = { json, part, rows };
	while (json_next(json, &failed))
		if (!take_record(&r, error))
			return FALSE;
	if (failed)
		g_propagate_error(error, failed);
	return !failed;
}

gboolean register_read(FILE *in, const struct feed_options *options, const struct feed_sink *sink, GError **error)
{
	struct register_part part = { .name = options->name };
	struct record record = { .kind = RECORD_READ };
	g_autoptr(CaseRows) rows = case_rows_new(sink);
	record.u.read = (struct record_read){ .what = "register", .scope = "*" };
	return register_read_part(in, &part, rows, error) && sink->take(sink->user, &record, error);
}

gboolean register_totals(FILE *in, const char *name, gint64 *total, gint64 *records, GError **error)
{
	g_autoptr(Json) json = json_open_file(in, name, error);
	return json && json_integer(json, "totalRows", total, error) && json_length(json, "records", records, error);
}
