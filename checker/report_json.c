#include <string.h>

#include "checker/jsonwrite.h"
#include "checker/report.h"

static gboolean same_name(const xmlNode *a, const xmlNode *b)
{
	return b->type == XML_ELEMENT_NODE && xmlStrEqual(a->name, b->name);
}

static gboolean first_of_name(const xmlNode *node)
{
	for (const xmlNode *n = node->prev; n; n = n->prev)
		if (same_name(node, n))
			return FALSE;
	return TRUE;
}

static void append_element(GString *out, const xmlNode *node);

/* An element that only holds a list of others: "states" of "state". */
static gboolean is_wrapper(const xmlNode *node)
{
	if (node->properties || !first_of_name(node))
		return FALSE;
	for (const xmlNode *n = node->next; n; n = n->next)
		if (same_name(node, n))
			return FALSE;
	for (const xmlNode *n = node->children; n; n = n->next)
		if (n->type != XML_ELEMENT_NODE || !same_name(node->children, n))
			return FALSE;
	return TRUE;
}

static void append_list(GString *out, const xmlNode *node)
{
	const char *comma = "";
	g_string_append_c(out, '[');
	for (const xmlNode *n = node; n; n = n->next) {
		if (!same_name(node, n))
			continue;
		g_string_append(out, comma);
		append_element(out, n);
		comma = ",\n";
	}
	g_string_append_c(out, ']');
}

/* "name":[{...},{...}]; "name":"text" for an element that holds text alone; "name-list" where an attribute of the parent
 * has the name. */
static void append_children(GString *out, const xmlNode *node)
{
	gboolean taken = xmlHasProp(node->parent, node->name) != NULL;
	g_autofree char *key = g_strconcat((const char *)node->name, taken ? "-list" : "", NULL);
	json_string(out, key);
	g_string_append_c(out, ':');
	if (!node->properties && node->children && node->children->type == XML_TEXT_NODE) {
		json_string(out, (const char *)node->children->content);
		return;
	}
	if (is_wrapper(node) && !node->children)
		g_string_append(out, "[]");
	else
		append_list(out, is_wrapper(node) ? node->children : node);
}

static void append_element(GString *out, const xmlNode *node)
{
	const char *comma = "";
	g_string_append_c(out, '{');
	for (const xmlAttr *a = node->properties; a; a = a->next) {
		g_string_append(out, comma);
		json_string(out, (const char *)a->name);
		g_string_append_c(out, ':');
		json_string(out, a->children ? (const char *)a->children->content : "");
		comma = ",";
	}
	for (const xmlNode *n = node->children; n; n = n->next) {
		if (n->type != XML_ELEMENT_NODE || strcmp((const char *)n->name, "messages") == 0 || !first_of_name(n))
			continue;
		g_string_append(out, comma);
		append_children(out, n);
		comma = ",";
	}
	g_string_append_c(out, '}');
}

GString *report_json(xmlDoc *document)
{
	GString *out = g_string_new(NULL);
	append_element(out, xmlDocGetRootElement(document));
	g_string_append_c(out, '\n');
	return out;
}
