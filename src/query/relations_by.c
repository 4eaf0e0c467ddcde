/* A dyad over time: periods of the calendar, and the turning points in them. Rows are made one at a time, so that a century of days takes no
 * memory. */
#include "query/relations_internal.h"

#include <stdlib.h>

#include "query/turning.h"

enum { YEAR_MAX = 9999 }; /* where the calendar ends */

/* Neighbouring periods that depend on one another. Inside stretches without a turning point neighbours correlate by .2 (weeks, months) and
 * .07 (days) in the busiest dyads of the current-events reports, and by nothing beyond the third; these blocks keep false alarms under
 * .05 even where they correlate by .3 (docs/relations.md). */
static const size_t blocks[AN_BY_COUNT] = {[AN_BY_DAY] = 14, [AN_BY_WEEK] = 4, [AN_BY_MONTH] = 4, [AN_BY_YEAR] = 1};

annals_status an_query_read_by(const char *word, an_relation_by *out, annals_error *error)
{
    *out = AN_BY_NONE;
    if (!word) return ANNALS_OK;
    for (int by = AN_BY_DAY; by < AN_BY_COUNT; by++)
        if (strcmp(word, an_relation_by_names[by]) == 0) *out = (an_relation_by)by;
    return *out ? ANNALS_OK : an_fail(error, ANNALS_E_USAGE, "query", 0, "by: '%.100s' is no period; there are day, week, month and year", word);
}

/* ---- in which period ---- */

/* A happening and the period that it lies in. */
typedef struct placed {
    an_day start; /* of its period; AN_DAY_UNKNOWN = none */
    const an_happening *happening;
} placed;

/* Of two periods that share the days the one with more of them; they are two at most, as the range is no longer than a period. */
static an_day period_of(an_relation_by by, an_date_range range)
{
    an_day start, next;
    if (range.from == AN_DAY_UNKNOWN || range.to == AN_DAY_UNKNOWN || range.to < range.from) return AN_DAY_UNKNOWN;
    start = an_relation_period_start(by, range.from);
    next = an_relation_period_next(by, start);
    if (next == AN_DAY_UNKNOWN || range.to < next) return start;
    if (range.to - range.from >= next - start) return AN_DAY_UNKNOWN;
    return next - range.from >= range.to - next + 1 ? start : next;
}

static int by_period(const void *x, const void *y)
{
    const placed *a = x, *b = y;
    if ((a->start == AN_DAY_UNKNOWN) != (b->start == AN_DAY_UNKNOWN)) return a->start == AN_DAY_UNKNOWN ? 1 : -1;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    return (a->happening > b->happening) - (a->happening < b->happening); /* they lie in one list, in order */
}

typedef struct timeline {
    an_arena *arena; /* for one dyad */
    an_relation_by by;
    const an_dyad *dyad;
    placed *items;
    size_t dated;    /* the first so many have a period */
    an_day first;
    size_t periods;  /* from the first to the last one that has an incident */
    struct turn {
        size_t period;
        an_turning turning;
    } *turns;
    size_t turn_count;
} timeline;

static bool place_all(timeline *t)
{
    t->items = AN_NEW_ARRAY(t->arena, placed, t->dyad->count);
    if (!t->items) return false;
    for (size_t i = 0; i < t->dyad->count; i++) t->items[i] = (placed){period_of(t->by, t->dyad->happenings[i].dates), &t->dyad->happenings[i]};
    qsort(t->items, t->dyad->count, sizeof *t->items, by_period);
    while (t->dated < t->dyad->count && t->items[t->dated].start != AN_DAY_UNKNOWN) t->dated++;
    if (!t->dated) return true;
    t->first = t->items[0].start;
    t->periods = (size_t)an_relation_period_distance(t->by, t->first, t->items[t->dated - 1].start) + 1;
    return true;
}

static size_t period_number(const timeline *t, size_t item)
{
    return (size_t)an_relation_period_distance(t->by, t->first, t->items[item].start);
}

/* ---- turning points ---- */

static bool is_of(an_turning_measure measure, const an_happening *h)
{
    if (measure == AN_TURNING_COOPERATION) return h->quad == 1 || h->quad == 2;
    if (measure == AN_TURNING_CONFLICT) return h->quad == 3 || h->quad == 4;
    return true;
}

/* The candidate carriers lie on one side of the turn and, for a tone, on the side to which it turned. */
typedef struct carrier {
    double pull;     /* how far a score is from what was before; 0 for counts */
    size_t distance; /* from the turn, in happenings */
    uint64_t key;
} carrier;

static int by_weight(const void *x, const void *y)
{
    const carrier *a = x, *b = y;
    if (a->pull != b->pull) return a->pull > b->pull ? -1 : 1;
    return (a->distance > b->distance) - (a->distance < b->distance);
}

/* Items [from, to) are the new level, or the old one where a number went down. */
static void find_carriers(const timeline *t, size_t from, size_t to, bool is_backward, an_turning *turning)
{
    carrier *all = AN_NEW_ARRAY(t->arena, carrier, to - from + 1);
    size_t count = 0;
    bool is_up = turning->after > turning->before;
    if (!all) return;
    for (size_t i = from; i < to; i++) {
        const an_happening *h = t->items[i].happening;
        carrier one = {.key = h->key, .distance = is_backward ? to - 1 - i : i - from};
        if (turning->measure == AN_TURNING_TONE) one.pull = is_up ? h->score - turning->before : turning->before - h->score;
        if (is_of(turning->measure, h) && one.pull >= 0) all[count++] = one;
    }
    qsort(all, count, sizeof *all, by_weight);
    for (size_t i = 0; i < count && i < AN_CARRIERS_MAX; i++) turning->carriers[turning->carrier_count++] = all[i].key;
}

/* The first item in this period or a later one. */
static size_t first_item_from(const timeline *t, size_t period)
{
    size_t low = 0, high = t->dated;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (period_number(t, middle) < period) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* The periods that a measure has values for, as the search wants them. */
typedef struct measured {
    double *sums, *weights;
    size_t *periods;
    size_t count;
} measured;

static bool measure_counts(const timeline *t, an_turning_measure measure, measured *out)
{
    out->sums = AN_NEW_ARRAY(t->arena, double, t->periods);
    out->periods = AN_NEW_ARRAY(t->arena, size_t, t->periods);
    if (!out->periods) return false;
    out->count = t->periods;
    for (size_t i = 0; i < t->periods; i++) out->periods[i] = i;
    for (size_t i = 0; i < t->dated; i++) out->sums[period_number(t, i)] += is_of(measure, t->items[i].happening);
    return true;
}

/* A period without incidents has no tone. */
static bool measure_tone(const timeline *t, measured *out)
{
    out->sums = AN_NEW_ARRAY(t->arena, double, t->dated);
    out->weights = AN_NEW_ARRAY(t->arena, double, t->dated);
    out->periods = AN_NEW_ARRAY(t->arena, size_t, t->dated);
    if (!out->periods) return false;
    for (size_t i = 0; i < t->dated; i++) {
        size_t period = period_number(t, i);
        if (!out->count || out->periods[out->count - 1] != period) out->periods[out->count++] = period;
        out->sums[out->count - 1] += t->items[i].happening->score;
        out->weights[out->count - 1]++;
    }
    return true;
}

static annals_status add_turns(timeline *t, an_turning_measure measure, annals_error *error)
{
    measured m = {0};
    an_turning_points points = {0};
    bool is_measured = measure == AN_TURNING_TONE ? measure_tone(t, &m) : measure_counts(t, measure, &m);
    if (!is_measured) return an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory");
    AN_TRY(an_turning_find(t->arena, &(an_turning_series){m.sums, m.weights, m.count}, blocks[t->by], &points, error));
    for (size_t i = 0; i < points.count; i++) {
        const an_turning_point *p = &points.items[i];
        struct turn turn = {m.periods[p->at], {.measure = measure, .before = p->before, .after = p->after, .p = p->p}};
        bool is_ending = measure != AN_TURNING_TONE && p->after < p->before;
        size_t at = first_item_from(t, turn.period);
        size_t from = is_ending ? (i ? first_item_from(t, m.periods[points.items[i - 1].at]) : 0) : at;
        size_t to = is_ending ? at : i + 1 < points.count ? first_item_from(t, m.periods[points.items[i + 1].at]) : t->dated;
        find_carriers(t, from, to, is_ending, &turn.turning);
        t->turns[t->turn_count++] = turn;
    }
    return ANNALS_OK;
}

/* Measures with too few incidents are not looked at, which keeps the many quiet dyads cheap. */
static annals_status find_turns(timeline *t, annals_error *error)
{
    if (t->dated < AN_TURNING_TOTAL_MIN || t->periods < AN_TURNING_ITEMS_MIN || t->periods > AN_TURNING_ITEMS_MAX) return ANNALS_OK;
    t->turns = AN_NEW_ARRAY(t->arena, struct turn, AN_TURNING_MEASURES * t->periods);
    if (!t->turns) return an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory");
    for (int measure = 0; measure < AN_TURNING_MEASURES; measure++) AN_TRY(add_turns(t, (an_turning_measure)measure, error));
    return ANNALS_OK;
}

/* ---- rows ---- */

static void put_turns(const timeline *t, size_t period, an_relation *row)
{
    for (size_t i = 0; i < t->turn_count; i++)
        if (t->turns[i].period == period) row->turnings[row->turning_count++] = t->turns[i].turning;
}

static annals_status put_rows(const timeline *t, an_on_relation on_found, void *user, annals_error *error)
{
    an_day start = t->first, end = an_year_range(YEAR_MAX).to;
    an_relation row;
    size_t item = 0;
    for (size_t period = 0; period < t->periods; period++) {
        an_day next = an_relation_period_next(t->by, start);
        an_relation_name(&row, t->dyad);
        row.period = (an_date_range){start, next == AN_DAY_UNKNOWN || next > end ? end : next - 1};
        while (item < t->dated && t->items[item].start == start) an_relation_add(&row, t->items[item++].happening);
        put_turns(t, period, &row);
        AN_TRY(on_found(user, &row, error));
        start = next;
    }
    if (item == t->dyad->count) return ANNALS_OK;
    an_relation_name(&row, t->dyad);
    while (item < t->dyad->count) an_relation_add(&row, t->items[item++].happening);
    return on_found(user, &row, error);
}

static annals_status put_dyad(timeline *t, an_on_relation on_found, void *user, annals_error *error)
{
    if (!place_all(t)) return an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory");
    AN_TRY(find_turns(t, error));
    return put_rows(t, on_found, user, error);
}

annals_status an_query_relations_by(an_store *store, const an_filter *filter, an_relation_by by, an_on_relation on_found, void *user,
                                    annals_error *error)
{
    an_arena arena, own;
    an_dyads dyads = {0};
    annals_status status;
    an_arena_init(&arena, 0);
    an_arena_init(&own, 0);
    status = an_query_dyads(store, filter, &arena, &dyads, error);
    for (size_t i = 0; i < dyads.count && status == ANNALS_OK; i++) {
        timeline t = {.arena = &own, .by = by, .dyad = &dyads.items[i]};
        an_arena_reset(&own);
        status = put_dyad(&t, on_found, user, error);
    }
    an_arena_free(&own);
    an_arena_free(&arena);
    return status;
}
