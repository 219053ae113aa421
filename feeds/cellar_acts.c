/* Step 1 of the source CELLAR: the acts of each year, with their dates; or those that were named. */
#include <stdlib.h>
#include <string.h>

#include "checker/error.h"
#include "feeds/cellar_part.h"
#include "feeds/cellar_private.h"
#include "feeds/sparql_rows.h"

#define FIRST_YEAR 1958

/* The acts of a year: first which there are, then what is said of them, in batches. One load proves the year. */
struct year {
	const struct source_conf *conf;
	char *scope; /* "2016", or the CELEX of an act named */
	char *since; /* NULL: all is read again */
	GHashTable *known;
	GHashTable *dated; /* those of known that had a date of transposition */
	struct cellar_part *index;
	GPtrArray *acts, *parts; /* parts: NULL until they are asked */
	gboolean changed;
	char *implausible; /* why it is not believed, or NULL */
};

static void year_free(gpointer data)
{
	struct year *year = data;
	g_free(year->scope);
	g_free(year->since);
	g_free(year->implausible);
	g_hash_table_unref(year->known);
	g_hash_table_unref(year->dated);
	cellar_part_free(year->index);
	g_ptr_array_unref(year->acts);
	if (year->parts)
		g_ptr_array_unref(year->parts);
	g_free(year);
}

static gboolean ask_part(struct unit *unit, const GPtrArray *acts, guint from, guint to, GError **error)
{
	struct year *year = unit->data;
	g_autoptr(GPtrArray) slice = cellar_acts_slice(acts, from, to);
	struct cellar_terms terms = { .query = "cellar-acts.rq", .what = "acts", .acts = slice };
	struct cellar_part *part = cellar_ask(unit, year->conf, &terms, FALSE, error);
	if (part)
		g_ptr_array_add(year->parts, part);
	return part != NULL;
}

static gboolean ask_acts(struct unit *unit, GError **error)
{
	struct year *year = unit->data;
	guint batch = MAX(year->conf->batch, 1);
	year->parts = g_ptr_array_new_with_free_func(cellar_part_destroy);
	for (guint from = 0; from < year->acts->len; from += batch)
		if (!ask_part(unit, year->acts, from, MIN(from + batch, year->acts->len), error))
			return FALSE;
	return TRUE;
}

/* ---- the list */

static gboolean take_listed(void *user, const struct sparql_row *row, GError **error)
{
	struct year *year = user;
	const char *modified = sparql_get(row, "modified");
	(void)error;
	if (modified && year->since && strcmp(modified, year->since) >= 0)
		year->changed = TRUE;
	return TRUE;
}

static int by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The list of the canary's year must have the canary in it: an empty list may be an index that is gone. */
static gboolean canary_listed(const struct year *year, GError **error)
{
	const char *canary = year->conf->canary;
	if (!canary || strlen(canary) < 5 || strncmp(canary + 1, year->scope, 4) != 0 ||
	    cellar_counted(year->index, canary))
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "CELLAR does not list %s, which must be among them", canary);
	return FALSE;
}

/* The acts listed, and whether they are those known and none of them has changed. */
static gboolean read_list(struct year *year, GError **error)
{
	struct sparql_handler handler = { year, NULL, take_listed };
	GHashTableIter iter;
	gpointer celex;
	if (!sparql_rows(year->index->data->answer->body, year->index->data->name, &handler, error))
		return FALSE;
	rewind(year->index->data->answer->body);
	g_hash_table_iter_init(&iter, year->index->counts);
	while (g_hash_table_iter_next(&iter, &celex, NULL)) {
		g_ptr_array_add(year->acts, g_strdup(celex));
		year->changed |= !g_hash_table_contains(year->known, celex);
	}
	g_ptr_array_sort(year->acts, by_text);
	year->changed |= !year->since || year->acts->len != g_hash_table_size(year->known);
	guint known = g_hash_table_size(year->known), now = year->acts->len;
	if (cellar_implausible(year->conf, known, now) || (known > 0 && now == 0))
		year->implausible = g_strdup_printf("CELLAR lists %u acts where %u were known", now, known);
	return canary_listed(year, error);
}

static enum unit_verdict judge_list(struct unit *unit, GError **error)
{
	struct year *year = unit->data;
	if (cellar_prove(year->index, error) != CELLAR_PROVEN || !read_list(year, error))
		return UNIT_FAILED;
	if (!year->changed || year->implausible || year->acts->len == 0)
		return UNIT_READ;
	return ask_acts(unit, error) ? UNIT_ASK : UNIT_FAILED;
}

/* ---- what is said of them */

static gboolean all_there(const struct cellar_part *part, GError **error)
{
	for (guint i = 0; i < part->acts->len; i++)
		if (!cellar_counted(part, part->acts->pdata[i])) {
			g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "CELLAR does not know the act %s",
			            (char *)part->acts->pdata[i]);
			return FALSE;
		}
	return TRUE;
}

/* Asks the halves of a part that was too much; an act that alone is too much fails. */
static gboolean ask_halves(struct unit *unit, guint index, GError **error)
{
	struct year *year = unit->data;
	struct cellar_part *part = g_ptr_array_steal_index(year->parts, index);
	guint n = part->acts->len;
	gboolean ok = ask_part(unit, part->acts, 0, n / 2, error) && ask_part(unit, part->acts, n / 2, n, error);
	cellar_part_free(part);
	return ok;
}

static enum unit_verdict judge_part(struct unit *unit, guint index, GError **error)
{
	struct year *year = unit->data;
	struct cellar_part *part = g_ptr_array_index(year->parts, index);
	g_autoptr(GError) why = NULL;
	enum cellar_proof proof = part->counts ? CELLAR_PROVEN : cellar_prove(part, &why);
	if (proof == CELLAR_PROVEN)
		return all_there(part, error) ? UNIT_READ : UNIT_FAILED;
	if (proof == CELLAR_TOO_MUCH && part->acts->len > 1)
		return ask_halves(unit, index, error) ? UNIT_ASK : UNIT_FAILED;
	g_propagate_error(error, g_steal_pointer(&why));
	return UNIT_FAILED;
}

/* Notes the acts that have a date of transposition in the answer. */
static gboolean take_dated(void *user, const struct sparql_row *row, GError **error)
{
	const char *celex = sparql_get(row, "celex"), *property = sparql_get(row, "property");
	(void)error;
	if (celex && property && (strstr(property, "date_transposition") || strstr(property, "date_deadline")))
		g_hash_table_add(user, g_strdup(celex));
	return TRUE;
}

/* A property that CELLAR no longer gives would withdraw the dates of all acts, and close every finding: answer and twin agree
 * about what is in neither. */
static gboolean dates_plausible(struct year *year, GError **error)
{
	g_autoptr(GHashTable) now = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct sparql_handler handler = { now, NULL, take_dated };
	guint had = 0, have = 0;
	for (guint i = 0; i < year->parts->len; i++) {
		const struct cellar_part *part = g_ptr_array_index(year->parts, i);
		if (!sparql_rows(part->data->answer->body, part->data->name, &handler, error))
			return FALSE;
		rewind(part->data->answer->body);
	}
	for (guint i = 0; i < year->acts->len; i++) {
		if (!g_hash_table_contains(year->dated, year->acts->pdata[i]))
			continue;
		had++;
		if (g_hash_table_contains(now, year->acts->pdata[i]))
			have++;
	}
	if (cellar_implausible(year->conf, had, have) || (had > 1 && have == 0))
		year->implausible = g_strdup_printf(
			"CELLAR gives a date of transposition for %u of the %u acts that had one", have, had);
	return TRUE;
}

static enum unit_verdict judge(struct unit *unit, GPtrArray *more, GError **error)
{
	struct year *year = unit->data;
	gboolean asked = FALSE;
	(void)more;
	if (!year->parts)
		return judge_list(unit, error);
	for (guint i = year->parts->len; i-- > 0;) {
		enum unit_verdict verdict = judge_part(unit, i, error);
		if (verdict == UNIT_FAILED)
			return UNIT_FAILED;
		asked |= verdict == UNIT_ASK;
	}
	return asked ? UNIT_ASK : dates_plausible(year, error) ? UNIT_READ : UNIT_FAILED;
}

/* ---- reading */

static gboolean without_reads(void *user, struct record *record, const struct feed_sink *sink, GError **error)
{
	(void)user;
	return record->kind == RECORD_READ || sink->take(sink->user, record, error);
}

static int by_first_act(gconstpointer a, gconstpointer b)
{
	const struct cellar_part *x = *(const struct cellar_part *const *)a;
	const struct cellar_part *y = *(const struct cellar_part *const *)b;
	return strcmp(x->acts->pdata[0], y->acts->pdata[0]);
}

static gboolean read_parts(struct year *year, const struct feed_sink *sink, guint *rejected, GError **error)
{
	if (!year->parts)
		return TRUE;
	g_ptr_array_sort(year->parts, by_first_act);
	for (guint i = 0; i < year->parts->len; i++) {
		const struct cellar_part *part = g_ptr_array_index(year->parts, i);
		if (!cellar_read(part->data, without_reads, NULL, sink, rejected, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean read_year(struct unit *unit, const struct feed_sink *sink, GError **error)
{
	struct year *year = unit->data;
	guint rejected = 0;
	if (!year->implausible && !read_parts(year, sink, &rejected, error))
		return FALSE;
	const struct question *list =
		year->index ? year->index->data : ((struct cellar_part *)year->parts->pdata[0])->data;
	g_autofree char *query = cellar_query_note(year->index ? "cellar-index.rq" : "cellar-acts.rq", year->scope);
	struct record_read read = {
		.what = "acts",
		.scope = year->scope,
		.whole = rejected == 0 && !year->implausible,
		.query = query,
		.unchanged = !year->changed,
		.status = year->implausible ? "implausible" : NULL,
		.reason = year->implausible,
	};
	return cellar_take_read(list, &read, sink, error);
}

/* ---- the plan */

static struct unit *year_new(const struct source_task *task, const char *scope, const char *since)
{
	g_autofree char *name = g_strdup_printf(strlen(scope) == 4 ? "acts of %s" : "the act %s", scope);
	struct unit *unit = unit_new(name);
	struct year *year = g_new0(struct year, 1);
	year->conf = task->conf;
	year->scope = g_strdup(scope);
	year->since = g_strdup(since);
	year->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	year->dated = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	year->acts = g_ptr_array_new_with_free_func(g_free);
	unit->judge = judge;
	unit->read = read_year;
	unit->data = year;
	unit->data_free = year_free;
	unit_add_scope(unit, "acts", scope);
	return unit;
}

/* What the list of a year named before: the acts CELLAR told of; not those known from elsewhere. */
static void copy_known(struct year *year, GHashTable *known)
{
	GHashTableIter iter;
	gpointer celex, value;
	g_hash_table_iter_init(&iter, known);
	while (g_hash_table_iter_next(&iter, &celex, &value)) {
		const char *text = celex;
		const struct source_known *of = value;
		if (!of->listed || strlen(text) <= 5 || strncmp(text + 1, year->scope, 4) != 0 ||
		    !strchr("LF", text[5]))
			continue;
		g_hash_table_add(year->known, g_strdup(text));
		if (of->dated)
			g_hash_table_add(year->dated, g_strdup(text));
	}
}

static gboolean plan_year(const struct source_task *task, const char *scope, const char *since, GPtrArray *units,
                          GError **error)
{
	struct unit *unit = year_new(task, scope, since);
	struct year *year = unit->data;
	struct cellar_terms terms = { .query = "cellar-index.rq", .what = "list", .year = scope, .since = since };
	copy_known(year, task->known);
	g_ptr_array_add(units, unit);
	year->index = cellar_ask(unit, task->conf, &terms, FALSE, error);
	return year->index != NULL;
}

static gboolean plan_act(const struct source_task *task, const char *celex, GPtrArray *units, GError **error)
{
	struct unit *unit = year_new(task, celex, NULL);
	struct year *year = unit->data;
	year->changed = TRUE;
	g_ptr_array_add(year->acts, g_strdup(celex));
	g_ptr_array_add(units, unit);
	return ask_acts(unit, error);
}

gboolean cellar_plan_acts(const struct source_task *task, const char *since, GPtrArray *units, GError **error)
{
	for (const char *const *act = task->acts; act && *act; act++)
		if (!plan_act(task, *act, units, error))
			return FALSE;
	for (int year = FIRST_YEAR; !task->acts && year <= atoi(task->today); year++) {
		g_autofree char *scope = g_strdup_printf("%d", year);
		if (!plan_year(task, scope, since, units, error))
			return FALSE;
	}
	return TRUE;
}
