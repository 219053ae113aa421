#include "feeds/fetch_verdict.h"

#include <string.h>

#include "checker/error.h"
#include "feeds/fetch_rules.h"

/* Statuses with a meaning of their own; all others are failures that asking again does not mend. */
static const struct {
	int status;
	gboolean transient, overrun;
	const char *words;
} statuses[] = {
	{ 202, TRUE, FALSE, "it is not ready yet" },
	{ 400, FALSE, FALSE, "it does not understand the request" },
	{ 404, FALSE, FALSE, "it has no such thing" },
	{ 406, FALSE, FALSE, "it has no form of it that we can read" },
	{ 410, FALSE, FALSE, "it has it no longer" },
	{ 429, TRUE, TRUE, "too many requests" },
	{ 500, TRUE, FALSE, "it failed" },
	{ 502, TRUE, FALSE, "its gateway got no answer" },
	{ 503, TRUE, TRUE, "it is not available" },
	{ 504, TRUE, FALSE, "its gateway waited too long" },
};

gboolean fetch_is_redirect(const struct fetch_answer *answer)
{
	static const int redirects[] = { 301, 302, 303, 307, 308 };
	for (gsize i = 0; i < G_N_ELEMENTS(redirects); i++)
		if (redirects[i] == answer->status)
			return TRUE;
	return FALSE;
}

static void say(struct fetch_answer *answer, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void say(struct fetch_answer *answer, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	answer->error = g_error_new_valist(ADQ_ERROR, ADQ_ERROR_SOURCE, format, values);
	va_end(values);
}

/* ": " and the first line of a plain text: what databases and gateways say for people. Else "". */
static char *remark(const struct fetch_answer *answer)
{
	gboolean plain = g_strcmp0(answer->media_type, "text/plain") == 0;
	g_autofree char *line = plain && answer->body ? fetch_first_line(answer->body) : NULL;
	return line ? g_strconcat(": ", line, NULL) : g_strdup("");
}

static struct fetch_verdict refusal(struct fetch_answer *answer, const struct fetch_manners *manners)
{
	g_autofree char *more = remark(answer);
	say(answer, "the source refuses us with status %d%s; we came as \"%s\"%s", answer->status, more,
	    manners->user_agent, manners->credentials ? " with credentials" : "");
	return (struct fetch_verdict){ FALSE, FALSE, -1 };
}

/* Waits longer than the limit are not ours to shorten: the next run may ask again. */
static struct fetch_verdict overrun(struct fetch_answer *answer, struct fetch_verdict verdict)
{
	const char *after = fetch_header(answer, "retry-after");
	verdict.wait_s = after ? fetch_retry_after(after, g_get_real_time() / G_USEC_PER_SEC) : -1;
	if (verdict.wait_s > FETCH_WAIT_MAX_S) {
		gboolean seconds = strspn(after, "0123456789") == strlen(after);
		g_prefix_error(&answer->error, "asks us not to come back %s %s%s: ", seconds ? "for" : "before", after,
		               seconds ? " seconds" : "");
		verdict.transient = FALSE;
	}
	return verdict;
}

static struct fetch_verdict failure(struct fetch_answer *answer)
{
	g_autofree char *more = remark(answer);
	for (gsize i = 0; i < G_N_ELEMENTS(statuses); i++)
		if (statuses[i].status == answer->status) {
			say(answer, "answered with status %d (%s)%s", answer->status, statuses[i].words, more);
			struct fetch_verdict verdict = { statuses[i].transient, statuses[i].overrun, -1 };
			return verdict.overrun ? overrun(answer, verdict) : verdict;
		}
	say(answer, "answered with status %d%s", answer->status, more);
	return (struct fetch_verdict){ FALSE, FALSE, -1 };
}

static struct fetch_verdict success(struct fetch_answer *answer, const struct fetch_request *request)
{
	gboolean empty = !answer->bytes;
	if (empty) {
		say(answer, "answered with an empty body");
	} else if (!fetch_media_type_accepted(answer->media_type, request->accept)) {
		g_autofree char *more = remark(answer);
		g_autofree char *wanted = fetch_media_type(request->accept);
		say(answer, "answered with %s, not %s%s", answer->media_type ? answer->media_type : "no media type",
		    wanted, more);
	}
	return (struct fetch_verdict){ empty, FALSE, -1 };
}

struct fetch_verdict fetch_judge(struct fetch_answer *answer, const struct fetch_request *request,
                                 const struct fetch_manners *manners)
{
	if (answer->status == 200)
		return success(answer, request);
	if (answer->status == 401 || answer->status == 403)
		return refusal(answer, manners);
	return failure(answer);
}
