#define _GNU_SOURCE /* O_TMPFILE */
#include "feeds/tempfile.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "checker/error.h"

/* A file that never had a name, so that a killed run leaves none; where the folder's file system knows no such files,
 * one whose name is taken away at once. */
static int open_nameless(void)
{
	int fd = open(g_get_tmp_dir(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	g_autofree char *path = g_build_filename(g_get_tmp_dir(), "adquem-XXXXXX", NULL);
	fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		unlink(path);
	return fd;
}

FILE *tempfile_new(GError **error)
{
	int fd = open_nameless();
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w+b");
	if (file)
		return file;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "no temporary file can be made in %s: %s", g_get_tmp_dir(),
	            g_strerror(errno));
	if (fd >= 0)
		close(fd);
	return NULL;
}
