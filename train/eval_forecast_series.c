/* Checks engine B (forecast/var.h, forecast/bvar.h, forecast/backtest.h) against published and independently computed numbers.
 *
 *     eval_forecast_series DYNAMICS_FOLDER
 *
 * DYNAMICS_FOLDER holds var_lutkepohl/e1.dat (West German investment, income and consumption, Luetkepohl 2005, ch. 3) and
 * keds_msbvar/israel_palestine_weekly_1979_2003.csv (weekly Goldstein sums, from the R package MSBVAR). One line for each number:
 * table, what, expected, got, tolerance, ok or WRONG, apart by tabs. Exit status 1 if one is wrong, 2 if a file is missing.
 *
 * B1: Luetkepohl's VAR(2). B2, B3: least squares, Granger, lag selection of MSBVAR. B4, B5: its Sims-Zha posterior with the prior of its
 * manual, responses, forecast. B6: the filter without discounts is that posterior. B7: held paths for fixed parameters. B8: the
 * back-test over 167 origins. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/bvar.h"
#include "forecast/pool.h"
#include "forecast/series_methods.h"
#include "number_table.h"

typedef struct checker {
    an_arena arena;
    an_panel luetkepohl, weekly;
    size_t wrong;
} checker;

static void check(checker *c, const char *table, const char *what, double expected, double got, double tolerance)
{
    bool is_right = fabs(got - expected) <= tolerance;
    printf("%s\t%s\t%.10g\t%.10g\t%g\t%s\n", table, what, expected, got, tolerance, is_right ? "ok" : "WRONG");
    c->wrong += !is_right;
}

static void check_list(checker *c, const char *table, const char *what, const double *expected, const double *got, size_t count, double tolerance)
{
    for (size_t i = 0; i < count; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s [%zu]", what, i + 1);
        check(c, table, name, expected[i], got[i], tolerance);
    }
}

static bool is_done(checker *c, annals_status status, const annals_error *error)
{
    if (status == ANNALS_OK) return true;
    fprintf(stderr, "eval_forecast_series: %s\n", error->message);
    c->wrong++;
    return false;
}

static void b1(checker *c)
{
    static const double constant[] = {-.017, .016, .013};
    static const double first[3][3] = {{-.320, .146, .961}, {.044, -.153, .289}, {-.002, .225, -.264}};
    static const double second[3][3] = {{-.161, .115, .934}, {.050, .019, -.010}, {.034, .355, -.022}};
    static const double sigma[] = {21.30, .72, 1.23, 1.37, .61, .89};
    static const double ahead[] = {-.011, .020, .022, .011, .020, .015, .021, .017, .020};
    an_matrix path = an_matrix_new(&c->arena, 3, 3);
    double x0[7], x[7], got[6];
    size_t k = 0;
    an_var var;
    annals_error error;
    if (!is_done(c, an_var_fit(&c->arena, &c->arena, &c->luetkepohl, 2, &var, &error), &error)) return;
    check(c, "B1", "weeks used", 73, (double)var.weeks, 0);
    check_list(c, "B1", "constant", constant, an_matrix_row(var.coefficients, 6), 3, 5e-4);
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++) { /* equation i, series j: the book's A is the transpose of B */
            char name[64];
            snprintf(name, sizeof name, "A1[%zu,%zu]", i + 1, j + 1);
            check(c, "B1", name, first[i][j], var.coefficients.at[j * 3 + i], 5e-4);
            snprintf(name, sizeof name, "A2[%zu,%zu]", i + 1, j + 1);
            check(c, "B1", name, second[i][j], var.coefficients.at[(3 + j) * 3 + i], 5e-4);
        }
    for (size_t i = 0; i < 3; i++)
        for (size_t j = i; j < 3; j++) got[k++] = var.cross.at[i * 3 + j] / (73 - 7) * 1e4;
    check_list(c, "B1", "sigma x 10^4", sigma, got, 6, 5e-3);
    an_var_regressor(c->luetkepohl.values, 75, 2, x0);
    an_var_project(var.coefficients, 2, x0, x, path);
    check_list(c, "B1", "forecast", ahead, path.at, 9, 5e-4);
}

static void b2(checker *c)
{
    static const double first[] = {.37384108598, .10426688385}, constant[] = {-7.63995039702, -.96579663250};
    static const double sigma[] = {3670.805920, 1100.044254, 908.922951};
    double got[3];
    an_granger p2i, i2p;
    an_var var;
    annals_error error;
    if (!is_done(c, an_var_granger(&c->arena, &c->weekly, 6, 1, 0, &p2i, &error), &error) ||
        !is_done(c, an_var_granger(&c->arena, &c->weekly, 6, 0, 1, &i2p, &error), &error) ||
        !is_done(c, an_var_fit(&c->arena, &c->arena, &c->weekly, 6, &var, &error), &error))
        return;
    check(c, "B2", "Granger F, p2i to i2p", 17.63099646, p2i.f, 1e-8);
    check(c, "B2", "Granger F, i2p to p2i", 10.91235391, i2p.f, 1e-8);
    check(c, "B2", "its p", 7.134737245e-12, i2p.p_value, 1e-15);
    check_list(c, "B2", "first row", first, an_matrix_row(var.coefficients, 0), 2, 1e-8);
    check_list(c, "B2", "constant", constant, an_matrix_row(var.coefficients, 12), 2, 1e-8);
    got[0] = var.cross.at[0] / (double)var.weeks;
    got[1] = var.cross.at[1] / (double)var.weeks;
    got[2] = var.cross.at[3] / (double)var.weeks;
    check_list(c, "B2", "sigma", sigma, got, 3, 1e-6);
}

static void b3(checker *c)
{
    static const double at_6[] = {14.61802603, 14.72366114, 14.65771276}, at_12[] = {14.50135001, 14.70449447, 14.57767066};
    an_var_lag_row rows[12];
    size_t best;
    annals_error error;
    if (!is_done(c, an_var_choose_lags(&c->arena, &c->weekly, 12, rows, &best, &error), &error)) return;
    check_list(c, "B3", "AIC, BIC, HQ of 6 lags", at_6, (double[]){rows[5].aic, rows[5].bic, rows[5].hq}, 3, 1e-8);
    check_list(c, "B3", "AIC, BIC, HQ of 12 lags", at_12, (double[]){rows[11].aic, rows[11].bic, rows[11].hq}, 3, 1e-8);
}

/* The prior of MSBVAR's manual page. The package takes its scales from the rows that it regresses on: with the weights of its dummy rows
 * at 0 these are m + 1 rows of zeros followed by the weeks after the first six. */
static annals_status manual_prior(checker *c, double *scales, an_bvar_options *options, annals_error *error)
{
    enum { LAGS = 6, ZEROS = 3 };
    an_matrix y = c->weekly.values;
    an_panel padded = {.values = an_matrix_new(&c->arena, y.rows - LAGS + ZEROS, y.columns)};
    memcpy(an_matrix_row(padded.values, ZEROS), an_matrix_row(y, LAGS), (y.rows - LAGS) * y.columns * sizeof(double));
    *options = (an_bvar_options){.lags = LAGS, .overall = .6, .own = .1, .decay = 2, .constant = .25, .coefficient_discount = 1,
                                 .volatility_discount = 1, .scales = scales};
    return an_var_own_variances(&c->arena, &padded, LAGS, scales, error);
}

static void b4(checker *c, const an_bvar *model)
{
    static const double rows[] = {.614893890482, .0858866633072, .244519906964, .524333782723}, constant[] = {-8.520155960, -2.633261373};
    static const double sigma[] = {4519.495793, 1291.536571, 1291.536571, 1153.851876};
    static const double steps[3][4] = {{67.22719534, 0, 19.21151945, 28.01373585}, {46.03519064, 6.84991608, 15.84716816, 14.68854809},
                                       {8.98210664, 4.42219542, 4.33383688, 2.13566857}};
    static const size_t weeks[] = {0, 1, 11};
    an_matrix root = an_matrix_new(&c->arena, 2, 2), impact = an_matrix_new(&c->arena, 2, 2);
    double x[13], out[12 * 4];
    annals_error error;
    check_list(c, "B4", "B rows 1 and 2", rows, model->mean.at, 4, 1e-8);
    check_list(c, "B4", "B constant", constant, an_matrix_row(model->mean, 12), 2, 1e-8);
    an_bvar_point_covariance(model, root);
    check_list(c, "B4", "mean S", sigma, root.at, 4, 1e-6);
    if (!is_done(c, an_linear_cholesky(root, "sigma", &error), &error) ||
        !is_done(c, an_bvar_impact(&c->arena, root, AN_RESPONSE_ORDERED, impact, &error), &error))
        return;
    an_var_responses(model->mean, 6, impact, 12, x, out);
    for (size_t i = 0; i < 3; i++) { /* the reference lists column by column */
        const double *r = out + weeks[i] * 4;
        char name[32];
        snprintf(name, sizeof name, "response, step %zu", weeks[i]);
        check_list(c, "B4", name, steps[i], (double[]){r[0], r[2], r[1], r[3]}, 4, 1e-8);
    }
}

static void b5(checker *c, const an_bvar *model)
{
    static const double first[] = {-35.88974818, -14.66122030}, last[] = {-44.95214732, -18.99546420};
    an_matrix path = an_matrix_new(&c->arena, 12, 2);
    double x[13];
    an_var_project(model->mean, 6, model->state, x, path);
    check_list(c, "B5", "forecast of week 1", first, an_matrix_row(path, 0), 2, 1e-8);
    check_list(c, "B5", "forecast of week 12", last, an_matrix_row(path, 11), 2, 1e-8);
}

static double largest_difference(an_matrix a, an_matrix b)
{
    double most = 0;
    for (size_t i = 0; i < a.rows * a.columns; i++) {
        double share = fabs(a.at[i] - b.at[i]) / (1 + fabs(b.at[i]));
        if (share > most) most = share;
    }
    return most;
}

static void b6(checker *c, const an_bvar *batch)
{
    an_bvar filtered;
    annals_error error;
    if (!is_done(c, an_bvar_fit(&c->arena, &c->arena, &c->weekly, &batch->options, &filtered, &error), &error)) return;
    check(c, "B6", "filter less closed form, B", 0, largest_difference(filtered.mean, batch->mean), 1e-10);
    check(c, "B6", "filter less closed form, S", 0, largest_difference(filtered.scale, batch->scale), 1e-10);
    check(c, "B6", "filter less closed form, spread", 0, largest_difference(filtered.spread, batch->spread), 1e-10);
    check(c, "B6", "filter less closed form, freedom", batch->freedom, filtered.freedom, 1e-9);
}

static bool steer(checker *c, const an_bvar *model, an_matrix root, size_t series, const double *values, an_matrix path)
{
    an_bvar_hold holds[12];
    annals_error error;
    for (size_t h = 0; h < 12; h++) holds[h] = (an_bvar_hold){.series = series, .week = h + 1, .value = values[h]};
    return is_done(c, an_bvar_steer(&c->arena, model->mean, root, 6, model->state, holds, 12, path, &error), &error);
}

static void b7_row(checker *c, const an_bvar *model, an_matrix root, const char *what, size_t series, double value, const double *expected,
                   size_t count, double last)
{
    an_matrix path = an_matrix_new(&c->arena, 12, 2);
    double values[12], got[12];
    for (size_t h = 0; h < 12; h++) values[h] = value;
    if (!steer(c, model, root, series, values, path)) return;
    for (size_t h = 0; h < 12; h++) got[h] = path.at[h * 2 + 1 - series];
    check_list(c, "B7", what, expected, got, count, 1e-3);
    if (isfinite(last)) check(c, "B7", what, last, got[11], 1e-3);
}

static void b7(checker *c, const an_bvar *model)
{
    static const double low[] = {-50.71, -56.936, -61.5663, -64.3436}, zero[] = {-2.8777, -1.5352, -.1912, .5986};
    static const double other[] = {-145.2645, -171.7651, -186.6827};
    an_matrix root = an_matrix_new(&c->arena, 2, 2), free_path = an_matrix_new(&c->arena, 12, 2), held = an_matrix_new(&c->arena, 12, 2);
    double x[13], own[12];
    annals_error error;
    an_bvar_point_covariance(model, root);
    if (!is_done(c, an_linear_cholesky(root, "sigma", &error), &error)) return;
    b7_row(c, model, root, "p2i, i2p held at -150", 0, -150, low, 4, -64.0783);
    b7_row(c, model, root, "p2i, i2p held at 0", 0, 0, zero, 4, NAN);
    b7_row(c, model, root, "i2p, p2i held at -100", 1, -100, other, 3, -193.4218);
    an_var_project(model->mean, 6, model->state, x, free_path);
    for (size_t h = 0; h < 12; h++) own[h] = free_path.at[h * 2];
    if (steer(c, model, root, 0, own, held)) check(c, "B7", "held at the free path: change", 0, largest_difference(held, free_path), 1e-9);
}

static void manual_posterior(checker *c)
{
    double scales[2];
    an_bvar_options options;
    an_bvar model;
    annals_error error;
    if (!is_done(c, manual_prior(c, scales, &options, &error), &error) ||
        !is_done(c, an_bvar_fit_batch(&c->arena, &c->arena, &c->weekly, &options, &model, &error), &error))
        return;
    b4(c, &model);
    b5(c, &model);
    b6(c, &model);
    b7(c, &model);
}

/* ---- B8: the back-test ---- */

enum { B8_CLIMATOLOGY, B8_NO_CHANGE, B8_YEAR, B8_QUARTER, B8_BOOTSTRAP, B8_MANUAL, B8_PLAIN, B8_DISCOUNTED, B8_POOL, B8_METHODS };

/* CRPS of weeks 1, 4, 12 and coverage of 90 % intervals of week 1, for i2p, then p2i. */
static const double B8_EXPECTED[B8_METHODS][2][4] = {
    [B8_CLIMATOLOGY] = {{57.0, 65.3, 65.9, .72}, {28.9, 29.5, 29.8, .76}}, [B8_NO_CHANGE] = {{44.4, 52.3, 57.5, .75}, {20.4, 28.8, 28.1, .72}},
    [B8_YEAR] = {{34.0, 37.4, 40.7, .83}, {17.9, 19.8, 21.7, .86}},        [B8_QUARTER] = {{31.3, 37.3, 37.4, .82}, {15.9, 19.3, 21.1, .88}},
    [B8_BOOTSTRAP] = {{35.3, 42.6, 46.6, .75}, {18.3, 22.0, 24.8, .70}},   [B8_MANUAL] = {{36.4, 42.5, 56.4, .84}, {17.4, 22.3, 26.0, .83}},
    [B8_PLAIN] = {{34.0, 41.4, 46.3, .81}, {17.7, 21.5, 24.4, .80}},       [B8_DISCOUNTED] = {{31.4, 38.0, 44.2, .89}, {16.3, 19.5, 22.7, .92}},
    [B8_POOL] = {{29.4, 35.9, 38.2, .90}, {15.4, 18.6, 20.9, .93}}};
static const char *const B8_SERIES[] = {"i2p", "p2i"};
static const size_t B8_STEPS[] = {1, 4, 12};

static annals_status run_b8(checker *c, an_backtest *result, annals_error *error)
{
    static const an_window_method all = {0}, year = {52}, quarter = {12};
    static const an_bootstrap_method bootstrap = {6, 1000};
    an_bvar_method manual = {AN_BVAR_DEFAULTS, 1000}, plain = manual, discounted = manual;
    double values[2 * 2000];
    an_series numbers = {.period = AN_PERIOD_WEEK, .series_count = 2, .length = c->weekly.values.rows, .values = values};
    manual.options.own = .1;
    manual.options.decay = 2;
    manual.options.constant = .25;
    manual.options.volatility_discount = plain.options.volatility_discount = 1;
    for (size_t t = 0; t < numbers.length; t++)
        for (size_t s = 0; s < 2; s++) values[s * numbers.length + t] = c->weekly.values.at[t * 2 + s];
    const an_forecaster forecasters[] = {
        an_forecaster_window("climatology", &all),       an_forecaster_no_change("no change"),
        an_forecaster_window("last 52 weeks", &year),    an_forecaster_window("last 12 weeks", &quarter),
        an_forecaster_bootstrap("VAR(6) bootstrap", &bootstrap), an_forecaster_bvar("BVAR, prior of the manual", &manual),
        an_forecaster_bvar("BVAR, looser prior", &plain), an_forecaster_bvar("discounted BVAR", &discounted)};
    const an_backtest_pool pool = {"pool with last 12 weeks", B8_DISCOUNTED, B8_QUARTER, AN_POOL_WEIGHT};
    const an_backtest_plan plan = {.source.numbers = &numbers, .first_origin = 600, .last_origin = 1264, .every = 4, .steps = B8_STEPS,
                                   .step_count = 3, .forecasters = forecasters, .forecaster_count = B8_POOL, .pools = &pool,
                                   .pool_count = 1, .seed = 20030715};
    return an_backtest_run(&c->arena, &plan, result, error);
}

static void b8_row(checker *c, const an_backtest *b, size_t method, size_t series)
{
    char name[128];
    for (size_t k = 0; k < 3; k++) {
        an_score_mean crps = an_backtest_mean(&c->arena, b, method, AN_BACKTEST_CRPS, series, k);
        snprintf(name, sizeof name, "%s, %s, CRPS of week %zu", b->names[method], B8_SERIES[series], B8_STEPS[k]);
        check(c, "B8", name, B8_EXPECTED[method][series][k], crps.mean, .6);
    }
    snprintf(name, sizeof name, "%s, %s, coverage of 90 %% in week 1", b->names[method], B8_SERIES[series]);
    check(c, "B8", name, B8_EXPECTED[method][series][3], an_backtest_mean(&c->arena, b, method, AN_BACKTEST_COVERS_90, series, 0).mean, .03);
}

/* The claims of the acceptance table: coverage of at least 88 %, and a pool no worse than its parts in five of six cells. */
static void b8_claims(checker *c, const an_backtest *b)
{
    size_t good = 0;
    for (size_t s = 0; s < 2; s++) {
        double coverage = an_backtest_mean(&c->arena, b, B8_DISCOUNTED, AN_BACKTEST_COVERS_90, s, 0).mean;
        check(c, "B8", "coverage short of .88", 0, coverage < .88 ? .88 - coverage : 0, 0);
        for (size_t k = 0; k < 3; k++)
            good += an_backtest_difference(&c->arena, b, B8_POOL, B8_DISCOUNTED, AN_BACKTEST_CRPS, s, k).mean <= 0 &&
                    an_backtest_difference(&c->arena, b, B8_POOL, B8_QUARTER, AN_BACKTEST_CRPS, s, k).mean <= 0;
    }
    check(c, "B8", "cells where the pool is no worse than both, short of 5", 0, good < 5 ? 5 - (double)good : 0, 0);
}

static void b8_verdicts(checker *c, const an_backtest *b)
{
    for (size_t s = 0; s < 2; s++)
        for (size_t k = 0; k < 3; k++)
            for (size_t method = B8_DISCOUNTED; method <= B8_POOL; method++) {
                an_backtest_verdict v = an_backtest_judge(&c->arena, b, method, s, k);
                printf("#\t%s, %s, week %zu: %+.1f %% CRPS against %s (%.2f, s.e. %.2f)\n", b->names[method], B8_SERIES[s], B8_STEPS[k],
                       100 * v.skill, b->names[v.baseline], v.saved.mean, v.saved.se);
            }
}

static void b8(checker *c)
{
    an_backtest result;
    annals_error error;
    if (!is_done(c, run_b8(c, &result, &error), &error)) return;
    check(c, "B8", "origins", 167, (double)result.origins, 0);
    for (size_t method = 0; method < B8_METHODS; method++)
        for (size_t s = 0; s < 2; s++) b8_row(c, &result, method, s);
    b8_claims(c, &result);
    b8_verdicts(c, &result);
}

static bool read_panel(checker *c, const char *folder, const char *name, size_t column, size_t columns, an_panel *panel)
{
    char path[4096];
    number_table table;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (number_table_read(path, &table) != 0 || table.columns != column + columns) {
        fprintf(stderr, "eval_forecast_series: %s cannot be read\n", path);
        free(table.at);
        return false;
    }
    panel->values = an_matrix_new(&c->arena, table.rows, columns);
    for (size_t t = 0; t < table.rows; t++)
        memcpy(an_matrix_row(panel->values, t), table.at + t * table.columns + column, columns * sizeof(double));
    free(table.at);
    return true;
}

/* Differences of logarithms of the first 76 quarters, as in the book; the last 16 were kept for checking forecasts. */
static void take_growth(an_panel *panel)
{
    an_matrix y = panel->values;
    for (size_t t = 0; t + 1 < 76; t++)
        for (size_t i = 0; i < y.columns; i++)
            y.at[t * y.columns + i] = log(y.at[(t + 1) * y.columns + i]) - log(y.at[t * y.columns + i]);
    panel->values.rows = 75;
}

int main(int argc, char **argv)
{
    checker c = {0};
    if (argc != 2) {
        fprintf(stderr, "usage: eval_forecast_series DYNAMICS_FOLDER\n");
        return 2;
    }
    an_arena_init(&c.arena, 0);
    if (!read_panel(&c, argv[1], "var_lutkepohl/e1.dat", 0, 3, &c.luetkepohl) ||
        !read_panel(&c, argv[1], "keds_msbvar/israel_palestine_weekly_1979_2003.csv", 1, 2, &c.weekly))
        return 2;
    take_growth(&c.luetkepohl);
    b1(&c);
    b2(&c);
    b3(&c);
    manual_posterior(&c);
    b8(&c);
    an_arena_free(&c.arena);
    printf("%s\n", c.wrong ? "some numbers are wrong" : "all numbers are right");
    return c.wrong ? 1 : 0;
}
