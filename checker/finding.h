/* finding.h - the life of findings across runs (design section 4, "finding"). Written by `run` alone. */
#ifndef ADQUEM_FINDING_H
#define ADQUEM_FINDING_H

#include "checker/judge.h"
#include "checker/store.h"

/* Compares the judgement with the last run and records what turned. A judgement of the same day, knowledge, portfolio,
 * rules and facts as the last run adds nothing. *worse tells whether something turned worse at or above the level
 * fail_on in the run on record, *news whether anything was said. FALSE with ADQ_ERROR_STORE; ADQ_ERROR_USAGE when the
 * day judged is before that of the last run. */
gboolean finding_record(struct store *store, struct judgement *judgement, const char *fail_on, gboolean *worse,
                        gboolean *news, GError **error);

/* A finding that turned between two showings: event is new, worse, case-step, better or closed. Level is NULL of a closed
 * one; letter and stage are those of its cell, as is the message, where there still is one. What was before is NULL of a
 * new one. */
struct finding_turn {
	const char *event, *key, *level_was, *level, *letter_was, *letter, *stage_was, *stage, *message;
};

/* A line for a turn: "better case cell/32022L2555/1/ES: letter O to I; open non-communication case ...": what is another
 * than before, and what stands. Appended to line, with its end. */
void finding_turn_line(GString *line, const struct finding_turn *turn);

typedef void (*finding_turned)(void *user, const struct finding_turn *turn);

/* Tells what turned between two judgements, in the order of keys. What cannot be judged in the later one is not closed;
 * notes, and what is dormant, are no news. FALSE with ADQ_ERROR_STORE. */
gboolean finding_diff(struct judgement *from, struct judgement *to, finding_turned each, void *user, GError **error);

/* The same between two runs of one portfolio, as they showed it; db is the connection of a judgement. FALSE with
 * ADQ_ERROR_USAGE if there is no such run, or they are of two portfolios. */
gboolean finding_diff_runs(sqlite3 *db, const char *from, const char *to, finding_turned each, void *user,
                           GError **error);

/* TRUE if the key is that of a source in trouble. */
gboolean finding_is_trouble(const char *key);

/* The act in a finding's key: that of its cell or, of a source in trouble, the one whose measures it was read for; new,
 * NULL if there is none. */
char *finding_act(const char *key);

/* TRUE if a finding at or above the level, not acknowledged, stands in the judgement. */
gboolean finding_any(struct judgement *judgement, const char *level, GError **error);

#endif
