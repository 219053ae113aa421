/* store_law.c - the law as data, in tables of the store, so that the views can use it with any SQLite client. It
 * belongs to the program: it is written anew when the program has another. */
#include "checker/celex.h"
#include "checker/data.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/file.h"
#include "checker/legal_basis.h"
#include "checker/sql.h"
#include "checker/state.h"
#include "checker/store_private.h"
#include "checker/sum.h"
#include "feeds/csvread.h"

#define MEMBERSHIP "rules/law/membership.csv"
#define OPT_INS "rules/law/opt-ins.csv"

/* Counts up when legal_basis_read() understands more than before. */
#define BASIS_READER "1"

static const char *or_null(const char *text)
{
	return text && *text ? text : NULL;
}

static gboolean add_member(sqlite3_stmt *put, const struct csv *row, GError **error)
{
	size_t n;
	const struct state *all = state_all(&n);
	const struct state *state = state_lookup(csv_get(row, "state"));
	if (!state) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, MEMBERSHIP ":%u: unknown state", csv_line(row));
		return FALSE;
	}
	sql_bind(put, ":state", state->code);
	sql_bind(put, ":alpha3", state->alpha3);
	sql_bind(put, ":name", state->name);
	sql_bind_int(put, ":position", state - all + 1);
	sql_bind(put, ":from", csv_get(row, "member_from"));
	sql_bind(put, ":until", or_null(csv_get(row, "member_until")));
	sql_bind(put, ":bound", or_null(csv_get(row, "bound_until")));
	sql_bind(put, ":basis", csv_get(row, "basis"));
	return sql_run(put, error);
}

static gboolean lay_membership(sqlite3 *db, GError **error)
{
	static const char text[] =
		"INSERT INTO membership (state, alpha3, name, position, member_from, member_until, bound_until, basis) "
		"VALUES (:state, :alpha3, :name, :position, :from, :until, :bound, :basis) "
		"ON CONFLICT (state) DO UPDATE SET position = excluded.position, member_from = excluded.member_from, "
		"member_until = excluded.member_until, bound_until = excluded.bound_until, basis = excluded.basis";
	g_autoptr(FILE) in = data_open(MEMBERSHIP, error);
	g_autoptr(Csv) rows = in ? csv_open(in, MEMBERSHIP, error) : NULL;
	g_autoptr(sqlite3_stmt) put = rows ? sql_prepare(db, text, error) : NULL;
	GError *local = NULL;
	while (put && csv_next(rows, &local) && add_member(put, rows, &local))
		continue;
	if (local)
		g_propagate_error(error, local);
	return put && !local;
}

static gboolean add_opt_in(sqlite3_stmt *put, const struct csv *row, GError **error)
{
	static const char *const columns[] = { "celex", "state", "from_day", "provision", "source", "confidence" };
	const struct state *state = state_lookup(csv_get(row, "state"));
	gboolean right = state && strcmp(state->code, csv_get(row, "state")) == 0 &&
	                 celex_kind(csv_get(row, "celex")) != CELEX_NONE && day_valid(csv_get(row, "from_day")) &&
	                 *csv_get(row, "provision") && *csv_get(row, "source") && *csv_get(row, "confidence");
	for (int i = 0; right && i < (int)G_N_ELEMENTS(columns); i++)
		sqlite3_bind_text(put, i + 1, csv_get(row, columns[i]), -1, SQLITE_TRANSIENT);
	if (right)
		return sql_run(put, error);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, OPT_INS ":%u: not an opt-in", csv_line(row));
	return FALSE;
}

static gboolean lay_opt_ins(sqlite3 *db, GError **error)
{
	g_autoptr(FILE) in = data_open(OPT_INS, error);
	g_autoptr(Csv) rows = in ? csv_open(in, OPT_INS, error) : NULL;
	g_autoptr(sqlite3_stmt) put =
		rows && sql_exec(db, "DELETE FROM opt_in", error)
			? sql_prepare(db, "INSERT INTO opt_in VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error)
			: NULL;
	GError *local = NULL;
	while (put && csv_next(rows, &local) && add_opt_in(put, rows, &local))
		continue;
	if (local)
		g_propagate_error(error, local);
	return put && !local;
}

static gboolean put_basis(sqlite3 *db, const struct legal_bases *bases, const char *text, GError **error)
{
	g_autoptr(LegalBasis) b = legal_basis_read(bases, text);
	const char *values[] = {
		text, b->articles, b->denmark.value, b->denmark.why, b->ireland.value, b->ireland.why
	};
	g_autoptr(sqlite3_stmt) put =
		sql_query(db,
	                  "INSERT INTO legal_basis (text, articles, denmark, denmark_why, ireland, ireland_why) "
	                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
	                  values, G_N_ELEMENTS(values), error);
	return put && sql_run(put, error);
}

gboolean law_note_basis(sqlite3 *db, const char *text, GError **error)
{
	GError *local = NULL;
	if (!text)
		return TRUE;
	g_autofree char *known = sql_value(db, "SELECT denmark FROM legal_basis WHERE text = ?1", &text, 1, &local);
	g_autoptr(LegalBases) bases = known || local ? NULL : legal_bases_load(&local);
	if (!local && bases)
		put_basis(db, bases, text, &local);
	if (local)
		g_propagate_error(error, local);
	return !local;
}

static gboolean lay_bases(sqlite3 *db, GError **error)
{
	g_autoptr(LegalBases) bases = legal_bases_load(error);
	if (!bases || !sql_exec(db, "DELETE FROM legal_basis", error))
		return FALSE;
	g_autoptr(sqlite3_stmt) texts =
		sql_prepare(db, "SELECT DISTINCT legal_basis FROM act_fact WHERE legal_basis IS NOT NULL", error);
	GError *local = NULL;
	while (texts && sql_row(texts, &local) && put_basis(db, bases, sql_text(texts, 0), &local))
		continue;
	if (local)
		g_propagate_error(error, local);
	return texts && !local;
}

static const struct law {
	const char *name, *reader;
	gboolean (*lay)(sqlite3 *db, GError **error);
} laws[] = {
	{ MEMBERSHIP, "", lay_membership },
	{ "rules/law/legal-bases.csv", BASIS_READER, lay_bases },
	{ OPT_INS, "", lay_opt_ins },
};

static gboolean lay(sqlite3 *db, const struct law *law, GError **error)
{
	g_autoptr(GBytes) bytes = data_bytes(law->name, error);
	if (!bytes)
		return FALSE;
	g_autofree char *sum = sum_of_bytes(bytes);
	g_autofree char *mark = g_strconcat(sum, law->reader, NULL);
	const char *values[] = { law->name, mark };
	GError *local = NULL;
	g_autofree char *same =
		sql_value(db, "SELECT 1 FROM law_laid WHERE name = ?1 AND sha256 = ?2", values, 2, &local);
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	if (same)
		return TRUE;
	g_autoptr(sqlite3_stmt) put =
		sql_query(db, "INSERT OR REPLACE INTO law_laid VALUES (?1, ?2)", values, 2, error);
	return put && law->lay(db, error) && sql_run(put, error);
}

gboolean law_lay(sqlite3 *db, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(laws); i++)
		if (!lay(db, &laws[i], error))
			return FALSE;
	return TRUE;
}
