#include "lexicon/slots.h"

enum { FIRST_SLOTS = 256 };

static void put(an_slot *slots, uint32_t capacity, an_slot slot)
{
    uint32_t at = (uint32_t)slot.hash & (capacity - 1);
    while (slots[at].number_plus_one) at = (at + 1) & (capacity - 1);
    slots[at] = slot;
}

/* Old slots are put in order of place, not of adding; equal hashes keep their order because they lie behind one another, unless
 * their run wraps around the end, so the new table is filled from the first free slot on. */
static bool grow(an_arena *arena, an_slots *index)
{
    uint32_t capacity = index->capacity ? index->capacity * 2 : FIRST_SLOTS, start = 0;
    an_slot *slots = capacity ? AN_NEW_ARRAY(arena, an_slot, capacity) : NULL;
    if (!slots) return false;
    while (start < index->capacity && index->slots[start].number_plus_one) start++;
    for (uint32_t i = 0; i < index->capacity; i++) {
        const an_slot *slot = index->slots + ((start + i) & (index->capacity - 1));
        if (slot->number_plus_one) put(slots, capacity, *slot);
    }
    index->slots = slots;
    index->capacity = capacity;
    return true;
}

bool an_slots_add(an_arena *arena, an_slots *index, uint64_t hash, uint32_t number)
{
    if (index->count >= index->capacity / 2 && !grow(arena, index)) return false;
    put(index->slots, index->capacity, (an_slot){hash, number + 1});
    index->count++;
    return true;
}

uint32_t an_slots_next(const an_slots *index, uint64_t hash, uint32_t *cursor)
{
    while (*cursor < index->capacity) {
        const an_slot *slot = index->slots + (((uint32_t)hash + (*cursor)++) & (index->capacity - 1));
        if (!slot->number_plus_one) break;
        if (slot->hash == hash) return slot->number_plus_one - 1;
    }
    *cursor = index->capacity;
    return UINT32_MAX;
}
