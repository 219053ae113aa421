/* period.h - periods as Regulation (EEC, Euratom) No 1182/71 counts them (OJ L 124 of 8 June 1971, p. 1).
 * The event's own day is not counted (Article 3(1)). Months and years end on "the same date" (3(2)(c)), in practice read
 * in two ways, see enum period_reading. A period that is to roll ends on a working day (3(4)) and holds at least two
 * (3(5)); fixed dates, entry into force and application never do (4(1), 5(1)). */
#ifndef ADQUEM_PERIOD_H
#define ADQUEM_PERIOD_H

#include "checker/holiday.h"

#include <glib.h>

#define PERIOD_FIRST_YEAR 1951 /* the first of the Communities' treaties was signed in it */
#define PERIOD_LAST_YEAR 9990  /* beyond it there would be no room to roll */

/* A length of time. Weeks are held as days, years as months. */
struct period {
	int months, days;
	int working_days; /* then nothing else */
	gboolean weeks;   /* the days are whole weeks */
	gboolean parts;   /* some of the days are parts of a month */
	gboolean back;    /* counted back from the event */
};

/* What "the same date" (or weekday) of Article 3(2)(c) is the same as. */
enum period_reading {
	PERIOD_SAME, /* as the event: how the Commission and the Court count reply periods */
	PERIOD_NEXT, /* as the first day counted, the one after the event: how most directives were dated */
};

/* How to count. With roll and no owner only Saturdays and Sundays are no working days. */
struct period_how {
	enum period_reading reading;
	gboolean roll;                   /* apply Article 3(4) and (5) */
	const struct holidays *holidays; /* needed if there is an owner */
	const char *owner;               /* whose public holidays count: see checker/holiday.h; NULL: nobody's */
};

struct period_step {
	char *provision; /* "Article 3(1)" */
	char *day;       /* the day it gives; NULL if it gives none */
	char *text;      /* a sentence without its full stop */
};

struct period_result {
	char *nominal;    /* the end before Article 3(4) and (5) */
	char *end;        /* its last day */
	char *other_end;  /* what the other reading gives; NULL where the readings do not differ in kind */
	GPtrArray *steps; /* of struct period_step, in order */
};
typedef struct period_result PeriodResult; /* the name g_autoptr needs */

/* Reads an ISO 8601 duration: P2M, P1Y6M, P1Y, P3W, P10D, P1M15D, P1.5M (parts of a month: thirty days make one,
 * Article 3(2)(d)), -P2M counted back; or the words "10 working days". FALSE with ADQ_ERROR_USAGE and a sentence. */
gboolean period_parse(const char *text, struct period *period, GError **error);

/* Counts the period from the day of the event. New; NULL with ADQ_ERROR_USAGE where a day lies outside the years
 * PERIOD_FIRST_YEAR to PERIOD_LAST_YEAR, or a public holiday must be known and is not on record. from is a day. */
struct period_result *period_count(const char *from, const struct period *period, const struct period_how *how,
                                   GError **error);
void period_result_free(struct period_result *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PeriodResult, period_result_free)

/* 1 if the day is a working day of the owner (NULL: Saturdays and Sundays apart, every day is), 0 if not; -1 with
 * ADQ_ERROR_USAGE where the public holidays of its year are not on record. Article 2(2). */
int period_working_day(const struct period_how *how, const char *day, GError **error);

#endif
