/* words.h - the words and sentences of the reports, one catalogue reports/LANG.xml per language. A language is there when
 * its file is: nothing else lists them. */
#ifndef ADQUEM_WORDS_H
#define ADQUEM_WORDS_H

#include <glib.h>

/* The languages there are, as ISO 639-1 codes, sorted: "de", "en", "fr"; new, freed with g_strfreev(). */
char **words_languages(void);

/* NULL if there is a catalogue of that language; else what is wrong, "not one of de, en, fr"; new. */
char *words_no_language(const char *lang);

typedef struct words Words;

/* The catalogue of a language. NULL with ADQ_ERROR_REPORT if there is none or it is no XML. */
struct words *words_new(const char *lang, GError **error);
void words_free(struct words *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Words, words_free)

/* Its language, as it was asked for. */
const char *words_lang(const struct words *words);

/* The text of a key; the key itself where the catalogue has none. */
const char *words_of(const struct words *words, const char *key);

/* The catalogue as an XML element of the findings vocabulary: what stylesheets need, without sentences of the data. */
const char *words_xml(const struct words *words);

/* What the program's data say in English, said in the language: parts between "; " that are sentences of the English
 * catalogue's keys "said." are replaced, with what fills their {0}, {1}, days written out; other parts stay. New; NULL if
 * nothing is to be replaced. */
char *words_said(const struct words *words, const char *english);

/* Compares every catalogue with the English one: adds to problems a text with file and key for each key that is missing,
 * unknown, there twice or empty, or whose {0}, {1} are others. */
void words_check(GPtrArray *problems);

#endif
