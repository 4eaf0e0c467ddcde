/* What decisions are about: from the words of a person to rows, and from anchors to rows again. */
#include "store/correction_internal.h"

enum { SHOWN_MAX = 100 };

static const char doing[] = "find what is corrected";

/* "%.*s" */
#define SHOWN(text) (int)((text).length < SHOWN_MAX ? (text).length : SHOWN_MAX), (text).data ? (text).data : ""

static annals_status cannot(annals_error *error, const an_correction *c, const char *what)
{
    return an_fail(error, ANNALS_E_INPUT, "correct", 0, "%s: '%.*s' is %s", an_actions[c->action].name, SHOWN(c->value), what);
}

/* ---- words of values ---- */

/* The next word, or words in quotes without them; data NULL = no more. */
static an_str next_word(an_str *rest, bool *is_quoted)
{
    an_str word;
    char end = ' ';
    while (rest->length && rest->data[0] == ' ') rest->data++, rest->length--;
    *is_quoted = rest->length && rest->data[0] == '"';
    if (*is_quoted) {
        end = '"';
        rest->data++, rest->length--;
    }
    if (!rest->length) return (an_str){0};
    word = (an_str){rest->data, 0};
    while (word.length < rest->length && rest->data[word.length] != end) word.length++;
    rest->data += word.length;
    rest->length -= word.length;
    if (*is_quoted && rest->length) rest->data++, rest->length--;
    return word;
}

/* ---- actors ---- */

/* How the base knows the actor of this id most often; id.data NULL if it does not. */
static annals_status usual_actor(an_store *store, an_arena *arena, an_str id, an_actor *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    annals_status status;
    memset(out, 0, sizeof *out);
    AN_TRY(an_store_link_ask(store, AN_SQL_USUAL_ACTOR, &binder, error));
    an_bind_str(&binder, id);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) an_store_read_actor(&columns, out);
    return status == ANNALS_END ? ANNALS_OK : status;
}

/* As ids of the dictionaries are: filters know no capitals. */
static bool is_id(an_str text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ((c == '.' || c == '-' || c == '_') && i))) return false;
    }
    return text.length > 0;
}

/* An id that the base has, "new:id" for one that it has not, or words in quotes for one without an id. */
static annals_status read_actor(an_store *store, an_arena *arena, const an_correction *c, an_str word, bool is_quoted, an_actor *out,
                                annals_error *error)
{
    memset(out, 0, sizeof *out);
    out->entry = AN_NONE;
    if (!word.length) return cannot(error, c, "no list of actors");
    if (is_quoted) out->name = word;
    else if (an_str_starts_with(word, "new:")) {
        out->id = out->name = (an_str){word.data + 4, word.length - 4};
        if (!is_id(out->id)) return cannot(error, c, "no new id: small letters, digits, '.', '-' and '_'");
    }
    else {
        AN_TRY(usual_actor(store, arena, word, out, error));
        if (!out->id.data)
            return an_fail(error, ANNALS_E_INPUT, "correct", 0, "%s: the base knows no actor '%.*s'; new:%.*s makes one", an_actions[c->action].name,
                           SHOWN(word), SHOWN(word));
    }
    return ANNALS_OK;
}

static annals_status read_actors(an_store *store, an_arena *arena, an_correction *c, annals_error *error)
{
    an_str rest = c->value, word;
    bool is_quoted;
    if (an_str_is(c->value, "none")) return ANNALS_OK;
    while ((word = next_word(&rest, &is_quoted)).data) {
        an_actor actor;
        AN_TRY(read_actor(store, arena, c, word, is_quoted, &actor, error));
        if (!AN_PUSH(arena, &c->actors, actor)) return an_store_no_memory(store, error);
    }
    return c->actors.count ? ANNALS_OK : cannot(error, c, "no list of actors; 'none' is an empty one");
}

annals_status an_store_actor_rows(an_store *store, an_str actor, int64_t after, bool events, an_arena *arena, an_row_list *out,
                                  annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, events ? AN_SQL_ACTOR_EVENTS : AN_SQL_ACTOR_CLAIMS, &binder, error));
    an_bind_str(&binder, actor);
    an_bind_int(&binder, after);
    return an_store_link_rows(store, &binder, arena, out, error);
}

/* Known from the program's output, or from another decision. */
static annals_status is_known_actor(an_store *store, an_str actor, bool *is_known, annals_error *error)
{
    an_binder binder;
    an_row_list rows = {0};
    an_arena arena;
    annals_status status = ANNALS_OK;
    an_arena_init(&arena, 0);
    for (int events = 0; events < 2 && status == ANNALS_OK; events++) status = an_store_actor_rows(store, actor, 0, events, &arena, &rows, error);
    if (status == ANNALS_OK) status = an_store_link_ask(store, AN_SQL_IS_DECIDED_ACTOR, &binder, error);
    if (status == ANNALS_OK) {
        an_bind_str(&binder, actor);
        status = an_store_link_rows(store, &binder, &arena, &rows, error);
    }
    *is_known = rows.count > 0;
    an_arena_free(&arena);
    return status;
}

/* ---- places ---- */

static void read_place_row(an_columns *columns, an_place *p)
{
    an_str country;
    memset(p, 0, sizeof *p);
    p->name = an_column_str(columns);
    country = an_column_str(columns);
    if (country.length && country.length < AN_COUNTRY_BYTES) memcpy(p->country, country.data, country.length);
    p->has_coordinates = !an_column_is_null(columns);
    p->latitude = an_column_real(columns);
    p->longitude = an_column_real(columns);
    p->geonames = (uint32_t)an_column_int(columns);
    p->precision = an_column_str(columns);
    p->parent = an_column_str(columns);
    p->population = (uint32_t)an_column_int(columns);
}

typedef AN_ARRAY(an_place) place_list;

/* "Kabul", or "Kabul 1138958" with the GeoNames id where there are several. */
static void split_place(an_str value, an_str *name, int64_t *geonames)
{
    size_t digits = 0;
    *geonames = 0;
    *name = value;
    while (digits < value.length && digits < 10 && value.data[value.length - 1 - digits] >= '0' && value.data[value.length - 1 - digits] <= '9') digits++;
    if (!digits || digits + 1 >= value.length || value.data[value.length - 1 - digits] != ' ') return;
    for (size_t i = value.length - digits; i < value.length; i++) *geonames = *geonames * 10 + (value.data[i] - '0');
    *name = an_str_trim((an_str){value.data, value.length - digits});
}

static annals_status find_places(an_store *store, an_arena *arena, an_str value, place_list *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    an_str name;
    int64_t geonames;
    annals_status status;
    split_place(value, &name, &geonames);
    AN_TRY(an_store_link_ask(store, AN_SQL_PLACES_NAMED, &binder, error));
    an_bind_str(&binder, name);
    if (geonames) an_bind_int(&binder, geonames);
    else an_bind_null(&binder);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        an_place place;
        read_place_row(&columns, &place);
        AN_PUSH(arena, out, place);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

/* The places that the base speaks of are known by their names; any other is written out. */
static annals_status read_place(an_store *store, an_arena *arena, an_correction *c, annals_error *error)
{
    place_list places = {0};
    an_strbuf line;
    if (an_str_is(c->value, "unknown") || memchr(c->value.data, ';', c->value.length)) return ANNALS_OK;
    AN_TRY(find_places(store, arena, c->value, &places, error));
    if (places.count == 0) return cannot(error, c, "no place that the base knows; write it out: Name; COUNTRY; latitude; longitude");
    for (size_t i = 1; i < places.count; i++)
        if (places.items[i].geonames != places.items[0].geonames)
            return an_fail(error, ANNALS_E_INPUT, "correct", 0, "place: there is more than one '%.*s'; write its GeoNames id behind the name, as %u or %u",
                           SHOWN(c->value), places.items[0].geonames, places.items[i].geonames);
    an_strbuf_init(&line, 0);
    an_place_write_line(&places.items[0], &line);
    c->value = (an_str){an_arena_copy(arena, line.data, line.length), line.length};
    an_strbuf_free(&line);
    return c->value.data ? ANNALS_OK : an_store_no_memory(store, error);
}

/* ---- events ---- */

typedef struct event_place {
    int64_t event, document;
} event_place;

/* Where the event of this key is; event 0 = nowhere. Should two documents hold the key: the first. */
static annals_status find_key(an_store *store, uint64_t key, int64_t document, event_place *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    *out = (event_place){0, 0};
    AN_TRY(an_store_link_ask(store, AN_SQL_KEY_EVENTS, &binder, error));
    an_bind_key(&binder, key);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        int64_t event = an_column_int(&columns), holder = an_column_int(&columns);
        if (!out->event && (!document || holder == document)) *out = (event_place){event, holder};
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

annals_status an_store_find_event(an_store *store, uint64_t key, int64_t *event, int64_t *document, annals_error *error)
{
    event_place where;
    AN_TRY(find_key(store, key, 0, &where, error));
    *event = where.event;
    *document = where.document;
    return ANNALS_OK;
}

annals_status an_store_machine_event(an_store *store, an_arena *arena, int64_t row, an_event *out, annals_error *error)
{
    an_document document = {.article.text.length = AN_ARTICLE_BYTES_MAX}; /* spans were checked when they were written */
    bool is_saved;
    AN_TRY(an_store_has_row(store, AN_SQL_IS_SAVED, row, &is_saved, error));
    if (is_saved) AN_TRY(an_store_load_machine_event(store, arena, row, &document, error));
    else AN_TRY(an_store_load_event(store, arena, row, &document, NULL, error));
    *out = document.events.items[0];
    return ANNALS_OK;
}

static an_span trigger_span(const an_parsed_text *parsed, const an_event *event)
{
    return event->trigger_token < parsed->token_count ? parsed->tokens[event->trigger_token].span : (an_span){0, 0};
}

static annals_status make_anchor(an_store *store, event_place where, an_anchor *out, annals_error *error)
{
    an_arena arena;
    an_stored_document stored;
    an_event event;
    annals_status status;
    an_arena_init(&arena, 0);
    status = an_store_load_document(store, &arena, where.document, &stored, error);
    if (status == ANNALS_OK) status = an_store_machine_event(store, &arena, where.event, &event, error);
    if (status == ANNALS_OK) {
        *out = (an_anchor){.key = event.key, .span = event.span, .trigger = trigger_span(&stored.document.parsed, &event), .type = event.type,
                           .event = where.event};
        memcpy(out->document, stored.document.article.sha256, sizeof out->document);
    }
    an_arena_free(&arena);
    return status;
}

/* The event of a key that a person names. */
static annals_status add_event(an_store *store, an_arena *arena, an_correction *c, an_str word, annals_error *error)
{
    uint64_t key;
    event_place where;
    an_anchor anchor;
    bool is_live;
    if (!an_key_parse(word, &key))
        return an_fail(error, ANNALS_E_INPUT, "correct", 0, "%s: '%.*s' is no key; a key is 16 digits 0-9 a-f", an_actions[c->action].name, SHOWN(word));
    AN_TRY(find_key(store, key, 0, &where, error));
    if (!where.event)
        return an_fail(error, ANNALS_E_INPUT, "correct", 0, "%s: %s holds no event with the key %.*s", an_actions[c->action].name, store->path, SHOWN(word));
    AN_TRY(an_store_has_row(store, AN_SQL_IS_LIVE, where.event, &is_live, error));
    if (!is_live)
        return an_fail(error, ANNALS_E_INPUT, "correct", 0, "%s: the event %.*s has been dropped; undo that first", an_actions[c->action].name, SHOWN(word));
    AN_TRY(make_anchor(store, where, &anchor, error));
    return AN_PUSH(arena, &c->anchors, anchor) ? ANNALS_OK : an_store_no_memory(store, error);
}

static annals_status write_seen(an_store *store, an_arena *arena, int64_t event, an_event_field field, an_str *out, annals_error *error)
{
    an_event machine;
    an_strbuf text;
    AN_TRY(an_store_machine_event(store, arena, event, &machine, error));
    an_strbuf_init(&text, 0);
    an_event_field_write(&machine, field, &text);
    *out = (an_str){an_arena_copy(arena, text.data ? text.data : "", text.length), text.length};
    an_strbuf_free(&text);
    return out->data ? ANNALS_OK : an_store_no_memory(store, error);
}

/* ---- incidents ---- */

static annals_status incident_of(an_store *store, int64_t event, int64_t *out, annals_error *error)
{
    an_row_list nodes = {0};
    an_link_node node;
    an_arena arena;
    annals_status status;
    *out = 0;
    an_arena_init(&arena, 0);
    status = an_store_link_list(store, AN_SQL_EVENT_NODE, &event, 1, &arena, &nodes, error);
    if (status == ANNALS_OK && nodes.count) {
        status = an_store_link_load_node(store, nodes.items[0], &node, error);
        *out = node.incident;
    }
    an_arena_free(&arena);
    return status;
}

static annals_status check_incidents(an_store *store, const an_correction *c, annals_error *error)
{
    int64_t target;
    AN_TRY(incident_of(store, c->anchors.items[0].event, &target, error));
    if (!target) return an_fail(error, ANNALS_E_INPUT, "correct", 0, "%s: the event %.*s is in no incident", an_actions[c->action].name, SHOWN(c->target));
    for (size_t i = 1; i < c->anchors.count; i++) {
        int64_t other;
        AN_TRY(incident_of(store, c->anchors.items[i].event, &other, error));
        if (c->action == AN_ACTION_JOIN_INCIDENTS && !other) return cannot(error, c, "an event that is in no incident");
        if (c->action == AN_ACTION_JOIN_INCIDENTS && other == target) return cannot(error, c, "of the same incident already");
        if (c->action == AN_ACTION_SPLIT_INCIDENT && other != target) return cannot(error, c, "not of that incident");
        if (c->anchors.items[i].event == c->anchors.items[0].event) return cannot(error, c, "the target itself");
    }
    return ANNALS_OK;
}

static annals_status prepare_incident(an_store *store, an_arena *arena, an_correction *c, annals_error *error)
{
    an_str rest = c->value, word;
    bool is_quoted;
    AN_TRY(add_event(store, arena, c, c->target, error));
    while ((word = next_word(&rest, &is_quoted)).data) AN_TRY(add_event(store, arena, c, word, error));
    if (c->anchors.count < 2 || (c->action == AN_ACTION_JOIN_INCIDENTS && c->anchors.count > 2)) return cannot(error, c, "not one other incident");
    return check_incidents(store, c, error);
}

/* ---- documents ---- */

static annals_status add_document(an_store *store, an_arena *arena, an_correction *c, int64_t row, annals_error *error)
{
    an_article article = {0};
    an_anchor anchor = {.event = row};
    int64_t version;
    AN_TRY(an_store_load_article(store, arena, row, &article, &version, NULL, error));
    memcpy(anchor.document, article.sha256, sizeof anchor.document);
    return AN_PUSH(arena, &c->anchors, anchor) ? ANNALS_OK : an_store_no_memory(store, error);
}

/* An event by its key, or documents by id or digest. */
static annals_status add_place_of_mention(an_store *store, an_arena *arena, an_correction *c, an_str word, annals_error *error)
{
    an_row_list rows = {0};
    an_binder binder;
    uint64_t key;
    if (an_key_parse(word, &key)) {
        event_place where;
        AN_TRY(find_key(store, key, 0, &where, error));
        if (where.event) return add_event(store, arena, c, word, error);
    }
    AN_TRY(an_store_link_ask(store, AN_SQL_DOCUMENTS_NAMED, &binder, error));
    an_bind_str(&binder, word);
    AN_TRY(an_store_link_rows(store, &binder, arena, &rows, error));
    if (rows.count == 0)
        return an_fail(error, ANNALS_E_INPUT, "correct", 0, "%s: %s holds no event or document '%.*s'", an_actions[c->action].name, store->path, SHOWN(word));
    for (size_t i = 0; i < rows.count; i++) AN_TRY(add_document(store, arena, c, rows.items[i], error));
    return ANNALS_OK;
}

static annals_status prepare_actor(an_store *store, an_arena *arena, an_correction *c, annals_error *error)
{
    an_str rest = c->value, word;
    bool is_quoted, is_known;
    an_actor actor;
    AN_TRY(is_known_actor(store, c->target, &is_known, error));
    if (!is_known)
        return an_fail(error, ANNALS_E_INPUT, "correct", 0, "%s: %s holds no actor '%.*s'", an_actions[c->action].name, store->path, SHOWN(c->target));
    word = next_word(&rest, &is_quoted);
    AN_TRY(read_actor(store, arena, c, word, is_quoted, &actor, error));
    if (an_str_equal(actor.id.data ? actor.id : actor.name, c->target)) return cannot(error, c, "the actor itself");
    if (!AN_PUSH(arena, &c->actors, actor)) return an_store_no_memory(store, error);
    while ((word = next_word(&rest, &is_quoted)).data) {
        if (c->action == AN_ACTION_MERGE_ACTORS) return cannot(error, c, "more than one actor");
        AN_TRY(add_place_of_mention(store, arena, c, word, error));
    }
    return c->action == AN_ACTION_SPLIT_ACTOR && !c->anchors.count ? cannot(error, c, "no actor with the documents or events to take out") : ANNALS_OK;
}

/* ---- derivations ---- */

static annals_status find_pair(an_store *store, an_str key, int64_t pair[2], annals_error *error)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    pair[0] = pair[1] = 0;
    AN_TRY(an_store_link_ask(store, AN_SQL_FIND_PAIR, &binder, error));
    an_bind_str(&binder, (an_str){key.data, AN_DERIVATION_KEY_HALF});
    an_bind_str(&binder, (an_str){key.data + AN_DERIVATION_KEY_HALF, AN_DERIVATION_KEY_HALF});
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        pair[0] = an_column_int(&columns);
        pair[1] = an_column_int(&columns);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

static annals_status prepare_derivation(an_store *store, an_arena *arena, an_correction *c, annals_error *error)
{
    int64_t pair[2];
    uint64_t key;
    if (!an_key_parse(c->target, &key))
        return an_fail(error, ANNALS_E_INPUT, "correct", 0, "drop-derivation: '%.*s' is no key; a key is 16 digits 0-9 a-f", SHOWN(c->target));
    AN_TRY(find_pair(store, c->target, pair, error));
    if (!pair[0]) return an_fail(error, ANNALS_E_INPUT, "correct", 0, "drop-derivation: %s holds no derivation with the key %.*s", store->path, SHOWN(c->target));
    for (int i = 0; i < 2; i++) AN_TRY(add_document(store, arena, c, pair[i], error));
    return ANNALS_OK;
}

/* ---- the whole ---- */

static annals_status prepare_event(an_store *store, an_arena *arena, an_correction *c, annals_error *error)
{
    AN_TRY(add_event(store, arena, c, c->target, error));
    if (c->action == AN_ACTION_ACTOR || c->action == AN_ACTION_RECIPIENT) AN_TRY(read_actors(store, arena, c, error));
    return write_seen(store, arena, c->anchors.items[0].event, an_actions[c->action].field, &c->seen, error);
}

annals_status an_store_prepare_correction(an_store *store, an_arena *arena, an_correction *c, annals_error *error)
{
    const char *wrong;
    annals_status status = ANNALS_OK;
    if (!c->target.length) return an_fail(error, ANNALS_E_INPUT, "correct", 0, "%s: the target is missing", an_actions[c->action].name);
    if (c->action == AN_ACTION_PLACE && c->value.length) AN_TRY(read_place(store, arena, c, error));
    wrong = an_correction_check(c->action, c->value);
    if (wrong) return cannot(error, c, wrong);
    switch (an_actions[c->action].target) {
    case AN_TARGET_EVENT: status = prepare_event(store, arena, c, error); break;
    case AN_TARGET_ACTOR: status = prepare_actor(store, arena, c, error); break;
    case AN_TARGET_INCIDENT: status = prepare_incident(store, arena, c, error); break;
    case AN_TARGET_DERIVATION: status = prepare_derivation(store, arena, c, error); break;
    }
    return status;
}

/* ---- finding again ---- */

annals_status an_store_find_digest(an_store *store, const char *sha256, int64_t *row, annals_error *error)
{
    an_row_list rows = {0};
    an_binder binder;
    an_arena arena;
    annals_status status;
    an_arena_init(&arena, 0);
    status = an_store_link_ask(store, AN_SQL_FIND_DIGEST, &binder, error);
    if (status == ANNALS_OK) {
        an_bind_name(&binder, sha256);
        status = an_store_link_rows(store, &binder, &arena, &rows, error);
    }
    *row = rows.count ? rows.items[0] : 0;
    an_arena_free(&arena);
    return status;
}

/* The event of the document that the same word tells: of the same type, or the only one. */
static int64_t find_by_trigger(const an_stored_document *stored, const an_row_list *rows, const an_anchor *anchor)
{
    int64_t same = 0, any = 0;
    size_t same_count = 0, count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const an_event *event = &stored->document.events.items[i];
        an_span span = trigger_span(&stored->document.parsed, event);
        if (span.start != anchor->trigger.start || span.end != anchor->trigger.end) continue;
        any = rows->items[i];
        count++;
        if (event->type != anchor->type) continue;
        same = rows->items[i];
        same_count++;
    }
    return same_count == 1 ? same : count == 1 ? any : 0;
}

static annals_status search_document(an_store *store, int64_t document, const an_anchor *anchor, int64_t *event, annals_error *error)
{
    an_arena arena;
    an_stored_document stored;
    an_row_list rows = {0};
    annals_status status;
    an_arena_init(&arena, 0);
    status = an_store_link_list(store, AN_SQL_LOAD_EVENT_IDS, &document, 1, &arena, &rows, error);
    if (status == ANNALS_OK) status = an_store_load_document(store, &arena, document, &stored, error);
    if (status == ANNALS_OK) *event = find_by_trigger(&stored, &rows, anchor);
    an_arena_free(&arena);
    return status;
}

static annals_status find_anchor(an_store *store, an_anchor *anchor, annals_error *error)
{
    int64_t document;
    event_place where;
    anchor->event = 0;
    AN_TRY(an_store_find_digest(store, anchor->document, &document, error));
    if (!document || !anchor->key) {
        anchor->event = document;
        return ANNALS_OK;
    }
    AN_TRY(find_key(store, anchor->key, document, &where, error));
    anchor->event = where.event;
    if (where.event || an_span_is_empty(anchor->trigger)) return ANNALS_OK;
    return search_document(store, document, anchor, &anchor->event, error);
}

annals_status an_store_find_anchors(an_store *store, an_correction *c, annals_error *error)
{
    for (size_t i = 0; i < c->anchors.count; i++) AN_TRY(find_anchor(store, &c->anchors.items[i], error));
    return ANNALS_OK;
}

/* ---- judging ---- */

static annals_status is_derivation_there(an_store *store, const an_correction *c, bool *is_there, annals_error *error)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    *is_there = false;
    AN_TRY(an_store_link_ask(store, AN_SQL_IS_HIDDEN_PAIR, &binder, error));
    for (size_t i = 0; i < 2 && i < c->anchors.count; i++) an_bind_int(&binder, c->anchors.items[i].event);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) *is_there = true;
    return status == ANNALS_END ? ANNALS_OK : status;
}

annals_status an_store_judge_correction(an_store *store, an_arena *arena, an_correction *c, annals_error *error)
{
    bool is_there = true;
    if (c->state == AN_CORRECTION_UNDONE) return ANNALS_OK;
    c->state = AN_CORRECTION_APPLIED;
    if (c->action == AN_ACTION_MERGE_ACTORS) AN_TRY(is_known_actor(store, c->target, &is_there, error));
    if (c->action == AN_ACTION_DROP_DERIVATION) AN_TRY(is_derivation_there(store, c, &is_there, error));
    for (size_t i = 0; i < c->anchors.count; i++) is_there = is_there && c->anchors.items[i].event;
    if (!is_there) {
        c->state = AN_CORRECTION_GONE;
        return ANNALS_OK;
    }
    if (an_actions[c->action].field == AN_FIELD_COUNT || !c->seen.data) return ANNALS_OK;
    AN_TRY(write_seen(store, arena, c->anchors.items[0].event, an_actions[c->action].field, &c->now, error));
    if (an_str_equal(c->now, c->seen)) c->now = (an_str){0};
    else c->state = AN_CORRECTION_CHANGED;
    return arena->is_exhausted ? an_fail(error, ANNALS_E_MEMORY, "store", 0, "%s: cannot %s: out of memory", store->path, doing) : ANNALS_OK;
}
