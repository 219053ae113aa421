/* sparql_set.h - what the rows of SPARQL results can be; private to the SPARQL readers. */
#ifndef ADQUEM_SPARQL_SET_H
#define ADQUEM_SPARQL_SET_H

#include "feeds/feed.h"
#include "feeds/sparql_rows.h"

/* One set: how it is recognised, and what is done with its rows. begin returns what the others are given; options and
 * sink outlive it. row and end return FALSE with an error when the file is refused or the sink stops. */
struct sparql_set {
	const char *title;   /* for messages */
	const char *needs;   /* for messages: the variables it is known by */
	const char *all[4];  /* must be there */
	const char *one[3];  /* one of them must be there, unless the list is empty */
	const char *without; /* must not be there */
	void *(*begin)(const struct feed_options *options, const struct feed_sink *sink);
	gboolean (*row)(void *set, const struct sparql_row *row, GError **error);
	gboolean (*end)(void *set, GError **error);
	void (*free)(void *set);
};

extern const struct sparql_set sparql_measures, sparql_measure_values, sparql_judgments, sparql_acts, sparql_act_values;

#endif
