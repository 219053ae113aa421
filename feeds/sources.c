#include "feeds/sources.h"

#include <string.h>

#include "checker/data.h"
#include "checker/error.h"
#include "checker/file.h"
#include "checker/keyfile.h"

#define EMBEDDED "feeds/sources.conf"
#define EVIDENCE "evidence"
#define KEEP_DAYS "keep_days"
#define KEEP_DAYS_MOST 36500

enum value { FLAG, NUMBER, TEXT, URL, PATH, LANGUAGES };

/* A key of a source's group: where its value goes, and what numbers it may be. */
static const struct key {
	const char *name;
	enum value value;
	size_t offset;
	guint least, most;
} keys[] = {
	{ "enabled", FLAG, offsetof(struct source_conf, enabled), 0, 0 },
	{ "url", URL, offsetof(struct source_conf, url), 0, 0 },
	{ "interval_hours", NUMBER, offsetof(struct source_conf, interval_h), 0, 8760 },
	{ "full_days", NUMBER, offsetof(struct source_conf, full_days), 0, 365 },
	{ "stale_days", NUMBER, offsetof(struct source_conf, stale_days), 1, 3650 },
	{ "band_percent", NUMBER, offsetof(struct source_conf, band_percent), 0, 100 },
	{ "batch", NUMBER, offsetof(struct source_conf, batch), 1, 10000 },
	{ "languages", LANGUAGES, offsetof(struct source_conf, languages), 0, 0 },
	{ "canary", TEXT, offsetof(struct source_conf, canary), 0, 0 },
	{ "credentials_file", PATH, offsetof(struct source_conf, credentials_file), 0, 0 },
	{ "ca_file", PATH, offsetof(struct source_conf, ca_file), 0, 0 },
	{ "contact", TEXT, offsetof(struct source_conf, contact), 0, 0 },
	{ "user_agent", TEXT, offsetof(struct source_conf, user_agent), 0, 0 },
	{ "parallel", NUMBER, offsetof(struct source_conf, manners.parallel), 1, 16 },
	{ "pause_ms", NUMBER, offsetof(struct source_conf, manners.pause_ms), 0, 600000 },
	{ "attempts", NUMBER, offsetof(struct source_conf, manners.attempts), 1, 20 },
	{ "backoff_ms", NUMBER, offsetof(struct source_conf, manners.backoff_ms), 1, 600000 },
	{ "connect_seconds", NUMBER, offsetof(struct source_conf, manners.connect_s), 1, 600 },
	{ "total_seconds", NUMBER, offsetof(struct source_conf, manners.total_s), 1, 86400 },
	{ "idle_seconds", NUMBER, offsetof(struct source_conf, manners.idle_s), 1, 3600 },
};

#define MAX_BYTES "max_megabytes"

struct sources {
	char *path; /* of the user's file, or NULL */
	const char *contact;
	GPtrArray *all;   /* of struct source_conf */
	GPtrArray *owned; /* texts the manners point to */
	guint keep_days;
};

/* The value at hand: for messages, and for its default. */
struct place {
	GKeyFile *file, *standard;
	struct keyfile_place where;
};

static void conf_free(gpointer data)
{
	struct source_conf *c = data;
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (keys[i].value == TEXT || keys[i].value == URL || keys[i].value == PATH)
			g_free(G_STRUCT_MEMBER(char *, c, keys[i].offset));
	g_strfreev(c->languages);
	g_free(c->name);
	g_free(c);
}

void sources_free(struct sources *sources)
{
	if (!sources)
		return;
	g_ptr_array_unref(sources->all);
	g_ptr_array_unref(sources->owned);
	g_free(sources->path);
	g_free(sources);
}

/* The text of the key, from the user's file, else from the one compiled in; new, NULL if neither has it. */
static char *text_of(const struct place *at)
{
	char *text = keyfile_text(at->file, &at->where);
	return text ? text : keyfile_text(at->standard, &at->where);
}

static gboolean read_flag(const struct keyfile_place *at, const char *text, gboolean *flag, GError **error)
{
	*flag = strcmp(text, "true") == 0;
	return *flag || strcmp(text, "false") == 0 || keyfile_refuse(at, error, "'%s' is neither true nor false", text);
}

/* Plain http is not spoken, and a password has no place in a file that is shown. */
static gboolean read_url(const struct keyfile_place *at, const char *text, char **url, GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autoptr(GUri) uri = g_uri_parse(text, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, &local);
	if (!uri)
		return keyfile_refuse(at, error, "'%s' is no URL: %s", text, local->message);
	if (g_strcmp0(g_uri_get_scheme(uri), "https") != 0)
		return keyfile_refuse(at, error, "'%s' does not begin with https://", text);
	if (!g_uri_get_host(uri) || !*g_uri_get_host(uri))
		return keyfile_refuse(at, error, "'%s' names no host", text);
	if (g_uri_get_userinfo(uri))
		return keyfile_refuse(at, error,
		                      "no name or password in the URL; credentials_file names a file with them");
	*url = g_strdup(text);
	return TRUE;
}

static gboolean read_languages(const struct keyfile_place *at, const char *text, char ***languages, GError **error)
{
	*languages = g_strsplit(text, ";", -1);
	for (char **l = *languages; *l; l++) {
		g_strstrip(*l);
		if (strlen(*l) != 2 || !g_ascii_islower((*l)[0]) || !g_ascii_islower((*l)[1]))
			return keyfile_refuse(at, error, "'%s' is not a language of two letters (en;fr;de)", *l);
	}
	return TRUE;
}

static gboolean read_text(const struct keyfile_place *at, const char *text, char **value, GError **error)
{
	if (!keyfile_clean(at, text, error))
		return FALSE;
	*value = *text ? g_strdup(text) : NULL;
	return TRUE;
}

static gboolean read_value(const struct keyfile_place *at, const struct key *key, const char *text, void *to,
                           GError **error)
{
	guint64 number;
	switch (key->value) {
	case FLAG:
		return read_flag(at, text, to, error);
	case NUMBER:
		if (!keyfile_number(at, text, (const guint64[]){ key->least, key->most }, &number, error))
			return FALSE;
		*(guint *)to = (guint)number;
		return TRUE;
	case URL:
		return read_url(at, text, to, error);
	case LANGUAGES:
		return read_languages(at, text, to, error);
	default:
		return read_text(at, text, to, error);
	}
}

static gboolean is_key(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (strcmp(keys[i].name, name) == 0)
			return TRUE;
	return strcmp(name, MAX_BYTES) == 0;
}

/* Every key the user's group has must be one of ours. */
static gboolean check_keys(const struct place *at, GError **error)
{
	g_auto(GStrv) names = g_key_file_get_keys(at->file, at->where.group, NULL, NULL);
	struct keyfile_place here = at->where;
	for (char **name = names; name && *name; name++) {
		gboolean ours = strcmp(here.group, EVIDENCE) == 0 ? strcmp(*name, KEEP_DAYS) == 0 : is_key(*name);
		here.key = *name;
		if (!ours)
			return keyfile_no_secret(&here, "credentials_file", error) &&
			       keyfile_refuse(&here, error, "no such key");
	}
	return TRUE;
}

static const char *keep(struct sources *s, char *text)
{
	g_ptr_array_add(s->owned, text);
	return text;
}

/* "name:password", the first line of its file. */
static gboolean read_credentials(struct sources *s, struct place *at, struct source_conf *c, GError **error)
{
	at->where.key = "credentials_file";
	char *credentials = keyfile_secret(&at->where, c->credentials_file, FALSE, error);
	if (!credentials)
		return FALSE;
	c->manners.credentials = keep(s, credentials);
	return strchr(credentials, ':') ||
	       keyfile_refuse(&at->where, error, "%s: its first line is not name:password", c->credentials_file);
}

static gboolean finish_manners(struct sources *s, struct place *at, struct source_conf *c, GError **error)
{
	const char *contact = c->contact ? c->contact : s->contact;
	c->manners.ca_file = c->ca_file;
	c->manners.user_agent = c->user_agent;
	if (!c->user_agent)
		c->manners.user_agent = keep(s, contact ? g_strdup_printf("adquem/" ADQUEM_VERSION " (%s)", contact)
		                                        : g_strdup("adquem/" ADQUEM_VERSION));
	return !c->credentials_file || read_credentials(s, at, c, error);
}

static gboolean read_group(struct sources *s, struct place *at, GError **error)
{
	struct source_conf *c = g_new0(struct source_conf, 1);
	c->name = g_strdup(at->where.group);
	g_ptr_array_add(s->all, c);
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		at->where.key = keys[i].name;
		g_autofree char *text = text_of(at);
		void *to = G_STRUCT_MEMBER_P(c, keys[i].offset);
		if (text && !read_value(&at->where, &keys[i], text, to, error))
			return FALSE;
	}
	guint64 megabytes;
	at->where.key = MAX_BYTES;
	g_autofree char *size = text_of(at);
	if (!keyfile_number(&at->where, size, (const guint64[]){ 1, 4096 }, &megabytes, error))
		return FALSE;
	c->manners.max_bytes = (gint64)megabytes << 20;
	return finish_manners(s, at, c, error);
}

static gboolean read_evidence(struct sources *s, struct place *at, GError **error)
{
	guint64 days;
	at->where.key = KEEP_DAYS;
	g_autofree char *text = text_of(at);
	if (!keyfile_number(&at->where, text, (const guint64[]){ 0, KEEP_DAYS_MOST }, &days, error))
		return FALSE;
	s->keep_days = (guint)days;
	return TRUE;
}

static gboolean check_groups(struct place *at, GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(at->file, NULL);
	for (char **group = groups; *group; group++) {
		at->where.group = *group;
		if (!g_key_file_has_group(at->standard, *group)) {
			g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: [%s]: no source of that name",
			            at->where.name, *group);
			return FALSE;
		}
		if (!check_keys(at, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean read_all(struct sources *s, struct place *at, GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(at->standard, NULL);
	if (!check_groups(at, error))
		return FALSE;
	for (char **group = groups; *group; group++) {
		at->where.group = *group;
		if (!(strcmp(*group, EVIDENCE) == 0 ? read_evidence : read_group)(s, at, error))
			return FALSE;
	}
	return TRUE;
}

/* The user's file, else the system's; NULL if there is none. */
static char *default_path(void)
{
	g_autofree char *own = g_build_filename(g_get_user_config_dir(), "adquem", "sources.conf", NULL);
	static const char system[] = "/etc/adquem/sources.conf";
	if (!file_missing(own))
		return g_steal_pointer(&own);
	return file_missing(system) ? NULL : g_strdup(system);
}

struct sources *sources_new(const char *path, const char *contact, GError **error)
{
	g_autoptr(Sources) s = g_new0(struct sources, 1);
	s->path = path ? g_strdup(path) : default_path();
	s->contact = contact;
	s->all = g_ptr_array_new_with_free_func(conf_free);
	s->owned = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GBytes) bytes = data_bytes(EMBEDDED, error);
	if (!bytes)
		return NULL;
	gsize n;
	const char *embedded = g_bytes_get_data(bytes, &n);
	g_autoptr(GKeyFile) standard = keyfile_parse(embedded, n, EMBEDDED, error);
	g_autoptr(GKeyFile) file = standard ? keyfile_read(s->path, error) : NULL;
	struct place at = { .file = file, .standard = standard, .where.name = s->path ? s->path : EMBEDDED };
	return file && read_all(s, &at, error) ? g_steal_pointer(&s) : NULL;
}

const struct source_conf *sources_get(const struct sources *sources, const char *name)
{
	for (guint i = 0; i < sources->all->len; i++) {
		const struct source_conf *c = g_ptr_array_index(sources->all, i);
		if (strcmp(c->name, name) == 0)
			return c;
	}
	return NULL;
}

guint sources_keep_days(const struct sources *sources)
{
	return sources->keep_days;
}

void sources_set_keep_days(struct sources *sources, guint days)
{
	sources->keep_days = days;
}
