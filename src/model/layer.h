/* Layers of a trained network in fixed point, read from the sections of a mapped image. */
#ifndef ANNALS_MODEL_LAYER_H
#define ANNALS_MODEL_LAYER_H

#include "base/image.h"
#include "model/kernel.h"

/* Fixed point: an activation is an int16 with AN_MODEL_FRACTION_BITS after the point and never beyond the limit, about +-8.
 * The limit is what lets an opened layer promise that its sums stay inside int32. */
enum {
    AN_MODEL_FRACTION_BITS = 11,
    AN_MODEL_ACTIVATION_LIMIT = 16383,
    AN_MODEL_WIDTH_MAX = 4096 /* rows or columns of a layer */
};

/* y = (W x + bias) >> shift, shift by row; the bias holds the half that rounds. Columns are padded to an even number, rows to
 * whole tiles. */
typedef struct an_model_dense {
    uint32_t rows, columns;
    an_model_product product;
} an_model_dense;

annals_status an_model_dense_open(const an_image *image, const char *section, uint32_t rows, uint32_t columns,
                                  an_model_dense *out, annals_error *error);
uint32_t an_model_dense_padded_rows(const an_model_dense *dense);
void an_model_dense_apply(const an_model_kernels *kernels, const an_model_dense *dense, const int16_t *vectors, size_t stride,
                          size_t count, int32_t *out); /* out: count rows of padded_rows */
void an_model_clip(const int32_t *in, size_t count, int32_t least, int16_t *out);

/* Rows of small integers: row r, column c is rows[r][c] << left_shift[r] in activations' fixed point. */
typedef struct an_model_table {
    uint32_t rows, width;
    const int8_t *cells;
    const uint8_t *left_shift;
} an_model_table;

annals_status an_model_table_open(const an_image *image, const char *section, uint32_t rows, uint32_t width, an_model_table *out,
                                  annals_error *error);
void an_model_table_add(const an_model_kernels *kernels, const an_model_table *table, uint32_t row, int32_t *sums);

annals_status an_model_curves_open(const an_image *image, an_model_curves *out, annals_error *error);

/* One direction of a long short-term memory (Hochreiter and Schmidhuber 1997). */
typedef struct an_model_lstm {
    uint32_t hidden;
    an_model_dense input, recurrent; /* 4 * hidden rows: input, forget, cell, output gate */
} an_model_lstm;

annals_status an_model_lstm_open(const an_image *image, const char *input_section, const char *recurrent_section, uint32_t columns,
                                 uint32_t hidden, an_model_lstm *out, annals_error *error);

/* A sequence among the vectors of a run. */
typedef struct an_model_sequence {
    uint32_t first, count;
} an_model_sequence;

/* Memory that a run over `count` vectors in `sequences` sequences needs; the caller owns it. */
typedef struct an_model_lstm_room {
    const int32_t **gates; /* [count]: where each vector's sums of lstm->input lie, 4 * hidden, which the caller has made */
    int32_t *step;         /* [sequences][4 * hidden] */
    int32_t *cell;         /* [sequences][hidden] */
    int16_t *state;        /* [sequences][hidden] */
} an_model_lstm_room;

void an_model_lstm_run(const an_model_kernels *kernels, const an_model_lstm *lstm, const an_model_curves *curves,
                       const an_model_sequence *sequences, size_t sequence_count, int is_backward, an_model_lstm_room *room, int16_t *out,
                       size_t out_stride);

#endif
