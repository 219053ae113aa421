/* record.h - what a reader of any source hands on: the seam between bytes and store.
 * A reader is a pure function: bytes in, records out; it knows no network and no database. Every text is UTF-8,
 * already checked; NULL means "the source does not say". Days are ISO 8601 (checker/day.h), sentinels already NULL.
 * All pointers are the reader's and live only for the call. */
#ifndef ADQUEM_RECORD_H
#define ADQUEM_RECORD_H

#include <glib.h>
#include <stdio.h>

enum record_kind {
	RECORD_ACT,
	RECORD_DEADLINE,
	RECORD_BINDING,
	RECORD_MEASURE,
	RECORD_DECLARATION,
	RECORD_DECISION,
	RECORD_LINK,
	RECORD_LIST,
	RECORD_NOTE,
	RECORD_READ,
	RECORD_TITLE,
	RECORD_RELATION,
	RECORD_DEROGATION,
	RECORD_KINDS,
};

/* How far a fact can be trusted; the order of design section 5.9. The smaller wins. */
enum rank {
	RANK_LIVE = 1,        /* official, read live */
	RANK_IMPORTED = 2,    /* official, imported from a file */
	RANK_OFFICIAL = 3,    /* bundled, from an official text */
	RANK_SECOND_HAND = 4, /* second-hand */
	RANK_STATED = 5,      /* stated by a user; author in source */
	RANK_UNVERIFIED = 6,  /* unverified */
};

/* An act. legislative: "yes", "no" or NULL, whether adopted under a legislative procedure (Article 260(3) TFEU). */
struct record_act {
	const char *celex, *type; /* type: directive, framework decision, decision, regulation, proposal */
	const char *eli, *title, *short_title;
	const char *adopted, *published, *entry_into_force; /* days */
	const char *in_force;                               /* "yes", "no" or NULL */
	const char *ended;                                  /* first day on which it is no longer in force */
	const char *ended_by, *ended_how; /* CELEX of the act that ended it; "repealed", "declared invalid", ... */
	const char *ended_for;            /* CELEX: ended only for the states bound by that act; NULL = for all */
	const char *legal_basis, *legislative;
	const char *eea, *reference; /* OJ reference */
	const char *directory_code;  /* of the directory of EU legislation, "19.20.10"; several with ", " between */
	const char *service;         /* the Commission service responsible, as the source writes it */
	const char *note;
};

/* The title of an act in a language (two letters). */
struct record_title {
	const char *celex, *lang, *title;
};

/* What another act does to an act. relation: "amended by", "repealed by", "implicitly repealed by", "corrected by",
 * "codified by", "incorporated by" (a decision of the EEA Joint Committee; comment begins with the day on which
 * it entered into force, if known); other: its CELEX number, also that of a corrigendum. */
struct record_relation {
	const char *celex, *relation, *other, *comment;
};

/* A date of an act. number: as the file gives it, 0 = to be given by the store. date NULL: no calendar date. */
struct record_deadline {
	const char *celex;
	int number;
	const char *date;
	const char *kind;           /* transposition, application, duty, option, inherited */
	const char *provisions;     /* "Article 41(1)" */
	const char *addressee;      /* states, entities */
	const char *inherited_from; /* CELEX of the act that set the date, kind inherited */
	const char *annotation;     /* CELLAR's comment on the date, verbatim */
	const char *moved_by;       /* the act that set this date in place of an earlier one: CELEX, or day and title */
};

/* A later day granted to one state. number: of the deadline, 0 = all of the act. */
struct record_derogation {
	const char *celex, *state;
	int number;
	const char *date, *basis;
};

/* An act's effect on a state; value: bound, in part, not bound, international law, not established. */
struct record_binding {
	const char *celex, *state, *value, *basis;
};

/* A national implementing measure of a state for one act. */
struct record_measure {
	const char *celex, *state;
	const char *nim; /* its identity: CELLAR URI, else sector-7 CELEX */
	const char *nim_celex;
	const char *title, *type, *journal, *number;
	const char *published, *notified, *notified_act, *in_force; /* days; notified_act: notified for this act */
	const char *link, *declaration;                             /* declaration: verbatim code on the measure */
};

/* A state's statement. value: complete, partial, not necessary, other. nim: the measure it hangs on, or NULL. */
struct record_declaration {
	const char *celex, *state, *value, *date, *nim, *text;
};

/* One step of the Commission or the Court. infr: "INFR(2024)0270" or NULL (the store makes a placeholder).
 * type: LFN258 RO258 RF258 RF258_260_3 J258 LFN260 RO260 RF260 J260 C W, or OTHER with text.
 * date: a day, or a month if only the month is known. kind: non-communication, non-conformity, application, other. */
struct record_decision {
	const char *infr, *celex, *state, *kind, *date, *type;
	gboolean additional;
	const char *text; /* the type as the source writes it */
	const char *title, *department, *court_case, *amount, *url;
	gboolean active; /* the register's "active" flag; TRUE where the source does not say */
};

/* A row among the measures whose title is a case number: a link, never a measure. */
struct record_link {
	const char *celex, *state, *infr, *nim;
};

/* A list of addressees of one step for an act (a wave), and whether its source says the list is complete. */
struct record_list {
	const char *celex, *type, *date;
	gboolean complete;
	int states; /* how many it names; 0 = not said */
};

/* Something the sources say that is no fact yet (no usable day). */
struct record_note {
	const char *celex, *state, *date, *text;
};

/* A scope was read. what: measures, register, acts. scope: a CELEX, or "*" for everything. */
struct record_read {
	const char *what, *scope;
	gboolean whole; /* proven complete: absence counts */
	const char *query;
	/* With whole: proven to be as at the last whole read; no rows were asked, none is withdrawn. But from: all rows of
	 * that day and later were, and what is gone of them is withdrawn. */
	gboolean unchanged;
	const char *from;
	gint64 rows;        /* of the scope, as the source counted them; 0: as many as the load has */
	const char *status; /* NULL: read. "failed", "implausible": tried, and reason says what was wrong */
	const char *reason;
	gboolean by_scope; /* rejected counts the rows lost of this scope; else all that its load lost are of it */
	guint rejected;
};

/* One record and where it was read. */
struct record {
	enum record_kind kind;
	guint line;             /* line, or row counted from 1 */
	guint body;             /* of a load of several bodies: which, from 0 */
	enum rank rank;         /* 0: the rank of the file */
	const char *cite;       /* where the fact comes from, in words; NULL: the file's source */
	const char *confidence; /* verbatim from the source; NULL if it does not say */
	union {
		struct record_act act;
		struct record_deadline deadline;
		struct record_binding binding;
		struct record_measure measure;
		struct record_declaration declaration;
		struct record_decision decision;
		struct record_link link;
		struct record_list list;
		struct record_note note;
		struct record_read read;
		struct record_title title;
		struct record_relation relation;
		struct record_derogation derogation;
	} u;
};

/* Where records go. take: FALSE with an error stops the reader. reject: a row with a bad value is lost; the reader
 * goes on. skip: a row that is no fact of ours (a corrigendum, an exact duplicate); the reader goes on. */
struct feed_sink {
	void *user;
	gboolean (*take)(void *user, const struct record *record, GError **error);
	void (*reject)(void *user, guint line, const char *reason);
	void (*skip)(void *user, guint line, const char *reason);
};

/* What a reader is told beside the bytes. */
struct feed_options {
	const char *name; /* of the file, for messages */
	const char *act;  /* CELEX the results belong to, or NULL */
};

#endif
