/* NLopt's L-BFGS comes close fast but stops at about half the digits; a few Newton steps give the rest, which the published tables need. Where
 * the surface is not curved down at the point reached, Newton steps are simply not taken. */
#include "forecast/optimum.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <nlopt.h>

enum { EVALUATIONS_MAX = 5000, HALVINGS_MAX = 30 };
#define RELATIVE_TOLERANCE 1e-13 /* of value and parameters, for L-BFGS to stop */
#define DIFFERENCE_STEP 6e-6     /* cube root of rounding error, for central differences */
#define BOUND_MARGIN 1e-12       /* closer to a bound than this lies on it */

typedef struct climb {
    const an_problem *problem;
    double *best_x, best_value;
} climb;

static double record(unsigned count, const double *x, double *gradient, void *user)
{
    climb *c = user;
    double value = c->problem->objective(x, gradient, c->problem->user);
    if (!isfinite(value)) return -DBL_MAX;
    if (value > c->best_value) {
        c->best_value = value;
        memcpy(c->best_x, x, count * sizeof *x);
    }
    return value;
}

/* L-BFGS asks for the gradient always, but NLopt's interface allows it not to. */
typedef struct wrapped {
    climb *climb;
    double *spare;
} wrapped;

static double objective_of_nlopt(unsigned count, const double *x, double *gradient, void *user)
{
    wrapped *w = user;
    return record(count, x, gradient ? gradient : w->spare, w->climb);
}

static annals_status run_lbfgs(an_arena *scratch, climb *c, double *x, annals_error *error)
{
    const an_problem *problem = c->problem;
    wrapped w = {c, AN_NEW_ARRAY(scratch, double, problem->count)};
    nlopt_opt optimiser = nlopt_create(NLOPT_LD_LBFGS, (unsigned)problem->count);
    double value;
    if (!optimiser || !w.spare) {
        nlopt_destroy(optimiser);
        return an_fail(error, ANNALS_E_MEMORY, "forecast", 0, "out of memory for an optimisation of %zu parameters", problem->count);
    }
    nlopt_set_max_objective(optimiser, objective_of_nlopt, &w);
    nlopt_set_lower_bounds(optimiser, problem->lower);
    nlopt_set_upper_bounds(optimiser, problem->upper);
    nlopt_set_ftol_rel(optimiser, RELATIVE_TOLERANCE);
    nlopt_set_xtol_rel(optimiser, RELATIVE_TOLERANCE);
    nlopt_set_maxeval(optimiser, EVALUATIONS_MAX);
    nlopt_optimize(optimiser, x, &value); /* whatever made it stop, the best point seen stands in c */
    nlopt_destroy(optimiser);
    return ANNALS_OK;
}

/* True if the parameter cannot or would not move: it lies on a bound and the slope points outwards. */
static bool is_held(const an_problem *p, const double *x, const double *gradient, size_t i)
{
    double margin = BOUND_MARGIN * fmax(1, fabs(x[i]));
    return (x[i] <= p->lower[i] + margin && gradient[i] <= 0) || (x[i] >= p->upper[i] - margin && gradient[i] >= 0);
}

/* Negative second derivatives over the free parameters; `free_at` lists them. */
static void fill_curvature(const an_problem *p, const double *x, double *moved, double *up, double *down, const size_t *free_at, an_matrix out)
{
    memcpy(moved, x, p->count * sizeof *x);
    for (size_t a = 0; a < out.rows; a++) {
        size_t i = free_at[a];
        double step = DIFFERENCE_STEP * fmax(1e-2, fabs(x[i])), high = fmin(x[i] + step, p->upper[i]), low = fmax(x[i] - step, p->lower[i]);
        moved[i] = high;
        p->objective(moved, up, p->user);
        moved[i] = low;
        p->objective(moved, down, p->user);
        moved[i] = x[i];
        for (size_t b = 0; b < out.rows; b++) an_matrix_row(out, a)[b] = -(up[free_at[b]] - down[free_at[b]]) / (high - low);
    }
    for (size_t a = 0; a < out.rows; a++)
        for (size_t b = 0; b < a; b++) {
            double mean = (an_matrix_row(out, a)[b] + an_matrix_row(out, b)[a]) / 2;
            an_matrix_row(out, a)[b] = an_matrix_row(out, b)[a] = mean;
        }
}

typedef struct workspace {
    double *gradient, *moved, *up, *down;
    size_t *free_at;
} workspace;

static bool make_workspace(an_arena *scratch, size_t count, workspace *w)
{
    w->gradient = AN_NEW_ARRAY(scratch, double, count);
    w->moved = AN_NEW_ARRAY(scratch, double, count);
    w->up = AN_NEW_ARRAY(scratch, double, count);
    w->down = AN_NEW_ARRAY(scratch, double, count);
    w->free_at = AN_NEW_ARRAY(scratch, size_t, count);
    return w->gradient && w->moved && w->up && w->down && w->free_at;
}

static size_t find_free(const an_problem *p, const double *x, workspace *w)
{
    size_t count = 0;
    for (size_t i = 0; i < p->count; i++)
        if (!is_held(p, x, w->gradient, i)) w->free_at[count++] = i;
    return count;
}

static annals_status no_memory(annals_error *error)
{
    return an_fail(error, ANNALS_E_MEMORY, "forecast", 0, "out of memory for the curvature at a peak");
}

/* Takes one Newton step, shortened until the value does not fall. False when there is nothing to gain. */
static bool step_newton(climb *c, workspace *w, an_matrix curvature, an_matrix direction)
{
    const an_problem *p = c->problem;
    double length = 1, start = c->best_value, largest = 0;
    for (size_t a = 0; a < curvature.rows; a++) direction.at[a] = w->gradient[w->free_at[a]];
    if (an_linear_cholesky(curvature, "curvature", NULL) != ANNALS_OK) return false;
    an_linear_solve_cholesky(curvature, direction);
    for (size_t a = 0; a < curvature.rows; a++) largest = fmax(largest, fabs(direction.at[a]));
    if (!(largest > 1e-12)) return false;
    for (int halving = 0; halving < HALVINGS_MAX; halving++, length /= 2) {
        double value;
        memcpy(w->moved, c->best_x, p->count * sizeof *w->moved);
        for (size_t a = 0; a < curvature.rows; a++) {
            size_t i = w->free_at[a];
            w->moved[i] = fmin(p->upper[i], fmax(p->lower[i], w->moved[i] + length * direction.at[a]));
        }
        value = p->objective(w->moved, w->up, p->user);
        if (value >= start) { /* at the peak values are equal to rounding, and the step still brings digits */
            c->best_value = value;
            memcpy(c->best_x, w->moved, p->count * sizeof *w->moved);
            return true;
        }
    }
    return false;
}

static annals_status polish(an_arena *scratch, climb *c, int steps_max, annals_error *error)
{
    const an_problem *p = c->problem;
    workspace w;
    if (!make_workspace(scratch, p->count, &w)) return no_memory(error);
    for (int step = 0; step < steps_max; step++) {
        an_matrix curvature, direction;
        size_t count;
        p->objective(c->best_x, w.gradient, p->user);
        count = find_free(p, c->best_x, &w);
        if (!count) break;
        curvature = an_matrix_new(scratch, count, count);
        direction = an_matrix_new(scratch, count, 1);
        if (!curvature.at || !direction.at) return no_memory(error);
        fill_curvature(p, c->best_x, w.moved, w.up, w.down, w.free_at, curvature);
        if (!step_newton(c, &w, curvature, direction)) break;
    }
    return ANNALS_OK;
}

annals_status an_maximise(an_arena *scratch, const an_problem *problem, int newton_steps_max, double *x, double *value, annals_error *error)
{
    climb c = {problem, AN_NEW_ARRAY(scratch, double, problem->count), -INFINITY};
    double *start = AN_NEW_ARRAY(scratch, double, problem->count);
    if (!c.best_x || !start) return no_memory(error);
    memcpy(start, x, problem->count * sizeof *x);
    memcpy(c.best_x, x, problem->count * sizeof *x);
    AN_TRY(run_lbfgs(scratch, &c, start, error));
    if (!isfinite(c.best_value))
        return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "the likelihood has no finite value at the start");
    if (newton_steps_max) AN_TRY(polish(scratch, &c, newton_steps_max, error));
    memcpy(x, c.best_x, problem->count * sizeof *x);
    *value = c.best_value;
    return ANNALS_OK;
}

annals_status an_peak_covariance(an_arena *scratch, const an_problem *problem, const double *x, an_matrix covariance, annals_error *error)
{
    workspace w;
    an_matrix curvature, inverse;
    size_t count;
    if (!make_workspace(scratch, problem->count, &w)) return no_memory(error);
    memset(covariance.at, 0, covariance.rows * covariance.columns * sizeof *covariance.at);
    problem->objective(x, w.gradient, problem->user);
    count = find_free(problem, x, &w);
    if (!count) return ANNALS_OK;
    curvature = an_matrix_new(scratch, count, count);
    inverse = an_matrix_new(scratch, count, count);
    if (!curvature.at || !inverse.at) return no_memory(error);
    fill_curvature(problem, x, w.moved, w.up, w.down, w.free_at, curvature);
    AN_TRY(an_linear_cholesky(curvature, "curvature at the estimate", error));
    an_linear_inverse_cholesky(curvature, inverse);
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++)
            an_matrix_row(covariance, w.free_at[a])[w.free_at[b]] = an_matrix_row(inverse, a)[b];
    return ANNALS_OK;
}
