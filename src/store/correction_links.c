/* What decisions mean for comparing: events that leave their nodes, ties between events, derivations that are none.
 *
 * Here it is only noted; link/incidents.c does it. Whatever an event that leaves may have kept together or apart is looked at again: its
 * incident, its block, and mentions that could have meant it. */
#include <stdlib.h>

#include "store/correction_internal.h"

typedef struct node_of_event {
    int64_t node;
    bool is_sample;
} node_of_event;

static annals_status find_node(an_store *store, int64_t event, node_of_event *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    *out = (node_of_event){0};
    AN_TRY(an_store_link_ask(store, AN_SQL_EVENT_NODE, &binder, error));
    an_bind_int(&binder, event);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        out->node = an_column_int(&columns);
        out->is_sample = an_column_int(&columns) != 0;
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

/* The node was known by this event's names: it goes, and its other events are put into nodes anew. */
static annals_status drop_node(an_store *store, int64_t node, annals_error *error)
{
    static const an_statement_id steps[] = {AN_SQL_CHANGED_NODE, AN_SQL_EMPTY_NODE, AN_SQL_DROP_NODE_KEYS, AN_SQL_FORGET_AGAIN};
    static const an_statement_id incident_steps[] = {AN_SQL_FORGET_JOINED, AN_SQL_DROP_INCIDENT_ACTORS, AN_SQL_DROP_INCIDENT};
    an_link_node row;
    bool has_others;
    AN_TRY(an_store_link_load_node(store, node, &row, error));
    AN_TRY(an_store_run_each(store, steps, sizeof steps / sizeof *steps, node, error));
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_DROP_NODE, &node, 1, error));
    if (!row.incident) return ANNALS_OK;
    AN_TRY(an_store_has_row(store, AN_SQL_INCIDENT_NODES, row.incident, &has_others, error));
    return has_others ? ANNALS_OK : an_store_run_each(store, incident_steps, sizeof incident_steps / sizeof *incident_steps, row.incident, error);
}

annals_status an_store_link_forget(an_store *store, int64_t event, annals_error *error)
{
    static const an_statement_id steps[] = {AN_SQL_AGAIN_INCIDENT, AN_SQL_AGAIN_BLOCK, AN_SQL_AGAIN_MENTIONS, AN_SQL_DROP_NODE_CONTRADICTIONS};
    node_of_event at;
    AN_TRY(find_node(store, event, &at, error));
    if (!at.node) return ANNALS_OK;
    AN_TRY(an_store_run_each(store, steps, sizeof steps / sizeof *steps, at.node, error));
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_TOUCH_EVENT, &event, 1, error));
    return at.is_sample ? drop_node(store, at.node, error) : an_store_link_run_numbers(store, AN_SQL_TAKE_OUT_EVENT, &event, 1, error);
}

/* ---- ties and held events ---- */

typedef struct link_decisions {
    an_arena arena;
    an_row_pairs ties, dropped;
    an_row_list held;
} link_decisions;

static bool is_held(const link_decisions *l, int64_t event)
{
    for (size_t i = 0; i < l->held.count; i++)
        if (l->held.items[i] == event) return true;
    return false;
}

/* Earlier ties of an event that is taken out hold no more. */
static void cut_ties(link_decisions *l, int64_t event)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->ties.count; i++)
        if (l->ties.items[i].first != event && l->ties.items[i].second != event) l->ties.items[kept++] = l->ties.items[i];
    l->ties.count = kept;
}

static bool add_split(link_decisions *l, const an_correction *c)
{
    int64_t first = 0;
    for (size_t i = 1; i < c->anchors.count; i++) cut_ties(l, c->anchors.items[i].event);
    for (size_t i = 1; i < c->anchors.count; i++) {
        int64_t event = c->anchors.items[i].event;
        if (!event) continue;
        if (!is_held(l, event) && !AN_PUSH(&l->arena, &l->held, event)) return false;
        if (first && !AN_PUSH(&l->arena, &l->ties, (an_row_pair){first, event})) return false;
        if (!first) first = event;
    }
    return true;
}

static bool add_decision(link_decisions *l, const an_correction *c)
{
    int64_t a, b;
    if (c->state == AN_CORRECTION_UNDONE || c->anchors.count < 2) return true;
    a = c->anchors.items[0].event;
    b = c->anchors.items[1].event;
    if (c->action == AN_ACTION_SPLIT_INCIDENT) return add_split(l, c);
    if (!a || !b) return true;
    if (c->action == AN_ACTION_JOIN_INCIDENTS) return AN_PUSH(&l->arena, &l->ties, (an_row_pair){a, b});
    if (c->action == AN_ACTION_DROP_DERIVATION) return AN_PUSH(&l->arena, &l->dropped, (an_row_pair){a < b ? a : b, a < b ? b : a});
    return true;
}

static annals_status load_pairs(an_store *store, an_statement_id id, an_arena *arena, an_row_pairs *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    annals_status status;
    AN_TRY(an_store_link_ask(store, id, &binder, error));
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        an_row_pair pair = {.first = an_column_int(&columns)};
        pair.second = an_column_int(&columns);
        AN_PUSH(arena, out, pair);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

static bool is_same_pairs(const an_row_pairs *a, const an_row_pairs *b)
{
    return a->count == b->count && (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

static annals_status write_ties(an_store *store, const link_decisions *now, const link_decisions *before, annals_error *error)
{
    const link_decisions *both[] = {before, now};
    if (is_same_pairs(&now->ties, &before->ties)) return ANNALS_OK;
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < both[k]->ties.count; i++) {
            AN_TRY(an_store_link_run_numbers(store, AN_SQL_AGAIN_NODE, &both[k]->ties.items[i].first, 1, error));
            AN_TRY(an_store_link_run_numbers(store, AN_SQL_AGAIN_NODE, &both[k]->ties.items[i].second, 1, error));
        }
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_CLEAR_TIES, NULL, 0, error));
    for (size_t i = 0; i < now->ties.count; i++)
        AN_TRY(an_store_link_run_numbers(store, AN_SQL_ADD_TIE, (int64_t[]){now->ties.items[i].first, now->ties.items[i].second}, 2, error));
    return ANNALS_OK;
}

/* An event that is dropped meanwhile is in no node and stays out. */
static annals_status move_held(an_store *store, const link_decisions *from, const link_decisions *to, annals_error *error)
{
    for (size_t i = 0; i < from->held.count; i++) {
        int64_t event = from->held.items[i];
        bool is_live;
        if (is_held(to, event)) continue;
        AN_TRY(an_store_link_forget(store, event, error));
        AN_TRY(an_store_has_row(store, AN_SQL_IS_LIVE, event, &is_live, error));
        if (is_live) AN_TRY(an_store_link_run_numbers(store, AN_SQL_CHANGED_EVENT, &event, 1, error));
    }
    return ANNALS_OK;
}

static annals_status write_held(an_store *store, const link_decisions *now, const link_decisions *before, annals_error *error)
{
    AN_TRY(move_held(store, before, now, error));
    AN_TRY(move_held(store, now, before, error));
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_CLEAR_HELD, NULL, 0, error));
    for (size_t i = 0; i < now->held.count; i++) AN_TRY(an_store_link_run_numbers(store, AN_SQL_ADD_HELD, &now->held.items[i], 1, error));
    return ANNALS_OK;
}

/* ---- derivations ---- */

static bool has_pair(const an_row_pairs *list, an_row_pair pair)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].first == pair.first && list->items[i].second == pair.second) return true;
    return false;
}

static annals_status run_pair(an_store *store, const an_statement_id *ids, size_t count, an_row_pair pair, annals_error *error)
{
    for (size_t i = 0; i < count; i++) AN_TRY(an_store_link_run_numbers(store, ids[i], (int64_t[]){pair.first, pair.second}, 2, error));
    return ANNALS_OK;
}

annals_status an_store_hide_derivation(an_store *store, int64_t first, int64_t second, annals_error *error)
{
    static const an_statement_id steps[] = {AN_SQL_DROP_HIDDEN_PASSAGES, AN_SQL_DROP_HIDDEN, AN_SQL_HIDE_DERIVATION, AN_SQL_HIDE_PASSAGES,
                                            AN_SQL_DROP_DERIVATION, AN_SQL_TOUCH};
    return run_pair(store, steps, sizeof steps / sizeof *steps, (an_row_pair){first, second}, error);
}

static annals_status write_dropped(an_store *store, const link_decisions *now, const link_decisions *before, annals_error *error)
{
    static const an_statement_id show[] = {AN_SQL_SHOW_DERIVATION, AN_SQL_SHOW_PASSAGES, AN_SQL_DROP_HIDDEN_PASSAGES, AN_SQL_DROP_HIDDEN, AN_SQL_TOUCH};
    for (size_t i = 0; i < before->dropped.count; i++)
        if (!has_pair(&now->dropped, before->dropped.items[i])) AN_TRY(run_pair(store, show, sizeof show / sizeof *show, before->dropped.items[i], error));
    for (size_t i = 0; i < now->dropped.count; i++)
        if (!has_pair(&before->dropped, now->dropped.items[i]))
            AN_TRY(an_store_hide_derivation(store, now->dropped.items[i].first, now->dropped.items[i].second, error));
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_CLEAR_DROPPED_PAIRS, NULL, 0, error));
    for (size_t i = 0; i < now->dropped.count; i++)
        AN_TRY(an_store_link_run_numbers(store, AN_SQL_ADD_DROPPED_PAIR, (int64_t[]){now->dropped.items[i].first, now->dropped.items[i].second}, 2, error));
    return ANNALS_OK;
}

/* ---- the whole ---- */

static annals_status load_before(an_store *store, link_decisions *l, annals_error *error)
{
    AN_TRY(load_pairs(store, AN_SQL_LIST_TIES, &l->arena, &l->ties, error));
    AN_TRY(load_pairs(store, AN_SQL_LIST_DROPPED_PAIRS, &l->arena, &l->dropped, error));
    return an_store_link_list(store, AN_SQL_LIST_HELD, NULL, 0, &l->arena, &l->held, error);
}

static annals_status write_all(an_store *store, const link_decisions *now, const link_decisions *before, annals_error *error)
{
    AN_TRY(write_held(store, now, before, error));
    AN_TRY(write_ties(store, now, before, error));
    return write_dropped(store, now, before, error);
}

annals_status an_store_link_decide(an_store *store, const an_corrections *log, annals_error *error)
{
    link_decisions now = {0}, before = {0};
    annals_status status;
    bool fits = true;
    an_arena_init(&now.arena, 0);
    an_arena_init(&before.arena, 0);
    status = load_before(store, &before, error);
    for (size_t i = 0; i < log->count; i++) fits = fits && add_decision(&now, &log->items[i]);
    if (status == ANNALS_OK && !fits) status = an_store_no_memory(store, error);
    if (status == ANNALS_OK) status = write_all(store, &now, &before, error);
    an_arena_free(&now.arena);
    an_arena_free(&before.arena);
    return status;
}
