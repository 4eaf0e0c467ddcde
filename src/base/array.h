/* Growable arrays in an arena: a struct with items, count, capacity; one macro appends. */
#ifndef ANNALS_BASE_ARRAY_H
#define ANNALS_BASE_ARRAY_H

#include "base/arena.h"

#define AN_ARRAY(type)    \
    struct {              \
        type *items;      \
        size_t count;     \
        size_t capacity;  \
    }

/* Appends `value`; false when the arena is exhausted (the array is then unchanged). Old storage stays in the arena, so a
 * pointer into items stays readable but goes stale: refer by index. */
#define AN_PUSH(arena, array, ...)                                                                                   \
    (((array)->count < (array)->capacity ||                                                                          \
      an_array_reserve((arena), (void **)&(array)->items, &(array)->capacity, (array)->count, sizeof *(array)->items)) \
         ? ((array)->items[(array)->count++] = (__VA_ARGS__), 1)                                                     \
         : 0)

int an_array_reserve(an_arena *arena, void **items, size_t *capacity, size_t count, size_t item_bytes);

#endif
