/* command_check.h - what the table of options cannot say: which of a command's options go together, and what is missing.
 * Each is FALSE with ADQ_ERROR_USAGE. */
#ifndef ADQUEM_COMMAND_CHECK_H
#define ADQUEM_COMMAND_CHECK_H

#include "checker/command.h"

gboolean check_check(const struct options *options, GError **error);
gboolean check_import(const struct options *options, GError **error);
gboolean check_run(const struct options *options, GError **error);
gboolean check_explain(const struct options *options, GError **error);
gboolean check_diff(const struct options *options, GError **error);
gboolean check_period(const struct options *options, GError **error);
gboolean check_forecast(const struct options *options, GError **error);
gboolean check_sanction(const struct options *options, GError **error);
gboolean check_ack(const struct options *options, GError **error);
gboolean check_alert(const struct options *options, GError **error);
gboolean check_scoreboard(const struct options *options, GError **error);

/* A value: a Member State by any of its names becomes its code; the CELEX number of an act, also in small letters or after
 * "CELEX:", becomes the number; a language has a catalogue. name stands in the message. */
gboolean replace_by_code(char **state, const char *name, GError **error);
gboolean replace_by_celex(char **act, const char *name, GError **error);
gboolean language_is_one(const char *lang, const char *name, GError **error);

#endif
