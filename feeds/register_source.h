/* register_source.h - the register of infringement decisions as a live source (feeds/source.h): POST requests to the
 * application's own interface, in date windows.
 * All in one unit: nothing is believed before the totals of the windows add up to that of the whole register. */
#ifndef ADQUEM_REGISTER_SOURCE_H
#define ADQUEM_REGISTER_SOURCE_H

#include "feeds/source_table.h"

/* The body of a request for the decisions of some days (ISO; NULL or WINDOW_OPEN: no limit), the first size of them;
 * new. */
char *register_request_body(const char *from, const char *to, guint size);

#endif
