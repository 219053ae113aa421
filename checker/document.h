/* document.h - a judgement as XML of the vocabulary reports/findings.rng: whole, or in slices, one per page. Only this
 * file and its statements (document_sql.c, document_pages.c) know both the tables and the vocabulary. */
#ifndef ADQUEM_DOCUMENT_H
#define ADQUEM_DOCUMENT_H

#include <libxml/tree.h>

#include "checker/judge.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)

/* What a document shows. */
struct document_scope {
	const char *name;  /* a scope of docs/FINDINGS.md; NULL: cell, act or index, by what else is given */
	const char *celex; /* the act of the scopes act, cell and feed */
	const char *state; /* the state of the scopes cell, state and feed */
	const char *key;   /* the case of the scope case, the year of the scope matrix; NULL: all */
	const char *lang;  /* of the message catalogue */
};

/* A judgement made ready to give slices: its TEMP tables are filled and every statement is prepared once. */
typedef struct document Document;

/* Opens the judgement, which must outlive it, with the catalogue of a language. NULL with ADQ_ERROR_REPORT when the
 * language has none, ADQ_ERROR_STORE otherwise. */
struct document *document_open(struct judgement *judgement, const char *lang, GError **error);
void document_free(struct document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

/* The text of a key in the document's language; the key itself where the catalogue has none. */
const char *document_word(struct document *document, const char *key);

/* The message catalogue as XML text, an element "messages" of the vocabulary; of the document. */
const char *document_catalogue(const struct document *document);
/* A sentence of the data in the document's language, words_said(), or as it is; new. Statements have the same as the
 * SQL function said(), and the language's code as report_lang(). */
char *document_said(struct document *document, const char *english);

/* The judgement behind it. */
struct judgement *document_judgement(struct document *document);

/* The slice as XML text, new; with the catalogue as its first child or without. Control characters that XML cannot hold become U+FFFD. NULL with ADQ_ERROR_REPORT when
 * the act or case is not on record, ADQ_ERROR_STORE otherwise. */
GString *document_slice(struct document *document, const struct document_scope *scope, gboolean catalogue,
                        GError **error);

/* The same, written to a file as it comes, without the catalogue: nothing is held in memory. */
gboolean document_stream(struct document *document, const struct document_scope *scope, const char *path,
                         GError **error);

/* One slice as a tree, new; freed with xmlFreeDoc(). Errors as those of document_open() and document_slice(). */
xmlDoc *document_new(struct judgement *judgement, const struct document_scope *scope, GError **error);

#endif
