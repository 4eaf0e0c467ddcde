/* What every forecast of counts is measured against, and shown instead where it is no better. */
#ifndef ANNALS_FORECAST_BASELINES_H
#define ANNALS_FORECAST_BASELINES_H

#include "forecast/counts.h"

typedef enum an_baseline_kind {
    AN_BASELINE_HISTORIC,  /* mean of all periods so far */
    AN_BASELINE_WINDOW,    /* mean of the last `span` periods */
    AN_BASELINE_BLEND,     /* halfway between the two */
    AN_BASELINE_NO_CHANGE, /* the last period */
    AN_BASELINE_EWMA       /* exponentially weighted mean, half-life `span` periods */
} an_baseline_kind;

typedef struct an_baseline {
    an_baseline_kind kind;
    double span; /* >= 1; not used by HISTORIC and NO_CHANGE */
} an_baseline;

enum { AN_BASELINE_PERIODS_MIN = 8 };

/* means[t] for t <= length: the mean for period t given counts[0..t). With nothing seen, and where nothing happened, a mean is not 0: half an
 * event in half a period is always added, so that a first event does not have probability 0. */
void an_baseline_means(an_baseline baseline, const double *counts, size_t length, double *means);
/* The distribution of the period after the last one: the mean above with the size that fitted the past best. E_INPUT: fewer than
 * AN_BASELINE_PERIODS_MIN periods, or a count that is none; E_USAGE: a span under 1; E_MEMORY. */
annals_status an_baseline_forecast(an_arena *scratch, an_baseline baseline, const double *counts, size_t length, an_counts *out, annals_error *error);
/* Paths that draw each coming period, independently, from the last `window` values (of any sign: Goldstein sums too).
 * out[path * horizon + t]; path p depends on (seed, first_path + p) alone. E_INPUT: no value. */
annals_status an_baseline_paths(const double *values, size_t length, size_t window, size_t horizon, size_t first_path, size_t path_count, uint64_t seed,
                                float *out, annals_error *error);

#endif
