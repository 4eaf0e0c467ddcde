/* Counts the directed pairs of known actors in a report's events ("gunmen" here and "gunmen" there are not one actor). Pairs are sorted as texts, then counted: no hash order can reach the page. */
#include <stdlib.h>

#include "show/report.h"

static int compare_pairs(const void *left, const void *right)
{
    const an_dyad *a = left, *b = right;
    int order = an_str_compare(a->actor.id, b->actor.id);
    return order ? order : an_str_compare(a->recipient.id, b->recipient.id);
}

static int compare_counts(const void *left, const void *right)
{
    const an_dyad *a = left, *b = right;
    if (a->count != b->count) return a->count < b->count ? 1 : -1;
    return compare_pairs(left, right);
}

static size_t merge_equal(an_dyad *pairs, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept && compare_pairs(&pairs[kept - 1], &pairs[i]) == 0) {
            pairs[kept - 1].count++;
            for (int quad = 1; quad <= 4; quad++) pairs[kept - 1].quads[quad] += pairs[i].quads[quad];
        } else {
            pairs[kept++] = pairs[i];
        }
    }
    return kept;
}

/* Only events that are told as having happened or going on count; an actor with itself is no dyad. */
static bool counts(const an_report_event *event)
{
    return an_str_is(event->factuality, "happened") || an_str_is(event->factuality, "ongoing");
}

an_dyad *an_report_dyads(an_arena *scratch, const an_report *report, size_t *count)
{
    size_t capacity = 0, filled = 0;
    an_dyad *pairs;
    for (size_t i = 0; i < report->event_count; i++) capacity += report->events[i].actor_count * report->events[i].recipient_count;
    pairs = AN_NEW_ARRAY(scratch, an_dyad, capacity + 1);
    if (!pairs) return NULL;
    for (size_t i = 0; i < report->event_count; i++) {
        const an_report_event *event = &report->events[i];
        if (!counts(event)) continue;
        for (size_t a = 0; a < event->actor_count; a++)
            for (size_t r = 0; r < event->recipient_count; r++) {
                an_dyad pair = {.actor = event->actors[a], .recipient = event->recipients[r], .count = 1};
                if (!pair.actor.id.data || !pair.recipient.id.data || an_str_equal(pair.actor.id, pair.recipient.id)) continue;
                if (event->quad >= 1 && event->quad <= 4) pair.quads[event->quad] = 1;
                pairs[filled++] = pair;
            }
    }
    qsort(pairs, filled, sizeof *pairs, compare_pairs);
    *count = merge_equal(pairs, filled);
    qsort(pairs, *count, sizeof *pairs, compare_counts);
    return pairs;
}
