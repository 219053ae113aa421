#include "checker/command.h"
#include "checker/error.h"
#include "checker/site.h"

int cmd_report(const struct options *o, GError **error)
{
	struct judge_options how = { .as_of = o->as_of,
		                     .known_on = o->known_on,
		                     .portfolio = o->portfolio,
		                     .rules = o->rules,
		                     .acts = o->acts,
		                     .states = o->states,
		                     .official_only = o->official_only };
	g_autoptr(Judgement) judgement = judge(o->db, &how, error);
	gboolean done = judgement && site_write(judgement, o->out ? o->out : "report", o->lang, o->formats, error);
	return done ? 0 : 2;
}
