/* test_store.c - the database: opening and refusing it, the versions of facts, ranks, the numbers of deadlines. */
#include "tests/storetest.h"

#include <unistd.h>

/* ---- opening */

static char *contents(const char *path, gsize *n)
{
	char *bytes = NULL;
	g_assert_true(g_file_get_contents(path, &bytes, n, NULL));
	return bytes;
}

static char *sum_of(const char *path)
{
	gsize n;
	g_autofree char *bytes = contents(path, &n);
	return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, n);
}

/* Neither writing nor reading opens path; the sentence has these words; no byte of it changes. */
static void assert_refused(const char *path, const char *words)
{
	g_autofree char *before = sum_of(path);
	g_autoptr(GError) error = NULL;
	g_assert_null(store_open(path, &error));
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_STORE);
	if (!strstr(error->message, words) || !g_str_has_prefix(error->message, path))
		g_error("\"%s\" has not \"%s\"", error->message, words);
	g_autofree char *after = sum_of(path);
	g_assert_cmpstr(before, ==, after);
}

static void assert_unread(const char *path, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_assert_null(store_open_reading(path, &error));
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_STORE);
	if (!strstr(error->message, words))
		g_error("\"%s\" has not \"%s\"", error->message, words);
}

static void close_store(struct fixture *f)
{
	g_clear_pointer(&f->store, store_free);
}

static void test_reopened(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	begin(f, "law", "2026-01-01", RANK_OFFICIAL);
	act(f, ACT, "2022-12-14");
	finish(f);
	commit(f);
	close_store(f);
	g_autofree char *before = sum_of(f->path);
	fixture_open(f);
	assert_rows(f, "SELECT celex, adopted FROM v_act", ACT "|2022-12-14");
	close_store(f);
	g_autofree char *after = sum_of(f->path);
	g_assert_cmpstr(before, ==, after);
	g_autoptr(GError) error = NULL;
	g_autoptr(sqlite3) reading = store_open_reading(f->path, &error);
	g_assert_no_error(error);
	g_assert_cmpint(sqlite3_exec(reading, "DELETE FROM act_fact", NULL, NULL, NULL), ==, SQLITE_READONLY);
}

static void test_nothing_without_commit(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	begin(f, "law", "2026-01-01", RANK_OFFICIAL);
	act(f, ACT, "2022-12-14");
	finish(f);
	close_store(f);
	assert_unread(f->path, "adquem run");
	fixture_open(f);
	assert_rows(f, "SELECT count(*) FROM act", "0");
	commit(f);
	begin(f, "law", "2026-01-01", RANK_OFFICIAL);
	act(f, ACT, "2022-12-14");
	finish(f);
	close_store(f);
	fixture_open(f);
	assert_rows(f, "SELECT count(*) FROM act", "0");
}

static void test_load_given_up(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	begin(f, "law", "2026-01-01", RANK_OFFICIAL);
	act(f, ACT, "2022-12-14");
	g_clear_pointer(&f->load, store_load_free);
	assert_rows(f, "SELECT (SELECT count(*) FROM act), (SELECT count(*) FROM evidence)", "0|0");
}

static void test_newer_version(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	commit(f);
	do_sql(f, "PRAGMA user_version = 77");
	commit(f);
	close_store(f);
	assert_refused(f->path, "made by a newer version of adquem (schema 77");
	g_autofree char *wal = g_strconcat(f->path, "-wal", NULL);
	g_assert_false(g_file_test(wal, G_FILE_TEST_EXISTS));
	assert_unread(f->path, "made by a newer version of adquem");
}

static void test_other_program(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *path = g_build_filename(f->dir, "other.db", NULL);
	sqlite3 *db = NULL;
	g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, "CREATE TABLE address (name)", NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(db);
	assert_refused(path, "not one of adquem");
	assert_unread(path, "not one of adquem");
}

static void test_no_database(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *text = g_build_filename(f->dir, "notes.txt", NULL);
	g_assert_true(g_file_set_contents(text, "These are notes, and they are longer than a header of a file is.\n"
	                                        "They go on for a second line and a third, so that nobody can say\n"
	                                        "that this was only the beginning of something else altogether.\n",
	                                  -1, NULL));
	assert_refused(text, "not a database");
	assert_unread(text, "not a database");
	g_autoptr(GError) error = NULL;
	g_assert_null(store_open(f->dir, &error));
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_STORE);
	g_assert_nonnull(strstr(error->message, f->dir));
	g_autofree char *absent = g_build_filename(f->dir, "absent.db", NULL);
	assert_unread(absent, "no database there yet");
	g_assert_false(g_file_test(absent, G_FILE_TEST_EXISTS));
}

static void test_empty_file(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	close_store(f);
	g_assert_true(g_file_set_contents(f->path, "", 0, NULL));
	assert_unread(f->path, "no database there yet");
	fixture_open(f);
	on_day(f, "2026-01-01", NULL);
	assert_rows(f, "SELECT count(*) FROM v_state", "27");
}

/* A store of many pages, closed, and its bytes. */
static char *filled(struct fixture *f, gsize *n)
{
	begin(f, "cellar", "2026-01-01", RANK_IMPORTED);
	for (int i = 0; i < 2000; i++) {
		g_autofree char *nim = g_strdup_printf("nim-%04d", i);
		measure(f, ACT, "ES", nim, "2024-10-01");
	}
	finish(f);
	commit(f);
	close_store(f);
	return contents(f->path, n);
}

static void test_truncated(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	gsize n;
	g_autofree char *bytes = filled(f, &n);
	g_assert_true(g_file_set_contents(f->path, bytes, (gssize)(n / 8192 * 4096), NULL));
	assert_refused(f->path, "damaged");
	g_assert_true(g_file_set_contents(f->path, bytes, 50, NULL));
	assert_refused(f->path, "");
}

static void test_damaged_page(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	gsize n;
	g_autofree char *bytes = filled(f, &n);
	g_autofree char *root = NULL;
	{
		g_autoptr(sqlite3) db = NULL;
		g_assert_cmpint(sqlite3_open(f->path, &db), ==, SQLITE_OK);
		root = sql_value(db, "SELECT rootpage FROM sqlite_schema WHERE name = 'measure_fact'", NULL, 0, NULL);
	}
	g_assert_nonnull(root);
	memset(bytes + (g_ascii_strtoll(root, NULL, 10) - 1) * 4096, 0x5a, 4096);
	g_assert_true(g_file_set_contents(f->path, bytes, (gssize)n, NULL));
	assert_refused(f->path, "damaged");
}

static void test_no_permission(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	if (geteuid() == 0) {
		g_test_skip("root may write everything");
		return;
	}
	commit(f);
	close_store(f);
	g_assert_cmpint(g_chmod(f->path, 0400), ==, 0);
	assert_refused(f->path, "");
	g_assert_cmpint(g_chmod(f->path, 0000), ==, 0);
	assert_unread(f->path, "unable to open");
}

/* The program is newer than the views in the database: they are laid anew, the facts stay. */
static void test_views_laid_anew(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	begin(f, "law", "2026-01-01", RANK_OFFICIAL);
	act(f, ACT, "2022-12-14");
	finish(f);
	do_sql(f, "DROP VIEW i_views; CREATE VIEW i_views AS SELECT 'older' AS sha256; DROP VIEW v_act;"
	          "CREATE VIEW v_act AS SELECT celex FROM act; CREATE VIEW v_gone AS SELECT 1");
	commit(f);
	close_store(f);
	fixture_open(f);
	assert_rows(f, "SELECT celex, adopted FROM v_act", ACT "|2022-12-14");
	assert_rows(f, "SELECT count(*) FROM sqlite_schema WHERE name = 'v_gone'", "0");
}

/* ---- versions */

#define TODAY "SELECT nim, title, status FROM v_measure ORDER BY nim"

static void titled(struct fixture *f, const char *nim, const char *title)
{
	give(f, (struct record){ .kind = RECORD_MEASURE, .u.measure = { .celex = ACT, .state = "ES", .nim = nim,
	                                                               .title = title, .notified = "2024-10-01" } });
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
	/* two rows of the list of what this load saw, in memory, and their deletion */
	g_assert_cmpint(sqlite3_total_changes(db_of(f)) - before, <=, 6);
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
#define DATES_OF(...) (const char *const[4]){ __VA_ARGS__ }

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
	assert_rows(f, "SELECT count(*) FROM (SELECT celex, date FROM v_deadline GROUP BY 1, 2 HAVING count(*) > 1)", "0");
}

static void give_date(struct fixture *f, int number, const char *date, const char *kind, const char *provisions)
{
	give(f, (struct record){ .kind = RECORD_DEADLINE, .u.deadline = { .celex = ACT, .number = number, .date = date,
	                                                                  .kind = kind, .provisions = provisions } });
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
	give(f, (struct record){ .kind = RECORD_ACT, .u.act = { .celex = ACT, .type = "directive", .title = "Rumour",
	                                                       .short_title = "NIS2", .adopted = "2022-12-01" } });
	finish(f);
	begin(f, "law", "2026-01-01", RANK_OFFICIAL);
	give(f, (struct record){ .kind = RECORD_ACT, .u.act = { .celex = ACT, .type = "directive", .title = "Directive",
	                                                       .adopted = "2022-12-14" } });
	give(f, (struct record){ .kind = RECORD_ACT, .u.act = { .celex = OTHER } });
	finish(f);
	assert_rows(f, "SELECT celex, title, short_title, adopted, rank, stub FROM v_act ORDER BY celex",
	            OTHER "|-|-|-|-|1 " ACT "|Directive|NIS2|2022-12-14|3|0");
}

static void state_fact(struct fixture *f, const char *expires)
{
	struct store_file file = { .source = "user", .read_on = "2026-02-01", .rank = RANK_STATED, .author = "Ann",
		                   .expires = expires };
	begin_file(f, &file);
	give(f, (struct record){ .kind = RECORD_DECLARATION, .u.declaration = { .celex = ACT, .state = "ES",
	                                                                       .value = "complete" } });
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
	add_test("/store/open/reopened", test_reopened);
	add_test("/store/open/nothing-without-commit", test_nothing_without_commit);
	add_test("/store/open/load-given-up", test_load_given_up);
	add_test("/store/open/newer-version", test_newer_version);
	add_test("/store/open/other-program", test_other_program);
	add_test("/store/open/no-database", test_no_database);
	add_test("/store/open/empty-file", test_empty_file);
	add_test("/store/open/truncated", test_truncated);
	add_test("/store/open/damaged-page", test_damaged_page);
	add_test("/store/open/no-permission", test_no_permission);
	add_test("/store/open/views-laid-anew", test_views_laid_anew);
	add_test("/store/versions/same-again", test_same_again);
	add_test("/store/versions/changed-value", test_changed_value);
	add_test("/store/versions/any-order", test_any_order);
	add_test("/store/versions/older-read-later", test_older_read_later);
	add_test("/store/versions/same-day-rank", test_same_day_rank);
	add_test("/store/versions/gone", test_gone);
	add_test("/store/versions/partial-read", test_partial_read_takes_nothing_away);
	add_test("/store/versions/rejected-row", test_rejected_row);
	add_test("/store/versions/too-many-rejected", test_too_many_rejected);
	add_test("/store/versions/sound", test_sound_after_loads);
	add_test("/store/numbers/date-order", test_numbers_in_date_order);
	add_test("/store/numbers/kept", test_numbers_kept);
	add_test("/store/numbers/never-reused", test_numbers_never_reused);
	add_test("/store/numbers/two-sources", test_numbers_of_two_sources);
	add_test("/store/numbers/read-late", test_numbers_read_late);
	add_test("/store/numbers/of-the-file", test_numbers_of_the_file);
	add_test("/store/numbers/before-the-snapshot", test_numbers_before_the_snapshot);
	add_test("/store/numbers/after-the-snapshot", test_numbers_after_the_snapshot);
	add_test("/store/numbers/one-day", test_two_dates_of_one_day);
	add_test("/store/numbers/no-date", test_no_date);
	add_test("/store/ranks/binding", test_binding_conflict);
	add_test("/store/ranks/deadline", test_deadline_conflict);
	add_test("/store/ranks/act-columns", test_act_columns);
	add_test("/store/ranks/stated", test_stated);
	return g_test_run();
}
