/* An event as incidents compare it: what is compared, and nothing else. */
#ifndef ANNALS_LINK_NODE_H
#define ANNALS_LINK_NODE_H

#include "lexicon/actors.h"
#include "lexicon/places.h"
#include "link/words.h"
#include "record/incident.h"
#include "store/link.h"

enum { AN_NODE_PARTIES_MAX = 6, AN_NODE_NAMES_MAX = 10, AN_NODE_WORDS_MAX = 28, AN_NODE_FULL_NAMES_MAX = 8, AN_NODE_KEYS_MAX = 192 };

/* What nodes are made with; the dictionaries may be NULL. Read-only, shared. */
typedef struct an_node_maker {
    const an_actors *actors;
    const an_places *places;
    an_link_vocabulary vocabulary;
} an_node_maker;

/* One who takes part. Two are the same if `id` is; `root` is the larger actor whose member or agent it is, or itself. */
typedef struct an_node_party {
    uint64_t id, root, acts_for;
    uint32_t entry;   /* of the dictionary; AN_NONE */
    bool is_state;    /* takes part in so much that it tells little */
    bool is_resolved; /* the dictionary knows it; else its words are compared, which differ from report to report */
    bool fights;      /* a state, its forces, an armed group: does the same again tomorrow, at the same places */
    bool is_armed;    /* forces or an armed group: it is done to them again tomorrow */
    bool is_leader;   /* a person in an office of a state: it is done to him again */
    bool is_person;   /* a person, or a name that no dictionary has: takes part in little */
    uint64_t family, given; /* of a person: the last word of the name, and the first one; given 0 = the last word alone */
} an_node_party;

typedef struct an_node_parties {
    an_node_party items[AN_NODE_PARTIES_MAX];
    uint32_t count;
} an_node_parties;

typedef struct an_node_place {
    uint64_t name, parent; /* hashes; 0 = unknown */
    char country[AN_COUNTRY_BYTES];
    int precision;         /* an_place_precision: 1 town ... 7; 0 unknown */
    double latitude, longitude;
    bool has_coordinates;
    bool is_point;         /* a building, a base, an airport */
    bool is_large;         /* a city in which much happens on one day */
} an_node_place;

typedef struct an_node_count {
    int64_t low, high;
    bool is_known;
} an_node_count;

/* A name that no dictionary knows. */
typedef struct an_node_name {
    uint32_t stem;
    bool is_beside; /* stands in a sentence before or after the one that tells the event */
} an_node_name;

/* A word of the sentence, or beside it at half its weight, that few other reports have. */
typedef struct an_node_word {
    uint32_t stem;
    uint8_t bits;
    bool is_compared; /* names the place or a party: it counts there */
    bool is_town;     /* ... the place, which is a town */
    bool is_known;    /* a name of the dictionaries: many reports have it */
    bool is_handle;   /* says which deed: "the Houla massacre", "the hostage crisis" */
} an_node_word;

typedef struct an_node {
    uint64_t signature;    /* hash of all below: equal events are one node */
    an_event_type type;
    uint64_t modes;        /* bits, see an_node_mode_bit */
    an_node_parties actors, recipients;
    an_date_range dates;   /* not after publication; both ends unknown = no date */
    bool is_wide;          /* longer than AN_NODE_PRECISE_DAYS, or unknown: told about, not reported */
    bool is_held;          /* a person took it out of its incident: it has no keys, so nothing finds it */
    bool is_dateline;      /* no time words: the day of publication stands for the day, or the day before */
    an_node_place place;
    an_node_count counts[AN_COUNT_KINDS];
    /* Not in the signature: of the event of the node that was published first. Names of its sentence that no dictionary knows ("Isla
     * Vista", "Haniyeh"), hashed and sorted: few other happenings have them. */
    an_node_name names[AN_NODE_NAMES_MAX];
    uint32_t name_count;
    uint32_t full_names[AN_NODE_FULL_NAMES_MAX], full_name_count; /* two such names side by side: a person, mostly */
    an_node_word words[AN_NODE_WORDS_MAX]; /* sorted by stem */
    uint32_t word_count, word_bits;        /* bits of all that are not compared */
    bool counts_on;        /* ... a rising toll */
    bool repeats;          /* ... that it was done before: "again", "for the third time" */
    bool follows_up;       /* its sentence tells what came after: an arrest, a claim, a rising toll */
    an_day published;      /* first day that the article can be of */
    uint64_t article;      /* hash of the article's digest */
} an_node;

enum { AN_NODE_PRECISE_DAYS = 3 };

/* The bit of a mode among those of its type. */
static inline uint64_t an_node_mode_bit(an_mode mode) { return (uint64_t)1 << (mode % 64); }

/* True if the event is one that an incident can be made of: told as fact, as going on, as possible or as denied. */
bool an_node_is_eligible(const an_event *event);
/* The article's digest goes into the signature where the event says too little to be equal to any other. */
/* False when the arena, which is for scratch, is exhausted. */
bool an_node_make(an_arena *arena, const an_node_maker *maker, const an_link_event *event, an_node *out);
/* The same without names and words: what the event's own fields say. */
void an_node_make_fields(const an_node_maker *maker, const an_link_event *event, an_node *out);

/* Fills the words of a node, and whether it follows up; is_known: which words are names of the dictionaries; own: the sentence that tells the event. False when the arena, which is for scratch, is exhausted. */
bool an_node_find_words(an_arena *arena, const an_link_words *words, const bool *is_known, uint16_t own, const an_link_event *source, an_node *out);

/* What follow-ups look back at: deeds. Words are said again in the same words, and are something else. */
static inline bool an_node_looks_back(an_event_type type) { return type == AN_TYPE_ASSAULT || type == AN_TYPE_COERCE; }

/* Where the sentence begins after a heading ("2011 civil war: Rebels take ..."), which stands over everything of its kind. */
uint32_t an_node_first_word(const an_link_words *words);

/* Words of the place or of a party: these are compared as such. `span` is of the context. */
bool an_node_is_compared(const an_link_event *source, an_span span);
bool an_node_is_place(const an_link_event *source, an_span span);

/* One actor as a list of at most one party; none if it is not known who it is. */
void an_node_make_party(const an_actor *actor, const an_actors *actors, an_node_parties *out);

/* Keys for finding nodes that may belong together. AN_KEYS_OWN: with nodes of the like precision. AN_KEYS_OLD of a precise node and
 * AN_KEYS_MENTION of a wide one meet where the wide one may mean the precise one. */
typedef enum an_node_keys { AN_KEYS_OWN, AN_KEYS_OLD, AN_KEYS_MENTION } an_node_keys;
size_t an_node_list_keys(const an_node *node, an_node_keys kind, int64_t out[AN_NODE_KEYS_MAX]);

/* How well two nodes agree. */
typedef struct an_node_match {
    double score;           /* from an_node_join_score on the two are one happening, mostly; `joins` decides */
    bool joins;             /* taken for one happening; of a wide and a precise one: the wide one may mean the precise one */
    unsigned reasons;       /* bits of an_join_reason */
    bool is_impossible;     /* dates or places that no single happening can have */
    bool is_specific;       /* agrees on something that few other happenings of the day share: the town, or what is telling */
    bool is_telling;        /* ... that few of other days share: a number of people, a person, a passage of text */
    bool is_personal;       /* ... that hardly any other of these weeks shares: a person, names, a passage of text */
    bool is_lasting;        /* ... that hardly any other ever shares: a person, many names */
    bool is_once;           /* ... that happens but once: somebody was killed or wounded */
    bool is_named;          /* ... that a full name of the sentence or a person tells */
    bool is_personally_named; /* ... a person among the parties */
    bool is_counted;        /* ... a number of people at one place */
    bool is_news_of_town;   /* ... what a report without a date says was done in the town, days later */
    bool is_close;          /* ... within days, in all that is told of whom and where */
    bool is_told;           /* ... the sentences share what few other reports of these weeks have */
} an_node_match;
/* shares_text: a passage that one article took from the other tells of both. */
an_node_match an_node_compare(const an_node *a, const an_node *b, const an_actors *actors, bool shares_text);

/* True if one of the one list is one of the other, or belongs to it. */
bool an_node_are_kin(const an_node *a, const an_node_parties *of_a, const an_node_parties *of_b, const an_actors *actors);

/* Between two places that have coordinates; AN_NODE_NEAR_KM: a village and its town, an airport and its city. */
enum { AN_NODE_NEAR_KM = 25 };
double an_node_distance_km(const an_node_place *a, const an_node_place *b);

/* From so much on two nodes are taken for one happening. */
extern const double an_node_join_score;

#endif
