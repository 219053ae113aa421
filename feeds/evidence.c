#include "feeds/evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/day.h"
#include "checker/error.h"
#include "checker/file.h"
#include "checker/sum.h"
#include "feeds/tempfile.h"

#define LEVEL 1 /* markup shrinks to a tenth at the fastest level already */
#define PIECE (64 * 1024)
#define SUM_LENGTH 64
#define ASIDE ".new-"
#define SUFFIX ".gz"

struct evidence {
	char *dir;
};

static gboolean refuse(GError **error, const char *path, const char *reason)
{
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "%s: %s", path, reason);
	return FALSE;
}

static gboolean is_sum(const char *text)
{
	return strlen(text) == SUM_LENGTH && strspn(text, "0123456789abcdef") == SUM_LENGTH;
}

struct evidence *evidence_open(const char *dir, GError **error)
{
	if (g_mkdir_with_parents(dir, 0700) != 0 || g_access(dir, W_OK | X_OK) != 0) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "%s: the folder of received bodies cannot be used: %s",
		            dir, g_strerror(errno));
		return NULL;
	}
	struct evidence *evidence = g_new0(struct evidence, 1);
	evidence->dir = g_strdup(dir);
	return evidence;
}

void evidence_free(struct evidence *evidence)
{
	if (!evidence)
		return;
	g_free(evidence->dir);
	g_free(evidence);
}

char *evidence_path(const struct evidence *evidence, const char *sha256)
{
	g_autofree char *name = g_strconcat(sha256, SUFFIX, NULL);
	char first[3] = "";
	g_strlcpy(first, sha256, sizeof first);
	return g_build_filename(evidence->dir, first, name, NULL);
}

/* ---- compressing */

struct piece {
	char bytes[PIECE];
	gsize from, to;
};

/* Fills in where it is empty; at the end of the file there is nothing to fill it with. */
static gboolean refill(FILE *in, struct piece *piece)
{
	if (piece->from == piece->to) {
		piece->from = 0;
		piece->to = fread(piece->bytes, 1, PIECE, in);
	}
	return !ferror(in);
}

/* From in to out, through converter; sum (or NULL) is of what comes out. The stream's end must be that of in. */
static gboolean pump(GConverter *converter, FILE *in, FILE *out, struct sum *sum, GError **error)
{
	g_autofree struct piece *piece = g_new0(struct piece, 1);
	char made[PIECE];
	GConverterResult result = G_CONVERTER_CONVERTED;
	while (result != G_CONVERTER_FINISHED) {
		gsize used = 0, n = 0;
		errno = 0;
		if (!refill(in, piece))
			return refuse(error, "reading", g_strerror(errno));
		GConverterFlags flags = feof(in) ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS;
		result = g_converter_convert(converter, piece->bytes + piece->from, piece->to - piece->from, made,
		                             sizeof made, flags, &used, &n, error);
		if (result == G_CONVERTER_ERROR)
			return FALSE;
		piece->from += used;
		if (fwrite(made, 1, n, out) != n)
			return refuse(error, "writing", g_strerror(errno));
		if (sum)
			sum_add(sum, made, n);
	}
	if (piece->from != piece->to || getc(in) != EOF)
		return refuse(error, "reading", "there is more behind its end");
	return TRUE;
}

static FILE *unpack(const char *path, struct sum *sum, GError **error)
{
	g_autoptr(FILE) in = fopen(path, "rb");
	if (!in) {
		refuse(error, path, errno == ENOENT ? "this body is not there" : g_strerror(errno));
		return NULL;
	}
	g_autoptr(FILE) out = tempfile_new(error);
	g_autoptr(GConverter) converter = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP));
	if (!out)
		return NULL;
	g_autoptr(GError) trouble = NULL;
	if (!pump(converter, in, out, sum, &trouble) || fflush(out) != 0) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "%s: this body cannot be unpacked: %s", path,
		            trouble ? trouble->message : g_strerror(errno));
		return NULL;
	}
	rewind(out);
	return g_steal_pointer(&out);
}

FILE *evidence_body(struct evidence *evidence, const char *sha256, GError **error)
{
	g_autofree char *path = evidence_path(evidence, sha256);
	g_autoptr(Sum) sum = sum_new();
	if (!is_sum(sha256)) {
		refuse(error, sha256, "this is no SHA-256 of a body");
		return NULL;
	}
	g_autoptr(FILE) body = unpack(path, sum, error);
	if (body && strcmp(sum_text(sum), sha256) != 0) {
		refuse(error, path, "this body is damaged: its SHA-256 is not its name");
		return NULL;
	}
	return g_steal_pointer(&body);
}

/* ---- keeping */

/* A body that comes again counts as received today; a damaged one is replaced. */
static gboolean is_there(struct evidence *evidence, const char *path, const char *sha256)
{
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return FALSE;
	g_autoptr(FILE) body = evidence_body(evidence, sha256, NULL);
	return body && utimensat(AT_FDCWD, path, NULL, 0) == 0;
}

static gboolean pack(int fd, FILE *body, GError **error)
{
	g_autoptr(GConverter) converter = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL));
	FILE *out = fdopen(fd, "wb");
	if (!out) {
		refuse(error, "writing", g_strerror(errno));
		close(fd);
		return FALSE;
	}
	rewind(body);
	gboolean ok = pump(converter, body, out, NULL, error);
	rewind(body);
	if (ok && (fflush(out) != 0 || fsync(fileno(out)) != 0))
		ok = refuse(error, "writing", g_strerror(errno));
	if (fclose(out) != 0 && ok)
		ok = refuse(error, "writing", g_strerror(errno));
	return ok;
}

/* In the folder of path: aside, then under its name. */
static gboolean put(const char *path, FILE *body, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *aside = g_build_filename(folder, ASIDE "XXXXXX", NULL);
	if (g_mkdir_with_parents(folder, 0700) != 0)
		return refuse(error, folder, g_strerror(errno));
	int fd = g_mkstemp_full(aside, O_WRONLY | O_CLOEXEC, 0600);
	if (fd < 0)
		return refuse(error, folder, g_strerror(errno));
	if (pack(fd, body, error)) {
		if (g_rename(aside, path) == 0)
			return TRUE;
		refuse(error, path, g_strerror(errno));
	}
	g_unlink(aside);
	return FALSE;
}

gboolean evidence_keep(struct evidence *evidence, FILE *body, const char *sha256, GError **error)
{
	g_autofree char *path = evidence_path(evidence, sha256);
	g_autoptr(GError) trouble = NULL;
	if (!is_sum(sha256))
		return refuse(error, sha256, "this is no SHA-256 of a body");
	if (is_there(evidence, path, sha256) || put(path, body, &trouble))
		return TRUE;
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_SOURCE, "%s: the received body cannot be kept: %s", path,
	            trouble->message);
	return FALSE;
}

/* ---- pruning */

/* The sum of which name is the file; NULL: none of ours, or one that was left aside by a program that was ended. */
static char *sum_named(const char *name)
{
	g_autofree char *sum = g_str_has_suffix(name, SUFFIX) ? g_strndup(name, strlen(name) - strlen(SUFFIX)) : NULL;
	return sum && is_sum(sum) ? g_steal_pointer(&sum) : NULL;
}

static gboolean is_older(const char *path, const char *day)
{
	GStatBuf info;
	if (g_stat(path, &info) != 0)
		return FALSE;
	g_autoptr(GDateTime) changed = g_date_time_new_from_unix_utc(info.st_mtime);
	g_autofree char *text = g_date_time_format(changed, "%Y-%m-%d");
	return strcmp(text, day) < 0;
}

static gboolean prune_folder(const char *folder, GHashTable *keep, const char *before, guint *removed, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_autofree char *sum = sum_named(name);
		gboolean ours = sum ? !g_hash_table_contains(keep, sum) : g_str_has_prefix(name, ASIDE);
		if (!ours || !is_older(path, before))
			continue;
		if (g_unlink(path) != 0)
			return refuse(error, path, g_strerror(errno));
		*removed += sum != NULL;
	}
	return TRUE;
}

gboolean evidence_prune(struct evidence *evidence, GHashTable *keep, const char *before, guint *removed, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(GDir) dir = g_dir_open(evidence->dir, 0, &trouble);
	const char *name;
	*removed = 0;
	if (!dir)
		return refuse(error, evidence->dir, trouble->message);
	if (!day_valid(before))
		return refuse(error, before, "this is no day");
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *folder = g_build_filename(evidence->dir, name, NULL);
		if (strlen(name) == 2 && !prune_folder(folder, keep, before, removed, error))
			return FALSE;
	}
	return TRUE;
}
