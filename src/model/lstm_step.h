/* One step of an LSTM's units, written once and compiled for each kind of machine (kernel.c, kernel_x86.c): loops of plain arithmetic,
 * which compilers turn into vector instructions, apart from the loops that read the curves' tables.
 *
 * Fixed points after the binary point: gates 14, cell 12 (kept within +-16), state 11. */
#ifndef ANNALS_MODEL_LSTM_STEP_H
#define ANNALS_MODEL_LSTM_STEP_H

#include "model/kernel.h"

#include <string.h>

enum { AN_MODEL_STEP_UNITS = 64, AN_MODEL_SIGMOID_STEP_BITS = 3, AN_MODEL_TANGENT_STEP_BITS = 2, AN_MODEL_CELL_LIMIT = 1 << 16 };

/* Place in a curve's table of each value; sums of two 32-bit layers' outputs, which stay far inside int32. */
static inline __attribute__((always_inline)) void an_model_curve_places(const int32_t *a, const int32_t *b, size_t count, const int step_bits,
                                                                        int16_t *places)
{
    const int32_t half = (AN_MODEL_CURVE_POINTS / 2) << step_bits;
    for (size_t k = 0; k < count; k++) {
        int32_t value = a[k] + b[k];
        value = value < -half ? -half : value;
        value = value > half - 1 ? half - 1 : value;
        places[k] = (int16_t)((value + half) >> step_bits);
    }
}

/* The four places that lie in one word, changed for their values; which end of the word is which does not matter. */
static inline __attribute__((always_inline)) uint64_t an_model_read_four(const int16_t *curve, uint64_t places)
{
    uint64_t a = (uint16_t)curve[places & 0xFFFF], b = (uint16_t)curve[places >> 16 & 0xFFFF];
    uint64_t c = (uint16_t)curve[places >> 32 & 0xFFFF], d = (uint16_t)curve[places >> 48];
    return a | b << 16 | c << 32 | d << 48;
}

/* Changes places for the curve's values. Four at a time, because loads and stores of single ones are what a step mostly consists of. */
static inline __attribute__((always_inline)) void an_model_read_curve(const int16_t *curve, int16_t *places, size_t count)
{
    for (size_t k = 0; k < count; k += 4) {
        uint64_t four;
        memcpy(&four, places + k, sizeof four);
        four = an_model_read_four(curve, four);
        memcpy(places + k, &four, sizeof four);
    }
}

/* `count` units, a multiple of four. */
static inline __attribute__((always_inline)) void an_model_lstm_units(size_t hidden, const an_model_curves *curves, const int32_t *from_input,
                                                                      const int32_t *from_state, size_t count, int32_t *cell, int16_t *state)
{
    int16_t in[AN_MODEL_STEP_UNITS], keep[AN_MODEL_STEP_UNITS], news[AN_MODEL_STEP_UNITS], show[AN_MODEL_STEP_UNITS], bent[AN_MODEL_STEP_UNITS];
    int32_t half[AN_MODEL_STEP_UNITS], zero[AN_MODEL_STEP_UNITS] = {0};
    an_model_curve_places(from_input, from_state, count, AN_MODEL_SIGMOID_STEP_BITS, in);
    an_model_curve_places(from_input + hidden, from_state + hidden, count, AN_MODEL_SIGMOID_STEP_BITS, keep);
    an_model_curve_places(from_input + 2 * hidden, from_state + 2 * hidden, count, AN_MODEL_TANGENT_STEP_BITS, news);
    an_model_curve_places(from_input + 3 * hidden, from_state + 3 * hidden, count, AN_MODEL_SIGMOID_STEP_BITS, show);
    an_model_read_curve(curves->sigmoid, in, count);
    an_model_read_curve(curves->sigmoid, keep, count);
    an_model_read_curve(curves->tangent, news, count);
    an_model_read_curve(curves->sigmoid, show, count);
    for (size_t k = 0; k < count; k++) {
        int32_t next = ((keep[k] * cell[k] + (1 << 13)) >> 14) + ((in[k] * news[k] + (1 << 15)) >> 16);
        next = next > AN_MODEL_CELL_LIMIT - 1 ? AN_MODEL_CELL_LIMIT - 1 : next;
        next = next < -AN_MODEL_CELL_LIMIT + 1 ? -AN_MODEL_CELL_LIMIT + 1 : next;
        cell[k] = next;
        half[k] = next >> 1;
    }
    an_model_curve_places(half, zero, count, AN_MODEL_TANGENT_STEP_BITS, bent);
    an_model_read_curve(curves->tangent, bent, count);
    for (size_t k = 0; k < count; k++) state[k] = (int16_t)((show[k] * bent[k] + (1 << 16)) >> 17);
}

static inline __attribute__((always_inline)) void an_model_lstm_step(size_t hidden, const an_model_curves *curves, const int32_t *from_input,
                                                                     const int32_t *from_state, int32_t *cell, int16_t *state)
{
    size_t k = 0;
    for (; k + AN_MODEL_STEP_UNITS <= hidden; k += AN_MODEL_STEP_UNITS)
        an_model_lstm_units(hidden, curves, from_input + k, from_state + k, AN_MODEL_STEP_UNITS, cell + k, state + k);
    if (k < hidden) an_model_lstm_units(hidden, curves, from_input + k, from_state + k, hidden - k, cell + k, state + k);
}

#endif
