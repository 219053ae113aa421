#define _GNU_SOURCE /* renameat2, syncfs */
#include "checker/site_archive.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/day.h"
#include "checker/error.h"
#include "checker/site_work.h"

#define LATEST "latest"

/* A report of the archive: the day, and its number on that day; 0 if the name is none of ours. */
struct dated {
	char day[11];
	guint64 number;
};

static struct dated parse(const char *name)
{
	struct dated d = { .number = 0 };
	guint64 n = 1;
	if (strlen(name) < 10 || (name[10] && name[10] != '-'))
		return d;
	memcpy(d.day, name, 10);
	if (!day_valid(d.day) || (name[10] && !g_ascii_string_to_unsigned(name + 11, 10, 2, 999999, &n, NULL)))
		return d;
	d.number = n;
	return d;
}

static char *name_of(const struct dated *d)
{
	if (d->number == 1)
		return g_strdup(d->day);
	return g_strdup_printf("%s-%" G_GUINT64_FORMAT, d->day, d->number);
}

static gboolean is_later(const struct dated *a, const struct dated *b)
{
	int order = strcmp(a->day, b->day);
	return order > 0 || (order == 0 && a->number > b->number);
}

/* The last report of a day, or of all days for NULL; number 0 if there is none. */
static struct dated last_of(const char *dir, const char *day)
{
	struct dated last = { .number = 0 };
	g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
	const char *name;
	while (open && (name = g_dir_read_name(open))) {
		struct dated d = parse(name);
		if (d.number > 0 && (!day || strcmp(d.day, day) == 0) && is_later(&d, &last))
			last = d;
	}
	return last;
}

static gboolean same_bytes(const char *a, const char *b)
{
	g_autoptr(GMappedFile) one = g_mapped_file_new(a, FALSE, NULL);
	g_autoptr(GMappedFile) other = g_mapped_file_new(b, FALSE, NULL);
	if (!one || !other || g_mapped_file_get_length(one) != g_mapped_file_get_length(other))
		return FALSE;
	gsize n = g_mapped_file_get_length(one);
	return n == 0 || memcmp(g_mapped_file_get_contents(one), g_mapped_file_get_contents(other), n) == 0;
}

static gboolean same_tree(const char *a, const char *b);

/* Both have this file, or this folder, with the same in it. */
static gboolean same(const char *a, const char *b)
{
	struct stat one, other;
	if (stat(a, &one) != 0 || stat(b, &other) != 0 || S_ISDIR(one.st_mode) != S_ISDIR(other.st_mode))
		return FALSE;
	if (S_ISDIR(one.st_mode))
		return same_tree(a, b);
	return (one.st_dev == other.st_dev && one.st_ino == other.st_ino) || same_bytes(a, b);
}

static int count(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	int n = 0;
	while (dir && g_dir_read_name(dir))
		n++;
	return n;
}

static gboolean same_tree(const char *a, const char *b)
{
	g_autoptr(GDir) dir = g_dir_open(a, 0, NULL);
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *one = g_build_filename(a, name, NULL);
		g_autofree char *other = g_build_filename(b, name, NULL);
		if (!same(one, other))
			return FALSE;
	}
	return dir && count(a) == count(b);
}

static gboolean copy_file(const char *from, const char *to)
{
	g_autoptr(GFile) source = g_file_new_for_path(from);
	g_autoptr(GFile) target = g_file_new_for_path(to);
	return g_file_copy(source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL);
}

/* A link costs nothing, but then an editor that writes in place would change both: so neither may be written. */
static gboolean take(const char *from, const char *to)
{
	struct stat is;
	if (link(from, to) != 0 && !copy_file(from, to))
		return FALSE;
	return stat(to, &is) == 0 && chmod(to, is.st_mode & 0555) == 0;
}

static gboolean take_tree(const char *from, const char *to)
{
	g_autoptr(GDir) dir = g_dir_open(from, 0, NULL);
	const char *name;
	if (!dir || (g_mkdir(to, 0777) != 0 && errno != EEXIST))
		return FALSE;
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *one = g_build_filename(from, name, NULL);
		g_autofree char *other = g_build_filename(to, name, NULL);
		gboolean folder = g_file_test(one, G_FILE_TEST_IS_DIR);
		if (!(folder ? take_tree : take)(one, other))
			return FALSE;
	}
	return TRUE;
}

/* Gives the folder the first name of the day that is free; TRUE without one if the last report of the day is the same. */
static gboolean give_name(SiteWork *work, const char *dir, const char *day, GError **error)
{
	for (;;) {
		struct dated d = last_of(dir, day);
		g_autofree char *last = name_of(&d);
		g_autofree char *before = g_build_filename(dir, last, NULL);
		if (d.number > 0 && same_tree(work->path, before))
			return TRUE;
		g_strlcpy(d.day, day, sizeof d.day);
		d.number++;
		g_autofree char *name = name_of(&d);
		g_autofree char *path = g_build_filename(dir, name, NULL);
		work->done = renameat2(AT_FDCWD, work->path, AT_FDCWD, path, RENAME_NOREPLACE) == 0;
		if (!work->done && (errno == EINVAL || errno == ENOSYS)) /* this file system knows no flags */
			work->done = rename(work->path, path) == 0;
		if (work->done)
			return TRUE;
		if (errno != EEXIST && errno != ENOTEMPTY) /* else another run was faster */
			return site_fail(path, "cannot give the report its name", error);
	}
}

static gboolean point_latest(const char *dir, GError **error)
{
	struct dated d = last_of(dir, NULL);
	g_autofree char *name = name_of(&d);
	g_autofree char *link_path = g_build_filename(dir, LATEST, NULL);
	g_autofree char *aside = g_strdup_printf("%s/.%s.%ld", dir, LATEST, (long)getpid());
	g_autofree char *now = g_file_read_link(link_path, NULL);
	if (g_strcmp0(now, name) == 0)
		return TRUE;
	if (!now && g_file_test(link_path, G_FILE_TEST_EXISTS)) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: this is no link: it is left alone", link_path);
		return FALSE;
	}
	(void)remove(aside);
	if (symlink(name, aside) == 0 && rename(aside, link_path) == 0)
		return TRUE;
	return site_fail(link_path, "cannot link the newest report", error);
}

gboolean site_archive_put(const char *site, const char *dir, const char *day, GError **error)
{
	g_autofree char *latest = g_build_filename(dir, LATEST, NULL);
	g_autoptr(SiteWork) work = site_work_new(latest, error);
	g_autoptr(GDir) listed =
		work ? g_dir_open(dir, 0, error) : NULL; /* the next name is told from those there are */
	if (!listed)
		return FALSE;
	if (!take_tree(site, work->path))
		return site_fail(dir, "cannot keep the report", error);
	/* a report can be made again, one of a past day perhaps not: it has to be on the disk */
	if (syncfs(work->lock) != 0)
		return site_fail(dir, "cannot keep the report", error);
	return give_name(work, dir, day, error) && point_latest(dir, error);
}

/* With all links resolved, also of a path whose end is not there yet. New. */
static char *real_path(const char *path)
{
	char *real = realpath(path, NULL);
	if (real) {
		char *copy = g_strdup(real);
		free(real);
		return copy;
	}
	g_autofree char *whole = g_canonicalize_filename(path, NULL);
	g_autofree char *parent = g_path_get_dirname(whole);
	if (strcmp(parent, whole) == 0)
		return g_steal_pointer(&whole);
	g_autofree char *name = g_path_get_basename(whole);
	g_autofree char *above = real_path(parent);
	return g_build_filename(above, name, NULL);
}

gboolean site_archive_inside(const char *path, const char *folder)
{
	g_autofree char *inner = real_path(path);
	g_autofree char *outer = real_path(folder);
	g_autofree char *prefix = g_strconcat(outer, "/", NULL);
	return strcmp(inner, outer) == 0 || g_str_has_prefix(inner, prefix);
}
