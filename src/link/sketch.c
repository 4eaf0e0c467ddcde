/* Making the keys. Each is 31 bits wide, so that a row of the index is small; two texts that meet by accident of a hash are told apart
 * when they are compared. Only shingles that say something are taken: "the end of the" would bring strangers together. */
#include "link/sketch.h"

#include <stdlib.h>

#include "base/hash.h"

enum {
    SHINGLE_WORDS = 4,
    SHINGLE_CONTENT_MIN = 2,
    WINDOW_SHINGLES = 8,     /* of winnowing: every stretch of so many shingles gives a key */
    ANCHOR_STEMS = 4,        /* the rarest of a sentence; their pairs are keys */
    ANCHOR_BITS_MIN = 12,
    KEY_BITS = 31
};

static uint32_t to_key(uint64_t hash) { return (uint32_t)(hash >> (64 - KEY_BITS)); }

typedef struct sketching {
    an_arena *arena;
    const an_link_words *words;
    uint32_t *shingles; /* by first word; UINT32_MAX = says nothing */
    uint32_t count;
    an_link_keys *out;
} sketching;

static bool add(sketching *s, an_link_index index, uint32_t key) { return AN_PUSH(s->arena, s->out, (an_link_key){key, (uint8_t)index}); }

static bool make_shingles(sketching *s)
{
    const an_link_word *w = s->words->items;
    s->count = s->words->count >= SHINGLE_WORDS ? s->words->count - SHINGLE_WORDS + 1 : 0;
    s->shingles = AN_NEW_ARRAY(s->arena, uint32_t, s->count + 1);
    if (!s->shingles) return false;
    for (uint32_t i = 0; i < s->count; i++) {
        uint64_t hash = 0;
        uint32_t content = 0;
        for (uint32_t k = i; k < i + SHINGLE_WORDS; k++) {
            hash = an_hash_mix(hash, w[k].form);
            content += an_link_is_content(&w[k]);
        }
        s->shingles[i] = content >= SHINGLE_CONTENT_MIN ? to_key(hash) : UINT32_MAX;
    }
    return true;
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static bool add_near(sketching *s)
{
    uint32_t *sorted = AN_NEW_ARRAY(s->arena, uint32_t, s->count + 1), kept = 0;
    if (!sorted) return false;
    memcpy(sorted, s->shingles, s->count * sizeof *sorted);
    if (s->count) qsort(sorted, s->count, sizeof *sorted, by_value);
    for (uint32_t i = 0; i < s->count && kept < AN_LINK_NEAR_KEYS && sorted[i] != UINT32_MAX; i++) {
        if (i && sorted[i] == sorted[i - 1]) continue;
        if (!add(s, AN_LINK_NEAR, sorted[i])) return false;
        kept++;
    }
    return true;
}

/* The smallest shingle of [first, end); the last of equals. */
static uint32_t smallest(const sketching *s, uint32_t first, uint32_t end)
{
    uint32_t best = first;
    for (uint32_t i = first; i < end; i++)
        if (s->shingles[i] <= s->shingles[best]) best = i;
    return best;
}

static bool add_passages(sketching *s)
{
    uint32_t last = UINT32_MAX, window = s->count < WINDOW_SHINGLES ? s->count : WINDOW_SHINGLES;
    for (uint32_t i = 0; window && i + window <= s->count; i++) {
        uint32_t at = smallest(s, i, i + window);
        if (at == last || s->shingles[at] == UINT32_MAX) continue;
        last = at;
        if (!add(s, AN_LINK_PASSAGE, s->shingles[at])) return false;
    }
    return true;
}

/* One key for each quotation, so that a short one is found too. */
static bool add_quotations(sketching *s)
{
    const an_link_word *w = s->words->items;
    for (uint32_t i = 0; i < s->count;) {
        uint32_t end = i, at;
        while (end < s->words->count && w[end].is_quoted) end++;
        if (end >= i + SHINGLE_WORDS) {
            at = smallest(s, i, end - SHINGLE_WORDS + 1);
            if (s->shingles[at] != UINT32_MAX && !add(s, AN_LINK_PASSAGE, s->shingles[at])) return false;
        }
        i = end + 1;
    }
    return true;
}

/* Keeps the rarest stems in `best`, rarest first; of equally rare ones those with the smaller hash. */
static void note_rare(const an_link_word *best[ANCHOR_STEMS], uint32_t *count, const an_link_word *w)
{
    uint32_t at = 0;
    for (uint32_t k = 0; k < *count; k++)
        if (best[k]->stem == w->stem) return;
    while (at < *count && (best[at]->bits > w->bits || (best[at]->bits == w->bits && best[at]->stem < w->stem))) at++;
    if (at == ANCHOR_STEMS) return;
    if (*count < ANCHOR_STEMS) ++*count;
    memmove(best + at + 1, best + at, (*count - at - 1) * sizeof *best);
    best[at] = w;
}

static bool add_anchors(sketching *s)
{
    for (uint32_t n = 0; n < s->words->sentence_count; n++) {
        const an_link_word *best[ANCHOR_STEMS];
        uint32_t count = 0;
        for (uint32_t i = s->words->sentences[n]; i < s->words->sentences[n + 1]; i++)
            if (s->words->items[i].bits >= ANCHOR_BITS_MIN) note_rare(best, &count, &s->words->items[i]);
        for (uint32_t i = 0; i < count; i++)
            for (uint32_t k = i + 1; k < count; k++) {
                uint32_t low = best[i]->stem < best[k]->stem ? best[i]->stem : best[k]->stem;
                uint32_t high = best[i]->stem ^ best[k]->stem ^ low;
                if (!add(s, AN_LINK_ANCHOR, to_key(an_hash_mix(low, high)))) return false;
            }
    }
    return true;
}

static int by_key(const void *a, const void *b)
{
    const an_link_key *x = a, *y = b;
    if (x->index != y->index) return x->index < y->index ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

bool an_link_sketch(an_arena *arena, const an_link_words *words, an_link_keys *out)
{
    sketching s = {.arena = arena, .words = words, .out = out};
    size_t kept = 0;
    if (!make_shingles(&s) || !add_near(&s) || !add_passages(&s) || !add_quotations(&s) || !add_anchors(&s)) return false;
    if (out->count) qsort(out->items, out->count, sizeof *out->items, by_key);
    for (size_t i = 0; i < out->count; i++)
        if (!kept || by_key(&out->items[kept - 1], &out->items[i]) != 0) out->items[kept++] = out->items[i];
    out->count = kept;
    return true;
}
