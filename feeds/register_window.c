#include "feeds/register_window.h"

#include <stdlib.h>
#include <string.h>

/* The register begins in 1987; before 1990 a year holds few decisions. */
#define FIRST_YEAR 1990
#define FIRST_SPLIT_YEAR 1952

static void add(GArray *windows, const char *from, const char *to)
{
	struct window w;
	if (strcmp(from, to) > 0)
		return;
	g_strlcpy(w.from, from, sizeof w.from);
	g_strlcpy(w.to, to, sizeof w.to);
	g_array_append_val(windows, w);
}

/* The years from that of the first day to that of the last, cut to those days. */
static void add_years(GArray *windows, const char *first, const char *last)
{
	char from[DAY_SIZE], to[DAY_SIZE];
	for (int year = atoi(first); year <= atoi(last); year++) {
		g_snprintf(from, sizeof from, "%04d-01-01", year % 10000);
		g_snprintf(to, sizeof to, "%04d-12-31", year % 10000);
		add(windows, strcmp(from, first) < 0 ? first : from, strcmp(to, last) > 0 ? last : to);
	}
}

static GArray *windows_new(void)
{
	return g_array_new(FALSE, FALSE, sizeof(struct window));
}

GArray *windows_since(const char *recent, const char *today)
{
	GArray *windows = windows_new();
	g_autofree char *before = day_add_days(recent, -1), *tomorrow = day_add_days(today, 1);
	add(windows, WINDOW_OPEN, before);
	add_years(windows, recent, today);
	add(windows, tomorrow, WINDOW_END);
	return windows;
}

GArray *windows_all(const char *today)
{
	g_autofree char *first = g_strdup_printf("%d-01-01", FIRST_YEAR);
	return windows_since(first, today);
}

static gboolean is_open(const struct window *w)
{
	return strcmp(w->from, WINDOW_OPEN) == 0;
}

static gboolean is_year(const struct window *w)
{
	return strncmp(w->from, w->to, 4) == 0 && strcmp(w->from + 4, "-01-01") == 0 &&
	       strcmp(w->to + 4, "-12-31") == 0;
}

static void add_months(GArray *windows, const struct window *year)
{
	for (int month = 0; month < 12; month++) {
		g_autofree char *from = day_add_months(year->from, month), *next = day_add_months(from, 1);
		g_autofree char *to = day_add_days(next, -1);
		add(windows, from, to);
	}
}

static void add_halves(GArray *windows, const struct window *w)
{
	int half = day_diff(w->from, w->to) / 2;
	g_autofree char *middle = day_add_days(w->from, half), *next = day_add_days(w->from, half + 1);
	add(windows, w->from, middle);
	add(windows, next, w->to);
}

GArray *window_split(const struct window *window)
{
	if (strcmp(window->from, window->to) == 0)
		return NULL;
	GArray *windows = windows_new();
	g_autofree char *first = g_strdup_printf("%d-01-01", FIRST_SPLIT_YEAR);
	if (is_open(window) && strcmp(first, window->to) < 0) {
		g_autofree char *before = day_add_days(first, -1);
		add(windows, window->from, before);
		add_years(windows, first, window->to);
	} else if (is_year(window))
		add_months(windows, window);
	else
		add_halves(windows, window);
	return windows;
}

char *window_name(const struct window *w)
{
	g_autofree char *after = day_add_days(w->to, 1);
	if (is_open(w) && strcmp(after + 4, "-01-01") == 0)
		return g_strdup_printf("before %.4s", after);
	if (is_open(w))
		return g_strdup_printf("before %s", after);
	if (is_year(w))
		return g_strdup_printf("of %.4s", w->from);
	if (strcmp(w->from, w->to) == 0)
		return g_strdup_printf("of %s", w->from);
	return g_strdup_printf("of %s to %s", w->from, w->to);
}
