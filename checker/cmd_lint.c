#include <stdio.h>
#include <string.h>

#include "checker/command.h"
#include "checker/data.h"
#include "checker/error.h"
#include "checker/file.h"
#include "checker/holiday.h"
#include "checker/judge.h"
#include "checker/jsonwrite.h"
#include "checker/portfolio.h"
#include "checker/report.h"
#include "checker/sanction_law.h"
#include "checker/scoreboard.h"
#include "checker/sql.h"
#include "checker/store.h"
#include "checker/words.h"

/* What is not established, each kind with the statement that finds it: subject and what is missing. */
static const char gaps[] =
	"SELECT 'binding not established' AS gap, celex || ' ' || state AS subject, basis AS text FROM v_binding "
	"WHERE value = 'not established' AND celex IN (SELECT celex FROM v_deadline WHERE kind = 'transposition') "
	"UNION ALL SELECT 'no date', celex || ' ' || deadline_no, coalesce(provisions, '') FROM v_deadline "
	"WHERE date IS NULL AND kind = 'transposition' "
	"UNION ALL SELECT 'deadline unverified', celex || ' ' || deadline_no, date || ': ' || cite FROM v_deadline "
	"WHERE rank = 6 AND date IS NOT NULL "
	"UNION ALL SELECT 'never read', celex, 'measures' FROM (SELECT DISTINCT celex FROM v_cell WHERE measures = 'never read') "
	"UNION ALL SELECT 'stub', celex, 'known by its number only' FROM v_act WHERE stub "
	"UNION ALL SELECT 'legislative procedure not established', celex, 'Article 260(3) TFEU' FROM v_act "
	"WHERE legislative IS NULL AND NOT stub AND type IN ('directive') "
	"UNION ALL SELECT 'case number', case_id, stage || ' of ' || stage_date FROM v_case WHERE open AND placeholder "
	"UNION ALL SELECT 'deadline of a case', case_id || ' ' || celex, CASE WHEN opened IS NULL THEN 'no letter on record' "
	"ELSE 'no deadline had passed before the letter of ' || opened END || '; ' || stage || ' of ' || stage_date "
	"FROM v_case WHERE open AND deadline_no = 0 AND kind = 'non-communication' AND celex IN (SELECT celex FROM v_cell) "
	"UNION ALL SELECT 'missing step', case_id, missing || ' not on record before ' || stage || ' of ' || stage_date "
	"FROM v_stage WHERE missing IS NOT NULL "
	"UNION ALL SELECT 'conflict', what || ' ' || celex || coalesce(' ' || state, ''), kept || ' kept (' || kept_from "
	"|| '), ' || lost || ' lost (' || lost_from || ')' FROM v_conflict "
	"UNION ALL SELECT 'date may have been moved', celex || ' ' || deadline_no, date || ': the date may have been moved: "
	"read ' || other || ', which amends this act and has a deadline of its own' FROM i_moved_perhaps "
	"UNION ALL SELECT 'note', celex || coalesce(' ' || nullif(state, ''), ''), coalesce(date || ': ', '') || text FROM v_note "
	"ORDER BY 1, 2, 3";

static void keep_problem(GPtrArray *problems, const GError *problem)
{
	if (problem)
		g_ptr_array_add(problems, g_strdup(problem->message));
}

/* Each table of the law is read as the commands read it; what they would refuse is a problem, with file and line. */
static void check_law(GPtrArray *problems)
{
	g_autoptr(GError) sanctions = NULL, holidays = NULL, thresholds = NULL;
	sanction_law_free(sanction_law_new(&sanctions));
	holidays_free(holidays_new(&holidays));
	scoreboard_check(&thresholds);
	keep_problem(problems, sanctions);
	keep_problem(problems, holidays);
	keep_problem(problems, thresholds);
}

static void check_stylesheets(GPtrArray *problems)
{
	g_auto(GStrv) names = data_list("reports");
	for (char **n = names; *n; n++) {
		g_autoptr(GError) problem = NULL;
		if (g_str_has_suffix(*n, ".xsl") && !report_check(*n, &problem))
			g_ptr_array_add(problems, g_strdup(problem->message));
	}
}

static gboolean check_portfolios(GPtrArray *problems, GError **error)
{
	g_autoptr(Store) store = store_open(":memory:", error);
	g_auto(GStrv) names = data_names("rules/portfolios", ".ini");
	for (char **n = names; store && *n; n++) {
		g_autoptr(GError) problem = NULL;
		g_autofree char *title = NULL;
		if (!portfolio_load(store_db(store), *n, &title, &problem))
			g_ptr_array_add(problems, g_strdup(problem->message));
		if (!sql_exec(store_db(store), "DROP TABLE IF EXISTS i_portfolio", error))
			return FALSE;
	}
	return store != NULL;
}

static gboolean print_gaps(const struct options *o, gboolean json, GError **error)
{
	struct judge_options how = { .rules = o->rules };
	g_autoptr(Judgement) judgement = judge(o->db, &how, error);
	g_autoptr(sqlite3_stmt) stmt = judgement ? sql_prepare(judgement->db, gaps, error) : NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	GError *local = NULL;
	if (!stmt)
		return FALSE;
	if (json) {
		if (!json_rows(out, stmt, error))
			return FALSE;
		printf(",\"gaps\":%s", out->str);
		return TRUE;
	}
	while (sql_row(stmt, &local))
		printf("%s: %s: %s\n", sql_text(stmt, 0), sql_text(stmt, 1), sql_text(stmt, 2));
	if (local)
		g_propagate_error(error, local);
	return local == NULL;
}

static void print_problems(const GPtrArray *problems, gboolean json)
{
	g_autoptr(GString) out = g_string_new(json ? "{\"problems\":[" : NULL);
	for (guint i = 0; i < problems->len; i++) {
		const char *text = g_ptr_array_index(problems, i);
		if (json) {
			g_string_append(out, i ? ",\n" : "");
			json_string(out, text);
		} else {
			g_string_append_printf(out, "%s\n", text);
		}
	}
	g_string_append(out, json ? "]" : "");
	fputs(out->str, stdout);
}

/* Rules of the user's are run on the facts there are, too: what a row may hold shows in rows alone. */
static void try_rules(const struct options *o, GPtrArray *problems)
{
	struct judge_options how = { .rules = o->rules };
	g_autoptr(GError) problem = NULL;
	if (!o->rules || problems->len > 0 || file_missing(o->db))
		return;
	g_autoptr(Judgement) judgement = judge(o->db, &how, &problem);
	if (!judgement && g_error_matches(problem, ADQ_ERROR, ADQ_ERROR_RULE))
		keep_problem(problems, problem);
}

int cmd_lint(const struct options *o, GError **error)
{
	gboolean json = strcmp(o->format, "json") == 0;
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	if (!judge_lint(o->rules, problems, error) || !check_portfolios(problems, error))
		return 2;
	check_law(problems);
	check_stylesheets(problems);
	words_check(problems);
	try_rules(o, problems);
	print_problems(problems, json);
	if (o->gaps && problems->len == 0 && !print_gaps(o, json, error))
		return 2;
	fputs(json ? "}\n" : "", stdout);
	return problems->len > 0 ? 1 : 0;
}
