/* site_folder.h - a folder that is replaced whole: files are written into a new one beside it, which then takes its place
 * in one step. Files whose input has not changed are taken over from the old one. */
#ifndef ADQUEM_SITE_FOLDER_H
#define ADQUEM_SITE_FOLDER_H

#include <glib.h>

typedef struct site_folder SiteFolder;

/* Begins to replace dir, or to make it. NULL with ADQ_ERROR_REPORT when dir holds something that is no report of
 * this program, or a file besides one (named), or nothing can be written beside it. What runs that were killed left beside it is removed. */
struct site_folder *site_folder_open(const char *dir, GError **error);

/* Removes what was written, unless it was finished. */
void site_folder_free(struct site_folder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SiteFolder, site_folder_free)

/* TRUE if the old folder has this file, made from the same input and not touched since: it is in the new one now. */
gboolean site_folder_keep(struct site_folder *folder, const char *file, const char *input);

/* Writes a file made from input (a digest), making sub-folders. FALSE with ADQ_ERROR_REPORT naming the file. */
gboolean site_folder_put(struct site_folder *folder, const char *file, const char *input, GBytes *bytes,
                         GError **error);

/* Where a file is to be written by others, before the folder is whole; its sub-folder is there. New; NULL with
 * ADQ_ERROR_REPORT. */
char *site_folder_path(struct site_folder *folder, const char *file, GError **error);

/* Ends the writing and says where the new folder is until it is put in its place. NULL with ADQ_ERROR_REPORT. */
const char *site_folder_whole(struct site_folder *folder, GError **error);

/* Puts the new folder in the place of the old one, which is removed, once it is whole. FALSE with ADQ_ERROR_REPORT. */
gboolean site_folder_finish(struct site_folder *folder, GError **error);

#endif
