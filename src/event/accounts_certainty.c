/* How sure a speaker sounds: the words of certainty in a claim, as ranges of probability. */
#include "event/accounts.h"

static const double CERTAIN_FROM = 0.9; /* "not certain" says nothing of how likely it is */
static const double IMPOSSIBLE_UP_TO = 0.05;

static const an_certainty_term *term_at(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    an_range triggers = an_frames_triggers(coder->frames, tree->lemmas[token]);
    for (uint32_t i = 0; i < triggers.count; i++) {
        const an_trigger *trigger = coder->frames->triggers + triggers.first + i;
        an_arguments none = {.count = 0};
        if (trigger->entry_class == AN_ENTRY_CERTAINTY && an_match_trigger(coder, tree, token, trigger, &none)) return coder->frames->certainties + trigger->entry;
    }
    return NULL;
}

static bool has_not(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_ADVMOD && an_tree_lemma_in(tree, child, coder->grammar.negations)) return true;
    return false;
}

/* "may not", "not likely": what is left to the other side; "not possible": hardly anything. */
static void turn_round(an_certainty *value, bool is_adjective)
{
    double low = value->low;
    if (low >= CERTAIN_FROM) {
        value->is_known = false;
        return;
    }
    if (is_adjective && value->high < CERTAIN_FROM && low < 0.5 && value->high > 0.5) {
        value->low = 0;
        value->high = IMPOSSIBLE_UP_TO;
        return;
    }
    value->low = 1 - value->high;
    value->high = 1 - low;
}

void an_find_certainty(const an_coder *coder, const an_tree *tree, uint32_t content, const an_report *report, an_certainty *out)
{
    if (report && report->certainty_high) *out = (an_certainty){report->certainty_low / 100.0, report->certainty_high / 100.0, {0, 0}, true};
    for (uint32_t t = 0; t < tree->count && content != AN_NONE; t++) {
        const an_certainty_term *term;
        bool is_modal, is_adjective = t == content;
        if (tree->lemmas[t] == AN_NONE || (t != content && an_tree_head(tree, t) != content)) continue;
        term = term_at(coder, tree, t);
        if (!term) continue;
        is_modal = tree->tokens[t].deprel == AN_DEPREL_AUX || is_adjective;
        *out = (an_certainty){term->low / 100.0, term->high / 100.0, tree->tokens[t].span, true};
        if (has_not(coder, tree, t) || (is_modal && has_not(coder, tree, content))) turn_round(out, is_adjective);
        return;
    }
}
