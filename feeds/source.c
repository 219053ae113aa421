#include "feeds/source.h"

#include <string.h>

#include "feeds/register_source.h"

static const struct source *const sources[] = { &source_register, NULL };

const struct source *const *source_all(void)
{
	return sources;
}

const struct source *source_find(const char *name)
{
	for (const struct source *const *source = sources; *source; source++)
		if (strcmp((*source)->name, name) == 0)
			return *source;
	return NULL;
}

struct question *question_new(const char *name)
{
	struct question *q = g_new0(struct question, 1);
	q->name = g_strdup(name);
	return q;
}

void question_free(struct question *q)
{
	if (!q)
		return;
	char *texts[] = { q->name,           q->request.url,  q->request.body,         q->request.type,
		          q->request.accept, q->request.etag, q->request.last_modified };
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_clear_pointer(&q->answer, fetch_answer_free);
	g_free(q);
}

static void scope_free(gpointer data)
{
	struct unit_scope *scope = data;
	g_free(scope->what);
	g_free(scope->scope);
	g_free(scope);
}

static void any_question_free(gpointer data)
{
	question_free(data);
}

struct unit *unit_new(const char *name)
{
	struct unit *unit = g_new0(struct unit, 1);
	unit->name = g_strdup(name);
	unit->questions = g_ptr_array_new_with_free_func(any_question_free);
	unit->scopes = g_ptr_array_new_with_free_func(scope_free);
	return unit;
}

void unit_free(struct unit *unit)
{
	if (!unit)
		return;
	if (unit->data_free)
		unit->data_free(unit->data);
	g_ptr_array_unref(unit->questions);
	g_ptr_array_unref(unit->scopes);
	g_free(unit->name);
	g_free(unit);
}

void unit_add_scope(struct unit *unit, const char *what, const char *scope)
{
	struct unit_scope *s = g_new0(struct unit_scope, 1);
	s->what = g_strdup(what);
	s->scope = g_strdup(scope);
	g_ptr_array_add(unit->scopes, s);
}
