#include "forecast/flips.h"

#include <math.h>
#include <stdlib.h>

typedef struct place {
    double value;
    size_t draw;
} place;

static int by_value(const void *left, const void *right)
{
    const place *a = left, *b = right;
    if (a->value != b->value) return a->value < b->value ? -1 : 1;
    return (a->draw > b->draw) - (a->draw < b->draw);
}

/* The course with the best mean over some draws. */
static size_t best_of(const double *outcomes, size_t courses, const place *draws, size_t count)
{
    size_t best = SIZE_MAX;
    double most = -INFINITY;
    for (size_t c = 0; c < courses; c++) {
        double sum = 0;
        for (size_t i = 0; i < count; i++) sum += outcomes[draws[i].draw * courses + c];
        if (!(sum > most)) continue;
        most = sum;
        best = c;
    }
    return best;
}

/* Fills difference and se: draw by draw, what `best_there` is better than `best`. */
static void weigh(const double *outcomes, size_t courses, const place *draws, size_t count, an_flip *flip)
{
    double sum = 0, squares = 0, n = (double)count;
    for (size_t i = 0; i < count; i++) {
        const double *row = outcomes + draws[i].draw * courses;
        double one = row[flip->best_there] - row[flip->best];
        sum += one;
        squares += one * one;
    }
    flip->difference = sum / n;
    flip->se = sqrt(fmax(0, squares / n - flip->difference * flip->difference) / (n - 1));
}

static double mean_of(const place *draws, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += draws[i].value;
    return sum / (double)count;
}

size_t an_flips_find(an_arena *scratch, const double *outcomes, size_t draws, size_t courses, const double *parameters, size_t parameter_count, an_flip *out)
{
    place *order = AN_NEW_ARRAY(scratch, place, draws + 1);
    size_t found = 0, tail = draws / 10 > AN_FLIP_DRAWS_MIN ? draws / 10 : AN_FLIP_DRAWS_MIN;
    if (!order) return SIZE_MAX;
    if (draws < 3 * AN_FLIP_DRAWS_MIN || courses < 2) return 0;
    for (size_t p = 0; p < parameter_count; p++) {
        size_t best;
        for (size_t d = 0; d < draws; d++) order[d] = (place){parameters[p * draws + d], d};
        best = best_of(outcomes, courses, order, draws);
        qsort(order, draws, sizeof *order, by_value);
        for (int high = 0; high <= 1 && best != SIZE_MAX; high++) {
            const place *there = high ? order + draws - tail : order;
            an_flip flip = {.parameter = p, .is_high = high, .value = mean_of(there, tail), .usual = mean_of(order, draws), .best = best,
                            .best_there = best_of(outcomes, courses, there, tail)};
            if (flip.best_there == best || flip.best_there == SIZE_MAX) continue;
            weigh(outcomes, courses, there, tail, &flip);
            if (flip.difference > AN_FLIP_SURE * flip.se) out[found++] = flip;
        }
    }
    return found;
}
