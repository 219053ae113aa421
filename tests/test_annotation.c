/* What CELLAR's comments on dates say: a table of comments as they are and as they might be, and what holds for any. */
#include <string.h>

#include "feeds/annotation.h"

#define U(code) "{" code "|http://publications.europa.eu/resource/authority/fd_361/" code "}"
#define LATEST "{AU+TARD|http://publications.europa.eu/resource/authority/fd_361/AU%2BTARD} "
#define SEE U("V") " "
#define ART U("ART") " "
#define ANN U("ANN") " "
#define SAUF U("SAUF") " "
#define ET U("ET") " "

struct row {
	const char *text, *kind, *provisions, *rest;
};

static const struct row rows[] = {
	/* as CELLAR writes them */
	{ LATEST SEE ART "28", "transposition", "Article 28", NULL },
	{ LATEST SEE ART "41.1", "transposition", "Article 41(1)", NULL },
	{ LATEST SEE ART "41(1)", "transposition", "Article 41(1)", NULL },
	{ LATEST SEE ART "41 §1", "transposition", "Article 41(1)", NULL },
	{ LATEST SEE ART "41, §1", "transposition", "Article 41(1)", NULL },
	{ LATEST SEE ART "4(1)(b)", "transposition", "Article 4(1)(b)", NULL },
	{ LATEST SEE ART "4.1.b", "transposition", "Article 4(1)(b)", NULL },
	{ LATEST SEE ART "27 " ET "36", "transposition", "Articles 27 and 36", NULL },
	{ LATEST SEE ART "27 " ET ART "36", "transposition", "Articles 27 and 36", NULL },
	{ LATEST SEE ART "27, 36", "transposition", "Articles 27 and 36", NULL },
	{ LATEST SEE ART "11, 12, 13 " ET "15", "transposition", "Articles 11, 12, 13 and 15", NULL },
	{ LATEST SEE ART "11-13 " ET "15", "transposition", "Articles 11 to 13 and 15", NULL },
	{ LATEST SEE ART "11 to 13", "transposition", "Articles 11 to 13", NULL },
	{ LATEST SEE ART "28a", "transposition", "Article 28a", NULL },
	{ LATEST SEE ART "28bis", "transposition", "Article 28bis", NULL },
	{ LATEST SEE ANN "III", "transposition", "Annex III", NULL },
	{ LATEST SEE ANN "I " ET "II", "transposition", "Annexes I and II", NULL },
	{ LATEST SEE ART "3 " ET ANN "II", "transposition", "Article 3 and Annex II", NULL },
	{ LATEST SEE ART "3 " SAUF ART "3.4", "transposition", "Article 3 except Article 3(4)", NULL },
	{ LATEST SEE ART "3 " SAUF "4", "transposition", "Article 3 except Article 4", NULL },
	{ LATEST SAUF ART "5 " ET "6", "transposition", "all provisions except Articles 5 and 6", NULL },
	{ LATEST SEE ART "18\n" LATEST SEE ART "11", "transposition", "Articles 18 and 11", NULL },
	{ LATEST SEE ART "27\n" LATEST SEE ART "27", "transposition", "Article 27", NULL },
	{ LATEST SEE ART "3 " SAUF ART "4\n" LATEST SEE ART "9", "transposition",
	  "Article 9; Article 3 except Article 4", NULL },
	{ LATEST, "transposition", NULL, NULL },
	{ "{AU+TARD} {V} {ART} 28", "transposition", "Article 28", NULL },
	{ U("MA") " " SEE ART "26", "application", "Article 26", NULL },
	{ "{MA/PART|http://publications.europa.eu/resource/authority/fd_335/MA%2FPART} " SEE ART "13", "application",
	  "Article 13", NULL },
	{ U("EV") " " U("DATPUB") " +20 " SEE ART "9", "application", "Article 9", NULL },
	{ U("DATPUB") " +20 " SEE ART "9", "other", "Article 9", NULL },
	{ LATEST U("MA") " " SEE ART "26", "transposition", "Article 26", NULL },
	{ "{AU+TOT|x} " SEE ART "26", "other", "Article 26", NULL },
	{ "{FIN/VAL|x} " SEE ART "26", "other", "Article 26", NULL },
	{ SEE ART "26", NULL, "Article 26", NULL },
	{ U("MA") " " SEE ART "26\n" LATEST SEE ART "27", "transposition", "Articles 26 and 27", NULL },
	/* text alone, as older records and EUR-Lex have it */
	{ "at the latest, see Art. 3.1", "transposition", "Article 3(1)", NULL },
	{ "At the latest See Art. 3.1.", "transposition", "Article 3(1)", NULL },
	{ "See Art 12 ET 13 ET 14 ET 15", NULL, "Articles 12, 13, 14 and 15", NULL },
	{ "Au plus tard voir art. 8 et 9", "transposition", "Articles 8 and 9", NULL },
	{ "no later than; see articles 1, 2 and Annex IV", "transposition", "Articles 1 and 2 and Annex IV", NULL },
	{ "Application: see Article 4 paragraph 2", "application", "Article 4(2)", NULL },
	{ "Member States may, see Art. 63(2)", "option", "Article 63(2)", NULL },
	{ "Partial application See Art 5", "application", "Article 5", NULL },
	{ "see Art. 3 except Art. 3.4", NULL, "Article 3 except Article 3(4)", NULL },
	/* what is not understood stays, and takes with it what it belongs to */
	{ LATEST SEE ART "28 first sentence", "transposition", NULL, ART "28 first sentence" },
	{ LATEST SEE ART "28 of Directive 2009/1/EC", "transposition", NULL, ART "28 of Directive 2009/1/EC" },
	{ LATEST SEE ART "28 {32009L0001|x}", "transposition", NULL, ART "28 {32009L0001|x}" },
	{ LATEST SEE ART "3 " SEE ART "4 in fine", "transposition", "Article 3", ART "4 in fine" },
	{ LATEST SEE ART "3 " SAUF ART "4 in fine", "transposition", "Article 3", SAUF ART "4 in fine" },
	{ LATEST SEE ART "3 " SAUF, "transposition", "Article 3", U("SAUF") " " },
	{ LATEST SEE ART, "transposition", NULL, ART },
	{ LATEST SEE ART "2018", "transposition", NULL, ART "2018" },
	{ LATEST SEE ART "twelve", "transposition", NULL, ART "twelve" },
	{ LATEST SEE ART "28(1", "transposition", NULL, ART "28(1" },
	{ LATEST SEE ART "11 to", "transposition", NULL, ART "11 to" },
	{ LATEST SEE ART "to 13", "transposition", NULL, ART "to 13" },
	{ LATEST SEE ART "11 to " SAUF "13", "transposition", NULL, ART "11 to " SAUF "13" },
	{ LATEST SEE ANN "III part B", "transposition", NULL, ANN "III part B" },
	{ U("ECHEL") " " LATEST SEE ART "28", "transposition", "Article 28", U("ECHEL") },
	{ "{NEUF/CODE|x} {ANCIEN|y}", NULL, NULL, "{NEUF/CODE|x} {ANCIEN|y}" },
	{ "within two years, see Art. 3", NULL, "Article 3", "within two years" },
	{ "3.1", NULL, NULL, "3.1" },
	{ "+20", NULL, NULL, "+20" },
	/* hostile */
	{ "", NULL, NULL, NULL },
	{ " \t\r\n \n", NULL, NULL, NULL },
	{ "{", NULL, NULL, "{" },
	{ "{}", NULL, NULL, "{}" },
	{ "}", NULL, NULL, "}" },
	{ "{|}", NULL, NULL, "{|}" },
	{ "{ART|http://x", NULL, NULL, "{ART|http://x" },
	{ "{ART|{V|x} 28", NULL, NULL, "{ART|{V|x} 28" },
	{ "{ART|x\n} 28", NULL, NULL, "{ART|x; } 28" },
	{ "{ARTX|x} 28", NULL, NULL, "{ARTX|x} 28" },
	{ "{art|x} 28", NULL, NULL, "{art|x} 28" },
	{ "artist 28, seesaw, annexed", NULL, NULL, "artist 28; seesaw; annexed" },
	{ "Art. \xC3\xA9t\xC3\xA9", NULL, NULL, "Art. \xC3\xA9t\xC3\xA9" },
	{ "Art. 0000000000000000000000001", NULL, NULL, "Art. 0000000000000000000000001" },
	{ "Art. 3(aaaaaaaaaaaaaaaa)", NULL, NULL, "Art. 3(aaaaaaaaaaaaaaaa)" },
	{ "' OR 1=1; DROP TABLE act --", NULL, NULL, "' OR 1=1; DROP TABLE act --" },
};

static void test_table(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Annotation) a = annotation_read(rows[i].text);
		g_test_message("%s", rows[i].text);
		g_assert_cmpstr(a->kind, ==, rows[i].kind);
		g_assert_cmpstr(a->provisions, ==, rows[i].provisions);
		g_assert_cmpstr(a->rest, ==, rows[i].rest);
	}
}

static void test_nothing(void)
{
	g_autoptr(Annotation) a = annotation_read(NULL);
	g_assert_null(a->kind);
	g_assert_null(annotation_shown(a));
}

static void test_shown(void)
{
	static const char *const shown[][2] = {
		{ LATEST SEE ART "28", "Article 28" },
		{ LATEST SEE ART "3 " SAUF ART "4 in fine", "Article 3 [{SAUF} {ART} 4 in fine]" },
		{ "within two years", "[within two years]" },
		{ "{ART|http://x", "[{ART|http://x]" },
		{ "{x", "[{x]" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) {
		g_autoptr(Annotation) a = annotation_read(shown[i][0]);
		g_autofree char *text = annotation_shown(a);
		g_assert_cmpstr(text, ==, shown[i][1]);
	}
}

static void test_old_deadlines(void)
{
	static const struct {
		const char *text;
		gboolean sets;
	} cases[] = {
		{ "at the latest, see Art. 3.1", TRUE },
		{ LATEST SEE ART "3.1", TRUE },
		{ LATEST SEE ART "12", TRUE },
		{ "see Art. 3.1", FALSE },
		{ LATEST, FALSE },
		{ LATEST SEE ART "3 " ET "4", FALSE },
		{ LATEST SEE ART "3 (report)", FALSE },
		{ LATEST SEE ART "3 report", FALSE },
		{ LATEST SEE ART "3 " SAUF ART "4", FALSE },
		{ LATEST SEE ANN "III", FALSE },
		{ U("MA") " " SEE ART "3", FALSE },
		{ "report at the latest, see Art. 3.1", FALSE },
		{ "", FALSE },
		{ NULL, FALSE },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].text ? cases[i].text : "NULL");
		g_assert_cmpint(annotation_sets_transposition(cases[i].text), ==, cases[i].sets);
	}
}

/* Any text at all, made of the pieces that matter most, cut anywhere. */
static char *any_text(void)
{
	static const char *const pieces[] = { LATEST,  SEE,    ART,      ANN,       SAUF,   ET,   "28", "4(1)(b)",
		                              "11-13", " to ", "III",    ",",       " ",    "\n", "{",  "}",
		                              "|",     "(",    ")",      "§",       "Art.", "+2", "-",  ".",
		                              "see",   "may",  "annex ", "except ", "foo ", "\t" };
	GString *text = g_string_new(NULL);
	for (int n = g_test_rand_int_range(0, 14); n > 0; n--)
		g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
	if (g_test_rand_bit() && text->len > 2)
		g_string_truncate(text, (gsize)g_test_rand_int_range(0, (gint32)text->len));
	return g_string_free(text, FALSE);
}

/* What is kept stands in the text word for word, and reads as what is not understood when it is read again. */
static void test_any(void)
{
	for (int i = 0; i < 200000; i++) {
		g_autofree char *text = any_text();
		g_autoptr(Annotation) a = annotation_read(text);
		g_autofree char *shown = annotation_shown(a);
		g_auto(GStrv) kept = g_strsplit(a->rest ? a->rest : "", "; ", -1);
		for (char **k = kept; *k; k++)
			if (!strstr(text, *k))
				g_error("\"%s\" is kept of \"%s\", where it is not", *k, text);
		g_assert_true(!shown == (!a->provisions && !a->rest));
		g_assert_true(!a->provisions || g_ascii_isupper(*a->provisions) ||
		              g_str_has_prefix(a->provisions, "all "));
		g_assert_null(a->provisions ? strpbrk(a->provisions, "{}|\n") : NULL);
	}
}

/* Every number of an article comes out, once. */
static void test_numbers(void)
{
	for (int i = 0; i < 20000; i++) {
		g_autoptr(GString) text = g_string_new(LATEST SEE ART);
		int first = g_test_rand_int_range(1, 500), n = g_test_rand_int_range(1, 9);
		for (int k = 0; k < n; k++)
			g_string_append_printf(text, "%s%d", k ? ", " : "", first + k);
		g_autoptr(Annotation) a = annotation_read(text->str);
		g_assert_null(a->rest);
		for (int k = 0; k < n; k++) {
			g_autofree char *number = g_strdup_printf("%d", first + k);
			g_assert_nonnull(strstr(a->provisions, number));
		}
		g_assert_cmpint(g_str_has_prefix(a->provisions, "Articles "), ==, n > 1);
	}
}

/* A megabyte of numbers is read in the time its length needs. */
static void test_long(void)
{
	g_autoptr(GString) text = g_string_new("Art. ");
	for (int i = 0; i < 120000; i++)
		g_string_append_printf(text, "%d(%d), ", i % 999 + 1, i / 999);
	g_autoptr(Annotation) a = annotation_read(text->str);
	g_assert_null(a->rest);
	g_assert_true(g_str_has_suffix(a->provisions, "119(120) and 120(120)"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/annotation/table", test_table);
	g_test_add_func("/annotation/nothing", test_nothing);
	g_test_add_func("/annotation/shown", test_shown);
	g_test_add_func("/annotation/old deadlines", test_old_deadlines);
	g_test_add_func("/annotation/any text", test_any);
	g_test_add_func("/annotation/numbers", test_numbers);
	g_test_add_func("/annotation/long", test_long);
	return g_test_run();
}
