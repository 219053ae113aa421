/* sum.h - SHA-256 (FIPS 180-4) by libcrypto, as 64 lower-case hexadecimal digits: the name of every body received, and
 * the sum by which same is told from changed. Never fails but for want of memory, which ends the program. */
#ifndef ADQUEM_SUM_H
#define ADQUEM_SUM_H

#include <glib.h>

enum { SUM_DIGITS = 64 };

struct sum;
typedef struct sum Sum;

/* A sum over bytes that come piece by piece; new. */
struct sum *sum_new(void);
void sum_free(struct sum *sum);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sum, sum_free)

/* Adds n bytes, or a text with its end, so that texts added one after the other cannot be told for others (NULL: as an
 * empty one); not after sum_text(). */
void sum_add(struct sum *sum, const void *data, gsize n);
void sum_add_text(struct sum *sum, const char *text);

/* The digits, the sum's; ends it. */
const char *sum_text(struct sum *sum);

/* Begins another sum with the same struct: for many short ones that is half the work. */
void sum_again(struct sum *sum);

/* The digits of n bytes, new. */
char *sum_of(const void *data, gsize n);
char *sum_of_bytes(GBytes *bytes);
char *sum_of_text(const char *text);

#endif
