/* A growing hash index in an arena: from 64-bit hashes to numbers of things that the caller keeps. */
#ifndef ANNALS_LEXICON_SLOTS_H
#define ANNALS_LEXICON_SLOTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"

typedef struct an_slot {
    uint64_t hash;
    uint32_t number_plus_one; /* 0 = free */
} an_slot;

/* All zeros is an empty index. Never more than half full. */
typedef struct an_slots {
    an_slot *slots;
    uint32_t capacity; /* a power of two, or 0 */
    uint32_t count;
} an_slots;

/* False when the arena is exhausted. Several numbers may stand under one hash. */
bool an_slots_add(an_arena *arena, an_slots *index, uint64_t hash, uint32_t number);
/* The next number under `hash`; set *cursor to 0 before the first call. UINT32_MAX = no more. In order of adding. */
uint32_t an_slots_next(const an_slots *index, uint64_t hash, uint32_t *cursor);

#endif
