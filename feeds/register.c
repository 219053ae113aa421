#include "feeds/register.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "feeds/jsonread.h"
#include "feeds/value.h"

/* Which articles a step's text must name: 258 (226 EC), 260 (228 EC), or both. */
enum articles { ANY = 0, A258 = 1, A260 = 2, BOTH = A258 | A260 };

/* In the order in which they are tried. A withdrawal or a postponement of a referral is no referral. */
static const struct {
	const char *words; /* in the text, in lower case */
	enum articles articles;
	const char *type;
} types[] = {
	{ "postpone", ANY, "OTHER" },
	{ "withdrawal", ANY, "W" },
	{ "closing", ANY, "C" },
	{ "formal notice", A258, "LFN258" },
	{ "formal notice", A260, "LFN260" },
	{ "reasoned opinion", A258, "RO258" },
	{ "reasoned opinion", A260, "RO260" },
	{ "referral", BOTH, "RF258_260_3" },
	{ "referral", A258, "RF258" },
	{ "referral", A260, "RF260" },
};

/* caseType of a case that is not one of non-communication. */
static const struct {
	const char *prefix, *kind;
} kinds[] = {
	{ "non-conformity", "non-conformity" },
	{ "bad application", "application" },
};

/* How an act is named in a title, and the letter of its CELEX number. */
static const struct {
	const char *pattern;
	char letter;
} acts[] = {
	{ "\\b(?:directives?|dir\\.?)(?![a-z])[^0-9]{0,8}([0-9]{4}|[0-9]{2})/([0-9]{1,4})(?![0-9])", 'L' },
	{ "\\bframework decisions?[^0-9]{0,8}([0-9]{4})/([0-9]{1,4})/JHA", 'F' },
};

struct reading {
	struct json *json;
	const struct feed_sink *sink;
	GHashTable *seen; /* number, date, type -> record */
	GRegex *acts[G_N_ELEMENTS(acts)];
};

static enum articles articles_in(const char *text)
{
	gboolean a258 = strstr(text, "258") || strstr(text, "226");
	gboolean a260 = strstr(text, "260") || strstr(text, "228");
	return (enum articles)((a258 ? A258 : 0) | (a260 ? A260 : 0));
}

static const char *type_of(const char *text)
{
	g_autofree char *lower = g_utf8_strdown(text, -1);
	enum articles named = articles_in(lower);
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (strstr(lower, types[i].words) && (types[i].articles == ANY || types[i].articles == named))
			return types[i].type;
	return "OTHER";
}

static gboolean is_additional(const char *text)
{
	return strstr(text, "dditional") != NULL;
}

static gboolean is_word(const char *text, const char *word)
{
	return text && g_ascii_strcasecmp(text, word) == 0;
}

static const char *kind_of(const char *flag, const char *case_type)
{
	if (is_word(flag, "Yes") || (!flag && is_word(case_type, "Non-communication")))
		return "non-communication";
	g_autofree char *lower = case_type ? g_ascii_strdown(case_type, -1) : g_strdup("");
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_str_has_prefix(lower, kinds[i].prefix))
			return kinds[i].kind;
	return "other";
}

/* The character an entity stands for, its text without "&" and ";"; 0 if there is none. */
static gunichar entity_of(const char *name)
{
	if (name[0] == '#') {
		gboolean hex = name[1] == 'x' || name[1] == 'X';
		guint64 code = g_ascii_strtoull(name + (hex ? 2 : 1), NULL, hex ? 16 : 10);
		return code > 0 && code <= 0x10FFFF && g_unichar_validate((gunichar)code) ? (gunichar)code : 0;
	}
	const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)name);
	return known ? known->value : 0;
}

/* One character of HTML text; *p goes past it. What is no entity stays as it is. */
static gunichar next_char(const char **p)
{
	const char *at = *p;
	size_t n = *at == '&' ? strcspn(at + 1, "; &") : 0;
	if (n > 0 && n < 12 && at[1 + n] == ';') {
		g_autofree char *name = g_strndup(at + 1, n);
		gunichar c = entity_of(name);
		if (c) {
			*p = at + n + 2;
			return c;
		}
	}
	*p = g_utf8_next_char(at);
	return g_utf8_get_char(at);
}

/* HTML text as plain text on one line, new. */
static char *plain_text(const char *text)
{
	GString *out = g_string_new(NULL);
	gboolean space = FALSE;
	for (const char *p = text; *p;) {
		gunichar c = next_char(&p);
		if (g_unichar_isspace(c) || g_unichar_iscntrl(c)) {
			space = out->len > 0;
			continue;
		}
		if (space)
			g_string_append_c(out, ' ');
		space = FALSE;
		g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

/* "2/07/2021" as an ISO day, new; the text itself if it has another shape, so that value_day() refuses it. */
static char *iso_day(const char *text)
{
	g_auto(GStrv) part = g_strsplit(text, "/", -1);
	if (g_strv_length(part) != 3 || strlen(part[2]) != 4)
		return g_strdup(text);
	for (int i = 0; i < 3; i++)
		if (!*part[i] || strlen(part[i]) > 4 || strspn(part[i], "0123456789") != strlen(part[i]))
			return g_strdup(text);
	return g_strdup_printf("%s-%02d-%02d", part[2], atoi(part[1]), atoi(part[0]));
}

/* The CELEX number of the first act a title names, new; NULL if it names none. Two-digit years are of the 20th
 * century: since 1999 years are written with four digits. */
static char *act_in(const struct reading *r, const char *title)
{
	for (size_t i = 0; title && i < G_N_ELEMENTS(acts); i++) {
		g_autoptr(GMatchInfo) match = NULL;
		if (!g_regex_match(r->acts[i], title, 0, &match))
			continue;
		g_autofree char *year = g_match_info_fetch(match, 1);
		g_autofree char *number = g_match_info_fetch(match, 2);
		int y = atoi(year) + (strlen(year) == 2 ? 1900 : 0);
		if (y >= 1952 && y <= 2099)
			return g_strdup_printf("3%04d%c%04d", y, acts[i].letter, atoi(number));
	}
	return NULL;
}

static const char *member(const struct reading *r, const char *name)
{
	return value_text(json_text(r->json, name));
}

static void clean(const struct reading *r, struct value_row *v, struct record_decision *d)
{
	const char *title = member(r, "title"), *date = member(r, "decisionDate");
	d->infr = value_required(v, "infringementNumber",
	                         value_infr(v, "infringementNumber", member(r, "infringementNumber")));
	d->state = value_state(v, "memberState", member(r, "memberState"));
	date = date ? value_keep(v, iso_day(date)) : NULL;
	d->date = value_required(v, "decisionDate", value_day(v, "decisionDate", date));
	d->text = value_required(v, "decisionType", member(r, "decisionType"));
	d->type = d->text ? type_of(d->text) : NULL;
	d->additional = d->text && is_additional(d->text);
	d->title = title ? value_text(value_keep(v, plain_text(title))) : NULL;
	d->celex = value_keep(v, act_in(r, d->title));
	d->kind = kind_of(member(r, "nonCommunicationCase"), member(r, "caseType"));
	d->department = member(r, "leadDg");
	d->court_case = member(r, "normalCuriaReference");
	d->url = member(r, "pressReleaseURL");
	d->active = !is_word(member(r, "activeInfringementCase"), "No");
}

static gboolean take_new(const struct reading *r, const struct record *record, GError **error)
{
	const struct record_decision *d = &record->u.decision;
	char *key = g_strdup_printf("%s %s %s", d->infr, d->date, d->text);
	guint before = GPOINTER_TO_UINT(g_hash_table_lookup(r->seen, key));
	if (!before) {
		g_hash_table_insert(r->seen, key, GUINT_TO_POINTER(record->line));
		return r->sink->take(r->sink->user, record, error);
	}
	g_autofree char *reason = g_strdup_printf("same decision as record %u", before);
	r->sink->skip(r->sink->user, record->line, reason);
	g_free(key);
	return TRUE;
}

static gboolean take_record(const struct reading *r, GError **error)
{
	struct value_row v = { 0 };
	struct record record = { .kind = RECORD_DECISION, .line = json_row(r->json) };
	clean(r, &v, &record.u.decision);
	gboolean ok = !value_good(&v, r->sink, record.line) || take_new(r, &record, error);
	value_clear(&v);
	return ok;
}

static gboolean take_records(const struct reading *r, GError **error)
{
	GError *failed = NULL;
	while (json_next(r->json, &failed))
		if (!take_record(r, error))
			return FALSE;
	if (failed) {
		g_propagate_error(error, failed);
		return FALSE;
	}
	struct record record = { .kind = RECORD_READ };
	record.u.read = (struct record_read){ .what = "register", .scope = "*" };
	return r->sink->take(r->sink->user, &record, error);
}

gboolean register_read(FILE *in, const struct feed_options *options, const struct feed_sink *sink, GError **error)
{
	gint64 total;
	g_autoptr(Json) json = json_open_file(in, options->name, error);
	if (!json || !json_integer(json, "totalRows", &total, error) || !json_each(json, "records", error))
		return FALSE;
	struct reading r = { .json = json, .sink = sink };
	r.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
		r.acts[i] = g_regex_new(acts[i].pattern, G_REGEX_CASELESS, 0, NULL);
	gboolean ok = take_records(&r, error);
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
		g_regex_unref(r.acts[i]);
	g_hash_table_unref(r.seen);
	return ok;
}

gboolean register_totals(FILE *in, const char *name, gint64 *total, gint64 *records, GError **error)
{
	GError *failed = NULL;
	g_autoptr(Json) json = json_open_file(in, name, error);
	if (!json || !json_integer(json, "totalRows", total, error) || !json_each(json, "records", error))
		return FALSE;
	while (json_next(json, &failed))
		continue;
	if (failed)
		g_propagate_error(error, failed);
	*records = json_row(json);
	return !failed;
}
