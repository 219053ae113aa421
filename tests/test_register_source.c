/* The register as a live source, with answers made here: what it asks, and what it believes. */
#include <stdlib.h>

#include "feeds/register_source.h"
#include "feeds/register_window.h"
#include "tests/sourcetest.h"

/* A register: decisions on some days, and what is wrong with it. */
struct fake {
	GArray *days;              /* of struct some */
	guint page_max;            /* records in an answer, whatever is asked */
	int lie;                   /* more than there are, in the count of all */
	const char *fail, *garble; /* the first day of the window that fails, that is not JSON */
	const char *step;          /* what every decision is; NULL: a closing */
	gboolean ignores_days;
	guint grows_at[3]; /* at these questions one more decision is there */
	gboolean grows;    /* at every question */
	guint asked;
};

struct some {
	char day[DAY_SIZE];
	guint n;
};

static void add_days(struct fake *f, const char *day, guint n)
{
	struct some s = { .n = n };
	g_strlcpy(s.day, day, sizeof s.day);
	g_array_append_val(f->days, s);
}

/* The value of a member of the request's body, without quotes; a day as ISO; new, NULL for null. */
static char *asked_for(const struct question *q, const char *member)
{
	g_autofree char *pattern = g_strdup_printf("\"%s\":(?:null|\"?([^,\"}]*)\"?)[,}]", member);
	g_autoptr(GRegex) re = g_regex_new(pattern, 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_assert_true(g_regex_match(re, q->request.body, 0, &match));
	g_autofree char *value = g_match_info_fetch(match, 1);
	if (!value || !*value)
		return NULL;
	if (strchr(value, '/'))
		return g_strdup_printf("%.4s-%.2s-%.2s", value + 6, value + 3, value);
	return g_steal_pointer(&value);
}

static void put_record(GString *out, const char *step, const char *day, guint i)
{
	g_string_append_printf(out,
	                       "%s{\"infringementNumber\":\"INFR(%.4s)%04u\",\"memberState\":\"Spain\",\"title\":"
	                       "\"Dir. 2000/60/EC\",\"decisionDate\":\"%d/%.2s/%.4s\",\"decisionType\":\"%s\","
	                       "\"nonCommunicationCase\":\"Yes\"}",
	                       g_str_has_suffix(out->str, "[") ? "" : ",", day, i, atoi(day + 8), day + 5, day, step);
}

static char *fake_answer(void *user, const struct question *q, GError **error)
{
	struct fake *f = user;
	g_autofree char *from = asked_for(q, "decisionDateFrom"), *to = asked_for(q, "decisionDateTo");
	g_autofree char *size = asked_for(q, "size");
	guint most = MIN((guint)atoi(size), f->page_max), held = 0, total = 0;
	g_autoptr(GString) records = g_string_new("[");
	f->asked++;
	for (size_t i = 0; i < G_N_ELEMENTS(f->grows_at); i++)
		if (f->grows || f->asked == f->grows_at[i])
			add_days(f, "2020-01-02", 1);
	if (f->fail && g_strcmp0(f->fail, from) == 0) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "https://register.test: status 500, three times");
		return NULL;
	}
	for (guint i = 0; i < f->days->len; i++) {
		const struct some *s = &g_array_index(f->days, struct some, i);
		if (!f->ignores_days && ((from && strcmp(s->day, from) < 0) || (to && strcmp(s->day, to) > 0)))
			continue;
		total += s->n;
		for (guint k = 0; k < s->n && held < most; k++, held++)
			put_record(records, f->step ? f->step : "Closing of the case", s->day, k + i * 1000);
	}
	if (f->garble && g_strcmp0(f->garble, from) == 0)
		return g_strdup("<html>maintenance</html>");
	return g_strdup_printf("{\"totalRows\":%d,\"records\":%s]}", (int)total + (from || to ? 0 : f->lie),
	                       records->str);
}

/* A pass over the fake register. */
struct trial {
	struct fake fake;
	struct source_conf conf;
	struct source_task task;
	struct driven d;
};

static struct trial *trial_new(void)
{
	struct trial *t = g_new0(struct trial, 1);
	t->fake = (struct fake){ .days = g_array_new(FALSE, FALSE, sizeof(struct some)), .page_max = 5000 };
	t->conf =
		(struct source_conf){ .url = (char *)"https://register.test/app/", .batch = 5000, .band_percent = 80 };
	t->task = (struct source_task){ .conf = &t->conf, .today = "2026-11-23", .known_rows = -1 };
	add_days(&t->fake, "1987-05-06", 3);
	add_days(&t->fake, "1990-01-01", 2);
	add_days(&t->fake, "2019-12-31", 4);
	add_days(&t->fake, "2026-11-23", 1);
	add_days(&t->fake, "2026-11-24", 1);
	return t;
}

static void trial_free(struct trial *t)
{
	driven_clear(&t->d);
	g_array_unref(t->fake.days);
	g_free(t);
}

typedef struct trial Trial;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Trial, trial_free)

static void run(struct trial *t)
{
	drive(&t->d, &source_register, &t->task, fake_answer, &t->fake);
}

static void assert_read(const struct trial *t, guint decisions)
{
	g_assert_no_error(t->d.error);
	g_assert_no_error(t->d.got->error);
	g_assert_cmpint(t->d.verdict, ==, UNIT_READ);
	g_assert_cmpuint(t->d.got->n[RECORD_DECISION], ==, decisions);
	g_assert_cmpuint(t->d.got->n[RECORD_READ], ==, 1);
	g_assert_true(g_str_has_suffix(t->d.got->records->str, "read register * whole\n") ||
	              g_str_has_suffix(t->d.got->records->str, "read register * whole unchanged\n"));
}

static void assert_failed(const struct trial *t, const char *words)
{
	g_assert_cmpint(t->d.verdict, ==, UNIT_FAILED);
	g_assert_true(g_error_matches(t->d.error, ADQ_ERROR, ADQ_ERROR_SOURCE));
	if (!strstr(t->d.error->message, words) || !g_str_has_prefix(t->d.error->message, "register: "))
		g_error("\"%s\" has not \"%s\"", t->d.error->message, words);
	g_assert_cmpuint(t->d.got->records->len, ==, 0);
}

/* ---- the questions ---- */

static void test_body(void)
{
	g_autofree char *body = register_request_body("2024-01-01", "2024-12-31", 5000);
	g_autofree char *path =
		g_build_filename("..", "shared", "data", "infringements", "register_decisions_request.json", NULL);
	g_autofree char *want = NULL;
	if (g_file_get_contents(path, &want, NULL, NULL))
		g_assert_cmpstr(body, ==, g_strstrip(want));
	else
		g_test_skip("SKIPPED: the request of ../shared/data is not here");
	g_autofree char *all = register_request_body(NULL, NULL, 1);
	g_assert_nonnull(strstr(all, "\"decisionDateFrom\":null,\"decisionDateTo\":null"));
	g_assert_nonnull(strstr(all, "\"page\":0,\"size\":1,"));
}

static void test_plan(void)
{
	g_autoptr(Trial) t = trial_new();
	g_autoptr(GPtrArray) units = g_ptr_array_new();
	const char *const acts[] = { "32022L2555", NULL };
	g_assert_true(source_find("register") == &source_register);
	g_assert_true(source_register.plan(&t->task, 0, units, NULL));
	struct unit *unit = units->pdata[0];
	const struct question *q = unit->questions->pdata[0];
	g_assert_cmpstr(q->request.url, ==, "https://register.test/app/api/decisions");
	g_assert_cmpstr(q->request.type, ==, "application/json");
	g_assert_cmpstr(q->request.accept, ==, "application/json");
	g_assert_cmpstr(((struct unit_scope *)unit->scopes->pdata[0])->what, ==, "register");
	g_assert_true(unit->vital);
	unit_free(unit);
	t->task.acts = acts;
	g_assert_true(source_register.plan(&t->task, 0, units, NULL));
	g_assert_cmpuint(units->len, ==, 1);
	got_free(got_new());
}

/* The windows hold every day once. */
static void test_windows(void)
{
	g_autoptr(GArray) all = windows_all("2026-11-23");
	g_autofree char *expected = g_strdup(WINDOW_OPEN);
	for (guint i = 0; i < all->len; i++) {
		const struct window *w = &g_array_index(all, struct window, i);
		g_assert_cmpstr(w->from, ==, expected);
		g_free(expected);
		expected = day_add_days(w->to, 1);
	}
	g_assert_cmpstr(expected, ==, "2100-01-01");
	g_assert_cmpuint(all->len, ==, 1 + 37 + 1);
	g_autoptr(GArray) eve = windows_all("2026-12-31");
	g_assert_cmpuint(eve->len, ==, all->len);
}

static void split_to_days(const struct window *w, char **expected)
{
	g_autoptr(GArray) parts = window_split(w);
	if (!parts) {
		g_assert_cmpstr(w->from, ==, *expected);
		g_free(*expected);
		*expected = day_add_days(w->to, 1);
		return;
	}
	g_assert_cmpuint(parts->len, >, 1);
	for (guint i = 0; i < parts->len; i++)
		split_to_days(&g_array_index(parts, struct window, i), expected);
}

static void test_split(void)
{
	const struct window years = { "2019-11-20", "2020-12-31" }, year = { "2020-01-01", "2020-12-31" };
	const struct window before = { WINDOW_OPEN, "1989-12-31" };
	g_autofree char *day = g_strdup("2019-11-20");
	split_to_days(&years, &day);
	g_assert_cmpstr(day, ==, "2021-01-01");
	g_autofree char *first = g_strdup("2020-01-01");
	split_to_days(&year, &first);
	g_assert_cmpstr(first, ==, "2021-01-01");
	g_autoptr(GArray) months = window_split(&year), old = window_split(&before);
	g_assert_cmpuint(months->len, ==, 12);
	g_assert_cmpstr(g_array_index(months, struct window, 1).to, ==, "2020-02-29");
	g_assert_cmpuint(old->len, ==, 1 + 38);
	g_autofree char *a = window_name(&before), *b = window_name(&year);
	g_autofree char *c = window_name(&g_array_index(months, struct window, 1));
	g_assert_cmpstr(a, ==, "before 1990");
	g_assert_cmpstr(b, ==, "of 2020");
	g_assert_cmpstr(c, ==, "of 2020-02-01 to 2020-02-29");
}

/* ---- whole passes ---- */

static void test_whole(void)
{
	g_autoptr(Trial) t = trial_new();
	run(t);
	assert_read(t, 11);
	g_assert_cmpuint(t->d.questions, ==, 1 + 39);
	g_assert_nonnull(strstr(t->d.got->records->str,
	                        "decision INFR(1987)0000 32000L0060 ES non-communication 1987-05-06 C|"));
}

/* 40 decisions of one year, and at most 15 in an answer: the year is read by months, a month by halves. */
static void test_too_large(void)
{
	g_autoptr(Trial) t = trial_new();
	t->fake.page_max = 15;
	t->conf.batch = 15;
	add_days(&t->fake, "2005-01-01", 10);
	add_days(&t->fake, "2005-03-01", 10);
	add_days(&t->fake, "2005-03-31", 10);
	add_days(&t->fake, "2005-12-31", 10);
	run(t);
	assert_read(t, 51);
	g_assert_cmpuint(t->d.questions, ==, 40 + 12 + 2);
}

/* The server gives fewer than asked for: what it counts is what must come. */
static void test_short_pages(void)
{
	g_autoptr(Trial) t = trial_new();
	t->fake.page_max = 3;
	run(t);
	assert_failed(t, "the day 2019-12-31 alone has 4 decisions, and an answer holds 3; nothing of it is taken");
}

static void test_one_day(void)
{
	g_autoptr(Trial) t = trial_new();
	t->conf.batch = 20;
	add_days(&t->fake, "2013-06-20", 21);
	run(t);
	assert_failed(t, "the day 2013-06-20 alone has 21 decisions, and an answer holds 20");
}

static void test_never_enough(void)
{
	g_autoptr(Trial) t = trial_new();
	t->fake.page_max = 0;
	run(t);
	assert_failed(t, "alone has");
	g_assert_cmpuint(t->d.questions, <, 2000);
}

static void test_not_reconciled(void)
{
	g_autoptr(Trial) t = trial_new();
	t->fake.lie = 2;
	run(t);
	assert_failed(t, "the windows hold 11 decisions, the register says 13; nothing of it is taken");
	g_assert_cmpuint(t->d.questions, ==, 1 + 39 + 1);
}

static void test_days_ignored(void)
{
	g_autoptr(Trial) t = trial_new();
	t->fake.ignores_days = TRUE;
	run(t);
	assert_failed(t, "the windows hold 429 decisions, the register says 11");
}

/* One window answers with what belongs to another one, and the sums agree. */
static char *swapped_answer(void *user, const struct question *q, GError **error)
{
	g_autofree char *text = fake_answer(user, q, error);
	g_autoptr(GString) all = g_string_new(text);
	g_string_replace(all, "31/12/2019", "31/12/2018", 0);
	return g_string_free(g_steal_pointer(&all), FALSE);
}

static void test_other_days(void)
{
	g_autoptr(Trial) t = trial_new();
	drive(&t->d, &source_register, &t->task, swapped_answer, &t->fake);
	g_assert_cmpint(t->d.verdict, ==, UNIT_READ);
	g_assert_nonnull(t->d.got->error);
	g_assert_cmpstr(t->d.got->error->message, ==,
	                "decisions of 2019: record 1 is of 2018-12-31, which was not asked for");
	g_assert_cmpuint(t->d.got->n[RECORD_READ], ==, 0);
}

/* A decision is published while the windows are read: either it is in them, or they are read once more. */
static void test_moved(void)
{
	g_autoptr(Trial) seen = trial_new(), unseen = trial_new(), ever = trial_new();
	seen->fake.grows_at[0] = 4;
	run(seen);
	assert_read(seen, 12);
	g_assert_cmpuint(seen->d.questions, ==, 1 + 39 + 1);
	unseen->fake.grows_at[0] = 4;
	unseen->fake.grows_at[1] = 40;
	run(unseen);
	assert_read(unseen, 13);
	g_assert_cmpuint(unseen->d.questions, ==, 1 + 39 + 1 + 39);
	ever->fake.grows = TRUE;
	run(ever);
	assert_failed(ever, "the windows hold");
}

/* ---- failures ---- */

static void test_window_fails(void)
{
	g_autoptr(Trial) t = trial_new();
	t->fake.fail = "2013-01-01";
	run(t);
	assert_failed(t, "decisions of 2013: https://register.test: status 500, three times; nothing of it is taken");
}

static void test_garbled(void)
{
	g_autoptr(Trial) t = trial_new();
	t->fake.garble = "2013-01-01";
	run(t);
	assert_failed(t, "decisions of 2013:1: not JSON");
}

static char *fixed_answer(void *user, const struct question *q G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	return g_strdup(user);
}

static void test_nonsense(void)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
		{ "", "the number of all decisions:1: not JSON: it ends too early" },
		{ "<html>", "not JSON" },
		{ "[]", "'totalRows' is missing" },
		{ "{}", "'totalRows' is missing" },
		{ "{\"totalRows\":\"many\",\"records\":[]}", "no whole number" },
		{ "{\"totalRows\":-1,\"records\":[]}", "the number of all decisions: totalRows says -1" },
		{ "{\"totalRows\":9000000000000000000,\"records\":[]}", "totalRows says 9" },
		{ "{\"totalRows\":3}", "'records' is missing" },
		{ "{\"totalRows\":3,\"records\":[{}", "ends too early" },
		{ "{\"totalRows\":1,\"records\":[{},{}]}", "counts 1 and holds 2" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Trial) t = trial_new();
		drive(&t->d, &source_register, &t->task, fixed_answer, (void *)cases[i].text);
		assert_failed(t, cases[i].words);
	}
}

static void assert_implausible(const struct trial *t)
{
	g_assert_no_error(t->d.error);
	g_assert_cmpint(t->d.verdict, ==, UNIT_READ);
	g_assert_true(g_str_has_prefix(t->d.got->records->str, "read register * part"));
	g_assert_cmpuint(t->d.questions, ==, 1);
}

static void test_implausible(void)
{
	g_autoptr(Trial) half = trial_new(), just = trial_new(), empty = trial_new();
	half->task.known_rows = 22;
	run(half);
	assert_implausible(half);
	just->task.known_rows = 13;
	run(just);
	assert_read(just, 11);
	g_array_set_size(empty->fake.days, 0);
	run(empty);
	assert_implausible(empty);
}

/* The totals are as ever, but the words are others: the cases do not go for that. */
static void test_other_words(void)
{
	g_autoptr(Trial) t = trial_new(), few = trial_new();
	t->task.known_rows = few->task.known_rows = 11;
	t->task.known_shares = few->task.known_shares = (struct source_shares){ 11, 11, 11, 11 };
	t->fake.step = "A word that nobody knew";
	run(t);
	g_assert_nonnull(strstr(t->d.got->records->str, "read register * part"));
	g_assert_cmpuint(t->d.got->n[RECORD_DECISION], ==, 0);
	few->fake.step = t->fake.step;
	few->task.known_shares.typed = 9; /* too few to tell */
	run(few);
	assert_read(few, 11);
}

static gboolean take_read(void *user, const struct record *record, GError **error G_GNUC_UNUSED)
{
	g_string_append_printf(user, "%d %s|%s|%s", record->u.read.unchanged, shown(record->u.read.status),
	                       shown(record->u.read.reason), shown(record->u.read.query));
	return TRUE;
}

/* What the reads say, which the other tests do not show. */
static void test_reads(void)
{
	g_autoptr(Trial) t = trial_new();
	g_autoptr(GPtrArray) units = g_ptr_array_new();
	g_autoptr(GString) said = g_string_new(NULL);
	struct feed_sink sink = { .user = said, .take = take_read };
	t->task.known_rows = 100;
	t->d.got = got_new();
	g_assert_true(source_register.plan(&t->task, 0, units, NULL));
	struct unit *unit = units->pdata[0];
	answer_all(unit, fake_answer, &t->fake, &t->d);
	g_assert_cmpint(unit->judge(unit, units, NULL), ==, UNIT_READ);
	g_assert_true(unit->read(unit, &sink, NULL));
	g_assert_cmpstr(
		said->str, ==,
		"0 implausible|register: it says that it holds 11 decisions, less than 80 % of the 100 of the last "
		"whole read|POST https://register.test/app/api/decisions in date windows that add up to its "
		"totalRows of 11");
	unit_free(unit);
}

/* ---- what changed ---- */

static void test_incremental(void)
{
	g_autoptr(Trial) t = trial_new();
	t->task.since = "2026-11-22T03:00:00Z";
	t->task.known_rows = 10;
	t->task.known_old_rows = 9;
	run(t);
	assert_read(t, 2);
	g_assert_cmpuint(t->d.questions, ==, 1 + 4);
}

/* An old decision is gone or new, or a recent one is gone: everything is read again. */
static void test_incremental_full(void)
{
	static const gint64 known[][2] = { { 11, 8 }, { 11, 10 }, { 12, 9 }, { 11, 0 } };
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		g_autoptr(Trial) t = trial_new();
		t->task.since = "2026-11-22T03:00:00Z";
		t->task.known_rows = known[i][0];
		t->task.known_old_rows = known[i][1];
		run(t);
		assert_read(t, 11);
	}
}

int main(int argc, char **argv)
{
	static const struct {
		const char *path;
		GTestFunc test;
	} tests[] = {
		{ "/register-source/body", test_body },
		{ "/register-source/plan", test_plan },
		{ "/register-source/windows", test_windows },
		{ "/register-source/split", test_split },
		{ "/register-source/whole", test_whole },
		{ "/register-source/too-large", test_too_large },
		{ "/register-source/short-pages", test_short_pages },
		{ "/register-source/one-day", test_one_day },
		{ "/register-source/never-enough", test_never_enough },
		{ "/register-source/not-reconciled", test_not_reconciled },
		{ "/register-source/days-ignored", test_days_ignored },
		{ "/register-source/other-days", test_other_days },
		{ "/register-source/moved", test_moved },
		{ "/register-source/window-fails", test_window_fails },
		{ "/register-source/garbled", test_garbled },
		{ "/register-source/nonsense", test_nonsense },
		{ "/register-source/implausible", test_implausible },
		{ "/register-source/other-words", test_other_words },
		{ "/register-source/reads", test_reads },
		{ "/register-source/incremental", test_incremental },
		{ "/register-source/incremental-full", test_incremental_full },
	};
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add_func(tests[i].path, tests[i].test);
	return g_test_run();
}
