#include <stdio.h>
#include <string.h>

#include "checker/command.h"
#include "checker/document.h"
#include "checker/error.h"
#include "checker/report.h"

static GBytes *explain(const struct options *o, GError **error)
{
	struct judge_options how = {
		.as_of = o->as_of, .known_on = o->known_on, .rules = o->rules, .official_only = o->official_only
	};
	struct document_scope scope = { .celex = o->args[0], .state = o->args[1], .lang = "en" };
	g_autoptr(Judgement) judgement = judge(o->db, &how, error);
	g_autoptr(xmlDoc) doc = judgement ? document_new(judgement, &scope, error) : NULL;
	if (!doc)
		return NULL;
	return strcmp(o->format, "json") == 0 ? g_string_free_to_bytes(report_json(doc))
	                                      : report_render(doc, "explain.xsl", error);
}

int cmd_explain(const struct options *options, GError **error)
{
	g_autoptr(GBytes) bytes = explain(options, error);
	if (!bytes)
		return 2;
	gsize n;
	const void *text = g_bytes_get_data(bytes, &n);
	fwrite(text, 1, n, stdout);
	return 0;
}
