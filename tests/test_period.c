/* Periods of Regulation (EEC, Euratom) No 1182/71: a table of cases, each with its reason in its name; properties over
 * 1970 to 2070 against a calendar counted day by day. */
#include "checker/day.h"
#include "checker/error.h"
#include "checker/period.h"

#include <string.h>

/* ---- cases */

struct period_case {
	const char *provision, *reason;
	const char *from, *length;
	const char *how; /* words: next (the reading), roll, or whose holidays count */
	const char *end;
};

static const struct period_case cases[] = {
	{ "3(1)", "the day of the event is not counted: one day from a Monday ends on Tuesday", "2024-01-15", "P1D", "",
	  "2024-01-16" },
	{ "3(1)", "ten days from 1 January end on the 11th, not on the 10th", "2024-01-01", "P10D", "", "2024-01-11" },
	{ "3(1)", "an event on 31 December: the first day counted is 1 January", "2023-12-31", "P1D", "",
	  "2024-01-01" },
	{ "3(1)", "the day after 28 February of a leap year is the 29th", "2024-02-28", "P1D", "", "2024-02-29" },
	{ "3(1)", "the day after 28 February of a common year is 1 March", "2023-02-28", "P1D", "", "2023-03-01" },
	{ "3(2)(b)", "thirty days over the February of a leap year", "2024-01-31", "P30D", "", "2024-03-01" },
	{ "3(2)(b)", "thirty days over the February of a common year", "2023-01-31", "P30D", "", "2023-03-02" },
	{ "3(2)(b)", "365 days from 1 January do not fill a leap year", "2024-01-01", "P365D", "", "2024-12-31" },
	{ "3(2)(b)", "366 days from 1 January do", "2024-01-01", "P366D", "", "2025-01-01" },
	{ "3(2)(b)", "ninety days are not three months", "2024-01-15", "P90D", "", "2024-04-14" },
	{ "3(2)(c)", "three months are not ninety days", "2024-01-15", "P3M", "", "2024-04-15" },
	{ "3(2)(c)", "a week from a Friday ends on a Friday", "2024-03-01", "P1W", "", "2024-03-08" },
	{ "3(2)(c)", "two weeks over the end of the year", "2024-12-24", "P2W", "", "2025-01-07" },
	{ "3(2)(c)", "52 weeks from Thursday 29 February end on a Thursday", "2024-02-29", "P52W", "", "2025-02-27" },
	{ "3(2)(c)", "a week read from the first day counted ends a day later", "2024-03-01", "P1W", "next",
	  "2024-03-09" },
	{ "3(2)(c)", "and moves on where it rolls, 9 March being a Saturday", "2024-03-01", "P1W", "next roll",
	  "2024-03-11" },
	{ "3(2)(c)", "C-658.19: the reasoned opinion of 25 January 2019 expired on 25 March", "2019-01-25", "P2M", "",
	  "2019-03-25" },
	{ "3(2)(c)", "the same by the holidays of the state it was addressed to", "2019-01-25", "P2M", "RO",
	  "2019-03-25" },
	{ "3(2)(c)", "the same read from the first day counted", "2019-01-25", "P2M", "next", "2019-03-26" },
	{ "3(2)(c)", "31 January and one month in a leap year: no 31st, the 29th", "2024-01-31", "P1M", "",
	  "2024-02-29" },
	{ "3(2)(c)", "31 January and one month in a common year: the 28th", "2023-01-31", "P1M", "", "2023-02-28" },
	{ "3(2)(c)", "30 January and one month in a common year: the 28th", "2023-01-30", "P1M", "", "2023-02-28" },
	{ "3(2)(c)", "29 January and one month in a common year: the 28th", "2023-01-29", "P1M", "", "2023-02-28" },
	{ "3(2)(c)", "28 January and one month: the date exists", "2023-01-28", "P1M", "", "2023-02-28" },
	{ "3(2)(c)", "31 March and one month: April ends on the 30th", "2024-03-31", "P1M", "", "2024-04-30" },
	{ "3(2)(c)", "31 May and one month: June ends on the 30th", "2024-05-31", "P1M", "", "2024-06-30" },
	{ "3(2)(c)", "31 July and one month: August has a 31st", "2024-07-31", "P1M", "", "2024-08-31" },
	{ "3(2)(c)", "30 April and one month: the date, not the end of the month", "2024-04-30", "P1M", "",
	  "2024-05-30" },
	{ "3(2)(c)", "29 February and one month: the date, not the end of the month", "2024-02-29", "P1M", "",
	  "2024-03-29" },
	{ "3(2)(c)", "28 February and one month: the date, not the end of the month", "2023-02-28", "P1M", "",
	  "2023-03-28" },
	{ "3(2)(c)", "31 August and six months into a leap year", "2023-08-31", "P6M", "", "2024-02-29" },
	{ "3(2)(c)", "31 August and six months into a common year", "2024-08-31", "P6M", "", "2025-02-28" },
	{ "3(2)(c)", "two months over the end of the year from 31 December", "2023-12-31", "P2M", "", "2024-02-29" },
	{ "3(2)(c)", "three months over the end of the year from 30 November", "2024-11-30", "P3M", "", "2025-02-28" },
	{ "3(2)(c)", "one month over the end of the year, the date exists", "2024-12-15", "P1M", "", "2025-01-15" },
	{ "3(2)(c)", "months are not chained: two months from 31 January end on the 31st", "2024-01-31", "P2M", "",
	  "2024-03-31" },
	{ "3(2)(c)", "a year from 29 February: the 28th", "2024-02-29", "P1Y", "", "2025-02-28" },
	{ "3(2)(c)", "four years from 29 February: the 29th again", "2024-02-29", "P4Y", "", "2028-02-29" },
	{ "3(2)(c)", "a year", "2024-05-06", "P1Y", "", "2025-05-06" },
	{ "3(2)(c)", "twelve months are a year", "2024-05-06", "P12M", "", "2025-05-06" },
	{ "3(2)(c)", "a year and six months from 31 August", "2024-08-31", "P1Y6M", "", "2026-02-28" },
	{ "3(2)(c)", "eighteen months are the same", "2024-08-31", "P18M", "", "2026-02-28" },
	{ "3(2)(c)", "2000 was a leap year", "2000-01-31", "P1M", "", "2000-02-29" },
	{ "3(2)(c)", "2100 will be none", "2099-11-30", "P3M", "", "2100-02-28" },
	{ "3(2)(c)", "NIS2 entered into force on 16 January 2023; 21 months as its legislator counted", "2023-01-16",
	  "P21M", "next", "2024-10-17" },
	{ "3(2)(c)", "the same by the date of the event is a day earlier", "2023-01-16", "P21M", "", "2024-10-16" },
	{ "3(2)(c)", "entry into force on 31 July 2019, two years as its legislator counted", "2019-07-31", "P2Y",
	  "next", "2021-08-01" },
	{ "3(2)(c)", "30 January: the first day counted is the 31st, and February has none", "2023-01-30", "P1M",
	  "next", "2023-02-28" },
	{ "3(2)(c)", "31 January: the first day counted is 1 February", "2023-01-31", "P1M", "next", "2023-03-01" },
	{ "3(2)(c)", "31 March: the first day counted is 1 April", "2024-03-31", "P1M", "next", "2024-05-01" },
	{ "3(2)(c)", "28 February of a common year: the first day counted is 1 March", "2023-02-28", "P1M", "next",
	  "2023-04-01" },
	{ "3(2)(c)", "28 February of a leap year: the first day counted is the 29th, the next year has none",
	  "2024-02-28", "P1Y", "next", "2025-02-28" },
	{ "3(2)(b)", "days have no two readings", "2024-01-01", "P10D", "next", "2024-01-11" },
	{ "3(2)(d)", "half a month is fifteen days", "2024-02-10", "P0.5M", "", "2024-02-25" },
	{ "3(2)(d)", "a month and a half is a month and fifteen days", "2024-01-10", "P1.5M", "", "2024-02-25" },
	{ "3(2)(d)", "nine tenths of a month are twenty-seven days", "2024-02-10", "P0.9M", "", "2024-03-08" },
	{ "3(2)(d)", "a comma will do as well", "2024-01-10", "P1,5M", "", "2024-02-25" },
	{ "3(2)(d)", "a tenth of a month is three days, after the months", "2024-01-31", "P2.1M", "", "2024-04-03" },
	{ "3(2)(b)", "a month and fifteen days in so many words", "2024-01-10", "P1M15D", "", "2024-02-25" },
	{ "3(3)", "ten days over Easter in Belgium: every day counts", "2024-03-25", "P10D", "BE", "2024-04-04" },
	{ "3(4)", "an end on a Saturday moves to Monday", "2024-02-06", "P2M", "roll", "2024-04-08" },
	{ "3(4)", "an end on a Sunday moves to Monday", "2024-02-07", "P2M", "roll", "2024-04-08" },
	{ "3(4)", "an end on a Monday stays", "2024-02-08", "P2M", "roll", "2024-04-08" },
	{ "4(1)", "entry into force on a Saturday stays", "2024-02-06", "P2M", "", "2024-04-06" },
	{ "5(1)", "a date on a Sunday stays: 6 May 2018", "2018-03-06", "P2M", "", "2018-05-06" },
	{ "3(4)", "a true period would not end on Sunday 6 May 2018", "2018-03-06", "P2M", "roll", "2018-05-07" },
	{ "3(4)", "nor in France, where Tuesday 8 May is the holiday, not Monday", "2018-03-06", "P2M", "FR",
	  "2018-05-07" },
	{ "3(4)", "8 May is a holiday in France", "2018-03-08", "P2M", "FR", "2018-05-09" },
	{ "3(4)", "8 May is none in Belgium", "2018-03-08", "P2M", "BE", "2018-05-08" },
	{ "3(4)", "the Saturday before Easter moves over Easter Monday in Belgium", "2024-01-30", "P2M", "BE",
	  "2024-04-02" },
	{ "3(4)", "without a calendar Easter Monday is a Monday", "2024-01-30", "P2M", "roll", "2024-04-01" },
	{ "3(4)", "Good Friday is no public holiday in Ireland", "2024-01-29", "P2M", "IE", "2024-03-29" },
	{ "3(4)", "Good Friday counts as one in the Netherlands, up to the Tuesday after Easter", "2024-01-29", "P2M",
	  "NL", "2024-04-02" },
	{ "3(4)", "Labour Day on a Wednesday", "2024-03-01", "P2M", "BE", "2024-05-02" },
	{ "3(4)", "Ascension Day is a Thursday, the Friday after it a working day", "2024-03-09", "P2M", "BE",
	  "2024-05-10" },
	{ "3(4)", "Corpus Christi is kept in Austria", "2024-03-30", "P2M", "AT", "2024-05-31" },
	{ "3(4)", "and not in Germany as a whole", "2024-03-30", "P2M", "DE", "2024-05-30" },
	{ "3(4)", "Christmas Day and the day after it in Austria", "2024-10-25", "P2M", "AT", "2024-12-27" },
	{ "3(4)", "Christmas Day alone in Belgium", "2024-10-25", "P2M", "BE", "2024-12-26" },
	{ "3(4)", "Saturday 31 December and Sunday 1 January: Monday, in Belgium", "2022-10-31", "P2M", "BE",
	  "2023-01-02" },
	{ "3(4)", "and Tuesday in Romania, where 2 January is a holiday", "2022-10-31", "P2M", "RO", "2023-01-03" },
	{ "3(4)", "Maundy Thursday to Easter Monday at the Commission", "2023-02-06", "P2M", "COMMISSION",
	  "2023-04-11" },
	{ "3(4)", "Orthodox Good Friday and Easter Monday in Romania", "2024-03-03", "P2M", "RO", "2024-05-07" },
	{ "3(4)", "Western Easter Monday is a working day in Romania", "2024-02-01", "P2M", "RO", "2024-04-01" },
	{ "3(4)", "King's Day on a Sunday is kept on the Saturday before", "2025-02-27", "P2M", "NL", "2025-04-28" },
	{ "3(4)", "King's Day on a Monday", "2026-02-27", "P2M", "NL", "2026-04-28" },
	{ "3(4)", "the first Monday in June in Ireland", "2024-04-03", "P2M", "IE", "2024-06-04" },
	{ "3(4)", "the second Monday in June is none", "2024-04-10", "P2M", "IE", "2024-06-10" },
	{ "3(4)", "1 May by the date of the first day counted moves too", "2024-03-31", "P1M", "next BE",
	  "2024-05-02" },
	{ "3(4)", "second subparagraph: counted back, the end stays on a Saturday", "2024-06-06", "-P2M", "roll",
	  "2024-04-06" },
	{ "3(4)", "second subparagraph: counted back, the end stays on a holiday", "2024-07-01", "-P2M", "BE",
	  "2024-05-01" },
	{ "3(2)(b)", "ten days counted back", "2024-03-11", "-P10D", "", "2024-03-01" },
	{ "3(2)(c)", "a month counted back from 31 March", "2024-03-31", "-P1M", "", "2024-02-29" },
	{ "3(5)", "two days from a Friday: Monday is only one working day", "2024-03-01", "P2D", "roll", "2024-03-05" },
	{ "3(5)", "three days from a Friday: the same", "2024-03-01", "P3D", "roll", "2024-03-05" },
	{ "3(5)", "four days from a Friday hold two", "2024-03-01", "P4D", "roll", "2024-03-05" },
	{ "3(4)", "one day from a Friday need not hold two working days", "2024-03-01", "P1D", "roll", "2024-03-04" },
	{ "3(5)", "two days from a Thursday: Friday and Monday", "2024-02-29", "P2D", "roll", "2024-03-04" },
	{ "3(5)", "five days from Maundy Thursday in Belgium: Friday and Tuesday", "2024-03-28", "P5D", "BE",
	  "2024-04-02" },
	{ "3(5)", "in the Netherlands Good Friday is off, the Wednesday is the second", "2024-03-28", "P5D", "NL",
	  "2024-04-03" },
	{ "3(5)", "three days at Christmas in Austria: Friday the 27th, then Monday", "2024-12-24", "P3D", "AT",
	  "2024-12-30" },
	{ "3(5)", "a period counted back holds two working days as well", "2024-03-04", "-P2D", "roll", "2024-02-29" },
	{ "4(1)", "application two days after a Friday begins on the Sunday", "2024-03-01", "P2D", "", "2024-03-03" },
	{ "5(1)", "a given number of days after an event is a date (5(2)): it stays on a Saturday", "2024-03-01", "P8D",
	  "", "2024-03-09" },
	{ "3(3)", "ten working days from a Friday", "2024-03-01", "10 working days", "", "2024-03-15" },
	{ "3(3)", "one working day from a Friday", "2024-03-01", "1 working day", "", "2024-03-04" },
	{ "3(3)", "five working days over Easter in Belgium", "2024-03-28", "5 working days", "BE", "2024-04-05" },
	{ "3(3)", "ten working days over Christmas and New Year in Belgium", "2024-12-20", "10 working days", "BE",
	  "2025-01-07" },
	{ "3(3)", "three working days counted back", "2024-03-04", "-3 working days", "", "2024-02-28" },
	{ "6", "before 1 July 1971 a period is counted the same way", "1971-06-30", "P1M", "", "1971-07-30" },
	{ "6", "1951 is the first year", "1951-04-18", "P1Y", "", "1952-04-18" },
};

static Holidays *all_holidays(void)
{
	g_autoptr(GError) error = NULL;
	struct holidays *holidays = holidays_new(&error);
	g_assert_no_error(error);
	return holidays;
}

static struct period_how how_of(const char *words, const struct holidays *holidays)
{
	struct period_how how = { .holidays = holidays };
	const char *owner = strrchr(words, ' ');
	owner = owner ? owner + 1 : words;
	how.reading = g_str_has_prefix(words, "next") ? PERIOD_NEXT : PERIOD_SAME;
	how.roll = g_str_has_suffix(words, "roll") || g_ascii_isupper(*owner);
	how.owner = g_ascii_isupper(*owner) ? owner : NULL;
	return how;
}

static struct period length_of(const char *text)
{
	struct period period;
	g_autoptr(GError) error = NULL;
	period_parse(text, &period, &error);
	g_assert_no_error(error);
	return period;
}

static PeriodResult *counted(const char *from, const char *length, const struct period_how *how)
{
	g_autoptr(GError) error = NULL;
	struct period period = length_of(length);
	struct period_result *result = period_count(from, &period, how, &error);
	g_assert_no_error(error);
	return result;
}

static const struct period_step *step_of(const struct period_result *result, const char *provision)
{
	for (guint i = 0; i < result->steps->len; i++) {
		const struct period_step *step = g_ptr_array_index(result->steps, i);
		if (g_str_has_prefix(step->provision, provision))
			return step;
	}
	return NULL;
}

static void test_case(const void *data)
{
	const struct period_case *c = data;
	g_autoptr(Holidays) holidays = all_holidays();
	struct period_how how = how_of(c->how, holidays);
	g_autoptr(PeriodResult) result = counted(c->from, c->length, &how);
	g_assert_cmpstr(result->end, ==, c->end);
	g_autofree char *article = g_strdup_printf("Article %s", c->provision);
	gboolean fixed = g_str_equal(c->provision, "4(1)") || g_str_equal(c->provision, "5(1)");
	g_assert_nonnull(step_of(result, fixed ? "Articles 4(1), 5(1)" : article)); /* what the case is about is said */
}

static void add_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/period/Article %s: %s", cases[i].provision, cases[i].reason);
		g_test_add_data_func(path, &cases[i], test_case);
	}
}

/* The last step of a table says what was not chosen; both readings always see each other. */
static void test_other_reading(void)
{
	const struct period_how same = { .reading = PERIOD_SAME }, next = { .reading = PERIOD_NEXT };
	g_autoptr(PeriodResult) a = counted("2019-01-25", "P2M", &same);
	g_autoptr(PeriodResult) b = counted("2019-01-25", "P2M", &next);
	g_assert_cmpstr(a->other_end, ==, "2019-03-26");
	g_assert_cmpstr(b->other_end, ==, "2019-03-25");
	g_autoptr(PeriodResult) days = counted("2019-01-25", "P10D", &same);
	g_assert_null(days->other_end);
	g_autoptr(PeriodResult) back = counted("2019-01-25", "-P2M", &next);
	g_assert_null(back->other_end);
	g_assert_cmpstr(back->end, ==, "2018-11-25");
	g_autoptr(Holidays) holidays = all_holidays();
	const struct period_how last = how_of("BE", holidays); /* 2031 is not on record: told, and no error */
	g_autoptr(PeriodResult) edge = counted("2030-10-31", "P2M", &last);
	g_assert_cmpstr(edge->end, ==, "2030-12-31");
	g_assert_null(edge->other_end);
	const struct period_step *step = g_ptr_array_index(edge->steps, edge->steps->len - 1);
	g_assert_nonnull(
		strstr(step->text, "cannot be told: the public holidays of BE are on record for 2010 to 2030"));
}

static void test_steps(void)
{
	g_autoptr(Holidays) holidays = all_holidays();
	const struct period_how how = how_of("BE", holidays);
	g_autoptr(PeriodResult) result = counted("2024-01-30", "P2M", &how);
	g_assert_cmpstr(step_of(result, "Article 3(1)")->day, ==, "2024-01-31");
	g_assert_cmpstr(step_of(result, "Article 3(2)(c)")->day, ==, "2024-03-30");
	g_assert_nonnull(strstr(step_of(result, "Article 2(1)")->text, "Royal Decree of 18 April 1974"));
	g_assert_nonnull(strstr(step_of(result, "Article 2(1)")->text, "(unverified"));
	g_assert_cmpstr(step_of(result, "Article 3(4)")->day, ==, "2024-04-02");
	g_assert_nonnull(strstr(step_of(result, "Article 3(4)")->text, "2024-03-30 is a Saturday"));
	g_assert_cmpstr(step_of(result, "Articles 4(1), 5(1)")->day, ==, "2024-03-30");
	g_assert_cmpstr(result->nominal, ==, "2024-03-30");
	const struct period_how fixed = { 0 };
	g_autoptr(PeriodResult) early = counted("1971-06-30", "P1M", &fixed);
	g_assert_nonnull(step_of(early, "Article 6"));
	g_autoptr(PeriodResult) first = counted("1971-07-01", "P1M", &fixed);
	g_assert_null(step_of(first, "Article 6"));
}

static const char bad_lengths[] =
	"P2X||P|2M|P2|PM|P-2M|P2M | P2M|p2m|P2m|P1M2W|P2W1D|P1D1M|P1M1M|P10000D|P1.5D|P1.5Y|P1.M|P.5M|"
	"P1.255M|P1.5M2D|P0D|P0Y0M0D|P1.25M|P0.0M|PT1H|P1DT|P1DT1H|10|ten days|10 days|10 workdays|"
	"0 working days|1.5 working days|10  working days|10 working days |--P2M|- P2M|P2M\nP2M|P\xff";

static void test_bad_lengths(void)
{
	g_auto(GStrv) bad = g_strsplit(bad_lengths, "|", -1);
	for (char **text = bad; *text; text++) {
		struct period period;
		g_autoptr(GError) error = NULL;
		if (period_parse(*text, &period, &error))
			g_error("'%s' was taken for a length of time", *text);
		g_assert_error(error, ADQ_ERROR, ADQ_ERROR_USAGE);
	}
}

static void test_out_of_years(void)
{
	static const struct {
		const char *from, *length;
	} bad[] = { { "1950-12-31", "P1D" },    { "0001-01-01", "P1D" },           { "9991-01-01", "P1D" },
		    { "2024-01-01", "P9999Y" }, { "2024-01-01", "P7967Y" },        { "9990-12-31", "P1D" },
		    { "2024-01-01", "-P74Y" },  { "2024-01-01", "-P9999Y" },       { "1951-01-01", "-P1D" },
		    { "9990-12-31", "P9999D" }, { "9990-12-30", "5 working days" } };
	const struct period_how how = { .roll = TRUE };
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct period period = length_of(bad[i].length);
		g_autoptr(GError) error = NULL;
		g_autoptr(PeriodResult) result = period_count(bad[i].from, &period, &how, &error);
		g_assert_null(result);
		g_assert_error(error, ADQ_ERROR, ADQ_ERROR_USAGE);
		g_assert_nonnull(strstr(error->message, "outside the years 1951 to 9990"));
	}
}

/* ---- properties: every day of 1970 to 2070, on a calendar that shares nothing with the code */

enum { FIRST = 1970, LAST = 2070, MARGIN = 3 };

static int month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : lengths[month - 1];
}

/* Every day in order; 1 January 1970 was a Thursday, which makes day i a Monday where (i + 3) % 7 is 0. */
static GPtrArray *calendar(void)
{
	GPtrArray *days = g_ptr_array_new_with_free_func(g_free);
	for (int year = FIRST; year <= LAST + MARGIN; year++)
		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= month_length(year, month); day++)
				g_ptr_array_add(days, g_strdup_printf("%04d-%02d-%02d", year, month, day));
	return days;
}

static gboolean reference_weekend(int i)
{
	return (i + 3) % 7 >= 5;
}

static char *reference_months(const char *day, int months)
{
	int year = (int)g_ascii_strtoll(day, NULL, 10), month = (int)g_ascii_strtoll(day + 5, NULL, 10);
	int date = (int)g_ascii_strtoll(day + 8, NULL, 10), count = year * 12 + month - 1 + months;
	return g_strdup_printf("%04d-%02d-%02d", count / 12, count % 12 + 1,
	                       MIN(date, month_length(count / 12, count % 12 + 1)));
}

static int days_to_check(const GPtrArray *days)
{
	return (int)days->len - MARGIN * 366;
}

static void test_days_and_weeks(void)
{
	static const struct {
		const char *length;
		int days, next;
	} lengths[] = { { "P1D", 1, 0 }, { "P30D", 30, 0 }, { "P1W", 7, 1 }, { "P8W", 56, 1 } };
	g_autoptr(GPtrArray) days = calendar();
	const struct period_how same = { .reading = PERIOD_SAME }, next = { .reading = PERIOD_NEXT };
	for (int i = 0; i < days_to_check(days); i += 3) {
		const char *length = lengths[i % 4].length;
		g_autoptr(PeriodResult) a = counted(days->pdata[i], length, &same);
		g_assert_cmpstr(a->end, ==, days->pdata[i + lengths[i % 4].days]);
		g_autoptr(PeriodResult) b = counted(days->pdata[i], length, &next);
		g_assert_cmpstr(b->end, ==, days->pdata[i + lengths[i % 4].days + lengths[i % 4].next]);
		g_autofree char *reverse = g_strconcat("-", length, NULL);
		g_autoptr(PeriodResult) back = counted(a->end, reverse, &same);
		g_assert_cmpstr(back->end, ==, days->pdata[i]);
	}
}

/* Each length over every day: the reference's end; never before the start; never earlier than that of the day before. */
static void test_months(void)
{
	static const struct {
		const char *length;
		int months;
	} lengths[] = { { "P1M", 1 }, { "P2M", 2 }, { "P1Y", 12 }, { "P1Y9M", 21 } };
	g_autoptr(GPtrArray) days = calendar();
	for (size_t l = 0; l < G_N_ELEMENTS(lengths); l++) {
		const struct period_how how = { .reading = l % 2 ? PERIOD_NEXT : PERIOD_SAME };
		g_autofree char *before = g_strdup("");
		for (int i = 0; i < days_to_check(days); i++) {
			g_autoptr(PeriodResult) result = counted(days->pdata[i], lengths[l].length, &how);
			g_autofree char *same = reference_months(days->pdata[i], lengths[l].months);
			g_autofree char *next = reference_months(days->pdata[i + 1], lengths[l].months);
			g_assert_cmpstr(result->end, ==, l % 2 ? next : same);
			g_assert_cmpstr(result->other_end, ==, l % 2 ? same : next);
			g_assert_cmpstr(result->end, >, days->pdata[i]);
			g_assert_cmpstr(result->end, >=, before);
			g_free(before);
			before = g_strdup(result->end);
		}
	}
}

/* The end after Article 3(4) and (5) as one would find it with a finger on a wall calendar. */
static int reference_rolled(int from, int nominal)
{
	int end = nominal, working = 0;
	while (reference_weekend(end))
		end++;
	for (int i = from + 1; i <= end; i++)
		working += !reference_weekend(i);
	while (nominal - from >= 2 && working < 2)
		working += !reference_weekend(++end);
	return end;
}

static void test_roll(void)
{
	g_autoptr(GPtrArray) days = calendar();
	const struct period_how how = { .roll = TRUE };
	for (int i = 0; i < days_to_check(days); i++) {
		int n = i % 61 + 1;
		g_autofree char *length = g_strdup_printf("P%dD", n);
		g_autoptr(PeriodResult) result = counted(days->pdata[i], length, &how);
		g_assert_cmpstr(result->nominal, ==, days->pdata[i + n]);
		g_assert_cmpstr(result->end, ==, days->pdata[reference_rolled(i, i + n)]);
	}
}

/* n working days on, then n back, is the day one came from, if that was a working day. */
static void test_working_days(void)
{
	g_autoptr(GPtrArray) days = calendar();
	const struct period_how how = { 0 };
	for (int i = 0; i < days_to_check(days); i += 2) {
		int n = i % 17 + 1, end = i;
		for (int left = n; left > 0; left -= !reference_weekend(end))
			end++;
		g_autofree char *length = g_strdup_printf("%d working days", n);
		g_autofree char *reverse = g_strdup_printf("-%d working days", n);
		g_autoptr(PeriodResult) on = counted(days->pdata[i], length, &how);
		g_assert_cmpstr(on->end, ==, days->pdata[end]);
		g_autoptr(PeriodResult) back = counted(on->end, reverse, &how);
		if (!reference_weekend(i))
			g_assert_cmpstr(back->end, ==, days->pdata[i]);
	}
}

/* By a state's holidays: the end is a working day, and nothing between the nominal end and it is one. */
static void test_roll_by_state(void)
{
	static const char *const owners[] = { "BE", "DE", "IE", "FR", "IT", "LU", "MT", "AT", "EE" };
	g_autoptr(Holidays) holidays = all_holidays();
	for (guint i = 0; i < 3650; i++) {
		g_autofree char *from = day_add_days("2015-01-01", (int)i);
		const struct period_how how = how_of(owners[i % G_N_ELEMENTS(owners)], holidays);
		g_autoptr(PeriodResult) result = counted(from, "P2M", &how);
		g_assert_cmpint(period_working_day(&how, result->end, NULL), ==, 1);
		g_autofree char *day = g_strdup(result->nominal);
		while (strcmp(day, result->end) < 0) {
			g_assert_cmpint(period_working_day(&how, day, NULL), ==, 0);
			char *next = day_add_days(day, 1);
			g_free(day);
			day = next;
		}
		g_assert_cmpint(day_diff(result->nominal, result->end), <=, 6);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_cases();
	g_test_add_func("/period/the reading not used is shown", test_other_reading);
	g_test_add_func("/period/the steps name day and provision", test_steps);
	g_test_add_func("/period/what is no length of time", test_bad_lengths);
	g_test_add_func("/period/outside the years", test_out_of_years);
	g_test_add_func("/period/1970 to 2070/days and weeks, on and back", test_days_and_weeks);
	g_test_add_func("/period/1970 to 2070/months and years, both readings", test_months);
	g_test_add_func("/period/1970 to 2070/working day, two working days", test_roll);
	g_test_add_func("/period/1970 to 2070/working days, on and back", test_working_days);
	g_test_add_func("/period/ten years by the holidays of nine states", test_roll_by_state);
	return g_test_run();
}
