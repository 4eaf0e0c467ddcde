/* What a sentence names as a reason and does not tell as an act of its own: for which breach of what somebody is accused, arrested or sentenced ("fined for
 * violating the law"), and with whom he is said to have worked. */
#include "event/draft.h"

/* The draft of the verb that a clause hangs on, by itself or by the clause that it is joined to; AN_NONE. */
static uint32_t draft_above(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t clause = an_tree_first_conjunct(tree, draft->token), head = an_tree_head(tree, clause);
    bool is_clause = tree->tokens[clause].deprel == AN_DEPREL_ADVCL || tree->tokens[clause].deprel == AN_DEPREL_CCOMP || tree->tokens[clause].deprel == AN_DEPREL_XCOMP;
    if (draft->is_noun || !is_clause || head == AN_NONE) return AN_NONE;
    return coder->draft_at[an_tree_first_conjunct(tree, head)] != AN_NONE ? coder->draft_at[an_tree_first_conjunct(tree, head)] : coder->draft_at[head];
}

/* "For violating", "of breaking": a participle behind a preposition. */
static bool is_told_as_charge(const an_tree *tree, uint32_t clause)
{
    uint32_t first = an_tree_first_conjunct(tree, clause), mark = an_tree_child(tree, first, AN_DEPREL_MARK);
    return an_tree_is_tagged(tree, first, "VBG") && mark != AN_NONE && (tree->lemmas[mark] == tree->grammar->for_ || tree->lemmas[mark] == tree->grammar->of || tree->lemmas[mark] == tree->grammar->with);
}

static bool is_punishment(const an_event *event)
{
    an_mode mode = event->mode_count ? event->modes[0] : AN_MODE_NONE;
    return event->type == AN_TYPE_SANCTION || mode == AN_MODE_COERCE_ARREST;
}

/* A law that is broken is refused to nobody; whom one worked with is told to say what one did. */
static bool is_offence(const an_draft *offence, const an_draft *above)
{
    an_mode mode = offence->event.mode_count ? offence->event.modes[0] : AN_MODE_NONE;
    if (offence->event.type == AN_TYPE_REJECT && mode == AN_MODE_REJECT_YIELD && !offence->event.recipients.count) return is_punishment(&above->event) || above->event.type == AN_TYPE_ACCUSE;
    return (offence->event.type == AN_TYPE_COOPERATE || offence->event.type == AN_TYPE_CONSULT) && is_punishment(&above->event);
}

void an_drop_reasons(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        an_draft *draft = coder->drafts + i;
        uint32_t above = draft_above(coder, tree, draft);
        if (draft->is_dropped || above == AN_NONE || above == i || !is_told_as_charge(tree, draft->token) || !is_offence(draft, coder->drafts + above)) continue;
        draft->is_dropped = true;
        draft->absorbed_by = above;
    }
}
