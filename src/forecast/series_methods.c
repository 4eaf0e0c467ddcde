#include "forecast/series_methods.h"

#include <string.h>

static const char STAGE[] = "forecast";

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

an_panel an_panel_of_series(an_arena *arena, const an_series *series)
{
    an_panel panel = {.values = an_matrix_new(arena, series->length, series->series_count)};
    for (size_t s = 0; panel.values.at && s < series->series_count; s++)
        for (size_t t = 0; t < series->length; t++) panel.values.at[t * series->series_count + s] = series->values[s * series->length + t];
    return panel;
}

static annals_status too_short(const an_series *known, size_t needed, annals_error *error)
{
    return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "%zu periods are known; %zu are needed", known->length, needed);
}

static annals_status predict_window(const void *user, an_arena *arena, const an_backtest_view *view, an_prediction *out, annals_error *error)
{
    const an_window_method *method = user;
    const an_series *known = view->known;
    size_t periods = method->periods ? method->periods : known->length;
    if (periods == 0 || known->length < periods) return too_short(known, periods ? periods : 1, error);
    for (size_t s = 0; s < known->series_count; s++) {
        double *draws = AN_NEW_ARRAY(arena, double, periods);
        an_prediction prediction;
        if (!draws) return no_memory(error);
        memcpy(draws, known->values + (s + 1) * known->length - periods, periods * sizeof *draws);
        prediction = an_prediction_of_draws(draws, periods);
        for (size_t k = 0; k < view->step_count; k++) out[s * view->step_count + k] = prediction;
    }
    return ANNALS_OK;
}

an_forecaster an_forecaster_window(const char *name, const an_window_method *user)
{
    return (an_forecaster){.name = name, .is_baseline = true, .user = user, .predict = predict_window};
}

static annals_status predict_no_change(const void *user, an_arena *arena, const an_backtest_view *view, an_prediction *out, annals_error *error)
{
    const an_series *known = view->known;
    (void)user;
    for (size_t s = 0; s < known->series_count; s++)
        for (size_t k = 0; k < view->step_count; k++) {
            size_t step = view->steps[k], count = known->length > step ? known->length - step : 0;
            const double *y = known->values + s * known->length;
            double *draws = AN_NEW_ARRAY(arena, double, count);
            if (count == 0) return too_short(known, step + 1, error);
            if (!draws) return no_memory(error);
            for (size_t t = 0; t < count; t++) draws[t] = y[known->length - 1] + (y[t + step] - y[t]);
            out[s * view->step_count + k] = an_prediction_of_draws(draws, count);
        }
    return ANNALS_OK;
}

an_forecaster an_forecaster_no_change(const char *name)
{
    return (an_forecaster){.name = name, .is_baseline = true, .predict = predict_no_change};
}

/* Simulated paths, paths[(path * horizon + period) * m + series], as predictions of the steps that are asked for. */
static annals_status collect(an_arena *arena, const an_backtest_view *view, const double *paths, size_t count, size_t horizon, an_prediction *out,
                             annals_error *error)
{
    size_t m = view->known->series_count;
    for (size_t s = 0; s < m; s++)
        for (size_t k = 0; k < view->step_count; k++) {
            double *draws = AN_NEW_ARRAY(arena, double, count);
            if (!draws) return no_memory(error);
            for (size_t path = 0; path < count; path++) draws[path] = paths[(path * horizon + view->steps[k] - 1) * m + s];
            out[s * view->step_count + k] = an_prediction_of_draws(draws, count);
        }
    return ANNALS_OK;
}

/* One path: y = x'B + a residual of some past week. */
static void resample(const an_var *var, const double *x0, double *x, an_random *random, size_t horizon, double *path)
{
    size_t m = var->series, width = var->coefficients.rows;
    memcpy(x, x0, width * sizeof *x);
    for (size_t h = 0; h < horizon; h++) {
        memcpy(path + h * m, an_matrix_row(var->residuals, (size_t)an_random_below(random, var->weeks)), m * sizeof *path);
        for (size_t i = 0; i < width; i++)
            for (size_t j = 0; j < m; j++) path[h * m + j] += x[i] * var->coefficients.at[i * m + j];
        an_var_advance(x, m, var->lags, path + h * m);
    }
}

static annals_status predict_bootstrap(const void *user, an_arena *arena, const an_backtest_view *view, an_prediction *out, annals_error *error)
{
    const an_bootstrap_method *method = user;
    size_t m = view->known->series_count, horizon = view->steps[view->step_count - 1], width = an_var_width(m, method->lags);
    double *paths = AN_NEW_ARRAY(arena, double, method->paths * horizon * m), *x0 = AN_NEW_ARRAY(arena, double, width);
    double *x = AN_NEW_ARRAY(arena, double, width);
    an_panel panel = an_panel_of_series(arena, view->known);
    an_var var;
    if (arena->is_exhausted) return no_memory(error);
    AN_TRY(an_var_fit(arena, arena, &panel, method->lags, &var, error));
    an_var_regressor(panel.values, panel.values.rows, method->lags, x0);
    for (size_t k = 0; k < method->paths; k++) {
        an_random random;
        an_random_seed(&random, view->seed, k);
        resample(&var, x0, x, &random, horizon, paths + k * horizon * m);
    }
    return collect(arena, view, paths, method->paths, horizon, out, error);
}

an_forecaster an_forecaster_bootstrap(const char *name, const an_bootstrap_method *user)
{
    return (an_forecaster){.name = name, .is_baseline = true, .user = user, .predict = predict_bootstrap};
}

static annals_status predict_bvar(const void *user, an_arena *arena, const an_backtest_view *view, an_prediction *out, annals_error *error)
{
    const an_bvar_method *method = user;
    size_t horizon = view->steps[view->step_count - 1];
    an_bvar_run run = {.horizon = horizon, .paths = method->paths, .seed = view->seed};
    double *paths = AN_NEW_ARRAY(arena, double, method->paths * horizon * view->known->series_count);
    an_panel panel = an_panel_of_series(arena, view->known);
    an_bvar model;
    if (arena->is_exhausted) return no_memory(error);
    AN_TRY(an_bvar_fit(arena, arena, &panel, &method->options, &model, error));
    AN_TRY(an_bvar_simulate(arena, &model, &run, paths, NULL, error));
    return collect(arena, view, paths, method->paths, horizon, out, error);
}

an_forecaster an_forecaster_bvar(const char *name, const an_bvar_method *user)
{
    return (an_forecaster){.name = name, .user = user, .predict = predict_bvar};
}
