/* Vector autoregression by least squares: fit, choice of lags, Granger's test; and the parts that the Bayesian engine shares with it
 * (checked panels, the lagged regressors, iteration forward, responses).
 *
 * Notation everywhere: m series, p lags, q = m p + 1 coefficients for each series; the regressor of a week is
 * x = (y[t-1]', ..., y[t-p]', 1), and y[t]' = x' B + u', so B is q x m, its rows ordered by lag, then series, the constant last. */
#ifndef ANNALS_FORECAST_VAR_H
#define ANNALS_FORECAST_VAR_H

#include "base/span.h"
#include "forecast/linear.h"

enum {
    AN_VAR_SERIES_MAX = 8,  /* more coefficients than a few hundred weeks can tell apart */
    AN_VAR_LAGS_MAX = 26,   /* half a year of weeks */
    AN_VAR_WEEKS_MAX = 20000,
    AN_VAR_HORIZON_MAX = 520
};

/* Series side by side: a row is a period (a week), oldest first. names may be NULL; they serve messages only. */
typedef struct an_panel {
    an_matrix values;
    const an_str *names;
} an_panel;

/* E_INPUT with the reason: too few weeks for so many coefficients, a number that is missing, a series that never changes. E_LIMIT: too
 * many series, lags, weeks. */
annals_status an_panel_check(const an_panel *panel, size_t lags, annals_error *error);

typedef struct an_var {
    size_t series, lags, weeks; /* weeks = rows used, after the lags were taken off */
    an_matrix coefficients;     /* q x m */
    an_matrix residuals;        /* weeks x m */
    an_matrix cross;            /* m x m: sum of u u' */
} an_var;

/* A row for every number of lags, all fitted to the same weeks, as Akaike, Schwarz and Hannan and Quinn ask. */
typedef struct an_var_lag_row {
    size_t lags;
    double log_determinant; /* of the residual covariance, divisor = weeks */
    double aic, bic, hq;
} an_var_lag_row;

typedef struct an_granger {
    double f, p_value;
    size_t restrictions, freedom;
} an_granger;

static inline size_t an_var_width(size_t series, size_t lags) { return series * lags + 1; }

void an_var_regressor(an_matrix values, size_t week, size_t lags, double *x); /* x for predicting `week`; week >= lags */
void an_var_advance(double *x, size_t series, size_t lags, const double *newest);
/* The regressors and the responses of the weeks from `first` on (first >= lags), a row each. */
void an_var_design(an_matrix values, size_t lags, size_t first, an_matrix x, an_matrix y);

annals_status an_var_fit(an_arena *arena, an_arena *scratch, const an_panel *panel, size_t lags, an_var *var, annals_error *error);
/* rows has room for lags_max rows; *best gets the number of lags with the least BIC. */
annals_status an_var_choose_lags(an_arena *scratch, const an_panel *panel, size_t lags_max, an_var_lag_row *rows, size_t *best,
                                 annals_error *error);
/* Do past values of series `cause` help to predict series `effect`, given the past of all series? */
annals_status an_var_granger(an_arena *scratch, const an_panel *panel, size_t lags, size_t cause, size_t effect, an_granger *test,
                             annals_error *error);

/* Weeks ahead without shocks: path is horizon x m. x0 is the regressor of the first of them; x has the same size and is overwritten. */
void an_var_project(an_matrix coefficients, size_t lags, const double *x0, double *x, an_matrix path);
/* impact: a row for each shock, its effect in week 0 on each series. out[(week * shocks + shock) * m + series], weeks rows of time; x
 * is scratch of q numbers. */
void an_var_responses(an_matrix coefficients, size_t lags, an_matrix impact, size_t weeks, double *x, double *out);
/* Of the companion matrix; 1 or more: the fitted system runs away. NaN for want of memory. */
double an_var_spectral_radius(an_arena *scratch, an_matrix coefficients, size_t lags);
/* SSR / weeks of an autoregression of each series alone with `lags` lags; out has m numbers. */
annals_status an_var_own_variances(an_arena *scratch, const an_panel *panel, size_t lags, double *out, annals_error *error);

#endif
