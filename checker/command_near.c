#include "checker/command_near.h"

#include <glib.h>
#include <string.h>

enum {
	FAR = 3,         /* further off is no slip of the finger */
	LENGTH_MAX = 31, /* longer than any name */
};

/* How many letters must be put in, left out or exchanged to make b of a. */
static guint distance(const char *a, const char *b)
{
	size_t n = strlen(b);
	g_autofree guint *row = g_new(guint, n + 1);
	for (size_t j = 0; j <= n; j++)
		row[j] = (guint)j;
	for (; *a; a++) {
		guint corner = row[0]++;
		for (size_t j = 1; j <= n; j++) {
			guint exchanged = corner + (*a != b[j - 1]);
			corner = row[j];
			row[j] = MIN(exchanged, MIN(row[j], row[j - 1]) + 1);
		}
	}
	return row[n];
}

const char *command_nearest(const char *typed, const char *const *names)
{
	const char *nearest = NULL;
	guint least = FAR;
	for (; strlen(typed) <= LENGTH_MAX && *names; names++) {
		guint d = distance(typed, *names);
		if (d < least && 2 * d <= strlen(typed)) { /* of a short name too much would be another */
			least = d;
			nearest = *names;
		}
	}
	return nearest;
}
