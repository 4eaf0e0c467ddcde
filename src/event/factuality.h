/* What the files that ask whether an act happened share: what was found so far, and what a clause says of its own verb. */
#ifndef ANNALS_EVENT_FACTUALITY_H
#define ANNALS_EVENT_FACTUALITY_H

#include "event/draft.h"

/* What was found so far. */
typedef struct an_reading {
    an_factuality value;
    bool is_willed; /* those who act will, plan, agree to */
    bool is_wished; /* somebody asks, orders, hopes or waits for it */
} an_reading;

/* factuality_clause.c; what they mean stands at their definitions. */
void an_raise_to(an_reading *found, an_factuality other);
void an_raise_from_above(an_reading *found, an_factuality other);
void an_plan(an_reading *found);
void an_take_attitude(const an_coder *coder, const an_tree *tree, uint32_t token, const an_attitude *attitude, an_reading *found);
bool an_is_form(const an_tree *tree, uint32_t token, const char *text);
bool an_is_progressive(const an_tree *tree, uint32_t verb);
bool an_has_negative_determiner(const an_coder *coder, const an_tree *tree, uint32_t noun);
bool an_is_negation(const an_coder *coder, const an_tree *tree, uint32_t token);
bool an_is_negative_adverb(const an_coder *coder, const an_tree *tree, uint32_t token);
void an_read_mark(const an_coder *coder, const an_tree *tree, uint32_t mark, an_reading *found);
bool an_has_adverb(const an_tree *tree, uint32_t verb, const char *lemma);
bool an_is_present(const an_tree *tree, uint32_t verb);
bool an_is_set_for_later(const an_tree *tree, const an_draft *draft, uint32_t verb);
void an_read_clause(const an_coder *coder, const an_tree *tree, uint32_t verb, bool is_trigger, an_reading *found);
bool an_is_past(const an_tree *tree, uint32_t verb);
bool an_has_if(const an_tree *tree, uint32_t verb); /* "if", "unless" */

#endif
