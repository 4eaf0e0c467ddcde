/* The one inner loop: sums of products of 16-bit integers. Every path gives the same bits, because the sums are exact. */
#ifndef ANNALS_MODEL_KERNEL_H
#define ANNALS_MODEL_KERNEL_H

#include <stddef.h>
#include <stdint.h>

/* Weights lie in tiles of AN_MODEL_TILE_ROWS rows; in a tile two neighbouring columns of a row lie together:
 * weights[row / 8][column / 2][row % 8][column % 2]. */
enum { AN_MODEL_TILE_ROWS = 8 };

/* sums[v * sums_stride + r] = sum over c of weights(r, c) * vectors[v * vectors_stride + c]. `tiles` tiles of rows; `columns` is
 * even. The caller guarantees that no partial sum leaves int32. */
typedef void an_model_kernel(const int16_t *weights, size_t tiles, size_t columns, const int16_t *vectors, size_t vectors_stride,
                             size_t vector_count, int32_t *sums, size_t sums_stride);

an_model_kernel an_model_products_portable;
#if defined(__x86_64__) && defined(__GNUC__)
#define AN_MODEL_HAS_AVX2 1
an_model_kernel an_model_products_avx2; /* only where an_model_avx2_is_usable */
#endif
int an_model_avx2_is_usable(void);
an_model_kernel *an_model_best_kernel(void); /* for the machine that the program runs on */

#endif
