/* judge.h - one judgement: the store on a day, seen through the views, and what the rules say of it.
 * A judgement is a connection that cannot write the database; its answers are TEMP tables:
 *   v_...        the views of checker/views*.sql for that day, and v_letter(celex, deadline_no, state, letter, reason,
 *                message, rule, evidence)
 *   i_fired      every row of every rule: rule, level, subject, deadline_no, state, due, evidence, reason, message,
 *                met (0: what the rule needs was not read, so the row is unknown and does not count), place (of its
 *                level among those of which a cell takes the first; 0: a note)
 *   i_level      the level of each cell: celex, deadline_no, state, level, rule, message, evidence
 *   i_finding    the findings: key, rule, level, letter, stage, celex, deadline_no, state, due, message, evidence
 *   i_portfolio  the acts selected, by pillar
 * The day enters here and nowhere else. */
#ifndef ADQUEM_JUDGE_H
#define ADQUEM_JUDGE_H

#include "checker/rule.h"

struct judge_options {
	const char *as_of, *known_on; /* NULL: the store's day; everything known */
	const char *portfolio;        /* NULL: all */
	const char *rules;            /* folder of the user's rules, or NULL */
	char **acts, **states;        /* only these, or NULL */
	gboolean official_only;
};

#define KNOWN_ALWAYS "9999-12-31" /* known_on where no day was given: everything */

typedef struct judgement {
	sqlite3 *db;
	GPtrArray *rules; /* of struct rule */
	char *as_of, *known_on, *portfolio, *portfolio_title;
	char *rules_version; /* sha256 over the rules */
	gboolean official_only;
} Judgement;

/* Whether decision d is one about the act of i_case_act a: it is filed under it, or the title of the case names it. */
#define JUDGE_OF_ACT "a.case_id = d.case_id AND (a.celex = d.celex OR a.by_title)"

/* Judges the database at path. NULL with ADQ_ERROR_STORE or ADQ_ERROR_RULE. */
struct judgement *judge(const char *path, const struct judge_options *options, GError **error);

/* The same without the rules: the views of that day up to the one named last, or all of them for NULL, with the cells
 * of the portfolio, acts and states asked for. There is no v_letter and no i_... table of the rules. */
struct judgement *judge_facts(const char *path, const struct judge_options *options, const char *last, GError **error);

void judgement_free(struct judgement *judgement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Judgement, judgement_free)

/* SHA-256, in hexadecimal, over the facts judged, whatever the order in which they came into the store; new. */
char *judgement_facts(struct judgement *judgement, GError **error);

/* TRUE if a source the cells depend on is in trouble (design section 5.1); *text receives one line per trouble, new. */
gboolean judgement_trouble(struct judgement *judgement, char **text, GError **error);

/* Looks at all rules, built-in and the user's, without judging anything: what is wrong with each is added to problems,
 * an array of char *. FALSE with an error when that cannot be done at all. */
gboolean judge_lint(const char *rules_dir, GPtrArray *problems, GError **error);

/* The rank of a level: none 0, dormant 1, watch 2, candidate 3, strong 4, case 5; -1 if it is no level. */
int level_rank(const char *level);

#endif
