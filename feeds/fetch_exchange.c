#include "feeds/fetch_exchange.h"

#include <errno.h>
#include <string.h>

#include "checker/error.h"
#include "checker/sum.h"
#include "feeds/fetch_rules.h"
#include "feeds/tempfile.h"

#define HEADERS_MAX (256 * 1024)
#define BUFFER (128 * 1024L)
#define RATE_MIN 100 /* bytes a second; what is slower than that does not end in useful time */

struct exchange {
	struct exchange_plan plan;
	CURL *easy;
	CURLcode set; /* the first failure of an option */
	struct curl_slist *headers;
	struct fetch_answer *answer;
	struct sum *sum;
	gint64 header_bytes;
	gint64 window_at, window_bytes; /* since when the rate is measured, and what had come by then */
	GError *failure;                /* ours; libcurl's own are in words */
	gboolean slow;
	char words[CURL_ERROR_SIZE];
};

void exchange_free(struct exchange *x)
{
	if (!x)
		return;
	curl_easy_cleanup(x->easy);
	curl_slist_free_all(x->headers);
	fetch_answer_free(x->answer);
	g_clear_pointer(&x->sum, sum_free);
	g_clear_error(&x->failure);
	g_free(x);
}

CURL *exchange_handle(const struct exchange *x)
{
	return x->easy;
}

/* ---- what arrives. Each callback ends the transfer by returning less than it was given. */

static size_t fail(struct exchange *x, const char *format, ...) G_GNUC_PRINTF(2, 3);

static size_t fail(struct exchange *x, const char *format, ...)
{
	if (x->failure)
		return 0;
	va_list values;
	va_start(values, format);
	x->failure = g_error_new_valist(ADQ_ERROR, ADQ_ERROR_SOURCE, format, values);
	va_end(values);
	return 0;
}

static size_t fail_size(struct exchange *x)
{
	return fail(x, "the answer is larger than %" G_GINT64_FORMAT " bytes, the limit of max_bytes",
	            x->plan.manners->max_bytes);
}

/* Decoded bytes: what a small gzip file becomes is counted here. */
static size_t take_body(char *data, size_t size, size_t count, void *user)
{
	struct exchange *x = user;
	struct fetch_answer *answer = x->answer;
	size_t len = size * count;
	if ((gint64)len > x->plan.manners->max_bytes - answer->bytes)
		return fail_size(x);
	if (!answer->body && !(answer->body = tempfile_new(&x->failure)))
		return 0;
	if (fwrite(data, 1, len, answer->body) != len)
		return fail(x, "the answer cannot be written to a temporary file: %s", g_strerror(errno));
	sum_add(x->sum, data, len);
	answer->bytes += (gint64)len;
	return len;
}

/* Adds "Name: value"; a name that comes twice has both values, as RFC 9110, section 5.3 allows. */
static void add_header(GHashTable *headers, const char *line, size_t len)
{
	const char *colon = memchr(line, ':', len);
	if (!colon)
		return;
	char *name = g_ascii_strdown(line, colon - line);
	g_autofree char *raw = g_strndup(colon + 1, len - (size_t)(colon + 1 - line));
	g_autofree char *value = fetch_clean(g_strstrip(raw));
	const char *before = g_hash_table_lookup(headers, name);
	char *both = before ? g_strconcat(before, ", ", value, NULL) : g_steal_pointer(&value);
	g_hash_table_replace(headers, name, both);
}

static size_t take_header(char *data, size_t size, size_t count, void *user)
{
	struct exchange *x = user;
	size_t len = size * count;
	x->header_bytes += (gint64)len;
	if (x->header_bytes > HEADERS_MAX)
		return fail(x, "the headers of the answer are larger than %d bytes", HEADERS_MAX);
	if (len > 5 && memcmp(data, "HTTP/", 5) == 0) /* those of an interim response do not count */
		g_hash_table_remove_all(x->answer->headers);
	else
		add_header(x->answer->headers, data, len);
	return len;
}

/* libcurl calls this at least once a second. A database may think for long before its first byte, so the rate counts
 * from there; the total time ends the rest. */
static int watch(void *user, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up)
{
	struct exchange *x = user;
	gint64 came = x->header_bytes + now, at = g_get_monotonic_time(), idle_s = x->plan.manners->idle_s;
	(void)total, (void)up_total, (void)up;
	if (now > x->plan.manners->max_bytes) {
		fail_size(x);
		return 1;
	}
	if (!came || !idle_s || (x->window_at && at - x->window_at < idle_s * G_USEC_PER_SEC))
		return 0;
	if (x->window_at && came - x->window_bytes < RATE_MIN * idle_s) {
		fail(x, "only %" G_GINT64_FORMAT " bytes came in %" G_GINT64_FORMAT " s", came - x->window_bytes,
		     idle_s);
		x->slow = TRUE;
		return 1;
	}
	x->window_at = at;
	x->window_bytes = came;
	return 0;
}

/* ---- setting up */

static void keep(struct exchange *x, CURLcode result)
{
	if (!x->set)
		x->set = result;
}

static void set_fixed(struct exchange *x)
{
	static const struct {
		CURLoption option;
		long value;
	} fixed[] = {
		{ CURLOPT_FOLLOWLOCATION, 0 },
		{ CURLOPT_SSL_VERIFYPEER, 1 },
		{ CURLOPT_SSL_VERIFYHOST, 2 },
		{ CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2 },
		{ CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1 }, /* few transfers at a time: nothing to multiplex */
		{ CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC },
		{ CURLOPT_NETRC, CURL_NETRC_IGNORED },
		{ CURLOPT_SUPPRESS_CONNECT_HEADERS, 1 },
		{ CURLOPT_TCP_KEEPALIVE, 1 }, /* a long silence is normal, and gateways forget */
		{ CURLOPT_NOPROGRESS, 0 },
		{ CURLOPT_BUFFERSIZE, BUFFER },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(fixed); i++)
		keep(x, curl_easy_setopt(x->easy, fixed[i].option, fixed[i].value));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_PROTOCOLS_STR, "https"));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_REDIR_PROTOCOLS_STR, "https"));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_ACCEPT_ENCODING, "")); /* all that libcurl can decode */
}

static void set_callbacks(struct exchange *x, void *user)
{
	keep(x, curl_easy_setopt(x->easy, CURLOPT_PRIVATE, user));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_ERRORBUFFER, x->words));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_WRITEFUNCTION, take_body));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_WRITEDATA, x));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_HEADERFUNCTION, take_header));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_HEADERDATA, x));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_XFERINFOFUNCTION, watch));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_XFERINFODATA, x));
}

static void set_manners(struct exchange *x)
{
	const struct fetch_manners *manners = x->plan.manners;
	keep(x, curl_easy_setopt(x->easy, CURLOPT_URL, x->plan.url));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_USERAGENT, manners->user_agent));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_CONNECTTIMEOUT, (long)manners->connect_s));
	keep(x, curl_easy_setopt(x->easy, CURLOPT_TIMEOUT, (long)manners->total_s));
	if (x->plan.credentials)
		keep(x, curl_easy_setopt(x->easy, CURLOPT_USERPWD, manners->credentials));
	if (x->plan.ca_file) {
		keep(x, curl_easy_setopt(x->easy, CURLOPT_CAINFO, x->plan.ca_file));
		/* With a folder beside the file libcurl reads both anew for each connection. */
		keep(x, curl_easy_setopt(x->easy, CURLOPT_CAPATH, NULL));
	}
}

/* value NULL: nothing. */
static void set_header(struct exchange *x, const char *name, const char *value)
{
	if (!value)
		return;
	g_autofree char *line = g_strconcat(name, ": ", value, NULL);
	struct curl_slist *more = curl_slist_append(x->headers, line);
	if (more)
		x->headers = more;
	else
		keep(x, CURLE_OUT_OF_MEMORY);
}

static void set_request(struct exchange *x)
{
	const struct fetch_request *request = x->plan.request;
	set_header(x, "Accept", request->accept ? request->accept : "*/*");
	if (x->plan.post) {
		set_header(x, "Content-Type", request->type);
		set_header(x, "Expect", ""); /* no question before the body: not every server answers it */
		keep(x, curl_easy_setopt(x->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(request->body)));
		keep(x, curl_easy_setopt(x->easy, CURLOPT_POSTFIELDS, request->body));
	}
	keep(x, curl_easy_setopt(x->easy, CURLOPT_HTTPHEADER, x->headers));
}

static struct fetch_answer *answer_new(const char *url)
{
	struct fetch_answer *answer = g_new0(struct fetch_answer, 1);
	answer->url = g_strdup(url);
	answer->headers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return answer;
}

struct exchange *exchange_new(const struct exchange_plan *plan, void *user, GError **error)
{
	struct exchange *x = g_new0(struct exchange, 1);
	x->plan = *plan;
	x->answer = answer_new(plan->url);
	x->sum = sum_new();
	x->easy = curl_easy_init();
	if (x->easy) {
		set_fixed(x);
		set_callbacks(x, user);
		set_manners(x);
		set_request(x);
	}
	if (x->easy && !x->set)
		return x;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "libcurl cannot be set up: %s",
	            curl_easy_strerror(x->easy ? x->set : CURLE_FAILED_INIT));
	exchange_free(x);
	return NULL;
}

/* ---- the end */

/* What another attempt may mend, and what tells of the server rather than of the request. What is not in the list
 * stays as it is: protocols, encodings, our own limits. */
static const struct ending {
	CURLcode result;
	gboolean transient, unreached;
} endings[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, TRUE, TRUE },
	{ CURLE_COULDNT_RESOLVE_PROXY, TRUE, TRUE },
	{ CURLE_COULDNT_CONNECT, TRUE, TRUE },
	{ CURLE_SSL_CONNECT_ERROR, FALSE, TRUE },
	{ CURLE_PEER_FAILED_VERIFICATION, FALSE, TRUE },
	{ CURLE_OPERATION_TIMEDOUT, TRUE, FALSE },
	{ CURLE_GOT_NOTHING, TRUE, FALSE },
	{ CURLE_PARTIAL_FILE, TRUE, FALSE },
	{ CURLE_RECV_ERROR, TRUE, FALSE },
	{ CURLE_SEND_ERROR, TRUE, FALSE },
};

static struct ending ending_of(CURLcode result)
{
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
		if (endings[i].result == result)
			return endings[i];
	return (struct ending){ result, FALSE, FALSE };
}

static char *copy_header(GHashTable *headers, const char *name)
{
	return g_strdup(g_hash_table_lookup(headers, name));
}

static void describe(struct exchange *x)
{
	struct fetch_answer *answer = x->answer;
	long status = 0;
	curl_off_t wire = 0;
	curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(x->easy, CURLINFO_SIZE_DOWNLOAD_T, &wire);
	answer->status = (int)status;
	answer->wire_bytes = wire;
	answer->media_type = fetch_media_type(g_hash_table_lookup(answer->headers, "content-type"));
	answer->etag = copy_header(answer->headers, "etag");
	answer->last_modified = copy_header(answer->headers, "last-modified");
	if (answer->body)
		answer->sha256 = g_strdup(sum_text(x->sum));
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	answer->time = g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
}

/* A full disk may show only when the last bytes are flushed. */
static void finish_body(struct exchange *x)
{
	FILE *body = x->answer->body;
	if (!body)
		return;
	if (fflush(body) != 0)
		fail(x, "the answer cannot be written to a temporary file: %s", g_strerror(errno));
	rewind(body);
}

struct fetch_answer *exchange_end(struct exchange *x, CURLcode result, gboolean *transient, gboolean *unreached)
{
	*transient = *unreached = FALSE;
	finish_body(x);
	describe(x);
	if (!x->failure && result != CURLE_OK) {
		struct ending ending = ending_of(result);
		*transient = ending.transient;
		*unreached = ending.unreached;
		fail(x, "%s", *x->words ? x->words : curl_easy_strerror(result));
	} else if (x->slow) {
		*transient = TRUE;
	}
	x->answer->error = g_steal_pointer(&x->failure);
	return g_steal_pointer(&x->answer);
}
