/* feedtest.h - reads a text as a file and writes down what the reader handed on; for the tests of the feeds. */
#ifndef ADQUEM_FEEDTEST_H
#define ADQUEM_FEEDTEST_H

#include <string.h>

#include "checker/error.h"
#include "feeds/feed.h"

/* What a reader handed on, as text that a test can compare: one line per record, per rejected and per skipped row. */
struct got {
	GString *records, *rejects, *skips;
	guint n[RECORD_KINDS], n_rejects, n_skips;
	GPtrArray *titles; /* of the measures */
	gboolean statuses; /* set it to have the status and reason of reads as well */
	const char *feed;  /* name of the reader, NULL if none recognised the file */
	GError *error;
};

static inline const char *shown(const char *text)
{
	return text ? text : "-";
}

static inline void show_facts(GString *out, const struct record *r)
{
	const struct record_measure *m = &r->u.measure;
	const struct record_decision *d = &r->u.decision;
	const struct record_act *a = &r->u.act;
	if (r->kind == RECORD_MEASURE)
		g_string_append_printf(out, "measure %s %s %s|%s|%s|%s|%s|%s|%s|%s", m->celex, m->state, m->nim,
		                       shown(m->nim_celex), shown(m->type), shown(m->published), shown(m->notified),
		                       shown(m->notified_act), shown(m->in_force), shown(m->declaration));
	else if (r->kind == RECORD_DECISION)
		g_string_append_printf(out, "decision %s %s %s %s %s %s%s|%s|%s|%s", shown(d->infr), shown(d->celex),
		                       shown(d->state), d->kind, d->date, d->type, d->additional ? "+" : "",
		                       shown(d->text), shown(d->title), shown(d->court_case));
	else if (r->kind == RECORD_ACT)
		g_string_append_printf(out, "act %s %s|%s|%s|%s|%s|%s|%s", a->celex, a->type, shown(a->title),
		                       shown(a->adopted), shown(a->entry_into_force), shown(a->in_force),
		                       shown(a->ended), shown(a->legal_basis));
}

static inline void show_rest(GString *out, const struct record *r)
{
	const struct record_deadline *l = &r->u.deadline;
	const struct record_declaration *c = &r->u.declaration;
	if (r->kind == RECORD_DEADLINE)
		g_string_append_printf(out, "deadline %s %d %s %s|%s|%s", l->celex, l->number, shown(l->date), l->kind,
		                       shown(l->provisions), shown(l->annotation));
	else if (r->kind == RECORD_DECLARATION)
		g_string_append_printf(out, "declaration %s %s %s|%s|%s", c->celex, c->state, c->value, shown(c->nim),
		                       shown(c->text));
	else if (r->kind == RECORD_LINK)
		g_string_append_printf(out, "link %s %s %s", r->u.link.celex, r->u.link.state, r->u.link.infr);
	else if (r->kind == RECORD_READ)
		g_string_append_printf(out, "read %s %s %s", r->u.read.what, r->u.read.scope,
		                       r->u.read.whole ? "whole" : "part");
	else if (r->kind == RECORD_TITLE)
		g_string_append_printf(out, "title %s %s|%s", r->u.title.celex, r->u.title.lang, r->u.title.title);
	else if (r->kind == RECORD_RELATION)
		g_string_append_printf(out, "relation %s %s %s|%s", r->u.relation.celex, r->u.relation.relation,
		                       r->u.relation.other, shown(r->u.relation.comment));
	else if (r->kind == RECORD_NOTE)
		g_string_append_printf(out, "note %s %s", r->u.note.celex, shown(r->u.note.date));
}

/* What a read says of itself beside that. */
static inline void show_status(GString *out, const struct record_read *r)
{
	g_string_append_printf(out, "%s%s%s%s%s", r->unchanged ? " unchanged" : "", r->status ? " " : "",
	                       r->status ? r->status : "", r->reason ? ": " : "", r->reason ? r->reason : "");
}

static inline gboolean got_take(void *user, const struct record *record, GError **error)
{
	struct got *got = user;
	(void)error;
	got->n[record->kind]++;
	if (record->kind == RECORD_MEASURE)
		g_ptr_array_add(got->titles, g_strdup(record->u.measure.title));
	show_facts(got->records, record);
	show_rest(got->records, record);
	if (got->statuses && record->kind == RECORD_READ)
		show_status(got->records, &record->u.read);
	g_string_append_c(got->records, '\n');
	return TRUE;
}

static inline void got_reject(void *user, guint line, const char *reason)
{
	struct got *got = user;
	got->n_rejects++;
	g_string_append_printf(got->rejects, "%u: %s\n", line, reason);
}

static inline void got_skip(void *user, guint line, const char *reason)
{
	struct got *got = user;
	got->n_skips++;
	g_string_append_printf(got->skips, "%u: %s\n", line, reason);
}

static inline struct got *got_new(void)
{
	struct got *got = g_new0(struct got, 1);
	got->records = g_string_new(NULL);
	got->rejects = g_string_new(NULL);
	got->skips = g_string_new(NULL);
	got->titles = g_ptr_array_new_with_free_func(g_free);
	return got;
}

static inline void got_free(struct got *got)
{
	g_string_free(got->records, TRUE);
	g_string_free(got->rejects, TRUE);
	g_string_free(got->skips, TRUE);
	g_ptr_array_unref(got->titles);
	g_clear_error(&got->error);
	g_free(got);
}

typedef struct got Got; /* the name g_autoptr needs */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Got, got_free)

static inline struct feed_sink got_sink(struct got *got)
{
	return (struct feed_sink){ got, got_take, got_reject, got_skip };
}

/* Recognises and reads in, under the name "F"; closes it. */
static inline struct got *got_file(FILE *in, const char *act)
{
	struct got *got = got_new();
	struct feed_sink sink = got_sink(got);
	struct feed_options options = { "F", act };
	const struct feed *feed = feed_recognise(in, "F", &got->error);
	if (feed) {
		got->feed = feed->name;
		gboolean ok = feed->read(in, &options, &sink, &got->error);
		g_assert_true(ok == !got->error);
	}
	fclose(in);
	return got;
}

static inline struct got *got_bytes(const char *text, gsize len, const char *act)
{
	FILE *in = tmpfile();
	g_assert_nonnull(in);
	g_assert_cmpuint(fwrite(text, 1, len, in), ==, len);
	rewind(in);
	return got_file(in, act);
}

static inline struct got *got_text(const char *text, const char *act)
{
	return got_bytes(text, strlen(text), act);
}

/* The whole file is refused, and the sentence has these words. */
static inline void assert_refused(const struct got *got, const char *words)
{
	g_assert_nonnull(got->error);
	g_assert_true(g_error_matches(got->error, ADQ_ERROR, ADQ_ERROR_INPUT));
	if (!g_str_has_prefix(got->error->message, "F:") || !strstr(got->error->message, words))
		g_error("\"%s\" has not \"F:\" and \"%s\"", got->error->message, words);
}

#endif
