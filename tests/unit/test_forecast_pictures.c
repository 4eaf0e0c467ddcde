/* From paths and back-tests to fans, differences and the calibration page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "forecast/pictures.h"
#include "forecast/series_methods.h"

static an_arena arena;

/* Two series, two periods, five paths: the second series has path + 10 * period in it. */
enum { PATHS = 5, HORIZON = 2 };
static double doubles[PATHS * HORIZON * 2];
static float floats[PATHS * 2 * HORIZON];

static void fill(void)
{
    for (size_t p = 0; p < PATHS; p++)
        for (size_t h = 0; h < HORIZON; h++) {
            doubles[(p * HORIZON + h) * 2] = -1;
            doubles[(p * HORIZON + h) * 2 + 1] = (double)(p + 10 * h);
            floats[(p * 2) * HORIZON + h] = -1;
            floats[(p * 2 + 1) * HORIZON + h] = (float)(p + 10 * h);
        }
}

static void assert_step(const an_fan_step *s, double low, double middle, double high)
{
    assert_true(s->low_90 == low && s->middle == middle && s->high_90 == high);
}

static void fans_of_both_engines_agree(void **state)
{
    an_paths b = an_paths_of_bvar(doubles, PATHS, HORIZON, 2, 1), a = an_paths_of_excite(floats, PATHS, HORIZON, 2, 1);
    an_fan one, other, summed;
    (void)state;
    assert_int_equal(an_fan_of_paths(&arena, &arena, AN_STR("x"), &b, false, &one, NULL), ANNALS_OK);
    assert_int_equal(an_fan_of_paths(&arena, &arena, AN_STR("x"), &a, false, &other, NULL), ANNALS_OK);
    assert_int_equal(one.count, HORIZON);
    assert_memory_equal(one.steps, other.steps, HORIZON * sizeof *one.steps);
    assert_step(&one.steps[0], 0, 2, 4);
    assert_step(&one.steps[1], 10, 12, 14);
    assert_int_equal(an_fan_of_paths(&arena, &arena, AN_STR("x"), &b, true, &summed, NULL), ANNALS_OK);
    assert_step(&summed.steps[1], 10, 14, 18);
}

static void differences_are_taken_path_by_path(void **state)
{
    static const size_t marks[] = {1, 2}, outside[] = {3};
    an_paths with = an_paths_of_bvar(doubles, PATHS, HORIZON, 2, 1), without = an_paths_of_bvar(doubles, PATHS, HORIZON, 2, 0);
    an_paths shorter = with;
    an_difference d, none;
    annals_error error;
    (void)state;
    assert_int_equal(an_difference_of_paths(&arena, &arena, AN_STR("x"), &with, &without, false, marks, 2, &d, &error), ANNALS_OK);
    assert_step(&d.fan.steps[0], 1, 3, 5);
    assert_true(d.chance_more[0] == 1);
    assert_int_equal(an_difference_of_paths(&arena, &arena, AN_STR("x"), &without, &with, true, marks, 2, &d, &error), ANNALS_OK);
    assert_true(d.chance_more[1] == 0);
    assert_int_equal(an_difference_of_paths(&arena, &arena, AN_STR("x"), &with, &with, true, marks, 2, &none, &error), ANNALS_OK);
    assert_step(&none.fan.steps[1], 0, 0, 0);
    assert_true(none.chance_more[0] == .5);
    assert_int_equal(an_difference_of_paths(&arena, &arena, AN_STR("x"), &with, &with, true, outside, 1, &none, &error), ANNALS_E_USAGE);
    shorter.count--;
    assert_int_equal(an_difference_of_paths(&arena, &arena, AN_STR("x"), &with, &shorter, true, marks, 2, &none, &error), ANNALS_E_USAGE);
    shorter.count = 0;
    assert_int_equal(an_fan_of_paths(&arena, &arena, AN_STR("x"), &shorter, true, &d.fan, &error), ANNALS_E_USAGE);
}

static void a_calibration_page_of_a_backtest(void **state)
{
    static const an_window_method ten = {10}, all = {0};
    static const size_t steps[] = {1, 2};
    an_series numbers = {.period = AN_PERIOD_WEEK, .series_count = 2, .length = 150, .values = AN_NEW_ARRAY(&arena, double, 300)};
    an_forecaster forecasters[] = {an_forecaster_window("last 10", &ten), an_forecaster_window("all", &all), an_forecaster_no_change("no change")};
    an_backtest_plan plan = {.source.numbers = &numbers, .first_origin = 50, .last_origin = 148, .every = 2, .steps = steps, .step_count = 2,
                             .forecasters = forecasters, .forecaster_count = 3, .seed = 3};
    an_backtest b;
    an_backtest_verdict verdict;
    an_calibration_chart chart;
    an_skill skill;
    size_t total = 0;
    an_random random;
    (void)state;
    an_random_seed(&random, 5, 0);
    for (size_t i = 0; i < 300; i++) numbers.values[i] = an_random_normal(&random);
    forecasters[1].is_baseline = false; /* "all" plays the engine here */
    assert_int_equal(an_backtest_run(&arena, &plan, &b, NULL), ANNALS_OK);
    assert_int_equal(an_calibration_of_backtest(&arena, &b, 1, 1, 0, &chart, NULL), ANNALS_OK);
    assert_int_equal(chart.method_count, 3);
    assert_int_equal(chart.forecasts, 50);
    for (size_t i = 0; i < AN_PIT_BINS; i++) total += chart.methods[1].pit[i];
    assert_int_equal(total, 50);
    assert_true(chart.methods[1].is_published && !chart.methods[1].is_baseline && chart.methods[0].is_baseline);
    assert_true(isnan(chart.methods[0].crps_saved)); /* the best baseline is not compared with itself */
    assert_true(fabs(chart.methods[1].crps_saved - (chart.methods[0].crps - chart.methods[1].crps)) < 1e-12);
    verdict = an_backtest_judge(&arena, &b, 1, 1, 0);
    skill = an_skill_of_verdict(&b, &verdict);
    assert_string_equal(skill.baseline.data, "last 10");
    assert_true(fabs(skill.share - chart.methods[1].crps_saved / chart.methods[0].crps) < 1e-12);
    assert_int_equal(an_calibration_of_backtest(&arena, &b, 1, AN_BACKTEST_ALL, AN_BACKTEST_ALL, &chart, NULL), ANNALS_OK);
    assert_int_equal(chart.forecasts, 200);
    verdict.baseline = SIZE_MAX;
    assert_null(an_skill_of_verdict(&b, &verdict).baseline.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fans_of_both_engines_agree),
        cmocka_unit_test(differences_are_taken_path_by_path),
        cmocka_unit_test(a_calibration_page_of_a_backtest),
    };
    int failed;
    fill();
    an_arena_init(&arena, 0);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    an_arena_free(&arena);
    return failed;
}
