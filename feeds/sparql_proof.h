/* sparql_proof.h - is an answer what a SPARQL endpoint gives to a SELECT, and all of it?
 * Virtuoso says that it cut an answer, or gave up, in headers of an answer with status 200, or in the first line of a
 * text. What is found here is not yet proof: that rows are missing without a word shows only a count. */
#ifndef ADQUEM_SPARQL_PROOF_H
#define ADQUEM_SPARQL_PROOF_H

#include "feeds/fetch.h"

/* TRUE for an answer that came, whole by its headers, with SPARQL results in XML in it; its rows are not read. FALSE
 * with ADQ_ERROR_SOURCE: one sentence. The body is rewound. */
gboolean sparql_proof(const struct fetch_answer *answer, GError **error);

/* TRUE if the answer failed because too much was asked: rows, time, cost, size. Half of it may be answered. */
gboolean sparql_too_much(const struct fetch_answer *answer);

/* TRUE if asking the same again would fail in the same way: for fetch_request.lasting. */
gboolean sparql_lasting(const struct fetch_answer *answer);

#endif
