/* storetest.h - a store in a folder of its own, filled record by record; for the tests of the store. */
#ifndef ADQUEM_STORETEST_H
#define ADQUEM_STORETEST_H

#include <glib/gstdio.h>
#include <string.h>

#include "checker/error.h"
#include "checker/site_work.h"
#include "checker/sql.h"
#include "checker/store.h"

#define ACT "32022L2555"
#define OTHER "32016L0680"

/* The store under test. Set by the fixture, one per test. */
struct fixture {
	char *dir, *path;
	struct store *store;
	struct store_load *load;
	guint line;
	struct store_tally tally; /* of the load that was finished last; numbers only */
};

static inline sqlite3 *db_of(struct fixture *f)
{
	return store_db(f->store);
}

static inline void fixture_open(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	f->store = store_open(f->path, &error);
	g_assert_no_error(error);
	g_assert_nonnull(f->store);
}

static inline void set_up(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	f->dir = g_dir_make_tmp("adquem-store-XXXXXX", NULL);
	g_assert_nonnull(f->dir);
	f->path = g_build_filename(f->dir, "test.db", NULL);
	fixture_open(f);
}

static inline void tear_down(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	store_load_free(f->load);
	store_free(f->store);
	site_remove(f->dir);
	g_free(f->dir);
	g_free(f->path);
}

/* Begins a file. Its sha256 follows from source, day and name, so that the same file again is the same evidence. */
static inline void begin_file(struct fixture *f, const struct store_file *like)
{
	g_autoptr(GError) error = NULL;
	struct store_file file = *like;
	g_autofree char *what = g_strdup_printf("%s %s %s", file.source, file.read_on, file.name ? file.name : "");
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, what, -1);
	file.name = file.name ? file.name : "file";
	file.feed = "test";
	file.sha256 = sum;
	g_assert_null(f->load);
	f->load = store_load_new(f->store, &file, &error);
	g_assert_no_error(error);
	f->line = 1;
}

static inline void begin(struct fixture *f, const char *source, const char *day, enum rank rank)
{
	begin_file(f, &(struct store_file){
			      .source = g_intern_string(source), .read_on = g_intern_string(day), .rank = rank });
}

static inline void give(struct fixture *f, struct record r)
{
	g_autoptr(GError) error = NULL;
	const struct feed_sink *sink = store_load_sink(f->load);
	r.line = ++f->line;
	gboolean taken = sink->take(sink->user, &r, &error);
	g_assert_no_error(error);
	g_assert_true(taken);
}

static inline void reject(struct fixture *f)
{
	const struct feed_sink *sink = store_load_sink(f->load);
	sink->reject(sink->user, ++f->line, "a bad value");
}

static inline void finish(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	gboolean taken = store_load_finish(f->load, &error);
	g_assert_no_error(error);
	g_assert_true(taken);
	f->tally = *store_load_tally(f->load);
	f->tally.rejects = f->tally.skips = NULL;
	g_clear_pointer(&f->load, store_load_free);
}

static inline void commit(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	store_commit(f->store, &error);
	g_assert_no_error(error);
}

/* ---- records in a few words */

static inline void act(struct fixture *f, const char *celex, const char *adopted)
{
	give(f, (struct record){
			.kind = RECORD_ACT,
			.u.act = { .celex = celex, .type = "directive", .title = "An act", .adopted = adopted } });
}

static inline void deadline(struct fixture *f, const char *celex, const char *date)
{
	give(f, (struct record){ .kind = RECORD_DEADLINE,
	                         .u.deadline = { .celex = celex, .date = date, .kind = "transposition" } });
}

static inline void measure(struct fixture *f, const char *celex, const char *state, const char *nim,
                           const char *notified)
{
	give(f, (struct record){
			.kind = RECORD_MEASURE,
			.u.measure = {
				.celex = celex, .state = state, .nim = nim, .title = "A law", .notified = notified } });
}

static inline void whole(struct fixture *f, const char *what, const char *scope)
{
	give(f, (struct record){ .kind = RECORD_READ, .u.read = { .what = what, .scope = scope, .whole = TRUE } });
}

static inline void decision(struct fixture *f, const char *infr, const char *state, const char *date, const char *type)
{
	give(f, (struct record){ .kind = RECORD_DECISION,
	                         .u.decision = { .infr = infr,
	                                         .celex = ACT,
	                                         .state = state,
	                                         .kind = "non-communication",
	                                         .date = date,
	                                         .type = type,
	                                         .active = TRUE } });
}

/* ---- questions */

/* The rows of a query: columns by '|', rows by ' ', null as '-'. New. */
static inline char *rows_of(sqlite3 *db, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(db, text, &error);
	g_autoptr(GString) out = g_string_new(NULL);
	g_assert_no_error(error);
	while (sql_row(stmt, &error)) {
		g_string_append(out, out->len ? " " : "");
		for (int i = 0; i < sqlite3_column_count(stmt); i++)
			g_string_append_printf(out, "%s%s", i ? "|" : "", sql_text(stmt, i) ? sql_text(stmt, i) : "-");
	}
	g_assert_no_error(error);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* The day judged and the day up to which reads count; NULL known_on: everything. */
static inline void on_day(struct fixture *f, const char *as_of, const char *known_on)
{
	g_autoptr(GError) error = NULL;
	const char *values[] = { as_of, known_on ? known_on : "9999-12-31" };
	g_autoptr(sqlite3_stmt) set =
		sql_query(db_of(f), "UPDATE context SET as_of = ?1, known_on = ?2", values, 2, &error);
	g_assert_no_error(error);
	g_assert_true(sql_run(set, &error));
}

static inline void do_sql(struct fixture *f, const char *text)
{
	g_autoptr(GError) error = NULL;
	sql_exec(db_of(f), text, &error);
	g_assert_no_error(error);
}

#define assert_rows(f, text, want)                                                                                     \
	do {                                                                                                           \
		g_autofree char *got_ = rows_of(db_of(f), text);                                                       \
		g_assert_cmpstr(got_, ==, want);                                                                       \
	} while (0)

#define add_test(name, function) g_test_add(name, struct fixture, NULL, set_up, function, tear_down)

#endif
