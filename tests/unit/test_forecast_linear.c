/* Small dense matrices: known factors and radii, and refusals of what cannot be solved. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "forecast/linear.h"

static an_arena arena;

static an_matrix matrix(size_t rows, size_t columns, const double *numbers)
{
    an_matrix m = an_matrix_new(&arena, rows, columns);
    memcpy(m.at, numbers, rows * columns * sizeof *numbers);
    return m;
}

static void assert_close(an_matrix got, const double *expected, double tolerance)
{
    for (size_t i = 0; i < got.rows * got.columns; i++) assert_true(fabs(got.at[i] - expected[i]) <= tolerance);
}

static void factor_of_a_known_matrix(void **state)
{
    an_matrix a = matrix(3, 3, (double[]){4, 12, -16, 12, 37, -43, -16, -43, 98});
    (void)state;
    assert_int_equal(an_linear_cholesky(a, "it", NULL), ANNALS_OK);
    assert_close(a, (double[]){2, 0, 0, 6, 1, 0, -8, 5, 3}, 0);
    assert_true(fabs(an_linear_log_determinant(a) - log(36)) < 1e-14);
}

static void solving_and_inverting_undo_multiplying(void **state)
{
    static const double numbers[] = {4, 1, .5, 1, 3, -.2, .5, -.2, 2};
    an_matrix a = matrix(3, 3, numbers), l = an_matrix_copy(&arena, a), x = matrix(3, 2, (double[]){1, -2, .5, 3, 0, 7});
    an_matrix b = an_matrix_new(&arena, 3, 2), inverse = an_matrix_new(&arena, 3, 3), one = an_matrix_new(&arena, 3, 3);
    (void)state;
    an_linear_product(a, x, b);
    assert_int_equal(an_linear_cholesky(l, "it", NULL), ANNALS_OK);
    an_linear_inverse_cholesky(l, inverse);
    an_linear_product(a, inverse, one);
    assert_close(one, an_matrix_identity(&arena, 3).at, 1e-14);
    an_linear_solve_cholesky(l, b);
    assert_close(b, x.at, 1e-14);
}

static void general_systems_need_not_have_a_diagonal(void **state)
{
    an_matrix a = matrix(3, 3, (double[]){0, 2, 1, 1, 0, 0, 3, 0, -1}), b = matrix(3, 1, (double[]){7, 1, 0});
    (void)state;
    assert_int_equal(an_linear_solve(a, b, "it", NULL), ANNALS_OK);
    assert_close(b, (double[]){1, 2, 3}, 1e-14);
}

static void transposed_product(void **state)
{
    an_matrix a = matrix(3, 2, (double[]){1, 2, 3, 4, 5, 6}), out = an_matrix_new(&arena, 2, 2);
    (void)state;
    an_linear_product_transposed(a, a, out);
    assert_close(out, (double[]){35, 44, 44, 56}, 0);
}

static void what_cannot_be_solved_is_refused_by_name(void **state)
{
    annals_error error;
    an_matrix twice = matrix(2, 2, (double[]){1, 2, 2, 4}), hole = matrix(2, 2, (double[]){1, NAN, NAN, 4});
    an_matrix negative = matrix(2, 2, (double[]){-1, 0, 0, 1}), b = matrix(2, 1, (double[]){1, 1});
    (void)state;
    assert_int_equal(an_linear_cholesky(an_matrix_copy(&arena, twice), "the weeks", &error), ANNALS_E_INPUT);
    assert_non_null(strstr(error.message, "the weeks: one column is a combination"));
    assert_int_equal(an_linear_solve(twice, b, "the weeks", &error), ANNALS_E_INPUT);
    assert_int_equal(an_linear_cholesky(negative, "it", &error), ANNALS_E_INPUT);
    assert_int_equal(an_linear_cholesky(hole, "it", &error), ANNALS_E_INPUT);
    assert_non_null(strstr(error.message, "a number is missing"));
    assert_int_equal(an_linear_solve(hole, b, "it", &error), ANNALS_E_INPUT);
}

typedef struct radius_case {
    size_t size;
    double numbers[9];
    double radius;
} radius_case;

static void spectral_radii(void **state)
{
    static const radius_case cases[] = {
        {1, {-.5}, .5},
        {2, {0, 2, .5, 0}, 1},                                     /* two eigenvalues of one size */
        {2, {.72, -.54, .54, .72}, .9},                            /* a turn: complex eigenvalues */
        {2, {.5, .2 / 1.2, .12 / .7, .5 / .7}, .80727},            /* branching matrix of row A7 of the acceptance table */
        {3, {0, 1, 0, 0, 0, 1, 0, 0, 0}, 0},                       /* a chain that ends */
        {3, {.5, 1, 0, 0, .5, 1, 0, 0, .5}, .5},                   /* one eigenvalue three times, one direction */
        {3, {6, -11, 6, 1, 0, 0, 0, 1, 0}, 3},                     /* roots 1, 2, 3 */
        {2, {3e200, 0, 0, 1e200}, 3e200},
        {2, {3e-200, 1e-200, 0, 1e-200}, 3e-200},
        {2, {0, 0, 0, 0}, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double got = an_linear_spectral_radius(&arena, matrix(cases[i].size, cases[i].size, cases[i].numbers));
        assert_true(fabs(got - cases[i].radius) <= 5e-6 * cases[i].radius);
    }
    assert_true(an_linear_spectral_radius(&arena, (an_matrix){NULL, 0, 0}) == 0);
    assert_true(isnan(an_linear_spectral_radius(&arena, matrix(1, 1, (double[]){INFINITY}))));
}

static void radius_is_precise(void **state)
{
    an_matrix a = matrix(2, 2, (double[]){.5, .25, .3, .4});
    double exact = .45 + sqrt(.05 * .05 + .25 * .3);
    (void)state;
    assert_true(fabs(an_linear_spectral_radius(&arena, a) - exact) < 1e-13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(factor_of_a_known_matrix),
        cmocka_unit_test(solving_and_inverting_undo_multiplying),
        cmocka_unit_test(general_systems_need_not_have_a_diagonal),
        cmocka_unit_test(transposed_product),
        cmocka_unit_test(what_cannot_be_solved_is_refused_by_name),
        cmocka_unit_test(spectral_radii),
        cmocka_unit_test(radius_is_precise),
    };
    int failed;
    an_arena_init(&arena, 0);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    an_arena_free(&arena);
    return failed;
}
