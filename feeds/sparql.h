/* sparql.h - answers of a SPARQL endpoint: SPARQL 1.1 Query Results XML Format (W3C Recommendation of 21 March 2013).
 * The variables of the answer say what its rows are; they are the contract with the queries (feeds' *.rq):
 *   measures   nim, country; act, celex, title, type, journal, number, published, notified, notified_act, in_force,
 *              link, declaration
 *   judgments  case; celex, ecli, judged, country, relation
 *   acts       celex and deadline or date; act, title, type, published, entry_into_force, in_force, ended, ended_by,
 *              eli, legal_basis, eea, annotation
 * The file is refused when it is not well-formed (feeds/xmlread.h), has another root, is a yes/no answer, or when its
 * variables fit none of these. */
#ifndef ADQUEM_SPARQL_H
#define ADQUEM_SPARQL_H

#include "feeds/feed.h"

/* A feed_reader (feeds/feed.h). The last records are one RECORD_READ per scope; it is whole only for options->act,
 * when every row was good: the caller says that the file is the answer for this act. */
gboolean sparql_read(FILE *in, const struct feed_options *options, const struct feed_sink *sink, GError **error);

#endif
