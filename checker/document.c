#include "checker/document.h"

#include <errno.h>
#include <libxml/parser.h>
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <string.h>

#include "checker/data.h"
#include "checker/document_private.h"
#include "checker/error.h"
#include "checker/exposure.h"
#include "checker/forecast_table.h"
#include "checker/plain.h"
#include "checker/scoreboard.h"
#include "checker/sql.h"
#include "checker/words.h"

#define NAMESPACE "urn:adquem:findings:1"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlTextWriter, xmlFreeTextWriter)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlBuffer, xmlBufferFree)

struct document {
	struct judgement *judgement;
	struct words *words; /* of the report's language */
	gboolean english;    /* what is written now is data: its sentences stay as they are */
	char *facts;         /* the hash over all facts, 12 digits */
	char *states;        /* the Member States as every slice holds them */
	GHashTable *queries; /* text of the statement -> struct query */
};

/* A statement, prepared once for all slices. Names are interned: they are compared for every row. */
struct query {
	sqlite3_stmt *stmt;
	int columns_n, parameters_n;
	const char **columns, **parameters;
};

/* A row being written, inside another. */
struct frame {
	const struct query *query;
	const struct frame *outer;
};

struct writer {
	struct document *document;
	const struct document_scope *scope;
	xmlTextWriter *out;
	GError **error;
};

static void attribute(const struct writer *w, const char *name, const char *value)
{
	g_autofree char *clean = plain_text(value);
	xmlTextWriterWriteAttribute(w->out, (const xmlChar *)name, (const xmlChar *)(clean ? clean : value));
}

static void start(const struct writer *w, const char *name)
{
	xmlTextWriterStartElement(w->out, (const xmlChar *)name);
}

static void end(const struct writer *w)
{
	xmlTextWriterEndElement(w->out);
}

static void write_row(const struct writer *w, const struct query *q, gboolean message_child)
{
	const char *message = NULL;
	for (int i = 0; i < q->columns_n; i++) {
		const char *value = sql_text(q->stmt, i);
		if (value && message_child && strcmp(q->columns[i], "message") == 0)
			message = value;
		else if (value)
			attribute(w, q->columns[i], value);
	}
	if (!message)
		return;
	g_autofree char *clean = plain_text(message);
	xmlTextWriterWriteElement(w->out, (const xmlChar *)"message", (const xmlChar *)(clean ? clean : message));
}

/* The column of the nearest row around that has one of that name, which is interned. */
static const char *in_rows(const struct frame *at, const char *name)
{
	for (; at; at = at->outer)
		for (int i = 0; i < at->query->columns_n; i++)
			if (at->query->columns[i] == name)
				return sql_text(at->query->stmt, i);
	return NULL;
}

static const char *either(const char *a, const char *b)
{
	return a ? a : b;
}

static const char *in_scope(const struct document_scope *s, const char *name)
{
	return strcmp(name, "celex") == 0 ? s->celex : strcmp(name, "state") == 0 ? s->state : s->key;
}

static const char *parameter(const struct writer *w, const struct frame *at, const char *name)
{
	const struct document_scope *s = w->scope;
	const char *state = either(s->state, "");
	if (strcmp(name, "?1") == 0)
		return either(either(in_rows(at, g_intern_static_string("celex")), s->celex), "");
	if (strcmp(name, "?2") == 0)
		return either(either(in_rows(at, g_intern_static_string("no")),
		                     in_rows(at, g_intern_static_string("deadline-no"))),
		              state);
	if (strcmp(name, "?3") == 0)
		return state;
	return either(in_rows(at, name), in_scope(s, name));
}

static void query_free(gpointer data)
{
	struct query *q = data;
	sqlite3_finalize(q->stmt);
	g_free(q->columns);
	g_free(q->parameters);
	g_free(q);
}

static struct query *query_new(sqlite3_stmt *stmt)
{
	struct query *q = g_new0(struct query, 1);
	q->stmt = stmt;
	q->columns_n = sqlite3_column_count(stmt);
	q->columns = g_new0(const char *, q->columns_n);
	for (int i = 0; i < q->columns_n; i++)
		q->columns[i] = g_intern_string(sqlite3_column_name(stmt, i));
	q->parameters_n = sqlite3_bind_parameter_count(stmt);
	q->parameters = g_new0(const char *, q->parameters_n);
	for (int i = 0; i < q->parameters_n; i++) {
		const char *name = sqlite3_bind_parameter_name(stmt, i + 1);
		q->parameters[i] = g_intern_string(name && name[0] == ':' ? name + 1 : name);
	}
	return q;
}

/* text is static, and its own key. */
static const struct query *prepared(struct document *d, const char *text, GError **error)
{
	struct query *q = g_hash_table_lookup(d->queries, text);
	if (!q) {
		sqlite3_stmt *stmt = sql_prepare(d->judgement->db, text, error);
		if (!stmt)
			return NULL;
		q = query_new(stmt);
		g_hash_table_insert(d->queries, (gpointer)text, q);
	}
	sqlite3_reset(q->stmt);
	return q;
}

/* The part's statement with its parameters bound; a number that the text does not use has no name. */
static const struct query *query_of(const struct writer *w, const struct part *part, const struct frame *at)
{
	const struct query *q = prepared(w->document, part->sql, w->error);
	for (int i = 0; q && i < q->parameters_n; i++)
		if (q->parameters[i])
			sqlite3_bind_text(q->stmt, i + 1, parameter(w, at, q->parameters[i]), -1, SQLITE_TRANSIENT);
	return q;
}

static gboolean write_parts(const struct writer *w, const struct part *parts, const struct frame *at);

static gboolean write_part(const struct writer *w, const struct part *part, const struct frame *at)
{
	const struct query *query = query_of(w, part, at);
	if (!query)
		return FALSE;
	const struct frame frame = { query, at };
	GError *local = NULL;
	gboolean done = TRUE;
	if (part->wrapper)
		start(w, part->wrapper);
	while (done && sql_row(query->stmt, &local)) {
		start(w, part->element);
		write_row(w, query, part->message_child);
		done = !part->children || write_parts(w, part->children, &frame);
		end(w);
	}
	if (part->wrapper)
		end(w);
	sqlite3_reset(query->stmt);
	if (local)
		g_propagate_error(w->error, local);
	return done && !local;
}

static gboolean write_parts(const struct writer *w, const struct part *parts, const struct frame *at)
{
	for (const struct part *p = parts; p->element; p++)
		if (!write_part(w, p, at))
			return FALSE;
	return TRUE;
}

static const char *scope_name(const struct document_scope *s)
{
	return s->name ? s->name : s->state ? "cell" : s->celex ? "act" : "index";
}

static const struct document_kind *find_kind(const char *name)
{
	for (gsize i = 0; i < document_kinds_n; i++)
		if (strcmp(document_kinds[i].name, name) == 0)
			return &document_kinds[i];
	g_assert_not_reached();
}

static gboolean write_head(const struct writer *w, gboolean facts)
{
	struct document *d = w->document;
	const struct judgement *j = d->judgement;
	g_autofree char *rules = g_strndup(j->rules_version, 12);
	attribute(w, "schema", "1");
	attribute(w, "scope", scope_name(w->scope));
	if (!w->scope->name && w->scope->state)
		attribute(w, "state", w->scope->state);
	attribute(w, "as-of", j->as_of);
	if (strcmp(j->known_on, KNOWN_ALWAYS) != 0)
		attribute(w, "known-on", j->known_on);
	attribute(w, "portfolio", j->portfolio);
	g_autofree char *title = document_said(d, j->portfolio_title);
	attribute(w, "portfolio-title", title);
	attribute(w, "program", ADQUEM_VERSION);
	attribute(w, "rules", rules);
	if (!facts)
		return TRUE;
	if (!d->facts)
		d->facts = judgement_facts(d->judgement, w->error);
	if (!d->facts)
		return FALSE;
	d->facts[12] = '\0';
	attribute(w, "store", d->facts);
	return TRUE;
}

/* A slice is not indented, so its states are one text for all of them. */
static gboolean write_states(const struct writer *w)
{
	struct document *d = w->document;
	if (d->english)
		return write_parts(w, document_states, NULL);
	if (!d->states) {
		g_autoptr(xmlBuffer) buffer = xmlBufferCreate();
		g_autoptr(xmlTextWriter) out = xmlNewTextWriterMemory(buffer, 0);
		const struct writer apart = { d, w->scope, out, w->error };
		if (!write_parts(&apart, document_states, NULL) || xmlTextWriterFlush(out) < 0)
			return FALSE;
		d->states = g_strdup((const char *)xmlBufferContent(buffer));
	}
	return xmlTextWriterWriteRaw(w->out, (const xmlChar *)d->states) >= 0;
}

static gboolean write_document(const struct writer *w, gboolean messages)
{
	const struct document_kind *kind = find_kind(scope_name(w->scope));
	gboolean explained = !w->scope->name; /* asked for by itself, not as a page of a site */
	xmlTextWriterStartDocument(w->out, NULL, "UTF-8", NULL);
	xmlTextWriterStartElementNS(w->out, NULL, (const xmlChar *)"findings", (const xmlChar *)NAMESPACE);
	if (!write_head(w, kind->sources || explained))
		return FALSE;
	if (messages)
		xmlTextWriterWriteRaw(w->out, (const xmlChar *)words_xml(w->document->words));
	if (!write_states(w) || ((kind->sources || explained) && !write_parts(w, document_sources, NULL)))
		return FALSE;
	for (size_t i = 0; i < G_N_ELEMENTS(kind->parts) && kind->parts[i]; i++)
		if (!write_parts(w, kind->parts[i], NULL))
			return FALSE;
	end(w);
	return xmlTextWriterEndDocument(w->out) >= 0 && xmlTextWriterFlush(w->out) >= 0;
}

/* An act or a case that is asked for must be there. */
static gboolean on_record(struct document *d, const struct document_scope *s, GError **error)
{
	static const struct {
		const char *scope, *what, *sql;
	} checks[] = {
		{ "act", "act", "SELECT 1 FROM v_act WHERE celex = ?1" },
		{ "cell", "act", "SELECT 1 FROM v_act WHERE celex = ?1" },
		{ "case", "case", "SELECT 1 FROM v_case WHERE case_id = ?1" },
	};
	GError *local = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(checks); i++) {
		if (strcmp(checks[i].scope, scope_name(s)) != 0)
			continue;
		const char *key = s->celex ? s->celex : s->key;
		const struct query *q = prepared(d, checks[i].sql, &local);
		if (!q)
			break;
		sqlite3_bind_text(q->stmt, 1, key, -1, SQLITE_TRANSIENT);
		if (!sql_row(q->stmt, &local) && !local)
			g_set_error(&local, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: no such %s on record", key,
			            checks[i].what);
		sqlite3_reset(q->stmt);
	}
	if (local)
		g_propagate_error(error, local);
	return local == NULL;
}

GString *document_slice(struct document *document, const struct document_scope *scope, gboolean catalogue,
                        GError **error)
{
	if (!on_record(document, scope, error))
		return NULL;
	g_autoptr(xmlBuffer) buffer = xmlBufferCreate();
	xmlBufferSetAllocationScheme(buffer, XML_BUFFER_ALLOC_DOUBLEIT);
	g_autoptr(xmlTextWriter) out = xmlNewTextWriterMemory(buffer, 0);
	struct writer w = { document, scope, out, error };
	if (!write_document(&w, catalogue))
		return NULL;
	return g_string_new_len((const char *)xmlBufferContent(buffer), xmlBufferLength(buffer));
}

gboolean document_stream(struct document *document, const struct document_scope *scope, const char *path,
                         GError **error)
{
	GError *local = NULL;
	FILE *file = fopen(path, "w");
	xmlOutputBuffer *buffer = file ? xmlOutputBufferCreateFile(file, NULL) : NULL;
	gboolean done = FALSE;
	if (buffer) {
		g_autoptr(xmlTextWriter) out = xmlNewTextWriter(buffer);
		xmlTextWriterSetIndent(out, 1);
		xmlTextWriterSetIndentString(out, (const xmlChar *)"\t");
		struct writer w = { document, scope, out, &local };
		document->english = TRUE;
		done = write_document(&w, FALSE);
		document->english = FALSE;
	}
	int why = errno;
	done = file && !ferror(file) && done;
	done = file && fclose(file) == 0 && done;
	if (!done && !local)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: cannot write: %s", path, g_strerror(why));
	if (local)
		g_propagate_error(error, local);
	return done;
}

/* The changes of the last run, if this judgement is of the same day and portfolio; the statements of the parts find
 * them, and the rules' headers, in TEMP tables. */
static gboolean fill_runs(struct judgement *j, GError **error)
{
	const char *portfolio = j->portfolio;
	if (!sql_exec(j->db, "DROP TABLE IF EXISTS i_run; CREATE TEMP TABLE i_run (id INTEGER, as_of TEXT)", error))
		return FALSE;
	g_autoptr(sqlite3_stmt) put = sql_query(
		j->db, "INSERT INTO i_run SELECT id, as_of FROM main.run WHERE portfolio = ?1", &portfolio, 1, error);
	return put && sql_run(put, error);
}

static gboolean fill_rules(struct judgement *j, GError **error)
{
	static const char make[] =
		"DROP TABLE IF EXISTS i_rule; CREATE TEMP TABLE i_rule (name TEXT PRIMARY KEY, title TEXT, level TEXT, "
		"basis TEXT, needs TEXT, since TEXT, clears TEXT, otherwise TEXT, own TEXT)";
	if (!sql_exec(j->db, make, error))
		return FALSE;
	for (guint i = 0; i < j->rules->len; i++) {
		const struct rule *r = g_ptr_array_index(j->rules, i);
		const char *values[] = { r->name,   r->title,      r->level,
			                 r->basis,  r->needs_text, r->since,
			                 r->clears, r->otherwise,  r->user ? "yes" : NULL };
		g_autoptr(sqlite3_stmt) put =
			sql_query(j->db, "INSERT INTO i_rule VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", values,
		                  G_N_ELEMENTS(values), error);
		if (!put || !sql_run(put, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean fill_tables(struct judgement *j, GError **error)
{
	for (const char *const *text = document_tables; *text; text++)
		if (!sql_exec(j->db, *text, error))
			return FALSE;
	return TRUE;
}

static gboolean fill(struct judgement *j, const char *celex, GError **error)
{
	return fill_runs(j, error) && fill_rules(j, error) && exposure_fill(j, celex, error) &&
	       forecast_fill(j, celex, error) && (celex || scoreboard_fill(j, NULL, error)) && fill_tables(j, error);
}

/* said(text): a sentence of the data in the report's language, words_said(); what is none stays as it is. */
static void said(sqlite3_context *context, int argc G_GNUC_UNUSED, sqlite3_value **argv)
{
	const char *text = (const char *)sqlite3_value_text(argv[0]);
	if (text)
		sqlite3_result_text(context, document_said(sqlite3_user_data(context), text), -1, g_free);
}

/* report_lang(): the language of what is written. */
static void report_lang(sqlite3_context *context, int argc G_GNUC_UNUSED, sqlite3_value **argv G_GNUC_UNUSED)
{
	const struct document *d = sqlite3_user_data(context);
	sqlite3_result_text(context, d->english ? "en" : words_lang(d->words), -1, SQLITE_TRANSIENT);
}

static gboolean register_functions(struct document *d, GError **error)
{
	sqlite3 *db = d->judgement->db;
	if (sqlite3_create_function_v2(db, "said", 1, SQLITE_UTF8, d, said, NULL, NULL, NULL) == SQLITE_OK &&
	    sqlite3_create_function_v2(db, "report_lang", 0, SQLITE_UTF8, d, report_lang, NULL, NULL, NULL) ==
	            SQLITE_OK)
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "cannot register the report's functions: %s",
	            sqlite3_errmsg(db));
	return FALSE;
}

/* celex: the act whose cases' exposure is asked for, NULL for all. */
static struct document *open_document(struct judgement *judgement, const char *lang, const char *celex, GError **error)
{
	g_autoptr(Document) d = g_new0(struct document, 1);
	d->judgement = judgement;
	d->queries = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, query_free);
	d->words = words_new(lang ? lang : "en", error);
	if (!d->words || !register_functions(d, error) || !sql_exec(judgement->db, "BEGIN", error))
		return NULL;
	if (!fill(judgement, celex, error)) {
		(void)sql_exec(judgement->db, "ROLLBACK", NULL);
		return NULL;
	}
	if (!sql_exec(judgement->db, "COMMIT", error))
		return NULL;
	return g_steal_pointer(&d);
}

struct document *document_open(struct judgement *judgement, const char *lang, GError **error)
{
	return open_document(judgement, lang, NULL, error);
}

void document_free(struct document *d)
{
	if (!d)
		return;
	g_hash_table_unref(d->queries);
	words_free(d->words);
	g_free(d->facts);
	g_free(d->states);
	g_free(d);
}

const char *document_word(struct document *document, const char *key)
{
	return words_of(document->words, key);
}

char *document_said(struct document *document, const char *english)
{
	char *said = document->english ? NULL : words_said(document->words, english);
	return said ? said : g_strdup(english);
}

const char *document_catalogue(const struct document *document)
{
	return words_xml(document->words);
}

struct judgement *document_judgement(struct document *document)
{
	return document->judgement;
}

xmlDoc *document_new(struct judgement *judgement, const struct document_scope *scope, GError **error)
{
	g_autoptr(Document) d = open_document(judgement, scope->lang, scope->celex, error);
	g_autoptr(GString) text = d ? document_slice(d, scope, TRUE, error) : NULL;
	if (!text)
		return NULL;
	return xmlReadMemory(text->str, (int)text->len, "findings.xml", NULL, XML_PARSE_NONET | XML_PARSE_NOBLANKS);
}
