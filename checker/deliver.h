/* deliver.h - one message through one channel: mail by SMTP or sendmail, webhook, feed, command. Beside the fetcher this is
 * the only user of libcurl. Knows neither database nor findings. */
#ifndef ADQUEM_DELIVER_H
#define ADQUEM_DELIVER_H

#include <glib.h>

struct deliver_channel {
	const char *name; /* in the configuration; part of the id of a feed */
	const char *type; /* smtp, sendmail, webhook, atom, command */
	const char *url, *from, *username, *password;
	const char *tls; /* required, starttls, none */
	const char *ca_file, *template, *command, *file;
	const char *format; /* text, html, both, xml */
	guint timeout;      /* seconds */
};

struct deliver_message {
	const char *id;     /* the same whenever the message is sent again; no "@" */
	const char *thread; /* what mail programs shall show together, as id */
	const char *to;     /* may be NULL where the channel is no mail */
	const char *subject, *text, *html, *xml;
	const char *time; /* "2026-11-23T22:15:00Z" */
};

/* Delivers, or FALSE with ADQ_ERROR_SOURCE and what the other side said. An answer of 2xx, or the end of the command with
 * status 0, is delivery. What cannot go into a header of mail (CR, LF, NUL, control characters, an address that is none)
 * is refused with ADQ_ERROR_INPUT before anything is sent. */
gboolean deliver(const struct deliver_channel *channel, const struct deliver_message *message, GError **error);

/* The message as mail (RFC 5322, MIME multipart/alternative), new; NULL with ADQ_ERROR_INPUT. Lines end in CR LF. */
GString *deliver_mail(const struct deliver_channel *channel, const struct deliver_message *message, GError **error);

/* The message as JSON by the channel's template: {{id}}, {{subject}}, {{text}}, {{html}} and {{xml}} become JSON strings,
 * {{to}} too. New; NULL with ADQ_ERROR_INPUT if the template cannot be read or names something else. */
GString *deliver_json(const struct deliver_channel *channel, const struct deliver_message *message, GError **error);

#endif
