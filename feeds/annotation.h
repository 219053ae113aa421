/* annotation.h - the comments CELLAR hangs on the dates of an act, and what they say: which provisions a date is for,
 * and what kind of date it is. The grammar: tokens `{CODE|URI}` mixed with plain text, one annotation to a line; older
 * records have plain text alone ("at the latest, see Art. 3.1"). What is not understood is kept as it stands. */
#ifndef ADQUEM_ANNOTATION_H
#define ADQUEM_ANNOTATION_H

#include <glib.h>

/* What a comment says. */
struct annotation {
	const char *kind; /* "transposition", "application", "option", "other"; NULL: it does not say; constant */
	char *provisions; /* "Articles 27 and 36", "Article 3 except Article 3(4)"; NULL: none named, or not understood */
	char *rest;       /* what was not understood, as it stands, pieces with "; " between; NULL: nothing */
};

/* Reads the comments on one date, any text, also malformed; NULL is as "". "transposition" means "at the latest" and
 * is worth something on a date of transposition only: CELLAR writes the same on dates of reports and reviews. New. */
struct annotation *annotation_read(const char *text);

void annotation_free(struct annotation *a);

/* The provisions for people: those understood, and in brackets what was not, its tokens without their URIs. New;
 * NULL if there is neither. */
char *annotation_shown(const struct annotation *a);

/* Whether a comment on a date under resource_legal_date_deadline makes it a deadline for transposition: it says "at
 * the latest", names exactly one article, and holds nothing that is not understood. To be asked for a directive or
 * framework decision without a date of transposition only, and to be believed only if one of its dates passes: reports
 * and reviews carry the same words. */
gboolean annotation_sets_transposition(const char *text);

typedef struct annotation Annotation;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Annotation, annotation_free)

#endif
