/* forecast_wave.h - the waves in which letters of formal notice go out, and when the next one for an act is due.
 * The Commission decides on such letters on a few days a year; nearly all letters about one act carry one day. Learned
 * are the days (in which weeks of the year they fall) and the lag from deadline to wave. */
#ifndef ADQUEM_FORECAST_WAVE_H
#define ADQUEM_FORECAST_WAVE_H

#include "checker/forecast_history.h"

enum { WAVE_LETTERS_MIN = 20, WAVE_WINDOW_DAYS = 31, WAVES_ENOUGH = 12, LAGS_ENOUGH = 10, PHASES = 366 };

struct wave_lag {
	int deadline, lag;
};

/* phase: how likely a wave is on a day of the year; by_lag: after so many days; both as of a day. */
typedef struct calendar {
	GArray *days;  /* of struct letter_day: days with at least 20 letters */
	GArray *lags;  /* of struct wave_lag */
	guint without; /* deadlines whose year went by without letters to three states */
	double phase[PHASES], by_lag[YEAR + 1];
} Calendar;

/* 31 days, both included, and the chance the calendar gives them; from is FAR where there is none. */
struct wave_window {
	int from, until;
	double share;
};

struct calendar *calendar_new(void);
void calendar_free(struct calendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Calendar, calendar_free)

/* What the history shows by a day. */
struct calendar *calendar_learn(const struct history *history, int as_of);

/* Makes the two tables from days and lags, older ones counting less; as_of: the day judged. */
void calendar_prepare(struct calendar *calendar, int as_of);

/* Of the deadlines whose year was over on the day until which was learned, and that had no wave so many days after: how
 * many they are, and how many got one later. */
void calendar_later(const struct calendar *calendar, int days, int learned_until, guint *later, guint *waiting);

gboolean calendar_enough(const struct calendar *calendar);

/* The likeliest window for the wave of a deadline after a day, and the likeliest of those that do not touch it. No
 * window once a year has passed. */
void calendar_windows(const struct calendar *calendar, int deadline, int as_of, struct wave_window window[2]);

#endif
