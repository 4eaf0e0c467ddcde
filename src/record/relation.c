/* Periods of the calendar. */
#include "record/relation.h"

#include <stdio.h>

#define TEXT(name, text) text,
const char *const an_relation_by_names[AN_BY_COUNT] = {"", "day", "week", "month", "year"};
const char *const an_turning_names[AN_TURNING_MEASURES] = {AN_TURNING_LIST(TEXT)};

enum { DAYS_IN_WEEK = 7, THURSDAY = 3, MONTHS_IN_YEAR = 12, YEAR_MAX = 9999 };

an_day an_relation_period_start(an_relation_by by, an_day day)
{
    int year, month, day_of_month;
    if (by == AN_BY_DAY) return day;
    if (by == AN_BY_WEEK) return day - an_day_weekday(day);
    an_day_to_ymd(day, &year, &month, &day_of_month);
    return an_day_from_ymd(year, by == AN_BY_MONTH ? month : 1, 1);
}

an_day an_relation_period_next(an_relation_by by, an_day start)
{
    int year, month, day_of_month;
    if (by == AN_BY_DAY) return start + 1;
    if (by == AN_BY_WEEK) return start + DAYS_IN_WEEK;
    an_day_to_ymd(start, &year, &month, &day_of_month);
    if (by == AN_BY_YEAR || month == MONTHS_IN_YEAR) return an_day_from_ymd(year + 1, 1, 1);
    return an_day_from_ymd(year, month + 1, 1);
}

int64_t an_relation_period_distance(an_relation_by by, an_day start, an_day later)
{
    int years[2], months[2], day_of_month;
    if (by == AN_BY_DAY) return (int64_t)later - start;
    if (by == AN_BY_WEEK) return ((int64_t)later - start) / DAYS_IN_WEEK;
    an_day_to_ymd(start, &years[0], &months[0], &day_of_month);
    an_day_to_ymd(later, &years[1], &months[1], &day_of_month);
    if (by == AN_BY_YEAR) return years[1] - years[0];
    return (int64_t)(years[1] - years[0]) * MONTHS_IN_YEAR + months[1] - months[0];
}

/* A week belongs to the year that its Thursday lies in (ISO 8601). */
static void split_week(an_day start, int *year, int *week)
{
    int month, day_of_month;
    an_day thursday = start + THURSDAY;
    an_day_to_ymd(thursday, year, &month, &day_of_month);
    *week = (thursday - an_day_from_ymd(*year, 1, 1)) / DAYS_IN_WEEK + 1;
}

const char *an_relation_period_label(an_relation_by by, an_day start, char out[AN_PERIOD_LABEL_BYTES])
{
    int year, month, day_of_month, week;
    char day[AN_ISO_DAY_BYTES];
    an_day_to_ymd(start, &year, &month, &day_of_month);
    if (by == AN_BY_YEAR) snprintf(out, AN_PERIOD_LABEL_BYTES, "%04d", year % (YEAR_MAX + 1));
    else if (by == AN_BY_MONTH) snprintf(out, AN_PERIOD_LABEL_BYTES, "%04d-%02d", year % (YEAR_MAX + 1), month % 100);
    else if (by == AN_BY_WEEK) {
        split_week(start, &year, &week);
        snprintf(out, AN_PERIOD_LABEL_BYTES, "%04d-W%02d", year % (YEAR_MAX + 1), week % 100);
    } else snprintf(out, AN_PERIOD_LABEL_BYTES, "%s", an_iso_format(start, day));
    return out;
}
