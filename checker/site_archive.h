/* site_archive.h - dated folders beside each other, DIR/YYYY-MM-DD, and DIR/latest, a link to the newest. */
#ifndef ADQUEM_SITE_ARCHIVE_H
#define ADQUEM_SITE_ARCHIVE_H

#include <glib.h>

/* Keeps the report in the folder site as that of a day judged. A dated folder is never rewritten: the same report again
 * changes nothing, another one of the same day becomes YYYY-MM-DD-2, -3 and so on. Files are linked where they can be,
 * and then write-protected in both places; else copied. A folder gets its name when it is whole and on the disk; latest
 * is replaced in one step, and names the last folder of the last day. FALSE with ADQ_ERROR_REPORT. */
gboolean site_archive_put(const char *site, const char *dir, const char *day, GError **error);

/* TRUE if path lies in folder or is it; either may be missing still. */
gboolean site_archive_inside(const char *path, const char *folder);

#endif
