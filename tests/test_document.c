/* Every slice of every scope, of the bundled snapshot, is valid against reports/findings.rng. */
#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "checker/document.h"
#include "checker/site_work.h"
#include "checker/sql.h"

static char *run_snapshot(char *dir)
{
	const char *program = g_getenv("ADQUEM");
	g_autofree char *db = g_build_filename(dir, "a.db", NULL);
	const char *argv[] = { program ? program : "out/adquem", "--db", db, "run", "--snapshot", "snapshot", NULL };
	int status = 1;
	g_assert_true(g_spawn_sync(NULL, (char **)(void *)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
	                           NULL, &status, NULL));
	g_assert_true(g_spawn_check_wait_status(status, NULL));
	return g_steal_pointer(&db);
}

static void check_slice(Document *d, xmlRelaxNGValidCtxt *valid, const struct document_scope *scope)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) text = document_slice(d, scope, TRUE, &error);
	g_assert_no_error(error);
	g_autoptr(xmlDoc) doc = xmlReadMemory(text->str, (int)text->len, "slice", NULL, XML_PARSE_NONET);
	g_assert_nonnull(doc);
	if (xmlRelaxNGValidateDoc(valid, doc) != 0)
		g_error("scope %s %s%s%s is not valid", scope->name, scope->celex ? scope->celex : "",
		        scope->state ? scope->state : "", scope->key ? scope->key : "");
	g_string_free(g_steal_pointer(&text), TRUE);
}

static const struct {
	const char *name, *each; /* celex, state, key */
} scopes[] = {
	{ "index", NULL },
	{ "changes", NULL },
	{ "matrix", NULL },
	{ "deadlines", NULL },
	{ "portfolio", NULL },
	{ "scoreboard", NULL },
	{ "reliability", NULL },
	{ "method", NULL },
	{ "sources", NULL },
	{ "feed", NULL },
	{ "act", "SELECT celex, NULL, NULL FROM v_act" },
	{ "state", "SELECT NULL, state, NULL FROM v_state" },
	{ "case", "SELECT DISTINCT NULL, NULL, case_id FROM v_case" },
	{ "feed", "SELECT DISTINCT celex, NULL, NULL FROM i_event" },
};

static void slices_are_valid(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *dir = g_dir_make_tmp("adquem-XXXXXX", NULL);
	g_autofree char *db = run_snapshot(dir);
	struct judge_options how = { .portfolio = "all" };
	Judgement *j = judge(db, &how, &error);
	g_assert_no_error(error);
	Document *d = document_open(j, "en", &error);
	g_assert_no_error(error);
	xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewParserCtxt("reports/findings.rng");
	xmlRelaxNG *schema = xmlRelaxNGParse(parser);
	xmlRelaxNGValidCtxt *valid = xmlRelaxNGNewValidCtxt(schema);
	guint n = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(scopes); i++) {
		g_autoptr(sqlite3_stmt) rows =
			sql_prepare(j->db, scopes[i].each ? scopes[i].each : "SELECT NULL, NULL, NULL", &error);
		g_assert_no_error(error);
		for (; sql_row(rows, &error); n++) {
			struct document_scope scope = { scopes[i].name, sql_text(rows, 0), sql_text(rows, 1),
				                        sql_text(rows, 2), "en" };
			check_slice(d, valid, &scope);
		}
	}
	g_assert_cmpuint(n, >, 300);
	struct document_scope none = { "case", NULL, NULL, "INFR(1900)0001", "en" };
	g_assert_null(document_slice(d, &none, TRUE, &error));
	g_assert_cmpstr(error->message, ==, "INFR(1900)0001: no such case on record");
	xmlRelaxNGFreeValidCtxt(valid);
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(parser);
	document_free(d);
	judgement_free(j);
	site_remove(dir);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/document/slices", slices_are_valid);
	return g_test_run();
}
