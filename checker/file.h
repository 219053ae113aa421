/* file.h - a FILE that closes itself, for g_autoptr(FILE), and whether a file is there. */
#ifndef ADQUEM_FILE_H
#define ADQUEM_FILE_H

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <sys/stat.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(FILE, fclose)

/* TRUE if nothing is at path. What a closed folder on the way keeps from being seen is not missing: to read it fails, and says
 * why. */
static inline gboolean file_missing(const char *path)
{
	struct stat st;
	return stat(path, &st) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

#endif
