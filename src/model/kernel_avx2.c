/* The same sums with AVX2: one instruction multiplies two columns of eight rows and adds them in pairs. Four vectors share a
 * load of weights; a single vector (the recurrent step) takes four tiles at a time instead, to have as many sums in flight. */
#include "model/kernel.h"

#ifdef AN_MODEL_HAS_AVX2

#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))

enum { TILE_PAIR_BYTES = 2 * AN_MODEL_TILE_ROWS }; /* int16 of one pair of columns in a tile */

AVX2 static inline __m256i pair_of(const int16_t *vector, size_t column)
{
    int32_t pair;
    memcpy(&pair, vector + column, sizeof pair);
    return _mm256_set1_epi32(pair);
}

AVX2 static inline __m256i load(const int16_t *weights) { return _mm256_loadu_si256((const __m256i *)(const void *)weights); }

AVX2 static inline void store(int32_t *sums, __m256i value) { _mm256_storeu_si256((__m256i *)(void *)sums, value); }

AVX2 static inline __m256i add_product(__m256i sum, __m256i weights, __m256i pair)
{
    return _mm256_add_epi32(sum, _mm256_madd_epi16(weights, pair));
}

/* Four tiles, one vector. */
AVX2 static void four_tiles(const int16_t *weights, size_t columns, const int16_t *vector, int32_t *sums)
{
    const size_t step = columns * AN_MODEL_TILE_ROWS;
    __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a;
    for (size_t k = 0; k < columns; k += 2, weights += TILE_PAIR_BYTES) {
        __m256i pair = pair_of(vector, k);
        a = add_product(a, load(weights), pair);
        b = add_product(b, load(weights + step), pair);
        c = add_product(c, load(weights + 2 * step), pair);
        d = add_product(d, load(weights + 3 * step), pair);
    }
    store(sums, a);
    store(sums + AN_MODEL_TILE_ROWS, b);
    store(sums + 2 * AN_MODEL_TILE_ROWS, c);
    store(sums + 3 * AN_MODEL_TILE_ROWS, d);
}

/* Two tiles, four vectors. */
AVX2 static void four_vectors(const int16_t *weights, size_t columns, const int16_t *vectors, size_t stride, int32_t *sums,
                              size_t sums_stride)
{
    const int16_t *second = weights + columns * AN_MODEL_TILE_ROWS;
    __m256i s[8];
    for (int i = 0; i < 8; i++) s[i] = _mm256_setzero_si256();
    for (size_t k = 0; k < columns; k += 2, weights += TILE_PAIR_BYTES, second += TILE_PAIR_BYTES) {
        __m256i w0 = load(weights), w1 = load(second);
        for (size_t v = 0; v < 4; v++) {
            __m256i pair = pair_of(vectors + v * stride, k);
            s[2 * v] = add_product(s[2 * v], w0, pair);
            s[2 * v + 1] = add_product(s[2 * v + 1], w1, pair);
        }
    }
    for (size_t v = 0; v < 4; v++) {
        store(sums + v * sums_stride, s[2 * v]);
        store(sums + v * sums_stride + AN_MODEL_TILE_ROWS, s[2 * v + 1]);
    }
}

AVX2 static void one_tile(const int16_t *weights, size_t columns, const int16_t *vector, int32_t *sums)
{
    __m256i sum = _mm256_setzero_si256();
    for (size_t k = 0; k < columns; k += 2, weights += TILE_PAIR_BYTES) sum = add_product(sum, load(weights), pair_of(vector, k));
    store(sums, sum);
}

AVX2 static void one_vector(const int16_t *weights, size_t tiles, size_t columns, const int16_t *vector, int32_t *sums)
{
    const size_t step = columns * AN_MODEL_TILE_ROWS;
    size_t t = 0;
    for (; t + 4 <= tiles; t += 4) four_tiles(weights + t * step, columns, vector, sums + t * AN_MODEL_TILE_ROWS);
    for (; t < tiles; t++) one_tile(weights + t * step, columns, vector, sums + t * AN_MODEL_TILE_ROWS);
}

AVX2 void an_model_products_avx2(const int16_t *weights, size_t tiles, size_t columns, const int16_t *vectors,
                                 size_t vectors_stride, size_t vector_count, int32_t *sums, size_t sums_stride)
{
    const size_t step = columns * AN_MODEL_TILE_ROWS, blocked = vector_count / 4 * 4;
    size_t t = 0;
    for (; blocked && t + 2 <= tiles; t += 2)
        for (size_t v = 0; v < blocked; v += 4)
            four_vectors(weights + t * step, columns, vectors + v * vectors_stride, vectors_stride,
                         sums + v * sums_stride + t * AN_MODEL_TILE_ROWS, sums_stride);
    for (size_t v = 0; v < blocked; v++)
        if (t < tiles) one_tile(weights + t * step, columns, vectors + v * vectors_stride, sums + v * sums_stride + t * AN_MODEL_TILE_ROWS);
    for (size_t v = blocked; v < vector_count; v++)
        one_vector(weights, tiles, columns, vectors + v * vectors_stride, sums + v * sums_stride);
}

#else
typedef int an_model_kernel_avx2_is_absent; /* a translation unit must not be empty */
#endif
