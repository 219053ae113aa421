/* sanction_law.h - what the Commission calculates financial sanctions with, as data: rules/law/sanctions.csv and
 * rules/law/n-factors.csv (their format: rules/law/SANCTIONS.md), and rules/law/membership.csv.
 * Amounts and coefficients are whole numbers, scaled by ten for each decimal place: no binary fractions anywhere. */
#ifndef ADQUEM_SANCTION_LAW_H
#define ADQUEM_SANCTION_LAW_H

#include <glib.h>

#define SANCTION_UNKNOWN G_GINT64_CONSTANT(-1)

/* A figure with where it is from. Only confidence "high" is known from an official text; all others are estimates. */
struct sanction_figure {
	gint64 value; /* SANCTION_UNKNOWN: known to exist, and not known */
	char *confidence, *source;
};

enum { SANCTION_REGIME_FIGURES = 3 }; /* flat rates of penalty and lump sum, reference lump sum; in cents */

/* The parameters of one communication of the Commission. */
struct sanction_regime {
	char *id;
	char *valid_from;                 /* a day, or a month where the day is not known */
	char *basis;                      /* "260-2", "260-3", or "both" */
	char *n_method;                   /* how n is made, in words; NULL: not known */
	struct sanction_figure first_day; /* confidence and source of valid_from */
	struct sanction_figure flats[SANCTION_REGIME_FIGURES];
	struct sanction_figure duration_from; /* 0.10 a month from this month on, counted from 1 */
};

typedef struct sanction_law SanctionLaw; /* the name g_autoptr needs */

/* Reads the tables; new. NULL with ADQ_ERROR_RULE or ADQ_ERROR_INPUT, "FILE:LINE: reason", for a value, a name or a
 * confidence that is none, a figure given twice, a regime without first day or basis. */
struct sanction_law *sanction_law_new(GError **error);
void sanction_law_free(struct sanction_law *law);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SanctionLaw, sanction_law_free)

/* The regime of that name; NULL if there is none. All three below belong to law. */
const struct sanction_regime *sanction_law_regime(const struct sanction_law *law, const char *id);

/* The regimes' names in the order of their first days, "1997, 2005, ..."; new. */
char *sanction_law_regimes(const struct sanction_law *law);

/* The regime in force on a day for Article "260-3" or "260-2", NULL before the first. *other receives a second one that
 * may apply instead, where the day is in the month in which it began and its first day is not known; else NULL. */
const struct sanction_regime *sanction_law_on(const struct sanction_law *law, const char *basis, const char *day,
                                              const struct sanction_regime **other);

/* TRUE if no later regime is known. */
gboolean sanction_law_is_last(const struct sanction_law *law, const struct sanction_regime *regime);

/* The n factor of a state (EU code) under a regime, in hundredths; NULL if there is none. */
const struct sanction_figure *sanction_law_n(const struct sanction_law *law, const char *regime, const char *state);

/* The first and the last day of a state's membership, *until NULL where it goes on. FALSE for no state. */
gboolean sanction_law_member(const struct sanction_law *law, const char *state, const char **from, const char **until);

/* An exact decimal number without sign, exponent and separators, "1.4" with one decimal place gives 14. FALSE for
 * anything else, for further places that are not zero, and for more than ten digits before the point. */
gboolean sanction_parse(const char *text, guint decimals, gint64 *value);

/* The same backwards: 14 with one decimal place is "1.4"; new. */
char *sanction_text(gint64 value, guint decimals);

#endif
