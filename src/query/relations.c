/* Every pair of an actor and a recipient of an event is noted, then the notes are sorted by ids and equal ones added up, so that no order
 * of storing or hashing can reach the result. */
#include "query/relations.h"

#include <stdlib.h>

#include "base/array.h"

typedef struct counting {
    an_arena *arena;
    AN_ARRAY(an_relation) pairs;
} counting;

static int compare_ids(const void *left, const void *right)
{
    const an_relation *a = left, *b = right;
    int order = an_str_compare(a->actor, b->actor);
    return order ? order : an_str_compare(a->recipient, b->recipient);
}

static int compare_counts(const void *left, const void *right)
{
    const an_relation *a = left, *b = right;
    if (a->events != b->events) return a->events < b->events ? 1 : -1;
    return compare_ids(left, right);
}

static void widen(an_date_range *range, an_date_range by)
{
    if (by.from != AN_DAY_UNKNOWN && (range->from == AN_DAY_UNKNOWN || by.from < range->from)) range->from = by.from;
    if (by.to != AN_DAY_UNKNOWN && (range->to == AN_DAY_UNKNOWN || by.to > range->to)) range->to = by.to;
}

static void add(an_relation *sum, const an_relation *one)
{
    sum->events += one->events;
    for (int quad = 1; quad <= 4; quad++) sum->quads[quad] += one->quads[quad];
    sum->goldstein_sum += one->goldstein_sum;
    sum->goldstein_count += one->goldstein_count;
    widen(&sum->dates, one->dates);
}

static an_str keep(an_arena *arena, an_str text) { return (an_str){an_arena_copy(arena, text.data, text.length), text.length}; }

static void note(counting *c, const an_event *event, const an_actor *actor, const an_actor *recipient)
{
    an_relation pair = {.events = 1, .dates = event->date.is_known ? event->date.time.range : AN_DATE_RANGE_UNKNOWN};
    if (!actor->id.data || !recipient->id.data || an_str_equal(actor->id, recipient->id)) return;
    pair.actor = keep(c->arena, actor->id);
    pair.actor_name = keep(c->arena, actor->name);
    pair.recipient = keep(c->arena, recipient->id);
    pair.recipient_name = keep(c->arena, recipient->name);
    if (event->quad >= 1 && event->quad <= 4) pair.quads[event->quad] = 1;
    if (event->has_goldstein) {
        pair.goldstein_sum = event->goldstein;
        pair.goldstein_count = 1;
    }
    AN_PUSH(c->arena, &c->pairs, pair);
}

static annals_status on_event(void *user, const an_found *found, annals_error *error)
{
    counting *c = user;
    const an_event *event = found->event;
    if (event->factuality != AN_FACTUALITY_HAPPENED && event->factuality != AN_FACTUALITY_ONGOING) return ANNALS_OK;
    for (size_t a = 0; a < event->actors.count; a++)
        for (size_t r = 0; r < event->recipients.count; r++)
            note(c, event, &event->actors.items[a].actor, &event->recipients.items[r].actor);
    return c->arena->is_exhausted ? an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory") : ANNALS_OK;
}

static size_t merge_equal(an_relation *pairs, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept && compare_ids(&pairs[kept - 1], &pairs[i]) == 0) add(&pairs[kept - 1], &pairs[i]);
        else pairs[kept++] = pairs[i];
    }
    return kept;
}

annals_status an_query_relations(an_store *store, const an_filter *filter, an_arena *arena, an_relation **out, size_t *count,
                                 annals_error *error)
{
    counting c = {.arena = arena};
    an_filter all = *filter;
    all.limit = 0;
    AN_TRY(an_store_select_events(store, &all, on_event, &c, error));
    if (c.pairs.count) qsort(c.pairs.items, c.pairs.count, sizeof *c.pairs.items, compare_ids);
    *count = merge_equal(c.pairs.items, c.pairs.count);
    if (*count) qsort(c.pairs.items, *count, sizeof *c.pairs.items, compare_counts);
    *out = c.pairs.items;
    return ANNALS_OK;
}
