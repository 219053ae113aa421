#include "checker/report.h"

#include <libexslt/exslt.h>
#include <libxml/parser.h>
#include <libxslt/documents.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include "checker/data.h"
#include "checker/document.h"
#include "checker/error.h"
#include "checker/report_lexicon.h"
#include "checker/sum.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xsltStylesheet, xsltFreeStylesheet)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xsltTransformContext, xsltFreeTransformContext)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xsltSecurityPrefs, xsltFreeSecurityPrefs)

static void collect(void *user, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void collect(void *user, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_string_append_vprintf(user, format, args);
	va_end(args);
}

/* A stylesheet may include its parts, by their names in reports/; nothing is read from anywhere else. */
static xmlDoc *load_part(const xmlChar *uri, xmlDict *dict G_GNUC_UNUSED, int options G_GNUC_UNUSED,
                         void *context G_GNUC_UNUSED, xsltLoadType type)
{
	g_autofree char *name = g_path_get_basename((const char *)uri);
	g_autofree char *path = g_strdup_printf("reports/%s", name);
	g_autoptr(GBytes) bytes = type == XSLT_LOAD_STYLESHEET ? data_bytes(path, NULL) : NULL;
	gsize n = 0;
	const char *text = bytes ? g_bytes_get_data(bytes, &n) : NULL;
	return text ? xmlReadMemory(text, (int)n, path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR) : NULL;
}

static xsltStylesheet *load(const char *name, GString *messages, GError **error)
{
	g_autofree char *path = g_strdup_printf("reports/%s", name);
	g_autoptr(GBytes) bytes = data_bytes(path, error);
	if (!bytes)
		return NULL;
	gsize n;
	const char *text = g_bytes_get_data(bytes, &n);
	xmlDoc *source = xmlReadMemory(text, (int)n, path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
	xsltSetLoaderFunc(load_part);
	xsltStylesheet *style = source ? xsltParseStylesheetDoc(source) : NULL;
	xsltSetLoaderFunc(NULL);
	if (style && style->errors == 0)
		return style;
	if (style)
		xsltFreeStylesheet(style);
	else
		xmlFreeDoc(source);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: not a stylesheet: %s", path, messages->str);
	return NULL;
}

static xsltSecurityPrefs *forbid_all(void)
{
	static const xsltSecurityOption options[] = { XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
		                                      XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
		                                      XSLT_SECPREF_WRITE_NETWORK };
	xsltSecurityPrefs *prefs = xsltNewSecurityPrefs();
	for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
		xsltSetSecurityPrefs(prefs, options[i], xsltSecurityForbid);
	return prefs;
}

struct renderer {
	GHashTable *stylesheets; /* name -> xsltStylesheet, read once */
	char *css, *formats;     /* formats: " html atom ", or "" for all */
	Lexicon *lexicon;        /* or NULL: the documents hold their own */
	char *messages;
};

static void free_stylesheet(gpointer style)
{
	xsltFreeStylesheet(style);
}

struct renderer *renderer_new(const char *css_file, char *const *formats, GError **error)
{
	g_autoptr(Renderer) r = g_new0(struct renderer, 1);
	g_autofree char *list = formats ? g_strjoinv(" ", (char **)formats) : NULL;
	r->formats = list ? g_strconcat(" ", list, " ", NULL) : g_strdup("");
	GError *local = NULL;
	exsltCommonRegister();
	exsltStrRegister();
	r->stylesheets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_stylesheet);
	if (css_file) {
		g_file_get_contents(css_file, &r->css, NULL, &local);
		if (!local && !g_utf8_validate(r->css, -1, NULL))
			g_set_error(&local, ADQ_ERROR, ADQ_ERROR_REPORT, "not UTF-8");
	} else {
		g_autoptr(GBytes) css = data_bytes("reports/style.css", &local);
		gsize n = 0;
		const char *text = css ? g_bytes_get_data(css, &n) : "";
		r->css = g_strndup(text, n);
	}
	if (!local)
		return g_steal_pointer(&r);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: the style sheet cannot be read: %s",
	            css_file ? css_file : "reports/style.css", local->message);
	g_error_free(local);
	return NULL;
}

void renderer_free(struct renderer *r)
{
	if (!r)
		return;
	g_hash_table_unref(r->stylesheets);
	lexicon_free(r->lexicon);
	g_free(r->messages);
	g_free(r->css);
	g_free(r->formats);
	g_free(r);
}

gboolean renderer_catalogue(struct renderer *r, const char *messages, GError **error)
{
	r->lexicon = lexicon_new(messages, error);
	r->messages = g_strdup(messages);
	return r->lexicon != NULL;
}

char *renderer_version(const struct renderer *r)
{
	g_autoptr(Sum) sum = sum_new();
	g_auto(GStrv) names = data_list("reports");
	const char *const texts[] = { ADQUEM_VERSION, r->css, r->messages, r->formats };
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		sum_add_text(sum, texts[i]);
	for (char **n = names; *n; n++) {
		g_autofree char *path = g_strdup_printf("reports/%s", *n);
		g_autoptr(GBytes) bytes = data_bytes(path, NULL);
		gsize size = 0;
		const guchar *text = bytes ? g_bytes_get_data(bytes, &size) : NULL;
		if (text && g_str_has_suffix(*n, ".xsl"))
			sum_add(sum, text, size);
	}
	return g_strdup(sum_text(sum));
}

/* What a stylesheet is told beside the document, quoted as XPath wants it. */
static gboolean give(xsltTransformContext *context, const char *name, const char *value)
{
	return xsltQuoteOneUserParam(context, (const xmlChar *)name, (const xmlChar *)value) == 0;
}

static xmlDoc *transform(const struct renderer *r, xsltStylesheet *style, const struct render_input *in,
                         GString *messages)
{
	g_autoptr(xsltSecurityPrefs) prefs = forbid_all();
	g_autoptr(xsltTransformContext) context = xsltNewTransformContext(style, in->document);
	if (!context || xsltSetCtxtSecurityPrefs(prefs, context) != 0 || !give(context, "css", r->css) ||
	    !give(context, "formats", r->formats) || (in->page && !give(context, "page", in->page)) ||
	    (in->facts && !give(context, "facts", in->facts)) || (in->base && !give(context, "base", in->base)))
		return NULL;
	xsltSetTransformErrorFunc(context, messages, collect);
	if (r->lexicon)
		lexicon_lend(r->lexicon, context);
	xmlDoc *result = xsltApplyStylesheetUser(style, in->document, NULL, NULL, NULL, context);
	if (result && context->state == XSLT_STATE_OK)
		return result;
	xmlFreeDoc(result);
	return NULL;
}

static xsltStylesheet *stylesheet_of(struct renderer *r, const char *name, GString *messages, GError **error)
{
	xsltStylesheet *style = g_hash_table_lookup(r->stylesheets, name);
	if (style)
		return style;
	style = load(name, messages, error);
	if (style)
		g_hash_table_insert(r->stylesheets, g_strdup(name), style);
	return style;
}

GBytes *renderer_apply(struct renderer *r, const struct render_input *in, GError **error)
{
	g_autoptr(GString) messages = g_string_new(NULL);
	GError *local = NULL;
	xsltSetGenericErrorFunc(messages, collect);
	xsltStylesheet *style = stylesheet_of(r, in->stylesheet, messages, &local);
	g_autoptr(xmlDoc) result = style ? transform(r, style, in, messages) : NULL;
	xmlChar *text = NULL;
	int n = 0;
	gboolean saved = result && xsltSaveResultToString(&text, &n, result, style) == 0;
	xsltSetGenericErrorFunc(NULL, NULL);
	if (!saved && !local)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_REPORT, "reports/%s: %s", in->stylesheet, messages->str);
	if (local) {
		g_propagate_error(error, local);
		return NULL;
	}
	return g_bytes_new_with_free_func(text ? text : (const xmlChar *)"", (gsize)n, text ? xmlFree : NULL, text);
}

GBytes *renderer_apply_text(struct renderer *r, const GString *text, const struct render_input *in, GError **error)
{
	struct render_input with = *in;
	with.document = lexicon_join(r->lexicon, text->str, text->len);
	if (!with.document) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: its facts are too large for one page",
		            in->page ? in->page : in->stylesheet);
		return NULL;
	}
	GBytes *bytes = renderer_apply(r, &with, error);
	lexicon_release(r->lexicon, with.document);
	return bytes;
}

GBytes *report_render(xmlDoc *document, const char *stylesheet, GError **error)
{
	g_autoptr(Renderer) r = renderer_new(NULL, NULL, error);
	const struct render_input in = { .document = document, .stylesheet = stylesheet };
	return r ? renderer_apply(r, &in, error) : NULL;
}

gboolean report_check(const char *stylesheet, GError **error)
{
	g_autoptr(GString) messages = g_string_new(NULL);
	exsltCommonRegister();
	exsltStrRegister();
	xsltSetGenericErrorFunc(messages, collect);
	g_autoptr(xsltStylesheet) style = load(stylesheet, messages, error);
	xsltSetGenericErrorFunc(NULL, NULL);
	return style != NULL;
}
