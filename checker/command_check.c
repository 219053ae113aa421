#include "checker/command_check.h"

#include <string.h>

#include "checker/celex.h"
#include "checker/error.h"
#include "checker/state.h"
#include "checker/words.h"

gboolean check_check(const struct options *options, GError **error)
{
	const char *format = options->format;
	return !options->eea || strcmp(format, "csv") == 0 || strcmp(format, "json") == 0 ||
	       adq_usage(error, "--eea adds columns to csv and json, not to %s", format);
}

gboolean check_import(const struct options *options, GError **error)
{
	gboolean files = options->args[0] != NULL;
	if (!files && !options->snapshot)
		return adq_usage(error, "name the files to be read, or --snapshot DIR");
	if (files && options->snapshot)
		return adq_usage(error, "files and --snapshot DIR exclude each other");
	if (options->snapshot && (options->act || options->read_on))
		return adq_usage(error, "--%s: the manifest of the snapshot says it", options->act ? "act" : "read-on");
	return TRUE;
}

gboolean check_run(const struct options *options, GError **error)
{
	if (options->snapshot && (options->sources_file || options->full))
		return adq_usage(error, "--%s: a snapshot is read from a folder, not from the sources",
		                 options->full ? "full" : "sources-file");
	if (options->archive && !options->out)
		return adq_usage(error, "--archive keeps the report that is written: --out is missing");
	return TRUE;
}

gboolean replace_by_code(char **state, const char *name, GError **error)
{
	const struct state *found = state_lookup(*state);
	if (!found)
		return adq_usage(error, "%s %s: not a Member State (AT, BE, ...)", name, *state);
	g_free(*state);
	*state = g_strdup(found->code);
	return TRUE;
}

gboolean language_is_one(const char *lang, const char *name, GError **error)
{
	g_autofree char *problem = words_no_language(lang);
	return !problem || adq_usage(error, "%s %s: %s", name, lang, problem);
}

/* What EUR-Lex shows and people copy: blanks around it, "CELEX:" before it, small letters. */
static char *tidy_celex(const char *typed)
{
	static const char prefix[] = "CELEX:";
	g_autofree char *celex = g_strstrip(g_ascii_strup(typed, -1));
	const char *number = celex + (g_str_has_prefix(celex, prefix) ? strlen(prefix) : 0);
	return g_strchug(g_strdup(number));
}

gboolean replace_by_celex(char **act, const char *name, GError **error)
{
	g_autofree char *celex = tidy_celex(*act);
	if (celex_kind(celex) == CELEX_ACT) {
		g_free(*act);
		*act = g_steal_pointer(&celex);
		return TRUE;
	}
	g_autofree char *directive = celex_of_number(*act);
	g_autofree char *example = directive ? g_strdup_printf("%s is %s if it is a directive", *act, directive)
	                                     : g_strdup("such as 32022L2555");
	return adq_usage(error, "%s %s: not the CELEX number of an act (%s; 'adquem check --format csv' lists them)",
	                 name, *act, example);
}

gboolean check_explain(const struct options *options, GError **error)
{
	char **args = options->args;
	if (!args[0])
		return adq_usage(error, "name the act by its CELEX number");
	return replace_by_celex(&args[0], "CELEX", error) && (!args[1] || replace_by_code(&args[1], "STATE", error));
}

static gboolean one_state(const struct options *options, GError **error)
{
	return !options->states || !options->states[1] || adq_usage(error, "--state: only one Member State at a time");
}

gboolean check_period(const struct options *options, GError **error)
{
	if (!options->from || !options->length)
		return adq_usage(error, "--%s is missing", options->from ? "length DURATION" : "from DATE");
	if (options->institution && options->states)
		return adq_usage(error,
		                 "--state and --institution exclude each other: the holidays are those of the place "
		                 "where the action is to be taken (Article 2(1))");
	return one_state(options, error);
}

gboolean check_forecast(const struct options *options, GError **error)
{
	if (options->fit && options->args[0])
		return adq_usage(error, "--fit takes no act: the model is fitted to all decisions");
	if (strcmp(options->format, "csv") == 0 && !options->show_model)
		return adq_usage(error, "--format csv: only with --show-model");
	return !options->args[0] || check_explain(options, error);
}

gboolean check_sanction(const struct options *options, GError **error)
{
	return options->states ? one_state(options, error) : adq_usage(error, "--state XX is missing");
}

gboolean check_ack(const struct options *options, GError **error)
{
	gboolean says = options->why || options->until || options->undo || options->who;
	if (!options->args[0])
		return !says || adq_usage(error, "name the finding; check --format json lists them");
	if (options->undo && (options->why || options->until))
		return adq_usage(error, "--undo takes back what was said; it has no --%s",
		                 options->why ? "why" : "until");
	return options->why || options->undo || adq_usage(error, "--why TEXT is missing");
}

gboolean check_scoreboard(const struct options *options, GError **error)
{
	if (options->as_of && options->cutoff_notified && strcmp(options->as_of, options->cutoff_notified) != 0)
		return adq_usage(error, "--cutoff-notified is the day judged, which --as-of says is another");
	return TRUE;
}

gboolean check_alert(const struct options *options, GError **error)
{
	return options->test || !options->args[0] || adq_usage(error, "CHANNEL: only with --test");
}

/* What two runs showed is on record as it is: there is nothing to choose. */
static gboolean check_runs(const struct options *options, GError **error)
{
	const struct {
		const char *name;
		gboolean given;
	} others[] = { { "from", options->from != NULL },         { "to", options->to != NULL },
		       { "known-on", options->known_on != NULL }, { "act", options->acts != NULL },
		       { "state", options->states != NULL },      { "official-only", options->official_only } };
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (others[i].given)
			return adq_usage(error, "--%s: two runs are compared as they showed it", others[i].name);
	guint numbers = 0;
	for (char **arg = options->args; *arg; arg++)
		numbers += strspn(*arg, "0123456789") == strlen(*arg);
	return numbers == 2 || adq_usage(error, "--runs: name two runs by their numbers");
}

gboolean check_diff(const struct options *options, GError **error)
{
	guint n = g_strv_length(options->args);
	if (!options->runs && n > 0)
		return adq_usage(error, "'%s': two runs are compared with --runs, two days with --from and --to",
		                 options->args[0]);
	if (options->runs)
		return check_runs(options, error);
	if (!options->from || !options->to)
		return adq_usage(error, "name two days with --from and --to, or two runs with --runs");
	return strcmp(options->from, options->to) <= 0 ||
	       adq_usage(error, "--from %s lies after --to %s", options->from, options->to);
}
