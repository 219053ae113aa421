/* What feeds/fetch decides without a server, and the bodies kept by feeds/evidence. With servers: tests/fetch.t. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/error.h"
#include "checker/file.h"
#include "checker/site_work.h"
#include "feeds/evidence.h"
#include "feeds/fetch.h"
#include "feeds/fetch_rules.h"
#include "feeds/fetch_verdict.h"

static void assert_says(GError *error, const char *words)
{
	g_assert_true(g_error_matches(error, ADQ_ERROR, ADQ_ERROR_SOURCE));
	g_assert_nonnull(words);
	if (!strstr(error->message, words))
		g_error("\"%s\" has not \"%s\"", error->message, words);
}

/* ---- texts */

static void test_form(void)
{
	g_autofree char *field = fetch_form_field("query", "SELECT ?x {\n ?x a \"\303\244+b&c=d%\" }");
	g_assert_cmpstr(field, ==, "query=SELECT%20%3Fx%20%7B%0A%20%3Fx%20a%20%22%C3%A4%2Bb%26c%3Dd%25%22%20%7D");
	g_autofree char *plain = fetch_form_field("a b", "A-z0_9.~");
	g_assert_cmpstr(plain, ==, "a%20b=A-z0_9.~");
	g_autofree char *empty = fetch_form_field("q", "");
	g_assert_cmpstr(empty, ==, "q=");
}

static void test_url(void)
{
	static const struct {
		const char *url, *flaw, *host;
	} cases[] = {
		{ "https://publications.europa.eu/webapi/rdf/sparql", NULL, "publications.europa.eu:443" },
		{ "HTTPS://Data.Europa.EU:8443/x?y#z", NULL, "data.europa.eu:8443" },
		{ "https://europa.eu./", NULL, "europa.eu:443" },
		{ "https://[::1]:444/", NULL, "[::1]:444" },
		{ "http://publications.europa.eu/", "only https", "publications.europa.eu:80" },
		{ "ftp://a.example/", "only https", "a.example:21" },
		{ "gopher://a.example/", "only https", NULL },
		{ "javascript:alert(1)", "", NULL },
		{ "file:///etc/passwd", "only https", NULL },
		{ "publications.europa.eu/x", "no URL", NULL },
		{ "", "no URL", NULL },
		{ "https://me@a.example/", "user's name", "a.example:443" },
		{ "https://a.example/\r\nX: y", "no URL", NULL },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_cmpint(fetch_url_check(cases[i].url, &error), ==, cases[i].flaw == NULL);
		if (cases[i].flaw)
			assert_says(error, cases[i].flaw);
		g_autofree char *host = fetch_url_host(cases[i].url);
		if (cases[i].host)
			g_assert_cmpstr(host, ==, cases[i].host);
	}
}

static void test_family(void)
{
	static const struct {
		const char *a, *b;
		gboolean same;
	} cases[] = {
		{ "publications.europa.eu", "data.europa.eu", TRUE },
		{ "publications.europa.eu", "EUROPA.eu", TRUE },
		{ "a.b.c.europa.eu", "europa.eu", TRUE },
		{ "publications.europa.eu", "publications.europa.eu.evil.example", FALSE },
		{ "publications.europa.eu", "publicationseuropa.eu", FALSE },
		{ "europa.eu", "neuropa.eu", FALSE },
		{ "europa.eu", "eu", FALSE },
		{ "localhost", "localhost", TRUE },
		{ "localhost", "otherhost", FALSE },
		{ "127.0.0.1", "127.0.0.1", TRUE },
		{ "10.1.0.1", "10.2.0.1", FALSE },
		{ "[::1]", "[::1]", TRUE },
		{ "[fe80::1.2.3.4]", "[fe90::1.2.3.4]", FALSE },
		{ ".eu", "x.eu", FALSE },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_assert_cmpint(fetch_same_family(cases[i].a, cases[i].b), ==, cases[i].same);
		g_assert_cmpint(fetch_same_family(cases[i].b, cases[i].a), ==, cases[i].same);
	}
}

#define RESOURCE "https://publications.europa.eu/resource/celex/32016L0680"

static void test_redirect(void)
{
	static const struct {
		const char *current, *location, *url, *flaw;
	} cases[] = {
		{ RESOURCE, "http://publications.europa.eu/resource/cellar/1",
		  "https://publications.europa.eu/resource/cellar/1", NULL },
		{ RESOURCE, "http://publications.europa.eu:80/x", "https://publications.europa.eu/x", NULL },
		{ RESOURCE, "/x?y=z#w", "https://publications.europa.eu/x?y=z", NULL },
		{ RESOURCE, "../y", "https://publications.europa.eu/resource/y", NULL },
		{ RESOURCE, "//data.europa.eu/x", "https://data.europa.eu/x", NULL },
		{ RESOURCE, "http://data.europa.eu/x", "https://data.europa.eu/x", NULL },
		{ RESOURCE, "https://u:p@data.europa.eu/x", "https://data.europa.eu/x", NULL },
		{ RESOURCE, "/a b", "https://publications.europa.eu/a%20b", NULL },
		{ "https://publications.europa.eu:8443/a", "http://publications.europa.eu/x",
		  "https://publications.europa.eu:8443/x", NULL },
		{ "https://publications.europa.eu:8443/a", "http://data.europa.eu/x", "https://data.europa.eu/x",
		  NULL },
		{ "https://publications.europa.eu:8443/a", "http://data.europa.eu:8444/x",
		  "https://data.europa.eu:8444/x", NULL },
		/* The family is that of the first request, not of the place we were led to. */
		{ "https://data.europa.eu/a", "https://eur-lex.europa.eu/x", "https://eur-lex.europa.eu/x", NULL },
		{ RESOURCE, "https://example.org/x", NULL, "another host: \"https://example.org/x\"" },
		{ RESOURCE, "http://example.org/x", NULL, "another host" },
		{ RESOURCE, "https://publications.europa.eu.example.org/", NULL, "another host" },
		{ RESOURCE, "https://publications.europa.eu@example.org/", NULL, "another host" },
		{ RESOURCE, "https://127.0.0.1/", NULL, "another host" },
		{ RESOURCE, "file:///etc/passwd", NULL, "not https" },
		{ RESOURCE, "ftp://publications.europa.eu/", NULL, "not https" },
		{ RESOURCE, "javascript:alert(1)", NULL, "not https" },
		{ RESOURCE, "data:text/html,x", NULL, "not https" },
		{ RESOURCE, "https://[", NULL, "not https" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *url = fetch_redirect(RESOURCE, cases[i].current, cases[i].location, &error);
		g_assert_cmpstr(url, ==, cases[i].url);
		g_assert_true((error != NULL) == (url == NULL));
		if (error)
			assert_says(error, cases[i].flaw);
	}
}

static void test_retry_after(void)
{
	gint64 now = 1793613600; /* Mon, 02 Nov 2026 10:00:00 GMT */
	g_assert_cmpint(fetch_retry_after("120", now), ==, 120);
	g_assert_cmpint(fetch_retry_after(" 0 ", now), ==, 0);
	g_assert_cmpint(fetch_retry_after("Mon, 02 Nov 2026 10:01:30 GMT", now), ==, 90);
	g_assert_cmpint(fetch_retry_after("Monday, 02-Nov-26 10:00:05 GMT", now), ==, 5);
	g_assert_cmpint(fetch_retry_after("Mon Nov  2 10:00:07 2026", now), ==, 7);
	g_assert_cmpint(fetch_retry_after("Mon, 02 Nov 2020 10:00:00 GMT", now), ==, 0);
	g_assert_cmpint(fetch_retry_after("99999999999999999999999", now), ==, G_MAXINT64);
	g_assert_cmpint(fetch_retry_after("", now), ==, -1);
	g_assert_cmpint(fetch_retry_after("soon", now), ==, -1);
	g_assert_cmpint(fetch_retry_after("-5", now), <=, 0);
	g_assert_cmpint(fetch_retry_after("1.5", now), <=, 0);
}

static void test_media_type(void)
{
	static const struct {
		const char *content_type, *type;
	} types[] = {
		{ "text/html", "text/html" },
		{ " Application/SPARQL-Results+XML ; charset=UTF-8", "application/sparql-results+xml" },
		{ "text/plain;x=\"a;b\"", "text/plain" },
		{ "", NULL },
		{ " ; charset=utf-8", NULL },
		{ NULL, NULL },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(types); i++) {
		g_autofree char *type = fetch_media_type(types[i].content_type);
		g_assert_cmpstr(type, ==, types[i].type);
	}
	static const struct {
		const char *type, *accept;
		gboolean accepted;
	} cases[] = {
		{ "text/html", NULL, TRUE },
		{ "text/html", "text/html", TRUE },
		{ "text/html", "application/xml;notice=branch, Text/HTML;q=0.5", TRUE },
		{ "application/xml", "application/xml;notice=branch", TRUE },
		{ "text/html", "application/xml", FALSE },
		{ "text/htmlx", "text/html", FALSE },
		{ "text/html", "text/*", TRUE },
		{ "textual/html", "text/*", FALSE },
		{ "image/png", "text/*, */*;q=0.1", TRUE },
		{ NULL, "*/*", TRUE },
		{ NULL, "text/*", FALSE },
		{ NULL, "text/html", FALSE },
		{ "text/html", "", FALSE },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpint(fetch_media_type_accepted(cases[i].type, cases[i].accept), ==, cases[i].accepted);
}

static FILE *file_of(const char *bytes, gsize len)
{
	FILE *file = tmpfile();
	g_assert_nonnull(file);
	g_assert_cmpuint(fwrite(bytes, 1, len, file), ==, len);
	rewind(file);
	return file;
}

static void test_first_line(void)
{
	g_autoptr(FILE) file = file_of("\r\n \nVirtuoso \x1b[31mError\xff\tX\r\nmore", 33);
	g_autofree char *line = fetch_first_line(file);
	g_assert_cmpstr(line, ==, "Virtuoso  [31mError\357\277\275 X");
	g_assert_cmpint(ftell(file), ==, 0);
	g_autoptr(FILE) blank = file_of("\n \n", 3);
	g_assert_null(fetch_first_line(blank));
	g_autofree char *much = g_strnfill(100000, 'x');
	g_autoptr(FILE) long_one = file_of(much, 100000);
	g_autofree char *start = fetch_first_line(long_one);
	g_assert_cmpuint(strlen(start), ==, 300);
}

/* ---- what a response means */

static void test_verdict_retry_after(void)
{
	static const struct {
		const char *after;
		gboolean transient;
		gint64 wait_s;
	} cases[] = {
		{ NULL, TRUE, -1 },    { "7", TRUE, 7 },      { "900", TRUE, 900 },
		{ "901", FALSE, 901 }, { "later", TRUE, -1 },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fetch_manners manners = { .user_agent = "x" };
		struct fetch_request request = { 0 };
		struct fetch_answer *answer = g_new0(struct fetch_answer, 1);
		answer->status = 429;
		answer->headers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
		if (cases[i].after)
			g_hash_table_insert(answer->headers, g_strdup("retry-after"), g_strdup(cases[i].after));
		struct fetch_verdict verdict = fetch_judge(answer, &request, &manners);
		g_assert_cmpint(verdict.transient, ==, cases[i].transient);
		g_assert_cmpint(verdict.wait_s, ==, cases[i].wait_s);
		assert_says(answer->error, "status 429 (too many requests)");
		fetch_answer_free(answer);
	}
}

/* ---- a fetcher without a network */

struct count {
	Fetcher *fetcher;
	guint answers;
	struct fetch_request more;
};

static gboolean count_answer(void *user, void *tag, struct fetch_answer *answer, GError **error)
{
	struct count *count = user;
	(void)tag, (void)error;
	assert_says(answer->error, "only https");
	g_assert_cmpuint(answer->attempts, ==, 0);
	g_assert_null(fetch_header(answer, "ETag"));
	fetch_answer_free(answer);
	if (++count->answers < 5)
		fetcher_add(count->fetcher, &count->more, NULL);
	return TRUE;
}

static void test_adding(void)
{
	struct fetch_manners manners = { .user_agent = "x", .ca_file = "/dev/null", .parallel = 1, .attempts = 3 };
	g_autoptr(GError) error = NULL;
	struct count count = { 0 };
	count.more.url = (char *)"http://localhost/";
	g_assert_null(fetcher_new(&manners, count_answer, &count, &error));
	assert_says(error, "/dev/null: the certificates to be trusted cannot be read: the file is empty");
	g_unsetenv("CURL_CA_BUNDLE");
	g_unsetenv("SSL_CERT_FILE");
	manners.ca_file = NULL;
	g_autoptr(Fetcher) fetcher = fetcher_new(&manners, count_answer, &count, NULL);
	g_assert_true(fetcher_run(fetcher, NULL)); /* nothing to do is no error */
	count.fetcher = fetcher;
	fetcher_add(fetcher, &count.more, NULL);
	g_assert_true(fetcher_run(fetcher, NULL));
	g_assert_cmpuint(count.answers, ==, 5);
	fetcher_add(fetcher, &count.more, NULL); /* freed with a request in its queue */
}

/* ---- evidence */

struct fixture {
	char *dir;
	struct evidence *evidence;
};

static void set_up(struct fixture *fixture, const void *data)
{
	(void)data;
	fixture->dir = g_dir_make_tmp("adquem-XXXXXX", NULL);
	g_autofree char *folder = g_build_filename(fixture->dir, "evidence", NULL);
	fixture->evidence = evidence_open(folder, NULL);
	g_assert_nonnull(fixture->evidence);
}

static void tear_down(struct fixture *fixture, const void *data)
{
	(void)data;
	evidence_free(fixture->evidence);
	site_remove(fixture->dir);
	g_free(fixture->dir);
}

/* Keeps the bytes; the path of their file, new. Their sum takes the place of the one before. */
static char *keep(struct fixture *fixture, const char *bytes, gsize len, char **sum)
{
	g_autoptr(FILE) body = file_of(bytes, len);
	g_autoptr(GError) error = NULL;
	g_free(*sum);
	*sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, len);
	gboolean ok = evidence_keep(fixture->evidence, body, *sum, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	g_assert_cmpint(ftell(body), ==, 0);
	return evidence_path(fixture->evidence, *sum);
}

/* g_assert_cmpmem() mixes signs. */
static void assert_same(const char *a, gsize a_len, const char *b, gsize b_len)
{
	g_assert_cmpuint(a_len, ==, b_len);
	g_assert_true(memcmp(a, b, a_len) == 0);
}

static void assert_kept(struct fixture *fixture, const char *sum, const char *bytes, gsize len)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(FILE) body = evidence_body(fixture->evidence, sum, &error);
	g_assert_no_error(error);
	g_autofree char *back = g_malloc0(len + 1);
	assert_same(bytes, len, back, fread(back, 1, len + 1, body));
}

static guint count_files(const char *path)
{
	guint n = 0;
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);
		n += g_file_test(inner, G_FILE_TEST_IS_DIR) ? count_files(inner) : 1;
	}
	return n;
}

static void test_evidence_round(struct fixture *fixture, const void *data)
{
	static const gsize sizes[] = { 0, 1, 65535, 65536, 65537, 131072, 3000001 };
	(void)data;
	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autofree char *bytes = g_malloc(sizes[i] + 1);
		g_autofree char *sum = NULL;
		for (gsize j = 0; j < sizes[i]; j++)
			bytes[j] = (char)g_test_rand_int_range(0, i % 2 ? 256 : 3);
		g_autofree char *path = keep(fixture, bytes, sizes[i], &sum);
		assert_kept(fixture, sum, bytes, sizes[i]);
		g_autofree char *end = g_strdup_printf("/evidence/%.2s/%s.gz", sum, sum);
		g_assert_true(g_str_has_suffix(path, end));
		g_autofree char *again = keep(fixture, bytes, sizes[i], &sum);
		g_assert_cmpstr(again, ==, path);
	}
	g_assert_cmpuint(count_files(fixture->dir), ==, G_N_ELEMENTS(sizes));
	GStatBuf info;
	g_autofree char *folder = g_build_filename(fixture->dir, "evidence", NULL);
	g_assert_cmpint(g_stat(folder, &info), ==, 0);
	g_assert_cmpint(info.st_mode & 0777, ==, 0700);
}

/* Any gzip can read it, and the same body makes the same file. */
static void test_evidence_gzip(struct fixture *fixture, const void *data)
{
	g_autofree char *sum = NULL, *out = NULL, *first = NULL, *second = NULL;
	gsize len, again;
	(void)data;
	g_autofree char *path = keep(fixture, "as received\n", 12, &sum);
	const char *argv[] = { "gzip", "-dc", path, NULL };
	g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, NULL, NULL));
	g_assert_cmpstr(out, ==, "as received\n");
	g_assert_true(g_file_get_contents(path, &first, &len, NULL));
	g_remove(path);
	g_autofree char *same = NULL;
	g_autofree char *path2 = keep(fixture, "as received\n", 12, &same);
	g_assert_true(g_file_get_contents(path2, &second, &again, NULL));
	assert_same(first, len, second, again);
}

static void assert_damaged(struct fixture *fixture, const char *sum, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_assert_null(evidence_body(fixture->evidence, sum, &error));
	assert_says(error, words);
	assert_says(error, sum);
}

/* Every byte cut or changed is found; the same body received again mends it. */
static void test_evidence_damaged(struct fixture *fixture, const void *data)
{
	g_autofree char *sum = NULL, *good = NULL;
	gsize len;
	(void)data;
	g_autofree char *path = keep(fixture, "as received\n", 12, &sum);
	g_assert_true(g_file_get_contents(path, &good, &len, NULL));
	for (gsize i = 0; i < len; i++) {
		g_assert_true(g_file_set_contents(path, good, (gssize)i, NULL));
		assert_damaged(fixture, sum, "cannot be unpacked");
	}
	g_autofree char *longer = g_malloc(len + 1);
	memcpy(longer, good, len);
	longer[len] = 'x';
	g_assert_true(g_file_set_contents(path, longer, (gssize)len + 1, NULL));
	assert_damaged(fixture, sum, "more behind its end");
	longer[len / 2] ^= 1;
	g_assert_true(g_file_set_contents(path, longer, (gssize)len, NULL));
	assert_damaged(fixture, sum, "this body");
	g_autofree char *other = NULL;
	g_autofree char *wrong = keep(fixture, "something else", 14, &other);
	g_assert_cmpint(g_rename(wrong, path), ==, 0);
	assert_damaged(fixture, sum, "its SHA-256 is not its name");
	g_autofree char *same = NULL;
	g_autofree char *mended = keep(fixture, "as received\n", 12, &same);
	g_assert_cmpstr(mended, ==, path);
	assert_kept(fixture, sum, "as received\n", 12);
}

static void test_evidence_absent(struct fixture *fixture, const void *data)
{
	g_autofree char *sum = g_strnfill(64, 'a');
	(void)data;
	assert_damaged(fixture, sum, "this body is not there");
	static const char *const none[] = { "", "../../../../etc/passwd", "ab", "Z" };
	for (gsize i = 0; i < G_N_ELEMENTS(none); i++) {
		g_autoptr(FILE) body = file_of("x", 1);
		g_autoptr(GError) error = NULL, other = NULL;
		g_assert_null(evidence_body(fixture->evidence, none[i], &error));
		assert_says(error, "no SHA-256");
		g_assert_false(evidence_keep(fixture->evidence, body, none[i], &other));
		assert_says(other, "no SHA-256");
	}
}

/* The disk is full, as far as this process can tell. */
static void test_evidence_full(struct fixture *fixture, const void *data)
{
	struct rlimit old, small = { 4096, 4096 };
	g_autofree char *bytes = g_malloc(100000);
	g_autoptr(GError) error = NULL;
	(void)data;
	for (gsize i = 0; i < 100000; i++)
		bytes[i] = (char)g_test_rand_int_range(0, 256);
	g_autoptr(FILE) body = file_of(bytes, 100000);
	g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (guchar *)bytes, 100000);
	getrlimit(RLIMIT_FSIZE, &old);
	small.rlim_max = old.rlim_max;
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
	gboolean kept = evidence_keep(fixture->evidence, body, sum, &error);
	setrlimit(RLIMIT_FSIZE, &old);
	g_assert_false(kept);
	assert_says(error, "cannot be kept: writing: File too large");
	g_assert_cmpuint(count_files(fixture->dir), ==, 0);
	g_assert_cmpint(ftell(body), ==, 0);
}

static void test_evidence_refused(struct fixture *fixture, const void *data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *file = g_build_filename(fixture->dir, "file", NULL);
	g_autofree char *folder = g_build_filename(file, "evidence", NULL);
	(void)data;
	g_assert_true(g_file_set_contents(file, "x", 1, NULL));
	g_assert_null(evidence_open(folder, &error));
	assert_says(error, folder);
}

static void make_old(const char *path, const char *day)
{
	g_autofree char *time = g_strconcat(day, "T12:00:00Z", NULL);
	g_autoptr(GDateTime) then = g_date_time_new_from_iso8601(time, NULL);
	struct timespec times[2] = { { g_date_time_to_unix(then), 0 }, { g_date_time_to_unix(then), 0 } };
	g_assert_cmpint(utimensat(AT_FDCWD, path, times, 0), ==, 0);
}

static void test_evidence_prune(struct fixture *fixture, const void *data)
{
	g_autoptr(GHashTable) wanted = g_hash_table_new(g_str_hash, g_str_equal);
	char *sums[4] = { 0 };
	g_autofree char *old = keep(fixture, "old", 3, &sums[0]);
	g_autofree char *needed = keep(fixture, "needed", 6, &sums[1]);
	g_autofree char *edge = keep(fixture, "edge", 4, &sums[2]);
	g_autofree char *again = keep(fixture, "again", 5, &sums[3]);
	g_autofree char *folder = g_path_get_dirname(old);
	g_autofree char *aside = g_build_filename(folder, ".new-abcdef", NULL);
	g_autofree char *foreign = g_build_filename(folder, "README", NULL);
	guint removed = 9;
	(void)data;
	g_assert_true(g_file_set_contents(aside, "x", 1, NULL) && g_file_set_contents(foreign, "x", 1, NULL));
	const char *aged[] = { old, needed, again, aside, foreign };
	for (gsize i = 0; i < G_N_ELEMENTS(aged); i++)
		make_old(aged[i], "2026-09-30");
	make_old(edge, "2026-10-01");
	g_autofree char *came = keep(fixture, "again", 5, &sums[3]); /* received today as well */
	g_assert_cmpstr(came, ==, again);
	g_hash_table_add(wanted, sums[1]);
	g_assert_true(evidence_prune(fixture->evidence, wanted, "2026-10-01", &removed, NULL));
	g_assert_cmpuint(removed, ==, 1);
	g_assert_false(g_file_test(old, G_FILE_TEST_EXISTS) || g_file_test(aside, G_FILE_TEST_EXISTS));
	g_assert_true(g_file_test(needed, G_FILE_TEST_EXISTS) && g_file_test(edge, G_FILE_TEST_EXISTS));
	g_assert_true(g_file_test(again, G_FILE_TEST_EXISTS) && g_file_test(foreign, G_FILE_TEST_EXISTS));
	for (gsize i = 0; i < G_N_ELEMENTS(sums); i++)
		g_free(sums[i]);
	g_autoptr(GError) error = NULL;
	g_assert_false(evidence_prune(fixture->evidence, wanted, "yesterday", &removed, &error));
	assert_says(error, "no day");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fetch/form", test_form);
	g_test_add_func("/fetch/url", test_url);
	g_test_add_func("/fetch/family", test_family);
	g_test_add_func("/fetch/redirect", test_redirect);
	g_test_add_func("/fetch/retry-after", test_retry_after);
	g_test_add_func("/fetch/media-type", test_media_type);
	g_test_add_func("/fetch/first-line", test_first_line);
	g_test_add_func("/fetch/verdict/retry-after", test_verdict_retry_after);
	g_test_add_func("/fetch/adding", test_adding);
#define EVIDENCE(name, test) g_test_add("/evidence/" name, struct fixture, NULL, set_up, test, tear_down)
	EVIDENCE("round", test_evidence_round);
	EVIDENCE("gzip", test_evidence_gzip);
	EVIDENCE("damaged", test_evidence_damaged);
	EVIDENCE("absent", test_evidence_absent);
	EVIDENCE("full", test_evidence_full);
	EVIDENCE("refused", test_evidence_refused);
	EVIDENCE("prune", test_evidence_prune);
	return g_test_run();
}
