/* file.h - a FILE that closes itself, for g_autoptr(FILE). */
#ifndef ADQUEM_FILE_H
#define ADQUEM_FILE_H

#include <glib.h>
#include <stdio.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(FILE, fclose)

#endif
