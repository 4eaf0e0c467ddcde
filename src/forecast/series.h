/* The history that all engines are fitted to: dated events between named actors, as counts and Goldstein sums by day or week.
 *
 * Event rows (from a base) or a CSV text -> an_history (sparse: who did what to whom on which day, and since when that was known)
 * -> an_series (dense: a number for each period). What was not yet published at the origin of a forecast is left out of the series
 * made for that origin, so that a back-test sees what could have been seen.
 *
 * Rules, all counted in an_history.dropped or refused with the line:
 *  - An event re-reported for days would look like one that excites itself. Single events (count not given) are therefore merged to one
 *    per (source, target, root, day); the earliest publication stands, with the largest mark, and the Goldstein value farthest from 0.
 *  - Rows with a count are sums already: they are added up, never merged; the same (date, published, source, target, class, root)
 *    twice is an error.
 *  - Rows without a source, target or date are dropped and counted; so are those with source = target. */
#ifndef ANNALS_FORECAST_SERIES_H
#define ANNALS_FORECAST_SERIES_H

#include "base/array.h"
#include "base/calendar.h"
#include "base/status.h"

enum {
    AN_HISTORY_ROWS_MAX = 8 * 1000 * 1000,
    AN_HISTORY_DAYS_MAX = 200 * 366,
    AN_HISTORY_STREAMS_MAX = 1000 * 1000,
    AN_HISTORY_NAME_BYTES_MAX = 200,
    AN_HISTORY_CSV_BYTES_MAX = 1 << 30,
    AN_HISTORY_GAP_DAYS_MAX = 366 /* a longer silence inside the asked range is a gap in coverage, not peace */
};
#define AN_HISTORY_COUNT_MAX 1e9

/* One row as it comes in. Texts are copied. */
typedef struct an_event_row {
    an_day day, published; /* published AN_DAY_UNKNOWN = on the day itself; before the day = on the day */
    an_str source, target; /* ids of actors */
    an_str class_name;     /* the kind of stream it belongs to: "conflict", "verbal-cooperation"; data NULL = "events" */
    an_str root;           /* what is merged: CAMEO root or event type; data NULL = the class */
    double count;          /* NaN = a single event; else >= 0 */
    double goldstein;      /* NaN = none; the value of one event, or with a count the sum over its events */
    double mark;           /* size of the event (deaths); NaN = 0; >= 0 */
} an_event_row;

/* What happened in one stream on one day as far as first published on one day. */
typedef struct an_datum {
    an_day day, published;
    double count, goldstein, mark; /* mark: sum */
} an_datum;

/* Events of one kind from one actor to another. */
typedef struct an_stream {
    an_str source, target, class_name;
    const an_datum *data; /* by day, then published; no two alike */
    size_t data_count;
    double total; /* sum of counts */
} an_stream;

/* How much was read on one day. */
typedef struct an_coverage {
    an_day day;
    double reports; /* >= 0 */
} an_coverage;

/* Read-only once built; any number of threads. Owner: the arena given to the builder. */
typedef struct an_history {
    const an_stream *streams; /* by source, target, class: the one order */
    size_t stream_count;
    an_day first, last;       /* first and last day with an event or a report */
    const double *reports;    /* by day from first; NULL = unknown: every day counts as covered alike */
    uint64_t rows, merged;    /* rows taken in; how many of them were another report of an event already there */
    uint64_t dropped;         /* rows without date, source or target, or with source = target */
} an_history;

/* Builds a history from rows in any order: the result depends on their set only. `coverage` (days rising) may be NULL with count 0.
 * Texts are copied into `arena`; scratch is used and can be reset afterwards. E_INPUT: no row left, a negative or infinite number,
 * coverage days not rising, two equal rows with counts (error->offset: number of the row from 1); E_LIMIT: more rows, days, streams
 * or longer names than above; E_MEMORY. */
annals_status an_history_build(an_arena *arena, an_arena *scratch, const an_event_row *rows, size_t row_count,
                               const an_coverage *coverage, size_t coverage_count, an_history *out, annals_error *error);

/* Reads a CSV (RFC 4180: comma, quotes doubled; UTF-8, a byte order mark is skipped) with a header line. Columns in any order, others
 * ignored:
 *   date       (or event_date, day)    required; ISO 8601 day. Must not fall from line to line.
 *   published  (or publication_date)   ISO 8601 day; empty = date
 *   source     (or actor, side_a)      required
 *   target     (or recipient, side_b)  required
 *   class      (or event_class)        a word
 *   root       (or cameo_root)         a word
 *   goldstein                          a number; empty = none
 *   count                              a number >= 0; empty = 1 single event
 *   mark       (or deaths)             a number >= 0
 * Errors name the line (error->offset too): unreadable date, date before the one above, NaN, negative or infinite number, a line
 * with more or fewer cells than the header, a quote that does not close, a missing or doubled column, equal rows with counts. */
annals_status an_history_read_csv(an_arena *arena, an_arena *scratch, an_str csv, const an_coverage *coverage,
                                  size_t coverage_count, an_history *out, annals_error *error);
/* Reads a CSV with the columns date and reports; dates strictly rising. */
annals_status an_coverage_read_csv(an_arena *arena, an_str csv, an_coverage **out, size_t *count, annals_error *error);

typedef enum an_period { AN_PERIOD_DAY, AN_PERIOD_WEEK } an_period; /* weeks begin on Monday (ISO 8601) */
typedef enum an_measure { AN_MEASURE_COUNT, AN_MEASURE_GOLDSTEIN, AN_MEASURE_MARK } an_measure;

/* Which streams are added up to one series; data NULL = any. */
typedef struct an_selector {
    an_str source, target, class_name;
} an_selector;

/* values[s * length + t]: series s in period t, which begins on day first + t * (1 or 7). Owner: the arena given. */
typedef struct an_series {
    an_period period;
    an_day first;
    size_t series_count, length;
    double *values;
    double *coverage; /* [length] reports / their mean over the series; all 1 if unknown */
} an_series;

/* The series of `selectors` over the whole periods inside [from, to] (an unknown end = the history's), with what was published on or
 * before `origin` (AN_DAY_UNKNOWN = all of it). E_USAGE: no selector, to before from; E_INPUT: not one whole period in the range, a
 * gap of more than AN_HISTORY_GAP_DAYS_MAX days without a report (or, where reports are unknown, without an event of any stream);
 * E_MEMORY. A series without a single event is no failure here: engines say what they need. */
annals_status an_series_make(an_arena *arena, const an_history *history, an_measure measure, an_period period,
                             const an_selector *selectors, size_t selector_count, an_day from, an_day to, an_day origin,
                             an_series *out, annals_error *error);
/* The Monday of its week. */
an_day an_week_of(an_day day);
/* The stream with these names, or SIZE_MAX. O(log n). */
size_t an_history_find(const an_history *history, an_str source, an_str target, an_str class_name);
/* Events ever seen by `origin` in all streams that match (a precedent count). */
double an_history_total(const an_history *history, an_selector selector, an_day origin);

#endif
