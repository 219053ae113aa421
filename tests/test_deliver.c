/* What is sent: mail that no text can break out of, JSON by template. */
#include <string.h>

#include "checker/deliver.h"
#include "checker/error.h"

static const struct deliver_message letter = { .id = "adquem.1.abc",
	                                       .thread = "adquem.thread.abc",
	                                       .to = "one@example.org",
	                                       .subject = "1 worse",
	                                       .text = "Text.\n",
	                                       .html = "<p>Text.</p>",
	                                       .xml = "<x/>",
	                                       .time = "2026-11-23T22:15:00Z" };

static const struct deliver_channel mailer = {
	.type = "smtp", .from = "adquem@example.org", .format = "both", .tls = "none"
};

static void assert_refused(struct deliver_channel channel, struct deliver_message message)
{
	g_autoptr(GError) error = NULL;
	g_assert_null(deliver_mail(&channel, &message, &error));
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_INPUT);
	g_assert_null(strchr(error->message, '\n'));
}

static void test_injection(void)
{
	static const char *const addresses[] = { "a@b\r\nBcc: x@y", "a@b\nX: y", "a",       "@b", "a@",
		                                 "a b@c",           "a@b>",      "a@b,c@d", "" };
	static const char *const subjects[] = { "a\r\nBcc: x@y", "a\nb", "a\tb", "a\x7f", "\xff" };
	for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
		struct deliver_channel channel = mailer;
		struct deliver_message message = letter;
		channel.from = addresses[i];
		message.to = addresses[i];
		assert_refused(channel, letter);
		assert_refused(mailer, message);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++) {
		struct deliver_message message = letter;
		message.subject = subjects[i];
		assert_refused(mailer, message);
	}
}

static void test_headers(void)
{
	struct deliver_message message = letter;
	message.subject = "Προθεσμία, πολύ μακρύς τίτλος που δεν χωράει σε μία γραμμή ενός μηνύματος =?UTF-8?Q?x?=";
	g_autoptr(GString) mail = deliver_mail(&mailer, &message, NULL);
	g_assert_nonnull(strstr(mail->str, "Date: Mon, 23 Nov 2026 22:15:00 +0000\r\n"));
	g_assert_nonnull(strstr(mail->str, "Message-ID: <adquem.1.abc@example.org>\r\n"));
	g_assert_nonnull(strstr(mail->str, "References: <adquem.thread.abc@example.org>\r\n"));
	g_assert_true(g_str_is_ascii(mail->str));
	g_auto(GStrv) lines = g_strsplit(mail->str, "\r\n", 0);
	for (char **line = lines; *line; line++) {
		g_assert_cmpuint(strlen(*line), <=, 78);
		g_assert_null(strpbrk(*line, "\r\n"));
	}
}

static void test_json(void)
{
	struct deliver_message message = letter;
	message.subject = "a \"b\"\n{{text}}";
	g_autoptr(GString) json = deliver_json(&mailer, &message, NULL);
	g_assert_cmpstr(
		json->str, ==,
		"{\"id\":\"adquem.1.abc\",\"subject\":\"a \\\"b\\\"\\u000a{{text}}\",\"text\":\"Text.\\u000a\"}");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/deliver/injection", test_injection);
	g_test_add_func("/deliver/headers", test_headers);
	g_test_add_func("/deliver/json", test_json);
	return g_test_run();
}
