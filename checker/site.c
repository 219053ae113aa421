#include "checker/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "checker/document.h"
#include "checker/error.h"
#include "checker/output.h"
#include "checker/output_ics.h"
#include "checker/output_xlsx.h"
#include "checker/report.h"
#include "checker/site_archive.h"
#include "checker/site_folder.h"
#include "checker/sql.h"
#include "checker/sum.h"

#define ONE(name) "SELECT '" name "', NULL, NULL, NULL"

/* A kind of page: its slice, the stylesheet, and one file per row of pages (name, celex, state, key). */
struct page_kind {
	const char *format, *scope, *stylesheet, *before, *after, *pages;
};

static const struct page_kind page_kinds[] = {
	{ "html", "index", "html.xsl", "", ".html", ONE("index") },
	{ "html", "changes", "html.xsl", "", ".html", ONE("changes") },
	{ "html", "matrix", "html.xsl", "", ".html",
	  "SELECT 'matrix', NULL, NULL, CASE WHEN EXISTS (SELECT 1 FROM i_year WHERE apart) THEN 'by year' END "
	  "UNION ALL SELECT 'matrix-' || name, NULL, NULL, name FROM i_year WHERE apart ORDER BY 1" },
	{ "html", "deadlines", "html.xsl", "", ".html", ONE("deadlines") },
	{ "html", "portfolio", "html.xsl", "", ".html", ONE("portfolio") },
	{ "html", "scoreboard", "html.xsl", "", ".html", ONE("scoreboard") },
	{ "html", "reliability", "html.xsl", "", ".html", ONE("reliability") },
	{ "html", "method", "html.xsl", "", ".html", ONE("method") },
	{ "html", "sources", "html.xsl", "", ".html", ONE("sources") },
	{ "html", "state", "html.xsl", "states/", ".html",
	  "SELECT state, NULL, state, NULL FROM v_state ORDER BY position" },
	{ "html", "act", "html.xsl", "acts/", ".html",
	  "SELECT celex, celex, NULL, NULL FROM v_act JOIN i_portfolio USING (celex) ORDER BY celex" },
	/* A case keeps the page of the name it had before its number was known. */
	{ "html", "case", "html.xsl", "cases/", ".html",
	  "SELECT DISTINCT case_id, NULL, NULL, case_id FROM v_case JOIN i_portfolio USING (celex) "
	  "UNION SELECT alias, NULL, NULL, al.case_id FROM main.case_alias AS al JOIN v_case AS c ON c.case_id = al.case_id "
	  "JOIN i_portfolio USING (celex) WHERE al.read_on <= (SELECT known_on FROM v_context) ORDER BY 1" },
	{ "atom", "feed", "atom.xsl", "feeds/", ".atom", ONE("all") },
	{ "atom", "feed", "atom.xsl", "feeds/", ".atom",
	  "SELECT state, NULL, state, NULL FROM v_state ORDER BY position" },
	{ "atom", "feed", "atom.xsl", "feeds/", ".atom",
	  "SELECT DISTINCT celex, celex, NULL, NULL FROM i_event ORDER BY celex" },
	{ "text", "index", "text.xsl", "", ".txt", ONE("report") },
};

struct site {
	struct document *document;
	struct renderer *renderer;
	struct site_folder *folder;
	char *version;
	const char *base; /* with a slash at its end, or NULL */
	const char *lang;
	const struct site_options *options;
	gboolean slices; /* only when asked for by name */
};

static char *file_name(const struct page_kind *kind, const char *name)
{
	g_autofree char *plain = g_strdup(name);
	g_strcanon(plain, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.", '-');
	g_strdelimit(plain, plain[0] == '.' ? "." : "", '-');
	if (g_str_has_suffix(name, ")") && g_str_has_suffix(plain, "-"))
		plain[strlen(plain) - 1] = '\0';
	return g_strconcat(kind->before, plain, kind->after, NULL);
}

static gboolean render(struct site *s, const struct page_kind *kind, const char *file, const char *digest,
                       const GString *slice, GError **error)
{
	const struct render_input in = { NULL, kind->stylesheet, file, s->base, digest };
	g_autoptr(GBytes) bytes = renderer_apply_text(s->renderer, slice, &in, error);
	return bytes && site_folder_put(s->folder, file, digest, bytes, error);
}

static gboolean wanted(const struct site_options *o, const char *format)
{
	return !o->formats || g_strv_contains((const char *const *)o->formats, format);
}

/* What a page is made from, for stylesheets of others. */
static gboolean put_slice(struct site *s, const char *file, const char *digest, const struct document_scope *scope,
                          GError **error)
{
	g_autofree char *name = g_strconcat("slices/", file, ".xml", NULL);
	GString *slice = document_slice(s->document, scope, TRUE, error);
	g_autoptr(GBytes) bytes = slice ? g_string_free_to_bytes(slice) : NULL;
	return bytes && site_folder_put(s->folder, name, digest, bytes, error);
}

/* One page: taken over where its slice, the stylesheets and its name are what they were. */
static gboolean write_page(struct site *s, const struct page_kind *kind, sqlite3_stmt *row, GError **error)
{
	const struct document_scope scope = { .name = kind->scope,
		                              .celex = sql_text(row, 1),
		                              .state = sql_text(row, 2),
		                              .key = sql_text(row, 3),
		                              .lang = s->lang };
	g_autofree char *file = file_name(kind, sql_text(row, 0));
	g_autoptr(GString) slice = document_slice(s->document, &scope, FALSE, error);
	if (!slice)
		return FALSE;
	g_autoptr(Sum) sum = sum_new();
	sum_add_text(sum, s->version);
	sum_add_text(sum, s->base);
	sum_add(sum, slice->str, slice->len);
	const char *digest = sum_text(sum);
	if (s->slices && !put_slice(s, file, digest, &scope, error))
		return FALSE;
	return !wanted(s->options, kind->format) || site_folder_keep(s->folder, file, digest) ||
	       render(s, kind, file, digest, slice, error);
}

static gboolean write_pages(struct site *s, const struct site_options *o, GError **error)
{
	GError *local = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(page_kinds) && !local; i++) {
		if (!s->slices && !wanted(o, page_kinds[i].format))
			continue;
		g_autoptr(sqlite3_stmt) rows =
			sql_prepare(document_judgement(s->document)->db, page_kinds[i].pages, &local);
		while (rows && sql_row(rows, &local))
			if (watch_stops(o->watch, &local) || !write_page(s, &page_kinds[i], rows, &local))
				break;
	}
	if (local)
		g_propagate_error(error, local);
	return local == NULL;
}

static gboolean write_tables(struct site *s, const struct site_options *o, GError **error)
{
	for (gsize i = 0; i < output_tables_n; i++) {
		g_autofree char *file = g_strdup_printf("data/%s.csv", output_tables[i].name);
		g_autofree char *path = site_folder_path(s->folder, file, error);
		FILE *out = path ? fopen(path, "w") : NULL;
		GError *local = NULL;
		gboolean done = out && output_csv(document_judgement(s->document), &output_tables[i],
		                                  o->excel ? CSV_EXCEL : CSV_FILE, out, &local);
		done = out && fclose(out) == 0 && done;
		if (!done && !local && path)
			g_set_error(&local, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: cannot write: %s", file,
			            g_strerror(errno));
		if (local)
			g_propagate_error(error, local);
		if (!done)
			return FALSE;
	}
	return TRUE;
}

static gboolean write_json(struct site *s, const struct site_options *o G_GNUC_UNUSED, GError **error)
{
	g_autofree char *path = site_folder_path(s->folder, "data/findings.json", error);
	FILE *out = path ? fopen(path, "w") : NULL;
	GError *local = NULL;
	gboolean done = out && output_json(document_judgement(s->document), &output_tables[0], TRUE, out, &local);
	done = out && fclose(out) == 0 && done;
	if (!done && !local && path)
		g_set_error(&local, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: cannot write: %s", path, g_strerror(errno));
	if (local)
		g_propagate_error(error, local);
	return done;
}

static gboolean write_xml(struct site *s, const struct site_options *o G_GNUC_UNUSED, GError **error)
{
	const struct document_scope scope = { .name = "all", .lang = s->lang };
	g_autofree char *path = site_folder_path(s->folder, "data/findings.xml", error);
	return path && document_stream(s->document, &scope, path, error);
}

static gboolean write_xlsx(struct site *s, const struct site_options *o G_GNUC_UNUSED, GError **error)
{
	g_autofree char *path = site_folder_path(s->folder, "data/adquem.xlsx", error);
	return path && output_xlsx(document_judgement(s->document), path, error);
}

static gboolean write_ics(struct site *s, const struct site_options *o G_GNUC_UNUSED, GError **error)
{
	return output_ics(s->document, s->folder, error);
}

static const struct {
	const char *format;
	gboolean (*write)(struct site *, const struct site_options *, GError **);
} data_kinds[] = {
	{ "csv", write_tables }, { "json", write_json }, { "xml", write_xml },
	{ "xlsx", write_xlsx },  { "ics", write_ics },
};

static gboolean write_data(struct site *s, const struct site_options *o, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(data_kinds); i++)
		if (wanted(o, data_kinds[i].format) && !data_kinds[i].write(s, o, error))
			return FALSE;
	return TRUE;
}

/* The site's folder is replaced whole: an archive in it would go with it. */
static gboolean archive_allowed(const struct site_options *o, GError **error)
{
	if (!o->archive || !site_archive_inside(o->archive, o->dir))
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: the archive may not lie in the report's folder %s",
	            o->archive, o->dir);
	return FALSE;
}

static gboolean finish(struct site *s, const struct site_options *o, GError **error)
{
	const char *whole = site_folder_whole(s->folder, error);
	return whole &&
	       (!o->archive || site_archive_put(whole, o->archive, document_judgement(s->document)->as_of, error)) &&
	       site_folder_finish(s->folder, error);
}

gboolean site_write(struct judgement *judgement, const struct site_options *o, GError **error)
{
	if (!archive_allowed(o, error))
		return FALSE;
	g_autoptr(Document) document = document_open(judgement, o->lang, error);
	g_autoptr(Renderer) renderer = document ? renderer_new(o->css, o->formats, error) : NULL;
	if (!renderer || !renderer_catalogue(renderer, document_catalogue(document), error))
		return FALSE;
	g_autoptr(SiteFolder) folder = site_folder_open(o->dir, error);
	if (!folder)
		return FALSE;
	g_autofree char *version = renderer_version(renderer);
	struct site s = { document,    renderer, folder, version,
		          o->base_url, o->lang,  o,      o->formats && wanted(o, "slices") };
	return write_pages(&s, o, error) && write_data(&s, o, error) && finish(&s, o, error);
}
