/* xmlread.h - the one way XML comes in: a push parser fed from a stream, with callbacks (SAX2 of libxml2).
 * Memory does not grow with the file. Refused with ADQ_ERROR_INPUT, "NAME:LINE: reason": what is not well-formed, a
 * document type declaration (and with it every entity), elements nested deeper than 64, text of one element, tag or
 * comment over 1 MB, a file over 2 GB. Nothing is ever fetched. */
#ifndef ADQUEM_XMLREAD_H
#define ADQUEM_XMLREAD_H

#include <glib.h>
#include <stdio.h>

/* A start or an end tag; all of it lives only for the call. */
struct xml_tag {
	const char *ns;   /* namespace URI, "" if none */
	const char *name; /* local name */
	guint line;
	const void *attributes; /* for xml_attribute() */
	int n_attributes;
};

/* What is called, in document order. FALSE with an error stops the reader, which passes the error on. text may come in
 * pieces. Any of them may be NULL. */
struct xml_handler {
	void *user;
	gboolean (*start)(void *user, const struct xml_tag *tag, GError **error);
	gboolean (*text)(void *user, const char *text, gsize length, GError **error);
	gboolean (*end)(void *user, const struct xml_tag *tag, GError **error);
};

/* Reads the whole of in; name is the file's, for messages. Does not close in. */
gboolean xml_read(FILE *in, const char *name, const struct xml_handler *handler, GError **error);

/* The value of the start tag's attribute of this local name without namespace, new; NULL if there is none. */
char *xml_attribute(const struct xml_tag *tag, const char *name);

#endif
