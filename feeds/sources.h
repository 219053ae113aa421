/* sources.h - sources.conf: where each source is, how it is to be treated, when its reads grow stale.
 * The format is GLib's key file: one group per source, the keys of the table in sources.c; what a file does not say is
 * taken from the one compiled in (feeds/sources.conf). */
#ifndef ADQUEM_SOURCES_H
#define ADQUEM_SOURCES_H

#include "feeds/fetch.h"

/* One source, checked. */
struct source_conf {
	char *name, *url;
	gboolean enabled;
	guint interval_h;   /* hours; an automatic fetch before that is left out */
	guint full_days;    /* a full pass at least this often */
	guint stale_days;   /* reads older than this are stale */
	guint band_percent; /* rows may fall to this share of the last whole read; below it the read is implausible */
	guint batch;        /* acts per question, rows per page, ...: what the source makes of it */
	char **languages;   /* of titles, two letters */
	char *canary;       /* what must be there, else nothing is believed */
	char *credentials_file, *ca_file, *contact, *user_agent;
	struct fetch_manners manners; /* texts point into this struct */
};

struct sources;
typedef struct sources Sources;

/* Reads the file at path over the one compiled in; path NULL: sources.conf in the user's configuration folder, then
 * in the system's, then none. contact: whom the User-Agent names where a source's group does not say, borrowed, or NULL.
 * NULL with ADQ_ERROR_INPUT: file, group, key and reason. */
struct sources *sources_new(const char *path, const char *contact, GError **error);
void sources_free(struct sources *sources);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sources, sources_free)

/* The settings of a source; NULL if it has no group. Owned by sources. */
const struct source_conf *sources_get(const struct sources *sources, const char *name);

/* Days for which bodies are kept that no fact leads to any more. */
guint sources_keep_days(const struct sources *sources);
void sources_set_keep_days(struct sources *sources, guint days);

#endif
