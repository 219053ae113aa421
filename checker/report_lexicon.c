#include "checker/report_lexicon.h"

#include <libxml/parser.h>
#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/functions.h>
#include <string.h>

#include "checker/error.h"

/* Words are found by key() alone, so a document holds the catalogue's element and its forms, and no words: whoever looks
 * through the document, as the keys of stylesheets do, does not meet them. */
struct lexicon {
	xmlParserCtxt *parser; /* its dictionary of names is shared by all documents, so that nodes may move */
	xmlDoc *home;          /* holds the words, and the catalogue's element where no other document does */
	xmlNode *messages;
	GHashTable *by_key; /* key -> node */
};

void lexicon_free(struct lexicon *w)
{
	if (!w)
		return;
	g_clear_pointer(&w->by_key, g_hash_table_unref);
	xmlFreeDoc(w->home);
	xmlFreeParserCtxt(w->parser);
	g_free(w);
}

static xmlDoc *read_text(struct lexicon *w, const char *text, gsize n)
{
	return xmlCtxtReadMemory(w->parser, text, (int)n, "findings.xml", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
}

/* Moves the elements "m" into an element of their own, the root of home. */
static void take_words(struct lexicon *w)
{
	xmlNode *words = xmlNewDocNode(w->home, w->messages->ns, (const xmlChar *)"words", NULL);
	for (xmlNode *m = w->messages->children, *next; m; m = next) {
		next = m->next;
		g_autofree char *key =
			m->type == XML_ELEMENT_NODE ? (char *)xmlGetProp(m, (const xmlChar *)"key") : NULL;
		if (!key)
			continue;
		xmlUnlinkNode(m);
		xmlAddChild(words, m);
		g_hash_table_insert(w->by_key, g_strdup(key), m);
	}
	xmlAddChild((xmlNode *)w->home, words);
}

struct lexicon *lexicon_new(const char *messages, GError **error)
{
	g_autoptr(Lexicon) w = g_new0(struct lexicon, 1);
	w->parser = xmlNewParserCtxt();
	w->home = w->parser ? read_text(w, messages, strlen(messages)) : NULL;
	if (!w->home) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "the message catalogue is no XML");
		return NULL;
	}
	w->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	w->messages = xmlDocGetRootElement(w->home);
	take_words(w);
	return g_steal_pointer(&w);
}

xmlDoc *lexicon_join(struct lexicon *w, const char *text, gsize n)
{
	xmlDoc *document = read_text(w, text, n);
	xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
	if (!root)
		return NULL;
	xmlUnlinkNode(w->messages);
	xmlSetTreeDoc(w->messages, document);
	if (root->children)
		xmlAddPrevSibling(root->children, w->messages);
	else
		xmlAddChild(root, w->messages);
	return document;
}

void lexicon_release(struct lexicon *w, xmlDoc *document)
{
	xmlUnlinkNode(w->messages);
	xmlAddChild((xmlNode *)w->home, w->messages);
	xmlFreeDoc(document);
}

/* As the key function does: a set of nodes is asked for node by node. Here only one word is. */
static gboolean asks_for_word(const xmlXPathParserContext *p, int n)
{
	if (n != 2 || p->valueNr < 2)
		return FALSE;
	const xmlXPathObject *name = p->valueTab[p->valueNr - 2], *key = p->valueTab[p->valueNr - 1];
	if (name->type != XPATH_STRING || strcmp((const char *)name->stringval, "m") != 0)
		return FALSE;
	return (key->type != XPATH_NODESET && key->type != XPATH_XSLT_TREE) ||
	       (key->nodesetval && key->nodesetval->nodeNr == 1);
}

static void key_function(xmlXPathParserContext *p, int n)
{
	if (!asks_for_word(p, n)) {
		xsltKeyFunction(p, n);
		return;
	}
	const struct lexicon *w = xsltXPathGetTransformContext(p)->_private;
	xmlChar *key = xmlXPathPopString(p);
	xmlXPathFreeObject(valuePop(p));
	valuePush(p, xmlXPathNewNodeSet(g_hash_table_lookup(w->by_key, key)));
	xmlFree(key);
}

void lexicon_lend(struct lexicon *w, xsltTransformContext *context)
{
	context->_private = w;
	xmlXPathRegisterFunc(context->xpathCtxt, (const xmlChar *)"key", NULL); /* else the old one stays */
	if (xmlXPathRegisterFunc(context->xpathCtxt, (const xmlChar *)"key", key_function) != 0)
		g_error("key() cannot be lent to a stylesheet");
}
