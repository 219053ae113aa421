#include "checker/sqlfunc.h"

#include "checker/celex.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/period.h"
#include "checker/state.h"

#include <string.h>

typedef void (*sql_function)(sqlite3_context *context, int argc, sqlite3_value **argv);

struct sqlfunc {
	const char *name;
	int arguments;
	sql_function call;
};

/* What SQLite keeps for each function of a connection. */
struct closure {
	const struct sqlfunc *function;
	char as_of[DAY_SIZE];
	struct holidays *holidays; /* read at the first call that needs them */
};

static void closure_free(void *data)
{
	struct closure *closure = data;
	holidays_free(closure->holidays);
	g_free(closure);
}

static const char *name_of(sqlite3_context *context)
{
	const struct closure *closure = sqlite3_user_data(context);
	return closure->function->name;
}

static gboolean any_null(int argc, sqlite3_value **argv)
{
	for (int i = 0; i < argc; i++)
		if (sqlite3_value_type(argv[i]) == SQLITE_NULL)
			return TRUE;
	return FALSE;
}

static void fail(sqlite3_context *context, sqlite3_value *value, const char *what)
{
	const char *text = (const char *)sqlite3_value_text(value);
	g_autofree char *message = g_strdup_printf("%s: '%.40s' is not %s", name_of(context), text ? text : "", what);
	g_autofree char *valid = g_utf8_make_valid(message, -1); /* the forty bytes may end inside a character */
	sqlite3_result_error(context, valid, -1);
}

/* The day in value; NULL after failing the statement. */
static const char *day_in(sqlite3_context *context, sqlite3_value *value)
{
	const char *text = (const char *)sqlite3_value_text(value);
	if (text && sqlite3_value_bytes(value) == DAY_SIZE - 1 && day_valid(text))
		return text;
	if (text)
		fail(context, value, "a day");
	else
		sqlite3_result_error_nomem(context);
	return NULL;
}

static gboolean number_in(sqlite3_context *context, sqlite3_value *value, sqlite3_int64 *n)
{
	if (sqlite3_value_numeric_type(value) != SQLITE_INTEGER) {
		fail(context, value, "a whole number");
		return FALSE;
	}
	*n = sqlite3_value_int64(value);
	return TRUE;
}

/* Answers day moved by n, unless the calendar of checker/day.h, n between low and high, does not reach that far. */
static void answer_moved(sqlite3_context *context, const char *day, sqlite3_int64 n, const int range[2],
                         char *(*move)(const char *day, int n))
{
	if (n < range[0] || n > range[1]) {
		g_autofree char *message = g_strdup_printf("%s: %s moved by %lld leaves the years 1 to 9999",
		                                           name_of(context), day, (long long)n);
		sqlite3_result_error(context, message, -1);
		return;
	}
	sqlite3_result_text(context, move(day, (int)n), -1, g_free);
}

/* as_of(): the day being judged. The only "today" a rule knows. */
static void as_of(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	const struct closure *closure = sqlite3_user_data(context);
	(void)argc;
	(void)argv;
	sqlite3_result_text(context, closure->as_of, -1, SQLITE_TRANSIENT);
}

/* day_add(day, n): n calendar days later, holidays, Saturdays and Sundays counted: Regulation (EEC, Euratom) 1182/71,
 * Article 3(3). */
static void day_add(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	sqlite3_int64 n;
	if (any_null(argc, argv))
		return;
	const char *day = day_in(context, argv[0]);
	if (!day || !number_in(context, argv[1], &n))
		return;
	const int range[2] = { day_diff(day, "0001-01-01"), day_diff(day, "9999-12-31") };
	answer_moved(context, day, n, range, day_add_days);
}

/* add_months(day, n): the same date n months later, or that month's last day where it has no such date: Regulation
 * (EEC, Euratom) 1182/71, Article 3(2)(c). A year is twelve months. */
static void add_months(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	sqlite3_int64 n;
	if (any_null(argc, argv))
		return;
	const char *day = day_in(context, argv[0]);
	if (!day || !number_in(context, argv[1], &n))
		return;
	int years = (int)g_ascii_strtoll(day, NULL, 10), month = (int)g_ascii_strtoll(day + 5, NULL, 10);
	const int range[2] = { (1 - years) * 12 + 1 - month, (9999 - years) * 12 + 12 - month };
	answer_moved(context, day, n, range, day_add_months);
}

/* days_between(a, b): calendar days from a to b, negative if b is earlier. The day of the event itself is not counted:
 * Regulation (EEC, Euratom) 1182/71, Article 3(1). */
static void days_between(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	if (any_null(argc, argv))
		return;
	const char *a = day_in(context, argv[0]);
	const char *b = a ? day_in(context, argv[1]) : NULL;
	if (b)
		sqlite3_result_int(context, day_diff(a, b));
}

/* act_number(celex): how lawyers write the number of an act (celex_act_number()). */
static void act_number(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	const char *celex = any_null(argc, argv) ? NULL : (const char *)sqlite3_value_text(argv[0]);
	if (celex)
		sqlite3_result_text(context, celex_act_number(celex), -1, g_free);
}

/* Ends the statement with a library function's own sentence. */
static void fail_with(sqlite3_context *context, const GError *error)
{
	g_autofree char *message = g_strdup_printf("%s: %.200s", name_of(context), error->message);
	g_autofree char *valid = g_utf8_make_valid(message, -1);
	sqlite3_result_error(context, valid, -1);
}

/* period_end(day, length): the last day of a period that begins with an event on that day, as a fixed date: Article 3(1)
 * to (3) of the Regulation, months read as the same date as the event; Article 3(4) and (5) are not applied. */
static void period_end(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	const struct period_how how = { .reading = PERIOD_SAME };
	struct period period;
	g_autoptr(GError) error = NULL;
	const char *day = any_null(argc, argv) ? NULL : day_in(context, argv[0]);
	const char *length = day ? (const char *)sqlite3_value_text(argv[1]) : NULL;
	if (!length)
		return;
	if (strlen(length) != (size_t)sqlite3_value_bytes(argv[1])) {
		fail(context, argv[1], "a length of time");
		return;
	}
	g_autoptr(PeriodResult) result = NULL;
	if (period_parse(length, &period, &error))
		result = period_count(day, &period, &how, &error);
	if (result)
		sqlite3_result_text(context, result->end, -1, SQLITE_TRANSIENT);
	else
		fail_with(context, error);
}

/* The closure's holidays; NULL after failing the statement. */
static const struct holidays *holidays_of(sqlite3_context *context)
{
	struct closure *closure = sqlite3_user_data(context);
	g_autoptr(GError) error = NULL;
	if (!closure->holidays)
		closure->holidays = holidays_new(&error);
	if (!closure->holidays)
		fail_with(context, error);
	return closure->holidays;
}

/* is_working_day(day, owner): 1, or 0 for a Saturday, a Sunday, or a public holiday of the owner (a Member State, or
 * COMMISSION); NULL where that year's public holidays are not on record: Article 2 of the Regulation. */
static void is_working_day(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	const char *day = any_null(argc, argv) ? NULL : day_in(context, argv[0]);
	const char *owner = day ? (const char *)sqlite3_value_text(argv[1]) : NULL;
	if (!owner)
		return;
	const struct state *state = state_lookup(owner);
	if (strcmp(owner, HOLIDAY_COMMISSION) != 0 && (!state || strcmp(state->code, owner) != 0)) {
		fail(context, argv[1], "the code of a Member State or " HOLIDAY_COMMISSION);
		return;
	}
	const struct period_how how = { .holidays = holidays_of(context), .owner = owner };
	int working = how.holidays ? period_working_day(&how, day, NULL) : -1;
	if (working >= 0)
		sqlite3_result_int(context, working);
}

static const struct sqlfunc functions[] = {
	{ "as_of", 0, as_of },
	{ "day_add", 2, day_add },
	{ "add_months", 2, add_months },
	{ "days_between", 2, days_between },
	{ "act_number", 1, act_number },
	{ "period_end", 2, period_end },
	{ "is_working_day", 2, is_working_day },
};

static int register_one(sqlite3 *db, const struct sqlfunc *function, const char *day)
{
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
	struct closure *closure = g_new0(struct closure, 1);
	closure->function = function;
	g_strlcpy(closure->as_of, day, DAY_SIZE);
	return sqlite3_create_function_v2(db, function->name, function->arguments, flags, closure, function->call, NULL,
	                                  NULL, closure_free);
}

gboolean sqlfunc_register(sqlite3 *db, const char *day, GError **error)
{
	if (!day_valid(day)) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_USAGE, "as of %s: not a day (YYYY-MM-DD)",
		            day ? day : "nothing");
		return FALSE;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(functions); i++) {
		if (register_one(db, &functions[i], day) == SQLITE_OK)
			continue;
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "cannot register the function %s: %s", functions[i].name,
		            sqlite3_errmsg(db));
		return FALSE;
	}
	return TRUE;
}

char **sqlfunc_names(void)
{
	char **names = g_new0(char *, G_N_ELEMENTS(functions) + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(functions); i++)
		names[i] = g_strdup(functions[i].name);
	return names;
}
