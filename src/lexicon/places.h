/* The gazetteer: names -> places with coordinates, country, division and population. */
#ifndef ANNALS_LEXICON_PLACES_H
#define ANNALS_LEXICON_PLACES_H

#include "lexicon/kinds.h"
#include "lexicon/phrase.h"
#include "lexicon/pool.h"
#include "record/mention.h"

extern const an_lexicon_part an_places_part;

/* X(constant, text), from the most exact on. */
#define AN_PRECISION_LIST(X)                                                                                             \
    X(POINT, "point") X(DISTRICT, "district") X(CITY, "city") X(DIVISION, "division") X(REGION, "region") X(COUNTRY, "country") X(SEA, "sea")
#define AN_ENUM_PRECISION(name, text) AN_PRECISION_##name,
typedef enum an_precision { AN_PRECISION_LIST(AN_ENUM_PRECISION) AN_PRECISION_COUNT } an_precision;
extern const char *const an_precision_names[AN_PRECISION_COUNT];

/* What a city is to its country. */
typedef enum an_place_rank { AN_RANK_NONE, AN_RANK_SEAT, AN_RANK_CAPITAL } an_place_rank;

/* One place, as it lies in the file. */
typedef struct an_place_entry {
    an_pool_ref name;
    an_pool_ref parent;       /* name of the first-level division or wider region; empty = unknown */
    int32_t latitude, longitude; /* in hundred-thousandths of a degree */
    uint32_t geonames;        /* 0 = none */
    uint32_t population;      /* 0 = unknown */
    char country[AN_COUNTRY_BYTES]; /* "" = none (seas, regions over several states) */
    uint8_t precision;        /* an_precision */
    uint8_t rank;             /* an_place_rank */
    uint8_t is_common;        /* its name is mostly an ordinary word: "Reading", "Central" */
    uint8_t is_table;         /* from the large table, not from a dictionary text */
} an_place_entry;

typedef struct an_places {
    const an_place_entry *entries;
    uint32_t count;
    an_str pool;
    an_phrase_table names;      /* values: indices of entries */
    an_phrase_table adjectives; /* the same for words that show a country and are no place: "Afghan" */
} an_places;

/* NULL if the lexicon has none. */
const an_places *an_lexicon_places(const an_lexicon *lexicon);

static inline an_str an_places_name(const an_places *places, uint32_t entry) { return an_pool_get(places->pool, places->entries[entry].name); }
static inline an_str an_places_parent(const an_places *places, uint32_t entry) { return an_pool_get(places->pool, places->entries[entry].parent); }
/* The record that stages hand on; its strings live as long as the lexicon. */
an_place an_places_describe(const an_places *places, uint32_t entry);

#endif
