/* Lemmas: rules that edit a form, and a table of the rule for forms seen in training. */
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
uint64_t an_parse_lemma_key(an_str form, unsigned upos); /* of the form as written */
uint64_t an_parse_lemma_tag_key(uint64_t key, an_str xpos); /* of the form as written, which has this key, with its Penn tag */
uint64_t an_parse_lemma_lower_key(an_str form, unsigned upos); /* of the form with ASCII letters in lower case */
an_str an_parse_lemma(an_arena *arena, const an_parse_lemma_rule *rule, an_str form);

#endif
