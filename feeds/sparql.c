#include "feeds/sparql.h"

#include <string.h>

#include "checker/error.h"
#include "feeds/sparql_rows.h"
#include "feeds/sparql_set.h"
#include "feeds/value.h"

struct reader {
	const struct feed_options *options;
	const struct feed_sink *sink;
	const struct sparql_set *set;
	void *state; /* of the set */
};

static const struct sparql_set *const sets[] = { &sparql_measures, &sparql_measure_values, &sparql_judgments,
	                                         &sparql_acts, &sparql_act_values };

static gboolean fits(GHashTable *variables, const struct sparql_set *set)
{
	if (set->without && g_hash_table_contains(variables, set->without))
		return FALSE;
	for (const char *const *name = set->all; *name; name++)
		if (!g_hash_table_contains(variables, *name))
			return FALSE;
	for (const char *const *name = set->one; *name; name++)
		if (g_hash_table_contains(variables, *name))
			return TRUE;
	return !set->one[0];
}

static gboolean refuse_variables(const struct reader *r, GHashTable *variables, guint line, GError **error)
{
	g_autoptr(GList) names = g_list_sort(g_hash_table_get_values(variables), (GCompareFunc)strcmp);
	g_autoptr(GString) found = g_string_new(NULL);
	for (const GList *name = names; name && found->len < 200; name = name->next)
		g_string_append_printf(found, "%s%.40s", found->len ? ", " : "", (const char *)name->data);
	g_autoptr(GString) known = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(sets); i++)
		g_string_append_printf(known, "%s%s (%s)", known->len ? "; " : "", sets[i]->title, sets[i]->needs);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:%u: results with the variables: %s; known are %s",
	            r->options->name, line, found->len ? found->str : "none", known->str);
	return FALSE;
}

/* Finds out from the variables what the rows are. */
static gboolean begin(void *user, GHashTable *variables, guint line, GError **error)
{
	struct reader *r = user;
	for (size_t i = 0; i < G_N_ELEMENTS(sets) && !r->set; i++)
		if (fits(variables, sets[i]))
			r->set = sets[i];
	if (!r->set)
		return refuse_variables(r, variables, line, error);
	r->state = r->set->begin(r->options, r->sink);
	return TRUE;
}

static gboolean row(void *user, const struct sparql_row *given, GError **error)
{
	const struct reader *r = user;
	return r->set->row(r->state, given, error);
}

gboolean sparql_read(FILE *in, const struct feed_options *options, const struct feed_sink *sink, GError **error)
{
	struct reader r = { .options = options, .sink = sink };
	struct sparql_handler handler = { &r, begin, row };
	gboolean ok = sparql_rows(in, options->name, &handler, error) && r.set->end(r.state, error);
	if (r.set)
		r.set->free(r.state);
	return ok;
}
