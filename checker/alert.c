#include "checker/alert.h"

#include <stdlib.h>
#include <string.h>

#include "checker/count.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/finding.h"
#include "checker/sql.h"
#include "checker/sum.h"

/* The period to reply is called ending when this many days are left. */
#define REPLY_DAYS 14

/* A subscription on its way through one run. */
typedef struct subscription {
	struct store *store;
	struct judgement *judgement;
	const struct config *conf;
	const char *group, *name;
	gint64 run, critical_run, digest_run;
	char *first_on, *digest_on;
	gboolean digest; /* one is due today */
} Subscription;

/* Something that turned, as the queries below give it. */
struct item {
	const char *key, *event, *level, *was_level, *text, *tier;
	gint64 run;
};

/* What waits for nobody: a deadline passed with nothing notified, a step of a case, a day that moved, a source in trouble.
 * Silent events are baselines (checker/finding.c), but for a day that moved from under an open finding. */
static const char turned[] =
	"SELECT key, event, level, coalesce(was_level, level), coalesce(message, ''), CASE "
	"WHEN event IN ('case-step', 'moved') OR rule = 'source-trouble' OR message LIKE 'the deadline is now %' "
	"OR event IN ('closed', 'better') AND was_level = 'case' AND stage = 'closed' "
	"OR event IN ('new', 'worse', 'reopened') AND (level = 'case' OR letter = 'O' AND level = 'strong') "
	"THEN 'critical' ELSE 'digest' END AS tier, run FROM (SELECT e.*, r.as_of, "
	"(SELECT level FROM finding_event AS p JOIN run AS q ON q.id = p.run WHERE p.key = e.key AND p.run < e.run AND "
	"q.portfolio = r.portfolio ORDER BY p.run DESC LIMIT 1) AS was_level, "
	"(SELECT due FROM finding_event AS p JOIN run AS q ON q.id = p.run WHERE p.key = e.key AND p.run < e.run AND "
	"q.portfolio = r.portfolio ORDER BY p.run DESC LIMIT 1) AS was_due "
	"FROM finding_event AS e JOIN run AS r ON r.id = e.run WHERE r.portfolio = ?1 AND e.run > CAST(?2 AS INTEGER)) "
	"WHERE NOT silent OR event = 'moved' AND due <> was_due ORDER BY run, key";

/* ?1 portfolio, ?2 days, ?3 the day judged, ?4 channel, ?5 recipient. */
static const char reminders[] =
	"SELECT key, 'reminder', level, level, coalesce(message, ''), 'digest', 0 FROM (SELECT e.*, max(e.run), r.as_of FROM "
	"finding_event AS e JOIN run AS r ON r.id = e.run WHERE r.portfolio = ?1 GROUP BY key) AS f WHERE status = 'open' "
	"AND level <> 'note' AND max(as_of, coalesce((SELECT max(r.as_of) FROM outbox_item AS i JOIN outbox AS o ON o.id = i.message JOIN run AS r "
	"ON r.id = o.run WHERE i.key = f.key AND o.channel = ?4 AND o.recipient = ?5), '')) "
	"<= date(?3, '-' || ?2 || ' days') ORDER BY key";

/* ?1 the day the subscription was first seen: what had begun by then is baseline. */
static const char ending[] =
	"SELECT DISTINCT 'cell/' || c.celex || '/' || c.deadline_no || '/' || c.state, 'reply-ending', 'case', 'case', "
	"'the usual period to reply, an estimate, ends on ' || s.reply_due || ' (' || c.case_id || ')', 'critical', 0 "
	"FROM v_cell AS c JOIN v_stage AS s USING (case_id, state) JOIN v_context WHERE s.reply_due >= as_of AND "
	"date(s.reply_due, '-" G_STRINGIFY(REPLY_DAYS) " days') <= as_of AND date(s.reply_due, '-" G_STRINGIFY(
		REPLY_DAYS) " days') > ?1 ORDER BY 1";

/* ?1 as above. What was acknowledged since, whatever became of it, but for what was taken back. */
static const char acknowledged[] =
	"SELECT key, 'acknowledged', level, level, 'acknowledged by ' || who || ' on ' || day || coalesce(' until ' || until, '') "
	"|| ': ' || why, 'digest', 0 FROM main.acknowledgement, v_context WHERE day >= ?1 AND day <= as_of AND undone_on IS NULL "
	"ORDER BY key, id";

static void subscription_clear(struct subscription *s)
{
	g_clear_pointer(&s->first_on, g_free);
	g_clear_pointer(&s->digest_on, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Subscription, subscription_clear)

static sqlite3 *db_of(const struct subscription *s)
{
	return store_db(s->store);
}

/* ---- what a subscription wants */

static gboolean one_of(const struct subscription *s, const char *key, const char *word)
{
	char *const *list = config_list(s->conf, s->group, key);
	return !list || !list[0] || (word && g_strv_contains((const char *const *)list, word));
}

static gboolean wants_pillar(const struct subscription *s, const char *celex)
{
	static const char text[] = "SELECT pillar FROM i_portfolio WHERE celex = ?1";
	g_autofree char *pillar = sql_value(s->judgement->db, text, &celex, 1, NULL);
	return one_of(s, "pillars", pillar);
}

static gboolean wants_act(const struct subscription *s, const char *celex)
{
	return one_of(s, "acts", celex) && wants_pillar(s, celex);
}

/* A source in trouble concerns everybody, whatever the states and levels, or everybody who wants the act it was read for. */
static gboolean wants(const struct subscription *s, const struct item *item)
{
	g_autofree char *act = finding_act(item->key);
	const char *state = strrchr(item->key, '/');
	int level = MAX(level_rank(item->level), level_rank(item->was_level));
	if (finding_is_trouble(item->key))
		return !act || wants_act(s, act);
	return state && level >= level_rank(config_text(s->conf, s->group, "level")) &&
	       one_of(s, "states", state + 1) && wants_act(s, act);
}

/* Whether its tiers and its day let it have this event now. */
static gboolean due_now(const struct subscription *s, const struct item *item)
{
	const char *tier = config_text(s->conf, s->group, "tier");
	gboolean critical = strcmp(item->tier, "critical") == 0;
	if (critical && strcmp(tier, "digest") != 0)
		return item->run == 0 || item->run > s->critical_run;
	if (strcmp(tier, "critical") == 0)
		return FALSE;
	return s->digest && (item->run == 0 || item->run > s->digest_run);
}

/* ---- the outbox */

/* The name of the message of this run to a recipient: stable, so that whoever gets it twice can tell. A run of the same number
 * and day that saw other facts, in a database that was put back, is another one. */
static char *message_id(const struct subscription *s, const char *channel, const char *recipient)
{
	g_autofree char *run = g_strdup_printf("%" G_GINT64_FORMAT, s->run);
	const char *values[] = { run };
	g_autofree char *facts =
		sql_value(db_of(s), "SELECT facts FROM run WHERE id = CAST(?1 AS INTEGER)", values, 1, NULL);
	g_autofree char *all = g_strdup_printf("%s\n%s\n%s\n%s\n%s\n%s", s->judgement->portfolio, run,
	                                       s->judgement->as_of, channel, recipient, facts ? facts : "");
	g_autofree char *sum = sum_of_text(all);
	return g_strdup_printf("adquem.%" G_GINT64_FORMAT ".%.20s", s->run, sum);
}

static gboolean put_message(const struct subscription *s, const char *id, const char *recipient, GError **error)
{
	static const char *const levels[] = { "dormant", "watch", "candidate", "strong", "case" };
	const char *level = config_text(s->conf, s->group, "level");
	static const char insert[] =
		"INSERT INTO outbox (id, run, channel, recipient, lang, level, still_open, unjudged) SELECT :id, :run, :channel, "
		":recipient, :lang, :level, :open, (SELECT count(*) FROM (SELECT e.*, max(e.run) FROM finding_event AS e "
		"JOIN run AS r ON r.id = e.run WHERE r.portfolio = :portfolio GROUP BY key) WHERE event = 'not-rejudged' AND "
		"instr('dormant watch candidate strong case', level) >= instr('dormant watch candidate strong case', :level)) "
		"WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE id = :id)";
	gint64 open = 0;
	GError *local = NULL;
	for (int i = level_rank(level) - 1; i >= 0 && i < (int)G_N_ELEMENTS(levels) && !local; i++)
		open += count_of(s->judgement, levels[i], &local);
	g_autoptr(sqlite3_stmt) put = local ? NULL : sql_prepare(db_of(s), insert, &local);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	sql_bind(put, ":id", id);
	sql_bind_int(put, ":run", s->run);
	sql_bind(put, ":channel", config_text(s->conf, s->group, "channel"));
	sql_bind(put, ":recipient", recipient);
	sql_bind(put, ":lang", config_text(s->conf, s->group, "language"));
	sql_bind(put, ":level", level);
	sql_bind_int(put, ":open", open);
	sql_bind(put, ":portfolio", s->judgement->portfolio);
	return sql_run(put, error);
}

/* What an act is called, new; NULL if the finding is about none. */
static char *short_of(const struct subscription *s, const char *key)
{
	static const char text[] = "SELECT coalesce(short_title, celex) FROM v_act WHERE celex = ?1";
	g_autofree char *act = finding_act(key);
	const char *celex = act;
	return act ? sql_value(s->judgement->db, text, &celex, 1, NULL) : NULL;
}

static gboolean put_item(const struct subscription *s, const char *id, const struct item *item, GError **error)
{
	g_autoptr(sqlite3_stmt) put = sql_prepare(db_of(s),
	                                          "INSERT OR IGNORE INTO outbox_item VALUES (:message, :key, :run, "
	                                          ":event, :tier, :short, :text)",
	                                          error);
	g_autofree char *name = short_of(s, item->key);
	if (!put)
		return FALSE;
	sql_bind(put, ":message", id);
	sql_bind(put, ":key", item->key);
	sql_bind_int(put, ":run", item->run ? item->run : s->run);
	sql_bind(put, ":event", item->event);
	sql_bind(put, ":tier", item->tier);
	sql_bind(put, ":short", name);
	sql_bind(put, ":text", item->text);
	return sql_run(put, error);
}

/* Whether a recipient was told this once: what has no run of its own is told apart by its text, which has the day. */
static gboolean told(const struct subscription *s, const struct item *item, const char *recipient)
{
	static const char text[] =
		"SELECT 1 FROM outbox_item AS i JOIN outbox AS o ON o.id = i.message WHERE i.key = ?1 AND "
		"i.event = ?2 AND i.text = ?3 AND o.channel = ?4 AND o.recipient = ?5";
	const char *values[] = { item->key, item->event, item->text, config_text(s->conf, s->group, "channel"),
		                 recipient };
	g_autofree char *found = sql_value(db_of(s), text, values, 5, NULL);
	return found != NULL;
}

/* Whether nobody need be reminded of it: acknowledged, and as far as is known no graver since. */
static gboolean rests(const struct subscription *s, const struct item *item)
{
	static const char text[] =
		"SELECT 1 FROM v_acknowledgement WHERE key = ?1 AND over IS NULL AND (key IN (SELECT key FROM i_acknowledged) "
		"OR key NOT IN (SELECT key FROM i_finding))";
	g_autofree char *found = sql_value(s->judgement->db, text, &item->key, 1, NULL);
	return found != NULL;
}

/* What the finding of a reminder says today; new. NULL: it cannot be judged today, and nobody is reminded of it. */
static char *says_now(const struct subscription *s, const struct item *item)
{
	return sql_value(s->judgement->db, "SELECT message FROM i_finding WHERE key = ?1", &item->key, 1, NULL);
}

/* Puts the rows of a query that the subscription wants into the message of a recipient; once: not what it had before. */
static gboolean put_rows(const struct subscription *s, sqlite3_stmt *rows, const char *recipient, gboolean once,
                         GError **error)
{
	g_autofree char *id = message_id(s, config_text(s->conf, s->group, "channel"), recipient);
	GError *local = NULL;
	while (rows && sql_row(rows, &local)) {
		struct item item = { .key = sql_text(rows, 0),
			             .event = sql_text(rows, 1),
			             .level = sql_text(rows, 2),
			             .was_level = sql_text(rows, 3),
			             .text = sql_text(rows, 4),
			             .tier = sql_text(rows, 5),
			             .run = sqlite3_column_int64(rows, 6) };
		g_autofree char *now = NULL;
		if (!wants(s, &item) || !due_now(s, &item) || (once && told(s, &item, recipient)))
			continue;
		if (strcmp(item.event, "reminder") == 0) {
			now = rests(s, &item) ? NULL : says_now(s, &item);
			if (!now)
				continue;
			item.text = now;
		}
		if (!put_message(s, id, recipient, &local) || !put_item(s, id, &item, &local))
			break;
	}
	if (local)
		g_propagate_error(error, local);
	return rows && !local;
}

static gboolean put_turned(const struct subscription *s, const char *recipient, GError **error)
{
	g_autofree char *since = g_strdup_printf("%" G_GINT64_FORMAT, MIN(s->critical_run, s->digest_run));
	const char *values[] = { s->judgement->portfolio, since };
	g_autoptr(sqlite3_stmt) rows = sql_query(db_of(s), turned, values, 2, error);
	return put_rows(s, rows, recipient, FALSE, error);
}

static gboolean put_reminders(const struct subscription *s, const char *recipient, GError **error)
{
	g_autofree char *days = g_strdup_printf("%u", config_number(s->conf, s->group, "reminder-days"));
	const char *values[] = { s->judgement->portfolio, days, s->judgement->as_of,
		                 config_text(s->conf, s->group, "channel"), recipient };
	if (strcmp(days, "0") == 0 || !s->digest)
		return TRUE;
	g_autoptr(sqlite3_stmt) rows = sql_query(db_of(s), reminders, values, 5, error);
	return put_rows(s, rows, recipient, FALSE, error);
}

/* What the judgement says of this day, beside the life of findings. */
static gboolean put_once(const struct subscription *s, const char *text, const char *recipient, GError **error)
{
	g_autoptr(sqlite3_stmt) rows = sql_query(s->judgement->db, text, (const char *[]){ s->first_on }, 1, error);
	return put_rows(s, rows, recipient, TRUE, error);
}

static gboolean put_recipient(const struct subscription *s, const char *recipient, GError **error)
{
	return put_turned(s, recipient, error) && put_once(s, ending, recipient, error) &&
	       put_reminders(s, recipient, error) && put_once(s, acknowledged, recipient, error);
}

/* ---- subscriptions */

/* Whether the day of the digest lies after the last one it was due on, up to the day judged. */
static gboolean digest_due(const struct subscription *s)
{
	static const char *const days[] = { "monday", "tuesday",  "wednesday", "thursday",
		                            "friday", "saturday", "sunday",    NULL };
	const char *wanted = config_text(s->conf, s->group, "weekday");
	int gap = day_diff(s->digest_on, s->judgement->as_of);
	for (int i = 0; i < MIN(gap, 7); i++) {
		g_autofree char *day = day_add_days(s->judgement->as_of, -i);
		g_autoptr(GDate) date =
			g_date_new_dmy((GDateDay)atoi(day + 8), (GDateMonth)atoi(day + 5), (GDateYear)atoi(day));
		if (strcmp(days[g_date_get_weekday(date) - 1], wanted) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean put_subscriber(const struct subscription *s, GError **error)
{
	g_autoptr(sqlite3_stmt) put =
		sql_prepare(db_of(s),
	                    "INSERT OR REPLACE INTO subscriber VALUES (:name, :portfolio, :first, "
	                    ":critical, :digest, :on)",
	                    error);
	if (!put)
		return FALSE;
	sql_bind(put, ":name", s->name);
	sql_bind(put, ":portfolio", s->judgement->portfolio);
	sql_bind(put, ":first", s->first_on);
	sql_bind_int(put, ":critical", s->run);
	sql_bind_int(put, ":digest", s->digest ? s->run : s->digest_run);
	sql_bind(put, ":on", s->digest ? s->judgement->as_of : s->digest_on);
	return sql_run(put, error);
}

/* TRUE if the subscription was there before; else it begins with this run. */
static gboolean recall(struct subscription *s, GError **error)
{
	static const char text[] =
		"SELECT first_on, critical_run, digest_run, digest_on FROM subscriber WHERE name = ?1 AND "
		"portfolio = ?2";
	const char *values[] = { s->name, s->judgement->portfolio };
	g_autoptr(sqlite3_stmt) row = sql_query(db_of(s), text, values, 2, error);
	gboolean known = row && sql_row(row, error);
	s->first_on = g_strdup(known ? sql_text(row, 0) : s->judgement->as_of);
	s->critical_run = known ? sqlite3_column_int64(row, 1) : s->run;
	s->digest_run = known ? sqlite3_column_int64(row, 2) : s->run;
	s->digest_on = g_strdup(known ? sql_text(row, 3) : s->judgement->as_of);
	return known;
}

static gboolean put_recipients(const struct subscription *s, GError **error)
{
	g_autofree char *channel = g_strconcat("channel ", config_text(s->conf, s->group, "channel"), NULL);
	char *const *to = config_list(s->conf, s->group, "to");
	if (!to || !to[0])
		to = config_list(s->conf, channel, "to");
	if (!to || !to[0])
		return put_recipient(s, "", error);
	for (; *to; to++)
		if (!put_recipient(s, *to, error))
			return FALSE;
	return TRUE;
}

static gboolean queue_one(struct subscription *s, GError **error)
{
	GError *local = NULL;
	gboolean known = recall(s, &local);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	gboolean weekly = strcmp(config_text(s->conf, s->group, "tier"), "digest") == 0;
	s->digest = known && digest_due(s);
	/* The same run again: the database keeps its bytes. What gets all in the digest has had nothing until then, and is
	 * given it if its tier is another one tomorrow. */
	if (known && !s->digest && (weekly || s->critical_run == s->run))
		return TRUE;
	return (!known || put_recipients(s, error)) && put_subscriber(s, error);
}

/* Whether it is for the portfolio judged: without one it is for any. */
static gboolean of_portfolio(const struct config *conf, const char *group, const struct judgement *judgement)
{
	const char *only = config_text(conf, group, "portfolio");
	return !only || strcmp(only, judgement->portfolio) == 0;
}

/* What a list of a subscription may name. */
static const struct {
	const char *key, *there;
} named[] = {
	{ "pillars", "SELECT EXISTS (SELECT 1 FROM i_portfolio WHERE pillar = ?1)" },
	{ "acts", "SELECT EXISTS (SELECT 1 FROM i_portfolio WHERE celex = ?1)" },
};

static gboolean put_unknown(GString *lines, struct judgement *judgement, const struct config *conf, const char *group,
                            GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(named); i++)
		for (char *const *word = config_list(conf, group, named[i].key); word && *word; word++) {
			const char *name = *word;
			g_autofree char *found = sql_value(judgement->db, named[i].there, &name, 1, error);
			if (!found)
				return FALSE;
			if (strcmp(found, "0") == 0)
				g_string_append_printf(lines,
				                       "[%s] %s: '%s' is not in portfolio %s; if another one is "
				                       "meant, name it with portfolio=\n",
				                       group, named[i].key, name, judgement->portfolio);
		}
	return TRUE;
}

char *alert_unknown(struct judgement *judgement, const struct config *conf, GError **error)
{
	g_autoptr(GString) lines = g_string_new(NULL);
	for (char *const *group = config_names(conf, "subscription"); *group; group++)
		if (of_portfolio(conf, *group, judgement) && !put_unknown(lines, judgement, conf, *group, error))
			return NULL;
	return g_string_free(g_steal_pointer(&lines), FALSE);
}

gboolean alert_queue(struct store *store, struct judgement *judgement, const struct config *conf, GError **error)
{
	const char *portfolio = judgement->portfolio;
	GError *local = NULL;
	g_autofree char *run =
		sql_value(store_db(store), "SELECT max(id) FROM run WHERE portfolio = ?1", &portfolio, 1, &local);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	for (char *const *group = config_names(conf, "subscription"); run && *group; group++) {
		g_auto(Subscription) s = { .store = store, .judgement = judgement, .conf = conf, .group = *group };
		s.name = *group + strlen("subscription ");
		s.run = g_ascii_strtoll(run, NULL, 10);
		if (of_portfolio(conf, *group, judgement) && !queue_one(&s, error))
			return FALSE;
	}
	return TRUE;
}
