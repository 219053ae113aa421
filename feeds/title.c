#include "feeds/title.h"

#include <stdlib.h>
#include <string.h>

/* Bytes between the word "directive" and a number that says by its ending ("/EC") that it is one of an act. */
#define FAR_MAX 120
#define NEAR_MAX 40

#define COMMUNITIES "EU|UE|EC|CE|EEC|CEE|EG|EWG|Euratom|EAEC"

/* An act in words, or a number. Groups: 1 framework decision, 2 directive, 3 another act, 4 and 5 the number, 6 its
 * ending. Not a part of a day (12/05/2009), nor of a case (C-306/05). */
#define ITEM                                                                                                            \
	"(\\bframework\\s+decisions?\\b)"                                                                               \
	"|(\\b(?:directi(?:ves?|vas?)|direttiv[ae]|dirr?ectives?|directves?|diretives?|direcives?|dirs?\\.?)(?![a-z]))" \
	"|(\\b(?:regulations?|regs?\\.|decisions?|recommendations?|guidelines?|joint\\s+actions?|common\\s+positions?|" \
	"agreements?)(?![a-z]))"                                                                                        \
	"|(?<![0-9])(?<![0-9]/)(?<!\\b[A-Z]-)([0-9]{1,4})\\s?/\\s?([0-9]{1,4})(?![0-9])(?!\\s?/\\s?[0-9])"              \
	"((?:\\s?[/(-]\\s?|\\s)(?:" COMMUNITIES "|JHA|JAI)\\b)?"

/* The parts between which a number is still the one announced: marks and "(EU) No". */
#define NEAR "^(?:[^A-Za-z0-9]|\\b(?:" COMMUNITIES "|JHA|number|nos?|nr|n)\\b)*$"

/* Between two numbers of a list: ", ", "and (EU) ". Group 1: the next number is marked as one of an act. */
#define LIST                                                                                                           \
	"^(?:/(?:" COMMUNITIES "))*\\s*(?:[,;&/+]|and|or|et|as\\s+well\\s+as)?\\s*(?:and|or|&)?\\s*"                   \
	"(\\(?(?:" COMMUNITIES ")(?:,\\s*Euratom)?\\)?)?\\s*(?:nos?|nr)?\\.?\\s*$"

/* What stands before an act that goes on with a list: "and Council ". */
#define LIST_TAIL "(?:[,;&/+]|\\b(?:and|or|et|as\\s+well\\s+as|plus))\\s*(?:[A-Za-z'-]+\\s+){0,4}$"

/* What one act does to the next. Groups: 1 something done by the next one, 2 and 3 amending, 4 and 5 repealing, 6
 * named in passing. Participles (2, 4) are taken from afar, the others only next to the act. */
#define DOING                                                                                                           \
	"(\\b(?:amend|modifi|repeal|replac|supplement|correct|recast|codifi|adapt)[a-z]*\\s+(?:[a-z]+\\s+)?by\\b)"      \
	"|(\\b(?:amending|modifying|modifiant)\\b)|(\\b(?:amend|modif)[a-z]*\\b)"                                       \
	"|(\\b(?:repealing|replacing|recasting|abrogeant)\\b)|(\\b(?:repeal|replac|abrog)[a-z]*\\b)"                    \
	"|(\\b(?:supplement[a-z]*|implement[a-z]*|adapting|completing|extending|under|pursuant|conjunction|accordance|" \
	"laid\\s+down|referred|derogat[a-z]*)\\b)"
#define NEXT_TO "^[^,;:.()]{0,60}$"

/* "Commission Implementing Directive": a kind of directive, not something done. */
#define ADJECTIVE "(?:\\b(?:commission|council|and|or)|[,;&/])\\s+$"

/* What is communicated or transposed and is numbered is a directive, named or not. */
#define BARE "\\b(?:transpos[a-z]*|non-?\\s?communication)\\b[^.;:()]{0,60}$"

enum pattern { P_ITEM, P_NEAR, P_LIST, P_LIST_TAIL, P_DOING, P_NEXT_TO, P_ADJECTIVE, P_BARE, N_PATTERNS };
static const char *const patterns[N_PATTERNS] = { ITEM, NEAR, LIST, LIST_TAIL, DOING, NEXT_TO, ADJECTIVE, BARE };

enum kind { KIND_FRAMEWORK, KIND_DIRECTIVE, KIND_OTHER };

/* An act in words that waits for its number. */
struct noun {
	gboolean waits;
	enum kind kind;
	gboolean plural;
	gsize start, end;
};

/* The number met last. */
struct last {
	gboolean any;
	enum kind kind;
	gboolean plural;
	gsize end;
	enum title_role role;
};

struct number {
	const char *first, *second, *ending; /* ending: "" if it has none */
	gsize start, end;
};

struct scan {
	GRegex *const *re;
	const char *text;
	struct noun noun;
	struct last last;
	GArray *acts;
};

/* Bytes, not characters: no text is wrong. Compiled once; titles are many. */
static GRegex *const *compiled(void)
{
	static gsize ready;
	static GRegex *re[N_PATTERNS];
	if (g_once_init_enter(&ready)) {
		for (int i = 0; i < N_PATTERNS; i++)
			re[i] = g_regex_new(patterns[i], G_REGEX_RAW | G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
		g_once_init_leave(&ready, 1);
	}
	return re;
}

/* TRUE if the part of the text from one byte to another fits. */
static gboolean fits(const struct scan *s, enum pattern pattern, gsize from, gsize to)
{
	g_autofree char *part = g_strndup(s->text + from, to - from);
	return g_regex_match(s->re[pattern], part, 0, NULL);
}

/* Until 1991 directives and decisions shared a numbering; then directives had one to themselves, until 2014. */
static gboolean plausible(enum kind kind, int year, int number)
{
	if (number < 1)
		return FALSE;
	if (kind == KIND_FRAMEWORK)
		return year >= 1999 && year <= 2009 && number <= 1100;
	if (year >= 1952 && year <= 1991)
		return number <= 1400;
	return year >= 1992 && year <= 2099 && (year >= 2015 || number <= 300);
}

static gboolean ends_in(const char *ending, const char *word)
{
	size_t n = strlen(ending), w = strlen(word);
	return n >= w && g_ascii_strcasecmp(ending + n - w, word) == 0;
}

/* Directives were never acts of justice and home affairs. */
static gboolean contradicts(enum kind kind, const char *ending)
{
	gboolean justice = ends_in(ending, "JHA") || ends_in(ending, "JAI");
	return justice && kind != KIND_FRAMEWORK;
}

/* A year of two digits is of the 20th century, and then not before 1952; one of three is none. */
static int year_of(const char *digits)
{
	size_t n = strlen(digits);
	return n == 4 ? atoi(digits) : n == 2 ? 1900 + atoi(digits) : 0;
}

static void add_act(const struct scan *s, const struct number *n, const char *method)
{
	static const char letters[] = { [KIND_FRAMEWORK] = 'F', [KIND_DIRECTIVE] = 'L' };
	int year = year_of(n->first), number = atoi(n->second);
	if (s->last.kind == KIND_OTHER || !plausible(s->last.kind, year, number) ||
	    contradicts(s->last.kind, n->ending))
		return;
	struct title_act act = { .role = s->last.role, .method = method };
	g_snprintf(act.celex, sizeof act.celex, "3%04u%c%04u", (guint)year % 10000, letters[s->last.kind],
	           (guint)number % 10000);
	for (guint i = 0; i < s->acts->len; i++)
		if (strcmp(g_array_index(s->acts, struct title_act, i).celex, act.celex) == 0)
			return;
	g_array_append_val(s->acts, act);
}

static gboolean has_group(const GMatchInfo *match, int group, gsize *start, gsize *end)
{
	int from = -1, to = -1;
	if (!g_match_info_fetch_pos(match, group, &from, &to) || from < 0)
		return FALSE;
	*start = (gsize)from;
	*end = (gsize)to;
	return TRUE;
}

/* Takes the role that a word at this match gives to the act whose number begins at to. */
static void weigh_word(const struct scan *s, const GMatchInfo *match, gsize from, gsize to, enum title_role *role)
{
	static const enum title_role roles[] = { TITLE_OTHER,    TITLE_AMENDED,  TITLE_AMENDED,
		                                 TITLE_REPEALED, TITLE_REPEALED, TITLE_OTHER };
	gsize start, end;
	for (int group = 1; group <= (int)G_N_ELEMENTS(roles); group++) {
		if (!has_group(match, group, &start, &end))
			continue;
		gboolean far = group == 2 || group == 4 || (s->last.any && group < 6);
		gsize act = s->noun.waits && s->noun.start >= from + end ? s->noun.start : to;
		if (!far && !fits(s, P_NEXT_TO, from + end, act))
			return;
		if (group == 6 && (!s->last.any || fits(s, P_ADJECTIVE, from, from + start)))
			return;
		*role = roles[group - 1];
	}
}

/* What the words between the last number, or the beginning, and this one say. FALSE: nothing. */
static gboolean role_in_words(const struct scan *s, gsize from, gsize to, enum title_role *role)
{
	static const enum title_role none = (enum title_role)(TITLE_OTHER + 1);
	g_autofree char *part = g_strndup(s->text + from, to - from);
	g_autoptr(GMatchInfo) match = NULL;
	enum title_role found = none;
	g_regex_match(s->re[P_DOING], part, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL))
		weigh_word(s, match, from, to, &found);
	if (found == none)
		return FALSE;
	*role = found;
	return TRUE;
}

static enum title_role role_of(const struct scan *s, const struct number *n)
{
	enum title_role role = TITLE_SUBJECT;
	gsize from = s->last.any ? s->last.end : 0;
	if (role_in_words(s, from, n->start, &role) || !s->last.any)
		return role;
	return fits(s, P_LIST_TAIL, from, s->noun.start) ? s->last.role : TITLE_OTHER;
}

/* A number that belongs to the word before it. */
static void announced(struct scan *s, const struct number *n)
{
	gsize gap = n->start - s->noun.end;
	gboolean near = gap <= NEAR_MAX && fits(s, P_NEAR, s->noun.end, n->start);
	if (!near && (!*n->ending || gap > FAR_MAX))
		return;
	enum title_role role = role_of(s, n);
	const char *method = s->last.any ? "title: one of several acts it names"
	                     : near      ? "title: the first act it names"
	                                 : "title: the first number after the word directive";
	s->last = (struct last){ TRUE, s->noun.kind, s->noun.plural, n->end, role };
	s->noun.waits = FALSE;
	add_act(s, n, method);
}

/* A number in a list that goes on. In a list begun by "Directive", not "Directives", it must look like an act's. */
static void listed(struct scan *s, const struct number *n)
{
	g_autofree char *part = g_strndup(s->text + s->last.end, n->start - s->last.end);
	g_autoptr(GMatchInfo) match = NULL;
	gsize start, end;
	if (strlen(part) > NEAR_MAX || !g_regex_match(s->re[P_LIST], part, 0, &match))
		return;
	if (!s->last.plural && !*n->ending && !has_group(match, 1, &start, &end))
		return;
	s->last.end = n->end;
	add_act(s, n, "title: one of several acts it names");
}

static void bare(struct scan *s, const struct number *n)
{
	if (!*n->ending || !fits(s, P_BARE, 0, n->start))
		return;
	gboolean justice = contradicts(KIND_DIRECTIVE, n->ending);
	s->last = (struct last){ TRUE, justice ? KIND_OTHER : KIND_DIRECTIVE, FALSE, n->end, TITLE_SUBJECT };
	add_act(s, n, "title: a number that is to be transposed");
}

static void on_number(struct scan *s, const GMatchInfo *match, gsize start, gsize end)
{
	gboolean glued = start > 0 && g_ascii_isalpha(s->text[start - 1]);
	g_autofree char *first = g_match_info_fetch(match, 4), *second = g_match_info_fetch(match, 5);
	g_autofree char *ending = g_match_info_fetch(match, 6);
	struct number n = { first, second, ending ? ending : "", start, end };
	if (glued && !(s->noun.waits && s->noun.end == start))
		return;
	if (s->noun.waits)
		announced(s, &n);
	else if (s->last.any)
		listed(s, &n);
	else
		bare(s, &n);
}

static void on_item(struct scan *s, const GMatchInfo *match)
{
	static const enum kind kinds[] = { KIND_FRAMEWORK, KIND_DIRECTIVE, KIND_OTHER };
	gsize start, end;
	for (int group = 1; group <= (int)G_N_ELEMENTS(kinds); group++)
		if (has_group(match, group, &start, &end)) {
			gboolean plural = g_ascii_tolower(s->text[end - 1]) == 's';
			s->noun = (struct noun){ TRUE, kinds[group - 1], plural, start, end };
			return;
		}
	if (has_group(match, 0, &start, &end))
		on_number(s, match, start, end);
}

GArray *title_acts(const char *title)
{
	struct scan s = { .re = compiled(), .text = title ? title : "" };
	g_autoptr(GMatchInfo) match = NULL;
	s.acts = g_array_new(FALSE, FALSE, sizeof(struct title_act));
	g_regex_match(s.re[P_ITEM], s.text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL))
		on_item(&s, match);
	return s.acts;
}
