/* Means, paired differences and the verdict over the scores of a back-test. */
#include <math.h>

#include "forecast/backtest.h"

static const double SURE_STANDARD_ERRORS = 2;

static double value_of(const an_prediction_score *score, an_backtest_measure measure)
{
    switch (measure) {
    case AN_BACKTEST_CRPS: return score->crps;
    case AN_BACKTEST_LOG: return score->log_score;
    case AN_BACKTEST_BRIER: return score->brier;
    case AN_BACKTEST_COVERS_50: return score->covers_50;
    case AN_BACKTEST_COVERS_90: return score->covers_90;
    case AN_BACKTEST_INSIDE_50: return score->pit >= .25 && score->pit <= .75;
    case AN_BACKTEST_INSIDE_90: return score->pit >= .05 && score->pit <= .95;
    }
    return NAN;
}

typedef struct gathered {
    const an_prediction_score **scores; /* origin by origin */
    int64_t *clusters;
    size_t count;
} gathered;

static gathered gather(an_arena *scratch, const an_backtest *b, size_t method, size_t series, size_t step)
{
    size_t per_origin = (series == AN_BACKTEST_ALL ? b->series : 1) * (step == AN_BACKTEST_ALL ? b->steps : 1);
    gathered g = {.scores = AN_NEW_ARRAY(scratch, const an_prediction_score *, b->origins * per_origin),
                  .clusters = AN_NEW_ARRAY(scratch, int64_t, b->origins * per_origin)};
    if (!g.scores || !g.clusters) return (gathered){0};
    for (size_t origin = 0; origin < b->origins; origin++)
        for (size_t s = 0; s < b->series; s++)
            for (size_t k = 0; k < b->steps; k++) {
                if ((series != AN_BACKTEST_ALL && s != series) || (step != AN_BACKTEST_ALL && k != step)) continue;
                g.scores[g.count] = &b->scores[((method * b->origins + origin) * b->series + s) * b->steps + k];
                g.clusters[g.count++] = (int64_t)origin;
            }
    return g;
}

static double *values_of(an_arena *scratch, gathered g, an_backtest_measure measure)
{
    double *values = AN_NEW_ARRAY(scratch, double, g.count);
    for (size_t i = 0; values && i < g.count; i++) values[i] = value_of(g.scores[i], measure);
    return values;
}

static const an_score_mean UNKNOWN = {.mean = NAN, .se = NAN};

an_score_mean an_backtest_mean(an_arena *scratch, const an_backtest *b, size_t method, an_backtest_measure measure, size_t series, size_t step)
{
    gathered g = gather(scratch, b, method, series, step);
    double *values = values_of(scratch, g, measure);
    return g.count && values ? an_score_paired(values, NULL, g.clusters, g.count) : UNKNOWN;
}

an_score_mean an_backtest_difference(an_arena *scratch, const an_backtest *b, size_t method, size_t against, an_backtest_measure measure,
                                     size_t series, size_t step)
{
    gathered g = gather(scratch, b, method, series, step), h = gather(scratch, b, against, series, step);
    double *first = values_of(scratch, g, measure), *second = values_of(scratch, h, measure);
    return g.count && h.count && first && second ? an_score_paired(first, second, g.clusters, g.count) : UNKNOWN;
}

size_t an_backtest_best_baseline(an_arena *scratch, const an_backtest *b, an_backtest_measure measure, size_t series, size_t step)
{
    double sign = measure == AN_BACKTEST_LOG ? -1 : 1, least = INFINITY;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < b->methods; i++) {
        double mean = b->is_baseline[i] ? sign * an_backtest_mean(scratch, b, i, measure, series, step).mean : INFINITY;
        if (mean < least) {
            least = mean;
            best = i;
        }
    }
    return best;
}

double *an_backtest_pit(an_arena *arena, const an_backtest *b, size_t method, size_t series, size_t step, size_t *count)
{
    gathered g = gather(arena, b, method, series, step);
    double *values = AN_NEW_ARRAY(arena, double, g.count);
    *count = g.count;
    if (!values || !g.count) return NULL;
    for (size_t i = 0; i < g.count; i++) values[i] = g.scores[i]->pit;
    an_score_sort(values, g.count);
    return values;
}

an_backtest_verdict an_backtest_judge(an_arena *scratch, const an_backtest *b, size_t method, size_t series, size_t step)
{
    an_backtest_verdict verdict = {.baseline = an_backtest_best_baseline(scratch, b, AN_BACKTEST_CRPS, series, step), .skill = NAN, .saved = UNKNOWN};
    double base;
    if (verdict.baseline == SIZE_MAX) return verdict;
    base = an_backtest_mean(scratch, b, verdict.baseline, AN_BACKTEST_CRPS, series, step).mean;
    verdict.saved = an_backtest_difference(scratch, b, verdict.baseline, method, AN_BACKTEST_CRPS, series, step);
    verdict.skill = base > 0 ? verdict.saved.mean / base : 0;
    verdict.has_skill = verdict.saved.mean > 0;
    verdict.is_sure = verdict.saved.mean > SURE_STANDARD_ERRORS * verdict.saved.se;
    return verdict;
}
