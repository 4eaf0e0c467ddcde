#include "forecast/pool.h"

#include <math.h>

static const char STAGE[] = "forecast";

static void spread_out(const an_prediction *from, size_t count, double *out)
{
    for (size_t i = 0; i < count; i++) out[i] = an_prediction_quantile(from, ((double)i + 0.5) / (double)count);
}

annals_status an_pool(an_arena *arena, const an_prediction *first, const an_prediction *second, double weight, an_prediction *out,
                      annals_error *error)
{
    size_t share;
    double *draws;
    if (!(weight >= 0 && weight <= 1)) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "pool weight %g; from 0 to 1 are possible", weight);
    if (first->kind != second->kind) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "counts cannot be pooled with draws");
    *out = (an_prediction){.kind = first->kind};
    if (first->kind == AN_PREDICTION_COUNTS) return an_pmf_pool(arena, &first->counts, &second->counts, weight, &out->counts, error);
    share = (size_t)(weight * AN_POOL_DRAWS + 0.5);
    draws = AN_NEW_ARRAY(arena, double, AN_POOL_DRAWS);
    if (!draws) return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory");
    spread_out(first, share, draws);
    spread_out(second, AN_POOL_DRAWS - share, draws + share);
    *out = an_prediction_of_draws(draws, AN_POOL_DRAWS);
    return ANNALS_OK;
}

/* The CRPS of a pool is w a + (1 - w) b - w (1 - w) d, where d >= 0 says how far apart the two predictions are: a parabola in w, known
 * from its values at 0, 1/2 and 1. */
double an_pool_weight(double crps_first, double crps_second, double crps_half, size_t origins)
{
    double distance = 4 * ((crps_first + crps_second) / 2 - crps_half), weight;
    if (origins < AN_POOL_ORIGINS_MIN || !(distance > 0)) return AN_POOL_WEIGHT;
    weight = 0.5 - (crps_first - crps_second) / (2 * distance);
    return weight < 0 ? 0 : weight > 1 ? 1 : weight;
}
