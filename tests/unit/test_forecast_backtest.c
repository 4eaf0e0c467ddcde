/* Predictions, pools and the rolling back-test: nothing from the future, the same result with any number of threads, fair verdicts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "forecast/pool.h"
#include "forecast/series_methods.h"
#include "forecast_series.h"

static an_arena arena;

static void assert_near(double got, double expected, double tolerance) { assert_true(fabs(got - expected) <= tolerance); }

/* ---- predictions ---- */

static an_prediction draws(size_t count, const double *values)
{
    double *copy = AN_NEW_ARRAY(&arena, double, count);
    memcpy(copy, values, count * sizeof *values);
    return an_prediction_of_draws(copy, count);
}

static void quantiles_of_few_draws_are_draws(void **state)
{
    an_prediction p = draws(4, (double[]){30, 10, 40, 20});
    (void)state;
    assert_near(an_prediction_quantile(&p, .05), 10, 0);
    assert_near(an_prediction_quantile(&p, .25), 10, 0);
    assert_near(an_prediction_quantile(&p, .26), 20, 0);
    assert_near(an_prediction_quantile(&p, .75), 30, 0);
    assert_near(an_prediction_quantile(&p, .95), 40, 0);
    assert_near(an_prediction_mean(&p), 25, 0);
    assert_near(an_prediction_above(&p, 20), .5, 0);
}

static void scores_of_draws_by_hand(void **state)
{
    an_prediction p = draws(2, (double[]){0, 4});
    an_prediction_score s = an_prediction_rate(&p, 1, 0, .5);
    (void)state;
    assert_near(s.crps, (1 + 3) / 2. - (4 + 4) / 4. / 2, 1e-15);
    assert_near(s.brier, .25, 1e-15);
    assert_near(s.pit, (1 + .5) / 3, 1e-15);
    assert_true(s.covers_50 && s.covers_90);
    assert_false(an_prediction_rate(&p, 4.5, 0, .5).covers_90);
}

static an_prediction certain(size_t count)
{
    an_prediction p = {.kind = AN_PREDICTION_COUNTS};
    double value = (double)count;
    assert_int_equal(an_pmf_of_sample(&arena, &value, 1, &p.counts, NULL), ANNALS_OK);
    return p;
}

static void scores_of_counts_by_hand(void **state)
{
    an_prediction p = certain(2);
    an_prediction_score right = an_prediction_rate(&p, 2, 0, .5), wrong = an_prediction_rate(&p, 5, 0, .5);
    (void)state;
    assert_near(right.crps, 0, 1e-12);
    assert_near(right.log_score, 0, 1e-12);
    assert_true(right.covers_50);
    assert_near(wrong.crps, 3, 1e-12);
    assert_false(wrong.covers_90);
    assert_near(an_prediction_above(&p, 0), 1, 0);
    assert_near(an_prediction_above(&p, 2), 0, 0);
    assert_near(an_prediction_above(&p, -1), 1, 0);
}

/* ---- pools ---- */

static void a_pool_of_draws_mixes_by_weight(void **state)
{
    an_prediction a = draws(2, (double[]){0, 1}), b = draws(5, (double[]){10, 11, 12, 13, 14}), pool;
    (void)state;
    assert_int_equal(an_pool(&arena, &a, &b, .75, &pool, NULL), ANNALS_OK);
    assert_near(an_prediction_above(&pool, 5), .25, 1e-12);
    assert_near(an_prediction_mean(&pool), .75 * .5 + .25 * 12, 1e-9);
    assert_near(an_prediction_quantile(&pool, .37), 0, 0);
    assert_near(an_prediction_quantile(&pool, .38), 1, 0);
}

static void a_pool_of_counts_is_exact(void **state)
{
    an_prediction a = certain(0), b = certain(3), pool;
    (void)state;
    assert_int_equal(an_pool(&arena, &a, &b, .5, &pool, NULL), ANNALS_OK);
    assert_near(an_pmf_at(&pool.counts, 0), .5, 1e-15);
    assert_near(an_pmf_at(&pool.counts, 3), .5, 1e-15);
    assert_near(an_prediction_rate(&pool, 0, 0, .5).log_score, log(.5), 1e-12);
}

static void what_cannot_be_pooled(void **state)
{
    an_prediction a = certain(0), b = draws(1, (double[]){1}), pool;
    (void)state;
    assert_int_equal(an_pool(&arena, &a, &b, .5, &pool, NULL), ANNALS_E_USAGE);
    assert_int_equal(an_pool(&arena, &a, &a, 1.5, &pool, NULL), ANNALS_E_USAGE);
    assert_int_equal(an_pool(&arena, &a, &a, NAN, &pool, NULL), ANNALS_E_USAGE);
}

/* The weight that the parabola gives is the one that a search over real pools finds. */
static void the_best_weight(void **state)
{
    an_prediction a = draws(3, (double[]){0, 1, 2}), b = draws(3, (double[]){2, 5, 9}), pool;
    double crps_a = an_prediction_rate(&a, 1.8, 0, .5).crps, crps_b = an_prediction_rate(&b, 1.8, 0, .5).crps, half, weight, at_best;
    (void)state;
    assert_int_equal(an_pool(&arena, &a, &b, .5, &pool, NULL), ANNALS_OK);
    half = an_prediction_rate(&pool, 1.8, 0, .5).crps;
    weight = an_pool_weight(crps_a, crps_b, half, 100);
    assert_near(an_pool_weight(crps_a, crps_b, half, 99), .5, 0);
    assert_true(weight > .5 && weight < 1);
    assert_int_equal(an_pool(&arena, &a, &b, weight, &pool, NULL), ANNALS_OK);
    at_best = an_prediction_rate(&pool, 1.8, 0, .5).crps;
    for (double w = 0; w <= 1; w += .01) {
        assert_int_equal(an_pool(&arena, &a, &b, w, &pool, NULL), ANNALS_OK);
        assert_true(an_prediction_rate(&pool, 1.8, 0, .5).crps >= at_best - 2e-3);
    }
    assert_near(an_pool_weight(1, 9, 4, 1000), 1, 0);
    assert_near(an_pool_weight(2, 2, 2, 1000), .5, 0);
}

/* ---- the back-test ---- */

static an_series noise(size_t series, size_t length)
{
    an_series s = {.period = AN_PERIOD_WEEK, .series_count = series, .length = length, .values = AN_NEW_ARRAY(&arena, double, series *length)};
    an_random random;
    an_random_seed(&random, 77, 0);
    for (size_t i = 0; i < series * length; i++) s.values[i] = an_random_normal(&random);
    return s;
}

/* Knows what will come, moved by *user: only a test can. */
static const an_series *future;
static annals_status predict_future(const void *user, an_arena *room, const an_backtest_view *view, an_prediction *out, annals_error *error)
{
    (void)error;
    for (size_t s = 0; s < view->known->series_count; s++)
        for (size_t k = 0; k < view->step_count; k++) {
            double *draw = AN_NEW(room, double);
            *draw = future->values[s * future->length + view->known->length + view->steps[k] - 1] + *(const double *)user;
            out[s * view->step_count + k] = an_prediction_of_draws(draw, 1);
        }
    return ANNALS_OK;
}

static annals_status predict_nothing(const void *user, an_arena *room, const an_backtest_view *view, an_prediction *out, annals_error *error)
{
    (void)room;
    (void)out;
    if (view->known->length <= *(const size_t *)user) return predict_future(&(double){0}, room, view, out, error);
    return an_fail(error, ANNALS_E_INPUT, "test", 0, "no wish to say");
}

static const size_t steps[] = {1, 3};
static const an_window_method ten = {10}, all = {0};

static void verdicts_are_fair(void **state)
{
    an_series numbers = noise(2, 400);
    double right = 0, off = 9;
    const an_forecaster forecasters[] = {an_forecaster_window("last 10", &ten), an_forecaster_window("all", &all),
                                         {.name = "seer", .user = &right, .predict = predict_future}, {.name = "fool", .user = &off, .predict = predict_future}};
    const an_backtest_pool pools[] = {{"both", 2, 0, .5}};
    an_backtest_plan plan = {.source.numbers = &numbers, .first_origin = 200, .last_origin = 397, .every = 2, .steps = steps, .step_count = 2,
                             .forecasters = forecasters, .forecaster_count = 4, .pools = pools, .pool_count = 1, .seed = 3};
    an_backtest b;
    an_backtest_verdict seer, fool;
    (void)state;
    future = &numbers;
    assert_int_equal(an_backtest_run(&arena, &plan, &b, NULL), ANNALS_OK);
    assert_int_equal(b.origins, 99);
    assert_int_equal(b.methods, 5);
    assert_int_equal(b.origin_periods[98], 396);
    assert_near(an_backtest_mean(&arena, &b, 2, AN_BACKTEST_CRPS, AN_BACKTEST_ALL, AN_BACKTEST_ALL).mean, 0, 1e-12);
    assert_near(an_backtest_mean(&arena, &b, 3, AN_BACKTEST_CRPS, 1, 0).mean, 9, 1e-12);
    assert_near(an_backtest_mean(&arena, &b, 3, AN_BACKTEST_COVERS_90, 0, 1).mean, 0, 0);
    seer = an_backtest_judge(&arena, &b, 2, AN_BACKTEST_ALL, 0);
    fool = an_backtest_judge(&arena, &b, 3, AN_BACKTEST_ALL, 0);
    assert_int_equal(seer.baseline, 1); /* of noise, all of it is the best guess */
    assert_true(seer.has_skill && seer.is_sure);
    assert_near(seer.skill, 1, 1e-12);
    assert_true(!fool.has_skill && fool.skill < -5);
    assert_int_equal(seer.saved.clusters, 99);
    assert_int_equal(seer.saved.count, 198);
    assert_true(an_backtest_mean(&arena, &b, 4, AN_BACKTEST_CRPS, 0, 0).mean < an_backtest_mean(&arena, &b, 0, AN_BACKTEST_CRPS, 0, 0).mean);
}

/* Noise predicted by all earlier noise: uniform PIT, intervals that hold what they say. */
static void calibrated_forecasts_are_seen_as_such(void **state)
{
    an_series numbers = noise(2, 700);
    const an_forecaster forecasters[] = {an_forecaster_window("all", &all), an_forecaster_no_change("no change")};
    an_backtest_plan plan = {.source.numbers = &numbers, .first_origin = 100, .last_origin = 690, .every = 1, .steps = steps, .step_count = 1,
                             .forecasters = forecasters, .forecaster_count = 2, .seed = 3, .threads = 2};
    an_backtest b;
    size_t count;
    double *pit;
    (void)state;
    assert_int_equal(an_backtest_run(&arena, &plan, &b, NULL), ANNALS_OK);
    pit = an_backtest_pit(&arena, &b, 0, AN_BACKTEST_ALL, AN_BACKTEST_ALL, &count);
    assert_int_equal(count, 2 * 591);
    assert_true(an_score_uniformity(pit, count).p_value > .01);
    assert_near(an_backtest_mean(&arena, &b, 0, AN_BACKTEST_COVERS_90, AN_BACKTEST_ALL, 0).mean, .9, .025);
    assert_near(an_backtest_mean(&arena, &b, 0, AN_BACKTEST_COVERS_50, AN_BACKTEST_ALL, 0).mean, .5, .04);
    assert_near(an_backtest_mean(&arena, &b, 0, AN_BACKTEST_CRPS, AN_BACKTEST_ALL, 0).mean, 1 / sqrt(3.14159265), .03);
    assert_true(an_backtest_difference(&arena, &b, 1, 0, AN_BACKTEST_CRPS, AN_BACKTEST_ALL, 0).mean > .1);
}

enum { RARE_LENGTH = 2000 };
static const an_counts rare = {.15, INFINITY};
static annals_status predict_rare(const void *user, an_arena *room, const an_backtest_view *view, an_prediction *out, annals_error *error)
{
    (void)user, (void)view;
    out[0] = (an_prediction){.kind = AN_PREDICTION_COUNTS};
    return an_pmf_of_counts(room, rare, 0, &out[0].counts, error);
}

/* One week in seven has an event, and that is what is predicted: no interval of whole counts holds 90 of 100, yet nothing is wrong. */
static void rare_counts_are_judged_without_their_steps(void **state)
{
    double *values = AN_NEW_ARRAY(&arena, double, RARE_LENGTH);
    an_series numbers = {.series_count = 1, .length = RARE_LENGTH, .values = values};
    const an_forecaster forecasters[] = {{.name = "right", .predict = predict_rare}};
    an_backtest_plan plan = {.source.numbers = &numbers, .first_origin = 1, .last_origin = RARE_LENGTH - 1, .every = 1, .steps = steps, .step_count = 1,
                             .forecasters = forecasters, .forecaster_count = 1, .seed = 5};
    an_random random;
    an_backtest b;
    (void)state;
    an_random_seed(&random, 11, 0);
    for (size_t t = 0; t < RARE_LENGTH; t++) values[t] = (double)an_random_poisson(&random, rare.mean);
    assert_int_equal(an_backtest_run(&arena, &plan, &b, NULL), ANNALS_OK);
    assert_true(an_backtest_mean(&arena, &b, 0, AN_BACKTEST_COVERS_90, AN_BACKTEST_ALL, 0).mean > .97);
    assert_near(an_backtest_mean(&arena, &b, 0, AN_BACKTEST_INSIDE_90, AN_BACKTEST_ALL, 0).mean, .9, .02);
    assert_near(an_backtest_mean(&arena, &b, 0, AN_BACKTEST_INSIDE_50, AN_BACKTEST_ALL, 0).mean, .5, .035);
}

static bool are_same(const an_prediction_score *a, const an_prediction_score *b)
{
    return a->crps == b->crps && a->brier == b->brier && a->pit == b->pit && a->covers_50 == b->covers_50 && a->covers_90 == b->covers_90 &&
           (a->log_score == b->log_score || (isnan(a->log_score) && isnan(b->log_score)));
}

static void threads_change_nothing(void **state)
{
    an_series numbers = noise(2, 200);
    static const an_bootstrap_method bootstrap = {2, 50};
    an_bvar_method bvar = {AN_BVAR_DEFAULTS, 50};
    const an_forecaster forecasters[] = {an_forecaster_window("last 10", &ten), an_forecaster_bootstrap("bootstrap", &bootstrap), an_forecaster_bvar("bvar", &bvar)};
    const an_backtest_pool pools[] = {{"pool", 2, 0, .5}};
    an_backtest_plan plan = {.source.numbers = &numbers, .first_origin = 100, .last_origin = 190, .every = 5, .steps = steps, .step_count = 2,
                             .forecasters = forecasters, .forecaster_count = 3, .pools = pools, .pool_count = 1, .seed = 3};
    an_backtest one, three;
    (void)state;
    assert_int_equal(an_backtest_run(&arena, &plan, &one, NULL), ANNALS_OK);
    plan.threads = 3;
    assert_int_equal(an_backtest_run(&arena, &plan, &three, NULL), ANNALS_OK);
    for (size_t i = 0; i < one.methods * one.origins * one.series * one.steps; i++) assert_true(are_same(&one.scores[i], &three.scores[i]));
}

/* An event a week; that of the fourth week is published three weeks late. A method that answers with the last known value shows what was
 * known at each origin. */
static void what_is_published_later_is_not_known(void **state)
{
    static const an_window_method last = {1};
    static const an_selector selector = {{"a", 1}, {"b", 1}, {NULL, 0}};
    const an_forecaster forecasters[] = {an_forecaster_window("last", &last)};
    an_event_row rows[10];
    an_history history;
    an_day monday = an_week_of(an_day_from_ymd(2024, 1, 3));
    an_backtest_plan plan = {.source = {.history = &history, .measure = AN_MEASURE_COUNT, .period = AN_PERIOD_WEEK, .selectors = &selector,
                                        .selector_count = 1, .from = AN_DAY_UNKNOWN, .to = monday + 69},
                             .first_origin = 3, .last_origin = 6, .every = 1, .steps = steps, .step_count = 1, .forecasters = forecasters,
                             .forecaster_count = 1};
    an_backtest b;
    annals_error error;
    (void)state;
    for (int i = 0; i < 10; i++)
        rows[i] = (an_event_row){.day = monday + 7 * i, .published = monday + 7 * i + (i == 3 ? 21 : 0), .source = {"a", 1}, .target = {"b", 1},
                                 .count = NAN, .goldstein = NAN, .mark = NAN};
    assert_int_equal(an_history_build(&arena, &arena, rows, 10, NULL, 0, &history, &error), ANNALS_OK);
    assert_int_equal(an_backtest_run(&arena, &plan, &b, &error), ANNALS_OK);
    assert_int_equal(b.origins, 4);
    assert_near(b.scores[0].crps, 0, 0); /* after 3 weeks: 1 known, 1 comes in week 4 (as is known in the end) */
    assert_near(b.scores[1].crps, 1, 0); /* after 4 weeks: that of week 4 is not out yet */
    assert_near(b.scores[2].crps, 0, 0);
    assert_near(b.scores[3].crps, 0, 0);
}

static void assert_plan_refused(an_backtest_plan plan, annals_status status, const char *words)
{
    an_backtest b;
    annals_error error;
    assert_int_equal(an_backtest_run(&arena, &plan, &b, &error), status);
    assert_non_null(strstr(error.message, words));
}

static void impossible_plans_are_refused(void **state)
{
    static const size_t falling[] = {3, 1}, limit = 33;
    an_series numbers = noise(1, 60);
    const an_forecaster window[] = {an_forecaster_window("last 10", &ten)}, mute[] = {{.name = "mute", .user = &limit, .predict = predict_nothing}};
    const an_backtest_pool pool = {"pool", 0, 1, .5};
    const an_backtest_plan good = {.source.numbers = &numbers, .first_origin = 20, .last_origin = 57, .every = 1, .steps = steps, .step_count = 2,
                                   .forecasters = window, .forecaster_count = 1};
    an_backtest_plan plan = good;
    (void)state;
    future = &numbers;
    plan.last_origin = 58;
    assert_plan_refused(plan, ANNALS_E_INPUT, "60 periods are too few for an origin after 58 and 3 periods ahead");
    plan = good;
    plan.steps = falling;
    assert_plan_refused(plan, ANNALS_E_USAGE, "rise");
    plan = good;
    plan.every = 0;
    assert_plan_refused(plan, ANNALS_E_USAGE, "no origins");
    plan = good;
    plan.pools = &pool;
    plan.pool_count = 1;
    assert_plan_refused(plan, ANNALS_E_USAGE, "pool pool is made of a method that does not exist");
    plan = good;
    plan.first_origin = 5;
    assert_plan_refused(plan, ANNALS_E_INPUT, "last 10 after 5 periods: 5 periods are known; 10 are needed");
    plan = good;
    plan.forecasters = mute;
    plan.threads = 4;
    assert_plan_refused(plan, ANNALS_E_INPUT, "mute after 34 periods: no wish to say");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_of_few_draws_are_draws),
        cmocka_unit_test(scores_of_draws_by_hand),
        cmocka_unit_test(scores_of_counts_by_hand),
        cmocka_unit_test(a_pool_of_draws_mixes_by_weight),
        cmocka_unit_test(a_pool_of_counts_is_exact),
        cmocka_unit_test(what_cannot_be_pooled),
        cmocka_unit_test(the_best_weight),
        cmocka_unit_test(verdicts_are_fair),
        cmocka_unit_test(calibrated_forecasts_are_seen_as_such),
        cmocka_unit_test(rare_counts_are_judged_without_their_steps),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(what_is_published_later_is_not_known),
        cmocka_unit_test(impossible_plans_are_refused),
    };
    int failed;
    an_arena_init(&arena, 0);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    an_arena_free(&arena);
    return failed;
}
