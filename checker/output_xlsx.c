#include "checker/output_xlsx.h"

#include <string.h>
#include <xlsxwriter.h>

#include "checker/day.h"
#include "checker/error.h"
#include "checker/output.h"
#include "checker/plain.h"
#include "checker/sql.h"

#define CELL_MAX 32767 /* characters of a cell, by the specification of the format */
#define CUT " [cut: the cell is full]"
#define ROWS_MAX 1048576 /* rows of a sheet */
#define LINKS_MAX 65000  /* links of a sheet; the others stay text */

struct book {
	struct judgement *judgement;
	lxw_workbook *workbook;
	lxw_format *head, *day;
};

struct sheet {
	const struct book *book;
	lxw_worksheet *worksheet;
	lxw_row_t row;
	guint links;
};

/* The colours of the report's letters: reports/style.css. */
static const struct {
	const char *letter;
	lxw_color_t ground, ink;
} letters[] = {
	{ "C", 0x0b4f8a, 0xffffff }, { "N", 0xa9cfee, 0x10202e }, { "X", 0xdfe5ea, 0x10202e },
	{ "P", 0xffffff, 0x10202e }, { "S", 0xffe89a, 0x10202e }, { "A", 0xcfe6d8, 0x10202e },
	{ "I", 0xf0a04b, 0x10202e }, { "O", 0x9b1c1c, 0xffffff }, { "B", 0xf6f6f8, 0x505070 },
	{ "U", 0xc9c9d3, 0x10202e },
};

static const struct output_table about = {
	"about",
	"SELECT 'as of' AS what, as_of AS value, NULL AS \"read on\", NULL AS status FROM v_context "
	"UNION ALL SELECT 'known on', CASE known_on WHEN '9999-12-31' THEN 'all that was read' ELSE known_on END, NULL, NULL FROM v_context "
	"UNION ALL SELECT * FROM (SELECT what, scope, read_on, status FROM v_source ORDER BY what, scope) "
	"UNION ALL SELECT * FROM (SELECT 'file: ' || feed, source || ': ' || min(cite), max(read_on), NULL FROM i_evidence GROUP BY feed, source ORDER BY 1, 2)",
};

/* What a cell shows of text; NULL where it is text as it is. */
static char *cell_text(const char *text)
{
	g_autofree char *clean = plain_text(text);
	const char *kept = clean ? clean : text;
	if (strlen(kept) <= CELL_MAX || g_utf8_strlen(kept, -1) <= CELL_MAX)
		return g_steal_pointer(&clean);
	g_autofree char *start = g_utf8_substring(kept, 0, CELL_MAX - (glong)strlen(CUT));
	return g_strconcat(start, CUT, NULL);
}

static gboolean is_link(struct sheet *s, const char *text)
{
	return g_str_has_prefix(text, "https://") && strlen(text) < 2000 && s->links < LINKS_MAX;
}

static lxw_error write_cell(struct sheet *s, sqlite3_stmt *stmt, int i)
{
	const char *text = sql_text(stmt, i);
	lxw_col_t column = (lxw_col_t)i;
	if (!text || !*text)
		return LXW_NO_ERROR;
	if (sqlite3_column_type(stmt, i) == SQLITE_INTEGER)
		return worksheet_write_number(s->worksheet, s->row, column, sqlite3_column_double(stmt, i), NULL);
	if (day_valid(text) && strcmp(text, "1900-03-01") >= 0) {
		lxw_datetime day = { .year = atoi(text), .month = atoi(text + 5), .day = atoi(text + 8) };
		return worksheet_write_datetime(s->worksheet, s->row, column, &day, s->book->day);
	}
	if (is_link(s, text) && worksheet_write_url(s->worksheet, s->row, column, text, NULL) == LXW_NO_ERROR) {
		s->links++;
		return LXW_NO_ERROR;
	}
	g_autofree char *other = cell_text(text);
	return worksheet_write_string(s->worksheet, s->row, column, other ? other : text, NULL);
}

/* A sheet with its header: frozen, and wide enough to be read. FALSE where the library had no file for it. */
static gboolean begin(struct sheet *s, const struct output_table *table, sqlite3_stmt *stmt, int part)
{
	g_autofree char *name = part == 1 ? g_strdup(table->name) : g_strdup_printf("%s %d", table->name, part);
	s->worksheet = workbook_add_worksheet(s->book->workbook, name);
	s->row = 0;
	s->links = 0;
	if (!s->worksheet)
		return FALSE;
	int n = sqlite3_column_count(stmt);
	worksheet_set_column(s->worksheet, 0, (lxw_col_t)(n - 1), 14, NULL);
	worksheet_freeze_panes(s->worksheet, 1, 0);
	worksheet_repeat_rows(s->worksheet, 0, 0);
	for (int i = 0; i < n; i++)
		worksheet_write_string(s->worksheet, 0, (lxw_col_t)i, sqlite3_column_name(stmt, i), s->book->head);
	return TRUE;
}

static void colour(struct sheet *s, lxw_col_t column)
{
	for (gsize i = 0; i < G_N_ELEMENTS(letters); i++) {
		g_autofree char *value = g_strdup_printf("\"%s\"", letters[i].letter);
		lxw_format *format = workbook_add_format(s->book->workbook);
		format_set_bg_color(format, letters[i].ground);
		format_set_font_color(format, letters[i].ink);
		lxw_conditional_format condition = { .type = LXW_CONDITIONAL_TYPE_CELL,
			                             .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
			                             .value_string = value,
			                             .format = format };
		worksheet_conditional_format_range(s->worksheet, 1, column, s->row, column, &condition);
	}
}

/* The library writes rows to a file of its own and does not look whether that went well. */
static lxw_error finish(struct sheet *s, sqlite3_stmt *stmt)
{
	int n = sqlite3_column_count(stmt);
	worksheet_autofilter(s->worksheet, 0, 0, s->row, (lxw_col_t)(n - 1));
	for (int i = 0; i < n && s->row > 0; i++)
		if (strcmp(sqlite3_column_name(stmt, i), "letter") == 0)
			colour(s, (lxw_col_t)i);
	return fflush(s->worksheet->file) == 0 && !ferror(s->worksheet->file) ? LXW_NO_ERROR
	                                                                      : LXW_ERROR_CREATING_TMPFILE;
}

static gboolean write_sheet(const struct book *book, const struct output_table *table, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(book->judgement->db, table->sql, error);
	GError *local = NULL;
	struct sheet sheet = { .book = book };
	int part = 1;
	if (!stmt)
		return FALSE;
	lxw_error wrong = begin(&sheet, table, stmt, part) ? LXW_NO_ERROR : LXW_ERROR_CREATING_TMPFILE;
	while (!wrong && sql_row(stmt, &local)) {
		if (++sheet.row == ROWS_MAX) {
			sheet.row--;
			wrong = finish(&sheet, stmt);
			wrong = begin(&sheet, table, stmt, ++part) ? wrong : LXW_ERROR_CREATING_TMPFILE;
			sheet.row = 1;
		}
		for (int i = 0; i < sqlite3_column_count(stmt) && !wrong; i++)
			wrong = write_cell(&sheet, stmt, i);
	}
	if (!wrong)
		wrong = finish(&sheet, stmt);
	if (wrong)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_REPORT, "%s, row %u: %s", table->name, sheet.row + 1,
		            lxw_strerror(wrong));
	if (local)
		g_propagate_error(error, local);
	return !local;
}

/* The file says when it was made: on the day judged, so that the same rows give the same bytes. */
static void describe(const struct book *book)
{
	const char *as_of = book->judgement->as_of;
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) made = g_date_time_new(utc, atoi(as_of), atoi(as_of + 5), atoi(as_of + 8), 0, 0, 0);
	lxw_doc_properties properties = { .title = (char *)book->judgement->portfolio_title,
		                          .author = (char *)"adquem",
		                          .created = (time_t)g_date_time_to_unix(made) };
	workbook_set_properties(book->workbook, &properties);
}

gboolean output_xlsx(struct judgement *judgement, const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };
	struct book book = { .judgement = judgement, .workbook = workbook_new_opt(path, &options) };
	GError *local = NULL;
	if (!book.workbook) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: cannot write", path);
		return FALSE;
	}
	book.head = workbook_add_format(book.workbook);
	format_set_bold(book.head);
	book.day = workbook_add_format(book.workbook);
	format_set_num_format(book.day, "yyyy-mm-dd");
	describe(&book);
	gboolean done = TRUE;
	for (gsize i = 0; i < output_tables_n && done; i++)
		done = write_sheet(&book, &output_tables[i], &local);
	if (done)
		write_sheet(&book, &about, &local);
	lxw_error closed = workbook_close(book.workbook); /* frees it, written or not */
	if (!local && closed)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: %s", path, lxw_strerror(closed));
	if (local)
		g_propagate_error(error, local);
	return !local;
}
