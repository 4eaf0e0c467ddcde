/* Strings of a compiled dictionary: written once each, referred to by place and length. */
#ifndef ANNALS_LEXICON_POOL_H
#define ANNALS_LEXICON_POOL_H

#include "base/strbuf.h"
#include "lexicon/slots.h"

/* As it lies in the file. length 0 = the empty string, which also stands for "none". */
typedef struct an_pool_ref {
    uint32_t offset, length;
} an_pool_ref;

/* While compiling; equal strings share one place. Owner: the arena given to init. */
typedef struct an_pool_builder {
    an_arena *arena;
    an_strbuf bytes;
    an_slots slots;
    AN_ARRAY(an_pool_ref) refs;
} an_pool_builder;

void an_pool_builder_init(an_pool_builder *pool, an_arena *arena);
void an_pool_builder_free(an_pool_builder *pool);
/* {0, 0} for the empty string, and after memory is exhausted (then pool->bytes.has_failed or the arena says so). */
an_pool_ref an_pool_add(an_pool_builder *pool, an_str text);

/* True if the reference lies inside a pool of `pool_bytes`: to be asked of every reference when a file is opened. */
static inline bool an_pool_ref_is_valid(an_pool_ref ref, size_t pool_bytes)
{
    return ref.offset <= pool_bytes && ref.length <= pool_bytes - ref.offset;
}
/* data NULL for the empty reference. */
static inline an_str an_pool_get(an_str pool, an_pool_ref ref)
{
    return ref.length ? (an_str){pool.data + ref.offset, ref.length} : (an_str){0};
}

#endif
