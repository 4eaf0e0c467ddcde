/* Keeping incidents up to date.
 *
 * Nodes (equal events) that agree well enough, directly or over others, make a block; a block is grouped as a whole, so the result does
 * not depend on the order in which its nodes came. What is new can only change the blocks that it agrees with, so these are loaded and
 * grouped anew and everything else stays as it is.
 *
 * Nodes with a wide date ("in September 2022") are grouped after those with a precise one: each joins the incident that it can only
 * mean, if there is exactly one; those that are left make blocks of their own. Thus an old attack that is mentioned in a hundred later
 * articles is no bridge between the attacks of its month. */
#include "link/incidents.h"

#include <stdlib.h>

#include "link/cluster.h"
#include "link/key_rows.h"
#include "link/summary.h"

enum {
    BATCH_DOCUMENTS = 2048,
    CACHE_NODES_MIN = 256, CACHE_NODES_MAX = 50000,
    MENTION_KEY_MAX = 256,       /* a key with more nodes tells nothing about which of them is meant */
    MENTION_LOOKED_AT = 16384    /* more than a batch can bring over the limit */
};

/* So much worse the next best that a mention may mean must be. */
static const double mention_margin = 1.0;

typedef struct cached {
    int64_t id;    /* 0 = empty */
    uint32_t node; /* index into the nodes kept */
} cached;

/* A set of rows: pushed freely, then sorted and made single. */
typedef an_row_list row_set;

typedef struct working {
    an_store *store;
    an_node_maker maker;
    an_arena lasting, batch, scratch;
    cached *cache;           /* open addressing */
    an_node *cached_nodes;   /* as many as were asked for: a small base must not pay for a large one's cache */
    uint32_t cached_count, cached_room;
    int64_t done;
    an_key_rows keys;        /* of this batch, from when all its nodes are there */
    row_set documents;       /* whose shared passages are looked at */
    row_set blocks;          /* to be grouped anew */
    row_set nodes;           /* new in this batch */
    row_set mentions;        /* wide nodes to be looked at again */
    row_set incidents;       /* whose summary is to be written */
    an_link_summary *summary;
    annals_error *error;
} working;

enum { CACHE_SLOTS = 1 << 17 };

static annals_status no_memory(working *w) { return an_fail(w->error, ANNALS_E_MEMORY, "link", 0, "out of memory"); }

/* ---- sets of rows ---- */

static annals_status add(working *w, row_set *set, int64_t row) { return AN_PUSH(&w->batch, set, row) ? ANNALS_OK : no_memory(w); }

static int by_row(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static void make_single(row_set *set)
{
    size_t kept = 0;
    if (set->count) qsort(set->items, set->count, sizeof *set->items, by_row);
    for (size_t i = 0; i < set->count; i++)
        if (!kept || set->items[kept - 1] != set->items[i]) set->items[kept++] = set->items[i];
    set->count = kept;
}

/* ---- nodes ---- */

static cached *cache_slot(working *w, int64_t id)
{
    uint32_t slot = (uint32_t)((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15) >> 40) & (CACHE_SLOTS - 1);
    while (w->cache[slot].id && w->cache[slot].id != id) slot = (slot + 1) & (CACHE_SLOTS - 1);
    return &w->cache[slot];
}

static bool make_room(working *w)
{
    uint32_t wanted = w->cached_room ? w->cached_room * 2 : CACHE_NODES_MIN;
    an_node *nodes;
    if (w->cached_count < w->cached_room) return true;
    nodes = realloc(w->cached_nodes, wanted * sizeof *nodes);
    if (!nodes) return false;
    w->cached_nodes = nodes;
    w->cached_room = wanted;
    return true;
}

static annals_status keep_node(working *w, int64_t id, const an_node *node)
{
    cached *slot;
    if (w->cached_count >= CACHE_NODES_MAX) {
        memset(w->cache, 0, CACHE_SLOTS * sizeof *w->cache);
        w->cached_count = 0;
    }
    slot = cache_slot(w, id);
    if (!slot->id) {
        if (!make_room(w)) return no_memory(w);
        *slot = (cached){id, w->cached_count++};
    }
    w->cached_nodes[slot->node] = *node;
    return ANNALS_OK;
}

static annals_status get_node(working *w, int64_t id, an_node *out)
{
    const cached *slot = cache_slot(w, id);
    an_link_node row;
    an_link_event event = {0};
    an_arena arena;
    annals_status status;
    if (slot->id) {
        *out = w->cached_nodes[slot->node];
        return ANNALS_OK;
    }
    AN_TRY(an_store_link_load_node(w->store, id, &row, w->error));
    an_arena_init(&arena, 0);
    status = an_store_link_event(w->store, &arena, row.sample, &event, w->error);
    if (status == ANNALS_OK) {
        status = an_node_make(&arena, &w->maker, &event, out) ? ANNALS_OK : no_memory(w);
        if (status == ANNALS_OK) status = keep_node(w, id, out);
    }
    an_arena_free(&arena);
    return status;
}

/* ---- what is new ---- */

/* Sorted, each once: keys of names and words are the same for all uses. */
static size_t list_all_keys(const an_node *node, int64_t keys[AN_NODE_KEYS_MAX * 2])
{
    size_t count = an_node_list_keys(node, AN_KEYS_OWN, keys), kept = 0;
    count += an_node_list_keys(node, node->is_wide ? AN_KEYS_MENTION : AN_KEYS_OLD, keys + count);
    if (count) qsort(keys, count, sizeof *keys, by_row);
    for (size_t i = 0; i < count; i++)
        if (!kept || keys[kept - 1] != keys[i]) keys[kept++] = keys[i];
    return kept;
}

static annals_status add_new_node(working *w, const an_link_event *event, const an_node *node, int64_t *id)
{
    int64_t keys[AN_NODE_KEYS_MAX * 2];
    size_t count = list_all_keys(node, keys);
    AN_TRY(an_store_link_add_node(w->store, node->signature, event, node->is_wide, keys, count, id, w->error));
    AN_TRY(keep_node(w, *id, node));
    return add(w, &w->nodes, *id);
}

/* The event was published before the one that stood for the node: its names count now. */
static annals_status change_sample(working *w, const an_link_event *event, const an_node *node, int64_t id)
{
    an_link_node row;
    int64_t keys[AN_NODE_KEYS_MAX * 2];
    size_t count;
    AN_TRY(an_store_link_load_node(w->store, id, &row, w->error));
    if (event->rank >= row.sample_rank) return ANNALS_OK;
    count = list_all_keys(node, keys);
    AN_TRY(an_store_link_set_keys(w->store, id, keys, count, w->error));
    AN_TRY(keep_node(w, id, node));
    return add(w, &w->nodes, id);
}

static annals_status add_event(working *w, const an_link_event *event)
{
    an_node node;
    int64_t id;
    an_link_node row;
    if (!an_node_is_eligible(&event->event)) return ANNALS_OK;
    if (!an_node_make(&w->scratch, &w->maker, event, &node)) return no_memory(w);
    AN_TRY(an_store_link_find_node(w->store, node.signature, &id, w->error));
    if (!id) AN_TRY(add_new_node(w, event, &node, &id));
    else AN_TRY(change_sample(w, event, &node, id));
    AN_TRY(an_store_link_add_node_event(w->store, id, event, w->error));
    AN_TRY(an_store_link_load_node(w->store, id, &row, w->error));
    return add(w, &w->blocks, row.block);
}

static annals_status add_document(working *w, int64_t document)
{
    an_link_events events = {0};
    an_arena_reset(&w->scratch);
    AN_TRY(an_store_link_document_events(w->store, &w->scratch, document, &events, w->error));
    for (size_t i = 0; i < events.count; i++) AN_TRY(add_event(w, &events.items[i]));
    return ANNALS_OK;
}

/* Events that a decision changed: they are out of their old nodes. */
static annals_status add_changed(working *w)
{
    row_set changed = {0};
    AN_TRY(an_store_link_changed(w->store, w->done, &w->batch, &changed, w->error));
    for (size_t i = 0; i < changed.count; i++) {
        an_link_event event = {0};
        an_arena_reset(&w->scratch);
        AN_TRY(an_store_link_event(w->store, &w->scratch, changed.items[i], &event, w->error));
        AN_TRY(add_event(w, &event));
        AN_TRY(add(w, &w->documents, event.document));
    }
    return ANNALS_OK;
}

static annals_status add_block_of(working *w, int64_t node)
{
    an_link_node row;
    AN_TRY(an_store_link_load_node(w->store, node, &row, w->error));
    return add(w, &w->blocks, row.block);
}

static annals_status find_under(working *w, int64_t key, size_t limit, row_set *found)
{
    return an_key_rows_find(&w->keys, w->store, key, limit, &w->batch, &w->scratch, found, w->error);
}

/* Blocks that the new node agrees with. */
static annals_status find_neighbours(working *w, int64_t id)
{
    int64_t keys[AN_NODE_KEYS_MAX];
    an_node node, other;
    size_t count;
    row_set found = {0};
    AN_TRY(get_node(w, id, &node));
    count = an_node_list_keys(&node, AN_KEYS_OWN, keys);
    for (size_t i = 0; i < count; i++) AN_TRY(find_under(w, keys[i], 0, &found));
    make_single(&found);
    for (size_t i = 0; i < found.count; i++) {
        an_node_match match;
        if (found.items[i] == id) continue;
        AN_TRY(get_node(w, found.items[i], &other));
        match = an_node_compare(&node, &other, w->maker.actors, false);
        if (!match.is_impossible && match.joins) AN_TRY(add_block_of(w, found.items[i]));
    }
    return ANNALS_OK;
}

/* Blocks that shared passages tie to the documents. Documents whose derivations changed are all of their own block's business. */
static annals_status find_text_ties(working *w, int64_t document)
{
    an_row_pairs pairs = {0};
    row_set nodes = {0};
    an_arena_reset(&w->scratch);
    AN_TRY(an_store_link_document_nodes(w->store, document, &w->scratch, &nodes, w->error));
    AN_TRY(an_store_link_text_pairs(w->store, document, true, &w->scratch, &pairs, w->error));
    for (size_t i = 0; i < nodes.count; i++) AN_TRY(add_block_of(w, nodes.items[i]));
    for (size_t i = 0; i < pairs.count; i++) {
        AN_TRY(add_block_of(w, pairs.items[i].first));
        AN_TRY(add_block_of(w, pairs.items[i].second));
    }
    return ANNALS_OK;
}

/* The node's incident is made anew: a precise one with its block, a wide one by itself. */
static annals_status look_again(working *w, int64_t id)
{
    an_node node;
    AN_TRY(get_node(w, id, &node));
    return node.is_wide ? add(w, &w->mentions, id) : add_block_of(w, id);
}

static annals_status look_at_noted(working *w)
{
    row_set again = {0};
    AN_TRY(an_store_link_again(w->store, &w->batch, &again, w->error));
    for (size_t i = 0; i < again.count; i++) AN_TRY(look_again(w, again.items[i]));
    return an_store_link_unchanged(w->store, w->error);
}

static annals_status find_what_changes(working *w)
{
    AN_TRY(look_at_noted(w));
    for (size_t i = 0; i < w->nodes.count; i++) {
        an_arena_reset(&w->scratch);
        AN_TRY(find_neighbours(w, w->nodes.items[i]));
    }
    AN_TRY(an_store_link_touched(w->store, &w->batch, &w->documents, w->error));
    make_single(&w->documents);
    for (size_t i = 0; i < w->documents.count; i++) AN_TRY(find_text_ties(w, w->documents.items[i]));
    AN_TRY(an_store_link_untouch(w->store, w->error));
    make_single(&w->blocks);
    return ANNALS_OK;
}

/* ---- grouping ---- */

/* Nodes to be grouped together. */
typedef struct pool {
    AN_ARRAY(an_cluster_item) items;
    an_cluster_pairs texts;
} pool;

static annals_status add_to_pool(working *w, pool *p, int64_t id)
{
    an_link_node row;
    an_node *node = AN_NEW(&w->batch, an_node);
    if (!node) return no_memory(w);
    AN_TRY(an_store_link_load_node(w->store, id, &row, w->error));
    AN_TRY(get_node(w, id, node));
    return AN_PUSH(&w->batch, &p->items, (an_cluster_item){.node = node, .id = id, .rank = row.sample_rank}) ? ANNALS_OK : no_memory(w);
}

static int by_rank(const void *x, const void *y)
{
    const an_cluster_item *a = x, *b = y;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    return (a->node->signature > b->node->signature) - (a->node->signature < b->node->signature);
}

typedef struct place_of {
    int64_t id;
    uint32_t index;
} place_of;

static int by_node(const void *x, const void *y) { return by_row(&((const place_of *)x)->id, &((const place_of *)y)->id); }

static int by_pair(const void *x, const void *y)
{
    const an_cluster_pair *a = x, *b = y;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return (a->second > b->second) - (a->second < b->second);
}

static annals_status add_text_pairs(working *w, pool *p, const place_of *places, int64_t document)
{
    an_row_pairs pairs = {0};
    AN_TRY(an_store_link_text_pairs(w->store, document, false, &w->scratch, &pairs, w->error));
    for (size_t i = 0; i < pairs.count; i++) {
        const place_of *a = bsearch(&(place_of){.id = pairs.items[i].first}, places, p->items.count, sizeof *places, by_node);
        const place_of *b = bsearch(&(place_of){.id = pairs.items[i].second}, places, p->items.count, sizeof *places, by_node);
        if (!a || !b) continue;
        if (!AN_PUSH(&w->batch, &p->texts, (an_cluster_pair){a->index < b->index ? a->index : b->index, a->index < b->index ? b->index : a->index}))
            return no_memory(w);
    }
    return ANNALS_OK;
}

/* Which nodes of the pool tell of one passage. */
static annals_status find_texts(working *w, pool *p)
{
    place_of *places = AN_NEW_ARRAY(&w->batch, place_of, p->items.count + 1);
    row_set documents = {0};
    size_t kept = 0;
    if (!places) return no_memory(w);
    for (uint32_t i = 0; i < p->items.count; i++) {
        places[i] = (place_of){p->items.items[i].id, i};
        AN_TRY(an_store_link_node_documents(w->store, p->items.items[i].id, &w->batch, &documents, w->error));
    }
    qsort(places, p->items.count, sizeof *places, by_node);
    make_single(&documents);
    for (size_t i = 0; i < documents.count; i++) {
        an_arena_reset(&w->scratch);
        AN_TRY(add_text_pairs(w, p, places, documents.items[i]));
    }
    if (p->texts.count) qsort(p->texts.items, p->texts.count, sizeof *p->texts.items, by_pair);
    for (size_t i = 0; i < p->texts.count; i++)
        if (!kept || by_pair(&p->texts.items[kept - 1], &p->texts.items[i]) != 0) p->texts.items[kept++] = p->texts.items[i];
    p->texts.count = kept;
    return ANNALS_OK;
}

static annals_status write_groups(working *w, pool *p)
{
    int64_t *incidents = AN_NEW_ARRAY(&w->batch, int64_t, p->items.count + 1);
    if (!incidents) return no_memory(w);
    for (uint32_t i = 0; i < p->items.count; i++) {
        const an_cluster_item *item = &p->items.items[i];
        if (item->group == i) {
            AN_TRY(an_store_link_add_incident(w->store, &incidents[i], w->error));
            AN_TRY(add(w, &w->incidents, incidents[i]));
        }
        AN_TRY(an_store_link_set_block(w->store, item->id, p->items.items[item->component].id, w->error));
        AN_TRY(an_store_link_set_incident(w->store, item->id, incidents[item->group],
                                          item->joined_to == AN_NONE ? 0 : p->items.items[item->joined_to].id, item->score, item->reasons, w->error));
    }
    return ANNALS_OK;
}

static annals_status group(working *w, pool *p)
{
    if (p->items.count == 0) return ANNALS_OK;
    qsort(p->items.items, p->items.count, sizeof *p->items.items, by_rank);
    AN_TRY(find_texts(w, p));
    if (!an_cluster(&w->batch, p->items.items, (uint32_t)p->items.count, &p->texts, w->maker.actors)) return no_memory(w);
    return write_groups(w, p);
}

/* An incident goes; what is left of it are mentions, which look for another one. */
static annals_status drop_incident(working *w, int64_t incident)
{
    row_set nodes = {0};
    an_node node;
    AN_TRY(an_store_link_incident_nodes(w->store, incident, &w->batch, &nodes, w->error));
    for (size_t i = 0; i < nodes.count; i++) {
        AN_TRY(get_node(w, nodes.items[i], &node));
        if (node.is_wide) AN_TRY(add(w, &w->mentions, nodes.items[i]));
    }
    return an_store_link_drop_incident(w->store, incident, w->error);
}

static annals_status drop_incidents_of(working *w, const row_set *nodes)
{
    row_set incidents = {0};
    for (size_t i = 0; i < nodes->count; i++) {
        an_link_node row;
        AN_TRY(an_store_link_load_node(w->store, nodes->items[i], &row, w->error));
        if (row.incident) AN_TRY(add(w, &incidents, row.incident));
    }
    make_single(&incidents);
    for (size_t i = 0; i < incidents.count; i++) AN_TRY(drop_incident(w, incidents.items[i]));
    return ANNALS_OK;
}

/* Wide nodes that may mean what this node tells. */
static annals_status find_mentions_of(working *w, const an_node *node)
{
    int64_t keys[AN_NODE_KEYS_MAX];
    size_t count = an_node_list_keys(node, AN_KEYS_OLD, keys);
    row_set found = {0};
    an_node other;
    an_arena_reset(&w->scratch);
    for (size_t i = 0; i < count; i++) AN_TRY(find_under(w, keys[i], MENTION_LOOKED_AT, &found));
    make_single(&found);
    for (size_t i = 0; i < found.count; i++) {
        AN_TRY(get_node(w, found.items[i], &other));
        if (other.is_wide) AN_TRY(add(w, &w->mentions, found.items[i]));
    }
    return ANNALS_OK;
}

/* The nodes of all blocks that change: precise ones are grouped, wide ones become mentions to be looked at. */
static annals_status group_precise(working *w)
{
    row_set nodes = {0}, precise = {0};
    pool p = {0};
    for (size_t i = 0; i < w->blocks.count; i++)
        AN_TRY(an_store_link_block_nodes(w->store, w->blocks.items[i], &w->batch, &nodes, w->error));
    make_single(&nodes);
    for (size_t i = 0; i < nodes.count; i++) {
        an_node node;
        AN_TRY(get_node(w, nodes.items[i], &node));
        AN_TRY(add(w, node.is_wide ? &w->mentions : &precise, nodes.items[i]));
        if (!node.is_wide) AN_TRY(find_mentions_of(w, &node));
    }
    AN_TRY(drop_incidents_of(w, &precise));
    for (size_t i = 0; i < precise.count; i++) AN_TRY(add_to_pool(w, &p, precise.items[i]));
    return group(w, &p);
}

/* ---- mentions ---- */

/* What a mention may mean. */
typedef struct meant {
    int64_t incident, node;
    double score;
    unsigned reasons;
    int64_t rank;
    uint64_t article;
    bool is_once;
} meant;
typedef AN_ARRAY(meant) meant_list;

static bool is_better(const meant *a, const meant *b)
{
    return a->score > b->score || (a->score == b->score && a->rank < b->rank);
}

/* The best, unless another one is nearly as good. What one article tells of one story is not another one, nor is what the mention's own
 * article tells ("sentenced after the conviction"); nor is any other death of who can die but once. */
static meant choose(const meant_list *list, uint64_t own_article)
{
    meant best = {0};
    for (size_t i = 0; i < list->count; i++)
        if (!best.incident || is_better(&list->items[i], &best)) best = list->items[i];
    for (size_t i = 0; i < list->count && !best.is_once; i++) {
        const meant *other = &list->items[i];
        if (other->incident != best.incident && other->article != best.article && other->article != own_article && best.score < other->score + mention_margin) return (meant){0};
    }
    return best;
}

static annals_status consider_key(working *w, int64_t key, row_set *candidates)
{
    row_set found = {0};
    size_t precise = candidates->count, before = candidates->count;
    AN_TRY(find_under(w, key, MENTION_LOOKED_AT, &found));
    for (size_t i = 0; i < found.count; i++) {
        an_node other;
        AN_TRY(get_node(w, found.items[i], &other));
        if (other.is_wide) continue;
        precise++;
        AN_TRY(add(w, candidates, found.items[i]));
    }
    if (precise - before > MENTION_KEY_MAX) candidates->count = before;
    return ANNALS_OK;
}

/* The one incident that a wide node can mean; incident 0 = none, or more than one. */
static annals_status find_meant(working *w, const an_node *node, meant *out)
{
    int64_t keys[AN_NODE_KEYS_MAX];
    size_t count = an_node_list_keys(node, AN_KEYS_MENTION, keys);
    row_set candidates = {0};
    meant_list list = {0};
    an_arena_reset(&w->scratch);
    for (size_t i = 0; i < count; i++) AN_TRY(consider_key(w, keys[i], &candidates));
    make_single(&candidates);
    for (size_t i = 0; i < candidates.count; i++) {
        an_node other;
        an_link_node row;
        an_node_match match;
        AN_TRY(get_node(w, candidates.items[i], &other));
        match = an_node_compare(node, &other, w->maker.actors, false);
        if (match.is_impossible || !match.joins) continue;
        AN_TRY(an_store_link_load_node(w->store, candidates.items[i], &row, w->error));
        if (row.incident && !AN_PUSH(&w->scratch, &list, (meant){row.incident, row.id, match.score, match.reasons, row.sample_rank, other.article, match.is_once}))
            return no_memory(w);
    }
    *out = choose(&list, node->article);
    return ANNALS_OK;
}

/* True if the incident is one of wide nodes only. */
static annals_status is_of_mentions(working *w, int64_t incident, bool *result)
{
    row_set nodes = {0};
    an_node node;
    *result = true;
    AN_TRY(an_store_link_incident_nodes(w->store, incident, &w->scratch, &nodes, w->error));
    for (size_t i = 0; i < nodes.count && *result; i++) {
        AN_TRY(get_node(w, nodes.items[i], &node));
        *result = node.is_wide;
    }
    return ANNALS_OK;
}

/* Takes a mention out of where it was. What stays of an incident of mentions is grouped anew. */
static annals_status detach(working *w, const an_link_node *row)
{
    bool goes;
    if (!row->incident) return ANNALS_OK;
    AN_TRY(is_of_mentions(w, row->incident, &goes));
    if (goes) return an_store_link_drop_incident(w->store, row->incident, w->error);
    AN_TRY(add(w, &w->incidents, row->incident));
    return an_store_link_set_incident(w->store, row->id, 0, 0, 0, 0, w->error);
}

static annals_status place_mention(working *w, int64_t id, row_set *blocks)
{
    an_link_node row;
    an_node node;
    meant m = {0};
    AN_TRY(an_store_link_load_node(w->store, id, &row, w->error));
    AN_TRY(get_node(w, id, &node));
    AN_TRY(find_meant(w, &node, &m));
    AN_TRY(detach(w, &row));
    AN_TRY(add(w, blocks, row.block));
    if (!m.incident) return ANNALS_OK;
    AN_TRY(add(w, &w->incidents, m.incident));
    return an_store_link_set_incident(w->store, id, m.incident, m.node, m.score, m.reasons | 1u << AN_JOIN_BACKGROUND, w->error);
}

/* Mentions that mean no known incident make incidents among themselves. */
static annals_status group_left_over(working *w, row_set *blocks)
{
    row_set nodes = {0};
    pool p = {0};
    make_single(blocks);
    for (size_t i = 0; i < blocks->count; i++) AN_TRY(an_store_link_block_nodes(w->store, blocks->items[i], &w->batch, &nodes, w->error));
    make_single(&nodes);
    for (size_t i = 0; i < nodes.count; i++) {
        an_link_node row;
        bool is_left = true;
        AN_TRY(an_store_link_load_node(w->store, nodes.items[i], &row, w->error));
        if (!row.is_wide) continue;
        if (row.incident) AN_TRY(is_of_mentions(w, row.incident, &is_left));
        if (!is_left) continue;
        if (row.incident) AN_TRY(an_store_link_drop_incident(w->store, row.incident, w->error));
        AN_TRY(add_to_pool(w, &p, nodes.items[i]));
    }
    return group(w, &p);
}

static annals_status group_mentions(working *w)
{
    row_set blocks = {0};
    make_single(&w->mentions);
    for (size_t i = 0; i < w->mentions.count; i++) AN_TRY(place_mention(w, w->mentions.items[i], &blocks));
    return group_left_over(w, &blocks);
}

/* ---- what a person joined ---- */

/* Incidents that ties made of several are taken apart before grouping, and joined again after it: so grouping sees what it would see
 * without them. */
static annals_status take_apart(working *w)
{
    row_set joined = {0};
    AN_TRY(an_store_link_joined(w->store, &w->batch, &joined, w->error));
    for (size_t i = 0; i < joined.count; i++) {
        row_set nodes = {0};
        AN_TRY(an_store_link_incident_nodes(w->store, joined.items[i], &w->batch, &nodes, w->error));
        for (size_t k = 0; k < nodes.count; k++) AN_TRY(look_again(w, nodes.items[k]));
        AN_TRY(an_store_link_drop_incident(w->store, joined.items[i], w->error));
    }
    return ANNALS_OK;
}

static annals_status join_tied(working *w)
{
    an_row_pairs ties = {0};
    AN_TRY(an_store_link_ties(w->store, &w->batch, &ties, w->error));
    for (size_t i = 0; i < ties.count; i++) {
        int64_t incident;
        AN_TRY(an_store_link_join(w->store, ties.items[i], &incident, w->error));
        if (incident) AN_TRY(add(w, &w->incidents, incident));
    }
    return ANNALS_OK;
}

/* ---- batches ---- */

static annals_status write_summaries(working *w)
{
    make_single(&w->incidents);
    for (size_t i = 0; i < w->incidents.count; i++) {
        bool is_there;
        an_arena_reset(&w->scratch);
        AN_TRY(an_link_summarise(w->store, &w->scratch, w->incidents.items[i], &w->maker, &is_there, w->error));
        w->summary->incidents += is_there;
    }
    return ANNALS_OK;
}

static annals_status link_batch(working *w, const row_set *documents)
{
    for (size_t i = 0; i < documents->count; i++) {
        AN_TRY(add_document(w, documents->items[i]));
        AN_TRY(add(w, &w->documents, documents->items[i]));
    }
    AN_TRY(add_changed(w));
    if (!an_key_rows_begin(&w->keys, &w->batch, documents->count)) return no_memory(w);
    AN_TRY(take_apart(w));
    AN_TRY(find_what_changes(w));
    AN_TRY(group_precise(w));
    AN_TRY(group_mentions(w));
    AN_TRY(join_tied(w));
    AN_TRY(write_summaries(w));
    if (documents->count) w->done = documents->items[documents->count - 1];
    AN_TRY(an_store_link_set_done(w->store, "incidents", w->done, w->error));
    return an_store_commit(w->store, w->error);
}

static void forget_batch(working *w)
{
    row_set *sets[] = {&w->documents, &w->blocks, &w->nodes, &w->mentions, &w->incidents};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) memset(sets[i], 0, sizeof *sets[i]);
    an_arena_reset(&w->batch);
}

static annals_status link_all(working *w)
{
    for (;;) {
        row_set documents = {0}, noted = {0};
        annals_status status;
        forget_batch(w);
        AN_TRY(an_store_link_documents(w->store, w->done, BATCH_DOCUMENTS, &w->batch, &documents, w->error));
        AN_TRY(an_store_link_touched(w->store, &w->batch, &noted, w->error));
        AN_TRY(an_store_link_changed(w->store, w->done, &w->batch, &noted, w->error));
        AN_TRY(an_store_link_again(w->store, &w->batch, &noted, w->error));
        if (documents.count == 0 && noted.count == 0) return ANNALS_OK;
        AN_TRY(an_store_link_begin(w->store, w->error));
        status = link_batch(w, &documents);
        if (status != ANNALS_OK) {
            an_store_link_cancel(w->store);
            return status;
        }
    }
}

annals_status an_link_incidents(an_store *store, const an_lexicon *lexicon, an_link_summary *summary, annals_error *error)
{
    working w = {.store = store, .summary = summary, .error = error};
    annals_status status;
    AN_TRY(an_store_link_done(store, "incidents", &w.done, error));
    w.cache = calloc(CACHE_SLOTS, sizeof *w.cache);
    if (!w.cache) return no_memory(&w);
    if (lexicon) w.maker = (an_node_maker){.actors = an_lexicon_actors(lexicon), .places = an_lexicon_places(lexicon)};
    an_arena_init(&w.lasting, 0);
    an_arena_init(&w.batch, 0);
    an_arena_init(&w.scratch, 0);
    status = an_link_vocabulary_make(&w.lasting, &w.maker.vocabulary) ? link_all(&w) : no_memory(&w);
    an_arena_free(&w.lasting);
    an_arena_free(&w.batch);
    an_arena_free(&w.scratch);
    free(w.cache);
    free(w.cached_nodes);
    return status;
}
