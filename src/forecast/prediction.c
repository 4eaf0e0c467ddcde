#include "forecast/prediction.h"

#include <math.h>

#include "forecast/scores.h"

an_prediction an_prediction_of_draws(double *draws, size_t count)
{
    an_score_sort(draws, count);
    return (an_prediction){.kind = AN_PREDICTION_DRAWS, .draws = draws, .draw_count = count};
}

/* ceil(p n) - 1, where a p n that is whole but for rounding counts as whole. */
static double draw_quantile(const an_prediction *prediction, double p)
{
    double rank = ceil(p * (double)prediction->draw_count - 1e-9);
    size_t at = rank < 1 ? 0 : (size_t)rank - 1;
    return prediction->draws[at < prediction->draw_count ? at : prediction->draw_count - 1];
}

double an_prediction_quantile(const an_prediction *prediction, double p)
{
    return prediction->kind == AN_PREDICTION_COUNTS ? an_pmf_quantile(&prediction->counts, p) : draw_quantile(prediction, p);
}

double an_prediction_mean(const an_prediction *prediction)
{
    double sum = 0;
    if (prediction->kind == AN_PREDICTION_COUNTS) return an_pmf_mean(&prediction->counts);
    for (size_t i = 0; i < prediction->draw_count; i++) sum += prediction->draws[i];
    return sum / (double)prediction->draw_count;
}

double an_prediction_above(const an_prediction *prediction, double threshold)
{
    size_t above = 0;
    if (prediction->kind == AN_PREDICTION_COUNTS) return threshold < 0 ? 1 : 1 - an_pmf_cdf(&prediction->counts, floor(threshold));
    for (size_t i = 0; i < prediction->draw_count; i++) above += prediction->draws[i] > threshold;
    return (double)above / (double)prediction->draw_count;
}

static bool covers(const an_prediction *prediction, double outcome, double level)
{
    return outcome >= an_prediction_quantile(prediction, (1 - level) / 2) && outcome <= an_prediction_quantile(prediction, (1 + level) / 2);
}

an_prediction_score an_prediction_rate(const an_prediction *p, double outcome, double threshold, double u)
{
    bool is_counts = p->kind == AN_PREDICTION_COUNTS;
    return (an_prediction_score){
        .crps = is_counts ? an_score_pmf_crps(&p->counts, outcome) : an_score_ensemble_crps(p->draws, p->draw_count, outcome),
        .log_score = is_counts ? an_score_pmf_log(&p->counts, outcome) : an_score_ensemble_log(p->draws, p->draw_count, outcome),
        .brier = an_score_brier(an_prediction_above(p, threshold), outcome > threshold),
        .pit = is_counts ? an_score_pmf_pit(&p->counts, outcome, u) : an_score_ensemble_pit(p->draws, p->draw_count, outcome, u),
        .covers_50 = covers(p, outcome, 0.5),
        .covers_90 = covers(p, outcome, 0.9),
    };
}
