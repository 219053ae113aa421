/* answers.h - answers as a fetcher would bring them, made by hand; for the tests of sources, without a server.
 * The three functions of feeds/fetch.h that sources call stand in for those of the library, which would bring libcurl. */
#ifndef ADQUEM_ANSWERS_H
#define ADQUEM_ANSWERS_H

#include <string.h>

#include "checker/error.h"
#include "feeds/source.h"

#define RESULTS_TYPE "application/sparql-results+xml"

__attribute__((weak)) void fetch_answer_free(struct fetch_answer *answer)
{
	if (!answer)
		return;
	g_clear_error(&answer->error);
	g_free(answer->media_type);
	g_hash_table_unref(answer->headers);
	if (answer->body)
		fclose(answer->body);
	g_free(answer);
}

__attribute__((weak)) const char *fetch_header(const struct fetch_answer *answer, const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);
	return g_hash_table_lookup(answer->headers, lower);
}

__attribute__((weak)) char *fetch_form_field(const char *name, const char *text)
{
	g_autofree char *value = g_uri_escape_string(text, NULL, FALSE);
	return g_strconcat(name, "=", value, NULL);
}

static inline struct fetch_answer *answer_new(int status, const char *type, const char *body, gsize length)
{
	struct fetch_answer *answer = g_new0(struct fetch_answer, 1);
	answer->status = status;
	answer->media_type = g_strdup(type);
	answer->headers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	answer->body = tmpfile();
	answer->bytes = (gint64)length;
	g_assert_nonnull(answer->body);
	g_assert_cmpuint(fwrite(body, 1, length, answer->body), ==, length);
	rewind(answer->body);
	if (status != 200)
		answer->error = g_error_new(ADQ_ERROR, ADQ_ERROR_SOURCE, "answered with status %d", status);
	return answer;
}

static inline struct fetch_answer *answer_text(int status, const char *type, const char *body)
{
	return answer_new(status, type, body, strlen(body));
}

static inline void answer_header(struct fetch_answer *answer, const char *name, const char *value)
{
	g_hash_table_insert(answer->headers, g_ascii_strdown(name, -1), g_strdup(value));
}

#endif
