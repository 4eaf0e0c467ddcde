/* Who acts on whom, how often and how: a directed pair of known actors over the events of some question. */
#ifndef ANNALS_RECORD_RELATION_H
#define ANNALS_RECORD_RELATION_H

#include "base/calendar.h"
#include "base/span.h"

/* Owner: the arena given to whoever counts. Only events told as having happened or going on are counted. */
typedef struct an_relation {
    an_str actor, actor_name, recipient, recipient_name; /* ids, and the names that go with them */
    int64_t events;
    int64_t quads[5];     /* events by quad class 1 to 4; [0] is unused */
    double goldstein_sum; /* of the events that have a value */
    int64_t goldstein_count;
    an_date_range dates;  /* from the first to the last day of those events; unknown if none has a date */
} an_relation;

#endif
