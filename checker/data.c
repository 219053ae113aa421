#include "checker/data.h"

#include "checker/error.h"
#include "checker/file.h"

#include <string.h>

/* Both are made by glib-compile-resources (see the Makefile), which writes no header that we would like to include. */
GResource *adq_data_get_resource(void);
void adq_data_register_resource(void);

/* Registered by hand and once: a constructor would be dropped by the linker, since nothing else refers to its object
 * in the static library. */
static GResource *embedded(void)
{
	static gsize registered = 0;
	if (g_once_init_enter(&registered)) {
		adq_data_register_resource();
		g_once_init_leave(&registered, 1);
	}
	return adq_data_get_resource();
}

/* Names of portfolios and rules come from the command line; none may lead out of the folder. */
static gboolean path_is_inside(const char *path)
{
	if (*path == '\0' || g_path_is_absolute(path))
		return FALSE;
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	return !g_strv_contains((const char *const *)parts, "..");
}

static GBytes *bytes_of_file(const char *folder, const char *path)
{
	g_autofree char *name = g_build_filename(folder, path, NULL);
	char *text = NULL;
	gsize length = 0;
	return g_file_get_contents(name, &text, &length, NULL) ? g_bytes_new_take(text, length) : NULL;
}

static GBytes *bytes_of_resource(const char *path)
{
	g_autofree char *name = g_strconcat("/adquem/", path, NULL);
	return g_resource_lookup_data(embedded(), name, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

GBytes *data_bytes(const char *path, GError **error)
{
	const char *folder = g_getenv("ADQUEM_DATA");
	GBytes *bytes = NULL;
	if (path_is_inside(path))
		bytes = folder ? bytes_of_file(folder, path) : bytes_of_resource(path);
	if (!bytes)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE, "%s: there is no such file in %s", path,
		            folder ? folder : "the program");
	return bytes;
}

FILE *data_open(const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = data_bytes(path, error);
	if (!bytes)
		return NULL;
	gsize size;
	const void *data = g_bytes_get_data(bytes, &size);
	g_autoptr(FILE) in = fmemopen(NULL, size + 1, "w+b"); /* memory of its own, which goes with it */
	if (in && fwrite(data, 1, size, in) == size && fseek(in, 0, SEEK_SET) == 0)
		return g_steal_pointer(&in);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_RULE, "%s: cannot be read", path);
	return NULL;
}

static void list_folder(GPtrArray *names, const char *folder, const char *dir)
{
	g_autofree char *path = g_build_filename(folder, dir, NULL);
	g_autoptr(GDir) open = g_dir_open(path, 0, NULL);
	for (const char *name = open ? g_dir_read_name(open) : NULL; name; name = g_dir_read_name(open)) {
		g_autofree char *full = g_build_filename(path, name, NULL);
		if (*name != '.' && g_file_test(full, G_FILE_TEST_IS_REGULAR))
			g_ptr_array_add(names, g_strdup(name));
	}
}

static void list_resource(GPtrArray *names, const char *dir)
{
	g_autofree char *path = g_strconcat("/adquem/", dir, NULL);
	g_auto(GStrv) children = g_resource_enumerate_children(embedded(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
	for (char **child = children; child && *child; child++)
		if (!g_str_has_suffix(*child, "/"))
			g_ptr_array_add(names, g_strdup(*child));
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **data_list(const char *dir)
{
	const char *folder = g_getenv("ADQUEM_DATA");
	GPtrArray *names = g_ptr_array_new();
	if (folder && path_is_inside(dir))
		list_folder(names, folder, dir);
	else if (!folder)
		list_resource(names, dir);
	g_ptr_array_sort(names, by_bytes);
	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_free(names, FALSE);
}

char **data_names(const char *dir, const char *suffix)
{
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();
	g_auto(GStrv) files = data_list(dir);
	for (char **file = files; *file; file++)
		if (g_str_has_suffix(*file, suffix)) {
			(*file)[strlen(*file) - strlen(suffix)] = '\0';
			g_strv_builder_add(names, *file);
		}
	return g_strv_builder_end(names);
}
