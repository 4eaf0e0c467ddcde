/* The posterior by Gibbs sampling, most steps a draw from a known distribution:
 *
 *     size    | means            random walk on its logarithm, scatter integrated out (this mixes far better than given the scatter)
 *     scale   | size             all rates of a stream (pooled: also of a kind) times one factor, scatter integrated out: given the scatter,
 *                                counts in the hundreds fix the rates to a percent, and the chain would creep
 *     theta_t | size, means      Gamma(size + y, size + mean)
 *     parents | means            each event picks the background or a link in proportion to what it gives
 *     base    | parents, theta   Gamma(shape + N0, rate + sum theta e f)
 *     gain    | ...              Gamma(kappa + sum_b N_lb, kappa + sum_b cell_b E_lb)
 *     cell    | ...              Gamma(shape + sum N, rate + sum gain E)
 *     trend   | ...              random walk, one coefficient at a time
 *
 * Step lengths of the random walks are tuned during the burn-in only, so that what is kept comes from one fixed chain. */
#include "forecast/excite_internal.h"

#include <math.h>

enum { START_ITERATIONS = 60 }; /* of the pooled fit */
enum { MANY_EVENTS = 24 }; /* in one period: from here on parents are counted by binomials instead of event by event */
#define TARGET_ACCEPTANCE .4 /* of a random walk in one dimension */
#define TUNING 1.05          /* factor by which a step grows or shrinks */
#define START_STEP .3
#define START_EFFECT_MIN 1e-4 /* an effect of 0 could not grow */
#define START_GAIN_MIN .2
#define START_BASE_SHARE .02  /* of the mean rate, at least */
#define START_LOG_SIZE 6.     /* Poisson is at infinity: too far to walk back from */
#define SIZE_LOG_MIN (-12.)
#define SIZE_LOG_MAX 12.
#define SMALLEST_RATE 1e-300 /* of a Gamma draw that underflows: 0 could never come back */

typedef struct occasion {
    uint32_t time;
    double count;
} occasion;

typedef struct sampler {
    const an_excite *engine;
    const an_excite_prior *prior;
    an_excite_pool pool;
    an_random random;
    double *base, *cells, *gains, *effects, *trend /* [kind * covariates] */, *log_sizes, *steps /* [kind] */, *trend_steps;
    double *stream_steps, *kind_steps; /* of the scales */
    double *means, *background, *own /* [t] background of the stream at hand */, *scatter, *moved;
    double *found, *exposed /* [half-lives * parents of one stream] */, *shares;
    double *cell_found, *cell_exposed, *trend_found, *trend_exposed, *base_rates;
    an_excite_size_sums *size_sums;
    const occasion **occasions; /* [k] periods with events */
    size_t *occasion_counts;
    uint64_t proposed, accepted;
    bool is_tuning;
} sampler;

static double draw_gamma(sampler *s, double shape, double rate) { return fmax(an_random_gamma(&s->random, shape) / rate, SMALLEST_RATE); }

/* ---- making ---- */

static size_t most_parents(const an_excite *engine)
{
    size_t most = 0;
    for (size_t k = 0; k < engine->data.stream_count; k++) {
        size_t parents = engine->data.links.first[k + 1] - engine->data.links.first[k];
        if (parents > most) most = parents;
    }
    return most;
}

static bool make_columns(an_arena *scratch, sampler *s)
{
    const an_excite_data *d = &s->engine->data;
    size_t n = d->stream_count, kinds = s->engine->kind_count, lives = d->half_life_count, row = most_parents(s->engine) * lives,
        cells = s->pool.cell_count * lives;
    s->base = AN_NEW_ARRAY(scratch, double, n);
    s->base_rates = AN_NEW_ARRAY(scratch, double, n);
    s->cells = AN_NEW_ARRAY(scratch, double, cells);
    s->gains = AN_NEW_ARRAY(scratch, double, d->links.count);
    s->effects = AN_NEW_ARRAY(scratch, double, d->links.count * lives);
    s->trend = AN_NEW_ARRAY(scratch, double, kinds * d->covariate_count);
    s->trend_steps = AN_NEW_ARRAY(scratch, double, kinds * d->covariate_count);
    s->log_sizes = AN_NEW_ARRAY(scratch, double, kinds);
    s->steps = AN_NEW_ARRAY(scratch, double, kinds);
    s->stream_steps = AN_NEW_ARRAY(scratch, double, n);
    s->kind_steps = AN_NEW_ARRAY(scratch, double, kinds);
    s->means = AN_NEW_ARRAY(scratch, double, n * d->length);
    s->background = AN_NEW_ARRAY(scratch, double, kinds * d->length);
    s->own = AN_NEW_ARRAY(scratch, double, d->length);
    s->scatter = AN_NEW_ARRAY(scratch, double, d->length);
    s->moved = AN_NEW_ARRAY(scratch, double, d->length);
    s->found = AN_NEW_ARRAY(scratch, double, row);
    s->exposed = AN_NEW_ARRAY(scratch, double, row);
    s->shares = AN_NEW_ARRAY(scratch, double, row + 1);
    s->cell_found = AN_NEW_ARRAY(scratch, double, cells);
    s->cell_exposed = AN_NEW_ARRAY(scratch, double, cells);
    s->trend_found = AN_NEW_ARRAY(scratch, double, kinds * d->length);
    s->trend_exposed = AN_NEW_ARRAY(scratch, double, kinds * d->length);
    s->size_sums = AN_NEW_ARRAY(scratch, an_excite_size_sums, kinds);
    return !scratch->is_exhausted;
}

static bool list_occasions(an_arena *scratch, sampler *s)
{
    const an_excite_data *d = &s->engine->data;
    s->occasions = AN_NEW_ARRAY(scratch, const occasion *, d->stream_count);
    s->occasion_counts = AN_NEW_ARRAY(scratch, size_t, d->stream_count);
    if (!s->occasions || !s->occasion_counts) return false;
    for (size_t k = 0; k < d->stream_count; k++) {
        const double *counts = an_excite_counts(s->engine, k);
        occasion *list;
        size_t count = 0;
        for (size_t t = d->fit_from; t < d->length; t++) count += counts[t] > 0;
        list = AN_NEW_ARRAY(scratch, occasion, count);
        if (!list) return false;
        for (size_t t = d->fit_from; t < d->length; t++)
            if (counts[t] > 0) list[s->occasion_counts[k]++] = (occasion){(uint32_t)t, counts[t]};
        s->occasions[k] = list;
    }
    return true;
}

static void scale_all(double *x, double scale, size_t count)
{
    for (size_t i = 0; i < count; i++) x[i] *= scale;
}

static void fill_means(sampler *s)
{
    const an_excite_data *d = &s->engine->data;
    size_t lives = d->half_life_count;
    for (uint32_t l = 0; l < d->links.count; l++)
        for (size_t b = 0; b < lives; b++) s->effects[l * lives + b] = s->cells[s->pool.cell_of[l] * lives + b] * s->gains[l];
    for (size_t k = 0; k < d->stream_count; k++) {
        double *row = s->means + k * d->length;
        an_excite_raise(s->engine, k, s->background + an_excite_kind(s->engine, k) * d->length, row);
        scale_all(row, s->base[k], d->length);
        an_excite_add_links(s->engine, k, s->effects, row);
    }
}

static double clip(double x, double low, double high) { return x < low ? low : x > high ? high : x; }

/* Cells as the mean of their links, gains as what a stream departs from that. */
static void place_effects(sampler *s, const an_excite_parameters *from)
{
    const an_excite_data *d = &s->engine->data;
    size_t lives = d->half_life_count;
    double *links_of = s->cell_exposed, least = START_EFFECT_MIN;
    for (uint32_t l = 0; l < d->links.count; l++)
        for (size_t b = 0; b < lives; b++) {
            s->cells[s->pool.cell_of[l] * lives + b] += from->effects[l * lives + b];
            links_of[s->pool.cell_of[l] * lives + b]++;
        }
    for (size_t c = 0; c < s->pool.cell_count * lives; c++) s->cells[c] = fmax(s->cells[c] / links_of[c], least);
    for (uint32_t l = 0; l < d->links.count; l++) {
        double own = 0, pooled = 0;
        for (size_t b = 0; b < lives; b++) {
            own += from->effects[l * lives + b];
            pooled += s->cells[s->pool.cell_of[l] * lives + b];
        }
        s->gains[l] = s->pool.has_gain[l] ? clip(own / pooled, START_GAIN_MIN, 1 / START_GAIN_MIN) : 1;
    }
}

/* Starts at the peak: from the middle of the prior a chain may take thousands of sweeps to find that counts are followed by counts rather
 * than widely scattered. */
static void place_start(sampler *s, const an_excite_parameters *from)
{
    const an_excite_data *d = &s->engine->data;
    double periods = (double)(d->length - d->fit_from);
    place_effects(s, from);
    for (size_t k = 0; k < d->stream_count; k++) {
        uint32_t kind = an_excite_kind(s->engine, k);
        s->base[k] = fmax(from->base[k], START_BASE_SHARE * fmax(s->engine->totals[k], .5) / periods);
        s->base_rates[k] = an_excite_base_rate(s->engine, s->prior, k);
        s->stream_steps[k] = START_STEP;
        s->log_sizes[kind] = clip(log(from->sizes[k]), -START_LOG_SIZE, START_LOG_SIZE);
        memcpy(s->trend + kind * d->covariate_count, from->trend + k * d->covariate_count, d->covariate_count * sizeof *s->trend);
    }
    for (uint32_t q = 0; q < s->engine->kind_count; q++) {
        s->steps[q] = s->kind_steps[q] = START_STEP;
        for (size_t c = 0; c < d->covariate_count; c++) s->trend_steps[q * d->covariate_count + c] = START_STEP;
        an_excite_background(s->engine, s->trend + q * d->covariate_count, s->background + q * d->length);
    }
    fill_means(s);
}

/* ---- steps ---- */

/* Metropolis: takes the proposal with probability exp(gain), and while tuning lengthens or shortens the step. */
static bool accept(sampler *s, double gain, double *step)
{
    bool is_taken = log(an_random_uniform(&s->random)) < gain;
    if (s->is_tuning) *step *= is_taken ? TUNING : pow(TUNING, -TARGET_ACCEPTANCE / (1 - TARGET_ACCEPTANCE));
    return is_taken;
}

static double log_size_prior(const sampler *s, double log_size)
{
    double z = (log_size - s->prior->log_size_mean) / s->prior->log_size_sd;
    return isinf(s->prior->log_size_sd) ? 0 : -z * z / 2;
}

static void draw_size(sampler *s, uint32_t kind)
{
    double now = s->log_sizes[kind], next = now + s->steps[kind] * an_random_normal(&s->random), gain;
    bool is_taken;
    if (next < SIZE_LOG_MIN || next > SIZE_LOG_MAX) return;
    gain = an_excite_size_likelihood(s->engine, s->size_sums + kind, s->means, kind, exp(next)) -
           an_excite_size_likelihood(s->engine, s->size_sums + kind, s->means, kind, exp(now)) + log_size_prior(s, next) - log_size_prior(s, now);
    is_taken = accept(s, gain, s->steps + kind);
    if (is_taken) s->log_sizes[kind] = next;
    s->proposed += !s->is_tuning;
    s->accepted += !s->is_tuning && is_taken;
}

/* ---- scales: everything that makes up the mean of a stream, times exp(log_scale) ---- */

/* What scaling does to the posterior besides the likelihood: for each Gamma(shape, rate) parameter x, shape log c - rate x (c - 1), where the
 * shape holds the change of measure from x to log x. */
typedef struct scaled {
    double shapes, rate_sum;
} scaled;

static void add_scaled(scaled *sum, double shape, double rate, double x)
{
    sum->shapes += shape;
    sum->rate_sum += rate * x;
}

static double gain_of_prior(const scaled *sum, double log_scale) { return sum->shapes * log_scale - sum->rate_sum * expm1(log_scale); }

static double gain_of_likelihood(const sampler *s, size_t k, double log_scale)
{
    const double *means = s->means + k * s->engine->data.length;
    double size = exp(s->log_sizes[an_excite_kind(s->engine, k)]), scale = exp(log_scale);
    double gain = s->engine->totals[k] * log_scale -
                  size * (an_excite_sum_log1p(s->engine, means, scale / size) - an_excite_sum_log1p(s->engine, means, 1 / size));
    for (size_t o = 0; o < s->occasion_counts[k]; o++) {
        const occasion *here = s->occasions[k] + o;
        gain -= here->count * log1p(means[here->time] * (scale - 1) / (size + means[here->time]));
    }
    return gain;
}

static void scale_means(sampler *s, size_t k, double scale)
{
    const an_excite_data *d = &s->engine->data;
    size_t lives = d->half_life_count;
    s->base[k] *= scale;
    scale_all(s->means + k * d->length, scale, d->length);
    scale_all(s->effects + d->links.first[k] * lives, scale, (d->links.first[k + 1] - d->links.first[k]) * lives);
}

/* A stream by itself owns its cells; in a pool it owns its gains, if it has events enough for some. */
static void draw_stream_scale(sampler *s, size_t k)
{
    const an_excite_data *d = &s->engine->data;
    uint32_t first = d->links.first[k], end = d->links.first[k + 1];
    double log_scale = s->stream_steps[k] * an_random_normal(&s->random), scale = exp(log_scale);
    scaled sum = {0, 0};
    if (s->pool.is_pooled && first < end && !s->pool.has_gain[first]) return;
    add_scaled(&sum, s->prior->base_shape, s->base_rates[k], s->base[k]);
    for (uint32_t l = first; l < end; l++) {
        if (s->pool.is_pooled) add_scaled(&sum, s->prior->gain_shape, s->prior->gain_shape, s->gains[l]);
        for (size_t b = 0; !s->pool.is_pooled && b < d->half_life_count; b++)
            add_scaled(&sum, s->prior->effect_shape, s->prior->effect_rate, s->cells[s->pool.cell_of[l] * d->half_life_count + b]);
    }
    if (!accept(s, gain_of_prior(&sum, log_scale) + gain_of_likelihood(s, k, log_scale), s->stream_steps + k)) return;
    scale_means(s, k, scale);
    for (uint32_t l = first; l < end; l++) {
        if (s->pool.is_pooled) s->gains[l] *= scale;
        else scale_all(s->cells + s->pool.cell_of[l] * d->half_life_count, scale, d->half_life_count);
    }
}

/* In a pool: the bases of a kind and the cells that its streams receive through. */
static void draw_kind_scale(sampler *s, uint32_t kind)
{
    const an_excite_data *d = &s->engine->data;
    double log_scale = s->kind_steps[kind] * an_random_normal(&s->random), gain = 0;
    scaled sum = {0, 0};
    for (size_t k = 0; k < d->stream_count; k++) {
        if (an_excite_kind(s->engine, k) != kind) continue;
        add_scaled(&sum, s->prior->base_shape, s->base_rates[k], s->base[k]);
        gain += gain_of_likelihood(s, k, log_scale);
    }
    for (size_t c = 0; c < s->pool.cell_count; c++)
        for (size_t b = 0; s->pool.kind_of_cell[c] == kind && b < d->half_life_count; b++)
            add_scaled(&sum, s->prior->effect_shape, s->prior->effect_rate, s->cells[c * d->half_life_count + b]);
    if (!accept(s, gain + gain_of_prior(&sum, log_scale), s->kind_steps + kind)) return;
    for (size_t k = 0; k < d->stream_count; k++)
        if (an_excite_kind(s->engine, k) == kind) scale_means(s, k, exp(log_scale));
    for (size_t c = 0; c < s->pool.cell_count; c++)
        if (s->pool.kind_of_cell[c] == kind) scale_all(s->cells + c * d->half_life_count, exp(log_scale), d->half_life_count);
}

static void draw_scatter(sampler *s, size_t k)
{
    const an_excite_data *d = &s->engine->data;
    const double *counts = an_excite_counts(s->engine, k), *means = s->means + k * d->length;
    double size = exp(s->log_sizes[an_excite_kind(s->engine, k)]);
    for (size_t t = d->fit_from; t < d->length; t++) s->scatter[t] = an_random_gamma(&s->random, size + counts[t]) / (size + means[t]);
}

/* Hands `events` of one period to categories in proportion to shares[0..count), which sum to `sum`. */
static void hand_out(sampler *s, double events, size_t count, double sum, double *background)
{
    if (events >= MANY_EVENTS) {
        uint64_t left = (uint64_t)events;
        for (size_t i = 0; i < count && left; i++) {
            uint64_t taken = i + 1 == count ? left : an_random_binomial(&s->random, left, s->shares[i] / sum);
            if (i) s->found[i - 1] += (double)taken;
            else *background += (double)taken;
            left -= taken;
            sum -= s->shares[i];
            if (!(sum > 0)) sum = SMALLEST_RATE;
        }
        return;
    }
    for (; events > 0; events--) {
        double place = an_random_uniform(&s->random) * sum;
        size_t i = 0;
        while (i + 1 < count && place >= s->shares[i]) place -= s->shares[i++];
        if (i) s->found[i - 1]++;
        else ++*background;
    }
}

/* Parents of all events of stream k; returns those of the background. */
static double draw_parents(sampler *s, size_t k)
{
    const an_excite_data *d = &s->engine->data;
    uint32_t kind = an_excite_kind(s->engine, k), first = d->links.first[k];
    size_t lives = d->half_life_count, row = (d->links.first[k + 1] - first) * lives;
    double from_background = 0;
    memset(s->found, 0, row * sizeof *s->found);
    for (size_t o = 0; o < s->occasion_counts[k]; o++) {
        const occasion *here = s->occasions[k] + o;
        double sum = s->shares[0] = s->base[k] * s->background[kind * d->length + here->time] * an_excite_level(s->engine, k, here->time), own = 0;
        for (size_t i = 0; i < row; i++) {
            const double *felt = an_excite_felt(s->engine, d->links.links[first + i / lives].parent, i % lives);
            sum += s->shares[1 + i] = s->effects[first * lives + i] * felt[here->time];
        }
        hand_out(s, here->count, row + 1, sum, &own);
        from_background += own;
        if (d->covariate_count) s->trend_found[kind * d->length + here->time] += own;
    }
    return from_background;
}

static void draw_base(sampler *s, size_t k, double from_background)
{
    const an_excite_data *d = &s->engine->data;
    uint32_t kind = an_excite_kind(s->engine, k);
    double exposed;
    an_excite_raise(s->engine, k, s->background + kind * d->length, s->own);
    exposed = an_excite_dot(s->scatter, s->own, d->length);
    s->base[k] = draw_gamma(s, s->prior->base_shape + from_background, s->base_rates[k] + exposed);
    for (size_t t = d->fit_from; d->covariate_count && t < d->length; t++)
        s->trend_exposed[kind * d->length + t] += s->base[k] * an_excite_level(s->engine, k, t) * s->engine->coverage[t] * s->scatter[t];
}

static void draw_gains(sampler *s, size_t k)
{
    const an_excite_data *d = &s->engine->data;
    size_t lives = d->half_life_count, at = 0;
    for (uint32_t l = d->links.first[k]; l < d->links.first[k + 1]; l++) {
        const double *cells = s->cells + s->pool.cell_of[l] * lives;
        double found = 0, exposed = 0;
        for (size_t b = 0; b < lives; b++, at++) {
            s->exposed[at] = an_excite_dot(s->scatter, an_excite_felt(s->engine, d->links.links[l].parent, b), d->length);
            found += s->found[at];
            exposed += cells[b] * s->exposed[at];
        }
        if (s->pool.has_gain[l]) s->gains[l] = draw_gamma(s, s->prior->gain_shape + found, s->prior->gain_shape + exposed);
        for (size_t b = 0; b < lives; b++) {
            size_t cell = s->pool.cell_of[l] * lives + b;
            s->cell_found[cell] += s->found[at - lives + b];
            s->cell_exposed[cell] += s->gains[l] * s->exposed[at - lives + b];
        }
    }
}

/* What the log posterior gains if coefficient `c` moves by `by`; the new background goes to s->moved. */
static double gain_of_trend(sampler *s, uint32_t kind, size_t c, double by)
{
    const an_excite_data *d = &s->engine->data;
    const double *z = d->covariates + c * d->length, *background = s->background + kind * d->length;
    double gain = 0, old = s->trend[kind * d->covariate_count + c], sd = s->prior->trend_sd;
    for (size_t t = 0; t < d->length; t++) {
        s->moved[t] = background[t];
        if (z[t] == 0) continue;
        s->moved[t] *= exp(by * z[t]);
        gain += s->trend_found[kind * d->length + t] * by * z[t] -
                s->trend_exposed[kind * d->length + t] * (s->moved[t] - background[t]) / s->engine->coverage[t];
    }
    return isinf(sd) ? gain : gain - ((old + by) * (old + by) - old * old) / (2 * sd * sd);
}

static void draw_trend(sampler *s, uint32_t kind)
{
    const an_excite_data *d = &s->engine->data;
    for (size_t c = 0; c < d->covariate_count; c++) {
        double *step = s->trend_steps + kind * d->covariate_count + c, by = *step * an_random_normal(&s->random);
        if (!accept(s, gain_of_trend(s, kind, c, by), step)) continue;
        s->trend[kind * d->covariate_count + c] += by;
        memcpy(s->background + kind * d->length, s->moved, d->length * sizeof *s->moved);
    }
}

static void sweep(sampler *s)
{
    const an_excite_data *d = &s->engine->data;
    size_t cells = s->pool.cell_count * d->half_life_count, kinds = s->engine->kind_count;
    memset(s->cell_found, 0, cells * sizeof *s->cell_found);
    memset(s->cell_exposed, 0, cells * sizeof *s->cell_exposed);
    memset(s->trend_found, 0, kinds * d->length * sizeof *s->trend_found);
    memset(s->trend_exposed, 0, kinds * d->length * sizeof *s->trend_exposed);
    for (uint32_t q = 0; q < kinds; q++) {
        draw_size(s, q);
        if (s->pool.is_pooled) draw_kind_scale(s, q);
    }
    for (size_t k = 0; k < d->stream_count; k++) draw_stream_scale(s, k);
    for (size_t k = 0; k < d->stream_count; k++) {
        double from_background;
        draw_scatter(s, k);
        from_background = draw_parents(s, k);
        draw_base(s, k, from_background);
        draw_gains(s, k);
    }
    for (size_t c = 0; c < cells; c++) s->cells[c] = draw_gamma(s, s->prior->effect_shape + s->cell_found[c],
                                                                s->prior->effect_rate + s->cell_exposed[c]);
    for (uint32_t q = 0; q < kinds; q++) draw_trend(s, q);
    fill_means(s);
}

/* ---- keeping ---- */

static annals_status keep_draw(an_arena *arena, an_arena *scratch, const sampler *s, an_excite_draws *out, double *radius_sum, annals_error *error)
{
    const an_excite_data *d = &s->engine->data;
    an_excite_parameters p = {s->base, s->effects, NULL, NULL};
    an_excite_parameters *kept = out->draws + out->count;
    double radius = an_excite_spectral_radius(scratch, s->engine, &p);
    if (isnan(radius)) return an_excite_no_memory(error);
    *radius_sum += radius;
    if (radius >= 1) {
        out->explosive++;
        return ANNALS_OK;
    }
    AN_TRY(an_excite_parameters_new(arena, s->engine, kept, error));
    memcpy(kept->base, s->base, d->stream_count * sizeof *kept->base);
    memcpy(kept->effects, s->effects, d->links.count * d->half_life_count * sizeof *kept->effects);
    for (size_t k = 0; k < d->stream_count; k++) {
        uint32_t kind = an_excite_kind(s->engine, k);
        kept->sizes[k] = exp(s->log_sizes[kind]);
        memcpy(kept->trend + k * d->covariate_count, s->trend + kind * d->covariate_count, d->covariate_count * sizeof *kept->trend);
    }
    out->spectral_radii[out->count++] = radius;
    return ANNALS_OK;
}

static annals_status check_sampling(an_arena *scratch, const an_excite *engine, const an_excite_prior *prior, const an_excite_sampling *o,
                                    annals_error *error)
{
    if (o->keep_every < 1 || o->burn_in < 0 || o->sweeps - o->burn_in < o->keep_every)
        return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "%d sweeps with a burn-in of %d leave no draw", o->sweeps, o->burn_in);
    if (!(prior->effect_shape > 0 && prior->effect_rate > 0 && prior->base_shape > 0 && prior->gain_shape > 0))
        return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "a posterior needs a prior: shapes and the rate of effects must be positive");
    if (o->is_pooled) return an_excite_check_kinds(scratch, engine, error);
    for (size_t k = 0; k < engine->data.stream_count; k++) AN_TRY(an_excite_check_stream(engine, k, error));
    return ANNALS_OK;
}

static annals_status make_sampler(an_arena *scratch, sampler *s, const an_excite_sampling *sampling, annals_error *error)
{
    an_excite_parameters start;
    AN_TRY(an_excite_pool_links(scratch, s->engine, sampling->is_pooled, &s->pool, error));
    if (!make_columns(scratch, s) || !list_occasions(scratch, s)) return an_excite_no_memory(error);
    for (uint32_t q = 0; q < s->engine->kind_count; q++) AN_TRY(an_excite_count_exceeding(scratch, s->engine, q, s->size_sums + q, error));
    an_random_seed(&s->random, sampling->seed, sampling->chain);
    if (sampling->is_pooled) AN_TRY(an_excite_fit_pooled(scratch, scratch, s->engine, s->prior, START_ITERATIONS, &start, error));
    else AN_TRY(an_excite_fit_streams(scratch, scratch, s->engine, s->prior, false, &start, error));
    place_start(s, &start);
    return ANNALS_OK;
}

static annals_status run(an_arena *arena, an_arena *radius_scratch, sampler *s, const an_excite_sampling *sampling, an_excite_draws *out,
                         annals_error *error)
{
    double radius_sum = 0;
    size_t judged;
    for (int i = 0; i < sampling->sweeps; i++) {
        s->is_tuning = i < sampling->burn_in;
        sweep(s);
        if (s->is_tuning || (i - sampling->burn_in + 1) % sampling->keep_every) continue;
        an_arena_reset(radius_scratch);
        AN_TRY(keep_draw(arena, radius_scratch, s, out, &radius_sum, error));
    }
    out->size_acceptance = s->proposed ? (double)s->accepted / (double)s->proposed : NAN;
    judged = out->count + out->explosive;
    if (out->explosive * 2 <= judged) return ANNALS_OK;
    return an_fail(error, ANNALS_E_INPUT, "forecast", 0,
                   "%.0f %% of the posterior has a spectral radius of 1 or more (mean %.3f): the fitted system runs away and "
                   "cannot be forecast (a missing trend or repeated reports look like this)",
                   100. * (double)out->explosive / (double)judged, radius_sum / (double)judged);
}

annals_status an_excite_sample(an_arena *arena, an_arena *scratch, const an_excite *engine, const an_excite_prior *prior,
                               const an_excite_sampling *sampling, an_excite_draws *out, annals_error *error)
{
    sampler s = {.engine = engine, .prior = prior};
    an_arena radius_scratch;
    annals_status status;
    size_t kept_max;
    AN_TRY(check_sampling(scratch, engine, prior, sampling, error));
    AN_TRY(make_sampler(scratch, &s, sampling, error));
    kept_max = (size_t)((sampling->sweeps - sampling->burn_in) / sampling->keep_every);
    *out = (an_excite_draws){.draws = AN_NEW_ARRAY(arena, an_excite_parameters, kept_max), .spectral_radii = AN_NEW_ARRAY(arena, double, kept_max)};
    if (!out->draws || !out->spectral_radii) return an_excite_no_memory(error);
    an_arena_init(&radius_scratch, scratch->limit_bytes);
    status = run(arena, &radius_scratch, &s, sampling, out, error);
    an_arena_free(&radius_scratch);
    return status;
}
