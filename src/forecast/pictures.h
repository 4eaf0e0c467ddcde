/* From the numbers of the engines to what is shown of them (record/forecast.h): fans, differences, skill, calibration. */
#ifndef ANNALS_FORECAST_PICTURES_H
#define ANNALS_FORECAST_PICTURES_H

#include "forecast/backtest.h"
#include "forecast/bvar.h"
#include "record/forecast.h"

/* One series in the simulated paths of either engine, wherever its numbers lie. */
typedef struct an_paths {
    const double *doubles; /* one of the two */
    const float *floats;
    size_t count, horizon;
    size_t path_stride, step_stride; /* numbers from path to path, from period to period */
} an_paths;

an_paths an_paths_of_bvar(const double *out, size_t paths, size_t horizon, size_t series_count, size_t series);
an_paths an_paths_of_excite(const float *out, size_t paths, size_t horizon, size_t target_count, size_t target);

/* Quantiles of each period, or (is_summed) of the sum from the first period on. name is kept as it is. E_USAGE: no path; E_MEMORY. */
annals_status an_fan_of_paths(an_arena *arena, an_arena *scratch, an_str name, const an_paths *paths, bool is_summed, an_fan *out, annals_error *error);
/* A prediction for each step; steps must be 1, 2, 3, ... */
annals_status an_fan_of_predictions(an_arena *arena, an_str name, const an_prediction *predictions, size_t count, an_fan *out, annals_error *error);

/* `with` less `without`, path by path: both must come from one seed. At each mark (a period from 1 up to the horizon), the share of paths with
 * more than no difference, and half of those with none. E_USAGE: paths that do not match, a mark outside; E_MEMORY. */
annals_status an_difference_of_paths(an_arena *arena, an_arena *scratch, an_str name, const an_paths *with, const an_paths *without, bool is_summed,
                                     const size_t *marks, size_t mark_count, an_difference *out, annals_error *error);

an_skill an_skill_of_verdict(const an_backtest *b, const an_backtest_verdict *verdict);
/* The calibration page of one series (or AN_BACKTEST_ALL) at one step (an index into the plan's steps, or AN_BACKTEST_ALL). `published` is the
 * method that is shown as the forecast. Title, horizon and dates are the caller's. E_MEMORY. */
annals_status an_calibration_of_backtest(an_arena *arena, const an_backtest *b, size_t published, size_t series, size_t step, an_calibration_chart *out,
                                         annals_error *error);

an_response_set an_response_set_of_bands(an_str name, const an_response_bands *bands);

#endif
