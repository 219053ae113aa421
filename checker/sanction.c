#include "checker/sanction.h"

#include <stdarg.h>
#include <string.h>

#include "checker/day.h"
#include "checker/error.h"
#include "checker/state.h"

enum { DURATION_MIN = 10, DURATION_MAX = 30, MONTHS_MAX = 12 * 100 };

/* The Withdrawal Agreement: Union law bound the United Kingdom until the end of the transition (Article 127), and the
 * Commission may bring actions for that time within four years after it (Article 87(1)). */
static const char transition_end[] = "2020-12-31", actions_end[] = "2024-12-31";

/* What a factor is, and which values can be meant; the bounds are scaled by the decimals. */
struct kind {
	const char *name, *option, *label, *way; /* way: what gives it, for the notes */
	guint decimals;
	gint64 min, max;
};

/* The upper bounds keep every product within 64 bits, and are far above anything seen. */
static const struct kind kinds[SANCTION_FACTORS] = {
	[SANCTION_FLAT_PENALTY] = { "flat_penalty", "flat-penalty", "flat rate, penalty payment",
	                            "--regime or --flat-penalty", 2, 1, G_GINT64_CONSTANT(10000000000) },
	[SANCTION_FLAT_LUMP] = { "flat_lump", "flat-lump", "flat rate, lump sum", "--regime or --flat-lump", 2, 1,
	                         G_GINT64_CONSTANT(10000000000) },
	[SANCTION_REFERENCE_LUMP] = { "reference_lump", "reference-lump", "reference lump sum",
	                              "--regime or --reference-lump", 2, 1, G_GINT64_CONSTANT(10000000000) },
	[SANCTION_SERIOUSNESS] = { "seriousness", "seriousness", "seriousness", "--seriousness (1 to 20)", 0, 1,
	                           SANCTION_SERIOUSNESS_MAX },
	[SANCTION_DURATION] = { "duration", "duration", "duration", "", 1, DURATION_MIN, DURATION_MAX },
	[SANCTION_N] = { "n", "n", "n factor", "--regime or --n", 2, 1, 10000 },
	[SANCTION_DAYS] = { "days", "days", "days of the lump sum", "", 0, 1, 99999 },
};

/* What the steps of sanction_new() share. */
struct work {
	const struct sanction_query *query;
	const struct sanction_law *law;
	const char *basis;
	const struct sanction_regime *regime; /* NULL: not established */
	const char *start;                    /* the deadline or the first judgment; NULL: not given */
	const char *start_name;               /* of its option */
	gboolean second_round;                /* Article 260(2): a first judgment was not complied with */
	struct sanction *result;
};

static void note(const struct work *w, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void note(const struct work *w, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	g_ptr_array_add(w->result->notes, g_strdup_vprintf(format, values));
	va_end(values);
}

const char *sanction_name(enum sanction_name name)
{
	return kinds[name].name;
}

const char *sanction_label(enum sanction_name name)
{
	return kinds[name].label;
}

char *sanction_value(const struct sanction *sanction, enum sanction_name name)
{
	return sanction_text(sanction->factors[name].value, kinds[name].decimals);
}

/* ---- what was asked */

static gboolean check_day(const char *option, const char *day, GError **error)
{
	return !day || day_valid(day) || adq_usage(error, "--%s %s: not a day (YYYY-MM-DD)", option, day);
}

static gboolean check_order(const struct work *w, const char *option, const char *day, GError **error)
{
	if (!w->start || !day || strcmp(w->start, day) < 0)
		return TRUE;
	return adq_usage(error, "--%s %s is not after --%s %s", option, day, w->start_name, w->start);
}

static gboolean check_dates(struct work *w, GError **error)
{
	const struct sanction_query *q = w->query;
	if (!check_day("referral", q->referral, error) || !check_day("judgment", q->judgment, error) ||
	    !check_day("deadline", q->deadline, error) || !check_day("until", q->until, error))
		return FALSE;
	if (w->second_round && q->deadline)
		return adq_usage(error, "--deadline belongs to --basis 260-3: under 260-2 time runs from --judgment");
	if (!w->second_round && q->judgment)
		return adq_usage(
			error, "--judgment belongs to --basis 260-2: under 260-3 time runs from --deadline to --until");
	w->start = w->second_round ? q->judgment : q->deadline;
	w->start_name = w->second_round ? "judgment" : "deadline";
	return check_order(w, "referral", q->referral, error) && check_order(w, "until", q->until, error);
}

static gboolean check_union_law_bound(const struct work *w, GError **error)
{
	const struct sanction_query *q = w->query;
	if (q->deadline && strcmp(q->deadline, transition_end) > 0)
		return adq_usage(error, "the United Kingdom was bound by Union law until %s: it had no deadline on %s",
		                 transition_end, q->deadline);
	if (q->referral && strcmp(q->referral, actions_end) > 0)
		return adq_usage(
			error,
			"the Commission could bring actions against the United Kingdom until %s (Article 87(1) "
			"of the Withdrawal Agreement), not on %s",
			actions_end, q->referral);
	return TRUE;
}

static gboolean check_state(const struct work *w, GError **error)
{
	const char *from, *until, *referral = w->query->referral;
	const struct state *state = state_lookup(w->query->state);
	if (!state)
		return adq_usage(error, "--state %s: not a Member State", w->query->state ? w->query->state : "");
	if (!sanction_law_member(w->law, state->code, &from, &until))
		return adq_usage(error, "%s: when it was a Member State is not established", state->name);
	if (until && !check_union_law_bound(w, error))
		return FALSE;
	if (referral && strcmp(referral, from) < 0)
		return adq_usage(error,
		                 "%s became a Member State on %s: it cannot have been referred to the Court on %s",
		                 state->name, from, referral);
	w->result->state = g_strdup(state->code);
	return TRUE;
}

/* As exactly as the factor is known and not more: "3.000" from a user would be three thousand as often as three. */
static gboolean parse_given(const struct kind *kind, const char *text, gint64 *value)
{
	const char *point = strchr(text, '.');
	return (!point || strlen(point + 1) <= kind->decimals) && sanction_parse(text, kind->decimals, value) &&
	       *value >= kind->min && *value <= kind->max;
}

static gboolean take_given(const struct work *w, GError **error)
{
	for (size_t i = 0; i < SANCTION_FACTORS; i++) {
		const struct kind *kind = &kinds[i];
		const char *text = w->query->given[i];
		struct sanction_factor *factor = &w->result->factors[i];
		factor->value = SANCTION_UNKNOWN;
		if (!text)
			continue;
		gint64 value;
		g_autofree char *min = sanction_text(kind->min, kind->decimals);
		g_autofree char *max = sanction_text(kind->max, kind->decimals);
		if (!parse_given(kind, text, &value))
			return adq_usage(error, "--%s %s: not a %s from %s to %s", kind->option, text,
			                 kind->decimals == 0   ? "whole number"
			                 : kind->decimals == 1 ? "number with at most one decimal place"
			                                       : "number with at most two decimal places",
			                 min, max);
		factor->value = value;
		factor->source = g_strdup_printf("given by --%s", kind->option);
		factor->confidence = g_strdup("given");
	}
	return TRUE;
}

static gboolean check_query(struct work *w, GError **error)
{
	w->second_round = strcmp(w->basis, "260-2") == 0;
	if (!w->second_round && strcmp(w->basis, "260-3") != 0)
		return adq_usage(error, "--basis %s: not one of 260-3, 260-2", w->basis);
	w->result->basis = g_strdup(w->basis);
	return check_dates(w, error) && check_state(w, error) && take_given(w, error);
}

/* ---- the regime */

static gboolean regime_by_name(struct work *w, GError **error)
{
	g_autofree char *names = sanction_law_regimes(w->law);
	w->regime = sanction_law_regime(w->law, w->query->regime);
	if (!w->regime)
		return adq_usage(error, "--regime %s: not one of %s", w->query->regime, names);
	if (strcmp(w->regime->basis, "both") != 0 && strcmp(w->regime->basis, w->basis) != 0)
		return adq_usage(error, "--regime %s: is for --basis %s only", w->regime->id, w->regime->basis);
	const struct sanction_regime *other = NULL, *own = NULL;
	if (w->query->referral)
		own = sanction_law_on(w->law, w->basis, w->query->referral, &other);
	if (own && own != w->regime && other != w->regime)
		note(w,
		     "On the day of the referral, %s, regime %s was in force; regime %s is used because --regime says so.",
		     w->query->referral, own->id, w->regime->id);
	return TRUE;
}

static gboolean regime_by_referral(struct work *w, GError **error)
{
	const struct sanction_regime *other;
	const char *referral = w->query->referral;
	w->regime = sanction_law_on(w->law, w->basis, referral, &other);
	if (!w->regime)
		return adq_usage(
			error,
			"--referral %s: before the first parameters of the Commission for Article %s that are on "
			"record",
			referral, w->second_round ? "260(2)" : "260(3)");
	if (!other)
		return TRUE;
	note(w,
	     "On %s regime %s or regime %s may apply: of the later one only the month of its first day is known (%s); give "
	     "--regime %s or --regime %s.",
	     referral, other->id, w->regime->id, w->regime->valid_from, other->id, w->regime->id);
	w->regime = NULL;
	return TRUE;
}

/* The figures change about once a year, so that the last communication on record soon may not be the last one. */
static void note_age(const struct work *w)
{
	if (!w->query->referral || !sanction_law_is_last(w->law, w->regime) || strlen(w->regime->valid_from) != 10)
		return;
	g_autofree char *year_on = day_add_months(w->regime->valid_from, 12);
	if (strcmp(w->query->referral, year_on) >= 0)
		note(w,
		     "Regime %s is of %s; the Commission updates its figures about once a year, and later ones are not on "
		     "record.",
		     w->regime->id, w->regime->valid_from);
}

static gboolean regime_has_figures(const struct work *w, GError **error)
{
	for (size_t i = 0; i < SANCTION_REGIME_FIGURES; i++)
		if (w->regime->flats[i].value != SANCTION_UNKNOWN || w->query->given[i])
			return TRUE;
	return adq_usage(
		error,
		"regime %s (%s): none of its figures is known; give --flat-penalty, --flat-lump, --reference-lump "
		"and --n from the communication",
		w->regime->id, w->regime->first_day.source);
}

/* FALSE if everything that a regime would give is given. */
static gboolean needs_regime(const struct work *w)
{
	for (size_t i = 0; i < SANCTION_FACTORS; i++)
		if (i != SANCTION_SERIOUSNESS && i != SANCTION_DAYS && !w->query->given[i])
			return TRUE;
	return FALSE;
}

static gboolean choose_regime(struct work *w, GError **error)
{
	if (w->query->regime ? !regime_by_name(w, error) : w->query->referral && !regime_by_referral(w, error))
		return FALSE;
	if (!w->query->regime && !w->query->referral && needs_regime(w))
		note(w,
		     "The regime is not established: give --referral, the day of the decision to refer, or --regime.");
	if (!w->regime) {
		if (needs_regime(w))
			g_ptr_array_add(w->result->missing, g_strdup("regime"));
		return TRUE;
	}
	w->result->regime = g_strdup(w->regime->id);
	w->result->regime_source = g_strdup_printf("%s, from %s", w->regime->first_day.source, w->regime->valid_from);
	w->result->regime_confidence = g_strdup(w->regime->first_day.confidence);
	note_age(w);
	return regime_has_figures(w, error);
}

/* ---- the factors */

static void note_unknown(const struct work *w, enum sanction_name name)
{
	const char *method = w->regime->n_method;
	if (name != SANCTION_N)
		note(w, "%s: not known for regime %s; give --%s.", kinds[name].name, w->regime->id, kinds[name].option);
	else
		note(w, "n: not known for %s under regime %s%s%s; give --n.", w->result->state, w->regime->id,
		     method ? ", made as " : "", method ? method : "");
}

/* FALSE, with a note, for a figure that is not known, or not from an official text while only such may be used. */
static gboolean usable(const struct work *w, enum sanction_name name, const struct sanction_figure *figure)
{
	if (!figure || !figure->source || figure->value == SANCTION_UNKNOWN) {
		note_unknown(w, name);
		return FALSE;
	}
	if (strcmp(figure->confidence, "high") == 0 || w->query->allow_estimates)
		return TRUE;
	note(w,
	     "%s: known only from what no official text confirms (%s: %s); --allow-estimates uses it, --%s replaces it.",
	     kinds[name].name, figure->confidence, figure->source, kinds[name].option);
	return FALSE;
}

static void take_figure(const struct work *w, enum sanction_name name, const struct sanction_figure *figure)
{
	struct sanction_factor *factor = &w->result->factors[name];
	if (factor->value != SANCTION_UNKNOWN || !w->regime || !usable(w, name, figure))
		return;
	factor->value = figure->value;
	factor->source = g_strdup(figure->source);
	factor->confidence = g_strdup(figure->confidence);
	factor->estimate = strcmp(figure->confidence, "high") != 0;
}

static int completed_months(const char *from, const char *to)
{
	for (int n = 1; n <= MONTHS_MAX; n++) {
		g_autofree char *day = day_add_months(from, n);
		if (strcmp(day, to) > 0)
			return n - 1;
	}
	return MONTHS_MAX;
}

static void take_duration(const struct work *w)
{
	struct sanction_factor *factor = &w->result->factors[SANCTION_DURATION];
	if (factor->value != SANCTION_UNKNOWN)
		return;
	if (!w->start || !w->query->referral) {
		note(w, "duration: give --duration, or both --%s and --referral.", w->start_name);
		return;
	}
	if (!w->regime)
		note(w, "duration: give --regime or --duration.");
	if (!w->regime || !usable(w, SANCTION_DURATION, &w->regime->duration_from))
		return;
	const struct sanction_figure *rule = &w->regime->duration_from;
	int months = completed_months(w->start, w->query->referral);
	g_autofree char *late = rule->value > 1 ? g_strdup_printf(" from month %d on", (int)rule->value) : g_strdup("");
	factor->value = CLAMP(months - (rule->value - 1), DURATION_MIN, DURATION_MAX);
	factor->source =
		g_strdup_printf("%d months completed from the %s, %s, to the referral, %s; 0.10 each%s, at least 1, "
	                        "at most 3 (%s)",
	                        months, w->second_round ? "first judgment" : "deadline", w->start, w->query->referral,
	                        late, rule->source);
	factor->estimate = strcmp(rule->confidence, "high") != 0;
	factor->confidence = g_strdup(factor->estimate ? rule->confidence : "computed");
}

static gboolean take_days(const struct work *w, GError **error)
{
	struct sanction_factor *factor = &w->result->factors[SANCTION_DAYS];
	const char *until = w->query->until;
	int days = w->start && until ? day_diff(w->start, until) : 0;
	if (factor->value != SANCTION_UNKNOWN)
		return days == 0 || days == factor->value ||
		       adq_usage(error, "--days %s contradicts the dates: from the day after %s to %s are %d days",
		                 w->query->given[SANCTION_DAYS], w->start, until, days);
	if (days == 0) {
		note(w, "days: give --days, or both --%s and --until (the day of compliance or of the judgment).",
		     w->start_name);
		return TRUE;
	}
	if (days > kinds[SANCTION_DAYS].max)
		return adq_usage(error, "from %s to %s are %d days, more than any case can have", w->start, until,
		                 days);
	factor->value = days;
	factor->source = g_strdup_printf("from the day after the %s, %s, to %s",
	                                 w->second_round ? "first judgment" : "deadline", w->start, until);
	factor->confidence = g_strdup("computed");
	return TRUE;
}

/* The names of what is missing, and a sentence for those of which nothing has been said yet. */
static void list_missing(const struct work *w)
{
	for (size_t i = 0; i < SANCTION_FACTORS; i++) {
		if (w->result->factors[i].value != SANCTION_UNKNOWN)
			continue;
		g_ptr_array_add(w->result->missing, g_strdup(kinds[i].name));
		if (*kinds[i].way && (!w->regime || i == SANCTION_SERIOUSNESS))
			note(w, "%s: give %s.", kinds[i].name, kinds[i].way);
	}
}

static gboolean find_factors(struct work *w, GError **error)
{
	if (!check_query(w, error) || !choose_regime(w, error))
		return FALSE;
	for (int i = 0; i < SANCTION_REGIME_FIGURES; i++)
		take_figure(w, (enum sanction_name)i, w->regime ? &w->regime->flats[i] : NULL);
	take_duration(w);
	take_figure(w, SANCTION_N, w->regime ? sanction_law_n(w->law, w->regime->id, w->result->state) : NULL);
	if (!take_days(w, error))
		return FALSE;
	list_missing(w);
	return TRUE;
}

struct sanction *sanction_new(const struct sanction_query *query, GError **error)
{
	g_autoptr(SanctionLaw) law = sanction_law_new(error);
	return law ? sanction_by(law, query, error) : NULL;
}

struct sanction *sanction_by(const struct sanction_law *law, const struct sanction_query *query, GError **error)
{
	struct sanction *result = g_new0(struct sanction, 1);
	result->missing = g_ptr_array_new_with_free_func(g_free);
	result->notes = g_ptr_array_new_with_free_func(g_free);
	struct work work = { .query = query, .law = law, .result = result };
	work.basis = query->basis ? query->basis : "260-3";
	if (!find_factors(&work, error))
		g_clear_pointer(&result, sanction_free);
	return result;
}

void sanction_free(struct sanction *sanction)
{
	if (!sanction)
		return;
	for (size_t i = 0; i < SANCTION_FACTORS; i++) {
		g_free(sanction->factors[i].source);
		g_free(sanction->factors[i].confidence);
	}
	g_ptr_array_unref(sanction->missing);
	g_ptr_array_unref(sanction->notes);
	g_free(sanction->state);
	g_free(sanction->basis);
	g_free(sanction->regime);
	g_free(sanction->regime_source);
	g_free(sanction->regime_confidence);
	g_free(sanction);
}

/* ---- the sums */

/* The product of factors, divided by what they are scaled with beyond cents, half up; unknown if one of them is. */
static gint64 product(const gint64 *values, size_t n, gint64 scale)
{
	gint64 result = 1;
	for (size_t i = 0; i < n; i++) {
		if (values[i] == SANCTION_UNKNOWN)
			return SANCTION_UNKNOWN;
		result *= values[i];
	}
	return (result + scale / 2) / scale;
}

struct sanction_sums sanction_sums(const struct sanction *sanction, gint64 seriousness)
{
	gint64 v[SANCTION_FACTORS];
	for (size_t i = 0; i < SANCTION_FACTORS; i++)
		v[i] = sanction->factors[i].value;
	gint64 n = v[SANCTION_N];
	struct sanction_sums sums = {
		.penalty_per_day =
			product((gint64[]){ v[SANCTION_FLAT_PENALTY], seriousness, v[SANCTION_DURATION], n }, 4, 1000),
		.lump_sum_per_day = product((gint64[]){ v[SANCTION_FLAT_LUMP], seriousness, n }, 3, 100),
		.minimum_lump_sum = product((gint64[]){ v[SANCTION_REFERENCE_LUMP], n }, 2, 100),
	};
	sums.lump_sum = product((gint64[]){ sums.lump_sum_per_day, v[SANCTION_DAYS] }, 2, 1);
	if (sums.lump_sum != SANCTION_UNKNOWN) {
		sums.lump_sum_at_least = sums.minimum_lump_sum == SANCTION_UNKNOWN;
		sums.lump_sum = MAX(sums.lump_sum, sums.minimum_lump_sum);
	}
	return sums;
}

gboolean sanction_is_estimate(const struct sanction *sanction)
{
	for (size_t i = 0; i < SANCTION_FACTORS; i++)
		if (sanction->factors[i].estimate)
			return TRUE;
	return FALSE;
}
