/* document_private.h - the statements behind the document. Each column's name is the name of an attribute; NULL gives
 * none; the column "message" becomes a child element where the part says so. */
#ifndef ADQUEM_DOCUMENT_PRIVATE_H
#define ADQUEM_DOCUMENT_PRIVATE_H

#include <glib.h>

/* Rows of one element, perhaps inside a wrapper, perhaps with parts of their own. ?1 is the act, ?2 the state ('' for
 * all) or the number of the deadline inside it. */
struct part {
	const char *wrapper, *element;
	const char *sql;
	gboolean message_child;      /* the column "message" is an element, not an attribute */
	const struct part *children; /* inside each row; bound to the row's celex or, in an act, its deadline number */
};

/* The parts of an index, and of one act; ended by a part without an element. */
extern const struct part document_index[];
extern const struct part document_act[];
extern const struct part document_sources[];

/* The attributes of the act ?1. */
extern const char document_one_act[];

#endif
