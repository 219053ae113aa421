#include "checker/outcome.h"

#include <glib/gstdio.h>
#include <libxml/xmlwriter.h>
#include <string.h>

#include "checker/count.h"
#include "checker/error.h"
#include "checker/data.h"
#include "checker/sql.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlTextWriter, xmlFreeTextWriter)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlBuffer, xmlBufferFree)

/* What both files tell of a judgement: each row of a query is an element with its columns as attributes, or, for the last
 * column, a gauge with the others as labels. */
static const struct figure {
	const char *element, *gauge, *help, *sql;
} figures[] = {
	{ "letter", "adquem_cells", "Cells judged, by letter and Member State.",
	  "SELECT letter, state, n FROM i_letter_count ORDER BY instr('BUXCNSPAIO', letter), position" },
	{ "level", "adquem_findings", "Cells at each level.",
	  "SELECT 'case' AS level, \"case\" AS n FROM i_count UNION ALL SELECT 'strong', \"strong\" FROM i_count "
	  "UNION ALL SELECT 'candidate', \"candidate\" FROM i_count UNION ALL SELECT 'watch', \"watch\" FROM i_count "
	  "UNION ALL SELECT 'dormant', \"dormant\" FROM i_count" },
	{ "unknown", "adquem_unknown_cells", "Cells that cannot be judged: trouble with a source, or a standing gap.",
	  "SELECT 'trouble' AS kind, \"trouble\" AS n FROM i_count UNION ALL SELECT 'gap', \"gap\" FROM i_count" },
	{ "source", "adquem_source_age_days", "Days since a source was read whole, for the scope read longest ago.",
	  "SELECT what, source, CAST(julianday(date(?1)) - julianday(min(read_on)) AS INTEGER) AS age_days FROM v_source "
	  "WHERE read_on IS NOT NULL GROUP BY what, source ORDER BY what, source" },
	{ "scopes", "adquem_source_scopes", "What was to be read of a source, by how that stands.",
	  "SELECT what, source, status, count(*) AS n FROM v_source GROUP BY what, source, status ORDER BY what, source, status" },
};

static gboolean put_file(const char *path, const char *text, gssize n, GError **error)
{
	g_autoptr(GError) local = NULL;
	if (g_file_set_contents_full(path, text, n, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &local))
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s", local->message);
	return FALSE;
}

static gboolean each_figure(const struct outcome *o, void (*row)(void *, const struct figure *, sqlite3_stmt *),
                            void *user, GError **error)
{
	GError *local = NULL;
	if (o->judgement && !count_letters(o->judgement, error))
		return FALSE;
	for (size_t i = 0; o->judgement && !local && i < G_N_ELEMENTS(figures); i++) {
		g_autoptr(sqlite3_stmt) rows = sql_prepare(o->judgement->db, figures[i].sql, &local);
		if (rows && sqlite3_bind_parameter_count(rows) > 0)
			sqlite3_bind_text(rows, 1, o->ended, -1, SQLITE_STATIC);
		while (rows && sql_row(rows, &local))
			row(user, &figures[i], rows);
	}
	if (local)
		g_propagate_error(error, local);
	return local == NULL;
}

/* ---- XML */

static void put_attribute(xmlTextWriter *out, const char *name, const char *value)
{
	if (value)
		xmlTextWriterWriteAttribute(out, (const xmlChar *)name, (const xmlChar *)value);
}

static void xml_row(void *user, const struct figure *figure, sqlite3_stmt *row)
{
	xmlTextWriter *out = user;
	xmlTextWriterStartElement(out, (const xmlChar *)figure->element);
	for (int i = 0; i < sqlite3_column_count(row); i++)
		put_attribute(out, sqlite3_column_name(row, i), sql_text(row, i));
	xmlTextWriterEndElement(out);
}

gboolean outcome_status(const struct outcome *o, const char *path, GError **error)
{
	g_autoptr(xmlBuffer) buffer = xmlBufferCreate();
	g_autoptr(xmlTextWriter) out = xmlNewTextWriterMemory(buffer, 0);
	g_autofree char *seconds = g_strdup_printf("%.1f", o->seconds);
	g_autofree char *status = g_strdup_printf("%d", o->status);
	const char *values[][2] = {
		{ "began", o->began },
		{ "ended", o->ended },
		{ "seconds", seconds },
		{ "exit", status },
		{ "as-of", o->judgement ? o->judgement->as_of : NULL },
		{ "portfolio", o->judgement ? o->judgement->portfolio : NULL },
		{ "version", ADQUEM_VERSION },
	};
	xmlTextWriterSetIndent(out, 1);
	xmlTextWriterStartDocument(out, NULL, "UTF-8", NULL);
	xmlTextWriterStartElement(out, (const xmlChar *)"status");
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
		put_attribute(out, values[i][0], values[i][1]);
	g_autofree char *clean = o->message ? g_utf8_make_valid(o->message, -1) : NULL;
	if (clean)
		xmlTextWriterWriteElement(out, (const xmlChar *)"message",
		                          (const xmlChar *)g_strchomp(g_strdelimit(
						  clean, "\001\002\003\004\005\006\007\010\013\014\016\017\033", '?')));
	if (!each_figure(o, xml_row, out, error))
		return FALSE;
	xmlTextWriterEndDocument(out);
	xmlTextWriterFlush(out);
	return put_file(path, (const char *)xmlBufferContent(buffer), xmlBufferLength(buffer), error);
}

/* ---- Prometheus */

struct metrics {
	GString *out;
	const struct figure *last;
	const char *portfolio;
};

static void head(GString *out, const char *name, const char *help)
{
	g_string_append_printf(out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

static void label(GString *out, const char *name, const char *value)
{
	g_string_append_printf(out, ",%s=\"", name);
	for (const char *p = value ? value : ""; *p; p++) {
		if (*p == '\n') {
			g_string_append(out, "\\n");
			continue;
		}
		if (*p == '\\' || *p == '"')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *p);
	}
	g_string_append_c(out, '"');
}

static void metric_row(void *user, const struct figure *figure, sqlite3_stmt *row)
{
	struct metrics *m = user;
	int value = sqlite3_column_count(row) - 1;
	if (m->last != figure)
		head(m->out, figure->gauge, figure->help);
	m->last = figure;
	g_autoptr(GString) labels = g_string_new(NULL);
	label(labels, "portfolio", m->portfolio);
	for (int i = 0; i < value; i++)
		label(labels, sqlite3_column_name(row, i), sql_text(row, i));
	g_string_append_printf(m->out, "%s{%s} %d\n", figure->gauge, labels->str + 1, sqlite3_column_int(row, value));
}

static gint64 unix_time(const char *time)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autofree char *full = strlen(time) == 10 ? g_strconcat(time, "T00:00:00Z", NULL) : g_strdup(time);
	g_autoptr(GDateTime) at = g_date_time_new_from_iso8601(full, utc);
	return at ? g_date_time_to_unix(at) : 0;
}

#define SUCCESS "adquem_last_success_timestamp_seconds"

/* The time of the last success: this run's, else the one the file before names, else 0. */
static gint64 last_success(const struct outcome *o, const char *path)
{
	g_autofree char *before = NULL;
	if (o->status < 2)
		return unix_time(o->ended);
	if (!g_file_get_contents(path, &before, NULL, NULL))
		return 0;
	const char *line = strstr(before, "\n" SUCCESS " ");
	return line ? g_ascii_strtoll(line + strlen("\n" SUCCESS " "), NULL, 10) : 0;
}

static void put_number(GString *out, const char *name, const char *help, double value)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	head(out, name, help);
	g_string_append_printf(out, "%s %s\n", name, g_ascii_formatd(text, sizeof text, "%.15g", value));
}

gboolean outcome_metrics(const struct outcome *o, const char *path, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct metrics m = { .out = out, .portfolio = o->judgement ? o->judgement->portfolio : NULL };
	put_number(out, "adquem_last_run_timestamp_seconds", "When the last run ended.", (double)unix_time(o->ended));
	put_number(out, SUCCESS, "When the last run ended that had no trouble and no error.",
	           (double)last_success(o, path));
	put_number(out, "adquem_last_run_duration_seconds", "How long the last run took.", o->seconds);
	put_number(out, "adquem_last_run_exit_status", "0 done, 1 something turned worse, 2 trouble or error.",
	           o->status);
	if (o->judgement)
		put_number(out, "adquem_as_of_timestamp_seconds", "The day judged, at midnight UTC.",
		           (double)unix_time(o->judgement->as_of));
	return each_figure(o, metric_row, &m, error) && put_file(path, out->str, (gssize)out->len, error);
}
