/* portfolio.h - named selections of acts, grouped by pillar: rules/portfolios/NAME.ini, or a file of the user's. */
#ifndef ADQUEM_PORTFOLIO_H
#define ADQUEM_PORTFOLIO_H

#include <sqlite3.h>

#include "checker/error.h"

/* Fills TEMP TABLE i_portfolio(celex, pillar, pillar_title, position, context) of a judging connection. name: a
 * built-in portfolio, "all", or the path of an .ini file. "all" selects every act, keeping the pillars of the
 * built-in ones. *title receives the portfolio's title, new. FALSE with ADQ_ERROR_RULE for a name there is none of, else with
 * ADQ_ERROR_INPUT naming file, group and key: an unknown or doubled key, an act that stands there twice. */
gboolean portfolio_load(sqlite3 *db, const char *name, char **title, GError **error);

#endif
