#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "checker/alert.h"
#include "checker/data.h"
#include "checker/document.h"
#include "checker/error.h"
#include "checker/finding.h"
#include "checker/plain.h"
#include "checker/sql.h"
#include "checker/words.h"

static const xmlChar *name(const char *text)
{
	return (const xmlChar *)text;
}

static void put(xmlNode *node, const char *attribute, const char *value)
{
	g_autofree char *plain = value ? plain_text(value) : NULL;
	if (value)
		xmlSetProp(node, name(attribute), name(plain ? plain : value));
}

/* A message is data in English, said in the language of the alert. That of a source begins with its name, which the
 * attributes hold. */
static void put_message(xmlNode *node, const struct words *words, const char *key, const char *english)
{
	const char *named = english && finding_is_trouble(key) ? strstr(english, ": ") : NULL;
	const char *text = named ? named + 2 : english;
	g_autofree char *said = text ? words_said(words, text) : NULL;
	put(node, "message", said ? said : text);
}

/* The catalogue, copied below root. */
static void put_messages(xmlNode *root, const struct words *words)
{
	const char *xml = words_xml(words);
	g_autoptr(xmlDoc) doc = xmlReadMemory(xml, (int)strlen(xml), NULL, NULL, XML_PARSE_NONET);
	xmlAddChild(root, xmlDocCopyNode(xmlDocGetRootElement(doc), root->doc, 1));
}

/* The root of scope alert with the catalogue, and below it the alert. */
static xmlDoc *document_begin(const struct words *words, xmlNode **alert)
{
	xmlDoc *doc = xmlNewDoc(name("1.0"));
	xmlNode *root = xmlNewDocNode(doc, NULL, name("findings"), NULL);
	xmlDocSetRootElement(doc, root);
	xmlSetNs(root, xmlNewNs(root, name("urn:adquem:findings:1"), NULL));
	put(root, "schema", "1");
	put(root, "scope", "alert");
	put_messages(root, words);
	*alert = xmlNewChild(root, root->ns, name("alert"), NULL);
	return doc;
}

static void put_number(xmlNode *node, const char *attribute, gint64 n)
{
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, n);
	put(node, attribute, text);
}

/* A finding's key as the attributes it is made of: "cell/32022L2555/1/BG", "source-trouble/measures:32022L2555/0/-". */
static void put_key(xmlNode *change, const char *key)
{
	g_auto(GStrv) part = g_strsplit(key, "/", 0);
	g_autofree char *act = finding_act(key);
	put(change, "finding", key);
	put(change, "celex", act);
	if (finding_is_trouble(key)) {
		part[1][strcspn(part[1], ":")] = '\0';
		put(change, "source", part[1]);
	} else if (act) {
		put(change, "deadline-no", strcmp(part[2], "0") == 0 ? NULL : part[2]);
		put(change, "state", strcmp(part[3], "-") == 0 ? NULL : part[3]);
	}
}

/* The heading a change comes under, in the order of the message. */
static const char *group_of(const char *event, const char *key)
{
	static const struct {
		const char *event, *group;
	} groups[] = { { "worse", "worse" },
		       { "case-step", "worse" },
		       { "reopened", "worse" },
		       { "moved", "moved" },
		       { "new", "new" },
		       { "better", "better" },
		       { "closed", "closed" },
		       { "reminder", "open" },
		       { "reply-ending", "ending" },
		       { "acknowledged", "acknowledged" } };
	if (finding_is_trouble(key))
		return strcmp(event, "closed") == 0 ? "recovered" : "trouble";
	for (size_t i = 0; i < G_N_ELEMENTS(groups); i++)
		if (strcmp(event, groups[i].event) == 0)
			return groups[i].group;
	return "worse";
}

static void put_change(xmlNode *alert, const struct words *words, sqlite3_stmt *row)
{
	static const char *const columns[] = { "short", "tier",      "level", "level-was", "letter", "letter-was",
		                               "stage", "stage-was", "due",   "due-was",   "on" };
	xmlNode *change = xmlNewChild(alert, alert->ns, name("change"), NULL);
	put(change, "group", group_of(sql_text(row, 1), sql_text(row, 0)));
	put(change, "event", sql_text(row, 1));
	put_key(change, sql_text(row, 0));
	for (int i = 0; i < (int)G_N_ELEMENTS(columns); i++)
		put(change, columns[i], sql_text(row, i + 2));
	put_message(change, words, sql_text(row, 0), sql_text(row, (int)G_N_ELEMENTS(columns) + 2));
}

static gboolean put_changes(xmlNode *alert, const struct words *words, sqlite3 *db, const char *id, GError **error)
{
	static const char text[] =
		"SELECT i.key, i.event, i.short, i.tier, e.level, CASE WHEN p.level <> e.level THEN p.level END, e.letter, "
		"CASE WHEN p.letter <> e.letter THEN p.letter END, e.stage, CASE WHEN p.stage IS NOT e.stage AND p.stage IS NOT "
		"'unread' AND p.key IS NOT NULL THEN coalesce(p.stage, 'none') END, e.due, CASE WHEN p.due <> e.due THEN p.due END, r.as_of, CASE WHEN i.text <> '' THEN i.text END FROM outbox_item AS i JOIN run AS r ON "
		"r.id = i.run LEFT JOIN finding_event AS e ON e.key = i.key AND e.run = (SELECT max(f.run) FROM finding_event AS f "
		"JOIN run AS q ON q.id = f.run WHERE f.key = i.key AND f.run <= i.run AND q.portfolio = r.portfolio) "
		"LEFT JOIN finding_event AS p ON p.key = i.key AND p.run = (SELECT max(f.run) FROM finding_event AS f "
		"JOIN run AS q ON q.id = f.run WHERE f.key = i.key AND f.run < i.run AND q.portfolio = r.portfolio) "
		"WHERE i.message = ?1 ORDER BY i.event = 'reminder', i.tier, i.key LIKE 'source-trouble/%', CASE i.event WHEN 'case-step' "
		"THEN 1 WHEN 'worse' THEN 2 WHEN 'reopened' THEN 3 WHEN 'moved' THEN 4 WHEN 'reply-ending' THEN 5 WHEN 'new' "
		"THEN 6 WHEN 'better' THEN 7 WHEN 'closed' THEN 8 ELSE 9 END, i.key, i.run";
	g_autoptr(sqlite3_stmt) rows = sql_query(db, text, &id, 1, error);
	GError *local = NULL;
	while (rows && sql_row(rows, &local))
		put_change(alert, words, rows);
	if (local)
		g_propagate_error(error, local);
	return rows && !local;
}

xmlDoc *alert_document(struct store *store, const char *id, const char *site, GError **error)
{
	static const char text[] =
		"SELECT o.lang, r.as_of, r.portfolio, o.level, o.still_open, o.unjudged FROM outbox AS o JOIN run AS r "
		"ON r.id = o.run WHERE o.id = ?1";
	xmlNode *alert = NULL;
	g_autoptr(sqlite3_stmt) row = sql_query(store_db(store), text, &id, 1, error);
	if (!row || !sql_row(row, error))
		return NULL;
	g_autoptr(Words) words = words_new(sql_text(row, 0), error);
	if (!words)
		return NULL;
	g_autoptr(xmlDoc) doc = document_begin(words, &alert);
	put(alert->parent, "as-of", sql_text(row, 1));
	put(alert->parent, "portfolio", sql_text(row, 2));
	put(alert->parent, "program", ADQUEM_VERSION);
	put(alert, "id", id);
	put(alert, "site", site);
	put(alert, "level", sql_text(row, 3));
	put_number(alert, "still-open", sqlite3_column_int64(row, 4));
	put_number(alert, "unjudged", sqlite3_column_int64(row, 5));
	return put_changes(alert, words, store_db(store), id, error) ? g_steal_pointer(&doc) : NULL;
}

xmlDoc *alert_document_test(const char *lang, const char *site, const char *as_of, GError **error)
{
	static const char *const changes[][6] = {
		{ "worse", "worse", "cell/32099L0001/1/EL", "A test act", "strong",
		  "deadline passed, nothing notified" },
		{ "worse", "case-step", "cell/32099L0001/1/EL", "A test act", "case", "a reasoned opinion" },
		{ "worse", "reopened", "cell/32099L0001/1/MT", "A test act", "candidate", "completeness open" },
		{ "moved", "moved", "cell/32099L0001/1/SE", "A test act", "strong", "the deadline is another day now" },
		{ "new", "new", "cell/32099L0001/1/IT", "A test act", "candidate", "completeness open" },
		{ "ending", "reply-ending", "cell/32099L0001/1/FR", "A test act", "case",
		  "the usual period to reply, an estimate, ends" },
		{ "better", "better", "cell/32099L0001/1/ES", "A test act", "candidate", "measures notified" },
		{ "closed", "closed", "cell/32099L0001/1/PT", "A test act", "case", "the case was closed" },
		{ "acknowledged", "acknowledged", "cell/32099L0001/1/AT", "A test act", "candidate",
		  "acknowledged by a person until a day: the law is in print" },
		{ "open", "reminder", "cell/32099L0001/1/DE", "A test act", "strong",
		  "deadline passed, nothing notified" },
		{ "trouble", "new", "source-trouble/register:*/0/-", NULL, "note", "a source could not be read" },
		{ "recovered", "closed", "source-trouble/register:*/0/-", NULL, "note", "it could be read again" },
	};
	static const char *const names[] = { "group", "event", NULL, "short", "level" };
	xmlNode *alert = NULL;
	g_autoptr(Words) words = words_new(lang, error);
	if (!words)
		return NULL;
	xmlDoc *doc = document_begin(words, &alert);
	for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
		xmlNode *change = xmlNewChild(alert, alert->ns, name("change"), NULL);
		put_key(change, changes[i][2]);
		put(change, "tier", "critical");
		put(change, "on", as_of);
		for (size_t k = 0; k < G_N_ELEMENTS(names); k++)
			if (names[k])
				put(change, names[k], changes[i][k]);
		put_message(change, words, changes[i][2], changes[i][5]);
	}
	put(alert->parent, "as-of", as_of);
	put(alert->parent, "portfolio", "test");
	put(alert->parent, "program", ADQUEM_VERSION);
	put(alert, "site", site);
	put(alert, "test", "yes");
	put(alert, "level", "strong");
	put(alert, "still-open", "0");
	put(alert, "unjudged", "0");
	return doc;
}
