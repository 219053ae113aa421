#include "checker/plain.h"

#include <glib.h>

char *plain_text(const char *text)
{
	gboolean bad = FALSE;
	for (const char *p = text; *p && !bad; p++) {
		guchar c = (guchar)*p;
		bad = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xef;
	}
	if (!bad)
		return NULL;
	g_autoptr(GString) clean = g_string_new(NULL);
	for (const char *p = text; *p; p++) {
		guchar c = (guchar)*p;
		gboolean control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r');
		gboolean noncharacter =
			c == 0xef && (guchar)p[1] == 0xbf && ((guchar)p[2] == 0xbe || (guchar)p[2] == 0xbf);
		g_string_append_len(clean, control || noncharacter ? "\xef\xbf\xbd" : p,
		                    control || noncharacter ? 3 : 1);
		p += noncharacter ? 2 : 0;
	}
	return g_string_free(g_steal_pointer(&clean), FALSE);
}
