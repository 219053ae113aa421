/* site.h - what `report` and `run` write: the pages and the data beside them. */
#ifndef ADQUEM_SITE_H
#define ADQUEM_SITE_H

#include "checker/judge.h"

/* Writes into dir the formats named ("html": index.html; "text": report.txt; "xml": data/findings.xml;
 * "csv": data/cells.csv), NULL: all of them. FALSE with ADQ_ERROR_REPORT. */
gboolean site_write(struct judgement *judgement, const char *dir, const char *lang, char **formats, GError **error);

#endif
