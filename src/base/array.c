#include "base/array.h"

#include <stdint.h>

enum { FIRST_CAPACITY = 8 };

/* Makes room for at least one more item by doubling. Returns 0 when the arena is exhausted. */
int an_array_reserve(an_arena *arena, void **items, size_t *capacity, size_t count, size_t item_bytes)
{
    size_t wanted = *capacity ? *capacity * 2 : FIRST_CAPACITY;
    void *grown;
    if (wanted > SIZE_MAX / item_bytes) {
        arena->is_exhausted = 1;
        return 0;
    }
    grown = an_arena_grow(arena, *items, count * item_bytes, wanted * item_bytes);
    if (!grown) return 0;
    *items = grown;
    *capacity = wanted;
    return 1;
}
