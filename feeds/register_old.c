#include "feeds/register_old.h"

#include <string.h>

#include "checker/error.h"
#include "feeds/caserow.h"
#include "feeds/csvread.h"

#define COLUMNS 10

/* So many columns with words of the header show what the file is meant to be. */
#define COLUMNS_KNOWN 6

static const char separators[] = { ',', ';', '\t' };

enum column { NUMBER, DATE, TYPE, PRESS, MEMO, STATE, DEPARTMENT, TITLE, ACTIVE, NON_COMMUNICATION };

/* The columns in their order: their numbers for csvread, a word of the header each, and their names in messages. */
static const struct {
	const char *at, *words, *name;
} columns[COLUMNS] = {
	[NUMBER] = { "1", "infringement|case|number", "infringement number" },
	[DATE] = { "2", "date", "decision date" },
	[TYPE] = { "3", "type|decision|step", "decision type" },
	[PRESS] = { "4", "press", "press release" },
	[MEMO] = { "5", "memo", "memo" },
	[STATE] = { "6", "state|country", "Member State" },
	[DEPARTMENT] = { "7", "department|service|charge|dg", "department in charge" },
	[TITLE] = { "8", "title|subject", "title" },
	[ACTIVE] = { "9", "active|open", "active" },
	[NON_COMMUNICATION] = { "10", "communication|ncm", "non-communication" },
};

static const char *const yes_no[] = { "Yes", "No", NULL };

/* What the first record is. */
enum first { FIRST_OTHER, FIRST_HEADER, FIRST_ROW };

/* TRUE if one of the words is in the field. */
static gboolean has_word(const char *field, const char *words)
{
	g_autofree char *lower = g_ascii_strdown(field, -1);
	g_auto(GStrv) word = g_strsplit(words, "|", -1);
	for (char **w = word; *w; w++)
		if (strstr(lower, *w))
			return TRUE;
	return FALSE;
}

/* "2013/01/24 00:00:00", "2013/01/24" as an ISO day, new; the text itself if it has another shape. */
static char *iso_day(const char *text)
{
	char shape[] = "dddd/dd/dd";
	for (size_t i = 0; i < 10; i++)
		if (shape[i] == 'd' ? !g_ascii_isdigit(text[i]) : text[i] != '/')
			return g_strdup(text);
	if (text[10] && (text[10] != ' ' || strspn(text + 10, " 0123456789:.") != strlen(text + 10)))
		return g_strdup(text);
	return g_strdup_printf("%.4s-%.2s-%.2s", text, text + 5, text + 8);
}

static gboolean is_row(const struct csv *csv)
{
	const char *rest = "";
	g_autofree char *infr = value_infr_prefix(csv_get(csv, columns[NUMBER].at), &rest);
	const char *date = csv_get(csv, columns[DATE].at);
	g_autofree char *day = date ? iso_day(date) : NULL;
	return infr && !*rest && day && strcmp(day, date) != 0 && csv_get(csv, columns[COLUMNS - 1].at);
}

/* The first field that has a word of this column, NULL if none has. */
static const char *field_for(const struct csv *csv, enum column column)
{
	for (const char *const *name = csv_columns(csv); *name; name++)
		if (has_word(csv_get(csv, *name), columns[column].words))
			return *name;
	return NULL;
}

static enum first first_of(const struct csv *csv)
{
	guint known = 0;
	if (is_row(csv))
		return FIRST_ROW;
	for (guint i = 0; i < COLUMNS; i++)
		known += field_for(csv, (enum column)i) != NULL;
	return known >= COLUMNS_KNOWN && g_strv_length((char **)csv_columns(csv)) >= COLUMNS_KNOWN ? FIRST_HEADER
	                                                                                           : FIRST_OTHER;
}

/* Opens in as a table of the former page, at its first record; NULL if it is none. */
static struct csv *open_table(FILE *in, const char *name, enum first *first)
{
	for (size_t i = 0; i < G_N_ELEMENTS(separators); i++) {
		rewind(in);
		g_autoptr(Csv) csv = csv_open_plain(in, name, separators[i], NULL);
		*first = csv && csv_next(csv, NULL) ? first_of(csv) : FIRST_OTHER;
		if (*first != FIRST_OTHER)
			return g_steal_pointer(&csv);
	}
	return NULL;
}

gboolean register_old_recognise(FILE *in)
{
	enum first first;
	g_autoptr(Csv) csv = open_table(in, "", &first);
	return csv != NULL;
}

static gboolean refuse(const char *name, const char *reason, const char *what, GError **error)
{
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:1: %s%s", name, reason, what);
	return FALSE;
}

/* The header names the ten columns in their order, in whatever words. */
static gboolean check_header(const struct csv *csv, const char *name, GError **error)
{
	for (guint i = 0; i < COLUMNS; i++)
		if (!field_for(csv, (enum column)i))
			return refuse(name, "no column for the ", columns[i].name, error);
	if (g_strv_length((char **)csv_columns(csv)) != COLUMNS)
		return refuse(name, "the table of the register has ten columns", "", error);
	for (guint i = 0; i < COLUMNS; i++)
		if (!has_word(csv_get(csv, columns[i].at), columns[i].words))
			return refuse(name, "in another place than in the register's table: the ", columns[i].name,
			              error);
	return TRUE;
}

static void clean(const struct csv *csv, struct case_rows *rows, struct value_row *v, struct record *record)
{
	struct record_decision *d = &record->u.decision;
	const char *at[COLUMNS];
	for (guint i = 0; i < COLUMNS; i++)
		at[i] = value_text(csv_get(csv, columns[i].at));
	const char *day = at[DATE] ? value_keep(v, iso_day(at[DATE])) : NULL;
	d->infr = value_required(v, "infringement number", value_infr(v, "infringement number", at[NUMBER]));
	d->date = value_required(v, "decision date", value_day(v, "decision date", day));
	d->state = value_state(v, "Member State", at[STATE]);
	case_set_type(v, "decision type", at[TYPE], d);
	case_set_title(rows, v, at[TITLE], record);
	const char *flag = value_required(v, "non-communication",
	                                  value_choice(v, "non-communication", at[NON_COMMUNICATION], yes_no));
	d->kind = case_kind_of(flag, NULL);
	d->department = at[DEPARTMENT];
	d->url = at[PRESS] && g_str_has_prefix(at[PRESS], "http") ? at[PRESS] : NULL;
	d->active = g_strcmp0(value_choice(v, "active", at[ACTIVE], yes_no), "No") != 0;
}

/* Spreadsheets leave rows of separators behind. */
static gboolean is_empty(const struct csv *csv)
{
	for (guint i = 0; i < COLUMNS; i++)
		if (value_text(csv_get(csv, columns[i].at)))
			return FALSE;
	return TRUE;
}

static gboolean take_row(const struct csv *csv, struct case_rows *rows, GError **error)
{
	if (is_empty(csv))
		return TRUE;
	struct value_row v = { 0 };
	struct record record = { .kind = RECORD_DECISION, .line = csv_line(csv) };
	clean(csv, rows, &v, &record);
	return case_take(rows, &v, &record, error);
}

static gboolean take_rows(struct csv *csv, enum first first, struct case_rows *rows, GError **error)
{
	GError *failed = NULL;
	if (first == FIRST_ROW && !take_row(csv, rows, error))
		return FALSE;
	while (csv_next(csv, &failed))
		if (!take_row(csv, rows, error))
			return FALSE;
	if (failed)
		g_propagate_error(error, failed);
	return !failed;
}

gboolean register_old_read(FILE *in, const struct feed_options *options, const struct feed_sink *sink, GError **error)
{
	enum first first;
	struct record record = { .kind = RECORD_READ };
	g_autoptr(Csv) csv = open_table(in, options->name, &first);
	g_autoptr(CaseRows) rows = case_rows_new(sink);
	if (!csv)
		return refuse(options->name, "not the table of the register's former page", "", error);
	if (first == FIRST_HEADER && !check_header(csv, options->name, error))
		return FALSE;
	record.u.read = (struct record_read){ .what = "register", .scope = "*" };
	return take_rows(csv, first, rows, error) && sink->take(sink->user, &record, error);
}
