#include "feeds/sparql_proof.h"

#include <string.h>

#include "checker/error.h"
#include "feeds/value.h"

#define HEAD_MAX 1024
#define SENTENCE_MAX 200
#define RESULTS "application/sparql-results+xml"

/* Why an answer is none. The bits say what may be done about it. */
enum { TOO_MUCH = 1, LASTING = 2 };

/* What Virtuoso writes in its messages, and what it means. The first that is found counts. */
static const struct {
	const char *text;
	guint means;
	const char *reason;
} messages[] = {
	{ "SR353", TOO_MUCH | LASTING, "the server sorts no more rows" },
	{ "estimated execution time", TOO_MUCH | LASTING, "the server estimates that the query costs too much" },
	{ "SP031", TOO_MUCH | LASTING, "the server gave up on the query" },
	{ "S1TAT", TOO_MUCH | LASTING, "the server ran out of time" },
	{ "S1T00", TOO_MUCH | LASTING, "the server ran out of time" },
	{ "result timeout", TOO_MUCH | LASTING, "the server ran out of time" },
	{ "memory", TOO_MUCH | LASTING, "the server ran out of memory" },
	{ "SP030", LASTING, "the server does not understand the query" },
	{ "Error 37000", LASTING, "the server does not understand the query" },
	{ " 37000 ", LASTING, "the server does not understand the query" },
};

/* Headers of an answer that is not whole. */
static const struct {
	const char *name, *reason;
} headers[] = {
	{ "X-SPARQL-MaxRows", "the server cut its answer at its limit of rows" },
	{ "X-SQL-State", "the server gave up before its answer was whole" },
	{ "X-SQL-Message", "the server gave up before its answer was whole" },
};

/* The first bytes of the body as text without a byte order mark and leading white space, new; NULL: there is none. */
static char *body_head(const struct fetch_answer *answer)
{
	if (!answer->body)
		return NULL;
	char bytes[HEAD_MAX + 1];
	rewind(answer->body);
	size_t n = fread(bytes, 1, HEAD_MAX, answer->body);
	rewind(answer->body);
	bytes[n] = '\0';
	const char *text = g_str_has_prefix(bytes, "\xEF\xBB\xBF") ? bytes + 3 : bytes;
	return g_strdup(text + strspn(text, " \t\r\n"));
}

/* The first line of a text, for a sentence; new. */
static char *first_line(const char *text)
{
	g_autofree char *line = g_strndup(text, MIN(strcspn(text, "\r\n"), SENTENCE_MAX));
	char *valid = g_utf8_make_valid(line, -1);
	for (char *p = valid; *p; p++)
		if (g_ascii_iscntrl(*p))
			*p = '?';
	return g_strchomp(valid);
}

static gboolean is_message(const char *head)
{
	return head && g_regex_match_simple("^Virtuoso [0-9A-Z]{5} Error", head, G_REGEX_RAW, 0);
}

/* Which of the messages a text is; -1: none. */
static int message_of(const char *text)
{
	for (size_t i = 0; text && i < G_N_ELEMENTS(messages); i++)
		if (strstr(text, messages[i].text))
			return (int)i;
	return -1;
}

static guint meaning_of(const struct fetch_answer *answer)
{
	g_autofree char *head = body_head(answer);
	g_autofree char *line = is_message(head) ? first_line(head) : NULL;
	int message = message_of(line);
	return message < 0 ? 0 : messages[message].means;
}

gboolean sparql_lasting(const struct fetch_answer *answer)
{
	return (meaning_of(answer) & LASTING) != 0;
}

/* The gateway's word for "no answer in time", and the fetcher's for its own ceilings of time and size. */
static gboolean over_ceiling(const struct fetch_answer *answer)
{
	static const char *const texts[] = { "the answer is larger than", "Operation timed out" };
	for (size_t i = 0; answer->error && i < G_N_ELEMENTS(texts); i++)
		if (strstr(answer->error->message, texts[i]))
			return TRUE;
	return answer->status == 504;
}

gboolean sparql_too_much(const struct fetch_answer *answer)
{
	if (over_ceiling(answer))
		return TRUE;
	for (size_t i = 0; i < G_N_ELEMENTS(headers); i++)
		if (fetch_header(answer, headers[i].name))
			return TRUE;
	return (meaning_of(answer) & TOO_MUCH) != 0;
}

G_GNUC_PRINTF(2, 3)
static gboolean fail(GError **error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error_literal(error, ADQ_ERROR, ADQ_ERROR_SOURCE, reason);
	return FALSE;
}

static gboolean refuse_message(const char *head, GError **error)
{
	g_autofree char *line = first_line(head);
	int message = message_of(line);
	return fail(error, "%s: \"%s\"", message < 0 ? "the server reports an error" : messages[message].reason, line);
}

static gboolean check_headers(const struct fetch_answer *answer, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
		const char *value = fetch_header(answer, headers[i].name);
		g_autofree char *line = value ? first_line(value) : NULL;
		if (line)
			return fail(error, "%s (%s: %s)", headers[i].reason, headers[i].name, line);
	}
	return TRUE;
}

/* Where the root element's name begins, past declaration and comments; the end of text if it is not within it. */
static const char *root_of(const char *text)
{
	while (g_str_has_prefix(text, "<?") || g_str_has_prefix(text, "<!--")) {
		const char *close = text[1] == '?' ? "?>" : "-->";
		const char *end = strstr(text, close);
		text = end ? end + strlen(close) : "";
		text += strspn(text, " \t\r\n");
	}
	return text;
}

static gboolean check_root(const char *head, GError **error)
{
	static const char *const html[] = {
		"<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p>", "<h1"
	};
	const char *root = root_of(head);
	for (size_t i = 0; i < G_N_ELEMENTS(html); i++)
		if (g_ascii_strncasecmp(root, html[i], strlen(html[i])) == 0)
			return fail(error, "an HTML page came instead of SPARQL results");
	if (*root != '<') {
		g_autofree char *line = first_line(root);
		g_autofree char *quoted = value_quote(line);
		return fail(error, "the answer is no XML, it begins %s", quoted);
	}
	size_t n = strcspn(root + 1, " \t\r\n/>");
	g_autofree char *name = g_strndup(root + 1, n);
	const char *colon = strchr(name, ':');
	if (strcmp(colon ? colon + 1 : name, "sparql") == 0)
		return TRUE;
	g_autofree char *quoted = value_quote(name);
	return fail(error, "the answer is XML with the root element %s, not SPARQL results", quoted);
}

static gboolean check_media_type(const struct fetch_answer *answer, GError **error)
{
	const char *type = answer->media_type;
	if (g_strcmp0(type, RESULTS) == 0)
		return TRUE;
	return fail(error, "the answer is of the type %s, not " RESULTS, type && *type ? type : "(none)");
}

/* A message of the server says more than the status that came with it. */
static gboolean check_arrival(const struct fetch_answer *answer, const char *head, GError **error)
{
	if (is_message(head))
		return refuse_message(head, error);
	if (answer->error) {
		g_propagate_error(error, g_error_copy(answer->error));
		return FALSE;
	}
	if (answer->status != 200)
		return fail(error, "the server answered with status %d", answer->status);
	if (!head || !*head)
		return fail(error, "the answer is empty");
	return TRUE;
}

/* Asked for rows, given a word: an answer to another question. */
static gboolean check_table(const char *head, GError **error)
{
	return !strstr(head, "<boolean>") || fail(error, "a yes/no answer came, not a table of results");
}

gboolean sparql_proof(const struct fetch_answer *answer, GError **error)
{
	g_autofree char *head = body_head(answer);
	return check_arrival(answer, head, error) && check_headers(answer, error) && check_root(head, error) &&
	       check_media_type(answer, error) && check_table(head, error);
}
