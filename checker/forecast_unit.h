/* forecast_unit.h - the cases a model learns from and is judged by: one per (deadline, state) for the letter of formal
 * notice, one per case for the steps after it, each with what was known on the day it is judged and what came of it. */
#ifndef ADQUEM_FORECAST_UNIT_H
#define ADQUEM_FORECAST_UNIT_H

#include "checker/forecast_history.h"
#include "checker/forecast_math.h"

enum step { STEP_NOTICE, STEP_OPINION, STEP_REFERRAL, STEPS };

enum evidence { EVIDENCE_UNKNOWN, EVIDENCE_BEFORE, EVIDENCE_LATE, EVIDENCE_NONE, EVIDENCE_COMPLETE, EVIDENCES };

struct unit {
	int act, state, department, deadline; /* -1: not known */
	int judged;                           /* the day on which it is judged, and from which its features are */
	int origin;                           /* the day from which time in the stage counts */
	int event, end;                       /* when the step came, when the case ended; FAR */
	int window, window_guess; /* last day that counts, if the deadline is usable, or if it is not known */
	gboolean counted;         /* a letter within a year of its deadline */
	enum evidence evidence;
	guint legislative; /* 0 not known, 1 no, 2 yes */
	double load, delay, others;
};

/* The columns of a design: kind and key of each. */
struct column {
	const char *kind;
	char *key;
};

typedef struct layout {
	GArray *columns; /* of struct column */
	guint states, departments, evidences, procedures, load, others, delay;
} Layout;

/* "formal_notice", "reasoned_opinion", "referral". */
const char *step_name(enum step step);

/* "formal notice", and the months after the deadline within which it counts. */
const char *step_words(enum step step);
int step_months(enum step step);

struct layout *layout_new(const struct history *history);
void layout_free(struct layout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Layout, layout_free)

/* The place of a column, -1 if there is none. */
int layout_find(const struct layout *layout, const char *kind, const char *key);

/* All cases of a step in the history, in order of deadline or letter; new, of struct unit. */
GArray *units_new(const struct history *history, enum step step);

/* TRUE if the deadline of a case is one to be counted from, as of a day. */
gboolean unit_exact(const struct history *history, const struct unit *unit, int as_of);

/* The outcome as of a day: 0 or 1; -1 as long as it is open. */
int unit_outcome(const struct history *history, const struct unit *unit, int as_of);

/* The row of a case in a design; y and weight are left to the caller. */
void unit_row(const struct layout *layout, const struct unit *unit, struct fit_row *row);

/* Sets the features of a case: load and the share of other states without anything as of the day it is judged, its own
 * evidence as of a day. */
void unit_features(const struct history *history, struct unit *unit, int day);

#endif
