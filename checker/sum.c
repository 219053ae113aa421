#include "checker/sum.h"

#include <openssl/evp.h>
#include <string.h>

#define BYTES (SUM_DIGITS / 2)

struct sum {
	EVP_MD_CTX *context;
	char text[SUM_DIGITS + 1]; /* empty until ended */
};

static void must(gboolean done)
{
	if (!done)
		g_error("SHA-256 cannot be computed: libcrypto is broken or out of memory");
}

struct sum *sum_new(void)
{
	struct sum *sum = g_new0(struct sum, 1);
	sum->context = EVP_MD_CTX_new();
	must(sum->context && EVP_DigestInit_ex(sum->context, EVP_sha256(), NULL));
	return sum;
}

void sum_free(struct sum *sum)
{
	if (!sum)
		return;
	EVP_MD_CTX_free(sum->context);
	g_free(sum);
}

void sum_add(struct sum *sum, const void *data, gsize n)
{
	must(EVP_DigestUpdate(sum->context, data, n) == 1);
}

void sum_add_text(struct sum *sum, const char *text)
{
	sum_add(sum, text ? text : "", text ? strlen(text) + 1 : 1);
}

const char *sum_text(struct sum *sum)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char bytes[EVP_MAX_MD_SIZE];
	if (*sum->text)
		return sum->text;
	must(EVP_DigestFinal_ex(sum->context, bytes, NULL) == 1);
	for (int i = 0; i < BYTES; i++) {
		sum->text[2 * i] = digits[bytes[i] >> 4];
		sum->text[2 * i + 1] = digits[bytes[i] & 15];
	}
	return sum->text;
}

void sum_again(struct sum *sum)
{
	*sum->text = '\0';
	must(EVP_DigestInit_ex(sum->context, NULL, NULL) == 1);
}

char *sum_of(const void *data, gsize n)
{
	g_autoptr(Sum) sum = sum_new();
	sum_add(sum, data, n);
	return g_strdup(sum_text(sum));
}

char *sum_of_bytes(GBytes *bytes)
{
	gsize n;
	const void *data = g_bytes_get_data(bytes, &n);
	return sum_of(data, n);
}

char *sum_of_text(const char *text)
{
	return sum_of(text, strlen(text));
}
