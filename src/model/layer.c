/* Opening checks everything that running relies on: sizes, shifts, curves, and for every row of a dense layer that
 * |bias| + limit * sum |weight| stays under 2^30, so that no sum of products can leave int32. A damaged file
 * is thus refused or gives nonsense, but cannot reach undefined behaviour. Right shifts of negative numbers are arithmetic with
 * every compiler that the project supports. */
#include "model/layer.h"

#include <string.h>

enum { DENSE_HEADER_INTS = 16, SHIFT_MAX = 24, TABLE_SHIFT_MAX = 11, SUM_LIMIT = 1 << 30 };
enum { CURVE_ONE = 1 << 14 };

static annals_status broken(annals_error *error, const char *section, const char *what)
{
    return an_fail(error, ANNALS_E_FORMAT, "model", 0, "section %s: %s", section, what);
}

static int64_t magnitude(int64_t value) { return value < 0 ? -value : value; }

/* True if no input within the limit can make the row's sum leave int32. */
static bool row_is_safe(const an_model_product *dense, size_t row)
{
    const int16_t *tile = dense->weights + row / AN_MODEL_TILE_ROWS * dense->columns * AN_MODEL_TILE_ROWS;
    int64_t sum = 0;
    for (size_t c = 0; c < dense->columns; c++)
        sum += magnitude(tile[c / 2 * 2 * AN_MODEL_TILE_ROWS + 2 * (row % AN_MODEL_TILE_ROWS) + c % 2]);
    return dense->shift[row] >= 1 && dense->shift[row] <= SHIFT_MAX &&
           magnitude(dense->bias[row]) + (sum + 1) * (AN_MODEL_ACTIVATION_LIMIT + 1) <= SUM_LIMIT;
}

uint32_t an_model_dense_padded_rows(const an_model_dense *dense) { return (uint32_t)dense->product.tiles * AN_MODEL_TILE_ROWS; }

/* A section: 16 int32 (rows, columns, zeros), bias and shift as int32 for each padded row, weights in tiles. */
annals_status an_model_dense_open(const an_image *image, const char *section, uint32_t rows, uint32_t columns,
                                  an_model_dense *out, annals_error *error)
{
    an_str bytes = an_image_section(image, section);
    const int32_t *header = (const int32_t *)(const void *)bytes.data;
    size_t padded;
    if (rows < 1 || columns < 1 || rows > AN_MODEL_WIDTH_MAX || columns > AN_MODEL_WIDTH_MAX)
        return broken(error, section, "a layer of impossible size");
    out->rows = rows;
    out->columns = columns;
    out->product.tiles = (rows + AN_MODEL_TILE_ROWS - 1) / AN_MODEL_TILE_ROWS;
    out->product.columns = (columns + 1) / 2 * 2;
    padded = an_model_dense_padded_rows(out);
    if (bytes.length != DENSE_HEADER_INTS * 4 + padded * 8 + padded * out->product.columns * 2)
        return broken(error, section, "wrong size");
    if (header[0] != (int32_t)rows || header[1] != (int32_t)columns) return broken(error, section, "wrong number of rows or columns");
    out->product.bias = header + DENSE_HEADER_INTS;
    out->product.shift = out->product.bias + padded;
    out->product.weights = (const int16_t *)(const void *)(out->product.shift + padded);
    for (size_t r = 0; r < padded; r++)
        if (!row_is_safe(&out->product, r)) return broken(error, section, "weights out of range");
    return ANNALS_OK;
}

void an_model_dense_apply(const an_model_kernels *kernels, const an_model_dense *dense, const int16_t *vectors, size_t stride,
                          size_t count, int32_t *out)
{
    kernels->multiply(&dense->product, vectors, stride, count, out, an_model_dense_padded_rows(dense));
}

/* To activations: at least `least` (0 makes a rectifier), at most the limit. */
void an_model_clip(const int32_t *in, size_t count, int32_t least, int16_t *out)
{
    for (size_t i = 0; i < count; i++) {
        int32_t value = in[i] < least ? least : in[i];
        out[i] = (int16_t)(value > AN_MODEL_ACTIVATION_LIMIT ? AN_MODEL_ACTIVATION_LIMIT : value);
    }
}

/* A section: left shift of each row as a byte, padded to 64 bytes, then the rows. */
annals_status an_model_table_open(const an_image *image, const char *section, uint32_t rows, uint32_t width, an_model_table *out,
                                  annals_error *error)
{
    an_str bytes = an_image_section(image, section);
    size_t shifts = ((size_t)rows + 63) / 64 * 64;
    if (rows < 1 || width < 8 || width % 8 || width > AN_MODEL_WIDTH_MAX) return broken(error, section, "a table of impossible size");
    if (bytes.length != shifts + (size_t)rows * width) return broken(error, section, "wrong size");
    out->rows = rows;
    out->width = width;
    out->left_shift = (const uint8_t *)bytes.data;
    out->cells = (const int8_t *)bytes.data + shifts;
    for (uint32_t r = 0; r < rows; r++)
        if (out->left_shift[r] > TABLE_SHIFT_MAX) return broken(error, section, "a shift out of range");
    return ANNALS_OK;
}

/* row < table->rows; sums has room for the width. */
void an_model_table_add(const an_model_kernels *kernels, const an_model_table *table, uint32_t row, int32_t *sums)
{
    kernels->add_row(table->cells + (size_t)row * table->width, table->width, table->left_shift[row], sums);
}

static bool curve_is_in_range(const int16_t *curve)
{
    for (int i = 0; i < AN_MODEL_CURVE_POINTS; i++)
        if (curve[i] > CURVE_ONE || curve[i] < -CURVE_ONE) return false;
    return true;
}

annals_status an_model_curves_open(const an_image *image, an_model_curves *out, annals_error *error)
{
    an_str bytes = an_image_section(image, "curves");
    if (bytes.length != 2 * AN_MODEL_CURVE_POINTS * sizeof(int16_t)) return broken(error, "curves", "wrong size");
    out->sigmoid = (const int16_t *)(const void *)bytes.data;
    out->tangent = out->sigmoid + AN_MODEL_CURVE_POINTS;
    if (!curve_is_in_range(out->sigmoid) || !curve_is_in_range(out->tangent)) return broken(error, "curves", "a value out of range");
    return ANNALS_OK;
}

annals_status an_model_lstm_open(const an_image *image, const char *input_section, const char *recurrent_section, uint32_t columns,
                                 uint32_t hidden, an_model_lstm *out, annals_error *error)
{
    if (hidden < 1 || 4 * (uint64_t)hidden % AN_MODEL_TILE_ROWS != 0 || hidden > AN_MODEL_WIDTH_MAX / 4)
        return broken(error, recurrent_section, "a layer of impossible size");
    out->hidden = hidden;
    AN_TRY(an_model_dense_open(image, input_section, 4 * hidden, columns, &out->input, error));
    return an_model_dense_open(image, recurrent_section, 4 * hidden, hidden, &out->recurrent, error);
}

/* Writes the state after each vector to out[v * out_stride ...]; backward runs from the last vector of a sequence to its first. The
 * sequences are longest first. They advance side by side, because a step of one alone would read all recurrent weights for a single
 * vector, and reading them is what costs. The sums of the inputs come from the caller, who may know them already. */
void an_model_lstm_run(const an_model_kernels *kernels, const an_model_lstm *lstm, const an_model_curves *curves,
                       const an_model_sequence *sequences, size_t sequence_count, int is_backward, an_model_lstm_room *room, int16_t *out,
                       size_t out_stride)
{
    size_t hidden = lstm->hidden, active = sequence_count;
    memset(room->cell, 0, sequence_count * hidden * sizeof *room->cell);
    memset(room->state, 0, sequence_count * hidden * sizeof *room->state);
    for (size_t i = 0;; i++) {
        while (active > 0 && sequences[active - 1].count <= i) active--;
        if (active == 0) break;
        an_model_dense_apply(kernels, &lstm->recurrent, room->state, hidden, active, room->step);
        for (size_t s = 0; s < active; s++) {
            size_t v = sequences[s].first + (is_backward ? sequences[s].count - 1 - i : i);
            kernels->lstm_step(hidden, curves, room->gates[v], room->step + s * 4 * hidden, room->cell + s * hidden,
                               room->state + s * hidden);
            memcpy(out + v * out_stride, room->state + s * hidden, hidden * sizeof *room->state);
        }
    }
}
