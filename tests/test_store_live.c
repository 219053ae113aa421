/* test_store_live.c - what live sources bring: transfers, several bodies, failed and unchanged reads, withdrawn
 * decisions, titles and relations, cases about several acts. */
#include "checker/store_pass.h"
#include "feeds/source.h"
#include "tests/storetest.h"

#define SOURCE "SELECT status, last_status, read_on, last_attempt, proof, reason, attempted, rows FROM v_source"

static gint64 transfer(struct fixture *f, const char *time, int status)
{
	g_autoptr(GError) error = NULL;
	gint64 id = 0;
	const struct store_transfer t = { .source = "cellar",
		                          .question = "measures of one act",
		                          .url = "https://example.org/sparql",
		                          .request = "query=x",
		                          .time = g_intern_string(time),
		                          .status = status,
		                          .media_type = "text/html",
		                          .bytes = 5000000000,
		                          .wire_bytes = 7,
		                          .attempts = 3,
		                          .error = status == 200 ? NULL : "the server said no" };
	g_assert_true(store_transfer(f->store, &t, &id, &error));
	g_assert_no_error(error);
	g_assert_cmpint(id, >, 0);
	return id;
}

/* A load that came by a transfer at that hour; sha256 as in begin_file(), none for a failure. */
static void begin_live(struct fixture *f, const char *day, const char *hour, int status)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *time = g_strdup_printf("%sT%s:00Z", day, hour);
	struct store_file file = { .source = "cellar",
		                   .name = g_intern_string(time),
		                   .read_on = g_intern_string(day),
		                   .rank = RANK_LIVE,
		                   .transfer = transfer(f, time, status) };
	if (status == 200) {
		begin_file(f, &file);
		return;
	}
	file.feed = "test";
	f->load = store_load_new(f->store, &file, &error);
	g_assert_no_error(error);
	f->line = 1;
}

static void tell(struct fixture *f, const char *what, const char *scope, struct record_read read)
{
	read.what = what;
	read.scope = scope;
	give(f, (struct record){ .kind = RECORD_READ, .u.read = read });
}

static void read_whole(struct fixture *f, const char *day, const char *hour, guint measures)
{
	begin_live(f, day, hour, 200);
	for (guint i = 0; i < measures; i++) {
		g_autofree char *nim = g_strdup_printf("n%u", i);
		measure(f, ACT, "ES", nim, "2024-12-01");
	}
	whole(f, "measures", ACT);
	finish(f);
}

static void fail(struct fixture *f, const char *day, const char *hour, const char *status, const char *reason)
{
	begin_live(f, day, hour, 503);
	tell(f, "measures", ACT, (struct record_read){ .status = status, .reason = reason });
	finish(f);
}

static void unchanged(struct fixture *f, const char *day, const char *hour)
{
	begin_live(f, day, hour, 200);
	tell(f, "measures", ACT, (struct record_read){ .whole = TRUE, .unchanged = TRUE, .query = "count" });
	finish(f);
}

static void test_transfer(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	gint64 first = transfer(f, "2026-11-01T03:00:00Z", 200);
	gint64 second = transfer(f, "2026-11-01T03:00:00Z", 503);
	g_assert_cmpint(first, !=, second);
	assert_rows(f,
	            "SELECT status, url, request, bytes, wire_bytes, attempts, etag, error FROM transfer ORDER BY id",
	            "200|https://example.org/sparql|query=x|5000000000|7|3|-|- "
	            "503|https://example.org/sparql|as #1|5000000000|7|3|-|the server said no");
}

/* ---- reads */

static void test_failed_after_whole(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_whole(f, "2026-11-01", "03:00", 2);
	on_day(f, "2026-11-02", NULL);
	assert_rows(f, SOURCE, "ok|ok|2026-11-01|2026-11-01|rows|-|2026-11-01T03:00:00Z|2");
	fail(f, "2026-11-02", "03:00", "failed", "timeout");
	assert_rows(f, SOURCE, "ok|failed|2026-11-01|2026-11-02|rows|timeout|2026-11-02T03:00:00Z|2");
	assert_rows(f, "SELECT count(*) FROM v_measure", "2");
	on_day(f, "2026-11-20", NULL);
	assert_rows(f, "SELECT status, last_status FROM v_source", "failed|failed");
}

static void test_failed_later_that_day(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_whole(f, "2026-11-01", "03:00", 2);
	fail(f, "2026-11-01", "09:00", "failed", "timeout");
	on_day(f, "2026-11-01", NULL);
	assert_rows(f, SOURCE, "ok|failed|2026-11-01|2026-11-01|rows|timeout|2026-11-01T09:00:00Z|2");
	fail(f, "2026-11-01", "10:00", "implausible", "2 rows, now 0");
	assert_rows(f, SOURCE, "ok|implausible|2026-11-01|2026-11-01|rows|2 rows, now 0|2026-11-01T10:00:00Z|2");
	assert_rows(f, "SELECT count(*) FROM v_measure", "2");
	/* the third attempt of the day goes well, with the very same rows: the trouble is over */
	read_whole(f, "2026-11-01", "11:00", 2);
	assert_rows(f, SOURCE, "ok|ok|2026-11-01|2026-11-01|rows|-|2026-11-01T11:00:00Z|2");
	assert_rows(f, "SELECT count(*) FROM reading", "1");
}

static void test_failed_first(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	fail(f, "2026-11-01", "03:00", "failed", "no address for that name");
	on_day(f, "2026-11-01", NULL);
	assert_rows(f, SOURCE, "failed|failed|-|2026-11-01|-|no address for that name|2026-11-01T03:00:00Z|0");
	assert_rows(f, "SELECT count(*) FROM evidence", "0");
	fail(f, "2026-11-01", "04:00", "implausible", "half the rows");
	assert_rows(f, SOURCE, "implausible|implausible|-|2026-11-01|-|half the rows|2026-11-01T04:00:00Z|0");
	/* a file of a lesser rank mends it all the same */
	begin(f, "cellar", "2026-11-01", RANK_OFFICIAL);
	measure(f, ACT, "ES", "a", "2024-12-01");
	whole(f, "measures", ACT);
	finish(f);
	assert_rows(f, SOURCE, "ok|ok|2026-11-01|2026-11-01|rows|-|-|1");
}

static void test_unchanged(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_whole(f, "2026-11-01", "03:00", 3);
	unchanged(f, "2026-11-10", "03:00");
	unchanged(f, "2026-11-18", "03:00");
	on_day(f, "2026-11-30", NULL);
	assert_rows(f, SOURCE, "ok|ok|2026-11-18|2026-11-18|unchanged since 2026-11-01|-|2026-11-18T03:00:00Z|3");
	assert_rows(f, "SELECT count(*) FROM v_measure", "3");
	assert_rows(f, "SELECT count(*) FROM measure_fact", "3");
	/* known on a day before, the rows are just as old */
	on_day(f, "2026-11-30", "2026-11-09");
	assert_rows(f, "SELECT status, read_on, proof FROM v_source", "stale|2026-11-01|rows");
	/* the same again, and a failure of that day undone */
	unchanged(f, "2026-11-18", "04:00");
	fail(f, "2026-11-18", "05:00", "failed", "timeout");
	unchanged(f, "2026-11-18", "06:00");
	on_day(f, "2026-11-30", NULL);
	assert_rows(f, "SELECT last_status, reason, rows FROM v_source", "ok|-|3");
}

static void test_unchanged_since_never(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	unchanged(f, "2026-11-10", "03:00");
	on_day(f, "2026-11-10", NULL);
	assert_rows(f, "SELECT status, last_status, read_on, proof FROM v_source", "incomplete|incomplete|-|-");
	/* nor does it confirm a read that lost rows */
	begin_live(f, "2026-11-11", "03:00", 200);
	measure(f, ACT, "ES", "a", "2024-12-01");
	reject(f);
	whole(f, "measures", ACT);
	finish(f);
	unchanged(f, "2026-11-12", "03:00");
	on_day(f, "2026-11-12", NULL);
	assert_rows(f, "SELECT status, last_status, read_on FROM v_source", "incomplete|incomplete|-");
}

/* A file of a day between a whole read and one that found nothing changed: what it alone shows is gone again. */
static void test_read_late_before_unchanged(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_whole(f, "2026-11-01", "03:00", 1);
	unchanged(f, "2026-11-10", "03:00");
	begin(f, "cellar", "2026-11-05", RANK_IMPORTED);
	measure(f, ACT, "ES", "between", "2024-12-01");
	whole(f, "measures", ACT);
	finish(f);
	on_day(f, "2026-11-12", NULL);
	assert_rows(f, "SELECT nim FROM v_measure", "n0");
	on_day(f, "2026-11-12", "2026-11-06");
	assert_rows(f, "SELECT nim FROM v_measure", "between");
}

/* One act's failure in a batch leaves the others read, and their rows are counted apart. */
static void test_batch(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	begin_live(f, "2026-11-01", "03:00", 200);
	measure(f, ACT, "ES", "a", "2024-12-01");
	measure(f, ACT, "FR", "b", "2024-12-01");
	measure(f, OTHER, "ES", "a", "2024-12-01");
	whole(f, "measures", ACT);
	whole(f, "measures", OTHER);
	whole(f, "measures", "32016L0681");
	tell(f, "measures", "32017L0541", (struct record_read){ .status = "failed", .reason = "counts differ" });
	finish(f);
	on_day(f, "2026-11-01", NULL);
	assert_rows(f, "SELECT scope, status, rows, reason FROM v_source ORDER BY scope",
	            OTHER "|ok|1|- 32016L0681|ok|0|- 32017L0541|failed|0|counts differ " ACT "|ok|2|-");
}

/* What is lost of one act in a batch spoils the read of that act alone, and a good many of them do not refuse the rest. */
static void test_batch_rejects(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	begin_live(f, "2026-11-01", "03:00", 200);
	measure(f, OTHER, "ES", "a", "2024-12-01");
	whole(f, "measures", OTHER);
	finish(f);
	begin_live(f, "2026-11-02", "03:00", 200);
	measure(f, ACT, "ES", "a", "2024-12-01");
	for (int i = 0; i < 6; i++)
		reject(f);
	tell(f, "measures", ACT, (struct record_read){ .by_scope = TRUE, .rejected = 6 });
	tell(f, "measures", OTHER, (struct record_read){ .whole = TRUE, .by_scope = TRUE });
	finish(f);
	on_day(f, "2026-11-02", NULL);
	assert_rows(f, "SELECT scope, status, read_on FROM v_source ORDER BY scope",
	            OTHER "|ok|2026-11-02 " ACT "|incomplete|-");
	assert_rows(f, "SELECT celex, state FROM v_measure", ACT "|ES"); /* gone of the other: its read was whole */
	/* a later read that loses rows says so to the next pass, which still knows how many there were */
	begin_live(f, "2026-11-03", "03:00", 200);
	reject(f);
	tell(f, "measures", OTHER, (struct record_read){ .by_scope = TRUE, .rejected = 1 });
	finish(f);
	g_autoptr(GHashTable) known = store_known(f->store, "cellar", NULL);
	const struct source_known *other = g_hash_table_lookup(known, OTHER), *first = g_hash_table_lookup(known, ACT);
	g_assert_true(other->spoilt);
	g_assert_cmpint(other->measures, ==, 0);
	g_assert_cmpint(first->measures, ==, -1);
}

static void test_bodies(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	guint second = 0, third = 0;
	begin_live(f, "2026-11-01", "03:00", 200);
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "second", -1);
	struct store_file body = { .source = "cellar",
		                   .name = "second",
		                   .feed = "test",
		                   .sha256 = sum,
		                   .read_on = "2026-11-01",
		                   .rank = RANK_LIVE,
		                   .transfer = transfer(f, "2026-11-01T04:00:00Z", 200) };
	g_assert_true(store_load_body(f->load, &body, &second, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(second, ==, 1);
	g_assert_true(store_load_body(f->load, &body, &third, &error)); /* the same bytes to another question */
	g_assert_cmpuint(third, ==, 2);
	struct record r = { .kind = RECORD_MEASURE, .body = second };
	r.u.measure = (struct record_measure){ .celex = ACT, .state = "ES", .nim = "b", .title = "A law" };
	measure(f, ACT, "ES", "a", "2024-12-01");
	give(f, r);
	give(f, (struct record){ .kind = RECORD_READ, .body = second, .u.read = { "measures", ACT, .whole = TRUE } });
	r.body = 7;
	const struct feed_sink *sink = store_load_sink(f->load);
	g_assert_false(sink->take(sink->user, &r, &error));
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_STORE);
	finish(f);
	assert_rows(f,
	            "SELECT m.nim, e.name FROM measure_fact AS m JOIN evidence AS e ON e.id = m.evidence ORDER BY nim",
	            "a|2026-11-01T03:00:00Z b|second");
	assert_rows(f, "SELECT file, attempted FROM v_source", "second|2026-11-01T04:00:00Z");
	assert_rows(f, "SELECT count(*) FROM evidence", "2");
}

/* ---- acts */

static void titled(struct fixture *f, const char *celex, const char *lang, const char *title)
{
	give(f, (struct record){ .kind = RECORD_TITLE, .u.title = { celex, lang, title } });
}

static void related(struct fixture *f, const char *celex, const char *relation, const char *other)
{
	give(f, (struct record){ .kind = RECORD_RELATION, .u.relation = { celex, relation, other, NULL } });
}

static void read_act(struct fixture *f, const char *day, gboolean all)
{
	begin_live(f, day, "03:00", 200);
	give(f, (struct record){ .kind = RECORD_ACT,
	                         .u.act = { .celex = ACT,
	                                    .title = "An act",
	                                    .adopted = "2022-12-14",
	                                    .directory_code = "19.20.10",
	                                    .service = "CNECT" } });
	titled(f, ACT, "en", "An act");
	related(f, ACT, "amended by", "32024L0001");
	if (all) {
		act(f, OTHER, "2016-04-27");
		titled(f, ACT, "de", "Ein Rechtsakt");
		related(f, ACT, "corrected by", "32022L2555R(01)");
		deadline(f, ACT, "2024-10-17");
		deadline(f, OTHER, "2018-05-06");
		titled(f, OTHER, "de", "Ein anderer");
	}
	tell(f, "acts", "2022", (struct record_read){ .whole = TRUE });
	finish(f);
}

#define TITLES "SELECT celex, lang, title FROM v_title ORDER BY 1, 2"
#define RELATIONS "SELECT relation, other, cite, rank FROM v_relation ORDER BY 1"

static void test_acts(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_act(f, "2026-11-01", TRUE);
	on_day(f, "2026-11-01", NULL);
	assert_rows(f, "SELECT directory_code, service FROM v_act WHERE celex = '" ACT "'", "19.20.10|CNECT");
	assert_rows(f, TITLES, OTHER "|de|Ein anderer " ACT "|de|Ein Rechtsakt " ACT "|en|An act");
	assert_rows(f, RELATIONS,
	            "amended by|32024L0001|2026-11-01T03:00:00Z|1 "
	            "corrected by|32022L2555R(01)|2026-11-01T03:00:00Z|1");
	assert_rows(f, "SELECT what, scope, rows, status FROM v_source", "acts|2022|1|ok");
}

/* What the read of a year no longer shows of an act is gone; an act it does not show at all is none of its business. */
static void test_acts_read_again(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_act(f, "2026-11-01", TRUE);
	read_act(f, "2026-11-08", FALSE);
	on_day(f, "2026-11-08", NULL);
	assert_rows(f, TITLES, OTHER "|de|Ein anderer " ACT "|en|An act");
	assert_rows(f, "SELECT relation FROM v_relation", "amended by");
	assert_rows(f, "SELECT celex, date FROM v_deadline", OTHER "|2018-05-06");
	assert_rows(f, "SELECT count(*) FROM v_act WHERE NOT stub", "2");
	on_day(f, "2026-11-08", "2026-11-07");
	assert_rows(f, "SELECT count(*) FROM v_title", "3");
	on_day(f, "2026-11-07", NULL);
	assert_rows(f, "SELECT count(*) FROM v_deadline", "2");
	assert_rows(f, "SELECT count(*) FROM act WHERE celex = '2022'", "0");
}

static void test_title_of_better_source(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_act(f, "2026-11-01", TRUE);
	begin(f, "law", "2026-11-05", RANK_OFFICIAL);
	titled(f, ACT, "en", "Bundled");
	finish(f);
	on_day(f, "2026-11-08", NULL);
	assert_rows(f, "SELECT title FROM v_title WHERE lang = 'en'", "An act");
}

/* ---- the register */

static void begin_register(struct fixture *f, const char *day)
{
	begin(f, "register", day, RANK_LIVE);
}

static void load_deadline(struct fixture *f)
{
	begin(f, "law", "2026-01-01", RANK_OFFICIAL);
	act(f, ACT, "2022-12-14");
	act(f, OTHER, "2016-04-27");
	deadline(f, ACT, "2024-10-17");
	deadline(f, OTHER, "2018-05-06");
	finish(f);
}

#define STEPS "SELECT case_id, type FROM v_decision ORDER BY 1, 2"

static void test_decisions_withdrawn(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_deadline(f);
	begin(f, "decisions", "2026-11-01", RANK_SECOND_HAND);
	decision(f, "INFR(2024)0003", "IT", "2024-11-28", "LFN258");
	finish(f);
	begin_register(f, "2026-11-01");
	decision(f, "INFR(2024)0001", "ES", "2024-11-28", "LFN258");
	decision(f, "INFR(2024)0001", "ES", "2025-05-07", "RO258");
	decision(f, "INFR(2024)0002", "FR", "2024-11-28", "LFN258");
	whole(f, "register", "*");
	finish(f);
	begin_register(f, "2026-11-08");
	decision(f, "INFR(2024)0001", "ES", "2024-11-28", "LFN258");
	decision(f, "INFR(2024)0002", "FR", "2024-11-28", "LFN258");
	whole(f, "register", "*");
	finish(f);
	on_day(f, "2026-11-08", NULL);
	assert_rows(f, STEPS, "INFR(2024)0001|LFN258 INFR(2024)0002|LFN258 INFR(2024)0003|LFN258");
	assert_rows(f, "SELECT rows FROM v_source WHERE what = 'register'", "2");
	on_day(f, "2026-11-08", "2026-11-07");
	assert_rows(f, "SELECT count(*) FROM v_decision", "4");
	/* judged as of a day before the withdrawal, the step was there */
	on_day(f, "2026-11-07", NULL);
	assert_rows(f, "SELECT count(*) FROM v_decision", "4");
	/* a part of the register takes nothing away; what comes back is back */
	begin_register(f, "2026-11-15");
	decision(f, "INFR(2024)0001", "ES", "2025-05-07", "RO258");
	finish(f);
	on_day(f, "2026-11-15", NULL);
	assert_rows(f, "SELECT count(*) FROM v_decision", "4");
}

/* Of a register of which only the recent days were read again, what is gone of those days is gone. */
static void test_register_recent(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_deadline(f);
	begin_register(f, "2026-11-01");
	decision(f, "INFR(2024)0001", "ES", "2024-11-28", "LFN258");
	decision(f, "INFR(2026)0002", "FR", "2026-10-08", "LFN258");
	whole(f, "register", "*");
	finish(f);
	begin_register(f, "2026-11-08");
	decision(f, "INFR(2026)0003", "IT", "2026-10-08", "LFN258");
	tell(f, "register", "*",
	     (struct record_read){ .whole = TRUE, .unchanged = TRUE, .from = "2025-10-01", .rows = 2 });
	finish(f);
	on_day(f, "2026-11-08", NULL);
	assert_rows(f, STEPS, "INFR(2024)0001|LFN258 INFR(2026)0003|LFN258");
}

/* The register corrects the state of a case, on a later day and for the whole case; another source cannot. */
static void test_case_of_another_state(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_deadline(f);
	begin_register(f, "2026-11-01");
	decision(f, "INFR(2024)0001", "AT", "2024-11-28", "LFN258");
	whole(f, "register", "*");
	finish(f);
	begin(f, "decisions", "2026-11-02", RANK_SECOND_HAND);
	decision(f, "INFR(2024)0001", "SK", "2025-05-07", "RO258");
	finish(f);
	g_assert_cmpuint(f->tally.rejected, ==, 1);
	begin_register(f, "2026-11-08");
	decision(f, "INFR(2024)0001", "SI", "2024-11-28", "LFN258");
	decision(f, "INFR(2024)0001", "SI", "2025-05-07", "RO258");
	decision(f, "INFR(2024)0001", "AT", "2025-06-07", "RO258");
	finish(f);
	g_assert_cmpuint(f->tally.rejected, ==, 1); /* one load tells a case of one state */
	on_day(f, "2026-11-08", NULL);
	assert_rows(f, "SELECT state, stage FROM v_case", "SI|RO");
	assert_rows(f, "SELECT DISTINCT state FROM v_decision", "SI");
}

static void test_register_read_late(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_deadline(f);
	begin_register(f, "2026-11-08");
	decision(f, "INFR(2024)0001", "ES", "2024-11-28", "LFN258");
	whole(f, "register", "*");
	finish(f);
	begin_register(f, "2026-11-01");
	decision(f, "INFR(2024)0002", "FR", "2024-11-28", "LFN258");
	finish(f);
	on_day(f, "2026-11-09", NULL);
	assert_rows(f, STEPS, "INFR(2024)0001|LFN258");
	on_day(f, "2026-11-09", "2026-11-02");
	assert_rows(f, STEPS, "INFR(2024)0002|LFN258");
}

/* Live and whole: a state without a case has none, and a day's letters are a whole wave. */
static void test_register_whole(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_deadline(f);
	begin_register(f, "2026-11-01");
	for (int i = 0; i < 3; i++) {
		static const char *const numbers[] = { "INFR(2024)0001", "INFR(2024)0002", "INFR(2024)0003" };
		decision(f, numbers[i], (const char *const[]){ "ES", "FR", "IT" }[i], "2024-11-28", "LFN258");
	}
	on_day(f, "2026-11-08", NULL);
	whole(f, "register", "*");
	finish(f);
	assert_rows(f, "SELECT celex, deadline_no, date, n, whole FROM v_wave", ACT "|1|2024-11-28|3|1");
	assert_rows(f, "SELECT DISTINCT celex, stage, wave_date FROM v_cell ORDER BY 1, 2",
	            OTHER "|none|- " ACT "|LFN|2024-11-28 " ACT "|none|2024-11-28");
	/* stale: not known any more, and nothing is whole */
	on_day(f, "2026-12-08", NULL);
	assert_rows(f, "SELECT DISTINCT celex, stage FROM v_cell ORDER BY 1, 2",
	            OTHER "|unread " ACT "|LFN " ACT "|unread");
	assert_rows(f, "SELECT whole FROM v_wave", "0");
}

static void named(struct fixture *f, const char *celex, const char *state, const char *infr)
{
	give(f, (struct record){ .kind = RECORD_LINK,
	                         .confidence = "title, named second",
	                         .u.link = { celex, state, infr, NULL } });
}

#define CASES "SELECT case_id, celex, deadline_no, stage FROM v_case ORDER BY 1, 2"

static void test_case_of_two_acts(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_deadline(f);
	begin_register(f, "2026-11-01");
	decision(f, "INFR(2024)0001", "ES", "2024-11-28", "LFN258");
	named(f, OTHER, "ES", "INFR(2024)0001");
	named(f, "32016L0681", "ES", "INFR(2099)0001"); /* a case of which no step is on record is none */
	whole(f, "register", "*");
	finish(f);
	on_day(f, "2026-11-01", NULL);
	assert_rows(f, CASES, "INFR(2024)0001|" OTHER "|1|LFN INFR(2024)0001|" ACT "|1|LFN");
	assert_rows(f, "SELECT celex, stage FROM v_cell WHERE state = 'ES' ORDER BY 1", OTHER "|LFN " ACT "|LFN");
	assert_rows(f, "SELECT celex, n FROM v_wave ORDER BY 1", OTHER "|1 " ACT "|1");
	assert_rows(f, "SELECT count(*) FROM v_link", "0");
	/* before the deadline of the other act had passed, the case is not about it */
	on_day(f, "2024-11-27", NULL);
	assert_rows(f, CASES, "");
	/* the title was mended */
	begin_register(f, "2026-11-08");
	decision(f, "INFR(2024)0001", "ES", "2024-11-28", "LFN258");
	whole(f, "register", "*");
	finish(f);
	on_day(f, "2026-11-08", NULL);
	assert_rows(f, CASES, "INFR(2024)0001|" ACT "|1|LFN");
}

/* A case number in a list of measures says nothing of what the case is about. */
static void test_link_of_measures(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_deadline(f);
	begin_register(f, "2026-11-01");
	decision(f, "INFR(2024)0001", "ES", "2024-11-28", "LFN258");
	finish(f);
	begin_live(f, "2026-11-01", "03:00", 200);
	give(f, (struct record){ .kind = RECORD_LINK, .u.link = { OTHER, "ES", "INFR(2024)0001", "nim" } });
	finish(f);
	on_day(f, "2026-11-01", NULL);
	assert_rows(f, CASES, "INFR(2024)0001|" ACT "|1|LFN");
	assert_rows(f, "SELECT celex, infr FROM v_link", OTHER "|INFR(2024)0001");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_test("/live/transfer", test_transfer);
	add_test("/live/reads/failed-after-whole", test_failed_after_whole);
	add_test("/live/reads/failed-later-that-day", test_failed_later_that_day);
	add_test("/live/reads/failed-first", test_failed_first);
	add_test("/live/reads/unchanged", test_unchanged);
	add_test("/live/reads/unchanged-since-never", test_unchanged_since_never);
	add_test("/live/reads/late-before-unchanged", test_read_late_before_unchanged);
	add_test("/live/reads/batch", test_batch);
	add_test("/live/reads/batch-rejects", test_batch_rejects);
	add_test("/live/bodies", test_bodies);
	add_test("/live/acts/read", test_acts);
	add_test("/live/acts/read-again", test_acts_read_again);
	add_test("/live/acts/better-source", test_title_of_better_source);
	add_test("/live/register/withdrawn", test_decisions_withdrawn);
	add_test("/live/register/recent", test_register_recent);
	add_test("/live/register/other-state", test_case_of_another_state);
	add_test("/live/register/late", test_register_read_late);
	add_test("/live/register/whole", test_register_whole);
	add_test("/live/register/two-acts", test_case_of_two_acts);
	add_test("/live/register/link-of-measures", test_link_of_measures);
	return g_test_run();
}
