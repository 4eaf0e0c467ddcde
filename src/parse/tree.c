/* Maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967) with exactly one word under the root, in time and memory of the
 * square of the word count. The form is Tarjan's: a path of nodes grows backward along best incoming arcs; where it closes a
 * cycle, the cycle becomes one node; when all nodes are one, that node is taken apart from the root down.
 *
 * Worked example, words 1 and 2, best arcs 2->1 (score 9) and 1->2 (score 8), root arcs 0->1 (5) and 0->2 (1). The path
 * 1, 2 closes: cycle {1,2}. Entering it at 1 costs 5-9, at 2 costs 1-8: best is 0->1. Taking apart: head(1) = 0, which drops 2->1
 * and keeps 1->2.
 *
 * Two constants make the rest of the conditions: ROOT_PENALTY taken from every root arc makes the best tree use a single one;
 * arcs into the root, which keep the graph connected both ways, cost more than everything else together and are never read. */
#include "parse/tree.h"

#include <stddef.h>

static const int64_t ROOT_PENALTY = INT64_C(1) << 42;
static const int64_t INTO_ROOT = -(INT64_C(1) << 52);

enum { NOBODY = -1 };

/* Nodes 0..n are the root and the words; above are cycles made into nodes. Slot = row of `weight`; a cycle takes over its first
 * member's. */
struct an_parse_tree_room {
    uint32_t capacity;
    int64_t *weight;    /* [slot][from]: best arc from the word `from` into the node of the slot */
    int32_t *target;    /* [slot][from]: the word that this arc enters */
    int32_t *node_of;   /* [word]: outermost node that holds it */
    int32_t *slot;      /* [node] */
    int32_t *parent;    /* [node]: cycle that swallowed it, or NOBODY */
    int32_t *child, *sibling; /* [node]: members of a cycle */
    int32_t *from, *to; /* [node]: chosen arc into it */
    int64_t *chosen;    /* [node]: its weight */
    int32_t *path, *todo;
    bool *is_on_path;
};

/* NULL if the arena is exhausted. */
an_parse_tree_room *an_parse_tree_room_new(an_arena *arena, uint32_t word_capacity)
{
    an_parse_tree_room *room = AN_NEW(arena, an_parse_tree_room);
    size_t n = (size_t)word_capacity + 1, nodes = 2 * n;
    if (!room) return NULL;
    room->capacity = word_capacity;
    room->weight = AN_NEW_ARRAY(arena, int64_t, n * n);
    room->target = AN_NEW_ARRAY(arena, int32_t, n * n);
    room->node_of = AN_NEW_ARRAY(arena, int32_t, n);
    room->slot = AN_NEW_ARRAY(arena, int32_t, nodes);
    room->parent = AN_NEW_ARRAY(arena, int32_t, nodes);
    room->child = AN_NEW_ARRAY(arena, int32_t, nodes);
    room->sibling = AN_NEW_ARRAY(arena, int32_t, nodes);
    room->from = AN_NEW_ARRAY(arena, int32_t, nodes);
    room->to = AN_NEW_ARRAY(arena, int32_t, nodes);
    room->chosen = AN_NEW_ARRAY(arena, int64_t, nodes);
    room->path = AN_NEW_ARRAY(arena, int32_t, nodes);
    room->todo = AN_NEW_ARRAY(arena, int32_t, nodes);
    room->is_on_path = AN_NEW_ARRAY(arena, bool, nodes);
    return arena->is_exhausted ? NULL : room;
}

/* Each word's best head. True if that is already a tree with one root word, as it is for most sentences. */
static bool take_best_heads(const int32_t *scores, size_t stride, uint32_t n, int32_t *heads)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        const int32_t *row = scores + i * stride;
        uint32_t best = 0;
        for (uint32_t h = 1; h <= n; h++)
            if (h != i + 1 && row[h] > row[best]) best = h;
        heads[i] = (int32_t)best - 1;
        roots += best == 0;
    }
    return roots == 1;
}

/* Colours each chain of heads with the word it was started from: meeting one's own colour is a cycle. */
static bool has_cycle(const int32_t *heads, uint32_t n, int32_t *colour)
{
    for (uint32_t i = 0; i < n; i++) colour[i] = NOBODY;
    for (uint32_t i = 0; i < n; i++) {
        int32_t at = (int32_t)i;
        while (at >= 0 && colour[at] == NOBODY) {
            colour[at] = (int32_t)i;
            at = heads[at];
        }
        if (at >= 0 && colour[at] == (int32_t)i) return true;
    }
    return false;
}

static void start(an_parse_tree_room *room, const int32_t *scores, size_t stride, int32_t count)
{
    for (int32_t v = 0; v < count; v++) {
        int64_t *weight = room->weight + (size_t)v * (size_t)count;
        for (int32_t u = 0; u < count; u++) {
            if (v == 0) weight[u] = INTO_ROOT;
            else weight[u] = scores[(size_t)(v - 1) * stride + (size_t)u] - (u == 0 ? ROOT_PENALTY : 0);
            room->target[(size_t)v * (size_t)count + (size_t)u] = v;
        }
        room->node_of[v] = room->slot[v] = v;
    }
    for (int32_t v = 0; v < 2 * count; v++) {
        room->parent[v] = room->child[v] = room->sibling[v] = NOBODY;
        room->is_on_path[v] = false;
    }
}

static void choose_arc(an_parse_tree_room *room, int32_t node, int32_t count)
{
    size_t row = (size_t)room->slot[node] * (size_t)count;
    int32_t best = NOBODY;
    for (int32_t u = 0; u < count; u++)
        if (room->node_of[u] != node && (best == NOBODY || room->weight[row + (size_t)u] > room->weight[row + (size_t)best])) best = u;
    room->from[node] = best;
    room->to[node] = room->target[row + (size_t)best];
    room->chosen[node] = room->weight[row + (size_t)best];
}

/* Adds `member` to the new node `cycle`, whose slot is `into`; weights become the gain over the arc that would be dropped. */
static void swallow(an_parse_tree_room *room, int32_t member, int32_t cycle, int32_t into, int32_t count)
{
    int64_t *to_weight = room->weight + (size_t)into * (size_t)count, *weight = room->weight + (size_t)room->slot[member] * (size_t)count;
    int32_t *to_target = room->target + (size_t)into * (size_t)count, *target = room->target + (size_t)room->slot[member] * (size_t)count;
    bool is_first = room->slot[member] == into;
    for (int32_t u = 0; u < count; u++) {
        int64_t gain = weight[u] - room->chosen[member];
        if (is_first || gain > to_weight[u]) {
            to_weight[u] = gain;
            to_target[u] = target[u];
        }
        if (room->node_of[u] == member) room->node_of[u] = cycle;
    }
    room->parent[member] = cycle;
    room->sibling[member] = room->child[cycle];
    room->child[cycle] = member;
    room->is_on_path[member] = false;
}

/* Grows the path until one node holds everything; that node. */
static int32_t contract(an_parse_tree_room *room, int32_t count)
{
    int32_t made = count, length = 0, merged = 1;
    room->path[length++] = count - 1;
    room->is_on_path[count - 1] = true;
    for (;;) {
        int32_t top = room->path[length - 1], before, into, cycle;
        choose_arc(room, top, count);
        before = room->node_of[room->from[top]];
        if (!room->is_on_path[before]) {
            room->path[length++] = before;
            room->is_on_path[before] = true;
            continue;
        }
        cycle = made++;
        into = room->slot[top];
        while (room->path[length - 1] != before) {
            swallow(room, room->path[--length], cycle, into, count);
            merged++;
        }
        swallow(room, room->path[--length], cycle, into, count);
        room->slot[cycle] = into;
        room->path[length++] = cycle;
        room->is_on_path[cycle] = true;
        if (merged == count) return cycle;
    }
}

/* Opens every cycle that holds `leaf`, below `last`: the other members get their chosen arcs. New length of the list. */
static int32_t open_above(an_parse_tree_room *room, int32_t leaf, int32_t last, int32_t todo_count)
{
    for (int32_t node = leaf; node != last; node = room->parent[node])
        for (int32_t member = room->child[room->parent[node]]; member != NOBODY; member = room->sibling[member])
            if (member != node) room->todo[todo_count++] = member;
    return todo_count;
}

static void expand(an_parse_tree_room *room, int32_t outermost, int32_t *heads)
{
    int32_t todo_count = open_above(room, 0, outermost, 0);
    while (todo_count) {
        int32_t node = room->todo[--todo_count];
        heads[room->to[node] - 1] = room->from[node] - 1;
        todo_count = open_above(room, room->to[node], node, todo_count);
    }
}

/* scores[word * stride + head]: head 0 is the root, head h the word h - 1. A word's score
 * for itself is not read. heads: index of a word, or -1 for the one root word. 1 <= word_count <= the room's capacity. */
void an_parse_tree(an_parse_tree_room *room, const int32_t *scores, size_t stride, uint32_t word_count,
                   int32_t *heads)
{
    int32_t count = (int32_t)word_count + 1;
    if (take_best_heads(scores, stride, word_count, heads) && !has_cycle(heads, word_count, room->todo)) return;
    start(room, scores, stride, count);
    expand(room, contract(room, count), heads);
}
