/* Rule files: the header, and the folders they are read from. */
#include "checker/data.h"
#include "checker/error.h"
#include "checker/rule.h"
#include "checker/site_work.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEAD                                                                                                           \
	"-- title: Deadline passed\n"                                                                                  \
	"-- basis: Article 258 TFEU;\n"                                                                                \
	"--   Article 260(3) TFEU\n"                                                                                   \
	"-- level: strong\n"                                                                                           \
	"-- needs: measures complete, cases\n"                                                                         \
	"-- clears: a measure notified\n"                                                                              \
	"-- since: 2026-11-23\n"
#define HEAD_LINES 7
#define GOOD "SELECT 1"

static struct rule *parse(const char *text)
{
	GError *error = NULL;
	struct rule *rule = rule_parse("test", "test.sql", text, -1, &error);
	g_assert_no_error(error);
	return rule;
}

static void assert_has(const char *text, const char *fragment, const char *about)
{
	if (strstr(text, fragment))
		return;
	g_test_message("'%s' is not in '%s' (%s)", fragment, text, about);
	g_test_fail();
}

static void test_header(void)
{
	struct rule *rule = parse(HEAD "\n\n" GOOD "\n");
	g_assert_cmpstr(rule->name, ==, "test");
	g_assert_cmpstr(rule->title, ==, "Deadline passed");
	g_assert_cmpstr(rule->basis, ==, "Article 258 TFEU; Article 260(3) TFEU");
	g_assert_cmpstr(rule->level, ==, "strong");
	g_assert_cmpstr(rule->clears, ==, "a measure notified");
	g_assert_cmpstr(rule->since, ==, "2026-11-23");
	g_assert_cmpuint(rule->needs, ==, RULE_NEEDS_MEASURES | RULE_NEEDS_MEASURES_COMPLETE | RULE_NEEDS_CASES);
	g_assert_cmpuint(rule->sql_line, ==, HEAD_LINES + 3);
	g_assert_cmpstr(rule->sql, ==, GOOD);
	g_assert_false(rule->user);
	rule_free(rule);
}

#define KEYS(level, needs, since)                                                                                      \
	"-- title: T\n-- basis: B\n-- level: " level "\n-- needs: " needs "\n-- clears: C\n-- since: " since "\n" GOOD

static void test_header_values(void)
{
	static const struct {
		const char *text;
		guint needs;
	} good[] = {
		{ KEYS("letter O", "none", "2024-02-29"), 0 },
		{ KEYS("note", "cases", "2024-02-29"), RULE_NEEDS_CASES },
		{ KEYS("dormant", "measures", "2024-02-29"), RULE_NEEDS_MEASURES },
		{ KEYS("none", "cases,measures", "2024-02-29"), RULE_NEEDS_CASES | RULE_NEEDS_MEASURES },
		{ "-- since: 2024-02-29\r\n-- title: T: with a colon\r\n-- basis:\r\n--   B\r\n-- level: case\r\n-- needs: cases\r\n"
		  "-- clears: C\r\n" GOOD "\r\n",
		  RULE_NEEDS_CASES },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		struct rule *rule = parse(good[i].text);
		g_assert_cmpuint(rule->needs, ==, good[i].needs);
		rule_free(rule);
	}
}

static void test_header_refused(void)
{
	static const struct {
		const char *text, *message;
	} bad[] = {
		{ "", "test.sql:1: the file is empty" },
		{ "SELECT 1", "test.sql:1: a rule begins with its header" },
		{ "\n" HEAD GOOD, "test.sql:1: a rule begins with its header" },
		{ "\xef\xbb\xbf" HEAD GOOD, "test.sql:1: begins with a byte order mark" },
		{ HEAD "-- title: again\n" GOOD, "test.sql:8: 'title' is given twice, first on line 1" },
		{ HEAD "-- colour: red\n" GOOD, "test.sql:8: unknown key 'colour'; the keys are title, basis, level" },
		{ HEAD "-- Title: x\n" GOOD, "test.sql:8: unknown key 'Title'" },
		{ HEAD "-- just a comment\n" GOOD, "test.sql:8: expected '-- key: value'" },
		{ HEAD "--title: x\n" GOOD, "test.sql:8: expected '-- key: value'" },
		{ "--   more\n" HEAD GOOD, "test.sql:1: expected '-- key: value'" },
		{ HEAD "-- \x1b[2J: x\n" GOOD, "test.sql:8: unknown key '?[2J'" },
		{ "-- title: T\n-- level: note\n" GOOD, "test.sql:3: the header lacks basis, needs, clears, since" },
		{ "-- title: T\n-- basis: B\n\n-- level: note\n" GOOD, "test.sql:3: the header lacks level" },
		{ "-- title:\n-- basis: B\n-- level: note\n-- needs: none\n-- clears: C\n-- since: 2024-01-01\n" GOOD,
		  "test.sql:1: 'title' has no value" },
		{ KEYS("red", "none", "2024-01-01"), "test.sql:3: level 'red' is none of" },
		{ KEYS("letter Z", "none", "2024-01-01"), "test.sql:3: level 'letter Z' is none of" },
		{ KEYS("letter", "none", "2024-01-01"), "test.sql:3: level 'letter' is none of" },
		{ KEYS("Strong", "none", "2024-01-01"), "test.sql:3: level 'Strong' is none of" },
		{ KEYS("note", "weather", "2024-01-01"), "test.sql:4: needs 'weather' is none of" },
		{ KEYS("note", "cases complete", "2024-01-01"), "test.sql:4: needs 'cases complete' is none of" },
		{ KEYS("note", "measures,", "2024-01-01"), "test.sql:4: needs '' is none of" },
		{ KEYS("note", "none, cases", "2024-01-01"), "test.sql:4: needs 'none' is none of" },
		{ KEYS("note", "measures, measures complete", "2024-01-01"), "test.sql:4: needs names the source of" },
		{ KEYS("note", "none", "2024-02-30"), "test.sql:6: since '2024-02-30' is not a day" },
		{ KEYS("note", "none", "23 November 2026"), "test.sql:6: since '23 November 2026' is not a day" },
		{ HEAD "\n \n", "test.sql:8: no SELECT after the header" },
		{ HEAD GOOD "\n-- \xff\n", "test.sql:9: is not UTF-8" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		GError *error = NULL;
		g_assert_null(rule_parse("test", "test.sql", bad[i].text, -1, &error));
		g_assert_error(error, ADQ_ERROR, ADQ_ERROR_RULE);
		assert_has(error->message, bad[i].message, bad[i].text);
		g_clear_error(&error);
	}
}

static void test_header_bytes(void)
{
	static const char nul[] = HEAD GOOD "\n\n\0; DROP TABLE measure";
	g_autoptr(GError) first = NULL;
	g_autoptr(GError) second = NULL;
	g_assert_null(rule_parse("test", "test.sql", nul, sizeof(nul) - 1, &first));
	g_assert_cmpstr(first->message, ==, "test.sql:10: holds a NUL byte");
	g_autofree char *spaces = g_strnfill(RULE_SIZE_MAX - strlen(HEAD GOOD), ' ');
	g_autofree char *longest = g_strconcat(HEAD GOOD, spaces, NULL);
	rule_free(parse(longest));
	g_autofree char *longer = g_strconcat(longest, " ", NULL);
	g_assert_null(rule_parse("test", "test.sql", longer, -1, &second));
	g_assert_cmpstr(second->message, ==, "test.sql: longer than 64 kB, which no rule needs");
}

static void put(const char *folder, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static const struct rule *named(const GPtrArray *rules, const char *name)
{
	for (guint i = 0; i < rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules, i);
		if (strcmp(rule->name, name) == 0)
			return rule;
	}
	return NULL;
}

static void test_load(void)
{
	GError *error = NULL;
	g_autofree char *folder = g_dir_make_tmp("adquem-rules-XXXXXX", NULL);
	put(folder, "zz-mine.sql", HEAD GOOD);
	put(folder, "aa-mine.sql", HEAD GOOD);
	put(folder, "notes.txt", "no rule");
	put(folder, ".zz-mine.sql", "an editor's copy");
	g_autoptr(GPtrArray) rules = rules_load(folder, &error);
	g_assert_no_error(error);
	for (guint i = 1; i < rules->len; i++) {
		const struct rule *a = g_ptr_array_index(rules, i - 1), *b = g_ptr_array_index(rules, i);
		g_assert_cmpstr(a->name, <, b->name);
	}
	g_assert_true(named(rules, "zz-mine")->user);
	g_assert_true(g_str_has_prefix(named(rules, "aa-mine")->file, folder));
	g_autofree char *hash = rules_hash(rules);
	g_assert_cmpuint(strlen(hash), ==, 64);
	put(folder, "zz-mine.sql", HEAD GOOD " WHERE 1");
	g_autoptr(GPtrArray) changed = rules_load(folder, &error);
	g_autofree char *other = rules_hash(changed);
	g_assert_cmpstr(hash, !=, other);
	g_autoptr(GPtrArray) same = rules_load(folder, &error);
	g_autofree char *again = rules_hash(same);
	g_assert_cmpstr(again, ==, other);
	site_remove(folder);
}

/* Every wrong file is named at once, and the good one still there. */
static void test_load_problems(void)
{
	static const char *const wrong[] = {
		"Big.sql: the name of a rule is lower-case",
		"cell.sql: 'cell' is the name of the judgement",
		"folder.sql: cannot be read",
		"huge.sql: longer than 64 kB",
		"torn.sql:1: a rule begins with its header",
	};
	g_autofree char *folder = g_dir_make_tmp("adquem-rules-XXXXXX", NULL);
	g_autofree char *inner = g_build_filename(folder, "folder.sql", NULL);
	g_autofree char *huge = g_strnfill(1 << 20, '-');
	g_assert_cmpint(g_mkdir(inner, 0700), ==, 0);
	put(folder, "huge.sql", huge);
	put(folder, "torn.sql", "SELECT");
	put(folder, "Big.sql", HEAD GOOD);
	put(folder, "cell.sql", HEAD GOOD);
	put(folder, "good-one.sql", HEAD GOOD);
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) rules = rules_read(folder, problems, NULL);
	g_assert_nonnull(named(rules, "good-one"));
	g_assert_cmpuint(problems->len, ==, G_N_ELEMENTS(wrong));
	for (guint i = 0; i < problems->len; i++)
		assert_has(g_ptr_array_index(problems, i), wrong[i], wrong[i]);
	g_autoptr(GError) error = NULL;
	g_assert_null(rules_load(folder, &error));
	assert_has(error->message, wrong[0], "the first problem");
	site_remove(folder);
	g_autoptr(GError) missing = NULL;
	g_assert_null(rules_load(folder, &missing));
	assert_has(missing->message, "the folder of rules cannot be read", folder);
}

static void test_load_name_taken(void)
{
	g_auto(GStrv) paths = data_list("rules");
	char **path = paths;
	while (path && *path && !g_str_has_suffix(*path, ".sql"))
		path++;
	if (!path || !*path) {
		g_test_skip("no built-in rule to take the name of");
		return;
	}
	g_autofree char *base = g_path_get_basename(*path);
	g_autofree char *folder = g_dir_make_tmp("adquem-rules-XXXXXX", NULL);
	put(folder, base, HEAD GOOD);
	g_autoptr(GError) error = NULL;
	g_assert_null(rules_load(folder, &error));
	assert_has(error->message, "a built-in rule is called", base);
	site_remove(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/rule-file/header", test_header);
	g_test_add_func("/rule-file/header-values", test_header_values);
	g_test_add_func("/rule-file/header-refused", test_header_refused);
	g_test_add_func("/rule-file/header-bytes", test_header_bytes);
	g_test_add_func("/rule-file/load", test_load);
	g_test_add_func("/rule-file/load-problems", test_load_problems);
	g_test_add_func("/rule-file/load-name-taken", test_load_name_taken);
	return g_test_run();
}
