/* Happenings that are known by a name: "the Beslan siege", "9/11". When and where they were; who did them is told by accounts, not by a dictionary. */
#ifndef ANNALS_LEXICON_HAPPENINGS_H
#define ANNALS_LEXICON_HAPPENINGS_H

#include "lexicon/kinds.h"
#include "lexicon/phrase.h"
#include "lexicon/places.h"
#include "lexicon/pool.h"

extern const an_lexicon_part an_happenings_part;

/* One happening, as it lies in the file. */
typedef struct an_happening {
    an_pool_ref id, place, file; /* place: a name of the gazetteer; empty = none given */
    uint32_t line;
    an_date_range range;
    char country[AN_COUNTRY_BYTES]; /* where the place lies; "" = none given */
    uint8_t type;                   /* an_event_type; AN_TYPE_NONE: no deed but a time ("since the Gulf War") */
    uint8_t zero[3];
} an_happening;

typedef struct an_happenings {
    const an_happening *items;
    uint32_t count;
    an_str pool;
    an_phrase_table phrases; /* values: index of item * 2 + (1 if the words name who was killed) */
} an_happenings;

/* What a value of `phrases` says. */
static inline const an_happening *an_happening_of(const an_happenings *happenings, uint32_t value) { return happenings->items + value / 2; }
static inline bool an_happening_is_victim(uint32_t value) { return value % 2 != 0; }

/* NULL if the lexicon has none. */
const an_happenings *an_lexicon_happenings(const an_lexicon *lexicon);
/* The one that these words name, or whose victim they name; NULL. */
const an_happening *an_happenings_by_words(const an_happenings *happenings, an_str words);
/* Where it was: the most populous place of that name in its country. False if none is given, or the gazetteer has none. */
bool an_happening_place(const an_happenings *happenings, const an_places *places, const an_happening *happening, an_place *place);

#endif
