/* jsonread.h - reading JSON (RFC 8259): members of the document, and an array of objects one at a time.
 * Refused with ADQ_ERROR_INPUT, "NAME:LINE: reason": what is no JSON, a NUL byte (also as \u0000), text that is not
 * UTF-8, values nested deeper than 64, a document over 256 MB. */
#ifndef ADQUEM_JSONREAD_H
#define ADQUEM_JSONREAD_H

#include <glib.h>
#include <stdio.h>

struct json;
typedef struct json Json; /* the name g_autoptr needs */

/* Reads a document of len bytes, which must outlive the result; name is the file's, for messages. New, or NULL with
 * an error. */
struct json *json_open(const char *text, gsize len, const char *name, GError **error);

/* The same of all of in, kept by the result. Does not close in. */
struct json *json_open_file(FILE *in, const char *name, GError **error);
void json_free(struct json *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Json, json_free)

/* The whole number that the document's member holds. FALSE with an error: there is none. */
gboolean json_integer(const struct json *json, const char *member, gint64 *value, GError **error);

/* How many elements the array has that the document's member holds. FALSE with an error: the member is no array. */
gboolean json_length(const struct json *json, const char *member, gint64 *length, GError **error);

/* Goes to the first of the objects in the array that the document's member holds; json_next() then goes to it and to
 * each further one. FALSE with an error: the member is no array. */
gboolean json_each(struct json *json, const char *member, GError **error);

/* Goes to the next object. FALSE after the last, and with an error set for an element that is no object. */
gboolean json_next(struct json *json, GError **error);

/* The current object's place in the array, from 1. */
guint json_row(const struct json *json);

/* A member of the current object: the text of a string, a number as written, "true" or "false"; the JSON text of an
 * array or object; NULL if there is no such member or it is null. Alive until json_next(). */
const char *json_text(const struct json *json, const char *member);

#endif
