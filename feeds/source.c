#include "feeds/source.h"

#include <string.h>

#include "feeds/source_table.h"

/* In the order in which they are asked: what later ones say is linked to the acts of earlier ones. */
static const struct source *const sources[] = { &source_cellar, &source_register, NULL };

const struct source *const *source_all(void)
{
	return sources;
}

const struct source *source_find(const char *name)
{
	for (const struct source *const *source = sources; *source; source++)
		if (g_strcmp0(name, (*source)->name) == 0)
			return *source;
	return NULL;
}

struct question *question_new(const char *name)
{
	struct question *question = g_new0(struct question, 1);
	question->name = g_strdup(name);
	return question;
}

static void request_clear(struct fetch_request *request)
{
	g_free(request->url);
	g_free(request->body);
	g_free(request->type);
	g_free(request->accept);
}

void question_free(struct question *question)
{
	if (!question)
		return;
	if (question->answer)
		fetch_answer_free(question->answer);
	request_clear(&question->request);
	g_free(question->name);
	g_free(question);
}

static void question_destroy(gpointer question)
{
	question_free(question);
}

static void scope_destroy(gpointer data)
{
	struct unit_scope *scope = data;
	g_free(scope->what);
	g_free(scope->scope);
	g_free(scope);
}

struct unit *unit_new(const char *name)
{
	struct unit *unit = g_new0(struct unit, 1);
	unit->name = g_strdup(name);
	unit->questions = g_ptr_array_new_with_free_func(question_destroy);
	unit->scopes = g_ptr_array_new_with_free_func(scope_destroy);
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
	struct unit_scope *added = g_new0(struct unit_scope, 1);
	*added = (struct unit_scope){ g_strdup(what), g_strdup(scope) };
	g_ptr_array_add(unit->scopes, added);
}
