#include <stdio.h>
#include <string.h>

#include "checker/command_judge.h"
#include "checker/document.h"
#include "checker/error.h"
#include "checker/finding.h"
#include "checker/forecast_table.h"
#include "checker/output.h"
#include "checker/report.h"

static gboolean print_text(struct judgement *judgement, const char *lang, GError **error)
{
	struct document_scope scope = { .lang = lang };
	g_autoptr(xmlDoc) doc = document_new(judgement, &scope, error);
	g_autoptr(GBytes) bytes = doc ? report_render(doc, "text.xsl", error) : NULL;
	if (!bytes)
		return FALSE;
	gsize n;
	const void *text = g_bytes_get_data(bytes, &n);
	fwrite(text, 1, n, stdout);
	return TRUE;
}

static gboolean print(struct judgement *judgement, const struct options *o, GError **error)
{
	const struct output_table *cells = o->eea ? &output_cells_eea : &output_tables[0];
	if (strcmp(o->format, "text") == 0)
		return print_text(judgement, o->lang, error);
	if (strcmp(o->format, "csv") == 0)
		return output_csv(judgement, cells, CSV_LINES, stdout, error) || !*error;
	return forecast_fill(judgement, NULL, error) &&
	       (output_json(judgement, cells, CSV_LINES, stdout, error) || !*error);
}

static int nagios(struct judgement *judgement, const struct options *o, const char *trouble, GError **error)
{
	int status = 3;
	GString *out = output_nagios(judgement, o->fail_on, trouble, o->as_of != NULL, &status, error);
	if (!out)
		return 3;
	fputs(out->str, stdout);
	g_string_free(out, TRUE);
	return status;
}

int cmd_check(const struct options *o, GError **error)
{
	GError *local = NULL;
	g_autofree char *trouble = NULL;
	g_autoptr(Judgement) judgement = command_judge(o, o->as_of, error);
	if (!judgement)
		return 2;
	for (char **state = o->states; state && *state; state++)
		if (!command_state_judged(judgement, *state, error))
			return 2;
	gboolean troubled = judgement_trouble(judgement, &trouble, &local);
	int status = 2;
	if (!local && strcmp(o->format, "nagios") == 0)
		return nagios(judgement, o, trouble, error);
	if (!local && print(judgement, o, &local))
		status = troubled ? 2 : finding_any(judgement, o->fail_on, &local) ? 1 : 0;
	if (!local && troubled)
		g_printerr("adquem: %s", trouble);
	if (local)
		g_propagate_error(error, local);
	return status;
}
