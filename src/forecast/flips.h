/* Which single parameter, moved to the end of what the posterior holds possible, changes which course of action is best.
 *
 * Nothing is run again: the draws of the posterior in which the parameter lies lowest (or highest) already are runs of such worlds. So all other
 * parameters take the values that go with it, as they should. */
#ifndef ANNALS_FORECAST_FLIPS_H
#define ANNALS_FORECAST_FLIPS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum { AN_FLIP_DRAWS_MIN = 10 }; /* in each tail; fewer draws than three times as many tell nothing */

typedef struct an_flip {
    size_t parameter;
    bool is_high;            /* at the upper end, else the lower */
    double value, usual;     /* of the parameter: mean over the tenth of the draws at that end; over all */
    size_t best, best_there; /* courses: over all draws; over those */
    double difference, se;   /* by how much the one is better than the other there, in the unit of the outcomes, and its standard error */
} an_flip;

/* outcomes[draw * courses + course]: higher is better; NaN = the course was not run. parameters[parameter * draws + draw]. Only changes that are more
 * than AN_FLIP_SURE standard errors are noted, since many parameters are looked at. out has room for 2 * parameter_count; returns how many were found, in the
 * order of the parameters, or SIZE_MAX for want of memory. */
#define AN_FLIP_SURE 4.
size_t an_flips_find(an_arena *scratch, const double *outcomes, size_t draws, size_t courses, const double *parameters, size_t parameter_count, an_flip *out);

#endif
