/* The readers and files of real size: 100 MB of spaces within 50 MB of memory, and the answers that sources really
 * gave, where ../shared/data is there. */
#include <sys/resource.h>

#include "tests/feedtest.h"

#define HEAD "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\"><head>"
#define MEASURES HEAD "<variable name=\"nim\"/><variable name=\"country\"/></head><results>"
#define END "</results></sparql>"

/* ---- memory ---- */

static void write_spaces(FILE *out, int mb)
{
	g_autofree char *chunk = g_strnfill(1 << 20, ' ');
	for (int i = 0; i < mb; i++)
		g_assert_cmpuint(fwrite(chunk, 1, 1 << 20, out), ==, 1 << 20);
}

/* before, then 100 MB of spaces, then after. The memory of a build with sanitizers says nothing. */
static void spaces_within_memory(const char *before, const char *after)
{
	FILE *in = tmpfile();
	struct rusage usage;
	fputs(before, in);
	write_spaces(in, 100);
	fputs(after, in);
	rewind(in);
	g_autoptr(Got) got = got_file(in, NULL);
	assert_refused(got, "");
	getrusage(RUSAGE_SELF, &usage);
#if !defined(__SANITIZE_ADDRESS__)
	g_assert_cmpint(usage.ru_maxrss, <, 50 * 1024);
#endif
}

static const struct {
	const char *path, *before, *after;
} spaces[] = {
	{ "/feeds/spaces/file", "", "" },
	{ "/feeds/spaces/before-root", "<?xml version=\"1.0\"?>", MEASURES END },
	{ "/feeds/spaces/between", MEASURES, END },
	{ "/feeds/spaces/value", MEASURES "<result><binding name=\"nim\"><literal>",
	  "</literal></binding></result>" END },
	{ "/feeds/spaces/tag", MEASURES "<result ", "></result>" END },
	{ "/feeds/spaces/comment", MEASURES "<!-- ", "-->" END },
	{ "/feeds/spaces/after", MEASURES END, "" },
	{ "/feeds/spaces/csv-field", "celex,deadline\n\"", "\",2018-01-01\n" },
};

/* Each in a process of its own: the high-water mark of another test must not count. */
static void test_spaces(gconstpointer data)
{
	size_t i = GPOINTER_TO_UINT(data);
	if (g_test_subprocess()) {
		spaces_within_memory(spaces[i].before, spaces[i].after);
		return;
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
	g_test_trap_assert_passed();
}

/* ---- real files, where they are ---- */

static FILE *real_file(const char *name)
{
	g_autofree char *path = g_build_filename("..", "shared", "data", name, NULL);
	FILE *in = fopen(path, "rb");
	if (!in) {
		g_autofree char *reason = g_strdup_printf("SKIPPED: %s is not here", path);
		g_test_skip(reason);
	}
	return in;
}

static void test_real_decisions(void)
{
	FILE *in = real_file("infringements/euip_decisions_2002_2013.csv");
	if (!in)
		return;
	g_autoptr(Got) got = got_file(in, NULL);
	g_assert_no_error(got->error);
	g_assert_cmpuint(got->n[RECORD_DECISION], ==, 39351);
	g_assert_cmpuint(got->n_skips, ==, 11);
	g_assert_cmpuint(got->n_rejects, ==, 0);
	g_assert_true(g_str_has_prefix(got->skips->str, "5349: same as line 5348\n"));
}

/* Every title of the answer as JSON is in the answer as XML, byte for byte. */
static void test_real_measures(void)
{
	FILE *in = real_file("cellar/nims/DERIVED_32022L2555_NIS2_nims.srx");
	g_autofree char *json = NULL;
	if (!in)
		return;
	g_autoptr(Got) got = got_file(in, "32022L2555");
	g_assert_no_error(got->error);
	g_assert_cmpuint(got->n[RECORD_MEASURE], ==, 303);
	g_assert_cmpuint(got->n_rejects + got->n_skips, ==, 0);
	g_assert_true(g_file_get_contents("../shared/data/cellar/nims/32022L2555_NIS2_measures_20260805.json", &json,
	                                  NULL, NULL));
	for (guint i = 0; i < got->titles->len; i++) {
		g_autoptr(GString) title = g_string_new(got->titles->pdata[i]);
		g_string_replace(title, "\\", "\\\\", 0);
		g_string_replace(title, "\"", "\\\"", 0);
		g_string_replace(title, "\n", "\\n", 0);
		g_string_replace(title, "\t", "\\t", 0);
		g_string_prepend(title, "\"title\": \"");
		g_string_append(title, "\",");
		if (!strstr(json, title->str))
			g_error("not as in the JSON: %s", title->str);
	}
}

/* What a real Virtuoso sends: each is refused with a sentence, none is read as facts. */
static void test_real_virtuoso(void)
{
	g_autoptr(GDir) dir = g_dir_open("../shared/data/virtuoso", 0, NULL);
	const char *name;
	guint n = 0;
	if (!dir) {
		g_test_skip("SKIPPED: ../shared/data/virtuoso is not here");
		return;
	}
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename("../shared/data/virtuoso", name, NULL);
		FILE *in = g_str_has_suffix(name, ".body") ? fopen(path, "rb") : NULL;
		if (!in)
			continue;
		g_autoptr(Got) got = got_file(in, NULL);
		assert_refused(got, ": ");
		g_assert_cmpuint(strlen(got->error->message), >, 15);
		n++;
	}
	g_assert_cmpuint(n, >, 10);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(spaces); i++)
		g_test_add_data_func(spaces[i].path, GUINT_TO_POINTER(i), test_spaces);
	g_test_add_func("/feeds/real/decisions", test_real_decisions);
	g_test_add_func("/feeds/real/measures", test_real_measures);
	g_test_add_func("/feeds/real/virtuoso", test_real_virtuoso);
	return g_test_run();
}
