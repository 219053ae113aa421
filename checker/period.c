#include "checker/period.h"

#include "checker/day.h"
#include "checker/error.h"

#include <string.h>

#define NUMBER_MAX 9999

/* ---- reading a length */

/* The designators in the order ISO 8601 wants them. */
static const struct unit {
	char letter;
	int months, days;
} units[] = { { 'Y', 12, 0 }, { 'M', 1, 0 }, { 'W', 0, 7 }, { 'D', 0, 1 } };

/* One to four digits; moves *at behind them. */
static gboolean take_number(const char **at, int *n)
{
	size_t length = strspn(*at, "0123456789");
	*n = 0;
	if (length == 0 || length > 4)
		return FALSE;
	for (; length > 0; length--)
		*n = *n * 10 + *(*at)++ - '0';
	return TRUE;
}

/* "." or "," and one or two digits, in days of a month of thirty; -1 where that comes to no whole number of days. */
static gboolean take_part(const char **at, int *days)
{
	*days = 0;
	if (**at != '.' && **at != ',')
		return TRUE;
	const char *start = *at + 1;
	size_t digits = strspn(start, "0123456789");
	if (digits < 1 || digits > 2)
		return FALSE;
	int hundredths = (start[0] - '0') * 10 + (digits == 2 ? start[1] - '0' : 0);
	*days = hundredths * 30 % 100 == 0 ? hundredths * 30 / 100 : -1;
	*at = start + digits;
	return TRUE;
}

/* "2M" and the like: adds it to the period; *next is the first unit that may follow. */
static gboolean take_unit(const char **at, struct period *period, size_t *next)
{
	int n, part;
	if (!take_number(at, &n) || !take_part(at, &part))
		return FALSE;
	for (size_t i = *next; i < G_N_ELEMENTS(units); i++) {
		if (units[i].letter != **at || (part != 0 && units[i].letter != 'M'))
			continue;
		period->months += n * units[i].months;
		period->days += part < 0 ? 0 : n * units[i].days + part;
		period->weeks = period->weeks || units[i].letter == 'W';
		period->parts = period->parts || part != 0;
		*next = part < 0 ? G_MAXSIZE : part > 0 ? G_N_ELEMENTS(units) : i + 1; /* a part comes last */
		++*at;
		return TRUE;
	}
	return FALSE;
}

static gboolean not_a_length(const char *text, GError **error)
{
	return adq_usage(error, "%s: not a length of time (P2M, P1Y6M, P3W, P10D, or \"10 working days\")", text);
}

static gboolean parse_iso(const char *text, const char *at, struct period *period, GError **error)
{
	size_t next = 0, count = 0;
	for (; *at && *at != 'T'; count++) {
		if (next == G_MAXSIZE || !take_unit(&at, period, &next))
			return not_a_length(text, error);
	}
	if (*at == 'T')
		return adq_usage(error, "%s: hours are not counted here, only days, weeks, months and years", text);
	if (next == G_MAXSIZE)
		return adq_usage(error,
		                 "%s: a part of a month must come to whole days, thirty to the month (Article 3(2)(d))",
		                 text);
	if (count == 0 || (period->weeks && count > 1))
		return not_a_length(text, error);
	return TRUE;
}

/* "10 working days", "1 working day". */
static gboolean parse_working_days(const char *text, const char *at, struct period *period, GError **error)
{
	if (take_number(&at, &period->working_days) &&
	    (strcmp(at, " working days") == 0 || strcmp(at, " working day") == 0))
		return TRUE;
	return not_a_length(text, error);
}

gboolean period_parse(const char *text, struct period *period, GError **error)
{
	const char *at = text;
	memset(period, 0, sizeof *period);
	if (*at == '-') {
		period->back = TRUE;
		at++;
	}
	gboolean (*parse)(const char *, const char *, struct period *, GError **) =
		*at == 'P' ? parse_iso : parse_working_days;
	if (!parse(text, *at == 'P' ? at + 1 : at, period, error))
		return FALSE;
	if (period->months == 0 && period->days == 0 && period->working_days == 0)
		return adq_usage(error, "%s: a period of no days does not end", text);
	return TRUE;
}

/* ---- days */

static int year_of(const char *day)
{
	return (int)g_ascii_strtoll(day, NULL, 10);
}

static gboolean in_range(const char *day, GError **error)
{
	if (year_of(day) >= PERIOD_FIRST_YEAR && year_of(day) <= PERIOD_LAST_YEAR)
		return TRUE;
	return adq_usage(error, "%s lies outside the years %d to %d for which periods are counted", day,
	                 PERIOD_FIRST_YEAR, PERIOD_LAST_YEAR);
}

/* Day moved by months, then days; NULL with an error where it leaves the years. */
static char *move(const char *day, int months, int days, GError **error)
{
	int reach =
		year_of(day) * 12 + months; /* good to a year, which is enough to keep the calendar from overflowing */
	if (reach < 24 || reach > 9998 * 12) {
		adq_usage(error, "the period would end outside the years %d to %d for which periods are counted",
		          PERIOD_FIRST_YEAR, PERIOD_LAST_YEAR);
		return NULL;
	}
	g_autofree char *month = day_add_months(day, months);
	int room = days < 0 ? day_diff("0001-01-01", month) : day_diff(month, "9999-12-31");
	if (ABS(days) > room) {
		adq_usage(error, "the period would end outside the years %d to %d for which periods are counted",
		          PERIOD_FIRST_YEAR, PERIOD_LAST_YEAR);
		return NULL;
	}
	g_autofree char *end = day_add_days(month, days);
	return in_range(end, error) ? g_steal_pointer(&end) : NULL;
}

/* Why this is no working day, new; NULL if it is one, or with an error. */
static char *day_off(const struct period_how *how, const char *day, GError **error)
{
	if (holiday_weekend(day))
		return g_strdup_printf("a %s", holiday_weekday_name(day));
	if (!how->owner || !holidays_cover(how->holidays, how->owner, year_of(day), error))
		return NULL;
	const struct holiday *holiday = holidays_on(how->holidays, how->owner, day);
	return holiday ? g_strdup_printf("a public holiday (%s)", holiday->name) : NULL;
}

int period_working_day(const struct period_how *how, const char *day, GError **error)
{
	GError *local = NULL;
	g_autofree char *off = day_off(how, day, &local);
	if (!local)
		return off == NULL;
	g_propagate_error(error, local);
	return -1;
}

/* The nth working day after day (before it for step -1), new; NULL with an error. */
static char *nth_working_day(const struct period_how *how, const char *day, int n, int step, GError **error)
{
	g_autofree char *at = g_strdup(day);
	while (n > 0) {
		char *next = move(at, 0, step, error);
		int working = next ? period_working_day(how, next, error) : -1;
		g_free(at);
		at = next;
		if (working < 0)
			return NULL;
		n -= working;
	}
	return g_steal_pointer(&at);
}

/* ---- steps */

static void step_free(void *data)
{
	struct period_step *step = data;
	g_free(step->provision);
	g_free(step->day);
	g_free(step->text);
	g_free(step);
}

static void add_step(struct period_result *result, const char *provision, const char *day, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

static void add_step(struct period_result *result, const char *provision, const char *day, const char *format, ...)
{
	struct period_step *step = g_new0(struct period_step, 1);
	va_list values;
	va_start(values, format);
	step->provision = g_strdup(provision);
	step->day = g_strdup(day);
	step->text = g_strdup_vprintf(format, values);
	va_end(values);
	g_ptr_array_add(result->steps, step);
}

static void add_amount(GString *text, int n, const char *unit)
{
	if (n > 0)
		g_string_append_printf(text, "%s%d %s%s", text->len > 0 ? " and " : "", n, unit, n == 1 ? "" : "s");
}

/* "1 year and 6 months", "3 weeks". */
static char *length_text(const struct period *p)
{
	GString *text = g_string_new(NULL);
	add_amount(text, p->months / 12, "year");
	add_amount(text, p->months % 12, "month");
	add_amount(text, p->weeks ? p->days / 7 : p->days, p->weeks ? "week" : "day");
	add_amount(text, p->working_days, "working day");
	return g_string_free(text, FALSE);
}

/* TRUE if "the same date as" has anything to say about this period. */
static gboolean has_readings(const struct period *p)
{
	return !p->back && (p->months > 0 || p->weeks);
}

/* The end by one reading, before Article 3(4) and (5); new, NULL with an error. */
static char *nominal_end(const char *from, const struct period *p, enum period_reading reading, GError **error)
{
	gboolean next = reading == PERIOD_NEXT && has_readings(p);
	g_autofree char *base = day_add_days(from, next ? 1 : 0);
	return move(base, p->back ? -p->months : p->months, p->back ? -p->days : p->days, error);
}

static void step_event(struct period_result *result, const char *from, const struct period *p)
{
	g_autofree char *first = day_add_days(from, p->back ? -1 : 1);
	if (strcmp(from, "1971-07-01") < 0)
		add_step(result, "Article 6", NULL,
		         "the Regulation applies from 1971-07-01; this earlier period is counted as if it did");
	add_step(result, "Article 3(1)", first, "the day of the event, %s, is not counted; the first day is this %s",
	         from, holiday_weekday_name(first));
}

/* Days, or parts of a month and nothing else. */
static void step_days(struct period_result *result, const struct period *p, const char *length)
{
	add_step(result, p->parts ? "Article 3(2)(d)" : "Article 3(2)(b)", result->nominal, "%s%s%s: the last of them",
	         length, p->back ? " back" : "", p->parts ? ", a month being thirty" : "");
}

/* Weeks, months, years, and what days follow them. */
static void step_months(struct period_result *result, const char *base, const struct period *p, gboolean next)
{
	g_autofree char *whole =
		length_text(&(struct period){ .months = p->months, .days = p->weeks ? p->days : 0, .weeks = p->weeks });
	int months = p->back ? -p->months : p->months;
	g_autofree char *date = p->weeks ? g_strdup(result->nominal) : day_add_months(base, months);
	add_step(result, "Article 3(2)(c)", date, "%s%s: the same %s as %s, %s", whole, p->back ? " back" : "",
	         p->weeks ? "day of the week" : "date", next ? "the first day counted" : "the event", base);
	if (!p->weeks && strcmp(date + 8, base + 8) != 0)
		add_step(result, "Article 3(2)(c)", date, "that month has no day %s: its last day takes the place",
		         base + 8);
	if (p->parts)
		add_step(result, "Article 3(2)(d)", result->nominal,
		         "and the part of a month, which is %d days, a month being thirty", p->days);
	else if (p->days > 0 && !p->weeks)
		add_step(result, "Article 3(2)(b)", result->nominal, "and %d %s", p->days,
		         p->days == 1 ? "day" : "days");
}

static gboolean step_nominal(struct period_result *result, const char *from, const struct period *p,
                             enum period_reading reading, GError **error)
{
	gboolean next = reading == PERIOD_NEXT && has_readings(p);
	g_autofree char *base = day_add_days(from, next ? 1 : 0);
	g_autofree char *length = length_text(p);
	result->nominal = nominal_end(from, p, reading, error);
	if (!result->nominal)
		return FALSE;
	if (p->months == 0 && !p->weeks)
		step_days(result, p, length);
	else
		step_months(result, base, p, next);
	add_step(result, "Article 3(3)", NULL, "public holidays, Sundays and Saturdays on the way are counted");
	return TRUE;
}

static gboolean step_working_days(struct period_result *result, const char *from, const struct period *p,
                                  const struct period_how *how, GError **error)
{
	g_autofree char *length = length_text(p);
	result->nominal = nth_working_day(how, from, p->working_days, p->back ? -1 : 1, error);
	if (!result->nominal)
		return FALSE;
	add_step(result, "Article 3(3)", result->nominal,
	         "%s%s: public holidays, Sundays and Saturdays are not counted", length, p->back ? " back" : "");
	result->end = g_strdup(result->nominal);
	return TRUE;
}

/* Says whose public holidays are used, and how sure that is. */
static gboolean step_calendar(struct period_result *result, const struct period_how *how, GError **error)
{
	if (!how->owner) {
		add_step(result, "Article 2(2)", NULL,
		         "no Member State or institution is named: only Saturdays and Sundays are no working days");
		return TRUE;
	}
	const struct holiday *by = holidays_cover(how->holidays, how->owner, year_of(result->nominal), error);
	if (!by)
		return FALSE;
	add_step(result, "Article 2(1)", NULL, "public holidays of %s: %s%s%s%s",
	         strcmp(how->owner, HOLIDAY_COMMISSION) == 0 ? "the Commission" : how->owner, by->source,
	         strcmp(by->confidence, "unverified") == 0 ? " (unverified: the text was not seen)" : "",
	         *by->name ? "; " : "", by->name);
	return TRUE;
}

/* Article 3(4): to the following working day; not for periods counted back. */
static gboolean step_roll(struct period_result *result, const struct period *p, const struct period_how *how,
                          GError **error)
{
	GError *local = NULL;
	g_autofree char *off = day_off(how, result->nominal, &local);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	if (!off || p->back) {
		result->end = g_strdup(result->nominal);
		if (off)
			add_step(result, "Article 3(4)", result->end,
			         "%s, but a period counted back does not move (second subparagraph)", off);
		else
			add_step(result, "Article 3(4)", result->end, "a working day: the period ends on it");
		return TRUE;
	}
	result->end = nth_working_day(how, result->nominal, 1, 1, error);
	if (result->end)
		add_step(result, "Article 3(4)", result->end, "%s is %s: the period ends on the following working day",
		         result->nominal, off);
	return result->end != NULL;
}

/* How many working days lie behind from and up to the end, 2 standing for more; -1 with an error. */
static int working_days_within(const char *from, const struct period_result *result, int step,
                               const struct period_how *how, GError **error)
{
	g_autofree char *at = g_strdup(result->end);
	int found = 0;
	while (found < 2 && strcmp(at, from) != 0) {
		int working = period_working_day(how, at, error);
		if (working < 0)
			return -1;
		found += working;
		char *before = day_add_days(at, -step);
		g_free(at);
		at = before;
	}
	return found;
}

/* Article 3(5): a period of two days or more holds at least two working days. */
static gboolean step_two_working_days(struct period_result *result, const char *from, const struct period *p,
                                      const struct period_how *how, GError **error)
{
	int step = p->back ? -1 : 1;
	if (p->months == 0 && p->days < 2)
		return TRUE;
	int found = working_days_within(from, result, step, how, error);
	if (found < 0)
		return FALSE;
	if (found >= 2) {
		add_step(result, "Article 3(5)", result->end, "at least two working days lie within the period");
		return TRUE;
	}
	char *longer = nth_working_day(how, result->end, 2 - found, step, error);
	if (!longer)
		return FALSE;
	add_step(result, "Article 3(5)", longer, "up to %s there %s: it is carried on to the second", result->end,
	         found == 0 ? "is no working day" : "is only one working day");
	g_free(result->end);
	result->end = longer;
	return TRUE;
}

/* What a fixed date would be, or why nothing moved. */
static void step_fixed(struct period_result *result, const struct period_how *how)
{
	gboolean moved = strcmp(result->nominal, result->end) != 0;
	if (!how->roll)
		add_step(
			result, "Articles 4(1), 5(1)", result->end,
			"taken as a fixed date, entry into force or application: Article 3(4) and (5) do not apply and the "
			"date stays, here a %s (a true period: --state, --institution or --roll)",
			holiday_weekday_name(result->end));
	else if (moved)
		add_step(
			result, "Articles 4(1), 5(1)", result->nominal,
			"a fixed date, entry into force or application would stay on this day: Article 3(4) and (5) do not "
			"apply to them");
}

/* The end by the other reading, new; NULL with an error. */
static char *other_end(const char *from, const struct period *p, const struct period_how *how, GError **error)
{
	struct period_how other = *how;
	other.reading = how->reading == PERIOD_NEXT ? PERIOD_SAME : PERIOD_NEXT;
	g_autoptr(PeriodResult) counted = g_new0(struct period_result, 1);
	counted->steps = g_ptr_array_new_with_free_func(step_free);
	if (!step_nominal(counted, from, p, other.reading, error))
		return NULL;
	if (how->roll &&
	    (!step_roll(counted, p, &other, error) || !step_two_working_days(counted, from, p, &other, error)))
		return NULL;
	return g_strdup(how->roll ? counted->end : counted->nominal);
}

/* The reading that was not used is shown beside; that it cannot be told is no error. */
static void step_other_reading(struct period_result *result, const char *from, const struct period *p,
                               const struct period_how *how)
{
	g_autoptr(GError) problem = NULL;
	const char *name = how->reading == PERIOD_NEXT ? "the same date as the event (--reading same)"
	                                               : "the same date as the first day counted (--reading next)";
	if (!has_readings(p))
		return;
	result->other_end = other_end(from, p, how, &problem);
	if (result->other_end)
		add_step(result, "Article 3(2)(c)", result->other_end, "the other reading, %s, gives this day", name);
	else
		add_step(result, "Article 3(2)(c)", NULL, "the other reading, %s, cannot be told: %s", name,
		         problem->message);
}

static gboolean step_end(struct period_result *result, const char *from, const struct period *p,
                         const struct period_how *how, GError **error)
{
	if (how->roll && (!step_calendar(result, how, error) || !step_roll(result, p, how, error) ||
	                  !step_two_working_days(result, from, p, how, error)))
		return FALSE;
	if (!result->end)
		result->end = g_strdup(result->nominal);
	step_fixed(result, how);
	step_other_reading(result, from, p, how);
	return TRUE;
}

static gboolean count(struct period_result *result, const char *from, const struct period *p,
                      const struct period_how *how, GError **error)
{
	if (!in_range(from, error))
		return FALSE;
	step_event(result, from, p);
	if (p->working_days > 0)
		return step_working_days(result, from, p, how, error) && step_calendar(result, how, error);
	return step_nominal(result, from, p, how->reading, error) && step_end(result, from, p, how, error);
}

struct period_result *period_count(const char *from, const struct period *period, const struct period_how *how,
                                   GError **error)
{
	g_autoptr(PeriodResult) result = g_new0(struct period_result, 1);
	result->steps = g_ptr_array_new_with_free_func(step_free);
	return count(result, from, period, how, error) ? g_steal_pointer(&result) : NULL;
}

void period_result_free(struct period_result *result)
{
	if (!result)
		return;
	g_free(result->nominal);
	g_free(result->end);
	g_free(result->other_end);
	g_ptr_array_unref(result->steps);
	g_free(result);
}
