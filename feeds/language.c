#include "feeds/language.h"

#include <glib.h>
#include <string.h>

#include "feeds/value.h"

static const char *const languages[][2] = {
	{ "bg", "BUL" }, { "cs", "CES" }, { "da", "DAN" }, { "de", "DEU" }, { "el", "ELL" }, { "en", "ENG" },
	{ "es", "SPA" }, { "et", "EST" }, { "fi", "FIN" }, { "fr", "FRA" }, { "ga", "GLE" }, { "hr", "HRV" },
	{ "hu", "HUN" }, { "it", "ITA" }, { "lt", "LIT" }, { "lv", "LAV" }, { "mt", "MLT" }, { "nl", "NLD" },
	{ "pl", "POL" }, { "pt", "POR" }, { "ro", "RON" }, { "sk", "SLK" }, { "sl", "SLV" }, { "sv", "SWE" },
};

const char *language_authority(const char *two)
{
	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++)
		if (g_strcmp0(two, languages[i][0]) == 0)
			return languages[i][1];
	return NULL;
}

const char *language_of(const char *authority)
{
	const char *tail = value_tail(authority);
	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++)
		if (g_strcmp0(tail, languages[i][1]) == 0)
			return languages[i][0];
	return NULL;
}
