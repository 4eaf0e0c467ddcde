/* A question in words becomes a filter for the store and rows for a writer. */
#include "query/query.h"

#include <assert.h>

#include "query/cells.h"
#include "query/relations.h"

/* Makes rows of records and hands them on. */
typedef struct row_maker {
    const an_cell_table *table;
    const an_row_sink *sink;
    an_strbuf text, json; /* of one row; text holds its cells one after another */
} row_maker;

static annals_status put_record(row_maker *maker, const an_record *record, annals_error *error)
{
    size_t ends[AN_CELLS_MAX], start = 0;
    an_str cells[AN_CELLS_MAX];
    an_row row = {.cells = cells};
    an_strbuf_clear(&maker->text);
    an_strbuf_clear(&maker->json);
    for (size_t i = 0; i < maker->table->count; i++) {
        if (maker->sink->wants_cells) maker->table->rows[i].put(&maker->text, record);
        ends[i] = maker->text.length;
    }
    for (size_t i = 0; i < maker->table->count; i++) {
        cells[i] = ends[i] > start ? (an_str){maker->text.data + start, ends[i] - start} : (an_str){0};
        start = ends[i];
    }
    if (maker->sink->wants_json) maker->table->put_json(&maker->json, record);
    row.json = an_strbuf_view(&maker->json);
    if (maker->text.has_failed || maker->json.has_failed) return an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory");
    return maker->sink->row(maker->sink->user, &row, error);
}

static annals_status on_found(void *user, const an_found *found, annals_error *error)
{
    return put_record(user, &(an_record){.found = found}, error);
}

static annals_status on_document(void *user, const an_found_document *document, annals_error *error)
{
    return put_record(user, &(an_record){.document = document}, error);
}

static annals_status on_actor(void *user, const an_found_actor *actor, annals_error *error)
{
    return put_record(user, &(an_record){.actor = actor}, error);
}

static annals_status on_derivation(void *user, const an_found_derivation *derivation, annals_error *error)
{
    return put_record(user, &(an_record){.derivation = derivation}, error);
}

static annals_status on_incident(void *user, const an_incident *incident, annals_error *error)
{
    return put_record(user, &(an_record){.incident = incident}, error);
}

static annals_status on_contradiction(void *user, const an_contradiction *contradiction, annals_error *error)
{
    return put_record(user, &(an_record){.contradiction = contradiction}, error);
}

static annals_status ask_events(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error)
{
    return an_store_select_events(store, filter, on_found, maker, error);
}

static annals_status ask_claims(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error)
{
    return an_store_select_claims(store, filter, on_found, maker, error);
}

static annals_status ask_documents(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error)
{
    return an_store_select_documents(store, filter, on_document, maker, error);
}

static annals_status ask_actors(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error)
{
    return an_store_select_actors(store, filter, on_actor, maker, error);
}

static annals_status ask_relations(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error)
{
    an_arena arena;
    an_relation *relations;
    size_t count;
    annals_status status;
    an_arena_init(&arena, 0);
    status = an_query_relations(store, filter, &arena, &relations, &count, error);
    if (status == ANNALS_OK && filter->limit && count > filter->limit) count = (size_t)filter->limit;
    for (size_t i = 0; status == ANNALS_OK && i < count; i++) status = put_record(maker, &(an_record){.relation = &relations[i]}, error);
    an_arena_free(&arena);
    return status;
}

static annals_status ask_derivations(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error)
{
    return an_store_select_derivations(store, filter, on_derivation, maker, error);
}

static annals_status ask_incidents(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error)
{
    return an_store_select_incidents(store, filter, on_incident, maker, error);
}

static annals_status ask_contradictions(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error)
{
    return an_store_select_contradictions(store, filter, on_contradiction, maker, error);
}

typedef struct question {
    const an_cell_table *table;
    annals_status (*ask)(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error);
} question;

static const question questions[] = {
    {&an_event_cells, ask_events}, {&an_claim_cells, ask_claims}, {&an_document_cells, ask_documents}, {&an_actor_cells, ask_actors},
    {&an_relation_cells, ask_relations}, {&an_derivation_cells, ask_derivations}, {&an_incident_cells, ask_incidents},
    {&an_contradiction_cells, ask_contradictions},
};

static annals_status answer(an_store *store, const question *asked, const an_filter *filter, row_maker *maker, annals_error *error)
{
    an_column columns[AN_CELLS_MAX];
    const an_row_sink *sink = maker->sink;
    assert(asked->table->count <= AN_CELLS_MAX);
    for (size_t i = 0; i < asked->table->count; i++) columns[i] = asked->table->rows[i].column;
    AN_TRY(sink->begin(sink->user, columns, asked->table->count, error));
    AN_TRY(asked->ask(store, filter, maker, error));
    return sink->end(sink->user, error);
}

annals_status an_query_run(an_store *store, const annals_query *query, const an_row_sink *sink, annals_error *error)
{
    an_filter filter;
    an_factuality factuality;
    const question *asked = NULL;
    row_maker maker = {.sink = sink};
    annals_status status;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (query->what && strcmp(query->what, questions[i].table->what) == 0) asked = &questions[i];
    if (!asked)
        return an_fail(error, ANNALS_E_USAGE, "query", 0, "cannot ask for '%.100s'; there are events, claims, documents, actors, relations, derivations, incidents and contradictions",
                       query->what ? query->what : "");
    AN_TRY(an_query_read_filter(query, &filter, &factuality, error));
    maker.table = asked->table;
    an_strbuf_init(&maker.text, 0);
    an_strbuf_init(&maker.json, 0);
    status = answer(store, asked, &filter, &maker, error);
    an_strbuf_free(&maker.text);
    an_strbuf_free(&maker.json);
    return status;
}
