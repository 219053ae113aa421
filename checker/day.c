#include "checker/day.h"

#include <string.h>

static gboolean digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!g_ascii_isdigit(s[i]))
			return FALSE;
	return TRUE;
}

static gboolean month_parse(const char *s, guint *year, guint *month)
{
	if (!digits(s, 4) || s[4] != '-' || !digits(s + 5, 2))
		return FALSE;
	*year = (guint)((s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0'));
	*month = (guint)((s[5] - '0') * 10 + (s[6] - '0'));
	return *year >= 1 && *month >= 1 && *month <= 12;
}

static gboolean day_parse(const char *s, GDate *date)
{
	guint year, month;
	if (!s || strlen(s) != 10 || !month_parse(s, &year, &month) || s[7] != '-' || !digits(s + 8, 2))
		return FALSE;
	GDateDay day = (GDateDay)((s[8] - '0') * 10 + (s[9] - '0'));
	if (!g_date_valid_dmy(day, (GDateMonth)month, (GDateYear)year))
		return FALSE;
	g_date_clear(date, 1);
	g_date_set_dmy(date, day, (GDateMonth)month, (GDateYear)year);
	return TRUE;
}

static char *day_text(const GDate *date)
{
	return g_strdup_printf("%04u-%02u-%02u", (guint)g_date_get_year(date), (guint)g_date_get_month(date),
	                       (guint)g_date_get_day(date));
}

gboolean day_valid(const char *text)
{
	GDate date;
	return day_parse(text, &date);
}

gboolean day_or_month_valid(const char *text)
{
	guint year, month;
	if (text && strlen(text) == 7)
		return month_parse(text, &year, &month);
	return day_valid(text);
}

/* What may follow the ten characters of a day: a time, or a time zone. */
static gboolean tail_is_time(const char *tail)
{
	if (*tail == '\0' || strcmp(tail, "Z") == 0)
		return TRUE;
	if (*tail != 'T' && *tail != '+' && *tail != '-')
		return FALSE;
	return strspn(tail, "T+-:.0123456789Z") == strlen(tail);
}

char *day_clean(const char *text)
{
	static const char *const sentinels[] = { "1001-01-01", "9999-12-31" };
	if (!text)
		return NULL;
	g_autofree char *s = g_strstrip(g_strdup(text));
	size_t n = strlen(s);
	if (n >= 2 && s[0] == '$' && s[n - 1] == '$')
		return g_strdup("");
	if (n < 10 || !tail_is_time(s + 10))
		return NULL;
	s[10] = '\0';
	for (size_t i = 0; i < G_N_ELEMENTS(sentinels); i++)
		if (strcmp(s, sentinels[i]) == 0)
			return g_strdup("");
	return day_valid(s) ? g_steal_pointer(&s) : NULL;
}

int day_diff(const char *a, const char *b)
{
	GDate from, to;
	g_return_val_if_fail(day_parse(a, &from) && day_parse(b, &to), 0);
	return g_date_days_between(&from, &to);
}

char *day_add_days(const char *day, int n)
{
	GDate date;
	g_return_val_if_fail(day_parse(day, &date), NULL);
	if (n >= 0)
		g_date_add_days(&date, (guint)n);
	else
		g_date_subtract_days(&date, (guint)-n);
	return day_text(&date);
}

char *day_add_months(const char *day, int n)
{
	GDate date;
	g_return_val_if_fail(day_parse(day, &date), NULL);
	if (n >= 0)
		g_date_add_months(&date, (guint)n);
	else
		g_date_subtract_months(&date, (guint)-n);
	return day_text(&date);
}

char *day_today(void)
{
	g_autoptr(GTimeZone) brussels = g_time_zone_new_identifier("Europe/Brussels");
	g_autoptr(GDateTime) now = brussels ? g_date_time_new_now(brussels) : g_date_time_new_now_utc();
	return g_date_time_format(now, "%Y-%m-%d");
}

char *day_now(void)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	return g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
}
