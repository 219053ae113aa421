#include "checker/output.h"

#include <string.h>

#include "checker/count.h"
#include "checker/day.h"
#include "checker/finding.h"
#include "checker/jsonwrite.h"
#include "checker/sql.h"

/* Whether an unverified or stated fact decides the cell c of v_cell, or its open case. */
#define UNVERIFIED "CASE WHEN c.unverified OR c.case_open AND c.case_unverified THEN 1 END AS unverified"

#define CELLS(more, from)                                                                                                     \
	"SELECT c.celex, c.deadline_no, c.provisions, c.due AS deadline, c.state, l.letter, c.stage, "                        \
	"CASE WHEN c.case_id IS NOT NULL THEN c.stage_date END AS stage_date, "                                               \
	"CASE WHEN l.letter IN ('I', 'O') THEN c.days_past END AS days_overdue, coalesce(i.level, 'none') AS level, i.rule, " \
	"coalesce(c.evidence, '-') AS evidence, "                                                                             \
	"CASE WHEN i.level <> 'none' THEN 'cell/' || c.celex || '/' || c.deadline_no || '/' || c.state END AS finding, "      \
	"l.reason, c.case_id, " UNVERIFIED more                                                                               \
	" FROM v_cell AS c JOIN v_letter AS l USING (celex, deadline_no, state) "                                             \
	"LEFT JOIN i_level AS i USING (celex, deadline_no, state) " from "ORDER BY c.celex, c.deadline_no, c.position"

const struct output_table output_tables[] = {
	{ "cells", CELLS("", "") },
	{ "findings",
	  "SELECT key AS finding, rule, level, f.letter, f.stage, f.celex AS subject, f.deadline_no, f.state, f.due, message, f.evidence, "
	  "p.step AS forecast, p.probability AS forecast_percent, p.from_day AS forecast_from, p.until_day AS forecast_until, "
	  "(SELECT group_concat(value || ' ' || text, '; ') FROM (SELECT * FROM i_forecast_reason AS r WHERE r.celex = f.celex AND "
	  "r.deadline_no = f.deadline_no AND r.state = f.state ORDER BY no)) AS forecast_reasons, p.sample AS forecast_sample, "
	  "coalesce(p.reliability, p.why) AS forecast_reliability, "
	  "(SELECT text FROM i_acknowledged AS k WHERE k.key = f.key) AS acknowledged, " UNVERIFIED " "
	  "FROM i_finding AS f LEFT JOIN i_forecast AS p ON f.key GLOB 'cell/*' AND p.celex = f.celex AND p.deadline_no = f.deadline_no "
	  "AND p.state = f.state LEFT JOIN v_cell AS c ON f.key GLOB 'cell/*' AND c.celex = f.celex AND c.deadline_no = f.deadline_no "
	  "AND c.state = f.state "
	  "ORDER BY key" },
	{ "measures",
	  "SELECT m.celex, m.state, nim, nim_celex, m.title, m.type, journal, m.number, published, notified, notified_usable, "
	  "counts_from, status, m.in_force, link, declaration, first_read, m.rank, m.confidence, evidence, m.cite "
	  "FROM v_measure AS m JOIN i_portfolio USING (celex) JOIN membership AS s USING (state) "
	  "ORDER BY m.celex, s.position, counts_from, nim" },
	{ "decisions",
	  "SELECT d.case_id, d.state, d.kind, p.celex, d.date, d.type, d.step, d.additional, d.title, d.text, d.department, "
	  "d.court_case, d.amount, d.url, d.rank, d.confidence, d.lost, d.evidence, d.cite FROM v_decision AS d "
	  "JOIN i_case_act AS a ON " JUDGE_OF_ACT " JOIN i_portfolio AS p ON p.celex = a.celex "
	  "ORDER BY d.case_id, d.holds_from, d.type, d.additional, d.lost, d.cite, p.celex" },
};

const gsize output_tables_n = G_N_ELEMENTS(output_tables);

const struct output_table output_cells_eea = {
	"cells",
	CELLS(", e.eea, e.decision AS eea_decision, e.in_force AS eea_in_force, e.due AS eea_due",
	      "LEFT JOIN i_eea AS e USING (celex, deadline_no) "),
};

/* A spreadsheet would take a cell that begins so for a formula. "-" alone and numbers are none. */
static gboolean is_formula(const char *text)
{
	char *end;
	if (!strchr("=+-@\t\r", *text) || !text[1])
		return FALSE;
	g_ascii_strtod(text, &end);
	return *end != '\0';
}

static void csv_append(GString *row, const char *text, char separator)
{
	const char special[] = { separator, '"', '\r', '\n', '\0' };
	if (!text || !*text)
		return;
	gboolean quoted = strpbrk(text, special) != NULL;
	g_string_append(row, quoted ? "\"" : "");
	g_string_append(row, is_formula(text) ? "'" : "");
	for (const char *quote; quoted && (quote = strchr(text, '"')); text = quote + 1) {
		g_string_append_len(row, text, quote + 1 - text);
		g_string_append_c(row, '"');
	}
	g_string_append(row, text);
	g_string_append(row, quoted ? "\"" : "");
}

gboolean output_csv(struct judgement *judgement, const struct output_table *table, enum csv_kind kind, FILE *out,
                    GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(judgement->db, table->sql, error);
	g_autoptr(GString) row = g_string_new(kind == CSV_EXCEL ? "\xef\xbb\xbf" : NULL);
	GError *local = NULL;
	if (!stmt)
		return FALSE;
	const char separator[] = { kind == CSV_EXCEL ? ';' : ',', '\0' };
	const char *end = kind == CSV_LINES ? "\n" : "\r\n";
	int n = sqlite3_column_count(stmt);
	for (int i = 0; i < n; i++)
		g_string_append(g_string_append(row, sqlite3_column_name(stmt, i)), i + 1 < n ? separator : end);
	fwrite(row->str, 1, row->len, out);
	while (sql_row(stmt, &local)) {
		g_string_truncate(row, 0);
		for (int i = 0; i < n; i++) {
			csv_append(row, sql_text(stmt, i), *separator);
			g_string_append(row, i + 1 < n ? separator : end);
		}
		fwrite(row->str, 1, row->len, out);
	}
	if (local)
		g_propagate_error(error, local);
	return !local && !ferror(out);
}

/* The rows of a query, one object a line, written as they come. */
static gboolean write_list(struct judgement *judgement, const char *name, const char *sql, FILE *out, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(judgement->db, sql, error);
	g_autoptr(GString) row = g_string_new(NULL);
	const char *comma = "";
	GError *local = NULL;
	if (!stmt)
		return FALSE;
	g_auto(GStrv) keys = json_keys(stmt);
	fprintf(out, ",\n\"%s\":[", name);
	while (sql_row(stmt, &local)) {
		g_string_assign(row, comma);
		g_string_append_c(row, '\n');
		json_object(row, stmt, keys);
		fwrite(row->str, 1, row->len, out);
		comma = ",";
	}
	fputs("]", out);
	if (local)
		g_propagate_error(error, local);
	return local == NULL;
}

gboolean output_json(struct judgement *judgement, const struct output_table *cells, gboolean all, FILE *out,
                     GError **error)
{
	static const char files[] =
		"SELECT feed AS what, source, count(*) AS files, min(read_on) AS oldest, max(read_on) AS read_on, "
		"min(rank) AS rank, min(cite) AS cite FROM i_evidence GROUP BY feed, source ORDER BY feed, source";
	static const char sources[] =
		"SELECT what, scope, source, status, read_on, last_attempt, last_status, limit_days, rows, evidence "
		"FROM v_source ORDER BY what, scope";
	g_autoptr(GString) head = g_string_new("{\"as_of\":");
	json_string(head, judgement->as_of);
	g_string_append(head, ",\"known_on\":");
	json_string(head, strcmp(judgement->known_on, KNOWN_ALWAYS) == 0 ? NULL : judgement->known_on);
	g_string_append_printf(head, ",\"official_only\":%s", judgement->official_only ? "true" : "false");
	g_string_append(head, ",\"portfolio\":");
	json_string(head, judgement->portfolio);
	fputs(head->str, out);
	for (gsize i = 0; i < (all ? output_tables_n : 2); i++) {
		const struct output_table *table = i == 0 ? cells : &output_tables[i];
		if (!write_list(judgement, table->name, table->sql, out, error))
			return FALSE;
	}
	if (!write_list(judgement, "sources", sources, out, error) ||
	    !write_list(judgement, "files", files, out, error))
		return FALSE;
	fputs("}\n", out);
	return !ferror(out);
}

/* A monitoring system is to hear of a timer that stopped (docs/OPERATOR.md, the alarm on the metrics). */
#define DAYS_IDLE 3

/* Findings that the last run of the portfolio did not show, or showed closed, and those that it said were new. */
static const char fresh[] =
	"SELECT level, count(*) FROM (SELECT f.level FROM i_finding AS f LEFT JOIN (SELECT key, level, status, event, silent, "
	"max(run) AS run FROM main.finding_event WHERE run IN (SELECT id FROM main.run WHERE portfolio = ?1) GROUP BY key) "
	"AS e USING (key) WHERE f.key NOT IN (SELECT key FROM i_acknowledged) "
	"AND EXISTS (SELECT 1 FROM main.run WHERE portfolio = ?1) AND (e.key IS NULL "
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

/* The days since the day judged, if they are more than a run a night can miss; 0 for a day that was asked for. */
static int days_idle(const struct judgement *judgement, gboolean asked)
{
	g_autofree char *today = day_today();
	int days = asked ? 0 : day_diff(judgement->as_of, today);
	return days > DAYS_IDLE ? days : 0;
}

GString *output_nagios(struct judgement *judgement, const char *fail_on, const char *trouble, gboolean asked,
                       int *status, GError **error)
{
	static const char *const words[] = { "OK", "WARNING", "CRITICAL", "UNKNOWN" };
	GError *local = NULL;
	int news = fresh_at(judgement, fail_on, &local);
	gboolean old = !local && finding_any(judgement, fail_on, &local);
	int idle = days_idle(judgement, asked);
	*status = news > 0 ? 2 : *trouble || idle ? 3 : old ? 1 : 0;
	g_autoptr(GString) out = g_string_new(NULL);
	g_string_printf(out, "TRANSPOSITION %s - as of %s: %d new at or above %s", words[*status], judgement->as_of,
	                news, fail_on);
	const char *levels[] = { "case", "strong", "candidate" };
	for (size_t i = 0; i < G_N_ELEMENTS(levels) && !local; i++)
		g_string_append_printf(out, ", %d %s", count_of(judgement, levels[i], &local), levels[i]);
	if (idle)
		g_string_append_printf(out, "; no run for %d days", idle);
	if (*trouble) {
		g_auto(GStrv) each = g_strsplit(trouble, "\n", -1);
		for (char **line = each; *line && **line; line++)
			g_string_append_printf(out, "; source trouble: %s", g_strdelimit(*line, "|", '/'));
	}
	append_perfdata(out, judgement, local ? NULL : &local);
	g_string_append_c(out, '\n');
	if (!local)
		return g_steal_pointer(&out);
	g_propagate_error(error, local);
	return NULL;
}
