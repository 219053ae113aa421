/* report_words.h - the message catalogue as part of one document after the other: read and indexed once, not per page. */
#ifndef ADQUEM_REPORT_WORDS_H
#define ADQUEM_REPORT_WORDS_H

#include <libxml/tree.h>
#include <libxslt/xsltInternals.h>

#include <glib.h>

typedef struct words Words;

/* Reads a catalogue: an element "messages" with elements "m" that have a key. NULL with ADQ_ERROR_REPORT. */
struct words *words_new(const char *messages, GError **error);
void words_free(struct words *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Words, words_free)

/* The document of a text, the catalogue put in as its first element. NULL if the text is no XML or too large. Only one
 * document at a time; words_release() takes the catalogue out of it and frees it. */
xmlDoc *words_join(struct words *words, const char *text, gsize n);
void words_release(struct words *words, xmlDoc *document);

/* Lets key('m', ...) of a transformation find the words at once, from wherever the current node is; other keys are as
 * ever (XSLT 1.0, 12.2). */
void words_lend(struct words *words, xsltTransformContext *context);

#endif
