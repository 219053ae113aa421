/* report.h - documents into bytes (XSLT 1.0, EXSLT common and strings), and bytes into a folder. */
#ifndef ADQUEM_REPORT_H
#define ADQUEM_REPORT_H

#include <libxml/tree.h>

#include <glib.h>

/* Applies reports/NAME of the program to the document. The stylesheet reads and writes no file and no network.
 * NULL with ADQ_ERROR_REPORT, the stylesheet's own message included. */
GBytes *report_render(xmlDoc *document, const char *stylesheet, GError **error);

/* The document itself as XML, indented. */
GBytes *report_xml(xmlDoc *document);

/* The document as JSON: an element is an object of its attributes, its text under its name, and an array for each kind
 * of child element. The message catalogue is left out. */
GString *report_json(xmlDoc *document);

/* Parses reports/NAME as a stylesheet. FALSE with ADQ_ERROR_REPORT. */
gboolean report_check(const char *stylesheet, GError **error);

/* Writes bytes to DIR/NAME, making folders, by a temporary file and one rename; a file that already holds the same
 * bytes is left alone. FALSE with ADQ_ERROR_REPORT naming the file. */
gboolean report_write(const char *dir, const char *name, GBytes *bytes, GError **error);

#endif
