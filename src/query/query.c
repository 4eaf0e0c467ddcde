/* A question in words becomes a filter for the store and rows for a writer. */
#include "query/query.h"

#include <assert.h>
#include <stdlib.h>

#include "query/cells.h"
#include "query/relations.h"
#include "query/statements.h"

/* Makes rows of records and hands them on. */
typedef struct row_maker {
    const an_cell_table *table;
    const an_row_sink *sink;
    an_relation_by by;
    uint64_t about; /* key of an incident; 0 = not asked */
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

static annals_status on_correction(void *user, const an_correction *correction, annals_error *error)
{
    return put_record(user, &(an_record){.correction = correction}, error);
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

/* A maker of rows and the end of them. */
typedef struct relation_rows {
    row_maker *maker;
    an_relation_by by;
    uint64_t limit, count;
} relation_rows;

static annals_status on_relation(void *user, const an_relation *relation, annals_error *error)
{
    relation_rows *rows = user;
    if (rows->limit && rows->count == rows->limit) return ANNALS_END;
    rows->count++;
    return put_record(rows->maker, &(an_record){.relation = relation, .by = rows->by}, error);
}

static annals_status ask_relations_by(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error)
{
    relation_rows rows = {maker, maker->by, filter->limit, 0};
    annals_status status = an_query_relations_by(store, filter, maker->by, on_relation, &rows, error);
    return status == ANNALS_END ? ANNALS_OK : status;
}

/* ---- the ledger of an incident ---- */

typedef struct key_list {
    an_arena *arena;
    AN_ARRAY(uint64_t) keys;
} key_list;

static annals_status on_claim_key(void *user, const an_found *found, annals_error *error)
{
    key_list *list = user;
    return AN_PUSH(list->arena, &list->keys, found->claim->key) ? ANNALS_OK : an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory");
}

static int compare_keys(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static bool asks_anything(const an_filter *f)
{
    return f->actor.data || f->recipient.data || f->speaker.data || f->type || an_date_range_is_known(f->dates) || f->place.data || f->factuality ||
           f->document.data || f->words.data;
}

/* Accounts are compared before the filter takes some away, so that the answer says the same of those that stay. */
static annals_status put_ledger(const an_statements *statements, const key_list *allowed, bool is_filtered, uint64_t limit, row_maker *maker,
                                annals_error *error)
{
    uint64_t count = 0;
    for (size_t i = 0; i < statements->count && (!limit || count < limit); i++) {
        const an_statement *s = &statements->items[i];
        if (s->kind != AN_STATEMENT_CLAIM && s->kind != AN_STATEMENT_DENIAL) continue;
        if (is_filtered && !(allowed->keys.count && bsearch(&s->key, allowed->keys.items, allowed->keys.count, sizeof s->key, compare_keys))) continue;
        AN_TRY(put_record(maker, &(an_record){.statement = s}, error));
        count++;
    }
    return ANNALS_OK;
}

static annals_status ask_ledger(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error)
{
    an_arena arena;
    an_statements statements = {0};
    key_list allowed = {.arena = &arena};
    an_filter all = *filter;
    annals_status status;
    an_arena_init(&arena, 0);
    all.limit = 0;
    status = an_query_statements(store, &maker->about, 1, &arena, &statements, error);
    if (status == ANNALS_OK && asks_anything(filter)) status = an_store_select_claims(store, &all, on_claim_key, &allowed, error);
    if (allowed.keys.count) qsort(allowed.keys.items, allowed.keys.count, sizeof *allowed.keys.items, compare_keys);
    if (status == ANNALS_OK) status = put_ledger(&statements, &allowed, asks_anything(filter), filter->limit, maker, error);
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

static annals_status ask_corrections(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error)
{
    return an_store_select_corrections(store, filter->limit, on_correction, maker, error);
}

typedef struct question {
    const an_cell_table *table;
    annals_status (*ask)(an_store *store, const an_filter *filter, row_maker *maker, annals_error *error);
} question;

static const question questions[] = {
    {&an_event_cells, ask_events}, {&an_claim_cells, ask_claims}, {&an_document_cells, ask_documents}, {&an_actor_cells, ask_actors},
    {&an_relation_cells, ask_relations}, {&an_derivation_cells, ask_derivations}, {&an_incident_cells, ask_incidents},
    {&an_contradiction_cells, ask_contradictions}, {&an_correction_cells, ask_corrections},
};

static const question relations_over_time = {&an_relation_by_cells, ask_relations_by};
static const question ledger = {&an_statement_cells, ask_ledger};

static annals_status read_about(const char *word, uint64_t *key, annals_error *error)
{
    if (an_key_parse(an_str_trim(an_str_from(word)), key)) return ANNALS_OK;
    return an_fail(error, ANNALS_E_USAGE, "query", 0, "about: '%.100s' is no key; 'annals incidents' prints those of incidents", word);
}

/* A question that is asked in another way may be another question. */
static annals_status turn_question(const annals_query *query, const question **asked, row_maker *maker, annals_error *error)
{
    AN_TRY(an_query_read_by(query->by, &maker->by, error));
    if (maker->by && (*asked)->table != &an_relation_cells)
        return an_fail(error, ANNALS_E_USAGE, "query", 0, "by: only relations are told by %s", query->by);
    if (query->about && (*asked)->table != &an_claim_cells)
        return an_fail(error, ANNALS_E_USAGE, "query", 0, "about: only claims are asked about one incident");
    if (query->about) AN_TRY(read_about(query->about, &maker->about, error));
    if (maker->by) *asked = &relations_over_time;
    if (query->about) *asked = &ledger;
    return ANNALS_OK;
}

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
        return an_fail(error, ANNALS_E_USAGE, "query", 0, "cannot ask for '%.100s'; there are events, claims, documents, actors, relations, derivations, incidents, contradictions and corrections",
                       query->what ? query->what : "");
    AN_TRY(an_query_read_filter(query, &filter, &factuality, error));
    AN_TRY(turn_question(query, &asked, &maker, error));
    maker.table = asked->table;
    an_strbuf_init(&maker.text, 0);
    an_strbuf_init(&maker.json, 0);
    status = answer(store, asked, &filter, &maker, error);
    an_strbuf_free(&maker.text);
    an_strbuf_free(&maker.json);
    return status;
}
