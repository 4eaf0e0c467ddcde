#include "forecast/count_methods.h"

#include <math.h>

static const char STAGE[] = "forecast";
/* A simulated distribution knows nothing of counts that no path reached. This many further paths, spread as a negative binomial of the same
 * mean and variance, stand for them. */
static const double SMOOTHING_PATHS = 20;

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

static annals_status predict_counts(an_arena *arena, an_counts counts, an_prediction *out, annals_error *error)
{
    *out = (an_prediction){.kind = AN_PREDICTION_COUNTS};
    return an_pmf_of_counts(arena, counts, 0, &out->counts, error);
}

static annals_status predict_baseline(const void *user, an_arena *arena, const an_backtest_view *view, an_prediction *out, annals_error *error)
{
    const an_baseline *baseline = user;
    const an_series *known = view->known;
    for (size_t s = 0; s < known->series_count; s++) {
        an_prediction *first = &out[s * view->step_count];
        an_counts counts;
        AN_TRY(an_baseline_forecast(arena, *baseline, known->values + s * known->length, known->length, &counts, error));
        AN_TRY(predict_counts(arena, counts, first, error));
        for (size_t k = 1; k < view->step_count; k++) first[k] = *first;
    }
    return ANNALS_OK;
}

an_forecaster an_forecaster_baseline(const char *name, const an_baseline *user)
{
    return (an_forecaster){.name = name, .is_baseline = true, .user = user, .predict = predict_baseline};
}

/* ---- engine A ---- */

static annals_status fit(an_arena *arena, const an_excite_method *method, const an_series *known, an_excite *engine, an_excite_parameters *p,
                         annals_error *error)
{
    size_t count = known->series_count;
    double *totals = AN_NEW_ARRAY(arena, double, count);
    uint32_t *kinds = AN_NEW_ARRAY(arena, uint32_t, count);
    an_excite_data data = {.stream_count = count, .length = known->length, .counts = known->values, .coverage = known->coverage,
                           .half_lives = method->half_lives, .half_life_count = method->half_life_count, .kinds = kinds, .fit_from = method->fit_from};
    if (!totals || !kinds) return no_memory(error);
    if (method->level_block > 0)
        AN_TRY(an_excite_find_levels(arena, known->values, known->coverage, count, known->length, method->level_block, &data.levels, error));
    for (size_t s = 0; s < count; s++) {
        kinds[s] = method->streams[s].kind;
        for (size_t t = 0; t < known->length; t++) totals[s] += known->values[s * known->length + t];
    }
    AN_TRY(an_excite_link_streams(arena, method->streams, totals, count, method->roles, method->parents_max, &data.links, error));
    AN_TRY(an_excite_prepare(arena, &data, engine, error));
    if (method->is_pooled) return an_excite_fit_pooled(arena, arena, engine, method->prior, method->iterations, p, error);
    return an_excite_fit_streams(arena, arena, engine, method->prior, false, p, error);
}

size_t an_excite_level_block(an_period period) { return period == AN_PERIOD_WEEK ? 13 : 7 * 13; }

/* The mean of the first period after the last one, at even coverage. */
static double next_mean(const an_excite *engine, const an_excite_parameters *p, size_t stream)
{
    const an_excite_data *d = &engine->data;
    double mean = p->base[stream] * an_excite_level(engine, stream, d->length);
    for (size_t link = d->links.first[stream]; link < d->links.first[stream + 1]; link++)
        for (size_t b = 0; b < d->half_life_count; b++) {
            const double *felt = engine->felt + ((size_t)d->links.links[link].parent * d->half_life_count + b) * (d->length + 1);
            mean += p->effects[link * d->half_life_count + b] * felt[d->length];
        }
    return mean;
}

/* Counts of paths at one step; paths[(path * series + s) * horizon + step - 1]. */
static annals_status collect(an_arena *arena, const float *paths, size_t count, size_t stride, an_prediction *out, annals_error *error)
{
    double *values = AN_NEW_ARRAY(arena, double, count), mean = 0, square = 0, variance;
    an_pmf sample, smooth;
    if (!values) return no_memory(error);
    for (size_t i = 0; i < count; i++) {
        values[i] = (double)paths[i * stride];
        mean += values[i] / (double)count;
        square += values[i] * values[i] / (double)count;
    }
    variance = square - mean * mean;
    mean += 0.5 / (double)count; /* paths without a single event do not prove that none can come */
    AN_TRY(an_pmf_of_sample(arena, values, count, &sample, error));
    AN_TRY(an_pmf_of_counts(arena, (an_counts){mean, variance > mean ? mean * mean / (variance - mean) : INFINITY}, sample.length, &smooth, error));
    *out = (an_prediction){.kind = AN_PREDICTION_COUNTS};
    return an_pmf_pool(arena, &sample, &smooth, (double)count / ((double)count + SMOOTHING_PATHS), &out->counts, error);
}

static annals_status predict_later(an_arena *arena, const an_excite_method *method, const an_backtest_view *view, const an_excite *engine,
                                   const an_excite_parameters *p, an_prediction *out, annals_error *error)
{
    size_t count = view->known->series_count, horizon = view->steps[view->step_count - 1];
    float *paths = AN_NEW_ARRAY(arena, float, method->paths * count * horizon);
    uint32_t *targets = AN_NEW_ARRAY(arena, uint32_t, count);
    an_excite_run run = {.horizon = horizon, .path_count = method->paths, .targets = targets, .target_count = count, .seed = view->seed};
    an_excite_draws draws;
    if (!paths || !targets) return no_memory(error);
    for (size_t s = 0; s < count; s++) targets[s] = (uint32_t)s;
    AN_TRY(an_excite_single_draw(arena, arena, engine, p, &draws, error));
    AN_TRY(an_excite_simulate(arena, engine, &draws, NULL, &run, paths, error));
    for (size_t s = 0; s < count; s++)
        for (size_t k = 0; k < view->step_count; k++)
            if (view->steps[k] > 1)
                AN_TRY(collect(arena, paths + s * horizon + view->steps[k] - 1, method->paths, count * horizon, &out[s * view->step_count + k], error));
    return ANNALS_OK;
}

static annals_status predict_excite(const void *user, an_arena *arena, const an_backtest_view *view, an_prediction *out, annals_error *error)
{
    const an_excite_method *method = user;
    an_excite engine;
    an_excite_parameters p;
    AN_TRY(fit(arena, method, view->known, &engine, &p, error));
    for (size_t s = 0; view->steps[0] == 1 && s < view->known->series_count; s++)
        AN_TRY(predict_counts(arena, (an_counts){next_mean(&engine, &p, s), p.sizes[s]}, &out[s * view->step_count], error));
    if (view->steps[view->step_count - 1] == 1) return ANNALS_OK;
    return predict_later(arena, method, view, &engine, &p, out, error);
}

an_forecaster an_forecaster_excite(const char *name, const an_excite_method *user)
{
    return (an_forecaster){.name = name, .user = user, .predict = predict_excite};
}

/* ---- streams of selectors ---- */

static an_str actor_at(const an_selector *selectors, size_t i) { return i % 2 ? selectors[i / 2].target : selectors[i / 2].source; }

/* The place where the actor stands first, sources and targets counted together, so that a dyad turned round is known as such. */
static uint32_t actor_number(const an_selector *selectors, size_t at)
{
    an_str actor = actor_at(selectors, at);
    for (size_t i = 0; actor.data && i < at; i++)
        if (actor_at(selectors, i).data && an_str_equal(actor_at(selectors, i), actor)) return (uint32_t)i;
    return (uint32_t)at;
}

static bool are_one_class(an_str a, an_str b) { return a.data && b.data ? an_str_equal(a, b) : !a.data && !b.data; }

annals_status an_excite_streams_of(an_arena *arena, const an_selector *selectors, size_t count, an_excite_stream **out, annals_error *error)
{
    an_excite_stream *streams = AN_NEW_ARRAY(arena, an_excite_stream, count);
    uint32_t kinds = 0;
    if (!streams) return no_memory(error);
    for (size_t i = 0; i < count; i++) {
        size_t same = 0;
        while (same < i && !are_one_class(selectors[same].class_name, selectors[i].class_name)) same++;
        streams[i] = (an_excite_stream){.source = actor_number(selectors, 2 * i), .target = actor_number(selectors, 2 * i + 1),
                                        .kind = same < i ? streams[same].kind : kinds++};
    }
    *out = streams;
    return ANNALS_OK;
}
