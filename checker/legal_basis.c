#include "checker/legal_basis.h"

#include <string.h>

#include "checker/data.h"
#include "checker/error.h"
#include "checker/file.h"
#include "feeds/csvread.h"

#define ARTICLE_MAX 999

enum protocol { DENMARK, IRELAND, PROTOCOLS };

static const char *const undecided = "not established";

/* Articles of one treaty that the protocols treat alike. value is NULL where they are no basis of their own. */
struct row {
	char *treaty;
	int first, last;
	const char *value[PROTOCOLS];
	char *why[PROTOCOLS];
};

struct legal_bases {
	GPtrArray *rows; /* struct row */
};

/* ---- the table */

static void row_free(gpointer data)
{
	struct row *row = data;
	g_free(row->treaty);
	for (int p = 0; p < PROTOCOLS; p++)
		g_free(row->why[p]);
	g_free(row);
}

static gboolean read_value(const char *text, const char **value)
{
	static const char *const values[] = { "bound", "not bound", "not established" };
	*value = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
		if (strcmp(text, values[i]) == 0)
			*value = values[i];
	return *value || !*text;
}

static gboolean read_article(const char *text, int *article)
{
	guint64 n = 0;
	gboolean good = g_ascii_string_to_unsigned(text, 10, 1, ARTICLE_MAX, &n, NULL);
	*article = (int)n;
	return good;
}

/* What is wrong with the row that was read; NULL: nothing. */
static const char *row_problem(const struct csv *csv, struct row *row)
{
	static const char *const columns[PROTOCOLS][2] = { { "denmark", "denmark_why" }, { "ireland", "ireland_why" } };
	row->treaty = g_strdup(csv_get(csv, "treaty"));
	if (!*row->treaty)
		return "the treaty is missing";
	if (!read_article(csv_get(csv, "first"), &row->first) || !read_article(csv_get(csv, "last"), &row->last) ||
	    row->last < row->first)
		return "first and last are no articles";
	for (int p = 0; p < PROTOCOLS; p++) {
		row->why[p] = g_strdup(csv_get(csv, columns[p][1]));
		if (!read_value(csv_get(csv, columns[p][0]), &row->value[p]))
			return "a value is none of bound, not bound, not established";
		if (row->value[p] && !*row->why[p])
			return "a value without its reason";
	}
	return !row->value[DENMARK] == !row->value[IRELAND] ? NULL : "one value is missing";
}

static const struct row *row_of(const struct legal_bases *bases, const char *treaty, int article)
{
	for (guint i = 0; i < bases->rows->len; i++) {
		const struct row *row = g_ptr_array_index(bases->rows, i);
		if (strcmp(row->treaty, treaty) == 0 && row->first <= article && article <= row->last)
			return row;
	}
	return NULL;
}

static gboolean add_row(struct legal_bases *bases, const struct csv *csv, const char *name, GError **error)
{
	struct row *row = g_new0(struct row, 1);
	const char *problem = row_problem(csv, row);
	for (int a = row->first; !problem && a <= row->last; a++)
		if (row_of(bases, row->treaty, a))
			problem = "an article that an earlier row has";
	g_ptr_array_add(bases->rows, row);
	if (problem)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE, "%s:%u: %s", name, csv_line(csv), problem);
	return !problem;
}

struct legal_bases *legal_bases_read(FILE *in, const char *name, GError **error)
{
	static const char *const columns[] = { "treaty",      "first",       "last",   "denmark", "ireland",
		                               "denmark_why", "ireland_why", "source", NULL };
	g_autoptr(Csv) csv = csv_open(in, name, error);
	if (!csv || !csv_require(csv, columns, error))
		return NULL;
	g_autoptr(LegalBases) bases = g_new0(struct legal_bases, 1);
	GError *local = NULL;
	bases->rows = g_ptr_array_new_with_free_func(row_free);
	while (csv_next(csv, &local) && add_row(bases, csv, name, &local))
		continue;
	if (!local)
		return g_steal_pointer(&bases);
	g_propagate_error(error, local);
	return NULL;
}

struct legal_bases *legal_bases_load(GError **error)
{
	static const char name[] = "rules/law/legal-bases.csv";
	g_autoptr(FILE) in = data_open(name, error);
	return in ? legal_bases_read(in, name, error) : NULL;
}

void legal_bases_free(struct legal_bases *bases)
{
	if (!bases)
		return;
	g_ptr_array_unref(bases->rows);
	g_free(bases);
}

/* ---- the text: articles, and the treaty each belongs to */

struct article {
	const char *treaty; /* NULL: not said yet */
	int number;
	char suffix[4]; /* the "a" of 100a */
};

/* A text being read. The treaty stands before its articles ("TFEU 82, 83") or behind them ("Article 82 TFEU"): which,
 * the first of them shows. */
struct reader {
	GArray *articles; /* struct article */
	const char *treaty;
	gboolean before;
	gboolean bare; /* a treaty still waits for an article */
};

static const struct {
	const char *text, *treaty;
} treaties[] = {
	{ "Treaty on the Functioning of the European Union", "TFEU" },
	{ "Treaty establishing the European Community", "EC" },
	{ "Treaty establishing the European Economic Community", "EEC" },
	{ "Treaty establishing the European Atomic Energy Community", "EURATOM" },
	{ "Treaty establishing the European Coal and Steel Community", "ECSC" },
	{ "TFEU", "TFEU" },
	{ "Euratom", "EURATOM" },
	{ "EURATOM", "EURATOM" },
	{ "EAEC", "EURATOM" },
	{ "ECSC", "ECSC" },
	{ "EEC", "EEC" },
	{ "EC", "EC" },
	{ "EU", "EU" },
};

/* What may stand between treaties and articles and says nothing. */
static const char *const fillers[] = { "Having regard to the",
	                               "having regard to the",
	                               "the",
	                               "and",
	                               "in",
	                               "particular",
	                               "thereof",
	                               "of",
	                               "Articles",
	                               "Article",
	                               "Arts",
	                               "Art",
	                               "points",
	                               "point",
	                               "first",
	                               "second",
	                               "third",
	                               "subparagraph",
	                               "conjunction",
	                               "with",
	                               ",",
	                               ";",
	                               "." };

static gboolean wordy(char c)
{
	return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

static gsize word_length(const char *p, const char *word)
{
	gsize n = strlen(word);
	return strncmp(p, word, n) == 0 && !(wordy(word[n - 1]) && wordy(p[n])) ? n : 0;
}

static void add_article(struct reader *r, const char *treaty, const char *number)
{
	struct article a = { .treaty = treaty, .number = (int)strtol(number, NULL, 10) };
	const char *suffix = number + strspn(number, "0123456789");
	g_strlcpy(a.suffix, suffix,
	          MIN(sizeof a.suffix,
	              (gsize)strspn(suffix, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") + 1));
	g_array_append_val(r->articles, a);
}

/* The treaty of "12016E", of which the year tells the numbering; NULL: none that has bases of ours. */
static const char *celex_treaty(int year, char letter)
{
	if (letter == 'A')
		return "EURATOM";
	if (letter == 'K')
		return "ECSC";
	if (letter == 'M')
		return year < 2008 ? "EU" : NULL;
	if (letter != 'E')
		return NULL;
	return year >= 2008 ? "TFEU" : year >= 1997 ? "EC" : "EEC";
}

/* "12016E082": the length, 0 if there is none. */
static gsize take_celex(struct reader *r, const char *p)
{
	if (*p != '1' || strspn(p, "0123456789") != 5 || !g_ascii_isupper(p[5]))
		return 0;
	const char *number = p + 6;
	gsize digits = strspn(number, "0123456789"), letters = 0;
	while (g_ascii_isalpha(number[digits + letters]) && letters < 3)
		letters++;
	g_autofree char *year = g_strndup(p + 1, 4);
	const char *treaty = celex_treaty((int)strtol(year, NULL, 10), p[5]);
	if (!treaty || digits == 0 || digits > 3 || wordy(number[digits + letters]) || number[digits + letters] == '/')
		return 0;
	add_article(r, treaty, number);
	r->before = TRUE;
	r->bare = FALSE;
	r->treaty = NULL;
	return 6 + digits + letters;
}

static gboolean named_already(const struct reader *r, int number)
{
	for (guint i = 0; i < r->articles->len; i++)
		if (g_array_index(r->articles, struct article, i).number == number)
			return TRUE;
	return FALSE;
}

/* CELLAR's comment on a basis, "A82P1L2", in brackets or not: its article must be one that a basis named. */
static gsize take_comment(const struct reader *r, const char *p)
{
	gsize open = *p == '(', digits = strspn(p + open + 1, "0123456789"), n = open + 1 + digits;
	if (p[open] != 'A' || digits == 0 || digits > 3 || !named_already(r, (int)strtol(p + open + 1, NULL, 10)))
		return 0;
	while (g_ascii_isalnum(p[n]))
		n++;
	return open && p[n] != ')' ? 0 : n + open;
}

/* The treaty named at p. Behind its articles it takes those that have none yet. */
static gsize take_treaty(struct reader *r, const char *p)
{
	for (size_t i = 0; i < G_N_ELEMENTS(treaties); i++) {
		gsize n = word_length(p, treaties[i].text);
		gboolean waiting = FALSE;
		if (n == 0)
			continue;
		for (guint a = 0; a < r->articles->len; a++) {
			struct article *article = &g_array_index(r->articles, struct article, a);
			waiting = waiting || !article->treaty;
			article->treaty = article->treaty ? article->treaty : treaties[i].treaty;
		}
		r->before = !waiting;
		r->bare = r->before;
		r->treaty = r->before ? treaties[i].treaty : NULL;
		return n;
	}
	return 0;
}

/* "82", "82(2)(b)", "83(1)-(2)", "100a". */
static gsize take_number(struct reader *r, const char *p)
{
	gsize n = strspn(p, "0123456789");
	if (n == 0 || n > 3)
		return 0;
	if (g_ascii_isalpha(p[n]))
		n++;
	for (gsize dash; (dash = p[n] == '-' && p[n + 1] == '(', p[n + dash] == '(');) {
		gsize inside = n + dash + 1, len = 0;
		while (g_ascii_isalnum(p[inside + len]))
			len++;
		if (len == 0 || p[inside + len] != ')')
			return 0;
		n = inside + len + 1;
	}
	if (wordy(p[n]) || p[n] == '/' || p[n] == '-')
		return 0;
	add_article(r, r->treaty, p);
	r->bare = FALSE;
	return n;
}

static gsize take_filler(const char *p)
{
	for (size_t i = 0; i < G_N_ELEMENTS(fillers); i++) {
		gsize n = word_length(p, fillers[i]);
		if (n > 0)
			return n;
	}
	/* a point or letter on its own, "point (a)", "(d)" */
	if (*p == '(' && g_ascii_isalpha(p[1]) && p[2] == ')')
		return 3;
	return 0;
}

/* TRUE if the whole text was understood, and every article has its treaty, every treaty an article. */
static gboolean read_text(struct reader *r, const char *p)
{
	while (*(p += strspn(p, " \t\r\n"))) {
		const char *tail = g_str_has_prefix(p, "http") ? strstr(p, "/celex/") : NULL;
		p = tail && tail < p + strcspn(p, " ,;") ? tail + strlen("/celex/") : p;
		gsize n = take_celex(r, p);
		n = n ? n : take_comment(r, p);
		n = n ? n : take_treaty(r, p);
		n = n ? n : take_number(r, p);
		n = n ? n : take_filler(p);
		if (n == 0)
			return FALSE;
		p += n;
	}
	for (guint i = 0; i < r->articles->len; i++)
		if (!g_array_index(r->articles, struct article, i).treaty)
			return FALSE;
	return r->articles->len > 0 && !r->bare;
}

/* ---- the answer */

static char *name_articles(const GArray *articles)
{
	GString *out = g_string_new(NULL);
	const char *treaty = "";
	for (guint i = 0; i < articles->len; i++) {
		const struct article *a = &g_array_index(articles, struct article, i);
		if (strcmp(a->treaty, treaty) == 0)
			g_string_append_printf(out, ", %d%s", a->number, a->suffix);
		else
			g_string_append_printf(out, "%s%s %d%s", out->len ? ", " : "", a->treaty, a->number, a->suffix);
		treaty = a->treaty;
	}
	return g_string_free(out, FALSE);
}

static void give_up(struct legal_basis *basis, const char *text)
{
	struct legal_effect *effects[] = { &basis->denmark, &basis->ireland };
	for (int p = 0; p < PROTOCOLS; p++) {
		effects[p]->value = undecided;
		effects[p]->why =
			*text ? g_strdup_printf("the legal basis \"%s\" does not show whether Title V of Part "
		                                "Three TFEU and its Protocols apply",
		                                text)
			      : g_strdup("the legal basis is not on record");
	}
}

/* One article that is not settled, or two that differ, leave the whole unsettled. */
static void add_effect(struct legal_effect *effect, const struct row *row, enum protocol p)
{
	if (!effect->value) {
		effect->value = row->value[p];
		effect->why = g_strdup(row->why[p]);
		return;
	}
	if (strcmp(effect->value, row->value[p]) != 0)
		effect->value = undecided;
	if (!strstr(effect->why, row->why[p])) {
		g_autofree char *before = g_steal_pointer(&effect->why);
		effect->why = g_strconcat(before, "; ", row->why[p], NULL);
	}
}

static gboolean decide(struct legal_basis *basis, const struct legal_bases *bases, const GArray *articles)
{
	for (guint i = 0; i < articles->len; i++) {
		const struct article *a = &g_array_index(articles, struct article, i);
		const struct row *row = row_of(bases, a->treaty, a->number);
		if (!row)
			return FALSE;
		if (!row->value[DENMARK])
			continue;
		add_effect(&basis->denmark, row, DENMARK);
		add_effect(&basis->ireland, row, IRELAND);
	}
	return basis->denmark.value != NULL;
}

static void say_articles(struct legal_effect *effect, const char *articles)
{
	g_autofree char *why = g_steal_pointer(&effect->why);
	effect->why = g_strconcat("legal basis ", articles, ": ", why, NULL);
}

struct legal_basis *legal_basis_read(const struct legal_bases *bases, const char *text)
{
	struct legal_basis *basis = g_new0(struct legal_basis, 1);
	g_autoptr(GArray) articles = g_array_new(FALSE, FALSE, sizeof(struct article));
	struct reader reader = { .articles = articles };
	text = text ? text : "";
	if (read_text(&reader, text) && decide(basis, bases, articles)) {
		basis->articles = name_articles(articles);
		say_articles(&basis->denmark, basis->articles);
		say_articles(&basis->ireland, basis->articles);
		return basis;
	}
	g_clear_pointer(&basis->denmark.why, g_free);
	g_clear_pointer(&basis->ireland.why, g_free);
	give_up(basis, text);
	return basis;
}

void legal_basis_free(struct legal_basis *basis)
{
	if (!basis)
		return;
	g_free(basis->denmark.why);
	g_free(basis->ireland.why);
	g_free(basis->articles);
	g_free(basis);
}
