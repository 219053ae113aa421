#include "feeds/annotation.h"

#include <string.h>

/* What a piece of a comment does. */
enum does {
	UNKNOWN,
	SEE,
	AND,
	TO,
	EXCEPT,
	ARTICLE,
	ANNEX,
	NUMBER,
	LATEST,
	EARLIEST,
	APPLY,
	MAY,
	EVENT,
	OFFSET,
	OTHER_KIND,
	END,
};

struct word {
	const char *text;
	enum does does;
};

/* The codes of CELLAR's tables of dates, whichever table the URI names. */
static const struct word codes[] = {
	{ "AU+TARD", LATEST },   { "AU+TOT", EARLIEST },   { "V", SEE },
	{ "ET", AND },           { "SAUF", EXCEPT },       { "ART", ARTICLE },
	{ "ANN", ANNEX },        { "MA", APPLY },          { "MA/PART", APPLY },
	{ "MA/PROV", APPLY },    { "EV", APPLY },          { "PE", APPLY },
	{ "DATPUB", EVENT },     { "DATNOT", EVENT },      { "DATSIG", EVENT },
	{ "DATEFF", EVENT },     { "NOTIF", EVENT },       { "FIN/VAL", OTHER_KIND },
	{ "A/PAR", OTHER_KIND }, { "AI/PAR", OTHER_KIND }, { "FIN/VAL/PART", OTHER_KIND },
	{ "VOID", OTHER_KIND },  { "CADUC", OTHER_KIND },  { "TRANSPOS", LATEST },
};

/* The same in plain text; longer phrases first where one begins with another. */
static const struct word phrases[] = {
	{ "at the latest", LATEST },
	{ "not later than", LATEST },
	{ "no later than", LATEST },
	{ "au plus tard", LATEST },
	{ "transposition", LATEST },
	{ "at the earliest", EARLIEST },
	{ "partial application", APPLY },
	{ "application", APPLY },
	{ "applicable", APPLY },
	{ "member states may", MAY },
	{ "see", SEE },
	{ "voir", SEE },
	{ "and", AND },
	{ "et", AND },
	{ "&", AND },
	{ ",", AND },
	{ ";", AND },
	{ "to", TO },
	{ "except", EXCEPT },
	{ "sauf", EXCEPT },
	{ "articles", ARTICLE },
	{ "article", ARTICLE },
	{ "arts.", ARTICLE },
	{ "arts", ARTICLE },
	{ "art.", ARTICLE },
	{ "art", ARTICLE },
	{ "annexes", ANNEX },
	{ "annex", ANNEX },
	{ "ann.", ANNEX },
	{ ".", END },
	{ ":", END },
};

/* A piece of the comment. number: "41(1)", set for NUMBER. */
struct piece {
	enum does does;
	const char *start, *end;
	char *number;
};

/* A list of articles and annexes, without repetitions, in the order of the text. */
struct list {
	GPtrArray *articles, *annexes;
	GHashTable *seen; /* borrows from the arrays */
};

enum { NAMED, EXCEPTED, LISTS };

/* One annotation while it is read. group: where the present "ART 3, 4" begins; from there it is taken back when it
 * turns out not to be understood. */
struct line {
	struct list lists[LISTS];
	gboolean says[END + 1];
	int into;              /* NAMED or EXCEPTED */
	const char *exception; /* where the last EXCEPT stands until an exception is understood */
	enum does context;     /* ARTICLE or ANNEX while their numbers may follow, else UNKNOWN */
	const char *group;
	guint before[LISTS][2];
	gboolean named;    /* the group has named something */
	gboolean excepted; /* an exception, the last of it */
	gboolean range;    /* the next number ends a range */
	const char *rest_end;
	GString *rest;
};

/* ---- pieces */

static gboolean wordy(char c)
{
	return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

static enum does code_does(const char *code, gsize len)
{
	for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
		if (strlen(codes[i].text) == len && memcmp(codes[i].text, code, len) == 0)
			return codes[i].does;
	return UNKNOWN;
}

static struct piece token(const char *p)
{
	gsize len = strcspn(p + 1, "{}\n");
	if (p[1 + len] != '}')
		return (struct piece){ UNKNOWN, p, p + 1 + strcspn(p + 1, "\n"), NULL };
	return (struct piece){ code_does(p + 1, MIN(len, strcspn(p + 1, "|"))), p, p + len + 2, NULL };
}

static gsize phrase_length(const char *p, const struct word *word)
{
	gsize n = strlen(word->text);
	if (g_ascii_strncasecmp(p, word->text, n) != 0)
		return 0;
	return wordy(word->text[n - 1]) && wordy(p[n]) ? 0 : n;
}

/* The length of "(1)", ".1", " §1", " par. 1" at p, its inside added to text as "(1)"; 0: there is none. */
static gsize part_of_number(const char *p, GString *text)
{
	static const char *const marks[] = { "(", ".", " (", " §", "§", ", §", " par. ", " paragraph " };
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (!g_str_has_prefix(p, marks[i]))
			continue;
		const char *inside = p + strlen(marks[i]);
		gsize n = 0;
		while (g_ascii_isalnum(inside[n]))
			n++;
		gboolean closed = !strchr(marks[i], '(') || inside[n] == ')';
		if (n == 0 || n > 5 || !closed)
			continue;
		g_string_append_printf(text, "(%.*s)", (int)n, inside);
		return (gsize)(inside - p) + n + (strchr(marks[i], '(') ? 1 : 0);
	}
	return 0;
}

/* The letters of "28a", "30bis": how many. */
static gsize letters_of_number(const char *p)
{
	static const char *const words[] = { "bis", "ter", "quater" };
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(p, words[i]))
			return strlen(words[i]);
	return g_ascii_islower(*p) ? 1 : 0;
}

/* The number of an article at p, as "41(1)(b)" in text; where it ends, or NULL. */
static const char *article_number(const char *p, GString *text)
{
	gsize digits = strspn(p, "0123456789"), letters = letters_of_number(p + digits);
	if (digits == 0 || digits > 3)
		return NULL;
	g_string_append_len(text, p, (gssize)(digits + letters));
	p += digits + letters;
	for (gsize n; (n = part_of_number(p, text)) > 0;)
		p += n;
	return wordy(*p) ? NULL : p;
}

static const char *annex_number(const char *p, GString *text)
{
	gsize n = strspn(p, "IVXLC");
	if (n == 0)
		n = strspn(p, "0123456789");
	if (n == 0 && g_ascii_isupper(*p))
		n = 1;
	if (n == 0 || n > 7 || wordy(p[n]))
		return NULL;
	g_string_append_len(text, p, (gssize)n);
	return p + n;
}

/* A number, or two with a hyphen between. */
static struct piece number(const char *p, enum does context)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const char *(*read)(const char *, GString *) = context == ANNEX ? annex_number : article_number;
	const char *end = read(p, text);
	if (end && *end == '-') {
		g_string_append(text, " to ");
		end = read(end + 1, text);
	}
	if (!end)
		return (struct piece){ UNKNOWN, p, p, NULL };
	return (struct piece){ NUMBER, p, end, g_strdup(text->str) };
}

/* A word of which nothing is known, up to what may be something again. */
static struct piece unknown(const char *p)
{
	const char *end = p + 1;
	while (*end && !strchr(" \t\r\n{,;", *end))
		end++;
	return (struct piece){ UNKNOWN, p, end, NULL };
}

/* The piece at p, which is no white space. */
static struct piece piece_at(const char *p, enum does context)
{
	if (*p == '{')
		return token(p);
	if (context != UNKNOWN) {
		struct piece found = number(p, context);
		if (found.does == NUMBER)
			return found;
	}
	if (*p == '+' && g_ascii_isdigit(p[1]))
		return (struct piece){ OFFSET, p, p + 1 + strspn(p + 1, "0123456789"), NULL };
	for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++) {
		gsize n = phrase_length(p, &phrases[i]);
		if (n > 0)
			return (struct piece){ phrases[i].does, p, p + n, NULL };
	}
	return unknown(p);
}

/* ---- lists */

static void list_init(struct list *list)
{
	list->articles = g_ptr_array_new_with_free_func(g_free);
	list->annexes = g_ptr_array_new_with_free_func(g_free);
	list->seen = g_hash_table_new(g_str_hash, g_str_equal);
}

static void list_clear(struct list *list)
{
	g_hash_table_unref(list->seen);
	g_ptr_array_unref(list->articles);
	g_ptr_array_unref(list->annexes);
}

/* Takes the text. Its first letter tells articles from annexes: the same number may be both. */
static void list_add(struct list *list, gboolean annex, char *text)
{
	char *item = g_strconcat(annex ? "X" : "A", text, NULL);
	g_free(text);
	if (g_hash_table_contains(list->seen, item)) {
		g_free(item);
		return;
	}
	g_hash_table_add(list->seen, item);
	g_ptr_array_add(annex ? list->annexes : list->articles, item);
}

static void shorten(struct list *list, GPtrArray *items, guint n)
{
	for (guint i = n; i < items->len; i++)
		g_hash_table_remove(list->seen, g_ptr_array_index(items, i));
	if (n < items->len)
		g_ptr_array_set_size(items, (int)n);
}

static gboolean list_empty(const struct list *list)
{
	return list->articles->len + list->annexes->len == 0;
}

static void list_move(struct list *to, const struct list *from)
{
	for (guint i = 0; i < from->articles->len; i++)
		list_add(to, FALSE, g_strdup((char *)g_ptr_array_index(from->articles, i) + 1));
	for (guint i = 0; i < from->annexes->len; i++)
		list_add(to, TRUE, g_strdup((char *)g_ptr_array_index(from->annexes, i) + 1));
}

static void name_items(GString *out, const GPtrArray *items, const char *one, const char *many)
{
	if (items->len == 0)
		return;
	const char *first = (const char *)g_ptr_array_index(items, 0) + 1;
	if (out->len)
		g_string_append(out, " and ");
	g_string_append(out, items->len > 1 || strstr(first, " to ") ? many : one);
	for (guint i = 0; i < items->len; i++) {
		g_string_append(out, i == 0 ? " " : i + 1 == items->len ? " and " : ", ");
		g_string_append(out, (const char *)g_ptr_array_index(items, i) + 1);
	}
}

/* "Articles 27 and 36", new. */
static char *list_name(const struct list *list)
{
	GString *out = g_string_new(NULL);
	name_items(out, list->articles, "Article", "Articles");
	name_items(out, list->annexes, "Annex", "Annexes");
	return g_string_free(out, FALSE);
}

/* ---- one annotation */

static void keep(struct line *line, const char *start, const char *end)
{
	GString *rest = line->rest;
	if (line->rest_end && strspn(line->rest_end, " \t") == (gsize)(start - line->rest_end))
		start = line->rest_end;
	else if (rest->len)
		g_string_append(rest, "; ");
	g_string_append_len(rest, start, end - start);
	line->rest_end = end;
}

static void open_group(struct line *line, const struct piece *p)
{
	line->context = p->does;
	line->group = p->start;
	line->named = line->excepted = line->range = FALSE;
	for (int i = 0; i < LISTS; i++) {
		line->before[i][0] = line->lists[i].articles->len;
		line->before[i][1] = line->lists[i].annexes->len;
	}
}

/* Nothing of the open group was understood: its text, up to end, is kept, with the "except" it stands under. */
static void give_up_group(struct line *line, const char *end)
{
	const char *start = line->group;
	for (int i = 0; i < LISTS; i++) {
		shorten(&line->lists[i], line->lists[i].articles, line->before[i][0]);
		shorten(&line->lists[i], line->lists[i].annexes, line->before[i][1]);
	}
	if (line->exception && line->exception < start)
		start = line->exception;
	keep(line, start, end);
	line->exception = NULL;
	line->group = NULL;
	line->context = UNKNOWN;
	line->range = FALSE;
}

static void close_group(struct line *line, const char *end)
{
	if (line->group && (line->range || !line->named))
		give_up_group(line, end);
	else if (line->group && line->excepted)
		line->exception = NULL;
	line->group = NULL;
	line->context = UNKNOWN;
	line->range = FALSE;
}

/* The last article becomes "11 to 13". */
static void end_range(struct line *line, const char *to)
{
	struct list *list = &line->lists[line->into];
	GPtrArray *items = line->context == ANNEX ? list->annexes : list->articles;
	g_autofree char *from = g_strdup((char *)g_ptr_array_index(items, items->len - 1) + 1);
	shorten(list, items, items->len - 1);
	list_add(list, line->context == ANNEX, g_strconcat(from, " to ", to, NULL));
	line->range = FALSE;
}

static void take_number(struct line *line, struct piece *p)
{
	if (line->range)
		end_range(line, p->number);
	else
		list_add(&line->lists[line->into], line->context == ANNEX, g_steal_pointer(&p->number));
	line->named = TRUE;
	line->excepted = line->into == EXCEPTED;
}

/* "to" makes a range only behind a number of the same list that is new in this group. */
static void begin_range(struct line *line, const struct piece *p)
{
	const struct list *list = &line->lists[line->into];
	const GPtrArray *items = line->context == ANNEX ? list->annexes : list->articles;
	guint before = line->before[line->into][line->context == ANNEX];
	if (line->context == UNKNOWN)
		keep(line, p->start, p->end);
	else if (items->len <= before || line->range)
		give_up_group(line, p->end);
	else
		line->range = TRUE;
}

static void take_unknown(struct line *line, const struct piece *p)
{
	if (line->group) {
		give_up_group(line, p->end);
		return;
	}
	keep(line, line->exception ? line->exception : p->start, p->end);
	line->exception = NULL;
}

static void take_except(struct line *line, const struct piece *p)
{
	line->into = EXCEPTED;
	if (line->range)
		give_up_group(line, p->end);
	else if (!line->exception)
		line->exception = p->start;
}

static void take_piece(struct line *line, struct piece *p)
{
	line->says[p->does] = TRUE;
	switch (p->does) {
	case ARTICLE:
	case ANNEX:
		close_group(line, p->start);
		open_group(line, p);
		break;
	case NUMBER:
		take_number(line, p);
		break;
	case AND:
		break;
	case TO:
		begin_range(line, p);
		break;
	case EXCEPT:
		take_except(line, p);
		break;
	case UNKNOWN:
		take_unknown(line, p);
		break;
	case OFFSET:
		if (!line->says[EVENT])
			take_unknown(line, p);
		break;
	default:
		close_group(line, p->start);
	}
}

static void read_line(struct line *line, const char *p)
{
	while (*(p += strspn(p, " \t\r"))) {
		struct piece piece = piece_at(p, line->context);
		p = piece.end;
		take_piece(line, &piece);
		g_free(piece.number);
	}
	close_group(line, p);
	if (line->exception)
		keep(line, line->exception, p);
}

/* "May" says more than "at the latest", which says more than a date from which something applies. */
static const char *line_kind(const struct line *line)
{
	static const struct {
		enum does does;
		const char *kind;
	} kinds[] = { { MAY, "option" },     { LATEST, "transposition" }, { APPLY, "application" },
		      { EARLIEST, "other" }, { OTHER_KIND, "other" },     { EVENT, "other" } };
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (line->says[kinds[i].does])
			return kinds[i].kind;
	return NULL;
}

/* "Article 3 except Article 3(4)", new; NULL if nothing was understood. */
static char *line_provisions(const struct line *line)
{
	g_autofree char *named = list_name(&line->lists[NAMED]);
	g_autofree char *except = list_name(&line->lists[EXCEPTED]);
	if (list_empty(&line->lists[EXCEPTED]))
		return *named ? g_steal_pointer(&named) : NULL;
	return g_strconcat(*named ? named : "all provisions", " except ", except, NULL);
}

/* ---- all annotations of a date */

static void line_init(struct line *line, GString *rest)
{
	*line = (struct line){ .rest = rest };
	for (int i = 0; i < LISTS; i++)
		list_init(&line->lists[i]);
}

static void line_clear(struct line *line)
{
	for (int i = 0; i < LISTS; i++)
		list_clear(&line->lists[i]);
}

/* Transposition, once said, stays: the date is judged. */
static void add_kind(struct annotation *a, const char *kind)
{
	if (!a->kind || g_strcmp0(kind, "transposition") == 0)
		a->kind = kind;
}

/* Articles named by several annotations become one list; one with an exception speaks for itself. */
static void add_line(struct annotation *a, struct list *all, GString *apart, const struct line *line)
{
	add_kind(a, line_kind(line));
	if (list_empty(&line->lists[EXCEPTED])) {
		list_move(all, &line->lists[NAMED]);
		return;
	}
	g_autofree char *text = line_provisions(line);
	g_string_append_printf(apart, "%s%s", apart->len ? "; " : "", text);
}

static char *null_if_empty(GString *text)
{
	if (text->len > 0)
		return g_string_free(text, FALSE);
	g_string_free(text, TRUE);
	return NULL;
}

struct annotation *annotation_read(const char *text)
{
	struct annotation *a = g_new0(struct annotation, 1);
	g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
	GString *rest = g_string_new(NULL), *apart = g_string_new(NULL);
	struct list all;
	list_init(&all);
	for (char **l = lines; *l; l++) {
		struct line line;
		line_init(&line, rest);
		read_line(&line, *l);
		add_line(a, &all, apart, &line);
		line_clear(&line);
	}
	g_autofree char *named = list_name(&all);
	if (*named)
		g_string_prepend(g_string_prepend(apart, apart->len ? "; " : ""), named);
	list_clear(&all);
	a->provisions = null_if_empty(apart);
	a->rest = null_if_empty(rest);
	return a;
}

void annotation_free(struct annotation *a)
{
	if (!a)
		return;
	g_free(a->provisions);
	g_free(a->rest);
	g_free(a);
}

char *annotation_shown(const struct annotation *a)
{
	if (!a->rest)
		return g_strdup(a->provisions);
	GString *out = g_string_new(a->provisions);
	g_string_append(out, out->len ? " [" : "[");
	for (const char *p = a->rest; *p;) {
		gsize token = *p == '{' ? strcspn(p, "}") : 0, code = token ? strcspn(p, "|}") : 0;
		if (token && p[token] && code < token) {
			g_string_append_len(out, p, (gssize)code);
			p += token;
		}
		g_string_append_c(out, *p++);
	}
	g_string_append_c(out, ']');
	return g_string_free(out, FALSE);
}

gboolean annotation_sets_transposition(const char *text)
{
	g_autoptr(Annotation) a = annotation_read(text);
	return g_strcmp0(a->kind, "transposition") == 0 && a->provisions && !a->rest &&
	       !strstr(a->provisions, "Annex") && g_str_has_prefix(a->provisions, "Article ") &&
	       !strstr(a->provisions, "except") && !strstr(a->provisions, " and ");
}
