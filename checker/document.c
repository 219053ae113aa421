#include "checker/document.h"

#include <libxml/parser.h>
#include <string.h>

#include "checker/data.h"
#include "checker/document_private.h"
#include "checker/error.h"
#include "checker/exposure.h"
#include "checker/scoreboard.h"
#include "checker/sql.h"

#define NAMESPACE "urn:adquem:findings:1"

struct builder {
	struct judgement *judgement;
	const struct document_scope *scope;
	GError **error;
};

/* XML 1.0 cannot hold most control characters, not even escaped. */
static char *xml_text(const char *text)
{
	g_autoptr(GString) clean = g_string_new(NULL);
	for (const char *p = text; *p; p++) {
		guchar c = (guchar)*p;
		gboolean control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r');
		gboolean noncharacter =
			c == 0xef && (guchar)p[1] == 0xbf && ((guchar)p[2] == 0xbe || (guchar)p[2] == 0xbf);
		g_string_append_len(clean, control || noncharacter ? "\xef\xbf\xbd" : p,
		                    control || noncharacter ? 3 : 1);
		p += noncharacter ? 2 : 0;
	}
	return g_string_free(g_steal_pointer(&clean), FALSE);
}

static void attribute(xmlNode *node, const char *name, const char *value)
{
	g_autofree char *clean = xml_text(value);
	xmlNewProp(node, (const xmlChar *)name, (const xmlChar *)clean);
}

static xmlNode *element(xmlNode *parent, const char *name)
{
	return xmlNewChild(parent, NULL, (const xmlChar *)name, NULL);
}

static void row_to_node(xmlNode *node, sqlite3_stmt *stmt, gboolean message_child)
{
	for (int i = 0; i < sqlite3_column_count(stmt); i++) {
		const char *name = sqlite3_column_name(stmt, i);
		const char *value = sql_text(stmt, i);
		if (!value)
			continue;
		if (message_child && strcmp(name, "message") == 0) {
			g_autofree char *clean = xml_text(value);
			xmlNewTextChild(node, NULL, (const xmlChar *)name, (const xmlChar *)clean);
		} else {
			attribute(node, name, value);
		}
	}
}

static gboolean add_parts(const struct builder *b, xmlNode *parent, const struct part *parts, const char *const *keys);

/* The keys of a row's own parts: the act and, inside it, the deadline; then the case, or the state. */
static gboolean add_children(const struct builder *b, xmlNode *node, const struct part *part, const char *const *keys)
{
	if (!part->children)
		return TRUE;
	g_autofree char *celex = (char *)xmlGetProp(node, (const xmlChar *)"celex");
	g_autofree char *no = (char *)xmlGetProp(node, (const xmlChar *)"no");
	g_autofree char *outcome_no = (char *)xmlGetProp(node, (const xmlChar *)"deadline-no");
	g_autofree char *id = (char *)xmlGetProp(node, (const xmlChar *)"id");
	const char *state = b->scope->state ? b->scope->state : "";
	const char *third = id ? id : *keys[2] ? keys[2] : state;
	const char *inner[] = { celex ? celex : keys[0], no ? no : outcome_no ? outcome_no : "", third };
	return add_parts(b, node, part->children, inner);
}

static gboolean add_part(const struct builder *b, xmlNode *parent, const struct part *part, const char *const *keys)
{
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(b->judgement->db, part->sql, b->error);
	if (!stmt)
		return FALSE;
	for (int i = 0; i < MIN(3, sqlite3_bind_parameter_count(stmt)); i++)
		sqlite3_bind_text(stmt, i + 1, keys[i], -1, SQLITE_TRANSIENT);
	xmlNode *wrapper = part->wrapper ? element(parent, part->wrapper) : parent;
	GError *local = NULL;
	while (sql_row(stmt, &local)) {
		xmlNode *node = element(wrapper, part->element);
		row_to_node(node, stmt, part->message_child);
		if (!add_children(b, node, part, keys))
			return FALSE;
	}
	if (local)
		g_propagate_error(b->error, local);
	return local == NULL;
}

static gboolean add_parts(const struct builder *b, xmlNode *parent, const struct part *parts, const char *const *keys)
{
	for (const struct part *p = parts; p->element; p++)
		if (!add_part(b, parent, p, keys))
			return FALSE;
	return TRUE;
}

static gboolean add_messages(const struct builder *b, xmlNode *root)
{
	g_autofree char *path = g_strdup_printf("reports/%s.xml", b->scope->lang ? b->scope->lang : "en");
	g_autoptr(GBytes) bytes = data_bytes(path, NULL);
	gsize n = 0;
	const char *text = bytes ? g_bytes_get_data(bytes, &n) : NULL;
	g_autoptr(xmlDoc) catalogue =
		text ? xmlReadMemory(text, (int)n, path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOBLANKS)
		     : NULL;
	if (!catalogue) {
		g_set_error(b->error, ADQ_ERROR, ADQ_ERROR_REPORT, "no message catalogue for language '%s'",
		            b->scope->lang);
		return FALSE;
	}
	xmlAddChild(root, xmlDocCopyNode(xmlDocGetRootElement(catalogue), root->doc, 1));
	return TRUE;
}

static gboolean set_head(const struct builder *b, xmlNode *root)
{
	const struct judgement *j = b->judgement;
	g_autofree char *facts = judgement_facts(b->judgement, b->error);
	if (!facts)
		return FALSE;
	facts[12] = '\0';
	g_autofree char *rules = g_strndup(j->rules_version, 12);
	attribute(root, "schema", "1");
	attribute(root, "scope", b->scope->state ? "cell" : b->scope->celex ? "act" : "index");
	attribute(root, "as-of", j->as_of);
	if (strcmp(j->known_on, "9999-12-31") != 0)
		attribute(root, "known-on", j->known_on);
	attribute(root, "portfolio", j->portfolio);
	attribute(root, "portfolio-title", j->portfolio_title);
	attribute(root, "program", ADQUEM_VERSION);
	attribute(root, "rules", rules);
	attribute(root, "store", facts);
	return TRUE;
}

/* The changes of the last run, if this judgement is of the same day and portfolio; the statements of the parts find
 * them, and the rules' headers, in TEMP tables. */
static gboolean fill_runs(const struct builder *b)
{
	const char *portfolio = b->judgement->portfolio;
	if (!sql_exec(b->judgement->db, "DROP TABLE IF EXISTS i_run; CREATE TEMP TABLE i_run (id INTEGER, as_of TEXT)",
	              b->error))
		return FALSE;
	g_autoptr(sqlite3_stmt) put =
		sql_query(b->judgement->db, "INSERT INTO i_run SELECT id, as_of FROM main.run WHERE portfolio = ?1",
	                  &portfolio, 1, b->error);
	return put && sql_run(put, b->error);
}

static gboolean fill_tables(const struct builder *b)
{
	static const char changes[] =
		"DROP TABLE IF EXISTS i_change; DROP TABLE IF EXISTS i_rule;"
		"CREATE TEMP TABLE i_change AS SELECT e.event, e.key AS finding, f.celex, "
		"CASE WHEN f.celex IS NOT NULL THEN coalesce(a.short_title, act_number(f.celex)) END AS short, "
		"f.deadline_no AS \"deadline-no\", f.state, p.letter AS \"letter-was\", e.letter, "
		"p.level AS \"level-was\", e.level, p.stage AS \"stage-was\", e.stage, e.message "
		"FROM main.finding_event AS e JOIN i_run AS r ON r.id = e.run "
		"LEFT JOIN main.finding_event AS p ON p.key = e.key AND p.run = (SELECT max(run) FROM main.finding_event "
		"WHERE key = e.key AND run < e.run AND run IN (SELECT id FROM i_run)) "
		"LEFT JOIN v_cell AS f ON e.key = 'cell/' || f.celex || '/' || f.deadline_no || '/' || f.state "
		"LEFT JOIN v_act AS a ON a.celex = f.celex "
		"WHERE r.id = (SELECT max(id) FROM i_run) AND NOT e.silent AND e.level <> 'note' "
		"AND r.as_of = (SELECT as_of FROM v_context) "
		"ORDER BY CASE e.event WHEN 'worse' THEN 1 WHEN 'case-step' THEN 2 WHEN 'reopened' THEN 3 WHEN 'new' THEN 4 "
		"WHEN 'better' THEN 5 ELSE 6 END, e.key;"
		"CREATE TEMP TABLE i_rule (name TEXT, title TEXT, level TEXT, basis TEXT, needs TEXT, since TEXT, clears TEXT, "
		"otherwise TEXT)";
	if (!fill_runs(b) || !sql_exec(b->judgement->db, changes, b->error) ||
	    !exposure_fill(b->judgement, b->scope->celex, b->error) ||
	    (!b->scope->celex && !scoreboard_fill(b->judgement, NULL, b->error)))
		return FALSE;
	for (guint i = 0; i < b->judgement->rules->len; i++) {
		const struct rule *r = g_ptr_array_index(b->judgement->rules, i);
		const char *values[] = { r->name,       r->title, r->level,  r->basis,
			                 r->needs_text, r->since, r->clears, r->otherwise };
		g_autoptr(sqlite3_stmt) put =
			sql_query(b->judgement->db, "INSERT INTO i_rule VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
		                  values, 8, b->error);
		if (!put || !sql_run(put, b->error))
			return FALSE;
	}
	return TRUE;
}

/* Without an earlier run to compare with there is a baseline, not news. */
static gboolean mark_changes(const struct builder *b, xmlNode *root)
{
	xmlNode *changes = root->children;
	while (changes && strcmp((const char *)changes->name, "changes") != 0)
		changes = changes->next;
	GError *local = NULL;
	g_autofree char *since = sql_value(b->judgement->db,
	                                   "SELECT as_of FROM i_run WHERE id < (SELECT max(id) FROM i_run "
	                                   "WHERE as_of = (SELECT as_of FROM v_context)) ORDER BY id DESC LIMIT 1",
	                                   NULL, 0, &local);
	if (local) {
		g_propagate_error(b->error, local);
		return FALSE;
	}
	attribute(changes, "baseline", since ? "no" : "yes");
	if (since)
		attribute(changes, "since", since);
	return TRUE;
}

static gboolean add_act(const struct builder *b, xmlNode *root)
{
	const struct document_scope *s = b->scope;
	GError *local = NULL;
	g_autoptr(sqlite3_stmt) stmt = sql_query(b->judgement->db, document_one_act, &s->celex, 1, &local);
	if (!stmt || !sql_row(stmt, &local)) {
		if (!local)
			g_set_error(&local, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: no such act on record", s->celex);
		g_propagate_error(b->error, local);
		return FALSE;
	}
	xmlNode *act = element(root, "act");
	row_to_node(act, stmt, FALSE);
	const char *keys[] = { s->celex, s->state ? s->state : "", "" };
	return add_parts(b, act, document_act, keys);
}

xmlDoc *document_new(struct judgement *judgement, const struct document_scope *scope, GError **error)
{
	static const char *const no_keys[] = { "", "", "" };
	struct builder b = { judgement, scope, error };
	g_autoptr(xmlDoc) doc = xmlNewDoc((const xmlChar *)"1.0");
	xmlNode *root = xmlNewNode(NULL, (const xmlChar *)"findings");
	xmlDocSetRootElement(doc, root);
	xmlSetNs(root, xmlNewNs(root, (const xmlChar *)NAMESPACE, NULL));
	if (!set_head(&b, root) || !add_messages(&b, root) || !fill_tables(&b) ||
	    !add_parts(&b, root, document_sources, no_keys))
		return NULL;
	gboolean done = scope->celex ? add_act(&b, root)
	                             : add_parts(&b, root, document_index, no_keys) && mark_changes(&b, root);
	return done ? g_steal_pointer(&doc) : NULL;
}
