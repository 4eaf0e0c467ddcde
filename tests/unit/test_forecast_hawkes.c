/* Continuous time: likelihood against the double sum that it stands for, estimates against the truth that data were drawn from, and what is refused. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/hawkes.h"
#include "fresh_arenas.h"

static double true_base[2] = {.3, .16}, true_jump[4] = {.6, .2, .12, .5}, true_decay[2] = {1.2, .7};
static const an_hawkes truth = {2, true_base, {true_jump, 2, 2}, true_decay};

static an_hawkes_events draw(uint64_t index, double length)
{
    an_hawkes_events events;
    an_random random;
    annals_error error;
    an_random_seed(&random, 17, index);
    assert_int_equal(an_hawkes_simulate(&arena, &scratch, &truth, length, 100000, &random, &events, &error), ANNALS_OK);
    return events;
}

static double likelihood_by_definition(const an_hawkes *m, const an_hawkes_events *e)
{
    double sum = 0;
    for (size_t i = 0; i < m->stream_count; i++) {
        sum -= m->base[i] * e->end;
        for (size_t j = 0; j < m->stream_count; j++)
            for (size_t k = 0; k < e->counts[j]; k++)
                sum -= m->jump.at[i * m->stream_count + j] / m->decay[i] * (1 - exp(-m->decay[i] * (e->end - e->times[j][k])));
        for (size_t k = 0; k < e->counts[i]; k++) {
            double rate = m->base[i], t = e->times[i][k];
            for (size_t j = 0; j < m->stream_count; j++)
                for (size_t l = 0; l < e->counts[j]; l++)
                    if (e->times[j][l] < t) rate += m->jump.at[i * m->stream_count + j] * exp(-m->decay[i] * (t - e->times[j][l]));
            sum += log(rate);
        }
    }
    return sum;
}

static void check_likelihood(void **state)
{
    static const double first[] = {0, 1, 1, 2.5, 7}, second[] = {1, 3, 6.5};
    const double *const times[] = {first, second};
    size_t counts[] = {5, 3};
    an_hawkes_events tied = {times, counts, 2, 8}, drawn = draw(1, 150);
    (void)state;
    assert_true(fabs(an_hawkes_log_likelihood(&scratch, &truth, &tied) - likelihood_by_definition(&truth, &tied)) < 1e-10);
    assert_true(fabs(an_hawkes_log_likelihood(&scratch, &truth, &drawn) - likelihood_by_definition(&truth, &drawn)) < 1e-8);
}

/* Branching .5 .1667 / .1714 .7143: radius .80727, rates .98333 and 1.15. */
static void check_long_run(void **state)
{
    double branching[4], rates[2], drawn[2][20];
    int64_t cluster[20];
    annals_error error;
    (void)state;
    an_hawkes_branching(&truth, (an_matrix){branching, 2, 2});
    assert_true(fabs(an_linear_spectral_radius(&scratch, (an_matrix){branching, 2, 2}) - .80727) < 1e-5);
    assert_int_equal(an_hawkes_rates(&scratch, &truth, rates, &error), ANNALS_OK);
    assert_true(fabs(rates[0] - .98333) < 1e-5 && fabs(rates[1] - 1.15) < 1e-5);
    for (int h = 0; h < 20; h++) {
        an_hawkes_events events = draw((uint64_t)h, 1000);
        cluster[h] = h;
        for (int i = 0; i < 2; i++) drawn[i][h] = (double)events.counts[i] / 1000;
    }
    for (int i = 0; i < 2; i++) {
        an_score_mean mean = an_score_paired(drawn[i], NULL, cluster, 20);
        assert_true(fabs(mean.mean - rates[i]) < 3.5 * mean.se);
    }
}

static void check_estimates(void **state)
{
    an_hawkes_events events = draw(2, 3000);
    an_hawkes_fit fit;
    an_score_fit right, wrong;
    double none[4] = {0};
    an_hawkes flat = truth;
    annals_error error;
    (void)state;
    assert_int_equal(an_hawkes_fit_likelihood(&arena, &scratch, &events, &fit, &error), ANNALS_OK);
    assert_true(fit.log_likelihood >= an_hawkes_log_likelihood(&scratch, &truth, &events));
    assert_true(fabs(fit.log_likelihood - an_hawkes_log_likelihood(&scratch, &fit.model, &events)) < 1e-6);
    for (int i = 0; i < 2; i++) {
        assert_true(fabs(fit.model.base[i] - true_base[i]) < 3.5 * fit.base_se[i]);
        assert_true(fabs(fit.model.decay[i] - true_decay[i]) < 3.5 * fit.decay_se[i]);
    }
    for (int i = 0; i < 4; i++) assert_true(fabs(fit.model.jump.at[i] - true_jump[i]) < 3.5 * fit.jump_se.at[i]);
    assert_int_equal(an_hawkes_test_residuals(&scratch, &fit.model, &events, 0, &right, &error), ANNALS_OK);
    flat.jump.at = none;
    flat.base = (double[]){1, 1};
    assert_int_equal(an_hawkes_test_residuals(&scratch, &flat, &events, 0, &wrong, &error), ANNALS_OK);
    assert_true(right.p_value > .01 && wrong.p_value < 1e-6);
}

/* Two streams that leave one another alone: the links between them come out small, and under a strong penalty exactly as ADM4 promises, near 0. */
static void check_adm4(void **state)
{
    double jump[4] = {.6, 0, 0, .5}, base[2] = {.2, .2}, adjacency[4] = {.3, .3, .3, .3};
    an_hawkes apart = {2, true_base, {jump, 2, 2}, true_decay};
    an_hawkes_adm4 options = {.decay = 1, .rho = 10, .nuclear_strength = .01, .lasso_strength = 5, .em_tolerance = 1e-6, .iterations = 60,
                              .em_iterations = 10};
    an_hawkes_events events;
    an_random random;
    annals_error error;
    (void)state;
    an_random_seed(&random, 3, 3);
    assert_int_equal(an_hawkes_simulate(&arena, &scratch, &apart, 2000, 100000, &random, &events, &error), ANNALS_OK);
    assert_int_equal(an_hawkes_fit_adm4(&scratch, &events, &options, base, (an_matrix){adjacency, 2, 2}, &error), ANNALS_OK);
    assert_true(adjacency[0] > .35 && adjacency[3] > .45 && adjacency[1] < .05 && adjacency[2] < .05);
    options.rho = 0;
    assert_int_equal(an_hawkes_fit_adm4(&scratch, &events, &options, base, (an_matrix){adjacency, 2, 2}, &error), ANNALS_E_USAGE);
}

static void check_histogram(void **state)
{
    double base[2] = {.2, .2}, kernels[2 * 2 * 6];
    an_hawkes_histogram model = {base, kernels, 2, 6, 6};
    an_hawkes_events stretches[2];
    annals_error error;
    (void)state;
    for (int i = 0; i < 24; i++) kernels[i] = .1;
    stretches[0] = draw(5, 1500);
    stretches[1] = draw(6, 1500);
    assert_int_equal(an_hawkes_fit_histogram(&scratch, stretches, 2, 60, &model, &error), ANNALS_OK);
    /* mean height of jump exp(-decay t) over the first unit: jump (1 - exp(-decay)) / decay */
    assert_true(fabs(kernels[0] - .6 * (1 - exp(-1.2)) / 1.2) < .08);
    assert_true(fabs(kernels[18] - .5 * (1 - exp(-.7)) / .7) < .08);
    assert_true(kernels[0] > kernels[1] && kernels[1] > kernels[3]);
    model.support = 0;
    assert_int_equal(an_hawkes_fit_histogram(&scratch, stretches, 2, 1, &model, &error), ANNALS_E_USAGE);
}

static void check_same_seed(void **state)
{
    an_hawkes_events a = draw(9, 100), b = draw(9, 100), c = draw(10, 100);
    (void)state;
    assert_int_equal(a.counts[0], b.counts[0]);
    assert_memory_equal(a.times[0], b.times[0], a.counts[0] * sizeof(double));
    assert_true(a.times[0][0] != c.times[0][0]);
}

static void check_refusals(void **state)
{
    static double wild_jump[4] = {1.3, 0, 0, .5};
    static const double few[] = {1, 2, 3}, falling[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 8.5}, late[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 20};
    const double *times[1];
    size_t count = 10;
    an_hawkes_events events = {times, &count, 1, 10};
    an_hawkes wild = {2, true_base, {wild_jump, 2, 2}, true_decay};
    an_hawkes_fit fit;
    an_random random;
    double rates[2];
    annals_error error;
    (void)state;
    times[0] = falling;
    assert_int_equal(an_hawkes_fit_likelihood(&arena, &scratch, &events, &fit, &error), ANNALS_E_INPUT);
    assert_int_equal(error.offset, 10);
    times[0] = late;
    assert_int_equal(an_hawkes_fit_likelihood(&arena, &scratch, &events, &fit, &error), ANNALS_E_INPUT);
    times[0] = few;
    count = 3;
    assert_int_equal(an_hawkes_fit_likelihood(&arena, &scratch, &events, &fit, &error), ANNALS_E_INPUT);
    assert_non_null(strstr(error.message, "3 events"));
    events.end = NAN;
    assert_int_equal(an_hawkes_check(&events, &error), ANNALS_E_INPUT);
    an_random_seed(&random, 1, 1);
    assert_int_equal(an_hawkes_simulate(&arena, &scratch, &wild, 10, 100, &random, &events, &error), ANNALS_E_INPUT);
    assert_non_null(strstr(error.message, "spectral radius 1.083"));
    assert_int_equal(an_hawkes_rates(&scratch, &wild, rates, &error), ANNALS_E_INPUT);
    assert_int_equal(an_hawkes_simulate(&arena, &scratch, &truth, 1e6, 100, &random, &events, &error), ANNALS_E_LIMIT);
}

/* The published example, where it is at hand: stelfi's retweets. */
static void check_retweets(void **state)
{
    const char *shared = getenv("ANNALS_SHARED");
    char path[4096], line[128];
    static double times[5000];
    const double *lists[] = {times};
    size_t count = 0;
    an_hawkes_fit fit;
    annals_error error;
    FILE *file;
    (void)state;
    snprintf(path, sizeof path, "%s/data/dynamics/hawkes/retweets_niwa.csv", shared ? shared : "");
    file = shared ? fopen(path, "r") : NULL;
    if (!file) {
        print_message("skipped: ANNALS_SHARED names no folder with data/dynamics/hawkes\n");
        skip();
    }
    while (fgets(line, sizeof line, file)) {
        double time;
        if (sscanf(line, "%lf", &time) == 1 && count < 5000 && (!count || time != times[count - 1])) times[count++] = time;
    }
    fclose(file);
    assert_int_equal(an_hawkes_fit_likelihood(&arena, &scratch, &(an_hawkes_events){lists, &count, 1, times[count - 1]}, &fit, &error), ANNALS_OK);
    assert_true(fabs(fit.model.base[0] / .063281 - 1) < 1e-3 && fabs(fit.model.jump.at[0] / .075965 - 1) < 1e-3 && fabs(fit.model.decay[0] / .079113 - 1) < 1e-3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(check_likelihood), cmocka_unit_test(check_long_run), cmocka_unit_test(check_estimates),
                                       cmocka_unit_test(check_adm4),
                                       cmocka_unit_test(check_histogram), cmocka_unit_test(check_same_seed), cmocka_unit_test(check_refusals),
                                           cmocka_unit_test(check_retweets)};
    return cmocka_run_group_tests(tests, begin, end);
}
