/* Distributions of counts and the random numbers drawn from them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "forecast/baselines.h"
#include "forecast/random.h"
#include "forecast/scores.h"
#include "fresh_arenas.h"

static const an_counts shapes[] = {{.001, .01}, {.3, INFINITY}, {2, 1}, {7, .2}, {60, 3}, {1000, INFINITY}, {400, 1e7}, {5, 1e9}};
enum { SHAPES = sizeof shapes / sizeof *shapes };

/* Size 1 is the geometric distribution: P(k) = (1/3)(2/3)^k for mean 2. */
static void check_geometric(void **state)
{
    (void)state;
    for (int k = 0; k < 90; k += 3) {
        assert_true(fabs(an_counts_pmf((an_counts){2, 1}, k) - pow(2 / 3., k) / 3) < 1e-14);
        assert_true(fabs(an_counts_cdf((an_counts){2, 1}, k) - (1 - pow(2 / 3., k + 1))) < 1e-13);
    }
    assert_true(fabs(an_counts_cdf((an_counts){2, INFINITY}, 1) - 3 * exp(-2)) < 1e-15);
    assert_true(fabs(an_counts_cdf((an_counts){1000, INFINITY}, 1000) - .5084094) < 1e-6);
    assert_true(an_counts_pmf((an_counts){0, 1}, 0) == 1 && an_counts_pmf((an_counts){0, 1}, 2) == 0 && an_counts_cdf((an_counts){2, 1}, -1) == 0);
}

static void check_tables(void **state)
{
    (void)state;
    for (int s = 0; s < SHAPES; s++) {
        an_pmf table;
        annals_error error;
        assert_int_equal(an_pmf_of_counts(&arena, shapes[s], 3, &table, &error), ANNALS_OK);
        assert_true(table.tail >= 0 && table.tail < 2e-9);
        if (fabs(an_pmf_mean(&table) - shapes[s].mean) > 1e-4 * shapes[s].mean) fail_msg("shape %d: mean %g", s, an_pmf_mean(&table));
    }
}

/* The quantile is the inverse, and rises with the mean at the same u: what pairs simulations. */
static void check_quantiles(void **state)
{
    (void)state;
    for (int s = 0; s < SHAPES; s++)
        for (int i = 1; i < 400; i++) {
            double u = i / 400., q = an_counts_quantile(shapes[s], u);
            an_counts higher = {shapes[s].mean * 1.1, shapes[s].size};
            if (an_counts_cdf(shapes[s], q) < u - 1e-12 || (q > 0 && an_counts_cdf(shapes[s],
                                                                        q - 1) >= u + 1e-12)) fail_msg("shape %d, u %g: %g", s, u, q);
            assert_true(an_counts_quantile(higher, u) >= q);
        }
    assert_true(an_counts_quantile((an_counts){3, 1}, 1 - 1e-16) < 1000);
}

static void check_mixtures(void **state)
{
    double values[] = {0, 0, 3, 1}, bad[] = {0, 1.5};
    an_pmf sample, other, pool;
    annals_error error;
    (void)state;
    assert_int_equal(an_pmf_of_sample(&arena, values, 4, &sample, &error), ANNALS_OK);
    assert_true(sample.length == 4 && sample.p[0] == .5 && sample.p[2] == 0);
    assert_int_equal(an_pmf_of_counts(&arena, (an_counts){1, 2}, 0, &other, &error), ANNALS_OK);
    assert_int_equal(an_pmf_pool(&arena, &sample, &other, .25, &pool, &error), ANNALS_OK);
    assert_true(fabs(an_pmf_at(&pool, 1) - (.25 * .25 + .75 * an_counts_pmf((an_counts){1, 2}, 1))) < 1e-15);
    assert_true(fabs(an_pmf_cdf(&pool, 1e6) + pool.tail - 1) < 1e-12 && an_pmf_quantile(&pool, .01) == 0);
    assert_int_equal(an_pmf_of_sample(&arena, bad, 2, &sample, &error), ANNALS_E_INPUT);
    assert_int_equal(an_pmf_of_sample(&arena, bad, 0, &sample, &error), ANNALS_E_INPUT);
}

static void check_size_is_found(void **state)
{
    enum { COUNT = 4000 };
    static double counts[COUNT], means[COUNT];
    an_random random;
    (void)state;
    an_random_seed(&random, 4, 0);
    for (int i = 0; i < COUNT; i++) {
        means[i] = 1 + i % 5;
        counts[i] = (double)an_random_negative_binomial(&random, means[i], 1.7);
    }
    assert_true(fabs(an_counts_fit_size(counts, means, COUNT) - 1.7) < .2);
    for (int i = 0; i < COUNT; i++) counts[i] = means[i];
    assert_true(isinf(an_counts_fit_size(counts, means, COUNT)));
}

/* ---- random numbers ---- */

typedef double draw(an_random *random);
static double draw_normal(an_random *r) { return an_random_normal(r); }
static double draw_small_gamma(an_random *r) { return an_random_gamma(r, .3); }
static double draw_large_gamma(an_random *r) { return an_random_gamma(r, 40); }
static double draw_chi_square(an_random *r) { return an_random_chi_square(r, 3); }
static double draw_poisson(an_random *r) { return (double)an_random_poisson(r, 25); }
static double draw_huge_poisson(an_random *r) { return (double)an_random_poisson(r, 1e9); }
static double draw_binomial(an_random *r) { return (double)an_random_binomial(r, 40, .3); }
static double draw_negative_binomial(an_random *r) { return (double)an_random_negative_binomial(r, 6, 2); }
static double draw_exponential(an_random *r) { return an_random_exponential(r); }
static double draw_uniform(an_random *r) { return an_random_uniform(r); }

static void check_moments(void **state)
{
    static const struct { const char *name; draw *draw; double mean, variance; } rows[] = {
        {"normal", draw_normal, 0, 1}, {"small gamma", draw_small_gamma, .3, .3}, {"large gamma", draw_large_gamma, 40, 40}, {"chi-square",
                                                                    draw_chi_square, 3, 6},
        {"poisson", draw_poisson, 25, 25}, {"huge poisson", draw_huge_poisson, 1e9, 1e9}, {"binomial", draw_binomial, 12, 8.4},
        {"negative binomial", draw_negative_binomial, 6, 24}, {"exponential", draw_exponential, 1, 1}, {"uniform", draw_uniform, .5, 1 / 12.}};
    enum { DRAWS = 20000 };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double sum = 0, squares = 0;
        an_random random;
        an_random_seed(&random, 99, i);
        for (int d = 0; d < DRAWS; d++) {
            double x = rows[i].draw(&random) - rows[i].mean;
            sum += x;
            squares += x * x;
        }
        if (fabs(sum / DRAWS) > 4 * sqrt(rows[i].variance / DRAWS)) fail_msg("%s: mean off by %g", rows[i].name, sum / DRAWS);
        if (fabs(squares / DRAWS / rows[i].variance - 1) > .12) fail_msg("%s: variance %g", rows[i].name, squares / DRAWS);
    }
}

static void check_seeds(void **state)
{
    an_random a, b, other;
    int same = 0;
    (void)state;
    an_random_seed(&a, 1, 7);
    an_random_seed(&b, 1, 7);
    an_random_seed(&other, 1, 8);
    for (int i = 0; i < 100; i++) {
        uint64_t bits = an_random_bits(&a);
        assert_true(bits == an_random_bits(&b));
        same += bits == an_random_bits(&other);
        assert_true(an_random_below(&a, 10) == an_random_below(&b, 10));
    }
    assert_int_equal(same, 0);
    assert_int_equal(an_random_below(&a, 0), 0);
}

/* Numbered uniforms look random along each coordinate. */
static void check_numbered(void **state)
{
    enum { COUNT = 5000 };
    static double u[COUNT];
    (void)state;
    for (int axis = 0; axis < 4; axis++) {
        for (uint64_t i = 0; i < COUNT; i++)
            u[i] = an_random_at(axis == 0 ? i : 1, axis == 1 ? i : 2, axis == 2 ? i : 3, axis == 3 ? i : 4);
        an_score_sort(u, COUNT);
        assert_true(u[0] > 0 && u[COUNT - 1] < 1);
        assert_true(an_score_uniformity(u, COUNT).p_value > .001);
    }
    assert_true(an_random_at(1, 2, 3, 4) == an_random_at(1, 2, 3, 4));
}

/* ---- baselines ---- */

static void check_baselines(void **state)
{
    static const double counts[] = {4, 0, 0, 2, 6, 0, 0, 0, 1, 3};
    static const struct { an_baseline baseline; double expected; } rows[] = {
        {{AN_BASELINE_HISTORIC, 1}, 16.5 / 10.5}, {{AN_BASELINE_WINDOW, 3}, 4.5 / 3.5}, {{AN_BASELINE_WINDOW, 99}, 16.5 / 10.5},
        {{AN_BASELINE_BLEND, 3}, (16.5 / 10.5 + 4.5 / 3.5) / 2}, {{AN_BASELINE_NO_CHANGE, 1}, 3.5 / 1.5}};
    double means[11];
    an_counts forecast;
    annals_error error;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        an_baseline_means(rows[i].baseline, counts, 10, means);
        assert_true(fabs(means[10] - rows[i].expected) < 1e-12);
        assert_true(means[0] == 1); /* nothing seen */
    }
    an_baseline_means((an_baseline){AN_BASELINE_EWMA, 1}, counts, 2, means);
    assert_true(fabs(means[2] - (4 * .5 + .5) / 2) < 1e-12);
    assert_int_equal(an_baseline_forecast(&arena, rows[0].baseline, counts, 10, &forecast, &error), ANNALS_OK);
    assert_true(fabs(forecast.mean - 16.5 / 10.5) < 1e-12 && forecast.size > 0);
    assert_int_equal(an_baseline_forecast(&arena, rows[0].baseline, counts, 3, &forecast, &error), ANNALS_E_INPUT);
    assert_int_equal(an_baseline_forecast(&arena, (an_baseline){AN_BASELINE_WINDOW, 0}, counts, 10, &forecast, &error), ANNALS_E_USAGE);
}

static void check_baseline_paths(void **state)
{
    static const double values[] = {-100, 5, 7};
    float all[40 * 6], half[20 * 6];
    annals_error error;
    (void)state;
    assert_int_equal(an_baseline_paths(values, 3, 2, 6, 0, 40, 1, all, &error), ANNALS_OK);
    for (int i = 0; i < 40 * 6; i++) assert_true(all[i] == 5 || all[i] == 7);
    assert_int_equal(an_baseline_paths(values, 3, 2, 6, 20, 20, 1, half, &error), ANNALS_OK);
    assert_memory_equal(all + 20 * 6, half, sizeof half);
    assert_int_equal(an_baseline_paths(values, 0, 2, 6, 0, 1, 1, all, &error), ANNALS_E_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(check_geometric), cmocka_unit_test(check_tables), cmocka_unit_test(check_quantiles),
                                       cmocka_unit_test(check_mixtures),
                                       cmocka_unit_test(check_size_is_found), cmocka_unit_test(check_moments), cmocka_unit_test(check_seeds),
                                           cmocka_unit_test(check_numbered),
                                       cmocka_unit_test(check_baselines), cmocka_unit_test(check_baseline_paths)};
    return cmocka_run_group_tests(tests, begin, end);
}
