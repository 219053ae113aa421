/* store.h - the database: opened, created, migrated and written here and nowhere else.
 * Facts come in through a load: one file, one savepoint, taken whole or not at all (design section 5.10). */
#ifndef ADQUEM_STORE_H
#define ADQUEM_STORE_H

#include <sqlite3.h>

#include "feeds/record.h"

typedef struct store Store;

/* Opens the database at path for writing, creates it or brings it to the present schema. NULL with ADQ_ERROR_STORE:
 * made by a newer version, damaged, not ours, not writable. The store takes a transaction at once: nothing is
 * written before store_commit(). */
struct store *store_open(const char *path, GError **error);

/* Closes; what was not committed is rolled back. */
void store_free(struct store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_free)

/* The writing connection, for the findings' life (checker/finding.c). Owned by the store. */
sqlite3 *store_db(struct store *store);

/* Writes everything since store_open(). */
gboolean store_commit(struct store *store, GError **error);

/* Sets the day that is judged when nothing else is asked. */
gboolean store_set_as_of(struct store *store, const char *as_of, GError **error);

/* Another connection to the database at path that cannot write it; NULL with ADQ_ERROR_STORE, also when there is
 * none or its schema is not the present one. */
sqlite3 *store_open_reading(const char *path, GError **error);

/* The file a load reads. Texts are borrowed until store_load_finish(). */
struct store_file {
	const char *source; /* whose newer reads replace the facts: cellar, register, decisions, law, ... */
	const char *name, *title, *feed, *read_on;
	const char *sha256;           /* NULL: no body, for a load that only tells of failed reads */
	const char *author, *expires; /* rank RANK_STATED only */
	const char *confidence;       /* of rows that say none */
	enum rank rank;
	gint64 bytes;
	gint64 transfer; /* the id of the transfer it came by (store_transfer), 0 for a file */
	const char *act; /* the act that results are about which name none, or NULL */
};

/* A request and what came of it. Texts are borrowed. */
struct store_transfer {
	const char *source, *question, *url, *request; /* request: the POST body, kept once; NULL for GET */
	const char *time;                              /* "2026-11-23T22:15:00Z" */
	int status;                                    /* HTTP, 0: none arrived */
	const char *media_type, *etag, *last_modified, *sha256, *error;
	gint64 bytes, wire_bytes;
	guint attempts;
};

/* Keeps a transfer; *id is its number. */
gboolean store_transfer(struct store *store, const struct store_transfer *transfer, gint64 *id, GError **error);

/* Whether this body was taken whole on this day already, by this version of the program, and taking it again would change
 * nothing: no load of its source has changed or withdrawn a fact since, or come before others, or read the same again.
 * Never TRUE for dates and decisions. *rows: how many it had. */
gboolean store_has(struct store *store, const struct store_file *file, guint *rows, GError **error);

struct store_remark {
	guint line;
	char *text;
};

/* What came of a load. Rows are counted as the file has them; kinds as records. */
struct store_tally {
	guint rows, rejected, skipped;
	guint fresh[RECORD_KINDS], changed[RECORD_KINDS], same[RECORD_KINDS];
	guint cases;      /* new cases */
	gboolean already; /* it was not read again (store_has): there is nothing but rows here */
	GArray *rejects;  /* of struct store_remark */
	GArray *skips;
};

typedef struct store_load StoreLoad;

/* Begins to load a file. Ended by store_load_finish() or store_load_free(). */
struct store_load *store_load_new(struct store *store, const struct store_file *file, GError **error);
void store_load_free(struct store_load *load);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreLoad, store_load_free)

/* Adds a further body to a load, which began with body 0; *number is what its records carry in record.body. */
gboolean store_load_body(struct store_load *load, const struct store_file *file, guint *number, GError **error);

/* The sink a reader writes to; valid as long as the load. */
const struct feed_sink *store_load_sink(struct store_load *load);

/* Ends a load: numbers deadlines, marks what a whole read no longer shows, and takes the facts. FALSE with
 * ADQ_ERROR_INPUT when more than 1 % of the rows and at least five were rejected: then nothing is taken.
 * Without it, store_load_free() takes everything back. */
gboolean store_load_finish(struct store_load *load, GError **error);

/* What came of it so far; owned by the load. */
const struct store_tally *store_load_tally(const struct store_load *load);

#endif
