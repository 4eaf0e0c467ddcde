/* The best tree over a sentence from scores of single arcs. */
#ifndef ANNALS_PARSE_TREE_H
#define ANNALS_PARSE_TREE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Working memory for sentences of up to `word_capacity` words; made once, used for any number of sentences. */
typedef struct an_parse_tree_room an_parse_tree_room;
an_parse_tree_room *an_parse_tree_room_new(an_arena *arena, uint32_t word_capacity);

void an_parse_tree(an_parse_tree_room *room, const int32_t *scores, size_t stride, uint32_t word_count, int32_t *heads);

#endif
