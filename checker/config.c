#include "checker/config.h"

#include <string.h>

#include "checker/celex.h"
#include "checker/data.h"
#include "checker/error.h"
#include "checker/file.h"
#include "checker/keyfile.h"
#include "checker/words.h"

#define SYSTEM_FILE "/etc/adquem/adquem.conf"

struct config {
	GPtrArray *names;   /* of the files, the later before the earlier */
	GPtrArray *files;   /* of GKeyFile, in the same order */
	GHashTable *values; /* "group\nkey" -> struct found */
	GHashTable *kinds;  /* kind -> char **, its groups */
};

/* A value as a file has it, checked. */
struct found {
	char *text;
	char **list;
	const char *origin; /* a name of config->names */
};

static void found_free(gpointer data)
{
	struct found *f = data;
	g_free(f->text);
	g_strfreev(f->list);
	g_free(f);
}

void config_free(struct config *config)
{
	if (!config)
		return;
	g_clear_pointer(&config->files, g_ptr_array_unref);
	g_clear_pointer(&config->names, g_ptr_array_unref);
	g_clear_pointer(&config->values, g_hash_table_unref);
	g_clear_pointer(&config->kinds, g_hash_table_unref);
	g_free(config);
}

/* ---- the table */

/* "channel" of "channel ops"; new. */
static char *kind_of(const char *group)
{
	return g_strndup(group, strcspn(group, " "));
}

static gboolean is_kind(const char *name)
{
	return strcmp(name, "channel") == 0 || strcmp(name, "subscription") == 0;
}

/* The line of the table for a key of a group as a file writes it; NULL if there is none. */
static const struct config_key *key_find(const char *group, const char *key)
{
	g_autofree char *kind = kind_of(group);
	for (gsize i = 0; i < config_keys_n; i++)
		if (strcmp(config_keys[i].group, kind) == 0 && strcmp(config_keys[i].key, key) == 0)
			return &config_keys[i];
	return NULL;
}

static gboolean group_known(const char *group)
{
	g_autofree char *kind = kind_of(group);
	if (is_kind(kind))
		return strlen(group) > strlen(kind) + 1 && !strchr(group + strlen(kind) + 1, ' ');
	for (gsize i = 0; i < config_keys_n; i++)
		if (strcmp(config_keys[i].group, group) == 0)
			return TRUE;
	return FALSE;
}

/* ---- one value */

static char **words(const char *text)
{
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	g_auto(GStrv) parts = g_strsplit(text, ";", -1);
	for (char **part = parts; *part; part++)
		if (*g_strstrip(*part))
			g_strv_builder_add(builder, *part);
	return g_strv_builder_end(builder);
}

static gboolean check_choice(const struct keyfile_place *at, const struct config_key *key, const char *text,
                             GError **error)
{
	g_auto(GStrv) choices = g_strsplit(key->choices, "|", -1);
	if (g_strv_contains((const char *const *)choices, text))
		return TRUE;
	g_autofree char *list = g_strjoinv(", ", choices);
	return keyfile_refuse(at, error, "'%s' is not one of %s", text, list);
}

static gboolean check_act(const struct keyfile_place *at, const char *text, GError **error)
{
	return celex_kind(text) == CELEX_ACT ||
	       keyfile_refuse(at, error, "'%s' is not the CELEX number of an act", text);
}

static gboolean check_language(const struct keyfile_place *at, const char *text, GError **error)
{
	g_autofree char *problem = words_no_language(text);
	return !problem || keyfile_refuse(at, error, "'%s' is %s", text, problem);
}

static gboolean check_path(const struct keyfile_place *at, const char *text, GError **error)
{
	return g_path_is_absolute(text) ||
	       keyfile_refuse(at, error, "'%s' does not begin with /: which folder is meant?", text);
}

static gboolean check_set(const struct keyfile_place *at, const char *text, GError **error)
{
	static const char suffix[] = ".ini";
	g_auto(GStrv) ours = data_names("rules/portfolios", suffix);
	if (strcmp(text, "all") == 0 || g_strv_contains((const char *const *)ours, text))
		return TRUE;
	if (g_str_has_suffix(text, suffix))
		return check_path(at, text, error);
	g_autofree char *list = g_strjoinv(", ", ours);
	return keyfile_refuse(at, error, "'%s' is not one of all, %s, nor a file that ends in %s", text, list, suffix);
}

static gboolean check_site(const struct keyfile_place *at, const char *text, GError **error)
{
	return g_str_has_prefix(text, "https://") || g_str_has_prefix(text, "http://") ||
	       keyfile_refuse(at, error, "'%s' is not an address that begins with https://", text);
}

static gboolean check_list(const struct keyfile_place *at, const struct config_key *key, char **list, GError **error)
{
	for (char **word = list; *word; word++)
		if ((key->choices && !check_choice(at, key, *word, error)) ||
		    (key->type == CONFIG_ACTS && !check_act(at, *word, error)))
			return FALSE;
	return TRUE;
}

/* The path a secret's text names: itself, or, for $NAME/rest, what the environment says; new, NULL with an error. */
static char *expand(const struct keyfile_place *at, const char *text, GError **error)
{
	if (*text != '$')
		return g_strdup(text);
	gsize n = strcspn(text, "/");
	g_autofree char *name = g_strndup(text + 1, n - 1);
	const char *value = g_getenv(name);
	if (value && *value)
		return g_strconcat(value, text + n, NULL);
	keyfile_refuse(at, error, "the environment has no %s", name);
	return NULL;
}

static gboolean check_value(const struct keyfile_place *at, const struct config_key *key, const char *text,
                            GError **error)
{
	guint64 number;
	switch (key->type) {
	case CONFIG_NUMBER:
		return keyfile_number(at, text, (const guint64[]){ key->least, key->most }, &number, error);
	case CONFIG_CHOICE:
		return check_choice(at, key, text, error);
	case CONFIG_LANG:
		return check_language(at, text, error);
	case CONFIG_SET:
		return check_set(at, text, error);
	case CONFIG_SITE:
		return check_site(at, text, error);
	case CONFIG_SECRET:
		if (*text == '$')
			return TRUE;
		/* fall through */
	case CONFIG_PATH:
		return check_path(at, text, error);
	default:
		return TRUE;
	}
}

/* An empty value is as good as none: the default holds. */
static gboolean take(struct config *c, guint file, const struct keyfile_place *at, GError **error)
{
	const struct config_key *key = key_find(at->group, at->key);
	g_autofree char *text = keyfile_text(g_ptr_array_index(c->files, file), at);
	if (!key)
		return keyfile_no_secret(at, "a key that ends in -file", error) &&
		       keyfile_refuse(at, error, "no such key; adquem.conf(5) lists them");
	if (!keyfile_clean(at, text, error))
		return FALSE;
	g_autofree char *name = g_strconcat(at->group, "\n", at->key, NULL);
	if (!*text || g_hash_table_contains(c->values, name))
		return !*text || check_value(at, key, text, error);
	g_auto(GStrv) list = key->type == CONFIG_LIST || key->type == CONFIG_ACTS ? words(text) : NULL;
	if (!(list ? check_list(at, key, list, error) : check_value(at, key, text, error)))
		return FALSE;
	struct found *found = g_new0(struct found, 1);
	found->text = key->type == CONFIG_SITE && !g_str_has_suffix(text, "/") ? g_strconcat(text, "/", NULL)
	                                                                       : g_steal_pointer(&text);
	found->list = g_steal_pointer(&list);
	found->origin = at->name;
	g_hash_table_insert(c->values, g_steal_pointer(&name), found);
	return TRUE;
}

/* ---- files */

static gboolean take_group(struct config *c, guint file, struct keyfile_place *at, GError **error)
{
	g_auto(GStrv) keys = g_key_file_get_keys(g_ptr_array_index(c->files, file), at->group, NULL, NULL);
	for (char **key = keys; key && *key; key++) {
		at->key = *key;
		if (!take(c, file, at, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean take_file(struct config *c, guint file, GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(g_ptr_array_index(c->files, file), NULL);
	struct keyfile_place at = { .name = g_ptr_array_index(c->names, file) };
	for (char **group = groups; *group; group++) {
		at.group = *group;
		if (group_known(*group)) {
			if (!take_group(c, file, &at, error))
				return FALSE;
			continue;
		}
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: [%s]: no such group; adquem.conf(5) lists them",
		            at.name, *group);
		return FALSE;
	}
	return TRUE;
}

/* The groups of a kind: those of the system's file first, each once. */
static void list_kind(struct config *c, const char *kind)
{
	g_autofree char *start = g_strconcat(kind, " ", NULL);
	GPtrArray *names = g_ptr_array_new();
	for (guint i = c->files->len; i > 0; i--) {
		g_auto(GStrv) groups = g_key_file_get_groups(g_ptr_array_index(c->files, i - 1), NULL);
		for (char **group = groups; *group; group++)
			if (g_str_has_prefix(*group, start) &&
			    !g_ptr_array_find_with_equal_func(names, *group, g_str_equal, NULL))
				g_ptr_array_add(names, g_strdup(*group));
	}
	g_ptr_array_add(names, NULL);
	g_hash_table_insert(c->kinds, g_strdup(kind), g_ptr_array_free(names, FALSE));
}

static gboolean add_file(struct config *c, const char *path, gboolean must, GError **error)
{
	if (!must && file_missing(path))
		return TRUE;
	GKeyFile *file = keyfile_read(path, error);
	if (!file)
		return FALSE;
	g_ptr_array_add(c->names, g_strdup(path));
	g_ptr_array_add(c->files, file);
	return TRUE;
}

static gboolean add_files(struct config *c, const char *path, GError **error)
{
	const char *named = path ? path : g_getenv("ADQUEM_CONFIG");
	g_autofree char *own = g_build_filename(g_get_user_config_dir(), "adquem", "adquem.conf", NULL);
	if (named && *named)
		return add_file(c, named, TRUE, error);
	return add_file(c, own, FALSE, error) && add_file(c, SYSTEM_FILE, FALSE, error);
}

/* ---- what holds across keys */

static gboolean refuse_group(const char *name, const char *group, const char *key, GError **error)
{
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: [%s] %s: it is missing", name, group, key);
	return FALSE;
}

/* What a channel cannot do without. */
static gboolean check_channel(const struct config *c, const char *group, GError **error)
{
	static const struct {
		const char *type, *key;
	} needs[] = { { "smtp", "url" },    { "smtp", "from" }, { "sendmail", "from" },
		      { "webhook", "url" }, { "atom", "file" }, { "command", "command" } };
	for (size_t i = 0; i < G_N_ELEMENTS(needs); i++)
		if (strcmp(config_text(c, group, "type"), needs[i].type) == 0 && !config_text(c, group, needs[i].key))
			return refuse_group(config_origin(c, group, "type"), group, needs[i].key, error);
	return TRUE;
}

/* Its channel must be there, and mail must have somebody to go to. */
static gboolean check_subscription(const struct config *c, const char *group, GError **error)
{
	g_autofree char *channel = g_strconcat("channel ", config_text(c, group, "channel"), NULL);
	if (!g_strv_contains((const char *const *)config_names(c, "channel"), channel))
		return config_refuse(c, group, "channel", error, "there is no [%s]", channel);
	const char *type = config_text(c, channel, "type");
	gboolean mail = strcmp(type, "smtp") == 0 || strcmp(type, "sendmail") == 0;
	return !mail || config_list(c, group, "to") || config_list(c, channel, "to") ||
	       refuse_group(config_origin(c, group, "channel"), group, "to", error);
}

static gboolean check_group(const struct config *c, const char *group, GError **error)
{
	g_autofree char *kind = kind_of(group);
	const char *file = g_ptr_array_index(c->names, 0);
	for (gsize i = 0; i < config_keys_n; i++)
		if (config_keys[i].required && strcmp(config_keys[i].group, kind) == 0 &&
		    !config_text(c, group, config_keys[i].key))
			return refuse_group(file, group, config_keys[i].key, error);
	return strcmp(kind, "channel") == 0 ? check_channel(c, group, error) : check_subscription(c, group, error);
}

static gboolean check_groups(const struct config *c, GError **error)
{
	static const char *const kinds[] = { "channel", "subscription" };
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		for (char *const *group = config_names(c, kinds[i]); *group; group++)
			if (!check_group(c, *group, error))
				return FALSE;
	return TRUE;
}

struct config *config_new(const char *path, GError **error)
{
	g_autoptr(Config) c = g_new0(struct config, 1);
	c->names = g_ptr_array_new_with_free_func(g_free);
	c->files = g_ptr_array_new_with_free_func((GDestroyNotify)g_key_file_free);
	c->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, found_free);
	c->kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
	if (!add_files(c, path, error))
		return NULL;
	for (guint i = 0; i < c->files->len; i++)
		if (!take_file(c, i, error))
			return NULL;
	list_kind(c, "channel");
	list_kind(c, "subscription");
	return check_groups(c, error) ? g_steal_pointer(&c) : NULL;
}

/* ---- asking */

static const struct found *find(const struct config *c, const char *group, const char *key)
{
	g_autofree char *name = g_strconcat(group, "\n", key, NULL);
	return g_hash_table_lookup(c->values, name);
}

const char *config_text(const struct config *c, const char *group, const char *key)
{
	const struct config_key *known = key_find(group, key);
	const struct found *found = find(c, group, key);
	g_return_val_if_fail(known, NULL);
	return found ? found->text : known->standard;
}

const char *config_origin(const struct config *c, const char *group, const char *key)
{
	const struct found *found = find(c, group, key);
	return found ? found->origin : "default";
}

char *const *config_list(const struct config *c, const char *group, const char *key)
{
	const struct found *found = find(c, group, key);
	g_return_val_if_fail(key_find(group, key), NULL);
	return found && found->list && found->list[0] ? found->list : NULL;
}

guint config_number(const struct config *c, const char *group, const char *key)
{
	const char *text = config_text(c, group, key);
	return text ? (guint)g_ascii_strtoull(text, NULL, 10) : 0;
}

static struct keyfile_place place(const struct config *c, const char *group, const char *key)
{
	return (struct keyfile_place){ .name = config_origin(c, group, key), .group = group, .key = key };
}

char *config_secret(const struct config *c, const char *group, const char *key, GError **error)
{
	const char *text = config_text(c, group, key);
	struct keyfile_place at = place(c, group, key);
	g_autofree char *path = text ? expand(&at, text, error) : NULL;
	gboolean by_systemd = path && g_str_has_prefix(text, "$CREDENTIALS_DIRECTORY/");
	return path ? keyfile_secret(&at, path, by_systemd, error) : NULL;
}

char *const *config_names(const struct config *c, const char *kind)
{
	return g_hash_table_lookup(c->kinds, kind);
}

gboolean config_refuse(const struct config *c, const char *group, const char *key, GError **error, const char *format,
                       ...)
{
	struct keyfile_place at = place(c, group, key);
	va_list args;
	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	return keyfile_refuse(&at, error, "%s", reason);
}

static void each_of(const struct config *c, const char *group, const struct config_key *key,
                    void (*each)(void *, const struct config_value *), void *user)
{
	each(user, &(struct config_value){ .group = group,
	                                   .key = key->key,
	                                   .value = config_text(c, group, key->key),
	                                   .origin = config_origin(c, group, key->key) });
}

void config_each(const struct config *c, void (*each)(void *, const struct config_value *), void *user)
{
	for (gsize i = 0; i < config_keys_n; i++)
		if (!is_kind(config_keys[i].group))
			each_of(c, config_keys[i].group, &config_keys[i], each, user);
	static const char *const kinds[] = { "channel", "subscription" };
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
		for (char *const *group = config_names(c, kinds[k]); *group; group++)
			for (gsize i = 0; i < config_keys_n; i++)
				if (strcmp(config_keys[i].group, kinds[k]) == 0)
					each_of(c, *group, &config_keys[i], each, user);
}
