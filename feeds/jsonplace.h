/* jsonplace.h - where a text stops being JSON (RFC 8259). SQLite's parser says only that it does; a message needs the
 * place. Private to jsonread. */
#ifndef ADQUEM_JSONPLACE_H
#define ADQUEM_JSONPLACE_H

#include <glib.h>

/* NULL if the len bytes of text are one JSON value in UTF-8, without NUL and at most 64 deep; else the reason (static),
 * and in *at the byte, counted from 0, where it shows. */
const char *json_fault(const char *text, gsize len, gsize *at);

#endif
