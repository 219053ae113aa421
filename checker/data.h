/* data.h - the files compiled into the program: schema, views, rules, law data, portfolios, stylesheets.
 * They are a GResource under /adquem/, by their path in the source tree. Where the environment variable ADQUEM_DATA
 * names a folder, the same paths are read from there instead (development, tests). */
#ifndef ADQUEM_DATA_H
#define ADQUEM_DATA_H

#include <gio/gio.h>
#include <stdio.h>

#define ADQUEM_VERSION "0.1.0"

/* The file "rules/law/membership.csv" of the program, new; its bytes are followed by a NUL that is not counted.
 * NULL with ADQ_ERROR_RULE if there is none, or if path is absolute or climbs with "..". */
GBytes *data_bytes(const char *path, GError **error);

/* The same to be read, new; fclose() it. A stream of its own: it goes back and tells as one of a file does. */
FILE *data_open(const char *path, GError **error);

/* The names of the files directly in a folder ("rules"), sorted bytewise, without sub-folders and hidden files; new,
 * NULL-terminated, empty if there is no such folder. Free with g_strfreev. */
char **data_list(const char *dir);

/* The same files, those alone that end in suffix (".ini"), and without it: the names users give. */
char **data_names(const char *dir, const char *suffix);

#endif
