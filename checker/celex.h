/* celex.h - CELEX numbers, the keys of Union documents. */
#ifndef ADQUEM_CELEX_H
#define ADQUEM_CELEX_H

#include <glib.h>

enum celex_kind {
	CELEX_NONE,         /* not a CELEX number */
	CELEX_ACT,          /* sector 3: 32022L2555 (L directive, F framework decision, R regulation, D decision) */
	CELEX_CORRIGENDUM,  /* 32016L1919R(01): corrects an act, is none itself */
	CELEX_CONSOLIDATED, /* sector 0: 02009R1223-20191218 */
	CELEX_PROPOSAL,     /* sector 5: 52023PC0637 */
	CELEX_CASE,         /* sector 6: 62019CJ0658 */
	CELEX_MEASURE,      /* sector 7: 72022L2555DEU_202500123 */
};

/* What text is; NULL and anything over 64 bytes is CELEX_NONE. Shapes: facts of the EUR-Lex CELEX manual. */
enum celex_kind celex_kind(const char *text);

/* The act a sector-7 number belongs to ("72022L2555DEU_1" gives "32022L2555"), new; NULL if text is not
 * CELEX_MEASURE. */
char *celex_act_of_measure(const char *text);

/* The alpha-3 country code inside a sector-7 number, new; NULL if text is not CELEX_MEASURE. */
char *celex_country_of_measure(const char *text);

/* The act number in an URI or an ELI-free literal: "http://.../resource/celex/32022L2555" or "32022L2555";
 * new, NULL if there is none. Percent-encoded parentheses are decoded. */
char *celex_of_uri(const char *text);

/* How lawyers write the number of an act: "2022/2555" for 32022L2555, "95/46" for 31995L0046 (two-digit years
 * until 1998), "2019/1153"; new; the CELEX itself for what is not an act. */
char *celex_act_number(const char *celex);

/* The other way round, of a directive: "32022L2555" for "2022/2555", "Directive 95/46/EC" and "2555/2022"; new. A guess,
 * to be shown: the number alone does not say what kind of act it is. NULL for what names no year and number. */
char *celex_of_number(const char *text);

#endif
