/* store_lock.c - one writer at a time, by a lock on a file beside the database: it is gone with the process that took it,
 * however that ended. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/error.h"
#include "checker/store_private.h"

#define WAIT_MS 5000
#define STEP_MS 50
#define NO_LOCK G_MAXINT

/* "process 123, since 2026-11-23T03:00:00Z": what the holder wrote, and when. */
static char *holder(int fd)
{
	char text[128] = "";
	struct stat st;
	if (pread(fd, text, sizeof text - 1, 0) <= 0 || fstat(fd, &st) != 0)
		return g_strdup("another process");
	g_autoptr(GDateTime) since = g_date_time_new_from_unix_utc(st.st_mtime);
	g_autofree char *time = g_date_time_format(since, "%Y-%m-%dT%H:%M:%SZ");
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	return g_strdup_printf("%s, since %s,", g_strchomp(valid), time);
}

/* Short writers wait for each other's turn, as they do for the database itself. */
static gboolean take(int fd)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	for (int waited = 0; fcntl(fd, F_SETLK, &lock) != 0; waited++) {
		if (waited == WAIT_MS / STEP_MS)
			return FALSE;
		g_usleep(STEP_MS * 1000);
	}
	return TRUE;
}

static void refuse(const char *path, GError **error)
{
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s: cannot open the database: %s", path, g_strerror(errno));
}

/* As SQLite does with the files beside a database: what root makes is its owner's, who could open it no more. */
static void give_to_owner(int fd, const char *path)
{
	struct stat database;
	if (geteuid() != 0 || stat(path, &database) != 0)
		return;
	int given = fchown(fd, database.st_uid, database.st_gid);
	(void)given; /* where owners cannot be set, there are none to shut out */
}

/* Only a file that was made here is given away, and no link is followed: the folder may be somebody else's, who would
 * have root give away, or empty, what the link names. */
static int open_lock(const char *name, const char *path)
{
	const int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW;
	int fd = g_open(name, flags | O_CREAT | O_EXCL, 0600);
	if (fd >= 0)
		give_to_owner(fd, path);
	else if (errno == EEXIST)
		fd = g_open(name, flags, 0);
	return fd;
}

int store_lock(const char *path, GError **error)
{
	if (strcmp(path, ":memory:") == 0) /* nobody else's */
		return NO_LOCK;
	g_autofree char *name = g_strconcat(path, ".lock", NULL);
	int fd = open_lock(name, path);
	if (fd < 0) {
		refuse(errno == ENOENT ? path : name, error);
		return -1;
	}
	if (!take(fd)) {
		g_autofree char *who = holder(fd);
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_STORE, "%s: %s is writing this database; try again later", path,
		            who);
		close(fd);
		return -1;
	}
	if (ftruncate(fd, 0) != 0 || dprintf(fd, "process %ld\n", (long)getpid()) < 0) {
		refuse(name, error);
		close(fd);
		return -1;
	}
	return fd;
}

void store_unlock(int fd)
{
	if (fd >= 0 && fd != NO_LOCK)
		close(fd);
}
