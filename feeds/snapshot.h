/* snapshot.h - a folder of facts in our own format: manifest.ini and one CSV file per group of it.
 * The format is described in snapshot/README.md. The manifest is closed: an unknown key, kind or rank, a file that is
 * missing, or one that is listed twice is refused (ADQ_ERROR_INPUT) with file, group and key. */
#ifndef ADQUEM_SNAPSHOT_H
#define ADQUEM_SNAPSHOT_H

#include "feeds/record.h"

/* One file of a snapshot; NULL where the manifest does not say. */
struct snapshot_file {
	const char *name, *kind; /* kind: acts, deadlines, binding, measures, declarations, decisions, lists, notes */
	const char *source, *title;
	const char *read_on; /* the day whose state of knowledge the file gives */
	const char *sha256, *confidence;
	const char *author, *expires; /* of facts stated by a user */
	const char *scope, *query;    /* measures: the act the file is the result for */
	gboolean whole;
	enum rank rank;
};

struct snapshot;
typedef struct snapshot Snapshot; /* the name g_autoptr needs */

/* Reads the manifest of folder dir; new, or NULL with an error. */
struct snapshot *snapshot_open(const char *dir, GError **error);
void snapshot_free(struct snapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Snapshot, snapshot_free)

/* The day of the whole; the snapshot's. */
const char *snapshot_as_of(const struct snapshot *snapshot);

/* The files, in the order of the manifest, i from 0; the snapshot's. */
guint snapshot_n_files(const struct snapshot *snapshot);
const struct snapshot_file *snapshot_file(const struct snapshot *snapshot, guint i);

/* Reads file i and hands its records to the sink. FALSE with an error when its bytes are not those of the manifest's
 * sha256 (nothing is handed on then), or its structure fails, or the sink stops. */
gboolean snapshot_read(const struct snapshot *snapshot, guint i, const struct feed_sink *sink, GError **error);

#endif
