/* The Bayesian autoregression: filter against closed form, draws against their moments, holds, responses, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "forecast/bvar.h"
#include "forecast_series.h"

static an_arena arena;
enum { PATHS = 4000, HORIZON = 6 };

static void assert_near(double got, double expected, double tolerance) { assert_true(fabs(got - expected) <= tolerance); }

static an_bvar fit(const an_panel *panel, size_t lags, double volatility_discount)
{
    an_bvar_options options = AN_BVAR_DEFAULTS;
    an_bvar model;
    annals_error error;
    options.lags = lags;
    options.volatility_discount = volatility_discount;
    assert_int_equal(an_bvar_fit(&arena, &arena, panel, &options, &model, &error), ANNALS_OK);
    return model;
}

static void assert_same(an_matrix a, an_matrix b, double tolerance)
{
    for (size_t i = 0; i < a.rows * a.columns; i++) assert_near(a.at[i], b.at[i], tolerance * (1 + fabs(b.at[i])));
}

static void filter_without_discount_is_the_closed_form(void **state)
{
    an_panel panel = luetkepohl_growth(&arena);
    an_bvar filtered = fit(&panel, 2, 1), batch;
    (void)state;
    assert_int_equal(an_bvar_fit_batch(&arena, &arena, &panel, &filtered.options, &batch, NULL), ANNALS_OK);
    assert_same(filtered.mean, batch.mean, 1e-10);
    assert_same(filtered.spread, batch.spread, 1e-10);
    assert_same(filtered.scale, batch.scale, 1e-10);
    assert_near(filtered.freedom, 4 + 73, 1e-12);
    assert_true(filtered.is_short);
}

static void a_loose_prior_leaves_least_squares(void **state)
{
    an_panel panel = leader_and_follower(&arena, 500, 3);
    an_bvar_options options = AN_BVAR_DEFAULTS;
    an_bvar model;
    an_var var;
    (void)state;
    options.lags = 2;
    options.overall = options.constant = 300;
    options.volatility_discount = 1;
    assert_int_equal(an_bvar_fit(&arena, &arena, &panel, &options, &model, NULL), ANNALS_OK);
    assert_int_equal(an_var_fit(&arena, &arena, &panel, 2, &var, NULL), ANNALS_OK);
    assert_same(model.mean, var.coefficients, 1e-5);
}

static void a_tight_prior_leaves_the_random_walk(void **state)
{
    an_panel panel = leader_and_follower(&arena, 500, 3);
    an_bvar_options options = AN_BVAR_DEFAULTS;
    an_bvar model;
    (void)state;
    options.overall = 1e-4;
    assert_int_equal(an_bvar_fit(&arena, &arena, &panel, &options, &model, NULL), ANNALS_OK);
    assert_near(model.mean.at[0], 1, 1e-3);
    assert_near(model.mean.at[3], 1, 1e-3);
    assert_near(model.mean.at[4], 0, 1e-3);
}

/* Mean and covariance of Sigma and of the coefficients over many draws against what the distributions say. */
static void draws_have_the_moments_of_the_posterior(void **state)
{
    an_panel panel = leader_and_follower(&arena, 120, 5);
    an_bvar model = fit(&panel, 1, .95);
    an_bvar_sampler sampler;
    an_random random;
    double b = .95, factor = b / (b * model.freedom - 3), sigma[3] = {0}, mean = 0, square = 0;
    enum { DRAWS = 40000 };
    (void)state;
    assert_int_equal(an_bvar_sampler_init(&arena, &model, &sampler, NULL), ANNALS_OK);
    an_random_seed(&random, 1, 0);
    for (size_t k = 0; k < DRAWS; k++) {
        double *r = sampler.root.at, first;
        an_bvar_sampler_draw(&sampler, &random);
        assert_true(r[1] == 0);
        sigma[0] += r[0] * r[0] / DRAWS;
        sigma[1] += r[0] * r[2] / DRAWS;
        sigma[2] += (r[2] * r[2] + r[3] * r[3]) / DRAWS;
        first = sampler.coefficients.at[0] - model.mean.at[0];
        mean += first / DRAWS;
        square += first * first / DRAWS;
    }
    assert_near(sigma[0] / (model.scale.at[0] * factor), 1, .02);
    assert_near(sigma[2] / (model.scale.at[3] * factor), 1, .02);
    assert_near(sigma[1], model.scale.at[1] * factor, .02 * sqrt(sigma[0] * sigma[2]));
    assert_near(mean, 0, 4 * sqrt(square / DRAWS));
    assert_near(square / (model.spread.at[0] * model.scale.at[0] * factor), 1, .05);
}

static double *simulate(const an_bvar *model, uint64_t seed, const an_bvar_hold *holds, size_t count, an_bvar_strain *strain)
{
    an_bvar_run run = {.horizon = HORIZON, .paths = PATHS, .seed = seed, .holds = holds, .hold_count = count};
    double *out = AN_NEW_ARRAY(&arena, double, PATHS * HORIZON * model->series);
    annals_error error;
    assert_int_equal(an_bvar_simulate(&arena, model, &run, out, strain, &error), ANNALS_OK);
    return out;
}

static void paths_centre_on_the_projection_and_repeat(void **state)
{
    an_panel panel = leader_and_follower(&arena, 300, 11);
    an_bvar model = fit(&panel, 2, .95);
    double *paths = simulate(&model, 42, NULL, 0, NULL), *again = simulate(&model, 42, NULL, 0, NULL), *other = simulate(&model, 43, NULL, 0, NULL);
    an_matrix path = an_matrix_new(&arena, HORIZON, 2);
    double x[5];
    (void)state;
    assert_memory_equal(paths, again, PATHS * HORIZON * 2 * sizeof *paths);
    assert_memory_not_equal(paths, other, PATHS * HORIZON * 2 * sizeof *paths);
    an_var_project(model.mean, 2, model.state, x, path);
    for (size_t i = 0; i < 2; i++) {
        double mean = 0, square = 0;
        for (size_t k = 0; k < PATHS; k++) {
            double value = paths[k * HORIZON * 2 + i];
            mean += value / PATHS;
            square += value * value / PATHS;
        }
        assert_near(mean, path.at[i], 4 * sqrt((square - mean * mean) / PATHS));
    }
}

/* One path is the same whether one or many are asked for: paths may be shared out among threads. */
static void a_path_depends_on_its_number_only(void **state)
{
    an_panel panel = leader_and_follower(&arena, 300, 11);
    an_bvar model = fit(&panel, 2, .95);
    double *many = simulate(&model, 9, NULL, 0, NULL), first[HORIZON * 2];
    an_bvar_run run = {.horizon = HORIZON, .paths = 1, .seed = 9};
    (void)state;
    assert_int_equal(an_bvar_simulate(&arena, &model, &run, first, NULL, NULL), ANNALS_OK);
    assert_memory_equal(first, many, sizeof first);
}

static void held_weeks_are_held_in_every_path(void **state)
{
    static const an_bvar_hold holds[] = {{0, 1, 5}, {0, 2, 5}, {1, 4, -3}};
    an_panel panel = leader_and_follower(&arena, 300, 11);
    an_bvar model = fit(&panel, 2, .95);
    an_bvar_strain strain;
    double *held = simulate(&model, 42, holds, 3, &strain), *free_paths = simulate(&model, 42, NULL, 0, NULL), shift = 0;
    (void)state;
    for (size_t k = 0; k < PATHS; k++) {
        assert_near(held[k * HORIZON * 2], 5, 1e-9);
        assert_near(held[k * HORIZON * 2 + 2], 5, 1e-9);
        assert_near(held[k * HORIZON * 2 + 7], -3, 1e-9);
        shift += (held[k * HORIZON * 2 + 3] - free_paths[k * HORIZON * 2 + 3]) / PATHS;
    }
    assert_true(shift > 1); /* the follower follows a leader held high */
    assert_true(strain.shock_size > .5);
    assert_true(!strain.extrapolates || model.most[0] < 5);
}

static void holding_what_would_come_anyway_changes_nothing(void **state)
{
    an_panel panel = luetkepohl_growth(&arena);
    an_bvar model = fit(&panel, 2, 1);
    an_matrix path = an_matrix_new(&arena, HORIZON, 3), held = an_matrix_new(&arena, HORIZON, 3), root = an_matrix_new(&arena, 3, 3);
    an_bvar_hold holds[HORIZON];
    double x[7];
    (void)state;
    an_bvar_point_covariance(&model, root);
    assert_int_equal(an_linear_cholesky(root, "sigma", NULL), ANNALS_OK);
    an_var_project(model.mean, 2, model.state, x, path);
    for (size_t h = 0; h < HORIZON; h++) holds[h] = (an_bvar_hold){1, h + 1, path.at[h * 3 + 1]};
    assert_int_equal(an_bvar_steer(&arena, model.mean, root, 2, model.state, holds, HORIZON, held, NULL), ANNALS_OK);
    assert_same(held, path, 1e-12);
}

static void impact_of_each_kind(void **state)
{
    static const double factor[] = {2, 0, 1, 3}; /* Sigma = (4 2; 2 10) */
    an_matrix root = an_matrix_new(&arena, 2, 2), impact = an_matrix_new(&arena, 2, 2);
    const double ordered[] = {2, 1, 0, 3}, reversed[] = {sqrt(3.6), 0, 2 / sqrt(10), sqrt(10)}, general[] = {2, 1, 2 / sqrt(10), sqrt(10)};
    (void)state;
    memcpy(root.at, factor, sizeof factor);
    assert_int_equal(an_bvar_impact(&arena, root, AN_RESPONSE_ORDERED, impact, NULL), ANNALS_OK);
    for (size_t i = 0; i < 4; i++) assert_near(impact.at[i], ordered[i], 1e-14);
    assert_int_equal(an_bvar_impact(&arena, root, AN_RESPONSE_REVERSED, impact, NULL), ANNALS_OK);
    for (size_t i = 0; i < 4; i++) assert_near(impact.at[i], reversed[i], 1e-14);
    assert_int_equal(an_bvar_impact(&arena, root, AN_RESPONSE_GENERALISED, impact, NULL), ANNALS_OK);
    for (size_t i = 0; i < 4; i++) assert_near(impact.at[i], general[i], 1e-14);
}

static void bands_are_nested_and_find_the_leader(void **state)
{
    an_panel panel = leader_and_follower(&arena, 400, 2);
    an_bvar model = fit(&panel, 2, 1);
    an_response_bands bands;
    (void)state;
    assert_int_equal(an_bvar_responses(&arena, &arena, &model, AN_RESPONSE_GENERALISED, 8, 500, 3, &bands, NULL), ANNALS_OK);
    for (size_t i = 0; i < 8 * 4; i++) {
        assert_true(bands.low_90[i] <= bands.low_68[i] && bands.low_68[i] <= bands.median[i]);
        assert_true(bands.median[i] <= bands.high_68[i] && bands.high_68[i] <= bands.high_90[i]);
    }
    assert_true(bands.low_90[1 * 4 + 0 * 2 + 1] > 0); /* week 1, shock to the leader, the follower */
    assert_true(bands.low_90[1 * 4 + 1 * 2 + 0] < 0 && bands.high_90[1 * 4 + 1 * 2 + 0] > 0);
}

static void the_discount_is_chosen_by_past_weeks(void **state)
{
    an_panel panel = leader_and_follower(&arena, 400, 2);
    an_bvar calm = fit(&panel, 2, 0);
    (void)state;
    for (size_t t = 0; t < 400; t++) /* two years of calm, then storm, and so on */
        if (t / 50 % 2)
            for (size_t i = 0; i < 2; i++) panel.values.at[2 * t + i] *= 12;
    assert_true(calm.options.volatility_discount >= .98);
    assert_true(fit(&panel, 2, 0).options.volatility_discount <= .95);
    assert_int_equal(calm.scored_weeks, 400 - 2 - 52);
    assert_false(calm.is_short);
}

/* A series that swings the other way from week 300 on: with the break marked, thirty weeks later the fit has seen it. */
static void a_marked_break_is_learned_from(void **state)
{
    static const size_t breaks[] = {300};
    an_panel panel = {.values = an_matrix_new(&arena, 330, 1)};
    an_bvar_options options = AN_BVAR_DEFAULTS;
    an_bvar blind, told;
    an_random random;
    (void)state;
    an_random_seed(&random, 3, 3);
    for (size_t t = 1; t < 330; t++) panel.values.at[t] = (t < 300 ? .8 : -.6) * panel.values.at[t - 1] + an_random_normal(&random);
    options.lags = 1;
    assert_int_equal(an_bvar_fit(&arena, &arena, &panel, &options, &blind, NULL), ANNALS_OK);
    options.breaks = breaks;
    options.break_count = 1;
    assert_int_equal(an_bvar_fit(&arena, &arena, &panel, &options, &told, NULL), ANNALS_OK);
    assert_true(blind.mean.at[0] > .4);
    assert_true(told.mean.at[0] < blind.mean.at[0] - .2);
    assert_true(told.spread.at[0] > blind.spread.at[0]);
    assert_int_equal(an_bvar_fit_batch(&arena, &arena, &panel, &options, &told, NULL), ANNALS_E_USAGE);
}

static void assert_run_refused(const an_bvar *model, an_bvar_run run, annals_status status, const char *words)
{
    double out[64];
    annals_error error;
    assert_int_equal(an_bvar_simulate(&arena, model, &run, out, NULL, &error), status);
    assert_non_null(strstr(error.message, words));
}

static void impossible_holds_are_refused(void **state)
{
    static const an_bvar_hold twice[] = {{0, 1, 5}, {0, 1, 6}}, outside[] = {{0, 9, 1}}, nobody[] = {{2, 1, 1}}, nothing[] = {{0, 1, NAN}}, zero[] = {{0, 0, 1}};
    an_panel panel = leader_and_follower(&arena, 100, 11);
    an_bvar model = fit(&panel, 2, .95);
    an_bvar_run run = {.horizon = 4, .paths = 1, .holds = twice, .hold_count = 2};
    (void)state;
    assert_run_refused(&model, run, ANNALS_E_USAGE, "series 1 is held twice in week 1");
    run.hold_count = 1;
    run.holds = outside;
    assert_run_refused(&model, run, ANNALS_E_USAGE, "series 1 in week 9 lies outside");
    run.holds = nobody;
    assert_run_refused(&model, run, ANNALS_E_USAGE, "series 3 in week 1 lies outside");
    run.holds = zero;
    assert_run_refused(&model, run, ANNALS_E_USAGE, "week 0 lies outside");
    run.holds = nothing;
    assert_run_refused(&model, run, ANNALS_E_USAGE, "held value 1 is no number");
    assert_run_refused(&model, (an_bvar_run){.horizon = 0, .paths = 1}, ANNALS_E_LIMIT, "0 weeks ahead");
    assert_run_refused(&model, (an_bvar_run){.horizon = 1, .paths = 0}, ANNALS_E_LIMIT, "0 paths");
}

static void options_out_of_range_are_refused(void **state)
{
    an_panel panel = leader_and_follower(&arena, 100, 11);
    an_bvar_options bad[7];
    (void)state;
    for (size_t i = 0; i < 7; i++) bad[i] = AN_BVAR_DEFAULTS;
    bad[0].overall = 0;
    bad[1].decay = -1;
    bad[2].coefficient_discount = 1.01;
    bad[3].volatility_discount = 1.5;
    bad[4].volatility_discount = .5; /* remembers two weeks */
    bad[5].scales = (double[]){1, -1};
    bad[6].breaks = (size_t[]){9, 9};
    bad[6].break_count = 2;
    for (size_t i = 0; i < 7; i++) {
        an_bvar model;
        assert_int_equal(an_bvar_fit(&arena, &arena, &panel, &bad[i], &model, NULL), ANNALS_E_USAGE);
    }
}

static void memory_that_ends_is_an_error(void **state)
{
    an_arena small;
    an_panel panel = leader_and_follower(&arena, 100, 11);
    an_bvar_options options = AN_BVAR_DEFAULTS;
    an_bvar model;
    (void)state;
    for (size_t limit = 64; limit < 64 * 1024; limit *= 2) {
        annals_status status;
        an_arena_init(&small, limit);
        status = an_bvar_fit(&small, &small, &panel, &options, &model, NULL);
        assert_true(status == ANNALS_E_MEMORY || (limit > 4096 && status == ANNALS_OK));
        an_arena_free(&small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filter_without_discount_is_the_closed_form),
        cmocka_unit_test(a_loose_prior_leaves_least_squares),
        cmocka_unit_test(a_tight_prior_leaves_the_random_walk),
        cmocka_unit_test(draws_have_the_moments_of_the_posterior),
        cmocka_unit_test(paths_centre_on_the_projection_and_repeat),
        cmocka_unit_test(a_path_depends_on_its_number_only),
        cmocka_unit_test(held_weeks_are_held_in_every_path),
        cmocka_unit_test(holding_what_would_come_anyway_changes_nothing),
        cmocka_unit_test(impact_of_each_kind),
        cmocka_unit_test(bands_are_nested_and_find_the_leader),
        cmocka_unit_test(the_discount_is_chosen_by_past_weeks),
        cmocka_unit_test(a_marked_break_is_learned_from),
        cmocka_unit_test(impossible_holds_are_refused),
        cmocka_unit_test(options_out_of_range_are_refused),
        cmocka_unit_test(memory_that_ends_is_an_error),
    };
    int failed;
    an_arena_init(&arena, 0);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    an_arena_free(&arena);
    return failed;
}
