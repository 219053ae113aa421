#define _GNU_SOURCE /* renameat2 */
#include "checker/site_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "checker/error.h"
#include "checker/site_work.h"
#include "checker/sum.h"

/* The list of files, which also says that the folder is ours: a heading, then per file the digests of what it was made
 * from and of the file itself, and its name. What is never taken over from the old folder has its own digest twice. */
#define LIST "data/pages.txt"
#define HEADING "adquem site 2\n"
#define EARLIER "adquem site 1\n" /* listed the pages alone */

struct site_folder {
	char *target;
	SiteWork *work;    /* the new one beside it */
	GHashTable *old;   /* file -> "INPUT CONTENT" */
	GPtrArray *pages;  /* lines of the list */
	GPtrArray *others; /* files that others write, not yet in it */
};

static void read_list(struct site_folder *f, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text + strlen(HEADING), "\n", -1);
	for (char **line = lines; *line; line++) {
		char *name = strlen(*line) > 130 && (*line)[129] == ' ' ? *line + 130 : NULL;
		if (name)
			g_hash_table_insert(f->old, g_strdup(name), g_strndup(*line, 129));
	}
}

/* A file in the old folder, below its sub-folder, that is not of the report: new; NULL if there is none. */
static char *foreign(const struct site_folder *f, const char *below)
{
	g_autofree char *path = g_build_filename(f->target, below, NULL);
	g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	if (!dir)
		return g_hash_table_contains(f->old, below) || strcmp(below, LIST) == 0 ? NULL : g_strdup(path);
	const char *name;
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *inner = *below ? g_build_filename(below, name, NULL) : g_strdup(name);
		char *found = foreign(f, inner);
		if (found)
			return found;
	}
	return NULL;
}

static gboolean all_ours(const struct site_folder *f, GError **error)
{
	g_autofree char *file = foreign(f, "");
	if (!file)
		return TRUE;
	g_set_error(
		error, ADQ_ERROR, ADQ_ERROR_REPORT,
		"%s: this is no file of the report, which would be replaced with all in its folder: the folder is left "
		"alone; move the file away",
		file);
	return FALSE;
}

/* Only a folder of ours may be replaced, with nothing else in it, or an empty one. */
static gboolean look_at_old(struct site_folder *f, GError **error)
{
	g_autofree char *list = g_build_filename(f->target, LIST, NULL);
	g_autofree char *text = NULL;
	if (!g_file_test(f->target, G_FILE_TEST_EXISTS))
		return TRUE;
	if (g_file_get_contents(list, &text, NULL, NULL) &&
	    (g_str_has_prefix(text, HEADING) || g_str_has_prefix(text, EARLIER))) {
		read_list(f, text);
		return g_str_has_prefix(text, EARLIER) || all_ours(f, error);
	}
	g_autoptr(GDir) dir = g_dir_open(f->target, 0, NULL);
	if (dir && !g_dir_read_name(dir))
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT,
	            "%s: this is %s and no report of this program (" LIST
	            " is missing): it is left alone; name another "
	            "folder or remove it",
	            f->target, dir ? "not empty" : "no folder");
	return FALSE;
}

struct site_folder *site_folder_open(const char *dir, GError **error)
{
	g_autoptr(SiteFolder) f = g_new0(struct site_folder, 1);
	char *real = realpath(dir, NULL); /* a link to a folder stays, what it names is replaced */
	f->target = real ? g_strdup(real) : g_canonicalize_filename(dir, NULL);
	free(real);
	f->old = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	f->pages = g_ptr_array_new_with_free_func(g_free);
	f->others = g_ptr_array_new_with_free_func(g_free);
	f->work = look_at_old(f, error) ? site_work_new(f->target, error) : NULL;
	return f->work ? g_steal_pointer(&f) : NULL;
}

void site_folder_free(struct site_folder *f)
{
	if (!f)
		return;
	g_free(f->target);
	site_work_free(f->work);
	g_clear_pointer(&f->old, g_hash_table_unref);
	g_clear_pointer(&f->pages, g_ptr_array_unref);
	g_clear_pointer(&f->others, g_ptr_array_unref);
	g_free(f);
}

char *site_folder_path(struct site_folder *f, const char *file, GError **error)
{
	g_ptr_array_add(f->others, g_strdup(file));
	return site_work_file(f->work, file, error);
}

static void note(struct site_folder *f, const char *digests, const char *file)
{
	g_ptr_array_add(f->pages, g_strdup_printf("%.129s %s\n", digests, file));
}

gboolean site_folder_keep(struct site_folder *f, const char *file, const char *input)
{
	const char *digests = g_hash_table_lookup(f->old, file);
	if (!digests || strncmp(digests, input, 64) != 0)
		return FALSE;
	g_autofree char *from = g_build_filename(f->target, file, NULL);
	g_autofree char *text = NULL;
	gsize n;
	if (!g_file_get_contents(from, &text, &n, NULL))
		return FALSE;
	g_autofree char *content = sum_of(text, n);
	g_autofree char *to = strcmp(content, digests + 65) == 0 ? site_work_file(f->work, file, NULL) : NULL;
	if (!to || link(from, to) != 0)
		return FALSE;
	note(f, digests, file);
	return TRUE;
}

gboolean site_folder_put(struct site_folder *f, const char *file, const char *input, GBytes *bytes, GError **error)
{
	g_autofree char *path = site_work_file(f->work, file, error);
	if (!path)
		return FALSE;
	gsize n;
	const void *text = g_bytes_get_data(bytes, &n);
	FILE *out = fopen(path, "w");
	gboolean done = out && fwrite(text, 1, n, out) == n;
	done = out && fclose(out) == 0 && done;
	if (!done) {
		g_autofree char *name = g_build_filename(f->target, file, NULL);
		return site_fail(name, "cannot write", error);
	}
	g_autofree char *content = sum_of_bytes(bytes);
	g_autofree char *digests = g_strdup_printf("%.64s %s", input, content);
	note(f, digests, file);
	return TRUE;
}

static int by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a + 130, *(char *const *)b + 130);
}

/* By blocks: the workbook and the lists may be larger than the memory a report is to take. NULL: errno tells why. */
static char *file_sum(const char *path)
{
	static char block[1 << 16];
	gsize n;
	FILE *in = fopen(path, "rb");
	if (!in)
		return NULL;
	g_autoptr(Sum) sum = sum_new();
	while ((n = fread(block, 1, sizeof block, in)) > 0)
		sum_add(sum, block, n);
	gboolean failed = ferror(in);
	fclose(in);
	return failed ? NULL : g_strdup(sum_text(sum));
}

static gboolean note_others(struct site_folder *f, GError **error)
{
	for (guint i = 0; i < f->others->len; i++) {
		const char *file = g_ptr_array_index(f->others, i);
		g_autofree char *path = g_build_filename(f->work->path, file, NULL);
		g_autofree char *content = file_sum(path);
		g_autofree char *digests = content ? g_strdup_printf("%s %s", content, content) : NULL;
		if (!digests)
			return site_fail(path, "cannot be read again", error);
		note(f, digests, file);
	}
	return TRUE;
}

static gboolean write_list(struct site_folder *f, GError **error)
{
	if (!note_others(f, error))
		return FALSE;
	g_autofree char *path = site_work_file(f->work, LIST, error);
	g_autoptr(GString) text = g_string_new(HEADING);
	g_ptr_array_sort(f->pages, by_text);
	for (guint i = 0; i < f->pages->len; i++)
		g_string_append(text, g_ptr_array_index(f->pages, i));
	GError *local = NULL;
	if (!path ||
	    g_file_set_contents_full(path, text->str, (gssize)text->len, G_FILE_SET_CONTENTS_NONE, 0666, &local))
		return path != NULL;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: cannot write: %s", f->target, local->message);
	g_error_free(local);
	return FALSE;
}

/* Where the file system cannot exchange two folders in one step, the old one goes first: for that moment there is none. */
static gboolean swap(struct site_folder *f)
{
	if (rename(f->work->path, f->target) == 0) /* there was none, or an empty one */
		return TRUE;
	if (renameat2(AT_FDCWD, f->work->path, AT_FDCWD, f->target, RENAME_EXCHANGE) == 0) {
		site_remove(f->work->path);
		return TRUE;
	}
	if (errno != EINVAL && errno != ENOSYS)
		return FALSE;
	g_autofree char *aside = g_strconcat(f->work->path, ".old", NULL);
	if (rename(f->target, aside) != 0)
		return FALSE;
	if (rename(f->work->path, f->target) != 0) {
		int why = errno;
		if (rename(aside, f->target) == 0)
			errno = why;
		return FALSE;
	}
	site_remove(aside);
	return TRUE;
}

const char *site_folder_whole(struct site_folder *f, GError **error)
{
	return write_list(f, error) ? f->work->path : NULL;
}

gboolean site_folder_finish(struct site_folder *f, GError **error)
{
	f->work->done = swap(f);
	return f->work->done || site_fail(f->target,
	                                  errno == EBUSY ? "a file system of its own, which cannot be replaced; name a "
	                                                   "folder in it"
	                                                 : "cannot put the new report in its place",
	                                  error);
}
