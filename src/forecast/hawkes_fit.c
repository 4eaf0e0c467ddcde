/* Maximum likelihood for one receiving stream at a time: base, its row of jumps and its decay, in logarithms so that nothing turns negative.
 * The derivative by the decay needs one more running sum, S = sum (t - s) exp(-decay (t - s)), which obeys S <- e (S + dt R). */
#include "forecast/hawkes.h"
#include "forecast/optimum.h"

#include <math.h>
#include <string.h>

enum { NEWTON_STEPS = 20, STARTS = 3 };
#define LOG_SMALLEST (-30.) /* exp: 1e-13, zero for any data there are */
#define LOG_LARGEST 30.
#define NO_OFFSPRING 1e-6 /* a branching ratio below this is the bound 0, which logarithms only approach */
/* Where the climb starts: mean time for which an event excites, as a share of the mean time between events of the stream. The
 * likelihood may have a second hill at very slow decay, so more than one start is tried and the best peak kept. */
static const double START_DECAYS[STARTS] = {.2, 1, 10};

typedef struct receiver {
    const an_hawkes_events *events;
    size_t to;
    double *felt, *felt_aged; /* [j] R and S */
    size_t *next;
} receiver;

static void advance(receiver *r, double decay, double from, double time)
{
    double dt = time - from, shrink = exp(-decay * dt);
    for (size_t j = 0; j < r->events->stream_count; j++) {
        const double *times = r->events->times[j];
        r->felt_aged[j] = shrink * (r->felt_aged[j] + dt * r->felt[j]);
        r->felt[j] *= shrink;
        for (; r->next[j] < r->events->counts[j] && times[r->next[j]] < time; r->next[j]++) {
            double age = time - times[r->next[j]], left = exp(-decay * age);
            r->felt[j] += left;
            r->felt_aged[j] += age * left;
        }
    }
}

static void restart(receiver *r)
{
    size_t n = r->events->stream_count;
    memset(r->felt, 0, n * sizeof *r->felt);
    memset(r->felt_aged, 0, n * sizeof *r->felt_aged);
    memset(r->next, 0, n * sizeof *r->next);
}

/* Takes the integral off the value and the gradient (still by the parameters themselves). */
static double subtract_integral(const receiver *r, double base, const double *jumps, double decay, double *gradient)
{
    size_t n = r->events->stream_count;
    double sum = base * r->events->end;
    gradient[0] -= r->events->end;
    for (size_t j = 0; j < n; j++) {
        double spent = (double)r->next[j] - r->felt[j]; /* sum of 1 - exp(-decay age) */
        sum += jumps[j] / decay * spent;
        gradient[1 + j] -= spent / decay;
        gradient[1 + n] += jumps[j] / decay * (spent / decay - r->felt_aged[j]);
    }
    return sum;
}

/* x: log base, log jumps, log decay. */
static double row_likelihood(const double *x, double *gradient, void *user)
{
    receiver *r = user;
    size_t n = r->events->stream_count;
    double base = exp(x[0]), decay = exp(x[1 + n]), sum = 0, from = 0, jumps[AN_HAWKES_STREAMS_MAX];
    restart(r);
    memset(gradient, 0, (n + 2) * sizeof *gradient);
    for (size_t j = 0; j < n; j++) jumps[j] = exp(x[1 + j]);
    for (size_t k = 0; k < r->events->counts[r->to]; k++) {
        double time = r->events->times[r->to][k], rate;
        advance(r, decay, from, time);
        from = time;
        rate = base + an_linear_dot(jumps, r->felt, n);
        sum += log(rate);
        gradient[0] += 1 / rate;
        for (size_t j = 0; j < n; j++) {
            gradient[1 + j] += r->felt[j] / rate;
            gradient[1 + n] -= jumps[j] * r->felt_aged[j] / rate;
        }
    }
    advance(r, decay, from, r->events->end);
    sum -= subtract_integral(r, base, jumps, decay, gradient);
    gradient[0] *= base;
    for (size_t j = 0; j < n; j++) gradient[1 + j] *= jumps[j];
    gradient[1 + n] *= decay;
    return sum;
}

static annals_status no_memory(annals_error *error)
{
    return an_fail(error, ANNALS_E_MEMORY, "forecast", 0, "out of memory for a system of streams");
}

static void place_start(const receiver *r, double decay_share, double *x)
{
    size_t n = r->events->stream_count;
    double rate = (double)r->events->counts[r->to] / r->events->end;
    x[0] = log(rate / 2);
    x[1 + n] = log(rate * decay_share);
    for (size_t j = 0; j < n; j++) x[1 + j] = x[1 + n] + log(.4 / (double)n);
}

static annals_status climb_row(an_arena *scratch, const an_problem *problem, const receiver *r, double *best, double *value, annals_error *error)
{
    double *x = AN_NEW_ARRAY(scratch, double, problem->count);
    if (!x) return no_memory(error);
    *value = -INFINITY;
    for (int s = 0; s < STARTS; s++) {
        double reached;
        place_start(r, START_DECAYS[s], x);
        AN_TRY(an_maximise(scratch, problem, NEWTON_STEPS, x, &reached, error));
        if (reached <= *value) continue;
        *value = reached;
        memcpy(best, x, problem->count * sizeof *x);
    }
    return ANNALS_OK;
}

static void settle_on_bound(const receiver *r, double *x)
{
    size_t n = r->events->stream_count;
    for (size_t j = 0; j < n; j++)
        if (x[1 + j] - x[1 + n] < log(NO_OFFSPRING)) x[1 + j] = LOG_SMALLEST;
}

/* s.e. of exp(x): exp(x) times that of x; NaN where a bound holds it. */
static double natural_se(const double *x, an_matrix covariance, size_t i)
{
    double variance = an_matrix_row(covariance, i)[i];
    return variance > 0 ? exp(x[i]) * sqrt(variance) : NAN;
}

static void keep_row(const double *x, an_matrix covariance, size_t to, an_hawkes_fit *out)
{
    size_t n = out->model.stream_count;
    out->model.base[to] = exp(x[0]);
    out->base_se[to] = natural_se(x, covariance, 0);
    for (size_t j = 0; j < n; j++) {
        an_matrix_row(out->model.jump, to)[j] = x[1 + j] > LOG_SMALLEST + 1 ? exp(x[1 + j]) : 0;
        an_matrix_row(out->jump_se, to)[j] = natural_se(x, covariance, 1 + j);
    }
    out->model.decay[to] = exp(x[1 + n]);
    out->decay_se[to] = natural_se(x, covariance, 1 + n);
}

static annals_status fit_row(an_arena *scratch, const an_hawkes_events *events, size_t to, an_hawkes_fit *out, annals_error *error)
{
    size_t n = events->stream_count, count = n + 2;
    receiver r = {events, to, AN_NEW_ARRAY(scratch, double, n), AN_NEW_ARRAY(scratch, double, n), AN_NEW_ARRAY(scratch, size_t, n)};
    double *lower = AN_NEW_ARRAY(scratch, double, count), *upper = AN_NEW_ARRAY(scratch, double, count), *x = AN_NEW_ARRAY(scratch, double, count);
    double value = -INFINITY;
    an_problem problem = {row_likelihood, &r, count, lower, upper};
    an_matrix covariance = an_matrix_new(scratch, count, count);
    if (!r.felt || !r.felt_aged || !r.next || !lower || !upper || !x || !covariance.at) return no_memory(error);
    for (size_t i = 0; i < count; i++) {
        lower[i] = LOG_SMALLEST;
        upper[i] = LOG_LARGEST;
    }
    AN_TRY(climb_row(scratch, &problem, &r, x, &value, error));
    settle_on_bound(&r, x);
    if (an_peak_covariance(scratch, &problem, x, covariance, error) != ANNALS_OK)
        return an_fail(error, ANNALS_E_INPUT, "forecast", to + 1,
                       "stream %zu: the likelihood has no peak (no sign of excitation in %zu events, or none that tells its duration)", to + 1,
                       events->counts[to]);
    out->log_likelihood += value;
    keep_row(x, covariance, to, out);
    return ANNALS_OK;
}

static bool make_fit(an_arena *arena, size_t n, an_hawkes_fit *out)
{
    *out = (an_hawkes_fit){.model = {n, AN_NEW_ARRAY(arena, double, n), an_matrix_new(arena, n, n), AN_NEW_ARRAY(arena, double, n)},
                           .base_se = AN_NEW_ARRAY(arena, double, n),
                           .decay_se = AN_NEW_ARRAY(arena, double, n),
                           .jump_se = an_matrix_new(arena, n, n)};
    return !arena->is_exhausted;
}

annals_status an_hawkes_fit_likelihood(an_arena *arena, an_arena *scratch, const an_hawkes_events *events, an_hawkes_fit *out, annals_error *error)
{
    size_t n = events->stream_count;
    an_matrix branching;
    AN_TRY(an_hawkes_check(events, error));
    for (size_t i = 0; i < n; i++)
        if (events->counts[i] < AN_HAWKES_EVENTS_MIN)
            return an_fail(error, ANNALS_E_INPUT, "forecast", i + 1, "stream %zu has %zu events in its whole history; a fit needs %d", i + 1,
                           events->counts[i], AN_HAWKES_EVENTS_MIN);
    if (!make_fit(arena, n, out)) return no_memory(error);
    for (size_t i = 0; i < n; i++) AN_TRY(fit_row(scratch, events, i, out, error));
    branching = an_matrix_new(scratch, n, n);
    if (!branching.at) return no_memory(error);
    an_hawkes_branching(&out->model, branching);
    out->spectral_radius = an_linear_spectral_radius(scratch, branching);
    return ANNALS_OK;
}
