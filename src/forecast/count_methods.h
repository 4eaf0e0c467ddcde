/* Forecasters of counts of events: engine A, and the baselines that it must beat. For an_backtest_plan. */
#ifndef ANNALS_FORECAST_COUNT_METHODS_H
#define ANNALS_FORECAST_COUNT_METHODS_H

#include "forecast/backtest.h"
#include "forecast/baselines.h"
#include "forecast/excite.h"

/* A negative binomial about the baseline's mean; the same for every step ahead. */
an_forecaster an_forecaster_baseline(const char *name, const an_baseline *user);

/* Engine A, fitted anew at every origin: a point fit, then the next period exactly and later ones from simulated paths. */
typedef struct an_excite_method {
    const double *half_lives;
    size_t half_life_count;
    const an_excite_stream *streams; /* one for each series of the plan */
    unsigned roles;                  /* who may excite whom, as in an_excite_link_streams */
    size_t parents_max;
    size_t fit_from;
    size_t level_block;              /* for the level of each stream, as in an_excite_find_levels; 0 = even */
    const an_excite_prior *prior;
    bool is_pooled;                  /* all streams together; else each by itself, which needs many events in each */
    int iterations;                  /* of the pooled fit */
    size_t paths;                    /* for steps after the first */
} an_excite_method;
an_forecaster an_forecaster_excite(const char *name, const an_excite_method *user);

/* A quarter of a year. */
size_t an_excite_level_block(an_period period);

/* The streams that selectors stand for: one actor has one number as source and as target, one class one kind, counted from 0. An actor that is
 * left open ("any") is nobody else. E_MEMORY. */
annals_status an_excite_streams_of(an_arena *arena, const an_selector *selectors, size_t count, an_excite_stream **out, annals_error *error);

#endif
