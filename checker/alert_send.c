#include <string.h>

#include "checker/alert.h"
#include "checker/deliver.h"
#include "checker/document.h"
#include "checker/error.h"
#include "checker/report.h"
#include "checker/sql.h"
#include "checker/sum.h"

/* A message rendered for every kind of channel. */
struct letter {
	char *subject, *text, *html, *xml, *thread;
};

static void letter_clear(struct letter *l)
{
	char *all[] = { l->subject, l->text, l->html, l->xml, l->thread };
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		g_free(all[i]);
}
typedef struct letter Letter;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Letter, letter_clear)

static char *render(xmlDoc *doc, const char *stylesheet, GError **error)
{
	g_autoptr(GBytes) bytes = report_render(doc, stylesheet, error);
	gsize size = 0;
	const char *text = bytes ? g_bytes_get_data(bytes, &size) : NULL;
	return text ? g_strndup(text, size) : NULL;
}

/* One thread for each act a message is alone about, else one for each channel and recipient. */
static char *thread_of(xmlDoc *doc, const char *channel, const char *recipient)
{
	g_autofree char *act = NULL;
	gboolean several = FALSE;
	for (xmlNode *n = xmlDocGetRootElement(doc)->last->children; n; n = n->next) {
		xmlChar *celex = xmlGetProp(n, (const xmlChar *)"celex");
		several = several || !celex || (act && strcmp(act, (char *)celex) != 0);
		if (!act)
			act = g_strdup((char *)celex);
		xmlFree(celex);
	}
	g_autofree char *all = g_strdup_printf("%s\n%s\n%s", channel, recipient, several || !act ? "" : act);
	g_autofree char *sum = sum_of_text(all);
	return g_strdup_printf("adquem.thread.%.20s", sum);
}

/* The first line of the text is the subject. */
static gboolean write_letter(struct letter *l, xmlDoc *doc, const char *channel, const char *recipient, GError **error)
{
	xmlChar *xml = NULL;
	int size = 0;
	g_autofree char *whole = render(doc, "mail-text.xsl", error);
	l->html = whole ? render(doc, "mail-html.xsl", error) : NULL;
	if (!l->html)
		return FALSE;
	const char *body = strchr(whole, '\n');
	l->subject = g_strndup(whole, body ? (gsize)(body - whole) : strlen(whole));
	l->text = g_strdup(body ? body + 1 + (body[1] == '\n') : "");
	xmlDocDumpMemoryEnc(doc, &xml, &size, "UTF-8");
	l->xml = g_strndup((char *)xml, (gsize)size);
	xmlFree(xml);
	l->thread = thread_of(doc, channel, recipient);
	return TRUE;
}

/* Delivers a document through a channel of the configuration. */
static gboolean send_document(const struct config *conf, const char *channel, const char *recipient, xmlDoc *doc,
                              const char *now, GError **error)
{
	g_autofree char *group = g_strconcat("channel ", channel, NULL);
	g_auto(Letter) l = { 0 };
	GError *local = NULL;
	if (!g_strv_contains((const char *const *)config_names(conf, "channel"), group)) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "there is no [%s]", group);
		return FALSE;
	}
	g_autofree char *password = config_secret(conf, group, "password-file", &local);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	const struct deliver_channel c = { .name = channel,
		                           .type = config_text(conf, group, "type"),
		                           .url = config_text(conf, group, "url"),
		                           .from = config_text(conf, group, "from"),
		                           .username = config_text(conf, group, "username"),
		                           .password = password,
		                           .tls = config_text(conf, group, "tls"),
		                           .ca_file = config_text(conf, group, "ca-file"),
		                           .template = config_text(conf, group, "template"),
		                           .command = config_text(conf, group, "command"),
		                           .file = config_text(conf, group, "file"),
		                           .format = config_text(conf, group, "format"),
		                           .timeout = config_number(conf, group, "timeout") };
	if (!write_letter(&l, doc, channel, recipient, error))
		return FALSE;
	xmlChar *id = xmlGetProp(xmlDocGetRootElement(doc)->last, (const xmlChar *)"id");
	const struct deliver_message m = { .id = (char *)id,
		                           .thread = l.thread,
		                           .to = recipient,
		                           .subject = l.subject,
		                           .text = l.text,
		                           .html = l.html,
		                           .xml = l.xml,
		                           .time = now };
	gboolean ok = deliver(&c, &m, error);
	xmlFree(id);
	return ok;
}

/* When it was done with, or NULL, and why it was not sent. Noted as soon as it is sent: what lies between is the only moment in which a crash sends twice. */
static gboolean note(struct store *store, const char *id, const char *done, const char *why, GError **error)
{
	const char *values[] = { id, done, why };
	g_autoptr(sqlite3_stmt) put =
		sql_query(store_db(store),
	                  "UPDATE outbox SET attempts = attempts + 1, delivered_at = ?2, error = ?3 "
	                  "WHERE id = ?1",
	                  values, 3, error);
	return put && sql_run(put, error) && store_commit(store, error);
}

static GPtrArray *pending(struct store *store, GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	g_autoptr(sqlite3_stmt) rows = sql_prepare(
		store_db(store),
		"SELECT id, channel, recipient FROM outbox WHERE delivered_at IS NULL ORDER BY attempts > 0, run, id",
		error);
	GError *local = NULL;
	while (rows && sql_row(rows, &local)) {
		const char *row[] = { sql_text(rows, 0), sql_text(rows, 1), sql_text(rows, 2), NULL };
		g_ptr_array_add(all, g_strdupv((char **)row));
	}
	if (local)
		g_propagate_error(error, local);
	return rows && !local ? g_steal_pointer(&all) : NULL;
}

/* Whether the configuration still names the recipient for the channel; of one that is not there, that cannot be told. */
static gboolean still_named(const struct config *conf, const char *channel, const char *recipient)
{
	g_autofree char *group = g_strconcat("channel ", channel, NULL);
	if (!g_strv_contains((const char *const *)config_names(conf, "channel"), group))
		return TRUE;
	char *const *to = config_list(conf, group, "to");
	gboolean named = !*recipient || (to && g_strv_contains((const char *const *)to, recipient));
	for (char *const *s = config_names(conf, "subscription"); !named && *s; s++) {
		to = config_list(conf, *s, "to");
		named = strcmp(config_text(conf, *s, "channel"), channel) == 0 && to &&
		        g_strv_contains((const char *const *)to, recipient);
	}
	return named;
}

/* One message; a line for it in said if it could not be delivered. */
static gboolean deliver_row(struct store *store, const struct config *conf, char **row, const char *now, GString *said,
                            GError **error)
{
	g_autoptr(GError) why = NULL;
	if (!still_named(conf, row[1], row[2])) {
		g_string_append_printf(said, "alert %s to %s: not sent, the configuration names %s no more\n", row[0],
		                       row[2], row[2]);
		return note(store, row[0], now, "not sent: named no more", error);
	}
	g_autoptr(xmlDoc) doc = alert_document(store, row[0], config_text(conf, "run", "base-url"), &why);
	if (!doc || !send_document(conf, row[1], row[2], doc, now, &why))
		g_string_append_printf(said, "alert %s to %s: %s; the next run tries again\n", row[0],
		                       *row[2] ? row[2] : row[1], why ? why->message : "it is gone");
	return note(store, row[0], why ? NULL : now, why ? why->message : NULL, error);
}

gboolean alert_deliver(struct store *store, const struct config *conf, const struct watch *watch, const char *now,
                       char **sentences, GError **error)
{
	GString *said = g_string_new(NULL);
	g_autoptr(GPtrArray) all = pending(store, error);
	gboolean ok = all != NULL;
	for (guint i = 0; ok && i < all->len; i++)
		ok = !watch_stops(watch, error) &&
		     deliver_row(store, conf, g_ptr_array_index(all, i), now, said, error);
	*sentences = g_string_free(said, FALSE);
	return ok;
}

/* Of the first subscription to a channel. */
static const char *language_of(const struct config *conf, const char *channel)
{
	for (char *const *s = config_names(conf, "subscription"); *s; s++)
		if (strcmp(config_text(conf, *s, "channel"), channel) == 0)
			return config_text(conf, *s, "language");
	return "en";
}

/* Everybody a channel writes to, of its own list or of the first subscription that names them. Each test has a name of its
 * own, so that a second one is no double of the first. */
static gboolean test_channel(const struct config *conf, const char *group, const char *now, GError **error)
{
	const char *channel = group + strlen("channel ");
	char *const *to = config_list(conf, group, "to");
	for (char *const *s = config_names(conf, "subscription"); (!to || !to[0]) && *s; s++)
		if (strcmp(config_text(conf, *s, "channel"), channel) == 0)
			to = config_list(conf, *s, "to");
	g_autofree char *day = g_strndup(now, 10);
	g_autoptr(xmlDoc) doc =
		alert_document_test(language_of(conf, channel), config_text(conf, "run", "base-url"), day, error);
	static char nobody[] = "";
	char *const none[] = { nobody, NULL };
	gboolean ok = doc != NULL;
	for (to = to && to[0] ? to : none; ok && *to; to++) {
		g_autofree char *all = g_strdup_printf("%s\n%s\n%s", channel, *to, now);
		g_autofree char *sum = sum_of_text(all);
		g_autofree char *id = g_strdup_printf("adquem.test.%.20s", sum);
		xmlSetProp(xmlDocGetRootElement(doc)->last, (const xmlChar *)"id", (const xmlChar *)id);
		ok = send_document(conf, channel, *to, doc, now, error);
	}
	return ok;
}

/* Each channel is tried, whatever became of the others. */
gboolean alert_test(const struct config *conf, const char *channel, const char *now, GError **error)
{
	g_autofree char *only = channel ? g_strconcat("channel ", channel, NULL) : NULL;
	g_autoptr(GString) wrong = g_string_new(NULL);
	gboolean found = FALSE;
	for (char *const *group = config_names(conf, "channel"); *group; group++) {
		g_autoptr(GError) local = NULL;
		if (only && strcmp(*group, only) != 0)
			continue;
		found = TRUE;
		if (!test_channel(conf, *group, now, &local))
			g_string_append_printf(wrong, "[%s]: %s\n", *group, local->message);
	}
	if (!found)
		g_string_printf(wrong, "the configuration has no [%s]", only ? only : "channel NAME");
	if (wrong->len > 0)
		g_set_error_literal(error, ADQ_ERROR, ADQ_ERROR_INPUT, wrong->str);
	return wrong->len == 0;
}
