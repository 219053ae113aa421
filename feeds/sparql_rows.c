#include "feeds/sparql_rows.h"

#include <string.h>

#include "checker/error.h"
#include "feeds/xmlread.h"

#define RESULTS_NS "http://www.w3.org/2005/sparql-results#"

enum place { OUTSIDE, ROOT, HEAD, VARIABLE, LINK, RESULTS, RESULT, BINDING, VALUE, BOOLEAN };

struct answer {
	const char *name;
	const struct sparql_handler *handler;
	enum place place;
	gboolean begun;
	GHashTable *variables; /* declared in the head: our name -> the answer's */
	struct sparql_row row;
	const char *binding; /* the variable being read; the table's */
	GString *value;
};

/* Where an element may stand, and so what it is. */
static const struct step {
	enum place parent;
	const char *name;
	enum place place;
} steps[] = {
	{ OUTSIDE, "sparql", ROOT },    { ROOT, "head", HEAD },       { HEAD, "variable", VARIABLE },
	{ HEAD, "link", LINK },         { ROOT, "results", RESULTS }, { RESULTS, "result", RESULT },
	{ RESULT, "binding", BINDING }, { BINDING, "uri", VALUE },    { BINDING, "literal", VALUE },
	{ BINDING, "bnode", VALUE },    { ROOT, "boolean", BOOLEAN },
};

/* Names under which others select what has a name here. */
static const struct {
	const char *from, *to;
} aliases[] = {
	{ "ojdate", "published" }, { "ojd", "published" },      { "eif", "in_force" }, { "c", "celex" },
	{ "notif", "notified" },   { "oj", "journal" },         { "ojn", "number" },   { "decl", "declaration" },
	{ "nt", "notified_act" },  { "comment", "annotation" },
};

static const char *own_name(const char *variable)
{
	for (size_t i = 0; i < G_N_ELEMENTS(aliases); i++)
		if (strcmp(variable, aliases[i].from) == 0)
			return aliases[i].to;
	return variable;
}

G_GNUC_PRINTF(4, 5)
static gboolean refuse(const struct answer *a, guint line, GError **error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:%u: %s", a->name, line, reason);
	return FALSE;
}

const char *sparql_get(const struct sparql_row *row, const char *variable)
{
	return g_hash_table_lookup(row->values, variable);
}

/* Finds out from the variables what the rows are. */
static gboolean start_results(struct answer *a, const struct xml_tag *tag, GError **error)
{
	if (a->begun)
		return refuse(a, tag->line, error, "a second element 'results'");
	a->begun = TRUE;
	return !a->handler->begin || a->handler->begin(a->handler->user, a->variables, tag->line, error);
}

static gboolean start_variable(struct answer *a, const struct xml_tag *tag, GError **error)
{
	g_autofree char *name = xml_attribute(tag, "name");
	if (!name)
		return refuse(a, tag->line, error, "a variable without a name");
	const char *own = own_name(name);
	if (!g_hash_table_insert(a->variables, g_strdup(own), g_strdup(name)))
		return refuse(a, tag->line, error, "the variable %.40s is there twice", own);
	return TRUE;
}

static gboolean start_binding(struct answer *a, const struct xml_tag *tag, GError **error)
{
	g_autofree char *name = xml_attribute(tag, "name");
	const char *own = name ? own_name(name) : "";
	gpointer key = NULL;
	if (!g_hash_table_lookup_extended(a->variables, own, &key, NULL))
		return refuse(a, tag->line, error, "a value for '%.40s', which is no variable of the head", own);
	if (sparql_get(&a->row, own))
		return refuse(a, tag->line, error, "two values for %s in one row", own);
	a->binding = key;
	return TRUE;
}

static gboolean start_place(struct answer *a, const struct xml_tag *tag, GError **error)
{
	switch (a->place) {
	case VARIABLE:
		return start_variable(a, tag, error);
	case RESULTS:
		return start_results(a, tag, error);
	case RESULT:
		a->row.line = tag->line;
		g_hash_table_remove_all(a->row.values);
		return TRUE;
	case BINDING:
		return start_binding(a, tag, error);
	case VALUE:
		g_string_truncate(a->value, 0);
		return TRUE;
	case BOOLEAN:
		return refuse(a, tag->line, error, "a yes/no answer, not a table of results");
	default:
		return TRUE;
	}
}

static gboolean refuse_element(const struct answer *a, const struct xml_tag *tag, GError **error)
{
	if (a->place != OUTSIDE)
		return refuse(a, tag->line, error, "element '%.40s' does not belong here", tag->name);
	if (g_ascii_strcasecmp(tag->name, "html") == 0)
		return refuse(a, tag->line, error, "an HTML page, not SPARQL results");
	return refuse(a, tag->line, error, "the root element is {%.80s}%.40s, not {%s}sparql", tag->ns, tag->name,
	              RESULTS_NS);
}

static gboolean on_start(void *user, const struct xml_tag *tag, GError **error)
{
	struct answer *a = user;
	for (size_t i = 0; strcmp(tag->ns, RESULTS_NS) == 0 && i < G_N_ELEMENTS(steps); i++)
		if (steps[i].parent == a->place && strcmp(steps[i].name, tag->name) == 0) {
			a->place = steps[i].place;
			return start_place(a, tag, error);
		}
	return refuse_element(a, tag, error);
}

static gboolean on_text(void *user, const char *text, gsize length, GError **error)
{
	struct answer *a = user;
	if (a->place == VALUE) {
		g_string_append_len(a->value, text, (gssize)length);
		return TRUE;
	}
	for (gsize i = 0; i < length; i++)
		if (!g_ascii_isspace(text[i]))
			return refuse(a, a->row.line, error, "text outside a value");
	return TRUE;
}

static enum place parent_of(enum place place)
{
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
		if (steps[i].place == place)
			return steps[i].parent;
	return OUTSIDE;
}

static gboolean on_end(void *user, const struct xml_tag *tag, GError **error)
{
	struct answer *a = user;
	enum place place = a->place;
	a->place = parent_of(place);
	if (place == VALUE)
		g_hash_table_insert(a->row.values, (gpointer)a->binding, g_strndup(a->value->str, a->value->len));
	if (place == RESULT)
		return a->handler->row(a->handler->user, &a->row, error);
	if (place == ROOT && !a->begun)
		return refuse(a, tag->line, error, "it has no results");
	return TRUE;
}

gboolean sparql_rows(FILE *in, const char *name, const struct sparql_handler *given, GError **error)
{
	struct answer a = { .name = name, .handler = given, .value = g_string_new(NULL) };
	struct xml_handler handler = { &a, on_start, on_text, on_end };
	a.row.line = 1;
	a.variables = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	a.row.values = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	gboolean ok = xml_read(in, name, &handler, error);
	g_hash_table_unref(a.row.values);
	g_hash_table_unref(a.variables);
	g_string_free(a.value, TRUE);
	return ok;
}
