/* tool_fetch [OPTION...] URL... - asks for URLs through feeds/fetch, for tests/fetch.t. One line per answer, in the order
 * in which they end, of NAME=VALUE; and at the end the time it took and the most memory it had. Status 1 if an answer
 * was an error. */
#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "checker/file.h"
#include "feeds/fetch.h"

struct options {
	int parallel, pause, attempts, backoff, connect, total, idle, repeat;
	gint64 max_bytes, file_size;
	char *ca, *user, *agent, *accept, *post, *type, *lasting, *save, *header, *stop_at;
	gboolean quiet, progress;
	char **urls;
};

struct tool {
	struct options *options;
	gboolean failed;
	guint progressed;
};

static struct options *tool_options;

/* An answer that says these words would say them again. */
static gboolean is_lasting(const struct fetch_answer *answer)
{
	char text[1000] = "";
	if (answer->body)
		text[fread(text, 1, sizeof text - 1, answer->body)] = '\0';
	return strstr(text, tool_options->lasting) != NULL;
}

static void save(FILE *body, const char *path)
{
	g_autoptr(FILE) out = fopen(path, "wb");
	int c;
	g_assert_nonnull(out);
	while ((c = getc(body)) != EOF)
		putc(c, out);
}

static const char *or_dash(const char *text)
{
	return text ? text : "-";
}

static gboolean print_answer(void *user, void *tag, struct fetch_answer *answer, GError **error)
{
	struct tool *tool = user;
	const struct options *o = tool->options;
	tool->failed |= answer->error != NULL;
	if (!o->quiet)
		printf("tag=%s status=%d type=%s bytes=%" G_GINT64_FORMAT " wire=%" G_GINT64_FORMAT
		       " attempts=%u sha256=%s etag=%s modified=%s url=%s body=%s header=%s time=%s error=%s\n",
		       (const char *)tag, answer->status, or_dash(answer->media_type), answer->bytes,
		       answer->wire_bytes, answer->attempts, or_dash(answer->sha256), or_dash(answer->etag),
		       or_dash(answer->last_modified), answer->url, answer->body ? "yes" : "no",
		       or_dash(o->header ? fetch_header(answer, o->header) : NULL), answer->time,
		       answer->error ? answer->error->message : "-");
	if (o->save && answer->body)
		save(answer->body, o->save);
	gboolean stop = o->stop_at && strstr(answer->url, o->stop_at);
	if (stop)
		g_set_error(error, G_FILE_ERROR, 0, "stopped at %s", o->stop_at);
	fetch_answer_free(answer);
	return !stop;
}

static void count_progress(void *user, guint done, guint asked, gint64 bytes)
{
	struct tool *tool = user;
	g_assert_cmpuint(done, <=, asked);
	g_assert_cmpint(bytes, >=, 0);
	tool->progressed = done;
}

static struct fetch_manners manners_of(const struct options *o)
{
	return (struct fetch_manners){
		.user_agent = o->agent,
		.ca_file = o->ca,
		.credentials = o->user,
		.parallel = (guint)o->parallel,
		.pause_ms = (guint)o->pause,
		.attempts = (guint)o->attempts,
		.backoff_ms = (guint)o->backoff,
		.connect_s = (guint)o->connect,
		.total_s = (guint)o->total,
		.idle_s = (guint)o->idle,
		.max_bytes = o->max_bytes,
	};
}

static GPtrArray *add_requests(struct fetcher *fetcher, const struct options *o)
{
	GPtrArray *requests = g_ptr_array_new_with_free_func(g_free);
	for (int i = 0; i < o->repeat; i++)
		for (char **url = o->urls; *url; url++) {
			struct fetch_request request = { *url, o->post, o->type, o->accept, NULL };
			request.lasting = o->lasting ? is_lasting : NULL;
			g_ptr_array_add(requests, g_memdup2(&request, sizeof request));
			fetcher_add(fetcher, requests->pdata[requests->len - 1], *url);
		}
	return requests;
}

static int run(struct options *o)
{
	struct tool tool = { o, FALSE, 0 };
	struct fetch_manners manners = manners_of(o);
	g_autoptr(GError) error = NULL;
	g_autoptr(Fetcher) fetcher = fetcher_new(&manners, print_answer, &tool, &error);
	if (!fetcher) {
		printf("error=%s\n", error->message);
		return 2;
	}
	if (o->progress)
		fetcher_set_progress(fetcher, count_progress, &tool);
	GPtrArray *requests = add_requests(fetcher, o);
	gint64 start = g_get_monotonic_time();
	gboolean ok = fetcher_run(fetcher, &error);
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	printf("ran ms=%" G_GINT64_FORMAT " peak_kb=%ld progressed=%u error=%s\n",
	       (g_get_monotonic_time() - start) / 1000, usage.ru_maxrss, tool.progressed, ok ? "-" : error->message);
	g_ptr_array_unref(requests);
	return ok ? tool.failed : 2;
}

static void limit_files(const struct options *o)
{
	struct rlimit limit = { (rlim_t)o->file_size, (rlim_t)o->file_size };
	signal(SIGXFSZ, SIG_IGN);
	if (o->file_size)
		g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
}

static gboolean parse(struct options *o, int *argc, char ***argv)
{
	GOptionEntry entries[] = {
		{ "parallel", 0, 0, G_OPTION_ARG_INT, &o->parallel, "", NULL },
		{ "pause", 0, 0, G_OPTION_ARG_INT, &o->pause, "", NULL },
		{ "attempts", 0, 0, G_OPTION_ARG_INT, &o->attempts, "", NULL },
		{ "backoff", 0, 0, G_OPTION_ARG_INT, &o->backoff, "", NULL },
		{ "connect", 0, 0, G_OPTION_ARG_INT, &o->connect, "", NULL },
		{ "total", 0, 0, G_OPTION_ARG_INT, &o->total, "", NULL },
		{ "idle", 0, 0, G_OPTION_ARG_INT, &o->idle, "", NULL },
		{ "repeat", 0, 0, G_OPTION_ARG_INT, &o->repeat, "", NULL },
		{ "max", 0, 0, G_OPTION_ARG_INT64, &o->max_bytes, "", NULL },
		{ "file-size", 0, 0, G_OPTION_ARG_INT64, &o->file_size, "of files that can be written", NULL },
		{ "ca", 0, 0, G_OPTION_ARG_STRING, &o->ca, "", NULL },
		{ "user", 0, 0, G_OPTION_ARG_STRING, &o->user, "", NULL },
		{ "agent", 0, 0, G_OPTION_ARG_STRING, &o->agent, "", NULL },
		{ "accept", 0, 0, G_OPTION_ARG_STRING, &o->accept, "", NULL },
		{ "post", 0, 0, G_OPTION_ARG_STRING, &o->post, "the file whose text is sent", NULL },
		{ "type", 0, 0, G_OPTION_ARG_STRING, &o->type, "", NULL },
		{ "lasting", 0, 0, G_OPTION_ARG_STRING, &o->lasting, "words of an answer not to ask for again", NULL },
		{ "save", 0, 0, G_OPTION_ARG_STRING, &o->save, "file for the body", NULL },
		{ "header", 0, 0, G_OPTION_ARG_STRING, &o->header, "response header to show", NULL },
		{ "stop-at", 0, 0, G_OPTION_ARG_STRING, &o->stop_at, "words of the URL that ends the run", NULL },
		{ "quiet", 0, 0, G_OPTION_ARG_NONE, &o->quiet, "", NULL },
		{ "progress", 0, 0, G_OPTION_ARG_NONE, &o->progress, "", NULL },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->urls, "", NULL },
		{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
	};
	g_autoptr(GOptionContext) context = g_option_context_new("URL...");
	g_option_context_add_main_entries(context, entries, NULL);
	return g_option_context_parse(context, argc, argv, NULL) && o->urls;
}

static void options_clear(struct options *o)
{
	char *texts[] = { o->ca,   o->user,    o->agent, o->accept, o->post,
		          o->type, o->lasting, o->save,  o->header, o->stop_at };
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_strfreev(o->urls);
}

int main(int argc, char **argv)
{
	struct options o = {
		.parallel = 1, .attempts = 1, .backoff = 1, .connect = 10, .total = 60, .idle = 60, .repeat = 1
	};
	g_autofree char *file = NULL;
	o.max_bytes = 100 << 20;
	o.agent = g_strdup("adquem-test/1 (test@example.org)");
	if (!parse(&o, &argc, &argv))
		return 3;
	if (o.post) {
		file = g_steal_pointer(&o.post);
		g_assert_true(g_file_get_contents(file, &o.post, NULL, NULL));
	}
	tool_options = &o;
	limit_files(&o);
	int status = run(&o);
	options_clear(&o);
	return status;
}
