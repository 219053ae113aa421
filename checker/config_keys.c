/* config_keys.c - every key of adquem.conf: read, checked, shown and documented from this table. */
#include "checker/config.h"

#define LEVELS "dormant|watch|candidate|strong|case"
#define STATES "BE|BG|CZ|DK|DE|EE|IE|EL|ES|FR|HR|IT|CY|LV|LT|LU|HU|MT|NL|AT|PL|PT|RO|SI|SK|FI|SE"
#define DAYS_OF_WEEK "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

const struct config_key config_keys[] = {
	{ "store", "db", CONFIG_PATH, NULL, NULL, 0, 0, FALSE, "the database" },
	{ "run", "portfolio", CONFIG_TEXT, NULL, NULL, 0, 0, FALSE, "the set of acts to be judged" },
	{ "run", "rules", CONFIG_PATH, NULL, NULL, 0, 0, FALSE, "a folder with further rules" },
	{ "run", "out", CONFIG_PATH, NULL, NULL, 0, 0, FALSE, "the folder run writes the report to" },
	{ "run", "formats", CONFIG_LIST, NULL, "html|text|atom|csv|json|xml|xlsx|ics", 0, 0, FALSE,
	  "which outputs the report has; all without it" },
	{ "run", "lang", CONFIG_LANG, NULL, NULL, 0, 0, FALSE, "the language of the report" },
	{ "run", "fail-on", CONFIG_CHOICE, "strong", LEVELS, 0, 0, FALSE, "the level from which the exit status is 1" },
	{ "run", "time-limit", CONFIG_NUMBER, "0", NULL, 0, 604800, FALSE,
	  "seconds after which a run ends; 0: it takes what it takes" },
	{ "run", "contact", CONFIG_TEXT, NULL, NULL, 0, 0, FALSE,
	  "an address for the operators of the sources, sent along with each request" },
	{ "run", "sources-file", CONFIG_PATH, NULL, NULL, 0, 0, FALSE, "where the sources are and how to treat them" },
	{ "log", "level", CONFIG_CHOICE, "warning", "error|warning|info", 0, 0, FALSE, "what is worth a line" },
	{ "log", "to", CONFIG_CHOICE, "auto", "auto|stderr|journald", 0, 0, FALSE,
	  "plain lines, or lines with the priority the journal reads" },
	{ "evidence", "keep-days", CONFIG_NUMBER, NULL, NULL, 0, 36500, FALSE,
	  "days for which answers are kept that no fact leads to any more; without it what sources.conf says" },
	{ "metrics", "file", CONFIG_PATH, NULL, NULL, 0, 0, FALSE, "figures for Prometheus, written by each run" },
	{ "status", "file", CONFIG_PATH, NULL, NULL, 0, 0, FALSE,
	  "how the last run ended, as XML, written by each run" },

	{ "channel", "type", CONFIG_CHOICE, NULL, "smtp|sendmail|webhook|atom|command", 0, 0, TRUE,
	  "how it is delivered" },
	{ "channel", "url", CONFIG_TEXT, NULL, NULL, 0, 0, FALSE, "smtp, webhook: the server" },
	{ "channel", "from", CONFIG_TEXT, NULL, NULL, 0, 0, FALSE, "mail: the sender" },
	{ "channel", "to", CONFIG_LIST, NULL, NULL, 0, 0, FALSE,
	  "mail: the recipients, where a subscription names none" },
	{ "channel", "username", CONFIG_TEXT, NULL, NULL, 0, 0, FALSE, "smtp, webhook: the name to log in with" },
	{ "channel", "password-file", CONFIG_SECRET, NULL, NULL, 0, 0, FALSE,
	  "smtp, webhook: the file with the password" },
	{ "channel", "tls", CONFIG_CHOICE, "required", "required|starttls|none", 0, 0, FALSE,
	  "smtp: TLS of either kind, only by STARTTLS, or none" },
	{ "channel", "ca-file", CONFIG_PATH, NULL, NULL, 0, 0, FALSE,
	  "the authorities to be trusted instead of the system's" },
	{ "channel", "template", CONFIG_PATH, NULL, NULL, 0, 0, FALSE, "webhook: the file with the JSON to be sent" },
	{ "channel", "command", CONFIG_PATH, NULL, NULL, 0, 0, FALSE, "command, sendmail: the program" },
	{ "channel", "file", CONFIG_PATH, NULL, NULL, 0, 0, FALSE, "atom: the feed" },
	{ "channel", "format", CONFIG_CHOICE, "both", "text|html|both|xml", 0, 0, FALSE,
	  "mail: its parts; command: what comes on standard input" },
	{ "channel", "timeout", CONFIG_NUMBER, "60", NULL, 1, 3600, FALSE, "seconds for one delivery" },

	{ "subscription", "channel", CONFIG_TEXT, NULL, NULL, 0, 0, TRUE, "the name of the channel" },
	{ "subscription", "to", CONFIG_LIST, NULL, NULL, 0, 0, FALSE, "the recipients" },
	{ "subscription", "states", CONFIG_LIST, NULL, STATES, 0, 0, FALSE, "only these Member States" },
	{ "subscription", "acts", CONFIG_ACTS, NULL, NULL, 0, 0, FALSE, "only these acts" },
	{ "subscription", "portfolio", CONFIG_TEXT, NULL, NULL, 0, 0, FALSE, "only the acts of this portfolio" },
	{ "subscription", "pillars", CONFIG_LIST, NULL, NULL, 0, 0, FALSE,
	  "only these pillars of the portfolio judged" },
	{ "subscription", "level", CONFIG_CHOICE, "strong", LEVELS, 0, 0, FALSE, "findings from this level" },
	{ "subscription", "tier", CONFIG_CHOICE, "both", "critical|digest|both", 0, 0, FALSE,
	  "what cannot wait, what can, or both" },
	{ "subscription", "language", CONFIG_LANG, "en", NULL, 0, 0, FALSE, "the language of what is sent" },
	{ "subscription", "weekday", CONFIG_CHOICE, "monday", DAYS_OF_WEEK, 0, 0, FALSE, "the day of the digest" },
	{ "subscription", "reminder-days", CONFIG_NUMBER, "0", NULL, 0, 365, FALSE,
	  "days after which an open finding is named again; 0: never" },
};

const gsize config_keys_n = G_N_ELEMENTS(config_keys);
