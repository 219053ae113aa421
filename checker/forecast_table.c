#include "checker/forecast_table.h"

#include <math.h>

#include "checker/error.h"
#include "checker/forecast.h"
#include "checker/sql.h"

static const char make[] =
	"DROP TABLE IF EXISTS i_forecast; DROP TABLE IF EXISTS i_forecast_reason; DROP TABLE IF EXISTS i_model;"
	"DROP TABLE IF EXISTS i_reliability;"
	"CREATE TEMP TABLE i_forecast (celex TEXT, deadline_no INTEGER, state TEXT, step TEXT, months INTEGER, "
	"probability INTEGER, from_day TEXT, until_day TEXT, second_from TEXT, second_until TEXT, sample TEXT, "
	"reliability TEXT, why TEXT, PRIMARY KEY (celex, deadline_no, state)) WITHOUT ROWID;"
	"CREATE TEMP TABLE i_forecast_reason (celex TEXT, deadline_no INTEGER, state TEXT, no INTEGER, text TEXT, value TEXT, "
	"PRIMARY KEY (celex, deadline_no, state, no)) WITHOUT ROWID;"
	"CREATE TEMP TABLE i_model (origin TEXT, from_day TEXT, until_day TEXT, letters INTEGER, waves INTEGER, first INTEGER, "
	"second INTEGER, window_days INTEGER, why TEXT);"
	"CREATE TEMP TABLE i_reliability (step TEXT, months INTEGER, cases INTEGER, acts INTEGER, positives INTEGER, tenth INTEGER, "
	"n INTEGER, of_acts INTEGER, forecast TEXT, observed TEXT, low TEXT, high TEXT, PRIMARY KEY (step, tenth))";

struct table {
	struct judgement *judgement;
	const struct history *history;
	const struct forecast_model *model;
	sqlite3_stmt *put_forecast, *put_reason; /* prepared once for all cells */
};

/* "-0.31"; NULL for a figure that is none. */
static const char *figure(char *text, double value)
{
	return isfinite(value) ? g_ascii_formatd(text, G_ASCII_DTOSTR_BUF_SIZE, "%.2f", value + 0.0) : NULL;
}

static void bind_day(sqlite3_stmt *stmt, const char *name, int day)
{
	g_autofree char *text = day < FAR ? history_day_text(day) : NULL;
	sql_bind(stmt, name, text);
}

static gboolean put_reason(const struct table *t, const struct forecast *f, guint place, const struct reason *reason,
                           GError **error)
{
	sqlite3_stmt *put = t->put_reason;
	char value[G_ASCII_DTOSTR_BUF_SIZE];
	sql_bind(put, ":celex", f->celex);
	sql_bind_int(put, ":no", f->deadline_no);
	sql_bind(put, ":state", f->state);
	sql_bind_int(put, ":place", place);
	sql_bind(put, ":text", reason->text);
	sql_bind(put, ":value", figure(value, reason->value));
	return sql_run(put, error);
}

/* The base comes first: with it the others add up. */
static gboolean put_reasons(const struct table *t, const struct forecast *f, GError **error)
{
	char text[] = FORECAST_BASE;
	const struct reason base = { text, f->base };
	gboolean done = !f->known || put_reason(t, f, 0, &base, error);
	for (guint i = 0; done && i < f->n_reasons; i++)
		done = put_reason(t, f, i + 1, &f->reasons[i], error);
	return done;
}

static gboolean put_forecast(const struct table *t, const struct forecast *f, GError **error)
{
	sqlite3_stmt *put = t->put_forecast;
	gboolean wave = f->windows[0].from < FAR;
	sqlite3_clear_bindings(put);
	sql_bind(put, ":celex", f->celex);
	sql_bind_int(put, ":no", f->deadline_no);
	sql_bind(put, ":state", f->state);
	sql_bind(put, ":step", step_name(f->step));
	sql_bind_int(put, ":months", step_months(f->step));
	if (f->known)
		sql_bind_int(put, ":probability", lround(100 * f->probability));
	bind_day(put, ":from", wave ? f->windows[0].from : f->until < FAR ? f->from : FAR);
	bind_day(put, ":until", wave ? f->windows[0].until : f->until);
	bind_day(put, ":from2", f->windows[1].from);
	bind_day(put, ":until2", f->windows[1].from < FAR ? f->windows[1].until : FAR);
	sql_bind(put, ":sample", f->sample);
	sql_bind(put, ":reliability", f->reliability);
	sql_bind(put, ":why", f->why);
	return sql_run(put, error) && put_reasons(t, f, error);
}

static gboolean foresee_cells(const struct table *t, const char *celex, GError **error)
{
	static const char flagged[] =
		"SELECT " FORECAST_CELL " FROM i_level JOIN v_cell USING (celex, deadline_no, state) "
		"WHERE level <> 'none' AND deadline IS NOT NULL";
	static const char of_act[] = "SELECT " FORECAST_CELL " FROM v_cell WHERE celex = ?1 AND deadline IS NOT NULL";
	g_autoptr(sqlite3_stmt) cells =
		sql_query(t->judgement->db, celex ? of_act : flagged, &celex, celex ? 1 : 0, error);
	GError *local = NULL;
	while (cells && !local && sql_row(cells, &local)) {
		g_autoptr(Forecast) f = forecast_for(t->history, t->model, cells);
		if (f)
			put_forecast(t, f, &local);
	}
	if (local)
		g_propagate_error(error, local);
	return cells && !local;
}

static gboolean put_cells(struct table *t, const char *celex, GError **error)
{
	static const char forecast[] =
		"INSERT INTO i_forecast VALUES (:celex, :no, :state, :step, :months, :probability, :from, "
		":until, :from2, :until2, :sample, :reliability, :why)";
	static const char reason[] =
		"INSERT INTO i_forecast_reason VALUES (:celex, :no, :state, :place, :text, :value)";
	g_autoptr(sqlite3_stmt) put_one = sql_prepare(t->judgement->db, forecast, error);
	g_autoptr(sqlite3_stmt) put_why = put_one ? sql_prepare(t->judgement->db, reason, error) : NULL;
	t->put_forecast = put_one;
	t->put_reason = put_why;
	return put_why && foresee_cells(t, celex, error);
}

static gboolean put_model(const struct table *t, const char *why, GError **error)
{
	g_autoptr(sqlite3_stmt) put =
		sql_prepare(t->judgement->db,
	                    "INSERT INTO i_model VALUES (:origin, :from, :until, :letters, :waves, "
	                    ":first, :second, :days, :why)",
	                    error);
	if (!put)
		return FALSE;
	sql_bind(put, ":why", why);
	if (t->model) {
		sql_bind(put, ":origin", t->model->origin);
		bind_day(put, ":from", t->model->from);
		bind_day(put, ":until", t->model->until);
		sql_bind_int(put, ":letters", t->model->decisions);
		sql_bind_int(put, ":waves", t->model->hits.n);
		sql_bind_int(put, ":first", t->model->hits.first);
		sql_bind_int(put, ":second", t->model->hits.second);
		sql_bind_int(put, ":days", WAVE_WINDOW_DAYS);
	}
	return sql_run(put, error);
}

static gboolean put_decile(const struct table *t, enum step step, int tenth, GError **error)
{
	static const char sql[] =
		"INSERT INTO i_reliability VALUES (:step, :months, :cases, :acts, :positives, :tenth, :n, "
		":of_acts, :forecast, :observed, :low, :high)";
	const struct step_model *s = &t->model->steps[step];
	const struct decile *d = &s->deciles[tenth];
	g_autoptr(sqlite3_stmt) put = sql_prepare(t->judgement->db, sql, error);
	char text[4][G_ASCII_DTOSTR_BUF_SIZE];
	if (!put)
		return FALSE;
	sql_bind(put, ":step", step_name(step));
	sql_bind_int(put, ":months", step_months(step));
	sql_bind_int(put, ":cases", s->n);
	sql_bind_int(put, ":acts", s->acts);
	sql_bind_int(put, ":positives", s->positives);
	sql_bind_int(put, ":tenth", tenth);
	sql_bind_int(put, ":n", d->n);
	sql_bind_int(put, ":of_acts", d->acts);
	sql_bind(put, ":forecast", figure(text[0], 100 * d->forecast));
	sql_bind(put, ":observed", figure(text[1], 100 * d->observed));
	sql_bind(put, ":low", figure(text[2], 100 * d->low));
	sql_bind(put, ":high", figure(text[3], 100 * d->high));
	return sql_run(put, error);
}

static gboolean put_reliability(const struct table *t, GError **error)
{
	for (int step = 0; step < STEPS; step++)
		for (int tenth = 0; tenth < DECILES; tenth++)
			if (t->model->steps[step].deciles[tenth].n && !put_decile(t, (enum step)step, tenth, error))
				return FALSE;
	return TRUE;
}

gboolean forecast_fill(struct judgement *judgement, const char *celex, GError **error)
{
	GError *local = NULL;
	if (!sql_exec(judgement->db, make, error))
		return FALSE;
	g_autoptr(History) history = history_new(judgement, error);
	if (!history)
		return FALSE;
	g_autoptr(ForecastModel) model = forecast_model_for(judgement, history, &local);
	struct table table = { judgement, history, model, NULL, NULL };
	if (g_error_matches(local, ADQ_ERROR, ADQ_ERROR_RULE)) {
		gboolean said = put_model(&table, local->message, error);
		g_clear_error(&local);
		return said;
	}
	if (!model) {
		g_propagate_error(error, local);
		return FALSE;
	}
	calendar_prepare(model->calendar, history->as_of);
	return put_model(&table, NULL, error) && put_reliability(&table, error) && put_cells(&table, celex, error);
}
