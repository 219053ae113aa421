#include "checker/command_judge.h"

#include "checker/error.h"
#include "checker/sql.h"

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

gboolean command_state_judged(struct judgement *judgement, const char *state, GError **error)
{
	static const char text[] =
		"SELECT name || ' was no Member State on ' || (SELECT as_of FROM v_context) || ' (member from ' || member_from "
		"|| coalesce(' to ' || member_until, '') || coalesce(', bound until ' || bound_until, '') || ': ' || basis || ')' "
		"FROM main.membership WHERE state = ?1 AND state NOT IN (SELECT state FROM v_state)";
	GError *local = NULL;
	g_autofree char *why = state ? sql_value(judgement->db, text, &state, 1, &local) : NULL;
	if (why)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_USAGE, "%s", why);
	if (local)
		g_propagate_error(error, local);
	return !local;
}
