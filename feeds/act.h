/* act.h - what a source says of an act, gathered from its rows and handed on once; shared by the SPARQL readers.
 * Of a value that an act has once, two different ones are the mark of rows mixed up: the later row is rejected. */
#ifndef ADQUEM_ACT_H
#define ADQUEM_ACT_H

#include "feeds/record.h"
#include "feeds/value.h"

enum act_field {
	ACT_TITLE,
	ACT_SHORT_TITLE,
	ACT_TYPE,
	ACT_ADOPTED,
	ACT_PUBLISHED,
	ACT_ENTRY,
	ACT_IN_FORCE,
	ACT_ENDED,
	ACT_ENDED_BY,
	ACT_ENDED_HOW,
	ACT_ELI,
	ACT_LEGAL_BASIS,
	ACT_LEGISLATIVE,
	ACT_EEA,
	ACT_DIRECTORY,
	ACT_SERVICE,
	ACT_FIELDS,
};

struct act {
	char *celex;
	guint line; /* where it was first met */
	char *values[ACT_FIELDS];
	GPtrArray *deadlines; /* of struct act_deadline */
};

struct act_deadline {
	char *date;       /* NULL: there is one, its day is not known */
	const char *kind; /* as in record_deadline; static */
	GString *annotation;
	const char *confidence; /* static, or NULL */
	guint line;
};

/* New, for the act of this number, first met on this line. */
struct act *act_new(const char *celex, guint line);
void act_free(struct act *act);
typedef struct act Act; /* the name g_autoptr needs */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Act, act_free)

/* The column that holds the field in a table of acts. */
const char *act_column(enum act_field field);

/* The text as a value of the field, NULL where it says nothing; a bad one fails the row. */
const char *act_clean(enum act_field field, struct value_row *row, const char *text);

/* Fails the row if the act has another value of a field it has once. */
void act_check(const struct act *act, enum act_field field, struct value_row *row, const char *value);

/* Adds a clean value (NULL: nothing), by the field's rule: the first, the earliest, the latest, all of them. */
void act_add(struct act *act, enum act_field field, const char *value);

/* The deadline of that date (may be NULL) and kind, made if the act has none; annotation (may be NULL) is added. */
struct act_deadline *act_add_deadline(struct act *act, const char *kind, const char *date, const char *annotation,
                                      guint line);

/* Hands on the act, then its deadlines in order of their dates. FALSE with the sink's error. */
gboolean act_take(struct act *act, const struct feed_sink *sink, GError **error);

/* Adds a line of text that is not there yet, with between before it. */
void act_join(GString *all, const char *text, const char *between);

/* CELLAR's "9999-12-31": no end of validity. */
#define ACT_OPEN_END "9999-12-31"

/* The number of the act that a row is about, kept by the row. NULL after a value that failed, or with *skip set for a
 * text that is about an act without being one (a corrigendum, a consolidated text). */
const char *act_of_row(struct value_row *row, const char *given, const char **skip);

#endif
