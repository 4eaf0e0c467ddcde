/* Summaries: for each field the value that most speaks for, and the ends between which the accounts put it. Every value with who gave it
 * stays where it is, in the events. */
#include "link/summary.h"

#include <stdlib.h>

static const an_event_quantity *quantity(const an_event *event, int kind)
{
    const an_event_quantity *all[AN_COUNT_KINDS] = {&event->killed, &event->wounded, &event->detained, &event->displaced};
    return all[kind];
}

/* Best: what the latest report says that gives a number, since tolls are corrected and grow; of equal days what more accounts say. An
 * account that denies the event counts last. Low and high: the ends of all. */
static bool speaks_for(const an_link_account *a)
{
    return a->event.event.factuality == AN_FACTUALITY_HAPPENED || a->event.event.factuality == AN_FACTUALITY_ONGOING;
}

static bool is_better(const an_link_account *a, const an_link_account *b)
{
    an_day x = a->event.article.published.from, y = b->event.article.published.from;
    if (speaks_for(a) != speaks_for(b)) return speaks_for(a);
    if (x != y) return x > y;
    return a->events > b->events;
}

static void sum_count(const an_link_accounts *accounts, int kind, an_incident_count *out)
{
    const an_link_account *best = NULL;
    int64_t closed_high = INT64_MIN, open_low = INT64_MIN;
    for (size_t i = 0; i < accounts->count; i++) {
        const an_event_quantity *q = quantity(&accounts->items[i].event.event, kind);
        if (!q->is_known) continue;
        if (!best || q->low < out->low) out->low = q->low;
        if (q->high != INT64_MAX && q->high > closed_high) closed_high = q->high;
        if (q->high == INT64_MAX && q->low > open_low) open_low = q->low;
        if (!best || is_better(&accounts->items[i], best)) best = &accounts->items[i];
    }
    out->is_known = best != NULL;
    out->high = closed_high >= open_low ? closed_high : INT64_MAX; /* "at least 40" of 40 and more, if nobody says how many */
    if (best) out->best = quantity(&best->event.event, kind)->low;
}

/* The narrowest range; of equally narrow ones that of words before the day of publication, then of more accounts, then the earlier. */
static int64_t width(an_date_range r) { return r.from == AN_DAY_UNKNOWN || r.to == AN_DAY_UNKNOWN ? INT32_MAX : (int64_t)r.to - r.from; }

static bool is_better_date(const an_link_account *a, const an_link_account *b)
{
    const an_event_date *x = &a->event.event.date, *y = &b->event.event.date;
    if (width(x->time.range) != width(y->time.range)) return width(x->time.range) < width(y->time.range);
    if (an_span_is_empty(x->span) != an_span_is_empty(y->span)) return an_span_is_empty(y->span);
    return a->events > b->events;
}

static void choose_date(const an_link_accounts *accounts, an_incident *out)
{
    const an_link_account *best = NULL;
    out->dates = AN_DATE_RANGE_UNKNOWN;
    for (size_t i = 0; i < accounts->count; i++) {
        const an_event_date *date = &accounts->items[i].event.event.date;
        if (date->is_known && !date->time.is_duration && !date->time.is_habitual && (!best || is_better_date(&accounts->items[i], best)))
            best = &accounts->items[i];
    }
    if (best) out->dates = best->event.event.date.time.range;
    out->date_precision = an_date_precision(out->dates);
}

static void choose_place(const an_link_accounts *accounts, an_incident *out)
{
    int64_t best_events = 0;
    for (size_t i = 0; i < accounts->count; i++) {
        const an_event_place *place = &accounts->items[i].event.event.place;
        int precision = place->is_known ? an_place_precision(&place->place) : 0;
        if (!precision) continue;
        if (out->place_precision && (precision > out->place_precision ||
                                     (precision == out->place_precision && accounts->items[i].events <= best_events))) continue;
        out->place = place->place;
        out->place_precision = precision;
        best_events = accounts->items[i].events;
    }
}

static an_factuality surest(const an_link_accounts *accounts)
{
    static const an_factuality order[] = {AN_FACTUALITY_HAPPENED, AN_FACTUALITY_ONGOING, AN_FACTUALITY_POSSIBLE, AN_FACTUALITY_DID_NOT_HAPPEN};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < accounts->count; i++)
            if (accounts->items[i].event.event.factuality == order[k]) return order[k];
    return AN_FACTUALITY_POSSIBLE;
}

static int by_publication(const void *x, const void *y)
{
    const an_link_account *a = x, *b = y;
    return (a->event.rank > b->event.rank) - (a->event.rank < b->event.rank);
}

static annals_status load_accounts(an_store *store, an_arena *arena, int64_t incident, an_link_accounts *out, annals_error *error)
{
    an_row_list nodes = {0};
    AN_TRY(an_store_link_incident_nodes(store, incident, arena, &nodes, error));
    for (size_t i = 0; i < nodes.count; i++) {
        an_link_node row;
        an_link_account account = {.node = nodes.items[i]};
        AN_TRY(an_store_link_load_node(store, nodes.items[i], &row, error));
        AN_TRY(an_store_link_event(store, arena, row.sample, &account.event, error));
        account.events = row.events;
        if (!AN_PUSH(arena, out, account)) return an_fail(error, ANNALS_E_MEMORY, "link", 0, "out of memory");
    }
    if (out->count) qsort(out->items, out->count, sizeof *out->items, by_publication);
    return ANNALS_OK;
}

annals_status an_link_summarise(an_store *store, an_arena *arena, int64_t incident, const an_node_maker *maker, bool *is_there, annals_error *error)
{
    an_link_accounts accounts = {0};
    an_incident sum = {0};
    AN_TRY(load_accounts(store, arena, incident, &accounts, error));
    *is_there = accounts.count > 0;
    if (!*is_there) return ANNALS_OK;
    sum.key = accounts.items[0].event.event.key;
    sum.type = accounts.items[0].event.event.type; /* all accounts of an incident are of one type */
    sum.factuality = surest(&accounts);
    choose_date(&accounts, &sum);
    choose_place(&accounts, &sum);
    for (int k = 0; k < AN_COUNT_KINDS; k++) sum_count(&accounts, k, &sum.counts[k]);
    AN_TRY(an_store_link_set_summary(store, incident, &sum, error));
    AN_TRY(an_store_link_drop_contradictions(store, incident, error));
    return an_link_contradict(store, arena, incident, &accounts, maker, error);
}
