/* keyfile.h - GLib's key files, read as strictly as a configuration wants it: shared by adquem.conf and sources.conf. */
#ifndef ADQUEM_KEYFILE_H
#define ADQUEM_KEYFILE_H

#include <glib.h>

/* The value at hand, for messages: "NAME: [GROUP] KEY: reason". */
struct keyfile_place {
	const char *name, *group, *key;
};

/* The key file in a text called name. GLib lets the last of two equal keys or groups win in silence: here it is refused.
 * NULL with ADQ_ERROR_INPUT: name, place and reason. */
GKeyFile *keyfile_parse(const char *text, gsize n, const char *name, GError **error);

/* The same from a file; path NULL: an empty key file. */
GKeyFile *keyfile_read(const char *path, GError **error);

/* Sets ADQ_ERROR_INPUT for the place. Always FALSE. */
gboolean keyfile_refuse(const struct keyfile_place *at, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The text of the place's key without blanks around it, new; NULL if the file has none. */
char *keyfile_text(GKeyFile *file, const struct keyfile_place *at);

/* A number from least to most. */
gboolean keyfile_number(const struct keyfile_place *at, const char *text, const guint64 range[2], guint64 *number,
                        GError **error);

/* FALSE with an error if the text is not UTF-8 or holds a control character. */
gboolean keyfile_clean(const struct keyfile_place *at, const char *text, GError **error);

/* FALSE with an error if the key's name asks for a password itself instead of a file that holds it. */
gboolean keyfile_no_secret(const struct keyfile_place *at, const char *instead, GError **error);

/* The first line of the file at path, new. A file that others than its owner may read is refused, and an empty one. by_systemd:
 * it is a credential of a service, which systemd opens by an access list, and stat(2) shows that as its group's. */
char *keyfile_secret(const struct keyfile_place *at, const char *path, gboolean by_systemd, GError **error);

#endif
