#include "checker/forecast_history.h"

#include <stdio.h>
#include <string.h>

#include "checker/sql.h"
#include "checker/state.h"

int history_day(const char *text)
{
	int y = 0, m = 0, d = 0;
	if (!text || sscanf(text, "%d-%d-%d", &y, &m, &d) < 2)
		return FAR;
	if (d == 0)
		d = g_date_get_days_in_month((GDateMonth)m, (GDateYear)y);
	GDate date;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)d, (GDateMonth)m, (GDateYear)y);
	return (int)g_date_get_julian(&date);
}

static void as_date(GDate *date, int day)
{
	g_date_clear(date, 1);
	g_date_set_julian(date, (guint32)day);
}

char *history_day_text(int day)
{
	GDate d;
	as_date(&d, day);
	return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&d), g_date_get_month(&d), g_date_get_day(&d));
}

int history_add_months(int day, int months)
{
	GDate d;
	as_date(&d, day);
	g_date_add_months(&d, (guint)months);
	return (int)g_date_get_julian(&d);
}

int history_act(const struct history *h, const char *celex)
{
	return celex ? GPOINTER_TO_INT(g_hash_table_lookup(h->act_index, celex)) - 1 : -1;
}

int history_state(const char *code)
{
	size_t n;
	const struct state *all = state_all(&n), *one = state_lookup(code);
	return one ? (int)(one - all) : -1;
}

gboolean history_member(const struct history *h, int state, int day)
{
	return h->member_from[state] <= day && day <= h->member_until[state];
}

static gpointer pair(int act, int state)
{
	return GINT_TO_POINTER(act * STATES_MAX + state + 1);
}

static gpointer numbered(int act, int number)
{
	return GINT_TO_POINTER(act * 64 + number);
}

int history_deadline(const struct history *h, int act, int number)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(h->deadline_index, numbered(act, number))) - 1;
}

void history_free(struct history *h)
{
	if (!h)
		return;
	GArray **arrays[] = { &h->letters, &h->deadlines, &h->by_deadline, &h->days };
	for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
		g_clear_pointer(arrays[i], g_array_unref);
	for (size_t i = 0; i < STATES_MAX; i++)
		g_clear_pointer(&h->of_state[i], g_array_unref);
	g_clear_pointer(&h->act_index, g_hash_table_unref);
	g_clear_pointer(&h->deadline_index, g_hash_table_unref);
	g_clear_pointer(&h->notified, g_hash_table_unref);
	g_clear_pointer(&h->not_bound, g_hash_table_unref);
	g_clear_pointer(&h->acts, g_ptr_array_unref);
	g_clear_pointer(&h->departments, g_ptr_array_unref);
	g_free(h->measures_read);
	g_free(h->legislative);
	g_free(h);
}

/* ---- reading */

typedef void (*take_row)(struct history *h, sqlite3_stmt *row);

static gboolean read_rows(struct history *h, sqlite3 *db, const char *sql, take_row take, GError **error)
{
	g_autoptr(sqlite3_stmt) rows = sql_prepare(db, sql, error);
	GError *local = NULL;
	while (rows && sql_row(rows, &local))
		take(h, rows);
	if (local)
		g_propagate_error(error, local);
	return rows && !local;
}

static void take_member(struct history *h, sqlite3_stmt *row)
{
	int s = history_state(sql_text(row, 0));
	if (s < 0)
		return;
	h->member_from[s] = history_day(sql_text(row, 1));
	h->member_until[s] = history_day(sql_text(row, 2));
}

static void take_act(struct history *h, sqlite3_stmt *row)
{
	char *celex = g_strdup(sql_text(row, 0));
	g_ptr_array_add(h->acts, celex);
	g_hash_table_insert(h->act_index, celex, GINT_TO_POINTER((int)h->acts->len));
}

static void take_legislative(struct history *h, sqlite3_stmt *row)
{
	const char *text = sql_text(row, 1);
	int act = history_act(h, sql_text(row, 0));
	if (act >= 0 && text)
		h->legislative[act] = strcmp(text, "yes") == 0 ? 2 : strcmp(text, "no") == 0 ? 1 : 0;
}

static void take_department(struct history *h, sqlite3_stmt *row)
{
	g_ptr_array_add(h->departments, g_strdup(sql_text(row, 0)));
}

static int department_of(const struct history *h, const char *name)
{
	for (guint i = 0; name && i < h->departments->len; i++)
		if (strcmp(g_ptr_array_index(h->departments, i), name) == 0)
			return (int)i;
	return -1;
}

static void take_deadline(struct history *h, sqlite3_stmt *row)
{
	struct fc_deadline d = { .act = history_act(h, sql_text(row, 0)),
		                 .number = sqlite3_column_int(row, 1),
		                 .date = history_day(sql_text(row, 2)),
		                 .next = FAR };
	if (d.act < 0)
		return;
	g_array_append_val(h->deadlines, d);
	g_hash_table_insert(h->deadline_index, numbered(d.act, d.number), GUINT_TO_POINTER(h->deadlines->len));
}

static void take_case(struct history *h, sqlite3_stmt *row)
{
	struct letter l = { .date = history_day(sql_text(row, 2)),
		            .opinion = history_day(sql_text(row, 3)),
		            .referral = history_day(sql_text(row, 4)),
		            .end = history_day(sql_text(row, 5)),
		            .act = history_act(h, sql_text(row, 1)),
		            .deadline = -1,
		            .state = history_state(sql_text(row, 0)),
		            .department = department_of(h, sql_text(row, 6)) };
	if (l.state >= 0)
		g_array_append_val(h->letters, l);
}

static struct notified *notified_at(struct history *h, const char *celex, const char *state)
{
	int act = history_act(h, celex), s = history_state(state);
	if (act < 0 || s < 0)
		return NULL;
	struct notified *n = g_hash_table_lookup(h->notified, pair(act, s));
	if (!n) {
		n = g_new(struct notified, 1);
		*n = (struct notified){ FAR, FAR, FALSE };
		g_hash_table_insert(h->notified, pair(act, s), n);
	}
	return n;
}

static void take_measure(struct history *h, sqlite3_stmt *row)
{
	struct notified *n = notified_at(h, sql_text(row, 0), sql_text(row, 1));
	if (!n)
		return;
	n->first = MIN(n->first, history_day(sql_text(row, 2)));
	n->undecided = n->undecided || sqlite3_column_int(row, 3);
}

static void take_declaration(struct history *h, sqlite3_stmt *row)
{
	struct notified *n = notified_at(h, sql_text(row, 0), sql_text(row, 1));
	if (n)
		n->complete = MIN(n->complete, history_day(sql_text(row, 2)));
}

static void take_read(struct history *h, sqlite3_stmt *row)
{
	int act = history_act(h, sql_text(row, 0));
	if (act >= 0)
		h->measures_read[act] = 1;
}

static void take_not_bound(struct history *h, sqlite3_stmt *row)
{
	int act = history_act(h, sql_text(row, 0)), s = history_state(sql_text(row, 1));
	if (act >= 0 && s >= 0)
		g_hash_table_add(h->not_bound, pair(act, s));
}

static void take_observed(struct history *h, sqlite3_stmt *row)
{
	h->observed_until = MIN(h->as_of, history_day(sql_text(row, 0)));
}

/* The acts come first: the others name them. The last counts of every month the decisions of the year that ends with
 * it; a month is observed as long as that is at least a tenth of the most there ever were, and the month itself holds
 * at least a tenth of what months mostly hold: one stray decision does not stretch the period. */
static const struct {
	const char *sql;
	take_row take;
} reads[] = {
	{ "SELECT state, member_from, member_until FROM main.membership", take_member },
	{ "SELECT celex FROM v_act ORDER BY celex", take_act },
	{ "SELECT DISTINCT department FROM v_decision WHERE kind = 'non-communication' AND department IS NOT NULL "
	  "ORDER BY department",
	  take_department },
	{ "SELECT celex, deadline_no, date FROM v_deadline WHERE kind = 'transposition' AND date IS NOT NULL "
	  "ORDER BY date, celex, deadline_no",
	  take_deadline },
	{ "SELECT state, celex, min(CASE WHEN type = 'LFN258' AND NOT additional THEN holds_from END) AS letter, "
	  "min(CASE WHEN type = 'RO258' THEN holds_from END), "
	  "min(CASE WHEN type IN ('RF258', 'RF258_260_3') THEN holds_from END), "
	  "min(CASE WHEN step = 'closed' THEN holds_from END), min(department) "
	  "FROM v_decision WHERE kind = 'non-communication' AND NOT lost "
	  "GROUP BY case_id, celex, state HAVING letter IS NOT NULL ORDER BY letter, celex, state, case_id",
	  take_case },
	{ "SELECT celex, state, notified_usable, notified_usable IS NULL FROM v_measure", take_measure },
	{ "SELECT celex, state, holds_from FROM v_declaration WHERE value IN ('complete', 'not necessary') AND usable",
	  take_declaration },
	{ "SELECT DISTINCT scope FROM v_source WHERE what = 'measures' AND status IN ('ok', 'stale')", take_read },
	{ "SELECT celex, state FROM i_binding WHERE place_in_rank = 1 AND value IN ('not bound', 'international law')",
	  take_not_bound },
	{ "WITH month AS (SELECT substr(holds_from, 1, 7) AS month, count(*) AS n FROM v_decision WHERE NOT lost "
	  "GROUP BY 1), year AS (SELECT month, n AS own, (SELECT sum(n) FROM month AS b WHERE b.month <= a.month "
	  "AND b.month > strftime('%Y-%m', a.month || '-01', '-1 year')) AS n FROM month AS a) "
	  "SELECT max(month) FROM year, (SELECT max(n) AS most, avg(own) AS usual FROM year) WHERE n * 10 >= most "
	  "AND own * 10 >= usual",
	  take_observed },
};

/* ---- putting in order */

static int by_act_and_date(const void *a, const void *b, void *user)
{
	const struct history *h = user;
	const struct fc_deadline *x = &HISTORY_DEADLINE(h, *(const guint *)a),
				 *y = &HISTORY_DEADLINE(h, *(const guint *)b);
	return x->act != y->act ? (x->act < y->act ? -1 : 1) : (x->date > y->date) - (x->date < y->date);
}

/* Deadlines sorted by act, and where each act's begin (acts + 1 numbers). */
static guint *deadlines_by_act(struct history *h, guint **starts)
{
	guint n = h->deadlines->len, *order = g_new(guint, n + 1), *start = g_new(guint, h->acts->len + 1);
	for (guint i = 0; i < n; i++)
		order[i] = i;
	g_qsort_with_data(order, (gint)n, sizeof *order, by_act_and_date, h);
	for (guint act = 0, at = 0; act <= h->acts->len; act++) {
		start[act] = at;
		while (at < n && HISTORY_DEADLINE(h, order[at]).act == (int)act)
			at++;
	}
	*starts = start;
	return order;
}

/* The latest deadline that had passed on the day of the letter; the first of the act for an earlier letter. */
static void assign(struct history *h, struct letter *l, const guint *order, const guint *starts)
{
	l->use = LETTER_UNLINKED;
	if (l->act < 0)
		return;
	for (guint i = starts[l->act]; i < starts[l->act + 1]; i++) {
		struct fc_deadline *d = &HISTORY_DEADLINE(h, order[i]);
		if (l->deadline < 0 || d->date < l->date)
			l->deadline = (int)order[i];
	}
	l->use = l->deadline < 0 ? LETTER_NO_DEADLINE : LETTER_FIRST;
}

static int by_deadline_and_date(const void *a, const void *b, void *user)
{
	const struct history *h = user;
	guint i = *(const guint *)a, j = *(const guint *)b;
	int x = HISTORY_LETTER(h, i).deadline, y = HISTORY_LETTER(h, j).deadline;
	return x != y ? (x < y ? -1 : 1) : (i > j) - (i < j);
}

static enum letter_use use_of(const struct history *h, const struct letter *l, GHashTable *seen)
{
	const struct fc_deadline *d = &HISTORY_DEADLINE(h, l->deadline);
	if (l->date <= d->date)
		return LETTER_BEFORE;
	if (!history_member(h, l->state, d->date))
		return LETTER_NOT_MEMBER;
	return g_hash_table_add(seen, pair(l->deadline, l->state)) ? LETTER_FIRST : LETTER_REPEATED;
}

static void list_letters(struct history *h)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < h->letters->len; i++) {
		struct letter *l = &HISTORY_LETTER(h, i);
		if (l->deadline < 0)
			continue;
		l->use = use_of(h, l, seen);
		l->first = l->use == LETTER_FIRST;
		g_array_append_val(h->by_deadline, i);
	}
	g_qsort_with_data(h->by_deadline->data, (gint)h->by_deadline->len, sizeof(guint), by_deadline_and_date, h);
	for (guint i = 0; i < h->by_deadline->len; i++) {
		const struct letter *l = &HISTORY_LETTER(h, g_array_index(h->by_deadline, guint, i));
		struct fc_deadline *d = &HISTORY_DEADLINE(h, l->deadline);
		d->first_letter = d->letters++ ? d->first_letter : i;
	}
}

static void count_days(struct history *h)
{
	for (guint i = 0; i < h->letters->len; i++) {
		const struct letter *l = &HISTORY_LETTER(h, i);
		struct letter_day *last =
			h->days->len ? &g_array_index(h->days, struct letter_day, h->days->len - 1) : NULL;
		struct letter_day fresh = { l->date, 1 };
		if (last && last->day == l->date)
			last->letters++;
		else
			g_array_append_val(h->days, fresh);
		g_array_append_val(h->of_state[l->state], l->date);
		g_array_append_val(h->of_state[STATES_MAX - 1], l->date);
	}
}

/* What is learned of a deadline as its letters go out, one by one. */
static void find_onset(struct history *h, struct fc_deadline *d)
{
	guint states = 0;
	int earliest = FAR;
	d->onset = d->noise = FAR;
	for (guint i = 0; i < d->letters; i++) {
		const struct letter *l = history_letter_at(h, d, i);
		states += l->first && l->date <= d->date + YEAR;
		if (states == WAVE_STATES_MIN)
			d->onset = MIN(d->onset, l->date);
		earliest = MIN(earliest, l->date);
		if (l->date - earliest > NOISE_DAYS)
			d->noise = MIN(d->noise, l->date);
	}
}

static void arrange(struct history *h)
{
	g_autofree guint *starts = NULL;
	g_autofree guint *order = deadlines_by_act(h, &starts);
	for (guint i = 0; i + 1 < h->deadlines->len; i++)
		if (HISTORY_DEADLINE(h, order[i]).act == HISTORY_DEADLINE(h, order[i + 1]).act)
			HISTORY_DEADLINE(h, order[i]).next = HISTORY_DEADLINE(h, order[i + 1]).date;
	for (guint i = 0; i < h->letters->len; i++)
		assign(h, &HISTORY_LETTER(h, i), order, starts);
	list_letters(h);
	for (guint i = 0; i < h->deadlines->len; i++)
		find_onset(h, &HISTORY_DEADLINE(h, i));
	count_days(h);
}

static struct history *history_empty(const char *as_of)
{
	struct history *h = g_new0(struct history, 1);
	size_t n;
	state_all(&n);
	h->n_states = (guint)n;
	h->as_of = h->observed_until = history_day(as_of);
	h->acts = g_ptr_array_new_with_free_func(g_free);
	h->departments = g_ptr_array_new_with_free_func(g_free);
	h->act_index = g_hash_table_new(g_str_hash, g_str_equal);
	h->letters = g_array_new(FALSE, FALSE, sizeof(struct letter));
	h->deadlines = g_array_new(FALSE, FALSE, sizeof(struct fc_deadline));
	h->by_deadline = g_array_new(FALSE, FALSE, sizeof(guint));
	h->days = g_array_new(FALSE, FALSE, sizeof(struct letter_day));
	h->deadline_index = g_hash_table_new(NULL, NULL);
	h->notified = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	h->not_bound = g_hash_table_new(NULL, NULL);
	for (size_t i = 0; i < STATES_MAX; i++) {
		h->of_state[i] = g_array_new(FALSE, FALSE, sizeof(int));
		h->member_from[i] = FAR;
		h->member_until[i] = FAR;
	}
	return h;
}

struct history *history_new(struct judgement *j, GError **error)
{
	g_autoptr(History) h = history_empty(j->as_of);
	for (size_t i = 0; i < G_N_ELEMENTS(reads); i++) {
		if (!read_rows(h, j->db, reads[i].sql, reads[i].take, error))
			return NULL;
		if (i == 1) {
			h->measures_read = g_new0(guint8, h->acts->len + 1);
			h->legislative = g_new0(guint8, h->acts->len + 1);
		}
	}
	if (!read_rows(h, j->db, "SELECT celex, legislative FROM v_act", take_legislative, error))
		return NULL;
	arrange(h);
	return g_steal_pointer(&h);
}

/* ---- questions */

guint history_load(const struct history *h, int state, int day)
{
	const GArray *days = h->of_state[state < 0 ? STATES_MAX - 1 : state];
	guint bounds[2];
	for (int k = 0; k < 2; k++) { /* how many letters lie on or before the day, and a year before it */
		int limit = k ? day : day - YEAR;
		guint low = 0, high = days->len;
		while (low < high) {
			guint mid = (low + high) / 2;
			if (g_array_index(days, int, mid) <= limit)
				low = mid + 1;
			else
				high = mid;
		}
		bounds[k] = low;
	}
	return bounds[1] - bounds[0];
}

const struct letter *history_letter_at(const struct history *h, const struct fc_deadline *d, guint i)
{
	return &HISTORY_LETTER(h, g_array_index(h->by_deadline, guint, d->first_letter + i));
}

gboolean history_usable(const struct fc_deadline *d, int as_of)
{
	return d->onset <= as_of && as_of < d->noise;
}

int history_wave(const struct history *h, const struct fc_deadline *d, int as_of, guint *sent)
{
	guint n = 0, most = 0, run = 0;
	int wave = FAR, day = 0;
	for (guint i = 0; i < d->letters; i++) {
		const struct letter *l = history_letter_at(h, d, i);
		if (l->date > as_of)
			break;
		if (!l->first || l->date > d->date + YEAR)
			continue;
		n++;
		run = l->date == day ? run + 1 : 1;
		day = l->date;
		if (run > most) {
			most = run;
			wave = day;
		}
	}
	*sent = n;
	return wave;
}

const struct letter *history_letter(const struct history *h, const struct fc_deadline *d, int state)
{
	for (guint i = 0; i < d->letters; i++) {
		const struct letter *l = history_letter_at(h, d, i);
		if (l->first && l->state == state)
			return l;
	}
	return NULL;
}
