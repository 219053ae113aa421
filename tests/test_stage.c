/* test_stage.c - the infringement procedure as a state machine over decisions, and the periods to reply (v_stage). */
#include "tests/storetest.h"

#include "checker/day.h"
#include "checker/period.h"

#define CASE "INFR(2018)0164"

static void load_act(struct fixture *f, const char *as_of)
{
	begin(f, "law", "2018-01-01", RANK_OFFICIAL);
	act(f, ACT, "2016-04-27");
	deadline(f, ACT, "2018-05-06");
	finish(f);
	on_day(f, as_of, NULL);
}

/* Steps as "2018-07-19 LFN258, ...", an additional one with "+" after its type, as the source named tells them; active: what
 * the register calls the case. */
static void load_called(struct fixture *f, const char *source, const char *read_on, const char *steps, gboolean active)
{
	g_auto(GStrv) list = g_strsplit(steps, ", ", -1);
	const char *infr = list[0];
	begin(f, source, read_on, RANK_IMPORTED);
	for (char **s = list + 1; *s; s++) {
		g_auto(GStrv) words = g_strsplit(*s, " ", 2);
		gboolean more = g_str_has_suffix(words[1], "+");
		words[1][strcspn(words[1], "+")] = '\0';
		give(f, (struct record){ .kind = RECORD_DECISION,
		                         .u.decision = { .infr = infr,
		                                         .celex = ACT,
		                                         .state = "ES",
		                                         .kind = "non-communication",
		                                         .date = words[0],
		                                         .type = words[1],
		                                         .additional = more,
		                                         .active = active } });
	}
	finish(f);
}

static void load_steps(struct fixture *f, const char *infr, const char *steps)
{
	g_autofree char *all = g_strconcat(infr, ", ", steps, NULL);
	load_called(f, "press", "2026-01-01", all, TRUE);
}

/* What is on record, and what the machine makes of it on 1 March 2026: stage, since, rounds, missing, misplaced, next. */
static const struct {
	const char *name, *steps, *want;
} walks[] = {
	{ "letter", "2018-07-19 LFN258", "LFN|2018-07-19|1|-|0|RO" },
	{ "additional letter: its day counts", "2018-07-19 LFN258, 2018-10-01 LFN258+", "LFN|2018-10-01|1|-|0|RO" },
	{ "opinion", "2018-07-19 LFN258, 2019-01-24 RO258", "RO|2019-01-24|1|-|0|REF" },
	{ "additional opinion", "2018-07-19 LFN258, 2019-01-24 RO258, 2019-06-06 RO258+", "RO|2019-06-06|1|-|0|REF" },
	{ "additional letter after the opinion goes not back",
	  "2018-07-19 LFN258, 2019-01-24 RO258, 2019-06-06 LFN258+", "RO|2019-01-24|1|-|0|REF" },
	{ "referral under Article 258", "2018-07-19 LFN258, 2019-01-24 RO258, 2019-07-25 RF258",
	  "REF|2019-07-25|1|-|0|J" },
	{ "referral with Article 260(3)", "2018-07-19 LFN258, 2019-01-24 RO258, 2019-07-25 RF258_260_3",
	  "REF|2019-07-25|1|-|0|J" },
	{ "judgment", "2018-07-19 LFN258, 2019-01-24 RO258, 2019-07-25 RF258_260_3, 2021-02-25 J258",
	  "J|2021-02-25|1|-|0|LFN2" },
	{ "second round of Article 260(2)",
	  "2018-07-19 LFN258, 2019-01-24 RO258, 2019-07-25 RF258, 2021-02-25 J258, 2022-01-10 LFN260",
	  "LFN2|2022-01-10|1|-|0|REF2" },
	{ "second referral",
	  "2018-07-19 LFN258, 2019-01-24 RO258, 2019-07-25 RF258, 2021-02-25 J258, 2022-01-10 LFN260, 2023-01-10 RF260",
	  "REF2|2023-01-10|1|-|0|closed" },
	{ "second judgment",
	  "2018-07-19 LFN258, 2019-01-24 RO258, 2019-07-25 RF258, 2021-02-25 J258, 2022-01-10 LFN260, 2023-01-10 RF260, "
	  "2024-01-10 J260",
	  "REF2|2024-01-10|1|-|0|closed" },
	{ "closing", "2018-07-19 LFN258, 2019-01-24 C", "closed|2019-01-24|1|-|0|-" },
	{ "withdrawal", "2018-07-19 LFN258, 2019-01-24 RO258, 2019-07-25 RF258, 2020-01-10 W",
	  "closed|2020-01-10|1|-|0|-" },
	{ "closed on the day of another step", "2018-07-19 LFN258, 2019-01-24 RO258, 2019-01-24 C",
	  "closed|2019-01-24|1|-|0|-" },
	{ "withdrawn, then closed: one end", "2018-07-19 LFN258, 2020-01-10 W, 2020-02-10 C",
	  "closed|2020-02-10|1|-|0|-" },
	{ "reopened by a letter", "2018-07-19 LFN258, 2019-01-24 C, 2019-06-06 LFN258", "LFN|2019-06-06|2|-|0|RO" },
	{ "reopened where it ended", "2018-07-19 LFN258, 2019-01-24 C, 2019-06-06 RO258", "RO|2019-06-06|2|-|0|REF" },
	{ "ended twice", "2018-07-19 LFN258, 2019-01-24 C, 2019-06-06 RO258, 2019-07-25 W",
	  "closed|2019-07-25|2|-|0|-" },
	{ "referral without an opinion on record", "2018-07-19 LFN258, 2019-07-25 RF258_260_3",
	  "REF|2019-07-25|1|RO|0|J" },
	{ "judgment alone", "2021-02-25 J258", "J|2021-02-25|1|LFN RO REF|0|LFN2" },
	{ "closing alone", "2021-02-25 C", "closed|2021-02-25|1|-|0|-" },
	{ "opinion dated before its letter", "2018-07-19 RO258, 2018-09-20 LFN258", "RO|2018-07-19|1|-|1|REF" },
	{ "judgment dated before everything", "2018-01-10 J258, 2018-07-19 LFN258, 2019-01-24 RO258",
	  "J|2018-01-10|1|REF|2|LFN2" },
	{ "what is no step changes nothing", "2018-07-19 LFN258, 2019-01-24 OTHER", "LFN|2018-07-19|1|-|0|RO" },
	{ "a month counts from its end", "2018-07-19 LFN258, 2019-01 RO258, 2019-02-01 C",
	  "closed|2019-02-01|1|-|0|-" },
	{ "in a month without a day the order is the procedure's", "2018-07-19 LFN258, 2019-01 RO258, 2019-01-30 C",
	  "closed|2019-01-30|1|-|0|-" },
	{ "the letter before the opinion of its month", "2018-07-19 LFN258, 2019-01 LFN258+, 2019-01-10 RO258",
	  "RO|2019-01-10|1|-|0|REF" },
};

static void test_walks(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f, "2026-03-01");
	for (size_t i = 0; i < G_N_ELEMENTS(walks); i++) {
		g_autofree char *infr = g_strdup_printf("INFR(2018)%04zu", i + 1);
		const char *key = infr;
		g_autoptr(GError) error = NULL;
		load_steps(f, infr, walks[i].steps);
		g_autoptr(sqlite3_stmt) ask = sql_query(
			db_of(f),
			"SELECT stage || '|' || stage_date || '|' || rounds || '|' || coalesce(missing, '-') || '|' "
			"|| misplaced || '|' || coalesce(next_step, '-') FROM v_stage WHERE case_id = ?1",
			&key, 1, &error);
		g_test_message("%s", walks[i].name);
		g_assert_true(sql_row(ask, &error));
		g_assert_cmpstr(sql_text(ask, 0), ==, walks[i].want);
		g_assert_false(sql_row(ask, &error));
		g_assert_no_error(error);
	}
}

/* What the register calls a case: it says when nothing on record tells of an end, and that a withdrawal was none. */
static void test_called(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	static const char cases[] =
		"SELECT case_id, stage, stage_date, open, ended_on, ended_how FROM v_case ORDER BY 1";
	static const char open_steps[] = "INFR(2018)0001, 2018-07-19 LFN258, 2019-01-24 RO258";
	static const char withdrawn[] = "INFR(2018)0002, 2018-07-19 LFN258, 2019-07-25 W";
	static const char closed[] = "INFR(2018)0003, 2018-07-19 LFN258, 2019-07-25 C";
	load_act(f, "2026-02-01");
	load_called(f, "register", "2026-01-01", open_steps, TRUE);
	load_called(f, "register", "2026-01-01", withdrawn, TRUE);
	load_called(f, "register", "2026-01-01", closed, TRUE);
	assert_rows(f, cases,
	            "INFR(2018)0001|RO|2019-01-24|1|-|- INFR(2018)0002|LFN|2018-07-19|1|-|- "
	            "INFR(2018)0003|closed|2019-07-25|0|2019-07-25|C");
	assert_rows(f, "SELECT what, kept, lost FROM v_conflict ORDER BY 2",
	            "end of a case|C of 2019-07-25|active end of a case|active|W of 2019-07-25");
	load_called(f, "register", "2026-01-10", open_steps, FALSE);
	load_called(f, "register", "2026-01-20", open_steps, FALSE);
	load_called(f, "register", "2026-01-10", withdrawn, FALSE);
	load_called(f, "register", "2026-01-10", closed, FALSE);
	assert_rows(f, cases,
	            "INFR(2018)0001|closed|2026-01-10|0|2026-01-10|not active "
	            "INFR(2018)0002|closed|2019-07-25|0|2019-07-25|W "
	            "INFR(2018)0003|closed|2019-07-25|0|2019-07-25|C");
	assert_rows(f, "SELECT what, kept, lost FROM v_conflict", "end of a case|not active|no end on record");
	assert_rows(f, "SELECT case_age_days, next_step, missing FROM v_stage WHERE case_id = 'INFR(2018)0001'",
	            "2732|-|-");
	/* the flag holds from its read; a later step of another source is newer than it */
	on_day(f, "2026-01-09", NULL);
	assert_rows(f, "SELECT stage, open FROM v_case WHERE case_id = 'INFR(2018)0001'", "RO|1");
	on_day(f, "2026-02-01", NULL);
	load_called(f, "press", "2026-02-01", "INFR(2018)0001, 2026-01-30 RF258", TRUE);
	assert_rows(f, "SELECT stage, open FROM v_case WHERE case_id = 'INFR(2018)0001'", "REF|1");
}

/* A row that lost to a better source neither opens, dates nor places a case. */
static void test_lost_row(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f, "2026-03-01");
	begin(f, "law", "2018-01-03", RANK_OFFICIAL);
	deadline(f, ACT, "2018-07-20");
	finish(f);
	load_called(f, "register", "2026-01-01", "INFR(2018)0001, 2018-07-21 LFN258", TRUE);
	begin(f, "press", "2026-01-02", RANK_UNVERIFIED);
	decision(f, "INFR(2018)0001", "ES", "2018-07-19", "LFN258");
	finish(f);
	assert_rows(f, "SELECT date, lost FROM v_decision ORDER BY 1", "2018-07-19|1 2018-07-21|0");
	assert_rows(f, "SELECT deadline_no, opened, first_step, steps, unverified FROM v_case",
	            "1|2018-07-21|2018-07-21|1|0");
}

/* From every stage every step leads somewhere, and once. */
static void test_every_transition(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	assert_rows(f, "SELECT count(*), count(DISTINCT at || '/' || step), count(then_at) FROM i_path", "56|56|56");
	assert_rows(f, "SELECT step || '>' || then_at || ':' || verdict FROM i_path WHERE at = 'RO' ORDER BY height",
	            "LFN>RO:order RO>RO:again REF>REF:regular J>J:early LFN2>LFN2:early REF2>REF2:early "
	            "closed>closed:regular");
	assert_rows(f, "SELECT DISTINCT then_at = step, verdict FROM i_path WHERE at = 'closed' AND step <> 'closed'",
	            "1|reopens");
	assert_rows(f, "SELECT step, verdict FROM i_path WHERE at = '' AND verdict <> 'early'", "LFN|regular");
}

/* A step out of order stands in the list of conflicts, under its act and state, with where it was read. */
static void test_order_is_flagged(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f, "2026-03-01");
	load_steps(f, CASE, "2018-07-19 RO258, 2018-09-20 LFN258");
	assert_rows(f, "SELECT what, celex, state, kept, lost, lost_from FROM v_conflict",
	            "order of steps|" ACT "|ES|RO|LFN of 2018-09-20|file");
	assert_rows(f, "SELECT count(*) FROM v_decision", "2");
}

static void test_referral_against_procedure(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f, "2026-03-01");
	load_steps(f, CASE, "2018-07-19 LFN258, 2019-01-24 RO258, 2019-07-25 RF258_260_3");
	assert_rows(f, "SELECT count(*) FROM v_conflict", "0"); /* the procedure is not established: nothing is said */
	begin(f, "law", "2018-01-02", RANK_OFFICIAL);
	give(f, (struct record){
			.kind = RECORD_ACT,
			.u.act = { .celex = ACT, .title = "An act", .adopted = "2016-04-27", .legislative = "no" } });
	finish(f);
	assert_rows(f, "SELECT what, state, kept, lost FROM v_conflict",
	            "referral against procedure|ES|legislative: no|RF258_260_3 of 2019-07-25");
}

/* C-658/19, Commission v Spain (police data directive, due on Sunday 6 May 2018): letter decided on 19 July 2018, opinion
 * of 25 January 2019 (decided on the 24th), whose two months expired on 25 March 2019. */
static void test_spain(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	static const char stage[] = "SELECT stage, days_in_stage, case_age_days, reply_due, reply_running FROM v_stage";
	load_act(f, "2018-09-19");
	load_steps(f, CASE, "2018-07-19 LFN258, 2019-01-25 RO258");
	assert_rows(f, stage, "LFN|62|62|2018-09-19|1");
	on_day(f, "2018-09-20", NULL);
	assert_rows(f, stage, "LFN|63|63|2018-09-19|0");
	on_day(f, "2019-03-25", NULL);
	assert_rows(f, stage, "RO|59|249|2019-03-25|1");
	on_day(f, "2019-03-26", NULL);
	assert_rows(f, stage, "RO|60|250|2019-03-25|0");
	assert_rows(f, "SELECT reply_estimated, reply_how GLOB '*day of receipt is not on record*' FROM v_stage",
	            "1|1");
}

/* From the day of the decision the date is Sunday 24 March, and moved: the same Monday. */
static void test_spain_from_the_decision(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_act(f, "2019-02-01");
	load_steps(f, CASE, "2018-07-19 LFN258, 2019-01-24 RO258");
	assert_rows(
		f,
		"SELECT reply_due, reply_how GLOB '*moved from the weekend of 2019-03-24 (Article 3(4))*' FROM v_stage",
		"2019-03-25|1");
}

static void test_no_reply_period(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	static const char reply[] =
		"SELECT stage, days_in_stage, reply_due, reply_estimated, reply_running, reply_how FROM "
		"v_stage";
	load_act(f, "2019-08-01");
	load_steps(f, CASE, "2018-07-19 LFN258, 2019-06 RO258, 2019-08-10 RF258, 2020-01-10 C");
	assert_rows(f, reply, "RO|-|-|-|-|only the month of the decision is on record");
	on_day(f, "2019-08-11", NULL);
	assert_rows(f, reply, "REF|1|-|-|-|-");
	on_day(f, "2020-01-10", NULL);
	assert_rows(f, reply, "closed|0|-|-|-|-");
	assert_rows(f, "SELECT case_age_days FROM v_stage", "540");
	on_day(f, "2021-01-10", NULL);
	assert_rows(f, "SELECT case_age_days FROM v_stage", "540"); /* a closed case ages no more */
}

/* The view counts as `adquem period --length P2M --roll` does, on every day of a leap year and of one that is none. */
static void test_reply_is_the_period(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	const struct period_how how = { .reading = PERIOD_SAME, .roll = TRUE };
	struct period two_months;
	g_autoptr(GError) error = NULL;
	g_assert_true(period_parse("P2M", &two_months, &error));
	load_act(f, "2026-03-01");
	begin(f, "register", "2026-01-01", RANK_IMPORTED);
	for (int i = 0; i < 731; i++) {
		g_autofree char *day = day_add_days("2023-01-01", i);
		g_autofree char *infr = g_strdup_printf("INFR(2018)%04d", i);
		decision(f, infr, "ES", day, "LFN258");
	}
	finish(f);
	g_autoptr(sqlite3_stmt) all = sql_prepare(db_of(f), "SELECT stage_date, reply_due FROM v_stage", &error);
	int n = 0;
	for (; sql_row(all, &error); n++) {
		g_autoptr(PeriodResult) want = period_count(sql_text(all, 0), &two_months, &how, &error);
		g_assert_no_error(error);
		g_test_message("%s", sql_text(all, 0));
		g_assert_cmpstr(sql_text(all, 1), ==, want->end);
	}
	g_assert_no_error(error);
	g_assert_cmpint(n, ==, 731);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_test("/stage/walks", test_walks);
	add_test("/stage/called", test_called);
	add_test("/stage/lost-row", test_lost_row);
	add_test("/stage/every-transition", test_every_transition);
	add_test("/stage/order", test_order_is_flagged);
	add_test("/stage/procedure", test_referral_against_procedure);
	add_test("/stage/c-658-19", test_spain);
	add_test("/stage/c-658-19-decision", test_spain_from_the_decision);
	add_test("/stage/no-reply-period", test_no_reply_period);
	add_test("/stage/reply-is-the-period", test_reply_is_the_period);
	return g_test_run();
}
