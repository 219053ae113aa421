#include "checker/site_work.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "checker/error.h"

gboolean site_fail(const char *path, const char *what, GError **error)
{
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_REPORT, "%s: %s: %s", path, what, g_strerror(errno));
	return FALSE;
}

void site_remove(const char *path)
{
	g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);
		site_remove(inner);
	}
	remove(path);
}

/* What a run that was killed left: nobody holds its lock any more. */
static void remove_stale(const char *parent, const char *prefix)
{
	g_autoptr(GDir) dir = g_dir_open(parent, 0, NULL);
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		if (!g_str_has_prefix(name, prefix))
			continue;
		g_autofree char *path = g_build_filename(parent, name, NULL);
		int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
			site_remove(path);
		if (fd >= 0)
			close(fd);
	}
}

static gboolean make(struct site_work *w, GError **error)
{
	g_autofree char *parent = g_path_get_dirname(w->target);
	g_autofree char *name = g_path_get_basename(w->target);
	g_autofree char *prefix = g_strdup_printf(".%s.adquem-", name);
	g_autofree char *path = g_strdup_printf("%s/%s%ld", parent, prefix, (long)getpid());
	if (g_mkdir_with_parents(parent, 0777) != 0)
		return site_fail(w->target, "cannot make the folder", error);
	remove_stale(parent, prefix);
	if (g_mkdir(path, 0777) != 0)
		return site_fail(w->target, "cannot write beside it", error);
	w->path = g_steal_pointer(&path);
	w->lock = open(w->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (w->lock < 0 || flock(w->lock, LOCK_EX | LOCK_NB) != 0)
		return site_fail(w->target, "cannot write beside it", error);
	return TRUE;
}

struct site_work *site_work_new(const char *target, GError **error)
{
	g_autoptr(SiteWork) w = g_new0(struct site_work, 1);
	w->target = g_strdup(target);
	w->lock = -1;
	return make(w, error) ? g_steal_pointer(&w) : NULL;
}

void site_work_free(struct site_work *w)
{
	if (!w)
		return;
	if (w->path && !w->done)
		site_remove(w->path);
	if (w->lock >= 0)
		close(w->lock);
	g_free(w->target);
	g_free(w->path);
	g_free(w);
}

char *site_work_file(struct site_work *w, const char *file, GError **error)
{
	g_autofree char *path = g_build_filename(w->path, file, NULL);
	g_autofree char *folder = g_path_get_dirname(path);
	if (g_mkdir_with_parents(folder, 0777) == 0)
		return g_steal_pointer(&path);
	site_fail(w->target, "cannot make the folder", error);
	return NULL;
}
