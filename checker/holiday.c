#include "checker/holiday.h"

#include "checker/data.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/file.h"
#include "checker/state.h"
#include "feeds/csvread.h"

#include <string.h>

static const char *const weekday_names[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
	                                     "Friday", "Saturday", "Sunday" };

/* How a rule finds its day in a year. */
enum kind { KIND_YEARS, KIND_FIXED, KIND_DATED, KIND_EASTER, KIND_ORTHODOX, KIND_WEEKDAY };

struct rule {
	struct holiday shown; /* its texts are owned here */
	enum kind kind;
	int from, until;        /* years, both included */
	guint year, month, day; /* FIXED, DATED; WEEKDAY: the first day of the seven that hold it */
	int weekday;            /* WEEKDAY: the one; FIXED: the one from which it moves by offset days, -1 none */
	int offset;
};

struct holidays {
	GHashTable *owners; /* code -> GPtrArray of struct rule */
};

static void rule_free(void *data)
{
	struct rule *rule = data;
	g_free((void *)(guintptr)rule->shown.name);
	g_free((void *)(guintptr)rule->shown.source);
	g_free((void *)(guintptr)rule->shown.confidence);
	g_free(rule);
}

/* ---- days as numbers: 1 is Monday, 1 January of the year 1, as in GDate */

static int number_of(guint year, guint month, guint day)
{
	GDate date;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	return (int)g_date_get_julian(&date);
}

static int number_of_text(const char *day)
{
	return day_diff("0001-01-01", day) + 1;
}

static char *text_of(int number)
{
	return day_add_days("0001-01-01", number - 1);
}

static int year_of(const char *day)
{
	return (int)g_ascii_strtoll(day, NULL, 10);
}

int holiday_weekday(const char *day)
{
	return (number_of_text(day) - 1) % 7;
}

const char *holiday_weekday_name(const char *day)
{
	return weekday_names[holiday_weekday(day)];
}

gboolean holiday_weekend(const char *day)
{
	return holiday_weekday(day) >= 5;
}

/* The anonymous Gregorian computation, as printed by Meeus, Astronomical Algorithms, chapter 8. */
static int easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = (b - b / 4 - (8 * b + 13) / 25 + 19 * a + 15) % 30;
	int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
	int late = (a + 11 * d + 22 * e) / 451; /* the two cases in which the moon table is shortened */
	int march = 22 + d + e - 7 * late;
	return number_of((guint)year, 3, 1) + march - 1;
}

/* The Julian computation of the same chapter, moved by the days that the Julian calendar lags behind. */
static int easter_orthodox(int year)
{
	int d = (19 * (year % 19) + 15) % 30;
	int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
	int march = 22 + d + e;
	int lag = year / 100 - year / 400 - 2;
	return number_of((guint)year, 3, 1) + march - 1 + lag;
}

char *holiday_easter(int year)
{
	g_return_val_if_fail(year >= 1583 && year <= 9999, NULL);
	return text_of(easter(year));
}

char *holiday_easter_orthodox(int year)
{
	g_return_val_if_fail(year >= 1583 && year <= 9999, NULL);
	return text_of(easter_orthodox(year));
}

/* ---- the day a rule gives in a year */

static int fixed_day(const struct rule *rule, int year)
{
	int number = number_of((guint)year, rule->month, rule->day);
	return (number - 1) % 7 == rule->weekday ? number + rule->offset : number;
}

static int weekday_in_week(const struct rule *rule, int year)
{
	int first = number_of((guint)year, rule->month, rule->day);
	return first + (rule->weekday - (first - 1) % 7 + 7) % 7;
}

/* 0: none in that year. */
static int day_in_year(const struct rule *rule, int year)
{
	if (year < rule->from || year > rule->until)
		return 0;
	switch (rule->kind) {
	case KIND_FIXED:
		return fixed_day(rule, year);
	case KIND_DATED:
		return number_of(rule->year, rule->month, rule->day);
	case KIND_EASTER:
		return easter(year) + rule->offset;
	case KIND_ORTHODOX:
		return easter_orthodox(year) + rule->offset;
	case KIND_WEEKDAY:
		return weekday_in_week(rule, year);
	case KIND_YEARS:
		break;
	}
	return 0;
}

/* ---- reading a rule */

/* "sat" -> 5; -1 if text does not begin with such a word. */
static int weekday_in(const char *text)
{
	for (int i = 0; i < (int)G_N_ELEMENTS(weekday_names); i++)
		if (g_ascii_strncasecmp(weekday_names[i], text, 3) == 0)
			return i;
	return -1;
}

/* The five characters "MM-DD" at the start of text, a date that every year has. */
static gboolean month_day(const char *text, guint *month, guint *day)
{
	g_autofree char *in_common_year = g_strdup_printf("2001-%.5s", text);
	if (!day_valid(in_common_year))
		return FALSE;
	*month = (guint)g_ascii_strtoull(text, NULL, 10);
	*day = (guint)g_ascii_strtoull(text + 3, NULL, 10);
	return TRUE;
}

/* "+39", "-2" or nothing, up to the end of text. */
static gboolean offset_in(const char *text, int *offset)
{
	char *end = NULL;
	*offset = 0;
	if (*text == '\0')
		return TRUE;
	if ((*text != '+' && *text != '-') || !g_ascii_isdigit(text[1]))
		return FALSE;
	gint64 n = g_ascii_strtoll(text, &end, 10);
	*offset = (int)CLAMP(n, -100, 100);
	return *end == '\0' && n == *offset;
}

static gboolean read_years(struct rule *rule, const char *rest)
{
	return *rest == '\0' && rule->from > 0 && rule->until < 9999;
}

static gboolean read_offset(struct rule *rule, const char *rest)
{
	return offset_in(rest, &rule->offset);
}

/* "MM-DD", or "MM-DD sun-1": moved by that many days in years in which it is that day of the week. */
static gboolean read_fixed(struct rule *rule, const char *text)
{
	rule->weekday = -1;
	if (strlen(text) < 5 || !month_day(text, &rule->month, &rule->day))
		return FALSE;
	if (text[5] == '\0')
		return TRUE;
	rule->weekday = text[5] == ' ' ? weekday_in(text + 6) : -1;
	return rule->weekday >= 0 && offset_in(text + 9, &rule->offset) && rule->offset != 0;
}

static gboolean read_dated(struct rule *rule, const char *text)
{
	if (!day_valid(text))
		return FALSE;
	rule->year = (guint)year_of(text);
	rule->from = rule->until = year_of(text);
	return month_day(text + 5, &rule->month, &rule->day);
}

/* "mon in 05-01..05-07": the one Monday in those seven days. */
static gboolean read_weekday(struct rule *rule, const char *text)
{
	guint month, day;
	if (strlen(text) != 19 || strncmp(text + 3, " in ", 4) != 0 || strncmp(text + 12, "..", 2) != 0)
		return FALSE;
	rule->weekday = weekday_in(text);
	return rule->weekday >= 0 && month_day(text + 7, &rule->month, &rule->day) &&
	       month_day(text + 14, &month, &day) &&
	       number_of(2001, month, day) - number_of(2001, rule->month, rule->day) == 6;
}

/* Kinds by the word they begin with; the word itself is not handed on. The last three have none. */
static const struct {
	const char *word;
	enum kind kind;
	gboolean (*read)(struct rule *rule, const char *rest);
} readers[] = {
	{ "years", KIND_YEARS, read_years },
	{ "easter", KIND_EASTER, read_offset },
	{ "orthodox", KIND_ORTHODOX, read_offset },
	{ "", KIND_DATED, read_dated },
	{ "", KIND_FIXED, read_fixed },
	{ "", KIND_WEEKDAY, read_weekday },
};

static gboolean read_rule(struct rule *rule, const char *text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
		rule->kind = readers[i].kind;
		if (g_str_has_prefix(text, readers[i].word) && readers[i].read(rule, text + strlen(readers[i].word)))
			return TRUE;
	}
	return FALSE;
}

/* A year, or none. */
static gboolean read_year(const char *text, int none, int *year)
{
	*year = *text ? (int)g_ascii_strtoll(text, NULL, 10) : none;
	return *text == '\0' || (strlen(text) == 4 && strspn(text, "0123456789") == 4 && *year >= 1951);
}

static const char *problem_of(struct rule *rule, const struct csv *row)
{
	if (!read_year(csv_get(row, "from"), 0, &rule->from) || !read_year(csv_get(row, "until"), 9999, &rule->until))
		return "from and until are years from 1951 on";
	if (rule->from > rule->until)
		return "until is before from";
	if (!read_rule(rule, csv_get(row, "rule")))
		return "the rule cannot be read";
	if (*rule->shown.source == '\0' || (rule->kind != KIND_YEARS && *rule->shown.name == '\0'))
		return "name or source is missing";
	if (strcmp(rule->shown.confidence, "high") != 0 && strcmp(rule->shown.confidence, "unverified") != 0)
		return "the confidence is neither high nor unverified";
	return NULL;
}

static GPtrArray *rules_of(struct holidays *holidays, const char *owner)
{
	GPtrArray *rules = g_hash_table_lookup(holidays->owners, owner);
	if (!rules) {
		rules = g_ptr_array_new_with_free_func(rule_free);
		g_hash_table_insert(holidays->owners, g_strdup(owner), rules);
	}
	return rules;
}

static gboolean owner_is_one(const char *owner)
{
	const struct state *state = state_lookup(owner);
	return strcmp(owner, HOLIDAY_COMMISSION) == 0 || (state && strcmp(state->code, owner) == 0);
}

static gboolean add_row(struct holidays *holidays, const struct csv *row, const char *file, GError **error)
{
	const char *owner = csv_get(row, "owner");
	struct rule *rule = g_new0(struct rule, 1);
	rule->shown.name = g_strdup(csv_get(row, "name"));
	rule->shown.source = g_strdup(csv_get(row, "source"));
	rule->shown.confidence = g_strdup(csv_get(row, "confidence"));
	const char *problem = owner_is_one(owner) ? problem_of(rule, row)
	                                          : "the owner is neither the code of a state nor " HOLIDAY_COMMISSION;
	if (!problem) {
		g_ptr_array_add(rules_of(holidays, owner), rule);
		return TRUE;
	}
	rule_free(rule);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:%u: %s", file, csv_line(row), problem);
	return FALSE;
}

struct holidays *holidays_read(FILE *in, const char *name, GError **error)
{
	static const char *const columns[] = { "owner", "rule", "name", "from", "until", "source", "confidence", NULL };
	g_autoptr(Csv) rows = csv_open(in, name, error);
	if (!rows || !csv_require(rows, columns, error))
		return NULL;
	g_autoptr(Holidays) holidays = g_new0(struct holidays, 1);
	GError *local = NULL;
	holidays->owners = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	while (csv_next(rows, &local) && add_row(holidays, rows, name, &local))
		continue;
	if (!local)
		return g_steal_pointer(&holidays);
	g_propagate_error(error, local);
	return NULL;
}

struct holidays *holidays_new(GError **error)
{
	static const char name[] = "rules/law/holidays.csv";
	g_autoptr(FILE) in = data_open(name, error);
	return in ? holidays_read(in, name, error) : NULL;
}

void holidays_free(struct holidays *holidays)
{
	if (!holidays)
		return;
	g_hash_table_unref(holidays->owners);
	g_free(holidays);
}

/* ---- asking */

/* "2008, 2014 and 2023 to 2024", from the rows in the order of the file; "" if there is none. */
static char *years_on_record(const GPtrArray *rules)
{
	g_autoptr(GPtrArray) spans = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; rules && i < rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules, i);
		if (rule->kind != KIND_YEARS)
			continue;
		char *span = g_strdup_printf(rule->from == rule->until ? "%d" : "%d to %d", rule->from, rule->until);
		g_ptr_array_add(spans, span);
	}
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < spans->len; i++) {
		const char *join = i == 0 ? "" : i + 1 == spans->len ? " and " : ", ";
		g_string_append_printf(text, "%s%s", join, (const char *)g_ptr_array_index(spans, i));
	}
	return g_string_free(text, FALSE);
}

const struct holiday *holidays_cover(const struct holidays *holidays, const char *owner, int year, GError **error)
{
	const GPtrArray *rules = g_hash_table_lookup(holidays->owners, owner);
	for (guint i = 0; rules && i < rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules, i);
		if (rule->kind == KIND_YEARS && rule->from <= year && year <= rule->until)
			return &rule->shown;
	}
	g_autofree char *years = years_on_record(rules);
	const char *whose = strcmp(owner, HOLIDAY_COMMISSION) == 0 ? "the Commission" : owner;
	if (*years)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_USAGE,
		            "the public holidays of %s are on record for %s only, not for %d", whose, years, year);
	else
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_USAGE, "the public holidays of %s are not on record", whose);
	return NULL;
}

const struct holiday *holidays_on(const struct holidays *holidays, const char *owner, const char *day)
{
	const GPtrArray *rules = g_hash_table_lookup(holidays->owners, owner);
	int number = number_of_text(day), year = year_of(day);
	if (!holidays_cover(holidays, owner, year, NULL))
		return NULL;
	for (guint i = 0; rules && i < rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules, i);
		if (day_in_year(rule, year) == number)
			return &rule->shown;
	}
	return NULL;
}
