/* command.h - the command line as two const tables: the commands, and the options they take.
 * Help, parser and checks read the tables, and so does the test of the man page. A new command is one line in the
 * table of command.c, one declaration here and one file checker/cmd_NAME.c. */
#ifndef ADQUEM_COMMAND_H
#define ADQUEM_COMMAND_H

#include "checker/config.h"

struct command;

/* What the command line says, checked. Texts are NULL where an option was not given and has no default; lists are
 * NULL-terminated, or NULL where not given. Days exist, states are EU codes (GR has become EL), acts are CELEX_ACT. */
struct options {
	const struct command *command; /* NULL: none was named */
	gboolean help, version;
	char *db;            /* never NULL once parsed; its folder exists if it is the default one */
	const char *db_from; /* what named it: an option, a variable, a file, or "default"; static or of conf */
	char *config;
	Config *conf;                     /* never NULL once parsed */
	char *as_of, *known_on, *read_on; /* days */
	char *portfolio, *rules, *snapshot, *out, *archive;
	char *lang;                       /* default "en" */
	char *fail_on;                    /* default "strong" */
	char *format;                     /* default "text" */
	char *act;                        /* import --act */
	char **sources;                   /* the repeatable --source */
	char *sources_file;               /* NULL: sources.conf where it is looked for */
	char **acts, **states, **formats; /* the repeatable --act, --state, --format */
	gboolean official_only, eea, gaps, full, evidence, show_config, undo, test;
	char *why, *who; /* ack */
	char *css;       /* report: a style sheet */
	gboolean csv_excel;
	char *from, *length, *reading; /* period: a day; as period_parse() takes it; "same" or "next" */
	gboolean institution, roll;
	char *basis;                                      /* sanction: "260-3" (default) or "260-2" */
	char *referral, *judgment, *deadline, *until;     /* days */
	char *seriousness, *duration, *days, *regime, *n; /* as written: the command checks them */
	char *flat_penalty, *flat_lump, *reference_lump;  /* likewise */
	gboolean allow_estimates;
	char *cutoff_deadline, *cutoff_notified, *since; /* scoreboard: days */
	gboolean fit, show_model;                        /* forecast */
	char *to;                                        /* diff: a day, as from is */
	gboolean runs, exit_code;
	char *train_until, *test_until; /* backtest: days */
	char **args;                    /* FILE... of import; CELEX, or CELEX and STATE, of explain; two runs of diff */
};

/* Does the work of a command and returns its exit status, 0, 1 or 2 (design of record, section 6); with *error set
 * the status is 2 whatever is returned. Writes results to stdout; main() flushes it and reports *error. */
typedef int (*command_function)(const struct options *options, GError **error);

struct command {
	const char *name, *arguments, *summary;
	const int *options; /* numbers of options, ended by OPTION_END */
	guint max_args;
	gboolean (*check)(const struct options *options, GError **error); /* what the tables cannot say, or NULL */
	gboolean needs_db;
	command_function run;
};

/* The command of that name; NULL if there is none. Static, never freed. */
const struct command *command_find(const char *name);

/* The help of a command, or of the whole program for NULL; new. */
char *command_help(const struct command *command);

/* Fills *options, which must be all zero, from argv (NULL-terminated, argv[0] the program). FALSE with
 * ADQ_ERROR_USAGE for what cannot be understood; options->command is set as soon as it is known. Nothing but the
 * names is checked when help or version is asked for. The caller owns what is filled in: options_clear(). */
gboolean options_parse(struct options *options, char **argv, GError **error);

/* Frees what options_parse() filled in. */
void options_clear(struct options *options);

int cmd_fetch(const struct options *options, GError **error);
int cmd_import(const struct options *options, GError **error);
int cmd_check(const struct options *options, GError **error);
int cmd_report(const struct options *options, GError **error);
int cmd_run(const struct options *options, GError **error);
int cmd_explain(const struct options *options, GError **error);
int cmd_alert(const struct options *options, GError **error);
int cmd_status(const struct options *options, GError **error);
int cmd_lint(const struct options *options, GError **error);
int cmd_period(const struct options *options, GError **error);
int cmd_forecast(const struct options *options, GError **error);
int cmd_backtest(const struct options *options, GError **error);
int cmd_sanction(const struct options *options, GError **error);
int cmd_ack(const struct options *options, GError **error);
int cmd_scoreboard(const struct options *options, GError **error);
int cmd_diff(const struct options *options, GError **error);

#endif
