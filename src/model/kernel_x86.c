/* The sums with AVX2 and with AVX-512 VNNI. One instruction multiplies two columns of eight (sixteen) rows and adds them in
 * pairs. Four vectors share a load of weights; a single vector (the recurrent step) takes several tiles at a time instead, to have
 * as many sums in flight. The functions carry their target as an attribute, so the file needs no compiler flags; kernel.c asks the
 * processor before it hands them out. */
#include "model/kernel.h"
#include "model/lstm_step.h"

#ifdef AN_MODEL_HAS_X86

#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))
#define VNNI __attribute__((target("avx2,avx512f,avx512vnni")))

/* Sums must live in registers; gcc -O2 leaves an array of them in memory unless the loops over it are unrolled. */
#ifdef __clang__
#define UNROLLED _Pragma("clang loop unroll(full)")
#else
#define UNROLLED _Pragma("GCC unroll 24")
#endif

enum { TILE = AN_MODEL_TILE_ROWS, HALF = TILE / 2, PAIR = 2 * TILE, HALF_PAIR = TILE /* int16s of a pair of columns */ };

static inline int32_t pair_at(const int16_t *vector, size_t column)
{
    int32_t pair;
    memcpy(&pair, vector + column, sizeof pair);
    return pair;
}

/* ---- AVX2: half a tile in a register ---- */

AVX2 static inline __m256i load(const void *at) { return _mm256_loadu_si256((const __m256i *)at); }

AVX2 static inline __m256i add_product(__m256i sum, __m256i weights, __m256i pair)
{
    return _mm256_add_epi32(sum, _mm256_madd_epi16(weights, pair));
}

AVX2 static inline void finish(const an_model_product *product, size_t row, __m256i sum, int32_t *out)
{
    if (product->bias) sum = _mm256_srav_epi32(_mm256_add_epi32(sum, load(product->bias + row)), load(product->shift + row));
    _mm256_storeu_si256((__m256i *)(void *)(out + row), sum);
}

AVX2 static void one_tile_four_vectors(const an_model_product *product, size_t tile, const int16_t *vectors, size_t stride, int32_t *out,
                                       size_t out_stride)
{
    const int16_t *weights = product->weights + tile * product->columns * TILE;
    __m256i s[8];
    UNROLLED for (int i = 0; i < 8; i++) s[i] = _mm256_setzero_si256();
    for (size_t k = 0; k < product->columns; k += 2, weights += PAIR) {
        __m256i low = load(weights), high = load(weights + HALF_PAIR);
        UNROLLED for (size_t v = 0; v < 4; v++) {
            __m256i pair = _mm256_set1_epi32(pair_at(vectors + v * stride, k));
            s[2 * v] = add_product(s[2 * v], low, pair);
            s[2 * v + 1] = add_product(s[2 * v + 1], high, pair);
        }
    }
    UNROLLED for (size_t v = 0; v < 4; v++) {
        finish(product, tile * TILE, s[2 * v], out + v * out_stride);
        finish(product, tile * TILE + HALF, s[2 * v + 1], out + v * out_stride);
    }
}

AVX2 static void two_tiles(const an_model_product *product, size_t tile, const int16_t *vector, int32_t *out)
{
    const int16_t *first = product->weights + tile * product->columns * TILE, *second = first + product->columns * TILE;
    __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a;
    for (size_t k = 0; k < product->columns; k += 2, first += PAIR, second += PAIR) {
        __m256i pair = _mm256_set1_epi32(pair_at(vector, k));
        a = add_product(a, load(first), pair);
        b = add_product(b, load(first + HALF_PAIR), pair);
        c = add_product(c, load(second), pair);
        d = add_product(d, load(second + HALF_PAIR), pair);
    }
    finish(product, tile * TILE, a, out);
    finish(product, tile * TILE + HALF, b, out);
    finish(product, (tile + 1) * TILE, c, out);
    finish(product, (tile + 1) * TILE + HALF, d, out);
}

AVX2 static void one_tile(const an_model_product *product, size_t tile, const int16_t *vector, int32_t *out)
{
    const int16_t *weights = product->weights + tile * product->columns * TILE;
    __m256i a = _mm256_setzero_si256(), b = a;
    for (size_t k = 0; k < product->columns; k += 2, weights += PAIR) {
        __m256i pair = _mm256_set1_epi32(pair_at(vector, k));
        a = add_product(a, load(weights), pair);
        b = add_product(b, load(weights + HALF_PAIR), pair);
    }
    finish(product, tile * TILE, a, out);
    finish(product, tile * TILE + HALF, b, out);
}

AVX2 static void multiply_avx2(const an_model_product *product, const int16_t *vectors, size_t stride, size_t count, int32_t *out,
                               size_t out_stride)
{
    size_t blocked = count / 4 * 4;
    for (size_t t = 0; t < product->tiles; t++)
        for (size_t v = 0; v < blocked; v += 4)
            one_tile_four_vectors(product, t, vectors + v * stride, stride, out + v * out_stride, out_stride);
    for (size_t v = blocked; v < count; v++) {
        size_t t = 0;
        for (; t + 2 <= product->tiles; t += 2) two_tiles(product, t, vectors + v * stride, out + v * out_stride);
        if (t < product->tiles) one_tile(product, t, vectors + v * stride, out + v * out_stride);
    }
}

AVX2 static void add_row_avx2(const int8_t *cells, size_t width, unsigned left_shift, int32_t *sums)
{
    __m128i shift = _mm_cvtsi32_si128((int)left_shift);
    for (size_t c = 0; c < width; c += 8) {
        __m256i cell = _mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)(cells + c)));
        __m256i sum = _mm256_add_epi32(load(sums + c), _mm256_sll_epi32(cell, shift));
        _mm256_storeu_si256((__m256i *)(void *)(sums + c), sum);
    }
}

/* The largest value first, then where it stands: neither loop has a branch that hangs on the values before. */
AVX2 static uint32_t best_avx2(const int32_t *values, size_t count)
{
    int32_t most = values[0];
    uint32_t at = 0;
    for (size_t i = 1; i < count; i++) most = values[i] > most ? values[i] : most;
    while (values[at] != most) at++;
    return at;
}

AVX2 static void lstm_step_avx2(size_t hidden, const an_model_curves *curves, const int32_t *from_input, const int32_t *from_state,
                                int32_t *cell, int16_t *state)
{
    an_model_lstm_step(hidden, curves, from_input, from_state, cell, state);
}

const an_model_kernels an_model_kernels_avx2 = {"avx2", multiply_avx2, add_row_avx2, best_avx2, lstm_step_avx2};

/* ---- AVX-512 VNNI: a whole tile in a register, multiply and add in one instruction ---- */

VNNI static inline void finish_tile(const an_model_product *product, size_t tile, __m512i sum, int32_t *out)
{
    size_t row = tile * TILE;
    if (product->bias) {
        sum = _mm512_add_epi32(sum, _mm512_loadu_si512(product->bias + row));
        sum = _mm512_srav_epi32(sum, _mm512_loadu_si512(product->shift + row));
    }
    _mm512_storeu_si512(out + row, sum);
}

/* `tiles` tiles for `count` vectors, both known where this is inlined: at most 24 sums, which leaves registers for the weights. The more
 * of both, the fewer loads a multiplication costs. */
VNNI static inline __attribute__((always_inline)) void block_vnni(const an_model_product *product, size_t tile, const size_t tiles,
                                                                  const int16_t *vectors, size_t stride, const size_t count, int32_t *out,
                                                                  size_t out_stride)
{
    const size_t step = product->columns * TILE;
    const int16_t *weights = product->weights + tile * step;
    __m512i s[24];
    UNROLLED for (size_t i = 0; i < tiles * count; i++) s[i] = _mm512_setzero_si512();
    for (size_t k = 0; k < product->columns; k += 2, weights += PAIR) {
        __m512i w[8];
        UNROLLED for (size_t t = 0; t < tiles; t++) w[t] = _mm512_loadu_si512(weights + t * step);
        UNROLLED for (size_t v = 0; v < count; v++) {
            __m512i pair = _mm512_set1_epi32(pair_at(vectors + v * stride, k));
            UNROLLED for (size_t t = 0; t < tiles; t++) s[v * tiles + t] = _mm512_dpwssd_epi32(s[v * tiles + t], w[t], pair);
        }
    }
    UNROLLED for (size_t v = 0; v < count; v++)
        UNROLLED for (size_t t = 0; t < tiles; t++) finish_tile(product, tile + t, s[v * tiles + t], out + v * out_stride);
}

/* All tiles for `count` vectors, as many tiles at a time as their sums fit registers. */
VNNI static inline __attribute__((always_inline)) void rows_vnni(const an_model_product *product, const int16_t *vectors, size_t stride,
                                                                 const size_t count, int32_t *out, size_t out_stride)
{
    const size_t at_once = count <= 3 ? 8 : 4;
    size_t t = 0;
    for (; t + at_once <= product->tiles; t += at_once) block_vnni(product, t, at_once, vectors, stride, count, out, out_stride);
    for (; t < product->tiles; t++) block_vnni(product, t, 1, vectors, stride, count, out, out_stride);
}

/* Up to nine vectors behind the groups. */
VNNI static void rest_vnni(const an_model_product *product, const int16_t *vectors, size_t stride, size_t count, int32_t *out, size_t out_stride)
{
    if (count > 5) {
        rows_vnni(product, vectors, stride, 4, out, out_stride);
        vectors += 4 * stride;
        out += 4 * out_stride;
        count -= 4;
    }
    switch (count) {
    case 1: rows_vnni(product, vectors, stride, 1, out, out_stride); break;
    case 2: rows_vnni(product, vectors, stride, 2, out, out_stride); break;
    case 3: rows_vnni(product, vectors, stride, 3, out, out_stride); break;
    case 4: rows_vnni(product, vectors, stride, 4, out, out_stride); break;
    case 5: rows_vnni(product, vectors, stride, 5, out, out_stride); break;
    default: break;
    }
}

/* Vectors in groups whose weights are read once; all groups pass a block of tiles before the next block is read. Two or three left over
 * would be slow alone, so that they take the last group with them: 8 as 4 and 4, 9 as 4 and 5. */
VNNI static void multiply_vnni(const an_model_product *product, const int16_t *vectors, size_t stride, size_t count, int32_t *out,
                               size_t out_stride)
{
    enum { GROUP = 6, TILES = 4 };
    const size_t whole = product->tiles / TILES * TILES, left = count % GROUP;
    const size_t rest = (left == 2 || left == 3) && count > GROUP ? left + GROUP : left, grouped = count - rest;
    for (size_t t = 0; t < whole; t += TILES)
        for (size_t v = 0; v < grouped; v += GROUP)
            block_vnni(product, t, TILES, vectors + v * stride, stride, GROUP, out + v * out_stride, out_stride);
    for (size_t t = whole; t < product->tiles; t++)
        for (size_t v = 0; v < grouped; v += GROUP)
            block_vnni(product, t, 1, vectors + v * stride, stride, GROUP, out + v * out_stride, out_stride);
    rest_vnni(product, vectors + grouped * stride, stride, rest, out + grouped * out_stride, out_stride);
}

const an_model_kernels an_model_kernels_vnni = {"avx512vnni", multiply_vnni, add_row_avx2, best_avx2, lstm_step_avx2};

#else
typedef int an_model_kernel_x86_is_absent; /* a translation unit must not be empty */
#endif
