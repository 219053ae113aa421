#include "checker/state.h"

#include <string.h>

/* Order: the protocol order of the Interinstitutional style guide (by the name in each state's own language). When each
 * was a member is law, and stands in rules/law/membership.csv. */
static const struct state states[] = {
	{ "BE", "BEL", "Belgium", "" },
	{ "BG", "BGR", "Bulgaria", "" },
	{ "CZ", "CZE", "Czechia", "Czech Republic" },
	{ "DK", "DNK", "Denmark", "" },
	{ "DE", "DEU", "Germany", "" },
	{ "EE", "EST", "Estonia", "" },
	{ "IE", "IRL", "Ireland", "" },
	{ "EL", "GRC", "Greece", "Hellenic Republic" },
	{ "ES", "ESP", "Spain", "" },
	{ "FR", "FRA", "France", "" },
	{ "HR", "HRV", "Croatia", "" },
	{ "IT", "ITA", "Italy", "" },
	{ "CY", "CYP", "Cyprus", "" },
	{ "LV", "LVA", "Latvia", "" },
	{ "LT", "LTU", "Lithuania", "" },
	{ "LU", "LUX", "Luxembourg", "Luxemburg" },
	{ "HU", "HUN", "Hungary", "" },
	{ "MT", "MLT", "Malta", "" },
	{ "NL", "NLD", "Netherlands", "The Netherlands" },
	{ "AT", "AUT", "Austria", "" },
	{ "PL", "POL", "Poland", "" },
	{ "PT", "PRT", "Portugal", "" },
	{ "RO", "ROU", "Romania", "" },
	{ "SI", "SVN", "Slovenia", "" },
	{ "SK", "SVK", "Slovakia", "Slovak Republic" },
	{ "FI", "FIN", "Finland", "" },
	{ "SE", "SWE", "Sweden", "" },
	{ "UK", "GBR", "United Kingdom", "Great Britain" },
};

const struct state *state_all(size_t *n)
{
	*n = G_N_ELEMENTS(states);
	return states;
}

static gboolean named(const struct state *s, const char *text)
{
	if (g_ascii_strcasecmp(s->name, text) == 0)
		return TRUE;
	g_auto(GStrv) others = g_strsplit(s->other_names, "|", -1);
	for (char **o = others; *o; o++)
		if (g_ascii_strcasecmp(*o, text) == 0)
			return TRUE;
	return FALSE;
}

const struct state *state_lookup(const char *text)
{
	if (!text)
		return NULL;
	const char *slash = strrchr(text, '/');
	g_autofree char *key = g_strstrip(g_strdup(slash ? slash + 1 : text));
	if (g_ascii_strcasecmp(key, "GR") == 0 || g_ascii_strcasecmp(key, "GB") == 0)
		memcpy(key, g_ascii_toupper(key[1]) == 'R' ? "EL" : "UK", 2);
	for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
		if (g_ascii_strcasecmp(key, states[i].code) == 0 || strcmp(key, states[i].alpha3) == 0)
			return &states[i];
	for (size_t i = 0; i < G_N_ELEMENTS(states); i++) /* slower: names */
		if (named(&states[i], key))
			return &states[i];
	return NULL;
}
