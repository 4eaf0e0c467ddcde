/* With exponential kernels the past of a stream j, as stream i feels it, is one number, R = sum exp(-decay_i (t - s)): it shrinks by
 * exp(-decay_i dt) as time passes and grows by 1 at an event. One merged walk over the events therefore does what looks like a double
 * sum (Ozaki 1979). */
#include "forecast/hawkes.h"
#include "base/array.h"

#include <math.h>
#include <string.h>

static annals_status no_memory(annals_error *error)
{
    return an_fail(error, ANNALS_E_MEMORY, "forecast", 0, "out of memory for a system of streams");
}

annals_status an_hawkes_check(const an_hawkes_events *events, annals_error *error)
{
    uint64_t total = 0;
    if (!events->stream_count || events->stream_count > AN_HAWKES_STREAMS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, "forecast", 0, "%zu streams; 1 to %d can be fitted", events->stream_count, AN_HAWKES_STREAMS_MAX);
    if (!(isfinite(events->end) && events->end > 0))
        return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "the time observed must be positive, not %g", events->end);
    for (size_t i = 0; i < events->stream_count; i++) {
        const double *times = events->times[i];
        for (size_t k = 0; k < events->counts[i]; k++)
            if (!(times[k] >= 0 && times[k] <= events->end) || (k && times[k] < times[k - 1]))
                return an_fail(error, ANNALS_E_INPUT, "forecast", k + 1, "stream %zu, event %zu: time %g is before the one above or outside 0 to %g",
                               i + 1, k + 1, times[k], events->end);
        total += events->counts[i];
    }
    if (total > AN_HAWKES_EVENTS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, "forecast", 0, "%llu events, more than %d", (unsigned long long)total, AN_HAWKES_EVENTS_MAX);
    return ANNALS_OK;
}

/* ---- one receiving stream ---- */

/* Walks over all events in time as stream `to` feels them. */
typedef struct walk {
    const an_hawkes_events *events;
    double *felt;  /* [j] R of the text above, at `now` */
    size_t *next;  /* [j] events of j up to here are in `felt` */
    double now, decay;
} walk;

static bool begin_walk(an_arena *scratch, const an_hawkes_events *events, double decay, walk *w)
{
    *w = (walk){events, AN_NEW_ARRAY(scratch, double, events->stream_count), AN_NEW_ARRAY(scratch, size_t, events->stream_count), 0, decay};
    return w->felt && w->next;
}

/* Moves to `time`, taking in the events before it (not those at it). */
static void walk_to(walk *w, double time)
{
    double shrink = exp(-w->decay * (time - w->now));
    for (size_t j = 0; j < w->events->stream_count; j++) {
        const double *times = w->events->times[j];
        w->felt[j] *= shrink;
        for (; w->next[j] < w->events->counts[j] && times[w->next[j]] < time; w->next[j]++)
            w->felt[j] += exp(-w->decay * (time - times[w->next[j]]));
    }
    w->now = time;
}

static double rate_now(const an_hawkes *model, size_t to, const walk *w)
{
    return model->base[to] + an_linear_dot(an_matrix_row(model->jump, to), w->felt, model->stream_count);
}

/* Integral of lambda_to over (0, time], where `w` stands at `time`: each event before it has spent 1 - exp(-decay (time - s)). */
static double compensator(const an_hawkes *model, size_t to, const walk *w)
{
    double sum = model->base[to] * w->now;
    for (size_t j = 0; j < model->stream_count; j++)
        sum += an_matrix_row(model->jump, to)[j] / model->decay[to] * ((double)w->next[j] - w->felt[j]);
    return sum;
}

double an_hawkes_log_likelihood(an_arena *scratch, const an_hawkes *model, const an_hawkes_events *events)
{
    double sum = 0;
    for (size_t i = 0; i < model->stream_count; i++) {
        walk w;
        if (!begin_walk(scratch, events, model->decay[i], &w)) return NAN;
        for (size_t k = 0; k < events->counts[i]; k++) {
            walk_to(&w, events->times[i][k]);
            sum += log(rate_now(model, i, &w));
        }
        walk_to(&w, events->end);
        sum -= compensator(model, i, &w);
    }
    return sum;
}

annals_status an_hawkes_test_residuals(an_arena *scratch, const an_hawkes *model, const an_hawkes_events *events, size_t stream, an_score_fit *out,
                                       annals_error *error)
{
    size_t count = events->counts[stream];
    double *pit = AN_NEW_ARRAY(scratch, double, count), before = 0;
    walk w;
    AN_TRY(an_hawkes_check(events, error));
    if (count < AN_HAWKES_EVENTS_MIN)
        return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "stream %zu has %zu events; a test of fit needs %d", stream + 1, count,
                       AN_HAWKES_EVENTS_MIN);
    if (!pit || !begin_walk(scratch, events, model->decay[stream], &w)) return no_memory(error);
    for (size_t k = 0; k < count; k++) {
        double here;
        walk_to(&w, events->times[stream][k]);
        here = compensator(model, stream, &w);
        pit[k] = -expm1(before - here);
        before = here;
    }
    /* An event at time 0 has waited for nothing: its integral says nothing about the model. */
    if (events->times[stream][0] == 0) pit++, count--;
    an_score_sort(pit, count);
    *out = an_score_uniformity(pit, count);
    return ANNALS_OK;
}

/* ---- the system as a whole ---- */

void an_hawkes_branching(const an_hawkes *model, an_matrix out)
{
    for (size_t i = 0; i < model->stream_count; i++)
        for (size_t j = 0; j < model->stream_count; j++)
            an_matrix_row(out, i)[j] = an_matrix_row(model->jump, i)[j] / model->decay[i];
}

static annals_status refuse_explosive(double radius, annals_error *error)
{
    return an_fail(error, ANNALS_E_INPUT, "forecast", 0,
                   "spectral radius %.3f: each event triggers at least one more, so the system has no long run to forecast", radius);
}

annals_status an_hawkes_rates(an_arena *scratch, const an_hawkes *model, double *rates, annals_error *error)
{
    size_t n = model->stream_count;
    an_matrix branching = an_matrix_new(scratch, n, n), right = {rates, n, 1};
    double radius;
    if (!branching.at) return no_memory(error);
    an_hawkes_branching(model, branching);
    radius = an_linear_spectral_radius(scratch, branching);
    if (!(radius < 1)) return refuse_explosive(radius, error);
    for (size_t i = 0; i < n * n; i++) branching.at[i] = (i % (n + 1) == 0) - branching.at[i];
    memcpy(rates, model->base, n * sizeof *rates);
    return an_linear_solve(branching, right, "branching matrix", error);
}

/* ---- thinning ---- */

typedef AN_ARRAY(double) times;

typedef struct thinning {
    const an_hawkes *model;
    an_matrix felt; /* [i][j] */
    times *drawn;
    double *rates;
    double now;
} thinning;

/* Lets time pass; between events rates only fall, so the sum before is a bound for what comes. */
static double pass_time(thinning *t, double wait)
{
    size_t n = t->model->stream_count;
    double sum = 0;
    t->now += wait;
    for (size_t i = 0; i < n; i++) {
        double shrink = exp(-t->model->decay[i] * wait), *felt = an_matrix_row(t->felt, i);
        for (size_t j = 0; j < n; j++) felt[j] *= shrink;
        t->rates[i] = t->model->base[i] + an_linear_dot(an_matrix_row(t->model->jump, i), felt, n);
        sum += t->rates[i];
    }
    return sum;
}

/* The stream whose share of the rates holds `place`, or stream_count if place is beyond them all: no event. */
static size_t choose(const thinning *t, double place)
{
    size_t i = 0;
    while (i < t->model->stream_count && place >= t->rates[i]) place -= t->rates[i++];
    return i;
}

static annals_status run_thinning(an_arena *arena, thinning *t, double end, size_t events_max, an_random *random, annals_error *error)
{
    size_t n = t->model->stream_count, count = 0;
    double bound = pass_time(t, 0);
    while (bound > 0) {
        double wait = an_random_exponential(random) / bound, sum;
        size_t stream;
        if (t->now + wait > end) break;
        sum = pass_time(t, wait);
        stream = choose(t, an_random_uniform(random) * bound);
        bound = sum;
        if (stream == n) continue;
        if (++count > events_max) return an_fail(error, ANNALS_E_LIMIT, "forecast", 0, "more than %zu events before time %g", events_max, t->now);
        if (!AN_PUSH(arena, t->drawn + stream, t->now)) return no_memory(error);
        for (size_t i = 0; i < n; i++) an_matrix_row(t->felt, i)[stream] += 1;
        bound = pass_time(t, 0);
    }
    return ANNALS_OK;
}

annals_status an_hawkes_simulate(an_arena *arena, an_arena *scratch, const an_hawkes *model, double end, size_t events_max, an_random *random,
                                 an_hawkes_events *out, annals_error *error)
{
    size_t n = model->stream_count;
    thinning t = {model, an_matrix_new(scratch, n, n), AN_NEW_ARRAY(scratch, times, n), AN_NEW_ARRAY(scratch, double, n), 0};
    an_matrix branching = an_matrix_new(scratch, n, n);
    const double **lists = AN_NEW_ARRAY(arena, const double *, n);
    size_t *counts = AN_NEW_ARRAY(arena, size_t, n);
    double radius;
    if (!t.felt.at || !t.drawn || !t.rates || !branching.at || !lists || !counts) return no_memory(error);
    an_hawkes_branching(model, branching);
    radius = an_linear_spectral_radius(scratch, branching);
    if (!(radius < 1)) return refuse_explosive(radius, error);
    AN_TRY(run_thinning(arena, &t, end, events_max, random, error));
    for (size_t i = 0; i < n; i++) {
        lists[i] = t.drawn[i].items;
        counts[i] = t.drawn[i].count;
    }
    *out = (an_hawkes_events){lists, counts, n, end};
    return ANNALS_OK;
}
