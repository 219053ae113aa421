#include "checker/forecast_store.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/data.h"
#include "checker/file.h"
#include "checker/sql.h"
#include "feeds/csvread.h"

#define BUNDLED "rules/law/model.csv"
#define AFTER_WAVE_NAME "formal_notice_after_wave"

static const char *const decile_kinds[] = { "decile_forecast", "decile_observed", "decile_low", "decile_high" };

/* ---- out */

struct out {
	model_take take;
	void *user;
	GError **error;
	gboolean good;
};

static void emit(struct out *o, const char *step, const char *kind, const char *key, double value, guint n)
{
	struct model_term t = { step, kind, key, round(value * 1e6) / 1e6 + 0.0, n };
	if (o->good && isfinite(value))
		o->good = o->take(o->user, &t, o->error);
}

static void emit_numbered(struct out *o, const char *step, const char *kind, int key, double value, guint n)
{
	g_autofree char *text = g_strdup_printf("%04d", key);
	emit(o, step, kind, text, value, n);
}

static void emit_deciles(struct out *o, const char *name, const struct decile *deciles)
{
	for (int i = 0; i < DECILES; i++) {
		const struct decile *d = &deciles[i];
		double values[] = { d->forecast, d->observed, d->low, d->high };
		for (size_t k = 0; d->n && k < G_N_ELEMENTS(values); k++)
			emit_numbered(o, name, decile_kinds[k], i, values[k], k == 0 ? d->n : d->acts);
	}
}

static void emit_step(struct out *o, const struct forecast_model *m, enum step step)
{
	const struct step_model *s = &m->steps[step];
	const char *name = step_name(step);
	if (!s->fitted)
		return;
	emit(o, name, "cases", "", s->rate, s->n);
	emit(o, name, "positives", "", s->half_life, s->positives);
	emit(o, name, "acts", "", 0.0, s->acts);
	for (guint i = 0; i < m->layout->columns->len; i++) {
		const struct column *c = &g_array_index(m->layout->columns, struct column, i);
		if (s->counts[i])
			emit(o, name, c->kind, c->key, s->coefficients[i], s->counts[i]);
	}
	for (int b = 0; b < AGE_BINS; b++) {
		emit_numbered(o, name, "later", b * AGE_BIN, s->later[b], 0);
		emit_numbered(o, name, "open", b * AGE_BIN, s->open[b], 0);
	}
	emit_deciles(o, name, s->deciles);
}

static void emit_calendar(struct out *o, const struct forecast_model *m)
{
	for (guint i = 0; i < m->calendar->days->len; i++) {
		const struct letter_day *d = &g_array_index(m->calendar->days, struct letter_day, i);
		g_autofree char *day = history_day_text(d->day);
		emit(o, "wave", "day", day, 0.0, d->letters);
	}
	for (guint i = 0; i < m->calendar->lags->len; i++) {
		const struct wave_lag *l = &g_array_index(m->calendar->lags, struct wave_lag, i);
		g_autofree char *day = history_day_text(l->deadline), *key = g_strdup_printf("%s/%03u", day, i);
		emit(o, "wave", "lag", key, l->lag, 1);
	}
	emit(o, "wave", "hit", "first", m->hits.first, m->hits.n);
	emit(o, "wave", "hit", "second", m->hits.second, m->hits.n);
	emit(o, "wave", "without", "", 0.0, m->calendar->without);
}

gboolean model_terms(const struct forecast_model *m, model_take take, void *user, GError **error)
{
	struct out o = { take, user, error, TRUE };
	g_autofree char *from = history_day_text(m->from), *until = history_day_text(m->until);
	emit(&o, "model", "from", from, 0.0, m->decisions);
	emit(&o, "model", "until", until, 0.0, m->decisions);
	for (int s = 0; s < STEPS; s++)
		emit_step(&o, m, (enum step)s);
	emit_deciles(&o, AFTER_WAVE_NAME, m->after_wave);
	emit_calendar(&o, m);
	return o.good;
}

/* ---- in */

static void set_wave(struct forecast_model *m, const struct model_term *t)
{
	struct letter_day day = { history_day(t->key), t->n };
	struct wave_lag lag = { history_day(t->key), (int)t->value };
	if (strcmp(t->kind, "day") == 0)
		g_array_append_val(m->calendar->days, day);
	else if (strcmp(t->kind, "lag") == 0)
		g_array_append_val(m->calendar->lags, lag);
	else if (strcmp(t->kind, "without") == 0)
		m->calendar->without = t->n;
	else if (strcmp(t->kind, "hit") == 0) {
		m->hits.n = t->n;
		*(strcmp(t->key, "first") == 0 ? &m->hits.first : &m->hits.second) = (guint)t->value;
	}
}

static gboolean set_decile(struct decile *deciles, const struct model_term *t)
{
	struct decile *d = &deciles[CLAMP(atoi(t->key), 0, DECILES - 1)];
	double *const fields[] = { &d->forecast, &d->observed, &d->low, &d->high };
	for (size_t k = 0; k < G_N_ELEMENTS(fields); k++) {
		if (strcmp(t->kind, decile_kinds[k]) != 0)
			continue;
		*fields[k] = t->value;
		*(k == 0 ? &d->n : &d->acts) = t->n;
		return TRUE;
	}
	return FALSE;
}

static void set_step(struct forecast_model *m, struct step_model *s, const struct model_term *t)
{
	int bin = CLAMP(atoi(t->key) / AGE_BIN, 0, AGE_BINS - 1);
	int column = layout_find(m->layout, t->kind, t->key);
	if (column >= 0) {
		s->coefficients[column] = t->value;
		s->counts[column] = t->n;
	} else if (strcmp(t->kind, "later") == 0)
		s->later[bin] = t->value;
	else if (strcmp(t->kind, "open") == 0)
		s->open[bin] = t->value;
	else if (strcmp(t->kind, "cases") == 0) {
		s->fitted = TRUE;
		s->n = t->n;
		s->rate = t->value;
	} else if (strcmp(t->kind, "positives") == 0) {
		s->positives = t->n;
		s->half_life = t->value;
	} else if (strcmp(t->kind, "acts") == 0)
		s->acts = t->n;
	else
		set_decile(s->deciles, t);
}

void model_set(struct forecast_model *m, const struct model_term *t)
{
	if (strcmp(t->step, "model") == 0) {
		*(strcmp(t->kind, "from") == 0 ? &m->from : &m->until) = history_day(t->key);
		m->decisions = t->n;
	} else if (strcmp(t->step, "wave") == 0)
		set_wave(m, t);
	else if (strcmp(t->step, AFTER_WAVE_NAME) == 0)
		set_decile(m->after_wave, t);
	for (int s = 0; s < STEPS; s++)
		if (strcmp(t->step, step_name((enum step)s)) == 0)
			set_step(m, &m->steps[s], t);
}

/* ---- the store */

static gboolean put_term(void *user, const struct model_term *t, GError **error)
{
	sqlite3_stmt *put = user;
	sql_bind(put, ":step", t->step);
	sql_bind(put, ":kind", t->kind);
	sql_bind(put, ":key", t->key);
	sqlite3_bind_double(put, sqlite3_bind_parameter_index(put, ":value"), t->value);
	sql_bind_int(put, ":n", t->n);
	return sql_run(put, error);
}

gboolean model_keep(struct store *store, const struct forecast_model *m, int *version, GError **error)
{
	g_autofree char *from = history_day_text(m->from), *until = history_day_text(m->until);
	g_autofree char *letters = g_strdup_printf("%u", m->decisions);
	const char *values[] = { from, until, letters };
	sqlite3 *db = store_db(store);
	g_autoptr(sqlite3_stmt) head =
		sql_query(db, "INSERT INTO model (made_from, made_until, letters) VALUES (?1, ?2, CAST(?3 AS INTEGER))",
	                  values, 3, error);
	if (!head || !sql_run(head, error))
		return FALSE;
	*version = (int)sqlite3_last_insert_rowid(db);
	g_autoptr(sqlite3_stmt) put =
		sql_prepare(db, "INSERT INTO model_term VALUES (:version, :step, :kind, :key, :value, :n)", error);
	if (!put)
		return FALSE;
	sql_bind_int(put, ":version", *version);
	return model_terms(m, put_term, put, error);
}

struct forecast_model *model_kept(sqlite3 *db, const struct history *h, int until, GError **error)
{
	g_autofree char *day = history_day_text(until);
	const char *values[] = { day };
	g_autoptr(sqlite3_stmt) rows = sql_query(
		db,
		"SELECT step, kind, key, value, n, version FROM main.model_term WHERE version = (SELECT max(version) "
		"FROM main.model WHERE made_until <= ?1) ORDER BY step, kind, key",
		values, 1, error);
	g_autoptr(ForecastModel) m = forecast_model_new(h);
	GError *local = NULL;
	int version = 0;
	while (rows && sql_row(rows, &local)) {
		struct model_term t = { sql_text(rows, 0), sql_text(rows, 1), sql_text(rows, 2),
			                sqlite3_column_double(rows, 3), (guint)sqlite3_column_int(rows, 4) };
		version = sqlite3_column_int(rows, 5);
		model_set(m, &t);
	}
	if (local)
		g_propagate_error(error, local);
	m->origin = g_strdup_printf("version %d of the model kept in this store", version);
	return version && !local ? g_steal_pointer(&m) : NULL;
}

struct forecast_model *model_bundled(const struct history *h, GError **error)
{
	g_autoptr(FILE) in = data_open(BUNDLED, error);
	g_autoptr(Csv) rows = in ? csv_open(in, BUNDLED, error) : NULL;
	static const char *const columns[] = { "step", "kind", "key", "value", "n", NULL };
	if (!rows || !csv_require(rows, columns, error))
		return NULL;
	g_autoptr(ForecastModel) m = forecast_model_new(h);
	GError *local = NULL;
	while (csv_next(rows, &local)) {
		struct model_term t = { csv_get(rows, "step"), csv_get(rows, "kind"), csv_get(rows, "key"),
			                g_ascii_strtod(csv_get(rows, "value"), NULL),
			                (guint)g_ascii_strtoull(csv_get(rows, "n"), NULL, 10) };
		model_set(m, &t);
	}
	if (local) {
		g_propagate_error(error, local);
		return NULL;
	}
	m->origin = g_strdup("the bundled model");
	return g_steal_pointer(&m);
}
