/* Mail is put together here and not by libcurl, because sendmail wants the same bytes and libcurl gives out none. Bodies are
 * base64, so that neither a dot, a long line nor a byte above 127 needs anybody's care. */
#include <string.h>

#include "checker/deliver.h"
#include "checker/error.h"

/* An address as it may stand between < and >: printable ASCII, one @ inside, nothing that would end it. */
static gboolean address_ok(const char *text)
{
	const char *at = text ? strchr(text, '@') : NULL;
	for (const char *c = text; c && *c; c++)
		if (*c <= ' ' || *c > '~' || strchr("<>(),;:\\\"[]", *c))
			return FALSE;
	return at && at != text && at[1] && !strchr(at + 1, '@');
}

static gboolean clean(const char *text)
{
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 127)
			return FALSE;
	return g_utf8_validate(text, -1, NULL);
}

static gboolean refuse(const char *what, const char *value, GError **error)
{
	g_autofree char *shown = g_strescape(value ? value : "", NULL);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "mail: %s \"%s\" cannot stand in a header", what, shown);
	return FALSE;
}

/* How many bytes of text, at most 39, end at a character. */
static gsize whole_characters(const char *text)
{
	const char *end = text;
	while (*end && g_utf8_next_char(end) - text <= 39)
		end = g_utf8_next_char(end);
	return (gsize)(end - text);
}

/* A header; beyond ASCII, or where a line would be too long, in encoded words (RFC 2047). */
static void put_header(GString *mail, const char *name, const char *value)
{
	g_string_append_printf(mail, "%s:", name);
	if (g_str_is_ascii(value) && strlen(value) < 70 && !strstr(value, "=?")) {
		g_string_append_printf(mail, " %s\r\n", value);
		return;
	}
	for (gsize n; *value; value += n) {
		n = whole_characters(value);
		g_autofree char *word = g_base64_encode((const guchar *)value, n);
		g_string_append_printf(mail, " =?UTF-8?B?%s?=\r\n", word);
	}
}

static void put_part(GString *mail, const char *type, const char *body)
{
	gsize size = strlen(body);
	char *coded = g_malloc(size * 2 + 100);
	int state = 0, save = 0;
	gsize n = g_base64_encode_step((const guchar *)body, size, TRUE, coded, &state, &save);
	n += g_base64_encode_close(TRUE, coded + n, &state, &save);
	g_string_append_printf(mail, "Content-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
	                       type);
	for (gsize i = 0; i < n; i++) {
		if (coded[i] == '\n')
			g_string_append_c(mail, '\r');
		g_string_append_c(mail, coded[i]);
	}
	g_free(coded);
}

static void put_body(GString *mail, const struct deliver_channel *channel, const struct deliver_message *m)
{
	gboolean text = strcmp(channel->format, "html") != 0, html = strcmp(channel->format, "text") != 0;
	if (!text || !html) {
		put_part(mail, text ? "text/plain" : "text/html", text ? m->text : m->html);
		return;
	}
	g_string_append_printf(mail, "Content-Type: multipart/alternative; boundary=\"=_%s\"\r\n\r\n", m->id);
	g_string_append_printf(mail, "--=_%s\r\n", m->id);
	put_part(mail, "text/plain", m->text);
	g_string_append_printf(mail, "\r\n--=_%s\r\n", m->id);
	put_part(mail, "text/html", m->html);
	g_string_append_printf(mail, "\r\n--=_%s--\r\n", m->id);
}

GString *deliver_mail(const struct deliver_channel *channel, const struct deliver_message *m, GError **error)
{
	const char *host = address_ok(channel->from) ? strchr(channel->from, '@') + 1 : NULL;
	g_autoptr(GDateTime) when = g_date_time_new_from_iso8601(m->time, NULL);
	if (!host || !address_ok(m->to) || !clean(m->subject)) {
		(void)(!host                ? refuse("from", channel->from, error)
		       : !address_ok(m->to) ? refuse("to", m->to, error)
		                            : refuse("the subject", m->subject, error));
		return NULL;
	}
	g_autofree char *date = when ? g_date_time_format(when, "%a, %d %b %Y %H:%M:%S +0000") : g_strdup("");
	GString *mail = g_string_new(NULL);
	g_string_append_printf(mail, "Date: %s\r\nFrom: adquem <%s>\r\nTo: <%s>\r\n", date, channel->from, m->to);
	put_header(mail, "Subject", m->subject);
	g_string_append_printf(mail, "Message-ID: <%s@%s>\r\n", m->id, host);
	g_string_append_printf(mail, "In-Reply-To: <%s@%s>\r\nReferences: <%s@%s>\r\n", m->thread, host, m->thread,
	                       host);
	g_string_append(mail, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
	put_body(mail, channel, m);
	return mail;
}
