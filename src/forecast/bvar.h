/* Engine B: a Bayesian vector autoregression of weekly sums, with the prior of Sims and Zha (1998) in its conjugate form and with
 * discounting of old weeks (West and Harrison 1997, ch. 16). Both discounts at 1 give the model that political science has used since
 * Brandt and Freeman (2006); a volatility discount below 1 lets the size of the shocks change over the years.
 *
 * Notation as in forecast/var.h. Posterior: B | Sigma ~ MN(mean, spread, Sigma), Sigma ~ IW(freedom, scale). */
#ifndef ANNALS_FORECAST_BVAR_H
#define ANNALS_FORECAST_BVAR_H

#include "forecast/random.h"
#include "forecast/var.h"

/* lambda_3 and so on: the names of Sims and Zha and of MSBVAR. */
typedef struct an_bvar_options {
    size_t lags;
    double overall;             /* lambda_0: tightness of everything */
    double own;                 /* lambda_1: of the first lags around "next week as this week" */
    double decay;               /* lambda_3: how fast longer lags are pressed to 0 */
    double constant;            /* lambda_4: of the constant */
    double coefficient_discount; /* d in (0, 1]; 1 = coefficients do not drift */
    double volatility_discount;  /* b in (0, 1]; 0 = choose by how well past weeks were predicted */
    const double *scales;       /* s2: variance of each series about its own past, m numbers; NULL = from an autoregression of each */
    const size_t *breaks;       /* rows of the panel from which on the past counts for little (a coup, a recognition), rising; may be NULL */
    size_t break_count;
} an_bvar_options;

enum { AN_BVAR_WEEKS_ADVISED = 200 };

/* Looser than MSBVAR's manual (0.1 and 2 for lambda_1 and lambda_3): weekly event sums have long memory. docs/forecast.md has the
 * measured difference. */
#define AN_BVAR_DEFAULTS                                                                                                          \
    ((an_bvar_options){.lags = 6, .overall = 0.6, .own = 0.5, .decay = 0.5, .constant = 1, .coefficient_discount = 1, .volatility_discount = 0.95})

/* Read-only once fitted; shared by any number of threads. Owner: the arena given. */
typedef struct an_bvar {
    an_bvar_options options; /* with the volatility discount that was used */
    size_t series, lags, weeks;
    an_matrix mean;       /* q x m */
    an_matrix spread;     /* q x q */
    an_matrix scale;      /* m x m */
    double freedom;
    const double *state;  /* q: the regressor of the first week ahead */
    double log_score;     /* mean log density of a week, given the weeks before it */
    size_t scored_weeks;  /* how many weeks that is the mean of */
    bool is_short;        /* fewer than AN_BVAR_WEEKS_ADVISED weeks: who moves whom can hardly be told, and the answer should say so */
    const double *least, *most; /* m each: the range seen; a scenario beyond it extrapolates */
} an_bvar;

/* Fits week by week. E_INPUT (named reason), E_LIMIT, E_USAGE (an option out of range), E_MEMORY. */
annals_status an_bvar_fit(an_arena *arena, an_arena *scratch, const an_panel *panel, const an_bvar_options *options, an_bvar *model,
                          annals_error *error);
/* The same posterior in closed form, for discounts of 1 only (E_USAGE otherwise): what the filter is checked against. No log_score. */
annals_status an_bvar_fit_batch(an_arena *arena, an_arena *scratch, const an_panel *panel, const an_bvar_options *options, an_bvar *model,
                                annals_error *error);
/* The point estimate of Sigma that MSBVAR prints (scale / weeks) for discounts of 1; out is m x m. */
void an_bvar_point_covariance(const an_bvar *model, an_matrix out);

/* ---- draws ---- */

/* One draw at a time from the posterior; belongs to one thread. */
typedef struct an_bvar_sampler {
    const an_bvar *model;
    an_matrix spread_root, scale_root; /* Cholesky factors */
    an_matrix normals, turned;         /* q x m */
    an_matrix bartlett;                /* m x m */
    an_matrix coefficients;            /* the draw: q x m */
    an_matrix root;                    /* the draw: Cholesky factor of Sigma, lower */
} an_bvar_sampler;

annals_status an_bvar_sampler_init(an_arena *arena, const an_bvar *model, an_bvar_sampler *sampler, annals_error *error);
void an_bvar_sampler_draw(an_bvar_sampler *sampler, an_random *random);

/* ---- paths ---- */

/* "Series i is at `value` in week `week`" (1 = the first week ahead). */
typedef struct an_bvar_hold {
    size_t series, week;
    double value;
} an_bvar_hold;

typedef struct an_bvar_run {
    size_t horizon, paths;
    uint64_t seed; /* path k draws from (seed, k): runs with one seed share their shocks, whatever is held */
    const an_bvar_hold *holds; /* NULL: none */
    size_t hold_count;
} an_bvar_run;

enum { AN_BVAR_PATHS_MAX = 100000, AN_BVAR_HOLDS_MAX = 520 };

/* How far the held values ask the system to go. */
typedef struct an_bvar_strain {
    double shock_size; /* root mean square per hold of the least shocks that meet them, in standard deviations; at the posterior mean */
    bool extrapolates; /* a held value lies outside everything seen */
} an_bvar_strain;

/* Simulated weeks: out[(path * horizon + week) * m + series]. With holds: draws of Waggoner and Zha (1999) given the holds. strain may be
 * NULL. E_USAGE: a hold outside the horizon or the series, a value that is no number, the same week of a series held twice; E_LIMIT;
 * E_INPUT: the holds contradict one another; E_MEMORY. */
annals_status an_bvar_simulate(an_arena *scratch, const an_bvar *model, const an_bvar_run *run, double *out, an_bvar_strain *strain,
                               annals_error *error);
/* The most likely path given the holds for known parameters: coefficients q x m, Cholesky root of Sigma, regressor x0; path is horizon x m. */
annals_status an_bvar_steer(an_arena *scratch, an_matrix coefficients, an_matrix root, size_t lags, const double *x0,
                            const an_bvar_hold *holds, size_t hold_count, an_matrix path, annals_error *error);

/* ---- responses ---- */

typedef enum an_response_kind {
    AN_RESPONSE_ORDERED,    /* Cholesky, series in the order given: an earlier one moves a later one within the week, not back */
    AN_RESPONSE_REVERSED,   /* Cholesky, order turned round */
    AN_RESPONSE_GENERALISED /* Pesaran and Shin (1998): no order */
} an_response_kind;

/* Every array: [(week * m + shock) * m + series], week 0 = the week of a shock of one standard deviation. Pointwise quantiles. */
typedef struct an_response_bands {
    size_t weeks, series;
    double *median, *low_68, *high_68, *low_90, *high_90;
} an_response_bands;

/* A row for each shocked series: its effect on all series in the week itself. covariance_root: Cholesky factor of Sigma. */
annals_status an_bvar_impact(an_arena *scratch, an_matrix covariance_root, an_response_kind kind, an_matrix impact, annals_error *error);
annals_status an_bvar_responses(an_arena *arena, an_arena *scratch, const an_bvar *model, an_response_kind kind, size_t weeks, size_t draws,
                                uint64_t seed, an_response_bands *bands, annals_error *error);

#endif
