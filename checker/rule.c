#include "checker/rule.h"

#include "checker/data.h"
#include "checker/error.h"
#include "checker/sum.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define BUILT_IN "rules" /* the folder of the built-in rules among the program's data */

/* A rule's name stands in finding keys, anchors and file names. "cell" is the key all level rules share. */
static gboolean name_check(const char *name, const char *file, GError **error)
{
	if (!g_regex_match_simple("^[a-z][a-z0-9-]{0,63}$", name, G_REGEX_DOLLAR_ENDONLY, 0))
		return rule_refuse(
			error, file, 0,
			"the name of a rule is lower-case letters, digits and '-', at most 64, a letter first");
	if (strcmp(name, "cell") == 0)
		return rule_refuse(error, file, 0,
		                   "'cell' is the name of the judgement on a cell; call the rule otherwise");
	return TRUE;
}

static char *name_of_file(const char *base)
{
	return g_strndup(base, strlen(base) - strlen(".sql"));
}

static const struct rule *rule_named(const GPtrArray *rules, const char *name)
{
	for (guint i = 0; i < rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules, i);
		if (strcmp(rule->name, name) == 0)
			return rule;
	}
	return NULL;
}

static gboolean built_in_read(GPtrArray *rules, const char *base, GError **error)
{
	g_autofree char *name = name_of_file(base);
	g_autofree char *file = g_strconcat(BUILT_IN "/", base, NULL);
	g_autoptr(GBytes) bytes = data_bytes(file, error);
	if (!bytes || !name_check(name, file, error))
		return FALSE;
	gsize length;
	const char *text = g_bytes_get_data(bytes, &length);
	struct rule *rule = rule_parse(name, file, text ? text : "", (gssize)length, error);
	if (rule)
		g_ptr_array_add(rules, rule);
	return rule != NULL;
}

/* The bytes of a file, new, one more than the ceiling at most, so that a huge file is refused without being read. */
static char *file_bytes(const char *path, gsize *length, GError **error)
{
	g_autofree char *bytes = g_malloc(RULE_SIZE_MAX + 2);
	FILE *in = g_file_test(path, G_FILE_TEST_IS_REGULAR) ? fopen(path, "rb") : NULL;
	if (!in) {
		rule_refuse(error, path, 0, "cannot be read: %s", errno ? g_strerror(errno) : "not a file");
		return NULL;
	}
	*length = fread(bytes, 1, RULE_SIZE_MAX + 1, in);
	gboolean failed = ferror(in) != 0;
	fclose(in);
	if (!failed)
		return g_steal_pointer(&bytes);
	rule_refuse(error, path, 0, "cannot be read");
	return NULL;
}

static gboolean user_read(GPtrArray *rules, const char *path, const char *base, GError **error)
{
	g_autofree char *name = name_of_file(base);
	if (!name_check(name, path, error))
		return FALSE;
	if (rule_named(rules, name))
		return rule_refuse(error, path, 0,
		                   "a built-in rule is called '%s' already; give this one a name of its own", name);
	gsize length;
	errno = 0;
	g_autofree char *bytes = file_bytes(path, &length, error);
	struct rule *rule = bytes ? rule_parse(name, path, bytes, (gssize)length, error) : NULL;
	if (!rule)
		return FALSE;
	rule->user = TRUE;
	g_ptr_array_add(rules, rule);
	return TRUE;
}

/* An editor's hidden copy is not a rule. */
static gboolean is_rule_file(const char *base)
{
	return base[0] != '.' && g_str_has_suffix(base, ".sql");
}

static void problem_add(GPtrArray *problems, GError *error)
{
	g_ptr_array_add(problems, g_strdup(error->message));
	g_error_free(error);
}

static void built_in_all(GPtrArray *rules, GPtrArray *problems)
{
	g_auto(GStrv) paths = data_list(BUILT_IN);
	for (char **path = paths; path && *path; path++) {
		g_autofree char *base = g_path_get_basename(*path);
		GError *error = NULL;
		if (is_rule_file(base) && !built_in_read(rules, base, &error))
			problem_add(problems, error);
	}
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of the rule files of a folder, sorted, so that problems come in the same order everywhere. */
static GPtrArray *folder_list(const char *folder, GError **error)
{
	g_autoptr(GError) cause = NULL;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, &cause);
	if (!dir) {
		rule_refuse(error, folder, 0, "the folder of rules cannot be read: %s", cause->message);
		return NULL;
	}
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	for (const char *base; (base = g_dir_read_name(dir)) != NULL;)
		if (is_rule_file(base))
			g_ptr_array_add(names, g_strdup(base));
	g_ptr_array_sort(names, by_text);
	return names;
}

static gboolean user_all(GPtrArray *rules, const char *folder, GPtrArray *problems, GError **error)
{
	g_autoptr(GPtrArray) names = folder_list(folder, error);
	if (names && names->len == 0)
		return rule_refuse(error, folder, 0, "holds no rule (NAME.sql); is it the folder that was meant?");
	for (guint i = 0; names && i < names->len; i++) {
		const char *base = g_ptr_array_index(names, i);
		g_autofree char *path = g_build_filename(folder, base, NULL);
		GError *problem = NULL;
		if (!user_read(rules, path, base, &problem))
			problem_add(problems, problem);
	}
	return names != NULL;
}

static void rule_destroy(gpointer rule)
{
	rule_free(rule);
}

static int by_name(const void *a, const void *b)
{
	const struct rule *const *first = a, *const *second = b;
	return strcmp((*first)->name, (*second)->name);
}

GPtrArray *rules_read(const char *user_dir, GPtrArray *problems, GError **error)
{
	g_autoptr(GPtrArray) rules = g_ptr_array_new_with_free_func(rule_destroy);
	built_in_all(rules, problems);
	if (user_dir && !user_all(rules, user_dir, problems, error))
		return NULL;
	g_ptr_array_sort(rules, by_name);
	return g_steal_pointer(&rules);
}

GPtrArray *rules_load(const char *user_dir, GError **error)
{
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) rules = rules_read(user_dir, problems, error);
	if (!rules || problems->len == 0)
		return g_steal_pointer(&rules);
	g_set_error_literal(error, ADQ_ERROR, ADQ_ERROR_RULE, g_ptr_array_index(problems, 0));
	return NULL;
}

/* The final NUL of each text is hashed too: it parts name from text and rule from rule. */
char *rules_hash(const GPtrArray *rules)
{
	g_autoptr(Sum) sum = sum_new();
	for (guint i = 0; i < rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules, i);
		sum_add_text(sum, rule->name);
		sum_add_text(sum, rule->text);
	}
	return g_strdup(sum_text(sum));
}
