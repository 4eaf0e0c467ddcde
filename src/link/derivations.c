/* Finding derivations among all documents.
 *
 * Documents that share keys are compared. A key that few documents have makes candidates of all pairs of them; one that many have
 * (a wire report with thousands of copies, a standing phrase) only of each with its oldest documents, the heads: each copy then knows
 * its source, and the work stays linear. Anchors that many have say nothing and make none.
 *
 * What the candidates are depends on the set of documents only. As it grows, a key can become crowded, or an older document can take
 * the place of a head; pairs that were candidates only for that key are then looked at again and dropped. So the order of reading does
 * not show in the result. */
#include "link/derivations.h"

#include <stdlib.h>

#include "link/compare.h"
#include "link/sketch.h"

enum {
    BATCH_DOCUMENTS = 4096,
    CROWDED = 32,        /* documents under one key */
    HEADS = 3,
    STRONG_WEIGHT = 2, ANCHOR_WEIGHT = 1, /* of a shared key ... */
    CANDIDATE_WEIGHT = 2,                 /* ... and of what is compared: two anchors, or one key of the text itself */
    CACHE_SLOTS = 1024   /* texts made ready for comparing */
};

/* A key of a new document. */
typedef struct entry {
    an_link_key key;
    an_link_member member;
} entry;

typedef struct proposal {
    int64_t first, second; /* rows; first < second */
    int32_t weight;
} proposal;

typedef struct slot {
    int64_t document; /* 0 = empty */
    an_arena arena;
    an_article article;
    an_link_text text;
} slot;

typedef struct linking {
    an_store *store;
    an_arena lasting, batch, scratch;
    an_link_vocabulary vocabulary;
    slot *slots;
    int64_t done;      /* documents up to this row were compared before */
    AN_ARRAY(entry) entries;
    AN_ARRAY(proposal) proposals;
    an_row_list rechecks;
    an_link_summary *summary;
    annals_error *error;
} linking;

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, "link", 0, "out of memory"); }

/* ---- texts ---- */

static annals_status load_text(linking *l, int64_t document, slot *s)
{
    an_arena_reset(&s->arena);
    s->document = 0;
    AN_TRY(an_store_link_article(l->store, &s->arena, document, &s->article, l->error));
    s->text.article = &s->article;
    if (!an_link_words_find(&s->arena, &l->vocabulary, s->article.text, &s->text.words)) return no_memory(l->error);
    s->document = document;
    return ANNALS_OK;
}

static annals_status get_text(linking *l, int64_t document, int half, const slot **out)
{
    slot *s = &l->slots[(size_t)(document % (CACHE_SLOTS / 2)) * 2 + (size_t)half]; /* two halves: a pair does not put itself out */
    *out = s;
    return s->document == document ? ANNALS_OK : load_text(l, document, s);
}

/* ---- keys of new documents ---- */

static annals_status sketch_document(linking *l, int64_t document)
{
    const slot *s;
    an_link_keys keys = {0};
    an_link_member member;
    AN_TRY(get_text(l, document, 0, &s));
    an_arena_reset(&l->scratch);
    if (!an_link_sketch(&l->scratch, &s->text.words, &keys)) return no_memory(l->error);
    member = (an_link_member){an_store_link_rank(&s->article), document};
    for (size_t i = 0; i < keys.count; i++)
        if (!AN_PUSH(&l->batch, &l->entries, (entry){keys.items[i], member})) return no_memory(l->error);
    return ANNALS_OK;
}

static int compare_keys(an_link_key a, an_link_key b)
{
    if (a.index != b.index) return a.index < b.index ? -1 : 1;
    return (a.value > b.value) - (a.value < b.value);
}

static int by_key(const void *x, const void *y)
{
    const entry *a = x, *b = y;
    int order = compare_keys(a->key, b->key);
    if (order) return order;
    if (a->member.rank != b->member.rank) return a->member.rank < b->member.rank ? -1 : 1;
    return (a->member.document > b->member.document) - (a->member.document < b->member.document);
}

/* In the order of the index, so that every page of it is written once. */
static annals_status store_keys(linking *l)
{
    if (l->entries.count) qsort(l->entries.items, l->entries.count, sizeof *l->entries.items, by_key);
    for (size_t i = 0; i < l->entries.count; i++)
        AN_TRY(an_store_link_add_key(l->store, l->entries.items[i].key, l->entries.items[i].member, l->error));
    return ANNALS_OK;
}

/* ---- candidates ---- */

static int weight_of(an_link_key key) { return key.index == AN_LINK_ANCHOR ? ANCHOR_WEIGHT : STRONG_WEIGHT; }

static annals_status propose(linking *l, int64_t a, int64_t b, int32_t weight)
{
    proposal p = {a < b ? a : b, a < b ? b : a, weight};
    if (a == b) return ANNALS_OK;
    return AN_PUSH(&l->batch, &l->proposals, p) ? ANNALS_OK : no_memory(l->error);
}

static bool is_new(const linking *l, an_link_member m) { return m.document > l->done; }

static annals_status propose_all(linking *l, an_link_key key, const an_link_members *members)
{
    for (size_t i = 0; i < members->count; i++)
        for (size_t k = i + 1; k < members->count; k++)
            if (is_new(l, members->items[i]) || is_new(l, members->items[k]))
                AN_TRY(propose(l, members->items[i].document, members->items[k].document, weight_of(key)));
    return ANNALS_OK;
}

/* Every new document with every head, and every new head with every document. */
static annals_status propose_heads(linking *l, an_link_key key, const entry *group, size_t count, const an_link_members *members)
{
    for (size_t h = 0; h < HEADS; h++) {
        an_link_members all = {0};
        for (size_t i = 0; i < count; i++) AN_TRY(propose(l, group[i].member.document, members->items[h].document, weight_of(key)));
        if (!is_new(l, members->items[h])) continue;
        an_arena_reset(&l->scratch);
        AN_TRY(an_store_link_members(l->store, key, 0, &l->scratch, &all, l->error));
        for (size_t i = 0; i < all.count; i++)
            if (!is_new(l, all.items[i])) AN_TRY(propose(l, all.items[i].document, members->items[h].document, weight_of(key)));
    }
    return ANNALS_OK;
}

static annals_status recheck(linking *l, int64_t document)
{
    return AN_PUSH(&l->batch, &l->rechecks, document) ? ANNALS_OK : no_memory(l->error);
}

/* The key has become crowded: what its documents had in it no longer counts, but for the heads. */
static annals_status recheck_old(linking *l, const an_link_members *members)
{
    for (size_t i = 0; i < members->count; i++)
        if (!is_new(l, members->items[i])) AN_TRY(recheck(l, members->items[i].document));
    return ANNALS_OK;
}

/* Those that were heads before the new documents came and are no more. */
static annals_status recheck_displaced(linking *l, const an_link_members *members)
{
    size_t old = 0;
    for (size_t i = 0; i < members->count && old < HEADS; i++) {
        if (is_new(l, members->items[i])) continue;
        old++;
        if (i >= HEADS) AN_TRY(recheck(l, members->items[i].document));
    }
    return ANNALS_OK;
}

static annals_status propose_group(linking *l, const entry *group, size_t count)
{
    an_link_members members = {0};
    an_link_key key = group->key;
    size_t limit = CROWDED + 1 + count;
    an_arena arena;
    annals_status status;
    an_arena_init(&arena, 0);
    status = an_store_link_members(l->store, key, limit, &arena, &members, l->error);
    if (status == ANNALS_OK && members.count <= CROWDED) status = propose_all(l, key, &members);
    else if (status == ANNALS_OK) {
        bool was_crowded = members.count == limit || members.count - count > CROWDED;
        if (key.index != AN_LINK_ANCHOR) status = propose_heads(l, key, group, count, &members);
        if (status == ANNALS_OK) status = was_crowded ? recheck_displaced(l, &members) : recheck_old(l, &members);
    }
    an_arena_free(&arena);
    return status;
}

static annals_status propose_new(linking *l)
{
    for (size_t i = 0; i < l->entries.count;) {
        size_t end = i + 1;
        while (end < l->entries.count && compare_keys(l->entries.items[end].key, l->entries.items[i].key) == 0) end++;
        AN_TRY(propose_group(l, l->entries.items + i, end - i));
        i = end;
    }
    return ANNALS_OK;
}

/* ---- comparing ---- */

static int by_pair(const void *x, const void *y)
{
    const proposal *a = x, *b = y;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return (a->second > b->second) - (a->second < b->second);
}

static annals_status compare_pair(linking *l, int64_t first, int64_t second)
{
    const slot *a, *b;
    an_link_comparison c;
    AN_TRY(get_text(l, first, 0, &a));
    AN_TRY(get_text(l, second, 1, &b));
    an_arena_reset(&l->scratch);
    if (!an_link_compare(&l->scratch, &l->vocabulary, &a->text, &b->text, &c)) return no_memory(l->error);
    if (!c.is_derived) return ANNALS_OK;
    AN_TRY(an_store_put_derivation(l->store, c.taker ? second : first, c.taker ? first : second, &c.derivation, l->error));
    l->summary->derivations++;
    return ANNALS_OK;
}

static annals_status compare_proposed(linking *l)
{
    if (l->proposals.count) qsort(l->proposals.items, l->proposals.count, sizeof *l->proposals.items, by_pair);
    for (size_t i = 0; i < l->proposals.count;) {
        int32_t weight = 0;
        const proposal *p = &l->proposals.items[i];
        for (; i < l->proposals.count && by_pair(p, &l->proposals.items[i]) == 0; i++) weight += l->proposals.items[i].weight;
        if (weight >= CANDIDATE_WEIGHT) AN_TRY(compare_pair(l, p->first, p->second));
    }
    return ANNALS_OK;
}

/* ---- looking again ---- */

static annals_status shared_weight(linking *l, an_arena *arena, an_link_key key, int64_t a, int64_t b, int32_t *weight)
{
    an_link_members members = {0};
    bool is_head = false;
    AN_TRY(an_store_link_members(l->store, key, CROWDED + 1, arena, &members, l->error));
    for (size_t i = 0; i < HEADS && i < members.count; i++)
        is_head = is_head || members.items[i].document == a || members.items[i].document == b;
    if (members.count <= CROWDED || (is_head && key.index != AN_LINK_ANCHOR)) *weight += weight_of(key);
    return ANNALS_OK;
}

static annals_status is_candidate(linking *l, an_arena *arena, const an_link_keys *keys, int64_t document, int64_t other, bool *result)
{
    an_link_keys others = {0};
    const slot *s;
    int32_t weight = 0;
    AN_TRY(get_text(l, other, 1, &s));
    if (!an_link_sketch(arena, &s->text.words, &others)) return no_memory(l->error);
    for (size_t i = 0, k = 0; i < keys->count && k < others.count && weight < CANDIDATE_WEIGHT;) {
        int order = compare_keys(keys->items[i], others.items[k]);
        if (order == 0) AN_TRY(shared_weight(l, arena, keys->items[i], document, other, &weight));
        i += order <= 0;
        k += order >= 0;
    }
    *result = weight >= CANDIDATE_WEIGHT;
    return ANNALS_OK;
}

static annals_status recheck_document(linking *l, int64_t document)
{
    an_row_list partners = {0};
    an_link_keys keys = {0};
    const slot *s;
    an_arena_reset(&l->scratch);
    AN_TRY(an_store_link_partners(l->store, document, &l->scratch, &partners, l->error));
    if (partners.count == 0) return ANNALS_OK;
    AN_TRY(get_text(l, document, 0, &s));
    if (!an_link_sketch(&l->scratch, &s->text.words, &keys)) return no_memory(l->error);
    for (size_t i = 0; i < partners.count; i++) {
        bool stays = false;
        AN_TRY(is_candidate(l, &l->scratch, &keys, document, partners.items[i], &stays));
        if (!stays) AN_TRY(an_store_drop_derivation(l->store, document, partners.items[i], l->error));
    }
    return ANNALS_OK;
}

static int by_row(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static annals_status recheck_all(linking *l)
{
    if (l->rechecks.count) qsort(l->rechecks.items, l->rechecks.count, sizeof *l->rechecks.items, by_row);
    for (size_t i = 0; i < l->rechecks.count; i++)
        if (!i || l->rechecks.items[i] != l->rechecks.items[i - 1]) AN_TRY(recheck_document(l, l->rechecks.items[i]));
    return ANNALS_OK;
}

/* ---- batches ---- */

static annals_status link_batch(linking *l, const an_row_list *documents)
{
    AN_TRY(an_store_link_begin(l->store, l->error));
    for (size_t i = 0; i < documents->count; i++) AN_TRY(sketch_document(l, documents->items[i]));
    AN_TRY(store_keys(l));
    AN_TRY(propose_new(l));
    AN_TRY(compare_proposed(l));
    AN_TRY(recheck_all(l));
    l->done = documents->items[documents->count - 1];
    AN_TRY(an_store_link_set_done(l->store, "derivations", l->done, l->error));
    l->summary->documents += documents->count;
    return an_store_commit(l->store, l->error);
}

static annals_status link_all(linking *l)
{
    for (;;) {
        an_row_list documents = {0};
        annals_status status;
        an_arena_reset(&l->batch);
        memset(&l->entries, 0, sizeof l->entries);
        memset(&l->proposals, 0, sizeof l->proposals);
        memset(&l->rechecks, 0, sizeof l->rechecks);
        AN_TRY(an_store_link_documents(l->store, l->done, BATCH_DOCUMENTS, &l->batch, &documents, l->error));
        if (documents.count == 0) return ANNALS_OK;
        status = link_batch(l, &documents);
        if (status != ANNALS_OK) {
            an_store_link_cancel(l->store);
            return status;
        }
    }
}

annals_status an_link_derivations(an_store *store, an_link_summary *summary, annals_error *error)
{
    linking l = {.store = store, .summary = summary, .error = error};
    annals_status status;
    AN_TRY(an_store_link_done(store, "derivations", &l.done, error));
    l.slots = calloc(CACHE_SLOTS, sizeof *l.slots);
    if (!l.slots) return no_memory(error);
    an_arena_init(&l.lasting, 0);
    for (int i = 0; i < CACHE_SLOTS; i++) an_arena_init(&l.slots[i].arena, 0);
    an_arena_init(&l.batch, 0);
    an_arena_init(&l.scratch, 0);
    status = an_link_vocabulary_make(&l.lasting, &l.vocabulary) ? link_all(&l) : no_memory(error);
    for (int i = 0; i < CACHE_SLOTS; i++) an_arena_free(&l.slots[i].arena);
    free(l.slots);
    an_arena_free(&l.lasting);
    an_arena_free(&l.batch);
    an_arena_free(&l.scratch);
    return status;
}
