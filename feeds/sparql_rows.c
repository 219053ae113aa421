#include "feeds/sparql_rows.h"

#include <string.h>

#include "checker/error.h"
#include "feeds/xmlread.h"

#define RESULTS_NS "http://www.w3.org/2005/sparql-results#"

enum place { OUTSIDE, ROOT, HEAD, VARIABLE, LINK, RESULTS, RESULT, BINDING, VALUE, BOOLEAN };

/* The value of a variable in the row being read; one and the same for all rows, so that none costs an allocation. */
struct cell {
	GString *text;
	gboolean bound;
};

struct answer {
	const char *name;
	const struct sparql_handler *handler;
	enum place place;
	gboolean begun;
	GHashTable *variables; /* declared in the head: our name -> the answer's */
	GHashTable *named;     /* the answer's name -> struct cell, those of row.cells */
	struct sparql_row row;
	struct cell *cell; /* being read */
};

/* Where an element may stand, and so what it is; those of every row first. */
static const struct step {
	enum place parent;
	const char *name;
	enum place place;
} steps[] = {
	{ RESULT, "binding", BINDING }, { BINDING, "literal", VALUE }, { BINDING, "uri", VALUE },
	{ RESULTS, "result", RESULT },  { BINDING, "bnode", VALUE },   { OUTSIDE, "sparql", ROOT },
	{ ROOT, "head", HEAD },         { HEAD, "link", LINK },        { HEAD, "variable", VARIABLE },
	{ ROOT, "results", RESULTS },   { ROOT, "boolean", BOOLEAN },
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
	const struct cell *cell = g_hash_table_lookup(row->cells, variable);
	return cell && cell->bound ? cell->text->str : NULL;
}

static void cell_free(gpointer data)
{
	struct cell *cell = data;
	g_string_free(cell->text, TRUE);
	g_free(cell);
}

static void start_row(struct answer *a, guint line)
{
	GHashTableIter at;
	gpointer cell;
	a->row.line = line;
	a->row.n = 0;
	g_hash_table_iter_init(&at, a->row.cells);
	while (g_hash_table_iter_next(&at, NULL, &cell))
		((struct cell *)cell)->bound = FALSE;
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
	struct cell *cell = g_new0(struct cell, 1);
	cell->text = g_string_new(NULL);
	g_hash_table_insert(a->row.cells, g_strdup(own), cell);
	g_hash_table_insert(a->named, g_strdup(name), cell);
	return TRUE;
}

static gboolean start_binding(struct answer *a, const struct xml_tag *tag, GError **error)
{
	g_autofree char *name = xml_attribute(tag, "name");
	struct cell *cell = name ? g_hash_table_lookup(a->named, name) : NULL;
	if (!cell)
		return refuse(a, tag->line, error, "a value for '%.40s', which is no variable of the head",
		              name ? name : "");
	if (cell->bound)
		return refuse(a, tag->line, error, "two values for %s in one row", own_name(name));
	a->cell = cell;
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
		start_row(a, tag->line);
		return TRUE;
	case BINDING:
		return start_binding(a, tag, error);
	case VALUE:
		g_string_truncate(a->cell->text, 0);
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
		g_string_append_len(a->cell->text, text, (gssize)length);
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
	if (place == VALUE) {
		a->row.n += !a->cell->bound;
		a->cell->bound = TRUE;
	}
	if (place == RESULT)
		return a->handler->row(a->handler->user, &a->row, error);
	if (place == ROOT && !a->begun)
		return refuse(a, tag->line, error, "it has no results");
	return TRUE;
}

gboolean sparql_rows(FILE *in, const char *name, const struct sparql_handler *given, GError **error)
{
	struct answer a = { .name = name, .handler = given };
	struct xml_handler handler = { &a, on_start, on_text, on_end };
	a.row.line = 1;
	a.variables = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	a.named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	a.row.cells = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, cell_free);
	gboolean ok = xml_read(in, name, &handler, error);
	g_hash_table_unref(a.named);
	g_hash_table_unref(a.row.cells);
	g_hash_table_unref(a.variables);
	return ok;
}
