/* store_private.h - what the files of the store share among themselves. */
#ifndef ADQUEM_STORE_PRIVATE_H
#define ADQUEM_STORE_PRIVATE_H

#include "checker/store.h"

struct store {
	sqlite3 *db;
};

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

/* Statements of one fact table, prepared when first needed. */
struct fact_writer {
	sqlite3_stmt *known, *put;
};

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
 * Registers it; *fresh tells that it is new. NULL with an error; NULL without: the number is another state's. */
char *case_for(sqlite3 *db, const struct record_decision *d, gboolean *fresh, GError **error);

/* Merges placeholders into numbered cases of the same act, state and kind with the same step within three days. */
gboolean cases_merge(sqlite3 *db, const char *read_on, GError **error);

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
 * no longer among them are withdrawn. */
gboolean deadlines_number(sqlite3 *db, struct pending_deadline **all, guint n, GError **error);

/* Writes the law that the views need (membership, what legal bases mean) into its tables, if it has changed. */
gboolean law_lay(sqlite3 *db, GError **error);

/* Notes what the legal basis of an act means, unless its text is known; NULL is none. */
gboolean law_note_basis(sqlite3 *db, const char *text, GError **error);

#endif
