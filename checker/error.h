/* error.h - the one error domain of the program.
 * Library code reports through GError and never prints; main() turns the code into an exit status. */
#ifndef ADQUEM_ERROR_H
#define ADQUEM_ERROR_H

#include <glib.h>

#define ADQ_ERROR (adq_error_quark())

enum adq_error {
	ADQ_ERROR_USAGE,  /* the command line cannot be understood */
	ADQ_ERROR_INPUT,  /* a file is refused whole; the message names file, place and reason */
	ADQ_ERROR_STORE,  /* the database cannot be opened, read or written */
	ADQ_ERROR_RULE,   /* a rule, portfolio or stylesheet is wrong */
	ADQ_ERROR_REPORT, /* a report could not be made or written */
	ADQ_ERROR_STOPPED, /* the user or the clock ended it between two steps; what was done before stands */
	ADQ_ERROR_SOURCE, /* a source could not be asked, or its answer not believed */
};

/* The GError domain of every code above. */
GQuark adq_error_quark(void);

/* Sets ADQ_ERROR_USAGE with a formatted sentence. Always FALSE. */
gboolean adq_usage(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
