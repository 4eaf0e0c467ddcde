/* Engine A: counts of events by day (or week) in which events make further events likelier.
 *
 *     w_jt = weight_jt / e_t                                       events of stream j in period t, at even coverage
 *     x_jbt = rho_b x_jb,t-1 + (1 - rho_b) w_j,t-1                 rho_b = 2^(-1/half_life_b); half-life 0: the period before alone
 *     lambda_kt = e_t (base_k level_kt exp(trend_k' z_t) + sum over parents j of k, half-lives b, of effect_kjb x_jbt)
 *     y_kt ~ negative binomial, mean lambda_kt, size_k
 *
 * A kernel sums to 1, so effect_kjb is the number of events of k expected to follow directly from one event of j of weight 1, and
 * N_kj = sum_b effect_kjb is the branching matrix. Effects are never negative: what calms a stream is beyond this engine (see bvar.h).
 * Half-lives are a fixed grid, since height and decay cannot both be told from short streams; given them, everything separates by
 * receiving stream and the Poisson likelihood is concave.
 *
 * level_kt is the slow course of a stream: one whose rate has moved for good (a war began) would otherwise look as if its events made one another.
 * It is handed in (an_excite_find_levels), not fitted, and stays as it is in the periods to come.
 *
 * Three fits. By stream (maximum likelihood, standard errors): needs AN_EXCITE_EVENTS_MIN events. Pooled (expectation-maximisation):
 * effect_kjb = cell_b * gain_kj, where streams of the same classes in the same role share a cell and a gain varies around 1; serves streams with
 * few events or none. Sampled (Gibbs): draws from the posterior of either.
 *
 * Owner of results: the arena given; they point into the an_excite they were fitted to, which must stay. Nothing here knows a clock; the same
 * seed gives the same numbers. An engine may be read by any number of threads. */
#ifndef ANNALS_FORECAST_EXCITE_H
#define ANNALS_FORECAST_EXCITE_H

#include "forecast/linear.h"
#include "forecast/random.h"
#include "forecast/scores.h"

enum {
    AN_EXCITE_EVENTS_MIN = 20,       /* for a fit of a stream by itself */
    AN_EXCITE_EVENTS_FOR_GAINS = 40, /* a stream with fewer takes the effects of its pool as they are */
    AN_EXCITE_PERIODS_MIN = 30,
    AN_EXCITE_HALF_LIVES_MAX = 8,
    AN_EXCITE_STREAMS_MAX = 5000,
    AN_EXCITE_TREND_MAX = 60         /* covariates */
};
#define AN_EXCITE_COVERAGE_MIN .05 /* a period with less than this of the mean coverage counts as this: else one report would weigh
                                      as hundreds of events */

extern const double an_excite_day_half_lives[3];  /* 1, 7, 30 days */
extern const double an_excite_week_half_lives[3]; /* 1, 4, 26 weeks */

typedef enum an_excite_role {
    AN_EXCITE_SELF,         /* the stream itself */
    AN_EXCITE_SAME_DYAD,    /* another class between the same two, same direction */
    AN_EXCITE_REVERSE,      /* between the same two, other direction, any class */
    AN_EXCITE_SHARED_ACTOR, /* has one of the two in it */
    AN_EXCITE_ROLE_COUNT
} an_excite_role;
extern const char *const an_excite_role_names[AN_EXCITE_ROLE_COUNT];

typedef struct an_excite_link {
    uint32_t parent;
    an_excite_role role;
} an_excite_link;

/* Who may excite whom: the parents of k are links[first[k]] to links[first[k + 1] - 1], itself first. */
typedef struct an_excite_links {
    const uint32_t *first; /* [streams + 1] */
    const an_excite_link *links;
    uint32_t count;
} an_excite_links;

/* A stream as far as it matters for who may excite it: numbers of its actors and its class. */
typedef struct an_excite_stream {
    uint32_t source, target, kind;
} an_excite_stream;

/* Links in the roles of the bits `roles` (1 << role; self always). At most parents_max per stream (0 = no limit): those of the lower roles, then
 * the busiest by totals[stream], then the first. E_MEMORY. */
annals_status an_excite_link_streams(an_arena *arena, const an_excite_stream *streams, const double *totals, size_t stream_count, unsigned roles,
                             size_t parents_max, an_excite_links *out, annals_error *error);

/* What is handed in. Arrays are borrowed and must stay as long as the engine. */
typedef struct an_excite_data {
    size_t stream_count, length;
    const double *counts;   /* [k * length + t] whole numbers >= 0 */
    const double *weights;  /* same shape: what excites; NULL = counts */
    const double *coverage; /* [t], mean 1; NULL = even */
    const double *half_lives;
    size_t half_life_count;
    an_excite_links links;
    const uint32_t *kinds;    /* [k] class, numbered from 0: streams of a kind share size, trend and cells when pooled; NULL = all the same */
    const double *covariates; /* [c * length + t]: z; NULL = none */
    size_t covariate_count;
    const double *levels;     /* [k * (length + 1) + t] above 0; at t = length: of the periods to come. NULL = even */
    size_t fit_from;          /* periods before this only feed x: their own counts are not explained (at least 1 if half-life 0) */
} an_excite_data;

/* weights for marks: counts_t * (1 + marks_t / counts_t)^exponent, i.e. exponent 0 = the counts. */
void an_excite_weigh(const double *counts, const double *marks, size_t count, double exponent, double *out);
/* Levels of all streams, in steps: where the rate of a stream changed for good, found in its counts (excite_levels.c tells how), and what it was between
 * such changes, over its mean. `block` periods are looked at as one (a quarter of a year is well). *out[k * (length + 1) + t]. E_MEMORY. */
annals_status an_excite_find_levels(an_arena *arena, const double *counts, const double *coverage, size_t stream_count, size_t length, size_t block,
                                    const double **out, annals_error *error);
/* Columns of piecewise-linear bumps every `every` periods, for a slow trend: covariates [*count * length]. E_MEMORY, E_USAGE (too many). */
annals_status an_excite_trend(an_arena *arena, size_t length, size_t every, double **out, size_t *count, annals_error *error);

typedef struct an_excite {
    an_excite_data data;
    uint32_t kind_count;
    const double *coverage; /* [t], all at least AN_EXCITE_COVERAGE_MIN */
    const double *felt;     /* [(j * half_lives + b) * (length + 1) + t] e_t x_jbt; at t = length with e = 1: the state at the origin */
    const double *totals;   /* [k] events in the periods that are explained */
} an_excite;

/* level_kt, up to t = length; 1 where none are given. */
static inline double an_excite_level(const an_excite *engine, size_t stream, size_t t)
{
    return engine->data.levels ? engine->data.levels[stream * (engine->data.length + 1) + t] : 1;
}

/* Checks and prepares. E_INPUT, naming the stream (from 1) and the period: NaN, negative or broken counts; no event at all; fewer than
 * AN_EXCITE_PERIODS_MIN periods; E_LIMIT; E_USAGE: half-lives not rising or negative, links out of range; E_MEMORY. */
annals_status an_excite_prepare(an_arena *arena, const an_excite_data *data, an_excite *out, annals_error *error);

/* One set of parameters. */
typedef struct an_excite_parameters {
    double *base;    /* [k] */
    double *effects; /* [link * half_lives + b] */
    double *sizes;   /* [k]; INFINITY = Poisson */
    double *trend;   /* [k * covariates + c] */
} an_excite_parameters;
annals_status an_excite_parameters_new(an_arena *arena, const an_excite *engine, an_excite_parameters *out, annals_error *error);

/* lambda_kt for every t < length: each the mean given what came before it. out[length]. */
void an_excite_means(const an_excite *engine, const an_excite_parameters *p, size_t stream, double *out);
/* Sum of log probabilities of the explained periods. */
double an_excite_log_likelihood(an_arena *scratch, const an_excite *engine, const an_excite_parameters *p, size_t stream);
/* N. out: streams x streams. */
void an_excite_branching(const an_excite *engine, const an_excite_parameters *p, an_matrix out);
double an_excite_spectral_radius(an_arena *scratch, const an_excite *engine, const an_excite_parameters *p);
/* All events that follow in the end from one event of stream `from` with weight 1, by stream: column of (I - N)^-1 - I. out[stream].
 * E_INPUT: spectral radius 1 or more. */
annals_status an_excite_response(an_arena *scratch, const an_excite *engine, const an_excite_parameters *p, size_t from, double *out, annals_error *error);

/* ---- fits ---- */

/* What is believed before the data; it is little. Shapes and rates of Gamma distributions. For maximum likelihood see
 * an_excite_flat_prior. Modes do not exist for shapes below 1: fits to a point read a shape below 1 as 1. */
typedef struct an_excite_prior {
    double base_shape, base_mean;     /* base_mean NaN: the mean rate of the stream's kind */
    double effect_shape, effect_rate; /* of an effect (by stream) or of a cell (pooled) */
    double gain_shape;                /* kappa: gain ~ Gamma(kappa, kappa) */
    double log_size_mean, log_size_sd;
    double trend_sd;
} an_excite_prior;
extern const an_excite_prior an_excite_default_prior;
extern const an_excite_prior an_excite_flat_prior;

/* A fit of one stream. NaN where a bound holds an estimate. */
typedef struct an_excite_row {
    double base, size, log_likelihood; /* without the prior */
    double base_se, size_se;
    double *effects, *effects_se; /* [parent * half_lives + b] */
    double *trend, *trend_se;
} an_excite_row;

/* The peak for one stream. is_poisson: size INFINITY, else fitted. E_INPUT: fewer than AN_EXCITE_EVENTS_MIN events in the explained periods, a
 * count that never changes, no peak; E_MEMORY. */
annals_status an_excite_fit_stream(an_arena *arena, an_arena *scratch, const an_excite *engine, size_t stream, const an_excite_prior *prior,
                                   bool is_poisson, an_excite_row *out, annals_error *error);
/* All streams so. Errors name the first stream that cannot be fitted by itself. */
annals_status an_excite_fit_streams(an_arena *arena, an_arena *scratch, const an_excite *engine, const an_excite_prior *prior, bool is_poisson,
                                    an_excite_parameters *out, annals_error *error);
/* All streams together, effects pooled by (role, kind, kind of parent); sizes and trends by kind. `iterations` of expectation-
 * maximisation at most. E_INPUT as for one stream, but over all streams of a kind together. */
annals_status an_excite_fit_pooled(an_arena *arena, an_arena *scratch, const an_excite *engine, const an_excite_prior *prior, int iterations,
                                   an_excite_parameters *out, annals_error *error);

typedef struct an_excite_sampling {
    bool is_pooled;
    int sweeps, burn_in, keep_every; /* burn_in of the sweeps are thrown away, then each keep_every-th is kept */
    uint64_t seed, chain;            /* chains with other numbers are independent */
} an_excite_sampling;

typedef struct an_excite_draws {
    an_excite_parameters *draws; /* [count] those with a spectral radius below 1 */
    size_t count;
    size_t explosive;            /* draws left out for a spectral radius of 1 or more */
    double *spectral_radii;      /* [count] */
    double size_acceptance;      /* share of proposed sizes taken; .2 to .6 is healthy */
} an_excite_draws;

/* Draws from the posterior. E_INPUT as the fits; also if more than half of the draws are explosive: the message gives the share and the mean
 * radius. E_USAGE: no draw would be kept; E_MEMORY. */
annals_status an_excite_sample(an_arena *arena, an_arena *scratch, const an_excite *engine, const an_excite_prior *prior,
                               const an_excite_sampling *sampling, an_excite_draws *out, annals_error *error);

/* ---- what do the draws say ---- */

/* One link over the draws: its branching number N_kj. */
typedef struct an_excite_influence {
    uint32_t to, from;
    an_excite_role role;
    double mean, low, high;  /* 5 and 95 % */
    double sure;             /* P(N > AN_EXCITE_INFLUENCE_MIN) */
} an_excite_influence;
#define AN_EXCITE_INFLUENCE_MIN .02
#define AN_EXCITE_SURE .9 /* an arrow is drawn from here on */
/* out[links.count], in the order of the links. E_MEMORY. */
annals_status an_excite_influences(an_arena *scratch, const an_excite *engine, const an_excite_draws *draws, an_excite_influence *out, annals_error *error);

/* ---- does it fit ---- */

/* Randomised PIT of the explained periods, one step ahead, of one stream or (SIZE_MAX) of all; tested for uniformity. pit may be NULL or
 * has room for them, else [periods * streams]; it comes out ascending. */
annals_status an_excite_test(an_arena *scratch, const an_excite *engine, const an_excite_parameters *p, size_t stream, uint64_t seed, double *pit,
                             an_score_fit *out, annals_error *error);
/* Copies counts (or weights) with the periods in another order, the same for all streams: what excites in truth no longer does, while
 * totals, scatter and ties between streams stay. A fit to it should find effects near 0. order[length] is filled. */
void an_excite_shuffle(const double *series, size_t stream_count, size_t length, uint64_t seed, size_t *order, double *out);

/* ---- forward ---- */

enum { AN_EXCITE_HORIZON_MAX = 3660, AN_EXCITE_PATHS_MAX = 1000 * 1000, AN_EXCITE_STEPS_MAX = 10000 };

/* An act that is put into the course of events. It excites as `weight` events would and is not counted among the events that come out. */
typedef struct an_excite_injection {
    uint32_t stream;
    uint32_t time; /* periods after the origin; 0 = the first one */
    double weight;
} an_excite_injection;

/* From `from` up to before `to` the stream has exactly per_period events, spread evenly (a fraction is carried forward). */
typedef struct an_excite_hold {
    uint32_t stream, from, to;
    double per_period;
} an_excite_hold;

/* An analyst's assumption: the base of the stream is multiplied in these periods. */
typedef struct an_excite_tilt {
    uint32_t stream, from, to;
    double factor;
} an_excite_tilt;

typedef struct an_excite_scenario {
    const an_excite_injection *injections;
    size_t injection_count;
    const an_excite_hold *holds;
    size_t hold_count;
    const an_excite_tilt *tilts;
    size_t tilt_count;
} an_excite_scenario;

typedef struct an_excite_run {
    size_t horizon;                        /* periods */
    size_t first_path, path_count;         /* path p uses draw p mod draws: split over threads by giving each its own stretch */
    const double *future_covariates;       /* [c * horizon + t]; NULL = as in the last period of the data */
    const uint32_t *targets;               /* streams to keep */
    size_t target_count;
    uint64_t seed;
    double events_max;                     /* in one stream and period; beyond it the run is refused. 0 = 1e6 */
} an_excite_run;

/* out[(path * target_count + target) * horizon + t] counts. Two runs with the same seed draw the same random numbers stream by stream and
 * period by period, so that their difference is that of the scenarios alone; scenario NULL = none. E_USAGE, naming it: an unknown stream, a time beyond
 * the horizon, a negative or infinite number, two holds or a hold and an injection in the same stream and period; E_LIMIT; E_INPUT: no draw, or a path runs away. */
annals_status an_excite_simulate(an_arena *scratch, const an_excite *engine, const an_excite_draws *draws, const an_excite_scenario *scenario,
                                 const an_excite_run *run, float *out, annals_error *error);
/* A set of draws of one, for simulating at a point estimate. E_INPUT: spectral radius 1 or more. */
annals_status an_excite_single_draw(an_arena *arena, an_arena *scratch, const an_excite *engine, const an_excite_parameters *p, an_excite_draws *out,
                                    annals_error *error);

#endif
