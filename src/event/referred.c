/* Deeds that a report does not tell but refers to by a noun, as what its readers know: "the Kampala bombing suspect", "the Erawan Shrine bombing", "a
 * suspect in the shooting". They are background events: kept though nobody is named, and never of the day of publication. */
#include "event/details.h"

static bool is_known_deed(const an_tree *tree, uint32_t noun) { return an_tree_lemma_in(tree, noun, tree->grammar->known_deeds); }

/* A name right before the noun, on it or beside it on the same word: "Virginia Tech" of "the Virginia Tech massacre"; AN_NONE. */
static uint32_t name_before(const an_tree *tree, uint32_t noun)
{
    uint32_t before = noun > 0 ? noun - 1 : AN_NONE;
    while (before != AN_NONE && before > 0 && tree->tokens[before].upos == AN_UPOS_NOUN && tree->tokens[before].deprel == AN_DEPREL_COMPOUND) before--; /* "the Utoya youth camp massacre" */
    if (before == AN_NONE || tree->tokens[before].upos != AN_UPOS_PROPN) return AN_NONE;
    return tree->tokens[before].deprel == AN_DEPREL_COMPOUND || tree->tokens[before].deprel == AN_DEPREL_FLAT ? before : AN_NONE;
}

bool an_names_trace(const an_tree *tree, uint32_t noun)
{
    uint32_t trace = an_tree_head(tree, noun);
    if (trace == AN_NONE || trace < noun || tree->tokens[noun].deprel != AN_DEPREL_COMPOUND || !is_known_deed(tree, noun)) return false;
    return an_tree_lemma_in(tree, trace, tree->grammar->traces_of_deeds) && name_before(tree, noun) != AN_NONE;
}

bool an_has_name_of_its_own(const an_tree *tree, const an_draft *draft)
{
    uint32_t noun = draft->token;
    if (!draft->is_noun || draft->event.type != AN_TYPE_ASSAULT || draft->event.factuality != AN_FACTUALITY_HAPPENED) return false;
    return an_names_trace(tree, noun) || (is_known_deed(tree, noun) && an_details_has_definite(tree, noun) && name_before(tree, noun) != AN_NONE);
}

bool an_is_of_those_involved(const an_tree *tree, const an_draft *draft)
{
    uint32_t head = draft->is_noun ? an_tree_head(tree, draft->top) : AN_NONE;
    an_deprel relation = tree->tokens[draft->top].deprel;
    if (head == AN_NONE || (relation != AN_DEPREL_NMOD && relation != AN_DEPREL_COMPOUND)) return false;
    return tree->tokens[head].upos != AN_UPOS_VERB && an_tree_lemma_in(tree, head, tree->grammar->those_involved);
}

/* "Arrested in Kabul over the Carandiru prison massacre": the place must stand in the deed's own words or below them. */
void an_forget_place_of_clause(const an_tree *tree, an_draft *draft)
{
    an_event_place *place = &draft->event.place;
    uint32_t own = an_names_trace(tree, draft->token) ? an_tree_head(tree, draft->token) : draft->token;
    if (!place->is_known || an_span_is_empty(place->span) || !an_has_name_of_its_own(tree, draft)) return;
    for (uint32_t t = 0; t < tree->count; t++) {
        bool is_of_place = tree->tokens[t].span.start < place->span.end && place->span.start < tree->tokens[t].span.end;
        if (is_of_place && an_tree_dominates(tree, own, t)) return;
    }
    *place = (an_event_place){.is_known = false};
}

void an_name_victim(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t name = draft->event.recipients.count || draft->event.actors.count || !an_has_name_of_its_own(tree, draft) ? AN_NONE : name_before(tree, draft->token);
    if (name == AN_NONE || tree->tokens[name].name != AN_NAME_PERSON || !an_tree_is_tagged(tree, draft->token, "NN") /* not "the Manson murders" */ || !an_tree_lemma_in(tree, draft->token, tree->grammar->done_to_persons)) return;
    an_resolve(coder, tree, tree->tokens[name].deprel == AN_DEPREL_FLAT ? an_tree_head(tree, name) : name, false, &draft->event.recipients);
}
