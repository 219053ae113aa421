/* sanction.h - what the Commission would ask the Court to impose, by its own formula (Article 260(2) and (3) TFEU):
 *   penalty payment per day = flat rate x seriousness x duration x n
 *   lump sum                = max(reference lump sum x n, flat rate x seriousness x n x days)
 * with the parameters in force on the day the Commission decides to refer the case (checker/sanction_law.h). All sums
 * are whole cents, exact; a sum per day that is no whole cent is rounded half up. The Court fixes the sums freely. */
#ifndef ADQUEM_SANCTION_H
#define ADQUEM_SANCTION_H

#include "checker/sanction_law.h"

/* In the order of every output; the first three are those of a regime. */
enum sanction_name {
	SANCTION_FLAT_PENALTY,
	SANCTION_FLAT_LUMP,
	SANCTION_REFERENCE_LUMP,
	SANCTION_SERIOUSNESS,
	SANCTION_DURATION,
	SANCTION_N,
	SANCTION_DAYS,
	SANCTION_FACTORS,
};

enum { SANCTION_SERIOUSNESS_MAX = 20 };

/* What is asked. Texts are NULL where not given; none is kept. */
struct sanction_query {
	const char *state;                                  /* EU code; must be given */
	const char *basis;                                  /* "260-3" (also for NULL) or "260-2" */
	const char *referral, *judgment, *deadline, *until; /* days */
	const char *regime;                                 /* overrides what the referral gives */
	const char *given[SANCTION_FACTORS];                /* as written; override what dates and regime give */
	gboolean allow_estimates;                           /* use figures that no official text confirms */
};

struct sanction_factor {
	gint64 value; /* scaled by the decimals of its name; SANCTION_UNKNOWN: missing */
	char *source,
		*confidence; /* NULL where it is missing; confidence "given" or "computed" beside those of the data */
	gboolean estimate;
};

typedef struct sanction {
	char *state, *basis;
	char *regime, *regime_source, *regime_confidence; /* NULL: none is established */
	struct sanction_factor factors[SANCTION_FACTORS];
	GPtrArray *missing; /* the names, such as "n" or "regime" */
	GPtrArray *notes;   /* sentences: why each is missing and which option gives it; what else must be known */
} Sanction;

/* Cents; SANCTION_UNKNOWN where a factor is missing. */
struct sanction_sums {
	gint64 penalty_per_day, lump_sum_per_day, minimum_lump_sum;
	gint64 lump_sum;
	gboolean lump_sum_at_least; /* the minimum is not known: lump_sum is the sum of the days, and may be higher */
};

/* The name of a factor as data and JSON have it, "flat_penalty", and as text has it; static. */
const char *sanction_name(enum sanction_name name);
const char *sanction_label(enum sanction_name name);

/* A factor's value as decimal text, "1.4"; new. */
char *sanction_value(const struct sanction *sanction, enum sanction_name name);

/* Finds the factors; new. Coefficients of duration: 0.10 for each month completed from the deadline (260-3) or the first
 * judgment (260-2) to the referral, at least 1 and at most 3; a month is complete on the same date of the next one. Days:
 * from the day after the deadline or judgment to query->until, both counted. A missing factor is no error. NULL with
 * ADQ_ERROR_USAGE for what cannot be: a value out of range, dates in the wrong order, days that contradict the dates, a
 * referral before the first regime, an unknown regime or one no figure of which is known or given. */
struct sanction *sanction_new(const struct sanction_query *query, GError **error);
/* The same with the law read before, for many of them. */
struct sanction *sanction_by(const struct sanction_law *law, const struct sanction_query *query, GError **error);
void sanction_free(struct sanction *sanction);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sanction, sanction_free)

/* The sums with a coefficient of seriousness of 1 to 20, or with SANCTION_UNKNOWN. */
struct sanction_sums sanction_sums(const struct sanction *sanction, gint64 seriousness);

/* TRUE if a factor in use is an estimate. */
gboolean sanction_is_estimate(const struct sanction *sanction);

#endif
