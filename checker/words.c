#include "checker/words.h"

#include <string.h>

#include "checker/error.h"
#include "checker/words_private.h"

#define MODEL "en"
#define JOINT "; "

enum {
	ARGS = 10,
	RUN_MAX = 3, /* parts between "; " that one sentence has at most: hostile text must not cost time */
};

/* A sentence of the data: what stands between its placeholders, one more than these, and the numbers of these. */
struct sentence {
	const char *key;
	char *base; /* of a counted key: without its form */
	char **parts;
	guint8 args[ARGS];
};

struct words {
	struct catalogue *own, *model;       /* the English one, which may be its own */
	GPtrArray *sentences;                /* of struct sentence */
	GPtrArray *by_first[G_MAXUINT8 + 1]; /* those that may begin so, in the catalogue's order */
};

/* ---- the sentences */

static void sentence_free(gpointer data)
{
	struct sentence *s = data;
	g_strfreev(s->parts);
	g_free(s->base);
	g_free(s);
}

static struct sentence *sentence_new(const char *key, const char *text)
{
	struct sentence *s = g_new0(struct sentence, 1);
	g_autoptr(GStrvBuilder) parts = g_strv_builder_new();
	const char *from = text;
	guint n = 0;
	for (const char *at = strchr(text, '{'); at && n < ARGS; at = strchr(at + 1, '{')) {
		if (!g_ascii_isdigit(at[1]) || at[2] != '}')
			continue;
		g_autofree char *part = g_strndup(from, (gsize)(at - from));
		g_strv_builder_add(parts, part);
		s->args[n++] = (guint8)(at[1] - '0');
		from = at + strlen("{0}");
	}
	g_strv_builder_add(parts, from);
	s->key = key;
	s->base = catalogue_base(key);
	s->parts = g_strv_builder_end(parts);
	return s;
}

static void take_sentences(struct words *words)
{
	for (guint i = 0; i < words->model->messages->len; i++) {
		const struct message *m = g_ptr_array_index(words->model->messages, i);
		if (!g_str_has_prefix(m->key, SENTENCE))
			continue;
		struct sentence *s = sentence_new(m->key, m->text);
		guint8 first = (guint8)*s->parts[0];
		g_ptr_array_add(words->sentences, s);
		for (guint c = first; c <= (first ? first : G_MAXUINT8); c++)
			g_ptr_array_add(words->by_first[c], s);
	}
}

/* ---- making and asking */

struct words *words_new(const char *lang, GError **error)
{
	g_autoptr(Words) words = g_new0(struct words, 1);
	words->own = catalogue_new(lang, error);
	if (!words->own)
		return NULL;
	words->sentences = g_ptr_array_new_with_free_func(sentence_free);
	for (guint c = 0; c <= G_MAXUINT8; c++)
		words->by_first[c] = g_ptr_array_new();
	words->model = strcmp(lang, MODEL) == 0 ? words->own : catalogue_new(MODEL, error);
	if (!words->model)
		return NULL;
	take_sentences(words);
	return g_steal_pointer(&words);
}

void words_free(struct words *words)
{
	if (!words)
		return;
	for (guint c = 0; c <= G_MAXUINT8; c++)
		g_clear_pointer(&words->by_first[c], g_ptr_array_unref);
	g_clear_pointer(&words->sentences, g_ptr_array_unref);
	if (words->model != words->own)
		catalogue_free(words->model);
	catalogue_free(words->own);
	g_free(words);
}

const char *words_lang(const struct words *words)
{
	return words->own->lang;
}

const char *words_of(const struct words *words, const char *key)
{
	const char *text = catalogue_text(words->own, key);
	return text ? text : key;
}

const char *words_xml(const struct words *words)
{
	return words->own->xml;
}

/* ---- saying */

/* {0}, {1} of a text are the arguments. */
static char *fill(const char *text, const char *const *args)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (const char *at = text; *at; at++) {
		if (at[0] != '{' || !g_ascii_isdigit(at[1]) || at[2] != '}') {
			g_string_append_c(out, *at);
			continue;
		}
		const char *arg = args[at[1] - '0'];
		g_string_append(out, arg ? arg : "");
		at += 2;
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static gboolean looks_like_day(const char *text)
{
	static const char model[] = "dddd-dd-dd";
	gsize n = strlen(text);
	for (gsize i = 0; i < n; i++)
		if (i >= strlen(model) || (model[i] == 'd' ? !g_ascii_isdigit(text[i]) : text[i] != '-'))
			return FALSE;
	return n == strlen(model) || n == strlen("dddd-dd");
}

/* A day or a month written out, as the stylesheets' template "date" does; new. */
static char *say_day(const struct words *words, const char *day)
{
	g_autofree char *key = g_strdup_printf("month.%.2s", day + 5);
	g_autofree char *year = g_strndup(day, 4);
	g_autofree char *number = day[7] ? g_strdup(day + 8 + (day[8] == '0')) : NULL;
	const char *month = words_of(words, key);
	if (!number)
		return fill(words_of(words, "date.month"), (const char *[ARGS]){ month, year });
	if (strcmp(number, "1") == 0)
		return fill(words_of(words, "date.first"), (const char *[ARGS]){ month, year });
	return fill(words_of(words, "date.day"), (const char *[ARGS]){ number, month, year });
}

static char *say_argument(const struct words *words, const char *english)
{
	if (looks_like_day(english))
		return say_day(words, english);
	char *said = words_said(words, english);
	return said ? said : g_strdup(english);
}

/* What stands at the placeholders, if the text is that sentence: each as short as can be. A number counts. */
static gboolean fits(const struct sentence *s, const char *text, char **args)
{
	if (!g_str_has_prefix(text, s->parts[0]))
		return FALSE;
	const char *at = text + strlen(s->parts[0]);
	for (guint i = 1; s->parts[i]; i++) {
		gboolean last = !s->parts[i + 1];
		const char *end = last ? text + strlen(text) - strlen(s->parts[i]) : strstr(at, s->parts[i]);
		if (!end || end <= at || (last && !g_str_has_suffix(text, s->parts[i])))
			return FALSE;
		char **arg = &args[s->args[i - 1]];
		g_free(*arg);
		*arg = g_strndup(at, (gsize)(end - at));
		if (s->base && s->args[i - 1] == 0 && strspn(*arg, "0123456789") != strlen(*arg))
			return FALSE;
		at = end + strlen(s->parts[i]);
	}
	return *at == '\0';
}

/* The sentence in the language; a counted one in the form that its number asks for. */
static char *say(const struct words *words, const struct sentence *s, char **args)
{
	if (s->base && !args[0])
		args[0] = g_strdup(strrchr(s->key, '.') + 1);
	char *said[ARGS] = { NULL };
	for (int i = 0; i < ARGS; i++)
		said[i] = args[i] ? say_argument(words, args[i]) : NULL;
	const char *text =
		s->base ? catalogue_counted(words->own, s->base, args[0]) : catalogue_text(words->own, s->key);
	char *result = text ? fill(text, (const char *const *)said) : NULL;
	for (int i = 0; i < ARGS; i++)
		g_free(said[i]);
	return result;
}

static char *say_one(const struct words *words, const char *english)
{
	const GPtrArray *candidates = words->by_first[(guint8)*english];
	char *result = NULL;
	for (guint i = 0; i < candidates->len && !result; i++) {
		const struct sentence *s = g_ptr_array_index(candidates, i);
		char *args[ARGS] = { NULL };
		if (fits(s, english, args))
			result = say(words, s, args);
		for (int a = 0; a < ARGS; a++)
			g_free(args[a]);
	}
	return result;
}

/* The shortest run of segments from the first on that is a sentence; *n: how many they are. */
static char *say_run(const struct words *words, char **segments, guint *n)
{
	g_autoptr(GString) run = g_string_new(NULL);
	for (*n = 1; *n <= RUN_MAX && segments[*n - 1]; ++*n) {
		g_string_append_printf(run, "%s%s", *n > 1 ? JOINT : "", segments[*n - 1]);
		char *said = say_one(words, run->str);
		if (said)
			return said;
	}
	return NULL;
}

/* The parts between "; ", where what is quoted is not cut. */
static char **segments_of(const char *english)
{
	g_autoptr(GStrvBuilder) segments = g_strv_builder_new();
	const char *from = english, *quote = NULL;
	for (const char *at = strpbrk(english, "\";"); at; at = strpbrk(at + 1, "\";")) {
		if (*at == '"')
			quote = quote ? NULL : strchr(at + 1, '"');
		if (quote || !g_str_has_prefix(at, JOINT))
			continue;
		g_autofree char *segment = g_strndup(from, (gsize)(at - from));
		g_strv_builder_add(segments, segment);
		from = at + strlen(JOINT);
	}
	g_strv_builder_add(segments, from);
	return g_strv_builder_end(segments);
}

char *words_said(const struct words *words, const char *english)
{
	g_auto(GStrv) segments = segments_of(english);
	g_autoptr(GString) out = g_string_new(NULL);
	gboolean any = FALSE;
	for (guint i = 0, n; segments[i]; i += n) {
		g_autofree char *said = say_run(words, segments + i, &n);
		g_string_append(out, i ? words_of(words, "join") : "");
		g_string_append(out, said ? said : segments[i]);
		any = any || said;
		n = said ? n : 1;
	}
	return any ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}
