/* words_private.h - a catalogue as it is in its file; for words*.c alone. */
#ifndef ADQUEM_WORDS_PRIVATE_H
#define ADQUEM_WORDS_PRIVATE_H

#include "checker/words.h"

/* How the keys of sentences of the data begin. */
#define SENTENCE "said."

struct message {
	char *key, *text;
};

/* A form of counted words and the numbers it is for: n, those themselves; end, what is left of them divided by mod, but
 * not those that end, as two digits, as but says. Lists are of numbers, " " between. */
struct plural {
	char *form, *n, *end, *mod, *but;
};

struct catalogue {
	char *lang, *path, *xml; /* lang: as the file is named */
	char *marked;            /* as which language its root marks the words; NULL: as none */
	GPtrArray *messages;     /* of struct message, in the file's order */
	GPtrArray *plurals;      /* of struct plural */
	GHashTable *texts;       /* by key; of a key that is there twice, the last */
};

/* Errors as words_new(). */
struct catalogue *catalogue_new(const char *lang, GError **error);
void catalogue_free(struct catalogue *catalogue);
typedef struct catalogue Catalogue;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Catalogue, catalogue_free)

/* The text of a key, or NULL. */
const char *catalogue_text(const struct catalogue *catalogue, const char *key);

/* The text of a counted key for a number in digits: BASE.0 for none where there is one, else the form that the
 * catalogue's <plural> names, else BASE.n; or NULL. */
const char *catalogue_counted(const struct catalogue *catalogue, const char *base, const char *number);

/* Of a key that ends in .n or in a form, .0, .1, what stands before; new. NULL of any other. */
char *catalogue_base(const char *key);

#endif
