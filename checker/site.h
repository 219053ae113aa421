/* site.h - what `report` and `run` write: the pages, the feeds and the data beside them. */
#ifndef ADQUEM_SITE_H
#define ADQUEM_SITE_H

#include "checker/judge.h"
#include "checker/watch.h"

struct site_options {
	const char *dir, *lang;    /* lang NULL: en */
	const char *archive;       /* where dated reports are kept, or NULL */
	const char *base_url;      /* where the site can be read, with / at its end, or NULL: feeds are told */
	const char *css;           /* a style sheet in place of the program's, or NULL */
	char **formats;            /* html, text, atom, csv, json, xml, xlsx, ics, slices; NULL: all but slices */
	const struct watch *watch; /* ends the work between two pages, or NULL */
	gboolean excel;            /* tables for spreadsheets that want a byte order mark and semicolons */
};

/* Writes the site and puts it in the place of dir in one step; dir then holds what was asked for and nothing else. Pages
 * whose facts have not changed are taken over from the site that was there. The archive gets it first. FALSE with
 * ADQ_ERROR_REPORT: dir is as it was. */
gboolean site_write(struct judgement *judgement, const struct site_options *options, GError **error);

#endif
