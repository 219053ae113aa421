#include "checker/error.h"

G_DEFINE_QUARK(adquem-error, adq_error)

gboolean adq_usage(GError **error, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	g_autofree char *message = g_strdup_vprintf(format, values);
	va_end(values);
	g_set_error_literal(error, ADQ_ERROR, ADQ_ERROR_USAGE, message);
	return FALSE;
}
