#include "checker/finding.h"

#include <string.h>

#include "checker/celex.h"
#include "checker/error.h"
#include "checker/sql.h"

/* A finding as one run showed it. */
struct shown {
	char *key, *rule, *level, *letter, *stage, *message, *celex, *due;
	char *event;         /* the event that left it so; NULL in the run that is being recorded */
	gboolean open, told; /* told: that event was no silent one */
};

/* Each portfolio has a life of its own: what a run does not look at, it does not close. */
struct life {
	sqlite3 *db; /* the writing connection */
	struct judgement *judgement;
	gint64 run, last;         /* last: the one before of this portfolio, 0 if there was none */
	GHashTable *now, *before; /* key -> struct shown */
	GError **error;
};

static void shown_free(gpointer data)
{
	struct shown *s = data;
	char *texts[] = { s->key, s->rule, s->level, s->letter, s->stage, s->message, s->celex, s->due, s->event };
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_free(s);
}

static GHashTable *shown_table(sqlite3_stmt *stmt, GError **error)
{
	g_autoptr(GHashTable) table = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, shown_free);
	GError *local = NULL;
	while (sql_row(stmt, &local)) {
		struct shown *s = g_new0(struct shown, 1);
		char **into[] = { &s->key,     &s->rule,  &s->level, &s->letter, &s->stage,
			          &s->message, &s->celex, &s->due,   &s->event };
		for (int i = 0; i < (int)G_N_ELEMENTS(into); i++)
			*into[i] = g_strdup(sql_text(stmt, i));
		s->open = sqlite3_column_int(stmt, G_N_ELEMENTS(into)) != 0;
		s->told = sqlite3_column_int(stmt, G_N_ELEMENTS(into) + 1) != 0;
		g_hash_table_replace(table, s->key, s);
	}
	if (local)
		g_propagate_error(error, local);
	return !local ? g_steal_pointer(&table) : NULL;
}

static const char now[] = "SELECT key, rule, level, letter, stage, message, celex, due, NULL, 1, 0 FROM i_finding";

static gboolean load_life(struct life *life)
{
	static const char before[] =
		"SELECT key, rule, level, letter, stage, message, NULL, due, event, status = 'open', NOT silent FROM (SELECT e.*, max(run) "
		"FROM finding_event AS e JOIN run AS r ON r.id = e.run WHERE r.portfolio = ?1 GROUP BY key)";
	const char *portfolio = life->judgement->portfolio;
	g_autoptr(sqlite3_stmt) is = sql_prepare(life->judgement->db, now, life->error);
	g_autoptr(sqlite3_stmt) was = is ? sql_query(life->db, before, &portfolio, 1, life->error) : NULL;
	life->now = was ? shown_table(is, life->error) : NULL;
	life->before = life->now ? shown_table(was, life->error) : NULL;
	return life->before != NULL;
}

/* How grave a letter is beside another at the same level; U says nothing. */
static int letter_rank(const char *letter)
{
	static const char order[] = "BXCAPNSIO";
	const char *at = letter && *letter && *letter != 'U' ? strchr(order, *letter) : NULL;
	return at ? (int)(at - order) : -1;
}

static int stage_rank(const char *stage)
{
	static const char *const order[] = { "closed", "LFN", "RO", "REF", "J", "LFN2", "REF2" };
	for (size_t i = 0; stage && i < G_N_ELEMENTS(order); i++)
		if (strcmp(stage, order[i]) == 0)
			return (int)i;
	return 0;
}

/* Becoming dormant is no news, nor is a dormant finding that a moved deadline makes a younger one. */
static gboolean dormant_move(const struct shown *was, const struct shown *is)
{
	return strcmp(is->level, "dormant") == 0 ||
	       (strcmp(was->level, "dormant") == 0 && level_rank(is->level) < level_rank("strong"));
}

/* Whether the day by which the state was due is another; runs of older versions did not keep it. */
static gboolean due_moved(const struct shown *was, const char *due)
{
	return was->due && due && strcmp(was->due, due) != 0;
}

/* What turned between two showings of an open finding; NULL: nothing. A letter that was or is unknown is no news. */
static const char *turned(const struct shown *was, const struct shown *is)
{
	int level = level_rank(is->level) - level_rank(was->level);
	int stage = stage_rank(is->stage) - stage_rank(was->stage);
	int letter = letter_rank(is->letter) - letter_rank(was->letter);
	gboolean lettered = letter_rank(is->letter) >= 0 && letter_rank(was->letter) >= 0;
	if (level != 0)
		return dormant_move(was, is) ? "moved" : level > 0 ? "worse" : "better";
	if (stage > 0)
		return "case-step";
	if (lettered && letter != 0)
		return letter > 0 ? "worse" : "better";
	if (g_strcmp0(was->event, "not-rejudged") == 0)
		return "rejudged";
	return letter != 0 || stage != 0 || due_moved(was, is->due) ? "moved" : NULL;
}

static gboolean put_event(struct life *life, const struct shown *s, const char *event, gboolean silent)
{
	static const char put[] =
		"INSERT INTO finding_event VALUES (:key, :run, :event, :silent, :status, :rule, :level, "
		":letter, :stage, :message, :due)";
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(life->db, put, life->error);
	if (!stmt)
		return FALSE;
	sql_bind(stmt, ":key", s->key);
	sql_bind_int(stmt, ":run", life->run);
	sql_bind(stmt, ":event", event);
	sql_bind_int(stmt, ":silent", silent);
	sql_bind(stmt, ":status", strcmp(event, "closed") == 0 ? "closed" : "open");
	sql_bind(stmt, ":rule", s->rule);
	sql_bind(stmt, ":level", s->level);
	sql_bind(stmt, ":letter", s->letter);
	sql_bind(stmt, ":stage", s->stage);
	sql_bind(stmt, ":message", s->message);
	sql_bind(stmt, ":due", s->due);
	return sql_run(stmt, life->error);
}

/* Whether a statement finds a row; ?1 is the last run, ?2 the value, ?3 this run. */
static gboolean listed(const struct life *life, const char *text, const char *value)
{
	g_autofree char *last = g_strdup_printf("%" G_GINT64_FORMAT, life->last);
	g_autofree char *run = g_strdup_printf("%" G_GINT64_FORMAT, life->run);
	const char *values[] = { last, value, run };
	g_autofree char *found = sql_value(life->db, text, values, 3, NULL);
	return found != NULL;
}

static gboolean source_known(const struct life *life, const struct shown *s)
{
	static const char text[] =
		"SELECT 1 FROM v_cell AS c JOIN v_decision AS d USING (case_id) JOIN main.decision_fact AS f "
		"ON f.case_id = d.as_filed JOIN main.run_source AS r ON r.source = f.source WHERE c.celex = ?1 "
		"AND 'cell/' || c.celex || '/' || c.deadline_no || '/' || c.state = ?2 AND r.run = CAST(?3 AS INTEGER) LIMIT 1";
	g_autofree char *last = g_strdup_printf("%" G_GINT64_FORMAT, life->last);
	const char *values[] = { s->celex, s->key, last };
	g_autofree char *found = sql_value(life->judgement->db, text, values, 3, NULL);
	return found != NULL;
}

/* What is added is no change: the first run, a new rule, an act whose measures were read for the first time, and cases of
 * a new act or from a new source are a baseline. back: it was told to be closed, so that it is not must be told as well. */
static gboolean is_news(const struct life *life, const struct shown *s, gboolean back)
{
	static const char rule[] = "SELECT 1 FROM run_rule WHERE run = CAST(?1 AS INTEGER) AND rule = ?2 AND ?3 <> ''";
	static const char act[] = "SELECT 1 FROM run_act WHERE run = CAST(?1 AS INTEGER) AND celex = ?2 AND ?3 <> ''";
	static const char act_read_first[] =
		"SELECT 1 FROM run_act WHERE run = CAST(?3 AS INTEGER) AND celex = ?2 AND measures AND NOT EXISTS (SELECT 1 "
		"FROM run_act WHERE run = CAST(?1 AS INTEGER) AND celex = ?2 AND measures)";
	if (life->last == 0 || !listed(life, rule, s->rule))
		return FALSE;
	if (back)
		return TRUE;
	if (strcmp(s->level, "case") == 0)
		return listed(life, act, s->celex) && source_known(life, s);
	return !listed(life, act_read_first, s->celex);
}

/* Nor is what is taken away. */
static gboolean rule_gone(const struct life *life, const struct shown *was)
{
	for (guint i = 0; i < life->judgement->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(life->judgement->rules, i);
		if (strcmp(rule->name, was->rule) == 0)
			return FALSE;
	}
	return TRUE;
}

/* The act of a finding about a cell, "cell/32022L2555/1/BG"; NULL of others, which are kept under their rule's name. New. */
static char *act_of(const struct shown *s)
{
	g_auto(GStrv) part = g_strsplit(s->key, "/", 0);
	return g_strcmp0(part[0], "cell") == 0 ? g_strdup(part[1]) : NULL;
}

/* The same of an act that the portfolio no longer has. */
static gboolean act_gone(struct life *life, const struct shown *was)
{
	static const char text[] = "SELECT 1 FROM i_portfolio WHERE celex = ?1 AND NOT context";
	g_autofree char *act = act_of(was);
	const char *celex = act;
	g_autofree char *found = act ? sql_value(life->judgement->db, text, &celex, 1, NULL) : NULL;
	return act && !found;
}

static gboolean compare_now(struct life *life, const struct shown *is)
{
	const struct shown *was = g_hash_table_lookup(life->before, is->key);
	const char *event = !was ? "new" : !was->open ? "reopened" : turned(was, is);
	if (!event)
		return TRUE;
	gboolean back = strcmp(event, "reopened") == 0 && was->told;
	gboolean quiet = strcmp(event, "moved") == 0 || strcmp(event, "rejudged") == 0 ||
	                 strcmp(is->level, "dormant") == 0 || (was && was->open && rule_gone(life, was)) ||
	                 !is_news(life, is, back);
	return put_event(life, is, event, quiet);
}

/* The cell of a finding that closed, as it is judged now: its letter, its stage, the sentence that says why, and its day; a
 * deadline that moved closes for another reason than the state's doing. A row that stands, NULL without an error if there is no such
 * cell any more. */
static sqlite3_stmt *cell_now(sqlite3 *judged, const struct shown *closed, GError **error)
{
	static const char text[] =
		"SELECT l.letter, c.stage, CASE WHEN c.due <> ?2 AND c.due > as_of THEN 'the deadline is now ' || c.due || "
		"', it was ' || ?2 || coalesce(' (set by ' || d.moved_by || ')', '') ELSE l.message END, c.due FROM v_cell AS c "
		"JOIN v_letter AS l USING (celex, deadline_no, state) JOIN v_deadline AS d USING (celex, deadline_no) "
		"JOIN v_context WHERE c.celex = ?3 AND ?1 = 'cell/' || c.celex || '/' || c.deadline_no || '/' || c.state";
	g_autofree char *act = act_of(closed);
	const char *values[] = { closed->key, closed->due, act };
	g_autoptr(sqlite3_stmt) row = sql_query(judged, text, values, 3, error);
	return row && sql_row(row, error) ? g_steal_pointer(&row) : NULL;
}

/* Why there is no such cell any more; new, NULL for findings that are about none. */
static char *why_gone(sqlite3 *judged, const struct shown *closed, GError **error)
{
	static const char text[] =
		"SELECT CASE WHEN ended <= as_of THEN 'the act has ended: no deadline of it is judged' "
		"ELSE 'no such deadline of the act is on record any more' END FROM v_act, v_context WHERE celex = ?1";
	g_autofree char *act = act_of(closed);
	const char *value = act;
	return act ? sql_value(judged, text, &value, 1, error) : NULL;
}

static gboolean put_closed(struct life *life, const struct shown *was, gboolean silent)
{
	struct shown closed = *was;
	GError *local = NULL;
	g_autoptr(sqlite3_stmt) cell = cell_now(life->judgement->db, was, &local);
	g_autofree char *gone = cell || local ? NULL : why_gone(life->judgement->db, was, &local);
	if (local) {
		g_propagate_error(life->error, local);
		return FALSE;
	}
	if (gone)
		closed.message = gone;
	if (cell) {
		closed.letter = (char *)sql_text(cell, 0);
		closed.stage = (char *)sql_text(cell, 1);
		closed.message = (char *)sql_text(cell, 2);
		closed.due = (char *)sql_text(cell, 3);
	}
	return put_event(life, &closed, "closed", silent);
}

static const char unknown_cell[] = "SELECT 1 FROM v_letter WHERE celex = ?2 AND letter = 'U' "
				   "AND ?1 = 'cell/' || celex || '/' || deadline_no || '/' || state";

/* The finding of a source that nothing rests on any more: it goes, but the source is not back. */
static gboolean trouble_stays(const struct life *life, const struct shown *was)
{
	static const char text[] =
		"SELECT 1 FROM v_source WHERE 'source-trouble/' || what || ':' || scope || '/0/-' = ?1 "
		"AND (status <> 'ok' OR last_status <> 'ok')";
	const char *key = was->key;
	g_autofree char *found = sql_value(life->judgement->db, text, &key, 1, NULL);
	return found != NULL;
}

/* A finding that is not shown again: closed, unless what it rests on cannot be judged now. */
static gboolean compare_gone(struct life *life, const struct shown *was)
{
	static const char note[] =
		"SELECT 1 FROM i_fired WHERE NOT met AND ?1 = rule || '/' || subject || '/' || deadline_no || '/' || state";
	GError *local = NULL;
	g_autofree char *act = act_of(was);
	const char *values[] = { was->key, act };
	g_autofree char *open = sql_value(life->judgement->db, act ? unknown_cell : note, values, act ? 2 : 1, &local);
	if (local) {
		g_propagate_error(life->error, local);
		return FALSE;
	}
	if (!open)
		return put_closed(life, was,
		                  strcmp(was->level, "dormant") == 0 || rule_gone(life, was) || act_gone(life, was) ||
		                          trouble_stays(life, was));
	return g_strcmp0(was->event, "not-rejudged") == 0 || put_event(life, was, "not-rejudged", TRUE);
}

static int by_key(gconstpointer a, gconstpointer b)
{
	return strcmp((*(struct shown *const *)a)->key, (*(struct shown *const *)b)->key);
}

static gboolean each(struct life *life, GHashTable *table, gboolean (*work)(struct life *, const struct shown *))
{
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	GHashTableIter iter;
	gpointer value;
	g_hash_table_iter_init(&iter, table);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		g_ptr_array_add(all, value);
	g_ptr_array_sort(all, by_key);
	for (guint i = 0; i < all->len; i++)
		if (!work(life, g_ptr_array_index(all, i)))
			return FALSE;
	return TRUE;
}

static gboolean gone(struct life *life, const struct shown *was)
{
	return !was->open || g_hash_table_contains(life->now, was->key) || compare_gone(life, was);
}

static gboolean same_run(struct life *life, const char *facts)
{
	const struct judgement *j = life->judgement;
	const char *values[] = { j->as_of, j->known_on, j->portfolio, j->rules_version, facts };
	g_autofree char *id =
		sql_value(life->db,
	                  "SELECT id FROM run WHERE id = (SELECT max(id) FROM run WHERE portfolio = ?3) AND "
	                  "as_of = ?1 AND known_on = ?2 AND rules = ?4 AND facts = ?5",
	                  values, 5, NULL);
	return id != NULL;
}

static gboolean put_run(struct life *life, const char *facts)
{
	const struct judgement *j = life->judgement;
	const char *values[] = { j->as_of, j->known_on, j->portfolio, j->rules_version, facts };
	g_autoptr(sqlite3_stmt) put = sql_query(life->db,
	                                        "INSERT INTO run (as_of, known_on, portfolio, rules, facts) VALUES "
	                                        "(?1, ?2, ?3, ?4, ?5)",
	                                        values, 5, life->error);
	if (!put || !sql_run(put, life->error))
		return FALSE;
	life->run = sqlite3_last_insert_rowid(life->db);
	return TRUE;
}

static gboolean put_list(struct life *life, sqlite3 *from, const char *list, const char *insert)
{
	g_autoptr(sqlite3_stmt) names = sql_prepare(from, list, life->error);
	g_autoptr(sqlite3_stmt) put = names ? sql_prepare(life->db, insert, life->error) : NULL;
	GError *local = NULL;
	while (put && sql_row(names, &local)) {
		sqlite3_bind_int64(put, 1, life->run);
		for (int i = 0; i < sqlite3_column_count(names); i++)
			sqlite3_bind_value(put, i + 2, sqlite3_column_value(names, i));
		if (!sql_run(put, &local))
			break;
	}
	if (local)
		g_propagate_error(life->error, local);
	return put && !local;
}

static gboolean put_rules(struct life *life)
{
	g_autoptr(sqlite3_stmt) put = sql_prepare(life->db, "INSERT INTO run_rule VALUES (?1, ?2)", life->error);
	for (guint i = 0; put && i < life->judgement->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(life->judgement->rules, i);
		sqlite3_bind_int64(put, 1, life->run);
		sqlite3_bind_text(put, 2, rule->name, -1, SQLITE_STATIC);
		if (!sql_run(put, life->error))
			return FALSE;
	}
	return put != NULL;
}

static gboolean record(struct life *life, const char *facts)
{
	return put_run(life, facts) && put_rules(life) &&
	       put_list(life, life->judgement->db, "SELECT DISTINCT celex, measures <> 'never read' FROM v_cell",
	                "INSERT INTO run_act VALUES (?1, ?2, ?3)") &&
	       put_list(life, life->db, "SELECT DISTINCT source FROM evidence",
	                "INSERT INTO run_source VALUES (?1, ?2)") &&
	       load_life(life) && each(life, life->now, compare_now) && each(life, life->before, gone);
}

static gboolean find_last(struct life *life)
{
	static const char day[] = "SELECT as_of FROM run ORDER BY id DESC LIMIT 1";
	const char *portfolio = life->judgement->portfolio;
	GError *local = NULL;
	g_autofree char *id =
		sql_value(life->db, "SELECT max(id) FROM run WHERE portfolio = ?1", &portfolio, 1, &local);
	g_autofree char *last = local ? NULL : sql_value(life->db, day, NULL, 0, &local);
	life->last = id ? g_ascii_strtoll(id, NULL, 10) : 0;
	if (!local && last && strcmp(life->judgement->as_of, last) < 0)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_USAGE,
		            "%s is before the last run, which judged %s; 'check --as-of' judges past days",
		            life->judgement->as_of, last);
	if (local)
		g_propagate_error(life->error, local);
	return local == NULL;
}

/* What the newest run says turned worse, and whether it says anything at all. */
static gboolean read_outcome(struct life *life, const char *fail_on, gboolean *worse, gboolean *news)
{
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(life->db,
	                                           "SELECT event, level FROM finding_event WHERE NOT silent AND "
	                                           "level <> 'note' AND run = (SELECT max(id) FROM run)",
	                                           life->error);
	static const char *const bad[] = { "new", "worse", "case-step", "reopened", NULL };
	GError *local = NULL;
	while (stmt && sql_row(stmt, &local)) {
		*news = TRUE;
		if (g_strv_contains(bad, sql_text(stmt, 0)) && level_rank(sql_text(stmt, 1)) >= level_rank(fail_on))
			*worse = TRUE;
	}
	if (local)
		g_propagate_error(life->error, local);
	return stmt && !local;
}

gboolean finding_record(struct store *store, struct judgement *judgement, const char *fail_on, gboolean *worse,
                        gboolean *news, GError **error)
{
	struct life life = { .db = store_db(store), .judgement = judgement, .error = error };
	*worse = *news = FALSE;
	g_autofree char *facts = judgement_facts(judgement, error);
	if (!facts || !find_last(&life))
		return FALSE;
	gboolean repeated = same_run(&life, facts);
	gboolean done = repeated || record(&life, facts);
	done = done && (repeated || read_outcome(&life, fail_on, worse, news));
	g_clear_pointer(&life.now, g_hash_table_unref);
	g_clear_pointer(&life.before, g_hash_table_unref);
	return done && (repeated || store_set_as_of(store, judgement->as_of, error));
}

/* ---- two showings compared */

static gboolean is_unknown(struct judgement *to, const struct shown *was)
{
	g_autofree char *act = act_of(was);
	const char *values[] = { was->key, act };
	g_autofree char *found = act ? sql_value(to->db, unknown_cell, values, 2, NULL) : NULL;
	return found != NULL;
}

static gboolean is_news_of(const struct shown *s)
{
	return strcmp(s->level, "note") != 0 && strcmp(s->level, "dormant") != 0;
}

/* to: where the later showing is a judgement, else NULL. NULL if nothing turned. */
static const char *turn_of(const struct shown *was, const struct shown *is, struct judgement *to)
{
	static const char *const told[] = { "worse", "case-step", "better", NULL };
	if (!was || !was->open)
		return is && is->open && is_news_of(is) ? "new" : NULL;
	if (!is || !is->open)
		return is_news_of(was) && !(to && is_unknown(to, was)) ? "closed" : NULL;
	const char *event = turned(was, is);
	return event && g_strv_contains(told, event) ? event : NULL;
}

/* Of a finding that stands no more, what its cell is now: by the later judgement, or as the run noted it. */
static gboolean tell_turn(const struct shown *a, const struct shown *b, struct judgement *to, finding_turned tell,
                          void *user, GError **error)
{
	struct finding_turn turn = { .event = turn_of(a, b, to), .key = a ? a->key : b->key };
	if (!turn.event)
		return TRUE;
	GError *local = NULL;
	g_autoptr(sqlite3_stmt) cell = !b && to ? cell_now(to->db, a, &local) : NULL;
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	if (a && a->open)
		turn.level_was = a->level, turn.letter_was = a->letter, turn.stage_was = a->stage;
	if (b && b->open)
		turn.level = b->level;
	turn.letter = b ? b->letter : cell ? sql_text(cell, 0) : NULL;
	turn.stage = b ? b->stage : cell ? sql_text(cell, 1) : NULL;
	turn.message = b ? b->message : cell ? sql_text(cell, 2) : a->message;
	tell(user, &turn);
	return TRUE;
}

static gboolean diff(sqlite3_stmt *from, sqlite3_stmt *until, struct judgement *to, finding_turned tell, void *user,
                     GError **error)
{
	g_autoptr(GHashTable) was = from && until ? shown_table(from, error) : NULL;
	g_autoptr(GHashTable) is = was ? shown_table(until, error) : NULL;
	g_autoptr(GHashTable) keys = is ? g_hash_table_new(g_str_hash, g_str_equal) : NULL;
	GHashTable *tables[] = { was, is };
	GHashTableIter iter;
	gpointer key;
	for (size_t i = 0; keys && i < G_N_ELEMENTS(tables); i++)
		for (g_hash_table_iter_init(&iter, tables[i]); g_hash_table_iter_next(&iter, &key, NULL);)
			g_hash_table_add(keys, key);
	g_autoptr(GList) sorted =
		keys ? g_list_sort(g_hash_table_get_keys(keys), (GCompareFunc)(void (*)(void))strcmp) : NULL;
	gboolean ok = keys != NULL;
	for (GList *k = sorted; ok && k; k = k->next)
		ok = tell_turn(g_hash_table_lookup(was, k->data), g_hash_table_lookup(is, k->data), to, tell, user,
		               error);
	return ok;
}

void finding_turn_line(GString *line, const struct finding_turn *t)
{
	const struct {
		const char *name, *was, *is, *none;
	} parts[] = { { "level", t->level_was, t->level, NULL },
		      { "letter", t->letter_was, t->letter, NULL },
		      { "stage", t->stage_was, t->stage, "none" } }; /* or unread, which says nothing */
	g_string_append_printf(line, "%s %s %s: ", t->event, t->level ? t->level : t->level_was, t->key);
	for (size_t i = 0; t->level_was && i < G_N_ELEMENTS(parts); i++) {
		const char *was = parts[i].was ? parts[i].was : parts[i].none;
		const char *is = parts[i].is ? parts[i].is : parts[i].none;
		if (was && is && strcmp(was, is) != 0 && strcmp(was, "unread") != 0)
			g_string_append_printf(line, "%s %s to %s; ", parts[i].name, was, is);
	}
	g_string_append_printf(line, "%s\n", t->message);
}

gboolean finding_diff(struct judgement *from, struct judgement *to, finding_turned tell, void *user, GError **error)
{
	g_autoptr(sqlite3_stmt) was = sql_prepare(from->db, now, error);
	g_autoptr(sqlite3_stmt) is = was ? sql_prepare(to->db, now, error) : NULL;
	return diff(was, is, to, tell, user, error);
}

gboolean finding_diff_runs(sqlite3 *db, const char *from, const char *to, finding_turned tell, void *user,
                           GError **error)
{
	static const char same[] =
		"SELECT count(DISTINCT portfolio) || ' ' || count(DISTINCT id) FROM main.run WHERE id IN "
		"(CAST(?1 AS INTEGER), CAST(?2 AS INTEGER))";
	static const char shown[] =
		"SELECT key, rule, level, letter, stage, message, NULL, due, event, status = 'open', NOT silent FROM (SELECT e.*, max(run) "
		"FROM main.finding_event AS e JOIN main.run AS r ON r.id = e.run WHERE r.id <= CAST(?1 AS INTEGER) AND "
		"r.portfolio = (SELECT portfolio FROM main.run WHERE id = CAST(?1 AS INTEGER)) GROUP BY key)";
	const char *runs[] = { from, to };
	GError *local = NULL;
	g_autofree char *found = sql_value(db, same, runs, 2, &local);
	if (found && strcmp(found, "1 2") != 0)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_USAGE, "%s and %s: not two runs of one portfolio on record",
		            from, to);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	g_autoptr(sqlite3_stmt) was = sql_query(db, shown, &runs[0], 1, error);
	g_autoptr(sqlite3_stmt) is = was ? sql_query(db, shown, &runs[1], 1, error) : NULL;
	return diff(was, is, NULL, tell, user, error);
}

gboolean finding_is_trouble(const char *key)
{
	return g_str_has_prefix(key, "source-trouble/");
}

char *finding_act(const char *key)
{
	g_auto(GStrv) part = g_strsplit(key, "/", 0);
	const char *subject = g_strv_length(part) == 4 ? part[1] : "";
	const char *scope = strchr(subject, ':');
	const char *celex = scope ? scope + 1 : subject;
	return celex_kind(celex) == CELEX_ACT ? g_strdup(celex) : NULL;
}

gboolean finding_any(struct judgement *judgement, const char *level, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(
		judgement->db, "SELECT DISTINCT level FROM i_finding WHERE key NOT IN (SELECT key FROM i_acknowledged)",
		error);
	while (stmt && sql_row(stmt, error))
		if (level_rank(sql_text(stmt, 0)) >= level_rank(level))
			return TRUE;
	return FALSE;
}
