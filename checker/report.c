#include "checker/report.h"

#include <errno.h>
#include <libexslt/exslt.h>
#include <libxml/parser.h>
#include <libxslt/documents.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <string.h>

#include "checker/data.h"
#include "checker/document.h"
#include "checker/error.h"

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

/* The style sheet of the page is a parameter, quoted as XPath wants it. */
static gboolean give_css(xsltTransformContext *context, GError **error)
{
	g_autoptr(GBytes) css = data_bytes("reports/style.css", error);
	if (!css)
		return FALSE;
	gsize n;
	const char *text = g_bytes_get_data(css, &n);
	g_autofree char *value = g_strndup(text, n);
	return xsltQuoteOneUserParam(context, (const xmlChar *)"css", (const xmlChar *)value) == 0;
}

static xmlDoc *transform(xsltStylesheet *style, xmlDoc *document, GString *messages, GError **error)
{
	g_autoptr(xsltSecurityPrefs) prefs = forbid_all();
	g_autoptr(xsltTransformContext) context = xsltNewTransformContext(style, document);
	if (!context || xsltSetCtxtSecurityPrefs(prefs, context) != 0 || !give_css(context, error))
		return NULL;
	xsltSetTransformErrorFunc(context, messages, collect);
	xmlDoc *result = xsltApplyStylesheetUser(style, document, NULL, NULL, NULL, context);
	if (result && context->state == XSLT_STATE_OK)
		return result;
	xmlFreeDoc(result);
	return NULL;
}

GBytes *report_render(xmlDoc *document, const char *stylesheet, GError **error)
{
	g_autoptr(GString) messages = g_string_new(NULL);
	exsltCommonRegister();
	exsltStrRegister();
	xsltSetGenericErrorFunc(messages, collect);
	GError *local = NULL;
	g_autoptr(xsltStylesheet) style = load(stylesheet, messages, &local);
	g_autoptr(xmlDoc) result = style ? transform(style, document, messages, &local) : NULL;
	xmlChar *text = NULL;
	int n = 0;
	gboolean saved = result && xsltSaveResultToString(&text, &n, result, style) == 0;
	xsltSetGenericErrorFunc(NULL, NULL);
	if (!saved && !local)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_REPORT, "reports/%s: %s", stylesheet, messages->str);
	if (local) {
		g_propagate_error(error, local);
		return NULL;
	}
	GBytes *bytes = g_bytes_new(text ? (const char *)text : "", (gsize)n);
	xmlFree(text);
	return bytes;
}

GBytes *report_xml(xmlDoc *document)
{
	xmlChar *text = NULL;
	int n = 0;
	xmlDocDumpFormatMemoryEnc(document, &text, &n, "UTF-8", 1);
	GBytes *bytes = g_bytes_new(text, (gsize)n);
	xmlFree(text);
	return bytes;
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

gboolean report_write(const char *dir, const char *name, GBytes *bytes, GError **error)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *old = NULL;
	gsize n, had;
	const char *text = g_bytes_get_data(bytes, &n);
	GError *local = NULL;
	if (g_mkdir_with_parents(folder, 0777) != 0) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: cannot make the folder: %s", folder,
		            g_strerror(errno));
		return FALSE;
	}
	if (g_file_get_contents(path, &old, &had, NULL) && had == n && memcmp(old, text, n) == 0)
		return TRUE;
	if (g_file_set_contents_full(path, text, (gssize)n, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &local))
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: cannot write: %s", path, local->message);
	g_error_free(local);
	return FALSE;
}
