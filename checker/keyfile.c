#include "checker/keyfile.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "checker/error.h"

#define SECRET_MAX 4096

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
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:%u: %s%s%s is there twice", name, i + 1, group,
		            *key ? " " : "", key);
		return FALSE;
	}
	return TRUE;
}

GKeyFile *keyfile_parse(const char *text, gsize n, const char *name, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GError) local = NULL;
	const gsize mark = g_str_has_prefix(text, "\xEF\xBB\xBF") ? 3 : 0; /* of editors that put one first */
	text += mark;
	n -= mark;
	if (!check_doubles(text, name, error))
		return NULL;
	if (g_key_file_load_from_data(file, text, n, G_KEY_FILE_NONE, &local))
		return g_steal_pointer(&file);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: %s", name, local->message);
	return NULL;
}

GKeyFile *keyfile_read(const char *path, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) local = NULL;
	gsize n = 0;
	if (!path || g_file_get_contents(path, &text, &n, &local))
		return keyfile_parse(text ? text : "", n, path ? path : "", error);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s", local->message);
	return NULL;
}

gboolean keyfile_refuse(const struct keyfile_place *at, GError **error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: [%s] %s: %s", at->name, at->group, at->key, reason);
	return FALSE;
}

char *keyfile_text(GKeyFile *file, const struct keyfile_place *at)
{
	char *text = g_key_file_get_value(file, at->group, at->key, NULL);
	return text ? g_strstrip(text) : NULL;
}

gboolean keyfile_number(const struct keyfile_place *at, const char *text, const guint64 range[2], guint64 *number,
                        GError **error)
{
	if (g_ascii_string_to_unsigned(text, 10, range[0], range[1], number, NULL))
		return TRUE;
	return keyfile_refuse(at, error, "'%s' is not a number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, text,
	                      range[0], range[1]);
}

gboolean keyfile_clean(const struct keyfile_place *at, const char *text, GError **error)
{
	if (!g_utf8_validate(text, -1, NULL))
		return keyfile_refuse(at, error, "is not UTF-8");
	for (const char *p = text; *p; p = g_utf8_next_char(p))
		if (g_unichar_iscntrl(g_utf8_get_char(p)))
			return keyfile_refuse(at, error, "holds a control character");
	return TRUE;
}

gboolean keyfile_no_secret(const struct keyfile_place *at, const char *instead, GError **error)
{
	if (!strstr(at->key, "password") && strcmp(at->key, "credentials") != 0)
		return TRUE;
	return keyfile_refuse(at, error, "credentials are given by %s, never by value", instead);
}

char *keyfile_secret(const struct keyfile_place *at, const char *path, gboolean by_systemd, GError **error)
{
	const mode_t others = by_systemd ? S_IWGRP | S_IXGRP | S_IRWXO : S_IRWXG | S_IRWXO;
	struct stat st;
	g_autofree char *text = NULL;
	g_autoptr(GError) local = NULL;
	gsize n;
	if (stat(path, &st) != 0)
		keyfile_refuse(at, error, "%s: %s", path, g_strerror(errno));
	else if (st.st_mode & others)
		keyfile_refuse(at, error, "%s: others than its owner may read it (chmod 600)", path);
	else if (!g_file_get_contents(path, &text, &n, &local))
		keyfile_refuse(at, error, "%s", local->message);
	else if (n > SECRET_MAX || strlen(text) != n || !*g_strdelimit(g_strchomp(text), "\r\n", '\0'))
		keyfile_refuse(at, error, "%s: its first line is no secret", path);
	else
		return g_steal_pointer(&text);
	return NULL;
}
