#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "checker/data.h"
#include "checker/error.h"
#include "checker/words_private.h"

#define SUFFIX ".xml"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlBuffer, xmlBufferFree)

/* ---- which there are */

char **words_languages(void)
{
	return data_names("reports", SUFFIX);
}

char *words_no_language(const char *lang)
{
	g_auto(GStrv) all = words_languages();
	if (g_strv_contains((const char *const *)all, lang))
		return NULL;
	g_autofree char *list = g_strjoinv(", ", all);
	return g_strdup_printf("not one of %s", list);
}

/* ---- reading one */

static void message_free(gpointer data)
{
	struct message *m = data;
	g_free(m->key);
	g_free(m->text);
	g_free(m);
}

static void plural_free(gpointer data)
{
	struct plural *p = data;
	char *texts[] = { p->form, p->n, p->end, p->mod, p->but };
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_free(p);
}

static char *property(xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
	char *copy = g_strdup((const char *)value);
	xmlFree(value);
	return copy;
}

/* TRUE if the stylesheets have a use for it. */
static gboolean take_message(struct catalogue *c, xmlNode *node)
{
	struct message *m = g_new0(struct message, 1);
	xmlChar *text = xmlNodeGetContent(node);
	m->key = property(node, "key");
	m->key = m->key ? m->key : g_strdup("");
	m->text = g_strdup((const char *)text);
	xmlFree(text);
	g_ptr_array_add(c->messages, m);
	g_hash_table_insert(c->texts, m->key, m->text);
	return !g_str_has_prefix(m->key, SENTENCE);
}

static void take_plural(struct catalogue *c, xmlNode *node)
{
	struct plural *p = g_new0(struct plural, 1);
	*p = (struct plural){ property(node, "form"), property(node, "n"), property(node, "end"), property(node, "mod"),
		              property(node, "but") };
	g_ptr_array_add(c->plurals, p);
}

static void take_nodes(struct catalogue *c, xmlNode *root)
{
	for (xmlNode *node = root->children, *next; node; node = next) {
		next = node->next;
		gboolean shown = node->type == XML_ELEMENT_NODE;
		if (shown && strcmp((const char *)node->name, "m") == 0)
			shown = take_message(c, node);
		else if (shown)
			take_plural(c, node);
		if (shown)
			continue;
		xmlUnlinkNode(node);
		xmlFreeNode(node);
	}
}

struct catalogue *catalogue_new(const char *lang, GError **error)
{
	g_autofree char *path = g_strconcat("reports/", lang, SUFFIX, NULL);
	g_autoptr(GBytes) bytes = data_bytes(path, NULL);
	gsize n = 0;
	const char *text = bytes ? g_bytes_get_data(bytes, &n) : NULL;
	const int flags = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOBLANKS;
	g_autoptr(xmlDoc) doc = text ? xmlReadMemory(text, (int)n, path, NULL, flags) : NULL;
	if (!doc) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: no message catalogue for language '%s'", path,
		            lang);
		return NULL;
	}
	struct catalogue *c = g_new0(struct catalogue, 1);
	c->lang = g_strdup(lang);
	c->path = g_steal_pointer(&path);
	c->messages = g_ptr_array_new_with_free_func(message_free);
	c->plurals = g_ptr_array_new_with_free_func(plural_free);
	c->texts = g_hash_table_new(g_str_hash, g_str_equal);
	c->marked = property(xmlDocGetRootElement(doc), "lang");
	take_nodes(c, xmlDocGetRootElement(doc));
	g_autoptr(xmlBuffer) buffer = xmlBufferCreate();
	xmlNodeDump(buffer, doc, xmlDocGetRootElement(doc), 0, 0);
	c->xml = g_strdup((const char *)xmlBufferContent(buffer));
	return c;
}

void catalogue_free(struct catalogue *c)
{
	if (!c)
		return;
	g_hash_table_unref(c->texts);
	g_ptr_array_unref(c->messages);
	g_ptr_array_unref(c->plurals);
	g_free(c->lang);
	g_free(c->marked);
	g_free(c->path);
	g_free(c->xml);
	g_free(c);
}

/* ---- asking */

const char *catalogue_text(const struct catalogue *c, const char *key)
{
	return g_hash_table_lookup(c->texts, key);
}

static gboolean lists(const char *list, guint64 number)
{
	g_autofree char *padded = g_strdup_printf(" %s ", list ? list : "");
	g_autofree char *wanted = g_strdup_printf(" %" G_GUINT64_FORMAT " ", number);
	return strstr(padded, wanted) != NULL;
}

/* The same as the template "count" of words.xsl. */
static gboolean is_of(const struct plural *p, guint64 n)
{
	guint64 mod = p->mod ? g_ascii_strtoull(p->mod, NULL, 10) : 0;
	return lists(p->n, n) || (mod && lists(p->end, n % mod) && !lists(p->but, n % 100));
}

static const char *text_of_form(const struct catalogue *c, const char *base, const char *form)
{
	g_autofree char *key = g_strconcat(base, ".", form, NULL);
	return catalogue_text(c, key);
}

const char *catalogue_counted(const struct catalogue *c, const char *base, const char *number)
{
	guint64 n = g_ascii_strtoull(number, NULL, 10);
	const char *text = n == 0 ? text_of_form(c, base, "0") : NULL;
	for (guint i = 0; i < c->plurals->len && !text; i++) {
		const struct plural *p = g_ptr_array_index(c->plurals, i);
		if (!is_of(p, n))
			continue;
		text = text_of_form(c, base, p->form);
		break;
	}
	return text ? text : text_of_form(c, base, "n");
}

char *catalogue_base(const char *key)
{
	gsize n = strlen(key);
	if (n < 3 || key[n - 2] != '.' || !(key[n - 1] == 'n' || (key[n - 1] >= '0' && key[n - 1] <= '9')))
		return NULL;
	return g_strndup(key, n - 2);
}
