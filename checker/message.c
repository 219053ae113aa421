#include "checker/message.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The words of [log] level, and the priorities of syslog(3). */
static const struct {
	const char *name;
	int priority;
} levels[] = {
	[MESSAGE_ERROR] = { "error", 3 },
	[MESSAGE_WARNING] = { "warning", 4 },
	[MESSAGE_INFO] = { "info", 6 },
};

/* Names and values from outside stand in messages; a terminal must not obey what is in them. */
static char *printable(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *out = g_string_new(NULL);
	for (const char *s = valid; *s; s = g_utf8_next_char(s)) {
		gunichar c = g_utf8_get_char(s);
		g_string_append_unichar(out, g_unichar_iscntrl(c) && c != '\n' ? '?' : c);
	}
	return g_string_free(out, FALSE);
}

static gboolean wanted(const Config *conf, enum message_level level)
{
	const char *least = conf ? config_text(conf, "log", "level") : "warning";
	for (size_t i = level; i < G_N_ELEMENTS(levels); i++)
		if (strcmp(levels[i].name, least) == 0)
			return TRUE;
	return FALSE;
}

/* systemd names the device and the number of the stream it gave a service. */
static gboolean leads_to_journal(void)
{
	const char *stream = g_getenv("JOURNAL_STREAM");
	struct stat st;
	if (!stream || fstat(STDERR_FILENO, &st) != 0)
		return FALSE;
	g_autofree char *own = g_strdup_printf("%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
	return strcmp(own, stream) == 0;
}

static gboolean for_journal(const Config *conf)
{
	const char *to = conf ? config_text(conf, "log", "to") : "auto";
	return strcmp(to, "auto") == 0 ? leads_to_journal() : strcmp(to, "journald") == 0;
}

void message_text(const Config *conf, enum message_level level, const char *command, const char *text)
{
	if (!wanted(conf, level))
		return;
	g_autofree char *clean = printable(text);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(clean), "\n", -1);
	gboolean journal = for_journal(conf);
	for (char **line = lines; *line; line++)
		if (journal)
			fprintf(stderr, "<%d>%s\n", levels[level].priority, *line);
		else if (line == lines)
			fprintf(stderr, "adquem%s%s: %s\n", command ? " " : "", command ? command : "", *line);
		else
			fprintf(stderr, "%s\n", *line);
}

void message(const Config *conf, enum message_level level, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *text = g_strdup_vprintf(format, args);
	va_end(args);
	message_text(conf, level, NULL, text);
}
