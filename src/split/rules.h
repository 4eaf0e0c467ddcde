/* What is so regular, or so rare in treebanks and common in news, that no model need decide it. */
#ifndef ANNALS_SPLIT_RULES_H
#define ANNALS_SPLIT_RULES_H

#include "split/features.h"

typedef enum an_split_rule { AN_RULE_NONE, AN_RULE_ENDS, AN_RULE_GOES_ON } an_split_rule;

bool an_split_join_rule(an_str text, const an_split_units *pieces, size_t i, const an_split_token_state *state, an_split_join *join);
an_split_rule an_split_sentence_rule(an_str text, const an_split_units *words, size_t i);

#endif
