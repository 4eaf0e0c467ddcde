/* Self- and cross-exciting streams in continuous time, for events with true time stamps (feeds by the minute). News dated by the day is
 * excite.h's business: many events of one day have no order.
 *
 *     lambda_i(t) = base_i + sum over j, over events s < t of stream j, of jump_ij exp(-decay_i (t - s))
 *
 * Time is in any one unit; rates are per that unit. An event excites from just after it: events at the same instant do not excite one
 * another. Owner of all results: the arena given. */
#ifndef ANNALS_FORECAST_HAWKES_H
#define ANNALS_FORECAST_HAWKES_H

#include "forecast/linear.h"
#include "forecast/random.h"
#include "forecast/scores.h"

enum { AN_HAWKES_EVENTS_MIN = 10, AN_HAWKES_STREAMS_MAX = 1000, AN_HAWKES_EVENTS_MAX = 50 * 1000 * 1000 };

/* One stretch of observation (0, end]. times[i] ascending. */
typedef struct an_hawkes_events {
    const double *const *times; /* [stream] */
    const size_t *counts;       /* [stream] */
    size_t stream_count;
    double end;
} an_hawkes_events;

typedef struct an_hawkes {
    size_t stream_count;
    double *base;  /* [i] */
    an_matrix jump; /* [i][j]: what an event of j adds to the rate of i */
    double *decay; /* [i] */
} an_hawkes;

/* E_INPUT with the stream and the place: times not ascending, negative, beyond end or not finite; no end; E_LIMIT. */
annals_status an_hawkes_check(const an_hawkes_events *events, annals_error *error);
/* log L = sum of log lambda at the events - integral of lambda over (0, end]. O(events * streams). -INFINITY for a rate of 0 at an
 * event; NaN for want of memory. */
double an_hawkes_log_likelihood(an_arena *scratch, const an_hawkes *model, const an_hawkes_events *events);
/* out[i][j] = events of i that one event of j triggers directly: jump / decay. */
void an_hawkes_branching(const an_hawkes *model, an_matrix out);
/* Long-run rates (I - N)^-1 base. E_INPUT: the spectral radius of N is 1 or more, there is no long run. */
annals_status an_hawkes_rates(an_arena *scratch, const an_hawkes *model, double *rates, annals_error *error);

typedef struct an_hawkes_fit {
    an_hawkes model;
    double log_likelihood;
    double *base_se, *decay_se; /* from the curvature at the peak; NaN where a bound (0) holds the estimate */
    an_matrix jump_se;
    double spectral_radius;
} an_hawkes_fit;

/* Maximum likelihood; separates by receiving stream. E_INPUT: fewer than AN_HAWKES_EVENTS_MIN events in a stream, or as an_hawkes_check,
 * or a likelihood without a peak; E_MEMORY. */
annals_status an_hawkes_fit_likelihood(an_arena *arena, an_arena *scratch, const an_hawkes_events *events, an_hawkes_fit *out, annals_error *error);

/* ---- learning without fixing the kernel's form, and with many streams ---- */

/* Kernels as histograms over (0, support], `bins` each; expectation-maximisation of Lewis and Mohler (2011). Sums run over
 * `stretch_count` independent stretches; events near the end count as if their offspring had all been seen (no edge correction). */
typedef struct an_hawkes_histogram {
    double *base;    /* [i] */
    double *kernels; /* [(i * streams + j) * bins + bin], height */
    size_t stream_count, bins;
    double support;
} an_hawkes_histogram;
/* base and kernels of `model` hold the start and then the result. */
annals_status an_hawkes_fit_histogram(an_arena *scratch, const an_hawkes_events *stretches, size_t stretch_count, int iterations,
                                      an_hawkes_histogram *model, annals_error *error);

/* ADM4 (Zhou, Zha and Song 2013): one fixed decay, an adjacency (the branching matrix) drawn to low rank and to zeros.
 * minimises -log L + nuclear_strength |A|_* + lasso_strength |A|_1 by alternating directions with penalty rho; each of `iterations` does up to
 * em_iterations of expectation-maximisation, fewer when nothing moves by more than em_tolerance (relative). */
typedef struct an_hawkes_adm4 {
    double decay, rho, nuclear_strength, lasso_strength, em_tolerance;
    int iterations, em_iterations;
} an_hawkes_adm4;
/* `base` [stream] and `adjacency` hold the start and then the result. E_INPUT as an_hawkes_check; E_USAGE: a parameter that is not
 * positive; E_MEMORY. */
annals_status an_hawkes_fit_adm4(an_arena *scratch, const an_hawkes_events *events, const an_hawkes_adm4 *options, double *base,
                                 an_matrix adjacency, annals_error *error);

/* ---- does it fit, and what would it do ---- */

/* If the model is right, the integrals of lambda_i between events of stream i are exponential with mean 1; tested by Kolmogorov-Smirnov.
 * out->distance near 0 = no contradiction; p_value under .05 = the model is contradicted. */
annals_status an_hawkes_test_residuals(an_arena *scratch, const an_hawkes *model, const an_hawkes_events *events, size_t stream, an_score_fit *out,
                                       annals_error *error);
/* Draws a history on (0, end] by thinning (Ogata 1981). times[i], counts[i] in `arena`. E_INPUT: spectral radius 1 or more; E_LIMIT: over
 * events_max events. */
annals_status an_hawkes_simulate(an_arena *arena, an_arena *scratch, const an_hawkes *model, double end, size_t events_max, an_random *random,
                                 an_hawkes_events *out, annals_error *error);

#endif
