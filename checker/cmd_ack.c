#include <stdio.h>
#include <string.h>

#include "checker/command.h"
#include "checker/day.h"
#include "checker/error.h"
#include "checker/finding_ack.h"
#include "checker/jsonwrite.h"
#include "checker/sql.h"
#include "checker/table.h"

static int list(struct judgement *judgement, gboolean json, GError **error)
{
	static const char text[] =
		"SELECT a.key AS finding, CASE WHEN k.key IS NOT NULL THEN 'rests' WHEN f.key IS NOT NULL THEN 'worse since' "
		"ELSE 'gone' END AS state, a.who, a.day, a.until, a.why FROM v_acknowledgement AS a LEFT JOIN i_finding AS f "
		"USING (key) LEFT JOIN i_acknowledged AS k USING (key) ORDER BY a.key";
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(judgement->db, text, error);
	g_autoptr(GString) out = g_string_new(NULL);
	if (!stmt || !(json ? json_rows : table_append)(out, stmt, error))
		return 2;
	printf(json ? "{\"acknowledged\":%s}\n" : "%s", out->str);
	return 0;
}

int cmd_ack(const struct options *o, GError **error)
{
	struct judge_options how = { .rules = o->rules };
	g_autofree char *now = day_now();
	g_autofree char *user = g_utf8_make_valid(g_get_user_name(), -1);
	const struct ack ack = {
		.key = o->args[0], .who = o->who ? o->who : user, .why = o->why, .until = o->until, .time = now
	};
	g_autoptr(Judgement) judgement = judge(o->db, &how, error);
	if (!judgement)
		return 2;
	if (!ack.key)
		return list(judgement, strcmp(o->format, "json") == 0, error);
	g_autoptr(Store) store = store_open(o->db, error);
	gboolean done = store && (o->undo ? finding_ack_undo : finding_ack)(store, judgement, &ack, error) &&
	                store_commit(store, error);
	return done ? 0 : 2;
}
