/* site_work.h - a folder that is being made: hidden beside the one it will become, locked while its maker lives. */
#ifndef ADQUEM_SITE_WORK_H
#define ADQUEM_SITE_WORK_H

#include <glib.h>

struct site_work {
	char *target; /* absolute: the name the folder will get */
	char *path;   /* where it is now */
	int lock;
	gboolean done; /* it has its name: nothing is to be removed */
};

typedef struct site_work SiteWork;

/* Makes an empty folder beside target, and target's parent. What makers that were killed left for the same target is
 * removed. NULL with ADQ_ERROR_REPORT naming the target. */
struct site_work *site_work_new(const char *target, GError **error);

/* Removes the folder, unless done. */
void site_work_free(struct site_work *work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SiteWork, site_work_free)

/* The path of a file in it, new; its sub-folder is made. NULL with ADQ_ERROR_REPORT. */
char *site_work_file(struct site_work *work, const char *file, GError **error);

/* Removes a file, or a folder with all that is in it; follows no links. */
void site_remove(const char *path);

/* Sets ADQ_ERROR_REPORT "PATH: WHAT: the system's reason" from errno. Always FALSE. */
gboolean site_fail(const char *path, const char *what, GError **error);

#endif
