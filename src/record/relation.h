/* Who acts on whom, how often and how: a directed pair of known actors over the events of some question, as a whole or in one period. */
#ifndef ANNALS_RECORD_RELATION_H
#define ANNALS_RECORD_RELATION_H

#include "base/calendar.h"
#include "base/span.h"

typedef enum an_relation_by { AN_BY_NONE, AN_BY_DAY, AN_BY_WEEK, AN_BY_MONTH, AN_BY_YEAR, AN_BY_COUNT } an_relation_by;
extern const char *const an_relation_by_names[AN_BY_COUNT]; /* "day", ...; "" for NONE */

/* What a turning point is one of. */
#define AN_TURNING_LIST(X)                                                                                               \
    X(COOPERATION, "cooperation") /* how many incidents of cooperation a period has */                                   \
    X(CONFLICT, "conflict")       /* how many of conflict */                                                             \
    X(TONE, "tone")               /* the PLOVER score of an incident */
#define AN_ENUM_TURNING(name, text) AN_TURNING_##name,
typedef enum an_turning_measure { AN_TURNING_LIST(AN_ENUM_TURNING) AN_TURNING_MEASURES } an_turning_measure;
extern const char *const an_turning_names[AN_TURNING_MEASURES];

enum { AN_CARRIERS_MAX = 5 };

/* From this period on the relation is another one. */
typedef struct an_turning {
    an_turning_measure measure;
    double before, after; /* mean of a period (tone: of an incident) since the turning point before this one, and up to the next */
    double p;             /* how often chance alone, with this many incidents, does as much */
    uint64_t carriers[AN_CARRIERS_MAX]; /* keys of events; see an_query_relations_by */
    int carrier_count;
} an_turning;

/* Owner: the arena given to whoever counts. Only events told as having happened or going on are counted. Incidents are what counts: one
 * that a hundred articles report is one, and so is an event that belongs to no incident. */
typedef struct an_relation {
    an_str actor, actor_name, recipient, recipient_name; /* ids, and the names that go with them */
    an_date_range period;   /* its first and last day; unknown = the relation as a whole, or what fits into no single period */
    int64_t events;         /* as reported */
    int64_t incidents;
    int64_t reports;        /* articles that report them; one that reports two incidents counts twice */
    int64_t independent;    /* those of them that do not take it from another one */
    int64_t quads[5];       /* incidents by quad class 1 to 4; [0] is unused */
    double goldstein_sum;   /* over the incidents that have a value */
    int64_t goldstein_count;
    double score_sum;       /* PLOVER score over all incidents */
    an_date_range dates;    /* from the first to the last day of those incidents; unknown if none has a date */
    an_turning turnings[AN_TURNING_MEASURES]; /* that begin with this period */
    int turning_count;
} an_relation;

/* The first day of the period that the day lies in, and of the next one. Weeks begin on Monday (ISO 8601). */
an_day an_relation_period_start(an_relation_by by, an_day day);
an_day an_relation_period_next(an_relation_by by, an_day start); /* AN_DAY_UNKNOWN after the year 9999 */
/* How many periods lie between two starts. */
int64_t an_relation_period_distance(an_relation_by by, an_day start, an_day later);
/* "2022-09-05", "2022-W36", "2022-09", "2022". */
enum { AN_PERIOD_LABEL_BYTES = 16 };
const char *an_relation_period_label(an_relation_by by, an_day start, char out[AN_PERIOD_LABEL_BYTES]);

#endif
