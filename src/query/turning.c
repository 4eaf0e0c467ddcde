/* Turning points by binary segmentation, each split tested by permutation of blocks.
 *
 * A stretch is split where two levels instead of one explain it best: by the Poisson likelihood for counts, by squares for scores
 * (A. J. Scott, M. Knott, "A cluster analysis method for grouping means in the analysis of variance", Biometrics 30, 1974; L. Vostrikova,
 * "Detecting 'disorder' in multidimensional random processes", Soviet Math. Dokl. 24, 1981). Then the stretch is shuffled many times and
 * split again; the split counts if few shuffled stretches gain as much. No distribution is assumed, so counts may vary more than
 * Poisson's law allows, as counts of conflict do (M. Hušková, J. Antoch, "Permutation tests in change point analysis", Statistics &
 * Probability Letters 53, 2001). What is shuffled are blocks of neighbouring items, since what happens today makes more of it likely
 * tomorrow (C. Kirch, "Block permutation principles for the change analysis of dependent data", J. Stat. Planning and Inference 137, 2007).
 * Both halves of a split are then searched in the same way. tests/unit/test_turning.c measures how often it is wrong.
 *
 * Worked on counts 0 1 0 1 | 4 5 3 4: split after the fourth, the levels are .5 and 4 instead of 2.25 and the logarithm of the likelihood
 * gains 2 log(.5) + 16 log(4) - 18 log(2.25) = 6.2. */
#include "query/turning.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"

enum {
    SHUFFLES = 999,
    BLOCKS_MIN = 12, /* fewer have too few orders: blocks are made smaller then */
};
static const uint64_t SEED = 20240322;
static const double TIE = 1e-9; /* sums in another order differ by less than this */
const double an_turning_level = 0.05 / 3;

typedef struct stretch {
    size_t from, to; /* [from, to) */
} stretch;

typedef struct search {
    an_arena *arena;
    const an_turning_series *series;
    size_t block;
    double *sums, *weights; /* of a stretch, shuffled */
    size_t *order;          /* of blocks */
    uint64_t draws;
    AN_ARRAY(stretch) open;
} search;

static double weight(const double *weights, size_t i) { return weights ? weights[i] : 1; }

/* What a level of its own is worth to a stretch. Counts: the part of the Poisson log-likelihood that depends on the level. Scores: the
 * square that the mean takes away. */
static double worth(double sum, double over, bool is_count)
{
    if (!is_count) return sum * sum / over;
    return sum > 0 ? sum * log(sum / over) : 0;
}

/* The best split of [from, to): its place and what it gains. */
static double best_split(const double *sums, const double *weights, size_t from, size_t to, size_t *at)
{
    double total = 0, over = 0, left = 0, left_over = 0, best = -1, whole;
    bool is_count = weights == NULL;
    for (size_t i = from; i < to; i++) {
        total += sums[i];
        over += weight(weights, i);
    }
    whole = worth(total, over, is_count);
    for (size_t i = from; i + AN_TURNING_STRETCH_MIN < to; i++) {
        double gain;
        left += sums[i];
        left_over += weight(weights, i);
        if (i + 1 - from < AN_TURNING_STRETCH_MIN) continue;
        gain = worth(left, left_over, is_count) + worth(total - left, over - left_over, is_count) - whole;
        if (gain > best + TIE) {
            best = gain;
            *at = i + 1;
        }
    }
    return best;
}

/* ---- chance ---- */

static size_t draw_below(search *s, size_t n) { return (size_t)((an_hash_mix(SEED, s->draws++) >> 32) * n >> 32); }

/* Copies the blocks of the stretch in an order of chance (Fisher and Yates). */
static void shuffle(search *s, stretch t, size_t block)
{
    size_t length = t.to - t.from, blocks = (length + block - 1) / block, filled = 0;
    for (size_t i = 0; i < blocks; i++) s->order[i] = i;
    for (size_t i = blocks - 1; i > 0; i--) {
        size_t k = draw_below(s, i + 1), swapped = s->order[i];
        s->order[i] = s->order[k];
        s->order[k] = swapped;
    }
    for (size_t i = 0; i < blocks; i++)
        for (size_t k = s->order[i] * block; k < length && k < (s->order[i] + 1) * block; k++, filled++) {
            s->sums[filled] = s->series->sums[t.from + k];
            if (s->series->weights) s->weights[filled] = s->series->weights[t.from + k];
        }
}

/* The share of arrangements that gain as much, the real one among them; 1 as soon as it is sure to be over the level. */
static double chance(search *s, stretch t, double gain)
{
    size_t length = t.to - t.from, block = s->block, as_good = 1, at;
    if (block > length / BLOCKS_MIN) block = length / BLOCKS_MIN;
    if (block < 1) block = 1;
    for (int i = 0; i < SHUFFLES; i++) {
        shuffle(s, t, block);
        as_good += best_split(s->sums, s->series->weights ? s->weights : NULL, 0, length, &at) >= gain - TIE;
        if ((double)as_good > an_turning_level * (SHUFFLES + 1)) return 1;
    }
    return (double)as_good / (SHUFFLES + 1);
}

/* ---- the search ---- */

static double total_of(const double *values, const double *otherwise, stretch t)
{
    double sum = 0;
    for (size_t i = t.from; i < t.to; i++) sum += values ? values[i] : otherwise[i];
    return sum;
}

static bool is_enough(const search *s, stretch t)
{
    return t.to - t.from >= AN_TURNING_ITEMS_MIN && total_of(s->series->weights, s->series->sums, t) >= AN_TURNING_TOTAL_MIN;
}

static void split(search *s, stretch t, an_turning_points *out)
{
    an_turning_point point = {0};
    double gain;
    if (!is_enough(s, t)) return;
    gain = best_split(s->series->sums, s->series->weights, t.from, t.to, &point.at);
    if (gain <= TIE) return;
    point.p = chance(s, t, gain);
    if (point.p > an_turning_level) return;
    AN_PUSH(s->arena, out, point);
    AN_PUSH(s->arena, &s->open, (stretch){t.from, point.at});
    AN_PUSH(s->arena, &s->open, (stretch){point.at, t.to});
}

static int by_place(const void *x, const void *y)
{
    const an_turning_point *a = x, *b = y;
    return (a->at > b->at) - (a->at < b->at);
}

static double level(const an_turning_series *series, stretch t)
{
    double over = series->weights ? total_of(series->weights, NULL, t) : (double)(t.to - t.from);
    return total_of(series->sums, NULL, t) / over;
}

static void fill_levels(const an_turning_series *series, an_turning_point *points, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        stretch before = {i ? points[i - 1].at : 0, points[i].at}, after = {points[i].at, i + 1 < count ? points[i + 1].at : series->count};
        points[i].before = level(series, before);
        points[i].after = level(series, after);
    }
}

annals_status an_turning_find(an_arena *arena, const an_turning_series *series, size_t block, an_turning_points *out, annals_error *error)
{
    search s = {.arena = arena, .series = series, .block = block};
    size_t first = out->count;
    if (series->count < AN_TURNING_ITEMS_MIN || series->count > AN_TURNING_ITEMS_MAX) return ANNALS_OK;
    s.sums = AN_NEW_ARRAY(arena, double, series->count);
    s.weights = AN_NEW_ARRAY(arena, double, series->count);
    s.order = AN_NEW_ARRAY(arena, size_t, series->count);
    if (!arena->is_exhausted) AN_PUSH(arena, &s.open, (stretch){0, series->count});
    while (s.open.count && !arena->is_exhausted) split(&s, s.open.items[--s.open.count], out);
    if (arena->is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory");
    if (out->count == first) return ANNALS_OK;
    qsort(out->items + first, out->count - first, sizeof *out->items, by_place);
    fill_levels(series, out->items + first, out->count - first);
    return ANNALS_OK;
}
