/* fetch_exchange.h - one request to one URL and its response, as a libcurl handle that fetch.c drives. It follows no
 * redirect, tries nothing again, and judges no status. */
#ifndef ADQUEM_FETCH_EXCHANGE_H
#define ADQUEM_FETCH_EXCHANGE_H

#include <curl/curl.h>

#include "feeds/fetch.h"

/* What to ask and how; borrowed for the life of the exchange. */
struct exchange_plan {
	const struct fetch_manners *manners;
	const struct fetch_request *request;
	const char *url;
	const char *ca_file;  /* NULL: libcurl's default */
	gboolean post;        /* send the request's body */
	gboolean credentials; /* send the manners' */
};

struct exchange;

/* New, set up and ready for curl_multi_add_handle(); NULL with ADQ_ERROR_SOURCE if libcurl refuses an option. user is
 * what CURLINFO_PRIVATE of its handle says. */
struct exchange *exchange_new(const struct exchange_plan *plan, void *user, GError **error);
void exchange_free(struct exchange *exchange);

CURL *exchange_handle(const struct exchange *exchange);

/* The answer, new, when libcurl has said how it ended. error is set if no complete response came: a reason without
 * the URL; *transient then says whether another attempt may do better, *unreached that the server was not reached. */
struct fetch_answer *exchange_end(struct exchange *exchange, CURLcode result, gboolean *transient, gboolean *unreached);

#endif
