#include "feeds/fetch.h"

#include <errno.h>
#include <string.h>

#include "checker/error.h"
#include "checker/file.h"
#include "feeds/fetch_exchange.h"
#include "feeds/fetch_rules.h"
#include "feeds/fetch_verdict.h"

#define REDIRECTS_MAX 5
/* After so many requests in a row that a host has failed, or attempts that brought not a byte or 504, it is left alone. */
#define HOST_LOST 3
#define HOST_SILENT 20
#define BACKOFF_MAX_MS (5 * 60 * 1000)
#define PROGRESS_US (G_USEC_PER_SEC / 4)
#define URL_SHOWN 200

/* A server, for the pace: requests to it that may start, and when the next one may. Times are monotonic, in
 * microseconds. */
struct host {
	char *name; /* with the port */
	GQueue ready;
	gint64 next_at;
	guint lost, silent;
};

/* A request on its way. */
struct job {
	const struct fetch_request *request;
	void *tag;
	char *url;    /* where it has been led to */
	GError *flaw; /* of the request itself: it is not asked */
	gboolean post;
	guint redirects, attempts;
	gint64 ready_at;
	struct host *host; /* of url */
	struct exchange *exchange;
};

struct fetcher {
	const struct watch *watch;
	const struct fetch_manners *manners;
	fetch_done done;
	void *user;
	fetch_progress progress;
	void *progress_user;
	CURLM *multi;
	char *ca_file;
	GPtrArray *hosts;   /* of struct host */
	GPtrArray *running; /* of struct job */
	GSequence *later;   /* of struct job, by ready_at */
	guint asked, ended;
	gint64 bytes, shown_at;
};

/* ---- answers */

void fetch_answer_free(struct fetch_answer *answer)
{
	if (!answer)
		return;
	g_clear_error(&answer->error);
	g_clear_pointer(&answer->headers, g_hash_table_unref);
	g_clear_pointer(&answer->body, fclose);
	char *texts[] = { answer->url,           answer->media_type, answer->etag,
		          answer->last_modified, answer->sha256,     answer->time };
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_free(answer);
}

const char *fetch_header(const struct fetch_answer *answer, const char *name)
{
	g_autofree char *key = g_ascii_strdown(name, -1);
	return answer->headers ? g_hash_table_lookup(answer->headers, key) : NULL;
}

/* An answer for a request that was not sent. Takes error. */
static struct fetch_answer *answer_unasked(const char *url, GError *error)
{
	struct fetch_answer *answer = g_new0(struct fetch_answer, 1);
	answer->url = g_strdup(url);
	answer->error = error;
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	answer->time = g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
	return answer;
}

/* ---- hosts and jobs */

static void host_free(void *data)
{
	struct host *host = data;
	g_queue_clear(&host->ready);
	g_free(host->name);
	g_free(host);
}

static struct host *host_of(struct fetcher *fetcher, const char *url)
{
	g_autofree char *name = fetch_url_host(url);
	for (guint i = 0; i < fetcher->hosts->len; i++) {
		struct host *host = fetcher->hosts->pdata[i];
		if (g_strcmp0(host->name, name) == 0)
			return host;
	}
	struct host *host = g_new0(struct host, 1);
	host->name = g_steal_pointer(&name);
	g_queue_init(&host->ready);
	g_ptr_array_add(fetcher->hosts, host);
	return host;
}

static void job_free(struct job *job)
{
	exchange_free(job->exchange);
	g_clear_error(&job->flaw);
	g_free(job->url);
	g_free(job);
}

static void job_lead(struct fetcher *fetcher, struct job *job, const char *url)
{
	g_free(job->url);
	job->url = g_strdup(url);
	job->host = host_of(fetcher, url);
}

static int by_ready_at(const void *a, const void *b, void *user)
{
	const struct job *x = a, *y = b;
	(void)user;
	return (x->ready_at > y->ready_at) - (x->ready_at < y->ready_at);
}

void fetcher_add(struct fetcher *fetcher, const struct fetch_request *request, void *tag)
{
	struct job *job = g_new0(struct job, 1);
	job->request = request;
	job->tag = tag;
	job->post = request->body != NULL;
	fetch_url_check(request->url, &job->flaw);
	job_lead(fetcher, job, request->url);
	g_queue_push_tail(&job->host->ready, job);
	fetcher->asked++;
}

/* ---- the end of a request */

static void show(struct fetcher *fetcher, gboolean now)
{
	gint64 at = g_get_monotonic_time();
	if (!fetcher->progress || (!now && at - fetcher->shown_at < PROGRESS_US))
		return;
	fetcher->shown_at = at;
	fetcher->progress(fetcher->progress_user, fetcher->ended, fetcher->asked, fetcher->bytes);
}

/* The reason becomes a sentence: "https://..., redirected to https://...: reason (3 attempts)". */
static void word_error(const struct job *job, struct fetch_answer *answer)
{
	GString *text = g_string_new(NULL);
	g_string_append_printf(text, "%.*s", URL_SHOWN, job->request->url);
	if (strcmp(job->request->url, answer->url) != 0)
		g_string_append_printf(text, ", redirected to %.*s", URL_SHOWN, answer->url);
	g_string_append_printf(text, ": %s", answer->error->message);
	if (job->attempts)
		g_string_append_printf(text, " (%u attempt%s)", job->attempts, job->attempts == 1 ? "" : "s");
	g_autofree char *sentence = fetch_clean(text->str);
	g_string_free(text, TRUE);
	g_clear_error(&answer->error);
	answer->error = g_error_new_literal(ADQ_ERROR, ADQ_ERROR_SOURCE, sentence);
}

/* Hands the answer on, and forgets the job. */
static gboolean job_finish(struct fetcher *fetcher, struct job *job, struct fetch_answer *answer, GError **error)
{
	answer->attempts = job->attempts;
	if (answer->error)
		word_error(job, answer);
	void *tag = job->tag;
	job_free(job);
	fetcher->ended++;
	gboolean ok = fetcher->done(fetcher->user, tag, answer, error);
	show(fetcher, fetcher->ended == fetcher->asked);
	return ok;
}

static gint64 backoff_us(const struct fetcher *fetcher, const struct job *job)
{
	double ms = fetcher->manners->backoff_ms;
	for (guint i = 1; i < job->attempts && ms < BACKOFF_MAX_MS; i++)
		ms *= 2;
	return (gint64)(MIN(ms, BACKOFF_MAX_MS) * g_random_double_range(0.75, 1.25) * 1000);
}

/* From the beginning, redirects included. */
static void job_again(struct fetcher *fetcher, struct job *job, gint64 wait_s)
{
	gint64 now = g_get_monotonic_time();
	if (wait_s >= 0)
		job->host->next_at = MAX(job->host->next_at, now + wait_s * G_USEC_PER_SEC);
	/* a server that says "at once", or whose clock is behind, is given our own time all the same */
	job->ready_at = now + MAX(wait_s * G_USEC_PER_SEC, backoff_us(fetcher, job));
	job->redirects = 0;
	job->post = job->request->body != NULL;
	job_lead(fetcher, job, job->request->url);
	g_sequence_insert_sorted(fetcher->later, job, by_ready_at, NULL);
}

/* Counts what a host owes; one that thinks without end is not asked hundreds of times for parts of the same. */
static void count_silence(struct host *host, const struct fetch_answer *answer, struct fetch_verdict verdict)
{
	gboolean nothing = answer->status == 0 && answer->bytes == 0, gateway = answer->status == 504;
	gboolean silent = answer->error && (nothing || gateway) && !verdict.overrun;
	host->silent = silent ? host->silent + 1 : 0;
}

static gboolean left_alone(const struct host *host)
{
	return host->lost >= HOST_LOST || host->silent >= HOST_SILENT;
}

static gboolean worth_another(const struct fetcher *fetcher, const struct job *job, struct fetch_answer *answer)
{
	if (job->attempts >= fetcher->manners->attempts || left_alone(job->host))
		return FALSE;
	gboolean lasting = job->request->lasting && job->request->lasting(answer);
	if (answer->body)
		rewind(answer->body);
	return !lasting;
}

static gboolean job_settle(struct fetcher *fetcher, struct job *job, struct fetch_answer *answer,
                           struct fetch_verdict verdict, GError **error)
{
	count_silence(job->host, answer, verdict);
	if (answer->error && verdict.transient && worth_another(fetcher, job, answer)) {
		fetch_answer_free(answer);
		job_again(fetcher, job, verdict.wait_s);
		return TRUE;
	}
	job->host->lost = answer->error && verdict.overrun ? job->host->lost + 1 : 0;
	return job_finish(fetcher, job, answer, error);
}

/* TRUE if the job goes on elsewhere; else answer has the reason as its error. */
static gboolean job_follow(struct fetcher *fetcher, struct job *job, struct fetch_answer *answer)
{
	const char *location = fetch_header(answer, "location");
	g_autofree char *url = NULL;
	if (!location)
		g_set_error(&answer->error, ADQ_ERROR, ADQ_ERROR_SOURCE, "status %d, a redirect that leads nowhere",
		            answer->status);
	else if (job->redirects >= REDIRECTS_MAX)
		g_set_error(&answer->error, ADQ_ERROR, ADQ_ERROR_SOURCE, "redirected more than %d times",
		            REDIRECTS_MAX);
	else
		url = fetch_redirect(job->request->url, job->url, location, &answer->error);
	if (!url)
		return FALSE;
	job->redirects++;
	job->post = job->post && answer->status != 303;
	job_lead(fetcher, job, url);
	g_queue_push_head(&job->host->ready, job);
	return TRUE;
}

static gboolean job_ended(struct fetcher *fetcher, struct job *job, CURLcode result, GError **error)
{
	struct fetch_verdict verdict = { FALSE, FALSE, -1 };
	struct fetch_answer *answer = exchange_end(job->exchange, result, &verdict.transient, &verdict.overrun);
	fetcher->bytes += answer->wire_bytes;
	curl_multi_remove_handle(fetcher->multi, exchange_handle(job->exchange));
	g_clear_pointer(&job->exchange, exchange_free);
	g_ptr_array_remove_fast(fetcher->running, job);
	if (!answer->error && fetch_is_redirect(answer)) {
		if (job_follow(fetcher, job, answer)) {
			fetch_answer_free(answer);
			return TRUE;
		}
	} else if (!answer->error) {
		verdict = fetch_judge(answer, job->request, fetcher->manners);
	}
	return job_settle(fetcher, job, answer, verdict, error);
}

/* ---- the start of a request */

static gboolean same_host(const char *url, const char *other)
{
	g_autofree char *a = fetch_url_host(url);
	g_autofree char *b = fetch_url_host(other);
	return g_strcmp0(a, b) == 0;
}

static struct exchange *exchange_for(const struct fetcher *fetcher, struct job *job, GError **error)
{
	const struct fetch_manners *manners = fetcher->manners;
	struct exchange_plan plan = { manners, job->request, job->url, fetcher->ca_file, job->post, FALSE };
	plan.credentials = manners->credentials && same_host(job->url, job->request->url);
	struct exchange *exchange = exchange_new(&plan, job, error);
	CURLMcode code = exchange ? curl_multi_add_handle(fetcher->multi, exchange_handle(exchange)) : CURLM_OK;
	if (code == CURLM_OK)
		return exchange;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "libcurl: %s", curl_multi_strerror(code));
	exchange_free(exchange);
	return NULL;
}

static gboolean job_start(struct fetcher *fetcher, struct job *job, GError **error)
{
	struct host *host = job->host;
	GError *flaw = g_steal_pointer(&job->flaw);
	if (!flaw && left_alone(host))
		g_set_error(&flaw, ADQ_ERROR, ADQ_ERROR_SOURCE, "not asked%s, since %s has failed %u requests in a row",
		            job->attempts ? " again" : "", host->name, MAX(host->lost, host->silent));
	if (!flaw && (job->exchange = exchange_for(fetcher, job, &flaw))) {
		host->next_at = g_get_monotonic_time() + (gint64)fetcher->manners->pause_ms * 1000;
		job->attempts += !job->redirects;
		g_ptr_array_add(fetcher->running, job);
		return TRUE;
	}
	return job_finish(fetcher, job, answer_unasked(job->url, flaw), error);
}

/* Jobs whose time has come go before those not yet asked. */
static void wake(struct fetcher *fetcher, gint64 now)
{
	GSequenceIter *first = g_sequence_get_begin_iter(fetcher->later);
	while (!g_sequence_iter_is_end(first)) {
		struct job *job = g_sequence_get(first);
		if (job->ready_at > now && !left_alone(job->host))
			return;
		g_sequence_remove(first);
		g_queue_push_head(&job->host->ready, job);
		first = g_sequence_get_begin_iter(fetcher->later);
	}
}

static gboolean has_room(const struct fetcher *fetcher)
{
	return fetcher->running->len < MAX(1, fetcher->manners->parallel);
}

/* A host that is left alone needs no pace: its requests only get their answer. */
static gboolean may_start(const struct host *host)
{
	return host->next_at <= g_get_monotonic_time() || left_alone(host);
}

static gboolean start_ready(struct fetcher *fetcher, GError **error)
{
	wake(fetcher, g_get_monotonic_time());
	for (guint i = 0; i < fetcher->hosts->len; i++) {
		struct host *host = fetcher->hosts->pdata[i];
		while (host->ready.length && has_room(fetcher) && may_start(host))
			if (!job_start(fetcher, g_queue_pop_head(&host->ready), error))
				return FALSE;
	}
	return TRUE;
}

/* ---- the loop */

/* Until when nothing but the network can happen, at most a second from now. */
static int wait_ms(const struct fetcher *fetcher)
{
	gint64 now = g_get_monotonic_time(), until = now + G_USEC_PER_SEC;
	GSequenceIter *first = g_sequence_get_begin_iter(fetcher->later);
	if (!g_sequence_iter_is_end(first))
		until = MIN(until, ((struct job *)g_sequence_get(first))->ready_at);
	for (guint i = 0; has_room(fetcher) && i < fetcher->hosts->len; i++) {
		const struct host *host = fetcher->hosts->pdata[i];
		if (host->ready.length)
			until = MIN(until, host->next_at);
	}
	return until > now ? (int)((until - now) / 1000) + 1 : 0;
}

static gboolean reap(struct fetcher *fetcher, GError **error)
{
	CURLMsg *message;
	int left;
	while ((message = curl_multi_info_read(fetcher->multi, &left))) {
		void *job = NULL;
		CURLcode result = message->data.result;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &job);
		if (!job_ended(fetcher, job, result, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean step(struct fetcher *fetcher, GError **error)
{
	int running;
	if (watch_stops(fetcher->watch, error) || !start_ready(fetcher, error))
		return FALSE;
	CURLMcode code = curl_multi_perform(fetcher->multi, &running);
	if (code == CURLM_OK && !reap(fetcher, error))
		return FALSE;
	if (code == CURLM_OK && fetcher->ended < fetcher->asked)
		code = curl_multi_poll(fetcher->multi, NULL, 0, wait_ms(fetcher), NULL);
	show(fetcher, FALSE);
	if (code != CURLM_OK)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "libcurl: %s", curl_multi_strerror(code));
	return code == CURLM_OK;
}

static void forget_later(void *data, void *user)
{
	(void)user;
	job_free(data);
}

static void forget_all(struct fetcher *fetcher)
{
	for (guint i = 0; i < fetcher->running->len; i++) {
		struct job *job = fetcher->running->pdata[i];
		curl_multi_remove_handle(fetcher->multi, exchange_handle(job->exchange));
		job_free(job);
	}
	g_ptr_array_set_size(fetcher->running, 0);
	g_sequence_foreach(fetcher->later, forget_later, NULL);
	g_sequence_remove_range(g_sequence_get_begin_iter(fetcher->later), g_sequence_get_end_iter(fetcher->later));
	for (guint i = 0; i < fetcher->hosts->len; i++) {
		struct host *host = fetcher->hosts->pdata[i];
		while (host->ready.length)
			job_free(g_queue_pop_head(&host->ready));
	}
	fetcher->asked = fetcher->ended;
}

gboolean fetcher_run(struct fetcher *fetcher, GError **error)
{
	while (fetcher->ended < fetcher->asked)
		if (!step(fetcher, error)) {
			forget_all(fetcher);
			return FALSE;
		}
	return TRUE;
}

/* ---- set up */

/* The file of trusted certificates: that of the manners, of the environment, the one libcurl was built with. */
static char *choose_ca(const struct fetch_manners *manners)
{
	const char *named[] = { manners->ca_file, g_getenv("CURL_CA_BUNDLE"), g_getenv("SSL_CERT_FILE") };
	for (gsize i = 0; i < G_N_ELEMENTS(named); i++)
		if (named[i] && *named[i])
			return g_strdup(named[i]);
	const char *built_in = curl_version_info(CURLVERSION_NOW)->cainfo;
	return built_in && g_file_test(built_in, G_FILE_TEST_IS_REGULAR) ? g_strdup(built_in) : NULL;
}

static gboolean set_ca(struct fetcher *fetcher, GError **error)
{
	fetcher->ca_file = choose_ca(fetcher->manners);
	if (!fetcher->ca_file)
		return TRUE;
	g_autoptr(FILE) file = fopen(fetcher->ca_file, "rb");
	if (file && getc(file) != EOF)
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "%s: the certificates to be trusted cannot be read: %s",
	            fetcher->ca_file, file ? "the file is empty" : g_strerror(errno));
	return FALSE;
}

static gboolean set_up(struct fetcher *fetcher, GError **error)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK && (fetcher->multi = curl_multi_init()))
		return set_ca(fetcher, error);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "libcurl cannot be set up");
	return FALSE;
}

struct fetcher *fetcher_new(const struct fetch_manners *manners, fetch_done done, void *user, GError **error)
{
	struct fetcher *fetcher = g_new0(struct fetcher, 1);
	fetcher->manners = manners;
	fetcher->done = done;
	fetcher->user = user;
	fetcher->hosts = g_ptr_array_new_with_free_func(host_free);
	fetcher->running = g_ptr_array_new();
	fetcher->later = g_sequence_new(NULL);
	if (set_up(fetcher, error))
		return fetcher;
	fetcher_free(fetcher);
	return NULL;
}

void fetcher_free(struct fetcher *fetcher)
{
	if (!fetcher)
		return;
	forget_all(fetcher);
	g_ptr_array_unref(fetcher->running);
	g_ptr_array_unref(fetcher->hosts);
	g_sequence_free(fetcher->later);
	curl_multi_cleanup(fetcher->multi);
	curl_global_cleanup();
	g_free(fetcher->ca_file);
	g_free(fetcher);
}

void fetcher_set_progress(struct fetcher *fetcher, fetch_progress progress, void *user)
{
	fetcher->progress = progress;
	fetcher->progress_user = user;
}

void fetcher_set_watch(struct fetcher *fetcher, const struct watch *watch)
{
	fetcher->watch = watch;
}
