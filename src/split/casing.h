/* How words are written inside sentences: a capital on a word that is usually small speaks for the start of a sentence. */
#ifndef ANNALS_SPLIT_CASING_H
#define ANNALS_SPLIT_CASING_H

#include <stddef.h>
#include <stdint.h>

typedef enum an_casing { AN_CASING_UNKNOWN, AN_CASING_SMALL, AN_CASING_MIXED, AN_CASING_CAPITAL } an_casing;

/* Entries, ascending: the upper 30 bits of the form's hash, then two bits of an_casing. Two words that share 30 bits are one. */
typedef struct an_casing_table {
    const uint32_t *entries;
    size_t count;
} an_casing_table;

static inline uint32_t an_casing_entry(uint64_t form, an_casing casing) { return ((uint32_t)(form >> 32) & ~3u) | (uint32_t)casing; }
an_casing an_casing_find(const an_casing_table *table, uint64_t form);

#endif
