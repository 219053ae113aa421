/* store_private.h - what the files of the store share among themselves. */
#ifndef ADQUEM_STORE_PRIVATE_H
#define ADQUEM_STORE_PRIVATE_H

#include "checker/store.h"

/* Statements of one fact table, prepared when first needed. */
struct fact_writer {
	sqlite3_stmt *find, *put, *again;
};

struct store {
	sqlite3 *db;
	GHashTable *saw;        /* what the load at work showed, by saw_key() */
	GHashTable *statements; /* text -> statement, for store_statement() */
	struct fact_writer writers[RECORD_KINDS];
	int lock;
};

/* The statement of a constant text, prepared once for the store; its bindings are empty. The store's: to be reset after
 * use. NULL with an error. */
sqlite3_stmt *store_statement(struct store *store, const char *text, GError **error);

/* Runs the statements of a file compiled into the program. FALSE with an error. */
gboolean run_embedded(sqlite3 *db, const char *path, GError **error);

/* How a row that a load showed is kept, new: by the act or case, and by what its table has as key beside that. */
char *saw_key(const char *of, const char *what, const char *row);

/* Takes the one lock for writing the database at path. -1 with ADQ_ERROR_STORE: who holds it, or why the lock file
 * cannot be made. */
int store_lock(const char *path, GError **error);
void store_unlock(int fd);

/* A column of a fact table, and where the record keeps it. */
struct fact_column {
	const char *name;
	size_t offset;
	gboolean number; /* int in the record, not text */
};

/* A fact table: its first `keys` columns are the key. */
struct fact_table {
	const char *name;
	int keys;
	const struct fact_column *columns;
	int n;
};

/* Where a fact was read, as every fact table keeps it. */
struct fact_origin {
	const char *source, *read_on, *cite, *confidence;
	gint64 evidence;
	guint place;
	enum rank rank;
};

enum fact_change { FACT_SAME, FACT_NEW, FACT_CHANGED, FACT_FAILED };

void fact_writer_clear(struct fact_writer *writer);

/* Writes a version of a fact unless the newest version read by then already says the same. record: the struct the
 * column offsets belong to. FACT_FAILED with an error. */
enum fact_change fact_write(sqlite3 *db, struct fact_writer *writer, const struct fact_table *table, const void *record,
                            const struct fact_origin *origin, GError **error);

/* The fact table of a record kind; NULL for those that have none (RECORD_READ). A decision's record is struct
 * decision_row. */
const struct fact_table *fact_table(enum record_kind kind);

/* A decision with the case it belongs to. */
struct decision_row {
	struct record_decision d;
	const char *case_id;
};

/* The case a decision belongs to, new: its INFR number, or a placeholder: one already on record for the same step,
 * else that of an earlier letter, else a new one at the latest transposition deadline passed on its day.
 * Registers it; *fresh tells that it is new. A source that alone told of the case, on earlier days, may correct its
 * state. NULL with an error; NULL without: the number is another state's. */
char *case_for(struct store *store, const struct record_decision *d, const struct fact_origin *origin, gboolean *fresh,
               GError **error);

/* Merges placeholders into numbered cases of the same act, state and kind with the same step within three days. */
gboolean cases_merge(sqlite3 *db, const char *read_on, GError **error);

/* A body of a load: where its facts were read, and the transfer it came by (0: none). */
struct body {
	gint64 evidence, transfer;
};

/* How many records of each kind a load showed of an act. */
struct shown {
	guint records[RECORD_KINDS];
};

/* A RECORD_READ waiting for the end of its load; deep copies. */
struct reading {
	char *what, *scope, *query, *status, *reason, *from;
	gint64 rows; /* as the source counted them, or 0 */
	guint body, rejected;
	gboolean whole, unchanged, by_scope; /* by_scope: rejected is of this scope, else the load's count is */
};

struct store_load {
	struct store *store;
	sqlite3 *db; /* the store's */
	struct store_file file;
	struct feed_sink sink;
	struct store_tally tally;
	GArray *bodies;       /* of struct body */
	GHashTable *shown;    /* CELEX, or "" for none -> struct shown */
	GHashTable *cases;    /* numbers told by this load -> the state it told first */
	GHashTable *steps;    /* of cases, told by this load: saw_key() -> the act it was told of first */
	GPtrArray *deadlines; /* of struct pending_deadline */
	GArray *readings;     /* of struct reading */
	guint last_line;
	gboolean open, late;
	gboolean by_scope; /* what it rejects is counted by scope: one of them does not spoil the others */
	gboolean stirs;    /* it withdrew a fact, or read again what was read that day from another body */
};

/* Notes for store_has() what a load has done. FALSE with an error. */
gboolean taken_note(struct store_load *load, GError **error);

/* What a load needs that comes in after newer reads of its source (late.sql): laid when the first such act (NULL: the
 * register) is met, taken away at its end. FALSE with an error. */
gboolean late_note(struct store_load *load, const char *celex, GError **error);
gboolean late_done(struct store_load *load, GError **error);

/* Writes the readings of a load and what came of them: facts that a whole read no longer shows are withdrawn from its
 * day on. saw() tells SQL what the load showed (store.c). */
gboolean readings_finish(struct store_load *load, GError **error);

/* Empties a struct reading. */
void reading_clear(gpointer reading);

/* A deadline waiting for its number; deep copies. */
struct pending_deadline {
	struct record_deadline d;
	struct fact_origin origin;
	int number;
	gboolean by_date; /* the number the file gives it is another date's here */
	gboolean only;    /* the only one of its kind, as is the one on record */
};

/* Gives numbers to the deadlines of one act, sorted by date: a date on record keeps its number, a date that moved
 * too, a new one gets the next (or the one the file gives it, if that is free). Dates of the same source that are
 * no longer among them are withdrawn, unless rows were rejected that may have told them (whole FALSE). */
gboolean deadlines_number(struct store *store, struct pending_deadline **all, guint n, gboolean whole, GError **error);

/* Writes the law that the views need (membership, what legal bases mean) into its tables, if it has changed. */
gboolean law_lay(sqlite3 *db, GError **error);

/* Notes what the legal basis of an act means, unless its text is known; NULL is none. */
gboolean law_note_basis(sqlite3 *db, const char *text, GError **error);

#endif
