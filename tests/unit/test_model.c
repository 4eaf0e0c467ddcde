/* Layers and kernels: both paths give the same bits; sums, curves and refusals are as layer.c promises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <unistd.h>

#include "tiny_parser.h"

static char path[] = "/tmp/annals-test-model-XXXXXX";

static int make_path(void **state)
{
    int file = mkstemp(path);
    (void)state;
    if (file < 0) return -1;
    close(file);
    return 0;
}

static int remove_path(void **state)
{
    (void)state;
    return unlink(path);
}

static void fill(tiny_parser *source, int16_t *out, size_t count, int limit)
{
    for (size_t i = 0; i < count; i++) out[i] = (int16_t)((int)(tiny_random(source) % (unsigned)(2 * limit + 1)) - limit);
}

enum { TILE = AN_MODEL_TILE_ROWS, PATHS_MAX = 4 };

/* Every path on one random layer, with bias and shift and without. */
static void paths_agree_for(size_t tiles, size_t columns, size_t vectors)
{
    tiny_parser source = {.random = tiles * 1000 + columns * 10 + vectors};
    const an_model_kernels *paths[PATHS_MAX];
    size_t path_count = an_model_usable_kernels(paths, PATHS_MAX), rows = tiles * TILE;
    int16_t *weights = calloc(rows * columns, sizeof *weights), *in = calloc(vectors * columns, sizeof *in);
    int32_t *bias = calloc(2 * rows, sizeof *bias), *right = calloc(vectors * rows, sizeof *right), *out = calloc(vectors * rows, sizeof *out);
    an_model_product product = {weights, bias, bias + rows, tiles, columns};
    assert_true(weights && in && bias && right && out);
    fill(&source, weights, rows * columns, 500);
    fill(&source, in, vectors * columns, AN_MODEL_ACTIVATION_LIMIT);
    for (size_t r = 0; r < rows; r++) {
        bias[r] = (int32_t)(tiny_random(&source) % 1000000) - 500000;
        bias[rows + r] = 1 + (int32_t)(r % 15);
    }
    for (int has_bias = 0; has_bias < 2; has_bias++) {
        product.bias = has_bias ? bias : NULL;
        an_model_kernels_portable.multiply(&product, in, columns, vectors, right, rows);
        for (size_t p = 0; p < path_count; p++) {
            memset(out, 0, vectors * rows * sizeof *out);
            paths[p]->multiply(&product, in, columns, vectors, out, rows);
            assert_memory_equal(out, right, vectors * rows * sizeof *out);
        }
    }
    free(weights), free(in), free(bias), free(right), free(out);
}

static void all_paths_multiply_to_the_same_bits(void **state)
{
    (void)state;
    for (size_t tiles = 1; tiles <= 9; tiles++)
        for (size_t vectors = 1; vectors <= 16; vectors++) {
            paths_agree_for(tiles, 2, vectors);
            paths_agree_for(tiles, 34, vectors);
        }
}

static void all_paths_add_rows_to_the_same_bits(void **state)
{
    const an_model_kernels *paths[PATHS_MAX];
    size_t path_count = an_model_usable_kernels(paths, PATHS_MAX);
    int8_t cells[24] = {-128, 127, -1, 1, 0, 55, -77, 3, 9, -9, 100, -100};
    (void)state;
    for (size_t p = 0; p < path_count; p++) {
        int32_t sums[24] = {7, -7, 1000}, right[24] = {7, -7, 1000};
        an_model_kernels_portable.add_row(cells, 24, 11, right);
        paths[p]->add_row(cells, 24, 11, sums);
        assert_memory_equal(sums, right, sizeof sums);
    }
}

static void all_paths_find_the_same_best(void **state)
{
    const an_model_kernels *paths[PATHS_MAX];
    size_t path_count = an_model_usable_kernels(paths, PATHS_MAX);
    tiny_parser source = {.random = 8};
    (void)state;
    for (size_t count = 1; count < 70; count++) {
        int32_t values[70];
        for (size_t i = 0; i < count; i++) values[i] = (int32_t)(tiny_random(&source) % (count < 35 ? 5 : 100000)) - 50;
        for (size_t p = 0; p < path_count; p++) {
            uint32_t best = paths[p]->best(values, count);
            for (uint32_t i = 0; i < count; i++) assert_true(i < best ? values[i] < values[best] : values[i] <= values[best]);
        }
    }
}

static void the_portable_path_multiplies(void **state)
{
    int16_t weights[4 * TILE] = {0}, in[4] = {1, 2, 3, 4};
    int32_t bias[TILE] = {1}, shift[TILE] = {1}, out[TILE];
    an_model_product product = {weights, NULL, NULL, 1, 4};
    (void)state;
    weights[0] = 5, weights[1] = 7; /* row 0, columns 0 and 1 */
    weights[2 * TILE] = 11;         /* row 0, column 2 */
    weights[2 * 3 + 1] = -1;        /* row 3, column 1 */
    an_model_kernels_portable.multiply(&product, in, 4, 1, out, TILE);
    assert_int_equal(out[0], 5 + 14 + 33);
    assert_int_equal(out[3], -2);
    assert_int_equal(out[1], 0);
    product.bias = bias, product.shift = shift;
    an_model_kernels_portable.multiply(&product, in, 4, 1, out, TILE);
    assert_int_equal(out[0], (5 + 14 + 33 + 1) / 2);
}

static void clipping_keeps_the_limits(void **state)
{
    int32_t in[4] = {-5, 5, 1 << 20, -(1 << 20)};
    int16_t out[4];
    (void)state;
    an_model_clip(in, 4, 0, out);
    assert_int_equal(out[0], 0);
    assert_int_equal(out[1], 5);
    assert_int_equal(out[2], AN_MODEL_ACTIVATION_LIMIT);
    assert_int_equal(out[3], 0);
}

enum { ROWS = TILE, COLUMNS = 16, LAYER_BYTES = 64 + ROWS * 8 + ROWS * COLUMNS * 2 };

/* A layer of equal weights, written and opened; `size` lets it be cut short. */
static annals_status open_dense(size_t size, int32_t rows, int16_t weight, int32_t bias, int32_t shift)
{
    static int32_t section[LAYER_BYTES / 4];
    an_image_section_source source = {"layer", {(char *)section, size}};
    an_model_dense dense;
    annals_error error;
    an_image image;
    annals_status status;
    section[0] = rows;
    section[1] = COLUMNS;
    for (int r = 0; r < ROWS; r++) {
        section[16 + r] = bias;
        section[16 + ROWS + r] = shift;
    }
    for (int i = 0; i < ROWS * COLUMNS; i++) ((int16_t *)(void *)(section + 16 + 2 * ROWS))[i] = weight;
    assert_int_equal(an_image_write(path, "ANTEST01", 1, &source, 1, &error), ANNALS_OK);
    assert_int_equal(an_image_open(&image, path, "ANTEST01", &error), ANNALS_OK);
    status = an_model_dense_open(&image, "layer", ROWS, COLUMNS, &dense, &error);
    an_image_close(&image);
    return status;
}

static void dense_layers_out_of_range_are_refused(void **state)
{
    (void)state;
    assert_int_equal(open_dense(LAYER_BYTES, ROWS, 100, 0, 8), ANNALS_OK);
    assert_int_equal(open_dense(LAYER_BYTES - 2, ROWS, 100, 0, 8), ANNALS_E_FORMAT);
    assert_int_equal(open_dense(0, ROWS, 100, 0, 8), ANNALS_E_FORMAT);
    assert_int_equal(open_dense(LAYER_BYTES, ROWS + 1, 100, 0, 8), ANNALS_E_FORMAT);
    assert_int_equal(open_dense(LAYER_BYTES, ROWS, 32767, 0, 8), ANNALS_E_FORMAT); /* sums could leave int32 */
    assert_int_equal(open_dense(LAYER_BYTES, ROWS, -32768, 0, 8), ANNALS_E_FORMAT);
    assert_int_equal(open_dense(LAYER_BYTES, ROWS, 100, INT32_MIN, 8), ANNALS_E_FORMAT);
    assert_int_equal(open_dense(LAYER_BYTES, ROWS, 100, 0, 0), ANNALS_E_FORMAT);
    assert_int_equal(open_dense(LAYER_BYTES, ROWS, 100, 0, 31), ANNALS_E_FORMAT);
    assert_int_equal(open_dense(LAYER_BYTES, ROWS, 100, 0, -1), ANNALS_E_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_paths_multiply_to_the_same_bits),
        cmocka_unit_test(all_paths_add_rows_to_the_same_bits),
        cmocka_unit_test(all_paths_find_the_same_best),
        cmocka_unit_test(the_portable_path_multiplies),
        cmocka_unit_test(clipping_keeps_the_limits),
        cmocka_unit_test(dense_layers_out_of_range_are_refused),
    };
    return cmocka_run_group_tests(tests, make_path, remove_path);
}
