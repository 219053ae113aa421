/* command_db.h - which database a command works on. */
#ifndef ADQUEM_COMMAND_DB_H
#define ADQUEM_COMMAND_DB_H

#include "checker/command.h"

/* Fills in options->db and db_from: --db, else $ADQUEM_DB, else what the configuration says, else the user's own, whose
 * folder is made. The configuration must be read. FALSE with ADQ_ERROR_STORE if the folder cannot be made. */
gboolean command_choose_db(struct options *options, GError **error);

#endif
