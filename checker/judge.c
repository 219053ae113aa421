#include "checker/judge.h"

#include <string.h>

#include "checker/count.h"
#include "checker/error.h"
#include "checker/portfolio.h"
#include "checker/sql.h"
#include "checker/sqlfunc.h"
#include "checker/store.h"
#include "checker/sum.h"

static const char *const levels[] = { "none", "dormant", "watch", "candidate", "strong", "case" };

int level_rank(const char *level)
{
	for (size_t i = 0; level && i < G_N_ELEMENTS(levels); i++)
		if (strcmp(level, levels[i]) == 0)
			return (int)i;
	return -1;
}

void judgement_free(struct judgement *j)
{
	if (!j)
		return;
	g_clear_pointer(&j->rules, g_ptr_array_unref);
	sqlite3_close_v2(j->db);
	g_free(j->as_of);
	g_free(j->known_on);
	g_free(j->portfolio);
	g_free(j->portfolio_title);
	g_free(j->rules_version);
	g_free(j);
}

static gboolean set_context(struct judgement *j, const struct judge_options *o, GError **error)
{
	GError *local = NULL;
	j->as_of = o->as_of ? g_strdup(o->as_of) : sql_value(j->db, "SELECT as_of FROM v_context", NULL, 0, &local);
	j->known_on = g_strdup(o->known_on ? o->known_on : KNOWN_ALWAYS);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	const char *values[] = { j->as_of, j->known_on, o->official_only ? "1" : "0" };
	g_autoptr(sqlite3_stmt) make =
		sql_query(j->db, "INSERT INTO temp.context SELECT ?1, ?2, CAST(?3 AS INTEGER)", values, 3, error);
	return make && sql_run(make, error) && sqlfunc_register(j->db, j->as_of, error);
}

/* Laid as soon as their table is filled: the views after it use them too. */
static const struct {
	const char *view, *make;
} indexes[] = {
	{ "v_deadline", "CREATE INDEX temp.deadline_by_act ON v_deadline(celex)" },
	{ "v_measure", "CREATE INDEX temp.measure_by_act ON v_measure(celex, state)" },
	{ "v_decision", "CREATE INDEX temp.decision_by_act ON v_decision(celex); "
	                "CREATE INDEX temp.decision_by_case ON v_decision(case_id)" },
	{ "v_source", "CREATE INDEX temp.source_by_what ON v_source(what, scope)" },
	{ "i_case_act", "CREATE INDEX temp.case_act_by_act ON i_case_act(celex, case_id)" },
	{ "v_case", "CREATE INDEX temp.case_by_act ON v_case(celex)" },
	{ "v_stage", "CREATE INDEX temp.stage_by_case ON v_stage(case_id)" },
	{ "v_binding", "CREATE INDEX temp.binding_by_act ON v_binding(celex, state)" },
	{ "i_notified", "CREATE INDEX temp.notified_by_act ON i_notified(celex, state)" },
	{ "v_cell", "CREATE INDEX temp.cell_by_act ON v_cell(celex, deadline_no, state)" },
};

static gboolean fill_view(sqlite3 *db, const char *name, const char *text, GError **error)
{
	g_autofree char *make = g_strdup_printf("CREATE TEMP TABLE \"%s\" AS %s", name, text);
	if (!sql_exec(db, make, error))
		return FALSE;
	for (size_t i = 0; i < G_N_ELEMENTS(indexes); i++)
		if (strcmp(indexes[i].view, name) == 0)
			return sql_exec(db, indexes[i].make, error);
	return TRUE;
}

/* Each view of the store, in the order in which it was laid, becomes a table of the day judged: its text is the
 * view's, its names find the tables made before it. Stops after the view named last, if one is. */
static gboolean fill_views(sqlite3 *db, const char *last, GError **error)
{
	static const char list[] =
		"SELECT name, substr(sql, instr(sql, ' AS') + 3) FROM main.sqlite_schema WHERE type = 'view' ORDER BY rowid";
	g_autoptr(sqlite3_stmt) views = sql_prepare(db, list, error);
	GError *local = NULL;
	gboolean more = TRUE;
	while (more && views && sql_row(views, &local)) {
		more = g_strcmp0(sql_text(views, 0), last) != 0;
		if (!fill_view(db, sql_text(views, 0), sql_text(views, 1), &local))
			break;
	}
	if (local)
		g_propagate_error(error, local);
	return views && !local;
}

static gboolean keep_only(sqlite3 *db, const char *text, char **wanted, GError **error)
{
	if (!wanted)
		return TRUE;
	if (!sql_exec(db, "CREATE TEMP TABLE IF NOT EXISTS i_wanted (value TEXT); DELETE FROM i_wanted", error))
		return FALSE;
	g_autoptr(sqlite3_stmt) put = sql_prepare(db, "INSERT INTO i_wanted VALUES (?1)", error);
	for (char **w = wanted; put && *w; w++) {
		sqlite3_bind_text(put, 1, *w, -1, SQLITE_STATIC);
		if (!sql_run(put, error))
			return FALSE;
	}
	return put && sql_exec(db, text, error);
}

/* An act that is not there would be an act without findings: a slip of the pen must not look like good news. */
static gboolean acts_there(struct judgement *j, char **acts, GError **error)
{
	for (char **act = acts; act && *act; act++) {
		const char *celex = *act;
		GError *local = NULL;
		g_autofree char *found =
			sql_value(j->db, "SELECT 1 FROM i_portfolio WHERE celex = ?1", &celex, 1, &local);
		if (!found && !local)
			g_set_error(&local, ADQ_ERROR, ADQ_ERROR_USAGE, "--act %s: no such act in portfolio %s", celex,
			            j->portfolio);
		if (local) {
			g_propagate_error(error, local);
			return FALSE;
		}
	}
	return TRUE;
}

static gboolean select_cells(struct judgement *j, const struct judge_options *o, GError **error)
{
	j->portfolio = g_strdup(o->portfolio ? o->portfolio : "all");
	j->official_only = o->official_only;
	return portfolio_load(j->db, j->portfolio, &j->portfolio_title, error) && acts_there(j, o->acts, error) &&
	       sql_exec(j->db, "CREATE TEMP TABLE i_states AS SELECT state FROM v_state", error) &&
	       keep_only(j->db, "DELETE FROM i_states WHERE state NOT IN i_wanted", o->states, error) &&
	       keep_only(j->db, "DELETE FROM i_portfolio WHERE celex NOT IN i_wanted", o->acts, error) &&
	       sql_exec(j->db,
	                "DELETE FROM v_cell WHERE celex NOT IN (SELECT celex FROM i_portfolio WHERE NOT context)",
	                error) &&
	       sql_exec(j->db, "DELETE FROM v_cell WHERE state NOT IN i_states", error);
}

/* A row of a rule, kept until the rule is done: the connection is under the rule's authorizer till then. */
struct fired {
	char *subject, *state, *due, *evidence, *reason, *message;
	int deadline_no;
};

static void fired_free(gpointer data)
{
	struct fired *f = data;
	char *texts[] = { f->subject, f->state, f->due, f->evidence, f->reason, f->message };
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_free(f);
}

/* "[gap:never read] sentence": the words in brackets are the reason, given on its own in tables. */
static gboolean keep_row(void *user, const struct rule *rule G_GNUC_UNUSED, const struct rule_row *row,
                         GError **error G_GNUC_UNUSED)
{
	struct fired *f = g_new0(struct fired, 1);
	const char *end = row->message[0] == '[' ? strstr(row->message, "] ") : NULL;
	f->subject = g_strdup(row->subject);
	f->state = g_strdup(row->state);
	f->due = g_strdup(row->due);
	f->evidence = g_strdup(row->evidence);
	f->deadline_no = row->deadline_no;
	f->reason = end ? g_strndup(row->message + 1, (gsize)(end - row->message - 1)) : NULL;
	f->message = g_strdup(end ? end + 2 : row->message);
	g_ptr_array_add(user, f);
	return TRUE;
}

/* Where a level stands among those of which a cell gets one, the first that applies: letters in the order of design
 * section 4 (1 to 10), then levels from grave to light (11 to 16); 0 for a note, which is no cell's. */
static int place_of(const char *level)
{
	static const char letters[] = "BUXCNSPAIO";
	if (g_str_has_prefix(level, "letter "))
		return (int)(strchr(letters, level[7]) - letters) + 1;
	return level_rank(level) >= 0 ? 10 + (int)G_N_ELEMENTS(levels) - level_rank(level) : 0;
}

static gboolean store_rows(sqlite3 *db, const struct rule *rule, GPtrArray *rows, GError **error)
{
	g_autoptr(sqlite3_stmt) put = sql_prepare(db,
	                                          "INSERT INTO i_fired VALUES (:rule, :level, :subject, :no, :state, "
	                                          ":due, :evidence, :reason, :message, 1, :place, :own)",
	                                          error);
	for (guint i = 0; put && i < rows->len; i++) {
		const struct fired *f = g_ptr_array_index(rows, i);
		sql_bind(put, ":rule", rule->name);
		sql_bind(put, ":level", rule->level);
		sql_bind(put, ":subject", f->subject);
		sql_bind_int(put, ":no", f->deadline_no);
		sql_bind(put, ":state", f->state);
		sql_bind(put, ":due", f->due);
		sql_bind(put, ":evidence", f->evidence);
		sql_bind(put, ":reason", f->reason);
		sql_bind(put, ":message", f->message);
		sql_bind_int(put, ":place", place_of(rule->level));
		sql_bind_int(put, ":own", rule->user);
		if (!sql_run(put, error))
			return FALSE;
	}
	return put != NULL;
}

/* A row of a rule whose sources were not read as it needs them is unknown, not a finding (design section 8). n: the
 * number of rows of this rule, the last that were stored. */
static gboolean mark_unmet(sqlite3 *db, const struct rule *rule, guint n, GError **error)
{
	static const struct {
		guint need;
		const char *text;
	} needs[] = {
		{ RULE_NEEDS_MEASURES,
		  "UPDATE i_fired SET met = 0 WHERE rowid > ?1 AND subject NOT IN (SELECT scope FROM "
		  "v_source WHERE what = 'measures' AND status IN ('ok', 'incomplete'))" },
		{ RULE_NEEDS_MEASURES_COMPLETE,
		  "UPDATE i_fired SET met = 0 WHERE rowid > ?1 AND subject NOT IN (SELECT scope "
		  "FROM v_source WHERE what = 'measures' AND status = 'ok')" },
		{ RULE_NEEDS_CASES,
		  "UPDATE i_fired SET met = 0 WHERE rowid > ?1 AND NOT EXISTS (SELECT 1 FROM v_source WHERE "
		  "what = 'register' AND scope = '*' AND proven) AND NOT EXISTS (SELECT 1 FROM v_cell "
		  "AS c WHERE c.celex = subject AND c.deadline_no = i_fired.deadline_no "
		  "AND c.state = i_fired.state AND c.letters_complete)" },
	};
	for (size_t i = 0; n > 0 && i < G_N_ELEMENTS(needs); i++) {
		if (!(rule->needs & needs[i].need))
			continue;
		g_autoptr(sqlite3_stmt) mark = sql_prepare(db, needs[i].text, error);
		if (!mark)
			return FALSE;
		sqlite3_bind_int64(mark, 1, sqlite3_last_insert_rowid(db) - n);
		if (!sql_run(mark, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean fire(struct judgement *j, gboolean letters, GError **error)
{
	for (guint i = 0; i < j->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(j->rules, i);
		if (g_str_has_prefix(rule->level, "letter ") != letters)
			continue;
		g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(fired_free);
		if (!rule_run(j->db, rule, keep_row, rows, error) || !store_rows(j->db, rule, rows, error) ||
		    !mark_unmet(j->db, rule, rows->len, error))
			return FALSE;
	}
	return TRUE;
}

/* The row of i_fired that a cell takes: TAKEN, the range of places, FIRST. */
#define TAKEN                                                                                                          \
	"f.rowid = (SELECT rowid FROM i_fired AS x WHERE x.subject = c.celex AND x.deadline_no = c.deadline_no "       \
	"AND x.state = c.state AND x.met AND x.place BETWEEN "
#define FIRST " ORDER BY x.place, x.rule LIMIT 1)"

/* The letter that applies. What a user stated is marked wherever it counts; the reasons of U keep their words. */
static const char choose_letters[] =
	"CREATE INDEX temp.fired_by_cell ON i_fired(subject, deadline_no, state, place, rule);"
	"CREATE TEMP TABLE v_letter AS SELECT celex, deadline_no, state, substr(level, 8) AS letter, "
	"CASE WHEN level = 'letter U' THEN reason ELSE coalesce(reason || '; ' || stated, reason, stated) END AS reason, "
	"message || coalesce('; ' || stated, '') AS message, rule, evidence, own FROM ("
	"SELECT c.celex, c.deadline_no, c.state, f.level, f.reason, f.message, f.rule, f.evidence, f.own, CASE WHEN f.own THEN "
	"'by rule ' || f.rule ELSE 'stated by ' || c.stated_by END AS stated "
	"FROM v_cell AS c JOIN i_fired AS f ON " TAKEN "1 AND 10" FIRST ");"
	"UPDATE v_cell SET unverified = 1 WHERE (celex, deadline_no, state) IN (SELECT celex, deadline_no, state FROM v_letter WHERE own);"
	"CREATE INDEX temp.letter_by_act ON v_letter(celex, deadline_no, state)";

static const char missing_letter[] =
	"SELECT celex || ' ' || deadline_no || ' ' || state FROM v_cell AS c WHERE NOT EXISTS (SELECT 1 FROM v_letter AS l "
	"WHERE l.celex = c.celex AND l.deadline_no = c.deadline_no AND l.state = c.state) LIMIT 1";

static const char choose_levels[] =
	"CREATE TEMP TABLE i_level AS SELECT c.celex, c.deadline_no, c.state, f.level, f.rule, f.message, f.evidence "
	"FROM v_cell AS c JOIN i_fired AS f ON " TAKEN "11 AND 16" FIRST ";"
	"CREATE TEMP TABLE i_finding AS SELECT 'cell/' || celex || '/' || deadline_no || '/' || state AS key, i.rule, i.level, "
	"l.letter, c.stage, celex, deadline_no, state, c.due, i.message, i.evidence "
	"FROM i_level AS i JOIN v_letter AS l USING (celex, deadline_no, state) JOIN v_cell AS c "
	"USING (celex, deadline_no, state) WHERE i.level <> 'none' "
	/* A note is known by its rule and what it is about: what a rule notes of that more than once is one finding. */
	"UNION ALL SELECT rule || '/' || subject || '/' || deadline_no || '/' || state, rule, level, NULL, NULL, subject, "
	"deadline_no, state, min(due), group_concat(message, '; '), group_concat(DISTINCT evidence) FROM (SELECT DISTINCT "
	"rule, level, subject, deadline_no, state, due, message, evidence FROM i_fired WHERE level = 'note' AND met "
	"AND (state = '-' OR state IN i_states) "
	"ORDER BY rule, message) GROUP BY rule, subject, deadline_no, state;"
	"CREATE INDEX temp.finding_by_key ON i_finding(key);"
	/* Not what is graver now than what was acknowledged; instr() gives the place in an order from light to grave. */
	"CREATE TEMP TABLE i_acknowledged AS SELECT f.key, 'acknowledged by ' || a.who || ' on ' || a.day "
	"|| coalesce(' until ' || a.until, '') || ': ' || a.why AS text FROM i_finding AS f JOIN v_acknowledgement AS a "
	"USING (key) WHERE a.over IS NULL AND instr('note dormant watch candidate strong case', f.level) <= "
	"instr('note dormant watch candidate strong case', a.level) AND "
	"instr('closed LFN RO REF J LFN2 REF2', coalesce(f.stage, '?')) <= "
	"instr('closed LFN RO REF J LFN2 REF2', coalesce(a.stage, '?'));"
	"CREATE UNIQUE INDEX temp.acknowledged_by_key ON i_acknowledged(key)";

static gboolean choose(struct judgement *j, GError **error)
{
	if (!sql_exec(j->db, choose_letters, error))
		return FALSE;
	GError *local = NULL;
	g_autofree char *missing = sql_value(j->db, missing_letter, NULL, 0, &local);
	if (missing)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_RULE, "no rule gives a letter to the cell %s", missing);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	return fire(j, FALSE, error) && sql_exec(j->db, choose_levels, error) && count_fill(j->db, error);
}

static const char prepare[] =
	"PRAGMA cache_size = -16384; PRAGMA temp.cache_size = -32768;"
	"CREATE TEMP TABLE context (as_of TEXT, known_on TEXT, official_only INTEGER);"
	"CREATE TEMP TABLE i_fired (rule TEXT, level TEXT, subject TEXT, deadline_no INTEGER, state TEXT, due TEXT, "
	"evidence TEXT, reason TEXT, message TEXT, met INTEGER, place INTEGER, own INTEGER)";

/* One transaction for all that is filled in: without it each row would be one of its own, and look through the whole
 * cache. It ends with the judgement, so that what a run writes afterwards can be read. */
static const char begin[] = "BEGIN";
static const char commit[] = "COMMIT";

/* A letter by a rule of the user's is a statement of the user. */
static void drop_stated_letters(GPtrArray *rules)
{
	for (guint i = rules->len; i > 0; i--) {
		const struct rule *rule = g_ptr_array_index(rules, i - 1);
		if (rule->user && g_str_has_prefix(rule->level, "letter "))
			g_ptr_array_remove_index(rules, i - 1);
	}
}

struct judgement *judge(const char *path, const struct judge_options *options, GError **error)
{
	g_autoptr(Judgement) j = g_new0(struct judgement, 1);
	j->rules = rules_load(options->rules, error);
	if (j->rules && options->official_only)
		drop_stated_letters(j->rules);
	j->db = j->rules ? store_open_reading(path, error) : NULL;
	if (!j->db)
		return NULL;
	j->rules_version = rules_hash(j->rules);
	if (!sql_exec(j->db, prepare, error) || !sql_exec(j->db, begin, error) || !set_context(j, options, error) ||
	    !fill_views(j->db, NULL, error) || !select_cells(j, options, error) || !fire(j, TRUE, error) ||
	    !choose(j, error) || !sql_exec(j->db, commit, error))
		return NULL;
	return g_steal_pointer(&j);
}

struct judgement *judge_facts(const char *path, const struct judge_options *options, const char *last, GError **error)
{
	g_autoptr(Judgement) j = g_new0(struct judgement, 1);
	j->db = store_open_reading(path, error);
	if (!j->db || !sql_exec(j->db, prepare, error) || !sql_exec(j->db, begin, error) ||
	    !set_context(j, options, error) || !fill_views(j->db, last, error) ||
	    (!last && !select_cells(j, options, error)) || !sql_exec(j->db, commit, error))
		return NULL;
	return g_steal_pointer(&j);
}

static int by_digits(gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, SUM_DIGITS);
}

/* The numbers of the columns that count: where a fact stands in a file is not part of the fact. */
static GArray *fact_columns(sqlite3_stmt *stmt)
{
	static const char *const provenance[] = { "place", "evidence", "file", "attempted", NULL };
	GArray *columns = g_array_new(FALSE, FALSE, sizeof(int));
	for (int i = 0; i < sqlite3_column_count(stmt); i++)
		if (!g_strv_contains(provenance, sqlite3_column_name(stmt, i)))
			g_array_append_val(columns, i);
	return columns;
}

static void row_text(sqlite3_stmt *stmt, const GArray *columns, GString *row)
{
	for (guint i = 0; i < columns->len; i++) {
		const char *value = sql_text(stmt, g_array_index(columns, int, i));
		g_string_append(row, value ? "\x1f=" : "\x1f");
		g_string_append(row, value ? value : "");
	}
}

static gboolean hash_table(sqlite3 *db, const char *table, struct sum *sum, GError **error)
{
	g_autofree char *text = g_strdup_printf("SELECT * FROM %s", table);
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(db, text, error);
	g_autoptr(GArray) sums = g_array_new(FALSE, FALSE, SUM_DIGITS);
	g_autoptr(Sum) of_row = sum_new();
	g_autoptr(GArray) columns = stmt ? fact_columns(stmt) : NULL;
	g_autoptr(GString) row = g_string_new(NULL);
	GError *local = NULL;
	while (stmt && sql_row(stmt, &local)) {
		g_string_assign(row, table);
		row_text(stmt, columns, row);
		sum_again(of_row);
		sum_add(of_row, row->str, row->len);
		g_array_append_vals(sums, sum_text(of_row), 1);
	}
	g_array_sort(sums, by_digits);
	sum_add(sum, sums->data, (gsize)sums->len * SUM_DIGITS);
	if (local)
		g_propagate_error(error, local);
	return stmt && !local;
}

char *judgement_facts(struct judgement *j, GError **error)
{
	static const char *const tables[] = { "v_act",      "v_deadline", "v_binding",   "v_measure", "v_declaration",
		                              "v_decision", "v_source",   "v_list",      "v_note",    "v_link",
		                              "v_title",    "v_relation", "v_derogation" };
	g_autoptr(Sum) sum = sum_new();
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
		if (!hash_table(j->db, tables[i], sum, error))
			return NULL;
	return g_strdup(sum_text(sum));
}

/* What was not read whole is trouble, but for a register that was imported in part and never promised to be whole. The
 * same of several acts is one line: a server that is down is down for all. */
static const char troubles[] =
	"WITH t AS (SELECT substr(subject, 1, instr(subject, ':')) AS what, message, instr(message, ': ') AS at "
	"FROM i_fired WHERE rule = 'source-trouble' AND subject IN "
	"(SELECT what || ':' || scope FROM v_source WHERE what = 'measures' OR what = 'register' AND status <> 'incomplete')) "
	"SELECT substr(min(message), 1, at - 1) || CASE count(*) WHEN 1 THEN '' ELSE ' and ' || (count(*) - 1) || ' more' END "
	"|| substr(message, at) AS line FROM t GROUP BY what, substr(message, at) ORDER BY line";

gboolean judgement_trouble(struct judgement *j, char **text, GError **error)
{
	g_autoptr(GString) lines = g_string_new(NULL);
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(j->db, troubles, error);
	while (stmt && sql_row(stmt, error))
		g_string_append_printf(lines, "%s\n", sql_text(stmt, 0));
	gboolean any = lines->len > 0;
	*text = g_string_free(g_steal_pointer(&lines), FALSE);
	return any;
}

gboolean judge_lint(const char *rules_dir, GPtrArray *problems, GError **error)
{
	static const struct judge_options any_day = { .as_of = "2000-01-01" };
	g_autoptr(Store) store = store_open(":memory:", error);
	g_autoptr(GPtrArray) rules = store ? rules_read(rules_dir, problems, error) : NULL;
	if (!rules)
		return FALSE;
	struct judgement j = { .db = store_db(store) };
	gboolean ready = sql_exec(j.db, prepare, error) && set_context(&j, &any_day, error) &&
	                 fill_views(j.db, NULL, error) && sql_exec(j.db, choose_letters, error);
	g_free(j.as_of);
	g_free(j.known_on);
	for (guint i = 0; ready && i < rules->len; i++) {
		g_autoptr(GError) problem = NULL;
		if (!rule_check(j.db, g_ptr_array_index(rules, i), &problem))
			g_ptr_array_add(problems, g_strdup(problem->message));
	}
	return ready;
}
