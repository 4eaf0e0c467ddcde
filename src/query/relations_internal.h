/* What counting relations hands on: incidents of a dyad, counted once each. */
#ifndef ANNALS_QUERY_RELATIONS_INTERNAL_H
#define ANNALS_QUERY_RELATIONS_INTERNAL_H

#include "base/array.h"
#include "query/relations.h"

/* An incident as far as it is between the two, or an event of the two that is in no incident. */
typedef struct an_happening {
    uint64_t key;          /* of its event that was published first */
    an_date_range dates;
    int64_t events, reports, independent;
    int quad;              /* of most of its events, of equally many the highest; 0 = unknown */
    bool has_goldstein;
    double goldstein, score; /* means over the events of that quad class */
} an_happening;

/* Happenings of one dyad are neighbours, in the order of their dates (unknown last), then keys. */
typedef struct an_dyad {
    an_str actor, actor_name, recipient, recipient_name;
    const an_happening *happenings;
    size_t count;
} an_dyad;
typedef AN_ARRAY(an_dyad) an_dyads;

/* Most incidents first, then by ids. All in `arena`. (relations.c) */
annals_status an_query_dyads(an_store *store, const an_filter *filter, an_arena *arena, an_dyads *out, annals_error *error);
void an_relation_name(an_relation *relation, const an_dyad *dyad);
void an_relation_add(an_relation *relation, const an_happening *happening);

#endif
