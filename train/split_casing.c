/* Counted are words that stand behind a small word or a comma: there a capital is the word's own and not that of a sentence's start. */
#include "split_casing.h"

#include <stdlib.h>

#include "split/units.h"

enum {
    SEEN_MIN = 8,          /* words seen less often tell too little */
    FIRST_CAPACITY = 1 << 16,
    SMALL_PERCENT = 10,    /* at most so many capitals: SMALL */
    CAPITAL_PERCENT = 90   /* at least so many: CAPITAL */
};

static struct casing_count *find(const casing_counts *counts, uint64_t form)
{
    size_t i = form & (counts->capacity - 1);
    while (counts->slots[i].small + counts->slots[i].capital > 0 && counts->slots[i].form != form) i = (i + 1) & (counts->capacity - 1);
    return counts->slots + i;
}

static int grow(casing_counts *counts)
{
    casing_counts larger = {.used = counts->used, .capacity = counts->capacity ? counts->capacity * 2 : FIRST_CAPACITY};
    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (!larger.slots) return 0;
    for (size_t i = 0; i < counts->capacity; i++)
        if (counts->slots[i].small + counts->slots[i].capital > 0) *find(&larger, counts->slots[i].form) = counts->slots[i];
    free(counts->slots);
    *counts = larger;
    return 1;
}

static int count_word(casing_counts *counts, const an_split_unit *word)
{
    struct casing_count *slot;
    if (counts->used * 2 >= counts->capacity && !grow(counts)) return 0;
    slot = find(counts, word->form);
    counts->used += slot->small + slot->capital == 0;
    slot->form = word->form;
    if (word->is_capital) slot->capital++;
    else slot->small++;
    return 1;
}

static bool is_inside_sentence(const an_split_unit *before)
{
    return before->first == ',' || (before->kind == AN_UNIT_LETTERS && !before->is_capital);
}

/* Adds the words of `text`, one paragraph a line. 0 = out of memory. */
int casing_count_text(casing_counts *counts, an_str text)
{
    an_arena scratch;
    an_split_units pieces = {0};
    int is_ok = 1;
    an_arena_init(&scratch, 0);
    for (size_t start = 0, end; is_ok && start < text.length; start = end + 1) {
        const char *line_end = memchr(text.data + start, '\n', text.length - start);
        end = line_end ? (size_t)(line_end - text.data) : text.length;
        pieces.count = 0;
        is_ok = an_split_find_pieces(&scratch, text, (an_span){(uint32_t)start, (uint32_t)end}, &pieces);
        for (size_t i = 1; is_ok && i < pieces.count; i++) {
            const an_split_unit *word = pieces.items + i;
            if (word->kind == AN_UNIT_LETTERS && word->gap == AN_GAP_SPACE && is_inside_sentence(word - 1)) is_ok = count_word(counts, word);
        }
    }
    an_arena_free(&scratch);
    return is_ok;
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* The table as src/split/casing.h wants it; the caller's, to be freed. NULL = out of memory. */
uint32_t *casing_table(const casing_counts *counts, size_t *count)
{
    uint32_t *entries = malloc((counts->used + 1) * sizeof *entries);
    *count = 0;
    if (!entries) return NULL;
    for (size_t i = 0; i < counts->capacity; i++) {
        const struct casing_count *slot = counts->slots + i;
        uint64_t seen = (uint64_t)slot->small + slot->capital, capitals = (uint64_t)slot->capital * 100;
        an_casing casing = capitals <= seen * SMALL_PERCENT ? AN_CASING_SMALL : capitals >= seen * CAPITAL_PERCENT ? AN_CASING_CAPITAL : AN_CASING_MIXED;
        if (seen >= SEEN_MIN) entries[(*count)++] = an_casing_entry(slot->form, casing);
    }
    qsort(entries, *count, sizeof *entries, by_value);
    return entries;
}

void casing_free(casing_counts *counts)
{
    free(counts->slots);
    *counts = (casing_counts){0};
}
