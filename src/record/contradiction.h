/* Two accounts of one incident, or two claims, that cannot both hold. */
#ifndef ANNALS_RECORD_CONTRADICTION_H
#define ANNALS_RECORD_CONTRADICTION_H

#include "base/json.h"
#include "record/event.h"

/* What they disagree about. */
#define AN_CONTRADICTION_LIST(X)                                                                                         \
    X(KILLED, "killed") X(WOUNDED, "wounded") X(DETAINED, "detained") X(DISPLACED, "displaced")                            \
    X(DATE, "date") X(PLACE, "place") X(ACTOR, "actor")                                                                  \
    X(RESPONSIBILITY, "responsibility") /* two claim the act as their own */                                             \
    X(DENIAL, "denial")                 /* one accuses or reports, the other denies */                                   \
    X(VOICE, "voice")                   /* a denial against the article's own voice */
#define AN_ENUM_CONTRADICTION(name, text) AN_CONTRADICTION_##name,
typedef enum an_contradiction_field { AN_CONTRADICTION_LIST(AN_ENUM_CONTRADICTION) AN_CONTRADICTION_COUNT } an_contradiction_field;
extern const char *const an_contradiction_names[AN_CONTRADICTION_COUNT];

/* One side: the account that stands for all that give this value, the one published first. Owner: as the contradiction. */
typedef struct an_contradiction_side {
    uint64_t event;        /* its key */
    uint64_t claim;        /* key of the claim; 0 = the side is an event's own account */
    an_str document;       /* id of the article */
    an_date_range published;
    an_str value;          /* "6", "6-8", "139+", "2022-09-05", "Kabul", ids of actors apart by blanks, a stance */
    an_actor speaker;      /* id and name; both data NULL = the article's own voice */
    int64_t accounts;      /* how many events of the incident give this value */
} an_contradiction_side;

typedef struct an_contradiction {
    uint64_t incident;     /* its key */
    an_contradiction_field field;
    an_contradiction_side sides[2]; /* the one published first stands first */
    bool is_ordered;       /* the first was published before the second; false: the dates do not tell */
    bool is_superseded;    /* the later one corrects or continues the earlier one (a growing toll): no contradiction any more */
    bool is_independent;   /* neither article takes from the other, directly or over others */
} an_contradiction;

void an_contradiction_write_json(const an_contradiction *contradiction, an_strbuf *out);

#endif
