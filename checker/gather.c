#include "checker/gather.h"

#include <string.h>

#include "checker/day.h"
#include "checker/error.h"
#include "checker/store_pass.h"
#include "feeds/evidence.h"
#include "feeds/source.h"

#define UNITS_PER_COMMIT 16

struct pass {
	const struct gather *g;
	const struct source *source;
	const struct source_conf *conf;
	struct source_task task;
	struct gather_tally *tally;
	Evidence *evidence;
	Fetcher *fetcher;
	GHashTable *jobs; /* those not done yet, owned */
	guint uncommitted;
	guint lost;     /* rows rejected that no later pass asks for unless they change */
	gboolean ended; /* a vital unit failed */
};

/* A unit on its way, and how many of its questions are open. */
struct job {
	struct pass *pass;
	struct unit *unit;
	GPtrArray *asked; /* of struct asked, owned */
	guint open;
	gint64 transfer; /* of the last answer */
};

/* A question on its way. */
struct asked {
	struct job *job;
	struct question *question;
};

static gboolean start_unit(struct pass *p, struct unit *unit, GError **error);

static void job_free(gpointer data)
{
	struct job *job = data;
	unit_free(job->unit);
	g_ptr_array_unref(job->asked);
	g_free(job);
}

G_GNUC_PRINTF(2, 3)
static void say(const struct pass *p, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *text = g_strdup_vprintf(format, args);
	va_end(args);
	g_autofree char *sentence = g_strdup_printf("%s: %s", p->source->name, text);
	p->g->trouble(p->g->user, sentence);
}

/* ---- loads */

static void add_tally(struct pass *p, const struct unit *unit, const struct store_tally *t)
{
	p->tally->rejected += t->rejected;
	p->lost += unit->again ? 0 : t->rejected;
	for (int kind = 0; kind < RECORD_KINDS; kind++) {
		p->tally->fresh += t->fresh[kind];
		p->tally->changed += t->changed[kind];
		p->tally->same += t->same[kind];
	}
	for (guint i = 0; i < t->rejects->len; i++) {
		const struct store_remark *r = &g_array_index(t->rejects, struct store_remark, i);
		say(p, "%s: line %u: rejected: %s", unit->name, r->line, r->text);
	}
}

static struct store_file file_of(const struct pass *p, const struct question *q)
{
	return (struct store_file){ .source = p->source->name,
		                    .name = q ? q->name : p->source->name,
		                    .title = p->source->title,
		                    .feed = p->source->name,
		                    .sha256 = q ? q->answer->sha256 : NULL,
		                    .read_on = p->g->today,
		                    .rank = RANK_LIVE,
		                    .bytes = q ? q->answer->bytes : 0,
		                    .transfer = q ? q->transfer : 0 };
}

/* A load with the bodies of all answers of the unit, each question told its number. */
static StoreLoad *begin_load(const struct pass *p, const struct unit *unit, GError **error)
{
	g_autoptr(StoreLoad) load = NULL;
	for (guint i = 0; i < unit->questions->len; i++) {
		struct question *q = g_ptr_array_index(unit->questions, i);
		if (!q->answer || !q->answer->body)
			continue;
		struct store_file file = file_of(p, q);
		q->body = 0;
		if (load && !store_load_body(load, &file, &q->body, error))
			return NULL;
		if (!load && !(load = store_load_new(p->g->store, &file, error)))
			return NULL;
	}
	struct store_file none = file_of(p, NULL);
	return load ? g_steal_pointer(&load) : store_load_new(p->g->store, &none, error);
}

static gboolean count_unit(struct pass *p, GError **error)
{
	p->tally->units++;
	if (++p->uncommitted < UNITS_PER_COMMIT)
		return TRUE;
	p->uncommitted = 0;
	return store_commit(p->g->store, error);
}

/* What the unit was to read stays unread, for this reason; all facts stand. */
static gboolean fail_unit(struct pass *p, const struct job *job, const GError *why, GError **error)
{
	const struct unit *unit = job->unit;
	struct store_file file = file_of(p, NULL);
	file.transfer = job->transfer;
	g_autoptr(StoreLoad) load = store_load_new(p->g->store, &file, error);
	if (!load)
		return FALSE;
	const struct feed_sink *sink = store_load_sink(load);
	for (guint i = 0; i < unit->scopes->len; i++) {
		const struct unit_scope *s = g_ptr_array_index(unit->scopes, i);
		struct record record = { .kind = RECORD_READ };
		record.u.read = (struct record_read){
			.what = s->what, .scope = s->scope, .status = "failed", .reason = why->message
		};
		if (!sink->take(sink->user, &record, error))
			return FALSE;
	}
	say(p, "%s: %s", unit->name, why->message);
	p->tally->failed++;
	p->ended = p->ended || unit->vital;
	return store_load_finish(load, error) && count_unit(p, error);
}

/* Passes records on, and says aloud which reads were not believed. */
struct listener {
	struct pass *pass;
	const struct feed_sink *sink;
};

static gboolean on_take(void *user, const struct record *record, GError **error)
{
	const struct listener *l = user;
	const struct record_read *r = &record->u.read;
	if (record->kind == RECORD_READ && r->status) {
		say(l->pass, "%s of %s: %s: %s", r->what, r->scope, r->status, r->reason);
		l->pass->tally->failed++;
	}
	return l->sink->take(l->sink->user, record, error);
}

static void on_reject(void *user, guint line, const char *reason)
{
	const struct listener *l = user;
	l->sink->reject(l->sink->user, line, reason);
}

static void on_skip(void *user, guint line, const char *reason)
{
	const struct listener *l = user;
	l->sink->skip(l->sink->user, line, reason);
}

static gboolean source_is_at_fault(const GError *error)
{
	return g_error_matches(error, ADQ_ERROR, ADQ_ERROR_INPUT) ||
	       g_error_matches(error, ADQ_ERROR, ADQ_ERROR_SOURCE);
}

static gboolean read_unit(struct pass *p, struct job *job, GError **error)
{
	g_autoptr(GError) local = NULL;
	if (!job->unit->read)
		return TRUE;
	g_autoptr(StoreLoad) load = begin_load(p, job->unit, error);
	if (!load)
		return FALSE;
	struct listener listener = { p, store_load_sink(load) };
	struct feed_sink sink = { &listener, on_take, on_reject, on_skip };
	if (job->unit->read(job->unit, &sink, &local) && store_load_finish(load, &local)) {
		add_tally(p, job->unit, store_load_tally(load));
		return count_unit(p, error);
	}
	if (!source_is_at_fault(local)) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	g_clear_pointer(&load, store_load_free);
	return fail_unit(p, job, local, error);
}

/* ---- questions */

static void ask(struct job *job)
{
	struct pass *p = job->pass;
	for (guint i = 0; i < job->unit->questions->len; i++) {
		struct question *q = g_ptr_array_index(job->unit->questions, i);
		if (q->answer || q->asked)
			continue;
		struct asked *asked = g_new0(struct asked, 1);
		g_ptr_array_add(job->asked, asked);
		asked->job = job;
		asked->question = q;
		q->asked = TRUE;
		job->open++;
		fetcher_add(p->fetcher, &q->request, asked);
	}
}

static gboolean start_units(struct pass *p, GPtrArray *units, GError **error)
{
	gboolean ok = TRUE;
	while (ok && units->len > 0)
		ok = start_unit(p, g_ptr_array_steal_index(units, 0), error);
	return ok;
}

static gboolean judge_job(struct job *job, GError **error)
{
	struct pass *p = job->pass;
	g_autoptr(GError) why = NULL;
	g_autoptr(GPtrArray) more = g_ptr_array_new_with_free_func((GDestroyNotify)unit_free);
	gboolean ok = TRUE;
	switch (job->unit->judge(job->unit, more, &why)) {
	case UNIT_ASK:
		ask(job);
		return TRUE;
	case UNIT_READ:
		ok = read_unit(p, job, error);
		break;
	case UNIT_SPLIT:
		ok = start_units(p, more, error);
		break;
	case UNIT_FAILED:
		ok = fail_unit(p, job, why, error);
		break;
	}
	g_hash_table_remove(p->jobs, job);
	return ok;
}

static gboolean start_unit(struct pass *p, struct unit *unit, GError **error)
{
	struct job *job = g_new0(struct job, 1);
	job->pass = p;
	job->unit = unit;
	job->asked = g_ptr_array_new_with_free_func(g_free);
	g_hash_table_add(p->jobs, job);
	if (unit->questions->len == 0) /* nothing to ask: what is known proves it */
		return judge_job(job, error);
	ask(job);
	return TRUE;
}

/* ---- answers */

static gboolean keep_transfer(struct asked *asked, const struct fetch_answer *a, GError **error)
{
	const struct pass *p = asked->job->pass;
	const struct question *q = asked->question;
	struct store_transfer t = { .source = p->source->name,
		                    .question = q->name,
		                    .url = q->request.url,
		                    .request = q->request.body,
		                    .time = a->time ? a->time : p->g->now,
		                    .status = a->status,
		                    .media_type = a->media_type,
		                    .etag = a->etag,
		                    .last_modified = a->last_modified,
		                    .sha256 = a->error ? NULL : a->sha256,
		                    .error = a->error ? a->error->message : NULL,
		                    .bytes = a->bytes,
		                    .wire_bytes = a->wire_bytes,
		                    .attempts = a->attempts };
	p->tally->requests += MAX(a->attempts, 1);
	p->tally->bytes += a->bytes;
	p->tally->wire_bytes += a->wire_bytes;
	if (!store_transfer(p->g->store, &t, &asked->question->transfer, error))
		return FALSE;
	asked->job->transfer = q->transfer;
	return TRUE;
}

/* Keeps the body before any fact leads to it. A body that cannot be kept is no evidence: the answer is not used. */
static gboolean on_answer(void *user, void *tag, struct fetch_answer *answer, GError **error)
{
	struct pass *p = user;
	struct asked *asked = tag;
	struct job *job = asked->job;
	if (!answer->error && answer->status == 200)
		(void)evidence_keep(p->evidence, answer->body, answer->sha256, &answer->error);
	asked->question->answer = answer;
	gboolean ok = keep_transfer(asked, answer, error);
	if (!ok || --job->open > 0)
		return ok;
	return judge_job(job, error);
}

static void on_progress(void *user, guint done, guint asked, gint64 bytes)
{
	const struct pass *p = user;
	p->g->progress(p->g->user, p->source->name, done, asked, bytes);
}

/* ---- a source */

static gboolean walk_step(struct pass *p, guint step, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)unit_free);
	g_autoptr(GHashTable) known = store_known(p->g->store, p->source->name, error);
	if (!known)
		return FALSE;
	p->task.known = known;
	if (!p->source->plan(&p->task, step, units, &why)) {
		say(p, "%s", why->message);
		p->tally->failed++;
		p->ended = TRUE;
		return TRUE;
	}
	g_autoptr(Fetcher) fetcher = fetcher_new(&p->conf->manners, on_answer, p, error);
	p->fetcher = fetcher;
	if (!fetcher)
		return FALSE;
	fetcher_set_watch(fetcher, p->g->watch);
	if (p->g->progress)
		fetcher_set_progress(fetcher, on_progress, p);
	return start_units(p, units, error) && fetcher_run(fetcher, error) && store_commit(p->g->store, error);
}

/* TRUE if time lies less than so many seconds before now. One to come is a clock's that was wrong. */
static gboolean within(const char *time, const char *now, gint64 seconds)
{
	g_autoptr(GDateTime) then = time ? g_date_time_new_from_iso8601(time, NULL) : NULL;
	g_autoptr(GDateTime) present = g_date_time_new_from_iso8601(now, NULL);
	GTimeSpan past = then && present ? g_date_time_difference(present, then) : -1;
	return past >= 0 && past < seconds * G_TIME_SPAN_SECOND;
}

/* What of the last passes matters for this one: since when, or everything. */
static gboolean look_back(struct pass *p, gboolean *due, GError **error)
{
	const struct gather *g = p->g;
	GError *local = NULL;
	g_autofree char *last = store_last_pass(g->store, p->source->name, FALSE, &local);
	g_autofree char *whole = local ? NULL : store_last_pass(g->store, p->source->name, TRUE, &local);
	g_autofree char *recent = day_add_days(g->today, -SOURCE_RECENT_DAYS);
	p->task.known_rows = local ? -1 : store_known_decisions(g->store, p->source->name, NULL, &local);
	p->task.known_old_rows = local ? -1 : store_known_decisions(g->store, p->source->name, recent, &local);
	if (!local)
		(void)store_known_shares(g->store, p->source->name, &p->task.known_shares, &local);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	*due = g->only || g->acts || g->full || !within(last, g->now, (gint64)p->conf->interval_h * 3600);
	if (!g->full && within(whole, g->now, (gint64)p->conf->full_days * 86400))
		p->task.since = g_steal_pointer(&last);
	return TRUE;
}

static gboolean walk(struct pass *p, GError **error)
{
	const struct gather *g = p->g;
	gboolean due;
	if (p->source->freshness && !store_freshness(g->store, p->source->freshness, p->conf->stale_days, error))
		return FALSE;
	if (!look_back(p, &due, error))
		return FALSE;
	p->tally->left_out = !due;
	for (guint step = 0; due && !p->ended && step < p->source->steps; step++)
		if (!walk_step(p, step, error))
			return FALSE;
	if (!due || g->acts)
		return TRUE;
	gboolean good = p->tally->failed == 0 && p->lost == 0;
	return store_pass(g->store, p->source->name, g->now, !p->task.since, good, error) &&
	       store_commit(g->store, error);
}

static gboolean gather_one(const struct gather *g, const struct source *source, Evidence *evidence, GArray *tallies,
                           GError **error)
{
	struct gather_tally tally = { .source = source->name };
	struct pass pass = { .g = g, .source = source, .tally = &tally, .evidence = evidence };
	pass.conf = sources_get(g->sources, source->name);
	pass.task = (struct source_task){
		.conf = pass.conf, .today = g->today, .acts = (const char *const *)g->acts, .known_rows = -1
	};
	pass.jobs = g_hash_table_new_full(NULL, NULL, job_free, NULL);
	gboolean ok = walk(&pass, error);
	g_hash_table_unref(pass.jobs);
	g_free((char *)pass.task.since);
	g_array_append_val(tallies, tally);
	return ok;
}

static gboolean names_are_known(const struct gather *g, GError **error)
{
	g_autoptr(GString) names = g_string_new(NULL);
	for (const struct source *const *source = source_all(); *source; source++)
		g_string_append_printf(names, "%s%s", names->len ? ", " : "", (*source)->name);
	for (char *const *name = g->only; name && *name; name++) {
		const struct source *source = source_find(*name);
		if (!source)
			return adq_usage(error, "--source %s: no source of that name (%s)", *name, names->str);
		if (g->acts && !source->by_act)
			return adq_usage(error, "--source %s: it cannot be asked about single acts; leave --act out",
			                 *name);
	}
	return TRUE;
}

static gboolean wanted(const struct gather *g, const struct source *source)
{
	if (g->only)
		return g_strv_contains((const char *const *)g->only, source->name);
	const struct source_conf *conf = sources_get(g->sources, source->name);
	return conf->enabled && (!g->acts || source->by_act);
}

/* Bodies nothing leads to any more, after the time the operator allows them. */
static gboolean prune(const struct gather *g, Evidence *evidence, GError **error)
{
	g_autofree char *before = day_add_days(g->today, -(int)sources_keep_days(g->sources));
	g_autoptr(GHashTable) keep = store_bodies(g->store, error);
	guint removed;
	return keep && evidence_prune(evidence, keep, before, &removed, error);
}

gboolean gather(const struct gather *g, GArray *tallies, GError **error)
{
	if (!names_are_known(g, error))
		return FALSE;
	g_autoptr(Evidence) evidence = evidence_open(g->evidence, error);
	if (!evidence)
		return FALSE;
	for (const struct source *const *source = source_all(); *source; source++)
		if (wanted(g, *source) && !gather_one(g, *source, evidence, tallies, error))
			return FALSE;
	return prune(g, evidence, error);
}

char *gather_evidence_path(const char *db)
{
	return g_strconcat(db, ".evidence", NULL);
}
