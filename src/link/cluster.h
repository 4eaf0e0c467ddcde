/* Groups nodes that report one happening. */
#ifndef ANNALS_LINK_CLUSTER_H
#define ANNALS_LINK_CLUSTER_H

#include "base/array.h"
#include "link/node.h"

/* One node on its way into a group. The caller fills the first three, sorted by rank. */
typedef struct an_cluster_item {
    const an_node *node;
    int64_t id, rank;    /* rank: order of publication, never equal for two */
    uint32_t group;      /* index of the first item of its group */
    uint32_t component;  /* ... of all that agrees with it, directly or over others: the group is part of that */
    uint32_t joined_to;  /* index of the item that brought it in; AN_NONE = it is the first */
    double score;        /* of the join */
    unsigned reasons;
} an_cluster_item;

/* Two items whose articles share a passage that tells of both; first < second, sorted, none twice. */
typedef struct an_cluster_pair {
    uint32_t first, second;
} an_cluster_pair;
typedef AN_ARRAY(an_cluster_pair) an_cluster_pairs;

/* Fills group, component, joined_to, score and reasons of all items. The result depends on the set of items only. False when the arena is exhausted. */
bool an_cluster(an_arena *arena, an_cluster_item *items, uint32_t count, const an_cluster_pairs *texts, const an_actors *actors);

#endif
