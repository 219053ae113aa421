/* report.h - documents into bytes (XSLT 1.0, EXSLT common and strings). */
#ifndef ADQUEM_REPORT_H
#define ADQUEM_REPORT_H

#include <libxml/tree.h>

#include <glib.h>

/* What a page is made from. The stylesheet reads and writes no file and no network. */
struct render_input {
	xmlDoc *document;
	const char *stylesheet; /* of reports/ */
	const char *page;       /* parameter page: the file's path in the site, or NULL */
	const char *base;       /* parameter base: where the site can be read, ending in "/", or NULL */
	const char *facts;      /* parameter facts: the digest of the slice, or NULL */
};

/* Stylesheets read once, and the style sheet (parameter css) of the pages. */
typedef struct renderer Renderer;

/* css_file: instead of reports/style.css, or NULL. formats: what stands beside the pages and may be linked (parameter
 * formats), or NULL for all. NULL with ADQ_ERROR_REPORT naming the file. */
struct renderer *renderer_new(const char *css_file, char *const *formats, GError **error);
void renderer_free(struct renderer *renderer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Renderer, renderer_free)

/* Gives the renderer the catalogue (an element "messages") for renderer_apply_text(). FALSE with ADQ_ERROR_REPORT. */
gboolean renderer_catalogue(struct renderer *renderer, const char *messages, GError **error);

/* SHA-256 over the program's version, the stylesheets, the style sheet, the formats and the catalogue: the same version makes of the same document
 * the same bytes. New. */
char *renderer_version(const struct renderer *renderer);

/* NULL with ADQ_ERROR_REPORT, the stylesheet's own message included. */
GBytes *renderer_apply(struct renderer *renderer, const struct render_input *input, GError **error);

/* The same for a document that is still text, without its catalogue: that of the renderer is put in. Input's document is
 * not looked at. */
GBytes *renderer_apply_text(struct renderer *renderer, const GString *text, const struct render_input *input,
                            GError **error);

/* One document through one stylesheet. */
GBytes *report_render(xmlDoc *document, const char *stylesheet, GError **error);

/* The document as JSON: an element is an object of its attributes, its text under its name, and an array for each kind
 * of child element. The message catalogue is left out. */
GString *report_json(xmlDoc *document);

/* Parses reports/NAME as a stylesheet. FALSE with ADQ_ERROR_REPORT. */
gboolean report_check(const char *stylesheet, GError **error);

#endif
