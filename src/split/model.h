/* The trained weights: mapped, checked once, added up. (The network's arithmetic is in network.c.) */
#ifndef ANNALS_SPLIT_MODEL_H
#define ANNALS_SPLIT_MODEL_H

#include "base/image.h"
#include "split/casing.h"
#include "split/features.h"
#include "split/network.h"

#define AN_SPLIT_MAGIC "ANMODEL1"

/* Section "info" of the file. */
typedef struct an_split_info {
    uint32_t kind; /* AN_SPLIT_KIND: a splitter's model, not another stage's */
    uint32_t feature_version, token_bits, sentence_bits;
    int32_t sentence_threshold; /* a sentence ends where the sum of weights is greater */
    int32_t network_reach;  /* the network is asked where the sum is nearer to the threshold than this */
    int32_t network_weight; /* its score is then added, times this / 2048 */
} an_split_info;

enum { AN_SPLIT_KIND = 0x54494C50, AN_SPLIT_MODEL_VERSION = 1 };

typedef struct an_split_model {
    an_image image;
    an_split_info info;
    const int16_t *token;    /* [2^token_bits][AN_SPLIT_JOIN_COUNT] */
    const int16_t *sentence; /* [2^sentence_bits] */
    an_casing_table casing;
    an_split_network network;
} an_split_model;

annals_status an_split_model_open(an_split_model *model, const char *path, annals_error *error);
void an_split_model_close(an_split_model *model);
an_split_join an_split_model_join(const an_split_model *model, const an_split_features *features);
int32_t an_split_model_sentence(const an_split_model *model, const an_split_features *features);

/* The row of a weight table with 2^bits rows that a feature falls into. */
static inline uint32_t an_split_row(uint64_t key, uint32_t bits) { return (uint32_t)(key >> (64 - bits)); }

#endif
