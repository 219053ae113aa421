#include "feeds/register_source.h"

#include <string.h>

#include "checker/error.h"
#include "feeds/register.h"
#include "feeds/register_window.h"

/* A server that never gives all it counts would have us ask for every day. */
#define WINDOWS_MAX 1000

/* More decisions than this are none of the register's. */
#define TOTAL_MAX 100000000

/* From so many decisions on a share says something. */
#define SHARE_FROM 10

/* One window and the question about it. */
struct asked {
	struct window window;
	gboolean counted;          /* only its total is asked */
	gboolean done;             /* its answer has been judged */
	gboolean split;            /* others stand in its place */
	gint64 total;              /* as its answer says */
	struct question *question; /* the unit's */
};

/* The whole pass: the unit's data. */
struct pass {
	const struct source_conf *conf;
	char *today;
	gint64 known_rows, known_old_rows;
	struct source_shares known_shares;
	gboolean partial;  /* older decisions are counted, not read */
	gboolean repeated; /* the register moved during the pass; this is the second one */
	gint64 total;      /* of the register */
	struct question *count;
	GArray *asked;     /* of struct asked */
	char *implausible; /* why the register is not believed */
	enum unit_verdict (*next)(struct unit *unit, GError **error);
};

/* The members of a request in the application's order; what is not listed further on is null. */
static const char *const members[] = { "refId",
	                               "relatedPetition",
	                               "petition",
	                               "decisionDateFrom",
	                               "decisionDateTo",
	                               "langCode",
	                               "memberState",
	                               "decisionCategory",
	                               "infringementType",
	                               "activeCase",
	                               "pressRelease",
	                               "page",
	                               "size",
	                               "title",
	                               "legalBasis",
	                               "dg",
	                               "policyArea",
	                               "courtFinancialSanctions",
	                               "order",
	                               "sortColumns" };

/* A day as the application writes it, in quotes; new. Only digits, dashes and strokes come in. */
static char *json_day(const char *day)
{
	if (!day || strcmp(day, WINDOW_OPEN) == 0)
		return g_strdup("null");
	return g_strdup_printf("\"%.2s/%.2s/%.4s\"", day + 8, day + 5, day);
}

char *register_request_body(const char *from, const char *to, guint size)
{
	g_autofree char *first = json_day(from), *last = json_day(to), *rows = g_strdup_printf("%u", size);
	const char *const values[][2] = { { "decisionDateFrom", first },
		                          { "decisionDateTo", last },
		                          { "langCode", "\"EN\"" },
		                          { "page", "0" },
		                          { "size", rows },
		                          { "order", "\"asc\"" },
		                          { "sortColumns", "\"leadDg\"" } };
	GString *body = g_string_new("{");
	for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
		const char *value = "null";
		for (size_t k = 0; k < G_N_ELEMENTS(values); k++)
			if (strcmp(values[k][0], members[i]) == 0)
				value = values[k][1];
		g_string_append_printf(body, "%s\"%s\":%s", i ? "," : "", members[i], value);
	}
	return g_string_free(g_string_append_c(body, '}'), FALSE);
}

static void pass_free(gpointer data)
{
	struct pass *pass = data;
	g_array_unref(pass->asked);
	g_free(pass->implausible);
	g_free(pass->today);
	g_free(pass);
}

static struct pass *pass_of(const struct unit *unit)
{
	return unit->data;
}

G_GNUC_PRINTF(2, 3)
static enum unit_verdict fail(GError **error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "register: %s; nothing of it is taken", reason);
	return UNIT_FAILED;
}

/* ---- asking ---- */

static char *address(const struct source_conf *conf)
{
	gsize n = strlen(conf->url);
	while (n > 0 && conf->url[n - 1] == '/')
		n--;
	return g_strdup_printf("%.*s/api/decisions", (int)n, conf->url);
}

/* Takes body. */
static struct question *ask(struct unit *unit, const char *name, char *body)
{
	struct question *q = question_new(name);
	q->request.url = address(pass_of(unit)->conf);
	q->request.body = body;
	q->request.type = g_strdup("application/json");
	q->request.accept = g_strdup("application/json");
	g_ptr_array_add(unit->questions, q);
	return q;
}

static void ask_count(struct unit *unit, const char *name)
{
	pass_of(unit)->count = ask(unit, name, register_request_body(NULL, NULL, 1));
}

static void ask_window(struct unit *unit, const struct window *window, gboolean counted)
{
	struct pass *pass = pass_of(unit);
	g_autofree char *days = window_name(window);
	g_autofree char *name = g_strdup_printf("%s %s", counted ? "the number of decisions" : "decisions", days);
	struct asked asked = { .window = *window, .counted = counted };
	asked.question =
		ask(unit, name, register_request_body(window->from, window->to, counted ? 1 : pass->conf->batch));
	g_array_append_val(pass->asked, asked);
}

/* Takes windows. */
static void ask_windows(struct unit *unit, GArray *windows, gboolean first_counted)
{
	for (guint i = 0; i < windows->len; i++)
		ask_window(unit, &g_array_index(windows, struct window, i), first_counted && i == 0);
	g_array_unref(windows);
}

static enum unit_verdict judge_windows(struct unit *unit, GError **error);

static enum unit_verdict ask_all(struct unit *unit, gboolean partial)
{
	struct pass *pass = pass_of(unit);
	g_autofree char *recent = day_add_days(pass->today, -SOURCE_RECENT_DAYS);
	pass->partial = partial;
	pass->next = judge_windows;
	g_array_set_size(pass->asked, 0);
	ask_windows(unit, partial ? windows_since(recent, pass->today) : windows_all(pass->today), partial);
	return UNIT_ASK;
}

/* ---- judging ---- */

/* What an answer counts and holds. FALSE with the reason. */
static gboolean totals(const struct question *q, gint64 *total, gint64 *records, GError **error)
{
	const struct fetch_answer *a = q->answer;
	GError *local = NULL;
	if (!a || a->error || !a->body) {
		fail(error, "%s: %s", q->name, a && a->error ? a->error->message : "no answer");
		return FALSE;
	}
	gboolean good = register_totals(a->body, q->name, total, records, &local);
	rewind(a->body);
	if (!good)
		fail(error, "%s", local->message);
	else if (*total < 0 || *total > TOTAL_MAX)
		fail(error, "%s: totalRows says %" G_GINT64_FORMAT, q->name, *total);
	g_clear_error(&local);
	return good && *total >= 0 && *total <= TOTAL_MAX;
}

static gboolean plausible(struct pass *pass)
{
	gint64 known = MAX(0, pass->known_rows);
	if (pass->total > 0 && pass->total * 100 >= known * pass->conf->band_percent)
		return TRUE;
	pass->implausible = pass->total == 0 ? g_strdup("register: it says that it holds no decision")
	                                     : g_strdup_printf("register: it says that it holds %" G_GINT64_FORMAT
	                                                       " decisions, less than %u %% of the %" G_GINT64_FORMAT
	                                                       " of the last whole read",
	                                                       pass->total, pass->conf->band_percent, pass->known_rows);
	return FALSE;
}

static enum unit_verdict judge_count(struct unit *unit, GError **error)
{
	struct pass *pass = pass_of(unit);
	gint64 records;
	if (!totals(pass->count, &pass->total, &records, error))
		return UNIT_FAILED;
	return plausible(pass) ? ask_all(unit, pass->partial) : UNIT_READ;
}

/* Judges the answer about one window, which may have to be split. */
static gboolean judge_window(struct unit *unit, guint i, GError **error)
{
	struct pass *pass = pass_of(unit);
	struct asked *a = &g_array_index(pass->asked, struct asked, i);
	gint64 records;
	if (!totals(a->question, &a->total, &records, error))
		return FALSE;
	a->done = TRUE;
	if (a->counted || records == a->total)
		return TRUE;
	g_autofree char *days = window_name(&a->window);
	if (records > a->total || pass->asked->len > WINDOWS_MAX) {
		fail(error, "the answer about decisions %s counts %" G_GINT64_FORMAT " and holds %" G_GINT64_FORMAT,
		     days, a->total, records);
		return FALSE;
	}
	GArray *parts = window_split(&a->window);
	if (!parts) {
		fail(error,
		     "the day %s alone has %" G_GINT64_FORMAT " decisions, and an answer holds %" G_GINT64_FORMAT,
		     a->window.from, a->total, records);
		return FALSE;
	}
	a->split = TRUE;
	ask_windows(unit, parts, FALSE);
	return TRUE;
}

static gint64 sum(const struct pass *pass)
{
	gint64 all = 0;
	for (guint i = 0; i < pass->asked->len; i++) {
		const struct asked *a = &g_array_index(pass->asked, struct asked, i);
		all += a->split ? 0 : a->total;
	}
	return all;
}

/* Whether the older decisions are as many as are known, and the recent ones no fewer: else everything is read. */
static gboolean as_known(const struct pass *pass)
{
	gint64 old = g_array_index(pass->asked, struct asked, 0).total;
	return old == pass->known_old_rows && pass->total - old >= pass->known_rows - pass->known_old_rows;
}

static enum unit_verdict reconciled(struct unit *unit)
{
	struct pass *pass = pass_of(unit);
	return pass->partial && !as_known(pass) ? ask_all(unit, FALSE) : UNIT_READ;
}

/* The windows did not add up: did the register move meanwhile? */
static enum unit_verdict judge_recount(struct unit *unit, GError **error)
{
	struct pass *pass = pass_of(unit);
	gint64 before = pass->total, records;
	if (!totals(pass->count, &pass->total, &records, error))
		return UNIT_FAILED;
	if (!plausible(pass))
		return UNIT_READ;
	if (sum(pass) == pass->total)
		return reconciled(unit);
	if (pass->total != before && !pass->repeated) {
		pass->repeated = TRUE;
		return ask_all(unit, pass->partial);
	}
	return fail(error, "the windows hold %" G_GINT64_FORMAT " decisions, the register says %" G_GINT64_FORMAT,
	            sum(pass), pass->total);
}

static enum unit_verdict judge_windows(struct unit *unit, GError **error)
{
	struct pass *pass = pass_of(unit);
	guint n = pass->asked->len;
	for (guint i = 0; i < n; i++)
		if (!g_array_index(pass->asked, struct asked, i).done && !judge_window(unit, i, error))
			return UNIT_FAILED;
	if (pass->asked->len > n)
		return UNIT_ASK;
	if (sum(pass) == pass->total)
		return reconciled(unit);
	ask_count(unit, "the number of all decisions, again");
	pass->next = judge_recount;
	return UNIT_ASK;
}

static enum unit_verdict judge(struct unit *unit, GPtrArray *more G_GNUC_UNUSED, GError **error)
{
	return pass_of(unit)->next(unit, error);
}

/* ---- reading ---- */

static gboolean read_windows(const struct pass *pass, struct case_rows *rows, GError **error)
{
	for (guint i = 0; i < pass->asked->len; i++) {
		const struct asked *a = &g_array_index(pass->asked, struct asked, i);
		const struct question *q = a->question;
		struct register_part part = { q->name, q->body, a->window.from, a->window.to };
		if (a->split || a->counted)
			continue;
		gboolean good = register_read_part(q->answer->body, &part, rows, error);
		rewind(q->answer->body);
		if (!good)
			return FALSE;
	}
	return TRUE;
}

static gboolean count_record(void *user, const struct record *record, GError **error G_GNUC_UNUSED)
{
	struct source_shares *now = user;
	const struct record_decision *d = &record->u.decision;
	if (record->kind != RECORD_DECISION)
		return TRUE;
	now->all++;
	now->typed += strcmp(d->type, "OTHER") != 0;
	now->communication += strcmp(d->kind, "non-communication") == 0;
	now->filed += d->celex != NULL;
	return TRUE;
}

static void pass_over(void *user G_GNUC_UNUSED, guint line G_GNUC_UNUSED, const char *reason G_GNUC_UNUSED)
{
}

/* Words that the register no longer uses as it did would make every case vanish: its totals say nothing of that. Of what is
 * recent alone the shares may differ more than those of all do, so half of the band is asked for. */
static gboolean words_plausible(struct pass *pass, GError **error)
{
	struct source_shares now = { 0 };
	const struct source_shares *known = &pass->known_shares;
	const struct feed_sink sink = { &now, count_record, pass_over, pass_over };
	g_autoptr(CaseRows) rows = case_rows_new(&sink);
	if (!read_windows(pass, rows, error))
		return FALSE;
	const struct {
		const char *what;
		gint64 now, known;
	} shares[] = { { "name a step of the procedure", now.typed, known->typed },
		       { "are of a case of non-communication", now.communication, known->communication },
		       { "name an act", now.filed, known->filed } };
	for (size_t i = 0; i < G_N_ELEMENTS(shares) && known->all > 0 && !pass->implausible; i++) {
		gint64 wanted = now.all * shares[i].known / known->all;
		if (wanted >= SHARE_FROM && shares[i].now * 200 < wanted * pass->conf->band_percent)
			pass->implausible = g_strdup_printf(
				"register: of %" G_GINT64_FORMAT " decisions %" G_GINT64_FORMAT
				" %s, where about %" G_GINT64_FORMAT " would be expected: have its words changed?",
				now.all, shares[i].now, shares[i].what, wanted);
	}
	return TRUE;
}

static gboolean read_pass(struct unit *unit, const struct feed_sink *sink, GError **error)
{
	struct pass *pass = pass_of(unit);
	if (!pass->implausible && !words_plausible(pass, error))
		return FALSE;
	struct record record = { .kind = RECORD_READ, .body = pass->count->body };
	g_autoptr(CaseRows) rows = case_rows_new(sink);
	g_autofree char *recent = day_add_days(pass->today, -SOURCE_RECENT_DAYS);
	g_autofree char *query =
		g_strdup_printf("POST %s in date windows that add up to its totalRows of %" G_GINT64_FORMAT,
	                        pass->count->request.url, pass->total);
	record.u.read = (struct record_read){ .what = "register",
		                              .scope = "*",
		                              .whole = TRUE,
		                              .query = query,
		                              .unchanged = pass->partial,
		                              .from = pass->partial ? recent : NULL,
		                              .rows = pass->total };
	if (pass->implausible)
		record.u.read = (struct record_read){ .what = "register",
			                              .scope = "*",
			                              .query = query,
			                              .status = "implausible",
			                              .reason = pass->implausible };
	else if (!read_windows(pass, rows, error))
		return FALSE;
	return sink->take(sink->user, &record, error);
}

/* The register cannot be asked about one act: when only some are wanted, it is left alone. */
static gboolean plan(const struct source_task *task, guint step G_GNUC_UNUSED, GPtrArray *units,
                     GError **error G_GNUC_UNUSED)
{
	if (task->acts)
		return TRUE;
	struct unit *unit = unit_new("register of infringement decisions");
	struct pass *pass = g_new0(struct pass, 1);
	pass->conf = task->conf;
	pass->today = g_strdup(task->today);
	pass->known_rows = task->known_rows;
	pass->known_shares = task->known_shares;
	pass->known_old_rows = task->known_old_rows;
	pass->partial = task->since && task->known_rows > 0 && task->known_old_rows > 0;
	pass->asked = g_array_new(FALSE, FALSE, sizeof(struct asked));
	pass->next = judge_count;
	unit->vital = TRUE;
	unit->judge = judge;
	unit->read = read_pass;
	unit->data = pass;
	unit->data_free = pass_free;
	unit_add_scope(unit, "register", "*");
	ask_count(unit, "the number of all decisions");
	g_ptr_array_add(units, unit);
	return TRUE;
}

const struct source source_register = {
	.name = "register",
	.title = "Register of infringement decisions",
	.freshness = "register",
	.steps = 1,
	.plan = plan,
};
