#include "checker/cmd_fetch.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "checker/day.h"
#include "checker/error.h"
#include "checker/jsonwrite.h"
#include "checker/message.h"
#include "checker/sql.h"

static void on_trouble(void *user, const char *sentence)
{
	const struct options *o = user;
	if (isatty(STDERR_FILENO))
		g_printerr("\r\033[K");
	message(o->conf, MESSAGE_WARNING, "%s", sentence);
}

static void on_progress(void *user G_GNUC_UNUSED, const char *source, guint done, guint asked, gint64 bytes)
{
	g_printerr("\r\033[K%s: %u of %u answers, %.1f MB", source, done, asked, (double)bytes / 1e6);
	if (done == asked)
		g_printerr("\r\033[K");
}

/* A clock set back would date what is read before what was read: nothing is asked then. */
static gboolean clock_allowed(const struct fetch_job *job, GError **error)
{
	static const char text[] = "SELECT max(read_on) FROM reading WHERE rank = 1 AND read_on > ?1";
	GError *local = NULL;
	g_autofree char *later = sql_value(store_db(job->store), text, &job->today, 1, &local);
	if (later)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_USAGE,
		            "the clock says %s, but sources were read on %s already: is it right?", job->today, later);
	if (local)
		g_propagate_error(error, local);
	return local == NULL;
}

gboolean fetch_sources(const struct fetch_job *job, GArray *tallies, gboolean *bad, GError **error)
{
	const struct options *o = job->options;
	const char *file = o->sources_file ? o->sources_file : config_text(o->conf, "run", "sources-file");
	g_autoptr(Sources) sources = sources_new(file, config_text(o->conf, "run", "contact"), error);
	g_autofree char *evidence = gather_evidence_path(o->db);
	g_autofree char *now = day_now();
	struct gather how = { .store = job->store,
		              .sources = sources,
		              .evidence = evidence,
		              .today = job->today,
		              .watch = job->watch,
		              .now = now,
		              .only = o->sources,
		              .acts = o->acts,
		              .full = o->full,
		              .trouble = on_trouble,
		              .user = (void *)o,
		              .progress = isatty(STDERR_FILENO) ? on_progress : NULL };
	if (sources && config_text(o->conf, "evidence", "keep-days"))
		sources_set_keep_days(sources, config_number(o->conf, "evidence", "keep-days"));
	if (!sources || !clock_allowed(job, error) || !gather(&how, tallies, error))
		return FALSE;
	*bad = FALSE;
	for (guint i = 0; i < tallies->len; i++) {
		const struct gather_tally *t = &g_array_index(tallies, struct gather_tally, i);
		*bad = *bad || t->failed > 0 || t->rejected > 0;
	}
	return TRUE;
}

static void print_text(const struct gather_tally *t)
{
	if (t->left_out) {
		printf("%s: not due yet; --source %s asks all the same\n", t->source, t->source);
		return;
	}
	printf("%s: %u requests, %.1f MB (%.1f MB on the wire); %u records new, %u changed, %u unchanged; %u rejected; "
	       "%u reads failed\n",
	       t->source, t->requests, (double)t->bytes / 1e6, (double)t->wire_bytes / 1e6, t->fresh, t->changed,
	       t->same, t->rejected, t->failed);
}

static void print_json(const struct gather_tally *t, const char *comma)
{
	g_autoptr(GString) name = g_string_new(NULL);
	json_string(name, t->source);
	printf("%s{\"source\":%s,\"due\":%s,\"requests\":%u,\"bytes\":%" G_GINT64_FORMAT
	       ",\"wire_bytes\":%" G_GINT64_FORMAT
	       ",\"new\":%u,\"changed\":%u,\"unchanged\":%u,\"rejected\":%u,\"failed\":%u}",
	       comma, name->str, t->left_out ? "false" : "true", t->requests, t->bytes, t->wire_bytes, t->fresh,
	       t->changed, t->same, t->rejected, t->failed);
}

int cmd_fetch(const struct options *o, GError **error)
{
	gboolean bad;
	g_autofree char *today = day_today();
	g_autoptr(GArray) tallies = g_array_new(FALSE, FALSE, sizeof(struct gather_tally));
	g_autoptr(Store) store = store_open(o->db, error);
	const struct fetch_job job = { .options = o, .store = store, .today = today };
	gboolean json = strcmp(o->format, "json") == 0;
	if (!store || !fetch_sources(&job, tallies, &bad, error) || !store_commit(store, error))
		return 2;
	printf("%s", json ? "{\"sources\":[" : "");
	for (guint i = 0; i < tallies->len; i++) {
		const struct gather_tally *t = &g_array_index(tallies, struct gather_tally, i);
		if (json)
			print_json(t, i ? ",\n" : "");
		else
			print_text(t);
	}
	printf("%s", json ? "]}\n" : "");
	return bad ? 2 : 0;
}
