#include "checker/deliver.h"

#include <curl/curl.h>
#include <errno.h>
#include <gio/gio.h>
#include <libxml/parser.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checker/document.h"
#include "checker/error.h"
#include "checker/jsonwrite.h"
#include "feeds/tempfile.h"

#define SENDMAIL "/usr/sbin/sendmail"
#define FEED_ENTRIES 100

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURL, curl_easy_cleanup)
typedef struct curl_slist CurlList;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CurlList, curl_slist_free_all)

static gboolean fail(GError **error, const char *what, const char *reason)
{
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "%s: %s", what, reason);
	return FALSE;
}

/* ---- libcurl */

struct reading {
	const GString *from;
	gsize at;
};

static size_t on_read(char *to, size_t size, size_t n, void *user)
{
	struct reading *r = user;
	gsize length = MIN(size * n, r->from->len - r->at);
	memcpy(to, r->from->str + r->at, length);
	r->at += length;
	return length;
}

static size_t on_answer(char *bytes G_GNUC_UNUSED, size_t size, size_t n, void *user G_GNUC_UNUSED)
{
	return size * n;
}

/* What every request has: time limits, who is trusted, who logs in. */
static CURL *request(const struct deliver_channel *c, char *why, GError **error)
{
	CURL *curl = c->url ? curl_easy_init() : NULL;
	if (!curl) {
		(void)fail(error, c->type, "there is no url");
		return NULL;
	}
	curl_easy_setopt(curl, CURLOPT_URL, c->url);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)c->timeout);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_answer);
	if (c->ca_file) {
		curl_easy_setopt(curl, CURLOPT_CAINFO, c->ca_file);
		curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
	}
	if (c->username)
		curl_easy_setopt(curl, CURLOPT_USERNAME, c->username);
	if (c->password)
		curl_easy_setopt(curl, CURLOPT_PASSWORD, c->password);
	return curl;
}

static gboolean perform(CURL *curl, const struct deliver_channel *c, const char *why, GError **error)
{
	long status = 0;
	CURLcode code = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	if (code == CURLE_OK)
		return TRUE;
	g_autofree char *reason =
		g_strdup_printf("%s (the last answer was %ld)", *why ? why : curl_easy_strerror(code), status);
	return fail(error, c->url, reason);
}

static gboolean deliver_smtp(const struct deliver_channel *c, const struct deliver_message *m, GError **error)
{
	char why[CURL_ERROR_SIZE] = "";
	GString *mail = deliver_mail(c, m, error);
	g_autoptr(CURL) curl = mail ? request(c, why, error) : NULL;
	struct reading reading = { mail, 0 };
	g_autoptr(CurlList) to = curl ? curl_slist_append(NULL, m->to) : NULL;
	gboolean plain = strcmp(c->tls, "none") == 0;
	gboolean ok = FALSE;
	if (curl && strcmp(c->tls, "starttls") == 0 && g_str_has_prefix(c->url, "smtps:")) {
		(void)fail(error, c->url, "tls = starttls wants an address smtp://");
	} else if (curl) {
		curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
		curl_easy_setopt(curl, CURLOPT_USE_SSL, plain ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
		curl_easy_setopt(curl, CURLOPT_MAIL_FROM, c->from);
		curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
		curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
		curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
		curl_easy_setopt(curl, CURLOPT_READDATA, &reading);
		ok = perform(curl, c, why, error);
	}
	if (mail)
		g_string_free(mail, TRUE);
	return ok;
}

static gboolean deliver_webhook(const struct deliver_channel *c, const struct deliver_message *m, GError **error)
{
	char why[CURL_ERROR_SIZE] = "";
	GString *json = deliver_json(c, m, error);
	g_autoptr(CURL) curl = json ? request(c, why, error) : NULL;
	g_autofree char *key = g_strdup_printf("Idempotency-Key: %s", m->id);
	g_autoptr(CurlList) headers = curl_slist_append(curl_slist_append(NULL, "Content-Type: application/json"), key);
	gboolean ok = FALSE;
	if (curl) {
		long status = 0;
		curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, strcmp(c->tls, "none") == 0 ? "http,https" : "https");
		curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)json->len);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, json->str);
		ok = perform(curl, c, why, error);
		curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
		if (ok && status / 100 != 2) {
			g_autofree char *reason = g_strdup_printf("the answer was %ld", status);
			ok = fail(error, c->url, reason);
		}
	}
	if (json)
		g_string_free(json, TRUE);
	return ok;
}

/* ---- JSON by template */

static const char *field(const struct deliver_message *m, const char *name)
{
	const struct {
		const char *name, *value;
	} fields[] = { { "id", m->id },     { "subject", m->subject }, { "text", m->text },
		       { "html", m->html }, { "xml", m->xml },         { "to", m->to ? m->to : "" } };
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		if (strcmp(fields[i].name, name) == 0)
			return fields[i].value;
	return NULL;
}

GString *deliver_json(const struct deliver_channel *c, const struct deliver_message *m, GError **error)
{
	g_autofree char *file = NULL;
	const char *at = "{\"id\":{{id}},\"subject\":{{subject}},\"text\":{{text}}}";
	if (c->template && !g_file_get_contents(c->template, &file, NULL, error))
		return NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	for (at = file ? file : at; *at;) {
		const char *open = strstr(at, "{{"), *close = open ? strstr(open, "}}") : NULL;
		g_autofree char *word = close ? g_strndup(open + 2, (gsize)(close - open - 2)) : NULL;
		const char *value = word ? field(m, g_strstrip(word)) : NULL;
		if (word && !value) {
			g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: there is no {{%s}}", c->template, word);
			return NULL;
		}
		g_string_append_len(out, at, open && word ? open - at : (gssize)strlen(at));
		at = word ? close + 2 : at + strlen(at);
		if (value)
			json_string(out, value);
	}
	return g_steal_pointer(&out);
}

/* ---- commands */

/* Waits for a command for so many seconds; after that it is ended by force, with all that it started. */
static gboolean await(pid_t pid, guint timeout, int *status)
{
	for (guint64 tick = 0; tick < (guint64)timeout * 50; tick++) {
		pid_t got = waitpid(pid, status, WNOHANG);
		if (got == pid)
			return TRUE;
		if (got < 0 && errno != EINTR)
			return FALSE;
		g_usleep(20000);
	}
	kill(-pid, SIGKILL);
	waitpid(pid, status, 0);
	return FALSE;
}

/* A file from which a command reads these bytes. */
static FILE *input_file(const GString *bytes, GError **error)
{
	FILE *file = tempfile_new(error);
	if (!file)
		return NULL;
	if (fwrite(bytes->str, 1, bytes->len, file) == bytes->len && fseek(file, 0, SEEK_SET) == 0)
		return file;
	(void)fail(error, "a file of the command's input", g_strerror(errno));
	fclose(file);
	return NULL;
}

/* In the child: a run blocks some signals and ignores two, which is nothing for others to inherit. */
static void as_usual(gpointer unused G_GNUC_UNUSED)
{
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	setpgid(0, 0); /* a group of its own, so that all of it can be ended */
}

/* Standard input comes from a file, so that a command that does not read it blocks nobody. */
static gboolean spawn(char **argv, char **environment, const GString *input, guint timeout, GError **error)
{
	GPid pid = 0;
	int status = 0;
	FILE *in = input_file(input, error);
	GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL;
	if (!in)
		return FALSE;
	gboolean ok =
		g_spawn_async_with_fds(NULL, argv, environment, flags, as_usual, NULL, &pid, fileno(in), -1, -1, error);
	fclose(in);
	if (!ok)
		return FALSE;
	if (!await(pid, timeout, &status))
		return fail(error, argv[0], "it did not end in time");
	g_autoptr(GError) why = NULL;
	return g_spawn_check_wait_status(status, &why) || fail(error, argv[0], why->message);
}

static gboolean deliver_command(const struct deliver_channel *c, const struct deliver_message *m, GError **error)
{
	const char *body = strcmp(c->format, "xml") == 0 ? m->xml : strcmp(c->format, "html") == 0 ? m->html : m->text;
	char *argv[] = { (char *)c->command, NULL };
	if (!c->command)
		return fail(error, c->type, "there is no command");
	g_auto(GStrv) environment = g_get_environ();
	environment = g_environ_setenv(environment, "ADQUEM_ID", m->id, TRUE);
	environment = g_environ_setenv(environment, "ADQUEM_SUBJECT", m->subject, TRUE);
	environment = g_environ_setenv(environment, "ADQUEM_TO", m->to ? m->to : "", TRUE);
	g_autoptr(GString) input = g_string_new(body);
	return spawn(argv, environment, input, c->timeout, error);
}

static gboolean deliver_sendmail(const struct deliver_channel *c, const struct deliver_message *m, GError **error)
{
	char *argv[] = { (char *)(c->command ? c->command : SENDMAIL), (char *)"-t", (char *)"-i", NULL };
	g_autoptr(GString) mail = deliver_mail(c, m, error);
	if (!mail)
		return FALSE;
	g_string_replace(mail, "\r\n", "\n", 0); /* what a program on Unix takes */
	g_auto(GStrv) environment = g_get_environ();
	return spawn(argv, environment, mail, c->timeout, error);
}

/* ---- feed */

static xmlNode *child(xmlNode *parent, const char *name, const char *text)
{
	return xmlNewTextChild(parent, parent->ns, (const xmlChar *)name, (const xmlChar *)text);
}

static xmlDoc *feed_begin(const struct deliver_channel *c, const struct deliver_message *m)
{
	xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
	xmlNode *feed = xmlNewDocNode(doc, NULL, (const xmlChar *)"feed", NULL);
	xmlDocSetRootElement(doc, feed);
	xmlSetNs(feed, xmlNewNs(feed, (const xmlChar *)"http://www.w3.org/2005/Atom", NULL));
	g_autofree char *id = g_strdup_printf("tag:adquem,2026:alerts/%s", c->name);
	g_autofree char *title = g_strdup_printf("adquem, %s", c->name);
	child(feed, "id", id);
	child(feed, "title", title);
	child(feed, "updated", m->time);
	child(child(feed, "author", NULL), "name", "adquem");
	return doc;
}

/* The entries are the file itself: an id that is there already is not added again. */
static gboolean feed_has(xmlNode *feed, const char *id)
{
	for (xmlNode *e = feed->children; e; e = e->next)
		for (xmlNode *n = e->children; n; n = n->next)
			if (n->type == XML_ELEMENT_NODE && xmlStrEqual(n->name, (const xmlChar *)"id") && n->children &&
			    xmlStrEqual(n->children->content, (const xmlChar *)id))
				return TRUE;
	return FALSE;
}

static void feed_add(xmlNode *feed, const struct deliver_message *m, const char *id)
{
	xmlNode *entry = xmlNewDocNode(feed->doc, feed->ns, (const xmlChar *)"entry", NULL), *first = NULL;
	guint n = 0;
	child(entry, "id", id);
	child(entry, "title", m->subject);
	child(entry, "updated", m->time);
	/* Its lines are to stay lines (RFC 4287 3.1.1.1). */
	g_autofree char *escaped = g_markup_escape_text(m->text, -1);
	g_autofree char *lines = g_strdup_printf("<pre>%s</pre>", escaped);
	xmlSetProp(child(entry, "content", lines), (const xmlChar *)"type", (const xmlChar *)"html");
	for (xmlNode *e = feed->children, *next; e; e = next) {
		next = e->next;
		if (xmlStrEqual(e->name, (const xmlChar *)"updated"))
			xmlNodeSetContent(e, (const xmlChar *)m->time);
		if (!xmlStrEqual(e->name, (const xmlChar *)"entry"))
			continue;
		first = first ? first : e;
		if (++n >= FEED_ENTRIES) {
			xmlUnlinkNode(e);
			xmlFreeNode(e);
		}
	}
	if (first)
		xmlAddPrevSibling(first, entry);
	else
		xmlAddChild(feed, entry);
}

static gboolean deliver_atom(const struct deliver_channel *c, const struct deliver_message *m, GError **error)
{
	g_autofree char *old = NULL, *id = g_strdup_printf("tag:adquem,2026:alert/%s", m->id);
	gsize size = 0;
	int length = 0;
	xmlChar *bytes = NULL;
	if (!c->file)
		return fail(error, c->type, "there is no file");
	GError *local = NULL;
	if (!g_file_get_contents(c->file, &old, &size, &local) &&
	    !g_error_matches(local, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
		g_propagate_error(error, local);
		return FALSE;
	}
	g_clear_error(&local);
	g_autoptr(xmlDoc) doc =
		old ? xmlReadMemory(old, (int)size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR) : feed_begin(c, m);
	xmlNode *feed = doc ? xmlDocGetRootElement(doc) : NULL;
	if (!feed || !xmlStrEqual(feed->name, (const xmlChar *)"feed"))
		return fail(error, c->file, "this is no feed; it is left as it is");
	if (feed_has(feed, id))
		return TRUE;
	feed_add(feed, m, id);
	xmlDocDumpMemoryEnc(doc, &bytes, &length, "UTF-8");
	gboolean ok = g_file_set_contents(c->file, (const char *)bytes, length, error);
	xmlFree(bytes);
	return ok;
}

gboolean deliver(const struct deliver_channel *channel, const struct deliver_message *message, GError **error)
{
	static const struct {
		const char *type;
		gboolean (*deliver)(const struct deliver_channel *, const struct deliver_message *, GError **);
	} ways[] = { { "smtp", deliver_smtp },
		     { "sendmail", deliver_sendmail },
		     { "webhook", deliver_webhook },
		     { "atom", deliver_atom },
		     { "command", deliver_command } };
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
		if (strcmp(ways[i].type, channel->type) == 0)
			return ways[i].deliver(channel, message, error);
	return fail(error, channel->type, "there is no such kind of channel");
}
