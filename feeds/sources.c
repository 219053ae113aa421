#include "feeds/sources.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "checker/data.h"
#include "checker/error.h"

#define EMBEDDED "feeds/sources.conf"
#define EVIDENCE "evidence"
#define KEEP_DAYS "keep_days"
#define KEEP_DAYS_MOST 36500
#define CREDENTIALS_MAX 4096

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
	char *path;       /* of the user's file, or NULL */
	GPtrArray *all;   /* of struct source_conf */
	GPtrArray *owned; /* texts the manners point to */
	guint keep_days;
};

/* The value at hand: for messages, and for its default. */
struct place {
	GKeyFile *file, *standard;
	const char *name, *group, *key;
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

G_GNUC_PRINTF(3, 4)
static gboolean refuse(const struct place *at, GError **error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: [%s] %s: %s", at->name, at->group, at->key, reason);
	return FALSE;
}

/* The text of the key, from the user's file, else from the one compiled in; new, NULL if neither has it. */
static char *text_of(const struct place *at)
{
	char *text = g_key_file_get_value(at->file, at->group, at->key, NULL);
	text = text ? text : g_key_file_get_value(at->standard, at->group, at->key, NULL);
	return text ? g_strstrip(text) : NULL;
}

static gboolean read_number(const struct place *at, const char *text, guint64 least, guint64 most, guint64 *number,
                            GError **error)
{
	g_autoptr(GError) local = NULL;
	if (g_ascii_string_to_unsigned(text, 10, least, most, number, &local))
		return TRUE;
	return refuse(at, error, "'%s' is not a number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, text, least,
	              most);
}

static gboolean read_flag(const struct place *at, const char *text, gboolean *flag, GError **error)
{
	*flag = strcmp(text, "true") == 0;
	return *flag || strcmp(text, "false") == 0 || refuse(at, error, "'%s' is neither true nor false", text);
}

/* Plain http is not spoken, and a password has no place in a file that is shown. */
static gboolean read_url(const struct place *at, const char *text, char **url, GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autoptr(GUri) uri = g_uri_parse(text, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, &local);
	if (!uri)
		return refuse(at, error, "'%s' is no URL: %s", text, local->message);
	if (g_strcmp0(g_uri_get_scheme(uri), "https") != 0)
		return refuse(at, error, "'%s' does not begin with https://", text);
	if (!g_uri_get_host(uri) || !*g_uri_get_host(uri))
		return refuse(at, error, "'%s' names no host", text);
	if (g_uri_get_userinfo(uri))
		return refuse(at, error, "no name or password in the URL; credentials_file names a file with them");
	*url = g_strdup(text);
	return TRUE;
}

static gboolean read_languages(const struct place *at, const char *text, char ***languages, GError **error)
{
	*languages = g_strsplit(text, ";", -1);
	for (char **l = *languages; *l; l++) {
		g_strstrip(*l);
		if (strlen(*l) != 2 || !g_ascii_islower((*l)[0]) || !g_ascii_islower((*l)[1]))
			return refuse(at, error, "'%s' is not a language of two letters (en;fr;de)", *l);
	}
	return TRUE;
}

static gboolean read_text(const struct place *at, const char *text, char **value, GError **error)
{
	for (const char *p = text; *p; p++)
		if (g_ascii_iscntrl(*p))
			return refuse(at, error, "holds a control character");
	*value = *text ? g_strdup(text) : NULL;
	return TRUE;
}

static gboolean read_value(const struct place *at, const struct key *key, const char *text, void *to, GError **error)
{
	guint64 number;
	switch (key->value) {
	case FLAG:
		return read_flag(at, text, to, error);
	case NUMBER:
		if (!read_number(at, text, key->least, key->most, &number, error))
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
	g_auto(GStrv) names = g_key_file_get_keys(at->file, at->group, NULL, NULL);
	struct place here = *at;
	for (char **name = names; name && *name; name++) {
		gboolean ours = strcmp(at->group, EVIDENCE) == 0 ? strcmp(*name, KEEP_DAYS) == 0 : is_key(*name);
		here.key = *name;
		if (strstr(*name, "password") || strcmp(*name, "credentials") == 0)
			return refuse(&here, error, "credentials are given by credentials_file, never by value");
		if (!ours)
			return refuse(&here, error, "no such key");
	}
	return TRUE;
}

/* The first line of the file: "name:password". A file that others can read is refused. */
static char *read_credentials(const struct place *at, const char *path, GError **error)
{
	struct stat st;
	g_autofree char *text = NULL;
	g_autoptr(GError) local = NULL;
	gsize n;
	if (stat(path, &st) != 0)
		refuse(at, error, "%s: %s", path, g_strerror(errno));
	else if (st.st_mode & (S_IRWXG | S_IRWXO))
		refuse(at, error, "%s: others than its owner may read it (chmod 600)", path);
	else if (!g_file_get_contents(path, &text, &n, &local))
		refuse(at, error, "%s", local->message);
	else if (n > CREDENTIALS_MAX || !strchr(g_strdelimit(g_strchomp(text), "\r\n", '\0'), ':'))
		refuse(at, error, "%s: its first line is not name:password", path);
	else
		return g_steal_pointer(&text);
	return NULL;
}

static const char *keep(struct sources *s, char *text)
{
	g_ptr_array_add(s->owned, text);
	return text;
}

static gboolean finish_manners(struct sources *s, struct place *at, struct source_conf *c, GError **error)
{
	c->manners.ca_file = c->ca_file;
	c->manners.user_agent = c->user_agent;
	if (!c->user_agent)
		c->manners.user_agent =
			keep(s, c->contact ? g_strdup_printf("adquem/" ADQUEM_VERSION " (%s)", c->contact)
		                           : g_strdup("adquem/" ADQUEM_VERSION));
	if (!c->credentials_file)
		return TRUE;
	at->key = "credentials_file";
	char *credentials = read_credentials(at, c->credentials_file, error);
	c->manners.credentials = credentials ? keep(s, credentials) : NULL;
	return credentials != NULL;
}

static gboolean read_group(struct sources *s, struct place *at, GError **error)
{
	struct source_conf *c = g_new0(struct source_conf, 1);
	c->name = g_strdup(at->group);
	g_ptr_array_add(s->all, c);
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		at->key = keys[i].name;
		g_autofree char *text = text_of(at);
		if (text && !read_value(at, &keys[i], text, G_STRUCT_MEMBER_P(c, keys[i].offset), error))
			return FALSE;
	}
	guint64 megabytes;
	at->key = MAX_BYTES;
	g_autofree char *size = text_of(at);
	if (!read_number(at, size, 1, 4096, &megabytes, error))
		return FALSE;
	c->manners.max_bytes = (gint64)megabytes << 20;
	return finish_manners(s, at, c, error);
}

static gboolean read_evidence(struct sources *s, struct place *at, GError **error)
{
	guint64 days;
	at->key = KEEP_DAYS;
	g_autofree char *text = text_of(at);
	if (!read_number(at, text, 0, KEEP_DAYS_MOST, &days, error))
		return FALSE;
	s->keep_days = (guint)days;
	return TRUE;
}

/* GLib lets the last of two equal keys or groups win in silence: here it is a mistake. */
static gboolean check_doubles(const char *text, const char *name, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autofree char *group = g_strdup("");
	for (guint i = 0; lines[i]; i++) {
		const char *line = g_strstrip(lines[i]), *equals = strchr(line, '=');
		if (*line == '[') {
			g_free(group);
			group = g_strdup(line);
		}
		if (*line == '#' || (*line != '[' && !equals))
			continue;
		g_autofree char *key = *line == '[' ? g_strdup("") : g_strndup(line, (gsize)(equals - line));
		if (g_hash_table_add(seen, g_strdup_printf("%s %s", group, g_strchomp(key))))
			continue;
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:%u: %s is there twice", name, i + 1,
		            *key ? key : group);
		return FALSE;
	}
	return TRUE;
}

static GKeyFile *load(const char *text, gsize n, const char *name, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GError) local = NULL;
	if (!check_doubles(text, name, error))
		return NULL;
	if (g_key_file_load_from_data(file, text, n, G_KEY_FILE_NONE, &local))
		return g_steal_pointer(&file);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: %s", name, local->message);
	return NULL;
}

static gboolean check_groups(struct place *at, GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(at->file, NULL);
	for (char **group = groups; *group; group++) {
		at->group = *group;
		if (!g_key_file_has_group(at->standard, *group)) {
			g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: [%s]: no source of that name", at->name,
			            *group);
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
		at->group = *group;
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
	if (g_file_test(own, G_FILE_TEST_EXISTS))
		return g_steal_pointer(&own);
	return g_file_test(system, G_FILE_TEST_EXISTS) ? g_strdup(system) : NULL;
}

static gboolean read_file(const char *path, char **text, gsize *n, GError **error)
{
	g_autoptr(GError) local = NULL;
	if (!path) {
		*text = g_strdup("");
		*n = 0;
		return TRUE;
	}
	if (g_file_get_contents(path, text, n, &local))
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s", local->message);
	return FALSE;
}

struct sources *sources_new(const char *path, GError **error)
{
	g_autoptr(Sources) s = g_new0(struct sources, 1);
	s->path = path ? g_strdup(path) : default_path();
	s->all = g_ptr_array_new_with_free_func(conf_free);
	s->owned = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GBytes) bytes = data_bytes(EMBEDDED, error);
	g_autofree char *text = NULL;
	gsize n, size;
	if (!bytes || !read_file(s->path, &text, &n, error))
		return NULL;
	const char *embedded = g_bytes_get_data(bytes, &size);
	const char *name = s->path ? s->path : EMBEDDED;
	g_autoptr(GKeyFile) standard = load(embedded, size, EMBEDDED, error);
	g_autoptr(GKeyFile) file = standard ? load(text, n, name, error) : NULL;
	struct place at = { .file = file, .standard = standard, .name = name };
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

const char *sources_path(const struct sources *sources)
{
	return sources->path;
}

guint sources_keep_days(const struct sources *sources)
{
	return sources->keep_days;
}
