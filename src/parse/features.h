/* What the parser sees of a word's form: a key for the table of known words and a bag of hashed pieces. Training and use both
 * call this, so that they cannot drift apart. */
#ifndef ANNALS_PARSE_FEATURES_H
#define ANNALS_PARSE_FEATURES_H

#include "base/arena.h"
#include "base/span.h"

/* Changing any of these, or what features.c does, makes every trained model worthless: raise AN_PARSE_FEATURE_VERSION. */
enum {
    AN_PARSE_FEATURE_VERSION = 1,
    AN_PARSE_BUCKETS = 1 << 15, /* rows of the table of pieces: few enough collisions at 3 MB of weights */
    AN_PARSE_PIECES_MAX = 40    /* pieces kept of one word; words of more than about 16 letters lose inner ones */
};

typedef struct an_parse_features {
    uint64_t word; /* key of the folded form with digits as 0 */
    uint32_t piece_count;
    uint32_t pieces[AN_PARSE_PIECES_MAX]; /* each < AN_PARSE_BUCKETS */
} an_parse_features;

bool an_parse_features_of(an_arena *scratch, an_str form, an_parse_features *out);

#endif
