/* A sorted table, looked up by halving: nothing in it is an index, so a damaged one can only give a wrong answer. */
#include "split/casing.h"

/* UNKNOWN for a form that is not in the table. */
an_casing an_casing_find(const an_casing_table *table, uint64_t form)
{
    uint32_t wanted = an_casing_entry(form, AN_CASING_UNKNOWN);
    size_t low = 0, high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t found = table->entries[middle] & ~3u;
        if (found == wanted) return (an_casing)(table->entries[middle] & 3u);
        if (found < wanted) low = middle + 1;
        else high = middle;
    }
    return AN_CASING_UNKNOWN;
}
