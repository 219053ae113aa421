/* test_store_taken.c - files taken before: where store_has() says that taking one again changes nothing, it does not. */
#include "checker/sum.h"
#include "tests/storetest.h"

#define N_BODIES 12
#define N_DAYS 3

static const char *const days[N_DAYS] = { "2026-01-01", "2026-01-08", "2026-01-15" };

/* A body is what its number says: two acts, two measures of each, with one of two titles or none; a declaration; whole or
 * not; or the news that an act could not be read. */
static void load_body(struct fixture *f, guint body, const char *day)
{
	g_autofree char *name = g_strdup_printf("body %u", body);
	const char *act = body % 2 ? ACT : OTHER;
	begin_file(f, &(struct store_file){ .source = "cellar", .read_on = day, .rank = RANK_IMPORTED, .name = name });
	if (body == N_BODIES - 1) {
		give(f, (struct record){
				.kind = RECORD_READ,
				.u.read = { .what = "measures", .scope = ACT, .status = "failed", .reason = "late" } });
		finish(f);
		return;
	}
	for (guint i = 0; i < 2; i++) {
		guint title = (body >> (1 + i)) % 3;
		if (title < 2)
			give(f, (struct record){ .kind = RECORD_MEASURE,
			                         .u.measure = { .celex = act,
			                                        .state = "ES",
			                                        .nim = i ? "b" : "a",
			                                        .title = title ? "One" : "Two" } });
	}
	if (body % 5 == 0)
		give(f, (struct record){
				.kind = RECORD_DECLARATION,
				.u.declaration = { .celex = act, .state = "ES", .nim = "a", .value = "complete" } });
	if (body % 3 != 0)
		whole(f, "measures", act);
	finish(f);
}

static gboolean has(struct fixture *f, guint body, const char *day)
{
	g_autoptr(GError) error = NULL;
	guint rows;
	g_autofree char *text = g_strdup_printf("cellar %s body %u", day, body);
	g_autofree char *sum = sum_of(text, strlen(text));
	struct store_file file = { .source = "cellar", .read_on = day, .sha256 = sum };
	gboolean known = store_has(f->store, &file, &rows, &error);
	g_assert_no_error(error);
	return known;
}

static char *all_facts(struct fixture *f)
{
	static const char *const texts[] = { "SELECT * FROM measure_fact", "SELECT * FROM declaration_fact",
		                             "SELECT * FROM reading",
		                             "SELECT id, source, sha256, read_on FROM evidence", "SELECT * FROM act" };
	GString *all = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *rows = rows_of(db_of(f), texts[i]);
		g_string_append_printf(all, "%s: %s\n", texts[i], rows);
	}
	return g_string_free(all, FALSE);
}

/* Any order of loads; after each, whatever is said to be there is loaded once more. */
static void test_again_is_nothing(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	guint said = 0, unsaid = 0;
	for (int round = 0; round < 40; round++) {
		do_sql(f,
		       "DELETE FROM measure_fact; DELETE FROM declaration_fact; DELETE FROM reading; DELETE FROM evidence");
		gboolean loaded[N_BODIES][N_DAYS] = { { FALSE } };
		for (int step = 0; step < 8; step++) {
			guint body = (guint)g_test_rand_int_range(0, N_BODIES),
			      day = (guint)g_test_rand_int_range(0, N_DAYS);
			load_body(f, body, days[day]);
			loaded[body][day] = TRUE;
			for (guint i = 0; i < N_BODIES * N_DAYS; i++) {
				guint b = i / N_DAYS, d = i % N_DAYS;
				gboolean known = has(f, b, days[d]);
				g_assert_true(!known || loaded[b][d]);
				said += (guint)known;
				unsaid += loaded[b][d] && !known;
				if (!known)
					continue;
				g_autofree char *before = all_facts(f);
				load_body(f, b, days[d]);
				g_autofree char *after = all_facts(f);
				g_assert_cmpstr(after, ==, before);
			}
		}
	}
	g_assert_cmpuint(said, >, 100);
	g_assert_cmpuint(unsaid, >, 100);
}

/* What another source may have a say in is read each time, and so is what had a row rejected. */
static void test_never(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	begin(f, "cellar", "2026-01-01", RANK_IMPORTED);
	deadline(f, ACT, "2024-10-17");
	finish(f);
	assert_rows(f, "SELECT count(*) FROM evidence WHERE taken IS NOT NULL", "0");
	begin(f, "register", "2026-01-01", RANK_IMPORTED);
	decision(f, "INFR(2024)0001", "ES", "2024-11-28", "LFN258");
	finish(f);
	assert_rows(f, "SELECT count(*) FROM evidence WHERE taken IS NOT NULL", "0");
	begin(f, "cellar", "2026-01-02", RANK_IMPORTED);
	reject(f);
	measure(f, ACT, "ES", "a", "2024-10-01");
	finish(f);
	assert_rows(f, "SELECT count(*) FROM evidence WHERE taken IS NOT NULL", "0");
	begin(f, "cellar", "2026-01-03", RANK_IMPORTED);
	measure(f, ACT, "ES", "b", "2024-10-01");
	finish(f);
	assert_rows(f, "SELECT read_on FROM evidence WHERE taken IS NOT NULL", "2026-01-03");
}

/* The same body about another act is another file. */
static void test_other_act(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	guint rows = 0;
	begin_file(f, &(struct store_file){
			      .source = "cellar", .read_on = "2026-01-01", .rank = RANK_IMPORTED, .act = ACT });
	measure(f, ACT, "ES", "a", "2024-10-01");
	measure(f, ACT, "ES", "b", "2024-10-01");
	finish(f);
	g_autofree char *sum = rows_of(db_of(f), "SELECT sha256 FROM evidence");
	struct store_file file = { .source = "cellar", .read_on = "2026-01-01", .sha256 = sum, .act = ACT };
	g_assert_true(store_has(f->store, &file, &rows, &error));
	g_assert_cmpuint(rows, ==, 2);
	file.act = OTHER;
	g_assert_false(store_has(f->store, &file, &rows, &error));
	file.act = ACT;
	file.read_on = "2026-01-02";
	g_assert_false(store_has(f->store, &file, &rows, &error));
	g_assert_no_error(error);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_test("/taken/again-is-nothing", test_again_is_nothing);
	add_test("/taken/never", test_never);
	add_test("/taken/other-act", test_other_act);
	return g_test_run();
}
