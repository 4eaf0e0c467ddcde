/* Counts dyads over the events of a filter. */
#ifndef ANNALS_QUERY_RELATIONS_H
#define ANNALS_QUERY_RELATIONS_H

#include "record/relation.h"
#include "store/base.h"

/* Busiest first, then by ids. filter->limit is not used. *out lives in `arena`. */
annals_status an_query_relations(an_store *store, const an_filter *filter, an_arena *arena, an_relation **out, size_t *count,
                                 annals_error *error);

#endif
