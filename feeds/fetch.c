#include "feeds/fetch.h"

void fetch_answer_free(struct fetch_answer *answer)
{
	if (!answer)
		return;
	char *texts[] = { answer->url,           answer->media_type, answer->etag,
		          answer->last_modified, answer->sha256,     answer->time };
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	if (answer->body)
		fclose(answer->body);
	if (answer->headers)
		g_hash_table_unref(answer->headers);
	g_clear_error(&answer->error);
	g_free(answer);
}
