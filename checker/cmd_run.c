#include <stdio.h>
#include <string.h>

#include "checker/alert.h"
#include "checker/cmd_alert.h"
#include "checker/cmd_fetch.h"
#include "checker/command_judge.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/finding.h"
#include "checker/intake.h"
#include "checker/message.h"
#include "checker/outcome.h"
#include "checker/site.h"
#include "checker/sql.h"

/* A run on its way. */
struct run {
	const struct options *options;
	Watch *watch;
	Store *store;
	Judgement *judgement;
	char *as_of, *trouble;
	gboolean undelivered; /* an alert could not be sent */
	gboolean bad;         /* not all that should have been read could be */
};

static void on_file(void *user, const char *name, const char *feed G_GNUC_UNUSED, const struct store_tally *tally,
                    const char *refused G_GNUC_UNUSED)
{
	struct run *run = user;
	for (guint i = 0; i < tally->rejects->len; i++) {
		const struct store_remark *r = &g_array_index(tally->rejects, struct store_remark, i);
		message(run->options->conf, MESSAGE_WARNING, "%s:%u: rejected: %s", name, r->line, r->text);
	}
	run->bad = run->bad || tally->rejected > 0;
}

/* The day is checked before anything is read: a run cannot go back behind the last one, which may therefore not have
 * been in time to come. */
static gboolean day_allowed(struct store *store, const char *as_of, GError **error)
{
	g_autofree char *today = day_today();
	if (strcmp(as_of, today) > 0) {
		g_set_error(
			error, ADQ_ERROR, ADQ_ERROR_USAGE,
			"%s is yet to come, and no later run could go back behind it; 'check --as-of' judges days ahead",
			as_of);
		return FALSE;
	}
	GError *local = NULL;
	g_autofree char *later = sql_value(store_db(store),
	                                   "SELECT as_of FROM run WHERE id = (SELECT max(id) FROM run) "
	                                   "AND as_of > ?1",
	                                   &as_of, 1, &local);
	if (later)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_USAGE,
		            "%s is before the last run, which judged %s; 'check --as-of' judges past days", as_of,
		            later);
	if (local)
		g_propagate_error(error, local);
	return local == NULL;
}

static gboolean read_snapshot(struct run *run, char **as_of, GError **error)
{
	struct intake intake = { .store = run->store, .report = on_file, .user = run };
	return intake_snapshot(&intake, run->options->snapshot, as_of, error);
}

/* What was read before a signal or the end of the time stays: the next run goes on from there. */
static gboolean read_sources(struct run *run, char **as_of, GError **error)
{
	g_autoptr(GArray) tallies = g_array_new(FALSE, FALSE, sizeof(struct gather_tally));
	GError *local = NULL;
	*as_of = day_today();
	const struct fetch_job job = { run->options, run->store, run->watch, *as_of };
	if (fetch_sources(&job, tallies, &run->bad, &local))
		return TRUE;
	if (g_error_matches(local, ADQ_ERROR, ADQ_ERROR_STOPPED))
		(void)store_commit(run->store, NULL);
	g_propagate_error(error, local);
	return FALSE;
}

static gboolean bring_in(struct run *run, GError **error)
{
	const struct options *o = run->options;
	g_autofree char *day = NULL;
	g_autofree char *today = day_today();
	const char *known = o->as_of ? o->as_of : o->snapshot ? NULL : today;
	if (known && !day_allowed(run->store, known, error))
		return FALSE;
	if (!(o->snapshot ? read_snapshot : read_sources)(run, &day, error))
		return FALSE;
	run->as_of = o->as_of ? g_strdup(o->as_of) : g_steal_pointer(&day);
	return day_allowed(run->store, run->as_of, error) && store_commit(run->store, error) &&
	       !watch_stops(run->watch, error);
}

/* What turned, one line each, worse first: `run` is silent when nothing did. */
static gboolean print_news(struct store *store, GError **error)
{
	g_autoptr(GString) lines = g_string_new(NULL);
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(
		store_db(store),
		"SELECT e.event, e.key, p.level, e.level, p.letter, e.letter, p.stage, e.stage, e.message FROM "
		"finding_event AS e JOIN run AS r ON r.id = e.run LEFT JOIN finding_event AS p ON p.key = e.key AND "
		"p.run = (SELECT max(f.run) FROM finding_event AS f JOIN run AS q ON q.id = f.run WHERE "
		"f.key = e.key AND f.run < e.run AND q.portfolio = r.portfolio) WHERE NOT e.silent AND "
		"e.level <> 'note' AND r.id = (SELECT max(id) FROM run) ORDER BY CASE e.event "
		"WHEN 'worse' THEN 1 WHEN 'case-step' THEN 2 WHEN 'reopened' THEN 3 "
		"WHEN 'new' THEN 4 WHEN 'better' THEN 5 ELSE 6 END, e.key",
		error);
	while (stmt && sql_row(stmt, error))
		finding_turn_line(lines,
		                  &(struct finding_turn){ sql_text(stmt, 0), sql_text(stmt, 1), sql_text(stmt, 2),
		                                          sql_text(stmt, 3), sql_text(stmt, 4), sql_text(stmt, 5),
		                                          sql_text(stmt, 6), sql_text(stmt, 7), sql_text(stmt, 8) });
	fputs(lines->str, stdout);
	return stmt && (!error || !*error);
}

static gboolean write_site(struct run *run, GError **error)
{
	const struct options *o = run->options;
	const struct site_options site = { .dir = o->out,
		                           .archive = o->archive,
		                           .base_url = config_text(o->conf, "run", "base-url"),
		                           .lang = config_text(o->conf, "run", "lang"),
		                           .formats = (char **)config_list(o->conf, "run", "formats"),
		                           .watch = run->watch };
	if (!o->out)
		return TRUE;
	message(o->conf, MESSAGE_INFO, "writing the report to %s", o->out);
	return site_write(run->judgement, &site, error);
}

static gboolean judge_day(struct run *run, gboolean *worse, gboolean *news, GError **error)
{
	const struct options *o = run->options;
	message(o->conf, MESSAGE_INFO, "judging %s as of %s", o->portfolio ? o->portfolio : "all", run->as_of);
	run->judgement = command_judge(o, run->as_of, error);
	return run->judgement && alert_warn(o, run->judgement, error) && !watch_stops(run->watch, error) &&
	       finding_record(run->store, run->judgement, o->fail_on, worse, news, error) &&
	       alert_queue(run->store, run->judgement, o->conf, error) && store_commit(run->store, error);
}

static int work(struct run *run, GError **error)
{
	const struct options *o = run->options;
	gboolean worse = FALSE, news = FALSE;
	GError *local = NULL;
	run->store = store_open(o->db, error);
	if (!run->store)
		return 2;
	message(o->conf, MESSAGE_INFO, "reading %s", o->snapshot ? o->snapshot : "the sources");
	if (!bring_in(run, error) || !judge_day(run, &worse, &news, error))
		return 2;
	/* What turned is on record now and would not be said again: it is said before what may still fail. */
	gboolean troubled = judgement_trouble(run->judgement, &run->trouble, &local);
	if (local || (news && !print_news(run->store, &local))) {
		g_propagate_error(error, local);
		return 2;
	}
	if (troubled)
		message(o->conf, MESSAGE_WARNING, "%s", run->trouble);
	if (!alert_now(o, run->store, run->watch, &run->undelivered, error) || !write_site(run, error))
		return 2;
	return troubled || run->bad || run->undelivered ? 2 : worse ? 1 : 0;
}

static const char *what_went_wrong(const struct run *run, const GError *error)
{
	if (error)
		return error->message;
	if (run->trouble && *run->trouble)
		return run->trouble;
	if (run->undelivered)
		return "an alert could not be delivered";
	return run->bad ? "not all that should have been read could be read" : NULL;
}

/* How it ended, for machines: each file for itself. What could not be written stands in error. */
static gboolean tell(const struct run *run, struct outcome *outcome, GError **error)
{
	static const struct {
		const char *group;
		gboolean (*write)(const struct outcome *, const char *, GError **);
	} files[] = { { "status", outcome_status }, { "metrics", outcome_metrics } };
	g_autoptr(GString) wrong = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		const char *path = config_text(run->options->conf, files[i].group, "file");
		g_autoptr(GError) local = NULL;
		if (path && !files[i].write(outcome, path, &local)) {
			g_string_append_printf(wrong, "[%s] file: %s\n", files[i].group, local->message);
			outcome->status = 2; /* and so it stands in the next one */
		}
	}
	if (wrong->len > 0)
		g_set_error_literal(error, ADQ_ERROR, ADQ_ERROR_REPORT, wrong->str);
	return wrong->len == 0;
}

static int finish(const struct run *run, struct outcome *outcome, GError **error)
{
	g_autofree char *ended = day_now();
	g_autoptr(GError) local = NULL;
	outcome->ended = ended;
	outcome->status = *error ? 2 : outcome->status;
	outcome->message = what_went_wrong(run, *error);
	outcome->judgement = run->judgement;
	if (tell(run, outcome, &local))
		return outcome->status;
	const char *status = config_text(run->options->conf, "status", "file");
	outcome->message = *error ? outcome->message : local->message;
	if (status) /* written before the other failed, it has to say so */
		(void)outcome_status(outcome, status, NULL);
	if (*error)
		message(run->options->conf, MESSAGE_ERROR, "%s", local->message);
	else
		g_propagate_error(error, g_steal_pointer(&local));
	return 2;
}

int cmd_run(const struct options *o, GError **error)
{
	struct run run = { .options = o };
	g_autofree char *began = day_now();
	gint64 start = g_get_monotonic_time();
	struct outcome outcome = { .began = began };
	GError *local = NULL;
	run.watch = watch_new(config_number(o->conf, "run", "time-limit"));
	outcome.status = work(&run, &local);
	outcome.seconds = (double)(g_get_monotonic_time() - start) / 1e6;
	int status = finish(&run, &outcome, &local);
	if (local)
		g_propagate_error(error, local);
	store_free(run.store);
	judgement_free(run.judgement);
	watch_free(run.watch);
	g_free(run.as_of);
	g_free(run.trouble);
	return status;
}
