/* report_lexicon.h - the message catalogue as part of one document after the other: read and indexed once, not per page. */
#ifndef ADQUEM_REPORT_LEXICON_H
#define ADQUEM_REPORT_LEXICON_H

#include <libxml/tree.h>
#include <libxslt/xsltInternals.h>

#include <glib.h>

typedef struct lexicon Lexicon;

/* Reads a catalogue: an element "messages" with elements "m" that have a key. NULL with ADQ_ERROR_REPORT. */
struct lexicon *lexicon_new(const char *messages, GError **error);
void lexicon_free(struct lexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lexicon, lexicon_free)

/* The document of a text, the catalogue's element put in first, without its words. NULL if the text is no XML or too large. Only one
 * document at a time; lexicon_release() takes the catalogue out of it and frees it. */
xmlDoc *lexicon_join(struct lexicon *lexicon, const char *text, gsize n);
void lexicon_release(struct lexicon *lexicon, xmlDoc *document);

/* Lets key('m', ...) of a transformation find the words at once, from wherever the current node is; other keys are as
 * ever (XSLT 1.0, 12.2). */
void lexicon_lend(struct lexicon *lexicon, xsltTransformContext *context);

#endif
