#include "checker/command_judge.h"

struct judgement *command_judge(const struct options *o, const char *as_of, GError **error)
{
	const struct judge_options how = { .as_of = as_of,
		                           .known_on = o->known_on,
		                           .portfolio = o->portfolio,
		                           .rules = o->rules,
		                           .acts = o->acts,
		                           .states = o->states,
		                           .official_only = o->official_only };
	return judge(o->db, &how, error);
}
