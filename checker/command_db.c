#include "checker/command_db.h"

#include <errno.h>

#include "checker/error.h"

/* The user's own database, whose folder is made at first use. */
static gboolean default_db(struct options *options, GError **error)
{
	g_autofree char *folder = g_build_filename(g_get_user_data_dir(), "adquem", NULL);
	options->db = g_build_filename(folder, "adquem.db", NULL);
	options->db_from = "default";
	if (!options->command->needs_db || options->show_config || g_mkdir_with_parents(folder, 0700) == 0)
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s: cannot make this folder: %s", folder, g_strerror(errno));
	return FALSE;
}

gboolean command_choose_db(struct options *options, GError **error)
{
	const char *variable = g_getenv("ADQUEM_DB");
	const char *conf = config_text(options->conf, "store", "db");
	options->db_from = "--db";
	if (options->db)
		return TRUE;
	if (variable && *variable) {
		options->db = g_strdup(variable);
		options->db_from = "$ADQUEM_DB";
		return TRUE;
	}
	options->db = g_strdup(conf);
	options->db_from = config_origin(options->conf, "store", "db");
	return options->db || default_db(options, error);
}
