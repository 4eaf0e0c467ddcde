/* How good forecasts were: log score, CRPS, Brier, coverage, PIT, paired differences. Pure arithmetic; NaN in gives NaN out. */
#ifndef ANNALS_FORECAST_SCORES_H
#define ANNALS_FORECAST_SCORES_H

#include "forecast/counts.h"

/* ---- counts ---- (y: the count that came, a whole number >= 0) */

double an_score_count_log(an_counts d, double y);   /* log P(Y = y): higher is better */
double an_score_count_crps(an_counts d, double y);  /* sum over k of (F(k) - 1{y <= k})^2: lower is better */
double an_score_count_brier(an_counts d, double y); /* of "at least one" */
double an_score_pmf_log(const an_pmf *pmf, double y); /* a probability below AN_SCORE_FLOOR counts as that */
double an_score_pmf_crps(const an_pmf *pmf, double y);
/* P(Y < y) + u P(Y = y): uniform on (0,1) if the forecasts are right. u in (0, 1), e.g. an_random_at. */
double an_score_count_pit(an_counts d, double y, double u);
double an_score_pmf_pit(const an_pmf *pmf, double y, double u);
#define AN_SCORE_FLOOR 1e-12

/* ---- ensembles ---- (draws need not be sorted unless said; count >= 1) */

void an_score_sort(double *values, size_t count); /* ascending */
/* The quantile of ascending `sorted` at p in [0, 1], linear between order statistics (type 7 of Hyndman and Fan). */
double an_score_quantile(const double *sorted, size_t count, double p);
/* E|X - y| - E|X - X'|/2, both means over all draws and all pairs (with themselves). `sorted` ascending. O(count). */
double an_score_ensemble_crps(const double *sorted, size_t count, double y);
/* True if y lies between the quantiles (1-level)/2 and (1+level)/2, ends included. `sorted` ascending. */
int an_score_ensemble_covers(const double *sorted, size_t count, double y, double level);
/* Rank of y among the draws, ties broken by u: (below + u (equal + 1)) / (count + 1). */
double an_score_ensemble_pit(const double *sorted, size_t count, double y, double u);
/* Log density of y under a Gaussian kernel estimate with Silverman's width. NaN with fewer than 2 distinct draws. */
double an_score_ensemble_log(const double *sorted, size_t count, double y);
/* (p - happened)^2. */
double an_score_brier(double probability, int happened);

/* ---- many forecasts together ---- */

/* A mean with a standard error that treats all values of one cluster (a day, an origin) as one draw: s.e. of the sum of cluster sums,
 * with the usual n/(n-1) of clusters. */
typedef struct an_score_mean {
    double mean, se;
    size_t count, clusters;
} an_score_mean;

/* Mean of a[i] - b[i] (b may be NULL: of a[i]). cluster[i]: any number; equal numbers stand together (not interleaved).
 * se is NaN with fewer than 2 clusters. */
an_score_mean an_score_paired(const double *a, const double *b, const int64_t *cluster, size_t count);

/* Kolmogorov-Smirnov distance of ascending `sorted` PIT values from uniform, its asymptotic p-value (Marsaglia-Stephens correction
 * sqrt(n) + .12 + .11/sqrt(n)) and the distance that would be rejected at 5 %. */
typedef struct an_score_fit {
    double distance, p_value, critical_5;
} an_score_fit;
an_score_fit an_score_uniformity(const double *sorted, size_t count);

#endif
