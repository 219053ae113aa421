/* A folder of facts: what is taken; a manifest or a file that was touched is refused with file, group and key. */
#include "checker/site_work.h"
#include "feeds/snapshot.h"
#include "tests/feedtest.h"

#define HEAD "[snapshot]\nformat=1\ntitle=T\nas_of=2026-08-05\n"
#define NOTES "celex,state,date,text,cite,rank,confidence\n"
#define MEASURES                                                                                                         \
	"celex,state,nim,nim_celex,title,type,journal,number,published,notified,notified_act,in_force,link,declaration," \
	"cite,rank,confidence\n"

struct folder {
	char *path;
};

static char *in_folder(const struct folder *folder, const char *name)
{
	return g_build_filename(folder->path, name, NULL);
}

static void put(const struct folder *folder, const char *name, const char *text)
{
	g_autofree char *path = in_folder(folder, name);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void folder_set_up(struct folder *folder, gconstpointer data)
{
	(void)data;
	folder->path = g_dir_make_tmp("adquem-test-XXXXXX", NULL);
	g_assert_nonnull(folder->path);
}

static void folder_tear_down(struct folder *folder, gconstpointer data)
{
	(void)data;
	site_remove(folder->path);
	g_free(folder->path);
}

/* Writes a file and a manifest that lists it, with these further lines; reads it. */
static struct got *read_one(const struct folder *folder, const char *kind, const char *text, const char *more)
{
	struct got *got = got_new();
	struct feed_sink sink = got_sink(got);
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
	g_autofree char *manifest = g_strdup_printf(
		HEAD "[a.csv]\nkind=%s\nsource=law\ntitle=x\nread=2026-08-05\nsha256=%s\n%s", kind, sum, more);
	put(folder, "a.csv", text);
	put(folder, "manifest.ini", manifest);
	g_autoptr(Snapshot) snapshot = snapshot_open(folder->path, &got->error);
	if (snapshot)
		snapshot_read(snapshot, 0, &sink, &got->error);
	return got;
}

static void test_kinds(struct folder *folder, gconstpointer data)
{
	static const struct {
		const char *kind, *text, *records, *rejects;
	} cases[] = {
		{ "acts",
		  "celex,type,short_title,title,eli,adopted,published,entry_into_force,in_force,ended,ended_by,ended_how,"
		  "ended_for,legal_basis,legislative,eea,reference,note,cite,rank,confidence\n"
		  "32016L0680,directive,LED,Law,,2016-04-27,,2016-05-05,yes,,,,,TFEU 16,yes,,,,c,official,high\n"
		  "52023PC0637,proposal,,,,,,,,,,,,,,,,,,,\n"
		  "32016L0681,law,,,,,,,,,,,,,,,,,,,\n"
		  "32016L0682,directive,,,,,,,,,,exploded,,,,,,,,,\n"
		  "32016L0683,directive,,,,2016-02-30,,,,,,,,,,,,,,,\n"
		  "32016L0684,directive,,,,,,,,,,,,,,,,,,live,\n",
		  "act 32016L0680 directive|Law|2016-04-27|2016-05-05|yes|-|TFEU 16\nact 52023PC0637 proposal|-|-|-|-|-|-\n",
		  "4: type: 'law' is not a word known here\n5: ended_how: 'exploded' is not a word known here\n"
		  "6: adopted: '2016-02-30' is not a day\n7: rank: 'live' is not a word known here\n" },
		{ "deadlines",
		  "celex,number,date,kind,provisions,addressee,inherited_from,annotation,cite,rank,confidence\n"
		  "32016L0680,1,2018-05-06,transposition,Art 63(1),states,,,,,\n32023L2843,1,,transposition,,,,,,,\n"
		  "32016L0680,x,2018-05-06,option,,,,,,,\n32016L0680,2,2018-05-06,wish,,,,,,,\n",
		  "deadline 32016L0680 1 2018-05-06 transposition|Art 63(1)|-\ndeadline 32023L2843 1 - transposition|-|-\n",
		  "4: number: 'x' is not a whole number\n5: kind: 'wish' is not a word known here\n" },
		{ "decisions",
		  "infr,celex,state,kind,date,type,additional,text,title,department,court_case,amount,url,cite,rank,confidence\n"
		  "INFR(2024)0270,32022L2555,ES,non-communication,2026-07,RF258_260_3,,referral,,,,,,,,\n"
		  ",32016L0680,ES,non-communication,2021-02-25,J258,,,,,C-658/19,,,,,\n"
		  ",32016L0680,ZZ,non-communication,2021-02-25,J258,,,,,,,,,,\n"
		  ",32016L0680,ES,non-communication,2021,J258,,,,,,,,,,\n",
		  "decision INFR(2024)0270 32022L2555 ES non-communication 2026-07 RF258_260_3|referral|-|-\n"
		  "decision - 32016L0680 ES non-communication 2021-02-25 J258|-|-|C-658/19\n",
		  "4: state: 'ZZ' is not a Member State\n5: date: '2021' is not a day\n" },
		{ "declarations",
		  "celex,state,value,date,nim,text,cite,rank,confidence\n32022L2555,EL,complete,,,said so,,,\n"
		  "32022L2555,EL,maybe,,,,,,\n",
		  "declaration 32022L2555 EL complete|-|said so\n", "3: value: 'maybe' is not a word known here\n" },
	};
	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Got) got = read_one(folder, cases[i].kind, cases[i].text, "rank=unverified\n");
		g_assert_no_error(got->error);
		g_assert_cmpstr(got->records->str, ==, cases[i].records);
		g_assert_cmpstr(got->rejects->str, ==, cases[i].rejects);
	}
}

static gboolean keep_record(void *user, const struct record *record, GError **error)
{
	(void)error;
	*(struct record *)user = *record;
	return TRUE;
}

static void ignore(void *user, guint line, const char *reason)
{
	(void)user, (void)line, (void)reason;
}

/* The rank of a row is its own, else that of its file; 0 says so. */
static void test_rank(struct folder *folder, gconstpointer data)
{
	static const struct {
		const char *word;
		int rank;
	} cases[] = { { "official", RANK_OFFICIAL },
		      { "second-hand", RANK_SECOND_HAND },
		      { "unverified", RANK_UNVERIFIED },
		      { "", 0 } };
	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct record last = { 0 };
		struct feed_sink sink = { &last, keep_record, ignore, ignore };
		g_autofree char *text = g_strdup_printf(NOTES "32016L0680,,,t,,%s,\n", cases[i].word);
		g_autoptr(Got) got = read_one(folder, "notes", text, "rank=second-hand\n");
		g_assert_no_error(got->error);
		g_autoptr(Snapshot) snapshot = snapshot_open(folder->path, NULL);
		g_assert_true(snapshot_read(snapshot, 0, &sink, NULL));
		g_assert_cmpint((int)last.rank, ==, cases[i].rank);
		g_assert_cmpint(last.line, ==, 2);
		g_assert_cmpint((int)snapshot_file(snapshot, 0)->rank, ==, RANK_SECOND_HAND);
	}
}

/* A file of measures is whole only if no row was lost, and holds rows of its own act only. */
static void test_measures(struct folder *folder, gconstpointer data)
{
	static const char more[] = "rank=official\nscope=32022L2555\nwhole=yes\nquery=Q\n";
	(void)data;
	g_autoptr(Got) good = read_one(folder, "measures",
	                               MEASURES "32022L2555,EL,n1,,Ν. 5160/2024,,,,,2024-11-27,,,,,,,\n"
	                                        "32022L2555,IE,n2,,INFR(2024)0279,,,,,,,,,,,,\n",
	                               more);
	g_assert_no_error(good->error);
	g_assert_cmpstr(good->records->str, ==,
	                "measure 32022L2555 EL n1|-|-|-|2024-11-27|-|-|-\n"
	                "link 32022L2555 IE INFR(2024)0279\nread measures 32022L2555 whole\n");
	g_assert_cmpstr(good->titles->pdata[0], ==, "Ν. 5160/2024");
	g_autoptr(Got) lost = read_one(folder, "measures",
	                               MEASURES "32022L2555,XX,n1,,,,,,,,,,,,,,\n"
	                                        "32016L0680,IE,n2,,,,,,,,,,,,,,\n",
	                               more);
	g_assert_no_error(lost->error);
	g_assert_cmpstr(lost->records->str, ==, "read measures 32022L2555 part\n");
	g_assert_cmpstr(lost->rejects->str, ==,
	                "2: country: 'XX' is not a Member State\n"
	                "3: celex: 32016L0680, in a file about 32022L2555\n");
	g_autoptr(Got) other = read_one(folder, "measures", MEASURES "32016L0680,IE,n2,,,,,,,,,,,,,,\n", more);
	g_assert_cmpstr(other->records->str, ==, "read measures 32022L2555 part\n");
}

/* The folder's name comes first in every sentence about the manifest. */
static void assert_manifest(const struct folder *folder, const char *manifest, const char *words)
{
	g_autoptr(GError) error = NULL;
	put(folder, "manifest.ini", manifest);
	g_autoptr(Snapshot) snapshot = snapshot_open(folder->path, &error);
	g_assert_null(snapshot);
	g_assert_true(g_error_matches(error, ADQ_ERROR, ADQ_ERROR_INPUT));
	if (!g_str_has_prefix(error->message, folder->path) || !strstr(error->message, words))
		g_error("\"%s\" has not \"%s\"", error->message, words);
}

#define SUM "0000000000000000000000000000000000000000000000000000000000000000"
#define FILE_OF(kind, rank)                                                                                            \
	"[a.csv]\nkind=" kind "\nsource=law\ntitle=x\nread=2026-08-05\nsha256=" SUM "\nrank=" rank "\n"

static void test_manifest(struct folder *folder, gconstpointer data)
{
	static const struct {
		const char *manifest, *words;
	} cases[] = {
		{ "", "manifest.ini: the group [snapshot] is missing" },
		{ "x", "manifest.ini: " },
		{ "[snapshot]\nformat=2\ntitle=T\nas_of=2026-08-05\n", "[snapshot]: format: '2'" },
		{ "[snapshot]\nformat=1\nas_of=2026-08-05\n", "[snapshot]: title is missing" },
		{ "[snapshot]\nformat=1\ntitle=T\nas_of=2026-02-30\n", "[snapshot]: as_of: '2026-02-30' is not a day" },
		{ "[snapshot]\nformat=1\ntitle=T\nas_of=2026-08-05\nowner=me\n", "[snapshot]: owner: no such key" },
		{ HEAD, "no file is listed" },
		{ HEAD FILE_OF("acts", "official") "colour=red\n", "[a.csv]: colour: no such key" },
		{ HEAD FILE_OF("songs", "official"), "[a.csv]: kind: 'songs'" },
		{ HEAD FILE_OF("notes", "live"), "[a.csv]: rank: 'live'" },
		{ HEAD FILE_OF("notes", "stated"), "[a.csv]: author is missing" },
		{ HEAD FILE_OF("notes", "official") "author=me\n", "[a.csv]: author: only for rank=stated" },
		{ HEAD FILE_OF("notes", "stated") "author=me\nexpires=soon\n",
		  "[a.csv]: expires: 'soon' is not a day" },
		{ HEAD FILE_OF("notes", "official") "scope=32016L0680\n", "[a.csv]: scope: only for kind=measures" },
		{ HEAD FILE_OF("measures", "official") "whole=yes\n", "[a.csv]: whole: yes needs a scope" },
		{ HEAD FILE_OF("measures", "official") "scope=NIS2\n", "[a.csv]: scope: 'NIS2'" },
		{ HEAD FILE_OF("notes", "official") FILE_OF("notes", "official"), "[a.csv] is listed twice" },
		{ HEAD "[b.csv]\nkind=notes\nsource=s\ntitle=x\nread=2026-08-05\nsha256=" SUM "\nrank=official\n",
		  "[b.csv]: there is no such file" },
		{ HEAD "[a.csv]\nkind=notes\nsource=s\ntitle=x\nread=2026-08-05\nsha256=12\nrank=official\n",
		  "[a.csv]: sha256" },
		{ HEAD "[../a.csv]\nkind=notes\n", "[../a.csv]: not the name of a file" },
	};
	(void)data;
	put(folder, "a.csv", NOTES);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_manifest(folder, cases[i].manifest, cases[i].words);
}

/* What is wrong with a file is told with its folder. */
static void assert_of_folder(const struct folder *folder, const GError *error, const char *words)
{
	g_autofree char *message = g_build_filename(folder->path, words, NULL);
	g_assert_cmpstr(error->message, ==, message);
}

/* A file that was changed after it was listed gives no facts; nor does one whose structure fails. */
static void test_refused(struct folder *folder, gconstpointer data)
{
	(void)data;
	g_autoptr(Got) good = read_one(folder, "notes", NOTES "32016L0680,,,a note,,,\n", "rank=official\n");
	g_assert_no_error(good->error);
	g_assert_cmpuint(good->n[RECORD_NOTE], ==, 1);
	put(folder, "a.csv", NOTES "32016L0680,,,another note,,,\n");
	g_autoptr(Got) changed = got_new();
	struct feed_sink sink = got_sink(changed);
	g_autoptr(Snapshot) snapshot = snapshot_open(folder->path, NULL);
	g_assert_false(snapshot_read(snapshot, 0, &sink, &changed->error));
	g_assert_nonnull(strstr(changed->error->message, "[a.csv]: the file is not the one listed: its sha256 is "));
	g_assert_cmpuint(changed->n[RECORD_NOTE], ==, 0);
	g_autoptr(Got) missing = read_one(folder, "notes", "celex,text\n", "rank=official\n");
	assert_of_folder(folder, missing->error, "a.csv:1: column 'state' is missing");
	g_autoptr(Got) extra = read_one(folder, "lists", "celex,type,date,complete,states,cite,rank,confidence,mood\n",
	                                "rank=official\n");
	assert_of_folder(folder, extra->error, "a.csv:1: column 'mood' is none of kind lists");
}

static void test_no_folder(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Snapshot) snapshot = snapshot_open("no-such-folder", &error);
	g_assert_null(snapshot);
	g_assert_true(g_str_has_prefix(error->message, "no-such-folder/manifest.ini: cannot be read"));
}

/* The snapshot that ships with the program loses no row. */
static void test_bundled(void)
{
	g_autoptr(GError) error = NULL;
	if (!g_file_test("snapshot/manifest.ini", G_FILE_TEST_EXISTS)) {
		g_test_skip("SKIPPED: not run from the top folder");
		return;
	}
	g_autoptr(Snapshot) snapshot = snapshot_open("snapshot", &error);
	g_assert_no_error(error);
	g_assert_cmpstr(snapshot_as_of(snapshot), ==, "2026-08-05");
	for (guint i = 0; i < snapshot_n_files(snapshot); i++) {
		g_autoptr(Got) got = got_new();
		struct feed_sink sink = got_sink(got);
		snapshot_read(snapshot, i, &sink, &got->error);
		g_assert_no_error(got->error);
		g_assert_cmpstr(got->rejects->str, ==, "");
		if (strcmp(snapshot_file(snapshot, i)->kind, "measures") == 0)
			g_assert_cmpuint(got->n[RECORD_MEASURE], ==, 303);
	}
}

int main(int argc, char **argv)
{
	static const struct {
		const char *path;
		void (*run)(struct folder *folder, gconstpointer data);
	} tests[] = {
		{ "/snapshot/kinds", test_kinds },       { "/snapshot/rank", test_rank },
		{ "/snapshot/measures", test_measures }, { "/snapshot/manifest", test_manifest },
		{ "/snapshot/refused", test_refused },
	};
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].path, struct folder, NULL, folder_set_up, tests[i].run, folder_tear_down);
	g_test_add_func("/snapshot/no-folder", test_no_folder);
	g_test_add_func("/snapshot/bundled", test_bundled);
	return g_test_run();
}
