/* fetch.h - the only user of libcurl for input: requests out, answers in, politely and with ceilings.
 * HTTPS only, also after redirects (an http:// Location is upgraded, the host stays in the family of the first one);
 * certificates and host names are always verified. What an answer means is the source's to judge (feeds/source.h);
 * here it is only decided whether it arrived. */
#ifndef ADQUEM_FETCH_H
#define ADQUEM_FETCH_H

#include <glib.h>
#include <stdio.h>

#include "checker/watch.h"

struct fetch_answer;

/* The manners and limits towards one source; read from sources.conf (feeds/sources.h). Texts are borrowed. */
struct fetch_manners {
	const char *user_agent;
	const char *ca_file;      /* NULL: that of the environment (CURL_CA_BUNDLE, SSL_CERT_FILE), else the system's */
	const char *credentials;  /* "name:password" for HTTP authentication, or NULL */
	guint parallel;           /* transfers at a time, 1 to 16 */
	guint pause_ms;           /* between the starts of two requests to one host */
	guint attempts;           /* at most, 1 = no retry */
	guint backoff_ms;         /* before the second attempt; doubles, with jitter; Retry-After goes before it */
	guint connect_s, total_s; /* seconds to connect; for the whole transfer */
	guint idle_s;     /* seconds without a sensible rate once the first byte has come; 0: any rate will do */
	gint64 max_bytes; /* of a body, after decompression */
};

/* What is asked. Texts are the request's own copies. */
struct fetch_request {
	char *url;         /* https://... */
	char *body, *type; /* POST body and its Content-Type; NULL: GET */
	char *accept;      /* media types; the answer's must be one of them; NULL: any */
	/* TRUE if asking the same again would get the same failure (a query too costly); NULL: decided by status. */
	gboolean (*lasting)(const struct fetch_answer *answer);
};

/* What came. error is NULL for status 200 (body complete as far as the wire can tell). With an
 * error the rest is what had arrived, for the record; body is then what the server sent, or NULL. */
struct fetch_answer {
	GError *error;    /* ADQ_ERROR_SOURCE: one sentence that names URL and reason */
	int status;       /* HTTP; 0: none arrived */
	char *url;        /* the last one, after redirects */
	char *media_type; /* lower case, without parameters */
	char *etag, *last_modified;
	GHashTable *headers;      /* lower-case name -> value, of the last response */
	FILE *body;               /* rewound, decoded */
	char *sha256;             /* of the decoded body */
	gint64 bytes, wire_bytes; /* decoded; as transferred */
	char *time;               /* when it was complete, "2026-11-23T22:15:00Z" */
	guint attempts;           /* made; one follows all redirects */
};

void fetch_answer_free(struct fetch_answer *answer);

/* The value of a response header (any case), NULL if absent. */
const char *fetch_header(const struct fetch_answer *answer, const char *name);

/* A new copy of text as one field of application/x-www-form-urlencoded: "query=SELECT%20...". */
char *fetch_form_field(const char *name, const char *text);

struct fetcher;
typedef struct fetcher Fetcher;

/* Called once per request, in the order in which they end; takes the answer. May add requests. FALSE with an error
 * ends fetcher_run(). */
typedef gboolean (*fetch_done)(void *user, void *tag, struct fetch_answer *answer, GError **error);

/* New; manners and user must outlive it. NULL with ADQ_ERROR_SOURCE: libcurl cannot be set up, a CA file that cannot
 * be read. Proxies are those of the environment (https_proxy, no_proxy), as libcurl takes them. */
struct fetcher *fetcher_new(const struct fetch_manners *manners, fetch_done done, void *user, GError **error);
void fetcher_free(struct fetcher *fetcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fetcher, fetcher_free)

/* Has progress told: answers so far, requests so far, bytes received. */
void fetcher_set_progress(struct fetcher *fetcher, void (*progress)(void *user, guint done, guint asked, gint64 bytes),
                          void *user);

/* Queues a request, borrowed until its done call; tag is handed to done. A URL that is not https:// is answered with
 * an error like any other failure. */
void fetcher_add(struct fetcher *fetcher, const struct fetch_request *request, void *tag);

/* Called now and then while fetcher_run() works, a few times a second at most, and when a request has ended: how many
 * of those asked have, and what was transferred for them. */
typedef void (*fetch_progress)(void *user, guint done, guint asked, gint64 bytes);
void fetcher_set_progress(struct fetcher *fetcher, fetch_progress progress, void *user);

/* Has fetcher_run() end, with the watch's error, when that stops. */
void fetcher_set_watch(struct fetcher *fetcher, const struct watch *watch);

/* Works until no request is left. FALSE with the error of done; what was still queued is forgotten then.
 * Tried again, up to manners->attempts times: 202, 200 without a body, 429, 500, 502, 503, 504, a name that cannot be
 * resolved, connections refused, reset, cut short or too slow. Retry-After holds back all requests to that host; if it
 * asks for more than 15 minutes, the request fails at once. When three requests in a row could not reach a host, or
 * got 429 or 503 at every attempt, or twenty attempts in a row brought not a byte, or 504, the others to it fail without being
 * asked, with attempts 0. */
gboolean fetcher_run(struct fetcher *fetcher, GError **error);

#endif
