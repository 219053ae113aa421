#include <math.h>
#include <stdio.h>
#include <string.h>

#include "checker/command.h"
#include "checker/error.h"
#include "checker/forecast.h"
#include "checker/forecast_store.h"
#include "checker/jsonwrite.h"
#include "checker/sql.h"

/* ---- the model */

static gboolean term_csv(void *user, const struct model_term *t, GError **error G_GNUC_UNUSED)
{
	char value[G_ASCII_DTOSTR_BUF_SIZE];
	gboolean quote = strpbrk(t->key, ",\"") != NULL;
	g_string_append_printf(user, "%s,%s,%s%s%s,%s,%u\n", t->step, t->kind, quote ? "\"" : "", t->key,
	                       quote ? "\"" : "", g_ascii_formatd(value, sizeof value, "%.6f", t->value), t->n);
	return TRUE;
}

static gboolean term_text(void *user, const struct model_term *t, GError **error G_GNUC_UNUSED)
{
	if (strcmp(t->kind, "open") != 0 && strcmp(t->kind, "later") != 0)
		g_string_append_printf(user, "  %-16s %-16s %-44s %9.3f %6u\n", t->step, t->kind, t->key, t->value,
		                       t->n);
	return TRUE;
}

static gboolean term_json(void *user, const struct model_term *t, GError **error G_GNUC_UNUSED)
{
	GString *out = user;
	char value[G_ASCII_DTOSTR_BUF_SIZE];
	const char *texts[][2] = { { "step", t->step }, { "kind", t->kind }, { "key", t->key } };
	g_string_append(out, out->str[out->len - 1] == '[' ? "\n{" : ",\n{");
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_string_append_printf(out, "\"%s\":", texts[i][0]);
		json_string(out, texts[i][1]);
		g_string_append_c(out, ',');
	}
	g_string_append_printf(out, "\"value\":%s,\"n\":%u}", g_ascii_formatd(value, sizeof value, "%.6f", t->value),
	                       t->n);
	return TRUE;
}

static gboolean show_model(GString *out, const struct forecast_model *m, const char *format, GError **error)
{
	if (strcmp(format, "csv") == 0) {
		g_string_append(out, "step,kind,key,value,n\n");
		return model_terms(m, term_csv, out, error);
	}
	if (strcmp(format, "json") == 0) {
		g_string_append(out, "{\"origin\":");
		json_string(out, m->origin);
		g_string_append(out, ",\"terms\":[");
		gboolean good = model_terms(m, term_json, out, error);
		g_string_append(out, "]}\n");
		return good;
	}
	g_string_append_printf(out, "%s: log-odds to be added up (value) and cases behind each (n)\n", m->origin);
	return model_terms(m, term_text, out, error);
}

/* ---- forecasts */

static void json_days(GString *out, const char *key, int from, int until)
{
	g_string_append_printf(out, ",\"%s\":", key);
	if (from >= FAR || until >= FAR) {
		g_string_append(out, "null");
		return;
	}
	g_autofree char *a = history_day_text(from), *b = history_day_text(until);
	g_string_append_printf(out, "{\"from\":\"%s\",\"until\":\"%s\"}", a, b);
}

static void json_reasons(GString *out, const struct forecast *f)
{
	g_string_append(out, ",\"reasons\":[");
	for (guint i = 0; i < f->n_reasons; i++) {
		g_string_append(out, i ? ",{\"text\":" : "{\"text\":");
		json_string(out, f->reasons[i].text);
		g_string_append_printf(out, ",\"log_odds\":%.3f}", f->reasons[i].value);
	}
	g_string_append_c(out, ']');
}

static void json_forecast(GString *out, const struct forecast *f, gboolean first)
{
	g_string_append_printf(
		out, "%s\n{\"celex\":\"%s\",\"deadline_no\":%d,\"state\":\"%s\",\"step\":\"%s\",\"probability\":",
		first ? "" : ",", f->celex, f->deadline_no, f->state, step_name(f->step));
	if (f->known)
		g_string_append_printf(out, "%.3f", f->probability);
	else
		g_string_append(out, "null");
	json_days(out, "window", f->windows[0].from < FAR ? f->windows[0].from : f->from,
	          f->windows[0].from < FAR ? f->windows[0].until : f->until);
	json_days(out, "second_window", f->windows[1].from, f->windows[1].until);
	if (f->known)
		g_string_append_printf(out, ",\"base\":%.3f", f->base);
	else
		g_string_append(out, ",\"base\":null");
	json_reasons(out, f);
	const char *texts[][2] = { { "why", f->why }, { "sample", f->sample }, { "reliability", f->reliability } };
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_string_append_printf(out, ",\"%s\":", texts[i][0]);
		json_string(out, texts[i][1]);
	}
	g_string_append_c(out, '}');
}

static void text_days(GString *out, const char *what, int from, int until)
{
	if (from >= FAR || until >= FAR)
		return;
	g_autofree char *a = history_day_text(from), *b = history_day_text(until);
	g_string_append_printf(out, "      %s: %s to %s (%d days)\n", what, a, b, until - from + 1);
}

static void text_forecast(GString *out, const struct forecast *f, const struct forecast_model *m)
{
	g_string_append_printf(out, "\n%s/%d %s  %s: ", f->celex, f->deadline_no, f->state, step_words(f->step));
	if (!f->known) {
		g_string_append_printf(out, "%s\n", f->why);
		return;
	}
	g_string_append_printf(out, "%.0f %% within %d months of the deadline\n", 100 * f->probability,
	                       step_months(f->step));
	text_days(out, "the wave", f->windows[0].from, f->windows[0].until);
	if (f->windows[0].from < FAR && m->hits.n)
		g_string_append_printf(out, "      such windows held the wave of %u of %u acts\n", m->hits.first,
		                       m->hits.n);
	text_days(out, "or", f->windows[1].from, f->windows[1].until);
	text_days(out, "eight of ten came from", f->from, f->until);
	g_string_append_printf(out, "      base    %+.2f  %s\n", f->base, FORECAST_BASE);
	for (guint i = 0; i < f->n_reasons; i++)
		g_string_append_printf(out, "      %s %+.2f  %s\n", f->reasons[i].value > 0 ? "for    " : "against",
		                       f->reasons[i].value, f->reasons[i].text);
	g_string_append_printf(out, "      %s; %s\n", f->sample, f->reliability);
}

static int likeliest(gconstpointer a, gconstpointer b)
{
	const struct forecast *x = *(struct forecast *const *)a, *y = *(struct forecast *const *)b;
	double p = x->known ? x->probability : -1.0, q = y->known ? y->probability : -1.0;
	if (p < q || p > q)
		return p > q ? -1 : 1;
	int order = strcmp(x->celex, y->celex);
	order = order ? order : x->deadline_no - y->deadline_no;
	return order ? order : strcmp(x->state, y->state);
}

/* With an act every cell of it; else those with a number. */
static GPtrArray *collect(struct judgement *j, const struct history *h, const struct forecast_model *m, gboolean all,
                          GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)forecast_free);
	g_autoptr(sqlite3_stmt) cells =
		sql_prepare(j->db, "SELECT " FORECAST_CELL " FROM v_cell WHERE deadline IS NOT NULL", error);
	GError *local = NULL;
	while (cells && sql_row(cells, &local)) {
		struct forecast *f = forecast_for(h, m, cells);
		if (f && (f->known || all))
			g_ptr_array_add(found, f);
		else
			forecast_free(f);
	}
	if (local)
		g_propagate_error(error, local);
	g_ptr_array_sort(found, likeliest);
	return cells && !local ? g_steal_pointer(&found) : NULL;
}

static void print_all(GString *out, const GPtrArray *all, const struct forecast_model *m, gboolean json)
{
	if (json) {
		g_string_append(out, "{\"model\":");
		json_string(out, m->origin);
		g_string_append(out, ",\"forecasts\":[");
	} else {
		g_autofree char *from = history_day_text(m->from), *until = history_day_text(m->until);
		g_string_append_printf(
			out,
			"Forecasts from %s (decisions %s to %s). Those of letters hold for acts\nabout which "
			"the Commission writes to at least three states; only the Court finds a breach.\n",
			m->origin, from, until);
	}
	for (guint i = 0; i < all->len; i++) {
		const struct forecast *f = g_ptr_array_index(all, i);
		if (json)
			json_forecast(out, f, i == 0);
		else
			text_forecast(out, f, m);
	}
	if (json)
		g_string_append(out, "]}\n");
	else if (all->len == 0)
		g_string_append(out, "\nnothing to foresee\n");
}

static gboolean keep(const struct options *o, const struct history *h, GString *out, GError **error)
{
	g_autoptr(ForecastModel) m = forecast_fit(h, error);
	if (!m)
		return FALSE;
	if (!m->steps[STEP_NOTICE].fitted && !m->steps[STEP_OPINION].fitted) {
		g_set_error(
			error, ADQ_ERROR, ADQ_ERROR_RULE,
			"not enough cases to fit a model to: a step needs %d cases of %d acts, %d of them with the step and "
			"%d without",
			CASES_ENOUGH, ACTS_ENOUGH, OUTCOMES_ENOUGH, OUTCOMES_ENOUGH);
		return FALSE;
	}
	int version = 0;
	g_autoptr(Store) store = store_open(o->db, error);
	if (!store || !model_keep(store, m, &version, error) || !store_commit(store, error))
		return FALSE;
	g_autofree char *until = history_day_text(m->until);
	g_autofree char *kept = g_strdup_printf("kept as version %d: fitted to %u letters, decisions until %s\n",
	                                        version, m->decisions, until);
	gboolean data = o->show_model && strcmp(o->format, "text") != 0; /* it is alone on standard output */
	if (data)
		fputs(kept, stderr);
	else
		g_string_append(out, kept);
	return !o->show_model || show_model(out, m, o->format, error);
}

static gboolean answer(struct judgement *j, const struct options *o, GString *out, GError **error)
{
	g_autoptr(History) h = history_new(j, error);
	if (!h || (o->fit && !forecast_possible(h, error)))
		return FALSE;
	if (o->fit)
		return keep(o, h, out, error);
	g_autoptr(ForecastModel) m = forecast_model_for(j, h, error);
	if (!m)
		return FALSE;
	if (o->show_model)
		return show_model(out, m, o->format, error);
	calendar_prepare(m->calendar, h->as_of);
	g_autoptr(GPtrArray) all = collect(j, h, m, o->args[0] != NULL, error);
	if (all)
		print_all(out, all, m, strcmp(o->format, "json") == 0);
	return all != NULL;
}

int cmd_forecast(const struct options *o, GError **error)
{
	char *acts[] = { o->args[0], NULL }, *states[] = { o->args[0] ? o->args[1] : NULL, NULL };
	struct judge_options how = { .as_of = o->as_of,
		                     .known_on = o->known_on,
		                     .portfolio = o->portfolio,
		                     .official_only = o->official_only,
		                     .acts = acts[0] ? acts : NULL,
		                     .states = states[0] ? states : NULL };
	g_autoptr(Judgement) j = judge_facts(o->db, &how, o->fit || o->show_model ? "v_decision" : NULL, error);
	g_autoptr(GString) out = g_string_new(NULL);
	if (!j || !answer(j, o, out, error))
		return 2;
	fputs(out->str, stdout);
	return 0;
}
