#include "feeds/jsonread.h"

#include <sqlite3.h>
#include <string.h>

#include "checker/error.h"
#include "feeds/jsonplace.h"

#define DOCUMENT_MAX ((gsize)256 << 20)
#define CHUNK (64 * 1024)

/* SQLite's JSON functions on a private database that never holds anything. */
struct json {
	sqlite3 *db;
	char *name;
	char *owned; /* the text, if read from a file */
	const char *text;
	gsize len;
	sqlite3_stmt *elements; /* of the array being walked: value, type */
	sqlite3_stmt *members;  /* of one object: key, atom or JSON text, type */
	GHashTable *object;     /* of the current element: member -> text, NULL for null */
	guint row;
};

G_GNUC_PRINTF(4, 5)
static gboolean refuse(const struct json *json, guint line, GError **error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:%u: %s", json->name, line, reason);
	return FALSE;
}

static gboolean refuse_engine(const struct json *json, GError **error)
{
	return refuse(json, 1, error, "cannot be read as JSON: %s", sqlite3_errmsg(json->db));
}

static sqlite3_stmt *prepare(const struct json *json, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	sqlite3_prepare_v2(json->db, sql, -1, &stmt, NULL);
	return stmt;
}

static gboolean check_text(const struct json *json, GError **error)
{
	gsize at = 0;
	if (json->len > DOCUMENT_MAX)
		return refuse(json, 1, error, "larger than 256 MB");
	const char *reason = json_fault(json->text, json->len, &at);
	if (!reason)
		return TRUE;
	guint line = 1;
	for (gsize i = 0; i < at && i < json->len; i++)
		line += json->text[i] == '\n';
	return refuse(json, line, error, "%s (byte %" G_GSIZE_FORMAT ")", reason, at + 1);
}

static struct json *open_text(char *owned, const char *text, gsize len, const char *name, GError **error)
{
	g_autoptr(Json) json = g_new0(struct json, 1);
	json->name = g_strdup(name);
	json->owned = owned;
	json->text = text;
	json->len = len;
	json->object = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	if (!check_text(json, error))
		return NULL;
	if (sqlite3_open(":memory:", &json->db) != SQLITE_OK) {
		refuse_engine(json, error);
		return NULL;
	}
	json->members = prepare(json, "SELECT key, value, type FROM json_each(?1)");
	return g_steal_pointer(&json);
}

struct json *json_open(const char *text, gsize len, const char *name, GError **error)
{
	return open_text(NULL, text, len, name, error);
}

struct json *json_open_file(FILE *in, const char *name, GError **error)
{
	GString *all = g_string_new(NULL);
	g_autofree char *chunk = g_malloc(CHUNK);
	size_t n;
	while (all->len <= DOCUMENT_MAX && (n = fread(chunk, 1, CHUNK, in)) > 0)
		g_string_append_len(all, chunk, (gssize)n);
	gsize len = all->len;
	if (ferror(in)) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:1: cannot be read", name);
		g_string_free(all, TRUE);
		return NULL;
	}
	char *text = g_string_free(all, FALSE);
	return open_text(text, text, len, name, error);
}

void json_free(struct json *json)
{
	if (!json)
		return;
	sqlite3_finalize(json->elements);
	sqlite3_finalize(json->members);
	sqlite3_close(json->db);
	g_hash_table_unref(json->object);
	g_free(json->owned);
	g_free(json->name);
	g_free(json);
}

static void bind_document(const struct json *json, sqlite3_stmt *stmt, int parameter)
{
	sqlite3_bind_text(stmt, parameter, json->text, (int)json->len, SQLITE_STATIC);
}

static char *path_of(const char *member)
{
	return g_strdup_printf("$.\"%s\"", member);
}

/* A statement about one member of the document, stepped to its first row; NULL if there is none. */
static sqlite3_stmt *member_statement(const struct json *json, const char *sql, const char *member)
{
	sqlite3_stmt *stmt = prepare(json, sql);
	if (!stmt)
		return NULL;
	bind_document(json, stmt, 1);
	sqlite3_bind_text(stmt, 2, path_of(member), -1, g_free);
	return stmt;
}

gboolean json_integer(const struct json *json, const char *member, gint64 *value, GError **error)
{
	sqlite3_stmt *stmt = member_statement(json, "SELECT json_extract(?1, ?2)", member);
	gboolean found = stmt && sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_type(stmt, 0) == SQLITE_INTEGER;
	if (found)
		*value = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return found || refuse(json, 1, error, "'%s' is missing or no whole number", member);
}

gboolean json_length(const struct json *json, const char *member, gint64 *length, GError **error)
{
	sqlite3_stmt *stmt = member_statement(json, "SELECT json_type(?1, ?2), json_array_length(?1, ?2)", member);
	gboolean array = stmt && sqlite3_step(stmt) == SQLITE_ROW &&
	                 g_strcmp0((const char *)sqlite3_column_text(stmt, 0), "array") == 0;
	if (array)
		*length = sqlite3_column_int64(stmt, 1);
	sqlite3_finalize(stmt);
	return array || refuse(json, 1, error, "'%s' is missing or no array", member);
}

gboolean json_each(struct json *json, const char *member, GError **error)
{
	gint64 length;
	if (!json_length(json, member, &length, error))
		return FALSE;
	sqlite3_finalize(json->elements);
	json->elements = member_statement(json, "SELECT value, type FROM json_each(?1, ?2)", member);
	json->row = 0;
	return json->elements || refuse_engine(json, error);
}

/* The text of the value in this row of json->members, new; NULL for null. */
static char *member_text(sqlite3_stmt *stmt)
{
	const char *type = (const char *)sqlite3_column_text(stmt, 2);
	if (g_strcmp0(type, "true") == 0 || g_strcmp0(type, "false") == 0)
		return g_strdup(type);
	return g_strdup((const char *)sqlite3_column_text(stmt, 1));
}

/* Reads the members of the current element. Half a surrogate pair makes text that is no Unicode. */
static gboolean read_object(struct json *json, GError **error)
{
	sqlite3_stmt *stmt = json->members;
	g_hash_table_remove_all(json->object);
	sqlite3_reset(stmt);
	sqlite3_bind_value(stmt, 1, sqlite3_column_value(json->elements, 0));
	int rc;
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		char *text = member_text(stmt);
		g_hash_table_insert(json->object, g_strdup((const char *)sqlite3_column_text(stmt, 0)), text);
		if (text && !g_utf8_validate(text, -1, NULL))
			return refuse(json, 1, error, "record %u: text that is not Unicode", json->row);
	}
	return rc == SQLITE_DONE || refuse_engine(json, error);
}

gboolean json_next(struct json *json, GError **error)
{
	int rc = sqlite3_step(json->elements);
	if (rc == SQLITE_DONE)
		return FALSE;
	if (rc != SQLITE_ROW)
		return refuse_engine(json, error);
	json->row++;
	if (g_strcmp0((const char *)sqlite3_column_text(json->elements, 1), "object") != 0)
		return refuse(json, 1, error, "record %u is no object", json->row);
	return read_object(json, error);
}

guint json_row(const struct json *json)
{
	return json->row;
}

const char *json_text(const struct json *json, const char *member)
{
	return g_hash_table_lookup(json->object, member);
}
