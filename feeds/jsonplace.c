#include "feeds/jsonplace.h"

#include <string.h>

#define DEPTH_MAX 64

struct cursor {
	const char *at, *end;
	const char *reason;
	guint depth;
};

static gboolean scan_value(struct cursor *c);

static gboolean fail(struct cursor *c, const char *reason)
{
	if (!c->reason)
		c->reason = reason;
	return FALSE;
}

static void skip_space(struct cursor *c)
{
	while (c->at < c->end && *c->at && strchr(" \t\r\n", *c->at))
		c->at++;
}

/* Goes past ch if it is next. */
static gboolean eat(struct cursor *c, char ch)
{
	if (c->at >= c->end || *c->at != ch)
		return FALSE;
	c->at++;
	return TRUE;
}

static gboolean scan_escape(struct cursor *c)
{
	if (c->at >= c->end || !*c->at || !strchr("\"\\/bfnrtu", *c->at))
		return fail(c, "not JSON: a backslash with nothing known after it");
	if (*c->at++ != 'u')
		return TRUE;
	if (c->end - c->at >= 4 && strncmp(c->at, "0000", 4) == 0)
		return fail(c, "holds a NUL character");
	for (int i = 0; i < 4; i++, c->at++)
		if (c->at >= c->end || !g_ascii_isxdigit(*c->at))
			return fail(c, "not JSON: \\u without four hexadecimal digits");
	return TRUE;
}

static gboolean scan_string(struct cursor *c)
{
	if (!eat(c, '"'))
		return fail(c,
		            c->at >= c->end ? "not JSON: it ends too early" : "not JSON: a name in quotes is missing");
	while (c->at < c->end && *c->at != '"') {
		if ((guchar)*c->at < 0x20)
			return fail(c, "not JSON: a control character inside a text");
		if (*c->at++ == '\\' && !scan_escape(c))
			return FALSE;
	}
	return eat(c, '"') || fail(c, "not JSON: a text is never closed");
}

static gboolean scan_digits(struct cursor *c)
{
	const char *from = c->at;
	while (c->at < c->end && g_ascii_isdigit(*c->at))
		c->at++;
	return c->at > from || fail(c, "not JSON: a digit is missing");
}

static gboolean scan_number(struct cursor *c)
{
	eat(c, '-');
	if (!eat(c, '0') && !scan_digits(c))
		return FALSE;
	if (eat(c, '.') && !scan_digits(c))
		return FALSE;
	if (!eat(c, 'e') && !eat(c, 'E'))
		return TRUE;
	if (!eat(c, '+'))
		eat(c, '-');
	return scan_digits(c);
}

static gboolean scan_word(struct cursor *c)
{
	static const char *const words[] = { "true", "false", "null" };
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		size_t n = strlen(words[i]);
		if ((size_t)(c->end - c->at) >= n && strncmp(c->at, words[i], n) == 0) {
			c->at += n;
			return TRUE;
		}
	}
	return fail(c, c->at >= c->end ? "not JSON: it ends too early" : "not JSON: a value is expected here");
}

static gboolean scan_member(struct cursor *c)
{
	skip_space(c);
	if (!scan_string(c))
		return FALSE;
	skip_space(c);
	return (eat(c, ':') || fail(c, "not JSON: a colon is missing")) && scan_value(c);
}

/* The inside of an array or object, and what closes it. */
static gboolean scan_list(struct cursor *c, char close, gboolean (*scan_one)(struct cursor *c))
{
	if (++c->depth > DEPTH_MAX)
		return fail(c, "values are nested more than 64 deep");
	skip_space(c);
	if (!eat(c, close)) {
		do {
			if (!scan_one(c))
				return FALSE;
		} while (eat(c, ','));
		if (!eat(c, close))
			return fail(c, c->at >= c->end ? "not JSON: it ends too early"
			                               : "not JSON: a comma or a closing bracket is missing");
	}
	c->depth--;
	return TRUE;
}

static gboolean scan_value(struct cursor *c)
{
	gboolean good;
	skip_space(c);
	if (eat(c, '{'))
		good = scan_list(c, '}', scan_member);
	else if (eat(c, '['))
		good = scan_list(c, ']', scan_value);
	else if (c->at < c->end && *c->at == '"')
		good = scan_string(c);
	else if (c->at < c->end && (*c->at == '-' || g_ascii_isdigit(*c->at)))
		good = scan_number(c);
	else
		good = scan_word(c);
	skip_space(c);
	return good;
}

const char *json_fault(const char *text, gsize len, gsize *at)
{
	const char *bad = memchr(text, '\0', len);
	*at = bad ? (gsize)(bad - text) : 0;
	if (bad)
		return "holds a NUL byte";
	if (!g_utf8_validate(text, (gssize)len, &bad)) {
		*at = (gsize)(bad - text);
		return "text that is not UTF-8";
	}
	struct cursor c = { text, text + len, NULL, 0 };
	if (scan_value(&c) && c.at < c.end)
		fail(&c, "not JSON: something follows after its end");
	*at = (gsize)(c.at - text);
	return c.reason;
}
