/* The portable path, and the choice of a path. The choice is taken once when a model is opened and kept in its handle, so there
 * is no global state. */
#include "model/kernel.h"

#include "model/lstm_step.h"

static void multiply_tile(const an_model_product *product, size_t tile, const int16_t *vector, int32_t *out)
{
    const int16_t *weights = product->weights + tile * product->columns * AN_MODEL_TILE_ROWS;
    size_t row = tile * AN_MODEL_TILE_ROWS;
    int32_t sum[AN_MODEL_TILE_ROWS] = {0};
    for (size_t c = 0; c < product->columns; c += 2, weights += 2 * AN_MODEL_TILE_ROWS)
        for (size_t r = 0; r < AN_MODEL_TILE_ROWS; r++)
            sum[r] += (int32_t)weights[2 * r] * vector[c] + (int32_t)weights[2 * r + 1] * vector[c + 1];
    for (size_t r = 0; r < AN_MODEL_TILE_ROWS; r++)
        out[row + r] = product->bias ? (sum[r] + product->bias[row + r]) >> product->shift[row + r] : sum[r];
}

static void multiply(const an_model_product *product, const int16_t *vectors, size_t stride, size_t count, int32_t *out, size_t out_stride)
{
    for (size_t t = 0; t < product->tiles; t++)
        for (size_t v = 0; v < count; v++) multiply_tile(product, t, vectors + v * stride, out + v * out_stride);
}

static void add_row(const int8_t *cells, size_t width, unsigned left_shift, int32_t *sums)
{
    int32_t unit = 1 << left_shift;
    for (size_t c = 0; c < width; c++) sums[c] += cells[c] * unit;
}

static uint32_t best(const int32_t *values, size_t count)
{
    uint32_t at = 0;
    for (uint32_t i = 1; i < count; i++)
        if (values[i] > values[at]) at = i;
    return at;
}

static void lstm_step(size_t hidden, const an_model_curves *curves, const int32_t *from_input, const int32_t *from_state, int32_t *cell,
                      int16_t *state)
{
    an_model_lstm_step(hidden, curves, from_input, from_state, cell, state);
}

const an_model_kernels an_model_kernels_portable = {"portable", multiply, add_row, best, lstm_step};

size_t an_model_usable_kernels(const an_model_kernels **out, size_t most)
{
    size_t count = 0;
#ifdef AN_MODEL_HAS_X86
    if (count < most && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512f"))
        out[count++] = &an_model_kernels_vnni;
    if (count < most && __builtin_cpu_supports("avx2")) out[count++] = &an_model_kernels_avx2;
#endif
    if (count < most) out[count++] = &an_model_kernels_portable;
    return count;
}

const an_model_kernels *an_model_best_kernels(void)
{
    const an_model_kernels *best = &an_model_kernels_portable;
    an_model_usable_kernels(&best, 1);
    return best;
}
