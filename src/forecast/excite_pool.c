/* All streams together. Links of the same role between the same kinds of stream share a cell of effects; a stream with enough events of its own
 * may depart from it by a gain that varies around 1. Expectation-maximisation counts, for each event, the share of the background and
 * of each link, and then sets each rate to what was counted over what was exposed:
 *
 *     base_k = (shape - 1 + N0_k) / (rate + E0_k)      cell_cb = (shape - 1 + sum N_lb) / (rate + sum gain_l E_lb)
 *     gain_l = (kappa - 1 + sum_b N_lb) / (kappa + sum_b cell_cb E_lb)
 *
 * with exposures E = sum theta_t x_t, theta_t = (size + y_t) / (size + lambda_t) the expected scatter of the negative binomial. */
#include "forecast/excite_internal.h"

#include <math.h>
#include <stdlib.h>

enum { SIZE_EVERY = 5, SIZE_GRID = 24, SIZE_REFINEMENTS = 30, CHECK_EVERY = 10 };
#define CONVERGED 1e-7         /* gain in log likelihood per explained period over CHECK_EVERY iterations */
#define START_SELF_SHARE .3
#define START_CROSS_SHARE .05
#define PRODUCT_LIMIT 1e200    /* of factors that share a logarithm */
#define SIZE_LOG_MIN (-4.)
#define SIZE_LOG_MAX 9.        /* e^9 = 8,100: Poisson for any count there is */

/* ---- cells ---- */

typedef struct keyed {
    uint64_t key;
    uint32_t link, kind; /* kind: of the receiver */
} keyed;

static int by_key(const void *left, const void *right)
{
    const keyed *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->link > b->link) - (a->link < b->link);
}

static uint64_t key_of(const an_excite *engine, size_t stream, const an_excite_link *link)
{
    uint64_t kinds = engine->kind_count;
    return (link->role * kinds + an_excite_kind(engine, stream)) * kinds + an_excite_kind(engine, link->parent);
}

static void number_cells(keyed *links, size_t count, an_excite_pool *out)
{
    qsort(links, count, sizeof *links, by_key);
    for (size_t i = 0; i < count; i++) {
        out->cell_count += !i || links[i].key != links[i - 1].key;
        out->cell_of[links[i].link] = (uint32_t)out->cell_count - 1;
        out->kind_of_cell[out->cell_count - 1] = links[i].kind;
    }
}

annals_status an_excite_pool_links(an_arena *arena, const an_excite *engine, bool is_pooled, an_excite_pool *out, annals_error *error)
{
    const an_excite_links *links = &engine->data.links;
    keyed *keys = AN_NEW_ARRAY(arena, keyed, links->count);
    *out = (an_excite_pool){.cell_of = AN_NEW_ARRAY(arena, uint32_t, links->count), .kind_of_cell = AN_NEW_ARRAY(arena, uint32_t, links->count),
                            .has_gain = AN_NEW_ARRAY(arena, bool, links->count), .is_pooled = is_pooled};
    if (!keys || !out->cell_of || !out->kind_of_cell || !out->has_gain) return an_excite_no_memory(error);
    for (size_t k = 0; k < engine->data.stream_count; k++)
        for (uint32_t l = links->first[k]; l < links->first[k + 1]; l++) {
            keys[l] = (keyed){is_pooled ? key_of(engine, k, links->links + l) : l, l, an_excite_kind(engine, k)};
            out->has_gain[l] = is_pooled && engine->totals[k] >= AN_EXCITE_EVENTS_FOR_GAINS;
        }
    number_cells(keys, links->count, out);
    return ANNALS_OK;
}

/* ---- what can be fitted together ---- */

annals_status an_excite_check_kinds(an_arena *scratch, const an_excite *engine, annals_error *error)
{
    const an_excite_data *d = &engine->data;
    double *totals = AN_NEW_ARRAY(scratch, double, engine->kind_count);
    bool *varies = AN_NEW_ARRAY(scratch, bool, engine->kind_count);
    if (!totals || !varies) return an_excite_no_memory(error);
    for (size_t k = 0; k < d->stream_count; k++) {
        const double *counts = an_excite_counts(engine, k);
        uint32_t kind = an_excite_kind(engine, k);
        totals[kind] += engine->totals[k];
        for (size_t t = d->fit_from + 1; t < d->length; t++) varies[kind] |= counts[t] != counts[t - 1];
    }
    for (size_t k = 0; k < d->stream_count; k++) {
        uint32_t kind = an_excite_kind(engine, k);
        if (totals[kind] < AN_EXCITE_EVENTS_MIN)
            return an_fail(error, ANNALS_E_INPUT, "forecast", k + 1,
                           "the kind of stream %zu has %g events in all its streams over %zu periods; a fit needs %d", k + 1,
                           totals[kind], d->length - d->fit_from, AN_EXCITE_EVENTS_MIN);
        if (!varies[kind])
            return an_fail(error, ANNALS_E_INPUT, "forecast", k + 1,
                           "every stream of the kind of stream %zu is constant: nothing tells what excites it", k + 1);
    }
    return ANNALS_OK;
}

/* ---- sizes ---- */

annals_status an_excite_count_exceeding(an_arena *arena, const an_excite *engine, uint32_t kind, an_excite_size_sums *out, annals_error *error)
{
    const an_excite_data *d = &engine->data;
    double largest = 0;
    for (size_t k = 0; k < d->stream_count; k++)
        for (size_t t = d->fit_from; an_excite_kind(engine, k) == kind && t < d->length; t++) largest = fmax(largest, an_excite_counts(engine, k)[t]);
    if (largest > 1e7) return an_fail(error, ANNALS_E_LIMIT, "forecast", 0, "a count of %g in one period; more than 1e7 cannot be sampled", largest);
    out->length = (size_t)largest;
    out->exceeding = AN_NEW_ARRAY(arena, double, out->length + 1);
    if (!out->exceeding) return an_excite_no_memory(error);
    for (size_t k = 0; k < d->stream_count; k++)
        for (size_t t = d->fit_from; an_excite_kind(engine, k) == kind && t < d->length; t++) {
            double y = an_excite_counts(engine, k)[t];
            if (y > 0) out->exceeding[(size_t)y - 1]++;
        }
    for (size_t i = out->length; i-- > 1;) out->exceeding[i - 1] += out->exceeding[i];
    return ANNALS_OK;
}

double an_excite_sum_log1p(const an_excite *engine, const double *means, double factor)
{
    double sum = 0, product = 1;
    for (size_t t = engine->data.fit_from; t < engine->data.length; t++) {
        product *= 1 + means[t] * factor; /* many factors to a logarithm */
        if (product > PRODUCT_LIMIT) sum += log(product), product = 1;
    }
    return sum + log(product);
}

/* Up to terms without the size: sum_i exceeding_i log(size + i) - sum (size + y) log(1 + mean/size) - sum y log size. */
double an_excite_size_likelihood(const an_excite *engine, const an_excite_size_sums *sums, const double *means, uint32_t kind, double size)
{
    const an_excite_data *d = &engine->data;
    double value = 0;
    for (size_t i = 0; i < sums->length; i++)
        if (sums->exceeding[i] > 0) value += sums->exceeding[i] * log1p((double)i / size);
    for (size_t k = 0; k < d->stream_count; k++) {
        const double *row = means + k * d->length, *counts = an_excite_counts(engine, k);
        if (an_excite_kind(engine, k) != kind) continue;
        value -= size * an_excite_sum_log1p(engine, row, 1 / size);
        for (size_t t = d->fit_from; t < d->length; t++)
            if (counts[t] > 0) value -= counts[t] * log1p(row[t] / size);
    }
    return value;
}

/* ---- expectation and maximisation ---- */

typedef struct pooled {
    const an_excite *engine;
    const an_excite_prior *prior;
    an_excite_pool pool;
    double *base, *cells, *gains, *sizes /* [kind] */, *trend /* [kind * covariates] */, *effects;
    double *means;                       /* [k * length + t] */
    double *background;                  /* [kind * length + t] */
    double *own;                         /* [t] of the stream at hand */
    double *scatter, *ratio;             /* [t] theta; y / mean */
    double *found, *exposed;             /* [link * half-lives + b] N and E */
    double *cell_found, *cell_exposed;
    double *trend_found, *trend_exposed; /* [kind * length + t] */
    an_excite_size_sums *size_sums;      /* [kind] */
} pooled;

static bool make_pooled(an_arena *scratch, pooled *m)
{
    const an_excite_data *d = &m->engine->data;
    size_t n = d->stream_count, kinds = m->engine->kind_count, effects = d->links.count * d->half_life_count,
        cells = m->pool.cell_count * d->half_life_count;
    m->base = AN_NEW_ARRAY(scratch, double, n);
    m->cells = AN_NEW_ARRAY(scratch, double, cells);
    m->gains = AN_NEW_ARRAY(scratch, double, d->links.count);
    m->sizes = AN_NEW_ARRAY(scratch, double, kinds);
    m->trend = AN_NEW_ARRAY(scratch, double, kinds * d->covariate_count);
    m->effects = AN_NEW_ARRAY(scratch, double, effects);
    m->means = AN_NEW_ARRAY(scratch, double, n * d->length);
    m->background = AN_NEW_ARRAY(scratch, double, kinds * d->length);
    m->own = AN_NEW_ARRAY(scratch, double, d->length);
    m->scatter = AN_NEW_ARRAY(scratch, double, d->length);
    m->ratio = AN_NEW_ARRAY(scratch, double, d->length);
    m->found = AN_NEW_ARRAY(scratch, double, effects);
    m->exposed = AN_NEW_ARRAY(scratch, double, effects);
    m->cell_found = AN_NEW_ARRAY(scratch, double, cells);
    m->cell_exposed = AN_NEW_ARRAY(scratch, double, cells);
    m->trend_found = AN_NEW_ARRAY(scratch, double, kinds * d->length);
    m->trend_exposed = AN_NEW_ARRAY(scratch, double, kinds * d->length);
    m->size_sums = AN_NEW_ARRAY(scratch, an_excite_size_sums, kinds);
    return !scratch->is_exhausted;
}

static void fill_means(pooled *m)
{
    const an_excite_data *d = &m->engine->data;
    size_t lives = d->half_life_count;
    for (uint32_t l = 0; l < d->links.count; l++)
        for (size_t b = 0; b < lives; b++) m->effects[l * lives + b] = m->cells[m->pool.cell_of[l] * lives + b] * m->gains[l];
    for (uint32_t q = 0; q < m->engine->kind_count; q++)
        an_excite_background(m->engine, m->trend + q * d->covariate_count, m->background + q * d->length);
    for (size_t k = 0; k < d->stream_count; k++) {
        double *row = m->means + k * d->length;
        an_excite_raise(m->engine, k, m->background + an_excite_kind(m->engine, k) * d->length, row);
        for (size_t t = 0; t < d->length; t++) row[t] *= m->base[k];
        an_excite_add_links(m->engine, k, m->effects, row);
    }
}

static double likelihood(const pooled *m)
{
    const an_excite_data *d = &m->engine->data;
    double sum = 0;
    for (size_t k = 0; k < d->stream_count; k++)
        for (size_t t = d->fit_from; t < d->length; t++)
            sum += an_counts_log_pmf((an_counts){m->means[k * d->length + t], m->sizes[an_excite_kind(m->engine, k)]},
                                     an_excite_counts(m->engine, k)[t]);
    return sum;
}

/* Starts every stream with half its mean from the background and cells that would explain the rest on average. */
static void place_start(pooled *m)
{
    const an_excite_data *d = &m->engine->data;
    size_t lives = d->half_life_count;
    double periods = (double)(d->length - d->fit_from);
    for (size_t k = 0; k < d->stream_count; k++) {
        m->base[k] = fmax(m->engine->totals[k], .5) / periods / 2;
        for (uint32_t l = d->links.first[k]; l < d->links.first[k + 1]; l++) {
            bool is_self = d->links.links[l].parent == k;
            m->gains[l] = 1;
            for (size_t b = 0; b < lives; b++)
                m->cells[m->pool.cell_of[l] * lives + b] = (is_self ? START_SELF_SHARE : START_CROSS_SHARE) / (double)lives;
        }
    }
    for (uint32_t q = 0; q < m->engine->kind_count; q++) m->sizes[q] = 1;
}

static void expect(pooled *m, size_t k)
{
    const an_excite_data *d = &m->engine->data;
    const double *counts = an_excite_counts(m->engine, k), *means = m->means + k * d->length;
    double size = m->sizes[an_excite_kind(m->engine, k)];
    for (size_t t = 0; t < d->length; t++) {
        bool is_explained = t >= d->fit_from;
        m->scatter[t] = is_explained ? (size + counts[t]) / (size + means[t]) : 0;
        m->ratio[t] = is_explained && counts[t] > 0 ? counts[t] / means[t] : 0;
    }
}

/* A mode exists for shapes of 1 and more only; see an_excite_prior. */
static double mode(double shape, double rate, double found, double exposed)
{
    double events = (shape > 1 ? shape - 1 : 0) + found, exposure = rate + exposed;
    return exposure > 0 ? events / exposure : 0;
}

static void maximise_base(pooled *m, size_t k)
{
    const an_excite_data *d = &m->engine->data;
    uint32_t kind = an_excite_kind(m->engine, k);
    double found, exposed, before = m->base[k];
    an_excite_raise(m->engine, k, m->background + kind * d->length, m->own);
    found = m->base[k] * an_excite_dot(m->ratio, m->own, d->length);
    exposed = an_excite_dot(m->scatter, m->own, d->length);
    m->base[k] = mode(m->prior->base_shape, an_excite_base_rate(m->engine, m->prior, k), found, exposed);
    for (size_t t = 0; d->covariate_count && t < d->length; t++) {
        m->trend_found[kind * d->length + t] += before * m->own[t] * m->ratio[t];
        m->trend_exposed[kind * d->length + t] += m->base[k] * an_excite_level(m->engine, k, t) * m->engine->coverage[t] * m->scatter[t];
    }
}

static void count_links(pooled *m, size_t k)
{
    const an_excite_data *d = &m->engine->data;
    size_t lives = d->half_life_count;
    for (uint32_t l = d->links.first[k]; l < d->links.first[k + 1]; l++)
        for (size_t b = 0; b < lives; b++) {
            const double *felt = an_excite_felt(m->engine, d->links.links[l].parent, b);
            size_t at = l * lives + b, cell = m->pool.cell_of[l] * lives + b;
            m->found[at] = m->effects[at] > 0 ? m->effects[at] * an_excite_dot(m->ratio, felt, d->length) : 0;
            m->exposed[at] = an_excite_dot(m->scatter, felt, d->length);
            m->cell_found[cell] += m->found[at];
            m->cell_exposed[cell] += m->gains[l] * m->exposed[at];
        }
}

static void maximise_effects(pooled *m)
{
    const an_excite_data *d = &m->engine->data;
    size_t lives = d->half_life_count;
    double kappa = m->prior->gain_shape;
    for (size_t c = 0; c < m->pool.cell_count * lives; c++)
        m->cells[c] = mode(m->prior->effect_shape, m->prior->effect_rate, m->cell_found[c], m->cell_exposed[c]);
    for (uint32_t l = 0; l < d->links.count; l++) {
        double found = 0, exposed = 0;
        if (!m->pool.has_gain[l]) continue;
        for (size_t b = 0; b < lives; b++) {
            found += m->found[l * lives + b];
            exposed += m->cells[m->pool.cell_of[l] * lives + b] * m->exposed[l * lives + b];
        }
        m->gains[l] = mode(kappa, kappa, found, exposed);
    }
}

static void maximise_size(pooled *m, uint32_t kind)
{
    double low = SIZE_LOG_MIN, high = SIZE_LOG_MAX, step = (high - low) / SIZE_GRID, best = -INFINITY, at = low, golden = (sqrt(5) - 1) / 2;
    for (int i = -1; i <= SIZE_REFINEMENTS; i++) {
        double x, y, at_x, at_y;
        if (i < 0) {
            for (int g = 0; g <= SIZE_GRID; g++) {
                double value = an_excite_size_likelihood(m->engine, m->size_sums + kind, m->means, kind, exp(low + g * step));
                if (value > best) best = value, at = low + g * step;
            }
            low = at - step, high = at + step;
            continue;
        }
        x = high - golden * (high - low), y = low + golden * (high - low);
        at_x = an_excite_size_likelihood(m->engine, m->size_sums + kind, m->means, kind, exp(x));
        at_y = an_excite_size_likelihood(m->engine, m->size_sums + kind, m->means, kind, exp(y));
        if (at_x < at_y) low = x;
        else high = y;
    }
    m->sizes[kind] = exp((low + high) / 2);
}

/* One Newton step for the trend of a kind: a Poisson regression of the background's events on the covariates. */
static annals_status maximise_trend(an_arena *scratch, pooled *m, uint32_t kind, annals_error *error)
{
    const an_excite_data *d = &m->engine->data;
    size_t n = d->covariate_count;
    double *trend = m->trend + kind * n, precision = isinf(m->prior->trend_sd) ? 1e-6 : 1 / (m->prior->trend_sd * m->prior->trend_sd),
        *fitted = m->scatter;
    an_matrix curvature = an_matrix_new(scratch, n, n), slope = an_matrix_new(scratch, n, 1);
    if (!curvature.at || !slope.at) return an_excite_no_memory(error);
    for (size_t t = 0; t < d->length; t++)
        fitted[t] = m->trend_exposed[kind * d->length + t] * m->background[kind * d->length + t] / m->engine->coverage[t];
    for (size_t a = 0; a < n; a++) {
        const double *za = d->covariates + a * d->length;
        for (size_t t = 0; t < d->length; t++) m->ratio[t] = za[t] * fitted[t];
        slope.at[a] = an_excite_dot(za, m->trend_found + kind * d->length, d->length) - an_excite_dot(za, fitted, d->length) - precision * trend[a];
        for (size_t b = 0; b < n; b++) an_matrix_row(curvature, a)[b] = an_excite_dot(m->ratio, d->covariates + b * d->length, d->length);
        an_matrix_row(curvature, a)[a] += precision;
    }
    AN_TRY(an_linear_cholesky(curvature, "trend", error));
    an_linear_solve_cholesky(curvature, slope);
    for (size_t a = 0; a < n; a++) trend[a] += fmax(-1, fmin(1, slope.at[a]));
    return ANNALS_OK;
}

static annals_status iterate(an_arena *scratch, pooled *m, int iteration, annals_error *error)
{
    const an_excite_data *d = &m->engine->data;
    size_t cells = m->pool.cell_count * d->half_life_count, kinds = m->engine->kind_count;
    memset(m->cell_found, 0, cells * sizeof *m->cell_found);
    memset(m->cell_exposed, 0, cells * sizeof *m->cell_exposed);
    memset(m->trend_found, 0, kinds * d->length * sizeof *m->trend_found);
    memset(m->trend_exposed, 0, kinds * d->length * sizeof *m->trend_exposed);
    for (size_t k = 0; k < d->stream_count; k++) {
        expect(m, k);
        maximise_base(m, k);
        count_links(m, k);
    }
    maximise_effects(m);
    for (uint32_t q = 0; d->covariate_count && q < kinds; q++) AN_TRY(maximise_trend(scratch, m, q, error));
    fill_means(m);
    for (uint32_t q = 0; iteration % SIZE_EVERY == 0 && q < kinds; q++) maximise_size(m, q);
    return ANNALS_OK;
}

static void keep(const pooled *m, an_excite_parameters *out)
{
    const an_excite_data *d = &m->engine->data;
    memcpy(out->base, m->base, d->stream_count * sizeof *out->base);
    memcpy(out->effects, m->effects, d->links.count * d->half_life_count * sizeof *out->effects);
    for (size_t k = 0; k < d->stream_count; k++) {
        out->sizes[k] = m->sizes[an_excite_kind(m->engine, k)];
        memcpy(out->trend + k * d->covariate_count, m->trend + an_excite_kind(m->engine, k) * d->covariate_count,
               d->covariate_count * sizeof *out->trend);
    }
}

annals_status an_excite_fit_pooled(an_arena *arena, an_arena *scratch, const an_excite *engine, const an_excite_prior *prior, int iterations,
                                   an_excite_parameters *out, annals_error *error)
{
    pooled m = {.engine = engine, .prior = prior};
    double before = -INFINITY, periods = (double)((engine->data.length - engine->data.fit_from) * engine->data.stream_count);
    AN_TRY(an_excite_check_kinds(scratch, engine, error));
    AN_TRY(an_excite_parameters_new(arena, engine, out, error));
    AN_TRY(an_excite_pool_links(scratch, engine, true, &m.pool, error));
    if (!make_pooled(scratch, &m)) return an_excite_no_memory(error);
    for (uint32_t q = 0; q < engine->kind_count; q++) AN_TRY(an_excite_count_exceeding(scratch, engine, q, m.size_sums + q, error));
    place_start(&m);
    fill_means(&m);
    for (int iteration = 0; iteration < iterations; iteration++) {
        double now;
        AN_TRY(iterate(scratch, &m, iteration, error));
        if (iteration % CHECK_EVERY) continue;
        now = likelihood(&m);
        if (now - before < CONVERGED * periods) break;
        before = now;
    }
    keep(&m, out);
    return ANNALS_OK;
}
