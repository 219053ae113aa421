/* forecast_history.h - what the store knows of letters, opinions and referrals for not communicating measures, read
 * from the views of one day into arrays: what every label, wave and model is made from. Days are numbers (Julian days
 * of GDate); FAR stands for "not (yet)". Decisions after the day judged are not in it. */
#ifndef ADQUEM_FORECAST_HISTORY_H
#define ADQUEM_FORECAST_HISTORY_H

#include "checker/judge.h"

enum { FAR = 1 << 24, STATES_MAX = 32, YEAR = 365, WAVE_STATES_MIN = 3, NOISE_DAYS = 548 };

/* Whether a letter makes a case of its deadline, and why not. */
enum letter_use {
	LETTER_FIRST,
	LETTER_UNLINKED,
	LETTER_NO_DEADLINE,
	LETTER_BEFORE,
	LETTER_REPEATED,
	LETTER_NOT_MEMBER,
	LETTER_USES
};

/* A case, once per act it concerns. */
struct letter {
	int date, opinion, referral, end; /* days, FAR if there is none */
	int act, deadline;                /* indices; deadline: the latest that had passed, -1 if none is known */
	int state, department;
	gboolean first; /* the first to this state after the deadline, when it was a member */
	enum letter_use use;
};

/* A transposition deadline with the letters that belong to it, in order of date. */
struct fc_deadline {
	int act, number, date, next; /* next: the following transposition deadline of the act */
	guint first_letter, letters; /* in history->by_deadline */
	int onset, noise;            /* the day from which three states had a letter within a year of the deadline; the
	                                day from which its letters lay more than 18 months apart; FAR */
};

/* What is known of the measures of an act in a state. */
struct notified {
	int first, complete; /* FAR */
	gboolean undecided;
};

typedef struct history {
	int as_of, observed_until;           /* observed_until: the decisions are dense until then */
	GPtrArray *acts, *departments;       /* of char *, sorted */
	GHashTable *act_index;               /* char * to index + 1 */
	GArray *letters;                     /* of struct letter, by date, act, state */
	GArray *deadlines;                   /* of struct fc_deadline, by date, act */
	GArray *by_deadline;                 /* of guint: indices of letters */
	GArray *of_state[STATES_MAX];        /* of int: days of all letters, sorted; the last: of all states */
	GArray *days;                        /* of struct letter_day, by day */
	GHashTable *deadline_index;          /* act * 64 + number to index + 1 */
	GHashTable *notified;                /* act * STATES_MAX + state to struct notified * */
	GHashTable *not_bound;               /* act * STATES_MAX + state */
	guint8 *measures_read, *legislative; /* by act; legislative: 0 not known, 1 no, 2 yes */
	guint n_states;
	int member_from[STATES_MAX], member_until[STATES_MAX];
} History;

/* A day and how many letters it carries. */
struct letter_day {
	int day;
	guint letters;
};

/* Reads the history from a judgement (checker/judge.h) whose views go at least as far as v_decision. NULL with
 * ADQ_ERROR_STORE. */
struct history *history_new(struct judgement *judgement, GError **error);

void history_free(struct history *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(History, history_free)

/* The day of "2024-10-17"; that of a month "2024-10" is its last; FAR for NULL. */
int history_day(const char *text);

/* "2024-10-17", new. */
char *history_day_text(int day);

/* The day n months later, the month's last where it has no such date. */
int history_add_months(int day, int months);

/* Index of an act, -1 if it is not known; of a state, -1 likewise. */
int history_act(const struct history *history, const char *celex);
int history_state(const char *code);

/* The index of a transposition deadline of an act, -1 if it is not known. */
int history_deadline(const struct history *history, int act, int number);

gboolean history_member(const struct history *history, int state, int day);

/* How many letters a state (-1: all of them together) got in the 365 days up to day. */
guint history_load(const struct history *history, int state, int day);

/* TRUE if as of a day at least three states have a letter about the deadline, and no two letters about it lie more than
 * 18 months apart (then several acts were filed under one number): facts from which others can be learned. */
gboolean history_usable(const struct fc_deadline *deadline, int as_of);

/* The wave of a deadline as of a day: the day that carries most of its letters (the earlier of two); FAR if there is no
 * letter. *sent receives how many states have one. */
int history_wave(const struct history *history, const struct fc_deadline *deadline, int as_of, guint *sent);

/* The i-th letter that belongs to a deadline. */
const struct letter *history_letter_at(const struct history *history, const struct fc_deadline *deadline, guint i);

/* The first letter to a state about a deadline, NULL if there is none. */
const struct letter *history_letter(const struct history *history, const struct fc_deadline *deadline, int state);

#define HISTORY_LETTER(h, i) g_array_index((h)->letters, struct letter, (i))
#define HISTORY_DEADLINE(h, i) g_array_index((h)->deadlines, struct fc_deadline, (i))

#endif
