#include "checker/command.h"
#include "checker/data.h"
#include "checker/error.h"
#include "checker/message.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* For a monitoring system 2 is "critical": what could not be judged is "unknown", in a line of its own. */
static int report_unknown(const GError *error)
{
	g_autofree char *line = g_strndup(error->message, strcspn(error->message, "\n"));
	printf("TRANSPOSITION UNKNOWN - %s\n", g_strdelimit(line, "|", '/'));
	fflush(stdout);
	return 3;
}

/* Also where what follows on the command line could not be understood. */
static gboolean is_for_nagios(char **argv)
{
	gboolean named = g_strv_contains((const char *const *)argv, "--format=nagios");
	for (char **arg = argv; *arg && arg[1]; arg++)
		named = named || (strcmp(*arg, "--format") == 0 && strcmp(arg[1], "nagios") == 0);
	return named;
}

static int report_error(const struct options *options, char **argv, const GError *error)
{
	gboolean of_command = options->command && g_error_matches(error, ADQ_ERROR, ADQ_ERROR_USAGE);
	message_text(options->conf, MESSAGE_ERROR, of_command ? options->command->name : NULL, error->message);
	return is_for_nagios(argv) ? report_unknown(error) : 2;
}

static int run(struct options *options, char **argv, GError **error)
{
	if (!options_parse(options, argv, error))
		return 2;
	if (options->version) {
		puts("adquem " ADQUEM_VERSION);
		return 0;
	}
	if (options->command && !options->help)
		return options->command->run(options, error);
	g_autofree char *help = command_help(options->command);
	fputs(help, options->help ? stdout : stderr);
	return options->help ? 0 : 2;
}

/* A full disk or a closed pipe shows at the latest here. */
static void finish_output(GError **error)
{
	gboolean failed_before = ferror(stdout) != 0;
	if (fflush(stdout) != 0)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "standard output: cannot be written: %s",
		            g_strerror(errno));
	else if (failed_before)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "standard output: cannot be written");
}

int main(int argc, char **argv)
{
	(void)argc;
	signal(SIGCHLD, SIG_DFL); /* whoever started us may ignore it: then no command could be waited for */
	/* A reader that went away, or a limit on the size of files, is an error like any other, not a silent death. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	struct options options = { 0 };
	g_autoptr(GError) error = NULL;
	int status = run(&options, argv, &error);
	if (!error)
		finish_output(&error);
	if (error)
		status = report_error(&options, argv, error);
	options_clear(&options);
	return status;
}
