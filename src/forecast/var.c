/* Least squares by the normal equations: with a dozen to four dozen columns of similar size their Cholesky factor keeps ten correct
 * digits on the published cases (tests), and the same cross products serve the Bayesian engine. */
#include "forecast/var.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

static const char STAGE[] = "forecast";
/* A weekly sum of scores or counts beyond this is a broken input, and its square would drown all other weeks. */
static const double VALUE_MAX = 1e9;

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

static annals_status refuse_series(const an_panel *panel, size_t series, size_t week, const char *why, annals_error *error)
{
    an_str name = panel->names ? panel->names[series] : (an_str){NULL, 0};
    if (!name.data)
        return an_fail(error, ANNALS_E_INPUT, STAGE, week, "series %zu %s", series + 1, why);
    return an_fail(error, ANNALS_E_INPUT, STAGE, week, "series %.*s %s", (int)(name.length > 200 ? 200 : name.length), name.data, why);
}

static annals_status check_series(const an_panel *panel, size_t series, annals_error *error)
{
    an_matrix y = panel->values;
    bool changes = false;
    for (size_t t = 0; t < y.rows; t++) {
        double value = y.at[t * y.columns + series];
        if (!isfinite(value)) return refuse_series(panel, series, t + 1, "has a week without a number", error);
        if (fabs(value) > VALUE_MAX) return refuse_series(panel, series, t + 1, "has a week beyond one thousand million", error);
        changes = changes || value != y.at[series];
    }
    return changes ? ANNALS_OK : refuse_series(panel, series, 0, "never changes: there is nothing to fit", error);
}

annals_status an_panel_check(const an_panel *panel, size_t lags, annals_error *error)
{
    an_matrix y = panel->values;
    size_t width = an_var_width(y.columns, lags);
    if (y.columns == 0) return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "no series given");
    if (y.columns > AN_VAR_SERIES_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu series; at most %d can be fitted together", y.columns, AN_VAR_SERIES_MAX);
    if (lags == 0 || lags > AN_VAR_LAGS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu lags; from 1 to %d are possible", lags, AN_VAR_LAGS_MAX);
    if (y.rows > AN_VAR_WEEKS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu weeks; at most %d are read", y.rows, AN_VAR_WEEKS_MAX);
    if (y.rows < lags + width + y.columns + 1)
        return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "%zu weeks are too few for %zu series with %zu lags: at least %zu are needed", y.rows,
                       y.columns, lags, lags + width + y.columns + 1);
    for (size_t i = 0; i < y.columns; i++) AN_TRY(check_series(panel, i, error));
    return ANNALS_OK;
}

void an_var_regressor(an_matrix values, size_t week, size_t lags, double *x)
{
    size_t m = values.columns;
    for (size_t lag = 1; lag <= lags; lag++) memcpy(x + (lag - 1) * m, an_matrix_row(values, week - lag), m * sizeof *x);
    x[m * lags] = 1;
}

void an_var_advance(double *x, size_t series, size_t lags, const double *newest)
{
    memmove(x + series, x, series * (lags - 1) * sizeof *x);
    memcpy(x, newest, series * sizeof *x);
}

void an_var_design(an_matrix values, size_t lags, size_t first, an_matrix x, an_matrix y)
{
    for (size_t t = 0; t < x.rows; t++) {
        an_var_regressor(values, first + t, lags, an_matrix_row(x, t));
        memcpy(an_matrix_row(y, t), an_matrix_row(values, first + t), values.columns * sizeof(double));
    }
}

/* coefficients := (X'X)^-1 X'Y; residuals := Y - X B; cross := residuals' residuals. */
static annals_status regress(an_arena *scratch, an_matrix x, an_matrix y, an_var *var, annals_error *error)
{
    an_matrix factor = an_matrix_new(scratch, x.columns, x.columns);
    if (!factor.at || !var->coefficients.at || !var->residuals.at || !var->cross.at) return no_memory(error);
    an_linear_product_transposed(x, x, factor);
    AN_TRY(an_linear_cholesky(factor, "the lagged series", error));
    an_linear_product_transposed(x, y, var->coefficients);
    an_linear_solve_cholesky(factor, var->coefficients);
    an_linear_product(x, var->coefficients, var->residuals);
    for (size_t i = 0; i < y.rows * y.columns; i++) var->residuals.at[i] = y.at[i] - var->residuals.at[i];
    an_linear_product_transposed(var->residuals, var->residuals, var->cross);
    return ANNALS_OK;
}

static annals_status fit_from(an_arena *arena, an_arena *scratch, an_matrix values, size_t lags, size_t first, an_var *var, annals_error *error)
{
    size_t m = values.columns, weeks = values.rows - first, width = an_var_width(m, lags);
    an_matrix x = an_matrix_new(scratch, weeks, width), y = an_matrix_new(scratch, weeks, m);
    *var = (an_var){.series = m, .lags = lags, .weeks = weeks, .coefficients = an_matrix_new(arena, width, m),
                    .residuals = an_matrix_new(arena, weeks, m), .cross = an_matrix_new(arena, m, m)};
    if (!x.at || !y.at) return no_memory(error);
    an_var_design(values, lags, first, x, y);
    return regress(scratch, x, y, var, error);
}

annals_status an_var_fit(an_arena *arena, an_arena *scratch, const an_panel *panel, size_t lags, an_var *var, annals_error *error)
{
    AN_TRY(an_panel_check(panel, lags, error));
    return fit_from(arena, scratch, panel->values, lags, lags, var, error);
}

static annals_status score_lags(an_arena *scratch, an_matrix values, size_t lags, size_t first, an_var_lag_row *row, annals_error *error)
{
    an_var var;
    double weeks = (double)(values.rows - first), count = (double)(values.columns * an_var_width(values.columns, lags));
    AN_TRY(fit_from(scratch, scratch, values, lags, first, &var, error));
    for (size_t i = 0; i < var.series * var.series; i++) var.cross.at[i] /= weeks;
    AN_TRY(an_linear_cholesky(var.cross, "the residuals", error));
    row->lags = lags;
    row->log_determinant = an_linear_log_determinant(var.cross);
    row->aic = row->log_determinant + 2 * count / weeks;
    row->bic = row->log_determinant + log(weeks) * count / weeks;
    row->hq = row->log_determinant + 2 * log(log(weeks)) * count / weeks;
    return ANNALS_OK;
}

annals_status an_var_choose_lags(an_arena *scratch, const an_panel *panel, size_t lags_max, an_var_lag_row *rows, size_t *best,
                                 annals_error *error)
{
    size_t least = 0;
    AN_TRY(an_panel_check(panel, lags_max, error));
    for (size_t lags = 1; lags <= lags_max; lags++) {
        AN_TRY(score_lags(scratch, panel->values, lags, lags_max, &rows[lags - 1], error));
        if (rows[lags - 1].bic < rows[least].bic) least = lags - 1;
    }
    *best = rows[least].lags;
    return ANNALS_OK;
}

/* X without the lags of `cause`. */
static an_matrix without_series(an_arena *scratch, an_matrix x, size_t series, size_t lags, size_t cause)
{
    an_matrix kept = an_matrix_new(scratch, x.rows, x.columns - lags);
    for (size_t t = 0; kept.at && t < x.rows; t++)
        for (size_t j = 0, to = 0; j < x.columns; j++)
            if (j + 1 == x.columns || j % series != cause) kept.at[t * kept.columns + to++] = x.at[t * x.columns + j];
    return kept;
}

/* The sum of squared residuals of one column of y on x. */
static annals_status residual_sum(an_arena *scratch, an_matrix x, an_matrix y, size_t column, double *sum, annals_error *error)
{
    an_matrix one = an_matrix_new(scratch, y.rows, 1);
    an_var var = {.coefficients = an_matrix_new(scratch, x.columns, 1), .residuals = an_matrix_new(scratch, y.rows, 1),
                  .cross = an_matrix_new(scratch, 1, 1)};
    if (!x.at || !one.at) return no_memory(error);
    for (size_t t = 0; t < y.rows; t++) one.at[t] = y.at[t * y.columns + column];
    AN_TRY(regress(scratch, x, one, &var, error));
    *sum = var.cross.at[0];
    return ANNALS_OK;
}

annals_status an_var_granger(an_arena *scratch, const an_panel *panel, size_t lags, size_t cause, size_t effect, an_granger *test,
                             annals_error *error)
{
    an_matrix values = panel->values, x, y;
    size_t m = values.columns, weeks;
    double full, restricted;
    AN_TRY(an_panel_check(panel, lags, error));
    if (cause >= m || effect >= m || cause == effect)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "Granger's test needs two different series of the %zu given", m);
    weeks = values.rows - lags;
    x = an_matrix_new(scratch, weeks, an_var_width(m, lags));
    y = an_matrix_new(scratch, weeks, m);
    if (!x.at || !y.at) return no_memory(error);
    an_var_design(values, lags, lags, x, y);
    AN_TRY(residual_sum(scratch, x, y, effect, &full, error));
    AN_TRY(residual_sum(scratch, without_series(scratch, x, m, lags, cause), y, effect, &restricted, error));
    *test = (an_granger){.restrictions = lags, .freedom = weeks - x.columns};
    if (!(full > 0)) return refuse_series(panel, effect, 0, "is predicted without error: there is nothing to test", error);
    if (restricted < full) restricted = full; /* by rounding, where the lags add nothing at all */
    test->f = (restricted - full) / (double)lags / (full / (double)test->freedom);
    test->p_value = gsl_cdf_fdist_Q(test->f, (double)lags, (double)test->freedom);
    return ANNALS_OK;
}

/* out := x' B, skipping the constant when `share` of it is 0. */
static void predict(an_matrix b, const double *x, double share, double *out)
{
    size_t last = b.rows - 1;
    for (size_t j = 0; j < b.columns; j++) out[j] = share * b.at[last * b.columns + j];
    for (size_t i = 0; i < last; i++)
        for (size_t j = 0; j < b.columns; j++) out[j] += x[i] * b.at[i * b.columns + j];
}

void an_var_project(an_matrix coefficients, size_t lags, const double *x0, double *x, an_matrix path)
{
    memcpy(x, x0, coefficients.rows * sizeof *x);
    for (size_t h = 0; h < path.rows; h++) {
        predict(coefficients, x, 1, an_matrix_row(path, h));
        an_var_advance(x, coefficients.columns, lags, an_matrix_row(path, h));
    }
}

void an_var_responses(an_matrix coefficients, size_t lags, an_matrix impact, size_t weeks, double *x, double *out)
{
    size_t m = coefficients.columns;
    for (size_t shock = 0; shock < impact.rows; shock++) {
        memset(x, 0, coefficients.rows * sizeof *x);
        for (size_t week = 0; week < weeks; week++) {
            double *at = out + (week * impact.rows + shock) * m;
            if (week == 0) memcpy(at, an_matrix_row(impact, shock), m * sizeof *at);
            else predict(coefficients, x, 0, at);
            an_var_advance(x, m, lags, at);
        }
    }
}

double an_var_spectral_radius(an_arena *scratch, an_matrix coefficients, size_t lags)
{
    size_t m = coefficients.columns, size = m * lags;
    an_matrix companion = an_matrix_new(scratch, size, size);
    if (!companion.at) return NAN;
    for (size_t i = 0; i < size; i++) {
        memcpy(an_matrix_row(companion, i), an_matrix_row(coefficients, i), m * sizeof(double));
        if (i + m < size) companion.at[i * size + i + m] = 1;
    }
    return an_linear_spectral_radius(scratch, companion);
}

annals_status an_var_own_variances(an_arena *scratch, const an_panel *panel, size_t lags, double *out, annals_error *error)
{
    an_matrix values = panel->values, own = an_matrix_new(scratch, values.rows, 1);
    if (!own.at) return no_memory(error);
    for (size_t i = 0; i < values.columns; i++) {
        an_var var;
        for (size_t t = 0; t < values.rows; t++) own.at[t] = values.at[t * values.columns + i];
        AN_TRY(fit_from(scratch, scratch, own, lags, lags, &var, error));
        out[i] = var.cross.at[0] / (double)var.weeks;
        if (!(out[i] > 0)) return refuse_series(panel, i, 0, "is predicted without error by its own past", error);
    }
    return ANNALS_OK;
}
