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
	assert_unread(f->path, "made by a newer version of adquem");
	g_autofree char *wal = g_strconcat(f->path, "-wal", NULL);
	g_assert_false(g_file_test(wal, G_FILE_TEST_EXISTS));
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
	return g_test_run();
}
