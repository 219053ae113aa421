#include "feeds/csvread.h"

#include <string.h>

#include "checker/error.h"

#define FIELD_MAX (1 << 20)
#define COLUMNS_MAX 256

/* What ended a field. */
enum stop { STOP_FIELD, STOP_LINE, STOP_FILE, STOP_ERROR };

struct csv {
	FILE *in;
	char *name;
	char separator;
	gboolean again;      /* the first record is a row, and has been read */
	guint at;            /* line being read */
	guint line;          /* line on which the record starts */
	GString *text;       /* the record's fields, each with a final NUL */
	GArray *starts;      /* gsize: where each field starts in text */
	GHashTable *columns; /* name -> index */
	GPtrArray *names;    /* in order, NULL-terminated; owned here */
};

static enum stop refuse(const struct csv *csv, guint line, GError **error, const char *reason)
{
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:%u: %s", csv->name, line, reason);
	return STOP_ERROR;
}

static gsize field_start(const struct csv *csv, guint i)
{
	return g_array_index(csv->starts, gsize, i);
}

/* Adds one byte to the last field. */
static gboolean add(struct csv *csv, int c, GError **error)
{
	if (c == '\0')
		return refuse(csv, csv->at, error, "holds a NUL byte") != STOP_ERROR;
	if (c == '\n')
		csv->at++;
	if (csv->text->len - field_start(csv, csv->starts->len - 1) >= FIELD_MAX)
		return refuse(csv, csv->at, error, "a field is longer than 1 MB") != STOP_ERROR;
	g_string_append_c(csv->text, (char)c);
	return TRUE;
}

/* What c does after a field that is complete. */
static enum stop after_field(struct csv *csv, int c, GError **error)
{
	if (c == '\r') {
		c = getc_unlocked(csv->in);
		if (c != '\n')
			return refuse(csv, csv->at, error, "a carriage return that ends no line");
	}
	if (c == csv->separator)
		return STOP_FIELD;
	if (c == EOF)
		return STOP_FILE;
	if (c != '\n')
		return refuse(csv, csv->at, error, "text after a closing quote");
	csv->at++;
	return STOP_LINE;
}

static enum stop read_quoted(struct csv *csv, GError **error)
{
	guint from = csv->at;
	for (;;) {
		int c = getc_unlocked(csv->in);
		if (c == EOF)
			return refuse(csv, from, error, "a quote is opened here and never closed");
		if (c == '"') {
			c = getc_unlocked(csv->in);
			if (c != '"')
				return after_field(csv, c, error);
		}
		if (!add(csv, c, error))
			return STOP_ERROR;
	}
}

static enum stop read_plain(struct csv *csv, int c, GError **error)
{
	for (; c != csv->separator && c != '\n' && c != '\r' && c != EOF; c = getc_unlocked(csv->in)) {
		if (c == '"')
			return refuse(csv, csv->at, error, "a quote inside a field that does not begin with one");
		if (!add(csv, c, error))
			return STOP_ERROR;
	}
	return after_field(csv, c, error);
}

static enum stop read_field(struct csv *csv, int first, GError **error)
{
	gsize start = csv->text->len;
	g_array_append_val(csv->starts, start);
	enum stop stop = first == '"' ? read_quoted(csv, error) : read_plain(csv, first, error);
	g_string_append_c(csv->text, '\0');
	return stop;
}

static gboolean check_record(const struct csv *csv, GError **error)
{
	if (ferror(csv->in))
		return refuse(csv, csv->at, error, "cannot be read") != STOP_ERROR;
	for (guint i = 0; i < csv->starts->len; i++)
		if (!g_utf8_validate(csv->text->str + field_start(csv, i), -1, NULL))
			return refuse(csv, csv->line, error, "text that is not UTF-8") != STOP_ERROR;
	return TRUE;
}

/* Reads one record; FALSE at the end of the file or with an error. */
static gboolean read_record(struct csv *csv, GError **error)
{
	g_string_truncate(csv->text, 0);
	g_array_set_size(csv->starts, 0);
	csv->line = csv->at;
	int c = getc_unlocked(csv->in);
	if (c == EOF && !ferror(csv->in))
		return FALSE;
	enum stop stop = read_field(csv, c, error);
	while (stop == STOP_FIELD && csv->starts->len < COLUMNS_MAX)
		stop = read_field(csv, getc_unlocked(csv->in), error);
	if (stop == STOP_FIELD)
		return refuse(csv, csv->line, error, "more than 256 fields") != STOP_ERROR;
	return stop != STOP_ERROR && check_record(csv, error);
}

/* Puts back what is no byte order mark. */
static void skip_mark(FILE *in)
{
	static const int mark[] = { 0xEF, 0xBB, 0xBF };
	int c = getc_unlocked(in);
	if (c != mark[0]) {
		ungetc(c, in);
		return;
	}
	for (size_t i = 1; c == mark[i - 1] && i < G_N_ELEMENTS(mark); i++)
		c = getc_unlocked(in);
}

/* Reads the first record; a file without one is refused. */
static gboolean read_first(struct csv *csv, GError **error)
{
	GError *failed = NULL;
	skip_mark(csv->in);
	if (read_record(csv, &failed))
		return TRUE;
	if (failed)
		g_propagate_error(error, failed);
	else
		refuse(csv, 1, error, "is empty");
	return FALSE;
}

static gboolean name_columns(struct csv *csv, gboolean header, GError **error)
{
	for (guint i = 0; i < csv->starts->len; i++) {
		char *name = header ? g_strdup(csv->text->str + field_start(csv, i)) : g_strdup_printf("%u", i + 1);
		g_ptr_array_add(csv->names, name);
		if (g_hash_table_insert(csv->columns, name, GUINT_TO_POINTER(i)))
			continue;
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:1: column '%.40s' is named twice", csv->name, name);
		return FALSE;
	}
	g_ptr_array_add(csv->names, NULL);
	return TRUE;
}

static struct csv *open_with(FILE *in, const char *name, char separator, gboolean header, GError **error)
{
	struct csv *csv = g_new0(struct csv, 1);
	csv->in = in;
	csv->name = g_strdup(name);
	csv->separator = separator;
	csv->again = !header;
	csv->at = 1;
	csv->text = g_string_new(NULL);
	csv->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
	csv->columns = g_hash_table_new(g_str_hash, g_str_equal);
	csv->names = g_ptr_array_new_with_free_func(g_free);
	if (!read_first(csv, error) || !name_columns(csv, header, error))
		g_clear_pointer(&csv, csv_free);
	return csv;
}

/* What separates the names of the header, which spreadsheets of many countries do by semicolons: a semicolon or a tab
 * where the line has one and no comma. */
static char separator_of(FILE *in)
{
	long start = ftell(in);
	char found = ',';
	for (int c = getc(in); start >= 0 && c != EOF && c != '\n'; c = getc(in)) {
		if (c == ',') {
			found = ',';
			break;
		}
		if (c == ';' || c == '\t')
			found = (char)c;
	}
	if (start >= 0)
		fseek(in, start, SEEK_SET);
	return found;
}

struct csv *csv_open(FILE *in, const char *name, GError **error)
{
	return open_with(in, name, separator_of(in), TRUE, error);
}

struct csv *csv_open_plain(FILE *in, const char *name, char separator, GError **error)
{
	return open_with(in, name, separator, FALSE, error);
}

void csv_free(struct csv *csv)
{
	if (!csv)
		return;
	g_string_free(csv->text, TRUE);
	g_array_unref(csv->starts);
	g_hash_table_unref(csv->columns);
	g_ptr_array_unref(csv->names);
	g_free(csv->name);
	g_free(csv);
}

gboolean csv_require(const struct csv *csv, const char *const *columns, GError **error)
{
	for (; *columns; columns++)
		if (!g_hash_table_contains(csv->columns, *columns)) {
			g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:1: column '%s' is missing", csv->name,
			            *columns);
			return FALSE;
		}
	return TRUE;
}

const char *const *csv_columns(const struct csv *csv)
{
	return (const char *const *)csv->names->pdata;
}

gboolean csv_next(struct csv *csv, GError **error)
{
	gboolean again = csv->again;
	csv->again = FALSE;
	if (again)
		return TRUE;
	if (!read_record(csv, error))
		return FALSE;
	guint columns = csv->names->len - 1;
	if (csv->starts->len == columns)
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:%u: %u fields where the header has %u", csv->name, csv->line,
	            csv->starts->len, columns);
	return FALSE;
}

const char *csv_get(const struct csv *csv, const char *column)
{
	gpointer index;
	if (!g_hash_table_lookup_extended(csv->columns, column, NULL, &index))
		return NULL;
	return csv->text->str + field_start(csv, GPOINTER_TO_UINT(index));
}

guint csv_line(const struct csv *csv)
{
	return csv->line;
}
