/* Forward in time. The count of stream k in period t of path p is the quantile of its negative binomial at a number that depends on (seed, p, k, t)
 * alone. Two runs that differ in a scenario therefore differ by what the scenario does and by nothing else: with nothing injected, held or
 * tilted, not by a single event. */
#include "forecast/excite_internal.h"

#include <math.h>

#define EVENTS_MAX_DEFAULT 1e6

/* What a scenario does to one stream in one period. */
typedef struct cell {
    double injected; /* weight */
    double held;     /* events; negative = free */
    double tilt;
} cell;

typedef struct runner {
    const an_excite *engine;
    const an_excite_run *run;
    double *state;       /* [stream * half-lives + b] x */
    double *keep;        /* [b] share of x that a period leaves: 2^(-1/half-life) */
    double *counts, *mean_weights;
    double *future;      /* [stream * horizon + t] level exp(trend' z) of the draw in use */
    const an_excite_parameters *future_of;
    cell *cells;         /* [t * streams + stream] */
} runner;

/* ---- scenarios ---- */

static annals_status check_place(const runner *r, const char *what, size_t number, uint32_t stream, uint32_t from, uint32_t to, double amount,
                                 annals_error *error)
{
    if (stream >= r->engine->data.stream_count)
        return an_fail(error, ANNALS_E_USAGE, "forecast", number, "%s %zu: there is no stream %u", what, number, stream + 1);
    if (from >= to || to > r->run->horizon)
        return an_fail(error, ANNALS_E_USAGE, "forecast", number, "%s %zu: periods %u to %u do not lie within the horizon of %zu", what, number,
                       from + 1, to, r->run->horizon);
    if (!(amount >= 0 && amount <= 1e9))
        return an_fail(error, ANNALS_E_USAGE, "forecast", number, "%s %zu: %g must be a number from 0", what, number, amount);
    return ANNALS_OK;
}

static cell *cell_at(const runner *r, uint32_t stream, size_t time) { return r->cells + time * r->engine->data.stream_count + stream; }

static annals_status place_holds(runner *r, const an_excite_scenario *s, annals_error *error)
{
    for (size_t i = 0; i < s->hold_count; i++) {
        const an_excite_hold *hold = s->holds + i;
        AN_TRY(check_place(r, "hold", i + 1, hold->stream, hold->from, hold->to, hold->per_period, error));
        for (uint32_t t = hold->from; t < hold->to; t++) {
            cell *c = cell_at(r, hold->stream, t);
            double place = t - hold->from;
            if (c->held >= 0)
                return an_fail(error, ANNALS_E_USAGE, "forecast", i + 1, "hold %zu: stream %u is held already in period %u", i + 1,
                               hold->stream + 1, t + 1);
            c->held = floor((place + 1) * hold->per_period + 1e-9) - floor(place * hold->per_period + 1e-9);
        }
    }
    return ANNALS_OK;
}

static annals_status place_rest(runner *r, const an_excite_scenario *s, annals_error *error)
{
    for (size_t i = 0; i < s->injection_count; i++) {
        const an_excite_injection *in = s->injections + i;
        AN_TRY(check_place(r, "injection", i + 1, in->stream, in->time, in->time + 1, in->weight, error));
        if (cell_at(r, in->stream, in->time)->held >= 0)
            return an_fail(error, ANNALS_E_USAGE, "forecast", i + 1,
                           "injection %zu: stream %u is held in period %u, so that nothing can be added to it", i + 1, in->stream + 1,
                           in->time + 1);
        cell_at(r, in->stream, in->time)->injected += in->weight;
    }
    for (size_t i = 0; i < s->tilt_count; i++) {
        const an_excite_tilt *tilt = s->tilts + i;
        AN_TRY(check_place(r, "assumption", i + 1, tilt->stream, tilt->from, tilt->to, tilt->factor, error));
        for (uint32_t t = tilt->from; t < tilt->to; t++) cell_at(r, tilt->stream, t)->tilt *= tilt->factor;
    }
    return ANNALS_OK;
}

static annals_status place_scenario(an_arena *scratch, runner *r, const an_excite_scenario *s, annals_error *error)
{
    size_t count = r->run->horizon * r->engine->data.stream_count;
    r->cells = AN_NEW_ARRAY(scratch, cell, count);
    if (!r->cells) return an_excite_no_memory(error);
    for (size_t i = 0; i < count; i++) r->cells[i] = (cell){0, -1, 1};
    if (!s) return ANNALS_OK;
    if (s->hold_count + s->injection_count + s->tilt_count > AN_EXCITE_STEPS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, "forecast", 0, "a scenario of more than %d steps", AN_EXCITE_STEPS_MAX);
    AN_TRY(place_holds(r, s, error));
    return place_rest(r, s, error);
}

/* ---- one path ---- */

/* level exp(trend' z) over the horizon, the level as it is after the last period; z as given or as in the last period of the data. */
static void fill_future(runner *r, const an_excite_parameters *p)
{
    const an_excite_data *d = &r->engine->data;
    size_t horizon = r->run->horizon;
    if (r->future_of == p) return;
    r->future_of = p;
    for (size_t k = 0; k < d->stream_count; k++)
        for (size_t t = 0; t < horizon; t++) {
            double sum = 0;
            for (size_t c = 0; c < d->covariate_count; c++) {
                double z = r->run->future_covariates ? r->run->future_covariates[c * horizon + t] : d->covariates[c * d->length + d->length - 1];
                sum += p->trend[k * d->covariate_count + c] * z;
            }
            r->future[k * horizon + t] = an_excite_level(r->engine, k, d->length) * exp(sum);
        }
}

static void begin_path(runner *r)
{
    const an_excite_data *d = &r->engine->data;
    for (size_t j = 0; j < d->stream_count; j++)
        for (size_t b = 0; b < d->half_life_count; b++) r->state[j * d->half_life_count + b] = an_excite_felt(r->engine, j, b)[d->length];
}

static double mean_now(const runner *r, const an_excite_parameters *p, uint32_t k, size_t t)
{
    const an_excite_data *d = &r->engine->data;
    size_t lives = d->half_life_count;
    double mean = p->base[k] * cell_at(r, k, t)->tilt * r->future[k * r->run->horizon + t];
    for (uint32_t l = d->links.first[k]; l < d->links.first[k + 1]; l++) {
        const double *effects = p->effects + l * lives, *state = r->state + d->links.links[l].parent * lives;
        for (size_t b = 0; b < lives; b++) mean += effects[b] * state[b];
    }
    return mean;
}

static annals_status step(runner *r, const an_excite_parameters *p, uint64_t path, size_t t, annals_error *error)
{
    const an_excite_data *d = &r->engine->data;
    double most = r->run->events_max > 0 ? r->run->events_max : EVENTS_MAX_DEFAULT;
    for (uint32_t k = 0; k < d->stream_count; k++) {
        const cell *c = cell_at(r, k, t);
        if (c->held >= 0) {
            r->counts[k] = c->held;
            continue;
        }
        r->counts[k] = mean_now(r, p, k, t);
        if (!(r->counts[k] <= most))
            return an_fail(error, ANNALS_E_INPUT, "forecast", path, "path %llu runs away: %g events of stream %u in period %zu",
                           (unsigned long long)path, r->counts[k], k + 1, t + 1);
        r->counts[k] = an_counts_quantile((an_counts){r->counts[k], p->sizes[k]}, an_random_at(r->run->seed, path, k, t));
    }
    for (uint32_t k = 0; k < d->stream_count; k++)
        for (size_t b = 0; b < d->half_life_count; b++) {
            double weight = r->counts[k] * r->mean_weights[k] + cell_at(r, k, t)->injected, kept = r->keep[b];
            r->state[k * d->half_life_count + b] = kept * r->state[k * d->half_life_count + b] + (1 - kept) * weight;
        }
    return ANNALS_OK;
}

static annals_status run_path(runner *r, const an_excite_parameters *p, uint64_t path, float *out, annals_error *error)
{
    const an_excite_run *run = r->run;
    fill_future(r, p);
    begin_path(r);
    for (size_t t = 0; t < run->horizon; t++) {
        AN_TRY(step(r, p, path, t, error));
        for (size_t i = 0; i < run->target_count; i++) out[i * run->horizon + t] = (float)r->counts[run->targets[i]];
    }
    return ANNALS_OK;
}

/* ---- all ---- */

static annals_status check_run(const an_excite *engine, const an_excite_draws *draws, const an_excite_run *run, annals_error *error)
{
    if (!draws->count) return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "there is no draw of the parameters to run forward");
    if (!run->horizon || run->horizon > AN_EXCITE_HORIZON_MAX)
        return an_fail(error, ANNALS_E_LIMIT, "forecast", 0, "a horizon of %zu periods; 1 to %d can be run", run->horizon, AN_EXCITE_HORIZON_MAX);
    if (!run->path_count || run->path_count > AN_EXCITE_PATHS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, "forecast", 0, "%zu paths; 1 to %d can be run", run->path_count, AN_EXCITE_PATHS_MAX);
    for (size_t i = 0; i < run->target_count; i++)
        if (run->targets[i] >= engine->data.stream_count)
            return an_fail(error, ANNALS_E_USAGE, "forecast", i + 1, "there is no stream %u to keep", run->targets[i] + 1);
    return ANNALS_OK;
}

/* The weight of an event to come: the mean of those seen. */
static void fill_mean_weights(const an_excite_data *d, double *out)
{
    for (size_t k = 0; k < d->stream_count; k++) {
        double counts = 0, weights = 0;
        for (size_t t = 0; t < d->length; t++) {
            counts += d->counts[k * d->length + t];
            weights += d->weights ? d->weights[k * d->length + t] : d->counts[k * d->length + t];
        }
        out[k] = counts > 0 ? weights / counts : 1;
    }
}

annals_status an_excite_simulate(an_arena *scratch, const an_excite *engine, const an_excite_draws *draws, const an_excite_scenario *scenario,
                                 const an_excite_run *run, float *out, annals_error *error)
{
    const an_excite_data *d = &engine->data;
    runner r = {.engine = engine, .run = run};
    AN_TRY(check_run(engine, draws, run, error));
    r.state = AN_NEW_ARRAY(scratch, double, d->stream_count * d->half_life_count);
    r.keep = AN_NEW_ARRAY(scratch, double, d->half_life_count);
    r.counts = AN_NEW_ARRAY(scratch, double, d->stream_count);
    r.mean_weights = AN_NEW_ARRAY(scratch, double, d->stream_count);
    r.future = AN_NEW_ARRAY(scratch, double, d->stream_count * run->horizon);
    if (!r.state || !r.keep || !r.counts || !r.mean_weights || !r.future) return an_excite_no_memory(error);
    AN_TRY(place_scenario(scratch, &r, scenario, error));
    fill_mean_weights(d, r.mean_weights);
    for (size_t b = 0; b < d->half_life_count; b++) r.keep[b] = d->half_lives[b] > 0 ? exp2(-1 / d->half_lives[b]) : 0;
    for (size_t i = 0; i < run->path_count; i++) {
        size_t path = run->first_path + i;
        AN_TRY(run_path(&r, draws->draws + path % draws->count, path, out + i * run->target_count * run->horizon, error));
    }
    return ANNALS_OK;
}

annals_status an_excite_single_draw(an_arena *arena, an_arena *scratch, const an_excite *engine, const an_excite_parameters *p, an_excite_draws *out,
                                    annals_error *error)
{
    double radius = an_excite_spectral_radius(scratch, engine, p);
    if (isnan(radius)) return an_excite_no_memory(error);
    if (radius >= 1) return an_excite_refuse_explosive(radius, error);
    *out = (an_excite_draws){AN_NEW(arena, an_excite_parameters), 1, 0, AN_NEW(arena, double), NAN};
    if (!out->draws || !out->spectral_radii) return an_excite_no_memory(error);
    *out->draws = *p;
    *out->spectral_radii = radius;
    return ANNALS_OK;
}
