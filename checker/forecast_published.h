/* forecast_published.h - whether the measures of an act were published by its deadline, against who got a letter: the only
 * evidence of notification that old sources have. */
#ifndef ADQUEM_FORECAST_PUBLISHED_H
#define ADQUEM_FORECAST_PUBLISHED_H

#include "checker/judge.h"

enum { PUBLISHED_ACTS_ENOUGH = 20 };

struct published {
	guint acts;        /* with days of publication, and letters to at least three states */
	char *names;       /* of these acts, "32009L0028 32009L0029", new */
	guint cells[2][2]; /* [published by the deadline][got a letter]: pairs of act and Member State */
};

/* Counts over the first transposition deadline of each act. FALSE with ADQ_ERROR_STORE. */
gboolean published_count(struct judgement *judgement, struct published *published, GError **error);

#endif
