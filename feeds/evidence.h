/* evidence.h - every body as received: a folder of gzip files named by the SHA-256 of what was received, ab/ab12....gz.
 * The same body is kept once. What URL, request and time belong to it stands in the database (table transfer). */
#ifndef ADQUEM_EVIDENCE_H
#define ADQUEM_EVIDENCE_H

#include <glib.h>
#include <stdio.h>

struct evidence;
typedef struct evidence Evidence;

/* The folder dir, made if need be (readable by its owner alone). NULL with ADQ_ERROR_SOURCE. */
struct evidence *evidence_open(const char *dir, GError **error);
void evidence_free(struct evidence *evidence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)

/* Keeps all of body (read from its beginning, rewound afterwards) under its sha256; written aside, synced and renamed:
 * a file that is there is whole. FALSE with ADQ_ERROR_SOURCE (full disk, ...): nothing is left behind. */
gboolean evidence_keep(struct evidence *evidence, FILE *body, const char *sha256, GError **error);

/* The body with that sum, decompressed, rewound, and checked against it; NULL with ADQ_ERROR_SOURCE: not there,
 * damaged. */
FILE *evidence_body(struct evidence *evidence, const char *sha256, GError **error);

/* The path of the file, whether it is there or not; new. */
char *evidence_path(const struct evidence *evidence, const char *sha256);

/* Removes bodies older than the day before (ISO) whose sum is not in keep (a set of sums); counts them. */
gboolean evidence_prune(struct evidence *evidence, GHashTable *keep, const char *before, guint *removed,
                        GError **error);

#endif
