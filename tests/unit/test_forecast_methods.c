/* Engine A and the baselines of counts in the back-test: on events that excite one another the engine wins, on others it does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "forecast/count_methods.h"
#include "forecast/pool.h"

static an_arena arena;
enum { STREAMS = 4, DAYS = 500 };

static const double half_lives[] = {1, 7};

/* Two actors, two classes: every stream excites itself with `self` further events, half of them within a day. */
static an_series simulate(double self, uint64_t seed)
{
    an_series s = {.period = AN_PERIOD_DAY, .series_count = STREAMS, .length = DAYS, .values = AN_NEW_ARRAY(&arena, double, STREAMS *DAYS)};
    an_random random;
    an_random_seed(&random, seed, 0);
    for (size_t k = 0; k < STREAMS; k++) {
        double felt = 0;
        for (size_t t = 0; t < DAYS; t++) {
            double count = (double)an_random_poisson(&random, .4 * (1 - self) + self * felt);
            s.values[k * DAYS + t] = count;
            felt = .5 * felt + .5 * count;
        }
    }
    return s;
}

static const an_selector selectors[STREAMS] = {{{"a", 1}, {"b", 1}, {"conflict", 8}},
                                               {{"b", 1}, {"a", 1}, {"conflict", 8}},
                                               {{"a", 1}, {"b", 1}, {"cooperation", 11}},
                                               {{"b", 1}, {"a", 1}, {"cooperation", 11}}};
static const an_baseline historic = {AN_BASELINE_HISTORIC, 0}, week = {AN_BASELINE_WINDOW, 7}, broken = {AN_BASELINE_WINDOW, 0};

static an_backtest run(const an_series *numbers, const size_t *steps, size_t step_count)
{
    an_excite_method excite = {.half_lives = half_lives, .half_life_count = 2, .roles = 1 << AN_EXCITE_SELF, .prior = &an_excite_default_prior,
                               .is_pooled = true, .iterations = 200, .paths = 500};
    an_excite_stream *streams;
    const an_backtest_pool pool = {"pool", 2, 1, AN_POOL_WEIGHT};
    an_backtest b;
    annals_error error;
    assert_int_equal(an_excite_streams_of(&arena, selectors, STREAMS, &streams, &error), ANNALS_OK);
    excite.streams = streams;
    const an_forecaster forecasters[] = {an_forecaster_baseline("historic mean", &historic), an_forecaster_baseline("last 7 days", &week),
                                         an_forecaster_excite("engine", &excite)};
    an_backtest_plan plan = {.source.numbers = numbers, .first_origin = 250, .last_origin = 490, .every = 6, .steps = steps, .step_count = step_count,
                             .forecasters = forecasters, .forecaster_count = 3, .pools = &pool, .pool_count = 1, .seed = 8, .threads = 2};
    assert_int_equal(an_backtest_run(&arena, &plan, &b, &error), ANNALS_OK);
    return b;
}

static double gain(const an_backtest *b, size_t method, size_t against, size_t step)
{
    return an_backtest_difference(&arena, b, method, against, AN_BACKTEST_LOG, AN_BACKTEST_ALL, step).mean;
}

static void the_engine_wins_where_events_excite(void **state)
{
    static const size_t steps[] = {1, 2};
    an_series numbers = simulate(.8, 4);
    an_backtest b = run(&numbers, steps, 2);
    an_backtest_verdict verdict = an_backtest_judge(&arena, &b, 2, AN_BACKTEST_ALL, 0);
    (void)state;
    assert_true(gain(&b, 2, 0, 0) > .02 && gain(&b, 2, 1, 0) > 0);
    assert_true(gain(&b, 2, 0, 1) > 0);
    assert_true(verdict.has_skill);
    assert_true(an_backtest_mean(&arena, &b, 2, AN_BACKTEST_COVERS_90, AN_BACKTEST_ALL, AN_BACKTEST_ALL).mean > .88);
}

static void and_gains_nothing_where_they_do_not(void **state)
{
    static const size_t steps[] = {1};
    an_series numbers = simulate(0, 5);
    an_backtest b = run(&numbers, steps, 1);
    (void)state;
    assert_true(gain(&b, 2, 0, 0) < .01);
    assert_true(gain(&b, 2, 0, 0) > -.02); /* nor does it lose much */
}

static void streams_know_their_reverse(void **state)
{
    an_excite_stream *streams;
    static const an_selector any[] = {{{NULL, 0}, {"a", 1}, {NULL, 0}}, {{NULL, 0}, {"a", 1}, {NULL, 0}}};
    (void)state;
    assert_int_equal(an_excite_streams_of(&arena, selectors, STREAMS, &streams, NULL), ANNALS_OK);
    assert_int_equal(streams[0].source, streams[1].target);
    assert_int_equal(streams[0].target, streams[1].source);
    assert_int_not_equal(streams[0].source, streams[0].target);
    assert_int_equal(streams[1].kind, 0);
    assert_int_equal(streams[3].kind, 1);
    assert_int_equal(an_excite_streams_of(&arena, any, 2, &streams, NULL), ANNALS_OK);
    assert_int_not_equal(streams[0].source, streams[1].source);
    assert_int_equal(streams[0].target, streams[1].target);
    assert_int_equal(streams[1].kind, 0);
}

static void refusals_name_the_method(void **state)
{
    static const size_t steps[] = {1};
    an_series numbers = simulate(0, 5);
    const an_forecaster bad = an_forecaster_baseline("no window", &broken);
    an_backtest_plan plan = {.source.numbers = &numbers, .first_origin = 250, .last_origin = 490, .every = 50, .steps = steps, .step_count = 1,
                             .forecasters = &bad, .forecaster_count = 1};
    an_backtest b;
    annals_error error;
    (void)state;
    assert_int_equal(an_backtest_run(&arena, &plan, &b, &error), ANNALS_E_USAGE);
    assert_non_null(strstr(error.message, "no window after 250 periods: "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_engine_wins_where_events_excite),
        cmocka_unit_test(and_gains_nothing_where_they_do_not),
        cmocka_unit_test(streams_know_their_reverse),
        cmocka_unit_test(refusals_name_the_method),
    };
    int failed;
    an_arena_init(&arena, 0);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    an_arena_free(&arena);
    return failed;
}
