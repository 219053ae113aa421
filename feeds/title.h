/* title.h - the directives and framework decisions that the title of a case names.
 * Titles are written by hand, in every style: "Directive (EU) 2018/843 amending Directive (EU) 2015/849", "Dir.
 * 91/477/EEC", "Directives 2011/16/EU and 2014/107/EU". A wrong number is worse than none: what is in doubt is not
 * returned. Directives have always been numbered year/number; years of two digits are of the 20th century. */
#ifndef ADQUEM_TITLE_H
#define ADQUEM_TITLE_H

#include <glib.h>

enum title_role {
	TITLE_SUBJECT,  /* the case is about it */
	TITLE_AMENDED,  /* named as what another act amends */
	TITLE_REPEALED, /* named as what another act repeals or replaces */
	TITLE_OTHER,    /* named in passing: "as amended by", "implementing", "under" */
};

/* What a title says of one act. */
struct title_act {
	char celex[11]; /* "32018L0843", "32002F0584" */
	enum title_role role;
	const char *method; /* how it was found, in words; static */
};

/* The acts named, as struct title_act, in the order of the title, each once; new, empty if there are none. title may
 * be any bytes, or NULL. A title whose first act is only named as the amended one has no subject. */
GArray *title_acts(const char *title);

#endif
