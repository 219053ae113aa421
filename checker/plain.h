/* plain.h - text that every output can hold. */
#ifndef ADQUEM_PLAIN_H
#define ADQUEM_PLAIN_H

/* A copy of the text, which is UTF-8, with U+FFFD in place of what XML 1.0 cannot hold, not even escaped, and of what turns
 * round the text behind it: control characters but tab and the ends of lines, U+FFFE and U+FFFF; the separators of lines,
 * embeddings, overrides and isolates of Unicode (U+2028 to U+202E, U+2066 to U+2069). New; NULL where the text may stay. */
char *plain_text(const char *text);

#endif
