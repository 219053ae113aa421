#include <stdio.h>
#include <string.h>

#include "checker/alert.h"
#include "checker/cmd_alert.h"
#include "checker/cmd_fetch.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/finding.h"
#include "checker/intake.h"
#include "checker/site.h"
#include "checker/sql.h"

static void on_file(void *user, const char *name, const char *feed G_GNUC_UNUSED, const struct store_tally *tally,
                    const char *refused G_GNUC_UNUSED)
{
	guint *rejected = user;
	for (guint i = 0; i < tally->rejects->len; i++) {
		const struct store_remark *r = &g_array_index(tally->rejects, struct store_remark, i);
		g_printerr("adquem: %s:%u: rejected: %s\n", name, r->line, r->text);
	}
	*rejected += tally->rejected;
}

/* The day is checked before anything is read: a run cannot go back behind the last one. */
static gboolean day_allowed(struct store *store, const char *as_of, GError **error)
{
	g_autofree char *later = sql_value(store_db(store),
	                                   "SELECT as_of FROM run WHERE id = (SELECT max(id) FROM run) "
	                                   "AND as_of > ?1",
	                                   &as_of, 1, error);
	if (later)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_USAGE,
		            "%s is before the last run, which judged %s; 'check --as-of' judges past days", as_of,
		            later);
	return later == NULL && (!error || !*error);
}

static gboolean read_snapshot(const struct options *o, struct store *store, char **as_of, gboolean *bad, GError **error)
{
	guint rejected = 0;
	struct intake intake = { .store = store, .report = on_file, .user = &rejected };
	gboolean ok = intake_snapshot(&intake, o->snapshot, as_of, error);
	*bad = rejected > 0;
	return ok;
}

static gboolean read_sources(const struct options *o, struct store *store, char **as_of, gboolean *bad, GError **error)
{
	g_autoptr(GArray) tallies = g_array_new(FALSE, FALSE, sizeof(struct gather_tally));
	*as_of = day_today();
	return fetch_sources(o, store, *as_of, tallies, bad, error);
}

/* *as_of: the day to be judged, new. *bad: not all that should have been read could be. */
static gboolean bring_in(const struct options *o, struct store *store, char **as_of, gboolean *bad, GError **error)
{
	g_autofree char *day = NULL;
	if (o->as_of && !day_allowed(store, o->as_of, error))
		return FALSE;
	if (!(o->snapshot ? read_snapshot : read_sources)(o, store, &day, bad, error))
		return FALSE;
	*as_of = o->as_of ? g_strdup(o->as_of) : g_steal_pointer(&day);
	return day_allowed(store, *as_of, error) && store_commit(store, error);
}

/* What turned, one line each, worse first: `run` is silent when nothing did. */
static gboolean print_news(struct store *store, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt =
		sql_prepare(store_db(store),
	                    "SELECT event, level, key, message FROM finding_event WHERE NOT silent AND "
	                    "level <> 'note' AND run = (SELECT max(id) FROM run) ORDER BY CASE event "
	                    "WHEN 'worse' THEN 1 WHEN 'case-step' THEN 2 WHEN 'reopened' THEN 3 "
	                    "WHEN 'new' THEN 4 WHEN 'better' THEN 5 ELSE 6 END, key",
	                    error);
	while (stmt && sql_row(stmt, error))
		printf("%s %s %s: %s\n", sql_text(stmt, 0), sql_text(stmt, 1), sql_text(stmt, 2), sql_text(stmt, 3));
	return stmt && (!error || !*error);
}

static int judge_and_report(const struct options *o, struct store *store, const char *as_of, GError **error)
{
	struct judge_options how = { .as_of = as_of,
		                     .known_on = o->known_on,
		                     .portfolio = o->portfolio,
		                     .rules = o->rules,
		                     .official_only = o->official_only };
	gboolean worse = FALSE, news = FALSE, undelivered = FALSE;
	GError *local = NULL;
	g_autofree char *trouble = NULL;
	g_autoptr(Judgement) judgement = judge(o->db, &how, error);
	if (!judgement || !finding_record(store, judgement, o->fail_on, &worse, &news, error) ||
	    !alert_queue(store, judgement, o->conf, error) || !store_commit(store, error) ||
	    !alert_now(o, store, &undelivered, error))
		return 2;
	const struct site_options site = { .dir = o->out,
		                           .lang = config_text(o->conf, "run", "lang"),
		                           .formats = (char **)config_list(o->conf, "run", "formats") };
	if (o->out && !site_write(judgement, &site, error))
		return 2;
	gboolean troubled = judgement_trouble(judgement, &trouble, &local);
	if (local || (news && !print_news(store, &local))) {
		g_propagate_error(error, local);
		return 2;
	}
	if (troubled)
		g_printerr("adquem: %s", trouble);
	return troubled || undelivered ? 2 : worse ? 1 : 0;
}

int cmd_run(const struct options *o, GError **error)
{
	gboolean bad = FALSE;
	g_autofree char *as_of = NULL;
	g_autoptr(Store) store = store_open(o->db, error);
	if (!store || !bring_in(o, store, &as_of, &bad, error))
		return 2;
	int status = judge_and_report(o, store, as_of, error);
	return bad ? 2 : status;
}
