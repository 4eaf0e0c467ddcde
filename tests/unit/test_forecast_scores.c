/* Scores, on cases that can be worked by hand or by brute force, and calibration checks that must be able to fail. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "forecast/random.h"
#include "forecast/scores.h"

/* The definition, summed to where nothing is left. */
static double crps_by_definition(an_counts d, double y)
{
    double sum = 0, cumulated = 0;
    for (int k = 0; k < 20000; k++) {
        double beyond;
        cumulated += an_counts_pmf(d, k);
        beyond = cumulated - (y <= k);
        sum += beyond * beyond;
    }
    return sum;
}

static void check_count_crps(void **state)
{
    static const an_counts shapes[] = {{.01, .1}, {2, 1}, {40, 5}, {900, INFINITY}, {30, .3}};
    static const double values[] = {0, 1, 7, 300, 1500};
    (void)state;
    for (int s = 0; s < 5; s++)
        for (int v = 0; v < 5; v++) {
            double got = an_score_count_crps(shapes[s], values[v]), expected = crps_by_definition(shapes[s], values[v]);
            if (fabs(got - expected) > 1e-6 * (1 + expected)) fail_msg("mean %g size %g y %g: %g, not %g", shapes[s].mean, shapes[s].size,
                                                                       values[v], got, expected);
        }
    assert_true(isnan(an_score_count_crps((an_counts){NAN, 1}, 0)));
}

static void check_tables_score_alike(void **state)
{
    an_arena arena;
    an_pmf table;
    an_counts d = {3, 1.2};
    annals_error error;
    (void)state;
    an_arena_init(&arena, 0);
    assert_int_equal(an_pmf_of_counts(&arena, d, 0, &table, &error), ANNALS_OK);
    for (int y = 0; y < 30; y += 4) {
        assert_true(fabs(an_score_pmf_crps(&table, y) - an_score_count_crps(d, y)) < 1e-6);
        assert_true(fabs(an_score_pmf_log(&table, y) - an_score_count_log(d, y)) < 1e-9);
        assert_true(fabs(an_score_pmf_pit(&table, y, .3) - an_score_count_pit(d, y, .3)) < 1e-9);
    }
    assert_true(fabs(an_score_pmf_log(&table, 1e6) - log(AN_SCORE_FLOOR)) < 1e-12);
    assert_true(fabs(an_score_count_brier(d, 2) - pow(an_counts_pmf(d, 0), 2)) < 1e-15);
    an_arena_free(&arena);
}

static void check_ensembles(void **state)
{
    double draws[] = {5, 1, 3, 3};
    (void)state;
    an_score_sort(draws, 4);
    assert_true(draws[0] == 1 && draws[3] == 5);
    assert_true(an_score_quantile(draws, 4, .5) == 3 && an_score_quantile(draws, 4, 0) == 1 && an_score_quantile(draws, 4, 1) == 5);
    assert_true(fabs(an_score_quantile(draws, 4, .9) - 4.4) < 1e-12);
    /* |x - 2|: 1 1 1 3, mean 1.5; pairs: 2 2 4 0 2 2 twice over 16, mean 1.5 */
    assert_true(fabs(an_score_ensemble_crps(draws, 4, 2) - .75) < 1e-12);
    assert_true(an_score_ensemble_covers(draws, 4, 4.4, .8) && !an_score_ensemble_covers(draws, 4, 4.5, .8));
    assert_true(fabs(an_score_ensemble_pit(draws, 4, 3, .5) - 2.5 / 5) < 1e-12);
    assert_true(an_score_ensemble_log(draws, 4, 3) > an_score_ensemble_log(draws, 4, 40));
    assert_true(isnan(an_score_ensemble_log(draws + 1, 2, 3)) && isnan(an_score_quantile(draws, 0, .5)));
}

/* Three days with sums of differences 3, -1, 4 over 5 forecasts: mean 1.2; deviations of the sums from count * mean: .6, -2.2, 1.6. */
static void check_clusters(void **state)
{
    static const double a[] = {2, 3, 0, 5, 6}, b[] = {1, 1, 1, 2, 5};
    static const int64_t day[] = {7, 7, 9, 11, 11};
    an_score_mean mean = an_score_paired(a, b, day, 5);
    (void)state;
    assert_true(fabs(mean.mean - 1.2) < 1e-12);
    assert_int_equal(mean.clusters, 3);
    assert_true(fabs(mean.se - sqrt((.36 + 4.84 + 2.56) * 3 / 2) / 5) < 1e-12);
    assert_true(isnan(an_score_paired(a, NULL, day, 2).se) && isnan(an_score_paired(a, NULL, day, 0).mean));
}

/* PITs of counts drawn from the forecast are uniform; of an over-confident or a shifted forecast they are not. */
static void check_calibration_can_fail(void **state)
{
    enum { COUNT = 2000 };
    static const struct { an_counts forecast; int is_right; } rows[] = {{{2, 1.5}, 1}, {{2, INFINITY}, 0}, {{2.6, 1.5}, 0}, {{2, .4}, 0}};
    static double pit[COUNT];
    (void)state;
    for (int row = 0; row < 4; row++) {
        an_random random;
        an_score_fit fit;
        an_random_seed(&random, 21, 0);
        for (int i = 0; i < COUNT; i++)
            pit[i] = an_score_count_pit(rows[row].forecast, (double)an_random_negative_binomial(&random, 2, 1.5), an_random_at(2, 0, 0, (uint64_t)i));
        an_score_sort(pit, COUNT);
        fit = an_score_uniformity(pit, COUNT);
        assert_int_equal(fit.p_value > .01, rows[row].is_right);
        assert_int_equal(fit.distance < fit.critical_5, rows[row].is_right);
    }
}

static void check_uniformity(void **state)
{
    static const double grid[] = {.125, .375, .625, .875}, corner[] = {.9, .91, .92, .93, .94, .95};
    (void)state;
    assert_true(fabs(an_score_uniformity(grid, 4).distance - .125) < 1e-12 && an_score_uniformity(grid, 4).p_value > .99);
    assert_true(fabs(an_score_uniformity(corner, 6).distance - .9) < 1e-12 && an_score_uniformity(corner, 6).p_value < .001);
    assert_true(an_score_uniformity(NULL, 0).p_value == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(check_count_crps), cmocka_unit_test(check_tables_score_alike),
                                       cmocka_unit_test(check_ensembles),
                                       cmocka_unit_test(check_clusters), cmocka_unit_test(check_calibration_can_fail),
                                           cmocka_unit_test(check_uniformity)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
