/* From the base to the formats of the field: fetches the records that a writer wants and hands them over. */
#include "annals_export.h"

#include "query/query.h"
#include "query/relations.h"
#include "show/export.h"
#include "store/link.h"

enum { INCIDENT_BYTES_MAX = 64 * 1024 * 1024, ROUNDS = 2 };
#define RELATION_BYTES_MAX ((size_t)2 << 30)

typedef struct handing {
    an_store *store;
    an_export *export;
    an_arena arena; /* of one incident */
} handing;

static annals_status hand_event(void *user, const an_found *found, annals_error *error)
{
    handing *h = user;
    an_export_event event = {&found->document->article, found->event, found->sentence};
    return an_export_put_event(h->export, &event, error);
}

static annals_status hand_member(void *user, const an_found_member *member, annals_error *error) { return hand_event(user, member->found, error); }

/* ---- incidents ---- */

static an_str keep(handing *h, an_str text)
{
    return (an_str){text.data ? an_arena_copy(&h->arena, text.data, text.length) : NULL, text.length};
}

static void keep_participants(handing *h, an_participants *list)
{
    an_participant *items = AN_NEW_ARRAY(&h->arena, an_participant, list->count + 1);
    for (size_t i = 0; items && i < list->count; i++) {
        items[i] = list->items[i];
        items[i].actor.id = keep(h, items[i].actor.id);
        items[i].actor.name = keep(h, items[i].actor.name);
        items[i].actor.acts_for = keep(h, items[i].actor.acts_for);
        items[i].actor.title = keep(h, items[i].actor.title);
        items[i].actor.cameo = keep(h, items[i].actor.cameo);
    }
    list->items = items;
    list->capacity = list->count;
}

/* Asking for its accounts takes the record away that the store gave, so the writer gets a copy. */
static void keep_incident(handing *h, an_incident *incident)
{
    an_arena_reset(&h->arena);
    incident->place.name = keep(h, incident->place.name);
    incident->place.precision = keep(h, incident->place.precision);
    incident->place.parent = keep(h, incident->place.parent);
    keep_participants(h, &incident->actors);
    keep_participants(h, &incident->recipients);
}

static annals_status hand_incident(void *user, const an_incident *found, annals_error *error)
{
    handing *h = user;
    an_incident incident = *found;
    bool wants_accounts = an_export_wants(h->export) & AN_EXPORT_ACCOUNTS;
    if (wants_accounts) keep_incident(h, &incident);
    if (h->arena.is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory");
    AN_TRY(an_export_put_incident(h->export, &incident, error));
    for (int round = 0; wants_accounts && round < ROUNDS; round++) {
        AN_TRY(an_export_begin_accounts(h->export, round, error));
        AN_TRY(an_store_select_members(h->store, incident.key, 0, hand_member, h, error));
    }
    return an_export_end_incident(h->export, error);
}

/* ---- relations ---- */

/* A row of a period in which nothing happened is a gap in time, no edge. */
static annals_status hand_period(void *user, const an_relation *relation, annals_error *error)
{
    handing *h = user;
    return relation->events ? an_export_put_relation(h->export, relation, error) : ANNALS_OK;
}

static annals_status hand_periods(handing *h, const an_filter *filter, an_relation_by by, annals_error *error)
{
    for (int pass = 0; pass < an_export_passes(h->export); pass++) {
        AN_TRY(an_export_begin(h->export, pass, error));
        AN_TRY(an_query_relations_by(h->store, filter, by, hand_period, h, error));
    }
    return ANNALS_OK;
}

static annals_status hand_relations(handing *h, const an_filter *filter, annals_error *error)
{
    an_arena arena;
    an_relation *relations = NULL;
    size_t count = 0;
    annals_status status;
    an_arena_init(&arena, RELATION_BYTES_MAX);
    status = an_query_relations(h->store, filter, &arena, &relations, &count, error);
    if (filter->limit && filter->limit < count) count = (size_t)filter->limit;
    for (int pass = 0; pass < an_export_passes(h->export) && status == ANNALS_OK; pass++) {
        status = an_export_begin(h->export, pass, error);
        for (size_t i = 0; i < count && status == ANNALS_OK; i++) status = an_export_put_relation(h->export, &relations[i], error);
    }
    an_arena_free(&arena);
    return status;
}

/* ---- all ---- */

static annals_status hand_records(handing *h, const an_filter *filter, an_relation_by by, annals_error *error)
{
    unsigned wants = an_export_wants(h->export);
    if (wants & AN_EXPORT_RELATIONS) return by ? hand_periods(h, filter, by, error) : hand_relations(h, filter, error);
    for (int pass = 0; pass < an_export_passes(h->export); pass++) {
        AN_TRY(an_export_begin(h->export, pass, error));
        if (wants & AN_EXPORT_EVENTS) AN_TRY(an_store_select_events(h->store, filter, hand_event, h, error));
        if (wants & AN_EXPORT_INCIDENTS) AN_TRY(an_store_select_incidents(h->store, filter, hand_incident, h, error));
    }
    return ANNALS_OK;
}

annals_status an_export_answer(an_store *store, const annals_query *query, const char *format, bool *is_taken, annals_sink sink, void *user,
                               annals_error *error)
{
    handing h = {.store = store};
    an_export_options options = {.any_factuality = query->factuality != NULL, .any_type = query->type != NULL};
    an_filter filter;
    an_factuality factuality;
    an_relation_by by;
    annals_status status;
    *is_taken = an_export_is_format(format);
    if (!*is_taken) return ANNALS_OK;
    AN_TRY(an_query_read_filter(query, &filter, &factuality, error));
    AN_TRY(an_query_read_by(query->by, &by, error));
    AN_TRY(an_export_open(&h.export, query->what ? query->what : "", format, &options, sink, user, error));
    an_arena_init(&h.arena, INCIDENT_BYTES_MAX);
    status = hand_records(&h, &filter, by, error);
    if (status == ANNALS_OK) status = an_export_end(h.export, error);
    an_arena_free(&h.arena);
    an_export_close(h.export);
    return status;
}
