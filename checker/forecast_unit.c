#include "checker/forecast_unit.h"

#include <math.h>
#include <string.h>

#include "checker/state.h"

/* Letters are mostly sent some fifty days after the deadline; so much is assumed where the deadline is not known. */
#define USUAL_DELAY 50
#define USUAL_STAGE 270 /* from letter to opinion */
#define LOAD_PRIOR 3.0  /* so many letters are added to each state's, so that few do not shout */

static const struct {
	const char *name, *words;
	int months;
} steps[STEPS] = {
	[STEP_NOTICE] = { "formal_notice", "letter of formal notice", 12 },
	[STEP_OPINION] = { "reasoned_opinion", "reasoned opinion", 24 },
	[STEP_REFERRAL] = { "referral", "referral to the Court", 36 },
};

static const char *const evidence_keys[EVIDENCES] = { NULL, "before", "late", "none", "complete" };

const char *step_name(enum step step)
{
	return steps[step].name;
}

const char *step_words(enum step step)
{
	return steps[step].words;
}

int step_months(enum step step)
{
	return steps[step].months;
}

/* ---- columns */

static guint add_column(struct layout *l, const char *kind, const char *key)
{
	struct column c = { kind, g_strdup(key) };
	g_array_append_val(l->columns, c);
	return l->columns->len - 1;
}

static void clear_column(gpointer data)
{
	g_free(((struct column *)data)->key);
}

struct layout *layout_new(const struct history *h)
{
	struct layout *l = g_new0(struct layout, 1);
	size_t n;
	const struct state *all = state_all(&n);
	l->columns = g_array_new(FALSE, FALSE, sizeof(struct column));
	g_array_set_clear_func(l->columns, clear_column);
	add_column(l, "intercept", "");
	l->states = l->columns->len;
	for (size_t i = 0; i < n; i++)
		add_column(l, "state", all[i].code);
	l->departments = l->columns->len;
	for (guint i = 0; i < h->departments->len; i++)
		add_column(l, "department", g_ptr_array_index(h->departments, i));
	l->evidences = l->columns->len;
	for (guint i = EVIDENCE_BEFORE; i < EVIDENCES; i++)
		add_column(l, "evidence", evidence_keys[i]);
	l->procedures = add_column(l, "procedure", "other");
	add_column(l, "procedure", "legislative");
	l->load = add_column(l, "load", "");
	l->others = add_column(l, "others", "");
	l->delay = add_column(l, "delay", "");
	return l;
}

void layout_free(struct layout *l)
{
	if (!l)
		return;
	g_array_unref(l->columns);
	g_free(l);
}

int layout_find(const struct layout *l, const char *kind, const char *key)
{
	for (guint i = 0; i < l->columns->len; i++) {
		const struct column *c = &g_array_index(l->columns, struct column, i);
		if (strcmp(c->kind, kind) == 0 && strcmp(c->key, key) == 0)
			return (int)i;
	}
	return -1;
}

void unit_row(const struct layout *l, const struct unit *u, struct fit_row *row)
{
	memset(row, 0, sizeof *row);
	fit_row_add(row, 0, 1.0);
	fit_row_add(row, l->states + (guint)u->state, 1.0);
	if (u->department >= 0)
		fit_row_add(row, l->departments + (guint)u->department, 1.0);
	if (u->evidence != EVIDENCE_UNKNOWN)
		fit_row_add(row, l->evidences + u->evidence - EVIDENCE_BEFORE, 1.0);
	if (u->legislative)
		fit_row_add(row, l->procedures + u->legislative - 1, 1.0);
	fit_row_add(row, l->load, u->load);
	fit_row_add(row, l->others, u->others);
	fit_row_add(row, l->delay, u->delay);
}

/* ---- features */

/* The state's letters of the last year beside those of the average member. */
static double load_of(const struct history *h, int state, int day)
{
	double members = 0.0;
	for (guint s = 0; s < h->n_states; s++)
		members += history_member(h, (int)s, day);
	double mean = members > 0.0 ? history_load(h, -1, day) / members : 0.0;
	return log((history_load(h, state, day) + LOAD_PRIOR) / (mean + LOAD_PRIOR));
}

static const struct notified *notified_of(const struct history *h, int act, int state)
{
	return g_hash_table_lookup(h->notified, GINT_TO_POINTER(act * STATES_MAX + state + 1));
}

static enum evidence evidence_of(const struct history *h, const struct unit *u, int state, int day)
{
	if (u->act < 0 || !h->measures_read[u->act])
		return EVIDENCE_UNKNOWN;
	const struct notified *n = notified_of(h, u->act, state);
	int deadline = u->deadline >= 0 ? HISTORY_DEADLINE(h, u->deadline).date : FAR;
	if (n && n->complete <= day)
		return EVIDENCE_COMPLETE;
	if (n && n->first <= day)
		return n->first <= deadline ? EVIDENCE_BEFORE : EVIDENCE_LATE;
	return n && n->undecided ? EVIDENCE_UNKNOWN : EVIDENCE_NONE;
}

/* The share of the other members of which nothing is notified, from -0.5 to 0.5; 0 where it is not known. */
static double others_of(const struct history *h, const struct unit *u, int day)
{
	double none = 0.0, all = 0.0;
	for (int s = 0; s < (int)h->n_states && h->measures_read[u->act]; s++) {
		if (s == u->state || !history_member(h, s, day))
			continue;
		enum evidence e = evidence_of(h, u, s, day);
		none += e == EVIDENCE_NONE;
		all += e != EVIDENCE_UNKNOWN;
	}
	return all > 0.0 ? none / all - 0.5 : 0.0;
}

void unit_features(const struct history *h, struct unit *u, int day)
{
	u->load = load_of(h, u->state, u->judged);
	u->evidence = evidence_of(h, u, u->state, day);
	u->others = u->act >= 0 ? others_of(h, u, u->judged) : 0.0;
	u->legislative = u->act >= 0 ? h->legislative[u->act] : 0;
}

/* ---- cases */

static gboolean bound(const struct history *h, const struct fc_deadline *d, int state)
{
	return history_member(h, state, d->date) &&
	       !g_hash_table_contains(h->not_bound, GINT_TO_POINTER(d->act * STATES_MAX + state + 1));
}

/* The service of an earlier letter about the same act, -1 if there was none by the deadline. */
static int earlier_department(const struct history *h, const struct fc_deadline *d)
{
	for (guint i = 0; i < d->letters; i++) {
		const struct letter *l = history_letter_at(h, d, i);
		if (l->date <= d->date && l->department >= 0)
			return l->department;
	}
	return -1;
}

/* Judged on the day of the deadline, by what was known then: what is notified before the wave is not known yet. */
static void add_notices(const struct history *h, guint index, GArray *units)
{
	const struct fc_deadline *d = &HISTORY_DEADLINE(h, index);
	for (int s = 0; s < (int)h->n_states && d->onset < FAR; s++) {
		const struct letter *l = bound(h, d, s) ? history_letter(h, d, s) : NULL;
		struct unit u = { .act = d->act,
			          .state = s,
			          .deadline = (int)index,
			          .judged = d->date,
			          .origin = d->onset,
			          .end = FAR,
			          .counted = TRUE,
			          .window = d->date + YEAR,
			          .window_guess = d->date + YEAR };
		u.event = l ? l->date : FAR;
		u.department = earlier_department(h, d);
		unit_features(h, &u, d->date);
		if (bound(h, d, s))
			g_array_append_val(units, u);
	}
}

static double delay_of(enum step step, const struct history *h, const struct letter *l)
{
	if (step == STEP_REFERRAL)
		return CLAMP(l->opinion - l->date - USUAL_STAGE, -YEAR, 2 * YEAR) / 365.0;
	if (l->deadline < 0)
		return 0.0;
	return CLAMP(l->date - HISTORY_DEADLINE(h, l->deadline).date - USUAL_DELAY, -USUAL_DELAY, YEAR) / 100.0;
}

static void add_case(const struct history *h, enum step step, const struct letter *l, GArray *units)
{
	int judged = step == STEP_OPINION ? l->date : l->opinion, months = step_months(step);
	struct unit u = { .act = l->act,
		          .state = l->state,
		          .department = l->department,
		          .deadline = l->deadline,
		          .judged = judged,
		          .origin = judged,
		          .end = l->end,
		          .event = step == STEP_OPINION ? l->opinion : l->referral,
		          .delay = delay_of(step, h, l) };
	u.counted = l->deadline >= 0 && l->date - HISTORY_DEADLINE(h, l->deadline).date <= YEAR;
	u.window_guess = history_add_months(l->date - USUAL_DELAY, months);
	u.window =
		l->deadline >= 0 ? history_add_months(HISTORY_DEADLINE(h, l->deadline).date, months) : u.window_guess;
	unit_features(h, &u, judged);
	if (judged < MIN(u.window, u.window_guess) && judged <= l->end)
		g_array_append_val(units, u);
}

/* One case for each act and state: the first after the deadline, or the first at all where no deadline is known. */
static void add_cases(const struct history *h, enum step step, GArray *units)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < h->letters->len; i++) {
		const struct letter *l = &HISTORY_LETTER(h, i);
		if (l->act < 0 || (l->deadline >= 0 && !l->first) || (step == STEP_REFERRAL && l->opinion == FAR))
			continue;
		if (l->deadline < 0 && !g_hash_table_add(seen, GINT_TO_POINTER(l->act * STATES_MAX + l->state + 1)))
			continue;
		add_case(h, step, l, units);
	}
}

GArray *units_new(const struct history *h, enum step step)
{
	GArray *units = g_array_new(FALSE, FALSE, sizeof(struct unit));
	if (step == STEP_NOTICE)
		for (guint i = 0; i < h->deadlines->len; i++)
			add_notices(h, i, units);
	else
		add_cases(h, step, units);
	return units;
}

gboolean unit_exact(const struct history *h, const struct unit *u, int as_of)
{
	return u->counted && history_usable(&HISTORY_DEADLINE(h, u->deadline), as_of);
}

int unit_outcome(const struct history *h, const struct unit *u, int as_of)
{
	int last = unit_exact(h, u, as_of) ? u->window : u->window_guess;
	if (u->event <= MIN(as_of, last))
		return 1;
	return as_of >= last || u->end <= as_of ? 0 : -1;
}
