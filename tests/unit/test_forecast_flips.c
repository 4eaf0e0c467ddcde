/* Which parameter changes the best course: on draws whose outcomes are known functions of their parameters. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/flips.h"
#include "forecast/random.h"

enum { DRAWS = 200, COURSES = 3, PARAMETERS = 3 };
static an_arena arena;

/* Course 1 gains with parameter 0 and costs .3; course 2 is never run; parameter 1 moves all courses alike; parameter 2 nothing. */
static void make_world(double *parameters, double *outcomes, double scatter)
{
    an_random random;
    an_random_seed(&random, 3, 0);
    for (int i = 0; i < PARAMETERS * DRAWS; i++) parameters[i] = an_random_uniform(&random);
    for (int d = 0; d < DRAWS; d++) {
        outcomes[d * COURSES] = parameters[DRAWS + d] + scatter * an_random_normal(&random);
        outcomes[d * COURSES + 1] = parameters[DRAWS + d] + parameters[d] - .3 + scatter * an_random_normal(&random);
        outcomes[d * COURSES + 2] = NAN;
    }
}

static void the_parameter_that_decides_is_found(void **state)
{
    double parameters[PARAMETERS * DRAWS], outcomes[DRAWS * COURSES];
    an_flip flips[2 * PARAMETERS];
    (void)state;
    make_world(parameters, outcomes, .05);
    assert_int_equal(an_flips_find(&arena, outcomes, DRAWS, COURSES, parameters, PARAMETERS, flips), 1);
    assert_int_equal(flips[0].parameter, 0);
    assert_false(flips[0].is_high);
    assert_int_equal(flips[0].best, 1);
    assert_int_equal(flips[0].best_there, 0);
    assert_true(fabs(flips[0].value - .05) < .02 && fabs(flips[0].usual - .5) < .05);
    assert_true(fabs(flips[0].difference - .25) < .04 && flips[0].se < .03);
}

static void noise_and_too_few_draws_decide_nothing(void **state)
{
    double parameters[PARAMETERS * DRAWS], outcomes[DRAWS * COURSES];
    an_flip flips[2 * PARAMETERS];
    (void)state;
    make_world(parameters, outcomes, 5);
    assert_int_equal(an_flips_find(&arena, outcomes, DRAWS, COURSES, parameters, PARAMETERS, flips), 0);
    make_world(parameters, outcomes, 0);
    assert_int_equal(an_flips_find(&arena, outcomes, 3 * AN_FLIP_DRAWS_MIN - 1, COURSES, parameters, PARAMETERS, flips), 0);
    assert_int_equal(an_flips_find(&arena, outcomes, DRAWS, 1, parameters, PARAMETERS, flips), 0);
    for (int i = 0; i < DRAWS * COURSES; i++) outcomes[i] = NAN;
    assert_int_equal(an_flips_find(&arena, outcomes, DRAWS, COURSES, parameters, PARAMETERS, flips), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_parameter_that_decides_is_found), cmocka_unit_test(noise_and_too_few_draws_decide_nothing)};
    int failed;
    an_arena_init(&arena, 0);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    an_arena_free(&arena);
    return failed;
}
