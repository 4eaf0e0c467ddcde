/* What is predicted for one series and one period, in the one form that every engine and baseline answers in; its quantiles and scores. */
#ifndef ANNALS_FORECAST_PREDICTION_H
#define ANNALS_FORECAST_PREDICTION_H

#include "forecast/counts.h"

typedef enum an_prediction_kind {
    AN_PREDICTION_DRAWS, /* equally likely values, ascending */
    AN_PREDICTION_COUNTS /* a table of probabilities of 0, 1, 2, ... */
} an_prediction_kind;

/* Owner: the arena of whoever predicted. */
typedef struct an_prediction {
    an_prediction_kind kind;
    double *draws; /* DRAWS */
    size_t draw_count;
    an_pmf counts; /* COUNTS */
} an_prediction;

/* One forecast against what came. Lower is better for crps and brier, higher for log_score. */
typedef struct an_prediction_score {
    double crps;
    double log_score; /* of counts: log probability; of draws: log density under a kernel, NaN if they are all one value */
    double brier;     /* of "more than the threshold" */
    double pit;       /* uniform on (0, 1) if the forecasts are right */
    bool covers_50, covers_90;
} an_prediction_score;

/* Sorts `draws` in place and makes a prediction of them. */
an_prediction an_prediction_of_draws(double *draws, size_t count);
/* The least value that is not exceeded with probability p in (0, 1): of few draws one of them, never a value in between, so that the
 * interval from p to 1 - p holds at least its share. */
double an_prediction_quantile(const an_prediction *prediction, double p);
double an_prediction_mean(const an_prediction *prediction);
double an_prediction_above(const an_prediction *prediction, double threshold); /* P(Y > threshold) */
/* u in (0, 1) breaks ties in the PIT. */
an_prediction_score an_prediction_rate(const an_prediction *prediction, double outcome, double threshold, double u);

#endif
