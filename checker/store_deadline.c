/* store_deadline.c - the numbers of an act's dates (design section 4, "deadline"): given once, in date order at
 * first sight, never reused; a date that moves keeps its number. */
#include <string.h>

#include "checker/sql.h"
#include "checker/store_private.h"

/* A date on record. */
struct known {
	int number;
	char *date, *kind, *provisions;
	gboolean plain; /* told by CELLAR, which files every date of an act as one of transposition */
	gboolean mine;  /* told by the source that is being read, up to the day of this read */
	gboolean gone;  /* and withdrawn since */
	gboolean taken; /* already one of the dates read now */
};

static void known_clear(gpointer data)
{
	struct known *k = data;
	g_free(k->date);
	g_free(k->kind);
	g_free(k->provisions);
}

/* Whether the kind is only that of CELLAR's property, and says nothing that a reading of the act would not better. */
static gboolean plain(const char *source, const char *kind)
{
	return strcmp(source, "cellar") == 0 && strcmp(kind, "transposition") == 0;
}

/* The newest version told by each source up to the day of this read, then what later reads told: an older file read
 * late must find the numbers given meanwhile. */
static GArray *known_dates(struct store *store, const struct pending_deadline *p, GError **error)
{
	static const char text[] =
		"SELECT number, date, kind, provisions, source = ?2 AND read_on <= ?3, present = 0, source, max(read_on) "
		"FROM deadline_fact WHERE celex = ?1 "
		"GROUP BY read_on > ?3, number, source, CASE WHEN read_on > ?3 THEN read_on END "
		"ORDER BY read_on > ?3, number, source, read_on";
	const char *values[] = { p->d.celex, p->origin.source, p->origin.read_on };
	sqlite3_stmt *stmt = store_statement(store, text, error);
	if (!stmt)
		return NULL;
	for (int i = 0; i < 3; i++)
		sqlite3_bind_text(stmt, i + 1, values[i], -1, SQLITE_STATIC);
	GArray *all = g_array_new(FALSE, FALSE, sizeof(struct known));
	g_array_set_clear_func(all, known_clear);
	while (sql_row(stmt, error)) {
		struct known k = { .number = sqlite3_column_int(stmt, 0),
			           .date = g_strdup(sql_text(stmt, 1)),
			           .kind = g_strdup(sql_text(stmt, 2)),
			           .provisions = g_strdup(sql_text(stmt, 3)),
			           .mine = sqlite3_column_int(stmt, 4) != 0,
			           .gone = sqlite3_column_int(stmt, 5) != 0,
			           .plain = plain(sql_text(stmt, 6), sql_text(stmt, 2)) };
		g_array_append_val(all, k);
	}
	sqlite3_reset(stmt);
	return all;
}

static void take(GArray *all, int number)
{
	for (guint i = 0; i < all->len; i++)
		if (g_array_index(all, struct known, i).number == number)
			g_array_index(all, struct known, i).taken = TRUE;
}

static gboolean number_used(const GArray *all, int number)
{
	for (guint i = 0; i < all->len; i++)
		if (g_array_index(all, struct known, i).number == number)
			return TRUE;
	return FALSE;
}

/* How a date read now may be one on record, in the order in which this is tried. A withdrawn date that comes back has
 * its number again; one that moved never takes the number of a withdrawn one. What CELLAR files as transposition may be
 * a date that another source, which read the act, knows as a duty or an option. MATCH_ONLY: both sources know one
 * date of this kind, and disagree about its day. */
enum match { MATCH_NUMBER, MATCH_PROVISIONS, MATCH_DATE, MATCH_ANY_KIND, MATCH_MOVED, MATCH_ONLY, MATCHES };

static gboolean matches(const struct known *k, const struct pending_deadline *p, enum match how)
{
	gboolean same_kind = strcmp(k->kind, p->d.kind) == 0;
	gboolean same_date = g_strcmp0(k->date, p->d.date) == 0 && same_kind;
	gboolean free = p->d.number == 0 || p->d.number == k->number;
	switch (how) {
	case MATCH_NUMBER:
		return k->number == p->d.number && !p->by_date &&
		       (k->mine || same_date || (p->d.moved_by && same_kind));
	case MATCH_PROVISIONS:
		return same_date && g_strcmp0(k->provisions, p->d.provisions) == 0;
	case MATCH_DATE:
		return same_date;
	case MATCH_ANY_KIND:
		return p->d.date && g_strcmp0(k->date, p->d.date) == 0 &&
		       (k->plain || plain(p->origin.source, p->d.kind));
	case MATCH_MOVED:
		return k->mine && !k->gone && p->d.number == 0 && same_kind;
	default:
		return !k->mine && !k->gone && free && same_kind && p->only;
	}
}

/* A file's own number means another one here if the date we hold under it is one of the file's other dates: we gave
 * the numbers before we met this file. Then dates tell which is which. */
static gboolean number_is_anothers(const GArray *all, struct pending_deadline **dates, guint n, guint i)
{
	for (guint j = 0; j < all->len; j++) {
		const struct known *k = &g_array_index(all, struct known, j);
		if (!k->mine || k->gone || k->number != dates[i]->d.number)
			continue;
		for (guint other = 0; other < n; other++)
			if (g_strcmp0(dates[other]->d.date, k->date) == 0)
				return g_strcmp0(dates[i]->d.date, k->date) != 0;
	}
	return FALSE;
}

/* Whether this is the only date of its kind that this source tells, and the store too knows only one. */
static gboolean only_one(const GArray *all, struct pending_deadline **dates, guint n, guint i)
{
	int number = 0;
	for (guint j = 0; j < n; j++)
		if (j != i && strcmp(dates[j]->d.kind, dates[i]->d.kind) == 0)
			return FALSE;
	for (guint j = 0; j < all->len; j++) {
		const struct known *k = &g_array_index(all, struct known, j);
		if (k->gone || strcmp(k->kind, dates[i]->d.kind) != 0)
			continue;
		if (k->mine || (number && number != k->number))
			return FALSE;
		number = k->number;
	}
	return number != 0;
}

static void match_all(GArray *all, struct pending_deadline **dates, guint n, enum match how)
{
	for (guint i = 0; i < n; i++)
		for (guint j = 0; !dates[i]->number && j < all->len; j++) {
			const struct known *k = &g_array_index(all, struct known, j);
			if (!k->taken && matches(k, dates[i], how)) {
				dates[i]->number = k->number;
				take(all, k->number);
			}
		}
}

static int next_number(const GArray *all, struct pending_deadline **dates, guint n)
{
	int top = 0;
	for (guint i = 0; i < all->len; i++)
		top = MAX(top, g_array_index(all, struct known, i).number);
	for (guint i = 0; i < n; i++)
		top = MAX(top, dates[i]->number);
	return top + 1;
}

static gboolean given_now(struct pending_deadline **dates, guint n, int number)
{
	for (guint i = 0; i < n; i++)
		if (dates[i]->number == number)
			return TRUE;
	return FALSE;
}

static void number_new(const GArray *all, struct pending_deadline **dates, guint n)
{
	for (guint i = 0; i < n; i++) {
		int wish = dates[i]->d.number;
		if (dates[i]->number)
			continue;
		gboolean free = wish > 0 && !number_used(all, wish) && !given_now(dates, n, wish);
		dates[i]->number = free ? wish : next_number(all, dates, n);
	}
}

/* The dates this source told before and no longer tells. Those of the same day belong to the same read. */
static gboolean withdraw(struct store *store, const GArray *all, const struct pending_deadline *p, GError **error)
{
	static const char text[] =
		"INSERT OR IGNORE INTO deadline_fact SELECT celex, number, source, ?3, ?4, ?5, rank, cite, confidence, 0, "
		"date, kind, provisions, addressee, inherited_from, annotation, moved_by FROM deadline_fact "
		"WHERE celex = ?1 AND source = ?2 AND number = ?6 AND read_on < ?3 ORDER BY read_on DESC LIMIT 1";
	for (guint i = 0; i < all->len; i++) {
		const struct known *k = &g_array_index(all, struct known, i);
		if (!k->mine || k->gone || k->taken)
			continue;
		sqlite3_stmt *stmt = store_statement(store, text, error);
		if (!stmt)
			return FALSE;
		sqlite3_bind_text(stmt, 1, p->d.celex, -1, SQLITE_STATIC);
		sqlite3_bind_text(stmt, 2, p->origin.source, -1, SQLITE_STATIC);
		sqlite3_bind_text(stmt, 3, p->origin.read_on, -1, SQLITE_STATIC);
		sqlite3_bind_int64(stmt, 4, p->origin.evidence);
		sqlite3_bind_int64(stmt, 5, p->origin.place);
		sqlite3_bind_int(stmt, 6, k->number);
		if (!sql_run(stmt, error))
			return FALSE;
	}
	return TRUE;
}

gboolean deadlines_number(struct store *store, struct pending_deadline **dates, guint n, gboolean whole, GError **error)
{
	g_autoptr(GArray) all = known_dates(store, dates[0], error);
	if (!all)
		return FALSE;
	for (guint i = 0; i < n; i++)
		dates[i]->by_date = number_is_anothers(all, dates, n, i);
	for (guint i = 0; i < n; i++)
		dates[i]->only = only_one(all, dates, n, i);
	for (int how = 0; how < MATCHES; how++)
		match_all(all, dates, n, (enum match)how);
	number_new(all, dates, n);
	return !whole || withdraw(store, all, dates[0], error);
}
