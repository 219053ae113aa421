#include "checker/store_private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "checker/data.h"
#include "checker/error.h"
#include "checker/file.h"
#include "checker/sql.h"
#include "checker/sum.h"

/* "adqm" in ASCII: tells our files from other people's databases. */
#define APPLICATION_ID 1633972589

/* The steps of the schema's history, embedded SQL; step n leads to user_version n + 1. */
static const char *const migrations[] = {
	"checker/schema.sql",   "checker/schema-2.sql",  "checker/schema-3.sql", "checker/schema-4.sql",
	"checker/schema-5.sql", "checker/schema-6.sql",  "checker/schema-7.sql", "checker/schema-8.sql",
	"checker/schema-9.sql", "checker/schema-10.sql",
};

#define BUSY_MS 5000
#define SCHEMA_VERSION ((int)G_N_ELEMENTS(migrations))

gboolean run_embedded(sqlite3 *db, const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = data_bytes(path, error);
	if (!bytes)
		return FALSE;
	gsize n;
	const char *text = g_bytes_get_data(bytes, &n);
	g_autofree char *sql = g_strndup(text, n);
	return sql_exec(db, sql, error);
}

static int pragma_int(sqlite3 *db, const char *text, GError **error)
{
	g_autofree char *value = sql_value(db, text, NULL, 0, error);
	return value ? (int)g_ascii_strtoll(value, NULL, 10) : 0;
}

static gboolean drop_views(sqlite3 *db, GError **error)
{
	g_autoptr(GString) drops = g_string_new(NULL);
	g_autoptr(sqlite3_stmt) names = sql_prepare(db, "SELECT name FROM sqlite_schema WHERE type = 'view'", error);
	if (!names)
		return FALSE;
	while (sql_row(names, error))
		g_string_append_printf(drops, "DROP VIEW \"%s\";", sql_text(names, 0));
	sqlite3_reset(names);
	return sql_exec(db, drops->str, error);
}

/* In the order in which they are laid: a view uses those before it. */
static const char *const views[] = { "checker/views.sql", "checker/views-cells.sql" };

static char *views_sum(GError **error)
{
	g_autoptr(Sum) sum = sum_new();
	for (size_t i = 0; i < G_N_ELEMENTS(views); i++) {
		g_autoptr(GBytes) bytes = data_bytes(views[i], error);
		if (!bytes)
			return NULL;
		sum_add(sum, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	}
	return g_strdup(sum_text(sum));
}

/* The statement that says which views are laid; *laid tells whether they are those of this program. New, or NULL. */
static char *views_mark(sqlite3 *db, gboolean *laid, GError **error)
{
	g_autofree char *sum = views_sum(error);
	if (!sum)
		return NULL;
	GError *local = NULL;
	g_autofree char *mark = g_strdup_printf("CREATE VIEW i_views AS SELECT '%s' AS sha256", sum);
	g_autofree char *have = sql_value(db, "SELECT sql FROM sqlite_schema WHERE name = 'i_views'", NULL, 0, &local);
	*laid = g_strcmp0(have, mark) == 0;
	if (!local)
		return g_steal_pointer(&mark);
	g_propagate_error(error, local);
	return NULL;
}

/* The views belong to the program, not to the data: they are laid anew when their text changed. */
static gboolean lay_views(sqlite3 *db, GError **error)
{
	gboolean laid = FALSE;
	g_autofree char *mark = views_mark(db, &laid, error);
	if (!mark || laid)
		return mark != NULL;
	if (!drop_views(db, error))
		return FALSE;
	for (size_t i = 0; i < G_N_ELEMENTS(views); i++)
		if (!run_embedded(db, views[i], error))
			return FALSE;
	return sql_exec(db, mark, error);
}

static gboolean migrate(struct store *store, int from, GError **error)
{
	for (int i = from; i < SCHEMA_VERSION; i++)
		if (!run_embedded(store->db, migrations[i], error))
			return FALSE;
	g_autofree char *mark =
		g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION_ID, SCHEMA_VERSION);
	return from == SCHEMA_VERSION || sql_exec(store->db, mark, error);
}

/* SQLite opens for reading what it may not write, and would say so only at the first change. */
static gboolean writable(sqlite3 *db, const char *path, GError **error)
{
	if (!sqlite3_db_readonly(db, "main"))
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s: cannot be written: no permission", path);
	return FALSE;
}

/* What the file is: its schema version, 0 for a new one; -1 with an error for what we must not touch. */
static int file_version(sqlite3 *db, const char *path, GError **error)
{
	GError *local = NULL;
	int version = pragma_int(db, "PRAGMA user_version", &local);
	int id = local ? 0 : pragma_int(db, "PRAGMA application_id", &local);
	int tables = local ? 0 : pragma_int(db, "SELECT count(*) FROM sqlite_schema", &local);
	if (local) {
		g_propagate_error(error, local);
		return -1;
	}
	if (tables > 0 && id != APPLICATION_ID) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s: a database, but not one of adquem; not touched",
		            path);
		return -1;
	}
	if (version > SCHEMA_VERSION) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE,
		            "%s: made by a newer version of adquem (schema %d, this program knows %d); not touched",
		            path, version, SCHEMA_VERSION);
		return -1;
	}
	return tables > 0 ? version : 0;
}

/* saw(of, what, row): whether the load at work showed that row (store_load.c). */
static void sql_saw(sqlite3_context *context, int n, sqlite3_value **values)
{
	const char *key[3];
	for (int i = 0; i < n; i++)
		key[i] = (const char *)sqlite3_value_text(values[i]);
	g_autofree char *joined = saw_key(key[0], key[1], key[2]);
	sqlite3_result_int(context, g_hash_table_contains(sqlite3_user_data(context), joined));
}

static gboolean add_saw(struct store *store, GError **error)
{
	store->saw = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (sqlite3_create_function(store->db, "saw", 3, SQLITE_UTF8, store->saw, sql_saw, NULL, NULL) == SQLITE_OK)
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s", sqlite3_errmsg(store->db));
	return FALSE;
}

static void finalize(gpointer statement)
{
	sqlite3_finalize(statement);
}

sqlite3_stmt *store_statement(struct store *store, const char *text, GError **error)
{
	sqlite3_stmt *stmt = g_hash_table_lookup(store->statements, text);
	if (stmt) {
		sqlite3_clear_bindings(stmt);
		return stmt;
	}
	stmt = sql_prepare(store->db, text, error);
	if (stmt)
		g_hash_table_insert(store->statements, (gpointer)text, stmt);
	return stmt;
}

static gboolean is_folder(const char *path, GError **error)
{
	if (!g_file_test(path, G_FILE_TEST_IS_DIR))
		return FALSE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s: a folder, no database", path);
	return TRUE;
}

/* Each connection is used by one thread. */
static sqlite3 *open_file(const char *path, int flags, GError **error)
{
	g_autoptr(sqlite3) db = NULL;
	if (sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s: cannot open the database: %s", path,
		            db ? sqlite3_errmsg(db) : "out of memory");
		return NULL;
	}
	sqlite3_busy_timeout(db, BUSY_MS);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	return g_steal_pointer(&db);
}

static gboolean sound(sqlite3 *db, const char *path, GError **error)
{
	GError *local = NULL;
	g_autofree char *answer = sql_value(db, "PRAGMA quick_check(1)", NULL, 0, &local);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	if (g_strcmp0(answer, "ok") == 0)
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE,
	            "%s: the database is damaged; restore a copy or start a new one: %s", path, answer ? answer : "");
	return FALSE;
}

struct store *store_open(const char *path, GError **error)
{
	g_autoptr(Store) store = g_new0(struct store, 1);
	store->statements = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, finalize);
	store->lock = is_folder(path, error) ? -1 : store_lock(path, error);
	if (store->lock < 0)
		return NULL;
	store->db = open_file(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
	int version = store->db ? file_version(store->db, path, error) : -1;
	if (version < 0 || !writable(store->db, path, error) || !sound(store->db, path, error))
		return NULL;
	if (!sql_exec(store->db,
	              "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; "
	              "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; BEGIN IMMEDIATE",
	              error))
		return NULL;
	if (!add_saw(store, error) || !migrate(store, version, error) || !law_lay(store->db, error) ||
	    !lay_views(store->db, error))
		return NULL;
	return g_steal_pointer(&store);
}

void store_free(struct store *store)
{
	if (!store)
		return;
	if (store->db && !sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	g_clear_pointer(&store->statements, g_hash_table_unref);
	for (int kind = 0; kind < RECORD_KINDS; kind++)
		fact_writer_clear(&store->writers[kind]);
	sqlite3_close_v2(store->db);
	g_clear_pointer(&store->saw, g_hash_table_unref);
	store_unlock(store->lock);
	g_free(store);
}

sqlite3 *store_db(struct store *store)
{
	return store->db;
}

gboolean store_commit(struct store *store, GError **error)
{
	if (!sql_exec(store->db, "COMMIT", error))
		return FALSE;
	/* It is written. What a reader or a full disk keeps from being moved out of the log now, stays there and is read from
	 * there; nobody waits for that. */
	sqlite3_busy_timeout(store->db, 0);
	sqlite3_exec(store->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
	sqlite3_busy_timeout(store->db, BUSY_MS);
	return sql_exec(store->db, "BEGIN IMMEDIATE", error);
}

gboolean store_set_as_of(struct store *store, const char *as_of, GError **error)
{
	g_autoptr(sqlite3_stmt) set =
		sql_query(store->db, "UPDATE context SET as_of = ?1 WHERE as_of IS NOT ?1", &as_of, 1, error);
	return set && sql_run(set, error);
}

/* A database in a folder that cannot be written: the index of the write-ahead log has no place there. If no log lies
 * beside the file, the file is the whole truth and can be read as it is. */
static gboolean frozen(const char *path)
{
	g_autofree char *log = g_strconcat(path, "-wal", NULL);
	g_autofree char *folder = g_path_get_dirname(path);
	return !g_file_test(log, G_FILE_TEST_EXISTS) && g_access(folder, W_OK) != 0;
}

static sqlite3 *open_to_read(const char *path, GError **error)
{
	if (!frozen(path))
		return open_file(path, SQLITE_OPEN_READONLY, error);
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);
	g_autofree char *uri = g_filename_to_uri(absolute, NULL, error);
	g_autofree char *immutable = uri ? g_strconcat(uri, "?immutable=1", NULL) : NULL;
	return immutable ? open_file(immutable, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error) : NULL;
}

static gboolean views_are_ours(sqlite3 *db, const char *path, GError **error)
{
	gboolean laid = FALSE;
	g_autofree char *mark = views_mark(db, &laid, error);
	if (mark && !laid)
		g_set_error(
			error, ADQ_ERROR, ADQ_ERROR_STORE,
			"%s: its views are those of another version of this program; 'adquem run' or 'adquem import' brings "
			"them up to date",
			path);
	return laid;
}

sqlite3 *store_open_reading(const char *path, GError **error)
{
	if (is_folder(path, error))
		return NULL;
	gboolean exists = !file_missing(path);
	if (exists && g_access(path, R_OK) != 0) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s: cannot be read: %s", path, g_strerror(errno));
		return NULL;
	}
	g_autoptr(sqlite3) db = exists ? open_to_read(path, error) : NULL;
	if (exists && !db)
		return NULL;
	int version = db ? file_version(db, path, error) : 0;
	if (version < 0)
		return NULL;
	if (version == 0) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE,
		            "%s: no database there yet; make one with 'adquem run --snapshot DIR' or 'adquem import'",
		            path);
		return NULL;
	}
	if (version != SCHEMA_VERSION) {
		g_set_error(
			error, ADQ_ERROR, ADQ_ERROR_STORE,
			"%s: holds schema %d, this program reads %d; 'adquem run' or 'adquem import' brings it up to date",
			path, version, SCHEMA_VERSION);
		return NULL;
	}
	return views_are_ours(db, path, error) ? g_steal_pointer(&db) : NULL;
}
