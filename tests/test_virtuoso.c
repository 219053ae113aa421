/* What Virtuoso answers when it does not answer: each ends in the right sentence, or is taken. Own fixtures, then all of
 * the answers recorded from a real server where ../shared is there. */
#include <stdlib.h>

#include "feeds/sparql_proof.h"
#include "tests/answers.h"

#define RECORDED "../shared/data/virtuoso"
#define ROWS "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\"><head></head><results></results></sparql>"

enum { SOUND = 0, REFUSED = 1, TOO_MUCH = 2, LASTING = 4 };

static void check(const char *name, const struct fetch_answer *answer, guint means, const char *says)
{
	g_autoptr(GError) error = NULL;
	gboolean sound = sparql_proof(answer, &error);
	if (sound != (means == SOUND) || (says && !strstr(error ? error->message : "", says)))
		g_error("%s: %s", name, error ? error->message : "taken");
	g_assert_true(sound || g_error_matches(error, ADQ_ERROR, ADQ_ERROR_SOURCE));
	g_assert_null(strpbrk(error ? error->message : "", "\r\n"));
	if (!sound && sparql_too_much(answer) != ((means & TOO_MUCH) != 0))
		g_error("%s: too much?", name);
	if (sparql_lasting(answer) != ((means & LASTING) != 0))
		g_error("%s: lasting?", name);
	g_assert_true(!answer->body || ftell(answer->body) == 0);
}

static void test_own(void)
{
	static const struct {
		int status;
		const char *type, *header, *value, *body;
		guint means;
		const char *says;
	} cases[] = {
		{ 200, RESULTS_TYPE, NULL, NULL, ROWS, SOUND, NULL },
		{ 200, RESULTS_TYPE, NULL, NULL, "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- x -->\n" ROWS, SOUND,
		  NULL },
		{ 200, RESULTS_TYPE, NULL, NULL, "<s:sparql xmlns:s=\"x\"/>", SOUND,
		  NULL }, /* the reader's to refuse */
		{ 200, RESULTS_TYPE, "X-SPARQL-MaxRows", "10000", ROWS, REFUSED | TOO_MUCH,
		  "cut its answer at its limit of rows (X-SPARQL-MaxRows: 10000)" },
		{ 200, RESULTS_TYPE, "x-sql-state", "S1TAT", ROWS, REFUSED | TOO_MUCH,
		  "gave up before its answer was whole" },
		{ 200, RESULTS_TYPE, "X-SQL-Message", "RC...: interrupted\nx", ROWS, REFUSED | TOO_MUCH, "gave up" },
		{ 200, RESULTS_TYPE, NULL, NULL, "", REFUSED, "the answer is empty" },
		{ 200, RESULTS_TYPE, NULL, NULL, " \n\t ", REFUSED, "the answer is empty" },
		{ 200, RESULTS_TYPE, NULL, NULL, "<!DOCTYPE html><html>", REFUSED, "an HTML page" },
		{ 200, "text/html", NULL, NULL, "<table class=\"sparql\">", REFUSED, "an HTML page" },
		{ 200, "text/html", NULL, NULL, ROWS, REFUSED, "of the type text/html, not " RESULTS_TYPE },
		{ 200, NULL, NULL, NULL, ROWS, REFUSED, "of the type (none)" },
		{ 200, RESULTS_TYPE, NULL, NULL, "<sparql><head/><boolean>true</boolean></sparql>", REFUSED, "yes/no" },
		{ 200, RESULTS_TYPE, NULL, NULL, "<rdf:RDF>", REFUSED, "root element 'rdf:RDF'" },
		{ 200, RESULTS_TYPE, NULL, NULL, "\"w\",\"d\"\n", REFUSED, "no XML" },
		{ 200, RESULTS_TYPE, NULL, NULL, "Virtuoso S1T00 Error SR171: Transaction timed out\n\nSPARQL query:",
		  REFUSED | TOO_MUCH | LASTING, "out of time: \"Virtuoso S1T00 Error SR171: Transaction timed out\"" },
		{ 200, "text/plain", NULL, NULL, "Virtuoso 37000 Error SP031: SPARQL compiler",
		  REFUSED | TOO_MUCH | LASTING, "gave up on the query" },
		{ 400, "text/plain", NULL, NULL, "Virtuoso 37000 Error SP030: SPARQL compiler", REFUSED | LASTING,
		  "does not understand the query" },
		{ 500, "text/plain", NULL, NULL, "Virtuoso 22023 Error SR353: Sorted TOP", REFUSED | TOO_MUCH | LASTING,
		  "sorts no more rows" },
		{ 500, "text/plain", NULL, NULL, "Virtuoso 08C01 Error CL001: server gone", REFUSED,
		  "reports an error: " },
		{ 202, RESULTS_TYPE, NULL, NULL, "", REFUSED, "status 202" },
		{ 503, "text/html", NULL, NULL, "<html>", REFUSED, "status 503" },
		{ 504, "text/html", NULL, NULL, "<html>", REFUSED | TOO_MUCH, "status 504" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fetch_answer *answer = answer_text(cases[i].status, cases[i].type, cases[i].body);
		if (cases[i].header)
			answer_header(answer, cases[i].header, cases[i].value);
		g_autofree char *name = g_strdup_printf("case %" G_GSIZE_FORMAT, i);
		check(name, answer, cases[i].means, cases[i].says);
		fetch_answer_free(answer);
	}
}

/* Any bytes end in a sentence, and none of them on a terminal. */
static void test_bytes(void)
{
	for (int i = 0; i < 2000; i++) {
		char bytes[64];
		gsize n = (gsize)g_test_rand_int_range(1, sizeof(bytes));
		for (gsize k = 0; k < n; k++)
			bytes[k] = (char)g_test_rand_int_range(0, 256);
		struct fetch_answer *answer = answer_new(200, RESULTS_TYPE, bytes, n);
		g_autoptr(GError) error = NULL;
		g_assert_false(sparql_proof(answer, &error));
		g_assert_true(g_utf8_validate(error->message, -1, NULL));
		fetch_answer_free(answer);
	}
}

/* The file's last header block as an answer; the body may not have been kept. */
static struct fetch_answer *recorded(const char *stem)
{
	g_autofree char *head_path = g_strdup_printf(RECORDED "/%s.hdr", stem);
	g_autofree char *body_path = g_strdup_printf(RECORDED "/%s.body", stem);
	g_autofree char *head = NULL, *body = NULL, *type = NULL;
	gsize length = 0;
	g_assert_true(g_file_get_contents(head_path, &head, NULL, NULL));
	if (!g_file_get_contents(body_path, &body, &length, NULL))
		body = g_strdup(ROWS), length = strlen(ROWS);
	g_auto(GStrv) lines = g_strsplit(head, "\n", -1);
	int status = lines[0] && g_str_has_prefix(lines[0], "HTTP/1.1 ") ? atoi(lines[0] + 9) : 0;
	g_autoptr(GPtrArray) fields = g_ptr_array_new();
	for (char **line = lines + 1; lines[0] && *line; line++)
		if (strstr(g_strchomp(*line), ": "))
			g_ptr_array_add(fields, *line);
	for (guint i = 0; i < fields->len; i++)
		if (g_ascii_strncasecmp(fields->pdata[i], "content-type: ", 14) == 0)
			type = g_ascii_strdown((char *)fields->pdata[i] + 14,
			                       (gssize)strcspn((char *)fields->pdata[i] + 14, ";"));
	struct fetch_answer *answer = answer_new(status, type, body, length);
	for (guint i = 0; i < fields->len; i++) {
		char *colon = strstr(fields->pdata[i], ": ");
		*colon = '\0';
		answer_header(answer, fields->pdata[i], colon + 2);
	}
	return answer;
}

static const struct {
	const char *stem;
	guint means;
	const char *says;
} recordings[] = {
	{ "badaccept", REFUSED, "status 406" },
	{ "construct_rdfxml", REFUSED, "root element 'rdf:RDF'" },
	{ "cost2", REFUSED | TOO_MUCH | LASTING,
	  "estimates that the query costs too much: \"Virtuoso 42000 Error The" },
	{ "cost_limit", REFUSED | TOO_MUCH, "X-SPARQL-MaxRows: 10000" },
	{ "csv", REFUSED, "it begins '\"w\",\"d\"'" },
	{ "head", REFUSED, "it begins 'HTTP/1.1 200 OK'" },
	{ "html", REFUSED, "an HTML page" },
	{ "json_accept", REFUSED, "no XML" },
	{ "longget", REFUSED, "a yes/no answer" },
	{ "maxrows_10000", REFUSED | TOO_MUCH, "cut its answer" },
	{ "order_offset_SR353", REFUSED | TOO_MUCH | LASTING, "sorts no more rows" },
	{ "post_sparql_query_ct", REFUSED, "status 0" },
	{ "syntax_error", REFUSED | LASTING, "does not understand the query: \"Virtuoso 37000 Error SP030" },
	{ "timeout_param", REFUSED | TOO_MUCH, "X-SQL-State: S1TAT" },
};

/* All others are sound as far as the answer itself can tell: what they lack shows only the count. */
static void test_recorded(void)
{
	g_autoptr(GDir) dir = g_dir_open(RECORDED, 0, NULL);
	guint n = 0;
	if (!dir) {
		g_test_skip(RECORDED " is not there: the recorded answers of Virtuoso are not tried");
		return;
	}
	for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
		if (!g_str_has_suffix(name, ".hdr"))
			continue;
		g_autofree char *stem = g_strndup(name, strlen(name) - 4);
		struct fetch_answer *answer = recorded(stem);
		size_t i = 0;
		while (i < G_N_ELEMENTS(recordings) && strcmp(recordings[i].stem, stem) != 0)
			i++;
		gboolean listed = i < G_N_ELEMENTS(recordings);
		check(stem, answer, listed ? recordings[i].means : SOUND, listed ? recordings[i].says : NULL);
		fetch_answer_free(answer);
		n++;
	}
	g_assert_cmpuint(n, >=, 20);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/virtuoso/own", test_own);
	g_test_add_func("/virtuoso/bytes", test_bytes);
	g_test_add_func("/virtuoso/recorded", test_recorded);
	return g_test_run();
}
