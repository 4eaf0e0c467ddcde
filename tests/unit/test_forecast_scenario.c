/* Scenarios: what their text means, what is refused and where, and that courses differ by what they suppose and by nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/scenario.h"

static an_arena arena, scratch;

static int set_up(void **state)
{
    (void)state;
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    an_arena_free(&arena);
    an_arena_free(&scratch);
    return 0;
}

/* ---- texts ---- */

static void test_text_is_read(void **state)
{
    static const char text[] = "# comment\ntitle: Two roads\nhorizon: 20d\nsince: 2020\nuntil: 2024-06\ndeaths-weigh: .5\n"
                               "ask: a.gov > b cooperation # asked\n\ncourse: hard\n  inject: c > a conflict at 3 count 2 deaths 40\r\n"
                               "hold: a > c conflict 1.5 from 2 to 9\ncourse: soft\nassume: a.gov > b cooperation times 2 from 4\n";
    an_scenario s;
    annals_error error;
    (void)state;
    assert_int_equal(an_scenario_read(&arena, an_str_from(text), &s, &error), ANNALS_OK);
    assert_true(an_str_is(s.title, "Two roads"));
    assert_int_equal(s.period, AN_PERIOD_DAY);
    assert_int_equal(s.horizon, 20);
    assert_int_equal(s.since, an_day_from_ymd(2020, 1, 1));
    assert_int_equal(s.until, an_day_from_ymd(2024, 6, 30));
    assert_float_equal(s.mark_exponent, .5, 1e-12);
    assert_int_equal(s.ask_count, 1);
    assert_true(an_str_is(s.asks[0].source, "a.gov"));
    assert_int_equal(s.course_count, 2);
    assert_int_equal(s.courses[0].step_count, 2);
    assert_int_equal(s.courses[0].steps[0].from, 3);
    assert_int_equal(s.courses[0].steps[0].to, 3);
    assert_float_equal(s.courses[0].steps[0].amount, 2, 0);
    assert_float_equal(s.courses[0].steps[0].deaths, 40, 0);
    assert_float_equal(s.courses[0].steps[1].amount, 1.5, 1e-12);
    assert_int_equal(s.courses[0].steps[1].to, 9);
    assert_int_equal(s.courses[1].steps[0].kind, AN_SCENARIO_ASSUME);
    assert_int_equal(s.courses[1].steps[0].to, 20); /* to the horizon */
    assert_int_equal(s.actor_count, 4);             /* those that are named: a.gov, b, c, a */
    assert_int_equal(s.class_count, 2);
}

#define HEAD "ask: a > b conflict\ncourse: x\n"

static void test_wrong_texts_name_their_line(void **state)
{
    static const struct { const char *text, *says; } cases[] = {
        {"", "nothing is asked"},
        {"ask: a > b conflict\n", "no course"},
        {"dance: a\n", "line 1: 'dance' is no statement"},
        {"ask a b\n", "line 1: 'ask a b' is no statement"},
        {"ask: a b conflict\n", "line 1"},
        {"ask: a > a conflict\n", "cannot act on itself"},
        {"ask: a > b\n", "not followed by a class"},
        {"ask: a > b conflict today\n", "'today' is not understood"},
        {"inject: a > b conflict\n", "belongs to no course"},
        {HEAD, "without a step"},
        {HEAD "inject: a > b conflict at 0\n", "line 3: '0' is no period"},
        {HEAD "inject: a > b conflict at 1.5\n", "line 3: '1.5' is no period"},
        {HEAD "inject: a > b conflict count -1\n", "out of range"},
        {HEAD "inject: a > b conflict count nan\n", "is no number"},
        {HEAD "inject: a > b conflict count 1e3\n", "is no number"},
        {HEAD "inject: a > b conflict from 2\n", "'from' is not understood"},
        {HEAD "inject: a > b conflict at 40\n", "beyond the horizon"},
        {HEAD "hold: a > b conflict\n", "is no number"},
        {HEAD "hold: a > b conflict 2 from 5 to 3\n", "before 'from'"},
        {HEAD "assume: a > b conflict 2\n", "should be 'times'"},
        {HEAD "hold: a > b conflict 1\nhold: a > b conflict 2 from 4\n", "line 4: 'a' begins a stream that is held already"},
        {HEAD "hold: a > b conflict 1\ninject: a > b conflict at 2\n", "held already"},
        {HEAD "hold: a > b conflict 1\ngiven: a > b goldstein -3\n", "both given and acted on"},
        {HEAD "given: a > b goldstein 1 from 1 to 4\ngiven: a > b goldstein 2 from 4 to 5\n", "given already"},
        {"horizon: soon\n", "not like 12w"},
        {"since: yesterday\n", "is no date"},
        {"actors: a,,b\n", "empty item"},
        {"deaths-weigh: 3\n", "out of range"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        an_scenario s;
        annals_error error = {0};
        annals_status status = an_scenario_read(&arena, an_str_from(cases[i].text), &s, &error);
        if (status != ANNALS_E_INPUT || !strstr(error.message, cases[i].says)) fail_msg("%s: status %d, %s", cases[i].text, status, error.message);
    }
}

static void test_limits(void **state)
{
    char text[4000] = "ask: a > b conflict\n";
    an_scenario s;
    annals_error error;
    (void)state;
    for (int i = 0; i <= AN_SCENARIO_COURSES_MAX; i++) strcat(text, "course: x\ninject: a > b conflict\n");
    assert_int_equal(an_scenario_read(&arena, an_str_from(text), &s, &error), ANNALS_E_LIMIT);
    strcpy(text, HEAD);
    for (int i = 0; i <= AN_SCENARIO_STEPS_MAX; i++) strcat(text, "inject: a > b conflict\n");
    assert_int_equal(an_scenario_read(&arena, an_str_from(text), &s, &error), ANNALS_E_LIMIT);
}

static void test_horizons(void **state)
{
    static const char *const wrong[] = {"", "w", "12", "12m", "0w", "-3d", "1.5w", "367d", "12ww", "w12"};
    an_period period;
    size_t horizon;
    annals_error error;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(an_scenario_read_horizon(an_str_from(wrong[i]), &period, &horizon, &error), ANNALS_E_USAGE);
    assert_int_equal(an_scenario_read_horizon(AN_STR("84d"), &period, &horizon, &error), ANNALS_OK);
    assert_int_equal(period, AN_PERIOD_DAY);
    assert_int_equal(horizon, 84);
}

/* ---- runs ---- */

enum { WEEKS = 300, STREAMS = 4 };
static const an_selector streams[STREAMS] = {{{"a", 1}, {"b", 1}, {"conflict", 8}},
                                             {{"b", 1}, {"a", 1}, {"conflict", 8}},
                                             {{"a", 1}, {"b", 1}, {"cooperation", 11}},
                                             {{"b", 1}, {"a", 1}, {"cooperation", 11}}};

/* b answers a's conflict with .6 events of its own in the weeks after; nothing else follows from anything. Cooperation of b: `rare` weeks. */
static an_history simulate(unsigned rare)
{
    an_event_row *rows = AN_NEW_ARRAY(&arena, an_event_row, STREAMS * WEEKS);
    an_history history;
    annals_error error;
    an_random random;
    double felt = 0;
    size_t count = 0;
    an_random_seed(&random, 11, 0);
    for (int t = 0; t < WEEKS; t++) {
        double means[STREAMS] = {1, .2 + .6 * felt, .5, 0}, first = 0;
        for (int k = 0; k < STREAMS; k++) {
            double y = k == 3 ? (unsigned)t < rare : (double)an_random_poisson(&random, means[k]);
            an_day day = an_day_from_ymd(2018, 1, 1) + 7 * t + k;
            if (k == 0) first = y;
            rows[count++] = (an_event_row){.day = day, .published = day, .source = streams[k].source, .target = streams[k].target,
                                           .class_name = streams[k].class_name, .count = y, .goldstein = k < 2 ? -5 * y : 4 * y, .mark = y};
        }
        felt = .5 * felt + .5 * first;
    }
    assert_int_equal(an_history_build(&arena, &scratch, rows, count, NULL, 0, &history, &error), ANNALS_OK);
    return history;
}

static an_system fit(const an_history *history)
{
    const an_system_options options = {.period = AN_PERIOD_WEEK, .from = AN_DAY_UNKNOWN, .origin = history->last, .roles = (1u << AN_EXCITE_ROLE_COUNT) - 1, .seed = 5};
    an_system system;
    annals_error error = {0};
    if (an_system_fit(&arena, &scratch, history, streams, STREAMS, &options, &system, &error) != ANNALS_OK) fail_msg("%s", error.message);
    return system;
}

static an_outcome run(const an_system *system, const char *text, uint64_t seed)
{
    an_scenario s;
    an_outcome out;
    annals_error error = {0};
    if (an_scenario_read(&arena, an_str_from(text), &s, &error) != ANNALS_OK) fail_msg("%s", error.message);
    if (an_scenario_run(&arena, &scratch, system, &s, seed, &out, &error) != ANNALS_OK) fail_msg("%s", error.message);
    return out;
}

static const an_effect *last_effect(const an_outcome *out, size_t course, size_t asks)
{
    return &out->effects[course * asks * out->mark_count + out->mark_count - 1];
}

static void test_courses_differ_by_what_they_suppose(void **state)
{
    an_history history = simulate(30);
    an_system system = fit(&history);
    an_outcome out = run(&system, "horizon: 26w\nask: b > a conflict\ncourse: nothing added\ninject: a > b conflict count 0\n"
                                  "course: five more\ninject: a > b conflict count 5\ncourse: peace\nhold: a > b conflict 0\n", 3);
    const an_effect *none = last_effect(&out, 0, 1), *more = last_effect(&out, 1, 1), *peace = last_effect(&out, 2, 1);
    (void)state;
    assert_int_equal(out.mark_count, 3);
    assert_int_equal(out.marks[2], 26);
    assert_true(none->difference == 0 && none->low_90 == 0 && none->high_90 == 0); /* common random numbers: not by a single event */
    assert_float_equal(none->chance_more, .5, 1e-12);
    assert_true(more->difference > 1.5 && more->difference < 4.5); /* 5 * .6, and what follows from that */
    assert_true(more->chance_more > .8);
    assert_true(peace->difference < -5);
    assert_true(peace->chance_best > .8); /* of conflict less is better */
    assert_float_equal(none->chance_best + more->chance_best + peace->chance_best + more->chance_best_none, 1, 1e-9);
}

static void test_same_seed_same_numbers(void **state)
{
    static const char text[] = "ask: b > a conflict\ncourse: x\ninject: a > b conflict count 2\n";
    an_history history = simulate(30);
    an_system system = fit(&history);
    an_outcome first = run(&system, text, 7), second = run(&system, text, 7), other = run(&system, text, 8);
    (void)state;
    for (size_t i = 0; i < first.effect_count; i++) {
        assert_true(first.effects[i].difference == second.effects[i].difference && first.effects[i].without == second.effects[i].without);
    }
    assert_true(last_effect(&first, 0, 1)->without != last_effect(&other, 0, 1)->without);
}

static void test_precedents(void **state)
{
    an_history history = simulate(3);
    an_system system = fit(&history);
    an_scenario_step step = {.kind = AN_SCENARIO_INJECT, .stream = streams[3], .amount = 1, .deaths = 9};
    an_precedents p = an_system_precedents(&system, &step);
    (void)state;
    assert_float_equal(p.own, 3, 0);
    assert_true(p.is_pooled && !p.is_refused && p.extrapolates);
    step.stream = streams[0];
    step.deaths = 1;
    p = an_system_precedents(&system, &step);
    assert_false(p.is_pooled || p.is_refused || p.extrapolates);
    step.stream.class_name = AN_STR("unheard-of");
    p = an_system_precedents(&system, &step);
    assert_true(p.is_refused && p.own == 0);
}

static void test_refused_courses_have_no_number(void **state)
{
    an_history history = simulate(30);
    an_system system = fit(&history);
    an_outcome out = run(&system, "ask: b > a conflict\ncourse: unheard of\ninject: a > b ceremony\ncourse: heard of\ninject: a > b conflict\n", 1);
    (void)state;
    assert_true(isnan(last_effect(&out, 0, 1)->difference) && isnan(last_effect(&out, 0, 1)->chance_best));
    assert_true(isfinite(last_effect(&out, 1, 1)->difference));
    assert_int_equal(out.charts[0].course_count, 1);
}

static void test_given_paths_need_their_own_scenario(void **state)
{
    an_history history = simulate(30);
    an_scenario s;
    an_outcome out;
    annals_error error = {0};
    (void)state;
    assert_int_equal(an_scenario_read(&arena, AN_STR("ask: b > a conflict\ncourse: x\ninject: a > b conflict\ncourse: y\ngiven: a > b goldstein -9\n"), &s, &error), ANNALS_OK);
    assert_int_equal(an_scenario_run_given(&arena, &scratch, &history, &s, 1, &out, &error), ANNALS_E_INPUT);
    assert_non_null(strstr(error.message, "line 3"));
}

static void test_indicators_find_what_moves(void **state)
{
    an_history history = simulate(30);
    an_system system = fit(&history);
    an_indicator list[STREAMS];
    annals_error error;
    (void)state;
    assert_int_equal(an_system_indicators(&scratch, &system, an_system_find(&system, streams[1]), 2, list, &error), ANNALS_OK);
    assert_int_equal(list[0].stream, 0); /* a's conflict */
    assert_true(list[0].response > .3 && list[0].response < 1);
    assert_true(list[0].chance > .5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_text_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wrong_texts_name_their_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_horizons, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_courses_differ_by_what_they_suppose, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_same_seed_same_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_precedents, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refused_courses_have_no_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_given_paths_need_their_own_scenario, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_indicators_find_what_moves, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
