/* Distributions of counts: Poisson, negative binomial, the empirical one of a window, and mixtures of them. */
#ifndef ANNALS_FORECAST_COUNTS_H
#define ANNALS_FORECAST_COUNTS_H

#include "base/arena.h"
#include "base/status.h"

/* Negative binomial with E = mean and Var = mean + mean^2/size; size = INFINITY is Poisson. mean >= 0 (0: always zero), size > 0. */
typedef struct an_counts {
    double mean, size;
} an_counts;

double an_counts_log_pmf(an_counts d, double count); /* count: a whole number >= 0; -INFINITY where the probability is 0 */
double an_counts_pmf(an_counts d, double count);
double an_counts_cdf(an_counts d, double count);     /* P(Y <= count); 0 below 0 */
/* The least count with cdf >= u; u in (0, 1). With the same u it never falls when the mean rises: simulations that differ in the
 * mean alone stay paired. */
double an_counts_quantile(an_counts d, double u);

/* Any distribution of a count, as a table: p[i] = P(Y = i) for i < length, `tail` = P(Y >= length). Owner: an arena. */
typedef struct an_pmf {
    double *p;
    size_t length;
    double tail;
} an_pmf;

enum { AN_PMF_LENGTH_MAX = 1 << 20 };

/* A table long enough that the tail is below 1e-9 and that it holds `at_least` counts (or AN_PMF_LENGTH_MAX of them). E_MEMORY. */
annals_status an_pmf_of_counts(an_arena *arena, an_counts d, size_t at_least, an_pmf *out, annals_error *error);
/* How often each value occurred among `values` (whole numbers >= 0). E_INPUT: no value, or one that is no count; E_MEMORY. */
annals_status an_pmf_of_sample(an_arena *arena, const double *values, size_t count, an_pmf *out, annals_error *error);
/* The linear pool: weight * a + (1 - weight) * b. E_MEMORY. */
annals_status an_pmf_pool(an_arena *arena, const an_pmf *a, const an_pmf *b, double weight, an_pmf *out, annals_error *error);
double an_pmf_mean(const an_pmf *pmf); /* without the tail */
double an_pmf_at(const an_pmf *pmf, double count);
double an_pmf_cdf(const an_pmf *pmf, double count);
double an_pmf_quantile(const an_pmf *pmf, double u);

/* The size of a negative binomial with known means, by maximum likelihood over [AN_SIZE_MIN, AN_SIZE_MAX]; INFINITY when the data
 * are no more scattered than a Poisson. means[i] > 0. */
#define AN_SIZE_MIN 1e-3
#define AN_SIZE_MAX 1e6
double an_counts_fit_size(const double *counts, const double *means, size_t length);

#endif
