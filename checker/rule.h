/* rule.h - rules: one SELECT per file under a closed header (adquem-rule(7)).
 * A rule is data that may come from anywhere. It is read with ceilings, prepared under an authorizer that knows only
 * the views and functions promised to rules, and run with a limit on steps, memory and rows. */
#ifndef ADQUEM_RULE_H
#define ADQUEM_RULE_H

#include <glib.h>
#include <sqlite3.h>

/* The longest rule file that is read, in bytes. */
#define RULE_SIZE_MAX 65536

/* What a rule needs to have been read before an empty answer means "clean"; flags of struct rule.needs.
 * MEASURES_COMPLETE always comes with MEASURES. */
enum rule_needs {
	RULE_NEEDS_MEASURES = 1 << 0,
	RULE_NEEDS_MEASURES_COMPLETE = 1 << 1,
	RULE_NEEDS_CASES = 1 << 2,
};

/* A rule as read; every text is its own, valid UTF-8, and never NULL but for otherwise. */
struct rule {
	char *name, *file;                            /* "overdue", "rules/overdue.sql" */
	char *title, *basis, *level, *clears, *since; /* the header; level as written: "letter O", "strong", "note" */
	char *otherwise;                              /* what holds where it does not fire; NULL: not said */
	char *sql;                                    /* the statement, comments included */
	guint needs;                                  /* enum rule_needs */
	guint sql_line;                               /* the line of file on which sql begins */
	gboolean user;                                /* from the user's folder, not built in */
	char *needs_text;                             /* the header's words: "measures complete", "none" */
	char *text;                                   /* the whole file */
};

/* One row of a rule's answer; the texts live for the call. deadline_no 0: of the whole act. */
struct rule_row {
	const char *subject;
	int deadline_no;
	const char *state;    /* a state's code, "-" if not of one state */
	const char *due;      /* a day, NULL if none */
	const char *evidence; /* "-" if none */
	const char *message;
};

/* Takes a row; FALSE with an error ends the run. It must not use the connection the rule runs on: that one is
 * under the rule's authorizer. */
typedef gboolean (*rule_row_fn)(void *user, const struct rule *rule, const struct rule_row *row, GError **error);

/* Frees a rule; NULL is allowed. */
void rule_free(struct rule *rule);

/* Reads text (len bytes, -1 if it ends in NUL) as the rule called name, read from file; new. The SQL is not looked at.
 * NULL with ADQ_ERROR_RULE "FILE:LINE: reason" for a header that lacks a key or has another, too long a file, NUL
 * bytes, or text that is not UTF-8. */
struct rule *rule_parse(const char *name, const char *file, const char *text, gssize len, GError **error);

/* All rules that can be read: the built-in ones, then *.sql in user_dir (or NULL), sorted by name; new, frees its
 * rules. What is wrong with each refused file is added to problems, an array of char *. A user's rule with the name of a
 * built-in one is refused. NULL with ADQ_ERROR_RULE only if a folder cannot be read. */
GPtrArray *rules_read(const char *user_dir, GPtrArray *problems, GError **error);

/* rules_read(), with the first problem as the error: all rules or none. */
GPtrArray *rules_load(const char *user_dir, GError **error);

/* The version of a set of rules: SHA-256, in hexadecimal, over the names and the texts of all of them in order; new. */
char *rules_hash(const GPtrArray *rules);

/* Whether the rule is one SELECT with the promised columns that uses only what a rule may use; it is not run.
 * FALSE with ADQ_ERROR_RULE "FILE:LINE: reason". The connection is left as it was found, without an authorizer. */
gboolean rule_check(sqlite3 *db, const struct rule *rule, GError **error);

/* Runs a rule on a judging connection (the views as tables, sqlfunc_register()) and hands each row, checked, to fn. All
 * that rule_check() refuses is refused here too; FALSE with ADQ_ERROR_RULE also for a bad row, a function's error, or
 * too many steps, too much memory, too many rows. Authorizer, progress handler and limits are taken off again. */
gboolean rule_run(sqlite3 *db, const struct rule *rule, rule_row_fn fn, void *user, GError **error);

/* The names a rule may read from and the functions of SQLite it may call; static, NULL at the end. */
const char *const *rule_views(void);
const char *const *rule_functions(void);

/* Sets ADQ_ERROR_RULE "FILE:LINE: ..." ("FILE: ..." for line 0) with control characters made visible, for a rule's text
 * must not steer the terminal that shows the message. Always FALSE. */
gboolean rule_refuse(GError **error, const char *file, guint line, const char *format, ...) G_GNUC_PRINTF(4, 5);

#endif
