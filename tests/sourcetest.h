/* sourcetest.h - drives a unit of a source with answers made by the test, as the program's driver does with those of
 * the network. */
#ifndef ADQUEM_SOURCETEST_H
#define ADQUEM_SOURCETEST_H

#include "feeds/source.h"
#include "tests/feedtest.h"

/* Makes the answer to a question; NULL text with an error: the fetcher's. */
typedef char *(*answerer)(void *user, const struct question *question, GError **error);

/* What became of a unit: its verdict, the questions it asked, and what it read. */
struct driven {
	enum unit_verdict verdict;
	GError *error;
	guint questions;
	gsize bytes; /* of all answers */
	struct got *got;
};

static inline FILE *body_of(const char *text)
{
	FILE *body = tmpfile();
	g_assert_nonnull(body);
	g_assert_cmpuint(fwrite(text, 1, strlen(text), body), ==, strlen(text));
	rewind(body);
	return body;
}

static inline void answer_all(struct unit *unit, answerer answer, void *user, struct driven *driven)
{
	for (guint i = 0; i < unit->questions->len; i++) {
		struct question *q = unit->questions->pdata[i];
		if (q->answer)
			continue;
		q->answer = g_new0(struct fetch_answer, 1);
		q->body = driven->questions++;
		g_autofree char *text = answer(user, q, &q->answer->error);
		q->answer->status = text ? 200 : 500;
		q->answer->body = text ? body_of(text) : NULL;
		driven->bytes += text ? strlen(text) : 0;
	}
}

/* Plans the only unit of the only step, answers, judges and reads it. */
static inline void drive(struct driven *driven, const struct source *source, const struct source_task *task,
                         answerer answer, void *user)
{
	GPtrArray *units = g_ptr_array_new();
	*driven = (struct driven){ .verdict = UNIT_ASK, .got = got_new() };
	g_assert_true(source->plan(task, 0, units, &driven->error));
	g_assert_cmpuint(units->len, ==, 1);
	struct unit *unit = units->pdata[0];
	while (driven->verdict == UNIT_ASK) {
		answer_all(unit, answer, user, driven);
		driven->verdict = unit->judge(unit, units, &driven->error);
		g_assert_true((driven->verdict == UNIT_FAILED) == (driven->error != NULL));
	}
	struct feed_sink sink = got_sink(driven->got);
	if (driven->verdict == UNIT_READ)
		g_assert_true(unit->read(unit, &sink, &driven->got->error) == !driven->got->error);
	unit_free(unit);
	g_ptr_array_unref(units);
}

static inline void driven_clear(struct driven *driven)
{
	g_clear_error(&driven->error);
	g_clear_pointer(&driven->got, got_free);
}

#endif
