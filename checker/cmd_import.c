#include <stdio.h>
#include <string.h>

#include "checker/command.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/intake.h"
#include "checker/jsonwrite.h"

static const char *const kind_names[RECORD_KINDS] = {
	[RECORD_ACT] = "acts",
	[RECORD_DEADLINE] = "deadlines",
	[RECORD_BINDING] = "bindings",
	[RECORD_MEASURE] = "measures",
	[RECORD_DECLARATION] = "declarations",
	[RECORD_DECISION] = "decisions",
	[RECORD_LINK] = "links to cases",
	[RECORD_LIST] = "lists of addressees",
	[RECORD_NOTE] = "notes",
	[RECORD_TITLE] = "titles",
	[RECORD_RELATION] = "relations between acts",
	[RECORD_DEROGATION] = "derogations",
};

struct outcome {
	GString *out;
	gboolean json;
	guint files, rejected;
};

static void text_remarks(GString *out, const char *name, const char *word, const GArray *remarks)
{
	for (guint i = 0; i < remarks->len; i++) {
		const struct store_remark *r = &g_array_index(remarks, struct store_remark, i);
		g_string_append_printf(out, "%s:%u: %s: %s\n", name, r->line, word, r->text);
	}
}

static void text_report(GString *out, const char *name, const char *feed, const struct store_tally *t,
                        const char *refused)
{
	if (refused) {
		g_string_append_printf(out, "%s: refused\n", name);
		return;
	}
	if (t->already) {
		g_string_append_printf(out, "%s (%s): %u rows, taken before: nothing changed\n", name, feed, t->rows);
		return;
	}
	g_string_append_printf(out, "%s (%s): %u rows read, %u rejected, %u skipped\n", name, feed, t->rows,
	                       t->rejected, t->skipped);
	for (int k = 0; k < RECORD_KINDS; k++)
		if (t->fresh[k] + t->changed[k] + t->same[k] > 0)
			g_string_append_printf(out, "  %s: %u new, %u changed, %u unchanged\n", kind_names[k],
			                       t->fresh[k], t->changed[k], t->same[k]);
	if (t->cases > 0)
		g_string_append_printf(out, "  cases: %u new\n", t->cases);
	text_remarks(out, name, "rejected", t->rejects);
	text_remarks(out, name, "skipped", t->skips);
}

static void json_remarks(GString *out, const char *key, const GArray *remarks)
{
	g_string_append_printf(out, ",\"%s\":[", key);
	for (guint i = 0; i < remarks->len; i++) {
		const struct store_remark *r = &g_array_index(remarks, struct store_remark, i);
		g_string_append_printf(out, "%s{\"line\":%u,\"reason\":", i ? "," : "", r->line);
		json_string(out, r->text);
		g_string_append_c(out, '}');
	}
	g_string_append_c(out, ']');
}

static void json_report(GString *out, const char *name, const char *feed, const struct store_tally *t,
                        const char *refused)
{
	g_string_append(out, "{\"file\":");
	json_string(out, name);
	g_string_append(out, ",\"kind\":");
	json_string(out, feed);
	g_string_append(out, ",\"refused\":");
	json_string(out, refused);
	if (t && t->already) {
		g_string_append_printf(out, ",\"rows\":%u,\"taken_before\":true", t->rows);
	} else if (t) {
		g_string_append_printf(out,
		                       ",\"rows\":%u,\"rejected\":%u,\"skipped\":%u,\"new_cases\":%u,\"records\":{",
		                       t->rows, t->rejected, t->skipped, t->cases);
		const char *comma = "";
		for (int k = 0; k < RECORD_KINDS; k++) {
			if (t->fresh[k] + t->changed[k] + t->same[k] == 0)
				continue;
			g_string_append_printf(out, "%s\"%s\":{\"new\":%u,\"changed\":%u,\"unchanged\":%u}", comma,
			                       kind_names[k], t->fresh[k], t->changed[k], t->same[k]);
			comma = ",";
		}
		g_string_append_c(out, '}');
		json_remarks(out, "rejects", t->rejects);
		json_remarks(out, "skips", t->skips);
	}
	g_string_append_c(out, '}');
}

static void on_file(void *user, const char *name, const char *feed, const struct store_tally *tally,
                    const char *refused)
{
	struct outcome *o = user;
	if (o->json && o->files > 0)
		g_string_append(o->out, ",\n");
	o->files++;
	o->rejected += tally ? tally->rejected : 0;
	(o->json ? json_report : text_report)(o->out, name, feed, tally, refused);
	if (refused)
		g_printerr("adquem: %s\n", refused);
}

static int import(const struct options *o, struct outcome *outcome, GError **error)
{
	g_autoptr(Store) store = store_open(o->db, error);
	g_autofree char *as_of = NULL;
	g_autofree char *today = day_today();
	guint refused = 0;
	if (!store)
		return 2;
	struct intake intake = { store, o->act, o->read_on ? o->read_on : today, on_file, outcome };
	if (o->snapshot &&
	    (!intake_snapshot(&intake, o->snapshot, &as_of, error) || !store_set_as_of(store, as_of, error)))
		return 2;
	if (o->args && *o->args && !intake_files(&intake, o->args, &refused, error))
		return 2;
	if (!store_commit(store, error))
		return 2;
	return refused > 0 ? 2 : outcome->rejected > 0 ? 1 : 0;
}

int cmd_import(const struct options *options, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct outcome outcome = { .out = out, .json = strcmp(options->format, "json") == 0 };
	if (outcome.json)
		g_string_append(out, "{\"files\":[");
	int status = import(options, &outcome, error);
	if (outcome.json)
		g_string_append(out, "]}\n");
	if (!*error) /* else nothing was taken, whatever was read before */
		fputs(out->str, stdout);
	return status;
}
