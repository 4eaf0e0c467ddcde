/* Which nodes stand under a key. A node's keys are asked for when its neighbours are looked for, when mentions of it are, and, many of
 * them, for the nodes beside it: one table for each batch saves asking the base again. Long lists are not kept: they are few, and large. */
#include "link/key_rows.h"

#include <string.h>

enum { ROWS_KEPT_MAX = 64, SLOTS_PER_DOCUMENT = 128, SLOTS_MIN = 1 << 10, SLOTS_MAX = 1 << 18 };

struct an_key_entry {
    int64_t key;
    int64_t *rows;
    uint32_t count;
    bool is_known;
};

bool an_key_rows_begin(an_key_rows *rows, an_arena *arena, size_t documents)
{
    uint32_t slots = SLOTS_MIN;
    while (slots < SLOTS_MAX && slots < documents * SLOTS_PER_DOCUMENT) slots *= 2;
    *rows = (an_key_rows){.entries = AN_NEW_ARRAY(arena, an_key_entry, slots), .mask = slots - 1};
    return rows->entries != NULL;
}

static an_key_entry *entry_of(const an_key_rows *rows, int64_t key)
{
    uint32_t slot = (uint32_t)((uint64_t)key * UINT64_C(0x9E3779B97F4A7C15) >> 40) & rows->mask;
    while (rows->entries[slot].is_known && rows->entries[slot].key != key) slot = (slot + 1) & rows->mask;
    return &rows->entries[slot];
}

/* Without memory for it a list is asked for again. */
static void keep(an_key_rows *rows, an_key_entry *entry, int64_t key, const int64_t *found, size_t count, an_arena *kept)
{
    an_key_entry made = {.key = key, .count = (uint32_t)count, .is_known = true};
    if (count > ROWS_KEPT_MAX || rows->count >= rows->mask / 2) return;
    if (count) {
        made.rows = AN_NEW_ARRAY(kept, int64_t, count);
        if (!made.rows) return;
        memcpy(made.rows, found, count * sizeof *found);
    }
    *entry = made;
    rows->count++;
}

annals_status an_key_rows_find(an_key_rows *rows, an_store *store, int64_t key, size_t limit, an_arena *kept, an_arena *arena, an_row_list *out,
                               annals_error *error)
{
    an_key_entry *entry = entry_of(rows, key);
    size_t before = out->count;
    if (!entry->is_known) {
        AN_TRY(an_store_link_key_nodes(store, key, limit, arena, out, error));
        keep(rows, entry, key, out->items + before, out->count - before, kept);
        return ANNALS_OK;
    }
    for (uint32_t i = 0; i < entry->count; i++)
        if (!AN_PUSH(arena, out, entry->rows[i])) return an_fail(error, ANNALS_E_MEMORY, "link", 0, "out of memory");
    return ANNALS_OK;
}
