/* tempdir.h - what tests made, and remove when they end. */
#ifndef TESTS_TEMPDIR_H
#define TESTS_TEMPDIR_H

#include <glib/gstdio.h>

/* Removes a file, or a folder with all that is in it. */
static inline void remove_all(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *inner = g_build_filename(path, name, NULL);
		remove_all(inner);
	}
	g_remove(path);
}

#endif
