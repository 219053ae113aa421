/* cellartest.h - a CELLAR of a few rows: answers the queries of feeds/cellar-*.rq by their names and acts, counts what it
 * answers, and can be told to misbehave. Runs the units of a step as checker/gather.c does. */
#ifndef ADQUEM_CELLARTEST_H
#define ADQUEM_CELLARTEST_H

#include "tests/answers.h"
#include "tests/feedtest.h"

#define CDM "http://publications.europa.eu/ontology/cdm#"
#define ANN "http://publications.europa.eu/ontology/annotation#"
#define AUTHORITY "http://publications.europa.eu/resource/authority/"

/* A row: of which query, of which act (of the list: with the year in the act), and "name=value|name=value". */
struct fake_row {
	const char *query, *celex, *values;
};

struct fake {
	const struct fake_row *rows; /* ends with NULL */
	/* May change or replace the answer to a question; n: how many acts it names. */
	struct fetch_answer *(*spoil)(const char *query, gboolean count, guint n, struct fetch_answer *answer);
	guint asked;
};

/* Which query it is. The counting twin has another SELECT and the same pattern. */
static inline const char *fake_query(const char *text)
{
	static const struct {
		const char *name, *mark;
	} marks[] = {
		{ "index", "(STR(?celex), \"3" },          { "acts", "expression_belongs_to_work" },
		{ "measures", "cdm:work_title" },          { "judgments", "cdm:case-law_ecli" },
		{ "changes", "cmr:lastModificationDate" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (strstr(text, marks[i].mark))
			return marks[i].name;
	g_assert_not_reached();
}

static inline gboolean fake_asks_for(const char *text, const char *celex)
{
	g_autofree char *literal = g_strdup_printf("\"%s\"^^xsd:string", celex);
	g_autofree char *year = g_strdup_printf("\"3%.4sL\"", celex + 1);
	return strstr(text, literal) || strstr(text, year);
}

static inline void fake_values(GString *out, GHashTable *names, const char *celex, const char *values)
{
	/* the annotations have such bars of their own */
	g_auto(GStrv) pairs = g_regex_split_simple("\\|(?=[a-z_]+=)", values, 0, 0);
	g_string_append_printf(out, "<result><binding name=\"celex\"><literal>%s</literal></binding>", celex);
	for (char **pair = pairs; *pair && **pair; pair++) {
		char *equals = strchr(*pair, '=');
		g_autofree char *name = g_strndup(*pair, (gsize)(equals - *pair));
		g_autofree char *escaped = g_markup_escape_text(equals + 1, -1);
		g_string_append_printf(out, "<binding name=\"%s\"><literal>%s</literal></binding>", name, escaped);
		g_hash_table_add(names, g_steal_pointer(&name));
	}
	g_string_append(out, "</result>\n");
}

/* rows per act, and different measures per act, of the rows that the text asks for */
static inline void fake_count(GString *out, const struct fake *fake, const char *query, const char *text)
{
	g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
	for (const struct fake_row *r = fake->rows; r->query; r++) {
		guint rows = 0;
		g_autoptr(GHashTable) nims = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		if (strcmp(r->query, query) != 0 || !fake_asks_for(text, r->celex) ||
		    !g_hash_table_add(done, (gpointer)r->celex))
			continue;
		for (const struct fake_row *s = fake->rows; s->query; s++) {
			if (strcmp(s->query, query) != 0 || strcmp(s->celex, r->celex) != 0)
				continue;
			rows++;
			if (g_str_has_prefix(s->values, "nim="))
				g_hash_table_add(nims, g_strndup(s->values, strcspn(s->values, "|")));
		}
		g_autofree char *values = g_strdup_printf("rows=%u|n=%u", rows, g_hash_table_size(nims));
		g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		fake_values(out, names, r->celex, values);
	}
}

static inline char *fake_results(const struct fake *fake, const char *query, const char *text, gboolean count)
{
	g_autoptr(GString) rows = g_string_new(NULL);
	if (count)
		fake_count(rows, fake, query, text);
	g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (const struct fake_row *r = fake->rows; !count && r->query; r++)
		if (strcmp(r->query, query) == 0 && fake_asks_for(text, r->celex))
			fake_values(rows, names, r->celex, r->values);
	GString *out = g_string_new("<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\"><head>");
	const char *select = strstr(text, "SELECT ");
	g_autofree char *line = g_strndup(select, strcspn(select, "{"));
	g_auto(GStrv) words = g_strsplit_set(line, " ()", -1);
	for (char **word = words; *word; word++)
		if (**word == '?' && (!count || strcmp(*word, "?nim") != 0))
			g_string_append_printf(out, "<variable name=\"%s\"/>", *word + 1);
	g_string_append_printf(out, "</head><results>\n%s</results></sparql>", rows->str);
	return g_string_free(out, FALSE);
}

static inline guint fake_acts(const char *text)
{
	guint n = 0;
	for (const char *p = text; (p = strstr(p, "\"^^xsd:string")); p++)
		n++;
	return n;
}

static inline void fake_answer(struct fake *fake, struct question *question)
{
	const char *body = question->request.body;
	g_assert_true(g_str_has_prefix(body, "query="));
	g_assert_true(g_str_has_suffix(body, "&format=application%2Fsparql-results%2Bxml"));
	g_assert_cmpstr(question->request.type, ==, "application/x-www-form-urlencoded");
	g_assert_cmpstr(question->request.accept, ==, RESULTS_TYPE);
	g_autofree char *encoded = g_strndup(body + 6, strcspn(body, "&") - 6);
	g_autofree char *text = g_uri_unescape_string(encoded, NULL);
	gboolean count = strstr(text, "(COUNT(*) AS ?rows)") != NULL;
	const char *query = fake_query(text);
	g_autofree char *results = fake_results(fake, query, text, count);
	struct fetch_answer *answer = answer_text(200, RESULTS_TYPE, results);
	question->answer = fake->spoil ? fake->spoil(query, count, fake_acts(text), answer) : answer;
	question->body = fake->asked++;
}

/* Answers until the unit has its verdict; reads it, or writes down why not. Split units take its place. */
static inline void fake_unit(struct fake *fake, struct unit *unit, struct got *got)
{
	enum unit_verdict verdict;
	g_autoptr(GError) why = NULL;
	g_autoptr(GPtrArray) more = g_ptr_array_new();
	do {
		for (guint i = 0; i < unit->questions->len; i++) {
			struct question *question = g_ptr_array_index(unit->questions, i);
			if (!question->answer)
				fake_answer(fake, question);
		}
		verdict = unit->judge(unit, more, &why);
	} while (verdict == UNIT_ASK);
	struct feed_sink sink = got_sink(got);
	g_assert_true((verdict == UNIT_FAILED) == (why != NULL));
	if (verdict == UNIT_READ && unit->read) {
		gboolean ok = unit->read(unit, &sink, &got->error);
		g_assert_true(ok == !got->error);
	}
	if (verdict == UNIT_FAILED) {
		g_string_append_printf(got->records, "FAILED%s %s [%s]\n", unit->vital ? ", the end" : "", why->message,
		                       unit->name);
		g_assert_true(g_error_matches(why, ADQ_ERROR, ADQ_ERROR_SOURCE));
	}
	for (guint i = 0; i < more->len; i++)
		fake_unit(fake, g_ptr_array_index(more, i), got);
	unit_free(unit);
}

/* Plans one step and runs it. */
static inline struct got *fake_step(struct fake *fake, const struct source_task *task, guint step)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) units = g_ptr_array_new();
	gboolean ok = source_find("cellar")->plan(task, step, units, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	struct got *got = got_new();
	got->statuses = TRUE;
	for (guint i = 0; i < units->len; i++)
		fake_unit(fake, g_ptr_array_index(units, i), got);
	return got;
}

#endif
