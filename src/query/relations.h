/* Counts dyads over the events of a filter. */
#ifndef ANNALS_QUERY_RELATIONS_H
#define ANNALS_QUERY_RELATIONS_H

#include "record/relation.h"
#include "store/base.h"

/* Most incidents first, then by ids. filter->limit is not used. *out lives in `arena`. A side that the filter asks for is one actor: the
 * one asked for, with its parts and those who act for it. */
annals_status an_query_relations(an_store *store, const an_filter *filter, an_arena *arena, an_relation **out, size_t *count,
                                 annals_error *error);

typedef annals_status (*an_on_relation)(void *user, const an_relation *relation, annals_error *error);
/* The same dyads in the same order, for each a row for every period from its first to its last incident, those without any among them; then
 * a row for what is dated to no single period, if there is any. An incident lies in the period that holds most of its days, the earlier of
 * two, if it can have been no longer than a period. Carriers of a turning point up or down in number: incidents of that kind after it, or
 * before it, nearest first; in tone: those after it that are furthest from what was before, to the side to which it turned. Stops with the
 * callback's status if it is not OK. */
annals_status an_query_relations_by(an_store *store, const an_filter *filter, an_relation_by by, an_on_relation on_found, void *user,
                                    annals_error *error);

/* "day", "week", "month", "year"; E_USAGE names another word. NULL = NONE. */
annals_status an_query_read_by(const char *word, an_relation_by *out, annals_error *error);

#endif
