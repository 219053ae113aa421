/* gather.h - passes over the live sources: requests to the fetcher, bodies to the evidence, records to the store.
 * What a unit of a source brings is one load: taken whole or not at all, and committed from time to time, so that a pass
 * that is cut off anywhere leaves a database the next one completes. A unit that fails leaves all facts as they are and
 * is noted as a failed read of its scopes. */
#ifndef ADQUEM_GATHER_H
#define ADQUEM_GATHER_H

#include "checker/store.h"
#include "feeds/sources.h"

struct gather {
	struct store *store;
	const struct sources *sources;
	const char *evidence;      /* the folder of bodies */
	const char *today, *now;   /* the day reads count for; "2026-11-23T22:15:00Z" */
	char *const *only;         /* names of sources, NULL: all that are enabled and due */
	char *const *acts;         /* only these acts, NULL: all */
	gboolean full;             /* ask for everything */
	const struct watch *watch; /* ends the passes early, or NULL */
	/* A sentence about what went wrong. */
	void (*trouble)(void *user, const char *sentence);
	/* How far it is, or NULL. */
	void (*progress)(void *user, const char *source, guint done, guint asked, gint64 bytes);
	void *user;
};

/* What came of the pass over one source. */
struct gather_tally {
	const char *source;
	gboolean left_out;      /* not yet due */
	guint requests, failed; /* failed: reads, by scope or unit */
	gint64 bytes, wire_bytes;
	guint units, rejected, fresh, changed, same; /* records */
};

/* Passes over the sources; tallies receives a struct gather_tally for each. FALSE with an error for trouble that is
 * not a source's: the store, an unknown name (ADQ_ERROR_USAGE), the evidence folder. */
gboolean gather(const struct gather *g, GArray *tallies, GError **error);

/* Where the bodies of the database at db are kept; new. */
char *gather_evidence_path(const char *db);

#endif
