/* Running sums: each mean costs a step, not a look at the whole past. */
#include "forecast/baselines.h"
#include "forecast/random.h"

#include <math.h>

#define ADDED 0.5    /* events and periods added to every mean */
enum { WARM_UP = 4 }; /* periods whose means rest on too little to say how far counts scatter around them */

static double historic(double sum, size_t periods) { return (sum + ADDED) / ((double)periods + ADDED); }

static double mean_of(an_baseline b, const double *sums, double weighted, double weight, size_t t)
{
    size_t span = b.span < (double)t ? (size_t)b.span : t;
    switch (b.kind) {
    case AN_BASELINE_HISTORIC: return historic(sums[t], t);
    case AN_BASELINE_WINDOW: return historic(sums[t] - sums[t - span], span);
    case AN_BASELINE_BLEND: return (historic(sums[t], t) + historic(sums[t] - sums[t - span], span)) / 2;
    case AN_BASELINE_NO_CHANGE: return t ? historic(sums[t] - sums[t - 1], 1) : historic(0, 0);
    case AN_BASELINE_EWMA: return (weighted + ADDED) / (weight + ADDED);
    }
    return NAN;
}

/* The sums stand in means[] first: sums[t] is needed at t and, for windows, later, so means are written from the end. The weighted mean of an
 * EWMA needs no sums and is written from the start. */
void an_baseline_means(an_baseline b, const double *counts, size_t length, double *means)
{
    double keep = exp2(-1 / b.span), weighted = 0, weight = 0;
    if (b.kind == AN_BASELINE_EWMA) {
        for (size_t t = 0; t <= length; t++) {
            means[t] = mean_of(b, NULL, weighted, weight, t);
            if (t == length) break;
            weighted = keep * weighted + counts[t];
            weight = keep * weight + 1;
        }
        return;
    }
    means[0] = 0;
    for (size_t t = 0; t < length; t++) means[t + 1] = means[t] + counts[t];
    for (size_t t = length + 1; t-- > 0;) means[t] = mean_of(b, means, 0, 0, t);
}

static annals_status check_counts(const double *counts, size_t length, annals_error *error)
{
    if (length < AN_BASELINE_PERIODS_MIN)
        return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "a history of %zu periods; even a baseline needs %d", length, AN_BASELINE_PERIODS_MIN);
    for (size_t t = 0; t < length; t++)
        if (!(counts[t] >= 0 && counts[t] == floor(counts[t]) && counts[t] <= 1e9))
            return an_fail(error, ANNALS_E_INPUT, "forecast", t + 1, "period %zu: %g is no count of events", t + 1, counts[t]);
    return ANNALS_OK;
}

annals_status an_baseline_forecast(an_arena *scratch, an_baseline baseline, const double *counts, size_t length, an_counts *out, annals_error *error)
{
    double *means;
    if (baseline.kind != AN_BASELINE_HISTORIC && baseline.kind != AN_BASELINE_NO_CHANGE && !(baseline.span >= 1))
        return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "the span of a baseline must be at least one period, not %g", baseline.span);
    AN_TRY(check_counts(counts, length, error));
    means = AN_NEW_ARRAY(scratch, double, length + 1);
    if (!means) return an_fail(error, ANNALS_E_MEMORY, "forecast", 0, "out of memory for a baseline");
    an_baseline_means(baseline, counts, length, means);
    out->mean = means[length];
    out->size = an_counts_fit_size(counts + WARM_UP, means + WARM_UP, length - WARM_UP);
    return ANNALS_OK;
}

annals_status an_baseline_paths(const double *values, size_t length, size_t window, size_t horizon, size_t first_path, size_t path_count,
                                uint64_t seed,
                                float *out, annals_error *error)
{
    if (!length || !window) return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "there is no value to draw from");
    if (window > length) window = length;
    for (size_t p = 0; p < path_count; p++)
        for (size_t t = 0; t < horizon; t++) {
            size_t drawn = (size_t)(an_random_at(seed, first_path + p, 0, t) * (double)window);
            out[p * horizon + t] = (float)values[length - window + drawn];
        }
    return ANNALS_OK;
}
