#include "feeds/xmlread.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "checker/error.h"

#define CHUNK (64 * 1024)
#define DEPTH_MAX 64
#define RUN_MAX (1 << 20)
#define FILE_MAX (G_GINT64_CONSTANT(2) << 30)
#define ATTRIBUTE_PARTS 5 /* name, prefix, namespace, first byte, byte after the last (SAX2) */

struct reader {
	const struct xml_handler *handler;
	const char *name;
	xmlParserCtxt *parser;
	GError *error; /* the first; nothing is called after it */
	gsize run;     /* bytes of text, comments and such since the last tag */
	guint depth;
	gint64 fed;
};

static guint line_of(const struct reader *r)
{
	return r->parser && r->parser->input ? (guint)MAX(r->parser->input->line, 1) : 1;
}

/* Keeps the first error and stops. Takes ownership of nothing. */
static void refuse(struct reader *r, guint line, const char *reason)
{
	if (!r->error)
		r->error = g_error_new(ADQ_ERROR, ADQ_ERROR_INPUT, "%s:%u: %s", r->name, line, reason);
	if (r->parser)
		xmlStopParser(r->parser);
}

static struct xml_tag tag_of(const struct reader *r, const xmlChar *name, const xmlChar *ns)
{
	return (struct xml_tag){ ns ? (const char *)ns : "", (const char *)name, line_of(r), NULL, 0 };
}

static void after_call(struct reader *r, gboolean ok)
{
	if (!ok)
		xmlStopParser(r->parser);
}

/* NOLINTNEXTLINE(readability-function-size): its shape is that of libxml2's startElementNsSAX2Func */
static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns, int n_namespaces,
                     const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	struct reader *r = user;
	(void)prefix, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
	if (r->error)
		return;
	r->run = 0;
	if (++r->depth > DEPTH_MAX) {
		refuse(r, line_of(r), "elements are nested more than 64 deep");
		return;
	}
	struct xml_tag tag = tag_of(r, name, ns);
	tag.attributes = attributes;
	tag.n_attributes = n_attributes;
	if (r->handler->start)
		after_call(r, r->handler->start(r->handler->user, &tag, &r->error));
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
	struct reader *r = user;
	(void)prefix;
	if (r->error)
		return;
	r->run = 0;
	r->depth--;
	struct xml_tag tag = tag_of(r, name, ns);
	if (r->handler->end)
		after_call(r, r->handler->end(r->handler->user, &tag, &r->error));
}

static gboolean count_run(struct reader *r, gsize length)
{
	r->run += length;
	if (r->run > RUN_MAX)
		refuse(r, line_of(r), "text of more than 1 MB between two tags");
	return !r->error;
}

static void on_text(void *user, const xmlChar *text, int length)
{
	struct reader *r = user;
	if (!r->error && count_run(r, (gsize)length) && r->handler->text)
		after_call(r, r->handler->text(r->handler->user, (const char *)text, (gsize)length, &r->error));
}

static void on_comment(void *user, const xmlChar *text)
{
	struct reader *r = user;
	if (!r->error)
		count_run(r, strlen((const char *)text));
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
	struct reader *r = user;
	(void)public_id, (void)system_id;
	gboolean html = g_ascii_strcasecmp((const char *)name, "html") == 0;
	refuse(r, line_of(r), html ? "an HTML page" : "a document type declaration (DOCTYPE) is not accepted");
}

/* Replaces libxml2's own handler, which would print. */
static void on_problem(void *user, xmlError *problem)
{
	struct reader *r = user;
	if (problem->level < XML_ERR_ERROR || r->error)
		return;
	g_autofree char *reason = g_utf8_make_valid(problem->message ? problem->message : "cannot be parsed", -1);
	g_strdelimit(reason, "\n\r", ' ');
	g_autofree char *full = g_strconcat("not well-formed: ", g_strstrip(reason), NULL);
	refuse(r, problem->line > 0 ? (guint)problem->line : line_of(r), full);
}

static gboolean feed_chunk(struct reader *r, const char *chunk, size_t n, gboolean last)
{
	r->fed += (gint64)n;
	if (r->fed > FILE_MAX)
		refuse(r, line_of(r), "the file is larger than 2 GB");
	if (!r->error)
		xmlParseChunk(r->parser, chunk, (int)n, last);
	/* libxml2 waits for the end of a tag or comment and keeps what it waits with. */
	if (!r->error && r->parser->input && r->parser->input->end - r->parser->input->cur > RUN_MAX + CHUNK)
		refuse(r, line_of(r), "a tag or comment of more than 1 MB");
	return !r->error;
}

/* White space before and after the root element comes through no callback. */
static gboolean check_blank(struct reader *r, const char *chunk, size_t n)
{
	if (r->depth > 0)
		return TRUE;
	gsize blank = 0;
	while (blank < n && g_ascii_isspace(chunk[n - 1 - blank]))
		blank++;
	r->run = blank == n ? r->run + n : blank;
	if (r->run > RUN_MAX)
		refuse(r, line_of(r), "more than 1 MB of white space");
	return !r->error;
}

static void feed_file(struct reader *r, FILE *in)
{
	g_autofree char *chunk = g_malloc(CHUNK);
	size_t n;
	while ((n = fread(chunk, 1, CHUNK, in)) > 0)
		if (!feed_chunk(r, chunk, n, FALSE) || !check_blank(r, chunk, n))
			return;
	if (ferror(in))
		refuse(r, line_of(r), "cannot be read");
	else if (r->fed == 0)
		refuse(r, 1, "is empty");
	else
		feed_chunk(r, "", 0, TRUE);
	if (!r->error && !r->parser->wellFormed)
		refuse(r, line_of(r), "not well-formed: it ends too early");
}

gboolean xml_read(FILE *in, const char *name, const struct xml_handler *handler, GError **error)
{
	struct reader r = { .handler = handler, .name = name };
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.comment = on_comment,
		.internalSubset = on_doctype,
		.serror = on_problem,
	};
	r.parser = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
	if (!r.parser) {
		refuse(&r, 1, "the XML parser cannot be started");
	} else {
		xmlCtxtUseOptions(r.parser, XML_PARSE_NONET);
		feed_file(&r, in);
		xmlFreeParserCtxt(r.parser);
	}
	if (r.error)
		g_propagate_error(error, r.error);
	return !r.error;
}

char *xml_attribute(const struct xml_tag *tag, const char *name)
{
	const xmlChar *const *parts = tag->attributes;
	for (int i = 0; i < tag->n_attributes; i++, parts += ATTRIBUTE_PARTS)
		if (!parts[2] && strcmp((const char *)parts[0], name) == 0)
			return g_strndup((const char *)parts[3], (gsize)(parts[4] - parts[3]));
	return NULL;
}
