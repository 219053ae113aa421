/* document.h - a judgement as one XML document of the vocabulary reports/findings.rng. Only this file and its
 * statements (document_sql.c) know both the tables and the vocabulary. */
#ifndef ADQUEM_DOCUMENT_H
#define ADQUEM_DOCUMENT_H

#include <libxml/tree.h>

#include "checker/judge.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)

/* What a document shows. */
struct document_scope {
	const char *celex; /* one act (scope "act"), or NULL: everything (scope "index") */
	const char *state; /* with celex: one cell of each deadline (scope "cell"), or NULL */
	const char *lang;  /* of the message catalogue */
};

/* The document, new; freed with xmlFreeDoc(). NULL with ADQ_ERROR_REPORT when the act is not on record or the
 * language has no catalogue, ADQ_ERROR_STORE otherwise. Control characters that XML cannot hold become U+FFFD. */
xmlDoc *document_new(struct judgement *judgement, const struct document_scope *scope, GError **error);

#endif
