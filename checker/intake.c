#include "checker/intake.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "checker/error.h"
#include "checker/file.h"
#include "checker/sum.h"
#include "feeds/feed.h"
#include "feeds/register.h"
#include "feeds/snapshot.h"

struct one_file {
	const char *path;
	FILE *in; /* open while it is looked at or read: there may be more files than a process may hold open */
	GStatBuf seen;
	const struct feed *feed;
	char *sha256;
	gint64 bytes;
	gint64 total, records; /* of a register answer */
	GError *refused;
};

static void close_one(struct one_file *f)
{
	if (f->in)
		fclose(f->in);
	f->in = NULL;
}

static void one_file_clear(struct one_file *f)
{
	close_one(f);
	g_free(f->sha256);
	g_clear_error(&f->refused);
}

static gboolean hash(struct one_file *f)
{
	g_autoptr(Sum) sum = sum_new();
	g_autofree guchar *buffer = g_malloc(65536);
	size_t n;
	while ((n = fread(buffer, 1, 65536, f->in)) > 0) {
		sum_add(sum, buffer, n);
		f->bytes += (gint64)n;
	}
	f->sha256 = g_strdup(sum_text(sum));
	gboolean read = !ferror(f->in);
	rewind(f->in);
	return read;
}

static gboolean cannot_read(struct one_file *f)
{
	g_set_error(&f->refused, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: cannot read: %s", f->path, g_strerror(errno));
	return FALSE;
}

/* Says what a file is; what is wrong with it stands in f->refused. */
static void look_at(struct one_file *f)
{
	if (g_file_test(f->path, G_FILE_TEST_IS_DIR)) {
		g_set_error(&f->refused, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: a folder; 'import --snapshot' reads one",
		            f->path);
		return;
	}
	f->in = fopen(f->path, "rb");
	/* It is read twice, to its end: a pipe would be empty by then, and a device may have no end. */
	if (f->in && !g_file_test(f->path, G_FILE_TEST_IS_REGULAR)) {
		g_set_error(&f->refused, ADQ_ERROR, ADQ_ERROR_INPUT,
		            "%s: not a regular file; it is read twice, so save it in one first", f->path);
		return;
	}
	if (!f->in || g_stat(f->path, &f->seen) != 0 || !hash(f)) {
		cannot_read(f);
		return;
	}
	f->feed = feed_recognise(f->in, f->path, &f->refused);
	if (f->feed && f->feed->read == register_read)
		register_totals(f->in, f->path, &f->total, &f->records, &f->refused);
}

/* Opens it again, to be read: it must be what was looked at. */
static gboolean open_again(struct one_file *f)
{
	GStatBuf now;
	f->in = fopen(f->path, "rb");
	if (!f->in || g_stat(f->path, &now) != 0)
		return cannot_read(f);
	if (now.st_ino == f->seen.st_ino && now.st_size == f->seen.st_size &&
	    now.st_mtim.tv_sec == f->seen.st_mtim.tv_sec && now.st_mtim.tv_nsec == f->seen.st_mtim.tv_nsec)
		return TRUE;
	g_set_error(&f->refused, ADQ_ERROR, ADQ_ERROR_INPUT, "%s: it was changed while it was read", f->path);
	return FALSE;
}

static gboolean is_register(const struct one_file *f)
{
	return f->feed && !f->refused && f->feed->read == register_read;
}

/* Whether an earlier file has the same bytes: the same page twice is one. */
static gboolean is_copy(const struct one_file *files, guint at)
{
	for (guint i = 0; i < at; i++)
		if (g_strcmp0(files[i].sha256, files[at].sha256) == 0)
			return TRUE;
	return FALSE;
}

/* Pages of one answer repeat its total and add up to it; answers of their own each hold all of theirs. */
static gboolean adds_up(const struct one_file *files, guint n, gint64 total)
{
	gint64 sum = 0;
	gboolean each_whole = TRUE;
	for (guint i = 0; i < n; i++) {
		if (!is_register(&files[i]) || files[i].total != total || is_copy(files, i))
			continue;
		sum += files[i].records;
		each_whole = each_whole && files[i].records == total;
	}
	return each_whole || sum == total;
}

static void check_register(struct one_file *files, guint n)
{
	const struct one_file *bad = NULL;
	for (guint i = 0; i < n && !bad; i++)
		if (is_register(&files[i]) && !adds_up(files, n, files[i].total))
			bad = &files[i];
	if (!bad)
		return;
	g_autofree char *why = g_strdup_printf("%s: totalRows says %" G_GINT64_FORMAT ", the answers given together do "
	                                       "not hold that many records; none of them is taken",
	                                       bad->path, bad->total);
	for (guint i = 0; i < n; i++)
		if (is_register(&files[i]))
			g_set_error_literal(&files[i].refused, ADQ_ERROR, ADQ_ERROR_INPUT, why);
}

/* Reads into a load and ends it. What is wrong with the file is the caller's to report; trouble with the store is
 * passed up. */
static gboolean load(const struct intake *in, const struct store_file *file, const struct one_file *f, GError **refused,
                     GError **error)
{
	GError *local = NULL;
	struct store_tally taken = { .already = TRUE };
	if (store_has(in->store, file, &taken.rows, &local)) {
		in->report(in->user, f->path, f->feed->name, &taken, NULL);
		return TRUE;
	}
	if (local) {
		g_propagate_error(error, local);
		return FALSE;
	}
	struct feed_options options = { .name = f->path, .act = in->act };
	g_autoptr(StoreLoad) load = store_load_new(in->store, file, error);
	if (!load)
		return FALSE;
	if (f->feed->read(f->in, &options, store_load_sink(load), &local) && store_load_finish(load, &local)) {
		in->report(in->user, f->path, f->feed->name, store_load_tally(load), NULL);
		return TRUE;
	}
	if (g_error_matches(local, ADQ_ERROR, ADQ_ERROR_INPUT)) {
		g_propagate_error(refused, local);
		return TRUE;
	}
	g_propagate_error(error, local);
	return FALSE;
}

static gboolean take_one(const struct intake *in, struct one_file *f, guint *refused, GError **error)
{
	if (!f->refused && open_again(f)) {
		struct store_file file = { .source = f->feed->source,
			                   .name = f->path,
			                   .title = f->feed->title,
			                   .feed = f->feed->name,
			                   .sha256 = f->sha256,
			                   .read_on = in->read_on,
			                   .rank = f->feed->rank,
			                   .bytes = f->bytes,
			                   .act = in->act };
		if (!load(in, &file, f, &f->refused, error))
			return FALSE;
		close_one(f);
	}
	if (f->refused) {
		(*refused)++;
		in->report(in->user, f->path, f->feed ? f->feed->name : NULL, NULL, f->refused->message);
	}
	return TRUE;
}

gboolean intake_files(const struct intake *intake, char **paths, guint *refused, GError **error)
{
	guint n = g_strv_length(paths);
	g_autofree struct one_file *files = g_new0(struct one_file, n);
	gboolean going = TRUE;
	*refused = 0;
	for (guint i = 0; i < n; i++) {
		files[i].path = paths[i];
		look_at(&files[i]);
		close_one(&files[i]);
	}
	check_register(files, n);
	for (guint i = 0; i < n && going; i++)
		going = take_one(intake, &files[i], refused, error);
	for (guint i = 0; i < n; i++)
		one_file_clear(&files[i]);
	return going;
}

static gboolean take_snapshot_file(const struct intake *in, const struct snapshot *snapshot, guint i, GError **error)
{
	const struct snapshot_file *f = snapshot_file(snapshot, i);
	struct store_file file = { .source = f->source,
		                   .name = f->name,
		                   .title = f->title,
		                   .feed = f->kind,
		                   .sha256 = f->sha256,
		                   .read_on = f->read_on,
		                   .author = f->author,
		                   .expires = f->expires,
		                   .confidence = f->confidence,
		                   .rank = f->rank };
	g_autoptr(StoreLoad) load = store_load_new(in->store, &file, error);
	if (!load || !snapshot_read(snapshot, i, store_load_sink(load), error) || !store_load_finish(load, error))
		return FALSE;
	in->report(in->user, f->name, f->kind, store_load_tally(load), NULL);
	return TRUE;
}

/* Decisions need the deadlines, and measures the acts, that stand in other files of the folder. */
gboolean intake_snapshot(const struct intake *intake, const char *dir, char **as_of, GError **error)
{
	static const char *const order[] = { "acts",      "deadlines", "binding", "measures",  "declarations",
		                             "decisions", "lists",     "notes",   "relations", "derogations" };
	g_autoptr(Snapshot) snapshot = snapshot_open(dir, error);
	if (!snapshot)
		return FALSE;
	for (size_t k = 0; k < G_N_ELEMENTS(order); k++)
		for (guint i = 0; i < snapshot_n_files(snapshot); i++)
			if (strcmp(snapshot_file(snapshot, i)->kind, order[k]) == 0 &&
			    !take_snapshot_file(intake, snapshot, i, error))
				return FALSE;
	*as_of = g_strdup(snapshot_as_of(snapshot));
	return TRUE;
}
