/* Agglomeration: pairs that agree well enough, best first, join their groups unless the groups as wholes cannot be one happening.
 *
 *   attack of the 5th in A ---- attack of "the 5th or 6th" in A ---- attack of the 6th in A
 *
 * Both pairs agree, but the outer two cannot be one: whichever pair is better joins, the other is refused. So a chain of reports never
 * leads from one day's attack to the next one's. Only pairs that share a key are compared at first (they alone can agree). */
#include "link/cluster.h"

#include <stdlib.h>

enum { PAIRS_CHECKED_MAX = 4096, MEMBERS_CHECKED_MAX = 64 };

/* What two groups must agree on average, so that one lucky pair does not join what otherwise differs. */
static const double mean_score_min = 2.5;

typedef struct edge {
    uint32_t a, b;
    double score;
    unsigned reasons;
} edge;

typedef struct key_row {
    int64_t key;
    uint32_t item;
} key_row;

typedef struct clustering {
    an_arena *arena;
    an_cluster_item *items;
    uint32_t count;
    const an_cluster_pairs *texts;
    const an_actors *actors;
    AN_ARRAY(key_row) keys;
    an_cluster_pairs pairs;
    AN_ARRAY(edge) edges;
    uint32_t *parent, *next, *last, *size; /* groups: union-find, and lists of members in the order of joining */
    AN_ARRAY(edge) tree;
} clustering;

/* ---- which pairs are compared ---- */

static int by_key(const void *x, const void *y)
{
    const key_row *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

static int by_pair(const void *x, const void *y)
{
    const an_cluster_pair *a = x, *b = y;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return (a->second > b->second) - (a->second < b->second);
}

static bool list_keys(clustering *c)
{
    for (uint32_t i = 0; i < c->count; i++) {
        int64_t keys[AN_NODE_KEYS_MAX];
        size_t count = an_node_list_keys(c->items[i].node, AN_KEYS_OWN, keys);
        for (size_t k = 0; k < count; k++)
            if (!AN_PUSH(c->arena, &c->keys, (key_row){keys[k], i})) return false;
    }
    if (c->keys.count) qsort(c->keys.items, c->keys.count, sizeof *c->keys.items, by_key);
    return true;
}

static bool list_pairs(clustering *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->keys.count; i++)
        for (size_t k = i + 1; k < c->keys.count && c->keys.items[k].key == c->keys.items[i].key; k++) {
            an_cluster_pair pair = {c->keys.items[i].item, c->keys.items[k].item};
            if (pair.first != pair.second && !AN_PUSH(c->arena, &c->pairs, pair)) return false;
        }
    for (size_t i = 0; i < c->texts->count; i++)
        if (!AN_PUSH(c->arena, &c->pairs, c->texts->items[i])) return false;
    if (c->pairs.count) qsort(c->pairs.items, c->pairs.count, sizeof *c->pairs.items, by_pair);
    for (size_t i = 0; i < c->pairs.count; i++)
        if (!kept || by_pair(&c->pairs.items[kept - 1], &c->pairs.items[i]) != 0) c->pairs.items[kept++] = c->pairs.items[i];
    c->pairs.count = kept;
    return true;
}

static bool shares_text(const clustering *c, uint32_t a, uint32_t b)
{
    an_cluster_pair pair = {a < b ? a : b, a < b ? b : a};
    return c->texts->count && bsearch(&pair, c->texts->items, c->texts->count, sizeof pair, by_pair);
}

static an_node_match compare(const clustering *c, uint32_t a, uint32_t b)
{
    return an_node_compare(c->items[a].node, c->items[b].node, c->actors, shares_text(c, a, b));
}

static int by_score(const void *x, const void *y)
{
    const edge *a = x, *b = y;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static bool make_edges(clustering *c)
{
    for (size_t i = 0; i < c->pairs.count; i++) {
        const an_cluster_pair *p = &c->pairs.items[i];
        an_node_match match = compare(c, p->first, p->second);
        if (match.is_impossible || !match.joins) continue;
        if (c->items[p->first].node->is_held || c->items[p->second].node->is_held) continue; /* a shared passage brings them here */
        if (!AN_PUSH(c->arena, &c->edges, (edge){p->first, p->second, match.score, match.reasons})) return false;
    }
    if (c->edges.count) qsort(c->edges.items, c->edges.count, sizeof *c->edges.items, by_score);
    return true;
}

/* ---- groups ---- */

static bool make_groups(clustering *c)
{
    c->parent = AN_NEW_ARRAY(c->arena, uint32_t, c->count + 1);
    c->next = AN_NEW_ARRAY(c->arena, uint32_t, c->count + 1);
    c->last = AN_NEW_ARRAY(c->arena, uint32_t, c->count + 1);
    c->size = AN_NEW_ARRAY(c->arena, uint32_t, c->count + 1);
    if (!c->parent || !c->next || !c->last || !c->size) return false;
    for (uint32_t i = 0; i < c->count; i++) {
        c->parent[i] = c->last[i] = i;
        c->next[i] = AN_NONE;
        c->size[i] = 1;
    }
    return true;
}

static uint32_t find(clustering *c, uint32_t i)
{
    while (c->parent[i] != i) i = c->parent[i] = c->parent[c->parent[i]];
    return i;
}

/* Of large groups the members that joined first are looked at: they fit best. */
static bool can_join(const clustering *c, uint32_t a, uint32_t b)
{
    bool is_large = (uint64_t)c->size[a] * c->size[b] > PAIRS_CHECKED_MAX;
    double sum = 0;
    uint32_t pairs = 0, i = a;
    for (uint32_t seen_a = 0; i != AN_NONE && !(is_large && seen_a >= MEMBERS_CHECKED_MAX); i = c->next[i], seen_a++) {
        uint32_t k = b;
        for (uint32_t seen_b = 0; k != AN_NONE && !(is_large && seen_b >= MEMBERS_CHECKED_MAX); k = c->next[k], seen_b++) {
            an_node_match match = compare(c, i, k);
            if (match.is_impossible) return false;
            sum += match.score;
            pairs++;
        }
    }
    return sum >= mean_score_min * pairs;
}

/* The group with the earlier first item goes on. */
static void join(clustering *c, uint32_t a, uint32_t b)
{
    uint32_t first = a < b ? a : b, second = a < b ? b : a;
    c->parent[second] = first;
    c->next[c->last[first]] = second;
    c->last[first] = c->last[second];
    c->size[first] += c->size[second];
}

static bool join_edges(clustering *c)
{
    for (size_t i = 0; i < c->edges.count; i++) {
        const edge *e = &c->edges.items[i];
        uint32_t a = find(c, e->a), b = find(c, e->b);
        if (a == b || !can_join(c, a, b)) continue;
        join(c, a, b);
        if (!AN_PUSH(c->arena, &c->tree, *e)) return false;
    }
    return true;
}

/* Components: the same without a look at the groups. Leaves the union-find empty for the groups. */
static void find_components(clustering *c)
{
    for (size_t i = 0; i < c->edges.count; i++) {
        uint32_t a = find(c, c->edges.items[i].a), b = find(c, c->edges.items[i].b);
        c->parent[a < b ? b : a] = a < b ? a : b;
    }
    for (uint32_t i = 0; i < c->count; i++) c->items[i].component = find(c, i);
    for (uint32_t i = 0; i < c->count; i++) c->parent[i] = i;
}

/* ---- who brought whom in ---- */

/* The joins of a group are a tree; it is hung up at the group's first item. Each round reaches one step further. */
static void hang_tree(clustering *c)
{
    bool changed = true;
    for (uint32_t i = 0; i < c->count; i++) {
        c->items[i].group = find(c, i);
        c->items[i].joined_to = AN_NONE;
        c->items[i].score = 0;
        c->items[i].reasons = 0;
    }
    while (changed) {
        changed = false;
        for (size_t i = 0; i < c->tree.count; i++) {
            const edge *e = &c->tree.items[i];
            an_cluster_item *a = &c->items[e->a], *b = &c->items[e->b];
            bool a_hangs = a->joined_to != AN_NONE || a->group == e->a, b_hangs = b->joined_to != AN_NONE || b->group == e->b;
            if (a_hangs == b_hangs) continue;
            (a_hangs ? b : a)->joined_to = a_hangs ? e->a : e->b;
            (a_hangs ? b : a)->score = e->score;
            (a_hangs ? b : a)->reasons = e->reasons;
            changed = true;
        }
    }
}

bool an_cluster(an_arena *arena, an_cluster_item *items, uint32_t count, const an_cluster_pairs *texts, const an_actors *actors)
{
    clustering c = {.arena = arena, .items = items, .count = count, .texts = texts, .actors = actors};
    if (!list_keys(&c) || !list_pairs(&c) || !make_edges(&c) || !make_groups(&c)) return false;
    find_components(&c);
    if (!join_edges(&c)) return false;
    hang_tree(&c);
    return !arena->is_exhausted;
}
