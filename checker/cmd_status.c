#include <stdio.h>
#include <string.h>

#include "checker/command.h"
#include "checker/day.h"
#include "checker/gather.h"
#include "checker/judge.h"
#include "checker/jsonwrite.h"
#include "checker/sql.h"
#include "checker/table.h"

/* A table of the status: its heading, and the statement whose columns are its own. */
struct table {
	const char *key, *title, *sql;
};

static const struct table tables[] = {
	{ "sources", "Sources read",
	  "SELECT what, scope, source, status, read_on, CAST(julianday(as_of) - julianday(read_on) AS INTEGER) AS age_days, "
	  "limit_days, last_attempt, last_status FROM v_source, v_context ORDER BY what, scope" },
	{ "evidence", "Files",
	  "SELECT feed AS kind, source, name, read_on, rank, substr(sha256, 1, 12) AS sha256 FROM main.evidence "
	  "ORDER BY read_on, feed, name" },
	{ "counts", "Facts on the day judged",
	  "SELECT (SELECT count(*) FROM v_act WHERE NOT stub) AS acts, (SELECT count(*) FROM v_act WHERE stub) AS stubs, "
	  "(SELECT count(*) FROM v_deadline) AS deadlines, (SELECT count(*) FROM v_measure) AS measures, "
	  "(SELECT count(*) FROM v_decision WHERE NOT lost) AS decisions, (SELECT count(DISTINCT case_id) FROM v_case) AS "
	  "cases, (SELECT count(*) FROM v_cell) AS cells, (SELECT trouble FROM i_count) AS trouble, "
	  "(SELECT gap FROM i_count) AS gap" },
	{ "last_run", "Last run",
	  "SELECT id, as_of, portfolio, substr(rules, 1, 12) AS rules, substr(facts, 1, 12) AS facts, (SELECT count(*) FROM "
	  "main.finding_event AS e WHERE e.run = r.id AND NOT silent) AS said FROM main.run AS r ORDER BY id DESC LIMIT 1" },
};

/* With --evidence. */
static const struct table transfers = {
	"transfers", "Requests and answers",
	"SELECT id, time, source, question, url, status, media_type, bytes, wire_bytes, attempts, "
	"substr(sha256, 1, 2) || '/' || sha256 || '.gz' AS file, error FROM main.transfer ORDER BY id"
};

static gboolean print_text(sqlite3 *db, const struct table *table, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(db, table->sql, error);
	g_autoptr(GString) out = g_string_new(NULL);
	if (!stmt || !table_append(out, stmt, error))
		return FALSE;
	printf("\n%s\n%s", table->title, out->str);
	return TRUE;
}

static gboolean print_json(sqlite3 *db, const struct table *table, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_prepare(db, table->sql, error);
	g_autoptr(GString) out = g_string_new(NULL);
	if (!stmt || !json_rows(out, stmt, error))
		return FALSE;
	printf(",\n\"%s\":%s", table->key, out->str);
	return TRUE;
}

/* Where the bodies lie that the tables name. */
static void print_folder(const char *db, gboolean json)
{
	g_autofree char *folder = gather_evidence_path(db);
	g_autofree char *utf8 = g_filename_display_name(folder);
	g_autoptr(GString) text = g_string_new(NULL);
	json_string(text, utf8);
	if (json)
		printf(",\n\"evidence_folder\":%s", text->str);
	else
		printf("Answers of the sources are kept in %s (gzip)\n", utf8);
}

struct config_print {
	const struct options *options;
	gboolean json;
	guint n;
};

/* The database may be named by an option; secrets are files, so their names can be shown. */
static void print_value(void *user, const struct config_value *v)
{
	struct config_print *p = user;
	gboolean db = strcmp(v->group, "store") == 0 && strcmp(v->key, "db") == 0;
	const char *texts[] = { v->group, v->key, db ? p->options->db : v->value,
		                db ? p->options->db_from : v->origin };
	static const char *const names[] = { "group", "key", "value", "from" };
	if (!p->json) {
		printf("[%s] %s = %s\t(%s)\n", texts[0], texts[1], texts[2] ? texts[2] : "", texts[3]);
		return;
	}
	g_autoptr(GString) out = g_string_new(p->n++ ? ",\n" : "");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_string_append_printf(out, "%s\"%s\":", i ? "," : "{", names[i]);
		json_string(out, texts[i]);
	}
	printf("%s}", out->str);
}

static int show_config(const struct options *o)
{
	struct config_print p = { .options = o, .json = strcmp(o->format, "json") == 0 };
	fputs(p.json ? "{\"configuration\":[" : "", stdout);
	config_each(o->conf, print_value, &p);
	fputs(p.json ? "]}\n" : "", stdout);
	return 0;
}

static void print_days_ago(const char *day)
{
	g_autofree char *today = day_today();
	int days = day_diff(day, today);
	if (days > 0)
		printf(", %d day%s ago", days, days == 1 ? "" : "s");
	putchar('\n');
}

int cmd_status(const struct options *o, GError **error)
{
	if (o->show_config)
		return show_config(o);
	struct judge_options how = { .as_of = o->as_of };
	gboolean json = strcmp(o->format, "json") == 0;
	g_autoptr(Judgement) judgement = judge(o->db, &how, error);
	if (!judgement)
		return 2;
	printf(json ? "{\"as_of\":\"%s\"" : "Judged as of %s", judgement->as_of);
	if (!json)
		print_days_ago(judgement->as_of);
	print_folder(o->db, json);
	gboolean (*print)(sqlite3 *, const struct table *, GError **) = json ? print_json : print_text;
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
		if (!print(judgement->db, &tables[i], error))
			return 2;
	if (o->evidence && !print(judgement->db, &transfers, error))
		return 2;
	fputs(json ? "}\n" : "", stdout);
	return 0;
}
