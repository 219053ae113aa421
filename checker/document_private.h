/* document_private.h - the statements behind the document. Each column's name is the name of an attribute; NULL gives
 * none; the column "message" becomes a child element where the part says so. */
#ifndef ADQUEM_DOCUMENT_PRIVATE_H
#define ADQUEM_DOCUMENT_PRIVATE_H

#include <glib.h>

#include "checker/judge.h"

/* Rows of one element, perhaps inside a wrapper, perhaps with parts of their own. A parameter :name takes the value of
 * that column of the nearest row around, else of the scope (celex, state, key). ?1 is the act, ?2 the number of the
 * deadline inside one, else the state of the scope ('' for all), ?3 that state. */
struct part {
	const char *wrapper, *element;
	const char *sql;
	gboolean message_child;      /* the column "message" is an element, not an attribute */
	const struct part *children; /* inside each row */
};

/* Of a case c of v_case. */
#define CASE_COLUMNS                                                                                                                                                                   \
	"SELECT c.case_id AS id, CASE WHEN c.placeholder THEN 'yes' END AS placeholder, c.state, c.kind, c.stage, "                                                                    \
	"c.stage_date AS \"stage-date\", c.opened, CASE c.open WHEN 1 THEN 'yes' ELSE 'no' END AS open, "                                                                              \
	"CASE WHEN c.open AND NOT EXISTS (SELECT 1 FROM v_source WHERE what = 'register' AND read_on IS NOT NULL) THEN "                                                               \
	"'yes' END AS \"end-unread\", CASE c.ended_how WHEN 'not active' THEN 'yes' END AS \"end-not-dated\", CASE WHEN c.deadline_no > 0 THEN c.deadline_no END AS \"deadline-no\", " \
	"CASE WHEN c.deadline_assumed THEN 'yes' END AS \"deadline-assumed\", CASE WHEN c.unverified THEN 'yes' END "                                                                  \
	"AS unverified"

#define PARTS_END                                                                                                      \
	{                                                                                                              \
		NULL, NULL, NULL, FALSE, NULL                                                                          \
	}

/* Parts that several documents have, each a list ended by a part without an element. */
extern const struct part document_states[], document_sources[], document_counts[], document_changes[], document_flags[],
	document_open_flags[], document_state_flags[], document_due[], document_open_acts[], document_all_acts[],
	document_context[], document_quality[], document_scoreboard[], document_rules[], document_matrix[],
	document_pillars[], document_one_act[];

/* What a scope holds beside the states: its name and lists of parts, in order, ended by NULL. */
struct document_kind {
	const char *name;
	gboolean sources; /* it speaks of the sources as a whole, and carries the hash over all facts */
	const struct part *parts[10];
};

extern const struct document_kind document_kinds[];
extern const gsize document_kinds_n;

/* Statements that fill what the parts read, in order; ended by NULL. */
extern const char *const document_tables[];

#endif
