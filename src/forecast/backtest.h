/* How good would the forecasts have been? From origin to origin through the past, every engine and baseline sees what had been published by
 * then and nothing else, predicts, and is scored on what came.
 *
 * An engine takes part by filling in an an_forecaster; it is handed a view and answers in predictions. */
#ifndef ANNALS_FORECAST_BACKTEST_H
#define ANNALS_FORECAST_BACKTEST_H

#include "forecast/prediction.h"
#include "forecast/scores.h"
#include "forecast/series.h"

enum { AN_BACKTEST_STEPS_MAX = 64, AN_BACKTEST_METHODS_MAX = 64, AN_BACKTEST_THREADS_MAX = 64, AN_BACKTEST_ORIGINS_MAX = 20000 };
#define AN_BACKTEST_ALL SIZE_MAX

/* What is known at an origin. */
typedef struct an_backtest_view {
    const an_series *known;    /* the series to predict, up to the last whole period; a later publication is not in it */
    const an_history *history; /* for engines that look at other streams too: series are made of it with `origin`. NULL if numbers only */
    an_day origin;             /* the last day that is known; AN_DAY_UNKNOWN if numbers only */
    const size_t *steps;       /* which periods ahead are asked for (1 = the next), rising */
    size_t step_count;
    uint64_t seed;             /* differs from origin to origin */
} an_backtest_view;

typedef struct an_forecaster {
    const char *name;
    bool is_baseline; /* one of those that an engine must beat to be believed */
    const void *user;
    /* Fills out[series * step_count + k]; what it allocates is `arena`'s. Called from many threads at once, so `user` is read only. */
    annals_status (*predict)(const void *user, an_arena *arena, const an_backtest_view *view, an_prediction *out, annals_error *error);
} an_forecaster;

/* A pool of two forecasters, by their places in the list. */
typedef struct an_backtest_pool {
    const char *name;
    size_t first, second;
    double weight; /* of the first */
} an_backtest_pool;

/* Either `history` (with what to make of it) or `numbers`, of which every period is known as soon as it is over. */
typedef struct an_backtest_source {
    const an_history *history;
    an_measure measure;
    an_period period;
    const an_selector *selectors;
    size_t selector_count;
    an_day from, to;
    const an_series *numbers;
} an_backtest_source;

typedef struct an_backtest_plan {
    an_backtest_source source;
    size_t first_origin, last_origin, every; /* in periods known: first, first + every, ... up to last */
    const size_t *steps;
    size_t step_count;
    const an_forecaster *forecasters;
    size_t forecaster_count;
    const an_backtest_pool *pools;
    size_t pool_count;
    double threshold;  /* of the Brier score's "more than" */
    uint64_t seed;
    unsigned threads;  /* 0 and 1 = none; the result is the same for any number */
} an_backtest_plan;

/* Methods are the forecasters in their order, then the pools. scores[((method * origins + origin) * series + s) * steps + k]. */
typedef struct an_backtest {
    size_t methods, origins, series, steps;
    const char *names[AN_BACKTEST_METHODS_MAX];
    bool is_baseline[AN_BACKTEST_METHODS_MAX];
    const size_t *step_lengths;   /* [steps] */
    const size_t *origin_periods; /* [origins] periods known */
    an_prediction_score *scores;
} an_backtest;

/* E_USAGE: a plan that asks for nothing or for the impossible; E_INPUT: too short a series, or a forecaster that refused (the message
 * names it and the origin); E_LIMIT, E_MEMORY. */
annals_status an_backtest_run(an_arena *arena, const an_backtest_plan *plan, an_backtest *out, annals_error *error);

typedef enum an_backtest_measure { AN_BACKTEST_CRPS, AN_BACKTEST_LOG, AN_BACKTEST_BRIER, AN_BACKTEST_COVERS_50, AN_BACKTEST_COVERS_90,
    /* Is the randomised PIT in the middle half, in the middle nine tenths? For values that seldom tie the same as the two above. An interval of small counts
     * holds more than its level even where every probability is right, since it ends on whole counts: only this tells too wide from whole. */
    AN_BACKTEST_INSIDE_50, AN_BACKTEST_INSIDE_90 } an_backtest_measure;

/* The mean over all forecasts of a method (series and step may be AN_BACKTEST_ALL), its standard error by origin. NaN for want of memory. */
an_score_mean an_backtest_mean(an_arena *scratch, const an_backtest *b, size_t method, an_backtest_measure measure, size_t series, size_t step);
/* The mean of method minus `against`, forecast by forecast. */
an_score_mean an_backtest_difference(an_arena *scratch, const an_backtest *b, size_t method, size_t against, an_backtest_measure measure,
                                     size_t series, size_t step);
/* The baseline with the best mean (the highest for the log score, else the lowest); SIZE_MAX if there is none. */
size_t an_backtest_best_baseline(an_arena *scratch, const an_backtest *b, an_backtest_measure measure, size_t series, size_t step);
/* The PIT values of a method, ascending; *count of them. NULL for want of memory. */
double *an_backtest_pit(an_arena *arena, const an_backtest *b, size_t method, size_t series, size_t step, size_t *count);

/* Is the method better than the best baseline? Of use where the answer is shown: if not, the baseline is shown. */
typedef struct an_backtest_verdict {
    size_t baseline;      /* the best one; SIZE_MAX if there is none */
    double skill;         /* share of the baseline's mean CRPS saved; 0.06 = 6 %; negative = worse */
    an_score_mean saved;  /* CRPS of the baseline minus that of the method, forecast by forecast */
    bool has_skill;       /* saved more than nothing on average */
    bool is_sure;         /* ... by two standard errors */
} an_backtest_verdict;
an_backtest_verdict an_backtest_judge(an_arena *scratch, const an_backtest *b, size_t method, size_t series, size_t step);

#endif
