#include "feeds/tempfile.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "checker/error.h"

FILE *tempfile_new(GError **error)
{
	g_autofree char *path = g_build_filename(g_get_tmp_dir(), "adquem-XXXXXX", NULL);
	int fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w+b");
	int trouble = errno;
	if (fd >= 0)
		unlink(path);
	if (fd >= 0 && !file)
		close(fd);
	if (!file)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "no temporary file can be made in %s: %s",
		            g_get_tmp_dir(), g_strerror(trouble));
	return file;
}
