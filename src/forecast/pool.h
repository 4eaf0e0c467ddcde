/* The linear pool of two predictions: with weight w believe the first, else the second. What is published is the half-and-half pool of an
 * engine and the last weeks; it is rarely worse than either and never as wrong as the worse one. */
#ifndef ANNALS_FORECAST_POOL_H
#define ANNALS_FORECAST_POOL_H

#include "base/status.h"
#include "forecast/prediction.h"

enum { AN_POOL_DRAWS = 2000, AN_POOL_ORIGINS_MIN = 100 };
#define AN_POOL_WEIGHT 0.5

/* Pools of counts are exact. Of draws: AN_POOL_DRAWS values, shared out by the weight, each part the equally spaced quantiles of its
 * side. E_USAGE: one side counts, the other draws; weight outside [0, 1]. E_MEMORY. */
annals_status an_pool(an_arena *arena, const an_prediction *first, const an_prediction *second, double weight, an_prediction *out,
                      annals_error *error);

/* The weight of the first that would have given the least mean CRPS, from the mean CRPS of the first, the second and their half-and-half
 * pool over the same forecasts. AN_POOL_WEIGHT where fewer than AN_POOL_ORIGINS_MIN origins speak, or all three scores agree. */
double an_pool_weight(double crps_first, double crps_second, double crps_half, size_t origins);

#endif
