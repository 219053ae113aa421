#include "checker/command_judge.h"
#include "checker/error.h"
#include "checker/site.h"

int cmd_report(const struct options *o, GError **error)
{
	g_autoptr(Judgement) judgement = command_judge(o, o->as_of, error);
	char *const *formats = config_list(o->conf, "run", "formats");
	const struct site_options site = { .dir = o->out ? o->out : "report",
		                           .archive = o->archive,
		                           .base_url = config_text(o->conf, "run", "base-url"),
		                           .lang = o->lang,
		                           .css = o->css,
		                           .formats = o->formats ? o->formats : (char **)formats,
		                           .excel = o->csv_excel };
	gboolean done = judgement && site_write(judgement, &site, error);
	return done ? 0 : 2;
}
