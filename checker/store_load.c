/* store_load.c - one file into the store: the sink of the readers, taken whole or not at all. */
#include <string.h>

#include "checker/celex.h"
#include "checker/error.h"
#include "checker/sql.h"
#include "checker/store_private.h"

/* Over this share of rejected rows, and at least this many, a file is refused (design section 5.10). */
#define REJECTED_PERCENT 1
#define REJECTED_LEAST 5

static void remark_clear(gpointer data)
{
	g_free(((struct store_remark *)data)->text);
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

static const struct body *body_of(const struct store_load *load, const struct record *r)
{
	return &g_array_index(load->bodies, struct body, r->body);
}

static struct fact_origin origin_of(const struct store_load *load, const struct record *r)
{
	return (struct fact_origin){ .source = load->file.source,
		                     .read_on = load->file.read_on,
		                     .cite = r->cite,
		                     .confidence = r->confidence ? r->confidence : load->file.confidence,
		                     .evidence = body_of(load, r)->evidence,
		                     .place = r->line,
		                     .rank = r->rank ? r->rank : load->file.rank };
}

static gboolean add_act(struct store *store, const char *celex, GError **error)
{
	static const char text[] = "INSERT OR IGNORE INTO act VALUES (?1)";
	sqlite3_stmt *stmt = store_statement(store, text, error);
	if (!stmt)
		return FALSE;
	sqlite3_bind_text(stmt, 1, celex, -1, SQLITE_STATIC);
	return sql_run(stmt, error);
}

/* What this load showed of an act so far; the act is made known. NULL with an error. */
static struct shown *know_act(struct store_load *load, const char *celex, GError **error)
{
	struct shown *shown = g_hash_table_lookup(load->shown, celex ? celex : "");
	if (shown)
		return shown;
	if (celex && (!add_act(load->store, celex, error) || !late_note(load, celex, error)))
		return NULL;
	shown = g_new0(struct shown, 1);
	g_hash_table_insert(load->shown, g_strdup(celex ? celex : ""), shown);
	return shown;
}

char *saw_key(const char *of, const char *what, const char *row)
{
	return g_strconcat(of ? of : "", "\n", what ? what : "", "\n", row, NULL);
}

/* Notes that this file shows a row of what a whole read would prove to be all. */
static void saw(struct store_load *load, const char *of, const char *what, const char *row)
{
	g_hash_table_add(load->store->saw, saw_key(of, what, row));
}

static gboolean write_fact(struct store_load *load, const struct record *r, const void *row,
                           const struct fact_origin *origin, GError **error)
{
	enum fact_change change =
		fact_write(load->db, &load->store->writers[r->kind], fact_table(r->kind), row, origin, error);
	load->tally.same[r->kind] += change == FACT_SAME;
	load->tally.fresh[r->kind] += change == FACT_NEW;
	load->tally.changed[r->kind] += change == FACT_CHANGED;
	return change != FACT_FAILED;
}

/* A file that names an act and says nothing of it makes it known, and no more. */
static gboolean take_act(struct store_load *load, const struct record *r, GError **error)
{
	struct fact_origin origin = origin_of(load, r);
	if (!law_note_basis(load->db, r->u.act.legal_basis, error))
		return FALSE;
	return (!r->u.act.title && !r->u.act.adopted) || write_fact(load, r, &r->u.act, &origin, error);
}

static gboolean take_deadline(struct store_load *load, const struct record *r, GError **error G_GNUC_UNUSED)
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
	saw(load, d->celex, "deadline", "");
	return TRUE;
}

static gboolean take_measure(struct store_load *load, const struct record *r, GError **error)
{
	const struct record_measure *m = &r->u.measure;
	struct fact_origin origin = origin_of(load, r);
	saw(load, m->celex, m->state, m->nim);
	return write_fact(load, r, m, &origin, error);
}

static gboolean take_declaration(struct store_load *load, const struct record *r, GError **error)
{
	const struct record_declaration *d = &r->u.declaration;
	struct fact_origin origin = origin_of(load, r);
	g_autofree char *row = g_strconcat("declaration ", d->nim ? d->nim : "", NULL);
	saw(load, d->celex, d->state, row);
	return write_fact(load, r, d, &origin, error);
}

static gboolean take_link(struct store_load *load, const struct record *r, GError **error)
{
	const struct record_link *l = &r->u.link;
	struct fact_origin origin = origin_of(load, r);
	g_autofree char *row = g_strconcat("link ", l->infr, NULL);
	saw(load, l->celex, l->state, row);
	return write_fact(load, r, l, &origin, error);
}

/* A step of a case is one fact, whose first row in a load counts. A further row names another act that the case is about;
 * if it names the same, it is one too many. */
static gboolean take_step_again(struct store_load *load, const struct record *r, const char *first, GError **error)
{
	const struct record_decision *d = &r->u.decision;
	struct record link = *r;
	if (!d->infr || !d->celex || strcmp(d->celex, first) == 0) {
		g_autofree char *why = g_strdup_printf("%s, %s of %s: a step that stands here already",
		                                       d->infr ? d->infr : "a case without a number", d->type, d->date);
		on_skip(load, r->line, why);
		return TRUE;
	}
	link.kind = RECORD_LINK;
	link.u.link = (struct record_link){ d->celex, d->state, d->infr, NULL };
	return take_link(load, &link, error);
}

/* Whether this load tells a case of one state only. */
static gboolean one_state(struct store_load *load, const struct record_decision *d)
{
	const char *state = d->infr ? g_hash_table_lookup(load->cases, d->infr) : NULL;
	if (d->infr && !state)
		g_hash_table_insert(load->cases, g_strdup(d->infr), g_strdup(d->state));
	return !state || strcmp(state, d->state) == 0;
}

static gboolean take_decision(struct store_load *load, const struct record *r, GError **error)
{
	struct fact_origin origin = origin_of(load, r);
	struct decision_row row = { r->u.decision, NULL };
	gboolean fresh = FALSE;
	GError *local = NULL;
	g_autofree char *id = one_state(load, &row.d) ? case_for(load->store, &row.d, &origin, &fresh, &local) : NULL;
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
	const char *step[] = { row.d.type, row.d.additional ? " additional" : " " };
	g_autofree char *type = g_strconcat(step[0], step[1], NULL);
	g_autofree char *key = saw_key(id, row.d.date, type);
	const char *first = g_hash_table_lookup(load->steps, key);
	if (first)
		return take_step_again(load, r, first, error);
	g_hash_table_insert(load->steps, g_steal_pointer(&key), g_strdup(row.d.celex ? row.d.celex : ""));
	saw(load, id, row.d.date, type);
	return write_fact(load, r, &row, &origin, error);
}

static gboolean take_title(struct store_load *load, const struct record *r, GError **error)
{
	const struct record_title *t = &r->u.title;
	struct fact_origin origin = origin_of(load, r);
	saw(load, t->celex, "title", t->lang);
	return write_fact(load, r, t, &origin, error);
}

static gboolean take_relation(struct store_load *load, const struct record *r, GError **error)
{
	const struct record_relation *q = &r->u.relation;
	struct fact_origin origin = origin_of(load, r);
	saw(load, q->celex, q->relation, q->other);
	return write_fact(load, r, q, &origin, error);
}

/* A scope is an act, or a set of them: everything, a year. */
static gboolean take_reading(struct store_load *load, const struct record *r, GError **error)
{
	const struct record_read *q = &r->u.read;
	struct reading reading = { .what = g_strdup(q->what),
		                   .scope = g_strdup(q->scope),
		                   .query = g_strdup(q->query),
		                   .status = g_strdup(q->status),
		                   .reason = g_strdup(q->reason),
		                   .from = g_strdup(q->from),
		                   .rows = q->rows,
		                   .body = r->body,
		                   .whole = q->whole,
		                   .unchanged = q->unchanged,
		                   .by_scope = q->by_scope,
		                   .rejected = q->rejected };
	load->by_scope |= q->by_scope;
	g_array_append_val(load->readings, reading);
	return celex_kind(q->scope) == CELEX_NONE || know_act(load, q->scope, error);
}

/* Kinds that need no more than their row written. */
static gboolean take_plain(struct store_load *load, const struct record *r, GError **error)
{
	struct fact_origin origin = origin_of(load, r);
	return write_fact(load, r, &r->u, &origin, error);
}

/* Makes the act of a record known and counts the record. */
static gboolean count_record(struct store_load *load, const struct record *r, GError **error)
{
	static const size_t celex_at[RECORD_KINDS] = { [RECORD_DECISION] = offsetof(struct record_decision, celex) };
	const char *celex = *(const char *const *)(const void *)((const char *)&r->u + celex_at[r->kind]);
	struct shown *shown = know_act(load, celex, error);
	if (shown)
		shown->records[r->kind]++;
	count_row(load, r->line);
	return shown != NULL;
}

static gboolean on_take(void *user, const struct record *r, GError **error)
{
	static gboolean (*const takers[RECORD_KINDS])(struct store_load *, const struct record *, GError **) = {
		[RECORD_ACT] = take_act,
		[RECORD_DEADLINE] = take_deadline,
		[RECORD_BINDING] = take_plain,
		[RECORD_TITLE] = take_title,
		[RECORD_RELATION] = take_relation,
		[RECORD_MEASURE] = take_measure,
		[RECORD_DECLARATION] = take_declaration,
		[RECORD_DECISION] = take_decision,
		[RECORD_LINK] = take_link,
		[RECORD_DEROGATION] = take_plain,
		[RECORD_LIST] = take_plain,
		[RECORD_NOTE] = take_plain,
		[RECORD_READ] = take_reading,
	};
	struct store_load *load = user;
	if (r->body >= load->bodies->len) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s: a record of body %u, which was never added",
		            load->file.name, r->body);
		return FALSE;
	}
	if (r->kind != RECORD_READ && !count_record(load, r, error))
		return FALSE;
	return takers[r->kind](load, r, error);
}

/* Registers the body of a file; without one (sha256 NULL) no fact can come from it. */
static gboolean add_evidence(sqlite3 *db, const struct store_file *f, gint64 *id, GError **error)
{
	static const char put[] =
		"INSERT INTO evidence (source, sha256, name, title, feed, bytes, read_on, rank, author, expires) VALUES "
		"(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING";
	*id = 0;
	if (!f->sha256)
		return TRUE;
	g_autofree char *bytes = g_strdup_printf("%" G_GINT64_FORMAT, f->bytes);
	g_autofree char *rank = g_strdup_printf("%d", (int)f->rank);
	const char *values[] = { f->source, f->sha256,  f->name, f->title,  f->feed,
		                 bytes,     f->read_on, rank,    f->author, f->expires };
	g_autoptr(sqlite3_stmt) stmt = sql_query(db, put, values, G_N_ELEMENTS(values), error);
	if (!stmt || !sql_run(stmt, error))
		return FALSE;
	const char *key[] = { f->source, f->sha256, f->read_on };
	g_autofree char *found = sql_value(
		db, "SELECT id FROM evidence WHERE source = ?1 AND sha256 = ?2 AND read_on = ?3", key, 3, error);
	*id = found ? g_ascii_strtoll(found, NULL, 10) : 0;
	return found != NULL;
}

gboolean store_load_body(struct store_load *load, const struct store_file *file, guint *number, GError **error)
{
	struct body body = { .transfer = file->transfer };
	if (!add_evidence(load->db, file, &body.evidence, error))
		return FALSE;
	*number = load->bodies->len;
	g_array_append_val(load->bodies, body);
	return TRUE;
}

struct store_load *store_load_new(struct store *store, const struct store_file *file, GError **error)
{
	g_autoptr(StoreLoad) load = g_new0(struct store_load, 1);
	load->store = store;
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
	load->bodies = g_array_new(FALSE, FALSE, sizeof(struct body));
	load->shown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	load->cases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	load->steps = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	load->last_line = G_MAXUINT;
	g_hash_table_remove_all(store->saw);
	if (!sql_exec(load->db, "SAVEPOINT load", error))
		return NULL;
	load->open = TRUE;
	guint first;
	gboolean ready = late_note(load, NULL, error) && store_load_body(load, file, &first, error);
	return ready ? g_steal_pointer(&load) : NULL;
}

void store_load_free(struct store_load *load)
{
	if (!load)
		return;
	if (load->open)
		sqlite3_exec(load->db, "ROLLBACK TO load; RELEASE load", NULL, NULL, NULL);
	g_clear_pointer(&load->tally.rejects, g_array_unref);
	g_clear_pointer(&load->tally.skips, g_array_unref);
	g_clear_pointer(&load->deadlines, g_ptr_array_unref);
	g_clear_pointer(&load->readings, g_array_unref);
	g_clear_pointer(&load->bodies, g_array_unref);
	g_clear_pointer(&load->shown, g_hash_table_unref);
	g_clear_pointer(&load->cases, g_hash_table_unref);
	g_clear_pointer(&load->steps, g_hash_table_unref);
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
	static const char text[] = "INSERT OR IGNORE INTO deadline VALUES (?1, ?2)";
	sqlite3_stmt *put = store_statement(load->store, text, error);
	if (!put)
		return FALSE;
	sqlite3_bind_text(put, 1, p->d.celex, -1, SQLITE_STATIC);
	sqlite3_bind_int(put, 2, p->number);
	return sql_run(put, error) && write_fact(load, &r, &r.u.deadline, &p->origin, error);
}

/* One source tells one date under a number: a second one, were it given the next number, would be judged beside the
 * first. The later row is rejected. */
static void reject_doubled(struct store_load *load)
{
	GPtrArray *all = load->deadlines;
	for (guint i = 1; i < all->len; i++)
		for (guint j = i; j-- > 0;) {
			const struct pending_deadline *a = g_ptr_array_index(all, j), *b = g_ptr_array_index(all, i);
			if (strcmp(a->d.celex, b->d.celex) != 0)
				break;
			if (b->d.number == 0 || a->d.number != b->d.number)
				continue;
			guint first = MIN(a->origin.place, b->origin.place),
			      second = MAX(a->origin.place, b->origin.place);
			g_autofree char *why = g_strdup_printf(
				"%s: deadline %d is in record %u too: a date set in place of another (moved_by) comes "
				"from a source of its own",
				b->d.celex, b->d.number, first);
			on_reject(load, second, why);
			g_ptr_array_remove_index(all, b->origin.place == second ? i : j);
			i--;
			break;
		}
}

static gboolean finish_deadlines(struct store_load *load, GError **error)
{
	g_ptr_array_sort(load->deadlines, by_act_and_date);
	reject_doubled(load);
	struct pending_deadline **all = (struct pending_deadline **)load->deadlines->pdata;
	for (guint i = 0, n; i < load->deadlines->len; i += n) {
		for (n = 1; i + n < load->deadlines->len && !strcmp(all[i + n]->d.celex, all[i]->d.celex);)
			n++;
		if (!deadlines_number(load->store, all + i, n, load->tally.rejected == 0, error))
			return FALSE;
		for (guint j = 0; j < n; j++)
			if (!write_deadline(load, all[i + j], error))
				return FALSE;
	}
	return TRUE;
}

static gboolean few_rejected(const struct store_load *load, GError **error)
{
	const struct store_tally *t = &load->tally;
	gboolean apart = load->by_scope && load->file.rank == RANK_LIVE; /* a file is refused as one */
	if (apart || t->rejected < REJECTED_LEAST || (guint64)t->rejected * 100 <= (guint64)t->rows * REJECTED_PERCENT)
		return TRUE;
	const struct store_remark *first = &g_array_index(t->rejects, struct store_remark, 0);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT,
	            "%s: refused whole: %u of %u rows are wrong, the first at line %u: %s", load->file.name,
	            t->rejected, t->rows, first->line, first->text);
	return FALSE;
}

gboolean store_load_finish(struct store_load *load, GError **error)
{
	if (!few_rejected(load, error) || !finish_deadlines(load, error) || !readings_finish(load, error))
		return FALSE;
	gboolean decisions = load->tally.fresh[RECORD_DECISION] + load->tally.changed[RECORD_DECISION] > 0;
	if (decisions && !cases_merge(load->db, load->file.read_on, error))
		return FALSE;
	if (!taken_note(load, error) || !late_done(load, error) || !sql_exec(load->db, "RELEASE load", error))
		return FALSE;
	load->open = FALSE;
	return TRUE;
}
