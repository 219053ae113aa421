/* Whom an act binds, read from its legal basis: Denmark and Ireland, for each way in which sources write it. */
#include <stdlib.h>
#include <string.h>

#include "checker/error.h"
#include "checker/file.h"
#include "checker/legal_basis.h"

#define B "bound"
#define N "not bound"
#define E "not established"

static const struct {
	const char *text, *denmark, *ireland, *articles;
} rows[] = {
	/* as the snapshot writes them */
	{ "TFEU 114", B, B, "TFEU 114" },
	{ "TFEU 53(1),114", B, B, "TFEU 53, 114" },
	{ "TFEU 53, 62", B, B, "TFEU 53, 62" },
	{ "TFEU 173(3), 322(1)(a)", B, B, "TFEU 173, 322" },
	{ "EC 95", B, B, "EC 95" },
	{ "EC 175(1)", B, B, "EC 175" },
	{ "EC 308", B, B, "EC 308" },
	{ "EC 61(a),63(3)(b)", N, E, "EC 61, 63" },
	{ "EC 62(2)(a),63(3)(b)", E, E, "EC 62, 63" },
	{ "TFEU 82(2)(b)", N, E, "TFEU 82" },
	{ "TFEU 82(2), 83(1)", N, E, "TFEU 82, 83" },
	{ "TFEU 82(1)(a),(d)", N, E, "TFEU 82" },
	{ "TFEU 82(1)(d), 87(2)(a)", N, E, "TFEU 82, 87" },
	{ "TFEU 81(2)(e)-(f), 82(1)(d)", N, E, "TFEU 81, 82" },
	{ "TFEU 82(2), 83(1)-(2), 87(2)", N, E, "TFEU 82, 83, 87" },
	{ "TFEU 16(2)", E, E, "TFEU 16" },
	{ "TFEU 16(2), 114", E, E, "TFEU 16, 114" },
	{ "TFEU 16(2), 87(2)(a), 88(2)", E, E, "TFEU 16, 87, 88" },
	{ "TFEU 77(2)(b),(d), 79(2)(c)", E, E, "TFEU 77, 79" },
	{ "TFEU 114, 83(1)", E, E, "TFEU 114, 83" },
	{ "91/477 Art 4(2a)", E, E, NULL },
	{ "91/477 Annex I", E, E, NULL },
	/* the edges of Title V */
	{ "TFEU 66", B, B, "TFEU 66" },
	{ "TFEU 67", N, E, "TFEU 67" },
	{ "TFEU 76", N, E, "TFEU 76" },
	{ "TFEU 78", N, E, "TFEU 78" },
	{ "TFEU 89", N, E, "TFEU 89" },
	{ "TFEU 90", B, B, "TFEU 90" },
	{ "EC 60", B, B, "EC 60" },
	{ "EC 61", N, E, "EC 61" },
	{ "EC 69", N, E, "EC 69" },
	{ "EC 70", B, B, "EC 70" },
	/* in words */
	{ "Article 82(1) TFEU", N, E, "TFEU 82" },
	{ "Article 114 TFEU", B, B, "TFEU 114" },
	{ "Articles 82(2) and 83(1) TFEU", N, E, "TFEU 82, 83" },
	{ "Article 82 TFEU, Article 114 TFEU", E, E, "TFEU 82, 114" },
	{ "Article 82 TFEU and Article 95 EC", E, E, "TFEU 82, EC 95" },
	{ "Art. 114 TFEU", B, B, "TFEU 114" },
	{ "Treaty on the Functioning of the European Union, and in particular Article 114 thereof", B, B, "TFEU 114" },
	{ "Having regard to the Treaty establishing the European Community, and in particular Article 95 thereof", B, B,
	  "EC 95" },
	{ "Article 100a EEC", B, B, "EEC 100a" },
	{ "Article 34(2)(b) EU", B, B, "EU 34" },
	{ "Article 31 Euratom", B, B, "EURATOM 31" },
	/* as CELLAR writes them */
	{ "12016E082", N, E, "TFEU 82" },
	{ "12016E114", B, B, "TFEU 114" },
	{ "12012E114", B, B, "TFEU 114" },
	{ "12008E053, 12008E114", B, B, "TFEU 53, 114" },
	{ "12016E082, A82P1", N, E, "TFEU 82" },
	{ "12016E082 (A82P1L2)", N, E, "TFEU 82" },
	{ "12016E082, 12016E083, A82P1, A83P1", N, E, "TFEU 82, 83" },
	{ "http://publications.europa.eu/resource/celex/12016E082", N, E, "TFEU 82" },
	{ "12016E016, 12016E087", E, E, "TFEU 16, 87" },
	{ "12012E294, 12012E114", B, B, "TFEU 294, 114" },
	{ "12006E095", B, B, "EC 95" },
	{ "12002E063", N, E, "EC 63" },
	{ "11997E061", N, E, "EC 61" },
	{ "11992E100A", B, B, "EEC 100A" },
	{ "11957E100", B, B, "EEC 100" },
	{ "12006M034", B, B, "EU 34" },
	{ "12012A031", B, B, "EURATOM 31" },
	/* what is not understood decides nothing */
	{ "12016M042", E, E, NULL },
	{ "12016E082, A83P1", E, E, NULL },
	{ "A82P1", E, E, NULL },
	{ "A82P1, 12016E082", E, E, NULL },
	{ "12016E/TXT", E, E, NULL },
	{ "12016E/PRO/19", E, E, NULL },
	{ "12016E082/PRO", E, E, NULL },
	{ "32016L0680", E, E, NULL },
	{ "12016E114, 32016L0680", E, E, NULL },
	{ "TFEU", E, E, NULL },
	{ "114", E, E, NULL },
	{ "TFEU 82, EC", E, E, NULL },
	{ "Article 114 TFEU, Article 83", E, E, NULL },
	{ "Articles 77 to 80 TFEU", E, E, NULL },
	{ "TFEU 77-80", E, E, NULL },
	{ "TFEU 114 and Regulation (EU) 2016/680", E, E, NULL },
	{ "TFEU 294", E, E, NULL },
	{ "TFEU 0", E, E, NULL },
	{ "TFEU 359", E, E, NULL },
	{ "TFEU 1140", E, E, NULL },
	{ "TFEU 82(", E, E, NULL },
	{ "tfeu 114", E, E, NULL },
	{ "TEU 31", E, E, NULL },
	{ "XTFEU 114", E, E, NULL },
	{ "", E, E, NULL },
	{ " ,;. ", E, E, NULL },
	{ "\xC3\xA9 114 TFEU", E, E, NULL },
	{ "11", E, E, NULL },
	{ "12016E", E, E, NULL },
};

static struct legal_bases *bases(void)
{
	g_autoptr(GError) error = NULL;
	struct legal_bases *all = legal_bases_load(&error);
	g_assert_no_error(error);
	return all;
}

static void test_table(void)
{
	g_autoptr(LegalBases) all = bases();
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(LegalBasis) b = legal_basis_read(all, rows[i].text);
		g_test_message("\"%s\": %s / %s", rows[i].text, b->denmark.why, b->ireland.why);
		g_assert_cmpstr(b->denmark.value, ==, rows[i].denmark);
		g_assert_cmpstr(b->ireland.value, ==, rows[i].ireland);
		g_assert_cmpstr(b->articles, ==, rows[i].articles);
		g_assert_cmpuint(strlen(b->denmark.why), >, 20);
		g_assert_cmpuint(strlen(b->ireland.why), >, 20);
	}
}

/* The reason names the article, the protocol, and what is not known. */
static void test_words(void)
{
	g_autoptr(LegalBases) all = bases();
	g_autoptr(LegalBasis) market = legal_basis_read(all, "TFEU 114");
	g_assert_cmpstr(market->denmark.why, ==,
	                "legal basis TFEU 114: outside Title V of Part Three TFEU: Protocol 22 does not apply");
	g_autoptr(LegalBasis) home = legal_basis_read(all, "TFEU 82(1)(d), 87(2)(a)");
	g_assert_true(g_str_has_prefix(home->denmark.why,
	                               "legal basis TFEU 82, 87: Title V of Part Three TFEU: Protocol "
	                               "22, Articles 1 and 2; if the act builds on the Schengen"));
	g_assert_nonnull(strstr(home->ireland.why, "Protocol 21, Articles 3, 4 or 4a"));
	g_autoptr(LegalBasis) none = legal_basis_read(all, NULL);
	g_assert_cmpstr(none->denmark.why, ==, "the legal basis is not on record");
}

/* Whatever the text: an answer, and bound or not bound only with articles to name. */
static void test_any(void)
{
	static const char *const pieces[] = { "TFEU ", "EC ",   "12016E",   "082",   "114", "(2)", "(a)", "-",
		                              ",",     " and ", "Article ", "A82P1", "EU",  " ",   "(",   ")",
		                              ".",     "x",     "/",        "§",     "16",  "http" };
	g_autoptr(LegalBases) all = bases();
	for (int i = 0; i < 100000; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int n = g_test_rand_int_range(0, 9); n > 0; n--)
			g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
		g_autoptr(LegalBasis) b = legal_basis_read(all, text->str);
		gboolean settled = strcmp(b->denmark.value, E) != 0 || strcmp(b->ireland.value, E) != 0;
		g_assert_true(!settled || b->articles);
		g_assert_true(!b->articles || strpbrk(text->str, "0123456789"));
	}
}

/* The table itself: what is wrong in it is named with its line. */
static void test_refused(void)
{
	static const char head[] = "treaty,first,last,denmark,ireland,denmark_why,ireland_why,source\n";
	static const char *const bad[][2] = {
		{ "TFEU,1,2,bound,perhaps,x,x,s\n", "a value is none of" },
		{ "TFEU,2,1,bound,bound,x,x,s\n", "first and last are no articles" },
		{ "TFEU,1,2,bound,bound,,x,s\n", "a value without its reason" },
		{ "TFEU,1,2,bound,,x,,s\n", "one value is missing" },
		{ ",1,2,bound,bound,x,x,s\n", "the treaty is missing" },
		{ "TFEU,1,5,bound,bound,x,x,s\nTFEU,5,9,bound,bound,x,x,s\n", "an article that an earlier row has" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *text = g_strconcat(head, bad[i][0], NULL);
		g_autoptr(FILE) in = fmemopen(text, strlen(text), "rb");
		g_assert_null(legal_bases_read(in, "bases.csv", &error));
		g_assert_error(error, ADQ_ERROR, ADQ_ERROR_RULE);
		g_assert_true(g_str_has_prefix(error->message, "bases.csv:"));
		g_assert_nonnull(strstr(error->message, bad[i][1]));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/legal basis/table", test_table);
	g_test_add_func("/legal basis/words", test_words);
	g_test_add_func("/legal basis/any text", test_any);
	g_test_add_func("/legal basis/refused tables", test_refused);
	return g_test_run();
}
