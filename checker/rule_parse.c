#include "checker/rule.h"

#include "checker/day.h"
#include "checker/error.h"

#include <string.h>

/* What may follow "level:" as a whole. */
static const char *const levels[] = {
	"letter B", "letter U", "letter X", "letter C",  "letter N", "letter S", "letter P", "letter A", "letter I",
	"letter O", "dormant",  "watch",    "candidate", "strong",   "case",     "none",     "note",     NULL,
};

struct need {
	const char *text;
	guint flags;
};

static const struct need needs[] = {
	{ "measures", RULE_NEEDS_MEASURES },
	{ "measures complete", RULE_NEEDS_MEASURES | RULE_NEEDS_MEASURES_COMPLETE },
	{ "cases", RULE_NEEDS_CASES },
};

/* Each check answers what is wrong with a value, new, or NULL. */
static char *level_check(struct rule *rule, const char *value)
{
	(void)rule;
	if (g_strv_contains(levels, value))
		return NULL;
	return g_strdup_printf(
		"level '%s' is none of: letter B, U, X, C, N, S, P, A, I or O; dormant, watch, candidate, "
		"strong, case; none; note",
		value);
}

static const struct need *need_find(const char *text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(needs); i++)
		if (strcmp(needs[i].text, text) == 0)
			return &needs[i];
	return NULL;
}

static char *needs_check(struct rule *rule, const char *value)
{
	if (strcmp(value, "none") == 0)
		return NULL;
	g_auto(GStrv) items = g_strsplit(value, ",", -1);
	for (char **item = items; *item; item++) {
		const struct need *need = need_find(g_strstrip(*item));
		if (!need)
			return g_strdup_printf("needs '%s' is none of: none, measures, measures complete, cases",
			                       *item);
		if (rule->needs & need->flags)
			return g_strdup_printf("needs names the source of '%s' twice", *item);
		rule->needs |= need->flags;
	}
	return NULL;
}

static char *since_check(struct rule *rule, const char *value)
{
	(void)rule;
	return day_valid(value) ? NULL : g_strdup_printf("since '%s' is not a day (YYYY-MM-DD)", value);
}

struct key {
	const char *name;
	size_t field; /* of struct rule */
	char *(*check)(struct rule *rule, const char *value);
	gboolean optional;
};

static const struct key keys[] = {
	{ "title", offsetof(struct rule, title), NULL, FALSE },
	{ "basis", offsetof(struct rule, basis), NULL, FALSE },
	{ "level", offsetof(struct rule, level), level_check, FALSE },
	{ "needs", offsetof(struct rule, needs_text), needs_check, FALSE },
	{ "clears", offsetof(struct rule, clears), NULL, FALSE },
	{ "since", offsetof(struct rule, since), since_check, FALSE },
	{ "otherwise", offsetof(struct rule, otherwise), NULL, TRUE },
};

struct header {
	GString *values[G_N_ELEMENTS(keys)]; /* NULL until met */
	guint lines[G_N_ELEMENTS(keys)];     /* where each was met */
	GString *open;                       /* the value a continuation belongs to */
};

gboolean rule_refuse(GError **error, const char *file, guint line, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *reason = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_autofree char *place = line ? g_strdup_printf("%s:%u", file, line) : g_strdup(file);
	g_autofree char *raw = g_strdup_printf("%s: %s", place, reason);
	g_autofree char *message = g_utf8_make_valid(raw, -1);
	for (char *c = message; *c; c++)
		if (g_ascii_iscntrl(*c))
			*c = '?';
	g_set_error_literal(error, ADQ_ERROR, ADQ_ERROR_RULE, message);
	return FALSE;
}

static char *key_list(void)
{
	GString *list = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		g_string_append_printf(list, "%s%s", i ? ", " : "", keys[i].name);
	return g_string_free(list, FALSE);
}

static size_t key_find(const char *name, size_t length)
{
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (strlen(keys[i].name) == length && memcmp(keys[i].name, name, length) == 0)
			return i;
	return G_N_ELEMENTS(keys);
}

/* Reads "-- key: value". */
static gboolean pair_read(struct header *header, const struct rule *rule, const char *text, guint line, GError **error)
{
	const char *colon = strchr(text, ':');
	if (!g_str_has_prefix(text, "-- ") || !colon)
		return rule_refuse(error, rule->file, line,
		                   "expected '-- key: value', or '--   ' and more of the value above");
	const char *name = text + strlen("-- ");
	size_t i = key_find(name, (size_t)(colon - name));
	if (i == G_N_ELEMENTS(keys)) {
		g_autofree char *list = key_list();
		return rule_refuse(error, rule->file, line, "unknown key '%.*s'; the keys are %s",
		                   (int)MIN(colon - name, 40), name, list);
	}
	if (header->values[i])
		return rule_refuse(error, rule->file, line, "'%s' is given twice, first on line %u", keys[i].name,
		                   header->lines[i]);
	g_autofree char *value = g_strstrip(g_strdup(colon + 1));
	header->open = header->values[i] = g_string_new(value);
	header->lines[i] = line;
	return TRUE;
}

/* A line "--  more" carries on the value above. */
static gboolean line_read(struct header *header, const struct rule *rule, char *text, guint line, GError **error)
{
	g_strchomp(text);
	if (!g_str_has_prefix(text, "--  ") || !header->open)
		return pair_read(header, rule, text, line, error);
	const char *more = text + strlen("--");
	while (*more == ' ')
		more++;
	g_string_append_printf(header->open, "%s%s", header->open->len ? " " : "", more);
	return TRUE;
}

/* Takes the line at *at, new, and moves *at behind it. */
static char *line_take(const char **at)
{
	const char *start = *at;
	const char *end = start + strcspn(start, "\n");
	*at = *end ? end + 1 : end;
	return g_strndup(start, (size_t)(end - start));
}

/* Reads the lines of the header; *at and *line are left on what follows it. */
static gboolean lines_read(struct header *header, const struct rule *rule, const char **at, guint *line, GError **error)
{
	if (!g_str_has_prefix(*at, "--"))
		return rule_refuse(error, rule->file, 1, "%s",
		                   g_str_has_prefix(*at, "\xef\xbb\xbf")
		                           ? "begins with a byte order mark; save the file as UTF-8 without one"
		                           : "a rule begins with its header, '-- title: ...'");
	for (; g_str_has_prefix(*at, "--"); (*line)++) {
		g_autofree char *text = line_take(at);
		if (!line_read(header, rule, text, *line, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean missing_check(const struct header *header, const struct rule *rule, guint line, GError **error)
{
	g_autoptr(GString) missing = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (!header->values[i] && !keys[i].optional)
			g_string_append_printf(missing, "%s%s", missing->len ? ", " : "", keys[i].name);
	return missing->len == 0 || rule_refuse(error, rule->file, line, "the header lacks %s", missing->str);
}

static gboolean value_take(struct rule *rule, const struct key *key, const char *value, guint line, GError **error)
{
	if (*value == '\0')
		return rule_refuse(error, rule->file, line, "'%s' has no value", key->name);
	g_autofree char *wrong = key->check ? key->check(rule, value) : NULL;
	if (wrong)
		return rule_refuse(error, rule->file, line, "%s", wrong);
	*(char **)(void *)((char *)rule + key->field) = g_strdup(value);
	return TRUE;
}

static gboolean values_take(struct rule *rule, const struct header *header, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (header->values[i] && !value_take(rule, &keys[i], header->values[i]->str, header->lines[i], error))
			return FALSE;
	return TRUE;
}

static gboolean header_read(struct rule *rule, const char **at, guint *line, GError **error)
{
	struct header header = { 0 };
	gboolean ok = lines_read(&header, rule, at, line, error) && missing_check(&header, rule, *line, error) &&
	              values_take(rule, &header, error);
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (header.values[i])
			g_string_free(header.values[i], TRUE);
	return ok;
}

/* What follows the header, from its first line that is not blank. */
static gboolean sql_read(struct rule *rule, const char *at, guint line, GError **error)
{
	rule->sql_line = line;
	for (size_t blank; at[blank = strspn(at, " \t\r")] == '\n'; rule->sql_line++)
		at += blank + 1;
	rule->sql = g_strchomp(g_strdup(at));
	return *rule->sql != '\0' || rule_refuse(error, rule->file, line, "no SELECT after the header");
}

static guint line_of(const char *text, const char *at)
{
	guint line = 1;
	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

/* Whether the bytes are text at all; nothing else is looked at before. */
static gboolean text_check(const char *file, const char *text, size_t length, GError **error)
{
	const char *end;
	if (length == 0)
		return rule_refuse(error, file, 1, "the file is empty");
	if (length > RULE_SIZE_MAX)
		return rule_refuse(error, file, 0, "longer than %d kB, which no rule needs", RULE_SIZE_MAX / 1024);
	const char *nul = memchr(text, '\0', length);
	if (nul)
		return rule_refuse(error, file, line_of(text, nul), "holds a NUL byte");
	if (!g_utf8_validate(text, (gssize)length, &end))
		return rule_refuse(error, file, line_of(text, end), "is not UTF-8");
	return TRUE;
}

struct rule *rule_parse(const char *name, const char *file, const char *text, gssize len, GError **error)
{
	size_t length = len < 0 ? strlen(text) : (size_t)len;
	if (!text_check(file, text, length, error))
		return NULL;
	struct rule *rule = g_new0(struct rule, 1);
	rule->name = g_strdup(name);
	rule->file = g_strdup(file);
	rule->text = g_strndup(text, length);
	const char *at = rule->text;
	guint line = 1;
	if (header_read(rule, &at, &line, error) && sql_read(rule, at, line, error))
		return rule;
	rule_free(rule);
	return NULL;
}

void rule_free(struct rule *rule)
{
	if (!rule)
		return;
	char *const texts[] = { rule->name,  rule->file, rule->title,      rule->basis, rule->level,    rule->clears,
		                rule->since, rule->sql,  rule->needs_text, rule->text,  rule->otherwise };
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_free(rule);
}
