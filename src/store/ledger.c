/* One statement finds what is told, in order; claims and events are then loaded one by one, as select.c does. */
#include "store/ledger.h"

#include "store/link_internal.h"

static const char doing[] = "read what is told of an incident";

/* Of these incidents: their events, and the documents that tell them. %s is a list of rows. */
#define WITH_MEMBERS                                                                                                     \
    "WITH members (event, incident) AS (SELECT x.event, m.incident FROM incident_nodes m JOIN incident_events x ON x.node = m.id "   \
    "WHERE m.incident IN (%s)), told (document) AS (SELECT DISTINCT document FROM events WHERE id IN (SELECT event FROM members)), "

/* The numbers of an_statement_kind stand first in each row. */
#define STATEMENTS                                                                                                       \
    "statements (kind, claim, event, document, first, last, key) AS ("                                                    \
    "SELECT 0, id, event, document, text_start, text_end, key FROM claims WHERE event IN (SELECT event FROM members) UNION ALL "     \
    "SELECT CASE WHEN c.stance = 'denies' AND EXISTS (SELECT 1 FROM events e WHERE e.document = c.document AND e.id IN (SELECT event FROM members) " \
    "AND c.sentence BETWEEN e.sentence AND e.sentence + 1) THEN 1 ELSE 3 END, c.id, NULL, c.document, c.text_start, c.text_end, c.key " \
    "FROM claims c WHERE c.event IS NULL AND c.document IN (SELECT document FROM told) UNION ALL "                        \
    "SELECT 2, NULL, e.id, e.document, e.text_start, e.text_end, e.key FROM events e WHERE e.id IN (SELECT event FROM members) "     \
    "AND (NOT EXISTS (SELECT 1 FROM accounts WHERE event = e.id) OR NOT EXISTS (SELECT 1 FROM claims WHERE event = e.id))) "

/* The article of these incidents that the words go back to; of several the surest. */
#define SOURCE                                                                                                           \
    "(SELECT o.name FROM derivations v JOIN passages g ON g.derivation = v.id JOIN documents o ON o.id = v.source WHERE v.taker = s.document " \
    "AND g.taker_start < s.last AND g.taker_end > s.first AND v.source IN (SELECT document FROM told) "                   \
    "ORDER BY v.score DESC, o.published_from IS NULL, o.published_from, o.name, o.sha256 LIMIT 1)"

#define DOCUMENT_ORDER "d.published_from IS NULL, d.published_from, d.published_to, d.name, d.sha256"

static const char select_sql[] =
    WITH_MEMBERS STATEMENTS "SELECT s.kind, s.claim, s.event, s.document, (SELECT key FROM incidents WHERE id = "
    "(SELECT incident FROM members WHERE event = s.event)), " SOURCE " FROM statements s JOIN documents d ON d.id = s.document "
    "ORDER BY " DOCUMENT_ORDER ", s.first, s.last, s.key, s.kind";

/* What the statement gives of one row. */
typedef struct row {
    an_statement_kind kind;
    int64_t claim, event, document; /* 0 = none */
    uint64_t incident;
    an_str source;
} row;

static annals_status find_rows(an_store *store, const uint64_t *incidents, size_t count, an_arena *arena, an_strbuf *list, annals_error *error)
{
    for (size_t i = 0; i < count; i++) {
        an_binder binder;
        an_row_list rows = {0};
        char key[AN_KEY_BYTES];
        AN_TRY(an_store_link_ask(store, AN_SQL_FIND_INCIDENT, &binder, error));
        an_bind_key(&binder, incidents[i]);
        AN_TRY(an_store_link_rows(store, &binder, arena, &rows, error));
        if (!rows.count)
            return an_fail(error, ANNALS_E_INPUT, "store", 0, "%s: holds no incident with the key %s", store->path, an_key_format(incidents[i], key));
        an_strbuf_printf(list, "%s%lld", i ? ", " : "", (long long)rows.items[0]);
    }
    return ANNALS_OK;
}

static void read_row(an_columns *columns, row *out)
{
    int64_t kind = an_column_int(columns);
    *out = (row){.kind = (an_statement_kind)kind, .claim = an_column_int(columns)};
    out->event = an_column_int(columns);
    out->document = an_column_int(columns);
    if (an_column_is_null(columns)) columns->at++;
    else out->incident = an_column_key(columns);
    out->source = an_column_str(columns);
}

typedef AN_ARRAY(row) row_array;

static annals_status run(an_store *store, an_arena *arena, row_array *out, annals_error *error)
{
    an_binder binder = {0};
    an_columns columns = {.arena = arena};
    annals_status status;
    AN_TRY(an_store_prepare_text(store, doing, &binder.statement, error));
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        row one;
        read_row(&columns, &one);
        AN_PUSH(arena, out, one);
    }
    sqlite3_finalize(binder.statement);
    return status == ANNALS_END ? ANNALS_OK : status;
}

static annals_status load(an_store *store, const row *r, an_document *document, an_found *found, annals_error *error)
{
    an_arena *arena = &store->scratch;
    an_span sentence = {0, 0};
    int64_t event;
    AN_TRY(an_store_link_article(store, arena, r->document, &document->article, error));
    if (r->claim) {
        AN_TRY(an_store_load_claim(store, arena, r->claim, document, &sentence, &event, error));
        found->claim = document->claims.items;
    }
    if (r->event) {
        AN_TRY(an_store_load_event(store, arena, r->event, document, r->claim ? NULL : &sentence, error));
        found->event = document->events.items;
        if (r->claim) document->claims.items->event = 0;
    }
    found->sentence = an_str_of_span(document->article.text.data, sentence);
    return ANNALS_OK;
}

static annals_status hand_on(an_store *store, const row *r, an_on_ledger_row on_found, void *user, annals_error *error)
{
    an_document document = {0};
    an_found found = {.document = &document};
    an_ledger_row one = {.kind = r->kind, .found = &found, .incident = r->incident, .source = r->source};
    an_arena_reset(&store->scratch);
    AN_TRY(load(store, r, &document, &found, error));
    return on_found(user, &one, error);
}

annals_status an_store_select_ledger(an_store *store, const uint64_t *incidents, size_t count, an_on_ledger_row on_found, void *user,
                                     annals_error *error)
{
    an_strbuf list;
    an_arena arena;
    row_array rows = {0};
    annals_status status;
    bool opened;
    AN_TRY(an_store_link_open_read(store, &opened, error));
    an_strbuf_init(&list, 0);
    an_arena_init(&arena, 0);
    status = find_rows(store, incidents, count, &arena, &list, error);
    if (status == ANNALS_OK) {
        an_strbuf_clear(&store->text);
        an_strbuf_printf(&store->text, select_sql, list.data ? list.data : "");
        status = run(store, &arena, &rows, error);
    }
    for (size_t i = 0; i < rows.count && status == ANNALS_OK; i++) status = hand_on(store, &rows.items[i], on_found, user, error);
    an_strbuf_free(&list);
    an_arena_free(&arena);
    an_store_link_close_read(store, opened);
    return status;
}
