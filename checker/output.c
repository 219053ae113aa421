#include "checker/output.h"

#include <string.h>

#include "checker/count.h"
#include "checker/finding.h"
#include "checker/jsonwrite.h"
#include "checker/sql.h"

static const char cells[] =
	"SELECT c.celex, c.deadline_no, c.provisions, c.due AS deadline, c.state, l.letter, c.stage, "
	"CASE WHEN c.case_id IS NOT NULL THEN c.stage_date END AS stage_date, "
	"CASE WHEN l.letter IN ('I', 'O') THEN c.days_past END AS days_overdue, coalesce(i.level, 'none') AS level, i.rule, "
	"CASE WHEN c.evidence = '' THEN '-' ELSE c.evidence END AS evidence, "
	"CASE WHEN i.level <> 'none' THEN 'cell/' || c.celex || '/' || c.deadline_no || '/' || c.state END AS finding, "
	"l.reason FROM v_cell AS c JOIN v_letter AS l USING (celex, deadline_no, state) "
	"LEFT JOIN i_level AS i USING (celex, deadline_no, state) ORDER BY c.celex, c.deadline_no, c.position";

static void csv_append(GString *out, const char *text)
{
	if (!text)
		return;
	if (!strpbrk(text, "\",\r\n")) {
		g_string_append(out, text);
		return;
	}
	g_string_append_c(out, '"');
	for (const char *p = text; *p; p++) {
		if (*p == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *p);
	}
	g_string_append_c(out, '"');
}

GString *output_query(sqlite3 *db, const char *sql, GError **error)
{
	GError *local = NULL;
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(db, sql, error);
	if (!stmt)
		return NULL;
	GString *out = g_string_new(NULL);
	int n = sqlite3_column_count(stmt);
	for (int i = 0; i < n; i++)
		g_string_append_printf(out, "%s%c", sqlite3_column_name(stmt, i), i + 1 < n ? ',' : '\n');
	while (sql_row(stmt, &local))
		for (int i = 0; i < n; i++) {
			csv_append(out, sql_text(stmt, i));
			g_string_append_c(out, i + 1 < n ? ',' : '\n');
		}
	if (!local)
		return out;
	g_propagate_error(error, local);
	g_string_free(out, TRUE);
	return NULL;
}

GString *output_csv(struct judgement *judgement, GError **error)
{
	return output_query(judgement->db, cells, error);
}

GString *output_json(struct judgement *judgement, GError **error)
{
	static const struct {
		const char *key, *sql;
	} lists[] = {
		{ "cells", cells },
		{ "findings",
		  "SELECT key AS finding, rule, level, letter, stage, celex AS subject, deadline_no, state, due, "
		  "message, evidence FROM i_finding ORDER BY key" },
		{ "sources",
		  "SELECT what, scope, source, status, read_on, last_attempt, last_status, limit_days, rows, evidence "
		  "FROM v_source ORDER BY what, scope" },
	};
	g_autoptr(GString) out = g_string_new("{\"as_of\":");
	json_string(out, judgement->as_of);
	g_string_append(out, ",\"portfolio\":");
	json_string(out, judgement->portfolio);
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
		g_autoptr(sqlite3_stmt) stmt = sql_prepare(judgement->db, lists[i].sql, error);
		g_string_append_printf(out, ",\n\"%s\":", lists[i].key);
		if (!stmt || !json_rows(out, stmt, error))
			return NULL;
	}
	g_string_append(out, "}\n");
	return g_steal_pointer(&out);
}

/* Findings that the last run of the portfolio did not show, or showed closed, and those that it said were new. */
static const char fresh[] =
	"SELECT level, count(*) FROM (SELECT f.level FROM i_finding AS f LEFT JOIN (SELECT key, level, status, event, silent, "
	"max(run) AS run FROM main.finding_event WHERE run IN (SELECT id FROM main.run WHERE portfolio = ?1) GROUP BY key) "
	"AS e USING (key) WHERE EXISTS (SELECT 1 FROM main.run WHERE portfolio = ?1) AND (e.key IS NULL "
	"OR e.status = 'closed' OR NOT e.silent AND e.run = (SELECT max(id) FROM main.run WHERE portfolio = ?1) "
	"AND e.event IN ('new', 'worse', 'case-step', 'reopened'))) GROUP BY level";

static int fresh_at(struct judgement *judgement, const char *fail_on, GError **error)
{
	int n = 0;
	const char *portfolio = judgement->portfolio;
	g_autoptr(sqlite3_stmt) stmt = sql_query(judgement->db, fresh, &portfolio, 1, error);
	while (stmt && sql_row(stmt, error))
		if (level_rank(sql_text(stmt, 0)) >= level_rank(fail_on))
			n += sqlite3_column_int(stmt, 1);
	return n;
}

static void append_perfdata(GString *out, struct judgement *judgement, GError **error)
{
	static const char *const names[] = { "case", "strong", "candidate", "watch", "nothing-notified",
		                             "gap",  "trouble" };
	g_string_append(out, " |");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		g_string_append_printf(out, " %s=%d", names[i], count_of(judgement, names[i], error));
}

GString *output_nagios(struct judgement *judgement, const char *fail_on, const char *trouble, int *status,
                       GError **error)
{
	static const char *const words[] = { "OK", "WARNING", "CRITICAL", "UNKNOWN" };
	GError *local = NULL;
	int news = fresh_at(judgement, fail_on, &local);
	gboolean old = !local && finding_any(judgement, fail_on, &local);
	*status = news > 0 ? 2 : *trouble ? 3 : old ? 1 : 0;
	g_autoptr(GString) out = g_string_new(NULL);
	g_string_printf(out, "TRANSPOSITION %s - as of %s: %d new at or above %s", words[*status], judgement->as_of,
	                news, fail_on);
	const char *levels[] = { "case", "strong", "candidate" };
	for (size_t i = 0; i < G_N_ELEMENTS(levels) && !local; i++)
		g_string_append_printf(out, ", %d %s", count_of(judgement, levels[i], &local), levels[i]);
	if (*trouble) {
		g_autofree char *first = g_strndup(trouble, strcspn(trouble, "\n"));
		g_string_append_printf(out, "; source trouble: %s", g_strdelimit(first, "|", '/'));
	}
	append_perfdata(out, judgement, local ? NULL : &local);
	g_string_append_c(out, '\n');
	if (!local)
		return g_steal_pointer(&out);
	g_propagate_error(error, local);
	return NULL;
}
