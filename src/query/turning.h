/* Where a series of counts or scores changes its level. */
#ifndef ANNALS_QUERY_TURNING_H
#define ANNALS_QUERY_TURNING_H

#include "base/array.h"
#include "base/status.h"

/* Items in the order of time. */
typedef struct an_turning_series {
    const double *sums;    /* what is added up in each item: incidents, or their scores */
    const double *weights; /* over how many: incidents of the item, each more than 0; NULL = counts, every item weighs 1 */
    size_t count;
} an_turning_series;

typedef struct an_turning_point {
    size_t at;             /* the first item of the new level */
    double before, after;  /* levels of the stretches on both sides, up to the neighbouring points */
    double p;              /* of the test that found it */
} an_turning_point;
typedef AN_ARRAY(an_turning_point) an_turning_points;

enum {
    AN_TURNING_ITEMS_MIN = 8,      /* shorter series have none: too few arrangements to compare with */
    AN_TURNING_TOTAL_MIN = 10,     /* nor have series of fewer incidents */
    AN_TURNING_ITEMS_MAX = 20000,  /* nor longer ones than half a century of days: the search would take too long */
    AN_TURNING_STRETCH_MIN = 3     /* a level lasts at least so many items: one busy month is an episode, no turn */
};
/* How often a series without a change shows one, for each measure: with three measures one relation in twenty. */
extern const double an_turning_level;

/* Appends the turning points, first first. `block`: items that may depend on one another; they are kept together when chance is imitated.
 * Same series, same result. E_MEMORY. */
annals_status an_turning_find(an_arena *arena, const an_turning_series *series, size_t block, an_turning_points *out, annals_error *error);

#endif
