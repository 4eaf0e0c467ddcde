/* The network that is asked where the linear model is not sure whether a sentence ends: it reads a stretch of words from both sides. */
#ifndef ANNALS_SPLIT_NETWORK_H
#define ANNALS_SPLIT_NETWORK_H

#include "model/layer.h"
#include "split/units.h"

/* Changing these, or what an_split_network_pieces does, makes every trained network worthless. */
enum {
    AN_SPLIT_PIECE_BITS = 12,
    AN_SPLIT_PIECES = 7,       /* rows of the table of pieces that are added up for a word; the first tells the gap */
    AN_SPLIT_LAYERS = 2,
    AN_SPLIT_WORD_WIDTH = 48,
    AN_SPLIT_PIECE_WIDTH = 32,
    AN_SPLIT_HIDDEN = 64,      /* states of one direction of a layer */
    AN_SPLIT_JUDGE_WIDTH = 64, /* of the layer over the states of two neighbours */
    AN_SPLIT_BLOCK_WORDS = 48,  /* judged at once ... */
    AN_SPLIT_MARGIN_WORDS = 32, /* ... having read so many more on both sides */
    AN_SPLIT_STRETCH_WORDS = AN_SPLIT_BLOCK_WORDS + 2 * AN_SPLIT_MARGIN_WORDS
};

typedef struct an_split_network {
    const an_model_kernels *kernels;
    const uint64_t *word_keys; /* forms of known words, ascending */
    size_t word_count;
    an_model_table words, pieces; /* row 0 of words: any other word; row k + 1: word_keys[k] */
    an_model_curves curves;
    an_model_lstm forward[AN_SPLIT_LAYERS], backward[AN_SPLIT_LAYERS];
    an_model_dense judge, verdict;
} an_split_network;

/* Memory for one stretch; an arena's. */
typedef struct an_split_network_room {
    int16_t *states, *next_states; /* one row more than a stretch, of zeros behind the last word */
    int32_t *sums;
    int16_t *judged;
    int32_t *gates;                /* [words][4 * AN_SPLIT_HIDDEN] */
    an_model_lstm_room lstm;
} an_split_network_room;

annals_status an_split_network_open(an_split_network *network, const an_image *image, annals_error *error);
bool an_split_network_room_new(an_arena *arena, an_split_network_room *room);
void an_split_network_judge(const an_split_network *network, an_split_network_room *room, const an_split_units *words, size_t block,
                            int32_t *scores);
void an_split_network_pieces(const an_split_unit *word, uint32_t rows[AN_SPLIT_PIECES]);

#endif
