#include <stdio.h>
#include <string.h>

#include "checker/command.h"
#include "checker/jsonwrite.h"
#include "checker/sanction.h"
#include "checker/state.h"
#include "checker/table.h"

enum { LABEL_WIDTH = 26, VALUE_WIDTH = 14 };

/* What the reader of a sum must know, by paragraph of Article 260. */
static const char *statement(const struct sanction *s)
{
	return strcmp(s->basis, "260-3") == 0
	               ? "These are the sums the Commission would propose: the Court fixes them freely, though not above what "
	                 "the Commission specifies, and paragraph 3 applies only to directives adopted under a legislative "
	                 "procedure."
	               : "These are the sums the Commission would propose: the Court is not bound by them and fixes a lump sum "
	                 "or penalty payment freely.";
}

static const char *article(const struct sanction *s)
{
	return strcmp(s->basis, "260-3") == 0 ? "Article 260(3) TFEU" : "Article 260(2) TFEU";
}

/* ---- JSON */

static void json_number(GString *out, const char *key, gint64 value)
{
	g_autofree char *text = value == SANCTION_UNKNOWN ? g_strdup("null") : sanction_text(value, 2);
	g_string_append_printf(out, "\"%s\":%s", key, text);
}

static void json_pair(GString *out, const char *key, const char *value)
{
	g_string_append_printf(out, "\"%s\":", key);
	json_string(out, value);
}

static void json_sums(GString *out, const struct sanction_sums *sums)
{
	json_number(out, "penalty_per_day", sums->penalty_per_day);
	g_string_append_c(out, ',');
	json_number(out, "lump_sum_per_day", sums->lump_sum_per_day);
	g_string_append_c(out, ',');
	json_number(out, "lump_sum", sums->lump_sum);
	g_string_append_c(out, ',');
	json_number(out, "minimum_lump_sum", sums->minimum_lump_sum);
	g_string_append_printf(out, ",\"lump_sum_at_least\":%s", sums->lump_sum_at_least ? "true" : "false");
}

static void json_factor(GString *out, const struct sanction *s, enum sanction_name name)
{
	const struct sanction_factor *factor = &s->factors[name];
	g_autofree char *value = factor->value == SANCTION_UNKNOWN ? g_strdup("null") : sanction_value(s, name);
	g_string_append_printf(out, "\n{\"name\":\"%s\",\"value\":%s,", sanction_name(name), value);
	json_pair(out, "source", factor->source);
	g_string_append_c(out, ',');
	json_pair(out, "confidence", factor->confidence);
	g_string_append_printf(out, ",\"estimate\":%s}", factor->estimate ? "true" : "false");
}

static void json_factors(GString *out, const struct sanction *s)
{
	g_string_append(out, ",\n\"factors\":[");
	for (int i = 0; i < SANCTION_FACTORS; i++) {
		g_string_append(out, i ? "," : "");
		json_factor(out, s, (enum sanction_name)i);
	}
	g_string_append_c(out, ']');
}

static void json_list(GString *out, const char *key, const GPtrArray *texts)
{
	g_string_append_printf(out, ",\n\"%s\":[", key);
	for (guint i = 0; i < texts->len; i++) {
		g_string_append(out, i ? "," : "");
		json_string(out, texts->pdata[i]);
	}
	g_string_append_c(out, ']');
}

static void json_table(GString *out, const struct sanction *s)
{
	g_string_append(out, ",\n\"table\":[");
	for (int i = 1; i <= SANCTION_SERIOUSNESS_MAX; i++) {
		struct sanction_sums sums = sanction_sums(s, i);
		g_string_append_printf(out, "%s\n{\"seriousness\":%d,", i > 1 ? "," : "", i);
		json_sums(out, &sums);
		g_string_append_c(out, '}');
	}
	g_string_append_c(out, ']');
}

static void json_sheet(GString *out, const struct sanction *s)
{
	gint64 seriousness = s->factors[SANCTION_SERIOUSNESS].value;
	struct sanction_sums sums = sanction_sums(s, seriousness);
	g_string_append_c(out, '{');
	json_pair(out, "state", s->state);
	g_string_append_c(out, ',');
	json_pair(out, "basis", s->basis);
	g_string_append_c(out, ',');
	json_pair(out, "regime", s->regime);
	g_string_append_c(out, ',');
	json_pair(out, "regime_source", s->regime_source);
	g_string_append_c(out, ',');
	json_pair(out, "regime_confidence", s->regime_confidence);
	g_string_append(out, ",\n");
	json_sums(out, &sums);
	g_string_append_printf(out, ",\"estimate\":%s", sanction_is_estimate(s) ? "true" : "false");
	json_factors(out, s);
	json_list(out, "missing", s->missing);
	json_list(out, "notes", s->notes);
	if (seriousness == SANCTION_UNKNOWN)
		json_table(out, s);
	g_string_append(out, ",\n");
	json_pair(out, "statement", statement(s));
	g_string_append(out, "}\n");
}

/* ---- text */

/* Cents as "89,548.20"; "-" where they are not known. */
static char *money(gint64 cents)
{
	if (cents == SANCTION_UNKNOWN)
		return g_strdup("-");
	g_autofree char *plain = sanction_text(cents, 2);
	GString *text = g_string_new(plain);
	for (gssize at = (gssize)text->len - 6; at > 0; at -= 3)
		g_string_insert_c(text, at, ',');
	return g_string_free(text, FALSE);
}

static char *factor_text(const struct sanction *s, enum sanction_name name)
{
	gint64 value = s->factors[name].value;
	gboolean euros = name <= SANCTION_REFERENCE_LUMP;
	if (value == SANCTION_UNKNOWN)
		return g_strdup("missing");
	return euros ? money(value) : sanction_value(s, name);
}

static void text_row(GString *out, const char *label, const char *value, const char *source, const char *confidence)
{
	g_autofree char *how = confidence && strcmp(confidence, "given") != 0 && strcmp(confidence, "computed") != 0
	                               ? g_strdup_printf("%s (%s)", source, confidence)
	                               : g_strdup(source ? source : "");
	g_string_append_printf(out, "  %-*s %*s%s", LABEL_WIDTH, label, VALUE_WIDTH, value, *how ? "  " : "");
	table_paragraph(out, how, LABEL_WIDTH + VALUE_WIDTH + 5);
}

static void text_factors(GString *out, const struct sanction *s)
{
	g_string_append(out, "\nFactors (amounts in EUR)\n");
	text_row(out, "regime", s->regime ? s->regime : "missing", s->regime_source, s->regime_confidence);
	for (int i = 0; i < SANCTION_FACTORS; i++) {
		enum sanction_name name = (enum sanction_name)i;
		g_autofree char *value = factor_text(s, name);
		g_autofree char *marked = s->factors[i].estimate ? g_strdup_printf("~%s", value) : g_strdup(value);
		text_row(out, sanction_label(name), marked, s->factors[i].source, s->factors[i].confidence);
	}
	if (sanction_is_estimate(s))
		g_string_append(out, "  ~ estimate: no official text that was read confirms this figure\n");
}

/* "680.00 x 9 x 1.8 x 4.96", with names in place of what is missing. */
static char *multiplication(const struct sanction *s, const enum sanction_name *names, size_t n)
{
	GString *text = g_string_new(NULL);
	for (size_t i = 0; i < n; i++) {
		gboolean known = s->factors[names[i]].value != SANCTION_UNKNOWN;
		g_autofree char *value = known ? factor_text(s, names[i]) : g_strdup(sanction_label(names[i]));
		g_string_append_printf(text, "%s%s", i ? " x " : "", value);
	}
	return g_string_free(text, FALSE);
}

static void text_result(GString *out, const char *label, const char *formula, gint64 sum, const char *prefix)
{
	g_autofree char *amount = money(sum);
	g_string_append_printf(out, "  %-*s = ", LABEL_WIDTH, label);
	table_paragraph(out, formula, LABEL_WIDTH + 5);
	if (sum == SANCTION_UNKNOWN)
		g_string_append_printf(out, "  %-*s   not computable\n", LABEL_WIDTH, "");
	else
		g_string_append_printf(out, "  %-*s = %s%s EUR\n", LABEL_WIDTH, "", prefix, amount);
}

static void text_lump_sum(GString *out, const struct sanction_sums *sums, const struct sanction *s)
{
	g_autofree char *daily = money(sums->lump_sum_per_day);
	g_autofree char *minimum = money(sums->minimum_lump_sum);
	g_autofree char *days = factor_text(s, SANCTION_DAYS);
	g_autofree char *formula =
		g_strdup_printf("the higher of %s and %s x %s days",
	                        sums->minimum_lump_sum == SANCTION_UNKNOWN ? "the minimum" : minimum,
	                        sums->lump_sum_per_day == SANCTION_UNKNOWN ? "the sum per day" : daily,
	                        strcmp(days, "missing") == 0 ? "the" : days);
	text_result(out, "lump sum", formula, sums->lump_sum, sums->lump_sum_at_least ? "at least " : "");
}

static void text_results(GString *out, const struct sanction *s)
{
	static const enum sanction_name penalty[] = { SANCTION_FLAT_PENALTY, SANCTION_SERIOUSNESS, SANCTION_DURATION,
		                                      SANCTION_N };
	static const enum sanction_name lump[] = { SANCTION_FLAT_LUMP, SANCTION_SERIOUSNESS, SANCTION_N };
	static const enum sanction_name minimum[] = { SANCTION_REFERENCE_LUMP, SANCTION_N };
	struct sanction_sums sums = sanction_sums(s, s->factors[SANCTION_SERIOUSNESS].value);
	g_autofree char *of_penalty = multiplication(s, penalty, G_N_ELEMENTS(penalty));
	g_autofree char *of_lump = multiplication(s, lump, G_N_ELEMENTS(lump));
	g_autofree char *of_minimum = multiplication(s, minimum, G_N_ELEMENTS(minimum));
	g_string_append_printf(out, "\nResults%s\n",
	                       sanction_is_estimate(s) ? " (estimates: a factor in them is one)" : "");
	text_result(out, "penalty payment per day", of_penalty, sums.penalty_per_day, "");
	text_result(out, "lump sum per day", of_lump, sums.lump_sum_per_day, "");
	text_result(out, "minimum lump sum", of_minimum, sums.minimum_lump_sum, "");
	text_lump_sum(out, &sums, s);
}

/* A table of nothing would help nobody. */
static gboolean table_says_something(const struct sanction *s)
{
	struct sanction_sums sums = sanction_sums(s, 1);
	return s->factors[SANCTION_SERIOUSNESS].value == SANCTION_UNKNOWN &&
	       (sums.penalty_per_day != SANCTION_UNKNOWN || sums.lump_sum_per_day != SANCTION_UNKNOWN);
}

static void text_table(GString *out, const struct sanction *s)
{
	if (!table_says_something(s))
		return;
	g_string_append_printf(out, "\nBy seriousness (EUR)\n  %11s %18s %18s %20s\n", "seriousness", "penalty per day",
	                       "lump sum per day", "lump sum");
	for (int i = 1; i <= SANCTION_SERIOUSNESS_MAX; i++) {
		struct sanction_sums sums = sanction_sums(s, i);
		g_autofree char *penalty = money(sums.penalty_per_day);
		g_autofree char *daily = money(sums.lump_sum_per_day);
		g_autofree char *lump = money(sums.lump_sum);
		g_autofree char *marked = sums.lump_sum_at_least ? g_strdup_printf(">= %s", lump) : g_strdup(lump);
		g_string_append_printf(out, "  %11d %18s %18s %20s\n", i, penalty, daily, marked);
	}
}

static void text_missing(GString *out, const struct sanction *s)
{
	g_autoptr(GString) names = g_string_new("Missing:");
	for (guint i = 0; i < s->missing->len; i++)
		g_string_append_printf(names, "%s %s", i ? "," : "", (const char *)s->missing->pdata[i]);
	g_string_append_c(out, '\n');
	table_paragraph(out, s->missing->len > 0 ? names->str : "Notes", 0);
}

static void text_notes(GString *out, const struct sanction *s)
{
	if (s->missing->len > 0 || s->notes->len > 0)
		text_missing(out, s);
	for (guint i = 0; i < s->notes->len; i++) {
		g_string_append(out, "  - ");
		table_paragraph(out, s->notes->pdata[i], 4);
	}
}

static void text_sheet(GString *out, const struct sanction *s)
{
	g_string_append_printf(out, "Financial sanctions by the Commission's formula: %s, %s\n",
	                       state_lookup(s->state)->name, article(s));
	text_factors(out, s);
	text_results(out, s);
	text_table(out, s);
	text_notes(out, s);
	g_string_append_c(out, '\n');
	table_paragraph(out, statement(s), 0);
}

int cmd_sanction(const struct options *o, GError **error)
{
	struct sanction_query query = {
		.state = o->states ? o->states[0] : NULL,
		.basis = o->basis,
		.referral = o->referral,
		.judgment = o->judgment,
		.deadline = o->deadline,
		.until = o->until,
		.regime = o->regime,
		.given = { [SANCTION_FLAT_PENALTY] = o->flat_penalty,
		           [SANCTION_FLAT_LUMP] = o->flat_lump,
		           [SANCTION_REFERENCE_LUMP] = o->reference_lump,
		           [SANCTION_SERIOUSNESS] = o->seriousness,
		           [SANCTION_DURATION] = o->duration,
		           [SANCTION_N] = o->n,
		           [SANCTION_DAYS] = o->days },
		.allow_estimates = o->allow_estimates,
	};
	g_autoptr(Sanction) sanction = sanction_new(&query, error);
	if (!sanction)
		return 2;
	g_autoptr(GString) out = g_string_new(NULL);
	(strcmp(o->format, "json") == 0 ? json_sheet : text_sheet)(out, sanction);
	fputs(out->str, stdout);
	return 0;
}
