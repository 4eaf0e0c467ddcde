/* Two arenas that every test of a group starts with, empty: `arena` for results, `scratch` for the rest. */
#ifndef ANNALS_TESTS_FRESH_ARENAS_H
#define ANNALS_TESTS_FRESH_ARENAS_H

#include "base/arena.h"

static an_arena arena, scratch;

static int begin(void **state)
{
    (void)state;
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    an_arena_free(&arena);
    an_arena_free(&scratch);
    return 0;
}

#endif
