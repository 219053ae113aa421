/* output_xlsx.h - the tables of output.h as one workbook (Office Open XML, ISO/IEC 29500). */
#ifndef ADQUEM_OUTPUT_XLSX_H
#define ADQUEM_OUTPUT_XLSX_H

#include "checker/judge.h"

/* Writes a sheet per table, its header frozen and filtered: days as real dates, numbers as numbers, addresses as links, letters
 * in the report's colours; and a last sheet "about" with the day judged, the portfolio and what was read when. A text longer than
 * a cell can hold is cut and says so; a table longer than a sheet goes on in the next. Same rows, same bytes. FALSE with
 * ADQ_ERROR_REPORT naming the file, or ADQ_ERROR_STORE. */
gboolean output_xlsx(struct judgement *judgement, const char *path, GError **error);

#endif
