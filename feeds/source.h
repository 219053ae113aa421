/* source.h - a source that is read over the network: what it is asked, and what its answers prove.
 * A source is pure: it knows neither network nor store. It plans units; a unit asks questions; when all of them are
 * answered it judges the answers, and hands on records and the reads they prove. The driver (checker/gather.c)
 * carries requests to the fetcher, bodies to the evidence and records to the store, one load per unit.
 * A new source is one file with a const struct source, and one line in the table of source.c. */
#ifndef ADQUEM_SOURCE_H
#define ADQUEM_SOURCE_H

#include "feeds/fetch.h"
#include "feeds/record.h"
#include "feeds/sources.h"

/* A pass that is not full asks anew for decisions of so many days. */
#define SOURCE_RECENT_DAYS 400

/* What the store knows of an act from earlier reads of this source. */
struct source_known {
	gint64 measures; /* rows at the last whole read; -1: never read whole */
	char *read_on;   /* the day of that read, or NULL */
	gboolean spoilt; /* the last read was not whole */
	gboolean listed; /* the source itself told of the act */
	gboolean dated;  /* and of a date by which it was to be transposed, which stands */
	gboolean judged; /* it has a transposition deadline: its measures are wanted */
};

/* Decisions, and how many of them are a step that is known, of a case of non-communication, and filed under an act. */
struct source_shares {
	gint64 all, typed, communication, filed;
};

/* What is wanted of a source, and what is known already. All is borrowed for the call of plan and, but for known,
 * for the life of the units. */
struct source_task {
	const struct source_conf *conf;
	const char *today;       /* the day the reads count for */
	const char *since;       /* when everything was last asked, "2026-11-22T03:00:00Z"; NULL: ask for everything */
	const char *const *acts; /* only these; NULL: all */
	GHashTable *known;       /* CELEX -> struct source_known */
	gint64 known_rows;       /* of the register: decisions at the last whole read; -1: never */
	struct source_shares known_shares; /* of the register's decisions that stand */
	gint64 known_old_rows; /* of them, dated more than SOURCE_RECENT_DAYS before today; 0 or less: all is read */
};

/* A request of a unit, and its answer when there is one. */
struct question {
	char *name; /* for people: "measures of 32022L2555 and 39 more" */
	struct fetch_request request;
	struct fetch_answer *answer; /* NULL until answered */
	/* The driver's: */
	gboolean asked;
	guint body;      /* the number of its body in the load: what goes into record.body */
	gint64 transfer; /* its number in the store */
};

struct question *question_new(const char *name);
void question_free(struct question *question);

enum unit_verdict {
	UNIT_READ,   /* all is there: read is called */
	UNIT_ASK,    /* questions were added */
	UNIT_SPLIT,  /* units were added to more, which take its place */
	UNIT_FAILED, /* *error says why; its scopes are unread */
};

struct unit {
	char *name;     /* for people: "acts of 2016" */
	gboolean vital; /* its failure ends the source: without it nothing else can be believed */
	gboolean again; /* what it rejects is asked for again at the next pass, though nothing changed since this one */
	GPtrArray *questions; /* of struct question, owned */
	GPtrArray *scopes;    /* of struct unit_scope: what stays unread when it fails */
	/* Called when every question has its answer (perhaps a failed one). */
	enum unit_verdict (*judge)(struct unit *unit, GPtrArray *more, GError **error);
	/* Reads the answers into records, each with the body it comes from; ends with its RECORD_READs. NULL: nothing to
	 * read (a canary). Errors as a feed_reader. */
	gboolean (*read)(struct unit *unit, const struct feed_sink *sink, GError **error);
	void *data;
	GDestroyNotify data_free;
};

struct unit_scope {
	char *what, *scope; /* as in record_read */
};

struct unit *unit_new(const char *name);
void unit_free(struct unit *unit);
void unit_add_scope(struct unit *unit, const char *what, const char *scope);

struct source {
	const char *name;      /* its group in sources.conf, and the source of its facts */
	const char *title;     /* for people */
	const char *freshness; /* the kind of read its staleness limit is for (record_read.what), or NULL */
	gboolean by_act;       /* it can be asked about single acts */
	guint steps;           /* plan is called for each, in turn, when the units of the one before are done */
	/* Appends the units of a step. FALSE with ADQ_ERROR_SOURCE: it cannot even be asked. */
	gboolean (*plan)(const struct source_task *task, guint step, GPtrArray *units, GError **error);
};

/* The source of that name; NULL if there is none. source_all: NULL-terminated. */
const struct source *source_find(const char *name);
const struct source *const *source_all(void);

#endif
