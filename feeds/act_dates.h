/* act_dates.h - what CELLAR's dates of an act mean: told by the property a date is a value of and by its annotations.
 * Words of the annotations: "{CODE|URI} text", the codes of the tables fd_330 and fd_335. */
#ifndef ADQUEM_ACT_DATES_H
#define ADQUEM_ACT_DATES_H

#include "feeds/act.h"

enum act_date_kind {
	ACT_DATE_TRANSPOSITION, /* the property for dates of transposition */
	ACT_DATE_DEADLINE,      /* the one for deadlines of all kinds */
	ACT_DATE_ENTRY,         /* entry into force and application */
	ACT_DATE_END,           /* end of validity, of parts too */
	ACT_DATES,
};

/* A date and what its axioms say: one text per axiom, type and comment verbatim. */
struct act_date {
	enum act_date_kind kind;
	char *day; /* NULL: the sentinel for "not known"; the open end is ACT_OPEN_END */
	GPtrArray *notes;
	guint line;
};

/* Turns dates into values and deadlines of the act: transposition, and application where the annotation says so. An end
 * of validity is the last day in force; the act's is the day after. repealers: numbers of the acts that repeal this
 * one. What the dates do not settle goes to the sink, as notes and skipped rows. FALSE with the sink's error. */
gboolean act_dates_add(struct act *act, const GPtrArray *dates, const GPtrArray *repealers,
                       const struct feed_sink *sink, GError **error);

#endif
