/* Mendings of trees: each tells whether the tree is wrong at a token, and sets it right. */
#ifndef ANNALS_EVENT_MEND_H
#define ANNALS_EVENT_MEND_H

#include "event/tree.h"

typedef struct an_mending {
    bool (*is_wrong)(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t at);
    void (*mend)(an_token *tokens, uint32_t count, uint32_t at);
} an_mending;

/* Each ends with a row of NULL. */
extern const an_mending an_mendings_of_fronted[], an_mendings_of_harm[], an_mendings_of_nouns[], an_mendings_of_participles[], an_mendings_of_places[], an_mendings_of_present[], an_mendings_of_verbs[];

/* What they ask of a word. */
bool an_mend_is_verb_too(const an_frames *frames, const an_token *token); /* the dictionary has it as a verb that tells an event */
bool an_mend_is_noun_frame(const an_frames *frames, an_str form);         /* ... as a noun, without regard to a capital at its beginning */
bool an_mend_is_report_word(const an_frames *frames, an_str lemma);       /* ... as a verb that reports */
bool an_mend_is_finite(const an_token *t);
bool an_mend_is_below(const an_token *tokens, uint32_t count, uint32_t below, uint32_t above); /* also itself: such a word cannot be its head */
bool an_mend_is_word_of(const an_grammar *grammar, an_range words, an_str lemma);

#endif
