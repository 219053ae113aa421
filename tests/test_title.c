/* The acts that titles of cases name. */
#include <string.h>

#include "feeds/title.h"

/* Roles as in the table below: "=" subject, "~" amended, "x" repealed, "." named in passing. */
static char *shown(const char *title)
{
	g_autoptr(GArray) acts = title_acts(title);
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < acts->len; i++) {
		const struct title_act *act = &g_array_index(acts, struct title_act, i);
		g_assert_true(g_str_has_prefix(act->method, "title: "));
		g_string_append_printf(out, "%s%c%s", i ? " " : "", "=~x."[act->role], act -> celex);
	}
	return g_string_free(out, FALSE);
}

struct sample {
	const char *title, *acts;
};

static void check(const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *got = shown(samples[i].title);
		if (strcmp(got, samples[i].acts) != 0)
			g_test_fail_printf("\"%s\"\n  got  \"%s\"\n  want \"%s\"", samples[i].title, got,
			                   samples[i].acts);
	}
}

static void test_one(void)
{
	static const struct sample samples[] = {
		{ "Non-communication of national measures transposing Directive 2009/28/EC", "=32009L0028" },
		{ "Directive (EU) 2016/680 - law enforcement data protection", "=32016L0680" },
		{ "Directive (EU)2016/680", "=32016L0680" },
		{ "Directive EU 2016/680", "=32016L0680" },
		{ "Directive EU/2016/680", "=32016L0680" },
		{ "DIRECTIVE (EU) 2022/2555 (NIS 2)", "=32022L2555" },
		{ "Directive (EU) 2022/2555 of the European Parliament and of the Council of 14 December 2022",
		  "=32022L2555" },
		{ "Dir. 91/477/EEC - control of the acquisition of weapons", "=31991L0477" },
		{ "Dir 91/477/EEC", "=31991L0477" },
		{ "Bad application of Dir.2000/60/EC in the river basin", "=32000L0060" },
		{ "Directive2006/123/EC", "=32006L0123" },
		{ "Directive 2012/34 (recast)", "=32012L0034" },
		{ "Directive n\302\260 2012/34/UE", "=32012L0034" },
		{ "Directive No 2003/87/EC", "=32003L0087" },
		{ "Directive 2003/87 /EC", "=32003L0087" },
		{ "Directive 2003/87-EC", "=32003L0087" },
		{ "Directive 2003/ 87/EC", "=32003L0087" },
		{ "Directive 2003/87 (EC)", "=32003L0087" },
		{ "Council Directive 1999/2/CE on ionising radiation", "=31999L0002" },
		{ "Council Directive 2013/59/Euratom", "=32013L0059" },
		{ "Directive Euratom 2011/70", "=32011L0070" },
		{ "Directive 98/08/EC", "=31998L0008" },
		{ "Directive 96/98/EC, 2nd case", "=31996L0098" },
		{ "Directive 80/1335/EEC", "=31980L1335" },
		{ "Directive 52/1/ECSC", "=31952L0001" },
		{ "Commission Implementing Directive 2012/25/EU", "=32012L0025" },
		{ "Commission Delegated Directive (EU) 2017/593", "=32017L0593" },
		{ "Directive of the European Parliament and of the Council 2006/123/EC on services", "=32006L0123" },
		{ "Services Directive (2006/123/EC)", "=32006L0123" },
		{ "Water Framework Directive - 2000/60/EC", "=32000L0060" },
		{ "Urban Waste Water Treatment Directive - small agglomerations - 91/271/EEC", "=31991L0271" },
		{ "Framework Decision 2002/584/JHA on the European arrest warrant", "=32002F0584" },
		{ "Council Framework Decision 2008/909/JHA", "=32008F0909" },
		{ "Framework decision 2008/913 on racism and xenophobia", "=32008F0913" },
		{ "Failure to implement Directive 92/43/EEC", "=31992L0043" },
		{ "Obligations under Directive 92/43/EEC", "=31992L0043" },
		{ "Judgment in case C-306/05 - Directive 2001/29/EC", "=32001L0029" },
		{ "Article 4/6 of Directive 89/391/EEC", "=31989L0391" },
		{ "Non-transposition of 2012/34/EU", "=32012L0034" },
		{ "Directve 2009/28/EC", "=32009L0028" },
		{ "directives : 2009/28/EC", "=32009L0028" },
		{ "Directive (EU) 2016/2102 on accessibility of websites", "=32016L2102" },
	};
	check(samples, G_N_ELEMENTS(samples));
}

static void test_several(void)
{
	static const struct sample samples[] = {
		{ "Directives 2011/16/EU and 2014/107/EU", "=32011L0016 =32014L0107" },
		{ "Directives 2009/28, 2009/29 and 2009/30", "=32009L0028 =32009L0029 =32009L0030" },
		{ "Directives 89/665/EEC & 92/13/EEC", "=31989L0665 =31992L0013" },
		{ "Directives (EU) 2019/1 and (EU) 2019/770", "=32019L0001 =32019L0770" },
		{ "Directive 2001/14/EC / Directive 2012/34/EU", "=32001L0014 =32012L0034" },
		{ "Directive 2014/24/EU on public procurement and Directive 2014/25/EU on utilities",
		  "=32014L0024 =32014L0025" },
		{ "Dir. 2001/29/EC, Dir. 2004/48/EC", "=32001L0029 =32004L0048" },
		{ "Commission Implementing Directive 2012/25/EU and Commission Implementing Directive 2012/26/EU",
		  "=32012L0025 =32012L0026" },
		{ "Framework Decisions 2008/909/JHA, 2008/947/JHA and 2009/829/JHA",
		  "=32008F0909 =32008F0947 =32009F0829" },
		{ "Directive 2009/28/EC and Framework Decision 2008/913/JHA", "=32009L0028 =32008F0913" },
		{ "Directive 2009/28/EC (directive 2009/28/EC)", "=32009L0028" },
		{ "Regulation (EC) No 1013/2006 and Directive 2008/98/EC", "=32008L0098" },
		{ "Directive 2008/98/EC and Regulation (EC) No 1013/2006", "=32008L0098" },
		{ "Directive (EU) 2018/843 amending Directive (EU) 2015/849", "=32018L0843 ~32015L0849" },
		{ "Directive 2018/410/EU amending Dir. 2003/87/EC and Decision (EU) 2015/1814",
		  "=32018L0410 ~32003L0087" },
		{ "Directive 2014/65/EU amending Directive 2002/92/EC and Directive 2011/61/EU",
		  "=32014L0065 ~32002L0092 ~32011L0061" },
		{ "Directive 2009/28/EC amending and subsequently repealing Directives 2001/77/EC and 2003/30/EC",
		  "=32009L0028 x32001L0077 x32003L0030" },
		{ "Directive 2008/98/EC on waste and repealing certain Directives, 2006/12/EC",
		  "=32008L0098 x32006L0012" },
		{ "Directive 2013/1/EU amending, as regards elections, Directive 93/109/EC",
		  "=32013L0001 ~31993L0109" },
		{ "Directive 2003/87/EC as amended by Directive (EU) 2018/410", "=32003L0087 .32018L0410" },
		{ "Directive 2003/87/EC, as last amended by Directives 2009/29/EC and (EU) 2018/410",
		  "=32003L0087 .32009L0029 .32018L0410" },
		{ "Commission Directive 2012/25/EU implementing Directive 2001/83/EC", "=32012L0025 .32001L0083" },
		{ "Directive (EU) 2018/410 (the Directive of 2003: 2003/87/EC)", "=32018L0410 .32003L0087" },
	};
	check(samples, G_N_ELEMENTS(samples));
}

/* Where the title leaves a doubt, no act is taken for the subject. */
static void test_doubt(void)
{
	static const struct sample samples[] = {
		{ "Directive 06/123/EC", "" },
		{ "Directive 51/1/EEC", "" },
		{ "Directive 28/2009/EC", "" },
		{ "Directive 98/2009", "" },
		{ "Directive 1937/2019", "" },
		{ "Directive 2001/2018/EU", "" },
		{ "Directive 2009/443/EC", "" },
		{ "Directive 200/60/EC", "" },
		{ "Directive 2000/0/EC", "" },
		{ "Directive 2000/60000/EC", "" },
		{ "Directive 12000/60/EC", "" },
		{ "2012/34", "" },
		{ "Infringement 2012/2034", "" },
		{ "Directive, infringement 2012/2034", "" },
		{ "Directive on hunting, season 2005/06", "" },
		{ "Directive of 12/05/2009", "" },
		{ "Directive of 2009/05/12", "" },
		{ "Directive C-306/05", "" },
		{ "Directive 2002/584/JHA", "" },
		{ "Decision 2008/615/JHA", "" },
		{ "Framework Decision 2019/1/JHA", "" },
		{ "Regulation (EU) 2016/679", "" },
		{ "Regulation (EC) No 1907/2006 (REACH)", "" },
		{ "Directive, see Commission Decision 2012/34/EU", "" },
		{ "Direct 2009/28/EC taxation", "" },
		{ "Director 2009/28/EC", "" },
		{ "Petition 1234/2012 on the waste directive", "" },
		{ "Urban  waste water Directive", "" },
		{ "Directive amending Directive 2003/87/EC", "~32003L0087" },
		{ "Emissions directive (amending 2003/87/EC)", "~32003L0087" },
		{ "Amendments to Directive 2003/87/EC", "~32003L0087" },
		{ "Rules as amended by Directive 2013/17/EU", ".32013L0017" },
		{ "Regulation (EU) 2016/679 repealing Directive 95/46/EC", "x31995L0046" },
		{ "Directive 06/123/EC amending Directive 2003/87/EC", "~32003L0087" },
		{ "Amendment of the code of companies. Directive 2009/101/EC", "=32009L0101" },
		{ "Law 31/1995 and Directive 89/391/EEC", "=31989L0391" },
		{ "Directive 92/43/EEC, INFR 2012/2034", "=31992L0043" },
		{ "Directive 92/43/EEC and 2012/2034", "=31992L0043" },
	};
	check(samples, G_N_ELEMENTS(samples));
}

static void test_hostile(void)
{
	static const struct sample samples[] = {
		{ NULL, "" },
		{ "", "" },
		{ "/", "" },
		{ "Directive", "" },
		{ "Directive /", "" },
		{ "Directive 2009/", "" },
		{ "2009/28/EC Directive", "" },
		{ "Directive&nbsp;2009/28/EC", "=32009L0028" },
		{ "Directive\302\2402009/28/EC", "=32009L0028" },
		{ "Directive\n\t 2009/28/EC", "=32009L0028" },
		{ "\342\200\217\330\247\331\204\330\252\331\210\330\254\331\212\331\207 Directive \342\200\2162009/28/EC",
		  "=32009L0028" },
		{ "Directive \357\274\222\357\274\220\357\274\220\357\274\231/28/EC", "" },
		{ "\xff\xfe Directive \x80 2009/28/EC \xc3", "=32009L0028" },
		{ "<b>Directive</b> 2009/28/EC", "=32009L0028" },
		{ "Directive 2009/28/EC'; DROP TABLE act;--", "=32009L0028" },
		{ "Directive %s%n 2009/28/EC", "=32009L0028" },
	};
	check(samples, G_N_ELEMENTS(samples));
}

/* Whatever the text: no crash, no endless search, only numbers of acts. */
static void test_any_text(void)
{
	static const char *const pieces[] = { "Directive ", "Directives ", "2009/28", "/EC",         " and ",
		                              ", ",         "amending ",   "(EU) ",   "Framework ",  "Decision ",
		                              "2018/843",   "\xc3",        "99/1",    "amended by ", "/",
		                              " ",          "0",           "(" };
	for (guint32 seed = 0; seed < 3000; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		g_autoptr(GString) text = g_string_new(NULL);
		for (int i = g_rand_int_range(rand, 0, 30); i > 0; i--)
			g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
		g_autoptr(GArray) acts = title_acts(text->str);
		for (guint i = 0; i < acts->len; i++)
			g_assert_true(g_regex_match_simple("^3[0-9]{4}[LF][0-9]{4}$",
			                                   g_array_index(acts, struct title_act, i).celex, 0, 0));
	}
}

static void test_long(void)
{
	static const char *const fillers[] = { "Directive ", "9/", "2009/28/EC ", "amending ",
		                               "((((",       "  ", "a",           ", and " };
	for (size_t f = 0; f < G_N_ELEMENTS(fillers); f++) {
		g_autoptr(GString) text = g_string_new("Directive 2009/28/EC ");
		while (text->len < 10 * 1024)
			g_string_append(text, fillers[f]);
		g_string_append(text, " Directive 2018/410/EU");
		g_autoptr(GArray) acts = title_acts(text->str);
		g_assert_cmpuint(acts->len, >=, 1);
		g_assert_cmpstr(g_array_index(acts, struct title_act, 0).celex, ==, "32009L0028");
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/title/one", test_one);
	g_test_add_func("/title/several", test_several);
	g_test_add_func("/title/doubt", test_doubt);
	g_test_add_func("/title/hostile", test_hostile);
	g_test_add_func("/title/any-text", test_any_text);
	g_test_add_func("/title/long", test_long);
	return g_test_run();
}
