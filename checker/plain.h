/* plain.h - text that every output can hold. */
#ifndef ADQUEM_PLAIN_H
#define ADQUEM_PLAIN_H

/* A copy of the text, which is UTF-8, with U+FFFD in place of what XML 1.0 cannot hold, not even escaped: control
 * characters but tab and the ends of lines, U+FFFE and U+FFFF. New; NULL where the text may stay as it is. */
char *plain_text(const char *text);

#endif
