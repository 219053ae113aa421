/* config.h - adquem.conf: what an operator decides once. GLib's key file, checked against one table of keys (config.c),
 * which adquem.conf(5) and `status --config` show. A group is a plain name, [run], or a kind with a name of the user's,
 * [channel ops]: functions take the text between the brackets, "run" or "channel ops". */
#ifndef ADQUEM_CONFIG_H
#define ADQUEM_CONFIG_H

#include <glib.h>

enum config_type {
	CONFIG_TEXT,
	CONFIG_LIST,   /* words, ";" between; if there are choices, of these */
	CONFIG_ACTS,   /* the same, CELEX numbers of acts */
	CONFIG_NUMBER, /* from least to most */
	CONFIG_CHOICE, /* one of the words of choices, "|" between */
	CONFIG_LANG,   /* of a catalogue, words.h */
	CONFIG_SET,    /* of acts: "all", a portfolio of the program's, or a file that ends in .ini */
	CONFIG_PATH,   /* absolute */
	CONFIG_SITE,   /* the address of a folder on the web; its value ends in / however it was written */
	CONFIG_SECRET, /* a file whose first line is the secret: an absolute path, or $NAME/... of the environment */
};

struct config_key {
	const char *group, *key;
	enum config_type type;
	const char *standard; /* the default, or NULL */
	const char *choices;
	guint least, most;
	gboolean required; /* a group that is there must have it */
	const char *meaning;
};

/* Every key there is; the kinds of named groups are "channel" and "subscription". */
extern const struct config_key config_keys[];
extern const gsize config_keys_n;

typedef struct config Config;

/* Reads the file at path alone; NULL: $ADQUEM_CONFIG alone, else /etc/adquem/adquem.conf and over it, key by key, adquem/adquem.conf
 * in the user's configuration folder, where they exist. NULL with ADQ_ERROR_INPUT: file, group, key and reason. */
struct config *config_new(const char *path, GError **error);
void config_free(struct config *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_free)

/* The value of a key, else its default; NULL if it has none. Of every type but lists; owned by config. The key must be
 * in the table: another one is a mistake of the program. */
const char *config_text(const struct config *config, const char *group, const char *key);

/* Where the value came from: the name of a file, or "default". */
const char *config_origin(const struct config *config, const char *group, const char *key);

/* The words of a list, NULL-terminated, none empty; NULL if nothing is set. Owned by config. */
char *const *config_list(const struct config *config, const char *group, const char *key);

/* The value of a number; 0 if nothing is set. */
guint config_number(const struct config *config, const char *group, const char *key);

/* The first line of the file a CONFIG_SECRET names, new; NULL without an error if nothing is set. NULL with
 * ADQ_ERROR_INPUT: the file cannot be read, is empty, or may be read by others than its owner. */
char *config_secret(const struct config *config, const char *group, const char *key, GError **error);

/* The groups of a kind ("channel"), "channel ops" and so on, as the files have them, NULL-terminated, never NULL; the name
 * is what follows the blank. Owned by config. */
char *const *config_names(const struct config *config, const char *kind);

/* Sets ADQ_ERROR_INPUT, "FILE: [GROUP] KEY: reason", for what only its user can find wrong in a value. Always FALSE. */
gboolean config_refuse(const struct config *config, const char *group, const char *key, GError **error,
                       const char *format, ...) G_GNUC_PRINTF(5, 6);

/* A value in force, and where it came from: a file's name, or "default". value: NULL, nothing is set. */
struct config_value {
	const char *group, *key, *value, *origin;
};

/* Each key of the table, and of the named groups each of their own, in the order of table and files. */
void config_each(const struct config *config, void (*each)(void *user, const struct config_value *value), void *user);

#endif
