/* source_table.h - the sources there are; private to source.c and the files that define one. */
#ifndef ADQUEM_SOURCE_TABLE_H
#define ADQUEM_SOURCE_TABLE_H

#include "feeds/source.h"

extern const struct source source_cellar, source_register;

#endif
