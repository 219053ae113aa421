/* rule_guard.h - a rule's stay on a connection: what it may see there, how much it may use, what is put back after.
 * For rule_run.c alone; its users see rule.h. */
#ifndef ADQUEM_RULE_GUARD_H
#define ADQUEM_RULE_GUARD_H

#include "checker/rule.h"

#define RULE_CALLS_MAX 200000 /* of the progress handler, every 1000 steps: 200 million steps, seconds of work */
#define RULE_LIMITS 8         /* of sqlite3_limit() that are lowered */

/* Filled by rule_guard_on(); rule_run.c reads refused, refused_word and calls to say why SQLite stopped. */
struct rule_guard {
	sqlite3 *db;
	const struct rule *rule;
	char **law_functions;
	GHashTable *tables; /* names of all real tables, lower case */
	char *refused;      /* the first thing refused, as a sentence */
	char *refused_word; /* and the word of it that stands in the SQL */
	guint calls;        /* of the progress handler */
	sqlite3_int64 soft_limit, hard_limit;
	int limits[RULE_LIMITS];
	int quotes;
};

/* Puts the authorizer, the progress handler and the limits on db for rule; rule_guard_off() takes them off again.
 * FALSE with ADQ_ERROR_RULE, and nothing put on, if the tables of db cannot be listed. */
gboolean rule_guard_on(struct rule_guard *guard, sqlite3 *db, const struct rule *rule, GError **error);

/* Leaves the connection as rule_guard_on() found it; there is no authorizer afterwards. */
void rule_guard_off(struct rule_guard *guard);

#endif
