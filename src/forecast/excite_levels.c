/* Where the rate of a stream changed for good: optimal partitioning (Jackson et al. 2005) of its counts, taken together by quarters of a year, into
 * stretches of one rate each. The cost of a stretch is minus twice its Poisson log likelihood at its own rate; all costs are divided by how much more
 * than a Poisson process the stream scatters from one quarter to the next, so that bursts which come and go are no new level; each stretch
 * more must save LEVEL_PENALTY log(quarters).
 *
 *     quarters  1 0 2 1 0 1 14 11 17 12       ->       level below 1 | level above 1
 */
#include "forecast/excite_internal.h"

#include <math.h>

enum { BLOCKS_MIN = 2 }; /* in a stretch: what has lasted half a year */
#define LEVEL_PENALTY 6. /* 200 streams of 20 years that excite themselves (half of their events follow from others) then show 7 changes */
#define PRIOR_BLOCKS 1. /* at the mean of the stream, to which the rate of a stretch is drawn: a stretch without events has a level too */

typedef struct blocks {
    size_t count;
    double *events, *exposure; /* [count + 1] summed from the beginning */
    double *best;              /* [count + 1] cost of the first so many blocks */
    size_t *start;             /* [count + 1] where their last stretch begins */
} blocks;

static bool make_blocks(an_arena *arena, size_t length, size_t block, blocks *out)
{
    out->count = length >= block ? length / block : 1;
    out->events = AN_NEW_ARRAY(arena, double, out->count + 1);
    out->exposure = AN_NEW_ARRAY(arena, double, out->count + 1);
    out->best = AN_NEW_ARRAY(arena, double, out->count + 1);
    out->start = AN_NEW_ARRAY(arena, size_t, out->count + 1);
    return out->events && out->exposure && out->best && out->start;
}

/* The block of a period; what is left over at the end belongs to the last one. */
static size_t block_of(const blocks *b, size_t t, size_t block) { return t / block < b->count ? t / block : b->count - 1; }

static void fill_blocks(blocks *b, const double *counts, const double *coverage, size_t length, size_t block)
{
    memset(b->events, 0, (b->count + 1) * sizeof *b->events);
    memset(b->exposure, 0, (b->count + 1) * sizeof *b->exposure);
    for (size_t t = 0; t < length; t++) {
        b->events[block_of(b, t, block) + 1] += counts[t];
        b->exposure[block_of(b, t, block) + 1] += coverage ? fmax(coverage[t], AN_EXCITE_COVERAGE_MIN) : 1;
    }
    for (size_t i = 1; i <= b->count; i++) {
        b->events[i] += b->events[i - 1];
        b->exposure[i] += b->exposure[i - 1];
    }
}

/* Scatter between neighbouring blocks over that of a Poisson process, at least 1. The widest step is left out: it may be the change that is looked for. */
static double find_scatter(const blocks *b)
{
    double sum = 0, widest = 0, pairs = 0;
    for (size_t i = 1; i + 1 <= b->count; i++) {
        double first = b->events[i] - b->events[i - 1], second = b->events[i + 1] - b->events[i], one;
        if (!(first + second > 0)) continue;
        one = (first - second) * (first - second) / (first + second);
        sum += one;
        widest = fmax(widest, one);
        pairs++;
    }
    return pairs > 1 ? fmax(1, (sum - widest) / (pairs - 1)) : 1;
}

static double cost(const blocks *b, size_t from, size_t to)
{
    double events = b->events[to] - b->events[from], exposure = b->exposure[to] - b->exposure[from];
    return events > 0 ? -2 * events * log(events / exposure) : 0;
}

static void partition(blocks *b)
{
    double scatter = find_scatter(b), penalty = LEVEL_PENALTY * log((double)b->count + 1);
    b->best[0] = -penalty;
    for (size_t end = 1; end <= b->count; end++) {
        b->best[end] = INFINITY;
        for (size_t from = 0; from + BLOCKS_MIN <= end; from++) {
            double all = b->best[from] + cost(b, from, end) / scatter + penalty;
            if (all >= b->best[end]) continue;
            b->best[end] = all;
            b->start[end] = from;
        }
    }
}

/* Also the levels of periods to come, which are those of the last stretch. */
static void write_levels(const blocks *b, size_t length, size_t block, double *out)
{
    double mean = b->events[b->count] / b->exposure[b->count], prior = PRIOR_BLOCKS * b->exposure[b->count] / (double)b->count;
    for (size_t end = b->count, from; end > 0; end = from) {
        double level;
        from = b->count < BLOCKS_MIN ? 0 : b->start[end];
        level = mean > 0 ? (b->events[end] - b->events[from] + prior * mean) / (b->exposure[end] - b->exposure[from] + prior) / mean : 1;
        for (size_t t = from * block; t < (end == b->count ? length + 1 : end * block); t++) out[t] = level;
    }
}

annals_status an_excite_find_levels(an_arena *arena, const double *counts, const double *coverage, size_t stream_count, size_t length, size_t block,
                                    const double **out, annals_error *error)
{
    double *levels = AN_NEW_ARRAY(arena, double, stream_count * (length + 1));
    blocks b;
    if (!levels || !make_blocks(arena, length, block, &b)) return an_excite_no_memory(error);
    for (size_t k = 0; k < stream_count; k++) {
        fill_blocks(&b, counts + k * length, coverage, length, block);
        partition(&b);
        write_levels(&b, length, block, levels + k * (length + 1));
    }
    *out = levels;
    return ANNALS_OK;
}
