/* Formulas: Gneiting and Raftery (2007) for log score and CRPS, Czado, Gneiting and Held (2009) for counts and the randomised PIT. */
#include "forecast/scores.h"

#include <math.h>
#include <stdlib.h>

#define CRPS_DONE 1e-9 /* probability still to come that is left out of a sum of squares */
#define FAR_BELOW 12   /* standard deviations under the mean where nothing is left to sum */
enum { KS_TERMS = 100 };

double an_score_count_log(an_counts d, double y) { return an_counts_log_pmf(d, y); }

/* Sums (F(k) - 1{y <= k})^2 over the counts k that matter: from far below the mean to where F is 1. Before that F is 0 and after it 1,
 * so that only a gap between y and this stretch adds, one for each count. */
double an_score_count_crps(an_counts d, double y)
{
    double deviation, k, cumulated, sum = 0;
    if (isnan(d.mean) || isnan(d.size) || isnan(y)) return NAN;
    deviation = sqrt(d.mean + (isinf(d.size) ? 0 : d.mean * d.mean / d.size));
    k = fmax(0, floor(d.mean - FAR_BELOW * deviation));
    cumulated = k > 0 ? an_counts_cdf(d, k - 1) : 0;
    if (y < k) sum = k - y;
    for (;; k++) {
        double beyond;
        cumulated += an_counts_pmf(d, k);
        beyond = y <= k ? 1 - cumulated : cumulated;
        sum += beyond * beyond;
        if (k > d.mean && 1 - cumulated < CRPS_DONE) break;
    }
    return y > k + 1 ? sum + (y - k - 1) : sum;
}

double an_score_count_brier(an_counts d, double y) { return an_score_brier(1 - an_counts_pmf(d, 0), y > 0); }

double an_score_pmf_log(const an_pmf *pmf, double y) { return log(fmax(an_pmf_at(pmf, y), AN_SCORE_FLOOR)); }

double an_score_pmf_crps(const an_pmf *pmf, double y)
{
    double cumulated = 0, sum = 0;
    for (size_t i = 0; i < pmf->length; i++) {
        double beyond;
        cumulated += pmf->p[i];
        beyond = y <= (double)i ? 1 - cumulated : cumulated;
        sum += beyond * beyond;
    }
    return y > (double)pmf->length ? sum + (y - (double)pmf->length) : sum;
}

double an_score_count_pit(an_counts d, double y, double u) { return an_counts_cdf(d, y - 1) + u * an_counts_pmf(d, y); }
double an_score_pmf_pit(const an_pmf *pmf, double y, double u) { return an_pmf_cdf(pmf, y - 1) + u * an_pmf_at(pmf, y); }

/* ---- ensembles ---- */

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

void an_score_sort(double *values, size_t count)
{
    if (count > 1) qsort(values, count, sizeof *values, by_value);
}

double an_score_quantile(const double *sorted, size_t count, double p)
{
    double place, below;
    size_t i;
    if (!count || !(p >= 0 && p <= 1)) return NAN;
    place = p * (double)(count - 1);
    below = floor(place);
    i = (size_t)below;
    if (i + 1 >= count) return sorted[count - 1];
    return sorted[i] + (place - below) * (sorted[i + 1] - sorted[i]);
}

/* In ascending order the sum of |x_i - x_j| over all pairs is 2 sum_i (2i - n + 1) x_i. */
double an_score_ensemble_crps(const double *sorted, size_t count, double y)
{
    double n = (double)count, from_y = 0, spread = 0;
    for (size_t i = 0; i < count; i++) {
        from_y += fabs(sorted[i] - y);
        spread += (2 * (double)i - n + 1) * sorted[i];
    }
    return from_y / n - spread / (n * n);
}

int an_score_ensemble_covers(const double *sorted, size_t count, double y, double level)
{
    return an_score_quantile(sorted, count, (1 - level) / 2) <= y && y <= an_score_quantile(sorted, count, (1 + level) / 2);
}

double an_score_ensemble_pit(const double *sorted, size_t count, double y, double u)
{
    double below = 0, equal = 0;
    for (size_t i = 0; i < count; i++) {
        below += sorted[i] < y;
        equal += sorted[i] == y;
    }
    return (below + u * (equal + 1)) / ((double)count + 1);
}

/* Silverman's rule: .9 min(sd, interquartile range / 1.34) n^(-1/5). */
static double kernel_width(const double *sorted, size_t count)
{
    double n = (double)count, mean = 0, square = 0, range, scale;
    for (size_t i = 0; i < count; i++) mean += sorted[i] / n;
    for (size_t i = 0; i < count; i++) square += (sorted[i] - mean) * (sorted[i] - mean) / (n - 1);
    range = (an_score_quantile(sorted, count, .75) - an_score_quantile(sorted, count, .25)) / 1.34;
    scale = sqrt(square);
    if (range > 0 && range < scale) scale = range;
    return .9 * scale * pow(n, -.2);
}

double an_score_ensemble_log(const double *sorted, size_t count, double y)
{
    double width, largest = -INFINITY, sum = 0;
    if (count < 2 || !(sorted[0] < sorted[count - 1])) return NAN;
    width = kernel_width(sorted, count);
    for (size_t i = 0; i < count; i++) {
        double z = (y - sorted[i]) / width;
        largest = fmax(largest, -z * z / 2);
    }
    for (size_t i = 0; i < count; i++) {
        double z = (y - sorted[i]) / width;
        sum += exp(-z * z / 2 - largest);
    }
    return largest + log(sum / (double)count / width) - log(2 * acos(-1)) / 2;
}

double an_score_brier(double probability, int happened)
{
    double miss = probability - (happened ? 1 : 0);
    return miss * miss;
}

/* ---- many forecasts ---- */

static double difference(const double *a, const double *b, size_t i) { return b ? a[i] - b[i] : a[i]; }

an_score_mean an_score_paired(const double *a, const double *b, const int64_t *cluster, size_t count)
{
    an_score_mean result = {.count = count, .se = NAN, .mean = NAN};
    double sum = 0, squares = 0, within = 0;
    if (!count) return result;
    for (size_t i = 0; i < count; i++) sum += difference(a, b, i);
    result.mean = sum / (double)count;
    for (size_t i = 0; i < count; i++) {
        within += difference(a, b, i) - result.mean;
        if (i + 1 < count && cluster[i + 1] == cluster[i]) continue;
        squares += within * within;
        within = 0;
        result.clusters++;
    }
    if (result.clusters > 1)
        result.se = sqrt(squares * (double)result.clusters / (double)(result.clusters - 1)) / (double)count;
    return result;
}

/* P(K > x) of the Kolmogorov distribution: 2 sum (-1)^(j-1) exp(-2 j^2 x^2). */
static double kolmogorov_beyond(double x)
{
    double sum = 0, sign = 1;
    if (x < .2) return 1; /* 1 to 13 digits, where the series converges slowly */
    for (int j = 1; j <= KS_TERMS; j++, sign = -sign) {
        double term = exp(-2. * j * j * x * x);
        sum += sign * term;
        if (term < 1e-17) break;
    }
    return fmin(1, fmax(0, 2 * sum));
}

an_score_fit an_score_uniformity(const double *sorted, size_t count)
{
    an_score_fit fit = {0, 1, INFINITY};
    double n = (double)count, scale = sqrt(n) + .12 + (count ? .11 / sqrt(n) : 0);
    if (!count) return fit;
    for (size_t i = 0; i < count; i++) {
        fit.distance = fmax(fit.distance, sorted[i] - (double)i / n);
        fit.distance = fmax(fit.distance, (double)(i + 1) / n - sorted[i]);
    }
    fit.p_value = kolmogorov_beyond(scale * fit.distance);
    fit.critical_5 = 1.35810 / scale; /* P(K > 1.3581) = .05 */
    return fit;
}
