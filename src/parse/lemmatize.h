/* A tagged word -> its lemma: what training showed, lists of irregular forms, rules of inflection, the network's guess, in this order. */
#ifndef ANNALS_PARSE_LEMMATIZE_H
#define ANNALS_PARSE_LEMMATIZE_H

#include "lexicon/lemmas.h"
#include "parse/weights.h"
#include "record/sentence.h"

/* Read-only, for any number of threads. */
typedef struct an_lemmatizer {
    const an_parse_weights *weights; /* with the table of known lemmas */
    const an_lemmas *lemmas;         /* NULL = no lists: rules alone */
} an_lemmatizer;

bool an_lemmatize_known(an_arena *arena, const an_lemmatizer *lemmatizer, an_token *token);
bool an_lemmatize_unknown(an_arena *arena, const an_lemmatizer *lemmatizer, const an_parse_lemma_rule *guess, an_token *tokens, uint32_t count,
                          uint32_t at);
void an_lemmatize_auxiliaries(an_token *tokens, uint32_t first, uint32_t end);

#endif
