#include "checker/words.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "checker/data.h"
#include "checker/error.h"

#define SUFFIX ".xml"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlBuffer, xmlBufferFree)

struct words {
	char *xml;
	GHashTable *texts; /* by key */
};

char **words_languages(void)
{
	g_autoptr(GStrvBuilder) found = g_strv_builder_new();
	g_auto(GStrv) files = data_list("reports");
	for (char **file = files; *file; file++)
		if (g_str_has_suffix(*file, SUFFIX)) {
			(*file)[strlen(*file) - strlen(SUFFIX)] = '\0';
			g_strv_builder_add(found, *file);
		}
	return g_strv_builder_end(found);
}

char *words_no_language(const char *lang)
{
	g_auto(GStrv) all = words_languages();
	if (g_strv_contains((const char *const *)all, lang))
		return NULL;
	g_autofree char *list = g_strjoinv(", ", all);
	return g_strdup_printf("not one of %s", list);
}

static xmlDoc *read_catalogue(const char *lang, GError **error)
{
	g_autofree char *path = g_strconcat("reports/", lang, SUFFIX, NULL);
	g_autoptr(GBytes) bytes = data_bytes(path, NULL);
	gsize n = 0;
	const char *text = bytes ? g_bytes_get_data(bytes, &n) : NULL;
	xmlDoc *doc =
		text ? xmlReadMemory(text, (int)n, path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOBLANKS)
		     : NULL;
	if (!doc)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "no message catalogue for language '%s'", lang);
	return doc;
}

static void take_texts(struct words *words, xmlDoc *doc)
{
	xmlNode *root = xmlDocGetRootElement(doc);
	for (xmlNode *node = root->children, *next; node; node = next) {
		next = node->next;
		if (node->type == XML_COMMENT_NODE) {
			xmlUnlinkNode(node);
			xmlFreeNode(node);
			continue;
		}
		g_autofree char *key = (char *)xmlGetProp(node, (const xmlChar *)"key");
		if (key)
			g_hash_table_insert(words->texts, g_steal_pointer(&key), (char *)xmlNodeGetContent(node));
	}
	g_autoptr(xmlBuffer) buffer = xmlBufferCreate();
	xmlNodeDump(buffer, doc, root, 0, 0);
	words->xml = g_strdup((const char *)xmlBufferContent(buffer));
}

struct words *words_new(const char *lang, GError **error)
{
	g_autoptr(xmlDoc) doc = read_catalogue(lang, error);
	if (!doc)
		return NULL;
	struct words *words = g_new0(struct words, 1);
	words->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	take_texts(words, doc);
	return words;
}

void words_free(struct words *words)
{
	if (!words)
		return;
	g_hash_table_unref(words->texts);
	g_free(words->xml);
	g_free(words);
}

const char *words_of(const struct words *words, const char *key)
{
	const char *text = g_hash_table_lookup(words->texts, key);
	return text ? text : key;
}

const char *words_xml(const struct words *words)
{
	return words->xml;
}
