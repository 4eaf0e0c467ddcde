/* What the parser sees of a word's form: a key for the table of known words and a bag of hashed pieces. Training and use both
 * call this, so that they cannot drift apart. */
#ifndef ANNALS_PARSE_FEATURES_H
#define ANNALS_PARSE_FEATURES_H

#include "base/arena.h"
#include "base/span.h"

/* Changing any of these, or what features.c does, makes every trained model worthless: raise AN_PARSE_FEATURE_VERSION. */
enum {
    AN_PARSE_FEATURE_VERSION = 2,
    AN_PARSE_BUCKETS = 1 << 15, /* rows of the table of pieces: few enough collisions at 3 MB of weights */
    AN_PARSE_PIECES_MAX = 40,   /* pieces kept of one word; words of more than about 16 letters lose inner ones */
    AN_PARSE_MARKS_MAX = 16     /* kinds of marks that the dictionaries give a word: rows of the table of pieces behind the buckets */
};

typedef struct an_parse_features {
    uint64_t word; /* key of the folded form with digits as 0 */
    uint32_t piece_count;
    uint32_t pieces[AN_PARSE_PIECES_MAX + AN_PARSE_MARKS_MAX]; /* below AN_PARSE_BUCKETS; marks behind */
} an_parse_features;

/* What the dictionaries know of words by themselves (given name, surname, in the name of a place ...): bits of each known key. */
typedef struct an_parse_marks {
    const uint64_t *keys; /* of folded forms, ascending */
    const uint16_t *bits;
    uint32_t count;
} an_parse_marks;

uint32_t an_parse_find_key(const uint64_t *keys, uint32_t count, uint64_t key);
void an_parse_add_marks(const an_parse_marks *marks, an_parse_features *features);
bool an_parse_features_of(an_arena *scratch, an_str form, an_parse_features *out);

#endif
