/* Counts in plain text how words are written inside sentences. */
#ifndef ANNALS_TRAIN_SPLIT_CASING_H
#define ANNALS_TRAIN_SPLIT_CASING_H

#include "base/span.h"
#include "split/casing.h"

typedef struct casing_counts {
    struct casing_count { uint64_t form; uint32_t small, capital; } *slots;
    size_t used, capacity; /* a power of two */
} casing_counts;

int casing_count_text(casing_counts *counts, an_str text);
uint32_t *casing_table(const casing_counts *counts, size_t *count);
void casing_free(casing_counts *counts);

#endif
