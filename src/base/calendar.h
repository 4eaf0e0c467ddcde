/* Days as numbers, ranges of days, ISO 8601. The only place that knows the calendar. */
#ifndef ANNALS_BASE_CALENDAR_H
#define ANNALS_BASE_CALENDAR_H

#include "base/span.h"

/* Days since 1970-01-01 in the proleptic Gregorian calendar; years 1 to 9999. */
typedef int32_t an_day;
#define AN_DAY_UNKNOWN INT32_MIN

/* Both ends belong to the range. An unknown end is AN_DAY_UNKNOWN (open); both unknown = no date. */
typedef struct an_date_range {
    an_day from, to;
} an_date_range;

#define AN_DATE_RANGE_UNKNOWN ((an_date_range){AN_DAY_UNKNOWN, AN_DAY_UNKNOWN})
enum { AN_ISO_DAY_BYTES = 11 }; /* "2024-03-28" and NUL */

an_day an_day_from_ymd(int year, int month, int day); /* AN_DAY_UNKNOWN if there is no such day */
void an_day_to_ymd(an_day day, int *year, int *month, int *day_of_month);
int an_day_weekday(an_day day); /* 0 = Monday */
int an_days_in_month(int year, int month);
an_date_range an_year_range(int year);
an_date_range an_month_range(int year, int month);
bool an_iso_parse(an_str text, an_date_range *range); /* 2024 | 2024-03 | 2024-03-28[Tanything] */
const char *an_iso_format(an_day day, char out[AN_ISO_DAY_BYTES]);
static inline bool an_date_range_is_known(an_date_range r) { return r.from != AN_DAY_UNKNOWN || r.to != AN_DAY_UNKNOWN; }
/* True if all of a lies before all of b; an open end is no limit, so that nothing is before or after what is unknown. */
static inline bool an_date_range_is_before(an_date_range a, an_date_range b) { return a.to != AN_DAY_UNKNOWN && b.from != AN_DAY_UNKNOWN && a.to < b.from; }
/* True if there may be a day in both. */
static inline bool an_date_range_overlaps(an_date_range a, an_date_range b) { return !an_date_range_is_before(a, b) && !an_date_range_is_before(b, a); }

#endif
