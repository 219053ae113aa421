/* test_store_axes.c - cases and their merging, and what the views say of a fact as of one day and known on another. */
#include "tests/storetest.h"

#include "checker/judge.h"

/* ---- cases */

#define CASES "SELECT case_id, deadline_no, stage, stage_date FROM v_case ORDER BY case_id"
#define PLACEHOLDER "NOINFR:" ACT ":ES:non-communication:1"

/* ACT with two transposition dates. */
static void load_act(struct fixture *f)
{
	begin(f, "law", "2024-01-01", RANK_OFFICIAL);
	act(f, ACT, "2022-12-14");
	deadline(f, ACT, "2024-10-17");
	deadline(f, ACT, "2025-10-17");
	finish(f);
	on_day(f, "2026-08-05", NULL);
}

static void one_decision(struct fixture *f, const char *source, const char *infr, const char *date, const char *type)
{
	begin(f, source, "2026-01-01", strcmp(source, "register") == 0 ? RANK_IMPORTED : RANK_OFFICIAL);
	decision(f, infr, "ES", date, type);
	finish(f);
}

static void load_steps(struct fixture *f)
{
	begin(f, "press", "2026-01-01", RANK_OFFICIAL);
	decision(f, NULL, "ES", "2024-11-28", "LFN258");
	decision(f, NULL, "ES", "2025-05-07", "RO258");
	decision(f, NULL, "ES", "2026-07", "RF258_260_3");
	decision(f, NULL, "FR", "2025-11-28", "LFN258");
	finish(f);
}

static void test_placeholders(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	static const char want[] = PLACEHOLDER "|1|REF|2026-07 NOINFR:" ACT ":FR:non-communication:2|2|LFN|2025-11-28";
	load_act(f);
	load_steps(f);
	g_assert_cmpuint(f->tally.cases, ==, 2);
	assert_rows(f, CASES, want);
	load_steps(f);
	g_assert_cmpuint(f->tally.cases, ==, 0);
	g_assert_cmpuint(f->tally.same[RECORD_DECISION], ==, 4);
	assert_rows(f, CASES, want);
	/* an additional letter after a second deadline is a step of the case that is open */
	begin(f, "press", "2026-02-01", RANK_OFFICIAL);
	give(f, (struct record){ .kind = RECORD_DECISION,
	                         .u.decision = { .celex = ACT,
	                                         .state = "ES",
	                                         .kind = "non-communication",
	                                         .date = "2026-01-20",
	                                         .type = "LFN258",
	                                         .additional = TRUE } });
	finish(f);
	assert_rows(f, "SELECT count(DISTINCT case_id) FROM v_decision WHERE state = 'ES'", "1");
	assert_rows(f, CASES, want);
}

/* Imported before its act is known, a case keeps the name it got then. */
static void test_placeholder_before_the_act(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	one_decision(f, "press", NULL, "2024-11-28", "LFN258");
	load_act(f);
	one_decision(f, "press", NULL, "2024-11-28", "LFN258");
	g_assert_cmpuint(f->tally.same[RECORD_DECISION], ==, 1);
	assert_rows(f, CASES, "NOINFR:" ACT ":ES:non-communication:0|1|LFN|2024-11-28");
}

static void test_merge(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	one_decision(f, "press", NULL, "2024-11-28", "LFN258");
	one_decision(f, "press", NULL, "2025-05-07", "RO258");
	one_decision(f, "register", "INFR(2024)0270", "2024-11-25", "LFN258");
	assert_rows(f, CASES, "INFR(2024)0270|1|RO|2025-05-07");
	assert_rows(f, "SELECT case_id, date, type, as_filed, lost FROM v_decision ORDER BY date",
	            "INFR(2024)0270|2024-11-25|LFN258|INFR(2024)0270|0 "
	            "INFR(2024)0270|2024-11-28|LFN258|" PLACEHOLDER "|1 "
	            "INFR(2024)0270|2025-05-07|RO258|" PLACEHOLDER "|0");
	assert_rows(f, "SELECT alias, case_id FROM case_alias", PLACEHOLDER "|INFR(2024)0270");
	assert_rows(f, "SELECT what, state, kept, lost FROM v_conflict", "decision day|ES|2024-11-25|2024-11-28");
	/* before the number was known */
	on_day(f, "2026-08-05", "2025-12-31");
	assert_rows(f, CASES, "");
}

static void test_merge_known_on(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	one_decision(f, "press", NULL, "2024-11-28", "LFN258");
	begin(f, "register", "2026-03-01", RANK_IMPORTED);
	decision(f, "INFR(2024)0270", "ES", "2024-11-28", "LFN258");
	finish(f);
	assert_rows(f, CASES, "INFR(2024)0270|1|LFN|2024-11-28");
	on_day(f, "2026-08-05", "2026-02-01");
	assert_rows(f, CASES, PLACEHOLDER "|1|LFN|2024-11-28");
}

static void test_four_days_are_two_cases(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	one_decision(f, "press", NULL, "2024-11-28", "LFN258");
	one_decision(f, "register", "INFR(2024)0270", "2024-11-24", "LFN258");
	assert_rows(f, CASES, "INFR(2024)0270|1|LFN|2024-11-24 " PLACEHOLDER "|1|LFN|2024-11-28");
	assert_rows(f, "SELECT sum(lost) FROM v_decision", "0");
}

static void test_merge_needs_the_same(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	one_decision(f, "press", NULL, "2024-11-28", "LFN258");
	one_decision(f, "register", "INFR(2024)0270", "2024-11-28", "RO258");
	begin(f, "register", "2026-01-01", RANK_IMPORTED);
	decision(f, "INFR(2024)0271", "FR", "2024-11-28", "LFN258");
	finish(f);
	assert_rows(f, "SELECT count(*) FROM case_alias", "0");
	begin(f, "register", "2026-01-02", RANK_IMPORTED);
	give(f, (struct record){ .kind = RECORD_DECISION,
	                         .u.decision = { .infr = "INFR(2024)4000",
	                                         .celex = ACT,
	                                         .state = "ES",
	                                         .kind = "non-conformity",
	                                         .date = "2024-11-28",
	                                         .type = "LFN258" } });
	finish(f);
	assert_rows(f, "SELECT count(*) FROM case_alias", "0");
}

/* A month and a day of it tell the same step, whichever of them has the number. */
static void test_months(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	one_decision(f, "press", NULL, "2025-07", "LFN258");
	one_decision(f, "register", "INFR(2024)0270", "2025-07-03", "LFN258");
	assert_rows(f, CASES, "INFR(2024)0270|1|LFN|2025-07-03");
	assert_rows(f, "SELECT date, lost FROM v_decision ORDER BY 1", "2025-07|1 2025-07-03|0");
	begin(f, "press", "2026-01-01", RANK_OFFICIAL);
	decision(f, NULL, "FR", "2025-07-31", "LFN258");
	decision(f, "INFR(2024)0271", "FR", "2025-07", "LFN258");
	decision(f, NULL, "IT", "2025-07-31", "LFN258");
	decision(f, "INFR(2024)0272", "IT", "2025-08", "LFN258");
	finish(f);
	assert_rows(f, "SELECT case_id FROM v_case WHERE state IN ('FR', 'IT') ORDER BY 1",
	            "INFR(2024)0271 INFR(2024)0272 NOINFR:" ACT ":IT:non-communication:1");
	/* a month holds from its last day */
	on_day(f, "2025-07-30", NULL);
	assert_rows(f, "SELECT count(*) FROM v_decision WHERE state IN ('FR', 'IT')", "0");
	on_day(f, "2025-07-31", NULL);
	assert_rows(f, "SELECT count(*) FROM v_decision WHERE state IN ('FR', 'IT')", "3");
}

static void test_number_of_another_state(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	begin(f, "register", "2026-01-01", RANK_IMPORTED);
	decision(f, "INFR(2024)0270", "ES", "2024-11-28", "LFN258");
	decision(f, "INFR(2024)0270", "FR", "2024-11-28", "LFN258");
	finish(f);
	g_assert_cmpuint(f->tally.rejected, ==, 1);
	g_assert_cmpuint(f->tally.fresh[RECORD_DECISION], ==, 1);
	assert_rows(f, "SELECT case_id, state FROM v_case", "INFR(2024)0270|ES");
}

static void test_stage_on_any_day(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	static const struct {
		const char *day, *want;
	} days[] = {
		{ "2024-11-27", "" },
		{ "2024-11-28", "LFN|2024-11-28|1|-" },
		{ "2025-05-06", "LFN|2024-11-28|1|-" },
		{ "2025-05-07", "RO|2025-05-07|1|-" },
		{ "2025-07-31", "REF|2025-07|1|-" },
		{ "2025-09-01", "closed|2025-09-01|0|2025-09-01" },
		{ "2025-11-30", "closed|2025-09-01|0|2025-09-01" },
		{ "2025-12-01", "LFN|2025-12-01|1|2025-09-01" },
		{ "2026-01-10", "RO|2026-01-10|1|2025-09-01" },
		{ "2026-02-10", "closed|2026-02-10|0|2026-02-10" },
		{ "2026-03-10", "J|2026-03-10|1|2026-02-10" },
		{ "2026-04-10", "LFN2|2026-04-10|1|2026-02-10" },
		{ "2026-05-10", "REF2|2026-05-10|1|2026-02-10" },
		{ "2026-06-10", "closed|2026-06-10|0|2026-06-10" },
	};
	static const char *const steps[][2] = {
		{ "2025-05-07", "RO258" }, { "2024-11-28", "LFN258" }, { "2025-07", "RF258_260_3" },
		{ "2025-09-01", "C" },     { "2025-12-01", "LFN258" }, { "2026-01-10", "RO258" },
		{ "2026-02-10", "W" },     { "2026-03-10", "J258" },   { "2026-04-10", "LFN260" },
		{ "2026-05-10", "RF260" }, { "2026-06-10", "C" },
	};
	load_act(f);
	begin(f, "register", "2026-08-01", RANK_IMPORTED);
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
		decision(f, "INFR(2024)0270", "ES", steps[i][0], steps[i][1]);
	finish(f);
	for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
		on_day(f, days[i].day, NULL);
		assert_rows(f, "SELECT stage, stage_date, open, ended_on FROM v_case", days[i].want);
	}
	assert_rows(f, "SELECT type, date FROM v_judgment", "J258|2026-03-10");
}

static void test_deadline_of_a_case(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	static const struct {
		const char *letter, *deadline;
	} cases[] = { { "2024-10-17", "0" }, { "2024-10-18", "1" }, { "2025-10-17", "1" }, { "2025-10-18", "2" } };
	static const char *const states[] = { "BE", "BG", "CZ", "DE" };
	load_act(f);
	begin(f, "register", "2026-08-01", RANK_IMPORTED);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *infr = g_strdup_printf("INFR(2024)%04d", (int)i);
		decision(f, infr, states[i], cases[i].letter, "LFN258");
		decision(f, infr, states[i], "2026-01-01", "RO258");
	}
	finish(f);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf("SELECT deadline_no FROM v_case WHERE state = '%s'", states[i]);
		assert_rows(f, text, cases[i].deadline);
	}
	assert_rows(f, "SELECT state, deadline_no FROM v_cell WHERE case_open ORDER BY 1", "BG|1 CZ|1 DE|2");
}

static void test_case_without_act(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	begin(f, "register", "2026-01-01", RANK_IMPORTED);
	give(f, (struct record){ .kind = RECORD_DECISION,
	                         .u.decision = { .infr = "INFR(2020)1111",
	                                         .state = "ES",
	                                         .kind = "other",
	                                         .date = "2020-01-01",
	                                         .type = "LFN258",
	                                         .active = TRUE } });
	give(f, (struct record){ .kind = RECORD_DECISION,
	                         .u.decision = { .state = "ES",
	                                         .kind = "other",
	                                         .date = "2021-01-01",
	                                         .type = "LFN258",
	                                         .active = TRUE } });
	finish(f);
	g_assert_cmpuint(f->tally.rejected, ==, 0);
	assert_rows(f, "SELECT case_id, celex, deadline_no, stage FROM v_case ORDER BY 1",
	            "INFR(2020)1111|-|0|LFN NOINFR:-:ES:other:0|-|0|LFN");
	assert_rows(f, "SELECT count(*) FROM v_cell WHERE case_id IS NOT NULL", "0");
}

/* ---- as of and known on */

#define MEASURES "SELECT nim, status, counts_from FROM v_measure ORDER BY nim"

static void load_dated(struct fixture *f)
{
	load_act(f);
	begin(f, "cellar", "2026-01-10", RANK_IMPORTED);
	measure(f, ACT, "ES", "good", "2024-12-01");
	measure(f, ACT, "ES", "none", NULL);
	measure(f, ACT, "ES", "old", "2004-02-18");
	measure(f, ACT, "ES", "future", "2026-01-11");
	whole(f, "measures", ACT);
	finish(f);
}

static void test_measures_as_of(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_dated(f);
	on_day(f, "2022-12-13", NULL);
	assert_rows(f, MEASURES, "");
	on_day(f, "2022-12-14", NULL);
	assert_rows(f, MEASURES, "future|undecided|2026-01-10 none|undecided|2026-01-10 old|undecided|2026-01-10");
	on_day(f, "2024-11-30", NULL);
	assert_rows(f, "SELECT nim FROM v_measure WHERE nim = 'good'", "");
	on_day(f, "2024-12-01", NULL);
	assert_rows(
		f,
		"SELECT nim, status, notified, notified_usable FROM v_measure WHERE nim IN ('good', 'old') ORDER BY 1",
		"good|notified|2024-12-01|2024-12-01 old|undecided|2004-02-18|-");
	on_day(f, "2026-01-09", NULL);
	assert_rows(f, "SELECT count(*) FROM v_measure WHERE status = 'undecided'", "3");
	on_day(f, "2026-01-10", NULL);
	assert_rows(f, "SELECT count(*) FROM v_measure WHERE status = 'notified'", "4");
	assert_rows(f, "SELECT notified, undecided, first_notified FROM v_cell WHERE state = 'ES' AND deadline_no = 1",
	            "4|0|2024-12-01");
	on_day(f, "2026-01-10", "2026-01-09");
	assert_rows(f, MEASURES, "");
}

/* The date the source gives for this very act is better than the measure's own. */
static void test_notified_for_the_act(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	begin(f, "cellar", "2026-01-10", RANK_IMPORTED);
	give(f, (struct record){ .kind = RECORD_MEASURE,
	                         .u.measure = { .celex = ACT,
	                                        .state = "ES",
	                                        .nim = "a",
	                                        .title = "T",
	                                        .notified = "2023-01-01",
	                                        .notified_act = "2024-12-24" } });
	finish(f);
	on_day(f, "2024-12-23", NULL);
	assert_rows(f, MEASURES, "");
	on_day(f, "2024-12-24", NULL);
	assert_rows(f, MEASURES, "a|notified|2024-12-24");
}

static void declare(struct fixture *f, const char *state, const char *nim, const char *date)
{
	give(f,
	     (struct record){ .kind = RECORD_DECLARATION,
	                      .u.declaration = {
				      .celex = ACT, .state = state, .value = "complete", .nim = nim, .date = date } });
}

static void test_declarations_as_of(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	static const char declared[] = "SELECT state, holds_from, usable FROM v_declaration ORDER BY state, usable";
	load_dated(f);
	begin(f, "cellar", "2026-01-10", RANK_IMPORTED);
	declare(f, "EL", NULL, NULL);
	declare(f, "FR", NULL, "2025-03-01");
	declare(f, "ES", "good", NULL);
	declare(f, "ES", "old", NULL);
	finish(f);
	on_day(f, "2025-02-28", NULL);
	assert_rows(f, declared, "");
	on_day(f, "2026-01-09", NULL);
	assert_rows(f, declared, "FR|2025-03-01|1");
	on_day(f, "2026-01-10", NULL);
	assert_rows(f, declared, "EL|2026-01-10|1 ES|2026-01-10|0 ES|2026-01-10|1 FR|2025-03-01|1");
	assert_rows(
		f,
		"SELECT state, complete, complete_elsewhere FROM v_cell WHERE deadline_no = 1 AND complete ORDER BY 1",
		"EL|1|0 ES|1|1 FR|1|0");
	on_day(f, "2026-01-10", "2026-01-09");
	assert_rows(f, declared, "");
}

static void give_list(struct fixture *f, const char *source, const char *day, enum rank rank, gboolean complete)
{
	begin(f, source, day, rank);
	give(f, (struct record){ .kind = RECORD_LIST, .u.list = { ACT, "LFN258", "2024-11-28", complete, 23 } });
	finish(f);
}

static void test_lists_as_of(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	give_list(f, "press", "2026-01-01", RANK_OFFICIAL, TRUE);
	give_list(f, "blog", "2026-01-05", RANK_UNVERIFIED, FALSE);
	assert_rows(f, "SELECT complete, rank FROM v_list", "1|3");
	on_day(f, "2024-11-27", NULL);
	assert_rows(f, "SELECT count(*) FROM v_list", "0");
	on_day(f, "2024-11-28", NULL);
	assert_rows(f, "SELECT complete, states FROM v_list", "1|23");
	on_day(f, "2024-11-28", "2025-12-31");
	assert_rows(f, "SELECT count(*) FROM v_list", "0");
	on_day(f, "2026-01-10", NULL);
	begin(f, "press", "2026-01-02", RANK_OFFICIAL);
	for (int i = 0; i < 3; i++)
		decision(f, NULL, (const char *const[]){ "ES", "FR", "IT" }[i], "2024-11-28", "LFN258");
	finish(f);
	assert_rows(f, "SELECT celex, deadline_no, date, n, whole FROM v_wave", ACT "|1|2024-11-28|3|1");
	assert_rows(f, "SELECT DISTINCT letters_complete, stage FROM v_cell WHERE deadline_no = 1 ORDER BY stage",
	            "1|LFN 1|none");
	assert_rows(f, "SELECT DISTINCT letters_complete, stage FROM v_cell WHERE deadline_no = 2", "0|unread");
}

/* ---- sources */

#define SOURCE "SELECT status, last_status, read_on, last_attempt FROM v_source WHERE what = 'measures'"

static void read_whole(struct fixture *f, const char *day)
{
	begin(f, "cellar", day, RANK_IMPORTED);
	measure(f, ACT, "ES", "a", "2024-12-01");
	whole(f, "measures", ACT);
	finish(f);
}

static void attempt(struct fixture *f, const char *day, const char *status)
{
	g_autoptr(GError) error = NULL;
	const char *values[] = { ACT, day, status };
	g_autoptr(sqlite3_stmt) put = sql_query(
		db_of(f),
		"INSERT INTO reading (what, scope, source, read_on, evidence, status, whole, rows, rejected, rank, query) VALUES ('measures', ?1, 'cellar', ?2, NULL, ?3, "
		"0, 0, 0, 1, NULL)",
		values, 3, &error);
	g_assert_no_error(error);
	g_assert_true(sql_run(put, &error));
}

static void test_source_age(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	assert_rows(f, "SELECT DISTINCT measures, register FROM v_cell", "never read|never read");
	read_whole(f, "2026-08-05");
	on_day(f, "2026-08-19", NULL);
	assert_rows(f, SOURCE, "ok|ok|2026-08-05|2026-08-05");
	on_day(f, "2026-08-20", NULL);
	assert_rows(f, SOURCE, "stale|ok|2026-08-05|2026-08-05");
	assert_rows(f, "SELECT DISTINCT measures, measures_trouble, measures_read_on FROM v_cell",
	            "stale|0|2026-08-05");
	/* a read after the day judged is not stale */
	on_day(f, "2024-10-18", NULL);
	assert_rows(f, SOURCE, "ok|ok|2026-08-05|2026-08-05");
	on_day(f, "2026-08-20", "2026-08-04");
	assert_rows(f, SOURCE, "");
}

static void test_failed_attempts(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	attempt(f, "2026-08-01", "failed");
	on_day(f, "2026-08-05", NULL);
	assert_rows(f, SOURCE, "failed|failed|-|2026-08-01");
	read_whole(f, "2026-08-05");
	attempt(f, "2026-08-12", "failed");
	on_day(f, "2026-08-19", NULL);
	assert_rows(f, SOURCE, "ok|failed|2026-08-05|2026-08-12");
	assert_rows(f, "SELECT DISTINCT measures, measures_trouble FROM v_cell", "ok|1");
	on_day(f, "2026-08-20", NULL);
	assert_rows(f, SOURCE, "failed|failed|2026-08-05|2026-08-12");
	attempt(f, "2026-08-20", "implausible");
	assert_rows(f, SOURCE, "stale|implausible|2026-08-05|2026-08-20");
	on_day(f, "2026-08-20", "2026-08-06");
	assert_rows(f, SOURCE, "stale|ok|2026-08-05|2026-08-05");
	read_whole(f, "2026-08-21");
	on_day(f, "2026-08-21", NULL);
	assert_rows(f, SOURCE, "ok|ok|2026-08-21|2026-08-21");
	assert_rows(f, "SELECT count(*) FROM v_measure", "1");
}

static void test_mended_the_same_day(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	attempt(f, "2026-08-05", "failed");
	read_whole(f, "2026-08-05");
	on_day(f, "2026-08-05", NULL);
	assert_rows(f, SOURCE, "ok|ok|2026-08-05|2026-08-05");
}

/* A read of all measures of which a row is rejected. */
static void read_spoilt(struct fixture *f, const char *day)
{
	begin(f, "cellar", day, RANK_IMPORTED);
	measure(f, ACT, "ES", "a", "2024-12-01");
	reject(f);
	whole(f, "measures", ACT);
	finish(f);
}

static void test_incomplete(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f);
	read_spoilt(f, "2026-08-01");
	on_day(f, "2026-08-05", NULL);
	assert_rows(f, SOURCE, "incomplete|incomplete|-|2026-08-01");
	read_whole(f, "2026-08-02");
	assert_rows(f, SOURCE, "ok|ok|2026-08-02|2026-08-02");
	/* a row that is rejected every night never makes what could be read stale */
	read_spoilt(f, "2026-08-12");
	on_day(f, "2026-08-16", NULL);
	assert_rows(f, "SELECT status, proven FROM v_source WHERE what = 'measures'", "incomplete|1");
	on_day(f, "2026-08-20", NULL);
	assert_rows(f, "SELECT status, proven FROM v_source WHERE what = 'measures'", "incomplete|0");
	on_day(f, "2026-08-27", NULL);
	assert_rows(f, "SELECT status, proven FROM v_source WHERE what = 'measures'", "stale|0");
}

/* ---- the day judged is the same whether the views are asked or their tables are */

/* The rows of a view, sorted, each as one line. */
static char **sorted_rows(sqlite3 *db, const char *schema, const char *view)
{
	g_autofree char *ask = g_strdup_printf(
		"SELECT group_concat('quote(\"' || name || '\")', '||''|''||') FROM pragma_table_info('%s')", view);
	g_autofree char *columns = rows_of(db, ask);
	g_autofree char *text =
		g_strdup_printf("SELECT %s || char(10) FROM %s.\"%s\" ORDER BY 1", columns, schema, view);
	g_autofree char *rows = rows_of(db, text);
	return g_strsplit(rows, "\n", -1);
}

static void assert_same_rows(struct fixture *f, sqlite3 *tables, const char *view)
{
	g_auto(GStrv) one = sorted_rows(db_of(f), "main", view);
	g_auto(GStrv) two = sorted_rows(tables, "temp", view);
	g_test_message("%s: %u rows", view, g_strv_length(one) - 1);
	g_assert_cmpuint(g_strv_length(one), ==, g_strv_length(two));
	for (guint i = 0; one[i]; i++)
		g_assert_cmpstr(one[i], ==, two[i]);
}

static void test_views_and_tables(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	load_dated(f);
	load_steps(f);
	give_list(f, "press", "2026-01-01", RANK_OFFICIAL, TRUE);
	on_day(f, "2026-01-15", NULL);
	commit(f);
	struct judge_options options = { .as_of = "2026-01-15" };
	g_autoptr(Judgement) judgement = judge(f->path, &options, &error);
	g_assert_no_error(error);
	g_autofree char *names = rows_of(db_of(f), "SELECT name FROM sqlite_schema WHERE type = 'view' "
	                                           "AND name GLOB 'v_*' AND name <> 'v_context' ORDER BY name");
	g_auto(GStrv) views = g_strsplit(names, " ", -1);
	g_assert_cmpuint(g_strv_length(views), >=, 15);
	for (guint i = 0; views[i]; i++)
		assert_same_rows(f, judgement->db, views[i]);
}

/* The columns the man page gives for the views, "view.column" each, in a set. */
static GHashTable *documented(void)
{
	g_autofree char *page = NULL;
	g_assert_true(g_file_get_contents("man/adquem-rule.7", &page, NULL, NULL));
	GHashTable *columns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char *from = strstr(page, ".Sh THE VIEWS"), *to = from ? strstr(from, ".Sh FUNCTIONS") : NULL;
	g_assert_nonnull(to);
	g_autofree char *part = g_strndup(from, (gsize)(to - from));
	g_auto(GStrv) lines = g_strsplit(part, "\n", -1);
	const char *view = "";
	for (guint i = 0; lines[i]; i++) {
		if (g_str_has_prefix(lines[i], ".Ss "))
			view = lines[i] + 4;
		if (!g_str_has_prefix(lines[i], ".It Va "))
			continue;
		g_auto(GStrv) names = g_strsplit(lines[i] + 7, " , ", -1);
		for (guint j = 0; names[j]; j++)
			if (!g_hash_table_add(columns, g_strconcat(view, ".", names[j], NULL)))
				g_error("%s.%s stands twice in the man page", view, names[j]);
	}
	return columns;
}

/* Removes from the set what the query gives as "view.column"; everything given must have been in it. */
static void assert_documented(GHashTable *columns, sqlite3 *db, const char *text)
{
	g_autofree char *have = rows_of(db, text);
	g_auto(GStrv) names = g_strsplit(have, " ", -1);
	g_assert_cmpuint(g_strv_length(names), >=, 5);
	for (guint i = 0; names[i]; i++)
		if (!g_hash_table_remove(columns, names[i]))
			g_error("%s is not in man/adquem-rule.7", names[i]);
}

/* However many facts it gave, a file is named once. */
static void test_evidence_once(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_dated(f);
	begin(f, "register", "2026-01-12", RANK_IMPORTED);
	decision(f, "INFR(2024)0270", "ES", "2024-11-28", "LFN258");
	decision(f, "INFR(2024)0270", "ES", "2025-05-07", "RO258");
	finish(f);
	on_day(f, "2026-01-15", NULL);
	g_autofree char *want = rows_of(
		db_of(f), "SELECT group_concat(sha, ' ') FROM (SELECT substr(sha256, 1, 12) AS sha FROM evidence "
			  "WHERE rank = 2 ORDER BY 1)");
	g_assert_cmpuint(strlen(want), ==, 25);
	assert_rows(f, "SELECT evidence FROM v_cell WHERE state = 'ES' AND deadline_no = 1", want);
	assert_rows(f, "SELECT DISTINCT length(evidence) FROM v_cell WHERE state = 'FR'", "12");
}

static void test_views_documented(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	commit(f);
	struct judge_options options = { .as_of = "2026-01-15" };
	g_autoptr(Judgement) judgement = judge(f->path, &options, &error);
	g_assert_no_error(error);
	g_autoptr(GHashTable) columns = documented();
	assert_documented(columns, db_of(f),
	                  "SELECT v.name || '.' || c.name FROM sqlite_schema AS v, pragma_table_info(v.name) AS c "
	                  "WHERE v.type = 'view' AND v.name GLOB 'v_*'");
	assert_documented(columns, judgement->db, "SELECT 'v_letter.' || name FROM pragma_table_info('v_letter')");
	GHashTableIter rest;
	gpointer name;
	g_hash_table_iter_init(&rest, columns);
	while (g_hash_table_iter_next(&rest, &name, NULL))
		g_error("man/adquem-rule.7 names %s, which is no column", (const char *)name);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_test("/cases/placeholders", test_placeholders);
	add_test("/cases/before-the-act", test_placeholder_before_the_act);
	add_test("/cases/merge", test_merge);
	add_test("/cases/merge-known-on", test_merge_known_on);
	add_test("/cases/four-days", test_four_days_are_two_cases);
	add_test("/cases/merge-needs-the-same", test_merge_needs_the_same);
	add_test("/cases/months", test_months);
	add_test("/cases/another-state", test_number_of_another_state);
	add_test("/cases/stage-on-any-day", test_stage_on_any_day);
	add_test("/cases/deadline", test_deadline_of_a_case);
	add_test("/cases/without-act", test_case_without_act);
	add_test("/axes/measures", test_measures_as_of);
	add_test("/axes/notified-for-the-act", test_notified_for_the_act);
	add_test("/axes/declarations", test_declarations_as_of);
	add_test("/axes/lists", test_lists_as_of);
	add_test("/sources/age", test_source_age);
	add_test("/sources/failed", test_failed_attempts);
	add_test("/sources/mended", test_mended_the_same_day);
	add_test("/sources/incomplete", test_incomplete);
	add_test("/views/tables", test_views_and_tables);
	add_test("/views/evidence-once", test_evidence_once);
	add_test("/views/documented", test_views_documented);
	return g_test_run();
}
