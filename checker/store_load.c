/* store_load.c - one file into the store: the sink of the readers, taken whole or not at all. */
#include <string.h>

#include "checker/error.h"
#include "checker/sql.h"
#include "checker/store_private.h"

/* Over this share of rejected rows, and at least this many, a file is refused (design section 5.10). */
#define REJECTED_PERCENT 1
#define REJECTED_LEAST 5

struct store_load {
	sqlite3 *db;
	struct store_file file;
	struct feed_sink sink;
	struct store_tally tally;
	struct fact_writer writers[RECORD_KINDS];
	sqlite3_stmt *add_act, *saw_row;
	gint64 evidence;
	GPtrArray *deadlines; /* of struct pending_deadline */
	GArray *readings;     /* of struct reading */
	guint last_line;
	gboolean open;
};

struct reading {
	char *what, *scope, *query;
	gboolean whole;
};

static void remark_clear(gpointer data)
{
	g_free(((struct store_remark *)data)->text);
}

static void reading_clear(gpointer data)
{
	struct reading *r = data;
	g_free(r->what);
	g_free(r->scope);
	g_free(r->query);
}

static void pending_free(gpointer data)
{
	struct pending_deadline *p = data;
	char *texts[] = { (char *)p->d.celex,          (char *)p->d.date,      (char *)p->d.kind,
		          (char *)p->d.provisions,     (char *)p->d.addressee, (char *)p->d.inherited_from,
		          (char *)p->d.annotation,     (char *)p->d.moved_by,  (char *)p->origin.cite,
		          (char *)p->origin.confidence };
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_free(p);
}

static void count_row(struct store_load *load, guint line)
{
	if (line != load->last_line)
		load->tally.rows++;
	load->last_line = line;
}

static void remark(GArray *remarks, guint line, const char *text)
{
	struct store_remark r = { line, g_strdup(text) };
	g_array_append_val(remarks, r);
}

static void on_reject(void *user, guint line, const char *reason)
{
	struct store_load *load = user;
	count_row(load, line);
	load->tally.rejected++;
	remark(load->tally.rejects, line, reason);
}

static void on_skip(void *user, guint line, const char *reason)
{
	struct store_load *load = user;
	count_row(load, line);
	load->tally.skipped++;
	remark(load->tally.skips, line, reason);
}

static struct fact_origin origin_of(const struct store_load *load, const struct record *r)
{
	return (struct fact_origin){ .source = load->file.source,
		                     .read_on = load->file.read_on,
		                     .cite = r->cite,
		                     .confidence = r->confidence ? r->confidence : load->file.confidence,
		                     .evidence = load->evidence,
		                     .place = r->line,
		                     .rank = r->rank ? r->rank : load->file.rank };
}

static gboolean know_act(struct store_load *load, const char *celex, GError **error)
{
	if (!celex)
		return TRUE;
	sqlite3_bind_text(load->add_act, 1, celex, -1, SQLITE_STATIC);
	return sql_run(load->add_act, error);
}

static gboolean write_fact(struct store_load *load, const struct record *r, const void *row,
                           const struct fact_origin *origin, GError **error)
{
	enum fact_change change =
		fact_write(load->db, &load->writers[r->kind], fact_table(r->kind), row, origin, error);
	load->tally.same[r->kind] += change == FACT_SAME;
	load->tally.fresh[r->kind] += change == FACT_NEW;
	load->tally.changed[r->kind] += change == FACT_CHANGED;
	return change != FACT_FAILED;
}

/* A file that names an act and says nothing of it makes it known, and no more. */
static gboolean take_act(struct store_load *load, const struct record *r, GError **error)
{
	struct fact_origin origin = origin_of(load, r);
	if (!know_act(load, r->u.act.celex, error) || !law_note_basis(load->db, r->u.act.legal_basis, error))
		return FALSE;
	return (!r->u.act.title && !r->u.act.adopted) || write_fact(load, r, &r->u.act, &origin, error);
}

static gboolean take_deadline(struct store_load *load, const struct record *r, GError **error)
{
	const struct record_deadline *d = &r->u.deadline;
	struct pending_deadline *p = g_new0(struct pending_deadline, 1);
	p->origin = origin_of(load, r);
	p->origin.cite = g_strdup(p->origin.cite);
	p->origin.confidence = g_strdup(p->origin.confidence);
	p->d = (struct record_deadline){ g_strdup(d->celex),          d->number,
		                         g_strdup(d->date),           g_strdup(d->kind),
		                         g_strdup(d->provisions),     g_strdup(d->addressee),
		                         g_strdup(d->inherited_from), g_strdup(d->annotation),
		                         g_strdup(d->moved_by) };
	g_ptr_array_add(load->deadlines, p);
	return know_act(load, d->celex, error);
}

/* Notes that this file shows a row of the list of measures. */
static gboolean saw(struct store_load *load, const char *celex, const char *state, const char *row, GError **error)
{
	const char *key[] = { celex, state, row };
	for (int i = 0; i < 3; i++)
		sqlite3_bind_text(load->saw_row, i + 1, key[i], -1, SQLITE_STATIC);
	return know_act(load, celex, error) && sql_run(load->saw_row, error);
}

static gboolean take_measure(struct store_load *load, const struct record *r, GError **error)
{
	const struct record_measure *m = &r->u.measure;
	struct fact_origin origin = origin_of(load, r);
	return saw(load, m->celex, m->state, m->nim, error) && write_fact(load, r, m, &origin, error);
}

static gboolean take_declaration(struct store_load *load, const struct record *r, GError **error)
{
	const struct record_declaration *d = &r->u.declaration;
	struct fact_origin origin = origin_of(load, r);
	g_autofree char *row = g_strconcat("declaration ", d->nim ? d->nim : "", NULL);
	return saw(load, d->celex, d->state, row, error) && write_fact(load, r, d, &origin, error);
}

static gboolean take_link(struct store_load *load, const struct record *r, GError **error)
{
	const struct record_link *l = &r->u.link;
	struct fact_origin origin = origin_of(load, r);
	g_autofree char *row = g_strconcat("link ", l->infr, NULL);
	return saw(load, l->celex, l->state, row, error) && write_fact(load, r, l, &origin, error);
}

static gboolean take_decision(struct store_load *load, const struct record *r, GError **error)
{
	struct fact_origin origin = origin_of(load, r);
	struct decision_row row = { r->u.decision, NULL };
	gboolean fresh = FALSE;
	GError *local = NULL;
	if (!know_act(load, row.d.celex, error))
		return FALSE;
	g_autofree char *id = case_for(load->db, &row.d, &fresh, &local);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	if (!id) {
		g_autofree char *why =
			g_strdup_printf("%s is on record as a case of another state than %s", row.d.infr, row.d.state);
		on_reject(load, r->line, why);
		return TRUE;
	}
	row.case_id = id;
	load->tally.cases += fresh ? 1 : 0;
	return write_fact(load, r, &row, &origin, error);
}

static gboolean take_reading(struct store_load *load, const struct record *r, GError **error)
{
	const struct record_read *q = &r->u.read;
	struct reading reading = { g_strdup(q->what), g_strdup(q->scope), g_strdup(q->query), q->whole };
	g_array_append_val(load->readings, reading);
	return strcmp(q->scope, "*") == 0 || know_act(load, q->scope, error);
}

/* Kinds that need no more than their act known and their row written. */
static gboolean take_plain(struct store_load *load, const struct record *r, GError **error)
{
	static const size_t celex_at[RECORD_KINDS] = {
		[RECORD_BINDING] = offsetof(struct record_binding, celex),
		[RECORD_LIST] = offsetof(struct record_list, celex),
		[RECORD_NOTE] = offsetof(struct record_note, celex),
		[RECORD_TITLE] = offsetof(struct record_title, celex),
		[RECORD_RELATION] = offsetof(struct record_relation, celex),
		[RECORD_DEROGATION] = offsetof(struct record_derogation, celex),
	};
	struct fact_origin origin = origin_of(load, r);
	const char *celex = *(const char *const *)(const void *)((const char *)&r->u + celex_at[r->kind]);
	return know_act(load, celex, error) && write_fact(load, r, &r->u, &origin, error);
}

static gboolean on_take(void *user, const struct record *r, GError **error)
{
	static gboolean (*const takers[RECORD_KINDS])(struct store_load *, const struct record *, GError **) = {
		[RECORD_ACT] = take_act,           [RECORD_DEADLINE] = take_deadline,
		[RECORD_BINDING] = take_plain,     [RECORD_TITLE] = take_plain,
		[RECORD_RELATION] = take_plain,    [RECORD_DEROGATION] = take_plain,
		[RECORD_MEASURE] = take_measure,   [RECORD_DECLARATION] = take_declaration,
		[RECORD_DECISION] = take_decision, [RECORD_LINK] = take_link,
		[RECORD_LIST] = take_plain,        [RECORD_NOTE] = take_plain,
		[RECORD_READ] = take_reading,
	};
	struct store_load *load = user;
	if (r->kind != RECORD_READ)
		count_row(load, r->line);
	return takers[r->kind](load, r, error);
}

static gboolean add_evidence(struct store_load *load, GError **error)
{
	static const char put[] =
		"INSERT INTO evidence (source, sha256, name, title, feed, bytes, read_on, rank, author, expires) VALUES "
		"(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING";
	const struct store_file *f = &load->file;
	g_autofree char *bytes = g_strdup_printf("%" G_GINT64_FORMAT, f->bytes);
	g_autofree char *rank = g_strdup_printf("%d", (int)f->rank);
	const char *values[] = { f->source, f->sha256,  f->name, f->title,  f->feed,
		                 bytes,     f->read_on, rank,    f->author, f->expires };
	g_autoptr(sqlite3_stmt) stmt = sql_query(load->db, put, values, G_N_ELEMENTS(values), error);
	if (!stmt || !sql_run(stmt, error))
		return FALSE;
	const char *key[] = { f->source, f->sha256, f->read_on };
	g_autofree char *id = sql_value(
		load->db, "SELECT id FROM evidence WHERE source = ?1 AND sha256 = ?2 AND read_on = ?3", key, 3, error);
	load->evidence = id ? g_ascii_strtoll(id, NULL, 10) : 0;
	return id != NULL;
}

struct store_load *store_load_new(struct store *store, const struct store_file *file, GError **error)
{
	g_autoptr(StoreLoad) load = g_new0(struct store_load, 1);
	load->db = store->db;
	load->file = *file;
	load->sink = (struct feed_sink){ load, on_take, on_reject, on_skip };
	load->tally.rejects = g_array_new(FALSE, FALSE, sizeof(struct store_remark));
	load->tally.skips = g_array_new(FALSE, FALSE, sizeof(struct store_remark));
	g_array_set_clear_func(load->tally.rejects, remark_clear);
	g_array_set_clear_func(load->tally.skips, remark_clear);
	load->deadlines = g_ptr_array_new_with_free_func(pending_free);
	load->readings = g_array_new(FALSE, FALSE, sizeof(struct reading));
	g_array_set_clear_func(load->readings, reading_clear);
	load->last_line = G_MAXUINT;
	if (!sql_exec(load->db,
	              "CREATE TEMP TABLE IF NOT EXISTS saw (celex TEXT, state TEXT, nim TEXT, "
	              "PRIMARY KEY (celex, state, nim)) WITHOUT ROWID; DELETE FROM saw; SAVEPOINT load",
	              error))
		return NULL;
	load->open = TRUE;
	load->add_act = sql_prepare(load->db, "INSERT OR IGNORE INTO act VALUES (?1)", error);
	load->saw_row =
		load->add_act ? sql_prepare(load->db, "INSERT OR IGNORE INTO saw VALUES (?1, ?2, ?3)", error) : NULL;
	return load->saw_row && add_evidence(load, error) ? g_steal_pointer(&load) : NULL;
}

static void finalize_all(struct store_load *load)
{
	for (int i = 0; i < RECORD_KINDS; i++)
		fact_writer_clear(&load->writers[i]);
	g_clear_pointer(&load->add_act, sqlite3_finalize);
	g_clear_pointer(&load->saw_row, sqlite3_finalize);
}

void store_load_free(struct store_load *load)
{
	if (!load)
		return;
	finalize_all(load);
	if (load->open)
		sqlite3_exec(load->db, "ROLLBACK TO load; RELEASE load", NULL, NULL, NULL);
	g_clear_pointer(&load->tally.rejects, g_array_unref);
	g_clear_pointer(&load->tally.skips, g_array_unref);
	g_clear_pointer(&load->deadlines, g_ptr_array_unref);
	g_clear_pointer(&load->readings, g_array_unref);
	g_free(load);
}

const struct feed_sink *store_load_sink(struct store_load *load)
{
	return &load->sink;
}

const struct store_tally *store_load_tally(const struct store_load *load)
{
	return &load->tally;
}

/* Date order; on one day the transposition date first (the kinds from last to first letter), then by provisions, so
 * that the order of the rows decides nothing. */
static int by_act_and_date(gconstpointer a, gconstpointer b)
{
	const struct record_deadline *x = &(*(struct pending_deadline *const *)a)->d;
	const struct record_deadline *y = &(*(struct pending_deadline *const *)b)->d;
	const int orders[] = { strcmp(x->celex, y->celex), g_strcmp0(x->date, y->date), x->number - y->number,
		               strcmp(y->kind, x->kind), g_strcmp0(x->provisions, y->provisions) };
	for (size_t i = 0; i < G_N_ELEMENTS(orders); i++)
		if (orders[i])
			return orders[i];
	return 0;
}

static gboolean write_deadline(struct store_load *load, struct pending_deadline *p, GError **error)
{
	struct record r = { .kind = RECORD_DEADLINE, .line = p->origin.place, .u.deadline = p->d };
	r.u.deadline.number = p->number;
	g_autofree char *number = g_strdup_printf("%d", p->number);
	const char *key[] = { p->d.celex, number };
	g_autoptr(sqlite3_stmt) put =
		sql_query(load->db, "INSERT OR IGNORE INTO deadline VALUES (?1, CAST(?2 AS INTEGER))", key, 2, error);
	return put && sql_run(put, error) && write_fact(load, &r, &r.u.deadline, &p->origin, error);
}

static gboolean finish_deadlines(struct store_load *load, GError **error)
{
	g_ptr_array_sort(load->deadlines, by_act_and_date);
	struct pending_deadline **all = (struct pending_deadline **)load->deadlines->pdata;
	for (guint i = 0, n; i < load->deadlines->len; i += n) {
		for (n = 1; i + n < load->deadlines->len && !strcmp(all[i + n]->d.celex, all[i]->d.celex);)
			n++;
		if (!deadlines_number(load->db, all + i, n, error))
			return FALSE;
		for (guint j = 0; j < n; j++)
			if (!write_deadline(load, all[i + j], error))
				return FALSE;
	}
	return TRUE;
}

/* The better of two reads of one day and source counts: the one proven whole, then the better rank, then the later. */
static gboolean put_reading(struct store_load *load, const struct reading *r, GError **error)
{
	static const char put[] =
		"INSERT INTO reading (what, scope, source, read_on, evidence, status, whole, rows, rejected, rank, query) "
		"SELECT ?1, ?2, ?3, ?4, CAST(?5 AS INTEGER), 'ok', CAST(?6 AS INTEGER), "
		"CAST(?7 AS INTEGER), CAST(?8 AS INTEGER), CAST(?9 AS INTEGER), ?10 WHERE true "
		"ON CONFLICT DO UPDATE SET evidence = excluded.evidence, status = 'ok', whole = excluded.whole, "
		"rows = excluded.rows, rejected = excluded.rejected, rank = excluded.rank, query = excluded.query "
		"WHERE (excluded.whole AND NOT excluded.rejected) > (whole AND NOT rejected AND status = 'ok') "
		"OR (excluded.whole AND NOT excluded.rejected) = (whole AND NOT rejected AND status = 'ok') "
		"AND excluded.rank <= rank AND (excluded.rank, excluded.rejected, excluded.rows, 'ok') <> "
		"(rank, rejected, rows, status)";
	char numbers[5][24];
	const gint64 ints[] = { load->evidence, r->whole, load->tally.rows, load->tally.rejected, load->file.rank };
	for (int i = 0; i < 5; i++)
		g_snprintf(numbers[i], sizeof numbers[i], "%" G_GINT64_FORMAT, ints[i]);
	const char *values[] = { r->what,    r->scope,   load->file.source, load->file.read_on, numbers[0],
		                 numbers[1], numbers[2], numbers[3],        numbers[4],         r->query };
	g_autoptr(sqlite3_stmt) stmt = sql_query(load->db, put, values, G_N_ELEMENTS(values), error);
	return stmt && sql_run(stmt, error);
}

/* What an earlier read showed and this whole one does not is gone from this day on: measures, and what hangs on the
 * list of them. A declaration given for the act itself stays: the list does not hold it. */
static const char *const gone[] = {
	"INSERT OR IGNORE INTO measure_fact SELECT celex, state, nim, source, ?3, CAST(?4 AS INTEGER), 0, rank, cite, "
	"confidence, 0, nim_celex, title, type, journal, number, published, notified, notified_act, in_force, link, "
	"declaration FROM (SELECT *, max(read_on) FROM measure_fact WHERE celex = ?1 AND source = ?2 AND read_on < ?3 "
	"GROUP BY state, nim) WHERE present AND (celex, state, nim) NOT IN (SELECT celex, state, nim FROM saw)",
	"INSERT OR IGNORE INTO declaration_fact SELECT celex, state, nim, source, ?3, CAST(?4 AS INTEGER), 0, rank, cite, "
	"confidence, 0, value, date, text FROM (SELECT *, max(read_on) FROM declaration_fact WHERE celex = ?1 "
	"AND source = ?2 AND read_on < ?3 GROUP BY state, nim) WHERE present AND (nim <> '' OR value = 'not necessary') "
	"AND (celex, state, 'declaration ' || nim) NOT IN (SELECT celex, state, nim FROM saw)",
	"INSERT OR IGNORE INTO link_fact SELECT celex, state, infr, source, ?3, CAST(?4 AS INTEGER), 0, rank, cite, "
	"confidence, 0, nim FROM (SELECT *, max(read_on) FROM link_fact WHERE celex = ?1 AND source = ?2 AND read_on < ?3 "
	"GROUP BY state, infr) WHERE present AND (celex, state, 'link ' || infr) NOT IN (SELECT celex, state, nim FROM saw)",
};

static gboolean mark_gone(struct store_load *load, const struct reading *r, GError **error)
{
	char evidence[24];
	g_snprintf(evidence, sizeof evidence, "%" G_GINT64_FORMAT, load->evidence);
	const char *values[] = { r->scope, load->file.source, load->file.read_on, evidence };
	if (strcmp(r->what, "measures") != 0 || !r->whole || load->tally.rejected > 0)
		return TRUE;
	for (size_t i = 0; i < G_N_ELEMENTS(gone); i++) {
		g_autoptr(sqlite3_stmt) stmt = sql_query(load->db, gone[i], values, G_N_ELEMENTS(values), error);
		if (!stmt || !sql_run(stmt, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean finish_readings(struct store_load *load, GError **error)
{
	for (guint i = 0; i < load->readings->len; i++) {
		const struct reading *r = &g_array_index(load->readings, struct reading, i);
		if (!put_reading(load, r, error) || !mark_gone(load, r, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean few_rejected(const struct store_load *load, GError **error)
{
	const struct store_tally *t = &load->tally;
	if (t->rejected < REJECTED_LEAST || (guint64)t->rejected * 100 <= (guint64)t->rows * REJECTED_PERCENT)
		return TRUE;
	const struct store_remark *first = &g_array_index(t->rejects, struct store_remark, 0);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT,
	            "%s: refused whole: %u of %u rows are wrong, the first at line %u: %s", load->file.name,
	            t->rejected, t->rows, first->line, first->text);
	return FALSE;
}

gboolean store_load_finish(struct store_load *load, GError **error)
{
	if (!few_rejected(load, error) || !finish_deadlines(load, error) || !finish_readings(load, error))
		return FALSE;
	gboolean decisions = load->tally.fresh[RECORD_DECISION] + load->tally.changed[RECORD_DECISION] > 0;
	if (decisions && !cases_merge(load->db, load->file.read_on, error))
		return FALSE;
	finalize_all(load);
	if (!sql_exec(load->db, "RELEASE load", error))
		return FALSE;
	load->open = FALSE;
	return TRUE;
}
