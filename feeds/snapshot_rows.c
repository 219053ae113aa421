#include "feeds/snapshot_rows.h"

#include <string.h>

#include "checker/error.h"
#include "feeds/caserow.h"
#include "feeds/csvread.h"
#include "feeds/measure.h"
#include "feeds/value.h"

#define ACTS VALUE_KIND(CELEX_ACT)
#define ACTS_AND_PROPOSALS (ACTS | VALUE_KIND(CELEX_PROPOSAL))

/* What a row's values are read with: the row of the file, and what judges them. */
struct row {
	const struct csv *csv;
	struct value_row *values;
};

/* A kind of file: its columns, and what turns a row into a record. fill is NULL for measures, which have their own. */
struct kind {
	const char *name;
	const char *columns; /* beside cite, rank and confidence, which every kind has */
	const char *further; /* that may be missing; "" if none */
	enum record_kind record;
	void (*fill)(const struct row *row, struct record *record);
};

static const char *const yes_no[] = { "yes", "no", NULL };
static const char *const act_types[] = {
	"directive", "framework decision", "decision", "regulation", "proposal", NULL
};
static const char *const endings[] = { "repealed", "annulled", "declared invalid", "expired", NULL };
static const char *const deadline_kinds[] = { "transposition", "application", "duty", "option", "inherited", NULL };
static const char *const addressees[] = { "states", "entities", NULL };
static const char *const effects[] = { "bound", "in part", "not bound", "international law", "not established", NULL };
static const char *const declared[] = { "complete", "partial", "not necessary", "other", NULL };
static const char *const case_kinds[] = { "non-communication", "non-conformity", "application", "other", NULL };
static const char *const relations[] = {
	"amended by", "repealed by", "implicitly repealed by", "corrected by", "codified by", "incorporated by", NULL
};
static const char *const flags[] = { "1", "yes", "0", "no", NULL };
static const char *const row_ranks[] = { "official", "second-hand", "unverified", NULL };

static const char *text(const struct row *row, const char *column)
{
	return value_text(csv_get(row->csv, column));
}

static const char *needed(const struct row *row, const char *column)
{
	return value_required(row->values, column, csv_get(row->csv, column));
}

static const char *day(const struct row *row, const char *column)
{
	return value_day(row->values, column, csv_get(row->csv, column));
}

static const char *celex(const struct row *row, const char *column, guint kinds)
{
	return value_celex(row->values, column, csv_get(row->csv, column), kinds);
}

static const char *needed_celex(const struct row *row, guint kinds)
{
	return value_required(row->values, "celex", celex(row, "celex", kinds));
}

static const char *choice(const struct row *row, const char *column, const char *const *choices)
{
	return value_choice(row->values, column, csv_get(row->csv, column), choices);
}

static const char *needed_choice(const struct row *row, const char *column, const char *const *choices)
{
	return needed(row, column) ? choice(row, column, choices) : NULL;
}

static const char *state(const struct row *row)
{
	return value_state(row->values, "state", csv_get(row->csv, "state"));
}

static gboolean flag(const struct row *row, const char *column)
{
	const char *word = choice(row, column, flags);
	return word && (*word == '1' || *word == 'y');
}

static void fill_act(const struct row *row, struct record *record)
{
	record->u.act = (struct record_act){
		.celex = needed_celex(row, ACTS_AND_PROPOSALS),
		.type = needed_choice(row, "type", act_types),
		.short_title = text(row, "short_title"),
		.title = text(row, "title"),
		.eli = text(row, "eli"),
		.adopted = day(row, "adopted"),
		.published = day(row, "published"),
		.entry_into_force = day(row, "entry_into_force"),
		.in_force = choice(row, "in_force", yes_no),
		.ended = day(row, "ended"),
		.ended_by = celex(row, "ended_by", ACTS),
		.ended_how = choice(row, "ended_how", endings),
		.ended_for = celex(row, "ended_for", ACTS),
		.legal_basis = text(row, "legal_basis"),
		.legislative = choice(row, "legislative", yes_no),
		.eea = text(row, "eea"),
		.reference = text(row, "reference"),
		.note = text(row, "note"),
	};
}

/* The act that moved a date: its CELEX number, or, while it has none, its day and title. */
static const char *mover(const struct row *row)
{
	const char *given = text(row, "moved_by");
	if (given && strlen(given) > 11 && given[10] == ' ') {
		g_autofree char *from = g_strndup(given, 10);
		return value_day(row->values, "moved_by", from) ? given : NULL;
	}
	return celex(row, "moved_by", ACTS);
}

static void fill_deadline(const struct row *row, struct record *record)
{
	record->u.deadline = (struct record_deadline){
		.celex = needed_celex(row, ACTS_AND_PROPOSALS),
		.number = value_number(row->values, "number", csv_get(row->csv, "number")),
		.date = day(row, "date"),
		.kind = needed_choice(row, "kind", deadline_kinds),
		.provisions = text(row, "provisions"),
		.addressee = choice(row, "addressee", addressees),
		.inherited_from = celex(row, "inherited_from", ACTS),
		.annotation = text(row, "annotation"),
		.moved_by = mover(row),
	};
	const struct record_deadline *d = &record->u.deadline;
	if (g_strcmp0(d->kind, "inherited") != 0)
		value_after_act(row->values, "date", d->celex, d->date);
}

static void fill_binding(const struct row *row, struct record *record)
{
	record->u.binding = (struct record_binding){
		.celex = needed_celex(row, ACTS_AND_PROPOSALS),
		.state = state(row),
		.value = needed_choice(row, "value", effects),
		.basis = needed(row, "basis"),
	};
}

static void fill_declaration(const struct row *row, struct record *record)
{
	record->u.declaration = (struct record_declaration){
		.celex = needed_celex(row, ACTS),
		.state = state(row),
		.value = needed_choice(row, "value", declared),
		.date = day(row, "date"),
		.nim = text(row, "nim"),
		.text = text(row, "text"),
	};
}

static void fill_decision(const struct row *row, struct record *record)
{
	record->u.decision = (struct record_decision){
		.infr = value_infr(row->values, "infr", csv_get(row->csv, "infr")),
		.celex = celex(row, "celex", ACTS),
		.state = state(row),
		.kind = needed_choice(row, "kind", case_kinds),
		.date = value_required(row->values, "date",
		                       value_day_or_month(row->values, "date", csv_get(row->csv, "date"))),
		.type = needed_choice(row, "type", case_types),
		.additional = flag(row, "additional"),
		.text = text(row, "text"),
		.title = text(row, "title"),
		.department = text(row, "department"),
		.court_case = text(row, "court_case"),
		.amount = text(row, "amount"),
		.url = text(row, "url"),
		.active = TRUE,
	};
}

static void fill_list(const struct row *row, struct record *record)
{
	record->u.list = (struct record_list){
		.celex = needed_celex(row, ACTS),
		.type = needed_choice(row, "type", case_types),
		.date = value_required(row->values, "date",
		                       value_day_or_month(row->values, "date", csv_get(row->csv, "date"))),
		.complete = g_strcmp0(needed_choice(row, "complete", yes_no), "yes") == 0,
		.states = value_number(row->values, "states", csv_get(row->csv, "states")),
	};
}

static void fill_note(const struct row *row, struct record *record)
{
	const char *of = value_text(csv_get(row->csv, "state"));
	record->u.note = (struct record_note){
		.celex = needed_celex(row, ACTS_AND_PROPOSALS),
		.state = of ? state(row) : NULL,
		.date = value_day_or_month(row->values, "date", csv_get(row->csv, "date")),
		.text = needed(row, "text"),
	};
}

static void fill_relation(const struct row *row, struct record *record)
{
	record->u.relation = (struct record_relation){
		.celex = needed_celex(row, ACTS),
		.relation = needed_choice(row, "relation", relations),
		.other = needed(row, "other"),
		.comment = text(row, "comment"),
	};
}

static void fill_derogation(const struct row *row, struct record *record)
{
	record->u.derogation = (struct record_derogation){
		.celex = needed_celex(row, ACTS),
		.state = state(row),
		.number = value_number(row->values, "number", csv_get(row->csv, "number")),
		.date = value_required(row->values, "date", day(row, "date")),
		.basis = needed(row, "basis"),
	};
}

static const struct kind kinds[] = {
	{ "acts",
	  "celex,type,short_title,title,eli,adopted,published,entry_into_force,in_force,ended,ended_by,ended_how,"
	  "ended_for,legal_basis,legislative,eea,reference,note",
	  "", RECORD_ACT, fill_act },
	{ "deadlines", "celex,number,date,kind,provisions,addressee,inherited_from,annotation", "moved_by",
	  RECORD_DEADLINE, fill_deadline },
	{ "binding", "celex,state,value,basis", "", RECORD_BINDING, fill_binding },
	{ "measures",
	  "celex,state,nim,nim_celex,title,type,journal,number,published,notified,notified_act,in_force,link,"
	  "declaration",
	  "", RECORD_MEASURE, NULL },
	{ "declarations", "celex,state,value,date,nim,text", "", RECORD_DECLARATION, fill_declaration },
	{ "decisions", "infr,celex,state,kind,date,type,additional,text,title,department,court_case,amount,url", "",
	  RECORD_DECISION, fill_decision },
	{ "lists", "celex,type,date,complete,states", "", RECORD_LIST, fill_list },
	{ "notes", "celex,state,date,text", "", RECORD_NOTE, fill_note },
	{ "relations", "celex,relation,other,comment", "", RECORD_RELATION, fill_relation },
	{ "derogations", "celex,state,number,date,basis", "", RECORD_DEROGATION, fill_derogation },
};

static const struct kind *kind_named(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(name, kinds[i].name) == 0)
			return &kinds[i];
	return NULL;
}

gboolean snapshot_kind_known(const char *kind)
{
	return kind_named(kind) != NULL;
}

/* The columns must be those of the kind, no more and, but for the further ones, no fewer; their order is free. */
static gboolean check_columns(const struct csv *csv, const struct kind *kind, const char *name, GError **error)
{
	g_autofree char *all = g_strconcat(kind->columns, ",cite,rank,confidence", NULL);
	g_auto(GStrv) columns = g_strsplit(all, ",", -1);
	g_auto(GStrv) further = g_strsplit(kind->further, ",", -1);
	if (!csv_require(csv, (const char *const *)columns, error))
		return FALSE;
	for (const char *const *have = csv_columns(csv); *have; have++)
		if (!g_strv_contains((const char *const *)columns, *have) &&
		    !g_strv_contains((const char *const *)further, *have)) {
			g_set_error(error, ADQ_ERROR, ADQ_ERROR_INPUT, "%s:1: column '%.40s' is none of kind %s", name,
			            *have, kind->name);
			return FALSE;
		}
	return TRUE;
}

/* The rank a row states for itself; 0 for the file's. */
static enum rank row_rank(const struct row *row)
{
	static const enum rank ranks[] = { RANK_OFFICIAL, RANK_SECOND_HAND, RANK_UNVERIFIED };
	const char *word = choice(row, "rank", row_ranks);
	for (size_t i = 0; word && i < G_N_ELEMENTS(ranks); i++)
		if (strcmp(word, row_ranks[i]) == 0)
			return ranks[i];
	return (enum rank)0;
}

static gboolean take_row(const struct kind *kind, const struct csv *csv, const struct feed_sink *sink, GError **error)
{
	struct value_row values = { 0 };
	struct row row = { csv, &values };
	struct record record = { .kind = kind->record, .line = csv_line(csv) };
	kind->fill(&row, &record);
	record.rank = row_rank(&row);
	record.cite = text(&row, "cite");
	record.confidence = text(&row, "confidence");
	gboolean ok = !value_good(&values, sink, record.line) || sink->take(sink->user, &record, error);
	value_clear(&values);
	return ok;
}

static gboolean read_rows(const struct kind *kind, struct csv *csv, const struct feed_sink *sink, GError **error)
{
	GError *failed = NULL;
	while (csv_next(csv, &failed))
		if (!take_row(kind, csv, sink, error))
			return FALSE;
	if (failed)
		g_propagate_error(error, failed);
	return !failed;
}

static struct measure_row measure_row(const struct csv *csv)
{
	return (struct measure_row){
		.line = csv_line(csv),
		.act = csv_get(csv, "celex"),
		.celex = csv_get(csv, "nim_celex"),
		.nim = csv_get(csv, "nim"),
		.country = csv_get(csv, "state"),
		.title = csv_get(csv, "title"),
		.type = csv_get(csv, "type"),
		.journal = csv_get(csv, "journal"),
		.number = csv_get(csv, "number"),
		.published = csv_get(csv, "published"),
		.notified = csv_get(csv, "notified"),
		.notified_act = csv_get(csv, "notified_act"),
		.in_force = csv_get(csv, "in_force"),
		.link = csv_get(csv, "link"),
		.declaration = csv_get(csv, "declaration"),
		.cite = csv_get(csv, "cite"),
		.confidence = csv_get(csv, "confidence"),
	};
}

/* The rank of a row of measures, and that its act is the one the file is about; FALSE: the row has been rejected. */
static gboolean check_measure(const struct csv *csv, const struct snapshot_file *file, struct measure_row *row,
                              const struct feed_sink *sink)
{
	struct value_row values = { 0 };
	struct row r = { csv, &values };
	row->rank = row_rank(&r);
	const char *act = needed_celex(&r, ACTS);
	if (act && file->scope && strcmp(act, file->scope) != 0)
		value_fail(&values, "celex: %s, in a file about %s", act, file->scope);
	gboolean good = value_good(&values, sink, row->line);
	value_clear(&values);
	return good;
}

static gboolean take_read(const struct snapshot_file *file, gboolean whole, const struct feed_sink *sink,
                          GError **error)
{
	struct record record = { .kind = RECORD_READ };
	record.u.read =
		(struct record_read){ .what = "measures", .scope = file->scope, .whole = whole, .query = file->query };
	return !file->scope || sink->take(sink->user, &record, error);
}

/* Measures share the reading of a row with SPARQL results; the file is whole only if no row was lost. */
static gboolean read_measures(struct csv *csv, const struct snapshot_file *file, const struct feed_sink *sink,
                              GError **error)
{
	struct feed_options options = { file->name, file->scope };
	g_autoptr(Measures) measures = measures_new(&options, sink);
	gboolean lost = FALSE;
	GError *failed = NULL;
	while (csv_next(csv, &failed)) {
		struct measure_row row = measure_row(csv);
		if (!check_measure(csv, file, &row, sink))
			lost = TRUE;
		else if (!measures_take(measures, &row, error))
			return FALSE;
	}
	if (failed) {
		g_propagate_error(error, failed);
		return FALSE;
	}
	return take_read(file, file->whole && !lost && measures_rejected(measures) == 0, sink, error);
}

gboolean snapshot_rows_read(FILE *in, const struct snapshot_file *file, const struct feed_sink *sink, GError **error)
{
	const struct kind *kind = kind_named(file->kind);
	g_autoptr(Csv) csv = csv_open(in, file->name, error);
	if (!csv || !check_columns(csv, kind, file->name, error))
		return FALSE;
	return kind->fill ? read_rows(kind, csv, sink, error) : read_measures(csv, file, sink, error);
}
