/* Least-squares autoregression against the published example of Luetkepohl (2005, ch. 3), on made-up series, and its refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "forecast_series.h"

static an_arena arena;

static void assert_near(double got, double expected, double tolerance) { assert_true(fabs(got - expected) <= tolerance); }

static void luetkepohl_table(void **state)
{
    /* by rows of B: lag 1 of each series, lag 2 of each series, constant; columns: equations */
    static const double published[7][3] = {{-.320, .044, -.002}, {.146, -.153, .225}, {.961, .289, -.264}, {-.161, .050, .034},
                                           {.115, .019, .355},   {.934, -.010, -.022}, {-.017, .016, .013}};
    static const double ahead[3][3] = {{-.011, .020, .022}, {.011, .020, .015}, {.021, .017, .020}};
    an_panel panel = luetkepohl_growth(&arena);
    an_matrix path = an_matrix_new(&arena, 3, 3);
    double x0[7], x[7];
    an_var var;
    (void)state;
    assert_int_equal(an_var_fit(&arena, &arena, &panel, 2, &var, NULL), ANNALS_OK);
    assert_int_equal(var.weeks, 73);
    for (size_t i = 0; i < 21; i++) assert_near(var.coefficients.at[i], published[i / 3][i % 3], 5e-4);
    assert_near(var.cross.at[0] / 66 * 1e4, 21.30, 5e-3);
    an_var_regressor(panel.values, 75, 2, x0);
    an_var_project(var.coefficients, 2, x0, x, path);
    for (size_t i = 0; i < 9; i++) assert_near(path.at[i], ahead[i / 3][i % 3], 5e-4);
    assert_true(an_var_spectral_radius(&arena, var.coefficients, 2) < 1);
}

static void lag_criteria_agree_with_their_definition(void **state)
{
    an_panel panel = luetkepohl_growth(&arena);
    an_var_lag_row rows[4];
    size_t best;
    (void)state;
    assert_int_equal(an_var_choose_lags(&arena, &panel, 4, rows, &best, NULL), ANNALS_OK);
    for (size_t p = 1; p <= 4; p++) {
        double count = 3 * (3. * (double)p + 1);
        assert_near(rows[p - 1].aic - rows[p - 1].log_determinant, 2 * count / 71, 1e-12);
        assert_near(rows[p - 1].bic - rows[p - 1].log_determinant, log(71) * count / 71, 1e-12);
        assert_near(rows[p - 1].hq - rows[p - 1].log_determinant, 2 * log(log(71)) * count / 71, 1e-12);
        assert_true(p == 1 || rows[p - 1].log_determinant < rows[p - 2].log_determinant);
    }
    assert_int_equal(best, 1);
}

static void granger_finds_the_leader(void **state)
{
    an_panel panel = leader_and_follower(&arena, 400, 7);
    an_granger forth, back;
    (void)state;
    assert_int_equal(an_var_granger(&arena, &panel, 2, 0, 1, &forth, NULL), ANNALS_OK);
    assert_int_equal(an_var_granger(&arena, &panel, 2, 1, 0, &back, NULL), ANNALS_OK);
    assert_true(forth.p_value < 1e-6);
    assert_true(back.p_value > .05);
    assert_int_equal(forth.restrictions, 2);
    assert_int_equal(forth.freedom, 398 - 5);
}

static void granger_of_the_weekly_dyads(void **state)
{
    an_panel panel = weekly_dyads(&arena);
    an_granger test;
    (void)state;
    if (!panel.values.at) return;
    assert_int_equal(an_var_granger(&arena, &panel, 6, 1, 0, &test, NULL), ANNALS_OK);
    assert_near(test.f, 17.63099646, 1e-8);
}

/* By hand: y = (.5 .2; 0 .4) applied to a shock (1, 0) in row notation. */
static void responses_by_hand(void **state)
{
    an_matrix b = an_matrix_new(&arena, 3, 2), impact = an_matrix_identity(&arena, 2);
    static const double rows[] = {.5, .2, 0, .4, 9, 9}, expected[] = {1, 0, 0, 1, .5, .2, 0, .4, .25, .18, 0, .16};
    double x[3], out[12];
    (void)state;
    memcpy(b.at, rows, sizeof rows);
    an_var_responses(b, 1, impact, 3, x, out);
    for (size_t i = 0; i < 12; i++) assert_near(out[i], expected[i], 1e-15);
    assert_near(an_var_spectral_radius(&arena, b, 1), .5, 1e-12);
}

static void assert_refused(const an_panel *panel, size_t lags, annals_status status, const char *words)
{
    annals_error error;
    an_var var;
    assert_int_equal(an_var_fit(&arena, &arena, panel, lags, &var, &error), status);
    assert_non_null(strstr(error.message, words));
}

static void bad_series_are_refused_with_the_reason(void **state)
{
    static const an_str names[] = {{"RUS-AFG", 7}, {"AFG-RUS", 7}};
    an_panel panel = leader_and_follower(&arena, 60, 1);
    an_panel few = panel, none = {0};
    (void)state;
    panel.names = names;
    few.values.rows = 8;
    assert_refused(&few, 2, ANNALS_E_INPUT, "8 weeks are too few for 2 series with 2 lags");
    assert_refused(&none, 2, ANNALS_E_INPUT, "no series");
    assert_refused(&panel, 0, ANNALS_E_LIMIT, "0 lags");
    assert_refused(&panel, 27, ANNALS_E_LIMIT, "27 lags");
    panel.values.at[21] = NAN;
    assert_refused(&panel, 2, ANNALS_E_INPUT, "series AFG-RUS has a week without a number");
    panel.values.at[21] = -INFINITY;
    assert_refused(&panel, 2, ANNALS_E_INPUT, "without a number");
    panel.values.at[21] = 1e12;
    assert_refused(&panel, 2, ANNALS_E_INPUT, "beyond one thousand million");
    for (size_t t = 0; t < 60; t++) panel.values.at[2 * t + 1] = 3;
    assert_refused(&panel, 2, ANNALS_E_INPUT, "series AFG-RUS never changes");
    for (size_t t = 0; t < 60; t++) panel.values.at[2 * t + 1] = 2 * panel.values.at[2 * t];
    assert_refused(&panel, 2, ANNALS_E_INPUT, "one column is a combination of the others");
}

static void granger_wants_two_series(void **state)
{
    an_panel panel = leader_and_follower(&arena, 60, 1);
    an_granger test;
    (void)state;
    assert_int_equal(an_var_granger(&arena, &panel, 1, 0, 0, &test, NULL), ANNALS_E_USAGE);
    assert_int_equal(an_var_granger(&arena, &panel, 1, 0, 2, &test, NULL), ANNALS_E_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(luetkepohl_table),
        cmocka_unit_test(lag_criteria_agree_with_their_definition),
        cmocka_unit_test(granger_finds_the_leader),
        cmocka_unit_test(granger_of_the_weekly_dyads),
        cmocka_unit_test(responses_by_hand),
        cmocka_unit_test(bad_series_are_refused_with_the_reason),
        cmocka_unit_test(granger_wants_two_series),
    };
    int failed;
    an_arena_init(&arena, 0);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    an_arena_free(&arena);
    return failed;
}
