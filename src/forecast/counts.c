/* Probabilities of neighbouring counts differ by a simple ratio, so sums of them walk from one exact value to where terms vanish. That
 * needs no incomplete beta function, whose library versions abort the process on underflow, and is exact to rounding. */
#include "forecast/counts.h"

#include <math.h>

#define NEGLIGIBLE 1e-17      /* of a sum: a smaller term changes nothing in double precision */
#define PMF_TAIL_MAX 1e-9     /* probability that a table may leave in its tail */
#define AS_POISSON_SIZE 1e8   /* a larger size is Poisson to within rounding */
#define STIRLING_SIZE 1e3      /* from here on the rest of Stirling's formula is exact to rounding */
#define WALK_FROM_ZERO_MEAN 50 /* up to this mean P(0) is far from underflow and the walk from 0 is short */
enum { SMALL_COUNT = 64, SIZE_GRID = 40, SIZE_REFINEMENTS = 60 };

static bool is_poisson(an_counts d) { return !(d.size < AS_POISSON_SIZE); }

/* log Gamma without the global sign that lgamma writes. */
static double log_gamma(double x)
{
    int sign;
    return lgamma_r(x, &sign);
}

/* What Stirling's formula lacks of log Gamma, for large x. */
static double stirling_rest(double x) { return (1 - (1 / 30. - 2 / (105 * x * x)) / (x * x)) / (12 * x); }

/* log Gamma(size + count) - log Gamma(size). For a large size the difference of two huge numbers would lose digits; Stirling's formula
 * lets their common part cancel on paper. */
static double log_gamma_rise(double size, double count)
{
    if (size < STIRLING_SIZE) return log_gamma(size + count) - log_gamma(size);
    return (size - .5) * log1p(count / size) + count * (log(size + count) - 1) + stirling_rest(size + count) - stirling_rest(size);
}

/* log of the rising factorial size (size+1) ... (size+count-1) over count!. */
static double log_choose(double size, double count)
{
    double sum = 0;
    if (count >= SMALL_COUNT) return log_gamma_rise(size, count) - log_gamma(count + 1);
    for (double i = 0; i < count; i++) sum += log((size + i) / (i + 1));
    return sum;
}

double an_counts_log_pmf(an_counts d, double count)
{
    if (count < 0 || count != floor(count)) return -INFINITY;
    if (d.mean == 0) return count == 0 ? 0 : -INFINITY;
    if (is_poisson(d)) return count * log(d.mean) - d.mean - log_gamma(count + 1);
    return log_choose(d.size, count) - d.size * log1p(d.mean / d.size) + (count > 0 ? count * log(d.mean / (d.mean + d.size)) : 0);
}

double an_counts_pmf(an_counts d, double count) { return exp(an_counts_log_pmf(d, count)); }

/* P(count + 1) / P(count). */
static double step_up(an_counts d, double count)
{
    if (is_poisson(d)) return d.mean / (count + 1);
    return (count + d.size) / (count + 1) * (d.mean / (d.mean + d.size));
}

static double sum_down_from(an_counts d, double count)
{
    double term = an_counts_pmf(d, count), sum = term;
    for (; count > 0; count--) {
        double ratio = 1 / step_up(d, count - 1);
        term *= ratio;
        sum += term;
        if (ratio < 1 && term <= sum * NEGLIGIBLE) break;
    }
    return sum;
}

static double sum_up_from(an_counts d, double count)
{
    double term = an_counts_pmf(d, count), sum = term;
    for (;; count++) {
        double ratio = step_up(d, count);
        term *= ratio;
        sum += term;
        if (ratio < 1 && term <= sum * NEGLIGIBLE) break;
    }
    return sum;
}

double an_counts_cdf(an_counts d, double count)
{
    double sum;
    count = floor(count);
    if (count < 0) return 0;
    if (isnan(d.mean) || isnan(d.size) || isnan(count)) return NAN;
    if (d.mean == 0 || isinf(count)) return 1;
    sum = count < SMALL_COUNT || count < d.mean ? sum_down_from(d, count) : 1 - sum_up_from(d, count + 1);
    return sum < 0 ? 0 : sum > 1 ? 1 : sum;
}

double an_counts_quantile(an_counts d, double u)
{
    double count, cumulated, term;
    if (!(d.mean > 0)) return 0;
    count = d.mean <= WALK_FROM_ZERO_MEAN ? 0 : floor(d.mean);
    term = an_counts_pmf(d, count);
    cumulated = count == 0 ? term : an_counts_cdf(d, count);
    while (cumulated < u) {
        term *= step_up(d, count++);
        cumulated += term;
        if (term < NEGLIGIBLE && count > d.mean) return count; /* u is 1 to within rounding */
    }
    while (count > 0 && cumulated - term >= u) {
        cumulated -= term;
        term /= step_up(d, --count);
    }
    return count;
}

/* ---- tables ---- */

annals_status an_pmf_of_counts(an_arena *arena, an_counts d, size_t at_least, an_pmf *out, annals_error *error)
{
    double needed = an_counts_quantile(d, 1 - PMF_TAIL_MAX) + 2;
    double cumulated = 0;
    if (needed < (double)at_least) needed = (double)at_least;
    if (!(needed < AN_PMF_LENGTH_MAX)) needed = AN_PMF_LENGTH_MAX;
    out->length = (size_t)needed;
    out->p = AN_NEW_ARRAY(arena, double, out->length);
    if (!out->p) return an_fail(error, ANNALS_E_MEMORY, "forecast", 0, "out of memory for a table of %zu counts", out->length);
    for (size_t i = 0; i < out->length; i++) cumulated += out->p[i] = an_counts_pmf(d, (double)i);
    out->tail = cumulated < 1 ? 1 - cumulated : 0;
    return ANNALS_OK;
}

annals_status an_pmf_of_sample(an_arena *arena, const double *values, size_t count, an_pmf *out, annals_error *error)
{
    double largest = 0;
    if (!count) return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "no value to make a distribution of");
    for (size_t i = 0; i < count; i++) {
        if (!(values[i] >= 0 && values[i] == floor(values[i]) && values[i] < AN_PMF_LENGTH_MAX))
            return an_fail(error, ANNALS_E_INPUT, "forecast", i, "value %zu is no count below %d: %g", i + 1, AN_PMF_LENGTH_MAX, values[i]);
        if (values[i] > largest) largest = values[i];
    }
    out->length = (size_t)largest + 1;
    out->tail = 0;
    out->p = AN_NEW_ARRAY(arena, double, out->length);
    if (!out->p) return an_fail(error, ANNALS_E_MEMORY, "forecast", 0, "out of memory for a table of %zu counts", out->length);
    for (size_t i = 0; i < count; i++) out->p[(size_t)values[i]]++;
    for (size_t i = 0; i < out->length; i++) out->p[i] /= (double)count;
    return ANNALS_OK;
}

annals_status an_pmf_pool(an_arena *arena, const an_pmf *a, const an_pmf *b, double weight, an_pmf *out, annals_error *error)
{
    out->length = a->length > b->length ? a->length : b->length;
    out->tail = weight * a->tail + (1 - weight) * b->tail;
    out->p = AN_NEW_ARRAY(arena, double, out->length);
    if (!out->p) return an_fail(error, ANNALS_E_MEMORY, "forecast", 0, "out of memory for a table of %zu counts", out->length);
    for (size_t i = 0; i < out->length; i++)
        out->p[i] = weight * (i < a->length ? a->p[i] : 0) + (1 - weight) * (i < b->length ? b->p[i] : 0);
    return ANNALS_OK;
}

double an_pmf_mean(const an_pmf *pmf)
{
    double mean = 0;
    for (size_t i = 0; i < pmf->length; i++) mean += (double)i * pmf->p[i];
    return mean;
}

double an_pmf_at(const an_pmf *pmf, double count)
{
    return count >= 0 && count == floor(count) && count < (double)pmf->length ? pmf->p[(size_t)count] : 0;
}

double an_pmf_cdf(const an_pmf *pmf, double count)
{
    double sum = 0;
    for (size_t i = 0; i < pmf->length && (double)i <= count; i++) sum += pmf->p[i];
    return sum;
}

double an_pmf_quantile(const an_pmf *pmf, double u)
{
    double sum = 0;
    for (size_t i = 0; i < pmf->length; i++) {
        sum += pmf->p[i];
        if (sum >= u) return (double)i;
    }
    return (double)pmf->length;
}

/* ---- the size by maximum likelihood ---- */

static double log_likelihood(const double *counts, const double *means, size_t length, double size)
{
    double sum = 0;
    for (size_t i = 0; i < length; i++) sum += an_counts_log_pmf((an_counts){means[i], size}, counts[i]);
    return sum;
}

/* The profile is smooth in log(size) and may have its peak at either end: a grid finds the hill, golden section climbs it. */
double an_counts_fit_size(const double *counts, const double *means, size_t length)
{
    const double low = log(AN_SIZE_MIN), high = log(AN_SIZE_MAX), step = (high - low) / SIZE_GRID, golden = (sqrt(5) - 1) / 2;
    double best = -INFINITY, at = low, a, b;
    for (int i = 0; i <= SIZE_GRID; i++) {
        double value = log_likelihood(counts, means, length, exp(low + i * step));
        if (value > best) best = value, at = low + i * step;
    }
    a = fmax(low, at - step);
    b = fmin(high, at + step);
    for (int i = 0; i < SIZE_REFINEMENTS && b - a > 1e-9; i++) {
        double x = b - golden * (b - a), y = a + golden * (b - a);
        if (log_likelihood(counts, means, length, exp(x)) < log_likelihood(counts, means, length, exp(y))) a = x;
        else b = y;
    }
    at = exp((a + b) / 2);
    return log_likelihood(counts, means, length, INFINITY) >= log_likelihood(counts, means, length, at) ? INFINITY : at;
}
