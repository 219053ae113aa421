/* The source CELLAR without a server: what it asks, what it believes, what it reads, and every trap of CELLAR. */
#include "checker/data.h"
#include "tests/cellartest.h"

#define LATE "{AU+TARD|" AUTHORITY "fd_335/AU%2BTARD} {V|" AUTHORITY "fd_335/V} {ART|" AUTHORITY "fd_335/ART} "
#define VALUE(celex, name, text)                                                                                       \
	{                                                                                                              \
		"acts", celex, "property=" CDM name "|value=" text                                                     \
	}
#define NOTE(celex, name, text, ax, note, comment)                                                                     \
	{                                                                                                              \
		"acts", celex, "property=" CDM name "|value=" text "|axiom=" ax "|note=" ANN note "|text=" comment     \
	}
#define DIR(celex) VALUE(celex, "work_has_resource-type", AUTHORITY "resource-type/DIR")
#define MEASURE(celex, nim, values)                                                                                    \
	{                                                                                                              \
		"measures", celex, "nim=" nim "|" values                                                               \
	}
#define FURTHER(celex, nim, name, text)                                                                                \
	{                                                                                                              \
		"measures", celex, "nim=" nim "|property=" name "|value=" text                                         \
	}
#define IN(alpha3) "country=" AUTHORITY "country/" alpha3

static struct source_conf conf = {
	.name = (char *)"cellar",
	.url = (char *)"https://cellar.example/sparql",
	.band_percent = 50,
	.batch = 40,
	.canary = (char *)"32016L0680",
};

static GHashTable *known_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static void know(GHashTable *known, const char *celex, gint64 measures)
{
	struct source_known act = { .measures = measures, .listed = TRUE, .judged = TRUE };
	g_hash_table_insert(known, g_strdup(celex), g_memdup2(&act, sizeof(act)));
}

static struct source_task task_of(GHashTable *known, const char *since)
{
	return (struct source_task){
		.conf = &conf, .today = "1960-06-01", .since = since, .known = known, .known_rows = -1
	};
}

static void assert_records(const struct got *got, const char *records)
{
	g_assert_no_error(got->error);
	g_assert_cmpstr(got->records->str, ==, records);
}

/* ---- the queries */

static void test_queries(void)
{
	static const char *const names[] = { "index", "acts", "measures", "changes", "judgments" };
	static const char *const refused[] = { "OFFSET", "ORDER BY",     "MAX(", "MIN(",
		                               "SAMPLE", "GROUP_CONCAT", "_:",   "LIMIT" };
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_strdup_printf("feeds/cellar-%s.rq", names[i]);
		g_autoptr(GBytes) bytes = data_bytes(path, NULL);
		g_assert_nonnull(bytes);
		g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
		for (size_t k = 0; k < G_N_ELEMENTS(refused); k++)
			g_assert_null(strstr(text, refused[k]));
		g_assert_nonnull(strstr(text, "SELECT ?celex "));
		g_assert_nonnull(strstr(text, "do_not_index"));
	}
	g_assert_null(source_find("nosuch"));
}

static void test_request(void)
{
	g_autoptr(GHashTable) known = known_new();
	struct source_task task = task_of(known, NULL);
	g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)(void (*)(void))unit_free);
	g_assert_true(source_find("cellar")->plan(&task, 0, units, NULL));
	g_assert_cmpuint(units->len, ==, 1);
	const struct unit *unit = units->pdata[0];
	const struct question *question = unit->questions->pdata[0];
	g_assert_true(unit->vital);
	g_assert_cmpstr(question->request.url, ==, "https://cellar.example/sparql");
	g_assert_nonnull(strstr(question->request.body, "%2232016L0680%22%5E%5Exsd%3Astring"));
	g_assert_null(strstr(question->request.body, "%23%20")); /* no comments of ours */
	g_assert_nonnull(question->request.lasting);
}

/* ---- step 0 */

static void test_canary(void)
{
	static const struct fake_row good[] = { { "changes", "32016L0680", "" },
		                                { "changes", "32016L0680", "nim=n1" },
		                                { 0 } };
	static const struct fake_row bare[] = { { "changes", "32016L0680", "" }, { 0 } }, none[] = { { 0 } };
	static const struct {
		const struct fake_row *rows;
		const char *says;
	} cases[] = {
		{ good, "" },
		{ bare,
		  "FAILED, the end CELLAR shows no measure for 32016L0680, which must have measures: nothing it says "
		  "today is believed [an act that must have measures]\n" },
		{ none,
		  "FAILED, the end CELLAR does not know 32016L0680, which must have measures: nothing it says today is "
		  "believed [an act that must have measures]\n" },
	};
	g_autoptr(GHashTable) known = known_new();
	struct source_task task = task_of(known, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fake fake = { .rows = cases[i].rows };
		g_autoptr(Got) got = fake_step(&fake, &task, 0);
		assert_records(got, cases[i].says);
	}
}

/* ---- step 1 */

/* Several deadlines and annotations, sentinels, partial ends, entry and application, repeal, titles, directory, EEA. */
static const struct fake_row acts_1959[] = {
	{ "index", "31959L0001", "" },
	{ "index", "31959L0001", "modified=2026-11-01T10:00:00Z" },
	DIR("31959L0001"),
	VALUE("31959L0001", "work_has_resource-type", AUTHORITY "resource-type/DIR_DEL"),
	VALUE("31959L0001", "work_has_resource-type", AUTHORITY "resource-type/OTHER"),
	VALUE("31959L0001", "work_date_document", "1959-02-03+01:00"),
	VALUE("31959L0001", "resource_legal_in-force", "0"),
	VALUE("31959L0001", "directive_date_transposition", "1961-01-01"),
	VALUE("31959L0001", "directive_date_transposition", "1962-01-01"),
	VALUE("31959L0001", "resource_legal_date_deadline", "1970-01-01"),
	NOTE("31959L0001", "directive_date_transposition", "1962-01-01", "b", "comment_on_date", LATE "9(2)"),
	NOTE("31959L0001", "directive_date_transposition", "1961-01-01", "d", "comment_on_date", "{SAUF|x} {ART|x} 4"),
	NOTE("31959L0001", "directive_date_transposition", "1961-01-01", "c", "comment_on_date", "{V|x} {ART|x} 3"),
	NOTE("31959L0001", "directive_date_transposition", "1961-01-01", "c", "type_of_date", "{ECHEL|x}"),
	VALUE("31959L0001", "resource_legal_date_entry-into-force", "1959-03-01"),
	VALUE("31959L0001", "resource_legal_date_entry-into-force", "1960-03-01"),
	VALUE("31959L0001", "resource_legal_date_entry-into-force", "1958-03-01"),
	NOTE("31959L0001", "resource_legal_date_entry-into-force", "1959-03-01", "e", "type_of_date", "{EV|x}"),
	NOTE("31959L0001", "resource_legal_date_entry-into-force", "1960-03-01", "f", "type_of_date",
	     "{MA|x} {ART|x} 7"),
	VALUE("31959L0001", "resource_legal_date_end-of-validity", "1965-04-30"),
	VALUE("31959L0001", "resource_legal_date_end-of-validity", "1970-12-31"),
	NOTE("31959L0001", "resource_legal_date_end-of-validity", "1965-04-30", "g", "comment_on_date",
	     "{A/PAR|x} 31964L0009"),
	NOTE("31959L0001", "resource_legal_date_end-of-validity", "1970-12-31", "h", "comment_on_date",
	     "{FIN/VAL/PART|x}"),
	VALUE("31959L0001", "resource_legal_repeals_resource_legal", "31964L0009"),
	VALUE("31959L0001", "resource_legal_amends_resource_legal", "31961L0002"),
	NOTE("31959L0001", "resource_legal_amends_resource_legal", "31961L0002", "i", "start_of_validity",
	     "1961-05-05"),
	VALUE("31959L0001", "resource_legal_corrects_resource_legal", "31959L0001R(01)"),
	VALUE("31959L0001", "resource_legal_is_about_concept_directory-code", AUTHORITY "fd_555/19"),
	VALUE("31959L0001", "resource_legal_is_about_concept_directory-code", AUTHORITY "fd_555/1930"),
	VALUE("31959L0001", "resource_legal_information_miscellaneous", "$BUILD_INFO$"),
	VALUE("31959L0001", "resource_legal_information_miscellaneous", "{P/EEE}"),
	{ "acts", "31959L0001", "property=" CDM "expression_title|value=A directive|text=" AUTHORITY "language/ENG" },
	{ "acts", "31959L0001",
	  "property=" CDM "expression_title|value=A directive, as a second expression has it|text=" AUTHORITY
	  "language/ENG" },
	{ "acts", "31959L0001",
	  "property=" CDM "expression_title|value=Eine Richtlinie|text=" AUTHORITY "language/DEU" },
	{ 0 },
};

static void test_acts(void)
{
	g_autoptr(GHashTable) known = known_new();
	struct source_task task = task_of(known, NULL);
	struct fake fake = { .rows = acts_1959 };
	g_autoptr(Got) got = fake_step(&fake, &task, 1);
	assert_records(
		got,
		"read acts 1958 whole\n"
		"act 31959L0001 directive|A directive|1959-02-03|1959-03-01|no|1965-05-01|-\n"
		"deadline 31959L0001 0 1960-03-01 application|Article 7|{MA|x} {ART|x} 7\n"
		"deadline 31959L0001 0 1961-01-01 transposition|Article 3; all provisions except Article 4 [{ECHEL}]|{ECHEL|x} {V|x} {ART|x} 3\n"
		"{SAUF|x} {ART|x} 4\n"
		"deadline 31959L0001 0 1962-01-01 transposition|Article 9(2)|" LATE "9(2)\n"
		"title 31959L0001 en|A directive\n"
		"title 31959L0001 de|Eine Richtlinie\n"
		"relation 31959L0001 amended by 31961L0002|start_of_validity: 1961-05-05\n"
		"relation 31959L0001 corrected by 31959L0001R(01)|-\n"
		"relation 31959L0001 repealed by 31964L0009|-\n"
		"read acts 1959 whole\n"
		"read acts 1960 whole\n");
	g_assert_nonnull(strstr(got->skips->str, "not said to be one for transposition"));
	g_assert_nonnull(strstr(got->skips->str, "not said which"));
	g_assert_cmpuint(got->n_rejects, ==, 0);
}

/* A date of transposition only among deadlines of all kinds: taken if it is the one "at the latest", else noted. */
static void test_acts_old(void)
{
	static const struct fake_row rows[] = {
		{ "index", "31959L0001", "" },
		{ "index", "31959L0002", "" },
		DIR("31959L0001"),
		VALUE("31959L0001", "resource_legal_date_deadline", "1961-01-01"),
		NOTE("31959L0001", "resource_legal_date_deadline", "1961-01-01", "a", "comment_on_date", LATE "3.1"),
		VALUE("31959L0001", "resource_legal_date_deadline", "1963-01-01"),
		DIR("31959L0002"),
		VALUE("31959L0002", "resource_legal_date_deadline", "1961-01-01"),
		NOTE("31959L0002", "resource_legal_date_deadline", "1961-01-01", "b", "comment_on_date", LATE "3"),
		VALUE("31959L0002", "resource_legal_date_deadline", "1962-01-01"),
		NOTE("31959L0002", "resource_legal_date_deadline", "1962-01-01", "c", "comment_on_date", LATE "4"),
		{ 0 },
	};
	g_autoptr(GHashTable) known = known_new();
	struct source_task task = task_of(known, NULL);
	struct fake fake = { .rows = rows };
	g_autoptr(Got) got = fake_step(&fake, &task, 1);
	g_assert_nonnull(strstr(got->records->str, "deadline 31959L0001 0 1961-01-01 transposition|Article 3(1)|"));
	g_assert_cmpuint(got->n[RECORD_DEADLINE], ==, 1);
	g_assert_nonnull(strstr(got->records->str, "note 31959L0002 1961-01-01\nnote 31959L0002 1962-01-01\n"));
}

/* Of an act of which one date cannot be read nothing is said: no end is taken back, and no deadline withdrawn. */
static void test_acts_spoilt(void)
{
	static const char *const bad[] = { "property=" CDM "directive_date_transposition|value=1961-13-01",
		                           "property=" CDM "resource_legal_date_end-of-validity|value=1961-02-30" };
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		const struct fake_row rows[] = {
			{ "index", "31959L0001", "" },
			DIR("31959L0001"),
			VALUE("31959L0001", "work_date_document", "1959-02-02"),
			VALUE("31959L0001", "directive_date_transposition", "1961-01-01"),
			{ "acts", "31959L0001", bad[i] },
			{ 0 },
		};
		g_autoptr(GHashTable) known = known_new();
		struct source_task task = task_of(known, NULL);
		struct fake fake = { .rows = rows };
		g_autoptr(Got) got = fake_step(&fake, &task, 1);
		g_assert_nonnull(strstr(got->rejects->str, "is not a day"));
		g_assert_cmpuint(got->n[RECORD_ACT], ==, 1);
		g_assert_cmpuint(got->n[RECORD_DEADLINE], ==, 0);
		g_assert_null(strstr(got->records->str, "1959-02-02"));
	}
}

/* Only what changed is read again; a year is unchanged when its list is the known one and no record is newer. */
static void test_acts_changes(void)
{
	static const char unchanged[] = "read acts 1958 whole unchanged\nread acts 1959 whole unchanged\n"
					"read acts 1960 whole unchanged\n";
	g_autoptr(GHashTable) known = known_new();
	know(known, "31959L0001", -1);
	struct source_task later = task_of(known, "2026-11-22T03:00:00Z"),
			   earlier = task_of(known, "2026-11-02T03:00:00Z");
	struct fake fake = { .rows = acts_1959 };
	g_autoptr(Got) same = fake_step(&fake, &later, 1);
	assert_records(same, unchanged);
	g_assert_cmpuint(fake.asked, ==, 6);
	g_autoptr(Got) newer = fake_step(&fake, &earlier, 1); /* two days to spare */
	g_assert_cmpuint(newer->n[RECORD_ACT], ==, 1);
	g_assert_nonnull(strstr(newer->records->str, "read acts 1959 whole\n"));
	know(known, "31959L0007", -1);
	g_autoptr(Got) gone = fake_step(&fake, &later, 1);
	g_assert_cmpuint(gone->n[RECORD_ACT], ==, 1);
	g_hash_table_remove_all(known);
	g_autoptr(Got) fresh = fake_step(&fake, &later, 1);
	g_assert_cmpuint(fresh->n[RECORD_ACT], ==, 1);
}

/* Most acts of a year gone: not believed. */
static void test_acts_implausible(void)
{
	g_autoptr(GHashTable) known = known_new();
	for (int i = 1; i <= 12; i++) {
		g_autofree char *celex = g_strdup_printf("31959L%04d", i);
		know(known, celex, -1);
	}
	struct source_task task = task_of(known, NULL);
	struct fake fake = { .rows = acts_1959 };
	g_autoptr(Got) got = fake_step(&fake, &task, 1);
	assert_records(got, "read acts 1958 whole\n"
	                    "read acts 1959 part implausible: CELLAR lists 1 acts where 12 were known\n"
	                    "read acts 1960 whole\n");
}

/* CELLAR gives a property no more: both answers lack it and agree. The dates of all acts do not go for that; that of one may. */
static void test_acts_undated(void)
{
	static const struct fake_row rows[] = {
		{ "index", "31959L0001", "" },
		{ "index", "31959L0002", "" },
		DIR("31959L0001"),
		DIR("31959L0002"),
		VALUE("31959L0002", "work_date_document", "1959-02-02"),
		{ 0 },
	};
	g_autoptr(GHashTable) known = known_new();
	struct source_task task = task_of(known, NULL);
	struct fake fake = { .rows = rows };
	know(known, "31959L0001", -1);
	know(known, "31959L0002", -1);
	((struct source_known *)g_hash_table_lookup(known, "31959L0001"))->dated = TRUE;
	g_autoptr(Got) one = fake_step(&fake, &task, 1);
	g_assert_nonnull(strstr(one->records->str, "read acts 1959 whole\n"));
	((struct source_known *)g_hash_table_lookup(known, "31959L0002"))->dated = TRUE;
	g_autoptr(Got) all = fake_step(&fake, &task, 1);
	assert_records(
		all,
		"read acts 1958 whole\nread acts 1959 part implausible: CELLAR gives a date of transposition for 0 "
		"of the 2 acts that had one\nread acts 1960 whole\n");
}

/* An empty list where an act was known; and one of the canary's year without the canary, in a store that knows nothing. */
static void test_acts_empty(void)
{
	static const struct fake_row none[] = { { 0 } };
	g_autoptr(GHashTable) known = known_new();
	struct source_task task = task_of(known, NULL);
	struct fake fake = { .rows = none };
	know(known, "31959L0001", -1);
	g_autoptr(Got) got = fake_step(&fake, &task, 1);
	assert_records(got, "read acts 1958 whole\n"
	                    "read acts 1959 part implausible: CELLAR lists 0 acts where 1 were known\n"
	                    "read acts 1960 whole\n");
	g_hash_table_remove_all(known);
	task.today = "2016-06-01";
	g_autoptr(Got) later = fake_step(&fake, &task, 1);
	g_assert_nonnull(
		strstr(later->records->str, "FAILED CELLAR does not list 32016L0680, which must be among them"));
}

static void test_acts_named(void)
{
	static const char *const acts[] = { "31959L0001", "31960L0404", NULL };
	g_autoptr(GHashTable) known = known_new();
	struct source_task task = task_of(known, "2026-11-22T03:00:00Z");
	task.acts = acts;
	struct fake fake = { .rows = acts_1959 };
	g_autoptr(Got) got = fake_step(&fake, &task, 1);
	g_assert_cmpuint(got->n[RECORD_ACT], ==, 1);
	g_assert_nonnull(strstr(got->records->str, "read acts 31959L0001 whole\n"));
	g_assert_true(g_str_has_suffix(got->records->str,
	                               "FAILED CELLAR does not know the act 31960L0404 [the act 31960L0404]\n"));
}

/* ---- step 2 */

static const struct fake_row measures[] = {
	{ "measures", "32016L0680", "" },
	MEASURE("32016L0680", "n1", IN("GRC") "|title=Law|notified=1001-01-01"), /* no day: the other counts */
	MEASURE("32016L0680", "n1", IN("GRC") "|title=Law|notified=2019-09-02|published=1001-01-01"),
	FURTHER("32016L0680", "n1", CDM "measure_national_implementing_national_website_link", "http://b.example/"),
	FURTHER("32016L0680", "n1", CDM "measure_national_implementing_national_website_link", "http://a.example/"),
	FURTHER("32016L0680", "n1", CDM "measure_national_implementing_declaration_transposition_member-state",
	        "A_PRT"),
	FURTHER("32016L0680", "n1", CDM "measure_national_implementing_declaration_transposition_member-state",
	        "Z_CPL"),
	FURTHER("32016L0680", "n1", CDM "resource_legal_id_celex", "72016L0680GRC_202600001"),
	FURTHER("32016L0680", "n1", CDM "resource_legal_id_celex", "72016L0680(01)GRC_1"),
	FURTHER("32016L0680", "n1", ANN "transposition_notification", "2019-09-03"),
	MEASURE("32016L0680", "n2", IN("GBR") "|title=Act 2018"),
	MEASURE("32016L0680", "n3", IN("ESP") "|title=INFR(2018)0164"),
	MEASURE("32016L0680", "n4", IN("MLT") "|title=MS does not consider NEM necessary"),
	{ "measures", "32017L0541", "" },
	{ "measures", "32019L0790", "" },
	MEASURE("32019L0790", "n1", IN("GRC") "|title=Law"),
	FURTHER("32019L0790", "n1", ANN "transposition_notification", "1001-01-01"),
	MEASURE("32019L0790", "n5", IN("NOR") "|title=Lov"),
	{ 0 },
};

static void test_measures(void)
{
	g_autoptr(GHashTable) known = known_new();
	know(known, "32016L0680", -1);
	know(known, "32017L0541", -1);
	know(known, "32018L0404", -1);
	know(known, "32019L0790", -1);
	struct source_task task = task_of(known, NULL);
	struct fake fake = { .rows = measures };
	g_autoptr(Got) got = fake_step(&fake, &task, 2);
	assert_records(got, "read measures 32018L0404 part failed: CELLAR does not know this act\n"
	                    "measure 32016L0680 EL n1|72016L0680GRC_202600001|-|-|2019-09-02|2019-09-03|-|Z_CPL\n"
	                    "declaration 32016L0680 EL complete|n1|Z_CPL\n"
	                    "measure 32016L0680 UK n2|-|-|-|-|-|-|-\n"
	                    "link 32016L0680 ES INFR(2018)0164\n"
	                    "declaration 32016L0680 MT not necessary|-|MS does not consider NEM necessary\n"
	                    "read measures 32016L0680 whole\n"
	                    "read measures 32017L0541 whole\n"
	                    "measure 32019L0790 EL n1|-|-|-|-|-|-|-\n"
	                    "read measures 32019L0790 part: 1 of its measures cannot be read\n");
	g_assert_nonnull(strstr(got->rejects->str, "'NOR' is not a Member State"));
	g_assert_cmpuint(fake.asked, ==, 2);
}

static void test_measures_implausible(void)
{
	g_autoptr(GHashTable) known = known_new();
	know(known, "32016L0680", 10);
	know(known, "32019L0790", 9); /* too few to tell */
	struct source_task task = task_of(known, NULL);
	struct fake fake = { .rows = measures };
	g_autoptr(Got) got = fake_step(&fake, &task, 2);
	g_assert_nonnull(strstr(got->records->str,
	                        "read measures 32016L0680 part implausible: 4 measures where the last "
	                        "whole read had 10\n"));
	g_assert_null(strstr(got->records->str, "measure 32016L0680"));
	g_assert_null(strstr(got->records->str, "declaration 32016L0680"));
	g_assert_nonnull(strstr(got->records->str, "measure 32019L0790"));
}

/* What was read longest ago comes first, so that runs that end early get on. */
static void test_measures_order(void)
{
	static const char *const acts[][2] = { { "32016L0680", "2026-11-03" },
		                               { "32017L0541", "2026-11-01" },
		                               { "32018L0404", NULL },
		                               { "32019L0790", "2026-11-02" } };
	g_autoptr(GHashTable) known = known_new();
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++) {
		know(known, acts[i][0], 1);
		((struct source_known *)g_hash_table_lookup(known, acts[i][0]))->read_on = (char *)acts[i][1];
	}
	struct source_task task = task_of(known, NULL);
	g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)(void (*)(void))unit_free);
	g_assert_true(source_find("cellar")->plan(&task, 2, units, NULL));
	g_autoptr(GString) order = g_string_new(NULL);
	for (guint i = 0; i < units->len; i++) {
		const struct unit *unit = units->pdata[i];
		for (guint k = 0; k < unit->scopes->len; k++)
			g_string_append_printf(order, "%s ", ((struct unit_scope *)unit->scopes->pdata[k])->scope);
	}
	g_assert_cmpstr(order->str, ==, "32018L0404 32017L0541 32019L0790 32016L0680 ");
}

/* Acts of few measures each pass one by one, also when all measures are gone: not all together. */
static void test_measures_shrunk(void)
{
	static const char *const acts[] = { "32016L0680", "32017L0541", "32019L0790" };
	static const struct fake_row rows[] = { { "measures", "32016L0680", "" },
		                                { "measures", "32017L0541", "" },
		                                { "measures", "32019L0790", "" },
		                                MEASURE("32019L0790", "n1", IN("GRC") "|title=Law"),
		                                { 0 } };
	g_autoptr(GHashTable) known = known_new();
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
		know(known, acts[i], i == 2 ? 1 : 9);
	struct source_task task = task_of(known, NULL);
	struct fake fake = { .rows = rows };
	g_autoptr(Got) got = fake_step(&fake, &task, 2);
	assert_records(got, "read measures 32016L0680 part implausible: 0 measures where the last whole read had 9\n"
	                    "read measures 32017L0541 part implausible: 0 measures where the last whole read had 9\n"
	                    "measure 32019L0790 EL n1|-|-|-|-|-|-|-\n"
	                    "read measures 32019L0790 whole\n");
}

static void test_measures_changes(void)
{
	static const struct fake_row changes[] = {
		{ "changes", "32016L0680", "" },
		{ "changes", "32016L0680", "nim=n1" },
		{ "changes", "32017L0541", "" },
		{ "changes", "32017L0541", "nim=n2" },
		{ "changes", "32017L0541", "nim=n2|modified=2026-11-23T00:00:00Z" },
		{ "changes", "32019L0790", "" },
		{ "changes", "32019L0790", "nim=n3" },
		{ "measures", "32016L0680", "" },
		MEASURE("32016L0680", "n1", IN("FRA")),
		{ "measures", "32017L0541", "" },
		MEASURE("32017L0541", "n2", IN("FRA")),
		{ "measures", "32019L0790", "" },
		MEASURE("32019L0790", "n3", IN("FRA")),
		{ 0 },
	};
	g_autoptr(GHashTable) known = known_new();
	know(known, "32016L0680", 1);
	know(known, "32017L0541", 1);
	know(known, "32018L0404", 1);
	know(known, "32019L0790", 2);
	struct source_task task = task_of(known, "2026-11-22T03:00:00Z");
	struct fake fake = { .rows = changes };
	g_autoptr(Got) got = fake_step(&fake, &task, 2);
	assert_records(got, "read measures 32016L0680 whole unchanged\n"
	                    "read measures 32018L0404 part failed: CELLAR does not know this act\n"
	                    "measure 32017L0541 FR n2|-|-|-|-|-|-|-\n"
	                    "read measures 32017L0541 whole\n"
	                    "measure 32019L0790 FR n3|-|-|-|-|-|-|-\n"
	                    "read measures 32019L0790 whole\n");
	g_assert_cmpuint(fake.asked, ==, 3);
	/* nor is one unchanged whose last read lost rows */
	((struct source_known *)g_hash_table_lookup(known, "32016L0680"))->spoilt = TRUE;
	g_autoptr(Got) again = fake_step(&fake, &task, 2);
	g_assert_nonnull(strstr(again->records->str, "measure 32016L0680 FR n1"));
	g_assert_nonnull(strstr(again->records->str, "read measures 32016L0680 whole\n"));
}

/* ---- answers that are not believed */

static struct fetch_answer *replaced(struct fetch_answer *answer, int status, const char *type, const char *body)
{
	fetch_answer_free(answer);
	return answer_text(status, type, body);
}

static struct fetch_answer *cut_over_one(const char *query, gboolean count, guint n, struct fetch_answer *answer)
{
	if (strcmp(query, "index") != 0 && !count && n > 1)
		answer_header(answer, "X-SPARQL-MaxRows", "3");
	return answer;
}

static struct fetch_answer *costly(const char *query, gboolean count, guint n, struct fetch_answer *answer)
{
	(void)query, (void)n;
	return count ? answer
	             : replaced(
			       answer, 500, "text/plain",
			       "Virtuoso 42000 Error The estimated execution time 9 (sec) exceeds the limit of 5 (sec).\n");
}

static struct fetch_answer *one_row_less(const char *query, gboolean count, guint n, struct fetch_answer *answer)
{
	(void)query, (void)n;
	if (count)
		return answer;
	char text[16384] = { 0 };
	g_assert_cmpuint(fread(text, 1, sizeof(text) - 1, answer->body), >, 0);
	char *row = g_strrstr(text, "<result>"), *end = strstr(row, "</result>");
	memset(row, ' ', (gsize)(end - row) + 9);
	return replaced(answer, 200, RESULTS_TYPE, text);
}

static struct fetch_answer *cut_body(const char *query, gboolean count, guint n, struct fetch_answer *answer)
{
	(void)query, (void)n, (void)count;
	return replaced(
		answer, 200, RESULTS_TYPE,
		"<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\"><head><variable name=\"celex\"/></head>"
		"<results><result>");
}

static struct fetch_answer *unavailable(const char *query, gboolean count, guint n, struct fetch_answer *answer)
{
	(void)query, (void)n, (void)count;
	return replaced(answer, 503, "text/html", "<html>maintenance</html>");
}

/* Count and rows agree on what is the number of a measure, not of an act. */
static struct fetch_answer *of_no_act(const char *query, gboolean count, guint n, struct fetch_answer *answer)
{
	(void)query, (void)n;
	g_autofree char *text = g_strdup_printf(
		"<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\"><head><variable name=\"celex\"/>%s</head><results>"
		"<result><binding name=\"celex\"><literal>72017L0541BEL_202012345</literal></binding>%s</result></results></sparql>",
		count ? "<variable name=\"rows\"/><variable name=\"n\"/>"
		      : "<variable name=\"nim\"/><variable name=\"country\"/>",
		count ? "<binding name=\"rows\"><literal>1</literal></binding><binding name=\"n\"><literal>1</literal></binding>"
		      : "<binding name=\"nim\"><literal>n1</literal></binding><binding name=\"country\"><literal>BE</literal>"
			"</binding>");
	return replaced(answer, 200, RESULTS_TYPE, text);
}

static void test_uncounted(void)
{
	g_autoptr(GHashTable) known = known_new();
	know(known, "32016L0680", -1);
	struct source_task task = task_of(known, NULL);
	struct fake fake = { .rows = measures, .spoil = of_no_act };
	g_autoptr(Got) got = fake_step(&fake, &task, 2);
	g_assert_error(got->error, ADQ_ERROR, ADQ_ERROR_SOURCE);
	g_assert_cmpstr(got->error->message, ==, "it has rows of 32017L0541, of which none were counted");
}

/* Too much is asked again in halves, down to one act; everything else fails at once. */
static void test_trouble(void)
{
	static const struct {
		struct fetch_answer *(*spoil)(const char *, gboolean, guint, struct fetch_answer *);
		guint asked;
		const char *says;
	} cases[] = {
		{ cut_over_one, 2 + 4 + 4, "read measures 32016L0680 whole\n" },
		{ costly, 2 + 4 + 4,
		  "FAILED measures of 32016L0680: the server estimates that the query costs too much: "
		  "\"Virtuoso 42000 Error The estimated" },
		{ one_row_less, 2 + 4 + 4,
		  "FAILED measures of 32016L0680: it has 12 rows of 32016L0680 where 13 were counted" },
		{ cut_body, 2, "FAILED measures of 32016L0680 and 2 more: the answer:1: not well-formed" },
		{ unavailable, 2, "FAILED measures of 32016L0680 and 2 more: answered with status 503" },
	};
	g_autoptr(GHashTable) known = known_new();
	know(known, "32016L0680", -1);
	know(known, "32017L0541", -1);
	know(known, "32019L0790", -1);
	struct source_task task = task_of(known, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fake fake = { .rows = measures, .spoil = cases[i].spoil };
		g_autoptr(Got) got = fake_step(&fake, &task, 2);
		if (!strstr(got->records->str, cases[i].says))
			g_error("case %" G_GSIZE_FORMAT ": %s", i, got->records->str);
		g_assert_cmpuint(fake.asked, ==, cases[i].asked);
	}
}

/* A year is proven by all its batches together. */
static void test_trouble_acts(void)
{
	static const struct fake_row rows[] = {
		{ "index", "31959L0001", "" },
		{ "index", "31959L0002", "" },
		{ "index", "31959L0003", "" },
		DIR("31959L0001"),
		DIR("31959L0002"),
		DIR("31959L0003"),
		{ 0 },
	};
	g_autoptr(GHashTable) known = known_new();
	struct source_task task = task_of(known, NULL);
	struct fake fake = { .rows = rows, .spoil = cut_over_one };
	g_autoptr(Got) got = fake_step(&fake, &task, 1);
	g_assert_cmpuint(got->n[RECORD_ACT], ==, 3);
	g_assert_cmpuint(got->n[RECORD_READ], ==, 3);
	g_assert_nonnull(strstr(got->records->str, "read acts 1959 whole\n"));
	struct fake cut = { .rows = rows, .spoil = costly };
	g_autoptr(Got) none = fake_step(&cut, &task, 1);
	g_assert_cmpuint(none->n[RECORD_ACT] + none->n[RECORD_READ], ==, 0);
}

/* ---- step 3 */

static void test_judgments(void)
{
	static const struct fake_row rows[] = {
		{ "judgments", "32016L0680", "" },
		{ "judgments", "32016L0680",
		  "case=62019CJ0658|relation=" CDM "case-law_states_failure_concerning_resource_legal|"
		  "ecli=ECLI:EU:C:2021:138|judged=2021-02-25|country=" AUTHORITY "corporate-body/ESP" },
		{ "judgments", "32016L0680",
		  "case=62019CN0658|relation=" CDM
		  "communication_case_new_requests_establishment_of_failure_of_obligation_"
		  "resource_legal|judged=2019-09-04|country=" AUTHORITY "corporate-body/ESP" },
		{ 0 },
	};
	g_autoptr(GHashTable) known = known_new();
	know(known, "32016L0680", -1);
	know(known, "32017L0541", -1);
	struct source_task task = task_of(known, NULL);
	struct fake fake = { .rows = rows };
	g_autoptr(Got) got = fake_step(&fake, &task, 3);
	assert_records(got, "decision - 32016L0680 ES other 2021-02-25 J258|ECLI:EU:C:2021:138|-|C-658/19\n");
	g_assert_cmpuint(got->n_rejects, ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cellar/queries", test_queries);
	g_test_add_func("/cellar/request", test_request);
	g_test_add_func("/cellar/canary", test_canary);
	g_test_add_func("/cellar/acts", test_acts);
	g_test_add_func("/cellar/acts/old", test_acts_old);
	g_test_add_func("/cellar/acts/spoilt", test_acts_spoilt);
	g_test_add_func("/cellar/acts/changes", test_acts_changes);
	g_test_add_func("/cellar/acts/implausible", test_acts_implausible);
	g_test_add_func("/cellar/acts/undated", test_acts_undated);
	g_test_add_func("/cellar/acts/empty", test_acts_empty);
	g_test_add_func("/cellar/acts/named", test_acts_named);
	g_test_add_func("/cellar/measures", test_measures);
	g_test_add_func("/cellar/measures/implausible", test_measures_implausible);
	g_test_add_func("/cellar/measures/order", test_measures_order);
	g_test_add_func("/cellar/measures/shrunk", test_measures_shrunk);
	g_test_add_func("/cellar/measures/changes", test_measures_changes);
	g_test_add_func("/cellar/trouble", test_trouble);
	g_test_add_func("/cellar/trouble/uncounted", test_uncounted);
	g_test_add_func("/cellar/trouble/acts", test_trouble_acts);
	g_test_add_func("/cellar/judgments", test_judgments);
	return g_test_run();
}
