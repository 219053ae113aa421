/* message.h - sentences for the operator, on standard error: as the configuration's [log] wants them. */
#ifndef ADQUEM_MESSAGE_H
#define ADQUEM_MESSAGE_H

#include "checker/config.h"

enum message_level { MESSAGE_ERROR, MESSAGE_WARNING, MESSAGE_INFO };

/* Writes a line per line of the text, without what a terminal would obey: "adquem: ...", or "<3>..." for the journal of
 * systemd (sd-daemon(3)). Nothing, if the level is below that of the configuration; conf NULL: the defaults. */
void message(const Config *conf, enum message_level level, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The same for a text as it is; command: whose message it is, "adquem check: ...", or NULL. */
void message_text(const Config *conf, enum message_level level, const char *command, const char *text);

#endif
