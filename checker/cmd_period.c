#include <stdio.h>
#include <string.h>

#include "checker/command.h"
#include "checker/error.h"
#include "checker/jsonwrite.h"
#include "checker/period.h"

static const char *reading_name(enum period_reading reading)
{
	return reading == PERIOD_NEXT ? "next" : "same";
}

static void json_member(GString *out, const char *name, const char *value)
{
	g_string_append_printf(out, "%s\"%s\":", out->len > 1 ? ",\n" : "", name);
	json_string(out, value);
}

static void json_steps(GString *out, const struct period_result *result)
{
	g_string_append(out, ",\n\"steps\":[");
	for (guint i = 0; i < result->steps->len; i++) {
		const struct period_step *step = g_ptr_array_index(result->steps, i);
		g_string_append(out, i ? ",\n{\"provision\":" : "\n{\"provision\":");
		json_string(out, step->provision);
		g_string_append(out, ",\"day\":");
		json_string(out, step->day);
		g_string_append(out, ",\"text\":");
		json_string(out, step->text);
		g_string_append_c(out, '}');
	}
	g_string_append(out, "]}\n");
}

static void print_json(const struct options *o, const struct period_how *how, const struct period_result *result)
{
	g_autoptr(GString) out = g_string_new("{");
	json_member(out, "from", o->from);
	json_member(out, "length", o->length);
	json_member(out, "reading", reading_name(how->reading));
	json_member(out, "holidays", how->owner);
	g_string_append_printf(out, ",\n\"roll\":%s", how->roll ? "true" : "false");
	json_member(out, "nominal", result->nominal);
	json_member(out, "end", result->end);
	json_member(out, "other_end", result->other_end);
	json_steps(out, result);
	fputs(out->str, stdout);
}

static void print_text(const struct options *o, const struct period_result *result)
{
	printf("%s (%s), with its last hour: the end of %s from %s\n\n", result->end, holiday_weekday_name(result->end),
	       o->length, o->from);
	for (guint i = 0; i < result->steps->len; i++) {
		const struct period_step *step = g_ptr_array_index(result->steps, i);
		printf("%-19s %-10s  %s\n", step->provision, step->day ? step->day : "", step->text);
	}
}

int cmd_period(const struct options *o, GError **error)
{
	struct period period;
	g_autoptr(Holidays) holidays = NULL;
	struct period_how how = { .reading = strcmp(o->reading, "next") == 0 ? PERIOD_NEXT : PERIOD_SAME };
	g_autoptr(GError) local = NULL;
	how.owner = o->institution ? HOLIDAY_COMMISSION : o->states ? o->states[0] : NULL;
	how.roll = o->roll || how.owner; /* who names a place of action has a true period */
	if (!period_parse(o->length, &period, &local)) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_USAGE, "--length %s", local->message);
		return 2;
	}
	if (how.owner && !(holidays = holidays_new(error)))
		return 2;
	how.holidays = holidays;
	g_autoptr(PeriodResult) result = period_count(o->from, &period, &how, error);
	if (!result)
		return 2;
	if (strcmp(o->format, "json") == 0)
		print_json(o, &how, result);
	else
		print_text(o, result);
	return 0;
}
