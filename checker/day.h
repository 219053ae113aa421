/* day.h - calendar days as ISO 8601 text.
 * A day is "YYYY-MM-DD" in the proleptic Gregorian calendar, years 0001 to 9999. A decision whose day is not
 * known may carry a month, "YYYY-MM". Text sorts as time does, and the store keeps the same text. */
#ifndef ADQUEM_DAY_H
#define ADQUEM_DAY_H

#include <glib.h>

#define DAY_SIZE 11 /* ten characters and the final NUL */

/* TRUE if text is exactly one existing day; 30 February is none. NULL is none. */
gboolean day_valid(const char *text);

/* TRUE if text is a day or a month "YYYY-MM" of a year 0001 to 9999. */
gboolean day_or_month_valid(const char *text);

/* The day of text without its time or time zone ("2024-10-17+02:00", "2024-10-17T00:00:00"), new; NULL if
 * text is none. The sentinels of CELLAR, 1001-01-01 (unknown) and 9999-12-31 (open end), and an unsubstituted
 * template "$...$" give "" (known to be unknown), so that a reader can tell them from a broken value. */
char *day_clean(const char *text);

/* Days from day a to day b, negative if b is earlier. Both must be valid. */
int day_diff(const char *a, const char *b);

/* Day plus n days, new. */
char *day_add_days(const char *day, int n);

/* Day plus n months, new: the same date of that month, or the month's last day where it has no such date
 * (Regulation (EEC, Euratom) 1182/71, Article 3(2)(c)). */
char *day_add_months(const char *day, int n);

/* Today in Europe/Brussels, new. This and day_now() are the only readings of the clock in the program, but for the times
 * of transfers (feeds/fetch.h); called by commands alone. */
char *day_today(void);

/* The time in UTC, "2026-11-23T22:15:00Z", new. */
char *day_now(void);

#endif
