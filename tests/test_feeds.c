/* What a user gives to `adquem import`: every trap of the sources, and files made to do harm. */
#include "feeds/register.h"
#include "feeds/xmlread.h"
#include "tests/feedtest.h"

#define SRX "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\"><head>"
#define RESULTS "</head><results>"
#define END "</results></sparql>"
#define V(name) "<variable name=\"" name "\"/>"
#define B(name, value) "<binding name=\"" name "\"><literal>" value "</literal></binding>"
#define U(name, value) "<binding name=\"" name "\"><uri>" value "</uri></binding>"
#define ROW(values) "\n<result>" values "</result>"
#define COUNTRY "http://publications.europa.eu/resource/authority/country/"
#define MEASURES                                                                                                       \
	SRX V("act") V("nim") V("c") V("country") V("title") V("type") V("oj") V("ojdate") V("notif") V("nt") V("eif") \
		V("decl") RESULTS

static void assert_got(const struct got *got, const char *records, const char *rejects, const char *skips)
{
	g_assert_no_error(got->error);
	g_assert_cmpstr(got->records->str, ==, records);
	g_assert_cmpstr(got->rejects->str, ==, rejects);
	g_assert_cmpstr(got->skips->str, ==, skips);
}

/* ---- measures ---- */

static void test_measures_plain(void)
{
	/* clang-format off */
	static const char text[] =
		MEASURES
		ROW(U("nim", "http://x/nim/1") B("c", "72022L2555GRC_202500123") U("country", COUNTRY "GRC")
			B("title", "N&lt;1") U("type", "http://x/authority/LAW") B("ojdate", "1001-01-01")
			B("notif", "2025-01-02+01:00") B("eif", "$BUILD_INFO$"))
		ROW(U("nim", "http://x/nim/2") B("c", "72022L2555GBR_1") U("country", COUNTRY "GBR")
			B("type", "Decree/Law"))
		END;
	/* clang-format on */
	g_autoptr(Got) got = got_text(text, NULL);
	assert_got(got,
	           "measure 32022L2555 EL http://x/nim/1|72022L2555GRC_202500123|LAW|-|2025-01-02|-|-|-\n"
	           "measure 32022L2555 UK http://x/nim/2|72022L2555GBR_1|Decree/Law|-|-|-|-|-\n"
	           "read measures 32022L2555 part\n",
	           "", "");
	g_assert_cmpstr(got->titles->pdata[0], ==, "N<1");
}

static void test_measures_act(void)
{
	static const char row[] = MEASURES ROW(B("nim", "n1") B("country", "IRL")) END;
	g_autoptr(Got) without = got_text(row, NULL);
	assert_refused(without, "name the act with --act");
	g_autoptr(Got) with = got_text(row, "32022L2555");
	assert_got(with, "measure 32022L2555 IE n1|-|-|-|-|-|-|-\nread measures 32022L2555 whole\n", "", "");
	g_autoptr(Got) none = got_text(MEASURES END, "32022L2555");
	assert_got(none, "read measures 32022L2555 whole\n", "", "");
	g_autoptr(Got) other = got_text(MEASURES ROW(B("c", "72016L0680IRL_1") B("country", "IRL")) END, "32022L2555");
	assert_refused(other, "no row is about 32022L2555");
}

/* Trap 6: values of two acts or states mixed up in one row; and the whole is not whole then. */
static void test_measures_swapped(void)
{
	/* clang-format off */
	static const char text[] =
		MEASURES
		ROW(B("act", "32019L0790") B("nim", "n1") B("c", "72022L2555IRL_1") B("country", "IRL"))
		ROW(B("act", "32022L2555") B("nim", "n2") B("c", "72022L2555IRL_2") B("country", "FRA"))
		ROW(B("act", "32022L2555") B("nim", "n3") B("c", "72022L2555NOR_3") B("country", "NOR"))
		ROW(B("act", "32022L2555") B("nim", "n4") B("country", "IRL") B("notif", "2023-02-30"))
		ROW(B("act", "32022L2555R(01)") B("nim", "n5") B("country", "IRL"))
		ROW(B("act", "32022L2555") B("country", "IRL"))
		ROW(U("act", "http://publications.europa.eu/resource/celex/32022L2555") B("nim", "n6")
			B("country", "IRL"))
		END;
	/* clang-format on */
	g_autoptr(Got) got = got_text(text, "32022L2555");
	assert_got(got, "measure 32022L2555 IE n6|-|-|-|-|-|-|-\nread measures 32022L2555 part\n",
	           "2: celex: 72022L2555IRL_1 is a measure for 32022L2555, the row is about 32019L0790\n"
	           "3: celex: 72022L2555IRL_2 is a measure of another state than FR\n"
	           "4: country: 'NOR' is not a Member State\n"
	           "5: notified: '2023-02-30' is not a day\n"
	           "6: act: '32022L2555R(01)' is a CELEX number, but not of the kind that belongs here\n"
	           "7: nim and celex are missing: the measure has no identity\n",
	           "");
}

/* Trap 7: the cross product of two OPTIONALs. */
static void test_measures_duplicates(void)
{
	/* clang-format off */
	static const char text[] =
		MEASURES
		ROW(B("c", "72022L2555IRL_1") B("country", "IRL") B("title", "A"))
		ROW(B("c", "72022L2555IRL_1") B("country", "IRL") B("title", "A"))
		ROW(B("c", "72022L2555IRL_1") B("country", "IRL") B("title", "B"))
		END;
	/* clang-format on */
	g_autoptr(Got) got = got_text(text, NULL);
	g_assert_cmpuint(got->n[RECORD_MEASURE], ==, 1);
	g_assert_cmpstr(got->skips->str, ==, "3: same as line 2\n");
	g_assert_cmpstr(got->rejects->str, ==, "4: another value than line 2 has for the same measure and act\n");
}

/* Rows among the measures that are none, and declarations on those that are. */
static void test_measures_not_measures(void)
{
	/* clang-format off */
	static const char text[] =
		MEASURES
		ROW(B("c", "72022L2555IRL_1") B("country", "IRL") B("title", "INFR(2024)0279"))
		ROW(B("c", "72022L2555FRA_1") B("country", "FRA") B("title", "INFR(2024) 0274 (NIS2)"))
		ROW(B("c", "72022L2555LUX_1") B("country", "LUX") B("title", "EM estime MNE non nécessaire"))
		ROW(B("c", "72022L2555MLT_1") B("country", "MLT") B("title", "MS DOES NOT CONSIDER NEM NECESSARY"))
		ROW(B("c", "72022L2555DEU_1") B("country", "DEU") B("title", "MS does not consider NEM necessary")
			B("oj", "BGBl"))
		ROW(B("c", "72022L2555GRC_1") B("country", "GRC") B("title", "L") U("decl", "http://x/DEC/MS_CPL"))
		ROW(B("c", "72022L2555GRC_2") B("country", "GRC") B("title", "INFR law") B("decl", "PART"))
		END;
	/* clang-format on */
	g_autoptr(Got) got = got_text(text, NULL);
	assert_got(got,
	           "link 32022L2555 IE INFR(2024)0279\n"
	           "link 32022L2555 FR INFR(2024)0274\n"
	           "declaration 32022L2555 LU not necessary|-|EM estime MNE non nécessaire\n"
	           "declaration 32022L2555 MT not necessary|-|MS DOES NOT CONSIDER NEM NECESSARY\n"
	           "measure 32022L2555 DE 72022L2555DEU_1|72022L2555DEU_1|-|-|-|-|-|-\n"
	           "measure 32022L2555 EL 72022L2555GRC_1|72022L2555GRC_1|-|-|-|-|-|http://x/DEC/MS_CPL\n"
	           "declaration 32022L2555 EL complete|72022L2555GRC_1|http://x/DEC/MS_CPL\n"
	           "measure 32022L2555 EL 72022L2555GRC_2|72022L2555GRC_2|-|-|-|-|-|PART\n"
	           "declaration 32022L2555 EL other|72022L2555GRC_2|PART\n"
	           "read measures 32022L2555 part\n",
	           "", "");
}

static void test_measures_long_celex(void)
{
	g_autofree char *digits = g_strnfill(10000, '7');
	g_autofree char *text = g_strconcat(MEASURES "<result><binding name=\"c\"><literal>", digits,
	                                    "</literal></binding>" B("country", "IRL") "</result>" END, NULL);
	g_autoptr(Got) got = got_text(text, "32022L2555");
	g_assert_no_error(got->error);
	g_assert_cmpuint(got->n_rejects, ==, 1);
	g_assert_cmpuint(got->rejects->len, <, 200);
	g_assert_nonnull(strstr(got->rejects->str, "read measures") ? NULL : got->rejects->str);
	g_assert_nonnull(strstr(got->records->str, "read measures 32022L2555 part"));
}

/* ---- acts and judgments ---- */

#define ACTS                                                                                                           \
	SRX V("celex") V("title") V("type") V("date") V("in_force") V("ended") V("deadline") V("comment")              \
		V("legal_basis") V("entry_into_force") RESULTS
#define DIR "http://publications.europa.eu/resource/authority/resource-type/DIR"

/* Traps 2, 5, 8: sentinels, corrigenda, several deadlines and several values of one act. */
static void test_acts(void)
{
	/* clang-format off */
	static const char text[] =
		ACTS
		ROW( B("celex", "32019L1937") U("type", DIR) B("date", "2019-10-23") B("in_force", "1")
			B("ended", "2030-01-01") B("deadline", "2023-12-17")
			B("comment", "{AU+TARD|http://x/AU%2BTARD} {V|http://x/V} {ART|http://x/ART} 26(2)")
			B("legal_basis", "TFEU 114") B("entry_into_force", "2021-12-17"))
		ROW(B("celex", "32019L1937") B("ended", "9999-12-31") B("deadline", "2021-12-17")
			B("legal_basis", "TFEU 16") B("comment", "{ART|x} 26 {ET|x} {ART|x} 27")
			B("entry_into_force", "2019-12-16"))
		ROW(B("celex", "32019L1937") B("deadline", "2021-12-17"))
		ROW(B("celex", "32016L0680R(01)") B("deadline", "2018-05-06"))
		ROW(B("celex", "02016L0680-20160504") B("deadline", "2018-05-06"))
		ROW(B("celex", "32008F0977") B("deadline", "1001-01-01") B("in_force", "false"))
		END;
	/* clang-format on */
	g_autoptr(Got) got = got_text(text, NULL);
	assert_got(got,
	           "act 32019L1937 directive|-|2019-10-23|2019-12-16|yes|-|TFEU 114, TFEU 16\n"
	           "deadline 32019L1937 0 2021-12-17 transposition|Articles 26 and 27|{ART|x} 26 {ET|x} {ART|x} 27\n"
	           "deadline 32019L1937 0 2023-12-17 transposition|Article 26(2)|{AU+TARD|http://x/AU%2BTARD} "
	           "{V|http://x/V} {ART|http://x/ART} 26(2)\n"
	           "act 32008F0977 framework decision|-|-|-|no|-|-\n"
	           "deadline 32008F0977 0 - transposition|-|-\n"
	           "read acts * part\n",
	           "", "5: a corrigendum, not an act\n6: a consolidated text, not an act\n");
}

static void test_acts_bad(void)
{
	/* clang-format off */
	static const char text[] =
		ACTS
		ROW(B("celex", "32019L1937") B("date", "2019-10-23") B("deadline", "2021-12-17"))
		ROW(B("celex", "32019L1937") B("date", "2023-05-10") B("deadline", "2026-06-07"))
		ROW(B("celex", "32019L0790") B("deadline", "2021-02-30"))
		ROW(B("celex", "L19") B("deadline", "2021-02-03"))
		ROW(B("deadline", "2021-02-03"))
		ROW(B("celex", "32019L0791") B("in_force", "maybe") B("deadline", "2021-02-03"))
		ROW(B("celex", "32019L0792") U("type", "http://x/REG") B("deadline", "2021-02-03"))
		END;
	/* clang-format on */
	g_autoptr(Got) got = got_text(text, NULL);
	assert_got(got,
	           "act 32019L1937 directive|-|2019-10-23|-|-|-|-\ndeadline 32019L1937 0 2021-12-17 transposition|-|-\n"
	           "read acts * part\n",
	           "3: date: another value than an earlier row has for 32019L1937 (line 2)\n"
	           "4: deadline: '2021-02-30' is not a day\n"
	           "5: celex: 'L19' is not a CELEX number\n"
	           "6: celex is missing\n"
	           "7: in_force: 'maybe' is neither true nor false\n"
	           "8: type: 'REG' is not a type of act with deadlines\n",
	           "");
}

static void test_judgments(void)
{
	/* clang-format off */
	static const char text[] =
		SRX V("celex") V("case") V("ecli") V("judged") V("country") V("relation") RESULTS
		ROW(B("celex", "32016L0680") B("case", "62019CJ0658") B("ecli", "ECLI:EU:C:2021:138")
			B( "judged", "2021-02-25") U("country", COUNTRY "ESP")
			U("relation", "http://x/cdm#case-law_states_failure_concerning_resource_legal"))
		ROW(B("celex", "32016L0680") B("case", "62019CN0658") B("judged", "2019-09-04") B("country", "ESP"))
		ROW(B("celex", "32016L0680") B("case", "62019CJ0658") B("judged", "2021-02-25") B("country", "ESP"))
		ROW(B("celex", "32016L0680") B("case", "62020CJ0001") B("country", "ESP"))
		END;
	/* clang-format on */
	g_autoptr(Got) got = got_text(text, NULL);
	assert_got(got, "decision - 32016L0680 ES other 2021-02-25 J258|ECLI:EU:C:2021:138|-|C-658/19\n",
	           "5: judged is missing\n", "3: not a judgment\n4: same as line 2\n");
}

/* ---- XML made to do harm ---- */

static void test_xml_hostile(void)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
		{ MEASURES "<result><binding name=\"nim\">", "not well-formed" },
		{ MEASURES ROW(B("c", "&nosuch;")) END, "not well-formed" },
		{ MEASURES ROW(B("nim", "\xff\xfe\xfd")) END, "not well-formed" },
		{ MEASURES ROW(B("nim", "a") "x") END, "text outside a value" },
		{ MEASURES ROW(B("who", "a")) END, "no variable of the head" },
		{ MEASURES ROW(B("c", "a") B("c", "b")) END, "two values" },
		{ MEASURES "<row/>" END, "does not belong here" },
		{ MEASURES END END, "not well-formed" },
		{ "<?xml version=\"1.0\"?><!DOCTYPE sparql [<!ENTITY a \"b\">]><sparql/>", "DOCTYPE" },
		{ "<!-- a --><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><l>&b;</l>", "DOCTYPE" },
		{ "<sparql><head/></sparql>", "the root element is {}sparql" },
		{ "<sparql xmlns=\"http://www.w3.org/2007/SPARQL/results#\"/>", "2007/SPARQL" },
		{ "<rdf:RDF xmlns:rdf=\"x\"/>", "'rdf:RDF', not SPARQL results" },
		{ "<s:sparql/>", "not well-formed" },
		{ "<html><body>503</body></html>", "an HTML page" },
		{ "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\"><html></html>", "an HTML page" },
		{ "<!doctype html><p>Request Rejected", "an HTML page" },
		{ SRX "</head><boolean>true</boolean></sparql>", "a yes/no answer" },
		{ SRX V("k") "</head></sparql>", "it has no results" },
		{ SRX V("k") V("c") RESULTS END, "variables: c, k; known are measures (nim, country)" },
		{ SRX RESULTS END, "variables: none" },
		{ SRX V("nim") V("nim") RESULTS END, "twice" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Got) got = got_text(cases[i].text, "32022L2555");
		assert_refused(got, cases[i].words);
	}
}

static void test_xml_nested(void)
{
	GString *text = g_string_new(MEASURES);
	for (int i = 0; i < 100000; i++)
		g_string_append(text, "<a>");
	g_autoptr(Got) got = got_text(text->str, NULL);
	assert_refused(got, "does not belong here");
	g_string_free(text, TRUE);
}

/* Any reader of XML, not only one that knows its elements, is safe from a document without end. */
static void test_xml_deep(void)
{
	static const struct xml_handler nothing = { 0 };
	g_autoptr(GError) error = NULL;
	FILE *in = tmpfile();
	for (int i = 0; i < 100000; i++)
		fputs("<a>\n", in);
	rewind(in);
	g_assert_false(xml_read(in, "F", &nothing, &error));
	g_assert_cmpstr(error->message, ==, "F:65: elements are nested more than 64 deep");
	fclose(in);
}

static void test_xml_long_value(void)
{
	g_autofree char *value = g_strnfill(3 << 20, 'x');
	g_autofree char *text = g_strconcat(MEASURES "<result><binding name=\"c\"><literal>", value,
	                                    "</literal></binding></result>" END, NULL);
	g_autoptr(Got) got = got_text(text, NULL);
	assert_refused(got, "1 MB");
	g_autofree char *tag = g_strconcat(MEASURES "<result a='", value, "'/>" END, NULL);
	g_autoptr(Got) attribute = got_text(tag, NULL);
	assert_refused(attribute, "1 MB");
}

/* ---- recognition ---- */

static void test_recognise(void)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
		{ "", "is empty" },
		{ " \r\n\t  \n", "F:1: holds only white space" },
		{ "Virtuoso 37000 Error SP030: SPARQL compiler, line 2\n\nSPARQL query:\n",
		  "SP030: SPARQL compiler, line 2" },
		{ "HTTP/1.1 200 OK\n", "'HTTP/1.1 200 OK'" },
		{ "\xff\xfe\xfd gibberish", "no kind of file" },
		{ "a,b\n1,2\n", "'a,b' is not the header" },
		{ "[1, 2]", "JSON, but not an answer of the register" },
		{ "{\"head\":{\"vars\":[\"a\"]},\"results\":{\"bindings\":[]}}", "SPARQL results in JSON" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Got) got = got_text(cases[i].text, NULL);
		assert_refused(got, cases[i].words);
		g_assert_null(got->feed);
	}
	g_autoptr(Got) nul = got_bytes("celex\0,deadline\n", 16, NULL);
	assert_refused(nul, "NUL");
	g_autoptr(Got) mark = got_text("\xEF\xBB\xBF\n" MEASURES END, NULL);
	g_assert_cmpstr(mark->feed, ==, "sparql-results");
}

/* ---- CSV ---- */

static void test_csv_good(void)
{
	g_autoptr(Got) got = got_text("\xEF\xBB\xBFname,celex,deadline\r\n\"a \"\"b\"\"\nc\",32016L0680,2018-05-06\r\n"
	                              ",32016L0680,2023-05-06\n,32016L0680,2018-05-06\n,32005F0222,2007-03-16\n"
	                              ",32016L0680R(02),2018-05-06\n,32016R0679,2018-05-25\n,32016L0681,2018-02-30\n"
	                              "x,,2018-02-03",
	                              NULL);
	assert_got(got,
	           "act 32016L0680 directive|-|-|-|-|-|-\ndeadline 32016L0680 0 2018-05-06 transposition|-|-\n"
	           "deadline 32016L0680 0 2023-05-06 transposition|-|-\n"
	           "act 32005F0222 framework decision|-|-|-|-|-|-\n"
	           "deadline 32005F0222 0 2007-03-16 transposition|-|-\n",
	           "8: celex: 32016R0679 is neither a directive nor a framework decision\n"
	           "9: deadline: '2018-02-30' is not a day\n10: celex is missing\n",
	           "5: same as line 2\n7: a corrigendum, not an act\n");
}

/* As a spreadsheet of a country with decimal commas writes it; what is no deadline for transposition; slips in numbers. */
static void test_deadlines_of_spreadsheets(void)
{
	g_autoptr(Got) got =
		got_text("\xEF\xBB\xBF"
	                 "celex;deadline;kind\r\n32016L0680;2018-05-06;\r\n32016L0681;2018-05-25;transposition\r\n"
	                 "32016L0681;2019-01-01;application\r\n32021L9999;1899-07-01;\r\n",
	                 NULL);
	assert_got(got,
	           "act 32016L0680 directive|-|-|-|-|-|-\ndeadline 32016L0680 0 2018-05-06 transposition|-|-\n"
	           "act 32016L0681 directive|-|-|-|-|-|-\ndeadline 32016L0681 0 2018-05-25 transposition|-|-\n",
	           "4: kind: 'application' is no deadline for transposition, which are all that this table can hold\n"
	           "5: deadline: 1899-07-01 is before the act, 32021L9999\n",
	           "");
	g_autoptr(Got) decided = got_text(
		"infr_number;decision_date;stage;additional;member_state;dg;dg_name;case_type;celex_first_cited;press_release_url\n"
		"INFR(2010)0001;2010-01-28;LFN258;0;AT;MARKT;Internal Market, Services;NCM;32006L0123;\n",
		NULL);
	assert_got(decided, "decision INFR(2010)0001 32006L0123 AT non-communication 2010-01-28 LFN258|LFN258|-|-\n",
	           "", "");
}

static void test_csv_broken(void)
{
	static const struct {
		const char *text;
		int len;
		const char *words;
	} cases[] = {
		{ "celex,deadline\n32016L0680,\"2018\n", -1, "F:2: a quote is opened here and never closed" },
		{ "celex,deadline\n32016L0680,\"2018\"x\n", -1, "F:2: text after a closing quote" },
		{ "celex,deadline\n32016L0680,20\"18\n", -1, "F:2: a quote inside" },
		{ "celex,deadline\n\"a\nb\",1,2\n", -1, "F:2: 3 fields where the header has 2" },
		{ "celex,deadline\n32016L0680\n", -1, "F:2: 1 fields" },
		{ "celex,deadline\na,b\rc,d\n", -1, "F:2: a carriage return" },
		{ "celex,deadline\na,\xff\xfe\n", -1, "F:2: text that is not UTF-8" },
		{ "infr_number,decision_date,stage\n", -1, "F:1: column 'additional' is missing" },
		{ "celex,deadline\na,b\0c\n", 20, "NUL" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		gsize len = cases[i].len < 0 ? strlen(cases[i].text) : (gsize)cases[i].len;
		g_autoptr(Got) got = got_bytes(cases[i].text, len, NULL);
		assert_refused(got, cases[i].words);
	}
}

/* A NUL byte after what feed_recognise() looks at, and a field without end. */
static void test_csv_late(void)
{
	GString *text = g_string_new("celex,deadline\n");
	for (int i = 0; i < 1000; i++)
		g_string_append(text, "32016L0680,2018-05-06\n");
	g_string_append_len(text, "a,\0b\n", 5);
	g_autoptr(Got) nul = got_bytes(text->str, text->len, NULL);
	assert_refused(nul, "F:1002: holds a NUL byte");
	g_string_truncate(text, text->len - 5);
	for (int i = 0; i < 3 << 20; i++)
		g_string_append_c(text, 'x');
	g_autoptr(Got) wide = got_text(text->str, NULL);
	assert_refused(wide, "F:1002: a field is longer than 1 MB");
	g_string_free(text, TRUE);
}

#define DECISIONS                                                                                                      \
	"infr_number,decision_date,stage,additional,member_state,member_state_name,dg,dg_name,case_type,"              \
	"celex_first_cited,press_release_url\n"

static void test_decisions(void)
{
	g_autoptr(Got) got = got_text(
		DECISIONS
		"INFR(2010)0001,2010-01-28,LFN258,0,AT,Austria,MARKT,Internal Market and Services,NCM,32006L0123,\n"
		"INFR(2010)0001,2011-04-06,RO258,1,AT,Austria,MARKT,Internal Market and Services,NCM,32006L0123,\n"
		"INFR(2010)0001,2011-04-06,RO258,1,AT,Austria,MARKT,Internal Market and Services,NCM,32006L0123,\n"
		"20020007,2012-02-01,RTC258,0,EL,Greece,MARKT,,OTHER,,\n"
		"INFR(2010)0002,2012-02-30,C,0,EL,Greece,MARKT,,OTHER,,\n"
		"INFR(2010)0003,2012-02-01,C,0,XX,Atlantis,MARKT,,OTHER,,\n"
		"INFR(2010)3,2012-02-01,C,0,EL,Greece,MARKT,,OTHER,,\n"
		"INFR(2010)0004,2012-02-01,C,2,EL,Greece,MARKT,,OTHER,,\n"
		"INFR(2010)0005,2012-02-01,W,0,EL,Greece,MARKT,,OTHER,2006/24,\n"
		"INFR(2010)0006,2012-02-01,RO,0,EL,Greece,MARKT,,OTHER,,\n"
		"INFR(2010)0006,2012-02-01,ro 258,0,EL,Greece,MARKT,,OTHER,,\n"
		"INFR(2010)0006,2013-02-01,J258,0,EL,Greece,MARKT,,OTHER,,\n",
		NULL);
	assert_got(
		got,
		"decision INFR(2010)0001 32006L0123 AT non-communication 2010-01-28 LFN258|LFN258|-|-\n"
		"decision INFR(2010)0001 32006L0123 AT non-communication 2011-04-06 RO258+|RO258|-|-\n"
		"decision INFR(2002)0007 - EL other 2012-02-01 RF258|RTC258|-|-\n"
		"decision INFR(2010)0006 - EL other 2012-02-01 RO258|ro 258|-|-\n"
		"decision INFR(2010)0006 - EL other 2013-02-01 J258|J258|-|-\n",
		"6: decision_date: '2012-02-30' is not a day\n"
		"7: member_state: 'XX' is not a Member State\n"
		"8: infr_number: 'INFR(2010)3' is not the number of a case, INFR(YYYY)NNNN\n"
		"9: additional: '2' is not a word known here\n"
		"10: celex_first_cited: '2006/24' is not a CELEX number\n"
		"11: stage: 'RO' is none of LFN258, RO258, RF258, RF258_260_3, J258, LFN260, RO260, RF260, J260, C, W, OTHER\n",
		"4: same as line 3\n");
}

/* ---- the register ---- */

#define REC(number, state, title, date, type, more)                                                                    \
	"{\"infringementNumber\":\"" number "\",\"memberState\":\"" state "\",\"title\":\"" title                      \
	"\",\"decisionDate\":\"" date "\",\"decisionType\":\"" type "\"" more "}"
#define NCM ",\"nonCommunicationCase\":\"Yes\",\"caseType\":\"Non-communication\""
#define CASE(type) ",\"nonCommunicationCase\":\"No\",\"caseType\":\"" type "\""

static void test_register(void)
{
	/* clang-format off */
	static const char text[] =
		"\n{\"totalRows\":9,\"records\":["
		REC("INFR(2024)0270", "Spain", "Network &amp; s&eacute;curit&#233;\\n  Directive (EU)  2022/2555",
			"2/07/2021", "Formal notice Art. 258 TFEU", NCM) ","
		REC("INFR(2012)2151", "Sweden", "2006/24/EC of Directive 2006/24/EC",
			"30/05/2013", "Referral to Court Art. 260 TFEU", CASE("Bad application")) ","
		REC("20190234", "Luxemburg", "Dir. 95/46/EC", "25/07/2019",
			"Additional reasoned opinion Art. 258 TFEU", CASE("Non-conformity of national measures")) ","
		REC("INFR(2019)0001", "Greece", "AT&T; director 12/34", "1/01/2020",
			"Referral to Court Art. 258 and Art. 260(3) TFEU",
			",\"policyAreas\":[\"Water\",\"Water\"],\"pressRelease\":null") ","
		REC("INFR(2019)0001", "Greece", "", "1/02/2020", "Closing of the case", NCM) ","
		REC("INFR(2019)0001", "Greece", "", "1/02/2020", "Closing of the case", NCM) ","
		REC("INFR(2019)0002", "Greece", "", "1/02/2020", "Postponement of the referral Art. 258", NCM) ","
		REC("INFR(2019)0003", "Atlantis", "", "1/02/2020", "Closing of the case", NCM) ","
		REC("INFR(2019)0004", "France", "", "30/02/2020", "Withdrawal", NCM) "]}";
	/* clang-format on */
	g_autoptr(Got) got = got_text(text, NULL);
	assert_got(
		got,
		"decision INFR(2024)0270 32022L2555 ES non-communication 2021-07-02 LFN258|Formal notice Art. 258 TFEU|"
		"Network & sécurité Directive (EU) 2022/2555|-\n"
		"decision INFR(2012)2151 32006L0024 SE application 2013-05-30 RF260|Referral to Court Art. 260 TFEU|"
		"2006/24/EC of Directive 2006/24/EC|-\n"
		"decision INFR(2019)0234 31995L0046 LU non-conformity 2019-07-25 RO258+|"
		"Additional reasoned opinion Art. 258 TFEU|Dir. 95/46/EC|-\n"
		"decision INFR(2019)0001 - EL other 2020-01-01 RF258_260_3|Referral to Court Art. 258 and Art. 260(3) TFEU|"
		"AT&T; director 12/34|-\n"
		"decision INFR(2019)0001 - EL non-communication 2020-02-01 C|Closing of the case|-|-\n"
		"decision INFR(2019)0002 - EL non-communication 2020-02-01 OTHER|Postponement of the referral Art. 258|-|-\n"
		"read register * part\n",
		"8: memberState: 'Atlantis' is not a Member State\n"
		"9: decisionDate: '2020-02-30' is not a day\n",
		"6: same decision as record 5\n");
}

static void test_register_broken(void)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
		{ "{\"totalRows\":1,\n\"records\":[{\"a\":1}", "F:2: not JSON: it ends too early" },
		{ "{\"totalRows\":1,\"records\":[1]}", "record 1 is no object" },
		{ "{\"totalRows\":1,\"records\":{}}", "'records' is missing or no array" },
		{ "{\"totalRows\":\"1\",\"records\":[]}", "'totalRows' is missing or no whole number" },
		{ "{\"records\":[]}", "'totalRows' is missing" },
		{ "{\"totalRows\":1,\"records\":[]} x", "something follows" },
		{ "{\"totalRows\":1,\"records\":[{\"a\":\"\\u0000\"}]}", "NUL" },
		{ "{\"totalRows\":1,\"records\":[{\"a\":\"\xff\"}]}", "not UTF-8" },
		{ "{\"totalRows\":1,\"records\":[{'a':1}]}", "not JSON" },
		{ "{\"totalRows\":1,\"records\":[{\"a\":\"\\ud800\"}]}", "not Unicode" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Got) got = got_text(cases[i].text, NULL);
		assert_refused(got, cases[i].words);
	}
	GString *deep = g_string_new("{\"totalRows\":1,\"records\":");
	for (int i = 0; i < 1000000; i++)
		g_string_append_c(deep, '[');
	g_autoptr(Got) got = got_text(deep->str, NULL);
	assert_refused(got, "nested more than 64 deep");
	g_string_free(deep, TRUE);
}

static void test_register_totals(void)
{
	gint64 total = 0, records = 0;
	g_autoptr(GError) error = NULL;
	FILE *in = tmpfile();
	fputs("{\"totalRows\":62610,\"records\":[{},{}]}", in);
	rewind(in);
	g_assert_true(register_totals(in, "F", &total, &records, &error));
	g_assert_no_error(error);
	g_assert_cmpint(total, ==, 62610);
	g_assert_cmpint(records, ==, 2);
	fclose(in);
}

/* A parser that prints makes noise in every nightly run. */
static void test_silent(void)
{
	if (g_test_subprocess()) {
		test_xml_hostile();
		return;
	}
	g_test_trap_subprocess(NULL, 0, 0);
	g_test_trap_assert_passed();
	g_test_trap_assert_stderr("");
}

static const struct {
	const char *path;
	void (*run)(void);
} tests[] = {
	{ "/feeds/measures/plain", test_measures_plain },
	{ "/feeds/measures/act", test_measures_act },
	{ "/feeds/measures/swapped", test_measures_swapped },
	{ "/feeds/measures/duplicates", test_measures_duplicates },
	{ "/feeds/measures/not-measures", test_measures_not_measures },
	{ "/feeds/measures/long-celex", test_measures_long_celex },
	{ "/feeds/acts/good", test_acts },
	{ "/feeds/acts/bad", test_acts_bad },
	{ "/feeds/judgments", test_judgments },
	{ "/feeds/xml/hostile", test_xml_hostile },
	{ "/feeds/xml/nested", test_xml_nested },
	{ "/feeds/xml/deep", test_xml_deep },
	{ "/feeds/xml/long-value", test_xml_long_value },
	{ "/feeds/xml/silent", test_silent },
	{ "/feeds/recognise", test_recognise },
	{ "/feeds/csv/good", test_csv_good },
	{ "/feeds/csv/broken", test_csv_broken },
	{ "/feeds/csv/late", test_csv_late },
	{ "/feeds/csv/spreadsheets", test_deadlines_of_spreadsheets },
	{ "/feeds/decisions", test_decisions },
	{ "/feeds/register/good", test_register },
	{ "/feeds/register/broken", test_register_broken },
	{ "/feeds/register/totals", test_register_totals },
};

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add_func(tests[i].path, tests[i].run);
	return g_test_run();
}
