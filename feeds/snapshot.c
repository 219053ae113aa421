#include "feeds/snapshot.h"

#include <errno.h>
#include <string.h>

#include "checker/celex.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/sum.h"
#include "feeds/snapshot_rows.h"

#define MANIFEST "manifest.ini"
#define MANIFEST_MAX (1 << 20)

struct snapshot {
	char *dir, *title, *as_of;
	GPtrArray *files; /* struct snapshot_file */
};

/* Where in the manifest something is being read. */
struct place {
	GKeyFile *keys;
	const char *group;
};

static const char *const head_keys[] = { "format", "title", "as_of", NULL };
static const char *const file_keys[] = { "kind",   "source",  "title", "read",  "sha256", "rank", "confidence",
	                                 "author", "expires", "scope", "whole", "query",  NULL };

static const struct {
	const char *word;
	enum rank rank;
} ranks[] = {
	{ "official", RANK_OFFICIAL },
	{ "second-hand", RANK_SECOND_HAND },
	{ "unverified", RANK_UNVERIFIED },
	{ "stated", RANK_STATED },
};

G_GNUC_PRINTF(3, 4)
static gboolean refuse(GError **error, const char *group, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, group ? "%s: [%s]: %s" : "%s: %s%s", MANIFEST,
	            group ? group : "", reason);
	return FALSE;
}

/* The value of a key without white space around it, new; NULL if it is missing or empty. */
static char *value_of(const struct place *at, const char *key)
{
	g_autofree char *value = g_key_file_get_string(at->keys, at->group, key, NULL);
	if (!value || !*g_strstrip(value))
		return NULL;
	return g_steal_pointer(&value);
}

/* The value of a key that must be there; NULL with an error. */
static char *needed(const struct place *at, const char *key, GError **error)
{
	char *value = value_of(at, key);
	if (!value)
		refuse(error, at->group, "%s is missing", key);
	return value;
}

static char *needed_day(const struct place *at, const char *key, GError **error)
{
	g_autofree char *value = needed(at, key, error);
	if (!value)
		return NULL;
	if (day_valid(value))
		return g_steal_pointer(&value);
	refuse(error, at->group, "%s: '%.40s' is not a day", key, value);
	return NULL;
}

static gboolean check_keys(const struct place *at, const char *const *known, GError **error)
{
	g_auto(GStrv) keys = g_key_file_get_keys(at->keys, at->group, NULL, NULL);
	for (char **key = keys; key && *key; key++)
		if (!g_strv_contains(known, *key))
			return refuse(error, at->group, "%s: no such key here", *key);
	return TRUE;
}

static gboolean read_head(struct snapshot *s, const struct place *at, GError **error)
{
	g_autofree char *format = NULL;
	if (!g_key_file_has_group(at->keys, at->group))
		return refuse(error, NULL, "the group [%s] is missing", at->group);
	if (!check_keys(at, head_keys, error) || !(format = needed(at, "format", error)))
		return FALSE;
	if (strcmp(format, "1") != 0)
		return refuse(error, at->group, "format: '%.40s' is not a format this version reads (1)", format);
	return (s->title = needed(at, "title", error)) && (s->as_of = needed_day(at, "as_of", error));
}

static void file_free(gpointer data)
{
	struct snapshot_file *f = data;
	const char *texts[] = { f->name,       f->kind,   f->source,  f->title, f->read_on, f->sha256,
		                f->confidence, f->author, f->expires, f->scope, f->query };
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free((char *)texts[i]);
	g_free(f);
}

static gboolean read_rank(struct snapshot_file *f, const struct place *at, GError **error)
{
	g_autofree char *word = needed(at, "rank", error);
	if (!word)
		return FALSE;
	for (size_t i = 0; i < G_N_ELEMENTS(ranks); i++)
		if (strcmp(word, ranks[i].word) == 0)
			f->rank = ranks[i].rank;
	if (!f->rank)
		return refuse(error, at->group, "rank: '%.40s' is none of official, second-hand, unverified, stated",
		              word);
	if (f->rank == RANK_STATED)
		return (f->author = needed(at, "author", error)) != NULL;
	if (g_key_file_has_key(at->keys, at->group, "author", NULL))
		return refuse(error, at->group, "author: only for rank=stated");
	return TRUE;
}

/* scope, whole and query: only for measures, and whole only with a scope. */
static gboolean read_scope(struct snapshot_file *f, const struct place *at, GError **error)
{
	static const char *const keys[] = { "scope", "whole", "query" };
	g_autofree char *whole = value_of(at, "whole");
	f->scope = value_of(at, "scope");
	f->query = value_of(at, "query");
	for (size_t i = 0; strcmp(f->kind, "measures") != 0 && i < G_N_ELEMENTS(keys); i++)
		if (g_key_file_has_key(at->keys, at->group, keys[i], NULL))
			return refuse(error, at->group, "%s: only for kind=measures", keys[i]);
	if (whole && strcmp(whole, "yes") != 0 && strcmp(whole, "no") != 0)
		return refuse(error, at->group, "whole: '%.40s' is neither yes nor no", whole);
	f->whole = g_strcmp0(whole, "yes") == 0;
	if (f->scope && celex_kind(f->scope) != CELEX_ACT)
		return refuse(error, at->group, "scope: '%.40s' is not the CELEX number of an act", f->scope);
	if (f->whole && !f->scope)
		return refuse(error, at->group, "whole: yes needs a scope");
	return TRUE;
}

static gboolean check_file(const struct snapshot *s, const struct snapshot_file *f, GError **error)
{
	g_autofree char *path = g_build_filename(s->dir, f->name, NULL);
	if (!snapshot_kind_known(f->kind))
		return refuse(error, f->name, "kind: '%.40s' is not a kind of file", f->kind);
	if (strlen(f->sha256) != 64 || strspn(f->sha256, "0123456789abcdef") != 64)
		return refuse(error, f->name, "sha256: not 64 hexadecimal digits in lower case");
	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return refuse(error, f->name, "there is no such file");
	return TRUE;
}

static gboolean read_file(struct snapshot *s, const struct place *at, GError **error)
{
	struct snapshot_file *f = g_new0(struct snapshot_file, 1);
	g_ptr_array_add(s->files, f);
	if (strchr(at->group, '/') || at->group[0] == '.' || strcmp(at->group, MANIFEST) == 0)
		return refuse(error, at->group, "not the name of a file in this folder");
	f->name = g_strdup(at->group);
	f->confidence = value_of(at, "confidence");
	if (!check_keys(at, file_keys, error) || !(f->kind = needed(at, "kind", error)) ||
	    !(f->source = needed(at, "source", error)) || !(f->title = needed(at, "title", error)) ||
	    !(f->read_on = needed_day(at, "read", error)) || !(f->sha256 = needed(at, "sha256", error)) ||
	    !read_rank(f, at, error) || !read_scope(f, at, error) || !check_file(s, f, error))
		return FALSE;
	if (!g_key_file_has_key(at->keys, at->group, "expires", NULL))
		return TRUE;
	return (f->expires = needed_day(at, "expires", error)) != NULL;
}

/* GKeyFile joins groups of one name in silence: a file listed twice must be found in the text. */
static gboolean check_twice(const char *text, GError **error)
{
	g_autoptr(GHashTable) groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		char *line = g_strstrip(lines[i]);
		if (line[0] == '[' && !g_hash_table_add(groups, g_strdup(line)))
			return refuse(error, NULL, "line %u: %s is listed twice", i + 1, line);
	}
	return TRUE;
}

static gboolean read_groups(struct snapshot *s, GKeyFile *keys, GError **error)
{
	struct place at = { keys, "snapshot" };
	if (!read_head(s, &at, error))
		return FALSE;
	g_auto(GStrv) groups = g_key_file_get_groups(keys, NULL);
	for (char **group = groups; *group; group++) {
		at.group = *group;
		if (strcmp(*group, "snapshot") != 0 && !read_file(s, &at, error))
			return FALSE;
	}
	return s->files->len > 0 || refuse(error, NULL, "no file is listed");
}

static gboolean read_manifest(struct snapshot *s, GError **error)
{
	g_autofree char *path = g_build_filename(s->dir, MANIFEST, NULL);
	g_autofree char *text = NULL;
	g_autoptr(GKeyFile) keys = g_key_file_new();
	g_autoptr(GError) failed = NULL;
	gsize length = 0;
	if (!g_file_get_contents(path, &text, &length, &failed))
		return refuse(error, NULL, "cannot be read: %s", failed->message);
	if (length > MANIFEST_MAX || memchr(text, '\0', length))
		return refuse(error, NULL, "larger than 1 MB, or holds a NUL byte");
	if (!g_key_file_load_from_data(keys, text, length, G_KEY_FILE_NONE, &failed))
		return refuse(error, NULL, "%s", failed->message);
	return check_twice(text, error) && read_groups(s, keys, error);
}

/* A file is told with its folder; what the sink says is not of a file. */
static void in_folder(const struct snapshot *s, GError **failed, GError **error)
{
	if (!g_error_matches(*failed, ADQ_ERROR, ADQ_ERROR_INPUT))
		g_propagate_error(error, g_steal_pointer(failed));
	else
		g_propagate_prefixed_error(error, g_steal_pointer(failed), "%s" G_DIR_SEPARATOR_S, s->dir);
}

struct snapshot *snapshot_open(const char *dir, GError **error)
{
	g_autoptr(Snapshot) s = g_new0(struct snapshot, 1);
	s->dir = g_strdup(dir);
	s->files = g_ptr_array_new_with_free_func(file_free);
	g_autoptr(GError) failed = NULL;
	if (read_manifest(s, &failed))
		return g_steal_pointer(&s);
	in_folder(s, &failed, error);
	return NULL;
}

void snapshot_free(struct snapshot *s)
{
	if (!s)
		return;
	g_ptr_array_unref(s->files);
	g_free(s->dir);
	g_free(s->title);
	g_free(s->as_of);
	g_free(s);
}

const char *snapshot_as_of(const struct snapshot *s)
{
	return s->as_of;
}

guint snapshot_n_files(const struct snapshot *s)
{
	return s->files->len;
}

const struct snapshot_file *snapshot_file(const struct snapshot *s, guint i)
{
	return g_ptr_array_index(s->files, i);
}

/* Checks the bytes of in against the manifest, and rewinds it. */
static gboolean check_sum(FILE *in, const struct snapshot_file *f, GError **error)
{
	g_autoptr(Sum) sum = sum_new();
	guchar buffer[1 << 14];
	size_t n;
	while ((n = fread(buffer, 1, sizeof(buffer), in)) > 0)
		sum_add(sum, buffer, n);
	if (ferror(in))
		return refuse(error, f->name, "the file cannot be read");
	const char *is = sum_text(sum);
	if (strcmp(is, f->sha256) != 0)
		return refuse(error, f->name, "the file is not the one listed: its sha256 is %s", is);
	rewind(in);
	return TRUE;
}

static gboolean read_rows(const struct snapshot *s, const struct snapshot_file *f, const struct feed_sink *sink,
                          GError **error)
{
	g_autofree char *path = g_build_filename(s->dir, f->name, NULL);
	FILE *in = fopen(path, "rb");
	if (!in)
		return refuse(error, f->name, "the file cannot be read: %s", g_strerror(errno));
	gboolean ok = check_sum(in, f, error) && snapshot_rows_read(in, f, sink, error);
	fclose(in);
	return ok;
}

gboolean snapshot_read(const struct snapshot *s, guint i, const struct feed_sink *sink, GError **error)
{
	GError *failed = NULL;
	if (read_rows(s, snapshot_file(s, i), sink, &failed))
		return TRUE;
	in_folder(s, &failed, error);
	return FALSE;
}
