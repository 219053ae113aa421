#include "feeds/fetch_rules.h"

#include <curl/curl.h>
#include <string.h>

#include "checker/error.h"
#include "feeds/fetch.h"

#define LINE_SHOWN 300

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURLU, curl_url_cleanup)

/* ---- URLs */

static char *url_part(CURLU *url, CURLUPart part, unsigned flags)
{
	char *text = NULL;
	if (curl_url_get(url, part, &text, flags) != CURLUE_OK)
		return NULL;
	char *copy = g_strdup(text);
	curl_free(text);
	return copy;
}

/* A scheme that libcurl does not know is parsed too, so that it ends in our sentence. */
static CURLU *url_parse(const char *text)
{
	CURLU *url = curl_url();
	if (url && curl_url_set(url, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK)
		return url;
	curl_url_cleanup(url);
	return NULL;
}

/* The name of the host, lower case, without the dot of the root. */
static char *url_host(CURLU *url)
{
	g_autofree char *host = url_part(url, CURLUPART_HOST, 0);
	if (!host || !*host)
		return NULL;
	if (g_str_has_suffix(host, "."))
		host[strlen(host) - 1] = '\0';
	return g_ascii_strdown(host, -1);
}

gboolean fetch_url_check(const char *text, GError **error)
{
	g_autoptr(CURLU) url = url_parse(text);
	g_autofree char *scheme = url ? url_part(url, CURLUPART_SCHEME, 0) : NULL;
	g_autofree char *host = url ? url_host(url) : NULL;
	g_autofree char *user = url ? url_part(url, CURLUPART_USER, 0) : NULL;
	if (!scheme)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "this is no URL");
	else if (strcmp(scheme, "https") != 0 || !host)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "only https:// is asked, and this is not");
	else if (user)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "the URL holds a user's name, which is not sent");
	else
		return TRUE;
	return FALSE;
}

char *fetch_url_host(const char *text)
{
	g_autoptr(CURLU) url = url_parse(text);
	g_autofree char *host = url ? url_host(url) : NULL;
	g_autofree char *port = url ? url_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT) : NULL;
	return host && port ? g_strconcat(host, ":", port, NULL) : NULL;
}

/* ---- redirects */

/* The last two labels of a name; NULL if it has no two, or is an address. */
static const char *family(const char *host)
{
	const char *last = strrchr(host, '.');
	if (!last || last == host || strchr(host, ':') || g_hostname_is_ip_address(host))
		return NULL;
	const char *start = g_strrstr_len(host, last - host, ".");
	return start ? start + 1 : host;
}

gboolean fetch_same_family(const char *host, const char *other)
{
	const char *a = family(host), *b = family(other);
	return g_ascii_strcasecmp(host, other) == 0 || (a && b && g_ascii_strcasecmp(a, b) == 0);
}

/* The port that goes with an http:// URL once it is https://: NULL for the usual one. */
static char *upgraded_port(CURLU *url, CURLU *current)
{
	g_autofree char *port = url_part(url, CURLUPART_PORT, 0);
	g_autofree char *host = url_host(url);
	g_autofree char *from = url_host(current);
	if (port && strcmp(port, "80") != 0)
		return g_steal_pointer(&port);
	return g_strcmp0(host, from) == 0 ? url_part(current, CURLUPART_PORT, 0) : NULL;
}

static gboolean upgrade(CURLU *url, CURLU *current)
{
	g_autofree char *port = upgraded_port(url, current);
	return curl_url_set(url, CURLUPART_SCHEME, "https", 0) == CURLUE_OK &&
	       curl_url_set(url, CURLUPART_PORT, port, 0) == CURLUE_OK;
}

/* A relative Location is resolved by libcurl; one with spaces is taken as browsers do. */
static CURLU *resolve(const char *current, const char *location)
{
	CURLU *url = url_parse(current);
	unsigned flags = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE;
	if (url && curl_url_set(url, CURLUPART_URL, location, flags) == CURLUE_OK)
		return url;
	curl_url_cleanup(url);
	return NULL;
}

char *fetch_redirect(const char *first, const char *current, const char *location, GError **error)
{
	g_autoptr(CURLU) from = url_parse(first);
	g_autoptr(CURLU) here = url_parse(current);
	g_autoptr(CURLU) url = resolve(current, location);
	g_autofree char *scheme = url ? url_part(url, CURLUPART_SCHEME, 0) : NULL;
	g_autofree char *asked = from ? url_host(from) : NULL;
	g_autofree char *host = url ? url_host(url) : NULL;
	gboolean http = g_strcmp0(scheme, "http") == 0;
	if (!http && g_strcmp0(scheme, "https") != 0)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "redirected to \"%s\", which is not https", location);
	else if (!asked || !host || !fetch_same_family(asked, host))
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "redirected to another host: \"%s\"", location);
	else if (!here || (http && !upgrade(url, here)))
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "redirected to \"%s\", which is no URL", location);
	else {
		curl_url_set(url, CURLUPART_USER, NULL, 0);
		curl_url_set(url, CURLUPART_PASSWORD, NULL, 0);
		curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0);
		return url_part(url, CURLUPART_URL, 0);
	}
	return NULL;
}

/* ---- headers */

gint64 fetch_retry_after(const char *text, gint64 now)
{
	g_autofree char *value = g_strstrip(g_strdup(text));
	if (*value && strspn(value, "0123456789") == strlen(value))
		return g_ascii_strtoll(value, NULL, 10); /* G_MAXINT64 if there are too many digits */
	time_t then = *value ? curl_getdate(value, NULL) : -1;
	return then == -1 ? -1 : MAX(0, (gint64)then - now);
}

char *fetch_media_type(const char *content_type)
{
	if (!content_type)
		return NULL;
	g_autofree char *type = g_ascii_strdown(content_type, (gssize)strcspn(content_type, ";"));
	g_strstrip(type);
	return *type ? g_steal_pointer(&type) : NULL;
}

static gboolean range_has(const char *range, const char *type)
{
	gsize len = strlen(range);
	if (strcmp(range, "*/*") == 0 || g_strcmp0(range, type) == 0)
		return TRUE;
	return type && len > 2 && strcmp(range + len - 2, "/*") == 0 && strncmp(range, type, len - 1) == 0;
}

gboolean fetch_media_type_accepted(const char *type, const char *accept)
{
	if (!accept)
		return TRUE;
	g_auto(GStrv) ranges = g_strsplit(accept, ",", -1);
	for (char **r = ranges; *r; r++) {
		g_autofree char *range = fetch_media_type(*r);
		if (range && range_has(range, type))
			return TRUE;
	}
	return FALSE;
}

/* ---- texts */

char *fetch_clean(const char *text)
{
	char *clean = g_utf8_make_valid(text, -1);
	GString *out = g_string_new(NULL);
	for (const char *p = clean; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		g_string_append_unichar(out, g_unichar_iscntrl(c) ? ' ' : c);
	}
	g_free(clean);
	return g_string_free(out, FALSE);
}

char *fetch_first_line(FILE *file)
{
	char line[LINE_SHOWN + 1];
	g_autofree char *text = NULL;
	rewind(file);
	while (!text && fgets(line, sizeof line, file)) {
		text = fetch_clean(line);
		if (!*g_strstrip(text))
			g_clear_pointer(&text, g_free);
	}
	rewind(file);
	return g_steal_pointer(&text);
}

char *fetch_form_field(const char *name, const char *text)
{
	g_autofree char *key = g_uri_escape_string(name, NULL, FALSE);
	g_autofree char *value = g_uri_escape_string(text, NULL, FALSE);
	return g_strconcat(key, "=", value, NULL);
}
