/* test_store_facts.c - facts in the store: their versions, the numbers of deadlines, ranks and conflicts. */
#include "tests/storetest.h"

/* ---- versions */

#define TODAY "SELECT nim, title, status FROM v_measure ORDER BY nim"

static void titled(struct fixture *f, const char *nim, const char *title)
{
	give(f, (struct record){
			.kind = RECORD_MEASURE,
			.u.measure = {
				.celex = ACT, .state = "ES", .nim = nim, .title = title, .notified = "2024-10-01" } });
}

/* One whole read of the measures of ACT, day and titles of the measures a, b; NULL: not among them. */
static void read_measures(struct fixture *f, const char *day, const char *a, const char *b)
{
	begin(f, "cellar", day, RANK_IMPORTED);
	if (a)
		titled(f, "a", a);
	if (b)
		titled(f, "b", b);
	whole(f, "measures", ACT);
	finish(f);
}

static void test_same_again(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_measures(f, "2026-01-01", "One", "Two");
	g_assert_cmpuint(f->tally.fresh[RECORD_MEASURE], ==, 2);
	int before = sqlite3_total_changes(db_of(f));
	read_measures(f, "2026-01-01", "One", "Two");
	g_assert_cmpuint(f->tally.same[RECORD_MEASURE], ==, 2);
	g_assert_cmpuint(f->tally.changed[RECORD_MEASURE], ==, 0);
	g_assert_cmpint(sqlite3_total_changes(db_of(f)) - before, ==, 0);
	assert_rows(f, "SELECT count(*) FROM measure_fact", "2");
	assert_rows(f, "SELECT count(*) FROM evidence", "1");
	read_measures(f, "2026-01-08", "One", "Two");
	g_assert_cmpuint(f->tally.same[RECORD_MEASURE], ==, 2);
	assert_rows(f, "SELECT count(*) FROM measure_fact", "2");
	assert_rows(f, "SELECT read_on, status FROM v_source", "2026-01-08|ok");
}

static void test_changed_value(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_measures(f, "2026-01-01", "One", "Two");
	read_measures(f, "2026-01-08", "Uno", "Two");
	g_assert_cmpuint(f->tally.changed[RECORD_MEASURE], ==, 1);
	g_assert_cmpuint(f->tally.same[RECORD_MEASURE], ==, 1);
	on_day(f, "2026-01-09", NULL);
	assert_rows(f, TODAY, "a|Uno|notified b|Two|notified");
	on_day(f, "2026-01-09", "2026-01-07");
	assert_rows(f, TODAY, "a|One|notified b|Two|notified");
	on_day(f, "2026-01-09", "2025-12-31");
	assert_rows(f, TODAY, "");
}

/* Read in any order, reads give the same history and the same today. */
static void test_any_order(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	static const struct {
		const char *day, *a, *b;
	} reads[] = { { "2026-01-01", "One", NULL }, { "2026-01-08", NULL, "Two" }, { "2026-01-15", "One", NULL } };
	static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
		do_sql(f, "DELETE FROM measure_fact; DELETE FROM reading");
		for (int j = 0; j < 3; j++) {
			int k = orders[i][j];
			read_measures(f, reads[k].day, reads[k].a, reads[k].b);
		}
		on_day(f, "2026-01-20", NULL);
		assert_rows(f, TODAY, "a|One|notified");
		on_day(f, "2026-01-20", "2026-01-10");
		assert_rows(f, TODAY, "b|Two|notified");
		on_day(f, "2026-01-20", "2026-01-02");
		assert_rows(f, TODAY, "a|One|notified");
	}
}

static void test_older_read_later(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_measures(f, "2026-01-15", "New", NULL);
	read_measures(f, "2026-01-01", "Old", "Lost");
	on_day(f, "2026-01-20", NULL);
	assert_rows(f, TODAY, "a|New|notified");
	on_day(f, "2026-01-20", "2026-01-10");
	assert_rows(f, TODAY, "a|Old|notified b|Lost|notified");
	int before = sqlite3_total_changes(db_of(f));
	read_measures(f, "2026-01-01", "Old", "Lost");
	g_assert_cmpuint(f->tally.same[RECORD_MEASURE], ==, 2);
	g_assert_cmpint(sqlite3_total_changes(db_of(f)) - before, <=, 6);
	read_measures(f, "2026-01-08", "Middle", NULL);
	on_day(f, "2026-01-20", NULL);
	assert_rows(f, TODAY, "a|New|notified");
	on_day(f, "2026-01-20", "2026-01-08");
	assert_rows(f, TODAY, "a|Middle|notified");
}

static void read_ranked(struct fixture *f, enum rank rank, const char *title)
{
	begin(f, "cellar", "2026-01-01", rank);
	titled(f, "a", title);
	finish(f);
}

static void test_same_day_rank(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_ranked(f, RANK_OFFICIAL, "Bundled");
	on_day(f, "2026-01-02", NULL);
	assert_rows(f, TODAY, "a|Bundled|notified");
	read_ranked(f, RANK_LIVE, "Live");
	assert_rows(f, TODAY, "a|Live|notified");
	read_ranked(f, RANK_OFFICIAL, "Bundled");
	assert_rows(f, TODAY, "a|Live|notified");
	g_assert_cmpuint(f->tally.same[RECORD_MEASURE], ==, 1);
	assert_rows(f, "SELECT count(*) FROM measure_fact", "1");
}

static void test_gone(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	begin(f, "cellar", "2026-01-01", RANK_IMPORTED);
	measure(f, OTHER, "ES", "c", "2024-10-01");
	finish(f);
	begin(f, "national", "2026-01-01", RANK_IMPORTED);
	measure(f, ACT, "ES", "d", "2024-10-01");
	finish(f);
	read_measures(f, "2026-01-01", "One", "Two");
	read_measures(f, "2026-01-08", "One", NULL);
	on_day(f, "2026-01-08", NULL);
	assert_rows(f, "SELECT nim FROM v_measure ORDER BY nim", "a c d");
	on_day(f, "2026-01-07", NULL);
	assert_rows(f, "SELECT nim FROM v_measure ORDER BY nim", "a b c d");
	on_day(f, "2026-01-08", "2026-01-07");
	assert_rows(f, "SELECT nim FROM v_measure ORDER BY nim", "a b c d");
	read_measures(f, "2026-01-15", "One", "Two");
	on_day(f, "2026-01-15", NULL);
	assert_rows(f, "SELECT nim, first_read FROM v_measure WHERE nim = 'b'", "b|2026-01-01");
	on_day(f, "2026-01-15", "2026-01-10");
	assert_rows(f, "SELECT nim FROM v_measure WHERE nim = 'b'", "");
}

static void test_partial_read_takes_nothing_away(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_measures(f, "2026-01-01", "One", "Two");
	begin(f, "cellar", "2026-01-08", RANK_IMPORTED);
	titled(f, "a", "One");
	give(f, (struct record){ .kind = RECORD_READ, .u.read = { .what = "measures", .scope = ACT, .whole = FALSE } });
	finish(f);
	on_day(f, "2026-01-08", NULL);
	assert_rows(f, TODAY, "a|One|notified b|Two|notified");
	assert_rows(f, "SELECT status, read_on, last_attempt FROM v_source", "incomplete|2026-01-01|2026-01-08");
}

static void test_rejected_row(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_measures(f, "2026-01-01", "One", "Two");
	begin(f, "cellar", "2026-01-08", RANK_IMPORTED);
	titled(f, "a", "One");
	reject(f);
	whole(f, "measures", ACT);
	finish(f);
	g_assert_cmpuint(f->tally.rejected, ==, 1);
	g_assert_cmpuint(f->tally.rows, ==, 2);
	on_day(f, "2026-01-08", NULL);
	assert_rows(f, TODAY, "a|One|notified b|Two|notified");
	assert_rows(f, "SELECT status, last_status, read_on FROM v_source", "incomplete|incomplete|2026-01-01");
	/* mended the same day, with as many rows */
	read_measures(f, "2026-01-08", "One", "Two");
	assert_rows(f, "SELECT status, read_on FROM v_source", "ok|2026-01-08");
	/* and the broken one once more proves nothing against it */
	begin(f, "cellar", "2026-01-08", RANK_IMPORTED);
	titled(f, "a", "One");
	reject(f);
	whole(f, "measures", ACT);
	finish(f);
	assert_rows(f, "SELECT status, read_on FROM v_source", "ok|2026-01-08");
}

static void load_rejecting(struct fixture *f, int good, int bad)
{
	begin(f, "cellar", "2026-01-01", RANK_IMPORTED);
	for (int i = 0; i < good; i++) {
		g_autofree char *nim = g_strdup_printf("n%d", i);
		titled(f, nim, "A law");
	}
	for (int i = 0; i < bad; i++)
		reject(f);
}

static void test_too_many_rejected(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	load_rejecting(f, 490, 5);
	g_assert_false(store_load_finish(f->load, &error));
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_INPUT);
	g_assert_nonnull(strstr(error->message, "5 of 495 rows are wrong, the first at line 492: a bad value"));
	g_clear_pointer(&f->load, store_load_free);
	assert_rows(f, "SELECT (SELECT count(*) FROM measure_fact), (SELECT count(*) FROM evidence)", "0|0");
	load_rejecting(f, 495, 5);
	finish(f);
	g_assert_cmpuint(f->tally.rejected, ==, 5);
	assert_rows(f, "SELECT count(*) FROM measure_fact", "495");
	begin(f, "cellar", "2026-01-02", RANK_IMPORTED);
	for (int i = 0; i < 4; i++)
		reject(f);
	finish(f);
}

static void test_sound_after_loads(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_measures(f, "2026-01-01", "One", "Two");
	read_measures(f, "2026-01-08", "One", NULL);
	begin(f, "law", "2026-01-08", RANK_OFFICIAL);
	deadline(f, ACT, "2024-10-17");
	decision(f, NULL, "ES", "2024-11-28", "LFN258");
	decision(f, "INFR(2024)0001", "ES", "2024-11-28", "LFN258");
	finish(f);
	commit(f);
	assert_rows(f, "PRAGMA integrity_check", "ok");
	assert_rows(f, "PRAGMA foreign_key_check", "");
	assert_rows(f, "PRAGMA foreign_keys", "1");
	g_assert_cmpint(sqlite3_exec(db_of(f), "INSERT INTO deadline VALUES ('32000L0001', 1)", NULL, NULL, NULL), ==,
	                SQLITE_CONSTRAINT);
}

/* ---- the numbers of deadlines */

#define DATES "SELECT deadline_no, date FROM v_deadline WHERE celex = '" ACT "' ORDER BY 1"

/* One read of the dates of ACT, up to three. */
static void read_dates(struct fixture *f, const char *source, const char *day, const char *const *dates)
{
	begin(f, source, day, RANK_IMPORTED);
	for (int i = 0; i < 3 && dates[i]; i++)
		deadline(f, ACT, dates[i]);
	finish(f);
	on_day(f, "2026-06-01", NULL);
}
#define DATES_OF(...)                                                                                                  \
	(const char *const[4])                                                                                         \
	{                                                                                                              \
		__VA_ARGS__                                                                                            \
	}

static void test_numbers_in_date_order(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_dates(f, "cellar", "2026-01-01", DATES_OF("2025-01-01", "2024-01-01", "2027-01-01"));
	assert_rows(f, DATES, "1|2024-01-01 2|2025-01-01 3|2027-01-01");
	read_dates(f, "cellar", "2026-01-01", DATES_OF("2027-01-01", "2025-01-01", "2024-01-01"));
	g_assert_cmpuint(f->tally.same[RECORD_DEADLINE], ==, 3);
}

static void test_numbers_kept(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_dates(f, "cellar", "2026-01-01", DATES_OF("2024-01-01", "2025-01-01"));
	read_dates(f, "cellar", "2026-01-08", DATES_OF("2025-01-01", "2024-07-01"));
	assert_rows(f, DATES, "1|2024-07-01 2|2025-01-01");
	on_day(f, "2026-06-01", "2026-01-07");
	assert_rows(f, DATES, "1|2024-01-01 2|2025-01-01");
	read_dates(f, "cellar", "2026-01-15", DATES_OF("2024-07-01", "2023-01-01", "2025-01-01"));
	assert_rows(f, DATES, "1|2024-07-01 2|2025-01-01 3|2023-01-01");
}

static void test_numbers_never_reused(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_dates(f, "cellar", "2026-01-01", DATES_OF("2024-01-01", "2025-01-01"));
	read_dates(f, "cellar", "2026-01-08", DATES_OF("2024-01-01"));
	assert_rows(f, DATES, "1|2024-01-01");
	on_day(f, "2026-01-07", NULL);
	assert_rows(f, DATES, "1|2024-01-01 2|2025-01-01");
	read_dates(f, "cellar", "2026-01-15", DATES_OF("2024-01-01", "2026-01-01"));
	assert_rows(f, DATES, "1|2024-01-01 3|2026-01-01");
	/* the very date that was withdrawn is no new one */
	read_dates(f, "cellar", "2026-01-22", DATES_OF("2024-01-01", "2025-01-01", "2026-01-01"));
	assert_rows(f, DATES, "1|2024-01-01 2|2025-01-01 3|2026-01-01");
}

static void test_numbers_of_two_sources(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_dates(f, "cellar", "2026-01-01", DATES_OF("2024-01-01", "2025-01-01"));
	read_dates(f, "deadlines", "2026-01-02", DATES_OF("2025-01-01"));
	assert_rows(f, DATES, "1|2024-01-01 2|2025-01-01");
	assert_rows(f, "SELECT count(*) FROM v_conflict", "0");
	/* what one source withdraws, the other still says */
	read_dates(f, "cellar", "2026-01-08", DATES_OF("2024-01-01"));
	assert_rows(f, DATES, "1|2024-01-01 2|2025-01-01");
}

static void test_numbers_read_late(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_dates(f, "cellar", "2026-01-08", DATES_OF("2025-01-01"));
	read_dates(f, "cellar", "2026-01-01", DATES_OF("2024-01-01", "2025-01-01"));
	assert_rows(f, DATES, "1|2025-01-01");
	on_day(f, "2026-06-01", "2026-01-02");
	assert_rows(f, DATES, "1|2025-01-01 2|2024-01-01");
	assert_rows(f, "SELECT count(*) FROM (SELECT celex, date FROM v_deadline GROUP BY 1, 2 HAVING count(*) > 1)",
	            "0");
}

static void give_date(struct fixture *f, int number, const char *date, const char *kind, const char *provisions)
{
	give(f,
	     (struct record){
		     .kind = RECORD_DEADLINE,
		     .u.deadline = {
			     .celex = ACT, .number = number, .date = date, .kind = kind, .provisions = provisions } });
}

static void test_numbers_of_the_file(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	begin(f, "law", "2026-01-01", RANK_OFFICIAL);
	give_date(f, 7, "2024-01-01", "transposition", NULL);
	give_date(f, 3, "2025-01-01", "transposition", NULL);
	finish(f);
	assert_rows(f, DATES, "3|2025-01-01 7|2024-01-01");
	begin(f, "law", "2026-01-08", RANK_OFFICIAL);
	give_date(f, 7, "2024-06-01", "transposition", NULL);
	give_date(f, 3, "2025-01-01", "transposition", NULL);
	finish(f);
	assert_rows(f, DATES, "3|2025-01-01 7|2024-06-01");
}

static void load_bundled(struct fixture *f)
{
	begin(f, "law", "2026-02-01", RANK_OFFICIAL);
	give_date(f, 1, "2024-01-01", "transposition", "Article 1");
	give_date(f, 2, "2025-01-01", "transposition", "Article 2");
	finish(f);
}

static void test_numbers_before_the_snapshot(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	read_dates(f, "deadlines", "2026-01-01", DATES_OF("2025-01-01"));
	load_bundled(f);
	assert_rows(f, DATES, "1|2025-01-01 2|2024-01-01");
	assert_rows(f, "SELECT count(*) FROM v_conflict", "0");
	load_bundled(f);
	g_assert_cmpuint(f->tally.same[RECORD_DEADLINE], ==, 2);
}

static void test_numbers_after_the_snapshot(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_bundled(f);
	read_dates(f, "deadlines", "2026-03-01", DATES_OF("2025-01-01"));
	assert_rows(f, DATES, "1|2024-01-01 2|2025-01-01");
	read_dates(f, "deadlines", "2026-03-02", DATES_OF("2025-01-01", "2028-01-01"));
	assert_rows(f, DATES, "1|2024-01-01 2|2025-01-01 3|2028-01-01");
}

static void test_two_dates_of_one_day(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	static const char said[] = "SELECT deadline_no, kind, provisions FROM v_deadline ORDER BY 1";
	for (int turn = 0; turn < 2; turn++) {
		begin(f, "cellar", turn ? "2026-01-08" : "2026-01-01", RANK_IMPORTED);
		give_date(f, 0, "2024-01-01", turn ? "transposition" : "application", turn ? "Article 2" : NULL);
		give_date(f, 0, "2024-01-01", "transposition", turn ? "Article 1" : "Article 2");
		give_date(f, 0, "2024-01-01", turn ? "application" : "transposition", turn ? NULL : "Article 1");
		finish(f);
		assert_rows(f, said, "1|transposition|Article 1 2|transposition|Article 2 3|application|-");
	}
	g_assert_cmpuint(f->tally.same[RECORD_DEADLINE], ==, 3);
}

static void test_no_date(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	for (int turn = 0; turn < 2; turn++) {
		begin(f, "law", "2026-01-01", RANK_OFFICIAL);
		give_date(f, 0, NULL, "transposition", "Article 9");
		give_date(f, 0, "2024-01-01", "transposition", "Article 8");
		finish(f);
		assert_rows(f, DATES, "1|- 2|2024-01-01");
	}
	assert_rows(f, "SELECT count(*), count(due) FROM v_cell WHERE deadline_no = 1", "27|0");
}

/* ---- ranks and conflicts */

static void say_binding(struct fixture *f, enum rank rank, const char *day, const char *value)
{
	static const char *const sources[] = { "", "live", "imported", "law", "press", "user", "blog" };
	begin(f, sources[rank], day, rank);
	give(f, (struct record){ .kind = RECORD_BINDING, .u.binding = { ACT, "DK", value, "Protocol 22" } });
	finish(f);
}

static void test_binding_conflict(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_bundled(f);
	say_binding(f, RANK_SECOND_HAND, "2026-02-03", "bound");
	say_binding(f, RANK_OFFICIAL, "2026-02-01", "not bound");
	on_day(f, "2026-06-01", NULL);
	assert_rows(f, "SELECT value, rank, contradicted FROM v_binding WHERE state = 'DK'", "not bound|3|0");
	assert_rows(f, "SELECT what, state, kept, lost, kept_from, lost_from FROM v_conflict",
	            "binding|DK|not bound|bound|law|press");
	assert_rows(f, "SELECT value, rank FROM v_binding WHERE state IN ('IE', 'BE') ORDER BY state",
	            "bound|- not established|-");
}

static void test_deadline_conflict(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	load_bundled(f);
	begin(f, "blog", "2026-02-03", RANK_UNVERIFIED);
	give_date(f, 1, "2024-01-01", "transposition", NULL);
	finish(f);
	begin(f, "blog", "2026-02-04", RANK_UNVERIFIED);
	give_date(f, 1, "2024-01-02", "transposition", NULL);
	finish(f);
	assert_rows(f, DATES, "1|2024-01-01 2|2025-01-01");
	assert_rows(f, "SELECT what, deadline_no, kept, lost, lost_from FROM v_conflict",
	            "deadline|1|2024-01-01|2024-01-02|blog");
}

static void test_act_columns(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	begin(f, "blog", "2026-02-01", RANK_UNVERIFIED);
	give(f, (struct record){ .kind = RECORD_ACT,
	                         .u.act = { .celex = ACT,
	                                    .type = "directive",
	                                    .title = "Rumour",
	                                    .short_title = "NIS2",
	                                    .adopted = "2022-12-01" } });
	finish(f);
	begin(f, "law", "2026-01-01", RANK_OFFICIAL);
	give(f,
	     (struct record){
		     .kind = RECORD_ACT,
		     .u.act = { .celex = ACT, .type = "directive", .title = "Directive", .adopted = "2022-12-14" } });
	give(f, (struct record){ .kind = RECORD_ACT, .u.act = { .celex = OTHER } });
	finish(f);
	assert_rows(f, "SELECT celex, title, short_title, adopted, rank, stub FROM v_act ORDER BY celex",
	            OTHER "|-|-|-|-|1 " ACT "|Directive|NIS2|2022-12-14|3|0");
}

static void state_fact(struct fixture *f, const char *expires)
{
	struct store_file file = {
		.source = "user", .read_on = "2026-02-01", .rank = RANK_STATED, .author = "Ann", .expires = expires
	};
	begin_file(f, &file);
	give(f, (struct record){ .kind = RECORD_DECLARATION,
	                         .u.declaration = { .celex = ACT, .state = "ES", .value = "complete" } });
	measure(f, ACT, "FR", "x", "2024-10-01");
	finish(f);
}

static void test_stated(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	static const char cells[] = "SELECT state, notified, complete, stated_by FROM v_cell WHERE deadline_no = 1 "
				    "AND state IN ('ES', 'FR', 'IT') ORDER BY state";
	load_bundled(f);
	state_fact(f, "2026-05-01");
	on_day(f, "2026-05-01", NULL);
	assert_rows(f, cells, "ES|0|1|Ann FR|1|0|Ann IT|0|0|-");
	assert_rows(f, "SELECT author, value FROM v_declaration", "Ann|complete");
	assert_rows(f, "SELECT author, nim FROM v_measure", "Ann|x");
	on_day(f, "2026-05-02", NULL);
	assert_rows(f, cells, "ES|0|0|- FR|0|0|- IT|0|0|-");
	on_day(f, "2026-05-01", NULL);
	do_sql(f, "UPDATE context SET official_only = 1");
	assert_rows(f, cells, "ES|0|0|- FR|0|0|- IT|0|0|-");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_test("/facts/versions/same-again", test_same_again);
	add_test("/facts/versions/changed-value", test_changed_value);
	add_test("/facts/versions/any-order", test_any_order);
	add_test("/facts/versions/older-read-later", test_older_read_later);
	add_test("/facts/versions/same-day-rank", test_same_day_rank);
	add_test("/facts/versions/gone", test_gone);
	add_test("/facts/versions/partial-read", test_partial_read_takes_nothing_away);
	add_test("/facts/versions/rejected-row", test_rejected_row);
	add_test("/facts/versions/too-many-rejected", test_too_many_rejected);
	add_test("/facts/versions/sound", test_sound_after_loads);
	add_test("/facts/numbers/date-order", test_numbers_in_date_order);
	add_test("/facts/numbers/kept", test_numbers_kept);
	add_test("/facts/numbers/never-reused", test_numbers_never_reused);
	add_test("/facts/numbers/two-sources", test_numbers_of_two_sources);
	add_test("/facts/numbers/read-late", test_numbers_read_late);
	add_test("/facts/numbers/of-the-file", test_numbers_of_the_file);
	add_test("/facts/numbers/before-the-snapshot", test_numbers_before_the_snapshot);
	add_test("/facts/numbers/after-the-snapshot", test_numbers_after_the_snapshot);
	add_test("/facts/numbers/one-day", test_two_dates_of_one_day);
	add_test("/facts/numbers/no-date", test_no_date);
	add_test("/facts/ranks/binding", test_binding_conflict);
	add_test("/facts/ranks/deadline", test_deadline_conflict);
	add_test("/facts/ranks/act-columns", test_act_columns);
	add_test("/facts/ranks/stated", test_stated);
	return g_test_run();
}
