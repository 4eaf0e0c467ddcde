/* Lemma rules: the classes that the network chooses from, and what each does to a form. */
#ifndef ANNALS_PARSE_LEMMA_H
#define ANNALS_PARSE_LEMMA_H

#include "base/arena.h"
#include "base/span.h"

typedef struct an_parse_lemma_rule {
    char letter_case; /* 'l' lower, 'k' as written, 't' first letter as written and the rest lower, '=' the whole lemma is `added` */
    uint32_t cut_bytes;
    an_str added;
} an_parse_lemma_rule;

bool an_parse_lemma_rule_read(an_str text, an_parse_lemma_rule *out);
an_str an_parse_lemma(an_arena *arena, const an_parse_lemma_rule *rule, an_str form);

#endif
