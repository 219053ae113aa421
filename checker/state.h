/* state.h - the Member States: codes, names, protocol order.
 * The EU's two-letter code is the key everywhere (EL, not GR; UK for history only). */
#ifndef ADQUEM_STATE_H
#define ADQUEM_STATE_H

#include <glib.h>

struct state {
	char code[3];            /* "EL" */
	char alpha3[4];          /* "GRC", as in CELLAR's country authority table */
	const char *name;        /* "Greece" */
	const char *other_names; /* further English spellings met in sources, "|" between; "" if none */
};

/* All states in protocol order (BE BG CZ ... SE), UK last; *n receives their number. Static, never freed. */
const struct state *state_all(size_t *n);

/* The state a source or a user names: EU code, ISO code (GR, GB) or English name, each in letters of any case; alpha-3, an
 * authority URI ending in one. NULL if there is none. */
const struct state *state_lookup(const char *text);

#endif
