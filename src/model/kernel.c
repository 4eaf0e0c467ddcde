/* The portable path, and the choice of a path. The choice is taken once when a model is opened and kept in its handle, so there
 * is no global state. */
#include "model/kernel.h"

static void tile_products(const int16_t *weights, size_t columns, const int16_t *vector, int32_t *sums)
{
    int32_t sum[AN_MODEL_TILE_ROWS] = {0};
    for (size_t c = 0; c < columns; c += 2, weights += 2 * AN_MODEL_TILE_ROWS)
        for (size_t r = 0; r < AN_MODEL_TILE_ROWS; r++)
            sum[r] += (int32_t)weights[2 * r] * vector[c] + (int32_t)weights[2 * r + 1] * vector[c + 1];
    for (size_t r = 0; r < AN_MODEL_TILE_ROWS; r++) sums[r] = sum[r];
}

void an_model_products_portable(const int16_t *weights, size_t tiles, size_t columns, const int16_t *vectors,
                                size_t vectors_stride, size_t vector_count, int32_t *sums, size_t sums_stride)
{
    for (size_t t = 0; t < tiles; t++)
        for (size_t v = 0; v < vector_count; v++)
            tile_products(weights + t * columns * AN_MODEL_TILE_ROWS, columns, vectors + v * vectors_stride,
                          sums + v * sums_stride + t * AN_MODEL_TILE_ROWS);
}

int an_model_avx2_is_usable(void)
{
#ifdef AN_MODEL_HAS_AVX2
    return __builtin_cpu_supports("avx2") != 0;
#else
    return 0;
#endif
}

an_model_kernel *an_model_best_kernel(void)
{
#ifdef AN_MODEL_HAS_AVX2
    if (an_model_avx2_is_usable()) return an_model_products_avx2;
#endif
    return an_model_products_portable;
}
