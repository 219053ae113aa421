#include "feeds/cellar_part.h"

#include <string.h>

#include "checker/data.h"
#include "checker/error.h"
#include "feeds/language.h"
#include "feeds/sparql.h"
#include "feeds/sparql_proof.h"
#include "feeds/sparql_rows.h"

#define RESULTS "application/sparql-results+xml"
#define LANGUAGES "<http://publications.europa.eu/resource/authority/language/"
#define COUNTED "SELECT ?celex (COUNT(*) AS ?rows) (COUNT(DISTINCT ?nim) AS ?n) WHERE {"
#define PLAUSIBLE_FROM 10

/* ---- queries */

/* CELLAR's numbers are typed, and a literal without a type matches none of them; other stores have them without. */
static char *literals(const GPtrArray *acts)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; acts && i < acts->len; i++)
		g_string_append_printf(out, "%s\"%s\"^^xsd:string \"%s\"", i ? " " : "", (char *)acts->pdata[i],
		                       (char *)acts->pdata[i]);
	return g_string_free(out, FALSE);
}

static char *languages_of(const struct source_conf *conf)
{
	static const char *const english[] = { "en", NULL };
	GString *out = g_string_new(NULL);
	const char *const *language = conf->languages ? (const char *const *)conf->languages : english;
	for (; *language; language++)
		if (language_authority(*language))
			g_string_append_printf(out, LANGUAGES "%s> ", language_authority(*language));
	return g_string_free(out, FALSE);
}

/* The text of the query without its comments, which are ours; new. */
static char *query_text(const char *name, GError **error)
{
	g_autofree char *path = g_strconcat("feeds/", name, NULL);
	g_autoptr(GBytes) bytes = data_bytes(path, error);
	if (!bytes)
		return NULL;
	gsize n;
	const char *data = g_bytes_get_data(bytes, &n);
	g_autofree char *text = g_strndup(data, n);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	GString *out = g_string_new(NULL);
	for (char **line = lines; *line; line++)
		if (**line && **line != '#')
			g_string_append_printf(out, "%s\n", *line);
	return g_string_free(out, FALSE);
}

/* The twin: the same pattern, counted. */
static char *counting(const char *query)
{
	const char *from = strstr(query, "SELECT "), *brace = from ? strchr(from, '{') : NULL;
	if (!brace)
		return g_strdup(query);
	return g_strdup_printf("%.*s" COUNTED "%sGROUP BY ?celex\n", (int)(from - query), query, brace + 1);
}

static char *fill(const char *text, const struct source_conf *conf, const struct cellar_terms *terms)
{
	g_autofree char *acts = literals(terms->acts);
	g_autofree char *languages = languages_of(conf);
	const char *const terms_of[][2] = {
		{ "%ACTS%", acts },
		{ "%LANGUAGES%", languages },
		{ "%YEAR%", terms->year ? terms->year : "" },
		{ "%SINCE%", terms->since ? terms->since : "9999-12-31T00:00:00Z" },
	};
	GString *out = g_string_new(text);
	for (size_t i = 0; i < G_N_ELEMENTS(terms_of); i++)
		g_string_replace(out, terms_of[i][0], terms_of[i][1], 0);
	return g_string_free(out, FALSE);
}

static struct question *ask(const struct source_conf *conf, const char *name, const char *query)
{
	struct question *question = question_new(name);
	g_autofree char *field = fetch_form_field("query", query);
	g_autofree char *format = fetch_form_field("format", RESULTS);
	question->request.url = g_strdup(conf->url);
	question->request.body = g_strjoin("&", field, format, NULL);
	question->request.type = g_strdup("application/x-www-form-urlencoded");
	question->request.accept = g_strdup(RESULTS);
	question->request.lasting = sparql_lasting;
	return question;
}

GPtrArray *cellar_acts_slice(const GPtrArray *acts, guint from, guint to)
{
	GPtrArray *slice = g_ptr_array_new_with_free_func(g_free);
	for (guint i = from; acts && i < to; i++)
		g_ptr_array_add(slice, g_strdup(acts->pdata[i]));
	return slice;
}

char *cellar_acts_name(const GPtrArray *acts)
{
	if (!acts || acts->len == 0)
		return g_strdup("nothing");
	if (acts->len == 1)
		return g_strdup(acts->pdata[0]);
	return g_strdup_printf("%s and %u more", (char *)acts->pdata[0], acts->len - 1);
}

struct cellar_part *cellar_ask(struct unit *unit, const struct source_conf *conf, const struct cellar_terms *terms,
                               gboolean only_count, GError **error)
{
	g_autofree char *text = query_text(terms->query, error);
	if (!text)
		return NULL;
	g_autofree char *query = fill(text, conf, terms);
	g_autofree char *count = counting(query);
	g_autofree char *acts = terms->acts ? cellar_acts_name(terms->acts) : g_strdup(terms->year);
	g_autofree char *name = g_strdup_printf("%s of %s", terms->what, acts);
	g_autofree char *name_count = g_strdup_printf("count of %s", name);
	struct cellar_part *part = g_new0(struct cellar_part, 1);
	part->acts = cellar_acts_slice(terms->acts, 0, terms->acts ? terms->acts->len : 0);
	if (!only_count)
		g_ptr_array_add(unit->questions, part->data = ask(conf, name, query));
	g_ptr_array_add(unit->questions, part->count = ask(conf, name_count, count));
	return part;
}

void cellar_part_free(struct cellar_part *part)
{
	if (!part)
		return;
	g_ptr_array_unref(part->acts);
	if (part->counts)
		g_hash_table_unref(part->counts);
	g_free(part);
}

void cellar_part_destroy(gpointer part)
{
	cellar_part_free(part);
}

/* ---- proof */

static struct cellar_count *count_of(struct cellar_part *part, const char *celex)
{
	struct cellar_count *count = g_hash_table_lookup(part->counts, celex);
	if (!count) {
		count = g_new0(struct cellar_count, 1);
		g_hash_table_insert(part->counts, g_strdup(celex), count);
	}
	return count;
}

static gboolean read_number(const struct sparql_row *row, const char *variable, guint64 *number, GError **error)
{
	const char *text = sparql_get(row, variable);
	if (text && g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT32, number, NULL))
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "line %u: no number where a count should be (%s)", row->line,
	            variable);
	return FALSE;
}

static const char *celex_of(const struct sparql_row *row, GError **error)
{
	const char *celex = sparql_get(row, "celex");
	if (!celex)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "line %u: a row that names no act", row->line);
	return celex;
}

static gboolean take_count(void *user, const struct sparql_row *row, GError **error)
{
	const char *celex = celex_of(row, error);
	guint64 rows, nims;
	if (!celex || !read_number(row, "rows", &rows, error) || !read_number(row, "n", &nims, error))
		return FALSE;
	struct cellar_count *count = count_of(user, celex);
	count->rows += rows;
	count->nims += nims;
	return TRUE;
}

static gboolean take_row(void *user, const struct sparql_row *row, GError **error)
{
	const char *celex = celex_of(row, error);
	if (celex)
		count_of(user, celex)->got++;
	return celex != NULL;
}

static gboolean read_rows(struct cellar_part *part, const struct question *question,
                          gboolean (*take)(void *, const struct sparql_row *, GError **), GError **error)
{
	struct sparql_handler handler = { part, NULL, take };
	g_autoptr(GError) why = NULL;
	rewind(question->answer->body);
	gboolean ok = sparql_rows(question->answer->body, "the answer", &handler, &why);
	rewind(question->answer->body);
	if (!ok)
		g_set_error_literal(error, ADQ_ERROR, ADQ_ERROR_SOURCE, why->message);
	return ok;
}

/* A row too many is as bad as one too few: the two answers are not about the same. */
static gboolean agree(const struct cellar_part *part, GError **error)
{
	GHashTableIter iter;
	gpointer celex, value;
	g_hash_table_iter_init(&iter, part->counts);
	while (g_hash_table_iter_next(&iter, &celex, &value)) {
		const struct cellar_count *count = value;
		if (count->got == count->rows)
			continue;
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE,
		            "it has %" G_GUINT64_FORMAT " rows of %s where %" G_GUINT64_FORMAT " were counted",
		            count->got, (const char *)celex, count->rows);
		return FALSE;
	}
	return TRUE;
}

static enum cellar_proof prove_one(struct cellar_part *part, const struct question *question, GError **error)
{
	if (!sparql_proof(question->answer, error))
		return sparql_too_much(question->answer) ? CELLAR_TOO_MUCH : CELLAR_FAILED;
	gboolean data = question == part->data;
	return read_rows(part, question, data ? take_row : take_count, error) ? CELLAR_PROVEN : CELLAR_FAILED;
}

enum cellar_proof cellar_prove(struct cellar_part *part, GError **error)
{
	const struct question *questions[] = { part->data, part->count };
	g_clear_pointer(&part->counts, g_hash_table_unref);
	part->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	for (size_t i = 0; i < G_N_ELEMENTS(questions); i++) {
		enum cellar_proof proof = questions[i] ? prove_one(part, questions[i], error) : CELLAR_PROVEN;
		if (proof != CELLAR_PROVEN) {
			g_prefix_error(error, "%s: ", questions[i]->name);
			return proof;
		}
	}
	if (!part->data || agree(part, error))
		return CELLAR_PROVEN;
	g_prefix_error(error, "%s: ", part->data->name);
	return CELLAR_TOO_MUCH;
}

const struct cellar_count *cellar_counted(const struct cellar_part *part, const char *celex)
{
	return part->counts ? g_hash_table_lookup(part->counts, celex) : NULL;
}

gboolean cellar_implausible(const struct source_conf *conf, gint64 known, gint64 now)
{
	return known >= PLAUSIBLE_FROM && now * 100 < known * conf->band_percent;
}

/* ---- reading */

struct pipe {
	const struct feed_sink *sink;
	cellar_filter filter;
	void *user;
	guint body, rejected;
};

static gboolean pipe_take(void *user, const struct record *given, GError **error)
{
	const struct pipe *pipe = user;
	struct record record = *given;
	record.body = pipe->body;
	return pipe->filter ? pipe->filter(pipe->user, &record, pipe->sink, error)
	                    : pipe->sink->take(pipe->sink->user, &record, error);
}

static void pipe_reject(void *user, guint line, const char *reason)
{
	struct pipe *pipe = user;
	pipe->rejected++;
	pipe->sink->reject(pipe->sink->user, line, reason);
}

static void pipe_skip(void *user, guint line, const char *reason)
{
	const struct pipe *pipe = user;
	pipe->sink->skip(pipe->sink->user, line, reason);
}

gboolean cellar_read(const struct question *question, cellar_filter filter, void *user, const struct feed_sink *sink,
                     guint *rejected, GError **error)
{
	struct pipe pipe = { sink, filter, user, question->body, 0 };
	struct feed_sink inner = { &pipe, pipe_take, pipe_reject, pipe_skip };
	struct feed_options options = { question->name, NULL };
	rewind(question->answer->body);
	gboolean ok = sparql_read(question->answer->body, &options, &inner, error);
	rewind(question->answer->body);
	*rejected += pipe.rejected;
	return ok;
}

gboolean cellar_take_read(const struct question *question, const struct record_read *read, const struct feed_sink *sink,
                          GError **error)
{
	struct record record = { .kind = RECORD_READ, .body = question->body };
	record.u.read = *read;
	return sink->take(sink->user, &record, error);
}

char *cellar_query_note(const char *query, const char *scope)
{
	return g_strdup_printf("feeds/%s for %s", query, scope);
}
