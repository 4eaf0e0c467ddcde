/* Engine A: estimates against the truth that data were drawn from, calibration of the posterior, paired paths, and what is refused. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/excite.h"
#include "fresh_arenas.h"

/* ---- a system of known parameters: two streams that excite themselves and one another ---- */

enum { STREAMS = 2, LIVES = 2, LINKS = 4, DAYS = 3000 };
static const double half_lives[LIVES] = {1, 7};
static const uint32_t first_link[] = {0, 2, 4}, own_kinds[] = {0, 1};
static const an_excite_link links[] = {{0, AN_EXCITE_SELF}, {1, AN_EXCITE_REVERSE}, {1, AN_EXCITE_SELF}, {0, AN_EXCITE_REVERSE}};
static double true_base[STREAMS] = {.3, .2}, true_effects[LINKS * LIVES] = {.3, .15, .1, .1, .2, .1, .25, .05}, true_sizes[STREAMS] = {1.5, 3};
static const an_excite_parameters truth = {true_base, true_effects, true_sizes, NULL};

static double *draw_counts(size_t streams, size_t length, const an_excite_parameters *p, const uint32_t *first, const an_excite_link *all,
                           uint64_t index)
{
    double *counts = AN_NEW_ARRAY(&arena, double, streams * length), *state = AN_NEW_ARRAY(&arena, double, streams * LIVES);
    an_random random;
    an_random_seed(&random, 41, index);
    for (size_t t = 0; t < length; t++) {
        for (size_t k = 0; k < streams; k++) {
            double mean = p->base[k];
            for (uint32_t l = first[k]; l < first[k + 1]; l++)
                for (size_t b = 0; b < LIVES; b++) mean += p->effects[l * LIVES + b] * state[all[l].parent * LIVES + b];
            counts[k * length + t] = (double)an_random_negative_binomial(&random, mean, p->sizes[k]);
        }
        for (size_t i = 0; i < streams * LIVES; i++) {
            double keep = exp2(-1 / half_lives[i % LIVES]);
            state[i] = keep * state[i] + (1 - keep) * counts[i / LIVES * length + t];
        }
    }
    return counts;
}

static an_excite_data describe(const double *counts, size_t length)
{
    return (an_excite_data){.stream_count = STREAMS, .length = length, .counts = counts, .half_lives = half_lives, .half_life_count = LIVES,
                            .links = {first_link, links, LINKS}, .kinds = own_kinds};
}

static an_excite prepare(an_excite_data data)
{
    an_excite engine;
    annals_error error = {0};
    if (an_excite_prepare(&arena, &data, &engine, &error) != ANNALS_OK) fail_msg("%s", error.message);
    return engine;
}

/* ---- fits ---- */

static double share_of_link(const double *effects, uint32_t link) { return effects[link * LIVES] + effects[link * LIVES + 1]; }

static void check_fit_by_stream(void **state)
{
    an_excite engine = prepare(describe(draw_counts(STREAMS, DAYS, &truth, first_link, links, 0), DAYS));
    an_excite_parameters p;
    annals_error error;
    (void)state;
    for (size_t k = 0; k < STREAMS; k++) {
        an_excite_row row;
        assert_int_equal(an_excite_fit_stream(&arena, &scratch, &engine, k, &an_excite_flat_prior, false, &row, &error), ANNALS_OK);
        assert_true(row.log_likelihood >= an_excite_log_likelihood(&scratch, &engine, &truth, k));
        assert_true(fabs(row.base - true_base[k]) < 3.5 * row.base_se && fabs(row.size - true_sizes[k]) < 3.5 * row.size_se);
        for (int i = 0; i < 2 * LIVES; i++)
            assert_true(isnan(row.effects_se[i]) || fabs(row.effects[i] - true_effects[k * 2 * LIVES + (size_t)i]) < 3.5 * row.effects_se[i]);
    }
    assert_int_equal(an_excite_fit_streams(&arena, &scratch, &engine, &an_excite_flat_prior, false, &p, &error), ANNALS_OK);
    assert_true(fabs(an_excite_spectral_radius(&scratch, &engine, &p) - an_excite_spectral_radius(&scratch, &engine, &truth)) < .1);
}

/* The radius by power iteration agrees with the dense one. */
static void check_radius(void **state)
{
    an_excite engine = prepare(describe(draw_counts(STREAMS, 100, &truth, first_link, links, 1), 100));
    double branching[4];
    (void)state;
    an_excite_branching(&engine, &truth, (an_matrix){branching, 2, 2});
    assert_true(fabs(branching[0] - .45) < 1e-12 && fabs(branching[1] - .2) < 1e-12 && fabs(branching[2] - .3) < 1e-12 && fabs(branching[3] - .3) < 1e-12);
    assert_true(fabs(an_excite_spectral_radius(&scratch, &engine, &truth) - an_linear_spectral_radius(&scratch, (an_matrix){branching, 2,
                                                                2})) < 1e-9);
}

/* Coverage that doubles on some days doubles counts there; a fit that knows it finds the same system. */
static void check_coverage(void **state)
{
    double *counts = draw_counts(STREAMS, DAYS, &truth, first_link, links, 2), *coverage = AN_NEW_ARRAY(&arena, double, DAYS),
        *thinned = AN_NEW_ARRAY(&arena, double, STREAMS * DAYS);
    an_excite_data data;
    an_excite even, uneven;
    an_excite_parameters a, b;
    an_random random;
    annals_error error;
    (void)state;
    an_random_seed(&random, 6, 0);
    for (int t = 0; t < DAYS; t++) coverage[t] = t / 100 % 2 ? 1.5 : .5;
    for (int i = 0; i < STREAMS * DAYS; i++) thinned[i] = (double)an_random_binomial(&random, (uint64_t)counts[i], coverage[i % DAYS] / 1.5);
    data = describe(thinned, DAYS);
    even = prepare(data);
    data.coverage = coverage;
    uneven = prepare(data);
    assert_int_equal(an_excite_fit_streams(&arena, &scratch, &even, &an_excite_flat_prior, false, &a, &error), ANNALS_OK);
    assert_int_equal(an_excite_fit_streams(&arena, &scratch, &uneven, &an_excite_flat_prior, false, &b, &error), ANNALS_OK);
    assert_true(an_excite_log_likelihood(&scratch, &uneven, &b, 0) > an_excite_log_likelihood(&scratch, &even, &a, 0) + 10);
}

/* 12 pairs of one kind; the last has no event at all and lives off the others. */
static void check_pooled(void **state)
{
    enum { PAIRS = 12, LENGTH = 700 };
    static uint32_t first[PAIRS + 1];
    static an_excite_link own[PAIRS];
    double base[PAIRS], sizes[PAIRS], effects[PAIRS * LIVES], *counts;
    an_excite_data data = {.stream_count = PAIRS, .length = LENGTH, .half_lives = half_lives, .half_life_count = LIVES, .links = {first, own, PAIRS}};
    an_excite engine;
    an_excite_parameters p;
    an_excite_draws draws;
    an_excite_sampling sampling = {.is_pooled = true, .sweeps = 400, .burn_in = 100, .keep_every = 3, .seed = 1};
    an_excite_influence influences[PAIRS];
    annals_error error;
    double mean = 0;
    (void)state;
    for (uint32_t k = 0; k < PAIRS; k++) {
        first[k + 1] = k + 1;
        own[k] = (an_excite_link){k, AN_EXCITE_SELF};
        base[k] = k < PAIRS - 1 ? .05 + .02 * k : 1e-9;
        sizes[k] = 2;
        effects[2 * k] = .25;
        effects[2 * k + 1] = .2;
    }
    data.counts = counts = draw_counts(PAIRS, LENGTH, &(an_excite_parameters){base, effects, sizes, NULL}, first, own, 3);
    memset(counts + (PAIRS - 1) * LENGTH, 0, LENGTH * sizeof *counts);
    engine = prepare(data);
    assert_int_equal(an_excite_fit_streams(&arena, &scratch, &engine, &an_excite_default_prior, false, &p, &error), ANNALS_E_INPUT);
    assert_non_null(strstr(error.message, "no event in 700 periods"));
    assert_int_equal(an_excite_fit_pooled(&arena, &scratch, &engine, &an_excite_default_prior, 300, &p, &error), ANNALS_OK);
    for (uint32_t k = 0; k < PAIRS - 1; k++) mean += share_of_link(p.effects, k) / (PAIRS - 1);
    assert_true(fabs(mean - .45) < .12);
    assert_true(share_of_link(p.effects, PAIRS - 1) > .2 && p.base[PAIRS - 1] >= 0 && p.base[PAIRS - 1] < .01);
    assert_int_equal(an_excite_sample(&arena, &scratch, &engine, &an_excite_default_prior, &sampling, &draws, &error), ANNALS_OK);
    assert_true(draws.size_acceptance > .15 && draws.size_acceptance < .7);
    assert_int_equal(an_excite_influences(&scratch, &engine, &draws, influences, &error), ANNALS_OK);
    for (int k = 0; k < PAIRS; k++) assert_true(influences[k].low < .45 && influences[k].high > .3 && influences[k].sure > AN_EXCITE_SURE);
}

/* Days in another order excite nothing: the effects all but vanish. */
static void check_shuffle(void **state)
{
    double *counts = draw_counts(STREAMS, DAYS, &truth, first_link, links, 4), *mixed = AN_NEW_ARRAY(&arena, double, STREAMS * DAYS);
    size_t *order = AN_NEW_ARRAY(&arena, size_t, DAYS);
    an_excite before = prepare(describe(counts, DAYS)), after;
    an_excite_parameters p, q;
    annals_error error;
    (void)state;
    an_excite_shuffle(counts, STREAMS, DAYS, 5, order, mixed);
    after = prepare(describe(mixed, DAYS));
    assert_int_equal(an_excite_fit_streams(&arena, &scratch, &before, &an_excite_default_prior, false, &p, &error), ANNALS_OK);
    assert_int_equal(an_excite_fit_streams(&arena, &scratch, &after, &an_excite_default_prior, false, &q, &error), ANNALS_OK);
    assert_true(an_excite_spectral_radius(&scratch, &before, &p) > .5);
    assert_true(an_excite_spectral_radius(&scratch, &after, &q) < .15);
}

/* A base that swells and falls looks like excitation near 1 unless a trend may follow it. The test of fit sees a wrong model. */
static void check_trend(void **state)
{
    enum { LENGTH = 1600 };
    static const uint32_t first[] = {0, 1};
    static const an_excite_link own[] = {{0, AN_EXCITE_SELF}};
    double *counts = AN_NEW_ARRAY(&arena, double, LENGTH), *z;
    an_excite_data data = {.stream_count = 1, .length = LENGTH, .counts = counts, .half_lives = half_lives, .half_life_count = LIVES,
                           .links = {first, own, 1}};
    an_excite without, with;
    an_excite_row row, with_trend;
    an_excite_parameters pooled;
    an_excite_sampling sampling = {.sweeps = 600, .burn_in = 200, .keep_every = 4, .seed = 3};
    an_excite_draws draws;
    an_random random;
    annals_error error;
    (void)state;
    an_random_seed(&random, 8, 0);
    for (int t = 0; t < LENGTH; t++) counts[t] = (double)an_random_poisson(&random, exp(.8 + 1.2 * sin(t / 120.)));
    without = prepare(data);
    assert_int_equal(an_excite_trend(&arena, LENGTH, 90, &z, &data.covariate_count, &error), ANNALS_OK);
    data.covariates = z;
    with = prepare(data);
    assert_int_equal(an_excite_fit_stream(&arena, &scratch, &without, 0, &an_excite_flat_prior, false, &row, &error), ANNALS_OK);
    assert_int_equal(an_excite_fit_stream(&arena, &scratch, &with, 0, &an_excite_default_prior, false, &with_trend, &error), ANNALS_OK);
    assert_true(row.effects[0] + row.effects[1] > .8);
    assert_true(with_trend.effects[0] + with_trend.effects[1] < .3);
    assert_true(with_trend.log_likelihood > row.log_likelihood);
    assert_int_equal(an_excite_fit_pooled(&arena, &scratch, &with, &an_excite_default_prior, 400, &pooled, &error), ANNALS_OK);
    assert_true(share_of_link(pooled.effects, 0) < .3);
    assert_int_equal(an_excite_sample(&arena, &scratch, &with, &an_excite_default_prior, &sampling, &draws, &error), ANNALS_OK);
    for (size_t i = 0; i < draws.count; i += 10) assert_true(share_of_link(draws.draws[i].effects, 0) < .5);
    assert_int_equal(an_excite_trend(&arena, LENGTH, 1, &z, &data.covariate_count, &error), ANNALS_E_USAGE);
}

static void check_test_of_fit(void **state)
{
    double *counts = draw_counts(STREAMS, DAYS, &truth, first_link, links, 7), no_effects[LINKS * LIVES] = {0}, high_base[STREAMS] = {.9, .7};
    an_excite engine = prepare(describe(counts, DAYS));
    an_excite_parameters flat = {high_base, no_effects, true_sizes, NULL};
    an_score_fit right, wrong;
    annals_error error;
    (void)state;
    assert_int_equal(an_excite_test(&scratch, &engine, &truth, SIZE_MAX, 1, NULL, &right, &error), ANNALS_OK);
    assert_int_equal(an_excite_test(&scratch, &engine, &flat, 0, 1, NULL, &wrong, &error), ANNALS_OK);
    assert_true(right.p_value > .01 && wrong.p_value < 1e-4);
    assert_int_equal(an_excite_test(&scratch, &engine, &truth, 2, 1, NULL, &wrong, &error), ANNALS_E_USAGE);
}

/* ---- the posterior ---- */

static const an_excite_prior sharp_prior = {.base_shape = 4, .base_mean = .5, .effect_shape = 1, .effect_rate = 12, .gain_shape = 2,
                                            .log_size_mean = .7, .log_size_sd = .5, .trend_sd = .5};

/* Truths drawn from the prior must lie in 90 % of the 90 % intervals, and be equally often above and below the middle. (Few sets: wide bounds; the
 * long version is in eval_forecast_counts.) */
static void check_calibration(void **state)
{
    enum { SETS = 30, LENGTH = 300, COEFFICIENTS = STREAMS + LINKS * LIVES };
    an_excite_sampling sampling = {.sweeps = 900, .burn_in = 200, .keep_every = 5, .seed = 2};
    int covered = 0, below = 0;
    (void)state;
    for (int set = 0; set < SETS; set++) {
        double drawn[COEFFICIENTS], sizes[STREAMS], values[200];
        an_excite_parameters p = {drawn, drawn + STREAMS, sizes, NULL};
        an_excite engine;
        an_excite_draws draws;
        an_random random;
        annals_error error;
        an_random_seed(&random, 77, (uint64_t)set);
        for (int i = 0; i < COEFFICIENTS; i++) drawn[i] = i < STREAMS ? an_random_gamma(&random, 4) / 8 : an_random_gamma(&random, 1) / 12;
        for (int k = 0; k < STREAMS; k++) sizes[k] = exp(.7 + .5 * an_random_normal(&random));
        engine = prepare(describe(draw_counts(STREAMS, LENGTH, &p, first_link, links, 100 + (uint64_t)set), LENGTH));
        sampling.chain = (uint64_t)set;
        assert_int_equal(an_excite_sample(&arena, &scratch, &engine, &sharp_prior, &sampling, &draws, &error), ANNALS_OK);
        for (int i = 0; i < COEFFICIENTS; i++) {
            for (size_t d = 0; d < draws.count; d++) values[d] = i < STREAMS ? draws.draws[d].base[i] : draws.draws[d].effects[i - STREAMS];
            an_score_sort(values, draws.count);
            covered += an_score_ensemble_covers(values, draws.count, drawn[i], .9);
            below += drawn[i] < an_score_quantile(values, draws.count, .5);
        }
    }
    if (covered < .81 * SETS * COEFFICIENTS || covered > .96 * SETS * COEFFICIENTS) fail_msg("90 %% intervals cover %g",
                                                                (double)covered / (SETS * COEFFICIENTS));
    if (below < .4 * SETS * COEFFICIENTS || below > .6 * SETS * COEFFICIENTS) fail_msg("below the median: %g", (double)below / (SETS * COEFFICIENTS));
}

static void check_same_seed(void **state)
{
    an_excite engine = prepare(describe(draw_counts(STREAMS, 400, &truth, first_link, links, 9), 400));
    an_excite_sampling sampling = {.sweeps = 60, .burn_in = 20, .keep_every = 2, .seed = 2}, other = sampling;
    an_excite_draws a, b, c;
    annals_error error;
    (void)state;
    other.chain = 1;
    assert_int_equal(an_excite_sample(&arena, &scratch, &engine, &sharp_prior, &sampling, &a, &error), ANNALS_OK);
    assert_int_equal(an_excite_sample(&arena, &scratch, &engine, &sharp_prior, &sampling, &b, &error), ANNALS_OK);
    assert_int_equal(an_excite_sample(&arena, &scratch, &engine, &sharp_prior, &other, &c, &error), ANNALS_OK);
    assert_int_equal(a.count, 20);
    assert_memory_equal(a.draws[19].effects, b.draws[19].effects, LINKS * LIVES * sizeof(double));
    assert_true(a.draws[19].base[0] != c.draws[19].base[0]);
}

/* ---- forward ---- */

enum { HORIZON = 120, PATHS = 1500 };
static const uint32_t targets[] = {0, 1};

static an_excite_draws at_truth(const an_excite *engine)
{
    an_excite_draws draws;
    annals_error error;
    assert_int_equal(an_excite_single_draw(&arena, &scratch, engine, &truth, &draws, &error), ANNALS_OK);
    return draws;
}

static float *run(const an_excite *engine, const an_excite_draws *draws, const an_excite_scenario *scenario, size_t first_path, size_t path_count)
{
    an_excite_run how = {.horizon = HORIZON, .first_path = first_path, .path_count = path_count, .targets = targets, .target_count = 2, .seed = 12};
    float *out = AN_NEW_ARRAY(&arena, float, path_count * 2 * HORIZON);
    annals_error error = {0};
    if (an_excite_simulate(&scratch, engine, draws, scenario, &how, out, &error) != ANNALS_OK) fail_msg("%s", error.message);
    return out;
}

/* One event of stream 0 is injected: nothing before it moves, and in the mean (I - N)^-1 - I events follow. */
static void check_injection(void **state)
{
    an_excite engine = prepare(describe(draw_counts(STREAMS, 200, &truth, first_link, links, 11), 200));
    an_excite_draws draws = at_truth(&engine);
    an_excite_injection injection = {0, 5, 1};
    an_excite_scenario scenario = {.injections = &injection, .injection_count = 1}, nothing = {0};
    float *plain = run(&engine, &draws, NULL, 0, PATHS), *same = run(&engine, &draws, &nothing, 0, PATHS), *moved = run(&engine, &draws,
                                                                &scenario, 0, PATHS);
    static double sums[2][PATHS];
    static int64_t cluster[PATHS];
    double response[2];
    annals_error error;
    (void)state;
    assert_memory_equal(plain, same, PATHS * 2 * HORIZON * sizeof *plain);
    assert_int_equal(an_excite_response(&scratch, &engine, &truth, 0, response, &error), ANNALS_OK);
    for (int p = 0; p < PATHS; p++) {
        cluster[p] = p;
        for (int i = 0; i < 2; i++)
            for (int t = 0; t < HORIZON; t++) {
                double difference = moved[(p * 2 + i) * HORIZON + t] - plain[(p * 2 + i) * HORIZON + t];
                assert_true(t > 5 || difference == 0);
                assert_true(difference >= 0);
                sums[i][p] += difference;
            }
    }
    for (int i = 0; i < 2; i++) {
        an_score_mean mean = an_score_paired(sums[i], NULL, cluster, PATHS);
        if (fabs(mean.mean - response[i]) > 3.5 * mean.se) fail_msg("stream %d: %g +- %g, not %g", i, mean.mean, mean.se, response[i]);
    }
}

/* Any split of the paths over threads gives the same bytes. */
static void check_split(void **state)
{
    an_excite engine = prepare(describe(draw_counts(STREAMS, 200, &truth, first_link, links, 12), 200));
    an_excite_draws draws = at_truth(&engine);
    float *all = run(&engine, &draws, NULL, 0, 40), *rest = run(&engine, &draws, NULL, 25, 15);
    (void)state;
    assert_memory_equal(all + 25 * 2 * HORIZON, rest, 15 * 2 * HORIZON * sizeof *rest);
}

static void check_holds_and_tilts(void **state)
{
    an_excite engine = prepare(describe(draw_counts(STREAMS, 200, &truth, first_link, links, 13), 200));
    an_excite_draws draws = at_truth(&engine);
    an_excite_hold holds[] = {{0, 0, 70, 3 / 7.}, {1, 10, 20, 0}};
    an_excite_tilt tilt = {1, 20, HORIZON, 4};
    an_excite_scenario held = {.holds = holds, .hold_count = 2}, tilted = {.tilts = &tilt, .tilt_count = 1};
    float *plain = run(&engine, &draws, NULL, 0, 200), *with_holds = run(&engine, &draws, &held, 0, 200), *with_tilt = run(&engine, &draws,
                                                                &tilted, 0, 200);
    double more = 0, less = 0;
    (void)state;
    for (int p = 0; p < 200; p++) {
        double events = 0;
        for (int t = 0; t < 70; t++) events += with_holds[p * 2 * HORIZON + t];
        assert_true(events == 30);
        for (int t = 10; t < 20; t++) assert_true(with_holds[(p * 2 + 1) * HORIZON + t] == 0);
        for (int t = 0; t < HORIZON; t++) {
            less += plain[(p * 2 + 1) * HORIZON + t];
            more += with_tilt[(p * 2 + 1) * HORIZON + t];
        }
    }
    assert_true(more > 2 * less);
}

static void check_impossible_scenarios(void **state)
{
    an_excite engine = prepare(describe(draw_counts(STREAMS, 200, &truth, first_link, links, 14), 200));
    an_excite_draws draws = at_truth(&engine), none = {0};
    static const an_excite_injection in_stream_9[] = {{9, 0, 1}}, too_late[] = {{0, HORIZON, 1}}, minus[] = {{0, 1, -1}}, not_a_number[] = {{0,
                                                                1, NAN}}, fine[] = {{0, 3, 1}};
    static const an_excite_hold over[] = {{0, 2, 5, 1}}, twice[] = {{0, 2, 5, 1}, {0, 4, 9, 1}}, empty[] = {{0, 5, 5, 1}};
    static const an_excite_tilt infinite[] = {{0, 0, 1, INFINITY}};
    static const struct { an_excite_scenario scenario; const char *message; } cases[] = {
        {{in_stream_9, 1, NULL, 0, NULL, 0}, "no stream 10"}, {{too_late, 1, NULL, 0, NULL, 0}, "horizon"}, {{minus, 1, NULL, 0, NULL, 0}, "-1"},
        {{not_a_number, 1, NULL, 0, NULL, 0}, "nan"}, {{fine, 1, over, 1, NULL, 0}, "is held in period 4"}, {{NULL, 0, twice, 2, NULL, 0},
                                                                    "held already in period 5"},
        {{NULL, 0, empty, 1, NULL, 0}, "horizon"}, {{NULL, 0, NULL, 0, infinite, 1}, "inf"}};
    an_excite_run how = {.horizon = HORIZON, .path_count = 1, .targets = targets, .target_count = 2, .seed = 12};
    static float out[2 * HORIZON];
    annals_error error;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(an_excite_simulate(&scratch, &engine, &draws, &cases[i].scenario, &how, out, &error), ANNALS_E_USAGE);
        if (!strstr(error.message, cases[i].message)) fail_msg("case %zu: %s", i, error.message);
    }
    assert_int_equal(an_excite_simulate(&scratch, &engine, &none, NULL, &how, out, &error), ANNALS_E_INPUT);
    how.horizon = 0;
    assert_int_equal(an_excite_simulate(&scratch, &engine, &draws, NULL, &how, out, &error), ANNALS_E_LIMIT);
}

/* ---- refusals ---- */

static void check_bad_data(void **state)
{
    enum { LENGTH = 60 };
    static const struct { double at_10; size_t length; double half_life; const char *message; } cases[] = {
        {NAN, LENGTH, 1, "stream 1, period 11"}, {-1, LENGTH, 1, "-1 is no count"}, {.5, LENGTH, 1, "0.5 is no count"}, {1, 20, 1,
                                                                    "20 periods is too short"}, {1, LENGTH, -3, "half-lives"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double counts[2 * LENGTH] = {0};
        an_excite_data data = describe(counts, cases[i].length);
        an_excite engine;
        annals_error error = {0};
        counts[10] = cases[i].at_10;
        data.half_lives = &cases[i].half_life;
        data.half_life_count = 1;
        assert_true(an_excite_prepare(&arena, &data, &engine, &error) != ANNALS_OK);
        if (!strstr(error.message, cases[i].message)) fail_msg("case %zu: %s", i, error.message);
    }
}

static void check_thin_histories(void **state)
{
    enum { TEN_YEARS = 3650 };
    double *counts = AN_NEW_ARRAY(&arena, double, 2 * TEN_YEARS);
    an_excite_sampling sampling = {.is_pooled = true, .sweeps = 10, .burn_in = 0, .keep_every = 1};
    an_excite engine;
    an_excite_row row;
    an_excite_parameters p;
    an_excite_draws draws;
    annals_error error;
    (void)state;
    counts[700] = 1;
    for (int t = 0; t < TEN_YEARS; t++) counts[TEN_YEARS + t] = 2;
    engine = prepare(describe(counts, TEN_YEARS));
    assert_int_equal(an_excite_fit_stream(&arena, &scratch, &engine, 0, &an_excite_default_prior, false, &row, &error), ANNALS_E_INPUT);
    assert_non_null(strstr(error.message, "only 1 of the 20 events"));
    assert_int_equal(an_excite_fit_stream(&arena, &scratch, &engine, 1, &an_excite_default_prior, false, &row, &error), ANNALS_E_INPUT);
    assert_non_null(strstr(error.message, "constant"));
    assert_int_equal(an_excite_fit_pooled(&arena, &scratch, &engine, &an_excite_default_prior, 10, &p, &error), ANNALS_E_INPUT);
    assert_int_equal(an_excite_sample(&arena, &scratch, &engine, &an_excite_default_prior, &sampling, &draws, &error), ANNALS_E_INPUT);
    sampling.burn_in = 10;
    assert_int_equal(an_excite_sample(&arena, &scratch, &engine, &an_excite_default_prior, &sampling, &draws, &error), ANNALS_E_USAGE);
}

/* Counts that keep growing by themselves: the radius is above 1, and nothing is forecast from it. */
static void check_explosive(void **state)
{
    enum { LENGTH = 60 };
    static const uint32_t first[] = {0, 1};
    static const an_excite_link own[] = {{0, AN_EXCITE_SELF}};
    static const double last_period[] = {0};
    double counts[LENGTH], wild[1] = {1.2}, base[1] = {1}, sizes[1] = {1}, response[1];
    an_excite_data data = {.stream_count = 1, .length = LENGTH, .counts = counts, .half_lives = last_period, .half_life_count = 1,
                           .links = {first, own, 1}};
    an_excite_sampling sampling = {.sweeps = 300, .burn_in = 100, .keep_every = 2, .seed = 1};
    an_excite_parameters p = {base, wild, sizes, NULL};
    an_excite engine;
    an_excite_draws draws;
    annals_error error;
    (void)state;
    for (int t = 0; t < LENGTH; t++) counts[t] = floor(2 * pow(1.15, t));
    engine = prepare(data);
    assert_int_equal(an_excite_single_draw(&arena, &scratch, &engine, &p, &draws, &error), ANNALS_E_INPUT);
    assert_non_null(strstr(error.message, "spectral radius 1.200"));
    assert_int_equal(an_excite_response(&scratch, &engine, &p, 0, response, &error), ANNALS_E_INPUT);
    assert_int_equal(an_excite_sample(&arena, &scratch, &engine, &an_excite_default_prior, &sampling, &draws, &error), ANNALS_E_INPUT);
    assert_non_null(strstr(error.message, "runs away"));
}

/* Two stretches of ten blocks of two periods, one event and nine events a block; then one rate throughout; then nothing at all. */
static void check_levels_by_hand(void **state)
{
    enum { LENGTH = 40 };
    double counts[3 * LENGTH] = {0};
    const double *levels;
    annals_error error;
    (void)state;
    for (int t = 0; t < LENGTH; t += 2) {
        counts[t] = t < LENGTH / 2 ? 1 : 9;
        counts[LENGTH + t] = 3 + t % 4 / 2;
    }
    assert_int_equal(an_excite_find_levels(&arena, counts, NULL, 3, LENGTH, 2, &levels, &error), ANNALS_OK);
    for (int t = 0; t <= LENGTH; t++) { /* mean 5 a block, with one block at the mean added to each stretch */
        assert_true(fabs(levels[t] - (t < LENGTH / 2 ? (10 + 5) / 11. / 5 : (90 + 5) / 11. / 5)) < 1e-12);
        assert_true(fabs(levels[LENGTH + 1 + t] - 1) < 1e-12);
        assert_true(levels[2 * (LENGTH + 1) + t] == 1);
    }
    assert_int_equal(an_excite_find_levels(&arena, counts, NULL, 1, 1, 13, &levels, &error), ANNALS_OK);
    assert_true(levels[0] == 1 && levels[1] == 1);
}

/* Excitation is not taken for a change of level: 200 streams of one base, in which half of all events follow from others, have few changes. */
static void check_levels_of_bursts(void **state)
{
    enum { LENGTH = 1040, COUNT = 200 };
    static uint32_t first[COUNT + 1];
    static an_excite_link own[COUNT];
    double base[COUNT], sizes[COUNT], effects[COUNT * LIVES];
    const double *counts, *levels;
    size_t changes = 0;
    annals_error error;
    (void)state;
    for (uint32_t k = 0; k < COUNT; k++) {
        first[k + 1] = k + 1;
        own[k] = (an_excite_link){k, AN_EXCITE_SELF};
        base[k] = .02 + .002 * k;
        sizes[k] = 2;
        effects[2 * k] = .2;
        effects[2 * k + 1] = .3;
    }
    counts = draw_counts(COUNT, LENGTH, &(an_excite_parameters){base, effects, sizes, NULL}, first, own, 9);
    assert_int_equal(an_excite_find_levels(&arena, counts, NULL, COUNT, LENGTH, 13, &levels, &error), ANNALS_OK);
    for (size_t k = 0; k < COUNT; k++)
        for (size_t t = 1; t < LENGTH; t++) changes += levels[k * (LENGTH + 1) + t] != levels[k * (LENGTH + 1) + t - 1];
    printf("%zu changes of level in %d streams of 20 years without any\n", changes, COUNT);
    assert_true(changes < COUNT / 10);
}

/* A stream without any memory whose rate rises tenfold for good looks as if its events made one another, until its level is known; then the fits
 * by stream, pooled and sampled see next to no excitation, and paths go on at the new rate. */
static void check_levels_of_a_war(void **state)
{
    enum { LENGTH = 1200, CHANGE = 500, AHEAD = 10, RUNS = 400 };
    static const uint32_t first[] = {0, 1}, asked[] = {0};
    static const an_excite_link own[] = {{0, AN_EXCITE_SELF}};
    double *counts = AN_NEW_ARRAY(&arena, double, LENGTH), *broken = AN_NEW_ARRAY(&arena, double, LENGTH + 1), mean = 0;
    float *paths = AN_NEW_ARRAY(&arena, float, RUNS * AHEAD);
    an_excite_data data = {.stream_count = 1, .length = LENGTH, .counts = counts, .half_lives = an_excite_week_half_lives, .half_life_count = 3, .links = {first, own, 1}};
    an_excite_sampling sampling = {.is_pooled = true, .sweeps = 400, .burn_in = 100, .keep_every = 3, .seed = 1};
    an_excite_run run = {.horizon = AHEAD, .path_count = RUNS, .targets = asked, .target_count = 1, .seed = 4};
    an_excite without, with;
    an_excite_row row, with_level;
    an_excite_draws draws;
    an_random random;
    annals_error error;
    (void)state;
    an_random_seed(&random, 12, 0);
    for (int t = 0; t < LENGTH; t++) counts[t] = (double)an_random_poisson(&random, t < CHANGE ? .3 : 3);
    without = prepare(data);
    assert_int_equal(an_excite_find_levels(&arena, counts, NULL, 1, LENGTH, 13, &data.levels, &error), ANNALS_OK);
    with = prepare(data);
    assert_int_equal(an_excite_fit_stream(&arena, &scratch, &without, 0, &an_excite_default_prior, false, &row, &error), ANNALS_OK);
    assert_int_equal(an_excite_fit_stream(&arena, &scratch, &with, 0, &an_excite_default_prior, false, &with_level, &error), ANNALS_OK);
    assert_true(row.effects[0] + row.effects[1] + row.effects[2] > .85);
    assert_true(with_level.effects[0] + with_level.effects[1] + with_level.effects[2] < .5);
    assert_true(with_level.log_likelihood > row.log_likelihood - 1);
    assert_int_equal(an_excite_sample(&arena, &scratch, &with, &an_excite_default_prior, &sampling, &draws, &error), ANNALS_OK);
    assert_int_equal(draws.explosive, 0);
    for (size_t i = 0; i < draws.count; i++) mean += draws.spectral_radii[i] / (double)draws.count;
    assert_true(mean < .55);
    assert_int_equal(an_excite_simulate(&scratch, &with, &draws, NULL, &run, paths, &error), ANNALS_OK);
    mean = 0;
    for (int i = 0; i < RUNS * AHEAD; i++) mean += (double)paths[i] / (RUNS * AHEAD);
    assert_true(fabs(mean - 3) < .4);
    memcpy(broken, data.levels, LENGTH * sizeof *broken);
    broken[7] = 0;
    data.levels = broken;
    assert_int_equal(an_excite_prepare(&arena, &data, &with, &error), ANNALS_E_INPUT);
    assert_non_null(strstr(error.message, "period 8: 0 is no level"));
}

/* ---- who may excite whom, and marks ---- */

static void check_links(void **state)
{
    /* 0: A to B conflict; 1: A to B talks; 2: B to A conflict; 3: C to A; 4: D to E */
    static const an_excite_stream streams[] = {{0, 1, 0}, {0, 1, 1}, {1, 0, 0}, {2, 0, 0}, {3, 4, 0}};
    static const double totals[] = {9, 8, 7, 6, 5};
    an_excite_links all, own, two;
    annals_error error;
    (void)state;
    assert_int_equal(an_excite_link_streams(&arena, streams, totals, 5, 15, 0, &all, &error), ANNALS_OK);
    assert_int_equal(all.first[1], 4);
    assert_true(all.links[0].parent == 0 && all.links[0].role == AN_EXCITE_SELF && all.links[1].parent == 1 && all.links[1].role == AN_EXCITE_SAME_DYAD);
    assert_true(all.links[2].parent == 2 && all.links[2].role == AN_EXCITE_REVERSE && all.links[3].parent == 3 && all.links[3].role == AN_EXCITE_SHARED_ACTOR);
    assert_int_equal(all.first[5] - all.first[4], 1);
    assert_int_equal(an_excite_link_streams(&arena, streams, totals, 5, 0, 0, &own, &error), ANNALS_OK);
    assert_int_equal(own.count, 5);
    assert_int_equal(an_excite_link_streams(&arena, streams, totals, 5, 15, 2, &two, &error), ANNALS_OK);
    assert_true(two.first[1] == 2 && two.links[two.first[3]].parent == 3);
}

static void check_marks(void **state)
{
    static const double counts[] = {2, 0, 1}, deaths[] = {6, 0, 15};
    double out[3];
    (void)state;
    an_excite_weigh(counts, deaths, 3, .5, out);
    assert_true(out[0] == 4 && out[1] == 0 && out[2] == 4);
    an_excite_weigh(counts, deaths, 3, 0, out);
    assert_memory_equal(out, counts, sizeof counts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_fit_by_stream), cmocka_unit_test(check_radius), cmocka_unit_test(check_coverage), cmocka_unit_test(check_pooled),
        cmocka_unit_test(check_shuffle), cmocka_unit_test(check_trend), cmocka_unit_test(check_test_of_fit), cmocka_unit_test(check_calibration),
        cmocka_unit_test(check_same_seed), cmocka_unit_test(check_injection), cmocka_unit_test(check_split), cmocka_unit_test(check_holds_and_tilts),
        cmocka_unit_test(check_impossible_scenarios), cmocka_unit_test(check_bad_data), cmocka_unit_test(check_thin_histories),
            cmocka_unit_test(check_explosive), cmocka_unit_test(check_levels_by_hand), cmocka_unit_test(check_levels_of_bursts),
        cmocka_unit_test(check_levels_of_a_war),
        cmocka_unit_test(check_links), cmocka_unit_test(check_marks)};
    return cmocka_run_group_tests(tests, begin, end);
}
