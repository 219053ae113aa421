/* The configuration as the program reads it: types, defaults, secrets, layers of files. */
#include <glib/gstdio.h>
#include <string.h>

#include "checker/config.h"
#include "checker/error.h"

struct fixture {
	char *dir, *conf, *secret;
};

static void set_up(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	f->dir = g_dir_make_tmp("adquem-config-XXXXXX", NULL);
	g_assert_nonnull(f->dir);
	f->conf = g_build_filename(f->dir, "adquem.conf", NULL);
	f->secret = g_build_filename(f->dir, "secret", NULL);
}

static void tear_down(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	g_unlink(f->conf);
	g_unlink(f->secret);
	g_rmdir(f->dir);
	g_free(f->dir);
	g_free(f->conf);
	g_free(f->secret);
}

static Config *read_text(struct fixture *f, const char *text, GError **error)
{
	g_assert_true(g_file_set_contents(f->conf, text, -1, NULL));
	return config_new(f->conf, error);
}

static void test_values(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	static const char text[] =
		"# a comment\n[run]\ntime-limit = 90\n\n[channel b]\ntype=atom\nfile=/tmp/x.atom\n"
		"[channel a]\ntype=smtp\nurl=smtp://x\nfrom=z@example.org\nto= x@example.org ;; y@example.org;\n[subscription s]\nchannel=a\n";
	g_autoptr(GError) error = NULL;
	g_autoptr(Config) c = read_text(f, text, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(config_number(c, "run", "time-limit"), ==, 90);
	g_assert_cmpuint(config_number(c, "channel a", "timeout"), ==, 60);
	g_assert_cmpstr(config_text(c, "channel a", "tls"), ==, "required");
	g_assert_null(config_text(c, "channel a", "file"));
	g_assert_cmpstr(config_text(c, "channel b", "file"), ==, "/tmp/x.atom");
	char *const *to = config_list(c, "channel a", "to");
	g_assert_cmpuint(g_strv_length((char **)to), ==, 2);
	g_assert_cmpstr(to[0], ==, "x@example.org");
	g_assert_cmpstr(to[1], ==, "y@example.org");
	g_assert_null(config_list(c, "channel b", "to"));
	char *const *channels = config_names(c, "channel");
	g_assert_cmpuint(g_strv_length((char **)channels), ==, 2);
	g_assert_cmpstr(channels[0], ==, "channel b");
	g_assert_cmpstr(channels[1], ==, "channel a");
	g_assert_cmpstr(config_names(c, "subscription")[0], ==, "subscription s");
	g_assert_cmpstr(config_origin(c, "run", "time-limit"), ==, f->conf);
	g_assert_cmpstr(config_origin(c, "run", "fail-on"), ==, "default");
	config_refuse(c, "channel a", "to", &error, "'%s' is no address", to[0]);
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_INPUT);
	g_autofree char *want = g_strdup_printf("%s: [channel a] to: 'x@example.org' is no address", f->conf);
	g_assert_cmpstr(error->message, ==, want);
}

/* What is wrong with the secret's file is said when it is wanted, not when the configuration is read. */
static void secret_is(struct fixture *f, const char *named, const char *want, const char *wrong)
{
	g_autofree char *text =
		g_strdup_printf("[channel a]\ntype=smtp\nurl=smtp://x\nfrom=z@example.org\npassword-file=%s\n", named);
	g_autoptr(GError) error = NULL;
	g_autoptr(Config) c = read_text(f, text, &error);
	g_assert_no_error(error);
	g_autofree char *secret = config_secret(c, "channel a", "password-file", &error);
	g_assert_cmpstr(secret, ==, want);
	g_assert_cmpint(error != NULL, ==, wrong != NULL);
	if (wrong)
		g_assert_nonnull(strstr(error->message, wrong));
}

static void test_secrets(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	secret_is(f, f->secret, NULL, "[channel a] password-file: ");
	g_assert_true(g_file_set_contents(f->secret, "hush hush\nsecond line\n", -1, NULL));
	g_chmod(f->secret, 0640);
	secret_is(f, f->secret, NULL, "others than its owner may read it");
	g_chmod(f->secret, 0600);
	secret_is(f, f->secret, "hush hush", NULL);
	secret_is(f, "", NULL, NULL);
	g_unsetenv("ADQUEM_TEST_SECRETS");
	secret_is(f, "$ADQUEM_TEST_SECRETS/secret", NULL, "the environment has no ADQUEM_TEST_SECRETS");
	g_setenv("ADQUEM_TEST_SECRETS", f->dir, TRUE);
	secret_is(f, "$ADQUEM_TEST_SECRETS/secret", "hush hush", NULL);
	g_setenv("ADQUEM_TEST_SECRETS", f->secret, TRUE);
	secret_is(f, "$ADQUEM_TEST_SECRETS", "hush hush", NULL);
	g_assert_true(g_file_set_contents(f->secret, "\nhush\n", -1, NULL));
	g_chmod(f->secret, 0600);
	secret_is(f, f->secret, NULL, "its first line is no secret");
}

/* Every line of the table can be set, and its default passes its own check. */
static void test_table(struct fixture *f, gconstpointer data G_GNUC_UNUSED)
{
	for (gsize i = 0; i < config_keys_n; i++) {
		const struct config_key *k = &config_keys[i];
		gboolean named = g_str_equal(k->group, "channel") || g_str_equal(k->group, "subscription");
		g_assert_true(k->meaning && *k->meaning);
		g_assert_true(k->type != CONFIG_CHOICE || k->choices);
		if (!k->standard)
			continue;
		g_autofree char *text = g_strdup_printf(
			"[%s%s]\n%s=%s\n%s", k->group, named ? " x" : "", k->key, k->standard,
			g_str_equal(k->group, "channel")        ? "type=atom\nfile=/x\n"
			: g_str_equal(k->group, "subscription") ? "channel=x\n[channel x]\ntype=atom\nfile=/x\n"
								: "");
		g_autoptr(GError) error = NULL;
		g_autoptr(Config) c = read_text(f, text, &error);
		g_assert_no_error(error);
		g_assert_nonnull(c);
	}
}

/* adquem.conf(5) names the keys of the table, in its order, with their choices and defaults; and no others. */
static void test_page(void)
{
	g_autofree char *page = NULL;
	g_autoptr(GString) want = g_string_new(NULL), have = g_string_new(NULL);
	const char *group = "";
	g_assert_true(g_file_get_contents("man/adquem.conf.5", &page, NULL, NULL));
	for (gsize i = 0; i < config_keys_n; i++) {
		if (strcmp(group, config_keys[i].group) != 0)
			g_string_append_printf(want, "[%s]\n", config_keys[i].group);
		group = config_keys[i].group;
		g_string_append_printf(want, "%s\n", config_keys[i].key);
	}
	g_auto(GStrv) lines = g_strsplit(page, "\n", -1);
	for (char **line = lines; *line && strcmp(*line, ".Sh FILES") != 0; line++) {
		if (g_str_has_prefix(*line, ".Ss ["))
			g_string_append_printf(have, "%.*s]\n", (int)strcspn(*line + 4, " ]"), *line + 4);
		if (g_str_has_prefix(*line, ".It Cm "))
			g_string_append_printf(have, "%s\n", *line + 7);
	}
	g_assert_cmpstr(have->str, ==, want->str);
}

/* The part of the page about a key. */
static char *about(const char *page, const struct config_key *k)
{
	g_autofree char *group = g_strdup_printf(".Ss [%s", k->group);
	g_autofree char *item = g_strdup_printf(".It Cm %s\n", k->key);
	const char *from = strstr(strstr(page, group), item) + strlen(item);
	const char *end = strstr(from, ".It Cm "), *list_end = strstr(from, ".El");
	return g_strndup(from, (gsize)((end && end < list_end ? end : list_end) - from));
}

static void test_page_values(void)
{
	g_autofree char *page = NULL;
	g_assert_true(g_file_get_contents("man/adquem.conf.5", &page, NULL, NULL));
	for (gsize i = 0; i < config_keys_n; i++) {
		const struct config_key *k = &config_keys[i];
		g_autofree char *text = about(page, k);
		gboolean own = k->choices && !g_str_equal(k->key, "level") && !g_str_equal(k->key, "weekday");
		g_auto(GStrv) words = own ? g_strsplit(k->choices, "|", -1) : g_new0(char *, 1);
		for (char **word = words; *word; word++)
			g_assert_nonnull(strstr(text, *word));
		if (k->standard && !strstr(text, k->standard))
			g_error("[%s] %s: the page does not name its default, %s", k->group, k->key, k->standard);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/config/values", struct fixture, NULL, set_up, test_values, tear_down);
	g_test_add("/config/secrets", struct fixture, NULL, set_up, test_secrets, tear_down);
	g_test_add("/config/table", struct fixture, NULL, set_up, test_table, tear_down);
	g_test_add_func("/config/page", test_page);
	g_test_add_func("/config/page/values", test_page_values);
	return g_test_run();
}
