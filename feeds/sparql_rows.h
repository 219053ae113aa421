/* sparql_rows.h - the rows of SPARQL results: SPARQL 1.1 Query Results XML Format (W3C Recommendation of 21 March 2013).
 * What they mean is the caller's to say (feeds/sparql.h, the sources). Values are text; whether one was a URI or a
 * literal, and of which type, is not handed on: servers differ in it. */
#ifndef ADQUEM_SPARQL_ROWS_H
#define ADQUEM_SPARQL_ROWS_H

#include <glib.h>
#include <stdio.h>

/* A row: the line it starts on, how many of its variables are bound. */
struct sparql_row {
	guint line, n;
	GHashTable *cells; /* variable -> what sparql_get() reads */
};

/* The value of a variable in the row, NULL if it is not bound; the row's. */
const char *sparql_get(const struct sparql_row *row, const char *variable);

/* What is called: begin once, at the start of the results, with the variables of the head (our names -> the
 * answer's); row for each. FALSE with an error stops the reader. begin may be NULL. */
struct sparql_handler {
	void *user;
	gboolean (*begin)(void *user, GHashTable *variables, guint line, GError **error);
	gboolean (*row)(void *user, const struct sparql_row *row, GError **error);
};

/* Reads the whole of in; name is the file's, for messages. FALSE with ADQ_ERROR_INPUT, "NAME:LINE: reason": not
 * well-formed (feeds/xmlread.h), another root, a yes/no answer, no results, a value without a variable. */
gboolean sparql_rows(FILE *in, const char *name, const struct sparql_handler *handler, GError **error);

#endif
