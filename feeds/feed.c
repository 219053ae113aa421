#include "feeds/feed.h"

#include <string.h>

#include "checker/error.h"
#include "feeds/csvread.h"
#include "feeds/deadlines.h"
#include "feeds/decisions.h"
#include "feeds/register.h"
#include "feeds/register_old.h"
#include "feeds/sparql.h"
#include "feeds/value.h"

#define HEAD_MAX 4096
#define LINE_MAX_SHOWN 160

enum { SPARQL, REGISTER, REGISTER_OLD, DECISIONS, DEADLINES };

static const struct feed feeds[] = {
	[SPARQL] = { "sparql-results", "cellar", "SPARQL results (XML)", RANK_IMPORTED, sparql_read },
	[REGISTER] = { "register-json", "register", "register of infringement decisions (JSON)", RANK_IMPORTED,
	               register_read },
	[REGISTER_OLD] = { "register-csv", "register", "register of infringement decisions (table, CSV)", RANK_IMPORTED,
	                   register_old_read },
	[DECISIONS] = { "decisions-csv", "decisions", "Commission decisions (CSV)", RANK_SECOND_HAND, decisions_read },
	[DEADLINES] = { "deadlines-csv", "deadlines", "transposition deadlines (CSV)", RANK_UNVERIFIED,
	                deadlines_read },
};

/* The columns by which a CSV file is known; its reader asks for the rest. */
static const struct {
	int feed;
	const char *columns[4];
} headers[] = {
	{ DECISIONS, { "infr_number", "decision_date", "stage", NULL } },
	{ DEADLINES, { "celex", "deadline", NULL } },
};

/* Root elements of the pages that servers send instead of an answer. */
static const char *const html_roots[] = { "html", "head", "body", "table", "div", "p", "h1", NULL };

/* Members of a JSON document and what they show it to be; NULL: the register. */
static const struct {
	const char *member, *reason;
} json_members[] = {
	{ "\"totalRows\"", NULL },
	{ "\"records\"", NULL },
	{ "\"bindings\"", "SPARQL results in JSON; ask for application/sparql-results+xml" },
	{ "\"vars\"", "SPARQL results in JSON; ask for application/sparql-results+xml" },
};

/* The beginning of a file, after its byte order mark and white space. */
struct head {
	const char *name;
	guint line; /* of its first character */
	char text[HEAD_MAX + 1];
	size_t len;
};

G_GNUC_PRINTF(3, 4)
static const struct feed *refuse(const struct head *head, GError **error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:%u: %s", head->name, head->line, reason);
	return NULL;
}

/* Reads up to the first character that is not white space, and what follows it. *any: the file has a byte. */
static void read_head(FILE *in, struct head *head, gboolean *any)
{
	static const char mark[] = "\xEF\xBB\xBF";
	size_t matched = 0;
	int c;
	*any = FALSE;
	while ((c = getc_unlocked(in)) != EOF && (g_ascii_isspace(c) || (matched < 3 && c == (guchar)mark[matched]))) {
		matched = g_ascii_isspace(c) ? 3 : matched + 1;
		head->line += c == '\n';
		*any = TRUE;
	}
	if (c == EOF)
		return;
	*any = TRUE;
	head->text[0] = (char)c;
	head->len = 1 + fread(head->text + 1, 1, HEAD_MAX - 1, in);
}

/* Where the root element's name begins, past declaration and comments; NULL if that is not within the head. */
static const char *root_of(const char *text)
{
	while (text && (g_str_has_prefix(text, "<?") || g_str_has_prefix(text, "<!--"))) {
		const char *close = text[1] == '?' ? "?>" : "-->";
		const char *end = strstr(text, close);
		text = end ? strchr(end, '<') : NULL;
	}
	return text ? text + 1 : NULL;
}

static const struct feed *recognise_xml(const struct head *head, GError **error)
{
	const char *root = root_of(head->text);
	if (!root)
		return &feeds[SPARQL];
	if (g_ascii_strncasecmp(root, "!DOCTYPE html", 13) == 0)
		return refuse(head, error, "an HTML page, not SPARQL results");
	if (*root == '!')
		return refuse(head, error, "a document type declaration (DOCTYPE) is not accepted");
	g_autofree char *full = g_strndup(root, strcspn(root, " \t\r\n/>"));
	const char *colon = strchr(full, ':');
	const char *local = colon ? colon + 1 : full;
	if (strcmp(local, "sparql") == 0)
		return &feeds[SPARQL];
	for (const char *const *html = html_roots; *html; html++)
		if (g_ascii_strcasecmp(local, *html) == 0)
			return refuse(head, error, "an HTML page, not SPARQL results");
	g_autofree char *quoted = value_quote(full);
	return refuse(head, error, "XML with the root element %s, not SPARQL results", quoted);
}

static const struct feed *recognise_json(const struct head *head, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(json_members); i++)
		if (strstr(head->text, json_members[i].member))
			return json_members[i].reason ? refuse(head, error, "%s", json_members[i].reason)
			                              : &feeds[REGISTER];
	return refuse(head, error, "JSON, but not an answer of the register: it has no totalRows and records");
}

/* The first line for a message, new. */
static char *first_line(const struct head *head)
{
	g_autofree char *line = g_strndup(head->text, MIN(strcspn(head->text, "\r\n"), LINE_MAX_SHOWN));
	return g_utf8_make_valid(line, -1);
}

static gboolean has_columns(const struct csv *csv, const char *const *columns)
{
	return csv_require(csv, columns, NULL);
}

static const struct feed *recognise_csv(FILE *in, const struct head *head, GError **error)
{
	rewind(in);
	g_autoptr(Csv) csv = csv_open(in, head->name, NULL);
	for (size_t i = 0; csv && i < G_N_ELEMENTS(headers); i++)
		if (has_columns(csv, headers[i].columns))
			return &feeds[headers[i].feed];
	if (register_old_recognise(in))
		return &feeds[REGISTER_OLD];
	g_autofree char *line = first_line(head);
	g_autofree char *quoted = value_quote(line);
	return refuse(head, error,
	              "no kind of file this program reads: its first line %s is not the header of a CSV it knows",
	              quoted);
}

static const struct feed *recognise(FILE *in, struct head *head, GError **error)
{
	gboolean any;
	read_head(in, head, &any);
	if (ferror(in))
		return refuse(head, error, "cannot be read");
	if (head->len == 0) {
		head->line = 1;
		return refuse(head, error, any ? "holds only white space" : "is empty");
	}
	if (memchr(head->text, '\0', head->len))
		return refuse(head, error, "holds NUL bytes");
	if (head->text[0] == '<')
		return recognise_xml(head, error);
	if (head->text[0] == '{' || head->text[0] == '[')
		return recognise_json(head, error);
	if (g_regex_match_simple("^Virtuoso [0-9A-Z]{5} Error", head->text, G_REGEX_RAW, 0)) {
		g_autofree char *line = first_line(head);
		return refuse(head, error, "an error message of the server: %s", line);
	}
	return recognise_csv(in, head, error);
}

const struct feed *feed_recognise(FILE *in, const char *name, GError **error)
{
	g_autofree struct head *head = g_new0(struct head, 1);
	head->name = name;
	head->line = 1;
	const struct feed *feed = recognise(in, head, error);
	rewind(in);
	return feed;
}
