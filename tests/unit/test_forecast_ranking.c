/* Ranking the other side of an interaction, on histories small enough to work by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "forecast/ranking.h"
#include "fresh_arenas.h"

/* subject 0 met 1 at times 1 and 2, 2 at time 3; subject 3 met 4 at time 3. One relation; decay 1: half as much per step. */
static const an_interaction meetings[] = {{0, 0, 1, 1}, {0, 0, 1, 2}, {0, 0, 2, 3}, {3, 0, 4, 3}, {0, 0, 2, 3}, {0, 0, 1, 4}};
enum { MEETINGS = 6 };

static void check_scores(void **state)
{
    an_ranking *ranking;
    double scores[5], seen = .125 + .25; /* times 1 and 2 as felt at 4; the last, 3, is left out */
    annals_error error;
    (void)state;
    assert_int_equal(an_ranking_make(&arena, meetings, MEETINGS, 5, 1, 1, &ranking, &error), ANNALS_OK);
    an_ranking_advance(ranking, 4);
    an_ranking_score(ranking, 0, 0, 1, scores);
    assert_true(fabs(scores[1] - (.125 + .25) / seen) < 1e-12 && fabs(scores[2] - .5 / seen) < 1e-12 && scores[4] == 0);
    an_ranking_score(ranking, 0, 0, 0, scores); /* xi: objects 1 1 2 4 */
    assert_true(scores[1] == .5 && scores[2] == .25 && scores[4] == .25 && scores[0] == 0);
    an_ranking_score(ranking, 1, 1, 1, scores); /* the other way round: who met 1 */
    assert_true(scores[0] > 0 && scores[3] == 0);
}

/* At time 4, of 0 is asked: 2 ranks before 1, so the truth, 1, is second; of 1 the other way round: 0 is alone in front. */
static void check_evaluation(void **state)
{
    an_ranking_result result;
    annals_error error;
    (void)state;
    assert_int_equal(an_ranking_evaluate(&arena, meetings, MEETINGS, 5, 1, 4, (an_ranking_options){1, 1}, &result, &error), ANNALS_OK);
    assert_int_equal(result.queries, 2);
    assert_true(fabs(result.reciprocal - (1 / 2. + 1) / 2) < 1e-12 && result.hits_1 == .5 && result.hits_3 == 1);
    /* With nothing to go by all five are equal: the mean rank is 3, whichever it is. */
    assert_int_equal(an_ranking_evaluate(&arena, meetings, 1, 5, 1, 0, (an_ranking_options){1, 1}, &result, &error), ANNALS_OK);
    assert_true(fabs(result.reciprocal - 1 / 3.) < 1e-12);
}

/* Two true answers at once do not push one another down. */
static void check_filter(void **state)
{
    static const an_interaction facts[] = {{0, 0, 1, 1}, {0, 0, 2, 1}, {0, 0, 1, 2}, {0, 0, 2, 2}};
    an_ranking_result result;
    annals_error error;
    (void)state;
    assert_int_equal(an_ranking_evaluate(&arena, facts, 4, 3, 1, 2, an_ranking_default, &result, &error), ANNALS_OK);
    assert_int_equal(result.queries, 4);
    assert_true(result.hits_1 == 1);
}

static void check_refusals(void **state)
{
    static const an_interaction bad[] = {{0, 0, 1, 1}, {0, 0, 9, 1}};
    an_ranking_result result;
    annals_error error;
    (void)state;
    assert_int_equal(an_ranking_evaluate(&arena, bad, 2, 3, 1, 0, an_ranking_default, &result, &error), ANNALS_E_INPUT);
    assert_int_equal(error.offset, 2);
    assert_int_equal(an_ranking_evaluate(&arena, bad, 0, 3, 1, 0, an_ranking_default, &result, &error), ANNALS_E_INPUT);
    assert_int_equal(an_ranking_evaluate(&arena, bad, 1, 3, 1, 5, an_ranking_default, &result, &error), ANNALS_E_INPUT);
    assert_int_equal(an_ranking_evaluate(&arena, bad, 1, 3, 1, 0, (an_ranking_options){-1, 1}, &result, &error), ANNALS_E_USAGE);
    assert_int_equal(an_ranking_evaluate(&arena, bad, 1, 3, 1, 0, (an_ranking_options){1, 2}, &result, &error), ANNALS_E_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(check_scores), cmocka_unit_test(check_evaluation), cmocka_unit_test(check_filter),
                                       cmocka_unit_test(check_refusals)};
    return cmocka_run_group_tests(tests, begin, end);
}
