/* holiday.h - which days are working days: Regulation (EEC, Euratom) No 1182/71, Article 2.
 * Public holidays are those of the Member State or of the institution in which action is to be taken; they are data,
 * rules/law/holidays.csv (described in rules/law/HOLIDAYS.md). A year that is not on record is refused, never guessed. */
#ifndef ADQUEM_HOLIDAY_H
#define ADQUEM_HOLIDAY_H

#include <glib.h>
#include <stdio.h>

#define HOLIDAY_COMMISSION "COMMISSION" /* the owner of the holidays of the institution */

struct holidays;                  /* all owners */
typedef struct holidays Holidays; /* the name g_autoptr needs */

/* One row of the file. "name" of a row that says which years are on record is a remark for the reader, or empty. */
struct holiday {
	const char *name, *source, *confidence;
};

/* The holidays that come with the program; new. NULL with ADQ_ERROR_RULE or ADQ_ERROR_INPUT ("NAME:LINE: reason"). */
struct holidays *holidays_new(GError **error);

/* The same from an open file, which the caller closes; name is for messages. */
struct holidays *holidays_read(FILE *in, const char *name, GError **error);
void holidays_free(struct holidays *holidays);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Holidays, holidays_free)

/* The row by which this year of an owner (EU code of a state, or HOLIDAY_COMMISSION) is on record; the holidays'.
 * NULL with ADQ_ERROR_USAGE and a sentence that names the years on record. */
const struct holiday *holidays_cover(const struct holidays *holidays, const char *owner, int year, GError **error);

/* The public holiday of that owner on this day, NULL if it is none or its year is not on record; the holidays'. */
const struct holiday *holidays_on(const struct holidays *holidays, const char *owner, const char *day);

/* Easter Sunday of a year, new: by the Gregorian computation (1583 to 9999), and as the Orthodox churches keep it, the
 * Julian computation shown as a day of the Gregorian calendar. */
char *holiday_easter(int year);
char *holiday_easter_orthodox(int year);

/* The day of the week, 0 Monday to 6 Sunday, and its English name (static). */
int holiday_weekday(const char *day);
const char *holiday_weekday_name(const char *day);

/* TRUE on Saturdays and Sundays, which are never working days (Article 2(2)). */
gboolean holiday_weekend(const char *day);

#endif
