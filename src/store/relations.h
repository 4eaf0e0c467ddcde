/* Who acts on whom, event by event: what relations are counted from. Rows are numbers inside one base file, as in store/link.h. */
#ifndef ANNALS_STORE_RELATIONS_H
#define ANNALS_STORE_RELATIONS_H

#include "store/base.h"

/* One actor and one recipient of an event that is told as having happened or going on. Both are known by id, and are not the same. */
typedef struct an_dyad_event {
    int64_t event, document;   /* rows */
    int64_t incident;          /* row; 0 = in none */
    int64_t actor, recipient;  /* rows of actors */
    uint64_t key;              /* of the event */
    an_date_range dates;       /* of the incident, or of the event if the incident's lie outside of the filter's; unknown = not told */
    an_day published;          /* first day on which the article may have been published */
    int quad;                  /* 1 to 4; 0 = unknown */
    bool has_goldstein;
    double goldstein, plover_score;
    bool is_own;               /* its words lie in no passage taken from another article of the incident */
} an_dyad_event;

typedef annals_status (*an_on_dyad_event)(void *user, const an_dyad_event *found, annals_error *error);
/* Every such pair of the events of the filter, in no order. Where the filter asks for an actor or a recipient, only those count that it
 * stands for, not who acts or suffers beside them. filter->limit is not used. */
annals_status an_store_select_dyad_events(an_store *store, const an_filter *filter, an_on_dyad_event on_found, void *user, annals_error *error);

/* The actor of a row: its id and name. */
annals_status an_store_load_dyad_actor(an_store *store, an_arena *arena, int64_t row, an_str *id, an_str *name, annals_error *error);
/* Whom the word of a filter means first of all: the actor with this id, else the one most often called so, else the word itself. */
annals_status an_store_find_asked_actor(an_store *store, an_arena *arena, an_str asked, an_str *id, an_str *name, annals_error *error);

#endif
