/* fetch_verdict.h - what a response means for the request: an answer, another attempt, a redirect, a failure. */
#ifndef ADQUEM_FETCH_VERDICT_H
#define ADQUEM_FETCH_VERDICT_H

#include "feeds/fetch.h"

/* The longest that a Retry-After may hold us back. */
#define FETCH_WAIT_MAX_S (15 * 60)

struct fetch_verdict {
	gboolean transient; /* another attempt may do better */
	gboolean overrun;   /* the server has too much to do, for others of our requests as well */
	gint64 wait_s;      /* what it asks us to wait; -1: it does not say */
};

/* TRUE if the response leads elsewhere: 301, 302, 303, 307, 308. */
gboolean fetch_is_redirect(const struct fetch_answer *answer);

/* Judges a complete response that is no redirect: sets its error (a reason without the URL) unless it is what was
 * asked for. */
struct fetch_verdict fetch_judge(struct fetch_answer *answer, const struct fetch_request *request,
                                 const struct fetch_manners *manners);

#endif
