#include <string.h>

#include "checker/words_private.h"

#define MODEL "en"

/* A catalogue beside the English one, and where to say what is wrong with it. */
struct check {
	const struct catalogue *own, *model;
	GPtrArray *problems;
};

static void complain(const struct check *c, const char *key, const char *what)
{
	g_ptr_array_add(c->problems, g_strdup_printf("%s: %s: %s", c->own->path, key, what));
}

/* A counted key has a text for more than one, "KEY.n", in English. */
static char *counted_base(const struct check *c, const char *key)
{
	g_autofree char *base = catalogue_base(key);
	g_autofree char *many = base ? g_strconcat(base, ".n", NULL) : NULL;
	return many && catalogue_text(c->model, many) ? g_steal_pointer(&base) : NULL;
}

static gboolean has_form(const struct catalogue *own, const char *form)
{
	for (guint i = 0; i < own->plurals->len; i++)
		if (strcmp(((const struct plural *)g_ptr_array_index(own->plurals, i))->form, form) == 0)
			return TRUE;
	return strcmp(form, "0") == 0 || strcmp(form, "n") == 0;
}

/* Which placeholders a text has, as bits; a brace that is none counts as bit 10. */
static guint placeholders(const char *text)
{
	guint found = 0;
	for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{'))
		found |= 1U << (g_ascii_isdigit(at[1]) && at[2] == '}' ? at[1] - '0' : 10);
	return found;
}

static void check_message(const struct check *c, const struct message *m, GHashTable *seen)
{
	g_autofree char *base = counted_base(c, m->key);
	g_autofree char *many = base ? g_strconcat(base, ".n", NULL) : NULL;
	const char *model = catalogue_text(c->model, many ? many : m->key);
	guint ignored = base ? 1 : 0; /* the number may be written as a word */
	if (!g_hash_table_add(seen, m->key))
		complain(c, m->key, "it is there twice");
	if (!model || (base && !has_form(c->own, m->key + strlen(base) + 1)))
		complain(c, m->key, "no such key");
	else if ((placeholders(m->text) | ignored) != (placeholders(model) | ignored))
		complain(c, m->key, "its {0}, {1} are not those of the English text");
	if (!*m->text)
		complain(c, m->key, "its text is empty");
}

static void want(const struct check *c, const char *key)
{
	if (!catalogue_text(c->own, key))
		complain(c, key, "it is missing");
}

/* A counted key needs ".n", and each form of the language where the English has one of its own for one. */
static void want_message(const struct check *c, const struct message *m)
{
	g_autofree char *base = counted_base(c, m->key);
	if (!base || g_str_has_suffix(m->key, ".n"))
		want(c, m->key);
	if (!base || !g_str_has_suffix(m->key, ".1"))
		return;
	for (guint i = 0; i < c->own->plurals->len; i++) {
		const struct plural *p = g_ptr_array_index(c->own->plurals, i);
		g_autofree char *key = g_strconcat(base, ".", p->form, NULL);
		want(c, key);
	}
}

static void check_plurals(const struct check *c)
{
	for (guint i = 0; i < c->own->plurals->len; i++) {
		const struct plural *p = g_ptr_array_index(c->own->plurals, i);
		if (!p->form || strlen(p->form) != 1 || !g_ascii_isdigit(*p->form) || *p->form == '0')
			complain(c, "plural", "its form is no digit from 1 to 9");
	}
}

static void check_mark(const struct check *c)
{
	if (g_strcmp0(c->own->marked, c->own->lang) != 0)
		complain(c, "lang", "it is not the language that the file is named by");
}

static void check_language(const struct check *c)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	check_mark(c);
	guint before = c->problems->len;
	check_plurals(c);
	if (c->problems->len > before)
		return;
	for (guint i = 0; i < c->own->messages->len; i++)
		check_message(c, g_ptr_array_index(c->own->messages, i), seen);
	for (guint i = 0; i < c->model->messages->len; i++)
		want_message(c, g_ptr_array_index(c->model->messages, i));
}

void words_check(GPtrArray *problems)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Catalogue) model = catalogue_new(MODEL, &error);
	g_auto(GStrv) languages = words_languages();
	for (char **lang = languages; model && *lang; lang++) {
		g_autoptr(GError) problem = NULL;
		g_autoptr(Catalogue) own = catalogue_new(*lang, &problem);
		if (own)
			check_language(&(struct check){ own, model, problems });
		else
			g_ptr_array_add(problems, g_strdup(problem->message));
	}
	if (!model)
		g_ptr_array_add(problems, g_strdup(error->message));
}
