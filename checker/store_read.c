/* store_read.c - what was read, and what came of it: whole, unchanged, failed; and the facts a whole read no longer
 * shows (design sections 5.1 and 5.2). */
#include <string.h>

#include "checker/celex.h"
#include "checker/sql.h"
#include "checker/store_private.h"

void reading_clear(gpointer data)
{
	struct reading *r = data;
	g_free(r->what);
	g_free(r->scope);
	g_free(r->query);
	g_free(r->status);
	g_free(r->reason);
	g_free(r->from);
}

/* Whether a scope that is no act holds this one: "*" all, "2016" those of a year. */
static gboolean in_scope(const char *scope, const char *celex)
{
	return strcmp(scope, "*") == 0 || (strlen(scope) == 4 && *celex && strncmp(celex + 1, scope, 4) == 0);
}

/* The records that are the rows of a read. */
static guint rows_of(const struct reading *r, const struct shown *shown)
{
	if (strcmp(r->what, "measures") == 0)
		return shown->records[RECORD_MEASURE] + shown->records[RECORD_LINK];
	return shown->records[strcmp(r->what, "register") == 0 ? RECORD_DECISION : RECORD_ACT];
}

static guint rows_in(const struct store_load *load, const struct reading *r)
{
	const struct shown *act = g_hash_table_lookup(load->shown, r->scope);
	guint n = act ? rows_of(r, act) : 0;
	GHashTableIter at;
	gpointer celex, shown;
	g_hash_table_iter_init(&at, load->shown);
	while (celex_kind(r->scope) == CELEX_NONE && g_hash_table_iter_next(&at, &celex, &shown))
		n += in_scope(r->scope, celex) ? rows_of(r, shown) : 0;
	return n;
}

#define PUT_READ                                                                                                              \
	"INSERT INTO reading (what, scope, source, read_on, evidence, transfer, status, whole, rows, rejected, rank, query, " \
	"same_as) "

/* The better of two reads of one day and source counts: the one proven whole, then the better rank, then the later; any
 * of them before a failure. */
#define BETTER_READ                                                                                                    \
	" ON CONFLICT DO UPDATE SET evidence = excluded.evidence, transfer = excluded.transfer, status = 'ok', "       \
	"whole = excluded.whole, rows = excluded.rows, rejected = excluded.rejected, rank = excluded.rank, "           \
	"query = excluded.query, same_as = excluded.same_as, reason = NULL, later = NULL, later_transfer = NULL "      \
	"WHERE status <> 'ok' OR (excluded.whole AND NOT excluded.rejected) > (whole AND NOT rejected) "               \
	"OR (excluded.whole AND NOT excluded.rejected) = (whole AND NOT rejected) AND excluded.rank <= rank "          \
	"AND ((excluded.rank, excluded.rejected, excluded.rows) <> (rank, rejected, rows) OR later IS NOT NULL)"

static const char put_read[] = PUT_READ
	"VALUES (:what, :scope, :source, :read_on, :evidence, :transfer, 'ok', :whole, :rows, :rejected, :rank, :query, NULL)" BETTER_READ;

/* An unchanged read has the rows of the whole read it confirms; without one it proves nothing. */
static const char put_unchanged[] = PUT_READ
	"SELECT :what, :scope, :source, :read_on, :evidence, :transfer, 'ok', w.rows IS NOT NULL, coalesce(w.rows, 0), :rejected, "
	":rank, :query, coalesce(w.same_as, w.read_on) "
	"FROM (SELECT 1) LEFT JOIN (SELECT rows, read_on, same_as FROM reading WHERE what = :what AND scope = :scope "
	"AND source = :source AND read_on <= :read_on AND status = 'ok' AND whole AND NOT rejected "
	"ORDER BY read_on DESC LIMIT 1) AS w WHERE true" BETTER_READ;

/* A failure replaces a failure; a read of the same day stands, with the failure beside it. */
static const char put_trouble[] =
	"INSERT INTO reading (what, scope, source, read_on, evidence, transfer, status, whole, rows, rejected, rank, query, "
	"reason) SELECT :what, :scope, :source, :read_on, :evidence, :transfer, :status, 0, 0, 0, :rank, :query, :reason "
	"WHERE true ON CONFLICT DO UPDATE SET reason = excluded.reason, "
	"later = CASE status WHEN 'ok' THEN excluded.status END, "
	"later_transfer = CASE status WHEN 'ok' THEN excluded.transfer END, "
	"evidence = CASE status WHEN 'ok' THEN evidence ELSE excluded.evidence END, "
	"transfer = CASE status WHEN 'ok' THEN transfer ELSE excluded.transfer END, "
	"query = CASE status WHEN 'ok' THEN query ELSE excluded.query END, "
	"status = CASE status WHEN 'ok' THEN status ELSE excluded.status END";

static void bind_id(sqlite3_stmt *stmt, const char *name, gint64 id)
{
	if (id)
		sql_bind_int(stmt, name, id);
}

/* What a reading is of, when, and by which body. */
static void bind_reading(sqlite3_stmt *stmt, const struct store_load *load, const struct reading *r)
{
	sql_bind(stmt, ":what", r->what);
	sql_bind(stmt, ":scope", r->scope);
	sql_bind(stmt, ":source", load->file.source);
	sql_bind(stmt, ":read_on", load->file.read_on);
	bind_id(stmt, ":evidence", g_array_index(load->bodies, struct body, r->body).evidence);
}

/* Whether another body than this one was the last to tell of this scope on this day. */
static gboolean told_by_another(struct store_load *load, const struct reading *r, GError **error)
{
	static const char text[] = "SELECT 1 FROM reading WHERE what = :what AND scope = :scope AND source = :source "
				   "AND read_on = :read_on AND evidence IS NOT :evidence";
	sqlite3_stmt *other = store_statement(load->store, text, error);
	if (!other)
		return FALSE;
	bind_reading(other, load, r);
	gboolean told = sql_row(other, error);
	sqlite3_reset(other);
	return told;
}

static const char *text_for(const struct reading *r)
{
	return r->status ? put_trouble : r->unchanged ? put_unchanged : put_read;
}

/* The rows that are missing of what was read. */
static guint lost(const struct store_load *load, const struct reading *r)
{
	return r->by_scope ? r->rejected : load->tally.rejected;
}

static gboolean put_reading(struct store_load *load, const struct reading *r, GError **error)
{
	sqlite3_stmt *put = store_statement(load->store, text_for(r), error);
	if (!put)
		return FALSE;
	bind_reading(put, load, r);
	bind_id(put, ":transfer", g_array_index(load->bodies, struct body, r->body).transfer);
	sql_bind(put, ":status", r->status);
	sql_bind(put, ":reason", r->reason);
	sql_bind(put, ":query", r->query);
	sql_bind_int(put, ":whole", r->whole);
	sql_bind_int(put, ":rows", r->rows ? r->rows : rows_in(load, r));
	sql_bind_int(put, ":rejected", lost(load, r));
	sql_bind_int(put, ":rank", load->file.rank);
	return sql_run(put, error);
}

/* :rank: that of this read. */
#define GONE_TODAY(table)                                                                                              \
	"UPDATE " table                                                                                                \
	" SET present = 0, evidence = ?4 WHERE source = ?2 AND read_on = ?3 AND present AND rank >= :rank"

/* What an earlier read showed and this whole one does not is gone from this day on. ?1: the act, or "*". Measures, and
 * what hangs on the list of them; a declaration given for the act itself stays: the list does not hold it. Decisions
 * of a register, from the day :from on where only those were read. Of an act its titles, relations and dates, never the
 * act: acts do not vanish. */
static const struct {
	const char *what, *text;
} gone[] = {
	{ "measures",
	  "INSERT OR IGNORE INTO measure_fact SELECT celex, state, nim, source, ?3, ?4, 0, rank, cite, "
	  "confidence, 0, nim_celex, title, type, journal, number, published, notified, notified_act, in_force, link, "
	  "declaration FROM (SELECT *, max(read_on) FROM measure_fact WHERE celex = ?1 AND source = ?2 AND read_on < ?3 "
	  "GROUP BY state, nim) WHERE present AND NOT saw(celex, state, nim)" },
	{ "measures",
	  "INSERT OR IGNORE INTO declaration_fact SELECT celex, state, nim, source, ?3, ?4, 0, rank, cite, "
	  "confidence, 0, value, date, text FROM (SELECT *, max(read_on) FROM declaration_fact WHERE celex = ?1 "
	  "AND source = ?2 AND read_on < ?3 GROUP BY state, nim) WHERE present AND (nim <> '' OR value = 'not necessary') "
	  "AND NOT saw(celex, state, 'declaration ' || nim)" },
	{ "measures",
	  "INSERT OR IGNORE INTO link_fact SELECT celex, state, infr, source, ?3, ?4, 0, rank, cite, "
	  "confidence, 0, nim FROM (SELECT *, max(read_on) FROM link_fact WHERE celex = ?1 AND source = ?2 AND read_on < ?3 "
	  "GROUP BY state, infr) WHERE present AND NOT saw(celex, state, 'link ' || infr)" },
	{ "register",
	  "INSERT OR IGNORE INTO decision_fact SELECT case_id, date, type, additional, source, ?3, ?4, 0, "
	  "rank, cite, confidence, 0, celex, state, kind, text, title, department, court_case, amount, url, active "
	  "FROM (SELECT *, max(read_on) FROM decision_fact WHERE source = ?2 AND read_on < ?3 "
	  "GROUP BY case_id, date, type, additional) WHERE present AND (?1 = '*' OR celex = ?1) AND date >= :from "
	  "AND NOT saw(case_id, date, type || iif(additional, ' additional', ' '))" },
	{ "register",
	  "INSERT OR IGNORE INTO link_fact SELECT celex, state, infr, source, ?3, ?4, 0, rank, cite, "
	  "confidence, 0, nim FROM (SELECT *, max(read_on) FROM link_fact WHERE source = ?2 AND read_on < ?3 "
	  "GROUP BY celex, state, infr) WHERE present AND (?1 = '*' OR celex = ?1) AND :from = '' "
	  "AND NOT saw(celex, state, 'link ' || infr)" },
	/* An earlier read of this very day, by no better a route, showed what this one does not. Declarations may come in a
	 * file of their own, which this read does not speak of. */
	{ "measures", GONE_TODAY("measure_fact") " AND celex = ?1 AND NOT saw(celex, state, nim)" },
	{ "measures", GONE_TODAY("link_fact") " AND celex = ?1 AND NOT saw(celex, state, 'link ' || infr)" },
	{ "register",
	  GONE_TODAY("decision_fact") " AND (?1 = '*' OR celex = ?1) AND date >= :from "
	                              "AND NOT saw(case_id, date, type || iif(additional, ' additional', ' '))" },
	{ "register", GONE_TODAY("link_fact") " AND (?1 = '*' OR celex = ?1) AND :from = '' "
	                                      "AND NOT saw(celex, state, 'link ' || infr)" },
	{ "acts", "INSERT OR IGNORE INTO title_fact SELECT celex, lang, source, ?3, ?4, 0, rank, cite, "
	          "confidence, 0, title FROM (SELECT *, max(read_on) FROM title_fact WHERE celex = ?1 AND source = ?2 "
	          "AND read_on < ?3 GROUP BY lang) WHERE present "
	          "AND NOT saw(celex, 'title', lang)" },
	{ "acts",
	  "INSERT OR IGNORE INTO relation_fact SELECT celex, relation, other, source, ?3, ?4, 0, rank, cite, "
	  "confidence, 0, comment FROM (SELECT *, max(read_on) FROM relation_fact WHERE celex = ?1 AND source = ?2 "
	  "AND read_on < ?3 GROUP BY relation, other) WHERE present "
	  "AND NOT saw(celex, relation, other)" },
	/* an act of which some date was read has lost the others already (store_deadline.c) */
	{ "acts",
	  "INSERT OR IGNORE INTO deadline_fact SELECT celex, number, source, ?3, CAST(?4 AS INTEGER), 0, rank, cite, "
	  "confidence, 0, date, kind, provisions, addressee, inherited_from, annotation, moved_by FROM (SELECT *, max(read_on) "
	  "FROM deadline_fact WHERE celex = ?1 AND source = ?2 AND read_on < ?3 GROUP BY number) WHERE present "
	  "AND NOT saw(celex, 'deadline', '')" },
};

static gboolean mark_gone(struct store_load *load, const struct reading *r, const char *scope, GError **error)
{
	const char *values[] = { scope, load->file.source, load->file.read_on };
	for (size_t i = 0; i < G_N_ELEMENTS(gone); i++) {
		if (strcmp(gone[i].what, r->what) != 0)
			continue;
		sqlite3_stmt *stmt = store_statement(load->store, gone[i].text, error);
		for (int j = 0; stmt && j < 3; j++)
			sqlite3_bind_text(stmt, j + 1, values[j], -1, SQLITE_STATIC);
		if (!stmt)
			return FALSE;
		bind_id(stmt, "?4", g_array_index(load->bodies, struct body, r->body).evidence);
		sql_bind_int(stmt, ":rank", load->file.rank);
		sql_bind(stmt, ":from", r->from ? r->from : "");
		if (!sql_run(stmt, error))
			return FALSE;
		load->stirs |= sqlite3_changes(load->db) > 0;
	}
	return TRUE;
}

/* A read of acts, of one or a set of them, proves something only of those it showed. */
static gboolean mark_gone_of_acts(struct store_load *load, const struct reading *r, GError **error)
{
	GHashTableIter at;
	gpointer celex, shown;
	g_hash_table_iter_init(&at, load->shown);
	while (g_hash_table_iter_next(&at, &celex, &shown)) {
		gboolean meant = strcmp(r->scope, celex) == 0 || in_scope(r->scope, celex);
		if (meant && ((struct shown *)shown)->records[RECORD_ACT] > 0 && !mark_gone(load, r, celex, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean finish(struct store_load *load, const struct reading *r, GError **error)
{
	GError *local = NULL;
	load->stirs |= told_by_another(load, r, &local);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	if (!put_reading(load, r, error))
		return FALSE;
	if (r->status || (r->unchanged && !r->from) || !r->whole || lost(load, r) > 0)
		return TRUE;
	return strcmp(r->what, "acts") == 0 ? mark_gone_of_acts(load, r, error) : mark_gone(load, r, r->scope, error);
}

gboolean readings_finish(struct store_load *load, GError **error)
{
	for (guint i = 0; i < load->readings->len; i++)
		if (!finish(load, &g_array_index(load->readings, struct reading, i), error))
			return FALSE;
	return TRUE;
}

gboolean store_transfer(struct store *store, const struct store_transfer *t, gint64 *id, GError **error)
{
	static const char text[] =
		"INSERT INTO transfer (source, question, url, request, time, status, media_type, etag, last_modified, sha256, "
		"bytes, wire_bytes, attempts, error) VALUES (?1, ?2, ?3, coalesce((SELECT 'as #' || min(id) FROM transfer "
		"WHERE request = ?4 AND request NOT GLOB 'as #*'), ?4), ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
	char numbers[4][24];
	const gint64 ints[] = { t->status, t->bytes, t->wire_bytes, t->attempts };
	for (size_t i = 0; i < G_N_ELEMENTS(ints); i++)
		g_snprintf(numbers[i], sizeof numbers[i], "%" G_GINT64_FORMAT, ints[i]);
	const char *values[] = { t->source,  t->question,   t->url,     t->request,       t->time,
		                 numbers[0], t->media_type, t->etag,    t->last_modified, t->sha256,
		                 numbers[1], numbers[2],    numbers[3], t->error };
	g_autoptr(sqlite3_stmt) put = sql_query(store->db, text, values, G_N_ELEMENTS(values), error);
	gboolean done = put && sql_run(put, error);
	*id = done ? sqlite3_last_insert_rowid(store->db) : 0;
	return done;
}
