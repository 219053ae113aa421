/* The register as a live source, read from the stand-in server (tests/servers/register.pl) that serves the real
 * decisions of ../shared: the result is, row for row, what importing the file gives. */
#include <gio/gio.h>

#include "tests/sourcetest.h"

#define CSV "../shared/data/infringements/euip_decisions_2002_2013.csv"
#define SERVER "tests/servers/register.pl"

/* The server, and the other end of its standard input: closing it ends it. */
struct server {
	GSubprocess *process;
	guint16 port;
};

static gboolean have_data(void)
{
	g_autofree char *perl = g_find_program_in_path("perl");
	if (perl && g_file_test(CSV, G_FILE_TEST_EXISTS))
		return TRUE;
	g_test_skip("SKIPPED: perl, or " CSV ", is not here");
	return FALSE;
}

static void server_start(struct server *s, const char *option)
{
	const char *const plain[] = { "perl", SERVER, CSV, NULL }, *const with[] = { "perl", SERVER, option, CSV,
		                                                                     NULL };
	s->process = g_subprocess_newv(option ? with : plain,
	                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
	g_assert_nonnull(s->process);
	g_autoptr(GDataInputStream) out = g_data_input_stream_new(g_subprocess_get_stdout_pipe(s->process));
	g_autofree char *line = g_data_input_stream_read_line(out, NULL, NULL, NULL);
	g_assert_nonnull(line);
	s->port = (guint16)g_ascii_strtoull(line, NULL, 10);
}

static void server_stop(struct server *s)
{
	g_output_stream_close(g_subprocess_get_stdin_pipe(s->process), NULL, NULL);
	g_assert_true(g_subprocess_wait(s->process, NULL, NULL));
	g_assert_true(g_subprocess_get_successful(s->process));
	g_object_unref(s->process);
}

static char *read_all(GInputStream *in)
{
	GString *all = g_string_new(NULL);
	g_autofree char *chunk = g_malloc(65536);
	gssize n;
	while ((n = g_input_stream_read(in, chunk, 65536, NULL, NULL)) > 0)
		g_string_append_len(all, chunk, n);
	return g_string_free(all, FALSE);
}

/* One POST, as plain HTTP; the fetcher's part is not what is tested here. */
static char *post(void *user, const struct question *q, GError **error)
{
	const struct server *s = user;
	g_autoptr(GSocketClient) client = g_socket_client_new();
	g_autoptr(GSocketConnection) connection =
		g_socket_client_connect_to_host(client, "127.0.0.1", s->port, NULL, NULL);
	g_assert_nonnull(connection);
	g_autofree char *request = g_strdup_printf("POST /app/api/decisions HTTP/1.1\r\nContent-Length: %zu\r\n\r\n%s",
	                                           strlen(q->request.body), q->request.body);
	g_output_stream_write_all(g_io_stream_get_output_stream(G_IO_STREAM(connection)), request, strlen(request),
	                          NULL, NULL, NULL);
	g_autofree char *answer = read_all(g_io_stream_get_input_stream(G_IO_STREAM(connection)));
	const char *body = strstr(answer, "\r\n\r\n");
	g_assert_nonnull(body);
	if (g_str_has_prefix(answer, "HTTP/1.1 200"))
		return g_strdup(body + 4);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "http://127.0.0.1: status %.3s", answer + 9);
	return NULL;
}

static void read_live(struct driven *d, const char *option, gint64 known)
{
	struct server server;
	struct source_conf conf = { .url = (char *)"http://127.0.0.1", .batch = 5000, .band_percent = 80 };
	struct source_task task = { .conf = &conf, .today = "2026-11-23", .known_rows = known };
	server_start(&server, option);
	drive(d, source_find("register"), &task, post, &server);
	server_stop(&server);
}

/* ---- row for row ---- */

/* A decision as both formats show it: all but its words. Bad application is a kind the file has no word for. */
static char *row_of(const char *line)
{
	g_auto(GStrv) field = g_strsplit(line, "|", 2);
	g_autoptr(GString) row = g_string_new(field[0]);
	g_string_replace(row, " application ", " other ", 1);
	return g_string_free(g_steal_pointer(&row), FALSE);
}

/* The decisions as a set of rows: neither format promises that a step of one day is told once. */
static GHashTable *rows_of(const struct got *got)
{
	GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) lines = g_strsplit(got->records->str, "\n", -1);
	for (char **line = lines; *line; line++)
		if (g_str_has_prefix(*line, "decision "))
			g_hash_table_add(rows, row_of(*line));
	return rows;
}

static guint missing(GHashTable *from, GHashTable *in, const char *what)
{
	GHashTableIter iter;
	gpointer row;
	guint n = 0;
	g_hash_table_iter_init(&iter, from);
	while (g_hash_table_iter_next(&iter, &row, NULL))
		if (!g_hash_table_contains(in, row) && n++ < 10)
			g_test_message("only %s: %s", what, (char *)row);
	return n;
}

static void test_same_rows(void)
{
	struct driven d;
	if (!have_data())
		return;
	read_live(&d, NULL, -1);
	g_assert_no_error(d.error);
	g_assert_no_error(d.got->error);
	g_autoptr(Got) file = got_file(fopen(CSV, "rb"), NULL);
	g_autoptr(GHashTable) live = rows_of(d.got), imported = rows_of(file);
	g_assert_cmpuint(g_hash_table_size(imported), >, 39000);
	g_assert_cmpuint(missing(live, imported, "live") + missing(imported, live, "in the file"), ==, 0);
	g_assert_cmpuint(d.got->n_rejects, ==, 0);
	g_assert_true(g_str_has_suffix(d.got->records->str, "read register * whole\n"));
	driven_clear(&d);
}

/* ---- the register misbehaves ---- */

static void test_misbehaviour(void)
{
	static const struct {
		const char *option, *words;
	} cases[] = {
		{ "--total=7", "the windows hold 39362 decisions, the register says 39369; nothing of it is taken" },
		{ "--fail=2010-01-01", "decisions of 2010: http://127.0.0.1: status 500" },
		{ "--html", "not JSON" },
	};
	for (size_t i = 0; have_data() && i < G_N_ELEMENTS(cases); i++) {
		struct driven d;
		read_live(&d, cases[i].option, 39362);
		g_assert_cmpint(d.verdict, ==, UNIT_FAILED);
		if (!strstr(d.error->message, cases[i].words))
			g_error("\"%s\" has not \"%s\"", d.error->message, cases[i].words);
		g_assert_cmpuint(d.got->records->len, ==, 0);
		driven_clear(&d);
	}
}

static void test_implausible(void)
{
	static const char *const options[] = { "--half", "--empty" };
	for (size_t i = 0; have_data() && i < G_N_ELEMENTS(options); i++) {
		struct driven d;
		read_live(&d, options[i], 39362);
		g_assert_cmpint(d.verdict, ==, UNIT_READ);
		g_assert_true(g_str_has_prefix(d.got->records->str, "read register * part"));
		driven_clear(&d);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/register-server/same-rows", test_same_rows);
	g_test_add_func("/register-server/misbehaviour", test_misbehaviour);
	g_test_add_func("/register-server/implausible", test_implausible);
	return g_test_run();
}
