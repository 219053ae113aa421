#include "checker/alert.h"
#include "checker/cmd_alert.h"
#include "checker/command.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/file.h"
#include "checker/message.h"

static void say(const struct options *o, enum message_level level, const char *sentences)
{
	g_auto(GStrv) lines = g_strsplit(sentences, "\n", 0);
	for (char **line = lines; *line; line++)
		if (**line)
			message_text(o->conf, level, NULL, *line);
}

gboolean alert_warn(const struct options *o, struct judgement *judgement, GError **error)
{
	g_autofree char *lines = alert_unknown(judgement, o->conf, error);
	if (lines)
		say(o, MESSAGE_WARNING, lines);
	return lines != NULL;
}

gboolean alert_now(const struct options *o, struct store *store, const struct watch *watch, gboolean *bad,
                   GError **error)
{
	g_autofree char *now = day_now(), *said = NULL;
	gboolean ok = alert_deliver(store, o->conf, watch, now, &said, error);
	say(o, MESSAGE_ERROR, said);
	*bad = *bad || *said;
	return ok;
}

int cmd_alert(const struct options *o, GError **error)
{
	g_autofree char *now = day_now();
	gboolean bad = FALSE;
	if (o->test)
		return alert_test(o->conf, o->args[0], now, error) ? 0 : 2;
	if (file_missing(o->db)) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s: no database there yet", o->db);
		return 2;
	}
	g_autoptr(Store) store = store_open(o->db, error);
	return store && alert_now(o, store, NULL, &bad, error) && !bad ? 0 : 2;
}
