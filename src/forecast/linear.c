/* See linear.h for why these loops are our own. Every sum runs over ascending indices, so a result depends on its inputs only. */
#include "forecast/linear.h"

#include <math.h>
#include <string.h>

/* A pivot under this share of its diagonal means that a column repeats the others to the limits of double precision. */
static const double PIVOT_SHARE_MIN = 1e-12;
/* The spectral radius: squarings until two estimates of its logarithm agree to this. Sixty squarings stand for the power 2^60. */
static const double RADIUS_PRECISION = 1e-14;
enum { SQUARINGS_MAX = 60 };

an_matrix an_matrix_new(an_arena *arena, size_t rows, size_t columns)
{
    an_matrix m = {NULL, rows, columns};
    if (columns && rows > SIZE_MAX / columns) arena->is_exhausted = 1;
    else m.at = AN_NEW_ARRAY(arena, double, rows * columns);
    return m;
}

an_matrix an_matrix_copy(an_arena *arena, an_matrix from)
{
    an_matrix m = an_matrix_new(arena, from.rows, from.columns);
    if (m.at && from.at) memcpy(m.at, from.at, from.rows * from.columns * sizeof *m.at);
    return m;
}

an_matrix an_matrix_identity(an_arena *arena, size_t size)
{
    an_matrix m = an_matrix_new(arena, size, size);
    for (size_t i = 0; m.at && i < size; i++) m.at[i * size + i] = 1;
    return m;
}

bool an_matrix_is_finite(an_matrix m)
{
    for (size_t i = 0; i < m.rows * m.columns; i++)
        if (!isfinite(m.at[i])) return false;
    return true;
}

double an_linear_dot(const double *a, const double *b, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += a[i] * b[i];
    return sum;
}

void an_linear_product(an_matrix a, an_matrix b, an_matrix out)
{
    memset(out.at, 0, out.rows * out.columns * sizeof *out.at);
    for (size_t i = 0; i < a.rows; i++)
        for (size_t k = 0; k < a.columns; k++) {
            double factor = a.at[i * a.columns + k];
            if (factor == 0) continue; /* companion and branching matrices are mostly zeros */
            for (size_t j = 0; j < b.columns; j++) out.at[i * out.columns + j] += factor * b.at[k * b.columns + j];
        }
}

void an_linear_product_transposed(an_matrix a, an_matrix b, an_matrix out)
{
    memset(out.at, 0, out.rows * out.columns * sizeof *out.at);
    for (size_t t = 0; t < a.rows; t++)
        for (size_t i = 0; i < a.columns; i++) {
            double factor = a.at[t * a.columns + i];
            for (size_t j = 0; j < b.columns; j++) out.at[i * out.columns + j] += factor * b.at[t * b.columns + j];
        }
}

static annals_status refuse(const char *name, const char *why, annals_error *error)
{
    return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "%s: %s", name, why);
}

static const char SINGULAR[] = "one column is a combination of the others (a series that repeats another, or too few weeks)";
static const char NOT_FINITE[] = "a number is missing or too large to compute with";

annals_status an_linear_cholesky(an_matrix a, const char *name, annals_error *error)
{
    size_t n = a.rows;
    if (!an_matrix_is_finite(a)) return refuse(name, NOT_FINITE, error);
    for (size_t i = 0; i < n; i++) {
        double *row = an_matrix_row(a, i), pivot = row[i];
        for (size_t j = 0; j < i; j++) {
            row[j] = (row[j] - an_linear_dot(row, an_matrix_row(a, j), j)) / a.at[j * n + j];
            pivot -= row[j] * row[j];
        }
        if (!(pivot > PIVOT_SHARE_MIN * row[i])) return refuse(name, SINGULAR, error);
        row[i] = sqrt(pivot);
        memset(row + i + 1, 0, (n - i - 1) * sizeof *row);
    }
    return ANNALS_OK;
}

void an_linear_solve_lower(an_matrix l, an_matrix b)
{
    for (size_t i = 0; i < l.rows; i++) {
        double *row = an_matrix_row(b, i), pivot = l.at[i * l.columns + i];
        for (size_t k = 0; k < i; k++)
            for (size_t j = 0; j < b.columns; j++) row[j] -= l.at[i * l.columns + k] * b.at[k * b.columns + j];
        for (size_t j = 0; j < b.columns; j++) row[j] /= pivot;
    }
}

void an_linear_solve_lower_transposed(an_matrix l, an_matrix b)
{
    for (size_t i = l.rows; i-- > 0;) {
        double *row = an_matrix_row(b, i), pivot = l.at[i * l.columns + i];
        for (size_t k = i + 1; k < l.rows; k++)
            for (size_t j = 0; j < b.columns; j++) row[j] -= l.at[k * l.columns + i] * b.at[k * b.columns + j];
        for (size_t j = 0; j < b.columns; j++) row[j] /= pivot;
    }
}

void an_linear_solve_cholesky(an_matrix l, an_matrix b)
{
    an_linear_solve_lower(l, b);
    an_linear_solve_lower_transposed(l, b);
}

void an_linear_inverse_cholesky(an_matrix l, an_matrix out)
{
    size_t n = l.rows;
    memset(out.at, 0, n * n * sizeof *out.at);
    for (size_t i = 0; i < n; i++) out.at[i * n + i] = 1;
    an_linear_solve_cholesky(l, out);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) out.at[i * n + j] = out.at[j * n + i] = (out.at[i * n + j] + out.at[j * n + i]) / 2;
}

double an_linear_log_determinant(an_matrix l)
{
    double sum = 0;
    for (size_t i = 0; i < l.rows; i++) sum += log(l.at[i * l.columns + i]);
    return 2 * sum;
}

static void swap_rows(an_matrix m, size_t a, size_t b)
{
    for (size_t j = 0; j < m.columns; j++) {
        double kept = m.at[a * m.columns + j];
        m.at[a * m.columns + j] = m.at[b * m.columns + j];
        m.at[b * m.columns + j] = kept;
    }
}

static void subtract_row(an_matrix m, size_t from, size_t what, double times)
{
    for (size_t j = 0; j < m.columns; j++) m.at[from * m.columns + j] -= times * m.at[what * m.columns + j];
}

static double largest(an_matrix m)
{
    double most = 0;
    for (size_t i = 0; i < m.rows * m.columns; i++) most = fabs(m.at[i]) > most ? fabs(m.at[i]) : most;
    return most;
}

/* Gauss and Jordan with the largest pivot of the column. */
annals_status an_linear_solve(an_matrix a, an_matrix b, const char *name, annals_error *error)
{
    size_t n = a.rows;
    double least = PIVOT_SHARE_MIN * largest(a);
    if (!an_matrix_is_finite(a) || !an_matrix_is_finite(b)) return refuse(name, NOT_FINITE, error);
    for (size_t k = 0; k < n; k++) {
        size_t best = k;
        double pivot;
        for (size_t i = k + 1; i < n; i++)
            if (fabs(a.at[i * n + k]) > fabs(a.at[best * n + k])) best = i;
        swap_rows(a, k, best);
        swap_rows(b, k, best);
        pivot = a.at[k * n + k];
        if (!(fabs(pivot) > least)) return refuse(name, SINGULAR, error);
        for (size_t j = 0; j < n; j++) a.at[k * n + j] /= pivot;
        for (size_t j = 0; j < b.columns; j++) b.at[k * b.columns + j] /= pivot;
        for (size_t i = 0; i < n; i++) {
            double times = a.at[i * n + k];
            if (i == k || times == 0) continue;
            subtract_row(a, i, k, times);
            subtract_row(b, i, k, times);
        }
    }
    return ANNALS_OK;
}

/* Gelfand: the radius is the limit of |A^k|^(1/k). Each squaring doubles k; dividing by the norm first keeps the numbers in range, and
 * its logarithm is summed with the weight 2^-step, which is also the weight that the rounding of that squaring gets. What is still to
 * come is put in as if every later norm were the last one, which makes the estimate settle after a few steps when one eigenvalue is
 * largest. Before the power exceeds the size, a matrix that will vanish (a chain without a loop) may look settled. Example:
 * A = (0 2; 0.5 0) has the norm 2 at k = 1; divided by it, its square has the norm 0.25; the sum log 2 + 1/2 log 0.25 = 0 stays. */
double an_linear_spectral_radius(an_arena *scratch, an_matrix a)
{
    an_matrix power = an_matrix_copy(scratch, a), square = an_matrix_new(scratch, a.rows, a.rows);
    double log_radius = 0, weight = 1, estimate = INFINITY;
    if (a.rows == 0) return 0;
    if (!power.at || !square.at || !an_matrix_is_finite(a)) return NAN;
    for (int step = 0; step < SQUARINGS_MAX; step++) {
        double norm = largest(power), before = estimate;
        an_matrix kept = power;
        if (norm == 0) return 0;
        for (size_t i = 0; i < a.rows * a.rows; i++) power.at[i] /= norm;
        log_radius += weight * log(norm);
        estimate = log_radius + (step ? weight * log(norm) : 0);
        if ((size_t)1 << step > a.rows && fabs(estimate - before) <= RADIUS_PRECISION) break;
        weight /= 2;
        an_linear_product(power, power, square);
        power = square;
        square = kept;
    }
    return exp(estimate);
}
