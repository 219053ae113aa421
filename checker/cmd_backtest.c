#include <math.h>
#include <stdio.h>
#include <string.h>

#include "checker/command.h"
#include "checker/error.h"
#include "checker/forecast.h"
#include "checker/forecast_backtest.h"
#include "checker/forecast_published.h"
#include "checker/jsonwrite.h"
#include "checker/state.h"

static const char *const names[BACKTESTS] = { "formal_notice", "reasoned_opinion", "referral",
	                                      "formal_notice_after_wave" };
static const char *const titles[BACKTESTS] = {
	"Letter of formal notice within 12 months, judged on the day of the deadline",
	"Reasoned opinion within 24 months, judged on the day of the letter",
	"Referral to the Court within 36 months, judged on the day of the opinion",
	"Letter of formal notice, judged again on the day after the act's wave",
};

/* ---- JSON */

/* "-0.0" would differ from "0.0" between compilers' ways; a figure that is none is null. */
static void number(GString *out, const char *key, double value)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	double rounded = round(value * 1e4) / 1e4 + 0.0;
	g_string_append_printf(out, "\"%s\":%s", key,
	                       isfinite(value) ? g_ascii_formatd(text, sizeof text, "%.4f", rounded) : "null");
}

static void range(GString *out, const char *key, const struct interval *i)
{
	g_string_append_printf(out, "\"%s\":{", key);
	number(out, "low", i->low);
	g_string_append_c(out, ',');
	number(out, "high", i->high);
	g_string_append_c(out, '}');
}

static void json_deciles(GString *out, const struct step_result *r)
{
	g_string_append(out, ",\n\"calibration\":[");
	for (int d = 0; d < DECILES; d++) {
		const struct decile *k = &r->deciles[d];
		g_string_append_printf(out, "%s\n{\"from\":%.1f,\"to\":%.1f,\"n\":%u,\"acts\":%u,", d ? "," : "",
		                       d / 10.0, (d + 1) / 10.0, k->n, k->acts);
		number(out, "forecast", k->forecast);
		g_string_append_c(out, ',');
		number(out, "observed", k->observed);
		g_string_append_c(out, ',');
		number(out, "low", k->low);
		g_string_append_c(out, ',');
		number(out, "high", k->high);
		g_string_append_c(out, '}');
	}
	g_string_append(out, "]");
}

static void json_flags(GString *out, const struct step_result *r)
{
	g_string_append(out, ",\n\"flags\":[");
	for (int f = 0; f < FLAGS; f++) {
		const struct flag *k = &r->flags[f];
		g_string_append_printf(out, "%s{\"at_least\":%.2f,\"n\":%u,", f ? "," : "", k->p, k->n);
		number(out, "precision", k->n ? (double)k->right / k->n : (double)NAN);
		g_string_append_c(out, ',');
		number(out, "recall", r->positives ? (double)k->right / r->positives : (double)NAN);
		g_string_append_c(out, '}');
	}
	g_string_append(out, "]");
}

static void json_states(GString *out, const struct step_result *r)
{
	size_t n;
	const struct state *all = state_all(&n);
	gboolean first = TRUE;
	g_string_append(out, ",\n\"states\":[");
	for (size_t s = 0; s < n; s++) {
		const struct state_result *k = &r->states[s];
		if (k->n == 0)
			continue;
		g_string_append_printf(out, "%s\n{\"state\":\"%s\",\"n\":%u,\"positives\":%u,", first ? "" : ",",
		                       all[s].code, k->n, k->positives);
		number(out, "forecast", k->forecast);
		g_string_append_c(out, '}');
		first = FALSE;
	}
	g_string_append(out, "]");
}

static void json_step(GString *out, const char *name, const struct step_result *r)
{
	const struct {
		const char *key;
		const struct interval *i;
	} figures[] = {
		{ "auc", &r->auc },     { "auc_baseline", &r->auc_baseline },     { "auc_gain", &r->auc_gain },
		{ "brier", &r->brier }, { "brier_baseline", &r->brier_baseline }, { "brier_gain", &r->brier_gain }
	};
	g_string_append_printf(
		out, "\"%s\":{\"n\":%u,\"positives\":%u,\"acts\":%u,\"censored\":%u,\"too_early\":%u,\"already\":%u",
		name, r->n, r->positives, r->acts, r->censored, r->too_early, r->already);
	for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
		g_string_append_c(out, ',');
		number(out, figures[i].key, figures[i].i->value);
	}
	g_string_append_printf(out, ",\"claim\":%s,\n\"intervals\":{", backtest_claims(r) ? "true" : "false");
	for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
		g_string_append(out, i ? "," : "");
		range(out, figures[i].key, figures[i].i);
	}
	g_string_append_c(out, '}');
	json_deciles(out, r);
	json_flags(out, r);
	json_states(out, r);
	g_string_append_c(out, '}');
}

static void json_left_out(GString *out, const struct exclusions *e)
{
	g_string_append_printf(
		out,
		",\n\"left_out\":{\"letters\":%u,\"unlinked\":%u,\"no_deadline\":%u,\"before_deadline\":%u,"
		"\"repeated\":%u,\"not_member\":%u,\"deadlines_few_letters\":%u,\"deadlines_noise\":%u}",
		e->letters, e->by_use[LETTER_UNLINKED], e->by_use[LETTER_NO_DEADLINE], e->by_use[LETTER_BEFORE],
		e->by_use[LETTER_REPEATED], e->by_use[LETTER_NOT_MEMBER], e->few_letters, e->noise);
}

static double share(guint part, guint whole)
{
	return whole ? (double)part / whole : (double)NAN;
}

static void json_published(GString *out, const struct published *p)
{
	g_string_append_printf(out,
	                       "%s\"published_by_deadline\":{\"acts\":%u,\"letter\":%u,\"no_letter\":%u},"
	                       "\"not_published\":{\"letter\":%u,\"no_letter\":%u}",
	                       ",\n", p->acts, p->cells[1][1], p->cells[1][0], p->cells[0][1], p->cells[0][0]);
}

static void print_json(GString *out, const struct backtest *b, const struct published *p)
{
	g_autofree char *from = b->train_until > 0 ? history_day_text(b->train_until) : NULL;
	g_autofree char *until = history_day_text(b->test_until);
	g_string_append(out, "{\"train_until\":");
	json_string(out, from);
	g_string_append_printf(out, ",\"test_until\":\"%s\",\"refits\":%u,\n", until, b->waves);
	for (int s = 0; s < BACKTESTS; s++) {
		json_step(out, names[s], &b->results[s]);
		g_string_append(out, ",\n");
	}
	number(out, "batch_date_hit_rate", share(b->hits.first, b->hits.n));
	g_string_append_printf(out, ",\"batch_window_days\":%d,\"batch_n\":%u,", WAVE_WINDOW_DAYS, b->hits.n);
	number(out, "batch_second_hit_rate", share(b->hits.second, b->hits.n));
	g_string_append_c(out, ',');
	number(out, "batch_mean_share", b->window_share);
	json_left_out(out, &b->left_out);
	json_published(out, p);
	g_string_append(out, "}\n");
}

/* ---- text */

static void text_figure(GString *out, const char *name, const struct interval *i, const struct step_result *r)
{
	if (!isfinite(i->value)) {
		g_string_append_printf(out, "  %-28s not defined: %s had the step\n", name,
		                       r->positives ? "all" : "none");
		return;
	}
	g_string_append_printf(out, "  %-28s %7.3f", name, i->value + 0.0);
	if (isfinite(i->low))
		g_string_append_printf(out, "   95 %%: %.3f to %.3f", i->low + 0.0, i->high + 0.0);
	g_string_append_c(out, '\n');
}

static void text_calibration(GString *out, const struct step_result *r)
{
	g_string_append(out, "  forecast      cases  acts   mean  came   95 %\n");
	for (int d = 0; d < DECILES; d++) {
		const struct decile *k = &r->deciles[d];
		if (k->n == 0)
			continue;
		g_string_append_printf(out, "  %3d-%3d %%    %6u %5u   %3.0f %%  %3.0f %%", d * 10, d * 10 + 10, k->n,
		                       k->acts, 100 * k->forecast, 100 * k->observed);
		if (isfinite(k->low))
			g_string_append_printf(out, "  %.0f-%.0f %%", 100 * k->low, 100 * k->high);
		g_string_append_c(out, '\n');
	}
}

static void text_flags(GString *out, const struct step_result *r)
{
	for (int f = 0; f < FLAGS; f++) {
		const struct flag *k = &r->flags[f];
		if (k->n)
			g_string_append_printf(out,
			                       "  forecast %.0f %% or more: %u cases, precision %.2f, recall %.2f\n",
			                       100 * k->p, k->n, share(k->right, k->n), share(k->right, r->positives));
	}
}

static void text_states(GString *out, const struct step_result *r)
{
	size_t n;
	const struct state *all = state_all(&n);
	g_string_append(out, "  by state (came of cases, mean forecast):");
	for (size_t s = 0, shown = 0; s < n; s++) {
		const struct state_result *k = &r->states[s];
		if (k->n)
			g_string_append_printf(out, "%s%s %u/%u %.0f %%", shown++ % 5 ? "   " : "\n    ", all[s].code,
			                       k->positives, k->n, 100 * k->forecast);
	}
	g_string_append_c(out, '\n');
}

static void text_claim(GString *out, const struct step_result *r)
{
	if (backtest_claims(r))
		return;
	gboolean few_acts = r->acts < ACTS_FEW;
	g_string_append_printf(out, "  fewer than %d %s: figures only, nothing is claimed\n",
	                       few_acts ? ACTS_FEW : FEW_OUTCOMES,
	                       few_acts                      ? "acts"
	                       : r->positives < FEW_OUTCOMES ? "with the step"
	                                                     : "without the step");
}

static void text_step(GString *out, int s, const struct step_result *r)
{
	g_string_append_printf(out, "\n%s\n  %u cases of %u acts, %u with the step; ", titles[s], r->n, r->acts,
	                       r->positives);
	if (s == AFTER_WAVE)
		g_string_append_printf(out, "%u left out because they had their letter by then\n", r->already);
	else
		g_string_append_printf(out, "%u left out because their time is not over\n", r->censored);
	if (r->too_early)
		g_string_append_printf(out, "  %u not judged: not enough cases to learn from yet\n", r->too_early);
	if (r->n == 0)
		return;
	text_claim(out, r);
	text_figure(out, "AUC", &r->auc, r);
	text_figure(out, "AUC of the state's own rate", &r->auc_baseline, r);
	text_figure(out, "difference", &r->auc_gain, r);
	text_figure(out, "Brier score", &r->brier, r);
	text_figure(out, "Brier of the own rate", &r->brier_baseline, r);
	text_figure(out, "difference", &r->brier_gain, r);
	text_calibration(out, r);
	text_flags(out, r);
	if (s != AFTER_WAVE)
		text_states(out, r);
}

static void text_acts(GString *out, const char *why, const GPtrArray *acts)
{
	g_string_append_printf(out, "  deadlines %s: %u", why, acts->len);
	for (guint i = 0; i < acts->len && i < 20; i++)
		g_string_append_printf(out, "%s%s", i % 6 ? " " : "\n    ", (const char *)g_ptr_array_index(acts, i));
	g_string_append(out, acts->len > 20 ? " ...\n" : "\n");
}

static void text_left_out(GString *out, const struct exclusions *e)
{
	g_string_append_printf(
		out,
		"\nLeft out, of these days\n  of %u letters: %u name no act, %u acts without a known deadline, %u before "
		"the deadline,\n  %u second letters to a state, %u to states that were no members then\n",
		e->letters, e->by_use[LETTER_UNLINKED], e->by_use[LETTER_NO_DEADLINE], e->by_use[LETTER_BEFORE],
		e->by_use[LETTER_REPEATED], e->by_use[LETTER_NOT_MEMBER]);
	text_acts(out, "with letters to fewer than three states", e->few_acts);
	text_acts(out, "with letters more than 18 months apart", e->noise_acts);
}

static void print_text(GString *out, const struct backtest *b)
{
	g_autofree char *from = b->train_until > 0 ? history_day_text(b->train_until) : g_strdup("the beginning");
	g_autofree char *until = history_day_text(b->test_until);
	g_string_append_printf(out, "Backtest of the forecasts: cases judged after %s whose time was over on %s.\n",
	                       from, until);
	g_string_append_printf(
		out,
		"Refitted after every wave of letters (%u in these days) with what was known then. Intervals: drawn by "
		"act, fixed seed.\n",
		b->waves);
	for (int s = 0; s < BACKTESTS; s++)
		text_step(out,
		          s == 0   ? 0
		          : s == 1 ? AFTER_WAVE
		                   : s - 1,
		          &b->results[s == 0   ? 0
		                      : s == 1 ? AFTER_WAVE
		                               : s - 1]);
	g_string_append(out, "\nThe wave of an act: the day that carries most of its letters\n");
	if (b->hits.n)
		g_string_append_printf(
			out,
			"  %u acts: in the window of %d days in %.0f %%, in it or the second likeliest in %.0f %%\n",
			b->hits.n, WAVE_WINDOW_DAYS, 100 * share(b->hits.first, b->hits.n),
			100 * share(b->hits.second, b->hits.n));
	else
		g_string_append(out, "  no act to test\n");
	text_left_out(out, &b->left_out);
}

static void text_published(GString *out, const struct published *p)
{
	if (p->acts == 0)
		return;
	g_string_append_printf(out,
	                       "\nMeasures published by the deadline, against letters, by Member State (%s)\n"
	                       "                         letter  no letter\n",
	                       p->names);
	for (int by = 1; by >= 0; by--)
		g_string_append_printf(out, "  %-20s  %7u  %9u\n", by ? "published by then" : "not published",
		                       p->cells[by][1], p->cells[by][0]);
	if (p->acts < PUBLISHED_ACTS_ENOUGH)
		g_string_append_printf(
			out,
			"  %u %s nothing: what is published is not what is notified, and each act has its own wave.\n",
			p->acts, p->acts == 1 ? "act proves" : "acts prove");
}

int cmd_backtest(const struct options *o, GError **error)
{
	struct judge_options how = { .as_of = o->as_of, .known_on = o->known_on, .official_only = o->official_only };
	g_autoptr(Judgement) judgement = judge_facts(o->db, &how, "v_decision", error);
	g_autoptr(History) history = judgement ? history_new(judgement, error) : NULL;
	if (!history || !forecast_possible(history, error))
		return 2;
	int from = o->train_until ? history_day(o->train_until) : 0;
	int until = o->test_until ? history_day(o->test_until) : FAR;
	if (!backtest_days(history, from, until, error))
		return 2;
	g_autoptr(Backtest) backtest = backtest_new(history, from, until, error);
	if (!backtest)
		return 2;
	struct published published;
	if (!published_count(judgement, &published, error))
		return 2;
	g_autoptr(GString) out = g_string_new(NULL);
	if (strcmp(o->format, "json") == 0)
		print_json(out, backtest, &published);
	else {
		print_text(out, backtest);
		text_published(out, &published);
	}
	g_free(published.names);
	fputs(out->str, stdout);
	return 0;
}
