/* Memory that is given back all at once: one arena per document, one scratch arena per worker. */
#ifndef ANNALS_BASE_ARENA_H
#define ANNALS_BASE_ARENA_H

#include <stddef.h>

typedef struct an_arena_block an_arena_block;

/* Every allocation is zeroed and aligned for any type. An arena belongs to one thread at a time. Running out of memory (or over
 * limit_bytes) returns NULL and sets is_exhausted for good, so that a stage may build freely and check once at its end. */
typedef struct an_arena {
    an_arena_block *first, *current;
    size_t used_bytes;  /* handed out since the last reset */
    size_t limit_bytes; /* 0 = none */
    int is_exhausted;
} an_arena;

void an_arena_init(an_arena *arena, size_t limit_bytes);
void *an_arena_alloc(an_arena *arena, size_t size_bytes);
void *an_arena_alloc_array(an_arena *arena, size_t count, size_t size_bytes);
void *an_arena_grow(an_arena *arena, void *old, size_t old_bytes, size_t new_bytes);
char *an_arena_copy(an_arena *arena, const char *bytes, size_t length);
void an_arena_reset(an_arena *arena);
void an_arena_free(an_arena *arena);

#define AN_NEW(arena, type) ((type *)an_arena_alloc((arena), sizeof(type)))
#define AN_NEW_ARRAY(arena, type, count) ((type *)an_arena_alloc_array((arena), (count), sizeof(type)))

#endif
