/* register_window.h - the date windows in which the register of decisions is asked.
 * Its answers cannot be paged (the order is not honoured), so every window must fit one answer: the days are divided
 * without gap or overlap, a window too large is split. */
#ifndef ADQUEM_REGISTER_WINDOW_H
#define ADQUEM_REGISTER_WINDOW_H

#include "checker/day.h"

/* The first day of a window without beginning, and the last of one without end. */
#define WINDOW_OPEN "0001-01-01"
#define WINDOW_END "2099-12-31"

/* From one day to another, both within. */
struct window {
	char from[DAY_SIZE], to[DAY_SIZE];
};

/* All days, as struct window in their order, new: everything before 1990, a window for each year, the present one up to
 * today, and what lies after today. */
GArray *windows_all(const char *today);

/* All days, new: those before the day recent as one window, then years as above. */
GArray *windows_since(const char *recent, const char *today);

/* The parts of a window, new: what has no beginning in years, a year in months, all else in halves. NULL: it is one
 * day. */
GArray *window_split(const struct window *window);

/* "before 1990", "of 2013", "of 2013-06-01 to 2013-06-30", "of 2013-06-20"; new. */
char *window_name(const struct window *window);

#endif
