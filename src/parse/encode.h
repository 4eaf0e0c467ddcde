/* Runs the network over the words of one piece of text. */
#ifndef ANNALS_PARSE_ENCODE_H
#define ANNALS_PARSE_ENCODE_H

#include "parse/recent.h"
#include "parse/tree.h"
#include "parse/weights.h"
#include "record/sentence.h"

/* Pieces (sentences, or parts of long ones) are encoded several at a time: the layers' weights are read once for all of them. */
enum { AN_PARSE_PIECES_AT_ONCE = 24 };

/* A piece of the words encoded together. */
typedef an_model_sequence an_parse_piece;

/* Working memory for pieces of up to `capacity` words together. */
typedef struct an_parse_room {
    uint32_t capacity;
    an_token **words;              /* [capacity]: what is parsed; the caller's, as are the words met lately (NULL = none remembered) */
    an_parse_recent *recent;
    int16_t *states, *next_states; /* [capacity][widest of input and state] */
    int16_t *hidden;               /* [capacity][widest hidden layer] */
    int32_t *wide, *wide_too;      /* [capacity][widest layer], before clipping */
    int16_t *head_tiles;           /* possible heads as the kernel wants weights */
    int32_t *scores;               /* [capacity][score_stride] */
    size_t score_stride;
    int32_t *heads;                /* [capacity], of one piece, counted in it */
    int32_t *sums;                 /* [input width] */
    int32_t *gates;                /* [capacity][an_parse_input_sums] */
    const int32_t **input_sums;    /* [capacity]: the first layer's sums of a word, in the gates or among the words met lately */
    uint32_t *classes;             /* [capacity] */
    uint32_t *chosen;              /* [capacity]: words by their places */
    an_model_lstm_room lstm;
    an_parse_tree_room *tree;
} an_parse_room;

bool an_parse_room_new(an_arena *arena, const an_parse_weights *weights, uint32_t capacity, an_parse_room *out);
size_t an_parse_input_sums(const an_parse_weights *weights);
bool an_parse_encode(an_arena *scratch, const an_parse_weights *weights, an_parse_room *room, const an_parse_piece *pieces, uint32_t piece_count);

/* These read what an_parse_encode left in the room: of `words`, or of one piece. */
void an_parse_hidden(const an_parse_weights *weights, an_parse_room *room, const an_model_dense *layer, an_parse_piece words);
void an_parse_classify(const an_parse_weights *weights, an_parse_room *room, const an_model_dense *layer, uint32_t count);
void an_parse_classify_chosen(const an_parse_weights *weights, an_parse_room *room, const an_model_dense *layer, uint32_t chosen_count);
void an_parse_names(const an_parse_weights *weights, an_parse_room *room, const an_parse_piece *pieces, uint32_t piece_count);
void an_parse_heads(const an_parse_weights *weights, an_parse_room *room, an_parse_piece piece);
void an_parse_relations(const an_parse_weights *weights, an_parse_room *room, an_parse_piece piece);

void an_parse_best_names(const int32_t *steps, uint32_t label_count, int32_t *scores, size_t stride, uint32_t count, uint32_t *classes);

#endif
