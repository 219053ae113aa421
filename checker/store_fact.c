/* store_fact.c - facts into tables: one statement for all fact tables, built from their column tables. */
#include <string.h>

#include "checker/error.h"
#include "checker/sql.h"
#include "checker/store_private.h"

/* It takes the braces for blocks: */
/* clang-format off */
#define TEXT(type, member) { #member, offsetof(struct type, member), FALSE }
#define INT(type, member) { #member, offsetof(struct type, member), TRUE }
#define DECISION(member) { #member, offsetof(struct decision_row, d.member), FALSE }
#define TABLE(name, keys, columns) { name, keys, columns, G_N_ELEMENTS(columns) }
/* clang-format on */

static const struct fact_column act_columns[] = {
	TEXT(record_act, celex),       TEXT(record_act, type),
	TEXT(record_act, eli),         TEXT(record_act, title),
	TEXT(record_act, short_title), TEXT(record_act, adopted),
	TEXT(record_act, published),   TEXT(record_act, entry_into_force),
	TEXT(record_act, in_force),    TEXT(record_act, ended),
	TEXT(record_act, ended_by),    TEXT(record_act, ended_how),
	TEXT(record_act, ended_for),   TEXT(record_act, legal_basis),
	TEXT(record_act, legislative), TEXT(record_act, eea),
	TEXT(record_act, reference),   TEXT(record_act, directory_code),
	TEXT(record_act, service),     TEXT(record_act, note),
};

static const struct fact_column title_columns[] = {
	TEXT(record_title, celex),
	TEXT(record_title, lang),
	TEXT(record_title, title),
};

static const struct fact_column relation_columns[] = {
	TEXT(record_relation, celex),
	TEXT(record_relation, relation),
	TEXT(record_relation, other),
	TEXT(record_relation, comment),
};

static const struct fact_column deadline_columns[] = {
	TEXT(record_deadline, celex),          INT(record_deadline, number),      TEXT(record_deadline, date),
	TEXT(record_deadline, kind),           TEXT(record_deadline, provisions), TEXT(record_deadline, addressee),
	TEXT(record_deadline, inherited_from), TEXT(record_deadline, annotation), TEXT(record_deadline, moved_by),
};

static const struct fact_column derogation_columns[] = {
	TEXT(record_derogation, celex), TEXT(record_derogation, state), INT(record_derogation, number),
	TEXT(record_derogation, date),  TEXT(record_derogation, basis),
};

static const struct fact_column binding_columns[] = {
	TEXT(record_binding, celex),
	TEXT(record_binding, state),
	TEXT(record_binding, value),
	TEXT(record_binding, basis),
};

static const struct fact_column measure_columns[] = {
	TEXT(record_measure, celex),     TEXT(record_measure, state),        TEXT(record_measure, nim),
	TEXT(record_measure, nim_celex), TEXT(record_measure, title),        TEXT(record_measure, type),
	TEXT(record_measure, journal),   TEXT(record_measure, number),       TEXT(record_measure, published),
	TEXT(record_measure, notified),  TEXT(record_measure, notified_act), TEXT(record_measure, in_force),
	TEXT(record_measure, link),      TEXT(record_measure, declaration),
};

static const struct fact_column declaration_columns[] = {
	TEXT(record_declaration, celex), TEXT(record_declaration, state), TEXT(record_declaration, nim),
	TEXT(record_declaration, value), TEXT(record_declaration, date),  TEXT(record_declaration, text),
};

static const struct fact_column decision_columns[] = {
	TEXT(decision_row, case_id),
	DECISION(date),
	DECISION(type),
	{ "additional", offsetof(struct decision_row, d.additional), TRUE },
	DECISION(celex),
	DECISION(state),
	DECISION(kind),
	DECISION(text),
	DECISION(title),
	DECISION(department),
	DECISION(court_case),
	DECISION(amount),
	DECISION(url),
	{ "active", offsetof(struct decision_row, d.active), TRUE },
};

static const struct fact_column link_columns[] = {
	TEXT(record_link, celex),
	TEXT(record_link, state),
	TEXT(record_link, infr),
	TEXT(record_link, nim),
};

static const struct fact_column list_columns[] = {
	TEXT(record_list, celex),   TEXT(record_list, type),  TEXT(record_list, date),
	INT(record_list, complete), INT(record_list, states),
};

static const struct fact_column note_columns[] = {
	TEXT(record_note, celex),
	TEXT(record_note, state),
	TEXT(record_note, text),
	TEXT(record_note, date),
};

static const struct fact_table tables[RECORD_KINDS] = {
	[RECORD_ACT] = TABLE("act_fact", 1, act_columns),
	[RECORD_DEADLINE] = TABLE("deadline_fact", 2, deadline_columns),
	[RECORD_BINDING] = TABLE("binding_fact", 2, binding_columns),
	[RECORD_MEASURE] = TABLE("measure_fact", 3, measure_columns),
	[RECORD_DECLARATION] = TABLE("declaration_fact", 3, declaration_columns),
	[RECORD_DECISION] = TABLE("decision_fact", 4, decision_columns),
	[RECORD_LINK] = TABLE("link_fact", 3, link_columns),
	[RECORD_LIST] = TABLE("list_fact", 3, list_columns),
	[RECORD_TITLE] = TABLE("title_fact", 2, title_columns),
	[RECORD_RELATION] = TABLE("relation_fact", 3, relation_columns),
	[RECORD_DEROGATION] = TABLE("derogation_fact", 3, derogation_columns),
	[RECORD_NOTE] = TABLE("note_fact", 3, note_columns),
};

const struct fact_table *fact_table(enum record_kind kind)
{
	return tables[kind].name ? &tables[kind] : NULL;
}

/* The columns of every fact beside its own, in the order in which they are bound after those. */
static const char *const origin_columns[] = { "source", "read_on", "evidence", "place", "rank", "cite", "confidence" };

/* All versions of a fact told by its source, oldest first. Only names out of the tables above go into the text. */
static char *find_text(const struct fact_table *t)
{
	GString *sql = g_string_new("SELECT read_on, present, rank, cite, confidence");
	for (int i = t->keys; i < t->n; i++)
		g_string_append_printf(sql, ", %s", t->columns[i].name);
	g_string_append_printf(sql, " FROM %s WHERE ", t->name);
	for (int i = 0; i < t->keys; i++)
		g_string_append_printf(sql, "%s = ? AND ", t->columns[i].name);
	g_string_append(sql, "source = ? ORDER BY read_on");
	return g_string_free(sql, FALSE);
}

static const char *column_name(const struct fact_table *t, int i)
{
	return i < t->n ? t->columns[i].name : origin_columns[i - t->n];
}

static int columns_of(const struct fact_table *t)
{
	return t->n + (int)G_N_ELEMENTS(origin_columns);
}

static char *put_text(const struct fact_table *t)
{
	g_autoptr(GString) names = g_string_new(NULL);
	g_autoptr(GString) values = g_string_new(NULL);
	for (int i = 0; i < columns_of(t); i++) {
		g_string_append_printf(names, "%s%s", i ? ", " : "", column_name(t, i));
		g_string_append(values, i ? ", ?" : "?");
	}
	return g_strdup_printf("INSERT INTO %s (%s) VALUES (%s)", t->name, names->str, values->str);
}

/* A second version of one day is the better ranked, of two alike the later. Parameters as those of put_text(). A
 * statement of its own: SQLite keeps a journal for each row that might be either. */
static char *again_text(const struct fact_table *t)
{
	g_autoptr(GString) set = g_string_new("present = 1");
	g_autoptr(GString) where = g_string_new(NULL);
	for (int i = 0; i < columns_of(t); i++) {
		gboolean key = i < t->keys || i == t->n || i == t->n + 1;
		if (key)
			g_string_append_printf(where, "%s = ?%d AND ", column_name(t, i), i + 1);
		else
			g_string_append_printf(set, ", %s = ?%d", column_name(t, i), i + 1);
	}
	return g_strdup_printf("UPDATE %s SET %s WHERE %srank >= ?%d", t->name, set->str, where->str, t->n + 5);
}

void fact_writer_clear(struct fact_writer *writer)
{
	g_clear_pointer(&writer->find, sqlite3_finalize);
	g_clear_pointer(&writer->put, sqlite3_finalize);
	g_clear_pointer(&writer->again, sqlite3_finalize);
}

static gboolean prepare(sqlite3 *db, struct fact_writer *writer, const struct fact_table *table, GError **error)
{
	if (writer->put)
		return TRUE;
	g_autofree char *find = find_text(table);
	g_autofree char *put = put_text(table);
	g_autofree char *again = again_text(table);
	writer->find = sql_prepare(db, find, error);
	writer->again = writer->find ? sql_prepare(db, again, error) : NULL;
	writer->put = writer->again ? sql_prepare(db, put, error) : NULL;
	return writer->put != NULL;
}

static const char *text_of(const struct fact_column *column, const void *record)
{
	return *(const char *const *)(const void *)((const char *)record + column->offset);
}

static int number_of(const struct fact_column *column, const void *record)
{
	return *(const int *)(const void *)((const char *)record + column->offset);
}

/* Binds the first n columns of a record to the parameters 1 to n. A key is never null: what is missing is empty. */
static void bind_record(sqlite3_stmt *stmt, const struct fact_table *table, const void *record, int n)
{
	for (int i = 0; i < n; i++) {
		const struct fact_column *c = &table->columns[i];
		if (c->number) {
			sqlite3_bind_int(stmt, i + 1, number_of(c, record));
			continue;
		}
		const char *text = text_of(c, record);
		sqlite3_bind_text(stmt, i + 1, text || i >= table->keys ? text : "", -1, SQLITE_STATIC);
	}
}

static gboolean same_text(sqlite3_stmt *row, int column, const char *text)
{
	return g_strcmp0(sql_text(row, column), text) == 0;
}

/* Whether the version that find stands on says what the record says, and may: a present one of no worse rank. */
static gboolean says_same(sqlite3_stmt *find, const struct fact_table *table, const void *record,
                          const struct fact_origin *origin)
{
	if (!sqlite3_column_int(find, 1) || sqlite3_column_int(find, 2) > (int)origin->rank ||
	    !same_text(find, 3, origin->cite) || !same_text(find, 4, origin->confidence))
		return FALSE;
	for (int i = table->keys; i < table->n; i++) {
		const struct fact_column *c = &table->columns[i];
		int at = i - table->keys + 5;
		gboolean same = c->number ? sqlite3_column_type(find, at) != SQLITE_NULL &&
		                                    sqlite3_column_int(find, at) == number_of(c, record)
		                          : same_text(find, at, text_of(c, record));
		if (!same)
			return FALSE;
	}
	return TRUE;
}

static gboolean put(sqlite3_stmt *stmt, const struct fact_table *table, const void *record,
                    const struct fact_origin *origin, GError **error)
{
	int at = table->n;
	bind_record(stmt, table, record, table->n);
	sqlite3_bind_text(stmt, ++at, origin->source, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, ++at, origin->read_on, -1, SQLITE_STATIC);
	sqlite3_bind_int64(stmt, ++at, origin->evidence);
	sqlite3_bind_int64(stmt, ++at, origin->place);
	sqlite3_bind_int(stmt, ++at, (int)origin->rank);
	sqlite3_bind_text(stmt, ++at, origin->cite, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, ++at, origin->confidence, -1, SQLITE_STATIC);
	return sql_run(stmt, error);
}

enum fact_change fact_write(sqlite3 *db, struct fact_writer *writer, const struct fact_table *table, const void *record,
                            const struct fact_origin *origin, GError **error)
{
	GError *local = NULL;
	gboolean known = FALSE, same = FALSE, that_day = FALSE;
	if (!prepare(db, writer, table, error))
		return FACT_FAILED;
	bind_record(writer->find, table, record, table->keys);
	sqlite3_bind_text(writer->find, table->keys + 1, origin->source, -1, SQLITE_STATIC);
	while (sql_row(writer->find, &local)) {
		known = TRUE;
		int order = strcmp(sql_text(writer->find, 0), origin->read_on);
		if (order > 0)
			break;
		that_day = order == 0;
		same = says_same(writer->find, table, record, origin);
	}
	sqlite3_reset(writer->find);
	if (same)
		return FACT_SAME;
	if (local || !put(that_day ? writer->again : writer->put, table, record, origin, &local)) {
		g_propagate_error(error, local);
		return FACT_FAILED;
	}
	if (sqlite3_changes(db) == 0)
		return FACT_SAME;
	return known ? FACT_CHANGED : FACT_NEW;
}
