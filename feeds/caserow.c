#include "feeds/caserow.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "feeds/title.h"

/* Which articles a step's text must name: 258 (226 EC), 260 (228 EC), or 260(3), which is used with 258 only. */
enum articles { A258 = 1, A260 = 2, A260_3 = 4 };

#define ANY 0xff /* whatever it names */
#define FITS(set) (1U << (set))

/* In the order in which they are tried; articles: the sets that fit, 1 << set. A withdrawal, postponement or
 * suspension of a referral is no referral. The codes (fn258, rtc258) are those of the register's own code list. */
static const struct {
	const char *words; /* in the text, in lower case */
	guint articles;
	const char *type;
} types[] = {
	{ "postpone", ANY, "OTHER" },
	{ "suspen", ANY, "OTHER" },
	{ "withdrawal", ANY, "W" },
	{ "closing", ANY, "C" },
	{ "formal notice", FITS(A258) | FITS(A258 | A260_3), "LFN258" },
	{ "formal notice", FITS(A260), "LFN260" },
	{ "reasoned opinion", FITS(A258) | FITS(A258 | A260_3), "RO258" },
	{ "reasoned opinion", FITS(A260), "RO260" },
	{ "referral", FITS(A258 | A260) | FITS(A258 | A260_3) | FITS(A260_3), "RF258_260_3" },
	{ "referral", FITS(A258), "RF258" },
	{ "referral", FITS(A260), "RF260" },
	{ "fn258", ANY, "LFN258" },
	{ "rtc258", ANY, "RF258" },
};

/* How articles are written: by number, and by number before 2009. */
static const struct {
	const char *number;
	guint article;
} numbers[] = { { "258", A258 }, { "226", A258 }, { "260", A260 }, { "228", A260 } };

/* The register's caseType of a case that is not one of non-communication. */
static const struct {
	const char *prefix, *kind;
} kinds[] = {
	{ "non-conformity", "non-conformity" },
	{ "bad application", "application" },
};

const char *const case_types[] = { "LFN258", "RO258", "RF258", "RF258_260_3", "J258",  "LFN260", "RO260",
	                           "RF260",  "J260",  "C",     "W",           "OTHER", NULL };

struct case_rows {
	const struct feed_sink *sink;
	GHashTable *taken;  /* number, date, type -> line */
	GHashTable *linked; /* number, act */
	GArray *acts;       /* of the row's title */
};

/* TRUE if "(3)" or ".3" follows the number of an article. */
static gboolean third_paragraph(const char *after)
{
	after += strspn(after, " ");
	return (*after == '(' || *after == '.') && after[1] == '3' && !g_ascii_isdigit(after[2]);
}

static guint articles_in(const char *text)
{
	guint found = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		for (const char *at = text; (at = strstr(at, numbers[i].number)); at += 3) {
			if (g_ascii_isdigit(at[3]) || (at > text && g_ascii_isdigit(at[-1])))
				continue;
			gboolean third = numbers[i].article == A260 && third_paragraph(at + 3);
			found |= third ? A260_3 : numbers[i].article;
		}
	return found;
}

const char *case_type_of(const char *text)
{
	g_autofree char *lower = g_utf8_strdown(text, -1);
	guint named = articles_in(lower);
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (strstr(lower, types[i].words) && (types[i].articles & FITS(named)))
			return types[i].type;
	return "OTHER";
}

gboolean case_says(const char *text, const char *word)
{
	return text && g_ascii_strcasecmp(text, word) == 0;
}

const char *case_kind_of(const char *flag, const char *case_type)
{
	if (case_says(flag, "Yes") ||
	    (!flag && (case_says(case_type, "Non-communication") || case_says(case_type, "Non communication"))))
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

char *case_plain_text(const char *text)
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

struct case_rows *case_rows_new(const struct feed_sink *sink)
{
	struct case_rows *rows = g_new0(struct case_rows, 1);
	rows->sink = sink;
	rows->taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	rows->linked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return rows;
}

void case_rows_free(struct case_rows *rows)
{
	if (!rows)
		return;
	g_hash_table_unref(rows->taken);
	g_hash_table_unref(rows->linked);
	g_clear_pointer(&rows->acts, g_array_unref);
	g_free(rows);
}

void case_set_type(struct value_row *row, const char *name, const char *text, struct record_decision *decision)
{
	decision->text = value_required(row, name, text);
	decision->type = decision->text ? case_type_of(decision->text) : NULL;
	decision->additional = decision->text && strstr(decision->text, "dditional");
}

static const struct title_act *act_at(const struct case_rows *rows, guint i)
{
	return &g_array_index(rows->acts, struct title_act, i);
}

void case_set_title(struct case_rows *rows, struct value_row *row, const char *title, struct record *record)
{
	struct record_decision *d = &record->u.decision;
	d->title = title ? value_text(value_keep(row, case_plain_text(title))) : NULL;
	g_clear_pointer(&rows->acts, g_array_unref);
	rows->acts = title_acts(d->title);
	for (guint i = 0; i < rows->acts->len && !d->celex; i++)
		if (act_at(rows, i)->role == TITLE_SUBJECT) {
			d->celex = act_at(rows, i)->celex;
			record->confidence = act_at(rows, i)->method;
		}
}

/* A link for each further act the title is about, once for a case. */
static gboolean take_links(struct case_rows *rows, const struct record *decision, GError **error)
{
	const struct record_decision *d = &decision->u.decision;
	for (guint i = 0; i < rows->acts->len; i++) {
		const struct title_act *act = act_at(rows, i);
		if (act->role != TITLE_SUBJECT || g_strcmp0(act->celex, d->celex) == 0)
			continue;
		if (!g_hash_table_add(rows->linked, g_strdup_printf("%s %s", d->infr, act->celex)))
			continue;
		struct record link = { RECORD_LINK,    decision->line, decision->body, decision->rank,
			               decision->cite, act->method,    { { 0 } } };
		link.u.link = (struct record_link){ act->celex, d->state, d->infr, NULL };
		if (!rows->sink->take(rows->sink->user, &link, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean take_new(struct case_rows *rows, const struct record *record, GError **error)
{
	const struct record_decision *d = &record->u.decision;
	char *key = g_strdup_printf("%s %s %s", d->infr, d->date, d->text);
	guint before = GPOINTER_TO_UINT(g_hash_table_lookup(rows->taken, key));
	if (!before) {
		g_hash_table_insert(rows->taken, key, GUINT_TO_POINTER(record->line));
		return rows->sink->take(rows->sink->user, record, error) && take_links(rows, record, error);
	}
	g_autofree char *reason = g_strdup_printf("same decision as record %u", before);
	rows->sink->skip(rows->sink->user, record->line, reason);
	g_free(key);
	return TRUE;
}

gboolean case_take(struct case_rows *rows, struct value_row *row, const struct record *record, GError **error)
{
	gboolean ok = !value_good(row, rows->sink, record->line) || take_new(rows, record, error);
	value_clear(row);
	return ok;
}
