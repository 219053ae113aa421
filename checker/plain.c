#include "checker/plain.h"

#include <glib.h>

static gboolean within(guchar c, guchar first, guchar last)
{
	return c >= first && c <= last;
}

/* How many bytes at p must not stay, of one character; 0 if it may. The NUL at the end stops every look ahead. */
static int hostile(const guchar *p)
{
	if (within(p[0], 0x20, 0x7e))
		return 0;
	if (p[0] < 0x20)
		return p[0] != '\t' && p[0] != '\n' && p[0] != '\r';
	if (p[0] == 0x7f)
		return 1;
	if (p[0] == 0xc2)
		return within(p[1], 0x80, 0x9f) ? 2 : 0; /* U+0080 to U+009F */
	if (p[0] == 0xe2 && p[1] == 0x80)
		return within(p[2], 0xa8, 0xae) ? 3 : 0; /* U+2028 to U+202E */
	if (p[0] == 0xe2 && p[1] == 0x81)
		return within(p[2], 0xa6, 0xa9) ? 3 : 0; /* U+2066 to U+2069 */
	return p[0] == 0xef && p[1] == 0xbf && within(p[2], 0xbe, 0xbf) ? 3 : 0;
}

char *plain_text(const char *text)
{
	const char *p = text;
	while (*p && hostile((const guchar *)p) == 0)
		p++;
	if (!*p)
		return NULL;
	g_autoptr(GString) clean = g_string_new_len(text, p - text);
	while (*p) {
		int n = hostile((const guchar *)p);
		g_string_append_len(clean, n ? "\xef\xbf\xbd" : p, n ? 3 : 1);
		p += n ? n : 1;
	}
	return g_string_free(g_steal_pointer(&clean), FALSE);
}
