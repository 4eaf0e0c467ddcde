/* Nodes of incidents: writing them, finding them. */
#include "store/link_internal.h"

enum { RANK_KEY_BITS = 16, CONTEXT_BYTES = 200 };

static int64_t event_rank(const an_article *article, const an_event *event)
{
    return an_store_link_rank(article) << RANK_KEY_BITS | (int64_t)(event->key & 0xFFFF);
}

/* ---- events ---- */

/* The sentence and what stands around it in its paragraph: reports name in one sentence what they tell in the next. */
static an_span context_of(an_str text, an_span sentence)
{
    an_span span = sentence;
    while (span.start && sentence.start - span.start < CONTEXT_BYTES && text.data[span.start - 1] != '\n') span.start--;
    while (span.end < text.length && span.end - sentence.end < CONTEXT_BYTES && text.data[span.end] != '\n') span.end++;
    while (span.start < sentence.start && text.data[span.start] != ' ') span.start++;
    while (span.end > sentence.end && text.data[span.end - 1] != ' ') span.end--;
    return span;
}

static annals_status is_held(an_store *store, int64_t event, bool *result, annals_error *error)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    *result = false;
    AN_TRY(an_store_link_ask(store, AN_SQL_IS_HELD, &binder, error));
    an_bind_int(&binder, event);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) *result = true;
    return status == ANNALS_END ? ANNALS_OK : status;
}

static annals_status load_event(an_store *store, an_arena *arena, int64_t row, const an_article *article, an_link_event *out, annals_error *error)
{
    an_document document = {.article = *article};
    an_span sentence;
    AN_TRY(an_store_load_event(store, arena, row, &document, &sentence, error));
    out->row = row;
    out->article = *article;
    out->article.text = (an_str){0};
    sentence = context_of(article->text, sentence);
    out->context = an_str_of_span(article->text.data, sentence);
    out->offset = sentence.start;
    out->event = document.events.items[0];
    out->rank = event_rank(article, &out->event);
    return is_held(store, row, &out->is_held, error);
}

annals_status an_store_link_document_events(an_store *store, an_arena *arena, int64_t document, an_link_events *out, annals_error *error)
{
    an_row_list rows = {0};
    an_article article;
    AN_TRY(an_store_link_list(store, AN_SQL_LOAD_EVENT_IDS, &document, 1, arena, &rows, error));
    if (rows.count == 0) return ANNALS_OK;
    AN_TRY(an_store_link_article(store, arena, document, &article, error));
    for (size_t i = 0; i < rows.count; i++) {
        an_link_event event = {.document = document};
        AN_TRY(load_event(store, arena, rows.items[i], &article, &event, error));
        AN_PUSH(arena, out, event);
    }
    return arena->is_exhausted ? an_fail(error, ANNALS_E_MEMORY, "store", 0, "%s: out of memory", store->path) : ANNALS_OK;
}

annals_status an_store_link_event(an_store *store, an_arena *arena, int64_t event, an_link_event *out, annals_error *error)
{
    an_row_list rows = {0};
    an_article article;
    AN_TRY(an_store_link_list(store, AN_SQL_LINK_EVENT, &event, 1, arena, &rows, error));
    if (rows.count == 0) return an_fail(error, ANNALS_E_FORMAT, "store", 0, "%s: the base is damaged: an incident without its event", store->path);
    out->document = rows.items[0];
    AN_TRY(an_store_link_article(store, arena, out->document, &article, error));
    return load_event(store, arena, event, &article, out, error);
}

/* ---- nodes ---- */

annals_status an_store_link_find_node(an_store *store, uint64_t signature, int64_t *id, annals_error *error)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    *id = 0;
    AN_TRY(an_store_link_ask(store, AN_SQL_FIND_NODE, &binder, error));
    an_bind_int(&binder, (int64_t)signature);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) *id = an_column_int(&columns);
    return status == ANNALS_END ? ANNALS_OK : status;
}

static annals_status add_keys(an_store *store, int64_t node, const int64_t *keys, size_t count, annals_error *error)
{
    for (size_t i = 0; i < count; i++) {
        const int64_t key[] = {keys[i], node};
        AN_TRY(an_store_link_run_numbers(store, AN_SQL_ADD_NODE_KEY, key, 2, error));
    }
    return ANNALS_OK;
}

annals_status an_store_link_add_node(an_store *store, uint64_t signature, const an_link_event *sample, bool is_wide, const int64_t *keys,
                                     size_t key_count, int64_t *id, annals_error *error)
{
    const int64_t fields[] = {(int64_t)signature, sample->row, sample->rank, is_wide, 0};
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_ADD_NODE, fields, 5, error));
    *id = sqlite3_last_insert_rowid(store->db);
    AN_TRY(add_keys(store, *id, keys, key_count, error));
    return an_store_link_set_block(store, *id, *id, error);
}

annals_status an_store_link_set_keys(an_store *store, int64_t node, const int64_t *keys, size_t key_count, annals_error *error)
{
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_DROP_NODE_KEYS, &node, 1, error));
    return add_keys(store, node, keys, key_count, error);
}

annals_status an_store_link_load_node(an_store *store, int64_t id, an_link_node *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    *out = (an_link_node){0};
    AN_TRY(an_store_link_ask(store, AN_SQL_LOAD_NODE, &binder, error));
    an_bind_int(&binder, id);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        out->id = id;
        out->sample = an_column_int(&columns);
        out->sample_rank = an_column_int(&columns);
        out->is_wide = an_column_int(&columns) != 0;
        out->block = an_column_int(&columns);
        out->incident = an_column_int(&columns);
        out->events = an_column_int(&columns);
    }
    if (status != ANNALS_END) return status;
    return out->id ? ANNALS_OK : an_fail(error, ANNALS_E_FORMAT, "store", 0, "%s: the base is damaged: a node that is not there", store->path);
}

annals_status an_store_link_add_node_event(an_store *store, int64_t node, const an_link_event *event, annals_error *error)
{
    const int64_t fields[] = {event->row, node}, sample[] = {node, event->row, event->rank};
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_ADD_NODE_EVENT, fields, 2, error));
    return an_store_link_run_numbers(store, AN_SQL_SET_NODE_SAMPLE, sample, 3, error);
}

annals_status an_store_link_set_block(an_store *store, int64_t node, int64_t block, annals_error *error)
{
    const int64_t fields[] = {node, block};
    return an_store_link_run_numbers(store, AN_SQL_SET_NODE_BLOCK, fields, 2, error);
}

static void bind_row(an_binder *binder, int64_t row)
{
    if (row) an_bind_int(binder, row);
    else an_bind_null(binder);
}

annals_status an_store_link_set_incident(an_store *store, int64_t node, int64_t incident, int64_t joined_to, double score, unsigned reasons,
                                         annals_error *error)
{
    an_binder binder;
    an_strbuf names;
    annals_status status = an_store_link_ask(store, AN_SQL_SET_NODE_INCIDENT, &binder, error);
    if (status != ANNALS_OK) return status;
    an_strbuf_init(&names, 0);
    an_join_reasons_write(reasons, &names);
    an_bind_int(&binder, node);
    bind_row(&binder, incident);
    bind_row(&binder, joined_to);
    if (joined_to) an_bind_real(&binder, score);
    else an_bind_null(&binder);
    an_bind_copy(&binder, joined_to ? names.data : NULL);
    status = an_store_link_run(store, &binder, error);
    an_strbuf_free(&names);
    return status;
}

annals_status an_store_link_key_nodes(an_store *store, int64_t key, size_t limit, an_arena *arena, an_row_list *out, annals_error *error)
{
    const int64_t fields[] = {key, limit ? (int64_t)limit : -1};
    return an_store_link_list(store, AN_SQL_KEY_NODES, fields, 2, arena, out, error);
}

annals_status an_store_link_block_nodes(an_store *store, int64_t block, an_arena *arena, an_row_list *out, annals_error *error)
{
    return an_store_link_list(store, AN_SQL_BLOCK_NODES, &block, 1, arena, out, error);
}

annals_status an_store_link_incident_nodes(an_store *store, int64_t incident, an_arena *arena, an_row_list *out, annals_error *error)
{
    return an_store_link_list(store, AN_SQL_INCIDENT_NODES, &incident, 1, arena, out, error);
}

annals_status an_store_link_document_nodes(an_store *store, int64_t document, an_arena *arena, an_row_list *out, annals_error *error)
{
    return an_store_link_list(store, AN_SQL_DOCUMENT_NODES, &document, 1, arena, out, error);
}

annals_status an_store_link_node_documents(an_store *store, int64_t node, an_arena *arena, an_row_list *out, annals_error *error)
{
    return an_store_link_list(store, AN_SQL_NODE_DOCUMENTS, &node, 1, arena, out, error);
}

annals_status an_store_link_touched(an_store *store, an_arena *arena, an_row_list *out, annals_error *error)
{
    return an_store_link_list(store, AN_SQL_TOUCHED, NULL, 0, arena, out, error);
}

annals_status an_store_link_untouch(an_store *store, annals_error *error) { return an_store_link_run_numbers(store, AN_SQL_UNTOUCH, NULL, 0, error); }

annals_status an_store_link_changed(an_store *store, int64_t done, an_arena *arena, an_row_list *out, annals_error *error)
{
    return an_store_link_list(store, AN_SQL_LIST_CHANGED, &done, 1, arena, out, error);
}

annals_status an_store_link_again(an_store *store, an_arena *arena, an_row_list *out, annals_error *error)
{
    return an_store_link_list(store, AN_SQL_LIST_AGAIN, NULL, 0, arena, out, error);
}

annals_status an_store_link_unchanged(an_store *store, annals_error *error)
{
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_CLEAR_CHANGED, NULL, 0, error));
    return an_store_link_run_numbers(store, AN_SQL_CLEAR_AGAIN, NULL, 0, error);
}

static annals_status list_pairs(an_store *store, an_binder *binder, an_arena *arena, an_row_pairs *out, annals_error *error)
{
    an_columns columns = {.arena = arena};
    annals_status status;
    while ((status = an_store_link_next(store, binder, &columns, error)) == ANNALS_OK) {
        an_row_pair pair = {.first = an_column_int(&columns)};
        pair.second = an_column_int(&columns);
        AN_PUSH(arena, out, pair);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

annals_status an_store_link_text_pairs(an_store *store, int64_t document, bool both, an_arena *arena, an_row_pairs *out, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_LINK_TEXT_PAIRS, &binder, error));
    an_bind_int(&binder, document);
    an_bind_int(&binder, both);
    return list_pairs(store, &binder, arena, out, error);
}

annals_status an_store_link_incident_derivations(an_store *store, int64_t incident, an_arena *arena, an_row_pairs *out, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_INCIDENT_DERIVATIONS, &binder, error));
    an_bind_int(&binder, incident);
    return list_pairs(store, &binder, arena, out, error);
}

annals_status an_store_link_ties(an_store *store, an_arena *arena, an_row_pairs *out, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_LIST_TIES, &binder, error));
    return list_pairs(store, &binder, arena, out, error);
}

annals_status an_store_link_joined(an_store *store, an_arena *arena, an_row_list *out, annals_error *error)
{
    return an_store_link_list(store, AN_SQL_LIST_JOINED, NULL, 0, arena, out, error);
}
