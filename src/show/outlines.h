/* Outlines of countries, for maps. */
#ifndef ANNALS_SHOW_OUTLINES_H
#define ANNALS_SHOW_OUTLINES_H

#include "base/arena.h"
#include "base/span.h"

/* Hundredths of a degree; longitude -18000 to 18000. */
typedef struct an_outline_point {
    int32_t longitude, latitude;
} an_outline_point;

/* One ring after another, in the order of countries; those of one country follow one another. Rings are closed: the last point is joined to the
 * first, which is not repeated. */
typedef struct an_outlines {
    an_str rest;
    char country[4];  /* ISO alpha-3; "---" = nobody's */
    uint64_t rings;   /* left of this country */
    an_outline_point *points;
    size_t count, capacity;
} an_outlines;

void an_outlines_begin(an_outlines *outlines);
/* False after the last ring, or if memory runs out. points live in `scratch` and are overwritten by the next call. */
bool an_outlines_next(an_arena *scratch, an_outlines *outlines);

#endif
