#include "feeds/jsonread.h"

#include <string.h>

#include "checker/error.h"
#include "feeds/jsonplace.h"

#define DOCUMENT_MAX ((gsize)256 << 20)
#define CHUNK (64 * 1024)

/* The document has been checked (jsonplace.h): what walks through it need not look for its end. */
struct json {
	char *name;
	char *owned; /* the text, if read from a file */
	const char *text;
	gsize len;
	const char *at;  /* within the array being walked, after the current element; NULL: in none */
	GString *texts;  /* of the current object's members, each with a final NUL */
	GArray *members; /* of struct member */
	guint row;
};

/* Where name and text of a member stand in texts. */
struct member {
	gsize name, text;
	gboolean null;
};

G_GNUC_PRINTF(4, 5)
static gboolean refuse(const struct json *json, guint line, GError **error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:%u: %s", json->name, line, reason);
	return FALSE;
}

static gboolean check_text(const struct json *json, GError **error)
{
	gsize at = 0;
	if (json->len > DOCUMENT_MAX)
		return refuse(json, 1, error, "larger than 256 MB");
	const char *reason = json_fault(json->text, json->len, &at);
	if (!reason)
		return TRUE;
	guint line = 1;
	for (gsize i = 0; i < at && i < json->len; i++)
		line += json->text[i] == '\n';
	return refuse(json, line, error, "%s (byte %" G_GSIZE_FORMAT ")", reason, at + 1);
}

static struct json *open_text(char *owned, const char *text, gsize len, const char *name, GError **error)
{
	g_autoptr(Json) json = g_new0(struct json, 1);
	json->name = g_strdup(name);
	json->owned = owned;
	json->text = text;
	json->len = len;
	json->texts = g_string_new(NULL);
	json->members = g_array_new(FALSE, FALSE, sizeof(struct member));
	return check_text(json, error) ? g_steal_pointer(&json) : NULL;
}

struct json *json_open(const char *text, gsize len, const char *name, GError **error)
{
	return open_text(NULL, text, len, name, error);
}

struct json *json_open_file(FILE *in, const char *name, GError **error)
{
	GString *all = g_string_new(NULL);
	g_autofree char *chunk = g_malloc(CHUNK);
	size_t n;
	while (all->len <= DOCUMENT_MAX && (n = fread(chunk, 1, CHUNK, in)) > 0)
		g_string_append_len(all, chunk, (gssize)n);
	gsize len = all->len;
	if (ferror(in)) {
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:1: cannot be read", name);
		g_string_free(all, TRUE);
		return NULL;
	}
	char *text = g_string_free(all, FALSE);
	return open_text(text, text, len, name, error);
}

void json_free(struct json *json)
{
	if (!json)
		return;
	g_string_free(json->texts, TRUE);
	g_array_unref(json->members);
	g_free(json->owned);
	g_free(json->name);
	g_free(json);
}

/* ---- walking through a text known to be JSON ---- */

static const char *skip_space(const char *p)
{
	while (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')
		p++;
	return p;
}

/* Past white space, one mark (a comma or a colon), and white space. */
static const char *skip_mark(const char *p)
{
	p = skip_space(p);
	return *p == ',' || *p == ':' ? skip_space(p + 1) : p;
}

static const char *skip_string(const char *p)
{
	for (p++; *p != '"'; p++)
		if (*p == '\\')
			p++;
	return p + 1;
}

static const char *skip_list(const char *p)
{
	int depth = 0;
	do {
		if (*p == '"') {
			p = skip_string(p);
			continue;
		}
		depth += (*p == '{' || *p == '[') - (*p == '}' || *p == ']');
		p++;
	} while (depth > 0);
	return p;
}

static const char *skip_value(const char *p)
{
	if (*p == '"')
		return skip_string(p);
	if (*p == '{' || *p == '[')
		return skip_list(p);
	while (g_ascii_isalnum(*p) || *p == '-' || *p == '+' || *p == '.')
		p++;
	return p;
}

static gunichar hex4(const char *p)
{
	gunichar c = 0;
	for (int i = 0; i < 4; i++)
		c = c * 16 + (gunichar)g_ascii_xdigit_value(p[i]);
	return c;
}

/* One escape, at the character after the backslash. NULL: half a surrogate pair, which is no Unicode. */
static const char *append_escape(GString *out, const char *p)
{
	static const char plain[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	if (*p != 'u') {
		g_string_append_c(out, meant[strchr(plain, *p) - plain]);
		return p + 1;
	}
	gunichar c = hex4(p + 1);
	p += 5;
	if (c >= 0xD800 && c <= 0xDFFF) {
		gunichar low = p[0] == '\\' && p[1] == 'u' ? hex4(p + 2) : 0;
		if (c > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
			return NULL;
		c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
		p += 6;
	}
	g_string_append_unichar(out, c);
	return p;
}

/* The text of a string, unescaped, with a final NUL; past its end, or NULL where it is no Unicode. */
static const char *append_string(GString *out, const char *p)
{
	p++;
	while (p && *p != '"') {
		size_t n = strcspn(p, "\"\\");
		g_string_append_len(out, p, (gssize)n);
		p += n;
		if (*p == '\\')
			p = append_escape(out, p + 1);
	}
	g_string_append_c(out, '\0');
	return p ? p + 1 : NULL;
}

static const char *append_value(GString *out, const char *p)
{
	if (*p == '"')
		return append_string(out, p);
	const char *end = skip_value(p);
	g_string_append_len(out, p, end - p);
	g_string_append_c(out, '\0');
	return end;
}

/* The value of the document's first member of that name; NULL if it has none, or is no object. */
static const char *find(const struct json *json, const char *name)
{
	const char *p = skip_space(json->text);
	g_autoptr(GString) found = g_string_new(NULL);
	if (*p != '{')
		return NULL;
	for (p = skip_space(p + 1); *p != '}';) {
		g_string_truncate(found, 0);
		p = append_string(found, p);
		if (!p)
			return NULL;
		p = skip_mark(p);
		if (strcmp(found->str, name) == 0)
			return p;
		p = skip_mark(skip_value(p));
	}
	return NULL;
}

gboolean json_integer(const struct json *json, const char *member, gint64 *value, GError **error)
{
	const char *at = find(json, member);
	g_autofree char *number = at ? g_strndup(at, (gsize)(skip_value(at) - at)) : NULL;
	return (number && g_ascii_string_to_signed(number, 10, G_MININT64, G_MAXINT64, value, NULL)) ||
	       refuse(json, 1, error, "'%s' is missing or no whole number", member);
}

/* Where the elements of the array begin that the member holds. */
static const char *array(const struct json *json, const char *member, GError **error)
{
	const char *at = find(json, member);
	if (at && *at == '[')
		return skip_space(at + 1);
	refuse(json, 1, error, "'%s' is missing or no array", member);
	return NULL;
}

gboolean json_length(const struct json *json, const char *member, gint64 *length, GError **error)
{
	const char *at = array(json, member, error);
	*length = 0;
	for (const char *p = at; p && *p != ']'; p = skip_mark(skip_value(p)))
		(*length)++;
	return at != NULL;
}

gboolean json_each(struct json *json, const char *member, GError **error)
{
	json->at = array(json, member, error);
	json->row = 0;
	return json->at != NULL;
}

/* Reads the object at p; past its end, or NULL where a text is no Unicode. */
static const char *read_object(struct json *json, const char *p)
{
	g_string_truncate(json->texts, 0);
	g_array_set_size(json->members, 0);
	p = skip_space(p + 1);
	while (p && *p != '}') {
		struct member m = { .name = json->texts->len };
		p = append_string(json->texts, p);
		if (!p)
			return NULL;
		p = skip_mark(p);
		m.null = *p == 'n';
		m.text = json->texts->len;
		p = append_value(json->texts, p);
		g_array_append_val(json->members, m);
		p = p ? skip_mark(p) : NULL;
	}
	return p ? p + 1 : NULL;
}

gboolean json_next(struct json *json, GError **error)
{
	if (*json->at == ']')
		return FALSE;
	json->row++;
	if (*json->at != '{')
		return refuse(json, 1, error, "record %u is no object", json->row);
	const char *end = read_object(json, json->at);
	if (!end)
		return refuse(json, 1, error, "record %u: text that is not Unicode", json->row);
	json->at = skip_mark(end);
	return TRUE;
}

guint json_row(const struct json *json)
{
	return json->row;
}

const char *json_text(const struct json *json, const char *member)
{
	for (guint i = json->members->len; i-- > 0;) {
		const struct member *m = &g_array_index(json->members, struct member, i);
		if (strcmp(json->texts->str + m->name, member) == 0)
			return m->null ? NULL : json->texts->str + m->text;
	}
	return NULL;
}
