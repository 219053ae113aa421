/* output_ics.h - deadlines as a calendar (RFC 5545): one all-day event each, for programs that subscribe to it. */
#ifndef ADQUEM_OUTPUT_ICS_H
#define ADQUEM_OUTPUT_ICS_H

#include "checker/document.h"
#include "checker/site_folder.h"

/* Writes the calendar of all dates of the judged acts, deadlines.ics, and calendars/STATE.ics of each Member State with
 * its own due days: those ahead, open or unknown, and the ends of running periods to reply. What was withdrawn, has ended
 * with its act or is declared complete stays as a cancelled event; a date that moved raises the event's SEQUENCE. UIDs
 * never change; DTSTAMP is the day judged. Summaries are in the document's language. FALSE with ADQ_ERROR_REPORT naming
 * the file, or ADQ_ERROR_STORE. */
gboolean output_ics(struct document *document, struct site_folder *folder, GError **error);

#endif
