/* A chain of blocks, each twice the last one up to a bound; an allocation moves a mark. Reset keeps the blocks, so a worker that
 * codes document after document asks the system for memory only while documents still grow. Large allocations get a block of
 * their own size. Invariant: `current` is the block allocated from; blocks after it are empty and kept from before a reset. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_BLOCK_BYTES = 64 * 1024,
    LARGEST_DOUBLED_BLOCK_BYTES = 8 * 1024 * 1024,
    ALIGNMENT = 16
};

struct an_arena_block {
    an_arena_block *next;
    size_t size, used;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

/* Makes `arena` empty. `limit_bytes` bounds what may be handed out between two resets; 0 = no bound. */
void an_arena_init(an_arena *arena, size_t limit_bytes)
{
    memset(arena, 0, sizeof *arena);
    arena->limit_bytes = limit_bytes;
}

static an_arena_block *add_block(an_arena *arena, size_t needed)
{
    size_t size = arena->current ? arena->current->size * 2 : FIRST_BLOCK_BYTES;
    an_arena_block *block;
    if (size > LARGEST_DOUBLED_BLOCK_BYTES) size = LARGEST_DOUBLED_BLOCK_BYTES;
    if (size < needed) size = needed;
    block = malloc(sizeof *block + size);
    if (!block) return NULL;
    block->size = size;
    block->used = 0;
    block->next = arena->current ? arena->current->next : NULL;
    if (arena->current) arena->current->next = block;
    else arena->first = block;
    return block;
}

/* Zeroed memory of `size_bytes` (0 is allowed and gives a valid pointer), living until the arena is reset or freed.
 * NULL when memory or the limit is exhausted; is_exhausted then stays set. */
void *an_arena_alloc(an_arena *arena, size_t size_bytes)
{
    an_arena_block *block = arena->current;
    void *result;
    if (size_bytes > SIZE_MAX - ALIGNMENT) goto exhausted;
    size_bytes = (size_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (arena->limit_bytes && size_bytes > arena->limit_bytes - (arena->used_bytes < arena->limit_bytes ? arena->used_bytes : arena->limit_bytes))
        goto exhausted;
    while (!block || block->size - block->used < size_bytes) {
        if (block && block->next && block->next->size >= size_bytes) block = block->next;
        else block = add_block(arena, size_bytes);
        if (!block) goto exhausted;
        arena->current = block;
    }
    result = block->bytes + block->used;
    block->used += size_bytes;
    arena->used_bytes += size_bytes;
    memset(result, 0, size_bytes);
    return result;
exhausted:
    arena->is_exhausted = 1;
    return NULL;
}

/* `count` zeroed elements of `size_bytes`; NULL also when the product overflows. */
void *an_arena_alloc_array(an_arena *arena, size_t count, size_t size_bytes)
{
    if (size_bytes && count > SIZE_MAX / size_bytes) {
        arena->is_exhausted = 1;
        return NULL;
    }
    return an_arena_alloc(arena, count * size_bytes);
}

/* A larger copy of `old`; what is new is zeroed. NULL as an_arena_alloc. */
void *an_arena_grow(an_arena *arena, void *old, size_t old_bytes, size_t new_bytes)
{
    void *result;
    if (old && new_bytes <= old_bytes) return old;
    result = an_arena_alloc(arena, new_bytes);
    if (result && old_bytes) memcpy(result, old, old_bytes);
    return result;
}

/* A copy of `length` bytes with a closing NUL. */
char *an_arena_copy(an_arena *arena, const char *bytes, size_t length)
{
    char *copy = length < SIZE_MAX ? an_arena_alloc(arena, length + 1) : NULL;
    if (copy && length) memcpy(copy, bytes, length);
    return copy;
}

/* Takes everything back but keeps the blocks for the next document. */
void an_arena_reset(an_arena *arena)
{
    for (an_arena_block *block = arena->first; block; block = block->next) block->used = 0;
    arena->current = arena->first;
    arena->used_bytes = 0;
    arena->is_exhausted = 0;
}

/* Gives all memory back to the system; the arena is as after an_arena_init with the same limit. */
void an_arena_free(an_arena *arena)
{
    an_arena_block *block = arena->first;
    while (block) {
        an_arena_block *next = block->next;
        free(block);
        block = next;
    }
    an_arena_init(arena, arena->limit_bytes);
}
