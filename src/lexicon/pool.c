#include "lexicon/pool.h"

#include "base/hash.h"

enum { POOL_BYTES_MAX = 512 * 1024 * 1024 };

void an_pool_builder_init(an_pool_builder *pool, an_arena *arena)
{
    memset(pool, 0, sizeof *pool);
    pool->arena = arena;
    an_strbuf_init(&pool->bytes, POOL_BYTES_MAX);
}

void an_pool_builder_free(an_pool_builder *pool) { an_strbuf_free(&pool->bytes); }

an_pool_ref an_pool_add(an_pool_builder *pool, an_str text)
{
    uint64_t hash = an_hash(text);
    uint32_t cursor = 0, number;
    an_pool_ref ref = {(uint32_t)pool->bytes.length, (uint32_t)text.length};
    if (!text.length) return (an_pool_ref){0, 0};
    while ((number = an_slots_next(&pool->slots, hash, &cursor)) != UINT32_MAX)
        if (an_str_equal(an_pool_get(an_strbuf_view(&pool->bytes), pool->refs.items[number]), text)) return pool->refs.items[number];
    an_strbuf_put_str(&pool->bytes, text);
    if (pool->bytes.has_failed || !an_slots_add(pool->arena, &pool->slots, hash, (uint32_t)pool->refs.count) ||
        !AN_PUSH(pool->arena, &pool->refs, ref))
        return (an_pool_ref){0, 0};
    return ref;
}
