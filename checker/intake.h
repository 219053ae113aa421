/* intake.h - files into the store: recognised by content, read, loaded, reported. */
#ifndef ADQUEM_INTAKE_H
#define ADQUEM_INTAKE_H

#include "checker/store.h"

/* What came of one file. refused: why nothing of it was taken, or NULL. Borrowed for the call. */
typedef void (*intake_report)(void *user, const char *name, const char *feed, const struct store_tally *tally,
                              const char *refused);

/* What an intake works with. */
struct intake {
	struct store *store;
	const char *act;     /* the CELEX of results that name none, or NULL */
	const char *read_on; /* the day the files were read; a snapshot says so itself */
	intake_report report;
	void *user;
};

/* Loads files of any kind. Register answers given together must add up to their totalRows, else all of them are
 * refused. Each file is taken or refused on its own; *refused counts those refused. FALSE with an error only for
 * trouble with the store. */
gboolean intake_files(const struct intake *intake, char **paths, guint *refused, GError **error);

/* Loads the folder dir with its manifest; one file refused refuses it all. *as_of receives its day, new. */
gboolean intake_snapshot(const struct intake *intake, const char *dir, char **as_of, GError **error);

#endif
