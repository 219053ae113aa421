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

/* "f.celex = ifnull(:celex, '') AND ... AND f.source = :source" */
static void add_key(GString *sql, const struct fact_table *t)
{
	for (int i = 0; i < t->keys; i++)
		g_string_append_printf(sql, "f.%s = ifnull(:%s, '') AND ", t->columns[i].name, t->columns[i].name);
	g_string_append(sql, "f.source = :source");
}

static char *known_text(const struct fact_table *t)
{
	g_autoptr(GString) sql = g_string_new(NULL);
	g_string_append_printf(sql, "SELECT 1 FROM %s AS f WHERE ", t->name);
	add_key(sql, t);
	return g_string_free(g_steal_pointer(&sql), FALSE);
}

static void add_newest_says_same(GString *sql, const struct fact_table *t)
{
	g_string_append_printf(sql, "SELECT 1 FROM %s AS f WHERE ", t->name);
	add_key(sql, t);
	g_string_append_printf(sql, " AND f.read_on = (SELECT max(f.read_on) FROM %s AS f WHERE ", t->name);
	add_key(sql, t);
	g_string_append(sql, " AND f.read_on <= :read_on) AND f.present = 1 AND f.rank <= :rank"
	                     " AND f.cite IS :cite AND f.confidence IS :confidence");
	for (int i = t->keys; i < t->n; i++)
		g_string_append_printf(sql, " AND f.%s IS :%s", t->columns[i].name, t->columns[i].name);
}

/* Only names out of the tables above go into the text; values are bound. */
static char *put_text(const struct fact_table *t)
{
	static const char *const origin[] = { "source", "read_on", "evidence", "place", "rank", "cite", "confidence" };
	g_autoptr(GString) sql = g_string_new(NULL);
	g_autoptr(GString) values = g_string_new(NULL);
	g_autoptr(GString) update = g_string_new("present = 1");
	g_string_append_printf(sql, "INSERT INTO %s (", t->name);
	for (int i = 0; i < t->n; i++) {
		const char *name = t->columns[i].name;
		g_string_append_printf(sql, "%s, ", name);
		g_string_append_printf(values, i < t->keys ? "ifnull(:%s, ''), " : ":%s, ", name);
		if (i >= t->keys)
			g_string_append_printf(update, ", %s = excluded.%s", name, name);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(origin); i++) {
		g_string_append_printf(sql, "%s, ", origin[i]);
		g_string_append_printf(values, ":%s, ", origin[i]);
		if (i >= 2)
			g_string_append_printf(update, ", %s = excluded.%s", origin[i], origin[i]);
	}
	g_string_append_printf(sql, "present) SELECT %s1 WHERE NOT EXISTS (", values->str);
	add_newest_says_same(sql, t);
	g_string_append_printf(sql, ") ON CONFLICT DO UPDATE SET %s WHERE excluded.rank <= rank", update->str);
	return g_string_free(g_steal_pointer(&sql), FALSE);
}

void fact_writer_clear(struct fact_writer *writer)
{
	sqlite3_finalize(writer->known);
	sqlite3_finalize(writer->put);
	writer->known = writer->put = NULL;
}

static gboolean prepare(sqlite3 *db, struct fact_writer *writer, const struct fact_table *table, GError **error)
{
	if (writer->put)
		return TRUE;
	g_autofree char *known = known_text(table);
	g_autofree char *put = put_text(table);
	writer->known = sql_prepare(db, known, error);
	writer->put = writer->known ? sql_prepare(db, put, error) : NULL;
	return writer->put != NULL;
}

static void bind_record(sqlite3_stmt *stmt, const struct fact_table *table, const void *record, int n)
{
	char name[64];
	for (int i = 0; i < n; i++) {
		const struct fact_column *c = &table->columns[i];
		const char *at = (const char *)record + c->offset;
		g_snprintf(name, sizeof name, ":%s", c->name);
		if (c->number)
			sql_bind_int(stmt, name, *(const int *)(const void *)at);
		else
			sql_bind(stmt, name, *(const char *const *)(const void *)at);
	}
}

enum fact_change fact_write(sqlite3 *db, struct fact_writer *writer, const struct fact_table *table, const void *record,
                            const struct fact_origin *origin, GError **error)
{
	GError *local = NULL;
	if (!prepare(db, writer, table, error))
		return FACT_FAILED;
	bind_record(writer->known, table, record, table->keys);
	sql_bind(writer->known, ":source", origin->source);
	gboolean known = sql_row(writer->known, &local);
	sqlite3_reset(writer->known);
	bind_record(writer->put, table, record, table->n);
	sql_bind(writer->put, ":source", origin->source);
	sql_bind(writer->put, ":read_on", origin->read_on);
	sql_bind(writer->put, ":cite", origin->cite);
	sql_bind(writer->put, ":confidence", origin->confidence);
	sql_bind_int(writer->put, ":evidence", origin->evidence);
	sql_bind_int(writer->put, ":place", origin->place);
	sql_bind_int(writer->put, ":rank", origin->rank);
	if (local || !sql_run(writer->put, &local)) {
		g_propagate_error(error, local);
		return FACT_FAILED;
	}
	if (sqlite3_changes(db) == 0)
		return FACT_SAME;
	return known ? FACT_CHANGED : FACT_NEW;
}
