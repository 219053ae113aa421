#include "checker/sanction_law.h"

#include <stdio.h>
#include <string.h>

#include "checker/data.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/file.h"
#include "checker/state.h"
#include "feeds/csvread.h"

enum { DIGITS_MAX = 10, MONTH_LENGTH = 7 };

struct member {
	char *from, *until;
};

struct sanction_law {
	GPtrArray *regimes;  /* in the order of their first days */
	GHashTable *n;       /* "regime state" -> struct sanction_figure */
	GHashTable *members; /* state -> struct member */
};

/* A file of rules/law; take() uses one row and returns what is wrong with it, or NULL. */
struct law_table {
	const char *path;
	const char *columns[6]; /* ended by NULL */
	const char *(*take)(struct sanction_law *law, const struct csv *csv);
};

gboolean sanction_parse(const char *text, guint decimals, gint64 *value)
{
	gsize whole = strspn(text, "0123456789");
	gsize places = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
	gint64 sum = 0;
	if (whole == 0 || whole > DIGITS_MAX || (text[whole] == '.' && places == 0) ||
	    text[whole + (places ? places + 1 : 0)] != '\0')
		return FALSE;
	for (gsize i = 0; i < whole; i++)
		sum = sum * 10 + (text[i] - '0');
	for (gsize i = 0; i < MAX(places, decimals); i++) {
		int digit = i < places ? text[whole + 1 + i] - '0' : 0;
		if (i >= decimals && digit != 0)
			return FALSE;
		sum = i < decimals ? sum * 10 + digit : sum;
	}
	*value = sum;
	return TRUE;
}

char *sanction_text(gint64 value, guint decimals)
{
	gint64 scale = 1;
	for (guint i = 0; i < decimals; i++)
		scale *= 10;
	if (decimals == 0)
		return g_strdup_printf("%" G_GINT64_FORMAT, value);
	return g_strdup_printf("%" G_GINT64_FORMAT ".%0*d", value / scale, (int)decimals, (int)(value % scale));
}

/* ---- what is owned */

static void figure_clear(struct sanction_figure *figure)
{
	g_free(figure->confidence);
	g_free(figure->source);
}

static void figure_free(void *data)
{
	figure_clear(data);
	g_free(data);
}

static void regime_free(void *data)
{
	struct sanction_regime *regime = data;
	for (size_t i = 0; i < SANCTION_REGIME_FIGURES; i++)
		figure_clear(&regime->flats[i]);
	figure_clear(&regime->first_day);
	figure_clear(&regime->duration_from);
	g_free(regime->id);
	g_free(regime->valid_from);
	g_free(regime->basis);
	g_free(regime->n_method);
	g_free(regime);
}

static void member_free(void *data)
{
	struct member *member = data;
	g_free(member->from);
	g_free(member->until);
	g_free(member);
}

void sanction_law_free(struct sanction_law *law)
{
	if (!law)
		return;
	g_ptr_array_unref(law->regimes);
	g_hash_table_unref(law->n);
	g_hash_table_unref(law->members);
	g_free(law);
}

/* ---- rows */

/* Where a figure is from; the value is read apart, since some are texts. */
static const char *read_source(struct sanction_figure *figure, const struct csv *csv)
{
	static const char *const confidences[] = { "high", "medium-high", "medium",   "medium-low",
		                                   "low",  "unverified",  "estimate", NULL };
	if (figure->source)
		return "this figure is given twice";
	if (!g_strv_contains(confidences, csv_get(csv, "confidence")))
		return "the confidence is none of those described in SANCTIONS.md";
	if (*csv_get(csv, "source") == '\0')
		return "the source is missing";
	figure->confidence = g_strdup(csv_get(csv, "confidence"));
	figure->source = g_strdup(csv_get(csv, "source"));
	return NULL;
}

static const char *read_figure(struct sanction_figure *figure, const char *value, guint decimals, const struct csv *csv)
{
	figure->value = SANCTION_UNKNOWN;
	if (*value && !sanction_parse(value, decimals, &figure->value))
		return "the value is no number";
	return read_source(figure, csv);
}

static struct sanction_regime *find_regime(const struct sanction_law *law, const char *id)
{
	for (guint i = 0; i < law->regimes->len; i++) {
		struct sanction_regime *regime = law->regimes->pdata[i];
		if (strcmp(regime->id, id) == 0)
			return regime;
	}
	return NULL;
}

static struct sanction_regime *find_or_add_regime(struct sanction_law *law, const char *id)
{
	struct sanction_regime *regime = find_regime(law, id);
	if (regime)
		return regime;
	regime = g_new0(struct sanction_regime, 1);
	regime->id = g_strdup(id);
	for (size_t i = 0; i < SANCTION_REGIME_FIGURES; i++)
		regime->flats[i].value = SANCTION_UNKNOWN;
	regime->duration_from.value = SANCTION_UNKNOWN;
	g_ptr_array_add(law->regimes, regime);
	return regime;
}

static const char *take_parameter(struct sanction_law *law, const struct csv *csv)
{
	static const char *const bases[] = { "260-2", "260-3", "both", NULL };
	static const char *const flats[] = { "flat_penalty", "flat_lump", "reference_lump" };
	const char *name = csv_get(csv, "name"), *value = csv_get(csv, "value");
	if (*csv_get(csv, "regime") == '\0')
		return "the regime is missing";
	struct sanction_regime *regime = find_or_add_regime(law, csv_get(csv, "regime"));
	for (size_t i = 0; i < SANCTION_REGIME_FIGURES; i++)
		if (strcmp(name, flats[i]) == 0)
			return read_figure(&regime->flats[i], value, 2, csv);
	if (strcmp(name, "duration_from_month") == 0)
		return read_figure(&regime->duration_from, value, 0, csv);
	char **text = strcmp(name, "valid_from") == 0 ? &regime->valid_from
	              : strcmp(name, "basis") == 0    ? &regime->basis
	              : strcmp(name, "n_method") == 0 ? &regime->n_method
	                                              : NULL;
	if (!text)
		return "the name is none of those described in SANCTIONS.md";
	if (*text)
		return "this is given twice";
	if (text == &regime->valid_from && !day_or_month_valid(value))
		return "the value is neither a day nor a month";
	if (text == &regime->basis && !g_strv_contains(bases, value))
		return "the value is none of 260-2, 260-3, both";
	*text = *value ? g_strdup(value) : NULL;
	return text == &regime->valid_from ? read_source(&regime->first_day, csv) : NULL;
}

static const char *take_n(struct sanction_law *law, const struct csv *csv)
{
	const struct state *state = state_lookup(csv_get(csv, "state"));
	if (!find_regime(law, csv_get(csv, "regime")))
		return "the regime is none of sanctions.csv";
	if (!state)
		return "the state is no Member State";
	char *key = g_strdup_printf("%s %s", csv_get(csv, "regime"), state->code);
	struct sanction_figure *figure = g_hash_table_lookup(law->n, key);
	if (figure) {
		g_free(key);
		return "this state's n is given twice";
	}
	figure = g_new0(struct sanction_figure, 1);
	g_hash_table_insert(law->n, key, figure);
	return read_figure(figure, csv_get(csv, "n"), 2, csv);
}

static const char *take_member(struct sanction_law *law, const struct csv *csv)
{
	const char *until = csv_get(csv, "member_until");
	if (!day_valid(csv_get(csv, "member_from")) || (*until && !day_valid(until)))
		return "a day of membership is none";
	struct member *member = g_new0(struct member, 1);
	member->from = g_strdup(csv_get(csv, "member_from"));
	member->until = *until ? g_strdup(until) : NULL;
	g_hash_table_insert(law->members, g_strdup(csv_get(csv, "state")), member);
	return NULL;
}

/* ---- files */

static gboolean take_rows(struct sanction_law *law, const struct law_table *table, struct csv *csv, GError **error)
{
	GError *local = NULL;
	while (csv_next(csv, &local)) {
		const char *problem = table->take(law, csv);
		if (problem) {
			g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE, "%s:%u: %s", table->path, csv_line(csv), problem);
			return FALSE;
		}
	}
	if (local)
		g_propagate_error(error, local);
	return local == NULL;
}

static gboolean read_table(struct sanction_law *law, const struct law_table *table, GError **error)
{
	g_autoptr(FILE) in = data_open(table->path, error);
	g_autoptr(Csv) csv = in ? csv_open(in, table->path, error) : NULL;
	return csv && csv_require(csv, table->columns, error) && take_rows(law, table, csv, error);
}

static int by_first_day(const void *a, const void *b)
{
	const struct sanction_regime *const *x = a, *const *y = b;
	return strcmp((*x)->valid_from, (*y)->valid_from);
}

static gboolean finish(struct sanction_law *law, GError **error)
{
	for (guint i = 0; i < law->regimes->len; i++) {
		const struct sanction_regime *regime = law->regimes->pdata[i];
		if (regime->valid_from && regime->basis)
			continue;
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE, "rules/law/sanctions.csv: regime %s has no %s",
		            regime->id, regime->valid_from ? "basis" : "first day");
		return FALSE;
	}
	g_ptr_array_sort(law->regimes, by_first_day);
	return TRUE;
}

struct sanction_law *sanction_law_new(GError **error)
{
	/* n-factors.csv names regimes, so it comes second. */
	static const struct law_table tables[] = {
		{ "rules/law/sanctions.csv",
		  { "regime", "name", "value", "confidence", "source", NULL },
		  take_parameter },
		{ "rules/law/n-factors.csv", { "regime", "state", "n", "confidence", "source", NULL }, take_n },
		{ "rules/law/membership.csv", { "state", "member_from", "member_until", NULL }, take_member },
	};
	struct sanction_law *law = g_new0(struct sanction_law, 1);
	law->regimes = g_ptr_array_new_with_free_func(regime_free);
	law->n = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, figure_free);
	law->members = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, member_free);
	gboolean good = TRUE;
	for (size_t i = 0; good && i < G_N_ELEMENTS(tables); i++)
		good = read_table(law, &tables[i], error);
	if (!good || !finish(law, error))
		g_clear_pointer(&law, sanction_law_free);
	return law;
}

/* ---- questions */

const struct sanction_regime *sanction_law_regime(const struct sanction_law *law, const char *id)
{
	return find_regime(law, id);
}

char *sanction_law_regimes(const struct sanction_law *law)
{
	GString *names = g_string_new(NULL);
	for (guint i = 0; i < law->regimes->len; i++) {
		const struct sanction_regime *regime = law->regimes->pdata[i];
		g_string_append_printf(names, "%s%s", i ? ", " : "", regime->id);
	}
	return g_string_free(names, FALSE);
}

static gboolean applies(const struct sanction_regime *regime, const char *basis)
{
	return strcmp(regime->basis, "both") == 0 || strcmp(regime->basis, basis) == 0;
}

/* Whether a regime has begun on a day: a first day known to the month only leaves that month open. */
static gboolean begun(const struct sanction_regime *regime, const char *day, gboolean *open)
{
	*open = strlen(regime->valid_from) == MONTH_LENGTH && strncmp(regime->valid_from, day, MONTH_LENGTH) == 0;
	return *open || strcmp(regime->valid_from, day) <= 0;
}

const struct sanction_regime *sanction_law_on(const struct sanction_law *law, const char *basis, const char *day,
                                              const struct sanction_regime **other)
{
	const struct sanction_regime *found = NULL;
	*other = NULL;
	for (guint i = 0; i < law->regimes->len; i++) {
		const struct sanction_regime *regime = law->regimes->pdata[i];
		gboolean open;
		if (!applies(regime, basis) || !begun(regime, day, &open))
			continue;
		*other = open ? found : NULL;
		found = regime;
	}
	return found;
}

gboolean sanction_law_is_last(const struct sanction_law *law, const struct sanction_regime *regime)
{
	return law->regimes->len > 0 && law->regimes->pdata[law->regimes->len - 1] == regime;
}

const struct sanction_figure *sanction_law_n(const struct sanction_law *law, const char *regime, const char *state)
{
	g_autofree char *key = g_strdup_printf("%s %s", regime, state);
	return g_hash_table_lookup(law->n, key);
}

gboolean sanction_law_member(const struct sanction_law *law, const char *state, const char **from, const char **until)
{
	const struct member *member = g_hash_table_lookup(law->members, state);
	if (!member)
		return FALSE;
	*from = member->from;
	*until = member->until;
	return TRUE;
}
