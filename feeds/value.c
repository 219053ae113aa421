#include "feeds/value.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "checker/day.h"
#include "checker/state.h"

#define QUOTE_MAX 40

void value_clear(struct value_row *row)
{
	g_clear_pointer(&row->problem, g_free);
	if (row->owned)
		g_ptr_array_set_size(row->owned, 0);
	g_clear_pointer(&row->owned, g_ptr_array_unref);
}

const char *value_keep(struct value_row *row, char *text)
{
	if (!text)
		return NULL;
	if (!row->owned)
		row->owned = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(row->owned, text);
	return text;
}

void value_fail(struct value_row *row, const char *format, ...)
{
	if (row->problem)
		return;
	va_list args;
	va_start(args, format);
	row->problem = g_strdup_vprintf(format, args);
	va_end(args);
}

gboolean value_good(const struct value_row *row, const struct feed_sink *sink, guint line)
{
	if (!row->problem)
		return TRUE;
	sink->reject(sink->user, line, row->problem);
	return FALSE;
}

char *value_quote(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *out = g_string_new("'");
	int n = 0;
	for (const char *p = valid; *p && n < QUOTE_MAX; p = g_utf8_next_char(p), n++) {
		gunichar c = g_utf8_get_char(p);
		g_string_append_unichar(out, g_unichar_isprint(c) ? c : '?');
	}
	g_string_append(out, n == QUOTE_MAX ? "...'" : "'");
	return g_string_free(out, FALSE);
}

static gboolean is_template(const char *text)
{
	size_t n = strlen(text);
	return n > 2 && text[0] == '$' && text[n - 1] == '$' &&
	       strspn(text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") == n - 2;
}

const char *value_text(const char *text)
{
	if (!text || text[strspn(text, " \t\r\n")] == '\0' || is_template(text))
		return NULL;
	return text;
}

const char *value_required(struct value_row *row, const char *name, const char *text)
{
	const char *value = value_text(text);
	if (!value)
		value_fail(row, "%s is missing", name);
	return value;
}

static void fail_value(struct value_row *row, const char *name, const char *text, const char *is)
{
	g_autofree char *quoted = value_quote(text);
	value_fail(row, "%s: %s %s", name, quoted, is);
}

const char *value_day(struct value_row *row, const char *name, const char *text)
{
	if (!value_text(text))
		return NULL;
	char *day = day_clean(text);
	if (!day)
		fail_value(row, name, text, "is not a day");
	value_keep(row, day);
	return day && *day ? day : NULL;
}

const char *value_day_or_month(struct value_row *row, const char *name, const char *text)
{
	const char *value = value_text(text);
	if (value && strlen(value) == 7 && day_or_month_valid(value))
		return value;
	return value_day(row, name, text);
}

const char *value_celex(struct value_row *row, const char *name, const char *text, guint kinds)
{
	const char *value = value_text(text);
	if (!value)
		return NULL;
	enum celex_kind kind = celex_kind(value);
	if (kind == CELEX_NONE)
		fail_value(row, name, value, "is not a CELEX number");
	else if (!(kinds & VALUE_KIND(kind)))
		fail_value(row, name, value, "is a CELEX number, but not of the kind that belongs here");
	else
		return value;
	return NULL;
}

void value_after_act(struct value_row *row, const char *name, const char *celex, const char *date)
{
	if (celex && date && strncmp(date, celex + 1, 4) < 0)
		value_fail(row, "%s: %s is before the act, %s", name, date, celex);
}

const char *value_state(struct value_row *row, const char *name, const char *text)
{
	const char *value = value_required(row, name, text);
	if (!value)
		return NULL;
	const struct state *state = state_lookup(value);
	if (!state)
		fail_value(row, name, value_tail(value), "is not a Member State");
	return state ? state->code : NULL;
}

const char *value_choice(struct value_row *row, const char *name, const char *text, const char *const *choices)
{
	const char *value = value_text(text);
	if (!value)
		return NULL;
	for (; *choices; choices++)
		if (strcmp(value, *choices) == 0)
			return *choices;
	fail_value(row, name, value, "is not a word known here");
	return NULL;
}

int value_number(struct value_row *row, const char *name, const char *text)
{
	const char *value = value_text(text);
	if (!value)
		return 0;
	guint64 number = 0;
	if (!g_ascii_string_to_unsigned(value, 10, 0, 1000000, &number, NULL))
		fail_value(row, name, value, "is not a whole number");
	return (int)number;
}

static gboolean digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!g_ascii_isdigit(s[i]))
			return FALSE;
	return TRUE;
}

/* "INFR(2024)0270" and "INFR(2024) 0270": where the last four digits begin; NULL for another shape. */
static const char *infr_tail(const char *text)
{
	if (strncmp(text, "INFR(", 5) != 0 || !digits(text + 5, 4) || text[9] != ')')
		return NULL;
	const char *tail = text + 10;
	return *tail == ' ' ? tail + 1 : tail;
}

char *value_infr_prefix(const char *text, const char **rest)
{
	gboolean bare = digits(text, 8);
	const char *year = bare ? text : text + 5;
	const char *tail = bare ? text + 4 : infr_tail(text);
	if (!tail || !digits(tail, 4))
		return NULL;
	*rest = tail + 4;
	return g_strdup_printf("INFR(%.4s)%.4s", year, tail);
}

const char *value_infr(struct value_row *row, const char *name, const char *text)
{
	const char *rest = "", *value = value_text(text);
	if (!value)
		return NULL;
	const char *infr = value_keep(row, value_infr_prefix(value, &rest));
	if (!infr || *rest)
		fail_value(row, name, value, "is not the number of a case, INFR(YYYY)NNNN");
	return infr;
}

const char *value_tail(const char *text)
{
	if (!text || (!g_str_has_prefix(text, "http://") && !g_str_has_prefix(text, "https://")))
		return text;
	const char *slash = strrchr(text, '/');
	return slash[1] ? slash + 1 : text;
}
