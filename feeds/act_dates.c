#include "feeds/act_dates.h"

#include <string.h>

#include "checker/day.h"

#define LATEST_CODE "{AU+TARD|"

/* TRUE if one of the date's annotations begins with one of the codes (NULL-terminated). */
static gboolean begins(const struct act_date *date, const char *const *codes)
{
	for (guint i = 0; i < date->notes->len; i++)
		for (const char *const *code = codes; *code; code++)
			if (g_str_has_prefix(date->notes->pdata[i], *code))
				return TRUE;
	return FALSE;
}

static gboolean says(const struct act_date *date, const char *text)
{
	for (guint i = 0; i < date->notes->len; i++)
		if (strstr(date->notes->pdata[i], text))
			return TRUE;
	return FALSE;
}

static struct act_deadline *add_deadline(struct act *act, const char *kind, const struct act_date *date)
{
	struct act_deadline *deadline = act_add_deadline(act, kind, date->day, NULL, date->line);
	for (guint i = 0; i < date->notes->len; i++)
		act_join(deadline->annotation, date->notes->pdata[i], "\n");
	return deadline;
}

static guint count(const GPtrArray *dates, enum act_date_kind kind, const char *text)
{
	guint n = 0;
	for (guint i = 0; i < dates->len; i++) {
		const struct act_date *date = g_ptr_array_index(dates, i);
		n += date->kind == kind && date->day && (!text || says(date, text));
	}
	return n;
}

static gboolean add_transposition(struct act *act, const struct act_date *date)
{
	add_deadline(act, "transposition", date);
	return TRUE;
}

/* Where an old act has no date of transposition, a deadline "at the latest" is one, if it is the only one: others are
 * for reviews and reports. */
static gboolean add_old(struct act *act, const struct act_date *date, guint candidates, const struct feed_sink *sink,
                        GError **error)
{
	if (!date->day || !says(date, LATEST_CODE) || !candidates) {
		sink->skip(sink->user, date->line, "a deadline that is not said to be one for transposition");
		return TRUE;
	}
	if (candidates == 1) {
		add_deadline(act, "transposition", date)->confidence =
			"from the field for deadlines of all kinds: the only one of the act, \"at the latest\"";
		return TRUE;
	}
	struct record record = { .kind = RECORD_NOTE, .line = date->line };
	g_autofree char *text = g_strdup_printf("CELLAR has no date of transposition, and this among its deadlines: %s",
	                                        (const char *)date->notes->pdata[0]);
	record.u.note = (struct record_note){ act->celex, NULL, date->day, text };
	return sink->take(sink->user, &record, error);
}

static gboolean add_entry(struct act *act, const struct act_date *date, gboolean told, const struct feed_sink *sink)
{
	static const char *const application[] = { "{MA|", "{MA/", NULL }, *const entry[] = { "{EV|", NULL };
	if (!date->day)
		return TRUE;
	gboolean applies = begins(date, application), enters = begins(date, entry);
	if (applies)
		add_deadline(act, "application", date);
	if (enters || (!applies && !told))
		act_add(act, ACT_ENTRY, date->day);
	else if (!applies)
		sink->skip(sink->user, date->line, "a further day of entry into force or application, not said which");
	return TRUE;
}

/* The number of an act in the annotations of an end, or the only act that repeals; NULL where that is not known. */
static char *ended_by(const struct act_date *date, const GPtrArray *repealers)
{
	for (guint i = 0; i < date->notes->len; i++) {
		g_auto(GStrv) words = g_strsplit_set(date->notes->pdata[i], " \n{}|", -1);
		for (char **word = words; *word; word++)
			if (celex_kind(*word) == CELEX_ACT)
				return g_strdup(*word);
	}
	const char *only = repealers->len == 1 ? g_ptr_array_index(repealers, 0) : NULL;
	return celex_kind(only) == CELEX_ACT ? g_strdup(only) : NULL;
}

/* The last of its ends; an open one outlives the others. */
static const struct act_date *last_end(const GPtrArray *dates)
{
	static const char *const parts[] = { "{FIN/VAL/PART|", NULL };
	const struct act_date *last = NULL;
	for (guint i = 0; i < dates->len; i++) {
		const struct act_date *date = g_ptr_array_index(dates, i);
		if (date->kind == ACT_DATE_END && date->day && !begins(date, parts) &&
		    (!last || strcmp(date->day, last->day) > 0))
			last = date;
	}
	return last;
}

/* CELLAR's end of validity is the last day; ours is the first day without the act. */
static void add_end(struct act *act, const GPtrArray *dates, const GPtrArray *repealers)
{
	static const char *const repealed[] = { "{A/PAR|", "{AI/PAR|", "{AR/PAR|", NULL };
	const struct act_date *last = last_end(dates);
	if (!last || strcmp(last->day, ACT_OPEN_END) == 0)
		return;
	g_autofree char *first_without = day_add_days(last->day, 1);
	act_add(act, ACT_ENDED, first_without);
	g_autofree char *by = ended_by(last, repealers);
	act_add(act, ACT_ENDED_BY, by);
	if (by || begins(last, repealed))
		act_add(act, ACT_ENDED_HOW, "repealed");
}

gboolean act_dates_add(struct act *act, const GPtrArray *dates, const GPtrArray *repealers,
                       const struct feed_sink *sink, GError **error)
{
	gboolean dated = count(dates, ACT_DATE_TRANSPOSITION, NULL) > 0;
	guint old = dated ? 0 : count(dates, ACT_DATE_DEADLINE, LATEST_CODE);
	gboolean told = count(dates, ACT_DATE_ENTRY, "{EV|") > 0;
	gboolean ok = TRUE;
	for (guint i = 0; ok && i < dates->len; i++) {
		const struct act_date *date = g_ptr_array_index(dates, i);
		if (date->kind == ACT_DATE_TRANSPOSITION)
			ok = add_transposition(act, date);
		else if (date->kind == ACT_DATE_DEADLINE)
			ok = add_old(act, date, old, sink, error);
		else if (date->kind == ACT_DATE_ENTRY)
			ok = add_entry(act, date, told, sink);
	}
	add_end(act, dates, repealers);
	return ok;
}
