/* Places the forms of time phrases in the calendar, against the day of publication or another date of the text.
 *
 * An anchor may be known only as a range ("published in March 2024"): a relative phrase is then placed from both of its ends, and
 * the result reaches from the earlier to the later, so that it is never more exact than what it rests on.
 *
 * How exact a phrase is meant is read from its unit: "two years ago" is the calendar year, "three weeks ago" the calendar week. */
#include "mention/times.h"

/* How far "recent" and "coming" reach, in days. */
enum {
    RECENT_DAYS = 7, RECENT_WEEKS_DAYS = 42, RECENT_MONTHS_DAYS = 183, RECENT_YEARS_DAYS = 5 * 365, RECENT_DECADES_DAYS = 30 * 365,
    DECADE_SLACK_YEARS = 2, /* "a decade ago" is a round number: so many years to both sides */
    SEASON_MONTHS = 3,
    COARSE_DAYS = 31, /* of a longer time no "same day" is known */
    NEAR_FUTURE_DAYS = 45, /* so soon after the report, a date without a year in a clause not of the past is still to come */
    ANCHOR_YEAR_MIN = 500, ANCHOR_YEAR_MAX = 9000 /* so that no sum leaves the calendar */
};

static an_day smaller(an_day a, an_day b) { return a < b ? a : b; }
static an_day larger(an_day a, an_day b) { return a > b ? a : b; }

static int year_of(an_day day)
{
    int year, month, day_of_month;
    an_day_to_ymd(day, &year, &month, &day_of_month);
    return year;
}

/* The day so many months away; the day of the month is cut to the month's length. */
static an_day shift_months(an_day day, int months)
{
    int year, month, day_of_month, index;
    an_day_to_ymd(day, &year, &month, &day_of_month);
    index = year * 12 + month - 1 + months;
    if (index < 12 || index >= 9999 * 12) return day;
    year = index / 12;
    month = index % 12 + 1;
    if (day_of_month > an_days_in_month(year, month)) day_of_month = an_days_in_month(year, month);
    return an_day_from_ymd(year, month, day_of_month);
}

static an_day shift(an_day day, an_time_unit unit, int count)
{
    switch (unit) {
    case AN_UNIT_HOUR: return day;
    case AN_UNIT_DAY: return day + count;
    case AN_UNIT_WEEK: case AN_UNIT_WEEKEND: return day + 7 * count;
    case AN_UNIT_MONTH: return shift_months(day, count);
    case AN_UNIT_SEASON: return shift_months(day, SEASON_MONTHS * count);
    case AN_UNIT_YEAR: return shift_months(day, 12 * count);
    case AN_UNIT_DECADE: return shift_months(day, 120 * count);
    case AN_UNIT_CENTURY: return shift_months(day, 1200 * count);
    }
    return day;
}

/* The calendar unit that a day lies in. */
static an_date_range unit_around(an_day day, an_time_unit unit)
{
    int year, month, day_of_month, monday = day - an_day_weekday(day);
    an_day_to_ymd(day, &year, &month, &day_of_month);
    switch (unit) {
    case AN_UNIT_WEEK: return (an_date_range){monday, monday + 6};
    case AN_UNIT_WEEKEND: return (an_date_range){monday + 5, monday + 6};
    case AN_UNIT_MONTH: return an_month_range(year, month);
    case AN_UNIT_YEAR: return an_year_range(year);
    case AN_UNIT_DECADE: return (an_date_range){an_year_range(year / 10 * 10).from, an_year_range(year / 10 * 10 + 9).to};
    case AN_UNIT_CENTURY: return (an_date_range){an_year_range((year - 1) / 100 * 100 + 1).from, an_year_range((year - 1) / 100 * 100 + 100).to};
    default: return (an_date_range){day, day};
    }
}

/* Early, middle, late: a third each, of a year four months, of a month about ten days. */
an_date_range an_time_part_of(an_date_range range, an_time_part part)
{
    int days;
    if (part == AN_TIME_WHOLE || range.from == AN_DAY_UNKNOWN || range.to == AN_DAY_UNKNOWN) return range;
    days = range.to - range.from + 1;
    if (part == AN_TIME_EARLY) return (an_date_range){range.from, range.from + (days + 2) / 3 - 1};
    if (part == AN_TIME_MID) return (an_date_range){range.from + days / 3, range.to - days / 3};
    return (an_date_range){range.to - (days + 2) / 3 + 1, range.to};
}

static an_date_range month_days(int year, int month, int day, int day_to)
{
    an_date_range range;
    if (year < 1 || year > 9998) return AN_DATE_RANGE_UNKNOWN;
    if (!day) return an_month_range(year, month);
    range = (an_date_range){an_day_from_ymd(year, month, day), an_day_from_ymd(year, month, day_to)};
    return range.from == AN_DAY_UNKNOWN || range.to == AN_DAY_UNKNOWN ? AN_DATE_RANGE_UNKNOWN : range;
}

/* A month or day without a year: the nearest one that has begun, or in speech of the future the nearest one not yet over. */
static an_date_range nearest_month_day(const an_time_form *form, an_day anchor, bool is_future)
{
    int year = year_of(anchor);
    for (int step = 0; step <= 8; step++) { /* eight years: 29 February */
        an_date_range range = month_days(is_future ? year + step : year + 1 - step, form->month, form->day, form->day_to);
        if (range.from == AN_DAY_UNKNOWN) continue;
        if (form->direction < 0 ? range.to < anchor : is_future ? range.to >= anchor : range.from <= anchor) return range;
    }
    return AN_DATE_RANGE_UNKNOWN;
}

/* Newswire names the day of the report by its weekday too, so a plain "Friday" may be the day of publication itself. */
static an_date_range weekday_near(const an_time_form *form, an_day anchor, bool is_future)
{
    int back = (an_day_weekday(anchor) - form->weekday + 7) % 7;
    an_day day = anchor - back;
    if (form->direction < 0 && back == 0) day -= 7;
    if (form->direction > 0 || (form->direction == 0 && is_future && back > 0)) day += 7;
    return (an_date_range){day, day};
}

static an_date_range season_near(const an_time_form *form, an_day anchor)
{
    int year = year_of(anchor), step;
    an_date_range range = {0, 0};
    for (step = 1; step >= -2; step--) {
        range.from = an_month_range(year + step, form->month).from;
        range.to = shift_months(range.from, SEASON_MONTHS) - 1;
        if (form->direction < 0 ? range.to < anchor : form->direction > 0 ? shift_months(range.from, -12) <= anchor && range.from > anchor : range.from <= anchor) return range;
    }
    return range;
}

static an_date_range stretch_from(const an_time_form *form, an_day anchor)
{
    static const int recent_days[] = {[AN_UNIT_HOUR] = 1, [AN_UNIT_DAY] = RECENT_DAYS, [AN_UNIT_WEEK] = RECENT_WEEKS_DAYS, [AN_UNIT_WEEKEND] = RECENT_WEEKS_DAYS,
                                      [AN_UNIT_MONTH] = RECENT_MONTHS_DAYS, [AN_UNIT_SEASON] = RECENT_YEARS_DAYS, [AN_UNIT_YEAR] = RECENT_YEARS_DAYS,
                                      [AN_UNIT_DECADE] = RECENT_DECADES_DAYS, [AN_UNIT_CENTURY] = RECENT_DECADES_DAYS};
    an_day far = form->low ? shift(anchor, form->unit, form->direction * form->high) : anchor + form->direction * recent_days[form->unit];
    if (form->unit == AN_UNIT_HOUR) far = anchor + form->direction * (form->high > 12 ? (form->high + 23) / 24 : 1);
    return (an_date_range){smaller(anchor, far), larger(anchor, far)};
}

static an_date_range offset_from(const an_time_form *form, an_day anchor)
{
    an_day a = shift(anchor, form->unit, form->direction * form->low), b = shift(anchor, form->unit, form->direction * form->high);
    an_date_range first, second;
    if (form->unit == AN_UNIT_DECADE || form->unit == AN_UNIT_CENTURY) {
        first = an_year_range(year_of(shift(smaller(a, b), AN_UNIT_YEAR, -DECADE_SLACK_YEARS)));
        second = an_year_range(year_of(shift(larger(a, b), AN_UNIT_YEAR, DECADE_SLACK_YEARS)));
    } else if ((form->is_narrative || form->is_feast) && form->unit == AN_UNIT_YEAR) { /* "a year later" counts from a date that is often exact */
        first = unit_around(smaller(a, b), AN_UNIT_MONTH);
        second = unit_around(larger(a, b), AN_UNIT_MONTH);
    } else {
        first = unit_around(smaller(a, b), form->unit);
        second = unit_around(larger(a, b), form->unit);
    }
    return (an_date_range){first.from, second.to};
}

/* "the weekend", "this weekend": the last one that has begun, or in speech of the future the next one that has not ended. */
static an_date_range weekend_near(an_day anchor, bool is_future)
{
    an_date_range weekend = unit_around(anchor, AN_UNIT_WEEKEND);
    if (!is_future && weekend.from > anchor) return (an_date_range){weekend.from - 7, weekend.to - 7};
    return weekend;
}

static an_date_range unit_at(const an_time_form *form, an_day anchor, bool is_future)
{
    an_date_range range = unit_around(shift(anchor, form->unit, form->direction), form->unit);
    if (form->unit == AN_UNIT_WEEKEND && form->direction == 0) return weekend_near(anchor, is_future);
    if (form->month) range = month_days(year_of(range.from), form->month, form->day, form->day_to);
    if (form->until_now) range.to = smaller(range.to, larger(anchor, range.from));
    if (form->from_now) range.from = larger(range.from, smaller(anchor, range.to));
    return range;
}

/* "flights end on February 26", reported on the 24th. */
static bool is_soon(const an_time_form *form, an_day anchor)
{
    an_date_range next = form->day && form->direction == 0 ? nearest_month_day(form, anchor, true) : AN_DATE_RANGE_UNKNOWN;
    return next.from != AN_DAY_UNKNOWN && next.from > anchor && next.from - anchor <= NEAR_FUTURE_DAYS;
}

static an_date_range place_at(const an_time_form *form, an_day anchor, bool is_future, bool is_past)
{
    switch (form->kind) {
    case AN_TIME_MONTH_DAY: return nearest_month_day(form, anchor, is_future || form->direction > 0 || (!is_past && is_soon(form, anchor)));
    case AN_TIME_ON_WEEKDAY: return weekday_near(form, anchor, is_future);
    case AN_TIME_UNIT_AT: return unit_at(form, anchor, is_future);
    case AN_TIME_SEASON_AT: return season_near(form, anchor);
    case AN_TIME_OFFSET: return offset_from(form, anchor);
    case AN_TIME_STRETCH: return stretch_from(form, anchor);
    default: return AN_DATE_RANGE_UNKNOWN;
    }
}

static an_date_range place_against(const an_time_form *form, an_date_range anchor, const an_time_anchors *anchors)
{
    an_date_range a, b;
    if (anchor.from == AN_DAY_UNKNOWN || anchor.to == AN_DAY_UNKNOWN) return AN_DATE_RANGE_UNKNOWN;
    if (year_of(anchor.from) < ANCHOR_YEAR_MIN || year_of(anchor.to) > ANCHOR_YEAR_MAX) return AN_DATE_RANGE_UNKNOWN;
    a = place_at(form, anchor.from, anchors->is_future, anchors->is_past);
    b = anchor.to == anchor.from ? a : place_at(form, anchor.to, anchors->is_future, anchors->is_past);
    if (a.from == AN_DAY_UNKNOWN || b.from == AN_DAY_UNKNOWN) return AN_DATE_RANGE_UNKNOWN;
    return (an_date_range){smaller(a.from, b.from), larger(a.to, b.to)};
}

/* A date without a year near another one of the text: the year that brings it nearest. */
static an_date_range beside_narrative(const an_time_form *form, an_date_range anchor)
{
    an_date_range best = AN_DATE_RANGE_UNKNOWN;
    int year = year_of(anchor.from), best_distance = INT32_MAX;
    for (int y = year - 1; y <= year + 1; y++) {
        an_date_range range = month_days(y, form->month, form->day, form->day_to);
        int distance;
        if (range.from == AN_DAY_UNKNOWN) continue;
        distance = range.from > anchor.to ? range.from - anchor.to : anchor.from > range.to ? anchor.from - range.to : 0;
        if (distance < best_distance) best = range, best_distance = distance;
    }
    return best;
}

/* The last date named may lend its year unless the article is known to be of a later one: "(as he did in 2014) ... On April 12 the minister" of an
 * article that speaks of 2022. */
static bool is_of_our_time(const an_time_anchors *anchors)
{
    if (anchors->narrative.from == AN_DAY_UNKNOWN || anchors->narrative.to == AN_DAY_UNKNOWN) return false;
    return anchors->published.from == AN_DAY_UNKNOWN || year_of(anchors->narrative.to) >= year_of(anchors->published.from);
}

/* A text that names no other date before, and of which we know only that it is not older than the last month it names with its year: that is its time. */
static bool is_first_date(const an_time_anchors *anchors)
{
    return !an_date_range_is_known(anchors->narrative) && anchors->published.from != AN_DAY_UNKNOWN && anchors->published.to == AN_DAY_UNKNOWN;
}

/* Words that fix one year ("in 2016 ... on 5 June") outrank the publication; that outranks the last date named. */
static an_date_range place_month_day(const an_time_form *form, const an_time_anchors *anchors, an_basis *basis)
{
    an_date_range range = AN_DATE_RANGE_UNKNOWN;
    if (anchors->fixed.from != AN_DAY_UNKNOWN && form->direction == 0) {
        *basis = AN_BASIS_NARRATIVE;
        range = month_days(year_of(anchors->fixed.from), form->month, form->day, form->day_to);
        if (range.to < anchors->fixed.from) range = AN_DATE_RANGE_UNKNOWN; /* "in late 2022 and in March": not of that year */
    }
    if (!an_date_range_is_known(range)) {
        *basis = AN_BASIS_DOCUMENT_DATE;
        range = place_against(form, anchors->published, anchors);
    }
    if (!an_date_range_is_known(range) && form->direction == 0 && is_of_our_time(anchors)) {
        *basis = AN_BASIS_NARRATIVE;
        range = beside_narrative(form, anchors->narrative);
    }
    if (!an_date_range_is_known(range) && form->direction == 0 && is_first_date(anchors)) {
        *basis = AN_BASIS_NARRATIVE;
        range = beside_narrative(form, (an_date_range){anchors->published.from, anchors->published.from});
    }
    return range;
}

/* "the same day", "two days earlier", "the previous day": counted from the date before, if that is as fine, else from the report. */
static bool is_from_narrative(const an_time_form *form, const an_time_anchors *anchors)
{
    const an_date_range *narrative = &anchors->narrative;
    bool is_offset = form->kind == AN_TIME_OFFSET || (form->kind == AN_TIME_UNIT_AT && !form->is_onward);
    bool is_coarse = narrative->from != AN_DAY_UNKNOWN && narrative->to != AN_DAY_UNKNOWN && narrative->to - narrative->from > COARSE_DAYS && form->unit <= AN_UNIT_WEEK && form->direction <= 0;
    if (!form->is_narrative) return false;
    return !is_offset || !(is_coarse || (form->direction < 0 && !an_date_range_is_known(*narrative)));
}

an_date_range an_time_place(const an_time_form *form, const an_time_anchors *anchors, an_basis *basis)
{
    an_date_range range = form->range;
    *basis = AN_BASIS_TEXT;
    if (form->kind == AN_TIME_DURATION || form->kind == AN_TIME_HABIT) return AN_DATE_RANGE_UNKNOWN;
    if (form->kind == AN_TIME_MONTH_DAY) {
        range = place_month_day(form, anchors, basis);
    } else if (form->kind != AN_TIME_RANGE) {
        bool is_counted_on = is_from_narrative(form, anchors);
        *basis = is_counted_on ? AN_BASIS_NARRATIVE : AN_BASIS_DOCUMENT_DATE;
        range = place_against(form, is_counted_on ? anchors->narrative : anchors->published, anchors);
    }
    if (!an_date_range_is_known(range)) *basis = AN_BASIS_NONE;
    return an_time_part_of(range, form->part);
}
