/* sources.conf: what is taken from it, and what it is refused for. */
#include <glib/gstdio.h>
#include <string.h>

#include "checker/data.h"
#include "checker/error.h"
#include "feeds/sources.h"

struct fixture {
	char *dir, *conf, *secret;
};

static void set_up(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	f->dir = g_dir_make_tmp("adquem-sources-XXXXXX", NULL);
	f->conf = g_build_filename(f->dir, "sources.conf", NULL);
	f->secret = g_build_filename(f->dir, "secret", NULL);
}

static void tear_down(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	g_remove(f->conf);
	g_remove(f->secret);
	g_rmdir(f->dir);
	g_free(f->conf);
	g_free(f->secret);
	g_free(f->dir);
}

static struct sources *read_text(const struct fixture *f, const char *text, GError **error)
{
	g_assert_true(g_file_set_contents(f->conf, text, -1, NULL));
	return sources_new(f->conf, NULL, error);
}

static void test_standard(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Sources) s = read_text(f, "", &error);
	g_assert_no_error(error);
	const struct source_conf *c = sources_get(s, "cellar");
	g_assert_cmpstr(c->url, ==, "https://publications.europa.eu/webapi/rdf/sparql");
	g_assert_true(c->enabled);
	g_assert_cmpuint(c->stale_days, ==, 14);
	g_assert_cmpstr(c->languages[0], ==, "en");
	g_assert_cmpuint(g_strv_length(c->languages), ==, 3);
	g_assert_cmpint(c->manners.max_bytes, ==, 64 << 20);
	g_assert_cmpstr(c->manners.user_agent, ==, "adquem/" ADQUEM_VERSION);
	g_assert_null(c->manners.credentials);
	g_assert_nonnull(sources_get(s, "register"));
	g_assert_null(sources_get(s, "evidence"));
	g_assert_cmpuint(sources_keep_days(s), ==, 400);
}

static void test_own(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = g_strdup_printf("[cellar]\nurl=https://mirror.example/sparql\nparallel = 4\n"
	                                        "contact=eu-unit@ministry.example\ncredentials_file=%s\n"
	                                        "[register]\nenabled=false\n[evidence]\nkeep_days=30\n",
	                                        f->secret);
	g_assert_true(g_file_set_contents(f->secret, "user:pa ss\nmore\n", -1, NULL));
	g_assert_cmpint(g_chmod(f->secret, 0600), ==, 0);
	g_autoptr(Sources) s = read_text(f, text, &error);
	g_assert_no_error(error);
	const struct source_conf *c = sources_get(s, "cellar");
	g_assert_cmpstr(c->url, ==, "https://mirror.example/sparql");
	g_assert_cmpuint(c->manners.parallel, ==, 4);
	g_assert_cmpuint(c->batch, ==, 40); /* not said: the standard */
	g_assert_cmpstr(c->manners.user_agent, ==, "adquem/" ADQUEM_VERSION " (eu-unit@ministry.example)");
	g_assert_cmpstr(c->manners.credentials, ==, "user:pa ss");
	g_assert_false(sources_get(s, "register")->enabled);
	g_assert_cmpuint(sources_keep_days(s), ==, 30);
}

/* text, and what the sentence about it says */
static const char *const bad[][2] = {
	{ "[cellar]\nurl=http://publications.europa.eu/\n",
	  "[cellar] url: 'http://publications.europa.eu/' does not begin "
	  "with https://" },
	{ "[cellar]\nurl=https://me:secret@host/\n", "no name or password in the URL" },
	{ "[cellar]\nurl=ftp://host/\n", "does not begin with https://" },
	{ "[cellar]\nurl=nonsense\n", "is no URL" },
	{ "[cellar]\nparallel=0\n", "[cellar] parallel: '0' is not a number from 1 to 16" },
	{ "[cellar]\nparallel=99\n", "from 1 to 16" },
	{ "[cellar]\npause_ms=soon\n", "[cellar] pause_ms: 'soon' is not a number" },
	{ "[cellar]\nenabled=yes\n", "'yes' is neither true nor false" },
	{ "[cellar]\nlanguages=en;english\n", "'english' is not a language of two letters" },
	{ "[cellar]\nparalel=2\n", "[cellar] paralel: no such key" },
	{ "[cellar]\npassword=x\n", "credentials are given by credentials_file, never by value" },
	{ "[cellar]\ncredentials=a:b\n", "never by value" },
	{ "[celar]\nurl=https://x/\n", "[celar]: no source of that name" },
	{ "[cellar]\nbatch=1\nbatch=2\n", "sources.conf:3: [cellar] batch is there twice" },
	{ "[cellar]\nbatch=1\n[register]\n[cellar]\n", "sources.conf:4: [cellar] is there twice" },
	{ "url=https://x/\n", "sources.conf" },
	{ "[cellar]\nmax_megabytes=0\n", "[cellar] max_megabytes: '0' is not a number from 1 to 4096" },
	{ "[evidence]\nkeep_days=-1\n", "[evidence] keep_days: '-1' is not a number" },
	{ "[evidence]\nurl=https://x/\n", "[evidence] url: no such key" },
	{ "[cellar]\ncredentials_file=/nonexistent/x\n", "[cellar] credentials_file: /nonexistent/x: No such file" },
};

static void test_bad(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Sources) s = read_text(f, bad[i][0], &error);
		g_assert_null(s);
		g_assert_error(error, ADQ_ERROR, ADQ_ERROR_INPUT);
		g_assert_nonnull(strstr(error->message, f->conf));
		if (!strstr(error->message, bad[i][1]))
			g_test_message("%s: %s", bad[i][0], error->message);
		g_assert_nonnull(strstr(error->message, bad[i][1]));
	}
}

/* A password that others can read is refused; so is one that is none. */
static void test_credentials(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *text = g_strdup_printf("[register]\ncredentials_file=%s\n", f->secret);
	g_assert_true(g_file_set_contents(f->secret, "user:password\n", -1, NULL));
	g_assert_cmpint(g_chmod(f->secret, 0644), ==, 0);
	g_autoptr(GError) open = NULL;
	g_autoptr(Sources) s = read_text(f, text, &open);
	g_assert_null(s);
	g_assert_nonnull(strstr(open->message, "others than its owner may read it"));
	g_assert_null(strstr(open->message, "password\n"));
	g_assert_true(g_file_set_contents(f->secret, "nothing\n", -1, NULL));
	g_assert_cmpint(g_chmod(f->secret, 0600), ==, 0);
	g_autoptr(GError) none = NULL;
	g_autoptr(Sources) t = read_text(f, text, &none);
	g_assert_null(t);
	g_assert_nonnull(strstr(none->message, "its first line is not name:password"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/sources/standard", struct fixture, NULL, set_up, test_standard, tear_down);
	g_test_add("/sources/own file", struct fixture, NULL, set_up, test_own, tear_down);
	g_test_add("/sources/bad files", struct fixture, NULL, set_up, test_bad, tear_down);
	g_test_add("/sources/credentials", struct fixture, NULL, set_up, test_credentials, tear_down);
	return g_test_run();
}
