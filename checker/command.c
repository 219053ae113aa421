#include "checker/command.h"

#include "checker/command_check.h"
#include "checker/command_db.h"
#include "checker/command_near.h"
#include "checker/day.h"
#include "checker/error.h"

#include <string.h>

enum value {
	VALUE_FLAG,
	VALUE_PATH, /* bytes as they come */
	VALUE_NAME, /* UTF-8 */
	VALUE_DAY,
	VALUE_STATE,
	VALUE_ACT,
	VALUE_LANG,
	VALUE_CHOICE, /* one of the words in argument, "|" between */
};

struct option {
	const char *name, *argument, *standard, *help;
	enum value value;
	gboolean list;
	size_t offset; /* in struct options: a gboolean, a char * or, for a list, a char ** */
};

enum {
	OPTION_END,
	OPTION_DB,
	OPTION_CONFIG,
	OPTION_HELP,
	OPTION_VERSION,
	OPTION_AS_OF,
	OPTION_KNOWN_ON,
	OPTION_READ_ON,
	OPTION_PORTFOLIO,
	OPTION_STATE,
	OPTION_STATE_OF_PERIOD,
	OPTION_STATE_OF_SANCTION,
	OPTION_ACT,
	OPTION_ACT_OF_FILE,
	OPTION_RULES,
	OPTION_OFFICIAL_ONLY,
	OPTION_EEA,
	OPTION_FAIL_ON,
	OPTION_SNAPSHOT,
	OPTION_OUT,
	OPTION_ARCHIVE,
	OPTION_LANG,
	OPTION_CSS,
	OPTION_CSV_EXCEL,
	OPTION_GAPS,
	OPTION_FORMAT,
	OPTION_FORMAT_OF_CHECK,
	OPTION_FORMATS_OF_REPORT,
	OPTION_FROM,
	OPTION_LENGTH,
	OPTION_INSTITUTION,
	OPTION_ROLL,
	OPTION_READING,
	OPTION_BASIS,
	OPTION_REFERRAL,
	OPTION_JUDGMENT,
	OPTION_DEADLINE,
	OPTION_UNTIL,
	OPTION_SERIOUSNESS,
	OPTION_DURATION,
	OPTION_DAYS,
	OPTION_REGIME,
	OPTION_N,
	OPTION_FLAT_PENALTY,
	OPTION_FLAT_LUMP,
	OPTION_REFERENCE_LUMP,
	OPTION_ALLOW_ESTIMATES,
	OPTION_SOURCE,
	OPTION_SOURCES_FILE,
	OPTION_FULL,
	OPTION_TEST,
	OPTION_EVIDENCE,
	OPTION_SHOW_CONFIG,
	OPTION_WHY,
	OPTION_WHO,
	OPTION_UNTIL_OF_ACK,
	OPTION_UNDO,
	OPTION_FORMAT_OF_SCOREBOARD,
	OPTION_CUTOFF_DEADLINE,
	OPTION_CUTOFF_NOTIFIED,
	OPTION_SINCE,
	OPTION_FIT,
	OPTION_SHOW_MODEL,
	OPTION_FORMAT_OF_FORECAST,
	OPTION_TRAIN_UNTIL,
	OPTION_TEST_UNTIL,
	OPTION_FROM_OF_DIFF,
	OPTION_TO,
	OPTION_RUNS,
	OPTION_EXIT_CODE,
};

#define AT(field) G_STRUCT_OFFSET(struct options, field)

static const struct option options_table[] = {
	[OPTION_DB] = { "db", "FILE", NULL, "the database", VALUE_PATH, FALSE, AT(db) },
	[OPTION_CONFIG] = { "config", "FILE", NULL, "the configuration, instead of the files in their usual places",
	                    VALUE_PATH, FALSE, AT(config) },
	[OPTION_HELP] = { "help", NULL, NULL, "show this help", VALUE_FLAG, FALSE, AT(help) },
	[OPTION_VERSION] = { "version", NULL, NULL, "show the version", VALUE_FLAG, FALSE, AT(version) },
	[OPTION_AS_OF] = { "as-of", "DATE", NULL, "the day to be judged", VALUE_DAY, FALSE, AT(as_of) },
	[OPTION_KNOWN_ON] = { "known-on", "DATE", NULL, "count only what had been read by then", VALUE_DAY, FALSE,
	                      AT(known_on) },
	[OPTION_READ_ON] = { "read-on", "DATE", NULL, "the day the files were fetched", VALUE_DAY, FALSE, AT(read_on) },
	[OPTION_PORTFOLIO] = { "portfolio", "NAME", "all", "the set of acts to be judged", VALUE_NAME, FALSE,
	                       AT(portfolio) },
	[OPTION_STATE] = { "state", "XX", NULL, "only this Member State (repeatable)", VALUE_STATE, TRUE, AT(states) },
	[OPTION_STATE_OF_PERIOD] = { "state", "XX", NULL, "count the public holidays of this Member State", VALUE_STATE,
	                             TRUE, AT(states) },
	[OPTION_STATE_OF_SANCTION] = { "state", "XX", NULL, "the Member State", VALUE_STATE, TRUE, AT(states) },
	[OPTION_ACT] = { "act", "CELEX", NULL, "only this act (repeatable)", VALUE_ACT, TRUE, AT(acts) },
	[OPTION_ACT_OF_FILE] = { "act", "CELEX", NULL, "the act whose results the files are", VALUE_ACT, FALSE,
	                         AT(act) },
	[OPTION_RULES] = { "rules", "DIR", NULL, "a folder with further rules", VALUE_PATH, FALSE, AT(rules) },
	[OPTION_OFFICIAL_ONLY] = { "official-only", NULL, NULL, "leave out what users have stated", VALUE_FLAG, FALSE,
	                           AT(official_only) },
	[OPTION_EEA] = { "eea", NULL, NULL, "add the columns of the European Economic Area (csv, json)", VALUE_FLAG,
	                 FALSE, AT(eea) },
	[OPTION_FAIL_ON] = { "fail-on", "dormant|watch|candidate|strong|case", "strong",
	                     "the level from which the exit status is 1", VALUE_CHOICE, FALSE, AT(fail_on) },
	[OPTION_SNAPSHOT] = { "snapshot", "DIR", NULL, "read this folder with its manifest.ini", VALUE_PATH, FALSE,
	                      AT(snapshot) },
	[OPTION_OUT] = { "out", "DIR", NULL, "the folder to be written (report: ./report without it)", VALUE_PATH,
	                 FALSE, AT(out) },
	[OPTION_ARCHIVE] = { "archive", "DIR", NULL, "keep each report in a dated folder there", VALUE_PATH, FALSE,
	                     AT(archive) },
	[OPTION_LANG] = { "lang", "LANG", "en", "the language of what is written to be read", VALUE_LANG, FALSE,
	                  AT(lang) },
	[OPTION_CSS] = { "css", "FILE", NULL, "the style sheet of the pages, instead of the program's", VALUE_PATH,
	                 FALSE, AT(css) },
	[OPTION_CSV_EXCEL] = { "csv-excel", NULL, NULL, "tables with a byte order mark and semicolons", VALUE_FLAG,
	                       FALSE, AT(csv_excel) },
	[OPTION_GAPS] = { "gaps", NULL, NULL, "list what is not established as well", VALUE_FLAG, FALSE, AT(gaps) },
	[OPTION_FORMAT] = { "format", "text|json", "text", "how to print", VALUE_CHOICE, FALSE, AT(format) },
	[OPTION_FORMAT_OF_CHECK] = { "format", "text|csv|json|nagios", "text", "how to print", VALUE_CHOICE, FALSE,
	                             AT(format) },
	[OPTION_FORMAT_OF_SCOREBOARD] = { "format", "text|csv|json", "text", "how to print", VALUE_CHOICE, FALSE,
	                                  AT(format) },
	[OPTION_CUTOFF_DEADLINE] = { "cutoff-deadline", "DATE", NULL, "count deadlines up to this day", VALUE_DAY,
	                             FALSE, AT(cutoff_deadline) },
	[OPTION_CUTOFF_NOTIFIED] = { "cutoff-notified", "DATE", NULL,
	                             "count notifications up to this day: the same as --as-of", VALUE_DAY, FALSE,
	                             AT(cutoff_notified) },
	[OPTION_SINCE] = { "since", "DATE", NULL, "show the change against this earlier day", VALUE_DAY, FALSE,
	                   AT(since) },
	[OPTION_FORMATS_OF_REPORT] = { "format", "html|text|atom|csv|json|xml|xlsx|ics|slices", NULL,
	                               "only this output (repeatable; all but slices without)", VALUE_CHOICE, TRUE,
	                               AT(formats) },
	[OPTION_FROM] = { "from", "DATE", NULL, "the day of the event", VALUE_DAY, FALSE, AT(from) },
	[OPTION_LENGTH] = { "length", "DURATION", NULL, "P2M, P1Y6M, P3W, P10D, or \"10 working days\"", VALUE_NAME,
	                    FALSE, AT(length) },
	[OPTION_INSTITUTION] = { "institution", NULL, NULL, "count the holidays of the Commission", VALUE_FLAG, FALSE,
	                         AT(institution) },
	[OPTION_ROLL] = { "roll", NULL, NULL, "end on a working day (Article 3(4)) also without a calendar", VALUE_FLAG,
	                  FALSE, AT(roll) },
	[OPTION_READING] = { "reading", "same|next", "same",
	                     "weeks and months end on the date of the event, or of the day after it", VALUE_CHOICE,
	                     FALSE, AT(reading) },
	[OPTION_BASIS] = { "basis", "260-3|260-2", "260-3", "the paragraph of Article 260 TFEU", VALUE_CHOICE, FALSE,
	                   AT(basis) },
	[OPTION_REFERRAL] = { "referral", "DATE", NULL, "the day the Commission decided to refer the case", VALUE_DAY,
	                      FALSE, AT(referral) },
	[OPTION_JUDGMENT] = { "judgment", "DATE", NULL, "the day of the first judgment", VALUE_DAY, FALSE,
	                      AT(judgment) },
	[OPTION_DEADLINE] = { "deadline", "DATE", NULL, "the day by which the directive was to be transposed",
	                      VALUE_DAY, FALSE, AT(deadline) },
	[OPTION_UNTIL] = { "until", "DATE", NULL, "the day to which the lump sum is counted", VALUE_DAY, FALSE,
	                   AT(until) },
	[OPTION_SERIOUSNESS] = { "seriousness", "N", NULL, "1 to 20", VALUE_NAME, FALSE, AT(seriousness) },
	[OPTION_DURATION] = { "duration", "X", NULL, "the coefficient of duration", VALUE_NAME, FALSE, AT(duration) },
	[OPTION_DAYS] = { "days", "N", NULL, "the days of the lump sum", VALUE_NAME, FALSE, AT(days) },
	[OPTION_REGIME] = { "regime", "ID", NULL, "the Commission's parameters to be used", VALUE_NAME, FALSE,
	                    AT(regime) },
	[OPTION_N] = { "n", "X", NULL, "the factor n of the Member State", VALUE_NAME, FALSE, AT(n) },
	[OPTION_FLAT_PENALTY] = { "flat-penalty", "X", NULL, "the flat rate of the daily penalty, in euros", VALUE_NAME,
	                          FALSE, AT(flat_penalty) },
	[OPTION_FLAT_LUMP] = { "flat-lump", "X", NULL, "the flat rate of the lump sum, in euros a day", VALUE_NAME,
	                       FALSE, AT(flat_lump) },
	[OPTION_REFERENCE_LUMP] = { "reference-lump", "X", NULL, "the reference minimum lump sum, in euros", VALUE_NAME,
	                            FALSE, AT(reference_lump) },
	[OPTION_ALLOW_ESTIMATES] = { "allow-estimates", NULL, NULL, "use figures that are no official ones", VALUE_FLAG,
	                             FALSE, AT(allow_estimates) },
	[OPTION_SOURCE] = { "source", "NAME", NULL, "only this source, also before it is due (repeatable)", VALUE_NAME,
	                    TRUE, AT(sources) },
	[OPTION_SOURCES_FILE] = { "sources-file", "FILE", NULL, "where the sources are and how to treat them",
	                          VALUE_PATH, FALSE, AT(sources_file) },
	[OPTION_TEST] = { "test", NULL, NULL, "send a message that is marked as a test", VALUE_FLAG, FALSE, AT(test) },
	[OPTION_FULL] = { "full", NULL, NULL, "ask for everything, not only for what changed", VALUE_FLAG, FALSE,
	                  AT(full) },
	[OPTION_EVIDENCE] = { "evidence", NULL, NULL, "list the requests made and where their answers are kept",
	                      VALUE_FLAG, FALSE, AT(evidence) },
	[OPTION_SHOW_CONFIG] = { "config", NULL, NULL,
	                         "show the configuration in force instead, and where each value is from", VALUE_FLAG,
	                         FALSE, AT(show_config) },
	[OPTION_WHY] = { "why", "TEXT", NULL, "why the finding may rest", VALUE_NAME, FALSE, AT(why) },
	[OPTION_WHO] = { "who", "NAME", NULL, "who says so, instead of the user's name", VALUE_NAME, FALSE, AT(who) },
	[OPTION_UNTIL_OF_ACK] = { "until", "DATE", NULL, "the last day it may rest", VALUE_DAY, FALSE, AT(until) },
	[OPTION_UNDO] = { "undo", NULL, NULL, "take the acknowledgement back", VALUE_FLAG, FALSE, AT(undo) },
	[OPTION_FIT] = { "fit", NULL, NULL, "fit the model to the decisions in the store and keep it there", VALUE_FLAG,
	                 FALSE, AT(fit) },
	[OPTION_SHOW_MODEL] = { "show-model", NULL, NULL, "print the model instead of forecasts", VALUE_FLAG, FALSE,
	                        AT(show_model) },
	[OPTION_FORMAT_OF_FORECAST] = { "format", "text|csv|json", "text",
	                                "how to print; csv: the model, its terms alone", VALUE_CHOICE, FALSE,
	                                AT(format) },
	[OPTION_TRAIN_UNTIL] = { "train-until", "DATE", NULL, "test only cases judged after this day", VALUE_DAY, FALSE,
	                         AT(train_until) },
	[OPTION_TEST_UNTIL] = { "test-until", "DATE", NULL, "test only cases whose time was over on this day",
	                        VALUE_DAY, FALSE, AT(test_until) },
	[OPTION_FROM_OF_DIFF] = { "from", "DATE", NULL, "the day before", VALUE_DAY, FALSE, AT(from) },
	[OPTION_TO] = { "to", "DATE", NULL, "the day after", VALUE_DAY, FALSE, AT(to) },
	[OPTION_RUNS] = { "runs", NULL, NULL, "compare two runs, as they showed it, by their numbers", VALUE_FLAG,
	                  FALSE, AT(runs) },
	[OPTION_EXIT_CODE] = { "exit-code", NULL, NULL, "end with 1 if something is new, worse, or a step of a case",
	                       VALUE_FLAG, FALSE, AT(exit_code) },
};

/* Taken before the command and after it. */
static const int global_options[] = { OPTION_DB, OPTION_CONFIG, OPTION_HELP, OPTION_VERSION, OPTION_END };

static const struct command commands[] = {
	{ "fetch", "", "bring the sources up to date over the network",
	  (const int[]){ OPTION_SOURCE, OPTION_ACT, OPTION_FULL, OPTION_SOURCES_FILE, OPTION_FORMAT, OPTION_END }, 0,
	  NULL, TRUE, cmd_fetch },
	{ "import", "[FILE...]", "read facts from files",
	  (const int[]){ OPTION_ACT_OF_FILE, OPTION_READ_ON, OPTION_SNAPSHOT, OPTION_FORMAT, OPTION_END }, G_MAXUINT,
	  check_import, TRUE, cmd_import },
	{ "check", "", "judge every deadline and print the result",
	  (const int[]){ OPTION_FAIL_ON, OPTION_FORMAT_OF_CHECK, OPTION_LANG, OPTION_EEA, OPTION_AS_OF, OPTION_KNOWN_ON,
	                 OPTION_PORTFOLIO, OPTION_STATE, OPTION_ACT, OPTION_RULES, OPTION_OFFICIAL_ONLY, OPTION_END },
	  0, check_check, TRUE, cmd_check },
	{ "report", "", "write the reports",
	  (const int[]){ OPTION_LANG, OPTION_OUT, OPTION_ARCHIVE, OPTION_FORMATS_OF_REPORT, OPTION_CSS,
	                 OPTION_CSV_EXCEL, OPTION_AS_OF, OPTION_KNOWN_ON, OPTION_PORTFOLIO, OPTION_RULES,
	                 OPTION_OFFICIAL_ONLY, OPTION_END },
	  0, NULL, TRUE, cmd_report },
	{ "run", "", "read, judge, report: what a nightly job calls",
	  (const int[]){ OPTION_SNAPSHOT, OPTION_FULL, OPTION_SOURCES_FILE, OPTION_OUT, OPTION_ARCHIVE, OPTION_FAIL_ON,
	                 OPTION_AS_OF, OPTION_KNOWN_ON, OPTION_PORTFOLIO, OPTION_RULES, OPTION_OFFICIAL_ONLY,
	                 OPTION_END },
	  0, check_run, TRUE, cmd_run },
	{ "explain", "CELEX [STATE]", "say what is known about an act in a state, and why it is judged so",
	  (const int[]){ OPTION_FORMAT, OPTION_LANG, OPTION_AS_OF, OPTION_KNOWN_ON, OPTION_RULES, OPTION_OFFICIAL_ONLY,
	                 OPTION_END },
	  2, check_explain, TRUE, cmd_explain },
	{ "period", "", "count a period as Regulation (EEC, Euratom) No 1182/71 does",
	  (const int[]){ OPTION_FROM, OPTION_LENGTH, OPTION_STATE_OF_PERIOD, OPTION_INSTITUTION, OPTION_ROLL,
	                 OPTION_READING, OPTION_FORMAT, OPTION_END },
	  0, check_period, FALSE, cmd_period },
	{ "sanction", "", "work out the sums by the Commission's formula (Article 260 TFEU)",
	  (const int[]){ OPTION_STATE_OF_SANCTION, OPTION_BASIS, OPTION_REFERRAL, OPTION_JUDGMENT, OPTION_DEADLINE,
	                 OPTION_UNTIL, OPTION_SERIOUSNESS, OPTION_DURATION, OPTION_DAYS, OPTION_REGIME, OPTION_N,
	                 OPTION_FLAT_PENALTY, OPTION_FLAT_LUMP, OPTION_REFERENCE_LUMP, OPTION_ALLOW_ESTIMATES,
	                 OPTION_FORMAT, OPTION_END },
	  0, check_sanction, FALSE, cmd_sanction },
	{ "scoreboard", "", "count deficit, delay and incompleteness as the Single Market Scoreboard does",
	  (const int[]){ OPTION_CUTOFF_DEADLINE, OPTION_CUTOFF_NOTIFIED, OPTION_SINCE, OPTION_FORMAT_OF_SCOREBOARD,
	                 OPTION_AS_OF, OPTION_KNOWN_ON, OPTION_PORTFOLIO, OPTION_STATE, OPTION_ACT, OPTION_RULES,
	                 OPTION_OFFICIAL_ONLY, OPTION_END },
	  0, check_scoreboard, TRUE, cmd_scoreboard },
	{ "forecast", "[CELEX [STATE]]", "say which step is likely next, when, and how far that can be trusted",
	  (const int[]){ OPTION_FIT, OPTION_SHOW_MODEL, OPTION_FORMAT_OF_FORECAST, OPTION_AS_OF, OPTION_KNOWN_ON,
	                 OPTION_PORTFOLIO, OPTION_OFFICIAL_ONLY, OPTION_END },
	  2, check_forecast, TRUE, cmd_forecast },
	{ "backtest", "", "test the forecasts on what came, as they would have been made then",
	  (const int[]){ OPTION_TRAIN_UNTIL, OPTION_TEST_UNTIL, OPTION_FORMAT, OPTION_AS_OF, OPTION_KNOWN_ON,
	                 OPTION_OFFICIAL_ONLY, OPTION_END },
	  0, NULL, TRUE, cmd_backtest },
	{ "diff", "[RUN RUN]", "say what turned between two days, or two runs",
	  (const int[]){ OPTION_FROM_OF_DIFF, OPTION_TO, OPTION_RUNS, OPTION_EXIT_CODE, OPTION_FORMAT, OPTION_KNOWN_ON,
	                 OPTION_PORTFOLIO, OPTION_STATE, OPTION_ACT, OPTION_RULES, OPTION_OFFICIAL_ONLY, OPTION_END },
	  2, check_diff, TRUE, cmd_diff },
	{ "ack", "[FINDING]", "acknowledge a finding, or list what is acknowledged",
	  (const int[]){ OPTION_WHY, OPTION_UNTIL_OF_ACK, OPTION_WHO, OPTION_UNDO, OPTION_RULES, OPTION_FORMAT,
	                 OPTION_END },
	  1, check_ack, TRUE, cmd_ack },
	{ "alert", "[CHANNEL]", "deliver the alerts that are pending", (const int[]){ OPTION_TEST, OPTION_END }, 1,
	  check_alert, TRUE, cmd_alert },
	{ "status", "", "show the sources, how fresh they are, and the last run",
	  (const int[]){ OPTION_EVIDENCE, OPTION_SHOW_CONFIG, OPTION_FORMAT, OPTION_AS_OF, OPTION_END }, 0, NULL, TRUE,
	  cmd_status },
	{ "lint", "", "check rules, portfolios, law data and stylesheets",
	  (const int[]){ OPTION_GAPS, OPTION_RULES, OPTION_FORMAT, OPTION_END }, 0, NULL, FALSE, cmd_lint },
};

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static void help_options(GString *help, const int *numbers)
{
	for (const int *n = numbers; *n != OPTION_END; n++) {
		const struct option *o = &options_table[*n];
		g_autofree char *left = g_strdup_printf("--%s %s", o->name, o->argument ? o->argument : "");
		g_string_append_printf(help, strlen(left) > 22 ? "  %s\n%26s" : "  %-23s %s", left, "");
		g_string_append_printf(help, "%s", o->help);
		if (o->standard)
			g_string_append_printf(help, " (default %s)", o->standard);
		g_string_append_c(help, '\n');
	}
}

static void help_commands(GString *help)
{
	g_string_append(help, "Usage: adquem [--db FILE] [--config FILE] COMMAND [OPTIONS]\n\n"
	                      "Watches the deadlines for turning EU directives into national law.\n\nCommands:\n");
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		g_string_append_printf(help, "  %-10s %s\n", commands[i].name, commands[i].summary);
}

char *command_help(const struct command *command)
{
	GString *help = g_string_new(NULL);
	if (command) {
		g_string_append_printf(help, "Usage: adquem %s [OPTIONS]%s%s\n\nDoes: %s.\n\nOptions:\n", command->name,
		                       *command->arguments ? " " : "", command->arguments, command->summary);
		help_options(help, command->options);
		g_string_append(help, "\nFor every command:\n");
	} else {
		help_commands(help);
		g_string_append(help, "\nFor every command (adquem COMMAND --help shows the rest):\n");
	}
	help_options(help, global_options);
	return g_string_free(help, FALSE);
}

static gboolean unknown_command(const char *name, GError **error)
{
	const char *names[G_N_ELEMENTS(commands) + 1] = { NULL };
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		names[i] = commands[i].name;
	const char *nearest = command_nearest(name, names);
	if (nearest)
		return adq_usage(error, "unknown command '%s'; did you mean '%s'?", name, nearest);
	return adq_usage(error, "unknown command '%s'; adquem --help lists them", name);
}

/* The names of the options of a command, if there is one, and of those for every command. */
static const char **option_names(const struct command *command)
{
	const int *const lists[] = { global_options, command ? command->options : global_options };
	GPtrArray *names = g_ptr_array_new();
	for (size_t i = 0; i < (command ? 2 : 1); i++)
		for (const int *n = lists[i]; *n != OPTION_END; n++)
			g_ptr_array_add(names, (char *)options_table[*n].name);
	g_ptr_array_add(names, NULL);
	return (const char **)g_ptr_array_free(names, FALSE);
}

/* An option that there is none of: what stands without one, else the nearest, else where they are listed. */
static gboolean unknown_option(const struct command *command, const char *typed, GError **error)
{
	g_autofree char *name = g_strndup(typed, strcspn(typed, "="));
	g_autofree const char **names = option_names(command);
	const char *nearest = g_str_has_prefix(name, "--") ? command_nearest(name + 2, names) : NULL;
	gboolean stands_alone = strcmp(name, "--act") == 0 || strcmp(name, "--state") == 0;
	if (command && stands_alone && strstr(command->arguments, "CELEX"))
		return adq_usage(error, "Unknown option %s; act and state stand without options: adquem %s %s", name,
		                 command->name, command->arguments);
	if (nearest)
		return adq_usage(error, "Unknown option %s; did you mean --%s?", name, nearest);
	return adq_usage(error, "Unknown option %s; see 'adquem %s%s--help'", name, command ? command->name : "",
	                 command ? " " : "");
}

static void add_entries(GArray *entries, const int *numbers, struct options *options)
{
	for (const int *n = numbers; *n != OPTION_END; n++) {
		const struct option *o = &options_table[*n];
		GOptionEntry entry = {
			.long_name = o->name,
			.short_name = *n == OPTION_HELP ? 'h' : '\0',
			/* FILENAME also where it is none: GLib would convert a STRING from the locale's encoding. */
			.arg = o->value == VALUE_FLAG ? G_OPTION_ARG_NONE
			       : o->list              ? G_OPTION_ARG_FILENAME_ARRAY
			                              : G_OPTION_ARG_FILENAME,
			.arg_data = G_STRUCT_MEMBER_P(options, o->offset),
		};
		g_array_append_val(entries, entry);
	}
}

/* Takes the options out of *argv. Before the command is known, it stops at the first word that is no option. */
static gboolean take_options(char ***argv, struct options *options, GError **error)
{
	g_autoptr(GArray) entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));
	if (options->command) /* first: after `status`, --config is a flag of its own */
		add_entries(entries, options->command->options, options);
	add_entries(entries, global_options, options);
	if (options->command) {
		GOptionEntry rest = { .long_name = G_OPTION_REMAINING,
			              .arg = G_OPTION_ARG_FILENAME_ARRAY,
			              .arg_data = &options->args };
		g_array_append_val(entries, rest);
	}
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_set_strict_posix(context, !options->command);
	g_option_context_add_main_entries(context, (const GOptionEntry *)(const void *)entries->data, NULL);
	g_autoptr(GError) local = NULL;
	if (g_option_context_parse_strv(context, argv, &local))
		return TRUE;
	static const char unknown[] = "Unknown option ";
	if (g_str_has_prefix(local->message, unknown))
		return unknown_option(options->command, local->message + strlen(unknown), error);
	return adq_usage(error, "%s", local->message);
}

static gboolean choice_is_one(const struct option *o, const char *text, GError **error)
{
	g_auto(GStrv) words = g_strsplit(o->argument, "|", -1);
	if (g_strv_contains((const char *const *)words, text))
		return TRUE;
	g_autofree char *list = g_strjoinv(", ", words);
	return adq_usage(error, "--%s %s: not one of %s", o->name, text, list);
}

static gboolean check_value(const struct option *o, char **text, GError **error)
{
	g_autofree char *name = g_strconcat("--", o->name, NULL);
	if (**text == '\0')
		return adq_usage(error, "%s: its value is empty", name);
	if (o->value != VALUE_PATH && !g_utf8_validate(*text, -1, NULL))
		return adq_usage(error, "%s: its value is not UTF-8", name);
	if (o->value == VALUE_DAY)
		return day_valid(*text) || adq_usage(error, "%s %s: not a day (YYYY-MM-DD)", name, *text);
	if (o->value == VALUE_ACT)
		return replace_by_celex(text, name, error);
	if (o->value == VALUE_STATE)
		return replace_by_code(text, name, error);
	if (o->value == VALUE_LANG)
		return language_is_one(*text, name, error);
	return o->value != VALUE_CHOICE || choice_is_one(o, *text, error);
}

static gboolean check_option(const struct option *o, struct options *options, GError **error)
{
	if (o->value == VALUE_FLAG)
		return TRUE;
	char **text = G_STRUCT_MEMBER_P(options, o->offset);
	if (o->list) {
		for (text = G_STRUCT_MEMBER(char **, options, o->offset); text && *text; text++)
			if (!check_value(o, text, error))
				return FALSE;
		return TRUE;
	}
	if (!*text && o->standard)
		*text = g_strdup(o->standard);
	return !*text || check_value(o, text, error);
}

static gboolean check_options(const int *numbers, struct options *options, GError **error)
{
	for (const int *n = numbers; *n != OPTION_END; n++)
		if (!check_option(&options_table[*n], options, error))
			return FALSE;
	return TRUE;
}

static gboolean check_args(struct options *options, GError **error)
{
	if (!options->args)
		options->args = g_new0(char *, 1);
	guint n = g_strv_length(options->args);
	if (n > options->command->max_args)
		return adq_usage(error, "'%s' is one argument too many", options->args[options->command->max_args]);
	return !options->command->check || options->command->check(options, error);
}

/* What the configuration says in place of options that are not given. */
static const struct {
	int option;
	const char *key; /* of the group [run] */
} configured[] = {
	{ OPTION_PORTFOLIO, "portfolio" }, { OPTION_RULES, "rules" },     { OPTION_OUT, "out" },
	{ OPTION_LANG, "lang" },           { OPTION_FAIL_ON, "fail-on" }, { OPTION_ARCHIVE, "archive" },
};

static gboolean takes(const struct command *command, int number)
{
	const int *n = command->options;
	while (*n != OPTION_END && *n != number)
		n++;
	return *n == number;
}

/* Checked as the option would be, also where the command does not take it: a mistake shows at once. */
static gboolean configure(struct options *options, GError **error)
{
	options->conf = config_new(options->config, error);
	for (size_t i = 0; options->conf && i < G_N_ELEMENTS(configured); i++) {
		const struct option *o = &options_table[configured[i].option];
		g_autofree char *value = g_strdup(config_text(options->conf, "run", configured[i].key));
		g_autoptr(GError) local = NULL;
		if (value && !check_value(o, &value, &local))
			return config_refuse(options->conf, "run", configured[i].key, error, "%s", local->message);
		char **text = G_STRUCT_MEMBER_P(options, o->offset);
		if (!*text && takes(options->command, configured[i].option))
			*text = g_steal_pointer(&value);
	}
	return options->conf != NULL;
}

/* Without a command: was it taken for an option's value, as in "adquem --db check"? */
static gboolean no_command(const struct options *options, GError **error)
{
	const char *values[][2] = { { "db", options->db }, { "config", options->config } };
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
		if (values[i][1] && command_find(values[i][1]) && !options->help && !options->version)
			return adq_usage(error, "'%s' was taken as the value of --%s; no command is left", values[i][1],
			                 values[i][0]);
	return TRUE;
}

/* "adquem help" and "adquem help check" are other ways of writing --help; it may be said twice. */
static gboolean find_command(struct options *options, char **argv, GError **error)
{
	char **name = argv + 1;
	if (*name && strcmp(*name, "help") == 0) {
		options->help = TRUE;
		name++;
	}
	while (options->help && *name && (strcmp(*name, "--help") == 0 || strcmp(*name, "-h") == 0))
		name++;
	options->command = *name ? command_find(*name) : NULL;
	return *name ? options->command || unknown_command(*name, error) : no_command(options, error);
}

static gboolean parse_command(struct options *options, char ***argv, GError **error)
{
	char *name = (*argv)[1];
	memmove(*argv + 1, *argv + 2, g_strv_length(*argv + 1) * sizeof(char *));
	g_free(name);
	if (!take_options(argv, options, error))
		return FALSE;
	if (options->help || options->version)
		return TRUE;
	return check_options(global_options, options, error) && configure(options, error) &&
	       check_options(options->command->options, options, error) && check_args(options, error) &&
	       command_choose_db(options, error);
}

gboolean options_parse(struct options *options, char **argv, GError **error)
{
	g_auto(GStrv) words = g_strdupv(argv);
	if (!take_options(&words, options, error) || !find_command(options, words, error))
		return FALSE;
	if (options->help || options->version || !options->command)
		return TRUE;
	return parse_command(options, &words, error);
}

static void clear_option(struct options *options, const struct option *o)
{
	if (o->list)
		g_clear_pointer((char ***)G_STRUCT_MEMBER_P(options, o->offset), g_strfreev);
	else if (o->value != VALUE_FLAG)
		g_clear_pointer((char **)G_STRUCT_MEMBER_P(options, o->offset), g_free);
}

void options_clear(struct options *options)
{
	for (size_t i = OPTION_END + 1; i < G_N_ELEMENTS(options_table); i++)
		clear_option(options, &options_table[i]);
	g_clear_pointer(&options->args, g_strfreev);
	g_clear_pointer(&options->conf, config_free);
}
