/* Asking incidents and contradictions. */
#include "store/link_internal.h"

#define EVENT_DOCUMENT "incident_nodes m JOIN incident_events x ON x.node = m.id JOIN events e ON e.id = x.event JOIN documents d ON d.id = e.document"
#define INCIDENT_ORDER "i.date_from IS NULL, i.date_from, i.date_to, i.key, i.id"

/* Incidents that hold an event of the filter; every condition is of one event. */
static void put_conditions(an_strbuf *sql, const an_filter *filter)
{
    an_strbuf conditions;
    an_strbuf_init(&conditions, 0);
    an_store_put_event_filter(&conditions, filter);
    if (conditions.length) {
        an_strbuf_puts(sql, " AND i.id IN (SELECT m.incident FROM " EVENT_DOCUMENT " WHERE m.incident IS NOT NULL");
        an_strbuf_put_str(sql, an_strbuf_view(&conditions));
        an_strbuf_puts(sql, ")");
    }
    if (conditions.has_failed) sql->has_failed = true;
    an_strbuf_free(&conditions);
}

static void put_limit(an_strbuf *sql, uint64_t limit)
{
    if (limit) an_strbuf_printf(sql, " LIMIT %lld", (long long)(limit > INT64_MAX ? INT64_MAX : limit));
}

/* ---- incidents ---- */

static void read_code(an_columns *columns, char out[AN_COUNTRY_BYTES])
{
    an_str text = an_column_str(columns);
    if (text.length >= AN_COUNTRY_BYTES) columns->wrong = "a country code that is too long";
    else if (text.length) memcpy(out, text.data, text.length);
}

static void read_place(an_columns *columns, an_incident *out)
{
    an_place *p = &out->place;
    p->name = an_column_str(columns);
    read_code(columns, p->country);
    p->has_coordinates = !an_column_is_null(columns);
    p->latitude = an_column_real(columns);
    p->longitude = an_column_real(columns);
    p->geonames = (uint32_t)an_column_int(columns);
    p->precision = an_column_str(columns);
    out->place_precision = (int)an_column_int(columns);
}

static void read_count(an_columns *columns, an_incident_count *out)
{
    bool is_open;
    out->is_known = !an_column_is_null(columns);
    out->best = an_column_int(columns);
    out->low = an_column_int(columns);
    is_open = an_column_is_null(columns);
    out->high = an_column_int(columns);
    if (is_open && out->is_known) out->high = INT64_MAX;
}

static void read_incident(an_columns *columns, an_incident *out)
{
    an_str type;
    out->key = an_column_key(columns);
    type = an_column_str(columns);
    out->type = an_type_parse(type);
    if (out->type == AN_TYPE_NONE) columns->wrong = "an unknown type of incident";
    out->factuality = (an_factuality)an_column_name(columns, an_factuality_names, AN_FACTUALITY_COUNT, "an unknown factuality");
    out->dates.from = an_column_day(columns);
    out->dates.to = an_column_day(columns);
    out->date_precision = (int)an_column_int(columns);
    read_place(columns, out);
    for (int k = 0; k < AN_COUNT_KINDS; k++) read_count(columns, &out->counts[k]);
    out->events = an_column_int(columns);
    out->reports = an_column_int(columns);
    out->independent = an_column_int(columns);
}

static annals_status load_actors(an_store *store, an_arena *arena, int64_t row, an_incident *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    annals_status status;
    AN_TRY(an_store_link_ask(store, AN_SQL_LOAD_INCIDENT_ACTORS, &binder, error));
    an_bind_int(&binder, row);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        bool is_recipient = an_column_int(&columns) != 0;
        an_participant participant = {.mention = AN_NONE};
        an_store_read_actor(&columns, &participant.actor);
        AN_PUSH(arena, is_recipient ? &out->recipients : &out->actors, participant);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

static annals_status load_incident(an_store *store, an_arena *arena, int64_t row, an_incident *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    annals_status status;
    memset(out, 0, sizeof *out);
    AN_TRY(an_store_link_ask(store, AN_SQL_LOAD_INCIDENT, &binder, error));
    an_bind_int(&binder, row);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) read_incident(&columns, out);
    return status == ANNALS_END ? load_actors(store, arena, row, out, error) : status;
}

annals_status an_store_select_incidents(an_store *store, const an_filter *filter, an_on_incident on_found, void *user, annals_error *error)
{
    an_strbuf *sql = &store->text;
    an_row_list rows = {0};
    an_arena arena;
    annals_status status;
    bool opened;
    an_strbuf_clear(sql);
    an_strbuf_puts(sql, "SELECT i.id FROM incidents i WHERE 1");
    put_conditions(sql, filter);
    an_strbuf_puts(sql, " ORDER BY " INCIDENT_ORDER);
    put_limit(sql, filter->limit);
    AN_TRY(an_store_link_open_read(store, &opened, error));
    an_arena_init(&arena, 0);
    status = an_store_link_question(store, filter, &arena, &rows, error);
    for (size_t i = 0; i < rows.count && status == ANNALS_OK; i++) {
        an_incident incident;
        an_arena_reset(&store->scratch);
        status = load_incident(store, &store->scratch, rows.items[i], &incident, error);
        if (status == ANNALS_OK) status = on_found(user, &incident, error);
    }
    an_arena_free(&arena);
    an_store_link_close_read(store, opened);
    return status;
}

/* ---- members ---- */

static annals_status find_incident(an_store *store, uint64_t key, an_arena *arena, an_row_list *out, annals_error *error)
{
    an_binder binder;
    char text[AN_KEY_BYTES];
    AN_TRY(an_store_link_ask(store, AN_SQL_FIND_INCIDENT, &binder, error));
    an_bind_key(&binder, key);
    AN_TRY(an_store_link_rows(store, &binder, arena, out, error));
    if (out->count) return ANNALS_OK;
    return an_fail(error, ANNALS_E_INPUT, "store", 0, "%s: holds no incident with the key %s", store->path, an_key_format(key, text));
}

static unsigned read_reasons(an_str names)
{
    unsigned reasons = 0;
    while (names.length) {
        const char *end = memchr(names.data, ' ', names.length);
        an_str name = {names.data, end ? (size_t)(end - names.data) : names.length};
        for (int i = 0; i < AN_JOIN_REASON_COUNT; i++)
            if (an_str_is(name, an_join_reason_names[i])) reasons |= 1u << i;
        names.data += name.length + (end != NULL);
        names.length -= name.length + (end != NULL);
    }
    return reasons;
}

/* How the event came in: its node's first event over the node's join, the others as equal to that one. */
static annals_status load_join(an_store *store, an_arena *arena, int64_t event, an_found_member *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    annals_status status;
    AN_TRY(an_store_link_ask(store, AN_SQL_LOAD_JOIN, &binder, error));
    an_bind_int(&binder, event);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        bool is_sample = an_column_int(&columns) != 0;
        out->joined_to = an_column_key(&columns);
        out->reasons = 1u << AN_JOIN_SAME;
        if (!is_sample) continue;
        out->joined_to = 0;
        out->reasons = 0;
        if (an_column_is_null(&columns)) continue; /* the first of the incident */
        out->joined_to = an_column_key(&columns);
        out->score = an_column_real(&columns);
        out->reasons = read_reasons(an_column_str(&columns));
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

static annals_status load_member(an_store *store, int64_t event, an_on_member on_found, void *user, annals_error *error)
{
    an_arena *arena = &store->scratch;
    an_row_list document_row = {0};
    an_document document = {0};
    an_found found = {.document = &document};
    an_found_member member = {.found = &found};
    an_span sentence;
    an_arena_reset(arena);
    AN_TRY(an_store_link_list(store, AN_SQL_LINK_EVENT, &event, 1, arena, &document_row, error));
    if (document_row.count == 0) return ANNALS_OK;
    AN_TRY(an_store_link_article(store, arena, document_row.items[0], &document.article, error));
    AN_TRY(an_store_load_event(store, arena, event, &document, &sentence, error));
    found.event = document.events.items;
    found.sentence = an_str_of_span(document.article.text.data, sentence);
    AN_TRY(load_join(store, arena, event, &member, error));
    return on_found(user, &member, error);
}

annals_status an_store_select_members(an_store *store, uint64_t incident, uint64_t limit, an_on_member on_found, void *user, annals_error *error)
{
    an_row_list incidents = {0}, events = {0};
    an_arena arena;
    annals_status status;
    bool opened;
    AN_TRY(an_store_link_open_read(store, &opened, error));
    an_arena_init(&arena, 0);
    status = find_incident(store, incident, &arena, &incidents, error);
    if (status == ANNALS_OK) {
        const int64_t numbers[] = {incidents.items[0], limit && limit < INT64_MAX ? (int64_t)limit : -1};
        status = an_store_link_list(store, AN_SQL_INCIDENT_EVENTS, numbers, 2, &arena, &events, error);
    }
    for (size_t i = 0; i < events.count && status == ANNALS_OK; i++) status = load_member(store, events.items[i], on_found, user, error);
    an_arena_free(&arena);
    an_store_link_close_read(store, opened);
    return status;
}

/* ---- contradictions ---- */

static annals_status load_speaker(an_store *store, an_arena *arena, int64_t row, an_actor *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    annals_status status;
    if (!row) return ANNALS_OK;
    AN_TRY(an_store_link_ask(store, AN_SQL_LOAD_ACTOR, &binder, error));
    an_bind_int(&binder, row);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) an_store_read_actor(&columns, out);
    return status == ANNALS_END ? ANNALS_OK : status;
}

static annals_status load_side(an_store *store, an_arena *arena, int64_t event, int64_t claim, an_contradiction_side *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    annals_status status;
    AN_TRY(an_store_link_ask(store, AN_SQL_LOAD_SIDE, &binder, error));
    an_bind_int(&binder, event);
    an_bind_int(&binder, claim);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        out->event = an_column_key(&columns);
        out->document = an_column_str(&columns);
        out->published.from = an_column_day(&columns);
        out->published.to = an_column_day(&columns);
        if (!an_column_is_null(&columns)) out->claim = an_column_key(&columns);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

typedef struct side_rows {
    int64_t event, claim, speaker;
} side_rows;

static annals_status load_contradiction(an_store *store, an_arena *arena, int64_t row, an_contradiction *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    side_rows rows[2] = {{0}};
    annals_status status;
    memset(out, 0, sizeof *out);
    AN_TRY(an_store_link_ask(store, AN_SQL_LOAD_CONTRADICTION, &binder, error));
    an_bind_int(&binder, row);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        out->incident = an_column_key(&columns);
        out->field = (an_contradiction_field)an_column_name(&columns, an_contradiction_names, AN_CONTRADICTION_COUNT, "an unknown field of a contradiction");
        out->is_ordered = an_column_int(&columns) != 0;
        out->is_superseded = an_column_int(&columns) != 0;
        out->is_independent = an_column_int(&columns) != 0;
        for (int k = 0; k < 2; k++) {
            rows[k].event = an_column_int(&columns);
            rows[k].claim = an_column_int(&columns);
            out->sides[k].value = an_column_str(&columns);
            out->sides[k].accounts = an_column_int(&columns);
            rows[k].speaker = an_column_int(&columns);
        }
    }
    if (status != ANNALS_END) return status;
    for (int k = 0; k < 2; k++) {
        AN_TRY(load_side(store, arena, rows[k].event, rows[k].claim, &out->sides[k], error));
        AN_TRY(load_speaker(store, arena, rows[k].speaker, &out->sides[k].speaker, error));
    }
    return ANNALS_OK;
}

annals_status an_store_select_contradictions(an_store *store, const an_filter *filter, an_on_contradiction on_found, void *user,
                                             annals_error *error)
{
    an_strbuf *sql = &store->text;
    an_row_list rows = {0};
    an_arena arena;
    annals_status status;
    bool opened;
    an_strbuf_clear(sql);
    an_strbuf_puts(sql, "SELECT c.id FROM contradictions c JOIN incidents i ON i.id = c.incident WHERE 1");
    put_conditions(sql, filter);
    an_strbuf_puts(sql, " ORDER BY " INCIDENT_ORDER ", c.field, c.first_value, c.second_value, "
                        "(SELECT key FROM events WHERE id = c.first_event), (SELECT key FROM events WHERE id = c.second_event), c.id");
    put_limit(sql, filter->limit);
    AN_TRY(an_store_link_open_read(store, &opened, error));
    an_arena_init(&arena, 0);
    status = an_store_link_question(store, filter, &arena, &rows, error);
    for (size_t i = 0; i < rows.count && status == ANNALS_OK; i++) {
        an_contradiction one;
        an_arena_reset(&store->scratch);
        status = load_contradiction(store, &store->scratch, rows.items[i], &one, error);
        if (status == ANNALS_OK) status = on_found(user, &one, error);
    }
    an_arena_free(&arena);
    an_store_link_close_read(store, opened);
    return status;
}
