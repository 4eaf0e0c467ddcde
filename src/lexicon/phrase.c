/* The phrase table: a trie over atoms (atoms.h) whose edges lie in one hash table, so that a step costs one probe whatever the
 * number of phrases.
 *
 * Section: head, word slots (atom -> number), words, edge slots ((node, word) -> node), nodes, groups, values, string bytes.
 * A node holds the phrases that end there as groups by what they ask of capitals: bit i of a mask = the i-th atom must begin with
 * one; ALL_CAPITALS = every atom must be in capitals. A text satisfies a group if its own mask covers it. The groups of a node
 * are closed under union and each repeats the values of those that it covers, so the largest group satisfied is unique and
 * lists everything that matches: "US" and "us" end at one node, and "US" in a text finds both.
 *
 * Example: "Taliban fighters" -> atoms taliban, fighters; mask 01. "Taliban Fighters" satisfies it, "taliban fighters" does not. */
#include "lexicon/phrase.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "lexicon/atoms.h"
#include "lexicon/pool.h"

enum { GROUPS_MAX = 24, ALL_CAPITALS = 1 << 30, SECTION_BYTES_MAX = 1 << 30, FORMAT = 1 };

typedef struct head {
    uint32_t format, word_slots, words, edge_slots, nodes, groups, values, string_bytes;
} head;
typedef struct edge {
    uint32_t node, word, child; /* child 0 = free slot (the root is nobody's child) */
} edge;
typedef struct node {
    uint32_t first_group, group_count;
} node;
typedef struct group {
    uint32_t mask, first_value, value_count;
} group;

/* ---- building ---- */

typedef struct phrase {
    uint32_t node, mask, value;
} phrase;

struct an_phrase_builder {
    an_arena arena;
    an_pool_builder pool;
    an_slots words_by_pool_offset; /* hash of the offset -> word */
    AN_ARRAY(an_pool_ref) words;
    an_slots edges_by_key;
    AN_ARRAY(edge) edges;
    AN_ARRAY(phrase) phrases;
    uint32_t node_count;
};

/* NULL when memory is exhausted. */
an_phrase_builder *an_phrase_builder_new(void)
{
    an_phrase_builder *builder = calloc(1, sizeof *builder);
    if (!builder) return NULL;
    an_arena_init(&builder->arena, 0);
    an_pool_builder_init(&builder->pool, &builder->arena);
    builder->node_count = 1;
    return builder;
}

/* NULL is allowed. */
void an_phrase_builder_free(an_phrase_builder *builder)
{
    if (!builder) return;
    an_pool_builder_free(&builder->pool);
    an_arena_free(&builder->arena);
    free(builder);
}

static uint32_t word_number(an_phrase_builder *builder, const an_atom *atom)
{
    an_pool_ref ref = an_pool_add(&builder->pool, (an_str){atom->bytes, atom->length});
    uint64_t hash = an_hash_mix(ref.offset, ref.length);
    uint32_t cursor = 0, number = an_slots_next(&builder->words_by_pool_offset, hash, &cursor);
    if (number != UINT32_MAX) return number;
    an_slots_add(&builder->arena, &builder->words_by_pool_offset, hash, (uint32_t)builder->words.count);
    AN_PUSH(&builder->arena, &builder->words, ref);
    return (uint32_t)builder->words.count - 1;
}

/* The two halves of a key are numbers below 2^32, so different keys have different hashes before mixing; the mix may collide. */
static uint64_t edge_hash(uint32_t from, uint32_t word) { return an_hash_mix(from, word); }

static uint32_t child_of(an_phrase_builder *builder, uint32_t from, uint32_t word)
{
    uint64_t hash = edge_hash(from, word);
    uint32_t cursor = 0, number;
    while ((number = an_slots_next(&builder->edges_by_key, hash, &cursor)) != UINT32_MAX)
        if (builder->edges.items[number].node == from && builder->edges.items[number].word == word) return builder->edges.items[number].child;
    an_slots_add(&builder->arena, &builder->edges_by_key, hash, (uint32_t)builder->edges.count);
    AN_PUSH(&builder->arena, &builder->edges, (edge){from, word, builder->node_count});
    return builder->node_count++;
}

/* A dictionary's words one after another: cut at white space, at brackets, commas and the like, and before a possessive. */
typedef struct word_cutter {
    an_str rest;
} word_cutter;

static bool is_mark(char c) { return c && strchr(",;:()[]\"!?", c); }

static bool ends_in_possessive(an_str word, size_t *cut)
{
    static const char *const endings[] = {"'s", "\xE2\x80\x99s", "'", "\xE2\x80\x99"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (an_str_ends_with(word, endings[i]) && word.length > strlen(endings[i])) return *cut = word.length - strlen(endings[i]), true;
    return false;
}

static bool next_word(word_cutter *cutter, an_str *word)
{
    size_t cut;
    cutter->rest = an_str_trim(cutter->rest);
    *word = (an_str){cutter->rest.data, 0};
    if (!cutter->rest.length) return false;
    if (is_mark(word->data[0])) word->length = 1;
    else
        while (word->length < cutter->rest.length && !is_mark(word->data[word->length]) && !strchr(" \t", word->data[word->length])) word->length++;
    if (ends_in_possessive(*word, &cut)) word->length = cut;
    cutter->rest = (an_str){cutter->rest.data + word->length, cutter->rest.length - word->length};
    return true;
}

typedef struct atoms {
    an_atom items[AN_PHRASE_WORDS_MAX];
    uint32_t count, mask;
} atoms;

/* False if there are none or too many. The case of what follows a hyphen is not asked: "Al-qaida" is as good as "Al-Qaida". */
static bool cut_atoms(an_arena *arena, an_str words, atoms *out)
{
    word_cutter cutter = {words};
    an_str word;
    uint32_t letters, all_letters = 0, capitals = 0;
    bool is_all_capitals = true;
    memset(out, 0, sizeof *out);
    while (next_word(&cutter, &word)) {
        an_str folded = an_utf8_fold(arena, word);
        an_atom atom;
        size_t at = 0;
        an_atom_case written = an_atom_case_of(word, &letters);
        if (!folded.data) return false;
        if (letters) is_all_capitals = is_all_capitals && written == AN_ATOM_ALL_CAPITALS;
        all_letters += letters;
        if (written != AN_ATOM_LOWER && out->count < AN_PHRASE_WORDS_MAX) capitals |= 1u << out->count;
        while (an_atom_next(folded, &at, &atom)) {
            if (out->count == AN_PHRASE_WORDS_MAX) return false;
            out->items[out->count++] = atom;
        }
    }
    out->mask = is_all_capitals && all_letters && all_letters <= AN_PHRASE_CASED_BYTES_MAX ? capitals | ALL_CAPITALS : capitals;
    return out->count > 0;
}

/* Adds `value` under `words`. E_FORMAT: no word in it, or more than AN_PHRASE_WORDS_MAX. */
annals_status an_phrase_builder_add(an_phrase_builder *builder, an_str words, uint32_t value, annals_error *error)
{
    atoms cut;
    uint32_t at = 0;
    if (!cut_atoms(&builder->arena, words, &cut))
        return an_fail(error, ANNALS_E_FORMAT, "lexicon", 0, "a phrase must have 1 to %d words: %.*s", AN_PHRASE_WORDS_MAX, (int)words.length, words.data);
    for (uint32_t i = 0; i < cut.count; i++) at = child_of(builder, at, word_number(builder, cut.items + i));
    AN_PUSH(&builder->arena, &builder->phrases, (phrase){at, cut.mask, value});
    if (builder->arena.is_exhausted || builder->pool.bytes.has_failed) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory for phrases");
    return ANNALS_OK;
}

static int compare_phrases(const void *a, const void *b)
{
    const phrase *x = a, *y = b;
    if (x->node != y->node) return x->node < y->node ? -1 : 1;
    if (x->mask != y->mask) return x->mask < y->mask ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

/* The masks of phrases [first, end) and all unions of them, ascending; a node with more than GROUPS_MAX is not to be met in a
 * language: the unions over that are left out. */
static uint32_t close_masks(const phrase *first, const phrase *end, uint32_t masks[GROUPS_MAX])
{
    uint32_t count = 0;
    for (const phrase *p = first; p < end; p++)
        if (count < GROUPS_MAX && (!count || masks[count - 1] != p->mask)) masks[count++] = p->mask;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < i; j++) {
            uint32_t both = masks[i] | masks[j], k = 0;
            while (k < count && masks[k] != both) k++;
            if (k == count && count < GROUPS_MAX) masks[count++] = both;
        }
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t j = i; j > 0 && masks[j - 1] > masks[j]; j--) {
            uint32_t mask = masks[j];
            masks[j] = masks[j - 1];
            masks[j - 1] = mask;
        }
    return count;
}

typedef struct output {
    an_strbuf groups, values;
    uint32_t group_count, value_count;
} output;

static void put_u32(an_strbuf *buffer, uint32_t value) { an_strbuf_put(buffer, (const char *)&value, sizeof value); }

static bool has_value(const output *out, uint32_t first, uint32_t value)
{
    const uint32_t *values = (const uint32_t *)(const void *)out->values.data;
    for (size_t i = first; i < out->values.length / sizeof *values; i++)
        if (values[i] == value) return true;
    return false;
}

static void put_groups(output *out, const phrase *first, const phrase *end)
{
    uint32_t masks[GROUPS_MAX], count = close_masks(first, end, masks);
    for (uint32_t i = 0; i < count; i++) {
        group made = {masks[i], out->value_count, 0};
        for (const phrase *p = first; p < end; p++)
            if (!(p->mask & ~masks[i]) && !has_value(out, made.first_value, p->value)) put_u32(&out->values, p->value);
        out->value_count = (uint32_t)(out->values.length / sizeof(uint32_t));
        made.value_count = out->value_count - made.first_value;
        out->group_count++;
        an_strbuf_put(&out->groups, (const char *)&made, sizeof made);
    }
}

static node *make_nodes(an_phrase_builder *builder, output *out)
{
    node *nodes = AN_NEW_ARRAY(&builder->arena, node, builder->node_count);
    const phrase *p = builder->phrases.items, *end = builder->phrases.count ? p + builder->phrases.count : p;
    if (!nodes) return NULL;
    if (builder->phrases.count) qsort(builder->phrases.items, builder->phrases.count, sizeof *builder->phrases.items, compare_phrases);
    while (p < end) {
        const phrase *next = p;
        node *here = nodes + p->node;
        while (next < end && next->node == p->node) next++;
        here->first_group = out->group_count;
        put_groups(out, p, next);
        here->group_count = out->group_count - here->first_group;
        p = next;
    }
    return nodes;
}

/* A power of two at least twice as large: tables are never more than half full, so every probe ends. */
static uint32_t slots_for(size_t count)
{
    uint32_t slots = 4;
    while (slots < count * 2) slots *= 2;
    return slots;
}

static uint32_t *make_word_slots(an_phrase_builder *builder, uint32_t slot_count)
{
    uint32_t *slots = AN_NEW_ARRAY(&builder->arena, uint32_t, slot_count);
    an_str pool = an_strbuf_view(&builder->pool.bytes);
    for (uint32_t i = 0; slots && i < builder->words.count; i++) {
        uint32_t at = (uint32_t)an_hash(an_pool_get(pool, builder->words.items[i])) & (slot_count - 1);
        while (slots[at]) at = (at + 1) & (slot_count - 1);
        slots[at] = i + 1;
    }
    return slots;
}

static edge *make_edge_slots(an_phrase_builder *builder, uint32_t slot_count)
{
    edge *slots = AN_NEW_ARRAY(&builder->arena, edge, slot_count);
    for (uint32_t i = 0; slots && i < builder->edges.count; i++) {
        edge e = builder->edges.items[i];
        uint32_t at = (uint32_t)edge_hash(e.node, e.word) & (slot_count - 1);
        while (slots[at].child) at = (at + 1) & (slot_count - 1);
        slots[at] = e;
    }
    return slots;
}

/* Appends the finished section; the builder can only be freed afterwards. */
annals_status an_phrase_builder_finish(an_phrase_builder *builder, an_strbuf *section, annals_error *error)
{
    output out = {0};
    head h = {FORMAT, slots_for(builder->words.count), (uint32_t)builder->words.count, slots_for(builder->edges.count), builder->node_count, 0, 0,
              (uint32_t)builder->pool.bytes.length};
    node *nodes = make_nodes(builder, &out);
    uint32_t *word_slots = make_word_slots(builder, h.word_slots);
    edge *edge_slots = make_edge_slots(builder, h.edge_slots);
    bool is_complete = nodes && word_slots && edge_slots && !out.groups.has_failed && !out.values.has_failed;
    h.groups = out.group_count;
    h.values = out.value_count;
    if (is_complete) {
        an_strbuf_put(section, (const char *)&h, sizeof h);
        an_strbuf_put(section, (const char *)word_slots, h.word_slots * sizeof *word_slots);
        an_strbuf_put(section, (const char *)builder->words.items, h.words * sizeof *builder->words.items);
        an_strbuf_put(section, (const char *)edge_slots, h.edge_slots * sizeof *edge_slots);
        an_strbuf_put(section, (const char *)nodes, h.nodes * sizeof *nodes);
        an_strbuf_put_str(section, an_strbuf_view(&out.groups));
        an_strbuf_put_str(section, an_strbuf_view(&out.values));
        an_strbuf_put_str(section, an_strbuf_view(&builder->pool.bytes));
    }
    an_strbuf_free(&out.groups);
    an_strbuf_free(&out.values);
    if (!is_complete || section->has_failed) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory for phrases");
    return ANNALS_OK;
}

/* ---- reading ---- */

typedef struct view {
    head h;
    const uint32_t *word_slots;
    const an_pool_ref *words;
    const edge *edges;
    const node *nodes;
    const group *groups;
    const uint32_t *values;
    an_str strings;
} view;

/* False if the sizes of the head do not add up to the section's. */
static bool view_section(const void *section, size_t size, view *v)
{
    const char *at = section;
    uint64_t total;
    if (size < sizeof v->h) return false;
    memcpy(&v->h, at, sizeof v->h);
    total = sizeof v->h + 4ull * v->h.word_slots + 8ull * v->h.words + 12ull * v->h.edge_slots + 8ull * v->h.nodes + 12ull * v->h.groups +
            4ull * v->h.values + v->h.string_bytes;
    if (total != size) return false;
    v->word_slots = (const uint32_t *)(const void *)(at += sizeof v->h);
    v->words = (const an_pool_ref *)(const void *)(at += 4ull * v->h.word_slots);
    v->edges = (const edge *)(const void *)(at += 8ull * v->h.words);
    v->nodes = (const node *)(const void *)(at += 12ull * v->h.edge_slots);
    v->groups = (const group *)(const void *)(at += 8ull * v->h.nodes);
    v->values = (const uint32_t *)(const void *)(at += 12ull * v->h.groups);
    v->strings = (an_str){at + 4ull * v->h.values, v->h.string_bytes};
    return true;
}

static bool is_power_of_two(uint32_t n) { return n && !(n & (n - 1)); }

static bool are_words_sound(const view *v)
{
    uint32_t used = 0;
    for (uint32_t i = 0; i < v->h.word_slots; i++) {
        if (v->word_slots[i] > v->h.words) return false;
        used += v->word_slots[i] != 0;
    }
    for (uint32_t i = 0; i < v->h.words; i++)
        if (!an_pool_ref_is_valid(v->words[i], v->strings.length)) return false;
    return used < v->h.word_slots;
}

static bool are_edges_sound(const view *v)
{
    uint32_t used = 0;
    for (uint32_t i = 0; i < v->h.edge_slots; i++) {
        if (v->edges[i].child >= v->h.nodes) return false;
        used += v->edges[i].child != 0;
    }
    return used < v->h.edge_slots;
}

static bool are_nodes_sound(const view *v)
{
    for (uint32_t i = 0; i < v->h.nodes; i++)
        if (v->nodes[i].first_group > v->h.groups || v->nodes[i].group_count > v->h.groups - v->nodes[i].first_group) return false;
    for (uint32_t i = 0; i < v->h.groups; i++)
        if (v->groups[i].first_value > v->h.values || v->groups[i].value_count > v->h.values - v->groups[i].first_value) return false;
    return true;
}

/* Checks every index in the section, so that reading needs no checks. `name` is for the message. */
annals_status an_phrase_table_open(an_phrase_table *table, an_str section, const char *name, annals_error *error)
{
    view v;
    *table = (an_phrase_table){section.data, section.length};
    if (!section.data) return an_fail(error, ANNALS_E_FORMAT, "lexicon", 0, "the dictionary lacks its section %s", name);
    if (!view_section(section.data, section.length, &v) || v.h.format != FORMAT || !is_power_of_two(v.h.word_slots) || !is_power_of_two(v.h.edge_slots) ||
        !v.h.nodes || !are_words_sound(&v) || !are_edges_sound(&v) || !are_nodes_sound(&v))
        return an_fail(error, ANNALS_E_FORMAT, "lexicon", 0, "the dictionary's section %s is broken", name);
    return ANNALS_OK;
}

bool an_phrase_values_are_below(const an_phrase_table *table, uint32_t limit)
{
    view v;
    if (!view_section(table->section, table->size, &v)) return false;
    for (uint32_t i = 0; i < v.h.values; i++)
        if (v.values[i] >= limit) return false;
    return true;
}

static uint32_t find_word(const view *v, const an_atom *atom)
{
    an_str text = {atom->bytes, atom->length};
    uint32_t at = (uint32_t)an_hash(text) & (v->h.word_slots - 1);
    for (; v->word_slots[at]; at = (at + 1) & (v->h.word_slots - 1))
        if (an_str_equal(an_pool_get(v->strings, v->words[v->word_slots[at] - 1]), text)) return v->word_slots[at] - 1;
    return AN_NONE;
}

/* 0 = no such phrase goes on. */
static uint32_t step(const view *v, uint32_t from, const an_atom *atom)
{
    uint32_t word = find_word(v, atom), at;
    if (word == AN_NONE) return 0;
    at = (uint32_t)edge_hash(from, word) & (v->h.edge_slots - 1);
    for (; v->edges[at].child; at = (at + 1) & (v->h.edge_slots - 1))
        if (v->edges[at].node == from && v->edges[at].word == word) return v->edges[at].child;
    return 0;
}

static const group *best_group(const view *v, uint32_t at, uint32_t mask)
{
    const group *first = v->groups + v->nodes[at].first_group, *best = NULL;
    for (uint32_t i = 0; i < v->nodes[at].group_count; i++)
        if (!(first[i].mask & ~mask)) best = first + i;
    return best;
}

typedef struct walk {
    uint32_t node, mask, atom_count;
    bool is_all_capitals;
} walk;

/* Follows the atoms of one token; false where no phrase goes on. */
static bool walk_token(const view *v, walk *w, an_str form, an_str folded)
{
    uint32_t letters;
    an_atom_case written = an_atom_case_of(form, &letters);
    an_atom atom;
    size_t at = 0;
    bool is_first = true;
    if (letters) w->is_all_capitals = w->is_all_capitals && written == AN_ATOM_ALL_CAPITALS;
    while (an_atom_next(folded, &at, &atom)) {
        if (w->atom_count == AN_PHRASE_WORDS_MAX || !(w->node = step(v, w->node, &atom))) return false;
        if (!is_first || written != AN_ATOM_LOWER) w->mask |= 1u << w->atom_count;
        w->atom_count++;
        is_first = false;
    }
    return true;
}

static bool is_capital(const an_token *token)
{
    uint32_t letters;
    return an_atom_case_of(token->form, &letters) != AN_ATOM_LOWER;
}

/* The hyphens of "al - Qaida" join only where they touch both neighbours, or stand between two capitals ("Islamic State - Khorasan Province");
 * another one ends the phrase. */
static bool joins(const an_token *tokens, const an_str *folded, uint32_t at, uint32_t first, uint32_t end)
{
    if (at == first || !an_atom_is_joint(folded[at])) return false;
    if (!tokens[at].has_space_after && !tokens[at - 1].has_space_after) return true;
    return at + 1 < end && folded[at].data[0] == '-' && is_capital(tokens + at - 1) && is_capital(tokens + at + 1);
}

size_t an_phrase_find(const an_phrase_table *table, const an_token *tokens, const an_str *folded, uint32_t first,
                      uint32_t end, an_phrase_match out[AN_PHRASE_WORDS_MAX])
{
    view v;
    walk w = {.is_all_capitals = true};
    size_t count = 0;
    if (!view_section(table->section, table->size, &v)) return 0;
    for (uint32_t at = first; at < end && count < AN_PHRASE_WORDS_MAX; at++) {
        const group *found;
        if (joins(tokens, folded, at, first, end)) continue;
        if (an_atom_is_joint(folded[at]) || !walk_token(&v, &w, tokens[at].form, folded[at])) break;
        found = best_group(&v, w.node, w.mask | (w.is_all_capitals ? ALL_CAPITALS : 0));
        if (found) out[count++] = (an_phrase_match){at + 1 - first, v.values + found->first_value, found->value_count};
    }
    return count;
}

/* The group whose spelling a reader would use: one that asks for no capitals, else the one that asks for most, and for all capitals only
 * where nothing else will do. */
static const group *usual_group(const view *v, uint32_t at)
{
    const group *first = v->groups + v->nodes[at].first_group, *best = NULL;
    for (uint32_t i = 0; i < v->nodes[at].group_count; i++) {
        if (!first[i].mask) return first + i;
        if (!best || !(first[i].mask & ALL_CAPITALS) || best->mask & ALL_CAPITALS) best = first + i;
    }
    return best;
}

bool an_phrase_spell(const an_phrase_table *table, const an_token *tokens, const an_str *folded, uint32_t first, uint32_t end,
                     an_phrase_spelling *out)
{
    view v;
    walk w = {.is_all_capitals = true};
    uint32_t atom_of[AN_PHRASE_WORDS_MAX]; /* by token */
    memset(out, 0, sizeof *out);
    if (!view_section(table->section, table->size, &v)) return false;
    for (uint32_t at = first; at < end && at - first < AN_PHRASE_WORDS_MAX; at++) {
        const group *found;
        atom_of[at - first] = AN_PHRASE_WORDS_MAX;
        if (joins(tokens, folded, at, first, end)) continue;
        atom_of[at - first] = w.atom_count;
        if (an_atom_is_joint(folded[at]) || !walk_token(&v, &w, tokens[at].form, folded[at])) break;
        found = usual_group(&v, w.node);
        if (!found) continue;
        *out = (an_phrase_spelling){.word_count = at + 1 - first, .is_all_capitals = found->mask & ALL_CAPITALS};
        for (uint32_t i = 0; i < out->word_count; i++) out->capitals |= (atom_of[i] < AN_PHRASE_WORDS_MAX && found->mask >> atom_of[i] & 1 ? 1u : 0u) << i;
    }
    return out->word_count > 0;
}

bool an_phrase_lookup(const an_phrase_table *table, an_str words, an_phrase_match *out)
{
    view v;
    atoms cut;
    an_arena arena;
    uint32_t at = 0;
    const group *found = NULL;
    bool is_cut;
    an_arena_init(&arena, 0);
    is_cut = view_section(table->section, table->size, &v) && cut_atoms(&arena, words, &cut);
    an_arena_free(&arena);
    if (!is_cut) return false;
    for (uint32_t i = 0; i < cut.count; i++)
        if (!(at = step(&v, at, cut.items + i))) return false;
    found = best_group(&v, at, UINT32_MAX);
    if (!found) return false;
    *out = (an_phrase_match){cut.count, v.values + found->first_value, found->value_count};
    return true;
}
