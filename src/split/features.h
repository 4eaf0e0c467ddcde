/* What the two models see: one of them at each place between two pieces without white space, the other between two words.
 * Training and use both call this, so that they cannot drift apart. */
#ifndef ANNALS_SPLIT_FEATURES_H
#define ANNALS_SPLIT_FEATURES_H

#include "split/units.h"

/* Changing these, or what features.c does, makes every trained model worthless: raise AN_SPLIT_FEATURE_VERSION. */
enum {
    AN_SPLIT_FEATURE_VERSION = 2,
    AN_SPLIT_TOKEN_BITS = 16,    /* 2^bits weights a class: few enough collisions for what the treebanks hold */
    AN_SPLIT_SENTENCE_BITS = 18,
    AN_SPLIT_FEATURES_MAX = 64
};

/* What can stand between two pieces that touch. */
typedef enum an_split_join { AN_JOIN, AN_SPLIT_TOKEN, AN_SPLIT_WORD, AN_SPLIT_JOIN_COUNT } an_split_join;

typedef struct an_split_features {
    uint32_t count;
    uint64_t keys[AN_SPLIT_FEATURES_MAX];
} an_split_features;

/* Where the token model stands: it reads from left to right and sees what it decided. */
typedef struct an_split_token_state {
    uint64_t form, shape;      /* of the word so far */
    uint32_t piece_count;      /* of the word so far */
    uint32_t chunk_first, chunk_end; /* pieces between white space */
    uint64_t chunk_form;
    uint8_t previous;          /* an_split_join: how the word so far was begun */
} an_split_token_state;

void an_split_token_begin(an_split_token_state *state, const an_split_units *pieces, size_t i);
void an_split_token_features(const an_split_units *pieces, size_t i, const an_split_token_state *state, an_split_features *out);
void an_split_token_advance(an_split_token_state *state, const an_split_units *pieces, size_t i, an_split_join decision);

/* Where the sentence model stands. */
typedef struct an_split_sentence_state {
    uint32_t first;       /* first word of the sentence so far */
    uint32_t previous;    /* first word of the sentence before; equal to `first` if there is none */
    bool is_quote_open;
    uint8_t bracket_depth; /* stops at a small number */
} an_split_sentence_state;

void an_split_sentence_prepare(an_split_units *words);
void an_split_sentence_begin(an_split_sentence_state *state, size_t first, size_t previous);
void an_split_sentence_advance(an_split_sentence_state *state, const an_split_units *words, size_t i);
bool an_split_sentence_may_end(const an_split_units *words, size_t i);
void an_split_sentence_features(const an_split_units *words, size_t i, const an_split_sentence_state *state, an_split_features *out);

#endif
