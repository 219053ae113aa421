#include "checker/celex.h"

#include <stdlib.h>
#include <string.h>

struct shape {
	const char *pattern;
	enum celex_kind kind;
};

/* Each pattern begins with the digit of its sector, which is looked at first. */
static const struct shape shapes[] = {
	{ "^3[0-9]{4}[LFRDB][0-9]{4}(\\([0-9]{2}\\))?$", CELEX_ACT },
	{ "^3[0-9]{4}[A-Z]{1,2}[0-9]{4}(\\([0-9]{2}\\))?R\\([0-9]{2}\\)$", CELEX_CORRIGENDUM },
	{ "^0[0-9]{4}[A-Z]{1,2}[0-9]{4}-[0-9]{8}$", CELEX_CONSOLIDATED },
	{ "^5[0-9]{4}[A-Z]{1,2}[0-9]{4}(\\([0-9]{2}\\))?$", CELEX_PROPOSAL },
	{ "^6[0-9]{4}[A-Z]{1,2}[0-9]{4}$", CELEX_CASE },
	{ "^7[0-9]{4}[A-Z]{1,2}[0-9]{4}(\\([0-9]+\\))?[A-Z]{3}_[0-9]+$", CELEX_MEASURE },
};

/* The shapes compiled, once: readers ask for every row. */
static GRegex *const *compiled_shapes(void)
{
	static gsize ready;
	static GRegex *compiled[G_N_ELEMENTS(shapes)];
	if (g_once_init_enter(&ready)) {
		for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++)
			compiled[i] =
				g_regex_new(shapes[i].pattern, G_REGEX_DOLLAR_ENDONLY | G_REGEX_OPTIMIZE, 0, NULL);
		g_once_init_leave(&ready, 1);
	}
	return compiled;
}

enum celex_kind celex_kind(const char *text)
{
	if (!text || strlen(text) > 64)
		return CELEX_NONE;
	GRegex *const *compiled = compiled_shapes();
	for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++)
		if (shapes[i].pattern[1] == text[0] && g_regex_match(compiled[i], text, 0, NULL))
			return shapes[i].kind;
	return CELEX_NONE;
}

char *celex_act_of_measure(const char *text)
{
	if (celex_kind(text) != CELEX_MEASURE)
		return NULL;
	const char *end = strchr(text, '_') - 3;
	return g_strdup_printf("3%.*s", (int)(end - text - 1), text + 1);
}

char *celex_country_of_measure(const char *text)
{
	if (celex_kind(text) != CELEX_MEASURE)
		return NULL;
	return g_strndup(strchr(text, '_') - 3, 3);
}

char *celex_of_uri(const char *text)
{
	static const char mark[] = "/celex/";
	if (!text)
		return NULL;
	const char *at = strstr(text, mark);
	g_autofree char *tail = g_uri_unescape_string(at ? at + strlen(mark) : text, NULL);
	return celex_kind(tail) == CELEX_NONE ? NULL : g_steal_pointer(&tail);
}

char *celex_act_number(const char *celex)
{
	if (celex_kind(celex) != CELEX_ACT)
		return g_strdup(celex);
	int year = atoi((char[]){ celex[1], celex[2], celex[3], celex[4], '\0' });
	int number = atoi((char[]){ celex[6], celex[7], celex[8], celex[9], '\0' });
	gboolean number_first = celex[5] == 'R' && year < 2015;
	if (number_first)
		return g_strdup_printf("%d/%d", number, year);
	return year < 1999 ? g_strdup_printf("%02d/%d", year % 100, number) : g_strdup_printf("%d/%d", year, number);
}

/* The year that digits of that length name, 0 if none: 2022, or 95. */
static int year_of(const char *digits, size_t length)
{
	int year = strlen(digits) == length ? atoi(digits) : 0;
	year += length == 2 && year ? 1900 : 0;
	return year >= 1952 && year <= 2099 ? year : 0;
}

char *celex_of_number(const char *text)
{
	g_autoptr(GRegex) shape = g_regex_new("\\b([0-9]{1,4})/([0-9]{1,4})\\b", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	if (!g_regex_match(shape, text, 0, &match))
		return NULL;
	g_autofree char *first = g_match_info_fetch(match, 1), *second = g_match_info_fetch(match, 2);
	/* A year of four digits is one wherever it stands; one of two stands first, but for regulations. */
	const struct {
		const char *year, *number;
		size_t length;
	} readings[] = { { first, second, 4 }, { second, first, 4 }, { first, second, 2 }, { second, first, 2 } };
	for (size_t i = 0; i < G_N_ELEMENTS(readings); i++) {
		int year = year_of(readings[i].year, readings[i].length);
		if (year)
			return g_strdup_printf("3%dL%04d", year, atoi(readings[i].number));
	}
	return NULL;
}
