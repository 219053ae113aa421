/* store_case.c - which case a decision belongs to, and the merging of placeholders (design section 4, "case"). */
#include <string.h>

#include "checker/sql.h"
#include "checker/store_private.h"

#define PLACEHOLDER "NOINFR:"

/* A placeholder that already holds this very step: a second import finds the same case. */
static const char same_step[] =
	"SELECT case_id FROM decision_fact WHERE celex IS ?1 AND state = ?2 AND kind = ?3 AND date = ?4 AND type = ?5 "
	"AND case_id GLOB 'NOINFR:*' ORDER BY case_id LIMIT 1";

/* Later steps, an additional letter among them, belong to the case opened by the newest letter before them. */
static const char earlier_letter[] =
	"SELECT case_id FROM decision_fact WHERE celex IS ?1 AND state = ?2 AND kind = ?3 AND date <= ?4 "
	"AND type = 'LFN258' AND NOT additional AND (?5 <> 'LFN258' OR ?6 = '1') AND case_id GLOB 'NOINFR:*' ORDER BY date DESC, case_id LIMIT 1";

/* A month stands for its last day. A later step says nothing of the day of the letter before it: where more than one
 * deadline had passed, which one the case is about is not established. */
static const char passed_deadline[] =
	"SELECT number FROM (SELECT f.number, max(f.date), count(DISTINCT f.number) AS n FROM deadline_fact AS f "
	"WHERE f.celex = ?1 AND f.kind = 'transposition' AND f.present "
	"AND f.date < CASE length(?2) WHEN 7 THEN ?2 || '-31' ELSE ?2 END) WHERE n = 1 OR ?3 = 'LFN258'";

static char *new_placeholder(sqlite3 *db, const struct record_decision *d, GError **error)
{
	GError *local = NULL;
	const char *values[] = { d->celex, d->date, d->type };
	g_autofree char *number = sql_value(db, passed_deadline, values, 3, &local);
	if (local) {
		g_propagate_error(error, local);
		return NULL;
	}
	return g_strdup_printf(PLACEHOLDER "%s:%s:%s:%s", d->celex ? d->celex : "-", d->state, d->kind,
	                       number ? number : "0");
}

static char *placeholder(sqlite3 *db, const struct record_decision *d, GError **error)
{
	static const char *const searches[] = { same_step, earlier_letter };
	const char *values[] = { d->celex, d->state, d->kind, d->date, d->type, d->additional ? "1" : "0" };
	for (size_t i = 0; i < G_N_ELEMENTS(searches); i++) {
		GError *local = NULL;
		char *found = sql_value(db, searches[i], values, G_N_ELEMENTS(values), &local);
		if (local) {
			g_propagate_error(error, local);
			return NULL;
		}
		if (found)
			return found;
	}
	return new_placeholder(db, d, error);
}

static gboolean run(struct store *store, const char *text, const char *const values[4], GError **error)
{
	sqlite3_stmt *stmt = store_statement(store, text, error);
	for (int i = 0; stmt && i < sqlite3_bind_parameter_count(stmt); i++)
		sqlite3_bind_text(stmt, i + 1, values[i], -1, SQLITE_STATIC);
	return stmt && sql_run(stmt, error);
}

char *case_for(struct store *store, const struct record_decision *d, const struct fact_origin *origin, gboolean *fresh,
               GError **error)
{
	static const char put[] = "INSERT OR IGNORE INTO infringement VALUES (?1, ?2, ?1 GLOB 'NOINFR:*')";
	static const char correct[] =
		"UPDATE infringement SET state = ?2 WHERE id = ?1 AND state <> ?2 AND NOT EXISTS (SELECT 1 FROM decision_fact "
		"WHERE case_id = ?1 AND (source <> ?3 OR read_on >= ?4))";
	static const char mine[] = "SELECT 1 FROM infringement WHERE id = ?1 AND state = ?2";
	g_autofree char *id = d->infr ? g_strdup(d->infr) : placeholder(store->db, d, error);
	const char *const values[] = { id, d->state, origin->source, origin->read_on };
	if (!id || !run(store, put, values, error))
		return NULL;
	*fresh = sqlite3_changes(store->db) > 0;
	if (!*fresh && !run(store, correct, values, error))
		return NULL;
	sqlite3_stmt *stmt = store_statement(store, mine, error);
	for (int i = 0; stmt && i < 2; i++)
		sqlite3_bind_text(stmt, i + 1, values[i], -1, SQLITE_STATIC);
	gboolean found = stmt && sql_row(stmt, error);
	sqlite3_reset(stmt);
	return found ? g_steal_pointer(&id) : NULL;
}

/* Later steps that came in before the letter belong to the newest letter before them, as earlier_letter has it. What was
 * merged into a case that is merged itself goes on with it. */
gboolean cases_merge(sqlite3 *db, const char *read_on, GError **error)
{
	static const char late_letter[] =
		"INSERT OR IGNORE INTO case_alias SELECT case_id, letter, ?1 FROM (SELECT p.case_id, n.case_id AS letter, "
		"max(n.date) FROM (SELECT case_id, celex, state, kind, min(date) AS first FROM decision_fact WHERE case_id "
		"GLOB 'NOINFR:*' GROUP BY case_id HAVING NOT max(type = 'LFN258' AND NOT additional)) AS p "
		"JOIN decision_fact AS n ON n.celex = p.celex AND n.state = p.state AND n.kind = p.kind AND n.type = 'LFN258' "
		"AND NOT n.additional AND n.case_id GLOB 'NOINFR:*' AND n.date <= p.first GROUP BY p.case_id)";
	static const char flatten[] =
		"UPDATE case_alias SET case_id = (SELECT a.case_id FROM case_alias AS a WHERE a.alias = case_alias.case_id) "
		"WHERE case_id IN (SELECT alias FROM case_alias)";
	static const char merge[] =
		"INSERT OR IGNORE INTO case_alias SELECT p.case_id, min(n.case_id), ?1 "
		"FROM decision_fact AS p JOIN decision_fact AS n "
		"ON n.celex = p.celex AND n.state = p.state AND n.kind = p.kind AND n.type = p.type "
		"AND n.additional = p.additional AND n.case_id NOT GLOB 'NOINFR:*' "
		"AND (abs(julianday(n.date) - julianday(p.date)) <= 3 OR substr(n.date, 1, length(p.date)) = p.date "
		"OR substr(p.date, 1, length(n.date)) = n.date) "
		"WHERE p.case_id GLOB 'NOINFR:*' AND n.present AND NOT EXISTS (SELECT 1 FROM decision_fact AS gone "
		"WHERE gone.case_id = n.case_id AND gone.date = n.date AND gone.type = n.type AND gone.additional = n.additional "
		"AND gone.source = n.source AND gone.read_on > n.read_on AND NOT gone.present) GROUP BY p.case_id";
	const char *const inserts[] = { merge, late_letter };
	for (size_t i = 0; i < G_N_ELEMENTS(inserts); i++) {
		g_autoptr(sqlite3_stmt) stmt = sql_query(db, inserts[i], &read_on, 1, error);
		if (!stmt || !sql_run(stmt, error))
			return FALSE;
	}
	return sql_exec(db, flatten, error);
}
