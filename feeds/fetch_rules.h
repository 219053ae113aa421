/* fetch_rules.h - what is decided about requests and answers by looking at texts alone; no network, no clock. */
#ifndef ADQUEM_FETCH_RULES_H
#define ADQUEM_FETCH_RULES_H

#include <glib.h>
#include <stdio.h>

/* TRUE if url may be asked: https://, a host, no name or password in it. Else ADQ_ERROR_SOURCE with the reason. */
gboolean fetch_url_check(const char *url, GError **error);

/* "host:port" of a URL, lower case, new; NULL if it is none. */
char *fetch_url_host(const char *url);

/* TRUE if both hosts belong to one operator as far as can be told: the same, or names that share their last two labels
 * (publications.europa.eu, data.europa.eu). Addresses and names of one label have no family. */
gboolean fetch_same_family(const char *host, const char *other);

/* Where a Location leads from the URL current, when first was asked: absolute, https:// (an http:// one is upgraded; to
 * the port of current, if it names the same host and no port), in the family of first; new. NULL with ADQ_ERROR_SOURCE:
 * the reason why it is not followed. */
char *fetch_redirect(const char *first, const char *current, const char *location, GError **error);

/* Seconds to wait by a Retry-After header (a number or an HTTP date) at the time now (seconds since 1970); -1 if it
 * says neither. RFC 9110, section 10.2.3. */
gint64 fetch_retry_after(const char *text, gint64 now);

/* The media type of a Content-Type, lower case, without parameters, new; NULL if there is none. */
char *fetch_media_type(const char *content_type);

/* TRUE if the list accept (as in the header Accept) has the media type; a NULL list has any. Weights and parameters do
 * not count. */
gboolean fetch_media_type_accepted(const char *type, const char *accept);

/* The first line of file that is not blank, shortened and fit for a terminal, new; NULL if there is none. Rewinds. */
char *fetch_first_line(FILE *file);

/* Text as valid UTF-8 without control characters, new. */
char *fetch_clean(const char *text);

#endif
