/* What happened once in the world: the events of any number of articles that report it. */
#ifndef ANNALS_RECORD_INCIDENT_H
#define ANNALS_RECORD_INCIDENT_H

#include "base/json.h"
#include "record/event.h"

/* Why two events were taken for one incident; a set of bits. */
#define AN_JOIN_REASON_LIST(X)                                                                                           \
    X(SAME, "same")           /* every field that is compared is equal */                                                \
    X(ACTOR, "actor") X(RECIPIENT, "recipient") /* the same, or one belongs to the other */                              \
    X(DATE, "date") X(PLACE, "place")           /* compatible at their own precision */                                  \
    X(NUMBERS, "numbers") X(MODE, "mode") X(NAMES, "names") X(TEXT, "text") /* shared figures, way of acting, names, passage of text */           \
    X(BACKGROUND, "background") /* a later mention with a wider date, and no other incident that it could mean */           \
    X(DECIDED, "decided")       /* a person joined the two */                                                              \
    X(WORDS, "words")           /* rare words of both sentences: fewer where the day is the same, more where nobody looks back */ \
    X(ARTICLE, "article")       /* told in one article, of one day, at one place */
#define AN_ENUM_JOIN(name, text) AN_JOIN_##name,
typedef enum an_join_reason { AN_JOIN_REASON_LIST(AN_ENUM_JOIN) AN_JOIN_REASON_COUNT } an_join_reason;
extern const char *const an_join_reason_names[AN_JOIN_REASON_COUNT];

/* A number of people as UCDP gives it: the best estimate, and the ends between which accounts put it. */
typedef struct an_incident_count {
    int64_t best, low, high; /* high INT64_MAX = open */
    bool is_known;
} an_incident_count;

typedef enum an_count_kind { AN_COUNT_KILLED, AN_COUNT_WOUNDED, AN_COUNT_DETAINED, AN_COUNT_DISPLACED, AN_COUNT_KINDS } an_count_kind;
extern const char *const an_count_names[AN_COUNT_KINDS];

/* Owner: the arena of whoever makes or loads it. */
typedef struct an_incident {
    uint64_t key;       /* key of the event that was published first: it stays as long as that event is part of it */
    an_event_type type; /* of most of its accounts */
    an_date_range dates; /* the narrowest that its accounts agree on; both ends unknown = none */
    int date_precision; /* after UCDP: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 more; 0 unknown */
    an_place place;     /* the most exact one; precision.data NULL = unknown */
    int place_precision; /* after UCDP: 1 the exact place or town, 2 district, 4 first division, 6 country, 7 sea or region; 0 unknown */
    an_participants actors, recipients; /* known by id, those of most accounts first; spans are empty */
    an_incident_count counts[AN_COUNT_KINDS];
    an_factuality factuality; /* the most certain of its accounts */
    int64_t events, reports, independent; /* events, articles, articles that take it from no other article of the incident */
} an_incident;

int an_date_precision(an_date_range range);
int an_place_precision(const an_place *place);
void an_incident_write_json(const an_incident *incident, an_strbuf *out);
/* "actor date place"; an empty set writes nothing. */
void an_join_reasons_write(unsigned reasons, an_strbuf *out);

#endif
