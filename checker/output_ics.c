#include "checker/output_ics.h"

#include <errno.h>
#include <libical/ical.h>
#include <string.h>

#include "checker/error.h"
#include "checker/plain.h"
#include "checker/sql.h"

#define NAMES                                                                                                          \
	"coalesce(a.short_title, act_number(a.celex)) AS short, coalesce((SELECT title FROM v_title WHERE "            \
	"celex = a.celex AND lang = nullif(report_lang(), 'en')), a.title, a.celex) AS title, "
#define LINK                                                                                                           \
	"'https://eur-lex.europa.eu/legal-content/' || upper(report_lang()) || '/TXT/?uri=CELEX:' || a.celex AS url, "

/* Every deadline that was ever read, with the last of its days and how often what is on record of it changed, which never
 * becomes less; date: the day it is on now. */
#define DATED                                                                                                          \
	"WITH seen AS (SELECT f.celex, f.number, count(*) AS dates, f.date AS last, f.kind, "                          \
	"max(f.read_on) AS newest FROM main.deadline_fact AS f JOIN v_context JOIN i_portfolio USING (celex) "         \
	"WHERE f.read_on <= known_on AND f.date IS NOT NULL GROUP BY f.celex, f.number), "                             \
	"dated AS MATERIALIZED (SELECT s.celex, s.number, s.last, d.date, coalesce(d.kind, s.kind) AS kind, " NAMES    \
	"d.provisions, nullif(d.cite, 'unverified') AS cite, " LINK                                                    \
	"s.dates - 1 AS moves, a.ended, d.rank = 6 AS unverified FROM seen AS s JOIN v_act AS a USING (celex) "        \
	"LEFT JOIN v_deadline AS d ON d.celex = s.celex AND d.deadline_no = s.number) "

#define NO_DATE "AS state, NULL AS uid, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL "

/* The dates of a calendar stand behind a row without UID, which begins it. */
static const char all_dates[] =
	DATED "SELECT NULL " NO_DATE
	      "UNION ALL SELECT * FROM (SELECT NULL, celex || '-' || number, coalesce(date, last) AS day, "
	      "kind, short, title, provisions, cite, url, moves, date IS NULL OR ended <= date, unverified FROM dated "
	      "WHERE kind <> 'inherited' ORDER BY day, celex, number)";

/* Of the states, one after the other, so that the store is gone through once, not once for each. Each closing and
 * reopening of the cell's finding counts as a move, as does what is on record of a derogation or a declaration: what is cancelled
 * and comes back is newer each time (RFC 5546 2.1.4). Replies stay for a year; one that nobody waits
 * for any more, because the case ended or went on before its day, is cancelled. */
static const char dates_of_states[] = DATED
	"SELECT m.state AS state, s.celex || '-' || s.number || '-' || m.state AS uid, coalesce(c.due, max(s.last, m.member_from)) AS day, "
	"s.kind, s.short, s.title, s.provisions, said(l.message) AS cite, s.url, "
	"s.moves + (SELECT count(*) FROM main.derogation_fact AS g, v_context WHERE g.celex = s.celex "
	"AND g.state = m.state AND g.read_on <= known_on) + (SELECT count(*) FROM main.declaration_fact AS g, v_context WHERE "
	"g.celex = s.celex AND g.state = m.state AND g.read_on <= known_on) + (SELECT count(*) FROM i_run_event AS e WHERE e.finding = 'cell/' || "
	"s.celex || '/' || s.number || '/' || m.state AND e.event IN ('closed', 'reopened')) AS moves, "
	"s.date IS NULL OR l.letter IS NULL OR s.ended <= c.due OR l.letter IN ('C', 'X') OR (l.reason GLOB 'trouble:*' AND "
	"(c.complete OR c.not_necessary)) AS cancelled, coalesce(c.unverified, s.unverified) FROM dated AS s CROSS JOIN v_state AS m "
	"LEFT JOIN v_cell AS c ON c.celex = s.celex AND c.deadline_no = s.number AND c.state = m.state "
	"LEFT JOIN v_letter AS l ON l.celex = c.celex AND l.deadline_no = c.deadline_no AND l.state = c.state "
	"LEFT JOIN v_binding AS b ON b.celex = s.celex AND b.state = m.state "
	"WHERE s.kind = 'transposition' AND (l.letter <> 'B' OR s.date IS NULL OR (l.letter IS NULL AND b.value = 'bound' "
	"AND s.ended <= (SELECT as_of FROM v_context) AND s.ended > m.member_from)) "
	"UNION ALL SELECT d.state, coalesce((SELECT min(alias) FROM main.case_alias AS al, v_context WHERE "
	"al.case_id = d.case_id AND al.read_on <= known_on), d.case_id) || '-' || d.step, max(r.due), 'reply', " NAMES
	"NULL, CASE WHEN g.stage = d.step THEN "
	"said(g.reply_how) END, " LINK
	"count(DISTINCT d.date) - 1, CASE WHEN c.open THEN c.stage <> d.step AND c.stage_date < "
	"max(r.due) ELSE c.ended_on < max(r.due) END, c.unverified FROM v_decision AS d JOIN i_reply AS r ON r.letter = d.date "
	"JOIN v_case AS c ON c.case_id = d.case_id AND c.celex = d.celex JOIN v_stage AS g ON g.case_id = d.case_id "
	"JOIN v_act AS a ON a.celex = d.celex JOIN i_portfolio AS p ON p.celex = d.celex JOIN v_context "
	"JOIN v_state AS m ON m.state = d.state WHERE d.step IN ('LFN', 'RO') AND NOT d.lost GROUP BY d.state, d.case_id, d.step "
	"HAVING max(r.due) >= date(as_of, '-1 year') "
	"UNION ALL SELECT state " NO_DATE "FROM v_state ORDER BY state, day, uid";

enum column { STATE, UID, DAY, KIND, SHORT, TITLE, PROVISIONS, CITE, URL, MOVES, CANCELLED, UNVERIFIED };

static struct icaltimetype ical_day(const char *day)
{
	return (struct icaltimetype){
		.year = atoi(day), .month = atoi(day + 5), .day = atoi(day + 8), .is_date = TRUE
	};
}

static struct icaltimetype ical_midnight(const char *day)
{
	struct icaltimetype time = ical_day(day);
	time.is_date = FALSE;
	time.zone = icaltimezone_get_utc_timezone();
	return time;
}

/* "transposition: NIS2" with the word of the kind; the sentence behind it: title, provisions, source, and
 * that a fact which decides is unverified. */
static void add_texts(icalcomponent *event, struct document *document, sqlite3_stmt *row)
{
	g_autofree char *key = g_strconcat("calendar.", sql_text(row, KIND), NULL);
	gboolean unverified = sqlite3_column_int(row, UNVERIFIED);
	g_autofree char *summary = g_strconcat(document_word(document, key), document_word(document, "colon"),
	                                       sql_text(row, SHORT), unverified ? " †" : NULL, NULL);
	g_autoptr(GString) text = g_string_new(sql_text(row, TITLE));
	for (int i = PROVISIONS; i <= CITE; i++)
		if (sql_text(row, i))
			g_string_append_printf(text, "\n%s", sql_text(row, i));
	if (unverified)
		g_string_append_printf(text, "\n%s", document_word(document, "unverified.note"));
	g_autofree char *plain_summary = plain_text(summary);
	g_autofree char *plain = plain_text(text->str);
	icalcomponent_add_property(event, icalproperty_new_summary(plain_summary ? plain_summary : summary));
	icalcomponent_add_property(event, icalproperty_new_description(plain ? plain : text->str));
}

static icalcomponent *new_event(struct document *document, sqlite3_stmt *row)
{
	gboolean cancelled = sqlite3_column_int(row, CANCELLED);
	g_autofree char *uid = g_strconcat(sql_text(row, UID), "@adquem", NULL);
	icalcomponent *event = icalcomponent_vanew(
		ICAL_VEVENT_COMPONENT, icalproperty_new_uid(uid),
		icalproperty_new_dtstamp(ical_midnight(document_judgement(document)->as_of)),
		icalproperty_new_dtstart(ical_day(sql_text(row, DAY))),
		icalproperty_new_sequence(2 * sqlite3_column_int(row, MOVES) + cancelled),
		icalproperty_new_status(cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED),
		icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT), icalproperty_new_url(sql_text(row, URL)), NULL);
	add_texts(event, document, row);
	return event;
}

static void add_x(icalcomponent *calendar, const char *name, const char *value)
{
	icalproperty *property = icalproperty_new_x(value);
	icalproperty_set_x_name(property, name);
	icalcomponent_add_property(calendar, property);
}

static icalcomponent *new_calendar(struct document *document, const char *state)
{
	icalcomponent *calendar = icalcomponent_vanew(ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"),
	                                              icalproperty_new_prodid("-//adquem//transposition deadlines//EN"),
	                                              icalproperty_new_calscale("GREGORIAN"),
	                                              icalproperty_new_method(ICAL_METHOD_PUBLISH), NULL);
	g_autofree char *title = document_said(document, document_judgement(document)->portfolio_title);
	g_autofree char *name = g_strconcat(document_word(document, "calendar.name"), document_word(document, "colon"),
	                                    state ? state : title, NULL);
	add_x(calendar, "X-WR-CALNAME", name);
	add_x(calendar, "X-PUBLISHED-TTL", "P1D");
	return calendar;
}

/* The calendar that rows are put into, and its file. */
struct calendar {
	icalcomponent *events;
	char *path;
};

static gboolean begin(struct calendar *c, struct document *document, struct site_folder *folder, const char *state,
                      GError **error)
{
	g_autofree char *file = state ? g_strconcat("calendars/", state, ".ics", NULL) : g_strdup("deadlines.ics");
	c->path = site_folder_path(folder, file, error);
	c->events = c->path ? new_calendar(document, state) : NULL;
	return c->path != NULL;
}

/* Not by g_file_set_contents(): the folder is new and becomes visible as a whole. */
static gboolean write_file(const struct calendar *c, GError **error)
{
	char *text = icalcomponent_as_ical_string_r(c->events);
	FILE *out = fopen(c->path, "w");
	gboolean done = out && fputs(text, out) >= 0;
	done = out && fclose(out) == 0 && done;
	if (!done)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: cannot write: %s", c->path, g_strerror(errno));
	free(text);
	return done;
}

static void clear(struct calendar *c)
{
	g_clear_pointer(&c->events, icalcomponent_free);
	g_clear_pointer(&c->path, g_free);
}

static gboolean end(struct calendar *c, GError **error)
{
	gboolean done = !c->events || write_file(c, error);
	clear(c);
	return done;
}

static gboolean write_calendars(struct document *document, const char *sql, struct site_folder *folder, GError **error)
{
	g_autoptr(sqlite3_stmt) rows = sql_prepare(document_judgement(document)->db, sql, error);
	struct calendar c = { NULL, NULL };
	GError *local = NULL;
	while (rows && !local && sql_row(rows, &local)) {
		if (sql_text(rows, UID))
			icalcomponent_add_component(c.events, new_event(document, rows));
		else if (end(&c, &local))
			begin(&c, document, folder, sql_text(rows, STATE), &local);
	}
	if (!local)
		end(&c, &local);
	clear(&c);
	if (local)
		g_propagate_error(error, local);
	return rows && !local;
}

gboolean output_ics(struct document *document, struct site_folder *folder, GError **error)
{
	return write_calendars(document, all_dates, folder, error) &&
	       write_calendars(document, dates_of_states, folder, error);
}
