/* The rows of the register, from its JSON answers and from the table of its former page. */
#include "feeds/caserow.h"
#include "feeds/jsonread.h"
#include "tests/feedtest.h"

static void assert_got(const struct got *got, const char *records, const char *rejects, const char *skips)
{
	g_assert_no_error(got->error);
	g_assert_cmpstr(got->records->str, ==, records);
	g_assert_cmpstr(got->rejects->str, ==, rejects);
	g_assert_cmpstr(got->skips->str, ==, skips);
}

/* ---- the words of the register ---- */

static void test_types(void)
{
	static const struct {
		const char *text, *type;
	} cases[] = {
		{ "Formal notice Art. 258 TFEU", "LFN258" },
		{ "Letter of formal notice - Art.226", "LFN258" },
		{ "Additional formal notice Art. 258 TFEU", "LFN258" },
		{ "Formal notice Art. 258 TFEU (Art. 260(3) TFEU)", "LFN258" },
		{ "Formal notice Art. 260 TFEU", "LFN260" },
		{ "Formal notice Art. 228 EC", "LFN260" },
		{ "Reasoned opinion Art. 258 TFEU", "RO258" },
		{ "REASONED OPINION ART. 226 EC", "RO258" },
		{ "Additional reasoned opinion Art. 258 TFEU", "RO258" },
		{ "Reasoned opinion Art. 260 TFEU", "RO260" },
		{ "Reasoned opinion Art. 228", "RO260" },
		{ "Referral to Court Art. 258 TFEU", "RF258" },
		{ "Referral to Court Art. 226", "RF258" },
		{ "Referral to Court Art. 258 TFEU and Art. 260(3) TFEU", "RF258_260_3" },
		{ "Referral Art. 258 + 260(3)", "RF258_260_3" },
		{ "Referral to Court Art. 258 TFEU - Art. 260 (3) TFEU", "RF258_260_3" },
		{ "Referral to Court Art. 258 and 260 TFEU", "RF258_260_3" },
		{ "Referral to Court Art. 260(3) TFEU", "RF258_260_3" },
		{ "Referral to Court Art. 260 TFEU", "RF260" },
		{ "Referral to Court Art. 260(2) TFEU", "RF260" },
		{ "Referral to Court Art. 228", "RF260" },
		{ "Closing of the case", "C" },
		{ "CLOSING_OF_THE_CASE", "C" },
		{ "Withdrawal of the case from the Court Art. 258", "W" },
		{ "FN258", "LFN258" },
		{ "RTC258", "RF258" },
		/* kept as they are */
		{ "Reasoned opinion Art. 259 TFEU", "OTHER" },
		{ "Formal notice Art. 258 and 260 TFEU", "OTHER" },
		{ "Formal notice", "OTHER" },
		{ "Formal notice 2580", "OTHER" },
		{ "Postponement of the referral Art. 258 TFEU", "OTHER" },
		{ "Suspension of the execution of the referral Art. 258", "OTHER" },
		{ "Formal notice Art. 141 Euratom", "OTHER" },
		{ "Other", "OTHER" },
		{ "", "OTHER" },
		{ "\330\247\331\204", "OTHER" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		if (strcmp(case_type_of(cases[i].text), cases[i].type) != 0)
			g_error("\"%s\" is %s, not %s", cases[i].text, case_type_of(cases[i].text), cases[i].type);
}

static void test_kinds(void)
{
	g_assert_cmpstr(case_kind_of("Yes", "Bad application"), ==, "non-communication");
	g_assert_cmpstr(case_kind_of("yes", NULL), ==, "non-communication");
	g_assert_cmpstr(case_kind_of(NULL, "Non-communication"), ==, "non-communication");
	g_assert_cmpstr(case_kind_of("No", "Non-communication"), ==, "other");
	g_assert_cmpstr(case_kind_of("No", "Bad application of a directive"), ==, "application");
	g_assert_cmpstr(case_kind_of(NULL, "Non-conformity"), ==, "non-conformity");
	g_assert_cmpstr(case_kind_of(NULL, NULL), ==, "other");
}

static void test_plain_text(void)
{
	static const char *const cases[][2] = {
		{ "Network &amp; s&eacute;curit&#233;&#x21;\n  A\t", "Network & s\303\251curit\303\251! A" },
		{ "AT&T; &nosuch; &#0; &#xD800; &", "AT&T; &nosuch; &#0; &#xD800; &" },
		{ "a&nbsp;&nbsp;b\302\240c\x07"
		  "d",
		  "a b c d" },
		{ " \n ", "" },
		{ "&lt;script&gt;", "<script>" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *plain = case_plain_text(cases[i][0]);
		g_assert_cmpstr(plain, ==, cases[i][1]);
	}
}

/* ---- JSON ---- */

static struct json *json_of(const char *text)
{
	g_autoptr(GError) error = NULL;
	struct json *json = json_open(text, strlen(text), "F", &error);
	g_assert_no_error(error);
	return json;
}

static void test_json(void)
{
	gint64 value = 0, length = 0;
	g_autoptr(Json) json =
		json_of(" {\"a]\\\"\" : [ {\"x\":\"}]\"} , [1,[2]], -1.5e3 ] , \"n\":-12,\"f\":1.5,\"n\":3,"
	                "\"\\u0072ows\":[ {\"k\":\"\\u00e9\\ud83d\\ude00\\n\\/\\\\\",\"z\":null,\"t\":true,"
	                "\"d\":-1.50,\"l\":[ 1,\"]\" ],\"k2\":{}},{}\t,{\"k\":\"1\",\"k\":\"2\"} ],\"e\":[]}\n");
	g_assert_true(json_integer(json, "n", &value, NULL));
	g_assert_cmpint(value, ==, -12);
	g_assert_false(json_integer(json, "f", &value, NULL));
	g_assert_false(json_integer(json, "rows", &value, NULL));
	g_assert_true(json_length(json, "a]\"", &length, NULL));
	g_assert_cmpint(length, ==, 3);
	g_assert_true(json_length(json, "e", &length, NULL));
	g_assert_cmpint(length, ==, 0);
	g_assert_true(json_each(json, "rows", NULL) && json_next(json, NULL));
	g_assert_cmpstr(json_text(json, "k"), ==, "\303\251\360\237\230\200\n/\\");
	g_assert_null(json_text(json, "z"));
	g_assert_null(json_text(json, "none"));
	g_assert_cmpstr(json_text(json, "t"), ==, "true");
	g_assert_cmpstr(json_text(json, "d"), ==, "-1.50");
	g_assert_cmpstr(json_text(json, "l"), ==, "[ 1,\"]\" ]");
	g_assert_cmpstr(json_text(json, "k2"), ==, "{}");
	g_assert_true(json_next(json, NULL));
	g_assert_null(json_text(json, "k"));
	g_assert_true(json_next(json, NULL));
	g_assert_cmpstr(json_text(json, "k"), ==, "2");
	g_assert_cmpuint(json_row(json), ==, 3);
	g_assert_false(json_next(json, NULL));
}

static void test_json_halves(void)
{
	static const char *const halves[] = { "\\ud800",        "\\ud800x", "\\ud800\\n",
		                              "\\ud800\\u0041", "\\udc00",  "\\udc00\\ud800" };
	for (size_t i = 0; i < G_N_ELEMENTS(halves); i++) {
		g_autofree char *value = g_strdup_printf("{\"a\":[{\"k\":\"%s\"}]}", halves[i]);
		g_autofree char *name = g_strdup_printf("{\"a\":[{\"%s\":1}]}", halves[i]);
		g_autoptr(Json) in_value = json_of(value), in_name = json_of(name);
		g_autoptr(GError) error = NULL;
		g_assert_true(json_each(in_value, "a", NULL) && json_each(in_name, "a", NULL));
		g_assert_false(json_next(in_value, &error));
		g_assert_cmpstr(error->message, ==, "F:1: record 1: text that is not Unicode");
		g_assert_false(json_next(in_name, NULL));
	}
}

/* Documents that are none, or other ones, by one byte: refused or read, never more. */
static void test_json_any(void)
{
	static const char good[] =
		"{\"totalRows\":2,\"records\":[{\"a\":\"\\u00e9\\ud83d\\ude00\",\"b\":[1,{}]},{\"c\":-1e3}]}";
	static const char bytes[] = "\"\\{}[]:,u0d8 n\x7f";
	for (size_t at = 0; at < sizeof good - 1; at++)
		for (size_t b = 0; b < sizeof bytes - 1; b++) {
			gint64 n = 0;
			g_autofree char *text = g_memdup2(good, sizeof good - 1);
			text[at] = bytes[b];
			g_autoptr(Json) json = json_open(text, sizeof good - 1, "F", NULL);
			if (!json || !json_integer(json, "totalRows", &n, NULL) || !json_each(json, "records", NULL))
				continue;
			while (json_next(json, NULL))
				json_text(json, "c");
		}
}

/* ---- links ---- */

#define REC(number, title, day)                                                                                        \
	"{\"infringementNumber\":\"" number "\",\"memberState\":\"Italy\",\"title\":\"" title                          \
	"\",\"decisionDate\":\"" day "\",\"decisionType\":\"Closing of the case\",\"nonCommunicationCase\":\"Yes\"}"

/* The first act is the decision's; further subjects are links, told once for a case; what they amend is none. */
static void test_links(void)
{
	g_autoptr(Got) got = got_text(
		"{\"totalRows\":4,\"records\":[" REC(
			"INFR(2016)0001", "Directives 2011/16/EU and 2014/107/EU",
			"1/02/2016") "," REC("INFR(2016)0001", "Directives 2011/16/EU and 2014/107/EU",
	                                     "1/03/2016") "," REC("INFR(2016)0002",
	                                                          "Directive 2018/410/EU amending Directive 2003/87/EC",
	                                                          "1/03/2016") "," REC("INFR(2016)0003",
	                                                                               "Amendment of Directive 2003/87/EC",
	                                                                               "1/03/2016") "]}",
		NULL);
	assert_got(got,
	           "decision INFR(2016)0001 32011L0016 IT non-communication 2016-02-01 C|Closing of the case|"
	           "Directives 2011/16/EU and 2014/107/EU|-\n"
	           "link 32014L0107 IT INFR(2016)0001\n"
	           "decision INFR(2016)0001 32011L0016 IT non-communication 2016-03-01 C|Closing of the case|"
	           "Directives 2011/16/EU and 2014/107/EU|-\n"
	           "decision INFR(2016)0002 32018L0410 IT non-communication 2016-03-01 C|Closing of the case|"
	           "Directive 2018/410/EU amending Directive 2003/87/EC|-\n"
	           "decision INFR(2016)0003 - IT non-communication 2016-03-01 C|Closing of the case|"
	           "Amendment of Directive 2003/87/EC|-\n"
	           "read register * part\n",
	           "", "");
}

static gboolean take_confidence(void *user, const struct record *record, GError **error G_GNUC_UNUSED)
{
	g_string_append_printf(user, "%s\n", shown(record->confidence));
	return TRUE;
}

static void test_confidence(void)
{
	FILE *in = tmpfile();
	g_autoptr(GString) said = g_string_new(NULL);
	struct feed_sink sink = { .user = said, .take = take_confidence };
	struct feed_options options = { "F", NULL };
	fputs("{\"totalRows\":2,\"records\":[" REC("INFR(2016)0001", "Directives 2011/16/EU and 2014/107/EU",
	                                           "1/02/2016") "," REC("INFR(2016)0004", "Water", "1/03/2016") "]}",
	      in);
	rewind(in);
	g_assert_true(feed_recognise(in, "F", NULL)->read(in, &options, &sink, NULL));
	g_assert_cmpstr(said->str, ==, "title: the first act it names\ntitle: one of several acts it names\n-\n-\n");
	fclose(in);
}

/* ---- the table of the former page ---- */

#define HEADER                                                                                                         \
	"Infringement number,Decision date,Decision type,Press release,Memo,Member State,Department in charge,Title,"  \
	"Active,Non-communication\n"
#define ROWS                                                                                                           \
	"20130234,2013/01/24 00:00:00,Formal notice Art. 258 TFEU,IP/13/1,,Luxemburg,Energy,"                          \
	"\"Directive 2009/28/EC,\n  r&eacute;gime\",Yes,Yes\n"                                                         \
	"20082151,2013/05/30,Referral to Court Art. 260 TFEU,http://europa.eu/rapid/x,,Sweden,Home Affairs,"           \
	"Dir. 2006/24/EC,No,No\n"
#define READ                                                                                                           \
	"decision INFR(2013)0234 32009L0028 LU non-communication 2013-01-24 LFN258|Formal notice Art. 258 TFEU|"       \
	"Directive 2009/28/EC, r\303\251gime|-\n"                                                                      \
	"decision INFR(2008)2151 32006L0024 SE other 2013-05-30 RF260|Referral to Court Art. 260 TFEU|"                \
	"Dir. 2006/24/EC|-\nread register * part\n"

static void test_old(void)
{
	static const char *const headers[] = {
		HEADER,
		"",
		"\xEF\xBB\xBF"
		"INFRINGEMENT N\302\260,Date of decision,Type of decision,Press Release,MEMO,Country,"
		"Lead DG,Title of the case,Active infringement,Noncommunication\r\n",
		"a,b,c,d,e,f,g,h,i,j\n",
	};
	for (size_t i = 0; i < 3; i++) {
		g_autofree char *text = g_strconcat(headers[i], ROWS, ",,,,,,,,,\n", NULL);
		g_autoptr(Got) got = got_text(text, NULL);
		g_assert_cmpstr(got->feed, ==, "register-csv");
		assert_got(got, READ, "", "");
	}
	g_autofree char *unknown = g_strconcat(headers[3], ROWS, NULL);
	g_autoptr(Got) got = got_text(unknown, NULL);
	assert_refused(got, "no kind of file this program reads");
}

static void test_old_separators(void)
{
	static const char separators[] = { ';', '\t' };
	for (size_t i = 0; i < G_N_ELEMENTS(separators); i++) {
		g_autofree char *text = g_strdup(HEADER "20082151,2013/05/30 12:00,Closing of the case,,,Sweden,Energy,"
		                                        "Dir. 2006/24/EC,No,No\n");
		g_strdelimit(text, ",", separators[i]);
		g_autoptr(Got) got = got_text(text, NULL);
		assert_got(got,
		           "decision INFR(2008)2151 32006L0024 SE other 2013-05-30 C|Closing of the case|"
		           "Dir. 2006/24/EC|-\nread register * part\n",
		           "", "");
	}
}

static void test_old_rows(void)
{
	g_autoptr(Got) got =
		got_text(HEADER "20130234,2013/02/30 00:00:00,Closing of the case,,,Spain,Energy,,Yes,Yes\n"
	                        "20130234,24/01/2013,Closing of the case,,,Spain,Energy,,Yes,Yes\n"
	                        "20130234,2013/01/24 noon,Closing of the case,,,Spain,Energy,,Yes,Yes\n"
	                        "20130235,2013/01/24,Closing of the case,,,Atlantis,Energy,,Yes,Yes\n"
	                        "2013235,2013/01/24,Closing of the case,,,Spain,Energy,,Yes,Yes\n"
	                        ",2013/01/24,Closing of the case,,,Spain,Energy,,Yes,Yes\n"
	                        "20130236,2013/01/24,,,,Spain,Energy,,Yes,Yes\n"
	                        "20130236,2013/01/24,Closing of the case,,,Spain,Energy,,Yes,\n"
	                        "20130236,2013/01/24,Closing of the case,,,Spain,Energy,,Yes,Perhaps\n"
	                        "20130237,2013/01/24,Reasoned opinion Art. 259 TFEU,,,Spain,,,Yes,No\n"
	                        "20130237,2013/01/24,Reasoned opinion Art. 259 TFEU,,,Spain,,,Yes,No\n",
	                 NULL);
	assert_got(got,
	           "decision INFR(2013)0237 - ES other 2013-01-24 OTHER|Reasoned opinion Art. 259 TFEU|-|-\n"
	           "read register * part\n",
	           "2: decision date: '2013-02-30' is not a day\n"
	           "3: decision date: '24/01/2013' is not a day\n"
	           "4: decision date: '2013/01/24 noon' is not a day\n"
	           "5: Member State: 'Atlantis' is not a Member State\n"
	           "6: infringement number: '2013235' is not the number of a case, INFR(YYYY)NNNN\n"
	           "7: infringement number is missing\n"
	           "8: decision type is missing\n"
	           "9: non-communication is missing\n"
	           "10: non-communication: 'Perhaps' is not a word known here\n",
	           "12: same decision as record 11\n");
}

static void test_old_broken(void)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
		{ "Infringement number,Decision date,Decision type,Press release,Member State,Department in charge,Title,"
		  "Active,Non-communication\n" ROWS,
		  "F:1: no column for the memo" },
		{ "Infringement number,Decision date,Decision type,Press release,Memo,Member State,Department in charge,"
		  "Title,Active,Non-communication,Remark\n",
		  "F:1: the table of the register has ten columns" },
		{ "Infringement number,Decision date,Decision type,Press release,Memo,Department in charge,Member State,"
		  "Title,Active,Non-communication\n",
		  "F:1: in another place than in the register's table: the Member State" },
		{ HEADER "20130234,\"2013/01/24\n", "F:2: a quote is opened here and never closed" },
		{ HEADER "20130234,\"2013/01/24\"x\n", "F:2: text after a closing quote" },
		{ HEADER "20130234,2013/01/24\n", "F:2: 2 fields where the header has 10" },
		{ HEADER "20130234,2013/01/24,C,,,Spain,Energy,caf\351,Yes,Yes\n", "F:2: text that is not UTF-8" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Got) got = got_text(cases[i].text, NULL);
		assert_refused(got, cases[i].words);
	}
	g_autoptr(Got) nul = got_bytes(HEADER "a\0b", strlen(HEADER) + 3, NULL);
	assert_refused(nul, "NUL");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/register/types", test_types);
	g_test_add_func("/register/kinds", test_kinds);
	g_test_add_func("/register/plain-text", test_plain_text);
	g_test_add_func("/register/json", test_json);
	g_test_add_func("/register/json-halves", test_json_halves);
	g_test_add_func("/register/json-any", test_json_any);
	g_test_add_func("/register/links", test_links);
	g_test_add_func("/register/confidence", test_confidence);
	g_test_add_func("/register/old", test_old);
	g_test_add_func("/register/old-separators", test_old_separators);
	g_test_add_func("/register/old-rows", test_old_rows);
	g_test_add_func("/register/old-broken", test_old_broken);
	return g_test_run();
}
