#include <stdio.h>
#include <string.h>

#include "checker/command_judge.h"
#include "checker/finding.h"
#include "checker/jsonwrite.h"

struct listing {
	GString *out;
	gboolean json, worse;
	guint n;
};

struct member {
	const char *name, *value;
};

/* Texts; the number of a deadline is a number, as in the JSON of check. */
static void json_members(GString *out, const struct member *members, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		const struct member *m = &members[i];
		g_string_append_printf(out, "%s\"%s\":", i ? "," : "{", m->name);
		if (m->value && strcmp(m->name, "deadline_no") == 0)
			g_string_append(out, m->value);
		else
			json_string(out, m->value);
	}
}

static void print_turn(void *user, const struct finding_turn *t)
{
	static const char *const bad[] = { "new", "worse", "case-step", NULL };
	struct listing *l = user;
	l->worse = l->worse || g_strv_contains(bad, t->event);
	if (!l->json) {
		finding_turn_line(l->out, t);
		return;
	}
	/* NAME/SUBJECT/NUMBER/STATE (design section 4, "finding") */
	g_auto(GStrv) parts = g_strsplit(t->key, "/", 4);
	gboolean whole = g_strv_length(parts) == 4;
	const struct member members[] = { { "event", t->event },
		                          { "finding", t->key },
		                          { "subject", whole ? parts[1] : NULL },
		                          { "deadline_no", whole ? parts[2] : NULL },
		                          { "state", whole ? parts[3] : NULL },
		                          { "level_was", t->level_was },
		                          { "level", t->level },
		                          { "letter_was", t->letter_was },
		                          { "letter", t->letter },
		                          { "stage_was", t->stage_was },
		                          { "stage", t->stage },
		                          { "message", t->message } };
	g_string_append(l->out, l->n++ ? ",\n" : "");
	json_members(l->out, members, G_N_ELEMENTS(members));
	g_string_append_c(l->out, '}');
}

static gboolean of_days(const struct options *o, struct listing *l, GError **error)
{
	g_autoptr(Judgement) from = command_judge(o, o->from, error);
	g_autoptr(Judgement) to = from ? command_judge(o, o->to, error) : NULL;
	return to && finding_diff(from, to, print_turn, l, error);
}

static gboolean of_runs(const struct options *o, struct listing *l, GError **error)
{
	static const struct judge_options how = { 0 };
	g_autoptr(Judgement) any = judge_facts(o->db, &how, "v_context", error);
	return any && finding_diff_runs(any->db, o->args[0], o->args[1], print_turn, l, error);
}

/* What was compared: two days, or two runs. */
static void print_frame(const struct options *o)
{
	const struct member members[] = { { "from", o->runs ? NULL : o->from },
		                          { "to", o->runs ? NULL : o->to },
		                          { "runs_from", o->runs ? o->args[0] : NULL },
		                          { "runs_to", o->runs ? o->args[1] : NULL },
		                          { "known_on", o->known_on },
		                          { "portfolio", o->runs ? NULL : o->portfolio } };
	g_autoptr(GString) frame = g_string_new(NULL);
	json_members(frame, members, G_N_ELEMENTS(members));
	fputs(frame->str, stdout);
}

int cmd_diff(const struct options *o, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct listing l = { .out = out, .json = strcmp(o->format, "json") == 0 };
	if (!(o->runs ? of_runs : of_days)(o, &l, error))
		return 2;
	if (l.json)
		print_frame(o);
	printf(l.json ? ",\"changes\":[%s]}\n" : "%s", out->str);
	return o->exit_code && l.worse ? 1 : 0;
}
