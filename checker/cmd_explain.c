#include <stdio.h>
#include <string.h>

#include "checker/command_judge.h"
#include "checker/document.h"
#include "checker/error.h"
#include "checker/report.h"

static GBytes *explain(const struct options *o, GError **error)
{
	struct judge_options how = {
		.as_of = o->as_of, .known_on = o->known_on, .rules = o->rules, .official_only = o->official_only
	};
	gboolean json = strcmp(o->format, "json") == 0; /* English, as all that is not to be read by people */
	struct document_scope scope = { .celex = o->args[0], .state = o->args[1], .lang = json ? "en" : o->lang };
	g_autoptr(Judgement) judgement = judge(o->db, &how, error);
	gboolean answered = judgement && command_state_judged(judgement, scope.state, error);
	g_autoptr(xmlDoc) doc = answered ? document_new(judgement, &scope, error) : NULL;
	if (!doc)
		return NULL;
	return json ? g_string_free_to_bytes(report_json(doc)) : report_render(doc, "explain.xsl", error);
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
