/* From the base to the formats of the field: fetches the records that a writer wants and hands them over. */
#include "annals_export.h"

#include "query/query.h"
#include "query/relations.h"
#include "show/export.h"
#include "store/link.h"

#define RELATION_BYTES_MAX ((size_t)2 << 30)

typedef struct handing {
    an_store *store;
    an_export *export;
} handing;

static annals_status hand_event(void *user, const an_found *found, annals_error *error)
{
    handing *h = user;
    an_export_event event = {&found->document->article, found->event, found->sentence};
    return an_export_put_event(h->export, &event, error);
}

static annals_status hand_member(void *user, const an_found_member *member, annals_error *error) { return hand_event(user, member->found, error); }

/* ---- incidents ---- */

static annals_status hand_incident(void *user, const an_incident *incident, annals_error *error)
{
    handing *h = user;
    uint64_t key = incident->key; /* asking for its accounts takes the record away that the store gave */
    if (!an_export_takes(h->export, incident)) return ANNALS_OK;
    AN_TRY(an_export_put_incident(h->export, incident, error));
    if (an_export_wants(h->export) & AN_EXPORT_ACCOUNTS) AN_TRY(an_store_select_members(h->store, key, 0, hand_member, h, error));
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
    status = hand_records(&h, &filter, by, error);
    if (status == ANNALS_OK) status = an_export_end(h.export, error);
    an_export_close(h.export);
    return status;
}
