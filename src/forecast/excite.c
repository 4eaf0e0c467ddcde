/* What the fits, the sampler and the simulation of excite.h share: data checked and turned into what each stream feels, means, branching.
 *
 * x does not depend on any parameter, so it is computed once, with the coverage multiplied in; a mean is then a sum of whole columns, which is
 * where all engines spend their time and what compilers turn into vector code. */
#include "forecast/excite_internal.h"
#include "base/array.h"

#include <math.h>
#include <stdlib.h>

const double an_excite_day_half_lives[3] = {1, 7, 30};
const double an_excite_week_half_lives[3] = {1, 4, 26};
const char *const an_excite_role_names[AN_EXCITE_ROLE_COUNT] = {"itself", "same pair, other class", "reverse", "shared actor"};

/* Weak: an event triggers a tenth of another in each half-life, sizes from .05 to 20, a base that may halve or double in a season. */
const an_excite_prior an_excite_default_prior = {
    .base_shape = 1, .base_mean = NAN, .effect_shape = 1, .effect_rate = 10, .gain_shape = 2, .log_size_mean = 0, .log_size_sd = 1.5, .trend_sd = .5};
const an_excite_prior an_excite_flat_prior = {
    .base_shape = 1, .base_mean = INFINITY, .effect_shape = 1, .effect_rate = 0, .gain_shape = 2, .log_size_mean = 0, .log_size_sd = INFINITY,
        .trend_sd = INFINITY};

enum { RADIUS_STEPS_MAX = 5000 };
#define RADIUS_PRECISION 1e-12

annals_status an_excite_no_memory(annals_error *error)
{
    return an_fail(error, ANNALS_E_MEMORY, "forecast", 0, "out of memory for a system of streams");
}

/* ---- who may excite whom ---- */

static bool find_role(const an_excite_stream *to, const an_excite_stream *from, an_excite_role *role)
{
    if (to->source == from->source && to->target == from->target) *role = to->kind == from->kind ? AN_EXCITE_SELF : AN_EXCITE_SAME_DYAD;
    else if (to->source == from->target && to->target == from->source) *role = AN_EXCITE_REVERSE;
    else if (to->source == from->source || to->target == from->target || to->source == from->target || to->target == from->source)
        *role = AN_EXCITE_SHARED_ACTOR;
    else return false;
    return true;
}

typedef struct candidate {
    an_excite_link link;
    double total;
} candidate;

static int by_rank(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    if (a->link.role != b->link.role) return a->link.role < b->link.role ? -1 : 1;
    if (a->total != b->total) return a->total > b->total ? -1 : 1;
    return (a->link.parent > b->link.parent) - (a->link.parent < b->link.parent);
}

static size_t find_parents(const an_excite_stream *streams, const double *totals, size_t count, unsigned roles, uint32_t to, candidate *out)
{
    size_t found = 0;
    for (uint32_t j = 0; j < count; j++) {
        an_excite_role role = AN_EXCITE_SELF;
        if (j == to) role = AN_EXCITE_SELF;
        else if (!find_role(streams + to, streams + j, &role) || !(roles >> role & 1)) continue;
        out[found++] = (candidate){{j, role}, totals[j]};
    }
    qsort(out, found, sizeof *out, by_rank);
    return found;
}

annals_status an_excite_link_streams(an_arena *arena, const an_excite_stream *streams, const double *totals, size_t stream_count, unsigned roles,
                                     size_t parents_max, an_excite_links *out, annals_error *error)
{
    uint32_t *first = AN_NEW_ARRAY(arena, uint32_t, stream_count + 1);
    candidate *candidates = AN_NEW_ARRAY(arena, candidate, stream_count);
    AN_ARRAY(an_excite_link) links = {0};
    if (!first || !candidates) return an_excite_no_memory(error);
    for (uint32_t k = 0; k < stream_count; k++) {
        size_t found = find_parents(streams, totals, stream_count, roles & ~1u, k, candidates);
        if (parents_max && found > parents_max) found = parents_max;
        first[k] = (uint32_t)links.count;
        for (size_t i = 0; i < found; i++)
            if (!AN_PUSH(arena, &links, candidates[i].link)) return an_excite_no_memory(error);
    }
    first[stream_count] = (uint32_t)links.count;
    *out = (an_excite_links){first, links.items, (uint32_t)links.count};
    return ANNALS_OK;
}

void an_excite_weigh(const double *counts, const double *marks, size_t count, double exponent, double *out)
{
    for (size_t i = 0; i < count; i++) out[i] = counts[i] > 0 && exponent != 0 ? counts[i] * pow(1 + marks[i] / counts[i], exponent) : counts[i];
}

annals_status an_excite_trend(an_arena *arena, size_t length, size_t every, double **out, size_t *count, annals_error *error)
{
    if (!every || !length) return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "a trend needs a positive distance of its knots");
    *count = (length - 1 + every - 1) / every + 1;
    if (*count > AN_EXCITE_TREND_MAX)
        return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "a trend with %zu knots, more than %d: set them further apart", *count,
                       AN_EXCITE_TREND_MAX);
    *out = AN_NEW_ARRAY(arena, double, *count * length);
    if (!*out) return an_excite_no_memory(error);
    for (size_t c = 0; c < *count; c++)
        for (size_t t = 0; t < length; t++) {
            double distance = fabs((double)t / (double)every - (double)c);
            if (distance < 1) (*out)[c * length + t] = 1 - distance;
        }
    return ANNALS_OK;
}

/* ---- checks ---- */

static annals_status check_shape(const an_excite_data *d, annals_error *error)
{
    if (!d->stream_count) return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "no stream was given: there is no history to fit");
    if (d->stream_count > AN_EXCITE_STREAMS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, "forecast", 0, "%zu streams, more than %d", d->stream_count, AN_EXCITE_STREAMS_MAX);
    if (d->length < AN_EXCITE_PERIODS_MIN + d->fit_from)
        return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "a history of %zu periods is too short; %d are needed", d->length,
                       AN_EXCITE_PERIODS_MIN);
    if (!d->half_life_count || d->half_life_count > AN_EXCITE_HALF_LIVES_MAX)
        return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "1 to %d half-lives, not %zu", AN_EXCITE_HALF_LIVES_MAX, d->half_life_count);
    for (size_t b = 0; b < d->half_life_count; b++)
        if (!(d->half_lives[b] >= 0 && isfinite(d->half_lives[b])) || (b && d->half_lives[b] <= d->half_lives[b - 1]))
            return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "half-lives must be numbers from 0, rising");
    if (d->covariate_count > AN_EXCITE_TREND_MAX)
        return an_fail(error, ANNALS_E_LIMIT, "forecast", 0, "%zu covariates, more than %d", d->covariate_count, AN_EXCITE_TREND_MAX);
    for (uint32_t l = 0; l < d->links.count; l++)
        if (d->links.links[l].parent >= d->stream_count || d->links.links[l].role >= AN_EXCITE_ROLE_COUNT)
            return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "link %u leads to no stream", l + 1);
    return ANNALS_OK;
}

static annals_status check_counts(const an_excite_data *d, annals_error *error)
{
    for (size_t k = 0; k < d->stream_count; k++)
        for (size_t t = 0; t < d->length; t++) {
            double y = d->counts[k * d->length + t], w = d->weights ? d->weights[k * d->length + t] : y;
            if (!(y >= 0 && y <= 1e9 && y == floor(y)))
                return an_fail(error, ANNALS_E_INPUT, "forecast", t + 1, "stream %zu, period %zu: %g is no count of events", k + 1, t + 1, y);
            if (!(w >= 0 && w <= 1e12))
                return an_fail(error, ANNALS_E_INPUT, "forecast", t + 1, "stream %zu, period %zu: %g is no weight", k + 1, t + 1, w);
        }
    for (size_t i = 0; d->levels && i < d->stream_count * (d->length + 1); i++)
        if (!(d->levels[i] > 0 && isfinite(d->levels[i])))
            return an_fail(error, ANNALS_E_INPUT, "forecast", i % (d->length + 1) + 1, "stream %zu, period %zu: %g is no level", i / (d->length + 1) + 1,
                           i % (d->length + 1) + 1, d->levels[i]);
    for (size_t t = 0; t < d->length; t++) {
        if (d->coverage && !(d->coverage[t] >= 0 && isfinite(d->coverage[t])))
            return an_fail(error, ANNALS_E_INPUT, "forecast", t + 1, "period %zu: %g is no coverage", t + 1, d->coverage[t]);
        for (size_t c = 0; c < d->covariate_count; c++)
            if (!isfinite(d->covariates[c * d->length + t]))
                return an_fail(error, ANNALS_E_INPUT, "forecast", t + 1, "covariate %zu is missing in period %zu", c + 1, t + 1);
    }
    return ANNALS_OK;
}

/* ---- preparation ---- */

static void fill_felt(const an_excite_data *d, const double *coverage, size_t j, size_t b, double *felt)
{
    const double *weights = (d->weights ? d->weights : d->counts) + j * d->length;
    double half_life = d->half_lives[b], keep = half_life > 0 ? exp2(-1 / half_life) : 0, x = 0;
    for (size_t t = 0; t <= d->length; t++) {
        felt[t] = x * (t < d->length ? coverage[t] : 1);
        if (t < d->length) x = keep * x + (1 - keep) * (weights[t] / coverage[t]);
    }
}

static uint32_t count_kinds(const an_excite_data *d)
{
    uint32_t count = 1;
    for (size_t k = 0; d->kinds && k < d->stream_count; k++)
        if (d->kinds[k] >= count) count = d->kinds[k] + 1;
    return count;
}

annals_status an_excite_prepare(an_arena *arena, const an_excite_data *data, an_excite *out, annals_error *error)
{
    size_t n = data->stream_count, length = data->length;
    double *coverage, *felt, *totals;
    AN_TRY(check_shape(data, error));
    AN_TRY(check_counts(data, error));
    *out = (an_excite){.data = *data, .kind_count = count_kinds(data)};
    if (out->kind_count > n) return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "more kinds than streams");
    if (data->half_lives[0] == 0 && data->fit_from == 0) out->data.fit_from = 1;
    coverage = AN_NEW_ARRAY(arena, double, length);
    felt = AN_NEW_ARRAY(arena, double, n * data->half_life_count * (length + 1));
    totals = AN_NEW_ARRAY(arena, double, n);
    if (!coverage || !felt || !totals) return an_excite_no_memory(error);
    for (size_t t = 0; t < length; t++) coverage[t] = data->coverage ? fmax(data->coverage[t], AN_EXCITE_COVERAGE_MIN) : 1;
    for (size_t j = 0; j < n; j++) {
        for (size_t b = 0; b < data->half_life_count; b++) fill_felt(data, coverage, j, b, felt + (j * data->half_life_count + b) * (length + 1));
        for (size_t t = out->data.fit_from; t < length; t++) totals[j] += data->counts[j * length + t];
    }
    out->coverage = coverage;
    out->felt = felt;
    out->totals = totals;
    return ANNALS_OK;
}

annals_status an_excite_parameters_new(an_arena *arena, const an_excite *engine, an_excite_parameters *out, annals_error *error)
{
    const an_excite_data *d = &engine->data;
    out->base = AN_NEW_ARRAY(arena, double, d->stream_count);
    out->effects = AN_NEW_ARRAY(arena, double, d->links.count * d->half_life_count);
    out->sizes = AN_NEW_ARRAY(arena, double, d->stream_count);
    out->trend = AN_NEW_ARRAY(arena, double, d->stream_count * d->covariate_count);
    return out->base && out->effects && out->sizes && out->trend ? ANNALS_OK : an_excite_no_memory(error);
}

/* ---- means ---- */

void an_excite_add_scaled(double *out, const double *column, double factor, size_t count)
{
    for (size_t t = 0; t < count; t++) out[t] += factor * column[t];
}

double an_excite_dot(const double *a, const double *b, size_t count)
{
    double sums[DOT_LANES] = {0}, sum = 0;
    size_t t = 0;
    for (; t + DOT_LANES <= count; t += DOT_LANES)
        for (size_t lane = 0; lane < DOT_LANES; lane++) sums[lane] += a[t + lane] * b[t + lane];
    for (; t < count; t++) sum += a[t] * b[t];
    for (size_t lane = 0; lane < DOT_LANES; lane++) sum += sums[lane];
    return sum;
}

void an_excite_background(const an_excite *engine, const double *trend, double *out)
{
    const an_excite_data *d = &engine->data;
    if (!d->covariate_count) {
        memcpy(out, engine->coverage, d->length * sizeof *out);
        return;
    }
    memset(out, 0, d->length * sizeof *out);
    for (size_t c = 0; c < d->covariate_count; c++) an_excite_add_scaled(out, d->covariates + c * d->length, trend[c], d->length);
    for (size_t t = 0; t < d->length; t++) out[t] = engine->coverage[t] * exp(out[t]);
}

void an_excite_raise(const an_excite *engine, size_t stream, const double *of_kind, double *out)
{
    for (size_t t = 0; t < engine->data.length; t++) out[t] = of_kind[t] * an_excite_level(engine, stream, t);
}

void an_excite_add_links(const an_excite *engine, size_t stream, const double *effects, double *out)
{
    const an_excite_data *d = &engine->data;
    for (uint32_t l = d->links.first[stream]; l < d->links.first[stream + 1]; l++)
        for (size_t b = 0; b < d->half_life_count; b++)
            if (effects[l * d->half_life_count + b] != 0)
                an_excite_add_scaled(out, an_excite_felt(engine, d->links.links[l].parent, b), effects[l * d->half_life_count + b], d->length);
}

void an_excite_means(const an_excite *engine, const an_excite_parameters *p, size_t stream, double *out)
{
    const an_excite_data *d = &engine->data;
    an_excite_background(engine, d->covariate_count ? p->trend + stream * d->covariate_count : NULL, out);
    an_excite_raise(engine, stream, out, out);
    for (size_t t = 0; t < d->length; t++) out[t] *= p->base[stream];
    an_excite_add_links(engine, stream, p->effects, out);
}

double an_excite_log_likelihood(an_arena *scratch, const an_excite *engine, const an_excite_parameters *p, size_t stream)
{
    const an_excite_data *d = &engine->data;
    double *means = AN_NEW_ARRAY(scratch, double, d->length), sum = 0;
    if (!means) return NAN;
    an_excite_means(engine, p, stream, means);
    for (size_t t = d->fit_from; t < d->length; t++)
        sum += an_counts_log_pmf((an_counts){means[t], p->sizes[stream]}, d->counts[stream * d->length + t]);
    return sum;
}

/* ---- the system as a whole ---- */

static double branching_of_link(const an_excite *engine, const an_excite_parameters *p, uint32_t link)
{
    size_t lives = engine->data.half_life_count;
    double sum = 0;
    for (size_t b = 0; b < lives; b++) sum += p->effects[link * lives + b];
    return sum;
}

void an_excite_branching(const an_excite *engine, const an_excite_parameters *p, an_matrix out)
{
    const an_excite_links *links = &engine->data.links;
    memset(out.at, 0, out.rows * out.columns * sizeof *out.at);
    for (size_t k = 0; k < engine->data.stream_count; k++)
        for (uint32_t l = links->first[k]; l < links->first[k + 1]; l++) an_matrix_row(out,
                                                                    k)[links->links[l].parent] += branching_of_link(engine, p, l);
}

/* One step of x := (N + 1) x; returns the largest growth of an entry. */
static double grow(const an_excite_links *links, const double *branching, double *x, double *next, size_t count)
{
    double largest = 0, most = 0;
    for (size_t k = 0; k < count; k++) {
        next[k] = x[k];
        for (uint32_t l = links->first[k]; l < links->first[k + 1]; l++) next[k] += branching[l] * x[links->links[l].parent];
        largest = fmax(largest, next[k] / x[k]);
        most = fmax(most, next[k]);
    }
    for (size_t k = 0; k < count; k++) x[k] = next[k] / most;
    return largest;
}

/* N is not negative and sparse, so powers of N + 1 applied to ones, with the largest growth of any entry, come down to 1 + radius from above
 * (Collatz and Wielandt): what is returned never understates it. */
double an_excite_spectral_radius(an_arena *scratch, const an_excite *engine, const an_excite_parameters *p)
{
    size_t n = engine->data.stream_count;
    double *x = AN_NEW_ARRAY(scratch, double, n), *next = AN_NEW_ARRAY(scratch, double, n), radius = INFINITY;
    double *branching = AN_NEW_ARRAY(scratch, double, engine->data.links.count);
    if (!x || !next || !branching) return NAN;
    for (uint32_t l = 0; l < engine->data.links.count; l++) branching[l] = branching_of_link(engine, p, l);
    for (size_t k = 0; k < n; k++) x[k] = 1;
    for (int step = 0; step < RADIUS_STEPS_MAX; step++) {
        double before = radius;
        radius = grow(&engine->data.links, branching, x, next, n) - 1;
        for (size_t k = 0; k < n; k++) x[k] = fmax(x[k], 1e-200); /* an entry that nothing feeds must not vanish and divide */
        if (before - radius < RADIUS_PRECISION) break;
    }
    return radius;
}

annals_status an_excite_refuse_explosive(double radius, annals_error *error)
{
    return an_fail(error, ANNALS_E_INPUT, "forecast", 0,
                   "spectral radius %.3f: each event triggers at least one more, so the fitted system has no long run to "
                   "forecast (a missing trend or repeated reports look like this)",
                   radius);
}

annals_status an_excite_response(an_arena *scratch, const an_excite *engine, const an_excite_parameters *p, size_t from, double *out,
                                 annals_error *error)
{
    size_t n = engine->data.stream_count;
    an_matrix system = an_matrix_new(scratch, n, n), right = {out, n, 1};
    double radius = an_excite_spectral_radius(scratch, engine, p);
    if (!system.at || isnan(radius)) return an_excite_no_memory(error);
    if (from >= n) return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "there is no stream %zu", from + 1);
    if (radius >= 1) return an_excite_refuse_explosive(radius, error);
    an_excite_branching(engine, p, system);
    for (size_t i = 0; i < n * n; i++) system.at[i] = (i % (n + 1) == 0) - system.at[i];
    memset(out, 0, n * sizeof *out);
    out[from] = 1;
    AN_TRY(an_linear_solve(system, right, "branching matrix", error));
    out[from] -= 1;
    return ANNALS_OK;
}
