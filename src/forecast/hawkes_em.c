/* Expectation-maximisation: each event has a parent, an earlier event or the background, in proportion to what each adds to the rate at that
 * instant; rates are then counted as if parents were known.
 *
 * ADM4's penalties, the sum of singular values and the sum of entries, do not mix with that count, so each gets its own copy of the
 * adjacency, Z1 and Z2, that is shrunk by its own rule, while the count is drawn to both copies by a quadratic term:
 *     2 rho a^2 + (K + rho (u1 - z1 + u2 - z2)) a - C = 0
 * for an entry with C expected offspring and exposure K. */
#include "forecast/hawkes.h"

#include <math.h>
#include <string.h>

enum { JACOBI_SWEEPS_MAX = 60, HISTOGRAM_BINS_MAX = 10000 };
#define JACOBI_PRECISION 1e-15

static annals_status no_memory(annals_error *error)
{
    return an_fail(error, ANNALS_E_MEMORY, "forecast", 0, "out of memory for a system of streams");
}

/* ---- histograms ---- */

typedef struct sums {
    double *base, *kernels, *events_seen; /* expected background events, offspring by kernel bin, events by stream */
    double time;
} sums;

/* The bin of an age in (0, support], else bins. */
static size_t bin_of(const an_hawkes_histogram *m, double age)
{
    size_t bin;
    if (!(age > 0 && age < m->support)) return m->bins;
    bin = (size_t)(age / m->support * (double)m->bins);
    return bin < m->bins ? bin : m->bins;
}

/* Adds up (or, with share > 0, hands out) what the events before `time` contribute to stream `to`. */
static double walk_parents(const an_hawkes_histogram *m, const an_hawkes_events *e, size_t to, double time, double share, double *offspring)
{
    double sum = 0;
    for (size_t j = 0; j < m->stream_count; j++) {
        size_t row = (to * m->stream_count + j) * m->bins;
        for (size_t k = 0; k < e->counts[j] && e->times[j][k] < time; k++) {
            size_t bin = bin_of(m, time - e->times[j][k]);
            if (bin == m->bins) continue;
            sum += m->kernels[row + bin];
            if (share > 0) offspring[row + bin] += m->kernels[row + bin] * share;
        }
    }
    return sum;
}

static void count_stretch(const an_hawkes_histogram *m, const an_hawkes_events *e, sums *s)
{
    s->time += e->end;
    for (size_t i = 0; i < m->stream_count; i++) {
        s->events_seen[i] += (double)e->counts[i];
        for (size_t k = 0; k < e->counts[i]; k++) {
            double time = e->times[i][k], rate = m->base[i] + walk_parents(m, e, i, time, 0, NULL);
            if (!(rate > 0)) continue;
            s->base[i] += m->base[i] / rate;
            walk_parents(m, e, i, time, 1 / rate, s->kernels);
        }
    }
}

static void take_maximum(an_hawkes_histogram *m, const sums *s)
{
    double width = m->support / (double)m->bins;
    for (size_t i = 0; i < m->stream_count; i++) {
        m->base[i] = s->base[i] / s->time;
        for (size_t j = 0; j < m->stream_count; j++)
            for (size_t b = 0; b < m->bins; b++) {
                size_t at = (i * m->stream_count + j) * m->bins + b;
                m->kernels[at] = s->events_seen[j] > 0 ? s->kernels[at] / (s->events_seen[j] * width) : 0;
            }
    }
}

annals_status an_hawkes_fit_histogram(an_arena *scratch, const an_hawkes_events *stretches, size_t stretch_count, int iterations,
                                      an_hawkes_histogram *model, annals_error *error)
{
    size_t n = model->stream_count, cells;
    sums s;
    if (!(model->support > 0) || !model->bins || model->bins > HISTOGRAM_BINS_MAX || !stretch_count)
        return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "a histogram needs a support above 0, 1 to %d bins and a stretch", HISTOGRAM_BINS_MAX);
    for (size_t r = 0; r < stretch_count; r++) {
        AN_TRY(an_hawkes_check(stretches + r, error));
        if (stretches[r].stream_count != n) return an_fail(error, ANNALS_E_USAGE, "forecast", r, "stretch %zu has another number of streams", r + 1);
    }
    cells = n * n * model->bins;
    s = (sums){AN_NEW_ARRAY(scratch, double, n), AN_NEW_ARRAY(scratch, double, cells), AN_NEW_ARRAY(scratch, double, n), 0};
    if (!s.base || !s.kernels || !s.events_seen) return no_memory(error);
    for (int iteration = 0; iteration < iterations; iteration++) {
        memset(s.base, 0, n * sizeof *s.base);
        memset(s.kernels, 0, cells * sizeof *s.kernels);
        memset(s.events_seen, 0, n * sizeof *s.events_seen);
        s.time = 0;
        for (size_t r = 0; r < stretch_count; r++) count_stretch(model, stretches + r, &s);
        take_maximum(model, &s);
    }
    return ANNALS_OK;
}

/* ---- singular values ---- */

/* Turns columns p and q of `a` (kept as rows of its transpose) so that they are orthogonal, and v with them. True if they were not. */
static bool rotate(an_matrix columns, an_matrix v, size_t p, size_t q)
{
    double *x = an_matrix_row(columns, p), *y = an_matrix_row(columns, q), *vx = an_matrix_row(v, p), *vy = an_matrix_row(v, q);
    double xx = an_linear_dot(x, x, columns.columns), yy = an_linear_dot(y, y, columns.columns), xy = an_linear_dot(x, y, columns.columns);
    double turn, tangent, cosine, sine;
    if (fabs(xy) <= JACOBI_PRECISION * sqrt(xx * yy) || xy == 0) return false;
    turn = (yy - xx) / (2 * xy);
    tangent = (turn >= 0 ? 1 : -1) / (fabs(turn) + sqrt(1 + turn * turn));
    cosine = 1 / sqrt(1 + tangent * tangent);
    sine = cosine * tangent;
    for (size_t k = 0; k < columns.columns; k++) {
        double a = x[k], b = y[k], c = vx[k], d = vy[k];
        x[k] = cosine * a - sine * b;
        y[k] = sine * a + cosine * b;
        vx[k] = cosine * c - sine * d;
        vy[k] = sine * c + cosine * d;
    }
    return true;
}

/* Shrinks every singular value of the square matrix `a` by `amount`, to no less than 0: the nearest matrix when each unit of the sum
 * of singular values costs `amount`. One-sided Jacobi: a v = columns, which end up orthogonal with the singular values as lengths. */
static annals_status shrink_singular(an_arena *scratch, an_matrix a, double amount, annals_error *error)
{
    size_t n = a.rows;
    an_matrix columns = an_matrix_new(scratch, n, n), v = an_matrix_identity(scratch, n);
    bool is_turning = true;
    if (!columns.at || !v.at) return no_memory(error);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) an_matrix_row(columns, j)[i] = an_matrix_row(a, i)[j];
    for (int sweep = 0; sweep < JACOBI_SWEEPS_MAX && is_turning; sweep++) {
        is_turning = false;
        for (size_t p = 0; p + 1 < n; p++)
            for (size_t q = p + 1; q < n; q++) is_turning |= rotate(columns, v, p, q);
    }
    memset(a.at, 0, n * n * sizeof *a.at);
    for (size_t p = 0; p < n; p++) {
        double *u = an_matrix_row(columns, p), length = sqrt(an_linear_dot(u, u, n)), kept = length > amount ? 1 - amount / length : 0;
        for (size_t i = 0; i < n && kept > 0; i++)
            for (size_t j = 0; j < n; j++) an_matrix_row(a, i)[j] += kept * u[i] * an_matrix_row(v, p)[j];
    }
    return ANNALS_OK;
}

/* ---- ADM4 ---- */

typedef struct adm4 {
    const an_hawkes_adm4 *options;
    const an_hawkes_events *events;
    double *base;
    an_matrix adjacency, z1, z2, u1, u2;
    double **felt;      /* [i][k * streams + j]: what the events of j before event k of i add to the rate of i for adjacency 1 */
    double *exposure;   /* [j] sum of 1 - exp(-decay (end - s)) */
    double *offspring;  /* [j] */
} adm4;

static bool make_adm4(an_arena *scratch, adm4 *a)
{
    size_t n = a->events->stream_count;
    a->z1 = an_matrix_new(scratch, n, n);
    a->z2 = an_matrix_new(scratch, n, n);
    a->u1 = an_matrix_new(scratch, n, n);
    a->u2 = an_matrix_new(scratch, n, n);
    a->felt = AN_NEW_ARRAY(scratch, double *, n);
    a->exposure = AN_NEW_ARRAY(scratch, double, n);
    a->offspring = AN_NEW_ARRAY(scratch, double, n);
    for (size_t i = 0; a->felt && i < n; i++) a->felt[i] = AN_NEW_ARRAY(scratch, double, n * a->events->counts[i]);
    return !scratch->is_exhausted;
}

static void fill_felt(adm4 *a, size_t i, size_t j)
{
    const an_hawkes_events *e = a->events;
    double decay = a->options->decay, felt = 0, at = 0;
    size_t next = 0, n = e->stream_count;
    for (size_t k = 0; k < e->counts[i]; k++) {
        double time = e->times[i][k];
        felt *= exp(-decay * (time - at));
        for (; next < e->counts[j] && e->times[j][next] < time; next++) felt += decay * exp(-decay * (time - e->times[j][next]));
        at = time;
        a->felt[i][k * n + j] = felt;
    }
}

static void prepare(adm4 *a)
{
    const an_hawkes_events *e = a->events;
    for (size_t j = 0; j < e->stream_count; j++) {
        for (size_t i = 0; i < e->stream_count; i++) fill_felt(a, i, j);
        for (size_t k = 0; k < e->counts[j]; k++) a->exposure[j] -= expm1(-a->options->decay * (e->end - e->times[j][k]));
    }
}

/* One expectation and maximisation for the row of stream i. */
static void improve_row(adm4 *a, size_t i)
{
    size_t n = a->events->stream_count;
    double *row = an_matrix_row(a->adjacency, i), background = 0, rho = a->options->rho;
    memset(a->offspring, 0, n * sizeof *a->offspring);
    for (size_t k = 0; k < a->events->counts[i]; k++) {
        const double *felt = a->felt[i] + k * n;
        double rate = a->base[i] + an_linear_dot(row, felt, n);
        if (!(rate > 0)) continue;
        background += a->base[i] / rate;
        for (size_t j = 0; j < n; j++) a->offspring[j] += row[j] * felt[j] / rate;
    }
    a->base[i] = background / a->events->end;
    for (size_t j = 0; j < n; j++) {
        size_t at = i * n + j;
        double linear = a->exposure[j] + rho * (a->u1.at[at] - a->z1.at[at] + a->u2.at[at] - a->z2.at[at]);
        row[j] = (-linear + sqrt(linear * linear + 8 * rho * a->offspring[j])) / (4 * rho);
    }
}

static double relative_distance(const double *now, const double *before, size_t count)
{
    double moved = 0, size = 0;
    for (size_t i = 0; i < count; i++) {
        moved += (now[i] - before[i]) * (now[i] - before[i]);
        size += before[i] * before[i];
    }
    return size > 0 ? sqrt(moved / size) : moved > 0 ? INFINITY : 0;
}

static void improve(adm4 *a, double *base_before, double *adjacency_before)
{
    size_t n = a->events->stream_count;
    for (int em = 0; em < a->options->em_iterations; em++) {
        memcpy(base_before, a->base, n * sizeof *a->base);
        memcpy(adjacency_before, a->adjacency.at, n * n * sizeof *a->adjacency.at);
        for (size_t i = 0; i < n; i++) improve_row(a, i);
        if (relative_distance(a->base, base_before, n) < a->options->em_tolerance &&
            relative_distance(a->adjacency.at, adjacency_before, n * n) < a->options->em_tolerance)
            break;
    }
}

static annals_status shrink_copies(an_arena *scratch, adm4 *a, annals_error *error)
{
    size_t cells = a->adjacency.rows * a->adjacency.columns;
    double lasso = a->options->lasso_strength / a->options->rho;
    for (size_t at = 0; at < cells; at++) {
        double x = a->adjacency.at[at] + a->u2.at[at];
        a->z1.at[at] = a->adjacency.at[at] + a->u1.at[at];
        a->z2.at[at] = x > lasso ? x - lasso : x < -lasso ? x + lasso : 0;
    }
    AN_TRY(shrink_singular(scratch, a->z1, a->options->nuclear_strength / a->options->rho, error));
    for (size_t at = 0; at < cells; at++) {
        a->u1.at[at] += a->adjacency.at[at] - a->z1.at[at];
        a->u2.at[at] += a->adjacency.at[at] - a->z2.at[at];
    }
    return ANNALS_OK;
}

annals_status an_hawkes_fit_adm4(an_arena *scratch, const an_hawkes_events *events, const an_hawkes_adm4 *options, double *base,
                                 an_matrix adjacency, annals_error *error)
{
    size_t n = events->stream_count;
    adm4 a = {.options = options, .events = events, .base = base, .adjacency = adjacency};
    double *base_before = AN_NEW_ARRAY(scratch, double, n), *adjacency_before = AN_NEW_ARRAY(scratch, double, n * n);
    if (!(options->decay > 0 && options->rho > 0 && options->nuclear_strength >= 0 && options->lasso_strength >= 0))
        return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "decay and rho must be positive, strengths not negative");
    AN_TRY(an_hawkes_check(events, error));
    if (!base_before || !adjacency_before || !make_adm4(scratch, &a)) return no_memory(error);
    prepare(&a);
    for (int iteration = 0; iteration < options->iterations; iteration++) {
        improve(&a, base_before, adjacency_before);
        AN_TRY(shrink_copies(scratch, &a, error));
    }
    return ANNALS_OK;
}
