#include "checker/site.h"

#include <string.h>

#include "checker/document.h"
#include "checker/output.h"
#include "checker/report.h"

/* A file of the site; without a stylesheet it is the document, or the table of cells. */
struct page {
	const char *format, *file, *stylesheet;
};

static const struct page pages[] = {
	{ "html", "index.html", "html.xsl" },
	{ "text", "report.txt", "text.xsl" },
	{ "xml", "data/findings.xml", NULL },
	{ "csv", "data/cells.csv", NULL },
};

static GBytes *make(struct judgement *judgement, xmlDoc *doc, const struct page *page, GError **error)
{
	if (page->stylesheet)
		return report_render(doc, page->stylesheet, error);
	if (strcmp(page->format, "xml") == 0)
		return report_xml(doc);
	GString *csv = output_csv(judgement, error);
	return csv ? g_string_free_to_bytes(csv) : NULL;
}

gboolean site_write(struct judgement *judgement, const char *dir, const char *lang, char **formats, GError **error)
{
	struct document_scope scope = { .lang = lang };
	g_autoptr(xmlDoc) doc = document_new(judgement, &scope, error);
	for (size_t i = 0; doc && i < G_N_ELEMENTS(pages); i++) {
		if (formats && !g_strv_contains((const char *const *)formats, pages[i].format))
			continue;
		g_autoptr(GBytes) bytes = make(judgement, doc, &pages[i], error);
		if (!bytes || !report_write(dir, pages[i].file, bytes, error))
			return FALSE;
	}
	return doc != NULL;
}
