/* Which nodes stand under a key, kept for a batch: every node is looked for more than once. */
#ifndef ANNALS_LINK_KEY_ROWS_H
#define ANNALS_LINK_KEY_ROWS_H

#include "store/link.h"

typedef struct an_key_entry an_key_entry;

/* Holds from when the keys of a batch are all written to when the batch ends. Owner: the arena. */
typedef struct an_key_rows {
    an_key_entry *entries; /* open addressing; NULL = not begun */
    uint32_t mask, count;
} an_key_rows;

/* False when the arena is exhausted. documents: of the batch. */
bool an_key_rows_begin(an_key_rows *rows, an_arena *arena, size_t documents);

/* Appends to `out` the rows of the nodes under the key, at most `limit` (0 = all), as an_store_link_key_nodes does. kept: the arena of the batch. */
annals_status an_key_rows_find(an_key_rows *rows, an_store *store, int64_t key, size_t limit, an_arena *kept, an_arena *arena, an_row_list *out,
                               annals_error *error);

#endif
