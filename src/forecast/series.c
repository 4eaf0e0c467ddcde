/* Rows are sorted twice: once so that reports of one event stand together and become one, once so that the events of one stream and day do.
 * Both orders are total over what a row says, so the outcome does not depend on the order in which rows came. */
#include "forecast/series.h"

#include <math.h>
#include <stdlib.h>

static const char STAGE[] = "forecast";
enum { DAYS_PER_WEEK = 7 };

/* A row that was taken, with its place in the input for messages. */
typedef struct entry {
    an_event_row row;
    size_t number; /* from 1 */
} entry;
typedef struct entries {
    entry *items;
    size_t count;
} entries;

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory for a history of events"); }

/* ---- taking rows in ---- */

static bool is_bad_number(double x, bool may_be_negative) { return isinf(x) || (!may_be_negative && x < 0); }

static annals_status check_row(const an_event_row *row, size_t number, annals_error *error)
{
    if (is_bad_number(row->count, false) || row->count > AN_HISTORY_COUNT_MAX)
        return an_fail(error, ANNALS_E_INPUT, STAGE, number, "row %zu: a count must be 0 to %g, not %g", number, AN_HISTORY_COUNT_MAX, row->count);
    if (is_bad_number(row->mark, false))
        return an_fail(error, ANNALS_E_INPUT, STAGE, number, "row %zu: a mark must be a number from 0, not %g", number, row->mark);
    if (is_bad_number(row->goldstein, true)) return an_fail(error, ANNALS_E_INPUT, STAGE, number, "row %zu: the Goldstein value is infinite", number);
    if (row->source.length > AN_HISTORY_NAME_BYTES_MAX || row->target.length > AN_HISTORY_NAME_BYTES_MAX ||
        row->class_name.length > AN_HISTORY_NAME_BYTES_MAX || row->root.length > AN_HISTORY_NAME_BYTES_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, number, "row %zu: a name is longer than %d bytes", number, AN_HISTORY_NAME_BYTES_MAX);
    return ANNALS_OK;
}

static bool is_usable(const an_event_row *row)
{
    return row->day != AN_DAY_UNKNOWN && row->source.length && row->target.length && !an_str_equal(row->source, row->target);
}

static entry make_entry(const an_event_row *row, size_t number)
{
    entry e = {*row, number};
    if (!e.row.class_name.data) e.row.class_name = AN_STR("events");
    if (!e.row.root.data) e.row.root = e.row.class_name;
    if (e.row.published == AN_DAY_UNKNOWN || e.row.published < e.row.day) e.row.published = e.row.day;
    if (isnan(e.row.mark)) e.row.mark = 0;
    return e;
}

static annals_status take_rows(an_arena *scratch, const an_event_row *rows, size_t count, entries *out, an_history *history, annals_error *error)
{
    if (count > AN_HISTORY_ROWS_MAX) return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu events, more than %d", count, AN_HISTORY_ROWS_MAX);
    out->items = AN_NEW_ARRAY(scratch, entry, count);
    out->count = 0;
    if (!out->items) return no_memory(error);
    for (size_t i = 0; i < count; i++) {
        AN_TRY(check_row(rows + i, i + 1, error));
        if (is_usable(rows + i)) out->items[out->count++] = make_entry(rows + i, i + 1);
        else history->dropped++;
    }
    history->rows = out->count;
    if (!out->count) return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "no event with a date, a source and another target: there is no history");
    return ANNALS_OK;
}

/* ---- orders ---- */

static int by_number(double a, double b) { return (a > b) - (a < b); }
static int by_day(an_day a, an_day b) { return (a > b) - (a < b); }

static int by_dyad(const an_event_row *a, const an_event_row *b)
{
    int order = an_str_compare(a->source, b->source);
    return order ? order : an_str_compare(a->target, b->target);
}

static double distance_from_0(double goldstein) { return isnan(goldstein) ? -1 : fabs(goldstein); }

/* What a report says beyond which event it is of: the one to be kept comes first. */
static int by_report(const an_event_row *a, const an_event_row *b)
{
    int order = by_day(a->published, b->published);
    if (!order) order = by_number(distance_from_0(b->goldstein), distance_from_0(a->goldstein));
    if (!order) order = by_number(isnan(a->goldstein) ? 0 : a->goldstein, isnan(b->goldstein) ? 0 : b->goldstein);
    return order ? order : an_str_compare(a->class_name, b->class_name);
}

/* Single events first, then those with counts; reports of one event together. */
static int by_event(const void *left, const void *right)
{
    const entry *x = left, *y = right;
    const an_event_row *a = &x->row, *b = &y->row;
    int order = (isnan(b->count) != 0) - (isnan(a->count) != 0);
    if (!order) order = by_dyad(a, b);
    if (!order) order = an_str_compare(a->root, b->root);
    if (!order) order = by_day(a->day, b->day);
    if (!order) order = by_report(a, b);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static int by_stream(const void *left, const void *right)
{
    const an_event_row *a = &((const entry *)left)->row, *b = &((const entry *)right)->row;
    int order = by_dyad(a, b);
    if (!order) order = an_str_compare(a->class_name, b->class_name);
    if (!order) order = by_day(a->day, b->day);
    if (!order) order = by_day(a->published, b->published);
    if (!order) order = by_number(a->mark, b->mark); /* so that sums are added in one order */
    if (!order) order = by_number(a->count, b->count);
    return order ? order : by_number(a->goldstein, b->goldstein);
}

/* ---- merging ---- */

static bool is_same_event(const an_event_row *a, const an_event_row *b)
{
    return a->day == b->day && an_str_equal(a->source, b->source) && an_str_equal(a->target, b->target) && an_str_equal(a->root, b->root);
}

static void absorb(an_event_row *kept, const an_event_row *other)
{
    if (distance_from_0(other->goldstein) > distance_from_0(kept->goldstein)) kept->goldstein = other->goldstein;
    if (other->mark > kept->mark) kept->mark = other->mark;
}

static annals_status merge_reports(entries *e, an_history *history, annals_error *error)
{
    size_t kept = 0;
    qsort(e->items, e->count, sizeof *e->items, by_event);
    for (size_t i = 0; i < e->count; i++) {
        const an_event_row *row = &e->items[i].row;
        an_event_row *last = kept ? &e->items[kept - 1].row : NULL;
        bool is_again = last && isnan(last->count) == isnan(row->count) && is_same_event(last, row);
        if (is_again && isnan(row->count)) {
            absorb(last, row);
            history->merged++;
            continue;
        }
        if (is_again && last->published == row->published && an_str_equal(last->class_name, row->class_name))
            return an_fail(error, ANNALS_E_INPUT, STAGE, e->items[i].number,
                           "row %zu repeats row %zu: the same day, actors, class and root, both with a count",
                           e->items[i].number, e->items[kept - 1].number);
        e->items[kept++] = e->items[i];
    }
    e->count = kept;
    for (size_t i = 0; i < kept; i++)
        if (isnan(e->items[i].row.count)) e->items[i].row.count = 1;
    return ANNALS_OK;
}

/* ---- streams ---- */

static bool is_same_stream(const an_event_row *a, const an_event_row *b) { return !by_dyad(a, b) && an_str_equal(a->class_name, b->class_name); }

static size_t count_streams(const entries *e)
{
    size_t count = 0;
    for (size_t i = 0; i < e->count; i++) count += !i || !is_same_stream(&e->items[i - 1].row, &e->items[i].row);
    return count;
}

static an_str keep(an_arena *arena, an_str text) { return (an_str){an_arena_copy(arena, text.data, text.length), text.length}; }

static an_stream begin_stream(an_arena *arena, const an_event_row *row, const an_datum *data)
{
    return (an_stream){keep(arena, row->source), keep(arena, row->target), keep(arena, row->class_name), data, 0, 0};
}

static void add_to_datum(an_datum *datum, const an_event_row *row)
{
    datum->day = row->day;
    datum->published = row->published;
    datum->count += row->count;
    datum->mark += row->mark;
    if (!isnan(row->goldstein)) datum->goldstein += row->goldstein;
}

static annals_status make_streams(an_arena *arena, entries *e, an_history *history, annals_error *error)
{
    an_datum *data = AN_NEW_ARRAY(arena, an_datum, e->count);
    an_stream *streams;
    size_t at = 0, stream_count = 0;
    qsort(e->items, e->count, sizeof *e->items, by_stream);
    history->stream_count = count_streams(e);
    if (history->stream_count > AN_HISTORY_STREAMS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu pairs of actors by class, more than %d", history->stream_count, AN_HISTORY_STREAMS_MAX);
    streams = AN_NEW_ARRAY(arena, an_stream, history->stream_count);
    if (!data || !streams) return no_memory(error);
    for (size_t i = 0; i < e->count; i++) {
        const an_event_row *row = &e->items[i].row;
        bool is_new = !i || !is_same_stream(&e->items[i - 1].row, row);
        if (is_new) streams[stream_count++] = begin_stream(arena, row, data + at);
        if (is_new || data[at - 1].day != row->day || data[at - 1].published != row->published) {
            at++;
            streams[stream_count - 1].data_count++;
        }
        add_to_datum(data + at - 1, row);
        streams[stream_count - 1].total += row->count;
    }
    history->streams = streams;
    return arena->is_exhausted ? no_memory(error) : ANNALS_OK;
}

/* ---- days ---- */

static annals_status check_coverage(const an_coverage *coverage, size_t count, annals_error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (!(coverage[i].reports >= 0 && isfinite(coverage[i].reports)))
            return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "row %zu of the coverage: reports must be a number from 0", i + 1);
        if (coverage[i].day == AN_DAY_UNKNOWN || (i && coverage[i].day <= coverage[i - 1].day))
            return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "row %zu of the coverage: its day does not follow the one above", i + 1);
    }
    return ANNALS_OK;
}

static annals_status find_days(const entries *e, const an_coverage *coverage, size_t coverage_count, an_history *history, annals_error *error)
{
    history->first = history->last = e->items[0].row.day;
    for (size_t i = 0; i < e->count; i++) {
        an_day day = e->items[i].row.day;
        if (day < history->first) history->first = day;
        if (day > history->last) history->last = day;
    }
    if (coverage_count && coverage[0].day < history->first) history->first = coverage[0].day;
    if (coverage_count && coverage[coverage_count - 1].day > history->last) history->last = coverage[coverage_count - 1].day;
    if ((int64_t)history->last - history->first >= AN_HISTORY_DAYS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "the history spans more than %d days", AN_HISTORY_DAYS_MAX);
    return ANNALS_OK;
}

static annals_status keep_coverage(an_arena *arena, const an_coverage *coverage, size_t count, an_history *history, annals_error *error)
{
    double *reports;
    if (!count) return ANNALS_OK;
    reports = AN_NEW_ARRAY(arena, double, (size_t)(history->last - history->first) + 1);
    if (!reports) return no_memory(error);
    for (size_t i = 0; i < count; i++) reports[coverage[i].day - history->first] = coverage[i].reports;
    history->reports = reports;
    return ANNALS_OK;
}

annals_status an_history_build(an_arena *arena, an_arena *scratch, const an_event_row *rows, size_t row_count,
                               const an_coverage *coverage, size_t coverage_count, an_history *out, annals_error *error)
{
    entries e = {NULL, 0};
    memset(out, 0, sizeof *out);
    AN_TRY(check_coverage(coverage, coverage_count, error));
    AN_TRY(take_rows(scratch, rows, row_count, &e, out, error));
    AN_TRY(find_days(&e, coverage, coverage_count, out, error));
    AN_TRY(merge_reports(&e, out, error));
    AN_TRY(make_streams(arena, &e, out, error));
    return keep_coverage(arena, coverage, coverage_count, out, error);
}

/* ---- asking ---- */

static int compare_names(const an_stream *s, an_str source, an_str target, an_str class_name)
{
    int order = an_str_compare(s->source, source);
    if (!order) order = an_str_compare(s->target, target);
    return order ? order : an_str_compare(s->class_name, class_name);
}

size_t an_history_find(const an_history *history, an_str source, an_str target, an_str class_name)
{
    size_t low = 0, high = history->stream_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_names(history->streams + middle, source, target, class_name);
        if (!order) return middle;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return SIZE_MAX;
}

static bool is_selected(an_str asked, an_str has) { return !asked.data || an_str_equal(asked, has); }
static bool matches(const an_selector *selector, const an_stream *s)
{
    return is_selected(selector->source, s->source) && is_selected(selector->target, s->target) && is_selected(selector->class_name, s->class_name);
}

static bool is_known_at(const an_datum *datum, an_day origin) { return origin == AN_DAY_UNKNOWN || datum->published <= origin; }

double an_history_total(const an_history *history, an_selector selector, an_day origin)
{
    double total = 0;
    for (size_t s = 0; s < history->stream_count; s++) {
        const an_stream *stream = history->streams + s;
        if (!matches(&selector, stream)) continue;
        for (size_t i = 0; i < stream->data_count; i++)
            if (is_known_at(stream->data + i, origin)) total += stream->data[i].count;
    }
    return total;
}

/* ---- dense series ---- */

an_day an_week_of(an_day day) { return day - an_day_weekday(day); }

static int period_days(an_period period) { return period == AN_PERIOD_WEEK ? DAYS_PER_WEEK : 1; }

/* First day and number of the whole periods inside [from, to]. */
static annals_status place_periods(an_day from, an_day to, an_series *out, annals_error *error)
{
    an_day first = out->period == AN_PERIOD_WEEK && an_week_of(from) != from ? an_week_of(from) + DAYS_PER_WEEK : from;
    int days = period_days(out->period);
    if (to < from) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "the range of dates ends before it begins");
    if ((int64_t)to - first + 1 < days)
        return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "there is not one whole %s in the range of dates", days == 1 ? "day" : "week");
    out->first = first;
    out->length = (size_t)(to - first + 1) / (size_t)days;
    return ANNALS_OK;
}

static annals_status refuse_gap(an_day from, an_day to, annals_error *error)
{
    char a[AN_ISO_DAY_BYTES], b[AN_ISO_DAY_BYTES];
    return an_fail(error, ANNALS_E_INPUT, STAGE, 0,
                   "nothing was read from %s to %s: a gap in coverage cannot be told from peace; ask for dates after it",
                   an_iso_format(from, a), an_iso_format(to, b));
}

static void mark_days_with_events(const an_history *history, an_day from, an_day to, an_day origin, bool *is_covered)
{
    for (size_t s = 0; s < history->stream_count; s++)
        for (size_t i = 0; i < history->streams[s].data_count; i++) {
            const an_datum *datum = history->streams[s].data + i;
            if (datum->day >= from && datum->day <= to && is_known_at(datum, origin)) is_covered[datum->day - from] = true;
        }
}

static double reports_on(const an_history *history, an_day day)
{
    return day >= history->first && day <= history->last ? history->reports[day - history->first] : 0;
}

static annals_status check_gaps(an_arena *arena, const an_history *history, an_day from, an_day to, an_day origin, annals_error *error)
{
    size_t days = (size_t)(to - from) + 1;
    bool *is_covered = AN_NEW_ARRAY(arena, bool, days);
    an_day last = from - 1;
    if (!is_covered) return no_memory(error);
    if (history->reports) {
        for (size_t d = 0; d < days; d++) is_covered[d] = reports_on(history, from + (an_day)d) > 0;
    } else {
        mark_days_with_events(history, from, to, origin, is_covered);
    }
    for (size_t d = 0; d <= days; d++) {
        an_day day = from + (an_day)d;
        if (d < days && !is_covered[d]) continue;
        if (day - last - 1 > AN_HISTORY_GAP_DAYS_MAX) return refuse_gap(last + 1, day - 1, error);
        last = day;
    }
    return ANNALS_OK;
}

static void fill_coverage(const an_history *history, an_series *out)
{
    int days = period_days(out->period);
    double sum = 0;
    for (size_t t = 0; t < out->length; t++) {
        for (int d = 0; history->reports && d < days; d++) out->coverage[t] += reports_on(history, out->first + (an_day)t * days + d);
        sum += out->coverage[t];
    }
    for (size_t t = 0; t < out->length; t++) out->coverage[t] = history->reports && sum > 0 ? out->coverage[t] * (double)out->length / sum : 1;
}

static double measured(const an_datum *datum, an_measure measure)
{
    return measure == AN_MEASURE_COUNT ? datum->count : measure == AN_MEASURE_GOLDSTEIN ? datum->goldstein : datum->mark;
}

static void fill_values(const an_history *history, an_measure measure, const an_selector *selector, an_day origin, const an_series *out,
                        double *values)
{
    int days = period_days(out->period);
    for (size_t s = 0; s < history->stream_count; s++) {
        const an_stream *stream = history->streams + s;
        if (!matches(selector, stream)) continue;
        for (size_t i = 0; i < stream->data_count; i++) {
            const an_datum *datum = stream->data + i;
            int64_t from_first = (int64_t)datum->day - out->first;
            if (from_first < 0 || from_first / days >= (int64_t)out->length || !is_known_at(datum, origin)) continue;
            values[from_first / days] += measured(datum, measure);
        }
    }
}

annals_status an_series_make(an_arena *arena, const an_history *history, an_measure measure, an_period period,
                             const an_selector *selectors, size_t selector_count, an_day from, an_day to, an_day origin,
                             an_series *out, annals_error *error)
{
    *out = (an_series){.period = period, .series_count = selector_count};
    if (!selector_count) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "no stream was asked for");
    if (from == AN_DAY_UNKNOWN) from = history->first;
    if (to == AN_DAY_UNKNOWN) to = history->last;
    AN_TRY(place_periods(from, to, out, error));
    AN_TRY(check_gaps(arena, history, out->first, out->first + (an_day)out->length * period_days(period) - 1, origin, error));
    out->coverage = AN_NEW_ARRAY(arena, double, out->length);
    out->values = AN_NEW_ARRAY(arena, double, selector_count * out->length);
    if (!out->coverage || !out->values) return no_memory(error);
    fill_coverage(history, out);
    for (size_t s = 0; s < selector_count; s++) fill_values(history, measure, selectors + s, origin, out, out->values + s * out->length);
    return ANNALS_OK;
}
