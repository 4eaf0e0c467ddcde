/* The highest point of a smooth function within bounds, and how sharply it is curved there. */
#ifndef ANNALS_FORECAST_OPTIMUM_H
#define ANNALS_FORECAST_OPTIMUM_H

#include "forecast/linear.h"

/* The value at x[n]; fills gradient[n]. May return -INFINITY or NaN where x is impossible. */
typedef double an_objective(const double *x, double *gradient, void *user);

typedef struct an_problem {
    an_objective *objective;
    void *user;
    size_t count;               /* of parameters */
    const double *lower, *upper; /* [count]; may be infinite */
} an_problem;

/* Climbs from x (which must lie within the bounds) by bounded L-BFGS, then by Newton steps until the gradient of the parameters that
 * are not held by a bound is rounding noise; `newton_steps_max` 0 leaves them out. x and *value are the best point seen. E_INPUT: the
 * function has no finite value at the start, or grows without end; E_MEMORY. */
annals_status an_maximise(an_arena *scratch, const an_problem *problem, int newton_steps_max, double *x, double *value, annals_error *error);

/* The inverse of the negative second derivatives at x (central differences of the gradient) over parameters that no bound holds; rows
 * and columns of the others are 0. E_INPUT: not a peak (some direction is flat or rises); E_MEMORY. */
annals_status an_peak_covariance(an_arena *scratch, const an_problem *problem, const double *x, an_matrix covariance, annals_error *error);

#endif
