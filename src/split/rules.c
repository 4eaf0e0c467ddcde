/* Each rule is nearly always right where it speaks, and silent elsewhere. */
#include "split/rules.h"

/* Whether the sentence ends behind word `i`. */
an_split_rule an_split_sentence_rule(an_str text, const an_split_units *words, size_t i, const an_split_sentence_state *state)
{
    (void)text; (void)words; (void)i; (void)state;
    return AN_RULE_NONE;
}
