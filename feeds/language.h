/* language.h - the official languages: two letters (ours), three (the Publications Office's authority table). */
#ifndef ADQUEM_LANGUAGE_H
#define ADQUEM_LANGUAGE_H

/* "ENG" for "en"; NULL if that is no official language. Static. */
const char *language_authority(const char *two);

/* "en" for "ENG" or an authority URI ending in it; NULL. Static. */
const char *language_of(const char *authority);

#endif
