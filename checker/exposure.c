#include "checker/exposure.h"

#include <string.h>

#include "checker/sanction.h"
#include "checker/sql.h"

static const char tables[] =
	"DROP TABLE IF EXISTS i_exposure; DROP TABLE IF EXISTS i_exposure_factor; DROP TABLE IF EXISTS i_exposure_note;"
	"CREATE TEMP TABLE i_exposure (case_id TEXT, celex TEXT, basis TEXT, since TEXT, referral TEXT, assumed INTEGER, "
	"regime TEXT, regime_source TEXT, penalty_estimate INTEGER, lump_estimate INTEGER, penalty_low TEXT, penalty_high TEXT, lump_day_low TEXT, "
	"lump_day_high TEXT, lump_low TEXT, lump_high TEXT, minimum TEXT, days TEXT, PRIMARY KEY (celex, case_id));"
	"CREATE TEMP TABLE i_exposure_factor (celex TEXT, case_id TEXT, no INTEGER, name TEXT, value TEXT, source TEXT, "
	"confidence TEXT, estimate INTEGER, PRIMARY KEY (celex, case_id, no));"
	"CREATE TEMP TABLE i_exposure_note (celex TEXT, case_id TEXT, no INTEGER, message TEXT, "
	"PRIMARY KEY (celex, case_id, no))";

/* The columns of struct open_case, in their order. step_day: of the step at which the case is, a month's last day. */
static const char open_cases[] =
	"SELECT c.case_id, c.celex, c.state, c.stage, coalesce(v.due, d.date), a.legislative, w.type, w.step_day, "
	"CASE WHEN length(c.stage_date) = 7 THEN 'yes' END, (SELECT min(j.holds_from) FROM v_decision AS j "
	"WHERE j.case_id = c.case_id AND j.type = 'J258' AND NOT j.lost) "
	"FROM v_case AS c JOIN v_act AS a USING (celex) "
	"JOIN (SELECT case_id, step, max(holds_from) AS step_day, type FROM i_walk GROUP BY case_id, step) AS w "
	"ON w.case_id = c.case_id AND w.step = c.stage "
	"LEFT JOIN v_cell AS v ON v.celex = c.celex AND v.deadline_no = c.deadline_no AND v.state = c.state "
	"LEFT JOIN v_deadline AS d ON d.celex = c.celex AND d.deadline_no = c.deadline_no "
	"WHERE c.open AND c.kind = 'non-communication' AND c.celex IN (SELECT celex FROM v_cell) "
	"AND (?1 IS NULL OR c.celex = ?1) ORDER BY c.celex, c.case_id";

struct open_case {
	const char *id, *celex, *state, *stage, *due, *legislative, *type, *step_day, *month_only, *judgment;
};

struct work {
	struct judgement *judgement;
	sqlite3_stmt *put_note, *put_factor, *put_exposure; /* prepared once for all cases */
	const struct sanction_law *law;
	struct open_case open;
	gboolean second_round; /* Article 260(2): there was a first judgment */
	gboolean referred;     /* a referral of this round is on record */
	GError **error;
};

static gboolean note(struct work *w, const char *text)
{
	const char *values[] = { w->open.celex, w->open.id, text };
	return sql_again(w->put_note, values, 3, w->error);
}

/* A sentence of the calculator, without the options of its command that it is about or that would help: a report has none. */
static gboolean note_plain(struct work *w, const char *text)
{
	const char *about = g_str_has_prefix(text, "--") ? strstr(text, ": ") : NULL;
	text = about ? about + strlen(": ") : text;
	const char *end = strstr(text, "; give --");
	end = end ? end : strstr(text, "; --");
	g_autofree char *said = end ? g_strndup(text, (gsize)(end - text)) : g_strdup(text);
	g_autofree char *sentence = g_strconcat(said, g_str_has_suffix(said, ".") ? "" : ".", NULL);
	*sentence = g_ascii_toupper(*sentence);
	return note(w, sentence);
}

/* Why no sum can be asked, or none be worked out; NULL: nothing stands against it. */
static const char *hindrance(const struct work *w)
{
	const struct open_case *c = &w->open;
	if (w->second_round && g_strcmp0(c->type, "J260") == 0)
		return "The Court has ruled under Article 260(2) TFEU: what it imposed stands with its judgment.";
	if (w->second_round && !c->judgment)
		return "The day of the first judgment, from which Article 260(2) TFEU counts, is not on record.";
	if (w->second_round)
		return NULL;
	if (g_strcmp0(c->legislative, "no") == 0)
		return "Article 260(3) TFEU cannot apply: the act was not adopted under a legislative procedure. A sum can be "
		       "asked after a first judgment only (Article 260(2) TFEU).";
	if (c->due && strcmp(c->due, w->referred ? c->step_day : w->judgement->as_of) >= 0)
		return "The deadline, as it stands, lies after the referral or the day judged: no sum can be counted from it.";
	if (!c->due)
		return "The deadline to which the case belongs, from which Article 260(3) TFEU counts, is not established.";
	return NULL;
}

/* What the sums take for granted. */
static gboolean note_assumptions(struct work *w)
{
	const struct open_case *c = &w->open;
	const struct {
		gboolean holds;
		const char *text;
	} all[] = {
		{ !w->second_round && !c->legislative,
		  "Whether Article 260(3) TFEU applies is not established: the procedure by which the act was adopted is not on "
		  "record." },
		{ !w->referred, "No referral is on record: one on the day judged is assumed." },
		{ w->referred && c->month_only, "Of the referral only the month is on record: its last day is taken." },
		{ g_strcmp0(c->type, "RF258") == 0,
		  "The referral on record is under Article 258 TFEU alone: the sums are those of Article 260(3) TFEU." },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		if (all[i].holds && !note(w, all[i].text))
			return FALSE;
	return TRUE;
}

/* A remark of the calculator on one parameter: said already by its name among what is missing. */
static gboolean of_parameter(const char *text)
{
	for (int i = 0; i < SANCTION_FACTORS; i++) {
		const char *name = sanction_name((enum sanction_name)i);
		if (g_str_has_prefix(text, name) && text[strlen(name)] == ':')
			return TRUE;
	}
	return FALSE;
}

/* The names of the parameters without which there is no sum, and the calculator's own reasons. Seriousness is the range. */
static gboolean note_missing(struct work *w, const struct sanction *s)
{
	for (int i = 0; i < SANCTION_FACTORS; i++) {
		g_autofree char *missing = g_strdup_printf("Missing: %s.", sanction_label((enum sanction_name)i));
		if (i != SANCTION_SERIOUSNESS && s->factors[i].value == SANCTION_UNKNOWN && !note(w, missing))
			return FALSE;
	}
	if (sanction_sums(s, 1).lump_sum_at_least &&
	    !note(w, "The minimum lump sum is not known: the lump sum may be higher."))
		return FALSE;
	for (guint i = 0; i < s->notes->len; i++) {
		const char *text = s->notes->pdata[i];
		if (!of_parameter(text) && !note_plain(w, text))
			return FALSE;
	}
	return TRUE;
}

static gboolean put_factors(struct work *w, const struct sanction *s)
{
	for (int i = 0; i < SANCTION_FACTORS; i++) {
		const struct sanction_factor *f = &s->factors[i];
		if (f->value == SANCTION_UNKNOWN)
			continue;
		g_autofree char *value = sanction_value(s, (enum sanction_name)i);
		const char *values[] = { w->open.celex,
			                 w->open.id,
			                 sanction_label((enum sanction_name)i),
			                 value,
			                 f->source,
			                 f->confidence,
			                 f->estimate ? "yes" : NULL };
		if (!sql_again(w->put_factor, values, 7, w->error))
			return FALSE;
	}
	return TRUE;
}

static void bind_sum(sqlite3_stmt *put, const char *name, gint64 cents)
{
	g_autofree char *text = cents == SANCTION_UNKNOWN ? NULL : sanction_text(cents, 2);
	sql_bind(put, name, text);
}

static void bind_sums(sqlite3_stmt *put, const struct sanction *s)
{
	struct sanction_sums low = sanction_sums(s, 1), high = sanction_sums(s, SANCTION_SERIOUSNESS_MAX);
	bind_sum(put, ":penalty_low", low.penalty_per_day);
	bind_sum(put, ":penalty_high", high.penalty_per_day);
	bind_sum(put, ":lump_day_low", low.lump_sum_per_day);
	bind_sum(put, ":lump_day_high", high.lump_sum_per_day);
	bind_sum(put, ":lump_low", low.lump_sum);
	bind_sum(put, ":lump_high", high.lump_sum);
	bind_sum(put, ":minimum", low.minimum_lump_sum);
	g_autofree char *days =
		s->factors[SANCTION_DAYS].value == SANCTION_UNKNOWN ? NULL : sanction_value(s, SANCTION_DAYS);
	sql_bind(put, ":days", days);
}

/* Whether a sum made of these two factors and n is an estimate. */
static gboolean any_estimate(const struct sanction *s, enum sanction_name one, enum sanction_name other)
{
	return s->factors[one].estimate || s->factors[other].estimate || s->factors[SANCTION_N].estimate;
}

/* s is NULL where nothing could be worked out. */
static gboolean put_exposure(struct work *w, const struct sanction_query *q, const struct sanction *s)
{
	sqlite3_stmt *put = w->put_exposure;
	sqlite3_clear_bindings(put);
	sql_bind(put, ":case", w->open.id);
	sql_bind(put, ":celex", w->open.celex);
	sql_bind(put, ":basis", w->second_round ? "Article 260(2) TFEU" : "Article 260(3) TFEU");
	sql_bind(put, ":since", s ? (w->second_round ? q->judgment : q->deadline) : NULL);
	sql_bind(put, ":referral", s ? q->referral : NULL);
	sql_bind_int(put, ":assumed", !w->referred || w->open.month_only != NULL);
	sql_bind(put, ":regime", s ? s->regime : NULL);
	sql_bind(put, ":source", s ? s->regime_source : NULL);
	sql_bind_int(put, ":penalty_estimate", s && any_estimate(s, SANCTION_FLAT_PENALTY, SANCTION_DURATION));
	sql_bind_int(put, ":lump_estimate", s && any_estimate(s, SANCTION_FLAT_LUMP, SANCTION_REFERENCE_LUMP));
	if (s)
		bind_sums(put, s);
	return sql_run(put, w->error) && (!s || (put_factors(w, s) && note_missing(w, s)));
}

static gboolean take_case(struct work *w)
{
	const struct open_case *c = &w->open;
	struct sanction_query q = { .state = c->state,
		                    .basis = w->second_round ? "260-2" : "260-3",
		                    .referral = w->referred ? c->step_day : w->judgement->as_of,
		                    .until = w->judgement->as_of,
		                    .allow_estimates = TRUE };
	const char *why = hindrance(w);
	if (why)
		return put_exposure(w, &q, NULL) && note(w, why);
	*(w->second_round ? &q.judgment : &q.deadline) = w->second_round ? c->judgment : c->due;
	g_autoptr(GError) cannot = NULL;
	g_autoptr(Sanction) s = sanction_by(w->law, &q, &cannot);
	if (!put_exposure(w, &q, s) || (!s && !note_plain(w, cannot->message)))
		return FALSE;
	return note_assumptions(w);
}

static void read_case(struct work *w, sqlite3_stmt *stmt)
{
	const char **columns[] = { &w->open.id,         &w->open.celex,       &w->open.state, &w->open.stage,
		                   &w->open.due,        &w->open.legislative, &w->open.type,  &w->open.step_day,
		                   &w->open.month_only, &w->open.judgment };
	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
		*columns[i] = sql_text(stmt, (int)i);
	const char *stage = w->open.stage;
	w->second_round = strcmp(stage, "J") == 0 || strcmp(stage, "LFN2") == 0 || strcmp(stage, "REF2") == 0;
	w->referred = strcmp(stage, "REF") == 0 || strcmp(stage, "REF2") == 0;
}

static const char insert_note[] = "INSERT INTO i_exposure_note VALUES (?1, ?2, (SELECT count(*) FROM i_exposure_note "
				  "WHERE celex = ?1 AND case_id = ?2), ?3)";
static const char insert_factor[] =
	"INSERT INTO i_exposure_factor VALUES (?1, ?2, (SELECT count(*) FROM i_exposure_factor "
	"WHERE celex = ?1 AND case_id = ?2), ?3, ?4, ?5, ?6, ?7 IS NOT NULL)";
static const char insert_exposure[] =
	"INSERT INTO i_exposure VALUES (:case, :celex, :basis, :since, :referral, :assumed, :regime, :source, "
	":penalty_estimate, :lump_estimate, :penalty_low, :penalty_high, :lump_day_low, :lump_day_high, :lump_low, :lump_high, :minimum, :days)";

static gboolean take_cases(struct work *w, const char *celex)
{
	GError *local = NULL;
	g_autoptr(SanctionLaw) law = sanction_law_new(w->error);
	g_autoptr(sqlite3_stmt) cases = law ? sql_query(w->judgement->db, open_cases, &celex, 1, w->error) : NULL;
	w->law = law;
	while (cases && sql_row(cases, &local)) {
		read_case(w, cases);
		if (!take_case(w))
			return FALSE;
	}
	if (local)
		g_propagate_error(w->error, local);
	return cases && !local;
}

gboolean exposure_fill(struct judgement *j, const char *celex, GError **error)
{
	if (!sql_exec(j->db, tables, error))
		return FALSE;
	g_autoptr(sqlite3_stmt) put_note = sql_prepare(j->db, insert_note, error);
	g_autoptr(sqlite3_stmt) put_factor = put_note ? sql_prepare(j->db, insert_factor, error) : NULL;
	g_autoptr(sqlite3_stmt) put_exposure_row = put_factor ? sql_prepare(j->db, insert_exposure, error) : NULL;
	struct work w = { j, put_note, put_factor, put_exposure_row, .error = error };
	return put_exposure_row && take_cases(&w, celex);
}
