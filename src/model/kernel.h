/* The inner loops: sums of products of 16-bit integers, sums of rows of 8-bit ones. Every path gives the same bits, because all of
 * it is exact integer arithmetic. */
#ifndef ANNALS_MODEL_KERNEL_H
#define ANNALS_MODEL_KERNEL_H

#include <stddef.h>
#include <stdint.h>

/* Weights lie in tiles of AN_MODEL_TILE_ROWS rows; in a tile two neighbouring columns of a row lie together:
 * weights[row / 16][column / 2][row % 16][column % 2]. That is what the widest machines take in one instruction. */
enum { AN_MODEL_TILE_ROWS = 16 };

/* A layer as the kernels see it. `columns` is even, rows are whole tiles. bias and shift: one a row; both NULL = bare sums. */
typedef struct an_model_product {
    const int16_t *weights;
    const int32_t *bias, *shift;
    size_t tiles, columns;
} an_model_product;

/* Sigmoid and hyperbolic tangent as tables in the model file, so that no machine's mathematics library has a say. */
enum { AN_MODEL_CURVE_POINTS = 4096 };
typedef struct an_model_curves {
    const int16_t *sigmoid; /* over [-8, 8) */
    const int16_t *tangent; /* over [-4, 4) */
} an_model_curves;

typedef struct an_model_kernels {
    const char *name;
    /* out[v * out_stride + r] = (bias[r] + sum over c of weights(r, c) * vectors[v * stride + c]) >> shift[r]. The caller
     * guarantees that no partial sum leaves int32. */
    void (*multiply)(const an_model_product *product, const int16_t *vectors, size_t stride, size_t count, int32_t *out, size_t out_stride);
    /* sums[c] += cells[c] << left_shift, for `width` columns, a multiple of 8 */
    void (*add_row)(const int8_t *cells, size_t width, unsigned left_shift, int32_t *sums);
    /* Place of the largest of `count` >= 1 values, the first among equals. */
    uint32_t (*best)(const int32_t *values, size_t count);
    /* One step of an LSTM's `hidden` units (lstm_step.h): gates are the sums of both inputs; cell and state go one step on. */
    void (*lstm_step)(size_t hidden, const an_model_curves *curves, const int32_t *from_input, const int32_t *from_state, int32_t *cell,
                      int16_t *state);
} an_model_kernels;

extern const an_model_kernels an_model_kernels_portable;
#if defined(__x86_64__) && defined(__GNUC__)
#define AN_MODEL_HAS_X86 1
extern const an_model_kernels an_model_kernels_avx2, an_model_kernels_vnni;
#endif

/* Every path that this machine can run, the fastest first; returns how many of `most` were written. At least the portable one. */
size_t an_model_usable_kernels(const an_model_kernels **out, size_t most);
const an_model_kernels *an_model_best_kernels(void);

#endif
