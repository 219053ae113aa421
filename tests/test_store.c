/* test_store.c - the database: opened, refused, written only when asked. */
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
	g_assert_true(g_file_set_contents(text,
	                                  "These are notes, and they are longer than a header of a file is.\n"
	                                  "They go on for a second line and a third, so that nobody can say\n"
	                                  "that this was only the beginning of something else altogether.\n",
	                                  -1, NULL));
	assert_refused(text, "not a database");
	assert_unread(text, "not a database");
	g_autoptr(GError) error = NULL;
	g_autofree char *inside = g_build_filename(f->dir, "folder", NULL);
	g_assert_cmpint(g_mkdir(inside, 0700), ==, 0);
	g_assert_null(store_open(inside, &error));
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_STORE);
	g_assert_nonnull(strstr(error->message, inside));
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
	assert_refused(f->path, "cannot be written");
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
	return g_test_run();
}
