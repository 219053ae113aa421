#include "checker/output_ics.h"

#include <errno.h>
#include <libical/ical.h>
#include <string.h>

#include "checker/error.h"
#include "checker/plain.h"
#include "checker/sql.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(icalcomponent, icalcomponent_free)

/* Every deadline that was ever read, with the number of days it has been on and the last of them. */
#define SEEN                                                                                                           \
	"WITH seen AS (SELECT f.celex, f.number, count(DISTINCT f.date) AS dates, f.date AS last, f.kind, "            \
	"max(f.read_on) AS newest FROM main.deadline_fact AS f JOIN v_context JOIN i_portfolio USING (celex) "         \
	"WHERE f.read_on <= known_on AND f.date IS NOT NULL GROUP BY f.celex, f.number) "

#define NAMES                                                                                                          \
	"coalesce(a.short_title, act_number(a.celex)) AS short, coalesce((SELECT title FROM v_title WHERE "            \
	"celex = a.celex AND lang = nullif(report_lang(), 'en')), a.title, a.celex) AS title, "
#define LINK                                                                                                           \
	"'https://eur-lex.europa.eu/legal-content/' || upper(report_lang()) || '/TXT/?uri=CELEX:' || a.celex AS url, "

static const char all_dates[] = SEEN
	"SELECT s.celex || '-' || s.number AS uid, coalesce(d.date, s.last) AS day, coalesce(d.kind, s.kind) AS kind, " NAMES
	"d.provisions, d.cite, " LINK "s.dates - 1 AS moves, d.date IS NULL OR a.ended <= d.date AS cancelled "
	"FROM seen AS s JOIN v_act AS a USING (celex) "
	"LEFT JOIN v_deadline AS d ON d.celex = s.celex AND d.deadline_no = s.number "
	"WHERE coalesce(d.kind, s.kind) <> 'inherited' ORDER BY day, s.celex, s.number";

/* Of a state: each closing and reopening of the cell's finding counts as a move, as does a derogation. Replies stay for a
 * year; one that nobody waits for any more, because the case ended or went on before its day, is cancelled. */
static const char dates_of_state[] = SEEN
	"SELECT s.celex || '-' || s.number || '-' || :state AS uid, coalesce(c.due, s.last) AS day, 'transposition' AS kind, " NAMES
	"d.provisions, said(l.message) AS cite, " LINK
	"s.dates - 1 + (SELECT count(DISTINCT date) FROM main.derogation_fact AS g, v_context WHERE g.celex = s.celex "
	"AND g.state = :state AND g.read_on <= known_on) + (SELECT count(*) FROM i_run_event AS e WHERE e.finding = 'cell/' || "
	"s.celex || '/' || s.number || '/' || :state AND e.event IN ('closed', 'reopened')) AS moves, "
	"d.date IS NULL OR a.ended <= c.due OR l.letter IN ('C', 'X') AS cancelled "
	"FROM seen AS s JOIN v_act AS a USING (celex) "
	"LEFT JOIN v_deadline AS d ON d.celex = s.celex AND d.deadline_no = s.number "
	"LEFT JOIN v_cell AS c ON c.celex = s.celex AND c.deadline_no = s.number AND c.state = :state "
	"LEFT JOIN v_letter AS l ON l.celex = c.celex AND l.deadline_no = c.deadline_no AND l.state = c.state "
	"WHERE coalesce(d.kind, s.kind) = 'transposition' AND (l.letter <> 'B' OR d.date IS NULL) "
	"UNION ALL SELECT d.case_id || '-' || d.step, max(r.due), 'reply', " NAMES
	"NULL, CASE WHEN g.stage = d.step THEN "
	"said(g.reply_how) END, " LINK
	"count(DISTINCT d.date) - 1, CASE WHEN c.open THEN c.stage <> d.step AND c.stage_date < "
	"max(r.due) ELSE c.ended_on < max(r.due) END FROM v_decision AS d JOIN i_reply AS r ON r.letter = d.date "
	"JOIN v_case AS c ON c.case_id = d.case_id AND c.celex = d.celex JOIN v_stage AS g ON g.case_id = d.case_id "
	"JOIN v_act AS a ON a.celex = d.celex JOIN i_portfolio AS p ON p.celex = d.celex JOIN v_context "
	"WHERE d.state = :state AND d.step IN ('LFN', 'RO') AND NOT d.lost GROUP BY d.case_id, d.step "
	"HAVING max(r.due) >= date(as_of, '-1 year') "
	"ORDER BY day, uid";

enum column { UID, DAY, KIND, SHORT, TITLE, PROVISIONS, CITE, URL, MOVES, CANCELLED };

static struct icaltimetype ical_day(const char *day, gboolean midnight)
{
	g_autofree char *digits = g_strdup_printf("%.4s%.2s%.2s%s", day, day + 5, day + 8, midnight ? "T000000Z" : "");
	return icaltime_from_string(digits);
}

/* "transposition: NIS2" with the word of the kind; the sentence behind it: title, provisions, source. */
static void add_texts(icalcomponent *event, struct document *document, sqlite3_stmt *row)
{
	g_autofree char *key = g_strconcat("calendar.", sql_text(row, KIND), NULL);
	g_autofree char *summary =
		g_strconcat(document_word(document, key), document_word(document, "colon"), sql_text(row, SHORT), NULL);
	g_autoptr(GString) text = g_string_new(sql_text(row, TITLE));
	for (int i = PROVISIONS; i <= CITE; i++)
		if (sql_text(row, i))
			g_string_append_printf(text, "\n%s", sql_text(row, i));
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
		icalproperty_new_dtstamp(ical_day(document_judgement(document)->as_of, TRUE)),
		icalproperty_new_dtstart(ical_day(sql_text(row, DAY), FALSE)),
		icalproperty_new_sequence(sqlite3_column_int(row, MOVES) + cancelled),
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

gboolean output_ics(struct document *document, const char *state, const char *path, GError **error)
{
	sqlite3 *db = document_judgement(document)->db;
	g_autoptr(sqlite3_stmt) rows = sql_prepare(db, state ? dates_of_state : all_dates, error);
	GError *local = NULL;
	if (!rows)
		return FALSE;
	if (state)
		sql_bind(rows, ":state", state);
	g_autoptr(icalcomponent) calendar = new_calendar(document, state);
	while (sql_row(rows, &local))
		icalcomponent_add_component(calendar, new_event(document, rows));
	char *text = local ? NULL : icalcomponent_as_ical_string_r(calendar);
	/* not g_file_set_contents(): the folder is new and becomes visible as a whole */
	FILE *out = text ? fopen(path, "w") : NULL;
	gboolean done = out && fputs(text, out) >= 0;
	done = out && fclose(out) == 0 && done;
	if (!done && !local)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: cannot write: %s", path, g_strerror(errno));
	free(text);
	if (local)
		g_propagate_error(error, local);
	return done;
}
