/* One stream by itself: the peak of its likelihood (times a prior) over log base, effects, trend and log size.
 *
 * Effects are measured in shares of the stream's mean while climbing (effect times mean of what is felt over mean count), so that all
 * coordinates are of like size whatever the counts of the parents are. */
#include "forecast/excite_internal.h"
#include "forecast/optimum.h"

#include <math.h>

enum { NEWTON_STEPS = 12, SMALL_COUNT = 64 };
#define LOG_BASE_MIN (-30.)
#define LOG_BASE_MAX 20.
#define TREND_BOUND 20.
#define START_SELF_SHARE .3  /* of the mean, given to the stream's own past at the start */
#define START_CROSS_SHARE .02
#define SMALLEST_EFFECT 1e-12 /* as 0; the logarithm of a prior must be finite */

typedef struct fitting {
    const an_excite *engine;
    const an_excite_prior *prior;
    size_t stream, parents, effects; /* effects = parents * half-lives */
    bool is_poisson;
    double *scale;                   /* [effect] effect = share * scale */
    double *means, *slope, *background;
    double base_rate;
} fitting;

/* Derivative of log Gamma. Recurrence up to where the asymptotic series is exact to rounding. */
static double digamma(double x)
{
    double shift = 0, inverse;
    for (; x < 10; x++) shift -= 1 / x;
    inverse = 1 / (x * x);
    return shift + log(x) - .5 / x - inverse * (1. / 12 - inverse * (1. / 120 - inverse * (1. / 252 - inverse * (1. / 240 - inverse / 132))));
}

static double digamma_rise(double size, double count)
{
    double sum = 0;
    if (count >= SMALL_COUNT) return digamma(size + count) - digamma(size);
    for (double i = 0; i < count; i++) sum += 1 / (size + i);
    return sum;
}

static double shape_above(double shape) { return shape > 1 ? shape - 1 : 0; }

static double add_gamma_prior(double x, double shape, double rate, double *gradient)
{
    *gradient += shape_above(shape) / x - rate;
    return (shape > 1 ? shape_above(shape) * log(x) : 0) - rate * x;
}

static double add_normal_prior(double x, double mean, double sd, double *gradient)
{
    if (isinf(sd)) return 0;
    *gradient -= (x - mean) / (sd * sd);
    return -(x - mean) * (x - mean) / (2 * sd * sd);
}

static size_t trend_at(const fitting *f) { return 1 + f->effects; }
static size_t size_at(const fitting *f) { return 1 + f->effects + f->engine->data.covariate_count; }

static const double *column_of(const fitting *f, size_t effect)
{
    const an_excite_data *d = &f->engine->data;
    uint32_t link = d->links.first[f->stream] + (uint32_t)(effect / d->half_life_count);
    return an_excite_felt(f->engine, d->links.links[link].parent, effect % d->half_life_count);
}

static void fill_means(const fitting *f, const double *x)
{
    const an_excite_data *d = &f->engine->data;
    double base = exp(x[0]);
    an_excite_background(f->engine, x + trend_at(f), f->background);
    an_excite_raise(f->engine, f->stream, f->background, f->background);
    for (size_t t = 0; t < d->length; t++) f->background[t] *= base;
    memcpy(f->means, f->background, d->length * sizeof *f->means);
    for (size_t i = 0; i < f->effects; i++)
        if (x[1 + i] > 0) an_excite_add_scaled(f->means, column_of(f, i), x[1 + i] * f->scale[i], d->length);
}

/* Fills the slope of the log likelihood by each mean; returns the log likelihood, and its derivative by log size. */
static double fill_slope(const fitting *f, double size, double *by_log_size)
{
    const an_excite_data *d = &f->engine->data;
    const double *counts = an_excite_counts(f->engine, f->stream);
    double sum = 0, by_size = 0;
    memset(f->slope, 0, d->length * sizeof *f->slope);
    for (size_t t = d->fit_from; t < d->length; t++) {
        double y = counts[t], mean = f->means[t];
        sum += an_counts_log_pmf((an_counts){mean, size}, y);
        if (f->is_poisson) {
            f->slope[t] = (y > 0 ? y / mean : 0) - 1;
            continue;
        }
        f->slope[t] = (y > 0 ? y / mean : 0) - (size + y) / (size + mean);
        by_size += digamma_rise(size, y) - log1p(mean / size) + (mean - y) / (size + mean);
    }
    *by_log_size = by_size * size;
    return sum;
}

/* x: log base, shares, trend, log size (unless Poisson). */
static double objective(const double *x, double *gradient, void *user)
{
    const fitting *f = user;
    const an_excite_data *d = &f->engine->data;
    double size = f->is_poisson ? INFINITY : exp(x[size_at(f)]), by_log_size, value, by_base, base = exp(x[0]);
    fill_means(f, x);
    value = fill_slope(f, size, &by_log_size);
    gradient[0] = an_excite_dot(f->slope, f->background, d->length);
    by_base = 0;
    value += add_gamma_prior(base, f->prior->base_shape, f->base_rate, &by_base);
    gradient[0] += by_base * base;
    for (size_t i = 0; i < f->effects; i++) {
        double by_effect = an_excite_dot(f->slope, column_of(f, i), d->length);
        value += add_gamma_prior(fmax(x[1 + i] * f->scale[i], SMALLEST_EFFECT), f->prior->effect_shape, f->prior->effect_rate, &by_effect);
        gradient[1 + i] = by_effect * f->scale[i];
    }
    for (size_t t = 0; t < d->length; t++) f->slope[t] *= f->background[t];
    for (size_t c = 0; c < d->covariate_count; c++) {
        gradient[trend_at(f) + c] = an_excite_dot(f->slope, d->covariates + c * d->length, d->length);
        value += add_normal_prior(x[trend_at(f) + c], 0, f->prior->trend_sd, gradient + trend_at(f) + c);
    }
    if (f->is_poisson) return value;
    gradient[size_at(f)] = by_log_size;
    return value + add_normal_prior(x[size_at(f)], f->prior->log_size_mean, f->prior->log_size_sd, gradient + size_at(f));
}

/* ---- before the climb ---- */

annals_status an_excite_check_stream(const an_excite *engine, size_t stream, annals_error *error)
{
    const an_excite_data *d = &engine->data;
    const double *counts = an_excite_counts(engine, stream);
    size_t periods = d->length - d->fit_from, t = d->fit_from + 1;
    if (!(engine->totals[stream] > 0))
        return an_fail(error, ANNALS_E_INPUT, "forecast", stream + 1, "stream %zu has no event in %zu periods: it has no history of its own",
                       stream + 1, periods);
    if (engine->totals[stream] < AN_EXCITE_EVENTS_MIN)
        return an_fail(error, ANNALS_E_INPUT, "forecast", stream + 1,
                       "stream %zu has only %g of the %d events that a fit of its own needs, in %zu periods", stream + 1,
                       engine->totals[stream], AN_EXCITE_EVENTS_MIN, periods);
    while (t < d->length && counts[t] == counts[d->fit_from]) t++;
    if (t < d->length) return ANNALS_OK;
    return an_fail(error, ANNALS_E_INPUT, "forecast", stream + 1,
                   "stream %zu has %g events in every period: a constant series tells nothing about what excites it",
                   stream + 1, counts[d->fit_from]);
}

double an_excite_base_rate(const an_excite *engine, const an_excite_prior *prior, size_t stream)
{
    const an_excite_data *d = &engine->data;
    double events = 0, periods = 0;
    if (!isnan(prior->base_mean)) return isinf(prior->base_mean) ? 0 : prior->base_shape / prior->base_mean;
    for (size_t k = 0; k < d->stream_count; k++) {
        if (an_excite_kind(engine, k) != an_excite_kind(engine, stream)) continue;
        events += engine->totals[k];
        periods += (double)(d->length - d->fit_from);
    }
    return events > 0 ? prior->base_shape * periods / events : 0;
}

static bool make_fitting(an_arena *scratch, fitting *f)
{
    const an_excite_data *d = &f->engine->data;
    f->parents = d->links.first[f->stream + 1] - d->links.first[f->stream];
    f->effects = f->parents * d->half_life_count;
    f->scale = AN_NEW_ARRAY(scratch, double, f->effects);
    f->means = AN_NEW_ARRAY(scratch, double, d->length);
    f->slope = AN_NEW_ARRAY(scratch, double, d->length);
    f->background = AN_NEW_ARRAY(scratch, double, d->length);
    f->base_rate = an_excite_base_rate(f->engine, f->prior, f->stream);
    return f->scale && f->means && f->slope && f->background;
}

/* Also sets the scales: a parent that is never felt gets 0 and so stays out. */
static void place_start(fitting *f, double *x)
{
    const an_excite_data *d = &f->engine->data;
    double periods = (double)(d->length - d->fit_from), mean = f->engine->totals[f->stream] / periods, left = 1;
    for (size_t i = 0; i < f->effects; i++) {
        const double *column = column_of(f, i);
        double felt = 0;
        bool is_self = d->links.links[d->links.first[f->stream] + i / d->half_life_count].parent == f->stream;
        for (size_t t = d->fit_from; t < d->length; t++) felt += column[t] / periods;
        f->scale[i] = felt > 0 ? mean / felt : 0;
        x[1 + i] = felt > 0 ? (is_self ? START_SELF_SHARE : START_CROSS_SHARE / (double)f->parents) / (double)d->half_life_count : 0;
        left -= x[1 + i];
    }
    x[0] = log(mean * left);
}

static void place_bounds(const fitting *f, size_t count, double *lower, double *upper)
{
    for (size_t i = 0; i < count; i++) {
        lower[i] = -TREND_BOUND;
        upper[i] = TREND_BOUND;
    }
    lower[0] = LOG_BASE_MIN;
    upper[0] = LOG_BASE_MAX;
    for (size_t i = 0; i < f->effects; i++) {
        lower[1 + i] = 0;
        upper[1 + i] = f->scale[i] > 0 ? INFINITY : 0;
    }
    if (f->is_poisson) return;
    lower[size_at(f)] = log(AN_SIZE_MIN);
    upper[size_at(f)] = log(AN_SIZE_MAX);
}

/* ---- after it ---- */

static double se_of(an_matrix covariance, size_t i)
{
    double variance = an_matrix_row(covariance, i)[i];
    return variance > 0 ? sqrt(variance) : NAN;
}

static annals_status keep_row(an_arena *arena, const fitting *f, const double *x, an_matrix covariance, an_excite_row *out, annals_error *error)
{
    const an_excite_data *d = &f->engine->data;
    double unused;
    out->effects = AN_NEW_ARRAY(arena, double, f->effects);
    out->effects_se = AN_NEW_ARRAY(arena, double, f->effects);
    out->trend = AN_NEW_ARRAY(arena, double, d->covariate_count);
    out->trend_se = AN_NEW_ARRAY(arena, double, d->covariate_count);
    if (!out->effects || !out->effects_se || !out->trend || !out->trend_se) return an_excite_no_memory(error);
    out->base = x[0] > LOG_BASE_MIN ? exp(x[0]) : 0;
    out->base_se = out->base * se_of(covariance, 0);
    for (size_t i = 0; i < f->effects; i++) {
        out->effects[i] = x[1 + i] * f->scale[i];
        out->effects_se[i] = f->scale[i] * se_of(covariance, 1 + i);
    }
    for (size_t c = 0; c < d->covariate_count; c++) {
        out->trend[c] = x[trend_at(f) + c];
        out->trend_se[c] = se_of(covariance, trend_at(f) + c);
    }
    out->size = f->is_poisson || x[size_at(f)] >= log(AN_SIZE_MAX) ? INFINITY : exp(x[size_at(f)]);
    out->size_se = isinf(out->size) ? NAN : out->size * se_of(covariance, size_at(f));
    fill_means(f, x);
    out->log_likelihood = fill_slope(f, out->size, &unused);
    return ANNALS_OK;
}

annals_status an_excite_fit_stream(an_arena *arena, an_arena *scratch, const an_excite *engine, size_t stream, const an_excite_prior *prior,
                                   bool is_poisson, an_excite_row *out, annals_error *error)
{
    fitting f = {.engine = engine, .prior = prior, .stream = stream, .is_poisson = is_poisson};
    size_t count;
    double *x, *lower, *upper, value;
    an_matrix covariance;
    an_problem problem;
    AN_TRY(an_excite_check_stream(engine, stream, error));
    if (!make_fitting(scratch, &f)) return an_excite_no_memory(error);
    count = size_at(&f) + !is_poisson;
    x = AN_NEW_ARRAY(scratch, double, count);
    lower = AN_NEW_ARRAY(scratch, double, count);
    upper = AN_NEW_ARRAY(scratch, double, count);
    covariance = an_matrix_new(scratch, count, count);
    if (!x || !lower || !upper || !covariance.at) return an_excite_no_memory(error);
    place_start(&f, x);
    place_bounds(&f, count, lower, upper);
    problem = (an_problem){objective, &f, count, lower, upper};
    AN_TRY(an_maximise(scratch, &problem, NEWTON_STEPS, x, &value, error));
    if (an_peak_covariance(scratch, &problem, x, covariance, NULL) != ANNALS_OK) memset(covariance.at, 0, count * count * sizeof *covariance.at);
    return keep_row(arena, &f, x, covariance, out, error);
}

annals_status an_excite_fit_streams(an_arena *arena, an_arena *scratch, const an_excite *engine, const an_excite_prior *prior, bool is_poisson,
                                    an_excite_parameters *out, annals_error *error)
{
    const an_excite_data *d = &engine->data;
    AN_TRY(an_excite_parameters_new(arena, engine, out, error));
    for (size_t k = 0; k < d->stream_count; k++) {
        an_arena inner;
        an_excite_row row;
        annals_status status;
        an_arena_init(&inner, scratch->limit_bytes);
        status = an_excite_fit_stream(&inner, &inner, engine, k, prior, is_poisson, &row, error);
        if (status == ANNALS_OK) {
            out->base[k] = row.base;
            out->sizes[k] = row.size;
            memcpy(out->effects + d->links.first[k] * d->half_life_count, row.effects,
                   (d->links.first[k + 1] - d->links.first[k]) * d->half_life_count * sizeof *row.effects);
            memcpy(out->trend + k * d->covariate_count, row.trend, d->covariate_count * sizeof *row.trend);
        }
        an_arena_free(&inner);
        AN_TRY(status);
    }
    return ANNALS_OK;
}
