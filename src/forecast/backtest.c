/* The rolling back-test. Origins are independent of one another: each is worked on in an arena of its own, draws from a seed made of the
 * plan's and its number, and writes to its own places in the result, so any number of threads gives the same bytes. */
#include "forecast/backtest.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "forecast/pool.h"
#include "forecast/random.h"

static const char STAGE[] = "backtest";

typedef struct work {
    const an_backtest_plan *plan;
    const an_series *outcomes;
    an_backtest *result;
    atomic_size_t next;       /* the next origin to work on */
    atomic_size_t failed;     /* the first origin that failed, so that the same error is reported whatever the threads do */
    pthread_mutex_t lock;
    annals_error error;
    annals_status status;
} work;

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

static int days_of(an_period period) { return period == AN_PERIOD_WEEK ? 7 : 1; }

/* ---- what is known, and what came ---- */

static annals_status make_outcomes(an_arena *arena, const an_backtest_source *source, an_series *out, annals_error *error)
{
    if (source->numbers) {
        *out = *source->numbers;
        return ANNALS_OK;
    }
    return an_series_make(arena, source->history, source->measure, source->period, source->selectors, source->selector_count, source->from,
                          source->to, AN_DAY_UNKNOWN, out, error);
}

/* The first `length` periods of numbers. */
static annals_status cut(an_arena *arena, const an_series *whole, size_t length, an_series *out, annals_error *error)
{
    *out = *whole;
    out->length = length;
    out->values = AN_NEW_ARRAY(arena, double, whole->series_count * length);
    if (!out->values) return no_memory(error);
    for (size_t s = 0; s < whole->series_count; s++)
        memcpy(out->values + s * length, whole->values + s * whole->length, length * sizeof(double));
    return ANNALS_OK;
}

static annals_status make_known(an_arena *arena, const work *w, size_t periods, an_series *known, an_day *origin, annals_error *error)
{
    const an_backtest_source *source = &w->plan->source;
    *origin = AN_DAY_UNKNOWN;
    if (source->numbers) return cut(arena, source->numbers, periods, known, error);
    *origin = w->outcomes->first + (an_day)(periods * (size_t)days_of(source->period)) - 1;
    AN_TRY(an_series_make(arena, source->history, source->measure, source->period, source->selectors, source->selector_count,
                          w->outcomes->first, *origin, *origin, known, error));
    if (known->length != periods || known->first != w->outcomes->first)
        return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "the series cannot be cut after %zu periods", periods);
    return ANNALS_OK;
}

/* ---- one origin ---- */

static an_prediction_score *score_at(const an_backtest *b, size_t method, size_t origin, size_t series, size_t step)
{
    return &b->scores[((method * b->origins + origin) * b->series + series) * b->steps + step];
}

static void rate(const work *w, size_t method, size_t origin, const an_prediction *predictions)
{
    const an_backtest *b = w->result;
    for (size_t s = 0; s < b->series; s++)
        for (size_t k = 0; k < b->steps; k++) {
            size_t period = b->origin_periods[origin] + b->step_lengths[k] - 1;
            double outcome = w->outcomes->values[s * w->outcomes->length + period];
            double u = an_random_at(w->plan->seed, method, s * b->steps + k, origin);
            *score_at(b, method, origin, s, k) = an_prediction_rate(&predictions[s * b->steps + k], outcome, w->plan->threshold, u);
        }
}

static annals_status name_the_place(const an_backtest *b, size_t method, size_t origin, annals_status status, annals_error *error)
{
    char reason[sizeof error->message];
    memcpy(reason, error->message, sizeof reason);
    return an_fail(error, status, STAGE, b->origin_periods[origin], "%s after %zu periods: %.400s", b->names[method], b->origin_periods[origin], reason);
}

static annals_status pool_origin(an_arena *arena, const work *w, size_t origin, an_prediction *all, annals_error *error)
{
    const an_backtest_plan *plan = w->plan;
    size_t cells = w->result->series * w->result->steps;
    for (size_t i = 0; i < plan->pool_count; i++) {
        const an_backtest_pool *pool = &plan->pools[i];
        an_prediction *out = all + (plan->forecaster_count + i) * cells;
        for (size_t cell = 0; cell < cells; cell++)
            AN_TRY(an_pool(arena, &all[pool->first * cells + cell], &all[pool->second * cells + cell], pool->weight, &out[cell], error));
        rate(w, plan->forecaster_count + i, origin, out);
    }
    return ANNALS_OK;
}

static annals_status work_origin(an_arena *arena, const work *w, size_t origin, annals_error *error)
{
    const an_backtest_plan *plan = w->plan;
    const an_backtest *b = w->result;
    size_t cells = b->series * b->steps;
    an_prediction *all = AN_NEW_ARRAY(arena, an_prediction, b->methods * cells);
    an_series known;
    an_random random;
    an_backtest_view view = {.known = &known, .history = plan->source.history, .steps = b->step_lengths, .step_count = b->steps};
    if (!all) return no_memory(error);
    AN_TRY(make_known(arena, w, b->origin_periods[origin], &known, &view.origin, error));
    an_random_seed(&random, plan->seed, origin);
    view.seed = an_random_bits(&random);
    for (size_t i = 0; i < plan->forecaster_count; i++) {
        const an_forecaster *f = &plan->forecasters[i];
        annals_status status = f->predict(f->user, arena, &view, all + i * cells, error);
        if (status != ANNALS_OK) return name_the_place(b, i, origin, status, error);
        rate(w, i, origin, all + i * cells);
    }
    return pool_origin(arena, w, origin, all, error);
}

/* ---- all origins ---- */

static void note_failure(work *w, size_t origin, annals_status status, const annals_error *error)
{
    pthread_mutex_lock(&w->lock);
    if (origin < atomic_load(&w->failed)) {
        atomic_store(&w->failed, origin);
        w->status = status;
        w->error = *error;
    }
    pthread_mutex_unlock(&w->lock);
}

static void *worker(void *user)
{
    work *w = user;
    an_arena arena;
    an_arena_init(&arena, 0);
    for (;;) {
        size_t origin = atomic_fetch_add(&w->next, 1);
        annals_error error = {0};
        annals_status status;
        if (origin >= w->result->origins || origin > atomic_load(&w->failed)) break;
        an_arena_reset(&arena);
        status = work_origin(&arena, w, origin, &error);
        if (status != ANNALS_OK) note_failure(w, origin, status, &error);
    }
    an_arena_free(&arena);
    return NULL;
}

/* The calling thread works too; a thread that cannot be started is done without. */
static void work_together(work *w)
{
    pthread_t threads[AN_BACKTEST_THREADS_MAX];
    unsigned wanted = w->plan->threads > 1 ? w->plan->threads - 1 : 0, started = 0;
    if (wanted > AN_BACKTEST_THREADS_MAX) wanted = AN_BACKTEST_THREADS_MAX;
    while (started < wanted && pthread_create(&threads[started], NULL, worker, w) == 0) started++;
    worker(w);
    while (started > 0) pthread_join(threads[--started], NULL);
}

/* ---- the plan ---- */

static annals_status check_steps(const an_backtest_plan *plan, annals_error *error)
{
    if (plan->step_count == 0 || plan->step_count > AN_BACKTEST_STEPS_MAX)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "%zu steps ahead; from 1 to %d can be asked for", plan->step_count, AN_BACKTEST_STEPS_MAX);
    for (size_t k = 0; k < plan->step_count; k++)
        if (plan->steps[k] == 0 || (k && plan->steps[k] <= plan->steps[k - 1]))
            return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "steps ahead must begin at 1 or later and rise");
    return ANNALS_OK;
}

static annals_status check_methods(const an_backtest_plan *plan, annals_error *error)
{
    if (plan->forecaster_count == 0 || plan->forecaster_count + plan->pool_count > AN_BACKTEST_METHODS_MAX)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "%zu methods; from 1 to %d can be compared", plan->forecaster_count + plan->pool_count,
                       AN_BACKTEST_METHODS_MAX);
    for (size_t i = 0; i < plan->pool_count; i++)
        if (plan->pools[i].first >= plan->forecaster_count || plan->pools[i].second >= plan->forecaster_count)
            return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "pool %s is made of a method that does not exist", plan->pools[i].name);
    return ANNALS_OK;
}

static annals_status check_origins(const an_backtest_plan *plan, const an_series *outcomes, annals_error *error)
{
    size_t last_step = plan->steps[plan->step_count - 1];
    if (plan->every == 0 || plan->first_origin == 0 || plan->last_origin < plan->first_origin)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "no origins from %zu to %zu by %zu", plan->first_origin, plan->last_origin, plan->every);
    if ((plan->last_origin - plan->first_origin) / plan->every >= AN_BACKTEST_ORIGINS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "more than %d origins", AN_BACKTEST_ORIGINS_MAX);
    if (last_step > outcomes->length || plan->last_origin > outcomes->length - last_step)
        return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "%zu periods are too few for an origin after %zu and %zu periods ahead", outcomes->length,
                       plan->last_origin, last_step);
    return ANNALS_OK;
}

static void name_methods(const an_backtest_plan *plan, an_backtest *out)
{
    for (size_t i = 0; i < plan->forecaster_count; i++) {
        out->names[i] = plan->forecasters[i].name;
        out->is_baseline[i] = plan->forecasters[i].is_baseline;
    }
    for (size_t i = 0; i < plan->pool_count; i++) out->names[plan->forecaster_count + i] = plan->pools[i].name;
}

static annals_status lay_out(an_arena *arena, const an_backtest_plan *plan, const an_series *outcomes, an_backtest *out, annals_error *error)
{
    size_t origins = (plan->last_origin - plan->first_origin) / plan->every + 1, *steps, *periods;
    *out = (an_backtest){.methods = plan->forecaster_count + plan->pool_count, .origins = origins, .series = outcomes->series_count,
                         .steps = plan->step_count};
    name_methods(plan, out);
    steps = AN_NEW_ARRAY(arena, size_t, plan->step_count);
    periods = AN_NEW_ARRAY(arena, size_t, origins);
    out->scores = AN_NEW_ARRAY(arena, an_prediction_score, out->methods * origins * out->series * out->steps);
    if (arena->is_exhausted) return no_memory(error);
    memcpy(steps, plan->steps, plan->step_count * sizeof *steps);
    for (size_t i = 0; i < origins; i++) periods[i] = plan->first_origin + i * plan->every;
    out->step_lengths = steps;
    out->origin_periods = periods;
    return ANNALS_OK;
}

annals_status an_backtest_run(an_arena *arena, const an_backtest_plan *plan, an_backtest *out, annals_error *error)
{
    an_series outcomes;
    work w = {.plan = plan, .outcomes = &outcomes, .result = out};
    AN_TRY(check_steps(plan, error));
    AN_TRY(check_methods(plan, error));
    AN_TRY(make_outcomes(arena, &plan->source, &outcomes, error));
    AN_TRY(check_origins(plan, &outcomes, error));
    AN_TRY(lay_out(arena, plan, &outcomes, out, error));
    atomic_init(&w.next, 0);
    atomic_init(&w.failed, SIZE_MAX);
    if (pthread_mutex_init(&w.lock, NULL) != 0) return no_memory(error);
    work_together(&w);
    pthread_mutex_destroy(&w.lock);
    if (w.status != ANNALS_OK && error) *error = w.error;
    return w.status;
}
