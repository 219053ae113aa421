/* forecast_store.h - a model as rows: (step, kind, key, value, n), as the store keeps it and as rules/law/model.csv
 * bundles it. */
#ifndef ADQUEM_FORECAST_STORE_H
#define ADQUEM_FORECAST_STORE_H

#include "checker/forecast_model.h"
#include "checker/store.h"

struct model_term {
	const char *step, *kind, *key;
	double value;
	guint n;
};

/* Receives the terms one by one; FALSE ends with the error set. */
typedef gboolean (*model_take)(void *user, const struct model_term *term, GError **error);

gboolean model_terms(const struct forecast_model *model, model_take take, void *user, GError **error);

/* Sets what a term says; a term unknown to the layout (a service without cases here) is left out. */
void model_set(struct forecast_model *model, const struct model_term *term);

/* Keeps a model in the store, under the next version; *version receives it. */
gboolean model_keep(struct store *store, const struct forecast_model *model, int *version, GError **error);

/* The newest model kept whose decisions reach no further than a day; NULL without an error if there is none. */
struct forecast_model *model_kept(sqlite3 *db, const struct history *history, int until, GError **error);

/* The bundled model; NULL with an error if it cannot be read. */
struct forecast_model *model_bundled(const struct history *history, GError **error);

#endif
